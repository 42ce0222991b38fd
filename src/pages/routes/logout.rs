//! Signing out here: of every account, or of one of them.

use std::time::Duration;

use axum::extract::RawQuery;
use axum::http::header::{HeaderName, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::end_session::{self, Asked};
use super::signing_out;
use crate::accounts::ledger;
use crate::http::headers::FormTarget;
use crate::http::redirect::see_other;
use crate::pages::form::Hidden;
use crate::pages::guard::Form;
use crate::pages::logout::{Back, LoggedOutPage, LogoutPage, who_knows};
use crate::pages::page_error::PageError;
use crate::pages::respond;
use crate::pages::under_way::face;
use crate::pages::visit::{Anybody, Visit};
use crate::protocol::client::Client;
use crate::protocol::end_session::EndSession;
use crate::protocol::ids::SignInId;
use crate::protocol::metadata::END_SESSION;
use crate::protocol::params::{Limits, Params};
use crate::session::accounts::{Here, SignOut};
use crate::store::users::User;

/// How long a browser waits while apps are told. They are told anyway.
const PATIENCE: Duration = Duration::from_secs(1);

/// How people read whose account it is.
fn label(user: &User) -> String {
    user.email.clone().unwrap_or_else(|| user.login.clone())
}

/// Everybody who is signed in in this browser, whoever's session it is first.
pub(super) async fn here(visit: &Visit) -> Result<Vec<Here>, PageError> {
    let current = visit.person.as_ref().map(|(signed_in, user)| Here {
        sign_in: signed_in.id,
        user: user.clone(),
    });
    let waiting = visit.session.waiting().await?;
    Ok(current.into_iter().chain(waiting).collect())
}

fn query_of(query: Option<String>) -> Params {
    // What cannot be read says nothing here.
    Params::parse(query.unwrap_or_default().as_bytes(), Limits::QUERY).unwrap_or_default()
}

pub(crate) async fn ask(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let params = query_of(query.clone());
    let meant = ["id_token_hint", "client_id", "post_logout_redirect_uri"];
    if params.iter().any(|(name, _)| meant.contains(&name)) {
        // Somebody took this page for the endpoint.
        let query = query.unwrap_or_default();
        return Ok(see_other(&visit.app.url(&format!("{END_SESSION}?{query}"))));
    }
    let asked = end_session::carried(&visit, &params).await?;
    let mut here = here(&visit).await?;
    if here.is_empty() {
        return match asked {
            Some(asked) => end_session::leave(&visit, asked).await,
            None => Ok(see_other("/logged-out")),
        };
    }
    let meant = asked.as_ref().map(|asked| &asked.request);
    let account = meant_by(meant, &here).or(visit.person.is_some().then_some(0));
    let account = account.map(|at| here.remove(at).user);
    let client = asked.as_ref().and_then(|asked| asked.client.as_deref());
    let ctx = visit.ctx();
    let page = LogoutPage {
        ctx: &ctx,
        hidden: Hidden {
            request: asked.as_ref().and(params.one("request")).map(str::to_owned),
            ..visit.hidden("logout")
        },
        only: account.as_ref().map(|user| user.id.to_string()),
        account: account.as_ref().map(label),
        others: here.iter().map(|one| label(&one.user)).collect(),
        app: client.map(face),
        target: asked.as_ref().and_then(form_target),
    };
    Ok(respond(StatusCode::OK, &page))
}

/// Whom the client means, of those who are here: the ID token proves it, or the hint says it.
fn meant_by(request: Option<&EndSession>, here: &[Here]) -> Option<usize> {
    let request = request?;
    let hinted = |user: &User| {
        let is = |name: &str| request.logout_hint.as_deref() == Some(name);
        is(&user.login) || user.email.as_deref().is_some_and(is)
    };
    let proven = |user: &User| request.hint.is_some_and(|hint| hint.user == user.id);
    here.iter()
        .position(|one| proven(&one.user))
        .or_else(|| here.iter().position(|one| hinted(&one.user)))
}

fn form_target(asked: &Asked) -> Option<FormTarget> {
    FormTarget::of(asked.target.as_ref()?.as_str())
}

/// Without a word it ends every account of this browser: whoever leaves a shared computer leaves nothing behind. Only the button
/// that says so ends one alone.
pub(crate) async fn sign_out(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    let asked = end_session::carried(&visit, &params).await?;
    let which = match params.one("accounts") {
        None => SignOut::All,
        Some(only) => {
            let here = here(&visit).await?;
            let mut own = here.iter().filter(|one| one.user.id.to_string() == only);
            match own.next() {
                Some(one) => SignOut::One(one.sign_in),
                // Signed out meanwhile.
                None => return Ok(see_other("/logged-out")),
            }
        }
    };
    let client = asked.as_ref().and_then(|asked| asked.client.as_deref());
    let client = client.map(|client| &client.id);
    let ended = visit.session.sign_out(which, client).await?;
    let onward = match asked {
        Some(asked) => end_session::leave(&visit, asked).await?,
        None => see_other("/logged-out"),
    };
    gone(&visit, &ended, onward).await
}

/// After these sign-ins ended in this browser their apps are told, as far as they answer at once, and it drops what it kept of this site,
/// except for its cookies.
pub(super) async fn gone(
    visit: &Visit,
    ended: &[SignInId],
    onward: Response,
) -> Result<Response, PageError> {
    visit.app.outbox.tell_now(ended, PATIENCE).await;
    let leads_to_us = leads_to(&onward, "/logged-out");
    let mut response = signing_out::tell(visit, ended, onward).await?;
    if leads_to_us {
        say_who_knows(visit, ended).await?;
    }
    let name = HeaderName::from_static("clear-site-data");
    response
        .headers_mut()
        .insert(name, HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}

fn leads_to(response: &Response, page: &str) -> bool {
    let location = response.headers().get(LOCATION);
    location.is_some_and(|to| to.to_str().is_ok_and(|to| to.contains(page)))
}

/// Has the next page say which apps know that these sign-ins ended.
async fn say_who_knows(visit: &Visit, ended: &[SignInId]) -> Result<(), PageError> {
    let (ids, app) = (ended.to_vec(), &visit.app);
    let (access, now) = (app.settings.tokens.access, app.clock.now());
    let job = app.db.read(move |c| {
        Box::pin(async move {
            let mut entries = Vec::new();
            for id in ids {
                entries.extend(ledger::of_sign_in(c, id, access, now).await?);
            }
            Ok(entries)
        })
    });
    let Some(sentence) = who_knows(&job.await?) else {
        return Ok(());
    };
    // Whoever is still here when the page is shown.
    let stays = visit.person.as_ref();
    let stays = stays.filter(|(signed_in, _)| !ended.contains(&signed_in.id));
    let sentence = visit.words().text(&sentence);
    visit.session.tell(stays.map(|(_, user)| user.id), sentence);
    Ok(())
}

pub(crate) async fn signed_out(
    Anybody(visit): Anybody,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let here = here(&visit).await?;
    let asked = end_session::carried(&visit, &query_of(query)).await?;
    let ctx = visit.ctx();
    let page = LoggedOutPage {
        ctx: &ctx,
        still: here.iter().map(|one| label(&one.user)).collect(),
        back: asked.and_then(|asked| back(asked.client.as_deref()?)),
    };
    Ok(respond(StatusCode::OK, &page))
}

/// The way back to the app that asked and named no address: its home page.
fn back(client: &Client) -> Option<Back> {
    let url = client.metadata.homepage.clone()?;
    let on = client.disabled_at.is_none();
    on.then(|| Back {
        app: client.name.clone(),
        url,
    })
}
