//! What is recorded of what people and strangers do.

use lanyard::store::audit::{self, Filter, Row};

use crate::world::{PASSWORD, Provider, Scene, everywhere};

/// Every row, the first first.
async fn rows(provider: &Provider) -> Vec<Row> {
    let filter = Filter::default();
    let job = provider
        .app
        .db
        .read(move |c| Box::pin(async move { audit::list(c, &filter, 1_000).await }));
    let mut rows = job.await.unwrap();
    rows.reverse();
    rows
}

fn acts(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(|row| row.act.as_str()).collect()
}

#[tokio::test]
async fn what_a_person_does_on_pages_is_recorded_from_sign_in_to_sign_out() {
    everywhere(async |provider| {
        let mut scene = Scene::before(&provider).await;
        let before = rows(&provider).await.len();
        let login = scene.browser.open("/login").await;
        let wrong = [("login", "mara"), ("password", "not hers at all")];
        for _ in 0..2 {
            scene
                .browser
                .submit(&login, "login-form", None, &wrong)
                .await;
        }
        let scopes = &["profile", "offline_access"];
        let tokens = scene.browser.sign_in_to(&scene.app, "mara", scopes).await;
        let refresh = tokens.refresh_token.expect("it outlives the sign-in");
        let revoked = [("token", &*refresh)];
        scene
            .provider
            .post("/revoke", revoked, Some(&scene.basic))
            .await;
        let page = format!("/account/apps/{}/remove", scene.app.client_id);
        let page = scene.browser.open(&page).await;
        scene.browser.submit(&page, "remove-form", None, &[]).await;
        scene.browser.sign_out().await;
        let rows = rows(&provider).await.split_off(before);
        let expected = [
            "sign-in.failed",
            "sign-in.made",
            "consent.given",
            "grant.made",
            "grant.ended",
            "consent.withdrawn",
            "sign-in.ended",
        ];
        assert_eq!(acts(&rows), expected);
        let mara = Some(scene.user.id.to_string());
        let app = Some(scene.app.client_id.clone());
        assert_eq!((rows[0].count, &rows[0].object_id), (2, &mara));
        for (row, (by, to)) in rows.iter().zip([
            (&None, &mara),
            (&mara, &mara),
            (&mara, &app),
            (&app, &mara),
            (&app, &mara),
            (&mara, &app),
            (&mara, &mara),
        ]) {
            assert_eq!((&row.actor_id, &row.object_id), (by, to), "{}", row.act);
        }
        assert!(rows[1].address.is_some(), "{:?}", rows[1]);
        assert_eq!(rows[6].details["reason"], "signed-out");
        let all = format!("{rows:?}");
        for secret in [PASSWORD, "not hers", &refresh, "mara@"] {
            assert!(!all.contains(secret), "{secret}: {all}");
        }
    })
    .await;
}

#[tokio::test]
async fn strangers_buy_no_rows_and_nothing_they_type_is_kept() {
    everywhere(async |provider| {
        let scene = Scene::before(&provider).await;
        let before = rows(&provider).await.len();
        let mut stranger = crate::world::Browser::new(&provider);
        let login = stranger.open("/login").await;
        for number in 0..12 {
            // Half of them at names that nobody has, and one a password in the wrong field.
            let name = match number % 2 {
                0 => "mara".to_owned(),
                _ => format!("my secret passphrase {number}"),
            };
            let typed = [("login", &*name), ("password", "guess")];
            stranger.submit(&login, "login-form", None, &typed).await;
        }
        assert_eq!(rows(&provider).await.len(), before);
        provider.app.record_failures().await;
        provider.app.record_failures().await;
        let rows = rows(&provider).await.split_off(before);
        assert_eq!(acts(&rows), ["sign-in.failed"]);
        // What is slowed down is not looked at, and counts elsewhere.
        assert!((2..=12).contains(&rows[0].count), "{:?}", rows[0]);
        assert_eq!(rows[0].details["accounts"], 1);
        let all = format!("{rows:?}");
        let mara = scene.user.id.to_string();
        assert!(!all.contains("passphrase") && !all.contains(&mara), "{all}");
    })
    .await;
}
