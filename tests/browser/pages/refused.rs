//! What is seen when something is refused.

use lanyard::protocol::client::Kind;
use lanyard::protocol::registration::Draft;

use crate::chromium::{Script, seed, tell};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_something_is_refused() {
    tell(Script::On, async |browser, house| {
        let mara = house.add_mara().await;
        let callback = "https://notes.harbour.example/auth/callback";
        let draft = Draft {
            redirect_uris: vec![
                callback.to_owned(),
                "http://localhost:3000/auth/callback".to_owned(),
            ],
            ..Draft::new("Harbour Notes", Kind::Web)
        };
        let (id, _) = seed::register(&house.app, draft, Some(mara.id)).await;
        let wrong = house.at(&format!(
            "/authorize?response_type=code&client_id={id}&scope=openid&redirect_uri={callback}/"
        ));
        for (url, name) in [
            (wrong.clone(), "error-redirect-uri"),
            (
                wrong.replace("redirect_uri", "redirect_url"),
                "error-redirect-uri-missing",
            ),
            (
                house.at("/authorize?response_type=code&client_id=nobody"),
                "error-unknown-client",
            ),
            (house.at("/authorize?flow=AQF"), "error-expired"),
            (house.at("/nothing/here"), "error-not-found"),
        ] {
            browser.open(&url).await;
            browser.find("#error-reference").await;
            browser.look(name).await;
        }
        browser.open(&house.at("/login")).await;
        browser
            .run("document.querySelector('#login-form [name=csrf]').value = 'old'")
            .await;
        browser.fill("#login", "mara").await;
        browser.click("#sign-in").await;
        browser.find("#resend").await;
        browser.look("error-form").await;

        browser.open(&house.at("/login")).await;
        browser.sign_in("mara").await;
        browser.arrives_at("/account").await;
        browser.open(&wrong).await;
        browser.find("#owner").await;
        browser.look("error-owner").await;
        browser.click("#owner .button.primary").await;
        browser.find("#confirm-add").await;
        browser.open(&house.at("/apps/not-mine")).await;
        browser.look("error-not-found-signed-in").await;
    })
    .await;
}
