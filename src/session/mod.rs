//! The browser session: one typed handle, two places for its data.
//!
//! In mode `database` the cookie holds a random id and the record lives in `browser_session`; in mode `cookie` the
//! whole record is sealed in the cookie. Handlers see [`BrowserSession`] and do not know the mode.

pub mod accounts;
pub mod binding;
pub mod browser;
mod browser_state;
pub mod carrier;
pub mod ceremony;
pub mod csrf;
mod database;
pub mod draft;
pub mod end_session;
pub mod ended;
pub mod half;
pub mod limits;
mod listening;
pub mod notice;
pub mod parcel;
pub mod people;
pub mod refused;
mod sealed;

pub use browser::BrowserSession;
pub use carrier::Sessions;
pub use limits::{Limits, Over, SignedIn};

/// A text too long to travel is not kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// It is too long, or there are as many of one network, or in all, as there may be.
    #[error("a text of {bytes} bytes is not kept")]
    Refused {
        /// How long it is, sealed.
        bytes: usize,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
}

/// A session could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    /// The session library failed; with the database behind it, nothing else can.
    #[error("session: {0}")]
    Session(#[from] tower_sessions::session::Error),
    /// Accounts are switched more often than anybody does.
    #[error("accounts are switched too often")]
    TooOften,
    /// The session does not fit into a cookie.
    #[error("the sealed session has {0} bytes; a cookie may have {max}", max = sealed::MAX_COOKIE_BYTES)]
    TooLarge(usize),
}
