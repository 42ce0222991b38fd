//! AD-01 to AD-14: who opens what of the console.

use axum::http::Method;
use lanyard::accounts::roles;
use lanyard::audit::Actor;
use lanyard::pages::admin::doors::{DOORS, Door};
use lanyard::protocol::roles::{Role, Roles};

use super::*;
use crate::world::browser::form_request;
use crate::world::everywhere;
use crate::world::seed::add_user_with;

/// Gives `login` an account with that role, and signs them in.
async fn with_role(provider: &Provider, login: &str, role: Option<Role>) -> Browser {
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
async fn knock(browser: &mut Browser, method: Method, path: &str) -> Page {
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
struct Targets {
    user: String,
    group: String,
    client: String,
}

impl Targets {
    async fn new(provider: &Provider) -> Self {
        let user = provider.add_user("mara").await;
        let group = crate::groups::make(provider, "crew", None).await;
        let (client, _) = provider.add_client("Wiki").await;
        Self {
            user: user.id.to_string(),
            group: group.id.to_string(),
            client,
        }
    }

    fn path(&self, door: &Door) -> String {
        let id = match door.path.split('/').nth(2) {
            Some("groups") => &self.group,
            _ => &self.user,
        };
        door.path.replace("{id}", id).replace("{app}", &self.client)
    }
}

/// A page of ours that says that there is none: the same for every reason but its reference.
fn nothing_here(page: &Page) -> bool {
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
