//! `/demo/mail`: the letters of the demo, which only its own folder gets. No other server has this page.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use uuid::Uuid;

use crate::app::App;
use crate::mail::Shown;

/// Nothing but our own words and the letter in its frame.
const OWN: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// A letter is somebody else's page: no script, nothing fetched, no form, an origin of its own. What is pressed opens beside it.
const LETTER: &str = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

#[derive(Template)]
#[template(path = "demo/mails.html")]
struct List {
    letters: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "demo/mail.html")]
struct One {
    letter: Shown,
}

/// The pages.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/demo/mail", get(list))
        .route("/demo/mail/{id}", get(one))
        .route("/demo/mail/{id}/html", get(html))
        .with_state(app)
}

async fn list(State(app): State<App>) -> Response {
    let letters = app.outbox.shown();
    page(List { letters }.render(), OWN)
}

async fn one(State(app): State<App>, Path(id): Path<Uuid>) -> Response {
    match find(&app, id) {
        Some(letter) => page(One { letter }.render(), OWN),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn html(State(app): State<App>, Path(id): Path<Uuid>) -> Response {
    match find(&app, id) {
        // Links open beside the frame, as in a mail program.
        Some(letter) => page(
            Ok(letter
                .html
                .replacen("<head>", "<head><base target=\"_blank\">", 1)),
            LETTER,
        ),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn find(app: &App, id: Uuid) -> Option<Shown> {
    app.outbox
        .shown()
        .into_iter()
        .find(|letter| letter.id == id)
}

fn page(html: askama::Result<String>, policy: &'static str) -> Response {
    let Ok(html) = html else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, policy),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (
        headers.map(|(name, value)| (name, HeaderValue::from_static(value))),
        html,
    )
        .into_response()
}
