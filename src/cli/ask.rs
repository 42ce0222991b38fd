//! Asking a server what anybody may ask, by http or https.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context as _, bail};
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Limited};
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use url::Url;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// The longest answer that is read.
const LONGEST: usize = 1 << 20;

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// Gets a document. No redirect is followed.
pub async fn get(url: &Url) -> anyhow::Result<Answer> {
    let asked = tokio::time::timeout(PATIENCE, send(url)).await;
    match asked {
        Ok(answer) => answer.with_context(|| format!("{url} does not answer")),
        Err(_) => bail!("{url} does not answer within {} s", PATIENCE.as_secs()),
    }
}

async fn send(url: &Url) -> anyhow::Result<Answer> {
    let connector = HttpsConnectorBuilder::new()
        .with_native_roots()
        .context("this machine's root certificates cannot be read")?
        .https_or_http()
        .enable_http1()
        .build();
    let client: Client<_, Body> = Client::builder(TokioExecutor::new()).build(connector);
    let request = Request::get(url.as_str())
        .header(
            header::USER_AGENT,
            concat!("lanyard/", env!("CARGO_PKG_VERSION")),
        )
        .header(header::CONNECTION, "close")
        .body(Body::empty())?;
    let response = client.request(request).await.map_err(causes)?;
    let (parts, body) = response.into_parts();
    let body = Limited::new(body, LONGEST).collect().await;
    let body = body.map_err(|error| anyhow::anyhow!("the answer breaks off: {error}"))?;
    Ok(Answer {
        status: parts.status,
        headers: parts.headers,
        body: body.to_bytes(),
    })
}

/// What lies behind "client error (Connect)".
fn causes(error: hyper_util::client::legacy::Error) -> anyhow::Error {
    let mut last: &dyn std::error::Error = &error;
    while let Some(cause) = last.source() {
        last = cause;
    }
    anyhow::anyhow!("{last}")
}

/// Where a server that listens there is reached from this machine.
pub fn reached(listen: SocketAddr) -> Url {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    let address = SocketAddr::new(ip, listen.port());
    let url = format!("http://{address}/");
    url.parse().expect("an address and a port make a URL")
}

/// Whether a server of ours answers there.
pub async fn is_lanyard(listen: SocketAddr) -> bool {
    let mut url = reached(listen);
    url.set_path("/health/live");
    let asked = tokio::time::timeout(Duration::from_secs(1), get(&url)).await;
    matches!(asked, Ok(Ok(answer)) if &answer.body[..] == b"live\n")
}
