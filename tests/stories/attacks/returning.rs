//! OR: a browser is never sent on to where a stranger says.

use super::*;
use crate::world::everywhere;

/// Addresses that a careless check takes for ours.
const ELSEWHERE: [&str; 16] = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\/\\/evil",
    "\\\\evil.example",
    "/%5cevil",
    "/%2f/evil",
    "/\t/evil",
    "/\n/evil",
    "/account//evil.example/..",
    "/account\\@evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "/account/../../evil",
];

async fn returned_to(provider: &Provider, return_to: &str) -> String {
    let mut browser = Browser::new(provider);
    let query = form_urlencoded::byte_serialize(return_to.as_bytes()).collect::<String>();
    let page = browser.open(&format!("/login?return={query}")).await;
    let page = submit_once(&mut browser, &page, "login-form", None, &CREDENTIALS).await;
    assert_eq!(
        page.status, 303,
        "OR-10: never 307 or 308, which would send the password on"
    );
    page.location()
}

#[tokio::test]
async fn or_01_an_absolute_address_is_ignored() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        assert_eq!(
            returned_to(&provider, "https://evil.example/").await,
            "/account"
        );
        assert_eq!(
            returned_to(&provider, &format!("{ISSUER}/account")).await,
            "/account"
        );
        assert_eq!(
            returned_to(&provider, "/apps/new?x=1").await,
            "/apps/new?x=1"
        );
    })
    .await;
}

#[tokio::test]
async fn or_02_whatever_is_sent_a_browser_stays_here() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let base = url::Url::parse(&format!("{ISSUER}/login")).unwrap();
        let mut signed_in = Browser::new(&provider);
        signed_in.sign_in("mara").await;
        for elsewhere in ELSEWHERE {
            // As a browser resolves it (WHATWG URL).
            let target = base.join(&returned_to(&provider, elsewhere).await).unwrap();
            assert_eq!(
                target.origin().ascii_serialization(),
                ISSUER,
                "{elsewhere:?}"
            );
            let query = form_urlencoded::byte_serialize(elsewhere.as_bytes()).collect::<String>();
            let page = signed_in.open_once(&format!("/login?return={query}")).await;
            if page.status.is_redirection() {
                let target = base.join(&page.location()).unwrap();
                assert_eq!(
                    target.origin().ascii_serialization(),
                    ISSUER,
                    "{elsewhere:?}"
                );
            }
            let page = signed_in
                .open_once(&format!("/preferences?return={query}"))
                .await;
            let document = scraper::Html::parse_document(&page.html);
            for link in document.select(&scraper::Selector::parse("[href], [action]").unwrap()) {
                for name in ["href", "action"] {
                    let Some(value) = link.value().attr(name) else {
                        continue;
                    };
                    let target = base.join(value).unwrap();
                    assert_eq!(
                        target.origin().ascii_serialization(),
                        ISSUER,
                        "{elsewhere:?}: {value}"
                    );
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn or_04_and_nothing_is_done_by_going_back() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        for doing in [
            "/logout",
            "/authorize?flow=x",
            "/logged-out",
            "/consent",
            "/static/x/y",
            "/token",
        ] {
            assert_eq!(returned_to(&provider, doing).await, "/account");
        }
        // Every page that may be gone back to only shows something.
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let before = provider.dump().await;
        for page in [
            "/account",
            "/account/apps",
            "/account/security/password",
            "/apps",
            "/apps/new/web",
            "/preferences",
            "/logout",
        ] {
            browser.open(page).await;
        }
        assert_eq!(provider.dump().await, before);
    })
    .await;
}

#[tokio::test]
async fn or_05_a_changed_hidden_field_leads_nowhere_else() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        let page = browser.open("/login?return=/apps").await;
        let page = submit_once(
            &mut browser,
            &page,
            "login-form",
            None,
            &[CREDENTIALS[0], CREDENTIALS[1], ("return", "//evil.example")],
        )
        .await;
        assert_eq!(page.location(), "/account");
    })
    .await;
}

#[tokio::test]
async fn or_08_no_page_tells_others_its_address() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let mut stranger = Browser::new(&provider);
        let started = scene.app.start(&[], &[]);
        let login = stranger.open(&started.url).await;
        let redirect = scene.browser.open_once(&started.url).await;
        let account = scene.browser.open("/account").await;
        for page in [&login, &redirect, &account] {
            assert_eq!(
                page.headers["referrer-policy"], "no-referrer",
                "{}",
                page.url
            );
        }
        for page in [&login, &account] {
            let document = scraper::Html::parse_document(&page.html);
            let loaded =
                scraper::Selector::parse("script, img, link, iframe, object, embed, source")
                    .unwrap();
            for element in document.select(&loaded) {
                for name in ["src", "href", "data", "srcset"] {
                    let source = element.value().attr(name).unwrap_or("/static/");
                    assert!(source.starts_with("/static/"), "{}: {source}", page.url);
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn or_10_what_was_posted_is_not_posted_on() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let started = scene
            .app
            .start(&["profile"], &[("prompt", "login consent")]);
        let page = scene.browser.open(&started.url).await;
        let next = submit_once(&mut scene.browser, &page, "login-form", None, &CREDENTIALS).await;
        assert_eq!(next.status, 303);
        let page = scene
            .browser
            .open(next.location().trim_start_matches(ISSUER))
            .await;
        assert_eq!(page.path(), "/consent");
        let next = submit_once(
            &mut scene.browser,
            &page,
            "consent-form",
            Some("approve"),
            &[],
        )
        .await;
        assert_eq!(next.status, 303);
        let last = scene
            .browser
            .open_once(next.location().trim_start_matches(ISSUER))
            .await;
        assert_eq!(last.status, 303);
        let form = raw_post("/authorize", encoded(&scene.asks()));
        assert_eq!(provider.send(form).await.status, 303);
    })
    .await;
}

/// From an error page whoever looks after the app signs in and comes back to it, by a sealed reference of ours alone.
#[tokio::test]
async fn or_04_an_error_is_come_back_to_and_leads_nowhere() {
    everywhere(async |provider| {
        let scene = Scene::before(&provider).await;
        let elsewhere = "https://evil.example/steal";
        let asked = with(scene.asks(), [("redirect_uri", elsewhere)]);
        let mut browser = Browser::new(&provider);
        let error = browser.open(&authorize(&asked)).await;
        stays_here(&error);
        let link = error.attribute("#owner-sign-in a", "href").unwrap();
        assert!(!link.contains("evil"), "{link}");
        let page = browser.open(&link).await;
        assert!(!page.html.contains("evil"), "{}", page.html);
        let page = browser.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/apps/refused");
        stays_here(&page);
        // The app is not hers.
        assert!(!page.html.contains("evil"), "{}", page.html);

        // What is sealed for something else, what was changed, and what is in order.
        let flow = browser
            .open(&authorize(&with(scene.asks(), [("prompt", "login")])))
            .await;
        let flow = flow.attribute("input[name=flow]", "value").unwrap();
        let request = page.url.split_once("request=").unwrap().1.to_owned();
        let changed = super::authorization::flipped(&request, request.len() / 2);
        for text in ["", "x", &flow, &changed, elsewhere, "%00"] {
            let query = form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
            let page = browser
                .open_once(&format!("/apps/refused?request={query}"))
                .await;
            assert_eq!(
                (page.status.as_u16(), &*page.location()),
                (303, "/apps"),
                "{text}"
            );
        }
    })
    .await;
}
