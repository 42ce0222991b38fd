//! A fresh installation, run by the console alone: somebody is invited, put into a group, registers an app that is vetted, restricted and
//! told a claim; an error is seen, a key rotated, somebody signed out, and all of it is in the audit.

use lanyard::store::users::User;
use serde_json::json;

use crate::world::ear::part;
use crate::world::{Browser, CALLBACK, PASSWORD, RelyingParty, everywhere};

#[tokio::test]
async fn a_fresh_installation_is_run_by_the_console_alone() {
    everywhere(async |site| {
        let root = site.add_user("root").await;
        let admin = User {
            admin: true,
            ..root.clone()
        };
        site.change_user(&root, &admin).await;
        let mut root = Browser::new(&site);
        root.sign_in("root").await;

        // A group, and somebody who is invited into it.
        let page = root.open("/admin/groups/new").await;
        let typed = [("title", "Platform team"), ("name", "platform")];
        let page = root.submit(&page, "group-form", None, &typed).await;
        let group = page.path().to_owned();
        let page = root.open("/admin/people/invite").await;
        let typed = [("email", "ada@example.org"), ("groups", "nowhere")];
        let page = root.submit(&page, "person-form", None, &typed).await;
        assert!(
            page.status == 422 && page.has("#groups-error"),
            "{}",
            page.html
        );
        let typed = [("email", "ada@example.org"), ("groups", "platform")];
        let page = root.submit(&page, "person-form", None, &typed).await;
        let link = page
            .attribute("#link", "value")
            .expect("a link to hand over");
        let mut ada = Browser::new(&site);
        let page = ada.open(&link).await;
        let typed = [("name", "Ada Lovelace"), ("password", PASSWORD)];
        let page = ada.submit(&page, "sign-up-form", None, &typed).await;
        assert_eq!(page.status, 200, "{}", page.html);
        let page = root.open(&group).await;
        assert!(
            page.text("#members").contains("Ada Lovelace"),
            "{}",
            page.html
        );

        // She registers an app, which is vetted, restricted to her group and told a claim.
        let page = ada.open("/apps/new/web").await;
        let typed = [("name", "Wiki"), ("redirect_uris", CALLBACK)];
        let page = ada.submit(&page, "app-form", None, &typed).await;
        let secret = page.attribute("#secret", "value").expect("a secret");
        let id = page.text("#client-id");
        let page = root.open("/admin/apps").await;
        assert!(page.html.contains("Wiki"), "{}", page.html);
        let app = format!("/admin/apps/{id}");
        let page = root.open(&app).await;
        let page = root.submit(&page, "vet-form", None, &[]).await;
        assert_eq!(page.status, 200, "{}", page.html);
        let page = root.open(&format!("{app}/access")).await;
        let page = root
            .submit(&page, "restrict-form", None, &[("only", "assigned")])
            .await;
        let typed = [("who", "platform"), ("role", "Editor")];
        let page = root.submit(&page, "assign-form", None, &typed).await;
        assert!(page.text("#assigned").contains("Editor"), "{}", page.html);
        let page = root.open(&format!("{app}/claims")).await;
        let typed = [("claim", "wiki_role"), ("from", "roles")];
        let page = root.submit(&page, "map-form", None, &typed).await;
        assert!(
            page.text("#mappings").contains("wiki_role"),
            "{}",
            page.html
        );

        // Ada uses it, root may not.
        let wiki = RelyingParty::discover(&site, &id, Some(&secret)).await;
        let started = wiki.start(&["profile"], &[]);
        let page = ada.open(&started.url).await;
        let tokens = wiki.redeem_from(&mut ada, page, &started).await;
        assert_eq!(part(&tokens.id_token, 1)["wiki_role"], json!(["Editor"]));
        let started = wiki.start(&["profile"], &[]);
        let page = root.open(&started.url).await;
        assert_eq!(page.path(), "/login/access", "{}", page.html);

        // The app asks for another address, and that is seen.
        let wrong = format!(
            "/authorize?client_id={id}&response_type=code&redirect_uri=https://rp.example/other"
        );
        assert_eq!(ada.open(&wrong).await.status, 400);
        let page = root.open(&app).await;
        let seen = page.text("#recent-errors");
        assert!(seen.contains("rp.example/other"), "{seen}");

        // A key is rotated; tokens go on.
        let page = root.open("/admin/keys").await;
        let before = page.texts("tbody code").len();
        let page = root.open("/admin/keys/rotate").await;
        let page = root.submit(&page, "rotate-form", None, &[]).await;
        assert!(page.has("#notice"), "{}", page.html);
        let page = root.open("/admin/keys").await;
        assert!(page.texts("tbody code").len() >= before, "{}", page.html);
        let started = wiki.start(&["openid"], &[]);
        let page = ada.open(&started.url).await;
        RelyingParty::discover(&site, &id, Some(&secret))
            .await
            .redeem_from(&mut ada, page, &started)
            .await;

        // Ada is signed out, and learns by whom.
        let person = site.user("ada@example.org").await.id;
        let page = root.open(&format!("/admin/people/{person}/sign-out")).await;
        let page = root.submit(&page, "task-form", None, &[]).await;
        assert!(page.has("#notice"), "{}", page.html);
        assert_eq!(ada.open("/account").await.path(), "/login");

        // All of it is in the audit.
        let job = site.app.db.read(|c| {
            Box::pin(async move {
                let all = lanyard::store::audit::Filter::default();
                lanyard::store::audit::list(c, &all, 200).await
            })
        });
        let done: Vec<_> = job.await.unwrap().into_iter().map(|row| row.act).collect();
        for act in [
            "group.made",
            "account.invited",
            "account.made",
            "group.joined",
            "client.registered",
            "client.changed",
            "client.access",
            "client.assigned",
            "consent.given",
            "key.rotated",
            "sign-in.ended",
        ] {
            assert!(
                done.iter().any(|one| one == act),
                "{act} is not in {done:?}"
            );
        }
        let page = root.open(&format!("/admin/audit?q={person}")).await;
        assert!(page.has("#entries"), "{}", page.html);
    })
    .await;
}
