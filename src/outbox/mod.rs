//! Tells others what they have to be told. Acts write messages in their own transactions; here they are carried out: at least once, to
//! each receiver in their order, by one node at a time. One that does not answer is tried less and less often for a day, and nobody else
//! waits for it.

mod back_channel;
mod backoff;
mod letter;
mod turn;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::{Notify, Semaphore};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::clock::Clock;
use crate::keys::Keys;
use crate::mail::{self, Post, Shown};
use crate::outbound::Outbound;
use crate::protocol::ids::{ClientId, SignInId};
use crate::protocol::logout_token::KIND;
use crate::store::outbox::{self, Receiver};
use crate::store::sign_in_clients::{self, State};
use crate::store::{Db, StoreError};

/// Apps that one node tells at a time.
const AT_ONCE: u32 = 64;
/// Between two looks at what waits. Whoever signs out is not kept waiting by it.
const PERIOD: Duration = Duration::from_secs(1);
/// How long those are waited for that are being told when the server stops: a try takes five seconds at the most.
const DRAINED_WITHIN: Duration = Duration::from_secs(6);
/// What a page asked for waits so long: until its answer is on its way.
const AFTERWARDS: Duration = Duration::from_millis(25);
/// So many wait at most.
const MOST_AFTERWARDS: u32 = 1_024;
/// Between two counts of what waits, for the metrics.
const COUNTED_EVERY: u32 = 30;

/// The worker of a node. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Outbox(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    clock: Clock,
    keys: Keys,
    outbound: Outbound,
    post: Option<Post>,
    issuer: String,
    lanes: [Lane; 2],
    afterwards: Arc<Semaphore>,
    wake: Notify,
    closed: AtomicBool,
}

/// Messages of one kind, which wait for no other's receivers: a mail server that hangs keeps no app from being told.
#[derive(Debug)]
struct Lane {
    kind: &'static str,
    /// Receivers that are told at a time.
    at_once: u32,
    slots: Arc<Semaphore>,
}

impl Lane {
    fn new(kind: &'static str, at_once: u32) -> Self {
        let slots = Arc::new(Semaphore::new(at_once as usize));
        Self {
            kind,
            at_once,
            slots,
        }
    }
}

impl Outbox {
    /// A worker that does nothing yet. Without `post` letters wait.
    pub fn new(
        db: Db,
        clock: Clock,
        keys: Keys,
        (outbound, post): (Outbound, Option<Post>),
        issuer: &str,
    ) -> Self {
        let letters = post.as_ref().map_or(1, Post::at_once);
        Self(Arc::new(Inner {
            db,
            clock,
            keys,
            outbound,
            post,
            issuer: issuer.to_owned(),
            lanes: [Lane::new(KIND, AT_ONCE), Lane::new(mail::KIND, letters)],
            afterwards: Arc::new(Semaphore::new(MOST_AFTERWARDS as usize)),
            wake: Notify::new(),
            closed: AtomicBool::new(false),
        }))
    }

    /// Works until [`Outbox::drain`]. Several nodes may do so at once.
    pub async fn run(self) {
        let mut looks = 0_u32;
        while !self.is_closed() {
            if let Err(error) = self.look().await {
                tracing::warn!(%error, "the outbox cannot be read; trying again");
            }
            if looks.is_multiple_of(COUNTED_EVERY) {
                self.count().await;
            }
            looks = looks.wrapping_add(1);
            let _ = timeout(backoff::about(PERIOD), self.0.wake.notified()).await;
        }
    }

    /// Begins to tell everybody for whom something waits. How many.
    async fn look(&self) -> Result<usize, StoreError> {
        let mut count = 0;
        for lane in &self.0.lanes {
            count += self.look_along(lane).await?;
        }
        Ok(count)
    }

    async fn look_along(&self, lane: &Lane) -> Result<usize, StoreError> {
        let free = i64::try_from(lane.slots.available_permits()).unwrap_or_default();
        if free == 0 {
            return Ok(0);
        }
        let (kind, now) = (lane.kind, self.0.clock.now());
        let job = self
            .0
            .db
            .read(move |c| Box::pin(outbox::due(c, kind, now, free)));
        let due = job.await?;
        let count = due.len();
        for receiver in due {
            if self.begin(lane, receiver).is_none() {
                break;
            }
        }
        Ok(count)
    }

    /// Begins a receiver's turn. None: so many are told already that this one has to wait.
    fn begin(&self, lane: &Lane, receiver: Receiver) -> Option<JoinHandle<()>> {
        let slot = lane.slots.clone().try_acquire_owned().ok()?;
        let own = self.clone();
        Some(tokio::spawn(async move {
            let more = own.turn(receiver).await;
            drop(slot);
            if more {
                own.0.wake.notify_one();
            }
        }))
    }

    /// Tells the apps of these sign-ins now, as far as they answer within `patience`; the rest goes on by itself. For a browser that
    /// signs out: its apps should know before it goes back to one of them.
    pub async fn tell_now(&self, sign_ins: &[SignInId], patience: Duration) {
        let receivers = match self.waiting(sign_ins).await {
            Ok(receivers) => receivers,
            // They are told all the same, a moment later.
            Err(error) => return tracing::warn!(%error, "the outbox cannot be read"),
        };
        let receiver = |client: ClientId| Receiver {
            kind: KIND.to_owned(),
            name: client.to_string(),
        };
        let [apps, _] = &self.0.lanes;
        let turns = receivers.into_iter().map(receiver);
        let turns: Vec<_> = turns.map_while(|one| self.begin(apps, one)).collect();
        // Those that take longer go on.
        let _ = timeout(patience, join_all(turns)).await;
    }

    async fn waiting(&self, sign_ins: &[SignInId]) -> Result<Vec<ClientId>, StoreError> {
        let ids = sign_ins.to_vec();
        let job = self
            .0
            .db
            .read(move |c| Box::pin(async move { sign_in_clients::of_sign_ins(c, &ids).await }));
        let parts = job.await?.into_iter();
        let waits = parts.filter(|part| part.state == Some(State::Waiting));
        let mut waiting: Vec<_> = waits.map(|part| part.client).collect();
        waiting.sort_unstable();
        waiting.dedup();
        Ok(waiting)
    }

    /// One turn of a receiver; what goes wrong with the database is left for the next one, when the lease is over.
    async fn turn(&self, receiver: Receiver) -> bool {
        let name = receiver.name.clone();
        turn::take(&self.0, receiver).await.unwrap_or_else(|error| {
            tracing::warn!(receiver = name, %error, "the outbox cannot be written; trying again");
            false
        })
    }

    /// Puts in later what a page asked for: what it takes to look somebody up and write to them is not to be seen from how long the
    /// answer takes (attack row AU-02). Where too many wait, it is put in at once.
    pub fn afterwards(&self, put: impl Future<Output = ()> + Send + 'static) {
        let place = self.0.afterwards.clone().try_acquire_owned();
        tokio::spawn(async move {
            if place.is_ok() {
                sleep(AFTERWARDS).await;
            }
            put.await;
            drop(place);
        });
    }

    /// Begins nobody's turn any more, and waits a few seconds for those under way. What is left is told by another node, or after the
    /// next start.
    pub async fn drain(&self) {
        self.0.closed.store(true, Ordering::Relaxed);
        self.0.wake.notify_waiters();
        let _ = timeout(DRAINED_WITHIN, self.idle()).await;
    }

    /// Returns when everything is put in and nobody is being told.
    async fn idle(&self) {
        drop(self.0.afterwards.acquire_many(MOST_AFTERWARDS).await);
        for lane in &self.0.lanes {
            drop(lane.slots.acquire_many(lane.at_once).await);
        }
    }

    /// The latest letters of a folder, the last one first.
    pub fn shown(&self) -> Vec<Shown> {
        self.0.post.as_ref().map(Post::shown).unwrap_or_default()
    }

    fn is_closed(&self) -> bool {
        self.0.closed.load(Ordering::Relaxed)
    }

    async fn count(&self) {
        let backlog = match self.0.db.read(|c| Box::pin(outbox::backlog(c))).await {
            Ok(backlog) => backlog,
            Err(error) => return tracing::warn!(%error, "the outbox cannot be counted"),
        };
        let now = self.0.clock.now();
        let age = backlog.oldest.map_or(0, |oldest| (now.0 - oldest.0).max(0));
        #[expect(clippy::cast_precision_loss, reason = "a gauge")]
        for (name, value) in [
            ("lanyard_outbox_waiting", backlog.waiting as f64),
            ("lanyard_outbox_set_aside", backlog.set_aside as f64),
            ("lanyard_outbox_oldest_seconds", age as f64),
        ] {
            metrics::gauge!(name).set(value);
        }
    }

    /// Works until nothing is due any more, while the clock may stand still. For tests.
    pub async fn settle(&self) {
        self.idle().await;
        loop {
            let began = self.look().await;
            self.idle().await;
            if !matches!(began, Ok(1..)) {
                break;
            }
            sleep(Duration::ZERO).await;
        }
    }
}
