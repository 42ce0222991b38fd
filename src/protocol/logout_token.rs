//! The logout token (OpenID Connect Back-Channel Logout 1.0 §2.4): what an app is told when a sign-in ended.

use std::time::Duration;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::ids::{ClientId, SignInId, TokenId};
use super::subject::Subject;
use super::time::Timestamp;

/// `typ` of its header: no ID token is taken for one, and it for none (§2.4, attack row LO-01).
pub const TYP: &str = "logout+jwt";
/// How long it is good: it is made for one try. The section wants two minutes at the most.
pub const LIFETIME: Duration = Duration::from_secs(120);
/// What the outbox calls a message of which a logout token is made.
pub const KIND: &str = "backchannel-logout";

/// Its claims. There is no `nonce`, which the section forbids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogoutTokenClaims {
    /// Who says so.
    pub iss: String,
    /// Whose sign-in it was.
    pub sub: Subject,
    /// Whom it is told.
    pub aud: ClientId,
    /// When it was made.
    pub iat: i64,
    /// From then on nobody has to believe it.
    pub exp: i64,
    /// Another one for each try, so that nobody takes a second try for a replay.
    pub jti: TokenId,
    /// Which sign-in ended; both names are always there, so that an app that asks for either has it.
    pub sid: SignInId,
    /// That this is a logout.
    pub events: LoggedOut,
}

/// The one member that `events` has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoggedOut;

impl Serialize for LoggedOut {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
        let mut events = serializer.serialize_map(Some(1))?;
        events.serialize_entry(EVENT, &serde_json::Map::new())?;
        events.end()
    }
}

impl LogoutTokenClaims {
    /// Tells `client` that the person's sign-in ended.
    pub fn new(
        issuer: &str,
        client: ClientId,
        (sub, sign_in): (Subject, SignInId),
        jti: TokenId,
        now: Timestamp,
    ) -> Self {
        Self {
            iss: issuer.to_owned(),
            sub,
            aud: client,
            iat: now.0,
            exp: now.plus(LIFETIME).0,
            jti,
            sid: sign_in,
            events: LoggedOut,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::protocol::ids::UserId;

    #[test]
    fn lo_01_it_says_what_the_section_asks_for_and_no_more() {
        let [user, sign_in, jti] = [1, 2, 3].map(Uuid::from_u128);
        let claims = LogoutTokenClaims::new(
            "https://id.example",
            ClientId("notes-a1b2c3".to_owned()),
            (UserId(user).into(), SignInId(sign_in)),
            TokenId(jti),
            Timestamp(1_800_000_000),
        );
        assert_eq!(
            serde_json::to_value(&claims).unwrap(),
            json!({
                "iss": "https://id.example",
                "sub": "00000000-0000-0000-0000-000000000001",
                "aud": "notes-a1b2c3",
                "iat": 1_800_000_000,
                "exp": 1_800_000_120,
                "jti": "00000000-0000-0000-0000-000000000003",
                "sid": "00000000-0000-0000-0000-000000000002",
                "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
            })
        );
    }
}
