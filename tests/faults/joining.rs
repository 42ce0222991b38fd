//! `kill -9` while somebody signs up by a letter, or takes back that their account got another address: nothing is half done, the letter
//! comes once what it tells of happened, and what happened once does not happen again.

use std::time::Duration;

use super::home::{Aim, each, killed_under};
use crate::process::Browser;
use crate::world::PASSWORD;

const MADE: &str = "account.made";

#[tokio::test(flavor = "multi_thread")]
async fn em_06_a_kill_leaves_a_sign_up_without_a_trace_or_with_its_letter() {
    for (home, rounds) in each().await {
        let mut home = home.with_letters();
        home.set("LANYARD_SIGN_UP", "open");
        let mut writing = Aim::at(Duration::from_millis(200));
        let mut making = Aim::at(Duration::from_millis(8));
        for round in 0..rounds {
            let server = home.start().await;
            let email = format!("ada{round}@example.org");
            let mut browser = Browser::default();
            let page = browser.open(&format!("{}/sign-up", home.issuer())).await;
            let typed = vec![
                ("name", "Ada Lovelace".to_owned()),
                ("email", email.clone()),
                ("password", PASSWORD.to_owned()),
            ];
            let form = ("sign-up-form", typed.clone());
            killed_under(server, &browser, &page, form, &writing).await;

            // What the letter opens is there with the letter, or neither is.
            let invited = format!("SELECT COUNT(*) FROM invitation WHERE address = '{email}'");
            let invited = home.number(invited).await;
            let accounts = home.number("SELECT COUNT(*) FROM users").await;
            assert_eq!(
                accounts,
                i64::try_from(round).unwrap(),
                "nobody but those before"
            );
            writing.hit(invited == 1);
            let server = home.start().await;
            if invited == 1 {
                let letter = home.letter(&email, "").await;
                assert!(
                    letter.text.contains("/sign-up?invitation="),
                    "{}",
                    letter.text
                );
            }

            // Signing up again works, and the code makes the account whatever dies meanwhile: once.
            let typed: Vec<_> = typed
                .iter()
                .map(|(name, value)| (*name, &**value))
                .collect();
            let sent = browser.submit(&page, "sign-up-form", None, &typed).await;
            assert!(sent.has("#code-form"), "{}", sent.html);
            let code = home.letter(&email, "").await.code();
            let before = home.acts(MADE).await;
            let form = ("code-form", vec![("code", code.clone())]);
            let said = killed_under(server, &browser, &sent, form, &making).await;
            let there =
                format!("SELECT COUNT(*) FROM users WHERE email = '{email}' AND email_verified");
            let there = home.number(there).await;
            let made = home.acts(MADE).await - before;
            assert!(
                there == made && made <= 1,
                "{there} accounts, {made} recorded"
            );
            assert!(made == 1 || !said, "what was acknowledged happened");
            making.hit(made == 1);
            let _server = home.start().await;
            browser
                .try_submit(&sent, "code-form", &[("code", &code)])
                .await
                .unwrap();
            assert_eq!(home.acts(MADE).await, before + 1, "once");
            let mut elsewhere = Browser::default();
            let page = elsewhere.open(&format!("{}/login", home.issuer())).await;
            let page = elsewhere.log_in(&page, &email).await;
            assert!(page.url.ends_with("/account"), "{}", page.html);
        }
        let ((_, wrote), (_, made)) = (writing.hits(), making.hits());
        eprintln!("{rounds} kills each: {wrote} letters had been put in, {made} accounts made");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn em_09_a_kill_leaves_a_change_of_address_wholly_taken_back_or_the_link_good() {
    const CHANGED: &str = "account.changed";
    for (home, rounds) in each().await {
        let mut home = home.with_letters();
        let mut aim = Aim::at(Duration::from_millis(8));
        for round in 0..rounds {
            let login = format!("mara{round}");
            home.add_user(&login);
            let verified = ["user", "update", &login, "--email-verified", "true"];
            home.run(&verified).well();
            let (old, new) = (
                format!("{login}@example.org"),
                format!("{login}@new.example"),
            );
            home.run(&[
                "user",
                "update",
                &login,
                "--email",
                &new,
                "--email-verified",
                "true",
            ])
            .well();
            let server = home.start().await;
            let letter = home.letter(&old, "/login/undo?token=").await;
            let link = letter
                .text
                .split_whitespace()
                .find(|word| word.contains("/login/undo"));
            let mut browser = Browser::default();
            let page = browser.open(link.unwrap()).await;
            assert!(page.has("#undo-form"), "{}", page.html);
            let before = home.acts(CHANGED).await;
            let form = ("undo-form", vec![]);
            let said = killed_under(server, &browser, &page, form, &aim).await;
            let state = |condition: &str| {
                format!("SELECT COUNT(*) FROM users WHERE login = '{login}' AND {condition}")
            };
            let back = format!(
                "email = '{old}' AND email_verified AND password_hash IS NULL AND epoch > 0"
            );
            let back = home.number(state(&back)).await;
            let still = format!("email = '{new}' AND password_hash IS NOT NULL AND epoch = 0");
            let still = home.number(state(&still)).await;
            let recorded = home.acts(CHANGED).await - before;
            assert!(
                matches!((back, still, recorded), (1, 0, 1) | (0, 1, 0)),
                "{back} back, {still} as it was, {recorded} recorded"
            );
            assert!(back == 1 || !said, "what was acknowledged happened");
            aim.hit(back == 1);

            let _server = home.start().await;
            let again = browser.try_submit(&page, "undo-form", &[]).await.unwrap();
            let again = again.status.as_u16();
            assert_eq!(again, if back == 1 { 410 } else { 303 }, "round {round}");
            assert_eq!(home.acts(CHANGED).await, before + 1, "once");
            // Whoever reads the address that is taken away is told.
            let letter = home.letter(&new, &old).await;
            assert!(!letter.text.contains("/login/undo"), "{}", letter.text);
        }
        let (_, done) = aim.hits();
        eprintln!("{rounds} kills: {done} had been done");
    }
}
