//! One row that is written to see whether writing works.

use super::conn::{execute, statements};
use super::{Conn, StoreError};
use crate::protocol::time::Timestamp;

statements! {
    BEAT = "INSERT INTO heartbeat (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at";
}

/// Writes the moment down.
pub async fn beat(c: &mut Conn<'_>, now: Timestamp) -> Result<(), StoreError> {
    execute!(c, BEAT, now).map(drop)
}
