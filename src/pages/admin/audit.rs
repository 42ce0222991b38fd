//! `/admin/audit`: what was done, by whom, to what.

use askama::Template;

use crate::audit::Act;
use crate::locale::Say;
use crate::pages::form::{Hidden, Problems};
use crate::pages::when::When;
use crate::pages::{Ctx, Page};

/// A page of the log.
#[derive(Template)]
#[template(path = "admin/audit.html")]
pub struct AuditPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What happened, the latest first.
    pub rows: Vec<AuditRow>,
    /// What was asked for, as it was typed.
    pub asked: Asked,
    /// What is wrong with it.
    pub problems: Problems,
    /// Whether this is the first page.
    pub first: bool,
    /// Address of the next page.
    pub older: Option<String>,
    /// What the form of the export carries unseen.
    pub hidden: Hidden,
}

/// What the filter says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// A person, an app, a network address or a reference.
    pub q: String,
    /// An act, or what several begin with.
    pub kind: String,
    /// A person.
    pub person: String,
    /// An app.
    pub app: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// When.
    pub at: When,
    /// Who did it.
    pub who: Party,
    /// What, in plain words.
    pub what: Say,
    /// The act: "sign-in.made".
    pub act: String,
    /// How often, when more than once: "3 times".
    pub times: Option<Say>,
    /// On what.
    pub object: Party,
    /// From where; may be empty.
    pub address: String,
    /// The reference of the request; may be empty.
    pub request: String,
    /// More about it: `reason=signed_out`.
    pub details: String,
}

/// Who or what takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// A name or an id.
    pub name: Say,
    /// The page about it, if there is one.
    pub link: Option<String>,
}

impl Asked {
    /// Every field by its name.
    pub fn fields(&self) -> [(&'static str, &str); 6] {
        [
            ("q", &self.q),
            ("kind", &self.kind),
            ("person", &self.person),
            ("app", &self.app),
            ("from", &self.from),
            ("to", &self.to),
        ]
    }
}

impl AuditPage<'_> {
    /// The filter as the export carries it on.
    fn carried(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let fields = self.asked.fields().into_iter();
        fields.filter(|(_, value)| !value.is_empty())
    }

    /// The kinds of acts, and the acts: value, and whether it is the one that is asked for.
    fn kinds(&self) -> Vec<(&'static str, bool)> {
        let mut kinds = Vec::new();
        for act in Act::ALL {
            let code = act.code();
            let group = code.split('.').next().unwrap_or(code);
            if !kinds.contains(&group) {
                kinds.push(group);
            }
        }
        kinds.extend(Act::ALL.iter().map(|act| act.code()));
        kinds.sort_unstable();
        let chosen = |kind| (kind, self.asked.kind == kind);
        kinds.into_iter().map(chosen).collect()
    }
}

impl Page for AuditPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
