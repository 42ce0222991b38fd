//! Proof key for code exchange (RFC 7636), method S256 only (RFC 9700 §2.1.1).

use std::fmt;

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

/// A `code_challenge` of method S256: the base64url text of a SHA-256 digest, 43 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodeChallenge(String);

impl CodeChallenge {
    /// Parses the text; `None` when no verifier could ever match it.
    pub fn parse(text: &str) -> Option<Self> {
        let right = text.len() == 43
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        right.then(|| Self(text.to_owned()))
    }

    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A `code_verifier`: 43–128 characters of `[A-Za-z0-9-._~]` (RFC 7636 §4.1). Secret, so it does not print.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeVerifier(String);

impl CodeVerifier {
    /// Parses the text; `None` when length or alphabet is wrong.
    pub fn parse(text: &str) -> Option<Self> {
        let right = (43..=128).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~'));
        right.then(|| Self(text.to_owned()))
    }

    /// The text as it came. For tests.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The S256 challenge of this verifier (RFC 7636 §4.2). For tests.
    pub fn challenge(&self) -> CodeChallenge {
        CodeChallenge(URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, self.0.as_bytes())))
    }
}

impl fmt::Debug for CodeVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeVerifier(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_example_of_rfc_7636_appendix_b() {
        let verifier = CodeVerifier::parse("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").unwrap();
        assert_eq!(
            verifier.challenge().as_str(),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }

    #[test]
    fn cd_13_length_and_alphabet() {
        let verifier = |text: &str| CodeVerifier::parse(text).is_some();
        let challenge = |text: &str| CodeChallenge::parse(text).is_some();
        for (count, good) in [
            (0, false),
            (42, false),
            (43, true),
            (128, true),
            (129, false),
        ] {
            assert_eq!(verifier(&"a".repeat(count)), good, "{count}");
            // A SHA-256 digest always has 43 characters; nothing could ever match another length.
            assert_eq!(challenge(&"a".repeat(count)), count == 43, "{count}");
        }
        for bad in ["=", "+", "/", " ", "é", "\0", "%"] {
            let text = format!("{}{bad}", "a".repeat(43 - bad.len()));
            assert!(!verifier(&text) && !challenge(&text), "{bad:?}");
        }
        let tilde_and_dot = format!("{}~.", "a".repeat(41));
        assert!(verifier(&tilde_and_dot) && !challenge(&tilde_and_dot));
    }

    proptest! {
        #[test]
        fn only_the_right_verifier_matches(right in "[A-Za-z0-9._~-]{43,128}", wrong in "[A-Za-z0-9._~-]{43,128}") {
            let challenge = CodeVerifier::parse(&right).unwrap().challenge();
            prop_assert!(CodeChallenge::parse(challenge.as_str()).is_some());
            prop_assert_eq!(CodeVerifier::parse(&wrong).unwrap().challenge() == challenge, right == wrong);
        }

        #[test]
        fn parsing_never_panics(text in ".{0,130}") {
            CodeVerifier::parse(&text);
            CodeChallenge::parse(&text);
        }
    }
}
