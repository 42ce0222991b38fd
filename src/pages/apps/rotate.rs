//! `/apps/{id}/rotate`: a new secret.

use askama::Template;

use crate::pages::form::Hidden;
use crate::pages::{AppFace, Ctx, Page};

/// Asks before making a new secret.
#[derive(Template)]
#[template(path = "apps/rotate.html")]
pub struct RotatePage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The app's client id.
    pub id: String,
    /// How it presents itself.
    pub face: AppFace,
    /// First and last four characters of the secret in use.
    pub hint: String,
}

impl Page for RotatePage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
