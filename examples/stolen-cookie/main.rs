//! Plays the theft of a session: somebody signs in, every cookie is copied into another browser, and the copy dies.
//!
//!     cargo run --example stolen-cookie              the session is bound to the device
//!     cargo run --example stolen-cookie -- unbound   it is not
//!
//! It starts a server of its own by https, on a free port of this machine, and two Chromiums without windows. The provider's clock is moved
//! on by hand, so that it takes seconds what takes minutes.
#![expect(
    clippy::unwrap_used,
    reason = "an example that cannot go on has failed"
)]

use std::time::Duration;

use lanyard::config::{Bind, SessionMode};

use chromium::{Chromium, House};

#[path = "../../tests/world/chromium/mod.rs"]
#[expect(dead_code, unused_imports, reason = "tests use the rest of it")]
mod chromium;
#[path = "../../tests/world/mod.rs"]
#[expect(dead_code, unused_imports, reason = "tests use the rest of it")]
mod world;

/// How long a shown key is good here; in production ten minutes.
const LIFETIME: Duration = Duration::from_secs(10);
/// What clocks of nodes may differ, and a moment for requests under way.
const FORGIVEN: Duration = Duration::from_secs(151);

#[tokio::main]
async fn main() {
    let bind = match std::env::args().any(|word| word == "unbound") {
        true => Bind::Off,
        false => Bind::Offer,
    };
    let house = House::open_https(|settings| {
        settings.session.mode = SessionMode::Cookie;
        settings.session.bind = bind;
        settings.session.bind_lifetime = LIFETIME;
    })
    .await;
    let pin = house.certificate.as_ref().unwrap().pin.clone();
    let owner = Chromium::start_trusting(&pin).await;
    let thief = Chromium::start_trusting(&pin).await;
    println!(
        "Lanyard listens at {}; session.bind is {bind:?}.",
        house.issuer
    );

    house.add_mara().await;
    owner
        .open(&house.at("/login?return=/account/sessions"))
        .await;
    owner.sign_in("mara").await;
    owner.arrives_at("/account/sessions").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    println!("Mara signs in. Her browser has these cookies:");
    for cookie in owner.cookies(&house.at("/")).await {
        let value = cookie["value"].as_str().unwrap().len();
        println!("  {} ({value} bytes)", cookie["name"].as_str().unwrap());
    }

    thief.open(&house.at("/logged-out")).await;
    thief.take_cookies_of(&owner, &house.at("/")).await;
    tell(
        "The thief copies all of them, and opens her account",
        &thief,
        &house,
    )
    .await;

    println!("Time passes: {} s.", (LIFETIME + FORGIVEN).as_secs());
    house.app.clock.advance(LIFETIME + FORGIVEN);
    tokio::time::sleep(LIFETIME + Duration::from_secs(1)).await;
    tell("Mara goes on", &owner, &house).await;
    tell("The thief tries again", &thief, &house).await;

    owner.quit().await;
    thief.quit().await;
    house.close().await;
}

/// What somebody who opens the account page gets to see.
async fn tell(who: &str, browser: &Chromium, house: &House) {
    browser.open(&house.at("/account")).await;
    let heading = browser.heading().await;
    println!("{who}: {} ({heading})", browser.path().await);
}
