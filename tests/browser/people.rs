//! Several people in one browser, with JavaScript and without: remembered, signed in side by side, chosen on the way to an app.

use crate::chromium::{Chromium, House, PASSWORD, Script, seed, tell};

const CHOOSE: &str = "scope=openid profile&prompt=select_account";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_share_a_browser_with_javascript() {
    tell(Script::On, share).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_share_a_browser_without_javascript() {
    tell(Script::Off, share).await;
}

/// The button of the person with this name on the page with the people.
async fn press(browser: &Chromium, name: &str, what: &str) {
    let list = match what {
        // Behind "Edit this list".
        "remove" => {
            browser.click("#account-form summary").await;
            "#account-form .lines li"
        }
        _ => ".accounts li",
    };
    let rows = browser.driver.find_all(thirtyfour::By::Css(list));
    for row in rows.await.unwrap() {
        if row.text().await.unwrap().contains(name) {
            let button = thirtyfour::By::Css(format!("button[name={what}]"));
            row.find(button).await.unwrap().click().await.unwrap();
            return;
        }
    }
    panic!("{name} is not there");
}

async fn share(browser: &Chromium, house: &House) {
    house.add_mara().await;
    seed::add_user(&house.app, "noor", PASSWORD).await;
    let app = house.harbour_notes().await;
    browser.open(&house.at("/login")).await;
    browser.click("#remember").await;
    browser.look("people-login").await;
    browser.sign_in("mara").await;
    browser.arrives_at("/account").await;
    browser.look("people-account-alone").await;

    // An app lets choose; Noor signs in beside Mara.
    browser.open(&app.start(CHOOSE)).await;
    browser.arrives_at("/login").await;
    assert_eq!(browser.heading().await, "Choose an account");
    browser.look("people-choose-one").await;
    browser.click("#another-account").await;
    browser.find("#login").await;
    assert!(browser.text("main").await.contains("stays signed in"));
    browser.look("people-another").await;
    browser.sign_in("noor").await;
    browser.arrives_at("/consent").await;
    assert!(browser.text(".lead").await.contains("noor@example.org"));
    // Not she: "Switch" leads back to the choice, and Mara needs no password.
    browser.click(".lead a").await;
    browser.arrives_at("/login").await;
    browser.look("people-choose").await;
    press(browser, "Mara", "account").await;
    browser.arrives_at("/consent").await;
    assert!(browser.text(".lead").await.contains("mara@example.org"));
    browser.click("#approve").await;
    browser.arrives_at("/cb").await;
    assert_eq!(browser.heading().await, "Hello Mara Lindqvist");

    browser.open(&house.at("/account")).await;
    browser.look("people-account").await;
    browser.click("header a[href='/login?choose=1']").await;
    press(browser, "Noor", "account").await;
    browser.arrives_at("/account").await;
    assert!(browser.text("main").await.contains("noor@example.org"));
    browser.click("header a[href='/logout']").await;
    browser.arrives_at("/logout").await;
    browser.look("people-logout").await;
    browser.click("#logout-this").await;
    browser.arrives_at("/logged-out").await;
    browser.look("people-logged-out-one").await;
    browser.click("main a[href='/logout']").await;
    browser.look("people-logout-others").await;
    browser.click("#confirm-logout").await;
    browser.arrives_at("/logged-out").await;
    assert_eq!(browser.heading().await, "You are signed out");

    // Mara asked to be shown, Noor did not.
    browser.open(&house.at("/login")).await;
    browser.look("people-remembered").await;
    assert!(!browser.text("main").await.contains("Noor"));
    press(browser, "Mara", "account").await;
    browser.fill("#password", PASSWORD).await;
    browser.click("#sign-in").await;
    browser.arrives_at("/account").await;
    browser.click("form.out button").await;
    browser.arrives_at("/logged-out").await;
    browser.open(&house.at("/login")).await;
    press(browser, "Mara", "remove").await;
    browser.find("#login").await;
    browser.open(&house.at("/login")).await;
    assert!(!browser.text("main").await.contains("Mara"));
}
