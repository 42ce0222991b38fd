//! Deleting one's account: at once unused, for some days to be had back, then gone.

use std::time::Duration;

use lanyard::accounts::leaving;
use lanyard::store::users::User;

use crate::world::totp::turn_on;
use crate::world::{Browser, Page, Provider, RelyingParty, everywhere};

const DAY: Duration = Duration::from_hours(24);

async fn leave(browser: &mut Browser, named: &str) -> Page {
    let page = browser.open("/account/delete").await;
    let typed = [("confirm", named)];
    browser
        .submit(&page, "delete-account-form", None, &typed)
        .await
}

async fn sweep(provider: &Provider) -> usize {
    let app = &provider.app;
    let now = app.clock.now();
    let removed = leaving::remove_due(&app.db, &app.mailing, 10, now).await;
    removed.unwrap()
}

#[tokio::test]
async fn an_account_is_unused_at_once_kept_by_a_button_and_gone_for_good_after_its_days() {
    everywhere(async |provider| {
        let mara = provider.add_user("mara").await;
        let app = RelyingParty::registered(&provider, "Harbour Notes").await;
        let mut browser = Browser::new(&provider);
        let scopes = ["openid", "email", "offline_access"];
        let tokens = browser.sign_in_to(&app, "mara", &scopes).await;
        let refresh = tokens.refresh_token.clone().expect("a refresh token");

        let wrong = leave(&mut browser, "somebody@example.org").await;
        assert_eq!(wrong.status, 422, "{}", wrong.html);
        assert!(wrong.text("#confirm-error").contains("Type "));
        assert_eq!(
            wrong.attribute("#confirm", "value").as_deref(),
            Some("somebody@example.org")
        );
        let email = mara.email.clone().unwrap();
        let page = leave(&mut browser, &email).await;
        assert_eq!(page.path(), "/logged-out", "{}", page.html);
        assert!(page.text("#notice").contains("will be deleted on"));
        assert!(page.text("#notice").contains("sign in before then"));
        assert_eq!(browser.open("/account").await.path(), "/login");
        assert!(app.refresh(&refresh).await.is_err(), "no app uses it");
        let left = provider.user("mara").await;
        assert!(left.deletes_at.is_some());

        // A wrong password learns nothing; the right one alone undoes nothing.
        let page = browser.open("/login").await;
        let guess = [("login", "mara"), ("password", "something else altogether")];
        let page = browser.submit(&page, "login-form", None, &guess).await;
        assert!(!page.has("#keep-form") && page.has("#errors"));
        provider.clock.advance(13 * DAY);
        let started = app.start(&scopes, &[]);
        let page = browser.open(&started.url).await;
        let page = browser.log_in(&page, "mara").await;
        assert!(page.has("#keep-form"), "{}", page.html);
        assert_eq!(browser.open("/account").await.path(), "/login");
        assert_eq!(sweep(&provider).await, 0);

        // The button brings it back, and goes on to the app; it works once and in this browser only.
        let mut thief = Browser::new(&provider);
        let (path, mut fields) = page.form("keep-form", None);
        let csrf = thief.csrf_of("/login").await;
        for (name, value) in &mut fields {
            if name == "csrf" {
                value.clone_from(&csrf);
            }
        }
        fields.retain(|(name, _)| name != "flow");
        let stolen = thief.post(&path, &fields).await;
        assert_eq!(stolen.path(), "/login", "{}", stolen.html);
        let back = browser.submit(&page, "keep-form", None, &[]).await;
        let back = match back.path() {
            "/consent" => browser.approve(&back).await,
            _ => back,
        };
        let code = app.code(&started, &back);
        app.redeem(&started, &code).await.expect("as before");
        let kept = provider.user("mara").await;
        assert_eq!((kept.deletes_at, kept.id), (None, mara.id));
        assert!(
            app.refresh(&refresh).await.is_err(),
            "what ended stays ended"
        );

        // Once more, and nobody comes back.
        let page = browser.open("/account/delete").await;
        let page = match page.path() {
            "/login" => browser.log_in(&page, "mara").await,
            _ => page,
        };
        assert!(page.has("#delete-account-form"), "{}", page.html);
        leave(&mut browser, "MARA@example.org").await;
        provider.clock.advance(14 * DAY);
        assert_eq!(sweep(&provider).await, 1);
        assert_eq!(sweep(&provider).await, 0);
        let (id, dump) = (mara.id.0, provider.dump().await);
        let ids = [id.to_string(), id.simple().to_string()];
        for (table, rows) in &dump {
            let text = rows.concat();
            assert!(!text.contains(&email), "{table}: {text}");
            let kept = ["audit", "outbox"].contains(&table.as_str());
            assert!(
                kept || !ids.iter().any(|id| text.contains(id)),
                "{table}: {text}"
            );
        }
        let audit = dump["audit"].concat();
        for act in [
            "account.deletion-begun",
            "account.deletion-undone",
            "account.removed",
        ] {
            assert!(audit.contains(act), "{act}");
        }
        let page = browser.open("/login").await;
        let page = browser.log_in(&page, "mara").await;
        assert!(page.has("#errors"), "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn ad_09_deletion_asks_who_it_is_and_ad_06_the_last_administrator_stays() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let open = browser.open("/account/delete").await;
        provider.clock.advance(Duration::from_mins(6));
        let typed = [("confirm", "mara@example.org")];
        let page = browser
            .submit(&open, "delete-account-form", None, &typed)
            .await;
        assert_eq!(page.path(), "/login", "{}", page.html);
        assert!(provider.user("mara").await.deletes_at.is_none());
        // What was typed is there again, and nothing was done by the sign-in.
        let page = browser.log_in(&page, "mara").await;
        assert_eq!(
            page.attribute("#confirm", "value").as_deref(),
            Some("mara@example.org")
        );
        assert!(provider.user("mara").await.deletes_at.is_none());

        let mara = provider.user("mara").await;
        let admin = User {
            admin: true,
            ..mara.clone()
        };
        provider.change_user(&mara, &admin).await;
        let page = browser.open("/account/delete").await;
        assert!(!page.has("#delete-account-form") && page.html.contains("only administrator"));
        let page = browser
            .submit(&open, "delete-account-form", None, &typed)
            .await;
        assert_ne!(page.path(), "/logged-out", "{}", page.html);
        assert!(provider.user("mara").await.deletes_at.is_none());
    })
    .await;
}

/// MF-12: whoever has the password alone keeps no account that has a second factor.
#[tokio::test]
async fn mf_12_an_account_with_a_second_factor_is_kept_by_both() {
    everywhere(async |provider| {
        let mara = provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let (codes, _) = turn_on(&provider, &mut browser).await;
        leave(&mut browser, &mara.email.clone().unwrap()).await;
        provider.clock.advance(DAY);
        let page = browser.open("/login").await;
        let page = browser.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/login/totp", "{}", page.html);
        let typed = [("code", "000000")];
        let wrong = browser
            .submit(&page, "second-factor-form", None, &typed)
            .await;
        assert_eq!(wrong.status, 422);
        // It sets no other factor up on the way.
        let (_, fields) = page.form("second-factor-form", None);
        let half = fields.iter().find(|(name, _)| name == "half").unwrap();
        let page = browser
            .open(&format!("/login/enroll?half={}", half.1))
            .await;
        assert_eq!(page.path(), "/login/totp", "{}", page.html);
        let code = codes.code(provider.clock.now());
        let typed = [("code", &*code)];
        let page = browser
            .submit(&page, "second-factor-form", None, &typed)
            .await;
        assert!(page.has("#keep-form"), "{}", page.html);
        assert!(!provider.user("mara").await.is_in_use());
        // The code is used up.
        let again = browser
            .submit(&wrong, "second-factor-form", None, &typed)
            .await;
        assert_eq!(again.status, 422, "{}", again.html);
        let page = browser.submit(&page, "keep-form", None, &[]).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        assert!(provider.user("mara").await.is_in_use());
        let page = browser.open("/account/security/recovery-codes").await;
        assert!(page.has("#codes-form"), "both were shown: {}", page.html);
    })
    .await;
}
