//! RT: refresh tokens, introspection, revocation and userinfo. JW: one kind of token is no other.

use std::collections::HashSet;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lanyard::protocol::client::{Kind, SigningAlg};
use lanyard::protocol::registration::Draft;
use lanyard::store::users;

use super::authorization::{change, claims_of, redeems};
use super::code::change_password;
use super::*;
use crate::world::everywhere;

impl Scene {
    /// An access token and the first refresh token of a new grant.
    async fn pair(&mut self) -> (String, String) {
        let tokens = self.tokens().await;
        (
            tokens.access_token,
            tokens.refresh_token.expect("a refresh token"),
        )
    }

    /// Trades a refresh token that is good.
    async fn rotated(&self, token: &str) -> (String, String) {
        let answer = self.refresh(token).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let body = answer.json();
        let text = |name: &str| body[name].as_str().unwrap().to_owned();
        (text("access_token"), text("refresh_token"))
    }
}

/// Refused here, on another node and, if asked for, after a restart.
async fn is_dead(scene: &Scene, token: &str) {
    let node = scene.at(&scene.provider.another_node().await).await;
    for scene in [scene, &node] {
        refused(&scene.refresh(token).await, 400, "invalid_grant");
        assert!(!scene.is_active(token).await);
    }
}

#[tokio::test]
async fn rt_01_a_token_from_before_the_last_rotation_ends_the_family() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (_, first) = scene.pair().await;
        let (_, second) = scene.rotated(&first).await;
        let (access, third) = scene.rotated(&second).await;
        assert!(scene.is_active(&access).await && scene.is_active(&third).await);
        assert!(!scene.is_active(&first).await && !scene.is_active(&second).await);
        refused(&scene.refresh(&first).await, 400, "invalid_grant");
        for token in [&first, &second, &third] {
            is_dead(&scene, token).await;
        }
        assert!(!scene.is_active(&access).await);
        assert_eq!(scene.userinfo(&access).await.status, 401);
        let reason = provider.dump().await["grants"].concat();
        assert!(reason.contains("refresh token used twice"), "{reason}");

        // What was rotated before a restart stays rotated (CVE-2026-9802).
        let (_, first) = scene.pair().await;
        let (_, second) = scene.rotated(&first).await;
        let (_, third) = scene.rotated(&second).await;
        let restarted = scene.at(&provider.restart().await).await;
        is_dead(&restarted, &first).await;
        is_dead(&restarted, &third).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rt_02_of_sixty_four_rotations_at_once_there_is_one_successor() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let nodes = [
            provider.clone(),
            provider.another_node().await,
            provider.another_node().await,
        ];
        for _ in 0..2 {
            let (_, token) = scene.pair().await;
            let attempts: Vec<_> = (0..64)
                .map(|n| {
                    let (scene, token) = (
                        Scene {
                            provider: nodes[n % 3].clone(),
                            ..scene.clone()
                        },
                        token.clone(),
                    );
                    tokio::spawn(async move { scene.refresh(&token).await })
                })
                .collect();
            let mut successors = HashSet::new();
            for attempt in attempts {
                let answer = attempt.await.unwrap();
                if answer.status == 200 {
                    successors.insert(answer.json()["refresh_token"].as_str().unwrap().to_owned());
                } else if answer.status != 503 {
                    // A busy database is an answer that may be asked for again, and nothing happened.
                    refused(&answer, 400, "invalid_grant");
                }
            }
            assert_eq!(successors.len(), 1, "never two live leaves");
            let successor = successors.into_iter().next().unwrap();
            let (_, next) = scene.rotated(&successor).await;
            refused(&scene.refresh(&token).await, 400, "invalid_grant");
            is_dead(&scene, &next).await;
        }
    })
    .await;
}

#[tokio::test]
async fn rt_04_a_lost_answer_is_given_again_to_the_same_client_only() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (_, first) = scene.pair().await;
        let (_, second) = scene.rotated(&first).await;
        let node = scene.at(&provider.another_node().await).await;
        provider.clock.advance(Duration::from_secs(20));
        assert_eq!(
            node.rotated(&first).await.1,
            second,
            "the same one, also from another node"
        );
        // Once the successor was used, the predecessor is theft at any time.
        let (_, third) = scene.rotated(&second).await;
        refused(&node.refresh(&first).await, 400, "invalid_grant");
        is_dead(&scene, &third).await;
        // And after half a minute it is theft even when the successor was not used.
        let (_, first) = scene.pair().await;
        let (_, second) = scene.rotated(&first).await;
        provider.clock.advance(Duration::from_secs(31));
        refused(&scene.refresh(&first).await, 400, "invalid_grant");
        is_dead(&scene, &second).await;
    })
    .await;
}

#[tokio::test]
async fn rt_05_in_another_clients_hands_a_refresh_token_has_leaked() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (thief, secret) = provider.add_client("Thief").await;
        let basic = provider.basic(&thief, &secret);
        let (access, token) = scene.pair().await;
        let form = [("grant_type", "refresh_token"), ("refresh_token", &*token)];
        refused(
            &provider.post("/token", form, Some(&basic)).await,
            400,
            "invalid_grant",
        );
        is_dead(&scene, &token).await;
        assert!(!scene.is_active(&access).await);
        // Whoever does not authenticate ends nothing.
        let (_, token) = scene.pair().await;
        refused(
            &provider.post("/token", form_of(&token, &thief), None).await,
            401,
            "invalid_client",
        );
        scene.rotated(&token).await;
    })
    .await;
}

fn form_of<'a>(token: &'a str, client_id: &'a str) -> [(&'static str, &'a str); 3] {
    [
        ("grant_type", "refresh_token"),
        ("refresh_token", token),
        ("client_id", client_id),
    ]
}

#[tokio::test]
async fn rt_06_a_refresh_never_widens_the_scope() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (_, token) = scene.pair().await;
        let refresh = async |token: &str, scope: &str| {
            let form = [
                ("grant_type", "refresh_token"),
                ("refresh_token", token),
                ("scope", scope),
            ];
            provider.post("/token", form, Some(&scene.basic)).await
        };
        for wider in [
            "openid profile email phone",
            "admin",
            "openid profile email offline_access x",
        ] {
            refused(&refresh(&token, wider).await, 400, "invalid_scope");
        }
        // Refused, and not spent. Narrowed once, the next may be as wide as the grant again, and never wider.
        let narrow = refresh(&token, "openid").await.json();
        assert_eq!(
            claims_of(narrow["access_token"].as_str().unwrap())["scope"],
            "openid"
        );
        let token = narrow["refresh_token"].as_str().unwrap();
        refused(&refresh(token, "openid phone").await, 400, "invalid_scope");
        let wide = refresh(token, "openid email").await.json();
        assert_eq!(
            claims_of(wide["access_token"].as_str().unwrap())["scope"],
            "openid email"
        );
        // A scope that the client lost meanwhile is lost here, too.
        change(&provider, &scene.app.client_id, |metadata| {
            metadata.scope = "openid offline_access".parse().unwrap()
        })
        .await;
        let answer = scene.refresh(wide["refresh_token"].as_str().unwrap()).await;
        let scope = answer.json()["scope"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert!(
            !scope.contains("email") && !scope.contains("profile"),
            "{}",
            answer.text
        );
    })
    .await;
}

#[tokio::test]
async fn rt_08_rotation_does_not_live_for_ever() {
    everywhere(async |provider| {
        let mut settings = provider.settings.clone();
        settings.tokens.refresh_absolute = Duration::from_secs(24 * 3_600);
        settings.tokens.refresh_idle = Duration::from_secs(6 * 3_600);
        let provider = Provider::start(settings).await;
        let mut scene = Scene::new(&provider).await;
        let (_, mut token) = scene.pair().await;
        for _ in 0..4 {
            provider.clock.advance(Duration::from_secs(6 * 3_600 - 1));
            token = scene.rotated(&token).await.1;
        }
        provider.clock.advance(Duration::from_secs(4));
        refused(&scene.refresh(&token).await, 400, "invalid_grant");
        assert!(!scene.is_active(&token).await);

        // Nor does one that nobody uses.
        scene
            .browser
            .sign_in_to(&scene.app.clone(), "mara", SCOPES)
            .await;
        let (_, token) = scene.pair().await;
        provider.clock.advance(Duration::from_secs(6 * 3_600));
        refused(&scene.refresh(&token).await, 400, "invalid_grant");
        is_dead(&scene, &token).await;
        provider.app.db.close().await;
    })
    .await;
}

#[tokio::test]
async fn rt_09_access_while_away_is_asked_for_and_allowed() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        // Not asked for.
        let page = scene.ask(&scene.asks()).await;
        let tokens = scene
            .token(&redeems(&page.query("code").unwrap()))
            .await
            .json();
        assert_eq!(tokens.get("refresh_token"), None);
        // Asked for by a client that is not registered for it.
        let draft = Draft {
            redirect_uris: vec![CALLBACK.into()],
            scope: Some("openid profile".into()),
            ..Draft::new("Reading Room", Kind::Web)
        };
        let (id, secret) = provider.register(draft).await;
        let offline = with(
            asks(&id, CALLBACK),
            [
                ("scope", "openid profile offline_access"),
                ("prompt", "consent"),
            ],
        );
        let page = scene.ask(&offline).await;
        let page = scene.browser.approve(&page).await;
        let form = redeems(&page.query("code").unwrap());
        let fields = form.iter().map(|(name, value)| (*name, value.as_str()));
        let tokens = provider
            .post("/token", fields, Some(&provider.basic(&id, &secret)))
            .await
            .json();
        assert_eq!(tokens["scope"], "openid profile");
        assert_eq!(tokens.get("refresh_token"), None);
        // Asked for where nobody can be asked.
        let (id, secret) = provider.add_client("Quiet").await;
        let basic = provider.basic(&id, &secret);
        let page = scene.ask(&asks(&id, CALLBACK)).await;
        scene.browser.approve(&page).await;
        let silent = with(
            asks(&id, CALLBACK),
            [
                ("scope", "openid profile offline_access"),
                ("prompt", "none"),
            ],
        );
        let form = redeems(
            &scene
                .ask(&silent)
                .await
                .query("code")
                .expect("without that word"),
        );
        let fields = form.iter().map(|(name, value)| (*name, value.as_str()));
        let tokens = provider.post("/token", fields, Some(&basic)).await.json();
        assert_eq!(tokens.get("refresh_token"), None);
        assert_eq!(tokens["scope"], "openid profile");
    })
    .await;
}

#[tokio::test]
async fn rt_10_nobody_else_learns_about_a_token() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (access, refresh) = scene.pair().await;
        let (other, secret) = provider.add_service("Other API", "other:read").await;
        let other_basic = provider.basic(&other, &secret);
        let public = provider.add_public_client("Pocket Notes").await;
        for token in [&access, &refresh] {
            let answer = provider
                .post("/introspect", [("token", &**token)], Some(&other_basic))
                .await;
            assert_eq!(
                (answer.status.as_u16(), answer.text.as_str()),
                (200, r#"{"active":false}"#)
            );
            let by_public = [("token", &**token), ("client_id", &*public)];
            refused(
                &provider.post("/introspect", by_public, None).await,
                401,
                "invalid_client",
            );
            assert!(scene.is_active(token).await);
        }
        for junk in ["x", "lyr_x", "a.b.c", &"x".repeat(20_000), ""] {
            let answer = provider
                .post("/introspect", [("token", junk)], Some(&scene.basic))
                .await;
            if junk.is_empty() {
                refused(&answer, 400, "invalid_request");
            } else {
                assert_eq!(answer.text, r#"{"active":false}"#);
            }
        }
        // A resource server that the token is for may ask about it, though not about the refresh token.
        change(&provider, &scene.app.client_id, |metadata| {
            metadata.audiences = vec![other.clone()]
        })
        .await;
        let (access, refresh) = scene.rotated(&refresh).await;
        let answer = provider
            .post("/introspect", [("token", &*access)], Some(&other_basic))
            .await
            .json();
        assert_eq!(answer["active"], true);
        let answer = provider
            .post("/introspect", [("token", &*refresh)], Some(&other_basic))
            .await;
        assert_eq!(answer.text, r#"{"active":false}"#);
    })
    .await;
}

/// What ends tokens before their time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    AccessTokenRevoked,
    RefreshTokenRevoked,
    Expired,
    SignedOut,
    PasswordChanged,
    UserDisabled,
    UserRemoved,
    AccessRemoved,
    ClientDisabled,
}

async fn end(scene: &mut Scene, what: End, access: &str, refresh: &str) {
    let (user, now) = (scene.user.id, scene.provider.clock.now());
    let provider = scene.provider.clone();
    match what {
        End::AccessTokenRevoked | End::RefreshTokenRevoked => {
            let token = if what == End::AccessTokenRevoked {
                access
            } else {
                refresh
            };
            assert_eq!(
                provider
                    .post("/revoke", [("token", token)], Some(&scene.basic))
                    .await
                    .status,
                200
            );
        }
        End::Expired => provider.clock.advance(provider.settings.tokens.access),
        End::SignedOut => {
            let page = scene.browser.open("/logout").await;
            scene
                .browser
                .submit(&page, "logout-form", Some("confirm-logout"), &[])
                .await;
        }
        End::PasswordChanged => change_password(&mut scene.browser).await,
        End::UserDisabled => {
            let job = provider
                .app
                .db
                .write(move |c| Box::pin(async move { users::disable(c, user, now).await }));
            assert!(job.await.unwrap());
        }
        End::UserRemoved => {
            let now = provider.clock.now();
            let job = provider
                .app
                .db
                .write(move |c| Box::pin(async move { users::remove(c, user, now).await }));
            assert!(job.await.unwrap());
        }
        End::AccessRemoved => {
            let page = scene
                .browser
                .open(&format!("/account/apps/{}/remove", scene.app.client_id))
                .await;
            let page = scene.browser.submit(&page, "remove-form", None, &[]).await;
            assert_eq!(page.path(), "/account/apps", "{}", page.html);
        }
        End::ClientDisabled => {
            super::authorization::switch(&provider, &scene.app.client_id, false).await
        }
    }
}

#[tokio::test]
async fn rt_12_what_has_ended_is_inactive_everywhere_at_once() {
    for what in [
        End::AccessTokenRevoked,
        End::RefreshTokenRevoked,
        End::Expired,
        End::SignedOut,
        End::PasswordChanged,
        End::UserDisabled,
        End::UserRemoved,
        End::AccessRemoved,
        End::ClientDisabled,
    ] {
        everywhere(async |provider| {
            eprintln!("ended by: {what:?}");
            let mut scene = Scene::new(&provider).await;
            let other_node = provider.another_node().await;
            // A grant that ends with the sign-in, and one for access while away.
            let online = scene.app.start(&["profile"], &[]);
            let page = scene.browser.open(&online.url).await;
            let online = scene
                .app
                .redeem(&online, &scene.app.code(&online, &page))
                .await
                .unwrap()
                .access_token;
            let (access, refresh) = scene.pair().await;
            // Asked of before, so that nothing remembers an answer.
            assert!(scene.is_active(&online).await && scene.is_active(&access).await);
            provider.clock.advance(Duration::from_secs(2));
            end(&mut scene, what, &access, &refresh).await;

            let node = scene.at(&other_node).await;
            let ends = |online: bool| match what {
                End::AccessTokenRevoked | End::RefreshTokenRevoked => !online,
                End::SignedOut => online,
                _ => true,
            };
            for scene in [&scene, &node] {
                for (token, online) in [(&online, true), (&access, false)] {
                    let gone = ends(online);
                    if what != End::ClientDisabled {
                        assert_eq!(scene.is_active(token).await, !gone, "online: {online}");
                    }
                    assert_eq!(
                        scene.userinfo(token).await.status,
                        if gone { 401 } else { 200 },
                        "online: {online}"
                    );
                }
                match what {
                    // RFC 7009 §2.1: an access token goes alone; offline access goes on without its sign-in.
                    End::AccessTokenRevoked | End::Expired | End::SignedOut => {
                        assert!(scene.is_active(&refresh).await)
                    }
                    End::ClientDisabled => {
                        refused(&scene.refresh(&refresh).await, 401, "invalid_client")
                    }
                    _ => {
                        assert!(!scene.is_active(&refresh).await);
                        refused(&scene.refresh(&refresh).await, 400, "invalid_grant");
                    }
                }
            }
            let restarted = scene.at(&provider.restart().await).await;
            assert_eq!(
                restarted.userinfo(&access).await.status,
                if ends(false) { 401 } else { 200 }
            );
        })
        .await;
    }
}

#[tokio::test]
async fn rt_13_nobody_revokes_another_clients_token() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (other, secret) = provider.add_client("Other").await;
        let basic = provider.basic(&other, &secret);
        let (access, refresh) = scene.pair().await;
        let before = provider.dump().await;
        for token in [&access, &refresh] {
            let answer = provider
                .post("/revoke", [("token", &**token)], Some(&basic))
                .await;
            assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, ""));
            let wrong = provider.basic(&scene.app.client_id, "lys_guessed");
            refused(
                &provider
                    .post("/revoke", [("token", &**token)], Some(&wrong))
                    .await,
                401,
                "invalid_client",
            );
        }
        assert_eq!(provider.dump().await, before);
        assert!(scene.is_active(&access).await && scene.is_active(&refresh).await);
    })
    .await;
}

#[tokio::test]
async fn rt_14_a_revocation_that_failed_is_not_called_done() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (access, refresh) = scene.pair().await;
        provider.app.db.close().await;
        for token in [&access, &refresh] {
            for path in ["/revoke", "/introspect"] {
                let answer = provider
                    .post(path, [("token", &**token)], Some(&scene.basic))
                    .await;
                refused(&answer, 503, "temporarily_unavailable");
                assert!(answer.headers.contains_key(header::RETRY_AFTER));
            }
            assert_eq!(scene.userinfo(&access).await.status, 503);
            refused(
                &scene.refresh(&refresh).await,
                503,
                "temporarily_unavailable",
            );
        }
    })
    .await;
}

#[tokio::test]
async fn rt_20_a_token_in_the_address_is_refused() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (access, _) = scene.pair().await;
        let address = format!("/userinfo?access_token={access}");
        refused(&provider.get(&address, None).await, 400, "invalid_request");
        let both = provider
            .get(&address, Some(&format!("Bearer {access}")))
            .await;
        refused(&both, 400, "invalid_request");
        refused(
            &provider.post(&address, [], None).await,
            400,
            "invalid_request",
        );
        let hidden = provider
            .get(&format!("/userinfo?access%5ftoken={access}"), None)
            .await;
        assert_eq!(hidden.status, 401);
    })
    .await;
}

#[tokio::test]
async fn rt_21_a_token_comes_once() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (access, _) = scene.pair().await;
        let bearer = format!("Bearer {access}");
        for token in [access.as_str(), "other"] {
            let answer = provider
                .post("/userinfo", [("access_token", token)], Some(&bearer))
                .await;
            refused(&answer, 400, "invalid_request");
        }
        let twice = provider
            .post(
                "/userinfo",
                [("access_token", &*access), ("access_token", &*access)],
                None,
            )
            .await;
        refused(&twice, 400, "invalid_request");
        let mut request = Request::get("/userinfo").body(Body::empty()).unwrap();
        for _ in 0..2 {
            request
                .headers_mut()
                .append(header::AUTHORIZATION, bearer.parse().unwrap());
        }
        refused(&provider.send(request).await, 400, "invalid_request");
        assert_eq!(
            provider
                .post("/userinfo", [("access_token", &*access)], None)
                .await
                .status,
            200
        );
        for header in ["bearer", "BEARER"] {
            assert_eq!(
                provider
                    .get("/userinfo", Some(&bearer.replace("Bearer", header)))
                    .await
                    .status,
                200,
                "DP-16"
            );
        }
        // RFC 6750 §3.1: a scheme of another kind is no token at all, and is told no error.
        for (sent, status, error) in [
            ("Bearer", 400, true),
            ("Bearer ", 401, true),
            ("Basic eDp5", 401, false),
            ("", 401, false),
            ("Token x", 401, false),
        ] {
            let answer = provider.get("/userinfo", Some(sent)).await;
            assert_eq!(answer.status, status, "{sent}");
            let challenge = answer.headers[header::WWW_AUTHENTICATE].to_str().unwrap();
            assert!(challenge.starts_with("Bearer "), "{sent}: {challenge}");
            assert_eq!(challenge.contains("error="), error, "{sent}: {challenge}");
        }
    })
    .await;
}

#[tokio::test]
async fn rt_22_userinfo_ends_with_the_sign_in_and_the_account() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let started = scene.app.start(&["profile"], &[]);
        let page = scene.browser.open(&started.url).await;
        let online = scene
            .app
            .redeem(&started, &scene.app.code(&started, &page))
            .await
            .unwrap()
            .access_token;
        let (offline, refresh) = scene.pair().await;
        provider.clock.advance(Duration::from_secs(2));
        end(&mut scene, End::SignedOut, &offline, &refresh).await;
        refused(&scene.userinfo(&online).await, 401, "invalid_token");
        assert_eq!(
            scene.userinfo(&offline).await.status,
            200,
            "LO-06: access while away goes on"
        );
        end(&mut scene, End::UserRemoved, &offline, &refresh).await;
        refused(&scene.userinfo(&offline).await, 401, "invalid_token");
    })
    .await;
}

#[tokio::test]
async fn rt_24_a_service_is_never_taken_for_a_person() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let mara = scene.user.id.to_string();
        let (id, secret) = provider.add_service(&mara, "export:read").await;
        assert_ne!(id, mara);
        assert!(
            uuid::Uuid::try_parse(&id).is_err(),
            "{id} could be a person's"
        );
        let basic = provider.basic(&id, &secret);
        let answer = provider
            .post(
                "/token",
                [("grant_type", "client_credentials")],
                Some(&basic),
            )
            .await
            .json();
        let access = answer["access_token"].as_str().unwrap();
        assert_eq!(claims_of(access)["sub"], id);
        // Its token opens nothing of a person's.
        assert!(matches!(
            scene.userinfo(access).await.status.as_u16(),
            401 | 403
        ));
        let (access, _) = scene.pair().await;
        assert_eq!(claims_of(&access)["sub"], mara);
    })
    .await;
}

#[tokio::test]
async fn rt_25_an_id_token_is_for_one_client_and_its_access_token() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        // The library has checked signature, issuer, audience, nonce and at_hash.
        let tokens = scene.tokens().await;
        let claims = claims_of(&tokens.id_token);
        let client_id = scene.app.client_id.as_str();
        assert!(claims["aud"] == client_id || claims["aud"] == serde_json::json!([client_id]));
        assert!(claims.get("azp").is_none_or(|azp| *azp == client_id));
        let digest =
            aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, tokens.access_token.as_bytes());
        assert_eq!(
            claims["at_hash"],
            URL_SAFE_NO_PAD.encode(&digest.as_ref()[..16])
        );
        assert!(claims["exp"].as_i64() > claims["iat"].as_i64());
        assert_eq!(claims["sub"], scene.user.id.to_string());
    })
    .await;
}

#[tokio::test]
async fn rt_29_there_is_no_password_grant() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        for grant in [
            "password",
            "implicit",
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "urn:ietf:params:oauth:grant-type:token-exchange",
            "urn:ietf:params:oauth:grant-type:device_code",
            "Authorization_Code",
            "x",
        ] {
            let form = [
                ("grant_type", grant),
                ("username", "mara"),
                ("password", PASSWORD),
                ("code", "x"),
                ("assertion", "x"),
            ];
            refused(
                &provider.post("/token", form, Some(&scene.basic)).await,
                400,
                "unsupported_grant_type",
            );
        }
    })
    .await;
}

#[tokio::test]
async fn rt_30_a_family_is_one_row() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (_, mut token) = scene.pair().await;
        let rows = |dump: crate::world::dump::Dump| {
            dump.into_values().map(|rows| rows.len()).sum::<usize>()
        };
        let before = rows(provider.dump().await);
        for _ in 0..100 {
            token = scene.rotated(&token).await.1;
        }
        assert_eq!(rows(provider.dump().await), before);
        scene.rotated(&token).await;
    })
    .await;
}

#[tokio::test]
async fn jw_01_an_unsigned_token_is_none() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (access, _) = scene.pair().await;
        let mut parts = access.split('.');
        let (_, body, signature) = (
            parts.next().unwrap(),
            parts.next().unwrap(),
            parts.next().unwrap(),
        );
        for alg in ["none", "None", "nOnE", "HS256", "RS256", "ES384", ""] {
            let head = URL_SAFE_NO_PAD.encode(format!(r#"{{"alg":"{alg}","typ":"at+jwt"}}"#));
            for forged in [
                format!("{head}.{body}."),
                format!("{head}.{body}"),
                format!("{head}.{body}.{signature}"),
            ] {
                refused(&scene.userinfo(&forged).await, 401, "invalid_token");
                assert!(!scene.is_active(&forged).await);
            }
        }
        for at in (0..access.len()).step_by(5) {
            let forged = super::authorization::flipped(&access, at);
            if forged != access {
                assert_eq!(scene.userinfo(&forged).await.status, 401, "{at}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn jw_09_one_kind_of_token_is_no_other() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let tokens = scene.tokens().await;
        let refresh = tokens.refresh_token.unwrap();
        for other in [&tokens.id_token, &refresh] {
            refused(&scene.userinfo(other).await, 401, "invalid_token");
        }
        assert!(!scene.is_active(&tokens.id_token).await);
        assert_eq!(
            provider
                .post(
                    "/revoke",
                    [("token", &*tokens.id_token)],
                    Some(&scene.basic)
                )
                .await
                .status,
            200
        );
        assert!(scene.is_active(&tokens.access_token).await);
        // Signed by us, by the right key, with the claims of an access token, but of another kind or for others (JW-24).
        let now = provider.clock.now().0;
        let right = claims_of(&tokens.access_token);
        let forged = |typ: Option<&str>, edit: &dyn Fn(&mut serde_json::Value)| {
            let mut claims = right.clone();
            edit(&mut claims);
            provider
                .app
                .keys
                .sign(SigningAlg::ES256, typ, &claims)
                .unwrap()
        };
        let same = forged(Some("at+jwt"), &|_| {});
        assert_eq!(scene.userinfo(&same).await.status, 200);
        for token in [
            forged(None, &|_| {}),
            forged(Some("JWT"), &|_| {}),
            forged(Some("logout+jwt"), &|_| {}),
            forged(Some("AT+JWT"), &|_| {}),
            forged(Some("at+jwt"), &|claims| {
                claims["aud"] = "https://api.example".into()
            }),
            forged(Some("at+jwt"), &|claims| {
                claims["iss"] = "https://evil.example".into()
            }),
            forged(Some("at+jwt"), &|claims| claims["exp"] = now.into()),
            forged(Some("at+jwt"), &|claims| {
                claims["exp"] = (now + 300).to_string().into()
            }),
            forged(Some("at+jwt"), &|claims| claims["nbf"] = (now + 300).into()),
            forged(Some("at+jwt"), &|claims| {
                claims["nbf"] = "9999999999".into()
            }),
            forged(Some("at+jwt"), &|claims| {
                drop(claims.as_object_mut().unwrap().remove("client_id"))
            }),
            forged(Some("at+jwt"), &|claims| {
                drop(claims.as_object_mut().unwrap().remove("exp"))
            }),
            forged(Some("at+jwt"), &|claims| {
                drop(claims.as_object_mut().unwrap().remove("jti"))
            }),
            forged(Some("at+jwt"), &|claims| {
                drop(claims.as_object_mut().unwrap().remove("gid"))
            }),
        ] {
            assert_eq!(
                scene.userinfo(&token).await.status,
                401,
                "{}",
                claims_of(&token)
            );
        }
    })
    .await;
}
