//! RU: the browser is sent only where the client registered, octet by octet.

use axum::body::Body;
use axum::http::{Request, header};
use lanyard::protocol::client::Kind;
use lanyard::protocol::registration::Draft;

use super::*;
use crate::world::everywhere;

/// None of these is the address `https://rp.example/cb`.
async fn unregistered(addresses: &[&str]) {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let before = provider.dump().await;
        for address in addresses {
            let fields = with(scene.asks(), [("redirect_uri", address)]);
            stays_here(&scene.ask(&fields).await);
            // Errors that a client is told must not go there either.
            stays_here(
                &scene
                    .ask(&with(
                        fields,
                        [("response_type", "bad"), ("prompt", "none")],
                    ))
                    .await,
            );
        }
        assert_eq!(provider.dump().await, before);
    })
    .await;
}

/// What the registration form says to an address.
async fn registering(browser: &mut Browser, kind: &str, address: &str) -> Page {
    let form = browser.open(&format!("/apps/new/{kind}")).await;
    let fields = [("name", "Harbour Notes"), ("redirect_uris", address)];
    browser.submit(&form, "app-form", None, &fields).await
}

/// None of these can be registered by an app of this kind.
async fn unregistrable(kind: &str, addresses: &[&str]) {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        for address in addresses {
            let page = registering(&mut browser, kind, address).await;
            assert_eq!(page.status, 422, "{address}: {}", page.html);
        }
        assert_eq!(provider.count("client").await, 0);
    })
    .await;
}

#[tokio::test]
async fn ru_01_an_unregistered_host() {
    unregistered(&[
        "https://evil.example/cb",
        "https://evil.example/",
        "/cb",
        "cb",
        "javascript:alert(1)",
    ])
    .await;
}

#[tokio::test]
async fn ru_01_also_by_post() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        let fields = with(scene.asks(), [("redirect_uri", "https://evil.example/cb")]);
        let answer = provider
            .send(raw_post("/authorize", encoded(&fields)))
            .await;
        assert_eq!(answer.status, 400);
        assert!(!answer.headers.contains_key(header::LOCATION));
    })
    .await;
}

#[tokio::test]
async fn ru_02_a_prefix_of_a_longer_host() {
    unregistered(&[
        "https://rp.example.evil.example/cb",
        "https://rp.examplex/cb",
        "https://rp.example@evil.example/cb",
        "https://rp.example:443/cb",
        "https://rp.example:/cb",
    ])
    .await;
}

#[tokio::test]
async fn ru_04_a_path_with_more_or_with_dots() {
    unregistered(&[
        "https://rp.example/cb/../x",
        "https://rp.example/x/../cb",
        "https://rp.example/cb/..;/x",
        "https://rp.example/cb%2f..%2fx",
        "https://rp.example/cb//",
        "https://rp.example//cb",
        "https://rp.example/cb/",
        "https://rp.example/cb/.",
        "https://rp.example/./cb",
        "https://rp.example/cb?",
        "https://rp.example/cb?x=1",
        "https://rp.example/c",
    ])
    .await;
}

#[tokio::test]
async fn ru_05_another_case() {
    unregistered(&[
        "HTTPS://rp.example/cb",
        "https://RP.example/cb",
        "https://rp.example/CB",
    ])
    .await;
}

#[tokio::test]
async fn ru_06_a_fragment() {
    unregistered(&[
        "https://rp.example/cb#",
        "https://rp.example/cb#x",
        "https://rp.example/cb%23x",
    ])
    .await;
    unregistrable(
        "web",
        &["https://rp.example/cb#", "https://rp.example/cb#x"],
    )
    .await;
}

#[tokio::test]
async fn ru_08_only_the_port_of_a_loopback_address_may_vary() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let app = provider.add_native_client("Pocket Notes").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        for port in ["", ":1", ":51004", ":65535"] {
            let address = format!("http://127.0.0.1{port}/cb");
            let page = browser.open(&authorize(&asks(&app, &address))).await;
            assert_eq!(
                page.path(),
                "/consent",
                "a native app is never recognised without asking"
            );
            let page = browser.approve(&page).await;
            assert!(
                page.url.starts_with(&format!("{address}?code=")),
                "{}",
                page.url
            );
        }
        for address in [
            "http://127.0.0.1:51004/cb?x",
            "http://127.0.0.1:51004/cb/",
            "http://127.0.0.1:51004/",
            "http://127.0.0.1:51004",
            "http://127.0.0.1:/cb",
            "http://127.0.0.1:0/cb",
            "http://127.0.0.1:080/cb",
            "http://127.0.0.1:65536/cb",
            "http://127.0.0.1:+80/cb",
            "http://127.0.0.1:80:80/cb",
            "http://127.0.0.1:80@evil.example/cb",
            "http://localhost:51004/cb",
            "http://[::1]:51004/cb",
        ] {
            stays_here(&browser.open(&authorize(&asks(&app, address))).await);
        }
    })
    .await;
}

#[tokio::test]
async fn ru_09_loopback_is_nothing_special_for_a_web_app() {
    unregistered(&[
        "http://127.0.0.1/cb",
        "http://127.0.0.1:51004/cb",
        "http://localhost/cb",
    ])
    .await;
    everywhere(async |provider| {
        let draft = Draft {
            redirect_uris: vec!["http://127.0.0.1/cb".into()],
            scope: Some("openid profile".into()),
            ..Draft::new("Workbench", Kind::Web)
        };
        let (app, _) = provider.register(draft).await;
        let mut browser = Browser::new(&provider);
        stays_here(
            &browser
                .open(&authorize(&asks(&app, "http://127.0.0.1:51004/cb")))
                .await,
        );
    })
    .await;
}

#[tokio::test]
async fn ru_10_what_looks_like_loopback() {
    everywhere(async |provider| {
        let app = provider.add_native_client("Pocket Notes").await;
        let mut browser = Browser::new(&provider);
        for address in [
            "http://127.0.0.1.evil.example/cb",
            "http://127.1/cb",
            "http://127.0.1/cb",
            "http://0x7f000001/cb",
            "http://0x7f.0.0.1/cb",
            "http://0177.0.0.1/cb",
            "http://2130706433/cb",
            "http://0/cb",
            "http://[::ffff:127.0.0.1]/cb",
            "http://[::ffff:7f00:1]/cb",
            "https://127.0.0.1:1/cb",
            "HTTP://127.0.0.1:1/cb",
            "http://127.0.0.1@evil.example/cb",
            "http://127.0.0.2/cb",
            "http://１２７.0.0.1/cb",
        ] {
            stays_here(&browser.open(&authorize(&asks(&app, address))).await);
        }
    })
    .await;
}

#[tokio::test]
async fn ru_12_backslashes_and_missing_slashes() {
    unregistered(&[
        "https://rp.example\\@evil.example/cb",
        "https://evil.example\\@rp.example/cb",
        "https://rp.example\\cb",
        "https:/rp.example/cb",
        "https:///rp.example/cb",
        "https:rp.example/cb",
        "https:\\\\rp.example\\cb",
        "//rp.example/cb",
    ])
    .await;
    unregistrable(
        "web",
        &[
            "https://rp.example\\cb",
            "https:/rp.example/cb",
            "https:///rp.example/cb",
        ],
    )
    .await;
}

#[tokio::test]
async fn ru_13_control_characters_and_white_space() {
    unregistered(&[
        " https://rp.example/cb",
        "https://rp.example/cb ",
        "https://rp.example/cb\t",
        "https://rp.exa\tmple/cb",
        "https://rp.example/cb\n",
        "https://rp.example/cb\r\nSet-Cookie:x=1",
        "https://rp.example/cb\0",
        "https://rp.example/cb%00",
        "https://rp.example/cb%0d%0aSet-Cookie:x=1",
    ])
    .await;
}

#[tokio::test]
async fn ru_14_unicode_hosts() {
    unregistered(&[
        "https://rp。example/cb",
        "https://ｒｐ.example/cb",
        "https://r\u{ad}p.example/cb",
        "https://r\u{200d}p.example/cb",
        "https://xn--rp-6ja.example/cb",
        "https://rp.examplе/cb",
    ])
    .await;
    unregistrable(
        "web",
        &[
            "https://rp。example/cb",
            "https://ｒｐ.example/cb",
            "https://r\u{ad}p.example/cb",
        ],
    )
    .await;
}

#[tokio::test]
async fn ru_16_two_addresses_are_none() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let rest = encoded(&without(scene.asks(), "redirect_uri"));
        let good = format!("redirect_uri={}", encoded_value(CALLBACK));
        let evil = format!("redirect_uri={}", encoded_value("https://evil.example/cb"));
        for (first, second) in [(&good, &evil), (&evil, &good), (&good, &good)] {
            for query in [
                format!("{rest}&{first}&{second}"),
                format!("{first}&{rest}&{second}"),
            ] {
                stays_here(&scene.browser.open(&format!("/authorize?{query}")).await);
                let answer = provider.send(raw_post("/authorize", query)).await;
                assert_eq!(answer.status, 400);
                assert!(!answer.headers.contains_key(header::LOCATION));
            }
            let halves = raw_post(&format!("/authorize?{first}"), format!("{rest}&{second}"));
            let answer = provider.send(halves).await;
            assert_eq!(answer.status, 400, "one in the query, one in the form");
            assert!(!answer.headers.contains_key(header::LOCATION));
        }
    })
    .await;
}

fn encoded_value(value: &str) -> String {
    form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

#[tokio::test]
async fn ru_17_an_omitted_address() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let two = Draft {
            redirect_uris: vec![CALLBACK.into(), "https://rp.example/other".into()],
            scope: Some("openid profile".into()),
            ..Draft::new("Two Doors", Kind::Web)
        };
        let (two, _) = provider.register(two).await;
        let omitted = |client: &str, scope| {
            without(with(asks(client, ""), [("scope", scope)]), "redirect_uri")
        };
        for (client, scope) in [
            (scene.app.client_id.clone(), "openid profile"),
            (two.clone(), "openid profile"),
            (two.clone(), "profile"),
        ] {
            stays_here(&scene.ask(&omitted(&client, scope)).await);
            stays_here(
                &scene
                    .ask(&with(omitted(&client, scope), [("redirect_uri", "")]))
                    .await,
            );
        }
        // Plain OAuth with a single registered address may leave it out (RFC 6749 §3.1.2.3).
        let page = scene
            .ask(&omitted(&scene.app.client_id.clone(), "profile"))
            .await;
        assert!(page.url.starts_with(CALLBACK), "{}", page.url);
    })
    .await;
}

#[tokio::test]
async fn ru_18_another_address_at_the_token_endpoint() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        for other in ["https://rp.example/other", "https://rp.example/cb/", "x"] {
            let (started, code) = scene.code().await;
            let right = scene.redemption(&started, &code);
            let wrong = with(right.clone(), [("redirect_uri", other)]);
            refused(&scene.token(&wrong).await, 400, "invalid_grant");
            refused(&scene.token(&right).await, 400, "invalid_grant");
            let restarted = scene.at(&provider.another_node().await).await;
            refused(&restarted.token(&right).await, 400, "invalid_grant");
        }
        // Twice: a wrong attempt as well, when the client proved who it is.
        for repeated in ["redirect_uri", "code_verifier", "code"] {
            let (started, code) = scene.code().await;
            let form = scene.redemption(&started, &code);
            let body = format!(
                "{}&{repeated}={}",
                encoded(&form),
                encoded_value(&form[repeated])
            );
            let stranger = provider.basic(&scene.app.client_id, "lys_guessed");
            for (basic, status, error) in [
                (&stranger, 401, "invalid_client"),
                (&scene.basic, 400, "invalid_request"),
            ] {
                let mut request = raw_post("/token", body.clone());
                let headers = request.headers_mut();
                headers.insert(header::AUTHORIZATION, basic.parse().unwrap());
                refused(&provider.send(request).await, status, error);
            }
            refused(&scene.token(&form).await, 400, "invalid_grant");
        }
        let (started, code) = scene.code().await;
        let form = scene.redemption(&started, &code);
        let body = format!("{}&redirect_uri=x", encoded(&form));
        refused(
            &provider.send(raw_post("/token", body)).await,
            401,
            "invalid_client",
        );
        assert_eq!(
            scene.token(&form).await.status,
            200,
            "nobody else burns a code"
        );
    })
    .await;
}

#[tokio::test]
async fn ru_20_an_unknown_client_is_told_nothing_elsewhere() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        for client in [
            "nobody",
            "",
            "../x",
            "\u{202e}",
            "harbour-notes-aaaaaa' OR 1=1 --",
            &"x".repeat(4_000),
        ] {
            for address in [CALLBACK, "https://evil.example/cb"] {
                let fields = with(asks(client, address), [("response_type", "bad")]);
                stays_here(&scene.ask(&fields).await);
            }
        }
        stays_here(&scene.ask(&without(scene.asks(), "client_id")).await);
    })
    .await;
}

#[tokio::test]
async fn ru_21_an_error_at_a_registered_address_carries_nothing_else() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        let mut stranger = Browser::new(&provider);
        let fields = with(
            scene.asks(),
            [("prompt", "none"), ("state", "https://evil.example/")],
        );
        let page = stranger.open(&authorize(&fields)).await;
        // Checks that nothing but error, description, state and issuer is there, and no referrer is sent on.
        sent_back(&page, "login_required", Some("https://evil.example/"));
    })
    .await;
}

#[tokio::test]
async fn ru_22_percent_encoding_is_not_undone() {
    unregistered(&[
        "https://rp.example/%63b",
        "https://rp.example/%43%62",
        "https://rp.example/%2563b",
        "https://rp%2eexample/cb",
        "https%3A//rp.example/cb",
    ])
    .await;
}

#[tokio::test]
async fn ru_24_a_scheme_of_its_own_needs_a_path_and_a_native_app() {
    unregistrable(
        "native",
        &[
            "http:app",
            "com.example.app",
            "com.example.app:",
            "com.example.app:cb",
            "javascript:/cb",
            "data:/cb",
            ".app:/cb",
            "app.:/cb",
            "http://app.example/cb",
        ],
    )
    .await;
    unregistrable(
        "web",
        &[
            "com.example.app:/cb",
            "cursor://anysphere.cursor-mcp/oauth/callback",
            "http://rp.example/cb",
            "https://rp.example/*",
        ],
    )
    .await;
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        assert_eq!(
            registering(&mut browser, "native", "com.example.app:/cb")
                .await
                .status,
            200
        );
    })
    .await;
}

/// HEAD and the like do not find out either.
#[tokio::test]
async fn ru_20_nor_by_another_method() {
    everywhere(async |provider| {
        let fields = asks("nobody", "https://evil.example/cb");
        for method in ["HEAD", "PUT", "OPTIONS"] {
            let request = Request::builder().method(method).uri(authorize(&fields));
            let answer = provider.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, 405);
            assert!(!answer.headers.contains_key(header::LOCATION));
        }
    })
    .await;
}
