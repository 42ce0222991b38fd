//! The frame in which apps watch the browser's session, and what it asks (OpenID Connect Session Management 1.0 §3.2).

use askama::Template as _;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, VARY};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::app::App;
use crate::http::headers;
use crate::pages::check_session::CheckSessionFrame;
use crate::pages::page_error::PageError;
use crate::random;

/// Where the frame asks for the state anew.
const STATE: &str = "/session/state";

/// The frame, with the state that the browser has now, so that it answers at once.
pub(crate) async fn frame(
    State(app): State<App>,
    request: HeaderMap,
) -> Result<Response, PageError> {
    let nonce = STANDARD.encode(random::bytes::<16>());
    let frame = CheckSessionFrame {
        operator: app.brand.operator.clone(),
        state: app.sessions.browser_state(&request).await?,
        ask: STATE,
        nonce,
    };
    let html = frame.render();
    let html = html.map_err(|error| PageError::server("page", &error))?;
    let mut response = Html(html).into_response();
    headers::framed(response.headers_mut(), app.brand.https, &frame.nonce);
    Ok(vary(response))
}

/// The state alone. Pages of other sites cannot read it: no CORS.
pub(crate) async fn state(
    State(app): State<App>,
    request: HeaderMap,
) -> Result<Response, PageError> {
    let state = app.sessions.browser_state(&request).await?;
    let mut response = ([(CONTENT_TYPE, "text/plain; charset=utf-8")], state).into_response();
    headers::bare(response.headers_mut(), app.brand.https);
    Ok(vary(response))
}

fn vary(mut response: Response) -> Response {
    let value = axum::http::HeaderValue::from_static("Cookie");
    response.headers_mut().append(VARY, value);
    response
}
