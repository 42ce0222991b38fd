//! Making an account with an invitation: a link with 256 random bits, sent to an address or handed over, that lets whoever holds it
//! make the account of that address, once.
//!
//! Whoever signs up with an address invites themselves: the letter that goes there has the link and a code. Their browser keeps what
//! they typed; in any other the link asks for name and password anew, so that nobody waits with a password of their own behind
//! somebody else's address (attack row EM-13).

use std::time::Duration;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::groups::join_in;
use super::mailing::{Mail, Mailing, Posted, language, post, zone};
use super::make::Taken;
use super::proof::{self, MOST_AT_ONCE, MOST_TRIES};
use super::roles::{Refused, may, may_lend};
use crate::audit::{Act, Actor, Deed, Object};
use crate::identity::email::EmailAddress;
use crate::keys::{Keys, Purpose, Travels};
use crate::mail::Letter;
use crate::protocol::ids::GroupId;
use crate::protocol::roles::Right;
use crate::protocol::time::Timestamp;
use crate::random::letters;
use crate::store::invitations::{self, Invitation};
use crate::store::users::{self, User};
use crate::store::{Conn, Db, StoreError, groups};

/// What a browser knows of a sign-up that waits for its letter, sealed for that browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joining {
    /// The invitation, if there is one: there is none when somebody has the address.
    pub id: Uuid,
    /// The canonical address.
    pub email: String,
    /// The name as it will be shown.
    pub name: String,
    /// Characters that cannot be seen were left out of it.
    pub left_out: bool,
    /// The hash of the password that was chosen.
    pub password_hash: String,
    /// The version of the terms that were agreed to.
    pub terms: Option<String>,
    /// The sealed request of the app that waits, when it is short enough for a cookie.
    pub flow: Option<String>,
    /// The fingerprint of the browser.
    pub browser: [u8; 16],
}

impl Travels for Joining {
    const PURPOSE: Purpose = Purpose::Joining;
    const VERSION: u8 = 1;
}

/// Somebody who is to be invited.
#[derive(Debug, Clone)]
pub struct Invite {
    /// Where they read letters; their account will have it.
    pub email: EmailAddress,
    /// How long the link works.
    pub lifetime: Duration,
    /// What the link begins with: `https://id.example.com/sign-up?invitation=`.
    pub link: String,
    /// The name of who invites, for the letter.
    pub by: Option<String>,
    /// The groups that their account will be in.
    pub groups: Vec<GroupId>,
    /// Whether a letter is sent; else the link is handed over.
    pub by_letter: bool,
}

/// The link, and until when it works.
#[derive(Debug)]
pub struct Invited {
    /// The whole link.
    pub url: String,
    /// When it is over.
    pub until: Timestamp,
}

/// Why nobody is invited.
#[derive(Debug, thiserror::Error)]
pub enum NotInvited {
    /// There is an account that answers to the address.
    #[error("there is an account with this address")]
    There,
    /// So many letters went there lately that none is sent now.
    #[error("three invitations went to this address within an hour")]
    TooMany,
    /// Mail is off.
    #[error("no letters are sent")]
    NoLetters,
    /// Whoever asks has not the role for it.
    #[error("this needs a role that whoever asks does not have")]
    NotAllowed,
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Invites somebody, by a letter or by a link that is handed over.
///
/// # Errors
/// [`NotInvited`]; then no link works.
pub async fn invite(
    db: &Db,
    (keys, mailing): (&Keys, &Mailing),
    invite: Invite,
    actor: &Actor,
    now: Timestamp,
) -> Result<Invited, NotInvited> {
    let (keys, mailing, actor) = (keys.clone(), mailing.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::Invite, None).await? {
                return Ok(Err(NotInvited::NotAllowed));
            }
            // Groups open apps: whoever only invites puts nobody into one (attack row AD-04).
            if !invite.groups.is_empty() && !may(c, &actor, Right::ChangeGroups, None).await? {
                return Ok(Err(NotInvited::NotAllowed));
            }
            for group in &invite.groups {
                if !may_lend(c, &actor, *group).await? {
                    return Ok(Err(NotInvited::NotAllowed));
                }
            }
            if users::by_login_or_email(c, invite.email.as_str())
                .await?
                .is_some()
            {
                return Ok(Err(NotInvited::There));
            }
            let row = Row {
                id: crate::random::uuid_in_order(now),
                address: invite.email.as_str(),
                asked_for: false,
                until: now.plus(invite.lifetime),
            };
            let fresh = keep(c, &keys, &row).await?;
            for group in &invite.groups {
                invitations::add_group(c, row.id, *group).await?;
            }
            let (id, until) = (row.id, row.until);
            let url = format!("{}{}", invite.link, fresh.secret);
            if invite.by_letter {
                let letter = Letter::Invitation {
                    link: url.clone(),
                    by: invite.by.clone(),
                    app: None,
                    until,
                };
                let mail = Mail {
                    to: invite.email.clone(),
                    user: None,
                    locale: None,
                    zone: None,
                    letter,
                };
                let refused = match post(c, &mailing, mail, now).await? {
                    Posted::Put => None,
                    Posted::TooMany => Some(NotInvited::TooMany),
                    Posted::Off => Some(NotInvited::NoLetters),
                };
                if let Some(refused) = refused {
                    // Nobody has its secret.
                    invitations::spend(c, id, now).await?;
                    return Ok(Err(refused));
                }
            }
            let by = match invite.by_letter {
                true => "mail",
                false => "link",
            };
            let invited = Deed::new(Act::AccountInvited, Object::Server);
            let invited = invited.with("email", invite.email.as_str());
            let invited = invited.with("by", by).with("until", until.0);
            invited.record(c, &actor, now).await?;
            Ok(Ok(Invited { url, until }))
        })
    });
    job.await?
}

/// Takes back every invitation of an address. `false`: there was none.
///
/// # Errors
/// [`Refused`].
pub async fn uninvite(
    db: &Db,
    email: &EmailAddress,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, Refused> {
    let (email, actor) = (email.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::Invite, None).await? {
                return Ok(Err(Refused::NotAllowed));
            }
            if invitations::forget(c, email.as_str()).await? == 0 {
                return Ok(Ok(false));
            }
            let taken_back = Deed::new(Act::InvitationTakenBack, Object::Server);
            let taken_back = taken_back.with("email", email.as_str());
            taken_back.record(c, &actor, now).await?;
            Ok(Ok(true))
        })
    });
    job.await?
}

struct Row<'a> {
    id: Uuid,
    address: &'a str,
    asked_for: bool,
    until: Timestamp,
}

/// Keeps an invitation, and the newest few of its kind.
async fn keep(c: &mut Conn<'_>, keys: &Keys, row: &Row<'_>) -> Result<proof::Fresh, StoreError> {
    let fresh = proof::fresh(keys, &row.id);
    let invitation = Invitation {
        id: row.id,
        secret_hash: fresh.secret_hash.clone(),
        // What is handed over has no browser that asked for it.
        code_mac: row.asked_for.then(|| fresh.code_mac.clone()),
        address: row.address.to_owned(),
        asked_for: row.asked_for,
        tries: 0,
        expires_at: row.until,
    };
    invitations::insert(c, &invitation).await?;
    invitations::forget_old(c, row.address, row.asked_for, MOST_AT_ONCE).await?;
    Ok(fresh)
}

/// A letter with which somebody wants to make an account.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The address that was typed.
    pub email: EmailAddress,
    /// The id that the browser was told.
    pub id: Uuid,
    /// How long the letter works.
    pub lifetime: Duration,
    /// What the link begins with.
    pub link: String,
}

/// Writes to the address: how to go on, or that there is an account with it. Only who reads the letter learns which (attack row
/// AU-01). A visitor's wish is not recorded: what they make is.
///
/// # Errors
/// When the database does not answer.
pub async fn ask(
    db: &Db,
    (keys, mailing): (&Keys, &Mailing),
    asked: Asked,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (keys, mailing) = (keys.clone(), mailing.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            let there = users::by_login_or_email(c, asked.email.as_str()).await?;
            if let Some(user) = there {
                let mail = Mail {
                    to: asked.email.clone(),
                    user: Some(user.id),
                    locale: language(&user),
                    zone: zone(&user),
                    letter: Letter::AccountExists,
                };
                return post(c, &mailing, mail, now).await.map(drop);
            }
            let row = Row {
                id: asked.id,
                address: asked.email.as_str(),
                asked_for: true,
                until: now.plus(asked.lifetime),
            };
            let fresh = keep(c, &keys, &row).await?;
            let letter = Letter::ConfirmAddress {
                code: fresh.code,
                link: format!("{}{}", asked.link, fresh.secret),
                until: row.until,
            };
            let mail = Mail {
                to: asked.email.clone(),
                user: None,
                locale: None,
                zone: None,
                letter,
            };
            if post(c, &mailing, mail, now).await? != Posted::Put {
                // Nobody has its secret.
                invitations::spend(c, asked.id, now).await?;
            }
            Ok(())
        })
    });
    job.await
}

/// The invitation of a link, if it works. Nothing is changed: whoever looks at links does not use them up.
///
/// # Errors
/// When the database does not answer.
pub async fn of_link(
    db: &Db,
    secret: &str,
    now: Timestamp,
) -> Result<Option<Invitation>, StoreError> {
    let hash = proof::hash(secret);
    let job =
        db.read(move |c| Box::pin(async move { invitations::by_secret(c, &hash, now).await }));
    job.await
}

/// The invitation with this id, if it works.
///
/// # Errors
/// When the database does not answer.
pub async fn look(db: &Db, id: Uuid, now: Timestamp) -> Result<Option<Invitation>, StoreError> {
    let job = db.read(move |c| Box::pin(async move { invitations::by_id(c, id, now).await }));
    job.await
}

/// Whether the code is the one of this invitation. Each that is typed is counted, the right one as well.
///
/// # Errors
/// When the database does not answer.
pub async fn of_code(
    db: &Db,
    keys: &Keys,
    id: Uuid,
    typed: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(letters) = letters::parse::<{ proof::CODE_LENGTH }>(typed) else {
        return Ok(false);
    };
    let job = db.write(move |c| {
        Box::pin(async move {
            // Counted first: of many at once no more are looked at.
            if !invitations::try_code(c, id, MOST_TRIES).await? {
                return Ok(None);
            }
            invitations::by_id(c, id, now).await
        })
    });
    let kept = job.await?.and_then(|invitation| invitation.code_mac);
    Ok(kept.is_some_and(|kept| proof::is_code(keys, &id, &letters, &kept)))
}

/// Why no account is made.
#[derive(Debug, thiserror::Error)]
pub enum NotJoined {
    /// The invitation does not work any more, or is for another address.
    #[error("the invitation does not work any more")]
    Over,
    /// Somebody has the address by now.
    #[error(transparent)]
    Taken(#[from] Taken),
}

impl From<StoreError> for NotJoined {
    fn from(error: StoreError) -> Self {
        Self::Taken(error.into())
    }
}

/// Uses an invitation up and stores the account: of two at once one is made (attack row EM-02). Every other invitation of the address
/// goes with it.
///
/// # Errors
/// [`NotJoined`]; then the invitation works on, unless it did not before.
pub async fn join(
    db: &Db,
    invitation: Uuid,
    user: &User,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), NotJoined> {
    let (user, actor) = (user.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            let address = user.email.clone().unwrap_or_default();
            let Some(row) = invitations::by_id(c, invitation, now).await? else {
                return Ok(Err(NotJoined::Over));
            };
            if row.address != address {
                return Ok(Err(NotJoined::Over));
            }
            // Whoever signs in with this address would be somebody else.
            if users::has_login(c, &address, user.id).await? {
                return Ok(Err(Taken::Login.into()));
            }
            let preset = invitations::groups(c, invitation).await?;
            if !invitations::spend(c, invitation, now).await? {
                return Ok(Err(NotJoined::Over));
            }
            users::insert(c, &user).await?;
            invitations::forget(c, &address).await?;
            let by = match row.asked_for {
                true => "letter",
                false => "invitation",
            };
            let made = Deed::new(Act::AccountMade, Object::Account(user.id));
            let made = made.with("administrator", user.admin).with("by", by);
            let made = match &user.terms_version {
                Some(version) => made.with("terms", version.as_str()),
                None => made,
            };
            made.record(c, &actor, now).await?;
            for group in preset {
                if let Some(group) = groups::by_id(c, group).await? {
                    join_in(c, &group, user.id, &actor, now).await?;
                }
            }
            Ok(Ok(()))
        })
    });
    job.await?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::kept_tests::opens_as;

    #[test]
    fn sign_ups_of_former_versions_go_on() {
        let joining = Joining {
            id: Uuid::from_u128(1),
            email: "ada@example.com".into(),
            name: "Ada Lovelace".into(),
            left_out: false,
            password_hash: "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$aGFzaA".into(),
            terms: Some("2026-11".into()),
            flow: Some("v1.AQ3kx0".into()),
            browser: [3; 16],
        };
        opens_as("joining", &joining);
    }
}
