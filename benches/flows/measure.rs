//! Closed loops, bounded in time.

use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::sync::Barrier;
use tokio::task::LocalSet;

use super::client::Client;

/// Before the clock runs.
const WARM_UP: Duration = Duration::from_millis(300);

/// What a loop came to.
pub struct Rate {
    /// Operations per second of all connections together.
    pub per_second: f64,
    /// How many there were in all, the warm-up's too.
    pub operations: u64,
}

/// Lets `users` connections do the same again and again; each calls `prepare` once, outside the measured time.
/// `LANYARD_BENCH_SECONDS` says how long.
pub async fn measure<S, P, O>(users: usize, address: &str, prepare: P, operation: O) -> Rate
where
    S: 'static,
    P: AsyncFn(&mut Client) -> S + 'static,
    O: AsyncFn(&mut Client, &mut S) + 'static,
{
    let seconds = std::env::var("LANYARD_BENCH_SECONDS").ok();
    let seconds = seconds.and_then(|text| text.parse().ok()).unwrap_or(3.0);
    let time = Duration::from_secs_f64(f64::clamp(seconds, 0.5, 20.0));
    let (prepare, operation) = (Rc::new(prepare), Rc::new(operation));
    let barrier = Rc::new(Barrier::new(users));
    let local = LocalSet::new();
    let tasks: Vec<_> = (0..users)
        .map(|user| {
            let (prepare, operation, barrier) =
                (prepare.clone(), operation.clone(), barrier.clone());
            let address = address.to_owned();
            local.spawn_local(async move {
                let mut client = Client::connect(&address, user).await;
                let mut state = prepare(&mut client).await;
                barrier.wait().await;
                let mut operations = 0;
                let start = Instant::now();
                while start.elapsed() < WARM_UP {
                    operation(&mut client, &mut state).await;
                    operations += 1;
                }
                let (start, warm) = (Instant::now(), operations);
                while start.elapsed() < time {
                    operation(&mut client, &mut state).await;
                    operations += 1;
                }
                let per_second = (operations - warm) as f64 / start.elapsed().as_secs_f64();
                Rate {
                    per_second,
                    operations,
                }
            })
        })
        .collect();
    local
        .run_until(async {
            let mut sum = Rate {
                per_second: 0.0,
                operations: 0,
            };
            for task in tasks {
                let one = task.await.unwrap();
                sum.per_second += one.per_second;
                sum.operations += one.operations;
            }
            sum
        })
        .await
}
