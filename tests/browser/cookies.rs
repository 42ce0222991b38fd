//! Cookies as a browser keeps them (attack rows SS-10, SS-12). On https their names begin with `__Host-`; the stories hold
//! that against the rules browsers have for it.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::chromium::{Script, tell};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ss_12_no_script_sees_a_cookie_and_no_other_site_sends_one() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        browser.open(&house.at("/login")).await;
        browser.click("#remember").await;
        browser.sign_in("mara").await;
        browser.arrives_at("/account").await;
        browser.open(&house.at("/preferences")).await;
        browser.click("#save").await;
        browser.find("#notice").await;

        assert_eq!(browser.run("return document.cookie").await, "");
        let mut cookies = browser.driver.get_all_cookies().await.unwrap();
        cookies.sort_by(|a, b| a.name.cmp(&b.name));
        let names: Vec<_> = cookies.iter().map(|cookie| &*cookie.name).collect();
        let expected = [
            "lanyard-browser",
            "lanyard-device",
            "lanyard-people",
            "lanyard-prefs",
            "lanyard-session",
        ];
        assert_eq!(names, expected);
        for cookie in &cookies {
            assert_eq!(cookie.http_only, Some(true), "{cookie:?}");
            assert_eq!(cookie.same_site, Some(SameSite::Lax), "{cookie:?}");
            assert_eq!(cookie.path.as_deref(), Some("/"), "{cookie:?}");
            // Without a Domain attribute it is for this very host; otherwise it would begin with a dot.
            assert_eq!(cookie.domain.as_deref(), Some("localhost"), "{cookie:?}");
        }
        let lasting = |name: &str| {
            let cookie = cookies.iter().find(|cookie| cookie.name == name);
            cookie.unwrap().expiry.is_some()
        };
        assert!(!lasting("lanyard-browser"));
        assert!(
            ["device", "people", "prefs", "session"]
                .iter()
                .all(|name| lasting(&format!("lanyard-{name}")))
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ss_10_a_tossed_cookie_is_not_believed() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        browser.open(&house.at("/login")).await;
        browser.sign_in("mara").await;
        browser.arrives_at("/account").await;
        let session = browser
            .driver
            .get_named_cookie("lanyard-session")
            .await
            .unwrap();

        // A script of this host cannot replace the cookie, but it can add another of the name for a longer path.
        let toss = "document.cookie = 'lanyard-session=evil; path=/'; \
            document.cookie = 'lanyard-session=evil; path=/account'; return document.cookie";
        assert_eq!(browser.run(toss).await, json!("lanyard-session=evil"));
        let cookies = browser.driver.get_all_cookies().await.unwrap();
        assert!(
            cookies.iter().any(|cookie| cookie.value == session.value),
            "{cookies:?}"
        );
        // Of two, none is believed: neither whose page this would be, nor who tossed it.
        browser.driver.refresh().await.unwrap();
        browser.arrives_at("/login").await;
    })
    .await;
}
