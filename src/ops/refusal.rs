//! Answers given before any handler runs.

use axum::http::header::{CONNECTION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::http::headers;
use crate::http::request_id::RequestId;

/// A status, a sentence, and whether the connection can go on.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    sentence: String,
    close: bool,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, sentence: impl Into<String>) -> Self {
        Self {
            status,
            sentence: sentence.into(),
            close: false,
        }
    }

    /// The rest of the request is not read, so nothing after it can be.
    pub(super) fn closing(status: StatusCode, sentence: impl Into<String>) -> Self {
        Self {
            close: true,
            ..Self::new(status, sentence)
        }
    }

    pub(super) fn into_response(
        self,
        id: RequestId,
        readable: bool,
        http1: bool,
        https: bool,
    ) -> Response {
        tracing::debug!(
            status = self.status.as_u16(),
            reason = self.sentence,
            "refused at the door"
        );
        let mut response = if readable {
            format!("{}\n\nReference: {id}\n", self.sentence).into_response()
        } else {
            let error = if self.status.is_server_error() {
                "temporarily_unavailable"
            } else {
                "invalid_request"
            };
            let body = serde_json::json!({ "error": error, "error_description": self.sentence, "reference": id.as_str() });
            axum::Json(body).into_response()
        };
        *response.status_mut() = self.status;
        headers::bare(response.headers_mut(), https);
        if self.close && http1 {
            response
                .headers_mut()
                .insert(CONNECTION, HeaderValue::from_static("close"));
        }
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}
