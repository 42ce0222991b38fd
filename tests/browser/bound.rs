//! A session bound to the device, and somebody who copies its cookies: in Chromium, over https, in both session modes.

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use lanyard::config::{Bind, SessionMode};

use crate::chromium::{Chromium, House};

/// How long a session goes on without its key: until the short cookie ends, by the browser's clock.
const LIFETIME: Duration = Duration::from_secs(8);
/// What the server allows for clocks that differ.
const SKEW: Duration = Duration::from_secs(120);
/// What it lets go on that was under way when the session was bound.
const UNDER_WAY: Duration = Duration::from_secs(151);

/// The short cookie.
async fn device_cookie(browser: &Chromium, house: &House) -> Option<String> {
    let all = browser.cookies(&house.at("/")).await;
    let is = |cookie: &&serde_json::Value| {
        let name = cookie["name"].as_str().unwrap();
        name.starts_with("__Host-lanyard-bound-")
    };
    let found = all.iter().find(is)?;
    Some(found["value"].as_str().unwrap().to_owned())
}

/// Waits until the browser has a short cookie, other than `before`.
async fn becomes_bound(browser: &Chromium, house: &House, before: Option<&str>) -> String {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        match device_cookie(browser, house).await {
            Some(value) if Some(&*value) != before => return value,
            _ if Instant::now() > deadline => panic!("the session was not bound"),
            _ => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

/// Time goes on for the server, and until the short cookie has run out in the browser.
async fn wait_for(house: &House, by: Duration) {
    house.app.clock.advance(by);
    tokio::time::sleep(LIFETIME + Duration::from_secs(1)).await;
}

async fn theft(mode: SessionMode) {
    let house = House::open_https(|settings| {
        settings.session.mode = mode;
        settings.session.bind = Bind::Offer;
        settings.session.bind_lifetime = LIFETIME;
    })
    .await;
    let pin = house.certificate.as_ref().unwrap().pin.clone();
    let owner = Chromium::start_trusting(&pin).await;
    let thief = Chromium::start_trusting(&pin).await;
    let told = AssertUnwindSafe(play(&owner, &thief, &house))
        .catch_unwind()
        .await;
    if told.is_err() {
        owner.leave_evidence().await;
        thief.leave_evidence().await;
    }
    owner.quit().await;
    thief.quit().await;
    house.close().await;
    if let Err(panic) = told {
        resume_unwind(panic);
    }
}

async fn play(owner: &Chromium, thief: &Chromium, house: &House) {
    house.add_mara().await;
    let elsewhere = house.a_page_that_leads_here("127.0.0.1").await;

    owner
        .open(&house.at("/login?return=/account/sessions"))
        .await;
    owner.sign_in("mara").await;
    owner.arrives_at("/account/sessions").await;
    let arrived = Instant::now();
    let first = becomes_bound(owner, house, None).await;
    println!(
        "bound {} ms after the page was there",
        arrived.elapsed().as_millis()
    );

    // Everything is copied, and works elsewhere as long as the short cookie does.
    thief.open(&house.at("/logged-out")).await;
    thief.take_cookies_of(owner, &house.at("/")).await;
    thief.open(&house.at("/account")).await;
    assert_eq!(thief.path().await, "/account");

    // The owner goes on without a visible step, whoever has the copy does not.
    wait_for(house, UNDER_WAY).await;
    owner.open(&house.at("/account/sessions")).await;
    assert_eq!(owner.path().await, "/account/sessions");
    becomes_bound(owner, house, Some(&first)).await;
    assert!(owner.has("#bound").await, "the page says so");
    thief.open(&house.at("/account")).await;
    assert_eq!(thief.path().await, "/login");
    let page = thief.text("main").await;
    assert!(page.contains("bound to the device"), "{page}");
    thief.look("bound-elsewhere").await;

    // The same on the way from an app's own site.
    wait_for(house, LIFETIME + SKEW).await;
    owner.open(&elsewhere).await;
    owner.click("#go").await;
    owner.arrives_at("/consent").await;
    thief.open(&elsewhere).await;
    thief.click("#go").await;
    thief.arrives_at("/login").await;

    // What the owner gives up is over for both.
    owner.open(&house.at("/logout")).await;
    owner.click("#confirm-logout").await;
    owner.arrives_at("/logged-out").await;
    assert_eq!(device_cookie(owner, house).await, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bd_01_a_copied_jar_dies_with_the_short_cookie_when_rows_hold_the_session() {
    theft(SessionMode::Database).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bd_01_a_copied_jar_dies_with_the_short_cookie_when_the_cookie_holds_the_session() {
    theft(SessionMode::Cookie).await;
}
