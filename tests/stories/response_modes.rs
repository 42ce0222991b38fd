//! How an answer travels: in the query, the fragment or a form, plain or as one signed JWT.

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use lanyard::protocol::client::{Kind, SigningAlg};
use lanyard::protocol::registration::Draft;
use serde_json::{Value, json};

use crate::world::matrix::{everywhere, protocol};
use crate::world::scene::{VERIFIER, with, without};
use crate::world::seed;
use crate::world::{CALLBACK, ISSUER, Page, Provider, Scene};

/// What the app received, by name: from whichever place the mode has.
fn received(page: &Page, mode: &str) -> Value {
    let pairs: Vec<(String, String)> = match mode.strip_suffix(".jwt").unwrap_or(mode) {
        "form_post" => {
            assert_eq!(page.status, 200, "{}", page.url);
            assert_eq!(page.heading(), "Taking you back to Harbour Notes");
            let (action, fields) = page.form("answer", None);
            assert_eq!(action, CALLBACK);
            fields
        }
        carrier => {
            assert_eq!(page.status, 303, "{}", page.html);
            let separator = if carrier == "fragment" { '#' } else { '?' };
            let (before, after) = page.url.split_once(separator).expect("an answer");
            assert_eq!(before, CALLBACK);
            form_urlencoded::parse(after.as_bytes())
                .into_owned()
                .collect()
        }
    };
    let members = pairs
        .iter()
        .map(|(name, value)| (name.clone(), json!(value)));
    let object: serde_json::Map<_, _> = members.collect();
    assert_eq!(object.len(), pairs.len(), "each once: {pairs:?}");
    object.into()
}

/// What a signed answer says, verified with the published keys as an app would.
async fn opened(provider: &Provider, client: &str, said: &Value, alg: Algorithm) -> Value {
    let names: Vec<_> = said.as_object().unwrap().keys().collect();
    assert_eq!(names, ["response"], "nothing beside it");
    let jwt = said["response"].as_str().unwrap();
    let keys: JwkSet = serde_json::from_str(&provider.get("/jwks", None).await.text).unwrap();
    let key = keys
        .find(&decode_header(jwt).unwrap().kid.unwrap())
        .unwrap();
    let mut rules = Validation::new(alg);
    rules.set_audience(&[client]);
    rules.set_issuer(&[ISSUER]);
    rules.set_required_spec_claims(&["exp", "iss", "aud"]);
    // The clock of the story is its own.
    rules.validate_exp = false;
    let claims: Value = decode(jwt, &DecodingKey::from_jwk(key).unwrap(), &rules)
        .unwrap()
        .claims;
    let now = provider.clock.now().0;
    let exp = claims["exp"].as_i64().unwrap();
    assert!((now + 30..=now + 600).contains(&exp), "{exp} at {now}");
    claims
}

#[tokio::test]
async fn an_answer_travels_as_it_was_asked_to_and_buys_tokens() {
    protocol(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let client = scene.app.client_id.to_string();
        for mode in [
            "query",
            "fragment",
            "form_post",
            "jwt",
            "query.jwt",
            "fragment.jwt",
            "form_post.jwt",
        ] {
            let carrier = if mode == "jwt" { "query.jwt" } else { mode };
            for (changes, error) in [
                (with(scene.asks(), [("response_mode", mode)]), None),
                (
                    with(scene.asks(), [("response_mode", mode), ("prompt", "bogus")]),
                    Some("invalid_request"),
                ),
                (
                    with(
                        scene.asks(),
                        [("response_mode", mode), ("scope", "openid nothing:such")],
                    ),
                    Some("invalid_scope"),
                ),
            ] {
                let page = scene.ask(&changes).await;
                let mut said = received(&page, carrier);
                if carrier.ends_with(".jwt") {
                    said = opened(&provider, &client, &said, Algorithm::RS256).await;
                }
                assert_eq!(
                    (&said["iss"], &said["state"]),
                    (&json!(ISSUER), &json!("the-state")),
                    "{mode}"
                );
                match error {
                    Some(error) => {
                        assert_eq!(said["error"], error, "{mode}: {said}");
                        assert_eq!(said["code"], Value::Null, "{mode}");
                    }
                    None => {
                        assert_eq!(said["error"], Value::Null, "{mode}");
                        let code = said["code"].as_str().expect("a code");
                        let form = [
                            ("grant_type", "authorization_code"),
                            ("code", code),
                            ("code_verifier", VERIFIER),
                            ("redirect_uri", CALLBACK),
                        ];
                        let answer = provider.post("/token", form, Some(&scene.basic)).await;
                        assert_eq!(answer.status, 200, "{mode}: {}", answer.text);
                    }
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_person_passes_the_pages_and_their_answer_is_posted() {
    everywhere(async |provider| {
        let mut scene = Scene::before(&provider).await;
        let asks = with(
            scene.asks(),
            [("response_mode", "form_post"), ("prompt", "consent")],
        );
        let page = scene.ask(&asks).await;
        let page = scene.browser.log_in(&page, "mara").await;
        let page = scene
            .browser
            .submit(&page, "consent-form", Some("cancel"), &[])
            .await;
        assert_eq!(received(&page, "form_post")["error"], "access_denied");

        // Signed in, and nothing left to ask: the sign-in page posts the answer itself, and its cookies arrive.
        let page = scene
            .ask(&with(scene.asks(), [("prompt", "consent")]))
            .await;
        scene.browser.approve(&page).await;
        scene.browser.sign_out().await;
        let page = scene.ask(&without(asks, "prompt")).await;
        let page = scene.browser.log_in(&page, "mara").await;
        assert!(received(&page, "form_post")["code"].is_string());
        assert_eq!(scene.browser.open("/account").await.status, 200);
        // It shows nothing of what was typed, may post to the app and nowhere else, and is not kept.
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        let origin = CALLBACK.split('/').take(3).collect::<Vec<_>>().join("/");
        assert!(
            policy.contains(&format!("form-action 'self' {origin};")),
            "{policy}"
        );
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(page.headers["cache-control"], "no-store");
        assert!(!page.html.contains("password"), "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn a_client_names_what_its_answers_are_signed_with() {
    protocol(async |provider| {
        let mut scene = Scene::new(&provider).await;
        for (alg, named) in [
            (SigningAlg::ES256, Algorithm::ES256),
            (SigningAlg::PS256, Algorithm::PS256),
            (SigningAlg::EdDSA, Algorithm::EdDSA),
        ] {
            let draft = Draft {
                redirect_uris: vec![CALLBACK.into()],
                authorization_signed_response_alg: Some(alg),
                first_party: true,
                ..Draft::new("Harbour Notes", Kind::Web)
            };
            let (client, _) = seed::register(&provider.app, draft, None).await;
            let asks = with(
                scene.asks(),
                [
                    ("response_mode", "form_post.jwt"),
                    ("client_id", client.as_str()),
                ],
            );
            let said = received(&scene.ask(&asks).await, "form_post.jwt");
            let said = opened(&provider, client.as_str(), &said, named).await;
            assert!(said["code"].is_string(), "{said}");
        }
    })
    .await;
}
