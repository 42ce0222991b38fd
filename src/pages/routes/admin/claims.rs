//! What an app is told besides what it asks for, and what tokens would say about somebody.

use axum::extract::RawQuery;
use axum::response::Response;

use super::{Steward, named};
use crate::clients::access::{self as acts, NotMapped};
use crate::clients::change::Changed;
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::admin::access::{ClaimsPage, MappingRow, MappingTyped, Previewed, place_name};
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::{At, query};
use crate::pages::respond;
use crate::pages::under_way::face;
use crate::pages::visit::{Member, Visit};
use crate::protocol::claims::mapping::{ClaimMapping, NotAMapping, Place, Source};
use crate::protocol::client::Client;
use crate::protocol::ids::ClientId;
use crate::protocol::membership::GroupName;
use crate::protocol::params::Params;
use crate::protocol::roles::Right;
use crate::protocol::scope::ScopeSet;
use crate::store::{assignments, groups};
use crate::tokens::preview::preview;

/// What the page shows besides the mappings.
#[derive(Default)]
struct Shown {
    typed: MappingTyped,
    problems: Problems,
    asked: (String, String),
    asked_problems: Problems,
    preview: Option<Previewed>,
}

pub(crate) async fn show(
    Steward(member): Steward,
    At(id): At<ClientId>,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let client = named::client(&member.visit.app, &id).await?;
    let params = query(raw)?;
    let shown = previewed(&member.visit, &client, &params).await?;
    page(&member, &client, shown)
}

/// What is shown about the person that was asked for, if one was.
async fn previewed(visit: &Visit, client: &Client, params: &Params) -> Result<Shown, PageError> {
    let typed = MappingTyped {
        places: vec![Place::IdToken],
        ..MappingTyped::default()
    };
    let all = client.metadata.scope.to_string();
    let scope = params
        .one("scope")
        .map_or(all, |text| text.trim().to_owned());
    let person = params.one("person").unwrap_or_default().trim().to_owned();
    let mut shown = Shown {
        typed,
        asked: (person.clone(), scope.clone()),
        ..Shown::default()
    };
    if params.one("person").is_none() {
        return Ok(shown);
    }
    let user = named::person(&visit.app, &person).await?;
    if user.is_none() {
        shown
            .asked_problems
            .add("person", Say::new("groups-nobody"));
    }
    let parsed = scope.parse::<ScopeSet>();
    if parsed.is_err() {
        shown
            .asked_problems
            .add("scope", Say::new("claims-scope-wrong"));
    }
    let (Some(user), Ok(scope)) = (user, parsed) else {
        return Ok(shown);
    };
    let scope = client.heeded(scope, &client.metadata.scope);
    let (id, of) = (client.id.clone(), user.id);
    let job = visit.app.db.read(move |c| {
        Box::pin(async move {
            let membership = groups::membership(c, of, &id).await?;
            Ok((membership, assignments::is_admitted(c, &id, of).await?))
        })
    });
    let (membership, admitted) = job.await?;
    let (settings, now) = (&visit.app.settings, visit.app.clock.now());
    let said = preview(settings, client, (&user, &membership), &scope, now);
    let said = said.map_err(|error| PageError::server("preview", &*error))?;
    let tokens = [
        (Place::IdToken, said.id_token),
        (Place::Userinfo, said.userinfo),
        (Place::AccessToken, Some(said.access_token)),
    ];
    let tokens = tokens.into_iter().filter_map(|(place, claims)| {
        let text = format!("{:#}", claims?);
        Some((place_name(&place), text))
    });
    shown.preview = Some(Previewed {
        name: user.name,
        admitted,
        tokens: tokens.collect(),
    });
    Ok(shown)
}

fn page(member: &Member, client: &Client, shown: Shown) -> Result<Response, PageError> {
    let visit = &member.visit;
    let mappings = client.metadata.claim_mappings.iter().map(|one| {
        let groups: Vec<_> = one.groups.iter().map(GroupName::as_str).collect();
        MappingRow {
            claim: one.claim.clone(),
            from: one.from.to_string(),
            places: one.places.clone(),
            groups: groups.join(", "),
        }
    });
    let Shown {
        typed,
        problems,
        asked,
        asked_problems,
        preview,
    } = shown;
    let status = problems.status().max(asked_problems.status());
    let ctx = visit.ctx();
    let page = ClaimsPage {
        ctx: &ctx,
        id: client.id.to_string(),
        face: face(client),
        mappings: mappings.collect(),
        may_change: visit.roles.may(Right::ChangeApps),
        hidden: visit.hidden("admin"),
        typed,
        problems,
        asked,
        asked_problems,
        preview,
    };
    Ok(respond(status, &page))
}

/// What was typed, and what becomes of it.
async fn mapping(
    visit: &Visit,
    params: &Params,
) -> Result<(MappingTyped, Result<ClaimMapping, Problems>), PageError> {
    let text = |name: &str| params.one(name).unwrap_or_default().trim().to_owned();
    let chosen: Vec<_> = params.all("in").collect();
    let places = Place::ALL.into_iter();
    let typed = MappingTyped {
        claim: text("claim"),
        from: text("from"),
        places: places
            .filter(|place| chosen.contains(&place.as_str()))
            .collect(),
        groups: text("for"),
    };
    let mut problems = Problems::none();
    let from = typed.from.parse::<Source>();
    if from.is_err() {
        problems.add("from", Say::new("claims-from-wrong"));
    }
    let groups_ = match named::several_groups(&visit.app, &typed.groups).await? {
        Ok(found) => found.into_iter().map(|group| group.name).collect(),
        Err(unknown) => {
            problems.add("for", Say::new("claims-for-unknown").with("group", unknown));
            Vec::new()
        }
    };
    let made = from.ok().map(|from| ClaimMapping {
        claim: typed.claim.clone(),
        from,
        places: typed.places.clone(),
        groups: groups_,
    });
    let rule = made.as_ref().map(ClaimMapping::check);
    match rule {
        Some(Err(NotAMapping::Name)) => problems.add("claim", Say::new("claims-claim-wrong")),
        Some(Err(NotAMapping::Ours(claim))) => {
            problems.add("claim", Say::new("claims-claim-ours").with("claim", claim));
        }
        Some(Err(NotAMapping::Nowhere)) => problems.add("in-id_token", Say::new("claims-nowhere")),
        Some(Ok(())) | None => {}
    }
    Ok((
        typed,
        match made {
            Some(made) if problems.is_empty() => Ok(made),
            _ => Err(problems),
        },
    ))
}

pub(crate) async fn add(
    Steward(member): Steward,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let client = named::client(&member.visit.app, &id).await?;
    let (typed, made) = mapping(&member.visit, &params).await?;
    let made = match made {
        Ok(made) => made,
        Err(problems) => {
            let shown = Shown {
                typed,
                problems,
                ..Shown::default()
            };
            return page(&member, &client, shown);
        }
    };
    let mut mappings = client.metadata.claim_mappings.clone();
    mappings.push(made);
    store(&member, &client, mappings, "claims-added", typed).await
}

/// Takes the mapping away that was shown at this place with this name.
pub(crate) async fn remove(
    Steward(member): Steward,
    At(id): At<ClientId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let client = named::client(&member.visit.app, &id).await?;
    let number = params
        .one("number")
        .and_then(|number| number.parse::<usize>().ok());
    let mut mappings = client.metadata.claim_mappings.clone();
    let shown = number.filter(|number| {
        let there = mappings.get(*number);
        there.is_some_and(|one| Some(one.claim.as_str()) == params.one("claim"))
    });
    let Some(number) = shown else {
        return changed_meanwhile(&member, &client, MappingTyped::default());
    };
    mappings.remove(number);
    store(
        &member,
        &client,
        mappings,
        "claims-removed",
        MappingTyped::default(),
    )
    .await
}

fn changed_meanwhile(
    member: &Member,
    client: &Client,
    typed: MappingTyped,
) -> Result<Response, PageError> {
    let mut problems = Problems::none();
    problems.add("claim", Say::new("apps-changed-meanwhile"));
    let shown = Shown {
        typed,
        problems,
        ..Shown::default()
    };
    page(member, client, shown)
}

async fn store(
    member: &Member,
    client: &Client,
    mappings: Vec<ClaimMapping>,
    done: &'static str,
    typed: MappingTyped,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let (actor, now) = (visit.actor(), visit.app.clock.now());
    let stored = acts::map_claims(&visit.app.db, client, mappings, &actor, now).await;
    visit.app.clients.changed(&client.id);
    let mut problems = Problems::none();
    match stored {
        Ok(Changed::Done { .. }) => {
            visit.tell(Say::new(done));
            return Ok(see_other(&format!("/admin/apps/{}/claims", client.id)));
        }
        Ok(Changed::Elsewhere) => {
            let client = named::client(&visit.app, &client.id).await?;
            return changed_meanwhile(member, &client, typed);
        }
        Err(NotMapped::TooMany) => problems.add("claim", Say::new("claims-too-many")),
        Err(other) => return Err(PageError::server("claims", &other)),
    }
    let shown = Shown {
        typed,
        problems,
        ..Shown::default()
    };
    page(member, client, shown)
}

/// Where a form without a page of its own leads when a sign-in came between.
pub(crate) async fn back(_: Steward, At(id): At<ClientId>) -> Response {
    see_other(&format!("/admin/apps/{id}/claims"))
}
