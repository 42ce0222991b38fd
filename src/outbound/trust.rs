//! Whose certificates are believed (SF-09; RFC 9325): those of the machine's roots and of the operator's own, for the host's name, in
//! their time, by TLS 1.2 or 1.3.

use std::sync::Arc;

use rustls::crypto::aws_lc_rs;
use rustls::pki_types::CertificateDer;
use rustls::{CertificateError, ClientConfig, Error, RootCertStore};

/// How connections are secured.
pub(super) fn config(extra: Vec<CertificateDer<'static>>) -> Result<ClientConfig, Error> {
    let mut roots = RootCertStore::empty();
    let native = rustls_native_certs::load_native_certs();
    let (_, passed_over) = roots.add_parsable_certificates(native.certs);
    for error in native.errors {
        tracing::warn!(%error, "root certificates of this machine cannot be read");
    }
    for certificate in extra {
        roots.add(certificate)?;
    }
    if roots.is_empty() {
        tracing::warn!(
            "this machine has no root certificates: no https address can be called; install them (ca-certificates), or set \
             outbound.extra_root_file"
        );
    }
    tracing::debug!(roots = roots.len(), passed_over, "root certificates");
    let provider = Arc::new(aws_lc_rs::default_provider());
    let builder =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// What is wrong with a connection, in words for the owner of the app.
pub(super) fn reason(error: &Error) -> &'static str {
    match error {
        Error::InvalidCertificate(error) => match error {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                "its certificate has expired"
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                "its certificate is not valid yet"
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                "its certificate is for another host"
            }
            // The second: of another authority with the same name.
            CertificateError::UnknownIssuer | CertificateError::BadSignature => {
                "its certificate is not from an authority that is trusted here"
            }
            CertificateError::Revoked => "its certificate was revoked",
            _ => "its certificate cannot be checked",
        },
        _ => "it does not speak TLS 1.2 or 1.3 as is asked for",
    }
}
