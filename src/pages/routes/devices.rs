//! Where somebody is signed in: seeing it, ending one device, ending all others. In both session modes a sign-in is one row.

use std::collections::{BTreeSet, HashMap};

use axum::http::StatusCode;
use axum::response::Response;

use crate::accounts::{EndReason, ending};
use crate::http::redirect::see_other;
use crate::pages::account::devices::{Device, DevicesPage, EndedDevice};
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::respond;
use crate::pages::visit::Member;
use crate::pages::when::When;
use crate::protocol::ids::SignInId;
use crate::store::grants;
use crate::store::sign_ins::{self, SignIn};

/// How many sign-ins that are over are shown.
const HISTORY: i64 = 30;

pub(crate) async fn show(member: Member) -> Result<Response, PageError> {
    let visit = &member.visit;
    let (user, now) = (member.user.id, visit.app.clock.now());
    let job = visit.app.db.read(move |c| {
        Box::pin(async move {
            let live = sign_ins::of_user(c, user, now).await?;
            Ok((
                live,
                sign_ins::recent(c, user, HISTORY).await?,
                grants::of_user(c, user, now).await?,
            ))
        })
    });
    let (mut live, recent, grants) = job.await?;
    live.sort_by_key(|sign_in| sign_in.id != member.signed_in.id);
    let mut used: HashMap<_, BTreeSet<_>> = HashMap::new();
    for grant in &grants {
        used.entry(grant.sign_in).or_default().insert(&grant.client);
    }
    let mut devices = Vec::with_capacity(live.len());
    for sign_in in &live {
        let clients = used.remove(&Some(sign_in.id)).unwrap_or_default();
        let mut apps = Vec::with_capacity(clients.len());
        for client in clients {
            if let Some(client) = visit.app.clients.by_id(client.as_str()).await? {
                apps.push(client.name.clone());
            }
        }
        let known_place = recent
            .iter()
            .any(|other| other.started_at < sign_in.started_at && other.address == sign_in.address);
        let first = !recent
            .iter()
            .any(|other| other.started_at < sign_in.started_at);
        devices.push(Device {
            id: sign_in.id.to_string(),
            label: sign_in.device.clone(),
            address: sign_in.address.clone(),
            since: When::on(sign_in.started_at, now),
            seen: When::ago(sign_in.last_seen_at, now),
            method: method(&sign_in.amr).to_owned(),
            apps,
            here: sign_in.id == member.signed_in.id,
            new_place: !known_place && !first,
        });
    }
    let ended = recent.iter().filter_map(|sign_in| {
        let at = sign_in.ended_at?;
        Some(EndedDevice {
            label: sign_in.device.clone(),
            address: sign_in.address.clone(),
            at: When::ago(at, now),
            why: why(sign_in).to_owned(),
        })
    });
    let ctx = visit.ctx();
    let page = DevicesPage {
        ctx: &ctx,
        hidden: visit.hidden("account"),
        devices,
        ended: ended.take(10).collect(),
    };
    Ok(respond(StatusCode::OK, &page))
}

/// How somebody signed in (RFC 8176), in plain words.
fn method(amr: &str) -> &'static str {
    match amr {
        "pwd" => "a password",
        _ => "another method",
    }
}

/// Why a sign-in is over, as one plain sentence.
fn why(sign_in: &SignIn) -> &'static str {
    let code = sign_in.end_reason.as_deref();
    let reason = code.and_then(EndReason::from_code);
    reason.map_or("Ended.", EndReason::sentence)
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
    let device = ended.ok_or_else(PageError::not_found)?;
    app.sessions.refresh_ended().await?;
    member.visit.tell(format!("Signed out {device}."));
    Ok(see_other("/account/sessions"))
}

/// Ends every sign-in but this one.
pub(crate) async fn end_others(member: Member, Form(_): Form) -> Result<Response, PageError> {
    let app = &member.visit.app;
    let (user, keep, now) = (member.user.id, member.signed_in.id, app.clock.now());
    let ended = ending::others(&app.db, user, keep, &member.visit.actor(), now).await?;
    app.sessions.refresh_ended().await?;
    member.visit.tell(match ended {
        0 => "No other device was signed in any more.".to_owned(),
        1 => "Signed out 1 other device.".to_owned(),
        several => format!("Signed out {several} other devices."),
    });
    Ok(see_other("/account/sessions"))
}

/// Where a form without a page of its own leads when a sign-in came between.
pub(crate) async fn back(_: Member) -> Response {
    see_other("/account/sessions")
}
