//! Bringing people along from elsewhere, with the ids they have.
//!
//! It can be said again after an interruption: who is there already, just as the file says, is left alone.

use std::future::Future;
use std::pin::Pin;

use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::time::Timestamp;
use crate::store::users::{self, User};
use crate::store::{Conn, Db, StoreError};

/// What became of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// They have an account now; when only looked at, nothing stands in the way.
    Made,
    /// They had it before, and it says the same.
    There,
    /// Their id, or without one their user name, is that of an account that says something else in these members.
    Differs(Vec<&'static str>),
    /// Somebody else has the user name, or answers to it.
    LoginTaken,
    /// Somebody else has the address, or answers to it.
    EmailTaken,
    /// A client has their id, which means something in the same place (RFC 9068 §5).
    ClientHasId,
}

/// One person of a file.
#[derive(Debug, Clone)]
pub struct Brought {
    /// The account as it will be.
    pub user: User,
    /// Whether the id came with them; else one was made.
    pub own_id: bool,
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
        let named = users::by_login_or_email(c, &user.login).await?;
        let before = match one.own_id {
            true => users::by_id(c, user.id).await?,
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
        let as_client = crate::protocol::ids::ClientId(user.id.to_string());
        if one.own_id && crate::store::clients::by_id(c, &as_client).await?.is_some() {
            return Ok(Outcome::ClientHasId);
        }
        Ok(Outcome::Made)
    })
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
