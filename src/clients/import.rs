//! Registering clients that are brought along from elsewhere, with the ids and secrets they have.

use super::register::{NotRegistered, Registered, house_has_no_owner};
use super::secret::Secret;
use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::client::{AuthMethod, Client, SecretRecord};
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::registration::{self, Described};
use crate::protocol::subject::Subject;
use crate::protocol::time::Timestamp;
use crate::store::{Conn, Db, StoreError, clients, retired_subjects, users};

/// Why nothing was registered.
#[derive(Debug, thiserror::Error)]
pub enum NotImported {
    /// Others have these ids: clients, or people, whose ids mean something in the same place.
    #[error("there is already: {}", .0.join(", "))]
    Taken(Vec<String>),
    /// One of them cannot be, by its number, from 1.
    #[error("client {0}: {1}")]
    Refused(usize, NotRegistered),
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Registers all of them, or none: a second try after a mistake finds nothing in its way.
///
/// # Errors
/// [`NotImported`].
pub async fn import(
    db: &Db,
    described: Vec<(Described, Option<UserId>)>,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Registered>, NotImported> {
    let mut all = Vec::with_capacity(described.len());
    for (number, (one, owner)) in described.into_iter().enumerate() {
        let refused = |refusal| NotImported::Refused(number + 1, refusal);
        if super::is_too_large(&one.metadata) {
            return Err(refused(NotRegistered::TooLarge));
        }
        house_has_no_owner(&one.metadata, owner.is_some()).map_err(refused)?;
        all.push(client(one, owner, now));
    }
    let mut taken = twice(&all);
    if taken.is_empty() {
        let (rows, actor) = (rows(&all), actor.clone());
        let job = db.write(move |c| Box::pin(async move { insert(c, &rows, &actor, now).await }));
        taken = job.await?;
    }
    match taken.is_empty() {
        true => Ok(all),
        false => Err(NotImported::Taken(taken)),
    }
}

fn client(one: Described, owner: Option<UserId>, now: Timestamp) -> Registered {
    let id = one
        .id
        .unwrap_or_else(|| registration::client_id(&one.name, crate::random::bytes()));
    let public = one.metadata.auth_method == AuthMethod::None;
    let (record, secret) = match one.secret {
        _ if public => (None, None),
        Some(own) => (Some(SecretRecord::new(&own, now)), None),
        None => {
            let made = Secret::new(now);
            (Some(made.record), Some(made.text))
        }
    };
    let client = Client {
        id,
        owner,
        name: one.name,
        metadata: one.metadata,
        secret: record,
        previous_secret: None,
        disabled_at: one.disabled.then_some(now),
        created_at: now,
        updated_at: now,
    };
    Registered { client, secret }
}

/// Ids that come more than once.
fn twice(all: &[Registered]) -> Vec<String> {
    let ids: Vec<&ClientId> = all.iter().map(|one| &one.client.id).collect();
    let seen = |(at, id): &(usize, &&ClientId)| ids[..*at].contains(id);
    ids.iter()
        .enumerate()
        .filter(seen)
        .map(|(_, id)| format!("{id}, twice in the file"))
        .collect()
}

fn rows(all: &[Registered]) -> Vec<Client> {
    all.iter().map(|one| one.client.clone()).collect()
}

/// Inserts all of them and gives nothing, or inserts none and gives those that were there.
async fn insert(
    c: &mut Conn<'_>,
    all: &[Client],
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<String>, StoreError> {
    let mut taken = Vec::new();
    for client in all {
        if clients::by_id(c, &client.id).await?.is_some() {
            taken.push(client.id.to_string());
        }
        // A service's tokens say its id as `sub`, where people's say theirs (RFC 9068 §5).
        if let Ok(sub) = Subject::parse(client.id.as_str()) {
            let own = sub.id();
            let as_id = match own {
                Some(id) => users::by_id(c, id).await?,
                None => users::by_subject(c, &sub).await?,
            };
            if as_id.is_some() {
                taken.push(format!("{sub}, an account"));
            } else if retired_subjects::contains(c, &sub).await? {
                taken.push(format!("{sub}, an account that was removed"));
            }
        }
    }
    if !taken.is_empty() {
        return Ok(taken);
    }
    for client in all {
        clients::insert(c, client).await?;
        let deed = Deed::new(Act::ClientRegistered, Object::App(client.id.clone()));
        let owner = client.owner.map(|owner| owner.to_string());
        deed.with("name", client.name.clone())
            .with("owner", owner)
            .record(c, actor, now)
            .await?;
    }
    Ok(taken)
}
