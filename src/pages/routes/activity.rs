//! What happened to an account, in plain words, and everything that is kept about its person as a file.

use axum::extract::RawQuery;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use uuid::Uuid;

use crate::accounts::data;
use crate::audit::Act;
use crate::http::headers;
use crate::locale::Say;
use crate::pages::account::activity::{ActivityPage, DataPage, Happened};
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::respond;
use crate::pages::visit::{Member, RecentMember, Visit};
use crate::pages::when::Times;
use crate::protocol::ids::UserId;
use crate::store::audit::Row;
use crate::store::users::User;

/// Entries on a page.
const PAGE: i64 = 25;
/// Who did it, in words.
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
        Some(Act::SignInBound) => "activity-sign-in-bound",
        Some(Act::DeviceRefused) => "activity-device-refused",
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
    let by = data::by(row, user);
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
    let mut rows = data::happened(&visit.app.db, user, before, PAGE + 1).await?;
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
    let app = &visit.app;
    Ok(data::document(&app.db, app.issuer(), user, app.clock.now()).await?)
}
