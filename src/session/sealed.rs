//! Mode `cookie`: the record travels sealed in the cookie; this one-slot store holds it for one request.

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use time::OffsetDateTime;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::Result;

use super::limits::KEY;
use super::limits::SignedIn;

/// Browsers drop a cookie above 4,096 bytes with its name and attributes; we refuse before they do.
pub(super) const MAX_COOKIE_BYTES: usize = 3_800;

/// The one record of this request. Its id is of no use to anybody, but the session library wants one.
#[derive(Debug, Default)]
pub(super) struct Slot(Mutex<Option<Record>>);

impl Slot {
    /// A slot with what the cookie held, if it could be opened.
    pub(super) fn new(sealed: Option<SignedIn>) -> Self {
        let record = sealed.and_then(|signed_in| {
            let value = serde_json::to_value(signed_in).ok()?;
            Some(Record {
                id: Id(1),
                data: [(KEY.to_owned(), value)].into(),
                expiry_date: OffsetDateTime::UNIX_EPOCH,
            })
        });
        Self(Mutex::new(record))
    }

    pub(super) fn id(&self) -> Option<Id> {
        self.lock().as_ref().map(|record| record.id)
    }

    /// What the cookie should hold now.
    pub(super) fn signed_in(&self) -> Option<SignedIn> {
        let record = self.lock();
        serde_json::from_value(record.as_ref()?.data.get(KEY)?.clone()).ok()
    }

    /// Lets go of what the cookie held, which another copy of it may go on with.
    pub(super) fn forget(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Record>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl SessionStore for Slot {
    async fn create(&self, record: &mut Record) -> Result<()> {
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        *self.lock() = Some(record.clone());
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        Ok(self.lock().clone().filter(|record| record.id == *id))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let mut record = self.lock();
        if record.as_ref().is_some_and(|record| record.id == *id) {
            *record = None;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use uuid::Uuid;

    use super::*;
    use crate::keys::testing;
    use crate::protocol::ids::{SignInId, UserId};
    use crate::protocol::time::Timestamp;

    /// Identity facts only, so nothing a person has or types makes the cookie longer: not their name, groups or apps.
    #[test]
    fn cs_09_the_longest_session_is_a_tenth_of_a_cookie() {
        let now = Timestamp(1_800_000_000);
        let keys = testing::keys("https://id.example.com", now);
        let size = |amr: &[&str]| {
            let session = SignedIn {
                id: SignInId(Uuid::max()),
                user: UserId(Uuid::max()),
                auth_time: now,
                amr: amr.iter().map(|method| (*method).to_owned()).collect(),
                born: now,
                seen: now,
                remember: true,
                generation: i64::from(u32::MAX),
                bound: Some(now),
                unbound: false,
                further: Default::default(),
            };
            let sealed = keys.seal(now.plus(Duration::from_secs(60)), &session);
            println!("{} bytes with {amr:?}", sealed.len());
            sealed.len()
        };
        let (shortest, longest) = (
            size(&["pwd"]),
            size(&["pwd", "otp", "hwk", "user", "pin", "mca", "mfa"]),
        );
        assert!((100..256).contains(&shortest), "{shortest}");
        assert!(
            (shortest..MAX_COOKIE_BYTES / 10).contains(&longest),
            "{longest}"
        );
    }
}
