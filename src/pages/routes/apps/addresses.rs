//! The addresses an app is called back at.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::edit::of_the_house;
use super::{Shown, own, words};
use crate::clients::change::{Change, Changed, change};
use crate::clients::register::NotRegistered;
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::apps::addresses::AddUriPage;
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::{At, query};
use crate::pages::respond;
use crate::pages::under_way::face;
use crate::pages::visit::RecentMember;
use crate::protocol::client::{Client, Metadata};
use crate::protocol::ids::ClientId;
use crate::protocol::redirect::RegisteredUri;

pub(crate) async fn ask_add_uri(
    RecentMember(member): RecentMember,
    At(id): At<ClientId>,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let params = query(raw)?;
    let kept = member.visit.kept().await?;
    // What a link brings is not what the person typed, and the page says so (attack row FI-09).
    let from_link = kept.is_none() && params.one("uri").is_some();
    let kept = kept.unwrap_or(params);
    let uri = kept.one("uri").unwrap_or_default().to_owned();
    let mut problems = Problems::none();
    if let Err(refusal) = RegisteredUri::parse(&uri, client.metadata.kind) {
        problems.add("uri", Say::english(words(&refusal.fix)));
    }
    let ctx = member.visit.ctx();
    let page = AddUriPage {
        ctx: &ctx,
        hidden: member.visit.hidden("apps"),
        id: client.id.to_string(),
        face: face(&client),
        uri,
        from_link,
        problems,
    };
    Ok(respond(StatusCode::OK, &page))
}

pub(crate) async fn add_uri(
    recent: RecentMember,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let RecentMember(member) = &recent;
    let client = own(member, &id).await?;
    let typed = params.one("uri").unwrap_or_default().trim().to_owned();
    let mut metadata = client.metadata.clone();
    let mut problems = Problems::none();
    match RegisteredUri::parse(&typed, metadata.kind) {
        _ if client.metadata.first_party => problems.add("uri", of_the_house()),
        Err(refusal) => problems.add("uri", Say::english(words(&refusal.fix))),
        Ok(uri) if metadata.redirect_uris.contains(&uri) => {
            problems.add("uri", Say::new("apps-uri-there"))
        }
        Ok(_) if metadata.redirect_uris.len() >= crate::protocol::redirect::MOST => {
            let most = crate::protocol::redirect::MOST;
            problems.add("uri", Say::new("apps-uri-most").count("most", most));
        }
        Ok(uri) => metadata.redirect_uris.push(uri),
    }
    if !problems.is_empty() {
        let shown = Shown::new(&client);
        let uri = typed;
        return Shown {
            uri,
            problems,
            ..shown
        }
        .page(member)
        .await;
    }
    let done = Say::new("apps-uri-done");
    update(&recent, &client, metadata, typed, done).await
}

pub(crate) async fn remove_uri(
    recent: RecentMember,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let RecentMember(member) = &recent;
    let client = own(member, &id).await?;
    let uri = params.one("uri").unwrap_or_default();
    let mut metadata = client.metadata.clone();
    metadata.redirect_uris.retain(|own| own.as_str() != uri);
    let last = metadata.redirect_uris.is_empty() && !client.metadata.redirect_uris.is_empty();
    if last || client.metadata.first_party {
        let mut problems = Problems::none();
        let why = match last {
            true => Say::new("apps-uri-last"),
            false => of_the_house(),
        };
        problems.add("uri", why);
        let shown = Shown::new(&client);
        return Shown { problems, ..shown }.page(member).await;
    }
    let done = Say::new("apps-uri-removed");
    update(&recent, &client, metadata, String::new(), done).await
}

/// Stores `metadata`, unless the app was changed since it was read: an address that somebody else removed must not come back. It
/// may widen who receives codes, so whoever asks proved a moment ago who they are (attack row FI-09). `done` is what the next page
/// says when all went well; otherwise this one says why, with the address that was `typed`.
async fn update(
    RecentMember(member): &RecentMember,
    client: &Client,
    metadata: Metadata,
    typed: String,
    done: Say,
) -> Result<Response, PageError> {
    let app = &member.visit.app;
    let wanted = Change {
        name: client.name.clone(),
        metadata,
        on: None,
    };
    let (actor, now) = (member.visit.actor(), app.clock.now());
    let changed = change(&app.db, client, wanted, &actor, now).await;
    app.clients.changed(&client.id);
    let why = match changed {
        Ok(Changed::Done { .. }) => {
            member.visit.tell(done);
            return Ok(see_other(&format!("/apps/{}", client.id)));
        }
        Ok(Changed::Elsewhere) => Say::new("apps-changed-meanwhile"),
        Err(NotRegistered::TooLarge) => Say::new("apps-uri-full"),
        Err(NotRegistered::Store(error)) => return Err(error.into()),
        Err(other) => return Err(PageError::server("clients", &other)),
    };
    let mut problems = Problems::none();
    problems.add("uri", why);
    let client = own(member, &client.id).await?;
    let shown = Shown::new(&client);
    let uri = typed;
    Shown {
        uri,
        problems,
        ..shown
    }
    .page(member)
    .await
}
