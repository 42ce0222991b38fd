//! A new password without the former one, and addresses that are confirmed.

use std::time::Duration;

use lanyard::accounts::reset;
use lanyard::audit::Actor;
use lanyard::config::SessionMode;

use crate::world::matrix::{each_engine_with, everywhere_with};
use crate::world::seed::add_user_with;
use crate::world::{Browser, Letters, PASSWORD, Page, Provider, RelyingParty, everywhere};

const NEW: &str = "another sentence works as well";

/// The link that the operator's command prints.
async fn printed(site: &Provider, login: &str) -> String {
    let (app, user) = (&site.app, site.user(login).await);
    let (by, lifetime) = (Actor::operator(), app.settings.proofs.reset);
    let now = site.clock.now();
    let given = reset::link(&app.db, &app.keys, user.id, lifetime, &by, now).await;
    let secret = given.unwrap().expect("the account is on").secret;
    app.url(&format!("/login/reset?token={secret}"))
}

async fn chooses(browser: &mut Browser, page: &Page, password: &str) -> Page {
    let typed = [("password", password)];
    browser
        .submit(page, "new-password-form", None, &typed)
        .await
}

async fn asks(browser: &mut Browser, site: &Provider, login: &str) -> Page {
    let page = browser.open("/login/forgot").await;
    let page = browser
        .submit(&page, "forgot-form", None, &[("login", login)])
        .await;
    assert_eq!(page.path(), "/login/forgot/sent", "{}", page.html);
    // The letter is written beside the answer.
    for _ in 0..50 {
        tokio::time::sleep(Duration::from_millis(4)).await;
        if site.count("outbox").await > 0 {
            break;
        }
    }
    page
}

#[tokio::test]
async fn em_08_a_printed_link_sets_a_password_once_and_ends_every_other_sign_in() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let mut old = Browser::new(&site);
        old.sign_in("mara").await;
        let link = printed(&site, "mara").await;
        let secret = link.split_once("token=").unwrap().1.to_owned();
        let kept = format!("{:?}", site.dump().await);
        assert!(!kept.contains(&secret), "only its hash is kept");

        // Scanners open links, and change nothing.
        let before = site.dump().await;
        let mut scanner = Browser::new(&site);
        let first = scanner.open_once(&link).await;
        assert_eq!(
            (first.status.as_u16(), &*first.location()),
            (303, "/login/reset")
        );
        assert_eq!(first.headers["referrer-policy"], "no-referrer");
        assert_eq!(site.dump().await, before);

        let mut mara = Browser::new(&site);
        let page = mara.open(&link).await;
        assert_eq!(page.path(), "/login/reset");
        assert!(!page.html.contains(&secret), "{}", page.html);
        assert_eq!(page.headers["referrer-policy"], "no-referrer");
        let wrong = chooses(&mut mara, &page, "short").await;
        assert_eq!(wrong.status, 422);
        let done = chooses(&mut mara, &wrong, NEW).await;
        assert_eq!(done.path(), "/account", "{}", done.html);
        assert!(
            done.text("#notice").contains("new password"),
            "{}",
            done.html
        );
        assert_eq!(old.open("/account").await.path(), "/login");

        // Over: the form, the link, and a scanner's copy.
        assert_eq!(chooses(&mut mara, &page, PASSWORD).await.status, 410);
        for browser in [&mut mara, &mut scanner] {
            assert_eq!(browser.open(&link).await.status, 410);
        }
        assert_eq!(scanner.open("/login/reset").await.status, 410);
        assert_eq!(site.count("one_time_proof").await, 0);
        let audit = site.dump().await["audit"].concat();
        assert!(audit.contains("account.reset-opened") && !audit.contains(&secret));
        assert!(!site.user("mara").await.email_verified || !audit.contains("\"mail\""));
    })
    .await;
}

#[tokio::test]
async fn em_04_em_05_a_link_is_worth_nothing_after_its_time_or_when_the_account_moved_on() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let mut browser = Browser::new(&site);
        assert_eq!(browser.open("/login/reset").await.status, 410);
        assert_eq!(browser.open("/login/reset?token=guess").await.status, 410);

        let link = printed(&site, "mara").await;
        let page = browser.open(&link).await;
        site.clock.advance(site.app.settings.proofs.reset);
        assert_eq!(chooses(&mut browser, &page, NEW).await.status, 410);

        // Another password was chosen meanwhile, or the account switched off.
        let (one, other) = (printed(&site, "mara").await, printed(&site, "mara").await);
        let stale = Browser::new(&site).open(&other).await;
        let page = browser.open(&one).await;
        assert_eq!(chooses(&mut browser, &page, NEW).await.path(), "/account");
        let mut late = Browser::new(&site);
        assert_eq!(late.open(&other).await.status, 410);
        assert_eq!(stale.status, 200);
        // What one browser showed is nothing in another.
        let link = printed(&site, "mara").await;
        let page = browser.open(&link).await;
        let (path, fields) = page.form("new-password-form", None);
        let token = late.csrf_of("/login").await;
        let stolen = crate::world::browser::replace(fields, &[("csrf", &token), ("password", NEW)]);
        assert_eq!(late.post(&path, &stolen).await.status, 410);
    })
    .await;
}

#[tokio::test]
async fn em_02_of_many_resets_with_one_link_at_two_nodes_one_counts() {
    for mode in [SessionMode::Database, SessionMode::Cookie] {
        each_engine_with(
            mode,
            |_| {},
            async |site| {
                site.add_user("mara").await;
                let other = site.another_node().await;
                let link = printed(&site, "mara").await;
                let mut ready = Vec::new();
                for number in 0..6 {
                    let mut browser = Browser::new([&site, &other][number % 2]);
                    let page = browser.open(&link).await;
                    let (path, fields) = page.form("new-password-form", None);
                    let password = format!("a sentence of its own {number}");
                    let fields = crate::world::browser::replace(fields, &[("password", &password)]);
                    ready.push((browser, path, fields));
                }
                let mut under_way = tokio::task::JoinSet::new();
                for (mut browser, path, fields) in ready {
                    under_way.spawn(async move { browser.post(&path, &fields).await });
                }
                let pages = under_way.join_all().await;
                let done = pages
                    .iter()
                    .filter(|page| page.path() == "/account")
                    .count();
                let over = pages.iter().filter(|page| page.status == 410).count();
                assert_eq!((done, over), (1, 5));
                assert_eq!(site.user("mara").await.epoch, 1);
            },
        )
        .await;
    }
}

#[tokio::test]
async fn au_01_em_12_asking_for_a_link_is_answered_the_same_whoever_is_there() {
    let letters = Letters::new();
    let settings = |settings: &mut _| letters.arrive(settings);
    everywhere_with(settings, async |site| {
        site.add_user("mara").await;
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let started = app.start(&["email"], &[]);
        let mut mara = Browser::new(&site);
        let page = mara.open(&started.url).await;
        let link = page.attribute("#forgot", "href").expect("a link");
        let form = mara.open(&link).await;
        let login = [("login", "Mara@Example.org")];
        let known = mara.submit(&form, "forgot-form", None, &login).await;
        let mut eve = Browser::new(&site);
        let unknown = asks(&mut eve, &site, "nobody@example.org").await;
        assert_eq!(
            (known.status, known.heading()),
            (unknown.status, unknown.heading())
        );
        let letter = letters.one(&site).await;
        assert_eq!(letter.to, "mara@example.org");
        assert!(
            letter
                .link("/login/reset")
                .starts_with("https://id.example.com/login/reset?token=")
        );

        // The code counts in the browser that asked; the request goes on.
        let right = letter.code();
        for (browser, page) in [(&mut eve, &unknown), (&mut mara, &known)] {
            for wrong in ["2222-2222", "x", ""] {
                let page = browser
                    .submit(page, "code-form", None, &[("code", wrong)])
                    .await;
                assert_eq!(page.status, 422, "{}", page.html);
            }
        }
        let page = eve
            .submit(&unknown, "code-form", None, &[("code", &right)])
            .await;
        assert_eq!(page.status, 422, "{}", page.html);
        let spaced = right.replace('-', " ").to_lowercase();
        let page = mara
            .submit(&known, "code-form", None, &[("code", &spaced)])
            .await;
        assert_eq!(page.path(), "/login/reset", "{}", page.html);
        let page = chooses(&mut mara, &page, NEW).await;
        assert_eq!(page.path(), "/consent", "{}", page.html);
        assert!(site.user("mara").await.email_verified);
        let told = letters.take(&site).await;
        assert!(told.iter().all(|letter| letter.to == "mara@example.org"));

        // A flood for one address is three letters an hour.
        for _ in 0..6 {
            asks(&mut eve, &site, "mara").await;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(letters.take(&site).await.len() <= 3);
    })
    .await;
}

#[tokio::test]
async fn em_06_a_code_is_dead_after_five_tries_and_its_link_works_on() {
    let letters = Letters::new();
    let settings = |settings: &mut _| letters.arrive(settings);
    everywhere_with(settings, async |site| {
        site.add_user("mara").await;
        let mut mara = Browser::new(&site);
        let page = asks(&mut mara, &site, "mara").await;
        let letter = letters.one(&site).await;
        for _ in 0..5 {
            mara.submit(&page, "code-form", None, &[("code", "2222-2222")])
                .await;
        }
        let typed = [("code", &*letter.code())];
        assert_eq!(
            mara.submit(&page, "code-form", None, &typed).await.status,
            422
        );
        let page = mara.open(&letter.link("/login/reset")).await;
        assert_eq!(chooses(&mut mara, &page, NEW).await.path(), "/account");
    })
    .await;
}

#[tokio::test]
async fn without_letters_nothing_of_them_is_there() {
    everywhere(async |site| {
        let mut browser = Browser::new(&site);
        assert!(!browser.open("/login").await.has("#forgot"));
        for path in [
            "/login/forgot",
            "/login/forgot/sent",
            "/account/email/confirm",
        ] {
            assert_eq!(browser.open(path).await.status, 404, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn em_09_em_13_an_address_is_confirmed_by_its_letter_and_its_person_together() {
    let letters = Letters::new();
    let settings = |settings: &mut _| letters.arrive(settings);
    everywhere_with(settings, async |site| {
        // An account that an operator made, or that is from before letters were sent.
        add_user_with(&site.app, "ada", PASSWORD, |user| {
            user.email_verified = false;
        })
        .await;
        let mut ada = Browser::new(&site);
        ada.sign_in("ada").await;
        let page = ada.open("/account").await;
        let page = ada.submit(&page, "confirm-email", None, &[]).await;
        assert_eq!(page.path(), "/account/email/confirm", "{}", page.html);
        let letter = letters.one(&site).await;
        let link = letter.link("/account/email/confirm");

        // Its reader alone confirms nothing: somebody else may have made the account.
        let before = site.dump().await;
        let mut reader = Browser::new(&site);
        assert_eq!(reader.open(&link).await.path(), "/login");
        site.add_user("mara").await;
        reader.sign_in("mara").await;
        letters.take(&site).await;
        let page = reader.open(&link).await;
        assert!(!page.has("#confirm"), "{}", page.html);
        assert_eq!(
            site.dump().await["one_time_proof"],
            before["one_time_proof"]
        );

        let typed = [("code", &*letter.code())];
        let page = ada.open("/account/email/confirm").await;
        let page = ada.submit(&page, "confirm-form", None, &typed).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        assert!(site.user("ada").await.email_verified);

        // Another one: it counts when it is confirmed, and the former one is told.
        let page = ada.open("/account/email").await;
        let page = ada
            .submit(&page, "email-form", None, &[("email", "ada@new.example")])
            .await;
        assert_eq!(page.path(), "/account/email/confirm", "{}", page.html);
        assert_eq!(
            site.user("ada").await.email.as_deref(),
            Some("ada@example.org")
        );
        let letter = letters.one(&site).await;
        assert_eq!(letter.to, "ada@new.example");
        let page = ada.open(&letter.link("/account/email/confirm")).await;
        let page = ada.submit(&page, "confirm-form", None, &[]).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        let user = site.user("ada").await;
        assert_eq!(user.email.as_deref(), Some("ada@new.example"));
        assert!(user.email_verified);
        assert_eq!(letters.one(&site).await.to, "ada@example.org");
        assert_eq!(site.count("one_time_proof").await, 1, "what takes it back");
    })
    .await;
}

#[tokio::test]
async fn em_02_of_two_accounts_that_confirm_one_address_one_has_it() {
    let letters = Letters::new();
    let settings = |settings: &mut _| letters.arrive(settings);
    everywhere_with(settings, async |site| {
        let mut ready = Vec::new();
        for login in ["mara", "jonas"] {
            site.add_user(login).await;
            let mut browser = Browser::new(&site);
            browser.sign_in(login).await;
            let page = browser.open("/account/email").await;
            let typed = [("email", "shared@new.example")];
            browser.submit(&page, "email-form", None, &typed).await;
            let letter = letters.take(&site).await.pop().expect("a letter");
            ready.push((browser, letter.link("/account/email/confirm")));
        }
        let mut said = Vec::new();
        for (browser, link) in &mut ready {
            let page = browser.open(link).await;
            let page = browser.submit(&page, "confirm-form", None, &[]).await;
            said.push(page.text("#notice"));
        }
        assert!(said[0].contains("is confirmed"), "{said:?}");
        assert!(said[1].contains("Another account has"), "{said:?}");
        let jonas = site.user("jonas").await;
        assert_eq!(jonas.email.as_deref(), Some("jonas@example.org"));
    })
    .await;
}
