//! What the next page says of what was just done: "Signed out Safari on iPhone." It travels sealed in a cookie, for this browser
//! and this person, and the page that shows it takes it away. So no link can say it, and a reload does not say it again. The same
//! in both session modes: nothing is stored.

use std::time::Duration;

use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use serde::{Deserialize, Serialize};

use super::BrowserSession;
use super::carrier::Sessions;
use crate::http::cookie::Sent;
use crate::keys::{Purpose, Travels};
use crate::protocol::ids::UserId;

/// How long a notice waits for the page that shows it.
const LIFETIME: Duration = Duration::from_mins(5);
/// The longest cookie that is looked at, in bytes: a sentence with two names in it is far below.
const MAX_BYTES: usize = 2_048;

/// A sentence for one person in one browser.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Notice {
    #[serde(rename = "b")]
    browser: [u8; 16],
    #[serde(rename = "u")]
    to: Option<UserId>,
    #[serde(rename = "s")]
    sentence: String,
}

impl Travels for Notice {
    const PURPOSE: Purpose = Purpose::Notice;
    const VERSION: u8 = 1;
}

/// The notice of a browser during one request.
#[derive(Debug)]
pub(super) struct Notices {
    /// As the browser sent it.
    sent: Option<String>,
    /// A page was made with what was sent, or it is none: the browser is to drop it.
    spent: bool,
    /// What the next page is to say.
    told: Option<(Option<UserId>, String)>,
}

impl Notices {
    pub(super) fn new(sent: Sent<'_>) -> Self {
        Self {
            // Of two, neither is believed.
            spent: sent == Sent::Ambiguous,
            sent: sent.one().map(str::to_owned),
            told: None,
        }
    }
}

impl BrowserSession {
    /// Has the next page that `to` sees in this browser say `sentence`, once. `None`: whoever is not signed in.
    pub fn tell(&self, to: Option<UserId>, sentence: impl Into<String>) {
        self.state().notices.told = Some((to, sentence.into()));
    }

    /// What the page that is being made for `to` has to say. It is said once; a reload of the page is silent.
    pub fn told(&self, to: Option<UserId>) -> Option<String> {
        let sent = {
            let mut state = self.state();
            let sent = state.notices.sent.clone()?;
            state.notices.spent = true;
            sent
        };
        if sent.len() > MAX_BYTES {
            return None;
        }
        let sessions = self.sessions();
        let opened = sessions.keys.open::<Notice>(&sent, sessions.clock.now());
        let notice = opened.ok()?.value;
        let own = notice.browser == self.browser().fingerprint() && notice.to == to;
        own.then_some(notice.sentence)
    }

    /// Puts the cookie on the answer, when something about it changed.
    pub(super) fn close_notices(&self, sessions: &Sessions, answer: &mut HeaderMap) {
        let (told, spent) = {
            let mut state = self.state();
            (state.notices.told.take(), state.notices.spent)
        };
        let cookie = match told {
            Some((to, sentence)) => {
                let notice = Notice {
                    browser: self.browser().fingerprint(),
                    to,
                    sentence,
                };
                let until = sessions.clock.now().plus(LIFETIME);
                let sealed = sessions.keys.seal(until, &notice);
                sessions.notice_cookie.set(&sealed, Some(LIFETIME))
            }
            None if spent => sessions.notice_cookie.removal(),
            None => return,
        };
        answer.append(SET_COOKIE, cookie);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::keys::kept_tests::opens_as;

    #[test]
    fn notices_of_former_versions_open() {
        let notice = Notice {
            browser: [3; 16],
            to: Some(UserId(Uuid::from_u128(2))),
            sentence: "Signed out Safari on iPhone.".into(),
        };
        opens_as("notice", &notice);
    }
}
