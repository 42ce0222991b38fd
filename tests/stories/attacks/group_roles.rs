//! AD-04, AD-06: roles that come with a group.

use axum::http::Method;
use lanyard::accounts::{groups, joining, roles};
use lanyard::audit::{Actor, Origin};
use lanyard::protocol::roles::Role;
use lanyard::store::groups::Group;

use super::administration::{knock, nothing_here, send, token, with_role};
use super::*;
use crate::groups::{join, leave, make};
use crate::world::everywhere;

async fn give(provider: &Provider, group: &Group, role: Role) {
    let (actor, now) = (Actor::operator(), provider.clock.now());
    let given = roles::set_of_group(&provider.app.db, group.id, (role, true), &actor, now).await;
    assert!(given.unwrap());
}

#[tokio::test]
async fn ad_01_a_role_of_a_group_opens_doors_until_one_leaves_it() {
    everywhere(async |provider| {
        let house = make(&provider, "house", None).await;
        let desk = make(&provider, "desk", Some(&house)).await;
        let mut browser = with_role(&provider, "grace", None).await;
        join(&provider, &desk, "grace").await;
        assert!(nothing_here(&browser.open("/admin").await));
        give(&provider, &house, Role::Support).await;
        assert_eq!(browser.open("/admin/people").await.status, 200);
        assert!(nothing_here(&browser.open("/admin/audit").await));
        assert!(browser.open("/account").await.has("a[href='/admin']"));
        leave(&provider, &desk, "grace").await;
        assert!(nothing_here(&browser.open("/admin/people").await));
    })
    .await;
}

#[tokio::test]
async fn an_administrator_by_a_group_gives_it_and_sees_who_has_it_by_which() {
    everywhere(async |provider| {
        with_role(&provider, "root", Some(Role::Administrator)).await;
        let mut ada = with_role(&provider, "ada", None).await;
        let staff = make(&provider, "staff", None).await;
        let desk = make(&provider, "desk", None).await;
        join(&provider, &staff, "ada").await;
        give(&provider, &staff, Role::Administrator).await;
        let mara = provider.add_user("mara").await;
        join(&provider, &desk, "mara").await;
        let path = format!("/admin/groups/{}", desk.id);
        let page = ada.open(&path).await;
        assert!(page.has("#give-support"), "{}", page.html);
        let csrf = page.attribute("main input[name=csrf]", "value").unwrap();
        let fields = [("role", "support"), ("do", "give")];
        send(&mut ada, &format!("{path}/role"), &csrf, &fields).await;
        let page = ada.open(&path).await;
        assert!(page.text("#notice").contains("Support"), "{}", page.html);
        assert!(page.has("#take-support"));
        let page = ada.open(&format!("/admin/people/{}", mara.id)).await;
        assert!(page.has("#give-support"), "she has it by the group alone");
        let by = format!("a[href='/admin/groups/{}']", desk.id);
        assert_eq!(page.text(&by), "by desk");
        // Who has a role is found by it, however they have it.
        for (role, who) in [("support", "mara"), ("administrator", "ada")] {
            let page = ada.open(&format!("/admin/people?show={role}")).await;
            assert!(page.html.contains(who), "{role}: {}", page.html);
        }
        let audit = ada.open("/admin/audit?kind=group.role-given").await;
        assert_eq!(audit.texts("#entries h2 code").len(), 2, "{}", audit.html);

        // Apps of others are an administrator's to see, also of one by a group.
        let (client, _) = provider.add_client("Wiki").await;
        assert_eq!(ada.open(&format!("/apps/{client}")).await.status, 200);
        // Taken from the person, it stays with the group, and the page says so.
        let (actor, now) = (Actor::operator(), provider.clock.now());
        let given = (Role::Support, true);
        let db = &provider.app.db;
        assert!(roles::set(db, mara.id, given, &actor, now).await.unwrap());
        let fields = [("role", "support"), ("do", "take")];
        let path = format!("/admin/people/{}", mara.id);
        send(&mut ada, &format!("{path}/role"), &csrf, &fields).await;
        let page = ada.open(&path).await;
        assert!(page.text("#notice").contains("still has"), "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn ad_04_support_gets_nobody_into_a_group_that_carries_a_role() {
    everywhere(async |provider| {
        with_role(&provider, "root", Some(Role::Administrator)).await;
        let staff = make(&provider, "staff", None).await;
        let crew = make(&provider, "crew", None).await;
        give(&provider, &staff, Role::Administrator).await;
        let desk = make(&provider, "desk", None).await;
        give(&provider, &desk, Role::Support).await;
        let mut browser = with_role(&provider, "grace", None).await;
        join(&provider, &desk, "grace").await;
        let mara = provider.add_user("mara").await;
        join(&provider, &staff, "mara").await;
        let grace = provider.user("grace").await;
        let csrf = token(&mut browser).await;
        let before = provider.dump().await;
        let id = staff.id.to_string();
        let (by_login, by_id) = ("grace", grace.id.to_string());
        for (path, fields) in [
            (format!("/admin/groups/{id}/join"), vec![("who", by_login)]),
            (format!("/admin/groups/{id}/leave"), vec![("user", &*by_id)]),
            (
                format!("/admin/groups/{}/role", crew.id),
                vec![("role", "administrator"), ("do", "give")],
            ),
            (
                format!("/admin/groups/{}/edit", desk.id),
                vec![("name", "desk"), ("title", "desk"), ("part_of", &*id)],
            ),
            (
                "/admin/groups/new".to_owned(),
                vec![("name", "mine"), ("title", "Mine"), ("part_of", &*id)],
            ),
            (format!("/admin/groups/{id}/remove"), vec![]),
        ] {
            let page = send(&mut browser, &path, &csrf, &fields).await;
            assert!(nothing_here(&page), "{path}: {}", page.html);
        }
        // An invitation that puts somebody there: support invites, but into no group.
        let fields = [("email", "eve@example.net"), ("groups", "staff")];
        let page = send(&mut browser, "/admin/people/invite", &csrf, &fields).await;
        assert!(nothing_here(&page), "{}", page.html);
        // Who has more by a group is somebody who may do more.
        for act in ["send-reset", "remove-factors", "sign-out"] {
            let path = format!("/admin/people/{}/{act}", mara.id);
            let page = knock(&mut browser, Method::GET, &path).await;
            assert!(nothing_here(&page), "{path}: {}", page.html);
            let page = send(&mut browser, &path, &csrf, &[]).await;
            assert!(nothing_here(&page), "{path}: {}", page.html);
        }
        assert_eq!(provider.dump().await, before);

        // The acts refuse as well, whoever calls them.
        let (db, now) = (&provider.app.db, provider.clock.now());
        let by = Actor::person(grace.id, Origin::default());
        let joined = groups::join(db, &staff, grace.id, &by, now).await;
        assert!(matches!(joined, Err(groups::NotKept::NotAllowed)));
        let given = (Role::Administrator, true);
        let set = roles::set_of_group(db, crew.id, given, &by, now).await;
        assert!(matches!(set, Err(roles::NotGiven::NotAllowed)));
        let invite = joining::Invite {
            email: lanyard::identity::email::EmailAddress::parse("eve@example.net").unwrap(),
            lifetime: std::time::Duration::from_secs(60),
            link: String::new(),
            by: None,
            groups: vec![staff.id],
            by_letter: false,
        };
        let off = lanyard::accounts::mailing::Mailing::off();
        let invited = joining::invite(db, (&provider.app.keys, &off), invite, &by, now).await;
        assert!(matches!(invited, Err(joining::NotInvited::NotAllowed)));
        assert_eq!(provider.dump().await, before);
    })
    .await;
}

#[tokio::test]
async fn ad_06_an_administrator_by_a_group_is_not_the_last_one_who_stays() {
    everywhere(async |provider| {
        let mut root = with_role(&provider, "root", Some(Role::Administrator)).await;
        let staff = make(&provider, "staff", None).await;
        give(&provider, &staff, Role::Administrator).await;
        let mut ada = with_role(&provider, "ada", None).await;
        join(&provider, &staff, "ada").await;
        let csrf = token(&mut ada).await;
        let id = provider.user("root").await.id;
        for act in ["disable", "delete"] {
            let path = format!("/admin/people/{id}/{act}");
            let page = send(&mut ada, &path, &csrf, &[]).await;
            assert_eq!(page.status, 422, "{path}: {}", page.html);
        }
        let fields = [("do", "take"), ("role", "administrator")];
        send(
            &mut ada,
            &format!("/admin/people/{id}/role"),
            &csrf,
            &fields,
        )
        .await;
        assert!(provider.user("root").await.admin);
        // The other way round nothing is lost: whoever has it by the group goes, and so does the group.
        let csrf = token(&mut root).await;
        let page = send(
            &mut root,
            &format!("/admin/groups/{}/remove", staff.id),
            &csrf,
            &[],
        )
        .await;
        assert_eq!(page.status, 303, "{}", page.html);
        assert!(nothing_here(&ada.open("/admin").await));
    })
    .await;
}
