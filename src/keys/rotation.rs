//! The life of a key, as pure functions of `now`: announced → active → retiring → gone.
//!
//! A relying party may keep our JWKS for a day, so a signing key is published long before it signs and long after
//! it last did. Every algorithm has one key that signs and one that is announced, so that an emergency rotation
//! needs no waiting. Steps are compare-and-set: of two nodes that take the same step, one wins.

use crate::protocol::client::SigningAlg;
use crate::protocol::time::Timestamp;

/// A row of `signing_key`. `store::signing_keys` reads and writes it.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKeyRow {
    /// The key's id in JWS headers and the JWKS, 22 characters of base64url.
    pub kid: String,
    /// The one algorithm it signs with.
    pub alg: SigningAlg,
    /// PKCS#8, wrapped by the master key.
    pub private_key: Vec<u8>,
    /// The public key as it is published (RFC 7517).
    pub public_jwk: serde_json::Value,
    /// Published from then on.
    pub announced_at: Timestamp,
    /// Signs from then on.
    pub active_at: Timestamp,
    /// Its successor signs from then on; it stays published.
    pub retiring_at: Timestamp,
    /// Neither published nor accepted from then on.
    pub gone_at: Timestamp,
}

/// A row of `seal_key`. `store::seal_keys` reads and writes it.
#[derive(Clone, PartialEq, Eq)]
pub struct SealKeyRow {
    /// 1 to 255; part of every sealed text.
    pub id: u8,
    /// 32 random bytes, wrapped by the master key.
    pub secret: Vec<u8>,
    /// Opens from then on, as soon as a node has loaded it.
    pub created_at: Timestamp,
    /// Seals from then on.
    pub active_at: Timestamp,
    /// Opens nothing from then on.
    pub gone_at: Timestamp,
}
