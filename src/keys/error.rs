//! What can go wrong with keys.

use super::SigningAlg;
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

/// Why there is no master key. Every message names where it was looked for and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MasterKeyError {
    /// The file is not there, but the database holds secrets that only it can unwrap.
    #[error(
        "the master key {origin} is missing, but the database holds keys that were wrapped with it: \
         restore that file from a backup, or start with an empty database"
    )]
    Missing {
        /// The file.
        origin: String,
    },
    /// Not 32 bytes in base64.
    #[error(
        "the master key in {origin} is not 32 bytes in base64: \
         restore it from a backup or, for a new installation, make one with `openssl rand -base64 32`"
    )]
    Malformed {
        /// File or variable.
        origin: String,
    },
    /// The same byte over and over.
    #[error(
        "the master key in {origin} is a placeholder: make a real one with `openssl rand -base64 32`"
    )]
    Placeholder {
        /// File or variable.
        origin: String,
    },
    /// Others on the machine may read the file.
    #[error(
        "others may read the master key {origin} (its mode is {mode:03o}): run `chmod {fix} {origin}`"
    )]
    Exposed {
        /// The file.
        origin: String,
        /// Its permission bits.
        mode: u32,
        /// The mode that it should have.
        fix: &'static str,
    },
    /// The file cannot be read or made.
    #[error("the master key {origin} cannot be {what}: {source}")]
    Io {
        /// The file.
        origin: String,
        /// `read` or `made`.
        what: &'static str,
        /// The system's answer.
        source: std::io::Error,
    },
    /// A row was wrapped with another master key, or is damaged.
    #[error(
        "the master key in {origin} does not open {row}: it is not the one this database was made with. \
         Restore the former master key, or start with an empty database"
    )]
    Changed {
        /// File or variable.
        origin: String,
        /// Table and id of the row.
        row: String,
    },
}
