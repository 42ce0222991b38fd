//! Who is told that a sign-in ended: messages in the outbox, written in the transaction that ends it. So nobody is told of an end that
//! was undone, and nobody is forgotten whatever happens afterwards (attack row LO-02).

use std::collections::HashMap;
use std::time::Duration;

use uuid::Uuid;

use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::ids::{ClientId, SignInId, UserId};
use crate::protocol::logout_token::KIND;
use crate::protocol::time::Timestamp;
use crate::random;
use crate::store::outbox::{self, Lease, Message};
use crate::store::sign_in_clients::{EndedPart, State};
use crate::store::{Conn, Db, StoreError, clients, sign_in_clients, sign_ins};

/// How long it is tried.
const TRIED_FOR: Duration = Duration::from_hours(24);

/// Tells the apps of these sign-ins, which have just ended: only those that took part in them (attack row LO-04).
pub(super) async fn tell(
    c: &mut Conn<'_>,
    sign_ins: &[SignInId],
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut has_address = HashMap::new();
    for part in sign_in_clients::end(c, sign_ins, now).await? {
        let tells = match has_address.get(&part.client_id) {
            Some(tells) => *tells,
            None => {
                let tells = has_back_channel(c, &part.client_id).await?;
                has_address.insert(part.client_id.clone(), tells);
                tells
            }
        };
        if tells {
            put(c, part, now).await?;
        }
    }
    Ok(())
}

/// Records that `client` takes part in the sign-in: it is about to get a token. If the sign-in ends meanwhile, the app is told all the
/// same, since it will have the token.
///
/// # Errors
/// [`StoreError::Orphan`] when the person or the app is gone.
pub async fn joins(
    c: &mut Conn<'_>,
    sign_in: SignInId,
    client: &ClientId,
    user: UserId,
    now: Timestamp,
) -> Result<(), StoreError> {
    // Whoever ends the sign-in changes its row, and then looks who took part: this part is there before that, or the end is seen here.
    let joined = sign_in_clients::join(c, sign_in, client, user, now).await?;
    if joined && !sign_ins::hold(c, sign_in).await? {
        tell(c, &[sign_in], now).await?;
    }
    Ok(())
}

/// Tries again for another day to tell what was given up. `false`: there is no such message.
///
/// # Errors
/// When the database does not answer.
pub async fn again(db: &Db, id: Uuid, now: Timestamp) -> Result<bool, StoreError> {
    let job = db.write(move |c| {
        Box::pin(async move {
            let again = outbox::try_again(c, id, now.plus(TRIED_FOR)).await?;
            let Some(again) = again else {
                return Ok(false);
            };
            if let Some(sign_in) = again.sign_in_id {
                sign_in_clients::await_answer(c, sign_in, &ClientId(again.receiver)).await?;
            }
            Ok(true)
        })
    });
    job.await
}

/// What came of one try to tell an app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried {
    /// It took the message.
    Arrived(String),
    /// It did not, and is tried again.
    Failed(String),
    /// Nobody tries any more: it refused the message, or did not take it for a day.
    SetAside(State, String),
    /// There is nobody to tell any more.
    Needless(String),
}

/// Writes down what came of one try: in the outbox, in the ledger of the sign-in, and, when it is over, in the audit. `false`: the
/// lease was lost meanwhile, and nothing is written down; whoever has it now tells the message again.
///
/// # Errors
/// When the database does not answer.
pub async fn tried(
    db: &Db,
    (message, lease): (Message, Lease),
    tried: Tried,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let job = db.write(move |c| {
        Box::pin(async move {
            let (id, lease) = (message.id, &lease);
            let is_ours = match &tried {
                Tried::Arrived(_) | Tried::Needless(_) => outbox::done(c, id, lease).await?,
                Tried::Failed(why) => outbox::failed(c, id, lease, why).await?,
                Tried::SetAside(_, why) => outbox::set_aside(c, id, lease, why, now).await?,
            };
            if !is_ours {
                return Ok(false);
            }
            let (state, answer) = match tried {
                Tried::Arrived(answer) => (Some(State::Told), answer),
                Tried::Failed(why) => (Some(State::Waiting), why),
                Tried::SetAside(state, why) => (Some(state), why),
                Tried::Needless(why) => (None, why),
            };
            write_down(c, &message, state, &answer, now).await?;
            Ok(true)
        })
    });
    job.await
}

async fn write_down(
    c: &mut Conn<'_>,
    message: &Message,
    state: Option<State>,
    answer: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (Some(user), Some(sign_in)) = (message.user_id, message.sign_in_id) else {
        return Ok(());
    };
    let client = ClientId(message.receiver.clone());
    let over = state.filter(|state| *state != State::Waiting);
    let at = over.map(|_| now);
    sign_in_clients::answered(c, sign_in, &client, state, answer, at).await?;
    let Some(state) = over else {
        return Ok(());
    };
    Deed::new(Act::SignInTold, Object::Account(user))
        .with("sign_in", sign_in.to_string())
        .with("app", client.to_string())
        .with("outcome", state.code())
        .with("answer", answer)
        .record(c, &Actor::system(), now)
        .await
}

async fn has_back_channel(c: &mut Conn<'_>, id: &ClientId) -> Result<bool, StoreError> {
    let client = clients::by_id(c, id).await?;
    let address = client.and_then(|client| client.metadata.logout.backchannel_logout_uri);
    Ok(address.is_some())
}

async fn put(c: &mut Conn<'_>, part: EndedPart, now: Timestamp) -> Result<(), StoreError> {
    sign_in_clients::await_answer(c, part.sign_in_id, &part.client_id).await?;
    let message = Message {
        id: random::uuid_in_order(now),
        kind: KIND.to_owned(),
        receiver: part.client_id.to_string(),
        user_id: Some(part.user_id),
        sign_in_id: Some(part.sign_in_id),
        body: part.subject.map(|own| own.as_str().into()),
        created_at: now,
        expires_at: now.plus(TRIED_FOR),
        tries: 0,
        last_error: None,
        set_aside_at: None,
    };
    outbox::put(c, &message).await
}

#[cfg(test)]
#[path = "telling_tests.rs"]
mod tests;
