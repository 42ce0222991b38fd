//! Claims that administrators give one client: under another name, in other tokens, or only for some groups.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Granted;
use super::names::{STANDARD, scope_of};
use crate::protocol::membership::GroupName;

/// The most mappings of one client.
pub const MOST: usize = 50;
/// The most characters of a claim's name, and of a fixed value.
const LONGEST: usize = 256;

/// Claims that say what a token is and whom it is about, which nobody may pretend (RFC 7519 §4.1, RFC 9068 §2.2, RFC 7800 §3.1, OIDC Core
/// §2), and those that apps recognise people by: they are only what was proven.
const OURS: [&str; 33] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "azp",
    "nonce",
    "auth_time",
    "acr",
    "amr",
    "at_hash",
    "c_hash",
    "s_hash",
    "sid",
    "client_id",
    "scope",
    "gid",
    "cnf",
    "act",
    "may_act",
    "events",
    "active",
    "token_type",
    "username",
    "authorization_details",
    "error",
    "updated_at",
    "email",
    "email_verified",
    "phone_number",
    "phone_number_verified",
];

/// Where a claim is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The ID token.
    IdToken,
    /// The answer of the userinfo endpoint.
    Userinfo,
    /// The access token, and what introspection says of it.
    AccessToken,
}

impl Place {
    /// Every place.
    pub const ALL: [Self; 3] = [Self::IdToken, Self::Userinfo, Self::AccessToken];

    /// Its name in documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::IdToken => "id_token",
            Self::Userinfo => "userinfo",
            Self::AccessToken => "access_token",
        }
    }
}

/// What a claim is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Source {
    /// The groups of the person.
    Groups,
    /// Their roles at the client.
    Roles,
    /// The thumbprint of the key of the device that their sign-in is bound to.
    DeviceKey,
    /// A standard claim about them.
    Claim(String),
    /// The same for everybody.
    Text(String),
}

/// A text that names no source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected groups, roles, device_key, user.CLAIM with a standard claim such as user.preferred_username, or text:VALUE"
)]
pub struct NotASource;

impl FromStr for Source {
    type Err = NotASource;

    fn from_str(text: &str) -> Result<Self, NotASource> {
        if let Some(value) = text.strip_prefix("text:") {
            return match value.chars().count() <= LONGEST && !value.chars().any(char::is_control) {
                true => Ok(Self::Text(value.to_owned())),
                false => Err(NotASource),
            };
        }
        match text.strip_prefix("user.") {
            Some(claim) if STANDARD.contains(&claim) => Ok(Self::Claim(claim.to_owned())),
            Some(_) => Err(NotASource),
            None if text == "groups" => Ok(Self::Groups),
            None if text == "roles" => Ok(Self::Roles),
            None if text == "device_key" => Ok(Self::DeviceKey),
            None => Err(NotASource),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Groups => f.write_str("groups"),
            Self::Roles => f.write_str("roles"),
            Self::DeviceKey => f.write_str("device_key"),
            Self::Claim(claim) => write!(f, "user.{claim}"),
            Self::Text(text) => write!(f, "text:{text}"),
        }
    }
}

impl TryFrom<String> for Source {
    type Error = NotASource;

    fn try_from(text: String) -> Result<Self, NotASource> {
        text.parse()
    }
}

impl From<Source> for String {
    fn from(source: Source) -> Self {
        source.to_string()
    }
}

/// A claim, what it is made of, where it is written, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimMapping {
    /// Its name.
    pub claim: String,
    /// What it is made of.
    pub from: Source,
    /// Where it is written.
    #[serde(rename = "in")]
    pub places: Vec<Place>,
    /// Only for members of one of these groups; for everybody when empty.
    #[serde(default, rename = "for", skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupName>,
}

/// A mapping that is not kept, by the rule that it breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAMapping {
    /// No text that a claim is called by.
    #[error(
        "a claim's name has 1 to {LONGEST} visible ASCII characters without quotes and backslashes"
    )]
    Name,
    /// The name says something that only this server may say.
    #[error("the claim {0} is not mapped: this server says it itself, of what was proven")]
    Ours(String),
    /// It would be written nowhere.
    #[error("it is written nowhere; name id_token, userinfo or access_token")]
    Nowhere,
}

impl ClaimMapping {
    /// Holds it against the rules.
    ///
    /// # Errors
    /// The first that it breaks.
    pub fn check(&self) -> Result<(), NotAMapping> {
        let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\';
        let name = &self.claim;
        if name.is_empty() || name.len() > LONGEST || !name.bytes().all(plain) {
            return Err(NotAMapping::Name);
        }
        if OURS.contains(&&**name) {
            return Err(NotAMapping::Ours(name.clone()));
        }
        match self.places.is_empty() {
            true => Err(NotAMapping::Nowhere),
            false => Ok(()),
        }
    }

    /// Whether it cannot be made without knowing what the person is among others.
    pub fn asks_membership(&self) -> bool {
        !self.groups.is_empty() || matches!(self.from, Source::Groups | Source::Roles)
    }

    /// Its value for a person; none when it is not for them. What is the person's own is told only where its scope was granted; what
    /// they are among others is the operator's to tell.
    fn value(&self, granted: &Granted<'_>) -> Option<Value> {
        let own = &granted.membership.groups;
        let is_for = |group: &GroupName| own.iter().any(|own| own == group.as_str());
        if !self.groups.is_empty() && !self.groups.iter().any(is_for) {
            return None;
        }
        match &self.from {
            Source::Groups => Some(own.clone().into()),
            Source::Roles => Some(granted.membership.roles.clone().into()),
            Source::DeviceKey => granted.membership.device_key.clone().map(Value::from),
            Source::Text(text) => Some(text.clone().into()),
            Source::Claim(claim) => {
                let allowed = scope_of(claim).is_some_and(|word| granted.scope.contains(word));
                let mut all = granted.claims.to_json();
                all.remove(claim).filter(|_| allowed)
            }
        }
    }
}

/// What the mappings of a client add in one place. The first of a name that is for this person counts.
pub(super) fn mapped(
    mappings: &[ClaimMapping],
    place: Place,
    granted: &Granted<'_>,
) -> Map<String, Value> {
    let mut claims = Map::new();
    for mapping in mappings.iter().filter(|one| one.places.contains(&place)) {
        if !claims.contains_key(&mapping.claim)
            && let Some(value) = mapping.value(granted)
        {
            claims.insert(mapping.claim.clone(), value);
        }
    }
    claims
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::protocol::claims::UserClaims;
    use crate::protocol::ids::UserId;
    use crate::protocol::membership::Membership;
    use crate::protocol::subject::Subject;

    fn mapping(document: Value) -> ClaimMapping {
        serde_json::from_value(document).unwrap()
    }

    fn of(mappings: &[ClaimMapping], scope: &str, groups: &[&str], place: Place) -> Value {
        let subject = Subject::of(UserId(uuid::Uuid::from_u128(1)), None);
        let claims = UserClaims {
            preferred_username: Some("ada".into()),
            ..UserClaims::default()
        };
        let membership = Membership {
            groups: groups.iter().map(|group| (*group).to_owned()).collect(),
            roles: vec!["Editor".into()],
            device_key: None,
        };
        let granted = Granted {
            subject: &subject,
            claims: &claims,
            membership: &membership,
            scope: &scope.parse().unwrap(),
        };
        Value::Object(mapped(mappings, place, &granted))
    }

    #[test]
    fn fc_25_a_mapping_has_a_name_a_source_a_place_and_groups() {
        let mappings = [
            mapping(
                json!({"claim": "role", "from": "text:Admin", "in": ["id_token"], "for": ["ops"]}),
            ),
            mapping(
                json!({"claim": "role", "from": "text:Viewer", "in": ["id_token", "access_token"]}),
            ),
            mapping(
                json!({"claim": "login", "from": "user.preferred_username", "in": ["id_token"]}),
            ),
            mapping(
                json!({"claim": "https://x.example/groups", "from": "groups", "in": ["access_token"]}),
            ),
        ];
        let id = |scope, groups: &[&str]| of(&mappings, scope, groups, Place::IdToken);
        assert_eq!(
            id("openid profile", &["ops"]),
            json!({"role": "Admin", "login": "ada"})
        );
        assert_eq!(
            id("openid profile", &[]),
            json!({"role": "Viewer", "login": "ada"})
        );
        // What was not granted is not told under another name.
        assert_eq!(id("openid", &["ops"]), json!({"role": "Admin"}));
        let access = of(&mappings, "openid", &["a", "ops"], Place::AccessToken);
        assert_eq!(
            access,
            json!({"role": "Viewer", "https://x.example/groups": ["a", "ops"]})
        );
        assert_eq!(
            of(&mappings, "openid profile", &["ops"], Place::Userinfo),
            json!({})
        );
    }

    #[test]
    fn ad_04_no_mapping_says_what_only_the_server_says() {
        for claim in OURS {
            let one = mapping(json!({"claim": claim, "from": "text:x", "in": ["id_token"]}));
            assert_eq!(one.check(), Err(NotAMapping::Ours(claim.to_owned())));
        }
        for name in ["", "a b", "a\"b", "a\\b", "ä"] {
            let one = mapping(json!({"claim": name, "from": "text:x", "in": ["id_token"]}));
            assert_eq!(one.check(), Err(NotAMapping::Name), "{name:?}");
        }
        let nowhere = mapping(json!({"claim": "a", "from": "text:x", "in": []}));
        assert_eq!(nowhere.check(), Err(NotAMapping::Nowhere));
        for source in ["", "user.password_hash", "user.sub", "email", "text:a\nb"] {
            assert_eq!(source.parse::<Source>(), Err(NotASource), "{source:?}");
        }
        for source in ["groups", "roles", "user.email", "text:", "text:a b"] {
            assert_eq!(source.parse::<Source>().unwrap().to_string(), source);
        }
    }
}
