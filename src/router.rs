//! Every URL.

mod console;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};

use crate::app::App;
use crate::clients::refused::Refused;
use crate::endpoints::{cors, device, documents, introspect, revoke, token, userinfo};
use crate::http::headers::{self, keep_opener};
use crate::http::request_id::RequestId;
use crate::pages::routes::{
    account, activity, apps, authorize, check_session, choose_account, consent, deletion, devices,
    due, email, end_session, joining, landing, login, logout, passkey, picture, preferences,
    profile, recovery, second_factor, security, setup, sign_up, undo,
};
use crate::pages::{assets, colours, guard, pictures, refusal};
use crate::protocol::metadata::{
    AUTHORIZE, CHECK_SESSION, END_SESSION, INTROSPECT, JWKS, REVOKE, TOKEN, USERINFO,
};
use crate::session::binding::{REFRESH, REGISTER};
use crate::session::carrier::{self, Carrier};

/// Every URL of `app`.
pub fn router(app: &App) -> Router {
    let front_channel = pages()
        .merge(console::console(app))
        .layer(from_fn_with_state(app.clone(), guard::guard))
        .route(
            AUTHORIZE,
            get(authorize::get)
                .post(authorize::post)
                .head(authorize::not_allowed)
                .fallback(authorize::not_allowed)
                .layer(from_fn(keep_opener)),
        )
        .route(
            END_SESSION,
            get(end_session::get)
                .post(end_session::post)
                .head(authorize::not_allowed)
                .fallback(authorize::not_allowed),
        )
        .route(REGISTER, post(device::register))
        .route(REFRESH, post(device::refresh))
        .fallback(refusal::not_found)
        .method_not_allowed_fallback(refusal::method_not_allowed)
        .layer(from_fn_with_state(app.clone(), refusal::render))
        .layer(from_fn_with_state(carrier(app), carrier::carry));
    Router::new()
        .merge(documents())
        .merge(back_channel())
        .merge(front_channel)
        .merge(frames(app))
        .route("/static/{hash}/{name}", get(assets::serve))
        .route("/brand/{hash}/logo", get(assets::logo))
        .route("/brand/{hash}/icon", get(assets::icon))
        .route("/brand/{hash}/{colour}", get(colours::serve))
        .route("/logos/{id}/{name}", get(pictures::logo))
        .route("/pictures/{name}", get(pictures::portrait))
        .layer(from_fn_with_state(app.clone(), remember_refusal))
        .layer(from_fn_with_state(
            app.settings.issuer.is_secure(),
            headers::complete,
        ))
        .with_state(app.clone())
}

/// Lets whoever looks after an app see what it was refused, with the reference that the log has.
async fn remember_refusal(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().copied();
    let mut response = next.run(request).await;
    if let Some(refused) = response.extensions_mut().remove::<Refused>() {
        let reference = id.unwrap_or_else(RequestId::fresh).to_string();
        let refusals = &app.clients.refusals;
        refusals.note(refused, reference, app.clock.now());
    }
    response
}

/// What carries sessions between cookie and handler, with the page for a session that could not be written.
pub fn carrier(app: &App) -> Carrier {
    let sessions = app.sessions.clone();
    let app = app.clone();
    Carrier {
        sessions,
        failed: Arc::new(move |request, error| {
            let app = app.clone();
            Box::pin(async move { refusal::without_session(&app, &request, error).await })
        }),
    }
}

/// What anybody may read.
fn documents() -> Router<App> {
    Router::new()
        .route(
            "/.well-known/openid-configuration",
            get(documents::discovery),
        )
        .route(
            "/.well-known/oauth-authorization-server",
            get(documents::discovery),
        )
        .route(JWKS, get(documents::jwks))
        .route("/.well-known/webfinger", get(documents::webfinger))
        .route("/.well-known/webauthn", get(documents::webauthn))
        .layer(from_fn(cors::everyone))
}

/// What pages of apps show in frames, where the operator switched that on.
fn frames(app: &App) -> Router<App> {
    if !app.settings.logout.frames {
        return Router::new();
    }
    Router::new()
        .route(CHECK_SESSION, get(check_session::frame))
        .route("/session/state", get(check_session::state))
}

/// What relying parties call.
fn back_channel() -> Router<App> {
    Router::new()
        .route(TOKEN, post(token::token))
        .route(USERINFO, get(userinfo::get).post(userinfo::post))
        .route(INTROSPECT, post(introspect::introspect))
        .route(REVOKE, post(revoke::revoke))
        .layer(from_fn(cors::registered))
}

/// What people see on their way to an app.
fn on_the_way() -> Router<App> {
    Router::new()
        .route("/login", get(login::show).post(login::sign_in))
        .route(
            "/login/account",
            get(choose_account::back).post(choose_account::decide),
        )
        .route("/login/keep", get(deletion::back).post(deletion::keep))
        .route(
            "/login/totp",
            get(second_factor::totp).post(second_factor::use_totp),
        )
        .route(
            "/login/recovery",
            get(second_factor::recovery).post(second_factor::use_recovery),
        )
        .route(
            "/login/enroll",
            get(second_factor::enroll).post(second_factor::enrolled),
        )
        .route("/login/passkey", get(passkey::show).post(passkey::sign_in))
        .route(
            "/login/passkey/offer",
            get(passkey::offer).post(passkey::take_offer),
        )
        .route(
            "/login/passkey/decline",
            get(passkey::back).post(passkey::decline),
        )
        .route(
            "/login/enroll/passkey",
            get(passkey::back).post(passkey::enrolled),
        )
        .route("/login/forgot", get(recovery::ask).post(recovery::send))
        .route(
            "/login/forgot/sent",
            get(recovery::sent).post(recovery::code),
        )
        .route("/login/reset", get(recovery::show).post(recovery::set))
        .route("/login/undo", get(undo::show).post(undo::restore))
        .route("/login/access", get(due::no_access).post(due::leave))
        .route("/login/terms", get(due::terms).post(due::agree))
        .route("/login/address", get(due::address).post(due::confirm))
        .route("/consent", get(consent::show).post(consent::decide))
        .route("/sign-up", get(sign_up::show).post(sign_up::create))
        .route("/sign-up/sent", get(joining::sent).post(joining::finish))
        .route("/sign-up/again", get(joining::back).post(joining::again))
        .route("/sign-up/welcome", get(joining::welcome))
        .layer(from_fn(keep_opener))
}

/// Every page.
fn pages() -> Router<App> {
    on_the_way()
        .route("/", get(landing::show))
        .route("/setup", get(setup::show).post(setup::create))
        .route("/logout", get(logout::ask).post(logout::sign_out))
        .route("/logged-out", get(logout::signed_out))
        .route(
            "/preferences",
            get(preferences::show).post(preferences::save),
        )
        .route(
            "/.well-known/change-password",
            get(account::change_password_address),
        )
        .route("/account", get(account::profile))
        .route("/account/activity", get(activity::show))
        .route(
            "/account/data",
            get(activity::data).post(activity::download),
        )
        .route("/account/delete", get(deletion::ask).post(deletion::delete))
        .route("/account/edit", get(profile::form).post(profile::save))
        .route("/account/picture", get(picture::form).post(picture::upload))
        .route(
            "/account/picture/remove",
            get(picture::back).post(picture::remove),
        )
        .route(
            "/account/security/password",
            get(account::password).post(account::change_password),
        )
        .route("/account/security", get(security::show))
        .route(
            "/account/security/password/remove",
            get(security::ask_remove_password).post(security::remove_password),
        )
        .route(
            "/account/security/passkeys",
            get(security::passkey).post(security::add_passkey),
        )
        .route(
            "/account/security/passkeys/{id}",
            get(security::ask_rename).post(security::rename),
        )
        .route(
            "/account/security/passkeys/{id}/remove",
            get(security::ask_remove_passkey).post(security::remove_passkey),
        )
        .route(
            "/account/security/totp",
            get(security::totp).post(security::turn_totp_on),
        )
        .route(
            "/account/security/totp/remove",
            get(security::ask_remove_totp).post(security::remove_totp),
        )
        .route(
            "/account/security/recovery-codes",
            get(security::ask_codes).post(security::make_codes),
        )
        .route(
            "/account/security/trusted/{id}/forget",
            get(security::back).post(security::forget),
        )
        .route("/account/email", get(email::form).post(email::change))
        .route("/account/email/send", get(email::back).post(email::send))
        .route(
            "/account/email/confirm",
            get(email::show).post(email::confirm),
        )
        .route("/account/sessions", get(devices::show))
        .route(
            "/account/sessions/end-others",
            get(devices::back).post(devices::end_others),
        )
        .route(
            "/account/sessions/trusted/{id}/forget",
            get(devices::back).post(devices::forget),
        )
        .route(
            "/account/sessions/{id}/end",
            get(devices::back).post(devices::end),
        )
        .route("/account/apps", get(account::connected_apps))
        .route(
            "/account/apps/{id}/remove",
            get(account::ask_remove).post(account::remove),
        )
        .route("/apps", get(apps::list::list))
        .route("/apps/new", get(apps::list::choose))
        .route("/apps/refused", get(apps::refused::show))
        .route(
            "/apps/new/{kind}",
            get(apps::register::form).post(apps::register::register),
        )
        .route("/apps/{id}", get(apps::detail::detail))
        .route("/apps/{id}/env", get(apps::back).post(apps::detail::env))
        .route(
            "/apps/{id}/rotate",
            get(apps::secret::ask_rotate).post(apps::secret::rotate),
        )
        .route(
            "/apps/{id}/host",
            get(apps::host::form).post(apps::host::check),
        )
        .route(
            "/apps/{id}/logo",
            get(apps::logo::form).post(apps::logo::upload),
        )
        .route(
            "/apps/{id}/logo/remove",
            get(apps::back).post(apps::logo::remove),
        )
        .route(
            "/apps/{id}/edit",
            get(apps::edit::form).post(apps::edit::save),
        )
        .route(
            "/apps/{id}/redirect-uris/add",
            get(apps::addresses::ask_add_uri).post(apps::addresses::add_uri),
        )
        .route(
            "/apps/{id}/redirect-uris/remove",
            get(apps::back).post(apps::addresses::remove_uri),
        )
        .route(
            "/apps/{id}/delete",
            get(apps::remove::ask_delete).post(apps::remove::delete),
        )
}
