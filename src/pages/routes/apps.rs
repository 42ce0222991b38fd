//! The developer area: registering a client and looking after it. Another person's app answers like one that is not there
//! (attack row DR-13).

use std::sync::Arc;
use std::time::Duration;

use axum::extract::RawQuery;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use crate::clients::change::{Change, Changed, change};
use crate::clients::register::{self, MOST_APPS, New, NotRegistered};
use crate::clients::secret::{self, OLD_SECRET};
use crate::clients::{LARGEST, remove};
use crate::http::headers;
use crate::http::redirect::see_other;
use crate::identity::display_name::AppName;
use crate::keys::{Purpose, Travels, positional};
use crate::pages::apps::addresses::AddUriPage;
use crate::pages::apps::detail::{AppPage, Secret, SecretInUse};
use crate::pages::apps::list::{AppRow, AppsPage};
use crate::pages::apps::preset::Preset;
use crate::pages::apps::register::{ChooseKindPage, RegisterPage, Typed};
use crate::pages::apps::remove::DeletePage;
use crate::pages::apps::rotate::RotatePage;
use crate::pages::apps::snippet::{AppSettings, View};
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::respond;
use crate::pages::under_way::face;
use crate::pages::visit::{Member, RecentMember, Visit};
use crate::pages::when::When;
use crate::protocol::client::{AuthMethod, Client, Kind, Metadata, Profile, SigningAlg};
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::params::{Limits, Params};
use crate::protocol::redirect::RegisteredUri;
use crate::protocol::registration::{self, Draft, Field};
use crate::store::{clients, consents};

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
        (version == 1).then(|| positional(plain))?
    }
}

fn once(member: &Member, replaces: Option<String>) -> Result<String, PageError> {
    let mut random = [0; 4];
    aws_lc_rs::rand::fill(&mut random).map_err(|error| PageError::server("random", &error))?;
    let once = Once {
        user: member.user.id,
        random,
        replaces,
    };
    let app = &member.visit.app;
    Ok(app.keys.seal(app.clock.now().plus(FORM_LIFETIME), &once))
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

pub(crate) async fn list(member: Member, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let visit = &member.visit;
    let owner = member.user.id;
    let job = visit.app.db.read(move |c| {
        Box::pin(async move {
            let mut rows = Vec::new();
            for client in clients::by_owner(c, owner).await? {
                let people = consents::people(c, &client.id).await?;
                rows.push((client, people));
            }
            Ok(rows)
        })
    });
    let apps = job.await?.into_iter().rev();
    let apps = apps.map(|(client, people)| AppRow {
        id: client.id.to_string(),
        face: face(&client),
        kind: client.metadata.kind,
        people: people.try_into().unwrap_or_default(),
        disabled: client.disabled_at.is_some(),
    });
    let ctx = visit.ctx();
    Ok(respond(
        StatusCode::OK,
        &AppsPage {
            ctx: &ctx,
            notice: notice(query.as_deref()),
            apps: apps.collect(),
        },
    ))
}

pub(crate) async fn choose(member: Member) -> Response {
    let ctx = member.visit.ctx();
    respond(StatusCode::OK, &ChooseKindPage { ctx: &ctx })
}

pub(crate) async fn form(
    member: Member,
    At(Preset(kind)): At<Preset>,
) -> Result<Response, PageError> {
    let kept = member.visit.kept().await?;
    let typed = kept.map_or_else(|| Typed::start(kind), |fields| typed(&fields, kind));
    let once = once(&member, None)?;
    register_page(&member, StatusCode::OK, kind, typed, Problems::none(), once)
}

fn register_page(
    member: &Member,
    status: StatusCode,
    kind: Kind,
    typed: Typed,
    problems: Problems,
    once: String,
) -> Result<Response, PageError> {
    let ctx = member.visit.ctx();
    let mut hidden = member.visit.hidden("apps");
    hidden.draft = Some(once);
    let access_lifetime = member.visit.app.settings.tokens.access;
    Ok(respond(
        status,
        &RegisterPage {
            ctx: &ctx,
            hidden,
            kind,
            typed,
            problems,
            access_lifetime,
        },
    ))
}

/// What was typed, as it was typed.
fn typed(params: &Params, kind: Kind) -> Typed {
    let start = Typed::start(kind);
    let text = |name: &str| params.one(name).unwrap_or_default().to_owned();
    let mut scope: Vec<_> = params
        .all("scope")
        .flat_map(str::split_whitespace)
        .map(str::to_owned)
        .collect();
    if kind != Kind::Service {
        scope.insert(0, "openid".to_owned());
    }
    let algorithm = text("id_token_signed_response_alg");
    Typed {
        name: text("name"),
        homepage: text("homepage"),
        redirect_uris: text("redirect_uris"),
        scope,
        more_scopes: text("more_scopes"),
        profile: if params.one("profile") == Some("oidc") {
            Profile::Oidc
        } else {
            Profile::Modern
        },
        algorithm: SigningAlg::ALL
            .into_iter()
            .find(|alg| alg.as_str() == algorithm)
            .unwrap_or(start.algorithm),
        auth_method: match params.one("token_endpoint_auth_method") {
            Some("client_secret_post") => AuthMethod::ClientSecretPost,
            _ => start.auth_method,
        },
    }
}

fn draft(typed: &Typed, kind: Kind) -> Draft {
    let confidential = matches!(kind, Kind::Web | Kind::Service);
    // What cannot be seen is left out; what cannot be a name is for the check to explain.
    let name = AppName::parse(&typed.name, &[]).map(AppName::into_string);
    let name = name.unwrap_or_else(|_| typed.name.trim().to_owned());
    let more = typed.more_scopes.split_whitespace().map(str::to_owned);
    let scope: Vec<_> = typed.scope.iter().cloned().chain(more).collect();
    Draft {
        profile: typed.profile,
        auth_method: confidential.then_some(typed.auth_method),
        redirect_uris: typed
            .redirect_uris
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
        scope: Some(scope.join(" ")),
        id_token_signed_response_alg: Some(typed.algorithm),
        homepage: Some(typed.homepage.trim().to_owned()).filter(|text| !text.is_empty()),
        ..Draft::new(name, kind)
    }
}

/// The fields of the form, from top to bottom.
const FIELDS: [&str; 7] = [
    "",
    "name",
    "homepage",
    "redirect_uris",
    "scope",
    "more_scopes",
    "auth_method",
];

/// A fix, as forms show it: one sentence goes without its full stop.
fn words(fix: &str) -> &str {
    match fix.strip_suffix('.') {
        Some(sentence) if !sentence.contains(". ") => sentence,
        _ => fix,
    }
}

/// Where the form shows a mistake, and in what words.
fn problems(errors: Vec<registration::FieldError>, kind: Kind) -> Problems {
    let mut found = Vec::with_capacity(errors.len());
    for error in errors {
        let (field, line) = match error.field {
            Field::Name => ("name", None),
            Field::RedirectUri(index) => ("redirect_uris", Some(index + 1)),
            Field::RedirectUris => ("redirect_uris", None),
            Field::Scope if kind == Kind::Service => ("scope", None),
            Field::Scope => ("more_scopes", None),
            Field::Homepage => ("homepage", None),
            Field::AuthMethod => ("auth_method", None),
            _ => ("", None),
        };
        let fix = words(&error.refusal.fix);
        let message = line.map_or_else(|| fix.to_owned(), |line| format!("Line {line}: {fix}"));
        found.push((field, message));
    }
    found.sort_by_key(|(field, _)| FIELDS.iter().position(|own| own == field));
    let mut problems = Problems::none();
    for (field, message) in found {
        problems.add(field, message);
    }
    problems
}

pub(crate) async fn register(
    member: Member,
    At(Preset(kind)): At<Preset>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let once = opened(&member, &params)?;
    let again = params.one("draft").unwrap_or_default().to_owned();
    let typed = typed(&params, kind);
    let refuse = |typed: Typed, problems| {
        register_page(
            &member,
            StatusCode::UNPROCESSABLE_ENTITY,
            kind,
            typed,
            problems,
            again.clone(),
        )
    };
    let (name, mut metadata) = match draft(&typed, kind).check() {
        Ok(checked) => checked,
        Err(errors) => return refuse(typed, problems(errors, kind)),
    };
    metadata.self_registered = true;
    let app = &member.visit.app;
    // Nobody's app passes itself off as the house (attack row UN-05).
    if let Err(error) = AppName::parse(&name, &["Lanyard", &app.brand.operator]) {
        let mut problems = Problems::none();
        problems.add("name", error.to_string());
        return refuse(typed, problems);
    }
    let new = New {
        owner: Some(member.user.id),
        name,
        metadata,
    };
    let (actor, now) = (member.visit.actor(), app.clock.now());
    let registered = match register::once(&app.db, new, once.random, &actor, now).await {
        Ok(registered) => registered,
        Err(NotRegistered::Before(id)) => {
            let client = own(&member, &id).await?;
            return Shown::new(&client)
                .secret(Secret::ShownBefore)
                .page(&member)
                .await;
        }
        Err(refusal) => {
            let mut problems = Problems::none();
            problems.add("", not_registered(refusal)?);
            return refuse(typed, problems);
        }
    };
    app.clients.changed(&registered.client.id);
    let shown = Shown::new(&registered.client);
    let shown = match registered.secret {
        Some(secret) => shown.secret(Secret::New(secret)),
        None => shown.notice(Some("App registered.".to_owned())),
    };
    shown.page(&member).await
}

/// Why the app was not registered, in the form's words.
fn not_registered(refusal: NotRegistered) -> Result<String, PageError> {
    Ok(match refusal {
        NotRegistered::TooLarge => {
            let most = LARGEST / 1024;
            format!("The app has more addresses and scopes than fit into {most} kB")
        }
        NotRegistered::TooMany => {
            format!("You have {MOST_APPS} apps. Delete one you no longer need")
        }
        NotRegistered::Store(error) => return Err(error.into()),
        // The form makes no app of the house, and one that was made before is shown.
        other => return Err(PageError::server("clients", &other)),
    })
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

pub(crate) async fn detail(
    member: Member,
    At(id): At<ClientId>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let query = query.unwrap_or_default();
    let params = Params::parse(query.as_bytes(), Limits::QUERY)
        .map_err(|error| PageError::bad_form(&error))?;
    let view = View::from_code(params.one("show").unwrap_or_default());
    let notice = notice(Some(&query));
    let shown = Shown::new(&client).notice(notice);
    Shown { view, ..shown }.page(&member).await
}

/// The settings as a file; with the secret when it is sent along and is the app's.
pub(crate) async fn env(
    member: Member,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let sent = params.one("secret");
    let secret = sent.filter(|sent| {
        client
            .secret
            .as_ref()
            .is_some_and(|secret| secret.hash.matches(sent))
    });
    let mut response = settings(&member.visit, &client).env(secret).into_response();
    let header_map = response.headers_mut();
    headers::bare(header_map, member.visit.app.brand.https);
    header_map.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    header_map.insert(
        CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"lanyard.env\""),
    );
    Ok(response)
}

pub(crate) async fn ask_rotate(
    RecentMember(member): RecentMember,
    At(id): At<ClientId>,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let hint = client
        .secret
        .as_ref()
        .map(|secret| secret.hint.clone())
        .ok_or_else(PageError::not_found)?;
    let ctx = member.visit.ctx();
    let mut hidden = member.visit.hidden("apps");
    hidden.draft = Some(once(&member, Some(hint.clone()))?);
    Ok(respond(
        StatusCode::OK,
        &RotatePage {
            ctx: &ctx,
            hidden,
            id: client.id.to_string(),
            face: face(&client),
            hint,
        },
    ))
}

pub(crate) async fn rotate(
    RecentMember(member): RecentMember,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let once = opened(&member, &params)?;
    let in_use = client.secret.as_ref().ok_or_else(PageError::not_found)?;
    let shown_before = async |client: &Client| {
        let shown = Shown::new(client).secret(Secret::ShownBefore);
        shown.page(&member).await
    };
    if once.replaces.as_deref() != Some(&in_use.hint) {
        return shown_before(&client).await;
    }
    let app = &member.visit.app;
    let (actor, now) = (member.visit.actor(), app.clock.now());
    let new = secret::Secret::new(now).map_err(|error| PageError::server("random", &error))?;
    let old_until = now.plus(OLD_SECRET);
    let rotated = secret::rotate(&app.db, &client, &new, old_until, &actor, now).await?;
    app.clients.changed(&client.id);
    let client = own(&member, &id).await?;
    if !rotated {
        return shown_before(&client).await;
    }
    let shown = Shown::new(&client).secret(Secret::New(new.text));
    shown.page(&member).await
}

pub(crate) async fn ask_add_uri(
    RecentMember(member): RecentMember,
    At(id): At<ClientId>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let params = Params::parse(query.unwrap_or_default().as_bytes(), Limits::QUERY)
        .map_err(|error| PageError::bad_form(&error))?;
    let kept = member.visit.kept().await?;
    // What a link brings is not what the person typed, and the page says so (attack row FI-09).
    let from_link = kept.is_none() && params.one("uri").is_some();
    let kept = kept.unwrap_or(params);
    let uri = kept.one("uri").unwrap_or_default().to_owned();
    let mut problems = Problems::none();
    if let Err(refusal) = RegisteredUri::parse(&uri, client.metadata.kind) {
        problems.add("uri", words(&refusal.fix));
    }
    let ctx = member.visit.ctx();
    let page = AddUriPage {
        ctx: &ctx,
        hidden: member.visit.hidden("apps"),
        id: client.id.to_string(),
        face: face(&client),
        uri,
        from_link,
        problems,
    };
    Ok(respond(StatusCode::OK, &page))
}

pub(crate) async fn add_uri(
    recent: RecentMember,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let RecentMember(member) = &recent;
    let client = own(member, &id).await?;
    let typed = params.one("uri").unwrap_or_default().trim().to_owned();
    let mut metadata = client.metadata.clone();
    let mut problems = Problems::none();
    match RegisteredUri::parse(&typed, metadata.kind) {
        _ if client.metadata.first_party => problems.add("uri", OF_THE_HOUSE),
        Err(refusal) => problems.add("uri", words(&refusal.fix)),
        Ok(uri) if metadata.redirect_uris.contains(&uri) => {
            problems.add("uri", "This address is registered already")
        }
        Ok(_) if metadata.redirect_uris.len() >= crate::protocol::redirect::MOST => {
            problems.add(
                "uri",
                format!(
                    "An app has at most {} addresses. Remove one first",
                    crate::protocol::redirect::MOST
                ),
            );
        }
        Ok(uri) => metadata.redirect_uris.push(uri),
    }
    if !problems.is_empty() {
        let shown = Shown::new(&client);
        let uri = typed;
        return Shown {
            uri,
            problems,
            ..shown
        }
        .page(member)
        .await;
    }
    let done = update(&recent, &client, metadata, "added").await?;
    Ok(see_other(&format!("/apps/{id}?done={done}")))
}

pub(crate) async fn remove_uri(
    recent: RecentMember,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let RecentMember(member) = &recent;
    let client = own(member, &id).await?;
    let uri = params.one("uri").unwrap_or_default();
    let mut metadata = client.metadata.clone();
    metadata.redirect_uris.retain(|own| own.as_str() != uri);
    let last = metadata.redirect_uris.is_empty() && !client.metadata.redirect_uris.is_empty();
    if last || client.metadata.first_party {
        let mut problems = Problems::none();
        let why = match last {
            true => "An app needs one redirect URI. Add the new one first",
            false => OF_THE_HOUSE,
        };
        problems.add("uri", why);
        let shown = Shown::new(&client);
        return Shown { problems, ..shown }.page(member).await;
    }
    let done = update(&recent, &client, metadata, "removed").await?;
    Ok(see_other(&format!("/apps/{id}?done={done}")))
}

/// Why nobody changes the addresses of such an app on a page: it gets codes without asking anybody.
const OF_THE_HOUSE: &str =
    "This app belongs to the house: its addresses are changed with lanyard client update";

/// Stores `metadata`, unless the app was changed since it was read: an address that somebody else removed must not come back. It
/// may widen who receives codes, so whoever asks proved a moment ago who they are (attack row FI-09). Tells which notice says what happened; `done` when all went well.
async fn update(
    RecentMember(member): &RecentMember,
    client: &Client,
    metadata: Metadata,
    done: &'static str,
) -> Result<&'static str, PageError> {
    let app = &member.visit.app;
    let wanted = Change {
        name: client.name.clone(),
        metadata,
        on: None,
    };
    let (actor, now) = (member.visit.actor(), app.clock.now());
    let changed = change(&app.db, client, wanted, &actor, now).await;
    app.clients.changed(&client.id);
    match changed {
        Ok(Changed::Done { .. }) => Ok(done),
        Ok(Changed::Elsewhere) => Ok("elsewhere"),
        Err(NotRegistered::TooLarge) => Ok("large"),
        Err(NotRegistered::Store(error)) => Err(error.into()),
        Err(other) => Err(PageError::server("clients", &other)),
    }
}

pub(crate) async fn ask_delete(
    RecentMember(member): RecentMember,
    At(id): At<ClientId>,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let kept = member.visit.kept().await?.unwrap_or_default();
    let typed = kept.one("confirm").unwrap_or_default().to_owned();
    delete_page(&member, &client, StatusCode::OK, typed, Problems::none()).await
}

async fn delete_page(
    member: &Member,
    client: &Client,
    status: StatusCode,
    typed: String,
    problems: Problems,
) -> Result<Response, PageError> {
    let ctx = member.visit.ctx();
    let page = DeletePage {
        ctx: &ctx,
        hidden: member.visit.hidden("apps"),
        id: client.id.to_string(),
        face: face(client),
        people: people(&member.visit, &client.id).await?,
        typed,
        problems,
    };
    Ok(respond(status, &page))
}

pub(crate) async fn delete(
    RecentMember(member): RecentMember,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let typed = params.one("confirm").unwrap_or_default().trim().to_owned();
    if typed != client.name {
        let mut problems = Problems::none();
        problems.add(
            "confirm",
            format!("Type the name of the app, {}", client.name),
        );
        return delete_page(
            &member,
            &client,
            StatusCode::UNPROCESSABLE_ENTITY,
            typed,
            problems,
        )
        .await;
    }
    let app = &member.visit.app;
    let (actor, now) = (member.visit.actor(), app.clock.now());
    remove::remove(&app.db, &client, &actor, now).await?;
    app.clients.changed(&client.id);
    Ok(see_other("/apps?done=deleted"))
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
