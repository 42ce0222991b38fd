//! Whole flows per second and core, beside their floors in the same run: `cargo bench --bench flows`.
//!
//! The server runs as a process of its own on one core, the load on another; a floor is the least any server would do
//! for the same answer (bare axum, one signature with a parsed key). Machines are noisy, so read the ratios. Closed loop,
//! bounded in time, loopback only. `LANYARD_BENCH_SECONDS` (default 3) and `LANYARD_TEST_POSTGRES` are looked at.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on has failed"
)]

#[path = "flows/client.rs"]
mod client;
#[path = "flows/floor.rs"]
mod floor;
#[path = "flows/load.rs"]
mod load;
#[path = "flows/server.rs"]
mod server;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.get(1).map(String::as_str) {
        Some("serve") => server::serve(&arguments[2]),
        Some("floor") => floor::serve(),
        _ => load::run(),
    }
}
