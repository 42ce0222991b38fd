//! The picture of a person: brought along, taken away.

use axum::http::StatusCode;
use axum::response::Response;

use super::apps::logo::not_taken;
use super::profile::PAUSE;
use crate::accounts::picture::{FOLDER, NotSet, set};
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::account::picture::{Picture, PicturePage};
use crate::pages::form::Problems;
use crate::pages::guard::File;
use crate::pages::page_error::PageError;
use crate::pages::visit::{Member, Visit};
use crate::pages::{respond, try_after};
use crate::store::users::User;

/// Which picture a person has.
pub(super) fn of(visit: &Visit, user: &User) -> Picture {
    let Some(address) = user.claims().picture else {
        return Picture::None;
    };
    let issuer = visit.app.issuer().trim_end_matches('/');
    match address.strip_prefix(issuer) {
        Some(path) if path.starts_with(FOLDER) => Picture::Here(path.to_owned()),
        _ => Picture::Elsewhere(address),
    }
}

pub(crate) async fn form(member: Member) -> Response {
    page(&member, StatusCode::OK, None)
}

pub(crate) async fn back() -> Response {
    see_other("/account/picture")
}

fn page(member: &Member, status: StatusCode, wrong: Option<Say>) -> Response {
    let ctx = member.visit.ctx();
    let mut problems = Problems::none();
    if let Some(wrong) = wrong {
        problems.add("picture", wrong);
    }
    let page = PicturePage {
        ctx: &ctx,
        hidden: member.visit.hidden("account"),
        name: member.user.name.clone(),
        picture: of(&member.visit, &member.user),
        problems,
    };
    respond(status, &page)
}

fn refused(member: &Member, why: Say) -> Response {
    page(member, StatusCode::UNPROCESSABLE_ENTITY, Some(why))
}

pub(crate) async fn upload(member: Member, File(file): File) -> Result<Response, PageError> {
    if file.is_empty() {
        return Ok(refused(&member, Say::new("picture-missing")));
    }
    let done = Say::new("profile-picture-saved");
    put(&member, Some(file.to_vec()), done).await
}

pub(crate) async fn remove(member: Member) -> Result<Response, PageError> {
    put(&member, None, Say::new("profile-picture-removed")).await
}

async fn put(member: &Member, file: Option<Vec<u8>>, done: Say) -> Result<Response, PageError> {
    let app = &member.visit.app;
    let (user, now) = (member.user.id, app.clock.now());
    // Counted before it is looked at, which costs more than to store it. To take it away is always possible.
    if file.is_some() && !app.edits.admits(user, now) {
        let why = Say::new("profile-edits-too-many");
        return Ok(try_after(
            PAUSE,
            page(member, StatusCode::TOO_MANY_REQUESTS, Some(why)),
        ));
    }
    let actor = member.visit.actor();
    match set(&app.db, app.issuer(), user, file, &actor, now).await {
        Ok(()) => {
            member.visit.tell(done);
            Ok(see_other("/account"))
        }
        Err(NotSet::Picture(why)) => Ok(refused(member, not_taken(why))),
        Err(NotSet::Store(error)) => Err(error.into()),
        Err(error @ NotSet::Gone) => Err(PageError::server("picture", &error)),
    }
}
