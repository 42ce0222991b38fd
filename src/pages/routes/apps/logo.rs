//! The picture of an app.

use axum::http::StatusCode;
use axum::response::Response;

use super::edit::of_the_house;
use super::own;
use super::register::not_registered;
use crate::clients::logo::{NotSet, set};
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::apps::logo::LogoPage;
use crate::pages::form::Problems;
use crate::pages::guard::File;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::respond;
use crate::pages::under_way::face;
use crate::pages::visit::{Member, RecentMember};
use crate::picture::{LARGEST, LONGEST_SIDE, NotAPicture};
use crate::protocol::client::Client;
use crate::protocol::ids::ClientId;

pub(crate) async fn form(
    RecentMember(member): RecentMember,
    At(id): At<ClientId>,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    Ok(page(&member, &client, StatusCode::OK, Problems::none()))
}

fn page(member: &Member, client: &Client, status: StatusCode, problems: Problems) -> Response {
    let ctx = member.visit.ctx();
    let page = LogoPage {
        ctx: &ctx,
        hidden: member.visit.hidden("apps"),
        id: client.id.to_string(),
        face: face(client),
        problems,
    };
    respond(status, &page)
}

pub(crate) async fn upload(
    recent: RecentMember,
    at: At<ClientId>,
    File(file): File,
) -> Result<Response, PageError> {
    if file.is_empty() {
        let client = own(&recent.0, &at.0).await?;
        return Ok(refused(&recent.0, &client, Say::new("picture-missing")));
    }
    put(recent, at, Some(file.to_vec()), Say::new("apps-logo-done")).await
}

pub(crate) async fn remove(recent: RecentMember, at: At<ClientId>) -> Result<Response, PageError> {
    put(recent, at, None, Say::new("apps-logo-removed")).await
}

fn refused(member: &Member, client: &Client, why: Say) -> Response {
    let mut problems = Problems::none();
    problems.add("logo", why);
    page(member, client, StatusCode::UNPROCESSABLE_ENTITY, problems)
}

async fn put(
    RecentMember(member): RecentMember,
    At(id): At<ClientId>,
    file: Option<Vec<u8>>,
    done: Say,
) -> Result<Response, PageError> {
    let client = own(&member, &id).await?;
    if client.metadata.first_party {
        return Ok(refused(&member, &client, of_the_house()));
    }
    let app = &member.visit.app;
    let (actor, now) = (member.visit.actor(), app.clock.now());
    let is_set = set(&app.db, &client, file, &actor, now).await;
    app.clients.changed(&client.id);
    match is_set {
        Ok(true) => {
            member.visit.tell(done);
            Ok(see_other(&format!("/apps/{}", client.id)))
        }
        Ok(false) => {
            let why = Say::new("apps-changed-meanwhile");
            Ok(refused(&member, &client, why))
        }
        Err(NotSet::Client(refusal)) => {
            let why = not_registered(refusal)?;
            Ok(refused(&member, &client, why))
        }
        Err(NotSet::Picture(why)) => Ok(refused(&member, &client, not_taken(why))),
    }
}

/// Why a file is not taken.
pub(in crate::pages::routes) fn not_taken(why: NotAPicture) -> Say {
    match why {
        NotAPicture::TooLarge => Say::new("picture-too-large").count("megabytes", LARGEST >> 20),
        NotAPicture::OtherKind => Say::new("picture-other-kind"),
        NotAPicture::TooManyPixels => {
            Say::new("picture-too-many-pixels").count("pixels", LONGEST_SIDE)
        }
        NotAPicture::Broken => Say::new("picture-broken"),
        NotAPicture::Busy => Say::new("picture-busy"),
    }
}
