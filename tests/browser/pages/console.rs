//! What somebody sees who looks after the installation.

use lanyard::audit::Actor;
use lanyard::clients::resource_servers;
use lanyard::protocol::client::Kind;
use lanyard::protocol::registration::Draft;
use lanyard::protocol::resource_server::Rules;

use super::LANGUAGES;
use crate::chromium::{Chromium, House, PASSWORD, Script, seed, tell};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_an_installation_is_looked_after() {
    tell(Script::On, async |browser, house| {
        for language in LANGUAGES {
            administers(browser, house, language).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_installation_is_looked_after_without_script() {
    tell(Script::Off, async |browser, house| {
        administers(browser, house, "en").await;
        browser.open(&house.at("/admin/keys")).await;
        browser.click("#rotate-keys").await;
        browser.click("#confirm-rotate").await;
        browser.find("#notice").await;
        browser.look("admin-keys-rotated").await;
        browser.click("#withdraw-key").await;
        browser.click("input[name=kid]").await;
        browser.click("#confirm-withdraw").await;
        browser.find("#notice").await;
    })
    .await;
}

async fn administers(browser: &Chromium, house: &House, language: &str) {
    browser.ask_for_language(language).await;
    browser.driver.delete_all_cookies().await.unwrap();
    let login = format!("ada-{language}");
    let user = seed::add_user_with(&house.app, &login, PASSWORD, |user| user.admin = true).await;
    let draft = |name: &str| Draft {
        redirect_uris: vec!["https://notes.harbour.example/auth/callback".into()],
        accent: Some("#8a1f5c".into()),
        ..Draft::new(name, Kind::Web)
    };
    let (id, _) = seed::register(&house.app, draft("Harbour Notes"), Some(user.id)).await;
    browser.open(&house.at("/login?return=/admin")).await;
    browser.sign_in(&login).await;
    browser.arrives_at("/admin").await;
    let app = format!("/admin/apps/{id}");
    let rules = Rules {
        title: "Orders".into(),
        scope: "orders:read orders:write".parse().unwrap(),
        format: None,
        alg: None,
        asks_as: None,
    };
    let identifier = format!("https://orders.example/{language}")
        .parse()
        .unwrap();
    let (db, now) = (&house.app.db, house.app.clock.now());
    let algorithms = house.app.keys.algorithms();
    let actor = Actor::system();
    let served = resource_servers::make(db, (identifier, rules), algorithms, &actor, now);
    let resource = format!("/admin/resources/{}", served.await.unwrap().id);
    for (path, name) in [
        ("/admin", "admin"),
        ("/admin/apps", "admin-apps"),
        ("/admin/apps?show=disabled", "admin-apps-none"),
        (&app, "admin-app"),
        (&format!("{app}/switch"), "admin-app-off"),
        (&format!("/apps/{id}/host"), "app-host"),
        ("/admin/resources", "admin-resources"),
        ("/admin/resources/new", "admin-resource-new"),
        (&resource, "admin-resource"),
        (&format!("{resource}/edit"), "admin-resource-edit"),
        (&format!("{resource}/remove"), "admin-resource-remove"),
        ("/admin/keys", "admin-keys"),
        ("/admin/keys/rotate", "admin-rotate"),
        ("/admin/keys/withdraw", "admin-withdraw"),
        ("/admin/settings", "admin-settings"),
        ("/admin/settings/brand?accent=%238a1f5c", "admin-brand"),
        (
            "/admin/settings/brand?accent=%23ffcc00",
            "admin-brand-faint",
        ),
    ] {
        browser.open(&house.at(path)).await;
        browser.look(name).await;
    }
}
