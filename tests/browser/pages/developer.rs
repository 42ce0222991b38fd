//! What somebody sees who registers apps, in English, in German (the longest words) and in Arabic (from right to left).

use lanyard::protocol::client::Kind;
use lanyard::protocol::ids::UserId;
use lanyard::protocol::registration::Draft;

use super::LANGUAGES;
use crate::chromium::{Chromium, House, PASSWORD, Script, seed, tell};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_an_app_is_registered() {
    tell(Script::On, async |browser, house| {
        for language in LANGUAGES {
            signs_in(browser, house, language).await;
            registers(browser, house).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_an_app_is_looked_after() {
    tell(Script::On, async |browser, house| {
        for language in LANGUAGES {
            let owner = signs_in(browser, house, language).await;
            looks_after(browser, house, owner).await;
        }
    })
    .await;
}

/// Somebody new, who reads this language, and has no apps.
async fn signs_in(browser: &Chromium, house: &House, language: &str) -> Option<UserId> {
    browser.ask_for_language(language).await;
    browser.driver.delete_all_cookies().await.unwrap();
    let login = format!("mara-{language}");
    let user = seed::add_user(&house.app, &login, PASSWORD).await;
    browser.open(&house.at("/login?return=/apps")).await;
    browser.sign_in(&login).await;
    browser.arrives_at("/apps").await;
    Some(user.id)
}

async fn registers(browser: &Chromium, house: &House) {
    browser.look("apps-none").await;
    browser.click("#register-app").await;
    browser.look("apps-new").await;
    for kind in ["spa", "native", "service", "web"] {
        browser.open(&house.at(&format!("/apps/new/{kind}"))).await;
        browser.look(&format!("apps-new-{kind}")).await;
    }
    browser.click("#more summary").await;
    browser.click("#advanced summary").await;
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
    let expected = "There is a problem\nEnter a name for the app\nEnter an address that begins with https://\n\
        Line 1: Use https; http is only for localhost\n\
        Line 2: Leave out everything from # on. Keep it in state instead.";
    if browser.language().await == "en" {
        assert_eq!(
            browser.text("#errors").await,
            expected,
            "as the fields stand"
        );
    }
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
}

async fn looks_after(browser: &Chromium, house: &House, owner: Option<UserId>) {
    let draft = |kind, name, uris: &[&str]| Draft {
        redirect_uris: uris.iter().map(|uri| (*uri).to_owned()).collect(),
        scope: (kind == Kind::Service).then(|| "orders:read".to_owned()),
        ..Draft::new(name, kind)
    };
    let uris = [
        "https://notes.harbour.example/auth/callback",
        "http://localhost:3000/auth/callback",
    ];
    let web = draft(Kind::Web, "Harbour Notes", &uris);
    let (id, _) = seed::register(&house.app, web, owner).await;
    for (path, name) in [
        ("", "app"),
        ("?show=env", "app-env"),
        ("?show=json", "app-json"),
        ("/rotate", "app-rotate"),
        ("/edit", "app-edit"),
        ("/logo", "app-logo"),
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
    for (draft, name) in [
        (
            draft(Kind::Spa, "Tide Table", &["https://tide.example/cb"]),
            "app-spa",
        ),
        (
            draft(Kind::Native, "harbourctl", &["http://127.0.0.1/cb"]),
            "app-native",
        ),
        (draft(Kind::Service, "Night export", &[]), "app-service"),
    ] {
        let (id, _) = seed::register(&house.app, draft, owner).await;
        browser.open(&house.at(&format!("/apps/{id}"))).await;
        browser.look(name).await;
    }
    browser.open(&house.at("/apps")).await;
    browser.look("apps").await;
}
