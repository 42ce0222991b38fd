//! Sending a browser on.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::headers;

/// 303 (RFC 9700 §4.12): whatever was posted is not posted on. Nobody keeps it, and it tells the next site nothing.
pub fn see_other(url: &str) -> Response {
    let Ok(location) = HeaderValue::from_str(url) else {
        tracing::error!("an address of ours does not fit a header");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut response = StatusCode::SEE_OTHER.into_response();
    let answer = response.headers_mut();
    answer.insert(header::LOCATION, location);
    // Strict-Transport-Security is added to every answer where the issuer is https.
    headers::bare(answer, false);
    response
}
