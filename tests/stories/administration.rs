//! A Monday morning in the console: people are found, made, invited, helped and sent away, and all of it is in the audit.

use lanyard::audit::Actor;
use lanyard::protocol::roles::Role;
use lanyard::store::users::User;

use crate::world::seed::add_user_with;
use crate::world::{Browser, PASSWORD, Page, Provider, everywhere, protocol};

/// An administrator in their browser.
async fn ada(provider: &Provider) -> Browser {
    add_user_with(&provider.app, "ada", PASSWORD, |user| {
        user.admin = true;
        user.name = "Ada Lovelace".into();
    })
    .await;
    let mut browser = Browser::new(provider);
    browser.sign_in("ada").await;
    browser
}

async fn names(browser: &mut Browser, query: &str) -> Vec<String> {
    let page = browser.open(&format!("/admin/people{query}")).await;
    assert_eq!(page.status, 200, "{}", page.html);
    page.texts(".rows h2 a")
}

async fn task(browser: &mut Browser, user: &User, task: &str) -> Page {
    let page = browser
        .open(&format!("/admin/people/{}/{task}", user.id))
        .await;
    assert!(page.has("#acting-for"), "{task}: {}", page.html);
    browser.submit(&page, "task-form", None, &[]).await
}

#[tokio::test]
async fn people_are_found_by_what_a_name_or_address_begins_with() {
    protocol(async |provider| {
        let mut browser = ada(&provider).await;
        for (login, name) in [("zoe", "Émile Zola"), ("grace", "Grace Brewster Hopper")] {
            add_user_with(&provider.app, login, PASSWORD, |user| {
                user.name = name.into();
                user.disabled_at = (login == "zoe").then_some(provider.clock.now());
            })
            .await;
        }
        let id = provider.user("grace").await.id;
        for (query, expected) in [
            (
                "",
                &["Grace Brewster Hopper", "Émile Zola", "Ada Lovelace"][..],
            ),
            ("?q=grace", &["Grace Brewster Hopper"]),
            ("?q=HOPP", &["Grace Brewster Hopper"]),
            ("?q=%C3%A9mile", &["Émile Zola"]),
            ("?q=zoe%40example", &["Émile Zola"]),
            ("?q=ada+lo", &["Ada Lovelace"]),
            ("?q=opper", &[]),
            ("?q=%25", &[]),
            ("?show=disabled", &["Émile Zola"]),
            ("?show=in-use&q=zo", &[]),
            ("?show=administrator", &["Ada Lovelace"]),
            ("?show=support", &[]),
        ] {
            assert_eq!(names(&mut browser, query).await, expected, "{query}");
        }
        let found = names(&mut browser, &format!("?q={id}")).await;
        assert_eq!(found, ["Grace Brewster Hopper"]);
    })
    .await;
}

#[tokio::test]
async fn a_long_list_is_read_page_by_page_and_exported_whole() {
    protocol(async |provider| {
        let mut browser = ada(&provider).await;
        let job = provider.app.db.write(move |c| {
            Box::pin(async move {
                for n in 0..1_200_u32 {
                    let mut user = lanyard::store::testing::samples::user(&format!("p{n:04}"));
                    user.id = lanyard::protocol::ids::UserId(uuid::Uuid::now_v7());
                    user.email = None;
                    lanyard::store::users::insert(c, &user).await?;
                }
                Ok(())
            })
        });
        job.await.unwrap();
        let (mut seen, mut next) = (Vec::new(), "/admin/people?q=p".to_owned());
        loop {
            let page = browser.open(&next).await;
            seen.extend(page.texts(".rows h2 + p bdi:first-child"));
            match page.attribute("#older", "href") {
                Some(older) => next = older,
                None => break,
            }
        }
        assert_eq!(seen.len(), 1_200);
        assert!(
            seen.is_sorted_by(|one, other| one > other),
            "the newest first"
        );
        let page = browser.open("/admin/people?q=p").await;
        let file = browser.submit(&page, "export-form", None, &[]).await;
        assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
        assert_eq!(file.html.lines().count(), 1_201);
        assert!(file.html.starts_with("id,sub,user_name,"));
    })
    .await;
}

#[tokio::test]
async fn an_account_is_made_helped_and_sent_away() {
    everywhere(async |provider| {
        let mut browser = ada(&provider).await;
        let form = browser.open("/admin/people/new").await;
        let typed = [
            ("login", "Grace"),
            ("email", "no address"),
            ("name", "Grace Hopper"),
        ];
        let wrong = browser.submit(&form, "person-form", None, &typed).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.has("#email-error"), "{}", wrong.html);
        let typed = [
            ("login", "Grace"),
            ("email", "grace@example.org"),
            ("name", "Grace Hopper"),
        ];
        let page = browser.submit(&form, "person-form", None, &typed).await;
        assert_eq!(page.heading(), "Grace Hopper", "{}", page.html);
        let again = browser.submit(&form, "person-form", None, &typed).await;
        assert!(again.html.contains("Another account has"), "{}", again.html);

        // A link for a password, with which she signs in.
        let grace = provider.user("grace").await;
        let page = task(&mut browser, &grace, "print-reset").await;
        let link = page.attribute("#link", "value").expect("a link");
        let mut hers = Browser::new(&provider);
        let form = hers.open(&link).await;
        let page = hers
            .submit(&form, "new-password-form", None, &[("password", PASSWORD)])
            .await;
        assert_eq!(page.status, 200, "{}", page.html);
        assert_eq!(hers.open("/account").await.path(), "/account");

        // Another name, another address, a role.
        let form = browser
            .open(&format!("/admin/people/{}/edit", grace.id))
            .await;
        assert!(form.has("#acting-for"));
        let page = browser
            .submit(&form, "profile-form", None, &[("name", "Grace B. Hopper")])
            .await;
        assert_eq!(page.heading(), "Grace B. Hopper", "{}", page.html);
        let form = browser
            .open(&format!("/admin/people/{}/email", grace.id))
            .await;
        let page = browser
            .submit(
                &form,
                "person-form",
                None,
                &[("email", "hopper@example.org")],
            )
            .await;
        assert!(page.html.contains("hopper@example.org"), "{}", page.html);
        let fields = [
            (
                "csrf".to_owned(),
                page.attribute("main input[name=csrf]", "value").unwrap(),
            ),
            ("role".to_owned(), "support".to_owned()),
            ("do".to_owned(), "give".to_owned()),
        ];
        let page = browser
            .post(&format!("/admin/people/{}/role", grace.id), &fields)
            .await;
        assert!(page.has("#take-support"), "{}", page.html);
        assert_eq!(hers.open("/admin/people").await.status, 200);

        // She sees who did what to her account.
        let page = hers.open("/account/activity").await;
        let entries = page.texts(".values dd");
        let by = |what: &str| {
            entries
                .iter()
                .find(|entry| entry.starts_with(what))
                .cloned()
        };
        for what in ["Role given", "Profile changed", "New password asked for"] {
            let entry = by(what).unwrap_or_else(|| panic!("{what}: {entries:?}"));
            assert!(entry.contains("By an administrator"), "{entry}");
        }

        task(&mut browser, &grace, "sign-out").await;
        assert!(hers.open("/account").await.has("#login-form"));
        task(&mut browser, &grace, "disable").await;
        assert!(provider.user("grace").await.disabled_at.is_some());
        task(&mut browser, &grace, "enable").await;
        let page = task(&mut browser, &grace, "delete").await;
        assert!(page.has("#leaving"), "{}", page.html);
        task(&mut browser, &grace, "keep").await;
        assert!(provider.user("grace").await.is_in_use());

        let page = browser
            .open(&format!("/admin/audit?person={}&kind=account", grace.id))
            .await;
        let acts = page.texts("#entries h2 code");
        for act in [
            "account.made",
            "account.reset-opened",
            "account.changed",
            "account.role-given",
            "account.disabled",
            "account.enabled",
            "account.deletion-begun",
            "account.deletion-undone",
        ] {
            assert!(acts.iter().any(|one| one == act), "{act}: {acts:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_done_to_several_is_shown_first() {
    everywhere(async |provider| {
        let mut browser = ada(&provider).await;
        let root = add_user_with(&provider.app, "root", PASSWORD, |user| user.admin = true).await;
        let (mara, jonas) = (
            provider.add_user("mara").await,
            provider.add_user("jonas").await,
        );
        let me = provider.user("ada").await;
        let ids = [&mara, &jonas, &me]
            .map(|user| format!("&id={}", user.id))
            .concat();
        let page = browser
            .open(&format!("/admin/people/several?do=disable{ids}"))
            .await;
        assert!(page.text("#affected").contains("2 people"), "{}", page.html);
        assert!(page.has("#left-out"), "oneself is left out");
        assert!(
            provider.user("mara").await.is_in_use(),
            "nothing is done yet"
        );
        let done = browser.submit(&page, "bulk-form", None, &[]).await;
        assert!(
            done.text("#notice").contains("Done for 2 people"),
            "{}",
            done.html
        );
        assert!(!provider.user("mara").await.is_in_use());
        assert!(provider.user("ada").await.is_in_use());
        assert_eq!(provider.user("root").await, root);
    })
    .await;
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    everywhere(async |provider| {
        let mut browser = ada(&provider).await;
        provider.add_user("mara").await;
        let mut hers = Browser::new(&provider);
        hers.sign_in("mara").await;
        let page = browser.open("/admin/sessions").await;
        assert_eq!(page.texts(".rows h2 a").len(), 2, "{}", page.html);
        let page = browser.open("/admin/sessions?q=mara@example.org").await;
        assert_eq!(page.texts(".rows h2 a"), ["Mara Lindqvist"]);
        assert!(
            browser
                .open("/admin/sessions?q=nobody")
                .await
                .has("#none-found")
        );
        let action = page.attribute(".rows form", "action").unwrap();
        let csrf = page.attribute("main input[name=csrf]", "value").unwrap();
        let page = browser.post(&action, &[("csrf".to_owned(), csrf)]).await;
        assert_eq!(page.path(), "/admin/sessions");
        assert!(
            page.text("#notice").contains("Mara Lindqvist"),
            "{}",
            page.html
        );
        assert!(hers.open("/account").await.has("#login-form"));
    })
    .await;
}

#[tokio::test]
async fn the_audit_is_asked_by_person_app_kind_day_address_and_reference() {
    protocol(async |provider| {
        let mut browser = ada(&provider).await;
        let mara = provider.add_user("mara").await;
        let (actor, now) = (Actor::operator(), provider.clock.now());
        let given = (Role::Auditor, true);
        lanyard::accounts::roles::set(&provider.app.db, mara.id, given, &actor, now)
            .await
            .unwrap();
        Browser::new(&provider).sign_in("mara").await;
        let mut acts = async |query: &str| {
            let page = browser.open(&format!("/admin/audit?{query}")).await;
            assert_eq!(page.status, 200, "{}", page.html);
            page.texts("#entries h2 code")
        };
        let given = ["account.role-given"];
        assert_eq!(acts("person=mara&kind=account").await, given);
        assert_eq!(
            acts("q=mara%40example.org&kind=account.role-given").await,
            given
        );
        assert_eq!(acts("kind=account.role-given").await, given);
        assert_eq!(acts("person=mara").await.len(), 2);
        assert_eq!(acts("person=mara&app=nothing").await.len(), 0);
        assert_eq!(acts("kind=nothing").await.len(), 0);
        assert_eq!(acts("to=2020-01-01").await.len(), 0);
        assert!(acts("from=2020-01-01&kind=sign-in").await.len() >= 2);
        assert_eq!(acts("q=203.0.113.99").await.len(), 0);
        let wrong = browser.open("/admin/audit?from=yesterday").await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.has("#from-error"), "{}", wrong.html);

        let page = browser.open("/admin/audit?kind=account.role-given").await;
        let (action, mut fields) = page.form("export-form", None);
        let csv = browser.post(&action, &fields).await;
        assert_eq!(csv.html.lines().count(), 2, "{}", csv.html);
        fields.push(("as".to_owned(), "json".to_owned()));
        let json = browser.post(&action, &fields).await;
        let row: serde_json::Value = serde_json::from_str(json.html.trim()).unwrap();
        assert_eq!(row["act"], "account.role-given");
        assert_eq!(row["object"]["id"], mara.id.to_string());
    })
    .await;
}

#[tokio::test]
async fn somebody_is_invited_by_letter() {
    protocol(async |provider| {
        let mut browser = ada(&provider).await;
        let form = browser.open("/admin/people/invite").await;
        let page = browser
            .submit(&form, "person-form", None, &[("email", "kay@example.org")])
            .await;
        let link = page.attribute("#link", "value").expect("letters are off");
        assert!(link.contains("/sign-up?invitation="));
        let taken = browser
            .submit(&form, "person-form", None, &[("email", "ada@example.org")])
            .await;
        assert_eq!(taken.status, 422, "{}", taken.html);
    })
    .await;
}
