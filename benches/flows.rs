//! Whole flows per second and core, beside their floors in the same run: `cargo bench --bench flows`.
//!
//! The server runs as a process of its own on one core, the load on the other; a floor is the least any server would do
//! for the same answer (bare axum, one signature with a parsed key, one commit). Machines are noisy, so read the ratios.
//! Closed loop, bounded in time, loopback only. `LANYARD_BENCH_SECONDS` (default 3) and `LANYARD_TEST_POSTGRES` are
//! looked at; `scripts/pg-test cargo bench --bench flows` starts a PostgreSQL for it.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on has failed"
)]

#[path = "../tests/world/authenticator.rs"]
#[expect(dead_code, reason = "tests use the rest of it")]
mod authenticator;
#[path = "flows/child.rs"]
mod child;
#[path = "flows/client.rs"]
mod client;
#[path = "flows/commits.rs"]
mod commits;
#[path = "flows/factors.rs"]
mod factors;
#[path = "flows/floor.rs"]
mod floor;
#[path = "flows/journey.rs"]
mod journey;
#[path = "flows/load.rs"]
mod load;
#[path = "flows/measure.rs"]
mod measure;
#[path = "../tests/world/seed.rs"]
#[expect(dead_code, reason = "tests use the rest of it")]
mod seed;
#[path = "flows/server.rs"]
mod server;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let own = |what: &str| {
        arguments
            .iter()
            .position(|word| word == what)
            .map(|at| arguments[at + 1].clone())
    };
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(1).enable_all().build().unwrap();
    if let Some(place) = own("serve") {
        runtime.block_on(server::serve(&place));
    } else if let Some(engine) = own("commits") {
        runtime.block_on(commits::run(&engine));
    } else if arguments.iter().any(|word| word == "floor") {
        runtime.block_on(floor::serve());
    } else {
        let local = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        if arguments.iter().any(|word| word == "passwords") {
            local.block_on(load::passwords(5));
        } else if arguments.iter().any(|word| word == "factors") {
            local.block_on(factors::run(5));
        } else {
            local.block_on(load::run());
        }
    }
}
