//! What anybody sees.

use std::time::Duration;

use lanyard::accounts::setup;
use lanyard::config::{Settings, SignUp};

use super::LANGUAGES;
use crate::chromium::{PASSWORD, Script, seed, tell, tell_in};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn for_visitors() {
    tell(Script::On, async |browser, house| {
        browser.open(&house.issuer).await;
        assert_eq!(browser.heading().await, "Lanyard is running");
        browser.look("landing-fresh").await;
        browser.open(&house.at("/setup")).await;
        browser.look("setup-without-code").await;
        let code = setup::open(&house.app.db, house.app.clock.now()).await;
        let code = code.unwrap().expect("nobody is here yet").to_string();
        browser.open(&house.issuer).await;
        browser.click("#setup").await;
        browser.look("setup").await;
        browser.fill("#setup_code", "2222-2222-2222-2222").await;
        browser.click("#make").await;
        browser.find("#errors").await;
        browser.look("setup-wrong").await;
        browser.fill("#setup_code", &code).await;
        browser.fill("#name", "Iris Ek").await;
        browser.fill("#email", "iris@example.org").await;
        browser.fill("#password", PASSWORD).await;
        browser.click("#make").await;
        browser.find("#notice").await;
        assert_eq!(browser.heading().await, "Apps");
        browser.look("setup-done").await;
        browser.click(".top form button").await;
        browser.find("#signed-out").await;
        seed::add_user_with(&house.app, "ada", PASSWORD, |user| user.admin = true).await;
        browser.open(&house.issuer).await;
        browser.look("landing").await;

        browser.click("a[href='/sign-up']").await;
        browser.look("sign-up").await;
        browser.fill("#email", "mara at example").await;
        browser.fill("#password", "short").await;
        browser.click("#sign-up").await;
        browser.find("#errors").await;
        browser.look("sign-up-wrong").await;
        for language in ["de", "ar"] {
            browser.ask_for_language(language).await;
            browser.open(&house.at("/sign-up")).await;
            browser.look("sign-up").await;
            browser.fill("#email", "mara at example").await;
            browser.fill("#password", "short").await;
            browser.click("#sign-up").await;
            browser.find("#errors").await;
            browser.look("sign-up-wrong").await;
        }
        browser.ask_for_language("en").await;

        browser.open(&house.at("/login")).await;
        browser.look("login").await;
        browser.fill("#login", "mara@example.org").await;
        browser.fill("#password", "a sentence that is wrong").await;
        browser.click("[data-show]").await;
        browser.look("login-password-shown").await;
        browser.click("#sign-in").await;
        for _ in 0..20 {
            browser.find("#errors").await;
            if browser.text("#errors").await.contains("Too many") {
                break;
            }
            browser.fill("#password", "a sentence that is wrong").await;
            browser.click("#sign-in").await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert!(browser.text("#errors").await.contains("Too many attempts"));
        browser.look("login-slowed").await;

        browser.open(&house.at("/preferences")).await;
        browser.look("preferences").await;
        browser.click("#save").await;
        browser.find("#notice").await;
        browser.look("preferences-saved").await;

        browser.open(&house.at("/logged-out")).await;
        browser.look("logged-out").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nobody_signs_up() {
    let closed = |settings: &mut Settings| settings.sign_up = SignUp::Closed;
    tell_in(Script::On, closed, async |browser, house| {
        for language in LANGUAGES {
            browser.ask_for_language(language).await;
            browser.open(&house.at("/sign-up")).await;
            browser.look("sign-up-closed").await;
        }
        browser.open(&house.at("/login")).await;
        assert!(!browser.has("a[href^='/sign-up']").await);
    })
    .await;
}
