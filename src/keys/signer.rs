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
const PREPARED_TYPES: [Option<&str>; 4] = [None, Some("at+jwt"), Some("JWT"), Some("logout+jwt")];

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

    /// The key's id, as in the JWS header. For tests.
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

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use openidconnect::JsonWebKey;
    use openidconnect::core::{
        CoreGenderClaim, CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier, CoreJsonWebKeySet,
    };
    use openidconnect::{
        AccessToken, Audience, ClientId, EmptyAdditionalClaims, IdToken, IdTokenClaims, IssuerUrl,
        Nonce, StandardClaims, SubjectIdentifier,
    };
    use proptest::prelude::*;

    use super::*;
    use crate::keys::testing;
    use crate::protocol::time::Timestamp;

    const ISSUER: &str = "https://id.example";
    const NOW: Timestamp = Timestamp(1_800_000_000);

    #[test]
    fn the_signature_of_rfc_8037_a_4() {
        let seed = URL_SAFE_NO_PAD
            .decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")
            .unwrap();
        // PrivateKeyInfo of Ed25519 (RFC 8410 §7).
        let mut pkcs8 = vec![
            0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20,
        ];
        pkcs8.extend(seed);
        let signer = Signer::new("k", SigningAlg::EdDSA, &pkcs8).unwrap();
        assert_eq!(
            signer.public_jwk()["x"],
            "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
        );
        let signature = signer
            .sign(b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc")
            .unwrap();
        let expected = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
        assert_eq!(URL_SAFE_NO_PAD.encode(signature), expected);
    }

    #[test]
    fn an_independent_library_verifies_the_signatures_of_every_algorithm() {
        let keys = testing::keys(ISSUER, NOW);
        for alg in SigningAlg::ALL {
            let signer = keys.signer(alg).unwrap();
            let signature = signer.sign(b"message").unwrap();
            // RustCrypto, while we sign with aws-lc.
            let key = signer.as_verification_key();
            key.verify_signature(&core(alg), b"message", &signature)
                .unwrap();
            key.verify_signature(&core(alg), b"massage", &signature)
                .unwrap_err();
            let lengths = if matches!(alg, SigningAlg::RS256 | SigningAlg::PS256) {
                256
            } else {
                64
            };
            assert_eq!(signature.len(), lengths, "{alg:?}");
        }
    }

    #[test]
    fn jw_22_a_jwk_has_public_members_only() {
        let keys = testing::keys(ISSUER, NOW);
        for (alg, members) in [
            (
                SigningAlg::ES256,
                &["kty", "use", "alg", "kid", "crv", "x", "y"][..],
            ),
            (SigningAlg::RS256, &["kty", "use", "alg", "kid", "n", "e"]),
            (SigningAlg::PS256, &["kty", "use", "alg", "kid", "n", "e"]),
            (SigningAlg::EdDSA, &["kty", "use", "alg", "kid", "crv", "x"]),
        ] {
            let signer = keys.signer(alg).unwrap();
            let jwk = signer.public_jwk().as_object().unwrap();
            assert_eq!(jwk.keys().collect::<Vec<_>>(), members, "{alg:?}");
            assert_eq!(
                (&jwk["alg"], &jwk["kid"]),
                (&json!(alg.as_str()), &json!(signer.kid()))
            );
        }
        let rs256 = keys.signer(SigningAlg::RS256).unwrap();
        assert_eq!(rs256.public_jwk()["e"], "AQAB");
        assert_ne!(
            rs256.public_jwk()["n"],
            keys.signer(SigningAlg::PS256).unwrap().public_jwk()["n"]
        );
    }

    #[test]
    fn a_jwt_has_alg_kid_and_typ_in_its_header_and_nothing_else() {
        let keys = testing::keys(ISSUER, NOW);
        for alg in SigningAlg::ALL {
            for typ in [
                None,
                Some("at+jwt"),
                Some("logout+jwt"),
                Some("something-else+jwt"),
            ] {
                let jwt = keys.sign(alg, typ, &json!({"sub": "ü"})).unwrap();
                let parts: Vec<_> = jwt
                    .split('.')
                    .map(|part| URL_SAFE_NO_PAD.decode(part).unwrap())
                    .collect();
                let mut header =
                    json!({"alg": alg.as_str(), "kid": keys.signer(alg).unwrap().kid()});
                if let Some(typ) = typ {
                    header["typ"] = typ.into();
                }
                assert_eq!(parts.len(), 3);
                assert_eq!(serde_json::from_slice::<Value>(&parts[0]).unwrap(), header);
                assert_eq!(parts[1], r#"{"sub":"ü"}"#.as_bytes());
            }
        }
    }

    #[test]
    fn openidconnect_signs_id_tokens_with_it_and_verifies_them_by_the_jwks() {
        let keys = testing::keys(ISSUER, NOW);
        let jwks: CoreJsonWebKeySet = serde_json::from_slice(&keys.jwks().json).unwrap();
        let issuer = IssuerUrl::new(ISSUER.to_owned()).unwrap();
        for alg in SigningAlg::ALL {
            let at = |seconds| UNIX_EPOCH + Duration::from_secs(NOW.0.unsigned_abs() + seconds);
            let subject =
                StandardClaims::<CoreGenderClaim>::new(SubjectIdentifier::new("sub".to_owned()));
            let audience = vec![Audience::new("client".to_owned())];
            let extra = EmptyAdditionalClaims {};
            let claims: CoreIdTokenClaims = IdTokenClaims::new(
                issuer.clone(),
                audience,
                at(300).into(),
                at(0).into(),
                subject,
                extra,
            )
            .set_nonce(Some(Nonce::new("nonce".to_owned())));
            let access_token = AccessToken::new("token".to_owned());
            let signer = keys.signer(alg).unwrap();
            let token: CoreIdToken =
                IdToken::new(claims, &*signer, core(alg), Some(&access_token), None).unwrap();

            let client = ClientId::new("client".to_owned());
            let verifier =
                CoreIdTokenVerifier::new_public_client(client, issuer.clone(), jwks.clone())
                    .set_allowed_algs([core(alg)])
                    .set_time_fn(move || at(1).into());
            let text = token.to_string();
            let token: CoreIdToken = text.parse().unwrap();
            let claims = token
                .claims(&verifier, &Nonce::new("nonce".to_owned()))
                .unwrap();
            assert!(claims.access_token_hash().is_some());
            assert!(keys.verify::<Value>(&text, None, "client", NOW).is_ok());
        }
    }

    #[test]
    fn a_key_signs_with_its_own_algorithm_only() {
        let keys = testing::keys(ISSUER, NOW);
        for alg in SigningAlg::ALL {
            let signer = keys.signer(alg).unwrap();
            for other in SigningAlg::ALL.into_iter().filter(|other| *other != alg) {
                assert!(PrivateSigningKey::sign(&*signer, &core(other), b"message").is_err());
            }
        }
    }

    #[test]
    fn a_private_key_of_another_kind_is_refused() {
        for made in [SigningAlg::ES256, SigningAlg::EdDSA] {
            let pkcs8 = crate::keys::generate::private_key(made, 2048).unwrap();
            for asked in SigningAlg::ALL {
                assert_eq!(
                    Signer::new("k", asked, &pkcs8).is_ok(),
                    made == asked,
                    "{made:?} as {asked:?}"
                );
            }
            assert!(Signer::new("k", made, &pkcs8[..pkcs8.len() - 1]).is_err());
        }
    }

    #[test]
    fn its_debug_form_shows_no_secret() {
        let keys = testing::keys(ISSUER, NOW);
        let signer = keys.signer(SigningAlg::EdDSA).unwrap();
        assert_eq!(
            format!("{signer:?}"),
            format!("Signer {{ kid: {:?}, alg: EdDSA, .. }}", signer.kid())
        );
        assert_eq!(
            format!("{keys:?}"),
            format!("Keys {{ issuer: {ISSUER:?}, .. }}")
        );
    }

    proptest! {
        #[test]
        fn what_is_signed_verifies(text in any::<String>(), number in any::<i64>(), alg in 0..4_usize) {
            // RSA takes long in a debug build, and has no more to say here.
            let alg = if alg == 0 { SigningAlg::EdDSA } else { SigningAlg::ES256 };
            let keys = testing::keys(ISSUER, NOW);
            let claims = json!({
                "iss": ISSUER, "aud": ["a", "b"], "iat": NOW.0, "exp": NOW.0 + 1, "text": text, "number": number,
            });
            let jwt = keys.sign(alg, Some("at+jwt"), &claims).unwrap();
            prop_assert_eq!(keys.verify::<Value>(&jwt, Some("at+jwt"), "b", NOW), Ok(claims));
        }
    }
}
