//! Everybody's sign-ins, and ending one.

use std::collections::HashMap;

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::{Steward, named};
use crate::accounts::ending::{self, Gone};
use crate::accounts::roles;
use crate::http::redirect::see_other;
use crate::locale::{Say, device};
use crate::pages::admin::sessions::{SessionRow, SessionsPage};
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::{At, query};
use crate::pages::respond;
use crate::pages::when::Times;
use crate::protocol::ids::{SignInId, UserId};
use crate::protocol::roles::{Right, Roles};
use crate::protocol::time::Timestamp;
use crate::store::sign_ins::{self, SignIn};

/// Sign-ins on a page.
const A_PAGE: usize = 50;

/// A sign-in as lists show it.
pub(super) fn session_row(
    sign_in: &SignIn,
    person: (String, String),
    may_end: bool,
    times: &Times,
) -> SessionRow {
    SessionRow {
        id: sign_in.id.to_string(),
        person,
        device: device(&sign_in.device),
        address: sign_in.address.clone(),
        since: times.ago(sign_in.started_at),
        seen: times.ago(sign_in.last_seen_at),
        may_end,
    }
}

pub(crate) async fn list(
    Steward(member): Steward,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    let params = query(raw)?;
    let search = params.one("q").unwrap_or_default().trim().to_owned();
    let person = match search.is_empty() {
        true => None,
        false => named::person(app, &search).await?,
    };
    let before = params.one("before").and_then(written);
    let first = before.is_none();
    let before = before.unwrap_or((Timestamp(i64::MAX), SignInId(Uuid::max())));
    let times = visit.times();
    let now = times.now();
    let (whose, nobody) = (
        person.as_ref().map(|user| user.id),
        person.is_none() && !search.is_empty(),
    );
    let job = app.db.read(move |c| {
        Box::pin(async move {
            match whose {
                _ if nobody => Ok(Vec::new()),
                Some(user) => sign_ins::of_user(c, user, now).await,
                None => sign_ins::live(c, before, A_PAGE as i64 + 1, now).await,
            }
        })
    });
    let mut found = job.await?;
    let more = person.is_none() && found.len() > A_PAGE;
    found.truncate(A_PAGE);
    let mut people: HashMap<UserId, (String, Roles)> = HashMap::new();
    let mut rows = Vec::with_capacity(found.len());
    for one in &found {
        if !people.contains_key(&one.user_id)
            && let Some(user) = app.user(one.user_id).await?
        {
            let theirs = roles::read(&app.db, &user).await?;
            people.insert(user.id, (user.name, theirs));
        }
        let (name, theirs) = people.get(&one.user_id).cloned().unwrap_or_default();
        let may_end = visit.roles.may(Right::SignOut) && visit.roles.cover(theirs);
        rows.push(session_row(
            one,
            (one.user_id.to_string(), name),
            may_end,
            &times,
        ));
    }
    let older = found.last().filter(|_| more);
    let older = older.map(|last| {
        let (at, id) = (last.started_at.0, last.id);
        format!("/admin/sessions?before={at}.{id}")
    });
    let page = SessionsPage {
        ctx: &visit.ctx(),
        hidden: visit.hidden("admin"),
        sessions: rows,
        search,
        person: person.map(|user| (user.id.to_string(), user.name)),
        first,
        older,
    };
    Ok(respond(StatusCode::OK, &page))
}

/// Where a page begins, as its address says it.
fn written(text: &str) -> Option<(Timestamp, SignInId)> {
    let (at, id) = text.split_once('.')?;
    Some((Timestamp(at.parse().ok()?), id.parse().ok()?))
}

/// Where the form leads when a sign-in came between.
pub(crate) async fn back(_: Steward) -> Response {
    see_other("/admin/sessions")
}

/// Ends one, whoever's it is.
pub(crate) async fn end(
    Steward(member): Steward,
    At(id): At<SignInId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    let (actor, now) = (visit.actor(), app.clock.now());
    let user = match ending::of_somebody(&app.db, id, &actor, now).await? {
        Gone::Now(user) | Gone::Before(user) => user,
        Gone::Unknown => return Err(PageError::not_found()),
    };
    app.sessions.refresh_ended().await?;
    let name = app.user(user).await?.map(|user| user.name);
    let said = Say::new("admin-session-ended").with("name", name.unwrap_or_default());
    visit.tell(said);
    // Back to where the button was.
    Ok(see_other(&match params.one("at") {
        Some("person") => format!("/admin/people/{user}"),
        _ => "/admin/sessions".to_owned(),
    }))
}
