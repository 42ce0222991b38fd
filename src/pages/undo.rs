//! `/login/undo`: taking back that an account got another e-mail address.

use askama::Template;

use super::form::{Hidden, Problems};
use super::{Ctx, Page};

/// Asks whether the former address is to be restored.
#[derive(Template)]
#[template(path = "undo.html")]
pub struct UndoPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// What it is about; none when the link does not work any more.
    pub change: Option<Change>,
    /// Why it was not restored.
    pub problems: Problems,
}

/// The former address, and the one the account has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Before.
    pub former: String,
    /// Now.
    pub now: String,
}

impl Page for UndoPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
