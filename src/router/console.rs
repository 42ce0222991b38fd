//! Every URL of the console. `pages/admin/doors.rs` says who opens it, and what is not listed there stays shut.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use crate::app::App;
use crate::pages::routes::admin::{apps, guard, keys, overview, settings};

/// Every page of the console, behind its guard.
pub(super) fn console(app: &App) -> Router<App> {
    Router::new()
        .route("/admin", get(overview::show))
        .route("/admin/apps", get(apps::list))
        .route("/admin/apps/{app}", get(apps::show))
        .route("/admin/apps/{app}/vet", get(apps::back).post(apps::vet))
        .route(
            "/admin/apps/{app}/switch",
            get(apps::ask_switch).post(apps::switch),
        )
        .route("/admin/keys", get(keys::show))
        .route(
            "/admin/keys/rotate",
            get(keys::ask_rotate).post(keys::rotate),
        )
        .route(
            "/admin/keys/withdraw",
            get(keys::ask_withdraw).post(keys::withdraw),
        )
        .route("/admin/settings", get(settings::show))
        .route("/admin/settings/brand", get(settings::brand))
        .layer(from_fn_with_state(app.clone(), guard))
}
