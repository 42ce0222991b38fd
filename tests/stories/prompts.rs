//! `prompt`, `max_age` and `login_hint` (OIDC Core §3.1.2.1).

use std::time::Duration;

use super::support::{Browser, PASSWORD, RelyingParty, everywhere};

#[tokio::test]
async fn prompt_none_never_shows_a_page() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let (client_id, secret) = provider.add_client("Harbour Notes").await;
        let app = RelyingParty::discover(&provider, &client_id, Some(&secret)).await;
        let mut browser = Browser::new(&provider);

        let page = browser
            .open(&app.start(&[], &[("prompt", "none")]).url)
            .await;
        assert_eq!(page.query("error").as_deref(), Some("login_required"));

        let first = browser.sign_in_to(&app, "mara", &["profile"]).await;
        let page = browser
            .open(&app.start(&["profile", "email"], &[("prompt", "none")]).url)
            .await;
        assert_eq!(page.query("error").as_deref(), Some("consent_required"));

        let started = app.start(&["profile"], &[("prompt", "none")]);
        let page = browser.open(&started.url).await;
        let tokens = app
            .redeem(&started, &app.code(&started, &page))
            .await
            .unwrap();
        assert_eq!(tokens.claims.subject(), first.claims.subject());
        assert_eq!(tokens.claims.auth_time(), first.claims.auth_time());
    })
    .await;
}

#[tokio::test]
async fn prompt_login_and_max_age_ask_again_and_say_when() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let (client_id, secret) = provider.add_client("Harbour Notes").await;
        let app = RelyingParty::discover(&provider, &client_id, Some(&secret)).await;
        let mut browser = Browser::new(&provider);
        let first = browser.sign_in_to(&app, "mara", &["profile"]).await;

        for extra in [("prompt", "login"), ("max_age", "1")] {
            provider.clock.advance(Duration::from_secs(2));
            let started = app.start(&["profile"], &[extra]);
            let page = browser.open(&started.url).await;
            assert_eq!(page.path(), "/login", "{extra:?}");
            assert_eq!(
                page.attribute("#login", "value").as_deref(),
                Some("mara"),
                "the name is not asked twice"
            );
            let page = browser
                .submit(&page, "login-form", None, &[("password", PASSWORD)])
                .await;
            let tokens = app
                .redeem(&started, &app.code(&started, &page))
                .await
                .unwrap();
            assert!(
                tokens.claims.auth_time() > first.claims.auth_time(),
                "{extra:?}"
            );
        }

        let started = app.start(&["profile"], &[("max_age", "10000")]);
        let page = browser.open(&started.url).await;
        let tokens = app
            .redeem(&started, &app.code(&started, &page))
            .await
            .unwrap();
        assert!(tokens.claims.auth_time().is_some());
    })
    .await;
}

#[tokio::test]
async fn a_login_hint_fills_the_form() {
    everywhere(async |provider| {
        let (client_id, secret) = provider.add_client("Harbour Notes").await;
        let app = RelyingParty::discover(&provider, &client_id, Some(&secret)).await;
        let mut browser = Browser::new(&provider);
        let page = browser
            .open(&app.start(&[], &[("login_hint", "mara@example.org")]).url)
            .await;
        assert_eq!(
            page.attribute("#login", "value").as_deref(),
            Some("mara@example.org")
        );
    })
    .await;
}
