//! A developer registers an app on the hosted pages and looks after it.

use lanyard::store::users;

use crate::world::{Browser, CALLBACK, Page, RelyingParty, protocol};

#[tokio::test]
async fn a_registered_app_works_with_what_its_page_shows() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let form = browser.open("/apps/new/web").await;
        assert_eq!(form.heading(), "Register an app");
        let fields = [("name", "Harbour Notes"), ("redirect_uris", CALLBACK)];
        let page = browser.submit(&form, "app-form", None, &fields).await;
        assert_eq!(page.status, 200, "{}", page.html);
        let secret = page
            .attribute("#secret", "value")
            .expect("the secret, this once");
        assert!(secret.starts_with("lys_"));
        let listed = browser.open("/apps").await;
        assert!(listed.html.contains("Harbour Notes"));
        let href = listed
            .attribute("main a[href^='/apps/harbour']", "href")
            .expect("a link to the app");
        let client_id = href.strip_prefix("/apps/").unwrap().to_owned();

        let app = RelyingParty::discover(&provider, &client_id, Some(&secret)).await;
        let tokens = browser.sign_in_to(&app, "mara", &["profile"]).await;
        assert_eq!(
            tokens.claims.subject().as_str(),
            provider.user("mara").await.id.to_string()
        );

        // The same form again: nothing new, and the secret stays where it is.
        let again = browser.submit(&form, "app-form", None, &fields).await;
        assert_eq!(again.attribute("#secret", "value"), None);
        assert!(again.html.contains("shown once"), "{}", again.html);
        let detail = browser.open(&href).await;
        assert!(!detail.html.contains(&secret));
        browser.sign_in_to(&app, "mara", &["profile"]).await;
    })
    .await;
}

#[tokio::test]
async fn a_mistake_names_its_line_and_keeps_what_was_typed() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let form = browser.open("/apps/new/web").await;
        let typed = "https://rp.example/cb\nhttp://rp.example/cb\nhttps://rp.example/cb#x";
        let page = browser
            .submit(
                &form,
                "app-form",
                None,
                &[("name", ""), ("redirect_uris", typed)],
            )
            .await;
        assert_eq!(page.status, 422);
        let errors = page.text("#errors");
        assert!(
            errors.contains("Line 2:") && errors.contains("Line 3:"),
            "{errors}"
        );
        assert_eq!(page.text("#redirect_uris"), typed.replace('\n', " "));
    })
    .await;
}

#[tokio::test]
async fn rotating_the_secret_keeps_the_old_one_for_a_day() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let form = browser.open("/apps/new/service").await;
        let page = browser
            .submit(
                &form,
                "app-form",
                None,
                &[("name", "Nightly Export"), ("scope", "export:read")],
            )
            .await;
        let old = page.attribute("#secret", "value").expect("a secret");
        let listed = browser.open("/apps").await;
        let id = listed
            .attribute("main a[href^='/apps/nightly']", "href")
            .unwrap()
            .replace("/apps/", "");

        let form = browser.open(&format!("/apps/{id}/rotate")).await;
        let page = browser.submit(&form, "rotate-form", None, &[]).await;
        let new = page.attribute("#secret", "value").expect("a new secret");
        let again = browser.submit(&form, "rotate-form", None, &[]).await;
        assert_eq!(
            again.attribute("#secret", "value"),
            None,
            "a reload rotates nothing"
        );

        let works = async |secret: &str| {
            let basic = provider.basic(&id, secret);
            provider
                .post(
                    "/token",
                    [("grant_type", "client_credentials")],
                    Some(&basic),
                )
                .await
                .status
                == 200
        };
        assert!(works(&new).await && works(&old).await);
        provider
            .clock
            .advance(std::time::Duration::from_secs(24 * 3600 + 1));
        assert!(works(&new).await);
        assert!(!works(&old).await);
    })
    .await;
}

#[tokio::test]
async fn a_secret_that_is_rotated_twice_at_once_is_rotated_once() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let form = browser.open("/apps/new/service").await;
        let typed = [("name", "Nightly Export"), ("scope", "export:read")];
        let page = browser.submit(&form, "app-form", None, &typed).await;
        let old = page.attribute("#secret", "value").expect("a secret");
        let listed = browser.open("/apps").await;
        let link = listed.attribute("main a[href^='/apps/nightly']", "href");
        let id = link.unwrap().replace("/apps/", "");
        let form = browser.open(&format!("/apps/{id}/rotate")).await;
        let (mut one, mut other) = (browser.clone(), browser.clone());
        let pages = tokio::join!(
            one.submit(&form, "rotate-form", None, &[]),
            other.submit(&form, "rotate-form", None, &[])
        );
        let new = [pages.0, pages.1].map(|page| page.attribute("#secret", "value"));
        let new: Vec<_> = new.into_iter().flatten().collect();
        assert_eq!(new.len(), 1);
        for secret in [&old, &new[0]] {
            let basic = provider.basic(&id, secret);
            let form = [("grant_type", "client_credentials")];
            assert_eq!(
                provider.post("/token", form, Some(&basic)).await.status,
                200
            );
        }
    })
    .await;
}

#[tokio::test]
async fn an_address_that_was_removed_does_not_come_back_with_another() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let form = browser.open("/apps/new/web").await;
        let uris = "https://rp.example/cb\nhttps://rp.example/hijacked";
        let typed = [("name", "Harbour Notes"), ("redirect_uris", uris)];
        browser.submit(&form, "app-form", None, &typed).await;
        let listed = browser.open("/apps").await;
        let link = listed.attribute("main a[href^='/apps/harbour']", "href");
        let path = link.unwrap();

        // Another node still holds the app as it was read before.
        let node = provider.another_node().await;
        let mut elsewhere = browser.moved_to(&node);
        let before = elsewhere.open(&path).await;
        assert!(before.html.contains("/hijacked"));
        let fields = |page: &Page, uri: &str| {
            let (_, fields) = page.form("add-uri-form", None);
            crate::world::browser::replace(fields, &[("uri", uri)])
        };
        let removal = fields(&before, "https://rp.example/hijacked");
        browser
            .post(&format!("{path}/redirect-uris/remove"), &removal)
            .await;
        let addition = fields(&before, "https://rp.example/new");
        let page = elsewhere
            .post(&format!("{path}/redirect-uris/add"), &addition)
            .await;
        assert!(
            page.text("#errors").contains("nothing was stored"),
            "{}",
            page.html
        );
        let page = elsewhere
            .post(&format!("{path}/redirect-uris/add"), &addition)
            .await;
        assert!(page.html.contains("/new"), "{}", page.html);
        assert!(!page.html.contains("/hijacked"), "{}", page.html);
        node.app.db.close().await;
    })
    .await;
}

#[tokio::test]
async fn cn_06_an_app_whose_owner_was_removed_is_not_vetted_by_that() {
    protocol(async |provider| {
        let eve = provider.add_user("eve").await;
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("eve").await;
        let form = browser.open("/apps/new/web").await;
        let typed = [
            ("name", "Payroll"),
            ("redirect_uris", crate::world::CALLBACK),
        ];
        let page = browser.submit(&form, "app-form", None, &typed).await;
        let secret = page.attribute("#secret", "value").expect("a secret");
        let listed = browser.open("/apps").await;
        let link = listed.attribute("main a[href^='/apps/payroll']", "href");
        let id = link.unwrap().replace("/apps/", "");
        let now = provider.clock.now();
        let job = provider
            .app
            .db
            .write(move |c| Box::pin(async move { users::remove(c, eve.id, now).await }));
        assert!(job.await.unwrap());

        let app = RelyingParty::discover(&provider, &id, Some(&secret)).await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let page = browser.open(&app.start(&["profile"], &[]).url).await;
        assert_eq!(page.path(), "/consent");
        assert!(page.html.contains("Anyone can register an app here"));
    })
    .await;
}

#[tokio::test]
async fn addresses_are_added_and_removed_and_the_app_deleted() {
    protocol(async |provider| {
        let owner = provider.add_user("mara").await;
        provider.add_user("iris").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let form = browser.open("/apps/new/web").await;
        browser
            .submit(
                &form,
                "app-form",
                None,
                &[("name", "Harbour Notes"), ("redirect_uris", CALLBACK)],
            )
            .await;
        let listed = browser.open("/apps").await;
        let href = listed
            .attribute("main a[href^='/apps/harbour']", "href")
            .unwrap();

        let detail = browser.open(&href).await;
        let page = browser
            .submit(
                &detail,
                "add-uri-form",
                None,
                &[("uri", "https://rp.example/cb/")],
            )
            .await;
        assert!(
            page.html.contains("https://rp.example/cb/"),
            "{}",
            page.html
        );

        let mut other = Browser::new(&provider);
        other.sign_in("iris").await;
        for path in [
            href.clone(),
            format!("{href}/rotate"),
            format!("{href}/delete"),
        ] {
            let theirs = other.open(&path).await;
            let absent = other.open(&path.replace("harbour", "nothing")).await;
            assert_eq!(
                (theirs.status, theirs.heading()),
                (absent.status, absent.heading()),
                "DR-13: {path}"
            );
        }

        let form = browser.open(&format!("{href}/delete")).await;
        let page = browser
            .submit(&form, "delete-form", None, &[("confirm", "harbour")])
            .await;
        assert_eq!(page.status, 422);
        let page = browser
            .submit(&page, "delete-form", None, &[("confirm", "Harbour Notes")])
            .await;
        assert_eq!(page.path(), "/apps");
        assert_eq!(browser.open(&href).await.status, 404);
        drop(owner);
    })
    .await;
}
