//! `/admin/sessions`: everybody who is signed in.

use askama::Template;

use crate::locale::Say;
use crate::pages::form::Hidden;
use crate::pages::when::When;
use crate::pages::{Ctx, Page};

/// A page of the list.
#[derive(Template)]
#[template(path = "admin/sessions.html")]
pub struct SessionsPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the forms carry unseen.
    pub hidden: Hidden,
    /// The sign-ins, the latest first.
    pub sessions: Vec<SessionRow>,
    /// Whose are shown, as it was typed.
    pub search: String,
    /// The person whose are shown: id and name.
    pub person: Option<(String, String)>,
    /// Whether this is the first page.
    pub first: bool,
    /// Address of the next page.
    pub older: Option<String>,
}

/// A sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Its id.
    pub id: String,
    /// Whose it is: id and name.
    pub person: (String, String),
    /// "Firefox on Linux"
    pub device: Say,
    /// The address as seen.
    pub address: String,
    /// When it began.
    pub since: When,
    /// When it was last used.
    pub seen: When,
    /// Whether whoever looks may end it.
    pub may_end: bool,
}

impl Page for SessionsPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
