//! Everything is carried elsewhere: into a file and back, or into a database of the other engine. Afterwards people are who they
//! were, apps too, and what was issued is good (field row FC-44).

use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Body;
use axum::http::Request;
use lanyard::store::testing::TestDb;
use serde_json::Value;

use crate::process::http::{self, Answer};
use crate::process::registered::redemption;
use crate::process::{Browser, Installation, Registered};
use crate::world::CALLBACK;

/// A server that was in use: Mara is signed in, and an app has tokens of hers.
struct InUse {
    installation: Installation,
    app: Registered,
    browser: Browser,
    refresh_token: String,
    access_token: String,
    keys: Value,
    /// PostgreSQL's, which goes with it.
    _db: Option<TestDb>,
}

async fn token(at: &Installation, app: &Registered, fields: &[(&str, &str)]) -> Answer {
    let request = http::form("/token", fields.iter().copied(), &app.basic());
    http::send(&at.host, request)
        .await
        .expect("somebody answers")
}

impl InUse {
    async fn make(postgres: bool) -> Self {
        let mut installation = Installation::new("localhost");
        let db = if postgres {
            Some(closed_postgres().await)
        } else {
            None
        };
        if let Some(db) = &db {
            installation.set("LANYARD_DATABASE", db.url());
        }
        installation.add_user("mara");
        let app = installation.add_client(&["--name", "Harbour Notes", "--redirect-uri", CALLBACK]);
        let mut server = installation.start().await;
        let mut browser = Browser::default();
        let asks = app.authorize(&installation.issuer(), "openid profile offline_access");
        let page = browser.open(&asks).await;
        let page = browser.sign_in(page, "mara").await;
        let code = page.query("code").expect("a code");
        let answer = token(&installation, &app, &redemption(&code)).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let keys = installation.get("/jwks").await.unwrap().json();
        server.signal("TERM");
        server.ended(std::time::Duration::from_secs(30)).await;
        Self {
            refresh_token: answer.json()["refresh_token"].as_str().unwrap().to_owned(),
            access_token: answer.json()["access_token"].as_str().unwrap().to_owned(),
            installation,
            app,
            browser,
            keys,
            _db: db,
        }
    }

    /// The server on the database that the settings name now: nobody notices anything.
    async fn goes_on(mut self) {
        let here = &self.installation;
        let _server = here.start().await;
        let keys = here.get("/jwks").await.unwrap().json();
        // Others were announced since.
        let keys = keys["keys"].as_array().unwrap();
        let before = self.keys["keys"].as_array().unwrap();
        assert!(
            !before.is_empty() && before.iter().all(|key| keys.contains(key)),
            "the same keys"
        );
        let request = Request::get("/userinfo")
            .header("authorization", format!("Bearer {}", self.access_token));
        let answer = http::send(&here.host, request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        assert_eq!(answer.status, 200, "an old access token: {}", answer.text);
        let fields = [
            ("grant_type", "refresh_token"),
            ("refresh_token", &*self.refresh_token),
        ];
        let answer = token(here, &self.app, &fields).await;
        assert_eq!(answer.status, 200, "an old refresh token: {}", answer.text);
        let asks = self
            .app
            .authorize(&here.issuer(), "openid profile offline_access");
        let page = self.browser.open(&asks).await;
        assert!(
            page.query("code").is_some(),
            "she is still signed in: {} {}",
            page.url,
            page.html
        );
        let mut other = Browser::default();
        let page = other.open(&asks).await;
        let page = other.sign_in(page, "mara").await;
        assert!(
            page.query("code").is_some(),
            "she signs in: {} {}",
            page.url,
            page.html
        );
    }
}

/// A database without a schema, and nobody connected to it.
pub async fn closed_postgres() -> TestDb {
    let db = TestDb::postgres_without_schema().await;
    db.close().await;
    db
}

#[tokio::test(flavor = "multi_thread")]
async fn fc_44_sqlite_is_copied_to_postgresql() {
    let mut used = InUse::make(false).await;
    let target = closed_postgres().await;
    let ran = used.installation.run(&[
        "db",
        "copy",
        "sqlite:data/lanyard.db",
        target.url(),
        "--json",
    ]);
    let told = ran.json();
    assert_eq!(
        (&told["rows"]["users"], &told["rows"]["client"]),
        (&1.into(), &1.into()),
        "{told}"
    );
    assert!(
        ran.err().contains("The master key goes with it"),
        "{}",
        ran.err()
    );
    assert!(
        !told.to_string().contains(target.url()),
        "the password is not printed"
    );
    let again = used
        .installation
        .run(&["db", "copy", "sqlite:data/lanyard.db", target.url()]);
    again.refused(4, "not empty");
    used.installation.set("LANYARD_DATABASE", target.url());
    used.goes_on().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fc_44_postgresql_is_copied_to_sqlite() {
    let mut used = InUse::make(true).await;
    let from = used._db.as_ref().unwrap().url().to_owned();
    used.installation
        .run(&["db", "copy", &from, "sqlite:data/other.db"])
        .well();
    used.installation
        .set("LANYARD_DATABASE", "sqlite:data/other.db");
    let audit = used
        .installation
        .run(&["audit", "list", "--act", "database.copied", "--json"])
        .json();
    assert_eq!(audit.as_array().map(Vec::len), Some(1), "{audit}");
    used.goes_on().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fc_44_un_12_a_lost_database_comes_back_from_its_backup_on_either_engine() {
    for postgres in [false, true] {
        let mut used = InUse::make(postgres).await;
        let here = &used.installation;
        let file = here.path().join("backup.jsonl");
        let ran = here.run(&["db", "backup", "backup.jsonl"]).well();
        assert!(
            ran.out().contains("1 accounts, 1 apps, 1 sign-ins"),
            "{}",
            ran.out()
        );
        assert!(
            ran.err().contains("master.key") && ran.err().contains("not in it"),
            "{}",
            ran.err()
        );
        assert_eq!(
            std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );
        here.run(&["db", "backup", "backup.jsonl"])
            .refused(4, "--overwrite");
        here.run(&["db", "backup", "backup.jsonl", "--overwrite"])
            .well();
        let left: Vec<_> = std::fs::read_dir(here.path())
            .unwrap()
            .map(|f| f.unwrap().file_name())
            .collect();
        assert!(
            !left
                .iter()
                .any(|name| name.to_string_lossy().contains("unfinished")),
            "{left:?}"
        );

        here.run(&["db", "restore", "backup.jsonl"])
            .refused(4, "--replace");
        here.run(&["db", "restore", "backup.jsonl", "--replace"])
            .refused(2, "--yes");
        let text = std::fs::read_to_string(&file).unwrap();
        let key = std::fs::read_to_string(here.file("master.key")).unwrap();
        for secret in [
            key.trim(),
            &*used.refresh_token,
            &*used.access_token,
            &*used.app.secret,
        ] {
            assert!(!text.contains(secret), "what is in the file opens nothing");
        }
        std::fs::write(
            here.path().join("damaged.jsonl"),
            text.replace("mara Lindqvist", "mora Lindqvist"),
        )
        .unwrap();
        here.run(&["db", "restore", "damaged.jsonl", "--replace", "--yes"])
            .refused(1, "damaged");
        let ran = here
            .run(&["db", "restore", "backup.jsonl", "--replace", "--yes"])
            .well();
        assert!(ran.err().contains("keys revoke --seal"), "{}", ran.err());

        // By a pipe, into a database that is new.
        let new = closed_postgres().await;
        let url = if postgres {
            "sqlite:data/new.db"
        } else {
            new.url()
        };
        let streamed = here.run(&["db", "backup", "-"]).well().out();
        used.installation.set("LANYARD_DATABASE", url);
        used.installation
            .run_with_input(&["db", "restore", "-"], &streamed)
            .well();
        used.goes_on().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fc_44_a_backup_is_of_one_moment_while_people_sign_in() {
    for postgres in [false, true] {
        let mut used = InUse::make(postgres).await;
        let server = used.installation.start().await;
        let (going, writes) = (
            Arc::new(AtomicBool::new(true)),
            Arc::new(std::sync::Mutex::new(0)),
        );
        let asks = used
            .app
            .authorize(&used.installation.issuer(), "openid profile offline_access");
        let asks_again = asks.clone();
        let crowd = tokio::spawn({
            let (going, writes, mut browser) =
                (going.clone(), writes.clone(), used.browser.clone());
            let (app, host) = (used.app.clone(), used.installation.host.clone());
            async move {
                while going.load(Ordering::Relaxed) {
                    let page = browser.open(&asks).await;
                    let code = page.query("code").expect("a code");
                    let form =
                        http::form("/token", redemption(&code).iter().copied(), &app.basic());
                    assert_eq!(http::send(&host, form).await.unwrap().status, 200);
                    *writes.lock().unwrap() += 1;
                }
            }
        });
        for round in 0..3 {
            let before = *writes.lock().unwrap();
            let ran = used
                .installation
                .command(&["db", "backup", &format!("{round}.jsonl"), "--json"])
                .output();
            let ran = crate::process::installation::Ran(ran.unwrap());
            // Each grant is there with the audit row of the same transaction: neither more nor fewer.
            let rows = ran.json()["rows"].clone();
            assert!(rows["grants"].as_u64() >= Some(before), "{rows}");
            let file =
                std::fs::read_to_string(used.installation.path().join(format!("{round}.jsonl")))
                    .unwrap();
            let made = file.matches("\"grant.made\"").count() as u64;
            assert_eq!(rows["grants"].as_u64(), Some(made), "{rows}");
        }
        going.store(false, Ordering::Relaxed);
        crowd.await.unwrap();
        let refused = used
            .installation
            .run(&["db", "restore", "0.jsonl", "--replace", "--yes"]);
        refused.refused(1, "stop the server first");
        drop(server);
        used.installation
            .run(&["db", "restore", "2.jsonl", "--replace", "--yes"])
            .well();
        let _server = used.installation.start().await;
        let page = used.browser.open(&asks_again).await;
        assert!(page.query("code").is_some(), "{} {}", page.url, page.html);
    }
}
