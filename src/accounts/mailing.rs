//! Letters to people: put into the outbox in the transaction of what they tell of. So nobody is written to about what was undone, and
//! no letter is lost whatever happens afterwards.

use std::time::Duration;

use aws_lc_rs::digest;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::proof::{Given, Wanted, give};
use crate::identity::email::EmailAddress;
use crate::identity::profile;
use crate::keys::Keys;
use crate::mail::{KIND, Letter, Sealed};
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::random;
use crate::store::outbox::{self, Message};
use crate::store::users::User;
use crate::store::{Conn, StoreError, mail_budgets, proofs, users};

/// How long a letter is tried that stays true: over a weekend.
const TRIED_FOR: Duration = Duration::from_hours(72);
/// How long its seal opens: as long as its row is kept after it was given up, and a little more.
const SEALED_FOR: Duration = Duration::from_hours(45 * 24);

/// The budgets are counted in windows of so much.
const WINDOW: Duration = Duration::from_hours(1);
/// Letters of one kind to one address that anybody can ask for (attack row EM-12).
const ASKED_FOR: i64 = 3;
/// Letters of one kind to one address that tell of something. Each kind has its own, so that many harmless ones do not keep the one
/// back that matters.
const NOTICES: i64 = 10;
/// Letters about one account that somebody asked for, to whatever addresses.
const OF_ACCOUNT: i64 = 10;

/// The right to put letters into the outbox. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Mailing {
    /// None: none are sent.
    keys: Option<Keys>,
    /// The language for people who chose none, by its tag.
    language: Option<&'static str>,
}

impl Mailing {
    /// Letters are sent, sealed by `keys` until they are; or, when mail is off, none are.
    pub fn new(is_on: bool, keys: &Keys) -> Self {
        Self {
            keys: is_on.then(|| keys.clone()),
            language: None,
        }
    }

    /// None are sent.
    pub fn off() -> Self {
        Self {
            keys: None,
            language: None,
        }
    }

    /// The same from a page in this language: people who chose none are written to in it.
    pub fn speaking(&self, language: &'static str) -> Self {
        Self {
            language: Some(language),
            ..self.clone()
        }
    }

    /// What seals them; none when none are sent.
    pub(super) fn keys(&self) -> Option<&Keys> {
        self.keys.as_ref()
    }

    /// Whether letters are sent. When not, pages that need them are hidden.
    pub fn is_on(&self) -> bool {
        self.keys.is_some()
    }
}

/// A letter to somebody.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Where it goes.
    pub to: EmailAddress,
    /// The account it is about, if there is one.
    pub user: Option<UserId>,
    /// The language it is to be in, when the person has one: `"de"`.
    pub locale: Option<String>,
    /// The time zone its times are told in, when the person has one: `"Europe/Berlin"`.
    pub zone: Option<String>,
    /// What it says.
    pub letter: Letter,
}

/// What became of a letter. Whoever asked for it is answered the same, whatever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// It is sent after the transaction, and not if that is undone.
    Put,
    /// So many went to this address or about this account lately that it is left out.
    TooMany,
    /// Mail is off.
    Off,
}

/// Puts a letter into the outbox, unless mail is off or there were too many.
///
/// # Errors
/// When the database does not answer.
pub async fn post(
    c: &mut Conn<'_>,
    mailing: &Mailing,
    mail: Mail,
    now: Timestamp,
) -> Result<Posted, StoreError> {
    let Some(keys) = &mailing.keys else {
        return Ok(Posted::Off);
    };
    let Mail {
        to,
        user,
        locale,
        zone,
        letter,
    } = mail;
    if !admits(c, &to, user, &letter, now).await? {
        metrics::counter!("lanyard_mail_withheld_total", "letter" => letter.name()).increment(1);
        return Ok(Posted::TooMany);
    }
    let receiver = receiver(&to);
    let tried_until = now.plus(TRIED_FOR);
    let expires_at = letter
        .until()
        .map_or(tried_until, |until| until.min(tried_until));
    let sealed = Sealed {
        to: to.into_string(),
        locale: locale.or_else(|| mailing.language.map(str::to_owned)),
        zone,
        letter,
        further: Default::default(),
    };
    let message = Message {
        id: random::uuid_in_order(now),
        kind: KIND.to_owned(),
        receiver,
        user_id: user,
        sign_in_id: None,
        body: Some(keys.seal(now.plus(SEALED_FOR), &sealed).into_bytes()),
        created_at: now,
        expires_at,
        tries: 0,
        last_error: None,
        set_aside_at: None,
    };
    outbox::put(c, &message).await?;
    Ok(Posted::Put)
}

/// What [`send_proof`] writes: a code, the link with the secret, and until when both work.
pub(super) type OfProof = fn(code: String, link: String, until: Timestamp) -> Letter;

/// Makes a proof and writes to the address with it; the link begins with `link`. `None` when no letter leaves: then there is no
/// proof either.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn send_proof(
    c: &mut Conn<'_>,
    (keys, mailing): (&Keys, &Mailing),
    (wanted, letter): (Wanted<'_>, OfProof),
    (to, link): (EmailAddress, &str),
    now: Timestamp,
) -> Result<Option<Given>, StoreError> {
    let user = wanted.user;
    let given = give(c, keys, wanted).await?;
    let link = format!("{link}{}", given.secret);
    let mail = Mail {
        to,
        user: Some(user.id),
        locale: language(user),
        zone: zone(user),
        letter: letter(given.code.clone(), link, given.until),
    };
    if post(c, mailing, mail, now).await? != Posted::Put {
        // Nobody has its secret.
        proofs::spend(c, given.id, now).await?;
        return Ok(None);
    }
    Ok(Some(given))
}

/// Tells the person of an account what happened to it, at the address they proved to be theirs. One that nobody proved may be a
/// stranger's, who is told nothing of somebody's devices and networks, and whom nobody can have written to by what they do to an
/// account of their own (attack rows EM-09, EM-12).
pub(super) async fn tell(
    c: &mut Conn<'_>,
    mailing: &Mailing,
    user: UserId,
    letter: Letter,
    now: Timestamp,
) -> Result<(), StoreError> {
    if !mailing.is_on() {
        return Ok(());
    }
    let Some(user) = users::by_id(c, user).await? else {
        return Ok(());
    };
    tell_proven(c, mailing, &user, letter, now).await
}

/// As [`tell`], with the row as it was when the address was the one to be told.
pub(super) async fn tell_proven(
    c: &mut Conn<'_>,
    mailing: &Mailing,
    user: &User,
    letter: Letter,
    now: Timestamp,
) -> Result<(), StoreError> {
    let address = user.email.as_deref().filter(|_| user.email_verified);
    let Some(Ok(to)) = address.map(EmailAddress::parse) else {
        return Ok(());
    };
    let mail = Mail {
        to,
        user: Some(user.id),
        locale: language(user),
        zone: zone(user),
        letter,
    };
    post(c, mailing, mail, now).await.map(drop)
}

/// The language somebody wants letters in, by its tag: the one they chose for pages, or else the one that their profile names.
pub(super) fn language(user: &User) -> Option<String> {
    let mut kept = user.preferences.iter().flat_map(|kept| kept.split('&'));
    let chosen = kept.find_map(|pair| pair.strip_prefix("l="));
    let named = || user.claims.get("locale").and_then(Value::as_str);
    chosen.or_else(named).map(str::to_owned)
}

/// Where somebody says they are, by the name of the time zone.
pub(super) fn zone(user: &User) -> Option<String> {
    profile::zone_name(&user.claims).map(str::to_owned)
}

/// What stands for an address where letters are kept in order, listed and logged.
fn receiver(to: &EmailAddress) -> String {
    URL_SAFE_NO_PAD.encode(&hash(&["receiver", to.as_str()])[..12])
}

async fn admits(
    c: &mut Conn<'_>,
    to: &EmailAddress,
    user: Option<UserId>,
    letter: &Letter,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let ends_at = now.plus(WINDOW);
    let most = match letter.is_asked_for() {
        true => ASKED_FOR,
        false => NOTICES,
    };
    let of_address = hash(&["address", letter.name(), to.as_str()]);
    if !mail_budgets::admits(c, &of_address, most, now, ends_at).await? {
        return Ok(false);
    }
    let Some(user) = user.filter(|_| letter.is_asked_for()) else {
        return Ok(true);
    };
    let of_account = hash(&["account", &user.to_string()]);
    mail_budgets::admits(c, &of_account, OF_ACCOUNT, now, ends_at).await
}

fn hash(parts: &[&str]) -> [u8; 32] {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(part.as_bytes());
        context.update(&[0]);
    }
    let mut hash = [0; 32];
    hash.copy_from_slice(context.finish().as_ref());
    hash
}

#[cfg(test)]
#[path = "mailing_tests.rs"]
mod tests;
