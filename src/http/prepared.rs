//! Documents that change seldom, served from prepared bytes with a validator (RFC 9110 §8.8.3).

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

/// Relying parties keep both documents for five minutes; keys are announced far longer before they sign.
const CACHE: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// A document that changes seldom, with its validator.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The JSON text.
    pub body: Bytes,
    /// `"…"`, from the text's hash.
    pub etag: HeaderValue,
}

impl Prepared {
    /// Prepares `body`.
    pub fn new(body: Vec<u8>) -> Self {
        use base64::Engine;
        let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &body);
        let tag = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&hash.as_ref()[..12]);
        let etag = HeaderValue::from_str(&format!("\"{tag}\""))
            .unwrap_or(HeaderValue::from_static("\"\""));
        Self {
            body: body.into(),
            etag,
        }
    }

    /// The document, or that the one that is held still is right (RFC 9110 §13.1.2).
    pub fn answer(&self, headers: &HeaderMap) -> Response {
        let fresh = headers
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .any(|sent| names(sent, &self.etag));
        let common = [
            (header::CACHE_CONTROL, CACHE),
            (header::ETAG, self.etag.clone()),
        ];
        if fresh {
            return (StatusCode::NOT_MODIFIED, common).into_response();
        }
        (
            common,
            [(
                header::CONTENT_TYPE,
                HeaderValue::from_static("application/json"),
            )],
            self.body.clone(),
        )
            .into_response()
    }
}

/// Whether an `If-None-Match` names `etag`: `*`, or a list of tags that are compared weakly (RFC 9110 §13.1.2).
fn names(sent: &HeaderValue, etag: &HeaderValue) -> bool {
    let mut tags = sent.as_bytes().split(|byte| *byte == b',');
    tags.any(|tag| {
        let tag = tag.trim_ascii();
        tag == b"*" || tag.strip_prefix(b"W/").unwrap_or(tag) == etag.as_bytes()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_weak_or_in_a_list() {
        let etag = HeaderValue::from_static("\"abc\"");
        for (sent, found) in [
            ("\"abc\"", true),
            ("W/\"abc\"", true),
            ("\"x\", W/\"abc\" ", true),
            ("*", true),
            ("\"x\", \"ab\"", false),
            ("abc", false),
            ("", false),
        ] {
            assert_eq!(
                names(&HeaderValue::from_static(sent), &etag),
                found,
                "{sent}"
            );
        }
    }
}
