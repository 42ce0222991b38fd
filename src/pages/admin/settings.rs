//! `/admin/settings`: every setting as it is in effect, and how another colour would look.

use askama::Template;

use crate::config::Effective;
use crate::pages::{Ctx, Page, colours};
use crate::protocol::colour::{Accent, TooFaint};

/// Every setting in effect.
#[derive(Template)]
#[template(path = "admin/settings.html")]
pub struct SettingsPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The settings by section; the first has no name.
    pub sections: Vec<(String, Vec<Effective>)>,
    /// What works, but is seldom meant, for whoever runs the server.
    pub warnings: Vec<String>,
}

impl Page for SettingsPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// What becomes of a colour.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// None was typed.
    None,
    /// It is written in no way that is known.
    NoColour,
    /// It cannot be read.
    Faint(TooFaint),
    /// It can.
    Good(Accent),
}

/// A sign-in page in both themes, with a colour that is not set yet.
#[derive(Template)]
#[template(path = "admin/brand.html")]
pub struct BrandPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The colour, as it was typed.
    pub typed: String,
    /// What becomes of it.
    pub verdict: Verdict,
}

impl BrandPage<'_> {
    fn is_wrong(&self) -> bool {
        matches!(self.verdict, Verdict::NoColour | Verdict::Faint(_))
    }
}

impl Page for BrandPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn colours(&self) -> Option<String> {
        match &self.verdict {
            Verdict::Good(accent) => Some(colours::address(accent)),
            _ => self.ctx.brand.accent.as_ref().map(colours::address),
        }
    }
}
