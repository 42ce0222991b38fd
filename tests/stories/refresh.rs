//! Refresh tokens: rotated at each use, forgiving a lost answer, unforgiving of theft.

use std::time::Duration;

use openidconnect::OAuth2TokenResponse;

use crate::world::{Scene, protocol};

const OFFLINE: &[&str] = &["profile", "offline_access"];

#[tokio::test]
async fn a_lost_answer_is_forgiven_and_theft_is_not() {
    protocol(async |provider| {
        let (mut browser, app) = Scene::before(&provider).await.into_parts();
        let first = browser
            .sign_in_to(&app, "mara", OFFLINE)
            .await
            .refresh_token
            .expect("a refresh token");

        let second = app
            .refresh(&first)
            .await
            .unwrap()
            .refresh_token()
            .unwrap()
            .secret()
            .clone();
        assert_ne!(first, second);
        provider.clock.advance(Duration::from_secs(29));
        let repeated = app.refresh(&first).await.unwrap();
        assert_eq!(
            repeated.refresh_token().unwrap().secret(),
            &second,
            "the same successor, never a fork"
        );

        let third = app
            .refresh(&second)
            .await
            .unwrap()
            .refresh_token()
            .unwrap()
            .secret()
            .clone();
        let stolen = app.refresh(&first).await.unwrap_err();
        assert!(stolen.contains("invalid_grant"), "{stolen}");
        assert!(app.refresh(&third).await.is_err(), "the whole family goes");
    })
    .await;
}

#[tokio::test]
async fn after_thirty_seconds_the_predecessor_is_a_theft() {
    protocol(async |provider| {
        let (mut browser, app) = Scene::before(&provider).await.into_parts();
        let first = browser
            .sign_in_to(&app, "mara", OFFLINE)
            .await
            .refresh_token
            .unwrap();
        let second = app
            .refresh(&first)
            .await
            .unwrap()
            .refresh_token()
            .unwrap()
            .secret()
            .clone();
        provider.clock.advance(Duration::from_secs(31));
        assert!(app.refresh(&first).await.is_err());
        assert!(app.refresh(&second).await.is_err());
    })
    .await;
}
