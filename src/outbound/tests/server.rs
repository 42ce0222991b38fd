//! A server of an app, as good or bad as a test wants it, on this machine; and who vouches for it.

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::PrivateKeyDer;
use time::OffsetDateTime;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// Who vouches for servers.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pub pem: String,
}

impl Authority {
    pub fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key).unwrap().pem();
        Self {
            issuer: Issuer::new(params, key),
            pem,
        }
    }

    /// A certificate for a host.
    pub fn certify(&self, host: &str) -> Proof {
        self.certify_until(host, OffsetDateTime::now_utc() + Duration::from_hours(1))
    }

    /// One that ends then; it began a day before.
    pub fn certify_until(&self, host: &str, end: OffsetDateTime) -> Proof {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new([host.to_owned()]).unwrap();
        params.not_before = end - Duration::from_hours(24);
        params.not_after = end;
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        Proof::of(certificate, key)
    }
}

/// What a server shows.
pub struct Proof(Arc<ServerConfig>);

impl Proof {
    /// Nobody vouches for this one.
    pub fn self_signed(host: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([host.to_owned()]).unwrap();
        Self::of(params.self_signed(&key).unwrap(), key)
    }

    fn of(certificate: rcgen::Certificate, key: KeyPair) -> Self {
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key);
        Self(Arc::new(config.unwrap()))
    }
}

/// What a server does with a request.
#[derive(Clone)]
pub enum Manner {
    /// These octets, and the connection stays open.
    Answer(Vec<u8>),
    /// These octets, and the connection ends.
    AnswerAndEnd(Vec<u8>),
    /// Nothing, for ever.
    Hang,
    /// This, and then an octet now and then.
    Drip(Vec<u8>),
}

/// An answer of that status with a body of that media type.
pub fn answer(status: &str, media_type: &str, body: &[u8]) -> Manner {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\n\r\n"
    );
    Manner::Answer([head.as_bytes(), body].concat())
}

/// A server that runs until the test ends.
pub struct Server {
    pub address: SocketAddr,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    connections: AtomicUsize,
    requests: Mutex<Vec<String>>,
}

impl Server {
    /// On a free port of an address of this machine; `None` speaks no TLS.
    pub async fn start(at: IpAddr, proof: Option<Proof>, manner: Manner) -> Self {
        Self::start_on((at, 0).into(), proof, manner).await
    }

    pub async fn start_on(address: SocketAddr, proof: Option<Proof>, manner: Manner) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Seen::default());
        let shared = seen.clone();
        let proof = proof.map(|proof| TlsAcceptor::from(proof.0));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.connections.fetch_add(1, Ordering::SeqCst);
                let (manner, seen, proof) = (manner.clone(), shared.clone(), proof.clone());
                tokio::spawn(async move {
                    match proof {
                        None => serve(stream, manner, seen).await,
                        Some(proof) => match proof.accept(stream).await {
                            Ok(stream) => serve(stream, manner, seen).await,
                            Err(error) => Err(error),
                        },
                    }
                });
            }
        });
        Self { address, seen }
    }

    pub fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// Heads and bodies as they came.
    pub fn requests(&self) -> Vec<String> {
        self.seen.requests.lock().unwrap().clone()
    }
}

async fn serve<S>(mut stream: S, manner: Manner, seen: Arc<Seen>) -> std::io::Result<()>
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    loop {
        let Some(request) = read(&mut stream).await? else {
            return Ok(());
        };
        seen.requests.lock().unwrap().push(request);
        match &manner {
            Manner::Hang => std::future::pending().await,
            Manner::Answer(octets) => stream.write_all(octets).await?,
            Manner::AnswerAndEnd(octets) => {
                stream.write_all(octets).await?;
                return stream.shutdown().await;
            }
            Manner::Drip(octets) => {
                stream.write_all(octets).await?;
                loop {
                    stream.write_all(b"a").await?;
                    stream.flush().await?;
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
        stream.flush().await?;
    }
}

/// One request: its head, and a body of the length it says.
async fn read<S: tokio::io::AsyncRead + Unpin>(stream: &mut S) -> std::io::Result<Option<String>> {
    let mut octets = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&octets).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let lower = head.to_ascii_lowercase();
            let length = lower
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            let length = length.map_or(0, |length| length.trim().parse().unwrap());
            if body.len() >= length {
                return Ok(Some(text));
            }
        }
        if stream.read_buf(&mut octets).await? == 0 {
            return Ok(None);
        }
    }
}
