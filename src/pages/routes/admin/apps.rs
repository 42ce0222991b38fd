//! The apps of everybody: found, looked at, vouched for, switched off and on.

use std::sync::Arc;

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use super::{Steward, export, named};
use crate::accounts::data;
use crate::clients::change::{Change, Changed, change};
use crate::clients::listed::{self, Known, Wanted, more_of};
use crate::clients::register::{MOST_APPS, NotRegistered};
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::ops::figures::{DAYS, day_before};
use crate::pages::admin::apps::{AppPage, AppsPage, Choice, SwitchOffPage};
use crate::pages::admin::chart::Chart;
use crate::pages::apps::detail::Standing;
use crate::pages::apps::errors::ErrorRow;
use crate::pages::apps::list::Owner;
use crate::pages::apps::preset::Preset;
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::{At, query};
use crate::pages::respond;
use crate::pages::routes::apps::list::{A_PAGE, paged, row, written};
use crate::pages::under_way::face;
use crate::pages::visit::{Member, Visit};
use crate::protocol::client::{Client, NoLimit, TokensAMinute};
use crate::protocol::ids::ClientId;
use crate::protocol::params::Params;
use crate::store::clients::{self, Place, Shown};
use crate::store::{figures, users};

/// The value of `show` for the apps that were refused something lately.
const ERRORS: &str = "errors";

pub(crate) async fn list(
    Steward(member): Steward,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let params = query(raw)?;
    let code = params.one("show").unwrap_or_default();
    let mut wanted = wanted(&params);
    let place = match (params.one("below"), params.one("above")) {
        (Some(text), _) => written(text).map(|(at, id)| Place::Below(at, id)),
        (_, Some(text)) => written(text).map(|(at, id)| Place::Above(at, id)),
        _ => None,
    };
    wanted.place = place.unwrap_or(Place::Start);
    let (known, newer, older) = match code {
        ERRORS => (
            with_errors(&member.visit, &wanted.search).await?,
            false,
            false,
        ),
        _ => {
            let found = listed::find(&member.visit.app.db, &wanted, A_PAGE as i64 + 1);
            paged(found.await?, &wanted.place)
        }
    };
    let (search, shown) = (wanted.search, wanted.shown);
    let address = |side: &str, known: &Known| {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("q", &search[..]), ("show", code)] {
            if !value.is_empty() {
                pairs.append_pair(name, value);
            }
        }
        let client = &known.client;
        pairs.append_pair(side, &format!("{}.{}", client.created_at.0, client.id));
        format!("/admin/apps?{}", pairs.finish())
    };
    let newer = known.first().filter(|_| newer);
    let newer = newer.map(|first| address("above", first));
    let older = known.last().filter(|_| older);
    let older = older.map(|last| address("below", last));
    let choices = [
        ("", "admin-apps-all"),
        (Shown::Unvetted.code(), "admin-apps-unvetted"),
        (ERRORS, "admin-apps-errors"),
        (Shown::Disabled.code(), "admin-apps-disabled"),
        (Shown::House.code(), "admin-apps-house"),
    ];
    let ctx = member.visit.ctx();
    let page = AppsPage {
        ctx: &ctx,
        apps: known.into_iter().map(|known| row(&member, known)).collect(),
        choices: choices
            .into_iter()
            .map(|(own, name)| Choice {
                code: own,
                name: Say::new(name),
                current: own == if code == ERRORS { ERRORS } else { shown.code() },
            })
            .collect(),
        search,
        newer,
        older,
        hidden: member.visit.hidden("admin"),
    };
    Ok(respond(StatusCode::OK, &page))
}

/// What the list is asked for, from its beginning.
fn wanted(params: &Params) -> Wanted {
    let search = params.one("q").unwrap_or_default();
    let choice = params.one("show").unwrap_or_default();
    let all = || Wanted::from_start(search, "");
    let wanted = Wanted::from_start(search, choice).or_else(all);
    wanted.unwrap_or_default()
}

/// Where the form of the export leads when a sign-in came between.
pub(crate) async fn list_back(_: Steward) -> Response {
    see_other("/admin/apps")
}

/// What the filter finds as a file, read and sent in batches: it is never in memory as a whole.
pub(crate) async fn export(
    Steward(member): Steward,
    Form(params): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let wanted = wanted(&params);
    let first = match params.one("show") {
        Some(ERRORS) => listed::lines(&with_errors(visit, &wanted.search).await?),
        _ => String::new(),
    };
    let next = (params.one("show") != Some(ERRORS)).then_some(wanted);
    let db = visit.app.db.clone();
    let found = stream::iter(next).flat_map(move |wanted| listed::batches(&db, wanted));
    let rest = found.map_ok(|found| Bytes::from(listed::lines(&found)));
    let rest = stream::once(async { Ok(Bytes::from(first)) }).chain(rest);
    data::list_taken(&visit.app.db, "apps", visit.actor(), visit.app.clock.now()).await?;
    Ok(export::file(
        visit,
        "apps.csv",
        "text/csv; charset=utf-8",
        export::after(listed::HEAD, rest),
    ))
}

/// The apps that this node refused something lately: as many as fit on one page.
async fn with_errors(visit: &Visit, search: &str) -> Result<Vec<Known>, PageError> {
    let troubled = visit.app.clients.refusals.troubled(visit.app.clock.now());
    let mut found = Vec::new();
    let small = search.to_lowercase();
    for one in troubled {
        let client = visit.app.clients.by_id(one.client.as_str()).await?;
        let fits = |client: &Arc<Client>| {
            client.name.to_lowercase().contains(&small) || client.id.as_str().contains(&small)
        };
        found.extend(client.filter(fits).map(|client| client.as_ref().clone()));
        if found.len() == A_PAGE {
            break;
        }
    }
    let job = visit
        .app
        .db
        .read(move |c| Box::pin(async move { more_of(c, found, true).await }));
    Ok(job.await?)
}

pub(crate) async fn show(
    Steward(member): Steward,
    At(id): At<ClientId>,
) -> Result<Response, PageError> {
    let client = named::client(&member.visit.app, &id).await?;
    let limit = client.metadata.tokens_a_minute.map(TokensAMinute::get);
    let limit = limit.map(|limit| limit.to_string()).unwrap_or_default();
    page(&member, &client, limit, Problems::none()).await
}

async fn page(
    member: &Member,
    client: &Client,
    tokens_a_minute: String,
    problems: Problems,
) -> Result<Response, PageError> {
    let (visit, times) = (&member.visit, member.visit.times());
    let now = times.now();
    let since = day_before(now, DAYS - 1);
    let row = client.clone();
    let job = visit.app.db.read(move |c| {
        Box::pin(async move {
            let days = figures::of_app(c, &row.id, since).await?;
            let (owner, of_owner) = match row.owner {
                Some(owner) => (
                    users::by_id(c, owner).await?.map(|user| user.name),
                    clients::count_of_owner(c, owner).await?,
                ),
                None => (None, 0),
            };
            let mut known = more_of(c, vec![row], false).await?;
            Ok((days, owner, of_owner, known.pop()))
        })
    });
    let (days, owner, of_owner, known) = job.await?;
    let mut by_day = [0; DAYS];
    for (day, count) in days {
        if let Some(place) = usize::try_from(day)
            .ok()
            .and_then(|day| by_day.get_mut(day))
        {
            *place = u64::try_from(count).unwrap_or_default();
        }
    }
    let chart = Chart::of(since, by_day.map(|count| (count, 0)), |bars| {
        let all: u64 = bars.iter().map(|bar| bar.good).sum();
        Say::new("admin-app-finding").count("n", all)
    });
    let metadata = &client.metadata;
    let uris = metadata.redirect_uris.iter();
    let refused = visit.app.clients.refusals.of(&client.id, now).into_iter();
    let (people, used) = known.map_or((0, None), |known| (known.people, known.used));
    let status = problems.status();
    let ctx = visit.ctx();
    let page = AppPage {
        ctx: &ctx,
        tokens_a_minute,
        problems,
        hidden: visit.hidden("admin"),
        id: client.id.to_string(),
        face: face(client),
        preset: Preset(metadata.kind),
        of_owner: owner.as_ref().map(|_| {
            let count = u64::try_from(of_owner).unwrap_or_default();
            (count, MOST_APPS.unsigned_abs())
        }),
        owner: match owner {
            _ if client.owner == Some(member.user.id) => Owner::You,
            Some(name) => Owner::Person(name),
            None => Owner::Nobody,
        },
        standing: Standing::of(client),
        disabled: client.disabled_at.is_some(),
        redirect_uris: uris.map(|uri| uri.as_str().to_owned()).collect(),
        scope: metadata.scope.to_string(),
        host: metadata
            .verified_host
            .as_ref()
            .map(|proven| (proven.host.clone(), times.on(proven.at))),
        people: u64::try_from(people).unwrap_or_default(),
        since: times.on(client.created_at),
        used: used.map(|at| times.ago(at)),
        chart,
        errors: refused
            .map(|seen| ErrorRow::of(seen, client, &times))
            .collect(),
    };
    Ok(respond(status, &page))
}

/// Changes nothing but what is said here; of two at once one does.
async fn changed(
    member: &Member,
    client: &Client,
    wanted: Change,
    done: &'static str,
) -> Result<Response, PageError> {
    let app = &member.visit.app;
    let (actor, now) = (member.visit.actor(), app.clock.now());
    let changed = change(&app.db, client, wanted, &actor, now).await;
    app.clients.changed(&client.id);
    let said = match changed {
        Ok(Changed::Done { .. }) => done,
        Ok(Changed::Elsewhere) => "admin-app-meanwhile",
        Err(NotRegistered::Store(error)) => return Err(error.into()),
        Err(error) => return Err(PageError::server("app", &error)),
    };
    member.visit.tell(Say::new(said).with("app", &client.name));
    Ok(see_other(&format!("/admin/apps/{}", client.id)))
}

pub(crate) async fn vet(
    Steward(member): Steward,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let client = named::client(&member.visit.app, &id).await?;
    let mut metadata = client.metadata.clone();
    metadata.vetted = params.one("vetted").is_some();
    let done = match metadata.vetted {
        true => "admin-app-vetted",
        false => "admin-app-unvetted",
    };
    let wanted = Change {
        name: client.name.clone(),
        metadata,
        on: None,
    };
    changed(&member, &client, wanted, done).await
}

/// How often it gets tokens in a minute; nothing typed: as often as it asks.
pub(crate) async fn set_limit(
    Steward(member): Steward,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let client = named::client(&member.visit.app, &id).await?;
    let typed = params.one("tokens_a_minute").unwrap_or_default().trim();
    let mut metadata = client.metadata.clone();
    metadata.tokens_a_minute = match typed {
        "" => None,
        number => match number.parse() {
            Ok(limit) => Some(limit),
            Err(NoLimit) => {
                let mut problems = Problems::none();
                problems.add("tokens_a_minute", Say::new("admin-app-limit-wrong"));
                return page(&member, &client, typed.to_owned(), problems).await;
            }
        },
    };
    let wanted = Change {
        name: client.name.clone(),
        metadata,
        on: None,
    };
    changed(&member, &client, wanted, "admin-app-limit-set").await
}

pub(crate) async fn ask_switch(
    Steward(member): Steward,
    At(id): At<ClientId>,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let client = named::client(&visit.app, &id).await?;
    let ctx = visit.ctx();
    let page = SwitchOffPage {
        ctx: &ctx,
        hidden: visit.hidden("admin"),
        id: client.id.to_string(),
        face: face(&client),
        people: crate::pages::routes::apps::people(visit, &client.id).await?,
    };
    Ok(respond(StatusCode::OK, &page))
}

pub(crate) async fn switch(
    Steward(member): Steward,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let client = named::client(&member.visit.app, &id).await?;
    let on = params.one("on").is_some();
    let done = match on {
        true => "admin-app-switched-on",
        false => "admin-app-switched-off",
    };
    let wanted = Change {
        name: client.name.clone(),
        metadata: client.metadata.clone(),
        on: Some(on),
    };
    changed(&member, &client, wanted, done).await
}

/// Where a form without a page of its own leads when a sign-in came between.
pub(crate) async fn back(
    Steward(member): Steward,
    At(id): At<ClientId>,
) -> Result<Response, PageError> {
    let client = named::client(&member.visit.app, &id).await?;
    Ok(see_other(&format!("/admin/apps/{}", client.id)))
}
