//! One app, and its settings as a file.

use axum::extract::RawQuery;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::{Shown, own, settings};
use crate::http::headers;
use crate::pages::apps::snippet::View;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::{At, query};
use crate::pages::visit::Member;
use crate::protocol::ids::ClientId;

pub(crate) async fn detail(
    member: Member,
    At(id): At<ClientId>,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let params = query(raw)?;
    let view = View::from_code(params.one("show").unwrap_or_default());
    let shown = Shown::new(&client);
    Shown { view, ..shown }.page(&member).await
}

/// The settings as a file; with the secret when it is sent along and is the app's.
pub(crate) async fn env(
    member: Member,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let sent = params.one("secret");
    let secret = sent.filter(|sent| {
        client
            .secret
            .as_ref()
            .is_some_and(|secret| secret.hash.matches(sent))
    });
    let mut response = settings(&member.visit, &client).env(secret).into_response();
    let header_map = response.headers_mut();
    headers::bare(header_map, member.visit.app.brand.https);
    header_map.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    header_map.insert(
        CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"lanyard.env\""),
    );
    Ok(response)
}
