//! Second factors: an authenticator app beside the password, recovery codes, and browsers that are trusted.

use std::time::Duration;

use lanyard::accounts::factors::{self, Here};
use lanyard::audit::Actor;
use lanyard::config::{Required, Settings};

use crate::world::matrix::everywhere_with;
use crate::world::passkey::{sign_in, with_passkey};
use crate::world::totp::{Authenticator, turn_on};
use crate::world::{Browser, Letters, Page, Provider, RelyingParty, everywhere};

/// Until the authenticator shows another code.
const NEXT: Duration = Duration::from_secs(30);

/// Signs in with the password, to the page that asks for more.
async fn half(browser: &mut Browser, at: &str) -> Page {
    let page = browser.open(at).await;
    let page = browser.log_in(&page, "mara").await;
    assert_eq!(page.path(), "/login/totp", "{}", page.html);
    page
}

async fn types(browser: &mut Browser, page: &Page, code: &str) -> Page {
    let typed = [("code", code)];
    browser
        .submit(page, "second-factor-form", None, &typed)
        .await
}

#[tokio::test]
async fn mf_13_an_authenticator_app_is_turned_on_and_asked_for_after_the_password() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let mut other = Browser::new(&site);
        other.sign_in("mara").await;
        let mut mara = Browser::new(&site);
        mara.sign_in("mara").await;
        let security = mara.open("/account/security").await;
        assert!(security.has("#add-totp") && !security.has("#recovery-codes"));

        // A wrong code turns nothing on, and the secret stays the same.
        let page = mara.open("/account/security/totp").await;
        let before = page.text("#totp-secret");
        let wrong = mara
            .submit(&page, "totp-form", None, &[("code", "000000")])
            .await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.text("#totp-secret"), before);
        let (codes, kept) = turn_on(&site, &mut mara).await;
        assert_eq!(kept.len(), 10);
        let dumped = format!("{:?}", site.dump().await);
        assert!(
            kept.iter().all(|code| !dumped.contains(code)),
            "only hashes are kept"
        );

        // Sign-ins before it are over, but this one; it counts as one by both factors.
        assert_eq!(other.open("/account").await.path(), "/login");
        let page = mara.open("/account/security").await;
        assert!(
            page.has("#remove-totp") && page.text("main").contains("10"),
            "{}",
            page.html
        );
        let started = app.start(&["openid"], &[("acr_values", "2")]);
        let page = mara.open(&started.url).await;
        let tokens = app.redeem_from(&mut mara, page, &started).await;
        assert_eq!(tokens.acr(), "2");

        // In another browser the password is half of it, on the way to the account and to an app.
        site.clock.advance(NEXT);
        let page = half(&mut other, "/account").await;
        assert_eq!(
            other.open("/account").await.path(),
            "/login",
            "half is nothing"
        );
        let wrong = types(&mut other, &page, "123456").await;
        assert_eq!(wrong.status, 422);
        assert!(
            wrong.text("#errors").contains("not right"),
            "{}",
            wrong.html
        );
        let page = types(&mut other, &wrong, &codes.code(site.clock.now())).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        other.sign_out().await;

        site.clock.advance(NEXT);
        let started = app.start(&["openid"], &[]);
        let page = half(&mut other, &started.url).await;
        assert!(page.text("main").contains("Harbour Notes"));
        let page = types(&mut other, &page, &codes.code(site.clock.now())).await;
        let tokens = app.redeem_from(&mut other, page, &started).await;
        assert_eq!(tokens.acr(), "2");
        assert_eq!(tokens.amr(), ["pwd", "otp", "mfa"]);
    })
    .await;
}

#[tokio::test]
async fn mf_09_a_recovery_code_lets_its_person_in_once() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let mut mara = Browser::new(&site);
        mara.sign_in("mara").await;
        let (_, kept) = turn_on(&site, &mut mara).await;
        let mut elsewhere = Browser::new(&site);
        let page = half(&mut elsewhere, "/account").await;
        let link = page.attribute("#other-recovery_code", "href").unwrap();
        let page = elsewhere.open(&link).await;
        let code = kept[3].to_lowercase().replace('-', " ");
        let typed = [("recovery_code", &*code)];
        let used = elsewhere
            .submit(&page, "second-factor-form", None, &typed)
            .await;
        assert_eq!(used.path(), "/account", "{}", used.html);
        assert!(used.text("#notice").contains('9'), "{}", used.html);
        elsewhere.sign_out().await;

        let page = half(&mut elsewhere, "/account").await;
        let page = elsewhere
            .open(&page.attribute("#other-recovery_code", "href").unwrap())
            .await;
        let again = elsewhere
            .submit(&page, "second-factor-form", None, &typed)
            .await;
        assert_eq!(again.status, 422, "{}", again.html);

        // Others replace those that are left.
        let page = mara.open("/account/security/recovery-codes").await;
        let made = mara.submit(&page, "codes-form", None, &[]).await;
        assert_eq!(made.texts("#codes code").len(), 10);
        let typed = [("recovery_code", &*kept[4])];
        let page = page_of(&mut elsewhere, &again).await;
        let former = elsewhere
            .submit(&page, "second-factor-form", None, &typed)
            .await;
        assert_eq!(former.status, 422);
        assert_eq!(site.count("recovery_code").await, 10);
    })
    .await;
}

/// The same page anew.
async fn page_of(browser: &mut Browser, page: &Page) -> Page {
    let (_, fields) = page.form("second-factor-form", None);
    let half = fields.iter().find(|(name, _)| name == "half").unwrap();
    browser
        .open(&format!("/login/recovery?half={}", half.1))
        .await
}

#[tokio::test]
async fn a_browser_is_trusted_until_it_is_forgotten_and_never_for_what_is_sensitive() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let mut mara = Browser::new(&site);
        mara.sign_in("mara").await;
        let (codes, _) = turn_on(&site, &mut mara).await;
        let mut home = Browser::new(&site);
        site.clock.advance(NEXT);
        let page = half(&mut home, "/account").await;
        let code = codes.code(site.clock.now());
        let typed = [("code", &*code), ("trust", "yes")];
        let page = home.submit(&page, "second-factor-form", None, &typed).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        home.sign_out().await;

        let page = home.open("/account").await;
        let page = home.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/account", "only the password is asked for");
        // MF-24: what is sensitive asks for all there is, and an app that wants two factors gets two.
        let page = home.open("/account/security/password").await;
        assert_eq!(page.path(), "/login/totp", "{}", page.html);
        site.clock.advance(NEXT);
        let page = types(&mut home, &page, &codes.code(site.clock.now())).await;
        assert_eq!(page.path(), "/account/security/password");
        home.sign_out().await;

        // Another browser of theirs forgets it.
        let page = mara.open("/account/security").await;
        let forms = page.texts("main form button");
        assert_eq!(forms.len(), 1, "{}", page.html);
        let action = page.attribute("main ul.rows form", "action").unwrap();
        let csrf = page
            .attribute("main ul.rows input[name=csrf]", "value")
            .unwrap();
        let page = mara.post(&action, &[("csrf".to_owned(), csrf)]).await;
        assert!(
            page.text("#notice").contains("no longer trusted"),
            "{}",
            page.html
        );
        half(&mut home, "/account").await;
    })
    .await;
}

#[tokio::test]
async fn a_trusted_browser_is_listed_among_the_devices_and_forgotten_there_by_its_person_alone() {
    everywhere(async |site| {
        site.add_user("mara").await;
        site.add_user("noor").await;
        let [mut mara, mut home, mut noor] = [(); 3].map(|()| Browser::new(&site));
        mara.sign_in("mara").await;
        noor.sign_in("noor").await;
        let (codes, _) = turn_on(&site, &mut mara).await;
        let page = mara.open("/account/sessions").await;
        assert!(!page.html.contains("Trusted browsers"), "there is none");
        site.clock.advance(NEXT);
        let page = half(&mut home, "/account").await;
        let code = codes.code(site.clock.now());
        let typed = [("code", &*code), ("trust", "yes")];
        home.submit(&page, "second-factor-form", None, &typed).await;

        // Whether somebody is signed in there or not.
        home.sign_out().await;
        let page = mara.open("/account/sessions").await;
        assert!(page.html.contains("Trusted browsers"), "{}", page.html);
        let form = "form[action^='/account/sessions/trusted/']";
        let action = page.attribute(form, "action").unwrap();
        let page = home.open("/account").await;
        let page = home.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/account", "only the password is asked for");

        let token = noor.csrf_of("/account/edit").await;
        let page = noor.post(&action, &[("csrf".to_owned(), token)]).await;
        assert_eq!(page.status, 404, "it is not hers");
        let token = mara.csrf_of("/account/sessions").await;
        let fields = [("csrf".to_owned(), token)];
        let page = mara.post(&action, &fields).await;
        assert_eq!(page.path(), "/account/sessions");
        assert!(page.text("#notice").contains("no longer trusted"));
        assert!(!page.has(form), "{}", page.html);
        assert_eq!(mara.post(&action, &fields).await.status, 404, "once");
        assert_eq!(mara.open(&action).await.path(), "/account/sessions");

        let page = home.open("/account").await;
        assert_eq!(page.path(), "/account", "the sign-in goes on");
        home.sign_out().await;
        half(&mut home, "/account").await;
    })
    .await;
}

#[tokio::test]
async fn mf_12_a_new_password_by_letter_does_not_spare_the_second_factor() {
    let letters = Letters::new();
    let inbox = letters.clone();
    everywhere_with(
        move |settings| inbox.arrive(settings),
        async |site| {
            site.add_user("mara").await;
            let mut mara = Browser::new(&site);
            mara.sign_in("mara").await;
            let (codes, _) = turn_on(&site, &mut mara).await;
            let told = letters.take(&site).await;
            assert!(
                told.iter()
                    .any(|one| one.subject.contains("way to sign in"))
            );
            let mut elsewhere = Browser::new(&site);
            let page = elsewhere.open("/login/forgot").await;
            elsewhere
                .submit(&page, "forgot-form", None, &[("login", "mara")])
                .await;
            let letter = loop {
                let mut arrived = letters.take(&site).await;
                if let Some(letter) = arrived.pop() {
                    break letter;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            };
            let page = elsewhere.open(&letter.link("/login/reset")).await;
            let typed = [("password", "another sentence works as well")];
            let page = elsewhere
                .submit(&page, "new-password-form", None, &typed)
                .await;
            assert_eq!(page.path(), "/login/totp", "{}", page.html);
            assert_eq!(elsewhere.open("/account").await.path(), "/login");
            site.clock.advance(NEXT);
            let page = types(&mut elsewhere, &page, &codes.code(site.clock.now())).await;
            assert_eq!(page.path(), "/account", "{}", page.html);
        },
    )
    .await;
}

fn required_of_all(settings: &mut Settings) {
    settings.second_factor.required = Required::Everybody;
}

#[tokio::test]
async fn who_must_have_a_second_factor_sets_one_up_while_signing_in() {
    everywhere_with(required_of_all, async |site| {
        site.add_user("mara").await;
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let mut mara = Browser::new(&site);
        let started = app.start(&["openid"], &[]);
        let page = mara.open(&started.url).await;
        let page = mara.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/login/enroll", "{}", page.html);
        assert!(page.text("#reason").contains("asks for a second factor"));
        // Skipping the page leads nowhere.
        assert_eq!(mara.open("/account").await.path(), "/login");
        let wrong = mara
            .submit(&page, "enroll-form", None, &[("code", "000000")])
            .await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.text("#totp-secret"), page.text("#totp-secret"));
        let codes = Authenticator::of(&wrong);
        let code = codes.code(site.clock.now());
        let shown = mara
            .submit(&wrong, "enroll-form", None, &[("code", &code)])
            .await;
        assert_eq!(shown.texts("#codes code").len(), 10, "{}", shown.html);
        // A browser that was trusted would be asked all the same, so none is.
        site.clock.advance(NEXT);
        let mut other = Browser::new(&site);
        let page = half(&mut other, "/account").await;
        assert!(!page.has("#trust"), "{}", page.html);
        let code = codes.code(site.clock.now());
        let typed = [("code", &*code), ("trust", "yes")];
        let page = other
            .submit(&page, "second-factor-form", None, &typed)
            .await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        assert_eq!(site.count("trusted_browser").await, 0);
        let onward = shown.attribute("#onward", "href").unwrap();
        let page = mara.open(&onward).await;
        let tokens = app.redeem_from(&mut mara, page, &started).await;
        assert_eq!(
            (tokens.acr(), tokens.amr()),
            ("2".into(), vec!["pwd".into(), "otp".into(), "mfa".into()])
        );
        let silent = app.start(&["openid"], &[("prompt", "none")]);
        let page = mara.open(&silent.url).await;
        app.code(&silent, &page);
    })
    .await;
}

#[tokio::test]
async fn an_app_asks_for_two_factors_and_gets_them_or_an_error() {
    everywhere(async |site: Provider| {
        site.add_user("mara").await;
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let mut mara = Browser::new(&site);
        let tokens = mara.sign_in_to(&app, "mara", &["openid"]).await;
        assert_eq!(tokens.acr(), "1");
        // A wish is not worth an error, nor setting anything up.
        let wish = app.start(&["openid"], &[("acr_values", "phr 2")]);
        let page = mara.open(&wish.url).await;
        assert_eq!(app.redeem_from(&mut mara, page, &wish).await.acr(), "1");
        let must = r#"{"id_token":{"acr":{"essential":true,"values":["2"]}}}"#;
        let silent = app.start(&["openid"], &[("claims", must), ("prompt", "none")]);
        let page = mara.open(&silent.url).await;
        let error = page.query("error");
        assert_eq!(error.as_deref(), Some("unmet_authentication_requirements"));

        // Who has none sets one up, without the password, which was proven a moment ago.
        let started = app.start(&["openid"], &[("claims", must)]);
        let page = mara.open(&started.url).await;
        assert_eq!(page.path(), "/login/enroll", "{}", page.html);
        assert!(page.text("#reason").contains("Harbour Notes"));
        let codes = Authenticator::of(&page);
        let code = codes.code(site.clock.now());
        let shown = mara
            .submit(&page, "enroll-form", None, &[("code", &code)])
            .await;
        let page = mara
            .open(&shown.attribute("#onward", "href").unwrap())
            .await;
        assert_eq!(app.redeem_from(&mut mara, page, &started).await.acr(), "2");

        // What cannot be reached here is refused.
        let must = must.replace('2', "phr");
        let phr = app.start(&["openid"], &[("claims", &must)]);
        let page = mara.open(&phr.url).await;
        let error = page.query("error");
        assert_eq!(error.as_deref(), Some("unmet_authentication_requirements"));
    })
    .await;
}

#[tokio::test]
async fn an_authenticator_app_is_removed_and_the_password_is_enough_again() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let mut mara = Browser::new(&site);
        mara.sign_in("mara").await;
        turn_on(&site, &mut mara).await;
        let page = mara.open("/account/security/totp/remove").await;
        let page = mara.submit(&page, "totp-remove-form", None, &[]).await;
        assert_eq!(page.path(), "/account/security");
        assert!(page.has("#add-totp"), "{}", page.html);
        assert_eq!(site.count("recovery_code").await, 0);
        let mut elsewhere = Browser::new(&site);
        let page = elsewhere.open("/account").await;
        let page = elsewhere.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/account");

        // The operator does the same for who lost it; nobody stays signed in.
        turn_on(&site, &mut elsewhere).await;
        let here = Here {
            user: site.user("mara").await.id,
            keep: None,
            device: None,
            only_first: false,
        };
        let (app, by, now) = (&site.app, Actor::operator(), site.clock.now());
        let reset = factors::turn_totp_off(&app.db, &app.mailing, here.clone(), &by, now).await;
        assert!(reset.unwrap());
        let again = factors::turn_totp_off(&app.db, &app.mailing, here, &by, now).await;
        assert!(!again.unwrap());
        app.sessions.refresh_ended().await.unwrap();
        assert_eq!(elsewhere.open("/account").await.path(), "/login");
    })
    .await;
}

#[tokio::test]
async fn who_must_have_a_second_factor_may_put_it_off_for_some_days() {
    let days = |settings: &mut Settings| {
        settings.second_factor.required = Required::Everybody;
        settings.second_factor.grace = Duration::from_hours(14 * 24);
    };
    everywhere_with(days, async |site| {
        site.add_user("mara").await;
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let mut mara = Browser::new(&site);
        for _ in 0..2 {
            let started = app.start(&["openid"], &[]);
            let page = mara.open(&started.url).await;
            let page = mara.log_in(&page, "mara").await;
            assert_eq!(page.path(), "/login/enroll", "{}", page.html);
            assert!(page.text("main").contains("needed from"));
            // Not now: on to the app, with the password alone.
            let later = page.attribute("#later", "href").unwrap();
            let page = mara.open(&later).await;
            let tokens = app.redeem_from(&mut mara, page, &started).await;
            assert_eq!(tokens.acr(), "1");
            mara.sign_out().await;
            site.clock.advance(Duration::from_hours(24));
        }
        // The days are over, whatever page is asked for: nobody goes on without.
        site.clock.advance(Duration::from_hours(13 * 24));
        let started = app.start(&["openid"], &[]);
        let page = mara.open(&started.url).await;
        let page = mara.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/login/enroll", "{}", page.html);
        assert!(!page.has("#later"));
        assert_eq!(mara.open("/account").await.path(), "/login");
        // In the days before, who is signed in may set one up as well.
        site.add_user("kofi").await;
        let mut kofi = Browser::new(&site);
        let page = kofi.open("/account").await;
        let page = kofi.log_in(&page, "kofi").await;
        let codes = Authenticator::of(&page);
        let typed = [("code", &*codes.code(site.clock.now()))];
        let page = kofi.submit(&page, "enroll-form", None, &typed).await;
        assert!(page.has("#codes"), "{}", page.html);
        assert!(kofi.open("/account/security").await.has("#remove-totp"));
    })
    .await;
}

#[tokio::test]
async fn a_sign_in_by_passkey_stays_one_when_an_app_is_turned_on() {
    everywhere(async |site| {
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let (_, mut key) = with_passkey(&site, "mara").await;
        let mut mara = Browser::new(&site);
        sign_in(&mut mara, &mut key).await;
        turn_on(&site, &mut mara).await;
        let started = app.start(&["openid"], &[("acr_values", "phr")]);
        let page = mara.open(&started.url).await;
        let tokens = app.redeem_from(&mut mara, page, &started).await;
        assert_eq!(tokens.acr(), "phr");
        assert_eq!(tokens.amr(), ["hwk", "user", "otp", "mfa"]);
    })
    .await;
}

#[tokio::test]
async fn setting_an_app_up_goes_on_with_the_same_secret_after_the_password() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let mut mara = Browser::new(&site);
        mara.sign_in("mara").await;
        let page = mara.open("/account/security/totp").await;
        let codes = Authenticator::of(&page);
        site.clock.advance(Duration::from_mins(6));
        let code = codes.code(site.clock.now());
        let asked = mara
            .submit(&page, "totp-form", None, &[("code", &code)])
            .await;
        assert_eq!(asked.path(), "/login", "{}", asked.html);
        let again = mara.log_in(&asked, "mara").await;
        assert_eq!(again.text("#totp-secret"), page.text("#totp-secret"));
        let shown = mara
            .submit(&again, "totp-form", None, &[("code", &code)])
            .await;
        assert_eq!(shown.texts("#codes code").len(), 10, "{}", shown.html);
    })
    .await;
}
