//! The console: what stands before each of its pages, and the pages.

pub(crate) mod access;
pub(crate) mod apps;
pub(crate) mod audit;
pub(crate) mod claims;
pub(crate) mod edit;
mod export;
pub(crate) mod group_roles;
pub(crate) mod groups;
pub(crate) mod keys;
pub(crate) mod making;
mod named;
pub(crate) mod overview;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod resources;
pub(crate) mod scopes;
pub(crate) mod sessions;
pub(crate) mod settings;
pub(crate) mod tasks;

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::pages::admin::doors::door;
use crate::pages::page_error::PageError;
use crate::pages::visit::Member;
use crate::protocol::acr::Level;

/// Somebody whose role opens the page they ask for. Only [`guard`] makes one.
#[derive(Debug, Clone)]
pub(crate) struct Steward(pub Member);

impl<S: Send + Sync> FromRequestParts<S> for Steward {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        let steward = parts.extensions.get::<Self>().cloned();
        steward.ok_or_else(PageError::not_found)
    }
}

/// What every request to the console passes: it is by somebody who is signed in, strongly enough, whose role opens the door, and for
/// an act they proved a moment ago who they are. For others the page is not there.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match admit(&app, &mut parts).await {
        Ok(steward) => {
            parts.extensions.insert(steward);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(answer) => answer,
    }
}

async fn admit(app: &App, parts: &mut Parts) -> Result<Steward, Response> {
    let path = parts.extensions.get::<MatchedPath>().cloned();
    let member = Member::from_request_parts(parts, app).await?;
    let door = path.and_then(|path| door(path.as_str()));
    let Some(door) = door.filter(|door| member.visit.roles.may(door.right)) else {
        return Err(PageError::not_found().into_response());
    };
    let strong = async {
        let reached = Level::of(&member.signed_in.amr).unwrap_or_default();
        let enough =
            reached >= Level::TwoFactors || reached >= app.required_of(&member.user).await?;
        Ok::<_, PageError>(enough && (!door.is_act || member.is_recent().await?))
    };
    match strong.await.map_err(IntoResponse::into_response)? {
        true => Ok(Steward(member)),
        false => Err(member.prove_again(parts).await),
    }
}
