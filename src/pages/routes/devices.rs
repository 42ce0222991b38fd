//! Where somebody is signed in: seeing it, ending one device, ending all others. In both session modes a sign-in is one row. And which
//! browsers are trusted, as they are rows beside it: one may be trusted where nobody is signed in.

use std::collections::HashMap;

use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use crate::accounts::factors::distrust;
use crate::accounts::{EndReason, ending, ledger};
use crate::http::redirect::see_other;
use crate::locale::{Say, device};
use crate::pages::account::devices::{AppTold, Device, DevicesPage, EndedDevice};
use crate::pages::account::security::Trusted;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::respond;
use crate::pages::visit::{Member, Visit};
use crate::pages::when::Times;
use crate::protocol::ids::SignInId;
use crate::store::sign_ins::{self, SignIn};
use crate::store::{factors, sign_in_clients};

/// How many sign-ins that are over are shown.
const HISTORY: i64 = 30;
/// Of how many of them what their apps know.
const SHOWN: usize = 10;
/// Apps that are shown of all sign-ins that go on.
const PARTS: i64 = 1_000;

pub(crate) async fn show(member: Member) -> Result<Response, PageError> {
    let visit = &member.visit;
    let (user, times) = (member.user.id, visit.times());
    let now = times.now();
    let job = visit.app.db.read(move |c| {
        Box::pin(async move {
            let live = sign_ins::of_user(c, user, now).await?;
            Ok((
                live,
                sign_ins::recent(c, user, HISTORY).await?,
                sign_in_clients::live_of_user(c, user, PARTS).await?,
                factors::trusted_of(c, user, now).await?,
            ))
        })
    });
    let (mut live, recent, parts, trusted) = job.await?;
    live.sort_by_key(|sign_in| sign_in.id != member.signed_in.id);
    let mut used: HashMap<_, Vec<_>> = HashMap::new();
    for part in parts {
        used.entry(part.sign_in).or_default().push(part.client_name);
    }
    let mut devices = Vec::with_capacity(live.len());
    for sign_in in &live {
        let apps = used.remove(&sign_in.id).unwrap_or_default();
        let known_place = recent
            .iter()
            .any(|other| other.started_at < sign_in.started_at && other.address == sign_in.address);
        let first = !recent
            .iter()
            .any(|other| other.started_at < sign_in.started_at);
        devices.push(Device {
            id: sign_in.id.to_string(),
            label: sign_in.device.clone(),
            name: device(&sign_in.device),
            address: sign_in.address.clone(),
            since: times.on(sign_in.started_at),
            seen: times.ago(sign_in.last_seen_at),
            by_password: sign_in.amr == "pwd",
            bound: sign_in
                .bound_at
                .zip(sign_in.proven_at)
                .map(|(bound, proven)| (times.on(bound), times.ago(proven))),
            apps,
            here: sign_in.id == member.signed_in.id,
            new_place: !known_place && !first,
        });
    }
    let ended = ended(visit, &recent, &times).await?;
    let ctx = visit.ctx();
    let page = DevicesPage {
        ctx: &ctx,
        hidden: visit.hidden("account"),
        devices,
        trusted: trusted.iter().map(|row| Trusted::of(row, &times)).collect(),
        ended,
    };
    Ok(respond(StatusCode::OK, &page))
}

/// The latest that are over, each with what its apps know.
async fn ended(
    visit: &Visit,
    recent: &[SignIn],
    times: &Times,
) -> Result<Vec<EndedDevice>, PageError> {
    let over = recent.iter().filter(|sign_in| sign_in.ended_at.is_some());
    let over: Vec<_> = over.take(SHOWN).cloned().collect();
    let ids: Vec<_> = over.iter().map(|sign_in| sign_in.id).collect();
    let access = visit.app.settings.tokens.access;
    let now = times.now();
    let job = visit.app.db.read(move |c| {
        Box::pin(async move {
            let mut entries = Vec::with_capacity(ids.len());
            for id in ids {
                entries.push(ledger::of_sign_in(c, id, access, now).await?);
            }
            Ok(entries)
        })
    });
    let devices = over
        .iter()
        .zip(job.await?)
        .map(|(sign_in, entries)| EndedDevice {
            name: device(&sign_in.device),
            address: sign_in.address.clone(),
            at: times.ago(sign_in.ended_at.unwrap_or(now)),
            why: why(sign_in),
            apps: entries.into_iter().map(AppTold::from).collect(),
        });
    Ok(devices.collect())
}

/// Why a sign-in is over, as one plain sentence.
fn why(sign_in: &SignIn) -> Say {
    let code = sign_in.end_reason.as_deref();
    let reason = code.and_then(EndReason::from_code);
    reason.map_or_else(|| Say::new("devices-why-unknown"), sentence)
}

fn sentence(reason: EndReason) -> Say {
    Say::new(match reason {
        EndReason::SignedOut => "devices-why-signed-out",
        EndReason::SignedOutByApp => "devices-why-app",
        EndReason::Crowded => "devices-why-crowded",
        EndReason::EndedElsewhere => "devices-why-elsewhere",
        EndReason::EndedByAdministrator => "devices-why-administrator",
        EndReason::TooMany => "devices-why-too-many",
        EndReason::Idle => "devices-why-idle",
        EndReason::Age | EndReason::KeptAge => "devices-why-age",
        EndReason::PasswordChanged => "devices-why-password",
        EndReason::FactorChanged => "devices-why-factor",
        EndReason::AccountDisabled => "devices-why-disabled",
        EndReason::AccountLeaving => "devices-why-leaving",
        EndReason::AccountRemoved => "devices-why-removed",
    })
}

/// Ends one sign-in of this person; another person's answers like one that is not there (attack rows SS-20, AD-13).
pub(crate) async fn end(
    member: Member,
    At(id): At<SignInId>,
    Form(_): Form,
) -> Result<Response, PageError> {
    let app = &member.visit.app;
    let (user, now) = (member.user.id, app.clock.now());
    let ended = ending::own(&app.db, user, id, &member.visit.actor(), now).await?;
    let label = ended.ok_or_else(PageError::not_found)?;
    app.sessions.refresh_ended().await?;
    let ended = Say::new("devices-signed-out").saying("device", device(&label));
    member.visit.tell(ended);
    Ok(see_other("/account/sessions"))
}

/// Ends every sign-in but this one.
pub(crate) async fn end_others(member: Member, Form(_): Form) -> Result<Response, PageError> {
    let app = &member.visit.app;
    let (user, keep, now) = (member.user.id, member.signed_in.id, app.clock.now());
    let ended = ending::others(&app.db, user, keep, &member.visit.actor(), now).await?;
    app.sessions.refresh_ended().await?;
    let ended = Say::new("devices-others-signed-out").count("devices", ended);
    member.visit.tell(ended);
    Ok(see_other("/account/sessions"))
}

/// Trusts a browser no more: the next sign-in there asks for the second factor. Its sign-in goes on, as it is a row of its own. Another
/// person's answers like one that is not there.
pub(crate) async fn forget(
    member: Member,
    At(id): At<Uuid>,
    Form(_): Form,
) -> Result<Response, PageError> {
    let (app, actor) = (&member.visit.app, member.visit.actor());
    let (user, now) = (member.user.id, app.clock.now());
    if !distrust(&app.db, Some(id), user, &actor, now).await? {
        return Err(PageError::not_found());
    }
    member.visit.tell(Say::new("security-forgotten"));
    Ok(see_other("/account/sessions"))
}

/// Where a form without a page of its own leads when a sign-in came between.
pub(crate) async fn back(_: Member) -> Response {
    see_other("/account/sessions")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::end_reason::Grants;

    /// The table of `docs/sessions.md` is this one.
    #[test]
    fn every_reason_is_documented() {
        let docs = include_str!("../../../docs/sessions.md");
        for reason in EndReason::ALL {
            let grants = match reason.grants() {
                Grants::GoOn => "go on",
                Grants::OfSignIn => "of the sign-in",
                Grants::OfPerson => "all of the person",
            };
            let row = format!("| `{}` | {} | {grants} |", reason.code(), sentence(reason));
            assert!(docs.contains(&row), "docs/sessions.md lacks {row}");
        }
    }
}
