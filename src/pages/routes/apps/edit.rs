//! Editing an app: whatever the form that registers one can say.

use axum::http::StatusCode;
use axum::response::Response;

use super::form::{checked, draft, letters_needed, problems, typed};
use super::register::{not_registered, taken};
use super::{Shown, own};
use crate::clients::change::{Change, Changed, change, version};
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::apps::detail::Secret;
use crate::pages::apps::edit::EditPage;
use crate::pages::apps::form::{AppForm, Typed};
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::respond;
use crate::pages::under_way::face;
use crate::pages::visit::{Member, RecentMember};
use crate::protocol::client::{Client, Metadata};
use crate::protocol::display_name::tidy_app;
use crate::protocol::ids::ClientId;
use crate::protocol::roles::Role;

/// Why nobody changes such an app on a page: it gets codes without asking anybody.
pub(super) fn of_the_house() -> Say {
    Say::new("apps-edit-house").with("command", "lanyard client update")
}

/// Widening who receives codes is a sensitive act, so whoever opens the form proved a moment ago who they are (attack row FI-09).
pub(crate) async fn form(
    RecentMember(member): RecentMember,
    At(id): At<ClientId>,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let kept = member.visit.kept().await?;
    // A form that was interrupted by a sign-in still shows what it was filled from.
    let shown = kept.as_ref().and_then(|fields| fields.one("version"));
    let shown = shown.map_or_else(|| version(&client), str::to_owned);
    let typed = kept.map_or_else(
        || Typed::of(&client),
        |fields| typed(&fields, client.metadata.kind),
    );
    let mut found = Problems::none();
    if client.metadata.first_party {
        found.add("", of_the_house());
    }
    Ok(page(&member, &client, StatusCode::OK, typed, found, shown))
}

fn page(
    member: &Member,
    client: &Client,
    status: StatusCode,
    typed: Typed,
    problems: Problems,
    version: String,
) -> Response {
    let ctx = member.visit.ctx();
    let form = AppForm {
        problems,
        edited: true,
        admin: member.visit.roles.has(Role::Administrator),
        letters: member.visit.app.mailing.is_on(),
        ..AppForm::new(client.metadata.kind, typed)
    };
    let page = EditPage {
        ctx: &ctx,
        hidden: member.visit.hidden("apps"),
        id: client.id.to_string(),
        face: face(client),
        form,
        version,
        may_lose_vetting: client.metadata.vetted && !member.visit.roles.has(Role::Administrator),
        access_lifetime: member.visit.app.settings.tokens.access,
    };
    respond(status, &page)
}

pub(crate) async fn save(
    RecentMember(member): RecentMember,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    let typed = typed(&params, client.metadata.kind);
    let now_version = version(&client);
    let sent = params.one("version").unwrap_or_default();
    let again = |status, typed, found, version: &str| {
        Ok(page(
            &member,
            &client,
            status,
            typed,
            found,
            version.to_owned(),
        ))
    };
    const REFUSED: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
    let draft = draft(&typed, client.metadata.kind, Some(&client));
    let checked = checked(&draft, member.visit.app.keys.algorithms());
    let (name, metadata) = match checked {
        Ok(checked) => checked,
        Err(errors) => {
            let found = problems(errors, client.metadata.kind);
            return again(REFUSED, typed, found, sent);
        }
    };
    let mut found = Problems::none();
    if client.metadata.first_party {
        found.add("", of_the_house());
    } else if let Some(taken) = taken(&member, &name).filter(|_| name != client.name) {
        found.add("name", taken);
    }
    let letters = member.visit.app.mailing.is_on();
    letters_needed(&metadata, Some(&client), letters, &mut found);
    if !found.is_empty() {
        return again(REFUSED, typed, found, sent);
    }
    if sent != now_version {
        let found = meanwhile(&typed, &Typed::of(&client));
        return again(StatusCode::CONFLICT, typed, found, &now_version);
    }
    let metadata = complete(&member, &client, &typed, metadata);
    let app = &member.visit.app;
    let wanted = Change {
        name,
        metadata,
        on: None,
    };
    let (actor, now) = (member.visit.actor(), app.clock.now());
    let changed = change(&app.db, &client, wanted, &actor, now).await;
    app.clients.changed(&client.id);
    match changed {
        Ok(Changed::Done { secret: None }) => {
            member.visit.tell(Say::new(match tidy_app(&typed.name) {
                Ok(name) if name.left_out => "apps-edit-done-left-out",
                _ => "apps-edit-done",
            }));
            Ok(see_other(&format!("/apps/{}", client.id)))
        }
        Ok(Changed::Done {
            secret: Some(secret),
        }) => {
            let client = own(&member, &id).await?;
            let shown = Shown::new(&client).secret(Secret::New(secret));
            shown.page(&member).await
        }
        Ok(Changed::Elsewhere) => {
            let client = own(&member, &id).await?;
            let found = meanwhile(&typed, &Typed::of(&client));
            let version = version(&client);
            Ok(page(
                &member,
                &client,
                StatusCode::CONFLICT,
                typed,
                found,
                version,
            ))
        }
        Err(refusal) => {
            found.add("", not_registered(refusal)?);
            again(REFUSED, typed, found, sent)
        }
    }
}

/// What is registered about the app afterwards: what the form does not ask, or may not change, stays.
fn complete(member: &Member, client: &Client, typed: &Typed, asked: Metadata) -> Metadata {
    let old = client.metadata.clone();
    let admin = member.visit.roles.has(Role::Administrator);
    Metadata {
        profile: asked.profile,
        auth_method: asked.auth_method,
        auth_method_named: asked.auth_method_named,
        redirect_uris: asked.redirect_uris,
        post_logout_redirect_uris: asked.post_logout_redirect_uris,
        logout: asked.logout,
        scope: asked.scope,
        id_token_signed_response_alg: asked.id_token_signed_response_alg,
        id_token_claims: asked.id_token_claims,
        access_token_format: asked.access_token_format,
        access_token_signed_response_alg: asked.access_token_signed_response_alg,
        allowed_origins: asked.allowed_origins,
        homepage: asked.homepage,
        policy_uri: asked.policy_uri,
        tos_uri: asked.tos_uri,
        accent: asked.accent,
        require_verified_email: asked.require_verified_email,
        vetted: match admin {
            // Nobody has to vouch for the operator's own.
            true if typed.vetted != client.is_unvetted() => old.vetted,
            true => typed.vetted,
            false => old.vetted,
        },
        audiences: match admin {
            true => asked.audiences,
            false => old.audiences.clone(),
        },
        ..old
    }
}

/// What to say of a form that was filled from another state: what is registered now, wherever it is not what was typed.
fn meanwhile(typed: &Typed, now: &Typed) -> Problems {
    const MOST: usize = 200;
    let mut found = Problems::none();
    found.add("", Say::new("apps-edit-meanwhile"));
    let words = |scope: &[String]| scope.join(" ");
    let (typed_scope, now_scope) = (words(&typed.scope), words(&now.scope));
    for (field, typed, now) in [
        ("name", &typed.name, &now.name),
        ("redirect_uris", &typed.redirect_uris, &now.redirect_uris),
        ("homepage", &typed.homepage, &now.homepage),
        ("scope", &typed_scope, &now_scope),
        (
            "post_logout_redirect_uris",
            &typed.post_logout_redirect_uris,
            &now.post_logout_redirect_uris,
        ),
        (
            "backchannel_logout_uri",
            &typed.logout.back,
            &now.logout.back,
        ),
        (
            "frontchannel_logout_uri",
            &typed.logout.front,
            &now.logout.front,
        ),
        ("policy", &typed.policy, &now.policy),
        ("terms", &typed.terms, &now.terms),
        ("accent", &typed.accent, &now.accent),
        ("more_scopes", &typed.more_scopes, &now.more_scopes),
        (
            "allowed_origins",
            &typed.allowed_origins,
            &now.allowed_origins,
        ),
        ("audiences", &typed.audiences, &now.audiences),
    ] {
        let same = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        if same(typed) == same(now) {
            continue;
        }
        let is: String = now.split_whitespace().collect::<Vec<_>>().join(", ");
        let short = match is.char_indices().nth(MOST) {
            Some((end, _)) => format!("{}…", &is[..end]),
            None => is.clone(),
        };
        found.add(
            field,
            match is.is_empty() {
                true => Say::new("apps-edit-meanwhile-nothing"),
                false => Say::new("apps-edit-meanwhile-value").with("value", short),
            },
        );
    }
    found
}
