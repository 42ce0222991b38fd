//! The issuer identifier (OIDC Discovery §3, RFC 8414 §2).

use std::fmt;
use std::net::Ipv6Addr;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::protocol::loopback;

/// An `https` origin, or an `http` one on this machine: no path, query, fragment, user or trailing slash.
///
/// It is the only source of the URLs we print; the `Host` header is never one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Issuer {
    text: String,
    host: Host<String>,
    port: u16,
    secure: bool,
}

/// Why a text is no issuer, and what would be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}; {fix}")]
pub struct IssuerError {
    /// What is wrong.
    pub problem: String,
    /// How to make it right.
    pub fix: String,
}

impl Issuer {
    /// `http://localhost:PORT`, for a first start and for tests.
    pub fn local(port: u16) -> Self {
        let text = match port {
            80 => "http://localhost".into(),
            _ => format!("http://localhost:{port}"),
        };
        Self {
            text,
            host: Host::Domain("localhost".into()),
            port,
            secure: false,
        }
    }

    /// The identifier, byte for byte as it appears in `iss`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The URL of a path of ours: `at("/token")`.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.text)
    }

    /// What a browser sends as `Origin` for our pages.
    pub fn origin(&self) -> &str {
        &self.text
    }

    /// Host and, where it is not the scheme's own, port: `id.example.com`, `localhost:8080`.
    pub fn authority(&self) -> &str {
        let scheme = if self.secure { "https://" } else { "http://" };
        &self.text[scheme.len()..]
    }

    /// The host alone.
    pub fn host(&self) -> &Host<String> {
        &self.host
    }

    /// The port, given or implied.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether it is `https`: cookies get `Secure` and `__Host-`.
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// Whether it names this machine.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.host)
    }
}

fn is_loopback(host: &Host<String>) -> bool {
    match host {
        Host::Domain(name) => loopback::is_name(name),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => *address == Ipv6Addr::LOCALHOST,
    }
}

impl FromStr for Issuer {
    type Err = IssuerError;

    fn from_str(text: &str) -> Result<Self, IssuerError> {
        let refuse = |problem: &str, fix: String| {
            Err(IssuerError {
                problem: problem.into(),
                fix,
            })
        };
        let url = match Url::parse(text) {
            Ok(url) if matches!(url.scheme(), "https" | "http") => url,
            _ => {
                return refuse(
                    "it is not an http or https URL",
                    "write it like \"https://id.example.com\"".into(),
                );
            }
        };
        let Some(host) = url.host().map(|host| host.to_owned()) else {
            return refuse(
                "it names no host",
                "write it like \"https://id.example.com\"".into(),
            );
        };
        let clean = url.origin().ascii_serialization();
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("it contains a user", format!("write \"{clean}\""));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return refuse(
                "it contains a query or fragment (RFC 8414 §2)",
                format!("write \"{clean}\""),
            );
        }
        if url.path() != "/" {
            return refuse(
                "it contains a path, and Lanyard serves a whole origin",
                format!("write \"{clean}\", or give Lanyard a host name of its own"),
            );
        }
        let secure = url.scheme() == "https";
        if !secure && !is_loopback(&host) {
            return refuse(
                "it is plain http on a host that is not this machine",
                format!(
                    "write \"https://{}\" and put TLS in front",
                    clean.trim_start_matches("http://")
                ),
            );
        }
        if text != clean {
            return refuse(
                "it is not in normal form (lower case, no default port, no trailing slash)",
                format!("write \"{clean}\""),
            );
        }
        let port = url.port_or_known_default().unwrap_or(443);
        Ok(Self {
            text: clean,
            host,
            port,
            secure,
        })
    }
}

impl TryFrom<String> for Issuer {
    type Error = IssuerError;
    fn try_from(text: String) -> Result<Self, IssuerError> {
        text.parse()
    }
}

impl From<Issuer> for String {
    fn from(issuer: Issuer) -> Self {
        issuer.text
    }
}

impl fmt::Display for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ht_21_accepts_an_origin_of_https_or_loopback_and_nothing_else() {
        for good in [
            "https://id.example.com",
            "https://id.example.com:8443",
            "http://localhost:8080",
            "http://127.0.0.1:9301",
            "http://[::1]:9301",
            "http://localhost",
            // FC-12
            "http://id.localhost:8080",
            "http://id.example.localhost",
        ] {
            let issuer: Issuer = good.parse().unwrap();
            assert_eq!(issuer.as_str(), good);
            assert_eq!(issuer.is_secure(), good.starts_with("https"));
        }
        for (bad, fix) in [
            ("http://id.example.com", "https://id.example.com"),
            ("https://id.example.com/", "\"https://id.example.com\""),
            ("https://id.example.com/auth", "host name of its own"),
            ("https://id.example.com?x", "\"https://id.example.com\""),
            ("https://id.example.com#x", "\"https://id.example.com\""),
            ("https://me@id.example.com", "\"https://id.example.com\""),
            ("https://ID.example.com", "\"https://id.example.com\""),
            ("https://id.example.com:443", "\"https://id.example.com\""),
            (
                "http://localhost.example.com",
                "https://localhost.example.com",
            ),
            ("http://127.1:80", "\"http://127.0.0.1\""),
            ("ftp://id.example.com", "https://id.example.com"),
            ("id.example.com", "https://id.example.com"),
            ("", "https://id.example.com"),
            ("https://", "https://id.example.com"),
        ] {
            let error = bad.parse::<Issuer>().unwrap_err();
            assert!(error.fix.contains(fix), "{bad}: {error}");
        }
    }

    #[test]
    fn urls_come_from_the_issuer() {
        let issuer: Issuer = "https://id.example.com:8443".parse().unwrap();
        assert_eq!(issuer.at("/token"), "https://id.example.com:8443/token");
        assert_eq!(issuer.authority(), "id.example.com:8443");
        assert_eq!(issuer.port(), 8443);
        assert!(!issuer.is_loopback());
        assert_eq!(Issuer::local(80), "http://localhost".parse().unwrap());
        assert_eq!(
            Issuer::local(8080),
            "http://localhost:8080".parse().unwrap()
        );
    }
}
