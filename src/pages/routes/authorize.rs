//! Authorization endpoint (RFC 6749 §3.1, OIDC Core §3.1.2): where requests begin, and where they come back from our pages.
//!
//! Login and consent pages record what a person answered and send the browser back here with the request sealed in `flow`.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::authorization::Refused;
use crate::authorization::begin::begin;
use crate::authorization::flow::{self, Flow, Resumed};
use crate::http::form::{content_type, is_form};
use crate::http::redirect::see_other;
use crate::pages::error::Failure;
use crate::pages::page_error::PageError;
use crate::pages::under_way::{go_on, stop};
use crate::protocol::params::{Limits, ParamError, Params};
use crate::session::BrowserSession;

/// GET: a fresh request, or one that comes back from our pages.
pub(crate) async fn get(
    State(app): State<App>,
    session: BrowserSession,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let query = query.unwrap_or_default();
    let params = Params::parse(query.as_bytes(), Limits::QUERY).map_err(unreadable)?;
    if let Some(text) = params.one("flow") {
        match Flow::from_text(&app, &session, text).await? {
            Resumed::Here(flow) | Resumed::Restarted(flow, _) => {
                return go_on(&app, &session, flow).await;
            }
            // An app's own parameter happens to have this name, and is ignored (RFC 6749 §3.1).
            Resumed::Unknown if params.one("client_id").is_some() => {}
            Resumed::Unknown => return Err(Refused::Expired.into()),
        }
    }
    match begin(&app, &params).await {
        Ok(request) => {
            let flow = Flow::new(request, &session, app.clock.now());
            go_on(&app, &session, flow).await
        }
        Err(stopped) => stop(&app, stopped).map_err(|error| error.to_request(&params)),
    }
}

/// Every other method. HEAD would be answered like GET, with a code that nobody asked for (attack row AZ-16).
pub(crate) async fn not_allowed() -> Response {
    let allow = [(header::ALLOW, "GET, POST")];
    (allow, PageError::new(Failure::MethodNotAllowed)).into_response()
}

/// POST (OIDC Core §3.1.2.1). Another site's form arrives without our cookies, so nothing is decided here: the request is
/// checked, sealed, and the browser sent on by GET, with its cookies (RFC 9700 §4.12: 303). The browser is not asked for its
/// name: one given to a browser that only left its cookies out would replace the one that its open forms are bound to.
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
    match begin(&app, &params).await {
        Ok(request) => {
            let flow = Flow::unbound(request, app.clock.now());
            let text = flow.to_text(&app, &session).await?;
            Ok(see_other(&app.url(&flow::onward(&text))))
        }
        Err(stopped) => stop(&app, stopped).map_err(|error| error.to_request(&params)),
    }
}

fn unreadable(error: ParamError) -> PageError {
    Refused::NotInOrder(Box::new(error.into()), None).into()
}
