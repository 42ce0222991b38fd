//! CS: the session in the cookie, and whatever else is sealed and travels through browsers.

use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lanyard::clock::Clock;
use lanyard::config::SessionMode;
use lanyard::keys::Purpose;
use lanyard::keys::testing::seal;
use lanyard::session::browser::NewSignIn;
use lanyard::session::{BrowserSession, carrier};
use tokio::task::JoinSet;
use tower::ServiceExt;

use super::*;
use crate::world::everywhere;
use crate::world::matrix::each_engine;

const SESSION: &str = "__Host-lanyard-session";
const DEVICE: &str = "__Host-lanyard-device";
const MINUTE: Duration = Duration::from_secs(60);

async fn is_signed_in(browser: &Browser) -> bool {
    // A copy, which keeps its cookies whatever the answer says.
    browser.clone().open("/account").await.path() == "/account"
}

async fn signed_in(provider: &Provider) -> Browser {
    let mut browser = Browser::new(provider);
    browser.sign_in("mara").await;
    browser
}

async fn kept_signed_in(provider: &Provider) -> Browser {
    let mut browser = Browser::new(provider);
    let page = browser.open("/login").await;
    let fields = [&CREDENTIALS[..], &[("remember", "yes")]].concat();
    browser.submit(&page, "login-form", None, &fields).await;
    browser
}

async fn sign_in_again(browser: &mut Browser) {
    let page = browser.open("/login?another=1").await;
    let page = browser.log_in(&page, "mara").await;
    assert_eq!(page.path(), "/account", "{}", page.html);
}

async fn sign_out(browser: &mut Browser) {
    let page = browser.open("/logout").await;
    let button = Some("confirm-logout");
    let page = browser.submit(&page, "logout-form", button, &[]).await;
    assert_eq!(page.path(), "/logged-out");
}

fn with_session(provider: &Provider, value: impl Into<String>) -> Browser {
    let mut browser = Browser::new(provider);
    browser.jar.insert(SESSION.into(), value.into());
    browser
}

#[tokio::test]
async fn cs_02_putting_the_cookies_back_gives_no_more_guesses() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut stranger = Browser::new(&provider);
        let form = stranger.open("/login").await;
        let guess = [("login", "mara"), ("password", "guess")];
        let before = stranger.clone();
        let mut answers = Vec::new();
        for _ in 0..8 {
            let mut again = before.clone();
            let page = again.submit(&form, "login-form", None, &guess).await;
            answers.push(page.status.as_u16());
        }
        assert_eq!(&answers[..5], [422; 5]);
        assert_eq!(answers.last(), Some(&429), "{answers:?}");
        // Nor does another node or a restart, with the cookies of the beginning.
        let two = provider.another_node().await;
        let mut again = before.moved_to(&two);
        let page = again.log_in(&form, "mara").await;
        assert_eq!(page.status, 429);
        two.app.db.close().await;
        let restarted = provider.restart().await;
        let mut again = before.moved_to(&restarted);
        let page = again.log_in(&form, "mara").await;
        assert_eq!(page.status, 429);
        restarted.app.db.close().await;
    })
    .await;
}

#[tokio::test]
async fn cs_04_one_sealed_text_is_no_other() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (_, code) = scene.code().await;
        let tokens = scene.tokens().await;
        let asks = with(scene.asks(), [("prompt", "login")]);
        let page = scene.ask(&asks).await;
        let flow = page.query("flow").expect("a request under way");
        let csrf = page.attribute("main input[name=csrf]", "value").unwrap();
        // A form kept across a sign-in.
        let mut browser = signed_in(&provider).await;
        let form = browser.open("/apps/new/web").await;
        let once = form.attribute("input[name=draft]", "value").unwrap();
        provider.clock.advance(31 * MINUTE);
        let fields = [("name", "Dockyard")];
        let page = browser.submit(&form, "app-form", None, &fields).await;
        let back = page.query("return").expect("a way back");
        let kept = back.split_once("kept=").expect("a kept form").1.to_owned();
        let mara = signed_in(&provider).await;
        let (session, device) = (mara.jar[SESSION].clone(), mara.jar[DEVICE].clone());
        let now = provider.clock.now();
        let other_purpose = seal(&provider.app.keys, Purpose::Person, now.plus(MINUTE), "x");

        let refresh = tokens.refresh_token.unwrap();
        let bare = code.trim_start_matches("lyc_");
        let texts = [
            &*flow,
            &code,
            bare,
            &csrf,
            &once,
            &kept,
            &device,
            &refresh,
            &tokens.access_token,
            &other_purpose,
        ];
        for text in texts {
            let thief = with_session(&provider, text);
            assert!(!is_signed_in(&thief).await, "as a session: {text}");
        }
        for text in texts
            .into_iter()
            .filter(|text| *text != flow)
            .chain([&*session])
        {
            let page = scene.browser.open(&format!("/login?flow={text}")).await;
            assert_eq!(page.status, 400, "as a request under way: {text}");
            let page = scene.browser.open(&format!("/authorize?flow={text}")).await;
            assert!(page.query("code").is_none() && page.status == 400, "{text}");
        }
        for text in texts
            .into_iter()
            .filter(|text| *text != kept)
            .chain([&*session])
        {
            let page = mara
                .clone()
                .open(&format!("/apps/new/web?kept={text}"))
                .await;
            assert_eq!(page.status, 200);
            assert_eq!(
                page.attribute("#name", "value").as_deref().unwrap_or(""),
                "",
                "{text}"
            );
        }
        for text in texts
            .into_iter()
            .filter(|text| *text != device)
            .chain([&*session])
        {
            let mut stranger = Browser::new(&provider);
            stranger.jar.insert(DEVICE.into(), text.to_owned());
            assert_eq!(
                stranger.open("/login").await.status,
                200,
                "as a device: {text}"
            );
        }
        for text in [&*flow, &kept, &device, &session, &csrf] {
            let form = [("grant_type", "refresh_token"), ("refresh_token", text)];
            let answer = provider.post("/token", form, Some(&scene.basic)).await;
            refused(&answer, 400, "invalid_grant");
            assert_eq!(scene.userinfo(text).await.status, 401);
        }
    })
    .await;
}

/// Four rotations, an hour apart, while two nodes answer all the time; then the keys of the first are dropped.
#[tokio::test]
async fn cs_05_keys_rotate_under_load_and_dropped_ones_open_nothing() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let two = provider.another_node().await;
        let mut browser = kept_signed_in(&provider).await;
        let first = browser.clone();
        let in_cookie = provider.settings.session.mode == SessionMode::Cookie;
        for _ in 0..3 {
            let mut load = JoinSet::new();
            for reader in 0..8 {
                let mut browser = browser.moved_to(if reader % 2 == 0 { &provider } else { &two });
                load.spawn(async move {
                    for _ in 0..6 {
                        let page = browser.open("/account").await;
                        assert_eq!((page.status.as_u16(), page.path()), (200, "/account"));
                        tokio::task::yield_now().await;
                    }
                });
            }
            let (app, now) = (&provider.app, provider.clock.now());
            app.keys.rotate_ring_now(&app.db, now).await.unwrap();
            provider.clock.advance(30 * MINUTE);
            two.app
                .keys
                .refresh(&app.db, provider.clock.now())
                .await
                .unwrap();
            provider.clock.advance(31 * MINUTE);
            for node in [&provider, &two] {
                node.app
                    .keys
                    .refresh(&app.db, provider.clock.now())
                    .await
                    .unwrap();
            }
            while let Some(done) = load.join_next().await {
                done.unwrap();
            }
            // Sealed anew by one node, read by the other; the copy under a former key is good as well.
            let before = browser.jar[SESSION].clone();
            assert!(browser.open("/account").await.path() == "/account");
            assert_eq!(browser.jar[SESSION] != before, in_cookie);
            assert!(is_signed_in(&browser.moved_to(&two)).await);
            assert!(is_signed_in(&first).await && is_signed_in(&first.moved_to(&two)).await);
        }
        let (app, now) = (&provider.app, provider.clock.now());
        app.keys.revoke_ring(&app.db, now).await.unwrap();
        two.app.keys.refresh(&app.db, now).await.unwrap();
        for node in [&provider, &two] {
            for old in [&first, &browser] {
                let mut old = old.moved_to(node);
                let page = old.open("/account").await;
                assert_eq!(page.status, 200, "never an error");
                assert_eq!(page.path() == "/account", !in_cookie);
            }
        }
        let fresh = signed_in(&provider).await;
        assert!(is_signed_in(&fresh).await && is_signed_in(&fresh.moved_to(&two)).await);
        two.app.db.close().await;
    })
    .await;
}

#[tokio::test]
async fn cs_08_all_that_does_not_open_is_answered_alike() {
    each_engine(SessionMode::Cookie, async |provider| {
        provider.add_user("mara").await;
        let good = signed_in(&provider).await.jar[SESSION].clone();
        let bytes = URL_SAFE_NO_PAD.decode(&good).unwrap();
        let mut malformed = vec![
            "A".repeat(22),
            "A".repeat(good.len()),
            "A".repeat(3_799),
            good[..good.len() - 1].to_owned(),
            format!("{good}A"),
            format!("{good}=="),
        ];
        // Every byte of what is sealed: version, key, nonce, text, tag.
        for at in 0..bytes.len() {
            for flip in [0x01, 0x80] {
                let mut changed = bytes.clone();
                changed[at] ^= flip;
                malformed.push(URL_SAFE_NO_PAD.encode(changed));
            }
        }
        for length in 0..bytes.len() {
            malformed.push(URL_SAFE_NO_PAD.encode(&bytes[..length]));
        }
        let mut answers = std::collections::BTreeSet::new();
        let count = malformed.len();
        for value in malformed {
            let mut browser = with_session(&provider, value);
            let page = browser.open_once("/account").await;
            let headers: Vec<_> = page
                .headers
                .iter()
                .filter(|(name, _)| *name != "x-request-id")
                .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
                .collect();
            answers.insert((page.status.as_u16(), headers, page.html));
        }
        assert!(count > 250, "{count}");
        assert_eq!(answers.len(), 1, "{answers:#?}");
    })
    .await;
}

#[tokio::test]
async fn cs_09_the_cookie_is_small_whoever_signs_in_and_never_cut() {
    each_engine(SessionMode::Cookie, async |provider| {
        let long = "x".repeat(60);
        seed_long(&provider, &long).await;
        let mut browser = Browser::new(&provider);
        browser.sign_in(&long).await;
        provider.clock.advance(6 * MINUTE);
        browser.open("/account").await;
        let size = browser.jar[SESSION].len();
        assert!(size < 400, "{size}: ids only, no names and no claims");
        eprintln!("the session cookie has {size} bytes");

        // What cannot happen: a session that does not fit. It is refused aloud, and nothing is set.
        let user = provider.user(&long).await.id;
        let handler = move |session: BrowserSession| async move {
            let new = NewSignIn {
                second: None,
                strange: false,
                user,
                password_hash: None,
                amr: vec!["x".repeat(4_000)],
                remember: false,
                device: String::new(),
                failed: None,
            };
            session.sign_in(new).await.map(|_| "done").unwrap()
        };
        let router = Router::new()
            .route("/", get(handler))
            .layer(from_fn_with_state(
                lanyard::router::carrier(&provider.app),
                carrier::carry,
            ));
        let request = Request::get("/").body(Body::empty()).unwrap();
        let answer = router.oneshot(request).await.unwrap();
        assert!(answer.status().is_server_error(), "{}", answer.status());
        // People read it, so it is a page.
        assert_eq!(
            answer.headers()[header::CONTENT_TYPE],
            "text/html; charset=utf-8"
        );
        let cookies = answer.headers().get_all(header::SET_COOKIE).iter();
        for cookie in cookies {
            assert!(!cookie.to_str().unwrap().starts_with(SESSION), "{cookie:?}");
        }
    })
    .await;
}

async fn seed_long(provider: &Provider, login: &str) {
    let fill = |user: &mut User| {
        user.name = "N".repeat(128);
        let groups: Vec<_> = (0..500).map(|n| format!("group-{n}")).collect();
        user.claims.insert("groups".into(), groups.into());
    };
    crate::world::seed::add_user_with(&provider.app, login, PASSWORD, fill).await;
}

#[tokio::test]
async fn cs_10_nothing_is_compressed_before_it_is_sealed() {
    everywhere(async |provider| {
        let (keys, until) = (&provider.app.keys, provider.clock.now().plus(MINUTE));
        let mut random = [0_u8; 750];
        aws_lc_rs::rand::fill(&mut random).unwrap();
        let random = URL_SAFE_NO_PAD.encode(random);
        for length in [10, 100, 1_000] {
            let lengths = ["a".repeat(length), random[..length].to_owned()]
                .map(|text| seal(keys, Purpose::Session, until, &text).len());
            assert_eq!(lengths[0], lengths[1], "{length} characters");
        }
    })
    .await;
}

#[tokio::test]
async fn cs_14_the_mode_is_switched_and_switched_back() {
    for first in [SessionMode::Database, SessionMode::Cookie] {
        each_engine(first, async |provider| {
            let mut scene = Scene::new(&provider).await;
            let (started, code) = scene.code().await;
            let (tokens, old) = (scene.tokens().await, scene.browser.clone());
            let mut other = provider.settings.clone();
            other.session.mode = match first {
                SessionMode::Database => SessionMode::Cookie,
                SessionMode::Cookie => SessionMode::Database,
            };
            provider.app.db.close().await;
            let switched = Provider::start_at(other, provider.clock.clone()).await;
            let mut browser = old.moved_to(&switched);
            let page = browser.open("/account").await;
            assert_eq!((page.status.as_u16(), page.path()), (200, "/login"));
            assert!(
                !browser.jar.contains_key(SESSION),
                "the cookie is taken back"
            );
            assert!(page.text("#reason").contains("could not be read any more"));
            browser.sign_in("mara").await;
            assert!(is_signed_in(&browser).await);
            // What apps hold does not depend on it.
            let mut scene = scene.at(&switched).await;
            assert!(scene.app.redeem(&started, &code).await.is_ok());
            let refreshed = scene.refresh(&tokens.refresh_token.unwrap()).await;
            assert_eq!(refreshed.status, 200, "{}", refreshed.text);
            scene.browser = browser.clone();
            scene.tokens().await;
            switched.app.db.close().await;

            let back = Provider::start_at(provider.settings.clone(), provider.clock.clone()).await;
            let mut browser = browser.moved_to(&back);
            assert_eq!(browser.open("/account").await.path(), "/login");
            browser.sign_in("mara").await;
            assert!(is_signed_in(&browser).await);
            back.app.db.close().await;
        })
        .await;
    }
}

#[tokio::test]
async fn cs_17_a_copy_of_the_browser_is_ended_by_its_owner() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let (stolen, mut owner) = (signed_in(&provider).await, signed_in(&provider).await);
        let mut thief = stolen.clone();
        thief.user_agent =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
                .into();
        assert!(
            is_signed_in(&thief).await,
            "nothing tells a copy from the browser"
        );
        let page = owner.open("/account/sessions").await;
        let action = page.attribute("form[action$='/end']", "action");
        let csrf = owner.csrf_of("/account/sessions").await;
        owner
            .post(&action.expect("it is listed"), &[("csrf".into(), csrf)])
            .await;
        assert!(!is_signed_in(&thief).await && !is_signed_in(&stolen).await);
        assert!(is_signed_in(&owner).await);
    })
    .await;
}

/// A clock that is some seconds off the provider's.
fn off_by(provider: &Provider, seconds: i64) -> Clock {
    let now = provider.clock.now();
    Clock::manual(lanyard::protocol::time::Timestamp(now.0 + seconds))
}

#[tokio::test]
async fn cs_18_clocks_of_nodes_may_differ_by_two_minutes() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        for skew in [-90, 90] {
            let two = provider.another_node_at(off_by(&provider, skew)).await;
            for (here, there) in [(&provider, &two), (&two, &provider)] {
                let mut browser = signed_in(here).await;
                let mut other = browser.moved_to(there);
                for _ in 0..4 {
                    assert!(is_signed_in(&browser).await, "no flapping, {skew}");
                    assert!(is_signed_in(&other).await, "no flapping, {skew}");
                    provider.clock.advance(5 * MINUTE);
                    two.clock.advance(5 * MINUTE);
                    let page = other.open("/account").await;
                    assert_eq!(page.path(), "/account");
                    browser.jar = other.jar.clone();
                }
                // What the one whose clock is behind ended, the other finds when it reads.
                there.app.sessions.refresh_ended().await.unwrap();
                let copied = browser.clone();
                sign_in_again(&mut browser).await;
                there.app.sessions.refresh_ended().await.unwrap();
                assert!(
                    !is_signed_in(&copied).await && !is_signed_in(&copied.moved_to(there)).await
                );
                assert!(is_signed_in(&browser.moved_to(there)).await);
                let copied = browser.clone();
                sign_out(&mut browser).await;
                assert!(
                    !is_signed_in(&copied).await && !is_signed_in(&copied.moved_to(there)).await
                );
            }
            two.app.db.close().await;
        }
        let two = provider.another_node_at(off_by(&provider, -121)).await;
        let browser = signed_in(&provider).await;
        let mut early = browser.moved_to(&two);
        let page = early.open("/account").await;
        assert_eq!(page.path(), "/login", "it began in the future");
        two.app.db.close().await;
    })
    .await;
}
