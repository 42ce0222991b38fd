//! LO: nobody is signed out, or sent anywhere, by whom they did not mean.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lanyard::protocol::client::SigningAlg;
use serde_json::{Value, json};

use super::authorization::claims_of;
use super::*;
use crate::logout::{BYE, app, end_session, id_token, is_refused, scene, sign_in_also, who};
use crate::world::browser::form_request;
use crate::world::everywhere;

/// The parts of a JWT, put together anew.
fn jwt(header: &Value, claims: &Value, signature: &str) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{signature}", part(header), part(claims))
}

#[tokio::test]
async fn lo_04_only_the_sign_in_that_is_meant_ends() {
    everywhere(async |provider| {
        // Two browsers of one person: an app of the one ends nothing in the other.
        let mut here = scene(&provider).await;
        let hint = id_token(&mut here, "mara").await;
        let mut there = here.clone();
        there.browser = Browser::new(&provider);
        let theirs = id_token(&mut there, "mara").await;
        let fields = [("id_token_hint", &*hint), ("post_logout_redirect_uri", BYE)];
        let page = there.browser.open(&end_session(&fields)).await;
        assert_eq!(
            page.path(),
            "/logout",
            "of a sign-in that is not here: they are asked"
        );
        assert!(who(&mut there.browser).await.is_some() && who(&mut here.browser).await.is_some());
        let page = here.browser.open(&end_session(&fields)).await;
        assert_eq!(page.url, BYE);
        assert!(who(&mut here.browser).await.is_none() && who(&mut there.browser).await.is_some());

        // Somebody else's token, in a browser of another person.
        provider.add_user("noor").await;
        let mut noor = Browser::new(&provider);
        sign_in_also(&mut noor, "noor").await;
        let fields = [
            ("id_token_hint", &*theirs),
            ("post_logout_redirect_uri", BYE),
        ];
        let page = noor.open(&end_session(&fields)).await;
        assert_eq!(page.path(), "/logout");
        assert!(!page.html.contains("mara@"), "{}", page.html);
        assert!(who(&mut noor).await.is_some() && who(&mut there.browser).await.is_some());

        // A stranger's browser is sent back, and ends nothing.
        let page = Browser::new(&provider).open(&end_session(&fields)).await;
        assert_eq!(page.url, BYE);
        assert!(who(&mut there.browser).await.is_some());
    })
    .await;
}

#[tokio::test]
async fn lo_04_a_hint_that_is_no_id_token_of_ours_is_worth_nothing() {
    everywhere(async |provider| {
        let mut scene = scene(&provider).await;
        let other = app(&provider, "Dockyard CI").await;
        let started = scene.app.start(SCOPES, &[]);
        let page = scene.browser.open(&started.url).await;
        let page = scene.browser.log_in(&page, "mara").await;
        let code = scene.app.code(&started, &page);
        let tokens = scene.app.redeem(&started, &code).await.unwrap();
        let good = tokens.id_token.clone();
        let claims = claims_of(&good);
        let head: Value = {
            let head = good.split('.').next().unwrap();
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(head).unwrap()).unwrap()
        };
        let signature = good.rsplit('.').next().unwrap();
        let with = |member: &str, value: Value| {
            let mut claims = claims.clone();
            claims[member] = value;
            claims
        };
        let keys = &provider.app.keys;
        let sign = |typ, claims: &Value| keys.sign(SigningAlg::RS256, typ, claims).unwrap();
        // A key of somebody's own, under the name of ours.
        let resigned = |alg: SigningAlg| {
            let kid = keys.signer(alg).unwrap().kid().to_owned();
            let input = jwt(&json!({"alg": "EdDSA", "kid": kid}), &claims, "");
            let own = aws_lc_rs::signature::Ed25519KeyPair::generate().unwrap();
            let signature = own.sign(input.trim_end_matches('.').as_bytes());
            format!("{input}{}", URL_SAFE_NO_PAD.encode(signature))
        };
        let mut unsigned = head.clone();
        unsigned["alg"] = "none".into();
        let forged = [
            jwt(&unsigned, &claims, ""),
            jwt(&unsigned, &claims, signature),
            jwt(
                &head,
                &with("sub", json!(uuid::Uuid::from_u128(1))),
                signature,
            ),
            jwt(&head, &with("aud", json!(other.client_id)), signature),
            resigned(SigningAlg::EdDSA),
            resigned(SigningAlg::RS256),
            sign(None, &with("iss", "https://evil.example".into())),
            sign(None, &with("sub", json!(7))),
            sign(None, &with("aud", json!(["a", "b"]))),
            sign(Some("at+jwt"), &claims),
            sign(Some("logout+jwt"), &claims),
            sign(Some("JWT"), &claims),
            tokens.access_token,
            tokens.refresh_token.unwrap_or_else(|| code.clone()),
            good[..good.len() - 4].to_owned(),
            format!("{good}."),
            format!(" {good}"),
            "..".to_owned(),
            "x".repeat(6_000),
        ];
        for hint in forged {
            for client in [None, Some(("client_id", &*scene.app.client_id))] {
                let mut fields = vec![
                    ("id_token_hint", &*hint),
                    ("post_logout_redirect_uri", BYE),
                    ("state", "s"),
                ];
                fields.extend(client);
                let page = scene.browser.open(&end_session(&fields)).await;
                is_refused(&page, "ID token hint not valid");
                assert!(
                    !page.html.contains(&hint[..hint.len().min(40)]) || hint == "..",
                    "{hint}"
                );
                assert!(who(&mut scene.browser).await.is_some(), "{hint}");
            }
        }
        // Issued to another app, and shown as one's own.
        let fields = [
            ("id_token_hint", &*good),
            ("client_id", &*other.client_id),
            ("post_logout_redirect_uri", BYE),
        ];
        is_refused(
            &scene.browser.open(&end_session(&fields)).await,
            "ID token hint not valid",
        );
        // The true one still is what it was.
        let fields = [("id_token_hint", &*good), ("post_logout_redirect_uri", BYE)];
        assert_eq!(scene.browser.open(&end_session(&fields)).await.url, BYE);
    })
    .await;
}

#[tokio::test]
async fn lo_06_offline_access_outlives_an_app_s_logout_and_nothing_else_does() {
    everywhere(async |provider| {
        let mut scene = scene(&provider).await;
        let hint = id_token(&mut scene, "mara").await;
        let online = scene
            .app
            .sign_in_silently(&mut scene.browser, &["profile"])
            .await;
        let offline = scene.app.sign_in_silently(&mut scene.browser, SCOPES).await;
        let refresh = offline.refresh_token.expect("offline access");
        assert!(scene.is_active(&online.access_token).await);
        provider.clock.advance(Duration::from_secs(2));
        let page = scene
            .browser
            .open(&end_session(&[("id_token_hint", &*hint)]))
            .await;
        assert_eq!(page.path(), "/logged-out");
        assert!(!scene.is_active(&online.access_token).await);
        refused(
            &scene.userinfo(&online.access_token).await,
            401,
            "invalid_token",
        );
        if let Some(refresh) = &online.refresh_token {
            refused(&scene.refresh(refresh).await, 400, "invalid_grant");
        }
        assert!(scene.is_active(&offline.access_token).await);
        assert_eq!(scene.refresh(&refresh).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn lo_04_another_site_cannot_confirm_for_a_person() {
    everywhere(async |provider| {
        let mut scene = scene(&provider).await;
        id_token(&mut scene, "mara").await;
        let id = scene.app.client_id.clone();
        let fields = [("client_id", &*id), ("post_logout_redirect_uri", BYE)];
        let page = scene.browser.open(&end_session(&fields)).await;
        let (_, fields) = page.form("logout-form", Some("confirm-logout"));
        // Its form arrives from elsewhere, or without the token.
        let request = form_request(
            "/logout",
            &fields,
            "cross-site",
            Some("https://evil.example"),
        );
        assert_eq!(scene.browser.send(request).await.status, 403);
        let bare: Vec<_> = fields
            .into_iter()
            .filter(|(name, _)| name != "csrf")
            .collect();
        let request = form_request("/logout", &bare, "same-origin", Some("null"));
        assert_eq!(scene.browser.send(request).await.status, 403);
        assert!(who(&mut scene.browser).await.is_some());

        // HEAD, which proxies and previews send, ends nothing.
        let hint = id_token(&mut scene, "mara").await;
        for method in ["HEAD", "PUT", "DELETE"] {
            let request = Request::builder()
                .method(method)
                .uri(end_session(&[("id_token_hint", &*hint)]));
            let page = scene
                .browser
                .send(request.body(Body::empty()).unwrap())
                .await;
            assert_eq!(
                (page.status.as_u16(), &page.headers["allow"]),
                (405, &"GET, POST".parse().unwrap())
            );
        }
        assert!(who(&mut scene.browser).await.is_some());

        // Nor does a request that somebody made up.
        for request in [
            "x",
            "r.AAAA",
            "AQGis2nlactzirki5nLraUCdTayTYooGKnrIjtkaAsc7",
        ] {
            let page = scene
                .browser
                .open(&format!("/end-session?request={request}"))
                .await;
            assert_eq!(page.path(), "/logout", "as if it were not there");
            assert!(!page.has("#asking"));
            let page = scene
                .browser
                .open(&format!("/logged-out?request={request}"))
                .await;
            assert!(!page.has("#back"), "{}", page.html);
        }
        assert!(who(&mut scene.browser).await.is_some());
    })
    .await;
}

#[tokio::test]
async fn lo_04_long_and_broken_requests_end_in_a_page() {
    everywhere(async |provider| {
        let mut scene = scene(&provider).await;
        id_token(&mut scene, "mara").await;
        for query in [
            "id_token_hint=%ff".to_owned(),
            "state=%00".to_owned(),
            "id_token_hint[]=x".to_owned(),
            "logout_hint[a]=x".to_owned(),
            "a&".repeat(100),
        ] {
            let page = scene.browser.open(&format!("/end-session?{query}")).await;
            is_refused(&page, "Request not valid");
        }
        let long = format!("/end-session?state={}", "s".repeat(9_000));
        let page = scene.browser.open(&long).await;
        assert!(
            (400..500).contains(&page.status.as_u16()),
            "{}",
            page.status
        );
        let wrong_type =
            Request::post("/end-session").header(header::CONTENT_TYPE, "application/json");
        let page = scene
            .browser
            .send(wrong_type.body(Body::from("{}")).unwrap())
            .await;
        assert_eq!(page.status, 415);
        let fields = [("state".to_owned(), "s".repeat(70_000))];
        let page = scene
            .browser
            .send(form_request("/end-session", &fields, "cross-site", None))
            .await;
        assert!(
            (400..500).contains(&page.status.as_u16()),
            "{}",
            page.status
        );
        assert!(who(&mut scene.browser).await.is_some());
    })
    .await;
}
