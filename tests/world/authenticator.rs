//! An authenticator made of software, and the browser before it: makes passkeys and answers with them (Web Authentication §6).

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ciborium::Value as Cbor;
use serde_json::{Value, json};

/// The person was there; was verified; the passkey may be copied; it was; data of a new one follow.
pub const PRESENT: u8 = 1;
pub const VERIFIED: u8 = 1 << 2;
pub const SYNCED: u8 = 1 << 3;
pub const BACKED_UP: u8 = 1 << 4;
const ATTESTED: u8 = 1 << 6;

/// What is answered, before it is signed and packed: a test changes what it wants to be wrong.
pub struct Answer {
    pub kind: String,
    pub challenge: String,
    pub origin: String,
    pub cross_origin: bool,
    pub rp_id: String,
    pub flags: u8,
    pub count: u32,
    pub handle: Option<Vec<u8>>,
    pub id: String,
    pub raw_id: Vec<u8>,
    pub type_: String,
    /// Changes a bit of the signature.
    pub forged: bool,
}

/// One passkey.
pub struct Authenticator {
    key: EcdsaKeyPair,
    origin: String,
    pub credential_id: Vec<u8>,
    pub handle: Option<Vec<u8>>,
    pub count: u32,
    pub flags: u8,
    pub model: [u8; 16],
}

fn b64(octets: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}

fn sha256(octets: &[u8]) -> Vec<u8> {
    digest(&SHA256, octets).as_ref().to_vec()
}

fn parsed(options: &str) -> Value {
    serde_json::from_str(options).unwrap()
}

fn member(options: &Value, name: &str) -> String {
    options[name].as_str().unwrap_or_default().to_owned()
}

impl Authenticator {
    /// One that has no passkey yet, behind a browser that shows `origin`. It counts nothing, as those that copy passkeys.
    pub fn at(origin: &str) -> Self {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        Self {
            credential_id: sha256(key.public_key().as_ref()),
            key,
            origin: origin.to_owned(),
            handle: None,
            count: 0,
            flags: PRESENT | VERIFIED,
            model: [0; 16],
        }
    }

    /// Where somebody who copied it goes on.
    pub fn copy(&self) -> Self {
        let pkcs8 = self.key.to_pkcs8v1().unwrap();
        Self {
            key: EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref()).unwrap(),
            origin: self.origin.clone(),
            credential_id: self.credential_id.clone(),
            handle: self.handle.clone(),
            ..*self
        }
    }

    fn answer(&self, kind: &str, options: &Value, rp_id: String) -> Answer {
        Answer {
            kind: kind.to_owned(),
            challenge: member(options, "challenge"),
            origin: self.origin.clone(),
            cross_origin: false,
            rp_id,
            flags: self.flags,
            count: self.count,
            handle: self.handle.clone(),
            id: b64(&self.credential_id),
            raw_id: self.credential_id.clone(),
            type_: "public-key".to_owned(),
            forged: false,
        }
    }

    /// Makes its passkey, as `options` ask: what the browser passes on.
    pub fn create(&mut self, options: &str) -> String {
        self.create_but(options, |_| {})
    }

    /// The same, but for what `twist` changes.
    pub fn create_but(&mut self, options: &str, twist: impl FnOnce(&mut Answer)) -> String {
        let options = parsed(options);
        let handle = options["user"]["id"].as_str().unwrap();
        self.handle = Some(URL_SAFE_NO_PAD.decode(handle).unwrap());
        let rp_id = member(&options["rp"], "id");
        let mut answer = self.answer("webauthn.create", &options, rp_id);
        answer.flags |= ATTESTED;
        twist(&mut answer);
        let mut data = answer.authenticator_data();
        data.extend(self.model);
        data.extend((self.credential_id.len() as u16).to_be_bytes());
        data.extend(&self.credential_id);
        data.extend(self.cose_key());
        let object = Cbor::Map(vec![
            (Cbor::Text("fmt".into()), Cbor::Text("none".into())),
            (Cbor::Text("attStmt".into()), Cbor::Map(Vec::new())),
            (Cbor::Text("authData".into()), Cbor::Bytes(data)),
        ]);
        let mut attestation = Vec::new();
        ciborium::into_writer(&object, &mut attestation).unwrap();
        json!({
            "id": answer.id,
            "rawId": b64(&answer.raw_id),
            "type": answer.type_,
            "authenticatorAttachment": "platform",
            "clientExtensionResults": { "credProps": { "rk": true } },
            "response": {
                "clientDataJSON": b64(answer.client_data().as_bytes()),
                "attestationObject": b64(&attestation),
                "transports": ["internal", "hybrid"],
            },
        })
        .to_string()
    }

    /// Answers with its passkey.
    pub fn get(&mut self, options: &str) -> String {
        self.get_but(options, |_| {})
    }

    /// The same, but for what `twist` changes.
    pub fn get_but(&mut self, options: &str, twist: impl FnOnce(&mut Answer)) -> String {
        let options = parsed(options);
        if self.count > 0 {
            self.count += 1;
        }
        let rp_id = member(&options, "rpId");
        let mut answer = self.answer("webauthn.get", &options, rp_id);
        twist(&mut answer);
        let (data, client_data) = (answer.authenticator_data(), answer.client_data());
        let signed = [data.clone(), sha256(client_data.as_bytes())].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        let mut signature = signature.as_ref().to_vec();
        if answer.forged {
            *signature.last_mut().unwrap() ^= 1;
        }
        json!({
            "id": answer.id,
            "rawId": b64(&answer.raw_id),
            "type": answer.type_,
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": b64(client_data.as_bytes()),
                "authenticatorData": b64(&data),
                "signature": b64(&signature),
                "userHandle": answer.handle.as_deref().map(b64),
            },
        })
        .to_string()
    }

    fn cose_key(&self) -> Vec<u8> {
        // 4, then both coordinates.
        let point = self.key.public_key().as_ref();
        let number = |n: i64| Cbor::Integer(n.into());
        let key = Cbor::Map(vec![
            (number(1), number(2)),
            (number(3), number(-7)),
            (number(-1), number(1)),
            (number(-2), Cbor::Bytes(point[1..33].to_vec())),
            (number(-3), Cbor::Bytes(point[33..65].to_vec())),
        ]);
        let mut octets = Vec::new();
        ciborium::into_writer(&key, &mut octets).unwrap();
        octets
    }
}

impl Answer {
    fn client_data(&self) -> String {
        json!({
            "type": self.kind,
            "challenge": self.challenge,
            "origin": self.origin,
            "crossOrigin": self.cross_origin,
        })
        .to_string()
    }

    fn authenticator_data(&self) -> Vec<u8> {
        let mut data = sha256(self.rp_id.as_bytes());
        data.push(self.flags);
        data.extend(self.count.to_be_bytes());
        data
    }
}
