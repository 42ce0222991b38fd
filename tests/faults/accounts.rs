//! `kill -9` while somebody chooses a new password by a link, confirms an address, deletes an account, or brings people along: each
//! happened wholly or not at all, what was acknowledged happened, and what happened once does not happen again.

use std::time::Duration;

use super::home::{Aim, Home, each, killed_under};
use super::{below, rounds};
use crate::process::Browser;

/// Enough to find a commit of which nobody knows how long it takes.
const MOST_ROUNDS: usize = 16;

#[tokio::test(flavor = "multi_thread")]
async fn em_08_a_kill_leaves_a_new_password_wholly_chosen_or_the_link_good() {
    for (home, rounds) in each().await {
        home.add_user("mara");
        let (mut aim, mut acknowledged) = (Aim::at(Duration::from_millis(200)), 0);
        for round in 0..rounds {
            let printed = home.run(&["user", "reset-link", "mara", "--json"]);
            let link = printed.json()["url"].as_str().unwrap().to_owned();
            let server = home.start().await;
            let mut browser = Browser::default();
            let page = browser.open(&link).await;
            assert!(page.has("#new-password-form"), "{}", page.html);
            let (before, epoch) = (
                home.acts("account.password").await,
                "SELECT epoch FROM users",
            );
            let epoch_before = home.number(epoch).await;
            let typed = vec![("password", format!("sentence number {round} works well"))];
            let form = ("new-password-form", typed);
            let said = killed_under(server, &browser, &page, form, &aim).await;

            let changed = home.acts("account.password").await - before;
            let proofs = home.number("SELECT COUNT(*) FROM one_time_proof").await;
            let epochs = home.number(epoch).await - epoch_before;
            assert!(
                (changed, proofs, epochs > 0) == (1, 0, true)
                    || (changed, proofs, epochs) == (0, 1, 0),
                "{changed} changes, {proofs} links, {epochs} epochs"
            );
            assert!(changed == 1 || !said, "what was acknowledged happened");
            aim.hit(changed == 1);
            acknowledged += usize::from(said);

            // The same form again: it does what was not done, and nothing twice.
            let _server = home.start().await;
            let typed = [("password", "and this sentence comes last")];
            let again = browser.try_submit(&page, "new-password-form", &typed).await;
            let again = again.unwrap().status.as_u16();
            assert_eq!(again, if changed == 1 { 410 } else { 303 }, "round {round}");
            assert_eq!(home.acts("account.password").await, before + 1);
        }
        let (early, late) = aim.hits();
        eprintln!(
            "{early} kills before, {late} when it had been done; {acknowledged} acknowledged"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn em_09_a_kill_leaves_another_address_wholly_confirmed_or_the_code_good() {
    for (home, rounds) in each().await {
        let mut home = home.with_letters();
        let (mut aim, mut acknowledged) = (Aim::at(Duration::from_millis(12)), 0);
        let mut round = 0;
        while round < rounds || (!aim.hit_both() && round < MOST_ROUNDS) {
            // So many letters go to one account in an hour.
            let login = format!("mara{round}");
            home.add_user(&login);
            let server = home.start().await;
            let mut browser = Browser::default();
            let page = browser
                .open(&format!("{}/account/email", home.issuer()))
                .await;
            let page = browser.log_in(&page, &login).await;
            let new = format!("{login}@new.example");
            let page = browser
                .submit(&page, "email-form", None, &[("email", &new)])
                .await;
            assert!(page.has("#confirm-form"), "{}", page.html);
            let code = home.letter(&new, "").await.code();
            let before = home.acts("account.changed").await;
            let form = ("confirm-form", vec![("code", code.clone())]);
            let said = killed_under(server, &browser, &page, form, &aim).await;

            let changed = home.acts("account.changed").await - before;
            let has =
                format!("SELECT COUNT(*) FROM users WHERE email = '{new}' AND email_verified");
            let has = home.number(has).await;
            let proofs = "SELECT COUNT(*) FROM one_time_proof WHERE purpose = 'change-address'";
            let proofs = home.number(proofs).await;
            assert!(
                matches!((changed, has, proofs), (1, 1, 0) | (0, 0, 1)),
                "{changed} changes, {has} addresses, {proofs} codes"
            );
            assert!(changed == 1 || !said, "what was acknowledged happened");
            aim.hit(changed == 1);
            acknowledged += usize::from(said);

            let _server = home.start().await;
            browser
                .try_submit(&page, "confirm-form", &[("code", &code)])
                .await
                .unwrap();
            assert_eq!(home.acts("account.changed").await, before + 1, "once");
            round += 1;
        }
        let (early, late) = aim.hits();
        eprintln!(
            "{early} kills before, {late} when it had been done; {acknowledged} acknowledged"
        );
        assert!(aim.hit_both(), "on both sides of the commit");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_leaves_an_account_wholly_leaving_or_not_at_all_and_gone_or_not() {
    for (home, rounds) in each().await {
        // Somebody who stays: the only administrator may not leave.
        home.add_user("root");
        home.run(&["user", "update", "root", "--admin", "true"])
            .well();
        let (mut aim, mut removed) = (Aim::at(Duration::from_millis(20)), 0);
        for round in 0..rounds {
            let login = format!("mara{round}");
            home.add_user(&login);
            let server = home.start().await;
            let mut browser = Browser::default();
            let page = browser
                .open(&format!("{}/account/delete", home.issuer()))
                .await;
            let page = browser.log_in(&page, &login).await;
            assert!(page.has("#delete-account-form"), "{}", page.html);
            let begun = home.acts("account.deletion-begun").await;
            let typed = vec![("confirm", format!("{login}@example.org"))];
            let form = ("delete-account-form", typed);
            let said = killed_under(server, &browser, &page, form, &aim).await;
            let leaving = format!(
                "SELECT COUNT(*) FROM users WHERE login = '{login}' AND deletes_at IS NOT NULL AND epoch > 0"
            );
            let leaving = home.number(leaving).await;
            let open = format!(
                "SELECT COUNT(*) FROM sign_in JOIN users ON users.id = sign_in.user_id \
             WHERE users.login = '{login}' AND sign_in.ended_at IS NULL"
            );
            let open = home.number(open).await;
            let recorded = home.acts("account.deletion-begun").await - begun;
            assert!(
                matches!((leaving, recorded, open), (1, 1, 0) | (0, 0, 1)),
                "{leaving} leaving, {recorded} recorded, {open} sign-ins"
            );
            assert!(leaving == 1 || !said, "what was acknowledged happened");
            aim.hit(leaving == 1);

            // Now for good, by the command.
            let before = home.acts("account.removed").await;
            let command = ["user", "delete", &login, "--now", "--yes"];
            let mut child = home.command(&command).spawn().unwrap();
            tokio::time::sleep(Duration::from_millis(below(250))).await;
            let _ = child.kill();
            child.wait().unwrap();
            let there = format!("SELECT COUNT(*) FROM users WHERE login = '{login}'");
            let there = home.number(there).await;
            let recorded = home.acts("account.removed").await - before;
            assert_eq!(there + recorded, 1, "gone and recorded, or neither");
            let orphans =
                "SELECT COUNT(*) FROM sign_in WHERE user_id NOT IN (SELECT id FROM users)";
            assert_eq!(home.number(orphans).await, 0);
            removed += recorded;
        }
        let (_, left) = aim.hits();
        eprintln!("{rounds} kills each: {left} were leaving, {removed} were gone");
    }
}

/// Entries of a list that a command prints as JSON.
fn listed(home: &Home, command: &[&str]) -> usize {
    let list = home.run(&[command, &["--json"]].concat()).json();
    list.as_array().map_or(0, Vec::len)
}

#[tokio::test(flavor = "multi_thread")]
async fn fc_42_an_import_that_is_killed_goes_on_where_it_was() {
    const PEOPLE: usize = 1_000;
    for round in 0..2 * rounds().min(5) {
        let on_postgres = round % 2 == 1;
        let home = Home::new(on_postgres).await;
        let people: String = (0..PEOPLE)
            .map(|n| {
                format!(
                    "{{\"sub\":\"old|{n}\",\"login\":\"p{n}\",\"email\":\"p{n}@example.org\",\"name\":\"P {n}\"}}\n"
                )
            })
            .collect();
        std::fs::write(home.path().join("people.jsonl"), people).unwrap();
        home.add_user("mara");
        let import = ["user", "import", "people.jsonl"];
        let mut child = home.command(&import).spawn().unwrap();
        tokio::time::sleep(Duration::from_millis(below(2_000))).await;
        let _ = child.kill();
        child.wait().unwrap();
        let made_so_far = || {
            let made = listed(&home, &["user", "list"]) - 1;
            let entries = ["audit", "list", "--act", "account.made", "--limit", "2000"];
            assert_eq!(listed(&home, &entries) - 1, made, "each with its entry");
            made
        };
        let made = made_so_far();
        assert_eq!(made % 100, 0, "a transaction is there or is not");
        home.run(&import).well();
        assert_eq!(made_so_far(), PEOPLE);
        let shown = home.run(&["user", "show", "old|7", "--json"]).json();
        assert_eq!(shown["login"], "p7");
        eprintln!("round {round}: {made} of {PEOPLE} before the kill, PostgreSQL: {on_postgres}");
    }
}
