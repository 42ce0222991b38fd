//! `/logout` and `/logged-out`.

use askama::Template;

use super::form::Hidden;
use super::{Ctx, Page};

/// Asks before signing out.
#[derive(Template)]
#[template(path = "logout.html")]
pub struct LogoutPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// E-mail address or login name of the account in use; none when only others are signed in.
    pub account: Option<String>,
    /// The same of the others that are signed in in this browser.
    pub others: Vec<String>,
    /// Whether the link named a place to go to afterwards, which nobody registers here.
    pub elsewhere: bool,
}

impl Page for LogoutPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// Says that nobody is signed in here any more, or who still is; the same when nobody was.
#[derive(Template)]
#[template(path = "logged_out.html")]
pub struct LoggedOutPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// E-mail addresses or login names of the accounts that are still signed in in this browser.
    pub still: Vec<String>,
}

impl Page for LoggedOutPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
