//! Token introspection (RFC 7662).

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::client::Client;
use super::resource_server::ResourceServers;
use super::token::AccessTokenClaims;

/// The answer about one token. An inactive one says nothing else (RFC 7662 §2.2, RT-10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Not a token, not ours, over, or none of the asker's business.
    Inactive,
    /// An access token that holds.
    Access(Box<AccessTokenClaims>),
}

/// The members about an active token: those of the JWT, whose names are the same (RFC 7662 §2.2).
#[derive(Serialize)]
struct Active<'a> {
    active: bool,
    token_type: &'static str,
    #[serde(flatten)]
    claims: &'a AccessTokenClaims,
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Inactive => {
                let mut answer = serializer.serialize_struct("Answer", 1)?;
                answer.serialize_field("active", &false)?;
                answer.end()
            }
            Self::Access(claims) => Active {
                active: true,
                token_type: "Bearer",
                claims,
            }
            .serialize(serializer),
        }
    }
}

/// Whether `asker`, who is authenticated, may learn about this token: it is the token's client, or one of the
/// resource servers that the token is for, by its own id or by that of the client as which it asks. A public client proves nothing, so it may not ask (RFC 7662 §2.1).
pub fn may_ask(asker: &Client, token: &AccessTokenClaims, servers: &ResourceServers) -> bool {
    !asker.is_public()
        && (token.client_id == asker.id.as_str()
            || token.aud.contains(asker.id.as_str())
            || servers.asks(&asker.id, &token.aud))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::protocol::client::samples;
    use crate::protocol::ids::{ClientId, TokenId};
    use crate::protocol::token::Audience;

    fn claims() -> AccessTokenClaims {
        AccessTokenClaims {
            iss: "https://op.example".to_owned(),
            sub: "s".to_owned(),
            aud: Audience::Many(vec![
                "https://op.example".to_owned(),
                "api-abcdef".to_owned(),
            ]),
            client_id: "rp1-abcdef".to_owned(),
            scope: "openid api:read".parse().unwrap(),
            iat: 1,
            exp: 301,
            jti: TokenId(Uuid::from_u128(1)),
            auth_time: None,
            acr: None,
            amr: Vec::new(),
            gid: None,
            sid: None,
            further: Default::default(),
        }
    }

    #[test]
    fn rt_10_an_inactive_token_has_no_other_member() {
        assert_eq!(
            serde_json::to_value(Answer::Inactive).unwrap(),
            json!({"active": false})
        );
    }

    #[test]
    fn an_active_token_has_the_members_of_rfc_7662() {
        let expected = json!({
            "active": true,
            "token_type": "Bearer",
            "client_id": "rp1-abcdef",
            "sub": "s",
            "scope": "openid api:read",
            "iss": "https://op.example",
            "aud": ["https://op.example", "api-abcdef"],
            "iat": 1,
            "exp": 301,
            "jti": Uuid::from_u128(1).to_string()
        });
        assert_eq!(
            serde_json::to_value(Answer::Access(Box::new(claims()))).unwrap(),
            expected
        );
    }

    #[test]
    fn rt_10_only_the_client_itself_and_a_named_resource_server_may_ask() {
        let mut asker = samples::service();
        let servers = ResourceServers::default();
        let mut may = |id: &str| {
            asker.id = ClientId(id.to_owned());
            may_ask(&asker, &claims(), &servers)
        };
        assert!(may("rp1-abcdef") && may("api-abcdef"));
        assert!(!may("other-abcdef") && !may("https://op.example/"));
        assert!(!may_ask(
            &samples::native(&["com.example.app:/cb"]),
            &claims(),
            &servers
        ));
    }
}
