//! What happens on a connection, and how long nothing may happen (attacks: HT-04 and the times of §2.5).

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::Notify;
use tokio::time::Instant;

/// How long a connection may stay without a whole request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// For the head of a request to arrive, from its first byte; for the first one from the start.
    pub(super) head: Duration,
    /// Between requests; also when the connection stays because nobody reads the answer.
    pub(super) idle: Duration,
}

/// What happens on one connection.
#[derive(Debug)]
pub(super) struct Activity {
    state: Mutex<State>,
    /// The deadline has changed.
    changed: Notify,
    /// Somebody else needs the place.
    leave: Notify,
}

#[derive(Debug, Clone, Copy)]
struct State {
    phase: Phase,
    /// Frames that are no request arrive at any time.
    http2: bool,
}

#[derive(Debug, Clone, Copy)]
enum Phase {
    /// The head of a request arrives since then; at the start of the connection it is merely expected.
    Head(Instant),
    /// So many requests are being answered.
    Answering(u32),
    /// Nothing was asked since then.
    Idle(Instant),
}

impl Activity {
    pub(super) fn new() -> Self {
        let state = State {
            phase: Phase::Head(Instant::now()),
            http2: false,
        };
        Self {
            state: Mutex::new(state),
            changed: Notify::new(),
            leave: Notify::new(),
        }
    }

    /// Since when nothing was asked; none while a request is being answered.
    pub(super) fn idle_since(&self) -> Option<Instant> {
        match self.state().phase {
            Phase::Head(since) | Phase::Idle(since) => Some(since),
            Phase::Answering(_) => None,
        }
    }

    /// Asks the connection to end, because somebody else needs its place.
    pub(super) fn leave(&self) {
        self.leave.notify_one();
    }

    /// Resolves when it was asked.
    pub(super) async fn asked_to_leave(&self) {
        self.leave.notified().await;
    }

    /// A request has arrived; it is being answered until what this returns is dropped.
    pub(super) fn begin(this: &Arc<Self>, http2: bool) -> Busy {
        let mut state = this.state();
        state.http2 = http2;
        state.phase = match state.phase {
            Phase::Answering(others) => Phase::Answering(others + 1),
            _ => Phase::Answering(1),
        };
        drop(state);
        this.changed.notify_one();
        Busy(this.clone())
    }

    /// Resolves when [`deadline`](Self::deadline) may be another one.
    pub(super) async fn changed(&self) {
        self.changed.notified().await;
    }

    /// When patience ends; none while a request is being answered.
    pub(super) fn deadline(&self, patience: Patience) -> Option<Instant> {
        match self.state().phase {
            Phase::Head(since) => Some(since + patience.head),
            Phase::Answering(_) => None,
            Phase::Idle(since) => Some(since + patience.idle),
        }
    }

    pub(super) fn is_answering(&self) -> bool {
        matches!(self.state().phase, Phase::Answering(_))
    }

    pub(super) fn is_in_head(&self) -> bool {
        matches!(self.state().phase, Phase::Head(_))
    }

    fn heard(&self) {
        let mut state = self.state();
        if matches!(state.phase, Phase::Idle(_)) && !state.http2 {
            state.phase = Phase::Head(Instant::now());
            drop(state);
            self.changed.notify_one();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request being answered.
pub(super) struct Busy(Arc<Activity>);

impl Drop for Busy {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.phase = match state.phase {
            Phase::Answering(others @ 2..) => Phase::Answering(others - 1),
            _ => Phase::Idle(Instant::now()),
        };
        drop(state);
        self.0.changed.notify_one();
    }
}

/// A stream that reports what it hears.
pub(super) struct Watched<S> {
    stream: S,
    activity: Arc<Activity>,
}

impl<S> Watched<S> {
    pub(super) fn new(stream: S, activity: Arc<Activity>) -> Self {
        Self { stream, activity }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.activity.heard();
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
