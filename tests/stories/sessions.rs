//! One contract for both session modes: what ends a sign-in, what outlives it, and what is kept across it.
//!
//! Every story runs straight on, and a second time with a restart of the server at each `pause`.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use lanyard::ops::cleanup;
use lanyard::store::sign_ins;

use crate::world::{Browser, PASSWORD, Page, Provider, RelyingParty, Scene, everywhere, twice};

const ACCOUNT: &str = "/account";
const LOGIN: &str = "/login";
const SESSION: &str = "__Host-lanyard-session";
const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(86_400);

async fn is_signed_in(browser: &mut Browser) -> bool {
    match browser.open(ACCOUNT).await.path() {
        ACCOUNT => true,
        LOGIN => false,
        other => panic!("sent to {other}"),
    }
}

/// Whether the cookies are good; the browser itself keeps them in any case.
async fn is_good(browser: &Browser) -> bool {
    is_signed_in(&mut browser.clone()).await
}

fn session(browser: &Browser) -> String {
    browser.jar[SESSION].clone()
}

async fn log_in(browser: &mut Browser, page: &Page, more: &[(&str, &str)]) -> Page {
    let fields = [&[("login", "mara"), ("password", PASSWORD)], more].concat();
    browser.submit(page, "login-form", None, &fields).await
}

async fn sign_out(browser: &mut Browser) -> Page {
    let page = browser.open("/logout").await;
    let button = Some("confirm-logout");
    browser.submit(&page, "logout-form", button, &[]).await
}

async fn change_password(browser: &mut Browser, new: &str) -> Page {
    let page = browser.open("/account/security/password").await;
    let fields = [("current_password", PASSWORD), ("password", new)];
    browser.submit(&page, "password-form", None, &fields).await
}

async fn signed_in<const N: usize>(provider: &Provider) -> [Browser; N] {
    let mut browsers = [(); N].map(|()| Browser::new(provider));
    for browser in &mut browsers {
        browser.sign_in("mara").await;
    }
    browsers
}

#[tokio::test]
async fn ss_14_a_session_ends_unused_and_ends_anyway() {
    twice(async |mut site| {
        site.add_user("mara").await;
        let [mut browser] = signed_in(&site).await;
        site.clock.advance(29 * MINUTE);
        site.pause().await;
        assert!(is_signed_in(&mut browser).await);
        site.clock.advance(29 * MINUTE);
        assert!(is_signed_in(&mut browser).await, "it was used meanwhile");
        site.clock.advance(30 * MINUTE + Duration::from_secs(1));
        site.pause().await;
        let page = browser.open(ACCOUNT).await;
        let why = "You were signed out because this browser was not used for 30 minutes.";
        assert_eq!(page.text("#reason"), why);

        browser.sign_in("mara").await;
        for _ in 0..(12 * 3) - 1 {
            site.clock.advance(20 * MINUTE);
            assert!(is_signed_in(&mut browser).await);
        }
        site.pause().await;
        site.clock.advance(20 * MINUTE);
        let page = browser.open(ACCOUNT).await;
        let why = "You were signed out because 12 hours had passed since you signed in.";
        assert_eq!(page.text("#reason"), why, "used or not");
    })
    .await;
}

#[tokio::test]
async fn keep_me_signed_in_outlives_the_browser_window() {
    twice(async |mut site| {
        site.add_user("mara").await;
        let mut browser = Browser::new(&site);
        let page = browser.open(LOGIN).await;
        log_in(&mut browser, &page, &[("remember", "yes")]).await;
        assert!(browser.last_cookie(SESSION).contains("; Max-Age=2592000"));
        for _ in 0..2 {
            site.clock.advance(14 * DAY);
            site.pause().await;
            browser.close_window();
            assert!(is_signed_in(&mut browser).await);
            assert!(browser.last_cookie(SESSION).contains("; Max-Age="));
        }
        site.clock.advance(2 * DAY);
        site.pause().await;
        let page = browser.open(ACCOUNT).await;
        let why = "You were signed out because 30 days had passed since you signed in.";
        assert_eq!(page.text("#reason"), why, "used or not");

        // Unused, it is the same limit.
        let page = browser.open("/login?another=1").await;
        log_in(&mut browser, &page, &[("remember", "yes")]).await;
        site.clock.advance(30 * DAY);
        let page = browser.open(ACCOUNT).await;
        assert_eq!(page.text("#reason"), why);

        let [mut other] = signed_in(&site).await;
        assert!(!other.last_cookie(SESSION).contains("Max-Age"));
        other.close_window();
        assert!(!is_signed_in(&mut other).await, "it ended with the window");
    })
    .await;
}

#[tokio::test]
async fn ss_01_ss_02_the_id_changes_at_every_sign_in_and_the_old_one_is_over() {
    twice(async |mut site| {
        site.add_user("mara").await;
        let mut browser = Browser::new(&site);
        let preset = "AAAAAAAAAAAAAAAAAAAAAA";
        browser.jar.insert(SESSION.into(), preset.into());
        let thief = browser.clone();
        browser.sign_in("mara").await;
        let first = session(&browser);
        assert_ne!(first, preset);
        assert!(!is_good(&thief).await, "nobody knew the id before");

        let copied = browser.clone();
        site.clock.advance(6 * MINUTE);
        site.pause().await;
        let page = browser.open("/account/security/password").await;
        assert_eq!(page.path(), LOGIN, "after five minutes it is asked again");
        assert!(page.html.contains("Confirm it is you"));
        assert_eq!(page.attribute("#login", "value").as_deref(), Some("mara"));
        site.pause().await;
        let only_password = [("password", PASSWORD)];
        let page = browser
            .submit(&page, "login-form", None, &only_password)
            .await;
        assert_eq!(page.path(), "/account/security/password", "and leads back");
        assert_ne!(session(&browser), first);
        assert!(!is_good(&copied).await, "the old id is over");
        site.pause().await;
        assert!(!is_good(&copied).await && !is_good(&thief).await);
        assert!(is_signed_in(&mut browser).await);
    })
    .await;
}

#[tokio::test]
async fn ss_04_signing_out_ends_this_browser_and_every_copy_of_its_cookie() {
    twice(async |mut site| {
        site.add_user("mara").await;
        let [mut browser, mut other] = signed_in(&site).await;
        let copied = browser.clone();
        site.pause().await;
        let page = sign_out(&mut browser).await;
        assert_eq!(page.path(), "/logged-out");
        assert!(
            !browser.jar.contains_key(SESSION),
            "the cookie is taken back"
        );
        assert!(!is_good(&copied).await);
        site.pause().await;
        assert!(!is_good(&copied).await && !is_signed_in(&mut browser).await);
        assert!(is_signed_in(&mut other).await, "elsewhere nothing changes");
        // Nor does it come back later, when lists are swept.
        for _ in 0..3 {
            site.clock.advance(20 * MINUTE);
            cleanup::sweep(&site.app.db, &site.clock).await.unwrap();
            site.pause().await;
            assert!(is_signed_in(&mut other).await && !is_good(&copied).await);
        }
    })
    .await;
}

#[tokio::test]
async fn ss_05_changing_the_password_ends_the_others_and_what_apps_hold() {
    twice(async |mut site| {
        let Scene { app, .. } = Scene::before(&site).await;
        let [mut here, mut there] = signed_in(&site).await;
        let offline = ["profile", "offline_access"];
        let tokens = there.sign_in_to(&app, "mara", &offline).await;
        let before = here.clone();
        site.pause().await;
        let page = change_password(&mut here, "another sentence that works").await;
        assert_eq!(page.path(), ACCOUNT, "{}", page.html);
        site.pause().await;
        assert!(is_signed_in(&mut here).await);
        assert!(!is_good(&before).await, "the cookie was renewed");
        let page = there.open(ACCOUNT).await;
        assert_eq!(page.path(), LOGIN);
        assert!(
            page.text("#reason")
                .contains("because your password changed")
        );
        assert!(app.refresh(&tokens.refresh_token.unwrap()).await.is_err());
        assert_eq!(
            log_in(&mut there, &page, &[]).await.status,
            422,
            "the old one"
        );
    })
    .await;
}

#[tokio::test]
async fn ss_20_another_device_is_signed_out_from_here_and_only_ones_own() {
    twice(async |mut site| {
        site.add_user("mara").await;
        site.add_user("iris").await;
        let (mut here, mut there) = (Browser::new(&site), Browser::new(&site));
        there.user_agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1".into();
        there.sign_in("mara").await;
        here.sign_in("mara").await;
        site.pause().await;
        let page = here.open("/account/sessions").await;
        assert_eq!(page.heading(), "Devices");
        assert!(page.html.contains("Safari on iPhone") && page.html.contains("This device"));
        let action = page.attribute("form[action$='/end']", "action").expect("a button for another device");

        let mut stranger = Browser::new(&site);
        stranger.sign_in("iris").await;
        let csrf = stranger.csrf_of("/account/security/password").await;
        let refused = stranger.post(&action, &[("csrf".into(), csrf)]).await;
        assert_eq!(refused.status, 404, "another person's sign-in is not there");
        assert!(is_signed_in(&mut there).await);

        let [mut third] = signed_in(&site).await;
        site.pause().await;
        let csrf = here.csrf_of("/account/sessions").await;
        here.post(&action, &[("csrf".into(), csrf)]).await;
        assert!(!is_good(&there).await, "that one went");
        site.pause().await;
        assert!(!is_good(&there).await && is_signed_in(&mut third).await && is_signed_in(&mut here).await);

        let [mut fourth] = signed_in(&site).await;
        let page = here.open("/account/sessions").await;
        here.submit(&page, "end-others-form", None, &[]).await;
        site.pause().await;
        assert!(!is_signed_in(&mut third).await && !is_signed_in(&mut fourth).await);
        assert!(is_signed_in(&mut here).await);
        let page = here.open("/account/sessions").await;
        assert!(page.html.contains("Signed out from another device."), "the history says why");
    })
    .await;
}

#[tokio::test]
async fn ss_06_a_disabled_person_is_signed_out_and_every_app_with_them() {
    twice(async |mut site| {
        let Scene {
            user,
            mut browser,
            app,
            ..
        } = Scene::before(&site).await;
        let offline = ["profile", "offline_access"];
        let tokens = browser.sign_in_to(&app, "mara", &offline).await;
        site.pause().await;
        let (id, now) = (user.id, site.clock.now());
        let job = site.app.db.write(move |c| {
            Box::pin(async move { lanyard::store::users::disable(c, id, now).await })
        });
        job.await.unwrap();
        assert!(!is_good(&browser).await, "in the same second");
        site.pause().await;
        assert!(!is_signed_in(&mut browser).await);
        assert!(app.refresh(&tokens.refresh_token.unwrap()).await.is_err());
        let bearer = format!("Bearer {}", tokens.access_token);
        assert_eq!(site.get("/userinfo", Some(&bearer)).await.status, 401);
        let page = browser.open(LOGIN).await;
        assert_eq!(log_in(&mut browser, &page, &[]).await.status, 422);
    })
    .await;
}

#[tokio::test]
async fn the_reason_for_being_asked_again_is_said_in_one_sentence() {
    twice(async |mut site| {
        site.add_user("mara").await;
        let [mut browser, mut other] = signed_in(&site).await;
        let page = other.open("/account/sessions").await;
        other.submit(&page, "end-others-form", None, &[]).await;
        site.pause().await;
        let page = browser.open(ACCOUNT).await;
        let notice = page.text("#reason");
        assert!(
            notice.starts_with("You were signed out: here, from another device"),
            "{notice}"
        );
        // An app's request says it, too.
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        browser.sign_in("mara").await;
        site.clock.advance(31 * MINUTE);
        let page = browser.open(&app.start(&["profile"], &[]).url).await;
        assert!(page.text("#reason").contains("not used for 30 minutes"));
    })
    .await;
}

#[tokio::test]
async fn pf_13_a_form_survives_a_session_that_ended_under_it() {
    twice(async |mut site| {
        site.add_user("mara").await;
        let [mut browser] = signed_in(&site).await;
        let form = browser.open("/apps/new/web").await;
        site.clock.advance(31 * MINUTE);
        site.pause().await;
        let typed = "https://rp.example/one\nhttps://rp.example/two";
        let fields = [("name", "Harbour Notes"), ("redirect_uris", typed)];
        let page = browser.submit(&form, "app-form", None, &fields).await;
        assert_eq!(page.path(), LOGIN, "{}", page.html);
        site.pause().await;
        let page = log_in(&mut browser, &page, &[]).await;
        assert_eq!(page.path(), "/apps/new/web");
        let name = page.attribute("#name", "value");
        assert_eq!(name.as_deref(), Some("Harbour Notes"));
        assert_eq!(page.text("#redirect_uris"), typed.replace('\n', " "));
        let apps = browser.open("/apps").await;
        assert!(
            apps.html.contains("You have no apps yet"),
            "nothing was done without a new press"
        );
        site.pause().await;
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
    twice(async |mut site| {
        site.add_user("mara").await;
        let (one, one_secret) = site.add_client("Harbour Notes").await;
        let (two, two_secret) = site.add_client("Dockyard").await;
        let one = RelyingParty::discover(&site, &one, Some(&one_secret)).await;
        let two = RelyingParty::discover(&site, &two, Some(&two_secret)).await;
        let mut browser = Browser::new(&site);
        let (first, second) = (one.start(&["profile"], &[]), two.start(&["email"], &[]));
        let tab_one = browser.open(&first.url).await;
        let tab_two = browser.open(&second.url).await;
        site.pause().await;
        let tab_two = log_in(&mut browser, &tab_two, &[]).await;
        let tab_one = log_in(&mut browser, &tab_one, &[]).await;
        assert!(
            tab_one.heading().contains("Harbour Notes") && tab_two.heading().contains("Dockyard")
        );
        site.pause().await;
        let tab_one = browser.approve(&tab_one).await;
        let tab_two = browser.approve(&tab_two).await;
        let codes = (one.code(&first, &tab_one), two.code(&second, &tab_two));
        site.pause().await;
        one.redeem(&first, &codes.0).await.unwrap();
        two.redeem(&second, &codes.1).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn ft_20_a_sign_in_goes_on_at_another_node() {
    twice(async |mut site| {
        site.add_user("mara").await;
        let (client_id, secret) = site.add_client("Harbour Notes").await;
        let two = site.another_node().await;
        let app = RelyingParty::discover(&site, &client_id, Some(&secret)).await;
        let mut browser = Browser::new(&site);
        let started = app.start(&["profile"], &[]);
        let page = browser.open(&started.url).await;
        let mut browser = browser.moved_to(&two);
        let page = log_in(&mut browser, &page, &[]).await;
        site.pause().await;
        let mut browser = browser.moved_to(&site);
        let page = browser.approve(&page).await;
        let code = app.code(&started, &page);
        app.redeem(&started, &code).await.unwrap();

        let at_two = browser.moved_to(&two);
        assert!(is_good(&at_two).await);
        site.pause().await;
        sign_out(&mut browser).await;
        // Without a word to it, and without its having read the list anew.
        assert!(
            !is_good(&at_two).await,
            "signed out on one, signed out on the other"
        );
        two.app.db.close().await;
    })
    .await;
}

#[tokio::test]
async fn cs_05_cookies_and_requests_under_way_survive_three_rotations_of_the_keys() {
    twice(async |mut site| {
        let (mut browser, app) = Scene::before(&site).await.into_parts();
        let page = browser.open(LOGIN).await;
        log_in(&mut browser, &page, &[("remember", "yes")]).await;
        for _ in 0..3 {
            let started = app.start(&["profile"], &[]);
            let under_way = browser.open(&started.url).await;
            let before = session(&browser);
            let now = site.clock.now();
            site.app
                .keys
                .rotate_ring_now(&site.app.db, now)
                .await
                .unwrap();
            site.pause().await;
            // It seals when every node has had time to load it.
            site.clock.advance(61 * MINUTE);
            site.app
                .keys
                .refresh(&site.app.db, site.clock.now())
                .await
                .unwrap();
            assert!(is_signed_in(&mut browser).await);
            let resealed = session(&browser);
            let in_cookie = site.app.sessions.mode() == lanyard::config::SessionMode::Cookie;
            assert_eq!(resealed != before, in_cookie, "sealed by the new key");
            site.pause().await;
            assert!(is_signed_in(&mut browser).await);
            assert_eq!(session(&browser), resealed, "once, not at every request");
            let page = if under_way.path() == "/consent" {
                browser.approve(&under_way).await
            } else {
                under_way
            };
            // The answers of a page that stood open for so long are asked for again; the request is not lost.
            assert!(
                page.status == 200 || page.query("code").is_some(),
                "{}",
                page.url
            );
        }
    })
    .await;
}

#[tokio::test]
async fn cs_01_an_older_copy_of_the_cookie_put_back_brings_nothing_back() {
    twice(async |mut site| {
        site.add_user("mara").await;
        let [mut browser] = signed_in(&site).await;
        let first = browser.clone();
        site.clock.advance(6 * MINUTE);
        assert!(is_signed_in(&mut browser).await);
        let touched = browser.clone();
        site.pause().await;
        let page = browser.open("/login?another=1").await;
        log_in(&mut browser, &page, &[]).await;
        let renewed = browser.clone();
        change_password(&mut browser, "another sentence that works").await;
        let changed = browser.clone();
        for older in [&first, &touched, &renewed] {
            assert!(!is_good(older).await);
        }
        site.pause().await;
        let two = site.another_node().await;
        for older in [&first, &touched, &renewed] {
            assert!(!is_good(older).await && !is_good(&older.moved_to(&two)).await);
        }
        assert!(is_good(&changed).await && is_good(&changed.moved_to(&two)).await);
        sign_out(&mut browser).await;
        assert!(!is_good(&changed).await && !is_good(&changed.moved_to(&two)).await);
        two.app.db.close().await;
    })
    .await;
}

#[tokio::test]
async fn ss_08_ss_09_ss_10_cs_06_junk_in_the_cookie_is_nobody() {
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
            // A version of the seal that does not exist, with a key that does.
            format!("Aw{}", &good[2..]),
            format!("AA{}", &good[2..]),
            format!("{good}A"),
            format!("{good}."),
            good.to_lowercase(),
        ];
        let longer = session(&browser).repeat(4_000 / good.len() + 1);
        junk.push(longer);
        for at in 0..good.len() {
            let mut changed = good.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            junk.push(String::from_utf8(changed).unwrap());
        }
        let other = signed_in::<1>(&provider).await.map(|other| session(&other));
        for two in [[good.as_str(), &other[0]], [&other[0], &good], [&good, "x"]] {
            let cookies = two.map(|value| format!("{SESSION}={value}")).join("; ");
            let request = Request::get(ACCOUNT).header("cookie", cookies);
            let page = browser
                .clone()
                .send(request.body(Body::empty()).unwrap())
                .await;
            assert!(
                page.location().contains(LOGIN),
                "SS-09: two values are none"
            );
        }
        for value in junk {
            let mut forged = browser.clone();
            forged.jar.insert(SESSION.into(), value.clone());
            assert!(!is_signed_in(&mut forged).await, "{value}");
        }
        let mut unprefixed = browser.clone();
        unprefixed.jar.remove(SESSION);
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

#[tokio::test]
async fn ss_14_a_sign_in_whose_browser_never_comes_back_ends_when_it_was_idle() {
    everywhere(async |site| {
        let mara = site.add_user("mara").await;
        let [gone, mut here] = signed_in(&site).await;
        let mut kept = Browser::new(&site);
        let page = kept.open(LOGIN).await;
        log_in(&mut kept, &page, &[("remember", "yes")]).await;
        let idle = site.app.settings.session.idle;
        let ended = async || {
            let idle = cleanup::end_idle(&site.app.db, &site.clock, idle).await;
            idle.unwrap();
            let job = site
                .app
                .db
                .read(move |c| Box::pin(sign_ins::recent(c, mara.id, 9)));
            let rows = job.await.unwrap();
            let mut reasons: Vec<_> = rows.into_iter().map(|row| row.end_reason).collect();
            reasons.sort();
            reasons
        };
        site.clock.advance(idle / 2);
        assert!(is_signed_in(&mut here).await, "seen");
        site.clock.advance(idle / 2);
        assert_eq!(ended().await, [None, None, None], "others may be behind");
        site.clock.advance(idle / 4);
        assert_eq!(ended().await, [None, None, Some("idle".to_owned())]);
        assert!(is_signed_in(&mut here).await && is_signed_in(&mut kept).await);
        // Whoever comes back after all is told why.
        let page = gone.clone().open(ACCOUNT).await;
        assert_eq!(page.path(), LOGIN);
        assert!(
            page.text("#reason").contains("was not used for"),
            "{}",
            page.html
        );
    })
    .await;
}
