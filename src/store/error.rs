//! What can go wrong with the database.

use std::sync::Arc;

use sqlx::error::{DatabaseError, ErrorKind};
use sqlx::migrate::MigrateError;

/// Why the store did not answer. Handlers log it and show no detail: it is never the caller's fault,
/// except for [`StoreError::Conflict`].
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database answered with an error, or not at all. Nothing was written.
    #[error("the database failed: {0}")]
    Database(#[source] Arc<sqlx::Error>),
    /// Too much to do, or another process holds the database. Nothing was written; trying again is safe.
    #[error("the database is busy")]
    Busy,
    /// The disk is full. Nothing was written, and nothing is until there is room again.
    #[error("the disk is full")]
    Full,
    /// The SQLite file was removed or replaced under its path. Nothing is written any more: it would be lost.
    #[error("the database file was removed or replaced while this server was running; restart it")]
    Replaced,
    /// The connection broke while the transaction was being committed: it may have been written or not.
    /// Read again before answering.
    #[error("it is unknown whether the write was committed")]
    Unknown,
    /// A unique value exists already; for example `users.login`, or `users.primary_key`.
    #[error("{column} exists already")]
    Conflict {
        /// Table and column.
        column: String,
    },
    /// The row refers to one that is gone: its user or its client was removed.
    #[error("a row that this one belongs to does not exist")]
    Orphan,
    /// A row holds what the type it should become does not allow.
    #[error("{table}.{column} holds a value that does not fit")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column.
        column: String,
    },
    /// The job panicked. Nothing of it was written.
    #[error("a database job panicked")]
    Panicked,
    /// A job kept on after one of its statements failed. Nothing of it was written.
    #[error("a database job passed over a failed statement")]
    Swallowed,
    /// [`Db::close`](super::Db::close) was called before.
    #[error("the database is closed")]
    Closed,
    /// The database was written by a newer version of this program.
    #[error(
        "the database has schema {found}, this version knows schemas up to {known}: run the newer version"
    )]
    NewerSchema {
        /// The schema in the database.
        found: i64,
        /// The newest schema this version knows.
        known: i64,
    },
    /// The SQLite library has the WAL-reset race (fixed in 3.51.3), which can lose committed writes.
    #[error("SQLite {0} can corrupt its file; 3.51.3 or newer is needed")]
    OldSqlite(String),
    /// The SQLite file is damaged, or no database at all.
    #[error("the database file is damaged: {0}")]
    Damaged(String),
    /// The address of the database is not `sqlite:PATH` or `postgres://…`, or the file cannot be made.
    #[error("{0}")]
    Address(String),
    /// A migration failed.
    #[error("the schema could not be brought up to date: {0}")]
    Migrate(#[source] Arc<MigrateError>),
}

impl StoreError {
    /// Like [`From`], and names the table when a value does not fit.
    pub(super) fn in_table(error: sqlx::Error, table: &'static str) -> Self {
        match error {
            sqlx::Error::ColumnDecode { index, .. } => Self::Corrupt {
                table,
                column: index.trim_matches('"').to_owned(),
            },
            sqlx::Error::ColumnNotFound(column) => Self::Corrupt { table, column },
            other => other.into(),
        }
    }

    /// Only the statement itself was undone: SQLite keeps the transaction open after a broken constraint.
    pub(super) fn is_constraint(&self) -> bool {
        matches!(self, Self::Conflict { .. } | Self::Orphan)
    }

    /// There is no space left.
    pub(super) fn is_full(&self) -> bool {
        matches!(self, Self::Full)
    }

    /// The whole transaction may be tried again: serialization failure or deadlock (PostgreSQL).
    pub(super) fn is_retryable(&self) -> bool {
        let Self::Database(error) = self else {
            return false;
        };
        let code = error.as_database_error().and_then(DatabaseError::code);
        matches!(code.as_deref(), Some("40001" | "40P01"))
    }

    /// The connection broke: it is unknown what the server did last.
    pub(super) fn is_disconnect(&self) -> bool {
        let Self::Database(error) = self else {
            return false;
        };
        match &**error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::WorkerCrashed => true,
            // 57P01 to 57P03: the server is being shut down or started. 08xxx: connection exceptions.
            sqlx::Error::Database(e) => e
                .code()
                .is_some_and(|c| matches!(&*c, "57P01" | "57P02" | "57P03") || c.starts_with("08")),
            _ => false,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::PoolClosed => Self::Closed,
            sqlx::Error::Database(e) => match e.kind() {
                ErrorKind::UniqueViolation => Self::Conflict {
                    column: unique_column(&**e),
                },
                ErrorKind::ForeignKeyViolation => Self::Orphan,
                _ if is_busy(e.code().as_deref().unwrap_or_default()) => Self::Busy,
                // SQLITE_FULL; disk_full of PostgreSQL.
                _ if matches!(e.code().as_deref(), Some("13" | "53100")) => Self::Full,
                // SQLITE_CORRUPT, SQLITE_NOTADB
                _ if matches!(e.code().as_deref(), Some("11" | "26")) => {
                    Self::Damaged(e.message().to_owned())
                }
                _ => Self::Database(Arc::new(error)),
            },
            _ => Self::Database(Arc::new(error)),
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        Self::Migrate(Arc::new(error))
    }
}

/// SQLITE_BUSY with its extended codes; PostgreSQL: lock timeout, too many connections.
fn is_busy(code: &str) -> bool {
    matches!(code, "5" | "261" | "517" | "773" | "55P03" | "53300")
}

/// `users.login` on both engines: SQLite says "UNIQUE constraint failed: users.login", PostgreSQL names the
/// constraint `users_login_key`.
fn unique_column(error: &dyn DatabaseError) -> String {
    if let (Some(table), Some(constraint)) = (error.table(), error.constraint()) {
        let column = constraint
            .strip_prefix(table)
            .unwrap_or(constraint)
            .trim_start_matches('_');
        let column = column.strip_suffix("_key").unwrap_or(column);
        return if column == "pkey" {
            format!("{table}.primary_key")
        } else {
            format!("{table}.{column}")
        };
    }
    let text = error.message();
    let columns = text.rsplit(": ").next().unwrap_or(text);
    // SQLITE_CONSTRAINT_PRIMARYKEY
    if error.code().as_deref() == Some("1555") {
        let table = columns.split('.').next().unwrap_or(columns);
        return format!("{table}.primary_key");
    }
    columns.to_owned()
}
