//! `/apps/{id}/host`: proving that a host is one's own.

use askama::Template;

use crate::locale::Say;
use crate::pages::form::{Hidden, Problems};
use crate::pages::{AppFace, Ctx, Page};

/// Says what line is to be put where, in a file or a text record, and looks for it.
#[derive(Template)]
#[template(path = "apps/host.html")]
pub struct HostPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The app's client id.
    pub id: String,
    /// How it presents itself.
    pub face: AppFace,
    /// The hosts that it names, each with the name of its text record.
    pub hosts: Vec<(String, Option<String>)>,
    /// Where the line is to be looked for: at one of these hosts, or in one of these records.
    pub chosen: String,
    /// Which is proven.
    pub proven: Option<String>,
    /// Where the file is.
    pub path: &'static str,
    /// What it says.
    pub line: String,
    /// What is wrong; the field is `host`.
    pub problems: Problems,
}

impl HostPage<'_> {
    fn title(&self) -> Say {
        self.problems
            .title(Say::new("apps-host-title").with("app", &self.face.name))
    }

    fn is_chosen(&self, host: &str) -> bool {
        self.chosen == host
    }

    fn is_proven(&self, host: &str) -> bool {
        self.proven.as_deref() == Some(host)
    }
}

impl Page for HostPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn script(&self) -> Option<&'static str> {
        Some("copy.js")
    }
}
