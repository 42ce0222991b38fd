//! What the database alone can do: writes per second, durable, from many tasks at once.
//!
//!     cargo bench --bench store                 # both engines, LANYARD_TEST_POSTGRES names a server
//!     cargo bench --bench store -- sqlite rotate   # only what is named
//!
//! The figures stand beside those of whole flows: what a flow does less than this, it spends elsewhere.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on has failed"
)]

use std::env;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use lanyard::protocol::ids::{GrantId, TokenId};
use lanyard::store::grants::NewGrant;
use lanyard::store::testing::TestDb;
use lanyard::store::testing::samples::{LASTING, at, client, grant, sign_in, user};
use lanyard::store::{Db, clients, grants, revoked_tokens, sign_ins, users};
use tokio::task::JoinSet;
use uuid::Uuid;

const TASKS: usize = 64;
const TIME: Duration = Duration::from_secs(4);
const REPEATS: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    /// Redeems a code: one statement.
    Spend,
    /// Redeems a code and writes a second row, the first statement deciding.
    SpendAndMore,
    /// The same without that promise: with a savepoint on SQLite.
    Transaction,
    /// Rotates a refresh token: one statement, a row per task.
    Rotate,
    /// Reads all that the gate asks about a grant.
    Facts,
}

const WORK: [Work; 5] = [
    Work::Spend,
    Work::SpendAndMore,
    Work::Transaction,
    Work::Rotate,
    Work::Facts,
];

#[tokio::main]
async fn main() {
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let named = |name: &str, among: &[&str]| {
        let some = words.iter().any(|word| among.contains(&word.as_str()));
        !some || words.iter().any(|word| word == name)
    };
    let names = WORK.map(|work| format!("{work:?}").to_lowercase());
    let names = names.each_ref().map(String::as_str);
    println!(
        "{:<10} {:<14} {:>5} {:>9} {:>9} {:>9} {:>9}",
        "engine", "work", "tasks", "per s", "p50 ms", "p99 ms", "max ms"
    );
    for engine in ["sqlite", "postgres"] {
        if !named(engine, &["sqlite", "postgres"]) {
            continue;
        }
        if engine == "postgres" && env::var_os("LANYARD_TEST_POSTGRES").is_none() {
            println!("postgres: LANYARD_TEST_POSTGRES is not set");
            continue;
        }
        for (work, name) in WORK.into_iter().zip(names) {
            for tasks in [1, TASKS] {
                if named(name, &names) {
                    report(engine, work, tasks).await;
                }
            }
        }
    }
}

/// Prints the median run of three, each on a fresh database.
async fn report(engine: &str, work: Work, tasks: usize) {
    let mut runs = Vec::new();
    for _ in 0..REPEATS {
        let fresh = if engine == "sqlite" {
            TestDb::sqlite().await
        } else {
            TestDb::postgres().await
        };
        let db = Db::open(fresh.url(), &Default::default()).await.unwrap();
        runs.push(run(&db, work, tasks).await);
        db.close().await;
    }
    runs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (rate, mut times) = runs.swap_remove(REPEATS / 2);
    times.sort_unstable();
    let ms = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    let work = format!("{work:?}");
    println!(
        "{engine:<10} {work:<14} {tasks:>5} {rate:>9.0} {:>9.2} {:>9.2} {:>9.2}",
        ms(0.5),
        ms(0.99),
        ms(1.0)
    );
}

async fn run(db: &Db, work: Work, tasks: usize) -> (f64, Vec<Duration>) {
    let sample = scene(db).await;
    let count = Arc::new(AtomicUsize::new(0));
    let began = Instant::now();
    let mut running = JoinSet::new();
    for _ in 0..tasks {
        let (db, count) = (db.clone(), count.clone());
        let mut own = sample.clone();
        own.id = GrantId(Uuid::now_v7());
        running.spawn(async move {
            if matches!(work, Work::Rotate | Work::Facts) {
                spend(&db, own.clone()).await;
            }
            let mut times = Vec::new();
            let mut generation = 0;
            while began.elapsed() < TIME {
                let start = Instant::now();
                step(&db, work, &mut own, generation).await;
                generation += 1;
                times.push(start.elapsed());
            }
            count.fetch_add(times.len(), Ordering::Relaxed);
            times
        });
    }
    let times: Vec<Duration> = running.join_all().await.concat();
    (
        count.load(Ordering::Relaxed) as f64 / began.elapsed().as_secs_f64(),
        times,
    )
}

async fn step(db: &Db, work: Work, own: &mut NewGrant, generation: u32) {
    match work {
        Work::Spend => {
            own.id = GrantId(Uuid::now_v7());
            spend(db, own.clone()).await;
        }
        Work::SpendAndMore => {
            own.id = GrantId(Uuid::now_v7());
            let new = own.clone();
            let won = db
                .write_guarded(|c| {
                    Box::pin(async move {
                        Ok(grants::spend(c, &new).await?
                            && revoked_tokens::revoke(c, TokenId(new.id.0), at(300)).await?)
                    })
                })
                .await;
            assert!(won.unwrap());
        }
        Work::Transaction => {
            own.id = GrantId(Uuid::now_v7());
            let new = own.clone();
            let won = db
                .write(|c| {
                    Box::pin(async move {
                        Ok(grants::spend(c, &new).await?
                            && revoked_tokens::revoke(c, TokenId(new.id.0), at(300)).await?)
                    })
                })
                .await;
            assert!(won.unwrap());
        }
        Work::Rotate => {
            let (id, client) = (own.id, own.client.clone());
            let won = db
                .write_one(move |c| {
                    Box::pin(async move {
                        grants::rotate(c, id, &client, generation, LASTING, at(1)).await
                    })
                })
                .await;
            assert!(won.unwrap());
        }
        Work::Facts => {
            let mut reader = db.reader().await.unwrap();
            assert!(
                grants::facts(&mut reader.conn(), own.id)
                    .await
                    .unwrap()
                    .is_some()
            );
        }
    }
}

async fn spend(db: &Db, new: NewGrant) {
    assert!(
        db.write_one(|c| Box::pin(async move { grants::spend(c, &new).await }))
            .await
            .unwrap()
    );
}

/// Somebody who is signed in, and a client.
async fn scene(db: &Db) -> NewGrant {
    let user = user("ada");
    let client = client("app-abc234", Some(user.id));
    let sign_in = sign_in(user.id);
    let grant = grant(&sign_in, &client.id);
    db.write(|c| {
        Box::pin(async move {
            users::insert(c, &user).await?;
            clients::insert(c, &client).await?;
            sign_ins::insert(c, &sign_in).await
        })
    })
    .await
    .unwrap();
    grant
}
