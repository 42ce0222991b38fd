//! The disk is full (attack rows FT-04, FI-02, FI-10): nothing is acknowledged that was not written, readiness says so, and it
//! heals by itself.
//!
//! A small file system of its own is mounted for that, in a mount namespace that ends with the test.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use lanyard::clock::Clock;
use lanyard::config::Settings;
use lanyard::keys::testing;
use lanyard::ops::{cleanup, startup};
use lanyard::protocol::time::Timestamp;
use lanyard::store::{Db, StoreError, StoreOptions, throttle};

use crate::world::{Browser, ISSUER, PASSWORD, Provider};

/// Bytes of the file system.
const DISK: u64 = 28 << 20;

/// Runs one of the tests below in a mount namespace of its own.
fn inside(name: &str) {
    let exe = std::env::current_exe().unwrap();
    let test = format!("full_disk::{name}");
    let mut command = Command::new("unshare");
    command.args(["--mount", "--map-root-user", "--user", "--"]);
    command.arg(exe);
    command.args([
        "--exact",
        &test,
        "--ignored",
        "--nocapture",
        "--test-threads=1",
    ]);
    let output = command.output().expect("unshare, of util-linux, runs");
    let said = String::from_utf8_lossy(&output.stdout);
    print!("{said}");
    assert!(
        output.status.success() && said.contains("1 passed"),
        "this needs user namespaces, or root: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn fi_10_a_disk_that_others_fill_heals_when_they_free_a_tenth() {
    inside("filled_by_others");
}

#[test]
fn fi_02_a_disk_that_our_own_rows_fill_heals_by_itself() {
    inside("filled_by_our_own");
}

/// A small disk, mounted.
fn disk() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", &format!("size={DISK}"), "none"])
        .arg(directory.path())
        .status();
    assert!(mounted.unwrap().success());
    directory
}

async fn provider(disk: &Path) -> Provider {
    let now = Timestamp(1_800_000_000);
    let mut settings = Settings::for_tests(ISSUER);
    let file = disk.join("lanyard.db");
    settings.database = format!("sqlite:{}", file.display()).parse().unwrap();
    settings.data_dir = disk.to_path_buf();
    let (url, options) = (settings.database.url(), StoreOptions::default());
    let db = Db::open(&url, &options).await.unwrap();
    db.migrate().await.unwrap();
    testing::insert(&db, now).await.unwrap();
    db.close().await;
    let key = settings.master_key_file();
    fs::write(&key, format!("{}\n", testing::MASTER_KEY)).unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    Provider::start_at(settings, Clock::manual(now)).await
}

/// Fills the disk to the last byte.
fn fill(path: &Path) {
    let mut file = File::create(path).unwrap();
    let mut piece = 1 << 20;
    while piece > 0 {
        if file.write_all(&vec![1; piece]).is_err() {
            piece /= 4;
        }
    }
}

async fn try_to_sign_in(provider: &Provider) -> u16 {
    let mut browser = Browser::new(provider);
    let page = browser.open("/login").await;
    assert_eq!(page.status, 200, "reading goes on");
    let values = [("login", "mara"), ("password", PASSWORD)];
    let page = browser.submit(&page, "login-form", None, &values).await;
    page.status.as_u16()
}

#[tokio::test]
#[ignore = "run in a mount namespace by the test above"]
async fn filled_by_others() {
    let disk = disk();
    let provider = provider(disk.path()).await;
    provider.add_user("mara").await;
    let health = startup::health(provider.app.db.clone(), provider.app.clock.clone());
    assert!(health.is_ready().await);
    assert_eq!(try_to_sign_in(&provider).await, 200);

    fill(&disk.path().join("filler"));
    // What the log has room for is still written.
    let mut refused = 0;
    for _ in 0..400 {
        if try_to_sign_in(&provider).await == 503 {
            refused += 1;
            break;
        }
    }
    assert_eq!(refused, 1, "the disk is full");
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert!(!health.is_ready().await, "and it says so");
    // Space that is freed by the server itself is for the server itself.
    assert_eq!(try_to_sign_in(&provider).await, 503);
    let swept = cleanup::sweep(&provider.app.db, &provider.clock).await;
    swept.expect("the sweeper has room");

    let file = File::options()
        .write(true)
        .open(disk.path().join("filler"))
        .unwrap();
    file.set_len(file.metadata().unwrap().len() - DISK / 10 - (8 << 20))
        .unwrap();
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert_eq!(try_to_sign_in(&provider).await, 200);
    assert!(health.is_ready().await);
}

#[tokio::test]
#[ignore = "run in a mount namespace by the test above"]
async fn filled_by_our_own() {
    let disk = disk();
    let provider = provider(disk.path()).await;
    provider.add_user("mara").await;
    let health = startup::health(provider.app.db.clone(), provider.app.clock.clone());
    let (db, now) = (&provider.app.db, provider.clock.now());
    // Whatever the rows are: here, counters that are over in a minute.
    let mut round = 0_u64;
    let full = loop {
        let written = db
            .write(move |c| {
                Box::pin(async move {
                    for n in 0..2_000_u64 {
                        let mut key = [0xee; 32];
                        key[..8].copy_from_slice(&n.to_be_bytes());
                        key[8..16].copy_from_slice(&round.to_be_bytes());
                        throttle::count(c, &key, now, now.plus(Duration::from_secs(60))).await?;
                    }
                    Ok(())
                })
            })
            .await;
        round += 1;
        match written {
            Ok(()) => {}
            Err(error) => break error,
        }
        assert!(round < 1_000, "the disk does not fill");
    };
    assert!(matches!(full, StoreError::Full), "{full}");
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert!(!health.is_ready().await);
    println!("full after {round} rounds");

    provider.clock.advance(Duration::from_secs(7 * 60));
    let removed = cleanup::sweep(db, &provider.clock).await.unwrap();
    println!("{removed} rows removed");
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert!(health.is_ready().await, "healed by itself");
    assert_eq!(try_to_sign_in(&provider).await, 200);
}
