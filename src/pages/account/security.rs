//! `/account/security` and the pages below it: how a person signs in.

use askama::Template;

use crate::locale::{Say, device};
use crate::pages::form::{Hidden, Problems};
use crate::pages::passkey::PasskeyForm;
use crate::pages::second_factor::NewTotp;
use crate::pages::when::{Times, When};
use crate::pages::{Ctx, Page};
use crate::store::factors::TrustedBrowser;

/// How strong an account is, in one sentence, and the one next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// Only the password.
    PasswordOnly,
    /// Two factors, and enough recovery codes.
    TwoFactors,
    /// Two factors, and few recovery codes.
    FewCodes,
    /// A passkey, and nothing else when that is lost.
    OnePasskey,
    /// A passkey, and another way in.
    Passkeys,
}

/// A passkey.
#[derive(Debug, Clone)]
pub struct PasskeyRow {
    /// Its id.
    pub id: String,
    /// What its person calls it, or the model of its authenticator; none when neither is known.
    pub name: Option<String>,
    /// The model, when it has another name.
    pub model: Option<String>,
    /// Whether it may be on several devices.
    pub synced: bool,
    /// Whether it is, as it said when it was last used.
    pub backed_up: bool,
    /// When it was made.
    pub added: When,
    /// When it was last used.
    pub used: Option<When>,
    /// It is the last way into the account.
    pub is_last: bool,
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

impl Trusted {
    /// As its row says.
    pub fn of(row: &TrustedBrowser, times: &Times) -> Self {
        Self {
            id: row.id.to_string(),
            name: device(&row.device),
            used: times.ago(row.used_at),
            until: times.exactly(row.expires_at),
        }
    }
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
    /// Passkeys; none where there are none to be had.
    pub passkeys: Option<Vec<PasskeyRow>>,
    /// What the browser is told of them, as JSON.
    pub known: Option<String>,
    /// Whether the password may be removed.
    pub removable_password: bool,
    /// When the authenticator app was turned on, and last used.
    pub totp: Option<(When, Option<When>)>,
    /// Recovery codes that are left.
    pub recovery_codes: i64,
    /// Browsers that are trusted.
    pub trusted: Vec<Trusted>,
}

impl SecurityPage<'_> {
    fn is_weak(&self) -> bool {
        matches!(self.strength, Strength::PasswordOnly | Strength::OnePasskey)
    }

    fn summary(&self) -> Say {
        Say::new(match self.strength {
            Strength::PasswordOnly if self.passkeys.is_some() => "security-password-only-passkey",
            Strength::PasswordOnly => "security-password-only",
            Strength::TwoFactors => "security-two-factors",
            Strength::FewCodes => "security-few-codes",
            Strength::OnePasskey => "security-one-passkey",
            Strength::Passkeys => "security-passkeys-strong",
        })
    }
}

impl Page for SecurityPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn asks_passkey(&self) -> bool {
        self.known.is_some()
    }
}

/// Makes a passkey.
#[derive(Template)]
#[template(path = "account/passkey.html")]
pub struct PasskeyPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// What the browser is asked for.
    pub passkey: PasskeyForm,
    /// What became of the one that was made.
    pub problems: Problems,
}

impl Page for PasskeyPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn asks_passkey(&self) -> bool {
        true
    }
}

/// Names a passkey.
#[derive(Template)]
#[template(path = "account/passkey_rename.html")]
pub struct RenamePasskeyPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// Its id.
    pub id: String,
    /// What it is called, or was to be.
    pub name: String,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

impl Page for RenamePasskeyPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// Asks before a passkey is removed, or the password.
#[derive(Template)]
#[template(path = "account/passkey_remove.html")]
pub struct RemoveWayPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The passkey; none for the password.
    pub passkey: Option<PasskeyRow>,
}

impl RemoveWayPage<'_> {
    fn path(&self) -> String {
        match &self.passkey {
            Some(passkey) => format!("/account/security/passkeys/{}/remove", passkey.id),
            None => "/account/security/password/remove".to_owned(),
        }
    }
}

impl Page for RemoveWayPage<'_> {
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
