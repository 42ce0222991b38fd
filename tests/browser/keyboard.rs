//! The whole way without a mouse (WCAG 2.1.1, 2.4.3, 2.4.7), and what a click may not do too early.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::chromium::{Chromium, House, PASSWORD, RelyingParty, Script, tell};

/// An app, and the browser on the sign-in page in front of it.
async fn at_the_door(browser: &Chromium, house: &House) -> RelyingParty {
    house.add_mara().await;
    let app = house.harbour_notes().await;
    browser.open(&app.start("scope=openid profile")).await;
    browser.arrives_at("/login").await;
    app
}

async fn at_consent(browser: &Chromium, house: &House) -> RelyingParty {
    let app = at_the_door(browser, house).await;
    browser.sign_in("mara").await;
    browser.arrives_at("/consent").await;
    app
}

/// Every stop of the Tab key from here to `last`. At each the focus can be seen.
async fn stops_until(browser: &Chromium, last: &str) -> Vec<String> {
    // A fresh consent page takes no pointer for half a second, so nothing is found under one.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let mut stops = Vec::new();
    for _ in 0..20 {
        browser.press(Key::Tab).await;
        let stop = browser.focused().await;
        let ring = "const s = getComputedStyle(document.activeElement); \
            return [s.outlineStyle, parseFloat(s.outlineWidth) >= 2]";
        assert_eq!(browser.run(ring).await, json!(["solid", true]), "{stop}");
        let covered = "const e = document.activeElement, r = e.getBoundingClientRect(); \
            return !e.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2))";
        assert_eq!(
            browser.run(covered).await,
            json!(false),
            "{stop} is covered"
        );
        stops.push(stop);
        if stops.last().is_some_and(|stop| stop == last) {
            return stops;
        }
    }
    panic!("no {last} among {stops:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tab_and_enter_lead_from_sign_in_to_the_app() {
    tell(Script::On, async |browser, house| {
        let app = at_the_door(browser, house).await;
        assert_eq!(
            browser.focused().await,
            "login",
            "the cursor is where typing begins"
        );
        browser.type_keys("mara").await;
        let stops = stops_until(browser, "sign-in").await;
        let expected = ["password", "button Show password", "remember", "sign-in"];
        assert_eq!(stops, expected);

        browser.fill("#password", "a sentence that is wrong").await;
        browser.press(Key::Enter).await;
        browser.find("#errors").await;
        assert_eq!(
            browser.focused().await,
            "errors",
            "a reader reads what is wrong"
        );
        assert_eq!(
            browser.value("#login").await,
            "mara",
            "what was typed is kept"
        );
        assert_eq!(browser.value("#password").await, "", "but no secret");
        // The summary leads to the field.
        browser.press(Key::Tab).await;
        browser.press(Key::Enter).await;
        assert_eq!(browser.focused().await, "login");
        browser.press(Key::Tab).await;
        browser.type_keys(PASSWORD).await;
        browser.press(Key::Enter).await;

        browser.arrives_at("/consent").await;
        let stops = stops_until(browser, "approve").await;
        let cancel = stops.iter().position(|stop| stop == "cancel");
        assert_eq!(cancel, Some(stops.len() - 2), "{stops:?}");
        browser.press(Key::Enter).await;
        browser.arrives_at("/cb").await;
        assert_eq!(browser.heading().await, "Hello Mara Lindqvist");
        assert_eq!(app.arrivals().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn enter_without_a_choice_never_allows() {
    tell(Script::On, async |browser, house| {
        let app = at_consent(browser, house).await;
        let body = browser
            .run("return document.activeElement === document.body")
            .await;
        assert_eq!(body, json!(true), "no button is chosen beforehand");
        browser.press(Key::Enter).await;
        browser.press(Key::Space).await;
        assert_eq!(browser.path().await, "/consent");
        // The button that Enter in a field of this form would press.
        let first = browser.run("return document.querySelector('#consent-form button').id");
        assert_eq!(first.await, "cancel");
        browser
            .run("document.getElementById('consent-form').requestSubmit()")
            .await;
        browser.arrives_at("/cb").await;
        assert_eq!(browser.heading().await, "Not signed in: access_denied");
        assert_eq!(app.arrivals().len(), 1);
    })
    .await;
}

/// Somebody lures a double click: the first opens our page, the second lands where Allow appears. The animation that holds
/// Allow back is stopped at chosen moments, so that a slow machine decides nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cr_09_allow_takes_no_click_in_its_first_half_second() {
    tell(Script::On, async |browser, house| {
        // People who want less motion are protected as well.
        let calm = json!({"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]});
        browser.dev_tools("Emulation.setEmulatedMedia", calm).await;
        let app = at_consent(browser, house).await;
        let approve = browser.find("#approve").await;
        let mouse = || {
            browser
                .driver
                .action_chain()
                .move_to_element_center(&approve)
                .click()
        };
        for at in [0, 250, 499] {
            browser
                .run(&format!(
                    "const e = document.getElementById('approve'); \
                     e.style.animation = 'none'; e.offsetTop; e.style.animation = ''; \
                     const [a] = e.getAnimations(); a.pause(); a.currentTime = {at};"
                ))
                .await;
            mouse().perform().await.unwrap();
            assert_eq!(browser.path().await, "/consent", "after {at} ms");
        }
        browser
            .run("document.getElementById('approve').getAnimations()[0].currentTime = 501")
            .await;
        mouse().perform().await.unwrap();
        browser.arrives_at("/cb").await;
        assert_eq!(browser.heading().await, "Hello Mara Lindqvist");
        assert_eq!(app.arrivals().len(), 1);
    })
    .await;
}
