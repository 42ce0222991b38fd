//! Signing in: the row of a sign-in, in both session modes.

use super::ending::{Which, end};
use super::mailing::{self, Mailing};
use super::{EndReason, factors, failed};
use crate::audit::{Act, Actor, Deed, Object};
use crate::identity::failures::FailedBefore;
use crate::identity::second_factor::Spent;
use crate::mail::Letter;
use crate::protocol::gate;
use crate::protocol::ids::{ClientId, SignInId, UserId};
use crate::protocol::time::Timestamp;
use crate::store::sign_ins::{self, SignIn};
use crate::store::{Conn, Db, StoreError, audit, browser_sessions, users};

/// Sign-ins of one person that hold at the same time; the oldest ends when there is one more. So whatever ends them all is little
/// work, and somebody who signs in over and over fills nothing.
const MOST_SIGN_INS: i64 = 100;
/// Ended ones of a person that are kept for them to look at.
const MOST_ENDED: i64 = 200;

/// Somebody who is to be signed in.
#[derive(Debug, Clone)]
pub struct Beginning {
    /// The row as it is to be.
    pub row: SignIn,
    /// The same person proves again that it is them: the row is there, and is made new.
    pub again: bool,
    /// Its id when it is over by now, after all.
    pub fresh: SignInId,
    /// The stored hash that a password was matched with. When it is no longer the person's, nobody is signed in: the password was
    /// changed while this one was looked at (attack row SS-05).
    pub password_hash: Option<String>,
    /// The second factor that was shown. It is used up here; when another request was first, nobody is signed in (attack rows MF-02,
    /// MF-09).
    pub second: Option<Spent>,
    /// What failed since the person was last here.
    pub failed: Option<FailedBefore>,
    /// The browser is none they are known to use: if they used another one before, they are told by a letter.
    pub strange: bool,
}

/// What becomes of the browser that somebody signs in with, in the same transaction: there is never one without the other.
#[derive(Debug, Clone)]
pub struct Around<F> {
    /// Sign-ins in this browser that there is no room for any more.
    pub dropped: Vec<SignInId>,
    /// The one that is put aside, with the new number of its cookie.
    pub left: Option<(SignInId, i64)>,
    /// Mode `database`: the record behind the cookie.
    pub record: Option<Record<F>>,
}

/// A record in the place of another.
#[derive(Debug, Clone)]
pub struct Record<F> {
    /// The hash of the id that the browser had.
    pub old: Option<[u8; 32]>,
    /// That of the id it gets.
    pub new: [u8; 32],
    /// Makes its data of the sign-in's id and number.
    pub data: F,
    /// When it goes.
    pub expires_at: Timestamp,
}

/// Signs somebody in: the id of the sign-in and the number of its cookie. `None`: the password is not theirs any more, the account
/// was disabled a moment ago, or the second factor was used up.
///
/// # Errors
/// When the database does not answer.
pub async fn begin<F>(
    db: &Db,
    mailing: &Mailing,
    beginning: Beginning,
    around: Around<F>,
    actor: &Actor,
    now: Timestamp,
) -> Result<Option<(SignInId, i64)>, StoreError>
where
    F: Fn(SignInId, i64) -> Vec<u8> + Clone + Send + Sync + 'static,
{
    let (actor, mailing) = (actor.clone(), mailing.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            let stored = store(c, &mailing, &beginning, &actor, now).await?;
            let Some((id, generation)) = stored else {
                return Ok(None);
            };
            let which = Which::These(&around.dropped);
            end(c, which, EndReason::Crowded, &actor, now).await?;
            if let Some((left, number)) = around.left {
                sign_ins::supersede(c, left, number, now).await?;
            }
            if let Some(record) = around.record {
                let data = (record.data)(id, generation);
                let (old, new) = (record.old.as_ref(), &record.new);
                browser_sessions::replace(c, old, new, id, &data, record.expires_at).await?;
            }
            Ok(Some((id, generation)))
        })
    });
    job.await
}

async fn store(
    c: &mut Conn<'_>,
    mailing: &Mailing,
    beginning: &Beginning,
    actor: &Actor,
    now: Timestamp,
) -> Result<Option<(SignInId, i64)>, StoreError> {
    let mut row = beginning.row.clone();
    // Holds the row, so that a change of the password comes before this or sees the new sign-in.
    let stands = match &beginning.password_hash {
        Some(hash) => users::still_has(c, row.user_id, hash).await?,
        None => users::still_in_use(c, row.user_id).await?,
    };
    if !stands {
        return Ok(None);
    }
    if let Some(second) = beginning.second
        && !factors::spend(c, row.user_id, second, actor, now).await?
    {
        return Ok(None);
    }
    if let Some(failed) = beginning.failed {
        failed::before(c, row.user_id, failed, now).await?;
    }
    let renewed = beginning.again && renew(c, &mut row, now).await?;
    if !renewed {
        if beginning.again {
            row.id = beginning.fresh;
        }
        sign_ins::insert(c, &row).await?;
        if beginning.strange {
            tell_of(c, mailing, &row, now).await?;
        }
        end_surplus(c, row.user_id, now).await?;
    }
    Deed::new(Act::SignInMade, Object::Account(row.user_id))
        .with("sign_in", row.id.to_string())
        .with("amr", row.amr.as_str())
        .with("again", renewed)
        .record(c, actor, now)
        .await?;
    Ok(Some((row.id, row.generation)))
}

/// Tells the person of a sign-in with a browser that is not known, unless it is their first.
async fn tell_of(
    c: &mut Conn<'_>,
    mailing: &Mailing,
    row: &SignIn,
    now: Timestamp,
) -> Result<(), StoreError> {
    let user = row.user_id;
    let act = Act::SignInMade.code();
    if !mailing.is_on() || !audit::has(c, &user.to_string(), act).await? {
        return Ok(());
    }
    let place = Some(row.address.clone()).filter(|place| !place.is_empty());
    let letter = Letter::NewDevice {
        device: row.device.clone(),
        when: now,
        place,
    };
    mailing::tell(c, mailing, user, letter, now).await
}

/// Makes the row new, if it still holds. Otherwise it is over, or was ended on another device a moment ago.
async fn renew(c: &mut Conn<'_>, row: &mut SignIn, now: Timestamp) -> Result<bool, StoreError> {
    let no_client = ClientId(String::new());
    let before = sign_ins::standing(c, row.id, &no_client).await?;
    let holds = before.as_ref().is_some_and(|before| {
        let (user, sign_in) = (before.user.standing(), before.sign_in.standing());
        gate::may_redeem(&user, None, Some(&sign_in), now).is_ok()
    });
    // The cookie may have been an older copy.
    let known = before.map_or(0, |before| before.sign_in.generation + 1);
    row.generation = row.generation.max(known);
    Ok(holds && sign_ins::renew(c, row, now).await?)
}

async fn end_surplus(c: &mut Conn<'_>, user: UserId, now: Timestamp) -> Result<(), StoreError> {
    let surplus = sign_ins::surplus(c, user, MOST_SIGN_INS, now).await?;
    if !surplus.is_empty() {
        let (which, actor) = (Which::These(&surplus), Actor::system());
        end(c, which, EndReason::TooMany, &actor, now).await?;
        sign_ins::forget_surplus(c, user, MOST_ENDED).await?;
    }
    Ok(())
}

/// A browser that goes on as another of its accounts.
#[derive(Debug, Clone)]
pub struct Switch {
    /// The sign-in that it goes on with.
    pub to: SignInId,
    /// The sign-ins whose cookies are replaced, with their new numbers.
    pub numbers: Vec<(SignInId, i64)>,
    /// Those there is no room for any more.
    pub dropped: Vec<SignInId>,
}

/// Stores a switch. It is not recorded: it happens as often as somebody likes (attack row FI-08), and nobody is signed in who was
/// not before.
///
/// # Errors
/// When the database does not answer.
pub async fn switch(
    db: &Db,
    switch: Switch,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), StoreError> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            let which = Which::These(&switch.dropped);
            end(c, which, EndReason::Crowded, &actor, now).await?;
            for (id, generation) in &switch.numbers {
                sign_ins::supersede(c, *id, *generation, now).await?;
            }
            sign_ins::touch(c, switch.to, now).await
        })
    });
    job.await.map(drop)
}

/// Stores that a sign-in's browser was here.
///
/// # Errors
/// When the database does not answer.
pub async fn seen(db: &Db, id: SignInId, now: Timestamp) -> Result<(), StoreError> {
    let job = db.write_one(move |c| Box::pin(async move { sign_ins::touch(c, id, now).await }));
    job.await.map(drop)
}
