//! What a form is.

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;

use crate::protocol::params::Limits;

/// The media type of what was sent, with its parameters; empty when none is named, or it is no text.
pub fn content_type(headers: &HeaderMap) -> &str {
    let value = headers.get(CONTENT_TYPE);
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// Whether `content_type` is a urlencoded form in UTF-8 (attack row HT-12).
pub fn is_form(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default();
    media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded")
        && parts.all(|parameter| match parameter.split_once('=') {
            Some((name, value)) if name.eq_ignore_ascii_case("charset") => {
                value.trim_matches('"').eq_ignore_ascii_case("utf-8")
            }
            _ => true,
        })
}

/// The most bytes of a form with a file (RFC 7578): a picture as the camera of a phone writes it, and the fields beside it.
pub const LARGEST_UPLOAD: usize = (8 << 20) + Limits::FORM.bytes;

/// Whether the forms of this path come with a file: the picture of an app, or of a person.
pub fn is_upload(path: &str) -> bool {
    path == "/account/picture" || path.starts_with("/apps/") && path.ends_with("/logo")
}

#[cfg(test)]
mod tests {
    use super::{is_form, is_upload};

    #[test]
    fn xs_05_files_come_to_few_places() {
        assert!(is_upload("/account/picture") && is_upload("/apps/harbour-notes-7c41/logo"));
        for other in [
            "/account/picture/remove",
            "/account/edit",
            "/apps/x/logo/remove",
            "/login",
            "/token",
        ] {
            assert!(!is_upload(other), "{other}");
        }
    }

    #[test]
    fn ht_12_only_utf_8_forms_are_forms() {
        assert!(is_form("application/x-www-form-urlencoded"));
        assert!(is_form("application/x-www-form-urlencoded; charset=UTF-8"));
        assert!(!is_form("application/x-www-form-urlencoded;charset=utf-16"));
        assert!(!is_form("multipart/form-data; boundary=x"));
        assert!(!is_form(""));
    }
}
