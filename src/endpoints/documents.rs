//! Discovery (OIDC Discovery §4, RFC 8414 §3) and the key set (RFC 7517 §5), served from prepared bytes.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

use crate::app::App;
use crate::http::prepared::Prepared;

/// `/.well-known/openid-configuration` and `/.well-known/oauth-authorization-server`.
pub async fn discovery(State(app): State<App>, headers: HeaderMap) -> Response {
    app.discovery.answer(&headers)
}

/// `/jwks`: the keys that sign, will sign or signed until lately.
pub async fn jwks(State(app): State<App>, headers: HeaderMap) -> Response {
    let jwks = app.keys.jwks();
    let etag = HeaderValue::from_str(&jwks.etag).unwrap_or(HeaderValue::from_static("\"\""));
    Prepared {
        body: jwks.json,
        etag,
    }
    .answer(&headers)
}
