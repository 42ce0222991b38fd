//! `/admin/people/{id}/edit`: somebody else's profile.

use askama::Template;

use super::people::PersonRow;
use crate::locale::Say;
use crate::pages::account::edit::{Filled, Kind, groups, zones};
use crate::pages::form::{Hidden, Problems};
use crate::pages::{Ctx, Page};

/// The form that changes it.
#[derive(Template)]
#[template(path = "admin/edit.html")]
pub struct EditPersonPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// Whose it is.
    pub person: PersonRow,
    /// What is in the fields, in the order of [`Field::all`](crate::pages::account::edit::Field::all).
    pub values: Vec<String>,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

impl EditPersonPage<'_> {
    fn title(&self) -> Say {
        self.problems.title(Say::new("admin-person-edit"))
    }

    fn zones<'b>(&self, chosen: &'b str) -> impl Iterator<Item = (&'b str, bool)> {
        zones(chosen)
    }

    fn groups(&self) -> impl Iterator<Item = Filled<'_>> {
        groups(&self.values)
    }
}

impl Page for EditPersonPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
