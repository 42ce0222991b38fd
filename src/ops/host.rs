//! Which host a request was sent to (attacks: HT-08, MT-09). The issuer alone decides what we are called.

use std::net::{Ipv4Addr, Ipv6Addr};

use axum::extract::Request;
use axum::http::header::{ACCEPT, HOST};
use axum::http::uri::Authority;
use axum::http::{Method, StatusCode};

use super::health;
use super::refusal::Refusal;
use crate::config::Issuer;
use crate::protocol::loopback;

/// Where a request belongs.
pub(super) enum Destination {
    /// To us.
    Here,
    /// A browser used another name of this machine: the same page at the issuer's own name.
    Elsewhere(String),
}

/// Exactly one host, and it is the issuer's. Probes of a load balancer know no name, so health is exempt.
pub(super) fn destination(request: &Request, issuer: &Issuer) -> Result<Destination, Refusal> {
    if health::is_health(request.uri().path()) {
        return Ok(Destination::Here);
    }
    let sent = sent_to(request)?;
    let default_port = if issuer.is_secure() { 443 } else { 80 };
    let port = sent.port_u16().unwrap_or(default_port);
    let same_host = sent.host().eq_ignore_ascii_case(&issuer.host().to_string());
    if same_host && port == issuer.port() {
        return Ok(Destination::Here);
    }
    if issuer.is_loopback() && port == issuer.port() && is_loopback_name(sent.host()) {
        return Ok(at_own_name(request, issuer));
    }
    Err(Refusal::new(
        StatusCode::MISDIRECTED_REQUEST,
        format!(
            "This server is {}, and the request was sent to another host. A proxy in front must pass the Host header on.",
            issuer.authority()
        ),
    ))
}

/// `Host` or `:authority`; both only if they say the same (RFC 9112 §3.2, RFC 9113 §8.3.1).
fn sent_to(request: &Request) -> Result<Authority, Refusal> {
    let bad = |sentence: &str| Refusal::closing(StatusCode::BAD_REQUEST, sentence);
    let mut lines = request.headers().get_all(HOST).iter();
    let header = match (lines.next(), lines.next()) {
        (Some(line), None) => {
            let host = line
                .to_str()
                .ok()
                .and_then(|text| text.parse::<Authority>().ok());
            Some(host.ok_or_else(|| bad("The Host header is no host."))?)
        }
        (None, _) => None,
        (Some(_), Some(_)) => return Err(bad("The Host header was sent twice.")),
    };
    let host = match (request.uri().authority(), header) {
        (Some(target), Some(header)) if *target != header => {
            return Err(bad("The Host header and the address name different hosts."));
        }
        (Some(target), _) => target.clone(),
        (None, Some(header)) => header,
        (None, None) => return Err(bad("The Host header is missing.")),
    };
    let clean =
        !host.as_str().contains('@') && !host.as_str().ends_with(':') && !host.host().is_empty();
    let port_is_number = host.as_str().len() == host.host().len() || host.port_u16().is_some();
    if clean && port_is_number {
        Ok(host)
    } else {
        Err(bad("The Host header is no host."))
    }
}

fn is_loopback_name(host: &str) -> bool {
    // Names in other scripts are none of ours, so nothing is decoded.
    let address = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    loopback::is_name(host)
        || host.parse::<Ipv4Addr>().is_ok_and(|v4| v4.is_loopback())
        || address.is_some_and(|v6| v6.parse() == Ok(Ipv6Addr::LOCALHOST))
}

/// Cookies and links belong to one name, so a browser is sent there; a program gets what it asked for.
fn at_own_name(request: &Request, issuer: &Issuer) -> Destination {
    let browser = request
        .headers()
        .get(ACCEPT)
        .is_some_and(|accept| accept.as_bytes().starts_with(b"text/html"));
    match request.uri().path_and_query() {
        Some(path) if browser && matches!(*request.method(), Method::GET | Method::HEAD) => {
            Destination::Elsewhere(issuer.at(path.as_str()))
        }
        _ => Destination::Here,
    }
}
