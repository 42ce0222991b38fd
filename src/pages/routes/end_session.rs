//! Logout endpoint (OpenID Connect RP-Initiated Logout 1.0 §2): a client sends somebody's browser here to sign them out.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::logout::{gone, here};
use crate::app::App;
use crate::http::form::{content_type, is_form};
use crate::http::redirect::see_other;
use crate::identity::subject;
use crate::pages::page_error::PageError;
use crate::pages::visit::Visit;
use crate::protocol::client::Client;
use crate::protocol::end_session::{self, EndSession, HintClaims, Step};
use crate::protocol::error::Refusal;
use crate::protocol::ids::UserId;
use crate::protocol::metadata::END_SESSION;
use crate::protocol::params::{Limits, ParamError, Params};
use crate::protocol::redirect::RedirectTarget;
use crate::session::accounts::SignOut;
use crate::session::{BrowserSession, end_session as carrier};
use crate::store::StoreError;

/// A request, who asks, and where the browser goes in the end: held against the client's present record.
pub(super) struct Asked {
    pub(super) request: EndSession,
    pub(super) client: Option<Arc<Client>>,
    pub(super) target: Option<RedirectTarget>,
}

/// GET: a fresh request, or one that was posted.
pub(crate) async fn get(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let query = query.unwrap_or_default();
    let params = Params::parse(query.as_bytes(), Limits::QUERY).map_err(unreadable)?;
    let posted = match params.one("request") {
        Some(text) => carrier::carried(&visit.session, text).await?,
        None => None,
    };
    let asked = match posted {
        Some(request) => judge(&visit.app, request).await?,
        None => read(&visit.app, &params)
            .await
            .map_err(|error| error.to_request(&params))?,
    };
    let here = here(&visit).await?;
    let ids: Vec<_> = here.iter().map(|one| one.sign_in).collect();
    match asked.request.step(&ids) {
        Step::Nothing => leave(&visit, asked).await,
        Step::Ask => see_other_with(&visit, "/logout", &asked).await,
        Step::End(sign_in) => {
            let client = asked.client.as_ref().map(|client| &client.id);
            let session = &visit.session;
            let ended = session.sign_out(SignOut::One(sign_in), client).await?;
            let onward = leave(&visit, asked).await?;
            gone(&visit, &ended, onward).await
        }
    }
}

/// POST (§2). Another site's form arrives without our cookies, so nothing is ended here: the request is checked, sealed, and the browser
/// sent on by GET, with its cookies and without the ID token in an address.
pub(crate) async fn post(
    State(app): State<App>,
    session: BrowserSession,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, PageError> {
    if !is_form(content_type(&headers)) {
        return Err(PageError::unsupported_media_type());
    }
    let query = query.unwrap_or_default();
    let params = Params::parse_both(query.as_bytes(), &body, Limits::FORM).map_err(unreadable)?;
    let asked = read(&app, &params).await;
    let asked = asked.map_err(|error| error.to_request(&params))?;
    let text = carrier::carry(&session, &asked.request).await?;
    let path = format!("{END_SESSION}?request={text}");
    Ok(see_other(&app.url(&path)))
}

fn unreadable(error: ParamError) -> PageError {
    PageError::no_sign_out(error.into(), None)
}

/// The request in these parameters.
pub(super) async fn read(app: &App, params: &Params) -> Result<Asked, PageError> {
    let verified = match params.one("id_token_hint") {
        Some(hint) => Some(verify(app, hint).await?),
        None => None,
    };
    match end_session::parse(params, verified) {
        Ok(request) => judge(app, request).await,
        Err(wrong) => {
            let client = match &wrong.client {
                Some(id) => app.clients.by_id(id.as_str()).await?,
                None => None,
            };
            Err(PageError::no_sign_out(wrong.refusal, client))
        }
    }
}

/// The claims of an ID token of this server and whose it is, or why it is none.
async fn verify(app: &App, hint: &str) -> Result<Result<(HintClaims, UserId), String>, StoreError> {
    match app.keys.verify_hint::<HintClaims>(hint, app.clock.now()) {
        Ok(claims) => {
            let user = subject::whose(&app.db, &claims.sub).await?;
            Ok(Ok((claims, user)))
        }
        Err(error) => Ok(Err(error.to_string())),
    }
}

/// Holds a request against the present record of its client.
async fn judge(app: &App, request: EndSession) -> Result<Asked, PageError> {
    let Some(id) = &request.client else {
        return Ok(Asked {
            request,
            client: None,
            target: None,
        });
    };
    let Some(client) = app.clients.by_id(id.as_str()).await? else {
        let refusal: Refusal = end_session::unknown(id.as_str());
        return Err(PageError::no_sign_out(refusal, None));
    };
    match request.target(&client) {
        Ok(target) => Ok(Asked {
            request,
            client: Some(client),
            target,
        }),
        Err(refusal) => Err(PageError::no_sign_out(refusal, Some(client))),
    }
}

/// The request that a page of ours carries; none when there is none, or it is not in order any more.
pub(super) async fn carried(visit: &Visit, params: &Params) -> Result<Option<Asked>, PageError> {
    let Some(text) = params.one("request") else {
        return Ok(None);
    };
    let Some(request) = carrier::carried(&visit.session, text).await? else {
        return Ok(None);
    };
    Ok(judge(&visit.app, request).await.ok())
}

/// Where the browser goes when nothing is left to do: to the client, if that is proven, or to the page that says what happened.
pub(super) async fn leave(visit: &Visit, asked: Asked) -> Result<Response, PageError> {
    match &asked.target {
        Some(target) => Ok(see_other(&asked.request.location(target))),
        None => see_other_with(visit, "/logged-out", &asked).await,
    }
}

/// A page of ours that knows the request, if there is anything to know of it.
async fn see_other_with(visit: &Visit, path: &str, asked: &Asked) -> Result<Response, PageError> {
    let url = visit.app.url(path);
    if asked.request == EndSession::default() {
        return Ok(see_other(&url));
    }
    let text = carrier::carry(&visit.session, &asked.request).await?;
    Ok(see_other(&format!("{url}?request={text}")))
}
