//! `/consent`: what an app may do with an account.

use askama::Template;

use super::form::Hidden;
use super::{AppFace, Ctx, Page};
use crate::http::headers::FormTarget;
use crate::locale::Say;

/// Asks whether an app may use the account.
#[derive(Template)]
#[template(path = "consent.html")]
pub struct ConsentPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The app that asks.
    pub app: AppFace,
    /// E-mail address or login name of the account in use.
    pub account: String,
    /// Address of the sign-in page, to use another account.
    pub switch: String,
    /// What is new to allow.
    pub scopes: Vec<ScopeLine>,
    /// Titles of what was allowed before; empty when the app asks for the first time.
    pub already: Vec<Say>,
    /// What is different from when it was allowed, in sentences.
    pub changes: Vec<Say>,
    /// Whether anyone could have registered this app, and nobody has looked at it.
    pub unvetted: bool,
    /// Where the browser goes afterwards.
    pub destination: Destination,
    /// The same place, for the browser's own check of the form.
    pub form_target: Option<FormTarget>,
}

/// One thing an app asks for, in plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeLine {
    /// The scope itself: `"email"`.
    pub scope: String,
    /// "See your e-mail address"
    pub title: Say,
    /// What the app will get: the address itself.
    pub detail: Option<Say>,
    /// Whether it can be left out; then it is a checkbox.
    pub optional: bool,
}

/// Where the browser goes after the choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A web address, by its host: `notes.harbour.example`.
    Host(String),
    /// A program on this device.
    ThisDevice,
}

impl ScopeLine {
    /// A line about a scope. `detail` says what the app will get.
    pub fn new(scope: &str, detail: Option<Say>) -> Self {
        Self {
            scope: scope.to_owned(),
            title: scope_title(scope),
            detail,
            optional: false,
        }
    }

    /// `offline_access`: how long it lasts without use.
    pub fn offline(idle_days: u64) -> Self {
        let detail = Say::new("scope-offline-value").count("days", idle_days);
        Self::new("offline_access", Some(detail))
    }

    fn icon(&self) -> &'static str {
        match self.scope.as_str() {
            "openid" => "badge",
            "profile" => "person",
            "email" => "mail",
            "phone" => "phone",
            "address" => "house",
            "offline_access" => "renew",
            _ => "key",
        }
    }
}

/// Whether this is one of the scopes of OIDC Core §5.4 and §11.
pub fn is_standard(scope: &str) -> bool {
    title_of_standard(scope).is_some()
}

/// What a scope allows, in plain words.
pub fn scope_title(scope: &str) -> Say {
    match title_of_standard(scope) {
        Some(title) => Say::new(title),
        None => Say::new("scope-other").with("scope", scope),
    }
}

fn title_of_standard(scope: &str) -> Option<&'static str> {
    Some(match scope {
        "openid" => "scope-openid",
        "profile" => "scope-profile",
        "email" => "scope-email",
        "phone" => "scope-phone",
        "address" => "scope-address",
        "groups" => "scope-groups",
        "roles" => "scope-roles",
        "offline_access" => "scope-offline",
        _ => return None,
    })
}

impl ConsentPage<'_> {
    /// Whether the name would make a headline of many lines.
    fn is_long(&self) -> bool {
        self.app.name.chars().count() > 60
    }

    fn allowed_before(&self) -> Option<Say> {
        Say::list(self.already.iter().cloned())
    }
}

impl Page for ConsentPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn app(&self) -> Option<&AppFace> {
        Some(&self.app)
    }

    fn form_target(&self) -> Option<&FormTarget> {
        self.form_target.as_ref()
    }
}
