//! What there is to write to somebody, before it is put into words.

use serde::{Deserialize, Serialize};

use crate::keys::{Purpose, Travels};
use crate::protocol::further::Further;
use crate::protocol::time::Timestamp;

/// A letter. What is in it are facts; words are found when it is sent. Links are whole URLs, made of the configured issuer and of
/// nothing that a request said (attack row EM-01).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Letter {
    /// Whoever reads it shows that the address is theirs.
    ConfirmAddress {
        /// To be typed.
        code: String,
        /// The page that does the same with a button.
        link: String,
        /// When both stop working.
        until: Timestamp,
    },
    /// Whoever reads it may choose a new password.
    ResetPassword {
        /// To be typed.
        code: String,
        /// The page that does the same with a button.
        link: String,
        /// When both stop working.
        until: Timestamp,
    },
    /// An account may be made.
    Invitation {
        /// The page to make it on.
        link: String,
        /// The name of who invites.
        by: Option<String>,
        /// The name of the app that one is invited to.
        app: Option<String>,
        /// When it stops working.
        until: Timestamp,
    },
    /// Somebody wanted to make an account with an address that has one.
    AccountExists,
    /// Somebody signed in with a browser that was never seen with this account.
    NewDevice {
        /// In words of ours: "Firefox on Linux".
        device: String,
        /// When.
        when: Timestamp,
        /// From where: a network address.
        place: Option<String>,
    },
    /// The password was changed.
    PasswordChanged {
        /// When.
        when: Timestamp,
        /// In which browser, if in one.
        device: Option<String>,
    },
    /// A way to sign in other than the password was added or removed.
    FactorChanged {
        /// When.
        when: Timestamp,
        /// In which browser, if in one.
        device: Option<String>,
    },
    /// Somebody who knows the password fails to show the second factor.
    FactorFailed {
        /// When.
        when: Timestamp,
        /// In which browser.
        device: Option<String>,
    },
    /// The address was changed; goes to the one the account had before (attack row EM-09).
    AddressChanged {
        /// The one it has now.
        new: String,
        /// When.
        when: Timestamp,
        /// The page that takes it back.
        undo: Option<String>,
    },
    /// The account will be deleted.
    DeletionBegun {
        /// When. Signing in until then keeps it.
        until: Timestamp,
    },
    /// The account is deleted.
    DeletionDone,
    /// An operator tries whether letters arrive.
    Trial,
}

impl Letter {
    /// Its name in texts, metrics and counts.
    pub fn name(&self) -> &'static str {
        match self {
            Self::ConfirmAddress { .. } => "confirm-address",
            Self::ResetPassword { .. } => "reset-password",
            Self::Invitation { .. } => "invitation",
            Self::AccountExists => "account-exists",
            Self::NewDevice { .. } => "new-device",
            Self::PasswordChanged { .. } => "password-changed",
            Self::FactorChanged { .. } => "factor-changed",
            Self::FactorFailed { .. } => "factor-failed",
            Self::AddressChanged { .. } => "address-changed",
            Self::DeletionBegun { .. } => "deletion-begun",
            Self::DeletionDone => "deletion-done",
            Self::Trial => "trial",
        }
    }

    /// When it is of no use any more.
    pub fn until(&self) -> Option<Timestamp> {
        match self {
            Self::ConfirmAddress { until, .. }
            | Self::ResetPassword { until, .. }
            | Self::Invitation { until, .. } => Some(*until),
            _ => None,
        }
    }

    /// Whether somebody asked for it, perhaps not the one who gets it, and perhaps a thousand times (attack row EM-12).
    pub fn is_asked_for(&self) -> bool {
        matches!(
            self,
            Self::ConfirmAddress { .. }
                | Self::ResetPassword { .. }
                | Self::Invitation { .. }
                | Self::AccountExists
        )
    }
}

/// A letter and where it goes, as a row of the outbox holds it: sealed, since codes are secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// The address in canonical form.
    pub to: String,
    /// The language it is to be in: `"de"`.
    pub locale: Option<String>,
    /// The time zone its times are told in: `"Europe/Berlin"`. None: in UTC.
    #[serde(default)]
    pub zone: Option<String>,
    /// What it says.
    pub letter: Letter,
    /// What only a newer version knows.
    #[serde(flatten)]
    pub further: Further<0>,
}

impl Travels for Sealed {
    const PURPOSE: Purpose = Purpose::Letter;
    const VERSION: u8 = 1;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::kept_tests::{NOW, opens_as};

    #[test]
    fn letters_of_former_versions_open() {
        let link = "https://id.example.com/reset?token=t".to_owned();
        let letter = Letter::ResetPassword {
            code: "123456".into(),
            link,
            until: NOW,
        };
        let sealed = Sealed {
            to: "ada@example.com".into(),
            locale: Some("de".into()),
            zone: None,
            letter,
            further: Further::default(),
        };
        opens_as("letter", &sealed);
    }
}
