//! An invitation to make an account: a sealed link, good for one address.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How long an invitation works (attacks.md §2.2).
pub const INVITATION_LIFETIME: Duration = Duration::from_secs(72 * 60 * 60);

/// What is sealed in the link `/sign-up?invitation=…`. It works once, because an address has one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The canonical address the account will have.
    pub email: String,
}
