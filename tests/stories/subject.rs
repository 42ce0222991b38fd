//! People who were brought along with a `sub` of their own: apps that know them by it go on knowing them (OIDC Core §2).

use lanyard::accounts::state;
use lanyard::audit::Actor;
use lanyard::protocol::subject::Subject;
use lanyard::store::users::User;
use serde_json::json;

use super::logout::end_session;
use super::signed_out_apps::{hears, listening, verified};
use crate::world::ear::{Ear, part};
use crate::world::matrix::everywhere_with;
use crate::world::{Browser, PASSWORD, Page, Provider, RelyingParty, everywhere, seed};

const SUB: &str = "auth0|64b0c0ffee0000000000a001";

/// Somebody who was brought along.
async fn brought(site: &Provider, login: &str, sub: &str) -> User {
    let own = Subject::parse(sub).unwrap();
    seed::add_user_with(&site.app, login, PASSWORD, |user| user.subject = Some(own)).await
}

#[tokio::test]
async fn fc_42_whatever_says_sub_says_the_one_that_came_along() {
    everywhere(async |site| {
        let mara = brought(&site, "mara", SUB).await;
        site.add_user("iris").await;
        let (client_id, secret) = site.add_client("Harbour Notes").await;
        let app = RelyingParty::discover(&site, &client_id, Some(&secret)).await;
        let basic = site.basic(&client_id, &secret);
        let mut browser = Browser::new(&site);
        let scopes = ["openid", "email", "offline_access"];
        let tokens = browser.sign_in_to(&app, "mara", &scopes).await;
        assert_eq!(tokens.claims.subject().as_str(), SUB);
        let refresh = tokens.refresh_token.clone().unwrap();
        let again = site
            .post(
                "/token",
                [
                    ("grant_type", "refresh_token"),
                    ("refresh_token", &*refresh),
                ],
                Some(&basic),
            )
            .await
            .json();
        let mut said = Vec::new();
        for id_token in [&*tokens.id_token, again["id_token"].as_str().unwrap()] {
            said.push(part(id_token, 1)["sub"].clone());
        }
        let refreshed = again["refresh_token"].as_str().unwrap();
        for access in [
            &*tokens.access_token,
            again["access_token"].as_str().unwrap(),
        ] {
            said.push(part(access, 1)["sub"].clone());
            let answer = site
                .get("/userinfo", Some(&format!("Bearer {access}")))
                .await;
            said.push(answer.json()["sub"].clone());
        }
        for token in [&*tokens.access_token, refreshed] {
            let answer = site
                .post("/introspect", [("token", token)], Some(&basic))
                .await;
            assert_eq!(answer.json()["active"], true, "{}", answer.text);
            said.push(answer.json()["sub"].clone());
        }
        assert_eq!(said, vec![json!(SUB); 8]);

        // What one downloads says it, and what it stands beside.
        let page = browser.open("/account/data").await;
        let csrf = page.attribute("#data-form input[name=csrf]", "value");
        let fields = [("csrf".to_owned(), csrf.unwrap())];
        let file = browser.post("/account/data", &fields).await;
        let data: serde_json::Value = serde_json::from_str(&file.html).unwrap();
        assert_eq!(data["profile"]["sub"], SUB);
        assert_eq!(data["profile"]["account"], mara.id.to_string());
    })
    .await;
}

#[tokio::test]
async fn fc_42_apps_name_a_person_by_the_sub_that_came_along() {
    everywhere(async |site| {
        let mara = brought(&site, "mara", SUB).await;
        brought(&site, "noor", "AUTH0|64b0c0ffee0000000000a001").await;
        let app = RelyingParty::of_the_house(&site, "Harbour Notes").await;
        let mut browser = Browser::new(&site);
        let hint = browser
            .sign_in_to(&app, "mara", &["profile"])
            .await
            .id_token;
        let mut other = Browser::new(&site);
        let theirs = other.sign_in_to(&app, "noor", &["profile"]).await.id_token;
        let asked = |sub: &str| json!({"id_token": {"sub": {"value": sub}}}).to_string();
        let id = mara.id.to_string();

        // In silence: by her ID token, or in `claims`, she is meant, and nobody else is.
        let mut open = async |extra: &[(&str, &str)]| -> Page {
            let silent = [&[("prompt", "none")], extra].concat();
            let started = app.start(&["profile"], &silent);
            browser.open(&started.url).await
        };
        for (hint, claims, means_her) in [
            (Some(&*hint), None, true),
            (Some(&*theirs), None, false),
            (None, Some(asked(SUB)), true),
            (None, Some(asked("auth0|64B0C0FFEE0000000000A001")), false),
            (None, Some(asked(&id)), false),
            (Some(&*hint), Some(asked(SUB)), true),
            (Some(&*theirs), Some(asked(SUB)), false),
        ] {
            let mut extra = Vec::new();
            extra.extend(hint.map(|hint| ("id_token_hint", hint)));
            extra.extend(claims.as_deref().map(|claims| ("claims", claims)));
            let page = open(&extra).await;
            let error = page.query("error");
            match means_her {
                true => assert_eq!(error, None, "{}", page.url),
                false => assert_eq!(error.as_deref(), Some("login_required"), "{}", page.url),
            }
        }

        // A token of somebody who is gone names nobody.
        let noor = site.user("noor").await;
        let (actor, now) = (Actor::system(), site.clock.now());
        state::remove(&site.app.db, noor.id, &actor, now)
            .await
            .unwrap();
        let page = open(&[("id_token_hint", &*theirs)]).await;
        assert_eq!(page.query("error").as_deref(), Some("login_required"));

        // Her app signs her out without a question (RP-Initiated Logout §2).
        let page = browser
            .open(&end_session(&[("id_token_hint", &*hint)]))
            .await;
        assert_eq!(page.path(), "/logged-out", "{}", page.html);
        assert_eq!(browser.open("/account").await.path(), "/login");
    })
    .await;
}

#[tokio::test]
async fn fc_42_apps_are_told_of_the_end_by_the_sub_that_came_along_also_when_the_account_is_gone() {
    let ear = Ear::open().await;
    everywhere_with(hears(&[&ear]), async |site| {
        let mara = brought(&site, "mara", SUB).await;
        let app = listening(&site, "Harbour Notes", Some(&ear)).await;
        let mut browser = Browser::new(&site);
        browser.sign_in_to(&app, "mara", &["profile"]).await;
        browser.sign_out().await;
        site.app.outbox.settle().await;
        browser.sign_in_to(&app, "mara", &["profile"]).await;
        let (actor, now) = (Actor::operator(), site.clock.now());
        state::remove(&site.app.db, mara.id, &actor, now)
            .await
            .unwrap();
        site.app.outbox.settle().await;
        let told = ear.tokens();
        assert_eq!(told.len(), 2);
        for token in told {
            let claims = verified(&site, &token, &app.client_id).await;
            assert_eq!(claims["sub"], SUB);
        }
    })
    .await;
}
