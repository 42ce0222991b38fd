//! An app as its server knows it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::world::CALLBACK;
use crate::world::scene::{VERIFIER, asks, authorize, with};

/// What registering it printed. Its redirect URI is [`CALLBACK`] where it asks for people.
#[derive(Debug, Clone)]
pub struct Registered {
    pub id: String,
    pub secret: String,
}

impl Registered {
    /// The value of an `Authorization` header.
    pub fn basic(&self) -> String {
        format!(
            "Basic {}",
            STANDARD.encode(format!("{}:{}", self.id, self.secret))
        )
    }

    /// Where it sends a browser; `scope` as in `openid profile`.
    pub fn authorize(&self, issuer: &str, scope: &str) -> String {
        let asks = with(asks(&self.id, CALLBACK), [("scope", scope)]);
        format!("{issuer}{}", authorize(&asks))
    }
}

/// The form that redeems a code of [`Registered::authorize`].
pub fn redemption(code: &str) -> [(&str, &str); 4] {
    [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ]
}
