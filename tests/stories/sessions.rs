//! One contract for both session modes: what ends a sign-in, what outlives it, and what is kept across it.

use std::time::Duration;

use super::support::{Browser, PASSWORD, Provider, RelyingParty, everywhere};

const ACCOUNT: &str = "/account";
const LOGIN: &str = "/login";

async fn is_signed_in(browser: &mut Browser) -> bool {
    match browser.open(ACCOUNT).await.path() {
        ACCOUNT => true,
        LOGIN => false,
        other => panic!("sent to {other}"),
    }
}

fn session(browser: &Browser) -> String {
    browser.jar["__Host-lanyard-session"].clone()
}

/// What other nodes and the memory of this one learn within five seconds.
async fn told(provider: &Provider) {
    provider.app.sessions.refresh_ended().await.unwrap();
}

#[tokio::test]
async fn keep_me_signed_in_outlives_the_browser_window() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        let page = browser.open(LOGIN).await;
        let fields = [
            ("login", "mara"),
            ("password", PASSWORD),
            ("remember", "yes"),
        ];
        browser.submit(&page, "login-form", None, &fields).await;
        assert!(
            browser
                .last_cookie("__Host-lanyard-session")
                .contains("Max-Age=2592000")
        );
        provider.clock.advance(Duration::from_secs(29 * 86_400));
        assert!(is_signed_in(&mut browser).await);

        let mut other = Browser::new(&provider);
        other.sign_in("mara").await;
        assert!(
            !other
                .last_cookie("__Host-lanyard-session")
                .contains("Max-Age"),
            "ends with the window"
        );
    })
    .await;
}

#[tokio::test]
async fn ss_01_ss_02_the_id_changes_at_every_sign_in_and_the_old_one_is_over() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.jar.insert(
            "__Host-lanyard-session".into(),
            "AAAAAAAAAAAAAAAAAAAAAA".into(),
        );
        browser.sign_in("mara").await;
        let first = session(&browser);
        assert_ne!(first, "AAAAAAAAAAAAAAAAAAAAAA");

        let copied = browser.clone();
        provider.clock.advance(Duration::from_secs(6 * 60));
        let page = browser.open("/account/security/password").await;
        assert_eq!(
            page.path(),
            LOGIN,
            "five minutes after the sign-in it is asked again"
        );
        assert!(page.html.contains("Confirm it is you"));
        assert_eq!(page.attribute("#login", "value").as_deref(), Some("mara"));
        let page = browser
            .submit(&page, "login-form", None, &[("password", PASSWORD)])
            .await;
        assert_eq!(page.path(), "/account/security/password", "and leads back");
        assert_ne!(session(&browser), first);
        let restarted = provider.restart().await;
        assert!(
            !is_signed_in(&mut copied.moved_to(&restarted)).await,
            "the old id is over, also after a restart"
        );
        assert!(is_signed_in(&mut browser.moved_to(&restarted)).await);
        restarted.app.db.close().await;
    })
    .await;
}

#[tokio::test]
async fn ss_20_another_device_is_signed_out_from_here_and_only_ones_own() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        provider.add_user("iris").await;
        let (mut here, mut there, mut third) = (Browser::new(&provider), Browser::new(&provider), Browser::new(&provider));
        there.user_agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1".into();
        for browser in [&mut here, &mut there, &mut third] {
            browser.sign_in("mara").await;
        }
        let page = here.open("/account/sessions").await;
        assert_eq!(page.heading(), "Devices");
        assert!(page.html.contains("Safari on iPhone") && page.html.contains("This device"));
        let action = page.attribute("form[action$='/end']", "action").expect("a button for another device");

        let mut stranger = Browser::new(&provider);
        stranger.sign_in("iris").await;
        let own = stranger.open("/account/sessions").await;
        let token = own.attribute("input[name=csrf]", "value");
        let csrf = stranger.csrf_of("/account/security/password").await;
        drop(token);
        let refused = stranger.post(&action, &[("csrf".into(), csrf)]).await;
        assert_eq!(refused.status, 404, "another person's sign-in is not there");
        told(&provider).await;
        assert!(is_signed_in(&mut there).await && is_signed_in(&mut third).await);

        let csrf = here.csrf_of("/account/sessions").await;
        here.post(&action, &[("csrf".into(), csrf)]).await;
        told(&provider).await;
        let alive = [is_signed_in(&mut there).await, is_signed_in(&mut third).await];
        assert_eq!(alive.iter().filter(|alive| **alive).count(), 1, "one of them went");
        assert!(is_signed_in(&mut here).await);

        let page = here.open("/account/sessions").await;
        here.submit(&page, "end-others-form", None, &[]).await;
        told(&provider).await;
        assert!(!is_signed_in(&mut there).await && !is_signed_in(&mut third).await);
        assert!(is_signed_in(&mut here).await);
        let page = here.open("/account/sessions").await;
        assert!(page.html.contains("Signed out from another device."), "the history says why");
    })
    .await;
}

#[tokio::test]
async fn ss_06_a_disabled_person_is_signed_out_and_every_app_with_them() {
    everywhere(async |provider| {
        let user = provider.add_user("mara").await;
        let (client_id, secret) = provider.add_client("Harbour Notes").await;
        let app = RelyingParty::discover(&provider, &client_id, Some(&secret)).await;
        let mut browser = Browser::new(&provider);
        let tokens = browser
            .sign_in_to(&app, "mara", &["profile", "offline_access"])
            .await;
        let (id, now) = (user.id, provider.clock.now());
        let job = provider.app.db.write(move |c| {
            Box::pin(async move { lanyard::store::users::disable(c, id, now).await })
        });
        job.await.unwrap();
        assert!(!is_signed_in(&mut browser).await);
        assert!(app.refresh(&tokens.refresh_token.unwrap()).await.is_err());
        let bearer = format!("Bearer {}", tokens.access_token);
        assert_eq!(provider.get("/userinfo", Some(&bearer)).await.status, 401);
        let page = browser.open(LOGIN).await;
        let page = browser
            .submit(
                &page,
                "login-form",
                None,
                &[("login", "mara"), ("password", PASSWORD)],
            )
            .await;
        assert_eq!(page.status, 422);
    })
    .await;
}

#[tokio::test]
async fn the_reason_for_being_asked_again_is_said_in_one_sentence() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        provider.clock.advance(Duration::from_secs(31 * 60));
        let page = browser.open(ACCOUNT).await;
        assert_eq!(
            page.text("#notice"),
            "You were signed out because this browser was not used for 30 minutes."
        );

        browser.sign_in("mara").await;
        let mut other = Browser::new(&provider);
        other.sign_in("mara").await;
        let page = other.open("/account/sessions").await;
        other.submit(&page, "end-others-form", None, &[]).await;
        told(&provider).await;
        let page = browser.open(ACCOUNT).await;
        assert!(
            page.text("#notice")
                .starts_with("You were signed out: here, from another device"),
            "{}",
            page.text("#notice")
        );
    })
    .await;
}

#[tokio::test]
async fn pf_13_a_form_survives_a_session_that_ended_under_it() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let form = browser.open("/apps/new/web").await;
        provider.clock.advance(Duration::from_secs(31 * 60));
        let typed = "https://rp.example/one\nhttps://rp.example/two";
        let page = browser
            .submit(
                &form,
                "app-form",
                None,
                &[("name", "Harbour Notes"), ("redirect_uris", typed)],
            )
            .await;
        assert_eq!(page.path(), LOGIN, "{}", page.html);
        let page = browser
            .submit(
                &page,
                "login-form",
                None,
                &[("login", "mara"), ("password", PASSWORD)],
            )
            .await;
        assert_eq!(page.path(), "/apps/new/web");
        assert_eq!(
            page.attribute("#name", "value").as_deref(),
            Some("Harbour Notes")
        );
        assert_eq!(page.text("#redirect_uris"), typed.replace('\n', " "));
        assert!(
            browser
                .open("/apps")
                .await
                .html
                .contains("You have no apps yet"),
            "nothing was done without a new press"
        );
        let page = browser.submit(&page, "app-form", None, &[]).await;
        assert!(
            page.attribute("#secret", "value").is_some(),
            "{}",
            page.html
        );
    })
    .await;
}

#[tokio::test]
async fn az_20_two_tabs_end_at_their_own_apps() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let (one, one_secret) = provider.add_client("Harbour Notes").await;
        let (two, two_secret) = provider.add_client("Dockyard").await;
        let one = RelyingParty::discover(&provider, &one, Some(&one_secret)).await;
        let two = RelyingParty::discover(&provider, &two, Some(&two_secret)).await;
        let mut browser = Browser::new(&provider);
        let (first, second) = (one.start(&["profile"], &[]), two.start(&["email"], &[]));
        let tab_one = browser.open(&first.url).await;
        let tab_two = browser.open(&second.url).await;
        let login = [("login", "mara"), ("password", PASSWORD)];
        let tab_two = browser.submit(&tab_two, "login-form", None, &login).await;
        let tab_one = browser.submit(&tab_one, "login-form", None, &login).await;
        assert!(
            tab_one.heading().contains("Harbour Notes") && tab_two.heading().contains("Dockyard")
        );
        let tab_one = browser
            .submit(&tab_one, "consent-form", Some("approve"), &[])
            .await;
        let tab_two = browser
            .submit(&tab_two, "consent-form", Some("approve"), &[])
            .await;
        one.redeem(&first, &one.code(&first, &tab_one))
            .await
            .unwrap();
        two.redeem(&second, &two.code(&second, &tab_two))
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn ft_20_a_sign_in_goes_on_at_another_node() {
    everywhere(async |one| {
        one.add_user("mara").await;
        let (client_id, secret) = one.add_client("Harbour Notes").await;
        let two = one.another_node().await;
        let app = RelyingParty::discover(&one, &client_id, Some(&secret)).await;
        let mut browser = Browser::new(&one);
        let started = app.start(&["profile"], &[]);
        let page = browser.open(&started.url).await;
        let mut browser = browser.moved_to(&two);
        let page = browser
            .submit(
                &page,
                "login-form",
                None,
                &[("login", "mara"), ("password", PASSWORD)],
            )
            .await;
        let mut browser = browser.moved_to(&one);
        let page = browser
            .submit(&page, "consent-form", Some("approve"), &[])
            .await;
        app.redeem(&started, &app.code(&started, &page))
            .await
            .unwrap();

        let mut at_two = browser.moved_to(&two);
        assert!(is_signed_in(&mut at_two).await);
        let page = browser.open("/logout").await;
        browser
            .submit(&page, "logout-form", Some("confirm-logout"), &[])
            .await;
        told(&two).await;
        assert!(
            !is_signed_in(&mut at_two).await,
            "signed out on one node, signed out on the other"
        );
        two.app.db.close().await;
    })
    .await;
}

#[tokio::test]
async fn cs_05_cookies_and_flows_survive_a_rotation_of_the_keys() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        provider
            .app
            .keys
            .rotate_ring_now(&provider.app.db, provider.clock.now())
            .await
            .unwrap();
        provider.clock.advance(Duration::from_secs(20 * 60));
        provider
            .app
            .keys
            .refresh(&provider.app.db, provider.clock.now())
            .await
            .unwrap();
        assert!(is_signed_in(&mut browser).await);
        let resealed = session(&browser);
        assert!(is_signed_in(&mut browser).await);
        assert_eq!(
            session(&browser),
            resealed,
            "sealed anew once, not at every request"
        );
    })
    .await;
}

#[tokio::test]
async fn ss_08_ss_09_cs_06_junk_in_the_cookie_is_nobody() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let good = session(&browser);
        let mut junk = vec![
            String::new(),
            "x".into(),
            "A".repeat(22),
            "A".repeat(3_900),
            "%00".into(),
            "AQ".into(),
        ];
        for at in 0..good.len() {
            let mut changed = good.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            junk.push(String::from_utf8(changed).unwrap());
        }
        for value in junk {
            let mut forged = browser.clone();
            forged
                .jar
                .insert("__Host-lanyard-session".into(), value.clone());
            assert!(!is_signed_in(&mut forged).await, "{value}");
        }
        let mut unprefixed = browser.clone();
        unprefixed.jar.remove("__Host-lanyard-session");
        unprefixed
            .jar
            .insert("lanyard-session".into(), good.clone());
        assert!(
            !is_signed_in(&mut unprefixed).await,
            "SS-10: only the prefixed name counts"
        );
        assert!(is_signed_in(&mut browser).await);
    })
    .await;
}
