//! Telling apps of a sign-out in frames, before the browser goes on (OpenID Connect Front-Channel Logout 1.0).

use axum::http::header::{LOCATION, REFRESH};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use crate::accounts::framing;
use crate::http::headers::FormTarget;
use crate::pages::page_error::PageError;
use crate::pages::respond;
use crate::pages::signing_out::{Frame, SigningOutPage, WAIT_SECONDS};
use crate::pages::visit::Visit;
use crate::protocol::front_channel::{self, MOST_FRAMES};
use crate::protocol::ids::SignInId;
use crate::store::sign_in_clients::{self, Part};

/// What the browser gets after these sign-ins ended in it: a page with a frame for each app that wants one, which goes on to where
/// `onward` redirects; or `onward` itself.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn tell(
    visit: &Visit,
    ended: &[SignInId],
    onward: Response,
) -> Result<Response, PageError> {
    let app = &visit.app;
    let location = onward.headers().get(LOCATION);
    let Some(location) = location.and_then(|location| location.to_str().ok()) else {
        return Ok(onward);
    };
    if !app.settings.logout.frames || ended.is_empty() {
        return Ok(onward);
    }
    let (mut frames, mut sources, mut told) = (Vec::new(), Vec::new(), Vec::new());
    let mut left_out = 0;
    for part in parts(visit, ended).await? {
        let Some((frame, source)) = frame(visit, &part).await? else {
            continue;
        };
        if frames.len() == MOST_FRAMES {
            left_out += 1;
            continue;
        }
        frames.push(frame);
        told.push((part.sign_in, part.client));
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    if frames.is_empty() {
        return Ok(onward);
    }
    framing::framed(&app.db, told, app.clock.now()).await?;
    let page = SigningOutPage {
        ctx: &visit.ctx(),
        frames,
        left_out,
        onward: location.to_owned(),
        sources: SigningOutPage::sources(sources),
    };
    let mut response = respond(StatusCode::OK, &page);
    // Where no script runs, the browser waits by itself, from when the page has loaded.
    if let Ok(refresh) = HeaderValue::try_from(format!("{WAIT_SECONDS};url={location}")) {
        response.headers_mut().insert(REFRESH, refresh);
    }
    Ok(response)
}

async fn parts(visit: &Visit, ended: &[SignInId]) -> Result<Vec<Part>, PageError> {
    let ended = ended.to_vec();
    let job = visit
        .app
        .db
        .read(move |c| Box::pin(async move { sign_in_clients::of_sign_ins(c, &ended).await }));
    Ok(job.await?)
}

/// The frame of an app, when it registered an address for one.
async fn frame(visit: &Visit, part: &Part) -> Result<Option<(Frame, FormTarget)>, PageError> {
    let client = visit.app.clients.by_id(part.client.as_str()).await?;
    let Some(client) = client.filter(|client| client.disabled_at.is_none()) else {
        return Ok(None);
    };
    let registered = client.metadata.logout.frontchannel_logout_uri.as_deref();
    let framed = registered.and_then(|registered| {
        let url = front_channel::address(registered, visit.app.issuer(), part.sign_in);
        let app = client.name.clone();
        Some((Frame { app, url }, FormTarget::of(registered)?))
    });
    Ok(framed)
}
