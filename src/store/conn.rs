//! One connection of either engine, and the macro that runs the same statement on both.

use std::pin::Pin;

use sqlx::{PgConnection, SqliteConnection};

use super::StoreError;

/// What a job of [`Db`](super::Db) returns: `Box::pin(async move { … })`.
pub type Step<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A connection that a job may use until it ends. Only `on!` looks inside.
#[derive(Debug)]
pub struct Conn<'c> {
    pub(super) raw: Raw<'c>,
    /// How many statements ran.
    pub(super) statements: u32,
    /// How many may run.
    pub(super) allowed: u32,
    /// What they run for, as the metric says it: `read`, or `write` (also what a writing transaction reads).
    pub(super) purpose: &'static str,
    /// Whether statements are kept prepared on the server, under names.
    pub(super) named: bool,
    /// A statement failed. Nothing after it counts: PostgreSQL refuses the rest of the transaction and turns its
    /// COMMIT into a ROLLBACK without an error, and SQLite may have left the transaction.
    pub(super) failed: bool,
}

/// The connection by engine.
#[derive(Debug)]
pub(super) enum Raw<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl<'c> From<&'c mut SqliteConnection> for Conn<'c> {
    fn from(conn: &'c mut SqliteConnection) -> Self {
        Self {
            raw: Raw::Sqlite(conn),
            statements: 0,
            allowed: u32::MAX,
            purpose: "read",
            named: true,
            failed: false,
        }
    }
}

impl<'c> From<&'c mut PgConnection> for Conn<'c> {
    fn from(conn: &'c mut PgConnection) -> Self {
        Self {
            raw: Raw::Postgres(conn),
            statements: 0,
            allowed: u32::MAX,
            purpose: "read",
            named: true,
            failed: false,
        }
    }
}

impl Conn<'_> {
    /// Told of every statement before it runs.
    pub(super) fn count(&mut self) {
        self.statements += 1;
        metrics::counter!("lanyard_store_statements_total", "purpose" => self.purpose).increment(1);
    }

    /// The outcome of a job: one that passed over a failed statement has failed.
    pub(super) fn outcome<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if self.failed && result.is_ok() {
            Err(StoreError::Swallowed)
        } else {
            result
        }
    }
}

/// Runs one statement on whichever engine the connection is of. The body is compiled once for each.
/// Where rows come back, the table is named for [`StoreError::Corrupt`].
///
/// ```text
/// on!(c, "users", |c| sqlx::query_as(BY_ID).bind(id).fetch_optional(c).await)
/// ```
macro_rules! on {
    ($conn:expr, |$c:ident| $body:expr) => {
        $crate::store::conn::on!($conn, "", |$c| $body)
    };
    ($conn:expr, $table:expr, |$c:ident| $body:expr) => {{
        let conn: &mut $crate::store::Conn<'_> = $conn;
        conn.count();
        let result: Result<_, sqlx::Error> = match &mut conn.raw {
            _ if conn.statements > conn.allowed => Err(sqlx::Error::InvalidArgument(
                "a job of one statement ran a second one".to_owned(),
            )),
            $crate::store::conn::Raw::Sqlite(c) => {
                let $c = &mut **c;
                $body
            }
            $crate::store::conn::Raw::Postgres(c) => {
                let $c = &mut **c;
                $body
            }
        };
        conn.failed |= result.is_err();
        result.map_err(|error| $crate::store::StoreError::in_table(error, $table))
    }};
}
pub(super) use on;

/// Declares SQL constants and lists them as `STATEMENTS`, so that a test can prepare every one on both engines.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$doc])* const $name: &str = $sql;)*
        /// Every statement of this file by name. For tests.
        pub(super) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}
pub(super) use statements;

/// Runs a statement and tells how many rows it changed: `execute!(c, SQL, id, now)`.
macro_rules! execute {
    ($conn:expr, $sql:expr $(, $bind:expr)* $(,)?) => {{
        let named = $conn.named;
        $crate::store::conn::on!($conn, |c| {
            let query = sqlx::query($sql)$(.bind($bind))*.persistent(named);
            query.execute(c).await.map(|done| done.rows_affected())
        })
    }};
}
pub(super) use execute;

/// Reads at most one row: `fetch_optional!(c, "users", SQL, id)`.
macro_rules! fetch_optional {
    ($conn:expr, $table:expr, $sql:expr $(, $bind:expr)* $(,)?) => {{
        let named = $conn.named;
        $crate::store::conn::on!($conn, $table, |c| {
            sqlx::query_as($sql)$(.bind($bind))*.persistent(named).fetch_optional(c).await
        })
    }};
}
pub(super) use fetch_optional;

/// Reads every row: `fetch_all!(c, "users", SQL, limit)`.
macro_rules! fetch_all {
    ($conn:expr, $table:expr, $sql:expr $(, $bind:expr)* $(,)?) => {{
        let named = $conn.named;
        $crate::store::conn::on!($conn, $table, |c| {
            sqlx::query_as($sql)$(.bind($bind))*.persistent(named).fetch_all(c).await
        })
    }};
}
pub(super) use fetch_all;
