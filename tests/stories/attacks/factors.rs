//! Attacks on second factors (rows MF, AU-09, AU-10, AU-16).

use std::time::Duration;

use futures_util::future::join_all;
use lanyard::config::{Required, Settings};

use crate::world::matrix::everywhere_with;
use crate::world::passkey::{add, answer, asked, authenticator, show, sign_in, with_passkey};
use crate::world::totp::{Authenticator, turn_on};
use crate::world::{Browser, Letters, Page, Provider, RelyingParty, everywhere};

const NEXT: Duration = Duration::from_secs(30);

/// Mara with an authenticator app, turned on in another browser.
async fn guarded(site: &Provider) -> (Authenticator, Vec<String>) {
    site.add_user("mara").await;
    let mut mara = Browser::new(site);
    mara.sign_in("mara").await;
    let on = turn_on(site, &mut mara).await;
    site.clock.advance(NEXT);
    on
}

async fn half(browser: &mut Browser) -> Page {
    let page = browser.open("/account").await;
    let page = browser.log_in(&page, "mara").await;
    assert_eq!(page.path(), "/login/totp", "{}", page.html);
    page
}

async fn types(browser: &mut Browser, page: &Page, code: &str) -> Page {
    browser
        .submit(page, "second-factor-form", None, &[("code", code)])
        .await
}

#[tokio::test]
async fn mf_01_a_code_works_once_also_in_another_browser_and_on_another_node() {
    everywhere(async |site| {
        let (codes, _) = guarded(&site).await;
        let code = codes.code(site.clock.now());
        let mut first = Browser::new(&site);
        let page = half(&mut first).await;
        assert_eq!(types(&mut first, &page, &code).await.path(), "/account");
        let two = site.another_node().await;
        let mut second = Browser::new(&two);
        let page = half(&mut second).await;
        let again = types(&mut second, &page, &code).await;
        assert_eq!(again.status, 422);
        assert!(
            again.text("#errors").contains("used already"),
            "{}",
            again.html
        );
        // Nor an older one.
        let older = codes.code(lanyard::protocol::time::Timestamp(site.clock.now().0 - 30));
        assert_eq!(types(&mut second, &again, &older).await.status, 422);
    })
    .await;
}

#[tokio::test]
async fn mf_02_of_64_uses_of_one_code_at_once_one_wins_across_two_nodes() {
    everywhere(async |site| {
        let (codes, kept) = guarded(&site).await;
        let two = site.another_node().await;
        for (path, field) in [
            ("/login/totp", "code"),
            ("/login/recovery", "recovery_code"),
        ] {
            // MF-09: the same for a recovery code. What lost is forgotten by then.
            site.clock.advance(Duration::from_mins(16));
            let code = match field {
                "code" => codes.code(site.clock.now()),
                _ => kept[0].clone(),
            };
            let mut one = Browser::new(&site);
            let page = half(&mut one).await;
            let page = match field {
                "code" => page,
                _ => {
                    one.open(&page.attribute("#other-recovery_code", "href").unwrap())
                        .await
                }
            };
            let (action, mut fields) = page.form("second-factor-form", None);
            fields.retain(|(name, _)| name != field);
            fields.push((field.to_owned(), code));
            let before = site.count("sign_in").await;
            let tries = (0..64).map(|n| {
                let mut browser = one.moved_to(if n % 2 == 0 { &site } else { &two });
                let (action, fields) = (action.clone(), fields.clone());
                async move { browser.post(&action, &fields).await }
            });
            let pages = join_all(tries).await;
            let won = pages
                .iter()
                .filter(|page| page.path() == "/account")
                .count();
            assert_eq!(won, 1, "{path}");
            assert_eq!(site.count("sign_in").await, before + 1, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn mf_04_guessing_is_stopped_whatever_browser_or_sign_in_it_comes_from() {
    everywhere(async |site| {
        let (codes, _) = guarded(&site).await;
        let mut home = Browser::new(&site);
        let page = half(&mut home).await;
        let page = types(&mut home, &page, &codes.code(site.clock.now())).await;
        assert_eq!(page.path(), "/account");
        home.sign_out().await;
        let mut wrong = 0;
        for _ in 0..4 {
            // A new sign-in in a new browser resets nothing.
            let mut thief = Browser::new(&site);
            let mut page = half(&mut thief).await;
            for _ in 0..4 {
                page = types(&mut thief, &page, "000000").await;
                wrong += usize::from(page.status == 422);
            }
        }
        assert_eq!(wrong, 10, "in a quarter of an hour");
        // AU-09: not even the right one, from there; their own browser is not slowed down.
        site.clock.advance(NEXT);
        let mut thief = Browser::new(&site);
        let page = half(&mut thief).await;
        let code = codes.code(site.clock.now());
        assert_eq!(types(&mut thief, &page, &code).await.status, 429);
        let page = half(&mut home).await;
        assert_eq!(types(&mut home, &page, &code).await.path(), "/account");
    })
    .await;
}

#[tokio::test]
async fn au_10_au_16_half_a_sign_in_is_worth_nothing_by_itself() {
    everywhere(async |site| {
        let (codes, _) = guarded(&site).await;
        let mut thief = Browser::new(&site);
        let page = half(&mut thief).await;
        let (action, fields) = page.form("second-factor-form", None);
        let code = codes.code(site.clock.now());
        let with = |fields: &[(String, String)], name: &str, value: &str| {
            let mut fields = fields.to_vec();
            fields.retain(|(one, _)| one != name);
            fields.push((name.to_owned(), value.to_owned()));
            fields
        };
        let right = with(&fields, "code", &code);
        // Nothing, or something else, in the place of either.
        for spoiled in [
            with(&right, "half", ""),
            with(&right, "half", "AAAA"),
            with(&right, "code", ""),
            with(&right, "code", "[]"),
        ] {
            let page = thief.post(&action, &spoiled).await;
            assert_ne!(page.path(), "/account", "{}", page.html);
            assert_eq!(thief.open("/account").await.path(), "/login");
        }
        // In another browser.
        let mut other = Browser::new(&site);
        let theirs = other.open("/login").await;
        let csrf = theirs.attribute("input[name=csrf]", "value").unwrap();
        let page = other.post(&action, &with(&right, "csrf", &csrf)).await;
        assert_eq!(page.path(), "/login", "{}", page.html);
        // After the account was switched off, or had its sign-ins ended.
        let user = site.user("mara").await;
        let (by, now) = (lanyard::audit::Actor::operator(), site.clock.now());
        let hash = site
            .app
            .passwords
            .hash(
                "a third sentence for mara",
                lanyard::identity::password::Share::Person(user.id),
            )
            .await
            .unwrap();
        let mailing = &site.app.mailing;
        lanyard::accounts::password::set(&site.app.db, mailing, user.id, hash, &by, now)
            .await
            .unwrap();
        let page = thief.post(&action, &right).await;
        assert_eq!(page.path(), "/login", "{}", page.html);
        assert!(page.text("#reason").contains("too long"), "{}", page.html);
    })
    .await;
}

/// An app that gives nothing without two factors.
const MUST: &str = r#"{"id_token":{"acr":{"essential":true,"values":["2"]}}}"#;

#[tokio::test]
async fn mf_12_the_password_alone_adds_no_app_beside_a_passkey() {
    everywhere(async |site| {
        with_passkey(&site, "mara").await;
        let mut thief = Browser::new(&site);
        thief.sign_in("mara").await;
        let page = thief.open("/account/security/passkeys").await;
        assert_eq!(page.path(), "/login/passkey", "{}", page.html);
        let (_, fields) = page.form("passkey-form", None);
        let half = fields.iter().find(|(name, _)| name == "half").unwrap();
        let page = thief.open(&format!("/login/enroll?half={}", half.1)).await;
        assert_eq!(page.path(), "/login/passkey", "{}", page.html);
        assert!(!page.has("#totp-secret"));
    })
    .await;
}

/// The page that sets one up was open before there was a second factor.
#[tokio::test]
async fn mf_12_the_first_second_factor_is_no_second_one() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let mut mara = Browser::new(&site);
        mara.sign_in("mara").await;
        let mut thieves = Vec::new();
        for _ in 0..3 {
            let mut thief = Browser::new(&site);
            let started = app.start(&["openid"], &[("claims", MUST)]);
            let page = thief.open(&started.url).await;
            let page = thief.log_in(&page, "mara").await;
            assert_eq!(page.path(), "/login/enroll", "{}", page.html);
            thieves.push((thief, page));
        }
        let enrolls = async |(thief, page): &mut (Browser, Page)| {
            let code = Authenticator::of(page).code(site.clock.now());
            let typed = [("code", &*code)];
            thief.submit(page, "enroll-form", None, &typed).await
        };
        let mut key = authenticator(&site);
        add(&mut mara, &mut key).await;
        let after = enrolls(&mut thieves[0]).await;
        assert_eq!(after.path(), "/login/passkey", "{}", after.html);
        assert_eq!(site.count("totp").await, 0);
        let (thief, page) = &mut thieves[1];
        let made = authenticator(&site).create(&asked(page));
        let after = answer(thief, page, &made).await;
        assert_eq!(after.path(), "/login/passkey", "{}", after.html);
        assert_eq!(site.count("passkey").await, 1);

        // And beside an app there is no passkey made.
        let page = mara.open("/account/security").await;
        let path = page.attribute("#passkeys a", "href").unwrap();
        let page = mara.open(&format!("{path}/remove")).await;
        let page = show(&mut mara, &page, &mut key).await;
        mara.submit(&page, "remove-form", None, &[]).await;
        turn_on(&site, &mut mara).await;
        let (thief, page) = &mut thieves[2];
        let made = authenticator(&site).create(&asked(page));
        let after = answer(thief, page, &made).await;
        assert_eq!(after.path(), "/login/totp", "{}", after.html);
        assert_eq!(site.count("passkey").await, 0);
        assert_eq!(thief.open("/account").await.path(), "/login");
    })
    .await;
}

#[tokio::test]
async fn mf_13_a_session_without_the_password_sets_no_second_factor_up() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let mut mara = Browser::new(&site);
        mara.sign_in("mara").await;
        site.clock.advance(Duration::from_secs(301));
        let started = app.start(&["openid"], &[("claims", MUST)]);
        let page = mara.open(&started.url).await;
        assert_eq!(page.path(), "/login", "{}", page.html);
        assert!(page.has("#password"));
        let page = mara.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/login/enroll", "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn mf_12_days_of_grace_are_for_who_has_no_second_factor() {
    let days = |settings: &mut Settings| {
        settings.second_factor.grace = Duration::from_hours(14 * 24);
    };
    everywhere_with(days, async |site| {
        let (_, mut key) = with_passkey(&site, "mara").await;
        // Required from now on.
        let mut settings = site.settings.clone();
        settings.second_factor.required = Required::Everybody;
        let site = Provider::start_at(settings, site.clock.clone()).await;
        let mut mara = Browser::new(&site);
        let page = mara.open("/account").await;
        let page = mara.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/login/passkey", "{}", page.html);
        assert_eq!(mara.open("/account").await.path(), "/login");
        let page = show(&mut mara, &page, &mut key).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        // The days began with that: who removes it two weeks later has none.
        site.clock.advance(Duration::from_hours(15 * 24));
        let mut mara = Browser::new(&site);
        sign_in(&mut mara, &mut key).await;
        let page = mara.open("/account/security").await;
        let path = page.attribute("#passkeys a", "href").unwrap();
        let page = mara.open(&format!("{path}/remove")).await;
        mara.submit(&page, "remove-form", None, &[]).await;
        assert_eq!(site.count("passkey").await, 0);
        let mut mara = Browser::new(&site);
        let page = mara.open("/account").await;
        let page = mara.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/login/enroll", "{}", page.html);
        assert!(!page.has("#later"), "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn mf_04_browsers_that_were_known_by_the_password_share_one_budget() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let mut thieves = Vec::new();
        for _ in 0..4 {
            let mut thief = Browser::new(&site);
            thief.sign_in("mara").await;
            thieves.push(thief);
        }
        site.clock.advance(Duration::from_secs(1));
        let mut mara = Browser::new(&site);
        mara.sign_in("mara").await;
        let (codes, kept) = turn_on(&site, &mut mara).await;
        mara.sign_out().await;
        let mut wrong = 0;
        for thief in &mut thieves {
            let mut page = half(thief).await;
            for _ in 0..4 {
                page = types(thief, &page, "000000").await;
                wrong += usize::from(page.status == 422);
            }
        }
        assert_eq!(wrong, 10, "in a quarter of an hour");
        site.clock.advance(NEXT);
        // Where the app was turned on, and with a recovery code everywhere, its person goes in.
        let page = half(&mut mara).await;
        let code = codes.code(site.clock.now());
        assert_eq!(types(&mut mara, &page, &code).await.path(), "/account");
        let mut elsewhere = Browser::new(&site);
        let page = half(&mut elsewhere).await;
        let link = page.attribute("#other-recovery_code", "href").unwrap();
        let page = elsewhere.open(&link).await;
        let typed = [("recovery_code", &*kept[0])];
        let page = elsewhere
            .submit(&page, "second-factor-form", None, &typed)
            .await;
        assert_eq!(page.path(), "/account", "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn mf_04_whose_password_is_known_is_told_once_however_the_codes_come() {
    let letters = Letters::new();
    let inbox = letters.clone();
    let arrive = move |settings: &mut Settings| inbox.arrive(settings);
    everywhere_with(arrive, async |site| {
        guarded(&site).await;
        letters.take(&site).await;
        let two = site.another_node().await;
        let mut thief = Browser::new(&site);
        let page = half(&mut thief).await;
        let (action, mut fields) = page.form("second-factor-form", None);
        fields.retain(|(name, _)| name != "code");
        fields.push(("code".to_owned(), "000000".to_owned()));
        let tries = (0..10).map(|n| {
            let mut browser = thief.moved_to(if n % 2 == 0 { &site } else { &two });
            let (action, fields) = (action.clone(), fields.clone());
            async move { browser.post(&action, &fields).await }
        });
        let pages = join_all(tries).await;
        assert!(pages.iter().any(|page| page.status == 422));
        // Some may have been told to wait for the others.
        let mut page = half(&mut thief).await;
        while page.status != 429 {
            page = types(&mut thief, &page, "000000").await;
        }
        let told: Vec<_> = letters
            .take(&site)
            .await
            .into_iter()
            .chain(letters.take(&two).await)
            .collect();
        assert_eq!(told.len(), 1, "{told:#?}");
        let recorded = format!("{:?}", site.dump().await);
        assert_eq!(recorded.matches("account.factor-failed").count(), 1);
    })
    .await;
}
