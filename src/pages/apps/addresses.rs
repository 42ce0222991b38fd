//! `/apps/{id}/redirect-uris/add`: the confirm page that the error page leads to.

use askama::Template;

use crate::locale::Say;
use crate::pages::form::{Hidden, Problems};
use crate::pages::{AppFace, Ctx, Page};

/// Asks before registering a redirect URI that was in a refused request.
#[derive(Template)]
#[template(path = "apps/add_uri.html")]
pub struct AddUriPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The app's client id.
    pub id: String,
    /// How it presents itself.
    pub face: AppFace,
    /// The address, sent as `uri`.
    pub uri: String,
    /// It came with a link: the person did not type it.
    pub from_link: bool,
    /// What is wrong with it; the field is `uri`.
    pub problems: Problems,
}

impl AddUriPage<'_> {
    fn title(&self) -> Say {
        self.problems.title(Say::new("apps-uri-title"))
    }
}

impl Page for AddUriPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
