//! `/preferences`: language, theme and text size, signed in or not.

use askama::Template;

use super::form::Hidden;
use super::look::{Lang, TextSize, Theme};
use super::{Ctx, Page};

/// The choices of this browser; the ones in use are in the context.
#[derive(Template)]
#[template(path = "preferences.html")]
pub struct PreferencesPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen, with the path to return to.
    pub hidden: Hidden,
    /// Path on this site of the link back, already checked.
    pub back: String,
}

impl PreferencesPage<'_> {
    fn languages(&self) -> &'static [Lang] {
        &Lang::ALL
    }

    fn themes(&self) -> [Theme; 3] {
        Theme::ALL
    }

    fn sizes(&self) -> [TextSize; 3] {
        TextSize::ALL
    }
}

impl Page for PreferencesPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
