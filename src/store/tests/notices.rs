use std::time::Duration;

use sqlx::{Connection, PgConnection};
use tokio::time::timeout;

use super::{Scene, write};
use crate::store::testing::TestDb;
use crate::store::testing::samples::at;
use crate::store::{Db, Notices, StoreError, sign_ins};

async fn listening(db: &Db) -> Notices {
    db.notices().await.unwrap().expect("PostgreSQL tells")
}

/// Whether a notice comes.
async fn told(notices: &mut Notices) -> bool {
    let heard = timeout(Duration::from_secs(1), notices.next()).await;
    heard.is_ok_and(|heard| heard.is_ok())
}

#[tokio::test]
async fn whatever_ends_a_session_is_told_when_it_is_committed() {
    let db = TestDb::postgres().await;
    let scene = Scene::set(&db).await;
    let sign_in = scene.sign_in.id;
    let mut notices = listening(&db).await;

    // Seen, renewed, and ended in a transaction that came to nothing.
    write!(db, c => sign_ins::touch(c, sign_in, at(10))).unwrap();
    write!(db, c => sign_ins::renew(c, &scene.sign_in, at(20))).unwrap();
    let undone = db.write(move |c| {
        Box::pin(async move {
            sign_ins::end(c, sign_in, "signed out", at(30)).await?;
            Err::<(), _>(StoreError::Busy)
        })
    });
    assert!(undone.await.is_err());
    assert!(!told(&mut notices).await, "nothing was ended");

    write!(db, c => sign_ins::supersede(c, sign_in, 1, at(35))).unwrap();
    assert!(told(&mut notices).await, "a sealed cookie");
    write!(db, c => sign_ins::end(c, sign_in, "signed out", at(40))).unwrap();
    assert!(told(&mut notices).await, "a sign-in");
    write!(db, c => sign_ins::end(c, sign_in, "signed out", at(40))).unwrap();
    assert!(!told(&mut notices).await, "it had ended");
}

#[tokio::test]
async fn a_broken_connection_is_an_error_and_not_silence() {
    let db = TestDb::postgres().await;
    let mut notices = listening(&db).await;
    let mut admin = PgConnection::connect(db.url()).await.unwrap();
    let ended: Vec<(bool,)> = sqlx::query_as(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
         WHERE application_name = 'lanyard notices' AND datname = current_database()",
    )
    .fetch_all(&mut admin)
    .await
    .unwrap();
    assert_eq!(ended, [(true,)], "one connection listens");
    let heard = timeout(Duration::from_secs(5), notices.next()).await;
    assert!(heard.expect("it is noticed at once").is_err());
}

#[tokio::test]
async fn sqlite_tells_nobody() {
    let db = TestDb::sqlite().await;
    assert!(db.notices().await.unwrap().is_none());
}
