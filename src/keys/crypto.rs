//! The few primitives the keys are built from, all of aws-lc.

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use aws_lc_rs::rand;
use zeroize::Zeroizing;

/// Bytes an AEAD tag takes.
pub(super) const TAG_LEN: usize = 16;
/// Bytes [`Cipher::seal`] adds: nonce and tag.
pub(super) const OVERHEAD: usize = NONCE_LEN + TAG_LEN;

/// Fills `dest` from the system's random source.
///
/// # Panics
/// When there is none: nothing secret may be made from anything else.
pub(super) fn random(dest: &mut [u8]) {
    rand::fill(dest).expect("the system has a random source");
}

/// A key for one use (HKDF-SHA256, RFC 5869): `domain` separates us from others, `uses` from each other.
pub(super) fn derive(secret: &[u8], domain: &str, uses: &[&str]) -> Zeroizing<[u8; 32]> {
    let info = length_prefixed(uses.iter().map(|part| part.as_bytes()));
    let mut key = Zeroizing::new([0; 32]);
    Salt::new(HKDF_SHA256, domain.as_bytes())
        .extract(secret)
        .expand(&[&info], HKDF_SHA256)
        .and_then(|okm| okm.fill(&mut *key))
        .expect("HKDF gives up to 255 times 32 bytes");
    key
}

/// Joins `parts` so that no two lists give the same bytes: each with its length in front (32 bits).
pub(super) fn length_prefixed<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut joined = Vec::new();
    for part in parts {
        joined.extend_from_slice(&part_length(part));
        joined.extend_from_slice(part);
    }
    joined
}

/// The length that goes in front of a part.
pub(super) fn part_length(part: &[u8]) -> [u8; 4] {
    u32::try_from(part.len())
        .expect("parts are shorter than 4 GiB")
        .to_be_bytes()
}

/// AES-256-GCM-SIV (RFC 8452) with random nonces: should one ever repeat, as after a machine's snapshot was started
/// twice, it only shows whether two texts are equal.
pub(super) struct Cipher(LessSafeKey);

impl Cipher {
    pub(super) fn new(key: &[u8; 32]) -> Self {
        Self(LessSafeKey::new(
            UnboundKey::new(&AES_256_GCM_SIV, key).expect("the key is 32 bytes"),
        ))
    }

    /// Turns `prefix ‖ plaintext` into `prefix ‖ ciphertext ‖ tag`, given how long the prefix is. The last
    /// [`NONCE_LEN`] bytes of the prefix become the nonce.
    pub(super) fn seal(&self, aad: &[u8], prefix: usize, buffer: &mut Vec<u8>) {
        let mut nonce = [0; NONCE_LEN];
        random(&mut nonce);
        buffer[prefix - NONCE_LEN..prefix].copy_from_slice(&nonce);
        let tag = self
            .0
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(aad),
                &mut buffer[prefix..],
            )
            .expect("texts are far below the cipher's limit of 64 GiB");
        buffer.extend_from_slice(tag.as_ref());
    }

    /// The plaintext of what [`seal`](Self::seal) made, within `buffer`; none when anything was changed.
    pub(super) fn open<'b>(
        &self,
        aad: &[u8],
        prefix: usize,
        buffer: &'b mut [u8],
    ) -> Option<&'b mut [u8]> {
        let (head, sealed) = buffer.split_at_mut_checked(prefix)?;
        let nonce =
            Nonce::try_assume_unique_for_key(head.get(prefix.checked_sub(NONCE_LEN)?..)?).ok()?;
        self.0.open_in_place(nonce, Aad::from(aad), sealed).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_parts_never_run_into_each_other() {
        let join = |parts: &[&str]| length_prefixed(parts.iter().map(|part| part.as_bytes()));
        assert_ne!(join(&["ab", "c"]), join(&["a", "bc"]));
        assert_ne!(join(&["ab"]), join(&["ab", ""]));
        assert_ne!(join(&[]), join(&[""]));
    }

    #[test]
    fn derived_keys_differ_by_secret_domain_and_use() {
        let keys = [
            derive(&[1; 32], "d", &["a"]),
            derive(&[2; 32], "d", &["a"]),
            derive(&[1; 32], "e", &["a"]),
            derive(&[1; 32], "d", &["b"]),
            derive(&[1; 32], "d", &["a", ""]),
        ];
        for (i, a) in keys.iter().enumerate() {
            assert!(keys[i + 1..].iter().all(|b| a != b));
        }
    }

    #[test]
    fn derivation_is_hkdf_sha256() {
        // RFC 5869 A.1 has a salt that is no text, so this compares with HMAC written out: one block each.
        use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
        let prk = sign(&Key::new(HMAC_SHA256, b"domain"), &[7; 32]);
        let okm = sign(&Key::new(HMAC_SHA256, prk.as_ref()), b"\0\0\0\x03use\x01");
        assert_eq!(
            derive(&[7; 32], "domain", &["use"]).as_slice(),
            okm.as_ref()
        );
    }
}
