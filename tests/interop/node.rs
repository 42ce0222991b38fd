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
