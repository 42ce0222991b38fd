//! What a person allows an app, asked once and only for what is new.

use lanyard::protocol::client::Kind;
use lanyard::protocol::ids::ClientId;
use lanyard::protocol::registration::Draft;
use lanyard::store::clients;

use crate::world::seed::register;
use crate::world::{Browser, CALLBACK, RelyingParty, Scene, protocol};

#[tokio::test]
async fn cancel_tells_the_app_and_stores_nothing() {
    protocol(async |provider| {
        let (mut browser, app) = Scene::before(&provider).await.into_parts();
        let started = app.start(&["profile"], &[]);
        let page = browser.open(&started.url).await;
        let page = browser.log_in(&page, "mara").await;
        let page = browser
            .submit(&page, "consent-form", Some("cancel"), &[])
            .await;
        assert!(page.url.starts_with(&app.callback));
        assert_eq!(page.query("error").as_deref(), Some("access_denied"));
        assert_eq!(page.query("state").as_deref(), Some(&*started.state));
        assert_eq!(page.query("iss").as_deref(), Some(crate::world::ISSUER));

        let page = browser.open(&app.start(&["profile"], &[]).url).await;
        assert_eq!(
            page.path(),
            "/consent",
            "a refusal is not remembered as consent"
        );
    })
    .await;
}

#[tokio::test]
async fn an_app_that_wants_more_is_asked_about_the_new_part_only() {
    protocol(async |provider| {
        let (mut browser, app) = Scene::before(&provider).await.into_parts();
        browser.sign_in_to(&app, "mara", &["profile"]).await;

        let started = app.start(&["profile", "email"], &[]);
        let page = browser.open(&started.url).await;
        assert_eq!(page.heading(), "Harbour Notes asks for more");
        assert!(page.html.contains("See your e-mail address"));
        let page = browser.approve(&page).await;
        app.redeem(&started, &app.code(&started, &page))
            .await
            .unwrap();

        app.sign_in_silently(&mut browser, &["email"]).await;
    })
    .await;
}

#[tokio::test]
async fn an_app_of_the_house_does_not_ask() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let app = RelyingParty::of_the_house(&provider, "Intranet").await;
        let mut browser = Browser::new(&provider);
        let started = app.start(&["profile"], &[]);
        let page = browser.open(&started.url).await;
        let page = browser.log_in(&page, "mara").await;
        let tokens = app.redeem(&started, &app.code(&started, &page)).await;
        let tokens = tokens.expect("the code buys tokens");

        // It is among the apps that use the account, and its access can be removed like any other's.
        let page = browser.open("/account/apps").await;
        assert!(page.html.contains("Intranet"), "{}", page.html);
        let page = browser
            .open(&format!("/account/apps/{}/remove", app.client_id))
            .await;
        let page = browser.submit(&page, "remove-form", None, &[]).await;
        assert_eq!(page.path(), "/account/apps", "{}", page.html);
        assert_eq!(
            page.text("#notice"),
            "Intranet can no longer use your account."
        );
        assert!(!page.has("main .rows"), "{}", page.html);
        let bearer = format!("Bearer {}", tokens.access_token);
        assert_eq!(provider.get("/userinfo", Some(&bearer)).await.status, 401);
    })
    .await;
}

#[tokio::test]
async fn b1_an_app_that_asks_again_shows_everything_it_has() {
    protocol(async |provider| {
        let (mut browser, app) = Scene::before(&provider).await.into_parts();
        for scopes in [&["profile", "email"][..], &[]] {
            browser.sign_in_to(&app, "mara", scopes).await;
            let started = app.start(scopes, &[("prompt", "consent")]);
            let page = browser.open(&started.url).await;
            assert_eq!(page.heading(), "Allow Harbour Notes to use your account?");
            let lines = page.texts(".scopes li");
            assert_eq!(lines.len(), scopes.len().max(1), "{lines:?}");
            assert!(!page.html.contains("Already allowed"), "{}", page.html);
            let page = browser.approve(&page).await;
            app.redeem(&started, &app.code(&started, &page))
                .await
                .unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn a_scope_without_a_value_says_so() {
    protocol(async |provider| {
        let (mut browser, app) = Scene::before(&provider).await.into_parts();
        let page = browser
            .open(&app.start(&["phone", "address"], &[]).url)
            .await;
        let page = browser.log_in(&page, "mara").await;
        let lines = page.texts(".scopes li");
        assert_eq!(lines.len(), 2, "{lines:?}");
        for line in lines {
            assert!(line.contains("Your account has none"), "{line}");
        }
    })
    .await;
}

/// Whoever registers an app can name any home page: what people see beside the name is where they are sent.
#[tokio::test]
async fn b2_a_home_page_that_nobody_proved_lends_no_app_its_name() {
    protocol(async |provider| {
        let mara = provider.add_user("mara").await;
        let draft = || Draft {
            redirect_uris: vec![CALLBACK.into()],
            scope: Some("openid profile".into()),
            ..Draft::new("Account Services", Kind::Web)
        };
        let elsewhere = Some("https://accounts.google.com/".to_owned());
        let lying = Draft {
            homepage: elsewhere.clone(),
            ..draft()
        };
        assert!(lying.check().is_err(), "it is on another site");
        // One that was registered before that was a rule.
        let (id, secret) = register(&provider.app, draft(), Some(mara.id)).await;
        let key = ClientId(id.clone());
        let job = provider.app.db.write(move |c| {
            Box::pin(async move {
                let client = clients::by_id(c, &key).await?.expect("it is there");
                clients::remove(c, &key).await?;
                let mut lying = client;
                lying.metadata.homepage = elsewhere;
                clients::insert(c, &lying).await
            })
        });
        job.await.unwrap();
        let app = RelyingParty::discover(&provider, &id, Some(&secret)).await;
        let mut browser = Browser::new(&provider);
        let started = app.start(&["profile"], &[]);
        let page = browser.open(&started.url).await;
        assert!(!page.html.contains("google"), "{}", page.html);
        let page = browser.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/consent");
        assert!(!page.html.contains("google"), "{}", page.html);
        assert_eq!(page.text(".who .host"), "rp.example");
        let page = browser.approve(&page).await;
        app.redeem(&started, &app.code(&started, &page))
            .await
            .unwrap();
        let page = browser.open("/account/apps").await;
        let row = page.text("main .rows");
        assert!(
            row.contains("Account Services") && row.contains("rp.example"),
            "{row}"
        );
        assert!(!page.html.contains("google"), "{}", page.html);
        let page = browser.open(&format!("/account/apps/{id}/remove")).await;
        assert!(!page.html.contains("google"), "{}", page.html);
        // At the sign-in of somebody else, and when it asks again.
        let again = app.start(&["profile"], &[("prompt", "consent")]);
        let page = browser.open(&again.url).await;
        assert!(!page.html.contains("google"), "{}", page.html);
        let page = browser
            .open(&app.start(&["profile"], &[("prompt", "select_account")]).url)
            .await;
        assert!(!page.html.contains("google"), "{}", page.html);
    })
    .await;
}
