//! The limits of one request, without a socket.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use http_body_util::BodyExt;
use tower::ServiceExt;

use super::*;
use crate::http::form::LARGEST_UPLOAD;
use crate::ops::health::{self, Health};
use crate::protocol::params::Limits;

fn app(issuer: &str) -> Router {
    let mut settings = Settings::for_tests(issuer);
    settings.limits.body_time = Duration::from_millis(200);
    settings.limits.handler_time = Duration::from_millis(200);
    let routes = Router::new()
        .route(
            "/login",
            get(async |id: RequestId, from: ClientAddress| format!("{id} {}", from.0)),
        )
        .route(
            "/slow",
            get(async || tokio::time::sleep(Duration::from_secs(60)).await),
        )
        .route("/broken", get(async || -> String { panic!("a bug") }))
        .route("/token", post(async |body: Bytes| body.len().to_string()))
        .route(
            "/account/picture",
            post(async |request: Request<Body>| {
                let body = request.into_body().collect().await.unwrap();
                body.to_bytes().len().to_string()
            }),
        )
        .merge(health::router(Health::new(Arc::new(|| {
            Box::pin(async { true })
        }))));
    intake(routes, &settings)
}

async fn answer(issuer: &str, request: Request<Body>) -> (StatusCode, Response<()>, String) {
    let (parts, body) = app(issuer).oneshot(request).await.unwrap().into_parts();
    let text = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
    (parts.status, Response::from_parts(parts, ()), text)
}

const ISSUER: &str = "https://id.example.com";

fn to(path: &str) -> axum::http::request::Builder {
    Request::builder()
        .uri(path)
        .header("host", "id.example.com")
}

async fn status(request: axum::http::request::Builder) -> u16 {
    answer(ISSUER, request.body(Body::empty()).unwrap())
        .await
        .0
        .as_u16()
}

#[tokio::test]
async fn an_answer_carries_the_reference_the_handler_saw() {
    let (status, response, text) =
        answer(ISSUER, to("/login?secret=1").body(Body::empty()).unwrap()).await;
    assert_eq!(status, 200);
    let id = response.headers()["x-request-id"].to_str().unwrap();
    assert_eq!(text, format!("{id} 127.0.0.1"));
}

#[tokio::test]
async fn ht_08_only_the_issuers_host_is_answered() {
    let at = |host: &str| Request::builder().uri("/login").header("host", host);
    assert_eq!(status(at("id.example.com")).await, 200);
    assert_eq!(status(at("ID.example.com")).await, 200);
    assert_eq!(status(at("id.example.com:443")).await, 200);
    assert_eq!(status(at("id.example.com:8443")).await, 421);
    assert_eq!(status(at("evil.example")).await, 421);
    assert_eq!(status(at("id.example.com.evil.example")).await, 421);
    for junk in [
        "",
        "id.example.com:",
        "id.example.com:x",
        "id.example.com:99999",
        "me@id.example.com",
        "a b",
        "a/b",
    ] {
        assert_eq!(status(at(junk)).await, 400, "{junk:?}");
    }
    assert_eq!(status(Request::builder().uri("/login")).await, 400);
    assert_eq!(
        status(to("/login").header("host", "id.example.com")).await,
        400
    );
    assert_eq!(
        status(Request::builder().uri("https://id.example.com/login")).await,
        200
    );
    assert_eq!(status(to("https://id.example.com/login")).await, 200);
    assert_eq!(status(to("https://evil.example/login")).await, 400);
    for health in ["/health/live", "/health/ready"] {
        assert_eq!(
            status(Request::builder().uri(health).header("host", "10.1.2.3")).await,
            200
        );
        assert_eq!(status(Request::builder().uri(health)).await, 200);
    }
}

#[tokio::test]
async fn mt_09_forwarded_hosts_change_nothing() {
    let spoofed = to("/login")
        .header("x-forwarded-host", "evil.example")
        .header("forwarded", "host=evil.example");
    assert_eq!(
        status(
            spoofed
                .header("x-forwarded-proto", "http")
                .header("x-http-method-override", "DELETE")
        )
        .await,
        200
    );
}

#[tokio::test]
async fn a_browser_at_another_name_of_this_machine_is_sent_to_the_issuer() {
    let local = "http://localhost:8080";
    let request = |host: &str| {
        Request::builder()
            .uri("/login?a=b")
            .header("host", host)
            .header("accept", "text/html,*/*")
    };
    for host in ["127.0.0.1:8080", "[::1]:8080"] {
        let (status, response, _) = answer(local, request(host).body(Body::empty()).unwrap()).await;
        assert_eq!(
            (
                status.as_u16(),
                response.headers()["location"].to_str().unwrap()
            ),
            (307, "http://localhost:8080/login?a=b")
        );
    }
    let program = Request::builder()
        .uri("/login")
        .header("host", "127.0.0.1:8080");
    assert_eq!(
        answer(local, program.body(Body::empty()).unwrap()).await.0,
        200
    );
    for host in ["127.0.0.1:9999", "127.0.0.1", "rebound.example:8080"] {
        assert_eq!(
            answer(local, request(host).body(Body::empty()).unwrap())
                .await
                .0,
            421,
            "{host}"
        );
    }
}

#[tokio::test]
async fn ht_01_a_body_is_read_up_to_its_limit() {
    const LARGEST: usize = Limits::FORM.bytes;
    let send_to = async |path: &str, kind: &str, size: usize| {
        let request = to(path)
            .method("POST")
            .header("content-type", kind)
            .body(Body::from(vec![b'a'; size]))
            .unwrap();
        let (status, response, text) = answer(ISSUER, request).await;
        (
            status.as_u16(),
            response.headers().contains_key("connection"),
            text,
        )
    };
    let send = async |kind: &str, size: usize| send_to("/token", kind, size).await;
    const FORM: &str = "application/x-www-form-urlencoded";
    // A picture is larger, where one is asked for.
    let picture = LARGEST_UPLOAD;
    let told = send_to("/account/picture", "multipart/form-data", picture).await;
    assert_eq!(told, (200, false, picture.to_string()));
    let (status, closed, text) = send_to("/account/picture", FORM, picture + 1).await;
    assert_eq!((status, closed), (413, true));
    assert!(text.contains("larger than 8 MB"), "{text}");
    assert_eq!(send(FORM, LARGEST).await, (200, false, LARGEST.to_string()));
    for (kind, size) in [
        (FORM, LARGEST + 1),
        // No other type gets more: nothing here reads one.
        ("application/json", LARGEST + 1),
    ] {
        let (status, closed, text) = send(kind, size).await;
        assert_eq!((status, closed), (413, true), "{kind} {size}");
        assert!(text.contains("\"error\":\"invalid_request\""), "{text}");
    }
    // Without a length, in small pieces, without end.
    let pieces = futures_util::stream::repeat_with(|| {
        Ok::<_, std::io::Error>(Bytes::from_static(&[b'a'; 1000]))
    });
    let request = to("/token")
        .method("POST")
        .body(Body::from_stream(pieces))
        .unwrap();
    assert_eq!(answer(ISSUER, request).await.0, 413);
    let few = futures_util::stream::iter(
        (0..9).map(|_| Ok::<_, std::io::Error>(Bytes::from_static(b"abc"))),
    );
    let request = to("/token")
        .method("POST")
        .body(Body::from_stream(few))
        .unwrap();
    assert_eq!(answer(ISSUER, request).await.2, "27");
}

#[tokio::test]
async fn a_body_that_never_comes_and_a_handler_that_never_answers_end() {
    let silence = futures_util::stream::pending::<Result<Bytes, std::io::Error>>();
    let request = to("/token")
        .method("POST")
        .body(Body::from_stream(silence))
        .unwrap();
    assert_eq!(answer(ISSUER, request).await.0, 408);
    let broken = futures_util::stream::iter([Err::<Bytes, _>(std::io::Error::other("reset"))]);
    let request = to("/token")
        .method("POST")
        .body(Body::from_stream(broken))
        .unwrap();
    assert_eq!(answer(ISSUER, request).await.0, 400);
    let (status, response, _) = answer(ISSUER, to("/slow").body(Body::empty()).unwrap()).await;
    assert_eq!(
        (
            status.as_u16(),
            response.headers()["retry-after"].to_str().unwrap()
        ),
        (503, "1")
    );
}

#[tokio::test]
async fn ht_20_a_panic_is_an_answer_without_details() {
    let request = to("/broken")
        .header("accept", "text/html")
        .body(Body::empty())
        .unwrap();
    let (status, response, text) = answer(ISSUER, request).await;
    let id = response.headers()["x-request-id"].to_str().unwrap();
    assert_eq!(
        (status.as_u16(), text),
        (
            500,
            format!("Something went wrong on our side.\n\nReference: {id}\n")
        )
    );
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    assert_eq!(response.headers()["cache-control"], "no-store");
}

#[tokio::test]
async fn heads_have_limits() {
    let query = |length: usize| format!("/login?{}", "a".repeat(length - "/login?".len()));
    assert_eq!(status(to(&query(LONGEST_URL))).await, 200);
    assert_eq!(status(to(&query(LONGEST_URL + 1))).await, 414);
    assert_eq!(
        status(to("/login").header("cookie", "a".repeat(LARGEST_COOKIES))).await,
        200
    );
    assert_eq!(
        status(to("/login").header("cookie", "a".repeat(LARGEST_COOKIES + 1))).await,
        431
    );
    let half = "a".repeat(LARGEST_COOKIES / 2 + 1);
    assert_eq!(
        status(to("/login").header("cookie", &half).header("cookie", &half)).await,
        431
    );
    assert_eq!(
        status(to("/login").header("x-much", "a".repeat(LARGEST_HEAD))).await,
        431
    );
}

#[tokio::test]
async fn ht_12_and_13_bodies_come_plain_and_of_one_kind() {
    assert_eq!(
        status(
            to("/token")
                .method("POST")
                .header("content-encoding", "gzip")
        )
        .await,
        415
    );
    assert_eq!(
        status(
            to("/token")
                .method("POST")
                .header("content-encoding", "identity")
        )
        .await,
        200
    );
    let twice = to("/token")
        .method("POST")
        .header("content-type", "application/json")
        .header("content-type", "text/plain");
    assert_eq!(status(twice).await, 400);
}
