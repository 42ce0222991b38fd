//! Libraries for Node.

use std::process::Command;

use crate::app::{App, Place, installed, json};
use crate::process::{Browser, Installation, Registered};

/// Runs a script of `tests/interop/node` beside the installed packages; `None` when there is no Node.
async fn app(script: &str, issuer: &str, client: &Registered, at: Place) -> Option<App> {
    let packages = installed("node")?;
    let mut command = Command::new("node");
    command.current_dir(packages);
    // Evaluated in that directory, it imports from there.
    command.args(["--input-type=module", "--eval", script, "--"]);
    command.args([issuer, &client.id, &client.secret, &at.port()]);
    Some(App::start(command, at).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn fc_02_openid_client_6_signs_a_person_in() {
    let at = Place::free();
    let installation = Installation::new("localhost");
    installation.add_user("mara");
    let uri = at.url("/callback");
    let client = installation.add_client(&["--name", "Notebook", "--redirect-uri", &uri]);
    let _server = installation.start().await;
    let issuer = installation.issuer();
    let script = include_str!("node/openid_client.mjs");
    let Some(app) = app(script, &issuer, &client, at).await else {
        return;
    };
    let mut browser = Browser::default();

    // Somebody changes their mind.
    let login = browser.open(&app.url("/login")).await;
    let consent = browser.log_in(&login, "mara").await;
    let cancelled = browser.submit(&consent, "consent-form", Some("cancel"), &[]);
    let cancelled = json(&cancelled.await);
    assert_eq!(cancelled["error"], "access_denied", "{cancelled}");

    let consent = browser.open(&app.url("/login")).await;
    let back = browser.submit(&consent, "consent-form", Some("approve"), &[]);
    let signed_in = json(&back.await);
    assert_eq!(signed_in["claims"]["iss"], issuer, "{signed_in}");
    assert_eq!(signed_in["userinfo"]["name"], "mara Lindqvist");
    assert_eq!(signed_in["userinfo"]["email"], "mara@example.org");
    let refreshed = json(&browser.open(&app.url("/refresh")).await);
    assert_eq!(refreshed["renewed"], true, "{refreshed}");
    assert_eq!(refreshed["rotated"], true, "{refreshed}");
    let introspection = &refreshed["introspection"];
    assert_eq!(introspection["active"], true, "{refreshed}");
    assert_eq!(introspection["sub"], signed_in["claims"]["sub"]);

    // The library says what was wrong, rather than that it was challenged.
    let refused = json(&browser.open(&app.url("/refused")).await);
    assert_eq!(refused["error"], "invalid_client", "{refused}");
    let revoked = json(&browser.open(&app.url("/revoke")).await);
    assert_eq!(revoked["active"], false, "{revoked}");
}

#[tokio::test(flavor = "multi_thread")]
async fn fc_05_auth_js_signs_a_person_in() {
    let at = Place::free();
    let installation = Installation::new("localhost");
    installation.add_user("mara");
    let uri = at.url("/auth/callback/lanyard");
    // The library reads people from the ID token alone.
    let arguments = ["--name", "Shop", "--redirect-uri", &uri];
    let settings = ["--id-token-claims", "scopes"];
    let client = installation.add_client(&[&arguments[..], &settings].concat());
    let _server = installation.start().await;
    let script = include_str!("node/auth_core.mjs");
    let Some(app) = app(script, &installation.issuer(), &client, at).await else {
        return;
    };
    let mut browser = Browser::default();

    let button = browser.open(&app.url("/")).await;
    let login = browser.submit(&button, "sign-in", None, &[]).await;
    let back = browser.sign_in(login, "mara").await;
    assert_eq!(back.url, app.url("/"), "{}", back.html);
    let session = json(&back);
    assert_eq!(session["user"]["name"], "mara Lindqvist", "{session}");
    assert_eq!(session["user"]["email"], "mara@example.org", "{session}");
}

#[tokio::test(flavor = "multi_thread")]
async fn fc_02_passport_openidconnect_signs_a_person_in() {
    let at = Place::free();
    let installation = Installation::new("localhost");
    installation.add_user("mara");
    let uri = at.url("/callback");
    // The library sends no PKCE, and reads people from the ID token unless it is told otherwise.
    let arguments = ["--name", "Forum", "--redirect-uri", &uri];
    let settings = ["--profile", "oidc", "--id-token-claims", "scopes"];
    let client = installation.add_client(&[&arguments[..], &settings].concat());
    let _server = installation.start().await;
    let issuer = installation.issuer();
    let script = include_str!("node/passport.mjs");
    let Some(app) = app(script, &issuer, &client, at).await else {
        return;
    };
    let mut browser = Browser::default();

    let login = browser.open(&app.url("/")).await;
    let back = browser.sign_in(login, "mara").await;
    let user = json(&back);
    assert_eq!(back.url, app.url("/"), "{user}");
    assert_eq!(user["issuer"], issuer, "{user}");
    assert_eq!(user["profile"]["displayName"], "mara Lindqvist", "{user}");
    assert_eq!(user["profile"]["emails"][0]["value"], "mara@example.org");
}

#[tokio::test(flavor = "multi_thread")]
async fn fc_16_the_mcp_sdk_calls_a_tool_for_a_person() {
    let at = Place::free();
    let installation = Installation::new("localhost");
    installation.add_user("mara");
    let arguments = ["--name", "Editor", "--public", "--kind", "native"];
    let (uri, resource) = (at.url("/callback"), at.url("/mcp"));
    let places = ["--redirect-uri", &uri, "--audience", &resource];
    let client = installation.add_client(&[&arguments[..], &places].concat());
    let _server = installation.start().await;
    let issuer = installation.issuer();
    let script = include_str!("node/mcp.mjs");
    let Some(app) = app(script, &issuer, &client, at).await else {
        return;
    };
    let mut browser = Browser::default();

    let login = browser.open(&app.url("/")).await;
    let told = json(&browser.sign_in(login, "mara").await);
    assert_eq!(told["aud"], resource, "for this resource server: {told}");
    assert!(told["sub"].is_string(), "{told}");
    // Still signed in, and after a refresh as well, without a person.
    assert_eq!(json(&browser.open(&app.url("/")).await)["sub"], told["sub"]);
    let refreshed = browser.open(&app.url("/forget")).await;
    let refreshed = json(&refreshed);
    assert_eq!(refreshed["sub"], told["sub"], "{refreshed}");
    assert_eq!(refreshed["aud"], resource, "{refreshed}");
    assert_ne!(refreshed["refreshToken"], told["refreshToken"]);

    // An app that may not ask for this resource server is told so.
    let stranger = installation.add_client(&[&arguments[..], &["--redirect-uri", &uri]].concat());
    drop(app);
    let app = self::app(script, &issuer, &stranger, at).await.unwrap();
    let refused = json(&browser.open(&app.url("/")).await);
    let message = refused["message"].as_str().unwrap_or_default();
    assert!(message.starts_with("invalid_target"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn oidc_client_ts_signs_a_person_in_and_out() {
    let at = Place::free();
    let installation = Installation::new("localhost");
    installation.add_user("mara");
    let (uri, after) = (at.url("/callback"), at.url("/signed-out"));
    let arguments = ["--name", "Sketchbook", "--public", "--kind", "spa"];
    let places = ["--redirect-uri", &uri, "--post-logout-redirect-uri", &after];
    let client = installation.add_client(&[&arguments[..], &places].concat());
    let _server = installation.start().await;
    let script = include_str!("node/oidc_client_ts.mjs");
    let Some(app) = app(script, &installation.issuer(), &client, at).await else {
        return;
    };
    let mut browser = Browser::default();

    let login = browser.open(&app.url("/login")).await;
    let signed_in = json(&browser.sign_in(login, "mara").await);
    assert_eq!(
        signed_in["profile"]["name"], "mara Lindqvist",
        "{signed_in}"
    );
    assert_eq!(signed_in["state"], "where I was", "{signed_in}");
    // Nobody is asked: the ID token shows whose sign-in it was.
    let page = browser.open(&app.url("/sign-out")).await;
    assert!(page.url.starts_with(&after), "{}: {}", page.url, page.html);
    let answer = json(&page);
    assert_eq!(answer["state"], "signing out", "{answer}");
    let login = browser.open(&app.url("/login")).await;
    assert!(login.has("form#login-form"), "{}", login.html);
}
