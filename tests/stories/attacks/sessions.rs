//! SS: the login session, the same in both modes. What a session is for people is in `stories/sessions.rs`.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lanyard::config::SessionMode;
use lanyard::ops::cleanup;
use lanyard::session::browser::NewSignIn;
use lanyard::session::{BrowserSession, carrier};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use super::*;
use crate::world::everywhere;

const SESSION: &str = "__Host-lanyard-session";
const MINUTE: Duration = Duration::from_secs(60);

async fn is_signed_in(browser: &Browser) -> bool {
    // A copy, which keeps its cookies whatever the answer says.
    browser.clone().open("/account").await.path() == "/account"
}

async fn signed_in(provider: &Provider) -> Browser {
    let mut browser = Browser::new(provider);
    browser.sign_in("mara").await;
    browser
}

async fn sign_out(browser: &mut Browser) -> Page {
    let page = browser.open("/logout").await;
    let (action, fields) = page.form("logout-form", Some("confirm-logout"));
    browser
        .send(crate::world::browser::form_request(
            &action,
            &fields,
            "same-origin",
            Some("null"),
        ))
        .await
}

/// A request that looks who is signed in at once, and answers when the story lets it.
struct Held {
    looked: Arc<Semaphore>,
    go: Arc<Semaphore>,
    answer: tokio::task::JoinHandle<Vec<String>>,
}

impl Held {
    async fn begin(provider: &Provider, browser: &Browser) -> Self {
        let (looked, go) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let inside = (looked.clone(), go.clone());
        let handler = move |session: BrowserSession| {
            let (looked, go) = inside.clone();
            async move {
                let found = session.signed_in().await.unwrap();
                looked.add_permits(1);
                go.acquire().await.unwrap().forget();
                format!("{}", found.is_some()).into_response()
            }
        };
        let router = Router::new()
            .route("/held", get(handler))
            .layer(from_fn_with_state(
                lanyard::router::carrier(&provider.app),
                carrier::carry,
            ));
        let cookies: Vec<_> = browser
            .jar
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        let request = Request::get("/held")
            .header(header::COOKIE, cookies.join("; "))
            .body(Body::empty())
            .unwrap();
        let answer = tokio::spawn(async move {
            let response = router.oneshot(request).await.unwrap();
            assert_eq!(response.status(), 200);
            let cookies = response.headers().get_all(header::SET_COOKIE).iter();
            cookies
                .map(|line| line.to_str().unwrap().to_owned())
                .collect()
        });
        looked.acquire().await.unwrap().forget();
        Self { looked, go, answer }
    }

    /// Lets it answer; what its cookies say of the session, by name and value.
    async fn finish(self) -> Option<String> {
        drop(self.looked);
        self.go.add_permits(1);
        let cookies = self.answer.await.unwrap();
        let own = cookies.iter().find_map(|line| line.strip_prefix(SESSION));
        own.map(|rest| rest[1..].split(';').next().unwrap_or_default().to_owned())
    }
}

#[tokio::test]
async fn ss_12_every_cookie_is_marked_and_taken_back_as_it_was_set() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        let page = browser.open("/login").await;
        let fields = [&CREDENTIALS[..], &[("remember", "yes")]].concat();
        browser.submit(&page, "login-form", None, &fields).await;
        let page = browser.open("/preferences").await;
        let page = browser
            .submit(&page, "preferences-form", None, &[("theme", "dark")])
            .await;
        assert_eq!(page.status, 200);
        let names = browser.jar.keys().cloned().collect::<Vec<_>>();
        let set: Vec<_> = names
            .iter()
            .map(|name| browser.last_cookie(name).to_owned())
            .collect();
        let expected = ["browser", "device", "people", "prefs", "session"];
        assert_eq!(names, expected.map(|name| format!("__Host-lanyard-{name}")));
        sign_out(&mut browser).await;
        let removal = browser.last_cookie(SESSION).to_owned();
        assert!(removal.starts_with(&format!("{SESSION}=;")) && removal.contains("Max-Age=0"));
        for line in set.iter().chain([&removal]) {
            let mut attributes: Vec<_> = line.split("; ").skip(1).collect();
            attributes.retain(|attribute| !attribute.starts_with("Max-Age="));
            assert_eq!(
                attributes,
                ["Path=/", "HttpOnly", "SameSite=Lax", "Secure"],
                "{line}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn ss_13_no_answer_that_sets_or_reads_a_cookie_is_kept() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let request = authorize(&scene.asks());
        for path in [
            "/",
            "/account",
            "/apps",
            "/login",
            "/preferences",
            "/nothing",
            &request,
        ] {
            for mut browser in [scene.browser.clone(), Browser::new(&provider)] {
                let page = browser.open_once(path).await;
                assert_eq!(page.headers[header::CACHE_CONTROL], "no-store", "{path}");
                let vary = page
                    .headers
                    .get(header::VARY)
                    .map(|vary| vary.to_str().unwrap());
                assert_eq!(vary, Some("Cookie"), "{path}");
            }
        }
        let page = sign_out(&mut scene.browser).await;
        assert!(page.headers.contains_key(header::SET_COOKIE));
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    })
    .await;
}

#[tokio::test]
async fn ss_16_of_two_tabs_at_once_neither_undoes_the_other() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = signed_in(&provider).await;
        provider.clock.advance(6 * MINUTE);
        // Both tabs are about to note that the browser was seen; in one of them the person proves again who they are.
        let (one, two) = (
            Held::begin(&provider, &browser).await,
            Held::begin(&provider, &browser).await,
        );
        let old = browser.clone();
        let page = browser.open("/login?another=1").await;
        browser.log_in(&page, "mara").await;
        for tab in [one, two] {
            let mut late = browser.clone();
            if let Some(value) = tab.finish().await {
                late.jar.insert(SESSION.into(), value);
                let renewed = late.jar[SESSION] == browser.jar[SESSION];
                assert!(
                    renewed || !is_signed_in(&late).await,
                    "the older state came back"
                );
            }
        }
        assert!(is_signed_in(&browser).await && !is_signed_in(&old).await);
        // Many at once, all of them at the moment when the session is to be written.
        provider.clock.advance(6 * MINUTE);
        let mut tabs = Vec::new();
        for _ in 0..16 {
            tabs.push(Held::begin(&provider, &browser).await);
        }
        for tab in tabs {
            if let Some(value) = tab.finish().await {
                browser.jar.insert(SESSION.into(), value);
            }
            assert!(is_signed_in(&browser).await);
        }
        assert_eq!(provider.count("sign_in").await, 1);
        let rows = usize::from(provider.settings.session.mode == SessionMode::Database);
        assert_eq!(provider.count("browser_session").await, rows);
    })
    .await;
}

#[tokio::test]
async fn ss_17_a_request_that_ends_after_the_sign_out_brings_nothing_back() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let two = provider.another_node().await;
        for node in [&provider, &two] {
            let mut browser = signed_in(&provider).await;
            provider.clock.advance(6 * MINUTE);
            let held = Held::begin(node, &browser.moved_to(node)).await;
            let mut late = browser.clone();
            sign_out(&mut browser).await;
            // It saw somebody signed in, and writes that they were seen.
            if let Some(value) = held.finish().await {
                late.jar.insert(SESSION.into(), value);
            }
            assert!(!is_signed_in(&late).await && !is_signed_in(&late.moved_to(&two)).await);
            assert_eq!(
                provider.count("browser_session").await,
                0,
                "the row is gone for good"
            );
        }
        let restarted = provider.restart().await;
        assert_eq!(restarted.count("browser_session").await, 0);
        restarted.app.db.close().await;
        two.app.db.close().await;
    })
    .await;
}

/// Keeps what is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn ss_21_no_cookie_is_in_an_address_a_page_or_the_log() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        provider.clock.advance(6 * MINUTE);
        let mut seen = Vec::new();
        let asks = authorize(&with(scene.asks(), [("prompt", "login")]));
        for path in [
            "/account",
            "/account/sessions",
            "/account/apps",
            "/apps",
            "/apps/new/web",
            "/preferences?return=/account",
            "/nothing",
            "/logout",
            &asks,
        ] {
            let page = scene.browser.open(path).await;
            seen.push(page.url.clone());
            seen.push(page.html.clone());
            for (name, value) in &page.headers {
                if name != header::SET_COOKIE {
                    seen.push(value.to_str().unwrap().to_owned());
                }
            }
        }
        let (started, code) = scene.code().await;
        let token = scene
            .app
            .redeem(&started, &code)
            .await
            .unwrap()
            .access_token;
        let claims = token.split('.').nth(1).unwrap();
        seen.push(String::from_utf8(URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap());
        seen.push(code);
        seen.push(String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned());
        for name in [SESSION, "__Host-lanyard-browser", "__Host-lanyard-device"] {
            let value = &scene.browser.jar[name];
            assert!(value.len() >= 22, "{name}");
            for text in &seen {
                assert!(!text.contains(value), "{name} is in {text}");
            }
        }
    })
    .await;
    let log = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(
        log.contains("sqlx") || log.contains("lanyard"),
        "something was logged"
    );
}

/// Every run of hexadecimal digits in a dump that could be an id, and every word.
fn values(rows: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for row in rows {
        let words = row.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        for word in words.filter(|word| word.len() >= 16) {
            found.push(word.to_owned());
            let digits: String = word.trim_start_matches('x').replace('-', "");
            let bytes: Option<Vec<u8>> = (0..digits.len() / 2)
                .map(|at| u8::from_str_radix(digits.get(at * 2..at * 2 + 2)?, 16).ok())
                .collect();
            if let Some(bytes) = bytes {
                found.push(URL_SAFE_NO_PAD.encode(&bytes));
                found.push(URL_SAFE_NO_PAD.encode(&bytes[..16.min(bytes.len())]));
                found.push(URL_SAFE_NO_PAD.encode(&bytes[bytes.len().saturating_sub(16)..]));
            }
        }
    }
    found
}

#[tokio::test]
async fn ss_22_an_id_from_the_database_is_no_cookie() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = signed_in(&provider).await;
        let page = browser.open("/login?another=1").await;
        browser.log_in(&page, "mara").await;
        let dump = provider.dump().await;
        let mut tried = 0;
        for table in ["browser_session", "sign_in"] {
            for value in values(&dump[table]) {
                assert_ne!(value, browser.jar[SESSION], "{table} holds a cookie");
                let mut thief = Browser::new(&provider);
                thief.jar.insert(SESSION.into(), value.clone());
                assert!(!is_signed_in(&thief).await, "{value} of {table}");
                tried += 1;
            }
        }
        assert!(tried >= 8, "{tried} values: {dump:?}");
        assert!(is_signed_in(&browser).await);
    })
    .await;
}

#[tokio::test]
async fn ss_24_whoever_signs_in_within_a_request_is_who_it_goes_on_with() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let iris = provider.add_user("iris").await.id.to_string();
        for extra in [
            ("prompt", "login"),
            ("max_age", "1"),
            ("prompt", "login consent"),
        ] {
            provider.clock.advance(Duration::from_secs(2));
            let copied = scene.browser.clone();
            let started = scene.app.start(&["profile"], &[extra]);
            let page = scene.browser.open(&started.url).await;
            assert_eq!(page.path(), "/login", "{extra:?}");
            let fields = [("login", "iris"), ("password", PASSWORD)];
            let mut page = scene
                .browser
                .submit(&page, "login-form", None, &fields)
                .await;
            assert!(!page.html.contains("Mara"), "{extra:?}: {}", page.html);
            if page.path() == "/consent" {
                page = scene.browser.approve(&page).await;
            }
            let code = scene.app.code(&started, &page);
            let tokens = scene.app.redeem(&started, &code).await.unwrap();
            assert_eq!(tokens.claims.subject().as_str(), iris, "{extra:?}");
            assert!(
                scene
                    .browser
                    .open("/account")
                    .await
                    .html
                    .contains("Iris Lindqvist")
            );
            assert!(
                !is_signed_in(&copied).await,
                "Mara's sign-in here has ended"
            );
            // She comes back for the next round.
            sign_out(&mut scene.browser).await;
            scene.browser.sign_in("mara").await;
        }
    })
    .await;
}

#[tokio::test]
async fn ss_25_nobody_who_only_looks_leaves_a_row_and_rows_go_in_time() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        let before = provider.dump().await;
        let request = authorize(&scene.asks());
        for round in 0..40 {
            let mut stranger = Browser::new(&provider);
            for path in [
                "/",
                "/login",
                "/sign-up",
                "/preferences",
                "/account",
                "/apps",
                "/nothing",
                &request,
            ] {
                let page = stranger.open(path).await;
                assert!(page.status.as_u16() < 500, "{path}");
            }
            let mut forged = Browser::new(&provider);
            let value = URL_SAFE_NO_PAD.encode([round; 16]);
            forged.jar.insert(SESSION.into(), value);
            forged.open("/account").await;
        }
        assert_eq!(
            provider.dump().await,
            before,
            "anonymous visitors write nothing"
        );

        for _ in 0..20 {
            let mut browser = signed_in(&provider).await;
            let page = browser.open("/login?another=1").await;
            browser.log_in(&page, "mara").await;
            sign_out(&mut browser).await;
        }
        provider.clock.advance(Duration::from_secs(31 * 86_400));
        cleanup::sweep(&provider.app.db, &provider.clock)
            .await
            .unwrap();
        let after = provider.dump().await;
        for table in ["browser_session", "sign_in", "throttle", "parcel"] {
            assert_eq!(after[table].len(), 0, "{table}");
        }
    })
    .await;
}

/// Somebody who knows the old password has it checked while the owner changes it: the check began before, the session would
/// begin after.
#[tokio::test]
async fn ss_05_a_password_that_is_changed_while_it_is_looked_at_signs_nobody_in() {
    everywhere(async |provider| {
        let before = provider.add_user("mara").await;
        let mut owner = signed_in(&provider).await;
        let page = owner.open("/account/security/password").await;
        let new = "another sentence works as well";
        let fields = [("current_password", PASSWORD), ("password", new)];
        owner.submit(&page, "password-form", None, &fields).await;
        let after = provider.user("mara").await;
        for (user, holds) in [(before, false), (after, true)] {
            let handler = move |session: BrowserSession| async move {
                let new = NewSignIn {
                    second: None,
                    strange: false,
                    user: user.id,
                    password_hash: user.password_hash,
                    amr: vec!["pwd".to_owned()],
                    remember: false,
                    device: String::new(),
                    failed: None,
                };
                session.sign_in(new).await.unwrap().is_some().to_string()
            };
            let router = Router::new()
                .route("/", get(handler))
                .layer(from_fn_with_state(
                    lanyard::router::carrier(&provider.app),
                    carrier::carry,
                ));
            let request = Request::get("/").body(Body::empty()).unwrap();
            let answer = router.oneshot(request).await.unwrap();
            let cookies = answer.headers().get_all(header::SET_COOKIE).iter();
            let set = cookies.filter(|cookie| cookie.to_str().unwrap().starts_with(SESSION));
            assert_eq!(set.count(), usize::from(holds));
            let body = axum::body::to_bytes(answer.into_body(), 100).await.unwrap();
            assert_eq!(body, holds.to_string());
        }
    })
    .await;
}

/// A thief who knows the old password and its owner change it at the same moment. One of them wins, and the other is out.
#[tokio::test]
async fn au_20_of_two_changes_of_a_password_at_once_one_counts() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let (mut one, mut other) = (signed_in(&provider).await, signed_in(&provider).await);
        let passwords = ["a sentence of the owner", "a sentence of the thief"];
        let form = async |browser: &mut Browser, new: &str| {
            let page = browser.open("/account/security/password").await;
            let (action, fields) = page.form("password-form", None);
            let typed = [("current_password", PASSWORD), ("password", new)];
            (action, crate::world::browser::replace(fields, &typed))
        };
        let first = form(&mut one, passwords[0]).await;
        let second = form(&mut other, passwords[1]).await;
        let pages = tokio::join!(
            one.post(&first.0, &first.1),
            other.post(&second.0, &second.1)
        );
        let changed = [pages.0.path() == "/account", pages.1.path() == "/account"];
        assert_eq!(changed.iter().filter(|changed| **changed).count(), 1);
        for (password, holds) in passwords.into_iter().zip(changed) {
            let mut browser = Browser::new(&provider);
            let page = browser.open("/login").await;
            let fields = [("login", "mara"), ("password", password)];
            let page = browser.submit(&page, "login-form", None, &fields).await;
            assert_eq!(page.path() == "/account", holds, "{password}");
        }
        let signed_in = [is_signed_in(&one).await, is_signed_in(&other).await];
        assert_eq!(signed_in, changed, "who lost is signed out");
    })
    .await;
}

/// Somebody kept an old copy of the cookie. By its own time it is over; the session it was copied from goes on.
#[tokio::test]
async fn cs_01_an_idle_copy_ends_nobody_s_session() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = signed_in(&provider).await;
        let copy = browser.clone();
        for _ in 0..2 {
            provider.clock.advance(20 * MINUTE);
            assert_eq!(browser.open("/account").await.path(), "/account");
        }
        // In mode `database` there is one record, which knows that it was used.
        let shared = provider.settings.session.mode == SessionMode::Database;
        assert_eq!(is_signed_in(&copy).await, shared);
        let mut again = copy.clone();
        if !shared {
            let page = again.open("/login").await;
            let page = again.log_in(&page, "mara").await;
            assert_eq!(page.path(), "/account", "{}", page.html);
        }
        provider.app.sessions.refresh_ended().await.unwrap();
        assert!(is_signed_in(&browser).await);
    })
    .await;
}

/// A request that is too long to travel waits in one row, whoever opens its page how often.
#[tokio::test]
async fn ss_25_looking_again_and_again_stores_nothing_more() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        let state = "s".repeat(4000);
        let long = with(scene.asks(), [("state", &*state)]);
        let mut browser = Browser::new(&provider);
        let page = browser.open(&authorize(&long)).await;
        assert_eq!(page.path(), "/login");
        assert_eq!(provider.count("parcel").await, 1);
        for _ in 0..5 {
            let mut stranger = Browser::new(&provider);
            assert_eq!(stranger.open(&page.url).await.path(), "/login");
        }
        assert_eq!(provider.count("parcel").await, 1);
        // It waits as long as somebody comes back to it.
        let mut page = page;
        for _ in 0..3 {
            provider.clock.advance(25 * MINUTE);
            page = browser.open(&page.url).await;
            assert_eq!(page.path(), "/login", "{}", page.html);
        }
        assert_eq!(provider.count("parcel").await, 1);
        let page = browser.log_in(&page, "mara").await;
        assert!(page.url.starts_with(CALLBACK), "{}", page.url);
        assert_eq!(page.query("state"), Some(state));
    })
    .await;
}
