//! Resource servers that administrators look after (RFC 8707 §2, RFC 9068 §3): what tokens for one of them look like and may say.

use std::str::FromStr;

use url::Url;

use super::claims::names::MEMBERSHIP;
use super::client::{AccessTokenFormat, Client, SigningAlg};
use super::ids::{ClientId, ResourceServerId};
use super::resource::{Resource, is_same};
use super::scope::{STANDARD, ScopeSet};
use super::token::Audience;

/// The most octets of an identifier, as in the audiences of a client.
const LONGEST: usize = 256;
/// The most characters of a title.
const LONGEST_TITLE: usize = 80;

/// A resource server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceServer {
    /// What pages and commands call it by.
    pub id: ResourceServerId,
    /// What `resource` and `aud` say.
    pub identifier: Identifier,
    /// What people read.
    pub rules: Rules,
}

/// What is decided about a resource server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// What people read.
    pub title: String,
    /// The scope words that are its own: a token that is narrowed to another resource server does not have them.
    pub scope: ScopeSet,
    /// The form of access tokens for it; none: what their client registered.
    pub format: Option<AccessTokenFormat>,
    /// How access tokens for it are signed; none: what their client registered, or else the setting.
    pub alg: Option<SigningAlg>,
    /// The client as which it asks about tokens (RFC 7662); none: the one whose id is its identifier, if it is one.
    pub asks_as: Option<ClientId>,
}

/// An absolute URI without a fragment (RFC 8707 §2), or the id of a client that asks about tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier(String);

/// A text that identifies no resource server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "an identifier is a URI without a fragment (RFC 8707 §2) or a client id, of at most {LONGEST} characters without spaces and commas"
)]
pub struct NotAnIdentifier;

impl FromStr for Identifier {
    type Err = NotAnIdentifier;

    fn from_str(text: &str) -> Result<Self, NotAnIdentifier> {
        let plain = |byte: u8| byte.is_ascii_graphic() && !b",;#\"<>\\^`{|}".contains(&byte);
        if text.is_empty() || text.len() > LONGEST || !text.bytes().all(plain) {
            return Err(NotAnIdentifier);
        }
        let is_uri = text.contains(':') && Url::parse(text).is_ok();
        match is_uri || text.parse::<ClientId>().is_ok() {
            true => Ok(Self(text.to_owned())),
            false => Err(NotAnIdentifier),
        }
    }
}

impl Identifier {
    /// As it stands in `aud`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is wrong with the rules of a resource server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WrongRules {
    /// Nothing to read, or too much.
    #[error("a title has 1 to {LONGEST_TITLE} characters, without control characters")]
    Title,
    /// This server says by itself what the word means.
    #[error("the scope {0} is this server's own")]
    ScopeOfOurs(String),
    /// There is no key for it.
    #[error("no key signs with {}; this installation has {}", .0.as_str(), named(.1))]
    NoKey(SigningAlg, Vec<SigningAlg>),
    /// What is not signed has no algorithm.
    #[error("opaque tokens are not signed: leave the algorithm out")]
    NotSigned,
    /// Nobody could read the tokens.
    #[error(
        "opaque tokens say nothing by themselves: name the client as which the resource server asks about them"
    )]
    NobodyAsks,
}

fn named(algorithms: &[SigningAlg]) -> String {
    let names: Vec<_> = algorithms.iter().map(|alg| alg.as_str()).collect();
    names.join(", ")
}

impl Rules {
    /// Looks at what is decided about `identifier` in an installation whose keys sign with `algorithms`.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn check(
        &self,
        identifier: &Identifier,
        algorithms: &[SigningAlg],
    ) -> Result<(), WrongRules> {
        let title = &self.title;
        let fits = (1..=LONGEST_TITLE).contains(&title.chars().count());
        if !fits || title.chars().any(char::is_control) || title.trim() != title {
            return Err(WrongRules::Title);
        }
        let ours = |word: &&str| STANDARD.contains(word) || MEMBERSHIP.contains(word);
        if let Some(word) = self.scope.iter().find(ours) {
            return Err(WrongRules::ScopeOfOurs(word.to_owned()));
        }
        if let Some(alg) = self.alg.filter(|alg| !algorithms.contains(alg)) {
            return Err(WrongRules::NoKey(alg, algorithms.to_vec()));
        }
        if self.format == Some(AccessTokenFormat::Opaque) {
            if self.alg.is_some() {
                return Err(WrongRules::NotSigned);
            }
            if self.asks_as.is_none() && identifier.as_str().parse::<ClientId>().is_err() {
                return Err(WrongRules::NobodyAsks);
            }
        }
        Ok(())
    }
}

/// Every resource server there is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResourceServers(Vec<ResourceServer>);

impl FromIterator<ResourceServer> for ResourceServers {
    fn from_iter<I: IntoIterator<Item = ResourceServer>>(all: I) -> Self {
        Self(all.into_iter().collect())
    }
}

impl ResourceServers {
    /// The one that `audience` names. A root is the same with and without its slash.
    pub fn named(&self, audience: &str) -> Option<&ResourceServer> {
        let mut all = self.0.iter();
        all.find(|one| is_same(one.identifier.as_str(), audience))
    }

    /// The one that a token is for alone: what it is narrowed to, or all that its client may ask for. Others follow their client.
    pub fn of_token(
        &self,
        client: &Client,
        resource: Option<&Resource>,
    ) -> Option<&ResourceServer> {
        let audience = match (resource, client.metadata.audiences.as_slice()) {
            (Some(resource), _) => resource.as_str(),
            (None, [only]) => only,
            (None, _) => return None,
        };
        self.named(audience)
    }

    /// What a token may be used for at the resource server that it is narrowed to: nothing that is another one's (RFC 8707 §2.2).
    pub fn narrowed(&self, scope: &ScopeSet, resource: Option<&Resource>) -> ScopeSet {
        let Some(resource) = resource else {
            return scope.clone();
        };
        let own = self
            .named(resource.as_str())
            .map(|server| &server.rules.scope);
        let is_own = |word: &str| own.is_some_and(|own| own.contains(word));
        let is_another_s = |word: &&str| {
            let mut others = self.0.iter();
            !is_own(word) && others.any(|other| other.rules.scope.contains(word))
        };
        let words = scope.iter().filter(is_another_s);
        words.fold(scope.clone(), |left, word| left.without(word))
    }

    /// Whether `asker` asks about tokens for one of these audiences.
    pub fn asks(&self, asker: &ClientId, audience: &Audience) -> bool {
        let mut servers = audience.all().into_iter().filter_map(|one| self.named(one));
        servers.any(|server| server.rules.asks_as.as_ref() == Some(asker))
    }

    /// Whether tokens for one of these audiences are of this format, whatever their clients registered.
    pub fn have_format(&self, audience: &Audience, format: AccessTokenFormat) -> bool {
        let mut servers = audience.all().into_iter().filter_map(|one| self.named(one));
        servers.any(|server| server.rules.format == Some(format))
    }

    /// Those whose tokens are to be signed by an algorithm that is not among these.
    pub fn unsigned(
        &self,
        algorithms: &[SigningAlg],
    ) -> impl Iterator<Item = (&ResourceServer, SigningAlg)> {
        let missing = |server: &ResourceServer| {
            let alg = server.rules.alg;
            alg.filter(|alg| !algorithms.contains(alg))
        };
        self.0
            .iter()
            .filter_map(move |server| missing(server).map(|alg| (server, alg)))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::protocol::client::samples;

    fn server(identifier: &str, scope: &str, change: fn(&mut Rules)) -> ResourceServer {
        let mut rules = Rules {
            title: "Orders".to_owned(),
            scope: scope.parse().unwrap(),
            format: None,
            alg: None,
            asks_as: None,
        };
        change(&mut rules);
        ResourceServer {
            id: ResourceServerId(Uuid::from_u128(1)),
            identifier: identifier.parse().unwrap(),
            rules,
        }
    }

    #[test]
    fn an_identifier_is_a_uri_or_a_client_id() {
        for good in [
            "https://api.example",
            "https://api.example/v1?tenant=a",
            "urn:example:orders",
            "api://orders",
            "orders-k3x9qa",
        ] {
            assert_eq!(good.parse::<Identifier>().unwrap().as_str(), good);
        }
        let long = format!("https://api.example/{}", "a".repeat(256));
        for wrong in [
            "",
            " https://api.example",
            "https://api.example/#x",
            "https://api.example/a b",
            "https://a.example,https://b.example",
            "https://",
            "two words",
            "<x:y>",
            "https://ä.example",
            "/path",
            &long,
        ] {
            assert!(wrong.parse::<Identifier>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn rules_hold_against_the_keys_there_are() {
        let algorithms = [SigningAlg::RS256, SigningAlg::ES256];
        let wrong = |change: fn(&mut Rules)| {
            let one = server("https://api.example", "orders:read", change);
            one.rules.check(&one.identifier, &algorithms).err()
        };
        assert_eq!(wrong(|_| {}), None);
        assert_eq!(wrong(|rules| rules.alg = Some(SigningAlg::ES256)), None);
        let refused = wrong(|rules| rules.alg = Some(SigningAlg::PS256)).unwrap();
        assert_eq!(
            refused.to_string(),
            "no key signs with PS256; this installation has RS256, ES256"
        );
        for title in ["", " x", "a\nb"] {
            let one = server("urn:x", "", |_| {});
            let rules = Rules {
                title: title.to_owned(),
                ..one.rules
            };
            let refused = rules.check(&one.identifier, &algorithms);
            assert_eq!(refused, Err(WrongRules::Title), "{title:?}");
        }
        let ours = wrong(|rules| rules.scope = "orders email".parse().unwrap());
        assert_eq!(ours, Some(WrongRules::ScopeOfOurs("email".to_owned())));
        let opaque = |rules: &mut Rules| rules.format = Some(AccessTokenFormat::Opaque);
        assert_eq!(wrong(opaque), Some(WrongRules::NobodyAsks));
        let asking: fn(&mut Rules) = |rules| {
            rules.format = Some(AccessTokenFormat::Opaque);
            rules.asks_as = Some(ClientId("orders-k3x9qa".to_owned()));
        };
        assert_eq!(wrong(asking), None);
        let own = server("orders-k3x9qa", "", opaque);
        assert_eq!(own.rules.check(&own.identifier, &algorithms), Ok(()));
        let signed = wrong(|rules| {
            rules.format = Some(AccessTokenFormat::Opaque);
            rules.alg = Some(SigningAlg::RS256);
        });
        assert_eq!(signed, Some(WrongRules::NotSigned));
    }

    #[test]
    fn a_token_follows_the_one_resource_server_it_is_for() {
        let all: ResourceServers = [
            server("https://a.example", "a:read shared", |_| {}),
            server("https://b.example/", "b:read shared", |_| {}),
        ]
        .into_iter()
        .collect();
        let mut client = samples::service();
        let of = |client: &Client, resource: Option<&str>| {
            let resource = resource.map(|text| Resource::parse(text, client).unwrap());
            let found = all.of_token(client, resource.as_ref());
            found.map(|server| server.identifier.as_str().to_owned())
        };
        assert_eq!(of(&client, None), None);
        client.metadata.audiences = vec!["https://a.example/".to_owned()];
        assert_eq!(of(&client, None).as_deref(), Some("https://a.example"));
        client
            .metadata
            .audiences
            .push("https://b.example".to_owned());
        assert_eq!(of(&client, None), None, "it is for both");
        let narrowed = of(&client, Some("https://b.example/"));
        assert_eq!(narrowed.as_deref(), Some("https://b.example/"));

        let scope: ScopeSet = "openid a:read b:read shared other".parse().unwrap();
        let at = |text: &str| Resource::parse(text, &client).unwrap();
        let left = all.narrowed(&scope, Some(&at("https://a.example")));
        assert_eq!(left.to_string(), "openid a:read shared other");
        assert_eq!(all.narrowed(&scope, None), scope);
        client.metadata.audiences = vec!["https://c.example".to_owned()];
        let unknown = Resource::parse("https://c.example", &client).unwrap();
        let left = all.narrowed(&scope, Some(&unknown));
        assert_eq!(left.to_string(), "openid other");
    }
}
