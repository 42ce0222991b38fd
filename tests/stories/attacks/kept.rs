//! PF: how pages look, and forms that are kept.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lanyard::config::Settings;

use super::*;
use crate::world::browser::form_request;
use crate::world::matrix::everywhere_with;
use crate::world::{Letters, everywhere};

const LOOKS: &str = "__Host-lanyard-prefs";
const MINUTE: Duration = Duration::from_secs(60);

/// What is the same in two answers of one page, whoever asks: no tokens, no references.
fn same(page: &Page) -> String {
    let mut html = page.html.clone();
    for name in ["csrf", "flow", "draft", "challenge"] {
        if let Some(value) = page.attribute(&format!("input[name={name}]"), "value") {
            html = html.replace(&value, "");
        }
    }
    // What browsers are asked for is new on every page.
    if let Some((before, rest)) = html.split_once("data-passkey=\"") {
        let (_, after) = rest.split_once('"').unwrap();
        html = [before, after].concat();
    }
    let nonce = page.attribute("script[nonce]", "nonce").unwrap_or_default();
    html.replace(&nonce, "")
}

/// The sign-in page in a browser with this preference cookie.
async fn login_with(provider: &Provider, looks: &str) -> Page {
    let mut browser = Browser::new(provider);
    // The name the page is bound to, so that only the looks differ.
    browser.open("/login").await;
    browser.jar.insert(LOOKS.into(), looks.into());
    browser.open("/login").await
}

#[tokio::test]
async fn pf_01_a_language_is_one_of_a_list_and_never_a_path() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let plain = same(&login_with(&provider, "l=en&t=auto&s=normal").await);
        for lang in [
            "../../etc/passwd",
            "en/../x",
            "en%00",
            "..",
            "EN",
            "en-x-admin",
            "tlh",
            "file:///etc/passwd",
            "{{7*7}}",
        ] {
            let page = login_with(&provider, &format!("l={lang}&t=auto&s=normal")).await;
            assert_eq!(page.status, 200);
            assert_eq!(same(&page), plain, "{lang}");
            let asks = with(scene.asks(), [("ui_locales", lang), ("prompt", "login")]);
            let page = scene.ask(&asks).await;
            assert_eq!(
                (page.status.as_u16(), page.path()),
                (200, "/login"),
                "{lang}"
            );
            assert_eq!(page.attribute("html", "lang").as_deref(), Some("en"));
        }
    })
    .await;
}

#[tokio::test]
async fn pf_02_pf_04_whatever_the_cookie_says_the_page_is_there() {
    everywhere(async |provider| {
        let plain = same(&login_with(&provider, "").await);
        let mut odd = vec![
            "x".repeat(3_000),
            "l=en&".repeat(600),
            "{\"lang\":\"en\"}".into(),
            "[[[[[[[[".into(),
            "l=&t=&s=".into(),
            "&&&===".into(),
            "l".into(),
            "%ff%fe".into(),
            "l=en;t=dark".into(),
        ];
        // Languages nobody speaks; each of them is the default.
        odd.extend((0..500).map(|n| format!("l=x{n}&t=y{n}&s=z{n}")));
        for looks in odd {
            let page = login_with(&provider, &looks).await;
            assert_eq!(page.status, 200, "{looks}");
            assert_eq!(same(&page), plain, "{looks}");
        }
        // Bytes that are no text, and two cookies of the name.
        let (mut browser, name) = (Browser::new(&provider), LOOKS.as_bytes());
        for cookies in [
            [name, &b"=l=en\xff\xfe"[..]].concat(),
            [name, b"=t=dark; ", name, b"=t=light"].concat(),
        ] {
            let value = axum::http::HeaderValue::from_bytes(&cookies).unwrap();
            let request = Request::get("/login").header(header::COOKIE, value);
            let page = browser.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(page.status, 200);
            assert_eq!(same(&page), plain);
        }
        // Saved again, it is well-formed and short.
        browser.jar.insert(LOOKS.into(), "x".repeat(3_000));
        let page = browser.open("/preferences").await;
        let dark = [("theme", "dark")];
        browser.submit(&page, "preferences-form", None, &dark).await;
        assert_eq!(browser.jar[LOOKS], "v=1&t=dark&s=normal");
        assert!(LOOKS.len() + 1 + browser.jar[LOOKS].len() <= 64);
    })
    .await;
}

#[tokio::test]
async fn pf_05_looks_change_nothing_but_looks() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        let mut plain = scene.browser.clone();
        for looks in [
            "admin=1",
            "l=en&admin=true&role=admin&user=iris",
            "t=dark&s=larger&mfa=done",
        ] {
            let mut browser = scene.browser.clone();
            browser.jar.insert(LOOKS.into(), looks.into());
            for path in [
                "/account",
                "/account/sessions",
                "/account/apps",
                "/apps",
                "/logout",
            ] {
                let (a, b) = (plain.open(path).await, browser.open(path).await);
                assert_eq!(
                    (a.status, a.url.clone()),
                    (b.status, b.url.clone()),
                    "{path}"
                );
                assert_eq!(a.text("main"), b.text("main"), "{path} with {looks}");
            }
            assert_eq!(browser.open("/admin").await.status, 404);
            let mut stranger = Browser::new(&provider);
            stranger.jar.insert(LOOKS.into(), looks.into());
            assert_eq!(stranger.open("/account").await.path(), "/login");
        }
    })
    .await;
}

#[tokio::test]
async fn pf_06_another_site_changes_no_looks_and_leads_nowhere() {
    everywhere(async |provider| {
        let mut browser = Browser::new(&provider);
        let page = browser.open("/preferences").await;
        let csrf = page.attribute("main input[name=csrf]", "value").unwrap();
        for site in ["cross-site", "same-site"] {
            let fields = [("theme", "dark"), ("csrf", &csrf)];
            let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
            let request = form_request("/preferences", &fields, site, Some("https://evil.example"));
            let page = browser.send(request).await;
            assert_eq!(page.status, 403, "{site}");
            assert!(!browser.jar.contains_key(LOOKS));
        }
        for back in [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/logout",
            "/authorize?client_id=x",
            "/account/../logout",
            "javascript:alert(1)",
            "/%2f/evil.example",
        ] {
            let fields = [("theme", "dark"), ("return", back)];
            let page = browser.open("/preferences").await;
            let page = browser
                .submit(&page, "preferences-form", None, &fields)
                .await;
            assert_eq!(page.path(), "/preferences", "{back}");
            assert!(
                !page.html.contains("evil") && !page.html.contains("javascript:"),
                "{back}"
            );
            assert_eq!(page.query("return").as_deref(), Some("/"), "{back}");
        }
    })
    .await;
}

/// The page of a form that was sent after the session had ended, once Mara has signed in again.
async fn after_the_interruption(
    browser: &mut Browser,
    path: &str,
    fields: &[(&str, &str)],
) -> (Page, String) {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let page = browser.post(path, &fields).await;
    assert_eq!(page.path(), "/login", "{}", page.html);
    let address = page.url.clone();
    let page = browser.log_in(&page, "mara").await;
    (page, address)
}

#[tokio::test]
async fn pf_08_secrets_are_never_kept() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        provider.clock.advance(31 * MINUTE);
        // Every name a secret has or may come to have; only what is listed is kept.
        let secrets = [
            "password",
            "current_password",
            "new_password",
            "secret",
            "client_secret",
            "totp",
            "otp",
            "code",
            "recovery_code",
            "token",
            "csrf",
        ];
        let mut fields: Vec<_> = secrets
            .iter()
            .map(|name| (*name, "s3cr3t-of-mine"))
            .collect();
        fields.push(("name", "Dockyard"));
        for path in ["/apps/new/web", "/account/security/password"] {
            let (page, address) = after_the_interruption(&mut browser, path, &fields).await;
            assert!(page.url.starts_with(path), "{}", page.url);
            assert!(!page.html.contains("s3cr3t-of-mine"), "{}", page.html);
            let kept = address.split("kept%3D").nth(1).unwrap_or_default();
            let kept = kept.split('&').next().unwrap_or_default();
            let bytes = URL_SAFE_NO_PAD.decode(kept).unwrap_or_default();
            // Sealed without compression: were they in it, it would be far longer.
            assert!(bytes.len() < 160, "{path}: {} bytes", bytes.len());
            if path == "/apps/new/web" {
                let name = page.attribute("#name", "value");
                assert_eq!(name.as_deref(), Some("Dockyard"));
            }
            provider.clock.advance(31 * MINUTE);
        }
        for rows in provider.dump().await.values() {
            assert!(!rows.iter().any(|row| row.contains("s3cr3t-of-mine")));
        }
    })
    .await;
}

#[tokio::test]
async fn pf_08_an_address_that_was_typed_is_kept() {
    let letters = Letters::new();
    let inbox = letters.clone();
    let arrive = move |settings: &mut Settings| inbox.arrive(settings);
    everywhere_with(arrive, async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        provider.clock.advance(31 * MINUTE);
        let typed = [("email", "mara@new.example")];
        let (page, _) = after_the_interruption(&mut browser, "/account/email", &typed).await;
        assert!(page.url.starts_with("/account/email"), "{}", page.url);
        let email = page.attribute("#email", "value");
        assert_eq!(email.as_deref(), Some("mara@new.example"), "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn pf_09_a_kept_form_is_for_one_browser_one_form_and_half_an_hour() {
    everywhere(async |provider| {
        let user = provider.add_user("mara").await;
        provider.add_user("iris").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        provider.clock.advance(31 * MINUTE);
        let fields = [("name", "Dockyard"), ("uri", "https://rp.example/x")];
        let (page, _) = after_the_interruption(&mut browser, "/apps/new/web", &fields).await;
        let here = page.url.clone();
        let kept = page.query("kept").unwrap();
        assert_eq!(
            page.attribute("#name", "value").as_deref(),
            Some("Dockyard")
        );
        let name = async |browser: &mut Browser, url: &str| {
            let page = browser.open(url).await;
            assert_eq!(page.status, 200, "{url}: {}", page.html);
            page.attribute("#name", "value").unwrap_or_default()
        };
        let mut other = Browser::new(&provider);
        other.sign_in("mara").await;
        assert_eq!(name(&mut other, &here).await, "", "another browser");
        let mut iris = Browser::new(&provider);
        iris.sign_in("iris").await;
        assert_eq!(name(&mut iris, &here).await, "", "somebody else");
        let elsewhere = format!("/apps/new/native?kept={kept}");
        assert_eq!(name(&mut browser, &elsewhere).await, "", "another form");
        let mut changed = kept.clone().into_bytes();
        let at = changed.len() / 2;
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let changed = format!("/apps/new/web?kept={}", String::from_utf8(changed).unwrap());
        assert_eq!(name(&mut browser, &changed).await, "", "forged");
        assert_eq!(name(&mut browser, &here).await, "Dockyard");
        provider.clock.advance(29 * MINUTE);
        browser.open("/account").await;
        provider.clock.advance(MINUTE);
        assert_eq!(name(&mut browser, &here).await, "", "half an hour");
        drop(user);
    })
    .await;
}

#[tokio::test]
async fn pf_10_a_form_that_is_too_long_is_not_kept_and_says_so() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let csrf = browser.csrf_of("/apps/new/web").await;
        provider.clock.advance(31 * MINUTE);
        let before = provider.count("parcel").await;
        let long = "x".repeat(20_000);
        let fields = [
            ("name".to_owned(), "Dockyard".to_owned()),
            ("redirect_uris".to_owned(), long),
        ];
        let page = browser.post("/apps/new/web", &fields).await;
        assert_eq!(page.path(), "/login");
        let notice = page.text("#reason");
        assert!(notice.contains("too long to be kept"), "{notice}");
        assert!(notice.contains("not used for 30 minutes"), "{notice}");
        assert_eq!(provider.count("parcel").await, before, "no row is made");
        // Beyond what a form may have at all, nothing is looked at.
        let huge = [("name".to_owned(), "x".repeat(1 << 20))];
        assert_eq!(browser.post("/apps/new/web", &huge).await.status, 413);
        // A long one within the bounds is a row, for half an hour.
        let fields = [
            ("name".to_owned(), "Dockyard".to_owned()),
            ("redirect_uris".to_owned(), "y".repeat(15_000)),
            ("csrf".to_owned(), csrf),
        ];
        for _ in 0..5 {
            let page = browser.post("/apps/new/web", &fields).await;
            assert!(
                !page.text("#reason").contains("too long"),
                "{}",
                page.text("#reason")
            );
        }
        assert_eq!(provider.count("parcel").await, before + 5);
        // Its half hour, and what clocks of other nodes may be behind.
        provider.clock.advance(36 * MINUTE);
        lanyard::ops::cleanup::sweep(&provider.app.db, &provider.clock)
            .await
            .unwrap();
        assert_eq!(provider.count("parcel").await, 0);
    })
    .await;
}

#[tokio::test]
async fn pf_12_a_kept_form_is_checked_when_it_is_sent() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        provider.clock.advance(31 * MINUTE);
        // Wrong from the beginning: kept as it is, refused as any other.
        let fields = [
            ("name", "Dockyard"),
            ("redirect_uris", "javascript:alert(1)"),
        ];
        let (page, _) = after_the_interruption(&mut browser, "/apps/new/web", &fields).await;
        assert_eq!(page.text("#redirect_uris"), "javascript:alert(1)");
        let before = provider.count("client").await;
        let page = browser.submit(&page, "app-form", None, &[]).await;
        assert_eq!(page.status, 422, "{}", page.html);
        assert_eq!(provider.count("client").await, before);

        // Right when it was typed, and meanwhile what it is about has gone.
        let page = browser.open("/apps/new/web").await;
        let fields = [("name", "Dockyard"), ("redirect_uris", CALLBACK)];
        browser.submit(&page, "app-form", None, &fields).await;
        let page = browser.open("/apps").await;
        let app = page
            .attribute("main a[href^='/apps/dockyard']", "href")
            .unwrap();
        provider.clock.advance(6 * MINUTE);
        let fields = [("uri", "https://rp.example/two")];
        provider.clock.advance(31 * MINUTE);
        let path = format!("{app}/redirect-uris/add");
        let (page, _) = after_the_interruption(&mut browser, &path, &fields).await;
        assert_eq!(page.status, 200, "{}", page.html);
        let id = lanyard::protocol::ids::ClientId(app.trim_start_matches("/apps/").to_owned());
        let gone = id.clone();
        let job = provider.app.db.write(move |c| {
            Box::pin(async move { lanyard::store::clients::remove(c, &gone).await })
        });
        job.await.unwrap();
        provider.app.clients.changed(&id);
        let csrf = page.attribute("main input[name=csrf]", "value").unwrap();
        let fields = [("csrf", csrf.as_str()), ("uri", "https://rp.example/two")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(browser.post(&path, &fields).await.status, 404);
    })
    .await;
}
