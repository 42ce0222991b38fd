//! `/account/security` and the pages below it: how a person signs in.

use askama::Template;

use crate::locale::Say;
use crate::pages::form::{Hidden, Problems};
use crate::pages::second_factor::NewTotp;
use crate::pages::when::When;
use crate::pages::{Ctx, Page};

/// How strong an account is, in one sentence, and the one next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// Only the password.
    PasswordOnly,
    /// Two factors, and enough recovery codes.
    TwoFactors,
    /// Two factors, and few recovery codes.
    FewCodes,
}

/// A browser that is trusted.
#[derive(Debug, Clone)]
pub struct Trusted {
    /// Its id.
    pub id: String,
    /// "Firefox on Linux".
    pub name: Say,
    /// When somebody last signed in with it.
    pub used: When,
    /// When the trust ends.
    pub until: When,
}

/// All of it.
#[derive(Template)]
#[template(path = "account/security.html")]
pub struct SecurityPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the forms carry unseen.
    pub hidden: Hidden,
    /// How strong it is.
    pub strength: Strength,
    /// Whether the operator wants two factors of this person.
    pub required: bool,
    /// When the password was chosen; none when there is none.
    pub password_changed: Option<When>,
    /// When the authenticator app was turned on, and last used.
    pub totp: Option<(When, Option<When>)>,
    /// Recovery codes that are left.
    pub recovery_codes: i64,
    /// Browsers that are trusted.
    pub trusted: Vec<Trusted>,
}

impl SecurityPage<'_> {
    fn is_weak(&self) -> bool {
        self.strength == Strength::PasswordOnly
    }

    fn summary(&self) -> Say {
        Say::new(match self.strength {
            Strength::PasswordOnly => "security-password-only",
            Strength::TwoFactors => "security-two-factors",
            Strength::FewCodes => "security-few-codes",
        })
    }
}

impl Page for SecurityPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// Turns an authenticator app on.
#[derive(Template)]
#[template(path = "account/totp.html")]
pub struct TotpPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// What there is to set up.
    pub totp: NewTotp,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

impl Page for TotpPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn script(&self) -> Option<&'static str> {
        Some("copy.js")
    }
}

/// Asks before the authenticator app is removed.
#[derive(Template)]
#[template(path = "account/totp_remove.html")]
pub struct RemoveTotpPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// Whether the operator wants two factors of this person: then another app has to be set up at the next sign-in.
    pub required: bool,
}

impl Page for RemoveTotpPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// Recovery codes: asks before others are made, or shows them once.
#[derive(Template)]
#[template(path = "account/recovery_codes.html")]
pub struct RecoveryCodesPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// How many are left.
    pub left: i64,
    /// The new ones; none before they are made.
    pub codes: Vec<String>,
}

impl RecoveryCodesPage<'_> {
    fn left(&self) -> Say {
        Say::new("security-codes-left").count("codes", self.left)
    }
}

impl Page for RecoveryCodesPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn script(&self) -> Option<&'static str> {
        Some("copy.js")
    }
}
