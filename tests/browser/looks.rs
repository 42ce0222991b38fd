//! Language and display: chosen once, there in the first byte of every page (pages: §11), without script.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::json;

use crate::chromium::{Script, tell};

/// `--canvas` in the dark.
const DARK: &str = "rgb(13, 21, 24)";
const LIGHT: &str = "rgb(243, 246, 247)";
const GROUND: &str = "return getComputedStyle(document.body).backgroundColor";
const TEXT: &str = "return getComputedStyle(document.documentElement).fontSize";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chosen_theme_is_there_from_the_first_byte_and_stays() {
    tell(Script::Off, async |browser, house| {
        house.add_mara().await;
        let app = house.harbour_notes().await;
        browser.set_system_theme("light").await;
        browser.open(&app.start("scope=openid")).await;
        browser.arrives_at("/login").await;
        assert_eq!(browser.run(GROUND).await, LIGHT, "as the system says");
        browser.set_system_theme("dark").await;
        assert_eq!(browser.run(GROUND).await, DARK, "as the system says");
        browser.set_system_theme("light").await;

        browser.click("footer a[href^='/preferences']").await;
        browser.arrives_at("/preferences").await;
        browser.click("input[name=theme][value=dark]").await;
        browser.click("input[name=text][value=larger]").await;
        browser.click("#save").await;
        browser.find("#notice").await;
        assert_eq!(browser.run(GROUND).await, DARK, "this very page");

        // Back in the middle of the sign-in, which goes on.
        browser.click("main a[href^='/login']").await;
        browser.arrives_at("/login").await;
        let source = browser.driver.source().await.unwrap();
        let (start, _) = source.split_once("<head>").unwrap();
        assert!(
            start.contains("data-theme=\"dark\" data-text=\"larger\""),
            "{start}"
        );
        assert!(
            source.contains("<meta name=\"color-scheme\" content=\"dark\""),
            "the canvas before any style"
        );
        assert_eq!(browser.run(GROUND).await, DARK);
        assert_eq!(browser.run(TEXT).await, "21px");
        browser.sign_in("mara").await;
        browser.arrives_at("/consent").await;
        browser.click("#approve").await;
        browser.arrives_at("/cb").await;

        // Signing out does not forget it, and the browser keeps it for a year.
        browser.open(&house.at("/account")).await;
        browser.click("form.out button").await;
        browser.arrives_at("/logged-out").await;
        assert_eq!(browser.run(GROUND).await, DARK);
        let cookie = browser
            .driver
            .get_named_cookie("lanyard-prefs")
            .await
            .unwrap();
        assert_eq!(cookie.value, "v=1&t=dark&s=larger");
        let in_a_year = SystemTime::now() + Duration::from_secs(364 * 86_400);
        let in_a_year = in_a_year.duration_since(UNIX_EPOCH).unwrap().as_secs();
        assert!(
            cookie.expiry.unwrap().unsigned_abs() > in_a_year,
            "{cookie:?}"
        );

        // Light is pinned against a dark system as well, and Auto lets go.
        browser.set_system_theme("dark").await;
        for (theme, ground) in [("light", LIGHT), ("auto", DARK)] {
            browser.open(&house.at("/preferences")).await;
            browser
                .click(&format!("input[name=theme][value={theme}]"))
                .await;
            browser.click("#save").await;
            browser.find("#notice").await;
            assert_eq!(browser.run(GROUND).await, ground, "{theme}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visit_sets_no_preference_and_the_log_shows_violations() {
    tell(Script::On, async |browser, house| {
        browser.open(&house.at("/preferences")).await;
        let cookies = browser.driver.get_all_cookies().await.unwrap();
        assert!(cookies.iter().all(|cookie| cookie.name != "lanyard-prefs"), "{cookies:?}");

        // What every other test relies on: had a page met its policy, the log would say so.
        assert_eq!(browser.complaints().await, Vec::<String>::new());
        let inject = "const s = document.createElement('style'); s.textContent = 'a{}'; \
            document.head.append(s); document.images; new Image().src = 'http://127.0.0.1:9/x.png'; return 1";
        assert_eq!(browser.run(inject).await, json!(1));
        let complaints = browser.complaints().await;
        assert!(
            complaints.iter().any(|line| line.contains("Content Security Policy")),
            "{complaints:?}"
        );
    })
    .await;
}
