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
use super::code::AuthorizationCode;
use super::error::{Cause, OAuthError, Refusal};
use super::gate::{Allowed, GrantFacts, allow_grant, may_receive_tokens};
use super::grant_context::GrantContext;
use super::ids::GrantId;
use super::time::Timestamp;
use super::token::refresh_token_not_valid;

const PREFIX: &str = "lyr_";

/// A refresh token whose MAC was right, or that takes the place of one. Who knows a grant has none of its tokens yet:
///
/// ```
/// # use lanyard::protocol::refresh::{Presented, RefreshToken};
/// fn token(text: &str, right: &[u8; 32]) -> Option<RefreshToken> {
///     Presented::parse(text)?.verify(right)
/// }
/// ```
/// ```compile_fail,E0451
/// # use lanyard::protocol::{ids::GrantId, refresh::RefreshToken};
/// fn token(grant: GrantId) -> RefreshToken {
///     RefreshToken { grant, generation: 0 }
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefreshToken {
    grant: GrantId,
    generation: u32,
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
    /// The first of the grant that a code may become.
    pub fn first(code: &Allowed<'_, AuthorizationCode>) -> Self {
        Self {
            grant: code.to().id,
            generation: 0,
        }
    }

    /// The grant it belongs to.
    pub fn grant(&self) -> GrantId {
        self.grant
    }

    /// Counts rotations from 0.
    pub fn generation(&self) -> u32 {
        self.generation
    }

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

/// What takes the place of a refresh token that was judged good, its gate asked. Made by [`judge`], and nowhere else:
///
/// ```
/// # use lanyard::protocol::refresh::{RefreshVerdict, Successor};
/// fn successor(verdict: RefreshVerdict) -> Option<Successor> {
///     match verdict {
///         RefreshVerdict::Rotate { successor } | RefreshVerdict::Repeat { successor } => Some(successor),
///         _ => None,
///     }
/// }
/// ```
/// ```compile_fail,E0451
/// # use lanyard::protocol::{gate::GrantFacts, refresh::Successor};
/// fn successor(grant: GrantFacts) -> Successor {
///     Successor { grant: grant.id, generation: 1, replaces: Some(0), context: grant.context }
/// }
/// ```
#[derive(Debug)]
pub struct Successor {
    grant: GrantId,
    generation: u32,
    /// None when an earlier answer, which was lost, has put it in its place.
    replaces: Option<u32>,
    context: GrantContext,
}

impl Successor {
    fn new(grant: &Allowed<'_, GrantFacts>, presented: &RefreshToken, is_live: bool) -> Self {
        Self {
            grant: presented.grant,
            generation: presented.generation.saturating_add(1),
            replaces: is_live.then_some(presented.generation),
            context: grant.to().context.clone(),
        }
    }

    /// The token to answer with.
    pub fn token(&self) -> RefreshToken {
        RefreshToken {
            grant: self.grant,
            generation: self.generation,
        }
    }

    /// The generation that has to be the live one until this one is; none when this one is already.
    pub fn replaces(&self) -> Option<u32> {
        self.replaces
    }

    /// What they say.
    pub fn into_context(self) -> GrantContext {
        self.context
    }
}

/// What to do about a refresh token.
#[derive(Debug)]
pub enum RefreshVerdict {
    /// Make the successor the live one, by one conditional statement, and answer with it.
    Rotate {
        /// What to answer with.
        successor: Successor,
    },
    /// Answer with the successor that exists, and change nothing.
    Repeat {
        /// What to answer with.
        successor: Successor,
    },
    /// It is in the wrong hands: revoke the grant, then refuse.
    Theft(OAuthError),
    /// Refuse, and change nothing.
    Refused(OAuthError),
}

/// Judges a refresh token of `client`, which was recognised. `grant` is the one that the token names.
pub fn judge(
    presented: &RefreshToken,
    client: &Client,
    grant: &GrantFacts,
    rules: &RefreshRules,
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
    let allowed = match allow_grant(grant, now) {
        Ok(allowed) => allowed,
        Err(denied) => return RefreshVerdict::Refused(denied.into()),
    };
    let Some(live) = grant
        .refresh_generation
        .filter(|_| grant.id == presented.grant)
    else {
        return RefreshVerdict::Refused(refused("a token of a grant that has none"));
    };
    if presented.generation > live {
        // The database is older than the token: it was restored from a backup. Nobody stole anything.
        return RefreshVerdict::Refused(refused("a token that this server does not know of"));
    }
    let is_live = presented.generation == live;
    let was_last = presented.generation.saturating_add(1) == live;
    if !(is_live || was_last && rules.forgives(grant, now)) {
        return RefreshVerdict::Theft(refused("a token that was traded for another one before"));
    }
    if rules.lasting.ends_at(grant) <= now {
        return RefreshVerdict::Refused(refused("a token that was not used for too long"));
    }
    let successor = Successor::new(&allowed, presented, is_live);
    if is_live {
        RefreshVerdict::Rotate { successor }
    } else {
        RefreshVerdict::Repeat { successor }
    }
}

/// Whether a refresh token of `client` would be rotated now: what introspection calls active.
pub fn is_live(
    token: &RefreshToken,
    client: &Client,
    grant: &GrantFacts,
    lasting: Lasting,
    now: Timestamp,
) -> bool {
    grant.client == client.id
        && grant.refresh_generation == Some(token.generation)
        && now < lasting.ends_at(grant)
        && may_receive_tokens(grant, now).is_ok()
}

fn refused(received: &str) -> OAuthError {
    refresh_token_not_valid().because(Refusal::new(
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

    /// When the live refresh token of a grant ends, if nobody uses it: `idle` may have become shorter since it was made.
    pub fn ends_at(&self, grant: &GrantFacts) -> Timestamp {
        grant.refreshed_at.plus(self.idle).min(grant.expires_at)
    }
}

/// What the operator decided about refresh tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefreshRules {
    /// How long they live.
    pub lasting: Lasting,
    /// How long after a rotation the predecessor yields the same successor again, while that is unused: the answer may have
    /// been lost on its way (RFC 9700 §4.14.2 leaves the choice; RT-04). Times are whole seconds; none forgives nothing,
    /// not even within one.
    pub forgiveness: Duration,
}

impl RefreshRules {
    fn forgives(&self, grant: &GrantFacts, now: Timestamp) -> bool {
        !self.forgiveness.is_zero() && now.since(grant.refreshed_at) <= self.forgiveness
    }
}

#[cfg(test)]
mod tests;
