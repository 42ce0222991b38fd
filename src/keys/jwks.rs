//! The key set document (RFC 7517 §5), prepared.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use serde_json::{Value, json};

/// The public keys relying parties need, as bytes to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jwks {
    /// `{"keys": [...]}`
    pub json: Bytes,
    /// A strong entity tag with its quotes (RFC 9110 §8.8.3).
    pub etag: String,
}

impl Jwks {
    /// The document of these keys, in this order.
    pub(super) fn new<'a>(public_jwks: impl IntoIterator<Item = &'a Value>) -> Self {
        let keys: Vec<&Value> = public_jwks.into_iter().collect();
        let json = Bytes::from(json!({ "keys": keys }).to_string());
        let etag = format!(
            "\"{}\"",
            URL_SAFE_NO_PAD.encode(&digest(&SHA256, &json).as_ref()[..16])
        );
        Self { json, etag }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_changes_with_the_keys_and_only_then() {
        let (a, b) = (json!({"kid": "a"}), json!({"kid": "b"}));
        let jwks = Jwks::new([&a, &b]);
        assert_eq!(jwks.json, r#"{"keys":[{"kid":"a"},{"kid":"b"}]}"#);
        assert_eq!(jwks, Jwks::new([&a, &b]));
        assert_ne!(jwks.etag, Jwks::new([&a]).etag);
        assert!(jwks.etag.starts_with('"') && jwks.etag.ends_with('"') && jwks.etag.len() == 24);
    }
}
