//! The form with which a page asks a browser for a passkey, or to make one; and `/login/passkey/offer`.

use askama::Template;

use super::form::{Hidden, Problems};
use super::{AppFace, Ctx, Page};
use crate::http::headers::FormTarget;

/// What such a form carries. Its script asks the browser, and sends what that answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyForm {
    /// The options of `navigator.credentials`, as JSON.
    pub options: String,
    /// What the answer is held against, sealed.
    pub challenge: String,
    /// The browser may make one by itself, and nobody is asked (conditional create).
    pub unattended: bool,
    /// A passkey that the browser has and that is not known here, for it to forget, as JSON.
    pub unknown: Option<String>,
}

/// Offers a passkey to who just signed in without one.
#[derive(Template)]
#[template(path = "passkey_offer.html")]
pub struct OfferPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the forms carry unseen.
    pub hidden: Hidden,
    /// What the browser is asked for.
    pub passkey: PasskeyForm,
    /// The app the person is on the way to.
    pub app: Option<AppFace>,
    /// What became of the passkey that was made.
    pub problems: Problems,
    /// Where the forms may lead, when an app waits for the answer.
    pub form_target: Option<FormTarget>,
}

impl Page for OfferPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn app(&self) -> Option<&AppFace> {
        self.app.as_ref()
    }

    fn asks_passkey(&self) -> bool {
        true
    }

    fn form_target(&self) -> Option<&FormTarget> {
        self.form_target.as_ref()
    }
}
