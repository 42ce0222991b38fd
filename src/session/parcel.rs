//! Sealed state on its way through a URL: short ones travel whole, a long one waits in a row and its handle travels.

use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::store::{StoreError, pushed_requests};

/// The longest sealed text that travels itself, in bytes.
const MAX_IN_URL: usize = 2_048;
/// What a handle starts with; a sealed text never holds a dot.
const HANDLE: &str = "r.";
/// How long a row waits.
const KEPT: Duration = Duration::from_secs(30 * 60);

/// The text for the URL.
///
/// # Errors
/// When a long one cannot be stored.
pub(super) async fn send(app: &App, sealed: String) -> Result<String, StoreError> {
    if fits(&sealed) {
        return Ok(sealed);
    }
    let handle = Handle::new();
    handle.keep(app, sealed).await?;
    Ok(format!("{HANDLE}{}", URL_SAFE_NO_PAD.encode(handle.0)))
}

/// The sealed text behind what `send` made; none when its row is gone.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn receive(app: &App, text: &str) -> Result<Option<String>, StoreError> {
    let Some(handle) = text.strip_prefix(HANDLE) else {
        return Ok(Some(text.to_owned()));
    };
    match URL_SAFE_NO_PAD.decode(handle).map(<[u8; 32]>::try_from) {
        Ok(Ok(handle)) => Handle(handle).kept(app).await,
        _ => Ok(None),
    }
}

/// Whether the sealed text is short enough to travel itself.
pub(super) fn fits(sealed: &str) -> bool {
    sealed.len() <= MAX_IN_URL
}

/// Names a row to whoever holds it; the row knows only its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Handle([u8; 32]);

impl Handle {
    pub fn new() -> Self {
        let mut handle = [0; 32];
        // Without randomness nothing here is safe, so the request ends (attack row TK-08).
        aws_lc_rs::rand::fill(&mut handle).expect("the system's random source works");
        Self(handle)
    }

    /// Stores the text under this handle.
    pub async fn keep(&self, app: &App, sealed: String) -> Result<(), StoreError> {
        let (key, expires_at) = (self.key(), app.clock.now().plus(KEPT));
        let job = app.db.write_one(move |c| {
            Box::pin(async move {
                pushed_requests::insert(c, &key, sealed.as_bytes(), expires_at).await
            })
        });
        job.await
    }

    /// Lets the row wait as long again. Most calls find that it waits long enough, and change nothing.
    pub async fn prolong(&self, app: &App) -> Result<(), StoreError> {
        let (key, now) = (self.key(), app.clock.now());
        let (until, unless) = (now.plus(KEPT), now.plus(KEPT - KEPT / 4));
        let job = app.db.write_one(move |c| {
            Box::pin(async move { pushed_requests::prolong(c, &key, until, unless).await })
        });
        job.await.map(drop)
    }

    /// The text; none when its row is gone.
    pub async fn kept(&self, app: &App) -> Result<Option<String>, StoreError> {
        let (key, now) = (self.key(), app.clock.now());
        let job = app
            .db
            .read(move |c| Box::pin(async move { pushed_requests::peek(c, &key, now).await }));
        Ok(job.await?.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    fn key(&self) -> [u8; 32] {
        let mut key = [0; 32];
        key.copy_from_slice(digest(&SHA256, &self.0).as_ref());
        key
    }
}
