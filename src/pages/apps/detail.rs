//! `/apps/{id}`: everything about one app.

use askama::Template;

use super::preset::Preset;
use super::snippet::{AppSettings, View};
use crate::pages::form::{Hidden, Problems};
use crate::pages::when::When;
use crate::pages::{AppFace, Ctx, Page};
use crate::protocol::client::Kind;

/// Settings to copy, addresses, and what can be done with the app.
#[derive(Template)]
#[template(path = "apps/detail.html")]
pub struct AppPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What was just done: "Redirect URI removed."
    pub notice: Option<String>,
    /// How the app presents itself.
    pub face: AppFace,
    /// What kind of program it is.
    pub kind: Kind,
    /// Whether it is switched off.
    pub disabled: bool,
    /// What its developer copies.
    pub settings: AppSettings,
    /// How the settings are shown.
    pub view: View,
    /// A secret that was just made.
    pub secret: Secret,
    /// The secret in use; none for a public client.
    pub secret_in_use: Option<SecretInUse>,
    /// What the forms of this page carry unseen.
    pub hidden: Hidden,
    /// The redirect URI typed so far.
    pub uri: String,
    /// What is wrong with it; the field is `uri`.
    pub problems: Problems,
    /// How many people have allowed it.
    pub people: u64,
}

/// Whether this very answer carries a secret.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Secret {
    /// It does not.
    #[default]
    Unseen,
    /// It does, this once.
    New(String),
    /// It did before, and was asked for again.
    ShownBefore,
}

/// What is still known of a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretInUse {
    /// Its first and last four characters: `lys_…AeGu`.
    pub hint: String,
    /// When it was made.
    pub created: When,
    /// Until when the secret before it works as well.
    pub previous_until: Option<When>,
}

impl AppPage<'_> {
    fn preset(&self) -> Preset {
        Preset(self.kind)
    }

    fn id(&self) -> &str {
        &self.settings.client_id
    }
}

impl Page for AppPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn script(&self) -> Option<&'static str> {
        Some("copy.js")
    }
}
