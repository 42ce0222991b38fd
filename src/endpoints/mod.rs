//! What programs call: relying parties, and browsers by themselves. Thin: extract, ask the rules, store, answer.

pub mod client;
pub mod cors;
pub mod device;
pub mod documents;
pub mod introspect;
pub mod revoke;
pub mod token;
pub mod userinfo;

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::grants::GrantError;
use crate::http::answer::json;
use crate::protocol::error::{ErrorCode, OAuthError};
use crate::store::StoreError;
use crate::tokens::MintError;

/// Something of ours failed: logged with what it was, answered without (attack row HT-20).
fn server_error(place: &'static str, error: &dyn std::fmt::Display) -> TokenError {
    tracing::error!(place, error = %error, "server error");
    OAuthError::new(
        ErrorCode::ServerError,
        "The server failed to answer; the request had no effect. Try again",
    )
    .into()
}

/// The database is not there or too busy: try again, nothing happened.
pub fn unavailable(place: &'static str, error: &dyn std::fmt::Display) -> TokenError {
    tracing::error!(place, error = %error, "temporarily unavailable");
    OAuthError::new(
        ErrorCode::TemporarilyUnavailable,
        "The server is not able to answer now. Try again in a moment",
    )
    .into()
}

/// One person or client asks for more rows than anybody does: nothing happened, and the others are not concerned.
fn too_many(what: &'static str) -> TokenError {
    tracing::warn!(what, "too many in a minute");
    OAuthError::new(
        ErrorCode::TemporarilyUnavailable,
        format!("There are too many {what} in this minute. Try again in the next one"),
    )
    .into()
}

/// The client got as many tokens in this minute as an administrator lets it have: nothing happened, and what it sent stays good.
fn limited(most: u32, wait: Duration) -> TokenError {
    let error = OAuthError::new(
        ErrorCode::TemporarilyUnavailable,
        format!(
            "This client may get tokens {most} times in a minute. Try again in {} s",
            wait.as_secs().max(1)
        ),
    );
    TokenError {
        wait: Some(wait),
        ..error.into()
    }
}

/// A refusal of a back-channel endpoint, as JSON (RFC 6749 §5.2).
#[derive(Debug, Clone)]
pub struct TokenError {
    /// What is said.
    pub error: OAuthError,
    /// Whether a client that was not recognised is asked for `Basic`: it tried the header, or nothing at all (RFC 6749 §5.2). Who
    /// sent something in the form reads the error instead: some libraries show a challenge and nothing else.
    pub challenge: bool,
    /// When to come again, for a client that came more often than it may (RFC 6585 §4).
    pub wait: Option<Duration>,
}

impl From<OAuthError> for TokenError {
    fn from(error: OAuthError) -> Self {
        Self {
            error,
            challenge: false,
            wait: None,
        }
    }
}

impl From<StoreError> for TokenError {
    fn from(error: StoreError) -> Self {
        match error {
            // No invitation to repeat what may have happened: a code or refresh token that comes again looks stolen (FT-16).
            StoreError::Unknown => {
                tracing::error!(%error, "server error");
                OAuthError::new(
                    ErrorCode::ServerError,
                    "The server lost the answer of its database; the request may have had its effect. Begin anew",
                )
                .into()
            }
            error => unavailable("store", &error),
        }
    }
}

impl From<GrantError> for TokenError {
    fn from(error: GrantError) -> Self {
        match error {
            GrantError::Refused(error) => error.into(),
            GrantError::Store(error) => error.into(),
            GrantError::TooMany(what) => too_many(what),
        }
    }
}

impl From<MintError> for TokenError {
    fn from(error: MintError) -> Self {
        server_error("mint", &error)
    }
}

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        let status = match self.error.code {
            _ if self.wait.is_some() => StatusCode::TOO_MANY_REQUESTS,
            ErrorCode::InvalidClient => StatusCode::UNAUTHORIZED,
            ErrorCode::ServerError => StatusCode::INTERNAL_SERVER_ERROR,
            ErrorCode::TemporarilyUnavailable => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_REQUEST,
        };
        let mut response = json(status, &self.error);
        let headers = response.headers_mut();
        if status == StatusCode::UNAUTHORIZED && self.challenge {
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Basic realm=\"lanyard\", charset=\"UTF-8\""),
            );
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        if let Some(wait) = self.wait {
            let seconds = HeaderValue::from(wait.as_secs().max(1));
            headers.insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}
