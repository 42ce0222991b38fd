//! A receiver's turn: what waits for it is told, one after the other, by the node that holds the lease.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::{Inner, back_channel, backoff, letter};
use crate::accounts::telling::{self, Tried};
use crate::mail;
use crate::random;
use crate::store::StoreError;
use crate::store::alone::outbox as written;
use crate::store::outbox::{self, Lease, Message, Receiver};
use crate::store::sign_in_clients::State;

/// How long a lease holds without word from its node: longer than one try.
const LEASE: Duration = Duration::from_secs(30);
/// The same for letters, which a mail server may think about for half a minute.
const LETTER_LEASE: Duration = Duration::from_secs(45);
/// From then on a lease is held anew before the next try.
const HOLD_AFTER: Duration = Duration::from_secs(10);
/// A receiver for whom much waits lets others have their turn.
const LONGEST: Duration = Duration::from_secs(20);
/// Messages read at a time.
const TOGETHER: i64 = 32;

/// What came of one try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The receiver took it.
    Took(String),
    /// It read it and would not have it. Another try would end alike.
    Refused(String),
    /// It was not there, or in no state to answer.
    Failed(String),
    /// There is nobody to tell any more.
    Needless(String),
}

/// Tells `receiver` what waits for it. Whether more does, for another turn.
pub(super) async fn take(own: &Inner, receiver: Receiver) -> Result<bool, StoreError> {
    let (began, now) = (Instant::now(), own.clock.now());
    let id = random::uuid_v7(now);
    let until = now.plus(lease_of(&receiver));
    let lease = written::lease(&own.db, receiver, id, now, until).await?;
    let Some(lease) = lease else {
        return Ok(false);
    };
    let mut turn = Turn {
        own,
        failures: lease.failures,
        lease,
        held: began,
    };
    loop {
        let messages = turn.next().await?;
        if messages.is_empty() {
            return turn.end().await.map(|()| false);
        }
        for message in messages {
            if own.closed.load(Ordering::Relaxed) || began.elapsed() > LONGEST {
                return turn.leave().await;
            }
            if !turn.holds().await? {
                // Another node took over and goes on from here.
                return Ok(false);
            }
            if !turn.tell(message).await? {
                return turn.leave().await;
            }
        }
    }
}

fn lease_of(receiver: &Receiver) -> Duration {
    match &*receiver.kind {
        mail::KIND => LETTER_LEASE,
        _ => LEASE,
    }
}

struct Turn<'a> {
    own: &'a Inner,
    lease: Lease,
    held: Instant,
    failures: i64,
}

impl Turn<'_> {
    /// The first messages that wait.
    async fn next(&self) -> Result<Vec<Message>, StoreError> {
        let receiver = self.lease.receiver.clone();
        let job = self
            .own
            .db
            .read(move |c| Box::pin(async move { outbox::next(c, &receiver, TOGETHER).await }));
        job.await
    }

    /// Whether the receiver is still ours for the length of a try.
    async fn holds(&mut self) -> Result<bool, StoreError> {
        if self.held.elapsed() < HOLD_AFTER {
            return Ok(true);
        }
        self.held = Instant::now();
        let until = self.own.clock.now().plus(lease_of(&self.lease.receiver));
        written::hold(&self.own.db, self.lease.clone(), until).await
    }

    /// Tells one message. `false`: the receiver is to be left alone, or to whoever took over while it was told.
    async fn tell(&mut self, message: Message) -> Result<bool, StoreError> {
        let late = message.expires_at <= self.own.clock.now() && message.tries > 0;
        let outcome = match late {
            false if message.kind == mail::KIND => letter::tell(self.own, &message).await,
            false => back_channel::tell(self.own, &message).await?,
            true => Outcome::Failed(message.last_error.clone().unwrap_or_default()),
        };
        let now = self.own.clock.now();
        let tried = match outcome {
            Outcome::Took(answer) => Tried::Arrived(answer),
            Outcome::Needless(why) => Tried::Needless(why),
            Outcome::Refused(answer) => Tried::SetAside(State::Refused, answer),
            Outcome::Failed(why) if message.expires_at <= now => {
                Tried::SetAside(State::GivenUp, why)
            }
            Outcome::Failed(why) => Tried::Failed(why),
        };
        self.note(&message, &tried);
        // One that was given up unheard says nothing about the receiver.
        match &tried {
            Tried::Failed(_) => self.failures += 1,
            Tried::SetAside(State::GivenUp, _) if late => {}
            Tried::SetAside(State::GivenUp, _) => self.failures += 1,
            Tried::Arrived(_) | Tried::Needless(_) | Tried::SetAside(..) => self.failures = 0,
        }
        let goes_on = self.failures == 0 || late;
        let told = (message, self.lease.clone());
        let is_ours = telling::tried(&self.own.db, told, tried, now).await?;
        Ok(goes_on && is_ours)
    }

    fn note(&self, message: &Message, tried: &Tried) {
        let outcome = match tried {
            Tried::Arrived(_) => "arrived",
            Tried::Needless(_) => "needless",
            Tried::Failed(_) => "failed",
            Tried::SetAside(..) => "set-aside",
        };
        metrics::counter!("lanyard_outbox_tries_total", "kind" => message.kind.clone(), "outcome" => outcome)
            .increment(1);
        // The receiver of a letter is not its address.
        let (kind, receiver) = (&*message.kind, &*message.receiver);
        match tried {
            Tried::Arrived(answer) => tracing::debug!(kind, receiver, answer, "told"),
            Tried::Needless(why) => tracing::debug!(kind, receiver, why, "nobody to be told"),
            Tried::Failed(why) => tracing::info!(kind, receiver, why, "not told; trying again"),
            Tried::SetAside(_, why) => {
                tracing::warn!(kind, receiver, why, message = %message.id, "not told, and not tried again");
            }
        }
    }

    /// Lets go before everything is told. Whether the rest may be told at once.
    async fn leave(self) -> Result<bool, StoreError> {
        let well = self.failures == 0;
        self.end().await.map(|()| well)
    }

    async fn end(self) -> Result<(), StoreError> {
        let due = match self.failures {
            0 => self.own.clock.now(),
            failures => self.own.clock.now().plus(backoff::after(failures)),
        };
        written::release(&self.own.db, self.lease, self.failures, due).await
    }
}
