//! Message authentication: texts that need no secrecy but must come from us.

use aws_lc_rs::hmac::{Context, HMAC_SHA256, Key};

use super::crypto::{derive, part_length};
use super::seal::purposes;

purposes! {
    /// What a MAC is for. Each has its own key.
    MacPurpose {
        /// The token in a form against cross-site requests.
        Csrf = "csrf",
        /// The end of a refresh token.
        RefreshToken = "refresh token",
        /// What check frames compare.
        BrowserState = "browser state",
        /// A code that is typed once.
        OneTimeCode = "one-time code",
        /// What authenticators know a person by.
        UserHandle = "user handle",
    }
}

/// HMAC-SHA256.
pub type Mac = [u8; 32];

/// The keys one ring key gives for MACs, one for each [`MacPurpose`].
pub(super) struct MacKeys(Vec<Key>);

impl MacKeys {
    pub(super) fn new(secret: &[u8], issuer: &str) -> Self {
        let for_purpose = |purpose: &MacPurpose| {
            Key::new(
                HMAC_SHA256,
                &*derive(secret, "lanyard mac", &[purpose.label(), issuer]),
            )
        };
        Self(MacPurpose::ALL.iter().map(for_purpose).collect())
    }

    /// The MAC of `parts`, each with its length in front: `["ab", "c"]` and `["a", "bc"]` differ.
    pub(super) fn mac(&self, purpose: MacPurpose, parts: &[&[u8]]) -> Mac {
        let mut context = Context::with_key(&self.0[purpose as usize]);
        for part in parts {
            context.update(&part_length(part));
            context.update(part);
        }
        let tag = context.sign();
        let mut mac = [0; 32];
        mac.copy_from_slice(tag.as_ref());
        mac
    }
}
