//! What an app ran into, told to who looks after it.

use lanyard::protocol::client::Kind;
use lanyard::protocol::registration::Draft;

use crate::world::browser::form_request;
use crate::world::scene::{asks, authorize, with, without};
use crate::world::seed::{add_user_with, register};
use crate::world::{Browser, CALLBACK, PASSWORD, protocol};

#[tokio::test]
async fn b5_an_owner_reads_why_their_app_was_refused() {
    protocol(async |provider| {
        let mara = provider.add_user("mara").await;
        let draft = Draft {
            redirect_uris: vec![CALLBACK.into()],
            scope: Some("openid profile email".into()),
            ..Draft::new("Harbour Notes", Kind::Web)
        };
        let (id, secret) = register(&provider.app, draft, Some(mara.id)).await;
        let path = format!("/apps/{id}");
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let page = browser.open(&path).await;
        assert!(
            page.text("#recent-errors")
                .contains("None in the last 7 days")
        );

        // A stranger's browser, and somebody who does not know the secret.
        let mut stranger = Browser::new(&provider);
        let right = asks(&id, CALLBACK);
        for request in [
            with(right.clone(), [("redirect_uri", &format!("{CALLBACK}/"))]),
            with(right.clone(), [("redirect_uri", &format!("{CALLBACK}/"))]),
            without(
                without(right.clone(), "code_challenge"),
                "code_challenge_method",
            ),
            with(right.clone(), [("scope", "openid groups")]),
            with(right.clone(), [("response_type", "id_token")]),
        ] {
            stranger.open_once(&authorize(&request)).await;
        }
        let wrong = provider.basic(&id, "lys_a-secret-that-was-mistyped");
        let form = [("grant_type", "client_credentials")];
        assert_eq!(
            provider.post("/token", form, Some(&wrong)).await.status,
            401
        );
        let basic = provider.basic(&id, &secret);
        let form = [("grant_type", "authorization_code"), ("code", "unknown")];
        assert_eq!(
            provider.post("/token", form, Some(&basic)).await.status,
            400
        );
        // What a person decides is no error.
        let silent = with(right, [("prompt", "none")]);
        stranger.open_once(&authorize(&silent)).await;

        let page = browser.open(&path).await;
        let said = page.text("#recent-errors");
        let rows = page.texts("#recent-errors li");
        assert_eq!(rows.len(), 6, "{said}");
        for words in [
            "2 times",
            "Redirect URI does not match",
            "slash",
            "PKCE",
            "invalid_scope",
            "unsupported_response_type",
            "invalid_client",
            "invalid_grant",
            "reference",
        ] {
            assert!(said.contains(words), "{words}: {said}");
        }
        assert!(
            !page.html.contains("mistyped"),
            "no secret, not even a wrong one"
        );
        assert!(page.html.contains("<mark>/</mark>"), "{}", page.html);
        let listed = browser.open("/apps").await;
        assert!(
            listed.text(".rows").contains("7 errors in 7 days"),
            "{}",
            listed.html
        );

        provider
            .clock
            .advance(std::time::Duration::from_hours(8 * 24));
        let mut later = Browser::new(&provider);
        later.sign_in("mara").await;
        let page = later.open(&path).await;
        assert!(
            page.text("#recent-errors")
                .contains("None in the last 7 days")
        );
    })
    .await;
}

#[tokio::test]
async fn b5_an_administrator_is_told_who_they_are_and_what_came() {
    protocol(async |provider| {
        add_user_with(&provider.app, "root", PASSWORD, |user| user.admin = true).await;
        let mara = provider.add_user("mara").await;
        let draft = Draft {
            redirect_uris: vec![CALLBACK.into()],
            ..Draft::new("Harbour Notes", Kind::Web)
        };
        let (id, _) = register(&provider.app, draft, Some(mara.id)).await;
        let mut root = Browser::new(&provider);
        root.sign_in("root").await;
        let mut owner = Browser::new(&provider);
        owner.sign_in("mara").await;
        let wrong = authorize(&asks(&id, "https://rp.example/another"));
        let page = owner.open_once(&wrong).await;
        assert!(
            page.text("#owner").contains("You own this app"),
            "{}",
            page.html
        );
        let page = root.open_once(&wrong).await;
        let said = page.text("#owner");
        assert!(said.contains("You administer this server"), "{said}");
        assert!(!said.contains("You own"), "{said}");

        // No id has a zero, so this is never the id itself.
        let near = format!("{}0", &id[..id.len() - 1]);
        let unknown = authorize(&asks(&near, CALLBACK));
        let page = root.open_once(&unknown).await;
        assert_eq!(page.status, 400);
        let said = page.text("#owner");
        assert!(said.contains(&near) && said.contains(&id), "{said}");
        assert_eq!(
            page.attribute("#owner a", "href"),
            Some(format!("/apps/{id}"))
        );
        let far = authorize(&asks("nothing-like-that", CALLBACK));
        let said = root.open_once(&far).await.text("#owner");
        assert!(
            said.contains("nothing-like-that") && !said.contains(&id),
            "{said}"
        );
        let secret = authorize(&asks("lys_3q2-7w", CALLBACK));
        let page = root.open_once(&secret).await;
        assert!(!page.html.contains("3q2-7w"), "{}", page.html);
        // Nobody else learns what apps there are.
        for browser in [&mut owner, &mut Browser::new(&provider)] {
            let page = browser.open_once(&unknown).await;
            assert!(
                !page.has("#owner") && !page.html.contains(&id),
                "{}",
                page.html
            );
        }
    })
    .await;
}

/// The owner meets an error signed out: they come back to that very page, with their part of it.
#[tokio::test]
async fn b5_an_owner_who_signs_in_from_the_error_page_comes_back_to_it() {
    protocol(async |provider| {
        add_user_with(&provider.app, "root", PASSWORD, |user| user.admin = true).await;
        provider.add_user("iris").await;
        let mara = provider.add_user("mara").await;
        let draft = Draft {
            redirect_uris: vec![CALLBACK.into()],
            ..Draft::new("Harbour Notes", Kind::Web)
        };
        let (id, _) = register(&provider.app, draft, Some(mara.id)).await;
        let slash = with(
            asks(&id, CALLBACK),
            [("redirect_uri", &format!("{CALLBACK}/"))],
        );
        // No id has a zero, so this is never the id itself.
        let near = format!("{}0", &id[..id.len() - 1]);

        for (asked, login, words) in [
            (slash.clone(), "mara", "You own this app"),
            (slash.clone(), "root", "You administer this server"),
            (asks(&near, CALLBACK), "root", "You administer this server"),
        ] {
            let mut browser = Browser::new(&provider);
            let error = browser.open(&authorize(&asked)).await;
            assert_eq!(error.status, 400);
            assert!(!error.has("#owner"));
            let link = error.attribute("#owner-sign-in a", "href").expect("a link");
            let page = browser.open(&link).await;
            let page = browser.log_in(&page, login).await;
            assert_eq!(page.path(), "/apps/refused", "{}", page.html);
            assert_eq!(page.status, 400);
            assert_eq!(page.heading(), error.heading());
            assert_eq!(
                page.text("#error-reference"),
                error.text("#error-reference")
            );
            assert!(page.text("#owner").contains(words), "{}", page.html);
            assert!(!page.has("#owner-sign-in"));
        }
        // It happened three times: looking at it again is not another one.
        let mut owner = Browser::new(&provider);
        owner.sign_in("mara").await;
        let said = owner
            .open(&format!("/apps/{id}"))
            .await
            .text("#recent-errors");
        assert!(said.contains("2 times"), "{said}");

        // Somebody else sees what everybody sees; by POST it is the same; a link that was changed leads nowhere.
        let mut iris = Browser::new(&provider);
        let fields: Vec<_> = slash
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        let error = iris
            .send(form_request("/authorize", &fields, "cross-site", None))
            .await;
        assert_eq!(error.status, 400, "{}", error.html);
        let link = error.attribute("#owner-sign-in a", "href").expect("a link");
        let page = iris.open(&link).await;
        let page = iris.log_in(&page, "iris").await;
        assert_eq!(
            (page.status.as_u16(), page.has("#owner")),
            (400, false),
            "{}",
            page.html
        );
        let back = page.url.replace("request=", "request=A");
        assert_eq!(iris.open(&back).await.path(), "/apps");
        assert_eq!(iris.open("/apps/refused").await.path(), "/apps");

        // Mended meanwhile: the app's page says so.
        let link = {
            let mut browser = Browser::new(&provider);
            let error = browser.open(&authorize(&slash)).await;
            error.attribute("#owner-sign-in a", "href").expect("a link")
        };
        let form = owner.open(&format!("/apps/{id}/edit")).await;
        let both = format!("{CALLBACK}\n{CALLBACK}/");
        owner
            .submit(&form, "app-form", None, &[("redirect_uris", &both)])
            .await;
        let page = owner.open(&link).await;
        assert_eq!(page.path(), format!("/apps/{id}"), "{}", page.html);
        assert!(
            page.text("#notice").contains("accepted now"),
            "{}",
            page.html
        );

        // After an hour the link is over.
        let mut late = Browser::new(&provider);
        let other = with(slash, [("redirect_uri", "https://rp.example/other")]);
        let error = late.open(&authorize(&other)).await;
        let link = error.attribute("#owner-sign-in a", "href").expect("a link");
        provider.clock.advance(std::time::Duration::from_hours(1));
        let page = late.open(&link).await;
        assert_eq!(late.log_in(&page, "mara").await.path(), "/apps");

        // One that is too long to be carried says so.
        let long = with(
            asks(&id, "https://rp.example/other"),
            [("state", &*"s".repeat(3_000))],
        );
        let error = late.sign_out().await;
        assert_eq!(error.path(), "/logged-out");
        let error = late.open(&authorize(&long)).await;
        assert!(
            error.html.contains("open this link again"),
            "{}",
            error.html
        );
    })
    .await;
}
