//! Deleting an app.

use axum::http::StatusCode;
use axum::response::Response;

use super::{own, people};
use crate::clients::remove;
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::apps::remove::DeletePage;
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::respond;
use crate::pages::under_way::face;
use crate::pages::visit::{Member, RecentMember};
use crate::protocol::client::Client;
use crate::protocol::ids::ClientId;

pub(crate) async fn ask_delete(
    RecentMember(member): RecentMember,
    At(id): At<ClientId>,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let kept = member.visit.kept().await?.unwrap_or_default();
    let typed = kept.one("confirm").unwrap_or_default().to_owned();
    delete_page(&member, &client, StatusCode::OK, typed, Problems::none()).await
}

async fn delete_page(
    member: &Member,
    client: &Client,
    status: StatusCode,
    typed: String,
    problems: Problems,
) -> Result<Response, PageError> {
    let ctx = member.visit.ctx();
    let page = DeletePage {
        ctx: &ctx,
        hidden: member.visit.hidden("apps"),
        id: client.id.to_string(),
        face: face(client),
        people: people(&member.visit, &client.id).await?,
        typed,
        problems,
    };
    Ok(respond(status, &page))
}

pub(crate) async fn delete(
    RecentMember(member): RecentMember,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let typed = params.one("confirm").unwrap_or_default().trim().to_owned();
    if typed != client.name {
        let mut problems = Problems::none();
        let wrong = Say::new("apps-delete-wrong").with("app", &client.name);
        problems.add("confirm", wrong);
        return delete_page(
            &member,
            &client,
            StatusCode::UNPROCESSABLE_ENTITY,
            typed,
            problems,
        )
        .await;
    }
    let app = &member.visit.app;
    let (actor, now) = (member.visit.actor(), app.clock.now());
    remove::remove(&app.db, &client, &actor, now).await?;
    app.clients.changed(&client.id);
    let done = Say::new("apps-delete-done").with("app", &client.name);
    member.visit.tell(done);
    Ok(see_other("/apps"))
}
