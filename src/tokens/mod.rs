//! Tokens: the one function that signs them, what reads them back, and whether they still count.

pub mod live;
mod mint;
pub mod open;
pub mod revoke;

pub use mint::{MintError, mint};

/// `typ` of our access tokens (RFC 9068 §2.1).
const ACCESS_TOKEN_TYPE: &str = "at+jwt";

#[cfg(test)]
mod tests;
