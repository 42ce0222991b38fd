use std::collections::BTreeSet;
use std::io::BufRead;
use std::path::{Path, PathBuf};

use sqlx::{Connection, PgConnection, SqliteConnection};

use super::tables::{Kind, LEFT_BEHIND, shapes};
use super::*;
use crate::keys::testing as keys;
use crate::store::testing::TestDb;
use crate::store::testing::samples::{NOW, client, grant, sign_in, user};
use crate::store::{clients, grants, sign_ins, users};

const ISSUER: &str = "https://id.example";

/// More people than one statement writes, one of them with an app, a sign-in, a grant; and keys.
async fn fill(db: &TestDb) {
    let people: Vec<_> = (0..250).map(|n| user(&format!("person-{n}"))).collect();
    let app = client("app-abc234", Some(people[0].id));
    let sign_in = sign_in(people[0].id);
    let grant = grant(&sign_in, &app.id);
    let job = db.write(|c| {
        Box::pin(async move {
            for person in &people {
                users::insert(c, person).await?;
            }
            clients::insert(c, &app).await?;
            sign_ins::insert(c, &sign_in).await?;
            grants::spend(c, &grant).await
        })
    });
    job.await.unwrap();
    keys::insert(db, NOW).await.unwrap();
}

/// A fresh database of each engine that nobody has open.
async fn each_free() -> [TestDb; 2] {
    let each = TestDb::each().await;
    for db in &each {
        db.close().await;
    }
    each
}

async fn file_of(url: &str) -> Vec<u8> {
    let mut file = Vec::new();
    backup(url, Header::new(ISSUER, NOW), &mut file)
        .await
        .unwrap();
    file
}

fn scratch() -> PathBuf {
    std::env::temp_dir().join(format!("lanyard-scratch-{}.db", uuid::Uuid::now_v7()))
}

async fn put_back(mut file: &[u8], url: &str, replace: bool) -> Result<Carried, CarryError> {
    let scratch = scratch();
    let file: &mut dyn BufRead = &mut file;
    let done = restore(file, url, replace, &scratch).await;
    assert!(!scratch.exists(), "it is gone");
    done
}

fn rows(carried: &Carried, table: &str) -> u64 {
    carried.iter().find(|(name, _)| name == table).unwrap().1
}

/// A table or column that a migration adds must be listed here, or it would be left behind without a word.
#[tokio::test]
async fn fc_44_the_list_is_the_schema_of_both_engines() {
    let [on_sqlite, on_postgres] = TestDb::each().await;
    let mut s = SqliteConnection::connect(on_sqlite.url()).await.unwrap();
    let mut p = PgConnection::connect(on_postgres.url()).await.unwrap();
    type Columns = BTreeSet<(String, String, String, bool)>;
    let sqlite: Vec<(String, String, String, bool)> = sqlx::query_as(
        "SELECT t.name, c.name, c.type, c.pk > 0 FROM sqlite_master t, pragma_table_info(t.name) c \
         WHERE t.type = 'table' AND t.name NOT LIKE '\\_%' ESCAPE '\\' AND t.name NOT LIKE 'sqlite%'",
    )
    .fetch_all(&mut s)
    .await
    .unwrap();
    let postgres: Vec<(String, String, String, bool)> = sqlx::query_as(
        "SELECT c.table_name::text, c.column_name::text, c.data_type::text, EXISTS (SELECT 1 FROM information_schema.key_column_usage k \
         WHERE k.table_name = c.table_name AND k.column_name = c.column_name AND k.constraint_name = c.table_name || '_pkey') \
         FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.is_generated = 'NEVER' AND c.table_name NOT LIKE '\\_%'",
    )
    .fetch_all(&mut p)
    .await
    .unwrap();
    let kept = |all: Vec<(String, String, String, bool)>| -> Columns {
        let behind = |table: &str| LEFT_BEHIND.iter().any(|(name, _)| *name == table);
        all.into_iter()
            .filter(|(table, ..)| !behind(table))
            .collect()
    };
    let listed = |names: fn(Kind) -> &'static str| -> Columns {
        let columns = |shape: Shape| {
            let column = move |(at, (name, kind)): (usize, (String, Kind))| {
                (
                    shape.name.clone(),
                    name,
                    names(kind).to_owned(),
                    at < shape.key,
                )
            };
            shape.columns.into_iter().enumerate().map(column)
        };
        shapes().into_iter().flat_map(columns).collect()
    };
    let on_sqlite = listed(|kind| match kind {
        Kind::Uuid | Kind::Bytes => "BLOB",
        Kind::Text | Kind::Json => "TEXT",
        Kind::Int | Kind::Bool => "INTEGER",
    });
    let on_postgres = listed(|kind| match kind {
        Kind::Uuid => "uuid",
        Kind::Bytes => "bytea",
        Kind::Text => "text",
        Kind::Json => "jsonb",
        Kind::Int => "bigint",
        Kind::Bool => "boolean",
    });
    assert_eq!(kept(sqlite), on_sqlite);
    assert_eq!(kept(postgres), on_postgres);
}

/// The name of the newest migration is how a file says what schema it has, whichever engine it came from.
#[test]
fn migrations_have_the_same_names_on_both_engines_in_the_same_order() {
    /// Of PostgreSQL alone; they change no table.
    const OWN: &[&str] = &["notices"];
    let names = |of: &'static sqlx::migrate::Migrator| {
        of.iter().map(|m| &*m.description).collect::<Vec<_>>()
    };
    let sqlite = names(&schema::SQLITE);
    let mut postgres = names(&schema::POSTGRES);
    postgres.retain(|name| !OWN.contains(name));
    assert_eq!(sqlite, postgres);
    assert_eq!(sqlite.iter().collect::<BTreeSet<_>>().len(), sqlite.len());
    assert_eq!(
        schema::sqlite_version(schema::level()),
        Some(schema::newest(&schema::SQLITE))
    );
}

#[tokio::test]
async fn fc_44_a_file_of_either_engine_fills_either_engine() {
    for source in TestDb::each().await {
        fill(&source).await;
        let file = file_of(source.url()).await;
        let (header, told) = verify(&mut &*file).unwrap();
        assert_eq!((&*header.issuer, header.made_at), (ISSUER, NOW.0));
        assert_eq!((rows(&told, "users"), rows(&told, "grants")), (250, 1));
        assert!(rows(&told, "signing_key") > 0 && rows(&told, "seal_key") > 0);
        for target in each_free().await {
            let carried = put_back(&file, target.url(), false).await.unwrap();
            assert_eq!(carried, told);
            // The same content, so the same rows: only documents may be spelt differently.
            let (_, again) = verify(&mut &*file_of(target.url()).await).unwrap();
            assert_eq!(again, told);

            let full = put_back(&file, target.url(), false)
                .await
                .unwrap_err()
                .to_string();
            assert!(
                full.contains("not empty") && full.contains("250 in users"),
                "{full}"
            );
            assert_eq!(put_back(&file, target.url(), true).await.unwrap(), told);
        }
    }
}

#[tokio::test]
async fn fc_44_one_database_is_copied_into_another_of_either_engine() {
    for source in TestDb::each().await {
        fill(&source).await;
        for target in each_free().await {
            let carried = copy(source.url(), target.url()).await.unwrap();
            assert_eq!(rows(&carried, "users"), 250);
            let full = copy(source.url(), target.url()).await;
            assert!(matches!(full, Err(CarryError::NotEmpty(_))), "{full:?}");
        }
    }
}

#[tokio::test]
async fn fc_44_what_is_written_meanwhile_is_not_seen() {
    for source in TestDb::each().await {
        fill(&source).await;
        let mut place = Place::snapshot(source.url()).await.unwrap();
        let late = user("late");
        source
            .write(|c| Box::pin(async move { users::insert(c, &late).await }))
            .await
            .unwrap();
        let mut file = Vec::new();
        let carried = write(&mut place, &shapes(), Header::new(ISSUER, NOW), &mut file)
            .await
            .unwrap();
        assert_eq!(rows(&carried, "users"), 250);
        drop(place);
        let (_, next) = verify(&mut &*file_of(source.url()).await).unwrap();
        assert_eq!(rows(&next, "users"), 251);
    }
}

#[tokio::test]
async fn fc_44_a_database_that_somebody_has_open_is_not_filled() {
    let source = TestDb::sqlite().await;
    fill(&source).await;
    for target in TestDb::each().await {
        let told = copy(source.url(), target.url()).await.unwrap_err();
        assert!(matches!(told, CarryError::InUse), "{told}");
        target.close().await;
        copy(source.url(), target.url()).await.unwrap();
    }
}

#[tokio::test]
async fn un_13_damage_anywhere_in_a_file_is_found_and_nothing_is_kept() {
    let source = TestDb::sqlite().await;
    let person = user("ada");
    source
        .write(|c| Box::pin(async move { users::insert(c, &person).await }))
        .await
        .unwrap();
    let file = file_of(source.url()).await;
    let [target, other] = each_free().await;
    let text = String::from_utf8(file.clone()).unwrap();
    let lines: Vec<_> = text.lines().collect();
    let mut damaged: Vec<(String, Vec<u8>)> = vec![
        ("nothing".into(), Vec::new()),
        ("no backup".into(), b"SQLite format 3\0".to_vec()),
        ("something after it".into(), [&*file, b"\n"].concat()),
        (
            "another name".into(),
            text.replace("Person ada", "Person adb").into_bytes(),
        ),
        (
            "a name that is none".into(),
            text.replace(
                "\"table\":\"users\"",
                "\"table\":\"users; DROP TABLE users\"",
            )
            .into_bytes(),
        ),
    ];
    for cut in [1, file.len() / 2, file.len() - 1] {
        damaged.push((format!("cut at {cut}"), file[..cut].to_vec()));
    }
    for left_out in 0..lines.len() {
        let mut rest = lines.clone();
        rest.remove(left_out);
        damaged.push((
            format!("without line {left_out}"),
            (rest.join("\n") + "\n").into_bytes(),
        ));
    }
    for (what, file) in damaged {
        let told = verify(&mut &*file);
        assert!(
            matches!(told, Err(CarryError::Damaged(_))),
            "{what}: {told:?}"
        );
        for target in [&target, &other] {
            let told = put_back(&file, target.url(), true).await;
            assert!(
                matches!(told, Err(CarryError::Damaged(_) | CarryError::Store(_))),
                "{what}: {told:?}"
            );
        }
    }
    for target in [&target, &other] {
        let (_, kept) = verify(&mut &*file_of(target.url()).await).unwrap();
        assert_eq!(kept.iter().map(|(_, rows)| rows).sum::<u64>(), 0);
    }
}

#[tokio::test]
async fn un_13_a_file_of_a_newer_version_is_refused_by_its_name() {
    let source = TestDb::sqlite().await;
    let text = String::from_utf8(file_of(source.url()).await).unwrap();
    let target = TestDb::sqlite().await;
    let level = format!("\"schema\":\"{}\"", schema::level());
    for (from, to, named) in [
        (&*level, "\"schema\":\"of 2031\"", "schema \"of 2031\""),
        ("\"lanyard_backup\":1", "\"lanyard_backup\":2", "form 2"),
    ] {
        assert!(text.contains(from));
        let told = put_back(text.replace(from, to).as_bytes(), target.url(), false)
            .await
            .unwrap_err();
        assert!(
            told.to_string().contains(named) && matches!(told, CarryError::Newer { .. }),
            "{told}"
        );
    }
}

/// A file as version 0.1 would have written it before there was an audit: it is brought up to date on the way.
#[tokio::test]
async fn fc_44_a_file_of_an_older_schema_is_brought_up_to_date() {
    let old = scratch();
    let before = "code spent";
    place::make_sqlite(&old, schema::sqlite_version(before))
        .await
        .unwrap();
    let url = format!("sqlite:{}", old.display());
    let mut conn = SqliteConnection::connect(&url).await.unwrap();
    let made = "INSERT INTO users (id, login, email_verified, name, claims, admin, sessions_not_before, created_at, updated_at) \
        VALUES (randomblob(16), 'ada', 0, 'Ada', '{}', 1, 0, 0, 0)";
    sqlx::query(made).execute(&mut conn).await.unwrap();
    let there: Vec<(String, String)> =
        sqlx::query_as("SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'")
            .fetch_all(&mut conn)
            .await
            .unwrap();
    conn.close().await.unwrap();
    let has = |table: &str, column: &str| there.iter().any(|(t, c)| t == table && c == column);
    let mut tables = shapes();
    for shape in &mut tables {
        let name = shape.name.clone();
        shape.columns.retain(|(column, _)| has(&name, column));
    }
    tables.retain(|shape| !shape.columns.is_empty());
    assert!(tables.iter().all(|shape| shape.name != "audit"));
    let mut place = Place::snapshot(&url).await.unwrap();
    let refused = place.expect_current().await.unwrap_err();
    assert!(refused.to_string().contains("db migrate"), "{refused}");
    let header = Header {
        schema: before.to_owned(),
        ..Header::new(ISSUER, NOW)
    };
    let mut file = Vec::new();
    write(&mut place, &tables, header, &mut file).await.unwrap();
    place.close().await.unwrap();
    remove(Path::new(&old));

    for target in each_free().await {
        let carried = put_back(&file, target.url(), false).await.unwrap();
        assert_eq!((rows(&carried, "users"), rows(&carried, "audit")), (1, 0));
        let wrong = String::from_utf8(file.clone())
            .unwrap()
            .replace("\"Ada\"", "\"Eve\"");
        let told = put_back(wrong.as_bytes(), target.url(), true).await;
        assert!(matches!(told, Err(CarryError::Damaged(_))), "{told:?}");
    }
}
