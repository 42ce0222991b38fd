//! Forms that are not taken: each cause says itself, and what to do (FC-48, FC-49, B10).

use std::time::Duration;

use crate::world::browser::{form_request, replace};
use crate::world::{Browser, PASSWORD, Scene, everywhere};

/// Deletes every cookie before each request: what a browser does that blocks them.
async fn without_cookies(
    browser: &mut Browser,
    path: &str,
    fields: &[(String, String)],
) -> crate::world::Page {
    browser.jar.clear();
    browser.post(path, fields).await
}

#[tokio::test]
async fn b10_fc_49_a_browser_that_keeps_no_cookie_is_told_so_on_the_first_press() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        for (path, form) in [("/login", "login-form"), ("/sign-up", "sign-up-form")] {
            let page = browser.open(path).await;
            let (action, fields) = page.form(form, None);
            let fields = replace(fields, &[("login", "mara"), ("password", PASSWORD)]);
            let mut answer = without_cookies(&mut browser, &action, &fields).await;
            for _ in 0..3 {
                assert_eq!(answer.status, 403);
                assert_eq!(answer.text("#error-cause"), "Cookies not sent");
                assert_eq!(answer.heading(), "Your browser sent no cookies");
                let said = answer.text("main");
                assert!(said.contains("blocks cookies for id.example.com"), "{said}");
                assert!(!answer.html.contains(PASSWORD));
                let (action, fields) = answer.form("resend-form", None);
                answer = without_cookies(&mut browser, &action, &fields).await;
            }
        }
        // Once they are allowed, the same button leads to the form, with the name that was typed.
        let page = browser.open("/login").await;
        let (action, fields) = page.form("login-form", None);
        let fields = replace(fields, &[("login", "mara"), ("password", PASSWORD)]);
        let answer = without_cookies(&mut browser, &action, &fields).await;
        assert_eq!(answer.text("#resend"), "Back to the form");
        let form = browser.submit(&answer, "resend-form", None, &[]).await;
        assert_eq!(form.path(), "/login");
        assert_eq!(form.attribute("#login", "value").as_deref(), Some("mara"));
        assert!(form.text("#errors").contains("Enter your password"));
        let page = browser.log_in(&form, "mara").await;
        assert_eq!(page.path(), "/account", "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn fc_48_allow_after_the_idle_limit_asks_to_sign_in_and_goes_on() {
    everywhere(async |provider| {
        let (mut browser, app) = Scene::before(&provider).await.into_parts();
        let started = app.start(&["profile"], &[]);
        let page = browser.open(&started.url).await;
        let consent = browser.log_in(&page, "mara").await;
        assert_eq!(consent.path(), "/consent");
        provider.clock.advance(Duration::from_secs(40 * 60));
        let page = browser.approve(&consent).await;
        assert_eq!((page.status.as_u16(), page.path()), (200, "/login"));
        let why = page.text("#reason");
        assert!(
            why.contains("open for a long time") || why.contains("not used for 30 minutes"),
            "{why}"
        );
        assert!(page.text("main").contains("Harbour Notes"));
        let consent = browser.log_in(&page, "mara").await;
        assert_eq!(consent.path(), "/consent", "{}", consent.html);
        let page = browser.approve(&consent).await;
        app.redeem(&started, &app.code(&started, &page))
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn fc_48_a_consent_page_of_who_signed_out_meanwhile_asks_to_sign_in() {
    everywhere(async |provider| {
        let (mut browser, app) = Scene::before(&provider).await.into_parts();
        let page = browser.open(&app.start(&["profile"], &[]).url).await;
        let consent = browser.log_in(&page, "mara").await;
        browser.sign_out().await;
        let page = browser.approve(&consent).await;
        assert_eq!((page.status.as_u16(), page.path()), (200, "/login"));
        assert!(
            page.text("#reason").contains("sign-in is gone"),
            "{}",
            page.html
        );
        // Whoever wanted to sign out and is signed out has what they wanted.
        browser.sign_in("mara").await;
        let leaving = browser.open("/logout").await;
        browser.sign_out().await;
        let page = browser
            .submit(&leaving, "logout-form", Some("confirm-logout"), &[])
            .await;
        assert_eq!((page.status.as_u16(), page.path()), (200, "/logged-out"));
    })
    .await;
}

#[tokio::test]
async fn fc_49_each_cause_has_a_name_a_heading_and_a_way_on() {
    everywhere(async |provider| {
        for login in ["mara", "noor"] {
            provider.add_user(login).await;
        }
        let mut said = Vec::new();
        let mut note = |page: &crate::world::Page, cause: &str| {
            assert_eq!(page.status, 403, "{cause}");
            assert_eq!(page.text("#error-cause"), cause);
            assert!(
                page.has("#resend") || page.has("#start"),
                "{cause}: a way on"
            );
            said.push(page.heading());
        };
        let mut browser = Browser::new(&provider);
        let login = browser.open("/login").await;
        let (action, fields) = login.form("login-form", None);
        let request = form_request(&action, &fields, "cross-site", Some("https://evil.example"));
        let page = browser.send(request).await;
        note(&page, "Form from another site");
        assert!(!page.has("#resend"), "nobody is led to send it after all");

        let mut other = Browser::new(&provider);
        other.open("/login").await;
        note(
            &other.post(&action, &fields).await,
            "Form of another browser",
        );
        let without = replace(fields.clone(), &[("csrf", "")]);
        note(&browser.post(&action, &without).await, "Form incomplete");

        // What stood open while somebody else signed in.
        browser.sign_in("mara").await;
        let password = browser.open("/account/security/password").await;
        let (action, fields) = password.form("password-form", None);
        let page = browser.open("/login?another=1").await;
        browser.log_in(&page, "noor").await;
        note(
            &browser.post(&action, &fields).await,
            "Account changed meanwhile",
        );
        // A day later nobody can tell whose page it was.
        provider.clock.advance(Duration::from_secs(26 * 3_600));
        browser.sign_in("noor").await;
        note(&browser.post(&action, &fields).await, "Form expired");
        let count = said.len();
        said.sort();
        said.dedup();
        assert_eq!(said.len(), count, "{said:?}");
    })
    .await;
}

#[tokio::test]
async fn a_form_of_a_browser_that_lost_its_cookies_says_why_it_asks_to_sign_in() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let page = browser.open("/account/security/password").await;
        let (action, fields) = page.form("password-form", None);
        browser.jar.clear();
        let page = browser.post(&action, &fields).await;
        assert_eq!(page.path(), "/login");
        assert!(
            page.text("#reason").contains("sign-in is gone"),
            "{}",
            page.html
        );
    })
    .await;
}
