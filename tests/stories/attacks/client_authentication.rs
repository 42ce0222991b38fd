//! CA: how a client proves who it is.

use axum::body::Body;
use axum::http::Request;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use lanyard::protocol::client::{AuthMethod, Kind};
use lanyard::protocol::registration::Draft;

use super::*;
use crate::world::everywhere;

/// An app that acts for itself, and what it sends.
async fn service(provider: &Provider) -> (String, String) {
    provider.add_service("Nightly Export", "export:read").await
}

const OWN: (&str, &str) = ("grant_type", "client_credentials");

#[tokio::test]
async fn ca_01_two_methods_at_once() {
    everywhere(async |provider| {
        let (id, secret) = service(&provider).await;
        let basic = provider.basic(&id, &secret);
        for second in ["client_secret", "client_assertion", "client_assertion_type"] {
            let answer = provider
                .post("/token", [OWN, (second, &*secret)], Some(&basic))
                .await;
            refused(&answer, 400, "invalid_request");
        }
        let form = [
            OWN,
            ("client_id", &*id),
            ("client_secret", &*secret),
            ("client_assertion", "x"),
        ];
        refused(
            &provider.post("/token", form, None).await,
            400,
            "invalid_request",
        );
        assert_eq!(
            provider.post("/token", [OWN], Some(&basic)).await.status,
            200
        );
    })
    .await;
}

#[tokio::test]
async fn ca_02_only_the_registered_method_counts() {
    everywhere(async |provider| {
        let by_header = Draft {
            auth_method: Some(AuthMethod::ClientSecretBasic),
            scope: Some("export:read".into()),
            ..Draft::new("By Header", Kind::Service)
        };
        let (id, secret) = provider.register(by_header).await;
        let by_form = Draft {
            auth_method: Some(AuthMethod::ClientSecretPost),
            scope: Some("export:read".into()),
            ..Draft::new("By Form", Kind::Service)
        };
        let (form_id, form_secret) = provider.register(by_form).await;
        let form = [OWN, ("client_id", &*id), ("client_secret", &*secret)];
        refused(
            &provider.post("/token", form, None).await,
            401,
            "invalid_client",
        );
        refused(
            &provider
                .post("/token", [OWN, ("client_id", &*id)], None)
                .await,
            401,
            "invalid_client",
        );
        let basic = provider.basic(&form_id, &form_secret);
        let answer = provider.post("/token", [OWN], Some(&basic)).await;
        refused(&answer, 401, "invalid_client");
        assert!(
            answer.headers[header::WWW_AUTHENTICATE]
                .to_str()
                .unwrap()
                .starts_with("Basic ")
        );
        let form = [
            OWN,
            ("client_id", &*form_id),
            ("client_secret", &*form_secret),
        ];
        assert_eq!(provider.post("/token", form, None).await.status, 200);
        for assertion in ["", "eyJhbGciOiJub25lIn0.e30."] {
            let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            let form = [
                OWN,
                ("client_id", &*id),
                ("client_assertion", assertion),
                ("client_assertion_type", kind),
            ];
            refused(
                &provider.post("/token", form, None).await,
                401,
                "invalid_client",
            );
        }
    })
    .await;
}

#[tokio::test]
async fn fc_02_a_secret_counts_in_the_header_and_in_the_form_at_every_endpoint() {
    everywhere(async |provider| {
        let (id, secret) = service(&provider).await;
        let basic = provider.basic(&id, &secret);
        let in_form = [("client_id", &*id), ("client_secret", &*secret)];
        let by_header = provider.post("/token", [OWN], Some(&basic)).await;
        let token = by_header.json()["access_token"]
            .as_str()
            .unwrap()
            .to_owned();
        // From one request to the next, at one endpoint and the next.
        for path in ["/token", "/introspect", "/revoke", "/token"] {
            let own = [OWN, ("token", &*token)];
            let with_form = own.into_iter().chain(in_form);
            assert_eq!(
                provider.post(path, with_form, None).await.status,
                200,
                "{path}"
            );
            let answer = provider.post(path, own, Some(&basic)).await;
            assert_eq!(answer.status, 200, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn fc_02_the_challenge_is_for_the_scheme_that_was_tried() {
    everywhere(async |provider| {
        let (id, _) = service(&provider).await;
        for path in ["/token", "/introspect", "/revoke"] {
            for form in [
                vec![("client_id", &*id), ("client_secret", "lys_guessed")],
                vec![("client_id", "nobody-aaaaaa"), ("client_secret", "x")],
                vec![("client_id", &*id)],
                vec![("client_id", &*id), ("client_assertion", "x")],
            ] {
                let form = [OWN, ("token", "x")].into_iter().chain(form);
                let answer = provider.post(path, form, None).await;
                refused(&answer, 401, "invalid_client");
                assert!(!answer.headers.contains_key(header::WWW_AUTHENTICATE));
            }
            for (own, basic) in [
                (
                    ("client_id", &*id),
                    Some(provider.basic(&id, "lys_guessed")),
                ),
                (("x", "y"), Some("Basic !!!".to_owned())),
                (("x", "y"), None),
            ] {
                let form = [OWN, ("token", "x"), own];
                let answer = provider.post(path, form, basic.as_deref()).await;
                refused(&answer, 401, "invalid_client");
                let challenge = answer.headers[header::WWW_AUTHENTICATE].to_str().unwrap();
                assert!(challenge.starts_with("Basic "), "{challenge}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn ca_04_every_back_channel_endpoint_asks() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let token = scene.tokens().await.access_token;
        let wrong = provider.basic(&scene.app.client_id, "lys_guessed");
        let nobody = provider.basic("nobody-aaaaaa", "lys_guessed");
        let before = provider.dump().await;
        for path in ["/token", "/introspect", "/revoke"] {
            for basic in [None, Some(wrong.as_str()), Some(nobody.as_str())] {
                let form = [OWN, ("token", &*token)];
                let answer = provider.post(path, form, basic).await;
                refused(&answer, 401, "invalid_client");
                // RFC 9110 §15.5.2: every 401 names a scheme; and nobody learns which clients there are.
                let challenge = answer.headers[header::WWW_AUTHENTICATE].to_str().unwrap();
                assert!(challenge.starts_with("Basic "), "{challenge}");
                if basic.is_some() {
                    assert_eq!(
                        answer.json()["error_description"],
                        "Client authentication failed."
                    );
                }
            }
        }
        assert_eq!(provider.dump().await, before);
        assert!(scene.is_active(&token).await);
    })
    .await;
}

#[tokio::test]
async fn ca_05_basic_is_read_as_the_standard_says() {
    everywhere(async |provider| {
        let (id, secret) = service(&provider).await;
        let own =
            async |authorization: &str| provider.post("/token", [OWN], Some(authorization)).await;
        let escaped = secret.replace('_', "%5F");
        for credentials in [
            format!("{id}:{secret}"),
            format!("{id}:{escaped}"),
            format!("{}:{secret}", id.replace('-', "%2D")),
        ] {
            let encoded = STANDARD.encode(credentials);
            for scheme in ["Basic", "basic", "BASIC"] {
                assert_eq!(own(&format!("{scheme} {encoded}")).await.status, 200);
            }
        }
        for credentials in [
            id.clone(),
            format!("{id}:"),
            format!(":{secret}"),
            format!("{id}:{secret}%"),
            format!("{id}:{secret}%zz"),
            format!("{id}:{secret}%00"),
            format!("{id}:{secret}%ff"),
            format!("{id}:{secret} "),
            format!("{id}:{}", secret.to_uppercase()),
            format!("{id}:{}", &secret[..secret.len() - 1]),
        ] {
            refused(
                &own(&format!("Basic {}", STANDARD.encode(credentials))).await,
                401,
                "invalid_client",
            );
        }
        let bytes = [id.as_bytes(), b":\xff\xfe"].concat();
        for header in [
            format!("Basic {}", STANDARD.encode(bytes)),
            format!("Basic {}=", URL_SAFE.encode(format!("{id}:{secret}"))),
            "Basic".to_owned(),
            "Basic ".to_owned(),
            "Basic !!!".to_owned(),
            format!("Bearer {secret}"),
            format!("Digest {secret}"),
        ] {
            refused(&own(&header).await, 401, "invalid_client");
        }
        let mut twice = raw_post("/token", "grant_type=client_credentials");
        for _ in 0..2 {
            twice.headers_mut().append(
                header::AUTHORIZATION,
                provider.basic(&id, &secret).parse().unwrap(),
            );
        }
        refused(&provider.send(twice).await, 400, "invalid_request");
        let mut unreadable = raw_post("/token", "grant_type=client_credentials");
        unreadable.headers_mut().insert(
            header::AUTHORIZATION,
            axum::http::HeaderValue::from_bytes(b"Basic \xff\xff").unwrap(),
        );
        refused(&provider.send(unreadable).await, 401, "invalid_client");
    })
    .await;
}

#[tokio::test]
async fn ca_05_credentials_in_the_address_do_not_count() {
    everywhere(async |provider| {
        let (id, secret) = service(&provider).await;
        let query = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
        let answer = provider
            .send(raw_post(&format!("/token?{query}"), ""))
            .await;
        refused(&answer, 401, "invalid_client");
        let basic = provider.basic(&id, &secret);
        let answer = provider
            .post(&format!("/token?{query}"), [("x", "y")], Some(&basic))
            .await;
        refused(&answer, 400, "invalid_request");
        let get = Request::get(format!("/token?{query}"))
            .body(Body::empty())
            .unwrap();
        assert_eq!(provider.send(get).await.status, 405);
    })
    .await;
}

#[tokio::test]
async fn ca_20_the_form_names_nobody_else() {
    everywhere(async |provider| {
        let (id, secret) = service(&provider).await;
        let (other, _) = provider.add_service("Other", "other:read").await;
        let basic = provider.basic(&id, &secret);
        for path in ["/token", "/introspect", "/revoke"] {
            let form = [OWN, ("client_id", &*other), ("token", "x")];
            refused(
                &provider.post(path, form, Some(&basic)).await,
                400,
                "invalid_request",
            );
        }
        let form = [OWN, ("client_id", &*id)];
        assert_eq!(
            provider.post("/token", form, Some(&basic)).await.status,
            200
        );
    })
    .await;
}

#[tokio::test]
async fn ca_21_a_secret_is_shown_once_and_kept_as_a_hash() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let form = browser.open("/apps/new/web").await;
        let fields = [("name", "Harbour Notes"), ("redirect_uris", CALLBACK)];
        let shown = browser.submit(&form, "app-form", None, &fields).await;
        let secret = shown
            .attribute("#secret", "value")
            .expect("the secret, this once");
        let id = shown.text("#client-id");
        let again = browser.submit(&form, "app-form", None, &fields).await;
        assert!(!again.html.contains(&secret));
        for path in [
            "/apps".to_owned(),
            format!("/apps/{id}"),
            format!("/apps/{id}?show=env"),
            format!("/apps/{id}?show=json"),
            format!("/apps/{id}/rotate"),
            format!("/apps/{id}/delete"),
        ] {
            let page = browser.open(&path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(!page.html.contains(&secret), "{path}");
        }
        // The file with the settings has it only for whoever brings it.
        let page = browser.open(&format!("/apps/{id}")).await;
        let download = async |browser: &mut Browser, secret: &str| {
            let form = [
                ("csrf".to_owned(), family_token(&page)),
                ("secret".to_owned(), secret.to_owned()),
            ];
            browser.post(&format!("/apps/{id}/env"), &form).await.html
        };
        assert!(download(&mut browser, &secret).await.contains(&secret));
        assert!(!download(&mut browser, "lys_guessed").await.contains("lys_"));
        let dump = provider
            .dump()
            .await
            .into_values()
            .flatten()
            .collect::<Vec<_>>()
            .concat();
        assert!(!dump.contains(&secret) && !dump.contains(secret.trim_start_matches("lys_")));
    })
    .await;
}

/// The token of the forms in the page itself, not of the bar above it.
fn family_token(page: &Page) -> String {
    page.attribute("main input[name=csrf]", "value")
        .expect("a form with a token")
}
