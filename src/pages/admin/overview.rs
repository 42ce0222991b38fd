//! `/admin`: what goes on, and what needs somebody.

use askama::Template;

use super::chart::Chart;
use crate::locale::Say;
use crate::pages::when::When;
use crate::pages::{Ctx, Page};

/// The first page of the console.
#[derive(Template)]
#[template(path = "admin/overview.html")]
pub struct OverviewPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// When it was counted.
    pub counted: When,
    /// Four numbers.
    pub figures: Vec<Figure>,
    /// Sign-ins of the last days; none when nobody signed in.
    pub chart: Option<Chart>,
    /// How people sign in.
    pub methods: Vec<Method>,
    /// Of how many sign-ins that was seen.
    pub of: u64,
    /// What needs somebody.
    pub needs: Vec<Need>,
    /// The processes that serve.
    pub nodes: Vec<NodeLine>,
}

/// A number.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Of what.
    pub label: Say,
    /// How many.
    pub number: u64,
    /// What else there is to say of it.
    pub more: Say,
}

/// A way to sign in.
#[derive(Debug, Clone)]
pub struct Method {
    /// Its name.
    pub name: Say,
    /// Of a hundred.
    pub percent: u64,
}

/// Something that needs somebody.
#[derive(Debug, Clone)]
pub struct Need {
    /// What it is about, in a word.
    pub about: Say,
    /// Whether it is urgent.
    pub bad: bool,
    /// What is the case.
    pub what: Say,
    /// More of it, and what to do.
    pub more: Say,
    /// Where it is looked after, and what that is called.
    pub place: Option<(String, Say)>,
}

/// A process that serves.
#[derive(Debug, Clone)]
pub struct NodeLine {
    /// The machine's name.
    pub host: String,
    /// The version of the program.
    pub version: String,
    /// Since when it runs.
    pub since: When,
}

impl OverviewPage<'_> {
    fn is_well(&self) -> bool {
        self.needs.iter().all(|need| !need.bad)
    }
}

impl Page for OverviewPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
