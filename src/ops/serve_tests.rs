//! The limits of connections, over real sockets.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Body;
use axum::http::Request;
use axum::routing::{get, post};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::*;
use crate::config::Settings;

struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    ended: JoinHandle<()>,
}

async fn start(change: impl FnOnce(&mut Settings)) -> Server {
    start_idling(Duration::from_millis(500), change).await
}

/// With connections that may idle for so long.
async fn start_idling(idle: Duration, change: impl FnOnce(&mut Settings)) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let mut settings = Settings::for_tests(&format!("http://{address}"));
    settings.limits.header_time = Duration::from_millis(300);
    change(&mut settings);
    let routes = Router::new()
        .route("/", get(async || "hello"))
        .route(
            "/slow",
            get(async || tokio::time::sleep(Duration::from_millis(500)).await),
        )
        .route("/large", get(async || vec![b'a'; 32 << 20]))
        .route(
            "/forever",
            get(async || tokio::time::sleep(Duration::from_secs(3600)).await),
        )
        .route(
            "/token",
            post(async |body: bytes::Bytes| body.len().to_string()),
        );
    let router = crate::ops::intake(routes, &settings);
    let (stop, stopped) = oneshot::channel::<()>();
    let ended = tokio::spawn(async move {
        let stop = async { drop(stopped.await) };
        serve_patiently(
            listener,
            router,
            (&settings.limits, &settings.proxy, None),
            idle,
            stop,
        )
        .await;
    });
    Server {
        address,
        stop: Some(stop),
        ended,
    }
}

impl Server {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    async fn open(&self, text: &str) -> TcpStream {
        let mut stream = self.connect().await;
        let text = text.replace("HOST", &self.address.to_string());
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }

    /// Everything the server says to `text` before it closes.
    async fn say(&self, text: &str) -> String {
        rest(self.open(text).await).await
    }

    async fn stop(mut self) {
        self.stop.take().unwrap().send(()).unwrap();
        self.ended.await.unwrap();
    }
}

async fn rest(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    // A reset after the answer counts as its end.
    let _ = timeout(Duration::from_secs(10), stream.read_to_end(&mut answer))
        .await
        .expect("the connection ends");
    String::from_utf8(answer).unwrap()
}

const GET: &str = "GET / HTTP/1.1\r\nHost: HOST\r\n\r\n";
const GET_SLOW: &str = "GET /slow HTTP/1.1\r\nHost: HOST\r\n\r\n";

#[tokio::test]
async fn a_request_is_answered_and_the_server_names_no_product() {
    let server = start(|_| {}).await;
    let answer = server
        .say("GET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
        .await;
    assert!(
        answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\nhello"),
        "{answer}"
    );
    assert!(!answer.to_lowercase().contains("\r\nserver:"), "{answer}");
    server.stop().await;
}

#[tokio::test]
async fn slow_heads_and_silent_connections_are_cut_off() {
    let server = start(|_| {}).await;
    for opening in [
        "",
        "P",
        "PRI * HT",
        "GET / HTTP/1.1\r\nHost: HOST\r\n",
        "GET / HTTP/1.1\r\nHos",
    ] {
        let answer = server.say(opening).await;
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 408"),
            "{opening:?}: {answer}"
        );
    }
    server.stop().await;
}

#[tokio::test]
async fn a_connection_may_idle_longer_than_a_head_may_take() {
    let server = start(|_| {}).await;
    let mut stream = server.open(GET).await;
    let mut read = [0; 1024];
    for pause in [400, 400] {
        assert!(stream.read(&mut read).await.unwrap() > 0);
        tokio::time::sleep(Duration::from_millis(pause)).await;
        let text = GET.replace("HOST", &server.address.to_string());
        stream.write_all(text.as_bytes()).await.unwrap();
    }
    assert!(stream.read(&mut read).await.unwrap() > 0);
    assert_eq!(stream.read(&mut read).await.unwrap(), 0, "and then it ends");
    server.stop().await;
}

#[tokio::test]
async fn the_second_head_has_as_long_as_the_first() {
    // Nothing else would end it.
    let server = start_idling(Duration::from_secs(3600), |_| {}).await;
    let mut stream = server.open(GET).await;
    let mut read = [0; 1024];
    assert!(stream.read(&mut read).await.unwrap() > 0);
    tokio::time::sleep(Duration::from_millis(200)).await;
    stream.write_all(b"GET / HT").await.unwrap();
    let early = timeout(Duration::from_millis(250), stream.read(&mut read)).await;
    assert!(early.is_err(), "the pause before it does not count");
    // Closed or reset, both will do.
    assert!(!matches!(stream.read(&mut read).await, Ok(1..)));
    server.stop().await;
}

#[tokio::test]
async fn ht_04_whoever_does_not_read_the_answer_is_cut_off() {
    let server = start(|settings| settings.limits.connections = 8).await;
    let mut crowd = Vec::new();
    for _ in 0..8 {
        crowd.push(
            server
                .open("GET /large HTTP/1.1\r\nHost: HOST\r\n\r\n")
                .await,
        );
    }
    // All places are taken until those who do not read are gone.
    assert!(
        server
            .say("GET / HTTP/1.0\r\nHost: HOST\r\n\r\n")
            .await
            .contains("hello")
    );
    drop(crowd);
    server.stop().await;
}

#[tokio::test]
async fn ht_05_ambiguous_framing_is_refused_or_ends_the_connection() {
    let server = start(|_| {}).await;
    let smuggled = "0\r\n\r\nGET / HTTP/1.1\r\nHost: HOST\r\n\r\n";
    for (head, expected) in [
        ("Content-Length: 5\r\nContent-Length: 6\r\n", "400"),
        ("Content-Length: 5, 6\r\n", "400"),
        ("Content-Length: +5\r\n", "400"),
        ("Content-Length: -1\r\n", "400"),
        ("Content-Length: 99999999999999999999\r\n", "400"),
        ("Transfer-Encoding: xchunked\r\n", "400"),
        ("Transfer-Encoding: chunked, identity\r\n", "400"),
        ("Transfer-Encoding : chunked\r\n", "400"),
        ("X-Folded: a\r\n b\r\n", "400"),
        ("X: a\rb\r\n", "400"),
        ("X\0: a\r\n", "400"),
        // RFC 9112 §6.1: Transfer-Encoding decides, and the connection closes after the answer.
        ("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "200"),
        ("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "200"),
    ] {
        let answer = server
            .say(&format!(
                "POST /token HTTP/1.1\r\nHost: HOST\r\n{head}\r\n{smuggled}"
            ))
            .await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {expected}")),
            "{head:?}: {answer}"
        );
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{head:?}: {answer}");
    }
    assert!(
        server
            .say(
                "POST /token HTTP/1.0\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            )
            .await
            .starts_with("HTTP/1.1 400")
    );
    server.stop().await;
}

#[tokio::test]
async fn large_heads_are_refused() {
    let server = start(|_| {}).await;
    let padded = |name: &str, length: usize| {
        format!(
            "GET / HTTP/1.1\r\nHost: HOST\r\n{name}: {}\r\n\r\n",
            "a".repeat(length)
        )
    };
    for (request, expected) in [
        (
            format!(
                "GET /{} HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "a".repeat(9 << 10)
            ),
            "414",
        ),
        (padded("Cookie", 9 << 10), "431"),
        (padded("X", 17 << 10), "431"),
        (padded("X", 1 << 20), "431"),
        (
            format!(
                "GET / HTTP/1.1\r\nHost: HOST\r\n{}\r\n",
                "A: b\r\n".repeat(200)
            ),
            "431",
        ),
    ] {
        let answer = server.say(&request).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {expected}")),
            "{expected}: {answer}"
        );
    }
    server.stop().await;
}

#[tokio::test]
async fn ht_01_a_large_body_is_refused_while_it_is_sent() {
    let server = start(|_| {}).await;
    let body = "a".repeat(4 << 20);
    for head in [
        format!("Content-Length: {}\r\n\r\n", body.len()),
        format!("Transfer-Encoding: chunked\r\n\r\n{:x}\r\n", body.len()),
    ] {
        let answer = server
            .say(&format!(
                "POST /token HTTP/1.1\r\nHost: HOST\r\n{head}{body}"
            ))
            .await;
        assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
        assert!(
            answer.to_lowercase().contains("\r\nconnection: close\r\n"),
            "{answer}"
        );
    }
    let expecting = "POST /token HTTP/1.1\r\nHost: HOST\r\nExpect: 100-continue\r\nContent-Length: 100000000\r\n\r\n";
    let answer = server.say(expecting).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    server.stop().await;
}

#[tokio::test]
async fn one_address_has_so_many_connections_and_not_more() {
    let server = start(|settings| settings.limits.connections_per_address = 3).await;
    let mut kept = Vec::new();
    for _ in 0..3 {
        kept.push(server.open(GET_SLOW).await);
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(server.say(GET).await, "");
    kept.pop();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(
        server
            .say("GET / HTTP/1.0\r\nHost: HOST\r\n\r\n")
            .await
            .contains("hello")
    );
    server.stop().await;

    let exempt = start(|settings| {
        settings.limits.connections_per_address = 1;
        settings.limits.exempt_loopback = true;
    });
    let server = exempt.await;
    let _kept = server.open(GET_SLOW).await;
    assert!(
        server
            .say("GET / HTTP/1.0\r\nHost: HOST\r\n\r\n")
            .await
            .contains("hello")
    );
    server.stop().await;
}

#[tokio::test]
async fn when_all_places_are_taken_the_next_one_waits() {
    let server = start(|settings| settings.limits.connections = 2).await;
    let endless = GET.replace("/ ", "/forever ");
    let kept = [server.open(&endless).await, server.open(&endless).await];
    let mut next = Box::pin(server.say("GET / HTTP/1.0\r\nHost: HOST\r\n\r\n"));
    let early = timeout(Duration::from_millis(300), &mut next).await;
    assert!(early.is_err(), "{early:?}");
    drop(kept);
    assert!(next.await.contains("hello"));
    server.stop().await;
}

/// Whoever holds every place without asking for anything makes room for who comes.
#[tokio::test]
async fn fi_11_idle_connections_give_way_when_places_are_short() {
    let server = start(|settings| {
        settings.limits.connections = 4;
        settings.limits.header_time = Duration::from_secs(60);
    })
    .await;
    let mut idle = Vec::new();
    for _ in 0..4 {
        idle.push(server.connect().await);
    }
    for _ in 0..3 {
        let asked = server.say("GET / HTTP/1.0\r\nHost: HOST\r\n\r\n");
        let answered = tokio::time::timeout(Duration::from_secs(5), asked).await;
        assert!(answered.expect("a place is free soon").contains("hello"));
    }
    server.stop().await;
}

#[tokio::test]
async fn ft_25_requests_under_way_finish_and_idle_connections_end() {
    let server = start(|_| {}).await;
    let mut idle = server.open(GET).await;
    let mut read = [0; 1024];
    assert!(idle.read(&mut read).await.unwrap() > 0);
    let under_way = server.open(GET_SLOW).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let address = server.address;
    let (stopping, answer) = tokio::join!(server.stop(), rest(under_way));
    let () = stopping;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(rest(idle).await, "");
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn ft_25_what_does_not_finish_is_left_behind() {
    let server = start(|settings| settings.limits.drain_time = Duration::from_millis(200)).await;
    let _endless = server
        .open("GET /forever HTTP/1.1\r\nHost: HOST\r\n\r\n")
        .await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    // It would take an hour.
    let stopped = timeout(Duration::from_secs(30), server.stop()).await;
    assert!(stopped.is_ok());
}

#[tokio::test]
async fn ht_06_http2_is_spoken_and_a_connection_has_limits() {
    let server = start(|_| {}).await;
    let stream = TokioIo::new(server.connect().await);
    let (mut client, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), stream)
            .await
            .unwrap();
    let driver = tokio::spawn(connection);
    let ask = |path: &str| {
        Request::builder()
            .uri(format!("http://{}{path}", server.address))
            .body(Body::empty())
            .unwrap()
    };
    client.ready().await.unwrap();
    let answer = client.send_request(ask("/")).await.unwrap();
    assert_eq!(
        (answer.version(), answer.status().as_u16()),
        (axum::http::Version::HTTP_2, 200)
    );
    let elsewhere = Request::builder()
        .uri("http://evil.example/")
        .body(Body::empty())
        .unwrap();
    assert_eq!(client.send_request(elsewhere).await.unwrap().status(), 421);
    let large = Request::builder()
        .header("x", "a".repeat(30 << 10))
        .uri(ask("/").uri())
        .body(Body::empty())
        .unwrap();
    let refused = client
        .send_request(large)
        .await
        .map(|answer| answer.status().as_u16());
    assert!(matches!(refused, Ok(431) | Err(_)), "{refused:?}");

    // Asking and taking back, without end (CVE-2023-44487).
    let reset = AtomicBool::new(false);
    for _ in 0..5000 {
        if client
            .ready()
            .now_or_never()
            .is_some_and(|ready| ready.is_err())
        {
            reset.store(true, Ordering::Relaxed);
            break;
        }
        drop(client.send_request(ask("/forever")));
        tokio::task::yield_now().await;
    }
    let again = server.say("GET / HTTP/1.0\r\nHost: HOST\r\n\r\n").await;
    assert!(again.contains("hello"), "{again}");
    driver.abort();
    server.stop().await;
}
