//! One-time proofs: a link with 256 random bits, and a code to type beside it, that open one thing once.
//!
//! A row says what a proof opens, for whom and until when. Of the link it has a hash; of the code, which is short, a MAC, so that
//! whoever reads the table learns neither. A proof is worthless when the account's epoch moved on: the password was changed, or the
//! account switched off. It is used up by deleting its row in the transaction of what it opens, so that happens at most once.

use std::fmt;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::keys::{Keys, MacPurpose, Travels};
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::random::letters;
use crate::store::proofs::{self, Proof};
use crate::store::users::{self, User};
use crate::store::{Conn, Db, StoreError};

/// Codes that may be typed for one proof; its link works on (attack row EM-06).
pub(super) const MOST_TRIES: i64 = 5;
/// Proofs of one purpose that an account has at once. The older ones go.
pub(super) const MOST_AT_ONCE: i64 = 5;
/// 31⁸ codes: 39 bits.
pub(super) const CODE_LENGTH: usize = 8;

/// What a proof opens. One for a purpose opens nothing else (attack row EM-04).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opens {
    /// A new password may be chosen.
    ResetPassword,
    /// The account's address is theirs.
    ConfirmAddress,
    /// The account gets this address.
    ChangeAddress,
    /// The account gets its former address back.
    UndoAddress,
    /// An account may be made: [`joining`](super::joining), whose rows are invitations.
    Join,
}

impl Opens {
    /// Its name in rows. It never changes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ResetPassword => "reset-password",
            Self::ConfirmAddress => "confirm-address",
            Self::ChangeAddress => "change-address",
            Self::UndoAddress => "undo-address",
            Self::Join => "join",
        }
    }
}

/// What is given out once: never stored, never logged.
pub struct Given {
    /// The id of the row.
    pub id: Uuid,
    /// For the link: 43 characters of base64url.
    pub secret: String,
    /// To be typed: `7QK2-M4FD`.
    pub code: String,
    /// When both stop working.
    pub until: Timestamp,
}

impl fmt::Debug for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Given")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// What a proof is to be made for.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// The account as it is.
    pub user: &'a User,
    /// What it opens.
    pub opens: Opens,
    /// The address it is sent to; none when an operator hands it over.
    pub address: Option<&'a str>,
    /// Its id, when a browser was told before there was one.
    pub id: Uuid,
    /// When it is over.
    pub until: Timestamp,
}

/// Makes a proof, in the transaction that sends or prints it.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn give(
    c: &mut Conn<'_>,
    keys: &Keys,
    wanted: Wanted<'_>,
) -> Result<Given, StoreError> {
    let fresh = fresh(keys, &wanted.id);
    let proof = Proof {
        id: wanted.id,
        purpose: wanted.opens.code().to_owned(),
        secret_hash: fresh.secret_hash,
        code_mac: Some(fresh.code_mac),
        user_id: wanted.user.id,
        address: wanted.address.map(str::to_owned),
        epoch: wanted.user.epoch,
        tries: 0,
        expires_at: wanted.until,
    };
    proofs::insert(c, &proof).await?;
    let purpose = wanted.opens.code();
    // Whoever took an account over cannot crowd out what takes it back: there are as many as letters about an account.
    if wanted.opens != Opens::UndoAddress {
        proofs::forget_old(c, wanted.user.id, purpose, MOST_AT_ONCE).await?;
    }
    Ok(Given {
        id: wanted.id,
        secret: fresh.secret,
        code: fresh.code,
        until: wanted.until,
    })
}

/// The secret of a link and a code for a row, and what the row keeps of them.
pub(super) struct Fresh {
    /// For the link: 43 characters of base64url.
    pub secret: String,
    /// To be typed: `7QK2-M4FD`.
    pub code: String,
    /// Of the secret.
    pub secret_hash: Vec<u8>,
    /// Of the code: the id of the key, and the MAC.
    pub code_mac: Vec<u8>,
}

/// Draws them for the row with this id.
pub(super) fn fresh(keys: &Keys, id: &Uuid) -> Fresh {
    let secret = URL_SAFE_NO_PAD.encode(crate::random::bytes::<32>());
    let letters: [u8; CODE_LENGTH] = letters::random();
    let (kid, mac) = keys.mac(MacPurpose::OneTimeCode, &code_parts(id, &letters));
    Fresh {
        secret_hash: hash(&secret).to_vec(),
        code_mac: [&[kid][..], &mac].concat(),
        code: letters::in_groups(&letters),
        secret,
    }
}

/// Whether these letters are the code that the row with this id keeps a MAC of.
pub(super) fn is_code(keys: &Keys, id: &Uuid, letters: &[u8], kept: &[u8]) -> bool {
    let Some((kid, mac)) = kept.split_first() else {
        return false;
    };
    let ours = keys.mac_with(*kid, MacPurpose::OneTimeCode, &code_parts(id, letters));
    ours.is_some_and(|ours| verify_slices_are_equal(&ours, mac).is_ok())
}

fn code_parts<'a>(id: &'a Uuid, letters: &'a [u8]) -> [&'a [u8]; 2] {
    [id.as_bytes(), letters]
}

pub(super) fn hash(secret: &str) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, secret.as_bytes()).as_ref());
    hash
}

/// What a browser showed of a proof, sealed for that browser: only whoever had the link or typed the code has one. It stands in a
/// form or a cookie in place of the secret, which is out of the address at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The row.
    pub id: Uuid,
    /// What it opens.
    pub opens: Opens,
    /// The fingerprint of the browser.
    pub browser: [u8; 16],
}

impl Travels for Held {
    const PURPOSE: crate::keys::Purpose = crate::keys::Purpose::OneTimeProof;
    const VERSION: u8 = 1;
}

/// What a browser knows of a letter it asked for: where the code belongs that is typed there. It shows nothing by itself, and there
/// is one whether or not a letter was sent (attack row AU-01).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The row, if there is one.
    pub id: Uuid,
    /// What was typed as name or address.
    pub login: String,
    /// The fingerprint of the browser.
    pub browser: [u8; 16],
}

impl Travels for Ticket {
    const PURPOSE: crate::keys::Purpose = crate::keys::Purpose::OneTimeTicket;
    const VERSION: u8 = 1;
}

/// The proof of a link, if it works. Nothing is changed: whoever looks at links does not use them up.
///
/// # Errors
/// When the database does not answer.
pub async fn of_link(
    db: &Db,
    secret: &str,
    opens: &[Opens],
    now: Timestamp,
) -> Result<Option<(Uuid, Opens)>, StoreError> {
    let hash = hash(secret);
    let job = db.read(move |c| Box::pin(async move { proofs::by_secret(c, &hash, now).await }));
    let found = job.await?;
    Ok(found.and_then(|proof| {
        let opens = opens.iter().find(|opens| opens.code() == proof.purpose)?;
        Some((proof.id, *opens))
    }))
}

/// The account and address of a proof that still works, for the page that asks.
///
/// # Errors
/// When the database does not answer.
pub async fn look(
    db: &Db,
    id: Uuid,
    opens: Opens,
    now: Timestamp,
) -> Result<Option<(User, Option<String>)>, StoreError> {
    let job = db.read(move |c| {
        Box::pin(async move {
            let Some(proof) = proofs::by_id(c, id, now).await? else {
                return Ok(None);
            };
            let user = users::by_id(c, proof.user_id).await?;
            let user = user.filter(|user| works(&proof, opens, user));
            Ok(user.map(|user| (user, proof.address)))
        })
    });
    job.await
}

/// Whether the code is the one of this proof. Each that is typed is counted, the right one as well.
///
/// # Errors
/// When the database does not answer.
pub async fn of_code(
    db: &Db,
    keys: &Keys,
    id: Uuid,
    opens: Opens,
    typed: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(letters) = letters::parse::<CODE_LENGTH>(typed) else {
        return Ok(false);
    };
    let job = db.write(move |c| {
        Box::pin(async move {
            // Counted first: of many at once no more are looked at.
            if !proofs::try_code(c, id, MOST_TRIES).await? {
                return Ok(None);
            }
            proofs::by_id(c, id, now).await
        })
    });
    let Some(proof) = job.await?.filter(|proof| proof.purpose == opens.code()) else {
        return Ok(false);
    };
    let kept = proof.code_mac.unwrap_or_default();
    Ok(is_code(keys, &id, &letters, &kept))
}

/// The newest proof of this purpose that somebody asked for.
///
/// # Errors
/// When the database does not answer.
pub async fn latest(
    db: &Db,
    user: UserId,
    opens: Opens,
    now: Timestamp,
) -> Result<Option<(Uuid, Option<String>)>, StoreError> {
    let job =
        db.read(move |c| Box::pin(async move { proofs::latest(c, user, opens.code(), now).await }));
    Ok(job.await?.map(|proof| (proof.id, proof.address)))
}

fn works(proof: &Proof, opens: Opens, user: &User) -> bool {
    // Another password is what whoever took an account over chooses first.
    let of_now = proof.epoch == user.epoch || opens == Opens::UndoAddress;
    proof.purpose == opens.code() && of_now && user.disabled_at.is_none()
}

/// A proof that this very transaction used up: made by [`spend`] alone.
#[derive(Debug)]
pub(super) struct Shown {
    /// Whose.
    pub user: User,
    /// What it shows to be theirs.
    pub address: Option<String>,
}

/// Uses a proof up, with all others of its purpose about the account. `None`: it does not work, or another request was first. The
/// person's row is held until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn spend(
    c: &mut Conn<'_>,
    id: Uuid,
    opens: Opens,
    now: Timestamp,
) -> Result<Option<Shown>, StoreError> {
    let Some(proof) = proofs::by_id(c, id, now).await? else {
        return Ok(None);
    };
    users::hold(c, proof.user_id).await?;
    let Some(user) = users::by_id(c, proof.user_id).await? else {
        return Ok(None);
    };
    if !works(&proof, opens, &user) || !proofs::spend(c, id, now).await? {
        return Ok(None);
    }
    match opens {
        // Those of addresses that the account had earlier work on.
        Opens::UndoAddress => proofs::forget_later(c, user.id, opens.code(), id).await?,
        _ => proofs::forget(c, user.id, opens.code()).await?,
    }
    Ok(Some(Shown {
        user,
        address: proof.address,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::kept_tests::opens_as;

    #[test]
    fn what_a_browser_holds_of_former_versions_opens() {
        let (id, browser) = (Uuid::from_u128(7), [9; 16]);
        let opens = Opens::ResetPassword;
        opens_as("proof", &Held { id, opens, browser });
    }

    #[test]
    fn tickets_of_former_versions_open() {
        let (id, browser) = (Uuid::from_u128(7), [9; 16]);
        let login = "ada@example.com".into();
        opens_as("ticket", &Ticket { id, login, browser });
    }
}
