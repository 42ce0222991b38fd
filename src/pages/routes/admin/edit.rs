//! Editing somebody else's profile: the same fields and rules as they have themselves.

use axum::response::Response;

use super::Steward;
use super::people::{covered, row};
use crate::accounts::make::Taken;
use crate::accounts::profile::{self, NotChanged};
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::account::edit::Field;
use crate::pages::admin::edit::EditPersonPage;
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::respond;
use crate::pages::routes::email::undoing;
use crate::pages::routes::profile::{edited, shown};
use crate::pages::visit::Member;
use crate::protocol::ids::UserId;
use crate::protocol::params::Params;
use crate::protocol::roles::Roles;
use crate::store::users::User;

/// The form with what was typed, or else with what is stored.
fn page(
    member: &Member,
    (user, roles): &(User, Roles),
    typed: Option<&Params>,
    problems: Problems,
) -> Response {
    let said = |name: &str| typed.map(|typed| typed.one(name).unwrap_or_default().to_owned());
    let value = |field: &Field| said(field.claim).unwrap_or_else(|| shown(user, field));
    let status = problems.status();
    let page = EditPersonPage {
        ctx: &member.visit.ctx(),
        hidden: member.visit.hidden("admin"),
        person: row(user, *roles, &member.visit.times()),
        values: Field::all().map(value).collect(),
        problems,
    };
    respond(status, &page)
}

pub(crate) async fn form(
    Steward(member): Steward,
    At(id): At<UserId>,
) -> Result<Response, PageError> {
    let person = covered(&member, id).await?;
    let kept = member.visit.kept().await?;
    Ok(page(&member, &person, kept.as_ref(), Problems::none()))
}

pub(crate) async fn save(
    Steward(member): Steward,
    At(id): At<UserId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    let person = covered(&member, id).await?;
    let before = &person.0;
    let mut problems = Problems::none();
    let user = edited(before, &params, visit.times().today(), &mut problems);
    if !problems.is_empty() {
        return Ok(page(&member, &person, Some(&params), problems));
    }
    let (actor, now) = (visit.actor(), app.clock.now());
    let letters = (&visit.mailing(), &undoing(visit));
    match profile::change(&app.db, letters, before, &user, &actor, now).await {
        Ok(()) => {}
        Err(NotChanged::Taken(Taken::Store(error))) => return Err(error.into()),
        Err(_) => return Err(PageError::not_found()),
    }
    visit.tell(Say::new("admin-saved").with("name", &user.name));
    Ok(see_other(&format!("/admin/people/{id}")))
}
