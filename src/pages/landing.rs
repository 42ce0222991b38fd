//! `/`: where nobody in particular arrives.

use askama::Template;

use super::{Ctx, Page};
use crate::accounts::setup::Door;
use crate::locale::Say;

/// `/` for somebody who is not signed in.
#[derive(Template)]
#[template(path = "landing.html")]
pub struct LandingPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// Whether everybody may create an account.
    pub sign_up: bool,
}

impl Page for LandingPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// `/` as long as there is no administrator.
#[derive(Template)]
#[template(path = "fresh_install.html")]
pub struct FreshInstallPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The storage engine: "SQLite" or "PostgreSQL".
    pub database: &'a str,
    /// How the first administrator is made.
    pub door: Door,
    /// The fewest characters of a password.
    pub min_length: usize,
}

impl FreshInstallPage<'_> {
    /// A message about the commands that make an administrator.
    fn needing(&self, id: &'static str) -> Say {
        let say = Say::new(id).count("count", self.min_length);
        say.link("link", "/setup")
    }

    fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

impl Page for FreshInstallPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn script(&self) -> Option<&'static str> {
        Some("copy.js")
    }
}
