//! `/admin/resources`: resource servers, and what tokens for them look like.

use askama::Template;

use crate::locale::Say;
use crate::pages::form::{Hidden, Problems};
use crate::pages::{Ctx, Page};
use crate::protocol::client::{AccessTokenFormat, SigningAlg};

/// The resource servers there are.
#[derive(Template)]
#[template(path = "admin/resources.html")]
pub struct ResourcesPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// All of them, by identifier.
    pub servers: Vec<ResourceRow>,
    /// Whether whoever looks may add one.
    pub may_change: bool,
}

/// A resource server as pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceRow {
    /// Its id.
    pub id: String,
    /// What `resource` and `aud` say.
    pub identifier: String,
    /// What people read.
    pub title: String,
    /// The scope words that are its own.
    pub scope: String,
    /// What tokens for it look like.
    pub format: Option<AccessTokenFormat>,
    /// How they are signed.
    pub alg: Option<SigningAlg>,
    /// The algorithms that keys sign with, when that one is not among them.
    pub gone: Option<Vec<SigningAlg>>,
    /// The client as which it asks about tokens.
    pub asks_as: Option<String>,
}

/// Names of algorithms, as the language lists them.
pub fn named(algorithms: &[SigningAlg]) -> Say {
    let names: Vec<_> = algorithms.iter().map(|alg| alg.as_str()).collect();
    Say::names(&names)
}

/// A format in words.
fn worded(format: Option<AccessTokenFormat>) -> Say {
    Say::new(match format {
        None => "resources-as-app",
        Some(AccessTokenFormat::AtJwt) => "resources-at-jwt",
        Some(AccessTokenFormat::Jwt) => "resources-jwt",
        Some(AccessTokenFormat::Opaque) => "resources-opaque",
    })
}

impl ResourceRow {
    fn format(&self) -> Say {
        worded(self.format)
    }

    fn is_signed(&self) -> bool {
        self.format != Some(AccessTokenFormat::Opaque)
    }

    fn alg(&self) -> Say {
        match self.alg {
            Some(alg) => Say::verbatim(alg.as_str()),
            None => Say::new("resources-as-app"),
        }
    }

    fn gone(&self) -> Option<Say> {
        let (alg, others) = (self.alg?, self.gone.as_ref()?);
        let said = Say::new("resources-alg-gone").with("alg", alg.as_str());
        Some(said.saying("list", named(others)))
    }
}

impl Page for ResourcesPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// One resource server.
#[derive(Template)]
#[template(path = "admin/resource.html")]
pub struct ResourcePage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The resource server.
    pub server: ResourceRow,
    /// Its scope words, each with what people read of it.
    pub words: Vec<(String, Option<String>)>,
    /// Apps that get tokens for it: client id and name.
    pub apps: Vec<(String, String)>,
    /// Where more of them are.
    pub more: Option<String>,
    /// Whether whoever looks may change it.
    pub may_change: bool,
}

impl Page for ResourcePage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// Adds a resource server, or changes one.
#[derive(Template)]
#[template(path = "admin/resource_form.html")]
pub struct ResourceFormPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The resource server; none when it is to be added.
    pub server: Option<ResourceRow>,
    /// What was typed.
    pub typed: ResourceTyped,
    /// The algorithms that keys sign with.
    pub algorithms: Vec<SigningAlg>,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// What is wrong; the fields are those of [`ResourceTyped`].
    pub problems: Problems,
}

/// What a form of a resource server holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResourceTyped {
    /// What `resource` and `aud` say.
    pub identifier: String,
    /// What people read.
    pub title: String,
    /// Scope words.
    pub scope: String,
    /// As [`AccessTokenFormat::as_str`]; empty: as the app.
    pub format: String,
    /// As [`SigningAlg::as_str`]; empty: as the app.
    pub alg: String,
    /// A client id; may be empty.
    pub asks_as: String,
}

impl ResourceFormPage<'_> {
    fn title(&self) -> Say {
        let title = match self.server {
            Some(_) => "resources-edit-title",
            None => "resources-new",
        };
        self.problems.title(Say::new(title))
    }

    fn back(&self) -> String {
        match &self.server {
            Some(server) => format!("/admin/resources/{}", server.id),
            None => "/admin/resources".to_owned(),
        }
    }

    fn action(&self) -> String {
        match &self.server {
            Some(server) => format!("/admin/resources/{}/edit", server.id),
            None => "/admin/resources/new".to_owned(),
        }
    }

    /// Value, name, and whether it is chosen.
    fn formats(&self) -> Vec<(&'static str, Say, bool)> {
        let all = AccessTokenFormat::ALL.map(Some);
        let choices = std::iter::once(None).chain(all);
        let choice = |format: Option<AccessTokenFormat>| {
            let code = format.map_or("", AccessTokenFormat::as_str);
            (code, worded(format), code == self.typed.format)
        };
        choices.map(choice).collect()
    }
}

impl Page for ResourceFormPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// Asks before a resource server is removed.
#[derive(Template)]
#[template(path = "admin/resource_remove.html")]
pub struct ResourceRemovePage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The resource server.
    pub server: ResourceRow,
    /// How many apps get tokens for it.
    pub apps: usize,
    /// What the form carries unseen.
    pub hidden: Hidden,
}

impl ResourceRemovePage<'_> {
    fn what(&self) -> Say {
        Say::new("resources-remove-what").count("n", self.apps)
    }
}

impl Page for ResourceRemovePage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
