//! HT: requests that are too many, too long, or not what they look like. What needs a socket is tested beside `src/ops`.

use std::future::Future;
use std::task::Poll;
use std::time::Duration;

use axum::body::Body;

use super::*;
use crate::world::everywhere;

#[tokio::test]
async fn ht_02_too_many_fields() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let many = |count: usize| (0..count).map(|n| format!("&a{n}=1")).collect::<String>();
        let asks = encoded(&scene.asks());
        stays_here(
            &scene
                .browser
                .open(&format!("/authorize?{asks}{}", many(60)))
                .await,
        );
        let page = scene
            .browser
            .open(&format!("/authorize?{asks}{}", many(50)))
            .await;
        assert!(
            page.query("code").is_some(),
            "what nobody knows is ignored: {}",
            page.url
        );
        for count in [65, 5_000] {
            for path in ["/token", "/introspect", "/revoke", "/userinfo"] {
                let mut request = raw_post(path, many(count));
                request
                    .headers_mut()
                    .insert(header::AUTHORIZATION, scene.basic.parse().unwrap());
                assert_eq!(provider.send(request).await.status, 400, "{path}");
            }
            for path in ["/login", "/authorize"] {
                assert_eq!(
                    provider.send(raw_post(path, many(count))).await.status,
                    400,
                    "{path}"
                );
            }
        }
        for path in ["/token", "/login", "/authorize"] {
            assert_eq!(
                provider.send(raw_post(path, many(100_000))).await.status,
                413,
                "{path}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn ht_09_a_page_has_one_address() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let mut stranger = Browser::new(&provider);
        for path in [
            "//login",
            "/./login",
            "/login;x",
            "/%6cogin",
            "/login/",
            "/LOGIN",
            "/x/../login",
            "/%2e%2e/login",
            "/login%00",
            "/login%2f",
            "//account",
            "/./account",
            "/account;x",
            "/%61ccount",
            "/account/",
            "/ACCOUNT",
            "/x/../account",
            "/account%2f",
            "/static/../account",
            "/account/apps/",
            "/apps//new",
            "/apps/%2e%2e/account",
            "//token",
            "/token/",
            "/TOKEN",
            "/authorize/",
            "//authorize",
            "/jwks/",
        ] {
            for browser in [&mut stranger, &mut scene.browser] {
                for method in ["GET", "POST"] {
                    let request = Request::builder()
                        .method(method)
                        .uri(format!("{ISSUER}{path}"));
                    let page = browser.send(request.body(Body::empty()).unwrap()).await;
                    // Nothing is stored under this name, and nothing is stored by POST at all.
                    let asset = method == "POST" && path.starts_with("/static/");
                    let expected = if asset { 405 } else { 404 };
                    assert_eq!(page.status, expected, "{method} {path}");
                    assert!(
                        !page.html.contains("mara@example.org")
                            && !page.html.contains("login-form"),
                        "{path}"
                    );
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn ht_10_only_what_is_built_in_is_served() {
    everywhere(async |provider| {
        for path in [
            "/static/../../etc/passwd",
            "/static/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "/static/..%5c..%5cetc",
            "/static/x/..%2f..%2fCargo.toml",
            "/static/x/style.css%00.js",
            "/static/x/style.css",
            "/static//style.css",
            "/static/style.css",
            "/static/",
            "/static",
            "/style.css",
            "/templates/login.html",
            "/lanyard.toml",
            "/master.key",
            "/.git/config",
            "/static/%00/x",
            "/static/x/%ff",
        ] {
            let answer = provider.get(path, None).await;
            assert!(
                matches!(answer.status.as_u16(), 400 | 404),
                "{path}: {}",
                answer.status
            );
            assert!(
                !answer.text.contains("root:") && !answer.text.contains("[package]"),
                "{path}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn ht_12_a_body_says_what_it_is() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        let part = "--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nx\r\n";
        for (kind, body) in [
            (
                Some("application/x-www-form-urlencoded;charset=utf-16"),
                "token=x".to_owned(),
            ),
            (
                Some("application/json"),
                r#"{"grant_type":"client_credentials","token":"x"}"#.to_owned(),
            ),
            (Some("text/plain"), "token=x".to_owned()),
            (
                Some("multipart/form-data; boundary=x"),
                format!("{}--x--", part.repeat(500)),
            ),
            (None, "token=x".to_owned()),
        ] {
            for path in ["/token", "/introspect", "/revoke", "/authorize", "/login"] {
                let mut request = Request::post(path).header(header::AUTHORIZATION, &scene.basic);
                if let Some(kind) = kind {
                    request = request.header(header::CONTENT_TYPE, kind);
                }
                let status = provider
                    .send(request.body(Body::from(body.clone())).unwrap())
                    .await
                    .status;
                assert!(
                    matches!(status.as_u16(), 400 | 415),
                    "{path} {kind:?}: {status}"
                );
            }
        }
        let mut twice = raw_post("/token", "grant_type=client_credentials");
        twice
            .headers_mut()
            .append(header::CONTENT_TYPE, "application/json".parse().unwrap());
        assert_eq!(provider.send(twice).await.status, 400);
        let mut packed = raw_post("/token", "grant_type=client_credentials");
        packed
            .headers_mut()
            .insert(header::CONTENT_ENCODING, "gzip".parse().unwrap());
        assert_eq!(provider.send(packed).await.status, 415, "HT-13");
    })
    .await;
}

#[tokio::test]
async fn ht_14_pages_are_not_compressed() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        for path in ["/login?another=1", "/account", "/apps/new/web"] {
            let request =
                Request::get(path).header(header::ACCEPT_ENCODING, "gzip, br, deflate, zstd");
            let page = scene
                .browser
                .send(request.body(Body::empty()).unwrap())
                .await;
            assert_eq!(page.status, 200);
            assert!(
                !page.headers.contains_key(header::CONTENT_ENCODING),
                "{path}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn ht_17_what_is_not_text_is_refused() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let asks = scene.asks();
        for raw in [
            "%ff",
            "%00",
            "%c0%af",
            "%ed%a0%80",
            "a%00b",
            "%f4%90%80%80",
            "%",
        ] {
            for name in asks
                .keys()
                .copied()
                .chain(["login_hint", "prompt", "claims", "flow", "x"])
            {
                let query = format!("{}&{name}={raw}", encoded(&without(asks.clone(), name)));
                stays_here(&scene.browser.open(&format!("/authorize?{query}")).await);
            }
            for name in [
                "grant_type",
                "code",
                "client_id",
                "client_secret",
                "refresh_token",
                "scope",
                "token",
                "access_token",
                "x",
            ] {
                for path in ["/token", "/introspect", "/revoke", "/userinfo"] {
                    let mut request = raw_post(path, format!("{name}={raw}"));
                    request
                        .headers_mut()
                        .insert(header::AUTHORIZATION, scene.basic.parse().unwrap());
                    assert_eq!(
                        provider.send(request).await.status,
                        400,
                        "{path} {name}={raw}"
                    );
                }
            }
            for name in ["login", "password", "csrf", "flow", "return"] {
                let page = provider
                    .send(raw_post("/login", format!("{name}={raw}")))
                    .await;
                assert_eq!(page.status, 400, "{name}={raw}");
            }
            for path in [
                "/login",
                "/consent",
                "/sign-up",
                "/preferences",
                "/account",
                "/apps",
                "/logged-out",
                "/",
            ] {
                let page = scene
                    .browser
                    .open_once(&format!("{path}?return={raw}&done={raw}"))
                    .await;
                assert!(
                    page.status.is_success() || page.status.is_redirection() || page.status == 400,
                    "{path}: {}",
                    page.status
                );
            }
            for path in ["/apps/", "/account/apps/", "/apps/new/"] {
                let page = scene.browser.open_once(&format!("{path}{raw}")).await;
                assert!(
                    matches!(page.status.as_u16(), 400 | 404),
                    "{path}{raw}: {}",
                    page.status
                );
            }
        }
        let mut request = Request::get("/login").body(Body::empty()).unwrap();
        for name in [
            header::COOKIE,
            header::USER_AGENT,
            header::ACCEPT_LANGUAGE,
            header::REFERER,
        ] {
            request.headers_mut().insert(
                name,
                axum::http::HeaderValue::from_bytes(b"\xff\xfe=\x80").unwrap(),
            );
        }
        assert_eq!(provider.send(request).await.status, 200);
    })
    .await;
}

/// Polls a future `polls` times at the most, then drops it.
async fn cut<F: Future>(future: F, polls: usize) {
    let mut future = Box::pin(future);
    let mut left = polls;
    std::future::poll_fn(move |context| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        future.as_mut().poll(context).map(drop)
    })
    .await;
}

#[tokio::test]
async fn ht_18_requests_that_are_given_up_hold_on_to_nothing() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let tokens = scene.tokens().await;
        let refresh = tokens.refresh_token.clone().unwrap();
        let login = Browser::new(&provider).open("/login").await;
        let (_, fields) = login.form("login-form", None);
        let wrong =
            crate::world::browser::replace(fields, &[("login", "nobody"), ("password", "x")]);
        // More often than there are connections and places in queues.
        for polls in (0..10).cycle().take(150) {
            cut(scene.browser.clone().open("/account"), polls).await;
            cut(scene.browser.clone().open(&authorize(&scene.asks())), polls).await;
            cut(scene.userinfo(&tokens.access_token), polls).await;
            cut(scene.refresh(&refresh), polls).await;
            cut(Browser::new(&provider).post("/login", &wrong), polls).await;
        }
        let began = std::time::Instant::now();
        assert_eq!(scene.browser.open("/account").await.path(), "/account");
        assert_eq!(scene.userinfo(&tokens.access_token).await.status, 200);
        scene.tokens().await;
        assert!(
            began.elapsed() < Duration::from_secs(10),
            "{:?}",
            began.elapsed()
        );
    })
    .await;
}

#[tokio::test]
async fn ht_20_an_error_says_nothing_about_the_inside() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let tokens = scene.tokens().await;
        provider.app.db.close().await;
        let mut stranger = Browser::new(&provider);
        let mut texts = Vec::new();
        for path in [
            "/",
            "/login",
            "/account",
            "/apps",
            "/nothing",
            "/sign-up",
            &authorize(&scene.asks()),
            "/authorize",
        ] {
            for browser in [&mut scene.browser, &mut stranger] {
                let page = browser.open_once(path).await;
                assert!(page.status != 500, "{path}: {}", page.html);
                texts.push(page.html);
            }
        }
        texts.push(scene.userinfo(&tokens.access_token).await.text);
        texts.push(
            scene
                .refresh(tokens.refresh_token.as_deref().unwrap())
                .await
                .text,
        );
        for text in texts {
            for inner in [
                "sqlx",
                "SQLITE",
                "sqlite",
                "postgres",
                "Pool",
                "src/",
                ".rs",
                "panicked",
                "SELECT",
                env!("CARGO_PKG_VERSION"),
            ] {
                assert!(!text.contains(inner), "{inner} in {text}");
            }
        }
    })
    .await;
}
