//! An invitation as former versions made it: a sealed link, good for one address. Those of this version are rows.

use serde::{Deserialize, Serialize};

use crate::keys::{Purpose, Travels, positional};

/// What is sealed in the link `/sign-up?invitation=…`. It works once, because an address has one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The canonical address the account will have.
    pub email: String,
}

impl Travels for Invitation {
    const PURPOSE: Purpose = Purpose::Invitation;
    const VERSION: u8 = 2;

    fn former(version: u8, plain: &[u8]) -> Option<Self> {
        positional(version, plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::kept_tests::opens_as;

    #[test]
    fn invitations_of_former_versions_open() {
        let email = "ada@example.com".into();
        opens_as("invitation", &Invitation { email });
    }
}
