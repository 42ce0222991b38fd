//! The PostgreSQL pool, its transactions, and poolers that stand before the server.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::error::DatabaseError;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, Pool, Postgres, Row, Transaction};

use super::conn::Conn;
use super::writer::Kind;
use super::{Pooler, Step, StoreError, StoreOptions, schema};

/// How often a transaction is tried when the server gave it up for another one's sake.
const ATTEMPTS: u32 = 4;

/// A connection that lay idle longer may be dead without our knowing.
const TRUSTED_IDLE: Duration = Duration::from_secs(1);

/// What the driver asks every server for at the start. PostgreSQL gives it; a pooler refuses it, or passes over it.
const FLOAT_DIGITS: &str = "2";

/// Held by whoever migrates behind a pooler, for as long as their transaction: no lock of a session holds there.
const MIGRATION_LOCK: i64 = 7_310_868_735_422_001;

/// The connections.
///
/// Behind a pooler that gives a connection of the server to each transaction (PgBouncer's `pool_mode = transaction`) nothing outlives a
/// transaction: statements have no names, and are prepared and run in one transaction, since between two they might come to different
/// connections; time limits are set for each; nobody can wait for notices.
#[derive(Debug, Clone)]
pub(super) struct Server {
    pool: Pool<Postgres>,
    /// What begins a transaction behind a pooler; none without one.
    pooled: Option<Arc<str>>,
}

/// A connection to read with.
#[derive(Debug)]
pub(super) enum Reader {
    Direct(PoolConnection<Postgres>),
    Pooled(Transaction<'static, Postgres>),
}

impl Reader {
    pub fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Direct(conn) => Conn::from(&mut **conn),
            Self::Pooled(tx) => {
                let mut conn = Conn::from(&mut **tx);
                conn.named = false;
                conn
            }
        }
    }

    /// For statements that are not the store's own.
    pub fn raw(&mut self) -> &mut sqlx::PgConnection {
        match self {
            Self::Direct(conn) => conn,
            Self::Pooled(tx) => tx,
        }
    }
}

pub(super) async fn open(url: &str, options: &StoreOptions) -> Result<Server, StoreError> {
    let mut connect = PgConnectOptions::from_str(url)
        .map_err(|e| StoreError::Address(format!("the database address cannot be read: {e}")))?
        .application_name("lanyard")
        .statement_cache_capacity(256)
        .disable_statement_logging();
    // The pool would try until its time is over and only say that it was.
    let pooled = match options.pooler {
        Pooler::None => {
            first(&connect).await?;
            false
        }
        Pooler::Transaction => true,
        Pooler::Auto => first(&connect).await?,
    };
    if pooled {
        connect = connect.extra_float_digits(None).statement_cache_capacity(0);
        drop(connect.connect().await?.close().await);
        tracing::info!(
            "the database is behind a pooler: a connection is used for one transaction at a time"
        );
    }
    let (statement, idle) = (
        options.statement_timeout.as_millis(),
        options.statement_timeout.as_millis() * 2,
    );
    let limits = |set: &str| {
        format!(
            "{set} statement_timeout = {statement}; {set} lock_timeout = {statement}; \
             {set} idle_in_transaction_session_timeout = {idle}"
        )
    };
    let (session, own) = (limits("SET"), !pooled);
    let pool = PgPoolOptions::new()
        .max_connections(options.connections)
        .acquire_timeout(options.acquire_timeout)
        .test_before_acquire(false)
        .before_acquire(|conn, meta| {
            Box::pin(async move { Ok(meta.idle_for < TRUSTED_IDLE || conn.ping().await.is_ok()) })
        })
        .after_connect(move |conn, _| {
            let limits = session.clone();
            Box::pin(async move {
                match own {
                    true => conn.execute(AssertSqlSafe(limits)).await.map(drop),
                    // They would be left behind for whoever gets the connection next.
                    false => Ok(()),
                }
            })
        })
        .connect_with(connect)
        .await?;
    let begin = format!("BEGIN; {}", limits("SET LOCAL"));
    Ok(Server {
        pool,
        pooled: pooled.then(|| begin.into()),
    })
}

/// Connects once; tells whether there is a pooler in between. It does not know what the driver asks for, and refuses it, or was told
/// to pass over it (`ignore_startup_parameters`): then the server has another value.
async fn first(connect: &PgConnectOptions) -> Result<bool, StoreError> {
    let mut conn = match connect.connect().await {
        Ok(conn) => conn,
        Err(error) if is_pooler_s(&error) => return Ok(true),
        Err(error) => return Err(error.into()),
    };
    let row = conn.fetch_one("SHOW extra_float_digits").await?;
    let digits: String = row.try_get_unchecked(0)?;
    drop(conn.close().await);
    Ok(digits != FLOAT_DIGITS)
}

fn is_pooler_s(error: &sqlx::Error) -> bool {
    let said = error.as_database_error().map(DatabaseError::message);
    said.is_some_and(|said| said.contains("extra_float_digits"))
}

impl Server {
    /// Whether a pooler stands in between.
    pub fn is_pooled(&self) -> bool {
        self.pooled.is_some()
    }

    /// A connection to read with. Each statement sees what was committed when it began.
    pub async fn reader(&self) -> Result<Reader, StoreError> {
        Ok(match &self.pooled {
            None => Reader::Direct(self.pool.acquire().await?),
            Some(_) => Reader::Pooled(self.begin().await?),
        })
    }

    /// How a connection of one's own is made.
    pub fn connect_options(&self) -> Arc<PgConnectOptions> {
        self.pool.connect_options()
    }

    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Brings the schema up to date, on a connection of its own without time limits.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let mut conn = sqlx::PgConnection::connect_with(&self.pool.connect_options()).await?;
        let done = match self.is_pooled() {
            // Its advisory lock goes with the connection.
            false => schema::migrate(&schema::POSTGRES, &mut conn).await,
            true => self.migrate_in_one(&mut conn).await,
        };
        conn.close().await?;
        done
    }

    /// In one transaction, which has one connection of the server: names of statements and the lock are its own until it ends.
    async fn migrate_in_one(&self, conn: &mut sqlx::PgConnection) -> Result<(), StoreError> {
        let mut tx = conn.begin().await?;
        // Names that somebody left on this connection of the server would be in the way.
        let lock = format!("DEALLOCATE ALL; SELECT pg_advisory_xact_lock({MIGRATION_LOCK})");
        tx.execute(AssertSqlSafe(lock)).await?;
        schema::migrate(&schema::unlocked(&schema::POSTGRES), &mut *tx).await?;
        tx.execute("DEALLOCATE ALL").await?;
        Ok(tx.commit().await?)
    }

    /// Runs a job that writes, as often as the server asks for it.
    pub async fn write<T, F>(&self, kind: Kind, job: F) -> Result<T, StoreError>
    where
        F: for<'a, 'c> FnOnce(&'a mut Conn<'c>) -> Step<'a, T> + Clone + Send,
        T: Send,
    {
        let mut attempt = 1;
        loop {
            let result = match kind {
                Kind::Single if !self.is_pooled() => self.single(job.clone()).await,
                Kind::Single => self.transaction(1, job.clone()).await,
                Kind::Guarded | Kind::Transactional | Kind::Upkeep => {
                    self.transaction(u32::MAX, job.clone()).await
                }
            };
            match result {
                Err(e) if e.is_retryable() && attempt < ATTEMPTS => {
                    tracing::debug!(attempt, error = %e, "transaction is tried again");
                    tokio::time::sleep(Duration::from_millis(u64::from(attempt) * 5)).await;
                    attempt += 1;
                }
                other => return other,
            }
        }
    }

    /// One statement commits itself.
    async fn single<T, F>(&self, job: F) -> Result<T, StoreError>
    where
        F: for<'a, 'c> FnOnce(&'a mut Conn<'c>) -> Step<'a, T> + Send,
    {
        let mut held = self.pool.acquire().await?;
        let mut conn = Conn::from(&mut *held);
        conn.purpose = "write";
        conn.allowed = 1;
        let result = job(&mut conn).await;
        match conn.outcome(result) {
            // The statement was sent, its answer was not read.
            Err(e) if e.is_disconnect() => Err(StoreError::Unknown),
            other => other,
        }
    }

    /// `allowed`: how many statements the job may run.
    async fn transaction<T, F>(&self, allowed: u32, job: F) -> Result<T, StoreError>
    where
        F: for<'a, 'c> FnOnce(&'a mut Conn<'c>) -> Step<'a, T> + Send,
    {
        let mut tx = self.begin().await?;
        let mut conn = Conn::from(&mut *tx);
        conn.purpose = "write";
        conn.named = !self.is_pooled();
        conn.allowed = allowed;
        let result = job(&mut conn).await;
        match conn.outcome(result) {
            Ok(value) => match tx.commit().await.map_err(StoreError::from) {
                Ok(()) => Ok(value),
                Err(e) if e.is_disconnect() => Err(StoreError::Unknown),
                Err(e) => Err(e),
            },
            Err(e) => {
                // When this fails the server has dropped the transaction already, with the connection.
                let _ = tx.rollback().await;
                Err(e)
            }
        }
    }

    /// Begins on a connection that is alive: after a restart of the server those in the pool are not (FT-13).
    async fn begin(&self) -> Result<Transaction<'static, Postgres>, StoreError> {
        let mut last = StoreError::Busy;
        for _ in 0..ATTEMPTS {
            let begun = match &self.pooled {
                None => self.pool.begin().await,
                Some(begin) => self.pool.begin_with(AssertSqlSafe(begin.to_string())).await,
            };
            match begun.map_err(StoreError::from) {
                Err(e) if e.is_disconnect() => last = e,
                other => return other,
            }
        }
        Err(last)
    }
}
