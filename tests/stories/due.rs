//! What is due before an app gets an answer: the terms, and a confirmed address.

use lanyard::config::Settings;
use lanyard::store::clients;

use crate::world::matrix::everywhere_with;
use crate::world::seed::add_user_with;
use crate::world::{Browser, Letters, PASSWORD, Page, Provider, RelyingParty, everywhere};

fn with_terms(version: &'static str) -> impl Fn(&mut Settings) {
    move |settings| {
        settings.accounts.terms = Some("https://example.com/terms".parse().unwrap());
        settings.accounts.terms_version = Some(version.to_owned());
    }
}

async fn unconfirmed(site: &Provider, login: &str) {
    add_user_with(&site.app, login, PASSWORD, |user| {
        user.email_verified = false
    })
    .await;
}

/// The app wants people with a confirmed address.
async fn wants_address(site: &Provider, id: &str) {
    let id = lanyard::protocol::ids::ClientId(id.to_owned());
    let (key, now) = (id.clone(), site.clock.now());
    let job = site.app.db.write(move |c| {
        Box::pin(async move {
            let mut client = clients::by_id(c, &key).await?.expect("the client is there");
            client.metadata.require_verified_email = true;
            clients::update_metadata(c, &client, &client.name, &client.metadata, now).await
        })
    });
    assert!(job.await.unwrap());
    site.app.clients.changed(&id);
}

async fn answers(browser: &mut Browser, page: &Page, form: &str, decision: &str) -> Page {
    browser.submit(page, form, Some(decision), &[]).await
}

#[tokio::test]
async fn cn_09_terms_are_agreed_to_by_whoever_was_asked() {
    everywhere_with(with_terms("2026-11"), async |site| {
        for login in ["mara", "jonas"] {
            site.add_user(login).await;
        }
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let mut mara = Browser::new(&site);
        mara.sign_in("mara").await;
        let started = app.start(&["email"], &[]);
        let page = mara.open(&started.url).await;
        assert_eq!(page.path(), "/login/terms", "{}", page.html);
        assert!(page.has("a[href='https://example.com/terms']"));
        assert!(page.html.contains("2026-11"));

        // Neither in silence, nor by skipping the page.
        let silent = mara
            .open(&app.start(&["email"], &[("prompt", "none")]).url)
            .await;
        assert_eq!(
            silent.query("error").as_deref(),
            Some("interaction_required")
        );
        let flow = page.query("flow").unwrap();
        let skipped = mara.open(&format!("/consent?flow={flow}")).await;
        assert_eq!(skipped.path(), "/login/terms", "{}", skipped.html);

        // Nor with an answer to other terms, or somebody else's.
        let (path, fields) = page.form("terms-form", Some("agree"));
        let jonas = site.user("jonas").await.id.to_string();
        for (field, value) in [("version", "2020-01"), ("who", &*jonas)] {
            let fields = crate::world::browser::replace(fields.clone(), &[(field, value)]);
            let again = mara.post(&path, &fields).await;
            assert!(again.has("#terms-form"), "{}", again.html);
            assert_eq!(site.user("mara").await.terms_version, None);
        }
        let page = mara.post(&path, &fields).await;
        assert_eq!(page.path(), "/consent", "{}", page.html);
        let user = site.user("mara").await;
        assert_eq!(user.terms_version.as_deref(), Some("2026-11"));
        assert_eq!(user.terms_accepted_at, Some(site.clock.now()));
        assert!(
            site.dump().await["audit"]
                .concat()
                .contains("account.terms")
        );
        let page = mara.approve(&page).await;
        let code = app.code(&started, &page);
        app.redeem(&started, &code).await.unwrap();
        app.sign_in_silently(&mut mara, &["email"]).await;

        // Whoever does not agree goes back to the app without.
        let mut jonas = Browser::new(&site);
        jonas.sign_in("jonas").await;
        let page = jonas.open(&app.start(&["email"], &[]).url).await;
        let page = answers(&mut jonas, &page, "terms-form", "cancel").await;
        assert_eq!(page.query("error").as_deref(), Some("access_denied"));
    })
    .await;
}

#[tokio::test]
async fn another_version_of_the_terms_is_agreed_to_anew() {
    everywhere_with(with_terms("2"), async |site| {
        add_user_with(&site.app, "mara", PASSWORD, |user| {
            user.terms_version = Some("1".to_owned());
        })
        .await;
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let mut mara = Browser::new(&site);
        mara.sign_in("mara").await;
        let page = mara.open(&app.start(&["email"], &[]).url).await;
        assert!(page.html.contains("have changed"), "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn terms_are_agreed_to_at_sign_up() {
    everywhere_with(with_terms("2026-11"), async |site| {
        let mut ada = Browser::new(&site);
        let page = ada.open("/sign-up").await;
        let typed = [
            ("name", "Ada"),
            ("email", "ada@example.org"),
            ("password", PASSWORD),
        ];
        // A browser does not send a box that is not ticked.
        let page = ada.submit(&page, "sign-up-form", None, &typed).await;
        assert_eq!(page.status, 422, "{}", page.html);
        assert!(page.has("#errors a[href='#terms']"), "{}", page.html);
        assert_eq!(site.count("users").await, 0);
        let (path, mut fields) = page.form("sign-up-form", None);
        fields.push(("terms".to_owned(), "yes".to_owned()));
        let fields = crate::world::browser::replace(fields, &[("password", PASSWORD)]);
        let page = ada.post(&path, &fields).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        let user = site.user("ada@example.org").await;
        assert_eq!(user.terms_version.as_deref(), Some("2026-11"));
        assert_eq!(user.terms_accepted_at, Some(site.clock.now()));
    })
    .await;
}

#[tokio::test]
async fn an_app_may_want_an_address_that_is_confirmed() {
    let letters = Letters::new();
    let settings = |settings: &mut _| letters.arrive(settings);
    everywhere_with(settings, async |site| {
        unconfirmed(&site, "mara").await;
        let free = RelyingParty::registered(&site, "Dockyard").await;
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        wants_address(&site, &app.client_id).await;
        let mut mara = Browser::new(&site);
        mara.sign_in("mara").await;
        assert_eq!(
            mara.open(&free.start(&["email"], &[]).url).await.path(),
            "/consent"
        );
        letters.take(&site).await;

        let started = app.start(&["email"], &[]);
        let page = mara.open(&started.url).await;
        assert_eq!(page.path(), "/login/address", "{}", page.html);
        let silent = mara
            .open(&app.start(&["email"], &[("prompt", "none")]).url)
            .await;
        assert_eq!(
            silent.query("error").as_deref(),
            Some("interaction_required")
        );
        let page = answers(&mut mara, &page, "address-form", "send").await;
        assert!(page.has("#code"), "{}", page.html);
        let letter = letters.one(&site).await;
        let wrong = [("code", "2222-2222")];
        let form = "address-form";
        let page = mara.submit(&page, form, Some("confirm"), &wrong).await;
        assert_eq!(page.status, 422, "{}", page.html);
        let typed = [("code", &*letter.code())];
        let page = mara.submit(&page, form, Some("confirm"), &typed).await;
        assert_eq!(page.path(), "/consent", "{}", page.html);
        assert!(site.user("mara").await.email_verified);
        let page = mara.approve(&page).await;
        let code = app.code(&started, &page);
        app.redeem(&started, &code).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_operator_may_want_confirmed_addresses_everywhere() {
    let letters = Letters::new();
    let settings = |settings: &mut Settings| {
        letters.arrive(settings);
        settings.accounts.verified_email = true;
    };
    everywhere_with(settings, async |site| {
        unconfirmed(&site, "mara").await;
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let mut mara = Browser::new(&site);
        // The account itself is open: how else could the address be mended?
        mara.sign_in("mara").await;
        let page = mara.open(&app.start(&["email"], &[]).url).await;
        assert_eq!(page.path(), "/login/address", "{}", page.html);
        let page = answers(&mut mara, &page, "address-form", "cancel").await;
        assert_eq!(page.query("error").as_deref(), Some("access_denied"));
    })
    .await;
}

#[tokio::test]
async fn without_letters_only_the_operator_confirms() {
    everywhere(async |site| {
        unconfirmed(&site, "mara").await;
        add_user_with(&site.app, "jonas", PASSWORD, |user| {
            (user.email, user.email_verified) = (None, false);
        })
        .await;
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        wants_address(&site, &app.client_id).await;
        for login in ["mara", "jonas"] {
            let mut browser = Browser::new(&site);
            browser.sign_in(login).await;
            let page = browser.open(&app.start(&["email"], &[]).url).await;
            assert!(
                page.html.contains("Ask the people who run"),
                "{}",
                page.html
            );
            assert!(!page.has("#send") && page.has("#cancel"), "{}", page.html);
        }
    })
    .await;
}
