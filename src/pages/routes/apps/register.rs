//! Registering an app.

use axum::http::StatusCode;
use axum::response::Response;

use super::form::{checked, draft, letters_needed, problems, typed};
use super::list::choose;
use super::{Shown, may_register, once, opened, own};
use crate::clients::LARGEST;
use crate::clients::register::{self, MOST_APPS, New, NotRegistered};
use crate::identity::display_name::AppName;
use crate::locale::Say;
use crate::pages::apps::detail::Secret;
use crate::pages::apps::form::{AppForm, Typed};
use crate::pages::apps::preset::Preset;
use crate::pages::apps::register::RegisterPage;
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::respond;
use crate::pages::visit::Member;
use crate::pages::wrong;
use crate::protocol::client::Kind;
use crate::protocol::display_name::tidy_app;
use crate::protocol::roles::Role;

pub(crate) async fn form(
    member: Member,
    At(Preset(kind)): At<Preset>,
) -> Result<Response, PageError> {
    if !may_register(&member) {
        return Ok(choose(member).await);
    }
    let kept = member.visit.kept().await?;
    let typed = kept.map_or_else(|| Typed::start(kind), |fields| typed(&fields, kind));
    let (form, once) = (AppForm::new(kind, typed), once(&member, None));
    register_page(&member, StatusCode::OK, form, once)
}

fn register_page(
    member: &Member,
    status: StatusCode,
    form: AppForm,
    once: String,
) -> Result<Response, PageError> {
    let ctx = member.visit.ctx();
    let mut hidden = member.visit.hidden("apps");
    hidden.draft = Some(once);
    let page = RegisterPage {
        ctx: &ctx,
        hidden,
        form: AppForm {
            admin: member.visit.roles.has(Role::Administrator),
            letters: member.visit.app.mailing.is_on(),
            ..form
        },
        access_lifetime: member.visit.app.settings.tokens.access,
    };
    Ok(respond(status, &page))
}

pub(crate) async fn register(
    member: Member,
    At(Preset(kind)): At<Preset>,
    Form(params): Form,
) -> Result<Response, PageError> {
    if !may_register(&member) {
        return Ok(choose(member).await);
    }
    let once = opened(&member, &params)?;
    let again = params.one("draft").unwrap_or_default().to_owned();
    let typed = typed(&params, kind);
    let refuse = |typed: Typed, problems| {
        let form = AppForm {
            problems,
            ..AppForm::new(kind, typed)
        };
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        register_page(&member, status, form, again.clone())
    };
    let algorithms = member.visit.app.keys.algorithms();
    let (name, mut metadata) = match checked(&draft(&typed, kind, None), algorithms) {
        Ok(checked) => checked,
        Err(errors) => return refuse(typed, problems(errors, kind)),
    };
    let app = &member.visit.app;
    let mut found = Problems::none();
    if let Some(taken) = taken(&member, &name) {
        found.add("name", taken);
    }
    letters_needed(&metadata, None, app.mailing.is_on(), &mut found);
    if !found.is_empty() {
        return refuse(typed, found);
    }
    if !member.visit.roles.has(Role::Administrator) {
        metadata.audiences.clear();
    }
    let new = New {
        owner: Some(member.user.id),
        name,
        metadata,
    };
    let (actor, now) = (member.visit.actor(), app.clock.now());
    let may = app.settings.apps.register;
    let registered = match register::once(&app.db, new, may, once.random, &actor, now).await {
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
    let shown =
        Shown::new(&registered.client).fresh(typed.built_with().filter(|_| kind == Kind::Web));
    let shown = match tidy_app(&typed.name) {
        Ok(name) if name.left_out => shown.notice(Say::new("apps-register-done-left-out")),
        _ if registered.secret.is_none() => shown.notice(Say::new("apps-register-done")),
        _ => shown,
    };
    let shown = match registered.secret {
        Some(secret) => shown.secret(Secret::New(secret)),
        None => shown,
    };
    shown.page(&member).await
}

/// Why an app may not be called so: nobody's passes itself off as the house (attack row UN-05).
pub(super) fn taken(member: &Member, name: &str) -> Option<Say> {
    let house = ["Lanyard", &member.visit.app.brand.operator];
    AppName::parse(name, &house)
        .err()
        .map(|error| wrong::app_name(&error))
}

/// Why the app was not registered, in the form's words.
pub(super) fn not_registered(refusal: NotRegistered) -> Result<Say, PageError> {
    Ok(match refusal {
        NotRegistered::TooLarge => {
            Say::new("apps-register-too-large").count("kilobytes", LARGEST / 1024)
        }
        NotRegistered::TooMany => Say::new("apps-register-too-many").count("most", MOST_APPS),
        NotRegistered::NotAllowed(_) => Say::new("apps-register-not-allowed"),
        NotRegistered::ForAdministrators(member) => {
            Say::new("apps-register-for-administrators").with("member", member)
        }
        NotRegistered::Store(error) => return Err(error.into()),
        // The form makes no app of the house, and one that was made before is shown.
        other => return Err(PageError::server("clients", &other)),
    })
}
