//! Spring Boot's client and resource server.

use std::process::Command;

use axum::body::Body;
use axum::http::{Request, header};

use crate::app::{App, Place, installed, json};
use crate::process::http::{self, Answer};
use crate::process::{Browser, Installation, Registered};

/// The app of `tests/interop/java`, whose client is `lanyard`; `None` when there is no JDK.
async fn app(issuer: &str, client: &Registered, at: Place) -> Option<App> {
    let installed = installed("java")?;
    let oauth2 = "--spring.security.oauth2";
    let registration = format!("{oauth2}.client.registration.lanyard");
    let mut command = Command::new("java");
    command.current_dir(installed);
    // Quick to start rather than quick to run.
    command.args(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"]);
    command.args(["-cp", "classes:lib/*", "app.App"]).args([
        "--server.address=127.0.0.1".to_owned(),
        format!("--server.port={}", at.port()),
        format!("{oauth2}.client.provider.lanyard.issuer-uri={issuer}"),
        format!("{registration}.client-id={}", client.id),
        format!("{registration}.client-secret={}", client.secret),
        format!("{registration}.scope=openid,profile,email"),
        format!("{oauth2}.resourceserver.jwt.issuer-uri={issuer}"),
    ]);
    Some(App::start(command, at).await)
}

/// Asks the resource server with this token.
async fn api(at: Place, token: &str) -> Answer {
    let request = Request::get("/api").header(header::AUTHORIZATION, format!("Bearer {token}"));
    let request = request.body(Body::empty()).expect("a request");
    let answer = http::send(&format!("127.0.0.1:{}", at.port()), request).await;
    answer.expect("an answer")
}

#[tokio::test(flavor = "multi_thread")]
async fn fc_07_spring_boot_signs_a_person_in_and_takes_bearer_tokens() {
    let at = Place::free();
    let installation = Installation::new("localhost");
    installation.add_user("mara");
    let uri = at.url("/login/oauth2/code/lanyard");
    let arguments = ["--name", "Ledger", "--redirect-uri", &uri];
    let settings = ["--profile", "oidc", "--access-token-format", "jwt"];
    let client = installation.add_client(&[&arguments[..], &settings].concat());
    let _server = installation.start().await;
    let issuer = installation.issuer();
    let Some(app) = app(&issuer, &client, at).await else {
        return;
    };
    let mut browser = Browser::default();

    let login = browser.open(&app.url("/")).await;
    let back = browser.sign_in(login, "mara").await;
    let told = json(&back);
    assert_eq!(told["issuer"], issuer, "{told}");
    assert_eq!(told["name"], "mara Lindqvist", "{told}");
    assert_eq!(told["email"], "mara@example.org", "{told}");

    let token = told["accessToken"].as_str().expect("an access token");
    let answer = api(at, token).await;
    assert_eq!(answer.status, 200, "{:?}", answer.headers);
    assert_eq!(answer.json()["sub"], told["sub"], "{}", answer.text);
    let (head, signature) = token.rsplit_once('.').expect("a JWT");
    let forged = format!("{head}.{}", signature.chars().rev().collect::<String>());
    assert_eq!(api(at, &forged).await.status, 401);
}
