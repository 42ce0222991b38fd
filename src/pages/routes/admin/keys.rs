//! The signing keys: looked at, rotated, withdrawn.

use std::time::Duration;

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::Steward;
use crate::custody::{self, is_young};
use crate::http::redirect::see_other;
use crate::keys::KeyError;
use crate::keys::rotation::{OPEN_END, SigningKeyRow, State};
use crate::locale::Say;
use crate::pages::admin::chart::date;
use crate::pages::admin::keys::{
    Fetch, KeyRow, KeysPage, Part, Ready, RotatePage, WIDTH, WithdrawPage,
};
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::respond;
use crate::pages::visit::{Member, Visit};
use crate::pages::when::Times;
use crate::protocol::time::Timestamp;

/// How far back the drawing goes, and how far on.
const BACK: Duration = Duration::from_hours(30 * 24);
const ON: Duration = Duration::from_hours(150 * 24);

pub(crate) async fn show(Steward(member): Steward) -> Result<Response, PageError> {
    let (visit, times) = (&member.visit, member.visit.times());
    let rows = custody::signing_keys(&visit.app.db).await?;
    let ctx = visit.ctx();
    let span = Span::of(&rows, times.now());
    let page = KeysPage {
        ctx: &ctx,
        keys: rows.iter().map(|row| key(row, &span, &times)).collect(),
        today: span.place(times.now()),
        ends: [date(span.from).1, date(span.to).1],
    };
    Ok(respond(StatusCode::OK, &page))
}

/// What the drawing shows.
struct Span {
    from: Timestamp,
    to: Timestamp,
}

impl Span {
    /// From the first key to the last change, within reason.
    fn of(rows: &[SigningKeyRow], now: Timestamp) -> Self {
        let first = rows.iter().map(|row| row.announced_at).min();
        let changes = rows.iter().flat_map(|row| [row.active_at, row.gone_at]);
        let last = changes.filter(|at| *at < OPEN_END).max();
        let day = Duration::from_hours(24);
        Self {
            from: first
                .unwrap_or(now)
                .max(now.minus(BACK))
                .min(now.minus(day)),
            to: last.unwrap_or(now).min(now.plus(ON)).max(now.plus(day)),
        }
    }

    fn place(&self, at: Timestamp) -> u64 {
        let at = at.max(self.from).min(self.to);
        let (done, all) = (at.0 - self.from.0, (self.to.0 - self.from.0).max(1));
        u64::try_from(done).unwrap_or_default() * WIDTH / u64::try_from(all).unwrap_or(1)
    }

    fn parts(&self, row: &SigningKeyRow) -> Vec<Part> {
        let part = |(from, to, state)| {
            let (x, end) = (self.place(from), self.place(to));
            (end > x).then(|| Part {
                x,
                width: end - x,
                state,
            })
        };
        [
            (
                row.announced_at,
                row.active_at.min(row.gone_at),
                State::Announced,
            ),
            (row.active_at, row.retiring_at, State::Active),
            (row.retiring_at, row.gone_at, State::Retiring),
        ]
        .into_iter()
        .filter_map(part)
        .collect()
    }
}

fn key(row: &SigningKeyRow, span: &Span, times: &Times) -> KeyRow {
    let state = row.state(times.now());
    let (message, at) = match state {
        State::Announced => ("admin-key-signs-from", row.active_at),
        State::Active => ("admin-key-signs-until", row.retiring_at),
        State::Retiring => ("admin-key-gone-on", row.gone_at),
        State::Gone => ("admin-key-gone-since", row.gone_at),
    };
    let next = match at {
        OPEN_END => Say::new("admin-key-until-next"),
        at => Say::new(message).saying("when", times.on(at).text),
    };
    KeyRow {
        kid: row.kid.clone(),
        alg: row.alg.as_str(),
        state,
        next,
        parts: span.parts(row),
    }
}

pub(crate) async fn ask_rotate(Steward(member): Steward) -> Result<Response, PageError> {
    let visit = &member.visit;
    let rows = custody::signing_keys(&visit.app.db).await?;
    let (ctx, times) = (visit.ctx(), visit.times());
    let now = times.now();
    let waiting = rows.iter().filter(|row| row.state(now) == State::Announced);
    let announced = waiting.map(|row| row.announced_at).max();
    let callers = &visit.app.clients.callers;
    let since = announced.unwrap_or(now);
    let (after, before): (Vec<_>, Vec<_>) =
        callers.all().into_iter().partition(|one| one.at >= since);
    let page = RotatePage {
        ctx: &ctx,
        hidden: visit.hidden("admin"),
        signing: signing(&rows, now),
        announced: announced.map(|at| times.ago(at)),
        young: rows.iter().any(|row| is_young(row, now)),
        watched: times.ago(visit.app.started),
        apps: ready(visit, since, &times).await?,
        fetched: after
            .into_iter()
            .map(|one| Fetch {
                address: one.address.to_string(),
                agent: one.agent,
                at: times.ago(one.at),
            })
            .collect(),
        before: before.len() as u64,
    };
    Ok(respond(StatusCode::OK, &page))
}

/// The apps whose server called, those that lack the next keys first.
async fn ready(visit: &Visit, since: Timestamp, times: &Times) -> Result<Vec<Ready>, PageError> {
    let mut apps = Vec::new();
    for (id, fetched) in visit.app.clients.callers.apps() {
        let Some(client) = visit.app.clients.by_id(id.as_str()).await? else {
            continue;
        };
        apps.push(Ready {
            name: client.name.clone(),
            ready: fetched.is_some_and(|at| at >= since),
            fetched: fetched.map(|at| times.ago(at)),
        });
    }
    apps.sort_by(|a, b| (a.ready, &a.name).cmp(&(b.ready, &b.name)));
    Ok(apps)
}

/// The keys that sign, as a form carries them: a form that is sent twice, or after somebody else's, rotates nothing.
fn signing(rows: &[SigningKeyRow], now: Timestamp) -> String {
    let active = rows.iter().filter(|row| row.state(now) == State::Active);
    let kids: Vec<_> = active.map(|row| &row.kid[..]).collect();
    kids.join(" ")
}

pub(crate) async fn rotate(
    Steward(member): Steward,
    Form(params): Form,
) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    let now = app.clock.now();
    let rows = custody::signing_keys(&app.db).await?;
    let done = match params.one("signing") == Some(&signing(&rows, now)) {
        true => {
            custody::rotate(&app.db, &app.keys, visit.actor(), now).await?;
            "admin-rotate-done"
        }
        false => "admin-rotate-before-you",
    };
    visit.tell(Say::new(done));
    Ok(see_other("/admin/keys"))
}

pub(crate) async fn ask_withdraw(
    Steward(member): Steward,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let kept = member.visit.kept().await?.unwrap_or_default();
    let params = query(raw)?;
    let chosen = kept.one("kid").or_else(|| params.one("kid"));
    let chosen = chosen.unwrap_or_default().to_owned();
    withdraw_page(&member, chosen, Problems::none()).await
}

async fn withdraw_page(
    member: &Member,
    chosen: String,
    problems: Problems,
) -> Result<Response, PageError> {
    let (visit, times) = (&member.visit, member.visit.times());
    let rows = custody::signing_keys(&visit.app.db).await?;
    let ctx = visit.ctx();
    let span = Span::of(&rows, times.now());
    let live = rows
        .iter()
        .filter(|row| row.state(times.now()) != State::Gone);
    let status = problems.status();
    let page = WithdrawPage {
        ctx: &ctx,
        hidden: visit.hidden("admin"),
        keys: live.map(|row| key(row, &span, &times)).collect(),
        chosen,
        problems,
    };
    Ok(respond(status, &page))
}

pub(crate) async fn withdraw(
    Steward(member): Steward,
    Form(params): Form,
) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    let kid = params.one("kid").unwrap_or_default();
    let now = app.clock.now();
    match custody::withdraw(&app.db, &app.keys, kid, visit.actor(), now).await {
        Ok(()) => {}
        Err(KeyError::UnknownKid { .. }) => {
            let mut problems = Problems::none();
            problems.add("kid", Say::new("admin-withdraw-none"));
            return withdraw_page(&member, String::new(), problems).await;
        }
        Err(error) => return Err(error.into()),
    }
    visit.tell(Say::new("admin-withdraw-done").with("kid", kid));
    Ok(see_other("/admin/keys"))
}
