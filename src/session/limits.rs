//! What a session says about the browser, and for how long it holds.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::accounts::EndReason;
use crate::keys::{Purpose, Travels, positional};
use crate::protocol::further::Further;
use crate::protocol::gate;
use crate::protocol::ids::{SignInId, UserId};
use crate::protocol::time::Timestamp;
use crate::store::sign_ins::Standing;

/// The one key of a session's record: a [`SignedIn`].
pub(super) const KEY: &str = "signed_in";

/// Who is signed in, since when and how. Identity facts only: nothing that is counted or spent,
/// because a sealed cookie can always be put back to an earlier state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// The sign-in; `sid` in tokens.
    pub id: SignInId,
    /// The person.
    pub user: UserId,
    /// When the person last proved who they are (`auth_time`).
    pub auth_time: Timestamp,
    /// How (`amr`, RFC 8176).
    pub amr: Vec<String>,
    /// When this session began; the absolute limit counts from here.
    pub born: Timestamp,
    /// When it was last used, to a tenth of the idle limit.
    pub seen: Timestamp,
    /// "Keep me signed in": the cookie outlives the browser window.
    pub remember: bool,
    /// Goes up at every change of privilege: those of the same sign-in with a lower number are over.
    pub generation: i64,
    /// When it was bound to the device it began on; its row has the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Timestamp>,
    /// Mode `cookie`: it is settled that it is bound to none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unbound: bool,
    /// What only a newer version knows.
    #[serde(flatten)]
    pub further: Further<1>,
}

impl Travels for SignedIn {
    const PURPOSE: Purpose = Purpose::Session;
    const VERSION: u8 = 2;

    fn former(version: u8, plain: &[u8]) -> Option<Self> {
        positional(version, plain).map(Self::first)
    }
}

/// The fields in the order of the first version of sealed texts.
pub(super) type First = (
    SignInId,
    UserId,
    Timestamp,
    Vec<String>,
    Timestamp,
    Timestamp,
    bool,
    i64,
);

impl SignedIn {
    /// The same as it was stored: under its own id, or as another one, since it was over by then, which is bound to nothing.
    pub(super) fn stored_as(self, id: SignInId, generation: i64) -> Self {
        Self {
            bound: self.bound.filter(|_| id == self.id),
            id,
            generation,
            ..self
        }
    }

    /// What the first version of sealed texts says.
    pub(super) fn first(
        (id, user, auth_time, amr, born, seen, remember, generation): First,
    ) -> Self {
        Self {
            id,
            user,
            auth_time,
            amr,
            born,
            seen,
            remember,
            generation,
            bound: None,
            unbound: false,
            further: Further::default(),
        }
    }
}

/// How long sessions last.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Unused for this long, and it is over.
    pub idle: Duration,
    /// Over after this long, used or not.
    pub absolute: Duration,
    /// Both limits of a session that was to be kept.
    pub remembered: Duration,
}

/// Why a session is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Not used for the idle limit.
    Idle,
    /// The absolute limit.
    Age,
    /// The limit of a session that was to be kept. Counting from the sign-in, it comes before the same time unused.
    KeptAge,
    /// It claims to begin in the future, beyond what clocks of two nodes may differ.
    Future,
    /// Ended by the person, on this device or another, or by a changed password or a disabled account.
    Ended,
    /// It is bound to a device, and this browser did not show that it is the one.
    Unproven,
    /// It would have to be bound, and the browser did not do so.
    Unbound,
    /// The cookie cannot be read: forged, of the other session mode, or sealed by a key that was retired.
    Unreadable,
}

impl Over {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::Idle,
        Self::Age,
        Self::KeptAge,
        Self::Future,
        Self::Ended,
        Self::Unproven,
        Self::Unbound,
        Self::Unreadable,
    ];

    /// What is recorded when a sign-in is ended for it. What cannot be judged or had ended is not ended again.
    pub(super) fn reason(self) -> EndReason {
        match self {
            Self::Idle => EndReason::Idle,
            Self::KeptAge => EndReason::KeptAge,
            Self::Age
            | Self::Future
            | Self::Ended
            | Self::Unproven
            | Self::Unbound
            | Self::Unreadable => EndReason::Age,
        }
    }

    /// Its name in URLs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Age => "age",
            Self::KeptAge => "kept-age",
            Self::Future => "clock",
            Self::Ended => "ended",
            Self::Unproven => "device",
            Self::Unbound => "not-bound",
            Self::Unreadable => "unreadable",
        }
    }

    /// The reason with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|over| over.code() == code)
    }
}

/// What two nodes' clocks may differ (attack row CS-18).
pub(super) const CLOCK_SKEW: Duration = Duration::from_secs(120);

/// How long after its end a session can still say why it ended.
const REASON_KEPT: Duration = Duration::from_secs(86_400);

impl Limits {
    /// Whether `session` still holds at `now`.
    pub fn judge(&self, session: &SignedIn, now: Timestamp) -> Result<(), Over> {
        if session.born > now.plus(CLOCK_SKEW) {
            return Err(Over::Future);
        }
        if now >= session.born.plus(self.absolute_of(session)) {
            return Err(match session.remember {
                true => Over::KeptAge,
                false => Over::Age,
            });
        }
        if now >= session.seen.plus(self.idle_of(session)) {
            return Err(Over::Idle);
        }
        Ok(())
    }

    /// When the session ends at the latest.
    pub fn absolute_end(&self, session: &SignedIn) -> Timestamp {
        session.born.plus(self.absolute_of(session))
    }

    /// Until when its record can be read: a day longer than it holds, so that the reason can still be told.
    pub fn record_end(&self, session: &SignedIn) -> Timestamp {
        self.absolute_end(session).plus(REASON_KEPT)
    }

    /// Whether `seen` is old enough to be written again: a write per request would cost more than it tells.
    pub fn should_touch(&self, session: &SignedIn, now: Timestamp) -> bool {
        now.since(session.seen) >= self.idle_of(session) / 10
    }

    /// Whether the sign-in still stands, by its row, and is as this session knows it. The row's end moves and its number goes up
    /// whenever the person proves who they are, so a session made of an older copy is over (attack row CS-01).
    pub fn stands(&self, session: &SignedIn, found: &Standing, now: Timestamp) -> bool {
        let (user, sign_in) = (found.user.standing(), found.sign_in.standing());
        found.sign_in.id == session.id
            && found.user.id == session.user
            && found.sign_in.expires_at == self.absolute_end(session)
            && found.sign_in.generation <= session.generation
            && gate::may_redeem(&user, None, Some(&sign_in), now).is_ok()
    }

    /// The longest that any session holds.
    pub(super) fn longest(&self) -> Duration {
        self.absolute.max(self.remembered)
    }

    fn idle_of(&self, session: &SignedIn) -> Duration {
        if session.remember {
            self.remembered
        } else {
            self.idle
        }
    }

    fn absolute_of(&self, session: &SignedIn) -> Duration {
        if session.remember {
            self.remembered
        } else {
            self.absolute
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use uuid::Uuid;

    use super::*;
    use crate::keys::kept_tests::{NOW, opens_as};

    const LIMITS: Limits = Limits {
        idle: Duration::from_secs(1_800),
        absolute: Duration::from_secs(43_200),
        remembered: Duration::from_secs(2_592_000),
    };

    fn session(born: i64, seen: i64, remember: bool) -> SignedIn {
        SignedIn {
            id: SignInId(Uuid::nil()),
            user: UserId(Uuid::nil()),
            auth_time: Timestamp(born),
            amr: vec!["pwd".into()],
            born: Timestamp(born),
            seen: Timestamp(seen),
            remember,
            generation: 0,
            bound: None,
            unbound: false,
            further: Further::default(),
        }
    }

    #[test]
    fn sessions_of_former_versions_open() {
        let session = SignedIn {
            id: SignInId(Uuid::from_u128(1)),
            user: UserId(Uuid::from_u128(2)),
            generation: 3,
            ..session(NOW.0, NOW.0, true)
        };
        opens_as("session", &session);
        let record: HashMap<String, SignedIn> =
            serde_json::from_str(include_str!("../../tests/kept/record.json")).unwrap();
        assert_eq!(record[KEY], session);
    }

    #[test]
    fn ss_14_idle_and_absolute_limits_end_a_session() {
        let judge = |born, seen, remember, now| {
            LIMITS.judge(&session(born, seen, remember), Timestamp(now))
        };
        assert_eq!(judge(0, 0, false, 1_799), Ok(()));
        assert_eq!(judge(0, 0, false, 1_800), Err(Over::Idle));
        assert_eq!(judge(0, 43_100, false, 43_199), Ok(()));
        assert_eq!(
            judge(0, 43_199, false, 43_200),
            Err(Over::Age),
            "use never extends the absolute limit"
        );
        assert_eq!(judge(0, 0, true, 2_591_999), Ok(()));
        assert_eq!(judge(0, 0, true, 2_592_000), Err(Over::KeptAge));
    }

    #[test]
    fn cs_18_a_session_from_the_future_is_refused_beyond_the_skew() {
        assert_eq!(
            LIMITS.judge(&session(120, 120, false), Timestamp(0)),
            Ok(())
        );
        assert_eq!(
            LIMITS.judge(&session(121, 121, false), Timestamp(0)),
            Err(Over::Future)
        );
    }
}
