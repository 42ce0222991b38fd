//! Tokens: the one function that signs them, what reads them back, and whether they still count.

pub mod live;
mod mint;
pub mod open;
pub mod preview;
pub mod revoke;

pub use mint::{MintError, mint};

use crate::protocol::client::AccessTokenFormat;

/// What every opaque access token begins with, so that one kind of secret is never taken for another.
const OPAQUE_PREFIX: &str = "lya_";

/// `typ` of access tokens in this format (RFC 9068 §2.1, RFC 7519 §5.1); none of opaque ones. ID tokens have none, so that no
/// access token is taken for one.
fn type_of(format: AccessTokenFormat) -> Option<&'static str> {
    match format {
        AccessTokenFormat::AtJwt => Some("at+jwt"),
        AccessTokenFormat::Jwt => Some("JWT"),
        AccessTokenFormat::Opaque => None,
    }
}

#[cfg(test)]
mod tests;
