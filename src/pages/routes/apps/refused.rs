//! A request that was refused, once more, for whoever signed in to see why.

use axum::extract::RawQuery;
use axum::response::Response;

use super::looks_after;
use crate::authorization::Stopped;
use crate::authorization::begin::begin;
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::refused_request::RefusedRequest;
use crate::pages::routes::end_session;
use crate::pages::visit::Member;
use crate::protocol::params::{Limits, Params};
use crate::protocol::roles::Role;

pub(crate) async fn show(
    Member { visit, user, .. }: Member,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let (app, now) = (&visit.app, visit.app.clock.now());
    let params = query(raw)?;
    let text = params.one("request").unwrap_or_default();
    let Some(refused) = RefusedRequest::open(&app.keys, text, now) else {
        return Ok(see_other("/apps"));
    };
    let asked = Params::parse(refused.query.as_bytes(), Limits::FORM)
        .map_err(|error| PageError::bad_form(&error))?;
    let still = match refused.sign_out {
        true => end_session::read(app, &asked).await.err(),
        false => match begin(app, &asked).await {
            Err(Stopped::Refuse(reason)) => Some(PageError::from(reason)),
            Ok(_) | Err(_) => None,
        },
    };
    if let Some(error) = still {
        return Err(error.as_before(refused.reference, refused.at));
    }
    // Mended meanwhile, or nothing that only a page can say.
    let id = asked.one("client_id").unwrap_or_default();
    let client = app.clients.by_id(id).await?;
    let Some(client) = client else {
        return Ok(see_other("/apps"));
    };
    if !visit.roles.has(Role::Administrator) && !looks_after(&visit, &user, &client).await? {
        return Ok(see_other("/apps"));
    }
    visit.tell(Say::new("apps-refused-mended"));
    Ok(see_other(&format!("/apps/{}", client.id)))
}
