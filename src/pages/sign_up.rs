//! `/sign-up`: creating an account.

use askama::Template;

use super::form::{Hidden, Problems};
use super::when::When;
use super::{AppFace, Ctx, Page};
use crate::http::headers::FormTarget;

/// The sign-up form, open to everybody or to the invited.
#[derive(Template)]
#[template(path = "sign_up.html")]
pub struct SignUpPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The app the person is on the way to.
    pub app: Option<AppFace>,
    /// The name typed so far.
    pub name: String,
    /// The e-mail address typed so far, or the invited one.
    pub email: String,
    /// Until when the invitation works whose e-mail address it is, which stays as it is.
    pub invited: Option<When>,
    /// The fewest characters of a password.
    pub min_length: usize,
    /// What is wrong with what was typed.
    pub problems: Problems,
    /// Address of the sign-in page, for those who have an account.
    pub sign_in: String,
    /// Where the form may lead, when an app waits for the answer.
    pub form_target: Option<FormTarget>,
}

impl Page for SignUpPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn script(&self) -> Option<&'static str> {
        Some("copy.js")
    }

    fn form_target(&self) -> Option<&FormTarget> {
        self.form_target.as_ref()
    }
}

/// What is said to somebody who may not create an account here.
#[derive(Template)]
#[template(path = "sign_up_closed.html")]
pub struct SignUpClosedPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// Whether an invitation would open it.
    pub by_invitation: bool,
    /// Address of the sign-in page.
    pub sign_in: String,
}

impl Page for SignUpClosedPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
