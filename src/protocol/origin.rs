//! Web origins (RFC 6454), written as browsers write them in `Origin` headers.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

use super::error::{Cause, Refusal};
use super::loopback;

/// The most origins of one client.
pub const MOST: usize = 32;
/// The most octets of one; scheme, a name of 253 and a port fit.
const LONGEST: usize = 300;

/// An origin as browsers write it: `https://www.ok.example`, `http://localhost:5173`. Lower case, no default port, no path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Origin(String);

impl Origin {
    /// Reads an origin that a client wants to register, as its browser would write it: `https://WWW.ok.example:443/` is
    /// `https://www.ok.example`.
    ///
    /// # Errors
    /// Says how to write it.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let refuse = |expected: &str, fix: String| {
            Err(Refusal::new(
                Cause::Metadata,
                "RFC 6454 §4 and §6.2",
                expected,
                text,
                fix,
            ))
        };
        const FORM: &str = "an origin such as https://www.example.com or http://localhost:5173";
        // Only what is short is parsed: other scripts in a host are decoded, which takes the length squared.
        let plain = text.len() <= LONGEST
            && text.is_ascii()
            && !text.contains(|c: char| {
                c.is_ascii_whitespace()
                    || c.is_control()
                    || matches!(c, '\\' | '*' | '@' | ',' | ';')
            });
        let url = plain.then(|| Url::parse(text).ok()).flatten();
        let Some(url) = url.filter(|url| matches!(url.scheme(), "https" | "http")) else {
            return refuse(
                FORM,
                "Write scheme, host and, if it is not the usual one, port; there are no wildcards."
                    .into(),
            );
        };
        let own = url.origin().ascii_serialization();
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return refuse(FORM, format!("An origin has no path: write {own}."));
        }
        let host = url.host_str().unwrap_or_default();
        if url.scheme() == "http" && !loopback::is_host(host) {
            return refuse(
                "https; http is possible only on this machine",
                format!("Write {}.", own.replacen("http:", "https:", 1)),
            );
        }
        Ok(Self(own))
    }

    /// The origin of a web address; none for an app's own scheme. Default ports and capital letters do not count, because
    /// browsers leave them out.
    pub fn of(address: &str) -> Option<Self> {
        let url = Url::parse(address).ok()?;
        let web = matches!(url.scheme(), "https" | "http");
        web.then(|| Self(url.origin().ascii_serialization()))
    }

    /// The origin itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether an `Origin` header names it: the same octets, because browsers write an origin in one way only.
    pub fn is(&self, header: &[u8]) -> bool {
        self.0.as_bytes() == header
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn fc_19_an_origin_is_kept_as_browsers_write_it() {
        for (text, kept) in [
            ("https://www.ok.example", "https://www.ok.example"),
            ("https://WWW.ok.example:443/", "https://www.ok.example"),
            ("https://ok.example:8443", "https://ok.example:8443"),
            ("http://localhost:5173", "http://localhost:5173"),
            ("http://app.localhost:80", "http://app.localhost"),
            ("http://[::1]:3000", "http://[::1]:3000"),
            (
                "https://xn--bcher-kva.example",
                "https://xn--bcher-kva.example",
            ),
        ] {
            assert_eq!(
                Origin::parse(text).map(|own| own.0),
                Ok(kept.to_owned()),
                "{text}"
            );
        }
        for (text, fix) in [
            ("https://ok.example/app", "write https://ok.example."),
            ("https://ok.example?x", "write https://ok.example."),
            ("https://ok.example#", "write https://ok.example."),
            ("http://ok.example", "Write https://ok.example."),
            ("ok.example", "Write scheme"),
            ("*", "Write scheme"),
            ("https://*.ok.example", "Write scheme"),
            ("https://ok.example,https://b.example", "Write scheme"),
            ("https://me@ok.example", "Write scheme"),
            ("null", "Write scheme"),
            ("", "Write scheme"),
            ("file:///etc/passwd", "Write scheme"),
            ("https://bücher.example", "Write scheme"),
        ] {
            let refusal = Origin::parse(text).unwrap_err();
            assert!(refusal.fix.contains(fix), "{text}: {}", refusal.fix);
        }
    }

    #[test]
    fn fc_19_the_origin_of_an_address_leaves_out_what_browsers_leave_out() {
        let of = |address: &str| Origin::of(address).map(|own| own.0);
        assert_eq!(
            of("https://RP.example:443/cb?a=1"),
            Some("https://rp.example".to_owned())
        );
        assert_eq!(
            of("http://127.0.0.1:3000/"),
            Some("http://127.0.0.1:3000".to_owned())
        );
        assert_eq!(of("com.example.app:/cb"), None);
        let own = Origin::of("https://app.example/cb").unwrap();
        assert!(own.is(b"https://app.example"));
        for other in [
            "https://app",
            "https://app.example.evil",
            "https://app.example/",
            "http://app.example",
            "null",
            "",
        ] {
            assert!(!own.is(other.as_bytes()), "{other}");
        }
    }

    proptest! {
        #[test]
        fn reading_an_origin_twice_changes_nothing(text in "(https?://)?[a-zA-Z0-9.:/@*#?,\\[\\]-]{0,40}") {
            if let Ok(origin) = Origin::parse(&text) {
                prop_assert_eq!(Origin::parse(origin.as_str()), Ok(origin.clone()));
            }
        }
    }
}
