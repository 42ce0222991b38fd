//! `/apps`: the apps of the signed-in person, or, for administrators, everybody's.

use askama::Template;

use super::preset::Preset;
use crate::locale::Say;
use crate::pages::when::When;
use crate::pages::{AppFace, Ctx, Page};
use crate::protocol::client::Kind;

/// The list of apps.
#[derive(Template)]
#[template(path = "apps/list.html")]
pub struct AppsPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The apps, newest first.
    pub apps: Vec<AppRow>,
    /// Everybody's apps: an administrator is looking.
    pub everybodys: bool,
    /// Whether whoever is looking may register apps.
    pub may_register: bool,
    /// What is searched for.
    pub search: String,
    /// Address of the newer apps.
    pub newer: Option<String>,
    /// Address of the older apps.
    pub older: Option<String>,
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
    /// When somebody last used it, as far as it is known.
    pub used: Option<When>,
    /// How often it was refused lately.
    pub errors: u64,
    /// Whose it is; only where apps of others are listed.
    pub owner: Option<Owner>,
    /// Whether somebody registered it, and nobody vouches for it.
    pub unvetted: bool,
    /// Whether it is switched off.
    pub disabled: bool,
}

/// Whose app it is, to an administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// The administrator's own.
    You,
    /// Somebody's, by name.
    Person(String),
    /// Nobody's: made by command, or its owner is gone.
    Nobody,
}

impl AppRow {
    pub(in crate::pages) fn preset(&self) -> Preset {
        Preset(self.kind)
    }

    /// How many people use it.
    pub(in crate::pages) fn people(&self) -> Say {
        match self.preset().has_people() {
            true => Say::new("apps-list-people").count("people", self.people),
            false => Say::new("apps-list-no-people"),
        }
    }

    /// How often it was refused lately.
    pub(in crate::pages) fn errors(&self) -> Say {
        Say::new("apps-list-errors").count("errors", self.errors)
    }
}

impl Owner {
    /// In a row of the list.
    pub(in crate::pages) fn briefly(&self) -> Say {
        match self {
            Self::You => Say::new("apps-list-owner-you"),
            Self::Person(name) => Say::new("apps-list-owner-person").with("name", name),
            Self::Nobody => Say::new("apps-list-owner-nobody"),
        }
    }

    /// On the page of the app.
    pub(in crate::pages) fn in_full(&self) -> Say {
        match self {
            Self::You => Say::new("apps-detail-owner-you"),
            Self::Person(name) => Say::new("apps-detail-owner-person").with("name", name),
            Self::Nobody => Say::new("apps-detail-owner-nobody"),
        }
    }
}

impl AppsPage<'_> {
    /// What stands under the heading.
    fn lead(&self) -> Say {
        Say::new(
            match (self.is_empty(), self.may_register, self.everybodys) {
                (true, true, _) => "apps-list-lead-none",
                (true, false, _) => "apps-list-lead-none-closed",
                (false, _, true) => "apps-list-lead-everybodys",
                (false, _, false) => "apps-list-lead",
            },
        )
    }

    fn presets(&self) -> [Preset; 4] {
        Preset::ALL
    }

    /// Whether there are so many that one has to look for them.
    fn searchable(&self) -> bool {
        const MANY: usize = 8;
        let paged = self.newer.is_some() || self.older.is_some();
        paged || !self.search.is_empty() || self.apps.len() > MANY
    }

    /// Whether there is nothing to list, and nothing is looked for.
    fn is_empty(&self) -> bool {
        self.apps.is_empty() && !self.searchable()
    }
}

impl Page for AppsPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
