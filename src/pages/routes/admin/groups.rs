//! Groups of people.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Steward, named};
use crate::accounts::groups::{self as acts, Described, NotKept};
use crate::http::redirect::see_other;
use crate::identity::display_name::PersonName;
use crate::locale::Say;
use crate::pages::admin::groups::{
    AppOfGroup, GroupFormPage, GroupPage, GroupRemovePage, GroupRow, GroupTyped, GroupsPage,
    MemberRow,
};
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::{At, query};
use crate::pages::respond;
use crate::pages::visit::Member;
use crate::protocol::ids::{GroupId, UserId};
use crate::protocol::membership::GroupName;
use crate::protocol::params::Params;
use crate::protocol::roles::Right;
use crate::store::groups::{self, Group};
use crate::store::users::User;
use crate::store::{Conn, StoreError, assignments, user_roles};

/// How many groups or members stand on one page.
const A_PAGE: i64 = 25;
/// Groups to choose from in a form.
const MOST_CHOICES: i64 = 500;

/// A group as lists show it.
async fn row(c: &mut Conn<'_>, group: &Group) -> Result<GroupRow, StoreError> {
    let parent = match group.parent_id {
        Some(parent) => groups::by_id(c, parent).await?.map(|parent| parent.title),
        None => None,
    };
    Ok(GroupRow {
        id: group.id.to_string(),
        name: group.name.to_string(),
        title: group.title.clone(),
        part_of: parent,
        people: groups::count(c, group.id).await?,
    })
}

pub(crate) async fn list(
    Steward(member): Steward,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let params = query(raw)?;
    let typed = params.one("q").unwrap_or_default().trim();
    let search: String = typed.to_ascii_lowercase().chars().take(64).collect();
    // Names are of plain characters; what has others is the beginning of none.
    let beginning = match search.bytes().all(|byte| byte.is_ascii_graphic()) {
        true => search.clone(),
        false => "\u{7f}".to_owned(),
    };
    let (before, after) = (params.one("before"), params.one("after"));
    let backwards = before.is_some();
    let place = before.or(after).unwrap_or_default().to_owned();
    let from_start = place.is_empty();
    let job = member.visit.app.db.read(move |c| {
        Box::pin(async move {
            let found = match backwards {
                true => groups::before(c, &beginning, &place, A_PAGE + 1).await?,
                false => groups::after(c, &beginning, &place, A_PAGE + 1).await?,
            };
            let mut rows = Vec::with_capacity(found.len());
            for group in &found {
                rows.push(row(c, group).await?);
            }
            Ok(rows)
        })
    });
    let mut rows = job.await?;
    let more = rows.len() as i64 > A_PAGE;
    if more && backwards {
        rows.remove(0);
    }
    rows.truncate(A_PAGE as usize);
    let address = |side: &str, row: &GroupRow| {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        if !search.is_empty() {
            pairs.append_pair("q", &search);
        }
        pairs.append_pair(side, &row.name);
        format!("/admin/groups?{}", pairs.finish())
    };
    let has_before = if backwards { more } else { !from_start };
    let has_after = backwards || more;
    let before = rows
        .first()
        .filter(|_| has_before)
        .map(|row| address("before", row));
    let after = rows
        .last()
        .filter(|_| has_after)
        .map(|row| address("after", row));
    let ctx = member.visit.ctx();
    let page = GroupsPage {
        ctx: &ctx,
        groups: rows,
        search,
        may_change: member.visit.roles.may(Right::ChangeGroups),
        before,
        after,
    };
    Ok(respond(StatusCode::OK, &page))
}

pub(crate) async fn show(
    Steward(member): Steward,
    At(id): At<GroupId>,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let params = query(raw)?;
    let after = params.one("after").and_then(|after| after.parse().ok());
    page(&member, id, after, String::new(), Problems::none()).await
}

async fn page(
    member: &Member,
    id: GroupId,
    after: Option<UserId>,
    typed: String,
    problems: Problems,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let group = named::group(&visit.app, id).await?;
    let (of, times) = (group.clone(), visit.times());
    let job = visit.app.db.read(move |c| {
        Box::pin(async move {
            let shown = row(c, &of).await?;
            let mut parts = Vec::new();
            for part in groups::within(c, id).await? {
                parts.push(row(c, &part).await?);
            }
            let members = groups::members(c, id, after, A_PAGE + 1).await?;
            let apps = assignments::of_group(c, id).await?;
            Ok((
                shown,
                parts,
                members,
                apps,
                user_roles::of_group(c, id).await?,
            ))
        })
    });
    let (shown, parts, mut members, apps, roles) = job.await?;
    let more = members.len() as i64 > A_PAGE;
    members.truncate(A_PAGE as usize);
    let more = members
        .last()
        .filter(|_| more)
        .map(|last| format!("/admin/groups/{id}?after={}", last.id));
    let members = members.into_iter().map(|member| MemberRow {
        id: member.id.to_string(),
        name: member.name,
        login: member.login,
        since: times.ago(member.joined_at),
    });
    let status = problems.status();
    let ctx = visit.ctx();
    let page = GroupPage {
        ctx: &ctx,
        group: shown,
        made: times.ago(group.created_at),
        parts,
        members: members.collect(),
        more,
        apps: apps
            .into_iter()
            .map(|(id, name, role)| AppOfGroup {
                id: id.to_string(),
                name,
                role,
            })
            .collect(),
        roles,
        may_change: visit.roles.may(Right::ChangeGroups),
        hidden: visit.hidden("admin"),
        typed,
        problems,
    };
    Ok(respond(status, &page))
}

pub(crate) async fn join(
    Steward(member): Steward,
    At(id): At<GroupId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let group = named::group(&visit.app, id).await?;
    let typed = params.one("who").unwrap_or_default().trim().to_owned();
    let mut problems = Problems::none();
    let Some(user) = named::person(&visit.app, &typed).await? else {
        problems.add("who", Say::new("groups-nobody"));
        return page(&member, id, None, typed, problems).await;
    };
    let (actor, now) = (visit.actor(), visit.app.clock.now());
    let joined = acts::join(&visit.app.db, &group, user.id, &actor, now).await;
    let said = match joined.map_err(kept_error)? {
        true => "groups-joined",
        false => "groups-joined-before",
    };
    visit.tell(told(said, &user, &group));
    Ok(see_other(&format!("/admin/groups/{id}")))
}

fn told(said: &'static str, user: &User, group: &Group) -> Say {
    Say::new(said)
        .with("name", &user.name)
        .with("group", &group.title)
}

/// What no form could have prevented.
fn kept_error(refused: NotKept) -> PageError {
    match refused {
        NotKept::NotAllowed | NotKept::Gone => PageError::not_found(),
        NotKept::Store(error) => error.into(),
        other => PageError::server("groups", &other),
    }
}

pub(crate) async fn leave(
    Steward(member): Steward,
    At(id): At<GroupId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let group = named::group(&visit.app, id).await?;
    let user = params.one("user").and_then(|id| id.parse::<UserId>().ok());
    let user = match user {
        Some(id) => visit.app.user(id).await?,
        None => None,
    };
    let user = user.ok_or_else(PageError::not_found)?;
    let (actor, now) = (visit.actor(), visit.app.clock.now());
    let left = acts::leave(&visit.app.db, &group, user.id, &actor, now).await;
    if left.map_err(kept_error)? {
        visit.tell(told("groups-left", &user, &group));
    }
    Ok(see_other(&format!("/admin/groups/{id}")))
}

pub(crate) async fn new(Steward(member): Steward) -> Result<Response, PageError> {
    form(&member, None, GroupTyped::default(), Problems::none()).await
}

pub(crate) async fn edit(
    Steward(member): Steward,
    At(id): At<GroupId>,
) -> Result<Response, PageError> {
    let group = named::group(&member.visit.app, id).await?;
    let typed = GroupTyped {
        name: group.name.to_string(),
        title: group.title.clone(),
        part_of: group.parent_id.map(|id| id.to_string()).unwrap_or_default(),
    };
    form(&member, Some(&group), typed, Problems::none()).await
}

async fn form(
    member: &Member,
    group: Option<&Group>,
    typed: GroupTyped,
    problems: Problems,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let own = group.cloned();
    let job = visit.app.db.read(move |c| {
        Box::pin(async move {
            let shown = match &own {
                Some(group) => Some(row(c, group).await?),
                None => None,
            };
            Ok((shown, groups::after(c, "", "", MOST_CHOICES).await?))
        })
    });
    let (shown, all) = job.await?;
    let other =
        |one: &&Group| one.parent_id.is_none() && Some(one.id) != group.map(|group| group.id);
    let parents = all.iter().filter(other);
    let parents = parents.map(|one| (one.id.to_string(), one.title.clone()));
    let status = problems.status();
    let ctx = visit.ctx();
    let page = GroupFormPage {
        ctx: &ctx,
        group: shown,
        typed,
        parents: parents.collect(),
        hidden: visit.hidden("admin"),
        problems,
    };
    Ok(respond(status, &page))
}

/// What was typed, and what becomes of it.
fn described(params: &Params) -> (GroupTyped, Result<Described, Problems>) {
    let text = |name: &str| params.one(name).unwrap_or_default().trim().to_owned();
    let typed = GroupTyped {
        name: text("name"),
        title: text("title"),
        part_of: text("part_of"),
    };
    let mut problems = Problems::none();
    let title = PersonName::exactly(&typed.title);
    if title.is_err() {
        problems.add("title", Say::new("groups-title-wrong"));
    }
    let name = typed.name.parse::<GroupName>();
    if name.is_err() {
        problems.add("name", Say::new("groups-name-wrong"));
    }
    let parent = match typed.part_of.as_str() {
        "" => Ok(None),
        id => id.parse::<GroupId>().map(Some),
    };
    if parent.is_err() {
        problems.add("part_of", Say::new("groups-part-gone"));
    }
    let described = match (title, name, parent) {
        (Ok(title), Ok(name), Ok(parent)) => Ok(Described {
            name,
            title: title.into_string(),
            parent,
        }),
        _ => Err(problems),
    };
    (typed, described)
}

/// Where the form is wrong.
fn refused(refused: NotKept) -> Result<Problems, PageError> {
    let mut problems = Problems::none();
    match refused {
        NotKept::Taken => problems.add("name", Say::new("groups-name-taken")),
        NotKept::TooDeep => problems.add("part_of", Say::new("groups-part-deep")),
        NotKept::Gone => problems.add("part_of", Say::new("groups-part-gone")),
        other => return Err(kept_error(other)),
    }
    Ok(problems)
}

pub(crate) async fn make(
    Steward(member): Steward,
    Form(params): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let (typed, described) = described(&params);
    let described = match described {
        Ok(described) => described,
        Err(problems) => return form(&member, None, typed, problems).await,
    };
    let (actor, now) = (visit.actor(), visit.app.clock.now());
    match acts::make(&visit.app.db, described, &actor, now).await {
        Ok(group) => {
            visit.tell(Say::new("groups-made-done").with("group", &group.title));
            Ok(see_other(&format!("/admin/groups/{}", group.id)))
        }
        Err(refusal) => form(&member, None, typed, refused(refusal)?).await,
    }
}

pub(crate) async fn save(
    Steward(member): Steward,
    At(id): At<GroupId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let group = named::group(&visit.app, id).await?;
    let (typed, described) = described(&params);
    let described = match described {
        Ok(described) => described,
        Err(problems) => return form(&member, Some(&group), typed, problems).await,
    };
    let (actor, now) = (visit.actor(), visit.app.clock.now());
    match acts::change(&visit.app.db, id, described, &actor, now).await {
        Ok(()) => {
            visit.tell(Say::new("groups-saved"));
            Ok(see_other(&format!("/admin/groups/{id}")))
        }
        Err(refusal) => form(&member, Some(&group), typed, refused(refusal)?).await,
    }
}

pub(crate) async fn ask_remove(
    Steward(member): Steward,
    At(id): At<GroupId>,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let group = named::group(&visit.app, id).await?;
    let job = visit.app.db.read(move |c| {
        Box::pin(async move {
            Ok((
                row(c, &group).await?,
                assignments::of_group(c, id).await?.len(),
            ))
        })
    });
    let (group, apps) = job.await?;
    let ctx = visit.ctx();
    let page = GroupRemovePage {
        ctx: &ctx,
        group,
        apps,
        hidden: visit.hidden("admin"),
    };
    Ok(respond(StatusCode::OK, &page))
}

pub(crate) async fn remove(
    Steward(member): Steward,
    At(id): At<GroupId>,
    Form(_): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let group = named::group(&visit.app, id).await?;
    let (actor, now) = (visit.actor(), visit.app.clock.now());
    let removed = acts::remove(&visit.app.db, &group, &actor, now).await;
    removed.map_err(kept_error)?;
    visit.tell(Say::new("groups-removed").with("group", &group.title));
    Ok(see_other("/admin/groups"))
}

/// Where a form without a page of its own leads when a sign-in came between.
pub(crate) async fn back(_: Steward, At(id): At<GroupId>) -> Response {
    see_other(&format!("/admin/groups/{id}"))
}
