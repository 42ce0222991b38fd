//! What a browser was asked for when it was asked for a passkey, or to make one (Web Authentication §13.4.3). It travels sealed in the
//! page that asks, for this browser alone; that it is answered once is kept in rows (attack row MF-14).

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::BrowserSession;
use crate::keys::{Opened, Purpose, Travels};
use crate::protocol::further::Further;
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;

/// How long a page may wait for an answer.
const LIFETIME: Duration = Duration::from_mins(10);
/// The same where anybody's is asked for: browsers offer them in the field for the name, for as long as the page is open.
const LIFETIME_IN_FIELD: Duration = Duration::from_hours(1);

/// A passkey that a browser was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyAsked {
    #[serde(rename = "b")]
    browser: [u8; 16],
    /// Whose; anybody's when nobody is known yet.
    #[serde(rename = "u")]
    pub user: Option<UserId>,
    /// What its answer is held against.
    #[serde(rename = "s")]
    pub state: String,
    /// What only a newer version knows.
    #[serde(flatten)]
    further: Further<0>,
}

impl Travels for PasskeyAsked {
    const PURPOSE: Purpose = Purpose::PasskeyAsked;
    const VERSION: u8 = 1;
}

/// A passkey that a browser was asked to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyWanted {
    #[serde(rename = "b")]
    browser: [u8; 16],
    /// Whose it is to be.
    #[serde(rename = "u")]
    pub user: UserId,
    /// What its authenticator knows them by.
    #[serde(rename = "h")]
    pub handle: [u8; 16],
    /// The browser may make it by itself, and nobody is asked (conditional create).
    #[serde(rename = "n", default, skip_serializing_if = "std::ops::Not::not")]
    pub unattended: bool,
    /// What its answer is held against.
    #[serde(rename = "s")]
    pub state: String,
    /// What only a newer version knows.
    #[serde(flatten)]
    further: Further<0>,
}

impl Travels for PasskeyWanted {
    const PURPOSE: Purpose = Purpose::PasskeyWanted;
    const VERSION: u8 = 1;
}

fn seal<T: Travels>(session: &BrowserSession, asked: &T, lifetime: Duration) -> String {
    let sessions = session.sessions();
    let ends_at: Timestamp = sessions.clock.now().plus(lifetime);
    sessions.keys.seal(ends_at, asked)
}

fn open<T: Travels>(session: &BrowserSession, text: &str) -> Option<Opened<T>> {
    let sessions = session.sessions();
    sessions.keys.open::<T>(text, sessions.clock.now()).ok()
}

impl PasskeyAsked {
    /// The text for the form of a page that asks `session`'s browser.
    pub fn seal(session: &BrowserSession, user: Option<UserId>, state: String) -> String {
        let asked = Self {
            browser: session.browser().fingerprint(),
            user,
            state,
            further: Further::default(),
        };
        let lifetime = match user {
            Some(_) => LIFETIME,
            None => LIFETIME_IN_FIELD,
        };
        seal(session, &asked, lifetime)
    }

    /// What this browser was asked for, and until when it may answer; none when the text is of another one, or too old.
    pub fn open(session: &BrowserSession, text: &str) -> Option<Opened<Self>> {
        let here = session.browser().fingerprint();
        open::<Self>(session, text).filter(|opened| opened.value.browser == here)
    }
}

impl PasskeyWanted {
    /// The text for the form of a page that asks `session`'s browser.
    pub fn seal(
        session: &BrowserSession,
        (user, handle): (UserId, [u8; 16]),
        unattended: bool,
        state: String,
    ) -> String {
        let wanted = Self {
            browser: session.browser().fingerprint(),
            user,
            handle,
            unattended,
            state,
            further: Further::default(),
        };
        seal(session, &wanted, LIFETIME)
    }

    /// What this browser was asked to make; none when the text is of another browser or person, or too old.
    pub fn open(session: &BrowserSession, user: UserId, text: &str) -> Option<Opened<Self>> {
        let here = session.browser().fingerprint();
        open::<Self>(session, text)
            .filter(|opened| opened.value.browser == here && opened.value.user == user)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::keys::kept_tests::opens_as;

    #[test]
    fn what_browsers_were_asked_by_former_versions_opens() {
        let asked = PasskeyAsked {
            browser: [3; 16],
            user: Some(UserId(Uuid::from_u128(7))),
            state: "{}".to_owned(),
            further: Further::default(),
        };
        opens_as("passkey-asked", &asked);
        let wanted = PasskeyWanted {
            browser: [3; 16],
            user: UserId(Uuid::from_u128(7)),
            handle: [5; 16],
            unattended: false,
            state: "{}".to_owned(),
            further: Further::default(),
        };
        opens_as("passkey-wanted", &wanted);
    }
}
