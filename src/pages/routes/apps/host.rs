//! Looking for the file or the text record that proves a host. They are fetched with nothing held, by the client that is guarded.

use axum::response::Response;

use super::own;
use crate::app::App;
use crate::clients::host::{NotProven, prove};
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::apps::host::HostPage;
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::respond;
use crate::pages::under_way::face;
use crate::pages::visit::{Member, RecentMember};
use crate::protocol::client::Client;
use crate::protocol::client::host::{PATH, line, named, of_record, record};
use crate::protocol::ids::ClientId;

pub(crate) async fn form(
    RecentMember(member): RecentMember,
    At(id): At<ClientId>,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let kept = member.visit.kept().await?.unwrap_or_default();
    let chosen = kept.one("host").map(str::to_owned);
    Ok(page(&member, &client, chosen, Problems::none()))
}

fn page(member: &Member, client: &Client, chosen: Option<String>, problems: Problems) -> Response {
    let visit = &member.visit;
    let ctx = visit.ctx();
    let hosts = named(&client.metadata);
    let status = problems.status();
    let proven = client.metadata.verified_host.as_ref();
    let page = HostPage {
        ctx: &ctx,
        hidden: visit.hidden("apps"),
        id: client.id.to_string(),
        face: face(client),
        chosen: chosen
            .or_else(|| hosts.first().cloned())
            .unwrap_or_default(),
        hosts: hosts
            .into_iter()
            .map(|host| {
                let record = record(&host);
                (host, record)
            })
            .collect(),
        proven: proven.map(|proven| proven.host.clone()),
        path: PATH,
        line: line(visit.app.issuer(), &client.id),
        problems,
    };
    respond(status, &page)
}

pub(crate) async fn check(
    RecentMember(member): RecentMember,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let app = &member.visit.app;
    let now = app.clock.now();
    let place = params.one("host").unwrap_or_default().to_owned();
    let refused = |message: Say| {
        let mut problems = Problems::none();
        problems.add("host", message);
        Ok(page(&member, &client, Some(place.clone()), problems))
    };
    let (host, is_record) = match of_record(&place) {
        Some(host) => (host.to_owned(), record(host).is_some()),
        None => (place.clone(), false),
    };
    if !named(&client.metadata).contains(&host) || is_record != (host != place) {
        return refused(Say::new("apps-host-choose"));
    }
    if !app.hosts_asked.admits(member.user.id, now) {
        return refused(Say::new("apps-host-later"));
    }
    let found = match is_record {
        true => records(app, &place).await,
        false => file(app, &host).await,
    };
    let texts = match found {
        Ok(texts) => texts,
        Err(message) => return refused(message),
    };
    let (actor, issuer) = (member.visit.actor(), app.issuer());
    let done = prove(&app.db, &client, (&host, &texts), issuer, &actor, now).await;
    app.clients.changed(&client.id);
    match done {
        Ok(true) => {
            member
                .visit
                .tell(Say::new("apps-host-done").with("host", host));
            Ok(see_other(&format!("/apps/{}", client.id)))
        }
        Ok(false) => refused(Say::new("apps-host-meanwhile")),
        Err(NotProven::Client(error)) => Err(PageError::server("host", &error)),
        Err(NotProven::NotNamed | NotProven::NoLine) => refused(Say::new("apps-host-no-line")),
    }
}

/// The file of a host.
async fn file(app: &App, host: &str) -> Result<Vec<String>, Say> {
    let url = format!("https://{host}{PATH}");
    match app.outbound.get(&url, &["text/plain"]).await {
        Ok(answer) if answer.status == 200 => {
            Ok(vec![String::from_utf8_lossy(&answer.body).into_owned()])
        }
        Ok(answer) => Err(Say::new("apps-host-status").count("status", answer.status)),
        Err(error) => {
            let why = error.to_string();
            Err(Say::new("apps-host-unreachable").with_english("why", why))
        }
    }
}

/// The text records of a name.
async fn records(app: &App, name: &str) -> Result<Vec<String>, Say> {
    match app.outbound.texts(name).await {
        Ok(texts) if texts.is_empty() => Err(Say::new("apps-host-no-record").with("name", name)),
        Ok(texts) => Ok(texts),
        Err(error) => {
            let why = error.to_string();
            Err(Say::new("apps-host-unknown").with_english("why", why))
        }
    }
}
