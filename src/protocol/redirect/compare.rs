//! Comparing a requested address with the registered ones, and saying how it differs.

use super::RegisteredUri;
use crate::protocol::error::{Cause, Difference, Refusal};
use crate::protocol::loopback;

/// Whether both are the same `http` address on the same loopback host, but for the port (RFC 8252 §7.3). `localhost` and the names
/// under it are loopback as well: §8.3 advises against them, and programs use them.
/// A test of octets: `127.1`, `0x7f000001`, `[::ffff:127.0.0.1]` or `HTTP:` are other addresses (RU-10).
pub(super) fn same_but_for_loopback_port(registered: &str, requested: &str) -> bool {
    let registered = without_loopback_port(registered);
    registered.is_some() && registered == without_loopback_port(requested)
}

/// Host and what follows the port of an `http` address on this machine; `None` for every other.
fn without_loopback_port(uri: &str) -> Option<(&str, &str)> {
    let rest = uri.strip_prefix("http://")?;
    let end = match rest.starts_with('[') {
        true => rest.find(']')? + 1,
        false => rest.find([':', '/', '?']).unwrap_or(rest.len()),
    };
    let (host, rest) = rest.split_at(end);
    let rest = skip_port(rest)?;
    loopback::is_host(host).then_some((host, rest))
}

/// What follows an optional `:port`; `None` when it is not a port or the authority goes on.
fn skip_port(rest: &str) -> Option<&str> {
    let rest = match rest.strip_prefix(':') {
        None => rest,
        Some(port) => {
            let digits = port.bytes().take_while(u8::is_ascii_digit).count();
            let (digits, rest) = port.split_at(digits);
            // No sign, no leading zero: a port has one spelling.
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
    let nearest = registered
        .iter()
        .map(RegisteredUri::as_str)
        .max_by_key(|own| {
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
    text.chars()
        .take(super::LONGEST)
        .map(|c| if c.is_control() { '\u{FFFD}' } else { c })
        .collect()
}

/// How many octets both begin with and, after that, end with; whole characters only.
fn common(a: &str, b: &str) -> (usize, usize) {
    let before: usize = a
        .chars()
        .zip(b.chars())
        .take_while(|(x, y)| x == y)
        .map(|(x, _)| x.len_utf8())
        .sum();
    let ends = a[before..].chars().rev().zip(b[before..].chars().rev());
    (
        before,
        ends.take_while(|(x, y)| x == y)
            .map(|(x, _)| x.len_utf8())
            .sum(),
    )
}

/// The first difference in words. Ordered from the most telling to the most general.
fn words(expected: &str, received: &str) -> String {
    if expected == received {
        return "Both are the same.".to_owned();
    }
    if let Some(extra) = received.strip_prefix(expected) {
        return match extra {
            "/" => "One extra character: a slash at the end.".to_owned(),
            _ if extra.starts_with('?') => "A query is added at the end.".to_owned(),
            _ if extra.starts_with('#') => "A fragment is added at the end.".to_owned(),
            _ => extra_at_the_end(extra),
        };
    }
    if let Some(missing) = expected.strip_prefix(received) {
        return match missing {
            "/" => "One character is missing: the slash at the end.".to_owned(),
            _ if missing.starts_with('?') => "The query is missing.".to_owned(),
            _ => format!("The end is missing: {}", visible(missing)),
        };
    }
    if expected.eq_ignore_ascii_case(received) {
        return "Only capital and small letters differ.".to_owned();
    }
    let decoded = |text: &str| percent_encoding::percent_decode_str(text).collect::<Vec<u8>>();
    if decoded(expected) == decoded(received) {
        return "The same characters, percent-encoded differently.".to_owned();
    }
    let (wanted, came) = (Parts::of(expected), Parts::of(received));
    let (part, wanted, came) = if wanted.scheme != came.scheme {
        ("scheme", wanted.scheme, came.scheme)
    } else if wanted.host != came.host {
        ("host", wanted.host, came.host)
    } else if wanted.port != came.port {
        ("port", wanted.port, came.port)
    } else if wanted.path != came.path {
        ("path", wanted.path, came.path)
    } else {
        ("query", wanted.query, came.query)
    };
    match (wanted, came) {
        ("", came) => format!("A {part} is added: {}", visible(came)),
        (wanted, "") => format!("The {part} is missing: {}", visible(wanted)),
        (wanted, came) => format!("The {part} is {}, not {}", visible(came), visible(wanted)),
    }
}

fn extra_at_the_end(extra: &str) -> String {
    match extra.chars().count() {
        1 => format!("One extra character at the end: {}", visible(extra)),
        count => format!("{count} extra characters at the end: {}", visible(extra)),
    }
}

/// The pieces of an address as a person names them; never used to decide anything.
struct Parts<'a> {
    scheme: &'a str,
    host: &'a str,
    port: &'a str,
    path: &'a str,
    query: &'a str,
}

impl<'a> Parts<'a> {
    fn of(uri: &'a str) -> Self {
        let (scheme, rest) = split_scheme(uri);
        let (authority, rest) = rest.strip_prefix("//").map_or(("", rest), split_authority);
        let colon = authority.rfind(']').map_or(0, |at| at + 1);
        let colon = authority[colon..]
            .find(':')
            .map_or(authority.len(), |at| colon + at);
        let (host, port) = authority.split_at(colon);
        let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
        Self {
            scheme,
            host,
            port: port.trim_start_matches(':'),
            path,
            query: query.trim_start_matches('?'),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_first_difference_is_told_in_words() {
        let registered = "https://rp.example/cb";
        for (expected, received, words) in [
            (
                registered,
                "https://rp.example/cb/",
                "One extra character: a slash at the end.",
            ),
            (
                "https://rp.example/cb/",
                registered,
                "One character is missing: the slash at the end.",
            ),
            (
                registered,
                "https://rp.example/cb?x=1",
                "A query is added at the end.",
            ),
            (
                registered,
                "https://rp.example/cb#x",
                "A fragment is added at the end.",
            ),
            (
                registered,
                "https://rp.example/cbs",
                "One extra character at the end: s",
            ),
            (
                registered,
                "https://rp.example/CB",
                "Only capital and small letters differ.",
            ),
            (
                registered,
                "https://rp.example/%63b",
                "The same characters, percent-encoded differently.",
            ),
            (
                registered,
                "http://rp.example/cb",
                "The scheme is http, not https",
            ),
            (
                registered,
                "https://evil.example/cb",
                "The host is evil.example, not rp.example",
            ),
            (
                registered,
                "https://rp.example:8443/cb",
                "A port is added: 8443",
            ),
            (
                registered,
                "https://rp.example/callback",
                "The path is /callback, not /cb",
            ),
            (
                "https://rp.example/cb?a=1",
                "https://rp.example/cb?a=2",
                "The query is a=2, not a=1",
            ),
            (
                "http://127.0.0.1/cb",
                "http://localhost/cb",
                "The host is localhost, not 127.0.0.1",
            ),
            (
                "http://[::1]:1/cb",
                "http://[::1]:2/cb",
                "The port is 2, not 1",
            ),
        ] {
            assert_eq!(explain(expected, received).words, words, "{received}");
        }
    }

    #[test]
    fn the_differing_part_is_cut_out() {
        let found = explain("https://rp.example/cb", "https://rq.example/cb");
        assert_eq!(
            (
                found.before.as_str(),
                found.received.as_str(),
                found.expected.as_str(),
                found.after.as_str()
            ),
            ("https://r", "q", "p", ".example/cb")
        );
    }

    #[test]
    fn ru_08_ru_10_and_fc_08_only_the_port_of_a_loopback_host_may_differ() {
        for (registered, requested, same) in [
            ("http://127.0.0.1/cb", "http://127.0.0.1:51004/cb", true),
            ("http://127.0.0.1:8080/cb", "http://127.0.0.1/cb", true),
            ("http://127.0.0.1:8080/cb", "http://127.0.0.1:1/cb", true),
            ("http://[::1]/cb", "http://[::1]:51004/cb", true),
            ("http://127.0.0.1/cb?a=1", "http://127.0.0.1:9/cb?a=1", true),
            ("http://127.0.0.1/cb", "http://127.0.0.1:51004/cb?x", false),
            ("http://127.0.0.1/cb", "http://127.0.0.1:51004/cb/", false),
            ("http://127.0.0.1/cb", "http://localhost:51004/cb", false),
            ("http://127.0.0.1/cb", "http://[::1]:51004/cb", false),
            // FC-08, FC-12
            ("http://localhost/cb", "http://localhost:51004/cb", true),
            ("http://localhost:1/cb", "http://localhost/cb", true),
            (
                "http://localhost/callback",
                "http://localhost:54545/callback",
                true,
            ),
            (
                "http://app.localhost/cb",
                "http://app.localhost:3000/cb",
                true,
            ),
            (
                "http://app.localhost/cb",
                "http://other.localhost:3000/cb",
                false,
            ),
            ("http://localhost/cb", "http://app.localhost:3000/cb", false),
            ("http://localhost/cb", "http://localhost:51004/cb/", false),
            (
                "http://localhost/cb",
                "http://localhost.evil.example:1/cb",
                false,
            ),
            (
                "http://localhost/cb",
                "http://localhost:80@evil.example/cb",
                false,
            ),
            ("http://localhost/cb", "http://LOCALHOST:1/cb", false),
            ("http://localhost/cb", "https://localhost:1/cb", false),
            ("http://rp.example/cb", "http://rp.example:1/cb", false),
            (
                "http://127.0.0.1/cb",
                "http://127.0.0.1.evil.example/cb",
                false,
            ),
            (
                "http://127.0.0.1/cb",
                "http://127.0.0.1@evil.example/cb",
                false,
            ),
            (
                "http://127.0.0.1/cb",
                "http://127.0.0.1:80@evil.example/cb",
                false,
            ),
            (
                "http://127.0.0.1/cb",
                "http://127.0.0.1:@evil.example/cb",
                false,
            ),
            ("http://127.0.0.1/cb", "http://127.0.0.1:/cb", false),
            ("http://127.0.0.1/cb", "http://127.0.0.1:0/cb", false),
            ("http://127.0.0.1/cb", "http://127.0.0.1:080/cb", false),
            ("http://127.0.0.1/cb", "http://127.0.0.1:65536/cb", false),
            ("http://127.0.0.1/cb", "http://127.0.0.1:+1/cb", false),
            ("http://127.0.0.1/cb", "http://127.1/cb", false),
            ("http://127.0.0.1/cb", "http://0x7f000001/cb", false),
            ("http://127.0.0.1/cb", "http://2130706433/cb", false),
            ("http://127.0.0.1/cb", "http://0/cb", false),
            ("http://[::1]/cb", "http://[::ffff:127.0.0.1]/cb", false),
            ("http://127.0.0.1/cb", "https://127.0.0.1:1/cb", false),
            ("http://127.0.0.1/cb", "HTTP://127.0.0.1:1/cb", false),
            ("http://127.0.0.1", "http://127.0.0.1:7", true),
            (
                "http://127.0.0.1",
                "http://127.0.0.1:7\\@evil.example",
                false,
            ),
        ] {
            assert_eq!(
                same_but_for_loopback_port(registered, requested),
                same,
                "{requested}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_difference_puts_both_texts_together_again(expected in "[a-z/:.?é]{0,20}", received in "[a-z/:.?é]{0,20}") {
            let found = explain(&expected, &received);
            prop_assert_eq!(format!("{}{}{}", found.before, found.received, found.after), received.clone());
            prop_assert_eq!(format!("{}{}{}", found.before, found.expected, found.after), expected.clone());
            prop_assert_eq!(found.words == "Both are the same.", expected == received);
        }

        #[test]
        fn explaining_never_panics(expected in ".{0,40}", received in ".{0,40}") {
            explain(&expected, &received);
        }
    }
}
