//! A database of either engine, to be read as of one moment or filled in one transaction.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use futures_util::TryStreamExt as _;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteLockingMode, SqliteSynchronous};
use sqlx::types::Json;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, Row, SqliteConnection,
};

use super::CarryError;
use super::cell::Cell;
use super::file::Writer;
use super::sum::Sums;
use super::tables::{Kind, Shape, shapes};
use crate::store::{StoreError, StoreOptions, schema, sqlite};

/// What a transaction on PostgreSQL begins with; behind a pooler nothing else would hold for it.
const LIMITS: &str = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = '5s'";

/// How many rows one statement writes.
pub(super) const BATCH: usize = 100;

/// How long to wait for a server that is just ending.
const IN_USE: Duration = Duration::from_secs(3);

/// A server's connections, and those of commands, say that they are ours.
const OTHERS: &str = "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name LIKE 'lanyard%' \
    AND datname = current_database() AND pid <> pg_backend_pid()";

/// A connection with a transaction under way.
pub(super) enum Place {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// Where rows go that were read.
pub(super) enum Sink<'a, 'b> {
    /// Nowhere: they are only summed up.
    None,
    File(&'a mut Writer<'b>),
    Place(&'a mut Place),
}

/// Runs the same lines on either connection.
macro_rules! either {
    ($place:expr, |$c:ident| $body:expr) => {
        match $place {
            Place::Sqlite($c) => $body,
            Place::Postgres($c) => $body,
        }
    };
}

impl Place {
    /// To read: whatever is written meanwhile is not seen, and nobody waits for us.
    pub(super) async fn snapshot(url: &str) -> Result<Self, CarryError> {
        let (mut place, begin) = match sqlite::path(url) {
            Some(path) if !path.exists() => {
                let missing = format!("there is no database {}", path.display());
                return Err(StoreError::Address(missing).into());
            }
            Some(path) => (
                Self::Sqlite(sqlite::connect_readonly(&path).await?),
                "BEGIN",
            ),
            None => (
                Self::Postgres(postgres(url).await?),
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            ),
        };
        place.execute(begin.to_owned()).await?;
        place.lift_limits().await?;
        // SQLite's snapshot begins with the first reading.
        place.version().await?;
        Ok(place)
    }

    /// To fill: nobody else has it open (SQLite) or can write to it (PostgreSQL) until this is committed or dropped.
    pub(super) async fn target(url: &str) -> Result<Self, CarryError> {
        let busy = |error: CarryError| match error {
            CarryError::Store(StoreError::Busy) => CarryError::InUse,
            other => other,
        };
        if let Some(path) = sqlite::path(url) {
            let connect = SqliteConnectOptions::new()
                .filename(path)
                .create_if_missing(false)
                .foreign_keys(true)
                .busy_timeout(IN_USE)
                // Not given while another process has the file open.
                .locking_mode(SqliteLockingMode::Exclusive)
                .synchronous(SqliteSynchronous::Full)
                .disable_statement_logging();
            let opened = SqliteConnection::connect_with(&connect).await;
            let mut place = Self::Sqlite(opened.map_err(CarryError::from).map_err(busy)?);
            place
                .execute("BEGIN EXCLUSIVE".into())
                .await
                .map_err(busy)?;
            return Ok(place);
        }
        let mut conn = postgres(url).await?;
        let began = tokio::time::Instant::now();
        loop {
            let (others,): (i64,) = sqlx::query_as(OTHERS)
                .persistent(false)
                .fetch_one(&mut conn)
                .await?;
            if others == 0 {
                break;
            }
            if began.elapsed() > IN_USE {
                return Err(CarryError::InUse);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let mut place = Self::Postgres(conn);
        place.execute("BEGIN".into()).await?;
        place.lift_limits().await?;
        let names: Vec<_> = shapes()
            .iter()
            .map(|shape| format!("\"{}\"", shape.name))
            .collect();
        let lock = format!("LOCK TABLE {} IN EXCLUSIVE MODE", names.join(", "));
        place.execute(lock).await.map_err(busy)?;
        Ok(place)
    }

    /// What is done here may take long.
    async fn lift_limits(&mut self) -> Result<(), CarryError> {
        if let Self::Postgres(conn) = self {
            conn.execute(LIMITS).await?;
        }
        Ok(())
    }

    async fn execute(&mut self, sql: String) -> Result<(), CarryError> {
        either!(self, |c| c.execute(AssertSqlSafe(sql)).await.map(drop)?);
        Ok(())
    }

    /// The number of the newest migration that ran.
    async fn version(&mut self) -> Result<Option<i64>, CarryError> {
        let known = either!(self, |c| sqlx::query_as::<_, (Option<i64>,)>(
            schema::NEWEST
        )
        .persistent(false)
        .fetch_one(&mut *c)
        .await);
        match known {
            Ok((version,)) => Ok(version),
            // There is no such table: nothing was ever made here.
            Err(sqlx::Error::Database(e)) if matches!(e.code().as_deref(), Some("1" | "42P01")) => {
                Ok(None)
            }
            Err(other) => Err(other.into()),
        }
    }

    /// # Errors
    /// When the schema is not the one this program knows.
    pub(super) async fn expect_current(&mut self) -> Result<(), CarryError> {
        let migrations = match self {
            Self::Sqlite(_) => &schema::SQLITE,
            Self::Postgres(_) => &schema::POSTGRES,
        };
        let known = schema::newest(migrations);
        match self.version().await? {
            Some(found) if found == known => Ok(()),
            found => Err(CarryError::OtherSchema {
                found: found.map_or("not there".into(), |found| found.to_string()),
                known,
            }),
        }
    }

    /// Makes sure that it holds nothing; with `replace` by removing everything.
    ///
    /// # Errors
    /// [`CarryError::NotEmpty`] with what is there.
    pub(super) async fn empty(&mut self, replace: bool) -> Result<(), CarryError> {
        self.expect_current().await?;
        let mut found = Vec::new();
        for Shape { name, .. } in shapes().iter().rev() {
            if replace {
                self.execute(format!("DELETE FROM \"{name}\"")).await?;
                continue;
            }
            let count = format!("SELECT COUNT(*) FROM \"{name}\"");
            let (rows,): (i64,) = either!(self, |c| sqlx::query_as(AssertSqlSafe(count))
                .persistent(false)
                .fetch_one(&mut *c)
                .await?);
            if rows > 0 {
                found.push(format!("{rows} in {name}"));
            }
        }
        if found.is_empty() {
            return Ok(());
        }
        found.reverse();
        Err(CarryError::NotEmpty(found.join(", ")))
    }

    /// Reads a table in the order of its key: sums it up, and hands the rows on.
    pub(super) async fn read(
        &mut self,
        shape: &Shape,
        sums: &mut Sums,
        sink: &mut Sink<'_, '_>,
    ) -> Result<(), CarryError> {
        let sql = self.select(shape);
        sums.begin(&shape.name);
        let mut batch = Vec::with_capacity(BATCH);
        either!(self, |c| {
            let mut rows = sqlx::query(AssertSqlSafe(sql))
                .persistent(false)
                .fetch(&mut *c);
            while let Some(row) = rows.try_next().await? {
                let mut cells = Vec::with_capacity(shape.columns.len());
                for (at, (_, kind)) in shape.columns.iter().enumerate() {
                    cells.push(match kind {
                        Kind::Uuid => Cell::Uuid(row.try_get(at)?),
                        Kind::Text => Cell::Text(row.try_get(at)?),
                        Kind::Int => Cell::Int(row.try_get(at)?),
                        Kind::Bool => Cell::Bool(row.try_get(at)?),
                        Kind::Bytes => Cell::Bytes(row.try_get(at)?),
                        Kind::Json => Cell::Json(
                            row.try_get::<Option<Json<_>>, _>(at)?
                                .map(|Json(value)| value),
                        ),
                    });
                }
                sums.add(&cells);
                match sink {
                    Sink::None => {}
                    Sink::File(writer) => writer.row(&cells)?,
                    Sink::Place(target) => {
                        batch.push(cells);
                        if batch.len() >= BATCH {
                            target.insert(shape, &mut batch).await?;
                        }
                    }
                }
            }
        });
        match sink {
            Sink::Place(target) => target.insert(shape, &mut batch).await,
            _ => Ok(()),
        }
    }

    fn select(&self, shape: &Shape) -> String {
        let columns: Vec<_> = shape
            .columns
            .iter()
            .map(|(name, _)| format!("\"{name}\""))
            .collect();
        let order = shape.columns.iter().take(shape.key).map(|(name, kind)| {
            // Bytes decide, as they do in SQLite, whatever language the database sorts by.
            let bytes = matches!(self, Self::Postgres(_)) && *kind == Kind::Text;
            format!("\"{name}\"{}", if bytes { " COLLATE \"C\"" } else { "" })
        });
        let order: Vec<_> = order.collect();
        format!(
            "SELECT {} FROM \"{}\" ORDER BY {}",
            columns.join(", "),
            shape.name,
            order.join(", ")
        )
    }

    /// Writes rows, and leaves `batch` empty.
    pub(super) async fn insert(
        &mut self,
        shape: &Shape,
        batch: &mut Vec<Vec<Cell>>,
    ) -> Result<(), CarryError> {
        if batch.is_empty() {
            return Ok(());
        }
        let columns: Vec<_> = shape
            .columns
            .iter()
            .map(|(name, _)| format!("\"{name}\""))
            .collect();
        let row = |row: usize| {
            let first = row * columns.len();
            let places: Vec<_> = (1..=columns.len())
                .map(|at| format!("${}", first + at))
                .collect();
            format!("({})", places.join(", "))
        };
        let rows: Vec<_> = (0..batch.len()).map(row).collect();
        let sql = format!(
            "INSERT INTO \"{}\" ({}) VALUES {}",
            shape.name,
            columns.join(", "),
            rows.join(", ")
        );
        either!(self, |c| {
            let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(false);
            for cell in batch.drain(..).flatten() {
                query = match cell {
                    Cell::Uuid(value) => query.bind(value),
                    Cell::Text(value) => query.bind(value),
                    Cell::Int(value) => query.bind(value),
                    Cell::Bool(value) => query.bind(value),
                    Cell::Bytes(value) => query.bind(value),
                    Cell::Json(value) => query.bind(value.map(Json)),
                };
            }
            query.execute(&mut *c).await?;
        });
        Ok(())
    }

    /// Keeps what was written.
    pub(super) async fn commit(mut self) -> Result<(), CarryError> {
        self.execute("COMMIT".into()).await?;
        self.close().await
    }

    pub(super) async fn close(self) -> Result<(), CarryError> {
        Ok(either!(self, |c| c.close().await)?)
    }
}

/// A connection of its own: what it does may take long.
async fn postgres(url: &str) -> Result<PgConnection, StoreError> {
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        let problem = "the database must be `sqlite:PATH` or `postgres://USER@HOST/NAME`";
        return Err(StoreError::Address(problem.to_owned()));
    }
    let connect = PgConnectOptions::from_str(url)
        .map_err(|e| StoreError::Address(format!("the database address cannot be read: {e}")))?
        .application_name("lanyard copies")
        // A pooler refuses to hear of it, and there is no such number here.
        .extra_float_digits(None)
        .disable_statement_logging();
    Ok(connect.connect().await?)
}

/// Makes a SQLite file for nobody else, or takes the one that is there, and runs migrations up to `version`.
pub(super) async fn make_sqlite(path: &Path, version: Option<i64>) -> Result<(), StoreError> {
    let options = sqlite::Options::new(path.to_owned(), &StoreOptions::default());
    let mut conn = sqlite::open(&options).await?;
    let done = schema::migrate_to(&schema::SQLITE, &mut conn, version).await;
    conn.close().await?;
    done
}
