//! Faults: the process is killed, told to stop, or started on data it must not touch (attack rows FT-01, 02, 22, 24, 25), and two of
//! it share a database (FT-20, CS-12).
//!
//! The server is the real binary in a process of its own. `LANYARD_TEST_FAULT_ROUNDS` is the number of times it is
//! killed; every test prints what it counted.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod accounts;
mod carried;
mod cluster;
mod crash;
mod drain;
mod factors;
mod full_disk;
mod home;
mod joining;
mod letters;
mod nodes;
mod pooler;
mod start;
mod told;

#[path = "../world/process/mod.rs"]
mod process;
#[path = "../world/mod.rs"]
#[expect(dead_code, unused_imports, reason = "stories use the rest of it")]
mod world;

fn rounds() -> usize {
    match std::env::var("LANYARD_TEST_FAULT_ROUNDS") {
        Ok(text) => text.parse().expect("LANYARD_TEST_FAULT_ROUNDS is a number"),
        Err(_) => 10,
    }
}

/// A number below `end`. Which one does not matter, and no two runs need be alike.
fn below(end: u64) -> u64 {
    let mut bytes = [0; 8];
    aws_lc_rs::rand::fill(&mut bytes).expect("randomness");
    u64::from_le_bytes(bytes) % end
}
