//! Redirect addresses: what may be registered, and when a requested one is the registered one.
//!
//! RFC 6749 §3.1.2, RFC 9700 §2.1 (exact comparison), RFC 8252 §7 and §8.4 (native apps). Everything here works on
//! the octets as they came; no URL library normalises anything.

use serde::{Deserialize, Serialize};

use super::client::kind::Kind;
use super::error::{Cause, Refusal};

mod compare;
mod lists;
mod register;
mod schemes;

pub use compare::explain;

/// The most octets of one address.
pub const LONGEST: usize = 2048;
/// The most addresses of one client.
pub const MOST: usize = 32;

/// The destination of apps on the person's own device; no host is written so.
pub const THIS_DEVICE: &str = "-";

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

    /// What its owner should know about an address that is accepted: a private-use scheme without a dot is nobody's own.
    pub fn warning(&self) -> Option<String> {
        register::warning(&self.0)
    }

    /// The address as it was registered.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where people are told they go: the host, or [`THIS_DEVICE`] for a program on their own.
    pub fn destination(&self) -> &str {
        destination(&self.0)
    }

    /// Whether `requested` is this address: the same octets, or the same but for the port of a loopback address
    /// where `any_port` allows it.
    fn is(&self, requested: &str, any_port: bool) -> bool {
        self.0 == requested || any_port && compare::same_but_for_loopback_port(&self.0, requested)
    }
}

/// Checks how an address of the web is written that a client registers for something else than answers.
///
/// # Errors
/// Says which rule it breaks and how to write it.
pub(super) fn check_web_address(text: &str) -> Result<(), Refusal> {
    register::check_form(text, Kind::Web).map_err(|refusal| Refusal {
        cause: Cause::Metadata,
        ..refusal
    })
}

/// The addresses of a text in which somebody wrote several, as other consoles take them: with commas, semicolons or white space
/// between them.
pub fn listed(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    for mut rest in text.split_whitespace() {
        while let Some((first, more)) = lists::split(rest) {
            all.push(first);
            rest = more;
        }
        // What is left of "https://a.example/cb, https://b.example/cb".
        all.push(rest.strip_suffix([',', ';']).unwrap_or(rest));
    }
    all
}

/// Where a browser may be sent with an answer. Only matching a registered address makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectTarget(String);

impl RedirectTarget {
    /// Finds the address of an authorization request among those the client registered; `any_port`: the port of a loopback
    /// address may be another (RFC 8252 §7.3).
    ///
    /// Omitting it is possible with exactly one registered and without `openid` (OIDC Core §3.1.2.1, RU-17).
    /// # Errors
    /// The refusal belongs on a page: nothing may be sent anywhere.
    pub fn resolve(
        registered: &[RegisteredUri],
        any_port: bool,
        requested: Option<&str>,
        openid: bool,
    ) -> Result<Self, Refusal> {
        let Some(requested) = requested else {
            return match registered {
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
        if registered.iter().any(|own| own.is(requested, any_port)) {
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
        let separator = match self.0.find('?') {
            None => "?",
            Some(_) if self.0.ends_with(['?', '&']) => "",
            Some(_) => "&",
        };
        self.followed_by(separator, parameters)
    }

    /// The address with a fragment of these parameters; registration refuses one that has its own (RU-06).
    pub fn with_fragment<'a>(
        &self,
        parameters: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> String {
        self.followed_by("#", parameters)
    }

    fn followed_by<'a>(
        &self,
        mut separator: &'static str,
        parameters: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> String {
        let mut url = self.0.clone();
        for (name, value) in parameters {
            url.push_str(separator);
            url.push_str(name);
            url.push('=');
            url.extend(percent_encoding::utf8_percent_encode(value, UNRESERVED));
            separator = "&";
        }
        url
    }

    /// Whether a browser can post a form there.
    pub fn is_web(&self) -> bool {
        self.is_https() || self.0.starts_with("http://")
    }

    /// Whether the address itself proves the client: nobody else receives what is sent to an https host (RFC 8252
    /// §8.6).
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Where people are told they go: the host, or [`THIS_DEVICE`] for a program on their own.
    pub fn destination(&self) -> &str {
        destination(&self.0)
    }
}

fn host(uri: &str) -> &str {
    let (scheme, rest) = compare::split_scheme(uri);
    match rest.strip_prefix("//") {
        Some(rest) if matches!(scheme, "http" | "https") => compare::split_authority(rest).0,
        _ => scheme,
    }
}

fn destination(uri: &str) -> &str {
    match uri.starts_with("https://") {
        true => host(uri),
        false => THIS_DEVICE,
    }
}

/// RFC 3986 §2.3.
const UNRESERVED: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::protocol::client::{Client, samples};

    fn rp1() -> Client {
        samples::web(&["https://rp.example/cb"])
    }

    fn app1() -> Client {
        samples::native(&["http://127.0.0.1/cb", "com.example.app:/cb"])
    }

    fn finds(client: &Client, requested: &str) -> bool {
        client.redirect_target(Some(requested), true).is_ok()
    }

    #[test]
    fn ru_01_to_14_and_22_only_the_registered_octets_are_the_address() {
        let rp1 = rp1();
        assert!(finds(&rp1, "https://rp.example/cb"));
        for requested in [
            "https://evil.example/cb",
            "https://rp.example.evil.example/cb",
            "https://rp.examplex/cb",
            "https://rp.example/cb/../x",
            "https://rp.example/cb/..;/x",
            "https://rp.example/cb%2f..%2fx",
            "https://rp.example/cb//",
            "https://rp.example/cb/",
            "https://rp.example/cb/.",
            "HTTPS://rp.example/cb",
            "https://RP.example/cb",
            "https://rp.example/CB",
            "https://rp.example/cb#",
            "https://rp.example/cb#x",
            "https://rp.example/cb%23x",
            "http://127.0.0.1/cb",
            "https://rp.example:443/cb",
            "https://rp.example\\@evil.example/cb",
            "https:/rp.example/cb",
            "https:///rp.example/cb",
            "https:\\\\rp.example\\cb",
            " https://rp.example/cb",
            "https://rp.example/cb ",
            "https://rp.example/cb\t",
            "https://rp.example/cb\n",
            "https://rp.example/cb\r\nSet-Cookie:x=1",
            "https://rp。example/cb",
            "https://ｒｐ.example/cb",
            "https://rp.example/%63b",
            "https://rp.example/%43%62",
            "https://rp.example/%2563b",
            "https://rp.example/cb?",
            "https://rp.example/c",
        ] {
            assert!(!finds(&rp1, requested), "{requested:?}");
        }
    }

    #[test]
    fn ru_08_ru_09_and_fc_08_any_port_is_for_native_apps_on_a_registered_loopback_host() {
        assert!(finds(&app1(), "http://127.0.0.1:51004/cb"));
        assert!(!finds(&app1(), "http://[::1]:51004/cb"));
        assert!(!finds(&app1(), "http://localhost:51004/cb"));
        let by_name = samples::native(&["http://localhost/callback"]);
        assert!(finds(&by_name, "http://localhost:54545/callback"));
        assert!(!finds(&by_name, "http://127.0.0.1:54545/callback"));
        let web = samples::web(&["http://127.0.0.1/cb"]);
        assert!(finds(&web, "http://127.0.0.1/cb"));
        assert!(!finds(&web, "http://127.0.0.1:51004/cb"));
    }

    #[test]
    fn ru_17_an_omitted_address_needs_a_single_registered_one_and_no_openid() {
        let two = samples::web(&["https://rp.example/cb", "https://rp.example/other"]);
        assert!(rp1().redirect_target(None, false).is_ok());
        assert!(rp1().redirect_target(None, true).is_err());
        assert!(two.redirect_target(None, false).is_err());
        assert!(samples::service().redirect_target(None, false).is_err());
    }

    #[test]
    fn a_refusal_shows_the_nearest_registered_address() {
        let client = samples::web(&["https://other.example/x", "https://rp.example/cb"]);
        let refusal = client
            .redirect_target(Some("https://rp.example/cb/"), true)
            .unwrap_err();
        assert_eq!(refusal.cause, Cause::RedirectUnregistered);
        assert_eq!(refusal.expected, "https://rp.example/cb");
        assert_eq!(
            refusal.difference.unwrap().words,
            "One extra character: a slash at the end."
        );
    }

    #[test]
    fn parameters_are_added_behind_the_query_that_is_there() {
        for (address, url) in [
            (
                "https://rp.example/cb",
                "https://rp.example/cb?code=a%2Fb&state=%22%20%0D%0A%26",
            ),
            (
                "https://rp.example/cb?t=1",
                "https://rp.example/cb?t=1&code=a%2Fb&state=%22%20%0D%0A%26",
            ),
            (
                "com.example.app:/cb?",
                "com.example.app:/cb?code=a%2Fb&state=%22%20%0D%0A%26",
            ),
        ] {
            let target = RedirectTarget(address.to_owned());
            assert_eq!(target.with([("code", "a/b"), ("state", "\" \r\n&")]), url);
        }
    }

    #[test]
    fn people_see_where_it_goes() {
        for (address, host, destination) in [
            ("https://rp.example/cb", "rp.example", "rp.example"),
            ("http://127.0.0.1:51004/cb", "127.0.0.1:51004", THIS_DEVICE),
            ("https://rp.example?x", "rp.example", "rp.example"),
            ("com.example.app:/cb", "com.example.app", THIS_DEVICE),
            ("com.example.app://cb", "com.example.app", THIS_DEVICE),
        ] {
            let target = RedirectTarget(address.to_owned());
            assert_eq!(
                (super::host(target.as_str()), target.destination()),
                (host, destination)
            );
        }
    }

    #[test]
    fn fc_67_a_list_is_taken_apart() {
        let two = vec!["https://a.example/cb", "https://b.example/cb"];
        for text in [
            "https://a.example/cb,https://b.example/cb",
            "https://a.example/cb, https://b.example/cb",
            "https://a.example/cb;https://b.example/cb",
            " https://a.example/cb\n https://b.example/cb ",
        ] {
            assert_eq!(listed(text), two, "{text}");
        }
        assert_eq!(
            listed("https://a.example/cb?x=1,2"),
            ["https://a.example/cb?x=1,2"]
        );
        assert_eq!(listed(""), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn an_unregistered_address_never_becomes_a_target(requested in "(https?://)?(rp|127)[a-z0-9.:/@?#%\\\\]{0,30}") {
            for client in [rp1(), app1()] {
                if let Ok(target) = client.redirect_target(Some(&requested), true) {
                    let registered = client.metadata.redirect_uris.iter().any(|own| own.as_str() == requested);
                    prop_assert!(registered || requested.starts_with("http://127.0.0.1:") && requested.ends_with("/cb"));
                    prop_assert_eq!(target.as_str(), requested.as_str());
                }
            }
        }

        #[test]
        fn an_answer_is_read_back_as_it_was_written(value in ".{0,60}") {
            let url = RedirectTarget("https://rp.example/cb".to_owned()).with([("state", value.as_str())]);
            prop_assert!(url.is_ascii());
            let query = url.split_once('?').unwrap().1;
            let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
            prop_assert_eq!(pairs.len(), 1);
            prop_assert_eq!(pairs[0].1.as_ref(), value.as_str());
        }
    }
}
