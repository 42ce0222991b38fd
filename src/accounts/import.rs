//! Bringing people along from elsewhere, with the ids they have.
//!
//! It can be said again after an interruption: who is there already, just as the file says, is left alone.

use std::future::Future;
use std::pin::Pin;

use super::groups::join_in;
use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::ids::ClientId;
use crate::protocol::membership::GroupName;
use crate::protocol::subject::Subject;
use crate::protocol::time::Timestamp;
use crate::store::users::{self, User};
use crate::store::{Conn, Db, StoreError, clients, groups, retired_subjects};

/// What became of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// They have an account now; when only looked at, nothing stands in the way.
    Made,
    /// They had it before, and it says the same.
    There,
    /// Their `sub`, or without one their user name, is that of an account that says something else in these members.
    Differs(Vec<&'static str>),
    /// Somebody else has the user name, or answers to it.
    LoginTaken,
    /// Somebody else has the address, or answers to it.
    EmailTaken,
    /// Their `sub` is the id of an account that says another one.
    SubjectTaken,
    /// An account that was removed had their `sub` (OIDC Core §2: it is never reassigned).
    Retired,
    /// There is no such group.
    NoGroup(GroupName),
    /// A client has their `sub` as its id, which means something in the same place (RFC 9068 §5).
    ClientHasId,
}

/// One person of a file.
#[derive(Debug, Clone)]
pub struct Brought {
    /// The account as it will be.
    pub user: User,
    /// Whether the `sub` came with them; else it is an id that was made.
    pub own_sub: bool,
    /// The groups they will be in, which are there.
    pub groups: Vec<GroupName>,
}

/// Makes accounts for all of them, in one transaction, and says what became of each. Keep the lists short: others wait meanwhile.
///
/// # Errors
/// [`StoreError`]; then nobody of the list was brought along.
pub async fn bring(
    db: &Db,
    people: &[Brought],
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Outcome>, StoreError> {
    let (people, actor) = (people.to_vec(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            let mut outcomes = Vec::with_capacity(people.len());
            for one in &people {
                let outcome = judge(c, one).await?;
                if outcome == Outcome::Made {
                    users::insert(c, &one.user).await?;
                    let made = Deed::new(Act::AccountMade, Object::Account(one.user.id));
                    let made = made.with("administrator", false).with("imported", true);
                    made.record(c, &actor, now).await?;
                    for name in &one.groups {
                        if let Some(group) = groups::by_name(c, name).await? {
                            join_in(c, &group, one.user.id, &actor, now).await?;
                        }
                    }
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
pub async fn look(db: &Db, people: &[Brought]) -> Result<Vec<Outcome>, StoreError> {
    let mut reader = db.reader().await?;
    let mut outcomes = Vec::with_capacity(people.len());
    for one in people {
        outcomes.push(judge(&mut reader.conn(), one).await?);
    }
    Ok(outcomes)
}

fn judge<'a>(
    c: &'a mut Conn<'_>,
    one: &'a Brought,
) -> Pin<Box<dyn Future<Output = Result<Outcome, StoreError>> + Send + 'a>> {
    Box::pin(async move {
        let user = &one.user;
        for name in &one.groups {
            if groups::by_name(c, name).await?.is_none() {
                return Ok(Outcome::NoGroup(name.clone()));
            }
        }
        let named = users::by_login_or_email(c, &user.login).await?;
        let sub = user.sub();
        let before = match one.own_sub {
            true => users::by_subject(c, &sub).await?,
            false => named.clone().filter(|other| other.login == user.login),
        };
        if let Some(before) = before {
            let differ = differences(&before, user);
            return Ok(match differ.is_empty() {
                true => Outcome::There,
                false => Outcome::Differs(differ),
            });
        }
        if named.is_some() {
            return Ok(Outcome::LoginTaken);
        }
        if let Some(email) = &user.email
            && users::by_login_or_email(c, email).await?.is_some()
        {
            return Ok(Outcome::EmailTaken);
        }
        match one.own_sub {
            true => judge_sub(c, user, &sub).await,
            false => Ok(Outcome::Made),
        }
    })
}

/// Whether the `sub` of a person who is not there is free. Who has it was asked before: somebody who is removed meanwhile is retired now.
async fn judge_sub(c: &mut Conn<'_>, user: &User, sub: &Subject) -> Result<Outcome, StoreError> {
    if users::by_id(c, user.id).await?.is_some() {
        return Ok(Outcome::SubjectTaken);
    }
    if retired_subjects::contains(c, sub).await? {
        return Ok(Outcome::Retired);
    }
    let as_client = ClientId(sub.to_string());
    match clients::by_id(c, &as_client).await? {
        Some(_) => Ok(Outcome::ClientHasId),
        None => Ok(Outcome::Made),
    }
}

/// The members that differ. The password is not looked at: who signed in meanwhile has another hash of the same one.
fn differences(before: &User, user: &User) -> Vec<&'static str> {
    let differ = [
        ("login", before.login != user.login),
        ("email", before.email != user.email),
        (
            "email_verified",
            before.email_verified != user.email_verified,
        ),
        ("name", before.name != user.name),
        ("claims", before.claims != user.claims),
        (
            "disabled",
            before.disabled_at.is_some() != user.disabled_at.is_some(),
        ),
    ];
    let differ = differ.into_iter().filter(|(_, differs)| *differs);
    differ.map(|(name, _)| name).collect()
}

#[cfg(test)]
#[path = "import_tests.rs"]
mod tests;
