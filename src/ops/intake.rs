//! What every request passes first: a reference, the limits of size and time, the host it was sent to, a log line.
//!
//! The same layer stands in front of the router in tests, so that a story meets the limits a browser meets.

use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::HttpBody;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{ACCEPT, CONTENT_ENCODING, CONTENT_TYPE, COOKIE, LOCATION};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use tokio::sync::Semaphore;
use tracing::Instrument;

use super::body::{Kind, gather};
use super::health;
use super::host::{Destination, destination};
use super::refusal::Refusal;
use crate::config::{Issuer, ProxySettings, Settings};
use crate::http::client_address::{ClientAddress, Peer, client_address};
use crate::http::headers;
use crate::http::request_id::RequestId;

const LONGEST_URL: usize = 8 << 10;
const LARGEST_HEAD: usize = 16 << 10;
const LARGEST_COOKIES: usize = 8 << 10;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

struct Intake {
    issuer: Issuer,
    proxy: ProxySettings,
    body_time: Duration,
    handler_time: Duration,
    /// Bodies that may be held at once: 128 MB of them.
    bodies: Semaphore,
    /// Pictures that may be held at once: 64 MB of them.
    uploads: Semaphore,
}

/// How many bodies are held at once.
const BODIES: usize = 2_048;
/// How many bodies with a picture are held at once, beside the others.
const UPLOADS: usize = 8;

/// Puts the checks in front of every route of `router`.
pub fn intake(router: Router, settings: &Settings) -> Router {
    let intake = Intake {
        issuer: settings.issuer.clone(),
        proxy: settings.proxy.clone(),
        body_time: settings.limits.body_time,
        handler_time: settings.limits.handler_time,
        bodies: Semaphore::new(BODIES),
        uploads: Semaphore::new(UPLOADS),
    };
    router.layer(from_fn_with_state(Arc::new(intake), pass))
}

async fn pass(State(intake): State<Arc<Intake>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = RequestId::fresh();
    let peer = request
        .extensions()
        .get::<Peer>()
        .map_or(ClientAddress::default().0, |peer| peer.0.ip());
    let address = client_address(peer, request.headers(), &intake.proxy);
    request.extensions_mut().insert(id);
    request.extensions_mut().insert(address);
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();

    let span = tracing::info_span!("request", request = id.as_str(), address = %address.0);
    let mut response = admit(&intake, request, next, id)
        .instrument(span.clone())
        .await;
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    span.in_scope(|| record(route, &method, response.status(), started));
    response
}

/// One event and one sample per request. The route is logged as it is written in the program: a path may hold a secret.
fn record(route: Option<MatchedPath>, method: &Method, status: StatusCode, started: Instant) {
    let took = started.elapsed();
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    let path = route.as_ref().map_or("none", MatchedPath::as_str);
    let code = status.as_u16();
    // Anybody can invent methods, and each would be a time series of its own.
    let known = match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        Method::DELETE => "DELETE",
        _ => "other",
    };
    match code {
        // That a node does not want requests is an answer, not a fault of it.
        500.. if !health::is_health(path) => tracing::error!(
            method = known,
            route = path,
            status = code,
            micros,
            "answered"
        ),
        400..500 => tracing::info!(
            method = known,
            route = path,
            status = code,
            micros,
            "answered"
        ),
        _ => tracing::debug!(
            method = known,
            route = path,
            status = code,
            micros,
            "answered"
        ),
    }
    let labels = [
        metrics::Label::new("route", path.to_owned()),
        metrics::Label::from_static_parts("method", known),
        metrics::Label::new("status", status_label(code)),
    ];
    metrics::histogram!("lanyard_http_request_seconds", labels.to_vec()).record(took);
}

fn status_label(code: u16) -> &'static str {
    match code {
        100..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}

async fn admit(intake: &Intake, request: Request, next: Next, id: RequestId) -> Response {
    let readable = accepts_html(request.headers());
    let http1 = request.version() <= Version::HTTP_11;
    let https = intake.issuer.is_secure();
    let refuse = |refusal: Refusal| refusal.into_response(id, readable, http1, https);

    if let Err(refusal) = check_head(&request) {
        return refuse(refusal);
    }
    match destination(&request, &intake.issuer) {
        Ok(Destination::Here) => {}
        Ok(Destination::Elsewhere(url)) => return redirect(&url, https),
        Err(refusal) => return refuse(refusal),
    }
    let places = match Kind::of(request.uri().path()) {
        Kind::Form => &intake.bodies,
        Kind::Upload => &intake.uploads,
    };
    let held = match request.body().is_end_stream() {
        true => None,
        false => match places.try_acquire() {
            Ok(held) => Some(held),
            Err(_) => {
                return refuse(Refusal::closing(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "Too much is being sent at this moment. Try again in a moment.",
                ));
            }
        },
    };
    let request = match gather(request, intake.body_time).await {
        Ok(request) => request,
        Err(refusal) => return refuse(refusal),
    };
    let answer = AssertUnwindSafe(next.run(request)).catch_unwind();
    let _held = held;
    match tokio::time::timeout(intake.handler_time, answer).await {
        Ok(Ok(response)) => response,
        // The panic hook has logged where and why, with the reference of this request.
        Ok(Err(_)) => refuse(Refusal::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Something went wrong on our side.",
        )),
        Err(_) => {
            tracing::error!("a handler took too long");
            refuse(Refusal::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "This took too long. Try again in a moment.",
            ))
        }
    }
}

/// URL, headers and cookies within bounds (attacks §2.5), and a body we can read (HT-13).
fn check_head(request: &Request) -> Result<(), Refusal> {
    let url = request
        .uri()
        .path_and_query()
        .map_or(0, |path| path.as_str().len());
    if url > LONGEST_URL {
        return Err(Refusal::closing(
            StatusCode::URI_TOO_LONG,
            "The address is longer than 8 kB.",
        ));
    }
    let total: usize = request
        .headers()
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum();
    if total > LARGEST_HEAD {
        return Err(Refusal::closing(
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            "The headers are larger than 16 kB.",
        ));
    }
    let cookies: usize = request
        .headers()
        .get_all(COOKIE)
        .iter()
        .map(HeaderValue::len)
        .sum();
    if cookies > LARGEST_COOKIES {
        return Err(Refusal::closing(
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            "The cookies are larger than 8 kB. Delete the cookies of this site and try again.",
        ));
    }
    let encoded = request
        .headers()
        .get_all(CONTENT_ENCODING)
        .iter()
        .any(|value| value != "identity");
    if encoded {
        return Err(Refusal::closing(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Send the body without Content-Encoding: compressed requests are not read.",
        ));
    }
    if request.headers().get_all(CONTENT_TYPE).iter().count() > 1 {
        return Err(Refusal::closing(
            StatusCode::BAD_REQUEST,
            "Content-Type was sent twice.",
        ));
    }
    Ok(())
}

fn accepts_html(headers: &HeaderMap) -> bool {
    headers.get(ACCEPT).is_some_and(|accept| {
        accept
            .as_bytes()
            .windows(9)
            .any(|part| part == b"text/html")
    })
}

fn redirect(url: &str, https: bool) -> Response {
    let mut response = StatusCode::TEMPORARY_REDIRECT.into_response();
    headers::bare(response.headers_mut(), https);
    if let Ok(value) = HeaderValue::from_str(url) {
        response.headers_mut().insert(LOCATION, value);
    }
    response
}

/// Whether `address` is this machine, also when written as IPv4 in IPv6.
pub(super) fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

#[cfg(test)]
#[path = "intake_tests.rs"]
mod tests;
