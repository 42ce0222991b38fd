//! A person signs in to an app, the whole way.

use crate::world::{Browser, Page, RelyingParty, Scene, protocol};

#[tokio::test]
async fn a_person_signs_in_to_an_app_for_the_first_time() {
    protocol(async |provider| {
        let (mut browser, app) = Scene::before(&provider).await.into_parts();

        let started = app.start(&["profile", "email"], &[]);
        let page = browser.open(&started.url).await;
        assert_eq!(page.path(), "/login");
        assert_eq!(page.heading(), "Sign in");
        assert!(page.html.contains("Harbour Notes"));

        let page = browser.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/consent", "{}", page.html);
        assert_eq!(page.heading(), "Allow Harbour Notes to use your account?");

        let page = browser.approve(&page).await;
        let code = app.code(&started, &page);
        let tokens = app
            .redeem(&started, &code)
            .await
            .expect("the code buys tokens");
        assert_eq!(
            tokens.refresh_token, None,
            "nobody asked for access while away"
        );

        let userinfo = provider
            .get(
                "/userinfo",
                Some(&format!("Bearer {}", tokens.access_token)),
            )
            .await
            .json();
        assert_eq!(userinfo["sub"], tokens.claims.subject().as_str());
        assert_eq!(userinfo["email"], "mara@example.org");
        assert_eq!(userinfo["email_verified"], true);
        assert_eq!(userinfo["name"], "Mara Lindqvist");

        // From now on nothing stands in the way: the sign-in holds and the consent is remembered.
        let again = app
            .sign_in_silently(&mut browser, &["profile", "email"])
            .await;
        assert_eq!(again.claims.subject(), tokens.claims.subject());
    })
    .await;
}

#[tokio::test]
async fn what_an_app_sends_besides_is_ignored_and_how_strong_the_sign_in_was_is_told() {
    protocol(async |provider| {
        let (mut browser, app) = Scene::before(&provider).await.into_parts();
        browser.sign_in_to(&app, "mara", &["profile"]).await;

        // RFC 6749 §3.1: unknown parameters are ignored, also one that our own links use.
        let extra = [("flow", "signup"), ("acr_values", "2 1"), ("x", "y")];
        let started = app.start(&["profile"], &extra);
        let page = browser.open(&started.url).await;
        let code = app.code(&started, &page);
        let tokens = app.redeem(&started, &code).await.expect("tokens");
        let acr = tokens.claims.auth_context_ref().expect("acr is told");
        assert_eq!(acr.as_str(), "1", "one factor");
    })
    .await;
}

#[tokio::test]
async fn an_app_may_open_the_sign_in_in_a_window_of_its_own() {
    protocol(async |provider| {
        let (mut browser, app) = Scene::before(&provider).await.into_parts();
        // Whatever the window shows on its way, it still knows who opened it.
        let keeps = |page: &Page| {
            let policy = &page.headers["cross-origin-opener-policy"];
            assert_eq!(policy, "unsafe-none", "{}", page.url);
        };
        let started = app.start(&["profile"], &[("display", "popup")]);
        let page = browser.open(&started.url).await;
        assert_eq!(page.path(), "/login");
        keeps(&page);
        let page = browser.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/consent");
        keeps(&page);
        let page = browser.approve(&page).await;
        app.code(&started, &page);
        let started = app.start(&["profile"], &[]);
        let redirect = provider.get(&started.url, None).await;
        assert_eq!(redirect.status, 303);
        assert_eq!(
            redirect.headers["cross-origin-opener-policy"],
            "unsafe-none"
        );

        let page = browser.open("/account").await;
        assert_eq!(page.headers["cross-origin-opener-policy"], "same-origin");
    })
    .await;
}

#[tokio::test]
async fn a_public_app_needs_no_secret() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let client_id = provider.add_public_client("Pocket Notes").await;
        let app = RelyingParty::discover(&provider, &client_id, None).await;
        let mut browser = Browser::new(&provider);
        let tokens = browser.sign_in_to(&app, "mara", &["profile"]).await;
        assert_eq!(
            tokens.claims.subject().as_str(),
            provider.user("mara").await.id.to_string()
        );
    })
    .await;
}

#[tokio::test]
async fn an_app_without_people_gets_its_own_token() {
    protocol(async |provider| {
        let (client_id, secret) = provider.add_service("Nightly Export", "export:read").await;
        let basic = provider.basic(&client_id, &secret);
        let answer = provider
            .post(
                "/token",
                [
                    ("grant_type", "client_credentials"),
                    ("scope", "export:read"),
                ],
                Some(&basic),
            )
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(answer.headers["cache-control"], "no-store");
        let body = answer.json();
        assert_eq!(body["token_type"], "Bearer");
        assert_eq!(body["scope"], "export:read");
        assert!(body.get("refresh_token").is_none());
        let token = body["access_token"].as_str().unwrap();
        let seen = provider
            .post("/introspect", [("token", token)], Some(&basic))
            .await
            .json();
        assert_eq!(seen["active"], true);
        assert_eq!(seen["client_id"], client_id);
        assert_eq!(seen["sub"], client_id);
    })
    .await;
}
