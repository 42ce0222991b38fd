//! `/account/picture`: the picture of a person.

use askama::Template;

use crate::locale::Say;
use crate::pages::form::{Hidden, Problems};
use crate::pages::{Ctx, Page};

/// Asks for a file, and shows the picture in use.
#[derive(Template)]
#[template(path = "account/picture.html")]
pub struct PicturePage<'a> {
    /// The context; its viewer is the person.
    pub ctx: &'a Ctx,
    /// What the forms carry unseen.
    pub hidden: Hidden,
    /// The display name.
    pub name: String,
    /// Which picture there is.
    pub picture: Picture,
    /// What is wrong with the file; the field is `picture`.
    pub problems: Problems,
}

/// The picture of a person (`picture`, OIDC Core §5.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// There is none.
    None,
    /// Kept here: its path.
    Here(String),
    /// Kept elsewhere: its address, from where no page of ours fetches anything.
    Elsewhere(String),
}

impl PicturePage<'_> {
    fn title(&self) -> Say {
        self.problems.title(Say::new("profile-picture-title"))
    }
}

impl Page for PicturePage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
