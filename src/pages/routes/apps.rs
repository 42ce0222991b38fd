//! The developer area: registering a client and looking after it. Another person's app answers like one that is not there
//! (attack row DR-13).

pub(crate) mod addresses;
pub(crate) mod detail;
pub(crate) mod edit;
mod form;
pub(crate) mod host;
pub(crate) mod list;
pub(crate) mod logo;
pub(crate) mod refused;
pub(crate) mod register;
pub(crate) mod remove;
pub(crate) mod secret;

use std::sync::Arc;
use std::time::Duration;

use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::http::redirect::see_other;
use crate::keys::{Purpose, Travels, positional};
use crate::locale::Say;
use crate::pages::apps::detail::{AppPage, Secret, SecretInUse, Standing};
use crate::pages::apps::errors::ErrorRow;
use crate::pages::apps::library::Library;
use crate::pages::apps::list::Owner;
use crate::pages::apps::snippet::{AppSettings, View};
use crate::pages::apps::told::Told;
use crate::pages::form::Problems;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::respond;
use crate::pages::under_way::face;
use crate::pages::visit::{Member, Visit};
use crate::pages::when::Times;
use crate::protocol::client::{Client, Kind};
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::params::Params;
use crate::protocol::registration::Registrars;
use crate::protocol::roles::Role;
use crate::store::users::User;
use crate::store::{StoreError, consents, owners, sign_in_clients};

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

/// Whether whoever is looking may register apps.
fn may_register(member: &Member) -> bool {
    let may = member.visit.app.settings.apps.register;
    may.include(member.visit.roles.has(Role::Administrator))
}

/// The person's app, or an administrator's look at anybody's.
pub(super) async fn own(member: &Member, id: &ClientId) -> Result<Arc<Client>, PageError> {
    let client = member
        .visit
        .app
        .clients
        .by_id(id.as_str())
        .await?
        .ok_or_else(PageError::not_found)?;
    let may = member.visit.roles.has(Role::Administrator)
        || looks_after(&member.visit, &member.user, &client).await?;
    may.then_some(client).ok_or_else(PageError::not_found)
}

/// Whether the app is theirs: they registered it, or look after it as well.
pub(in crate::pages) async fn looks_after(
    visit: &Visit,
    user: &User,
    client: &Client,
) -> Result<bool, StoreError> {
    if client.owner == Some(user.id) {
        return Ok(true);
    }
    let (id, user) = (client.id.clone(), user.id);
    let job = visit
        .app
        .db
        .read(move |c| Box::pin(async move { owners::looks_after(c, user, &id).await }));
    job.await
}

pub(super) async fn people(visit: &Visit, id: &ClientId) -> Result<u64, PageError> {
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
    fresh: bool,
    library: Option<&'static Library>,
    secret: Secret,
    notice: Option<Say>,
    uri: String,
    problems: Problems,
    view: View,
}

impl<'a> Shown<'a> {
    fn new(client: &'a Client) -> Self {
        Self {
            client,
            fresh: false,
            library: None,
            secret: Secret::Unseen,
            notice: None,
            uri: String::new(),
            problems: Problems::none(),
            view: View::List,
        }
    }

    /// As it is shown once it is registered.
    fn fresh(self, library: Option<&'static Library>) -> Self {
        Self {
            fresh: true,
            library,
            ..self
        }
    }

    fn secret(self, secret: Secret) -> Self {
        Self { secret, ..self }
    }

    /// As it is shown when something was just done.
    fn notice(self, notice: Say) -> Self {
        let notice = Some(notice);
        Self { notice, ..self }
    }

    async fn page(self, member: &Member) -> Result<Response, PageError> {
        let Self {
            client,
            fresh,
            library,
            secret,
            notice,
            uri,
            problems,
            view,
        } = self;
        let visit = &member.visit;
        let mut ctx = visit.ctx();
        let notice = notice.map(|say| ctx.words.text(&say));
        ctx.notice = notice.or(ctx.notice);
        let times = visit.times();
        let now = times.now();
        let status = problems.status();
        let settings = settings(visit, client);
        let refused = visit.app.clients.refusals.of(&client.id, now).into_iter();
        let errors = refused.map(|seen| ErrorRow::of(seen, client, &times));
        let after = client.metadata.post_logout_redirect_uris.iter();
        let page = AppPage {
            ctx: &ctx,
            face: face(client),
            kind: client.metadata.kind,
            disabled: client.disabled_at.is_some(),
            standing: Standing::of(client),
            warned: visit.app.settings.apps.register == Registrars::Everybody,
            owner: owner(member, client).await?,
            fresh,
            library,
            pkce_required: client.rules().pkce_required,
            post_logout: after.map(|uri| uri.as_str().to_owned()).collect(),
            logout: client.metadata.logout.clone(),
            told: told(visit, client, &times).await?,
            errors: errors.collect(),
            settings,
            view,
            secret,
            secret_in_use: client.secret.as_ref().map(|secret| SecretInUse {
                hint: secret.hint.clone(),
                created: times.ago(secret.created_at),
                previous_until: client
                    .previous_secret
                    .as_ref()
                    .filter(|previous| previous.expires_at > now)
                    .map(|previous| times.exactly(previous.expires_at)),
            }),
            hidden: visit.hidden("apps"),
            uri,
            problems,
            people: people(visit, &client.id).await?,
        };
        Ok(respond(status, &page))
    }
}

/// What it was told of the latest ends.
async fn told(visit: &Visit, client: &Client, times: &Times) -> Result<Option<Told>, PageError> {
    /// Ends that are counted.
    const LATEST: i64 = 100;
    let id = client.id.clone();
    let job = visit.app.db.read(move |c| {
        Box::pin(async move { sign_in_clients::ended_of_client(c, &id, LATEST).await })
    });
    Ok(Told::of(&job.await?, times))
}

/// Whose app it is, for an administrator to see.
async fn owner(member: &Member, client: &Client) -> Result<Option<Owner>, PageError> {
    if !member.visit.roles.has(Role::Administrator) {
        return Ok(None);
    }
    let owner = match client.owner {
        None => return Ok(Some(Owner::Nobody)),
        Some(owner) if owner == member.user.id => return Ok(Some(Owner::You)),
        Some(owner) => owner,
    };
    let found = member.visit.app.user(owner).await?;
    let name = found.map(|user| Owner::Person(user.name));
    Ok(Some(name.unwrap_or(Owner::Nobody)))
}

fn settings(visit: &Visit, client: &Client) -> AppSettings {
    AppSettings {
        has_people: client.metadata.kind != Kind::Service,
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
