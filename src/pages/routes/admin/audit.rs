//! The audit log: filtered, page by page, and as a file.

use std::collections::HashMap;
use std::net::IpAddr;

use axum::extract::RawQuery;
use axum::response::Response;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use jiff::civil::Date;
use uuid::Uuid;

use super::{Steward, export, named};
use crate::accounts::data;
use crate::app::App;
use crate::audit::{acts_named, file};
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::admin::audit::{Asked, AuditPage, AuditRow, Party};
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::respond;
use crate::pages::routes::activity::words;
use crate::pages::when::Times;
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::params::Params;
use crate::protocol::time::Timestamp;
use crate::store::StoreError;
use crate::store::audit::{self, Filter, Row};

/// Entries on a page.
const A_PAGE: usize = 50;
/// More of a field is not looked at.
const LONGEST: usize = 200;

fn asked(params: &Params) -> Asked {
    let field = |name: &str| {
        let typed = params.one(name).unwrap_or_default().trim();
        typed.chars().take(LONGEST).collect()
    };
    Asked {
        q: field("q"),
        kind: field("kind"),
        person: field("person"),
        app: field("app"),
        from: field("from"),
        to: field("to"),
    }
}

/// The filter as a query, without where it stands.
fn as_query(asked: &Asked) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for (name, value) in asked.fields() {
        if !value.is_empty() {
            pairs.append_pair(name, value);
        }
    }
    pairs.finish()
}

/// The beginning of a day, in UTC.
fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

fn begins(day: Date) -> Option<Timestamp> {
    let midnight = day.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Timestamp(midnight.timestamp().as_second()))
}

/// What is asked for, as the store is asked; none when nothing can be found.
async fn filter(
    app: &App,
    asked: &Asked,
    problems: &mut Problems,
) -> Result<Option<Filter>, StoreError> {
    let mut filter = Filter::default();
    for (field, text, is_end) in [("from", &asked.from, false), ("to", &asked.to, true)] {
        if text.is_empty() {
            continue;
        }
        let at = day(text).and_then(|day| match is_end {
            true => begins(day.tomorrow().ok()?),
            false => begins(day),
        });
        match at {
            Some(at) if is_end => filter.until = at,
            Some(at) => filter.since = at,
            None => problems.add(field, Say::new("admin-audit-day-wrong")),
        }
    }
    if !asked.kind.is_empty() {
        match acts_named(&asked.kind) {
            Some(acts) => filter.acts = acts,
            None => return Ok(None),
        }
    }
    let mut about = Vec::new();
    if !asked.person.is_empty() {
        // What is nobody's name may be the id of somebody who is gone.
        let found = named::person(app, &asked.person).await?;
        about.push(found.map_or(asked.person.clone(), |user| user.id.to_string()));
    }
    if !asked.app.is_empty() {
        about.push(asked.app.clone());
    }
    if !asked.q.is_empty() {
        let is_reference = asked.q.len() == 9 && asked.q.as_bytes()[4] == b'-';
        if let Ok(address) = asked.q.parse::<IpAddr>() {
            filter.address = address.to_string();
        } else if let Some(user) = named::person(app, &asked.q).await? {
            about.push(user.id.to_string());
        } else if is_reference {
            filter.request = asked.q.to_uppercase();
        } else {
            about.push(asked.q.clone());
        }
    }
    let mut about = about.into_iter();
    filter.about = about.next().unwrap_or_default();
    filter.and_about = about.next().unwrap_or_default();
    // Nothing is about three.
    Ok(about.next().is_none().then_some(filter))
}

/// The names of the people and apps of some rows.
async fn names(app: &App, rows: &[Row]) -> Result<HashMap<String, String>, StoreError> {
    let mut names = HashMap::new();
    for row in rows {
        for (kind, id) in [(&row.actor, &row.actor_id), (&row.object, &row.object_id)] {
            let Some(id) = id.as_ref().filter(|id| !names.contains_key(*id)) else {
                continue;
            };
            let name = match (kind.as_str(), id.parse::<UserId>()) {
                ("person" | "account", Ok(user)) => app.user(user).await?.map(|user| user.name),
                ("app", _) => app
                    .clients
                    .by_id(id)
                    .await?
                    .map(|client| client.name.clone()),
                _ => None,
            };
            if let Some(name) = name {
                names.insert(id.clone(), name);
            }
        }
    }
    Ok(names)
}

fn party(kind: &str, id: Option<&String>, names: &HashMap<String, String>) -> Party {
    let Some(id) = id else {
        let name = Say::new(match kind {
            "person" => "admin-by-somebody",
            "operator" => "admin-by-command",
            _ => "admin-by-server",
        });
        return Party { name, link: None };
    };
    let known = names.get(id);
    let name = known.unwrap_or(id).clone();
    let link = match kind {
        "person" | "account" if id.parse::<UserId>().is_ok() => {
            known.map(|_| format!("/admin/people/{id}"))
        }
        "app" if id.parse::<ClientId>().is_ok() => known.map(|_| format!("/apps/{id}")),
        _ => None,
    };
    let name = match kind {
        "operator" => Say::new("admin-by-operator").with("name", name),
        _ => Say::verbatim(name),
    };
    Party { name, link }
}

fn shown(row: &Row, names: &HashMap<String, String>, times: &Times) -> AuditRow {
    AuditRow {
        at: times.exactly(row.at),
        who: party(&row.actor, row.actor_id.as_ref(), names),
        what: words(&row.act),
        act: row.act.clone(),
        times: (row.count > 1).then(|| Say::new("activity-times").count("times", row.count)),
        object: party(&row.object, row.object_id.as_ref(), names),
        address: row.address.clone().unwrap_or_default(),
        request: row.request.clone().unwrap_or_default(),
        details: file::details(row),
    }
}

async fn read(app: &App, filter: &Filter, limit: i64) -> Result<Vec<Row>, StoreError> {
    let filter = filter.clone();
    let job = app
        .db
        .read(move |c| Box::pin(async move { audit::list(c, &filter, limit).await }));
    job.await
}

pub(crate) async fn list(
    Steward(member): Steward,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    let params = query(raw)?;
    let asked = asked(&params);
    let mut problems = Problems::none();
    let before = params.one("before").and_then(|id| id.parse::<Uuid>().ok());
    let mut rows = match filter(app, &asked, &mut problems).await? {
        Some(filter) if problems.is_empty() => {
            let before = before.unwrap_or(Uuid::max());
            read(app, &Filter { before, ..filter }, A_PAGE as i64 + 1).await?
        }
        _ => Vec::new(),
    };
    let more = rows.len() > A_PAGE;
    rows.truncate(A_PAGE);
    let names = names(app, &rows).await?;
    let times = visit.times();
    let query = as_query(&asked);
    let status = problems.status();
    let older = rows.last().filter(|_| more);
    let page = AuditPage {
        ctx: &visit.ctx(),
        rows: rows.iter().map(|row| shown(row, &names, &times)).collect(),
        asked,
        problems,
        first: before.is_none(),
        older: older.map(|last| format!("/admin/audit?{query}&before={}", last.id)),
        hidden: visit.hidden("admin"),
    };
    Ok(respond(status, &page))
}

/// Where the form of the export leads when a sign-in came between.
pub(crate) async fn back(_: Steward) -> Response {
    see_other("/admin/audit")
}

/// What the filter finds as a file, read and sent in batches: it is never in memory as a whole.
pub(crate) async fn export(
    Steward(member): Steward,
    Form(params): Form,
) -> Result<Response, PageError> {
    let as_json = params.one("as") == Some("json");
    let (visit, app) = (&member.visit, member.visit.app.clone());
    let mut problems = Problems::none();
    let wanted = filter(&app, &asked(&params), &mut problems).await?;
    let wanted = wanted.filter(|_| problems.is_empty());
    let line = if as_json { file::jsonl } else { file::csv };
    // A filter that is wrong finds nothing.
    let found = stream::iter(wanted).flat_map(move |wanted| file::batches(&app.db, wanted));
    let rest = found.map_ok(move |rows| rows.iter().map(line).collect::<String>().into());
    data::list_taken(&visit.app.db, "audit", visit.actor(), visit.app.clock.now()).await?;
    let (name, kind, head) = match as_json {
        true => ("audit.jsonl", "application/jsonl", ""),
        false => ("audit.csv", "text/csv; charset=utf-8", file::HEAD),
    };
    Ok(export::file(visit, name, kind, export::after(head, rest)))
}
