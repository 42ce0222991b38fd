//! A sign-in that was refused, on its way to the page that says so. The browser is sent there, so that going back from what comes
//! later does not ask to send a password again. Sealed, for this browser, half an hour; never with the password.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{BrowserSession, SignedIn};
use crate::keys::{Purpose, Travels};
use crate::protocol::ids::SignInId;
use crate::protocol::time::Timestamp;

/// How long the page can be reloaded.
const LIFETIME: Duration = Duration::from_mins(30);
/// The longest name that travels, in bytes: nobody has a longer one.
const LONGEST_LOGIN: usize = 512;

/// What the form said, without its password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedSignIn {
    #[serde(rename = "b")]
    browser: [u8; 16],
    /// When it was refused.
    #[serde(rename = "a")]
    pub at: Timestamp,
    /// What was typed as e-mail address or user name.
    #[serde(rename = "l")]
    pub login: String,
    /// Whether the password was left empty.
    #[serde(rename = "e")]
    pub no_password: bool,
    /// Whether "Keep me signed in" was chosen.
    #[serde(rename = "k")]
    pub remember: bool,
    /// Who was signed in already: by which sign-in, and how often its cookie was replaced.
    #[serde(rename = "s", default)]
    before: Option<(SignInId, i64)>,
}

impl Travels for RefusedSignIn {
    const PURPOSE: Purpose = Purpose::RefusedSignIn;
    const VERSION: u8 = 1;
}

impl RefusedSignIn {
    /// What was refused in `session`'s browser at this moment; none when the name is too long to travel.
    pub fn new(
        session: &BrowserSession,
        login: &str,
        no_password: bool,
        remember: bool,
        before: Option<&SignedIn>,
    ) -> Option<Self> {
        (login.len() <= LONGEST_LOGIN).then(|| Self {
            browser: session.browser().fingerprint(),
            at: session.sessions().clock.now(),
            login: login.to_owned(),
            no_password,
            remember,
            before: before.map(|before| (before.id, before.generation)),
        })
    }

    /// Whether somebody signed in since, so that nothing has to be said any more. Times are whole seconds: who was there before is told
    /// apart by more than the time.
    pub fn is_over(&self, signed_in: &SignedIn) -> bool {
        signed_in.auth_time >= self.at && self.before != Some((signed_in.id, signed_in.generation))
    }

    /// The text for `?refused=`.
    pub fn to_text(&self, session: &BrowserSession) -> String {
        let keys = &session.sessions().keys;
        keys.seal(self.at.plus(LIFETIME), self)
    }

    /// What was refused in this browser; none when the text is of another one, or too old.
    pub fn from_text(session: &BrowserSession, text: &str) -> Option<Self> {
        let sessions = session.sessions();
        let opened = sessions.keys.open::<Self>(text, sessions.clock.now());
        let refused = opened.ok()?.value;
        (refused.browser == session.browser().fingerprint()).then_some(refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::kept_tests::{NOW, opens_as};

    #[test]
    fn refused_sign_ins_of_former_versions_open() {
        let refused = RefusedSignIn {
            browser: [3; 16],
            at: NOW,
            login: "mara@example.org".into(),
            no_password: false,
            remember: true,
            before: None,
        };
        opens_as("refused", &refused);
    }
}
