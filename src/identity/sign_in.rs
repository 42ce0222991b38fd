//! Signing in with a password: one answer for everybody who may not (attack rows AU-01, AU-02, AU-04 to AU-08).

use std::net::IpAddr;
use std::time::Duration;

use tracing::Instrument as _;
use zeroize::Zeroizing;

use super::attempts::{Attempt, Attempts, NotNow, Waiting};
use super::failures::Failures;
use super::known_device::KnownDevice;
use super::login_name;
use super::password::{PasswordError, Passwords, Share};
use super::throttle::Subject;
use crate::network::Network;
use crate::protocol::ids::{SignInId, UserId};
use crate::protocol::time::Timestamp;
use crate::store::users::{self, User};
use crate::store::{Db, StoreError, alone};

/// What checking a password takes.
#[derive(Debug, Clone)]
pub struct PasswordSignIn {
    /// Where people and counters are.
    pub db: Db,
    /// Compares.
    pub passwords: Passwords,
    /// Slows guessing down.
    pub attempts: Attempts,
    /// What failed, until it is recorded.
    pub failures: Failures,
}

/// What came from the sign-in form and with it.
pub struct Tried<'a> {
    /// The user name or e-mail address as typed.
    pub login: &'a str,
    /// The password as typed.
    pub password: &'a str,
    /// Where it came from.
    pub address: IpAddr,
    /// What the browser showed of earlier sign-ins.
    pub device: Option<&'a KnownDevice>,
    /// The sign-in of who proves again that it is them.
    pub signed_in: Option<(UserId, SignInId)>,
}

/// The answer to the form.
#[derive(Debug)]
pub enum Outcome {
    /// The person, who has an enabled account and, stored with this hash, this password.
    Ok(Box<User>),
    /// The person has this password, and wanted the account deleted. Nobody is signed in unless they keep it.
    Leaving(Box<User>),
    /// Unknown, disabled, without a password, or another password: nobody is told which.
    Wrong,
    /// Too many failures: nothing was looked at.
    SlowDown {
        /// How long to wait, at least a second: for the page, and for `Retry-After`.
        retry_after: Duration,
    },
    /// Too many people sign in at this moment: nothing was looked at.
    Busy {
        /// For `Retry-After`.
        retry_after: Duration,
    },
}

impl PasswordSignIn {
    /// Checks a password. The work and the rows written are the same whether or not the account exists.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn verify_password(
        &self,
        tried: &Tried<'_>,
        now: Timestamp,
    ) -> Result<Outcome, StoreError> {
        let (user, begun) = match self.begin(tried, now).await {
            Ok(begun) => begun,
            Err(NotNow::Store(error)) => return Err(error),
            Err(NotNow::InLine(_) | NotNow::Busy) => {
                return Ok(Outcome::Busy {
                    retry_after: Duration::from_secs(1),
                });
            }
            Err(NotNow::SlowDown { slow, counts }) => {
                if let Some(network) = counts {
                    Attempts::count(&self.db, network, now).await?;
                }
                return Ok(Outcome::SlowDown {
                    retry_after: slow.wait(now),
                });
            }
        };
        // A task of its own: whoever goes away meanwhile has made an attempt all the same (attack row AU-04).
        let (desk, password) = (self.clone(), Zeroizing::new(tried.password.to_owned()));
        let check = async move { desk.check(user, begun, &password, now).await };
        match tokio::spawn(check.in_current_span()).await {
            Ok(outcome) => outcome,
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            // The runtime ends.
            Err(_) => Err(StoreError::Closed),
        }
    }

    /// Compares, and counts what came of it.
    async fn check(
        &self,
        user: Option<User>,
        (attempt, share): (Attempt, Share),
        password: &str,
        now: Timestamp,
    ) -> Result<Outcome, StoreError> {
        let at = user.as_ref().map(|user| user.id);
        let stored = user.as_ref().and_then(|user| user.password_hash.as_deref());
        let verified = match self.passwords.verify(stored, password, share).await {
            Ok(verified) => verified,
            Err(PasswordError::Busy { retry_after }) => {
                attempt.refused(&self.db, now).await?;
                return Ok(Outcome::Busy { retry_after });
            }
            Err(error) => {
                tracing::error!(%error, "a password could not be checked");
                return Ok(Outcome::Busy {
                    retry_after: Duration::from_secs(1),
                });
            }
        };
        match user.filter(|user| verified.ok && user.disabled_at.is_none()) {
            Some(mut user) => {
                attempt.succeeded(&self.db).await?;
                if verified.needs_rehash {
                    self.rehash(&mut user, password, share).await;
                }
                Ok(match user.deletes_at {
                    None => Outcome::Ok(Box::new(user)),
                    Some(_) => Outcome::Leaving(Box::new(user)),
                })
            }
            None => {
                self.failures.count(at, now);
                attempt.failed(&self.db, now).await?;
                Ok(Outcome::Wrong)
            }
        }
    }

    /// Begins the attempt when it is its turn.
    async fn begin(
        &self,
        tried: &Tried<'_>,
        now: Timestamp,
    ) -> Result<(Option<User>, (Attempt, Share)), NotNow> {
        let mut waiting = Waiting::default();
        loop {
            match self.look(tried, now).await {
                Err(NotNow::InLine(line)) => waiting.in_line(line).await?,
                begun => return begun,
            }
        }
    }

    /// Looks the person up and asks whether an attempt may be made, on one connection.
    async fn look(
        &self,
        tried: &Tried<'_>,
        now: Timestamp,
    ) -> Result<(Option<User>, (Attempt, Share)), NotNow> {
        let canonical = login_name::canonical(tried.login);
        let mut reader = self.db.reader().await?;
        let mut conn = reader.conn();
        let user = match &canonical {
            Some(login) => users::by_login_or_email(&mut conn, login).await?,
            None => None,
        };
        let known = user.as_ref().and_then(|user| {
            let signed_in = tried.signed_in.filter(|(id, _)| *id == user.id);
            let signed_in = signed_in.map(|(_, sign_in)| Subject::sign_in(sign_in));
            let device = tried.device.and_then(|device| device.subject(user));
            Some((signed_in.or(device)?, Share::Person(user.id)))
        });
        let begun = match known {
            Some((device, share)) => {
                let attempt = self.attempts.at_device(&mut conn, device, now).await?;
                (attempt, share)
            }
            None => {
                // What can be nobody's name is counted as it was typed.
                let login = canonical.as_deref().unwrap_or(tried.login);
                let network = Network::of(tried.address);
                let attempts = &self.attempts;
                let attempt = attempts.at_account(&mut conn, login, network, now);
                (attempt.await?, Share::Stranger(network))
            }
        };
        Ok((user, begun))
    }

    /// Stores the password under today's parameters. The sign-in does not depend on it.
    async fn rehash(&self, user: &mut User, password: &str, share: Share) {
        let Some(old) = user.password_hash.clone() else {
            return;
        };
        let id = user.id;
        let new = match self.passwords.hash(password, share).await {
            Ok(new) => new,
            Err(error) => {
                return tracing::debug!(%error, user = %id, "the password is rehashed another time");
            }
        };
        let hash = new.clone();
        match alone::rehash_password(&self.db, id, old, new).await {
            Ok(true) => user.password_hash = Some(hash),
            // Another one was chosen meanwhile.
            Ok(false) => {}
            Err(error) => {
                tracing::warn!(%error, user = %id, "a rehashed password was not stored");
            }
        }
    }
}

#[cfg(test)]
mod tests;
