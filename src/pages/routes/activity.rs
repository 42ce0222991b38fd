//! What happened to an account, in plain words, and everything that is kept about its person as a file. Nothing of anybody else's is
//! told: who acted is said by kind, and of what a row adds only what is named here.

use axum::extract::RawQuery;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use uuid::Uuid;

use super::account::connected;
use crate::audit::Act;
use crate::http::headers;
use crate::locale::Say;
use crate::pages::account::activity::{ActivityPage, DataPage, Happened};
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::respond;
use crate::pages::visit::{Member, RecentMember, Visit};
use crate::pages::when::{Times, iso};
use crate::protocol::ids::UserId;
use crate::store::audit::{self, Filter, Row};
use crate::store::clients::{self, Place};
use crate::store::users::User;
use crate::store::{Db, StoreError, factors, groups, passkeys, sign_ins};

/// Entries on a page.
const PAGE: i64 = 25;
/// The most entries in the file, the latest first.
const MOST_ENTRIES: i64 = 10_000;
/// The most sign-ins and apps in the file: more are not kept of one person.
const MOST_ROWS: i64 = 1_000;

/// What is told of a row beyond what was done.
const TOLD: [&str; 9] = [
    "amr", "app", "changed", "group", "reason", "role", "scope", "sign_in", "until",
];

pub(super) async fn rows(
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

/// Who did it, by kind, as the file says it.
fn by(row: &Row, user: UserId) -> &'static str {
    match row.actor.as_str() {
        "person" if row.actor_id.as_deref() == Some(&user.to_string()) => "you",
        // Whoever is known and acts on somebody's account has a role.
        "person" if row.actor_id.is_some() => "an administrator",
        "person" => "somebody else",
        "operator" => "an administrator",
        "app" => "an app",
        _ => "this server",
    }
}

/// The same for a page.
fn by_whom(by: &str) -> Say {
    Say::new(match by {
        "you" => "activity-by-you",
        "somebody else" => "activity-by-somebody",
        "an administrator" => "activity-by-administrator",
        "an app" => "activity-by-app",
        _ => "activity-by-server",
    })
}

/// What was done, in plain words.
pub(super) fn words(act: &str) -> Say {
    let known = Act::ALL.iter().find(|known| known.code() == act);
    Say::new(match known {
        Some(Act::AccountMade) => "activity-account-made",
        Some(Act::AccountInvited) => "activity-account-invited",
        Some(Act::AccountChanged) => "activity-account-changed",
        Some(Act::PasswordChanged) => "activity-account-password",
        Some(Act::FactorAdded) => "activity-factor-added",
        Some(Act::FactorRemoved) => "activity-factor-removed",
        Some(Act::RecoveryCodesMade) => "activity-recovery-codes",
        Some(Act::RecoveryCodeUsed) => "activity-recovery-code-used",
        Some(Act::FactorFailed) => "activity-factor-failed",
        Some(Act::PasskeyAdded) => "activity-passkey-added",
        Some(Act::PasskeyRemoved) => "activity-passkey-removed",
        Some(Act::PasskeyCopied) => "activity-passkey-copied",
        Some(Act::PasswordRemoved) => "activity-password-removed",
        Some(Act::BrowserTrusted) => "activity-browser-trusted",
        Some(Act::BrowserDistrusted) => "activity-browser-distrusted",
        Some(Act::PasswordResetOpened) => "activity-account-reset-opened",
        Some(Act::AddressConfirmationSent) => "activity-account-address-asked",
        Some(Act::TermsAccepted) => "activity-account-terms",
        Some(Act::DataExported) => "activity-data-exported",
        Some(Act::RoleGiven) => "activity-role-given",
        Some(Act::RoleTaken) => "activity-role-taken",
        Some(Act::AccountDisabled) => "activity-account-disabled",
        Some(Act::AccountEnabled) => "activity-account-enabled",
        Some(Act::DeletionBegun) => "activity-account-deletion-begun",
        Some(Act::DeletionUndone) => "activity-account-deletion-undone",
        Some(Act::AccountRemoved) => "activity-account-removed",
        Some(Act::SignInMade) => "activity-sign-in-made",
        Some(Act::SignInFailed) => "activity-sign-in-failed",
        Some(Act::SignInEnded) => "activity-sign-in-ended",
        Some(Act::SignInTold) => "activity-sign-in-told",
        Some(Act::ConsentGiven) => "activity-consent-given",
        Some(Act::ConsentWithdrawn) => "activity-consent-withdrawn",
        Some(Act::GrantMade) => "activity-grant-made",
        Some(Act::GrantEnded) => "activity-grant-ended",
        Some(Act::ClientRegistered) => "activity-client-registered",
        Some(Act::ClientChanged) => "activity-client-changed",
        Some(Act::SecretRotated) => "activity-client-secret",
        Some(Act::ClientRemoved) => "activity-client-removed",
        Some(Act::GroupJoined) => "activity-group-joined",
        Some(Act::GroupLeft) => "activity-group-left",
        Some(Act::Assigned) => "activity-assigned",
        Some(Act::Unassigned) => "activity-unassigned",
        Some(Act::OwnerAdded) => "activity-owner-added",
        Some(Act::OwnerRemoved) => "activity-owner-removed",
        Some(
            Act::SetupOpened
            | Act::InvitationTakenBack
            | Act::ClientRestricted
            | Act::ScopeDescribed
            | Act::ScopeForgotten
            | Act::ResourceServerMade
            | Act::ResourceServerChanged
            | Act::ResourceServerRemoved
            | Act::GroupMade
            | Act::GroupChanged
            | Act::GroupRemoved
            | Act::GroupRoleGiven
            | Act::GroupRoleTaken
            | Act::KeyRotated
            | Act::KeyRevoked
            | Act::DatabaseRestored
            | Act::DatabaseCopied,
        )
        | None => "activity-other",
    })
}

pub(super) fn happened(row: &Row, user: UserId, times: &Times) -> Happened {
    let by = by(row, user);
    let several = || Say::new("activity-times").count("times", row.count);
    Happened {
        what: words(&row.act),
        times: (row.count > 1).then(several),
        by: by_whom(by),
        address: row
            .address
            .clone()
            .filter(|_| by == "you")
            .unwrap_or_default(),
        when: times.ago(row.at),
    }
}

pub(crate) async fn show(member: Member, RawQuery(raw): RawQuery) -> Result<Response, PageError> {
    let (visit, user) = (&member.visit, member.user.id);
    let params = query(raw)?;
    let before = params.one("before").and_then(|id| id.parse().ok());
    let before: Uuid = before.unwrap_or(Uuid::max());
    let mut rows = rows(&visit.app.db, user, before, PAGE + 1).await?;
    let older = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let (ctx, times) = (visit.ctx(), visit.times());
    let page = ActivityPage {
        ctx: &ctx,
        entries: rows.iter().map(|row| happened(row, user, &times)).collect(),
        older: rows.last().filter(|_| older).map(|row| row.id.to_string()),
        newest: before.is_max(),
    };
    Ok(respond(StatusCode::OK, &page))
}

pub(crate) async fn data(RecentMember(member): RecentMember) -> Result<Response, PageError> {
    let ctx = member.visit.ctx();
    let document = document(&member).await?;
    let count = |name: &str| document[name].as_array().map_or(0, Vec::len);
    let page = DataPage {
        ctx: &ctx,
        hidden: member.visit.hidden("account"),
        sign_ins: count("sign_ins"),
        connected: count("connected_apps"),
        owned: count("apps"),
        activity: count("activity"),
        text: format!("{document:#}"),
    };
    Ok(respond(StatusCode::OK, &page))
}

/// The file. It is asked for by a form, so no other site makes a browser fetch it (attack row AD-10: no secret, no hash).
pub(crate) async fn download(
    RecentMember(member): RecentMember,
    Form(_): Form,
) -> Result<Response, PageError> {
    let text = format!("{:#}\n", document(&member).await?);
    let mut response = text.into_response();
    let map = response.headers_mut();
    headers::bare(map, member.visit.app.brand.https);
    map.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    map.insert(
        CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"account.json\""),
    );
    Ok(response)
}

async fn document(member: &Member) -> Result<Value, PageError> {
    document_of(&member.visit, &member.user).await
}

/// The same of anybody.
pub(super) async fn document_of(visit: &Visit, user: &User) -> Result<Value, PageError> {
    let (id, now, db) = (user.id, visit.app.clock.now(), &visit.app.db);
    let job = db.read(move |c| {
        Box::pin(async move {
            let sign_ins = sign_ins::recent(c, id, MOST_ROWS).await?;
            let apps = clients::page(c, Some(id), "", &Place::Start, MOST_ROWS).await?;
            let factors = (factors::totp(c, id).await?, passkeys::of(c, id).await?);
            let trusted = factors::trusted_of(c, id, now).await?;
            Ok((
                sign_ins,
                apps,
                factors,
                trusted,
                groups::of_user(c, id).await?,
            ))
        })
    });
    let (sign_ins, apps, (totp, passkeys), trusted, groups) = job.await?;
    let connected = connected(visit, id, now).await?;
    let activity = rows(db, id, Uuid::max(), MOST_ENTRIES).await?;
    let time = iso;
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
        "issuer": visit.app.issuer(),
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
        })).collect::<Vec<_>>(),
        "connected_apps": connected.iter().map(|app| json!({
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
