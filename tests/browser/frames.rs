//! Apps in frames of a real browser: told of a sign-out, and watching the session.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::RawQuery;
use axum::response::Html;
use axum::routing::get;
use lanyard::protocol::client::Kind;
use lanyard::protocol::registration::Draft;
use serde_json::json;
use tokio::net::TcpListener;

use crate::chromium::{Chromium, House, RelyingParty, Script, seed, tell_in};

const PATIENCE: Duration = Duration::from_secs(15);

/// Embeds the frame and asks it, as an app does; what it answered last is the title.
const WATCH: &str =
    "<!doctype html><html lang=en><title>asking</title><link rel=icon href=data:,><h1>Watching</h1>
<iframe id=op title=session src='FRAME'></iframe><script>
const query = new URLSearchParams(location.search);
const op = document.getElementById('op');
const ask = () => op.contentWindow.postMessage(query.get('ask'), query.get('to'));
addEventListener('message', (event) => {
  if (event.source === op.contentWindow) document.title = event.origin + ' ' + event.data;
});
op.addEventListener('load', ask);
setInterval(ask, 500);
</script>";

/// The part of an app that lives in frames, on an origin of its own.
struct Harbour {
    origin: String,
    app: RelyingParty,
    client: String,
    told: Arc<Mutex<Vec<String>>>,
}

impl Harbour {
    /// On `host`, with a page for frames that hangs, or answers.
    async fn open(house: &House, host: &str, hangs: bool) -> Self {
        let app = RelyingParty::open(&house.issuer, "localhost").await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{host}:{}", listener.local_addr().unwrap().port());
        let told = Arc::new(Mutex::new(Vec::new()));
        let heard = told.clone();
        let out = move |RawQuery(query): RawQuery| async move {
            heard.lock().unwrap().push(query.unwrap_or_default());
            if hangs {
                std::future::pending::<()>().await;
            }
            Html("<!doctype html><html lang=en><title>Out</title>")
        };
        let watch = WATCH.replace("FRAME", &house.at("/session/check"));
        let came = "<!doctype html><html lang=en><title>Came</title><link rel=icon href=data:,><h1>Came</h1>";
        let router = Router::new()
            .route("/out", get(out))
            .route("/cb", get(move || async move { Html(came) }))
            .route("/watch", get(move || async move { Html(watch) }));
        // It ends with the runtime of its test.
        tokio::spawn(async move { axum::serve(listener, router).await });
        let mut draft = Draft::new("Harbour Notes", Kind::Web);
        draft.redirect_uris = vec![app.callback(), format!("{origin}/cb")];
        draft.post_logout_redirect_uris = vec![format!("{origin}/cb")];
        draft.logout.frontchannel_logout_uri = Some(format!("{origin}/out?tenant=1"));
        let (client, secret) = seed::register(&house.app, draft, None).await;
        app.is_registered((client.clone(), secret));
        Self {
            origin,
            app,
            client,
            told,
        }
    }

    /// Mara signs in to it, and it redeems its code.
    async fn sign_in(&self, browser: &Chromium) {
        browser.open(&self.app.start("scope=openid")).await;
        browser.sign_in("mara").await;
        browser.arrives_at("/consent").await;
        browser.click("#approve").await;
        browser.arrives_at("/cb").await;
        assert!(self.app.arrivals().pop().unwrap().is_ok());
    }
}

async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds().await {
        assert!(Instant::now() < deadline, "not yet: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn signs_out(script: Script, hangs: bool) {
    let frames = |settings: &mut lanyard::config::Settings| settings.logout.frames = true;
    tell_in(script, frames, async |browser, house| {
        house.add_mara().await;
        let harbour = Harbour::open(house, "127.0.0.1", hangs).await;
        harbour.sign_in(browser).await;
        browser.open(&house.at("/logout")).await;
        let begin = Instant::now();
        browser.click("#confirm-logout").await;
        browser.arrives_at("/logged-out").await;
        let took = begin.elapsed();
        assert_eq!(browser.heading().await, "You are signed out");
        let told = harbour.told.lock().unwrap().clone();
        assert_eq!(told.len(), 1, "{told:?}");
        let issuer: String = form_urlencoded::byte_serialize(house.issuer.as_bytes()).collect();
        let expected = format!("tenant=1&iss={issuer}&sid=");
        assert!(told[0].starts_with(&expected), "{told:?}");
        match (script, hangs) {
            (Script::On, false) => assert!(took < Duration::from_millis(2900), "{took:?}"),
            _ => assert!(took >= Duration::from_millis(2500), "{took:?}"),
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_app_is_told_in_a_frame_and_the_page_goes_on_when_it_has_loaded() {
    signs_out(Script::On, false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_app_that_hangs_is_waited_for_three_seconds() {
    signs_out(Script::On, true).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_script_the_page_goes_on_by_itself() {
    signs_out(Script::Off, false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_script_an_app_that_hangs_is_waited_for_three_seconds() {
    signs_out(Script::Off, true).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_app_that_asks_for_the_logout_is_told_in_its_frame_and_gets_the_browser_back() {
    let frames = |settings: &mut lanyard::config::Settings| settings.logout.frames = true;
    tell_in(Script::On, frames, async |browser, house| {
        house.add_mara().await;
        let harbour = Harbour::open(house, "127.0.0.1", false).await;
        harbour.sign_in(browser).await;
        let back = format!("{}/cb", harbour.origin);
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("client_id", &harbour.client[..]),
                ("post_logout_redirect_uri", &back),
                ("state", "s"),
            ])
            .finish();
        browser
            .open(&house.at(&format!("/end-session?{query}")))
            .await;
        browser.click("#confirm-logout").await;
        browser.arrives_at("/cb").await;
        assert_eq!(browser.url().await, format!("{back}?state=s"));
        assert_eq!(harbour.told.lock().unwrap().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_app_on_the_same_site_sees_the_end_of_the_session_in_its_frame() {
    let frames = |settings: &mut lanyard::config::Settings| settings.logout.frames = true;
    tell_in(Script::On, frames, async |browser, house| {
        house.add_mara().await;
        // Ports make no other site, so this is one site with two origins, as app.example.com and id.example.com are.
        let harbour = Harbour::open(house, "localhost", false).await;
        harbour.sign_in(browser).await;
        let verifier = "0123456789-abcdefghijklmnopqrstuvwxyz-0123456789";
        let challenge = lanyard::protocol::pkce::CodeVerifier::parse(verifier)
            .unwrap()
            .challenge();
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("client_id", &harbour.client[..]),
                ("redirect_uri", &format!("{}/cb", harbour.origin)),
                ("response_type", "code"),
                ("scope", "openid"),
                ("prompt", "none"),
                ("code_challenge", challenge.as_str()),
                ("code_challenge_method", "S256"),
            ])
            .finish();
        browser
            .open(&house.at(&format!("/authorize?{query}")))
            .await;
        let state = browser
            .run("return new URLSearchParams(location.search).get('session_state')")
            .await;
        let state = state.as_str().expect("a session_state").to_owned();

        let watch = |ask: &str| {
            let query = form_urlencoded::Serializer::new(String::new())
                .extend_pairs([("ask", ask), ("to", &house.issuer[..])])
                .finish();
            format!("{}/watch?{query}", harbour.origin)
        };
        let says = async |browser: &Chromium, answer: &str| {
            let expected = json!(format!("{} {answer}", house.issuer));
            until(answer, async || {
                browser.run("return document.title").await == expected
            })
            .await;
        };
        for nonsense in ["nonsense", "", "a b", "a b.", "a .b"] {
            browser.open(&watch(nonsense)).await;
            says(browser, "error").await;
        }
        browser.open(&watch(&format!("another-app {state}"))).await;
        says(browser, "changed").await;
        browser
            .open(&watch(&format!("{} {state}", harbour.client)))
            .await;
        says(browser, "unchanged").await;

        // The page stays as it is while somebody signs out in another window.
        let here = browser.driver.window().await.unwrap();
        let other = browser.driver.new_tab().await.unwrap();
        browser.driver.switch_to_window(other).await.unwrap();
        browser.open(&house.at("/logout")).await;
        browser.click("#confirm-logout").await;
        browser.arrives_at("/logged-out").await;
        browser.driver.switch_to_window(here).await.unwrap();
        says(browser, "changed").await;
    })
    .await;
}
