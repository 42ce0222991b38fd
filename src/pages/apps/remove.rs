//! `/apps/{id}/delete`: the end of an app.

use askama::Template;

use crate::locale::Say;
use crate::pages::form::{Hidden, Problems};
use crate::pages::{AppFace, Ctx, Page};

/// Asks for the name before deleting an app.
#[derive(Template)]
#[template(path = "apps/delete.html")]
pub struct DeletePage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The app's client id.
    pub id: String,
    /// How it presents itself.
    pub face: AppFace,
    /// How many people have allowed it.
    pub people: u64,
    /// What was typed.
    pub typed: String,
    /// What is wrong with it; the field is `confirm`.
    pub problems: Problems,
}

impl DeletePage<'_> {
    fn title(&self) -> Say {
        self.problems
            .title(Say::new("apps-delete-title").with("app", &self.face.name))
    }

    fn signs_out(&self) -> Say {
        super::signs_out(self.people)
    }
}

impl Page for DeletePage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
