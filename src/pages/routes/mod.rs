//! The handlers of the pages: they load what a page shows, and do what its form asks for.

mod account;
mod apps;
mod choose_account;
mod consent;
mod devices;
mod landing;
mod login;
mod logout;
mod preferences;
mod sign_up;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::get;

use super::AppFace;
use super::headers::{FormTarget, keep_opener};
use super::refusal::PageError;
use super::visit::Visit;
use crate::app::App;
use crate::endpoints::authorize::{Known, known};
use crate::protocol::authorization::AuthorizeRefusal;
use crate::protocol::client::Client;
use crate::protocol::ids::UserId;
use crate::protocol::interaction::{Situation, Step, next_step};
use crate::protocol::redirect::RedirectTarget;
use crate::session::flow::{Flow, Restarted, Resumed};

/// What people see on their way to an app.
fn on_the_way() -> Router<App> {
    Router::new()
        .route("/login", get(login::show).post(login::sign_in))
        .route(
            "/login/account",
            get(choose_account::back).post(choose_account::decide),
        )
        .route("/consent", get(consent::show).post(consent::decide))
        .route("/sign-up", get(sign_up::show).post(sign_up::create))
        .layer(from_fn(keep_opener))
}

/// Every page.
pub fn routes() -> Router<App> {
    on_the_way()
        .route("/", get(landing::show))
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
        .route(
            "/account/security/password",
            get(account::password).post(account::change_password),
        )
        .route("/account/sessions", get(devices::show))
        .route(
            "/account/sessions/end-others",
            get(devices::back).post(devices::end_others),
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
        .route("/apps", get(apps::list))
        .route("/apps/new", get(apps::choose))
        .route("/apps/new/{kind}", get(apps::form).post(apps::register))
        .route("/apps/{id}", get(apps::detail))
        .route("/apps/{id}/env", get(apps::back).post(apps::env))
        .route(
            "/apps/{id}/rotate",
            get(apps::ask_rotate).post(apps::rotate),
        )
        .route(
            "/apps/{id}/redirect-uris/add",
            get(apps::ask_add_uri).post(apps::add_uri),
        )
        .route(
            "/apps/{id}/redirect-uris/remove",
            get(apps::back).post(apps::remove_uri),
        )
        .route(
            "/apps/{id}/delete",
            get(apps::ask_delete).post(apps::delete),
        )
}

/// An authorization request under way, with the client as it is now.
pub(super) struct UnderWay {
    pub flow: Flow,
    pub client: Arc<Client>,
    pub target: RedirectTarget,
    /// Why it begins anew, if it does.
    pub restarted: Option<Restarted>,
}

/// Opens the request that a page belongs to and holds it against the client's present record.
pub(super) async fn under_way(visit: &Visit, text: &str) -> Result<UnderWay, PageError> {
    let app = &visit.app;
    let (flow, restarted) = match Flow::from_text(&visit.session, text).await? {
        Resumed::Here(flow) => (flow, None),
        Resumed::Restarted(flow, why) => (flow, Some(why)),
        Resumed::Unknown => return Err(PageError::flow_expired()),
    };
    let client_id = flow.request.client.as_str();
    let client = app
        .clients
        .by_id(client_id)
        .await?
        .ok_or_else(|| PageError::unknown_client(client_id))?;
    match flow.request.revalidate(&client) {
        Ok(target) => Ok(UnderWay {
            flow,
            client,
            target,
            restarted,
        }),
        Err(AuthorizeRefusal::Page(refusal)) => Err(PageError::refused(*refusal, Some(client))),
        // Let /authorize tell the client.
        Err(AuthorizeRefusal::Redirect { .. }) => {
            Err(PageError::see(format!("/authorize?flow={text}")))
        }
    }
}

/// What the rule says has to happen now, and whom it was asked about.
pub(super) async fn next(visit: &Visit, under_way: &UnderWay) -> Result<(Known, Step), PageError> {
    let UnderWay {
        flow,
        client,
        target,
        ..
    } = under_way;
    let known = known(&visit.app, &visit.session, client, flow).await?;
    let situation = Situation {
        client,
        target,
        sign_in: known.sign_in.as_ref(),
        answers: flow.answers,
        consented: &known.consented,
        hint: flow.request.id_token_hint,
        named: known.named,
    };
    let step = next_step(&flow.request, &situation, visit.app.clock.now());
    Ok((known, step))
}

impl UnderWay {
    /// The person the app named, by an ID token or in `claims` (OIDC Core §3.1.2.1, §5.5.1).
    pub fn expected(&self) -> Option<UserId> {
        let request = &self.flow.request;
        request
            .id_token_hint
            .or_else(|| request.claims.subject.as_ref()?.parse().ok())
    }

    /// Where a form of this request may lead.
    pub fn form_target(&self) -> Option<FormTarget> {
        FormTarget::of(self.target.as_str())
    }
}

/// How a client presents itself to people.
pub(super) fn face(client: &Client) -> AppFace {
    let host = client
        .metadata
        .homepage
        .as_deref()
        // One from before homepages had to be plain: other scripts take the length squared to decode.
        .filter(|url| url.is_ascii())
        .and_then(|url| url::Url::parse(url).ok());
    AppFace {
        name: client.name.clone(),
        host: host.and_then(|url| url.host_str().map(str::to_owned)),
        privacy: client.metadata.policy_uri.clone(),
        terms: client.metadata.tos_uri.clone(),
    }
}
