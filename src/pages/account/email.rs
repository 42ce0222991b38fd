//! `/account/email`: another e-mail address, and confirming one.

use askama::Template;

use crate::pages::form::{Hidden, Problems};
use crate::pages::{Ctx, Page};

/// Asks for another address.
#[derive(Template)]
#[template(path = "account/email.html")]
pub struct EmailPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The address that the account has.
    pub now: Option<String>,
    /// What was typed.
    pub email: String,
    /// What is wrong with it.
    pub problems: Problems,
}

impl Page for EmailPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// Confirms an address, by the link that was opened or by a code.
#[derive(Template)]
#[template(path = "account/confirm_email.html")]
pub struct ConfirmEmailPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// How.
    pub by: By,
    /// What is wrong with the code.
    pub problems: Problems,
}

/// How an address is confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// With a button: the link was opened.
    Button(String),
    /// With the code that was sent there.
    Code(String),
    /// Not any more, or not yet.
    Nothing,
}

impl Page for ConfirmEmailPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
