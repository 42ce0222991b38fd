//! Which apps were told of a sign-out in frames of the browser.

use crate::protocol::ids::{ClientId, SignInId};
use crate::protocol::time::Timestamp;
use crate::store::{Db, StoreError, sign_in_clients};

/// Records for the ledger that the pages of these apps were put into the browser that signed out. Whether they loaded is not known.
///
/// # Errors
/// When the database does not answer.
pub async fn framed(
    db: &Db,
    apps: Vec<(SignInId, ClientId)>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let job = db.write(move |c| {
        Box::pin(async move {
            for (sign_in, client) in &apps {
                sign_in_clients::framed(c, *sign_in, client, now).await?;
            }
            Ok(())
        })
    });
    job.await
}
