//! Libraries for Go, and oauth2-proxy.

use std::process::Command;

use crate::app::{App, Place, installed, json};
use crate::process::{Browser, Installation, Registered};
use crate::world::PASSWORD;

/// The app of `tests/interop/go` on `library`; `None` when there is no Go.
async fn app(library: &str, issuer: &str, client: &Registered, at: Place) -> Option<App> {
    let mut command = Command::new(installed("go")?.join("relying-parties"));
    command.args([library, issuer, &client.id, &client.secret, &at.port()]);
    Some(App::start(command, at).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn go_oidc_signs_a_person_in() {
    let at = Place::free();
    let installation = Installation::new("localhost");
    installation.add_user("mara");
    let uri = at.url("/callback");
    let client = installation.add_client(&["--name", "Dashboard", "--redirect-uri", &uri]);
    let _server = installation.start().await;
    let issuer = installation.issuer();
    let Some(app) = app("go-oidc", &issuer, &client, at).await else {
        return;
    };
    let mut browser = Browser::default();

    let login = browser.open(&app.url("/login")).await;
    let signed_in = json(&browser.sign_in(login, "mara").await);
    assert_eq!(signed_in["issuer"], issuer, "{signed_in}");
    assert_eq!(signed_in["nonce"], true, "{signed_in}");
    assert_eq!(signed_in["userinfo"]["sub"], signed_in["sub"]);
    assert_eq!(signed_in["userinfo"]["name"], "mara Lindqvist");
    assert_eq!(signed_in["userinfo"]["email"], "mara@example.org");
    let refused = json(&browser.open(&app.url("/refused")).await);
    assert_eq!(refused["error"], "invalid_client", "{refused}");
    let refreshed = json(&browser.open(&app.url("/refresh")).await);
    assert_eq!(refreshed["renewed"], true, "{refreshed}");
    assert_eq!(refreshed["rotated"], true, "{refreshed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn zitadel_oidc_signs_a_person_in() {
    let at = Place::free();
    let installation = Installation::new("localhost");
    installation.add_user("mara");
    let uri = at.url("/callback");
    let client = installation.add_client(&["--name", "Console", "--redirect-uri", &uri]);
    let _server = installation.start().await;
    let issuer = installation.issuer();
    let Some(app) = app("zitadel", &issuer, &client, at).await else {
        return;
    };
    let mut browser = Browser::default();

    let login = browser.open(&app.url("/login")).await;
    let signed_in = json(&browser.sign_in(login, "mara").await);
    assert_eq!(signed_in["issuer"], issuer, "{signed_in}");
    assert_eq!(signed_in["userinfo"]["sub"], signed_in["sub"]);
    assert_eq!(signed_in["userinfo"]["name"], "mara Lindqvist");
    assert_eq!(signed_in["userinfo"]["email"], "mara@example.org");
    let refreshed = json(&browser.open(&app.url("/refresh")).await);
    assert_eq!(refreshed["renewed"], true, "{refreshed}");
    assert_eq!(refreshed["rotated"], true, "{refreshed}");
    let introspection = &refreshed["introspection"];
    assert_eq!(introspection["active"], true, "{refreshed}");
    assert_eq!(introspection["sub"], signed_in["sub"], "{refreshed}");
    let revoked = json(&browser.open(&app.url("/revoke")).await);
    assert_eq!(revoked["active"], false, "{revoked}");
}

/// A page behind oauth2-proxy, which tells it who asks.
#[tokio::test(flavor = "multi_thread")]
async fn oauth2_proxy_protects_a_page() {
    let (at, page) = (Place::free(), Place::free());
    let installation = Installation::new("localhost");
    installation.add_user("nils");
    // The proxy lets in nobody whose address is not verified.
    let input = format!("{PASSWORD}\n");
    let verified = [
        "--name",
        "Mara",
        "--email",
        "mara@example.org",
        "--email-verified",
    ];
    let arguments = [
        &["user", "add", "mara"],
        &verified[..],
        &["--password-stdin"],
    ]
    .concat();
    installation.run_with_input(&arguments, &input).well();
    let uri = at.url("/oauth2/callback");
    let client = installation.add_client(&["--name", "Wiki", "--redirect-uri", &uri]);
    let _server = installation.start().await;
    let Some(go) = installed("go") else {
        return;
    };
    let mut behind = Command::new(go.join("relying-parties"));
    behind.args(["page", "", "", "", &page.port()]);
    let behind = App::start(behind, page).await;
    let mut proxy = Command::new(go.join("oauth2-proxy"));
    proxy.args([
        "--provider=oidc".to_owned(),
        format!("--oidc-issuer-url={}", installation.issuer()),
        format!("--client-id={}", client.id),
        format!("--client-secret={}", client.secret),
        format!("--redirect-url={uri}"),
        "--code-challenge-method=S256".to_owned(),
        "--cookie-secret=only-for-this-test-32-bytes-long".to_owned(),
        // It speaks plain http here.
        "--cookie-secure=false".to_owned(),
        "--email-domain=*".to_owned(),
        format!("--http-address=127.0.0.1:{}", at.port()),
        format!("--upstream={}", behind.url("/")),
        "--skip-provider-button=true".to_owned(),
    ]);
    let proxy = App::start(proxy, at).await;
    let mut browser = Browser::default();

    let login = browser.open(&proxy.url("/")).await;
    let told = json(&browser.sign_in(login, "mara").await);
    assert_eq!(told["email"], "mara@example.org", "{told}");
    assert!(told["user"].is_string(), "{told}");
    let mut visitor = Browser::default();
    let nobody = visitor.open(&proxy.url("/oauth2/auth")).await;
    assert_eq!(nobody.status, 401, "{}", nobody.html);
    let login = visitor.open(&proxy.url("/")).await;
    let refused = visitor.sign_in(login, "nils").await;
    assert_eq!(refused.status, 403, "{}", refused.html);
}
