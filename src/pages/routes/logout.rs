//! Signing out here.

use axum::http::header::HeaderName;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use crate::endpoints::authorize::see_other;
use crate::pages::logout::{LoggedOutPage, LogoutPage};
use crate::pages::refusal::PageError;
use crate::pages::respond;
use crate::pages::visit::Visit;
use crate::session::csrf::Form;

pub(super) async fn ask(visit: Visit) -> Result<Response, PageError> {
    let Some((_, user)) = &visit.person else {
        return Ok(see_other(&visit.app, "/logged-out"));
    };
    let ctx = visit.ctx();
    let account = user.email.clone().unwrap_or_else(|| user.login.clone());
    Ok(respond(
        StatusCode::OK,
        &LogoutPage {
            ctx: &ctx,
            hidden: visit.hidden("logout"),
            account,
        },
    ))
}

pub(super) async fn sign_out(visit: Visit, Form(_): Form) -> Result<Response, PageError> {
    visit.session.sign_out().await?;
    let mut response = see_other(&visit.app, "/logged-out");
    let name = HeaderName::from_static("clear-site-data");
    response
        .headers_mut()
        .insert(name, HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}

pub(super) async fn signed_out(visit: Visit) -> Result<Response, PageError> {
    let ctx = visit.ctx();
    Ok(respond(
        StatusCode::OK,
        &LoggedOutPage {
            ctx: &ctx,
            back: None,
        },
    ))
}
