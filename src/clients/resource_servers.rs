//! Looking after resource servers: what tokens for each look like, and which scope words are its own.

use crate::accounts::roles::may;
use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::client::{Metadata, SigningAlg};
use crate::protocol::ids::{ClientId, ResourceServerId};
use crate::protocol::resource::is_same;
use crate::protocol::resource_server::{
    Identifier, ResourceServer, ResourceServers, Rules, WrongRules,
};
use crate::protocol::roles::Right;
use crate::protocol::time::Timestamp;
use crate::random::uuid_v7;
use crate::store::{Conn, Db, StoreError, clients, resource_servers};

/// Apps that are read at once.
const AT_ONCE: i64 = 100;

/// Why a resource server is not made, or not changed.
#[derive(Debug, thiserror::Error)]
pub enum NotServed {
    /// What is to be decided does not hold.
    #[error(transparent)]
    Wrong(#[from] WrongRules),
    /// There is one with this identifier.
    #[error("another resource server has this identifier")]
    Taken,
    /// Whoever is to ask about its tokens cannot.
    #[error("no client with a secret has this id, so none can ask about tokens as it")]
    NobodyAsks,
    /// There are enough.
    #[error(
        "there are {} resource servers, and no more fit",
        resource_servers::MOST
    )]
    TooMany,
    /// It was removed.
    #[error("there is no such resource server any more")]
    Gone,
    /// Whoever asks may not change them.
    #[error("this needs a role that whoever asks does not have")]
    NotAllowed,
    /// The database did not answer.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for NotServed {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { .. } => Self::Taken,
            StoreError::Orphan => Self::NobodyAsks,
            other => Self::Store(other),
        }
    }
}

/// Whether whoever is named can prove that they ask.
async fn can_ask(c: &mut Conn<'_>, rules: &Rules) -> Result<bool, StoreError> {
    let Some(id) = &rules.asks_as else {
        return Ok(true);
    };
    let client = clients::by_id(c, id).await?;
    Ok(client.is_some_and(|client| !client.is_public()))
}

/// Makes a resource server. `algorithms` are those that keys sign with.
///
/// # Errors
/// [`NotServed`].
pub async fn make(
    db: &Db,
    (identifier, rules): (Identifier, Rules),
    algorithms: &[SigningAlg],
    actor: &Actor,
    now: Timestamp,
) -> Result<ResourceServer, NotServed> {
    rules.check(&identifier, algorithms)?;
    let server = ResourceServer {
        id: ResourceServerId(uuid_v7(now)),
        identifier,
        rules,
    };
    let (stored, actor) = (server.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::ChangeApps, None).await? {
                return Ok(Err(NotServed::NotAllowed));
            }
            if !can_ask(c, &stored.rules).await? {
                return Ok(Err(NotServed::NobodyAsks));
            }
            let all = resource_servers::list(c).await?;
            if all.len() as i64 >= resource_servers::MOST {
                return Ok(Err(NotServed::TooMany));
            }
            let all: ResourceServers = all.into_iter().collect();
            if all.named(stored.identifier.as_str()).is_some() {
                return Ok(Err(NotServed::Taken));
            }
            resource_servers::insert(c, &stored, now).await?;
            let deed = Deed::new(Act::ResourceServerMade, Object::Server);
            let deed = deed.with("resource", stored.identifier.as_str());
            deed.record(c, &actor, now).await?;
            Ok(Ok(()))
        })
    });
    job.await??;
    Ok(server)
}

/// Changes what is decided about a resource server.
///
/// # Errors
/// [`NotServed`].
pub async fn change(
    db: &Db,
    id: ResourceServerId,
    rules: Rules,
    algorithms: &[SigningAlg],
    actor: &Actor,
    now: Timestamp,
) -> Result<(), NotServed> {
    let (actor, algorithms) = (actor.clone(), algorithms.to_vec());
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::ChangeApps, None).await? {
                return Ok(Err(NotServed::NotAllowed));
            }
            let Some(before) = resource_servers::by_id(c, id).await? else {
                return Ok(Err(NotServed::Gone));
            };
            if let Err(wrong) = rules.check(&before.identifier, &algorithms) {
                return Ok(Err(wrong.into()));
            }
            if !can_ask(c, &rules).await? {
                return Ok(Err(NotServed::NobodyAsks));
            }
            let differ = [
                ("title", before.rules.title != rules.title),
                ("scope", before.rules.scope != rules.scope),
                ("format", before.rules.format != rules.format),
                ("alg", before.rules.alg != rules.alg),
                ("asks_as", before.rules.asks_as != rules.asks_as),
            ];
            let differ = differ.into_iter().filter(|(_, differs)| *differs);
            let changed: Vec<_> = differ.map(|(name, _)| name).collect();
            if changed.is_empty() {
                return Ok(Ok(()));
            }
            resource_servers::update(c, id, &rules, now).await?;
            let deed = Deed::new(Act::ResourceServerChanged, Object::Server);
            let deed = deed
                .with("resource", before.identifier.as_str())
                .with("changed", changed);
            deed.record(c, &actor, now).await?;
            Ok(Ok(()))
        })
    });
    job.await?
}

/// Removes a resource server. No app gets a token for it any more, not for a grant of before either: it is taken out of what each
/// may ask for. Returns these apps.
///
/// # Errors
/// [`NotServed`].
pub async fn remove(
    db: &Db,
    id: ResourceServerId,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<ClientId>, NotServed> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::ChangeApps, None).await? {
                return Ok(Err(NotServed::NotAllowed));
            }
            let Some(server) = resource_servers::by_id(c, id).await? else {
                return Ok(Err(NotServed::Gone));
            };
            let apps = withdraw(c, server.identifier.as_str(), &actor, now).await?;
            resource_servers::remove(c, id).await?;
            let deed = Deed::new(Act::ResourceServerRemoved, Object::Server);
            let deed = deed
                .with("resource", server.identifier.as_str())
                .with("apps", apps.len());
            deed.record(c, &actor, now).await?;
            Ok(Ok(apps))
        })
    });
    job.await?
}

/// Takes `identifier` out of what every app may ask for.
async fn withdraw(
    c: &mut Conn<'_>,
    identifier: &str,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<ClientId>, StoreError> {
    let (mut done, mut after) = (Vec::new(), None);
    loop {
        let page = clients::naming(c, identifier, after.as_ref(), AT_ONCE).await?;
        let Some(last) = page.last() else {
            return Ok(done);
        };
        after = Some(last.id.clone());
        for found in page {
            // It is read again once nobody else can change it.
            clients::hold(c, &found.id).await?;
            let Some(client) = clients::by_id(c, &found.id).await? else {
                continue;
            };
            let mut metadata: Metadata = client.metadata.clone();
            metadata.audiences.retain(|one| !is_same(identifier, one));
            if metadata.audiences == client.metadata.audiences {
                continue;
            }
            clients::update_metadata(c, &client, &client.name, &metadata, now).await?;
            let deed = Deed::new(Act::ClientChanged, Object::App(client.id.clone()));
            let deed = deed.with("changed", vec!["audiences"]);
            deed.record(c, actor, now).await?;
            done.push(client.id);
        }
    }
}
