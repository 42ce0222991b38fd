//! Removing a client.

use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::client::Client;
use crate::protocol::time::Timestamp;
use crate::store::{Db, StoreError, clients};

/// Removes the client with its consents and grants. `false`: it was gone.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(
    db: &Db,
    client: &Client,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (id, name, actor) = (client.id.clone(), client.name.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            let removed = clients::remove(c, &id).await?;
            if removed {
                let deed = Deed::new(Act::ClientRemoved, Object::App(id));
                deed.with("name", name).record(c, &actor, now).await?;
            }
            Ok(removed)
        })
    });
    job.await
}
