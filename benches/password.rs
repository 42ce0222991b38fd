//! Password checks per second beside bare Argon2id, and memory under a flood.
//!
//!     cargo bench --bench password
//!
//! Both sides take turns in one run, with the same parameters and the same number of threads, so the ratio means
//! something on a busy machine. The flood is attack row AU-12: far more sign-ins at once than can be served.

use std::hint::black_box;
use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use lanyard::identity::password::{PasswordError, PasswordSettings, Passwords, Share};
use lanyard::protocol::ids::UserId;
use uuid::Uuid;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);
const CALLERS: usize = 32;
const FLOOD: usize = 5_000;

/// Everybody is somebody else.
fn share() -> Share {
    Share::Person(UserId(Uuid::now_v7()))
}

fn main() {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let settings = PasswordSettings {
        at_once: cores,
        ..PasswordSettings::default()
    };
    let PasswordSettings {
        memory_kib,
        passes,
        lanes,
        at_once,
        queue,
    } = settings;
    println!(
        "Argon2id m={memory_kib} KiB, t={passes}, p={lanes}, {at_once} at once, queue {queue}"
    );
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    let passwords = Passwords::new(&settings).expect("the settings are valid");
    println!("resident before anything: {} MiB", resident_mib());

    let (mut bare, mut pooled) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        bare.push(bare_rate(&settings));
        pooled.push(runtime.block_on(pooled_rate(&passwords)));
    }
    let (bare, pooled) = (median(bare), median(pooled));
    println!("bare Argon2id:  {bare:7.1} hashes/s (median of {ROUNDS})");
    println!(
        "Passwords:      {pooled:7.1} checks/s with {CALLERS} callers = {:.1} %",
        pooled / bare * 100.0
    );
    println!(
        "resident after: {} MiB, of which the bare side left some",
        resident_mib()
    );

    runtime.block_on(flood(&passwords));
    println!(
        "resident after the flood: {} MiB, highest ever {} MiB",
        resident_mib(),
        status_mib("VmHWM:")
    );
}

fn bare_rate(settings: &PasswordSettings) -> f64 {
    let started = Instant::now();
    let hashes: u32 = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..settings.at_once)
            .map(|_| scope.spawn(|| bare_hashes(settings)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("no panic"))
            .sum()
    });
    f64::from(hashes) / started.elapsed().as_secs_f64()
}

fn bare_hashes(settings: &PasswordSettings) -> u32 {
    let params = Params::new(
        settings.memory_kib,
        settings.passes,
        settings.lanes,
        Some(32),
    )
    .expect("valid");
    let mut memory = vec![Block::new(); params.block_count()];
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let (started, mut hashes, mut out) = (Instant::now(), 0, [0; 32]);
    while started.elapsed() < ROUND {
        let done =
            argon2.hash_password_into_with_memory(b"a password", &[7; 16], &mut out, &mut memory);
        done.expect("valid");
        black_box(&out);
        hashes += 1;
    }
    hashes
}

async fn pooled_rate(passwords: &Passwords) -> f64 {
    let started = Instant::now();
    let callers: Vec<_> = (0..CALLERS)
        .map(|_| {
            let passwords = passwords.clone();
            tokio::spawn(async move {
                let mut checks = 0_u32;
                while started.elapsed() < ROUND {
                    black_box(
                        passwords
                            .verify(None, "a password", share())
                            .await
                            .expect("the queue is long enough"),
                    );
                    checks += 1;
                }
                checks
            })
        })
        .collect();
    let mut checks = 0;
    for caller in callers {
        checks += caller.await.expect("no panic");
    }
    f64::from(checks) / started.elapsed().as_secs_f64()
}

async fn flood(passwords: &Passwords) {
    let attempts: Vec<_> = (0..FLOOD)
        .map(|_| {
            let passwords = passwords.clone();
            let asked = Instant::now();
            tokio::spawn(async move {
                (
                    passwords.verify(None, "a password", share()).await,
                    asked.elapsed(),
                )
            })
        })
        .collect();
    let (mut served, mut refused, mut slowest) = (0, 0, Duration::ZERO);
    for attempt in attempts {
        match attempt.await.expect("no panic") {
            (Ok(_), _) => served += 1,
            (Err(PasswordError::Busy { .. }), took) => {
                refused += 1;
                slowest = slowest.max(took);
            }
            (Err(other), _) => panic!("{other}"),
        }
    }
    println!(
        "flood of {FLOOD}: {served} served, {refused} refused, the slowest refusal after {slowest:?}"
    );
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

fn resident_mib() -> u64 {
    status_mib("VmRSS:")
}

/// A line of `/proc/self/status`, in MiB; 0 where there is no such file.
fn status_mib(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}
