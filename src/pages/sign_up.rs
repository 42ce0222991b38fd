//! `/sign-up`: creating an account.

use askama::Template;

use super::form::{Hidden, Problems};
use super::when::When;
use super::{AppFace, Ctx, Page};
use crate::http::headers::FormTarget;
use crate::locale::Say;

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
    /// The invitation whose e-mail address it is, which stays as it is then.
    pub invited: Invited,
    /// What one has to agree to.
    pub terms: Option<Terms>,
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

    fn app(&self) -> Option<&AppFace> {
        self.app.as_ref()
    }

    fn script(&self) -> Option<&'static str> {
        Some("copy.js")
    }

    fn form_target(&self) -> Option<&FormTarget> {
        self.form_target.as_ref()
    }
}

/// What brought somebody here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invited {
    /// Nothing: they write their address.
    No,
    /// Somebody's invitation, which works until then.
    Until(When),
    /// The letter that they asked for, read in another browser.
    OwnWish,
}

/// What one has to agree to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Where they are read.
    pub url: String,
    /// Whether the box is ticked.
    pub agreed: bool,
}

/// Why there is no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// An invitation would open it.
    ByInvitation,
    /// The operator makes accounts.
    Closed,
    /// The link does not work any more; whether anybody may have another one.
    Over {
        /// Whether the form is open to everybody.
        again: bool,
    },
}

/// Says that a letter is on its way, and takes its code.
#[derive(Template)]
#[template(path = "sign_up_sent.html")]
pub struct SignUpSentPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the forms carry unseen.
    pub hidden: Hidden,
    /// The app the person is on the way to.
    pub app: Option<AppFace>,
    /// Where the letter went.
    pub email: String,
    /// How long it works: "24 hours".
    pub works: Say,
    /// How the account is made.
    pub by: By,
    /// What is wrong with the code.
    pub problems: Problems,
    /// Where one begins anew.
    pub other: String,
}

/// How the account is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// With the code.
    Code,
    /// With a button: the link was opened.
    Button,
}

impl Page for SignUpSentPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn app(&self) -> Option<&AppFace> {
        self.app.as_ref()
    }
}

/// Where somebody arrives who just made an account on the way to an app.
#[derive(Template)]
#[template(path = "welcome.html")]
pub struct WelcomePage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// Their name.
    pub name: String,
    /// What they sign in with.
    pub login: String,
    /// The app.
    pub app: AppFace,
    /// Where the request goes on.
    pub onward: String,
}

impl Page for WelcomePage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn app(&self) -> Option<&AppFace> {
        Some(&self.app)
    }
}

/// What is said to somebody who may not create an account here.
#[derive(Template)]
#[template(path = "sign_up_closed.html")]
pub struct SignUpClosedPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// Why not.
    pub why: Why,
    /// Address of the sign-in page.
    pub sign_in: String,
}

impl SignUpClosedPage<'_> {
    fn title(&self) -> Say {
        Say::new(match self.why {
            Why::ByInvitation => "sign-up-needs-invitation",
            Why::Closed => "sign-up-closed-title",
            Why::Over { .. } => "recovery-over-title",
        })
    }

    fn again(&self) -> bool {
        self.why == Why::Over { again: true }
    }
}

impl Page for SignUpClosedPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
