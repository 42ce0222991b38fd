//! Addresses that a registration names and this server calls: `backchannel_logout_uri` and its like (attacks: SF-01, SF-02, SF-06,
//! SF-12).
//!
//! What can be said of an address before anybody looks its host up. Where the host leads is judged at every call, by `outbound`.

use std::net::IpAddr;

use url::{Host, Url};

use super::error::{Cause, Refusal};
use super::loopback;

mod ranges;

pub use ranges::is_public;

/// The most characters of an address.
pub const LONGEST: usize = 2_000;
/// Below this port live services that speak anything but https.
const FIRST_FREE_PORT: u16 = 1024;
const RULE: &str = "RFC 7591 §2 and §5";

/// Reads an address that this server will call for a client: an absolute https address of printable ASCII, without credentials and
/// fragment. Http, and a literal address that is not public, only for this very machine; both, and every port but 443, work only
/// where the operator's `outbound.allow` names them, which is seen when the address is called.
///
/// # Errors
/// The first mistake, with what to write instead.
pub fn address(text: &str) -> Result<Url, Refusal> {
    // Only what is short is parsed: other scripts in a host are decoded, which takes the length squared.
    if text.len() > LONGEST {
        let expected = format!("at most {LONGEST} characters");
        return refuse(&expected, text, "Shorten the address.");
    }
    if !text.bytes().all(|b| b.is_ascii_graphic()) || text.contains('\\') {
        return refuse(
            "printable ASCII without spaces and backslashes",
            text,
            "Write other characters percent-encoded, and hosts in other scripts as browsers send them (xn--…).",
        );
    }
    let parsed = Url::parse(text).ok();
    let Some(url) = parsed.filter(|url| matches!(url.scheme(), "https" | "http")) else {
        return refuse(
            "an https address",
            text,
            "Enter an address that begins with https://.",
        );
    };
    let Some(authority) = authority(text) else {
        return refuse(
            "an https address",
            text,
            "Write two slashes after the colon, and then the host.",
        );
    };
    // SF-12. The text is looked at: the parser forgets an empty name.
    if authority.contains('@') {
        return refuse(
            "an address without name and password",
            text,
            "Remove what stands before the @.",
        );
    }
    if text.contains('#') {
        return refuse(
            "an address without a fragment",
            text,
            "Remove the part after #.",
        );
    }
    host(text, authority, &url)?;
    port(text, &url)?;
    Ok(url)
}

fn host(text: &str, authority: &str, url: &Url) -> Result<(), Refusal> {
    let own = loopback::is_host(host_of(url));
    if url.scheme() == "http" && !own {
        return refuse(
            "https; http is possible only on this machine",
            text,
            &format!("Write {}.", text.replacen("http:", "https:", 1)),
        );
    }
    // SF-02: 2130706433, 0x7f.1 and 127.1 are one address, and so are the spellings of IPv6.
    let written = authority.to_ascii_lowercase();
    if !written.starts_with(host_of(url)) {
        return refuse(
            "a host in its usual spelling",
            text,
            &format!("Write the host as {}.", host_of(url)),
        );
    }
    let literal = match url.host() {
        Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
        _ => None,
    };
    if literal.is_some_and(|address| !is_public(address)) && !own {
        return refuse(
            "a host that everybody can reach",
            text,
            "Enter the name of a host. A host of a private network needs a name, and the operator's permission (outbound.allow).",
        );
    }
    Ok(())
}

/// SF-06.
fn port(text: &str, url: &Url) -> Result<(), Refusal> {
    match url.port() {
        Some(port) if port < FIRST_FREE_PORT => refuse(
            "port 443, or one above 1023 that the operator allows",
            text,
            "Leave the port out.",
        ),
        _ => Ok(()),
    }
}

/// What stands between two slashes and the path, as it was written; none when there are fewer or more slashes.
fn authority(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once(':')?;
    let rest = rest
        .strip_prefix("//")
        .filter(|rest| !rest.starts_with('/'))?;
    rest.split(['/', '?', '#']).next()
}

fn host_of(url: &Url) -> &str {
    url.host_str().unwrap_or_default()
}

/// A refusal that repeats no credentials.
fn refuse<T>(expected: &str, received: &str, fix: &str) -> Result<T, Refusal> {
    let bare = match received.rsplit_once('@') {
        Some((_, after)) if received.contains(':') => format!("…@{after}"),
        _ => received.to_owned(),
    };
    Err(Refusal::new(Cause::Metadata, RULE, expected, bare, fix))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sf_06_an_address_to_be_called_is_https() {
        for good in [
            "https://app.example/logout",
            "https://app.example",
            "https://App.Example:8443/logout?tenant=1",
            "HTTPS://app.example:443/logout",
            "https://8.8.8.8/logout",
            "https://[2606:4700::1111]/logout",
            "https://xn--bcher-kva.example/logout",
            "http://localhost:3000/logout",
            "http://127.0.0.1:3000/logout",
            "http://[::1]/logout",
            "https://app.localhost/logout",
        ] {
            assert!(address(good).is_ok(), "{good}: {:?}", address(good));
        }
        for (text, fix) in [
            (
                "http://app.example/logout",
                "Write https://app.example/logout.",
            ),
            ("http://127.0.0.2/", "Write https:"),
            ("file:///etc/passwd", "begins with https://"),
            ("gopher://app.example/", "begins with https://"),
            ("ftp://app.example/", "begins with https://"),
            ("unix:/run/app.sock", "begins with https://"),
            ("data:text/plain,x", "begins with https://"),
            ("javascript:alert(1)", "begins with https://"),
            ("app.example/logout", "begins with https://"),
            ("//app.example/logout", "begins with https://"),
            ("/logout", "begins with https://"),
            ("", "begins with https://"),
            ("https://", "begins with https://"),
            ("https:app.example", "two slashes"),
            ("https:///app.example", "two slashes"),
            ("https://app.example:22/", "Leave the port out"),
            ("https://app.example:25/", "Leave the port out"),
            ("https://app.example:80/", "Leave the port out"),
            ("https://app.example/#end", "Remove the part after #"),
            ("https://app.example/ x", "percent-encoded"),
            ("https://app.example\\@evil.example/", "percent-encoded"),
            ("https://bücher.example/", "xn--"),
            ("https://app.example/\r\nHost: x", "percent-encoded"),
        ] {
            let refusal = address(text).unwrap_err();
            assert!(refusal.fix.contains(fix), "{text}: {}", refusal.fix);
            assert_eq!(refusal.cause, Cause::Metadata, "{text}");
        }
        let long = format!("https://app.example/{}", "a".repeat(LONGEST));
        assert_eq!(address(&long).unwrap_err().fix, "Shorten the address.");
        assert!(address(&long[..LONGEST]).is_ok());
    }

    #[test]
    fn sf_01_sf_02_a_literal_address_that_is_not_public_is_refused() {
        for text in [
            "https://10.0.0.1/",
            "https://172.16.0.1/",
            "https://192.168.1.1/",
            "https://169.254.169.254/latest/meta-data/",
            "https://100.64.0.1/",
            "https://0.0.0.0/",
            "https://127.0.0.2/",
            "https://2130706433/",
            "https://0x7f000001/",
            "https://0177.0.0.1/",
            "https://127.1/",
            "https://[::]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[::ffff:7f00:1]/",
            "https://[0:0:0:0:0:0:0:1]/",
            "https://[64:ff9b::7f00:1]/",
            "https://[2002:7f00:1::]/",
            "https://[fc00::1]/",
            "https://[fe80::1]/",
            "https://[fe80::1%25eth0]/",
            "https://[fe80::1%eth0]/",
            "https://224.0.0.1/",
            "https://255.255.255.255/",
            "https://8.8.2056/",
        ] {
            assert!(address(text).is_err(), "{text}");
        }
    }

    #[test]
    fn sf_12_credentials_are_refused_and_not_repeated() {
        for text in [
            "https://u:p4ssw0rd@app.example/",
            "https://u@app.example/",
            "https://:p4ssw0rd@app.example/",
            "https://@app.example/",
            "https://:@app.example/",
        ] {
            let refusal = address(text).unwrap_err();
            assert!(refusal.fix.contains('@'), "{text}: {}", refusal.fix);
            assert!(!refusal.received.contains("p4ssw0rd"), "{text}");
        }
        for text in [
            "https://u:p4ssw0rd@app.example/ x",
            "ftp://u:p4ssw0rd@app.example",
        ] {
            let refusal = address(text).unwrap_err();
            assert!(!refusal.received.contains("p4ssw0rd"), "{text}");
        }
    }

    proptest! {
        #[test]
        fn sf_01_what_is_taken_is_https_or_this_machine(text in "(https?:/{0,3})?[a-z0-9.:/@#?\\[\\]%x-]{0,40}") {
            if let Ok(url) = address(&text) {
                let host = url.host_str().unwrap_or_default();
                prop_assert!(url.scheme() == "https" || loopback::is_host(host));
                prop_assert!(url.username().is_empty() && url.password().is_none() && url.fragment().is_none());
            }
        }
    }
}
