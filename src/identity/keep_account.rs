//! Somebody with the right password at an account that is to be deleted: carried to the button that keeps it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::factors::Method;
use crate::keys::{Purpose, Travels};
use crate::protocol::ids::UserId;

/// How long the button works.
pub const KEEP_LIFETIME: Duration = Duration::from_mins(10);

/// What is sealed in the form. It works once, because keeping an account begins another epoch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepAccount {
    /// The browser that the password came from.
    #[serde(rename = "b")]
    pub browser: [u8; 16],
    /// Whose account.
    #[serde(rename = "u")]
    pub user: UserId,
    /// Its epoch when the password was looked at.
    #[serde(rename = "e")]
    pub epoch: i64,
    /// Whether it was a passkey, in place of the password, and of which kind.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub synced: Option<bool>,
    /// Whether a code was shown after the password.
    #[serde(rename = "o", default, skip_serializing_if = "std::ops::Not::not")]
    pub code: bool,
}

impl KeepAccount {
    /// What was proven.
    pub fn methods(&self) -> Vec<Method> {
        match (self.synced, self.code) {
            (Some(synced), _) => vec![Method::Passkey { synced }],
            (None, true) => vec![Method::Password, Method::Totp],
            (None, false) => vec![Method::Password],
        }
    }
}

impl Travels for KeepAccount {
    const PURPOSE: Purpose = Purpose::KeepAccount;
    const VERSION: u8 = 1;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::kept_tests::opens_as;

    #[test]
    fn buttons_that_keep_an_account_open() {
        let keep = KeepAccount {
            browser: [3; 16],
            user: UserId(uuid::Uuid::from_u128(2)),
            epoch: 4,
            synced: None,
            code: false,
        };
        opens_as("keep-account", &keep);
    }
}
