//! What can go wrong with keys.

use super::{MasterKeyError, SigningAlg};
use crate::store::StoreError;

/// Why keys could not be loaded, made or used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The policy does not have the algorithm.
    #[error("there is no key for {}", alg.as_str())]
    NoKey {
        /// The algorithm.
        alg: SigningAlg,
    },
    /// No key of the ring seals: there is none, or the clock is far off.
    #[error("no key of the seal's ring is active")]
    NoRing,
    /// The policy cannot work.
    #[error("{0}")]
    Policy(String),
    /// A private key in the database is none.
    #[error("a private key for {} cannot be read", alg.as_str())]
    BadKey {
        /// Its algorithm.
        alg: SigningAlg,
    },
    /// A key could not be made.
    #[error("a key for {} could not be made", alg.as_str())]
    GenerationFailed {
        /// Its algorithm.
        alg: SigningAlg,
    },
    /// The library did not sign.
    #[error("signing with {} failed", alg.as_str())]
    SigningFailed {
        /// The algorithm.
        alg: SigningAlg,
    },
    /// The task that made a key was stopped.
    #[error("a key could not be made: its task ended early")]
    Interrupted,
    /// Other nodes changed the keys again and again.
    #[error("other nodes keep changing the keys; try again")]
    Contended,
    /// There is no signing key with this id.
    #[error("there is no signing key {kid}")]
    UnknownKid {
        /// The id.
        kid: String,
    },
    /// What should be signed is not JSON.
    #[error("the claims cannot be written as JSON: {0}")]
    Claims(#[from] serde_json::Error),
    /// The master key is missing or the wrong one.
    #[error(transparent)]
    Master(#[from] MasterKeyError),
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}
