//! `prompt`, `max_age` and `login_hint` (OIDC Core §3.1.2.1).

use std::time::Duration;

use crate::world::{Browser, PASSWORD, RelyingParty, Scene, protocol};

#[tokio::test]
async fn prompt_none_never_shows_a_page() {
    protocol(async |provider| {
        let (mut browser, app) = Scene::before(&provider).await.into_parts();

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
    protocol(async |provider| {
        let (mut browser, app) = Scene::before(&provider).await.into_parts();
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
    protocol(async |provider| {
        let app = RelyingParty::registered(&provider, "Harbour Notes").await;
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

#[tokio::test]
async fn prompt_select_account_asks_which() {
    protocol(async |provider| {
        for login in ["mara", "noor"] {
            provider.add_user(login).await;
        }
        let app = RelyingParty::registered(&provider, "Harbour Notes").await;
        let mut browser = Browser::new(&provider);
        let mara = browser.sign_in_to(&app, "mara", &["profile"]).await;

        let choose = [("prompt", "select_account")];
        let started = app.start(&["profile"], &choose);
        let page = browser.open(&started.url).await;
        assert_eq!(page.heading(), "Choose an account");
        let own = page.attribute(".accounts button", "value").unwrap();
        let page = browser
            .submit(&page, "account-form", None, &[("account", &own)])
            .await;
        let code = app.code(&started, &page);
        let tokens = app.redeem(&started, &code).await.unwrap();
        assert_eq!(tokens.claims.subject(), mara.claims.subject());
        assert_eq!(tokens.claims.auth_time(), mara.claims.auth_time());

        // Another account signs in; somebody's id that was guessed chooses nobody.
        let noor = provider.user("noor").await.id.to_string();
        for value in ["", &*noor] {
            let started = app.start(&["profile"], &choose);
            let page = browser.open(&started.url).await;
            let page = browser
                .submit(&page, "account-form", None, &[("account", value)])
                .await;
            assert_eq!(page.heading(), "Sign in", "{value}");
            assert_eq!(page.attribute("#login", "value").as_deref(), Some(""));
        }
        let started = app.start(&["profile"], &choose);
        let page = browser.open(&started.url).await;
        let page = browser
            .submit(&page, "account-form", None, &[("account", "")])
            .await;
        let page = browser.log_in(&page, "noor").await;
        assert_eq!(page.path(), "/consent", "{}", page.html);
        let page = browser.approve(&page).await;
        let code = app.code(&started, &page);
        let tokens = app.redeem(&started, &code).await.unwrap();
        assert_eq!(tokens.claims.subject().as_str(), noor);
    })
    .await;
}
