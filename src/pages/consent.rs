//! `/consent`: what an app may do with an account.

use askama::Template;

use super::form::Hidden;
use super::{AppFace, Ctx, Page};
use crate::http::headers::FormTarget;

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
    pub already: Vec<String>,
    /// What is different from when it was allowed, in sentences.
    pub changes: Vec<String>,
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
    pub title: String,
    /// What the app will get: the address itself.
    pub detail: String,
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
    /// A line about one of the scopes of OIDC Core §5.4 and §11. `detail` says what the app will get.
    pub fn standard(scope: &str, detail: impl Into<String>) -> Option<Self> {
        let title = standard_title(scope)?;
        Some(Self {
            scope: scope.to_owned(),
            title: title.to_owned(),
            detail: detail.into(),
            optional: false,
        })
    }

    /// `offline_access`: how long it lasts without use.
    pub fn offline(idle_days: u64) -> Self {
        Self {
            scope: "offline_access".to_owned(),
            title: "Keep access while you are away".to_owned(),
            detail: format!("Until you remove it, or after {idle_days} days without use"),
            optional: false,
        }
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

/// What a standard scope allows, in plain words; `None` for others.
pub fn standard_title(scope: &str) -> Option<&'static str> {
    Some(match scope {
        "openid" => "Know that it is you",
        "profile" => "See your name and profile",
        "email" => "See your e-mail address",
        "phone" => "See your phone number",
        "address" => "See your postal address",
        "offline_access" => "Keep access while you are away",
        _ => return None,
    })
}

impl ConsentPage<'_> {
    /// Whether the name would make a headline of many lines.
    fn is_long(&self) -> bool {
        self.app.name.chars().count() > 60
    }
}

impl Page for ConsentPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn form_target(&self) -> Option<&FormTarget> {
        self.form_target.as_ref()
    }
}
