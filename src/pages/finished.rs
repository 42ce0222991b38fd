//! A sign-in that was answered already: the page was shown again by Back, a second tab or a reload.

use askama::Template;

use super::{AppFace, Ctx, Page};

/// Says that this sign-in is over, and where to go.
#[derive(Template)]
#[template(path = "finished.html")]
pub struct FinishedPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The app it was for.
    pub app: AppFace,
    /// Whether the person is signed in, so that there is an account page to go to.
    pub signed_in: bool,
}

impl Page for FinishedPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn app(&self) -> Option<&AppFace> {
        Some(&self.app)
    }
}
