//! `/logout` and `/logged-out`.

use askama::Template;

use super::form::Hidden;
use super::{AppFace, Ctx, Page};
use crate::http::headers::FormTarget;

/// Asks before signing out.
#[derive(Template)]
#[template(path = "logout.html")]
pub struct LogoutPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// E-mail address or login name of the account in use, or of the one that the app means; none when only others are signed in.
    pub account: Option<String>,
    /// What the button that ends only this one sends.
    pub only: Option<String>,
    /// The same of the others that are signed in in this browser.
    pub others: Vec<String>,
    /// The app that asks, when one does.
    pub app: Option<AppFace>,
    /// Where the form leads in the end, when that is to the app.
    pub target: Option<FormTarget>,
}

impl Page for LogoutPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn form_target(&self) -> Option<&FormTarget> {
        self.target.as_ref()
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
    /// The way back to the app that asked.
    pub back: Option<Back>,
}

/// An app that people may go back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Back {
    /// Its name.
    pub app: String,
    /// Its address.
    pub url: String,
}

impl Page for LoggedOutPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
