//! Everything that is kept about one person, as a document (attack row AD-10: no secret, no hash). Nothing of anybody else's is told: who
//! acted is said by kind, and of what a row adds only what is named here.

use serde_json::{Value, json};
use uuid::Uuid;

use super::access::{Connected, connected};
use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::store::audit::{self, Filter, Row};
use crate::store::clients::{self, Place};
use crate::store::users::User;
use crate::store::{Db, StoreError, factors, groups, passkeys, sign_ins};

/// The most entries of what happened, the latest first.
const MOST_ENTRIES: i64 = 10_000;
/// The most sign-ins and apps: more are not kept of one person.
const MOST_ROWS: i64 = 1_000;

/// What is told of a row beyond what was done.
const TOLD: [&str; 9] = [
    "amr", "app", "changed", "group", "reason", "role", "scope", "sign_in", "until",
];

/// What happened to an account, the latest first, from before `before`.
///
/// # Errors
/// When the database does not answer.
pub async fn happened(
    db: &Db,
    user: UserId,
    before: Uuid,
    limit: i64,
) -> Result<Vec<Row>, StoreError> {
    let filter = Filter {
        before,
        about: user.to_string(),
        ..Filter::default()
    };
    db.read(move |c| Box::pin(async move { audit::list(c, &filter, limit).await }))
        .await
}

/// Who did it, by kind, as the document says it.
pub fn by(row: &Row, user: UserId) -> &'static str {
    match row.actor.as_str() {
        "person" if row.actor_id.as_deref() == Some(&user.to_string()) => "you",
        "person" if row.actor_id.is_some() => "an administrator",
        "person" => "somebody else",
        "operator" => "an administrator",
        "app" => "an app",
        _ => "this server",
    }
}

/// Records that somebody else took it.
///
/// # Errors
/// When the database does not answer.
pub async fn taken(db: &Db, user: UserId, actor: Actor, now: Timestamp) -> Result<(), StoreError> {
    let deed = Deed::new(Act::DataExported, Object::Account(user));
    deed.record_alone(db, actor, now).await
}

/// Records that a list of many was taken: `people`, `apps`, `audit`.
///
/// # Errors
/// When the database does not answer.
pub async fn list_taken(
    db: &Db,
    what: &'static str,
    actor: Actor,
    now: Timestamp,
) -> Result<(), StoreError> {
    let deed = Deed::new(Act::DataExported, Object::Server).with("what", what);
    deed.record_alone(db, actor, now).await
}

/// The document.
///
/// # Errors
/// When the database does not answer.
pub async fn document(
    db: &Db,
    issuer: &str,
    user: &User,
    now: Timestamp,
) -> Result<Value, StoreError> {
    let id = user.id;
    let job = db.read(move |c| {
        Box::pin(async move {
            let sign_ins = sign_ins::recent(c, id, MOST_ROWS).await?;
            let apps = clients::page(c, Some(id), "", &Place::Start, MOST_ROWS).await?;
            let factors = (factors::totp(c, id).await?, passkeys::of(c, id).await?);
            let trusted = factors::trusted_of(c, id, now).await?;
            let groups = groups::of_user(c, id).await?;
            let connected = connected(c, id, now).await?;
            Ok((sign_ins, apps, factors, trusted, groups, connected))
        })
    });
    let (sign_ins, apps, (totp, passkeys), trusted, groups, connected) = job.await?;
    let activity = happened(db, id, Uuid::max(), MOST_ENTRIES).await?;
    let time = Timestamp::iso;
    let told = |row: &Row| -> Value {
        let kept = row
            .details
            .iter()
            .filter(|(name, _)| TOLD.contains(&name.as_str()));
        kept.map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    };
    let own = |row: &Row| by(row, id) == "you";
    Ok(json!({
        "made_at": time(now),
        "issuer": issuer,
        "profile": {
            "sub": user.sub(),
            "account": id,
            "user_name": user.login,
            "administrator": user.admin,
            "created_at": time(user.created_at),
            "password_changed_at": user.password_changed_at.map(time),
            "preferences": user.preferences,
            "terms_version": user.terms_version,
            "terms_accepted_at": user.terms_accepted_at.map(time),
            "claims": user.claims().to_json(),
        },
        "groups": groups.iter().map(|group| json!({
            "name": group.name,
            "title": group.title,
        })).collect::<Vec<_>>(),
        "passkeys": passkeys.iter().map(|one| json!({
            "name": one.name,
            "model": one.model,
            "synced": one.synced,
            "backed_up": one.backed_up,
            "created_at": time(one.created_at),
            "last_used_at": one.last_used_at.map(time),
        })).collect::<Vec<_>>(),
        "authenticator_app": totp.map(|one| json!({
            "created_at": time(one.created_at),
            "last_used_at": one.last_used_at.map(time),
        })),
        "trusted_browsers": trusted.iter().map(|one| json!({
            "device": one.device,
            "created_at": time(one.created_at),
            "used_at": time(one.used_at),
            "expires_at": time(one.expires_at),
        })).collect::<Vec<_>>(),
        "sign_ins": sign_ins.iter().map(|one| json!({
            "id": one.id,
            "device": one.device,
            "address": one.address,
            "methods": one.amr,
            "started_at": time(one.started_at),
            "last_seen_at": time(one.last_seen_at),
            "ended_at": one.ended_at.map(time),
            "end_reason": one.end_reason,
            "bound_to_device_at": one.bound_at.map(time),
            "device_last_shown_at": one.proven_at.map(time),
        })).collect::<Vec<_>>(),
        "connected_apps": connected.iter().map(|app: &Connected| json!({
            "client_id": app.client,
            "scope": app.scope.to_string(),
            "since": time(app.since),
            "last_token_at": app.last_used.map(time),
        })).collect::<Vec<_>>(),
        "apps": apps.iter().map(|app| json!({
            "client_id": app.id,
            "name": app.name,
            "created_at": time(app.created_at),
        })).collect::<Vec<_>>(),
        "activity": activity.iter().map(|row| json!({
            "at": time(row.at),
            "act": row.act,
            "by": by(row, id),
            "count": row.count,
            "address": row.address.as_ref().filter(|_| own(row)),
            "details": told(row),
        })).collect::<Vec<_>>(),
    }))
}
