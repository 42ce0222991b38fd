//! An authenticator app, recovery codes and a trusted browser, with JavaScript and without, in the longest words and from right to left.

use lanyard::clock::Clock;
use lanyard::config::Required;
use lanyard::protocol::time::Timestamp;

use crate::chromium::{Chromium, House, Script, tell, tell_in};
use crate::world::totp::Authenticator;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_authenticator_app_with_javascript() {
    tell(Script::On, walk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_authenticator_app_without_javascript() {
    tell(Script::Off, walk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_authenticator_app_in_german() {
    tell(Script::On, async |browser, house| {
        browser.ask_for_language("de").await;
        walk(browser, house).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_authenticator_app_in_arabic() {
    tell(Script::On, async |browser, house| {
        browser.ask_for_language("ar").await;
        walk(browser, house).await;
    })
    .await;
}

/// The code of so many steps from now: a clock may differ by one, and each code works once. Never one of a step before: it would be too
/// old when a step ends while it is being typed.
fn code(app: &Authenticator, steps: i64) -> String {
    app.code(Timestamp(Clock::System.now().0 + steps * 30))
}

async fn app_of(browser: &Chromium) -> Authenticator {
    Authenticator::of_key(&browser.text("#totp-secret").await)
}

async fn sign_out(browser: &Chromium, house: &House) {
    browser.open(&house.at("/logout")).await;
    browser.click("#confirm-logout").await;
    browser.arrives_at("/logged-out").await;
}

async fn walk(browser: &Chromium, house: &House) {
    house.add_mara().await;
    browser
        .open(&house.at("/login?return=/account/security"))
        .await;
    browser.sign_in("mara").await;
    browser.arrives_at("/account/security").await;
    browser.click("#add-totp").await;
    browser.arrives_at("/account/security/totp").await;
    browser.look("totp").await;
    let app = app_of(browser).await;
    browser.fill("#code", "000000").await;
    browser.click("#turn-on").await;
    browser.find("#errors").await;
    browser.look("totp-wrong").await;
    browser.fill("#code", &code(&app, 0)).await;
    browser.click("#turn-on").await;
    browser.find("#codes").await;
    browser.look("recovery-codes").await;
    let kept = browser.text("#codes li").await;
    browser.open(&house.at("/account/security")).await;
    browser.look("security-two-factors").await;

    // The next sign-in asks for a code, and trusts this browser from then on.
    sign_out(browser, house).await;
    browser.open(&house.at("/account/security")).await;
    browser.sign_in("mara").await;
    browser.arrives_at("/login/totp").await;
    browser.look("second-factor").await;
    browser.fill("#code", "123456").await;
    browser.click("#verify").await;
    browser.find("#errors").await;
    browser.look("second-factor-wrong").await;
    browser.fill("#code", &code(&app, 1)).await;
    browser.click("#trust").await;
    browser.click("#verify").await;
    browser.arrives_at("/account/security").await;
    sign_out(browser, house).await;
    browser.open(&house.at("/account/security")).await;
    browser.sign_in("mara").await;
    browser.arrives_at("/account/security").await;

    // What is sensitive asks for it all the same. The app is at home.
    browser.click("#recovery-codes").await;
    browser.arrives_at("/login/totp").await;
    browser.click("#other-recovery_code").await;
    browser.arrives_at("/login/recovery").await;
    browser.look("second-factor-recovery").await;
    browser.fill("#recovery_code", "0000-0000-0000-0000").await;
    browser.click("#verify").await;
    browser.find("#errors").await;
    browser.look("second-factor-recovery-wrong").await;
    browser.fill("#recovery_code", &kept).await;
    browser.click("#verify").await;
    browser.arrives_at("/account/security/recovery-codes").await;
    browser.look("recovery-codes-ask").await;
    browser.click("#make-codes").await;
    browser.find("#codes").await;
    browser.open(&house.at("/account/security")).await;
    browser.click("#remove-totp").await;
    browser.look("totp-remove").await;
    browser.click("#remove").await;
    browser.find("#add-totp").await;
    browser.look("totp-removed").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_must_have_a_second_factor_sets_one_up_on_the_way() {
    let required = |settings: &mut lanyard::config::Settings| {
        settings.second_factor.required = Required::Everybody;
    };
    tell_in(Script::On, required, async |browser, house| {
        house.add_mara().await;
        let app = house.harbour_notes().await;
        browser.open(&app.start("scope=openid")).await;
        browser.arrives_at("/login").await;
        browser.sign_in("mara").await;
        browser.arrives_at("/login/enroll").await;
        browser.look("enroll").await;
        let codes = app_of(browser).await;
        browser.fill("#code", &code(&codes, 0)).await;
        browser.click("#turn-on").await;
        browser.find("#codes").await;
        browser.look("enrolled").await;
        browser.click("#onward").await;
        browser.arrives_at("/consent").await;
    })
    .await;
}
