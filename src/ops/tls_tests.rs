//! TLS over real sockets.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::routing::get;
use hyper_util::rt::{TokioExecutor, TokioIo};
use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::*;
use crate::config::Settings;
use crate::ops::serve::serve_as;

struct Server {
    address: SocketAddr,
    tls: Arc<Tls>,
    directory: TempDir,
    shown: Mutex<CertificateDer<'static>>,
}

/// Writes a new certificate for localhost.
fn renew(directory: &TempDir) -> CertificateDer<'static> {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(["localhost".to_owned()]).unwrap();
    let certificate = params.self_signed(&key).unwrap();
    std::fs::write(directory.path().join("c.pem"), certificate.pem()).unwrap();
    std::fs::write(directory.path().join("k.pem"), key.serialize_pem()).unwrap();
    certificate.der().clone()
}

impl Server {
    async fn start() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let shown = Mutex::new(renew(&directory));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut settings = Settings::for_tests(&format!("https://localhost:{}", address.port()));
        settings.limits.header_time = Duration::from_millis(300);
        settings.tls = TlsSettings {
            certificate: Some(directory.path().join("c.pem")),
            key: Some(directory.path().join("k.pem")),
        };
        let tls = Tls::open(&settings.tls).unwrap().unwrap();
        let routes = Router::new().route("/", get(async || "hello"));
        let served = tls.clone();
        tokio::spawn(async move {
            let forever = std::future::pending();
            serve_as(listener, routes, &settings, Some(&served), forever).await;
        });
        Self {
            address,
            tls,
            directory,
            shown,
        }
    }

    /// A connection that trusts the last certificate that was written.
    async fn connect(
        &self,
        version: &'static SupportedProtocolVersion,
        protocols: &[&[u8]],
    ) -> std::io::Result<TlsStream<TcpStream>> {
        let mut roots = RootCertStore::empty();
        roots.add(self.shown.lock().unwrap().clone()).unwrap();
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[version])
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
        let stream = TcpStream::connect(self.address).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        TlsConnector::from(Arc::new(config))
            .connect(name, stream)
            .await
    }

    async fn answers(&self) -> bool {
        self.connect(&rustls::version::TLS13, &[]).await.is_ok()
    }
}

#[tokio::test]
async fn both_versions_and_both_protocols_are_spoken() {
    let server = Server::start().await;
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let mut stream = server.connect(version, &[b"http/1.1"]).await.unwrap();
        assert_eq!(stream.get_ref().1.protocol_version(), Some(version.version));
        let request = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        stream.write_all(request).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(
            answer.starts_with("HTTP/1.1 200") && answer.ends_with("hello"),
            "{answer}"
        );

        let stream = server
            .connect(version, &[b"h2", b"http/1.1"])
            .await
            .unwrap();
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
        let (mut send, connection) =
            hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
                .await
                .unwrap();
        tokio::spawn(connection);
        let request = axum::http::Request::get("https://localhost/").body(String::new());
        let answer = send.send_request(request.unwrap()).await.unwrap();
        assert_eq!(answer.status(), 200);
    }
}

#[tokio::test]
async fn who_speaks_http_is_told_and_who_says_nothing_is_not_waited_for() {
    let server = Server::start().await;
    let mut plain = TcpStream::connect(server.address).await.unwrap();
    plain
        .write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .await
        .unwrap();
    let mut answer = String::new();
    // What was sent is not read, so the connection may end with a reset behind the answer.
    let _ = plain.read_to_string(&mut answer).await;
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(
        head.contains(&format!("Content-Length: {}", body.len())),
        "{answer}"
    );
    assert!(body.contains("https"), "{answer}");
    for beginning in [&b""[..], &[22, 3, 1], b"\0\0\0"] {
        let mut silent = TcpStream::connect(server.address).await.unwrap();
        silent.write_all(beginning).await.unwrap();
        let mut rest = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(10), silent.read_to_end(&mut rest));
        assert!(ended.await.is_ok(), "{beginning:?}");
    }
    assert!(server.answers().await);
}

#[tokio::test]
async fn another_certificate_is_shown_as_soon_as_both_files_fit() {
    let server = Server::start().await;
    let mut before = server.connect(&rustls::version::TLS13, &[]).await.unwrap();
    assert!(!server.tls.has_changed());
    let former = server.shown.lock().unwrap().clone();
    // Half of it is written: the certificate, not yet its key.
    let key = std::fs::read(server.directory.path().join("k.pem")).unwrap();
    let renewed = renew(&server.directory);
    let new_key = std::fs::read(server.directory.path().join("k.pem")).unwrap();
    std::fs::write(server.directory.path().join("k.pem"), key).unwrap();
    assert!(server.tls.has_changed());
    server.tls.reload();
    assert!(server.answers().await, "the one before is shown");
    std::fs::write(server.directory.path().join("k.pem"), new_key).unwrap();
    assert!(server.tls.has_changed());
    server.tls.reload();
    assert!(!server.answers().await);
    *server.shown.lock().unwrap() = renewed;
    assert!(server.answers().await);
    assert!(!server.tls.has_changed());
    // A connection from before goes on.
    let request = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    before.write_all(request).await.unwrap();
    let mut answer = String::new();
    before.read_to_string(&mut answer).await.unwrap();
    assert!(answer.ends_with("hello"), "{answer}");
    std::fs::remove_file(server.directory.path().join("c.pem")).unwrap();
    server.tls.reload();
    assert!(
        server.answers().await,
        "a file that is gone changes nothing"
    );
    assert_ne!(*server.shown.lock().unwrap(), former);
}
