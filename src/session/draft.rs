//! What somebody typed into a form of ours, kept while they sign in: sealed, for this browser and this form only, half an hour,
//! never a secret that others could read. It fills the form again; it never sends it (attack rows PF-08 to PF-13, WCAG 2.2.5).

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{BrowserSession, KeepError, parcel};
use crate::keys::{Purpose, Travels, positional};
use crate::protocol::ids::UserId;
use crate::protocol::params::Params;
use crate::store::StoreError;

/// How long a draft is kept.
const LIFETIME: Duration = Duration::from_secs(30 * 60);
/// The most bytes of a draft; more is not kept.
const MOST: usize = 16 * 1024;
/// The fields that are kept. A list of what may be, so that a new field with a secret is not kept because nobody thought of it.
const KEPT: [&str; 47] = [
    "accent",
    "access_token_format",
    "access_token_signed_response_alg",
    "allowed_origins",
    "audiences",
    "backchannel_logout_session_required",
    "backchannel_logout_uri",
    "birthdate",
    "confirm",
    "country",
    "email",
    "family_name",
    "frontchannel_logout_session_required",
    "frontchannel_logout_uri",
    "given_name",
    "groups",
    "homepage",
    "host",
    "id_token_claims",
    "id_token_signed_response_alg",
    "kid",
    "library",
    "locale",
    "locality",
    "login",
    "more_scopes",
    "name",
    "nickname",
    "phone_number",
    "policy",
    "post_logout_redirect_uris",
    "postal_code",
    "profile",
    "redirect_uris",
    "region",
    "role",
    "scope",
    // For this browser and person: an authenticator app that scanned it goes on with it.
    "sealed_secret",
    "street_address",
    "terms",
    "tick",
    "token_endpoint_auth_method",
    "uri",
    "version",
    "vetted",
    "website",
    "zoneinfo",
];

/// What became of a half-filled form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// The text for `?kept=`.
    As(String),
    /// There was nothing to keep.
    Nothing,
    /// More than is kept, or more than there is room for; the person is told.
    TooLong,
}

impl Travels for Draft {
    const PURPOSE: Purpose = Purpose::Draft;
    const VERSION: u8 = 2;

    fn former(version: u8, plain: &[u8]) -> Option<Self> {
        positional(version, plain)
    }
}

/// A half-filled form. It is its person's: whoever signs in next in that browser does not see it (attack row FI-06).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    #[serde(rename = "b")]
    browser: [u8; 16],
    #[serde(rename = "u")]
    person: UserId,
    #[serde(rename = "p")]
    path: String,
    #[serde(rename = "f")]
    fields: Vec<(String, String)>,
}

impl Draft {
    /// Keeps `fields` of the form at `path`, which `person` typed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn keep(
        session: &BrowserSession,
        person: UserId,
        path: &str,
        fields: &Params,
    ) -> Result<Kept, StoreError> {
        let kept = fields.iter().filter(|(name, _)| KEPT.contains(name));
        let fields: Vec<_> = kept
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let size: usize = fields
            .iter()
            .map(|(name, value)| name.len() + value.len())
            .sum();
        if fields.is_empty() {
            return Ok(Kept::Nothing);
        }
        if size > MOST {
            return Ok(Kept::TooLong);
        }
        let draft = Self {
            browser: session.browser().fingerprint(),
            person,
            path: path.to_owned(),
            fields,
        };
        let sessions = session.sessions();
        let until = sessions.clock.now().plus(LIFETIME);
        let sealed = sessions.keys.seal(until, &draft);
        match parcel::send(session, sealed).await {
            Ok(text) => Ok(Kept::As(text)),
            Err(KeepError::Refused { .. }) => Ok(Kept::TooLong),
            Err(KeepError::Store(error)) => Err(error),
        }
    }

    /// What `person` typed into the form at `path` in this browser; nothing when the text is of another form, browser or
    /// person, or too old.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn fields(
        session: &BrowserSession,
        person: UserId,
        path: &str,
        text: &str,
    ) -> Result<Option<Params>, StoreError> {
        let Some(sealed) = parcel::receive(session, text).await? else {
            return Ok(None);
        };
        let sessions = session.sessions();
        let now = sessions.clock.now();
        let opened = sessions.keys.open::<Self>(&sealed, now);
        let draft = opened.map(|opened| opened.value).ok();
        let browser = session.browser().fingerprint();
        let own =
            |draft: &Self| draft.browser == browser && draft.person == person && draft.path == path;
        Ok(draft
            .filter(own)
            .map(|draft| Params::from_pairs(draft.fields)))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::keys::kept_tests::opens_as;

    #[test]
    fn drafts_of_former_versions_open() {
        let draft = Draft {
            browser: [3; 16],
            person: UserId(Uuid::from_u128(2)),
            path: "/apps/new/web".into(),
            fields: vec![("name".into(), "Notes".into())],
        };
        opens_as("draft", &draft);
    }
}
