//! The handle the rest of the program holds.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sqlx::pool::PoolConnection;
use sqlx::{Connection, Pool, Sqlite};

use super::conn::Conn;
use super::writer::{Kind, Writer};
use super::{Facts, Notices, Report, Step, StoreError, postgres, schema, sqlite};

/// How long closing waits for readers.
const READERS_END: Duration = Duration::from_secs(2);

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file beside the program.
    Sqlite,
    /// A server.
    Postgres,
}

/// Whether connections to PostgreSQL come from a pooler that gives them out by transaction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pooler {
    /// It is found out at the start.
    #[default]
    Auto,
    /// They do not.
    None,
    /// They do.
    Transaction,
}

/// How many connections, and how long to wait for them.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// SQLite: connections that read.
    pub readers: u32,
    /// SQLite: writes that may wait for the writer; more are refused as [`StoreError::Busy`].
    pub queue: usize,
    /// SQLite: how long a write may wait for its turn.
    pub queue_wait: Duration,
    /// SQLite: how long to wait for another process that holds the file.
    pub busy_timeout: Duration,
    /// SQLite: bytes of disk space kept back for the case that the disk is full; 0 for none.
    pub reserve: u64,
    /// SQLite: files up to this many bytes are checked for damage when they are opened.
    pub check_up_to: u64,
    /// PostgreSQL: connections. 16 do more than 32 on small machines.
    pub connections: u32,
    /// PostgreSQL: what stands before it.
    pub pooler: Pooler,
    /// PostgreSQL: how long to wait for a connection.
    pub acquire_timeout: Duration,
    /// How long one statement (PostgreSQL) or one job of the writer (SQLite) may take.
    pub statement_timeout: Duration,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            readers: 4,
            queue: 1024,
            queue_wait: Duration::from_secs(2),
            busy_timeout: Duration::from_secs(5),
            reserve: 0,
            check_up_to: 64 << 20,
            connections: 16,
            pooler: Pooler::Auto,
            acquire_timeout: Duration::from_secs(1),
            statement_timeout: Duration::from_secs(5),
        }
    }
}

/// The database. Cloning it gives another handle to the same one.
#[derive(Debug, Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

#[derive(Debug)]
enum Inner {
    Sqlite {
        options: sqlite::Options,
        readers: Pool<Sqlite>,
        writer: Writer,
    },
    Postgres {
        server: postgres::Server,
    },
}

impl Db {
    /// Opens `sqlite:PATH` (made with mode 0600 when it is not there) or `postgres://…`.
    ///
    /// # Errors
    /// When the address is neither, nothing answers, the SQLite library is too old, or the file is damaged.
    pub async fn open(url: &str, options: &StoreOptions) -> Result<Self, StoreError> {
        let inner = if let Some(path) = sqlite::path(url) {
            let options = sqlite::Options::new(path, options);
            let writer = Writer::start(sqlite::open(&options).await?, options.clone());
            Inner::Sqlite {
                readers: sqlite::readers(&options),
                writer,
                options,
            }
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Inner::Postgres {
                server: postgres::open(url, options).await?,
            }
        } else {
            let problem = "the database must be `sqlite:PATH` or `postgres://USER@HOST/NAME`";
            return Err(StoreError::Address(problem.to_owned()));
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Which database it is.
    pub fn engine(&self) -> Engine {
        match &*self.inner {
            Inner::Sqlite { .. } => Engine::Sqlite,
            Inner::Postgres { .. } => Engine::Postgres,
        }
    }

    /// Brings the schema up to date.
    ///
    /// # Errors
    /// [`StoreError::NewerSchema`] when a newer version of the program has been here.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        match &*self.inner {
            Inner::Sqlite { options, .. } => {
                let mut conn = sqlite::connect_writable(options).await?;
                let done = schema::migrate(&schema::SQLITE, &mut conn).await;
                // Larger ones are for their operator to write anew: it may take long.
                let small = std::fs::metadata(&options.path)
                    .is_ok_and(|file| file.len() <= options.check_up_to);
                if done.is_ok() && small {
                    sqlite::give_space_back(&mut conn).await?;
                }
                conn.close().await?;
                done
            }
            Inner::Postgres { server } => server.migrate().await,
        }
    }

    /// As [`Self::check`], on a SQLite file as it is: nothing is made, changed or refused before it was looked at.
    ///
    /// # Errors
    /// When the file is no database, or cannot be read.
    pub async fn inspect(file: &std::path::Path) -> Result<Report, StoreError> {
        let mut conn = sqlite::connect_readonly(file).await?;
        let report = schema::check_sqlite(&mut conn).await;
        conn.close().await?;
        report
    }

    /// What the database says of itself.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn facts(&self) -> Result<Facts, StoreError> {
        match &*self.inner {
            Inner::Sqlite { readers, .. } => {
                schema::facts_of_sqlite(&mut *readers.acquire().await?).await
            }
            Inner::Postgres { server } => {
                schema::facts_of_postgres(server.reader().await?.raw()).await
            }
        }
    }

    /// The newest schema that this program knows, by the number it has on this engine.
    pub fn known_schema(&self) -> i64 {
        schema::newest(match &*self.inner {
            Inner::Sqlite { .. } => &schema::SQLITE,
            Inner::Postgres { .. } => &schema::POSTGRES,
        })
    }

    /// Looks the database over: schema, damage, settings that lose data.
    pub async fn check(&self) -> Result<Report, StoreError> {
        match &*self.inner {
            Inner::Sqlite { readers, .. } => {
                schema::check_sqlite(&mut *readers.acquire().await?).await
            }
            Inner::Postgres { server } => {
                schema::check_postgres(server.reader().await?.raw()).await
            }
        }
    }

    /// A connection to read with, for as long as it is held. Hold one at a time: waiting for a second one while
    /// holding the first can run dry (FT-18).
    ///
    /// ```text
    /// let mut reader = db.reader().await?;
    /// let user = users::by_id(&mut reader.conn(), id).await?;
    /// ```
    pub async fn reader(&self) -> Result<Reader, StoreError> {
        Ok(Reader(match &*self.inner {
            Inner::Sqlite { readers, .. } => ReaderConn::Sqlite(readers.acquire().await?),
            Inner::Postgres { server } => ReaderConn::Postgres(server.reader().await?),
        }))
    }

    /// Reads. Each statement sees what was committed when it began.
    pub async fn read<T, F>(&self, job: F) -> Result<T, StoreError>
    where
        F: for<'a, 'c> FnOnce(&'a mut Conn<'c>) -> Step<'a, T> + Send,
    {
        let mut reader = self.reader().await?;
        let mut conn = reader.conn();
        job(&mut conn).await
    }

    /// Writes in one transaction: all of it when the job returns `Ok`, nothing when it returns `Err`.
    ///
    /// The job may run more than once (a deadlock on PostgreSQL, a neighbour's failure on SQLite), so it does
    /// nothing but talk to the database. It must return the errors it meets.
    pub async fn write<T, F>(&self, job: F) -> Result<T, StoreError>
    where
        F: for<'a, 'c> FnOnce(&'a mut Conn<'c>) -> Step<'a, T> + Clone + Send + 'static,
        T: Send + 'static,
    {
        self.submit(Kind::Transactional, job).await
    }

    /// Like [`write`](Self::write), for the server's own upkeep: on SQLite it comes before what others wait for, and it may
    /// use the space that is kept back when the disk is full. It must free more than it takes.
    pub async fn write_upkeep<T, F>(&self, job: F) -> Result<T, StoreError>
    where
        F: for<'a, 'c> FnOnce(&'a mut Conn<'c>) -> Step<'a, T> + Clone + Send + 'static,
        T: Send + 'static,
    {
        self.submit(Kind::Upkeep, job).await
    }

    /// Gives space that rows left back to the disk, a little at a time. `true`: there is more to give.
    ///
    /// PostgreSQL looks after that by itself.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn give_space_back(&self) -> Result<bool, StoreError> {
        match &*self.inner {
            Inner::Sqlite { writer, .. } => writer.give_space_back().await,
            Inner::Postgres { .. } => Ok(false),
        }
    }

    /// Like [`write`](Self::write), for jobs that hardly ever fail after they changed something: the first statement
    /// decides, and the job returns when it changed no row. On SQLite that saves a savepoint, a third of the time.
    pub async fn write_guarded<T, F>(&self, job: F) -> Result<T, StoreError>
    where
        F: for<'a, 'c> FnOnce(&'a mut Conn<'c>) -> Step<'a, T> + Clone + Send + 'static,
        T: Send + 'static,
    {
        self.submit(Kind::Guarded, job).await
    }

    /// Like [`write`](Self::write), for a job of one single statement: a second one fails the job. On PostgreSQL it
    /// is one round trip instead of three.
    pub async fn write_one<T, F>(&self, job: F) -> Result<T, StoreError>
    where
        F: for<'a, 'c> FnOnce(&'a mut Conn<'c>) -> Step<'a, T> + Clone + Send + 'static,
        T: Send + 'static,
    {
        self.submit(Kind::Single, job).await
    }

    async fn submit<T, F>(&self, kind: Kind, job: F) -> Result<T, StoreError>
    where
        F: for<'a, 'c> FnOnce(&'a mut Conn<'c>) -> Step<'a, T> + Clone + Send + 'static,
        T: Send + 'static,
    {
        match &*self.inner {
            Inner::Sqlite { writer, .. } => writer.submit(kind, job).await,
            Inner::Postgres { server } => {
                // A task of its own, so that the job ends as it should even when the request was cancelled.
                let server = server.clone();
                match tokio::spawn(async move { server.write(kind, job).await }).await {
                    Ok(result) => result,
                    Err(error) if error.is_panic() => Err(StoreError::Panicked),
                    Err(_) => Err(StoreError::Unknown),
                }
            }
        }
    }

    /// Begins to wait for word that another node ended sessions. None on SQLite, which tells nobody, and behind a pooler, where nobody
    /// is told.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn notices(&self) -> Result<Option<Notices>, StoreError> {
        match &*self.inner {
            Inner::Sqlite { .. } => Ok(None),
            Inner::Postgres { server } if server.is_pooled() => Ok(None),
            Inner::Postgres { server } => {
                let address = (*server.connect_options()).clone();
                Notices::listen(address).await.map(Some)
            }
        }
    }

    /// Finishes every write that was accepted, then closes. Later calls get [`StoreError::Closed`].
    pub async fn close(&self) {
        match &*self.inner {
            Inner::Sqlite {
                readers, writer, ..
            } => {
                // A reader that is held for long must not keep what was written from being closed in time.
                let _ = tokio::time::timeout(READERS_END, readers.close()).await;
                writer.close().await;
            }
            Inner::Postgres { server } => server.close().await,
        }
    }
}

/// A connection for reading; see [`Db::reader`].
#[derive(Debug)]
pub struct Reader(ReaderConn);

#[derive(Debug)]
enum ReaderConn {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(postgres::Reader),
}

impl Reader {
    /// What the functions of the store take.
    pub fn conn(&mut self) -> Conn<'_> {
        match &mut self.0 {
            ReaderConn::Sqlite(conn) => Conn::from(&mut **conn),
            ReaderConn::Postgres(reader) => reader.conn(),
        }
    }
}
