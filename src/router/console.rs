//! Every URL of the console. `pages/admin/doors.rs` says who opens it, and what is not listed there stays shut.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use crate::app::App;
use crate::pages::routes::admin::{
    access, apps, audit, claims, edit, group_roles, groups, guard, keys, making, overview, people,
    person, resources, scopes, sessions, settings, tasks,
};

/// Every page of the console, behind its guard.
pub(super) fn console(app: &App) -> Router<App> {
    Router::new()
        .route("/admin", get(overview::show))
        .route("/admin/people", get(people::list))
        .route(
            "/admin/people/export",
            get(people::back).post(people::export),
        )
        .route(
            "/admin/people/several",
            get(people::ask_bulk).post(people::bulk),
        )
        .route("/admin/people/new", get(making::ask_new).post(making::make))
        .route(
            "/admin/people/invite",
            get(making::ask_invite).post(making::invite),
        )
        .route("/admin/people/{id}", get(person::show))
        .route("/admin/people/{id}/edit", get(edit::form).post(edit::save))
        .route(
            "/admin/people/{id}/email",
            get(making::ask_email).post(making::set_email),
        )
        .route(
            "/admin/people/{id}/role",
            get(person::back).post(person::set_role),
        )
        .route(
            "/admin/people/{id}/export",
            get(person::back).post(person::export),
        )
        .route(
            "/admin/people/{id}/disable",
            get(tasks::ask).post(tasks::run),
        )
        .route(
            "/admin/people/{id}/enable",
            get(tasks::ask).post(tasks::run),
        )
        .route(
            "/admin/people/{id}/sign-out",
            get(tasks::ask).post(tasks::run),
        )
        .route(
            "/admin/people/{id}/send-reset",
            get(tasks::ask).post(tasks::run),
        )
        .route(
            "/admin/people/{id}/print-reset",
            get(tasks::ask).post(tasks::run),
        )
        .route(
            "/admin/people/{id}/remove-factors",
            get(tasks::ask).post(tasks::run),
        )
        .route(
            "/admin/people/{id}/delete",
            get(tasks::ask).post(tasks::run),
        )
        .route("/admin/people/{id}/keep", get(tasks::ask).post(tasks::run))
        .route("/admin/sessions", get(sessions::list))
        .route(
            "/admin/sessions/{id}/end",
            get(sessions::back).post(sessions::end),
        )
        .route("/admin/audit", get(audit::list))
        .route("/admin/audit/export", get(audit::back).post(audit::export))
        .route("/admin/apps", get(apps::list))
        .route(
            "/admin/export/apps",
            get(apps::list_back).post(apps::export),
        )
        .route("/admin/apps/{app}", get(apps::show))
        .route("/admin/apps/{app}/vet", get(apps::back).post(apps::vet))
        .route(
            "/admin/apps/{app}/limit",
            get(apps::back).post(apps::set_limit),
        )
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
            "/admin/groups/{id}/role",
            get(groups::back).post(group_roles::set),
        )
        .route(
            "/admin/groups/{id}/remove",
            get(groups::ask_remove).post(groups::remove),
        )
        .route("/admin/resources", get(resources::list))
        .route(
            "/admin/resources/new",
            get(resources::new).post(resources::make),
        )
        .route("/admin/resources/{id}", get(resources::show))
        .route(
            "/admin/resources/{id}/edit",
            get(resources::edit).post(resources::save),
        )
        .route(
            "/admin/resources/{id}/remove",
            get(resources::ask_remove).post(resources::remove),
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
