//! Resource servers.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::Steward;
use crate::clients::resource_servers::{self as acts, NotServed};
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::admin::resources::{
    ResourceFormPage, ResourcePage, ResourceRemovePage, ResourceRow, ResourceTyped, ResourcesPage,
    named,
};
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::{At, query};
use crate::pages::respond;
use crate::pages::visit::{Member, Visit};
use crate::protocol::client::{AccessTokenFormat, SigningAlg};
use crate::protocol::ids::{ClientId, ResourceServerId};
use crate::protocol::params::Params;
use crate::protocol::resource::is_same;
use crate::protocol::resource_server::{Identifier, ResourceServer, Rules, WrongRules};
use crate::protocol::roles::Right;
use crate::store::{clients, resource_servers, scope_texts};

/// Apps on one page.
const A_PAGE: i64 = 25;
/// Apps that are counted before a removal.
const MOST_APPS: i64 = 5_000;

fn row(visit: &Visit, server: &ResourceServer) -> ResourceRow {
    let rules = &server.rules;
    let known = visit.app.keys.algorithms();
    let is_gone = rules.alg.is_some_and(|alg| !known.contains(&alg));
    ResourceRow {
        id: server.id.to_string(),
        identifier: server.identifier.as_str().to_owned(),
        title: rules.title.clone(),
        scope: rules.scope.to_string(),
        format: rules.format,
        alg: rules.alg,
        gone: is_gone.then(|| known.to_vec()),
        asks_as: rules.asks_as.as_ref().map(ClientId::to_string),
    }
}

async fn server(visit: &Visit, id: ResourceServerId) -> Result<ResourceServer, PageError> {
    let job = visit
        .app
        .db
        .read(move |c| Box::pin(async move { resource_servers::by_id(c, id).await }));
    job.await?.ok_or_else(PageError::not_found)
}

pub(crate) async fn list(Steward(member): Steward) -> Result<Response, PageError> {
    let visit = &member.visit;
    let all = visit.app.db.read(|c| Box::pin(resource_servers::list(c)));
    let ctx = visit.ctx();
    let page = ResourcesPage {
        ctx: &ctx,
        servers: all.await?.iter().map(|one| row(visit, one)).collect(),
        may_change: visit.roles.may(Right::ChangeApps),
    };
    Ok(respond(StatusCode::OK, &page))
}

pub(crate) async fn show(
    Steward(member): Steward,
    At(id): At<ResourceServerId>,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let server = server(visit, id).await?;
    let params = query(raw)?;
    let after = params.one("after").and_then(|after| after.parse().ok());
    let identifier = server.identifier.as_str().to_owned();
    let job = visit.app.db.read(move |c| {
        Box::pin(async move {
            let apps = clients::naming(c, &identifier, after.as_ref(), A_PAGE + 1).await?;
            Ok((apps, scope_texts::list(c).await?))
        })
    });
    let (mut apps, texts) = job.await?;
    let more = apps.len() as i64 > A_PAGE;
    apps.truncate(A_PAGE as usize);
    let more = apps
        .last()
        .filter(|_| more)
        .map(|last| format!("/admin/resources/{id}?after={}", last.id));
    let names = |one: &String| is_same(server.identifier.as_str(), one);
    apps.retain(|app| app.metadata.audiences.iter().any(names));
    let language = visit.words().lang().code();
    let read = |word: &str| {
        let said = texts
            .iter()
            .find(|text| text.word == word && text.language == language);
        (word.to_owned(), said.map(|text| text.title.clone()))
    };
    let ctx = visit.ctx();
    let page = ResourcePage {
        ctx: &ctx,
        server: row(visit, &server),
        words: server.rules.scope.iter().map(read).collect(),
        apps: apps
            .into_iter()
            .map(|app| (app.id.to_string(), app.name))
            .collect(),
        more,
        may_change: visit.roles.may(Right::ChangeApps),
    };
    Ok(respond(StatusCode::OK, &page))
}

fn form(
    member: &Member,
    server: Option<&ResourceServer>,
    typed: ResourceTyped,
    problems: Problems,
) -> Response {
    let visit = &member.visit;
    let status = problems.status();
    let ctx = visit.ctx();
    let page = ResourceFormPage {
        ctx: &ctx,
        server: server.map(|server| row(visit, server)),
        typed,
        algorithms: visit.app.keys.algorithms().to_vec(),
        hidden: visit.hidden("admin"),
        problems,
    };
    respond(status, &page)
}

pub(crate) async fn new(Steward(member): Steward) -> Response {
    form(&member, None, ResourceTyped::default(), Problems::none())
}

pub(crate) async fn edit(
    Steward(member): Steward,
    At(id): At<ResourceServerId>,
) -> Result<Response, PageError> {
    let server = server(&member.visit, id).await?;
    let rules = server.rules.clone();
    let typed = ResourceTyped {
        identifier: server.identifier.as_str().to_owned(),
        title: rules.title,
        scope: rules.scope.to_string(),
        format: rules
            .format
            .map_or("", AccessTokenFormat::as_str)
            .to_owned(),
        alg: rules.alg.map_or("", SigningAlg::as_str).to_owned(),
        asks_as: rules.asks_as.map(|id| id.0).unwrap_or_default(),
    };
    Ok(form(&member, Some(&server), typed, Problems::none()))
}

fn typed(params: &Params) -> ResourceTyped {
    let text = |name: &str| params.one(name).unwrap_or_default().trim().to_owned();
    ResourceTyped {
        identifier: text("identifier"),
        title: text("title"),
        scope: text("scope"),
        format: text("format"),
        alg: text("alg"),
        asks_as: text("asks_as"),
    }
}

/// What was typed as rules; what a form of ours does not offer is a form of somebody else.
fn rules(typed: &ResourceTyped, problems: &mut Problems) -> Result<Rules, PageError> {
    let scope = typed.scope.parse();
    if scope.is_err() {
        problems.add("scope", Say::new("claims-scope-wrong"));
    }
    let asks_as = match typed.asks_as.as_str() {
        "" => None,
        id => {
            let parsed = id.parse::<ClientId>().ok();
            if parsed.is_none() {
                problems.add("asks_as", Say::new("resources-asks-wrong"));
            }
            parsed
        }
    };
    let chosen = |text: &str, found: bool| match text.is_empty() || found {
        true => Ok(()),
        false => Err(PageError::not_found()),
    };
    let format = AccessTokenFormat::ALL
        .into_iter()
        .find(|format| format.as_str() == typed.format);
    chosen(&typed.format, format.is_some())?;
    let alg = SigningAlg::ALL
        .into_iter()
        .find(|alg| alg.as_str() == typed.alg);
    chosen(&typed.alg, alg.is_some())?;
    Ok(Rules {
        title: typed.title.clone(),
        scope: scope.unwrap_or_default(),
        format,
        alg,
        asks_as,
    })
}

/// Where the form is wrong.
fn refused(refusal: NotServed, problems: &mut Problems) -> Result<(), PageError> {
    let wrong = match refusal {
        NotServed::Wrong(wrong) => wrong,
        NotServed::Taken => {
            problems.add("identifier", Say::new("resources-taken"));
            return Ok(());
        }
        NotServed::NobodyAsks => {
            problems.add("asks_as", Say::new("resources-asks-wrong"));
            return Ok(());
        }
        NotServed::TooMany => {
            problems.add("identifier", Say::new("resources-full"));
            return Ok(());
        }
        NotServed::Gone | NotServed::NotAllowed => return Err(PageError::not_found()),
        NotServed::Store(error) => return Err(error.into()),
    };
    match wrong {
        WrongRules::Title => problems.add("title", Say::new("resources-title-wrong")),
        WrongRules::ScopeOfOurs(word) => {
            problems.add(
                "scope",
                Say::new("resources-scope-ours").with("scope", word),
            );
        }
        WrongRules::NoKey(alg, all) => {
            let said = Say::new("resources-alg-wrong").with("alg", alg.as_str());
            problems.add("alg", said.saying("list", named(&all)));
        }
        WrongRules::NotSigned => problems.add("alg", Say::new("resources-alg-opaque")),
        WrongRules::NobodyAsks => problems.add("asks_as", Say::new("resources-asks-needed")),
    }
    Ok(())
}

pub(crate) async fn make(
    Steward(member): Steward,
    Form(params): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let (typed, mut problems) = (typed(&params), Problems::none());
    let identifier = typed.identifier.parse::<Identifier>();
    if identifier.is_err() {
        problems.add("identifier", Say::new("resources-identifier-wrong"));
    }
    let rules = rules(&typed, &mut problems)?;
    let Ok(identifier) = identifier else {
        return Ok(form(&member, None, typed, problems));
    };
    if !problems.is_empty() {
        return Ok(form(&member, None, typed, problems));
    }
    let (actor, now) = (visit.actor(), visit.app.clock.now());
    let (db, algorithms) = (&visit.app.db, visit.app.keys.algorithms());
    match acts::make(db, (identifier, rules), algorithms, &actor, now).await {
        Ok(made) => {
            visit.app.clients.served.changed();
            visit.tell(Say::new("resources-made").with("title", made.rules.title));
            Ok(see_other(&format!("/admin/resources/{}", made.id)))
        }
        Err(refusal) => {
            refused(refusal, &mut problems)?;
            Ok(form(&member, None, typed, problems))
        }
    }
}

pub(crate) async fn save(
    Steward(member): Steward,
    At(id): At<ResourceServerId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let server = server(visit, id).await?;
    let (typed, mut problems) = (typed(&params), Problems::none());
    let rules = rules(&typed, &mut problems)?;
    if !problems.is_empty() {
        return Ok(form(&member, Some(&server), typed, problems));
    }
    let (actor, now) = (visit.actor(), visit.app.clock.now());
    let algorithms = visit.app.keys.algorithms();
    match acts::change(&visit.app.db, id, rules, algorithms, &actor, now).await {
        Ok(()) => {
            visit.app.clients.served.changed();
            visit.tell(Say::new("resources-saved"));
            Ok(see_other(&format!("/admin/resources/{id}")))
        }
        Err(refusal) => {
            refused(refusal, &mut problems)?;
            Ok(form(&member, Some(&server), typed, problems))
        }
    }
}

pub(crate) async fn ask_remove(
    Steward(member): Steward,
    At(id): At<ResourceServerId>,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let server = server(visit, id).await?;
    let identifier = server.identifier.clone();
    let job = visit.app.db.read(move |c| {
        Box::pin(async move { clients::naming(c, identifier.as_str(), None, MOST_APPS).await })
    });
    let names = |one: &String| is_same(server.identifier.as_str(), one);
    let apps = job.await?;
    let apps = apps
        .iter()
        .filter(|app| app.metadata.audiences.iter().any(names));
    let ctx = visit.ctx();
    let page = ResourceRemovePage {
        ctx: &ctx,
        apps: apps.count(),
        server: row(visit, &server),
        hidden: visit.hidden("admin"),
    };
    Ok(respond(StatusCode::OK, &page))
}

pub(crate) async fn remove(
    Steward(member): Steward,
    At(id): At<ResourceServerId>,
    Form(_): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let server = server(visit, id).await?;
    let (actor, now) = (visit.actor(), visit.app.clock.now());
    match acts::remove(&visit.app.db, id, &actor, now).await {
        Ok(apps) => {
            visit.app.clients.served.changed();
            for app in &apps {
                visit.app.clients.changed(app);
            }
            visit.tell(Say::new("resources-removed").with("title", server.rules.title));
            Ok(see_other("/admin/resources"))
        }
        Err(NotServed::Store(error)) => Err(error.into()),
        Err(_) => Err(PageError::not_found()),
    }
}
