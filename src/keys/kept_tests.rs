//! Texts that former trees sealed still open: their bytes are kept in `tests/kept/sealed.txt`.

use std::fmt::Debug;

use super::{Travels, testing};
use crate::protocol::time::Timestamp;

/// When they were sealed.
pub const NOW: Timestamp = Timestamp(1_800_000_000);
/// Until when they open.
pub const FAR: Timestamp = Timestamp(4_000_000_000);

const KEPT: &str = include_str!("../../tests/kept/sealed.txt");

/// Every kept text of this name opens as `value`, and there is one of the present version.
pub fn opens_as<T: Travels + PartialEq + Debug>(name: &str, value: &T) {
    let keys = testing::fixed("https://id.example.com", NOW);
    let mut versions = Vec::new();
    for line in KEPT.lines() {
        let Some(text) = line
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix(' '))
        else {
            continue;
        };
        let opened = keys.open::<T>(text, NOW);
        assert_eq!(
            opened.as_ref().map(|opened| &opened.value),
            Ok(value),
            "{line}"
        );
        versions.push(super::seal::head(text).unwrap().0);
    }
    let wanted: Vec<u8> = (1..=T::VERSION).collect();
    let now = keys.seal(FAR, value);
    assert_eq!(
        versions, wanted,
        "to be kept, when it is missing: {name} {now}"
    );
}
