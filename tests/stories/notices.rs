//! What a page says of what was just done: once, to who did it, and never because a link says so.

use crate::world::browser::form_request;
use crate::world::{Browser, Page, everywhere};

const NOTICE: &str = "__Host-lanyard-notice";

/// Signs the other device out and stops before the page that says so.
async fn end_the_other(browser: &mut Browser) -> Page {
    let page = browser.open("/account/sessions").await;
    let (action, fields) = page.form("end-others-form", None);
    let request = form_request(&action, &fields, "same-origin", Some("null"));
    browser.send(request).await
}

#[tokio::test]
async fn b7_a_notice_is_said_once_and_only_to_who_did_it() {
    everywhere(async |provider| {
        for login in ["mara", "noor"] {
            provider.add_user(login).await;
        }
        let mut phone = Browser::new(&provider);
        phone.user_agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1".into();
        phone.sign_in("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let page = browser.open("/account/sessions").await;
        let form = page.attribute("form[action$='/end']", "action").unwrap();
        let csrf = browser.csrf_of("/account/sessions").await;
        let page = browser.post(&form, &[("csrf".into(), csrf)]).await;
        assert_eq!(page.path(), "/account/sessions");
        assert_eq!(page.query("done"), None);
        assert_eq!(page.text("#notice"), "Signed out Safari on iPhone.");
        let again = browser.open("/account/sessions").await;
        assert!(!again.has("#notice"), "a reload says it again");
        assert!(!browser.jar.contains_key(NOTICE));

        // What waits for Mara's next page is not for Noor, who signs in here, nor for another browser.
        phone.sign_in("mara").await;
        let answer = end_the_other(&mut browser).await;
        assert_eq!(answer.location(), "/account/sessions");
        let notice = browser.jar[NOTICE].clone();
        let mut elsewhere = Browser::new(&provider);
        elsewhere.sign_in("mara").await;
        elsewhere.jar.insert(NOTICE.into(), notice.clone());
        assert!(!elsewhere.open("/account").await.has("#notice"));
        let page = browser.open_once("/account/sessions").await;
        assert_eq!(page.text("#notice"), "Signed out 1 other device.");
        browser.sign_out().await;
        browser.sign_in("noor").await;
        browser.jar.insert(NOTICE.into(), notice);
        assert!(!browser.open("/account").await.has("#notice"));
    })
    .await;
}

#[tokio::test]
async fn b7_no_link_and_no_cookie_of_others_makes_a_page_say_something() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        for link in [
            "/account?done=password",
            "/account/apps?done=removed",
            "/account/sessions?done=one",
            "/account/sessions?done=others",
            "/preferences?saved=1",
            "/account?notice=Call+0900",
        ] {
            assert!(!browser.open(link).await.has("#notice"), "{link}");
        }
        let session = browser.jar["__Host-lanyard-session"].clone();
        let long = "A".repeat(3_000);
        for junk in ["Call 0900", "", &session, &long] {
            browser.jar.insert(NOTICE.into(), junk.into());
            let page = browser.open("/account").await;
            assert_eq!(page.status, 200, "{junk}");
            assert!(!page.has("#notice"), "{junk}");
            assert!(!browser.jar.contains_key(NOTICE), "it is dropped");
        }
    })
    .await;
}

#[tokio::test]
async fn b7_a_notice_waits_five_minutes() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut phone = Browser::new(&provider);
        phone.sign_in("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        end_the_other(&mut browser).await;
        let waiting = browser.clone();
        provider.clock.advance(std::time::Duration::from_secs(299));
        assert!(browser.open("/account").await.has("#notice"));
        provider.clock.advance(std::time::Duration::from_secs(2));
        let mut late = waiting;
        assert!(!late.open("/account").await.has("#notice"));
    })
    .await;
}
