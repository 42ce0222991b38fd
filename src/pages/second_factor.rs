//! `/login/totp`, `/login/recovery` and `/login/enroll`: the second factor of a sign-in.

use askama::Template;

use super::form::{Hidden, Problems};
use super::passkey::PasskeyForm;
use super::when::When;
use super::{AppFace, Ctx, Page};
use crate::http::headers::FormTarget;
use crate::identity::totp::Drawing;
use crate::locale::Say;

/// Which second factor is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Factor {
    /// A code of the authenticator app.
    Totp,
    /// A recovery code.
    RecoveryCode,
    /// A passkey.
    Passkey,
}

impl Factor {
    /// The page that asks for it.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Totp => "/login/totp",
            Self::RecoveryCode => "/login/recovery",
            Self::Passkey => "/login/passkey",
        }
    }

    /// The field that it is typed into.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Totp => "code",
            Self::RecoveryCode => "recovery_code",
            Self::Passkey => "credential",
        }
    }

    /// What a link to its page says.
    fn link(self) -> Say {
        Say::new(match self {
            Self::Totp => "second-factor-use-totp",
            Self::RecoveryCode => "second-factor-use-recovery",
            Self::Passkey => "second-factor-use-passkey",
        })
    }
}

/// Who asks for it, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    /// The person has turned it on.
    Own,
    /// The app wants it.
    App,
    /// The operator does.
    Operator,
    /// A page of ours, before something sensitive.
    Page,
}

impl Asks {
    /// The sentence for it, when it is not the person's own choice.
    fn sentence(&self, app: Option<&AppFace>, operator: &str) -> Option<Say> {
        match (self, app) {
            (Self::App, Some(app)) => {
                Some(Say::new("second-factor-app").with("app", app.name.as_str()))
            }
            (Self::Operator, _) => {
                Some(Say::new("second-factor-operator").with("operator", operator))
            }
            (Self::Page, _) => Some(Say::new("second-factor-page")),
            (Self::Own | Self::App, _) => None,
        }
    }
}

/// Asks for a second factor that the person has.
#[derive(Template)]
#[template(path = "second_factor.html")]
pub struct SecondFactorPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// What is proven so far, sealed.
    pub half: String,
    /// Which one.
    pub factor: Factor,
    /// Who wants it.
    pub asks: Asks,
    /// The app the person is on the way to.
    pub app: Option<AppFace>,
    /// Whose account it is.
    pub name: String,
    /// Asks for the passkey, when it is one.
    pub passkey: Option<PasskeyForm>,
    /// The same page for the other factors.
    pub others: Vec<(Factor, String)>,
    /// The sign-in page for somebody else.
    pub another_account: String,
    /// For how long this browser can be trusted; none when it cannot.
    pub trust: Option<Say>,
    /// Whether they chose that.
    pub trusted: bool,
    /// What is wrong with what was typed.
    pub problems: Problems,
    /// Where the form may lead, when an app waits for the answer.
    pub form_target: Option<FormTarget>,
}

impl SecondFactorPage<'_> {
    fn title(&self) -> Say {
        Say::new(match self.factor {
            Factor::Totp => "second-factor-totp-title",
            Factor::RecoveryCode => "second-factor-recovery-title",
            Factor::Passkey => "second-factor-passkey-title",
        })
    }

    fn why(&self) -> Option<Say> {
        self.asks
            .sentence(self.app.as_ref(), &self.ctx.brand.operator)
    }

    fn is_totp(&self) -> bool {
        self.factor == Factor::Totp
    }
}

impl Page for SecondFactorPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn app(&self) -> Option<&AppFace> {
        self.app.as_ref()
    }

    fn asks_passkey(&self) -> bool {
        self.passkey.is_some()
    }

    fn form_target(&self) -> Option<&FormTarget> {
        self.form_target.as_ref()
    }
}

/// An authenticator app that is being turned on.
#[derive(Debug, Clone)]
pub struct NewTotp {
    /// The secret as a QR code.
    pub drawing: Drawing,
    /// The same to be typed.
    pub groups: String,
    /// The same sealed, for the form.
    pub sealed: String,
}

/// Has a person set up a second factor while they sign in.
#[derive(Template)]
#[template(path = "enroll.html")]
pub struct EnrollPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// What is proven so far, sealed.
    pub half: String,
    /// Who wants it.
    pub asks: Asks,
    /// The app the person is on the way to.
    pub app: Option<AppFace>,
    /// Where they go on without one, and until when they may.
    pub later: Option<(String, When)>,
    /// Makes a passkey, where there are some.
    pub passkey: Option<PasskeyForm>,
    /// The authenticator app to set up; none when only a passkey will do.
    pub totp: Option<NewTotp>,
    /// The sign-in page for somebody else.
    pub another_account: String,
    /// What is wrong with what was typed.
    pub problems: Problems,
    /// Where the form may lead, when an app waits for the answer.
    pub form_target: Option<FormTarget>,
}

impl EnrollPage<'_> {
    fn why(&self) -> Option<Say> {
        self.asks
            .sentence(self.app.as_ref(), &self.ctx.brand.operator)
    }
}

impl Page for EnrollPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn app(&self) -> Option<&AppFace> {
        self.app.as_ref()
    }

    fn asks_passkey(&self) -> bool {
        self.passkey.is_some()
    }

    fn script(&self) -> Option<&'static str> {
        Some("copy.js")
    }

    fn form_target(&self) -> Option<&FormTarget> {
        self.form_target.as_ref()
    }
}

/// Shows recovery codes, once, on the way to an app.
#[derive(Template)]
#[template(path = "enrolled.html")]
pub struct EnrolledPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The codes.
    pub codes: Vec<String>,
    /// Where the person goes on.
    pub onward: String,
    /// The app they are on the way to.
    pub app: Option<AppFace>,
}

impl Page for EnrolledPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn app(&self) -> Option<&AppFace> {
        self.app.as_ref()
    }

    fn script(&self) -> Option<&'static str> {
        Some("copy.js")
    }
}
