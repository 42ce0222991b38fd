//! The list of people: searched, filtered, exported, and several of them chosen for something to be done to.

use std::collections::HashMap;

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream;
use uuid::Uuid;

use super::{Steward, export, tasks};
use crate::accounts::roles;
use crate::audit::{Act, Deed, Object};
use crate::config::SignUp;
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::admin::people::{BulkPage, PeoplePage, PersonRow, WHICH};
use crate::pages::admin::task::Task;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::respond;
use crate::pages::visit::Member;
use crate::pages::when::{Times, iso};
use crate::protocol::ids::UserId;
use crate::protocol::params::Params;
use crate::protocol::roles::{Role, Roles};
use crate::protocol::subject::Subject;
use crate::store::people::{self, Which};
use crate::store::users::{self, User};
use crate::store::{Db, StoreError};

/// People on a page: as many as a form may name.
const A_PAGE: usize = 50;
/// People that are read at once for a file.
const A_BATCH: i64 = 500;
/// More of a search is not looked at.
const LONGEST_SEARCH: usize = 200;

/// What the list is asked for.
#[derive(Debug, Clone)]
struct Wanted {
    search: String,
    which: Which,
    before: UserId,
}

impl Wanted {
    fn of(params: &Params) -> Self {
        let typed = params.one("q").unwrap_or_default().trim();
        let named = params.one("show").unwrap_or_default();
        let which = WHICH.iter().find(|(value, _)| *value == named);
        let before = params.one("before").and_then(|id| id.parse().ok());
        Self {
            search: typed.chars().take(LONGEST_SEARCH).collect(),
            which: which.map_or(Which::All, |(_, which)| *which),
            before: before.unwrap_or(UserId(Uuid::max())),
        }
    }

    /// The search as a query, without where it stands.
    fn query(&self) -> String {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        if !self.search.is_empty() {
            pairs.append_pair("q", &self.search);
        }
        let value = WHICH.iter().find(|(_, which)| *which == self.which);
        if let Some((value, _)) = value.filter(|(value, _)| !value.is_empty()) {
            pairs.append_pair("show", value);
        }
        pairs.finish()
    }
}

/// Some people, with their roles.
type Found = (Vec<User>, HashMap<UserId, Roles>);

async fn read(db: &Db, wanted: &Wanted, limit: i64) -> Result<Found, StoreError> {
    let wanted = wanted.clone();
    let job = db.read(move |c| {
        Box::pin(async move {
            // Whoever is named by what nobody else has is the one who is meant.
            let named = wanted.search.parse::<UserId>();
            let found = match (named, Subject::parse(&wanted.search)) {
                (Ok(id), _) => users::by_id(c, id).await?,
                (_, Ok(subject)) => users::by_subject(c, &subject).await?,
                _ => None,
            };
            let found = match found {
                Some(user) if user.id < wanted.before => vec![user],
                Some(_) => Vec::new(),
                None => people::page(c, wanted.which, &wanted.search, wanted.before, limit).await?,
            };
            let roles = people::roles(c, &found).await?;
            Ok((found, roles))
        })
    });
    job.await
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

fn roles_of(roles: &HashMap<UserId, Roles>, user: &User) -> Roles {
    roles.get(&user.id).copied().unwrap_or_default()
}

pub(crate) async fn list(
    Steward(member): Steward,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let wanted = Wanted::of(&query(raw)?);
    let (mut found, roles) = read(&visit.app.db, &wanted, A_PAGE as i64 + 1).await?;
    let more = found.len() > A_PAGE;
    found.truncate(A_PAGE);
    let times = visit.times();
    let query = wanted.query();
    let older = found.last().filter(|_| more);
    let page = PeoplePage {
        ctx: &visit.ctx(),
        people: found
            .iter()
            .map(|user| row(user, roles_of(&roles, user), &times))
            .collect(),
        search: wanted.search.clone(),
        which: wanted.which,
        first: wanted.before == UserId(Uuid::max()),
        older: older.map(|last| format!("/admin/people?{query}&before={}", last.id)),
        value: WHICH
            .iter()
            .find(|(_, which)| *which == wanted.which)
            .map_or("", |(value, _)| value),
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
    let mut wanted = Wanted::of(&params);
    wanted.before = UserId(Uuid::max());
    let db = visit.app.db.clone();
    let head =
        "id,sub,user_name,email,email_verified,name,roles,disabled_at,deletes_at,created_at\r\n";
    let rest = stream::try_unfold(Some(wanted), move |wanted| {
        let db = db.clone();
        async move {
            let Some(mut wanted) = wanted else {
                return Ok::<_, StoreError>(None);
            };
            let (found, roles) = read(&db, &wanted, A_BATCH).await?;
            let text: String = found
                .iter()
                .map(|user| line(user, roles_of(&roles, user)))
                .collect();
            let last = found.last().filter(|_| found.len() as i64 == A_BATCH);
            let next = last.map(|last| {
                wanted.before = last.id;
                wanted
            });
            Ok(Some((Bytes::from(text), next)))
        }
    });
    let deed = Deed::new(Act::DataExported, Object::Server).with("what", "people");
    deed.record_alone(&visit.app.db, visit.actor(), visit.app.clock.now())
        .await?;
    Ok(export::file(
        visit,
        "people.csv",
        "text/csv; charset=utf-8",
        export::after(head, rest),
    ))
}

fn line(user: &User, roles: Roles) -> String {
    let roles: Vec<_> = roles.iter().map(Role::code).collect();
    export::csv_line(&[
        user.id.to_string(),
        user.sub().to_string(),
        user.login.clone(),
        user.email.clone().unwrap_or_default(),
        user.email_verified.to_string(),
        user.name.clone(),
        roles.join(" "),
        user.disabled_at.map(iso).unwrap_or_default(),
        user.deletes_at.map(iso).unwrap_or_default(),
        iso(user.created_at),
    ])
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
