//! `/account/apps`: the apps that may use this account.

use askama::Template;

use crate::locale::Say;
use crate::pages::form::Hidden;
use crate::pages::when::When;
use crate::pages::{AppFace, Ctx, Page};

/// The list of connected apps.
#[derive(Template)]
#[template(path = "account/connected_apps.html")]
pub struct ConnectedAppsPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The apps, the latest allowed first.
    pub apps: Vec<ConnectedApp>,
}

/// An app that may use the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectedApp {
    /// Its client id.
    pub id: String,
    /// How it presents itself.
    pub face: AppFace,
    /// What it may do, in sentences: "Can see your e-mail address."
    pub may: Vec<Say>,
    /// When it was allowed.
    pub since: When,
    /// When it last got a token, if it ever did.
    pub last_used: Option<When>,
}

impl Page for ConnectedAppsPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// `/account/apps/{id}/remove`: asks before removing the access of an app.
#[derive(Template)]
#[template(path = "account/remove_access.html")]
pub struct RemoveAccessPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The app's client id.
    pub id: String,
    /// How it presents itself.
    pub face: AppFace,
    /// What it may do now, in plain words.
    pub allows: Vec<Say>,
}

impl Page for RemoveAccessPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
