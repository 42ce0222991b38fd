//! `/login/forgot` and `/login/reset`: a new password without the former one.

use askama::Template;

use super::form::{Hidden, Problems};
use super::{AppFace, Ctx, Page};
use crate::http::headers::FormTarget;
use crate::locale::Say;

/// Asks for a letter.
#[derive(Template)]
#[template(path = "forgot.html")]
pub struct ForgotPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The app the person is on the way to.
    pub app: Option<AppFace>,
    /// What was typed as e-mail address or user name.
    pub login: String,
    /// What is wrong with what was typed.
    pub problems: Problems,
    /// Address of the sign-in page.
    pub sign_in: String,
}

impl Page for ForgotPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn app(&self) -> Option<&AppFace> {
        self.app.as_ref()
    }
}

/// Says that a letter is on its way, if there is an account, and takes its code.
#[derive(Template)]
#[template(path = "forgot_sent.html")]
pub struct ForgotSentPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// What was typed as e-mail address or user name.
    pub login: String,
    /// How long the letter works: "30 minutes".
    pub works: Say,
    /// What is wrong with the code.
    pub problems: Problems,
    /// Where one asks once more.
    pub again: String,
}

impl Page for ForgotSentPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// Chooses the new password.
#[derive(Template)]
#[template(path = "new_password.html")]
pub struct NewPasswordPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// Whose password; none when the link or code does not work any more.
    pub who: Option<Who>,
    /// The fewest characters of a password.
    pub min_length: usize,
    /// What is wrong with what was typed.
    pub problems: Problems,
    /// Where one asks for another letter, when they are sent.
    pub forgot: Option<String>,
    /// Where the form may lead, when an app waits for the answer.
    pub form_target: Option<FormTarget>,
}

/// Whose password is to be chosen.
#[derive(Debug, Clone)]
pub struct Who {
    /// The name as it is shown.
    pub name: String,
    /// The name to sign in with.
    pub login: String,
}

impl Page for NewPasswordPage<'_> {
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
