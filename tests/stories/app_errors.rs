//! What an app ran into, told to who looks after it.

use lanyard::protocol::client::Kind;
use lanyard::protocol::registration::Draft;

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

        let near = format!("{}x", &id[..id.len() - 1]);
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
