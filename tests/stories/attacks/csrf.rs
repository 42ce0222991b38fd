//! CR: forms come from pages of ours, and pages stand alone.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::body::Body;

use lanyard::accounts::roles;
use lanyard::audit::Actor;
use lanyard::protocol::metadata;
use lanyard::protocol::roles::Role;
use lanyard::session::binding;

use super::*;
use crate::world::browser::{form_request, replace};
use crate::world::everywhere;

/// Where the routes are written: first what programs call, then the pages.
const ROUTES: &str = concat!(
    include_str!("../../../src/router.rs"),
    include_str!("../../../src/router/console.rs"),
);

/// The routes beside the pages, and the pages, as they are written.
pub fn routes() -> (&'static str, &'static str) {
    ROUTES
        .split_once("\nfn on_the_way()")
        .expect("the pages' routes begin there")
}

/// The first argument of each `.route(`: a path, or the name of one.
pub fn paths(source: &str) -> impl Iterator<Item = (String, &str)> {
    source.split(".route(").skip(1).map(|route| {
        let written = route.split(',').next().expect("an argument").trim();
        let path = match written {
            "AUTHORIZE" => metadata::AUTHORIZE,
            "TOKEN" => metadata::TOKEN,
            "END_SESSION" => metadata::END_SESSION,
            "USERINFO" => metadata::USERINFO,
            "INTROSPECT" => metadata::INTROSPECT,
            "REVOKE" => metadata::REVOKE,
            "JWKS" => metadata::JWKS,
            "CHECK_SESSION" => metadata::CHECK_SESSION,
            "REGISTER" => binding::REGISTER,
            "REFRESH" => binding::REFRESH,
            literal => literal.trim_matches('"'),
        };
        assert!(path.starts_with('/'), "a path by a new name: {written}");
        (path.to_owned(), route)
    })
}

/// The paths of a router's source whose routes answer to POST: read from the source itself, so that a new one is attacked
/// from its first day.
fn post_routes(source: &str) -> BTreeSet<String> {
    let posting =
        paths(source).filter(|(_, route)| route.contains("post(") || route.contains("any("));
    posting.map(|(path, _)| path).collect()
}

/// Every page of ours that takes a form, with names filled in.
fn forms(client_id: &str) -> Vec<String> {
    let paths = post_routes(routes().1);
    for known in [
        "/login",
        "/consent",
        "/sign-up",
        "/logout",
        "/account/security/password",
        "/apps/{id}/delete",
    ] {
        assert!(
            paths.contains(known),
            "the routes are written in another way: {paths:?}"
        );
    }
    let filled = |path: String| {
        path.replace("/new/{kind}", "/new/web")
            .replace("{id}", client_id)
            .replace("{app}", client_id)
    };
    paths.into_iter().map(filled).collect()
}

/// Whether it is a form of the console, which only somebody with a role sees.
fn of_console(path: &str) -> bool {
    family(path) == "admin"
}

fn family(path: &str) -> &str {
    path.split('/').nth(1).unwrap_or_default()
}

/// A page with a form of this family, for somebody who is signed in.
fn page_with(family: &str) -> &'static str {
    match family {
        "account" => "/account/security/password",
        "admin" => "/admin/keys/rotate",
        "apps" => "/apps/new/web",
        "login" => "/login?another=1",
        "logout" => "/logout",
        "preferences" => "/preferences",
        "setup" => "/setup",
        "sign-up" => "/sign-up",
        other => panic!("no page is known with a form of the family {other}"),
    }
}

async fn token_of(scene: &mut Scene, family: &str) -> String {
    let page = if family == "consent" {
        let asks = with(scene.asks(), [("prompt", "consent")]);
        scene.ask(&asks).await
    } else {
        scene.browser.open(page_with(family)).await
    };
    page.attribute("main input[name=csrf]", "value")
        .unwrap_or_else(|| panic!("{family}: {}", page.html))
}

/// Fields that would do something in every form.
fn harmful() -> Vec<(String, String)> {
    [
        ("login", "eve"),
        ("password", PASSWORD),
        ("current_password", PASSWORD),
        ("decision", "approve"),
        ("name", "Eve"),
        ("email", "eve@example.org"),
        ("confirm", "Harbour Notes"),
        ("uri", "https://evil.example/cb"),
        ("redirect_uris", "https://evil.example/cb"),
        ("theme", "dark"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

/// Mara owns the app, so that its forms would be hers.
async fn owning(provider: &Provider) -> Scene {
    // Nobody administers, so the form for that is there as well.
    let code = lanyard::accounts::setup::open(&provider.app.db, provider.clock.now()).await;
    assert!(code.unwrap().is_some());
    let scene = Scene::new(provider).await;
    let eve = provider.add_user("eve").await;
    // Both see what has a form in the console.
    for user in [scene.user.id, eve.id] {
        let (role, now) = ((Role::Auditor, true), provider.clock.now());
        let given = roles::set(&provider.app.db, user, role, &Actor::system(), now).await;
        assert!(given.unwrap());
    }
    let owner = Some(scene.user.id);
    let client = super::authorization::client(provider, &scene.app.client_id).await;
    let id = client.id.clone();
    let job = provider.app.db.write(move |c| {
        Box::pin(async move {
            lanyard::store::clients::remove(c, &client.id).await?;
            let owned = lanyard::protocol::client::Client { owner, ..client };
            lanyard::store::clients::insert(c, &owned).await
        })
    });
    job.await.unwrap();
    provider.app.clients.changed(&id);
    scene
}

#[tokio::test]
async fn cr_01_another_site_signs_nobody_in() {
    everywhere(async |provider| {
        let mut scene = owning(&provider).await;
        let token = token_of(&mut scene, "login").await;
        let before = provider.dump().await;
        for (site, origin) in [
            ("cross-site", Some("https://evil.example")),
            ("cross-site", Some("null")),
            ("same-site", Some("https://evil.id.example.com")),
            ("same-site", Some(ISSUER)),
            ("same-origin", Some("https://evil.example")),
            ("same-origin", Some("https://id.example.com.evil.example")),
            ("same-origin", Some("http://id.example.com")),
            ("", Some(ISSUER)),
        ] {
            for csrf in [None, Some(token.as_str())] {
                let mut fields = replace(harmful(), &[("login", "eve")]);
                fields.extend(csrf.map(|csrf| ("csrf".to_owned(), csrf.to_owned())));
                let page = scene
                    .browser
                    .send(form_request("/login", &fields, site, origin))
                    .await;
                assert_eq!(page.status, 403, "{site} {origin:?}");
                stays(&page);
                assert!(
                    !page.has("#resend-form"),
                    "nobody is led to send it after all"
                );
            }
        }
        assert_eq!(provider.dump().await, before);
        // Without a cookie of ours there is no token that fits, either.
        let mut stranger = Browser::new(&provider);
        let fields = replace(harmful(), &[("login", "eve"), ("csrf", &token)]);
        let page = stranger
            .send(form_request("/login", &fields, "same-origin", Some("null")))
            .await;
        assert_eq!(page.status, 403);
        assert!(!stranger.jar.contains_key("__Host-lanyard-session"));
    })
    .await;
}

#[tokio::test]
async fn cr_02_another_site_allows_nothing() {
    everywhere(async |provider| {
        let mut scene = owning(&provider).await;
        let (other, _) = provider.add_client("Other").await;
        let page = scene.ask(&asks(&other, CALLBACK)).await;
        let (action, fields) = page.form("consent-form", Some("approve"));
        let before = provider.dump().await;
        for site in ["cross-site", "same-site"] {
            let page = scene
                .browser
                .send(form_request(&action, &fields, site, None))
                .await;
            assert_eq!(page.status, 403);
            stays(&page);
        }
        let forged = replace(fields.clone(), &[("csrf", "x")]);
        let page = scene
            .browser
            .send(form_request(&action, &forged, "same-origin", Some("null")))
            .await;
        assert_eq!(page.status, 403);
        assert_eq!(provider.dump().await, before);
    })
    .await;
}

#[tokio::test]
async fn cr_04_every_form_asks_for_its_token() {
    everywhere(async |provider| {
        let scene = owning(&provider).await;
        let mut paths = forms(&scene.app.client_id);
        paths.retain(|path| !of_console(path));
        Box::pin(each_asks_for_its_token(scene, paths)).await;
    })
    .await;
}

#[tokio::test]
async fn cr_04_every_form_of_the_console_asks_for_its_token() {
    everywhere(async |provider| {
        let scene = owning(&provider).await;
        for login in ["mara", "eve"] {
            let (user, now) = (provider.user(login).await, provider.clock.now());
            let role = (Role::Administrator, true);
            let given = roles::set(&provider.app.db, user.id, role, &Actor::system(), now).await;
            assert!(given.unwrap());
        }
        let mut paths = forms(&scene.app.client_id);
        paths.retain(|path| of_console(path));
        assert!(paths.len() > 2, "{paths:?}");
        Box::pin(each_asks_for_its_token(scene, paths)).await;
    })
    .await;
}

/// Sends each form with every token but its own.
async fn each_asks_for_its_token(mut scene: Scene, paths: Vec<String>) {
    let provider = scene.provider.clone();
    // The same person in another browser, somebody else, and the same browser before it signed in anew.
    let mut elsewhere = scene.clone();
    elsewhere.browser = Browser::new(&provider);
    elsewhere.browser.sign_in("mara").await;
    let mut eve = scene.clone();
    eve.browser = Browser::new(&provider);
    eve.browser.sign_in("eve").await;
    for path in paths {
        let family = family(&path);
        let before_sign_in = ["login", "sign-up", "preferences"].contains(&family);
        let own = token_of(&mut scene, family).await;
        let mut tokens = vec![
            vec![],
            vec![("csrf", String::new())],
            vec![("csrf[]", own.clone())],
            vec![("csrf", own.clone()), ("csrf", own.clone())],
            vec![("csrf", "x".to_owned())],
            vec![("csrf", own[..own.len() - 1].to_owned())],
            vec![("csrf", super::authorization::flipped(&own, own.len() / 2))],
            vec![("csrf", token_of(&mut elsewhere, family).await)],
            vec![("csrf", token_of(&mut eve, family).await)],
        ];
        let other_family = if family == "apps" { "account" } else { "apps" };
        tokens.push(vec![("csrf", token_of(&mut scene, other_family).await)]);
        if !before_sign_in {
            let mut signed_out = scene.clone();
            signed_out.browser.jar.remove("__Host-lanyard-session");
            signed_out.browser.sign_in("mara").await;
            tokens.push(vec![("csrf", token_of(&mut signed_out, family).await)]);
        }
        let before = provider.dump().await;
        for token in tokens {
            let mut fields = harmful();
            fields.extend(
                token
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), value.clone())),
            );
            let page = scene
                .browser
                .send(form_request(&path, &fields, "same-origin", Some("null")))
                .await;
            assert_eq!(page.status, 403, "{path} with {token:?}");
            stays(&page);
        }
        assert_eq!(provider.dump().await, before, "{path}");
    }
}

#[tokio::test]
async fn cr_04_and_a_signed_out_browser_does_nothing() {
    everywhere(async |provider| {
        let scene = owning(&provider).await;
        let mut stranger = Browser::new(&provider);
        let before = provider.dump().await;
        for path in forms(&scene.app.client_id) {
            let page = stranger
                .send(form_request(&path, &harmful(), "same-origin", Some("null")))
                .await;
            // Refused, or sent to the sign-in page with what was typed.
            let to_sign_in = page.status == 303 && page.location().contains("/login?");
            assert!(page.status == 403 || to_sign_in, "{path}: {}", page.status);
        }
        assert_eq!(provider.dump().await, before);
    })
    .await;
}

/// The routes beside the pages that answer to POST: programs call them, with credentials of their own and no cookies, or apps
/// send a browser there, whose cookies do not count.
#[test]
fn cr_04_no_other_route_takes_forms() {
    let back_channel = [
        "/authorize",
        "/end-session",
        "/introspect",
        "/revoke",
        // Browsers send these by themselves, and sign what they say.
        "/session/device",
        "/session/device/refresh",
        "/token",
        "/userinfo",
    ];
    assert_eq!(
        post_routes(routes().0),
        back_channel.map(str::to_owned).into()
    );
}

#[tokio::test]
async fn cr_04_a_form_is_a_form() {
    everywhere(async |provider| {
        let mut scene = owning(&provider).await;
        let own = token_of(&mut scene, "logout").await;
        let json = format!(r#"{{"csrf":"{own}"}}"#);
        for (kind, body) in [
            ("application/json", json.clone()),
            ("text/plain", format!("csrf={own}")),
            (
                "multipart/form-data; boundary=x",
                format!(
                    "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{own}\r\n--x--"
                ),
            ),
            (
                "application/x-www-form-urlencoded;charset=utf-16",
                format!("csrf={own}"),
            ),
        ] {
            let request = Request::post("/logout")
                .header(header::CONTENT_TYPE, kind)
                .header("sec-fetch-site", "same-origin");
            let page = scene
                .browser
                .send(request.body(Body::from(body)).unwrap())
                .await;
            assert_eq!(page.status, 415, "{kind}");
        }
        let request = Request::post("/logout")
            .body(Body::from(format!("csrf={own}")))
            .unwrap();
        assert_eq!(scene.browser.send(request).await.status, 415);
        assert_eq!(scene.browser.open("/account").await.path(), "/account");
    })
    .await;
}

#[tokio::test]
async fn cr_05_a_tossed_cookie_makes_no_token_fit() {
    everywhere(async |provider| {
        let mut scene = owning(&provider).await;
        // Eve gets a token for a browser name of hers, and a subdomain plants that name beside the real one.
        let mut eve = Browser::new(&provider);
        let page = eve.open("/login").await;
        let token = page.attribute("main input[name=csrf]", "value").unwrap();
        let name = eve.jar["__Host-lanyard-browser"].clone();
        let cookies = |extra: &str| {
            let own: Vec<_> = scene
                .browser
                .jar
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            [
                format!("{}; {extra}", own.join("; ")),
                format!("{extra}; {}", own.join("; ")),
            ]
        };
        let fields = replace(harmful(), &[("csrf", &token)]);
        for planted in [
            format!("lanyard-browser={name}"),
            format!("__Host-lanyard-browser={name}"),
        ] {
            for cookies in cookies(&planted) {
                let mut request = form_request("/login", &fields, "same-origin", Some("null"));
                request
                    .headers_mut()
                    .insert(header::COOKIE, cookies.parse().unwrap());
                assert_eq!(
                    scene.browser.clone().send(request).await.status,
                    403,
                    "{planted}"
                );
            }
        }
        // SS-09: two sessions in one request are none.
        let session = &eve_session(&provider).await;
        for cookies in cookies(&format!("__Host-lanyard-session={session}")) {
            let request = Request::get("/account")
                .header(header::COOKIE, cookies)
                .body(Body::empty())
                .unwrap();
            let page = scene.browser.clone().send(request).await;
            assert_eq!(page.status, 303);
            assert!(page.location().contains("/login"), "{}", page.location());
        }
        assert_eq!(scene.browser.open("/account").await.path(), "/account");
    })
    .await;
}

async fn eve_session(provider: &Provider) -> String {
    let mut eve = Browser::new(provider);
    eve.sign_in("eve").await;
    eve.jar["__Host-lanyard-session"].clone()
}

#[tokio::test]
async fn cr_06_a_method_is_what_the_request_line_says() {
    everywhere(async |provider| {
        let mut scene = owning(&provider).await;
        let detail = format!("/apps/{}", scene.app.client_id);
        let before = provider.dump().await;
        for name in [
            "x-http-method-override",
            "x-method-override",
            "x-http-method",
        ] {
            for method in ["POST", "DELETE"] {
                let request = Request::get(format!(
                    "{detail}/delete?_method={method}&confirm=Harbour+Notes"
                ))
                .header(name, method);
                let page = scene
                    .browser
                    .send(request.body(Body::empty()).unwrap())
                    .await;
                assert_eq!(page.status, 200, "the page that asks");
            }
        }
        for method in ["DELETE", "PUT", "PATCH"] {
            for path in [detail.clone(), "/logout".to_owned(), "/account".to_owned()] {
                let request = Request::builder()
                    .method(method)
                    .uri(&path)
                    .header("sec-fetch-site", "same-origin");
                let page = scene
                    .browser
                    .send(request.body(Body::empty()).unwrap())
                    .await;
                assert!(
                    page.status.is_client_error(),
                    "{method} {path}: {}",
                    page.status
                );
            }
        }
        assert_eq!(provider.dump().await, before);
    })
    .await;
}

#[tokio::test]
async fn cr_10_no_page_is_read_by_other_sites() {
    everywhere(async |provider| {
        let mut scene = owning(&provider).await;
        for path in [
            authorize(&scene.asks()),
            "/login".into(),
            "/consent".into(),
            "/sign-up".into(),
            "/account".into(),
            "/apps".into(),
            "/logout".into(),
            "/".into(),
            "/preferences".into(),
            "/nothing".into(),
            "/static/x/style.css".into(),
        ] {
            for origin in ["https://rp.example", "https://evil.example", "null", ISSUER] {
                for method in ["GET", "OPTIONS"] {
                    let request = Request::builder()
                        .method(method)
                        .uri(&path)
                        .header(header::ORIGIN, origin)
                        .header("access-control-request-method", "POST")
                        .body(Body::empty())
                        .unwrap();
                    let page = scene.browser.send(request).await;
                    for name in page.headers.keys() {
                        assert!(
                            !name.as_str().starts_with("access-control-"),
                            "{method} {path}: {name}"
                        );
                    }
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn cr_10_and_answers_to_programs_only_by_registered_ones() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let token = scene.tokens().await.access_token;
        let ask = async |path: &str, origin: &str, body: String| {
            let mut request = raw_post(path, body);
            let headers = request.headers_mut();
            headers.insert(header::ORIGIN, origin.parse().unwrap());
            headers.insert(header::AUTHORIZATION, scene.basic.parse().unwrap());
            provider.send(request).await.headers
        };
        for (origin, registered) in [
            ("https://rp.example", true),
            ("https://evil.example", false),
            ("https://rp.example.evil.example", false),
            ("http://rp.example", false),
            ("https://rp.example:8443", false),
            ("null", false),
            ("https:", false),
        ] {
            for path in ["/token", "/introspect", "/revoke"] {
                let headers = ask(path, origin, format!("grant_type=x&token={token}")).await;
                let allowed = headers
                    .get("access-control-allow-origin")
                    .map(|value| value.to_str().unwrap());
                assert_eq!(allowed, registered.then_some(origin), "{path}");
                assert!(!headers.contains_key("access-control-allow-credentials"));
                assert_eq!(headers[header::VARY], "Origin");
            }
        }
        // A token that is none says nothing about anybody, so every app may read that it was refused.
        for (token, origin, readable_by) in [
            (&*token, "https://rp.example", Some("https://rp.example")),
            (&*token, "https://evil.example", None),
            ("expired", "https://evil.example", Some("*")),
        ] {
            let request = Request::get("/userinfo")
                .header(header::ORIGIN, origin)
                .header(header::AUTHORIZATION, format!("Bearer {token}"))
                .body(Body::empty());
            let headers = provider.send(request.unwrap()).await.headers;
            let allowed = headers.get("access-control-allow-origin");
            let allowed = allowed.map(|value| value.to_str().unwrap());
            assert_eq!(allowed, readable_by, "{origin}");
            assert!(!headers.contains_key("access-control-allow-credentials"));
            assert_eq!(
                headers.contains_key("access-control-expose-headers"),
                allowed.is_some()
            );
        }
        for path in ["/.well-known/openid-configuration", "/jwks"] {
            let headers = provider.get(path, None).await.headers;
            assert_eq!(headers["access-control-allow-origin"], "*");
            assert!(!headers.contains_key("access-control-allow-credentials"));
        }
    })
    .await;
}

/// The answer to a request, of every kind there is.
async fn every_kind(scene: &mut Scene) -> Vec<(String, Page)> {
    let mut kinds = Vec::new();
    let mut stranger = Browser::new(&scene.provider);
    let long = "x".repeat(9_000);
    let get = |path: &str| Request::get(path).body(Body::empty()).unwrap();
    let asks = authorize(&scene.asks());
    let refused = authorize(&with(scene.asks(), [("response_type", "token")]));
    let evil = authorize(&with(
        scene.asks(),
        [("redirect_uri", "https://evil.example/")],
    ));
    for path in [
        "/",
        "/login",
        "/sign-up",
        "/logged-out",
        "/preferences",
        "/nothing",
        "/account",
        "/consent",
        "/login?flow=x",
        "/.well-known/change-password",
        "/.well-known/openid-configuration",
        "/jwks",
        "/userinfo",
        "/token",
        "/static/x/y",
        "/static/../x",
        &asks,
        &evil,
        &refused,
    ] {
        kinds.push((path.to_owned(), stranger.send(get(path)).await));
    }
    kinds.push((
        "too long".to_owned(),
        stranger.send(get(&format!("/login?x={long}"))).await,
    ));
    for path in [
        "/",
        "/account",
        "/apps",
        "/apps/new",
        "/apps/new/web",
        "/account/apps",
        "/logout",
        &asks,
        &refused,
    ] {
        kinds.push((
            format!("signed in: {path}"),
            scene.browser.send(get(path)).await,
        ));
    }
    for path in [
        "/token",
        "/introspect",
        "/revoke",
        "/userinfo",
        "/login",
        "/authorize",
        "/nothing",
        "/jwks",
        "/static/x/y",
    ] {
        kinds.push((
            format!("POST {path}"),
            stranger.send(raw_post(path, "x=y")).await,
        ));
        let mut authenticated = raw_post(path, "token=x&grant_type=refresh_token&refresh_token=x");
        authenticated
            .headers_mut()
            .insert(header::AUTHORIZATION, scene.basic.parse().unwrap());
        kinds.push((
            format!("authenticated POST {path}"),
            stranger.send(authenticated).await,
        ));
        let request = Request::builder()
            .method("OPTIONS")
            .uri(path)
            .header(header::ORIGIN, "https://rp.example");
        kinds.push((
            format!("OPTIONS {path}"),
            stranger.send(request.body(Body::empty()).unwrap()).await,
        ));
    }
    let style = scene
        .browser
        .open("/login?another=1")
        .await
        .attribute("link[rel=stylesheet]", "href")
        .unwrap();
    let icon = scene
        .browser
        .open("/login?another=1")
        .await
        .attribute("link[rel=icon]", "href")
        .unwrap();
    for path in [style, icon] {
        kinds.push((path.clone(), stranger.send(get(&path)).await));
    }
    kinds
}

fn is_html(page: &Page) -> bool {
    page.headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.to_str().unwrap().starts_with("text/html"))
}

#[tokio::test]
async fn cr_08_no_page_is_framed() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        for (what, page) in every_kind(&mut scene).await {
            let policy = page.headers["content-security-policy"].to_str().unwrap();
            assert!(
                policy.contains("frame-ancestors 'none'"),
                "{what}: {policy}"
            );
            assert!(
                !is_html(&page) || page.headers["x-frame-options"] == "DENY",
                "{what}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn cr_13_pages_stand_alone_and_are_not_kept() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        for (what, page) in every_kind(&mut scene).await {
            let kept = page.headers[header::CACHE_CONTROL].to_str().unwrap();
            if is_html(&page) || page.status.is_redirection() {
                assert_eq!(kept, "no-store", "{what}");
                // An app may open the pages of a sign-in in a window of its own.
                let on_the_way = ["/authorize", "/login", "/consent", "/sign-up"];
                let opener = page.headers["cross-origin-opener-policy"].to_str().unwrap();
                let opened =
                    on_the_way.iter().any(|path| what.contains(path)) && opener == "unsafe-none";
                assert!(opened || opener == "same-origin", "{what}: {opener}");
                assert_eq!(
                    page.headers["cross-origin-resource-policy"], "same-origin",
                    "{what}"
                );
            } else if page.headers.contains_key(header::SET_COOKIE) {
                panic!("{what} sets a cookie");
            }
            let public = what.starts_with("/static/") && page.status == 200
                || what == "/jwks"
                || what.ends_with("openid-configuration");
            assert_eq!(kept != "no-store", public, "{what}: {kept}");
        }
    })
    .await;
}

#[tokio::test]
async fn cr_14_every_kind_of_answer_has_a_strict_policy() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let mut nonces = BTreeSet::new();
        for (what, page) in every_kind(&mut scene).await {
            let header = |name: &str| {
                let value = page
                    .headers
                    .get(name)
                    .unwrap_or_else(|| panic!("{what} has no {name}"));
                value.to_str().unwrap().to_owned()
            };
            let policy = header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'"), "{what}: {policy}");
            for loose in ["unsafe", "*", "data:", "blob:", "http:"] {
                assert!(!policy.contains(loose), "{what}: {policy}");
            }
            assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
            assert_eq!(header("referrer-policy"), "no-referrer", "{what}");
            assert_eq!(
                header("strict-transport-security"),
                "max-age=63072000; includeSubDomains",
                "{what}"
            );
            assert!(
                !page.headers.contains_key("server") && !page.headers.contains_key("x-powered-by"),
                "{what}"
            );
            if is_html(&page) {
                assert!(
                    policy.contains("base-uri 'none'") && policy.contains("form-action "),
                    "{what}: {policy}"
                );
                header("permissions-policy");
            }
            if let Some((_, nonce)) = policy.split_once("'nonce-") {
                assert!(
                    nonces.insert(nonce.split('\'').next().unwrap().to_owned()),
                    "{what}: a nonce came twice"
                );
            }
        }
        assert!(!nonces.is_empty(), "some page has a script");
    })
    .await;
}

#[tokio::test]
async fn cr_14_a_form_leads_only_where_the_request_leads() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        let policy = |page: &Page| {
            page.headers["content-security-policy"]
                .to_str()
                .unwrap()
                .to_owned()
        };
        let mut browser = Browser::new(&provider);
        let login = browser
            .open(&authorize(&with(scene.asks(), [("prompt", "consent")])))
            .await;
        assert!(
            policy(&login).contains("form-action 'self' https://rp.example;"),
            "{}",
            policy(&login)
        );
        let consent = browser.log_in(&login, "mara").await;
        assert!(
            policy(&consent).contains("form-action 'self' https://rp.example;"),
            "{}",
            policy(&consent)
        );
        for path in [
            "/login?another=1",
            "/account/security/password",
            "/apps/new/web",
            "/logout",
        ] {
            let page = browser.open(path).await;
            assert!(
                policy(&page).contains("form-action 'self';"),
                "{path}: {}",
                policy(&page)
            );
        }
    })
    .await;
}

#[tokio::test]
async fn cr_16_looking_at_a_page_decides_nothing() {
    everywhere(async |provider| {
        let mut scene = owning(&provider).await;
        provider.clock.advance(Duration::from_secs(1));
        let before = provider.dump().await;
        let id = scene.app.client_id.clone();
        for path in post_routes(routes().1) {
            let path = path.replace("/new/{kind}", "/new/web").replace("{id}", &id);
            for method in ["GET", "HEAD"] {
                let query = "?decision=approve&confirm=Harbour+Notes&uri=https://evil.example/&password=x&login=mara";
                let request = Request::builder().method(method).uri(format!("{path}{query}"));
                scene.browser.send(request.body(Body::empty()).unwrap()).await;
            }
        }
        assert_eq!(provider.dump().await, before);
        assert_eq!(scene.browser.open("/account").await.path(), "/account");
    })
    .await;
}
