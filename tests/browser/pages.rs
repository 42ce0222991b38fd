//! Every page and state of the running server, as people meet them: nothing sticks out of a screen of 320, 390 or 1280 px,
//! also with larger text, and nothing meets the content security policy. With `LANYARD_SHOTS` set, a picture of each.

use lanyard::config::SignUp;
use lanyard::protocol::client::Kind;
use lanyard::protocol::registration::Draft;
use serde_json::json;

use crate::support::{Chromium, House, PASSWORD, RelyingParty, Script, seed, tell, tell_in};

const EVERYTHING: &str = "scope=openid profile email phone address offline_access";
/// 128 characters, as long as a name may be, and nowhere to break a line.
const ENDLESS: &str = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsversammlungsprotokollführerassistentenanwärteri";

async fn sign_in(browser: &Chromium, login: &str) {
    browser.fill("#login", login).await;
    browser.fill("#password", PASSWORD).await;
    browser.click("#sign-in").await;
}

async fn harbour_notes(house: &House) -> RelyingParty {
    let app = RelyingParty::open(&house.issuer, "localhost").await;
    app.is_registered(house.add_app("Harbour Notes", &app.callback()).await);
    app
}

/// Somebody about whom everything is known.
async fn add_somebody(house: &House) {
    let claims = json!({
        "given_name": "Mara", "family_name": "Lindqvist", "nickname": "Mimmi", "birthdate": "1987-04-02",
        "phone_number": "+46 70 123 45 67", "locale": "sv-SE", "zoneinfo": "Europe/Stockholm",
        "address": {"formatted": "Strandvägen 1\n114 51 Stockholm\nSweden"}, "website": "https://mara.example",
    });
    let fill = |user: &mut lanyard::store::users::User| {
        user.claims = claims.as_object().expect("an object").clone();
    };
    seed::add_user_with(&house.app, "mara", PASSWORD, fill).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn for_visitors() {
    tell(Script::On, async |browser, house| {
        browser.open(&house.issuer).await;
        assert_eq!(browser.heading().await, "Lanyard is running");
        browser.look("landing-fresh").await;
        seed::add_user_with(&house.app, "ada", PASSWORD, |user| user.admin = true).await;
        browser.open(&house.issuer).await;
        browser.look("landing").await;

        browser.click("a[href='/sign-up']").await;
        browser.look("sign-up").await;
        browser.fill("#email", "mara at example").await;
        browser.fill("#password", "short").await;
        browser.click("#sign-up").await;
        browser.find("#errors").await;
        browser.look("sign-up-wrong").await;

        browser.open(&house.at("/login")).await;
        browser.look("login").await;
        browser.fill("#login", "mara@example.org").await;
        browser.fill("#password", "a sentence that is wrong").await;
        browser.click("[data-show]").await;
        browser.look("login-password-shown").await;
        browser.click("#sign-in").await;
        for _ in 0..20 {
            browser.find("#errors").await;
            if browser.text("#errors").await.contains("Too many") {
                break;
            }
            browser.fill("#password", "a sentence that is wrong").await;
            browser.click("#sign-in").await;
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert!(browser.text("#errors").await.contains("Too many attempts"));
        browser.look("login-slowed").await;

        browser.open(&house.at("/preferences")).await;
        browser.look("preferences").await;
        browser.click("#save").await;
        browser.find("#notice").await;
        browser.look("preferences-saved").await;

        browser.open(&house.at("/logged-out")).await;
        browser.look("logged-out").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nobody_signs_up() {
    let closed = |settings: &mut lanyard::config::Settings| settings.sign_up = SignUp::Closed;
    tell_in(Script::Off, closed, async |browser, house| {
        browser.open(&house.at("/sign-up")).await;
        browser.look("sign-up-closed").await;
        browser.open(&house.at("/login")).await;
        assert!(!browser.has("a[href^='/sign-up']").await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_the_way_to_an_app() {
    tell(Script::On, async |browser, house| {
        add_somebody(house).await;
        let app = harbour_notes(house).await;
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
        sign_in(browser, "mara").await;

        browser.arrives_at("/consent").await;
        browser.look("consent").await;
        let question = browser.url().await;
        browser.click("#approve").await;
        browser.arrives_at("/cb").await;
        browser.open(&question).await;
        assert_eq!(browser.heading().await, "This sign-in is finished");
        browser.look("flow-finished").await;

        browser.open(&app.start(EVERYTHING)).await;
        browser.arrives_at("/consent").await;
        assert_eq!(browser.heading().await, "Harbour Notes asks for more");
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
        browser.find("#notice").await;
        browser.look("flow-login-confirm").await;
        browser
            .open(&app.start("scope=openid&prompt=select_account"))
            .await;
        browser.look("flow-choose-account").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_names_as_long_as_they_may_be() {
    tell(Script::On, async |browser, house| {
        let fill = |user: &mut lanyard::store::users::User| {
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
        sign_in(browser, "mara").await;
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_the_account() {
    tell(Script::On, async |browser, house| {
        add_somebody(house).await;
        let app = harbour_notes(house).await;
        browser.open(&house.at("/login?return=/account/apps")).await;
        sign_in(browser, "mara").await;
        browser.arrives_at("/account/apps").await;
        browser.look("connected-apps-none").await;
        // On another device.
        browser.driver.delete_all_cookies().await.unwrap();
        browser.open(&app.start(EVERYTHING)).await;
        browser.arrives_at("/login").await;
        sign_in(browser, "mara").await;
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
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_the_developer() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        browser.open(&house.at("/login?return=/apps")).await;
        sign_in(browser, "mara").await;
        browser.arrives_at("/apps").await;
        browser.look("apps-none").await;
        browser.click("#register-app").await;
        browser.look("apps-new").await;
        for kind in ["spa", "native", "service", "web"] {
            browser.open(&house.at(&format!("/apps/new/{kind}"))).await;
            browser.look(&format!("apps-new-{kind}")).await;
        }
        browser.click("summary").await;
        browser.look("apps-new-web-advanced").await;
        browser.fill("#homepage", "harbour").await;
        browser
            .fill(
                "#redirect_uris",
                "http://notes.harbour.example/cb\nhttps://notes.harbour.example/cb#here",
            )
            .await;
        browser.click("#register").await;
        browser.find("#errors").await;
        browser.look("apps-new-wrong").await;
        browser.fill("#name", "Harbour Notes").await;
        browser.fill("#homepage", "https://harbour.example").await;
        browser
            .fill(
                "#redirect_uris",
                "https://notes.harbour.example/auth/callback\nhttp://localhost:3000/auth/callback",
            )
            .await;
        browser.click("#register").await;
        browser.find("#secret").await;
        browser.look("app-secret").await;
        browser.driver.refresh().await.unwrap();
        browser.find("#secret-shown").await;
        browser.look("app-secret-shown").await;
        let id = browser.text("#client-id").await;
        for (path, name) in [
            ("", "app"),
            ("?show=env", "app-env"),
            ("?show=json", "app-json"),
            ("/rotate", "app-rotate"),
            (
                "/redirect-uris/add?uri=https://notes.harbour.example/auth/callback/",
                "app-add-uri",
            ),
            (
                "/redirect-uris/add?uri=http://notes.harbour.example",
                "app-add-uri-wrong",
            ),
            ("/delete", "app-delete"),
        ] {
            browser.open(&house.at(&format!("/apps/{id}{path}"))).await;
            browser.look(name).await;
        }
        browser.click("#confirm-delete").await;
        browser.find("#errors").await;
        browser.look("app-delete-wrong").await;
        browser.open(&house.at(&format!("/apps/{id}"))).await;
        browser.fill("#uri", "https://*.harbour.example/cb").await;
        browser.click("#add-uri").await;
        browser.find("#errors").await;
        browser.look("app-uri-wrong").await;
        for (kind, name, uris) in [
            (
                Kind::Spa,
                "Tide Table",
                vec!["https://tide.example/cb".to_owned()],
            ),
            (
                Kind::Native,
                "harbourctl",
                vec!["http://127.0.0.1/cb".to_owned()],
            ),
            (Kind::Service, "Night export", Vec::new()),
        ] {
            let owner = mara(house).await;
            let scope = (kind == Kind::Service).then(|| "orders:read".to_owned());
            let draft = Draft {
                redirect_uris: uris,
                scope,
                ..Draft::new(name, kind)
            };
            let (id, _) = seed::register(&house.app, draft, owner).await;
            browser.open(&house.at(&format!("/apps/{id}"))).await;
            browser
                .look(&format!("app-{}", format!("{kind:?}").to_lowercase()))
                .await;
        }
        browser.open(&house.at("/apps")).await;
        browser.look("apps").await;
    })
    .await;
}

async fn mara(house: &House) -> Option<lanyard::protocol::ids::UserId> {
    let job = house.app.db.read(|c| {
        Box::pin(async move { lanyard::store::users::by_login_or_email(c, "mara").await })
    });
    job.await.unwrap().map(|user| user.id)
}

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
            .run("document.querySelector('[name=csrf]').value = 'old'")
            .await;
        browser.fill("#login", "mara").await;
        browser.click("#sign-in").await;
        browser.find("#resend").await;
        browser.look("error-form").await;

        browser.open(&house.at("/login")).await;
        sign_in(browser, "mara").await;
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
