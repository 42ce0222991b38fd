//! `/preferences`: language, theme and text size, signed in or not.

use askama::Template;

use super::form::Hidden;
use super::look::{TextSize, Theme};
use super::{Ctx, Page};
use crate::locale::Lang;

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
    /// The language that was chosen here; none: what the browser asks for.
    pub chosen: Option<Lang>,
}

/// The same for who is signed in, within the account.
#[derive(Template)]
#[template(path = "account/preferences.html")]
pub struct AccountPreferencesPage<'a> {
    /// The context; its viewer is the person.
    pub ctx: &'a Ctx,
    /// As [`PreferencesPage::hidden`].
    pub hidden: Hidden,
    /// As [`PreferencesPage::back`].
    pub back: String,
    /// As [`PreferencesPage::chosen`].
    pub chosen: Option<Lang>,
}

impl Page for PreferencesPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

impl Page for AccountPreferencesPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
