//! Every URL of the console. `pages/admin/doors.rs` says who opens it, and what is not listed there stays shut.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use crate::app::App;
use crate::pages::routes::admin::{guard, overview};

/// Every page of the console, behind its guard.
pub(super) fn console(app: &App) -> Router<App> {
    Router::new()
        .route("/admin", get(overview::show))
        .layer(from_fn_with_state(app.clone(), guard))
}
