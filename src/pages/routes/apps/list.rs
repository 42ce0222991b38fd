//! The apps somebody registered, and what kinds there are.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::notice;
use crate::pages::apps::list::{AppRow, AppsPage};
use crate::pages::apps::register::ChooseKindPage;
use crate::pages::page_error::PageError;
use crate::pages::respond;
use crate::pages::under_way::face;
use crate::pages::visit::Member;
use crate::store::{clients, consents};

pub(crate) async fn list(member: Member, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let visit = &member.visit;
    let owner = member.user.id;
    let job = visit.app.db.read(move |c| {
        Box::pin(async move {
            let mut rows = Vec::new();
            for client in clients::by_owner(c, owner).await? {
                let people = consents::people(c, &client.id).await?;
                rows.push((client, people));
            }
            Ok(rows)
        })
    });
    let apps = job.await?.into_iter().rev();
    let apps = apps.map(|(client, people)| AppRow {
        id: client.id.to_string(),
        face: face(&client),
        kind: client.metadata.kind,
        people: people.try_into().unwrap_or_default(),
        disabled: client.disabled_at.is_some(),
    });
    let ctx = visit.ctx();
    Ok(respond(
        StatusCode::OK,
        &AppsPage {
            ctx: &ctx,
            notice: notice(query.as_deref()),
            apps: apps.collect(),
        },
    ))
}

pub(crate) async fn choose(member: Member) -> Response {
    let ctx = member.visit.ctx();
    respond(StatusCode::OK, &ChooseKindPage { ctx: &ctx })
}
