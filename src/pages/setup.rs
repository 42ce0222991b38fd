//! `/setup`: the first administrator of a fresh installation.

use askama::Template;

use super::form::{Hidden, Problems};
use super::{Ctx, Page};
use crate::accounts::setup::Door;

/// The form, or why there is none.
#[derive(Template)]
#[template(path = "setup.html")]
pub struct SetupPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// Whether a code can be used.
    pub door: Door,
    /// What was typed as code.
    pub code: String,
    /// The name typed so far.
    pub name: String,
    /// The e-mail address typed so far.
    pub email: String,
    /// The fewest characters of a password.
    pub min_length: usize,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

impl Page for SetupPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn script(&self) -> Option<&'static str> {
        Some("copy.js")
    }
}
