//! One account: what is known of it, its roles, and what is kept about its person as a file.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::people::{row, somebody};
use super::sessions::session_row;
use super::{Steward, export};
use crate::accounts::data;
use crate::accounts::roles::{self, NotGiven};
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::admin::people::role_name;
use crate::pages::admin::person::PersonPage;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::respond;
use crate::pages::routes::account::connected;
use crate::pages::routes::activity::{document_of, happened};
use crate::protocol::ids::UserId;
use crate::protocol::roles::{Right, Role};
use crate::store::{factors, groups, sign_ins, user_roles};

/// What happened lately, as many as are shown.
const LATELY: i64 = 8;

pub(crate) async fn show(
    Steward(member): Steward,
    At(id): At<UserId>,
) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    let found = somebody(&member, id).await?;
    let (user, theirs) = found.ok_or_else(PageError::not_found)?;
    let times = visit.times();
    let now = times.now();
    let job = app.db.read(move |c| {
        Box::pin(async move {
            Ok((
                factors::counts(c, id).await?,
                sign_ins::of_user(c, id, now).await?,
                groups::names(c, id).await?,
                user_roles::own(c, id).await?,
                user_roles::by_group(c, id).await?,
            ))
        })
    });
    let (held, live, groups, given, by_group) = job.await?;
    let own_roles = match user.admin {
        true => given.with(Role::Administrator),
        false => given,
    };
    let covered = visit.roles.cover(theirs);
    let may_end = covered && visit.roles.may(Right::SignOut);
    let mut apps = Vec::new();
    for one in connected(visit, id, now).await? {
        let client = app.clients.by_id(one.client.as_str()).await?;
        let name = client.map_or(one.client.to_string(), |client| client.name.clone());
        apps.push((name, times.ago(one.since)));
    }
    let activity = data::happened(&app.db, id, Uuid::max(), LATELY).await?;
    let named = (user.id.to_string(), user.name.clone());
    let page = PersonPage {
        ctx: &visit.ctx(),
        hidden: visit.hidden("admin"),
        person: row(&user, theirs, &times),
        sub: user.sub().to_string(),
        confirmed: user.email_verified,
        until: user.deletes_at.map(|at| times.exactly(at)),
        password: user
            .password_hash
            .as_ref()
            .map(|_| user.password_changed_at.map(|at| times.ago(at))),
        passkeys: held.passkeys,
        totp: held.totp > 0,
        recovery_codes: held.recovery_codes,
        groups,
        own_roles,
        by_group,
        sessions: live
            .iter()
            .map(|one| session_row(one, named.clone(), may_end, &times))
            .collect(),
        apps,
        activity: activity
            .iter()
            .map(|row| happened(row, id, &times))
            .collect(),
        covered,
    };
    Ok(respond(StatusCode::OK, &page))
}

/// Where a form without a page of its own leads when a sign-in came between.
pub(crate) async fn back(_: Steward, At(id): At<UserId>) -> Response {
    see_other(&format!("/admin/people/{id}"))
}

/// Gives a role, or takes it away.
pub(crate) async fn set_role(
    Steward(member): Steward,
    At(id): At<UserId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    let role = params.one("role").and_then(Role::from_code);
    let role = role.ok_or_else(PageError::not_found)?;
    let given = params.one("do") == Some("give");
    let (actor, now) = (visit.actor(), app.clock.now());
    match roles::set(&app.db, id, (role, given), &actor, now).await {
        Ok(_) => {
            let user = app.user(id).await?.ok_or_else(PageError::not_found)?;
            let has = roles::read(&app.db, &user).await?;
            let said = Say::new(match (given, has.has(role)) {
                (true, _) => "admin-role-given",
                (false, true) => "admin-role-by-group",
                (false, false) => "admin-role-taken",
            });
            let said = said
                .with("name", &user.name)
                .saying("role", role_name(role));
            visit.tell(said);
        }
        Err(NotGiven::LastAdministrator) => visit.tell(Say::new("admin-last-administrator")),
        Err(NotGiven::NotAllowed | NotGiven::Gone) => return Err(PageError::not_found()),
        Err(NotGiven::Store(error)) => return Err(error.into()),
    }
    Ok(see_other(&format!("/admin/people/{id}")))
}

/// All that is kept about the person, as they can download it themselves (attack row AD-10: no secret, no hash). They see that it was
/// taken.
pub(crate) async fn export(
    Steward(member): Steward,
    At(id): At<UserId>,
    Form(_): Form,
) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    let user = app.user(id).await?.ok_or_else(PageError::not_found)?;
    let text = format!("{:#}\n", document_of(visit, &user).await?);
    data::taken(&app.db, id, visit.actor(), app.clock.now()).await?;
    let body = Body::from(text);
    Ok(export::file(
        visit,
        "account.json",
        "application/json",
        body,
    ))
}
