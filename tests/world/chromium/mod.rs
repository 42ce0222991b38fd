//! What these tests stand on: the server on a real socket, a real browser, a relying party that listens on another port.

pub mod certificate;
pub mod driver;
pub mod house;
mod look;
pub mod relying_party;
mod steps;
pub mod window;

use std::panic::{AssertUnwindSafe, resume_unwind};

use futures_util::FutureExt;
use lanyard::config::Settings;
use tokio::sync::Semaphore;

pub use house::House;
pub use relying_party::RelyingParty;
pub use window::{Chromium, Script};

pub use crate::world::{PASSWORD, seed};

/// A browser needs a processor and 300 MB, so few run at once.
static BROWSERS: Semaphore = Semaphore::const_new(2);

/// Tells `story` to a fresh browser and a fresh server. Both end with it, also when it fails, and no page of it may have
/// met its content security policy.
pub async fn tell(script: Script, story: impl AsyncFnOnce(&Chromium, &House)) {
    tell_in(script, |_| {}, story).await;
}

/// As [`tell`], on a server that is set up otherwise.
pub async fn tell_in(
    script: Script,
    tune: impl FnOnce(&mut Settings),
    story: impl AsyncFnOnce(&Chromium, &House),
) {
    let _turn = BROWSERS.acquire().await.expect("never closed");
    let house = House::open(tune).await;
    let browser = Chromium::start(script).await;
    let told = AssertUnwindSafe(async {
        story(&browser, &house).await;
        browser.assert_no_violation().await;
    });
    let told = told.catch_unwind().await;
    if told.is_err() {
        browser.leave_evidence().await;
    }
    browser.quit().await;
    house.close().await;
    if let Err(panic) = told {
        resume_unwind(panic);
    }
}
