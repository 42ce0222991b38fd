//! Signing in on the hosted page, and out again.

use std::time::Duration;

use lanyard::clock::Clock;
use lanyard::protocol::time::Timestamp;

use crate::world::matrix::everywhere_with;
use crate::world::provider::START;
use crate::world::{Browser, Letters, PASSWORD, Provider, Scene, everywhere};

#[tokio::test]
async fn a_wrong_password_keeps_the_name_and_says_no_more_than_needed() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        let page = browser.open("/login").await;
        let wrong = browser
            .submit(
                &page,
                "login-form",
                None,
                &[("login", "mara"), ("password", "not this one")],
            )
            .await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.attribute("#login", "value").as_deref(), Some("mara"));
        assert_eq!(
            wrong.attribute("#password", "value"),
            None,
            "the password is not written into a page"
        );
        // The browser was sent to this page: going back asks nobody to send a password again.
        assert!(wrong.url.starts_with("/login?refused="), "{}", wrong.url);
        let reloaded = browser.open(&wrong.url).await;
        assert_eq!(reloaded.text("#errors"), wrong.text("#errors"));
        let mut elsewhere = Browser::new(&provider);
        let page_elsewhere = elsewhere.open(&wrong.url).await;
        assert_eq!(page_elsewhere.status, 200);
        assert!(
            !page_elsewhere.html.contains("mara"),
            "a link fills nothing in"
        );
        assert!(
            wrong
                .text("#errors")
                .contains("The e-mail address or password is not right")
        );

        let unknown = browser
            .submit(
                &page,
                "login-form",
                None,
                &[("login", "nobody"), ("password", "not this one")],
            )
            .await;
        assert_eq!(unknown.status, wrong.status);
        assert_eq!(unknown.text("#errors"), wrong.text("#errors"));
    })
    .await;
}

#[tokio::test]
async fn the_account_is_reached_only_signed_in_and_not_after_signing_out() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        let page = browser.open("/account").await;
        assert_eq!(page.path(), "/login");
        let page = browser
            .submit(
                &page,
                "login-form",
                None,
                &[("login", "mara@example.org"), ("password", PASSWORD)],
            )
            .await;
        assert_eq!(page.path(), "/account");
        assert!(page.html.contains("Mara Lindqvist"));

        let copied = browser.clone();
        let page = browser.sign_out().await;
        assert_eq!(page.path(), "/logged-out");
        assert_eq!(browser.open("/account").await.path(), "/login");
        let mut copied = copied;
        assert_eq!(
            copied.open("/account").await.path(),
            "/login",
            "a copied cookie is over, too"
        );
        let restarted = provider.restart().await;
        assert_eq!(
            copied.moved_to(&restarted).open("/account").await.path(),
            "/login",
            "also after a restart"
        );
        restarted.app.db.close().await;
    })
    .await;
}

#[tokio::test]
async fn guessing_is_slowed_down_for_strangers_and_not_for_the_owner() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut owner = Browser::new(&provider);
        owner.sign_in("mara").await;
        owner.sign_out().await;

        let mut stranger = Browser::new(&provider);
        let form = stranger.open("/login").await;
        let mut slowed = false;
        for _ in 0..8 {
            let page = stranger
                .submit(
                    &form,
                    "login-form",
                    None,
                    &[("login", "mara"), ("password", "guess")],
                )
                .await;
            slowed |= page.status == 429;
        }
        assert!(slowed, "eight guesses in a row are too many");
        let page = stranger.log_in(&form, "mara").await;
        assert_eq!(page.status, 429, "the right one is not looked at either");
        owner.sign_in("mara").await;
    })
    .await;
}

/// An account is made, the clock is put right, and the person signs in to an app: every code was refused.
#[tokio::test]
async fn fc_40_a_clock_that_steps_back_keeps_nobody_out() {
    everywhere(async |provider| {
        let before = Scene::before(&provider).await;
        let earlier = Clock::manual(Timestamp(START.0).minus(Duration::from_secs(90)));
        let provider = Provider::start_at(provider.settings.clone(), earlier).await;
        let mut scene = before.at(&provider).await;
        let scopes = ["profile", "email", "offline_access"];
        scene.browser.sign_in_to(&scene.app, "mara", &scopes).await;
        let tokens = scene.tokens().await;
        assert_eq!(scene.userinfo(&tokens.access_token).await.status, 200);
        let refreshed = scene.refresh(&tokens.refresh_token.unwrap()).await;
        assert_eq!(refreshed.status, 200, "{}", refreshed.text);
    })
    .await;
}

/// An office signs in, or a test suite does: what is under way has not failed.
#[tokio::test]
async fn fc_26_right_passwords_at_once_are_not_guessing() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let sign_ins = (0..24).map(|_| {
            let mut browser = Browser::new(&provider);
            async move {
                let page = browser.open("/login").await;
                browser.log_in(&page, "mara").await
            }
        });
        for page in futures_util::future::join_all(sign_ins).await {
            assert_eq!(
                (page.status.as_u16(), page.path()),
                (200, "/account"),
                "{}",
                page.html
            );
        }
        let sign_ups = (0..24).map(|n| {
            let mut browser = Browser::new(&provider);
            async move {
                let page = browser.open("/sign-up").await;
                let (name, email) = (format!("Person {n}"), format!("p{n}@example.org"));
                let values = [
                    ("name", name.as_str()),
                    ("email", email.as_str()),
                    ("password", PASSWORD),
                ];
                browser.submit(&page, "sign-up-form", None, &values).await
            }
        });
        for page in futures_util::future::join_all(sign_ups).await {
            assert_eq!(page.path(), "/account", "{}", page.html);
        }
    })
    .await;
}

#[tokio::test]
async fn b6_who_is_slowed_down_is_told_the_seconds_and_what_to_do() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut stranger = Browser::new(&provider);
        let form = stranger.open("/login").await;
        let guess = [("login", "mara"), ("password", "guess")];
        let mut page = stranger.submit(&form, "login-form", None, &guess).await;
        for _ in 0..8 {
            if page.status == 429 {
                break;
            }
            page = stranger.submit(&form, "login-form", None, &guess).await;
        }
        assert_eq!(page.status, 429);
        let wait: u64 = page.headers["retry-after"]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        assert!(wait < 60, "the first delay is short: {wait}");
        let unit = if wait == 1 { "second" } else { "seconds" };
        let said = page.text("#errors");
        assert!(
            said.contains(&format!("Wait {wait} {unit}, then try again")),
            "{said}"
        );
        assert!(said.contains("ask the people who run"), "{said}");
    })
    .await;
}

#[tokio::test]
async fn empty_fields_are_named_and_count_for_nothing() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        let form = browser.open("/login").await;
        for _ in 0..8 {
            for (login, password, named) in [
                (
                    "",
                    "",
                    vec![
                        "Enter your e-mail address or user name",
                        "Enter your password",
                    ],
                ),
                ("mara", "", vec!["Enter your password"]),
                ("", "guess", vec!["Enter your e-mail address or user name"]),
            ] {
                let typed = [("login", login), ("password", password)];
                let page = browser.submit(&form, "login-form", None, &typed).await;
                assert_eq!(page.status, 422);
                assert_eq!(page.texts("#errors li"), named);
            }
        }
        let page = browser.log_in(&form, "mara").await;
        assert_eq!(page.path(), "/account", "nobody was slowed down");
    })
    .await;
}

#[tokio::test]
async fn who_is_slowed_down_is_shown_the_way_to_a_new_password_where_letters_are_sent() {
    let letters = Letters::new();
    let settings = |settings: &mut _| letters.arrive(settings);
    everywhere_with(settings, async |site| {
        let mut browser = Browser::new(&site);
        let form = browser.open("/login").await;
        let guess = [("login", "mara"), ("password", "guess")];
        let mut page = browser.submit(&form, "login-form", None, &guess).await;
        for _ in 0..8 {
            page = browser.submit(&form, "login-form", None, &guess).await;
        }
        assert_eq!(page.status, 429);
        let said = page.text("#errors");
        assert!(
            said.contains("choose a new one: “Forgot your password?”"),
            "{said}"
        );
        assert_eq!(
            page.attribute("#forgot", "href").as_deref(),
            Some("/login/forgot")
        );
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_is_told_in_the_second_in_which_somebody_signed_in() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let mut browser = Browser::new(&site);
        browser.sign_in("mara").await;
        // The clock stands still.
        let form = browser.open("/login?why=recent").await;
        let wrong = [("password", "not this one")];
        let page = browser.submit(&form, "login-form", None, &wrong).await;
        assert_eq!(page.status, 422, "{}", page.html);
        assert!(page.has("#errors"), "{}", page.html);
        let told = page.url.clone();
        // Once they proved it, in another tab or here, there is nothing to be told any more.
        let page = browser
            .submit(&page, "login-form", None, &[("password", PASSWORD)])
            .await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        assert_eq!(browser.open(&told).await.path(), "/account");
    })
    .await;
}
