//! `/`: the account for who is signed in, otherwise what this place is.

use axum::http::StatusCode;
use axum::response::Response;

use crate::accounts::setup;
use crate::config::SignUp;
use crate::http::redirect::see_other;
use crate::pages::landing::{FreshInstallPage, LandingPage};
use crate::pages::page_error::PageError;
use crate::pages::respond;
use crate::pages::visit::Anybody;
use crate::store::Engine;

pub(crate) async fn show(Anybody(visit): Anybody) -> Result<Response, PageError> {
    if visit.person.is_some() {
        return Ok(see_other("/account"));
    }
    let ctx = visit.ctx();
    if visit.app.is_settled().await? {
        let page = LandingPage {
            ctx: &ctx,
            sign_up: visit.app.settings.sign_up == SignUp::Open,
        };
        return Ok(respond(StatusCode::OK, &page));
    }
    let database = match visit.app.db.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    Ok(respond(
        StatusCode::OK,
        &FreshInstallPage {
            ctx: &ctx,
            database,
            door: setup::door(&visit.app.db, visit.app.clock.now()).await?,
            min_length: visit.app.settings.password.min_length,
        },
    ))
}
