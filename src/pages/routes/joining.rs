//! A sign-up whose letter is on its way: the code or the link of it makes the account. Until then there is none, and no page says
//! whether there could be one (attack row AU-01).

use axum::extract::RawQuery;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use uuid::Uuid;

use super::recovery::{A_WHILE, held, may_ask, needs_mail};
use super::sign_up::{arrives, flow, sign_up_address};
use crate::accounts::joining::{self, Asked, Joining, NotJoined, join};
use crate::accounts::make::{New, Taken};
use crate::accounts::proof::Opens;
use crate::authorization::facts::UnderWay;
use crate::http::redirect::see_other;
use crate::identity::email::EmailAddress;
use crate::locale::Say;
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::sign_up::{By, SignUpSentPage, WelcomePage};
use crate::pages::under_way::{face, under_way};
use crate::pages::visit::Visit;
use crate::pages::when::span;
use crate::pages::{respond, try_after};
use crate::protocol::params::Params;
use crate::protocol::time::Timestamp;
use crate::store::users::User;

const PLACE: &str = "/sign-up/sent";
/// Bytes of a request that a cookie carries beside the rest: browsers keep 4,096 of one cookie.
const SHORT: usize = 1_500;

/// What somebody typed, who is to read a letter before there is an account.
pub(super) struct Wish {
    pub user: User,
    pub email: EmailAddress,
    pub left_out: bool,
}

/// Sends the letter beside the answer, which is the same whoever has the address, and takes as long (attack rows AU-01, AU-02).
pub(super) async fn begin(
    visit: &Visit,
    wish: Wish,
    flow: Option<&UnderWay>,
) -> Result<Response, PageError> {
    let flow = match flow {
        Some(flow) => Some(flow.text(visit).await?),
        None => None,
    };
    let joining = Joining {
        id: Uuid::now_v7(),
        email: wish.email.as_str().to_owned(),
        name: wish.user.name,
        left_out: wish.left_out,
        password_hash: wish.user.password_hash.unwrap_or_default(),
        terms: wish.user.terms_version,
        flow: flow.clone().filter(|flow| flow.len() <= SHORT),
        browser: visit.session.browser().fingerprint(),
    };
    Ok(send(visit, joining, wish.email, flow.as_deref()))
}

fn send(visit: &Visit, joining: Joining, email: EmailAddress, flow: Option<&str>) -> Response {
    let (app, now) = (visit.app.clone(), visit.app.clock.now());
    let lifetime = app.settings.proofs.confirm;
    let asked = Asked {
        email,
        id: joining.id,
        lifetime,
        link: app.url("/sign-up?invitation="),
    };
    let sealed = app.keys.seal(now.plus(lifetime), &joining);
    let cookie = app.joining_cookie.set(&sealed, None);
    let mailing = visit.mailing();
    let outbox = app.outbox.clone();
    outbox.afterwards(async move {
        let letters = (&app.keys, &mailing);
        if let Err(error) = joining::ask(&app.db, letters, asked, now).await {
            tracing::error!(%error, "a letter to sign up was not sent");
        }
    });
    let mut response = match flow {
        Some(flow) => see_other(&format!("{PLACE}?flow={flow}")),
        None => see_other(PLACE),
    };
    response.headers_mut().append(SET_COOKIE, cookie);
    response
}

/// What this browser typed.
pub(super) fn of_browser(visit: &Visit, headers: &HeaderMap) -> Option<Joining> {
    let text = visit.app.joining_cookie.value(headers).one()?;
    let opened = visit.app.keys.open::<Joining>(text, visit.app.clock.now());
    let joining = opened.ok()?.value;
    (joining.browser == visit.session.browser().fingerprint()).then_some(joining)
}

/// The request under way: the page's, or the one that waited with the rest.
async fn waiting(
    visit: &Visit,
    params: &Params,
    joining: &Joining,
) -> Result<Option<UnderWay>, PageError> {
    match (params.one("flow"), &joining.flow) {
        (Some(text), _) => Ok(Some(under_way(visit, text).await?)),
        // It may be over by now; the account is made all the same.
        (None, Some(text)) => Ok(under_way(visit, text).await.ok()),
        (None, None) => Ok(None),
    }
}

pub(crate) async fn sent(
    visit: Visit,
    headers: HeaderMap,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    needs_mail(&visit)?;
    let params = query(raw)?;
    page(&visit, &headers, &params, StatusCode::OK, Problems::none()).await
}

async fn page(
    visit: &Visit,
    headers: &HeaderMap,
    params: &Params,
    status: StatusCode,
    problems: Problems,
) -> Result<Response, PageError> {
    let Some(joining) = of_browser(visit, headers) else {
        let flow = flow(visit, params).await?;
        return Ok(see_other(&sign_up_address(visit, flow.as_ref()).await?));
    };
    let app = &visit.app;
    let flow = waiting(visit, params, &joining).await?;
    let mut hidden = visit.hidden("sign-up");
    if let Some(flow) = &flow {
        hidden.flow = Some(flow.text(visit).await?);
    }
    let mut by = By::Code;
    let cookie = app.proof_cookie.value(headers).one();
    if let Some((held, text)) = held(visit, cookie, &[Opens::Join])
        && held.id == joining.id
        && joining::look(&app.db, held.id, app.clock.now())
            .await?
            .is_some()
    {
        hidden.proof = Some(text);
        by = By::Button;
    }
    let page = SignUpSentPage {
        ctx: &visit.ctx(),
        hidden,
        app: flow.as_ref().map(|flow| face(&flow.client)),
        email: joining.email,
        works: span(app.settings.proofs.confirm),
        by,
        problems,
        other: sign_up_address(visit, flow.as_ref()).await?,
    };
    Ok(respond(status, &page))
}

/// Back from the form's address.
pub(crate) async fn back(_: Visit) -> Response {
    see_other(PLACE)
}

/// Sends another letter.
pub(crate) async fn again(
    visit: Visit,
    headers: HeaderMap,
    Form(params): Form,
) -> Result<Response, PageError> {
    needs_mail(&visit)?;
    let joining = of_browser(&visit, &headers);
    let email = joining.as_ref().map(|one| EmailAddress::parse(&one.email));
    let (Some(joining), Some(Ok(email))) = (joining, email) else {
        return page(&visit, &headers, &params, StatusCode::OK, Problems::none()).await;
    };
    if !may_ask(&visit) {
        return slow_down(&visit, &headers, &params, "recovery-too-many").await;
    }
    let joining = Joining {
        id: Uuid::now_v7(),
        ..joining
    };
    Ok(send(&visit, joining, email, params.one("flow")))
}

async fn slow_down(
    visit: &Visit,
    headers: &HeaderMap,
    params: &Params,
    message: &'static str,
) -> Result<Response, PageError> {
    let mut problems = Problems::none();
    problems.add("", Say::new(message));
    let status = StatusCode::TOO_MANY_REQUESTS;
    let page = page(visit, headers, params, status, problems).await?;
    Ok(try_after(A_WHILE, page))
}

/// Makes the account, by the code or by the link that was opened in this browser.
pub(crate) async fn finish(
    visit: Visit,
    headers: HeaderMap,
    Form(params): Form,
) -> Result<Response, PageError> {
    needs_mail(&visit)?;
    let Some(joining) = of_browser(&visit, &headers) else {
        return page(&visit, &headers, &params, StatusCode::OK, Problems::none()).await;
    };
    let (app, now) = (&visit.app, visit.app.clock.now());
    let invalid = StatusCode::UNPROCESSABLE_ENTITY;
    let mut problems = Problems::none();
    let by_link = held(&visit, params.one("proof"), &[Opens::Join]);
    if by_link.is_none_or(|(held, _)| held.id != joining.id) {
        let typed = params.one("code").unwrap_or_default();
        if typed.trim().is_empty() {
            problems.add("code", Say::new("recovery-code-none"));
            return page(&visit, &headers, &params, invalid, problems).await;
        }
        if !may_ask(&visit) {
            return slow_down(&visit, &headers, &params, "recovery-code-too-many").await;
        }
        if !joining::of_code(&app.db, &app.keys, joining.id, typed, now).await? {
            problems.add("code", Say::new("sign-up-code-wrong"));
            return page(&visit, &headers, &params, invalid, problems).await;
        }
    }
    let flow = waiting(&visit, &params, &joining).await?;
    let (id, left_out) = (joining.id, joining.left_out);
    let user = account(joining, now)?;
    let actor = visit.session.actor(user.id);
    match join(&app.db, id, &user, &actor, now).await {
        Ok(()) => {}
        Err(NotJoined::Taken(Taken::Store(error))) => return Err(error.into()),
        Err(NotJoined::Taken(_)) => {
            problems.add("", Say::new("sign-up-taken"));
            return page(&visit, &headers, &params, invalid, problems).await;
        }
        Err(NotJoined::Over) => {
            problems.add("code", Say::new("sign-up-code-wrong"));
            return page(&visit, &headers, &params, invalid, problems).await;
        }
    }
    arrives(&visit, user, flow, left_out).await
}

/// The account that was wished for; its address is confirmed.
fn account(joining: Joining, now: Timestamp) -> Result<User, PageError> {
    let email = EmailAddress::parse(&joining.email)
        .map_err(|error| PageError::server("joining", &error))?;
    let new = New {
        login: joining.email,
        email,
        email_verified: true,
        name: joining.name,
    };
    Ok(User {
        password_hash: Some(joining.password_hash),
        password_changed_at: Some(now),
        terms_accepted_at: joining.terms.is_some().then_some(now),
        terms_version: joining.terms,
        ..new.account(now)
    })
}

/// Where somebody arrives who just made an account on the way to an app.
pub(crate) async fn welcome(visit: Visit, RawQuery(raw): RawQuery) -> Result<Response, PageError> {
    let params = query(raw)?;
    let flow = flow(&visit, &params).await?;
    let Some((_, user)) = &visit.person else {
        return Ok(see_other("/login"));
    };
    let Some(flow) = flow else {
        return Ok(see_other("/account"));
    };
    let page = WelcomePage {
        ctx: &visit.ctx(),
        name: user.name.clone(),
        login: user.login.clone(),
        onward: flow.onward(&visit).await?,
        app: face(&flow.client),
    };
    Ok(respond(StatusCode::OK, &page))
}
