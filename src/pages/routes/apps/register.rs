//! Registering an app.

use axum::http::StatusCode;
use axum::response::Response;

use super::{Shown, once, opened, own, words};
use crate::clients::LARGEST;
use crate::clients::register::{self, MOST_APPS, New, NotRegistered};
use crate::identity::display_name::AppName;
use crate::pages::apps::detail::Secret;
use crate::pages::apps::preset::Preset;
use crate::pages::apps::register::{RegisterPage, Typed};
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::respond;
use crate::pages::visit::Member;
use crate::protocol::client::{AuthMethod, IdTokenClaims, Kind, Profile, SigningAlg};
use crate::protocol::params::Params;
use crate::protocol::registration::{self, Draft, Field};

pub(crate) async fn form(
    member: Member,
    At(Preset(kind)): At<Preset>,
) -> Result<Response, PageError> {
    let kept = member.visit.kept().await?;
    let typed = kept.map_or_else(|| Typed::start(kind), |fields| typed(&fields, kind));
    let once = once(&member, None);
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
            Some("client_secret_basic") => Some(AuthMethod::ClientSecretBasic),
            Some("client_secret_post") => Some(AuthMethod::ClientSecretPost),
            _ => start.auth_method,
        },
        id_token_claims: IdTokenClaims::ALL
            .into_iter()
            .find(|claims| params.one("id_token_claims") == Some(claims.as_str()))
            .unwrap_or(start.id_token_claims),
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
        auth_method: typed.auth_method.filter(|_| confidential),
        redirect_uris: typed
            .redirect_uris
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
        scope: Some(scope.join(" ")),
        id_token_signed_response_alg: Some(typed.algorithm),
        id_token_claims: typed.id_token_claims,
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
