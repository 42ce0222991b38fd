//! What somebody typed into a form of ours, kept while they sign in: sealed, for this browser and this form only, half an hour,
//! never a secret. It fills the form again; it never sends it (attack rows PF-08 to PF-13, WCAG 2.2.5).

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{BrowserSession, parcel};
use crate::app::App;
use crate::keys::Purpose;
use crate::protocol::params::Params;
use crate::store::StoreError;

/// How long a draft is kept.
const LIFETIME: Duration = Duration::from_secs(30 * 60);
/// The most bytes of a draft; more is not kept.
const MOST: usize = 16 * 1024;
/// The fields that are kept. A list of what may be, so that a new field with a secret is not kept because nobody thought of it.
const KEPT: [&str; 10] = [
    "confirm",
    "homepage",
    "id_token_signed_response_alg",
    "more_scopes",
    "name",
    "profile",
    "redirect_uris",
    "scope",
    "token_endpoint_auth_method",
    "uri",
];

/// What became of a half-filled form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// The text for `?kept=`.
    As(String),
    /// There was nothing to keep.
    Nothing,
    /// More than is kept; the person is told.
    TooLong,
}

/// A half-filled form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    browser: [u8; 16],
    path: String,
    fields: Vec<(String, String)>,
}

impl Draft {
    /// Keeps `fields` of the form at `path`.
    ///
    /// # Errors
    /// When a long draft cannot be stored.
    pub async fn keep(
        app: &App,
        session: &BrowserSession,
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
            path: path.to_owned(),
            fields,
        };
        let sealed = app
            .keys
            .seal(Purpose::Draft, app.clock.now().plus(LIFETIME), &draft);
        parcel::send(app, sealed).await.map(Kept::As)
    }

    /// What was typed into the form at `path` in this browser; nothing when the text is of another form or browser, or
    /// too old.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn fields(
        app: &App,
        session: &BrowserSession,
        path: &str,
        text: &str,
    ) -> Result<Option<Params>, StoreError> {
        let Some(sealed) = parcel::receive(app, text).await? else {
            return Ok(None);
        };
        let opened = app
            .keys
            .open::<Self>(Purpose::Draft, &sealed, app.clock.now());
        let draft = opened.map(|opened| opened.value).ok();
        let draft = draft
            .filter(|draft| draft.browser == session.browser().fingerprint() && draft.path == path);
        Ok(draft.map(|draft| Params::from_pairs(draft.fields)))
    }
}
