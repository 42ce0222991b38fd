//! The roles of a group.

use axum::response::Response;

use super::{Steward, named};
use crate::accounts::roles::{self, NotGiven};
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::admin::people::role_name;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::protocol::ids::GroupId;
use crate::protocol::roles::Role;

/// Gives the group a role, or takes it away.
pub(crate) async fn set(
    Steward(member): Steward,
    At(id): At<GroupId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let role = params.one("role").and_then(Role::from_code);
    let role = role.ok_or_else(PageError::not_found)?;
    let given = params.one("do") == Some("give");
    let group = named::group(&visit.app, id).await?;
    let (actor, now) = (visit.actor(), visit.app.clock.now());
    let set = roles::set_of_group(&visit.app.db, id, (role, given), &actor, now);
    match set.await {
        Ok(_) => {}
        Err(NotGiven::Store(error)) => return Err(error.into()),
        Err(_) => return Err(PageError::not_found()),
    }
    let said = Say::new(match given {
        true => "groups-role-given",
        false => "groups-role-taken",
    });
    let said = said
        .with("group", &group.title)
        .saying("role", role_name(role));
    visit.tell(said);
    Ok(see_other(&format!("/admin/groups/{id}")))
}
