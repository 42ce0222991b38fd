//! TLS of the server itself (RFC 8446, RFC 5246): the certificate is exchanged while it runs, connections under way keep theirs.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio_rustls::TlsAcceptor;

use crate::config::{Certificate, TlsError, TlsSettings};

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(5);

/// The certificate that is shown, and where it comes from.
#[derive(Debug)]
pub struct Tls {
    settings: TlsSettings,
    shown: RwLock<Shown>,
}

#[derive(Debug)]
struct Shown {
    certificate: Certificate,
    /// The files as they were when they were last looked at.
    seen: Seen,
}

/// What tells that a file is another one, also behind links that were turned (Kubernetes' secrets).
type Seen = [Option<(u64, u64, i64, i64, u64)>; 2];

impl Tls {
    /// None when the server speaks http.
    ///
    /// # Errors
    /// When a file cannot be used.
    pub fn open(settings: &TlsSettings) -> Result<Option<Arc<Self>>, TlsError> {
        let seen = look(settings);
        let Some(certificate) = settings.read() else {
            return Ok(None);
        };
        let certificate = certificate?;
        told(&certificate);
        Ok(Some(Arc::new(Self {
            settings: settings.clone(),
            shown: RwLock::new(Shown { certificate, seen }),
        })))
    }

    /// What does the handshakes: TLS 1.3 and 1.2, HTTP/2 before HTTP/1.1 (RFC 7301).
    pub(super) fn acceptor(self: &Arc<Self>) -> TlsAcceptor {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(rustls::ALL_VERSIONS)
            .expect("the provider has what both versions need")
            .with_no_client_auth()
            .with_cert_resolver(self.clone());
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        TlsAcceptor::from(Arc::new(config))
    }

    /// Reads both files again. A mistake in them changes nothing: the certificate before stays.
    pub fn reload(&self) {
        let seen = look(&self.settings);
        let read = self.settings.read();
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        shown.seen = seen;
        match read {
            Some(Ok(certificate)) => {
                let before = &shown.certificate.certified;
                if before.cert == certificate.certified.cert {
                    return;
                }
                told(&certificate);
                tracing::info!(good_until = certificate.not_after.0, "another certificate");
                shown.certificate = certificate;
            }
            Some(Err(error)) => tracing::error!(
                key = error.key,
                fix = error.fix,
                "the certificate was not replaced: {error}"
            ),
            None => {}
        }
    }

    /// Reads the files again whenever they change, until the process ends.
    pub async fn keep_up(self: Arc<Self>) {
        loop {
            tokio::time::sleep(LOOK).await;
            if self.has_changed() {
                self.reload();
            }
        }
    }

    fn has_changed(&self) -> bool {
        let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner);
        look(&self.settings) != shown.seen
    }
}

impl ResolvesServerCert for Tls {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner);
        Some(shown.certificate.certified.clone())
    }
}

fn told(certificate: &Certificate) {
    let until = certificate.not_after.0;
    #[expect(clippy::cast_precision_loss, reason = "a time")]
    metrics::gauge!("lanyard_tls_certificate_expires_seconds").set(until as f64);
}

fn look(settings: &TlsSettings) -> Seen {
    let mark = |file: &Path| {
        let is = |found: Metadata| {
            let (device, inode, length) = (found.dev(), found.ino(), found.len());
            (device, inode, found.mtime(), found.mtime_nsec(), length)
        };
        std::fs::metadata(file).ok().map(is)
    };
    match settings.files() {
        Some((certificate, key)) => [mark(certificate), mark(key)],
        None => [None, None],
    }
}

#[cfg(test)]
#[path = "tls_tests.rs"]
mod tests;
