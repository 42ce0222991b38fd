//! Apps that watch the browser's session, in Chromium. They and the server are of one site, as `app.example.com` and `id.example.com`
//! are: browsers send no cookies in frames of another.

use std::fs;
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::Html;
use axum::routing::get;
use lanyard::config::Settings;
use lanyard::protocol::client::Kind;
use lanyard::protocol::registration::Draft;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::apache::{Apache, redirect_uri};
use crate::app::{Place, installed};
use crate::chromium::{Chromium, House, Script, seed, tell_in};
use crate::process::Registered;

const PATIENCE: Duration = Duration::from_secs(30);

fn with_frames(settings: &mut Settings) {
    settings.logout.frames = true;
}

/// Waits until `script`, which may return a promise, gives `expected`.
async fn until(browser: &Chromium, script: &str, expected: Value) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        // While a page goes there is none to ask.
        let answer = browser.driver.execute(script, []).await;
        let answer = answer.map(|answer| answer.json().clone());
        if answer.as_ref().is_ok_and(|answer| *answer == expected) {
            return;
        }
        assert!(
            Instant::now() < deadline,
            "{script} at {}: {answer:?}, not {expected}",
            browser.url().await
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn says(browser: &Chromium, words: &str) {
    let script = "return document.getElementById('said')?.textContent";
    until(browser, script, json!(words)).await;
}

/// Signs out at the provider in a tab of its own, and comes back to the first.
async fn signs_out_elsewhere(browser: &Chromium, house: &House) {
    let here = browser.driver.window().await.unwrap();
    let other = browser.driver.new_tab().await.unwrap();
    browser.driver.switch_to_window(other).await.unwrap();
    browser.open(&house.at("/logout")).await;
    browser.click("#confirm-logout").await;
    browser.arrives_at("/logged-out").await;
    browser.driver.switch_to_window(here).await.unwrap();
}

/// The app of `node/oidc_client_ts.html`, where it listens; `None` when there is no Node to install the library with.
async fn sketchbook(house: &House) -> Option<String> {
    let library = installed("node")?.join("node_modules/oidc-client-ts/dist/browser");
    let library = fs::read_to_string(library.join("oidc-client-ts.min.js")).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let home = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let draft = Draft {
        redirect_uris: vec![format!("{home}/callback")],
        post_logout_redirect_uris: vec![format!("{home}/signed-out")],
        ..Draft::new("Sketchbook", Kind::Spa)
    };
    let (client, _) = seed::register(&house.app, draft, None).await;
    let page = include_str!("node/oidc_client_ts.html")
        .replace("'AUTHORITY'", &format!("'{}'", house.issuer))
        .replace("'CLIENT_ID'", &format!("'{client}'"));
    let page = get(move || async move { Html(page) });
    let library = move || async move { ([(CONTENT_TYPE, "text/javascript")], library) };
    let router = Router::new()
        .route("/", page.clone())
        .route("/callback", page.clone())
        .route("/signed-out", page)
        .route("/oidc-client-ts.js", get(library));
    // It ends with the runtime of its test.
    tokio::spawn(async move { axum::serve(listener, router).await });
    Some(home)
}

/// What Lanyard answers the library that asks in a frame who is there. At an address of the own machine no consent is remembered, so
/// while somebody is there it says that it must ask them.
const WHO: &str = "return window.manager.querySessionStatus().then(
    (status) => status.sub, (failure) => failure.error ?? String(failure))";

/// The person signs in by the button of the page that is open.
async fn signs_in(browser: &Chromium) {
    browser.click("#sign-in").await;
    browser.arrives_at("/login").await;
    browser.sign_in("mara").await;
    browser.arrives_at("/consent").await;
    browser.click("#approve").await;
    says(browser, "signed in as Mara Lindqvist").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidc_client_ts_sees_in_its_frame_that_the_person_signed_out_elsewhere() {
    if installed("node").is_none() {
        return;
    }
    tell_in(Script::On, with_frames, async |browser, house| {
        house.add_mara().await;
        let home = sketchbook(house).await.unwrap();
        browser.open(&home).await;
        says(browser, "nobody is signed in").await;
        signs_in(browser).await;
        assert_eq!(browser.url().await, format!("{home}/"));

        // It asks its frame every two seconds, and nothing happens.
        let frame = house.at("/session/check");
        browser.find(&format!("iframe[src='{frame}']")).await;
        tokio::time::sleep(Duration::from_secs(5)).await;
        says(browser, "signed in as Mara Lindqvist").await;
        assert_eq!(browser.run(WHO).await, "consent_required");

        signs_out_elsewhere(browser, house).await;
        says(browser, "signed out at the provider").await;
        // Because nobody is there, not because nobody answered.
        assert_eq!(browser.run(WHO).await, "login_required");

        // Signed in anew, she signs out in the app: at Lanyard as well, and comes back with what the app remembered.
        signs_in(browser).await;
        browser.click("#sign-out").await;
        says(browser, "back from signing out").await;
        browser.open(&house.at("/login")).await;
        assert!(browser.has("#login-form").await);
    })
    .await;
}

/// Apache beside Lanyard, registered with these addresses in addition, and Mara signed in at one of its pages.
async fn intranet(
    browser: &Chromium,
    house: &House,
    (at, page): (Place, &str),
    add: impl FnOnce(&mut Draft),
) -> Apache {
    house.add_mara().await;
    let mut draft = Draft::new("Intranet", Kind::Web);
    draft.redirect_uris = vec![redirect_uri(at)];
    add(&mut draft);
    let (id, secret) = seed::register(&house.app, draft, None).await;
    let apache = Apache::start(at, &house.issuer, &Registered { id, secret }).await;
    browser.open(&at.url(page)).await;
    browser.arrives_at("/login").await;
    browser.sign_in("mara").await;
    browser.arrives_at("/consent").await;
    browser.click("#approve").await;
    browser.arrives_at(page).await;
    apache
}

/// Takes the complaints about frames that have these words, so that they count no more; all others fail.
async fn only_complains(browser: &Chromium, words: &str) {
    let complaints = browser.complaints().await;
    let all = complaints.iter().all(|line| line.contains(words));
    assert!(all, "{complaints:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mod_auth_openidc_sees_in_its_frames_that_the_person_signed_out_elsewhere() {
    tell_in(Script::On, with_frames, async |browser, house| {
        let (at, page) = (Place::beside_lanyard(), "/protected/watched.shtml");
        let _apache = intranet(browser, house, (at, page), |draft| {
            draft.post_logout_redirect_uris = vec![at.url(page)];
        })
        .await;
        // It asks twice a second, and nothing happens.
        tokio::time::sleep(Duration::from_secs(5)).await;
        assert_eq!(browser.url().await, at.url(page));
        says(browser, "signed in as Mara Lindqvist").await;
        // The module's frame asks before ours has come.
        only_complains(browser, "postMessage").await;

        // It signs her out, and the page she was at asks her to sign in.
        signs_out_elsewhere(browser, house).await;
        browser.arrives_at("/login").await;
        assert!(browser.has("#login-form").await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mod_auth_openidc_ends_its_session_in_a_frame_of_the_sign_out() {
    tell_in(Script::On, with_frames, async |browser, house| {
        let (at, page) = (Place::beside_lanyard(), "/protected/index.shtml");
        let _apache = intranet(browser, house, (at, page), |draft| {
            draft.logout.frontchannel_logout_uri = Some(Apache::logout(at, "get"));
        })
        .await;
        assert_eq!(browser.text("#name").await, "Mara Lindqvist");
        browser.open(&house.at("/logout")).await;
        browser.click("#confirm-logout").await;
        browser.arrives_at("/logged-out").await;
        // The module lets no page show its answer; its session is over by then.
        only_complains(browser, "X-Frame-Options").await;
        browser.open(&at.url(page)).await;
        browser.arrives_at("/login").await;
        assert!(browser.has("#login-form").await);
    })
    .await;
}
