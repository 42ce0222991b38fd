//! The apps somebody registered, and what kinds there are.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::may_register;
use crate::clients::listed::{Known, LONGEST_SEARCH, more_of};
use crate::pages::apps::list::{AppRow, AppsPage, Owner};
use crate::pages::apps::register::ChooseKindPage;
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::respond;
use crate::pages::under_way::face;
use crate::pages::visit::Member;
use crate::protocol::client::Client;
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::roles::{Right, Role};
use crate::protocol::time::Timestamp;
use crate::store::clients::Place;
use crate::store::{Conn, StoreError, clients};

/// How many apps stand on one page.
pub(in crate::pages::routes) const A_PAGE: usize = 25;
pub(crate) async fn list(member: Member, RawQuery(raw): RawQuery) -> Result<Response, PageError> {
    let params = query(raw)?;
    let typed = params.one("q").unwrap_or_default().trim();
    let search: String = typed.chars().take(LONGEST_SEARCH).collect();
    let place = match (params.one("below"), params.one("above")) {
        (Some(text), _) => written(text).map(|(at, id)| Place::Below(at, id)),
        (_, Some(text)) => written(text).map(|(at, id)| Place::Above(at, id)),
        _ => None,
    };
    let place = place.unwrap_or(Place::Start);
    let (me, everybodys) = (member.user.id, member.visit.roles.has(Role::Administrator));
    let (searched, from) = (search.clone(), place.clone());
    let whose = (!everybodys).then_some(me);
    let job = member
        .visit
        .app
        .db
        .read(move |c| Box::pin(async move { known(c, whose, &searched, &from).await }));
    let (known, newer, older) = paged(job.await?, &place);
    let address = |side: &str, client: &Client| {
        let mut pairs = form_urlencoded::Serializer::new("/apps?".to_owned());
        pairs.clear();
        if !search.is_empty() {
            pairs.append_pair("q", &search);
        }
        pairs.append_pair(side, &format!("{}.{}", client.created_at.0, client.id));
        format!("/apps?{}", pairs.finish())
    };
    let newer = known
        .first()
        .filter(|_| newer)
        .map(|first| address("above", &first.client));
    let older = known
        .last()
        .filter(|_| older)
        .map(|last| address("below", &last.client));
    let ctx = member.visit.ctx();
    let page = AppsPage {
        ctx: &ctx,
        apps: known.into_iter().map(|known| row(&member, known)).collect(),
        everybodys,
        may_register: may_register(&member),
        newer,
        older,
        search,
    };
    Ok(respond(StatusCode::OK, &page))
}

/// One page of what was found, and whether there is more on either side.
pub(in crate::pages::routes) fn paged(
    mut found: Vec<Known>,
    place: &Place,
) -> (Vec<Known>, bool, bool) {
    let more = found.len() > A_PAGE;
    match place {
        Place::Above(..) => {
            // The surplus one is the newest.
            found.drain(..found.len().saturating_sub(A_PAGE));
            (found, more, true)
        }
        below => {
            found.truncate(A_PAGE);
            (found, *below != Place::Start, more)
        }
    }
}

/// Where a page begins, as its address says it: `1795372860.harbour-notes-7c41`.
pub(in crate::pages::routes) fn written(text: &str) -> Option<(Timestamp, ClientId)> {
    let (at, id) = text.split_once('.')?;
    Some((Timestamp(at.parse().ok()?), id.parse().ok()?))
}

/// The apps of a page and one more.
async fn known(
    c: &mut Conn<'_>,
    whose: Option<UserId>,
    search: &str,
    place: &Place,
) -> Result<Vec<Known>, StoreError> {
    let found = clients::page(c, whose, search, place, A_PAGE as i64 + 1).await?;
    more_of(c, found, whose.is_none()).await
}

pub(in crate::pages::routes) fn row(member: &Member, known: Known) -> AppRow {
    let (client, times) = (known.client, member.visit.times());
    let owner = match (client.owner, known.owner) {
        (Some(owner), _) if owner == member.user.id => Owner::You,
        (_, Some(name)) => Owner::Person(name),
        _ => Owner::Nobody,
    };
    AppRow {
        id: client.id.to_string(),
        face: face(&client),
        kind: client.metadata.kind,
        people: known.people.try_into().unwrap_or_default(),
        used: known.used.map(|at| times.ago(at)),
        errors: member
            .visit
            .app
            .clients
            .refusals
            .count(&client.id, times.now()),
        owner: member.visit.roles.may(Right::SeeApps).then_some(owner),
        unvetted: client.is_unvetted(),
        disabled: client.disabled_at.is_some(),
    }
}

pub(crate) async fn choose(member: Member) -> Response {
    let (ctx, open) = (member.visit.ctx(), may_register(&member));
    let status = match open {
        true => StatusCode::OK,
        false => StatusCode::FORBIDDEN,
    };
    respond(status, &ChooseKindPage { ctx: &ctx, open })
}
