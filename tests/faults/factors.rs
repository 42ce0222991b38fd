//! `kill -9` while somebody makes, uses or removes a passkey or an authenticator app: each happened wholly or not at all, what was
//! acknowledged happened, and nothing happens twice.

use std::time::Duration;

use lanyard::protocol::time::Timestamp;

use super::home::{Aim, Home, each, killed_under};
use crate::process::Browser;
use crate::world::Page;
use crate::world::authenticator::Authenticator;
use crate::world::passkey::asked;
use crate::world::totp;

/// A guess at how long it takes until what a form asks for is done.
const FIRST: Duration = Duration::from_millis(30);

fn now() -> Timestamp {
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap();
    Timestamp(i64::try_from(since.as_secs()).unwrap())
}

/// Signs Mara in, to this page.
async fn at(home: &Home, browser: &mut Browser, path: &str) -> Page {
    let page = browser.open(&format!("{}{path}", home.issuer())).await;
    match page.has("#login-form") {
        true => browser.log_in(&page, "mara").await,
        false => page,
    }
}

async fn count(home: &Home, table: &str) -> i64 {
    home.number(format!("SELECT COUNT(*) FROM {table}")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_leaves_a_passkey_wholly_made_or_not_at_all_and_so_a_sign_in_with_it() {
    for (home, rounds) in each().await {
        let (mut made, mut signed_in) = ((0, 0), (0, 0));
        let (mut making, mut signing_in) = (Aim::at(FIRST), Aim::at(FIRST));
        for round in 0..rounds {
            let login = format!("mara{round}");
            home.add_user(&login);
            let server = home.start().await;
            let mut browser = Browser::default();
            let url = format!("{}/account/security/passkeys", home.issuer());
            let page = browser.open(&url).await;
            let page = browser.log_in(&page, &login).await;
            let mut key = Authenticator::at(&home.issuer());
            let answer = key.create(&asked(&page));
            let before = (
                count(&home, "passkey").await,
                count(&home, "spent_challenge").await,
                home.acts("account.passkey-added").await,
            );
            let form = ("passkey-form", vec![("credential", answer.clone())]);
            let said = killed_under(server, &browser, &page, form, &making).await;
            let after = (
                count(&home, "passkey").await - before.0,
                count(&home, "spent_challenge").await - before.1,
                home.acts("account.passkey-added").await - before.2,
            );
            assert!(matches!(after, (1, 1, 1) | (0, 0, 0)), "{after:?}");
            assert!(after.0 == 1 || !said, "what was acknowledged happened");
            making.hit(after.0 == 1);
            made = (made.0 + after.0, made.1 + usize::from(said));

            // The same form again makes what was not made, and nothing twice.
            let server = home.start().await;
            let typed = [("credential", &*answer)];
            browser.try_submit(&page, "passkey-form", &typed).await;
            assert_eq!(count(&home, "passkey").await, before.0 + 1);

            // Signing in with it: the challenge and the sign-in are one.
            let mut other = Browser::default();
            let page = other.open(&format!("{}/login", home.issuer())).await;
            let shown = key.get(&asked(&page));
            let (sign_ins, spent) = ("sign_in", "spent_challenge");
            let before = (count(&home, sign_ins).await, count(&home, spent).await);
            let form = ("passkey-form", vec![("credential", shown.clone())]);
            let said = killed_under(server, &other, &page, form, &signing_in).await;
            let after = (
                count(&home, sign_ins).await - before.0,
                count(&home, spent).await - before.1,
            );
            assert!(matches!(after, (1, 1) | (0, 0)), "{after:?}");
            assert!(after.0 == 1 || !said, "what was acknowledged happened");
            signing_in.hit(after.0 == 1);
            signed_in = (signed_in.0 + after.0, signed_in.1 + usize::from(said));
            let _server = home.start().await;
            let typed = [("credential", &*shown)];
            let again = other.try_submit(&page, "passkey-form", &typed).await;
            let expected = if after.0 == 1 { 422 } else { 303 };
            assert_eq!(again.unwrap().status.as_u16(), expected);
            assert_eq!(count(&home, sign_ins).await, before.0 + 1);
        }
        eprintln!(
            "{rounds} kills each: made {made:?}, signed in {signed_in:?} (done, acknowledged)"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_leaves_an_authenticator_app_wholly_on_or_off() {
    for (home, rounds) in each().await {
        let (mut on, mut off) = ((0, 0), (0, 0));
        let mut aim = Aim::at(FIRST);
        home.add_user("mara");
        for _ in 0..rounds {
            let server = home.start().await;
            let mut browser = Browser::default();
            let page = at(&home, &mut browser, "/account/security/totp").await;
            let codes = totp::Authenticator::of(&page);
            let code = codes.code(now());
            let acts = home.acts("account.factor-added").await;
            let form = ("totp-form", vec![("code", code.clone())]);
            let said = killed_under(server, &browser, &page, form, &aim).await;
            let after = (
                count(&home, "totp").await,
                count(&home, "recovery_code").await,
                home.acts("account.factor-added").await - acts,
            );
            assert!(matches!(after, (1, 10, 1) | (0, 0, 0)), "{after:?}");
            assert!(after.0 == 1 || !said, "what was acknowledged happened");
            aim.hit(after.0 == 1);
            on = (on.0 + after.0, on.1 + usize::from(said));
            let server = home.start().await;
            if after.0 == 0 {
                browser
                    .try_submit(&page, "totp-form", &[("code", &code)])
                    .await
                    .unwrap();
            }
            assert_eq!(count(&home, "totp").await, 1);

            // Off again, by who signs in with it: an operator, since a code works once in half a minute.
            let acts = home.acts("account.factor-removed").await;
            drop(server);
            let command = ["user", "factors", "reset", "mara", "--yes"];
            let mut child = home.command(&command).spawn().unwrap();
            tokio::time::sleep(Duration::from_millis(super::below(500))).await;
            let _ = child.kill();
            let said = child.wait().unwrap().success();
            let after = (
                count(&home, "totp").await,
                count(&home, "recovery_code").await,
                home.acts("account.factor-removed").await - acts,
            );
            assert!(matches!(after, (0, 0, 1) | (1, 10, 0)), "{after:?}");
            assert!(after.0 == 0 || !said, "what was acknowledged happened");
            off = (off.0 + 1 - after.0, off.1 + usize::from(said));
            home.run(&command).well();
            assert_eq!(count(&home, "totp").await, 0);
        }
        eprintln!("{rounds} kills each: on {on:?}, off {off:?} (done, acknowledged)");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_leaves_a_passkey_wholly_there_or_removed() {
    for (home, rounds) in each().await {
        let (mut aim, mut removed) = (Aim::at(FIRST), (0, 0));
        home.add_user("mara");
        for _ in 0..rounds {
            let server = home.start().await;
            let mut browser = Browser::default();
            let page = at(&home, &mut browser, "/account/security/passkeys").await;
            let mut key = Authenticator::at(&home.issuer());
            let answer = key.create(&asked(&page));
            let typed = [("credential", &*answer)];
            let page = browser.submit(&page, "passkey-form", None, &typed).await;
            let path = page.attribute("#passkeys a", "href").unwrap();
            let url = format!("{}{path}/remove", home.issuer());
            let page = browser.open(&url).await;
            let shown = key.get(&asked(&page));
            let typed = [("credential", &*shown)];
            let page = browser.submit(&page, "passkey-form", None, &typed).await;
            assert!(page.has("#remove-form"), "{}", page.html);
            // Somebody is signed in elsewhere: that ends with it.
            let mut other = Browser::default();
            at(&home, &mut other, "/account").await;
            let open = "SELECT COUNT(*) FROM sign_in WHERE ended_at IS NULL";
            let acts = home.acts("account.passkey-removed").await;
            let form = ("remove-form", Vec::new());
            let said = killed_under(server, &browser, &page, form, &aim).await;
            let after = (
                count(&home, "passkey").await,
                home.acts("account.passkey-removed").await - acts,
                home.number(open).await == 1,
            );
            assert!(matches!(after, (0, 1, true) | (1, 0, false)), "{after:?}");
            assert!(after.0 == 0 || !said, "what was acknowledged happened");
            aim.hit(after.0 == 0);
            removed = (removed.0 + 1 - after.0, removed.1 + usize::from(said));
            home.run(&["user", "factors", "reset", "mara", "--yes"])
                .well();
            home.run(&["user", "sign-out", "mara"]).well();
            assert_eq!(count(&home, "passkey").await, 0);
        }
        eprintln!("{rounds} kills: removed {removed:?} (done, acknowledged)");
    }
}
