//! What relying parties call. Thin: extract, ask the rules, store, answer.

pub mod authorize;
pub mod client;
pub mod cors;
pub mod documents;
pub mod introspect;
pub mod revoke;
pub mod token;
pub mod userinfo;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::protocol::error::{ErrorCode, OAuthError};
use crate::store::StoreError;

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

/// A JSON answer that nobody keeps (RFC 6749 §5.1).
pub fn json(status: StatusCode, body: &impl Serialize) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => {
            let mut response = (status, bytes).into_response();
            let headers = response.headers_mut();
            headers.insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static("application/json"),
            );
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            headers.insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
            response
        }
        Err(error) => server_error("json", &error).into_response(),
    }
}

/// Something of ours failed: logged with what it was, answered without (attack row HT-20).
pub fn server_error(place: &'static str, error: &dyn std::fmt::Display) -> TokenError {
    tracing::error!(place, error = %error, "server error");
    TokenError {
        error: OAuthError::new(
            ErrorCode::ServerError,
            "The server failed to answer; the request had no effect. Try again",
        ),
    }
}

/// The database is not there or too busy: try again, nothing happened.
pub fn unavailable(place: &'static str, error: &dyn std::fmt::Display) -> TokenError {
    tracing::error!(place, error = %error, "temporarily unavailable");
    TokenError {
        error: OAuthError::new(
            ErrorCode::TemporarilyUnavailable,
            "The server is not able to answer now. Try again in a moment",
        ),
    }
}

/// One person or client asks for more rows than anybody does: nothing happened, and the others are not concerned.
pub fn too_many(what: &'static str) -> TokenError {
    tracing::warn!(what, "too many in a minute");
    TokenError {
        error: OAuthError::new(
            ErrorCode::TemporarilyUnavailable,
            format!("There are too many {what} in this minute. Try again in the next one"),
        ),
    }
}

/// A refusal of a back-channel endpoint, as JSON (RFC 6749 §5.2).
#[derive(Debug, Clone)]
pub struct TokenError {
    /// What is said.
    pub error: OAuthError,
}

impl From<OAuthError> for TokenError {
    fn from(error: OAuthError) -> Self {
        Self { error }
    }
}

impl From<StoreError> for TokenError {
    fn from(error: StoreError) -> Self {
        match error {
            // No invitation to repeat what may have happened: a code or refresh token that comes again looks stolen (FT-16).
            StoreError::Unknown => {
                tracing::error!(%error, "server error");
                TokenError {
                    error: OAuthError::new(
                        ErrorCode::ServerError,
                        "The server lost the answer of its database; the request may have had its effect. Begin anew",
                    ),
                }
            }
            error => unavailable("store", &error),
        }
    }
}

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        let status = match self.error.code {
            ErrorCode::InvalidClient => StatusCode::UNAUTHORIZED,
            ErrorCode::ServerError => StatusCode::INTERNAL_SERVER_ERROR,
            ErrorCode::TemporarilyUnavailable => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_REQUEST,
        };
        let mut response = json(status, &self.error);
        let headers = response.headers_mut();
        if status == StatusCode::UNAUTHORIZED {
            // RFC 9110 §15.5.2: always, whichever way the client tried.
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Basic realm=\"lanyard\", charset=\"UTF-8\""),
            );
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::is_form;

    #[test]
    fn ht_12_only_utf_8_forms_are_forms() {
        assert!(is_form("application/x-www-form-urlencoded"));
        assert!(is_form("application/x-www-form-urlencoded; charset=UTF-8"));
        assert!(!is_form("application/x-www-form-urlencoded;charset=utf-16"));
        assert!(!is_form("multipart/form-data; boundary=x"));
        assert!(!is_form(""));
    }
}
