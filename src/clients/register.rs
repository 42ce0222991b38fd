//! Registering a client.

use super::secret::Secret;
use crate::accounts::roles;
use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::client::{AuthMethod, Client, Metadata};
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::registration::{self, Registrars};
use crate::protocol::roles::Role;
use crate::protocol::time::Timestamp;
use crate::store::{Conn, Db, StoreError, clients, users};

/// How many apps one person may register (attack row DR-09).
pub const MOST_APPS: i64 = 100;

/// A client to be.
#[derive(Debug, Clone)]
pub struct New {
    /// Whose it is; nobody's when it is the operator's.
    pub owner: Option<UserId>,
    /// Its name, checked.
    pub name: String,
    /// What it registers, checked.
    pub metadata: Metadata,
}

/// A client that was registered, with its secret, which is not shown again.
#[derive(Debug, Clone)]
pub struct Registered {
    /// The client.
    pub client: Client,
    /// None of a public one.
    pub secret: Option<String>,
}

/// Why a client is not registered.
#[derive(Debug, thiserror::Error)]
pub enum NotRegistered {
    /// What is registered about it is more than fits.
    #[error("the app has more addresses and scopes than fit into {} kB", super::LARGEST / 1024)]
    TooLarge,
    /// Such an app gets codes without asking anybody, so its addresses must not be one person's to change.
    #[error(
        "an app that belongs to a person cannot be first-party: whoever owns it could lead everybody's codes elsewhere. \
         Register it anew, without --owner"
    )]
    HouseWithOwner,
    /// The person has as many as they may.
    #[error("one person has at most {MOST_APPS} apps")]
    TooMany,
    /// Only administrators decide this member of its metadata.
    #[error("{0} is for administrators to change")]
    ForAdministrators(&'static str),
    /// Only others register apps here.
    #[error("{}", words(*.0))]
    NotAllowed(Registrars),
    /// The form was sent before, and made this one.
    #[error("the client is registered already")]
    Before(ClientId),
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why somebody may not register an app.
fn words(may: Registrars) -> &'static str {
    match may {
        Registrars::Nobody => "apps are registered by whoever runs this server",
        _ => "only administrators register apps here",
    }
}

/// Registers an app of its owner's on the hosted page, if `may` includes them, under an id of the form's: sent again, the form names
/// the same client, and nothing new is made. An administrator's is vetted.
///
/// # Errors
/// [`NotRegistered`].
pub async fn once(
    db: &Db,
    new: New,
    may: Registrars,
    random: [u8; 4],
    actor: &Actor,
    now: Timestamp,
) -> Result<Registered, NotRegistered> {
    let id = registration::client_id(&new.name, random);
    match insert(db, new, id.clone(), Some(may), actor, now).await {
        Err(NotRegistered::Store(StoreError::Conflict { .. })) => Err(NotRegistered::Before(id)),
        other => other,
    }
}

/// Registers a client for the operator, under an id that nobody has. Whoever it is to belong to, the operator vouches for it.
///
/// # Errors
/// [`NotRegistered`].
pub async fn register(
    db: &Db,
    new: New,
    actor: &Actor,
    now: Timestamp,
) -> Result<Registered, NotRegistered> {
    loop {
        let id = registration::client_id(&new.name, crate::random::bytes());
        match insert(db, new.clone(), id, None, actor, now).await {
            // Another one of the same name has these letters: draw again.
            Err(NotRegistered::Store(StoreError::Conflict { .. })) => {}
            other => return other,
        }
    }
}

async fn insert(
    db: &Db,
    mut new: New,
    id: ClientId,
    page: Option<Registrars>,
    actor: &Actor,
    now: Timestamp,
) -> Result<Registered, NotRegistered> {
    new.metadata.self_registered = page.is_some();
    new.metadata.vetted = page.is_none();
    if super::is_too_large(&new.metadata) {
        return Err(NotRegistered::TooLarge);
    }
    house_has_no_owner(
        &new.metadata,
        new.owner.is_some() || new.metadata.self_registered,
    )?;
    let secret = match new.metadata.auth_method {
        AuthMethod::None => None,
        _ => Some(Secret::new(now)),
    };
    let client = Client {
        id,
        owner: new.owner,
        name: new.name,
        metadata: new.metadata,
        secret: secret.as_ref().map(|secret| secret.record.clone()),
        previous_secret: None,
        disabled_at: None,
        created_at: now,
        updated_at: now,
    };
    let actor = actor.clone();
    let job = db.write(move |c| Box::pin(async move { store(c, client, page, &actor, now).await }));
    let client = job.await??;
    let secret = secret.map(|secret| secret.text);
    Ok(Registered { client, secret })
}

async fn store(
    c: &mut Conn<'_>,
    mut row: Client,
    page: Option<Registrars>,
    actor: &Actor,
    now: Timestamp,
) -> Result<Result<Client, NotRegistered>, StoreError> {
    if let (Some(may), Some(owner)) = (page, row.owner) {
        // Held, so that of many forms at once each counts those before it (attack row FI-16).
        users::hold(c, owner).await?;
        let admin = match users::by_id(c, owner).await? {
            Some(owner) => roles::of(c, &owner).await?.has(Role::Administrator),
            None => false,
        };
        if !may.include(admin) {
            return Ok(Err(NotRegistered::NotAllowed(may)));
        }
        if clients::count_of_owner(c, owner).await? >= MOST_APPS {
            return Ok(Err(NotRegistered::TooMany));
        }
        row.metadata.vetted = admin;
    }
    clients::insert(c, &row).await?;
    Deed::new(Act::ClientRegistered, Object::App(row.id.clone()))
        .with("name", row.name.clone())
        .with("owner", row.owner.map(|owner| owner.to_string()))
        .record(c, actor, now)
        .await?;
    Ok(Ok(row))
}

/// # Errors
/// [`NotRegistered::HouseWithOwner`].
pub(super) fn house_has_no_owner(metadata: &Metadata, owned: bool) -> Result<(), NotRegistered> {
    match metadata.first_party && owned {
        true => Err(NotRegistered::HouseWithOwner),
        false => Ok(()),
    }
}
