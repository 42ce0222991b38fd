//! `/admin`

use askama::Template;

use crate::pages::{Ctx, Page};

/// The first page of the console.
#[derive(Template)]
#[template(path = "admin/overview.html")]
pub struct OverviewPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
}

impl Page for OverviewPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
