//! A client's request for a logout on its way through our pages: sealed, in their address and form, half an hour. It says only what
//! the client may ask of any browser, so it is bound to none; where the browser goes in the end is judged anew.

use std::time::Duration;

use super::{BrowserSession, KeepError, parcel};
use crate::keys::{Purpose, Travels};
use crate::protocol::end_session::EndSession;
use crate::store::StoreError;

/// How long the pages can stay open.
const LIFETIME: Duration = Duration::from_mins(30);

impl Travels for EndSession {
    const PURPOSE: Purpose = Purpose::EndSession;
    const VERSION: u8 = 1;
}

/// The text for `?request=`.
///
/// # Errors
/// When it is too long to travel, and no more can be kept here.
pub async fn carry(session: &BrowserSession, request: &EndSession) -> Result<String, KeepError> {
    let sessions = session.sessions();
    let until = sessions.clock.now().plus(LIFETIME);
    parcel::send(session, sessions.keys.seal(until, request)).await
}

/// The request in what [`carry`] made; none when it is not ours, or too old.
///
/// # Errors
/// When the database does not answer.
pub async fn carried(
    session: &BrowserSession,
    text: &str,
) -> Result<Option<EndSession>, StoreError> {
    let Some(sealed) = parcel::receive(session, text).await? else {
        return Ok(None);
    };
    let sessions = session.sessions();
    let opened = sessions.keys.open(&sealed, sessions.clock.now());
    Ok(opened.ok().map(|opened| opened.value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::kept_tests::opens_as;

    #[test]
    fn requests_of_former_versions_open() {
        let request = serde_json::json!({
            "c": "notes-1", "r": "https://app.example/bye", "s": "state", "l": "mara", "u": "de",
            "h": {"u": "00000000-0000-0000-0000-000000000002", "i": "00000000-0000-0000-0000-000000000003"},
        });
        let request: EndSession = serde_json::from_value(request).unwrap();
        opens_as("end-session", &request);
    }
}
