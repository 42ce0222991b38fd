//! Bringing clients along from elsewhere, with the ids and secrets they have.
//!
//! It can be said again after an interruption: what is there already, just as the file says, is left alone.

use std::future::Future;
use std::pin::Pin;

use aws_lc_rs::digest::{Context, SHA256};
use serde_json::{Map, Value};

use super::register::{NotRegistered, Registered, house_has_no_owner};
use super::secret::Secret;
use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::client::{AuthMethod, Client, Metadata, SecretHash, SecretRecord};
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::registration::{self, Described};
use crate::protocol::subject::Subject;
use crate::protocol::time::Timestamp;
use crate::store::{Conn, Db, StoreError, clients, retired_subjects, users};

/// What became of one client.
#[derive(Debug)]
pub enum Outcome {
    /// It is registered now; when only looked at, nothing stands in the way.
    Made(Box<Registered>),
    /// It was there before, and it says the same.
    There(Box<Client>),
    /// A client with its id says something else in these members.
    Differs(Vec<String>),
    /// An account has its id as `sub`, which means something in the same place (RFC 9068 §5).
    AccountHasId,
    /// An account that was removed had.
    Retired,
}

/// One client of a file. A client's secret is made before it is known whether it is needed.
#[derive(Debug, Clone)]
pub struct Brought {
    registered: Registered,
    /// The secret came with it.
    own_secret: bool,
    /// Whose it is, when the file or the operator says it.
    owner: Option<UserId>,
}

impl Brought {
    /// The client as it will be.
    ///
    /// # Errors
    /// It cannot be, whoever else is there.
    pub fn new(
        one: &Described,
        owner: Option<UserId>,
        now: Timestamp,
    ) -> Result<Self, NotRegistered> {
        if super::is_too_large(&one.metadata) {
            return Err(NotRegistered::TooLarge);
        }
        house_has_no_owner(&one.metadata, owner.is_some())?;
        Ok(Self {
            registered: client(one, owner, now),
            own_secret: one.secret.is_some(),
            owner,
        })
    }
}

/// The id of a client: its own, or else one that is made of what it says, the same each time, so that the file can be brought again.
pub fn id_of(one: &Described) -> ClientId {
    let made = || {
        let mut context = Context::new(&SHA256);
        let metadata = serde_json::to_vec(&one.metadata).unwrap_or_default();
        for part in [one.name.as_bytes(), b"\0", &metadata] {
            context.update(part);
        }
        let mut bytes = [0; 4];
        bytes.copy_from_slice(&context.finish().as_ref()[..4]);
        registration::client_id(&one.name, bytes)
    };
    one.id.clone().unwrap_or_else(made)
}

/// Registers all of them, in one transaction, and says what became of each. Keep the lists short: others wait meanwhile.
///
/// # Errors
/// [`StoreError`]; then none of the list was registered.
pub async fn bring(
    db: &Db,
    all: Vec<Brought>,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Outcome>, StoreError> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            let mut outcomes = Vec::with_capacity(all.len());
            for one in all {
                let outcome = judge(c, one).await?;
                if let Outcome::Made(made) = &outcome {
                    register(c, &made.client, &actor, now).await?;
                }
                outcomes.push(outcome);
            }
            Ok(outcomes)
        })
    });
    job.await
}

/// What [`bring`] would say now. Nothing is written.
///
/// # Errors
/// [`StoreError`].
pub async fn look(db: &Db, all: Vec<Brought>) -> Result<Vec<Outcome>, StoreError> {
    let mut reader = db.reader().await?;
    let mut outcomes = Vec::with_capacity(all.len());
    for one in all {
        outcomes.push(judge(&mut reader.conn(), one).await?);
    }
    Ok(outcomes)
}

fn client(one: &Described, owner: Option<UserId>, now: Timestamp) -> Registered {
    let public = one.metadata.auth_method == AuthMethod::None;
    let (record, secret) = match &one.secret {
        _ if public => (None, None),
        Some(own) => (Some(SecretRecord::new(own, now)), None),
        None => {
            let made = Secret::new(now);
            (Some(made.record), Some(made.text))
        }
    };
    let client = Client {
        id: id_of(one),
        owner,
        name: one.name.clone(),
        metadata: one.metadata.clone(),
        secret: record,
        previous_secret: None,
        disabled_at: one.disabled.then_some(now),
        created_at: now,
        updated_at: now,
    };
    Registered { client, secret }
}

fn judge<'a>(
    c: &'a mut Conn<'_>,
    one: Brought,
) -> Pin<Box<dyn Future<Output = Result<Outcome, StoreError>> + Send + 'a>> {
    Box::pin(async move {
        let id = &one.registered.client.id;
        if let Some(before) = clients::by_id(c, id).await? {
            let differ = differences(&before, &one);
            return Ok(match differ.is_empty() {
                true => Outcome::There(Box::new(before)),
                false => Outcome::Differs(differ),
            });
        }
        // A service's tokens say its id as `sub`, where people's say theirs (RFC 9068 §5).
        if let Ok(sub) = Subject::parse(id.as_str()) {
            let person = match sub.id() {
                Some(id) => users::by_id(c, id).await?,
                None => users::by_subject(c, &sub).await?,
            };
            if person.is_some() {
                return Ok(Outcome::AccountHasId);
            }
            if retired_subjects::contains(c, &sub).await? {
                return Ok(Outcome::Retired);
            }
        }
        Ok(Outcome::Made(Box::new(one.registered)))
    })
}

async fn register(
    c: &mut Conn<'_>,
    client: &Client,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), StoreError> {
    clients::insert(c, client).await?;
    let deed = Deed::new(Act::ClientRegistered, Object::App(client.id.clone()));
    let owner = client.owner.map(|owner| owner.to_string());
    deed.with("name", client.name.clone())
        .with("owner", owner)
        .record(c, actor, now)
        .await
}

/// The members that differ. A secret that was rotated meanwhile is still the client's own while the former one works.
fn differences(before: &Client, one: &Brought) -> Vec<String> {
    let client = &one.registered.client;
    let off = |client: &Client| client.disabled_at.is_some();
    let secret = client.secret.as_ref().filter(|_| one.own_secret);
    let differ = [
        ("client_name", before.name != client.name),
        (
            "owner",
            one.owner.is_some_and(|owner| before.owner != Some(owner)),
        ),
        ("disabled_at", off(before) != off(client)),
        (
            "client_secret",
            secret.is_some_and(|own| !has(before, &own.hash)),
        ),
    ];
    let differ = differ.into_iter().filter(|(_, differs)| *differs);
    let mut names: Vec<String> = differ.map(|(name, _)| name.to_owned()).collect();
    if before.metadata != client.metadata {
        names.extend(of_metadata(&before.metadata, &client.metadata));
    }
    names
}

fn has(client: &Client, hash: &SecretHash) -> bool {
    let now = client.secret.as_ref().map(|secret| &secret.hash);
    let before = client.previous_secret.as_ref().map(|secret| &secret.hash);
    now == Some(hash) || before == Some(hash)
}

/// The names under which documents have what differs.
fn of_metadata(before: &Metadata, after: &Metadata) -> Vec<String> {
    let members = |metadata: &Metadata| -> Map<String, Value> {
        match serde_json::to_value(metadata) {
            Ok(Value::Object(members)) => members,
            _ => Map::new(),
        }
    };
    let (before, after) = (members(before), members(after));
    let names = before.keys().chain(after.keys());
    let differs = |name: &&String| before.get(*name) != after.get(*name);
    // A picture that was put there since is no part of a file.
    let differ = names.filter(differs).filter(|name| *name != "logo");
    let mut names: Vec<String> = differ
        .map(|name| match name.as_str() {
            "auth_method" => "token_endpoint_auth_method".to_owned(),
            "homepage" => "client_uri".to_owned(),
            other => other.to_owned(),
        })
        .collect();
    names.sort();
    names.dedup();
    names
}
