//! `/login/terms` and `/login/address`: what a person has to do before they go on to an app; `/login/access`: that they may not.

use askama::Template;

use super::form::{Hidden, Problems};
use super::{AppFace, Ctx, Page};
use crate::http::headers::FormTarget;

/// Says that they may not use the app, and whom to ask.
#[derive(Template)]
#[template(path = "no_access.html")]
pub struct NoAccessPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The app.
    pub app: AppFace,
    /// Who they are, as they sign in.
    pub account: String,
    /// Where another account is chosen.
    pub switch: String,
    /// Addresses of the people responsible for the app.
    pub contacts: Vec<String>,
    /// Where the form may lead.
    pub form_target: Option<FormTarget>,
}

impl Page for NoAccessPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn form_target(&self) -> Option<&FormTarget> {
        self.form_target.as_ref()
    }
}

/// Asks whether they agree to the terms.
#[derive(Template)]
#[template(path = "terms.html")]
pub struct TermsPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The app that waits.
    pub app: AppFace,
    /// Who is asked: an answer is theirs alone.
    pub who: String,
    /// Where the terms are read.
    pub url: String,
    /// Which ones they are.
    pub version: String,
    /// Whether the person agreed to others before.
    pub changed: bool,
    /// Where the form may lead.
    pub form_target: Option<FormTarget>,
}

impl Page for TermsPage<'_> {
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

/// Asks them to confirm their e-mail address.
#[derive(Template)]
#[template(path = "address_needed.html")]
pub struct AddressNeededPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the forms carry unseen.
    pub hidden: Hidden,
    /// The app that waits.
    pub app: AppFace,
    /// How.
    pub by: By,
    /// What is wrong with what was typed.
    pub problems: Problems,
    /// Where the form may lead.
    pub form_target: Option<FormTarget>,
}

/// How the address is confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// This address, with a code that was sent there.
    Code(String),
    /// A letter can be sent to this address.
    Letter(String),
    /// Only the operator can confirm this address: no letters are sent.
    Operator(String),
    /// There is none, and one can be added.
    Adding,
    /// There is none, and only the operator can add one.
    Nothing,
}

impl By {
    fn is_code(&self) -> bool {
        matches!(self, Self::Code(_))
    }
}

impl Page for AddressNeededPage<'_> {
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
