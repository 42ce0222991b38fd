//! What an app was refused lately, as its page shows it.

use crate::clients::refused::Seen;
use crate::locale::Say;
use crate::pages::error::{Failure, Owner};
use crate::pages::when::{Times, When};
use crate::protocol::client::Client;

/// Refusals of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorRow {
    /// How many there were.
    pub times: u64,
    /// What went wrong: "Redirect URI does not match".
    pub title: String,
    /// The code the app got: `invalid_client`; none when only the person was told.
    pub code: Option<&'static str>,
    /// What came and what would have been right, when that is known.
    pub explanation: Option<Owner>,
    /// The last time.
    pub last: When,
    /// The reference of that one.
    pub reference: String,
}

impl ErrorRow {
    pub(in crate::pages) fn times(&self) -> Say {
        Say::new("apps-errors-times").count("times", self.times)
    }

    /// Explains what was seen of the app.
    pub fn of(seen: Seen, client: &Client, times: &Times) -> Self {
        let Seen {
            last,
            at,
            reference,
            count,
        } = seen;
        let title = match (&last.code, &last.refusal) {
            (None, Some(refusal)) => Failure::from(refusal.cause).name().to_owned(),
            _ => last.said,
        };
        let explain = |refusal| Owner::explaining(&refusal, client, true);
        Self {
            times: count,
            title,
            code: last.code.map(|code| code.as_str()),
            explanation: last.refusal.map(explain),
            last: times.ago(at),
            reference,
        }
    }
}
