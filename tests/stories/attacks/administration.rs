//! AD-01 to AD-14: who opens what of the console.

use std::time::Duration;

use axum::http::Method;
use lanyard::accounts::mailing::Mailing;
use lanyard::accounts::roles::{self, NotGiven, Refused};
use lanyard::accounts::undo::Undoing;
use lanyard::accounts::{ending, factors, profile, state};
use lanyard::audit::{Actor, Origin};
use lanyard::pages::admin::doors::{DOORS, Door};
use lanyard::protocol::roles::{Role, Roles};

use super::*;
use crate::world::browser::form_request;
use crate::world::everywhere;
use crate::world::matrix::everywhere_with;
use crate::world::seed::add_user_with;

/// Gives `login` an account with that role, and signs them in.
pub(super) async fn with_role(provider: &Provider, login: &str, role: Option<Role>) -> Browser {
    let user = add_user_with(&provider.app, login, PASSWORD, |user| {
        user.admin = role == Some(Role::Administrator);
    })
    .await;
    if let Some(role @ (Role::Support | Role::Auditor)) = role {
        let (actor, now) = (Actor::system(), provider.clock.now());
        let given = roles::set(&provider.app.db, user.id, (role, true), &actor, now).await;
        assert!(given.unwrap());
    }
    let mut browser = Browser::new(provider);
    browser.sign_in(login).await;
    browser
}

/// What the router does with a request to this address: the answer itself, no redirect followed.
pub(super) async fn knock(browser: &mut Browser, method: Method, path: &str) -> Page {
    let request = match method {
        Method::POST => {
            let csrf = browser.csrf_of("/account/security/password").await;
            let fields = [("csrf".to_owned(), csrf)];
            form_request(path, &fields, "same-origin", Some("null"))
        }
        method => Request::builder()
            .method(method)
            .uri(path)
            .body(Body::empty())
            .unwrap(),
    };
    browser.send(request).await
}

/// What the doors with an id in their address are about.
pub(super) struct Targets {
    user: String,
    group: String,
    client: String,
    resource: String,
}

impl Targets {
    pub(super) async fn new(provider: &Provider) -> Self {
        let user = provider.add_user("mara").await;
        let group = crate::groups::make(provider, "crew", None).await;
        let (client, _) = provider.add_client("Wiki").await;
        let orders = crate::resources::plain("orders:read");
        let resource = crate::resources::serve(provider, crate::resources::ORDERS, orders).await;
        Self {
            resource: resource.id.to_string(),
            user: user.id.to_string(),
            group: group.id.to_string(),
            client,
        }
    }

    pub(super) fn path(&self, door: &Door) -> String {
        let id = match door.path.split('/').nth(2) {
            Some("groups") => &self.group,
            Some("resources") => &self.resource,
            _ => &self.user,
        };
        door.path.replace("{id}", id).replace("{app}", &self.client)
    }
}

/// A page of ours that says that there is none: the same for every reason but its reference.
pub(super) fn nothing_here(page: &Page) -> bool {
    page.status == 404 && page.heading() == "This page does not exist"
}

#[tokio::test]
async fn ad_01_every_door_opens_to_its_roles_and_to_nobody_else() {
    everywhere(async |provider| {
        let targets = Targets::new(&provider).await;
        let who = [
            ("ada", Some(Role::Administrator)),
            ("grace", Some(Role::Support)),
            ("alan", Some(Role::Auditor)),
            ("eve", None),
        ];
        for (login, role) in who {
            let mut browser = with_role(&provider, login, role).await;
            let roles: Roles = role.into_iter().collect();
            for door in DOORS {
                let page = knock(&mut browser, Method::GET, &targets.path(door)).await;
                let opens = roles.may(door.right);
                assert_eq!(
                    !nothing_here(&page),
                    opens,
                    "{role:?} {}: {}",
                    door.path,
                    page.html
                );
            }
            let unknown = knock(&mut browser, Method::GET, "/admin/nothing-of-the-kind").await;
            assert!(nothing_here(&unknown), "{role:?}: {}", unknown.html);
        }
        let mut stranger = Browser::new(&provider);
        for door in DOORS {
            let page = knock(&mut stranger, Method::GET, &targets.path(door)).await;
            assert_eq!(page.status, 303, "{}: {}", door.path, page.html);
            assert!(
                page.location().starts_with("/login?return="),
                "{}",
                door.path
            );
        }
    })
    .await;
}

#[tokio::test]
async fn ad_01_a_role_ends_with_the_next_click() {
    everywhere(async |provider| {
        with_role(&provider, "root", Some(Role::Administrator)).await;
        let mut browser = with_role(&provider, "grace", Some(Role::Support)).await;
        let page = browser.open("/account").await;
        assert!(page.has("a[href='/admin']"), "{}", page.html);
        assert_eq!(browser.open("/admin").await.status, 200);
        let (actor, now) = (Actor::system(), provider.clock.now());
        let grace = provider.user("grace").await;
        let set = async |user: &User, role, given| {
            roles::set(&provider.app.db, user.id, (role, given), &actor, now).await
        };
        assert!(set(&grace, Role::Support, false).await.unwrap());
        assert!(nothing_here(&browser.open("/admin").await));
        assert!(!browser.open("/account").await.has("a[href='/admin']"));

        let mut browser = with_role(&provider, "ada", Some(Role::Administrator)).await;
        assert_eq!(browser.open("/admin").await.status, 200);
        let ada = provider.user("ada").await;
        assert!(set(&ada, Role::Administrator, false).await.unwrap());
        assert!(nothing_here(&browser.open("/admin").await));
        // AD-06: not the last one.
        let root = provider.user("root").await;
        let refused = set(&root, Role::Administrator, false).await.unwrap_err();
        assert!(
            refused.to_string().contains("only administrator"),
            "{refused}"
        );
    })
    .await;
}

/// A form of the console that does nothing by itself, with the token of its family.
pub(super) async fn token(browser: &mut Browser) -> String {
    // Everybody with a role sees one of the two; on the second one's own sign-in has a form.
    for page in ["/admin/audit", "/admin/sessions"] {
        let page = browser.open(page).await;
        if let Some(token) = page.attribute("main input[name=csrf]", "value") {
            return token;
        }
    }
    panic!("no form in the console");
}

pub(super) async fn send(
    browser: &mut Browser,
    path: &str,
    csrf: &str,
    fields: &[(&str, &str)],
) -> Page {
    let mut all = vec![("csrf".to_owned(), csrf.to_owned())];
    all.extend(
        fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    browser
        .send(form_request(path, &all, "same-origin", Some("null")))
        .await
}

#[tokio::test]
async fn ad_01_every_act_is_done_for_its_roles_and_refused_to_others() {
    everywhere(async |provider| {
        let targets = Targets::new(&provider).await;
        for (login, role) in [
            ("ada", Role::Administrator),
            ("grace", Role::Support),
            ("alan", Role::Auditor),
        ] {
            let mut browser = with_role(&provider, login, Some(role)).await;
            let csrf = token(&mut browser).await;
            for (n, door) in DOORS.iter().filter(|door| door.is_act).enumerate() {
                let target = provider.add_user(&format!("{login}{n}")).await;
                let mut theirs = Browser::new(&provider);
                theirs.sign_in(&target.login).await;
                let (user, now) = (target.id, provider.clock.now());
                let job = provider.app.db.read(move |c| {
                    Box::pin(async move { lanyard::store::sign_ins::of_user(c, user, now).await })
                });
                let sign_in = job.await.unwrap()[0].id.to_string();
                let id = target.id.to_string();
                let path = match door.path.split('/').nth(2) {
                    Some("sessions") => door.path.replace("{id}", &sign_in),
                    Some("people") => door.path.replace("{id}", &id),
                    _ => targets.path(door),
                };
                // What several are to have done to them depends on the right for that.
                let several = if role == Role::Support {
                    "sign-out"
                } else {
                    "disable"
                };
                let act = if door.path.ends_with("/several") {
                    several
                } else {
                    "give"
                };
                let fields = [
                    ("do", act),
                    ("id", &*id),
                    ("role", "auditor"),
                    ("name", "Somebody Else"),
                    ("login", "somebody"),
                    ("email", "somebody@example.net"),
                ];
                let before = provider.dump().await;
                let page = send(&mut browser, &path, &csrf, &fields).await;
                let opens = role.may(door.right);
                // Groups and apps have other fields, and acts that find nothing of that name.
                let fits = ["/admin/people", "/admin/sessions", "/admin/audit"]
                    .iter()
                    .any(|place| path.starts_with(place));
                assert!(opens || nothing_here(&page), "{role} {path}: {}", page.html);
                assert!(
                    !opens || !fits || !nothing_here(&page),
                    "{role} {path}: {}",
                    page.html
                );
                if !opens {
                    assert_eq!(provider.dump().await, before, "{role} {path}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn ad_04_support_does_nothing_to_who_may_do_more_and_gives_no_role() {
    everywhere(async |provider| {
        with_role(&provider, "ada", Some(Role::Administrator)).await;
        with_role(&provider, "alan", Some(Role::Auditor)).await;
        let mut browser = with_role(&provider, "grace", Some(Role::Support)).await;
        let csrf = token(&mut browser).await;
        let before = provider.dump().await;
        for above in ["ada", "alan"] {
            let id = provider.user(above).await.id;
            let page = browser.open(&format!("/admin/people/{id}")).await;
            assert!(page.has("#only-look") && !page.has("#sign-out, #send-reset"));
            for act in [
                "sign-out",
                "send-reset",
                "print-reset",
                "remove-factors",
                "disable",
                "role",
            ] {
                let path = format!("/admin/people/{id}/{act}");
                let page = send(&mut browser, &path, &csrf, &[("do", "take")]).await;
                assert!(nothing_here(&page), "{path}: {}", page.html);
            }
        }
        assert_eq!(provider.dump().await, before);

        // The acts refuse as well, whoever calls them.
        let (db, now) = (&provider.app.db, provider.clock.now());
        let (ada, grace) = (provider.user("ada").await, provider.user("grace").await);
        let by = Actor::person(grace.id, Origin::default());
        let off = Mailing::off();
        let undoing = Undoing {
            lifetime: Duration::from_secs(60),
            link: String::new(),
        };
        for user in [ada.id, grace.id] {
            let given = roles::set(db, user, (Role::Administrator, true), &by, now).await;
            assert!(matches!(given, Err(NotGiven::NotAllowed)), "{given:?}");
        }
        let ended = ending::everywhere(db, ada.id, &by, now).await;
        assert!(matches!(ended, Err(Refused::NotAllowed)), "{ended:?}");
        let cleared = factors::clear(db, &off, ada.id, &by, now).await;
        assert!(matches!(cleared, Err(Refused::NotAllowed)), "{cleared:?}");
        assert!(state::disable(db, ada.id, &by, now).await.is_err());
        let risen = User {
            admin: true,
            ..grace.clone()
        };
        let changed = profile::change(db, (&off, &undoing), &grace, &risen, &by, now).await;
        assert!(changed.is_err(), "nobody raises themselves");
        let renamed = User {
            name: "Eve".into(),
            ..ada.clone()
        };
        let changed = profile::change(db, (&off, &undoing), &ada, &renamed, &by, now).await;
        assert!(changed.is_err());
        assert_eq!(provider.dump().await, before);
    })
    .await;
}

#[tokio::test]
async fn ad_06_the_last_administrator_stays() {
    everywhere(async |provider| {
        let mut browser = with_role(&provider, "ada", Some(Role::Administrator)).await;
        let id = provider.user("ada").await.id;
        let csrf = token(&mut browser).await;
        for act in ["disable", "delete"] {
            let path = format!("/admin/people/{id}/{act}");
            let page = send(&mut browser, &path, &csrf, &[]).await;
            assert_eq!(page.status, 422, "{path}: {}", page.html);
            assert!(page.text("#errors").contains("only administrator"));
        }
        let fields = [("do", "take"), ("role", "administrator")];
        let path = format!("/admin/people/{id}/role");
        send(&mut browser, &path, &csrf, &fields).await;
        let page = browser.open(&format!("/admin/people/{id}")).await;
        assert!(
            page.text("#notice").contains("only administrator"),
            "{}",
            page.html
        );
        let user = provider.user("ada").await;
        assert!(user.admin && user.is_in_use());
    })
    .await;
}

#[tokio::test]
async fn ad_09_acts_ask_for_a_recent_sign_in() {
    everywhere(async |provider| {
        let mut browser = with_role(&provider, "ada", Some(Role::Administrator)).await;
        let targets = Targets::new(&provider).await;
        let mara = provider.user("mara").await;
        let csrf = token(&mut browser).await;
        provider.clock.advance(Duration::from_secs(5 * 60));
        let before = provider.dump().await;
        for door in DOORS {
            let path = targets.path(door);
            let page = knock(&mut browser, Method::GET, &path).await;
            let asked = page.status == 303 && page.location().starts_with("/login?return=");
            assert_eq!(asked, door.is_act, "{}", door.path);
            if door.is_act {
                let page = send(&mut browser, &path, &csrf, &[]).await;
                assert_eq!(page.status, 303, "{path}: {}", page.html);
                assert!(
                    page.location().contains("why=recent"),
                    "{}",
                    page.location()
                );
            }
        }
        let after = provider.dump().await;
        // What was typed is kept for after the sign-in; nothing else is there that was not.
        assert_eq!(provider.user("mara").await, mara);
        assert_eq!(before.get("audit"), after.get("audit"));
    })
    .await;
}

#[tokio::test]
async fn ad_09_whoever_has_a_role_shows_two_factors_where_they_are_required() {
    let admins = |settings: &mut lanyard::config::Settings| {
        settings.second_factor.required = lanyard::config::Required::Admins;
    };
    everywhere_with(admins, async |provider| {
        let grace = provider.add_user("grace").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("grace").await;
        let (role, now) = ((Role::Support, true), provider.clock.now());
        let given = roles::set(&provider.app.db, grace.id, role, &Actor::system(), now).await;
        assert!(given.unwrap());
        let page = knock(&mut browser, Method::GET, "/admin").await;
        assert_eq!(page.status, 303, "{}", page.html);
        assert!(
            page.location().starts_with("/login?return="),
            "{}",
            page.location()
        );
        // The password alone, which was shown a moment ago, is not enough any more.
        let page = browser.open("/admin").await;
        assert_eq!(page.path(), "/login/enroll", "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn ad_10_ad_14_no_secret_is_shown_exported_or_found() {
    everywhere(async |provider| {
        let mut browser = with_role(&provider, "ada", Some(Role::Administrator)).await;
        let mara = provider.add_user("mara").await;
        let hash = mara.password_hash.clone().unwrap();
        let csrf = token(&mut browser).await;
        let id = mara.id;
        for page in [
            browser.open("/admin/people").await,
            browser.open(&format!("/admin/people/{id}")).await,
            browser.open("/admin/audit").await,
            send(&mut browser, "/admin/people/export", &csrf, &[]).await,
            send(
                &mut browser,
                &format!("/admin/people/{id}/export"),
                &csrf,
                &[],
            )
            .await,
            send(
                &mut browser,
                "/admin/audit/export",
                &csrf,
                &[("as", "json")],
            )
            .await,
        ] {
            assert_eq!(page.status, 200, "{}: {}", page.url, page.html);
            assert!(
                page.html.contains("mara") || page.url.contains("audit"),
                "{}",
                page.url
            );
            assert!(!page.html.contains("$argon2"), "{}", page.url);
        }
        for searched in [&hash[..12], "%24argon2id", "%25", "_ara", "ara"] {
            let searched: String = form_urlencoded::byte_serialize(searched.as_bytes()).collect();
            let page = browser.open(&format!("/admin/people?q={searched}")).await;
            assert!(page.has("#none-found"), "{searched}: {}", page.html);
        }
    })
    .await;
}

#[tokio::test]
async fn ad_02_ad_13_what_is_somebody_else_s_is_not_there() {
    everywhere(async |provider| {
        let mara = provider.add_user("mara").await;
        Browser::new(&provider).sign_in("mara").await;
        let (user, now) = (mara.id, provider.clock.now());
        let job = provider.app.db.read(move |c| {
            Box::pin(async move { lanyard::store::sign_ins::of_user(c, user, now).await })
        });
        let sign_in = job.await.unwrap()[0].id;
        let unknown = uuid::Uuid::now_v7();
        let mut eve = with_role(&provider, "eve", None).await;
        let csrf = eve.csrf_of("/account/security/password").await;
        for id in [sign_in.0, unknown] {
            let path = format!("/account/sessions/{id}/end");
            let page = send(&mut eve, &path, &csrf, &[]).await;
            assert!(nothing_here(&page), "{path}: {}", page.html);
        }
        let mut grace = with_role(&provider, "grace", Some(Role::Support)).await;
        for path in [
            format!("/admin/people/{unknown}"),
            format!("/admin/people/{unknown}/sign-out"),
            "/admin/people/mara".to_owned(),
        ] {
            assert!(nothing_here(&grace.open(&path).await), "{path}");
        }
        let live = provider.app.db.read(move |c| {
            Box::pin(async move { lanyard::store::sign_ins::of_user(c, user, now).await })
        });
        assert_eq!(live.await.unwrap().len(), 1);
    })
    .await;
}
