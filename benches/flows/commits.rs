//! The floor of every flow that spends something: the store alone, spending codes, as many at once as there are
//! connections.

use std::time::{Duration, Instant};

use lanyard::protocol::ids::GrantId;
use lanyard::store::testing::TestDb;
use lanyard::store::testing::samples::{client, grant, sign_in, user};
use lanyard::store::{clients, grants, sign_ins, users};
use tokio::task::JoinSet;
use uuid::Uuid;

const TASKS: usize = 16;
const TIME: Duration = Duration::from_secs(3);

/// Prints the commits per second.
pub async fn run(engine: &str) {
    let db = match engine {
        "sqlite" => TestDb::sqlite().await,
        _ => TestDb::postgres().await,
    };
    let person = user("ada");
    let app = client("app-abc234", Some(person.id));
    let sign_in = sign_in(person.id);
    let sample = grant(&sign_in, &app.id);
    let rows = db.write(|c| {
        Box::pin(async move {
            users::insert(c, &person).await?;
            clients::insert(c, &app).await?;
            sign_ins::insert(c, &sign_in).await
        })
    });
    rows.await.unwrap();

    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        let (db, sample) = ((*db).clone(), sample.clone());
        tasks.spawn(async move {
            let mut count = 0_u32;
            while start.elapsed() < TIME {
                let mut new = sample.clone();
                new.id = GrantId(Uuid::now_v7());
                let spent = db.write_one(|c| Box::pin(async move { grants::spend(c, &new).await }));
                assert!(spent.await.unwrap());
                count += 1;
            }
            count
        });
    }
    let count: u32 = tasks.join_all().await.into_iter().sum();
    println!("{}", f64::from(count) / start.elapsed().as_secs_f64());
}
