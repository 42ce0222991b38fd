//! `/admin/scopes`: what scope words of resource servers mean, for people.

use askama::Template;

use crate::locale::Say;
use crate::pages::form::{Hidden, Problems};
use crate::pages::{Ctx, Page};

/// Every word that is described, and a form for another one.
#[derive(Template)]
#[template(path = "admin/scopes.html")]
pub struct ScopesPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What is said.
    pub texts: Vec<ScopeRow>,
    /// Languages of the pages: tag and own name.
    pub languages: Vec<(String, String)>,
    /// Whether whoever looks may change it.
    pub may_change: bool,
    /// What the forms carry unseen.
    pub hidden: Hidden,
    /// What was typed.
    pub typed: ScopeRow,
    /// What is wrong with it; the fields are `word` and `title`.
    pub problems: Problems,
}

/// What is said of a word in a language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScopeRow {
    /// The word.
    pub word: String,
    /// The tag of the language.
    pub language: String,
    /// A few words.
    pub title: String,
    /// A sentence more.
    pub description: String,
}

impl ScopesPage<'_> {
    fn title(&self) -> Say {
        self.problems.title(Say::new("admin-scopes"))
    }
}

impl Page for ScopesPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
