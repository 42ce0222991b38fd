//! Who may use an app, and what they are there.

use super::change::{Change, Changed, change_with};
use super::register::NotRegistered;
use crate::accounts::roles::may;
use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::claims::mapping::{self, ClaimMapping, NotAMapping};
use crate::protocol::client::{Client, Metadata};
use crate::protocol::ids::{ClientId, GroupId, UserId};
use crate::protocol::membership::{GroupName, RoleName};
use crate::protocol::roles::Right;
use crate::protocol::time::Timestamp;
use crate::store::{Conn, Db, StoreError, assignments, owners};

/// Why claims are not mapped.
#[derive(Debug, thiserror::Error)]
pub enum NotMapped {
    /// One breaks a rule.
    #[error(transparent)]
    Rule(#[from] NotAMapping),
    /// More than anybody needs.
    #[error("an app has at most {} mappings", mapping::MOST)]
    TooMany,
    /// The client is not changed.
    #[error(transparent)]
    NotChanged(#[from] NotRegistered),
}

/// Why nobody is assigned, and nothing restricted.
#[derive(Debug, thiserror::Error)]
pub enum NotAssigned {
    /// Whoever asks may not change apps of others.
    #[error("this needs a role that whoever asks does not have")]
    NotAllowed,
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Who is assigned to an app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assignee {
    /// A person.
    Person(UserId),
    /// The members of a group, and of those that belong to it.
    Group(GroupId, GroupName),
}

/// Lets only those who are assigned use an app, or everybody. Whoever may use it no more gets no token from now on, and introspection
/// says so of those they have. `false`: it was so.
///
/// # Errors
/// [`NotAssigned`].
pub async fn restrict(
    db: &Db,
    client: &ClientId,
    restricted: bool,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, NotAssigned> {
    let (client, actor) = (client.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::ChangeApps, None).await? {
                return Ok(Err(NotAssigned::NotAllowed));
            }
            let changed = assignments::restrict(c, &client, restricted).await?;
            if changed {
                let deed = Deed::new(Act::ClientRestricted, Object::App(client));
                let deed = deed.with("restricted", restricted);
                deed.record(c, &actor, now).await?;
            }
            Ok(Ok(changed))
        })
    });
    job.await?
}

/// What an app is given to somebody for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Share {
    /// They may use it, and are this there.
    Use(Option<RoleName>),
    /// They look after it beside whoever registered it.
    Own,
}

/// Gives a client claims beside what it asks for, and takes those away that it had.
///
/// # Errors
/// [`NotMapped`].
pub async fn map_claims(
    db: &Db,
    read: &Client,
    mappings: Vec<ClaimMapping>,
    actor: &Actor,
    now: Timestamp,
) -> Result<Changed, NotMapped> {
    if mappings.len() > mapping::MOST {
        return Err(NotMapped::TooMany);
    }
    for mapping in &mappings {
        mapping.check()?;
    }
    let change = Change {
        name: read.name.clone(),
        metadata: Metadata {
            claim_mappings: mappings,
            ..read.metadata.clone()
        },
        on: None,
    };
    Ok(change_with(db, read, change, None, actor, now).await?)
}

impl Assignee {
    fn person(&self) -> Option<UserId> {
        match self {
            Self::Person(user) => Some(*user),
            Self::Group(..) => None,
        }
    }

    /// A person finds it in their activity; what is said of a group is the app's.
    fn deed(&self, act: Act, client: &ClientId) -> Deed {
        match self {
            Self::Person(user) => {
                Deed::new(act, Object::Account(*user)).with("app", client.as_str())
            }
            Self::Group(_, name) => {
                Deed::new(act, Object::App(client.clone())).with("group", name.as_str())
            }
        }
    }
}

/// Gives an app to somebody, or takes it back. `false`: it was so, or one of the two is gone.
///
/// # Errors
/// [`NotAssigned`].
pub async fn set(
    db: &Db,
    client: &ClientId,
    (assignee, share, on): (Assignee, Share, bool),
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, NotAssigned> {
    let (client, actor) = (client.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            let whom = assignee.person();
            if !may(c, &actor, Right::ChangeApps, whom).await? {
                return Ok(Err(NotAssigned::NotAllowed));
            }
            if change(c, &client, (&assignee, &share, on), now).await? {
                let act = match (&share, on) {
                    (Share::Use(_), true) => Act::Assigned,
                    (Share::Use(_), false) => Act::Unassigned,
                    (Share::Own, true) => Act::OwnerAdded,
                    (Share::Own, false) => Act::OwnerRemoved,
                };
                let deed = assignee.deed(act, &client);
                let deed = match &share {
                    Share::Use(Some(role)) => deed.with("role", role.as_str()),
                    Share::Use(None) | Share::Own => deed,
                };
                deed.record(c, &actor, now).await?;
                return Ok(Ok(true));
            }
            Ok(Ok(false))
        })
    });
    match job.await {
        Err(StoreError::Orphan) => Ok(false),
        changed => changed?,
    }
}

/// The row that says so is there, or is gone. `false`: it was so.
async fn change(
    c: &mut Conn<'_>,
    client: &ClientId,
    (assignee, share, on): (&Assignee, &Share, bool),
    now: Timestamp,
) -> Result<bool, StoreError> {
    use Assignee::{Group, Person};
    match share {
        Share::Use(role) => {
            let role = role.as_ref().map_or("", RoleName::as_str);
            match (assignee, on) {
                (Person(id), true) => assignments::assign_user(c, client, *id, role, now).await,
                (Person(id), false) => assignments::unassign_user(c, client, *id, role).await,
                (Group(id, _), true) => assignments::assign_group(c, client, *id, role, now).await,
                (Group(id, _), false) => assignments::unassign_group(c, client, *id, role).await,
            }
        }
        Share::Own => match (assignee, on) {
            (Person(id), true) => owners::add_user(c, client, *id, now).await,
            (Person(id), false) => owners::remove_user(c, client, *id).await,
            (Group(id, _), true) => owners::add_group(c, client, *id, now).await,
            (Group(id, _), false) => owners::remove_group(c, client, *id).await,
        },
    }
}
