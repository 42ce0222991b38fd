//! AZ: the authorization request and its answer.

use std::time::{Duration, Instant};

use axum::body::Body;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lanyard::protocol::client::{Client, GrantType, Kind, Metadata, Profile};
use lanyard::protocol::ids::ClientId;
use lanyard::protocol::registration::Draft;
use lanyard::store::clients;

use super::*;
use crate::world::browser::form_request;
use crate::world::everywhere;

/// The members of a JWT, not verified.
pub(super) fn claims_of(jwt: &str) -> serde_json::Value {
    let payload = jwt.split('.').nth(1).expect("a JWT");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

/// The form that redeems a code that [`asks`] led to.
pub(super) fn redeems(code: &str) -> Fields {
    BTreeMap::from([
        ("grant_type", "authorization_code".to_owned()),
        ("code", code.to_owned()),
        ("redirect_uri", CALLBACK.to_owned()),
        ("code_verifier", VERIFIER.to_owned()),
    ])
}

/// The client's record.
pub(super) async fn client(provider: &Provider, id: &str) -> Client {
    let id = ClientId(id.to_owned());
    let job = provider
        .app
        .db
        .read(move |c| Box::pin(async move { clients::by_id(c, &id).await }));
    job.await.unwrap().expect("the client is there")
}

/// Changes what the client registered, as its owner could while somebody signs in.
pub(super) async fn change(provider: &Provider, id: &str, edit: impl FnOnce(&mut Metadata)) {
    let mut client = client(provider, id).await;
    edit(&mut client.metadata);
    let (id, now) = (client.id.clone(), provider.clock.now());
    let job = provider.app.db.write(move |c| {
        Box::pin(async move {
            clients::update_metadata(c, &client, &client.name, &client.metadata, now).await
        })
    });
    assert!(job.await.unwrap());
    provider.app.clients.changed(&id);
}

/// Switches the client off or on.
pub(super) async fn switch(provider: &Provider, id: &str, on: bool) {
    let (id, now) = (ClientId(id.to_owned()), provider.clock.now());
    let key = id.clone();
    let job = provider.app.db.write(move |c| {
        Box::pin(async move {
            if on {
                clients::enable(c, &key, now).await
            } else {
                clients::disable(c, &key, now).await
            }
        })
    });
    assert!(job.await.unwrap());
    provider.app.clients.changed(&id);
}

/// Posts an authorization request as the form of another site does: without cookies, and then with them.
async fn posted(browser: &mut Browser, fields: &Fields) -> Page {
    let pairs: Vec<_> = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect();
    let mut without_cookies = browser.clone();
    without_cookies.jar.clear();
    let request = form_request(
        "/authorize",
        &pairs,
        "cross-site",
        Some("https://rp.example"),
    );
    let page = without_cookies.send(request).await;
    assert!(
        without_cookies.jar.is_empty(),
        "a browser that left its cookies out keeps those it has"
    );
    if !page.status.is_redirection() {
        return page;
    }
    let location = page.location();
    match location.strip_prefix(ISSUER) {
        Some(path) => browser.open(path).await,
        None => Page {
            url: location,
            ..page
        },
    }
}

#[tokio::test]
async fn az_01_every_answer_says_who_gives_it() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        // Both helpers check `iss`.
        scene.code().await;
        let refused = with(scene.asks(), [("response_type", "token")]);
        sent_back(
            &scene.ask(&refused).await,
            "unsupported_response_type",
            Some("the-state"),
        );
        let metadata = provider
            .get("/.well-known/openid-configuration", None)
            .await
            .json();
        assert_eq!(
            metadata["authorization_response_iss_parameter_supported"],
            true
        );
        assert_eq!(metadata["issuer"], ISSUER);
    })
    .await;
}

#[tokio::test]
async fn az_02_no_parameter_comes_twice() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let asks = scene.asks();
        for name in [
            "response_type",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method",
            "prompt",
            "max_age",
            "login_hint",
            "id_token_hint",
            "ui_locales",
            "acr_values",
            "claims",
            "display",
            "response_mode",
            "flow",
            "unknown",
        ] {
            let value = asks.get(name).cloned().unwrap_or_else(|| "1".to_owned());
            let rest = encoded(&without(asks.clone(), name));
            for other in [value.as_str(), "other", ""] {
                let twice = form_urlencoded::Serializer::new(rest.clone())
                    .append_pair(name, &value)
                    .append_pair(name, other)
                    .finish();
                let page = scene.browser.open(&format!("/authorize?{twice}")).await;
                sent_back(
                    &page,
                    "invalid_request",
                    (name != "state").then_some("the-state"),
                );
            }
        }
        for name in ["client_id", "redirect_uri"] {
            let twice = format!("{}&{name}={}", encoded(&asks), asks[name]);
            stays_here(&scene.browser.open(&format!("/authorize?{twice}")).await);
        }
    })
    .await;
}

#[tokio::test]
async fn az_02_not_at_the_token_endpoint_either() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let basic = scene.basic.clone();
        let send = async |path: &str, body: String| {
            let mut request = raw_post(path, body);
            request
                .headers_mut()
                .insert(header::AUTHORIZATION, basic.parse().unwrap());
            provider.send(request).await
        };
        // What belongs to the code burns it (RU-18); of the rest nothing counts.
        for (name, burns) in [
            ("grant_type", false),
            ("code", true),
            ("redirect_uri", true),
            ("code_verifier", true),
            ("client_id", false),
            ("scope", false),
            ("refresh_token", false),
            ("x", false),
        ] {
            let (started, code) = scene.code().await;
            let form = scene.redemption(&started, &code);
            for value in [form.get(name).map_or("1", String::as_str), "other"] {
                let twice = form_urlencoded::Serializer::new(encoded(&form))
                    .append_pair(name, value)
                    .append_pair(name, value)
                    .finish();
                refused(&send("/token", twice).await, 400, "invalid_request");
            }
            let status = scene.token(&form).await.status;
            assert_eq!(status, if burns { 400 } else { 200 }, "{name}");
        }
        for path in ["/introspect", "/revoke"] {
            refused(
                &send(path, "token=a&token=b".to_owned()).await,
                400,
                "invalid_request",
            );
        }
    })
    .await;
}

#[tokio::test]
async fn az_04_state_comes_back_as_it_was_or_not_at_all() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        for state in [
            "\"><script>alert(1)</script>",
            "a\r\nSet-Cookie: x=1\r\n\r\n<h1>",
            "\u{1f44b}\u{1f3fd} é \u{202e}\u{feff}",
            "&code=x&iss=https://evil.example#fragment",
            "%00%0d%0a+ +",
            " ",
            &"x".repeat(4_096),
        ] {
            let page = scene.ask(&with(scene.asks(), [("state", state)])).await;
            assert!(
                page.url.starts_with(CALLBACK) && page.url.is_ascii(),
                "{}",
                page.url
            );
            assert!(
                !page.url.contains(['#', ' ', '<', '>', '"']),
                "{}",
                page.url
            );
            assert_eq!(page.query("state").as_deref(), Some(state));
            assert!(
                page.query("code")
                    .is_some_and(|code| code.starts_with("lyc_"))
            );
            assert_eq!(page.query("iss").as_deref(), Some(ISSUER));
            assert!(!page.headers.contains_key(header::SET_COOKIE));
            let page = scene
                .ask(&with(scene.asks(), [("state", state), ("prompt", "bogus")]))
                .await;
            sent_back(&page, "invalid_request", Some(state));
        }
        let long = with(scene.asks(), [("state", &"x".repeat(4_097))]);
        sent_back(&scene.ask(&long).await, "invalid_request", None);
        for raw in ["%ff", "%c0%af", "%ed%a0%80", "%", "%0", "%zz", "%00"] {
            let query = format!("{}&state={raw}", encoded(&without(scene.asks(), "state")));
            stays_here(&scene.browser.open(&format!("/authorize?{query}")).await);
        }
        let page = scene
            .ask(&with(scene.asks(), [("state", &"x".repeat(9_000))]))
            .await;
        assert_eq!(page.status, 414);
    })
    .await;
}

#[tokio::test]
async fn az_04_a_long_state_survives_the_pages() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        let mut browser = Browser::new(&provider);
        let state = "é".repeat(1_200);
        let page = browser
            .open(&authorize(&with(
                scene.asks(),
                [("state", &state), ("prompt", "consent")],
            )))
            .await;
        let page = browser.log_in(&page, "mara").await;
        let page = browser.approve(&page).await;
        assert_eq!(page.query("state"), Some(state), "{}", page.url);
    })
    .await;
}

#[tokio::test]
async fn az_05_the_nonce_is_kept() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (short, long) = ("n".repeat(64), "n".repeat(1_024));
        for nonce in [
            Some("n"),
            Some(short.as_str()),
            Some(long.as_str()),
            Some("nönce ✓ \"\\\u{1f44b}\r\n"),
            None,
        ] {
            let asks = match nonce {
                Some(nonce) => with(scene.asks(), [("nonce", nonce)]),
                None => without(scene.asks(), "nonce"),
            };
            let code = scene.ask(&asks).await.query("code").expect("a code");
            let tokens = scene.token(&redeems(&code)).await.json();
            let claims = claims_of(tokens["id_token"].as_str().unwrap());
            assert_eq!(claims.get("nonce").and_then(|nonce| nonce.as_str()), nonce);
        }
        let longer = with(scene.asks(), [("nonce", &"n".repeat(1_025))]);
        sent_back(
            &scene.ask(&longer).await,
            "invalid_request",
            Some("the-state"),
        );
    })
    .await;
}

#[tokio::test]
async fn az_06_only_a_code_is_given_through_the_browser() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        for response_type in [
            "token",
            "code token",
            "id_token",
            "id_token code",
            "id_token token",
            "none",
            "CODE",
            "code code",
            "code ",
            "x",
        ] {
            let page = scene
                .ask(&with(scene.asks(), [("response_type", response_type)]))
                .await;
            // What is not offered is refused where its answer would be looked for.
            let mut words = response_type.split(' ');
            let in_front = words.any(|word| word.ends_with("token"));
            assert_eq!(page.url.contains('#'), in_front, "{}", page.url);
            assert!(!page.url.contains("token="), "{}", page.url);
            sent_back(&page, "unsupported_response_type", Some("the-state"));
        }
        for asks in [
            without(scene.asks(), "response_type"),
            with(scene.asks(), [("response_type", "")]),
        ] {
            sent_back(
                &scene.ask(&asks).await,
                "invalid_request",
                Some("the-state"),
            );
        }
        for mode in ["web_message", "QUERY", "query fragment", "jwt.query"] {
            let page = scene
                .ask(&with(scene.asks(), [("response_mode", mode)]))
                .await;
            sent_back(&page, "invalid_request", Some("the-state"));
        }
    })
    .await;
}

#[tokio::test]
async fn az_08_a_client_uses_the_grants_it_registered() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (started, code) = scene.code().await;
        // An app for people asks for itself.
        let own = Fields::from([("grant_type", "client_credentials".to_owned())]);
        refused(&scene.token(&own).await, 400, "unauthorized_client");
        // A service asks for people.
        let (service, secret) = provider.add_service("Nightly Export", "export:read").await;
        let basic = provider.basic(&service, &secret);
        for grant in ["authorization_code", "refresh_token"] {
            let form = [
                ("grant_type", grant),
                ("code", &*code),
                ("refresh_token", &*code),
            ];
            refused(
                &provider.post("/token", form, Some(&basic)).await,
                400,
                "unauthorized_client",
            );
        }
        stays_here(&scene.ask(&asks(&service, CALLBACK)).await);
        // One that has an address nevertheless.
        let draft = Draft {
            redirect_uris: vec![CALLBACK.into()],
            grant_types: Some(vec![GrantType::ClientCredentials]),
            scope: Some("import:read".into()),
            ..Draft::new("Import", Kind::Web)
        };
        let (import, _) = provider.register(draft).await;
        let page = scene
            .ask(&with(asks(&import, CALLBACK), [("scope", "import:read")]))
            .await;
        sent_back(&page, "unauthorized_client", Some("the-state"));
        // An app without refresh tokens gets none and may present none.
        let draft = Draft {
            redirect_uris: vec![CALLBACK.into()],
            grant_types: Some(vec![GrantType::AuthorizationCode]),
            ..Draft::new("Reading Room", Kind::Web)
        };
        let (reader, secret) = provider.register(draft).await;
        let basic = provider.basic(&reader, &secret);
        let form = [("grant_type", "refresh_token"), ("refresh_token", "lyr_x")];
        refused(
            &provider.post("/token", form, Some(&basic)).await,
            400,
            "unauthorized_client",
        );
        assert_eq!(
            scene.token(&scene.redemption(&started, &code)).await.status,
            200
        );
    })
    .await;
}

#[tokio::test]
async fn az_09_prompts_that_do_not_fit_together() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        for prompt in [
            "none login",
            "login consent none",
            "none none consent",
            "bogus",
            "NONE",
            "login\tconsent",
        ] {
            let page = scene.ask(&with(scene.asks(), [("prompt", prompt)])).await;
            sent_back(&page, "invalid_request", Some("the-state"));
        }
    })
    .await;
}

#[tokio::test]
async fn az_10_silence_is_answered_without_a_page() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let silent = with(scene.asks(), [("prompt", "none")]);
        let before = provider.dump().await;
        let mut stranger = Browser::new(&provider);
        sent_back(
            &stranger.open(&authorize(&silent)).await,
            "login_required",
            Some("the-state"),
        );
        let (other, _) = provider.add_client("Other").await;
        let page = scene
            .ask(&with(asks(&other, CALLBACK), [("prompt", "none")]))
            .await;
        sent_back(&page, "consent_required", Some("the-state"));
        provider.clock.advance(Duration::from_secs(60));
        let page = scene.ask(&with(silent, [("max_age", "30")])).await;
        sent_back(&page, "login_required", Some("the-state"));
        let after = provider.dump().await;
        assert_eq!(after["grants"], before["grants"]);
        assert_eq!(after["consent"], before["consent"]);
    })
    .await;
}

#[tokio::test]
async fn az_12_oversized_wishes_are_ignored_or_refused() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        let locales = "xx-YY ".repeat(500);
        let deep = |depth: usize| {
            format!(
                r#"{{"userinfo":{{"x":{}1{}}}}}"#,
                "[".repeat(depth),
                "]".repeat(depth)
            )
        };
        let began = Instant::now();
        for (name, value) in [
            ("login_hint", "x".repeat(60_000)),
            ("login_hint", "../../etc/passwd\0".replace('\0', "\u{7}")),
            ("ui_locales", locales),
            ("ui_locales", "../../etc/passwd en/../../x %00".to_owned()),
            ("acr_values", "x ".repeat(20_000)),
            ("display", "x".repeat(10_000)),
            (
                "claims",
                r#"{"userinfo":{"x":null},"x":{"y":1}}"#.to_owned(),
            ),
        ] {
            let mut browser = Browser::new(&provider);
            let page = posted(&mut browser, &with(scene.asks(), [(name, &value)])).await;
            assert_eq!(
                (page.path(), page.status.as_u16()),
                ("/login", 200),
                "{name}: {}",
                page.url
            );
            assert!(!page.html.contains("/etc/passwd\u{7}"));
        }
        for (name, value) in [
            ("claims", deep(10_000)),
            ("claims", deep(40)),
            ("claims", "[".repeat(8_000)),
            ("claims", "{".to_owned()),
            (
                "claims",
                format!(r#"{{"userinfo":{{"{}":null}}}}"#, "x".repeat(50_000)),
            ),
            ("id_token_hint", "x".repeat(20_000)),
            ("max_age", "9".repeat(1_000)),
            ("max_age", "-1".to_owned()),
            ("max_age", "1e9".to_owned()),
        ] {
            let mut browser = Browser::new(&provider);
            let page = posted(&mut browser, &with(scene.asks(), [(name, &value)])).await;
            sent_back(&page, "invalid_request", Some("the-state"));
        }
        let mut browser = Browser::new(&provider);
        let page = posted(
            &mut browser,
            &with(scene.asks(), [("login_hint", &"x".repeat(70_000))]),
        )
        .await;
        assert_eq!(page.status, 413);
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "{:?}",
            began.elapsed()
        );
        assert_eq!(Browser::new(&provider).open("/login").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn az_13_a_hint_never_leads_to_somebody_else_s_code() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let mara = scene.tokens().await;
        let iris = provider.add_user("iris").await;
        let hint = Browser::new(&provider)
            .sign_in_to(&scene.app, "iris", &["profile"])
            .await
            .id_token;

        let silent = with(
            scene.asks(),
            [("id_token_hint", hint.as_str()), ("prompt", "none")],
        );
        sent_back(
            &scene.ask(&silent).await,
            "login_required",
            Some("the-state"),
        );
        let asks = with(scene.asks(), [("id_token_hint", hint.as_str())]);
        let login = scene.ask(&asks).await;
        assert_eq!(login.path(), "/login");
        let page = scene
            .browser
            .clone()
            .submit(&login, "login-form", None, &CREDENTIALS)
            .await;
        sent_back(&page, "login_required", Some("the-state"));
        let page = scene
            .browser
            .submit(
                &login,
                "login-form",
                None,
                &[("login", "iris"), CREDENTIALS[1]],
            )
            .await;
        let tokens = scene
            .token(&redeems(&page.query("code").expect("a code")))
            .await
            .json();
        assert_eq!(
            claims_of(tokens["id_token"].as_str().unwrap())["sub"],
            iris.id.to_string()
        );

        let mut parts = mara.id_token.split('.');
        let (head, body) = (parts.next().unwrap(), parts.next().unwrap());
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#);
        for forged in [
            format!("{none}.{body}."),
            format!("{none}.{body}"),
            format!("{head}.{body}."),
            format!("{}x", mara.id_token),
            mara.access_token.clone(),
            scene.app.client_id.clone(),
        ] {
            let page = scene
                .ask(&with(scene.asks(), [("id_token_hint", &forged)]))
                .await;
            sent_back(&page, "invalid_request", Some("the-state"));
        }
        // An ID token says who was meant for longer than it may be used.
        provider.clock.advance(Duration::from_secs(360));
        assert!(scene.ask(&silent).await.query("code").is_some());
    })
    .await;
}

#[tokio::test]
async fn az_14_scopes_without_end() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (service, secret) = provider.add_service("Nightly Export", "export:read").await;
        let basic = provider.basic(&service, &secret);
        let began = Instant::now();
        let many: String = (0..9_000).map(|n| format!("s{n} ")).collect();
        for scope in [
            many,
            "x".repeat(60_000),
            "\u{1f44b}".to_owned(),
            "a\"b".to_owned(),
            "a\\b".to_owned(),
        ] {
            let asks = with(scene.asks(), [("scope", &scope)]);
            let page = posted(&mut scene.browser, &asks).await;
            // Without openid nothing else is wrong with it.
            sent_back(&page, "invalid_scope", Some("the-state"));
            let form = [("grant_type", "client_credentials"), ("scope", &*scope)];
            refused(
                &provider.post("/token", form, Some(&basic)).await,
                400,
                "invalid_scope",
            );
        }
        let repeated = "export:read ".repeat(3_000);
        let form = [("grant_type", "client_credentials"), ("scope", &*repeated)];
        let answer = provider.post("/token", form, Some(&basic)).await;
        assert!(
            answer.status == 400 || answer.json()["scope"] == "export:read",
            "{}",
            answer.text
        );
        let megabyte = "x".repeat(1 << 20);
        let form = [("grant_type", "client_credentials"), ("scope", &*megabyte)];
        assert_eq!(
            provider.post("/token", form, Some(&basic)).await.status,
            413
        );
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "{:?}",
            began.elapsed()
        );
        scene.code().await;
    })
    .await;
}

#[tokio::test]
async fn az_16_only_get_and_post_are_answered() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let url = authorize(&scene.asks());
        for method in [
            "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND",
        ] {
            let request = Request::builder()
                .method(method)
                .uri(&url)
                .body(Body::empty())
                .unwrap();
            let page = scene.browser.send(request).await;
            assert_eq!(page.status, 405, "{method}");
            assert_eq!(page.headers[header::ALLOW], "GET, POST", "{method}");
            stays(&page);
        }
        assert!(scene.ask(&scene.asks()).await.query("code").is_some());
    })
    .await;
}

#[tokio::test]
async fn az_17_another_browsers_flow_is_a_new_one() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        provider.add_user("eve").await;
        // Eve begins, signs in and allows; with the last address in hand she stops.
        let mut eve = Browser::new(&provider);
        let fields = with(scene.asks(), [("prompt", "consent")]);
        let login = eve.open(&authorize(&fields)).await;
        let consent = eve
            .submit(
                &login,
                "login-form",
                None,
                &[("login", "eve"), CREDENTIALS[1]],
            )
            .await;
        let last = submit_once(&mut eve, &consent, "consent-form", Some("approve"), &[])
            .await
            .location();

        // Mara is signed in: what Eve allowed is not what Mara allows.
        let mut mara = scene.browser.clone();
        for address in [login.url.as_str(), &consent.url, &last] {
            let before = provider.dump().await;
            let page = mara.open(address.trim_start_matches(ISSUER)).await;
            assert_eq!(page.path(), "/consent", "{address}");
            assert!(page.html.contains("mara@example.org"), "{}", page.html);
            assert_eq!(provider.dump().await, before);
        }
        // The page says why it asks: it was begun elsewhere, and not that it is late.
        let mut other = Browser::new(&provider);
        let page = other.open(&login.url).await;
        let notice = page.text("#reason");
        assert!(
            notice.starts_with("This was begun in another browser"),
            "{notice}"
        );
        // Whoever has never been here signs in as themselves, in a request of their own.
        let mut stranger = Browser::new(&provider);
        let page = stranger.open(last.trim_start_matches(ISSUER)).await;
        assert_eq!(page.path(), "/login");
        let page = stranger.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/consent");
        let page = stranger.approve(&page).await;
        let code = page.query("code").expect("a code");
        let tokens = scene.token(&redeems(&code)).await.json();
        assert_eq!(
            claims_of(tokens["id_token"].as_str().unwrap())["sub"],
            scene.user.id.to_string()
        );
        // Eve's own goes on, untouched by what Mara did, and is Eve's.
        let page = eve.open(last.trim_start_matches(ISSUER)).await;
        let tokens = scene
            .token(&redeems(&page.query("code").expect("a code")))
            .await
            .json();
        assert_ne!(
            claims_of(tokens["id_token"].as_str().unwrap())["sub"],
            scene.user.id.to_string()
        );
        // In its own browser it may be late.
        let mut own = Browser::new(&provider);
        let page = own.open(&authorize(&fields)).await;
        provider
            .clock
            .advance(std::time::Duration::from_secs(31 * 60));
        let notice = own.open(&page.url).await.text("#reason");
        assert!(
            notice.starts_with("This page was open for a long time"),
            "{notice}"
        );
    })
    .await;
}

#[tokio::test]
async fn az_17_a_tossed_browser_cookie_binds_nothing() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        // A subdomain can set neither a __Host- cookie nor one that is read.
        let mut browser = Browser::new(&provider);
        browser.jar.insert("lanyard-browser".into(), "A".repeat(43));
        browser.jar.insert(
            "lanyard-session".into(),
            scene.browser.jar["__Host-lanyard-session"].clone(),
        );
        let page = browser.open(&authorize(&scene.asks())).await;
        assert_eq!(page.path(), "/login");
        assert!(browser.jar.contains_key("__Host-lanyard-browser"));
    })
    .await;
}

#[tokio::test]
async fn az_18_a_forged_flow_is_none() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (_, code) = scene.code().await;
        let mut browser = Browser::new(&provider);
        let flow = browser
            .open(&authorize(&scene.asks()))
            .await
            .query("flow")
            .expect("a flow");
        let long = with(scene.asks(), [("state", &"x".repeat(4_000))]);
        let kept = browser
            .open(&authorize(&long))
            .await
            .query("flow")
            .expect("a flow");
        // The long one waits in a row; what travels names it, sealed.
        assert_eq!(provider.count("parcel").await, 1);
        assert!((100..1_000).contains(&kept.len()), "{}", kept.len());
        let mut forged: Vec<String> = [&flow, &kept]
            .into_iter()
            .flat_map(|text| (0..text.len()).step_by(7).map(|at| flipped(text, at)))
            .collect();
        forged.extend([
            String::from("x"),
            flow[..flow.len() / 2].to_owned(),
            format!("{flow}A"),
            format!("{flow}="),
            code.trim_start_matches("lyc_").to_owned(),
            scene.browser.jar["__Host-lanyard-session"].clone(),
            scene.browser.jar["__Host-lanyard-device"].clone(),
            "r.".to_owned(),
            format!("r.{}", "A".repeat(43)),
            "A".repeat(6_000),
        ]);
        for text in &forged {
            for path in ["/authorize", "/login", "/consent", "/sign-up"] {
                stays_here(&scene.browser.open(&format!("{path}?flow={text}")).await);
            }
        }
        let page = browser.open(&format!("/login?flow={flow}")).await;
        assert_eq!(page.status, 200, "the right one still works");
        provider.clock.advance(Duration::from_secs(24 * 3_600));
        stays_here(&browser.open(&format!("/authorize?flow={flow}")).await);
    })
    .await;
}

/// The text with one character replaced by another of the same alphabet.
pub(super) fn flipped(text: &str, at: usize) -> String {
    let mut bytes = text.as_bytes().to_vec();
    bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn az_18_parameters_beside_a_flow_do_not_count() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        let mut browser = Browser::new(&provider);
        let flow = browser
            .open(&authorize(&with(scene.asks(), [("prompt", "consent")])))
            .await
            .query("flow")
            .unwrap();
        let other = with(
            asks("nobody", "https://evil.example/cb"),
            [
                ("prompt", "none"),
                ("scope", "openid profile email"),
                ("state", "other"),
                ("response_type", "token"),
            ],
        );
        let page = browser
            .open(&format!("/authorize?flow={flow}&{}", encoded(&other)))
            .await;
        let page = browser.log_in(&page, "mara").await;
        let (action, fields) = page.form("consent-form", Some("approve"));
        let added = [
            ("scope", "email admin"),
            ("client_id", "nobody"),
            ("redirect_uri", "https://evil.example/cb"),
        ];
        let page = browser
            .post(&action, &crate::world::browser::replace(fields, &added))
            .await;
        assert!(page.url.starts_with(CALLBACK), "CN-02: {}", page.url);
        assert_eq!(page.query("state").as_deref(), Some("the-state"));
        let tokens = scene
            .token(&redeems(&page.query("code").unwrap()))
            .await
            .json();
        assert_eq!(tokens["scope"], "openid profile");
    })
    .await;
}

#[tokio::test]
async fn az_20_two_tabs_do_not_mix() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        let draft = Draft {
            redirect_uris: vec!["https://two.example/cb".into()],
            scope: Some("openid email".into()),
            ..Draft::new("Two", Kind::Web)
        };
        let (id, secret) = provider.register(draft).await;
        let mut two = RelyingParty::discover(&provider, &id, Some(&secret)).await;
        two.callback = "https://two.example/cb".into();
        let one = &scene.app;

        let mut browser = Browser::new(&provider);
        let (first, second) = (
            one.start(&["profile"], &[("prompt", "consent")]),
            two.start(&["email"], &[]),
        );
        let tab_one = browser.open(&first.url).await;
        let tab_two = browser.open(&second.url).await;
        let tab_two = browser.log_in(&tab_two, "mara").await;
        let tab_one = browser.log_in(&tab_one, "mara").await;
        assert!(tab_one.html.contains("Harbour Notes") && tab_two.html.contains("Two"));
        let tab_two = browser.approve(&tab_two).await;
        let tab_one = browser.approve(&tab_one).await;
        // Both check state, issuer and, with the ID token, nonce and audience.
        let tokens = one
            .redeem(&first, &one.code(&first, &tab_one))
            .await
            .unwrap();
        assert_eq!(claims_of(&tokens.access_token)["scope"], "openid profile");
        let tokens = two
            .redeem(&second, &two.code(&second, &tab_two))
            .await
            .unwrap();
        assert_eq!(claims_of(&tokens.access_token)["scope"], "openid email");
    })
    .await;
}

#[tokio::test]
async fn az_21_going_back_and_sending_again_makes_one_grant() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let other = RelyingParty::registered(&provider, "Other").await;
        let started = other.start(&["profile"], &[]);
        let consent = scene.browser.open(&started.url).await;
        assert_eq!(consent.path(), "/consent");
        let grants = provider.count("grants").await;

        // The button pressed twice: two answers, but one code's worth.
        let first = scene.browser.approve(&consent).await;
        let second = scene.browser.approve(&consent).await;
        let tokens = other
            .redeem(&started, &other.code(&started, &second))
            .await
            .expect("tokens");

        // From now on every way back ends on a page that says so, and harms nothing.
        let before = provider.dump().await;
        for _ in 0..2 {
            stays_here(&scene.browser.approve(&consent).await);
            stays_here(&scene.browser.open(&consent.url).await);
        }
        assert_eq!(provider.dump().await, before);
        assert_eq!(scene.userinfo(&tokens.access_token).await.status, 200);
        assert_eq!(provider.count("grants").await, grants + 1);

        // The first answer's code is the same one: presenting it is a replay.
        assert!(
            other
                .redeem(&started, &other.code(&started, &first))
                .await
                .is_err()
        );
        assert_eq!(provider.count("grants").await, grants + 1);
        assert_eq!(scene.userinfo(&tokens.access_token).await.status, 401);
    })
    .await;
}

#[tokio::test]
async fn az_21_nor_does_going_back_to_the_sign_in_page() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        let mut browser = Browser::new(&provider);
        let started = scene.app.start(&["profile"], &[]);
        let login = browser.open(&started.url).await;
        let page = browser.log_in(&login, "mara").await;
        scene
            .app
            .redeem(&started, &scene.app.code(&started, &page))
            .await
            .expect("tokens");
        let grants = provider.count("grants").await;
        stays_here(&browser.open(&login.url).await);
        let again = browser.log_in(&login, "mara").await;
        assert_eq!((again.status.as_u16(), again.query("code")), (400, None));
        assert_eq!(provider.count("grants").await, grants);
    })
    .await;
}

#[tokio::test]
async fn az_22_error_descriptions_are_plain() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let hostile =
            "x\"\\\r\n<script>é\u{202e}'; DROP TABLE users; -- ${jndi:ldap://x} {{7*7}} \u{1f44b}";
        for name in [
            "response_type",
            "scope",
            "nonce",
            "code_challenge",
            "code_challenge_method",
            "prompt",
            "max_age",
            "id_token_hint",
            "claims",
            "response_mode",
            "request",
            "request_uri",
            "registration",
        ] {
            let fields = with(scene.asks(), [(name, hostile)]);
            let page = scene.ask(&fields).await;
            assert!(page.url.starts_with(CALLBACK), "{name}: {}", page.url);
            if name != "nonce" {
                let error = page
                    .query("error")
                    .unwrap_or_else(|| panic!("{name}: {}", page.url));
                sent_back(&page, &error, Some("the-state"));
            }
        }
        let (started, code) = scene.code().await;
        let form = scene.redemption(&started, &code);
        for name in [
            "grant_type",
            "code",
            "client_id",
            "client_secret",
            "client_assertion",
            "scope",
            "refresh_token",
        ] {
            let mut fields = with(form.clone(), [(name, hostile)]);
            if matches!(name, "scope" | "refresh_token") {
                fields.insert("grant_type", "refresh_token".into());
            }
            let answer = scene.token(&fields).await;
            let error = answer.json()["error"]
                .as_str()
                .unwrap_or_else(|| panic!("{name}"))
                .to_owned();
            refused(&answer, answer.status.as_u16(), &error);
        }
    })
    .await;
}

#[tokio::test]
async fn az_24_what_was_checked_is_checked_again_when_it_counts() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        type Edit = fn(&mut Metadata);
        let edits: [(Edit, Option<&str>); 4] = [
            (|metadata| metadata.redirect_uris = vec![], None),
            (
                |metadata| metadata.scope = "openid".parse().unwrap(),
                Some("invalid_scope"),
            ),
            (
                |metadata| metadata.grant_types = vec![GrantType::ClientCredentials],
                Some("unauthorized_client"),
            ),
            (
                |metadata| metadata.response_types = vec![],
                Some("unauthorized_client"),
            ),
        ];
        for (edit, error) in edits {
            for at_node in [false, true] {
                let (id, secret) = provider.add_client("Changing").await;
                let app = RelyingParty::discover(&provider, &id, Some(&secret)).await;
                let mut browser = scene.browser.clone();
                let consent = browser.open(&app.start(&["profile"], &[]).url).await;
                assert_eq!(consent.path(), "/consent");
                change(&provider, &id, edit).await;
                let mut browser = if at_node {
                    browser.moved_to(&provider.another_node().await)
                } else {
                    browser
                };
                let page = browser.approve(&consent).await;
                match error {
                    None => stays_here(&page),
                    Some(error) => {
                        let state = page.query("state");
                        sent_back(&page, error, state.as_deref());
                    }
                }
            }
        }
        // Switched off, or removed.
        let app = RelyingParty::registered(&provider, "Changing").await;
        let mut browser = scene.browser.clone();
        let consent = browser.open(&app.start(&["profile"], &[]).url).await;
        switch(&provider, &app.client_id, false).await;
        stays_here(&browser.approve(&consent).await);
        let key = ClientId(app.client_id.clone());
        let job = provider
            .app
            .db
            .write(move |c| Box::pin(async move { clients::remove(c, &key).await }));
        assert!(job.await.unwrap());
        provider.app.clients.changed(&ClientId(app.client_id));
        stays_here(&browser.approve(&consent).await);
    })
    .await;
}

#[tokio::test]
async fn az_24_a_proof_key_that_became_a_must() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let draft = Draft {
            redirect_uris: vec![CALLBACK.into()],
            profile: Profile::Oidc,
            scope: Some("openid profile".into()),
            ..Draft::new("Old Library", Kind::Web)
        };
        let (id, secret) = provider.register(draft).await;
        let basic = provider.basic(&id, &secret);
        let bare = without(
            without(asks(&id, CALLBACK), "code_challenge"),
            "code_challenge_method",
        );
        let consent = scene.ask(&bare).await;
        let page = scene.browser.approve(&consent).await;
        let code = page.query("code").expect("OIDC Core lets it do without");
        let again = scene.ask(&with(bare, [("prompt", "consent")])).await;

        change(&provider, &id, |metadata| {
            metadata.profile = Profile::Modern
        })
        .await;
        let page = scene.browser.approve(&again).await;
        sent_back(&page, "invalid_request", Some("the-state"));
        let form = without(redeems(&code), "code_verifier");
        let fields = form.iter().map(|(name, value)| (*name, value.as_str()));
        refused(
            &provider.post("/token", fields, Some(&basic)).await,
            400,
            "invalid_grant",
        );
    })
    .await;
}
