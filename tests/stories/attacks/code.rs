//! CD: the authorization code and its proof key.

use std::collections::HashSet;
use std::future::Future;
use std::task::Poll;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lanyard::keys::testing;
use lanyard::protocol::claims::request::ClaimsRequest;
use lanyard::protocol::client::{Kind, Profile};
use lanyard::protocol::code::AuthorizationCode;
use lanyard::protocol::grant_context::GrantContext;
use lanyard::protocol::ids::{ClientId, GrantId, SignInId, UserId};
use lanyard::protocol::registration::Draft;
use lanyard::protocol::time::Timestamp;
use lanyard::store::users;
use uuid::Uuid;

use super::authorization::{flipped, redeems, switch};
use super::*;
use crate::world::everywhere;

/// The code buys nothing, here or on another node or after a restart.
async fn is_spent(scene: &Scene, form: &Fields) {
    refused(&scene.token(form).await, 400, "invalid_grant");
    let node = scene.provider.another_node().await;
    refused(
        &scene.at(&node).await.token(form).await,
        400,
        "invalid_grant",
    );
}

/// Neither token of the answer is good for anything, anywhere.
async fn are_dead(scene: &Scene, access_token: &str, refresh_token: &str) {
    let node = scene.at(&scene.provider.another_node().await).await;
    for scene in [scene, &node] {
        assert!(!scene.is_active(access_token).await);
        assert!(!scene.is_active(refresh_token).await);
        assert_eq!(scene.userinfo(access_token).await.status, 401);
        refused(&scene.refresh(refresh_token).await, 400, "invalid_grant");
    }
}

#[tokio::test]
async fn cd_01_a_code_redeemed_twice_ends_what_it_bought() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        // At once; after half a minute; when the code itself is long past.
        for later in [0, 30, 240] {
            let (started, code) = scene.code().await;
            let form = scene.redemption(&started, &code);
            let tokens = scene.token(&form).await.json();
            let (access, refresh) = (
                tokens["access_token"].as_str().unwrap(),
                tokens["refresh_token"].as_str().unwrap(),
            );
            assert!(scene.is_active(access).await && scene.is_active(refresh).await);
            provider.clock.advance(Duration::from_secs(later));
            is_spent(&scene, &form).await;
            are_dead(&scene, access, refresh).await;
        }
        let (started, code) = scene.code().await;
        let form = scene.redemption(&started, &code);
        let tokens = scene.token(&form).await.json();
        let restarted = scene.at(&provider.restart().await).await;
        is_spent(&restarted, &form).await;
        are_dead(
            &restarted,
            tokens["access_token"].as_str().unwrap(),
            tokens["refresh_token"].as_str().unwrap(),
        )
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cd_02_of_sixty_four_redemptions_at_once_one_counts() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let nodes = [
            provider.clone(),
            provider.another_node().await,
            provider.another_node().await,
        ];
        for _ in 0..2 {
            let (started, code) = scene.code().await;
            let form = scene.redemption(&started, &code);
            let attempts: Vec<_> = (0..64)
                .map(|n| {
                    let (scene, form) = (
                        Scene {
                            provider: nodes[n % 3].clone(),
                            ..scene.clone()
                        },
                        form.clone(),
                    );
                    tokio::spawn(async move { scene.token(&form).await })
                })
                .collect();
            let mut bought = Vec::new();
            for attempt in attempts {
                let answer = attempt.await.unwrap();
                if answer.status == 200 {
                    bought.push(answer.json());
                } else if answer.status != 503 {
                    refused(&answer, 400, "invalid_grant");
                }
            }
            assert_eq!(bought.len(), 1, "of 64");
            is_spent(&scene, &form).await;
            for tokens in bought {
                let (access, refresh) = (&tokens["access_token"], &tokens["refresh_token"]);
                are_dead(&scene, access.as_str().unwrap(), refresh.as_str().unwrap()).await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn cd_04_no_change_to_a_code_makes_another_one() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (started, code) = scene.code().await;
        let (_, other) = scene.code().await;
        let form = scene.redemption(&started, &code);
        let half = code.len() / 2;
        let mut forged: Vec<String> = (0..code.len()).map(|at| flipped(&code, at)).collect();
        forged.extend(
            (0..code.len())
                .step_by(9)
                .map(|length| code[..length].to_owned()),
        );
        forged.extend([
            format!("{code}A"),
            format!("{code}="),
            format!(" {code}"),
            format!("{code}\n"),
            format!("{}{}", &code[..half], &other[half..]),
            format!("{}{}", &other[..half], &code[half..]),
            format!("lyc_{}{}", &code[half..], &code[4..half]),
            code.to_uppercase(),
            code.replace('_', "/").replace('-', "+"),
            code[4..].to_owned(),
            format!("lyc_{code}"),
        ]);
        let before = provider.dump().await;
        for forged in forged
            .iter()
            .filter(|forged| **forged != code && !forged.is_empty())
        {
            refused(
                &scene.token(&with(form.clone(), [("code", forged)])).await,
                400,
                "invalid_grant",
            );
        }
        assert_eq!(provider.dump().await, before, "nothing was burnt");
        assert_eq!(scene.token(&form).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn cd_05_nothing_else_is_a_code_and_a_code_is_nothing_else() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let tokens = scene.tokens().await;
        let (started, code) = scene.code().await;
        let form = scene.redemption(&started, &code);
        let mut stranger = Browser::new(&provider);
        let login = stranger.open(&started.url).await;
        let register = scene.browser.open("/apps/new/web").await;
        let refresh = tokens.refresh_token.clone().unwrap();
        let mut handles = vec![
            refresh.clone(),
            tokens.access_token.clone(),
            tokens.id_token.clone(),
            login.query("flow").unwrap(),
            login.attribute("input[name=csrf]", "value").unwrap(),
            register.attribute("input[name=draft]", "value").unwrap(),
            scene.app.secret.clone().unwrap(),
            scene.app.client_id.clone(),
            Uuid::now_v7().to_string(),
        ];
        handles.extend(scene.browser.jar.values().cloned());
        let before = provider.dump().await;
        for handle in &handles {
            for handle in [
                handle.clone(),
                format!("lyc_{handle}"),
                format!("lyc_{}", handle.trim_start_matches("lyr_")),
            ] {
                refused(
                    &scene.token(&with(form.clone(), [("code", &handle)])).await,
                    400,
                    "invalid_grant",
                );
            }
        }
        for text in [
            code.clone(),
            code.replace("lyc_", "lyr_"),
            code.replace("lyc_", ""),
        ] {
            refused(&scene.refresh(&text).await, 400, "invalid_grant");
            assert_eq!(scene.userinfo(&text).await.status, 401);
            assert!(!scene.is_active(&text).await);
            for path in ["/authorize", "/login", "/consent"] {
                stays_here(&scene.browser.open(&format!("{path}?flow={text}")).await);
            }
            let mut browser = Browser::new(&provider);
            browser
                .jar
                .insert("__Host-lanyard-session".into(), text.clone());
            assert_eq!(browser.open("/account").await.path(), "/login");
            let revoked = provider
                .post("/revoke", [("token", &*text)], Some(&scene.basic))
                .await;
            assert_eq!(revoked.status, 200, "RFC 7009 §2.2");
        }
        for other in [&tokens.access_token, &tokens.id_token, &code] {
            refused(&scene.refresh(other).await, 400, "invalid_grant");
        }
        assert_eq!(scene.userinfo(&refresh).await.status, 401);
        assert_eq!(provider.dump().await, before);
        assert_eq!(scene.token(&form).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn cd_06_a_code_is_good_for_a_minute() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        for (age, good) in [
            (59, true),
            (60, false),
            (61, false),
            (599, false),
            (601, false),
            (86_400, false),
        ] {
            if age > 1_000 {
                scene
                    .browser
                    .sign_in_to(&scene.app.clone(), "mara", SCOPES)
                    .await;
            }
            let (started, code) = scene.code().await;
            provider.clock.advance(Duration::from_secs(age));
            let answer = scene.token(&scene.redemption(&started, &code)).await;
            if good {
                assert_eq!(answer.status, 200, "{}", answer.text);
            } else {
                refused(&answer, 400, "invalid_grant");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn cd_08_without_a_proof_key_nobody_gets_a_code() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let public = provider.add_public_client("Pocket Notes").await;
        for client in [scene.app.client_id.clone(), public] {
            let bare = without(
                without(asks(&client, CALLBACK), "code_challenge"),
                "code_challenge_method",
            );
            sent_back(
                &scene.ask(&bare).await,
                "invalid_request",
                Some("the-state"),
            );
            let empty = with(asks(&client, CALLBACK), [("code_challenge", "")]);
            sent_back(
                &scene.ask(&empty).await,
                "invalid_request",
                Some("the-state"),
            );
        }
    })
    .await;
}

#[tokio::test]
async fn cd_09_only_s256() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        for method in ["plain", "s256", "S512", "none", "S256 ", ""] {
            let page = scene
                .ask(&with(scene.asks(), [("code_challenge_method", method)]))
                .await;
            sent_back(&page, "invalid_request", Some("the-state"));
        }
        let defaulted = without(scene.asks(), "code_challenge_method");
        sent_back(
            &scene.ask(&defaulted).await,
            "invalid_request",
            Some("the-state"),
        );
    })
    .await;
}

#[tokio::test]
async fn cd_10_a_challenge_is_not_forgotten() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        for verifier in [None, Some("")] {
            let (started, code) = scene.code().await;
            let right = scene.redemption(&started, &code);
            let wrong = match verifier {
                None => without(right.clone(), "code_verifier"),
                Some(verifier) => with(right.clone(), [("code_verifier", verifier)]),
            };
            refused(&scene.token(&wrong).await, 400, "invalid_grant");
            is_spent(&scene, &right).await;
        }
        // The other way round: a verifier that no challenge asked for (RFC 9700 §2.1.1).
        let draft = Draft {
            redirect_uris: vec![CALLBACK.into()],
            profile: Profile::Oidc,
            scope: Some("openid profile".into()),
            ..Draft::new("Old Library", Kind::Web)
        };
        let (id, secret) = provider.register(draft).await;
        let bare = without(
            without(asks(&id, CALLBACK), "code_challenge"),
            "code_challenge_method",
        );
        let page = scene.ask(&bare).await;
        let page = scene.browser.approve(&page).await;
        let form = redeems(&page.query("code").expect("a code"));
        let fields = form.iter().map(|(name, value)| (*name, value.as_str()));
        let answer = provider
            .post("/token", fields, Some(&provider.basic(&id, &secret)))
            .await;
        refused(&answer, 400, "invalid_grant");
    })
    .await;
}

#[tokio::test]
async fn cd_12_two_challenges_are_not_none() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let url = authorize(&scene.asks());
        let other = "A".repeat(43);
        for twice in [
            format!("{url}&code_challenge={other}"),
            format!("{url}&code_challenge="),
            format!("{url}&code_challenge_method=plain"),
        ] {
            sent_back(
                &scene.browser.open(&twice).await,
                "invalid_request",
                Some("the-state"),
            );
        }
    })
    .await;
}

#[tokio::test]
async fn cd_13_challenge_and_verifier_have_a_form() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let good = "a".repeat(43);
        let bad = |c: &str| format!("{}{c}", "a".repeat(43 - c.len()));
        for challenge in [
            "a".repeat(42),
            "a".repeat(44),
            "a".repeat(128),
            bad("="),
            bad("+"),
            bad("/"),
            bad("é"),
            bad("~"),
            bad(" "),
        ] {
            let page = scene
                .ask(&with(scene.asks(), [("code_challenge", &challenge)]))
                .await;
            sent_back(&page, "invalid_request", Some("the-state"));
        }
        for verifier in [
            "a".repeat(42),
            "a".repeat(129),
            bad("="),
            bad("+"),
            bad("/"),
            bad("é"),
            bad(" "),
        ] {
            let code = scene
                .ask(&scene.asks())
                .await
                .query("code")
                .expect("a code");
            refused(
                &scene
                    .token(&with(redeems(&code), [("code_verifier", &verifier)]))
                    .await,
                400,
                "invalid_grant",
            );
            is_spent(&scene, &redeems(&code)).await;
        }
        for verifier in [good, "a".repeat(128), format!("{}-._~", "a".repeat(39))] {
            let challenge = CodeVerifier::parse(&verifier).unwrap().challenge();
            let page = scene
                .ask(&with(
                    scene.asks(),
                    [("code_challenge", challenge.as_str())],
                ))
                .await;
            let form = with(
                redeems(&page.query("code").expect("a code")),
                [("code_verifier", &verifier)],
            );
            assert_eq!(scene.token(&form).await.status, 200);
        }
        let nul = format!("{}%00", encoded(&redeems("x")));
        refused(
            &provider.send(raw_post("/token", nul)).await,
            400,
            "invalid_request",
        );
    })
    .await;
}

#[tokio::test]
async fn cd_14_a_wrong_verifier_burns_the_code() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (started, code) = scene.code().await;
        let right = scene.redemption(&started, &code);
        let wrong = with(right.clone(), [("code_verifier", VERIFIER)]);
        refused(&scene.token(&wrong).await, 400, "invalid_grant");
        is_spent(&scene, &right).await;
        let restarted = scene.at(&provider.restart().await).await;
        is_spent(&restarted, &right).await;
    })
    .await;
}

#[tokio::test]
async fn cd_14_another_client_burns_nothing() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (thief, secret) = provider.add_client("Thief").await;
        let basic = provider.basic(&thief, &secret);
        let (started, code) = scene.code().await;
        let form = scene.redemption(&started, &code);
        let stolen = with(form.clone(), [("client_id", &thief)]);
        let fields = stolen.iter().map(|(name, value)| (*name, value.as_str()));
        refused(
            &provider.post("/token", fields, Some(&basic)).await,
            400,
            "invalid_grant",
        );
        assert_eq!(scene.token(&form).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn cd_16_a_public_client_cannot_trade_its_proof_key_for_a_secret() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let public = provider.add_public_client("Pocket Notes").await;
        let page = scene.ask(&asks(&public, CALLBACK)).await;
        let page = scene.browser.approve(&page).await;
        let form = with(
            redeems(&page.query("code").expect("a code")),
            [("client_id", &public)],
        );
        let bare = without(form.clone(), "code_verifier");
        let send = async |form: &Fields, basic: Option<&str>| {
            provider
                .post(
                    "/token",
                    form.iter().map(|(name, value)| (*name, value.as_str())),
                    basic,
                )
                .await
        };
        let basic = provider.basic(&public, "made-up");
        refused(
            &send(&with(bare.clone(), [("client_secret", "made-up")]), None).await,
            401,
            "invalid_client",
        );
        refused(&send(&bare, Some(&basic)).await, 401, "invalid_client");
        let empty = provider.basic(&public, "");
        refused(&send(&bare, Some(&empty)).await, 401, "invalid_client");
        assert_eq!(
            send(&form, None).await.status,
            200,
            "nothing was burnt by strangers"
        );
    })
    .await;
}

/// Twenty thousand instead of a million, and sealed directly rather than asked for over HTTP: a million would take
/// minutes and say no more about 96 random bits of nonce and 128 of id.
#[test]
fn cd_17_codes_look_random_and_never_repeat() {
    const COUNT: usize = 20_000;
    let now = Timestamp(1_800_000_000);
    let keys = testing::keys(ISSUER, now);
    let sign_in = SignInId(Uuid::now_v7());
    let code = AuthorizationCode {
        id: GrantId(Uuid::now_v7()),
        client: ClientId("harbour-notes-abcdef".into()),
        user: UserId(Uuid::now_v7()),
        sign_in,
        redirect_uri: CALLBACK.into(),
        redirect_uri_given: true,
        challenge: Some(CodeVerifier::parse(VERIFIER).unwrap().challenge()),
        scope: "openid profile".parse().unwrap(),
        context: GrantContext {
            nonce: Some("n".into()),
            auth_time: now,
            acr: None,
            amr: vec!["pwd".into()],
            sign_in: Some(sign_in),
            epoch: None,
            claims: ClaimsRequest::default(),
            resource: None,
            further: Default::default(),
        },
        expires_at: now,
    };
    // The same facts each time, so that whatever differs comes from the seal alone.
    let sealed: Vec<String> = (0..COUNT).map(|_| keys.seal(now, &code)).collect();
    assert_eq!(sealed.iter().collect::<HashSet<_>>().len(), COUNT);
    let bytes: Vec<Vec<u8>> = sealed
        .iter()
        .map(|text| {
            let url_safe = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
            assert!(text.bytes().all(url_safe), "{text}");
            URL_SAFE_NO_PAD.decode(text).unwrap()
        })
        .collect();
    // Behind version and key id every place takes every value equally often: 255 degrees of freedom, and 420 is beyond
    // what happens once in a billion.
    for place in 2..bytes[0].len() {
        let mut counts = [0_f64; 256];
        for code in &bytes {
            counts[usize::from(code[place])] += 1.0;
        }
        let expected = COUNT as f64 / 256.0;
        let chi_square: f64 = counts
            .iter()
            .map(|count| (count - expected).powi(2) / expected)
            .sum();
        assert!(chi_square < 420.0, "place {place}: {chi_square}");
    }
}

#[tokio::test]
async fn cd_18_a_stolen_database_holds_nothing_that_can_be_presented() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let tokens = scene.tokens().await;
        let (_, code) = scene.code().await;
        let long = with(
            scene.asks(),
            [("state", &"x".repeat(4_000)), ("prompt", "consent")],
        );
        let kept = scene.ask(&long).await;
        let (handle, csrf) = (
            kept.query("flow").unwrap(),
            kept.attribute("input[name=csrf]", "value").unwrap(),
        );
        assert!(
            !provider.dump().await["parcel"].is_empty(),
            "a long request has a row"
        );
        let mut secrets = vec![
            ("code", code),
            ("refresh token", tokens.refresh_token.unwrap()),
            ("access token", tokens.access_token),
            ("ID token", tokens.id_token),
            ("client secret", scene.app.secret.clone().unwrap()),
            ("password", PASSWORD.to_owned()),
            ("handle", handle.trim_start_matches("r.").to_owned()),
            ("form token", csrf),
        ];
        secrets.extend(
            scene
                .browser
                .jar
                .values()
                .map(|value| ("cookie", value.clone())),
        );
        let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
        let dump: String = provider
            .dump()
            .await
            .into_values()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n");
        let dump = dump.to_lowercase();
        for (what, secret) in &secrets {
            let bare = secret
                .trim_start_matches("lyc_")
                .trim_start_matches("lyr_")
                .trim_start_matches("lys_");
            let mut forms = vec![
                secret.to_lowercase(),
                bare.to_lowercase(),
                hex(secret.as_bytes()),
                hex(bare.as_bytes()),
            ];
            forms.extend(URL_SAFE_NO_PAD.decode(bare).ok().map(|bytes| hex(&bytes)));
            for form in forms {
                assert!(!dump.contains(&form), "{what} {secret} is in the database");
            }
        }
        // Neither is it in the file, its log, or what was deleted.
        if let Some(path) = provider.settings.database.url().strip_prefix("sqlite:") {
            for file in [path.to_owned(), format!("{path}-wal")] {
                let bytes = std::fs::read(&file).unwrap_or_default();
                let text = String::from_utf8_lossy(&bytes);
                for (what, secret) in &secrets {
                    assert!(!text.contains(secret.as_str()), "{what} is in {file}");
                }
            }
        }
    })
    .await;
}

/// What happens between the code and its redemption.
#[derive(Debug, Clone, Copy)]
enum Meanwhile {
    Disabled,
    DisabledAndEnabled,
    Removed,
    SignedOut,
    SignedOutWithSomebodyElse,
    PasswordChangedHere,
    PasswordChangedElsewhere,
    EverySessionEnded,
    SessionExpired,
    ClientDisabled,
    AccessRemoved,
}

async fn meanwhile(scene: &mut Scene, what: Meanwhile) {
    let (user, now) = (scene.user.id, scene.provider.clock.now());
    let db = &scene.provider.app.db;
    match what {
        Meanwhile::Disabled | Meanwhile::DisabledAndEnabled => {
            let job =
                db.write(move |c| Box::pin(async move { users::disable(c, user, now).await }));
            assert!(job.await.unwrap());
            if matches!(what, Meanwhile::DisabledAndEnabled) {
                let job =
                    db.write(move |c| Box::pin(async move { users::enable(c, user, now).await }));
                assert!(job.await.unwrap());
            }
        }
        Meanwhile::Removed => {
            let job = db.write(move |c| Box::pin(async move { users::remove(c, user, now).await }));
            assert!(job.await.unwrap());
        }
        Meanwhile::EverySessionEnded => {
            let job = db.write(move |c| {
                Box::pin(async move { users::set_password(c, user, "another", now).await })
            });
            assert!(job.await.unwrap());
        }
        Meanwhile::SignedOut => {
            let page = scene.browser.open("/logout").await;
            scene
                .browser
                .submit(&page, "logout-form", Some("confirm-logout"), &[])
                .await;
        }
        Meanwhile::SignedOutWithSomebodyElse => {
            let page = scene.browser.open("/login?another=1").await;
            let iris = [("login", "iris"), CREDENTIALS[1]];
            scene.browser.submit(&page, "login-form", None, &iris).await;
            let page = scene.browser.open("/logout").await;
            scene
                .browser
                .submit(&page, "logout-form", Some("confirm-logout"), &[])
                .await;
        }
        Meanwhile::PasswordChangedHere => change_password(&mut scene.browser).await,
        Meanwhile::PasswordChangedElsewhere => {
            let mut elsewhere = Browser::new(&scene.provider);
            elsewhere.sign_in("mara").await;
            change_password(&mut elsewhere).await;
        }
        Meanwhile::SessionExpired => scene.provider.clock.advance(Duration::from_secs(30)),
        Meanwhile::AccessRemoved => remove_access(scene).await,
        Meanwhile::ClientDisabled => switch(&scene.provider, &scene.app.client_id, false).await,
    }
}

/// The person removes the app's access on their own page.
async fn remove_access(scene: &mut Scene) {
    let path = format!("/account/apps/{}/remove", scene.app.client_id);
    let page = scene.browser.open(&path).await;
    let page = scene.browser.submit(&page, "remove-form", None, &[]).await;
    assert_eq!(page.path(), "/account/apps", "{}", page.html);
}

pub(super) async fn change_password(browser: &mut Browser) {
    let page = browser.open("/account/security/password").await;
    let fields = [
        ("current_password", PASSWORD),
        ("password", "another sentence that works"),
    ];
    let page = browser.submit(&page, "password-form", None, &fields).await;
    assert_eq!(page.path(), "/account", "{}", page.html);
}

#[tokio::test]
async fn cd_20_whoever_may_not_sign_in_any_more_gets_no_tokens_for_a_code_from_before() {
    for what in [
        Meanwhile::Disabled,
        Meanwhile::DisabledAndEnabled,
        Meanwhile::Removed,
        Meanwhile::SignedOut,
        Meanwhile::SignedOutWithSomebodyElse,
        Meanwhile::PasswordChangedHere,
        Meanwhile::PasswordChangedElsewhere,
        Meanwhile::EverySessionEnded,
        Meanwhile::SessionExpired,
        Meanwhile::ClientDisabled,
        Meanwhile::AccessRemoved,
    ] {
        everywhere(async |provider| {
            eprintln!("meanwhile: {what:?}");
            let mut scene = Scene::new(&provider).await;
            provider.add_user("iris").await;
            if matches!(what, Meanwhile::SessionExpired) {
                // The absolute limit of a session: twelve hours.
                for _ in 0..36 {
                    provider.clock.advance(Duration::from_secs(20 * 60 - 1));
                    assert_eq!(scene.browser.open("/account").await.path(), "/account");
                }
                provider.clock.advance(Duration::from_secs(10));
            }
            provider.clock.advance(Duration::from_secs(1));
            let (started, code) = scene.code().await;
            let form = scene.redemption(&started, &code);
            provider.clock.advance(Duration::from_secs(1));
            meanwhile(&mut scene, what).await;
            let node = scene.at(&provider.another_node().await).await;
            let (status, error) = match what {
                Meanwhile::ClientDisabled => (401, "invalid_client"),
                _ => (400, "invalid_grant"),
            };
            for scene in [&scene, &node] {
                refused(&scene.token(&form).await, status, error);
            }
        })
        .await;
    }
}

/// Polls a future `polls` times at the most, then drops it, as a server does when its client goes away.
async fn cut<F: Future>(future: F, polls: usize) -> Option<F::Output> {
    let mut future = Box::pin(future);
    let mut left = polls;
    std::future::poll_fn(move |context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

#[tokio::test]
async fn cd_22_a_client_that_goes_away_leaves_nothing_half_done() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (mut unused, mut spent) = (0, 0);
        for polls in (0..12).chain([3, 5, 8, 10_000]) {
            let (started, code) = scene.code().await;
            let form = scene.redemption(&started, &code);
            let grants = provider.count("grants").await;
            let answered = cut(scene.token(&form), polls).await;
            let again = scene.token(&form).await;
            if again.status == 200 {
                assert!(answered.is_none());
                unused += 1;
            } else {
                refused(&again, 400, "invalid_grant");
                spent += 1;
            }
            assert_eq!(provider.count("grants").await, grants + 1);
        }
        assert!(unused > 0 && spent > 0, "{unused} unused, {spent} spent");
        scene.code().await;
    })
    .await;
}
