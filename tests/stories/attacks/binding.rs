//! BD: sessions bound to the device, the same in both modes. The theft itself is played in Chromium (`browser/bound.rs`).

use std::time::Duration;

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lanyard::audit::Actor;
use lanyard::clients::access;
use lanyard::clock::Clock;
use lanyard::config::{Bind, SessionMode, Settings};
use serde_json::{Value, json};

use super::*;
use crate::world::device_key::{DeviceKey, SHORT, challenge_of};
use crate::world::everywhere;
use crate::world::matrix::{each_engine_with, everywhere_with};

const MINUTE: Duration = Duration::from_secs(60);
/// How long a shown key is good here, and what clocks may differ.
const LIFETIME: Duration = Duration::from_secs(600);
const SKEW: Duration = Duration::from_secs(120);
const SESSION: &str = "__Host-lanyard-session";

async fn is_signed_in(browser: &Browser) -> bool {
    // A copy, which keeps its cookies whatever the answer says.
    browser.clone().open("/account").await.path() == "/account"
}

/// Mara in her browser, bound to its device.
async fn bound(provider: &Provider) -> (Browser, String, DeviceKey) {
    let mut browser = signed_in(provider).await;
    let (session, key) = browser.binds().await;
    (browser, session, key)
}

async fn signed_in(provider: &Provider) -> Browser {
    let mut browser = Browser::new(provider);
    browser.sign_in("mara").await;
    browser
}

/// Chooses another account of the browser.
async fn switch(browser: &mut Browser, user: &str) -> Page {
    let page = browser.open("/login?choose=1").await;
    let (action, mut fields) = page.form("account-form", None);
    fields.push(("account".to_owned(), user.to_owned()));
    browser.post(&action, &fields).await
}

fn short_cookies(browser: &Browser) -> Vec<String> {
    let short = browser.jar.keys().filter(|name| name.starts_with(SHORT));
    short.cloned().collect()
}

#[tokio::test]
async fn bd_01_a_session_without_a_fresh_proof_is_none_and_ends_nothing() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (session, key) = scene.browser.binds().await;
        let line = scene.browser.last_cookie(&short_cookies(&scene.browser)[0]);
        assert!(
            line.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=600"),
            "{line}"
        );
        let thief = scene.browser.clone();
        provider
            .clock
            .advance(LIFETIME + SKEW - Duration::from_secs(1));
        assert!(
            is_signed_in(&thief).await,
            "the copy works as long as the short cookie"
        );
        provider.clock.advance(Duration::from_secs(1));
        assert!(!is_signed_in(&thief).await);
        let page = thief.clone().open("/account").await;
        assert!(
            page.html.contains("bound to the device it began on"),
            "{}",
            page.html
        );

        let silent = scene.app.start(&[], &[("prompt", "none")]);
        let answer = thief.clone().open(&silent.url).await;
        assert!(
            answer.url.contains("error=login_required"),
            "{}",
            answer.url
        );

        // The owner's browser shows the key first, and goes on.
        scene.browser.device_cookies_run_out();
        assert!(
            !is_signed_in(&scene.browser).await,
            "without the short cookie nobody is"
        );
        assert_eq!(
            scene.browser.shows(&session, &key).await.status,
            StatusCode::OK
        );
        assert!(is_signed_in(&scene.browser).await);
        let answer = scene.browser.open(&silent.url).await;
        assert!(answer.url.contains("code="), "{}", answer.url);
        assert!(
            !is_signed_in(&thief).await,
            "the old short cookie stays old"
        );
    })
    .await;
}

#[tokio::test]
async fn bd_02_nobody_registers_a_key_for_somebody_elses_session() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = signed_in(&provider).await;
        let challenge = browser.offered().unwrap();
        let (ours, theirs) = (DeviceKey::new(), DeviceKey::new());
        // Without the session, and for another one.
        let mut stranger = Browser::new(&provider);
        assert_eq!(
            stranger
                .register(&theirs.registers(&challenge))
                .await
                .status,
            400
        );
        let mut other = signed_in(&provider).await;
        assert_eq!(
            other.register(&theirs.registers(&challenge)).await.status,
            400
        );
        assert!(short_cookies(&other).is_empty());
        // A key that is claimed, and not held.
        let header = json!({ "alg": "ES256", "jwk": ours.jwk(), "typ": "dbsc+jwt" });
        let forged = theirs.sign(&header, &json!({ "jti": challenge }));
        assert_eq!(browser.register(&forged).await.status, 400);
        assert_eq!(
            browser.register(&ours.registers(&challenge)).await.status,
            200
        );
        // Once: whoever copied the cookies and the challenge is late.
        let mut thief = browser.clone();
        assert_eq!(
            thief.register(&theirs.registers(&challenge)).await.status,
            400
        );
        assert_eq!(
            browser.register(&ours.registers(&challenge)).await.status,
            400
        );
        assert!(is_signed_in(&browser).await);
    })
    .await;
}

#[tokio::test]
async fn bd_03_a_challenge_is_for_one_session_one_purpose_and_a_minute() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let (mut one, session, key) = bound(&provider).await;
        let (mut two, other, key_of_two) = bound(&provider).await;
        let mine = challenge_of(&one.refresh(&session, None).await);
        let theirs = challenge_of(&two.refresh(&other, None).await);
        // Of another session, for another purpose, of nobody, spoiled.
        let again = signed_in(&provider).await.offered().unwrap();
        let mut spoiled = mine.clone().into_bytes();
        spoiled[40] ^= 1;
        let spoiled = String::from_utf8(spoiled).unwrap();
        for wrong in [&theirs, &again, "", "CHALLENGE", &spoiled] {
            let answer = one.refresh(&session, Some(&key.shows(wrong))).await;
            assert_eq!(answer.status, 403, "{wrong}");
            challenge_of(&answer);
        }
        // The other session's name, or key.
        for (name, key, challenge) in [
            (&other, &key, &theirs),
            (&session, &key_of_two, &mine),
            (&session, &key_of_two, &theirs),
        ] {
            let answer = one.refresh(name, Some(&key.shows(challenge))).await;
            assert_eq!(answer.status, 400, "{}", answer.html);
        }
        let nobody = one
            .refresh("01a22879-cb46-4607-9fd1-70d05270a236", None)
            .await;
        assert_eq!(nobody.json()["continue"], false);
        assert_eq!(one.refresh("x", None).await.status, 400);
        provider.clock.advance(MINUTE + SKEW);
        assert_eq!(
            one.refresh(&session, Some(&key.shows(&mine))).await.status,
            403
        );
        assert_eq!(one.shows(&session, &key).await.status, 200);
        // An offer is over as well.
        let mut late = signed_in(&provider).await;
        let challenge = late.offered().unwrap();
        provider.clock.advance(MINUTE + SKEW);
        let answer = late.register(&DeviceKey::new().registers(&challenge)).await;
        assert_eq!(answer.status, 400);
        assert!(is_signed_in(&late).await, "nobody is signed out for it");
    })
    .await;
}

#[tokio::test]
async fn bd_04_a_proof_is_worth_one_short_cookie_and_only_beside_the_session() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let (mut browser, session, key) = bound(&provider).await;
        let proof = key.shows(&challenge_of(&browser.refresh(&session, None).await));
        // Browsers send no cookie with it on the way from another site, so nothing else is asked for. Whoever listened has a short cookie
        // then, and no session that it could be of.
        let mut listener = Browser::new(&provider);
        assert_eq!(listener.refresh(&session, Some(&proof)).await.status, 200);
        assert_eq!(short_cookies(&listener), short_cookies(&browser));
        assert!(!is_signed_in(&listener).await);
        assert_eq!(
            browser.shows(&session, &key).await.status,
            200,
            "the owner goes on"
        );
        let mut thief = browser.clone();
        thief.device_cookies_run_out();
        let answer = thief.refresh(&session, Some(&proof)).await;
        assert_eq!(answer.status, 403, "a proof is counted once");
        assert!(short_cookies(&thief).is_empty());
        // Registration is no way around it.
        let registers = key.registers(&challenge_of(&answer));
        assert_eq!(thief.register(&registers).await.status, 400);
    })
    .await;
}

/// A proof with another header or key, for the challenge of a registration.
fn spoiled_proofs(challenge: &str) -> Vec<(&'static str, String)> {
    let key = DeviceKey::new();
    let claims = json!({ "jti": challenge });
    let with = |header: Value| key.sign(&header, &claims);
    let jwk = key.jwk();
    let unsigned = |header: Value| {
        let text = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        format!("{}.{}", text(&header), text(&claims))
    };
    let hs256 = unsigned(json!({ "alg": "HS256", "jwk": jwk, "typ": "dbsc+jwt" }));
    let secret = hmac::Key::new(hmac::HMAC_SHA256, jwk.to_string().as_bytes());
    let mac = URL_SAFE_NO_PAD.encode(hmac::sign(&secret, hs256.as_bytes()));
    let mut off_curve = jwk.clone();
    off_curve["y"] = json!(URL_SAFE_NO_PAD.encode([7; 32]));
    let mut other_curve = jwk.clone();
    other_curve["crv"] = json!("P-384");
    let mut short = jwk.clone();
    short["x"] = json!(URL_SAFE_NO_PAD.encode([7; 31]));
    let symmetric = json!({ "kty": "oct", "k": "c2VjcmV0" });
    let rsa = |bits: usize, exponent: &[u8]| {
        let text = |octets: &[u8]| URL_SAFE_NO_PAD.encode(octets);
        json!({ "kty": "RSA", "n": text(&vec![0xC1; bits / 8]), "e": text(exponent) })
    };
    let typed = |typ: &str| with(json!({ "alg": "ES256", "jwk": jwk, "typ": typ }));
    let keyed = |jwk: Value| with(json!({ "alg": "ES256", "jwk": jwk, "typ": "dbsc+jwt" }));
    let rs = |jwk: Value| with(json!({ "alg": "RS256", "jwk": jwk, "typ": "dbsc+jwt" }));
    vec![
        (
            "alg none",
            format!(
                "{}.",
                unsigned(json!({ "alg": "none", "jwk": jwk, "typ": "dbsc+jwt" }))
            ),
        ),
        ("alg HS256 with the public key", format!("{hs256}.{mac}")),
        (
            "alg ES384",
            with(json!({ "alg": "ES384", "jwk": jwk, "typ": "dbsc+jwt" })),
        ),
        ("alg RS256 with an EC key", rs(jwk.clone())),
        ("typ of another kind", typed("JWT")),
        ("typ of another kind", typed("at+jwt")),
        ("no typ", with(json!({ "alg": "ES256", "jwk": jwk }))),
        (
            "crit",
            with(
                json!({ "alg": "ES256", "jwk": jwk, "typ": "dbsc+jwt", "crit": ["b64"], "b64": false }),
            ),
        ),
        ("no key", with(json!({ "alg": "ES256", "typ": "dbsc+jwt" }))),
        ("a point off the curve", keyed(off_curve)),
        ("another curve", keyed(other_curve)),
        ("a short coordinate", keyed(short)),
        ("a symmetric key", keyed(symmetric)),
        ("RSA of 1024 bits", rs(rsa(1024, &[1, 0, 1]))),
        ("RSA of 8192 bits", rs(rsa(8192, &[1, 0, 1]))),
        ("RSA with exponent 3", rs(rsa(2048, &[3]))),
        (
            "no challenge",
            key.sign(
                &json!({ "alg": "ES256", "jwk": jwk, "typ": "dbsc+jwt" }),
                &json!({}),
            ),
        ),
        ("two parts", "a.b".to_owned()),
        ("nothing", String::new()),
        ("too long", "a".repeat(5_000)),
    ]
}

#[tokio::test]
async fn bd_05_only_what_was_offered_signs_and_only_as_what_it_is() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = signed_in(&provider).await;
        let challenge = browser.offered().unwrap();
        for (what, proof) in spoiled_proofs(&challenge) {
            let answer = browser.register(&proof).await;
            assert_eq!(answer.status, 400, "{what}: {}", answer.html);
            assert!(short_cookies(&browser).is_empty(), "{what}");
        }
        assert!(is_signed_in(&browser).await, "nobody is signed out for it");
        let key = DeviceKey::new();
        let answer = browser.register(&key.registers(&challenge)).await;
        let session = answer.json()["session_identifier"]
            .as_str()
            .unwrap()
            .to_owned();
        let challenge = challenge_of(&browser.refresh(&session, None).await);
        for (what, proof) in spoiled_proofs(&challenge) {
            let answer = browser.refresh(&session, Some(&proof)).await;
            assert_eq!(answer.status, 400, "{what}: {}", answer.html);
        }
        assert_eq!(
            browser
                .refresh(&session, Some(&key.shows(&challenge)))
                .await
                .status,
            200
        );
    })
    .await;
}

#[tokio::test]
async fn bd_05_a_key_of_rsa_binds_as_well() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = signed_in(&provider).await;
        let key = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
        let modulus = key
            .public_key()
            .modulus()
            .big_endian_without_leading_zero()
            .to_vec();
        let text = |octets: &[u8]| URL_SAFE_NO_PAD.encode(octets);
        let sign = |header: Value, challenge: &str| {
            let parts = [header, json!({ "jti": challenge })];
            let [header, claims] = parts.map(|part| text(part.to_string().as_bytes()));
            let signed = format!("{header}.{claims}");
            let mut signature = vec![0; key.public_modulus_len()];
            key.sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                signed.as_bytes(),
                &mut signature,
            )
            .unwrap();
            format!("{signed}.{}", text(&signature))
        };
        let jwk = json!({ "kty": "RSA", "n": text(&modulus), "e": "AQAB" });
        let header = json!({ "alg": "RS256", "jwk": jwk, "typ": "dbsc+jwt" });
        let challenge = browser.offered().unwrap();
        let answer = browser.register(&sign(header, &challenge)).await;
        assert_eq!(answer.status, 200, "{}", answer.html);
        let session = answer.json()["session_identifier"]
            .as_str()
            .unwrap()
            .to_owned();
        let challenge = challenge_of(&browser.refresh(&session, None).await);
        let proof = sign(json!({ "alg": "RS256", "typ": "dbsc+jwt" }), &challenge);
        assert_eq!(browser.refresh(&session, Some(&proof)).await.status, 200);
        println!("{} bytes of session cookie", browser.jar[SESSION].len());
        provider.clock.advance(3 * MINUTE);
        assert!(is_signed_in(&browser).await);
    })
    .await;
}

#[tokio::test]
async fn bd_06_the_short_cookie_is_of_one_session_and_ours() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let (one, _, _) = bound(&provider).await;
        let (two, _, _) = bound(&provider).await;
        // Requests that were under way while it was bound are let through for a moment.
        provider.clock.advance(3 * MINUTE);
        let (name, other) = (&short_cookies(&one)[0], &short_cookies(&two)[0]);
        let with = |value: Option<&str>| {
            let mut copy = one.clone();
            copy.jar.remove(name);
            copy.jar
                .extend(value.map(|value| (name.clone(), value.to_owned())));
            copy
        };
        assert!(is_signed_in(&with(Some(&one.jar[name]))).await);
        let foreign = two.jar[other].clone();
        let session = one.jar[SESSION].clone();
        let mut spoiled = one.jar[name].clone().into_bytes();
        spoiled[50] ^= 1;
        let spoiled = String::from_utf8(spoiled).unwrap();
        for wrong in [
            None,
            Some(""),
            Some("x"),
            Some(&*foreign),
            Some(&*session),
            Some(&*spoiled),
        ] {
            assert!(!is_signed_in(&with(wrong)).await, "{wrong:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn bd_07_a_cookie_from_before_it_was_bound_is_soon_worth_nothing() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let before = scene.browser.clone();
        let (session, key) = scene.browser.binds().await;
        assert!(is_signed_in(&before).await, "what was under way goes on");
        provider.clock.advance(3 * MINUTE);
        let started = scene.app.start(&[], &[("prompt", "none")]);
        let answer = before.clone().open(&started.url).await;
        assert!(
            answer.url.contains("error=login_required"),
            "{}",
            answer.url
        );
        provider.clock.advance(3 * MINUTE);
        assert!(!is_signed_in(&before).await);
        let node = provider.restart().await;
        assert!(
            !is_signed_in(&before.moved_to(&node)).await,
            "also after a restart"
        );
        let mut owner = scene.browser.moved_to(&node);
        assert_eq!(owner.shows(&session, &key).await.status, 200);
        assert!(is_signed_in(&owner).await);
    })
    .await;
}

#[tokio::test]
async fn bd_08_what_is_over_is_not_shown_again() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let (mut browser, session, key) = bound(&provider).await;
        let copy = browser.clone();
        let challenge = challenge_of(&browser.refresh(&session, None).await);
        browser.sign_out().await;
        assert!(
            short_cookies(&browser).is_empty(),
            "the short cookie goes as well"
        );
        let proof = key.shows(&challenge);
        for mut browser in [browser, copy] {
            for proof in [None, Some(&*proof)] {
                let answer = browser.refresh(&session, proof).await;
                assert_eq!(answer.status, 200);
                assert_eq!(
                    answer.json(),
                    json!({ "session_identifier": session, "continue": false })
                );
            }
            assert!(!is_signed_in(&browser).await);
        }
    })
    .await;
}

#[tokio::test]
async fn bd_09_of_64_at_once_one_is_counted_on_two_nodes() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let (mut browser, session, key) = bound(&provider).await;
        let node = provider.another_node().await;
        let proof = key.shows(&challenge_of(&browser.refresh(&session, None).await));
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..64 {
            let at = if number % 2 == 0 { &provider } else { &node };
            let mut copy = browser.moved_to(at);
            let (session, proof) = (session.clone(), proof.clone());
            tasks.spawn(async move { copy.refresh(&session, Some(&proof)).await.status.as_u16() });
        }
        let answers = tasks.join_all().await;
        let counted = answers.iter().filter(|status| **status == 200).count();
        assert_eq!(counted, 1, "{answers:?}");
        assert!(
            answers.iter().all(|status| [200, 403].contains(status)),
            "{answers:?}"
        );
        // Of 64 that register, one binds.
        let fresh = {
            let mut fresh = signed_in(&provider).await;
            let challenge = fresh.offered().unwrap();
            (fresh, challenge)
        };
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..64 {
            let at = if number % 2 == 0 { &provider } else { &node };
            let mut copy = fresh.0.moved_to(at);
            let proof = DeviceKey::new().registers(&fresh.1);
            tasks.spawn(async move { copy.register(&proof).await.status.as_u16() });
        }
        let answers = tasks.join_all().await;
        assert_eq!(
            answers.iter().filter(|status| **status == 200).count(),
            1,
            "{answers:?}"
        );
        node.app.db.close().await;
    })
    .await;
}

fn required(settings: &mut Settings) {
    settings.session.bind = Bind::Require;
}

#[tokio::test]
async fn bd_10_an_offer_that_is_taken_away_signs_nobody_in_where_binding_is_required() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        // Where it is offered, a browser that does not know it sees no difference.
        let browser = signed_in(&provider).await;
        provider.clock.advance(20 * MINUTE);
        assert!(is_signed_in(&browser).await);
    })
    .await;
    everywhere_with(required, async |provider| {
        let mut scene = Scene::before(&provider).await;
        scene.browser.sign_in("mara").await;
        let (mut bound, session, key) = bound(&provider).await;
        assert!(is_signed_in(&scene.browser).await, "it has a minute");
        provider
            .clock
            .advance(MINUTE + SKEW + Duration::from_secs(1));
        let page = scene.browser.open("/account").await;
        assert_eq!(page.path(), "/login");
        assert!(
            page.html.contains("only browsers that bind"),
            "{}",
            page.html
        );
        assert_eq!(bound.shows(&session, &key).await.status, 200);
        assert!(is_signed_in(&bound).await);
    })
    .await;
}

#[tokio::test]
async fn bd_11_clocks_of_nodes_may_differ_by_two_minutes() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        for (off, holds) in [(-119, true), (119, true), (-700, false)] {
            let now = provider.clock.now().0;
            let clock = Clock::manual(lanyard::protocol::time::Timestamp(now + off));
            let node = provider.another_node_at(clock.clone()).await;
            let (mut browser, session, key) = bound(&provider).await;
            provider.clock.advance(3 * MINUTE);
            clock.advance(3 * MINUTE);
            assert_eq!(browser.shows(&session, &key).await.status, 200);
            let there = browser.moved_to(&node);
            assert_eq!(is_signed_in(&there).await, holds, "{off} s");
            if holds {
                // One asks, the other is answered; and a moment before its end the short cookie holds on both.
                let mut there = there;
                let proof = key.shows(&challenge_of(&browser.refresh(&session, None).await));
                assert_eq!(
                    there.refresh(&session, Some(&proof)).await.status,
                    200,
                    "{off} s"
                );
                assert!(is_signed_in(&there.moved_to(&provider)).await, "{off} s");
                provider.clock.advance(LIFETIME - Duration::from_secs(1));
                clock.advance(LIFETIME - Duration::from_secs(1));
                assert!(is_signed_in(&there).await, "{off} s");
                assert!(is_signed_in(&there.moved_to(&provider)).await, "{off} s");
            }
            node.app.db.close().await;
        }
    })
    .await;
}

#[tokio::test]
async fn bd_12_each_account_of_a_browser_has_a_device_of_its_own() {
    everywhere(async |provider| {
        let mara = provider.add_user("mara").await.id.to_string();
        provider.add_user("jonas").await;
        let (mut browser, of_mara, key_of_mara) = bound(&provider).await;
        let page = browser.open("/login?another=1").await;
        browser.log_in(&page, "jonas").await;
        let (of_jonas, key_of_jonas) = browser.binds().await;
        assert_ne!(of_mara, of_jonas);
        assert_eq!(short_cookies(&browser).len(), 2);
        provider.clock.advance(LIFETIME + SKEW);
        browser.device_cookies_run_out();
        // The one that waits is shown by its own key, though another is in front.
        assert_eq!(browser.shows(&of_jonas, &key_of_jonas).await.status, 200);
        let page = browser.clone().open("/login?choose=1").await;
        assert!(
            page.has("#login-form"),
            "its device was not shown: a password is asked for"
        );
        assert!(is_signed_in(&browser).await, "and nothing else ended");
        assert_eq!(browser.shows(&of_mara, &key_of_mara).await.status, 200);
        let page = switch(&mut browser, &mara).await;
        assert_eq!(page.path(), "/account");
        assert!(page.html.contains("mara@example.org"), "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn bd_13_proving_it_again_keeps_the_device_and_a_new_sign_in_binds_anew() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (session, key) = scene.browser.binds().await;
        let started = scene.app.start(&[], &[("prompt", "login")]);
        let page = scene.browser.open(&started.url).await;
        scene.browser.log_in(&page, "mara").await;
        assert_eq!(scene.browser.offered(), None, "it is bound already");
        provider.clock.advance(LIFETIME + SKEW);
        scene.browser.device_cookies_run_out();
        assert!(!is_signed_in(&scene.browser).await);
        assert_eq!(scene.browser.shows(&session, &key).await.status, 200);
        assert!(is_signed_in(&scene.browser).await);
        // A device that lost its key: who knows the password signs in, and is bound anew.
        provider.clock.advance(LIFETIME + SKEW);
        scene.browser.device_cookies_run_out();
        let page = scene.browser.open("/account").await;
        scene.browser.log_in(&page, "mara").await;
        let (anew, _) = scene.browser.binds().await;
        assert_ne!(anew, session);
        provider.clock.advance(3 * MINUTE);
        assert!(is_signed_in(&scene.browser).await);
    })
    .await;
}

#[tokio::test]
async fn bd_14_keys_are_changed_and_nodes_restarted_in_the_middle_of_it() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = signed_in(&provider).await;
        let challenge = browser.offered().unwrap();
        let rotate = async |provider: &Provider| {
            let (app, now) = (&provider.app, provider.clock.now());
            app.keys.rotate_ring_now(&app.db, now).await.unwrap();
        };
        rotate(&provider).await;
        let node = provider.another_node().await;
        let mut there = browser.moved_to(&node);
        let key = DeviceKey::new();
        let answer = there.register(&key.registers(&challenge)).await;
        assert_eq!(answer.status, 200, "{}", answer.html);
        let session = answer.json()["session_identifier"]
            .as_str()
            .unwrap()
            .to_owned();
        let challenge = challenge_of(&there.refresh(&session, None).await);
        rotate(&node).await;
        node.app.db.close().await;
        let restarted = provider.restart().await;
        let mut back = there.moved_to(&restarted);
        assert_eq!(
            back.refresh(&session, Some(&key.shows(&challenge)))
                .await
                .status,
            200
        );
        assert!(is_signed_in(&back).await);
    })
    .await;
}

#[tokio::test]
async fn bd_15_off_asks_for_nothing() {
    let off = |settings: &mut Settings| settings.session.bind = Bind::Off;
    everywhere_with(off, async |provider| {
        provider.add_user("mara").await;
        let mut browser = signed_in(&provider).await;
        assert_eq!(browser.offered(), None);
        let answer = browser.register(&DeviceKey::new().registers("x")).await;
        assert_eq!(answer.status, 400);
    })
    .await;
}

#[tokio::test]
async fn bd_16_who_comes_with_another_key_is_seen() {
    each_engine_with(
        SessionMode::Cookie,
        |_| {},
        async |provider| {
            provider.add_user("mara").await;
            let (mut browser, session, key) = bound(&provider).await;
            let mut thief = browser.clone();
            for _ in 0..3 {
                let challenge = challenge_of(&thief.refresh(&session, None).await);
                let answer = thief
                    .refresh(&session, Some(&DeviceKey::new().shows(&challenge)))
                    .await;
                assert_eq!(answer.status, 400);
            }
            assert_eq!(
                browser.shows(&session, &key).await.status,
                200,
                "nobody is kept out by it"
            );
            let page = browser.open("/account/activity").await;
            let told = page.html.matches("without its device").count();
            assert_eq!(told, 1, "{}", page.html);
            assert!(
                page.html.contains("Session bound to this device"),
                "{}",
                page.html
            );
        },
    )
    .await;
}

#[tokio::test]
async fn bd_17_an_app_is_told_the_key_only_where_it_was_mapped() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (session, key) = scene.browser.binds().await;
        let claim = async |scene: &mut Scene| {
            let tokens = scene.tokens().await;
            let claims = tokens.id_token.split('.').nth(1).unwrap().to_owned();
            let claims: Value =
                serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
            claims["device_jkt"].clone()
        };
        assert_eq!(claim(&mut scene).await, Value::Null);
        let mapping = json!({ "claim": "device_jkt", "from": "device_key", "in": ["id_token"] });
        let mappings = vec![serde_json::from_value(mapping).unwrap()];
        let app = &provider.app;
        let client = app
            .clients
            .by_id(&scene.app.client_id)
            .await
            .unwrap()
            .unwrap();
        let (actor, now) = (Actor::operator(), provider.clock.now());
        let changed = access::map_claims(&app.db, &client, mappings, &actor, now).await;
        changed.unwrap();
        app.clients.changed(&client.id);
        assert_eq!(claim(&mut scene).await, key.thumbprint());
        assert_ne!(session, key.thumbprint());
    })
    .await;
}

#[tokio::test]
async fn bd_18_who_is_kept_signed_in_shows_the_key_when_the_window_is_opened_again() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        let page = browser.open("/login").await;
        let kept = [
            ("login", "mara"),
            ("password", PASSWORD),
            ("remember", "yes"),
        ];
        browser.submit(&page, "login-form", None, &kept).await;
        let (session, key) = browser.binds().await;
        let mut thief = browser.clone();
        provider.clock.advance(20 * 24 * 60 * MINUTE);
        browser.close_window();
        browser.device_cookies_run_out();
        assert!(!is_signed_in(&browser).await && !is_signed_in(&thief).await);
        assert_eq!(browser.shows(&session, &key).await.status, StatusCode::OK);
        assert!(is_signed_in(&browser).await);
        // The one that was copied is still of no use, also when it is told that it is.
        let page = thief.open("/account").await;
        assert_eq!(page.path(), "/login");
        assert!(is_signed_in(&browser).await);
    })
    .await;
}
