//! The developer area: registering a client and looking after it. Another person's app answers like one that is not there
//! (attack row DR-13).

pub(crate) mod addresses;
pub(crate) mod detail;
pub(crate) mod list;
pub(crate) mod register;
pub(crate) mod remove;
pub(crate) mod secret;

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::http::redirect::see_other;
use crate::keys::{Purpose, Travels, positional};
use crate::pages::apps::detail::{AppPage, Secret, SecretInUse};
use crate::pages::apps::snippet::{AppSettings, View};
use crate::pages::form::Problems;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::respond;
use crate::pages::under_way::face;
use crate::pages::visit::{Member, Visit};
use crate::pages::when::When;
use crate::protocol::client::Client;
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::params::Params;
use crate::store::consents;

/// How long a form that makes a secret may stay open.
const FORM_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// Sealed in a form that makes something once: sending the form again makes nothing.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Once {
    user: UserId,
    random: [u8; 4],
    /// The hint of the secret that is to be replaced.
    replaces: Option<String>,
}

impl Travels for Once {
    const PURPOSE: Purpose = Purpose::Once;
    const VERSION: u8 = 2;

    fn former(version: u8, plain: &[u8]) -> Option<Self> {
        positional(version, plain)
    }
}

fn once(member: &Member, replaces: Option<String>) -> String {
    let once = Once {
        user: member.user.id,
        random: crate::random::bytes(),
        replaces,
    };
    let app = &member.visit.app;
    app.keys.seal(app.clock.now().plus(FORM_LIFETIME), &once)
}

fn opened(member: &Member, params: &Params) -> Result<Once, PageError> {
    let app = &member.visit.app;
    let sealed = params.one("draft");
    let once = sealed.and_then(|text| app.keys.open::<Once>(text, app.clock.now()).ok());
    once.map(|opened| opened.value)
        .filter(|once| once.user == member.user.id)
        .ok_or_else(PageError::flow_expired)
}

fn notice(query: Option<&str>) -> Option<String> {
    let done = form_urlencoded::parse(query?.as_bytes())
        .find(|(name, _)| name == "done")?
        .1;
    Some(match &*done {
        "deleted" => "App deleted.".to_owned(),
        "added" => "Redirect URI registered.".to_owned(),
        "removed" => "Redirect URI removed.".to_owned(),
        "large" => "The app has as many addresses as fit. Remove one first.".to_owned(),
        "elsewhere" => {
            "Somebody changed this app at the same moment, so nothing was stored. Try again."
                .to_owned()
        }
        _ => return None,
    })
}

/// The person's app, or an administrator's look at anybody's.
async fn own(member: &Member, id: &ClientId) -> Result<Arc<Client>, PageError> {
    let client = member
        .visit
        .app
        .clients
        .by_id(id.as_str())
        .await?
        .ok_or_else(PageError::not_found)?;
    let may = member.user.admin || client.owner == Some(member.user.id);
    may.then_some(client).ok_or_else(PageError::not_found)
}

async fn people(visit: &Visit, id: &ClientId) -> Result<u64, PageError> {
    let id = id.clone();
    let count = visit
        .app
        .db
        .read(move |c| Box::pin(async move { consents::people(c, &id).await }))
        .await?;
    Ok(count.try_into().unwrap_or_default())
}

/// A fix, as forms show it: one sentence goes without its full stop.
fn words(fix: &str) -> &str {
    match fix.strip_suffix('.') {
        Some(sentence) if !sentence.contains(". ") => sentence,
        _ => fix,
    }
}

/// An app's page, and what is to be said on it.
struct Shown<'a> {
    client: &'a Client,
    secret: Secret,
    notice: Option<String>,
    uri: String,
    problems: Problems,
    view: View,
}

impl<'a> Shown<'a> {
    fn new(client: &'a Client) -> Self {
        Self {
            client,
            secret: Secret::Unseen,
            notice: None,
            uri: String::new(),
            problems: Problems::none(),
            view: View::List,
        }
    }

    fn secret(self, secret: Secret) -> Self {
        Self { secret, ..self }
    }

    fn notice(self, notice: Option<String>) -> Self {
        Self { notice, ..self }
    }

    async fn page(self, member: &Member) -> Result<Response, PageError> {
        let Self {
            client,
            secret,
            notice,
            uri,
            problems,
            view,
        } = self;
        let visit = &member.visit;
        let ctx = visit.ctx();
        let now = visit.app.clock.now();
        let status = if problems.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let page = AppPage {
            ctx: &ctx,
            notice,
            face: face(client),
            kind: client.metadata.kind,
            disabled: client.disabled_at.is_some(),
            settings: settings(visit, client),
            view,
            secret,
            secret_in_use: client.secret.as_ref().map(|secret| SecretInUse {
                hint: secret.hint.clone(),
                created: When::ago(secret.created_at, now),
                previous_until: client
                    .previous_secret
                    .as_ref()
                    .filter(|previous| previous.expires_at > now)
                    .map(|previous| When::exactly(previous.expires_at)),
            }),
            hidden: visit.hidden("apps"),
            uri,
            problems,
            people: people(visit, &client.id).await?,
        };
        Ok(respond(status, &page))
    }
}

fn settings(visit: &Visit, client: &Client) -> AppSettings {
    AppSettings {
        issuer: visit.app.issuer().to_owned(),
        client_id: client.id.to_string(),
        confidential: !client.is_public(),
        redirect_uris: client
            .metadata
            .redirect_uris
            .iter()
            .map(|uri| uri.as_str().to_owned())
            .collect(),
        scope: client.metadata.scope.to_string(),
    }
}

/// Where a form without a page of its own leads when a sign-in came between.
pub(crate) async fn back(member: Member, At(id): At<ClientId>) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let page = format!("/apps/{}", client.id);
    Ok(see_other(&page))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::keys::kept_tests::opens_as;

    #[test]
    fn forms_of_former_versions_still_make_something_once() {
        let once = Once {
            user: UserId(Uuid::from_u128(2)),
            random: [1, 2, 3, 4],
            replaces: Some("lys_ab…".into()),
        };
        opens_as("once", &once);
    }
}
