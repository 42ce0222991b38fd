//! The one task that writes to SQLite.
//!
//! It owns the only connection that can write, takes every job that waits (up to [`BATCH`]), runs them in one
//! transaction, and answers all of them once it is committed: one `fsync` for many (group commit). So
//! `synchronous=FULL` costs little, and nobody waits for a lock.
//!
//! A batch is run at most twice. The first time, guarded jobs have no savepoint of their own; when one of them fails
//! after it changed something, everything is rolled back and run again with a savepoint around each job.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use sqlx::{Connection, SqliteConnection};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::conn::Conn;
use super::reserve::Reserve;
use super::sqlite::{self, Options};
use super::{Step, StoreError};

/// Jobs in one transaction.
const BATCH: usize = 256;

/// How long to wait for the answer of a job that has begun. Its batch has to end within that.
const ANSWER: Duration = Duration::from_secs(30);

/// What a job promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing: a failure has to undo what it did.
    Transactional,
    /// It hardly ever fails after it changed something.
    Guarded,
    /// It is one statement.
    Single,
    /// Like `Transactional`; it is the server's own, and frees more space than it takes.
    Upkeep,
}

/// The way to the task.
#[derive(Debug, Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Message>,
    /// For the server's own upkeep, so that no crowd keeps it waiting.
    upkeep: mpsc::Sender<Message>,
    wait: Duration,
}

enum Message {
    Job(Box<dyn Job>),
    GiveSpaceBack(oneshot::Sender<Result<bool, StoreError>>),
    Close(oneshot::Sender<()>),
}

/// Upkeep that may wait.
const UPKEEP: usize = 64;

/// Pages that are given back at a time.
const GIVEN_BACK: i64 = 1_024;

/// How long a full disk is left alone before it is looked at again.
const FULL: Duration = Duration::from_secs(1);

impl Writer {
    /// Starts the task on a connection that was just opened.
    pub fn start(conn: SqliteConnection, options: Options) -> Self {
        let (queue, jobs) = mpsc::channel(options.queue);
        let (upkeep, own) = mpsc::channel(UPKEEP);
        let wait = options.queue_wait;
        let mut reserve = Reserve::of(&options.path, options.reserve);
        if let Err(error) = reserve.hold() {
            tracing::error!(%error, "no disk space can be kept back beside the database");
        }
        tokio::spawn(
            Task {
                conn: Some(conn),
                file: sqlite::identity(&options.path),
                reserve,
                full_until: None,
                options,
            }
            .run(jobs, own),
        );
        Self {
            queue,
            upkeep,
            wait,
        }
    }

    /// Gives a few unused pages back to the disk; whether there are more.
    pub async fn give_space_back(&self) -> Result<bool, StoreError> {
        let (done, given) = oneshot::channel();
        let sent = self.upkeep.send(Message::GiveSpaceBack(done)).await;
        sent.map_err(|_| StoreError::Closed)?;
        given.await.map_err(|_| StoreError::Closed)?
    }

    /// Queues a job and waits for its commit.
    pub async fn submit<T, F>(&self, kind: Kind, body: F) -> Result<T, StoreError>
    where
        F: for<'a, 'c> FnOnce(&'a mut Conn<'c>) -> Step<'a, T> + Clone + Send + 'static,
        T: Send + 'static,
    {
        let queued = Instant::now();
        let turn = Arc::new(Turn::default());
        let (reply, mut answer) = oneshot::channel();
        let job = TypedJob {
            kind,
            body,
            queued,
            turn: turn.clone(),
            reply,
            outcome: None,
        };
        let queue = match kind {
            Kind::Upkeep => &self.upkeep,
            _ => &self.queue,
        };
        match timeout(self.wait, queue.send(Message::Job(Box::new(job)))).await {
            Err(_) => return Err(busy("full")),
            Ok(Err(_)) => return Err(StoreError::Closed),
            Ok(Ok(())) => {}
        }
        match timeout(self.wait.saturating_sub(queued.elapsed()), &mut answer).await {
            Ok(answer) => return answer.unwrap_or(Err(StoreError::Unknown)),
            Err(_) if turn.give_up() => return Err(busy("late")),
            Err(_) => {}
        }
        match timeout(ANSWER, answer).await {
            Ok(Ok(result)) => result,
            _ => Err(StoreError::Unknown),
        }
    }

    /// Lets the task finish what is queued, and closes the file.
    pub async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.queue.send(Message::Close(done)).await.is_ok() {
            let _ = closed.await;
        }
    }
}

fn busy(why: &'static str) -> StoreError {
    metrics::counter!("lanyard_store_busy_total", "why" => why).increment(1);
    StoreError::Busy
}

/// Who decides whether a job runs: the task takes it, or the caller gives up, never both.
#[derive(Default)]
struct Turn(AtomicU8);

impl Turn {
    const TAKEN: u8 = 1;
    const GIVEN_UP: u8 = 2;

    fn take(&self) -> bool {
        self.0
            .compare_exchange(0, Self::TAKEN, Ordering::AcqRel, Ordering::Acquire)
            .is_ok()
    }

    fn give_up(&self) -> bool {
        self.0
            .compare_exchange(0, Self::GIVEN_UP, Ordering::AcqRel, Ordering::Acquire)
            .is_ok()
    }
}

/// A job whose result type is forgotten.
trait Job: Send {
    fn kind(&self) -> Kind;
    fn queued(&self) -> Instant;
    /// Whether it may begin: somebody still waits for it.
    fn take(&self) -> bool;
    /// Runs it, perhaps for the second time, and keeps the outcome.
    fn run<'a>(&'a mut self, conn: &'a mut SqliteConnection, limit: Duration) -> Step<'a, ()>;
    /// Whether it failed for want of disk space.
    fn found_no_space(&self) -> bool;
    /// Tells why it is not begun at all.
    fn refuse(self: Box<Self>, why: StoreError);
    /// Tells the outcome, or why it does not count.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

struct TypedJob<T, F> {
    kind: Kind,
    body: F,
    queued: Instant,
    turn: Arc<Turn>,
    reply: oneshot::Sender<Result<T, StoreError>>,
    outcome: Option<Result<T, StoreError>>,
}

impl<T, F> Job for TypedJob<T, F>
where
    F: for<'a, 'c> FnOnce(&'a mut Conn<'c>) -> Step<'a, T> + Clone + Send,
    T: Send,
{
    fn kind(&self) -> Kind {
        self.kind
    }

    fn queued(&self) -> Instant {
        self.queued
    }

    fn take(&self) -> bool {
        // A cancelled request closes its end.
        !self.reply.is_closed() && self.turn.take()
    }

    fn run<'a>(&'a mut self, conn: &'a mut SqliteConnection, limit: Duration) -> Step<'a, ()> {
        let body = self.body.clone();
        Box::pin(async move {
            let mut conn = Conn::from(conn);
            conn.purpose = "write";
            if self.kind == Kind::Single {
                conn.allowed = 1;
            }
            let body = AssertUnwindSafe(async { body(&mut conn).await }).catch_unwind();
            let result = match timeout(limit, body).await {
                Ok(Ok(result)) => conn.outcome(result),
                Ok(Err(_panic)) => Err(StoreError::Panicked),
                // A single statement may be its own transaction, and go on in SQLite's thread.
                Err(_elapsed) if self.kind == Kind::Single => Err(StoreError::Unknown),
                Err(_elapsed) => Err(StoreError::Busy),
            };
            let only_itself =
                conn.statements <= 1 && result.as_ref().is_err_and(StoreError::is_constraint);
            let status = match &result {
                Ok(_) => Ok(()),
                // SQLite undid the statement and kept the transaction; there is nothing else to undo.
                Err(_) if only_itself => Ok(()),
                Err(e) => Err(e.clone()),
            };
            self.outcome = Some(result);
            status
        })
    }

    fn found_no_space(&self) -> bool {
        matches!(&self.outcome, Some(Err(error)) if error.is_full())
    }

    fn refuse(self: Box<Self>, why: StoreError) {
        if self.turn.take() {
            let _ = self.reply.send(Err(why));
        }
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let result = match (self.outcome, committed) {
            (Some(Ok(_)), Err(e)) | (None, Err(e)) => Err(e),
            (Some(result), _) => result,
            (None, Ok(())) => Err(StoreError::Unknown),
        };
        let _ = self.reply.send(result);
    }
}

/// Why a batch came to nothing.
enum Halt {
    /// A job without a savepoint failed: roll back and run the batch again with savepoints.
    Again(StoreError),
    /// The database failed: everybody is told.
    Failed(StoreError),
}

impl From<sqlx::Error> for Halt {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

struct Task {
    /// None after a fault, until it is opened again.
    conn: Option<SqliteConnection>,
    /// Which file it is.
    file: Option<(u64, u64)>,
    reserve: Reserve,
    /// The disk was full; it is looked at again then.
    full_until: Option<Instant>,
    options: Options,
}

impl Task {
    async fn run(
        mut self,
        mut queue: mpsc::Receiver<Message>,
        mut upkeep: mpsc::Receiver<Message>,
    ) {
        let (mut messages, mut own) = (Vec::with_capacity(BATCH), Vec::new());
        let mut closing = Vec::new();
        loop {
            let received = tokio::select! {
                biased;
                received = upkeep.recv_many(&mut own, UPKEEP) => received,
                received = queue.recv_many(&mut messages, BATCH) => received,
            };
            if received == 0 {
                break;
            }
            // Neither waits for the other.
            while messages.len() < BATCH
                && let Ok(message) = queue.try_recv()
            {
                messages.push(message);
            }
            let mut jobs = Vec::with_capacity(messages.len());
            let mut given = Vec::new();
            for message in own.drain(..).chain(messages.drain(..)) {
                match message {
                    Message::Job(job) => jobs.push(job),
                    Message::GiveSpaceBack(done) => given.push(done),
                    Message::Close(done) => {
                        queue.close();
                        upkeep.close();
                        closing.push(done);
                    }
                }
            }
            if !jobs.is_empty() {
                self.batch(jobs).await;
            }
            for done in given {
                let _ = done.send(self.give_space_back().await);
            }
        }
        // What was still accepted.
        while let Some(message) = queue.recv().await {
            if let Message::Job(job) = message {
                self.batch(vec![job]).await;
            }
        }
        if let Some(conn) = self.conn.take() {
            // The last one out writes the WAL back into the file.
            let _ = conn.close().await;
        }
        for done in closing {
            let _ = done.send(());
        }
    }

    /// Also writes the log back into the file, so that it is short when there is little room.
    async fn give_space_back(&mut self) -> Result<bool, StoreError> {
        const GIVE: &str = "PRAGMA incremental_vacuum(1024)";
        const WRITE_BACK: &str = "PRAGMA wal_checkpoint(TRUNCATE)";
        let Some(conn) = &mut self.conn else {
            return Ok(false);
        };
        let (free, all) = sqlite::pages(conn).await?;
        let worth_it = free > GIVEN_BACK || free > all / 4;
        if worth_it {
            // One row for each page.
            sqlx::query(GIVE).fetch_all(&mut *conn).await?;
        }
        if worth_it || !self.reserve.is_held() {
            sqlx::query(WRITE_BACK).fetch_all(&mut *conn).await?;
        }
        Ok(worth_it && free > GIVEN_BACK)
    }

    /// Makes room for what frees more; see [`is_full`](Self::is_full).
    fn full_disk(&mut self) {
        tracing::error!("the disk is full: nothing is written until there is room again");
        self.reserve.give_up();
        self.full_until = Some(Instant::now() + FULL);
    }

    /// Whether others may write. When the disk was full, the space that was kept back has to be there again first.
    fn is_full(&mut self) -> bool {
        let Some(until) = self.full_until else {
            return false;
        };
        if Instant::now() < until {
            return true;
        }
        match self.reserve.hold() {
            Ok(()) => {
                self.full_until = None;
                tracing::info!("there is disk space again");
                false
            }
            Err(_) => {
                self.full_until = Some(Instant::now() + FULL);
                true
            }
        }
    }

    async fn batch(&mut self, mut jobs: Vec<Box<dyn Job>>) {
        if let Some(oldest) = jobs.iter().map(|job| job.queued()).min() {
            metrics::histogram!("lanyard_store_queue_wait_seconds").record(oldest.elapsed());
        }
        metrics::histogram!("lanyard_store_batch_jobs").record(jobs.len() as f64);
        if self.is_full() {
            let (own, others): (Vec<_>, _) =
                jobs.into_iter().partition(|job| job.kind() == Kind::Upkeep);
            jobs = own;
            others
                .into_iter()
                .for_each(|job| job.refuse(StoreError::Full));
            if jobs.is_empty() {
                return;
            }
        }
        let began = Instant::now();
        let result = self.commit(&mut jobs).await;
        metrics::histogram!("lanyard_store_batch_seconds").record(began.elapsed());
        if let Err(e) = &result {
            metrics::counter!("lanyard_store_failed_batches_total").increment(1);
            tracing::error!(error = %e, jobs = jobs.len(), "nothing was written");
        }
        for job in jobs {
            job.answer(result.clone());
        }
    }

    /// Runs the jobs and makes them durable. After a fault the connection is given up: a new one is the surest way
    /// out of whatever state the old one is in, and the file recovers when there is space again (FT-04).
    async fn commit(&mut self, jobs: &mut Vec<Box<dyn Job>>) -> Result<(), StoreError> {
        // Whatever is written to a file that has no name any more is lost, and to another one it is out of place.
        if self.file.is_some() && sqlite::identity(&self.options.path) != self.file {
            return Err(StoreError::Replaced);
        }
        let mut conn = match self.conn.take() {
            Some(conn) => conn,
            None => sqlite::connect_writable(&self.options).await?,
        };
        let limit = self.options.job_timeout;
        let result = match attempt(&mut conn, jobs, false, limit).await {
            Err(Halt::Again(e)) => match statement(&mut conn, "ROLLBACK").await {
                Ok(()) => attempt(&mut conn, jobs, true, limit).await,
                // SQLite has rolled back everything by itself: disk full, I/O error.
                Err(_) => Err(Halt::Failed(e)),
            },
            other => other,
        };
        if self.reserve.is_kept() && jobs.iter().any(|job| job.found_no_space()) {
            self.full_disk();
        }
        match result {
            Ok(()) => {
                self.conn = Some(conn);
                Ok(())
            }
            Err(halt) => {
                let _ = statement(&mut conn, "ROLLBACK").await;
                let _ = conn.close().await;
                let (Halt::Failed(e) | Halt::Again(e)) = halt;
                if !e.is_full() {
                    return Err(e);
                }
                if self.reserve.is_kept() {
                    self.full_disk();
                }
                Err(StoreError::Full)
            }
        }
    }
}

/// One transaction with every job in it.
async fn attempt(
    conn: &mut SqliteConnection,
    jobs: &mut Vec<Box<dyn Job>>,
    again: bool,
    limit: Duration,
) -> Result<(), Halt> {
    // A single statement is a transaction by itself; another process may make it wait like BEGIN does.
    if let [job] = &mut jobs[..]
        && job.kind() == Kind::Single
    {
        return match job.take() {
            // What it does goes on with the connection, which must not be used for anything else.
            true => match job.run(conn, limit).await {
                Err(StoreError::Unknown) => Err(Halt::Failed(StoreError::Unknown)),
                _ => Ok(()),
            },
            false => Ok(()),
        };
    }
    statement(conn, "BEGIN IMMEDIATE").await?;
    // Only now, because another process may have kept us waiting: whoever gave up meanwhile has been told so.
    if !again {
        jobs.retain(|job| job.take());
    }
    let alone = jobs.len() == 1;
    for job in jobs.iter_mut() {
        if again || (matches!(job.kind(), Kind::Transactional | Kind::Upkeep) && !alone) {
            statement(conn, "SAVEPOINT job").await?;
            if let Err(e) = job.run(conn, limit).await {
                // There is no savepoint any more when SQLite rolled back everything: disk full, I/O error.
                statement(conn, "ROLLBACK TO job")
                    .await
                    .map_err(|_| Halt::Failed(e))?;
            }
            statement(conn, "RELEASE job").await?;
        } else if let Err(e) = job.run(conn, limit).await {
            if alone {
                statement(conn, "ROLLBACK")
                    .await
                    .map_err(|_| Halt::Failed(e))?;
                return Ok(());
            }
            tracing::debug!(error = %e, "batch is run again with savepoints");
            return Err(Halt::Again(e));
        }
    }
    statement(conn, "COMMIT").await?;
    Ok(())
}

async fn statement(conn: &mut SqliteConnection, sql: &'static str) -> Result<(), sqlx::Error> {
    sqlx::query(sql).execute(conn).await.map(drop)
}
