//! The life of a key, as pure functions of `now`: announced → active → retiring → gone.
//!
//! Relying parties keep our JWKS for up to a day, so a signing key is published long before it signs and long after
//! it last did. Every algorithm has one key that signs and one that is announced; an emergency rotation need not wait.
//! A key of the seal's ring is loaded by every node before it seals.
//!
//! A key has no end until its successor is made: the end of the one is the beginning of the other. So nothing is ever
//! without a key because the server was off when a rotation was due.
//!
//! A plan is a list of steps that one transaction takes in order, up to the first that changes nothing. The first
//! step decides: it compares and sets the times of an old row, or inserts a row whose id follows from the rows before
//! it. So of two nodes with the same plan one wins, and the other reads what it did (TK-06).

mod ring;
mod signing;

use std::time::Duration;

use super::SigningAlg;
use crate::protocol::time::Timestamp;
pub use ring::sealing;
pub(super) use ring::{RingStep, plan_ring, plan_ring_revocation, plan_ring_rotation};
pub(super) use signing::{SigningStep, plan, plan_revocation, plan_rotation};
pub use signing::{announced, signing};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// The end of a key whose successor is not made yet.
pub const OPEN_END: Timestamp = Timestamp(i64::MAX);

/// Which keys there are and how long they live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPolicy {
    /// What we sign with.
    pub algorithms: Vec<SigningAlg>,
    /// Bits of new RSA keys: 2048, 3072 or 4096.
    pub rsa_bits: usize,
    /// How long a key signs.
    pub life: Duration,
    /// How long it is published before, at the least; longer than relying parties keep the JWKS.
    pub announce: Duration,
    /// How long it is published after: the life of the longest token, and as long as relying parties keep the JWKS.
    pub retain: Duration,
    /// How long a key of the ring seals. It opens for twice as long again.
    pub seal_life: Duration,
    /// How long it only opens before; longer than it takes all nodes to load it.
    pub seal_announce: Duration,
}

impl Default for KeyPolicy {
    fn default() -> Self {
        Self {
            algorithms: SigningAlg::ALL.to_vec(),
            rsa_bits: 2048,
            life: 90 * DAY,
            announce: DAY,
            retain: DAY + HOUR,
            seal_life: 30 * DAY,
            seal_announce: HOUR,
        }
    }
}

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
    /// Its successor signs from then on; it stays published. [`OPEN_END`] while there is no successor.
    pub retiring_at: Timestamp,
    /// Neither published nor accepted from then on. [`OPEN_END`] while there is no successor.
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
    /// Opens nothing from then on. [`OPEN_END`] while there is no successor.
    pub gone_at: Timestamp,
}

/// Where a signing key is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It signs.
    Active,
    /// It is published and will sign.
    Announced,
    /// It is published and has signed.
    Retiring,
    /// Nobody should have a use for it.
    Gone,
}

impl SigningKeyRow {
    /// The key's state at `now`.
    pub fn state(&self, now: Timestamp) -> State {
        if now >= self.gone_at {
            State::Gone
        } else if now >= self.retiring_at {
            State::Retiring
        } else if now >= self.active_at {
            State::Active
        } else {
            State::Announced
        }
    }

    fn ending(&self, retiring_at: Timestamp, policy: &KeyPolicy) -> Self {
        Self {
            retiring_at,
            gone_at: retiring_at.plus(policy.retain),
            ..self.clone()
        }
    }
}
