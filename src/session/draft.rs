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
/// Fields that are never kept: secrets, and what belongs to the form that was sent.
const NEVER: [&str; 7] = [
    "csrf",
    "draft",
    "flow",
    "return",
    "password",
    "current_password",
    "secret",
];

/// A half-filled form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    browser: [u8; 16],
    path: String,
    fields: Vec<(String, String)>,
}

impl Draft {
    /// Keeps `fields` of the form at `path`; the text for `?kept=`. None when there is nothing to keep, or too much.
    ///
    /// # Errors
    /// When a long draft cannot be stored.
    pub async fn keep(
        app: &App,
        session: &BrowserSession,
        path: &str,
        fields: &Params,
    ) -> Result<Option<String>, StoreError> {
        let kept = fields.iter().filter(|(name, _)| !NEVER.contains(name));
        let fields: Vec<_> = kept
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let size: usize = fields
            .iter()
            .map(|(name, value)| name.len() + value.len())
            .sum();
        if fields.is_empty() || size > MOST {
            return Ok(None);
        }
        let draft = Self {
            browser: session.browser().fingerprint(),
            path: path.to_owned(),
            fields,
        };
        let sealed = app
            .keys
            .seal(Purpose::Draft, app.clock.now().plus(LIFETIME), &draft);
        parcel::send(app, sealed).await.map(Some)
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
