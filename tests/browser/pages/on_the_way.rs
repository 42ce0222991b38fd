//! What somebody sees who comes from an app.

use lanyard::store::users::User;

use super::{EVERYTHING, add_somebody};
use crate::chromium::{Chromium, House, PASSWORD, RelyingParty, Script, seed, tell};

/// 128 characters, as long as a name may be, and nowhere to break a line.
const ENDLESS: &str = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsversammlungsprotokollführerassistentenanwärteri";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_the_way_to_an_app() {
    tell(Script::On, async |browser, house| {
        walk(browser, house, true).await;
    })
    .await;
}

/// The longest words.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_the_way_to_an_app_in_german() {
    tell(Script::On, async |browser, house| {
        browser.ask_for_language("de").await;
        walk(browser, house, false).await;
    })
    .await;
}

/// From right to left.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_the_way_to_an_app_in_arabic() {
    tell(Script::On, async |browser, house| {
        browser.ask_for_language("ar").await;
        walk(browser, house, false).await;
    })
    .await;
}

async fn walk(browser: &Chromium, house: &House, english: bool) {
    add_somebody(house).await;
    let app = house.harbour_notes().await;
    browser.open(&app.start("scope=openid profile")).await;
    browser.arrives_at("/login").await;
    browser.look("flow-login").await;
    browser.fill("#login", "mara@example.org").await;
    browser.fill("#password", "a sentence that is wrong").await;
    browser.click("#sign-in").await;
    browser.find("#errors").await;
    browser.look("flow-login-wrong").await;
    browser.click("a[href^='/sign-up']").await;
    browser.look("flow-sign-up").await;
    browser.click("a[href^='/login']").await;
    browser.arrives_at("/login").await;
    // A page from another browser, or one whose cookies are gone.
    let page = browser.url().await;
    browser.driver.delete_all_cookies().await.unwrap();
    browser.open(&page).await;
    browser.look("flow-login-expired").await;
    browser.sign_in("mara").await;

    browser.arrives_at("/consent").await;
    browser.look("consent").await;
    let question = browser.url().await;
    browser.click("#approve").await;
    browser.arrives_at("/cb").await;
    browser.open(&question).await;
    if english {
        assert_eq!(browser.heading().await, "This sign-in is finished");
    }
    browser.look("flow-finished").await;

    browser.open(&app.start(EVERYTHING)).await;
    browser.arrives_at("/consent").await;
    if english {
        assert_eq!(browser.heading().await, "Harbour Notes asks for more");
    }
    browser.look("consent-more").await;
    browser.click("#cancel").await;
    browser.arrives_at("/cb").await;
    browser
        .open(&app.start(&format!("{EVERYTHING}&prompt=consent")))
        .await;
    browser.arrives_at("/consent").await;
    browser.look("consent-everything").await;

    browser.open(&app.start("scope=openid&prompt=login")).await;
    browser.arrives_at("/login").await;
    browser.find("#reason").await;
    browser.look("flow-login-confirm").await;
    browser
        .open(&app.start("scope=openid&prompt=select_account"))
        .await;
    browser.find("#another-account").await;
    browser.look("flow-choose-account").await;
    browser.click(".accounts button").await;
    browser.arrives_at("/cb").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_names_as_long_as_they_may_be() {
    tell(Script::On, async |browser, house| {
        let fill = |user: &mut User| {
            user.name = ENDLESS.to_owned();
            user.email = Some(format!("{}@{}.example", "e".repeat(64), "h".repeat(60)));
        };
        let mara = seed::add_user_with(&house.app, "mara", PASSWORD, fill).await;
        let app = RelyingParty::open(&house.issuer, "localhost").await;
        let registered = house
            .add_app_of(Some(mara.id), ENDLESS, &app.callback())
            .await;
        let id = registered.0.clone();
        app.is_registered(registered);
        browser.open(&app.start(EVERYTHING)).await;
        browser.arrives_at("/login").await;
        browser.look("long-login").await;
        browser.sign_in("mara").await;
        browser.arrives_at("/consent").await;
        browser.look("long-consent").await;
        browser.click("#approve").await;
        browser.arrives_at("/cb").await;
        for (path, name) in [
            ("/account", "long-account"),
            ("/account/sessions", "long-devices"),
            ("/account/apps", "long-connected-apps"),
            (&*format!("/account/apps/{id}/remove"), "long-remove-access"),
            ("/logout", "long-logout"),
            ("/apps", "long-apps"),
            (&*format!("/apps/{id}"), "long-app"),
            (&*format!("/apps/{id}/rotate"), "long-rotate"),
            (&*format!("/apps/{id}/delete"), "long-delete"),
            (
                &*format!("/apps/{id}/redirect-uris/add?uri=https://{ENDLESS}"),
                "long-add-uri",
            ),
            (
                &*format!(
                    "/authorize?response_type=code&client_id={id}&redirect_uri={}/{ENDLESS}",
                    app.callback()
                ),
                "long-error-owner",
            ),
        ] {
            browser.open(&house.at(path)).await;
            browser.look(name).await;
        }
    })
    .await;
}
