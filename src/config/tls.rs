//! `[tls]`: the certificate of the server itself.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::server::ParsedCertificate;
use rustls::sign::CertifiedKey;
use serde::{Deserialize, Serialize};
use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::check::Wrong;
use super::issuer::Issuer;
use crate::protocol::time::Timestamp;

/// `[tls]`: with a certificate the server speaks https, without one http.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TlsSettings {
    /// A PEM file: the server's certificate, then those between it and a root.
    pub certificate: Option<PathBuf>,
    /// A PEM file: its private key.
    pub key: Option<PathBuf>,
}

/// A certificate with its key, as their files are now.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// What a handshake shows.
    pub certified: Arc<CertifiedKey>,
    /// When it starts to be good.
    pub not_before: Timestamp,
    /// When it stops.
    pub not_after: Timestamp,
}

/// The files cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct TlsError {
    /// The setting whose file it is: `tls.certificate`.
    pub key: &'static str,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub fix: &'static str,
}

const CERTIFICATE: &str = "tls.certificate";
const KEY: &str = "tls.key";

impl TlsSettings {
    /// Whether the server speaks https.
    pub fn is_on(&self) -> bool {
        self.certificate.is_some() && self.key.is_some()
    }

    /// Both files; none when the server speaks http.
    pub fn files(&self) -> Option<(&Path, &Path)> {
        Some((self.certificate.as_deref()?, self.key.as_deref()?))
    }

    /// The certificate as it is now; none when the server speaks http.
    ///
    /// # Errors
    /// When a file cannot be read, or does not hold what it should.
    pub fn read(&self) -> Option<Result<Certificate, TlsError>> {
        let (certificate, key) = self.files()?;
        Some(read(certificate, key))
    }

    pub(super) fn check(&self, issuer: &Issuer) -> Option<Wrong> {
        let wrong = |key, problem: String, fix: &str| {
            let fix = fix.to_owned();
            Some(Wrong { key, problem, fix })
        };
        match (&self.certificate, &self.key) {
            (None, None) => return None,
            (Some(_), None) => {
                let problem = "it is missing, and tls.certificate is set".to_owned();
                return wrong(
                    KEY,
                    problem,
                    "name the file of its key, or set none of them",
                );
            }
            (None, Some(_)) => {
                let problem = "it is missing, and tls.key is set".to_owned();
                let fix = "name the file of the certificate, or set none of them";
                return wrong(CERTIFICATE, problem, fix);
            }
            (Some(_), Some(_)) => {}
        }
        if !issuer.is_secure() {
            let problem = format!("the server would speak https, and issuer {issuer} is http");
            return wrong(CERTIFICATE, problem, "write an https issuer");
        }
        let read = self.read()?;
        let certificate = match read {
            Err(error) => return wrong(error.key, error.problem, error.fix),
            Ok(certificate) => certificate,
        };
        if !certificate.is_for(issuer) {
            let problem = format!("it is not for the host of issuer {issuer}");
            let fix =
                "name a certificate whose subjectAltName has that host: browsers refuse any other";
            return wrong(CERTIFICATE, problem, fix);
        }
        None
    }
}

/// Certificates are renewed before this is left of them.
const RENEWED_BY: Duration = Duration::from_hours(14 * 24);

impl Certificate {
    /// Whether it ends so soon that somebody should look why it was not renewed.
    pub fn ends_soon(&self, now: Timestamp) -> bool {
        self.not_after <= now.plus(RENEWED_BY)
    }

    /// Whether it names the issuer's host.
    pub fn is_for(&self, issuer: &Issuer) -> bool {
        let host = issuer.host().to_string();
        let host = host.trim_matches(['[', ']']);
        let Ok(name) = ServerName::try_from(host) else {
            return false;
        };
        let shown = self.certified.cert.first();
        let parsed = shown.and_then(|shown| ParsedCertificate::try_from(shown).ok());
        parsed.is_some_and(|parsed| rustls::client::verify_server_name(&parsed, &name).is_ok())
    }
}

fn read(certificate: &Path, key: &Path) -> Result<Certificate, TlsError> {
    let error = |key, problem: String, fix| TlsError { key, problem, fix };
    let open = |name, file: &Path| {
        std::fs::read(file).map_err(|cause| {
            let problem = format!("\"{}\": {cause}", file.display());
            error(name, problem, "name a PEM file that this user may read")
        })
    };
    let (chain_text, key_text) = (open(CERTIFICATE, certificate)?, open(KEY, key)?);
    const CHAIN: &str =
        "name a PEM file with the server's certificate first, then those between it and the root";
    let chain = CertificateDer::pem_slice_iter(&chain_text).collect::<Result<Vec<_>, _>>();
    let chain =
        chain.map_err(|cause| error(CERTIFICATE, format!("it is damaged: {cause}"), CHAIN))?;
    let Some(shown) = chain.first() else {
        let problem = format!("\"{}\" holds no certificate", certificate.display());
        return Err(error(CERTIFICATE, problem, CHAIN));
    };
    let (_, parsed) = X509Certificate::from_der(shown)
        .map_err(|cause| error(CERTIFICATE, format!("it is damaged: {cause}"), CHAIN))?;
    let validity = parsed.validity();
    let (not_before, not_after) = (
        Timestamp(validity.not_before.timestamp()),
        Timestamp(validity.not_after.timestamp()),
    );
    const PRIVATE: &str = "name a PEM file with the private key of that certificate, not encrypted";
    let private = PrivateKeyDer::from_pem_slice(&key_text).map_err(|_| {
        let problem = format!(
            "\"{}\" holds no private key that can be read",
            key.display()
        );
        error(KEY, problem, PRIVATE)
    })?;
    let private = aws_lc_rs::sign::any_supported_type(&private)
        .map_err(|cause| error(KEY, format!("it cannot be used: {cause}"), PRIVATE))?;
    let certified = CertifiedKey::new(chain, private);
    certified.keys_match().map_err(|_| {
        let problem = "it is not the key of tls.certificate".to_owned();
        error(KEY, problem, PRIVATE)
    })?;
    Ok(Certificate {
        certified: Arc::new(certified),
        not_before,
        not_after,
    })
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, KeyPair};

    use super::*;

    /// What is written to both files, and what is refused of it: the setting and a part of the sentence.
    #[test]
    fn files_that_cannot_be_used_are_refused_by_name() {
        let pair = |host: &str| {
            let key = KeyPair::generate().unwrap();
            let params = CertificateParams::new([host.to_owned()]).unwrap();
            (params.self_signed(&key).unwrap().pem(), key.serialize_pem())
        };
        let ((good, key), (_, other)) = (pair("id.example.com"), pair("id.example.com"));
        let (foreign, foreign_key) = pair("id.example.org");
        let directory = tempfile::tempdir().unwrap();
        let (certificate, key_file) = (
            directory.path().join("c.pem"),
            directory.path().join("k.pem"),
        );
        let settings = TlsSettings {
            certificate: Some(certificate.clone()),
            key: Some(key_file.clone()),
        };
        let issuer: Issuer = "https://id.example.com".parse().unwrap();
        let check = |chain: &str, key: &str| {
            std::fs::write(&certificate, chain).unwrap();
            std::fs::write(&key_file, key).unwrap();
            let wrong = settings.check(&issuer);
            wrong.map(|wrong| (wrong.key, wrong.problem))
        };
        assert_eq!(check(&good, &key), None);
        assert_eq!(check(&format!("{good}{foreign}"), &key), None, "a chain");
        let wild = pair("*.example.com");
        assert_eq!(check(&wild.0, &wild.1), None);
        for (chain, key, setting, says) in [
            ("", &*key, CERTIFICATE, "holds no certificate"),
            ("hello", &key, CERTIFICATE, "holds no certificate"),
            (&key, &key, CERTIFICATE, "holds no certificate"),
            (
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                &key,
                CERTIFICATE,
                "damaged",
            ),
            (&good, "", KEY, "holds no private key"),
            (&good, &good, KEY, "holds no private key"),
            (&good, &other, KEY, "not the key of tls.certificate"),
            (&foreign, &foreign_key, CERTIFICATE, "not for the host"),
        ] {
            let (refused, problem) = check(chain, key).expect(says);
            assert_eq!(refused, setting, "{problem}");
            assert!(problem.contains(says), "{problem}");
        }
        std::fs::remove_file(&key_file).unwrap();
        assert_eq!(settings.check(&issuer).unwrap().key, KEY);
        let half = TlsSettings {
            key: None,
            ..settings.clone()
        };
        assert_eq!(half.check(&issuer).unwrap().key, KEY);
        let plain: Issuer = "http://localhost:8080".parse().unwrap();
        let refused = settings.check(&plain).unwrap();
        assert!(refused.problem.contains("is http"), "{}", refused.problem);
        assert!(TlsSettings::default().check(&plain).is_none());
    }
}
