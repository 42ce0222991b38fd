//! Who may register apps, and whose apps people are warned of.

use lanyard::audit::Actor;
use lanyard::clients::register::{self, New};
use lanyard::config::{SessionMode, Settings};
use lanyard::protocol::client::Kind;
use lanyard::protocol::registration::{Draft, Registrars};

use crate::world::matrix::each_engine_with;
use crate::world::seed::add_user_with;
use crate::world::{Browser, CALLBACK, PASSWORD, Page, Provider, RelyingParty, protocol};

const WARNING: &str = "Anyone can register an app here";

async fn add_admin(provider: &Provider, login: &str) {
    add_user_with(&provider.app, login, PASSWORD, |user| user.admin = true).await;
}

/// What a person sees who is asked to allow the app.
async fn asked(provider: &Provider, id: &str, secret: &str, login: &str) -> Page {
    let app = RelyingParty::discover(provider, id, Some(secret)).await;
    let mut browser = Browser::new(provider);
    browser.sign_in(login).await;
    let page = browser.open(&app.start(&["profile"], &[]).url).await;
    assert_eq!(page.path(), "/consent", "{}", page.html);
    page
}

/// Registers an app on the page; its id and secret.
async fn register(browser: &mut Browser, name: &str) -> (String, String) {
    let form = browser.open("/apps/new/web").await;
    let fields = [("name", name), ("redirect_uris", CALLBACK)];
    let page = browser.submit(&form, "app-form", None, &fields).await;
    let secret = page.attribute("#secret", "value").expect("the secret");
    (page.text("#client-id"), secret)
}

#[tokio::test]
async fn b3_people_are_warned_of_apps_that_nobody_vouched_for() {
    protocol(async |provider| {
        add_admin(&provider, "root").await;
        let eve = provider.add_user("eve").await;
        provider.add_user("mara").await;
        let mut admin = Browser::new(&provider);
        admin.sign_in("root").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("eve").await;

        let (theirs, secret) = register(&mut browser, "Payroll").await;
        let page = asked(&provider, &theirs, &secret, "mara").await;
        assert!(page.html.contains(WARNING));
        let (house, secret) = register(&mut admin, "Intranet").await;
        let page = asked(&provider, &house, &secret, "mara").await;
        assert!(!page.html.contains(WARNING), "an administrator's");

        let draft = Draft {
            redirect_uris: vec![CALLBACK.into()],
            ..Draft::new("Ledger", Kind::Web)
        };
        let (name, metadata) = draft.check().unwrap();
        let owner = Some(eve.id);
        let new = New {
            owner,
            name,
            metadata,
        };
        let by = Actor::operator();
        let made = register::register(&provider.app.db, new, &by, provider.app.clock.now()).await;
        let made = made.unwrap();
        let (id, secret) = (made.client.id.to_string(), made.secret.unwrap());
        let page = asked(&provider, &id, &secret, "mara").await;
        assert!(
            !page.html.contains(WARNING),
            "the operator's, with an owner"
        );

        // Its owner leads people elsewhere: it is not what the operator vouched for any more.
        let detail = browser.open(&format!("/apps/{id}")).await;
        let same = [("uri", "https://rp.example/another")];
        browser.submit(&detail, "add-uri-form", None, &same).await;
        let page = asked(&provider, &id, &secret, "mara").await;
        assert!(!page.html.contains(WARNING), "the same host");
        let other = [("uri", "https://elsewhere.example/cb")];
        browser.submit(&detail, "add-uri-form", None, &other).await;
        let page = asked(&provider, &id, &secret, "mara").await;
        assert!(page.html.contains(WARNING));
    })
    .await;
}

#[tokio::test]
async fn b3_only_administrators_register_apps_where_the_operator_says_so() {
    let admins = |settings: &mut Settings| settings.apps.register = Registrars::Admins;
    each_engine_with(SessionMode::Database, admins, async |provider| {
        add_admin(&provider, "root").await;
        provider.add_user("mara").await;
        let mut mara = Browser::new(&provider);
        mara.sign_in("mara").await;
        let page = mara.open("/apps").await;
        assert!(
            page.has("#closed") && !page.has("#register-app"),
            "{}",
            page.html
        );
        for path in ["/apps/new", "/apps/new/web"] {
            let page = mara.open(path).await;
            assert_eq!(page.status, 403, "{path}");
            assert!(page.has("#closed") && !page.has("#app-form"), "{path}");
        }
        let mut root = Browser::new(&provider);
        root.sign_in("root").await;
        let (id, secret) = register(&mut root, "Intranet").await;

        // The form of an administrator whose rights end while it is open.
        let form = root.open("/apps/new/web").await;
        let demoted = provider.user("root").await.id;
        let now = provider.app.clock.now();
        let job = provider.app.db.write(move |c| {
            Box::pin(async move { lanyard::store::users::set_admin(c, demoted, false, now).await })
        });
        job.await.unwrap();
        let fields = [("name", "Late"), ("redirect_uris", CALLBACK)];
        let page = root.submit(&form, "app-form", None, &fields).await;
        assert_eq!(page.status, 403, "{}", page.html);
        assert_eq!(provider.count("client").await, 1);

        // Nobody else could have registered it, so nobody is warned.
        let page = asked(&provider, &id, &secret, "mara").await;
        assert!(!page.html.contains(WARNING));
    })
    .await;
}

#[tokio::test]
async fn b3_the_act_itself_refuses_who_may_not_register() {
    protocol(async |provider| {
        let mara = provider.add_user("mara").await;
        add_admin(&provider, "root").await;
        let root = provider.user("root").await;
        let draft = Draft {
            redirect_uris: vec![CALLBACK.into()],
            ..Draft::new("Notes", Kind::Web)
        };
        let (name, metadata) = draft.check().unwrap();
        let now = provider.app.clock.now();
        for (number, (user, may, refused)) in [
            (&mara, Registrars::Everybody, false),
            (&mara, Registrars::Admins, true),
            (&mara, Registrars::Nobody, true),
            (&root, Registrars::Admins, false),
            (&root, Registrars::Nobody, true),
        ]
        .into_iter()
        .enumerate()
        {
            let new = New {
                owner: Some(user.id),
                name: name.clone(),
                metadata: metadata.clone(),
            };
            let by = Actor::person(user.id, Default::default());
            let random = [number as u8; 4];
            let done = register::once(&provider.app.db, new, may, random, &by, now).await;
            match (refused, done) {
                (true, Err(register::NotRegistered::NotAllowed(_))) => {}
                (false, Ok(made)) => {
                    let metadata = made.client.metadata;
                    assert!(metadata.self_registered);
                    assert_eq!(metadata.vetted, user.admin);
                }
                (_, other) => panic!("{number}: {other:?}"),
            }
        }
    })
    .await;
}

#[tokio::test]
async fn administrators_see_everybodys_apps_and_whose_they_are() {
    protocol(async |provider| {
        add_admin(&provider, "root").await;
        provider.add_user("mara").await;
        provider.add_client("Made by command").await;
        let mut mara = Browser::new(&provider);
        mara.sign_in("mara").await;
        register(&mut mara, "Harbour Notes").await;
        let mut root = Browser::new(&provider);
        root.sign_in("root").await;
        register(&mut root, "Intranet").await;

        let page = root.open("/apps").await;
        let rows = page.texts(".rows li").join("\n");
        for (app, owner) in [
            ("Intranet", "yours"),
            ("Harbour Notes", "owned by Mara Lindqvist"),
            ("Made by command", "no owner"),
        ] {
            let row = rows.lines().find(|row| row.contains(app));
            assert!(row.is_some_and(|row| row.contains(owner)), "{app}: {rows}");
        }
        assert!(rows.contains("Nobody yet"), "{rows}");
        let page = mara.open("/apps").await;
        assert_eq!(page.texts(".rows li").len(), 1, "{}", page.html);
        assert!(!page.html.contains("owned by"));

        // Many apps come in pages, and are found by name or id.
        for number in 0..30 {
            let name = format!("Numbered {number}");
            provider.add_client(&name).await;
        }
        let first = root.open("/apps").await;
        assert_eq!(first.texts(".rows li").len(), 25);
        let older = first.attribute("#older", "href").expect("a second page");
        let second = root.open(&older).await;
        assert_eq!(second.texts(".rows li").len(), 8);
        assert!(!second.has("#older"));
        let newer = second.attribute("#newer", "href").expect("the way back");
        assert_eq!(
            root.open(&newer).await.texts(".rows li"),
            first.texts(".rows li")
        );
        let found = root.open("/apps?q=hArBoUr").await;
        assert_eq!(found.texts(".rows li").len(), 1, "{}", found.html);
        let none = root.open("/apps?q=%25").await;
        assert!(none.has("#none-found"), "{}", none.html);
    })
    .await;
}
