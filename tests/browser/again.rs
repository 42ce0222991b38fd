//! Back, reload, a second tab, the same form twice: nothing happens a second time, and nobody is stranded.

use thirtyfour::prelude::*;

use crate::chromium::{House, Script, tell};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_consent_gives_one_code_whatever_is_pressed() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        let app = house.harbour_notes().await;
        browser
            .open(&app.start("scope=openid profile&prompt=consent"))
            .await;
        browser.arrives_at("/login").await;
        browser.sign_in("mara").await;
        browser.arrives_at("/consent").await;
        let question = browser.url().await;

        browser.driver.refresh().await.unwrap();
        browser.arrives_at("/consent").await;
        // A second tab shows the same question. Both say yes.
        let first = browser.driver.window().await.unwrap();
        let second = browser.driver.new_tab().await.unwrap();
        browser
            .driver
            .switch_to_window(second.clone())
            .await
            .unwrap();
        browser.open(&question).await;
        browser.arrives_at("/consent").await;
        browser
            .driver
            .switch_to_window(first.clone())
            .await
            .unwrap();
        browser.click("#approve").await;
        browser.arrives_at("/cb").await;
        assert_eq!(browser.heading().await, "Hello Mara Lindqvist");
        browser.driver.switch_to_window(second).await.unwrap();
        browser.click("#approve").await;
        browser.arrives_at("/authorize").await;
        assert_eq!(browser.heading().await, "This sign-in is finished");
        browser.driver.close_window().await.unwrap();
        browser.driver.switch_to_window(first).await.unwrap();

        // Back to the question: it is gone, or answering it again changes nothing.
        browser.driver.back().await.unwrap();
        if browser.path().await == "/consent" {
            browser.click("#approve").await;
        }
        browser.arrives_at("/authorize").await;
        assert_eq!(browser.heading().await, "This sign-in is finished");
        browser.click("a[href='/account']").await;
        browser.arrives_at("/account").await;
        assert_eq!(app.arrivals().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn going_back_to_the_sign_in_page_goes_on() {
    tell(Script::Off, async |browser, house| {
        house.add_mara().await;
        let app = house.harbour_notes().await;
        browser.open(&app.start("scope=openid profile")).await;
        browser.arrives_at("/login").await;
        browser.sign_in("mara").await;
        browser.arrives_at("/consent").await;
        browser.driver.back().await.unwrap();
        // Kept by the browser as it was, or asked for again: either way the request goes on.
        if browser.path().await == "/login" {
            browser.sign_in("mara").await;
        }
        browser.arrives_at("/consent").await;
        browser.click("#cancel").await;
        browser.arrives_at("/cb").await;
        browser.driver.back().await.unwrap();
        // Nothing was given, so the question may be answered anew.
        browser.arrives_at("/consent").await;
        browser.click("#approve").await;
        browser.arrives_at("/cb").await;
        let arrivals = app.arrivals();
        assert_eq!(arrivals.len(), 2);
        assert_eq!(arrivals[0].as_ref().unwrap_err(), "access_denied");
    })
    .await;
}

/// The hint of the secret in use: its first and last characters.
async fn hint(house: &House, id: &str) -> String {
    let id = lanyard::protocol::ids::ClientId(id.to_owned());
    let job = house
        .app
        .db
        .read(move |c| Box::pin(async move { lanyard::store::clients::by_id(c, &id).await }));
    let client = job.await.unwrap().expect("the app is there");
    client.secret.expect("it has a secret").hint
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reloading_the_secret_page_rotates_nothing() {
    tell(Script::Off, async |browser, house| {
        house.add_mara().await;
        browser.open(&house.at("/login?return=/apps/new/web")).await;
        browser.sign_in("mara").await;
        browser.arrives_at("/apps/new/web").await;
        browser.fill("#name", "Harbour Notes").await;
        browser
            .fill("#redirect_uris", "https://notes.harbour.example/cb")
            .await;
        browser.click("#register").await;
        let secret = browser.value("#secret").await;
        let id = browser.text("#client-id").await;
        let before = hint(house, &id).await;
        let (start, end) = before.split_once('…').unwrap();
        assert!(
            secret.starts_with(start) && secret.ends_with(end),
            "{before}"
        );

        let shown_once = async |place: &str| {
            let note = browser.text("#secret-shown").await;
            assert!(
                note.starts_with("The secret was shown once and cannot be shown again."),
                "{place}"
            );
            assert!(
                !browser.driver.source().await.unwrap().contains(&secret),
                "{place}"
            );
            assert_eq!(hint(house, &id).await, before, "{place}");
        };
        browser.driver.refresh().await.unwrap();
        shown_once("reload").await;
        browser.driver.refresh().await.unwrap();
        shown_once("reload again").await;
        browser.open(&house.at("/apps")).await;
        let apps = browser
            .driver
            .find_all(By::Css(".rows > li"))
            .await
            .unwrap();
        assert_eq!(apps.len(), 1, "the form was sent three times");

        // The same when it is rotated.
        browser.open(&house.at(&format!("/apps/{id}/rotate"))).await;
        browser.click("#confirm-rotate").await;
        let rotated = browser.value("#secret").await;
        assert_ne!(rotated, secret);
        let before = hint(house, &id).await;
        browser.driver.refresh().await.unwrap();
        browser.find("#secret-shown").await;
        assert_eq!(hint(house, &id).await, before);
        // Back to the question and yes again: it was asked about the old secret.
        browser.driver.back().await.unwrap();
        assert!(!browser.driver.source().await.unwrap().contains(&rotated));
    })
    .await;
}

/// A form whose token is from another time is offered once more, and leads where it would have led.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_form_can_be_sent_again() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        let app = house.harbour_notes().await;
        browser.open(&app.start("scope=openid profile")).await;
        browser.arrives_at("/login").await;
        browser.sign_in("mara").await;
        browser.arrives_at("/consent").await;
        browser
            .run("document.querySelector('#consent-form [name=csrf]').value = 'old'")
            .await;
        browser.click("#approve").await;
        browser.find("#resend").await;
        assert_eq!(app.arrivals().len(), 0);
        browser.click("#resend").await;
        browser.arrives_at("/cb").await;
        assert_eq!(browser.heading().await, "Hello Mara Lindqvist");
    })
    .await;
}
