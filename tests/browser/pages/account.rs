//! What a person sees of their account.

use super::{EVERYTHING, add_somebody};
use crate::chromium::{Chromium, House, PASSWORD, Script, tell};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_the_account() {
    tell(Script::On, walk).await;
}

/// The longest words.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_the_account_in_german() {
    tell(Script::On, async |browser, house| {
        browser.ask_for_language("de").await;
        walk(browser, house).await;
    })
    .await;
}

/// From right to left.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_the_account_in_arabic() {
    tell(Script::On, async |browser, house| {
        browser.ask_for_language("ar").await;
        walk(browser, house).await;
    })
    .await;
}

async fn walk(browser: &Chromium, house: &House) {
    add_somebody(house).await;
    let app = house.harbour_notes().await;
    browser.open(&house.at("/login?return=/account/apps")).await;
    browser.sign_in("mara").await;
    browser.arrives_at("/account/apps").await;
    browser.look("connected-apps-none").await;
    // On another device.
    browser.driver.delete_all_cookies().await.unwrap();
    browser.open(&app.start(EVERYTHING)).await;
    browser.arrives_at("/login").await;
    browser.sign_in("mara").await;
    browser.arrives_at("/consent").await;
    browser.click("#approve").await;
    browser.arrives_at("/cb").await;

    browser.open(&house.at("/account")).await;
    browser.look("account").await;
    browser.open(&house.at("/account/sessions")).await;
    browser.look("devices").await;
    browser.click("#end-others").await;
    browser.find("#notice").await;
    browser.look("devices-ended").await;
    browser.open(&house.at("/account/apps")).await;
    browser.look("connected-apps").await;
    browser.click("a[href$='/remove']").await;
    browser.look("remove-access").await;
    browser.click("#remove").await;
    browser.find("#notice").await;
    browser.look("connected-apps-removed").await;

    browser.open(&house.at("/account/security/password")).await;
    browser.look("password").await;
    browser
        .fill("#current_password", "a sentence that is wrong")
        .await;
    browser.fill("#password", "short").await;
    browser.click("#change-password").await;
    browser.find("#errors").await;
    browser.look("password-wrong").await;
    browser.fill("#current_password", PASSWORD).await;
    browser
        .fill("#password", "another sentence that works")
        .await;
    browser.click("#change-password").await;
    browser.arrives_at("/account").await;
    browser.look("account-password-changed").await;

    browser.open(&house.at("/logout")).await;
    browser.look("logout").await;
    browser.click("#confirm-logout").await;
    browser.arrives_at("/logged-out").await;
}
