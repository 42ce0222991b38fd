//! Grants, and what a value that does not fit does.

use sqlx::Connection;

use super::super::grants::NewGrant;
use super::super::testing::samples::{LASTING, NOW, at, grant, sign_in};
use super::super::testing::{TestDb, each_engine};
use super::super::{Engine, StoreError, clients, grants, revoked_tokens, sign_ins, users};
use super::{Scene, read, write};
use crate::protocol::client::Metadata;
use crate::protocol::ids::{ClientId, GrantId, TokenId};

#[tokio::test]
async fn spending_stores_the_grant_once_and_facts_tell_all() {
    each_engine(|db| async move {
        let scene = Scene::with_grant(&db).await;
        let again = scene.grant.clone();
        assert!(!write!(db, c => grants::spend(c, &again)).unwrap());
        let facts = read!(db, grants::facts(scene.grant.id)).unwrap().unwrap();
        assert_eq!(
            (facts.id, facts.user, &facts.client),
            (scene.grant.id, scene.user.id, &scene.client.id)
        );
        assert_eq!(
            (facts.sign_in, &facts.scope),
            (scene.grant.sign_in, &scene.grant.scope)
        );
        assert_eq!(
            (&facts.context, facts.refresh_generation),
            (&scene.grant.context, Some(0))
        );
        assert_eq!((facts.created_at, facts.refreshed_at), (NOW, NOW));
        assert_eq!(
            (facts.expires_at, facts.revoked_at),
            (scene.grant.expires_at, None)
        );
        assert_eq!(facts.user_standing.disabled_at, None);
        let seen = facts.sign_in_standing.unwrap();
        assert_eq!(
            (seen.epoch, seen.ended_at, seen.expires_at),
            (Some(0), None, scene.sign_in.expires_at)
        );
        assert_eq!(facts.client_disabled_at, None);
        assert_eq!(
            read!(db, grants::facts(GrantId(uuid::Uuid::nil()))).unwrap(),
            None
        );

        let (user, client, id) = (scene.user.id, scene.client.id.clone(), scene.sign_in.id);
        write!(db, c => async {
            sign_ins::end(c, id, "signed out", at(1)).await?;
            clients::disable(c, &client, at(2)).await?;
            users::disable(c, user, at(3)).await
        })
        .unwrap();
        let facts = read!(db, grants::facts(scene.grant.id)).unwrap().unwrap();
        assert_eq!(facts.sign_in_standing.unwrap().ended_at, Some(at(1)));
        assert_eq!(facts.client_disabled_at, Some(at(2)));
        assert_eq!(facts.user_standing.disabled_at, Some(at(3)));
        assert_eq!(facts.user_standing.epoch, 1);
    })
    .await;
}

/// A grant that was made before its code came, as for a token that goes through the browser.
async fn with_unspent_code(db: &TestDb, scene: &Scene) -> NewGrant {
    const UNSPENT: &str = "UPDATE grants SET code_spent = FALSE WHERE id = $1";
    let mut early = grant(&scene.sign_in, &scene.client.id);
    early.refresh_generation = None;
    let stored = early.clone();
    assert!(write!(db, c => grants::spend(c, &stored)).unwrap());
    match db.engine() {
        Engine::Sqlite => {
            let mut conn = sqlx::SqliteConnection::connect(db.url()).await.unwrap();
            let set = sqlx::query(UNSPENT).bind(early.id).execute(&mut conn);
            assert_eq!(set.await.unwrap().rows_affected(), 1);
        }
        Engine::Postgres => {
            let mut conn = sqlx::PgConnection::connect(db.url()).await.unwrap();
            let set = sqlx::query(UNSPENT).bind(early.id).execute(&mut conn);
            assert_eq!(set.await.unwrap().rows_affected(), 1);
        }
    }
    NewGrant {
        refresh_generation: Some(0),
        created_at: at(30),
        expires_at: at(1_209_600),
        ..early
    }
}

#[tokio::test]
async fn a_grant_that_was_there_first_is_bought_by_its_code_once() {
    for db in TestDb::each().await {
        let scene = Scene::set(&db).await;
        let code = with_unspent_code(&db, &scene).await;
        let (id, end) = (code.id, code.expires_at);
        let [first, second] = [code.clone(), code];
        assert!(write!(db, c => grants::spend(c, &first)).unwrap());
        let facts = read!(db, grants::facts(id)).unwrap().unwrap();
        assert_eq!((facts.created_at, facts.refreshed_at), (NOW, at(30)));
        assert_eq!((facts.refresh_generation, facts.expires_at), (Some(0), end));
        assert!(!write!(db, c => grants::spend(c, &second)).unwrap());
        let facts = read!(db, grants::facts(id)).unwrap().unwrap();
        assert_eq!(facts.revoked_at, None, "whoever spends in vain revokes");
    }
}

#[tokio::test]
async fn a_grant_that_was_there_first_and_has_ended_buys_nothing() {
    for db in TestDb::each().await {
        let scene = Scene::set(&db).await;
        let code = with_unspent_code(&db, &scene).await;
        let id = code.id;
        assert!(write!(db, c => grants::revoke(c, id, "signed out", at(10))).unwrap());
        let [spent, burnt] = [code.clone(), code];
        assert!(!write!(db, c => grants::spend(c, &spent)).unwrap());
        assert!(!write!(db, c => grants::burn(c, &burnt)).unwrap());
        let facts = read!(db, grants::facts(id)).unwrap().unwrap();
        assert_eq!(
            (facts.revoked_at, facts.refresh_generation),
            (Some(at(10)), None)
        );
    }
}

/// What `/token` does, many at once: one is first, and the others end what it bought.
#[tokio::test(flavor = "multi_thread")]
async fn cd_02_of_many_who_spend_the_code_of_a_grant_one_wins_and_the_replays_end_it() {
    for db in TestDb::each().await {
        let scene = Scene::set(&db).await;
        for _ in 0..10 {
            let code = with_unspent_code(&db, &scene).await;
            let id = code.id;
            let tries = (0..16).map(|_| {
                let (db, code) = (db.db(), code.clone());
                tokio::spawn(async move {
                    let job = db.write_guarded(move |c| {
                        Box::pin(async move {
                            let first = grants::spend(c, &code).await?;
                            if !first {
                                grants::revoke(c, code.id, "replay", at(31)).await?;
                            }
                            Ok(first)
                        })
                    });
                    job.await.unwrap()
                })
            });
            let mut winners = 0;
            for attempt in tries.collect::<Vec<_>>() {
                winners += usize::from(attempt.await.unwrap());
            }
            let facts = read!(db, grants::facts(id)).unwrap().unwrap();
            assert_eq!((winners, facts.revoked_at), (1, Some(at(31))));
        }
    }
}

#[tokio::test]
async fn a_burnt_code_cannot_be_spent_and_a_spent_one_not_burnt() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        let code = scene.grant.clone();
        assert!(write!(db, c => grants::burn(c, &code)).unwrap());
        let code = scene.grant.clone();
        assert!(!write!(db, c => grants::spend(c, &code)).unwrap());
        let row = read!(db, grants::by_id(scene.grant.id)).unwrap().unwrap();
        assert_eq!(
            (row.revoked_at, row.revoke_reason.as_deref()),
            (Some(NOW), Some("burnt"))
        );
        assert_eq!(
            read!(db, grants::facts(row.id))
                .unwrap()
                .unwrap()
                .refresh_generation,
            None
        );

        let other = grant(&scene.sign_in, &scene.client.id);
        let id = other.id;
        let [spent, burnt] = [other.clone(), other];
        assert!(write!(db, c => grants::spend(c, &spent)).unwrap());
        assert!(!write!(db, c => grants::burn(c, &burnt)).unwrap());
        assert_eq!(
            read!(db, grants::by_id(id)).unwrap().unwrap().revoked_at,
            None
        );
    })
    .await;
}

#[tokio::test]
async fn a_grant_for_somebody_who_is_gone_is_refused() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        let mut lost = scene.grant.clone();
        lost.client = ClientId("gone".to_owned());
        for _ in 0..2 {
            let lost = lost.clone();
            let refused = db
                .write_guarded(|c| Box::pin(async move { grants::spend(c, &lost).await }))
                .await;
            assert!(matches!(refused, Err(StoreError::Orphan)), "{refused:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn rotation_asks_for_everything_at_once() {
    each_engine(|db| async move {
        let scene = Scene::with_grant(&db).await;
        let id = scene.grant.id;
        let end = scene.grant.expires_at;
        let (right, wrong) = (scene.client.id.clone(), ClientId("other".to_owned()));
        for (client, generation, now, rotated) in [
            (&wrong, 0, at(1), false),
            (&right, 1, at(1), false),
            (&right, 0, end, false),
            (&right, 0, at(2), true),
            (&right, 0, at(3), false),
            (&right, 1, at(4), true),
        ] {
            let client = client.clone();
            let done = db
                .write_one(move |c| {
                    Box::pin(async move {
                        grants::rotate(c, id, &client, generation, LASTING, now).await
                    })
                })
                .await;
            assert_eq!(done.unwrap(), rotated, "generation {generation} at {now:?}");
        }
        let facts = read!(db, grants::facts(id)).unwrap().unwrap();
        assert_eq!(
            (facts.refresh_generation, facts.refreshed_at),
            (Some(2), at(4))
        );
        assert!(write!(db, c => grants::revoke(c, id, "theft", at(5))).unwrap());
        assert!(!write!(db, c => grants::rotate(c, id, &right, 2, LASTING, at(6))).unwrap());

        let mut plain = grant(&scene.sign_in, &scene.client.id);
        plain.refresh_generation = None;
        let (id, client) = (plain.id, plain.client.clone());
        write!(db, c => grants::spend(c, &plain)).unwrap();
        assert!(
            !write!(db, c => grants::rotate(c, id, &client, 0, LASTING, at(1))).unwrap(),
            "it has no refresh token"
        );
    })
    .await;
}

#[tokio::test]
async fn revoking_keeps_the_first_reason_and_reaches_what_it_names() {
    each_engine(|db| async move {
        let scene = Scene::with_grant(&db).await;
        let (user, client, sign_in_id) = (scene.user.id, scene.client.id.clone(), scene.sign_in.id);
        let first = scene.grant.id;
        assert!(write!(db, c => grants::revoke(c, first, "replay", at(1))).unwrap());
        assert!(!write!(db, c => grants::revoke(c, first, "other", at(2))).unwrap());
        let row = read!(db, grants::by_id(first)).unwrap().unwrap();
        assert_eq!(
            (row.revoked_at, row.revoke_reason.as_deref()),
            (Some(at(1)), Some("replay"))
        );
        assert_eq!(read!(db, grants::of_user(user, at(1))).unwrap(), []);

        for how in 0..4 {
            let new = grant(&scene.sign_in, &client);
            let elsewhere = sign_in(user);
            let other = grant(&elsewhere, &client);
            let (id, kept) = (new.id, other.id);
            let row = elsewhere.clone();
            write!(db, c => async {
                sign_ins::insert(c, &row).await?;
                grants::spend(c, &new).await?;
                grants::spend(c, &other).await
            })
            .unwrap();
            assert_eq!(read!(db, grants::of_user(user, at(5))).unwrap().len(), 2);
            let to = client.clone();
            let count = match how {
                0 => write!(db, c => grants::revoke_of_client(c, &to, "x", at(5))),
                1 => write!(db, c => grants::revoke_of_user(c, user, "x", at(5))),
                2 => write!(db, c => grants::revoke_consented(c, user, &to, "x", at(5))),
                _ => write!(db, c => grants::revoke_of_sign_in(c, sign_in_id, "x", at(5))),
            };
            let gone = read!(db, grants::by_id(id)).unwrap().unwrap().revoked_at;
            let stays = read!(db, grants::by_id(kept)).unwrap().unwrap().revoked_at;
            let expected = if how < 3 {
                (2, Some(at(5)), Some(at(5)))
            } else {
                (1, Some(at(5)), None)
            };
            assert_eq!((count.unwrap(), gone, stays), expected, "{how}");
        }
    })
    .await;
}

#[tokio::test]
async fn one_token_is_revoked_without_its_grant() {
    each_engine(|db| async move {
        let scene = Scene::with_grant(&db).await;
        let (token, other) = (TokenId(uuid::Uuid::now_v7()), TokenId(uuid::Uuid::now_v7()));
        for first in [true, false] {
            assert_eq!(
                write!(db, c => revoked_tokens::revoke(c, token, at(300))).unwrap(),
                first
            );
        }
        assert!(read!(db, revoked_tokens::is_revoked(token)).unwrap());
        assert!(!read!(db, revoked_tokens::is_revoked(other)).unwrap());
        let id = scene.grant.id;
        let (facts, revoked) = read!(db, grants::facts_of_token(id, token))
            .unwrap()
            .unwrap();
        assert_eq!((facts.id, facts.revoked_at, revoked), (id, None, true));
        assert!(
            !read!(db, grants::facts_of_token(id, other))
                .unwrap()
                .unwrap()
                .1
        );
        assert_eq!(
            read!(
                db,
                grants::facts_of_token(GrantId(uuid::Uuid::nil()), token)
            )
            .unwrap(),
            None
        );
    })
    .await;
}

#[tokio::test]
async fn a_grant_without_its_sign_in_has_no_standing() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        let mut adrift = scene.grant.clone();
        adrift.sign_in = Some(sign_in(scene.user.id).id);
        let id = adrift.id;
        write!(db, c => grants::spend(c, &adrift)).unwrap();
        assert_eq!(
            read!(db, grants::facts(id))
                .unwrap()
                .unwrap()
                .sign_in_standing,
            None
        );
    })
    .await;
}

/// What a newer version wrote, or damage: no grant and no client, which the callers have an answer for.
#[tokio::test]
async fn a_document_that_cannot_be_read_is_not_there() {
    let db = TestDb::sqlite().await;
    let scene = Scene::with_grant(&db).await;
    let mut conn = sqlx::SqliteConnection::connect(db.url()).await.unwrap();
    for context in ["{\"nonce\":3}", "7", "{}"] {
        let spoil = "UPDATE grants SET context = $1";
        let spoil = sqlx::query(spoil).bind(context);
        spoil.execute(&mut conn).await.unwrap();
        assert_eq!(read!(db, grants::facts(scene.grant.id)).unwrap(), None);
    }
    let newer = "UPDATE client SET metadata = json_set(metadata, '$.version', 2)";
    sqlx::query(newer).execute(&mut conn).await.unwrap();
    assert_eq!(read!(db, clients::by_id(&scene.client.id)).unwrap(), None);
    assert_eq!(read!(db, clients::list(None, 10)).unwrap(), []);
}

/// An older version changes a client that a newer one registered.
#[tokio::test]
async fn members_that_are_not_known_outlive_a_change() {
    let db = TestDb::sqlite().await;
    let scene = Scene::with_grant(&db).await;
    let mut conn = sqlx::SqliteConnection::connect(db.url()).await.unwrap();
    let newer = "UPDATE client SET metadata = json_set(metadata, '$.dpop_bound_access_tokens', json('true'))";
    sqlx::query(newer).execute(&mut conn).await.unwrap();
    let read = read!(db, clients::by_id(&scene.client.id))
        .unwrap()
        .unwrap();
    // A form makes the whole document anew.
    let metadata = Metadata {
        further: Default::default(),
        contacts: vec!["ada@example.com".into()],
        ..read.metadata.clone()
    };
    let name = "Another name";
    let changed = write!(db, c => clients::update_metadata(c, &read, name, &metadata, at(1)));
    assert!(changed.unwrap());
    let stored = "SELECT metadata FROM client";
    let (stored,): (String,) = sqlx::query_as(stored).fetch_one(&mut conn).await.unwrap();
    let stored: serde_json::Value = serde_json::from_str(&stored).unwrap();
    assert_eq!(stored["dpop_bound_access_tokens"], true);
    assert_eq!(stored["contacts"][0], "ada@example.com");
}

#[tokio::test]
async fn a_value_that_does_not_fit_is_named() {
    let db = TestDb::sqlite().await;
    let scene = Scene::with_grant(&db).await;
    let mut conn = sqlx::SqliteConnection::connect(db.url()).await.unwrap();
    for (spoil, column) in [
        ("UPDATE grants SET scope = 'two  \"spaces'", "scope"),
        (
            "UPDATE grants SET scope = 'openid', refresh_generation = -1",
            "refresh_generation",
        ),
    ] {
        sqlx::query(spoil).execute(&mut conn).await.unwrap();
        let error = read!(db, grants::facts(scene.grant.id)).unwrap_err();
        assert!(
            matches!(&error, StoreError::Corrupt { table: "grants", column: c } if c == column),
            "{spoil}: {error:?}"
        );
    }
    sqlx::query("UPDATE client SET secret_hash = x'00'")
        .execute(&mut conn)
        .await
        .unwrap();
    let error = read!(db, clients::by_id(&scene.client.id)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "client.secret_hash holds a value that does not fit"
    );
}
