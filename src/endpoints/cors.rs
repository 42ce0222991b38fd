//! Cross-origin answers for apps that run in browsers: documents for everybody, back-channel endpoints for the origins of
//! the client's redirect URIs and those it registered beside them. Pages and `/authorize` never get them (attack row CR-10).
//!
//! Credentials of the browser are never allowed, so a page may send whatever header it likes: none of them says who somebody is.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::protocol::client::{Client, Metadata};
use crate::protocol::origin::Origin;

/// For documents anyone may read; no credentials are involved.
pub async fn everyone(request: Request, next: Next) -> Response {
    let preflight = request.method() == Method::OPTIONS;
    let wanted = wanted_headers(&request);
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
        allow_methods(headers, "GET, HEAD", wanted);
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
        let wanted = wanted_headers(&request);
        let mut response = StatusCode::NO_CONTENT.into_response();
        if let Some(origin) = origin {
            let headers = response.headers_mut();
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.insert(header::VARY, HeaderValue::from_static("Origin"));
            allow_methods(headers, "GET, POST", wanted);
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
        if is_of(&client, origin.as_bytes()) {
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

/// The headers that the page behind a preflight wants to send.
fn wanted_headers(request: &Request) -> Option<HeaderValue> {
    let wanted = request.headers();
    wanted.get(header::ACCESS_CONTROL_REQUEST_HEADERS).cloned()
}

fn allow_methods(headers: &mut HeaderMap, methods: &'static str, wanted: Option<HeaderValue>) {
    const ALLOWED: HeaderName = header::ACCESS_CONTROL_ALLOW_METHODS;
    headers.insert(ALLOWED, HeaderValue::from_static(methods));
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        wanted.unwrap_or(HeaderValue::from_static("authorization, content-type")),
    );
    headers.append(
        header::VARY,
        HeaderValue::from_static("Access-Control-Request-Headers"),
    );
    headers.insert(
        header::ACCESS_CONTROL_MAX_AGE,
        HeaderValue::from_static("3600"),
    );
}

/// Whether an `Origin` header names an origin of the client, written as browsers write it.
fn is_of(client: &Client, origin: &[u8]) -> bool {
    let Metadata {
        allowed_origins,
        redirect_uris,
        ..
    } = &client.metadata;
    let mut implied = redirect_uris
        .iter()
        .filter_map(|uri| Origin::of(uri.as_str()));
    allowed_origins.iter().any(|own| own.is(origin)) || implied.any(|own| own.is(origin))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::client::samples;

    #[test]
    fn fc_19_an_origin_is_registered_by_itself_or_by_a_redirect_uri() {
        let mut client = samples::spa(&[
            "https://ok.example/cb",
            "https://CAPS.example:443/cb",
            "http://localhost:3000/cb",
        ]);
        client.metadata.allowed_origins = vec![Origin::parse("https://www.ok.example").unwrap()];
        for origin in [
            "https://ok.example",
            "https://www.ok.example",
            "https://caps.example",
            "http://localhost:3000",
        ] {
            assert!(is_of(&client, origin.as_bytes()), "{origin}");
        }
        for origin in [
            "https://ok.example.evil",
            "https://evil.www.ok.example",
            "http://www.ok.example",
            "https://www.ok.example:8443",
            "https://www.ok.example/",
            "https://ok",
            "https:",
            "null",
            "",
        ] {
            assert!(!is_of(&client, origin.as_bytes()), "{origin}");
        }
        let native = samples::native(&["com.example.app:/cb"]);
        assert!(!is_of(&native, b"null") && !is_of(&native, b"com.example.app:"));
    }
}
