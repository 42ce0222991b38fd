//! The host of an app, once a file on it or a record of its name was seen. Whoever calls [`prove`] has read them: no transaction waits
//! for a stranger.

use super::change::{Change, Changed, change_with};
use super::register::NotRegistered;
use crate::audit::Actor;
use crate::protocol::client::Client;
use crate::protocol::client::host::{VerifiedHost, named, says};
use crate::protocol::time::Timestamp;
use crate::store::Db;

/// Why a host is not proven.
#[derive(Debug, thiserror::Error)]
pub enum NotProven {
    /// The app does not name it.
    #[error("the app names no such host by https")]
    NotNamed,
    /// What was read says something else.
    #[error("it does not have the line")]
    NoLine,
    /// The app cannot be changed.
    #[error(transparent)]
    Client(#[from] NotRegistered),
}

/// Keeps that one of `texts`, a file of the host or the records of its name, has the line of this app. `false`: somebody changed the app since it was read.
///
/// # Errors
/// [`NotProven`].
pub async fn prove(
    db: &Db,
    read: &Client,
    (host, texts): (&str, &[String]),
    issuer: &str,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, NotProven> {
    if !named(&read.metadata).iter().any(|known| known == host) {
        return Err(NotProven::NotNamed);
    }
    if !texts.iter().any(|text| says(text, issuer, &read.id)) {
        return Err(NotProven::NoLine);
    }
    let mut metadata = read.metadata.clone();
    metadata.verified_host = Some(VerifiedHost {
        host: host.to_owned(),
        at: now,
    });
    let change = Change {
        name: read.name.clone(),
        metadata,
        on: None,
    };
    let changed = change_with(db, read, change, None, actor, now).await?;
    Ok(matches!(changed, Changed::Done { .. }))
}
