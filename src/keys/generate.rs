//! Making private keys.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair};
use rsa::RsaPrivateKey;
use rsa::pkcs8::EncodePrivateKey;
use rsa::rand_core::{self, CryptoRng, RngCore};
use zeroize::Zeroizing;

use super::crypto::random;
use super::{KeyError, SigningAlg};

/// A new private key in PKCS#8. For RSA it takes long, `rsa_bits` 2048 about 0.1 s and 3072 about 0.6 s:
/// not for a thread that answers requests.
pub(super) fn private_key(
    alg: SigningAlg,
    rsa_bits: usize,
) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let failed = KeyError::GenerationFailed { alg };
    let random = SystemRandom::new();
    let document = match alg {
        SigningAlg::ES256 => {
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random)
        }
        SigningAlg::EdDSA => Ed25519KeyPair::generate_pkcs8(&random),
        SigningAlg::RS256 | SigningAlg::PS256 => {
            let key = RsaPrivateKey::new(&mut AwsLcRandom, rsa_bits).ok();
            let document = key.and_then(|key| key.to_pkcs8_der().ok()).ok_or(failed)?;
            return Ok(document.to_bytes());
        }
    };
    Ok(Zeroizing::new(
        document.map_err(|_| failed)?.as_ref().to_vec(),
    ))
}

/// The random source of aws-lc in the terms of `rsa`.
struct AwsLcRandom;

impl CryptoRng for AwsLcRandom {}

impl RngCore for AwsLcRandom {
    fn next_u32(&mut self) -> u32 {
        rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rand_core::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, dest: &mut [u8]) {
        random(dest);
    }

    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand_core::Error> {
        random(dest);
        Ok(())
    }
}
