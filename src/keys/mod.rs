//! Keys: what signs tokens, what seals state that travels through browsers, and the master key that wraps both.
//!
//! [`Keys`] is the only handle others need. It answers from memory, holds parsed keys, and takes over what the
//! database holds at every [`refresh`](Keys::refresh), so that all nodes sign, seal and publish alike.

mod crypto;
mod error;
mod generate;
mod jwks;
#[cfg(test)]
pub(crate) mod kept_tests;
mod mac;
mod master;
mod master_file;
mod ring;
pub mod rotation;
#[cfg(test)]
mod rotation_tests;
mod rows;
mod seal;
pub mod secret_file;
mod signer;
mod snapshot;
pub mod testing;
mod travellers;
mod upkeep;
#[cfg(test)]
mod upkeep_tests;
mod verify;
#[cfg(test)]
mod verify_tests;

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

pub use crate::protocol::client::SigningAlg;
use crate::protocol::time::Timestamp;
pub use error::{KeyError, MasterKeyError};
pub use jwks::Jwks;
pub use mac::{Mac, MacPurpose};
pub use master::MasterKey;
pub use rotation::KeyPolicy;
pub use rows::KeyRows;
pub use seal::{Opened, Purpose, SealError, Travels, positional};
pub use signer::{Signer, core as core_alg};
use snapshot::Snapshot;
use verify::Expected;
pub use verify::VerifyError;

/// The keys of this server. Cloning it gives another handle to the same ones.
#[derive(Clone)]
pub struct Keys(Arc<Inner>);

struct Inner {
    issuer: String,
    master: Arc<MasterKey>,
    policy: KeyPolicy,
    now: RwLock<Arc<Snapshot>>,
    /// One refresh or rotation at a time, so that an older reading never replaces a newer one.
    upkeep: tokio::sync::Mutex<()>,
}

impl Keys {
    /// Seals `value`: nobody else can read or make it. It opens until `expires_at`.
    pub fn seal<T: Travels>(&self, expires_at: Timestamp, value: &T) -> String {
        let write = |buffer: &mut Vec<u8>| seal::write(value, buffer);
        self.snapshot()
            .ring
            .seal(T::PURPOSE, T::VERSION, expires_at, write)
    }

    /// What [`seal`](Self::seal) sealed, on this node or another, by this version of the program or another.
    ///
    /// # Errors
    /// One error for every cause: forged, changed, of another purpose or issuer, expired, its key gone, of a form that is not
    /// read.
    pub fn open<T: Travels>(&self, text: &str, now: Timestamp) -> Result<Opened<T>, SealError> {
        let form = (T::PURPOSE, T::VERSION);
        self.snapshot().ring.open(form, text, now, seal::read)
    }

    /// A secret that is kept in a row, encrypted with the master key: it opens for that row alone, and never expires.
    pub fn wrap(&self, table: &str, id: &str, secret: &[u8]) -> Vec<u8> {
        self.0.master.wrap(table, id, secret)
    }

    /// What [`wrap`](Self::wrap) made for the same row.
    ///
    /// # Errors
    /// When it is another row's, damaged, or of another master key.
    pub fn unwrap(
        &self,
        table: &str,
        id: &str,
        wrapped: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, MasterKeyError> {
        self.0.master.unwrap(table, id, wrapped)
    }

    /// The MAC of `parts` under the key that is used at present, and that key's id, which must be kept beside it.
    pub fn mac(&self, purpose: MacPurpose, parts: &[&[u8]]) -> (u8, Mac) {
        self.snapshot().ring.mac(purpose, parts)
    }

    /// The MAC of `parts` under the key `id`; none when there is no such key. Compare in constant time.
    pub fn mac_with(&self, id: u8, purpose: MacPurpose, parts: &[&[u8]]) -> Option<Mac> {
        self.snapshot().ring.mac_with(id, purpose, parts)
    }

    /// A signed JWT in compact form. `typ` goes into the header, such as `at+jwt`.
    ///
    /// # Errors
    /// When there is no key for `alg`, or the claims cannot be written as JSON.
    pub fn sign(
        &self,
        alg: SigningAlg,
        typ: Option<&str>,
        claims: &impl Serialize,
    ) -> Result<String, KeyError> {
        self.signer(alg)?.jwt(typ, claims)
    }

    /// The key that signs with `alg` at present; `IdToken::new` takes it.
    ///
    /// # Errors
    /// When the policy does not have the algorithm. A key it had before stays published until it is revoked.
    pub fn signer(&self, alg: SigningAlg) -> Result<Arc<Signer>, KeyError> {
        let snapshot = self.snapshot();
        let signer = snapshot
            .signer(alg)
            .filter(|_| self.algorithms().contains(&alg));
        signer.cloned().ok_or(KeyError::NoKey { alg })
    }

    /// The claims of a JWT that this server signed and that is in force. `typ` is the header's, letter for letter;
    /// ID tokens have none. `audience` is one of its audiences; none: whatever they are.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn verify<'a, T: DeserializeOwned>(
        &self,
        jwt: &str,
        typ: Option<&str>,
        audience: impl Into<Option<&'a str>>,
        now: Timestamp,
    ) -> Result<T, VerifyError> {
        let issuer = &self.0.issuer;
        self.verify_as(
            jwt,
            Expected {
                issuer,
                typ,
                audience: audience.into(),
                exp: true,
            },
            now,
        )
    }

    /// The claims of an ID token that this server signed, expired or not, for whatever client: a hint
    /// (`id_token_hint`, OIDC Core §3.1.2.1, RP-Initiated Logout §2). The caller looks at its `aud`.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn verify_hint<T: DeserializeOwned>(
        &self,
        jwt: &str,
        now: Timestamp,
    ) -> Result<T, VerifyError> {
        let issuer = &self.0.issuer;
        self.verify_as(
            jwt,
            Expected {
                issuer,
                typ: None,
                audience: None,
                exp: false,
            },
            now,
        )
    }

    fn verify_as<T: DeserializeOwned>(
        &self,
        jwt: &str,
        expected: Expected<'_>,
        now: Timestamp,
    ) -> Result<T, VerifyError> {
        let snapshot = self.snapshot();
        verify::verify(jwt, |kid| snapshot.by_kid(kid, now), expected, now)
    }

    /// The key set document as it is at present.
    pub fn jwks(&self) -> Jwks {
        self.snapshot().jwks.clone()
    }

    /// The algorithms of the policy.
    pub fn algorithms(&self) -> &[SigningAlg] {
        &self.0.policy.algorithms
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        self.0
            .now
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys")
            .field("issuer", &self.0.issuer)
            .finish_non_exhaustive()
    }
}
