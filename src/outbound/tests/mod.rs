//! Against real servers on this machine, each bad in its own way.

mod server;

use std::collections::VecDeque;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use self::server::{Authority, Manner, Proof, Server, answer};
use super::*;
use crate::protocol::time::Timestamp;

const HOME: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
/// Stands for a public address: what is allowed is this one, and no other of this machine.
const PUBLIC: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));
const JSON: &[&str] = &["application/json"];

fn json(body: &[u8]) -> Manner {
    answer("200 OK", "application/json; charset=utf-8", body)
}

/// A resolver that gives one answer after the other, and the last one for ever.
struct Names {
    answers: Mutex<VecDeque<Vec<IpAddr>>>,
    asked: AtomicUsize,
}

impl Names {
    fn new<const N: usize>(answers: [&[IpAddr]; N]) -> Arc<Self> {
        let answers = answers.iter().map(|answer| answer.to_vec()).collect();
        Arc::new(Self {
            answers: Mutex::new(answers),
            asked: AtomicUsize::new(0),
        })
    }

    fn lookup(self: &Arc<Self>) -> Lookup {
        let names = self.clone();
        Arc::new(move |_| {
            names.asked.fetch_add(1, Ordering::SeqCst);
            let mut answers = names.answers.lock().unwrap();
            let answer = match answers.len() {
                0 => Err(std::io::ErrorKind::NotFound.into()),
                1 => Ok(answers[0].clone()),
                _ => Ok(answers.pop_front().unwrap()),
            };
            Box::pin(async move { answer })
        })
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

struct World {
    authority: Authority,
    clock: Clock,
}

impl World {
    fn new() -> Self {
        Self {
            authority: Authority::new(),
            clock: Clock::manual(Timestamp(1_800_000_000)),
        }
    }

    /// A good server of `app.test` at an address.
    async fn server(&self, at: IpAddr, manner: Manner) -> Server {
        Server::start(at, Some(self.authority.certify("app.test")), manner).await
    }

    /// A client that trusts the authority.
    fn client(&self, allow: &[&str], names: &Arc<Names>) -> Outbound {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &self.authority.pem).unwrap();
        let settings = OutboundSettings {
            allow: allow
                .iter()
                .map(|allowed| allowed.parse().unwrap())
                .collect(),
            extra_root_file: Some(file.path().to_owned()),
            resolver: None,
        };
        Outbound::with(&settings, self.clock.clone(), names.lookup()).unwrap()
    }

    /// A client that may call this one server as `app.test`.
    fn client_of(&self, server: &Server) -> Outbound {
        let origin = format!("https://app.test:{}", server.address.port());
        self.client(&[&origin], &Names::new([&[server.address.ip()]]))
    }
}

fn url(server: &Server) -> String {
    format!(
        "https://app.test:{}/hook?code=secret",
        server.address.port()
    )
}

#[tokio::test]
async fn a_form_arrives_and_the_answer_comes_back() {
    let world = World::new();
    let server = world.server(HOME, json(b"{\"ok\":true}")).await;
    let client = world.client_of(&server);
    let form = [("logout_token", "a.b+c"), ("x", "ä &")];
    let answered = client.post_form(&url(&server), &form).await.unwrap();
    assert_eq!(answered.status, 200);
    assert_eq!(answered.media_type.as_deref(), Some("application/json"));
    assert_eq!(&answered.body[..], b"{\"ok\":true}");
    let got = client.get(&url(&server), JSON).await.unwrap();
    assert_eq!(got, answered);

    let requests = server.requests();
    assert!(
        requests[0].starts_with("POST /hook?code=secret HTTP/1.1\r\n"),
        "{requests:?}"
    );
    assert!(
        requests[0].ends_with("\r\n\r\nlogout_token=a.b%2Bc&x=%C3%A4+%26"),
        "{requests:?}"
    );
    assert!(
        requests[1].starts_with("GET /hook?code=secret HTTP/1.1\r\n"),
        "{requests:?}"
    );
    for request in &requests {
        let head = request.to_ascii_lowercase();
        let host = format!("\r\nhost: app.test:{}\r\n", server.address.port());
        assert!(
            head.contains(&host) && head.contains("\r\nuser-agent: lanyard/"),
            "{head}"
        );
        assert!(head.contains("\r\naccept-encoding: identity\r\n"), "{head}");
        assert!(
            !head.contains("cookie") && !head.contains("referer"),
            "{head}"
        );
    }
    assert_eq!(server.connections(), 1, "the connection is used again");
}

#[tokio::test]
async fn sf_01_sf_02_no_address_that_is_not_public_is_called() {
    let world = World::new();
    let server = world.server(HOME, json(b"{}")).await;
    let port = server.address.port();
    // Literal: no resolver is asked, and the answer is the same.
    let client = world.client(&[&format!("127.0.0.2:{port}")], &Names::new([&[HOME]]));
    for host in [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "127.0.0.3",
        "0.0.0.0",
        "0",
        "10.0.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.1",
        "192.168.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[2001:db8::1]",
        "[fc00::1]",
        "[fe80::1]",
        "[ff02::1]",
        "app.test",
        "localhost",
    ] {
        for port in [443, port] {
            let called = client.get(&format!("https://{host}:{port}/"), JSON).await;
            assert_eq!(called, Err(OutboundError::Host), "{host} {port}");
        }
    }
    for zone in ["[fe80::1%25lo]", "[fe80::1%lo]", "127.0.0.1%25lo"] {
        let called = client.get(&format!("https://{zone}/"), JSON).await;
        assert_eq!(called, Err(OutboundError::Address), "{zone}");
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn sf_01_a_public_address_is_called_on_443_only() {
    let target = |url: &str| Target::of(url, &[]).unwrap().0;
    let public = "93.184.215.14".parse().unwrap();
    assert!(target("https://app.test/").permits(public, &[]));
    assert!(target("https://app.test:443/").permits("2606:4700::1".parse().unwrap(), &[]));
    // What is allowed of a network is not allowed of others.
    let allow = ["10.0.0.0/8:8443".parse().unwrap()];
    let (odd, _) = Target::of("https://app.test:8443/", &allow).unwrap();
    assert!(odd.permits("10.1.2.3".parse().unwrap(), &allow));
    assert!(odd.permits("::ffff:10.1.2.3".parse().unwrap(), &allow));
    assert!(!odd.permits(public, &allow) && !odd.permits(HOME, &allow));
    assert!(!target("https://app.test/").permits("10.1.2.3".parse().unwrap(), &allow));
}

#[tokio::test]
async fn sf_04_a_redirect_is_an_answer() {
    let world = World::new();
    let spy = Server::start(HOME, None, json(b"{}")).await;
    for status in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
        let head = format!(
            "HTTP/1.1 {status}\r\nLocation: http://{}/\r\nContent-Length: 0\r\n\r\n",
            spy.address
        );
        let server = world.server(HOME, Manner::Answer(head.into_bytes())).await;
        let spied = format!("http://{}", spy.address);
        let own = format!("https://app.test:{}", server.address.port());
        let client = world.client(&[&own, &spied], &Names::new([&[HOME]]));
        let expected: u16 = status[..3].parse().unwrap();
        assert_eq!(
            client.get(&url(&server), JSON).await.unwrap().status,
            expected
        );
        let posted = client
            .post_form(&url(&server), &[("a", "b")])
            .await
            .unwrap();
        assert_eq!(posted.status, expected);
    }
    assert_eq!(spy.connections(), 0);
}

#[tokio::test]
async fn sf_05_a_host_is_looked_up_once_and_called_at_what_was_judged() {
    let world = World::new();
    let server = world
        .server(
            PUBLIC,
            Manner::AnswerAndEnd(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".to_vec()),
        )
        .await;
    let port = server.address.port();
    let spy = Server::start_on((HOME, port).into(), None, json(b"{}")).await;
    // First the good address, then this machine.
    let names = Names::new([&[PUBLIC], &[HOME]]);
    let client = world.client(&[&format!("127.0.0.2:{port}")], &names);
    let called = client.post_form(&url(&server), &[]).await.unwrap();
    assert_eq!(
        (called.status, names.asked(), server.requests().len()),
        (204, 1, 1)
    );
    let rebound = client.post_form(&url(&server), &[]).await;
    assert_eq!((rebound, names.asked()), (Err(OutboundError::Host), 2));
    assert_eq!(spy.connections(), 0);

    // Both at once, in either order: the good one is called.
    for answer in [[HOME, PUBLIC], [PUBLIC, HOME]] {
        let names = Names::new([&answer]);
        let client = world.client(&[&format!("127.0.0.2:{port}")], &names);
        assert_eq!(
            client.post_form(&url(&server), &[]).await.unwrap().status,
            204
        );
    }
    assert_eq!((spy.connections(), server.requests().len()), (0, 3));
}

#[tokio::test]
async fn sf_06_only_https_on_its_port_or_what_is_named() {
    let world = World::new();
    let plain = Server::start(HOME, None, json(b"{}")).await;
    let client = world.client(&["https://app.test:8443"], &Names::new([&[HOME]]));
    let own = format!("http://{}/", plain.address);
    for (address, error) in [
        (&own[..], OutboundError::Address),
        ("http://app.test/", OutboundError::Address),
        ("http://app.test:8443/", OutboundError::Address),
        ("file:///etc/passwd", OutboundError::Address),
        ("gopher://app.test/", OutboundError::Address),
        ("ftp://app.test/", OutboundError::Address),
        ("unix:/run/app.sock", OutboundError::Address),
        ("data:application/json,{}", OutboundError::Address),
        ("/hook", OutboundError::Address),
        ("", OutboundError::Address),
        ("https://", OutboundError::Address),
        ("https://app.test:22/", OutboundError::Port),
        ("https://app.test:25/", OutboundError::Port),
        ("https://app.test:5432/", OutboundError::Port),
        ("https://other.test:8443/", OutboundError::Port),
    ] {
        assert_eq!(client.get(address, JSON).await, Err(error), "{address}");
    }
    assert_eq!(plain.connections(), 0);
    let named = world.client(&[&format!("http://{}", plain.address)], &Names::new([]));
    assert_eq!(named.get(&own, JSON).await.unwrap().status, 200);
    let secure = own.replacen("http:", "https:", 1);
    assert_eq!(named.get(&secure, JSON).await, Err(OutboundError::Port));
}

#[tokio::test]
async fn sf_08_nothing_tells_what_is_behind_an_address_that_may_not_be_called() {
    let world = World::new();
    let open = world.server(HOME, json(b"{}")).await.address.port();
    let closed = {
        let gone = std::net::TcpListener::bind((HOME, 0)).unwrap();
        gone.local_addr().unwrap().port()
    };
    let allow = [format!("127.0.0.2:{open}"), format!("127.0.0.2:{closed}")];
    let allow = [&allow[0][..], &allow[1][..]];
    let known = world.client(&allow, &Names::new([&[HOME]]));
    let unknown = world.client(&allow, &Names::new([]));
    let mut reasons = Vec::new();
    for port in [open, closed] {
        for client in [&known, &unknown] {
            let address = format!("https://internal.test:{port}/");
            reasons.push(client.get(&address, JSON).await.unwrap_err().to_string());
        }
    }
    reasons.dedup();
    assert_eq!(
        reasons,
        ["the host is not known, or not one that may be called"]
    );
}

#[tokio::test]
async fn sf_09_a_certificate_has_to_be_good() {
    let world = World::new();
    let yesterday = time::OffsetDateTime::now_utc() - Duration::from_hours(24);
    let tomorrow = time::OffsetDateTime::now_utc() + Duration::from_hours(48);
    let authority = &world.authority;
    for (proof, reason) in [
        (Proof::self_signed("app.test"), "not from an authority"),
        (
            Authority::new().certify("app.test"),
            "not from an authority",
        ),
        (authority.certify("other.test"), "for another host"),
        (authority.certify("127.0.0.1"), "for another host"),
        (
            authority.certify_until("app.test", yesterday),
            "has expired",
        ),
        (
            authority.certify_until("app.test", tomorrow),
            "not valid yet",
        ),
    ] {
        let server = Server::start(HOME, Some(proof), json(b"{}")).await;
        let client = world.client_of(&server);
        let error = client
            .post_form(&url(&server), &[("a", "b")])
            .await
            .unwrap_err();
        assert_eq!(error.code(), "tls", "{error}");
        assert!(error.to_string().contains(reason), "{error}");
        assert!(server.requests().is_empty(), "{reason}");
    }
    // What speaks no TLS at all.
    let server = Server::start(HOME, None, json(b"{}")).await;
    let error = world
        .client_of(&server)
        .get(&url(&server), JSON)
        .await
        .unwrap_err();
    assert!(
        error.code() == "tls" || error == OutboundError::Late,
        "{error}"
    );
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn sf_12_credentials_in_an_address_are_refused() {
    let world = World::new();
    let server = world.server(HOME, json(b"{}")).await;
    let client = world.client_of(&server);
    let port = server.address.port();
    for credentials in ["u:p@", "u@", ":p@"] {
        let address = format!("https://{credentials}app.test:{port}/");
        assert_eq!(
            client.get(&address, JSON).await,
            Err(OutboundError::Address)
        );
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn who_does_not_answer_is_waited_for_five_seconds_and_then_left_alone() {
    let world = World::new();
    let head =
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n";
    let long_head = b"HTTP/1.1 200 OK\r\nX: ".to_vec();
    let informed = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX: ".to_vec();
    let mut calls = Vec::new();
    for manner in [
        Manner::Hang,
        Manner::Drip(head.to_vec()),
        Manner::Drip(long_head),
        Manner::Drip(informed),
    ] {
        let server = world.server(HOME, manner).await;
        let client = world.client_of(&server);
        calls.push(async move {
            let begin = Instant::now();
            assert_eq!(
                client.get(&url(&server), JSON).await,
                Err(OutboundError::Late)
            );
            let took = begin.elapsed();
            assert!(
                took >= PATIENCE && took < PATIENCE + Duration::from_secs(3),
                "{took:?}"
            );
            let begin = Instant::now();
            assert_eq!(
                client.get(&url(&server), JSON).await,
                Err(OutboundError::Late)
            );
            assert!(begin.elapsed() < Duration::from_secs(1));
            assert_eq!(server.connections(), 1, "it is left alone");
        });
    }
    futures_util::future::join_all(calls).await;
}

#[tokio::test]
async fn who_is_dead_is_asked_again_after_a_rest() {
    let world = World::new();
    let gone = std::net::TcpListener::bind((HOME, 0)).unwrap();
    let address = gone.local_addr().unwrap();
    drop(gone);
    let origin = format!("https://app.test:{}", address.port());
    let client = world.client(&[&origin], &Names::new([&[HOME]]));
    assert_eq!(
        client.get(&origin, JSON).await,
        Err(OutboundError::Connection)
    );
    let proof = world.authority.certify("app.test");
    let server = Server::start_on(address, Some(proof), json(b"{}")).await;
    assert_eq!(
        client.get(&origin, JSON).await,
        Err(OutboundError::Connection)
    );
    world.clock.advance(Duration::from_secs(5));
    assert_eq!(client.get(&origin, JSON).await.unwrap().status, 200);
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn an_answer_has_bounds() {
    let world = World::new();
    let mega = vec![b' '; 1 << 20];
    let endless =
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            .to_vec();
    let chunk = [
        format!("{:x}\r\n", mega.len()).as_bytes(),
        &mega,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let large_head = format!(
        "HTTP/1.1 200 OK\r\nX: {}\r\n\r\n",
        "a".repeat(LONGEST_HEAD * 2)
    );
    let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "X: y\r\n".repeat(200));
    for (manner, expected) in [
        (json(&mega[..LONGEST]), Ok(LONGEST)),
        (json(&mega[..LONGEST + 1]), Err(OutboundError::Long)),
        (json(&mega), Err(OutboundError::Long)),
        (
            Manner::Answer([endless, chunk].concat()),
            Err(OutboundError::Long),
        ),
        (
            Manner::Answer(large_head.into_bytes()),
            Err(OutboundError::Broken),
        ),
        (
            Manner::Answer(many.into_bytes()),
            Err(OutboundError::Broken),
        ),
        (
            Manner::Answer(b"SSH-2.0-OpenSSH_9.9\r\n\r\n".to_vec()),
            Err(OutboundError::Broken),
        ),
        (
            Manner::AnswerAndEnd(b"".to_vec()),
            Err(OutboundError::Broken),
        ),
        (
            Manner::AnswerAndEnd(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".to_vec()),
            Err(OutboundError::Broken),
        ),
    ] {
        let server = world.server(HOME, manner).await;
        let client = world.client_of(&server);
        let called = client.get(&url(&server), JSON).await;
        assert_eq!(called.map(|answer| answer.body.len()), expected);
    }
}

#[tokio::test]
async fn a_document_is_of_the_media_type_that_was_asked_for() {
    let world = World::new();
    let not_json = || OutboundError::MediaType {
        expected: "application/json".into(),
    };
    let zipped = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}";
    let untyped = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    for (manner, expected) in [
        (
            answer("200 OK", "APPLICATION/JSON;charset=utf-8", b"{}"),
            Ok(200),
        ),
        (answer("200 OK", "text/html", b"{}"), Err(not_json())),
        (
            answer("200 OK", "application/jsonp", b"{}"),
            Err(not_json()),
        ),
        (Manner::Answer(zipped.to_vec()), Err(not_json())),
        (Manner::Answer(untyped.to_vec()), Err(not_json())),
        (answer("404 Not Found", "text/html", b"<p>"), Ok(404)),
        (answer("500 Oops", "text/html", b"<p>"), Ok(500)),
    ] {
        let server = world.server(HOME, manner).await;
        let client = world.client_of(&server);
        let called = client.get(&url(&server), JSON).await;
        assert_eq!(called.map(|answer| answer.status), expected);
        let posted = client.post_form(&url(&server), &[]).await;
        assert!(posted.is_ok(), "what is posted has any answer");
    }
}

#[tokio::test]
async fn an_app_s_cookies_are_forgotten() {
    let world = World::new();
    let answer = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 0\r\n\r\n";
    let server = world.server(HOME, Manner::Answer(answer.to_vec())).await;
    let client = world.client_of(&server);
    for _ in 0..2 {
        client.post_form(&url(&server), &[]).await.unwrap();
    }
    assert!(
        server
            .requests()
            .iter()
            .all(|request| !request.to_ascii_lowercase().contains("cookie"))
    );
}
