//! A certificate for `localhost` that nobody vouches for, in files as an operator has them.

use std::path::Path;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lanyard::config::TlsSettings;
use rcgen::{CertificateParams, KeyPair, PublicKeyData as _};

/// The files, and what browsers that are told to trust it know it by.
#[derive(Debug, Clone)]
pub struct Certificate {
    pub settings: TlsSettings,
    /// The SHA-256 of its public key, in base64.
    pub pin: String,
}

impl Certificate {
    /// Makes one and writes it to `directory`; a former one is replaced.
    pub fn write(directory: &Path) -> Self {
        let (certificate, key) = (directory.join("tls.pem"), directory.join("tls.key"));
        let pair = KeyPair::generate().unwrap();
        let params = CertificateParams::new(["localhost".to_owned()]).unwrap();
        let pem = params.self_signed(&pair).unwrap().pem();
        std::fs::write(&key, pair.serialize_pem()).unwrap();
        std::fs::write(&certificate, &pem).unwrap();
        let hash = digest(&SHA256, &pair.subject_public_key_info());
        Self {
            settings: TlsSettings {
                certificate: Some(certificate),
                key: Some(key),
            },
            pin: STANDARD.encode(hash.as_ref()),
        }
    }
}
