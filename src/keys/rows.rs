//! Rows of keys: making them, and what the tables hold.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use super::crypto::random;
use super::generate;
use super::rotation::{
    self, KeyPolicy, OPEN_END, RingStep, SealKeyRow, SigningKeyRow, SigningStep,
};
use super::signer::Signer;
use super::{KeyError, MasterKey, MasterKeyError, SigningAlg};
use crate::protocol::time::Timestamp;

/// What wraps are bound to, with the row's id.
pub(super) const RING_TABLE: &str = "seal_key";
/// What wraps are bound to, with the row's id.
pub(super) const SIGNING_TABLE: &str = "signing_key";

/// The tables `seal_key` and `signing_key`.
#[derive(Clone, Default)]
pub struct KeyRows {
    /// `seal_key`
    pub ring: Vec<SealKeyRow>,
    /// `signing_key`
    pub signing: Vec<SigningKeyRow>,
}

impl KeyRows {
    /// The rows of a first start: one key for the ring and one for each algorithm. Making RSA keys takes a while.
    ///
    /// # Errors
    /// When a key cannot be made. For tests.
    pub fn first(master: &MasterKey, policy: &KeyPolicy, now: Timestamp) -> Result<Self, KeyError> {
        let mut rows = Self::default();
        for step in rotation::plan_ring(&[], now, policy) {
            if let RingStep::Make { id, active_at } = step {
                rows.ring.push(ring_row(master, id, active_at, now));
            }
        }
        for &alg in &policy.algorithms {
            for step in rotation::plan(&[], alg, rows.origin(), now, policy) {
                if let SigningStep::Make {
                    alg,
                    kid,
                    active_at,
                } = step
                {
                    rows.signing.push(signing_row(
                        master,
                        alg,
                        kid,
                        active_at,
                        now,
                        policy.rsa_bits,
                    )?);
                }
            }
        }
        Ok(rows)
    }

    /// Whether the master key opens every row.
    pub(super) fn check(&self, master: &MasterKey) -> Result<(), MasterKeyError> {
        for row in &self.ring {
            master.unwrap(RING_TABLE, &row.id.to_string(), &row.secret)?;
        }
        for row in &self.signing {
            master.unwrap(SIGNING_TABLE, &row.kid, &row.private_key)?;
        }
        Ok(())
    }

    /// Bytes that all nodes have alike and no other installation has.
    pub(super) fn origin(&self) -> &[u8] {
        self.ring
            .iter()
            .min_by_key(|row| (row.created_at, row.id))
            .map_or(&[], |row| &row.secret)
    }
}

/// A new key for the ring.
pub(super) fn ring_row(
    master: &MasterKey,
    id: u8,
    active_at: Timestamp,
    now: Timestamp,
) -> SealKeyRow {
    let mut secret = Zeroizing::new([0; 32]);
    random(&mut *secret);
    let secret = master.wrap(RING_TABLE, &id.to_string(), &*secret);
    SealKeyRow {
        id,
        secret,
        created_at: now,
        active_at,
        gone_at: OPEN_END,
    }
}

/// A new signing key. RSA keys take a while.
pub(super) fn signing_row(
    master: &MasterKey,
    alg: SigningAlg,
    kid: Option<String>,
    active_at: Timestamp,
    now: Timestamp,
    rsa_bits: usize,
) -> Result<SigningKeyRow, KeyError> {
    let kid = kid.unwrap_or_else(|| {
        let mut bytes = [0; 16];
        random(&mut bytes);
        URL_SAFE_NO_PAD.encode(bytes)
    });
    let pkcs8 = generate::private_key(alg, rsa_bits)?;
    let public_jwk = Signer::new(&kid, alg, &pkcs8)?.public_jwk().clone();
    let private_key = master.wrap(SIGNING_TABLE, &kid, &pkcs8);
    Ok(SigningKeyRow {
        kid,
        alg,
        private_key,
        public_jwk,
        announced_at: now,
        active_at,
        retiring_at: OPEN_END,
        gone_at: OPEN_END,
    })
}
