//! Where a request comes from: the peer, or what a trusted proxy says of it (attacks: MT-08, MT-09).

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};

use crate::config::{ForwardedHeader, ProxySettings};

/// The other end of the connection, put into a request by the accept loop.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// The address a request is counted and logged under. Never a name: nothing is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

impl Default for ClientAddress {
    fn default() -> Self {
        Self(IpAddr::V4(Ipv4Addr::LOCALHOST))
    }
}

impl<S: Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or_default())
    }
}

/// More hops than any sensible chain of proxies; what lies further left is not looked at.
const MOST_HOPS: usize = 16;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED: HeaderName = HeaderName::from_static("forwarded");

/// The right-most hop that is no trusted proxy. Each proxy appends the address of its own peer, so everything to the
/// left of that hop is a claim of the browser. A hop that is no address makes the whole header worthless.
pub fn client_address(peer: IpAddr, headers: &HeaderMap, proxy: &ProxySettings) -> ClientAddress {
    let peer = peer.to_canonical();
    let trusted = |address: IpAddr| {
        proxy
            .trusted
            .iter()
            .any(|network| network.contains(address))
    };
    if !trusted(peer) {
        return ClientAddress(peer);
    }
    let name = match proxy.header {
        ForwardedHeader::XForwardedFor => X_FORWARDED_FOR,
        ForwardedHeader::Forwarded => FORWARDED,
    };
    let mut seen = peer;
    let lines: Vec<&[u8]> = headers
        .get_all(name)
        .iter()
        .map(|line| line.as_bytes())
        .collect();
    let hops = lines
        .iter()
        .rev()
        .flat_map(|line| line.rsplit(|byte| *byte == b','));
    for hop in hops.take(MOST_HOPS) {
        let address = match proxy.header {
            ForwardedHeader::XForwardedFor => node(hop),
            ForwardedHeader::Forwarded => forwarded_for(hop).and_then(node),
        };
        match address {
            Some(address) if trusted(address) => seen = address,
            Some(address) => return ClientAddress(address),
            None => return ClientAddress(peer),
        }
    }
    ClientAddress(seen)
}

/// The value of `for` in one element of `Forwarded` (RFC 7239 §4). Splitting at commas without regard to quotes is
/// right here: a proxy appends whole elements, so an unclosed quote can only spoil what a browser sent.
fn forwarded_for(element: &[u8]) -> Option<&[u8]> {
    element.split(|byte| *byte == b';').find_map(|pair| {
        let pair = pair.trim_ascii();
        let (name, value) = pair.split_at_checked(4)?;
        let quoted = value
            .strip_prefix(b"\"")
            .and_then(|value| value.strip_suffix(b"\""));
        name.eq_ignore_ascii_case(b"for=")
            .then(|| quoted.unwrap_or(value))
    })
}

/// `192.0.2.7`, `192.0.2.7:4711`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:4711`; no names, zones or `unknown`.
fn node(text: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(text.trim_ascii()).ok()?;
    let bracketed = || {
        text.strip_prefix('[')?
            .strip_suffix(']')?
            .parse()
            .ok()
            .map(IpAddr::V6)
    };
    let with_port = || match text.parse::<SocketAddr>().ok()? {
        SocketAddr::V6(address) if address.scope_id() != 0 => None,
        address => Some(address.ip()),
    };
    text.parse()
        .ok()
        .or_else(with_port)
        .or_else(bracketed)
        .map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, header: ForwardedHeader, lines: &[&str]) -> String {
        let proxy = ProxySettings {
            trusted: vec!["10.0.0.0/8".parse().unwrap(), "::1".parse().unwrap()],
            header,
        };
        let mut headers = HeaderMap::new();
        for line in lines {
            let name = match header {
                ForwardedHeader::XForwardedFor => X_FORWARDED_FOR,
                ForwardedHeader::Forwarded => FORWARDED,
            };
            headers.append(name, line.parse().unwrap());
        }
        client_address(peer.parse().unwrap(), &headers, &proxy)
            .0
            .to_string()
    }

    #[test]
    fn mt_08_only_the_right_most_untrusted_hop_counts() {
        let long = "1.1.1.1, ".repeat(1000) + "203.0.113.9";
        for (peer, lines, expected) in [
            ("198.51.100.1", &["1.2.3.4"][..], "198.51.100.1"),
            ("10.0.0.1", &["1.2.3.4"], "1.2.3.4"),
            ("::ffff:10.0.0.1", &["1.2.3.4"], "1.2.3.4"),
            ("10.0.0.1", &["6.6.6.6, 1.2.3.4, 10.0.0.7"], "1.2.3.4"),
            ("10.0.0.1", &["6.6.6.6", "1.2.3.4", "10.0.0.7"], "1.2.3.4"),
            ("10.0.0.1", &["junk, 1.2.3.4"], "1.2.3.4"),
            ("10.0.0.1", &["1.2.3.4, junk"], "10.0.0.1"),
            ("10.0.0.1", &["unknown"], "10.0.0.1"),
            ("10.0.0.1", &["proxy.example"], "10.0.0.1"),
            ("10.0.0.1", &["localhost"], "10.0.0.1"),
            ("10.0.0.1", &["fe80::1%eth0"], "10.0.0.1"),
            ("10.0.0.1", &["[fe80::1%2]:80"], "10.0.0.1"),
            ("10.0.0.1", &["1.2.3.4,"], "10.0.0.1"),
            ("10.0.0.1", &[""], "10.0.0.1"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
            ("::1", &["1.2.3.4:4711"], "1.2.3.4"),
            ("::1", &["[2001:db8::1]:4711"], "2001:db8::1"),
            ("::1", &["2001:db8::1"], "2001:db8::1"),
            ("::1", &["::ffff:1.2.3.4"], "1.2.3.4"),
            ("::1", &[long.as_str()], "203.0.113.9"),
            ("::1", &["127.1"], "::1"),
            ("::1", &["0x7f.1"], "::1"),
        ] {
            assert_eq!(
                seen(peer, ForwardedHeader::XForwardedFor, lines),
                expected,
                "{peer} {lines:?}"
            );
        }
    }

    #[test]
    fn mt_08_the_standard_header_is_read_the_same_way() {
        for (lines, expected) in [
            (&["for=1.2.3.4"][..], "1.2.3.4"),
            (&["For=\"[2001:db8::1]:4711\";proto=https"], "2001:db8::1"),
            (&["proto=https; for=1.2.3.4 ;by=10.0.0.1"], "1.2.3.4"),
            (&["for=\"6.6.6.6, for=1.2.3.4"], "1.2.3.4"),
            (&["for=6.6.6.6, for=1.2.3.4, for=10.0.0.2"], "1.2.3.4"),
            (&["for=_hidden"], "10.0.0.1"),
            (&["for=unknown"], "10.0.0.1"),
            (&["by=1.2.3.4"], "10.0.0.1"),
            (&["1.2.3.4"], "10.0.0.1"),
        ] {
            assert_eq!(
                seen("10.0.0.1", ForwardedHeader::Forwarded, lines),
                expected,
                "{lines:?}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn no_header_makes_it_panic_or_believe_a_stranger(line in "[\\x20-\\x7e\\x80-\\xff]{0,200}") {
            let headers = HeaderMap::from_iter(
                axum::http::HeaderValue::from_bytes(line.as_bytes()).ok().map(|value| (X_FORWARDED_FOR, value)),
            );
            let mut proxy = ProxySettings { trusted: vec!["10.0.0.0/8".parse().unwrap()], ..ProxySettings::default() };
            let stranger: IpAddr = "198.51.100.1".parse().unwrap();
            proptest::prop_assert_eq!(client_address(stranger, &headers, &proxy).0, stranger);
            proxy.header = ForwardedHeader::Forwarded;
            client_address("10.0.0.1".parse().unwrap(), &headers, &proxy);
        }
    }
}
