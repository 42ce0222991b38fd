//! Many at once: one wins.

use std::sync::Arc;

use tokio::sync::Barrier;
use tokio::task::JoinSet;

use super::super::testing::each_engine;
use super::super::testing::samples::{LASTING, NOW, at, grant};
use super::super::{Conn, Db, Step, StoreError, grants, seal_keys, throttle};
use super::{Scene, read};
use crate::keys::rotation::SealKeyRow;

const TASKS: usize = 64;
const ROUNDS: usize = 20;

/// How a job is handed to the database.
#[derive(Debug, Clone, Copy)]
enum Way {
    Transaction,
    Guarded,
    One,
}

const WAYS: [Way; 3] = [Way::Transaction, Way::Guarded, Way::One];

/// Runs the job from many tasks at the same moment; tells what each was answered.
async fn at_once<T, F>(db: &Db, way: Way, job: F) -> Vec<Result<T, StoreError>>
where
    F: for<'a, 'c> FnOnce(&'a mut Conn<'c>) -> Step<'a, T> + Clone + Send + 'static,
    T: Send + 'static,
{
    let start = Arc::new(Barrier::new(TASKS));
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        let (db, start, job) = (db.clone(), start.clone(), job.clone());
        tasks.spawn(async move {
            start.wait().await;
            match way {
                Way::Transaction => db.write(job).await,
                Way::Guarded => db.write_guarded(job).await,
                Way::One => db.write_one(job).await,
            }
        });
    }
    tasks.join_all().await
}

fn winners(answers: Vec<Result<bool, StoreError>>) -> usize {
    answers
        .into_iter()
        .filter(|won| *won.as_ref().unwrap())
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn cd_02_of_many_redemptions_one_wins() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        for round in 0..ROUNDS {
            for way in WAYS {
                let code = grant(&scene.sign_in, &scene.client.id);
                let answers = at_once(&db, way, |c| {
                    Box::pin(async move { grants::spend(c, &code).await })
                })
                .await;
                assert_eq!(winners(answers), 1, "round {round}, {way:?}");
            }
        }
    })
    .await;
}

/// What `/token` does: the losers revoke what the winner bought, and that is committed.
#[tokio::test(flavor = "multi_thread")]
async fn cd_02_a_replay_at_the_same_moment_ends_the_grant() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        for _ in 0..ROUNDS {
            let code = grant(&scene.sign_in, &scene.client.id);
            let id = code.id;
            let answers = at_once(&db, Way::Guarded, |c| {
                Box::pin(async move {
                    let won = grants::spend(c, &code).await?;
                    if !won {
                        grants::revoke(c, code.id, "code replayed", at(1)).await?;
                    }
                    Ok(won)
                })
            })
            .await;
            assert_eq!(winners(answers), 1);
            assert_eq!(
                read!(db, grants::facts(id)).unwrap().unwrap().revoked_at,
                Some(at(1))
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rt_02_of_many_rotations_one_wins() {
    each_engine(|db| async move {
        let scene = Scene::with_grant(&db).await;
        let (id, mut generation) = (scene.grant.id, 0);
        for round in 0..ROUNDS {
            for way in WAYS {
                let client = scene.client.id.clone();
                let answers = at_once(&db, way, move |c| {
                    Box::pin(async move {
                        grants::rotate(c, id, &client, generation, LASTING, at(1)).await
                    })
                })
                .await;
                assert_eq!(winners(answers), 1, "round {round}, {way:?}");
                generation += 1;
            }
        }
        let facts = read!(db, grants::facts(id)).unwrap().unwrap();
        assert_eq!(facts.refresh_generation, Some(generation));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_failure_goes_uncounted() {
    each_engine(|db| async move {
        let key = [1; 32];
        let answers = at_once(&db, Way::One, move |c| {
            Box::pin(async move { throttle::count(c, &key, NOW, at(60)).await })
        })
        .await;
        let mut counts: Vec<_> = answers.into_iter().map(|n| n.unwrap().failures).collect();
        counts.sort_unstable();
        assert_eq!(counts, (1..=TASKS as i64).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_nodes_one_adds_the_next_key() {
    each_engine(|db| async move {
        let key = SealKeyRow {
            id: 2,
            secret: vec![1],
            created_at: NOW,
            active_at: at(9),
            gone_at: at(99),
        };
        let answers = at_once(&db, Way::One, |c| {
            Box::pin(async move { seal_keys::insert(c, &key).await })
        })
        .await;
        assert_eq!(winners(answers), 1);
    })
    .await;
}
