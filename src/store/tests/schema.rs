//! The two schemas are one, and every statement fits both.

use std::collections::BTreeSet;

use sqlx::{Connection, Executor, PgConnection, SqlSafeStr, SqliteConnection};

use crate::store::testing::{TestDb, each_engine};
use crate::store::{Db, StoreError, StoreOptions, statements};

pub(super) async fn sqlite_connection(db: &TestDb) -> SqliteConnection {
    SqliteConnection::connect(db.url()).await.unwrap()
}

pub(super) async fn postgres_connection(db: &TestDb) -> PgConnection {
    PgConnection::connect(db.url()).await.unwrap()
}

#[tokio::test]
async fn every_statement_prepares_on_both_engines() {
    let [sqlite, postgres] = TestDb::each().await;
    let mut s = sqlite_connection(&sqlite).await;
    let mut p = postgres_connection(&postgres).await;
    let mut count = 0;
    for (file, name, sql) in statements() {
        s.prepare(sql.into_sql_str())
            .await
            .unwrap_or_else(|e| panic!("{file}::{name} on SQLite: {e}\n{sql}"));
        p.prepare(sql.into_sql_str())
            .await
            .unwrap_or_else(|e| panic!("{file}::{name} on PostgreSQL: {e}\n{sql}"));
        count += 1;
    }
    assert!(count > 60, "only {count} statements are listed");
}

/// Every file declares its SQL with `statements!`, so nothing escapes the list, and time comes from the caller.
#[test]
fn no_statement_hides_from_the_list_or_asks_the_clock() {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/src/store");
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir()
            || matches!(
                &*name,
                "schema" | "sqlite" | "writer" | "testing" | "postgres" | "conn"
            )
        {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(
            !text.contains("sqlx::query"),
            "{name}: use execute!, fetch_optional! or fetch_all! with a constant"
        );
        for literal in [
            "!(c, \"SELECT",
            "!(c, \"UPDATE",
            "!(c, \"INSERT",
            "!(c, \"DELETE",
        ] {
            assert!(
                !text.contains(literal),
                "{name}: name the statement in statements!"
            );
        }
    }
    for (file, name, sql) in statements() {
        let lower = sql.to_lowercase();
        for word in [
            "now()",
            "current_timestamp",
            "strftime",
            "datetime(",
            "unixepoch",
            "random()",
        ] {
            assert!(!lower.contains(word), "{file}::{name} uses {word}");
        }
    }
}

#[tokio::test]
async fn both_engines_have_the_same_tables_columns_and_indexes() {
    let [sqlite, postgres] = TestDb::each().await;
    let mut s = sqlite_connection(&sqlite).await;
    let mut p = postgres_connection(&postgres).await;
    type Names = BTreeSet<(String, String, bool)>;
    let on_sqlite: Vec<(String, String, bool)> = sqlx::query_as(
        "SELECT t.name, c.name, c.\"notnull\" = 1 OR c.pk > 0 FROM sqlite_master t, pragma_table_info(t.name) c \
         WHERE t.type = 'table' AND t.name NOT LIKE '\\_%' ESCAPE '\\' AND t.name NOT LIKE 'sqlite%'",
    )
    .fetch_all(&mut s)
    .await
    .unwrap();
    let on_postgres: Vec<(String, String, bool)> = sqlx::query_as(
        "SELECT table_name::text, column_name::text, is_nullable = 'NO' FROM information_schema.columns \
         WHERE table_schema = 'public' AND is_generated = 'NEVER' AND table_name NOT LIKE '\\_%'",
    )
    .fetch_all(&mut p)
    .await
    .unwrap();
    let (on_sqlite, on_postgres): (Names, Names) = (
        on_sqlite.into_iter().collect(),
        on_postgres.into_iter().collect(),
    );
    assert!(on_sqlite.len() > 70, "{}", on_sqlite.len());
    assert_eq!(on_sqlite, on_postgres);

    let indexes_sqlite: Vec<(String,)> =
        sqlx::query_as("SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite%' ORDER BY name")
            .fetch_all(&mut s)
            .await
            .unwrap();
    let indexes_postgres: Vec<(String,)> = sqlx::query_as(
        "SELECT indexname::text COLLATE \"C\" FROM pg_indexes WHERE schemaname = 'public' \
         AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key' ORDER BY 1",
    )
    .fetch_all(&mut p)
    .await
    .unwrap();
    assert_eq!(indexes_sqlite, indexes_postgres);

    let loose: Vec<(String,)> = sqlx::query_as(
        "SELECT name FROM pragma_table_list WHERE strict = 0 AND type = 'table' AND name NOT LIKE 'sqlite%' \
         AND name <> '_sqlx_migrations'",
    )
    .fetch_all(&mut s)
    .await
    .unwrap();
    assert_eq!(loose, [], "every SQLite table is STRICT");
}

#[tokio::test]
async fn check_is_content_with_a_fresh_database_and_migrating_twice_is_harmless() {
    each_engine(|db| async move {
        db.migrate().await.unwrap();
        let report = db.check().await.unwrap();
        assert_eq!(report.problems, [""; 0]);
        assert_eq!(report.schema, Some(report.known));
        assert!(
            report.engine.starts_with("SQLite 3.") || report.engine.starts_with("PostgreSQL "),
            "{report:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    const NEWER: &str = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
        VALUES (9001, 'from the future', TRUE, $1, 0)";
    let [sqlite, postgres] = TestDb::each().await;
    let mut s = sqlite_connection(&sqlite).await;
    sqlx::query(NEWER)
        .bind(&b"x"[..])
        .execute(&mut s)
        .await
        .unwrap();
    let mut p = postgres_connection(&postgres).await;
    sqlx::query(NEWER)
        .bind(&b"x"[..])
        .execute(&mut p)
        .await
        .unwrap();
    for db in [&sqlite, &postgres] {
        let refused = db.migrate().await.unwrap_err();
        assert!(
            matches!(refused, StoreError::NewerSchema { found: 9001, .. }),
            "{refused}"
        );
        let report = db.check().await.unwrap();
        assert_eq!(report.problems.len(), 1, "{report:?}");
    }
}

#[tokio::test]
async fn sqlite_is_safe_private_and_durable() {
    use std::os::unix::fs::PermissionsExt;
    let db = TestDb::sqlite().await;
    let path = db.url().strip_prefix("sqlite:").unwrap();
    for suffix in ["", "-wal", "-shm"] {
        let mode = std::fs::metadata(format!("{path}{suffix}"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{suffix}");
    }
    // Through the writer's own connection, because these hold for a connection.
    for (ask, expected) in [
        ("PRAGMA synchronous", 2),
        ("PRAGMA foreign_keys", 1),
        ("PRAGMA busy_timeout", 5000),
        ("PRAGMA query_only", 0),
    ] {
        assert_eq!(pragma(&db, ask, true).await, expected, "{ask}");
    }
    assert_eq!(pragma(&db, "PRAGMA query_only", false).await, 1);
    let mut conn = sqlite_connection(&db).await;
    let (mode, version): (String, String) =
        sqlx::query_as("SELECT (SELECT journal_mode FROM pragma_journal_mode), sqlite_version()")
            .fetch_one(&mut conn)
            .await
            .unwrap();
    assert_eq!(mode, "wal");
    let parts: Vec<u32> = version.split('.').map(|n| n.parse().unwrap()).collect();
    assert!(parts >= vec![3, 51, 3], "{version} has the WAL-reset race");
}

async fn pragma(db: &TestDb, ask: &'static str, writer: bool) -> i64 {
    if writer {
        db.write_one(move |c| {
            Box::pin(async move {
                let row: Option<(i64,)> = crate::store::conn::fetch_optional!(c, "pragma", ask)?;
                Ok(row.unwrap().0)
            })
        })
        .await
        .unwrap()
    } else {
        let mut reader = db.reader().await.unwrap();
        let mut conn = reader.conn();
        let row: Option<(i64,)> =
            async { crate::store::conn::fetch_optional!(&mut conn, "pragma", ask) }
                .await
                .unwrap();
        row.unwrap().0
    }
}

#[tokio::test]
async fn a_damaged_file_is_refused() {
    let mut db = TestDb::sqlite().await;
    let path = db.url().strip_prefix("sqlite:").unwrap().to_owned();
    db.restart().await; // writes the WAL back
    db.close().await;
    let mut bytes = std::fs::read(&path).unwrap();
    for at in (4096..bytes.len()).step_by(97) {
        bytes[at] ^= 0xff;
    }
    std::fs::write(&path, &bytes).unwrap();
    let refused = Db::open(db.url(), &StoreOptions::default())
        .await
        .unwrap_err();
    assert!(matches!(refused, StoreError::Damaged(_)), "{refused:?}");
    std::fs::write(
        &path,
        b"this is no database at all, whatever its name says".repeat(100),
    )
    .unwrap();
    let refused = Db::open(db.url(), &StoreOptions::default())
        .await
        .unwrap_err();
    assert!(matches!(refused, StoreError::Damaged(_)), "{refused:?}");
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_explained() {
    for url in [
        "mysql://db",
        "sqlite",
        "/var/lib/lanyard.db",
        "",
        "sqlite:/nowhere/at/all/lanyard.db",
    ] {
        let refused = Db::open(url, &StoreOptions::default()).await.unwrap_err();
        assert!(
            matches!(refused, StoreError::Address(_)),
            "{url}: {refused:?}"
        );
    }
}
