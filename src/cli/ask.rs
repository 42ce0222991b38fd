//! Asking a server what anybody may ask, by http or https.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Limited};
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{
    WebPkiSupportedAlgorithms, aws_lc_rs, verify_tls12_signature, verify_tls13_signature,
};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, SignatureScheme};
use url::Url;

use crate::config::Settings;

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
    ask(url, None).await
}

/// Gets a document of the server of these settings on this machine, by the address it listens on. With TLS it must show the certificate
/// of these settings, whatever name that is for.
pub async fn get_here(settings: &Settings, path: &str) -> anyhow::Result<Answer> {
    let mut url = reached(settings.listen);
    url.set_path(path);
    let shown = match settings.tls.read() {
        None => None,
        Some(certificate) => {
            let _ = url.set_scheme("https");
            certificate?.certified.cert.first().cloned()
        }
    };
    ask(&url, shown).await
}

async fn ask(url: &Url, shown: Option<CertificateDer<'static>>) -> anyhow::Result<Answer> {
    let asked = tokio::time::timeout(PATIENCE, send(url, shown)).await;
    match asked {
        Ok(answer) => answer.with_context(|| format!("{url} does not answer")),
        Err(_) => bail!("{url} does not answer within {} s", PATIENCE.as_secs()),
    }
}

async fn send(url: &Url, shown: Option<CertificateDer<'static>>) -> anyhow::Result<Answer> {
    let connector = HttpsConnectorBuilder::new();
    let connector = match shown {
        Some(shown) => connector.with_tls_config(shows(shown)?),
        None => connector
            .with_native_roots()
            .context("this machine's root certificates cannot be read")?,
    };
    let connector = connector.https_or_http().enable_http1().build();
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

/// Believes whoever holds the key of this very certificate.
fn shows(certificate: CertificateDer<'static>) -> anyhow::Result<ClientConfig> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let algorithms = provider.signature_verification_algorithms;
    let this = This {
        certificate,
        algorithms,
    };
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(rustls::ALL_VERSIONS)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(this))
        .with_no_client_auth();
    Ok(config)
}

/// One certificate, and the key of it.
#[derive(Debug)]
struct This {
    certificate: CertificateDer<'static>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl ServerCertVerifier for This {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        match *shown == self.certificate {
            true => Ok(ServerCertVerified::assertion()),
            false => Err(rustls::Error::General(
                "the server shows another certificate than these settings name".into(),
            )),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, shown, signed, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, shown, signed, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
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
