//! Spring Boot's client and resource server.

use std::process::Command;

use axum::body::Body;
use axum::http::{Request, header};

use crate::app::{App, Place, installed, json, may_call, signed_out_at};
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

#[tokio::test(flavor = "multi_thread")]
async fn spring_boot_signs_out_here_and_is_told_of_what_ends_elsewhere() {
    let at = Place::free();
    let mut installation = Installation::new("localhost");
    may_call(&mut installation, &at.url(""));
    installation.add_user("mara");
    let [back, signed_out, told] = [
        "/login/oauth2/code/lanyard",
        "/signed-out",
        "/logout/connect/back-channel/lanyard",
    ]
    .map(|path| at.url(path));
    let arguments = ["--name", "Ledger", "--redirect-uri", &back];
    let logout = [
        "--post-logout-redirect-uri",
        &signed_out,
        "--backchannel-logout-uri",
        &told,
    ];
    let settings = ["--profile", "oidc"];
    let client = installation.add_client(&[&arguments[..], &logout, &settings].concat());
    let _server = installation.start().await;
    let Some(app) = app(&installation.issuer(), &client, at).await else {
        return;
    };

    // Told by the back channel: the app's own session is over, although its browser did nothing.
    let mut browser = Browser::default();
    let login = browser.open(&app.url("/")).await;
    let home = browser.sign_in(login, "mara").await;
    assert_eq!(json(&home)["name"], "mara Lindqvist");
    installation.run(&["user", "sign-out", "mara"]).well();
    let login = signed_out_at(&mut browser, &app.url("/")).await;

    // Signed out at the app: at Lanyard as well, without a question, and back.
    let home = browser.sign_in(login, "mara").await;
    assert_eq!(json(&home)["name"], "mara Lindqvist");
    let form = browser.open(&app.url("/sign-out")).await;
    let page = browser.submit(&form, "sign-out", None, &[]).await;
    assert_eq!(page.url, signed_out, "{}", page.html);
    assert_eq!(json(&page)["signedOut"], true);
    let login = browser.open(&app.url("/")).await;
    assert!(login.has("form#login-form"), "{}", login.html);
}
