//! Cross-origin answers for apps that run in browsers: documents for everybody, back-channel endpoints for the origins of
//! the client's redirect URIs. Pages and `/authorize` never get them (attack row CR-10).

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::protocol::client::Client;

/// For documents anyone may read; no credentials are involved.
pub async fn everyone(request: Request, next: Next) -> Response {
    let preflight = request.method() == Method::OPTIONS;
    let mut response = if preflight {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    if preflight {
        allow_methods(headers, "GET, HEAD");
    }
    response
}

/// The origins of the client a handler dealt with; a handler leaves it in the answer's extensions.
#[derive(Debug, Clone)]
pub struct AnsweredTo(pub std::sync::Arc<Client>);

/// For token, userinfo, revocation and introspection. A preflight names no client, so it passes for any origin; the answer
/// itself may be read only by an origin the client registered. A refusal that found no client may be read by any.
pub async fn registered(request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::ORIGIN).cloned();
    if request.method() == Method::OPTIONS {
        let mut response = StatusCode::NO_CONTENT.into_response();
        if let Some(origin) = origin {
            let headers = response.headers_mut();
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.insert(header::VARY, HeaderValue::from_static("Origin"));
            allow_methods(headers, "GET, POST");
        }
        return response;
    }
    let mut response = next.run(request).await;
    let client = response.extensions().get::<AnsweredTo>().cloned();
    let Some(AnsweredTo(client)) = client else {
        // Said to nobody known, so it says nothing about anybody. An app has to be able to read that its token expired.
        if response.status().is_client_error() {
            allow(response.headers_mut(), HeaderValue::from_static("*"));
        }
        return response;
    };
    if let Some(origin) = origin {
        let registered = client
            .metadata
            .redirect_uris
            .iter()
            .any(|uri| is_origin_of(origin.as_bytes(), uri.as_str()));
        if registered {
            allow(response.headers_mut(), origin);
        }
        response
            .headers_mut()
            .insert(header::VARY, HeaderValue::from_static("Origin"));
    }
    response
}

fn allow(headers: &mut HeaderMap, origin: HeaderValue) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("www-authenticate"),
    );
}

fn allow_methods(headers: &mut HeaderMap, methods: &'static str) {
    const ALLOWED: HeaderName = header::ACCESS_CONTROL_ALLOW_METHODS;
    headers.insert(ALLOWED, HeaderValue::from_static(methods));
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("authorization, content-type"),
    );
    headers.insert(
        header::ACCESS_CONTROL_MAX_AGE,
        HeaderValue::from_static("3600"),
    );
}

/// Whether `origin` is the scheme, host and port of a registered web address, byte for byte.
fn is_origin_of(origin: &[u8], uri: &str) -> bool {
    let web = origin.starts_with(b"https://") || origin.starts_with(b"http://");
    let rest = uri.as_bytes().strip_prefix(origin);
    web && rest.is_some_and(|rest| matches!(rest.first(), None | Some(b'/' | b'?')))
}

#[cfg(test)]
mod tests {
    use super::is_origin_of;

    #[test]
    fn an_origin_is_matched_whole() {
        assert!(is_origin_of(
            b"https://app.example",
            "https://app.example/cb"
        ));
        assert!(is_origin_of(
            b"http://localhost:3000",
            "http://localhost:3000/cb"
        ));
        assert!(!is_origin_of(
            b"https://app.example",
            "https://app.example.evil/cb"
        ));
        assert!(!is_origin_of(b"https://app", "https://app.example/cb"));
        assert!(!is_origin_of(b"https:", "https://app.example/cb"));
        assert!(!is_origin_of(b"", "https://app.example/cb"));
        assert!(!is_origin_of(b"null", "null/"));
    }
}
