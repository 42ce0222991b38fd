//! Who is told, on both engines.

use super::*;
use crate::accounts::EndReason;
use crate::accounts::ending::{self, Which, end};
use crate::audit::Actor;
use crate::protocol::client::Client;
use crate::store::sign_in_clients::State;
use crate::store::sign_ins::SignIn;
use crate::store::testing::each_engine;
use crate::store::testing::samples::{NOW, at, client, sign_in, user};
use crate::store::{Db, alone, users};

/// An app that wants to be told.
fn listening(id: &str) -> Client {
    let mut app = client(id, None);
    let address = format!("https://{id}.example/logout");
    app.metadata.logout.backchannel_logout_uri = Some(address);
    app
}

struct Scene {
    user: UserId,
    notes: ClientId,
    photos: ClientId,
    deaf: ClientId,
}

impl Scene {
    async fn set(db: &Db) -> Self {
        let ada = user("ada");
        let apps = [
            listening("notes-a"),
            listening("photos-b"),
            client("deaf-c", None),
        ];
        let scene = Self {
            user: ada.id,
            notes: apps[0].id.clone(),
            photos: apps[1].id.clone(),
            deaf: apps[2].id.clone(),
        };
        let job = db.write(move |c| {
            Box::pin(async move {
                users::insert(c, &ada).await?;
                for app in &apps {
                    clients::insert(c, app).await?;
                }
                Ok(())
            })
        });
        job.await.unwrap();
        scene
    }

    /// A sign-in with these apps.
    async fn signs_in(&self, db: &Db, apps: &[&ClientId]) -> SignIn {
        let own = sign_in(self.user);
        let (row, user) = (own.clone(), self.user);
        let apps: Vec<_> = apps.iter().map(|id| (*id).clone()).collect();
        let job = db.write(move |c| {
            Box::pin(async move {
                sign_ins::insert(c, &row).await?;
                for app in &apps {
                    joins(c, row.id, app, user, NOW).await?;
                }
                Ok(())
            })
        });
        job.await.unwrap();
        own
    }
}

async fn ends(db: &Db, id: SignInId, reason: EndReason) {
    ending::these(db, vec![id], reason, &Actor::operator(), at(60))
        .await
        .unwrap();
}

/// Sign-in and app of each message, in their order.
async fn messages(db: &Db) -> Vec<(SignInId, String)> {
    let job = db.read(|c| Box::pin(outbox::list(c, true, 1_000)));
    let messages = job.await.unwrap().into_iter();
    messages
        .map(|message| (message.sign_in_id.unwrap(), message.receiver))
        .collect()
}

#[tokio::test]
async fn lo_04_whatever_the_reason_the_apps_of_that_sign_in_are_told_and_no_other() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        for (number, reason) in EndReason::ALL.into_iter().enumerate() {
            let here = scene.signs_in(&db, &[&scene.notes, &scene.deaf]).await;
            let there = scene.signs_in(&db, &[&scene.photos]).await;
            ends(&db, here.id, reason).await;
            let told = messages(&db).await;
            assert_eq!(told.len(), number + 1, "{reason:?}");
            assert!(told.contains(&(here.id, scene.notes.to_string())));
            // Once more: it had ended.
            ends(&db, here.id, reason).await;
            assert_eq!(messages(&db).await.len(), number + 1);
            let id = here.id;
            let job = db.read(move |c| Box::pin(sign_in_clients::of_sign_in(c, id)));
            let parts = job.await.unwrap();
            let ended: Vec<_> = parts
                .iter()
                .map(|part| (part.ended_at, part.state))
                .collect();
            let waits = (Some(at(60)), Some(State::Waiting));
            // The one without an address is known to have been there.
            assert_eq!(ended.len(), 2);
            assert!(ended.contains(&waits) && ended.contains(&(Some(at(60)), None)));
            let id = there.id;
            let job = db.read(move |c| Box::pin(sign_in_clients::of_sign_in(c, id)));
            assert_eq!(job.await.unwrap()[0].ended_at, None);
        }
    })
    .await;
}

#[tokio::test]
async fn lo_02_an_end_that_is_undone_tells_nobody() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        let here = scene.signs_in(&db, &[&scene.notes]).await;
        let job = db.write(move |c| {
            Box::pin(async move {
                let which = Which::These(&[here.id]);
                end(c, which, EndReason::SignedOut, &Actor::operator(), NOW).await?;
                Err::<(), _>(StoreError::Orphan)
            })
        });
        assert!(job.await.is_err());
        assert_eq!(messages(&db).await, []);
    })
    .await;
}

#[tokio::test]
async fn an_app_that_comes_while_the_sign_in_ends_is_told_too() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        let here = scene.signs_in(&db, &[&scene.notes]).await;
        ends(&db, here.id, EndReason::SignedOut).await;
        let (user, apps) = (scene.user, [scene.photos.clone(), scene.notes.clone()]);
        let job = db.write(move |c| {
            Box::pin(async move {
                for app in &apps {
                    joins(c, here.id, app, user, at(61)).await?;
                }
                Ok(())
            })
        });
        job.await.unwrap();
        let told = messages(&db).await;
        let names: Vec<_> = told.iter().map(|(_, name)| name.clone()).collect();
        let (notes, photos) = (scene.notes.to_string(), scene.photos.to_string());
        assert_eq!(names, [notes.clone(), photos, notes], "in their order");
    })
    .await;
}

/// How many sign-ins end at once in the test below; `LANYARD_TEST_SIGN_INS=10000` for the figures of `docs/performance.md`.
fn many() -> usize {
    let text = std::env::var("LANYARD_TEST_SIGN_INS");
    text.map_or(1_000, |text| text.parse().unwrap())
}

/// What others wait for a write of theirs while `ending` goes on: the longest.
async fn waited(db: &Db, ending: impl Future<Output = ()>) -> Duration {
    let over = std::sync::atomic::AtomicBool::new(false);
    let others = async {
        let mut longest = Duration::ZERO;
        while !over.load(std::sync::atomic::Ordering::Relaxed) {
            let began = std::time::Instant::now();
            alone::beat(db, NOW).await.unwrap();
            longest = longest.max(began.elapsed());
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        longest
    };
    let ending = async {
        ending.await;
        over.store(true, std::sync::atomic::Ordering::Relaxed);
    };
    tokio::join!(others, ending).0
}

#[tokio::test]
async fn many_sign_ins_that_end_at_once_keep_nobody_waiting() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        let (user, count) = (scene.user, many());
        for expired in [false, true] {
            let app = scene.notes.clone();
            let job = db.write(move |c| {
                Box::pin(async move {
                    for _ in 0..count {
                        let row = sign_in(user);
                        sign_ins::insert(c, &row).await?;
                        joins(c, row.id, &app, user, NOW).await?;
                    }
                    Ok(())
                })
            });
            job.await.unwrap();
            let began = std::time::Instant::now();
            let longest = waited(&db, async {
                if expired {
                    while ending::expired(&db, 500, at(90_000)).await.unwrap() == 500 {}
                } else {
                    let actor = Actor::operator();
                    ending::everywhere(&db, user, &actor, at(60)).await.unwrap();
                }
            })
            .await;
            let engine = db.engine();
            let took = began.elapsed();
            eprintln!(
                "{engine:?}, expired: {expired}: {count} in {took:?}, others waited {longest:?}"
            );
            assert!(longest < Duration::from_secs(10));
        }
        let job = db.read(|c| Box::pin(outbox::backlog(c)));
        let waiting = usize::try_from(job.await.unwrap().waiting).unwrap();
        assert_eq!(waiting, 2 * count);
    })
    .await;
}
