//! Every URL of the console. `pages/admin/doors.rs` says who opens it, and what is not listed there stays shut.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use crate::app::App;
use crate::pages::routes::admin::{
    access, apps, claims, groups, guard, keys, overview, scopes, settings,
};

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
        .route("/admin/groups", get(groups::list))
        .route("/admin/groups/new", get(groups::new).post(groups::make))
        .route("/admin/groups/{id}", get(groups::show))
        .route(
            "/admin/groups/{id}/edit",
            get(groups::edit).post(groups::save),
        )
        .route(
            "/admin/groups/{id}/join",
            get(groups::back).post(groups::join),
        )
        .route(
            "/admin/groups/{id}/leave",
            get(groups::back).post(groups::leave),
        )
        .route(
            "/admin/groups/{id}/remove",
            get(groups::ask_remove).post(groups::remove),
        )
        .route("/admin/scopes", get(scopes::show))
        .route(
            "/admin/scopes/describe",
            get(scopes::back).post(scopes::describe),
        )
        .route(
            "/admin/scopes/forget",
            get(scopes::back).post(scopes::forget),
        )
        .route("/admin/apps/{app}/access", get(access::show))
        .route(
            "/admin/apps/{app}/restrict",
            get(access::back).post(access::restrict),
        )
        .route(
            "/admin/apps/{app}/assign",
            get(access::back).post(access::assign),
        )
        .route(
            "/admin/apps/{app}/unassign",
            get(access::back).post(access::unassign),
        )
        .route(
            "/admin/apps/{app}/share",
            get(access::back).post(access::share),
        )
        .route(
            "/admin/apps/{app}/unshare",
            get(access::back).post(access::unshare),
        )
        .route("/admin/apps/{app}/claims", get(claims::show))
        .route(
            "/admin/apps/{app}/claims/add",
            get(claims::back).post(claims::add),
        )
        .route(
            "/admin/apps/{app}/claims/remove",
            get(claims::back).post(claims::remove),
        )
        .layer(from_fn_with_state(app.clone(), guard))
}
