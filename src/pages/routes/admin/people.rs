//! The list of people: searched, filtered, exported, and several of them chosen for something to be done to.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use bytes::Bytes;
use futures_util::TryStreamExt as _;

use super::{Steward, export, tasks};
use crate::accounts::people::{self, Wanted};
use crate::accounts::{data, roles};
use crate::config::SignUp;
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::admin::people::{BulkPage, PeoplePage, PersonRow};
use crate::pages::admin::task::Task;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::respond;
use crate::pages::visit::Member;
use crate::pages::when::Times;
use crate::protocol::ids::UserId;
use crate::protocol::params::Params;
use crate::protocol::roles::Roles;
use crate::store::users::User;

/// People on a page: as many as a form may name.
const A_PAGE: usize = 50;
/// What the list is asked for.
fn wanted(params: &Params) -> Wanted {
    let search = params.one("q").unwrap_or_default();
    let choice = params.one("show").unwrap_or_default();
    let all = || Wanted::from_start(search, "");
    let wanted = Wanted::from_start(search, choice).or_else(all);
    let mut wanted = wanted.unwrap_or_default();
    if let Some(before) = params.one("before").and_then(|id| id.parse().ok()) {
        wanted.before = before;
    }
    wanted
}

/// What is asked for as a query, without where it stands.
fn as_query(wanted: &Wanted) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("q", wanted.search.as_str()), ("show", wanted.choice())] {
        if !value.is_empty() {
            pairs.append_pair(name, value);
        }
    }
    pairs.finish()
}

/// A person as a list shows them.
pub(super) fn row(user: &User, roles: Roles, times: &Times) -> PersonRow {
    PersonRow {
        id: user.id.to_string(),
        name: user.name.clone(),
        login: user.login.clone(),
        email: user.email.clone(),
        roles,
        disabled: user.disabled_at.is_some(),
        leaving: user.deletes_at.is_some(),
        made: times.ago(user.created_at),
    }
}

pub(crate) async fn list(
    Steward(member): Steward,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let wanted = wanted(&query(raw)?);
    let mut found = people::find(&visit.app.db, &wanted, A_PAGE as i64 + 1).await?;
    let more = found.people.len() > A_PAGE;
    found.people.truncate(A_PAGE);
    let times = visit.times();
    let query = as_query(&wanted);
    let older = found.people.last().filter(|_| more);
    let page = PeoplePage {
        ctx: &visit.ctx(),
        people: found
            .people
            .iter()
            .map(|user| row(user, found.roles(user), &times))
            .collect(),
        search: wanted.search.clone(),
        which: wanted.which,
        first: wanted.is_from_start(),
        older: older.map(|last| format!("/admin/people?{query}&before={}", last.id)),
        value: wanted.choice(),
        hidden: visit.hidden("admin"),
        invites: visit.app.settings.sign_up != SignUp::Closed,
    };
    Ok(respond(StatusCode::OK, &page))
}

/// Everybody who is found as a file, read and sent in batches: it is never in memory as a whole.
pub(crate) async fn export(
    Steward(member): Steward,
    Form(params): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let mut wanted = wanted(&params);
    wanted.before = Wanted::default().before;
    let found = people::batches(&visit.app.db, wanted);
    let rest = found.map_ok(|found| Bytes::from(found.lines()));
    data::list_taken(
        &visit.app.db,
        "people",
        visit.actor(),
        visit.app.clock.now(),
    )
    .await?;
    Ok(export::file(
        visit,
        "people.csv",
        "text/csv; charset=utf-8",
        export::after(people::HEAD, rest),
    ))
}

/// Where a form without a page of its own leads when a sign-in came between.
pub(crate) async fn back(_: Steward) -> Response {
    see_other("/admin/people")
}

/// What is to be done to several, and to whom.
fn chosen(params: &Params) -> Option<(Task, Vec<UserId>)> {
    let task = params.one("do")?;
    let task = Task::OF_SEVERAL
        .into_iter()
        .find(|one| one.code() == task)?;
    let ids: Vec<UserId> = params
        .all("id")
        .filter_map(|id| id.parse().ok())
        .take(A_PAGE)
        .collect();
    Some((task, ids))
}

/// Shows to whom it would be done, and to whom not.
pub(crate) async fn ask_bulk(
    Steward(member): Steward,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let params = match visit.kept().await? {
        Some(kept) => kept,
        None => query(raw)?,
    };
    let Some((task, ids)) = chosen(&params).filter(|(_, ids)| !ids.is_empty()) else {
        return Ok(see_other("/admin/people"));
    };
    if !visit.roles.may(task.right()) {
        return Err(PageError::not_found());
    }
    let (mut people, mut left_out) = (Vec::new(), Vec::new());
    for id in ids {
        let Some((user, roles)) = somebody(&member, id).await? else {
            continue;
        };
        let row = row(&user, roles, &visit.times());
        match visit.roles.cover(roles) && user.id != member.user.id {
            true => people.push(row),
            false => left_out.push(row),
        }
    }
    let page = BulkPage {
        ctx: &visit.ctx(),
        hidden: visit.hidden("admin"),
        task,
        people,
        left_out,
    };
    Ok(respond(StatusCode::OK, &page))
}

/// An account with the roles that it has.
pub(super) async fn somebody(
    member: &Member,
    id: UserId,
) -> Result<Option<(User, Roles)>, PageError> {
    let app = &member.visit.app;
    let Some(user) = app.user(id).await? else {
        return Ok(None);
    };
    let roles = roles::read(&app.db, &user).await?;
    Ok(Some((user, roles)))
}

/// The same, unless they may do more than whoever asks.
pub(super) async fn covered(member: &Member, id: UserId) -> Result<(User, Roles), PageError> {
    let found = somebody(member, id).await?;
    found
        .filter(|(_, roles)| member.visit.roles.cover(*roles))
        .ok_or_else(PageError::not_found)
}

/// Does it, each in a transaction of its own: one that is refused keeps no other from it.
pub(crate) async fn bulk(
    Steward(member): Steward,
    Form(params): Form,
) -> Result<Response, PageError> {
    let Some((task, ids)) = chosen(&params) else {
        return Ok(see_other("/admin/people"));
    };
    if !member.visit.roles.may(task.right()) {
        return Err(PageError::not_found());
    }
    let (mut done, mut not) = (0, Vec::new());
    for id in ids {
        let Some((user, _)) = somebody(&member, id).await? else {
            continue;
        };
        match tasks::perform(&member, task, &user).await? {
            tasks::Outcome::Done(_) => done += 1,
            tasks::Outcome::Refused(_) => not.push(Say::verbatim(&user.name)),
            tasks::Outcome::Page(_) => {}
        }
    }
    let said = Say::new("admin-bulk-done").count("people", done);
    member.visit.tell(match Say::list(not) {
        Some(names) => Say::new("admin-bulk-not")
            .saying("done", said)
            .saying("names", names),
        None => said,
    });
    Ok(see_other("/admin/people"))
}
