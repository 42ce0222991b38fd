//! What each statement does, on both engines.

mod clients;
mod figures;
mod grants;
mod notices;
mod outbox;
mod people;
mod plans;
mod races;
mod schema;
mod short_lived;
mod transactions;

use super::testing::samples::{client, grant, sign_in, user};
use super::{Db, clients as client_rows, grants as grant_rows, sign_ins, users};
use crate::protocol::client::Client;
use crate::store::grants::NewGrant;
use crate::store::sign_ins::SignIn;
use crate::store::users::User;

/// A person who is signed in, a client of theirs, and a grant that is not stored yet.
struct Scene {
    user: User,
    client: Client,
    sign_in: SignIn,
    grant: NewGrant,
}

impl Scene {
    async fn set(db: &Db) -> Self {
        let user = user("ada");
        let client = client("app-abc234", Some(user.id));
        let sign_in = sign_in(user.id);
        let scene = Self {
            grant: grant(&sign_in, &client.id),
            user,
            client,
            sign_in,
        };
        let (user, client, sign_in) = (
            scene.user.clone(),
            scene.client.clone(),
            scene.sign_in.clone(),
        );
        db.write(|c| {
            Box::pin(async move {
                users::insert(c, &user).await?;
                client_rows::insert(c, &client).await?;
                sign_ins::insert(c, &sign_in).await
            })
        })
        .await
        .unwrap();
        scene
    }

    async fn with_grant(db: &Db) -> Self {
        let scene = Self::set(db).await;
        let grant = scene.grant.clone();
        assert!(
            db.write_one(|c| Box::pin(async move { grant_rows::spend(c, &grant).await }))
                .await
                .unwrap()
        );
        scene
    }
}

/// Writes through [`Db::write`]: `write!(db, c => users::remove(c, id))`.
macro_rules! write {
    ($db:expr, $c:ident => $call:expr) => {
        $db.write(move |$c| Box::pin(async move { $call.await }))
            .await
    };
}
use write;

/// Reads: `read!(db, users::by_id(id))`.
macro_rules! read {
    ($db:expr, $($path:ident)::+ ( $($arg:expr),* )) => {{
        let mut reader = $db.reader().await.unwrap();
        $($path)::+(&mut reader.conn() $(, $arg)*).await
    }};
}
use read;
