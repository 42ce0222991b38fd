//! A fresh database for each test, on either engine. It is gone when it is dropped.
//!
//! SQLite: a file in a directory of its own. PostgreSQL: a database of its own on the server that
//! `LANYARD_TEST_POSTGRES` names (a user that may create databases), copied from a template that has the schema.
#![expect(clippy::unwrap_used, reason = "a test that cannot begin has failed")]

pub mod samples;

use std::ops::Deref;
use std::path::PathBuf;
use std::{env, fs, thread};

use aws_lc_rs::digest::{Context, SHA256};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use url::Url;
use uuid::Uuid;

use super::{Db, StoreOptions, schema};

/// The lock under which the template is made; any number will do.
const TEMPLATE_LOCK: &str = "SELECT pg_advisory_lock(7101944)";

/// A database that goes when this is dropped.
#[derive(Debug)]
pub struct TestDb {
    db: Db,
    url: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Directory(PathBuf),
    Server { admin: String, name: String },
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

impl TestDb {
    /// A SQLite file with the schema.
    pub async fn sqlite() -> Self {
        let dir = env::temp_dir().join(format!("lanyard-test-{}", Uuid::now_v7()));
        fs::create_dir(&dir).expect("a directory for the test");
        let url = format!("sqlite:{}", dir.join("test.db").display());
        let db = Db::open(&url, &StoreOptions::default())
            .await
            .expect("SQLite opens");
        db.migrate().await.expect("the SQLite schema");
        Self {
            db,
            url,
            place: Place::Directory(dir),
        }
    }

    /// A PostgreSQL database with the schema.
    pub async fn postgres() -> Self {
        let (admin, mut conn) = admin().await;
        let template = template(&admin, &mut conn).await;
        Self::on_server(admin, conn, &format!("TEMPLATE {template}")).await
    }

    /// A PostgreSQL database with nothing in it.
    pub async fn postgres_without_schema() -> Self {
        let (admin, conn) = admin().await;
        Self::on_server(admin, conn, "TEMPLATE template0").await
    }

    async fn on_server(admin: String, mut conn: PgConnection, from: &str) -> Self {
        let name = format!("lanyard_test_{}", Uuid::now_v7().simple());
        execute(&mut conn, format!("CREATE DATABASE {name} {from}")).await;
        let url = with_database(&admin, &name);
        let options = StoreOptions {
            connections: 8,
            ..StoreOptions::default()
        };
        let db = Db::open(&url, &options).await.expect("PostgreSQL opens");
        Self {
            db,
            url,
            place: Place::Server { admin, name },
        }
    }

    /// One of each.
    pub async fn each() -> [Self; 2] {
        [Self::sqlite().await, Self::postgres().await]
    }

    /// A handle to the database.
    pub fn db(&self) -> Db {
        self.db.clone()
    }

    /// Its address, for `lanyard.toml` or another process.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Closes the database and opens it again, as a restart of the server does.
    pub async fn restart(&mut self) {
        self.db.close().await;
        self.db = Db::open(&self.url, &StoreOptions::default())
            .await
            .expect("the database opens again");
    }
}

/// Runs a test on a fresh database of each engine.
pub async fn each_engine<F, Fut>(test: F)
where
    F: Fn(Db) -> Fut,
    Fut: Future<Output = ()>,
{
    for fresh in TestDb::each().await {
        eprintln!("on {:?}", fresh.engine());
        test(fresh.db()).await;
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        match &self.place {
            Place::Directory(dir) => {
                let _ = fs::remove_dir_all(dir);
            }
            Place::Server { admin, name } => {
                let (admin, sql) = (
                    admin.clone(),
                    format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
                );
                // The test's own runtime cannot wait here.
                let dropper = thread::spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread()
                        .enable_all()
                        .build()
                        .unwrap();
                    runtime.block_on(async {
                        execute(&mut PgConnection::connect(&admin).await.unwrap(), sql).await;
                    });
                });
                let _ = dropper.join();
            }
        }
    }
}

/// The server for tests, and a connection to it.
async fn admin() -> (String, PgConnection) {
    let admin = env::var("LANYARD_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!("LANYARD_TEST_POSTGRES is not set, so nothing can be tested on PostgreSQL. Run ./scripts/test")
    });
    let conn = PgConnection::connect(&admin).await;
    (admin, conn.expect("LANYARD_TEST_POSTGRES answers"))
}

/// The name of a database with the present schema. Whoever needs it first makes it.
async fn template(admin: &str, conn: &mut PgConnection) -> String {
    // A name has at most 63 characters, however many migrations there are.
    let mut schema = Context::new(&SHA256);
    for migration in schema::POSTGRES.iter() {
        schema.update(&migration.checksum);
    }
    let schema = schema.finish();
    let (schema, _) = schema.as_ref().split_at(16);
    let schema = u128::from_be_bytes(schema.try_into().expect("16 bytes"));
    let name = format!("lanyard_template_{schema:032x}");
    conn.execute(TEMPLATE_LOCK)
        .await
        .expect("the lock on the template");
    let found: Option<(String,)> =
        sqlx::query_as("SELECT datname FROM pg_database WHERE datname = $1")
            .bind(&name)
            .fetch_optional(&mut *conn)
            .await
            .unwrap();
    if found.is_none() {
        // Renamed when it is complete, so that an interrupted test leaves no half of one under this name.
        let draft = format!("lanyard_draft_{}", Uuid::now_v7().simple());
        execute(conn, format!("CREATE DATABASE {draft}")).await;
        let mut fresh = PgConnection::connect(&with_database(admin, &draft))
            .await
            .unwrap();
        schema::migrate(&schema::POSTGRES, &mut fresh)
            .await
            .expect("the PostgreSQL schema");
        fresh.close().await.unwrap();
        execute(conn, format!("ALTER DATABASE {draft} RENAME TO {name}")).await;
    }
    conn.execute("SELECT pg_advisory_unlock_all()")
        .await
        .unwrap();
    name
}

fn with_database(admin: &str, name: &str) -> String {
    let mut url = Url::parse(admin).expect("LANYARD_TEST_POSTGRES is a URL");
    url.set_path(name);
    url.into()
}

async fn execute(conn: &mut PgConnection, sql: String) {
    conn.execute(AssertSqlSafe(sql))
        .await
        .expect("the statement for a test database");
}
