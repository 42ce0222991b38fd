//! `kill -9` while somebody chooses a new password by a link, confirms an address, deletes an account, or brings people along: each
//! happened wholly or not at all, what was acknowledged happened, and what happened once does not happen again.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use lanyard::store::testing::TestDb;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};

use super::{below, rounds};
use crate::process::{Browser, Installation, Server};
use crate::world::Page;
use crate::world::letters::is_code;

/// What the database counts.
async fn number(installation: &Installation, sql: String) -> i64 {
    let file = installation.file("lanyard.db");
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut conn = SqliteConnection::connect_with(&options).await.unwrap();
    let (number,) = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .fetch_one(&mut conn)
        .await
        .unwrap();
    conn.close().await.unwrap();
    number
}

async fn acts(installation: &Installation, act: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM audit WHERE act = '{act}'");
    number(installation, sql).await
}

/// Sends the form and kills the server a moment later. Tells whether it was acknowledged.
async fn killed_under(
    server: Server,
    browser: &Browser,
    page: &Page,
    (form, values): (&'static str, Vec<(&'static str, String)>),
    longest: Duration,
) -> bool {
    let (mut browser, page) = (browser.clone(), page.clone());
    let sent = tokio::spawn(async move {
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, &**value))
            .collect();
        browser.try_submit(&page, form, &values).await
    });
    let longest = u64::try_from(longest.as_micros()).unwrap();
    tokio::time::sleep(Duration::from_micros(below(longest))).await;
    server.kill();
    let answer = sent.await.unwrap();
    answer.is_some_and(|page| page.status == 303)
}

#[tokio::test(flavor = "multi_thread")]
async fn em_08_a_kill_leaves_a_new_password_wholly_chosen_or_the_link_good() {
    let installation = Installation::new("127.0.0.1");
    installation.add_user("mara");
    let (mut done, mut acknowledged) = (0, 0);
    for round in 0..rounds() {
        let printed = installation.run(&["user", "reset-link", "mara", "--json"]);
        let link = printed.json()["url"].as_str().unwrap().to_owned();
        let server = installation.start().await;
        let mut browser = Browser::default();
        let page = browser.open(&link).await;
        assert!(page.has("#new-password-form"), "{}", page.html);
        let (before, epoch) = (
            acts(&installation, "account.password").await,
            "SELECT epoch FROM users",
        );
        let epoch_before = number(&installation, epoch.into()).await;
        let typed = vec![("password", format!("sentence number {round} works well"))];
        let form = ("new-password-form", typed);
        let said = killed_under(server, &browser, &page, form, Duration::from_millis(400)).await;

        let changed = acts(&installation, "account.password").await - before;
        let proofs = number(&installation, "SELECT COUNT(*) FROM one_time_proof".into()).await;
        let epochs = number(&installation, epoch.into()).await - epoch_before;
        assert!(
            (changed, proofs, epochs > 0) == (1, 0, true) || (changed, proofs, epochs) == (0, 1, 0),
            "{changed} changes, {proofs} links, {epochs} epochs"
        );
        assert!(changed == 1 || !said, "what was acknowledged happened");
        (done, acknowledged) = (done + changed, acknowledged + usize::from(said));

        // The same form again: it does what was not done, and nothing twice.
        let _server = installation.start().await;
        let typed = [("password", "and this sentence comes last")];
        let again = browser.try_submit(&page, "new-password-form", &typed).await;
        let again = again.unwrap().status.as_u16();
        assert_eq!(again, if changed == 1 { 410 } else { 303 }, "round {round}");
        assert_eq!(acts(&installation, "account.password").await, before + 1);
    }
    eprintln!(
        "{} kills: {done} had been done, {acknowledged} were acknowledged",
        rounds()
    );
}

/// The code in the letter that comes next.
async fn code(installation: &Installation, seen: &mut BTreeSet<std::path::PathBuf>) -> String {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(70) {
        let letters = std::fs::read_dir(installation.file("letters"));
        let letters = letters.into_iter().flatten().filter_map(Result::ok);
        for path in letters.map(|entry| entry.path()) {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let code = text.split_whitespace().find(|word| is_code(word));
            if let Some(code) = code.map(str::to_owned)
                && seen.insert(path)
            {
                return code;
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no letter with a code came");
}

#[tokio::test(flavor = "multi_thread")]
async fn em_09_a_kill_leaves_another_address_wholly_confirmed_or_the_code_good() {
    let mut installation = Installation::new("127.0.0.1");
    let folder = installation.file("letters").display().to_string();
    installation.set("LANYARD_MAIL__FOLDER", &folder);
    installation.set("LANYARD_MAIL__FROM", "Example <no-reply@example.com>");
    installation.add_user("mara");
    let mut seen = BTreeSet::new();
    // So many letters go to one account in an hour.
    for round in 0..rounds().min(8) {
        let server = installation.start().await;
        let mut browser = Browser::default();
        let page = browser
            .open(&format!("{}/account/email", installation.issuer()))
            .await;
        let page = browser.log_in(&page, "mara").await;
        let new = format!("mara{round}@example.org");
        let page = browser
            .submit(&page, "email-form", None, &[("email", &new)])
            .await;
        assert!(page.has("#confirm-form"), "{}", page.html);
        let code = code(&installation, &mut seen).await;
        let before = acts(&installation, "account.changed").await;
        let form = ("confirm-form", vec![("code", code.clone())]);
        let said = killed_under(server, &browser, &page, form, Duration::from_millis(12)).await;

        let changed = acts(&installation, "account.changed").await - before;
        let has = format!("SELECT COUNT(*) FROM users WHERE email = '{new}' AND email_verified");
        let has = number(&installation, has).await;
        let proofs = number(
            &installation,
            "SELECT COUNT(*) FROM one_time_proof WHERE purpose = 'change-address'".into(),
        );
        let proofs = proofs.await;
        assert!(
            matches!((changed, has, proofs), (1, 1, 0) | (0, 0, 1)),
            "{changed} changes, {has} addresses, {proofs} codes"
        );
        assert!(changed == 1 || !said, "what was acknowledged happened");
        eprintln!("round {round}: changed {changed}, acknowledged {said}");

        let _server = installation.start().await;
        browser
            .try_submit(&page, "confirm-form", &[("code", &code)])
            .await
            .unwrap();
        assert_eq!(
            acts(&installation, "account.changed").await,
            before + 1,
            "once"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_leaves_an_account_wholly_leaving_or_not_at_all_and_gone_or_not() {
    let installation = Installation::new("127.0.0.1");
    // Somebody who stays: the only administrator may not leave.
    installation.add_user("root");
    installation
        .run(&["user", "update", "root", "--admin", "true"])
        .well();
    let (mut left, mut removed) = (0, 0);
    for round in 0..rounds() {
        let login = format!("mara{round}");
        installation.add_user(&login);
        let server = installation.start().await;
        let mut browser = Browser::default();
        let page = browser
            .open(&format!("{}/account/delete", installation.issuer()))
            .await;
        let page = browser.log_in(&page, &login).await;
        assert!(page.has("#delete-account-form"), "{}", page.html);
        let begun = acts(&installation, "account.deletion-begun").await;
        let typed = vec![("confirm", format!("{login}@example.org"))];
        let form = ("delete-account-form", typed);
        let said = killed_under(server, &browser, &page, form, Duration::from_millis(40)).await;
        let leaving = format!(
            "SELECT COUNT(*) FROM users WHERE login = '{login}' AND deletes_at IS NOT NULL AND epoch > 0"
        );
        let leaving = number(&installation, leaving).await;
        let open = format!(
            "SELECT COUNT(*) FROM sign_in JOIN users ON users.id = sign_in.user_id \
             WHERE users.login = '{login}' AND sign_in.ended_at IS NULL"
        );
        let open = number(&installation, open).await;
        let recorded = acts(&installation, "account.deletion-begun").await - begun;
        assert!(
            matches!((leaving, recorded, open), (1, 1, 0) | (0, 0, 1)),
            "{leaving} leaving, {recorded} recorded, {open} sign-ins"
        );
        assert!(leaving == 1 || !said, "what was acknowledged happened");

        // Now for good, by the command.
        let before = acts(&installation, "account.removed").await;
        let command = ["user", "delete", &login, "--now", "--yes"];
        let mut child = installation.command(&command).spawn().unwrap();
        tokio::time::sleep(Duration::from_millis(below(250))).await;
        let _ = child.kill();
        child.wait().unwrap();
        let there = format!("SELECT COUNT(*) FROM users WHERE login = '{login}'");
        let there = number(&installation, there).await;
        let recorded = acts(&installation, "account.removed").await - before;
        assert_eq!(there + recorded, 1, "gone and recorded, or neither");
        let orphans = "SELECT COUNT(*) FROM sign_in WHERE user_id NOT IN (SELECT id FROM users)";
        assert_eq!(number(&installation, orphans.into()).await, 0);
        (left, removed) = (left + leaving, removed + recorded);
    }
    eprintln!(
        "{} kills each: {left} were leaving, {removed} were gone",
        rounds()
    );
}

/// Entries of a list that a command prints as JSON.
fn listed(installation: &Installation, command: &[&str]) -> usize {
    let list = installation.run(&[command, &["--json"]].concat()).json();
    list.as_array().map_or(0, Vec::len)
}

#[tokio::test(flavor = "multi_thread")]
async fn fc_42_an_import_that_is_killed_goes_on_where_it_was() {
    const PEOPLE: usize = 1_000;
    for round in 0..2 * rounds().min(5) {
        let mut installation = Installation::new("127.0.0.1");
        let on_postgres = round % 2 == 1;
        let db = match on_postgres {
            true => Some(TestDb::postgres_without_schema().await),
            false => None,
        };
        if let Some(db) = &db {
            db.close().await;
            installation.set("LANYARD_DATABASE", db.url());
        }
        let people: String = (0..PEOPLE)
            .map(|n| {
                format!(
                    "{{\"sub\":\"old|{n}\",\"login\":\"p{n}\",\"email\":\"p{n}@example.org\",\"name\":\"P {n}\"}}\n"
                )
            })
            .collect();
        std::fs::write(installation.path().join("people.jsonl"), people).unwrap();
        installation.add_user("mara");
        let import = ["user", "import", "people.jsonl"];
        let mut child = installation.command(&import).spawn().unwrap();
        tokio::time::sleep(Duration::from_millis(below(2_000))).await;
        let _ = child.kill();
        child.wait().unwrap();
        let made_so_far = || {
            let made = listed(&installation, &["user", "list"]) - 1;
            let entries = ["audit", "list", "--act", "account.made", "--limit", "2000"];
            assert_eq!(
                listed(&installation, &entries) - 1,
                made,
                "each with its entry"
            );
            made
        };
        let made = made_so_far();
        assert_eq!(made % 100, 0, "a transaction is there or is not");
        installation.run(&import).well();
        assert_eq!(made_so_far(), PEOPLE);
        let shown = installation
            .run(&["user", "show", "old|7", "--json"])
            .json();
        assert_eq!(shown["login"], "p7");
        eprintln!("round {round}: {made} of {PEOPLE} before the kill, PostgreSQL: {on_postgres}");
    }
}
