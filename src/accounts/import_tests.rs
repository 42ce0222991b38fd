use uuid::Uuid;

use super::*;
use crate::accounts::state;
use crate::clients::import as of_clients;
use crate::protocol::client::Profile;
use crate::protocol::ids::UserId;
use crate::protocol::registration::describe;
use crate::store::testing::each_engine;
use crate::store::testing::samples::{NOW, at, client, user};

/// Somebody of a file, with that `sub`.
fn with_sub(login: &str, sub: &str) -> Brought {
    let sub = Subject::parse(sub).unwrap();
    let id = sub.id();
    Brought {
        user: User {
            id: id.unwrap_or(UserId(Uuid::now_v7())),
            subject: Some(sub).filter(|_| id.is_none()),
            ..user(login)
        },
        own_sub: true,
        groups: Vec::new(),
    }
}

async fn bring_one(db: &Db, one: &Brought) -> Outcome {
    let looked = look(db, std::slice::from_ref(one)).await.unwrap();
    let done = bring(db, std::slice::from_ref(one), &Actor::operator(), at(9)).await;
    let done = done.unwrap();
    assert_eq!(looked, done, "--check says what will be done");
    done.into_iter().next().unwrap()
}

async fn remove(db: &Db, id: UserId) {
    assert!(
        state::remove(db, id, &Actor::operator(), NOW)
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn fc_42_two_accounts_never_share_a_sub() {
    each_engine(|db| async move {
        let ada = with_sub("ada", "auth0|1");
        assert_eq!(bring_one(&db, &ada).await, Outcome::Made);
        assert_eq!(bring_one(&db, &ada).await, Outcome::There, "again");
        let thief = with_sub("bob", "auth0|1");
        let differs = vec!["login", "email", "name"];
        assert_eq!(bring_one(&db, &thief).await, Outcome::Differs(differs));
        // Upper and lower case are two (OIDC Core §2).
        let other = with_sub("cyd", "AUTH0|1");
        assert_eq!(bring_one(&db, &other).await, Outcome::Made);
        // The database holds it as well.
        let twin = User {
            subject: ada.user.subject.clone(),
            ..user("dan")
        };
        let job = db.write(move |c| Box::pin(async move { users::insert(c, &twin).await }));
        let refused = job.await;
        assert!(
            matches!(refused, Err(StoreError::Conflict { .. })),
            "{refused:?}"
        );
        let sub = Subject::parse("auth0|1").unwrap();
        let job = db.read(move |c| Box::pin(async move { users::by_subject(c, &sub).await }));
        assert_eq!(job.await.unwrap().unwrap().login, "ada");
    })
    .await;
}

#[tokio::test]
async fn fc_42_an_id_of_an_account_is_nobody_else_s_sub() {
    each_engine(|db| async move {
        // Of somebody who says their id, and of somebody who says another one.
        let (ada, bob) = (user("ada"), with_sub("bob", "42").user);
        let ids = [ada.id, bob.id];
        let job = db.write(move |c| {
            Box::pin(async move {
                users::insert(c, &ada).await?;
                users::insert(c, &bob).await
            })
        });
        job.await.unwrap();
        let [as_ada, as_bob] = ids.map(|id| with_sub("eve", &id.to_string()));
        let outcome = bring_one(&db, &as_ada).await;
        assert!(matches!(outcome, Outcome::Differs(_)), "{outcome:?}");
        assert_eq!(bring_one(&db, &as_bob).await, Outcome::SubjectTaken);
    })
    .await;
}

#[tokio::test]
async fn fc_42_the_sub_of_an_account_that_was_removed_is_given_to_nobody() {
    each_engine(|db| async move {
        let uuid = "5f1f3a52-8f0c-4a57-9b1c-0d3f6f0a1c01";
        let (ada, bob) = (with_sub("ada", "42"), with_sub("bob", uuid));
        for one in [&ada, &bob] {
            assert_eq!(bring_one(&db, one).await, Outcome::Made);
            remove(&db, one.user.id).await;
        }
        // Neither the `sub`, nor the id that was beside it, nor to the same person.
        let beside = ada.user.id.to_string();
        for (login, sub) in [
            ("eve", "42"),
            ("ada", "42"),
            ("eve", uuid),
            ("eve", &*beside),
        ] {
            let outcome = bring_one(&db, &with_sub(login, sub)).await;
            assert_eq!(outcome, Outcome::Retired, "{sub}");
        }
        assert_eq!(bring_one(&db, &with_sub("eve", "43")).await, Outcome::Made);
    })
    .await;
}

#[tokio::test]
async fn fc_42_a_sub_and_the_id_of_a_client_are_never_the_same() {
    each_engine(|db| async move {
        let photos = client("photos", None);
        let job = db.write(move |c| Box::pin(async move { clients::insert(c, &photos).await }));
        job.await.unwrap();
        assert_eq!(
            bring_one(&db, &with_sub("ada", "photos")).await,
            Outcome::ClientHasId
        );

        let (bob, cyd) = (with_sub("bob", "notes"), with_sub("cyd", "gone"));
        for one in [&bob, &cyd] {
            assert_eq!(bring_one(&db, one).await, Outcome::Made);
        }
        remove(&db, cyd.user.id).await;
        for id in ["notes", "gone"] {
            let document = serde_json::json!({
                "client_id": id, "redirect_uris": ["https://app.example/cb"],
            });
            let one = describe(&document, Profile::default(), false).unwrap();
            let brought = of_clients::Brought::new(&one, None, NOW).unwrap();
            let done = of_clients::bring(&db, vec![brought], &Actor::operator(), NOW).await;
            let refused = match id {
                "notes" => "AccountHasId",
                _ => "Retired",
            };
            assert_eq!(format!("{:?}", done.unwrap()), format!("[{refused}]"));
        }
    })
    .await;
}
