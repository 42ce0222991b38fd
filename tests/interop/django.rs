//! mozilla-django-oidc, in a project of Django's.

use std::process::Command;

use crate::app::{App, Place, installed, json};
use crate::process::{Browser, Installation};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop/django_rp.py");

#[tokio::test(flavor = "multi_thread")]
async fn fc_02_mozilla_django_oidc_signs_a_person_in() {
    signs_in("oidc", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mozilla_django_oidc_signs_a_person_in_with_pkce() {
    signs_in("modern", &["OIDC_USE_PKCE"]).await;
}

/// With that profile, and these settings of the library switched on.
async fn signs_in(profile: &str, switched_on: &[&str]) {
    let at = Place::free();
    let installation = Installation::new("localhost");
    installation.add_user("mara");
    let uri = at.url("/oidc/callback/");
    let arguments = ["--name", "Journal", "--redirect-uri", &uri];
    let client = installation.add_client(&[&arguments[..], &["--profile", profile]].concat());
    let _server = installation.start().await;
    let Some(python) = installed("python") else {
        return;
    };
    let mut command = Command::new(python.join("bin/python3"));
    command.current_dir(installation.path());
    let issuer = installation.issuer();
    command.args([SCRIPT, &issuer, &client.id, &client.secret, &at.port()]);
    command.args(switched_on);
    let app = App::start(command, at).await;
    let mut browser = Browser::default();

    let login = browser.open(&app.url("/")).await;
    let consent = browser.log_in(&login, "mara").await;
    let cancelled = browser.submit(&consent, "consent-form", Some("cancel"), &[]);
    let cancelled = json(&cancelled.await);
    assert_eq!(cancelled["failed"], true, "{cancelled}");

    let consent = browser.open(&app.url("/")).await;
    let back = browser.submit(&consent, "consent-form", Some("approve"), &[]);
    let told = json(&back.await);
    assert_eq!(told["email"], "mara@example.org", "{told}");
    assert!(told["username"].is_string(), "{told}");
}
