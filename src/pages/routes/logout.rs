//! Signing out here: of every account, or of the one in use.

use axum::extract::RawQuery;
use axum::http::header::HeaderName;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::signing_out;
use crate::http::redirect::see_other;
use crate::pages::guard::Form;
use crate::pages::logout::{LoggedOutPage, LogoutPage};
use crate::pages::page_error::PageError;
use crate::pages::respond;
use crate::pages::visit::{Anybody, Visit};
use crate::session::accounts::SignOut;
use crate::store::users::User;

/// How people read whose account it is.
fn label(user: &User) -> String {
    user.email.clone().unwrap_or_else(|| user.login.clone())
}

/// The accounts that are signed in in this browser besides the one in use.
async fn others(visit: &Visit) -> Result<Vec<String>, PageError> {
    let known = visit.session.known_people().await?;
    let signed_in = known.iter().filter(|known| known.signed_in);
    Ok(signed_in.map(|known| label(&known.user)).collect())
}

pub(crate) async fn ask(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let query = query.unwrap_or_default();
    let elsewhere = form_urlencoded::parse(query.as_bytes())
        .any(|(name, _)| name == "post_logout_redirect_uri");
    let others = others(&visit).await?;
    let account = visit.person.as_ref().map(|(_, user)| label(user));
    if account.is_none() && others.is_empty() {
        return Ok(see_other("/logged-out"));
    }
    let ctx = visit.ctx();
    Ok(respond(
        StatusCode::OK,
        &LogoutPage {
            ctx: &ctx,
            hidden: visit.hidden("logout"),
            account,
            others,
            elsewhere,
        },
    ))
}

/// Without a word it ends every account of this browser: whoever leaves a shared computer leaves nothing behind. Only the button
/// that says so ends one alone.
pub(crate) async fn sign_out(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    let which = match params.one("accounts") {
        Some("this") => SignOut::This,
        _ => SignOut::All,
    };
    let ended = visit.session.sign_out(which).await?;
    let ended: Vec<_> = ended.into_iter().map(|ended| ended.id).collect();
    let mut response = signing_out::tell(&visit, &ended, see_other("/logged-out")).await?;
    let name = HeaderName::from_static("clear-site-data");
    response
        .headers_mut()
        .insert(name, HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}

pub(crate) async fn signed_out(Anybody(visit): Anybody) -> Result<Response, PageError> {
    let own = visit.person.as_ref().map(|(_, user)| label(user));
    let others = others(&visit).await?;
    let ctx = visit.ctx();
    Ok(respond(
        StatusCode::OK,
        &LoggedOutPage {
            ctx: &ctx,
            still: own.into_iter().chain(others).collect(),
        },
    ))
}
