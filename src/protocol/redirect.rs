//! Redirect addresses: what may be registered, and when a requested one is the registered one.
//!
//! RFC 6749 §3.1.2, RFC 9700 §2.1 (exact comparison), RFC 8252 §7 and §8.4 (native apps). Everything here works on
//! the octets as they came; no URL library normalises anything.

use serde::{Deserialize, Serialize};

use super::client::{Client, Kind};
use super::error::{Cause, Refusal};

mod compare;
mod register;

pub use compare::{Difference, explain};

/// The most octets of one address.
pub const LONGEST: usize = 2048;
/// The most addresses of one client.
pub const MOST: usize = 32;

/// An address that passed the checks of registration.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RegisteredUri(String);

impl RegisteredUri {
    /// Checks an address that a client of this kind wants to register.
    /// # Errors
    /// Says which rule the address breaks and how to write it.
    pub fn parse(text: &str, kind: Kind) -> Result<Self, Refusal> {
        register::check(text, kind).map(|()| Self(text.to_owned()))
    }

    /// The address as it was registered.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `requested` is this address: the same octets, or the same but for the port of a loopback address
    /// where `any_port` allows it.
    fn is(&self, requested: &str, any_port: bool) -> bool {
        self.0 == requested || any_port && compare::same_but_for_loopback_port(&self.0, requested)
    }
}

/// Where a browser may be sent with an answer. Only matching a registered address makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectTarget(String);

impl RedirectTarget {
    /// Finds the address of an authorization request among those the client registered.
    ///
    /// Omitting it is possible with exactly one registered and without `openid` (OIDC Core §3.1.2.1, RU-17).
    /// # Errors
    /// The refusal belongs on a page: nothing may be sent anywhere.
    pub fn resolve(client: &Client, requested: Option<&str>, openid: bool) -> Result<Self, Refusal> {
        let registered = &client.metadata.redirect_uris;
        let Some(requested) = requested else {
            return match registered.as_slice() {
                [only] if !openid => Ok(Self(only.0.clone())),
                _ => Err(Refusal::new(
                    Cause::RedirectMissing,
                    "OpenID Connect Core §3.1.2.1",
                    "redirect_uri with one of the registered addresses",
                    "no redirect_uri",
                    "Add redirect_uri to the authorization request.",
                )),
            };
        };
        let any_port = client.rules().loopback_any_port;
        if registered.iter().any(|own| own.is(requested, any_port)) {
            return Ok(Self(requested.to_owned()));
        }
        Err(compare::unregistered(registered, requested))
    }

    /// Finds the address of a logout request among the registered `post_logout_redirect_uris`.
    pub fn resolve_post_logout(client: &Client, requested: &str) -> Result<Self, Refusal> {
        let registered = &client.metadata.post_logout_redirect_uris;
        if registered.iter().any(|own| own.is(requested, client.rules().loopback_any_port)) {
            return Ok(Self(requested.to_owned()));
        }
        Err(compare::unregistered(registered, requested))
    }

    /// The address itself, as it was requested.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address with parameters added to its query, which is kept (RFC 6749 §3.1.2).
    /// Only unreserved characters stay as they are, so the result fits a `Location` header whatever the values hold.
    pub fn with<'a>(&self, parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
        let mut url = self.0.clone();
        let mut separator = match self.0.find('?') {
            None => "?",
            Some(_) if self.0.ends_with(['?', '&']) => "",
            Some(_) => "&",
        };
        for (name, value) in parameters {
            url.push_str(separator);
            url.push_str(name);
            url.push('=');
            url.extend(percent_encoding::utf8_percent_encode(value, UNRESERVED));
            separator = "&";
        }
        url
    }

    /// Whether the address itself proves the client: nobody else receives what is sent to an https host (RFC 8252
    /// §8.6).
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// What people are told about where they go: the host with its port, or the scheme of an app.
    pub fn host(&self) -> &str {
        let (scheme, rest) = compare::split_scheme(&self.0);
        match rest.strip_prefix("//") {
            Some(rest) if matches!(scheme, "http" | "https") => compare::split_authority(rest).0,
            _ => scheme,
        }
    }

    /// The source expression of CSP `form-action` that lets a form's answer lead there.
    pub fn form_action(&self) -> String {
        let (scheme, _) = compare::split_scheme(&self.0);
        match scheme {
            "http" | "https" => format!("{scheme}://{}", self.host()),
            _ => format!("{scheme}:"),
        }
    }
}

/// RFC 3986 §2.3.
const UNRESERVED: &percent_encoding::AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
