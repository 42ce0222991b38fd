//! Discovery (OIDC Discovery §4, RFC 8414 §3) and the key set (RFC 7517 §5), served from prepared bytes; and which issuer an
//! account belongs to (RFC 7033).

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::http::answer::json;
use crate::http::client_address::ClientAddress;
use crate::http::prepared::Prepared;
use crate::protocol::params::{Limits, Params};
use crate::protocol::webfinger;

/// `/.well-known/openid-configuration` and `/.well-known/oauth-authorization-server`.
pub async fn discovery(State(app): State<App>, headers: HeaderMap) -> Response {
    app.discovery.answer(&headers)
}

/// `/jwks`: the keys that sign, will sign or signed until lately.
pub async fn jwks(State(app): State<App>, address: ClientAddress, headers: HeaderMap) -> Response {
    let agent = headers.get(header::USER_AGENT);
    let agent = agent.and_then(|agent| agent.to_str().ok());
    let callers = &app.clients.callers;
    callers.fetched(address.0, agent, app.clock.now());
    let jwks = app.keys.jwks();
    let etag = HeaderValue::from_str(&jwks.etag).unwrap_or(HeaderValue::from_static("\"\""));
    Prepared {
        body: jwks.json,
        etag,
    }
    .answer(&headers)
}

/// `/.well-known/webauthn`: the other origins that may use passkeys of this domain (Web Authentication §5.11); 404 when there are none.
pub async fn webauthn(State(app): State<App>) -> Response {
    let related = &app.settings.passkeys.related_origins;
    if app.passkeys.is_none() || related.is_empty() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let origins: Vec<_> = related.iter().map(|origin| origin.origin()).collect();
    json(StatusCode::OK, &serde_json::json!({ "origins": origins }))
}

/// `/.well-known/webfinger`: 400 without a resource (RFC 7033 §4.2), 404 for one that is none of ours.
pub async fn webfinger(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let Ok(params) = Params::parse(query.as_bytes(), Limits::QUERY) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let Some(resource) = params.one("resource") else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let rels: Vec<_> = params.all("rel").collect();
    let Some(answer) = webfinger::answer(app.issuer(), resource, &rels) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = json(StatusCode::OK, &answer);
    let media_type = HeaderValue::from_static("application/jrd+json");
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, media_type);
    response
}
