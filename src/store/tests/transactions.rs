//! All or nothing, whatever happens to the job, its caller, its neighbours or the database.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use sqlx::{Connection, SqliteConnection};
use tokio::sync::{Barrier, Notify};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::super::conn::{execute, fetch_optional};
use super::super::parcels::{Budget, Parcel};
use super::super::testing::samples::{NOW, at};
use super::super::testing::{TestDb, each_engine};
use super::super::{Conn, Db, StoreError, StoreOptions, parcels};
use super::read;

/// A key of its own for each number.
fn key(n: u32) -> [u8; 32] {
    let mut key = [0; 32];
    key[..4].copy_from_slice(&n.to_be_bytes());
    key
}

async fn put(c: &mut Conn<'_>, n: u32) -> Result<(), StoreError> {
    let parcel = Parcel {
        id_hash: key(n),
        content: b"x".to_vec(),
        source: [0; 16],
        expires_at: at(60),
        ends_at: at(60),
    };
    let budget = Budget {
        of_source: i64::MAX,
        in_all: i64::MAX,
    };
    parcels::insert(c, &parcel, budget).await.map(drop)
}

async fn is_there(db: &Db, n: u32) -> bool {
    read!(db, parcels::peek(&key(n), NOW)).unwrap().is_some()
}

/// Keeps the writer busy until it is told, so that what is queued meanwhile becomes one batch.
async fn hold_writer(db: &Db) -> Arc<Notify> {
    let (began, release) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (db, tell, wait) = (db.clone(), began.clone(), release.clone());
    tokio::spawn(async move {
        db.write(|_| {
            Box::pin(async move {
                tell.notify_one();
                wait.notified().await;
                Ok(())
            })
        })
        .await
    });
    began.notified().await;
    release
}

#[tokio::test]
async fn a_job_that_errs_leaves_nothing() {
    each_engine(|db| async move {
        for (n, guarded) in [(0, false), (10, true)] {
            let result = if guarded {
                db.write_guarded(move |c| {
                    Box::pin(async move {
                        put(c, n).await?;
                        put(c, n + 1).await?;
                        put(c, n).await
                    })
                })
                .await
            } else {
                db.write(move |c| {
                    Box::pin(async move {
                        put(c, n).await?;
                        put(c, n + 1).await?;
                        put(c, n).await
                    })
                })
                .await
            };
            assert!(
                matches!(result, Err(StoreError::Conflict { .. })),
                "{result:?}"
            );
            assert!(!is_there(&db, n).await && !is_there(&db, n + 1).await);
        }
        db.write(|c| Box::pin(async move { put(c, 20).await }))
            .await
            .unwrap();
        assert!(is_there(&db, 20).await);
    })
    .await;
}

#[tokio::test]
async fn a_job_that_panics_leaves_nothing_and_hurts_nobody() {
    each_engine(|db| async move {
        for n in 0..3 {
            let result: Result<(), _> = db
                .write_guarded(move |c| {
                    Box::pin(async move {
                        put(c, n).await?;
                        panic!("on purpose")
                    })
                })
                .await;
            assert!(matches!(result, Err(StoreError::Panicked)), "{result:?}");
            let result: Result<(), _> = db.write(|_| panic!("before it began")).await;
            assert!(matches!(result, Err(StoreError::Panicked)), "{result:?}");
            assert!(!is_there(&db, n).await);
        }
        db.write(|c| Box::pin(async move { put(c, 20).await }))
            .await
            .unwrap();
        assert!(is_there(&db, 20).await);
    })
    .await;
}

#[tokio::test]
async fn a_job_that_passes_over_a_failed_statement_has_failed() {
    each_engine(|db| async move {
        let result = db
            .write(|c| {
                Box::pin(async move {
                    put(c, 1).await?;
                    let _ = put(c, 1).await;
                    let _ = put(c, 2).await;
                    Ok(())
                })
            })
            .await;
        assert!(matches!(result, Err(StoreError::Swallowed)), "{result:?}");
        assert!(!is_there(&db, 1).await && !is_there(&db, 2).await);
    })
    .await;
}

#[tokio::test]
async fn a_job_of_one_statement_gets_no_second_one() {
    each_engine(|db| async move {
        let result = db
            .write_one(|c| {
                Box::pin(async move {
                    put(c, 1).await?;
                    put(c, 2).await
                })
            })
            .await;
        assert!(matches!(result, Err(StoreError::Database(_))), "{result:?}");
        assert!(!is_there(&db, 2).await);
    })
    .await;
}

/// Of every mix of jobs in one batch, those that succeed are stored and the others leave nothing.
#[tokio::test]
async fn neighbours_in_a_batch_do_not_share_their_fate() {
    let db = TestDb::sqlite().await;
    db.write(|c| Box::pin(async move { put(c, 0).await }))
        .await
        .unwrap();
    let release = hold_writer(&db).await;
    let mut jobs = Vec::new();
    for n in 1..=60 {
        let db = db.db();
        jobs.push(tokio::spawn(async move {
            match n % 6 {
                0 => {
                    db.write(move |c| Box::pin(async move { put(c, n).await }))
                        .await
                }
                1 => {
                    db.write_guarded(move |c| Box::pin(async move { put(c, n).await }))
                        .await
                }
                2 => {
                    db.write_one(move |c| Box::pin(async move { put(c, n).await }))
                        .await
                }
                // These fail: at once, after they changed something, with a panic.
                3 => {
                    db.write_guarded(|c| Box::pin(async move { put(c, 0).await }))
                        .await
                }
                4 => {
                    db.write_guarded(move |c| {
                        Box::pin(async move {
                            put(c, n).await?;
                            put(c, 0).await
                        })
                    })
                    .await
                }
                _ => {
                    db.write(move |c| {
                        Box::pin(async move {
                            put(c, n).await?;
                            panic!("on purpose")
                        })
                    })
                    .await
                }
            }
        }));
    }
    sleep(Duration::from_millis(50)).await;
    release.notify_one();
    for (n, job) in (1..).zip(jobs) {
        let result = job.await.unwrap();
        match n % 6 {
            0..=2 => assert!(result.is_ok(), "{n}: {result:?}"),
            3 | 4 => assert!(
                matches!(result, Err(StoreError::Conflict { .. })),
                "{n}: {result:?}"
            ),
            _ => assert!(
                matches!(result, Err(StoreError::Panicked)),
                "{n}: {result:?}"
            ),
        }
        assert_eq!(is_there(&db, n).await, n % 6 <= 2, "{n}");
    }
}

/// CD-22: the caller goes away at any moment; both rows are stored or none.
#[tokio::test(flavor = "multi_thread")]
async fn cd_22_a_cancelled_caller_leaves_no_half() {
    each_engine(|db| async move {
        let mut both = 0;
        for n in (0..600).step_by(2) {
            let handle = write_two(&db, n);
            sleep(Duration::from_micros(u64::from(n) * 7 % 1500)).await;
            handle.abort();
        }
        db.write(|c| Box::pin(async move { put(c, 9999).await }))
            .await
            .unwrap();
        sleep(Duration::from_millis(100)).await;
        for n in (0..600).step_by(2) {
            let (one, two) = (is_there(&db, n).await, is_there(&db, n + 1).await);
            assert_eq!(one, two, "{n}");
            both += u32::from(one);
        }
        assert!(both > 0, "none of them got as far");
    })
    .await;
}

fn write_two(db: &Db, n: u32) -> JoinHandle<Result<(), StoreError>> {
    let db = db.clone();
    tokio::spawn(async move {
        db.write_guarded(move |c| {
            Box::pin(async move {
                put(c, n).await?;
                put(c, n + 1).await
            })
        })
        .await
    })
}

#[tokio::test]
async fn a_full_queue_and_a_late_turn_are_busy_and_leave_nothing() {
    let fresh = TestDb::sqlite().await;
    let options = StoreOptions {
        queue: 2,
        queue_wait: Duration::from_millis(60),
        ..StoreOptions::default()
    };
    let db = Db::open(fresh.url(), &options).await.unwrap();
    let release = hold_writer(&db).await;
    let jobs: Vec<_> = (0..5)
        .map(|n| {
            let db = db.clone();
            tokio::spawn(async move {
                db.write(move |c| Box::pin(async move { put(c, n).await }))
                    .await
            })
        })
        .collect();
    for job in jobs {
        let result = job.await.unwrap();
        assert!(matches!(result, Err(StoreError::Busy)), "{result:?}");
    }
    release.notify_one();
    db.write(|c| Box::pin(async move { put(c, 20).await }))
        .await
        .unwrap();
    for n in 0..5 {
        assert!(
            !is_there(&db, n).await,
            "{n} was refused and ran all the same"
        );
    }
}

/// FT-06: another process holds the file.
#[tokio::test]
async fn ft_06_a_locked_file_is_busy_until_it_is_free() {
    let fresh = TestDb::sqlite().await;
    let options = StoreOptions {
        busy_timeout: Duration::from_millis(50),
        ..StoreOptions::default()
    };
    let db = Db::open(fresh.url(), &options).await.unwrap();
    let mut other = SqliteConnection::connect(fresh.url()).await.unwrap();
    sqlx::query("BEGIN EXCLUSIVE")
        .execute(&mut other)
        .await
        .unwrap();
    for _ in 0..2 {
        let guarded = db
            .write_guarded(|c| Box::pin(async move { put(c, 1).await }))
            .await;
        assert!(matches!(guarded, Err(StoreError::Busy)), "{guarded:?}");
        let single = db
            .write_one(|c| Box::pin(async move { put(c, 1).await }))
            .await;
        assert!(matches!(single, Err(StoreError::Busy)), "{single:?}");
    }
    assert!(!is_there(&db, 1).await, "reading goes on");
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    db.write(|c| Box::pin(async move { put(c, 1).await }))
        .await
        .unwrap();
    assert!(is_there(&db, 1).await);
}

/// FT-04: no space left. SQLite rolls back the whole transaction by itself; nobody in the batch is told otherwise.
#[tokio::test]
async fn ft_04_a_full_disk_fails_the_batch_and_heals() {
    const SMALL: &str = "PRAGMA max_page_count = 1";
    const BIG: &str = "INSERT INTO parcel (id_hash, content, source, expires_at, ends_at) VALUES ($1, zeroblob($2), x'', 9999999999, 9999999999)";
    let db = TestDb::sqlite().await;
    for size in [4_000_000, 40_000] {
        // Cannot be set below the present size: no page can be added from now on.
        db.write_one(|c| {
            Box::pin(async move {
                let row: Option<(i64,)> = fetch_optional!(c, "pragma", SMALL)?;
                Ok(row)
            })
        })
        .await
        .unwrap();
        let release = hold_writer(&db).await;
        let jobs: Vec<_> = (0..20)
            .map(|n: u32| {
                let db = db.db();
                tokio::spawn(async move {
                    db.write_guarded(move |c| {
                        Box::pin(async move {
                            let key = key(n);
                            if n % 4 == 3 {
                                execute!(c, BIG, &key[..], size).map(drop)
                            } else {
                                put(c, n).await
                            }
                        })
                    })
                    .await
                })
            })
            .collect();
        sleep(Duration::from_millis(50)).await;
        release.notify_one();
        let mut failed = 0;
        for (n, job) in (0..).zip(jobs) {
            let result = job.await.unwrap();
            failed += u32::from(result.is_err());
            assert_eq!(result.is_ok(), is_there(&db, n).await, "{n}: {result:?}");
        }
        assert!(failed >= 5, "{failed}");
        // The fault closed the connection; the next one is without the limit, as if space had come back.
        for n in 0..20 {
            if !is_there(&db, n).await {
                db.write(move |c| Box::pin(async move { put(c, n).await }))
                    .await
                    .unwrap();
            }
        }
        db.write(|c| Box::pin(async move { execute!(c, "DELETE FROM parcel") }))
            .await
            .unwrap();
    }
    assert_eq!(db.check().await.unwrap().problems, [""; 0]);
}

#[tokio::test]
async fn closing_finishes_what_was_accepted() {
    for mut fresh in TestDb::each().await {
        let jobs: Vec<_> = (0..50)
            .map(|n| {
                let db = fresh.db();
                tokio::spawn(async move {
                    db.write(move |c| Box::pin(async move { put(c, n).await }))
                        .await
                })
            })
            .collect();
        tokio::task::yield_now().await;
        sleep(Duration::from_millis(2)).await;
        fresh.db().close().await;
        let late = fresh
            .write(|c| Box::pin(async move { put(c, 99).await }))
            .await;
        assert!(matches!(late, Err(StoreError::Closed)), "{late:?}");
        assert!(matches!(
            fresh.reader().await.err(),
            Some(StoreError::Closed)
        ));
        fresh.restart().await;
        for (n, job) in (0..).zip(jobs) {
            let result = job.await.unwrap();
            assert!(
                matches!(result, Ok(()) | Err(StoreError::Closed)),
                "{n}: {result:?}"
            );
            assert_eq!(result.is_ok(), is_there(&fresh, n).await, "{n}");
        }
    }
}

/// FT-17: two transactions lock each other out; the server ends one, which is tried again.
#[tokio::test(flavor = "multi_thread")]
async fn ft_17_a_deadlock_is_tried_again() {
    const LOCK: &str = "UPDATE parcel SET expires_at = expires_at + 1 WHERE id_hash = $1";
    let db = TestDb::postgres().await;
    db.write(|c| {
        Box::pin(async move {
            put(c, 1).await?;
            put(c, 2).await
        })
    })
    .await
    .unwrap();
    let (meet, runs) = (Arc::new(Barrier::new(2)), Arc::new(AtomicUsize::new(0)));
    let order = |first: u32, second: u32| {
        let (db, meet, runs) = (db.db(), meet.clone(), runs.clone());
        tokio::spawn(async move {
            db.write(move |c| {
                Box::pin(async move {
                    execute!(c, LOCK, &key(first)[..])?;
                    if runs.fetch_add(1, Ordering::SeqCst) < 2 {
                        meet.wait().await;
                    }
                    execute!(c, LOCK, &key(second)[..]).map(drop)
                })
            })
            .await
        })
    };
    let (one, two) = (order(1, 2), order(2, 1));
    one.await.unwrap().unwrap();
    two.await.unwrap().unwrap();
    assert_eq!(runs.load(Ordering::SeqCst), 3);
}

/// FT-13, FT-16: the server cuts the connection within a transaction; the pool gets over it.
#[tokio::test]
async fn ft_13_a_cut_connection_leaves_nothing_and_the_next_write_works() {
    const CUT: &str = "SELECT 1 FROM (SELECT pg_terminate_backend(pg_backend_pid())) AS cut";
    let db = TestDb::postgres().await;
    for n in 0..10 {
        let result: Result<(), _> = db
            .write(move |c| {
                Box::pin(async move {
                    put(c, n).await?;
                    execute!(c, CUT).map(drop)
                })
            })
            .await;
        assert!(matches!(&result, Err(e) if e.is_disconnect()), "{result:?}");
        assert!(!is_there(&db, n).await);
        db.write(move |c| Box::pin(async move { put(c, 100 + n).await }))
            .await
            .unwrap();
    }
}

/// FT-13: every idle connection was cut, as by a restart of the server. Writes and reads go on.
#[tokio::test]
async fn ft_13_idle_connections_may_die() {
    const CUT_OTHERS: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let db = TestDb::postgres().await;
    for n in 0..5 {
        let mut readers = Vec::new();
        for _ in 0..6 {
            readers.push(db.reader().await.unwrap());
        }
        drop(readers);
        sleep(Duration::from_millis(1200)).await;
        let mut other = sqlx::PgConnection::connect(db.url()).await.unwrap();
        sqlx::query(CUT_OTHERS).execute(&mut other).await.unwrap();
        db.write(move |c| Box::pin(async move { put(c, n).await }))
            .await
            .unwrap();
        assert!(is_there(&db, n).await);
    }
}

/// FT-18: whoever waits for a connection in vain is refused. It takes a second, and without our setting it would take thirty.
#[tokio::test]
async fn ft_18_an_exhausted_pool_is_busy() {
    for fresh in TestDb::each().await {
        let mut held = Vec::new();
        let refused = loop {
            let asked = timeout(Duration::from_secs(20), fresh.reader()).await;
            match asked.expect("nobody waits for so long") {
                Ok(reader) => held.push(reader),
                Err(e) => break e,
            }
        };
        assert!(matches!(refused, StoreError::Busy), "{refused:?}");
        held.clear();
        fresh.reader().await.unwrap();
    }
}

#[tokio::test]
async fn a_job_that_hangs_is_ended() {
    let fresh = TestDb::sqlite().await;
    let options = StoreOptions {
        statement_timeout: Duration::from_millis(100),
        ..StoreOptions::default()
    };
    let db = Db::open(fresh.url(), &options).await.unwrap();
    let result: Result<(), _> = db
        .write(|c| {
            Box::pin(async move {
                put(c, 1).await?;
                std::future::pending().await
            })
        })
        .await;
    assert!(matches!(result, Err(StoreError::Busy)), "{result:?}");
    db.write(|c| Box::pin(async move { put(c, 2).await }))
        .await
        .unwrap();
    assert!(!is_there(&db, 1).await && is_there(&db, 2).await);
}
