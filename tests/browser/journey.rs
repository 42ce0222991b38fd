//! The main job, whole: an account is made, an app is registered, somebody signs in to it and consents, the app gets tokens
//! it can verify. With JavaScript and without. That the browser arrives also proves `form-action`: Chromium applies it to
//! the redirect that follows a form.

use crate::chromium::{Chromium, House, PASSWORD, RelyingParty, Script, tell};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_nothing_to_tokens_with_javascript() {
    tell(Script::On, async |browser, house| {
        whole_way(browser, house, "localhost").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_nothing_to_tokens_without_javascript() {
    tell(Script::Off, async |browser, house| {
        whole_way(browser, house, "127.0.0.1").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_is_posted_with_javascript() {
    tell(Script::On, async |browser, house| {
        posted(browser, house, true).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_is_posted_by_a_button_without_javascript() {
    tell(Script::Off, async |browser, house| {
        posted(browser, house, false).await
    })
    .await;
}

async fn posted(browser: &Chromium, house: &House, script: bool) {
    house.add_mara().await;
    let app = house.harbour_notes().await;
    browser
        .open(&app.start("scope=openid profile&response_mode=form_post"))
        .await;
    browser.arrives_at("/login").await;
    browser.sign_in("mara").await;
    browser.arrives_at("/consent").await;
    browser.click("#approve").await;
    if !script {
        browser.arrives_at("/authorize").await;
        assert_eq!(browser.heading().await, "Taking you back to Harbour Notes");
        browser.look("form-post").await;
        browser.click("form button").await;
    }
    browser.arrives_at("/cb").await;
    assert_eq!(browser.heading().await, "Hello Mara Lindqvist");
    assert_eq!(app.arrivals().len(), 1);
}

async fn whole_way(browser: &Chromium, house: &House, host: &str) {
    let app = RelyingParty::open(&house.issuer, host).await;
    sign_up(browser, house).await;
    app.is_registered(register(browser, house, &app.callback()).await);
    sign_out(browser).await;

    browser
        .open(&app.start("scope=openid profile email offline_access"))
        .await;
    browser.arrives_at("/login").await;
    assert_eq!(
        browser.text("h1 + .lead").await,
        "to continue to Harbour Notes"
    );
    browser.sign_in("mara@example.org").await;

    browser.arrives_at("/consent").await;
    assert_eq!(
        browser.heading().await,
        "Allow Harbour Notes to use your account?"
    );
    assert!(browser.text(".scopes").await.contains("Mara Lindqvist"));
    browser.click("#approve").await;

    browser.arrives_at("/cb").await;
    assert_eq!(browser.heading().await, "Hello Mara Lindqvist");
    let arrival = app.arrivals().pop().unwrap().unwrap();
    assert_eq!(arrival.email.as_deref(), Some("mara@example.org"));
    assert!(arrival.refresh_token.is_some());

    // Signed in and allowed: no page stops the second time.
    browser.open(&app.start("scope=openid profile")).await;
    browser.arrives_at("/cb").await;
    assert_eq!(app.arrivals().len(), 2);

    // Cancelling goes back as well, with nothing but the error.
    browser
        .open(&app.start("scope=openid&prompt=consent"))
        .await;
    browser.arrives_at("/consent").await;
    browser.click("#cancel").await;
    browser.arrives_at("/cb").await;
    assert_eq!(browser.heading().await, "Not signed in: access_denied");
}

async fn sign_up(browser: &Chromium, house: &House) {
    browser.open(&house.at("/sign-up")).await;
    browser.fill("#name", "Mara Lindqvist").await;
    browser.fill("#email", "mara@example.org").await;
    browser.fill("#password", PASSWORD).await;
    assert_eq!(
        browser
            .find("[data-show]")
            .await
            .is_displayed()
            .await
            .unwrap(),
        browser.script == Script::On,
        "a button that needs script is there only with script"
    );
    browser.click("#sign-up").await;
    browser.arrives_at("/account").await;
}

/// Registers an app as its owner does; the id and the secret as the page shows them.
async fn register(browser: &Chromium, house: &House, callback: &str) -> (String, String) {
    browser.open(&house.at("/apps")).await;
    browser.click("#register-app").await;
    browser.click(".kinds a[href='/apps/new/web']").await;
    browser.fill("#name", "Harbour Notes").await;
    browser.fill("#redirect_uris", callback).await;
    browser
        .click("input[value=offline_access]:not(:checked), input[value=offline_access]")
        .await;
    browser.click("#register").await;
    let secret = browser.value("#secret").await;
    assert!(secret.starts_with("lys_"), "{secret}");
    if browser.script == Script::On {
        browser.click("[data-copy=secret]").await;
        assert_eq!(
            browser.text("#secret-form .said").await,
            "Client secret copied"
        );
    }
    browser.click("#stored").await;
    let id = browser.text("#client-id").await;
    browser.arrives_at(&format!("/apps/{id}")).await;
    (id, secret)
}

async fn sign_out(browser: &Chromium) {
    browser.click("form.out button").await;
    browser.arrives_at("/logged-out").await;
    assert_eq!(browser.text("#signed-out").await, "You are signed out");
}
