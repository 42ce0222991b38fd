//! The key of a device that a session is bound to, and what is signed with it (W3C Device Bound Session Credentials, §8.3, §8.6).

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk};
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation};
use serde::Deserialize;

/// The longest proof that is looked at: one with an RSA key has about 1,100 characters.
const LONGEST: usize = 4096;
/// What a proof says it is.
const TYPE: &str = "dbsc+jwt";
/// The algorithms that browsers are offered, as a list of structured fields (RFC 9651).
pub const OFFERED: &str = "ES256 RS256";
/// Bits of RSA keys: less is too weak, more costs too much to look at.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;
/// Octets of a coordinate on P-256.
const COORDINATE: usize = 32;
/// 65537, which is the only public exponent anybody uses.
const RSA_EXPONENT: [u8; 3] = [1, 0, 1];

/// A public key: the point of an ES256 key, the modulus of an RS256 key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceKey {
    algorithm: Kind,
    /// x and y, or the modulus.
    bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Es256,
    Rs256,
}

/// A proof that cannot be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadProof {
    /// It is no JWT of the type.
    #[error("it is no signed dbsc+jwt")]
    Malformed,
    /// Its algorithm is none that was offered, or another than its key's.
    #[error("its algorithm is not the key's, or not among those that were offered (ES256 RS256)")]
    Algorithm,
    /// Its key cannot be used.
    #[error("its key is neither on P-256 nor an RSA key of 2048 to 4096 bits with exponent 65537")]
    Key,
    /// It is not signed with the key.
    #[error("it is not signed with the key")]
    Signature,
}

/// What a proof says: the challenge that it answers.
#[derive(Debug, Deserialize)]
struct Claims {
    jti: String,
}

impl DeviceKey {
    /// What the key signed: the challenge of a proof.
    ///
    /// # Errors
    /// [`BadProof`].
    pub fn challenge_of(&self, proof: &str) -> Result<String, BadProof> {
        let header = header(proof)?;
        if header.alg != self.algorithm.alg() {
            return Err(BadProof::Algorithm);
        }
        self.verify(proof)
    }

    /// The key that a proof brings along and is signed with, and the challenge that it answers.
    ///
    /// # Errors
    /// [`BadProof`].
    pub fn of_proof(proof: &str) -> Result<(Self, String), BadProof> {
        let header = header(proof)?;
        let key = Self::of_jwk(header.jwk.as_ref().ok_or(BadProof::Key)?)?;
        if header.alg != key.algorithm.alg() {
            return Err(BadProof::Algorithm);
        }
        let challenge = key.verify(proof)?;
        Ok((key, challenge))
    }

    fn of_jwk(jwk: &Jwk) -> Result<Self, BadProof> {
        let octets = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_| BadProof::Key);
        let (algorithm, bytes) = match &jwk.algorithm {
            AlgorithmParameters::EllipticCurve(point) if point.curve == EllipticCurve::P256 => {
                let (x, y) = (octets(&point.x)?, octets(&point.y)?);
                if x.len() != COORDINATE || y.len() != COORDINATE {
                    return Err(BadProof::Key);
                }
                (Kind::Es256, [x, y].concat())
            }
            AlgorithmParameters::RSA(numbers) => {
                let (modulus, exponent) = (octets(&numbers.n)?, octets(&numbers.e)?);
                let whole = modulus.first().is_some_and(|first| first & 0x80 != 0);
                if !whole || !RSA_BITS.contains(&(modulus.len() * 8)) || exponent != RSA_EXPONENT {
                    return Err(BadProof::Key);
                }
                (Kind::Rs256, modulus)
            }
            _ => return Err(BadProof::Key),
        };
        let key = Self { algorithm, bytes };
        if key.algorithm == Kind::Es256 {
            let parsed = ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.point());
            parsed.map_err(|_| BadProof::Key)?;
        }
        Ok(key)
    }

    /// The uncompressed point (SEC 1 §2.3.3) of an ES256 key.
    fn point(&self) -> Vec<u8> {
        [&[4], &self.bytes[..]].concat()
    }

    /// What rows keep.
    pub fn to_octets(&self) -> Vec<u8> {
        [&[self.algorithm.mark()], &self.bytes[..]].concat()
    }

    /// The key in what rows keep.
    pub fn from_octets(octets: &[u8]) -> Option<Self> {
        let (mark, bytes) = octets.split_first()?;
        let algorithm = [Kind::Es256, Kind::Rs256]
            .into_iter()
            .find(|kind| kind.mark() == *mark)?;
        let bytes = bytes.to_vec();
        Some(Self { algorithm, bytes })
    }

    /// What others know it by: the SHA-256 thumbprint (RFC 7638), in base64url.
    pub fn thumbprint(&self) -> String {
        let text = |octets: &[u8]| URL_SAFE_NO_PAD.encode(octets);
        let members = match self.algorithm {
            Kind::Es256 => {
                let (x, y) = self.bytes.split_at(COORDINATE.min(self.bytes.len()));
                let (x, y) = (text(x), text(y));
                format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#)
            }
            Kind::Rs256 => {
                let (e, n) = (text(&RSA_EXPONENT), text(&self.bytes));
                format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#)
            }
        };
        text(digest(&SHA256, members.as_bytes()).as_ref())
    }

    fn verify(&self, proof: &str) -> Result<String, BadProof> {
        let key = match self.algorithm {
            Kind::Es256 => DecodingKey::from_ec_der(&self.point()),
            Kind::Rs256 => DecodingKey::from_rsa_raw_components(&self.bytes, &RSA_EXPONENT),
        };
        let mut validation = Validation::new(self.algorithm.alg());
        // A proof has no time of its own: its challenge has one.
        validation.set_required_spec_claims::<&str>(&[]);
        validation.validate_exp = false;
        validation.validate_aud = false;
        let decoded = jsonwebtoken::decode::<Claims>(proof, &key, &validation);
        decoded
            .map(|decoded| decoded.claims.jti)
            .map_err(|error| match error.kind() {
                jsonwebtoken::errors::ErrorKind::InvalidSignature => BadProof::Signature,
                _ => BadProof::Malformed,
            })
    }
}

/// The header of a proof. It may bring a key along, and nothing else that would have to be understood (RFC 7515 §4.1.11).
fn header(proof: &str) -> Result<Header, BadProof> {
    if proof.len() > LONGEST {
        return Err(BadProof::Malformed);
    }
    let header = jsonwebtoken::decode_header(proof).map_err(|_| BadProof::Malformed)?;
    if !matches!(header.alg, Algorithm::ES256 | Algorithm::RS256) {
        return Err(BadProof::Algorithm);
    }
    let plain = Header {
        typ: Some(TYPE.to_owned()),
        jwk: header.jwk.clone(),
        kid: header.kid.clone(),
        ..Header::new(header.alg)
    };
    if header != plain {
        return Err(BadProof::Malformed);
    }
    Ok(header)
}

impl Kind {
    fn alg(self) -> Algorithm {
        match self {
            Self::Es256 => Algorithm::ES256,
            Self::Rs256 => Algorithm::RS256,
        }
    }

    /// What begins it in rows.
    fn mark(self) -> u8 {
        match self {
            Self::Es256 => b'E',
            Self::Rs256 => b'R',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thumbprint_is_that_of_the_rfc() {
        // RFC 7638 §3.1
        let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMs\
            tn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91\
            CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        let key = DeviceKey {
            algorithm: Kind::Rs256,
            bytes: URL_SAFE_NO_PAD.decode(n).unwrap(),
        };
        assert_eq!(
            key.thumbprint(),
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
        );
        assert_eq!(DeviceKey::from_octets(&key.to_octets()), Some(key));
        assert_eq!(DeviceKey::from_octets(b""), None);
        assert_eq!(DeviceKey::from_octets(b"Xabc"), None);
    }
}
