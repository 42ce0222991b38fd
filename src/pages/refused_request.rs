//! An app's request that was refused on a page, on its way through the sign-in of whoever looks after the app: it leads back to the
//! same error, with their part of it. Sealed, so that no link can say what was asked, and for an hour.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::keys::{Keys, Purpose, Travels};
use crate::protocol::params::Params;
use crate::protocol::time::Timestamp;
use crate::session::parcel;

/// How long a sign-in may take.
const LIFETIME: Duration = Duration::from_hours(1);
/// Where it is looked at again.
pub const ADDRESS: &str = "/apps/refused";

/// What was asked, and what the page said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRequest {
    /// The parameters, urlencoded.
    #[serde(rename = "q")]
    pub query: String,
    /// The reference on the page.
    #[serde(rename = "r")]
    pub reference: String,
    /// When it was refused.
    #[serde(rename = "a")]
    pub at: Timestamp,
    /// Whether it was to sign somebody out; to sign somebody in otherwise.
    #[serde(rename = "o", default, skip_serializing_if = "std::ops::Not::not")]
    pub sign_out: bool,
}

impl Travels for RefusedRequest {
    const PURPOSE: Purpose = Purpose::RefusedRequest;
    const VERSION: u8 = 1;
}

impl RefusedRequest {
    /// A request that was refused at `at`.
    pub fn new(asked: &Params, reference: String, at: Timestamp) -> Self {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(asked.iter());
        Self {
            query: query.finish(),
            reference,
            at,
            sign_out: false,
        }
    }

    /// The same of a request to sign somebody out.
    pub fn to_sign_out(self, sign_out: bool) -> Self {
        Self { sign_out, ..self }
    }

    /// The address that shows it again; none when it is too long to travel.
    pub fn address(&self, keys: &Keys) -> Option<String> {
        let sealed = keys.seal(self.at.plus(LIFETIME), self);
        parcel::fits(&sealed).then(|| format!("{ADDRESS}?request={sealed}"))
    }

    /// What an address brought; none when it is not ours or too old.
    pub fn open(keys: &Keys, text: &str, now: Timestamp) -> Option<Self> {
        Some(keys.open(text, now).ok()?.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::kept_tests::{NOW, opens_as};

    #[test]
    fn refused_requests_of_former_versions_open() {
        let refused = RefusedRequest {
            query: "client_id=notes-1&redirect_uri=https%3A%2F%2Fapp.example%2Fcb".into(),
            reference: "7QK2-M4FD".into(),
            at: NOW,
            sign_out: false,
        };
        opens_as("refused-request", &refused);
    }
}
