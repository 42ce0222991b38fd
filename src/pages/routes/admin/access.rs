//! Who may use an app, and what they are there.

use axum::extract::RawQuery;
use axum::response::Response;

use super::{Steward, named};
use crate::clients::access::{self as acts, Assignee, NotAssigned, Share};
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::admin::access::{AccessPage, Assigned};
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::{At, query};
use crate::pages::respond;
use crate::pages::under_way::face;
use crate::pages::visit::{Member, Visit};
use crate::protocol::ids::{ClientId, GroupId, UserId};
use crate::protocol::membership::RoleName;
use crate::protocol::params::Params;
use crate::protocol::roles::Right;
use crate::store::owners::Owner;
use crate::store::{assignments, groups, owners, users};

/// How many people stand on one page.
const A_PAGE: i64 = 50;
/// Groups to choose from.
const MOST_CHOICES: i64 = 200;

pub(crate) async fn show(
    Steward(member): Steward,
    At(id): At<ClientId>,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let params = query(raw)?;
    let after = params.one("after").and_then(|after| after.parse().ok());
    page(&member, &id, after, Typed::default(), Problems::none()).await
}

/// What was typed.
#[derive(Default)]
struct Typed {
    who: String,
    role: String,
    owner: String,
}

async fn page(
    member: &Member,
    id: &ClientId,
    after: Option<UserId>,
    typed: Typed,
    problems: Problems,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let client = named::client(&visit.app, id).await?;
    let (key, owner) = (id.clone(), client.owner);
    let job = visit.app.db.read(move |c| {
        Box::pin(async move {
            let restricted = assignments::is_restricted(c, &key).await?;
            let groups_ = assignments::groups(c, &key).await?;
            let people = assignments::users(c, &key, after, A_PAGE + 1).await?;
            let all = groups::after(c, "", "", MOST_CHOICES).await?;
            let registrant = match owner {
                Some(owner) => users::by_id(c, owner).await?,
                None => None,
            };
            let owners = (registrant, owners::of(c, &key).await?);
            Ok((restricted, groups_, people, all, owners))
        })
    });
    let (restricted, of_groups, mut people, all, (registrant, owners)) = job.await?;
    let more = people.len() as i64 > A_PAGE;
    people.truncate(A_PAGE as usize);
    let more = people
        .last()
        .filter(|_| more)
        .map(|last| format!("/admin/apps/{id}/access?after={}", last.id));
    let of_groups = of_groups.into_iter().map(|one| Assigned {
        id: one.id.to_string(),
        name: one.title,
        called: one.name.to_string(),
        role: one.role,
    });
    let people = people.into_iter().map(|one| Assigned {
        id: one.id.to_string(),
        name: one.name,
        called: one.login,
        role: one.role,
    });
    let (of_groups, people): (Vec<_>, Vec<_>) = (of_groups.collect(), people.collect());
    let roles = of_groups.iter().chain(&people).map(|one| one.role.clone());
    let mut roles: Vec<_> = roles.filter(|role| !role.is_empty()).collect();
    roles.sort_unstable();
    roles.dedup();
    let status = problems.status();
    let ctx = visit.ctx();
    let page = AccessPage {
        ctx: &ctx,
        id: id.to_string(),
        face: face(&client),
        restricted,
        groups: of_groups,
        people,
        more,
        registrant: registrant.map(|user| Assigned {
            id: user.id.to_string(),
            name: user.name,
            called: user.login,
            role: String::new(),
        }),
        owners: owners.into_iter().map(owner_row).collect(),
        typed_owner: typed.owner,
        choices: all
            .into_iter()
            .map(|group| group.name.to_string())
            .collect(),
        roles,
        may_change: visit.roles.may(Right::ChangeApps),
        hidden: visit.hidden("admin"),
        typed: (typed.who, typed.role),
        problems,
    };
    Ok(respond(status, &page))
}

/// Whether it is a group, and how it is shown.
fn owner_row(one: Owner) -> (bool, Assigned) {
    let shown = Assigned {
        id: one.id.to_string(),
        name: one.name,
        called: one.called,
        role: String::new(),
    };
    (one.kind == 1, shown)
}

fn refused(refused: NotAssigned) -> PageError {
    match refused {
        NotAssigned::NotAllowed => PageError::not_found(),
        NotAssigned::Store(error) => error.into(),
    }
}

pub(crate) async fn restrict(
    Steward(member): Steward,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let client = named::client(&visit.app, &id).await?;
    let restricted = match params.one("only") {
        Some("assigned") => true,
        Some("everybody") => false,
        _ => return Err(PageError::not_found()),
    };
    let (actor, now) = (visit.actor(), visit.app.clock.now());
    let changed = acts::restrict(&visit.app.db, &id, restricted, &actor, now).await;
    changed.map_err(refused)?;
    let said = match restricted {
        true => "access-assigned-done",
        false => "access-everybody-done",
    };
    visit.tell(Say::new(said).with("app", &client.name));
    Ok(see_other(&format!("/admin/apps/{id}/access")))
}

pub(crate) async fn assign(
    Steward(member): Steward,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    named::client(&visit.app, &id).await?;
    let text = |name: &str| params.one(name).unwrap_or_default().trim().to_owned();
    let typed = Typed {
        who: text("who"),
        role: text("role"),
        ..Typed::default()
    };
    let mut problems = Problems::none();
    let assignee = assignee(visit, &typed.who).await?;
    if assignee.is_none() {
        problems.add("who", Say::new("access-nobody-found"));
    }
    let role = match typed.role.as_str() {
        "" => Ok(None),
        role => role.parse::<RoleName>().map(Some),
    };
    if role.is_err() {
        problems.add("role", Say::new("access-role-wrong"));
    }
    let (Some((assignee, name)), Ok(role)) = (assignee, role) else {
        return page(&member, &id, None, typed, problems).await;
    };
    let (actor, now) = (visit.actor(), visit.app.clock.now());
    let given = (assignee, Share::Use(role), true);
    let assigned = acts::set(&visit.app.db, &id, given, &actor, now).await;
    assigned.map_err(refused)?;
    visit.tell(Say::new("access-assigned-one").with("name", name));
    Ok(see_other(&format!("/admin/apps/{id}/access")))
}

/// Who was typed: a group by its name, or else a person; and what people call them.
async fn assignee(visit: &Visit, typed: &str) -> Result<Option<(Assignee, String)>, PageError> {
    if let Some(group) = named::group_of_name(&visit.app, typed).await? {
        return Ok(Some((Assignee::Group(group.id, group.name), group.title)));
    }
    let user = named::person(&visit.app, typed).await?;
    Ok(user.map(|user| (Assignee::Person(user.id), user.name)))
}

pub(crate) async fn unassign(
    Steward(member): Steward,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    named::client(&visit.app, &id).await?;
    let role = match params.one("role").unwrap_or_default() {
        "" => None,
        role => Some(
            role.parse::<RoleName>()
                .map_err(|_| PageError::not_found())?,
        ),
    };
    let (assignee, name) = chosen(visit, &params).await?;
    let (actor, now) = (visit.actor(), visit.app.clock.now());
    let taken = (assignee, Share::Use(role), false);
    let gone = acts::set(&visit.app.db, &id, taken, &actor, now).await;
    if gone.map_err(refused)? {
        visit.tell(Say::new("access-unassigned").with("name", name));
    }
    Ok(see_other(&format!("/admin/apps/{id}/access")))
}

/// The group or the account that a button stands for; and what people call them.
async fn chosen(visit: &Visit, params: &Params) -> Result<(Assignee, String), PageError> {
    let id = |name: &str| params.one(name).unwrap_or_default();
    if let Ok(group) = id("group").parse::<GroupId>() {
        let group = named::group(&visit.app, group).await?;
        return Ok((Assignee::Group(group.id, group.name), group.title));
    }
    let user = id("user")
        .parse::<UserId>()
        .map_err(|_| PageError::not_found())?;
    let user = visit
        .app
        .user(user)
        .await?
        .ok_or_else(PageError::not_found)?;
    Ok((Assignee::Person(user.id), user.name))
}

/// Lets somebody look after the app beside whoever registered it.
pub(crate) async fn share(
    Steward(member): Steward,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    named::client(&visit.app, &id).await?;
    let owner = params.one("owner").unwrap_or_default().trim().to_owned();
    let Some((with, name)) = assignee(visit, &owner).await? else {
        let mut problems = Problems::none();
        problems.add("owner", Say::new("access-nobody-found"));
        let typed = Typed {
            owner,
            ..Typed::default()
        };
        return page(&member, &id, None, typed, problems).await;
    };
    let (actor, now) = (visit.actor(), visit.app.clock.now());
    let shared = acts::set(&visit.app.db, &id, (with, Share::Own, true), &actor, now).await;
    shared.map_err(refused)?;
    visit.tell(Say::new("access-shared").with("name", name));
    Ok(see_other(&format!("/admin/apps/{id}/access")))
}

/// Takes that back.
pub(crate) async fn unshare(
    Steward(member): Steward,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    named::client(&visit.app, &id).await?;
    let (with, name) = chosen(visit, &params).await?;
    let (actor, now) = (visit.actor(), visit.app.clock.now());
    let unshared = acts::set(&visit.app.db, &id, (with, Share::Own, false), &actor, now).await;
    if unshared.map_err(refused)? {
        visit.tell(Say::new("access-unshared").with("name", name));
    }
    Ok(see_other(&format!("/admin/apps/{id}/access")))
}

/// Where a form without a page of its own leads when a sign-in came between.
pub(crate) async fn back(_: Steward, At(id): At<ClientId>) -> Response {
    see_other(&format!("/admin/apps/{id}/access"))
}
