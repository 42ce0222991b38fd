//! Whom an address names, and whether they may be called.

use std::net::IpAddr;

use axum::http::Uri;
use url::{Host, Url};

use super::OutboundError;
use crate::config::{Allowed, HTTPS};
use crate::protocol::outward::{LONGEST, is_public};

/// Scheme, host and port of an address that may be called, if the host is where it may be.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Target {
    plain: bool,
    /// As the `url` crate writes it: `"app.example"`, `"10.0.0.1"`, `"[::1]"`.
    host: String,
    port: u16,
}

impl Target {
    /// Reads an address; nothing is looked up.
    ///
    /// # Errors
    /// [`OutboundError::Address`], [`OutboundError::Port`].
    pub(super) fn of(address: &str, allow: &[Allowed]) -> Result<(Self, Uri), OutboundError> {
        let refused = || OutboundError::Address;
        if address.len() > LONGEST || !address.is_ascii() {
            return Err(refused());
        }
        let mut url = Url::parse(address).map_err(|_| refused())?;
        // SF-12: never sent, and a sign of somebody who wants the host to be misread.
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refused());
        }
        let plain = match url.scheme() {
            "https" => false,
            "http" => true,
            _ => return Err(refused()),
        };
        url.set_fragment(None);
        let uri = url.as_str().parse().map_err(|_| refused())?;
        let target = Self {
            plain,
            host: url.host_str().ok_or_else(refused)?.to_owned(),
            port: url.port_or_known_default().ok_or_else(refused)?,
        };
        target.check(allow)?;
        Ok((target, uri))
    }

    /// The target of a connection that is being made for an address that was read before.
    pub(super) fn of_connection(uri: &Uri, allow: &[Allowed]) -> Result<Self, OutboundError> {
        Self::of(&uri.to_string(), allow).map(|(target, _)| target)
    }

    fn check(&self, allow: &[Allowed]) -> Result<(), OutboundError> {
        let of_a_network = |allowed: &Allowed| matches!(allowed, Allowed::Network { port, .. } if *port == self.port);
        match self.plain {
            _ if self.is_named(allow) => Ok(()),
            true => Err(OutboundError::Address),
            false if self.port == HTTPS || allow.iter().any(of_a_network) => Ok(()),
            false => Err(OutboundError::Port),
        }
    }

    /// Whether the operator named this very origin.
    fn is_named(&self, allow: &[Allowed]) -> bool {
        allow.iter().any(|allowed| match allowed {
            Allowed::Origin { plain, host, port } => {
                (*plain, &host[..], *port) == (self.plain, &self.host[..], self.port)
            }
            Allowed::Network { .. } => false,
        })
    }

    /// Whether a connection to this address of the host may be made.
    pub(super) fn permits(&self, address: IpAddr, allow: &[Allowed]) -> bool {
        let of_a_network = |allowed: &Allowed| match allowed {
            Allowed::Network { network, port } => {
                *port == self.port && network.contains(&address.to_canonical())
            }
            Allowed::Origin { .. } => false,
        };
        self.is_named(allow)
            || !self.plain
                && (self.port == HTTPS && is_public(address) || allow.iter().any(of_a_network))
    }

    /// The address, when the host is one: nobody has to be asked for it.
    pub(super) fn literal(&self) -> Option<IpAddr> {
        match Host::parse(&self.host).ok()? {
            Host::Ipv4(address) => Some(address.into()),
            Host::Ipv6(address) => Some(address.into()),
            Host::Domain(_) => None,
        }
    }

    pub(super) fn host(&self) -> &str {
        &self.host
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// For the log: without path and query, which may hold secrets.
    pub(super) fn origin(&self) -> String {
        let scheme = if self.plain { "http" } else { "https" };
        format!("{scheme}://{}:{}", self.host, self.port)
    }
}
