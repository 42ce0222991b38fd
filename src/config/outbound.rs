//! `[outbound]`: what this server may call.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use ipnet::IpNet;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::protocol::loopback;

/// The port of https, where everything public may be called.
pub const HTTPS: u16 = 443;

/// `[outbound]`: requests of this server to others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OutboundSettings {
    /// What may be called although it is not public, or not on port 443.
    pub allow: Vec<Allowed>,
    /// Root certificates that are trusted beside those of the machine, as PEM.
    pub extra_root_file: Option<PathBuf>,
    /// Who is asked for text records; none: whom `/etc/resolv.conf` names.
    pub resolver: Option<Resolver>,
}

/// A server that answers questions about names: `10.0.0.53`, `127.0.0.1:5353`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Resolver {
    /// Where it is.
    pub address: IpAddr,
    /// 53 when not given.
    pub port: u16,
}

/// The port of DNS.
const DNS: u16 = 53;

impl FromStr for Resolver {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let alone = text.parse::<IpAddr>().map(|address| (address, DNS));
        let found = alone.or_else(|_| text.parse::<SocketAddr>().map(|at| (at.ip(), at.port())));
        match found {
            Ok((address, port)) if port > 0 && !address.is_unspecified() => {
                Ok(Self { address, port })
            }
            _ => Err(format!(
                "\"{text}\" is no address of a resolver; write \"10.0.0.53\" or \"127.0.0.1:5353\""
            )),
        }
    }
}

impl fmt::Display for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            DNS => self.address.fmt(f),
            port => SocketAddr::new(self.address, port).fmt(f),
        }
    }
}

impl TryFrom<String> for Resolver {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Resolver> for String {
    fn from(resolver: Resolver) -> Self {
        resolver.to_string()
    }
}

/// One thing that may be called although it is not public, or not on port 443.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Allowed {
    /// `https://app.internal:8443`: that host, wherever it is; `http://127.0.0.1:9000`.
    Origin {
        /// Plain http, which is for this machine only.
        plain: bool,
        /// As the `url` crate writes it.
        host: String,
        /// Given or implied.
        port: u16,
    },
    /// `10.0.0.0/8` or `10.0.0.0/8:8443`: hosts there, by https.
    Network {
        /// The addresses.
        network: IpNet,
        /// 443 when not given.
        port: u16,
    },
}

impl Allowed {
    /// Whether it is a network of more than 65,536 addresses, or of a /48 of IPv6.
    pub(super) fn is_wide(&self) -> bool {
        match self {
            Self::Origin { .. } => false,
            Self::Network { network, .. } => {
                network.prefix_len() < if network.addr().is_ipv4() { 16 } else { 48 }
            }
        }
    }
}

impl FromStr for Allowed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.contains("://") {
            true => origin(text),
            false => network(text),
        }
    }
}

fn origin(text: &str) -> Result<Allowed, String> {
    const FORM: &str = "write an origin such as \"https://app.internal:8443\"";
    let url = Url::parse(text).map_err(|error| format!("\"{text}\": {error}; {FORM}"))?;
    let plain = match url.scheme() {
        "https" => false,
        "http" => true,
        _ => return Err(format!("\"{text}\" is neither https nor http; {FORM}")),
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(format!("credentials do not belong here; {FORM}"));
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        let own = url.origin().ascii_serialization();
        return Err(format!("\"{text}\" has a path; write \"{own}\""));
    }
    let host = url.host_str().unwrap_or_default();
    if plain && !loopback::is_host(host) {
        return Err(format!(
            "\"{text}\" is plain http, which is for this machine only (localhost, 127.0.0.1, [::1]); write https"
        ));
    }
    Ok(Allowed::Origin {
        plain,
        host: host.to_owned(),
        port: url.port_or_known_default().unwrap_or(HTTPS),
    })
}

fn network(text: &str) -> Result<Allowed, String> {
    // A port follows the length of the network, or a lone address of IPv4.
    let has_port = text.contains('/') || text.matches(':').count() == 1;
    let (addresses, port) = match text.rsplit_once(':') {
        Some((addresses, port)) if has_port && !port.contains('/') => (addresses, Some(port)),
        _ => (text, None),
    };
    let form = || {
        format!(
            "\"{text}\" is neither an origin nor a network; write \"https://app.internal\", \"10.0.0.0/8\" or \"10.0.0.0/8:8443\""
        )
    };
    let port = match port.map(str::parse::<u16>) {
        None => HTTPS,
        Some(Ok(port)) if port > 0 => port,
        Some(_) => return Err(form()),
    };
    let one = addresses.parse::<IpAddr>().map(IpNet::from);
    let network = one.or_else(|_| addresses.parse::<IpNet>());
    let network = network.map_err(|_| form())?.trunc();
    if network.prefix_len() == 0 {
        return Err(format!(
            "\"{text}\" would open everything that this machine reaches; name the networks where apps are"
        ));
    }
    Ok(Allowed::Network { network, port })
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Origin { plain, host, port } => {
                let (scheme, implied) = if *plain {
                    ("http", 80)
                } else {
                    ("https", HTTPS)
                };
                write!(f, "{scheme}://{host}")?;
                if *port == implied {
                    Ok(())
                } else {
                    write!(f, ":{port}")
                }
            }
            Self::Network { network, port } => {
                network.fmt(f)?;
                if *port == HTTPS {
                    Ok(())
                } else {
                    write!(f, ":{port}")
                }
            }
        }
    }
}

impl TryFrom<String> for Allowed {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Allowed> for String {
    fn from(allowed: Allowed) -> Self {
        allowed.to_string()
    }
}

/// Reads root certificates from a file of PEM.
///
/// # Errors
/// Why they cannot be used.
pub fn extra_roots(file: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let text = std::fs::read(file).map_err(|error| format!("\"{}\": {error}", file.display()))?;
    let certificates = CertificateDer::pem_slice_iter(&text).collect::<Result<Vec<_>, _>>();
    let certificates = certificates.map_err(|error| format!("it is damaged: {error}"))?;
    if certificates.is_empty() {
        return Err("it holds no certificate".into());
    }
    let mut store = RootCertStore::empty();
    for certificate in &certificates {
        let added = store.add(certificate.clone());
        added.map_err(|error| format!("a certificate in it cannot be a root: {error}"))?;
    }
    Ok(certificates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resolver_is_an_address() {
        for (text, kept) in [
            ("10.0.0.53", "10.0.0.53"),
            ("10.0.0.53:53", "10.0.0.53"),
            ("127.0.0.1:5353", "127.0.0.1:5353"),
            ("fd00::53", "fd00::53"),
            ("[fd00::53]:5353", "[fd00::53]:5353"),
        ] {
            let resolver: Resolver = text.parse().unwrap();
            assert_eq!(resolver.to_string(), kept);
            assert_eq!(kept.parse(), Ok(resolver), "{text}");
        }
        for text in [
            "",
            "dns.example",
            "10.0.0.53:0",
            "10.0.0.53:x",
            "0.0.0.0",
            "::",
        ] {
            let error = text.parse::<Resolver>().unwrap_err();
            assert!(error.contains("write \"10.0.0.53\""), "{text}: {error}");
        }
    }

    #[test]
    fn sf_06_what_may_be_called_is_written_in_one_way() {
        for (text, kept) in [
            ("https://app.internal:8443", "https://app.internal:8443"),
            ("https://APP.internal:443/", "https://app.internal"),
            ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
            ("http://localhost:80", "http://localhost"),
            ("http://[::1]:9000", "http://[::1]:9000"),
            ("10.0.0.0/8", "10.0.0.0/8"),
            ("10.1.2.3/8", "10.0.0.0/8"),
            ("10.0.0.0/8:8443", "10.0.0.0/8:8443"),
            ("10.0.0.0/8:443", "10.0.0.0/8"),
            ("10.1.2.3", "10.1.2.3/32"),
            ("10.1.2.3:8443", "10.1.2.3/32:8443"),
            ("fd00::/8", "fd00::/8"),
            ("fd00::/8:8443", "fd00::/8:8443"),
            ("fd00::1", "fd00::1/128"),
        ] {
            let allowed: Allowed = text.parse().unwrap();
            assert_eq!(allowed.to_string(), kept);
            assert_eq!(kept.parse(), Ok(allowed), "{text}");
        }
        for (text, fix) in [
            ("app.internal", "https://app.internal"),
            ("app.internal:8443", "neither an origin nor a network"),
            ("10.0.0.0/33", "neither an origin nor a network"),
            ("10.0.0.0/8:0", "neither an origin nor a network"),
            ("10.0.0.0/8:x", "neither an origin nor a network"),
            ("*", "neither an origin nor a network"),
            ("", "neither an origin nor a network"),
            ("0.0.0.0/0", "would open everything"),
            ("::/0", "would open everything"),
            ("http://app.internal", "for this machine only"),
            ("ftp://app.internal", "neither https nor http"),
            (
                "https://app.internal/hook",
                "write \"https://app.internal\"",
            ),
            ("https://u:secret@app.internal", "credentials"),
            ("https://", "write an origin"),
        ] {
            let error = text.parse::<Allowed>().unwrap_err();
            assert!(error.contains(fix), "{text}: {error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
