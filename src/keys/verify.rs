//! Verifying what we signed ourselves: access tokens at our own endpoints, ID tokens as hints (RFC 8725, RFC 9068 §4).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Header, Validation};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use super::signer::Signer;
use crate::protocol::time::Timestamp;

/// No JWT of ours is longer.
const MAX_LEN: usize = 16 * 1024;

/// Why a JWT is not one of ours that counts. The texts fit `error_description` (RFC 6749 §5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// Not three parts of base64url with JSON in the first.
    #[error("the token is not a JWT in compact form")]
    Malformed,
    /// Members in the header that we never write, such as `crit` or `jwk`.
    #[error("the header of the token has members that this server never writes")]
    ForeignHeader,
    /// The `kid` is none of ours, or of a key that is gone.
    #[error("the token names no key of this server")]
    UnknownKey,
    /// The `alg` is not that of the key.
    #[error("the token names another algorithm than its key has")]
    WrongAlg,
    /// Another kind of token.
    #[error("the token is of another kind")]
    WrongType,
    /// Not signed by that key.
    #[error("the signature is wrong")]
    BadSignature,
    /// A claim is missing or of the wrong kind.
    #[error("a claim is missing or malformed")]
    Claims,
    /// Another `iss`.
    #[error("the token is of another issuer")]
    WrongIssuer,
    /// Not meant for whoever asks.
    #[error("the token is for another audience")]
    WrongAudience,
    /// Past its `exp`.
    #[error("the token has expired")]
    Expired,
    /// Before its `nbf`.
    #[error("the token is not valid yet")]
    NotYetValid,
}

/// What is asked of a token besides its signature and issuer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expected<'a> {
    pub issuer: &'a str,
    /// The header's `typ`, letter for letter; none for ID tokens.
    pub typ: Option<&'a str>,
    /// One of the audiences. None: any.
    pub audience: Option<&'a str>,
    /// Refuse it past its `exp`. Hints are not (RP-Initiated Logout §2).
    pub exp: bool,
}

/// The claims that are always checked, in their only right types (CVE-2026-25537: a library takes `"exp": "1"` for
/// no `exp`).
#[derive(Deserialize)]
struct Checked {
    iss: String,
    aud: Audience,
    exp: i64,
    #[serde(default, deserialize_with = "present")]
    nbf: Option<i64>,
    #[serde(rename = "iat")]
    _iat: i64,
}

/// RFC 7519 §4.1.3.
#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    fn contains(&self, audience: &str) -> bool {
        match self {
            Self::One(one) => one == audience,
            Self::Many(many) => many.iter().any(|one| one == audience),
        }
    }
}

/// The claims of `jwt`, when the key it names signed it and everything is as expected.
pub(super) fn verify<'k, T: DeserializeOwned>(
    jwt: &str,
    find: impl FnOnce(&str) -> Option<&'k Signer>,
    expected: Expected<'_>,
    now: Timestamp,
) -> Result<T, VerifyError> {
    if jwt.len() > MAX_LEN {
        return Err(VerifyError::Malformed);
    }
    let header = jsonwebtoken::decode_header(jwt).map_err(|_| VerifyError::Malformed)?;
    let Header { typ, alg, kid, .. } = &header;
    if !is_plain(&header) {
        return Err(VerifyError::ForeignHeader);
    }
    let signer = kid
        .as_deref()
        .and_then(find)
        .ok_or(VerifyError::UnknownKey)?;
    if *alg != jwt_alg(signer) {
        return Err(VerifyError::WrongAlg);
    }
    if typ.as_deref() != expected.typ {
        return Err(VerifyError::WrongType);
    }
    let claims = checked(jwt, signer)?;
    if claims.iss != expected.issuer {
        return Err(VerifyError::WrongIssuer);
    }
    if expected
        .audience
        .is_some_and(|audience| !claims.aud.contains(audience))
    {
        return Err(VerifyError::WrongAudience);
    }
    // RFC 7519 §4.1.4: not "on or after". Our own clock wrote it, so there is no leeway.
    if expected.exp && now.0 >= claims.exp {
        return Err(VerifyError::Expired);
    }
    if claims.nbf.is_some_and(|nbf| now.0 < nbf) {
        return Err(VerifyError::NotYetValid);
    }
    payload(jwt)
}

/// Checks the signature, and that the claims that are always checked are there.
fn checked(jwt: &str, signer: &Signer) -> Result<Checked, VerifyError> {
    let mut validation = Validation::new(jwt_alg(signer));
    validation.set_required_spec_claims(&["iss", "aud", "exp"]);
    validation.leeway = 0;
    validation.reject_tokens_expiring_in_less_than = 0;
    // The library would ask the machine's clock and take wrong types for absent: `verify` checks all four itself.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    validation.iss = None;
    let token = jsonwebtoken::decode::<Checked>(jwt, &signer.decoding_key, &validation);
    token
        .map(|token| token.claims)
        .map_err(|error| match error.kind() {
            jsonwebtoken::errors::ErrorKind::Json(_)
            | jsonwebtoken::errors::ErrorKind::MissingRequiredClaim(_) => VerifyError::Claims,
            jsonwebtoken::errors::ErrorKind::Base64(_) => VerifyError::Malformed,
            _ => VerifyError::BadSignature,
        })
}

/// The payload as the caller's type; its signature was checked.
fn payload<T: DeserializeOwned>(jwt: &str) -> Result<T, VerifyError> {
    let payload = jwt.split('.').nth(1).ok_or(VerifyError::Malformed)?;
    let json = URL_SAFE_NO_PAD
        .decode(payload)
        .map_err(|_| VerifyError::Malformed)?;
    serde_json::from_slice(&json).map_err(|_| VerifyError::Claims)
}

/// Whether the header has nothing but `alg`, `kid` and `typ`. `crit` must be understood or refused (RFC 7515
/// §4.1.11), and keys that come with a token are never looked at.
fn is_plain(header: &Header) -> bool {
    let plain = Header {
        typ: header.typ.clone(),
        kid: header.kid.clone(),
        ..Header::new(header.alg)
    };
    *header == plain
}

fn jwt_alg(signer: &Signer) -> jsonwebtoken::Algorithm {
    use super::SigningAlg;
    match signer.alg() {
        SigningAlg::ES256 => jsonwebtoken::Algorithm::ES256,
        SigningAlg::RS256 => jsonwebtoken::Algorithm::RS256,
        SigningAlg::PS256 => jsonwebtoken::Algorithm::PS256,
        SigningAlg::EdDSA => jsonwebtoken::Algorithm::EdDSA,
    }
}

/// A claim that may be left out, but is not `null` when it is there.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    i64::deserialize(deserializer).map(Some)
}
