//! The console of whoever looks after an installation: what goes on, apps, keys, settings.

use std::time::Duration;

use lanyard::accounts::roles;
use lanyard::audit::Actor;
use lanyard::clients::host::{NotProven, prove};
use lanyard::config::{Flags, load};
use lanyard::ops::nodes;
use lanyard::protocol::client::Kind;
use lanyard::protocol::ids::ClientId;
use lanyard::protocol::registration::Draft;
use lanyard::protocol::roles::Role;
use lanyard::store::audit::{self, Filter};
use lanyard::store::nodes::Node;

use crate::world::seed::{add_user_with, register};
use crate::world::{Browser, CALLBACK, PASSWORD, Page, Provider, RelyingParty, everywhere};

/// An administrator, signed in a moment ago.
async fn administrator(provider: &Provider) -> Browser {
    add_user_with(&provider.app, "ada", PASSWORD, |user| user.admin = true).await;
    let mut browser = Browser::new(provider);
    browser.sign_in("ada").await;
    browser
}

async fn auditor(provider: &Provider) -> Browser {
    let alan = provider.add_user("alan").await;
    let (actor, now) = (Actor::system(), provider.clock.now());
    let given = roles::set(
        &provider.app.db,
        alan.id,
        (Role::Auditor, true),
        &actor,
        now,
    )
    .await;
    assert!(given.unwrap());
    let mut browser = Browser::new(provider);
    browser.sign_in("alan").await;
    browser
}

/// How often an act is in the audit.
async fn acts(provider: &Provider, act: &str) -> usize {
    let filter = Filter {
        acts: lanyard::audit::acts_named(act).expect("there is such an act"),
        ..Filter::default()
    };
    let job = provider
        .app
        .db
        .read(move |c| Box::pin(async move { audit::list(c, &filter, 100).await }));
    job.await.unwrap().len()
}

fn figures(page: &Page) -> Vec<String> {
    page.texts(".figures strong")
}

#[tokio::test]
async fn the_overview_says_what_goes_on_and_what_needs_somebody() {
    everywhere(async |provider| {
        let mut ada = administrator(&provider).await;
        let mara = provider.add_user("mara").await;
        let (id, _) = register(
            &provider.app,
            Draft {
                redirect_uris: vec![CALLBACK.into()],
                ..Draft::new("Harbour Notes", Kind::Web)
            },
            Some(mara.id),
        )
        .await;
        let page = ada.open("/admin").await;
        assert_eq!(figures(&page), ["1", "2", "1", "1"], "{}", page.html);
        assert!(
            page.text("#needs + ul").contains("Mail is not set up"),
            "{}",
            page.html
        );
        let title = page.text(".chart title");
        assert!(title.contains("1 succeeded, 0 failed"), "{title}");
        assert!(page.text(".shares").contains("100"), "{}", page.html);

        // A minute is told the same; then it is counted anew.
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let wrong = [
            ("redirect_uri", "https://elsewhere.example/cb"),
            ("client_id", &id),
        ];
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(wrong)
            .finish();
        browser
            .open(&format!("/authorize?response_type=code&{query}"))
            .await;
        assert_eq!(figures(&ada.open("/admin").await)[0], "1");
        provider.clock.advance(Duration::from_secs(61));
        let page = ada.open("/admin").await;
        assert_eq!(figures(&page), ["2", "2", "1", "2"], "{}", page.html);
        let needs = page.text("#needs + ul");
        assert!(needs.contains("Harbour Notes runs into errors"), "{needs}");
        assert!(page.has("#unwell"), "{}", page.html);
        let link = page.attribute("#needs + ul a", "href").unwrap();
        assert_eq!(link, format!("/admin/apps/{id}"));
        assert!(ada.open(&link).await.has("#recent-errors li"));
        assert!(
            ada.open("/admin/apps?show=errors")
                .await
                .text("main")
                .contains(&id)
        );
    })
    .await;
}

#[tokio::test]
async fn keys_are_rotated_and_withdrawn_on_their_page() {
    everywhere(async |provider| {
        let mut ada = administrator(&provider).await;
        let page = ada.open("/admin/keys").await;
        let states = |page: &Page| page.texts("tbody .tag");
        let signing = |page: &Page| states(page).iter().filter(|s| *s == "Signing").count();
        let algorithms = signing(&page);
        assert!(
            algorithms > 0 && page.has(".lives svg title"),
            "{}",
            page.html
        );

        // Whoever fetched the key set, and from where an app called, is known of this node.
        let (id, secret) = provider.add_client("Harbour Notes").await;
        let form = ada.open("/admin/keys/rotate").await;
        assert!(
            form.text("#summary").contains("nothing can be said"),
            "{}",
            form.html
        );
        let service = provider.basic(&id, &secret);
        provider
            .post("/token", [("grant_type", "none")], Some(&service))
            .await;
        provider.clock.advance(Duration::from_secs(1));
        let form = ada.open("/admin/keys/rotate").await;
        assert!(
            form.text("#summary").contains("1 of 1 apps has not"),
            "{}",
            form.html
        );
        provider.get("/jwks", None).await;
        let form = ada.open("/admin/keys/rotate").await;
        assert!(
            form.text("#summary").contains("The one app"),
            "{}",
            form.html
        );

        let before = provider.get("/jwks", None).await.json();
        let done = ada.submit(&form, "rotate-form", None, &[]).await;
        assert_eq!(done.path(), "/admin/keys");
        let page = done;
        assert!(
            page.text("[role=status]").contains("sign from now on"),
            "{}",
            page.html
        );
        assert_eq!(signing(&page), algorithms);
        assert!(
            states(&page).contains(&"Verifying only".to_owned()),
            "{}",
            page.html
        );
        assert_eq!(acts(&provider, "key.rotated").await, 1);
        assert_ne!(provider.get("/jwks", None).await.json(), before);
        // The same form again, as a second click sends it.
        let page = ada.submit(&form, "rotate-form", None, &[]).await;
        assert_eq!(acts(&provider, "key.rotated").await, 1);
        assert!(
            page.text("[role=status]").contains("Nothing was done"),
            "{}",
            page.html
        );

        let link = page.attribute("tbody a", "href").unwrap();
        let form = ada.open(&link).await;
        let kid = form.attribute("input[name=kid][checked]", "value").unwrap();
        ada.submit(&form, "withdraw-form", None, &[]).await;
        assert_eq!(acts(&provider, "key.revoked").await, 1);
        let jwks = provider.get("/jwks", None).await.text;
        assert!(!jwks.contains(&kid), "{jwks}");
        let wrong = ada
            .submit(&form, "withdraw-form", None, &[("kid", "x")])
            .await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.has("#kid-error"), "{}", wrong.html);

        let mut alan = auditor(&provider).await;
        let page = alan.open("/admin/keys").await;
        assert_eq!(page.status, 200);
        assert!(
            !page.has("#rotate-keys") && !page.has("tbody a"),
            "{}",
            page.html
        );
        assert_eq!(alan.open("/admin/keys/rotate").await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn apps_of_everybody_are_vetted_and_switched_off() {
    everywhere(async |provider| {
        let mut ada = administrator(&provider).await;
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let form = browser.open("/apps/new/web").await;
        let uris = format!("{CALLBACK}\n");
        let typed = [("name", "Harbour Notes"), ("redirect_uris", &uris[..])];
        browser.submit(&form, "app-form", None, &typed).await;
        let list = browser.open("/apps").await;
        let link = list.attribute("main li h2 a", "href").unwrap();
        let id = link.trim_start_matches("/apps/").to_owned();
        provider.add_client("The House").await;

        let list = ada.open("/admin/apps").await;
        assert_eq!(list.texts("main li h2 a").len(), 2, "{}", list.html);
        let list = ada.open("/admin/apps?show=unvetted").await;
        assert_eq!(
            list.texts("main li h2 a"),
            ["Harbour Notes"],
            "{}",
            list.html
        );
        assert!(
            list.text("main li").contains("owned by Mara Lindqvist"),
            "{}",
            list.html
        );
        assert!(ada.open("/admin/apps?q=nothing").await.has("#none-found"));

        let path = format!("/admin/apps/{id}");
        let page = ada.open(&path).await;
        assert!(
            page.text("main .lead").contains("may have 100"),
            "{}",
            page.html
        );
        let done = ada.submit(&page, "vet-form", None, &[]).await;
        assert_eq!(done.path(), path, "{}", done.html);
        assert!(
            ada.open("/admin/apps?show=unvetted")
                .await
                .has("#none-found")
        );
        let page = ada.open(&path).await;
        ada.submit(&page, "vet-form", None, &[]).await;
        assert!(
            !ada.open("/admin/apps?show=unvetted")
                .await
                .has("#none-found")
        );

        let ask = ada.open(&format!("{path}/switch")).await;
        ada.submit(&ask, "switch-form", None, &[]).await;
        let page = ada.open("/admin/apps?show=disabled").await;
        assert_eq!(page.texts("main li h2 a"), ["Harbour Notes"]);
        let app = RelyingParty::discover(&provider, &id, None).await;
        let refused = browser.open(&app.start(&["openid"], &[]).url).await;
        assert!(
            refused.text("#error-cause").contains("Client disabled"),
            "{}",
            refused.html
        );
        let page = ada.open(&path).await;
        ada.submit(&page, "switch-form", None, &[]).await;
        assert!(
            ada.open("/admin/apps?show=disabled")
                .await
                .has("#none-found")
        );
        assert_eq!(acts(&provider, "client.changed").await, 4);

        let mut alan = auditor(&provider).await;
        let page = alan.open(&path).await;
        assert_eq!(page.status, 200);
        assert!(
            !page.has("#vet-form") && !page.has("#switch-off"),
            "{}",
            page.html
        );
        assert_eq!(alan.open(&format!("{path}/switch")).await.status, 404);
        assert_eq!(ada.open("/admin/apps/no-such-app").await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_host_is_proven_by_a_file_that_names_the_app() {
    everywhere(async |provider| {
        let mara = provider.add_user("mara").await;
        let draft = Draft {
            redirect_uris: vec![CALLBACK.into()],
            ..Draft::new("Harbour Notes", Kind::Web)
        };
        let (id, secret) = register(&provider.app, draft, Some(mara.id)).await;
        let host = url::Url::parse(CALLBACK).unwrap();
        let host = host.host_str().unwrap().to_owned();
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let form = browser.open(&format!("/apps/{id}/host")).await;
        let line = form.text("#line");
        assert!(
            form.text("main")
                .contains(&format!("https://{host}/.well-known/lanyard-app.txt"))
        );
        // The host of a story is nowhere, and one that the app does not name is not called.
        let refused = browser.submit(&form, "host-form", None, &[]).await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.text("#host-error").contains("could not be fetched"),
            "{}",
            refused.html
        );
        let other = [("host", "intranet.example")];
        let refused = browser.submit(&form, "host-form", None, &other).await;
        assert!(
            refused.text("#host-error").contains("Choose a host"),
            "{}",
            refused.html
        );

        let (app, now) = (&provider.app, provider.clock.now());
        let client = app.clients.by_id(&id).await.unwrap().unwrap();
        let (actor, issuer) = (Actor::person(mara.id, Default::default()), app.issuer());
        let tried = async |host: &str, file: &str| {
            let texts = [file.to_owned()];
            prove(&app.db, &client, (host, &texts), issuer, &actor, now).await
        };
        let unnamed = tried("intranet.example", &line).await;
        assert!(matches!(unnamed, Err(NotProven::NotNamed)), "{unnamed:?}");
        let other = line.replace(issuer, "https://evil.example");
        assert!(matches!(tried(&host, &other).await, Err(NotProven::NoLine)));
        assert!(tried(&host, &format!("# ours\n{line}\n")).await.unwrap());
        app.clients.changed(&ClientId(id.clone()));

        let app = RelyingParty::discover(&provider, &id, Some(&secret)).await;
        let consent = browser.open(&app.start(&["openid"], &[]).url).await;
        assert!(
            consent.text(".who").contains("Host verified"),
            "{}",
            consent.html
        );
        // DR-04: an owner's form does not change what was proven, and somebody else sees nothing of it.
        let edit = browser.open(&format!("/apps/{id}/edit")).await;
        let typed = [
            ("verified_host", "evil.example"),
            ("name", "Harbour Notes 2"),
        ];
        let saved = browser.submit(&edit, "app-form", None, &typed).await;
        assert!(saved.has("#notice"), "{}", saved.html);
        let kept = provider.app.clients.by_id(&id).await.unwrap().unwrap();
        assert_eq!(kept.metadata.verified_host.as_ref().unwrap().host, host);
        provider.add_user("eve").await;
        let mut eve = Browser::new(&provider);
        eve.sign_in("eve").await;
        assert_eq!(eve.open(&format!("/apps/{id}/host")).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn ad_10_settings_are_shown_with_their_source_and_without_secrets() {
    everywhere(async |provider| {
        let variables = [
            ("LANYARD_MAIL__SMTP", "smtp.example.com"),
            ("LANYARD_MAIL__FROM", "no-reply@example.com"),
            ("LANYARD_MAIL__USER", "postman"),
            ("LANYARD_MAIL__PASSWORD", "hunter2-mail"),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let loaded = load(None, variables, &Flags::default()).unwrap().settings;
        let mut settings = provider.settings.clone();
        settings.mail = loaded.mail;
        settings.origins = loaded.origins;
        let provider = Provider::start_at(settings, provider.clock.clone()).await;
        let mut ada = administrator(&provider).await;
        let page = ada.open("/admin/settings").await;
        assert!(!page.html.contains("hunter2"), "{}", page.html);
        let text = page.text("main");
        for shown in [
            "session.idle",
            "30 min",
            "smtp.example.com",
            "environment variable LANYARD_MAIL__SMTP",
            "environment variable LANYARD_MAIL__PASSWORD",
            "(hidden)",
            "LANYARD_SESSION__IDLE",
        ] {
            assert!(text.contains(shown), "{shown}: {text}");
        }

        let page = ada.open("/admin/settings/brand?accent=%23ffcc00").await;
        assert!(page.has("#accent-error"), "{}", page.html);
        let nearest = page.attribute("#nearest", "href").unwrap();
        let page = ada.open(&nearest).await;
        assert!(page.has("#passes"), "{}", page.html);
        let colour = nearest.rsplit("%23").next().unwrap();
        assert!(
            page.html.contains(&format!("/{colour}.css")),
            "{}",
            page.html
        );
        // Only that page.
        assert!(
            !ada.open("/admin/settings")
                .await
                .html
                .contains(".css\">\n<link rel=\"stylesheet\" href=\"/brand/")
        );
        let page = ada.open("/admin/settings/brand?accent=%3Cscript%3E").await;
        assert!(
            page.has("#accent-error") && !page.html.contains("<script>"),
            "{}",
            page.html
        );
    })
    .await;
}

#[tokio::test]
async fn apps_as_found_are_a_file() {
    everywhere(async |provider| {
        let mut browser = administrator(&provider).await;
        for name in ["Wiki", "=Sums", "Board"] {
            provider.add_client(name).await;
        }
        let page = browser.open("/admin/apps").await;
        let file = browser.submit(&page, "export-form", None, &[]).await;
        assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
        assert!(file.html.starts_with("client_id,name,"), "{}", file.html);
        assert_eq!(file.html.lines().count(), 4, "{}", file.html);
        assert!(file.html.contains(",'=Sums,"), "nothing is reckoned");
        let page = browser.open("/admin/apps?q=wiki").await;
        let file = browser.submit(&page, "export-form", None, &[]).await;
        assert_eq!(file.html.lines().count(), 2, "{}", file.html);
        let page = browser.open("/admin/audit?kind=account.exported").await;
        assert!(page.html.contains("what=apps"), "{}", page.html);
    })
    .await;
}

/// More than a batch: each app is there once, from whatever page one asks.
#[tokio::test]
async fn a_long_list_of_apps_is_whole_in_its_file() {
    everywhere(async |provider| {
        let mut browser = administrator(&provider).await;
        for n in 0..205 {
            provider.add_client(&format!("App {n:03}")).await;
        }
        let page = browser.open("/admin/apps").await;
        let older = page.attribute("#older", "href").expect("more than a page");
        let page = browser.open(&older).await;
        let file = browser.submit(&page, "export-form", None, &[]).await;
        let mut names: Vec<_> = file.html.lines().skip(1).collect();
        assert_eq!(names.len(), 205);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 205, "each once");
    })
    .await;
}

#[tokio::test]
async fn nodes_that_do_not_go_together_need_a_look() {
    everywhere(async |provider| {
        let mut browser = administrator(&provider).await;
        let (db, now) = (&provider.app.db, provider.clock.now());
        let node = |host: &str, ahead, knows| Node {
            host: host.to_owned(),
            ahead: Some(ahead),
            knows: Some(knows),
            ..nodes::this(now)
        };
        let knows = db.known_schema();
        let (one, other) = (node("north", -30, knows), node("south", 90, knows));
        for one in [&one, &other] {
            nodes::say(db, one, now).await.unwrap();
        }
        let page = browser.open("/admin").await;
        assert!(page.html.contains("north"), "{}", page.html);
        assert!(
            !page.html.contains("Clocks of nodes differ"),
            "two minutes do no harm"
        );
        assert!(!page.html.contains("another schema"), "{}", page.html);

        provider.clock.advance(Duration::from_secs(61));
        let now = provider.clock.now();
        let later = Node {
            ahead: Some(91),
            ..other
        };
        let older = Node {
            knows: Some(knows - 1),
            ..one
        };
        for one in [&older, &later] {
            nodes::say(db, one, now).await.unwrap();
        }
        let page = browser.open("/admin").await;
        let clocks = "The clock of south is 121 seconds ahead of that of north.";
        assert!(page.text("main").contains(clocks), "{}", page.text("main"));
        // What a node knows it says when it starts.
        assert!(!page.html.contains("another schema"), "{}", page.html);
        nodes::say(db, &node("west", 0, knows - 1), now)
            .await
            .unwrap();
        provider.clock.advance(Duration::from_secs(61));
        let page = browser.open("/admin").await;
        let schema = format!("west knows schema {}, the database has {knows}.", knows - 1);
        assert!(page.text("main").contains(&schema), "{}", page.text("main"));
    })
    .await;
}
