//! Replacing the secret of an app.

use axum::http::StatusCode;
use axum::response::Response;

use super::{Shown, once, opened, own};
use crate::clients::secret::{self, OLD_SECRET};
use crate::pages::apps::detail::Secret;
use crate::pages::apps::rotate::RotatePage;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::respond;
use crate::pages::under_way::face;
use crate::pages::visit::RecentMember;
use crate::protocol::client::Client;
use crate::protocol::ids::ClientId;

pub(crate) async fn ask_rotate(
    RecentMember(member): RecentMember,
    At(id): At<ClientId>,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let hint = client
        .secret
        .as_ref()
        .map(|secret| secret.hint.clone())
        .ok_or_else(PageError::not_found)?;
    let ctx = member.visit.ctx();
    let mut hidden = member.visit.hidden("apps");
    hidden.draft = Some(once(&member, Some(hint.clone())));
    Ok(respond(
        StatusCode::OK,
        &RotatePage {
            ctx: &ctx,
            hidden,
            id: client.id.to_string(),
            face: face(&client),
            hint,
        },
    ))
}

pub(crate) async fn rotate(
    RecentMember(member): RecentMember,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let once = opened(&member, &params)?;
    let in_use = client.secret.as_ref().ok_or_else(PageError::not_found)?;
    let shown_before = async |client: &Client| {
        let shown = Shown::new(client).secret(Secret::ShownBefore);
        shown.page(&member).await
    };
    if once.replaces.as_deref() != Some(&in_use.hint) {
        return shown_before(&client).await;
    }
    let app = &member.visit.app;
    let (actor, now) = (member.visit.actor(), app.clock.now());
    let new = secret::Secret::new(now);
    let old_until = now.plus(OLD_SECRET);
    let rotated = secret::rotate(&app.db, &client, &new, old_until, &actor, now).await?;
    app.clients.changed(&client.id);
    let client = own(&member, &id).await?;
    if !rotated {
        return shown_before(&client).await;
    }
    let shown = Shown::new(&client).secret(Secret::New(new.text));
    shown.page(&member).await
}
