//! `[passkeys]`: whom passkeys are made for (Web Authentication §5.1.2, §5.11).

use serde::{Deserialize, Serialize};
use url::Host;

use super::check::Wrong;
use super::issuer::Issuer;

/// `[passkeys]`: signing in with passkeys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PasskeySettings {
    /// Whether people sign in with passkeys; by default wherever the issuer's host can have them.
    pub enabled: Option<bool>,
    /// The domain they are made for; the issuer's host by default. Passkeys that were made for another one are lost.
    pub rp_id: Option<String>,
    /// Other origins that may use them as well, which browsers find at `/.well-known/webauthn`.
    pub related_origins: Vec<Issuer>,
    /// Whether who signs in with a password is offered a passkey, until they decline.
    pub offer: bool,
}

impl Default for PasskeySettings {
    fn default() -> Self {
        Self {
            enabled: None,
            rp_id: None,
            related_origins: Vec::new(),
            offer: true,
        }
    }
}

/// Names of related origins that browsers look at: other ends of one name count once (Web Authentication §5.11.1).
const MOST_RELATED: usize = 5;

/// The part of a host that its owner chose, before what registries sell under: "example" of "id.example.co.uk". Browsers have a list of
/// those ends; here it is told by their length, which counts too few names rather than too many.
fn name(origin: &Issuer) -> String {
    let Host::Domain(host) = origin.host() else {
        return origin.as_str().to_owned();
    };
    let mut parts = host.rsplit('.').skip(1);
    let mut own = parts.next();
    if own.is_some_and(|part| part.len() <= 3) {
        own = parts.next().or(own);
    }
    own.unwrap_or(host).to_owned()
}

impl PasskeySettings {
    /// The domain that passkeys are made for (RP ID); none when there are none. Settings that were checked have one if they want one.
    pub fn rp_id(&self, issuer: &Issuer) -> Option<String> {
        self.relying_party(issuer).ok().flatten()
    }

    fn relying_party(&self, issuer: &Issuer) -> Result<Option<String>, Wrong> {
        let refuse = |key, problem: String, fix: String| Err(Wrong { key, problem, fix });
        if self.enabled == Some(false) {
            return Ok(None);
        }
        let host = match issuer.host() {
            Host::Domain(name) => Some(name.as_str()),
            Host::Ipv4(_) | Host::Ipv6(_) => None,
        };
        let Some(host) = host else {
            return match (self.enabled, &self.rp_id) {
                (None, None) => Ok(None),
                (Some(_), _) => refuse(
                    "passkeys.enabled",
                    format!("passkeys are made for a domain, and issuer {issuer} has none"),
                    "give the issuer a host name, such as http://localhost on this machine, or leave this out".into(),
                ),
                (None, Some(_)) => refuse(
                    "passkeys.rp_id",
                    format!("browsers keep passkeys of a domain from issuer {issuer}, which has none"),
                    "give the issuer a host name, or leave this out".into(),
                ),
            };
        };
        let Some(rp_id) = &self.rp_id else {
            return Ok(Some(host.to_owned()));
        };
        let domain = matches!(Host::parse(rp_id), Ok(Host::Domain(name)) if name == *rp_id);
        if !domain || (!rp_id.contains('.') && rp_id != host) {
            return refuse(
                "passkeys.rp_id",
                format!("\"{rp_id}\" is no domain that browsers let passkeys be made for"),
                format!("write \"{host}\", or the domain above it"),
            );
        }
        let above = host.strip_suffix(rp_id.as_str());
        let above = above.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        if !above && !self.related_origins.contains(issuer) {
            return refuse(
                "passkeys.rp_id",
                format!(
                    "issuer {issuer} is not of \"{rp_id}\", so no browser would use its passkeys"
                ),
                format!(
                    "write \"{host}\"; or, if https://{rp_id}/.well-known/webauthn names the issuer, add it to passkeys.related_origins"
                ),
            );
        }
        Ok(Some(rp_id.clone()))
    }

    /// What is wrong with them.
    pub(super) fn check(&self, issuer: &Issuer) -> Vec<Wrong> {
        let mut wrong: Vec<_> = self.relying_party(issuer).err().into_iter().collect();
        let mut names: Vec<_> = self.related_origins.iter().map(name).collect();
        names.sort_unstable();
        names.dedup();
        if names.len() > MOST_RELATED {
            wrong.push(Wrong {
                key: "passkeys.related_origins",
                problem: format!(
                    "browsers look at {MOST_RELATED} names of them, and these are {}: {}",
                    names.len(),
                    names.join(", ")
                ),
                fix: format!("leave {MOST_RELATED} names or fewer"),
            });
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(enabled: Option<bool>, rp_id: Option<&str>, related: &[&str]) -> PasskeySettings {
        PasskeySettings {
            enabled,
            rp_id: rp_id.map(str::to_owned),
            related_origins: related.iter().map(|one| one.parse().unwrap()).collect(),
            offer: true,
        }
    }

    #[test]
    fn passkeys_are_made_for_the_issuers_host_or_a_domain_above_it() {
        for (issuer, settings, rp_id) in [
            (
                "https://id.example.com",
                of(None, None, &[]),
                Some("id.example.com"),
            ),
            (
                "http://localhost:8080",
                of(None, None, &[]),
                Some("localhost"),
            ),
            ("https://id.example.com", of(Some(false), None, &[]), None),
            ("http://127.0.0.1:8080", of(None, None, &[]), None),
            (
                "https://id.example.com",
                of(None, Some("example.com"), &[]),
                Some("example.com"),
            ),
            (
                "https://id.example.org",
                of(None, Some("id.example.com"), &["https://id.example.org"]),
                Some("id.example.com"),
            ),
            // One name with many ends.
            (
                "https://example.com",
                of(
                    None,
                    None,
                    &[
                        "https://example.de",
                        "https://example.fr",
                        "https://example.it",
                        "https://example.es",
                        "https://id.example.co.uk",
                        "https://example.com.au",
                    ],
                ),
                Some("example.com"),
            ),
        ] {
            let issuer = issuer.parse().unwrap();
            assert_eq!(settings.rp_id(&issuer).as_deref(), rp_id);
            assert!(settings.check(&issuer).is_empty());
        }
    }

    #[test]
    fn what_browsers_would_refuse_is_refused_at_the_start() {
        for (issuer, settings, key) in [
            (
                "http://127.0.0.1:8080",
                of(Some(true), None, &[]),
                "passkeys.enabled",
            ),
            (
                "http://127.0.0.1:8080",
                of(None, Some("example.com"), &[]),
                "passkeys.rp_id",
            ),
            (
                "https://id.example.com",
                of(None, Some("com"), &[]),
                "passkeys.rp_id",
            ),
            (
                "https://id.example.com",
                of(None, Some("ple.com"), &[]),
                "passkeys.rp_id",
            ),
            (
                "https://id.example.com",
                of(None, Some("other.example"), &["https://www.other.example"]),
                "passkeys.rp_id",
            ),
            (
                "https://id.example.com",
                of(None, Some("https://example.com"), &[]),
                "passkeys.rp_id",
            ),
            (
                "https://id.example.com",
                of(None, Some("Example.com"), &[]),
                "passkeys.rp_id",
            ),
            (
                "https://id.example.com",
                of(
                    None,
                    None,
                    &[
                        "https://one.example",
                        "https://id.two.example",
                        "https://three.co.uk",
                        "https://four.example",
                        "https://five.example",
                        "https://sixth.example",
                    ],
                ),
                "passkeys.related_origins",
            ),
        ] {
            let issuer = issuer.parse().unwrap();
            let wrong = settings.check(&issuer);
            let keys: Vec<_> = wrong.iter().map(|wrong| wrong.key).collect();
            assert_eq!(keys, [key], "{settings:?}");
        }
    }
}
