//! Signing: a parsed private key and everything that can be prepared from it.
//!
//! Parsing a private key costs more than most signatures, so it is done once. aws-lc signs; `rsa` makes RSA keys and
//! reads their public parts, and never signs (RUSTSEC-2023-0071).

use std::fmt;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256,
    RSA_PSS_SHA256, RsaEncoding, RsaKeyPair,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::DecodingKey;
use openidconnect::core::{CoreJsonWebKey, CoreJwsSigningAlgorithm};
use openidconnect::{PrivateSigningKey, SigningError};
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::traits::PublicKeyParts;
use serde::Serialize;
use serde_json::{Value, json};

use super::{KeyError, SigningAlg};

/// The header `typ` of what we sign: ID tokens have none, `IdToken::new` writes their header itself.
const PREPARED_TYPES: [Option<&str>; 3] = [None, Some("at+jwt"), Some("logout+jwt")];

/// A key that signs, ready for use.
pub struct Signer {
    kid: String,
    alg: SigningAlg,
    pair: Pair,
    /// By `typ`: the header in base64url, and the dot after it.
    headers: Vec<(Option<&'static str>, String)>,
    public_jwk: Value,
    verification_key: CoreJsonWebKey,
    pub(super) decoding_key: DecodingKey,
}

enum Pair {
    Ecdsa(EcdsaKeyPair),
    Rsa(RsaKeyPair, &'static dyn RsaEncoding),
    Ed(Ed25519KeyPair),
}

impl Signer {
    /// Parses a private key in PKCS#8.
    ///
    /// # Errors
    /// When it is no key for `alg`.
    pub(super) fn new(kid: &str, alg: SigningAlg, pkcs8: &[u8]) -> Result<Self, KeyError> {
        let pair = Pair::parse(alg, pkcs8).ok_or(KeyError::BadKey { alg })?;
        let (public_jwk, decoding_key) = pair.public(kid, alg)?;
        Ok(Self {
            kid: kid.to_owned(),
            alg,
            headers: PREPARED_TYPES
                .into_iter()
                .map(|typ| (typ, header(alg, kid, typ)))
                .collect(),
            // The crate's constructors cannot set `alg`.
            verification_key: serde_json::from_value(public_jwk.clone())?,
            public_jwk,
            decoding_key,
            pair,
        })
    }

    /// The key's id, as in the JWS header.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The one algorithm it signs with.
    pub fn alg(&self) -> SigningAlg {
        self.alg
    }

    /// The public key as it is published: members `kty`, `use`, `alg`, `kid` and those of its key type only.
    pub fn public_jwk(&self) -> &Value {
        &self.public_jwk
    }

    /// The signature over `input`, in the form RFC 7518 §3 gives it.
    ///
    /// # Errors
    /// When the library fails, as without memory.
    pub fn sign(&self, input: &[u8]) -> Result<Vec<u8>, KeyError> {
        // aws-lc takes its randomness itself and ignores this.
        let random = SystemRandom::new();
        let failed = |_| KeyError::SigningFailed { alg: self.alg };
        match &self.pair {
            Pair::Ecdsa(pair) => Ok(pair.sign(&random, input).map_err(failed)?.as_ref().to_vec()),
            Pair::Ed(pair) => Ok(pair.try_sign(input).map_err(failed)?.as_ref().to_vec()),
            Pair::Rsa(pair, encoding) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(*encoding, &random, input, &mut signature)
                    .map_err(failed)?;
                Ok(signature)
            }
        }
    }

    /// A JWT in compact form (RFC 7515 §7.1) with the header `alg`, `kid` and, unless none, `typ`.
    ///
    /// # Errors
    /// When the claims cannot be written as JSON.
    pub fn jwt(&self, typ: Option<&str>, claims: &impl Serialize) -> Result<String, KeyError> {
        let claims = serde_json::to_vec(claims)?;
        let mut jwt = String::with_capacity(160 + claims.len() * 4 / 3 + 4 * 96);
        match self.headers.iter().find(|(prepared, _)| *prepared == typ) {
            Some((_, header)) => jwt.push_str(header),
            None => jwt.push_str(&header(self.alg, &self.kid, typ)),
        }
        URL_SAFE_NO_PAD.encode_string(&claims, &mut jwt);
        let signature = self.sign(jwt.as_bytes())?;
        jwt.push('.');
        URL_SAFE_NO_PAD.encode_string(&signature, &mut jwt);
        Ok(jwt)
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("kid", &self.kid)
            .field("alg", &self.alg)
            .finish_non_exhaustive()
    }
}

/// `IdToken::new` signs with it.
impl PrivateSigningKey for Signer {
    type VerificationKey = CoreJsonWebKey;

    fn sign(&self, alg: &CoreJwsSigningAlgorithm, message: &[u8]) -> Result<Vec<u8>, SigningError> {
        if *alg != core(self.alg) {
            return Err(SigningError::UnsupportedAlg(format!(
                "the key signs with {} only",
                self.alg.as_str()
            )));
        }
        Signer::sign(self, message).map_err(|_| SigningError::CryptoError)
    }

    fn as_verification_key(&self) -> CoreJsonWebKey {
        self.verification_key.clone()
    }
}

/// The algorithm in the words of `openidconnect`.
pub fn core(alg: SigningAlg) -> CoreJwsSigningAlgorithm {
    match alg {
        SigningAlg::ES256 => CoreJwsSigningAlgorithm::EcdsaP256Sha256,
        SigningAlg::RS256 => CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
        SigningAlg::PS256 => CoreJwsSigningAlgorithm::RsaSsaPssSha256,
        SigningAlg::EdDSA => CoreJwsSigningAlgorithm::EdDsa,
    }
}

impl Pair {
    fn parse(alg: SigningAlg, pkcs8: &[u8]) -> Option<Self> {
        Some(match alg {
            SigningAlg::ES256 => {
                Self::Ecdsa(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8).ok()?)
            }
            SigningAlg::RS256 => Self::Rsa(RsaKeyPair::from_pkcs8(pkcs8).ok()?, &RSA_PKCS1_SHA256),
            SigningAlg::PS256 => Self::Rsa(RsaKeyPair::from_pkcs8(pkcs8).ok()?, &RSA_PSS_SHA256),
            SigningAlg::EdDSA => Self::Ed(Ed25519KeyPair::from_pkcs8(pkcs8).ok()?),
        })
    }

    /// The public key, taken from the pair itself, as JWK (RFC 7518 §6, RFC 8037 §2) and for verification.
    fn public(&self, kid: &str, alg: SigningAlg) -> Result<(Value, DecodingKey), KeyError> {
        let base64 = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let name = alg.as_str();
        Ok(match self {
            Self::Ecdsa(pair) => {
                // An uncompressed point: 4, x, y.
                let point = pair.public_key().as_ref();
                let [4, coordinates @ ..] = point else {
                    return Err(KeyError::BadKey { alg });
                };
                let (x, y) = coordinates.split_at(32);
                let (x, y) = (base64(x), base64(y));
                let jwk = json!({"kty": "EC", "use": "sig", "alg": name, "kid": kid, "crv": "P-256", "x": x, "y": y});
                (jwk, DecodingKey::from_ec_der(point))
            }
            Self::Rsa(pair, _) => {
                let der = pair.public_key().as_ref();
                let key =
                    rsa::RsaPublicKey::from_pkcs1_der(der).map_err(|_| KeyError::BadKey { alg })?;
                let (n, e) = (
                    base64(&key.n().to_bytes_be()),
                    base64(&key.e().to_bytes_be()),
                );
                let jwk =
                    json!({"kty": "RSA", "use": "sig", "alg": name, "kid": kid, "n": n, "e": e});
                (jwk, DecodingKey::from_rsa_der(der))
            }
            Self::Ed(pair) => {
                let x = pair.public_key().as_ref();
                let jwk = json!({"kty": "OKP", "use": "sig", "alg": name, "kid": kid, "crv": "Ed25519", "x": base64(x)});
                (jwk, DecodingKey::from_ed_der(x))
            }
        })
    }
}

/// A JWS header and the dot after it. The members have the order of `openidconnect`.
fn header(alg: SigningAlg, kid: &str, typ: Option<&str>) -> String {
    #[derive(Serialize)]
    struct Header<'a> {
        alg: &'a str,
        kid: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        typ: Option<&'a str>,
    }
    let json = serde_json::to_vec(&Header {
        alg: alg.as_str(),
        kid,
        typ,
    })
    .expect("strings are JSON");
    let mut text = URL_SAFE_NO_PAD.encode(json);
    text.push('.');
    text
}
