//! A new password without the former one. A link changes nothing by being opened: its secret is held against the table, then a sealed
//! text of this browser's stands in its place, in a cookie and in the form, and a button does the rest.

use std::time::Duration;

use axum::extract::RawQuery;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use uuid::Uuid;

use super::entering::{Entered, Proven, enter, onward};
use crate::accounts::proof::{self, Held, Opens, Ticket};
use crate::accounts::reset::{self, Asked, Reset};
use crate::authorization::facts::UnderWay;
use crate::http::redirect::see_other;
use crate::identity::login_name::canonical;
use crate::identity::password::{PasswordError, Share};
use crate::identity::password_policy::Context;
use crate::locale::Say;
use crate::network::Network;
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::purpose::Purpose;
use crate::pages::recovery::{ForgotPage, ForgotSentPage, NewPasswordPage, Who};
use crate::pages::under_way::{face, under_way};
use crate::pages::visit::Visit;
use crate::pages::when::span;
use crate::pages::wrong;
use crate::pages::{respond, try_after};
use crate::protocol::params::Params;
use crate::store::users::User;

/// Characters of a name that is kept for the next page; no address or user name is longer.
const LONGEST_LOGIN: usize = 254;

async fn flow(visit: &Visit, params: &Params) -> Result<Option<UnderWay>, PageError> {
    match params.one("flow") {
        Some(text) => Ok(Some(under_way(visit, text).await?)),
        None => Ok(None),
    }
}

/// `path` with the request under way.
pub(super) async fn with_flow(
    visit: &Visit,
    path: &str,
    flow: Option<&UnderWay>,
) -> Result<String, PageError> {
    let Some(flow) = flow else {
        return Ok(path.to_owned());
    };
    let and = if path.contains('?') { '&' } else { '?' };
    Ok(format!("{path}{and}flow={}", flow.text(visit).await?))
}

/// Without letters these pages are not there.
pub(super) fn needs_mail(visit: &Visit) -> Result<(), PageError> {
    match visit.app.mailing.is_on() {
        true => Ok(()),
        false => Err(PageError::not_found()),
    }
}

/// After which a network may ask again.
pub(super) const A_WHILE: Duration = Duration::from_mins(1);

/// Counts a request against the network it came from.
pub(super) fn may_ask(visit: &Visit) -> bool {
    let network = Network::of(visit.address.0);
    visit
        .app
        .proofs_asked
        .admits(network, visit.app.clock.now())
}

pub(crate) async fn ask(visit: Visit, RawQuery(raw): RawQuery) -> Result<Response, PageError> {
    needs_mail(&visit)?;
    let flow = flow(&visit, &query(raw)?).await?;
    forgot_page(&visit, flow, StatusCode::OK, "", Problems::none()).await
}

async fn forgot_page(
    visit: &Visit,
    flow: Option<UnderWay>,
    status: StatusCode,
    login: &str,
    problems: Problems,
) -> Result<Response, PageError> {
    let mut hidden = visit.hidden("login");
    if let Some(flow) = &flow {
        hidden.flow = Some(flow.text(visit).await?);
    }
    let page = ForgotPage {
        ctx: &visit.ctx(),
        hidden,
        app: flow.as_ref().map(|flow| face(&flow.client)),
        login: login.to_owned(),
        problems,
        sign_in: with_flow(visit, "/login", flow.as_ref()).await?,
    };
    Ok(respond(status, &page))
}

/// Answers before anything is looked up, which is done afterwards: by neither words nor time does it tell who has an account (attack rows AU-01, AU-02).
pub(crate) async fn send(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    needs_mail(&visit)?;
    let flow = flow(&visit, &params).await?;
    let typed = params.one("login").unwrap_or_default().trim();
    let mut problems = Problems::none();
    if typed.is_empty() {
        problems.add("login", Say::new("sign-in-no-login"));
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return forgot_page(&visit, flow, status, typed, problems).await;
    }
    if !may_ask(&visit) {
        problems.add("", Say::new("recovery-too-many"));
        let status = StatusCode::TOO_MANY_REQUESTS;
        let page = forgot_page(&visit, flow, status, typed, problems).await?;
        return Ok(try_after(A_WHILE, page));
    }
    let (app, now) = (visit.app.clone(), visit.app.clock.now());
    let ticket = Ticket {
        id: Uuid::now_v7(),
        login: typed.chars().take(LONGEST_LOGIN).collect(),
        browser: visit.session.browser().fingerprint(),
    };
    let lifetime = app.settings.proofs.reset;
    let sealed = app.keys.seal(now.plus(lifetime), &ticket);
    if let Some(login) = canonical(typed) {
        let asked = Asked {
            login,
            id: ticket.id,
            lifetime,
            link: app.url("/login/reset?token="),
        };
        let (actor, mailing) = (visit.session.somebody(), visit.mailing());
        let outbox = app.outbox.clone();
        outbox.afterwards(async move {
            let letters = (&app.keys, &mailing);
            if let Err(error) = reset::ask(&app.db, letters, asked, &actor, now).await {
                tracing::error!(%error, "a link to reset a password was not sent");
            }
        });
    }
    let path = format!("/login/forgot/sent?ticket={sealed}");
    Ok(see_other(&with_flow(&visit, &path, flow.as_ref()).await?))
}

/// The ticket of this browser.
fn ticket(visit: &Visit, params: &Params) -> Option<(Ticket, String)> {
    let text = params.one("ticket")?;
    let opened = visit.app.keys.open::<Ticket>(text, visit.app.clock.now());
    let ticket = opened.ok()?.value;
    (ticket.browser == visit.session.browser().fingerprint()).then(|| (ticket, text.to_owned()))
}

pub(crate) async fn sent(visit: Visit, RawQuery(raw): RawQuery) -> Result<Response, PageError> {
    needs_mail(&visit)?;
    let params = query(raw)?;
    sent_page(&visit, &params, StatusCode::OK, Problems::none()).await
}

async fn sent_page(
    visit: &Visit,
    params: &Params,
    status: StatusCode,
    problems: Problems,
) -> Result<Response, PageError> {
    let flow = flow(visit, params).await?;
    let again = with_flow(visit, "/login/forgot", flow.as_ref()).await?;
    let Some((ticket, text)) = ticket(visit, params) else {
        return Ok(see_other(&again));
    };
    let mut hidden = visit.hidden("login");
    hidden.ticket = Some(text);
    if let Some(flow) = &flow {
        hidden.flow = Some(flow.text(visit).await?);
    }
    let page = ForgotSentPage {
        ctx: &visit.ctx(),
        hidden,
        login: ticket.login,
        works: span(visit.app.settings.proofs.reset),
        problems,
        again,
    };
    Ok(respond(status, &page))
}

/// Takes the code. A wrong one and one of a letter that never was are answered the same.
pub(crate) async fn code(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    needs_mail(&visit)?;
    let Some((ticket, _)) = ticket(&visit, &params) else {
        return sent_page(&visit, &params, StatusCode::OK, Problems::none()).await;
    };
    let mut problems = Problems::none();
    let typed = params.one("code").unwrap_or_default();
    let invalid = StatusCode::UNPROCESSABLE_ENTITY;
    if typed.trim().is_empty() {
        problems.add("code", Say::new("recovery-code-none"));
        return sent_page(&visit, &params, invalid, problems).await;
    }
    if !may_ask(&visit) {
        problems.add("", Say::new("recovery-code-too-many"));
        let status = StatusCode::TOO_MANY_REQUESTS;
        let page = sent_page(&visit, &params, status, problems).await?;
        return Ok(try_after(A_WHILE, page));
    }
    let (app, opens) = (&visit.app, Opens::ResetPassword);
    let now = app.clock.now();
    if !proof::of_code(&app.db, &app.keys, ticket.id, opens, typed, now).await? {
        problems.add("code", Say::new("recovery-code-wrong"));
        return sent_page(&visit, &params, invalid, problems).await;
    }
    let flow = flow(&visit, &params).await?;
    let path = with_flow(&visit, "/login/reset", flow.as_ref()).await?;
    Ok(hold(&visit, ticket.id, opens, &path))
}

/// Leads on to `path`, where the browser finds what it showed.
pub(super) fn hold(visit: &Visit, id: Uuid, opens: Opens, path: &str) -> Response {
    let held = Held {
        id,
        opens,
        browser: visit.session.browser().fingerprint(),
    };
    let settings = &visit.app.settings.proofs;
    let lifetime = settings.reset.max(settings.confirm);
    let until = visit.app.clock.now().plus(lifetime);
    let sealed = visit.app.keys.seal(until, &held);
    let mut response = see_other(path);
    let cookie = visit.app.proof_cookie.set(&sealed, None);
    response.headers_mut().append(SET_COOKIE, cookie);
    response
}

/// What this browser showed, and its sealed text.
pub(super) fn held(visit: &Visit, text: Option<&str>, opens: &[Opens]) -> Option<(Held, String)> {
    let opened = visit.app.keys.open::<Held>(text?, visit.app.clock.now());
    let held = opened.ok()?.value;
    let ours = held.browser == visit.session.browser().fingerprint();
    (ours && opens.contains(&held.opens)).then(|| (held, text.unwrap_or_default().to_owned()))
}

pub(crate) async fn show(
    visit: Visit,
    headers: HeaderMap,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let params = query(raw)?;
    let (app, opens) = (&visit.app, [Opens::ResetPassword]);
    if let Some(secret) = params.one("token") {
        let found = proof::of_link(&app.db, secret, &opens, app.clock.now()).await?;
        return match found {
            Some((id, opens)) => Ok(hold(&visit, id, opens, "/login/reset")),
            None => over(&visit),
        };
    }
    let cookie = app.proof_cookie.value(&headers).one();
    let held = held(&visit, cookie, &opens);
    let flow = flow(&visit, &params).await?;
    new_password_page(&visit, held, flow, StatusCode::OK, Problems::none()).await
}

/// It does not work any more; what it was is nobody's business.
fn over(visit: &Visit) -> Result<Response, PageError> {
    let page = NewPasswordPage {
        ctx: &visit.ctx(),
        hidden: visit.hidden("login"),
        who: None,
        min_length: visit.app.settings.password.min_length,
        problems: Problems::none(),
        forgot: forgot_address(visit),
        form_target: None,
    };
    Ok(respond(StatusCode::GONE, &page))
}

/// Where one asks for a letter, when they are sent.
pub(super) fn forgot_address(visit: &Visit) -> Option<String> {
    let on = visit.app.mailing.is_on();
    on.then(|| "/login/forgot".to_owned())
}

async fn person(visit: &Visit, held: &Held) -> Result<Option<User>, PageError> {
    let (app, now) = (&visit.app, visit.app.clock.now());
    let found = proof::look(&app.db, held.id, held.opens, now).await?;
    Ok(found.map(|(user, _)| user))
}

async fn new_password_page(
    visit: &Visit,
    held: Option<(Held, String)>,
    flow: Option<UnderWay>,
    status: StatusCode,
    problems: Problems,
) -> Result<Response, PageError> {
    let Some((held, text)) = held else {
        return over(visit);
    };
    let Some(user) = person(visit, &held).await? else {
        return over(visit);
    };
    let mut hidden = visit.hidden("login");
    hidden.proof = Some(text);
    let mut form_target = None;
    if let Some(flow) = &flow {
        hidden.flow = Some(flow.text(visit).await?);
        form_target = flow.form_target();
    }
    let page = NewPasswordPage {
        ctx: &visit.ctx(),
        hidden,
        who: Some(Who {
            name: user.name,
            login: user.login,
        }),
        min_length: visit.app.settings.password.min_length,
        problems,
        forgot: None,
        form_target,
    };
    Ok(respond(status, &page))
}

pub(crate) async fn set(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    let flow = flow(&visit, &params).await?;
    let Some(held) = held(&visit, params.one("proof"), &[Opens::ResetPassword]) else {
        return over(&visit);
    };
    let Some(user) = person(&visit, &held.0).await? else {
        return over(&visit);
    };
    let (app, now) = (&visit.app, visit.app.clock.now());
    let password = params.one("password").unwrap_or_default();
    let context = Context {
        login: &user.login,
        email: user.email.as_deref().unwrap_or_default(),
        issuer_host: &app.brand.host,
        operator: &app.brand.operator,
    };
    if let Err(weakness) = app.password_policy.check(password, &context) {
        let mut problems = Problems::none();
        problems.add("password", wrong::password(weakness));
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return new_password_page(&visit, Some(held), flow, status, problems).await;
    }
    let share = Share::Stranger(Network::of(visit.address.0));
    let hash = match app.passwords.hash(password, share).await {
        Ok(hash) => hash,
        Err(PasswordError::Busy { retry_after }) => return Err(PageError::busy(retry_after)),
        Err(error) => return Err(PageError::server("password", &error)),
    };
    let wanted = Reset {
        proof: held.0.id,
        hash,
        device: visit.device.clone(),
    };
    let actor = |user| visit.session.actor(user);
    let Some(user) = reset::reset(&app.db, &visit.mailing(), wanted, actor, now).await? else {
        return over(&visit);
    };
    app.sessions.refresh_ended().await?;
    signed_in(&visit, flow, user).await
}

/// Signs in whoever chose the password, and leads them on. Who has a second factor is asked for it as ever (attack row MF-12).
async fn signed_in(
    visit: &Visit,
    flow: Option<UnderWay>,
    user: User,
) -> Result<Response, PageError> {
    let (app, now) = (&visit.app, visit.app.clock.now());
    let purpose = Purpose::of(flow);
    let proven = Proven {
        // They are told of the password.
        told: true,
        ..Proven::PASSWORD
    };
    let entered = enter(visit, &purpose, &user, proven, now).await?;
    if purpose.under_way.is_none() {
        let said = visit.words().text(&Say::new("recovery-done"));
        visit.session.tell(Some(user.id), said);
    }
    let mut response = match entered {
        Entered::In => onward(visit, purpose, &user, false, now).await?,
        Entered::Halfway(response) => response,
        Entered::Not => return Ok(see_other("/login")),
    };
    let removal = app.proof_cookie.removal();
    response.headers_mut().append(SET_COOKIE, removal);
    Ok(response)
}
