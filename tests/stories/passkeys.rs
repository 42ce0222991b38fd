//! Passkeys: made, shown in place of the password and after it, named and removed.

use std::time::Duration;

use lanyard::audit::Actor;
use lanyard::config::{Required, Settings};

use crate::world::authenticator::{BACKED_UP, SYNCED};
use crate::world::matrix::everywhere_with;
use crate::world::passkey::{add, answer, asked, authenticator, show, sign_in, with_passkey};
use crate::world::totp::turn_on;
use crate::world::{Browser, PASSWORD, RelyingParty, everywhere};

#[tokio::test]
async fn a_passkey_opens_the_account_and_apps_are_told_how() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let mut mara = Browser::new(&site);
        mara.sign_in("mara").await;
        let security = mara.open("/account/security").await;
        assert!(security.text("#strength").contains("add a passkey"));
        let mut key = authenticator(&site);
        key.model = *uuid::uuid!("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4").as_bytes();
        key.flags |= SYNCED | BACKED_UP;
        let page = add(&mut mara, &mut key).await;
        assert!(page.text("#notice").contains("ready"), "{}", page.html);
        let row = page.text("#passkeys");
        assert!(
            row.contains("Google Password Manager") && row.contains("on all your devices"),
            "{row}"
        );
        assert!(!row.contains("last used"), "{row}");

        // The app's person, in another browser: no name, no password.
        let mut other = Browser::new(&site);
        let started = app.start(&["openid"], &[]);
        let page = other.open(&started.url).await;
        let page = show(&mut other, &page, &mut key).await;
        let tokens = app.redeem_from(&mut other, page, &started).await;
        assert_eq!(tokens.acr(), "phr");
        assert_eq!(tokens.amr().join(" "), "swk user mfa");
        let page = other.open("/account/security").await;
        assert!(page.text("#passkeys").contains("last used"));

        // A key that stays in its device is told as one.
        let mut hardware = authenticator(&site);
        add(&mut other, &mut hardware).await;
        let mut third = Browser::new(&site);
        let started = app.start(&["openid"], &[]);
        let page = third.open(&started.url).await;
        let page = show(&mut third, &page, &mut hardware).await;
        let tokens = app.redeem_from(&mut third, page, &started).await;
        assert_eq!(tokens.amr().join(" "), "hwk user mfa");
    })
    .await;
}

#[tokio::test]
async fn a_passkey_is_the_second_factor_of_who_must_have_one() {
    everywhere(async |site| {
        let (_, mut key) = with_passkey(&site, "mara").await;
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let class = r#"{"id_token":{"acr":{"essential":true,"values":["phr"]}}}"#;
        let started = app.start(&["openid"], &[("claims", class)]);
        let mut other = Browser::new(&site);
        let page = other.open(&started.url).await;
        let page = other.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/login/passkey", "{}", page.html);
        assert!(page.text("#reason").contains("Harbour Notes"));
        let page = show(&mut other, &page, &mut key).await;
        let tokens = app.redeem_from(&mut other, page, &started).await;
        assert_eq!(tokens.acr(), "phr");
        assert_eq!(tokens.amr().join(" "), "pwd hwk user mfa");
    })
    .await;
}

#[tokio::test]
async fn who_must_have_a_second_factor_may_make_a_passkey_on_the_way() {
    let required = |settings: &mut Settings| settings.second_factor.required = Required::Everybody;
    everywhere_with(required, async |site| {
        site.add_user("mara").await;
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let mut mara = Browser::new(&site);
        let started = app.start(&["openid"], &[]);
        let page = mara.open(&started.url).await;
        let page = mara.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/login/enroll", "{}", page.html);
        assert!(page.has("#enroll-form"), "an authenticator app as well");
        let mut key = authenticator(&site);
        let made = key.create(&asked(&page));
        let page = answer(&mut mara, &page, &made).await;
        let tokens = app.redeem_from(&mut mara, page, &started).await;
        assert_eq!(tokens.amr().join(" "), "pwd hwk user mfa");
        // From now on the passkey alone does.
        let mut other = Browser::new(&site);
        assert_eq!(sign_in(&mut other, &mut key).await.path(), "/account");
    })
    .await;
}

#[tokio::test]
async fn an_app_that_needs_a_passkey_has_one_made_by_who_has_no_second_factor() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let class = r#"{"id_token":{"acr":{"essential":true,"values":["phr"]}}}"#;
        let mut mara = Browser::new(&site);
        let started = app.start(&["openid"], &[("claims", class)]);
        let page = mara.open(&started.url).await;
        let page = mara.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/login/enroll", "{}", page.html);
        assert!(!page.has("#enroll-form"), "nothing else will do");
        let mut key = authenticator(&site);
        let made = key.create(&asked(&page));
        let page = answer(&mut mara, &page, &made).await;
        let tokens = app.redeem_from(&mut mara, page, &started).await;
        assert_eq!(tokens.acr(), "phr");
    })
    .await;
}

#[tokio::test]
async fn an_account_may_lose_its_password_and_keeps_its_last_passkey() {
    everywhere(async |site| {
        let (mut mara, mut key) = with_passkey(&site, "mara").await;
        let mut other = Browser::new(&site);
        other.sign_in("mara").await;
        let page = mara.open("/account/security/password/remove").await;
        // Two factors were asked for: the sign-in was by password, and there is a passkey.
        assert_eq!(page.path(), "/login/passkey", "{}", page.html);
        let page = show(&mut mara, &page, &mut key).await;
        assert_eq!(page.path(), "/account/security/password/remove");
        let page = mara.submit(&page, "remove-form", None, &[]).await;
        assert!(page.text("#notice").contains("removed"), "{}", page.html);
        assert!(page.text("#passkeys").contains("last way"), "{}", page.html);
        assert_eq!(other.open("/account").await.path(), "/login", "signed out");
        // The password opens nothing any more.
        let page = other.open("/login").await;
        let wrong = other.log_in(&page, "mara").await;
        assert_eq!(wrong.path(), "/login");
        // The passkey does, and cannot be removed.
        assert_eq!(sign_in(&mut other, &mut key).await.path(), "/account");
        let rename = other.open("/account/security").await;
        let path = rename.attribute("#passkeys a", "href").unwrap().to_owned();
        let kept = other.open(&format!("{path}/remove")).await;
        assert_eq!(kept.path(), "/account/security");
        // What is sensitive asks for it once more, and shows no field for a password.
        site.clock.advance(std::time::Duration::from_secs(600));
        let page = other.open("/account/security/password").await;
        assert_eq!(page.path(), "/login", "{}", page.html);
        assert!(!page.has("#password"), "{}", page.html);
        let page = show(&mut other, &page, &mut key).await;
        assert_eq!(page.path(), "/account/security/password");
        assert!(!page.has("#current_password"));
        let typed = [("password", "another sentence works as well")];
        let page = other.submit(&page, "password-form", None, &typed).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        assert!(
            other
                .open("/account/security")
                .await
                .has("#remove-password")
        );
    })
    .await;
}

#[tokio::test]
async fn passkeys_are_named_and_removed_and_the_browser_is_told() {
    everywhere(async |site| {
        let (mut mara, mut key) = with_passkey(&site, "mara").await;
        let page = mara.open("/account/security").await;
        let known = page.attribute("[data-known]", "data-known").unwrap();
        let known: serde_json::Value = serde_json::from_str(&known).unwrap();
        assert_eq!(known["rpId"], "id.example.com");
        assert_eq!(
            known["allAcceptedCredentialIds"].as_array().unwrap().len(),
            1
        );
        let path = page.attribute("#passkeys a", "href").unwrap().to_owned();
        let form = mara.open(&path).await;
        let typed = [("name", "Mara\u{202e}")];
        let page = mara.submit(&form, "rename-form", None, &typed).await;
        assert!(page.status == 422 || !page.html.contains('\u{202e}'));
        let typed = [("name", "Key on my ring")];
        let page = mara.submit(&form, "rename-form", None, &typed).await;
        assert!(page.text("#passkeys").contains("Key on my ring"));
        // Removing it asks for it once more, and ends every other sign-in.
        let mut other = Browser::new(&site);
        other.sign_in("mara").await;
        let page = mara.open(&format!("{path}/remove")).await;
        let page = show(&mut mara, &page, &mut key).await;
        let page = mara.submit(&page, "remove-form", None, &[]).await;
        assert!(page.text("#notice").contains("removed"), "{}", page.html);
        assert!(!page.has("#passkeys"));
        let known = page.attribute("[data-known]", "data-known").unwrap();
        let known: serde_json::Value = serde_json::from_str(&known).unwrap();
        assert_eq!(known["allAcceptedCredentialIds"], serde_json::json!([]));
        assert_eq!(other.open("/account").await.path(), "/login");
        let page = sign_in(&mut other, &mut key).await;
        assert_eq!(page.status, 422);
        let unknown = page.attribute("[data-unknown]", "data-unknown");
        assert!(unknown.unwrap().contains("credentialId"), "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn a_passkey_is_offered_after_the_password_until_it_is_declined() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let mut mara = Browser::new(&site);
        let can = [
            ("login", "mara"),
            ("password", PASSWORD),
            ("passkeys", "yes"),
        ];
        let started = app.start(&["openid"], &[]);
        let page = mara.open(&started.url).await;
        let page = mara.submit(&page, "login-form", None, &can).await;
        assert_eq!(page.path(), "/login/passkey/offer", "{}", page.html);
        // Declined, it goes on to the app, and is not offered again.
        let page = mara.submit(&page, "decline-form", None, &[]).await;
        app.redeem_from(&mut mara, page, &started).await;
        let mut again = Browser::new(&site);
        let page = again.open("/account").await;
        let page = again.submit(&page, "login-form", None, &can).await;
        assert_eq!(page.path(), "/account", "{}", page.html);

        // Taken by a browser that makes it by itself, it is there from then on.
        site.add_user("kofi").await;
        let mut kofi = Browser::new(&site);
        let can = [
            ("login", "kofi"),
            ("password", PASSWORD),
            ("passkeys", "yes"),
        ];
        let started = app.start(&["openid"], &[]);
        let page = kofi.open(&started.url).await;
        let page = kofi.submit(&page, "login-form", None, &can).await;
        assert!(page.has("#passkey-form[data-unattended]"));
        // What is refused is made no second time, and the browser need not keep it.
        let mut key = authenticator(&site);
        let made = key.create_but(&asked(&page), |it| it.origin = "https://other.test".into());
        let typed = [("credential", &*made), ("unattended", "yes")];
        let page = kofi.submit(&page, "passkey-form", None, &typed).await;
        assert_eq!(page.status, 422);
        assert!(!page.has("#passkey-form[data-unattended]"));
        let told = page.attribute("#passkey-form", "data-unknown").unwrap();
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        let made: serde_json::Value = serde_json::from_str(&made).unwrap();
        assert_eq!(told["credentialId"], made["id"]);
        assert_eq!(told["rpId"], "id.example.com");

        // What that page asks for is made by somebody who is there.
        let mut key = authenticator(&site);
        let made = key.create_but(&asked(&page), |it| it.flags &= !0b101);
        let typed = [("credential", &*made), ("unattended", "yes")];
        let page = kofi.submit(&page, "passkey-form", None, &typed).await;
        assert_eq!(page.status, 422);

        let page = kofi.open(&started.url).await;
        app.redeem_from(&mut kofi, page, &started).await;
        let page = kofi.open("/login/passkey/offer").await;
        let made = key.create_but(&asked(&page), |it| it.flags &= !0b101);
        let typed = [("credential", &*made), ("unattended", "yes")];
        let taken = kofi.submit(&page, "passkey-form", None, &typed).await;
        // Sent once more, as browsers do that go back: it is known here, and nobody is to forget it.
        let again = kofi.submit(&page, "passkey-form", None, &typed).await;
        assert!(!again.has("[data-unknown]"), "{}", again.html);
        assert_eq!(taken.path(), "/account", "{}", taken.html);
        let mut other = Browser::new(&site);
        assert_eq!(sign_in(&mut other, &mut key).await.path(), "/account");
    })
    .await;
}

#[tokio::test]
async fn where_there_are_no_passkeys_nothing_speaks_of_them() {
    let off = |settings: &mut Settings| settings.passkeys.enabled = Some(false);
    everywhere_with(off, async |site| {
        site.add_user("mara").await;
        let mut mara = Browser::new(&site);
        let page = mara.open("/login").await;
        assert!(!page.has("#passkey-form") && !page.html.contains("passkey.js"));
        mara.sign_in("mara").await;
        assert!(!mara.open("/account/security").await.has("#add-passkey"));
        assert_eq!(mara.open("/account/security/passkeys").await.status, 404);
        assert_eq!(site.get("/.well-known/webauthn", None).await.status, 404);
        let metadata = site.get("/.well-known/openid-configuration", None).await;
        let classes = serde_json::json!(["1", "2"]);
        assert_eq!(metadata.json()["acr_values_supported"], classes);
    })
    .await;
}

#[tokio::test]
async fn other_origins_that_may_use_passkeys_are_published() {
    let related = |settings: &mut Settings| {
        settings.passkeys.related_origins = vec!["https://shop.example.org".parse().unwrap()];
    };
    everywhere_with(related, async |site| {
        let answer = site.get("/.well-known/webauthn", None).await;
        assert_eq!(answer.status, 200);
        let origins = serde_json::json!(["https://shop.example.org"]);
        assert_eq!(answer.json()["origins"], origins);
    })
    .await;
}

#[tokio::test]
async fn who_has_an_authenticator_app_may_show_a_passkey_in_its_place() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let mut mara = Browser::new(&site);
        mara.sign_in("mara").await;
        turn_on(&site, &mut mara).await;
        let mut key = authenticator(&site);
        add(&mut mara, &mut key).await;
        let mut other = Browser::new(&site);
        let page = other.open("/account").await;
        let page = other.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/login/totp", "{}", page.html);
        let link = page
            .attribute("#other-credential", "href")
            .unwrap()
            .to_owned();
        let page = other.open(&link).await;
        let page = show(&mut other, &page, &mut key).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        // An operator's reset takes both.
        let mailing = lanyard::accounts::mailing::Mailing::new(false, &site.app.keys);
        let (user, actor) = (site.user("mara").await.id, Actor::operator());
        let (db, now) = (&site.app.db, site.clock.now());
        let cleared = lanyard::accounts::factors::clear(db, &mailing, user, &actor, now);
        assert_eq!(
            cleared.await.unwrap(),
            lanyard::accounts::factors::Cleared::Gone
        );
    })
    .await;
}

#[tokio::test]
async fn who_proves_it_once_more_by_a_passkey_stays_signed_in_for_as_long() {
    everywhere(async |site| {
        let (_, mut key) = with_passkey(&site, "mara").await;
        let mut mara = Browser::new(&site);
        let page = mara.open("/login").await;
        let shown = key.get(&asked(&page));
        let typed = [("credential", &*shown), ("remember", "yes")];
        mara.submit(&page, "passkey-form", None, &typed).await;
        site.clock.advance(Duration::from_mins(6));
        let page = mara.open("/account/security/passkeys").await;
        assert_eq!(page.path(), "/login", "{}", page.html);
        let page = show(&mut mara, &page, &mut key).await;
        assert_eq!(page.path(), "/account/security/passkeys", "{}", page.html);
        // Longer than any sign-in lasts that was not to be kept.
        let idle = site.settings.session.idle;
        site.clock.advance(idle + Duration::from_mins(1));
        assert_eq!(mara.open("/account").await.path(), "/account");
    })
    .await;
}

#[tokio::test]
async fn an_offer_that_is_taken_late_leads_to_the_app_with_the_passkey_or_without() {
    everywhere(async |site| {
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        for (login, minutes, kept) in [("mara", 7, true), ("kofi", 11, false)] {
            site.add_user(login).await;
            let mut browser = Browser::new(&site);
            let started = app.start(&["openid"], &[]);
            let page = browser.open(&started.url).await;
            let can = [
                ("login", login),
                ("password", PASSWORD),
                ("passkeys", "yes"),
            ];
            let page = browser.submit(&page, "login-form", None, &can).await;
            assert_eq!(page.path(), "/login/passkey/offer", "{}", page.html);
            site.clock.advance(Duration::from_mins(minutes));
            let made = authenticator(&site).create(&asked(&page));
            let before = site.count("passkey").await;
            let page = answer(&mut browser, &page, &made).await;
            app.redeem_from(&mut browser, page, &started).await;
            assert_eq!(site.count("passkey").await > before, kept, "{login}");
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_is_offered_to_who_declined_or_has_a_passkey_by_any_address() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let mut mara = Browser::new(&site);
        mara.sign_in("mara").await;
        let page = mara.open("/login/passkey/offer").await;
        assert!(page.has("#passkey-form"), "{}", page.html);
        mara.submit(&page, "decline-form", None, &[]).await;
        assert_eq!(mara.open("/login/passkey/offer").await.path(), "/account");
        site.add_user("kofi").await;
        let mut kofi = Browser::new(&site);
        kofi.sign_in("kofi").await;
        add(&mut kofi, &mut authenticator(&site)).await;
        assert_eq!(kofi.open("/login/passkey/offer").await.path(), "/account");
        // Nor to who was here a while ago: a link begins nothing.
        site.add_user("ines").await;
        let mut ines = Browser::new(&site);
        ines.sign_in("ines").await;
        site.clock.advance(Duration::from_secs(301));
        assert_eq!(ines.open("/login/passkey/offer").await.path(), "/account");
    })
    .await;
}

#[tokio::test]
async fn a_passkey_is_made_for_the_name_that_was_typed() {
    everywhere(async |site| {
        let mara = site.add_user("mara").await;
        let email = mara.email.clone().unwrap();
        for (typed, named) in [
            ("mara", "mara".to_owned()),
            ("Mara", "Mara".to_owned()),
            (&*email, email.clone()),
        ] {
            let mut browser = Browser::new(&site);
            let page = browser.open("/login").await;
            let can = [
                ("login", typed),
                ("password", PASSWORD),
                ("passkeys", "yes"),
            ];
            let page = browser.submit(&page, "login-form", None, &can).await;
            assert_eq!(page.path(), "/login/passkey/offer", "{}", page.html);
            let options: serde_json::Value = serde_json::from_str(&asked(&page)).unwrap();
            assert_eq!(options["user"]["name"], named);
            // Whoever sends a link does not choose it.
            let page = browser.open("/login/passkey/offer?login=kofi").await;
            let options: serde_json::Value = serde_json::from_str(&asked(&page)).unwrap();
            assert_eq!(options["user"]["name"], email);
        }
        // However often it is begun, authenticators know the person by one name.
        let mut browser = Browser::new(&site);
        browser.sign_in("mara").await;
        let handle = async |browser: &mut Browser| {
            let page = browser.open("/account/security/passkeys").await;
            let options: serde_json::Value = serde_json::from_str(&asked(&page)).unwrap();
            options["user"]["id"].clone()
        };
        assert_eq!(handle(&mut browser).await, handle(&mut browser).await);
    })
    .await;
}

#[tokio::test]
async fn a_sign_in_page_that_waited_takes_a_passkey_and_asks_again_when_it_is_too_late() {
    everywhere(async |site| {
        let (_, mut key) = with_passkey(&site, "mara").await;
        let mut browser = Browser::new(&site);
        let page = browser.open("/login").await;
        site.clock.advance(Duration::from_mins(59));
        let page = show(&mut browser, &page, &mut key).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        let mut browser = Browser::new(&site);
        let page = browser.open("/login").await;
        site.clock.advance(Duration::from_mins(61));
        let page = show(&mut browser, &page, &mut key).await;
        assert_eq!(page.status, 422);
        // The field offers it as before.
        assert!(page.has("[autocomplete~=webauthn]"), "{}", page.html);
        let page = show(&mut browser, &page, &mut key).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn whom_an_app_asks_once_more_is_asked_so_after_a_passkey_that_was_refused() {
    everywhere(async |site| {
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let (_, mut key) = with_passkey(&site, "mara").await;
        let mut mara = Browser::new(&site);
        sign_in(&mut mara, &mut key).await;
        let started = app.start(&["openid"], &[("prompt", "login")]);
        let page = mara.open(&started.url).await;
        assert_eq!(page.path(), "/login", "{}", page.html);
        assert!(page.has(".who"), "{}", page.html);
        let forged = key.get_but(&asked(&page), |it| it.forged = true);
        let page = answer(&mut mara, &page, &forged).await;
        assert_eq!(page.status, 422);
        assert!(page.has(".who"), "{}", page.html);
        let page = show(&mut mara, &page, &mut key).await;
        app.redeem_from(&mut mara, page, &started).await;
    })
    .await;
}
