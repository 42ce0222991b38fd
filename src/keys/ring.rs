//! The ring: a handful of secrets, one of which seals and authenticates, all of which open and verify.

use std::sync::Arc;

use super::mac::{Mac, MacKeys, MacPurpose};
use super::rotation::SealKeyRow;
use super::seal::{self, Opened, Purpose, SealError, SealKeys};
use crate::protocol::time::Timestamp;

/// Everything derived from one secret of the ring, so that nothing is derived while answering a request.
pub(super) struct RingKey {
    id: u8,
    /// As in the row: another secret under the same id is another key.
    wrapped: Vec<u8>,
    seal: SealKeys,
    mac: MacKeys,
}

impl RingKey {
    /// The key of `row`, whose secret in the clear is `secret`.
    pub(super) fn new(row: &SealKeyRow, secret: &[u8], issuer: &str) -> Self {
        let (id, wrapped) = (row.id, row.secret.clone());
        Self {
            id,
            wrapped,
            seal: SealKeys::new(id, secret, issuer),
            mac: MacKeys::new(secret, issuer),
        }
    }

    /// Whether it was made from this row.
    pub(super) fn is_of(&self, row: &SealKeyRow) -> bool {
        self.id == row.id && self.wrapped == row.secret
    }
}

/// The ring keys at one moment.
pub(super) struct Ring {
    /// From the oldest to the newest.
    keys: Vec<Arc<RingKey>>,
    /// Which of them seals. Newer ones only open as yet.
    active: usize,
}

impl Ring {
    /// `keys` from the oldest to the newest, and the place of the one that seals.
    pub(super) fn new(keys: Vec<Arc<RingKey>>, active: usize) -> Self {
        debug_assert!(active < keys.len(), "one of them seals");
        Self { keys, active }
    }

    /// The keys, to be used again in the next ring.
    pub(super) fn keys(&self) -> &[Arc<RingKey>] {
        &self.keys
    }

    pub(super) fn seal(
        &self,
        purpose: Purpose,
        version: u8,
        expires_at: Timestamp,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> String {
        let key = &self.keys[self.active].seal;
        key.seal(purpose, version, expires_at, write)
    }

    /// `newest`: texts of later versions are not looked at.
    pub(super) fn open<T>(
        &self,
        (purpose, newest): (Purpose, u8),
        text: &str,
        now: Timestamp,
        read: impl FnOnce(u8, &[u8]) -> Option<T>,
    ) -> Result<Opened<T>, SealError> {
        let (version, id) = seal::head(text)?;
        let place = self.place(id).filter(|_| version <= newest);
        let place = place.ok_or(SealError)?;
        let (value, expires_at) = self.keys[place].seal.open(purpose, text, now, read)?;
        Ok(Opened {
            value,
            expires_at,
            old_key: place < self.active,
        })
    }

    pub(super) fn mac(&self, purpose: MacPurpose, parts: &[&[u8]]) -> (u8, Mac) {
        let key = &self.keys[self.active];
        (key.id, key.mac.mac(purpose, parts))
    }

    pub(super) fn mac_with(&self, id: u8, purpose: MacPurpose, parts: &[&[u8]]) -> Option<Mac> {
        Some(self.keys[self.place(id)?].mac.mac(purpose, parts))
    }

    fn place(&self, id: u8) -> Option<usize> {
        self.keys.iter().position(|key| key.id == id)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use proptest::prelude::*;
    use serde::de::DeserializeOwned;
    use serde::{Deserialize, Serialize};

    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000);
    const LATER: Timestamp = Timestamp(NOW.0 + 60);
    const ISSUER: &str = "https://id.example";

    fn key(id: u8, issuer: &str) -> Arc<RingKey> {
        let row = SealKeyRow {
            id,
            secret: vec![],
            created_at: NOW,
            active_at: NOW,
            gone_at: LATER,
        };
        Arc::new(RingKey::new(&row, &[id; 32], issuer))
    }

    fn ring(ids: &[u8], active: usize) -> Typed {
        let keys = ids.iter().map(|&id| key(id, ISSUER)).collect();
        Typed(Ring::new(keys, active))
    }

    /// A ring that seals values of any type.
    struct Typed(Ring);

    impl Typed {
        fn seal<T: Serialize + ?Sized>(
            &self,
            purpose: Purpose,
            until: Timestamp,
            value: &T,
        ) -> String {
            let plain = postcard::to_allocvec(value).unwrap();
            self.0
                .seal(purpose, 1, until, |buffer| buffer.extend(plain))
        }

        fn open<T: DeserializeOwned>(
            &self,
            purpose: Purpose,
            text: &str,
            now: Timestamp,
        ) -> Result<Opened<T>, SealError> {
            let read = |version, plain: &[u8]| seal::positional(version, plain);
            self.0.open((purpose, 1), text, now, read)
        }
    }

    impl std::ops::Deref for Typed {
        type Target = Ring;
        fn deref(&self) -> &Ring {
            &self.0
        }
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Sample {
        number: u64,
        text: String,
        maybe: Option<Vec<u8>>,
    }

    fn sample() -> impl Strategy<Value = Sample> {
        (any::<u64>(), any::<String>(), any::<Option<Vec<u8>>>()).prop_map(
            |(number, text, maybe)| Sample {
                number,
                text,
                maybe,
            },
        )
    }

    fn purpose() -> impl Strategy<Value = Purpose> {
        proptest::sample::select(Purpose::ALL)
    }

    proptest! {
        #[test]
        fn what_was_sealed_opens_as_it_was(value in sample(), purpose in purpose(), left in 1..i64::MAX - NOW.0) {
            let ring = ring(&[1], 0);
            let expires_at = Timestamp(NOW.0 + left);
            let text = ring.seal(purpose, expires_at, &value);
            prop_assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
            prop_assert_eq!(ring.open(purpose, &text, NOW), Ok(Opened { value, expires_at, old_key: false }));
        }

        #[test]
        fn a_changed_bit_does_not_open(value in sample(), purpose in purpose(), at in any::<prop::sample::Index>()) {
            let ring = ring(&[1, 2, 3], 1);
            let mut bytes = URL_SAFE_NO_PAD.decode(ring.seal(purpose, LATER, &value)).unwrap();
            let bit = at.index(bytes.len() * 8);
            bytes[bit / 8] ^= 1 << (bit % 8);
            prop_assert_eq!(ring.open::<Sample>(purpose, &URL_SAFE_NO_PAD.encode(bytes), NOW), Err(SealError));
        }

        #[test]
        fn a_changed_cut_or_longer_text_does_not_open(
            value in sample(), at in any::<prop::sample::Index>(), character in any::<char>()
        ) {
            let ring = ring(&[1, 2, 3], 1);
            let text = ring.seal(Purpose::Flow, LATER, &value);
            let at = at.index(text.len());
            let changed = format!("{}{character}{}", &text[..at], &text[at + 1..]);
            if changed != text {
                prop_assert_eq!(ring.open::<Sample>(Purpose::Flow, &changed, NOW), Err(SealError));
            }
            prop_assert_eq!(ring.open::<Sample>(Purpose::Flow, &text[..at], NOW), Err(SealError));
            let longer = format!("{text}{character}");
            prop_assert_eq!(ring.open::<Sample>(Purpose::Flow, &longer, NOW), Err(SealError));
        }

        #[test]
        fn cs_04_another_purpose_does_not_open(value in sample(), purpose in purpose(), other in purpose()) {
            let ring = ring(&[1], 0);
            let opened = ring.open::<Sample>(other, &ring.seal(purpose, LATER, &value), NOW);
            prop_assert_eq!(opened.is_ok(), purpose == other);
        }

        #[test]
        fn any_text_is_judged_without_panic(text in any::<String>(), bytes in any::<Vec<u8>>(), id in any::<u8>()) {
            let ring = ring(&[1, 2, 3], 1);
            prop_assert_eq!(ring.open::<Sample>(Purpose::Flow, &text, NOW), Err(SealError));
            let mut forged = vec![1, id];
            forged.extend(bytes);
            let forged = URL_SAFE_NO_PAD.encode(forged);
            prop_assert_eq!(ring.open::<Sample>(Purpose::Flow, &forged, NOW), Err(SealError));
        }

        #[test]
        fn macs_differ_when_anything_does(a in any::<Vec<Vec<u8>>>(), b in any::<Vec<Vec<u8>>>()) {
            let ring = ring(&[1, 2], 1);
            let mac = |id, purpose, parts: &[Vec<u8>]| {
                let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
                ring.mac_with(id, purpose, &parts).unwrap()
            };
            let of_a = mac(2, MacPurpose::Csrf, &a);
            prop_assert_eq!(of_a == mac(2, MacPurpose::Csrf, &b), a == b);
            prop_assert_ne!(of_a, mac(1, MacPurpose::Csrf, &a));
            prop_assert_ne!(of_a, mac(2, MacPurpose::RefreshToken, &a));
        }
    }

    #[test]
    fn it_opens_until_it_expires_and_not_a_second_longer() {
        let ring = ring(&[1], 0);
        let text = ring.seal(Purpose::Code, LATER, &7_u32);
        assert!(
            ring.open::<u32>(Purpose::Code, &text, Timestamp(LATER.0 - 1))
                .is_ok()
        );
        assert_eq!(
            ring.open::<u32>(Purpose::Code, &text, LATER),
            Err(SealError)
        );
        assert_eq!(
            ring.open::<u32>(Purpose::Code, &text, Timestamp(i64::MAX)),
            Err(SealError)
        );
    }

    #[test]
    fn cs_04_another_issuer_with_the_same_secret_does_not_open() {
        let text = ring(&[1], 0).seal(Purpose::Session, LATER, "value");
        let other = Typed(Ring::new(vec![key(1, "https://id.example.net")], 0));
        assert_eq!(
            other.open::<String>(Purpose::Session, &text, NOW),
            Err(SealError)
        );
        assert_ne!(
            other.mac(MacPurpose::Csrf, &[]),
            ring(&[1], 0).mac(MacPurpose::Csrf, &[])
        );
    }

    #[test]
    fn cs_06_an_unknown_key_id_does_not_open() {
        let ring = ring(&[1, 2], 1);
        let bytes = URL_SAFE_NO_PAD
            .decode(ring.seal(Purpose::Session, LATER, "value"))
            .unwrap();
        for id in [0, 1, 3, 128, 255] {
            let mut forged = bytes.clone();
            forged[1] = id;
            let forged = URL_SAFE_NO_PAD.encode(forged);
            assert_eq!(
                ring.open::<String>(Purpose::Session, &forged, NOW),
                Err(SealError),
                "{id}"
            );
        }
        for id in [0, 3, 255] {
            assert_eq!(ring.mac_with(id, MacPurpose::Csrf, &[]), None);
        }
    }

    #[test]
    fn cs_05_every_key_of_the_ring_opens_and_only_former_ones_ask_for_a_new_seal() {
        let sealed: Vec<_> = (0..3)
            .map(|i| ring(&[4, 5, 6], i).seal(Purpose::Session, LATER, &i))
            .collect();
        let now = ring(&[4, 5, 6], 1);
        let old: Vec<_> = sealed
            .iter()
            .map(|text| {
                now.open::<usize>(Purpose::Session, text, NOW)
                    .unwrap()
                    .old_key
            })
            .collect();
        // Key 6 is announced here and seals already on a node whose clock is ahead.
        assert_eq!(old, [true, false, false]);
        let later = ring(&[5, 6], 1);
        assert_eq!(
            later.open::<usize>(Purpose::Session, &sealed[0], NOW),
            Err(SealError)
        );
    }

    #[test]
    fn other_ways_to_write_the_same_bytes_do_not_open() {
        let ring = ring(&[1], 0);
        // 39 bytes: no bits left over. 40 bytes: four.
        for value in [vec![], vec![1], vec![1, 2]] {
            let text = ring.seal(Purpose::Draft, LATER, &value);
            let standard = text.replace('-', "+").replace('_', "/");
            let mut others = vec![
                format!("{text}="),
                format!("{text}=="),
                format!(" {text}"),
                format!("{text}\n"),
            ];
            if standard != text {
                others.push(standard);
            }
            if !text.len().is_multiple_of(4) {
                let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
                let last = alphabet
                    .iter()
                    .position(|c| Some(c) == text.as_bytes().last())
                    .unwrap();
                others.push(format!(
                    "{}{}",
                    &text[..text.len() - 1],
                    alphabet[last + 1] as char
                ));
            }
            for other in others {
                assert_eq!(
                    ring.open::<Vec<u8>>(Purpose::Draft, &other, NOW),
                    Err(SealError),
                    "{other}"
                );
            }
            assert_eq!(
                ring.open::<Vec<u8>>(Purpose::Draft, &text, NOW)
                    .unwrap()
                    .value,
                value
            );
        }
    }

    #[test]
    fn a_value_of_another_type_does_not_open() {
        let ring = ring(&[1], 0);
        let text = ring.seal(Purpose::Draft, LATER, &(1_u8, 2_u8));
        assert_eq!(
            ring.open::<u8>(Purpose::Draft, &text, NOW),
            Err(SealError),
            "something is left over"
        );
        assert_eq!(
            ring.open::<(u8, u8, u8)>(Purpose::Draft, &text, NOW),
            Err(SealError),
            "something is missing"
        );
    }

    #[test]
    fn the_version_of_a_text_is_part_of_what_is_authenticated() {
        let ring = ring(&[1], 0);
        let text = ring.seal(Purpose::Flow, LATER, "value");
        let mut bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
        let open = |text: &str, newest| {
            let read = |version, _: &[u8]| Some(version);
            ring.0.open((Purpose::Flow, newest), text, NOW, read)
        };
        assert_eq!(open(&text, 2).unwrap().value, 1);
        for version in [0, 2, 255] {
            bytes[0] = version;
            let other = URL_SAFE_NO_PAD.encode(&bytes);
            assert_eq!(open(&other, 255), Err(SealError), "{version}");
        }
        let newer = ring.0.seal(Purpose::Flow, 3, LATER, |_| {});
        assert_eq!(open(&newer, 2), Err(SealError));
        assert_eq!(open(&newer, 3).unwrap().value, 3);
    }

    #[test]
    fn tk_09_the_same_value_never_gives_the_same_text() {
        let ring = ring(&[1], 0);
        let texts: HashSet<_> = (0..1000)
            .map(|_| ring.seal(Purpose::Session, LATER, "value"))
            .collect();
        assert_eq!(texts.len(), 1000);
    }

    #[test]
    fn purposes_have_labels_of_their_own() {
        let labels: HashSet<_> = Purpose::ALL.iter().map(|purpose| purpose.label()).collect();
        assert_eq!(labels.len(), Purpose::ALL.len());
        assert!(
            Purpose::ALL
                .iter()
                .enumerate()
                .all(|(i, purpose)| *purpose as usize == i)
        );
        assert!(
            MacPurpose::ALL
                .iter()
                .enumerate()
                .all(|(i, purpose)| *purpose as usize == i)
        );
    }

    /// What most junk costs is a look at its length and first characters. Only what names a key of the ring is decoded and tried with
    /// that one key; its length is bounded, and the benchmark `keys` says how long that takes.
    #[test]
    fn cs_16_junk_costs_little() {
        let ring = ring(&[1, 2, 3], 1);
        let is_tried = |text: &str| {
            let head = seal::head(text).ok();
            head.and_then(|(_, id)| ring.place(id)).is_some()
        };
        let sealed = ring.seal(Purpose::Session, LATER, &vec![0_u8; 2800]);
        let mut forged = sealed.clone().into_bytes();
        let last = forged.len() - 1;
        forged[last - 1] = if forged[last - 1] == b'A' { b'B' } else { b'A' };
        let forged = String::from_utf8(forged).unwrap();
        let unknown = URL_SAFE_NO_PAD.encode([&[1, 9][..], &[0; 2800]].concat());
        let longer = format!("{forged}{}", "A".repeat(1 << 20));
        let junk = [
            ("", false),
            ("A", false),
            (&"x".repeat(3800), false),
            (&"A".repeat(3800), false),
            (&"=".repeat(1 << 20), false),
            (&unknown, false),
            (&longer, false),
            (&forged, true),
        ];
        for (text, tried) in junk {
            assert!(ring.open::<Vec<u8>>(Purpose::Session, text, NOW).is_err());
            assert_eq!(is_tried(text), tried, "{text:.40}");
        }
    }
}
