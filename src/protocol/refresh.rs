//! Refresh tokens (RFC 6749 §6, RFC 9700 §4.14): rotation, the forgiven repeat, and theft.
//!
//! The text is `lyr_` and base64url of `key id | grant id | generation | MAC`. It needs no row of its own: the grant
//! remembers which generation is live, and nothing in a stolen database can be turned into a token.

use std::fmt;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::client::{Client, GrantType};
use super::error::{Cause, OAuthError, Refusal};
use super::gate::{GrantFacts, may_receive_tokens};
use super::ids::GrantId;
use super::time::Timestamp;

const PREFIX: &str = "lyr_";

/// A refresh token whose MAC was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefreshToken {
    /// The grant it belongs to.
    pub grant: GrantId,
    /// Counts rotations from 0.
    pub generation: u32,
}

/// A refresh token as it came; says nothing until its MAC was compared.
pub struct Presented {
    kid: u8,
    token: RefreshToken,
    mac: [u8; 32],
}

impl fmt::Debug for Presented {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Presented(…)")
    }
}

impl RefreshToken {
    /// What the MAC is computed over: grant id, then generation, big-endian.
    pub fn bytes(&self) -> [u8; 20] {
        let mut bytes = [0; 20];
        bytes[..16].copy_from_slice(self.grant.0.as_bytes());
        bytes[16..].copy_from_slice(&self.generation.to_be_bytes());
        bytes
    }

    /// The text for the client.
    pub fn to_text(&self, kid: u8, mac: &[u8; 32]) -> String {
        let bytes = [&[kid][..], &self.bytes(), mac].concat();
        format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The token that takes this one's place.
    pub fn successor(&self) -> Self {
        Self {
            grant: self.grant,
            generation: self.generation.saturating_add(1),
        }
    }
}

impl Presented {
    /// Takes the text apart; `None` when it is not a refresh token of ours.
    pub fn parse(text: &str) -> Option<Self> {
        let encoded = text.strip_prefix(PREFIX)?;
        let bytes: [u8; 53] = URL_SAFE_NO_PAD.decode(encoded).ok()?.try_into().ok()?;
        let (grant, rest) = bytes[1..].split_first_chunk::<16>()?;
        let (generation, mac) = rest.split_first_chunk::<4>()?;
        let token = RefreshToken {
            grant: GrantId(Uuid::from_bytes(*grant)),
            generation: u32::from_be_bytes(*generation),
        };
        Some(Self {
            kid: bytes[0],
            token,
            mac: mac.try_into().ok()?,
        })
    }

    /// Which key the MAC was made with.
    pub fn kid(&self) -> u8 {
        self.kid
    }

    /// What the right MAC has to be computed over.
    pub fn bytes(&self) -> [u8; 20] {
        self.token.bytes()
    }

    /// The token, when its MAC is the right one.
    pub fn verify(self, right: &[u8; 32]) -> Option<RefreshToken> {
        aws_lc_rs::constant_time::verify_slices_are_equal(&self.mac, right)
            .ok()
            .map(|()| self.token)
    }
}

/// What to do about a refresh token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefreshVerdict {
    /// Make the successor the live one, by one conditional statement, and answer with it.
    Rotate {
        /// The token to answer with.
        successor: RefreshToken,
    },
    /// Answer with the successor that exists, and change nothing.
    Repeat {
        /// The token to answer with.
        successor: RefreshToken,
    },
    /// It is in the wrong hands: revoke the grant, then refuse.
    Theft(OAuthError),
    /// Refuse, and change nothing.
    Refused(OAuthError),
}

/// Judges a refresh token of `client`, who is authenticated. `grant` is the one that the token names.
///
/// `forgiveness`: how long after a rotation the predecessor yields the same successor again, while that is unused: the
/// answer may have been lost on its way (RFC 9700 §4.14.2 leaves the choice; RT-04). Times are whole seconds; none
/// forgives nothing, not even within one.
pub fn judge(
    presented: &RefreshToken,
    client: &Client,
    grant: &GrantFacts,
    forgiveness: Duration,
    now: Timestamp,
) -> RefreshVerdict {
    if grant.client != client.id {
        // RT-05: only its own client ever got it, so it has leaked.
        return RefreshVerdict::Theft(refused("a token that was issued to another client"));
    }
    if !client.may_use(GrantType::RefreshToken) {
        return RefreshVerdict::Refused(OAuthError::unauthorized_client(
            "This client may not use refresh tokens.",
        ));
    }
    if let Err(denied) = may_receive_tokens(grant, now) {
        return RefreshVerdict::Refused(denied.into());
    }
    let Some(live) = grant
        .refresh_generation
        .filter(|_| grant.id == presented.grant)
    else {
        return RefreshVerdict::Refused(refused("a token of a grant that has none"));
    };
    let successor = presented.successor();
    if presented.generation == live {
        return RefreshVerdict::Rotate { successor };
    }
    if presented.generation > live {
        // The database is older than the token: it was restored from a backup. Nobody stole anything.
        return RefreshVerdict::Refused(refused("a token that this server does not know of"));
    }
    let forgiving = !forgiveness.is_zero() && now.since(grant.refreshed_at) <= forgiveness;
    if successor.generation == live && forgiving {
        return RefreshVerdict::Repeat { successor };
    }
    RefreshVerdict::Theft(refused("a token that was traded for another one before"))
}

fn refused(received: &str) -> OAuthError {
    OAuthError::invalid_grant("The refresh token is not valid.").because(Refusal::new(
        Cause::RefreshToken,
        "RFC 6749 §6 and RFC 9700 §4.14.2",
        "the newest refresh token that this client was given",
        received,
        "Keep the refresh token of every answer, and let only one process refresh at a time.",
    ))
}

/// How long refresh tokens live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lasting {
    /// From the last use.
    pub idle: Duration,
    /// From the beginning of the grant.
    pub absolute: Duration,
}

impl Lasting {
    /// When a grant ends that is used `now`: `idle` later, `absolute` after its beginning at the latest (RT-08).
    pub fn expires_at(&self, created_at: Timestamp, now: Timestamp) -> Timestamp {
        now.plus(self.idle).min(created_at.plus(self.absolute))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::protocol::client::samples;
    use crate::protocol::gate::samples::grant;
    use crate::protocol::ids::ClientId;

    const LOST_ANSWER: Duration = Duration::from_secs(30);
    const SCOPE: &str = "openid offline_access";

    fn verdict(
        generation: u32,
        at: i64,
        change: impl FnOnce(&mut Client, &mut GrantFacts),
    ) -> RefreshVerdict {
        let (mut client, mut grant) = (samples::web(&["https://rp.example/cb"]), grant(SCOPE));
        let presented = RefreshToken {
            grant: grant.id,
            generation,
        };
        change(&mut client, &mut grant);
        judge(&presented, &client, &grant, LOST_ANSWER, Timestamp(at))
    }

    #[test]
    fn the_live_token_rotates() {
        let RefreshVerdict::Rotate { successor } = verdict(3, 1_000_500, |_, _| {}) else {
            panic!()
        };
        assert_eq!(successor.generation, 4);
    }

    #[test]
    fn rt_04_a_lost_answer_is_given_again_for_thirty_seconds() {
        let RefreshVerdict::Repeat { successor } = verdict(2, 1_000_130, |_, _| {}) else {
            panic!()
        };
        assert_eq!(successor.generation, 3);
        assert!(matches!(
            verdict(2, 1_000_131, |_, _| {}),
            RefreshVerdict::Theft(_)
        ));
    }

    #[test]
    fn without_forgiveness_not_even_the_same_second_is_forgiven() {
        let (client, grant) = (samples::web(&["https://rp.example/cb"]), grant(SCOPE));
        let presented = RefreshToken {
            grant: grant.id,
            generation: 2,
        };
        let verdict =
            |forgiveness| judge(&presented, &client, &grant, forgiveness, grant.refreshed_at);
        assert!(matches!(verdict(Duration::ZERO), RefreshVerdict::Theft(_)));
        let one = verdict(Duration::from_secs(1));
        assert!(matches!(one, RefreshVerdict::Repeat { .. }));
    }

    #[test]
    fn rt_01_an_older_token_is_theft() {
        assert!(matches!(
            verdict(1, 1_000_101, |_, _| {}),
            RefreshVerdict::Theft(_)
        ));
        assert!(matches!(
            verdict(0, 1_000_101, |_, _| {}),
            RefreshVerdict::Theft(_)
        ));
    }

    #[test]
    fn rt_05_a_token_in_the_hands_of_another_client_is_theft() {
        let other = |client: &mut Client, _: &mut GrantFacts| {
            client.id = ClientId("other-abcdef".to_owned())
        };
        assert!(matches!(
            verdict(3, 1_000_101, other),
            RefreshVerdict::Theft(_)
        ));
    }

    #[test]
    fn a_closed_gate_refuses_without_blame() {
        let refuses = |change: fn(&mut Client, &mut GrantFacts)| {
            matches!(verdict(3, 1_000_101, change), RefreshVerdict::Refused(_))
        };
        assert!(refuses(
            |_, grant| grant.revoked_at = Some(Timestamp(1_000_100))
        ));
        assert!(refuses(|_, grant| grant.expires_at = Timestamp(1_000_101)));
        assert!(refuses(
            |_, grant| grant.user_standing.disabled_at = Some(Timestamp(1))
        ));
        assert!(refuses(|_, grant| grant.refresh_generation = None));
        assert!(refuses(
            |client, _| client.metadata.grant_types = vec![GrantType::AuthorizationCode]
        ));
        assert!(
            matches!(verdict(4, 1_000_101, |_, _| {}), RefreshVerdict::Refused(_)),
            "newer than the database"
        );
    }

    #[test]
    fn rt_08_a_grant_ends_at_its_absolute_age() {
        let day = Duration::from_secs(86_400);
        let lasting = Lasting {
            idle: 14 * day,
            absolute: 90 * day,
        };
        let ends = |now| lasting.expires_at(Timestamp(0), Timestamp(now)).0 / 86_400;
        assert_eq!(
            (ends(0), ends(80 * 86_400), ends(89 * 86_400)),
            (14, 90, 90)
        );
    }

    proptest! {
        #[test]
        fn print_then_parse_is_identity(kid: u8, grant: u128, generation: u32, mac: [u8; 32]) {
            let token = RefreshToken { grant: GrantId(Uuid::from_u128(grant)), generation };
            let presented = Presented::parse(&token.to_text(kid, &mac)).unwrap();
            prop_assert_eq!((presented.kid(), presented.bytes()), (kid, token.bytes()));
            let mut wrong = mac;
            wrong[31] ^= 1;
            prop_assert_eq!(Presented::parse(&token.to_text(kid, &wrong)).unwrap().verify(&mac), None);
            prop_assert_eq!(presented.verify(&mac), Some(token));
        }

        #[test]
        fn parsing_never_panics(text in "(lyr_)?.{0,90}") {
            Presented::parse(&text);
        }
    }
}
