//! `/account/security/password`: changing the password.

use askama::Template;

use crate::pages::form::{Hidden, Problems};
use crate::pages::when::When;
use crate::pages::{Ctx, Page};

/// The form that changes the password.
#[derive(Template)]
#[template(path = "account/password.html")]
pub struct PasswordPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The name a password manager files the password under.
    pub login: String,
    /// The fewest characters of a password.
    pub min_length: usize,
    /// When it was changed last; `None` for an account that never had one.
    pub changed: Option<When>,
    /// Whether there is a password, which is asked for.
    pub has_one: bool,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

impl Page for PasswordPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn script(&self) -> Option<&'static str> {
        Some("copy.js")
    }
}
