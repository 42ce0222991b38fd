//! Passkeys (Web Authentication, level 3): what a browser is asked for, and whether what it answers is true. A passkey is two factors
//! in one: its person has the authenticator, which checked a finger, a face or a PIN before it signed (attack rows MF-14 to MF-21).
//!
//! Nothing is kept here. What is asked travels sealed, and is answered once.

mod made;
mod model;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use uuid::Uuid;
use webauthn_rs::prelude::{
    Credential, DiscoverableAuthentication, Passkey as Registered, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Url, Webauthn, WebauthnBuilder,
    WebauthnError,
};

pub use made::NewPasskey;
pub use model::name as model_name;

use crate::store::passkeys::Passkey;

/// Octets of an answer of a browser that are looked at. A key of RSA with everything that may be said beside it has four thousand.
const LONGEST_ANSWER: usize = 16 * 1024;
/// Octets of the name that an authenticator may give a passkey (Web Authentication §5.8.3).
const LONGEST_ID: usize = 1_023;

/// Octets of a user handle (Web Authentication §5.4.3: random, and nothing about the person).
pub type Handle = [u8; 16];

/// What passkeys are made for, and checks them.
#[derive(Debug, Clone)]
pub struct Passkeys {
    webauthn: Webauthn,
    rp_id: String,
    /// Where its pages are.
    origins: Vec<url::Origin>,
}

/// What a browser is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The options of `navigator.credentials`, as JSON.
    pub options: String,
    /// What its answer is held against. Whoever knows it could answer twice: it travels sealed.
    pub state: String,
}

/// Who a passkey is made for, as the browser shows them.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// What the authenticator knows them by.
    pub handle: Handle,
    /// The address or name they sign in with.
    pub login: &'a str,
    /// What they are called.
    pub name: &'a str,
}

/// A passkey that was shown, and is theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The signature counter.
    pub sign_count: i64,
    /// Whether it is on more than one device.
    pub backed_up: bool,
}

/// Why an answer is not believed. For the log.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// It is none.
    #[error("the answer cannot be read: {0}")]
    Malformed(serde_json::Error),
    /// It is longer than any is.
    #[error("the answer is longer than {LONGEST_ANSWER} octets")]
    TooLong,
    /// It names several passkeys, or none.
    #[error("its ids are not those of one passkey")]
    Ids,
    /// Nothing of an authenticator is in it.
    #[error("there are no authenticator data in it")]
    NoData,
    /// It does not say whose it is, where nobody else did.
    #[error("it does not say whose it is")]
    Nameless,
    /// It is of another account than is asked for.
    #[error("it is somebody else's")]
    SomebodyElse,
    /// It was given on a page of another site.
    #[error("it was given on {0}")]
    Elsewhere(String),
    /// Another site showed our page in a frame.
    #[error("it was given in a frame of another site")]
    Framed,
    /// The authenticator verified nobody.
    #[error("the authenticator verified nobody")]
    Unverified,
    /// Its account is switched off, or gone.
    #[error("its account is switched off")]
    Off,
    /// Somebody has a copy of the passkey: its counter went back (Web Authentication §6.1.1).
    #[error("its counter went back, so somebody has a copy of it")]
    Copied,
    /// It is about another site, page or moment, or its signature is not right.
    #[error("{0}")]
    Untrue(String),
    /// What is kept of the passkey cannot be read.
    #[error("what is kept of it cannot be read: {0}")]
    Unreadable(serde_json::Error),
}

impl From<WebauthnError> for Refused {
    fn from(error: WebauthnError) -> Self {
        match error {
            WebauthnError::CredentialPossibleCompromise => Self::Copied,
            other => Self::Untrue(other.to_string()),
        }
    }
}

/// Base64url, as browsers write octets in JSON.
pub fn text(octets: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}

/// What a challenge is remembered by when it was answered.
pub fn mark(state: &str) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, state.as_bytes()).as_ref());
    hash
}

impl Passkeys {
    /// Passkeys of the domain `rp_id`, made on pages of the first of `origins`, and believed of each. `name` is what browsers call it.
    ///
    /// # Errors
    /// When an origin is none.
    pub fn new(rp_id: &str, name: &str, origins: &[&str]) -> Result<Self, Refused> {
        let parse = |origin: &str| {
            let parsed = Url::parse(origin);
            parsed.map_err(|error| Refused::Untrue(error.to_string()))
        };
        let origins: Vec<_> = origins
            .iter()
            .copied()
            .map(parse)
            .collect::<Result<_, _>>()?;
        // The library wants an origin of the very domain first, and believes it: another server may have it, on the domain above or
        // on another port. So origins are looked at here as well.
        let own = parse(&format!("https://{rp_id}"))?;
        let mut builder = WebauthnBuilder::new(rp_id, &own)?;
        for origin in &origins {
            builder = builder.append_allowed_origin(origin);
        }
        Ok(Self {
            webauthn: builder.rp_name(name).build()?,
            rp_id: rp_id.to_owned(),
            origins: origins.iter().map(Url::origin).collect(),
        })
    }

    /// It was a page of ours that asked, and no frame of another site's (§7.1, steps 9 to 11; §7.2, steps 12 to 14).
    fn on_our_page(&self, client_data: &[u8]) -> Result<(), Refused> {
        #[derive(serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct ClientData {
            origin: Url,
            #[serde(default)]
            cross_origin: bool,
        }
        let client_data: ClientData =
            serde_json::from_slice(client_data).map_err(Refused::Malformed)?;
        if client_data.cross_origin {
            return Err(Refused::Framed);
        }
        match self.origins.contains(&client_data.origin.origin()) {
            true => Ok(()),
            false => Err(Refused::Elsewhere(client_data.origin.to_string())),
        }
    }

    /// The domain they are made for.
    pub fn rp_id(&self) -> &str {
        &self.rp_id
    }

    /// Asks for a passkey: for any that the browser has of this domain, or for one of `these`.
    pub fn ask(&self, these: &[Passkey]) -> Asked {
        let (asked, state) = self
            .webauthn
            .start_discoverable_authentication()
            .expect("it depends on nothing");
        let mut options = value(&asked.public_key);
        options["allowCredentials"] = these.iter().map(descriptor).collect();
        Asked {
            options: options.to_string(),
            state: value(&state).to_string(),
        }
    }

    /// Asks for a new passkey of `person`, beside those they have.
    pub fn ask_new(&self, person: Person<'_>, have: &[Passkey]) -> Asked {
        let name = match person.name.is_empty() {
            true => person.login,
            false => person.name,
        };
        let (asked, state) = self
            .webauthn
            .start_passkey_registration(Uuid::from_bytes(person.handle), person.login, name, None)
            .expect("a login is never empty");
        let mut options = value(&asked.public_key);
        // To be found by browsers without a name being typed (Web Authentication §5.4.6).
        options["authenticatorSelection"]["residentKey"] = json!("required");
        options["authenticatorSelection"]["requireResidentKey"] = json!(true);
        options["excludeCredentials"] = have.iter().map(descriptor).collect();
        Asked {
            options: options.to_string(),
            state: value(&state).to_string(),
        }
    }

    /// Reads what a browser answered when it was asked for a passkey.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn read(answer: &str) -> Result<Answer, Refused> {
        let credential: PublicKeyCredential = read(answer)?;
        let id = credential.get_credential_id();
        named(&credential.id, id, &credential.type_)?;
        Ok(Answer(credential))
    }

    /// What an authenticator called the passkey of an answer that brings a new one; none where it cannot be read.
    pub fn made_id(answer: &str) -> Option<Vec<u8>> {
        let made: RegisterPublicKeyCredential = read(answer).ok()?;
        named(&made.id, &made.raw_id, &made.type_).ok()?;
        Some(made.raw_id)
    }

    /// Whether the answer is true: of the passkey `kept`, for what was asked (Web Authentication §7.2).
    ///
    /// # Errors
    /// [`Refused`].
    pub fn verify(
        &self,
        state: &str,
        answer: &Answer,
        kept: &Passkey,
        handle: &[u8],
    ) -> Result<Shown, Refused> {
        let state: DiscoverableAuthentication = read(state)?;
        self.on_our_page(&answer.0.response.client_data_json)?;
        let told = answer.0.get_user_unique_id();
        // §7.2, step 6. An authenticator that was told which passkeys are meant need not tell whose they are.
        if told.is_some_and(|told| told != handle) {
            return Err(Refused::SomebodyElse);
        }
        let registered: Registered =
            serde_json::from_str(&kept.credential).map_err(Refused::Unreadable)?;
        let mut credential = Credential::from(registered);
        credential.counter = u32::try_from(kept.sign_count).unwrap_or(u32::MAX);
        credential.backup_state = kept.backed_up;
        let result =
            self.webauthn
                .finish_discoverable_authentication_v2(&answer.0, state, &credential)?;
        if !result.user_verified() {
            return Err(Refused::Unverified);
        }
        Ok(Shown {
            sign_count: result.counter().into(),
            backed_up: result.backup_state(),
        })
    }

    /// The passkey that a browser made (Web Authentication §7.1). `unattended`: it made it by itself, right after a password was filled
    /// in, and nobody was asked (conditional create).
    ///
    /// # Errors
    /// [`Refused`].
    pub fn made(&self, state: &str, answer: &str, unattended: bool) -> Result<NewPasskey, Refused> {
        let state: PasskeyRegistration = read(state)?;
        let mut answer: RegisterPublicKeyCredential = read(answer)?;
        named(&answer.id, &answer.raw_id, &answer.type_)?;
        self.on_our_page(&answer.response.client_data_json)?;
        let data = made::authenticator_data(&answer.response.attestation_object);
        let data = data.ok_or(Refused::NoData)?;
        let model = made::model(&data);
        if unattended {
            answer.response.attestation_object = made::vouched(data);
        }
        let registered = self.webauthn.finish_passkey_registration(&answer, &state)?;
        let mut credential = Credential::from(registered);
        // The library keeps these only when the authenticator vouches for them. They are hints for browsers, and no more.
        credential.transports = answer.response.transports;
        Ok(NewPasskey::of(credential, model))
    }
}

/// What a browser answered, as far as it can be read.
#[derive(Debug)]
pub struct Answer(PublicKeyCredential);

impl Answer {
    /// Which passkey it is of.
    pub fn credential_id(&self) -> &[u8] {
        self.0.get_credential_id()
    }

    /// Whose it says that the passkey is, as it must where nobody else did.
    pub fn handle(&self) -> Option<Vec<u8>> {
        self.0.get_user_unique_id().map(<[u8]>::to_vec)
    }
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Refused> {
    if text.len() > LONGEST_ANSWER {
        return Err(Refused::TooLong);
    }
    serde_json::from_str(text).map_err(Refused::Malformed)
}

/// One passkey is named, in both members the same.
fn named(id: &str, raw_id: &[u8], kind: &str) -> Result<(), Refused> {
    let same = id == text(raw_id) && kind == "public-key";
    match same && !raw_id.is_empty() && raw_id.len() <= LONGEST_ID {
        true => Ok(()),
        false => Err(Refused::Ids),
    }
}

fn value(options: &impl serde::Serialize) -> Value {
    serde_json::to_value(options).expect("plain data")
}

/// How a browser is told of a passkey it may have, and how to reach it.
fn descriptor(passkey: &Passkey) -> Value {
    let mut told = json!({ "type": "public-key", "id": text(&passkey.credential_id) });
    let kept: Option<Value> = serde_json::from_str(&passkey.credential).ok();
    let transports = kept.map(|mut kept| kept["cred"]["transports"].take());
    if let Some(Value::Array(mut transports)) = transports {
        // The library keeps what it does not know by this name, and there are browsers that take no name they do not know.
        transports.retain(|transport| transport != "unknown");
        if !transports.is_empty() {
            told["transports"] = transports.into();
        }
    }
    told
}

#[cfg(test)]
mod tests;
