//! `/apps/{id}/logo`: the picture of an app.

use askama::Template;

use crate::locale::Say;
use crate::pages::form::{Hidden, Problems};
use crate::pages::{AppFace, Ctx, Page};

/// Asks for a file, and shows the picture in use.
#[derive(Template)]
#[template(path = "apps/logo.html")]
pub struct LogoPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the forms carry unseen.
    pub hidden: Hidden,
    /// The app's client id.
    pub id: String,
    /// How it presents itself.
    pub face: AppFace,
    /// What is wrong with the file; the field is `logo`.
    pub problems: Problems,
}

impl LogoPage<'_> {
    fn title(&self) -> Say {
        self.problems
            .title(Say::new("apps-logo-title").with("app", &self.face.name))
    }
}

impl Page for LogoPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
