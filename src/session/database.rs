//! Mode `database`: the record behind the cookie's random id, kept under the id's SHA-256.

use async_trait::async_trait;
use aws_lc_rs::digest::{SHA256, digest};
use time::OffsetDateTime;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

use super::limits::KEY;
use super::limits::SignedIn;
use crate::accounts::beginning;
use crate::clock::Clock;
use crate::protocol::ids::SignInId;
use crate::protocol::time::Timestamp;
use crate::store::{Db, StoreError, alone, browser_sessions};

/// A session store on our database. A dump of it holds no usable cookie (attack row SS-22).
#[derive(Debug, Clone)]
pub(super) struct DatabaseStore {
    pub(super) db: Db,
    pub(super) clock: Clock,
}

/// An id nobody can guess, from our own source of randomness.
pub(super) fn fresh_id() -> Id {
    Id(i128::from_le_bytes(crate::random::bytes()))
}

pub(super) fn key(id: &Id) -> [u8; 32] {
    let mut key = [0; 32];
    key.copy_from_slice(digest(&SHA256, &id.0.to_le_bytes()).as_ref());
    key
}

/// What a record says.
pub(super) fn data(signed_in: &SignedIn) -> Vec<u8> {
    serde_json::json!({ KEY: signed_in })
        .to_string()
        .into_bytes()
}

/// A record as a row: the sign-in it belongs to, its data, its end.
fn row(record: &Record) -> Result<(Option<SignInId>, Vec<u8>, Timestamp)> {
    let signed_in = record
        .data
        .get(KEY)
        .cloned()
        .map(serde_json::from_value::<SignedIn>);
    let sign_in = signed_in
        .transpose()
        .map_err(|error| Error::Encode(error.to_string()))?
        .map(|signed_in| signed_in.id);
    let data =
        serde_json::to_vec(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
    Ok((
        sign_in,
        data,
        Timestamp(record.expiry_date.unix_timestamp()),
    ))
}

/// A session's record in the place of another, which is over.
#[derive(Debug, Clone, Copy)]
pub(super) struct Replacement {
    /// The id that the browser had.
    pub old: Option<Id>,
    /// The id it gets.
    pub new: Id,
    /// When the record goes.
    pub expires_at: Timestamp,
}

impl Replacement {
    /// What is stored with the sign-in.
    pub fn record(
        &self,
        signed_in: &SignedIn,
    ) -> beginning::Record<impl Fn(SignInId, i64) -> Vec<u8> + Clone + Send + Sync + use<>> {
        let signed_in = signed_in.clone();
        beginning::Record {
            old: self.old.as_ref().map(key),
            new: key(&self.new),
            data: move |id, generation| data(&signed_in.clone().stored_as(id, generation)),
            expires_at: self.expires_at,
        }
    }
}

fn backend(error: StoreError) -> Error {
    Error::Backend(error.to_string())
}

#[async_trait]
impl SessionStore for DatabaseStore {
    async fn create(&self, record: &mut Record) -> Result<()> {
        record.id = fresh_id();
        let (key, (sign_in, data, expires_at)) = (key(&record.id), row(record)?);
        let stored = alone::create_session(&self.db, key, sign_in, data, expires_at);
        match stored.await.map_err(backend)? {
            true => Ok(()),
            // 128 random bits do not come twice.
            false => Err(Error::Backend("a session id exists already".into())),
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let (key, (sign_in, data, expires_at)) = (key(&record.id), row(record)?);
        // Only ever an update: a request that was under way at sign-out must not bring the row back (SS-17).
        let saved = alone::save_session(&self.db, key, sign_in, data, expires_at);
        saved.await.map(drop).map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let (key, now) = (key(id), self.clock.now());
        let job = self
            .db
            .read(move |c| Box::pin(async move { browser_sessions::load(c, &key, now).await }));
        let Some(data) = job.await.map_err(backend)? else {
            return Ok(None);
        };
        // A record this version cannot read is no session, not an error.
        let Ok(data) = serde_json::from_slice(&data) else {
            return Ok(None);
        };
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date: OffsetDateTime::UNIX_EPOCH,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let removed = alone::remove_session(&self.db, key(id));
        removed.await.map(drop).map_err(backend)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use axum::http::HeaderMap;
    use axum::http::header::COOKIE;
    use uuid::Uuid;

    use super::*;
    use crate::audit::Origin;
    use crate::config::SessionMode;
    use crate::protocol::ids::UserId;
    use crate::session::{Limits, Over, Sessions};
    use crate::store::testing::each_engine;
    use crate::store::testing::samples::{NOW, at};

    /// What a newer version wrote, or damage, signs nobody in and is no error.
    #[tokio::test]
    async fn a_record_that_cannot_be_read_is_no_session() {
        each_engine(|db| async move {
            let keys = crate::keys::testing::keys("https://id.example.com", NOW);
            let limits = Limits {
                idle: Duration::from_secs(60),
                absolute: Duration::from_secs(60),
                remembered: Duration::from_secs(60),
            };
            let clock = Clock::manual(NOW);
            let mode = SessionMode::Database;
            let sessions = Sessions::new(mode, limits, false, db.clone(), keys, clock);
            let sessions = Arc::new(sessions);
            let newer = r#"{"signed_in":{"version":2}}"#;
            for data in [newer, r#"{"signed_in":7}"#, "{}", "[]", "\u{0}", ""] {
                let id = fresh_id();
                let (key, data) = (key(&id), data.as_bytes().to_vec());
                let job = db.write(move |c| {
                    let data = data.clone();
                    Box::pin(
                        async move { browser_sessions::create(c, &key, None, &data, at(60)).await },
                    )
                });
                assert!(job.await.unwrap());
                let cookie = format!("lanyard-session={id}");
                let headers = HeaderMap::from_iter([(COOKIE, cookie.parse().unwrap())]);
                let session = sessions.open(&headers, Origin::default());
                assert_eq!(session.signed_in().await.unwrap(), None);
                assert_eq!(session.over(), Some(Over::Ended));
            }
        })
        .await;
    }

    /// A machine that was cloned has the same randomness: the row under an id that comes again is somebody else's.
    #[tokio::test]
    async fn fi_05_an_id_that_is_there_is_nobody_s_new_session() {
        each_engine(|db| async move {
            let signed_in = |number| SignedIn {
                id: SignInId(Uuid::from_u128(number)),
                user: UserId(Uuid::from_u128(number)),
                auth_time: NOW,
                amr: vec!["pwd".to_owned()],
                born: NOW,
                seen: NOW,
                remember: false,
                generation: 0,
                bound: None,
                unbound: false,
                further: Default::default(),
            };
            let new = fresh_id();
            let store = async |number| {
                let (who, replacement) = (
                    signed_in(number),
                    Replacement {
                        old: None,
                        new,
                        expires_at: at(60),
                    },
                );
                let record = replacement.record(&who);
                let data = (record.data)(who.id, who.generation);
                let job = db.write(move |c| {
                    let (new, data, until) = (record.new, data.clone(), record.expires_at);
                    Box::pin(async move {
                        browser_sessions::replace(c, None, &new, who.id, &data, until).await
                    })
                });
                job.await
            };
            assert!(store(1).await.is_ok());
            let again = store(2).await;
            assert!(
                matches!(again, Err(StoreError::Conflict { .. })),
                "{again:?}"
            );
            let (key, records) = (
                key(&new),
                DatabaseStore {
                    db: db.clone(),
                    clock: Clock::manual(NOW),
                },
            );
            let record = records.load(&new).await.unwrap().unwrap();
            assert_eq!(record.data[KEY]["user"], Uuid::from_u128(1).to_string());
            // Elsewhere the library asks for a row of its own: it gets an id of ours, whatever it brought.
            let mut mine = Record { id: new, ..record };
            records.create(&mut mine).await.unwrap();
            assert_ne!(super::key(&mine.id), key);
        })
        .await;
    }
}
