//! Who may make an account here, and with what.

use uuid::Uuid;

use crate::accounts::joining::{self, NotJoined, join};
use crate::accounts::make::make;
use crate::accounts::proof::Opens;
use crate::config::SignUp;
use crate::identity::invitation::Invitation;
use crate::pages::page_error::PageError;
use crate::pages::routes::recovery::held;
use crate::pages::visit::Visit;
use crate::protocol::time::Timestamp;
use crate::store::invitations::Invitation as Row;
use crate::store::users::User;

/// What a visitor may do here.
pub(super) enum Door {
    Open,
    Invited(Guest),
    Closed,
    /// The link that led here does not work any more.
    Over,
}

/// Whoever came with an invitation.
pub(super) struct Guest {
    /// The canonical address.
    pub(super) address: String,
    /// When the invitation is over.
    pub(super) until: Timestamp,
    /// What the form carries of it.
    pub(super) text: String,
    pub(super) by: By,
}

/// What kind of invitation it is.
#[derive(Clone, Copy)]
pub(super) enum By {
    /// A row, which is used up.
    Row(Uuid),
    /// A row that the person asked for, in another browser.
    OwnWish(Uuid),
    /// A link of a former version, which is good as long as the address has no account.
    Former,
}

/// What the invitation in `text` opens, if there is one.
pub(super) async fn door(visit: &Visit, text: Option<&str>) -> Result<Door, PageError> {
    let (app, now) = (&visit.app, visit.app.clock.now());
    let text = match (app.settings.sign_up, text) {
        (SignUp::Closed, _) | (SignUp::Invited, None) => return Ok(Door::Closed),
        (SignUp::Open, None) => return Ok(Door::Open),
        (_, Some(text)) => text,
    };
    if let Some((held, text)) = held(visit, Some(text), &[Opens::Join]) {
        let row = joining::look(&app.db, held.id, now).await?;
        // Who may only come by invitation cannot invite themselves.
        let opens = |row: &Row| !row.asked_for || app.settings.sign_up == SignUp::Open;
        return Ok(match row.filter(opens) {
            Some(row) => Door::Invited(Guest {
                address: row.address,
                until: row.expires_at,
                text,
                by: match row.asked_for {
                    true => By::OwnWish(row.id),
                    false => By::Row(row.id),
                },
            }),
            None => Door::Over,
        });
    }
    Ok(match app.keys.open::<Invitation>(text, now) {
        Ok(opened) => Door::Invited(Guest {
            address: opened.value.email,
            until: opened.expires_at,
            text: text.to_owned(),
            by: By::Former,
        }),
        Err(_) => Door::Over,
    })
}

/// Stores the account by what opened the door.
pub(super) async fn store(
    visit: &Visit,
    door: &Door,
    user: &User,
    now: Timestamp,
) -> Result<(), NotJoined> {
    let (db, actor) = (&visit.app.db, visit.session.actor(user.id));
    match door {
        Door::Invited(Guest {
            by: By::Row(id) | By::OwnWish(id),
            ..
        }) => join(db, *id, user, &actor, now).await,
        _ => Ok(make(db, user, &actor, now).await?),
    }
}
