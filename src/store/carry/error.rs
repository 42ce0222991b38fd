//! What can go wrong when everything is carried elsewhere.

use crate::store::StoreError;

/// Why nothing was carried. What was there before is unchanged.
#[derive(Debug, thiserror::Error)]
pub enum CarryError {
    /// One of the databases.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file cannot be read or written.
    #[error("the file: {0}")]
    File(#[from] std::io::Error),
    /// The file is not what was written.
    #[error("the file is damaged or no backup: {0}")]
    Damaged(String),
    /// The file is of a newer program.
    #[error(
        "the file has {what}, which this version does not know; it was written by lanyard {program}: use that version or a newer one"
    )]
    Newer {
        /// What is not known.
        what: String,
        /// The version that wrote it.
        program: String,
    },
    /// The database that is read has not the schema of this program.
    #[error(
        "the schema is {found}, this version reads {known}: use the version that runs on it, or bring it up to date with `lanyard db migrate`"
    )]
    OtherSchema {
        /// The schema in the database.
        found: String,
        /// The schema of this program.
        known: i64,
    },
    /// The database that is to be filled holds something.
    #[error("the database is not empty: {0}")]
    NotEmpty(String),
    /// Another process uses the database that is to be filled.
    #[error(
        "another process has the database open: stop the server first, and name PostgreSQL itself rather than a pooler, which keeps connections"
    )]
    InUse,
    /// What was written is not what was read.
    #[error(
        "{table} does not read back as it was: {wrote} rows were read, {found} came back; nothing was kept"
    )]
    Differs {
        /// The table.
        table: String,
        /// Rows of the source.
        wrote: u64,
        /// Rows of the target.
        found: u64,
    },
}

impl From<sqlx::Error> for CarryError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}
