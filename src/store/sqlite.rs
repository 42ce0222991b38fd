//! Opening a SQLite file: settings, version, damage.

use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{
    SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, Pool, Sqlite, SqliteConnection};

use super::{StoreError, StoreOptions};

/// What `PRAGMA auto_vacuum` says of a file that gives space back when it is told to.
const INCREMENTAL: i64 = 2;

/// The oldest library without the WAL-reset race (FT-08).
const OLDEST: [u32; 3] = [3, 51, 3];

/// What is needed to open the file, and to open it again after a fault.
#[derive(Debug, Clone)]
pub(super) struct Options {
    pub path: PathBuf,
    pub readers: u32,
    pub queue: usize,
    pub queue_wait: Duration,
    pub job_timeout: Duration,
    pub reserve: u64,
    busy_timeout: Duration,
    pub check_up_to: u64,
}

impl Options {
    pub fn new(path: PathBuf, options: &StoreOptions) -> Self {
        Self {
            path,
            readers: options.readers,
            queue: options.queue,
            queue_wait: options.queue_wait,
            job_timeout: options.statement_timeout,
            reserve: options.reserve,
            busy_timeout: options.busy_timeout,
            check_up_to: options.check_up_to,
        }
    }

    fn connect(&self) -> SqliteConnectOptions {
        SqliteConnectOptions::new()
            .filename(&self.path)
            .create_if_missing(false)
            .foreign_keys(true)
            .busy_timeout(self.busy_timeout)
            .synchronous(SqliteSynchronous::Full)
            // Of a log that has grown so much is given back.
            .pragma("journal_size_limit", "16777216")
            .statement_cache_capacity(256)
            .disable_statement_logging()
    }
}

/// The path in `sqlite:PATH` or `sqlite://PATH`.
pub(super) fn path(url: &str) -> Option<PathBuf> {
    let rest = url.strip_prefix("sqlite:")?;
    Some(PathBuf::from(rest.strip_prefix("//").unwrap_or(rest)))
}

/// Makes the file when it is not there, asserts the version, looks for damage. The connection can write.
pub(super) async fn open(options: &Options) -> Result<SqliteConnection, StoreError> {
    make_private_file(&options.path).map_err(|e| {
        StoreError::Address(format!(
            "the database file {} cannot be opened: {e}",
            options.path.display()
        ))
    })?;
    let mut conn = connect_writable(options).await?;
    let (version,): (String,) = sqlx::query_as("SELECT sqlite_version()")
        .fetch_one(&mut conn)
        .await?;
    if !is_safe(&version) {
        return Err(StoreError::OldSqlite(version));
    }
    if std::fs::metadata(&options.path).is_ok_and(|file| file.len() <= options.check_up_to) {
        quick_check(&mut conn).await?;
    }
    Ok(conn)
}

/// A connection that can write.
pub(super) async fn connect_writable(options: &Options) -> Result<SqliteConnection, StoreError> {
    let connect = options
        .connect()
        // Counts for a file that is made now; see `give_space_back`.
        .auto_vacuum(SqliteAutoVacuum::Incremental)
        .journal_mode(SqliteJournalMode::Wal)
        .row_buffer_size(8);
    Ok(SqliteConnection::connect_with(&connect).await?)
}

/// A connection for looking at the file as it is.
pub(super) async fn connect_readonly(path: &Path) -> Result<SqliteConnection, StoreError> {
    let connect = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .disable_statement_logging();
    Ok(SqliteConnection::connect_with(&connect).await?)
}

/// Connections that cannot write. They open the file when they are first needed.
pub(super) fn readers(options: &Options) -> Pool<Sqlite> {
    SqlitePoolOptions::new()
        .max_connections(options.readers)
        .acquire_timeout(options.queue_wait)
        // A file does not hang up.
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_lazy_with(options.connect().pragma("query_only", "ON"))
}

/// Which file is at the path: its device and inode. None when there is none.
pub(super) fn identity(path: &Path) -> Option<(u64, u64)> {
    let file = std::fs::metadata(path).ok()?;
    Some((file.dev(), file.ino()))
}

/// Lets a file that was made without give space back, by writing it anew. It takes as much space again meanwhile.
pub(super) async fn give_space_back(conn: &mut SqliteConnection) -> Result<(), StoreError> {
    let (mode,): (i64,) = sqlx::query_as("PRAGMA auto_vacuum")
        .fetch_one(&mut *conn)
        .await?;
    if mode != INCREMENTAL {
        sqlx::query("PRAGMA auto_vacuum = INCREMENTAL")
            .execute(&mut *conn)
            .await?;
        sqlx::query("VACUUM").execute(&mut *conn).await?;
    }
    Ok(())
}

/// Pages that are not used, and all pages.
pub(super) async fn pages(conn: &mut SqliteConnection) -> Result<(i64, i64), StoreError> {
    let (free,): (i64,) = sqlx::query_as("PRAGMA freelist_count")
        .fetch_one(&mut *conn)
        .await?;
    let (all,): (i64,) = sqlx::query_as("PRAGMA page_count")
        .fetch_one(&mut *conn)
        .await?;
    Ok((free, all))
}

/// `PRAGMA quick_check`: the first damage it finds.
pub(super) async fn quick_check(conn: &mut SqliteConnection) -> Result<(), StoreError> {
    let (found,): (String,) = sqlx::query_as("PRAGMA quick_check(1)")
        .fetch_one(conn)
        .await?;
    if found == "ok" {
        Ok(())
    } else {
        Err(StoreError::Damaged(found))
    }
}

/// SQLite gives the files it puts beside it (WAL, shared memory) the same mode.
fn make_private_file(path: &Path) -> io::Result<()> {
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
    {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other.map(drop),
    }
}

fn is_safe(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    [(); 3].map(|()| parts.next().unwrap_or(0)) >= OLDEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_with_the_wal_reset_race_is_refused() {
        for (version, safe) in [
            ("3.51.2", false),
            ("3.51.3", true),
            ("3.52.0", true),
            ("4.0.0", true),
            ("3.9.99", false),
            ("", false),
        ] {
            assert_eq!(is_safe(version), safe, "{version}");
        }
    }
}
