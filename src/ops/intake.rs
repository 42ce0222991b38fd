//! What every request passes first: a reference, the limits of size and time, the host it was sent to, a log line.
//!
//! The same layer stands in front of the router in tests, so that a story meets the limits a browser meets.

use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    ACCEPT, CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, LOCATION,
    RETRY_AFTER,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use bytes::{Bytes, BytesMut};
use futures_util::FutureExt;
use http_body_util::BodyExt;
use tracing::Instrument;

use super::address::{ClientAddress, Peer, client_address};
use super::host::{Destination, destination};
use super::request_id::RequestId;
use crate::config::{Issuer, ProxySettings, Settings};
use crate::pages::headers;

const LONGEST_URL: usize = 8 << 10;
const LARGEST_HEAD: usize = 16 << 10;
const LARGEST_COOKIES: usize = 8 << 10;
const LARGEST_FORM: usize = 64 << 10;
const LARGEST_JSON: usize = 256 << 10;

/// How much of a body that is too large is read before the answer: whoever is still sending would otherwise see
/// the connection break instead of the answer.
const DISCARDED: usize = 16 << 20;
const DISCARD_TIME: Duration = Duration::from_secs(1);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

struct Intake {
    issuer: Issuer,
    proxy: ProxySettings,
    body_time: Duration,
    handler_time: Duration,
}

/// Puts the checks in front of every route of `router`.
pub fn intake(router: Router, settings: &Settings) -> Router {
    let intake = Intake {
        issuer: settings.issuer.clone(),
        proxy: settings.proxy.clone(),
        body_time: settings.limits.body_time,
        handler_time: settings.limits.handler_time,
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
        500.. => tracing::error!(
            method = known,
            route = path,
            status = code,
            micros,
            "answered"
        ),
        400.. => tracing::info!(
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
    let request = match gather(request, intake.body_time).await {
        Ok(request) => request,
        Err(refusal) => return refuse(refusal),
    };
    let answer = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(intake.handler_time, answer).await {
        Ok(Ok(response)) => response,
        // The panic hook has logged where and why; the span adds the reference.
        Ok(Err(_)) => {
            tracing::error!("a handler panicked");
            refuse(Refusal::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Something went wrong on our side.",
            ))
        }
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

/// Reads the whole body, within its limits of size and time, before any handler runs.
async fn gather(request: Request, body_time: Duration) -> Result<Request, Refusal> {
    if request.body().is_end_stream() {
        return Ok(request);
    }
    let (parts, mut body) = request.into_parts();
    let (most, too_large) = if is_json(&parts.headers) {
        (LARGEST_JSON, "The body is larger than 256 kB.")
    } else {
        (LARGEST_FORM, "The body is larger than 64 kB.")
    };
    let announced = parts
        .headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let expects_word = parts.headers.contains_key(axum::http::header::EXPECT);
    if announced.is_some_and(|length| length > most) {
        if !expects_word {
            discard(&mut body).await;
        }
        return Err(Refusal::closing(StatusCode::PAYLOAD_TOO_LARGE, too_large));
    }
    match tokio::time::timeout(body_time, collect(&mut body, most)).await {
        Ok(Ok(bytes)) => Ok(Request::from_parts(parts, Body::from(bytes))),
        Ok(Err(Unread::TooLarge)) => {
            discard(&mut body).await;
            Err(Refusal::closing(StatusCode::PAYLOAD_TOO_LARGE, too_large))
        }
        Ok(Err(Unread::Broken)) => Err(Refusal::closing(
            StatusCode::BAD_REQUEST,
            "The body ended early.",
        )),
        Err(_) => Err(Refusal::closing(
            StatusCode::REQUEST_TIMEOUT,
            "The body took too long to arrive.",
        )),
    }
}

enum Unread {
    TooLarge,
    Broken,
}

async fn collect(body: &mut Body, most: usize) -> Result<Bytes, Unread> {
    let mut first: Option<Bytes> = None;
    let mut rest = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Unread::Broken)?.into_data() else {
            continue;
        };
        if first.as_ref().map_or(0, Bytes::len) + rest.len() + data.len() > most {
            return Err(Unread::TooLarge);
        }
        match &first {
            None => first = Some(data),
            Some(_) => rest.extend_from_slice(&data),
        }
    }
    // Nearly every body arrives in one piece and is not copied.
    let first = first.unwrap_or_default();
    if rest.is_empty() {
        return Ok(first);
    }
    let mut whole = BytesMut::with_capacity(first.len() + rest.len());
    whole.extend_from_slice(&first);
    whole.extend_from_slice(&rest);
    Ok(whole.freeze())
}

async fn discard(body: &mut Body) {
    let reading = async {
        let mut left = DISCARDED;
        while let Some(Ok(frame)) = body.frame().await {
            left = left.saturating_sub(frame.data_ref().map_or(0, Bytes::len));
            if left == 0 {
                break;
            }
        }
    };
    // Whether it ends or the time does: the answer comes next.
    let _ = tokio::time::timeout(DISCARD_TIME, reading).await;
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .map_or(&b""[..], HeaderValue::as_bytes);
    let kind = kind
        .split(|byte| *byte == b';')
        .next()
        .unwrap_or_default()
        .trim_ascii()
        .to_ascii_lowercase();
    kind == b"application/json" || kind.ends_with(b"+json")
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

/// An answer given before any handler: a status, a sentence, and whether the connection can go on.
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

    fn into_response(self, id: RequestId, readable: bool, http1: bool, https: bool) -> Response {
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

/// Whether `address` is this machine, also when written as IPv4 in IPv6.
pub(super) fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

#[cfg(test)]
#[path = "intake_tests.rs"]
mod tests;
