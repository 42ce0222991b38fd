//! A passkey as it is registered.

use ciborium::Value;
use uuid::Uuid;
use webauthn_rs::prelude::{Credential, Passkey as Registered};

use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::store::passkeys::Passkey;

/// Where the flags stand in the authenticator data, behind the hash of the domain (Web Authentication §6.1).
const FLAGS: usize = 32;
/// Somebody was there, and it was they.
const PRESENT_AND_VERIFIED: u8 = 0b101;
/// The attested data begin behind the counter, with the model (§6.5.1).
const MODEL: usize = 37;

/// A passkey to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPasskey {
    /// The authenticator's name for it.
    pub credential_id: Vec<u8>,
    /// Its public key and what else was registered, as JSON.
    pub credential: String,
    /// The model of its authenticator (AAGUID), if that says so.
    pub model: Option<Uuid>,
    /// Where its counter stands.
    pub sign_count: i64,
    /// Whether it may be on more than one device.
    pub synced: bool,
    /// Whether it is.
    pub backed_up: bool,
}

impl NewPasskey {
    pub(super) fn of(credential: Credential, model: Option<Uuid>) -> Self {
        let registered = Registered::from(credential.clone());
        Self {
            credential_id: credential.cred_id,
            credential: serde_json::to_string(&registered).expect("plain data"),
            model,
            sign_count: credential.counter.into(),
            synced: credential.backup_eligible,
            backed_up: credential.backup_state,
        }
    }

    /// As it is kept, made at this moment and not used yet.
    pub fn of_person(self, id: Uuid, user: UserId, now: Timestamp) -> Passkey {
        Passkey {
            id,
            user_id: user,
            credential_id: self.credential_id,
            credential: self.credential,
            model: self.model,
            name: None,
            sign_count: self.sign_count,
            synced: self.synced,
            backed_up: self.backed_up,
            created_at: now,
            last_used_at: None,
        }
    }
}

/// The authenticator data of an attestation object (§6.5.4). None: the octets are no such object.
pub(super) fn authenticator_data(object: &[u8]) -> Option<Vec<u8>> {
    let parsed: Value = ciborium::from_reader(object).ok()?;
    let named = |(key, _): &(Value, Value)| key.as_text() == Some("authData");
    let data = parsed.into_map().ok()?.into_iter().find(named)?.1;
    let data = data.into_bytes().ok()?;
    (data.len() >= MODEL + 16).then_some(data)
}

/// The model of the authenticator; none where it does not say so.
pub(super) fn model(data: &[u8]) -> Option<Uuid> {
    let octets = data.get(MODEL..MODEL + 16)?;
    Uuid::from_slice(octets).ok().filter(|id| !id.is_nil())
}

/// The object without an attestation that says in the authenticator's place that the person was there. A browser that makes a passkey
/// by itself asks nobody (Web Authentication §7.1, step 15: for it, neither flag is to be checked), which the library does not know.
/// Whoever uses the passkey is verified.
pub(super) fn vouched(mut data: Vec<u8>) -> Vec<u8> {
    if let Some(flags) = data.get_mut(FLAGS) {
        *flags |= PRESENT_AND_VERIFIED;
    }
    let object = Value::Map(vec![
        ("fmt".into(), "none".into()),
        ("attStmt".into(), Value::Map(Vec::new())),
        ("authData".into(), Value::Bytes(data)),
    ]);
    let mut octets = Vec::new();
    ciborium::into_writer(&object, &mut octets).expect("a vector takes all");
    octets
}
