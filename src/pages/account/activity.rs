//! `/account/activity`: what happened lately; `/account/data`: all that is kept about the person.

use askama::Template;

use crate::locale::Say;
use crate::pages::form::Hidden;
use crate::pages::when::When;
use crate::pages::{Ctx, Page};

/// What happened to the account, the latest first.
#[derive(Template)]
#[template(path = "account/activity.html")]
pub struct ActivityPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// A page of it.
    pub entries: Vec<Happened>,
    /// Behind which entry older ones begin.
    pub older: Option<String>,
    /// Whether these are the latest.
    pub newest: bool,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// What, without a full stop: "Password changed".
    pub what: Say,
    /// How often, when more than once: "3 times".
    pub times: Option<Say>,
    /// Who did it: "By you", "By an administrator".
    pub by: Say,
    /// From where, when it was the person; may be empty.
    pub address: String,
    /// When.
    pub when: When,
}

impl Page for ActivityPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// All that is kept, to read and to download.
#[derive(Template)]
#[template(path = "account/data.html")]
pub struct DataPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// How many sign-ins.
    pub sign_ins: usize,
    /// How many apps have access.
    pub connected: usize,
    /// How many apps the person registered.
    pub owned: usize,
    /// How many entries of activity.
    pub activity: usize,
    /// The file.
    pub text: String,
}

impl Page for DataPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
