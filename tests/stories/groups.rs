//! Groups, roles at an app, claims that are mapped for it, and who may use it.

use lanyard::accounts::groups::{self, Described, NotKept};
use lanyard::audit::Actor;
use lanyard::clients::access::{self, Assignee};
use lanyard::config::Settings;
use lanyard::protocol::claims::mapping::ClaimMapping;
use lanyard::protocol::client::Kind;
use lanyard::protocol::ids::ClientId;
use lanyard::protocol::registration::Draft;
use lanyard::store::groups::Group;
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
    let assigned = access::assign(&site.app.db, &id, to, role, &Actor::system(), now).await;
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
        assert!(page.html.contains("company and platform"), "{}", page.html);
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
        let assigned = access::assign(&site.app.db, &id, to, role, &Actor::system(), now).await;
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
