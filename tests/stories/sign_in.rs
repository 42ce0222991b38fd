//! Signing in on the hosted page, and out again.

use crate::world::{Browser, PASSWORD, everywhere};

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
