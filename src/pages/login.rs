//! `/login`: signing in with a password.

use std::time::Duration;

use askama::Template;

use super::form::{Hidden, Problems};
use super::passkey::PasskeyForm;
use super::when::span;
use super::{AppFace, Ctx, Page};
use crate::http::headers::FormTarget;
use crate::locale::Say;

/// The sign-in page.
#[derive(Template)]
#[template(path = "login.html")]
pub struct LoginPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The app the person is on the way to.
    pub app: Option<AppFace>,
    /// What is known or was typed as e-mail address or user name.
    pub login: String,
    /// Whether "Keep me signed in" is chosen.
    pub remember: bool,
    /// Whose password is asked for once more: name, and e-mail address or login name.
    pub again: Option<(String, String)>,
    /// The name of somebody else who is signed in here, and stays so.
    pub stays: Option<String>,
    /// Why somebody who was signed in, or had begun to, sees this page.
    pub reason: Reason,
    /// What is wrong with what was typed.
    pub problems: Problems,
    /// Asks for a passkey, where there are some.
    pub passkey: Option<PasskeyForm>,
    /// A passkey was just refused: the browser does not offer it by itself.
    pub tried: bool,
    /// Whoever is asked once more has no password.
    pub no_password: bool,
    /// Where a new password is chosen without the former one, when letters are sent.
    pub forgot: Option<String>,
    /// Address of the sign-up page, when it is open.
    pub sign_up: Option<String>,
    /// Where the form may lead, when an app waits for the answer.
    pub form_target: Option<FormTarget>,
}

/// Why somebody is asked to sign in again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Reason {
    /// They just arrived.
    #[default]
    Arrived,
    /// They are signed in, and are asked to prove it once more.
    Confirm {
        /// Address of this page for somebody else.
        another_account: String,
    },
    /// The page stood open for longer than a request lives.
    Expired,
    /// In one sentence of its own.
    Because(Say),
}

impl LoginPage<'_> {
    fn title(&self) -> Say {
        Say::new(match self.again {
            Some(_) => "sign-in-again-title",
            None => "sign-in-title",
        })
    }
}

impl Page for LoginPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn app(&self) -> Option<&AppFace> {
        self.app.as_ref()
    }

    fn script(&self) -> Option<&'static str> {
        Some("copy.js")
    }

    fn asks_passkey(&self) -> bool {
        self.passkey.is_some()
    }

    fn form_target(&self) -> Option<&FormTarget> {
        self.form_target.as_ref()
    }
}

/// The sign-in was refused: the same for an unknown, locked or disabled account and a wrong password (AU-01).
pub fn wrong() -> Problems {
    let mut problems = Problems::none();
    problems.add_with_advice(
        "login",
        Say::new("sign-in-wrong"),
        Say::new("sign-in-wrong-advice"),
    );
    problems
}

/// A field was left empty; nothing was looked at.
pub fn empty(no_login: bool, no_password: bool) -> Problems {
    let mut problems = Problems::none();
    if no_login {
        problems.add("login", Say::new("sign-in-no-login"));
    }
    if no_password {
        problems.add("password", Say::new("sign-in-no-password"));
    }
    problems
}

/// Too many attempts; status 429. Where letters are sent people help themselves; elsewhere only `operator` can set a password.
pub fn slowed(wait: Duration, letters: bool, operator: &str) -> Problems {
    let mut problems = Problems::none();
    let slowed = match letters {
        true => Say::new("sign-in-slowed-forgot"),
        false => Say::new("sign-in-slowed").with("operator", operator),
    };
    problems.add("", slowed.saying("wait", span(wait)));
    problems
}
