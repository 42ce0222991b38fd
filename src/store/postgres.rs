//! The PostgreSQL pool, and its transactions.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, Executor, Pool, Postgres, Transaction};

use super::conn::Conn;
use super::writer::Kind;
use super::{Step, StoreError, StoreOptions};

/// How often a transaction is tried when the server gave it up for another one's sake.
const ATTEMPTS: u32 = 4;

/// A connection that lay idle longer may be dead without our knowing.
const TRUSTED_IDLE: Duration = Duration::from_secs(1);

pub(super) async fn open(url: &str, options: &StoreOptions) -> Result<Pool<Postgres>, StoreError> {
    let connect = PgConnectOptions::from_str(url)
        .map_err(|e| StoreError::Address(format!("the database address cannot be read: {e}")))?
        .application_name("lanyard")
        .statement_cache_capacity(256)
        .disable_statement_logging();
    // The pool would try until its time is over and only say that it was.
    let mut first = connect.connect().await?;
    drop(first.ping().await);
    drop(first.close().await);
    let limits = format!(
        "SET statement_timeout = {0}; SET lock_timeout = {0}; SET idle_in_transaction_session_timeout = {1}",
        options.statement_timeout.as_millis(),
        options.statement_timeout.as_millis() * 2,
    );
    let pool = PgPoolOptions::new()
        .max_connections(options.connections)
        .acquire_timeout(options.acquire_timeout)
        .test_before_acquire(false)
        .before_acquire(|conn, meta| {
            Box::pin(async move { Ok(meta.idle_for < TRUSTED_IDLE || conn.ping().await.is_ok()) })
        })
        .after_connect(move |conn, _| {
            let limits = limits.clone();
            Box::pin(async move { conn.execute(sqlx::AssertSqlSafe(limits)).await.map(drop) })
        })
        .connect_with(connect)
        .await?;
    Ok(pool)
}

/// Runs a job that writes, as often as the server asks for it.
pub(super) async fn write<T, F>(pool: &Pool<Postgres>, kind: Kind, job: F) -> Result<T, StoreError>
where
    F: for<'a, 'c> FnOnce(&'a mut Conn<'c>) -> Step<'a, T> + Clone + Send,
    T: Send,
{
    let mut attempt = 1;
    loop {
        let result = match kind {
            Kind::Single => single(pool, job.clone()).await,
            Kind::Guarded | Kind::Transactional | Kind::Upkeep => {
                transaction(pool, job.clone()).await
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
async fn single<T, F>(pool: &Pool<Postgres>, job: F) -> Result<T, StoreError>
where
    F: for<'a, 'c> FnOnce(&'a mut Conn<'c>) -> Step<'a, T> + Send,
{
    let mut held = pool.acquire().await?;
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

async fn transaction<T, F>(pool: &Pool<Postgres>, job: F) -> Result<T, StoreError>
where
    F: for<'a, 'c> FnOnce(&'a mut Conn<'c>) -> Step<'a, T> + Send,
{
    let mut tx = begin(pool).await?;
    let mut conn = Conn::from(&mut *tx);
    conn.purpose = "write";
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
async fn begin(pool: &Pool<Postgres>) -> Result<Transaction<'static, Postgres>, StoreError> {
    let mut last = StoreError::Busy;
    for _ in 0..ATTEMPTS {
        match pool.begin().await.map_err(StoreError::from) {
            Err(e) if e.is_disconnect() => last = e,
            other => return other,
        }
    }
    Err(last)
}
