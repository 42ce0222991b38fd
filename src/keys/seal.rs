//! The seal: authenticated encryption for state that travels through browsers and clients.
//!
//! A sealed text is base64url of `version ‖ key id ‖ nonce ‖ AES-256-GCM-SIV(expires_at ‖ value)`. It is bound to its purpose,
//! to its version and to this issuer: every purpose has its own key, and the associated data names all three. Nothing is
//! compressed, so lengths tell nothing but lengths (CS-10).
//!
//! The version is that of the value's form, and each type that [`Travels`] counts its own. A value is CBOR, a map with names:
//! members can be added without a new version, and whoever seals a value again keeps the members it does not know. Version 1 of
//! every type was postcard, which has no names.

use aws_lc_rs::aead::NONCE_LEN;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::crypto::{Cipher, TAG_LEN, derive, length_prefixed};
use crate::protocol::time::Timestamp;

/// Version, key id and nonce.
const PREFIX: usize = 2 + NONCE_LEN;
const EXPIRY_LEN: usize = 8;
/// Characters of the shortest sealed text: four for each three bytes, rounded up.
const MIN_CHARS: usize = ((PREFIX + EXPIRY_LEN + TAG_LEN) * 4).div_ceil(3);
/// Characters of the longest text that is looked at. A half-filled form may have 16 kB; cookies are far below.
const MAX_CHARS: usize = 32 * 1024;

macro_rules! purposes {
    ($(#[$doc:meta])* $enum:ident { $($(#[$variant_doc:meta])* $name:ident = $label:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(usize)]
        pub enum $enum { $($(#[$variant_doc])* $name,)* }

        impl $enum {
            /// Every one, in the order of their discriminants.
            pub(super) const ALL: &[Self] = &[$(Self::$name,)*];

            /// What derives its key. It never changes: that would end every text sealed before.
            pub(super) const fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }
        }
    };
}
pub(super) use purposes;

purposes! {
    /// What a sealed text is for. One sealed for a purpose opens for no other (CS-04).
    Purpose {
        /// An authorization code.
        Code = "code",
        /// An authorization request in flight, in a page's URL and form.
        Flow = "flow",
        /// An authorization request in a row, because it is too long to travel.
        Kept = "kept",
        /// The browser session, in mode `cookie`.
        Session = "session",
        /// A half-filled form.
        Draft = "draft",
        /// Whose page a form stood on.
        Person = "person",
        /// What lets a form make something once.
        Once = "once",
        /// An invitation to sign up.
        Invitation = "invitation",
        /// A browser that signed in before.
        KnownDevice = "known device",
        /// The accounts a browser remembers.
        Remembered = "remembered",
        /// What the next page says of what was just done.
        Notice = "notice",
        /// An access token that says nothing to anybody else.
        AccessToken = "access token",
        /// A sign-in that was refused.
        RefusedSignIn = "refused sign-in",
        /// An app's request that was refused on a page.
        RefusedRequest = "refused request",
        /// The right to keep an account that is to be deleted.
        KeepAccount = "keep account",
        /// A client's request for a logout.
        EndSession = "end session",
        /// A one-time proof that a browser showed.
        OneTimeProof = "one-time proof",
        /// Where a code belongs that a browser asked for.
        OneTimeTicket = "one-time ticket",
        /// A sign-up that waits for its letter.
        Joining = "joining",
        /// A sign-in of which the first factor is proven.
        HalfSignIn = "half sign-in",
        /// An authenticator app that is being turned on.
        NewTotp = "new totp",
        /// A passkey that a browser was asked for.
        PasskeyAsked = "passkey asked",
        /// A passkey that a browser was asked to make.
        PasskeyWanted = "passkey wanted",
        /// That the device of a session showed its key.
        DeviceProof = "device proof",
        /// What the device of a session is to sign.
        DeviceChallenge = "device challenge",
        /// A letter in the outbox.
        Letter = "letter",
    }
}

/// What travels sealed through browsers and clients, and in rows.
pub trait Travels: Serialize + DeserializeOwned {
    /// What it is for.
    const PURPOSE: Purpose;

    /// The version of its form, above 0. It goes up when a reader of the former one would misunderstand what is written now;
    /// a member that is added with a default changes nothing.
    const VERSION: u8;

    /// The value of a text that was sealed with a former version; none when that form is not read any more.
    fn former(_version: u8, _plain: &[u8]) -> Option<Self> {
        None
    }
}

/// What version 1 wrote, with postcard: fields in order, without names. Nothing of another version.
pub fn positional<T: DeserializeOwned>(version: u8, plain: &[u8]) -> Option<T> {
    match postcard::take_from_bytes(plain) {
        Ok((value, [])) if version == 1 => Some(value),
        _ => None,
    }
}

/// It does not open. There is one value for every cause, so that nothing can be learnt by trying (CS-08).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it cannot be opened")]
pub struct SealError;

/// What was in a sealed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened<T> {
    /// The value.
    pub value: T,
    /// When the text stops opening.
    pub expires_at: Timestamp,
    /// A former key opened it: seal it again if it is to live on.
    pub old_key: bool,
}

/// The keys one ring key gives for sealing, one for each [`Purpose`].
pub(super) struct SealKeys {
    id: u8,
    by_purpose: Vec<SealKey>,
}

struct SealKey {
    cipher: Cipher,
    /// The first octet of what follows its length is the version's.
    aad: Box<[u8]>,
}

impl SealKey {
    /// The associated data of a text of this version.
    fn aad(&self, version: u8) -> Vec<u8> {
        let mut aad = self.aad.to_vec();
        aad[VERSION_AT] = version;
        aad
    }
}

/// Where the version stands in the associated data: behind its length.
const VERSION_AT: usize = size_of::<u32>();

impl SealKeys {
    pub(super) fn new(id: u8, secret: &[u8], issuer: &str) -> Self {
        let for_purpose = |purpose: &Purpose| {
            let label = purpose.label();
            let parts = [&[0], &[id][..], label.as_bytes(), issuer.as_bytes()];
            let cipher = Cipher::new(&derive(secret, "lanyard seal", &[label]));
            SealKey {
                cipher,
                aad: length_prefixed(parts).into(),
            }
        };
        Self {
            id,
            by_purpose: Purpose::ALL.iter().map(for_purpose).collect(),
        }
    }

    /// Seals what `write` appends, until `expires_at`.
    pub(super) fn seal(
        &self,
        purpose: Purpose,
        version: u8,
        expires_at: Timestamp,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> String {
        let mut buffer = Vec::with_capacity(512);
        buffer.extend_from_slice(&[version, self.id]);
        buffer.resize(PREFIX, 0);
        buffer.extend_from_slice(&expires_at.0.to_be_bytes());
        write(&mut buffer);
        let key = &self.by_purpose[purpose as usize];
        key.cipher.seal(&key.aad(version), PREFIX, &mut buffer);
        URL_SAFE_NO_PAD.encode(buffer)
    }

    /// What `read` makes of the sealed `text`'s version and content, and its expiry.
    pub(super) fn open<T>(
        &self,
        purpose: Purpose,
        text: &str,
        now: Timestamp,
        read: impl FnOnce(u8, &[u8]) -> Option<T>,
    ) -> Result<(T, Timestamp), SealError> {
        let mut buffer = Zeroizing::new(URL_SAFE_NO_PAD.decode(text).map_err(|_| SealError)?);
        let version = *buffer.first().ok_or(SealError)?;
        let key = &self.by_purpose[purpose as usize];
        let plain = key
            .cipher
            .open(&key.aad(version), PREFIX, &mut buffer)
            .ok_or(SealError)?;
        let (expiry, value) = plain.split_first_chunk::<EXPIRY_LEN>().ok_or(SealError)?;
        let expires_at = Timestamp(i64::from_be_bytes(*expiry));
        if now >= expires_at {
            return Err(SealError);
        }
        let value = read(version, value).ok_or(SealError)?;
        Ok((value, expires_at))
    }
}

/// Appends the value in the present form.
///
/// # Panics
/// When the value is none that CBOR can write.
pub(super) fn write<T: Travels>(value: &T, buffer: &mut Vec<u8>) {
    ciborium::into_writer(value, buffer).expect("what travels is plain data");
}

/// The value of this version.
pub(super) fn read<T: Travels>(version: u8, mut plain: &[u8]) -> Option<T> {
    if version != T::VERSION {
        return T::former(version, plain);
    }
    let value = ciborium::from_reader(&mut plain).ok()?;
    plain.is_empty().then_some(value)
}

/// Version and key id of a sealed text, judged by its length and first characters only: junk costs next to nothing (CS-16).
pub(super) fn head(text: &str) -> Result<(u8, u8), SealError> {
    if !(MIN_CHARS..=MAX_CHARS).contains(&text.len()) {
        return Err(SealError);
    }
    let mut head = [0; 3];
    match URL_SAFE_NO_PAD.decode_slice(&text.as_bytes()[..4], &mut head) {
        Ok(3) if head[0] > 0 => Ok((head[0], head[1])),
        _ => Err(SealError),
    }
}
