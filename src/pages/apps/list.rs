//! `/apps`: the apps of the signed-in person.

use askama::Template;

use super::preset::Preset;
use crate::pages::{AppFace, Ctx, Page};
use crate::protocol::client::Kind;

/// The list of apps.
#[derive(Template)]
#[template(path = "apps/list.html")]
pub struct AppsPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What was just done: "Deleted Harbour Notes."
    pub notice: Option<String>,
    /// The apps, newest first.
    pub apps: Vec<AppRow>,
}

/// One app of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppRow {
    /// Its client id.
    pub id: String,
    /// How it presents itself.
    pub face: AppFace,
    /// What kind of program it is.
    pub kind: Kind,
    /// How many people have allowed it.
    pub people: u64,
    /// Whether it is switched off.
    pub disabled: bool,
}

impl AppRow {
    fn preset(&self) -> Preset {
        Preset(self.kind)
    }
}

impl Page for AppsPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
