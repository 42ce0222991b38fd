//! Sealed state on its way through a URL: short ones travel whole, a long one waits in a row and its handle travels.
//!
//! Strangers can make us keep such rows, so they have a price and a budget (attack row FI-02): a few of each network, a bounded
//! number in all, gone after three minutes unless the browser comes back.

use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::{BrowserSession, KeepError};
use crate::protocol::time::Timestamp;
use crate::store::parcels::{self, Budget, Parcel};
use crate::store::{Db, StoreError, alone};

/// The longest sealed text that travels itself, in bytes.
const MAX_IN_URL: usize = 2_048;
/// The longest sealed text that is kept, in bytes.
const MAX_KEPT: usize = 24 * 1_024;
/// What a handle starts with; a sealed text never holds a dot.
const HANDLE: &str = "r.";
/// How long a row waits for the browser that was sent to it.
const PICK_UP: Duration = Duration::from_mins(3);
/// How long it waits for a person who has seen the page.
const SEEN: Duration = Duration::from_mins(30);
/// How long it waits at the most.
const AT_MOST: Duration = Duration::from_hours(4);

/// Rows there may be: 64 of one network, 2,048 in all. With [`MAX_KEPT`] that is 48 MB.
const BUDGET: Budget = Budget {
    of_source: 64,
    in_all: 2_048,
};
/// What one network may have kept in a minute; more is refused without asking the database.
pub(super) const MOST_A_MINUTE: u32 = 64;

/// The text for the URL.
///
/// # Errors
/// When a long one cannot be kept.
pub(super) async fn send(session: &BrowserSession, sealed: String) -> Result<String, KeepError> {
    if fits(&sealed) {
        return Ok(sealed);
    }
    let handle = Handle::new();
    handle.keep(session, sealed).await?;
    Ok(format!("{HANDLE}{}", URL_SAFE_NO_PAD.encode(handle.0)))
}

/// The sealed text behind what `send` made; none when its row is gone.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn receive(
    session: &BrowserSession,
    text: &str,
) -> Result<Option<String>, StoreError> {
    let Some(handle) = text.strip_prefix(HANDLE) else {
        return Ok(Some(text.to_owned()));
    };
    match URL_SAFE_NO_PAD.decode(handle).map(<[u8; 32]>::try_from) {
        Ok(Ok(handle)) => {
            let kept = Handle(handle).kept(session).await?;
            Ok(kept.map(|(text, _)| text))
        }
        _ => Ok(None),
    }
}

/// Whether the sealed text is short enough to travel itself.
pub fn fits(sealed: &str) -> bool {
    sealed.len() <= MAX_IN_URL
}

/// Names a row to whoever holds it; the row knows only its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handle([u8; 32]);

impl Handle {
    /// A fresh one, of a row that is not there yet.
    #[expect(clippy::new_without_default, reason = "each is another one")]
    pub fn new() -> Self {
        Self(crate::random::bytes())
    }

    /// Stores the text under this handle.
    ///
    /// # Errors
    /// When it is too long, or there are too many, or the database does not answer.
    pub async fn keep(&self, session: &BrowserSession, sealed: String) -> Result<(), KeepError> {
        let (sessions, network) = (session.sessions(), session.network());
        let now = sessions.clock.now();
        let too_long = sealed.len() > MAX_KEPT;
        if too_long || !sessions.parcels.admits(network, now) {
            return Err(refused(sealed.len()));
        }
        let length = sealed.len();
        let parcel = Parcel {
            id_hash: self.key(),
            content: sealed.into_bytes(),
            source: network.key(),
            expires_at: now.plus(PICK_UP),
            ends_at: now.plus(AT_MOST),
        };
        let kept = alone::keep_parcel(&sessions.db, parcel, BUDGET).await?;
        kept.then_some(()).ok_or_else(|| refused(length))
    }

    /// Lets the row wait for somebody who sees its page now. Most calls find that it waits long enough, and write nothing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn prolong(
        &self,
        db: &Db,
        kept: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if kept > now.plus(SEEN - SEEN / 4) {
            return Ok(());
        }
        let prolonged = alone::prolong_parcel(db, self.key(), now.plus(SEEN));
        prolonged.await.map(drop)
    }

    /// The text and until when it is kept; none when its row is gone.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn kept(
        &self,
        session: &BrowserSession,
    ) -> Result<Option<(String, Timestamp)>, StoreError> {
        let sessions = session.sessions();
        let (key, now) = (self.key(), sessions.clock.now());
        let job = sessions
            .db
            .read(move |c| Box::pin(async move { parcels::peek(c, &key, now).await }));
        let kept = job.await?;
        Ok(kept.and_then(|(bytes, until)| Some((String::from_utf8(bytes).ok()?, until))))
    }

    fn key(&self) -> [u8; 32] {
        let mut key = [0; 32];
        key.copy_from_slice(digest(&SHA256, &self.0).as_ref());
        key
    }
}

fn refused(bytes: usize) -> KeepError {
    metrics::counter!("lanyard_parcels_refused_total").increment(1);
    KeepError::Refused { bytes }
}
