//! The error page. Handlers return [`PageError`]; the middleware [`render`] turns it into its page, with the part for the app's
//! owner when the owner is looking.

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::{ErrorPage, Failure, Owner, Resend, SignIn, Stranger};
use super::finished::FinishedPage;
use super::form_post::FormPostPage;
use super::page_error::{Inner, PageError};
use super::refused_request::RefusedRequest;
use super::routes::apps::looks_after;
use super::under_way::{face, under_way};
use super::visit::Visit;
use super::{Ctx, respond};
use crate::app::App;
use crate::clients::refused::Refused;
use crate::http::redirect::see_other;
use crate::http::request_id::RequestId;
use crate::protocol::authorization::FormPost;
use crate::protocol::params::Params;
use crate::protocol::roles::Role;
use crate::session::accounts::Others;
use crate::session::{SessionError, csrf};
use crate::store::clients::{self, Place};

/// Fields that are never written into a page again.
const SECRETS: [&str; 6] = [
    "csrf",
    "password",
    "current_password",
    "secret",
    "setup_code",
    "code",
];

/// The middleware on every page route: turns a [`PageError`] into its page.
pub async fn render(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (looked_at, id) = (parts.clone(), parts.extensions.get::<RequestId>().copied());
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(form) = response.extensions_mut().remove::<FormPost>() {
        return post(&app, &looked_at, response, form);
    }
    let Some(PageError(error)) = response.extensions_mut().remove::<PageError>() else {
        return response;
    };
    if let Some(path) = &error.elsewhere {
        return see_other(path);
    }
    let mut visit = match Visit::of(&looked_at, &app).await {
        Ok(visit) => visit,
        // The database is away: the page does without what it would say of the person.
        Err(_) => match Visit::of_stranger(&looked_at, &app) {
            Ok(visit) => visit,
            Err(_) => return error.status.into_response(),
        },
    };
    // What was refused is not written into the page again.
    if let Some(end) = visit.here.find('?') {
        visit.here.truncate(end);
    }
    let reference = id.unwrap_or_else(RequestId::fresh);
    if error.before.is_some() {
        return page(&visit, &error, reference).await;
    }
    tracing::info!(
        cause = error.failure.name(),
        client = error.client.as_ref().map(|client| client.id.as_str()),
        rule = error.refusal.as_ref().map(|refusal| refusal.rule),
        reference = reference.as_str(),
        "page refused"
    );
    let mut page = page(&visit, &error, reference).await;
    if let (Some(client), Some(refusal)) = (&error.client, &error.refusal) {
        let refused = Refused::on_a_page(&client.id, refusal);
        page.extensions_mut().insert(refused);
    }
    if error.status == StatusCode::METHOD_NOT_ALLOWED
        && let Some(allow) = response.headers_mut().remove(header::ALLOW)
    {
        page.headers_mut().insert(header::ALLOW, allow);
    }
    page
}

/// Makes `response` the page that posts `form`; the cookies that it sets stay.
fn post(app: &App, request: &Parts, mut response: Response, form: FormPost) -> Response {
    let visit = match Visit::of_stranger(request, app) {
        Ok(visit) => visit,
        Err(error) => return error.into_response(),
    };
    let ctx = Ctx {
        // Nothing that was sent here is written into the page.
        here: "/".to_owned(),
        ..visit.ctx()
    };
    let page = respond(StatusCode::OK, &FormPostPage::new(&ctx, form));
    let (parts, body) = page.into_parts();
    response.headers_mut().extend(parts.headers);
    *response.body_mut() = body;
    response
}

/// The page that says that the session of a request could not be written: whatever the handler answered is not true then.
pub async fn without_session(app: &App, request: &Parts, error: SessionError) -> Response {
    let PageError(error) = PageError::from(error);
    match Visit::of_stranger(request, app) {
        Ok(visit) => {
            let id = request.extensions.get::<RequestId>().copied();
            page(&visit, &error, id.unwrap_or_else(RequestId::fresh)).await
        }
        Err(_) => error.status.into_response(),
    }
}

async fn page(visit: &Visit, error: &Inner, reference: RequestId) -> Response {
    let mut page = said(visit, error, reference).await;
    if let Some(wait) = error.retry_after {
        page.headers_mut().insert(
            header::RETRY_AFTER,
            HeaderValue::from(wait.as_secs().max(1)),
        );
    }
    page
}

async fn said(visit: &Visit, error: &Inner, reference: RequestId) -> Response {
    if let Some(wanted) = error
        .asked
        .as_ref()
        .and_then(|asked| asked.one("ui_locales"))
    {
        visit.ask_for(wanted.split(' '));
    }
    let ctx = visit.ctx();
    if let (true, Some(client)) = (error.finished, &error.client) {
        let page = FinishedPage {
            ctx: &ctx,
            app: face(client),
            signed_in: visit.person.is_some(),
        };
        return respond(error.status, &page);
    }
    let admin = visit.roles.has(Role::Administrator);
    let owner = match (&error.client, &error.refusal, &visit.person) {
        (Some(client), Some(refusal), Some((_, user))) => {
            // Where that cannot be read, nothing is explained.
            let yours = looks_after(visit, user, client).await.unwrap_or_default();
            (yours || admin).then(|| Owner::explaining(refusal, client, yours))
        }
        _ => None,
    };
    let stranger = match &error.unknown {
        Some(id) if admin => Some(stranger(visit, id).await),
        _ => None,
    };
    let times = visit.times();
    let (reference, at) = error
        .before
        .clone()
        .unwrap_or_else(|| (reference.to_string(), times.now()));
    let sign_in = (visit.person.is_none() && (error.client.is_some() || error.unknown.is_some()))
        .then(|| sign_in(visit, error, &reference));
    let resend = match &error.again {
        Some((action, params)) => Some(resend(visit, action, params).await),
        None => None,
    };
    let page = ErrorPage {
        ctx: &ctx,
        failure: error.failure,
        app: error.client.as_ref().map(|client| client.name.clone()),
        reference,
        at: times.exactly(at),
        owner,
        stranger,
        sign_in,
        resend,
        sign_out: matches!(error.failure, Failure::SignOut(_)) && somebody_is_here(visit),
    };
    respond(error.status, &page)
}

/// Where whoever may see more of it signs in, and comes back to it.
fn sign_in(visit: &Visit, error: &Inner, reference: &str) -> SignIn {
    let asked = error.asked.as_ref();
    let back = asked.and_then(|asked| {
        RefusedRequest::new(asked, reference.to_owned(), visit.app.clock.now())
            .to_sign_out(matches!(error.failure, Failure::SignOut(_)))
            .address(&visit.app.keys)
    });
    let again = back.is_none();
    let back = back.unwrap_or_else(|| "/apps".to_owned());
    let back: String = form_urlencoded::byte_serialize(back.as_bytes()).collect();
    SignIn {
        address: format!("/login?return={back}"),
        again,
    }
}

fn somebody_is_here(visit: &Visit) -> bool {
    visit.person.is_some() || visit.session.others(None) == Others::SignedIn
}

/// What an administrator may compare an unknown client id with: those that are a slip of the keyboard away.
async fn stranger(visit: &Visit, id: &str) -> Stranger {
    const LOOKED_AT: i64 = 100;
    const NEAR: usize = 3;
    const SHOWN: usize = 5;
    let wanted = id.to_lowercase();
    // Where a slip stands is not known: the ids that share a part of it are compared.
    let words = wanted.split(|c: char| !c.is_ascii_alphanumeric());
    let mut parts: Vec<String> = words
        .filter(|word| word.len() > 2)
        .map(|word| word.chars().take(4).collect())
        .collect();
    parts.truncate(4);
    let job = visit.app.db.read(move |c| {
        Box::pin(async move {
            let mut found = Vec::new();
            for part in parts {
                found.extend(clients::page(c, None, &part, &Place::Start, LOOKED_AT).await?);
            }
            Ok(found)
        })
    });
    let mut near: Vec<_> = job
        .await
        .unwrap_or_default()
        .into_iter()
        .map(|client| {
            let own = client.id.as_str().to_lowercase();
            // The name without the letters that make the id unique is a common slip, too.
            let begins = own.rsplit_once('-').is_some_and(|(name, _)| name == wanted);
            let distance = if begins {
                0
            } else {
                strsim::levenshtein(&own, &wanted)
            };
            (distance, client.name, client.id.to_string())
        })
        .filter(|(distance, ..)| *distance <= NEAR)
        .collect();
    near.sort();
    near.dedup();
    near.truncate(SHOWN);
    // A secret in the place of an id stays one.
    let received = (!id.starts_with("lys_")).then(|| id.to_owned());
    Stranger {
        received,
        near: near.into_iter().map(|(_, name, id)| (name, id)).collect(),
    }
}

/// A form that came too late, with a fresh token and without secrets.
async fn resend(visit: &Visit, action: &str, params: &Params) -> Resend {
    let kept = params.iter().filter(|(name, _)| !SECRETS.contains(name));
    let token = ("csrf".to_owned(), visit.csrf(csrf::family(action)));
    let under_way = match params.one("flow") {
        Some(text) => under_way(visit, text).await.ok(),
        None => None,
    };
    Resend {
        without_password: params.one("password").is_some(),
        action: action.to_owned(),
        fields: std::iter::once(token)
            .chain(kept.map(|(name, value)| (name.to_owned(), value.to_owned())))
            .collect(),
        target: under_way.and_then(|under_way| under_way.form_target()),
    }
}

/// No page has this address.
pub async fn not_found() -> PageError {
    PageError::not_found()
}

/// The page exists, but not for this method.
pub async fn method_not_allowed() -> PageError {
    PageError::new(Failure::MethodNotAllowed)
}
