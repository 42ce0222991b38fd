//! Groups, roles at an app, claims that are mapped for it, and who may use it.

use lanyard::accounts::groups::{self, Described, NotKept};
use lanyard::audit::Actor;
use lanyard::clients::access::{self, Assignee, Share};
use lanyard::config::Settings;
use lanyard::protocol::claims::mapping::ClaimMapping;
use lanyard::protocol::client::Kind;
use lanyard::protocol::ids::ClientId;
use lanyard::protocol::registration::Draft;
use lanyard::store::groups::Group;
use lanyard::store::users::User;
use serde_json::{Value, json};

use crate::world::ear::part;
use crate::world::matrix::everywhere_with;
use crate::world::scene::Fields;
use crate::world::{Browser, CALLBACK, Provider, RelyingParty, Scene, everywhere};

/// Makes a group, as part of another one if there is one.
pub async fn make(site: &Provider, name: &str, part_of: Option<&Group>) -> Group {
    let described = Described {
        name: name.parse().unwrap(),
        title: name.to_owned(),
        parent: part_of.map(|group| group.id),
    };
    let (db, now) = (&site.app.db, site.app.clock.now());
    groups::make(db, described, &Actor::system(), now)
        .await
        .unwrap()
}

pub async fn join(site: &Provider, group: &Group, login: &str) {
    let user = site.user(login).await.id;
    let (db, now) = (&site.app.db, site.app.clock.now());
    let joined = groups::join(db, group, user, &Actor::system(), now).await;
    assert!(joined.unwrap());
}

pub async fn leave(site: &Provider, group: &Group, login: &str) {
    let user = site.user(login).await.id;
    let (db, now) = (&site.app.db, site.app.clock.now());
    let left = groups::leave(db, group, user, &Actor::system(), now).await;
    assert!(left.unwrap());
}

/// Only those who are assigned may use the app from now on.
pub async fn restrict(site: &Provider, client_id: &str) {
    let (id, now) = (ClientId(client_id.to_owned()), site.app.clock.now());
    let restricted = access::restrict(&site.app.db, &id, true, &Actor::system(), now).await;
    assert!(restricted.unwrap());
}

pub async fn assign(site: &Provider, client_id: &str, group: &Group, role: Option<&str>) {
    let (id, now) = (ClientId(client_id.to_owned()), site.app.clock.now());
    let to = Assignee::Group(group.id, group.name.clone());
    let role = role.map(|role| role.parse().unwrap());
    let assigned = access::set(
        &site.app.db,
        &id,
        (to, Share::Use(role), true),
        &Actor::system(),
        now,
    )
    .await;
    assert!(assigned.unwrap());
}

async fn map(site: &Provider, client_id: &str, mappings: Value) {
    let mappings: Vec<ClaimMapping> = serde_json::from_value(mappings).unwrap();
    let client = site.app.clients.by_id(client_id).await.unwrap().unwrap();
    let (db, now) = (&site.app.db, site.app.clock.now());
    access::map_claims(db, &client, mappings, &Actor::system(), now)
        .await
        .unwrap();
    site.app.clients.changed(&client.id);
}

/// An app that may ask for groups and roles.
async fn app(site: &Provider) -> RelyingParty {
    let (id, secret) = site
        .register(Draft {
            redirect_uris: vec![CALLBACK.into()],
            scope: Some("openid profile groups roles offline_access".into()),
            ..Draft::new("Wiki", Kind::Web)
        })
        .await;
    RelyingParty::discover(site, &id, Some(&secret)).await
}

#[tokio::test]
async fn fc_25_an_app_reads_groups_and_roles_when_it_asks_for_them() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let app = app(&site).await;
        let company = make(&site, "company", None).await;
        let platform = make(&site, "platform", Some(&company)).await;
        let ops = make(&site, "ops", None).await;
        join(&site, &platform, "mara").await;
        assign(&site, &app.client_id, &company, Some("Editor")).await;
        assign(&site, &app.client_id, &ops, Some("Admin")).await;

        let mut mara = Browser::new(&site);
        let started = app.start(&["profile", "groups", "roles", "offline_access"], &[]);
        let page = mara.open(&started.url).await;
        let page = mara.log_in(&page, "mara").await;
        // She sees what the app will read.
        assert_eq!(page.path(), "/consent");
        let shown = page.text("#consent-form");
        assert!(
            shown.contains("company") && shown.contains("platform"),
            "{shown}"
        );
        assert!(
            page.html.contains("See your roles in this app"),
            "{}",
            page.html
        );
        let tokens = app.redeem_from(&mut mara, page, &started).await;
        let claims = part(&tokens.id_token, 1);
        assert_eq!(claims["groups"], json!(["company", "platform"]));
        assert_eq!(claims["roles"], json!(["Editor"]));
        let bearer = format!("Bearer {}", tokens.access_token);
        let told = site.get("/userinfo", Some(&bearer)).await.json();
        assert_eq!(told["groups"], json!(["company", "platform"]));
        assert_eq!(told["roles"], json!(["Editor"]));
        assert!(part(&tokens.access_token, 1).get("groups").is_none());

        // Another sign-in, another answer; without the scope none.
        join(&site, &ops, "mara").await;
        let told = site.get("/userinfo", Some(&bearer)).await.json();
        assert_eq!(told["roles"], json!(["Admin", "Editor"]));
        leave(&site, &platform, "mara").await;
        let started = app.start(&["groups", "roles"], &[]);
        let page = mara.open(&started.url).await;
        let tokens = app.redeem_from(&mut mara, page, &started).await;
        let claims = part(&tokens.id_token, 1);
        assert_eq!(
            (&claims["groups"], &claims["roles"]),
            (&json!(["ops"]), &json!(["Admin"]))
        );
        let started = app.start(&["profile"], &[]);
        let page = mara.open(&started.url).await;
        let tokens = app.redeem_from(&mut mara, page, &started).await;
        assert!(part(&tokens.id_token, 1).get("groups").is_none());

        // Her own file has them, and her activity says so.
        let page = mara.open("/account/data").await;
        assert!(page.text("pre").contains("\"ops\""), "{}", page.html);
        let page = mara.open("/account/activity").await;
        assert!(
            page.html.contains("Put into a group") && page.html.contains("Taken out of a group")
        );
    })
    .await;
}

#[tokio::test]
async fn fc_25_claims_are_mapped_for_one_app() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let (app, other) = (app(&site).await, RelyingParty::registered(&site, "Photos").await);
        let ops = make(&site, "ops", None).await;
        join(&site, &ops, "mara").await;
        map(
            &site,
            &app.client_id,
            json!([
                {"claim": "role", "from": "text:Admin", "in": ["id_token", "userinfo"], "for": ["ops"]},
                {"claim": "role", "from": "text:Viewer", "in": ["id_token", "userinfo"]},
                {"claim": "login", "from": "user.preferred_username", "in": ["id_token"]},
                {"claim": "teams", "from": "groups", "in": ["access_token"]},
                {"claim": "name", "from": "text:Somebody", "in": ["userinfo"]},
            ]),
        )
        .await;
        let mut mara = Browser::new(&site);
        let started = app.start(&["profile"], &[]);
        let page = mara.open(&started.url).await;
        let page = mara.log_in(&page, "mara").await;
        let tokens = app.redeem_from(&mut mara, page, &started).await;
        let id = part(&tokens.id_token, 1);
        assert_eq!((&id["role"], &id["login"]), (&json!("Admin"), &json!("mara")));
        assert_eq!(part(&tokens.access_token, 1)["teams"], json!(["ops"]));
        let bearer = format!("Bearer {}", tokens.access_token);
        let answer = site.get("/userinfo", Some(&bearer)).await;
        // Each name once: what is mapped stands in place of what would be there.
        assert_eq!(answer.text.matches("\"name\"").count(), 1, "{}", answer.text);
        assert_eq!(answer.json()["name"], "Somebody");
        let basic = site.basic(&app.client_id, app.secret.as_deref().unwrap());
        let asked = site
            .post("/introspect", [("token", tokens.access_token.as_str())], Some(&basic))
            .await
            .json();
        assert_eq!(asked["teams"], json!(["ops"]));

        // What she did not allow is not told under another name; and no other app hears any of it.
        let started = app.start(&["openid"], &[]);
        let page = mara.open(&started.url).await;
        let tokens = app.redeem_from(&mut mara, page, &started).await;
        let id = part(&tokens.id_token, 1);
        assert!(id.get("login").is_none() && id["role"] == "Admin", "{id}");
        let started = other.start(&["profile"], &[]);
        let page = mara.open(&started.url).await;
        let tokens = other.redeem_from(&mut mara, page, &started).await;
        let id = part(&tokens.id_token, 1);
        assert!(id.get("role").is_none() && id.get("teams").is_none(), "{id}");
    })
    .await;
}

#[tokio::test]
async fn an_app_is_for_those_who_are_assigned_to_it() {
    everywhere(async |site| {
        let mut scene = Scene::new(&site).await;
        let tokens = scene.tokens().await;
        let refresh = tokens.refresh_token.expect("a refresh token");
        let client_id = scene.app.client_id.clone();
        let (company, platform) = {
            let company = make(&site, "company", None).await;
            let platform = make(&site, "platform", Some(&company)).await;
            (company, platform)
        };
        restrict(&site, &client_id).await;

        // What she has works no more: the same gate everywhere.
        assert!(!scene.is_active(&tokens.access_token).await);
        assert!(!scene.is_active(&refresh).await);
        assert_eq!(scene.userinfo(&tokens.access_token).await.status, 401);
        let answer = scene.refresh(&refresh).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["error"]),
            (400, &json!("invalid_grant"))
        );

        // She is told so, and the app when she goes back to it.
        let started = scene.app.start(&["profile"], &[]);
        let page = scene.browser.open(&started.url).await;
        assert_eq!(
            (page.path(), page.status.as_u16()),
            ("/login/access", 403),
            "{}",
            page.html
        );
        assert!(page.heading().contains("Harbour Notes"), "{}", page.html);
        assert!(page.html.contains("You did nothing wrong"), "{}", page.html);
        let page = scene
            .browser
            .submit(&page, "no-access-form", None, &[])
            .await;
        assert_eq!(
            page.query("error").as_deref(),
            Some("access_denied"),
            "{}",
            page.url
        );
        assert_eq!(page.query("state").as_deref(), Some(&*started.state));
        // In silence nobody is shown a page.
        let started = scene.app.start(&["profile"], &[("prompt", "none")]);
        let page = scene.browser.open(&started.url).await;
        assert_eq!(
            page.query("error").as_deref(),
            Some("access_denied"),
            "{}",
            page.url
        );

        // A group of which hers is a part is assigned: all of it works again, without another sign-in.
        join(&site, &platform, "mara").await;
        assign(&site, &client_id, &company, None).await;
        assert!(scene.is_active(&tokens.access_token).await);
        let answer = scene.refresh(&refresh).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        scene.tokens().await;

        // And no more when she leaves it, also with a code that was given before.
        let (started, code) = scene.code().await;
        leave(&site, &platform, "mara").await;
        let form: Fields = scene.redemption(&started, &code);
        let answer = scene.token(&form).await;
        assert_eq!(answer.json()["error"], "invalid_grant", "{}", answer.text);
        assert!(!scene.is_active(&tokens.access_token).await);
        // By herself, in a role: that is enough.
        let (id, now) = (ClientId(client_id), site.app.clock.now());
        let to = Assignee::Person(scene.user.id);
        let role = Some("Editor".parse().unwrap());
        let assigned = access::set(
            &site.app.db,
            &id,
            (to, Share::Use(role), true),
            &Actor::system(),
            now,
        )
        .await;
        assert!(assigned.unwrap());
        scene.tokens().await;
    })
    .await;
}

#[tokio::test]
async fn groups_go_one_level_deep() {
    everywhere(async |site| {
        let company = make(&site, "company", None).await;
        let platform = make(&site, "platform", Some(&company)).await;
        let team = make(&site, "team", None).await;
        let (db, now) = (&site.app.db, site.app.clock.now());
        let put = async |group: &Group, into: &Group| {
            let described = Described {
                name: group.name.clone(),
                title: group.title.clone(),
                parent: Some(into.id),
            };
            groups::change(db, group.id, described, &Actor::system(), now).await
        };
        // Neither a part of a part, nor a group with parts as a part, nor a part of itself.
        for (group, into) in [(&team, &platform), (&company, &team), (&team, &team)] {
            let refused = put(group, into).await;
            assert!(matches!(refused, Err(NotKept::TooDeep)), "{refused:?}");
        }
        put(&team, &company).await.unwrap();
        // Two at once do not become each other's parts.
        let (a, b) = (make(&site, "a", None).await, make(&site, "b", None).await);
        let (one, other) = tokio::join!(put(&a, &b), put(&b, &a));
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        let same = Described {
            name: "TEAM".parse().unwrap(),
            title: "Another".into(),
            parent: None,
        };
        let taken = groups::make(db, same, &Actor::system(), now).await;
        assert!(matches!(taken, Err(NotKept::Taken)), "{taken:?}");
        // What belonged to a group that is gone stands by itself.
        assert!(
            groups::remove(db, &company, &Actor::system(), now)
                .await
                .unwrap()
        );
        let put_again = put(&a, &platform).await;
        assert!(put_again.is_ok() || matches!(put_again, Err(NotKept::TooDeep)));
        make(&site, "part", Some(&platform)).await;
    })
    .await;
}

#[tokio::test]
async fn a_second_factor_is_required_of_a_group() {
    let change = |settings: &mut Settings| {
        settings.second_factor.groups = vec!["company".parse().unwrap()];
    };
    everywhere_with(change, async |site| {
        site.add_user("mara").await;
        site.add_user("noel").await;
        let company = make(&site, "company", None).await;
        let platform = make(&site, "platform", Some(&company)).await;
        join(&site, &platform, "mara").await;
        let sign_in = async |login: &str| {
            let mut browser = Browser::new(&site);
            let page = browser.open("/login").await;
            browser.log_in(&page, login).await
        };
        let page = sign_in("mara").await;
        assert_eq!(page.path(), "/login/enroll", "{}", page.html);
        let page = sign_in("noel").await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        // Whoever is put into the group while signed in shows a second factor before any app hears of them.
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let mut noel = Browser::new(&site);
        noel.sign_in("noel").await;
        join(&site, &platform, "noel").await;
        let started = app.start(&["openid"], &[]);
        let page = noel.open(&started.url).await;
        assert_ne!(page.path(), "/consent", "{}", page.html);
        assert_eq!(page.query("code"), None, "{}", page.url);
    })
    .await;
}

#[tokio::test]
async fn the_console_makes_groups_gives_them_an_app_and_maps_a_claim() {
    everywhere(async |site| {
        let root = site.add_user("root").await;
        site.change_user(
            &root,
            &User {
                admin: true,
                ..root.clone()
            },
        )
        .await;
        site.add_user("mara").await;
        let app = app(&site).await;
        let mut root = Browser::new(&site);
        root.sign_in("root").await;

        let page = root.open("/admin/groups").await;
        assert!(
            page.html.contains("There are no groups yet"),
            "{}",
            page.html
        );
        let page = root.open("/admin/groups/new").await;
        let typed = [("title", "Platform team"), ("name", "Two words")];
        let page = root.submit(&page, "group-form", None, &typed).await;
        assert!(
            page.status == 422 && page.has("#name-error"),
            "{}",
            page.html
        );
        assert_eq!(
            page.attribute("#title", "value").as_deref(),
            Some("Platform team")
        );
        let page = root
            .submit(&page, "group-form", None, &[("name", "Platform")])
            .await;
        assert_eq!(page.text("#name"), "platform", "{}", page.html);
        assert!(
            page.text("#notice").contains("Platform team"),
            "{}",
            page.html
        );
        let group = page.path().to_owned();
        // Nobody by that name: what was typed stays.
        let wrong = root
            .submit(&page, "join-form", None, &[("who", "nobody")])
            .await;
        assert_eq!(wrong.attribute("#who", "value").as_deref(), Some("nobody"));
        let page = root
            .submit(&wrong, "join-form", None, &[("who", "MARA")])
            .await;
        assert!(page.text("#members").contains("mara"), "{}", page.html);
        let page = root.open("/admin/groups?q=plat").await;
        assert!(page.text("#groups").contains("1 person"), "{}", page.html);
        let page = root.open("/admin/groups?q=x").await;
        assert!(page.has("#none-found"), "{}", page.html);

        let access = format!("/admin/apps/{}/access", app.client_id);
        let page = root.open(&access).await;
        let page = root
            .submit(&page, "restrict-form", None, &[("only", "assigned")])
            .await;
        assert!(page.has("#shut"), "{}", page.html);
        let typed = [("who", "Platform"), ("role", "Editor")];
        let page = root.submit(&page, "assign-form", None, &typed).await;
        let assigned = page.text("#assigned");
        assert!(
            assigned.contains("Platform team") && assigned.contains("Editor"),
            "{assigned}"
        );

        let claims = format!("/admin/apps/{}/claims", app.client_id);
        let page = root.open(&claims).await;
        let typed = [("claim", "sub"), ("from", "text:x")];
        let page = root.submit(&page, "map-form", None, &typed).await;
        assert!(page.text("#claim-error").contains("sub"), "{}", page.html);
        let typed = [("claim", "team"), ("from", "text:yes"), ("for", "platform")];
        let page = root.submit(&page, "map-form", None, &typed).await;
        assert!(page.text("#mappings").contains("text:yes"), "{}", page.html);
        let shown = root
            .open(&format!("{claims}?person=mara&scope=openid+roles"))
            .await;
        let tokens = shown.text("#preview");
        assert!(
            tokens.contains("\"team\": \"yes\"") && tokens.contains("\"Editor\""),
            "{tokens}"
        );
        let shown = root.open(&format!("{claims}?person=root")).await;
        assert!(shown.has("#not-admitted"), "{}", shown.html);

        // What the tokens say is what was shown.
        let mut mara = Browser::new(&site);
        let started = app.start(&["roles"], &[]);
        let page = mara.open(&started.url).await;
        let page = mara.log_in(&page, "mara").await;
        let tokens = app.redeem_from(&mut mara, page, &started).await;
        let id = part(&tokens.id_token, 1);
        assert_eq!(
            (&id["team"], &id["roles"]),
            (&json!("yes"), &json!(["Editor"]))
        );
        // Whoever has no role does not find the console.
        for path in ["/admin/groups", &*group, &*access, &*claims] {
            assert_eq!(mara.open(path).await.status, 404, "{path}");
        }

        let page = root.open(&claims).await;
        let csrf = page.attribute("#mappings [name=csrf]", "value").unwrap();
        let gone = |number: &str, claim: &str| {
            [
                ("csrf", csrf.as_str()),
                ("number", number),
                ("claim", claim),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        // What was shown there before is not what is there now.
        let page = root
            .post(&format!("{claims}/remove"), &gone("0", "other"))
            .await;
        assert_eq!(page.status, 422, "{}", page.html);
        let page = root
            .post(&format!("{claims}/remove"), &gone("0", "team"))
            .await;
        assert!(page.has("#none"), "{}", page.html);
        let page = root.open(&format!("{group}/remove")).await;
        assert!(page.text("#what").contains("1 person") || page.text("#what").contains('1'));
        let page = root.submit(&page, "remove-form", None, &[]).await;
        assert!(page.text("#notice").contains("removed"), "{}", page.html);
        let page = root.open(&access).await;
        assert!(page.has("#shut"), "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn dr_13_co_owners_look_after_an_app_and_nobody_else_finds_it() {
    everywhere(async |site| {
        for login in ["mara", "noel", "eve"] {
            site.add_user(login).await;
        }
        let app = app(&site).await;
        let crew = make(&site, "crew", None).await;
        let part = make(&site, "part", Some(&crew)).await;
        join(&site, &part, "noel").await;
        let (id, now) = (ClientId(app.client_id.clone()), site.app.clock.now());
        let mara = Assignee::Person(site.user("mara").await.id);
        let of_crew = Assignee::Group(crew.id, crew.name.clone());
        let share = async |with: Assignee, on| {
            access::set(&site.app.db, &id, (with, Share::Own, on), &Actor::system(), now).await.unwrap()
        };
        assert!(share(mara.clone(), true).await && share(of_crew.clone(), true).await);
        assert!(!share(mara.clone(), true).await);
        let page = format!("/apps/{id}");
        for (login, finds) in [("mara", true), ("noel", true), ("eve", false)] {
            let mut browser = Browser::new(&site);
            browser.sign_in(login).await;
            let shown = browser.open(&page).await;
            assert_eq!(shown.status == 200, finds, "{login}: {}", shown.html);
            let listed = browser.open("/apps").await;
            assert_eq!(listed.html.contains("Wiki"), finds, "{login}: {}", listed.html);
            let edit = browser.open(&format!("{page}/edit")).await;
            assert_eq!(edit.status == 200, finds, "{login}");
            // A refused request is explained to whoever looks after the app.
            let refused = browser.open(&format!("/authorize?client_id={id}&redirect_uri=https://rp.example/other&response_type=code")).await;
            assert_eq!(refused.has("#owner"), finds, "{login}: {}", refused.html);
            // What only administrators decide stays theirs.
            assert!(!shown.has("#access"), "{login}");
        }
        // It ends with the next click.
        assert!(share(mara, false).await && share(of_crew, false).await);
        for login in ["mara", "noel"] {
            let mut browser = Browser::new(&site);
            browser.sign_in(login).await;
            assert_eq!(browser.open(&page).await.status, 404, "{login}");
        }
    })
    .await;
}

#[tokio::test]
async fn people_read_what_a_scope_means_in_their_language() {
    everywhere(async |site| {
        let root = site.add_user("root").await;
        site.change_user(
            &root,
            &User {
                admin: true,
                ..root.clone()
            },
        )
        .await;
        let (id, secret) = site
            .register(Draft {
                redirect_uris: vec![CALLBACK.into()],
                scope: Some("openid notes:write notes:read".into()),
                ..Draft::new("Wiki", Kind::Web)
            })
            .await;
        let app = RelyingParty::discover(&site, &id, Some(&secret)).await;
        let mut root = Browser::new(&site);
        root.sign_in("root").await;
        let page = root.open("/admin/scopes").await;
        let typed = [("word", "email"), ("title", "x")];
        let page = root.submit(&page, "scope-form", None, &typed).await;
        assert!(page.has("#word-error"), "{}", page.html);
        for (language, title, more) in [
            ("en", "Write your notes", "Also delete them"),
            ("de", "Ihre Notizen schreiben", ""),
        ] {
            let typed = [
                ("word", "notes:write"),
                ("language", language),
                ("title", title),
                ("description", more),
            ];
            let page = root.open("/admin/scopes").await;
            let page = root.submit(&page, "scope-form", None, &typed).await;
            assert!(page.text("#texts").contains(title), "{}", page.html);
        }
        let started = app.start(&["notes:write", "notes:read"], &[]);
        let page = root.open(&started.url).await;
        assert!(page.html.contains("Write your notes"), "{}", page.html);
        assert!(page.html.contains("Also delete them") && page.html.contains("notes:read"));
        let started = app.start(&["notes:write"], &[("ui_locales", "de")]);
        let page = root.open(&started.url).await;
        assert!(
            page.html.contains("Ihre Notizen schreiben"),
            "{}",
            page.html
        );
        // A language without a text has it in another one.
        let started = app.start(&["notes:write"], &[("ui_locales", "fr")]);
        let page = root.open(&started.url).await;
        assert!(page.html.contains("Write your notes"), "{}", page.html);
    })
    .await;
}
