//! mozilla-django-oidc and django-allauth, each in a project of Django's.

use std::process::Command;

use crate::app::{App, Place, installed, json};
use crate::process::{Browser, Installation, Registered};

const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop");

/// Runs that script; `None` where the packages are left out.
async fn app(
    script: &str,
    installation: &Installation,
    client: &Registered,
    at: Place,
    more: &[&str],
) -> Option<App> {
    let mut command = Command::new(installed("python")?.join("bin/python3"));
    command.current_dir(installation.path());
    command.arg(format!("{SCRIPTS}/{script}"));
    command.args([&*installation.issuer(), &client.id, &client.secret]);
    command.arg(at.port()).args(more);
    Some(App::start(command, at).await)
}

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
    let app = app("django_rp.py", &installation, &client, at, switched_on).await;
    let Some(app) = app else { return };
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

#[tokio::test(flavor = "multi_thread")]
async fn fc_02_django_allauth_signs_a_person_in() {
    for (profile, pkce) in [("modern", "on"), ("oidc", "off")] {
        let at = Place::free();
        let installation = Installation::new("localhost");
        installation.add_user("mara");
        let uri = at.url("/accounts/oidc/lanyard/login/callback/");
        let arguments = ["--name", "Library", "--redirect-uri", &uri];
        let client = installation.add_client(&[&arguments[..], &["--profile", profile]].concat());
        let _server = installation.start().await;
        let app = app("allauth_rp.py", &installation, &client, at, &[pkce]).await;
        let Some(app) = app else { return };
        let mut browser = Browser::default();

        let button = browser.open(&app.url("/")).await;
        let login = browser.submit(&button, "sign-in", None, &[]).await;
        let back = browser.sign_in(login, "mara").await;
        assert_eq!(back.url, app.url("/"), "{profile}: {}", back.html);
        let told = json(&back);
        assert_eq!(told["email"], "mara@example.org", "{told}");
        assert_eq!(told["name"], "mara Lindqvist", "{told}");
        assert!(told["sub"].is_string(), "{told}");
    }
}
