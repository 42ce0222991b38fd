//! How often an app gets tokens: an administrator says so, and whoever only knows its client_id uses nothing of it up.

use std::time::Duration;

use lanyard::clients::change::{Change, change};
use lanyard::clients::register::NotRegistered;
use lanyard::protocol::client::Kind;
use lanyard::protocol::registration::Draft;

use crate::world::scene::with;
use crate::world::seed::add_user_with;
use crate::world::{Browser, PASSWORD, Provider, Scene, everywhere};

const OWN: (&str, &str) = ("grant_type", "client_credentials");

async fn administrator(provider: &Provider) -> Browser {
    add_user_with(&provider.app, "root", PASSWORD, |user| user.admin = true).await;
    let mut browser = Browser::new(provider);
    browser.sign_in("root").await;
    browser
}

async fn set(browser: &mut Browser, client: &str, limit: &str) {
    let page = browser.open(&format!("/admin/apps/{client}")).await;
    let typed = [("tokens_a_minute", limit)];
    let page = browser.submit(&page, "limit-form", None, &typed).await;
    assert!(page.has("#notice"), "{}", page.html);
}

#[tokio::test]
async fn an_app_gets_as_many_tokens_as_it_may_and_is_told_when_to_come_again() {
    everywhere(async |provider| {
        let mut root = administrator(&provider).await;
        let service = Draft {
            scope: Some("export:read".into()),
            ..Draft::new("Nightly Export", Kind::Service)
        };
        let (id, secret) = provider.register(service).await;
        let page = root.open(&format!("/admin/apps/{id}")).await;
        for wrong in ["0", "-1", "many", "1000001"] {
            let typed = [("tokens_a_minute", wrong)];
            let page = root.submit(&page, "limit-form", None, &typed).await;
            assert_eq!(page.status, 422, "{wrong}");
            assert!(page.has("#tokens_a_minute-error"), "{}", page.html);
            assert_eq!(page.attribute("#tokens_a_minute", "value").unwrap(), wrong);
        }
        set(&mut root, &id, "2").await;

        let basic = provider.basic(&id, &secret);
        let ask = async || provider.post("/token", [OWN], Some(&basic)).await;
        for _ in 0..2 {
            assert_eq!(ask().await.status, 200);
        }
        provider.clock.advance(Duration::from_secs(15));
        let refused = ask().await;
        assert_eq!(refused.status, 429);
        assert_eq!(refused.headers["retry-after"], "45");
        assert_eq!(refused.headers["cache-control"], "no-store");
        let said = refused.json();
        assert_eq!(said["error"], "temporarily_unavailable");
        let description = said["error_description"].as_str().unwrap();
        assert!(description.contains("2 times in a minute"), "{description}");
        provider.clock.advance(Duration::from_secs(45));
        assert_eq!(ask().await.status, 200, "the next minute");

        // A higher limit counts at once, and so does none.
        assert_eq!(ask().await.status, 200);
        assert_eq!(ask().await.status, 429);
        set(&mut root, &id, "3").await;
        assert_eq!(ask().await.status, 200);
        assert_eq!(ask().await.status, 429);
        set(&mut root, &id, "").await;
        assert_eq!(ask().await.status, 200);
        let page = root.open("/admin/audit?kind=client.changed").await;
        assert!(page.html.contains("tokens_a_minute"), "{}", page.html);
    })
    .await;
}

/// A code that came too early is not spent, and what is refused for another reason is not counted: a stranger who knows the client_id
/// keeps nobody out.
#[tokio::test]
async fn fi_16_a_limit_spends_no_code_and_strangers_use_none_of_it_up() {
    everywhere(async |provider| {
        let mut root = administrator(&provider).await;
        let mut scene = Scene::new(&provider).await;
        set(&mut root, &scene.app.client_id, "1").await;
        for _ in 0..5 {
            let (started, _) = scene.code().await;
            let form = scene.redemption(&started, "not-a-code");
            assert_eq!(scene.token(&form).await.status, 400);
        }
        let (started, code) = scene.code().await;
        let first = scene.redemption(&started, &code);
        let (started, code) = scene.code().await;
        let second = scene.redemption(&started, &code);
        assert_eq!(scene.token(&first).await.status, 200);
        let refused = scene.token(&second).await;
        assert_eq!(refused.status, 429);
        assert_eq!(refused.json()["error"], "temporarily_unavailable");
        // Not even a replay is looked at; nothing of the app ends by it.
        assert_eq!(scene.token(&with(first, [])).await.status, 429);
        let wait = refused.headers["retry-after"].to_str().unwrap();
        let wait: u64 = wait.parse().unwrap();
        assert!(wait <= 60);
        provider.clock.advance(Duration::from_secs(wait));
        let later = scene.token(&second).await.status;
        // Codes live for a minute: the app that waits as long as that begins anew.
        assert!(later == 200 || wait >= 59, "{later}");
    })
    .await;
}

/// What an administrator set is not an owner's to change (attack row DR-04).
#[tokio::test]
async fn dr_04_an_owner_raises_no_limit() {
    everywhere(async |provider| {
        let mut root = administrator(&provider).await;
        provider.add_user("mara").await;
        let mut mara = Browser::new(&provider);
        mara.sign_in("mara").await;
        let page = mara.open("/apps/new/web").await;
        let typed = [
            ("name", "Wiki"),
            ("redirect_uris", "https://wiki.example/cb"),
        ];
        let page = mara.submit(&page, "app-form", None, &typed).await;
        let id = page.text("#client-id");
        set(&mut root, &id, "5").await;
        // The form of the app itself, with the field smuggled in.
        let page = mara.open(&format!("/apps/{id}/edit")).await;
        let (action, mut fields) = page.form("app-form", None);
        fields.push(("tokens_a_minute".to_owned(), "1000000".to_owned()));
        let page = mara.post(&action, &fields).await;
        assert_eq!(page.status, 200, "{}", page.html);
        let client = provider.app.clients.by_id(&id).await.unwrap().unwrap();
        assert_eq!(client.metadata.tokens_a_minute.unwrap().get(), 5);
        // Nor by the act.
        let mut metadata = client.metadata.clone();
        metadata.tokens_a_minute = None;
        let wanted = Change {
            name: client.name.clone(),
            metadata,
            on: None,
        };
        let by = lanyard::audit::Actor::person(
            provider.user("mara").await.id,
            lanyard::audit::Origin::default(),
        );
        let now = provider.clock.now();
        let changed = change(&provider.app.db, &client, wanted, &by, now).await;
        let refused = matches!(
            changed,
            Err(NotRegistered::ForAdministrators("tokens_a_minute"))
        );
        assert!(refused, "{changed:?}");
    })
    .await;
}
