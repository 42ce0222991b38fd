//! Signing in with a password: one answer for everybody who may not (attack rows AU-01, AU-02, AU-04 to AU-08).

use std::net::IpAddr;
use std::time::Duration;

use tracing::Instrument as _;
use zeroize::Zeroizing;

use super::attempts::{Attempt, Attempts, NotNow};
use super::known_device::KnownDevice;
use super::login_name;
use super::password::{PasswordError, Passwords};
use crate::protocol::time::Timestamp;
use crate::store::users::{self, User};
use crate::store::{Db, StoreError};

/// What checking a password takes.
#[derive(Debug, Clone)]
pub struct PasswordSignIn {
    /// Where people and counters are.
    pub db: Db,
    /// Compares.
    pub passwords: Passwords,
    /// Slows guessing down.
    pub attempts: Attempts,
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
}

/// The answer to the form.
#[derive(Debug)]
pub enum Outcome {
    /// The person, who has an enabled account and, stored with this hash, this password.
    Ok(Box<User>),
    /// Unknown, disabled, without a password, or another password: nobody is told which.
    Wrong,
    /// Too many failures: nothing was looked at.
    SlowDown {
        /// For the page: whole minutes, at least one.
        minutes: u64,
        /// For `Retry-After`.
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
        let (user, attempt) = match self.begin(tried, now).await {
            Ok(begun) => begun,
            Err(NotNow::Store(error)) => return Err(error),
            Err(NotNow::SlowDown(slow)) => {
                let retry_after = slow.until.since(now).max(Duration::from_secs(1));
                return Ok(Outcome::SlowDown {
                    minutes: slow.minutes(now),
                    retry_after,
                });
            }
        };
        // A task of its own: whoever goes away meanwhile has made an attempt all the same (attack row AU-04).
        let (desk, password) = (self.clone(), Zeroizing::new(tried.password.to_owned()));
        let check = async move { desk.check(user, attempt, &password, now).await };
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
        attempt: Attempt,
        password: &str,
        now: Timestamp,
    ) -> Result<Outcome, StoreError> {
        let stored = user.as_ref().and_then(|user| user.password_hash.as_deref());
        let verified = match self.passwords.verify(stored, password).await {
            Ok(verified) => verified,
            Err(PasswordError::Busy { retry_after }) => return Ok(Outcome::Busy { retry_after }),
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
                    self.rehash(&mut user, password).await;
                }
                Ok(Outcome::Ok(Box::new(user)))
            }
            None => {
                attempt.failed(&self.db, now).await?;
                Ok(Outcome::Wrong)
            }
        }
    }

    /// Looks the person up and asks whether an attempt may be made, on one connection.
    async fn begin(
        &self,
        tried: &Tried<'_>,
        now: Timestamp,
    ) -> Result<(Option<User>, Attempt), NotNow> {
        let canonical = login_name::canonical(tried.login);
        let mut reader = self.db.reader().await?;
        let mut conn = reader.conn();
        let user = match &canonical {
            Some(login) => users::by_login_or_email(&mut conn, login).await?,
            None => None,
        };
        let known = tried
            .device
            .zip(user.as_ref())
            .and_then(|(device, user)| device.subject(user));
        let attempt = match known {
            Some(device) => self.attempts.at_device(&mut conn, device, now).await?,
            None => {
                // What can be nobody's name is counted as it was typed.
                let login = canonical.as_deref().unwrap_or(tried.login);
                self.attempts
                    .at_account(&mut conn, login, tried.address, now)
                    .await?
            }
        };
        Ok((user, attempt))
    }

    /// Stores the password under today's parameters. The sign-in does not depend on it.
    async fn rehash(&self, user: &mut User, password: &str) {
        let Some(old) = user.password_hash.clone() else {
            return;
        };
        let id = user.id;
        let new = match self.passwords.hash(password).await {
            Ok(new) => new,
            Err(error) => {
                return tracing::debug!(%error, user = %id, "the password is rehashed another time");
            }
        };
        let hash = new.clone();
        let stored = self
            .db
            .write_one(move |c| Box::pin(async move { users::rehash(c, id, &old, &new).await }))
            .await;
        match stored {
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
