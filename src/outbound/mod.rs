//! Requests that leave: one guarded client for everything that is fetched or posted (attacks: SF-01 to SF-12).
//!
//! By https, to hosts of the Internet on port 443, and to what `outbound.allow` names. A host is looked up once and connected to at the
//! address that was judged. No redirect is followed, no cookie kept, no proxy of the environment used: through one, nobody could say
//! where a connection ends. Each answer has five seconds and 256 kB.
//!
//! Whoever calls holds no transaction: what waits for strangers must not make others wait. Rooms that write cannot use this one.

mod connect;
mod dns;
mod error;
mod places;
mod target;
#[cfg(test)]
mod tests;
mod trust;

use std::error::Error as StdError;
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, USER_AGENT};
use axum::http::{HeaderMap, Method, Request, Uri, request};
use bytes::Bytes;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::pki_types::CertificateDer;
use tokio::time::{Instant, timeout_at};

pub use dns::DnsError;
pub use error::OutboundError;

use crate::clock::Clock;
use crate::config::{Allowed, OutboundSettings, extra_roots};
use connect::{Connector, Lookup};
use dns::Dns;
use places::Places;
use target::Target;

/// How long a request may take, from its begin to the last byte of its answer.
pub const PATIENCE: Duration = Duration::from_secs(5);
/// The longest body of an answer, in bytes.
pub const LONGEST: usize = 256 << 10;
/// The longest head of an answer, in bytes.
const LONGEST_HEAD: usize = 32 << 10;
/// How long a connection is kept for the next request to the same origin.
const KEPT: Duration = Duration::from_secs(15);
/// How many such connections of one origin.
const MOST_KEPT: usize = 2;

type Http = Client<HttpsConnector<Connector>, Body>;

/// The client. Cheap to clone.
#[derive(Clone)]
pub struct Outbound(Arc<Inner>);

struct Inner {
    clock: Clock,
    allow: Arc<[Allowed]>,
    lookup: Lookup,
    extra_roots: Vec<CertificateDer<'static>>,
    places: Places,
    dns: Dns,
    /// Made with the first request: the roots of the machine are hundreds of kB that many installations never need.
    http: OnceLock<Option<Http>>,
}

/// An answer, whatever it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status: `200`. A redirect is an answer (SF-04).
    pub status: u16,
    /// Without parameters and in lower case: `"application/json"`.
    pub media_type: Option<String>,
    /// The body.
    pub body: Bytes,
}

impl Outbound {
    /// A client that calls what `settings` allow.
    ///
    /// # Errors
    /// When `outbound.extra_root_file` cannot be used.
    pub fn new(settings: &OutboundSettings, clock: Clock) -> anyhow::Result<Self> {
        Self::with(settings, clock, connect::system())
    }

    fn with(settings: &OutboundSettings, clock: Clock, lookup: Lookup) -> anyhow::Result<Self> {
        let extra = settings.extra_root_file.as_deref().map(extra_roots);
        let extra = extra.transpose().map_err(|problem| {
            anyhow::anyhow!("outbound.extra_root_file: {problem}; name a file of PEM certificates")
        })?;
        Ok(Self(Arc::new(Inner {
            clock,
            allow: settings.allow.as_slice().into(),
            lookup,
            extra_roots: extra.unwrap_or_default(),
            places: Places::new(),
            dns: Dns::new(settings.resolver),
            http: OnceLock::new(),
        })))
    }

    /// Fetches a document of one of these media types: `["application/json"]`.
    ///
    /// # Errors
    /// Why there is none. An answer of 400 or the like is an answer, of any media type.
    pub async fn get(&self, url: &str, media_types: &[&str]) -> Result<Answer, OutboundError> {
        let accept = media_types.join(", ");
        let request = Request::builder()
            .method(Method::GET)
            .header(ACCEPT, &accept);
        let (answer, is_plain) = self.send(url, request, Body::empty()).await?;
        let fits = |found: &String| media_types.contains(&&found[..]);
        let is_document = is_plain && answer.media_type.as_ref().is_some_and(fits);
        if (200..300).contains(&answer.status) && !is_document {
            return Err(OutboundError::MediaType { expected: accept });
        }
        Ok(answer)
    }

    /// Posts a form.
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn post_form(
        &self,
        url: &str,
        form: &[(&str, &str)],
    ) -> Result<Answer, OutboundError> {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let request = Request::builder()
            .method(Method::POST)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let (answer, _) = self.send(url, request, Body::from(body)).await?;
        Ok(answer)
    }

    /// Sends a request; the answer, and whether its body is as it came: not compressed.
    async fn send(
        &self,
        url: &str,
        request: request::Builder,
        body: Body,
    ) -> Result<(Answer, bool), OutboundError> {
        let begin = Instant::now();
        let target = Target::of(url, &self.0.allow);
        let answered = match &target {
            Ok((target, uri)) => self.ask(target, uri.clone(), request, body).await,
            Err(error) => Err(error.clone()),
        };
        let outcome = match &answered {
            Ok((answer, _)) => kind(answer.status),
            Err(error) => error.code(),
        };
        metrics::counter!("lanyard_outbound_requests_total", "outcome" => outcome).increment(1);
        let origin = target
            .map(|(target, _)| target.origin())
            .unwrap_or_default();
        let milliseconds = begin.elapsed().as_millis();
        tracing::debug!(origin, outcome, milliseconds, "called");
        answered
    }

    async fn ask(
        &self,
        target: &Target,
        uri: Uri,
        request: request::Builder,
        body: Body,
    ) -> Result<(Answer, bool), OutboundError> {
        let Inner { places, clock, .. } = &*self.0;
        let deadline = Instant::now() + PATIENCE;
        let waited = timeout_at(deadline, places.take(target, || clock.now())).await;
        let place = waited.map_err(|_| OutboundError::Busy)??;
        let request = request
            .uri(uri)
            .header(USER_AGENT, concat!("Lanyard/", env!("CARGO_PKG_VERSION")))
            .header(ACCEPT_ENCODING, "identity")
            .body(body)
            .map_err(|_| OutboundError::Address)?;
        let asked = timeout_at(deadline, self.exchange(request)).await;
        let answered = asked.unwrap_or(Err(OutboundError::Late));
        drop(place);
        if let Err(error) = &answered
            && error.is_of_the_host()
        {
            places.failed(target, error.clone(), clock.now());
        }
        answered
    }

    async fn exchange(&self, request: Request<Body>) -> Result<(Answer, bool), OutboundError> {
        let http = self
            .http()
            .ok_or(OutboundError::Tls("it cannot be made secure here"))?;
        let response = http.request(request).await.map_err(|error| why(&error))?;
        let (head, body) = response.into_parts();
        let body = Limited::new(body, LONGEST).collect().await;
        let body = body.map_err(|error| match error.is::<LengthLimitError>() {
            true => OutboundError::Long,
            false => OutboundError::Broken,
        })?;
        let answer = Answer {
            status: head.status.as_u16(),
            media_type: media_type(&head.headers),
            body: body.to_bytes(),
        };
        let encoded = head.headers.get_all(CONTENT_ENCODING).iter();
        let mut encoded =
            encoded.filter(|value| !value.as_bytes().eq_ignore_ascii_case(b"identity"));
        Ok((answer, encoded.next().is_none()))
    }

    fn http(&self) -> Option<&Http> {
        let inner = &*self.0;
        let http = inner.http.get_or_init(|| {
            let config = trust::config(inner.extra_roots.clone());
            let config = config
                .inspect_err(|error| tracing::error!(%error, "no https"))
                .ok()?;
            let connector = Connector {
                allow: inner.allow.clone(),
                lookup: inner.lookup.clone(),
            };
            let connector = HttpsConnectorBuilder::new()
                .with_tls_config(config)
                .https_or_http()
                .enable_http1()
                .wrap_connector(connector);
            Some(
                Client::builder(TokioExecutor::new())
                    .pool_timer(TokioTimer::new())
                    .pool_idle_timeout(KEPT)
                    .pool_max_idle_per_host(MOST_KEPT)
                    .http1_max_buf_size(LONGEST_HEAD)
                    .build(connector),
            )
        });
        http.as_ref()
    }
}

impl fmt::Debug for Outbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outbound")
            .field("allow", &self.0.allow)
            .finish_non_exhaustive()
    }
}

/// What lies behind "client error (Connect)".
fn why(error: &hyper_util::client::legacy::Error) -> OutboundError {
    let mut cause: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(own) = error.downcast_ref::<OutboundError>() {
            return own.clone();
        }
        if let Some(error) = error.downcast_ref::<rustls::Error>() {
            return OutboundError::Tls(trust::reason(error));
        }
        // An error of I/O hides the one it was made of from `source`.
        let inner = error.downcast_ref::<std::io::Error>();
        let inner = inner.and_then(std::io::Error::get_ref);
        cause = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    match error.is_connect() {
        true => OutboundError::Tls("it ends before it is secure"),
        false => OutboundError::Broken,
    }
}

fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let essence = value.split(';').next().unwrap_or_default();
    Some(essence.trim().to_ascii_lowercase())
}

/// For the metric: few, whatever strangers answer.
fn kind(status: u16) -> &'static str {
    match status {
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}
