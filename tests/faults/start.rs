//! What a start must refuse, and what an interrupted one leaves behind (FT-22, FT-24).

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use super::{below, rounds};
use crate::process::{Browser, Installation};

async fn execute(file: &Path, sql: String) {
    let options = SqliteConnectOptions::new().filename(file);
    let mut conn = SqliteConnection::connect_with(&options)
        .await
        .expect("the file opens");
    sqlx::query(AssertSqlSafe(sql))
        .execute(&mut conn)
        .await
        .expect("it is written");
    conn.close().await.expect("it closes");
}

#[tokio::test]
async fn ft_22_a_changed_or_absent_master_key_is_refused_and_nothing_is_changed() {
    let installation = Installation::new("127.0.0.1");
    installation.start().await.kill();
    let (file, database) = (
        installation.file("master.key"),
        installation.file("lanyard.db"),
    );
    let good = fs::read_to_string(&file).expect("the key was made");
    assert_eq!(
        fs::metadata(&file)
            .expect("it is there")
            .permissions()
            .mode()
            & 0o777,
        0o600
    );

    fs::remove_file(&file).expect("it can be removed");
    let said = installation.refusal();
    assert!(
        said.contains("master") && said.contains("missing"),
        "{said}"
    );
    assert!(!file.exists(), "no other key takes its place");

    let mut other = good.trim().to_owned().into_bytes();
    other[3] = if other[3] == b'A' { b'B' } else { b'A' };
    for (text, word) in [
        (String::from_utf8(other).expect("text"), "not the one"),
        (good[..20].to_owned(), "bytes"),
        (String::new(), "bytes"),
    ] {
        fs::write(&file, &text).expect("it can be written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("ours");
        let said = installation.refusal();
        assert!(said.contains(word), "{text:?}: {said}");
        assert!(
            !said.contains(text.trim()) || text.is_empty(),
            "it is told: {said}"
        );
    }

    fs::write(&file, &good).expect("it can be written");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("ours");
    let said = installation.refusal();
    assert!(said.contains("chmod 600"), "{said}");

    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("ours");
    installation.start().await.kill();
    assert!(database.exists());
}

/// A mounted secret is root's and its group's, behind a link, and nobody in the container may run `chmod` on it.
#[test]
fn fc_29_a_mounted_secret_may_be_read_by_the_group_and_never_by_the_world() {
    use std::os::unix::fs::{MetadataExt, symlink};

    let installation = Installation::new("127.0.0.1");
    let directory = installation.path();
    if fs::metadata(directory).expect("ours").uid() != 0 {
        eprintln!("FC-29: left out, for only root can mount a secret");
        return;
    }
    let secret = directory.join("secret");
    fs::write(&secret, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n").expect("written");
    symlink(&secret, directory.join("key")).expect("a link");
    let run = |arguments: &[&str]| {
        let status = std::process::Command::new(arguments[0])
            .args(&arguments[1..])
            .status();
        assert!(status.expect("it runs").success(), "{arguments:?}");
    };
    let path = |name: &str| directory.join(name).display().to_string();
    fs::create_dir(directory.join("data")).expect("made");
    run(&["chown", "root:nogroup", &path("secret")]);
    run(&["chown", "nobody", &path("data")]);
    run(&["chmod", "755", &path("")]);
    let key = path("key");
    let ran = |arguments: &[&str], mode: u32| {
        fs::set_permissions(&secret, fs::Permissions::from_mode(mode)).expect("ours");
        let command = installation.command(arguments);
        let mut as_nobody = std::process::Command::new("setpriv");
        as_nobody.args(["--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]);
        as_nobody
            .arg(command.get_program())
            .args(command.get_args());
        as_nobody.current_dir(directory);
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => as_nobody.env(name, value),
                None => as_nobody.env_remove(name),
            };
        }
        as_nobody.env("LANYARD_MASTER_KEY_FILE", &key);
        let output = as_nobody.output().expect("it runs");
        (
            output.status.success(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let (made, said) = ran(&["db", "migrate"], 0o440);
    assert!(made, "{said}");
    let start = |mode| ran(&["keys", "list"], mode);
    let (started, said) = start(0o440);
    assert!(started, "{said}");
    for mode in [0o444, 0o460, 0o644] {
        let (started, said) = start(mode);
        assert!(!started && said.contains("chmod 440"), "{mode:o}: {said}");
    }
}

#[tokio::test]
async fn ft_24_a_newer_schema_is_refused() {
    let installation = Installation::new("127.0.0.1");
    installation.run(&["db", "migrate"]).well();
    let newer = "INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) \
                 VALUES (9999, 'of the future', '2030-01-01 00:00:00', 1, x'00', 0)";
    execute(&installation.file("lanyard.db"), newer.into()).await;
    let said = installation.refusal();
    assert!(said.contains("9999") && said.contains("newer"), "{said}");
}

/// The first start makes the master key, the schema and the signing keys. Wherever it is cut off, the next one goes on.
#[tokio::test]
async fn ft_24_a_first_start_that_is_killed_is_taken_up_again() {
    let mut interrupted = 0;
    for _ in 0..rounds() {
        let installation = Installation::new("127.0.0.1");
        let server = installation.spawn();
        // About as long as it takes.
        tokio::time::sleep(Duration::from_millis(below(800))).await;
        server.kill();
        interrupted += usize::from(!installation.file("master.key").exists());
        let server = installation.start().await;
        let keys = installation.get("/jwks").await.expect("it runs").json();
        // One that signs for each algorithm, and soon one that is announced.
        let count = keys["keys"].as_array().map_or(0, Vec::len);
        assert!((4..=8).contains(&count), "{keys}");
        server.kill();
        installation.run(&["db", "check"]).well();
    }
    eprintln!(
        "FT-24: the first start was killed {} times, {interrupted} times before it had a master key; the next one always worked",
        rounds()
    );
}

/// A master key is made together with its database, so one without the other means that something is not where it should be.
#[tokio::test]
async fn fi_10_a_master_key_without_its_database_is_refused() {
    let installation = Installation::new("127.0.0.1");
    installation.start().await.kill();
    let database = installation.file("lanyard.db");
    for damage in ["missing", "empty"] {
        for suffix in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(installation.file(&format!("lanyard.db{suffix}")));
        }
        if damage == "empty" {
            fs::write(&database, "").expect("it can be written");
        }
        let said = installation.refusal();
        assert!(said.contains("missing or empty"), "{said}");
        assert!(said.contains("lanyard db migrate"), "{said}");
        let length = fs::metadata(&database).map_or(0, |file| file.len());
        assert_eq!(length, 0, "nothing was made");
    }
    // Somebody wants a new one for this key.
    installation.run(&["db", "migrate"]).well();
    installation.start().await.kill();
}

/// What is written to a file without a name is lost with the process: nothing is acknowledged, and readiness says so.
#[tokio::test]
async fn fi_10_a_database_file_that_goes_away_under_the_server_is_noticed() {
    for replaced in [false, true] {
        let installation = Installation::new("127.0.0.1");
        installation.add_user("mara");
        let _server = installation.start().await;
        let issuer = installation.issuer();
        let ready = async || {
            let answer = installation.get("/health/ready").await;
            answer.expect("the server runs").status.as_u16()
        };
        assert_eq!(ready().await, 200);
        let database = installation.file("lanyard.db");
        let aside = installation.file("aside.db");
        if replaced {
            fs::copy(&database, &aside).expect("it is copied");
            fs::rename(&aside, &database).expect("it is replaced");
        } else {
            fs::rename(&database, &aside).expect("it is moved away");
        }
        tokio::time::sleep(Duration::from_millis(1_100)).await;
        assert_eq!(ready().await, 503);
        let mut browser = Browser::default();
        let page = browser.open(&format!("{issuer}/login")).await;
        let page = browser.sign_in(page, "mara").await;
        assert_eq!(page.status, 503, "{}", page.html);
        if !replaced {
            fs::rename(&aside, &database).expect("it comes back");
            tokio::time::sleep(Duration::from_millis(1_100)).await;
            assert_eq!(ready().await, 200);
            let page = browser.open(&format!("{issuer}/login")).await;
            assert_eq!(browser.sign_in(page, "mara").await.status, 200);
        }
    }
}
