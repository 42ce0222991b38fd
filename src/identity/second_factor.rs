//! Checking a second factor: the codes of an authenticator app, and recovery codes (attack rows MF-01 to MF-10).
//!
//! Nothing is used up here: that happens in the transaction which signs the person in ([`Spent`]), so that a code signs in once
//! whatever fails in between.

use std::net::IpAddr;
use std::time::Duration;

use uuid::Uuid;

use super::attempts::{Attempt, Attempts, NotNow, Waiting};
use super::known_device::KnownDevice;
use super::passkey::Shown;
use super::recovery_code;
use super::throttle::Subject;
use super::totp::{Secret, TimeStep};
use crate::keys::Keys;
use crate::network::Network;
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::store::factors::Totp;
use crate::store::users::User;
use crate::store::{Db, StoreError, factors};

/// The table whose rows the master key wraps, as it is told.
const TABLE: &str = "totp";

/// Wrong codes after which the person is told: somebody knows their password.
const WARN_AT: i64 = 5;

/// What is used up by signing in with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spent {
    /// The code of a time step.
    Totp(TimeStep),
    /// A recovery code.
    RecoveryCode(recovery_code::Hash),
    /// A challenge that a passkey answered.
    Passkey(UsedPasskey),
}

/// A passkey that was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsedPasskey {
    /// Which.
    pub id: Uuid,
    /// What it says.
    pub shown: Shown,
    /// What it answered.
    pub challenge: Challenge,
}

/// A challenge, which is answered once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Challenge {
    /// What it is remembered by.
    pub mark: [u8; 32],
    /// When nobody could answer it any more.
    pub expires_at: Timestamp,
}

/// What came from the form and with it.
#[derive(Debug, Clone, Copy)]
pub struct Tried<'a> {
    /// Who proved a first factor.
    pub user: &'a User,
    /// What was typed.
    pub typed: Typed<'a>,
    /// Where it came from.
    pub address: IpAddr,
    /// What the browser showed of earlier sign-ins.
    pub device: Option<&'a KnownDevice>,
}

/// What was typed.
#[derive(Debug, Clone, Copy)]
pub enum Typed<'a> {
    /// As a code of the authenticator app.
    Totp(&'a str),
    /// As a recovery code.
    RecoveryCode(&'a str),
}

/// The answer to the form.
#[derive(Debug)]
pub enum Outcome {
    /// It is theirs; it is used up by what comes next.
    Right(Spent),
    /// It is not. `warn`: so many were wrong that their person has to know.
    Wrong {
        /// Whether to tell the person, once.
        warn: bool,
    },
    /// It was used before (RFC 6238 §5.2).
    Used,
    /// Too many failures: nothing was looked at.
    SlowDown {
        /// How long to wait, at least a second.
        retry_after: Duration,
    },
    /// Too many at this moment: nothing was looked at.
    Busy {
        /// For `Retry-After`.
        retry_after: Duration,
    },
}

/// What was found.
enum Found {
    Right(Spent),
    Wrong,
    Used,
}

/// What checking takes.
#[derive(Debug, Clone)]
pub struct SecondFactors {
    /// Where secrets and counters are.
    pub db: Db,
    /// What wraps them.
    pub keys: Keys,
    /// Slows guessing down; the same as of passwords.
    pub attempts: Attempts,
}

/// A secret as its row holds it.
pub fn wrapped(keys: &Keys, user: UserId, secret: &Secret) -> Vec<u8> {
    keys.wrap(TABLE, &user.to_string(), secret.bytes())
}

impl SecondFactors {
    /// Checks what was typed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn check(&self, tried: &Tried<'_>, now: Timestamp) -> Result<Outcome, StoreError> {
        let user = tried.user.id;
        let job = self
            .db
            .read(move |c| Box::pin(async move { factors::totp(c, user).await }));
        let kept = job.await?;
        let since = kept.as_ref().map(|kept| kept.created_at);
        let attempt = match self.begin(tried, since, now).await {
            Ok(attempt) => attempt,
            Err(NotNow::Store(error)) => return Err(error),
            Err(NotNow::InLine(_) | NotNow::Busy) => {
                return Ok(Outcome::Busy {
                    retry_after: Duration::from_secs(1),
                });
            }
            Err(NotNow::SlowDown { slow, .. }) => {
                return Ok(Outcome::SlowDown {
                    retry_after: slow.wait(now),
                });
            }
        };
        match self.look(tried, kept, now).await? {
            Found::Right(spent) => {
                attempt.succeeded(&self.db).await?;
                Ok(Outcome::Right(spent))
            }
            Found::Used => {
                attempt.failed(&self.db, now).await?;
                Ok(Outcome::Used)
            }
            Found::Wrong => {
                let failures = attempt.failed(&self.db, now).await?;
                Ok(Outcome::Wrong {
                    warn: failures == WARN_AT,
                })
            }
        }
    }

    /// What failures are counted for: the person's known browser, or strangers who know their password, all together. A browser is
    /// known by a sign-in since the app was turned on, so it passed the second factor: before, the password alone made it known.
    fn subject(tried: &Tried<'_>, network: Network, since: Option<Timestamp>) -> (Subject, bool) {
        let user = tried.user;
        let known = tried.device.filter(|device| {
            since.is_some_and(|turned_on| device.was_used_since(user.id, turned_on))
        });
        match (known.and_then(|device| device.subject(user)), tried.typed) {
            (Some(device), _) => (device.of_second_factor(), true),
            (None, Typed::Totp(_)) => (Subject::second_factor(user.id), false),
            // Nobody guesses one, and strangers who try must not shut its owner out.
            (None, Typed::RecoveryCode(_)) => (Subject::recovery_code(user.id, network), false),
        }
    }

    async fn begin(
        &self,
        tried: &Tried<'_>,
        since: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Attempt, NotNow> {
        let network = Network::of(tried.address);
        let (subject, known) = Self::subject(tried, network, since);
        let mut waiting = Waiting::default();
        loop {
            let asked = {
                let mut reader = self.db.reader().await?;
                let mut conn = reader.conn();
                match known {
                    true => self.attempts.at_device(&mut conn, subject, now).await,
                    false => {
                        let attempts = &self.attempts;
                        attempts
                            .at_second_factor(&mut conn, subject, network, now)
                            .await
                    }
                }
            };
            match asked {
                Err(NotNow::InLine(line)) => waiting.in_line(line).await?,
                begun => return begun,
            }
        }
    }

    async fn look(
        &self,
        tried: &Tried<'_>,
        kept: Option<Totp>,
        now: Timestamp,
    ) -> Result<Found, StoreError> {
        let user = tried.user.id;
        match tried.typed {
            Typed::Totp(typed) => {
                let Some(kept) = kept else {
                    return Ok(Found::Wrong);
                };
                let secret = self.keys.unwrap(TABLE, &user.to_string(), &kept.secret);
                let secret = match secret.map(|secret| Secret::from_bytes(&secret)) {
                    Ok(Some(secret)) => secret,
                    Ok(None) => {
                        return Err(StoreError::Corrupt {
                            table: TABLE,
                            column: "secret".into(),
                        });
                    }
                    Err(error) => {
                        tracing::error!(%error, user = %user, "an authenticator app's secret cannot be read");
                        return Ok(Found::Wrong);
                    }
                };
                Ok(match secret.step_of(typed, now) {
                    None => Found::Wrong,
                    Some(step) if step.number() <= kept.last_step => Found::Used,
                    Some(step) => Found::Right(Spent::Totp(step)),
                })
            }
            Typed::RecoveryCode(typed) => {
                let Some(hash) = recovery_code::hash(user, typed) else {
                    return Ok(Found::Wrong);
                };
                let job = self.db.read(move |c| {
                    Box::pin(async move { factors::has_code(c, user, &hash).await })
                });
                Ok(match job.await? {
                    true => Found::Right(Spent::RecoveryCode(hash)),
                    false => Found::Wrong,
                })
            }
        }
    }
}
