//! Creating an account: open to everybody, to the invited, or to nobody.

mod door;
mod newcomer;

use std::time::Duration;

use axum::extract::RawQuery;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use self::door::{By, Door, door, store};
pub(super) use self::newcomer::{Making, begin, newcomer};
use super::entering::{Entered, Proven, begin_grace, enter};
use super::joining::{Wish, begin as wait_for_letter, of_browser};
use super::recovery::{hold, with_flow};
use crate::accounts::joining::{self, NotJoined};
use crate::accounts::make::Taken;
use crate::accounts::proof::Opens;
use crate::authorization::facts::UnderWay;
use crate::config::SignUp;
use crate::http::redirect::see_other;
use crate::identity::attempts::NotNow;
use crate::identity::display_name::PersonName;
use crate::locale::Say;
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::purpose::Purpose;
use crate::pages::respond;
use crate::pages::sign_up::{Invited, SignUpClosedPage, SignUpPage, Terms, Why};
use crate::pages::under_way::{face, under_way};
use crate::pages::visit::Visit;
use crate::pages::when::span;
use crate::protocol::params::Params;
use crate::store::users::User;

/// `ready`, and that characters of the typed name were left out, if so: nothing is without a word (attack row UN-08).
pub(super) fn with_left_out(ready: Say, left_out: bool) -> Say {
    match left_out {
        false => ready,
        true => Say::new("sentences")
            .saying("first", ready)
            .saying("second", Say::new(LEFT_OUT)),
    }
}

const LEFT_OUT: &str = "sign-up-left-out";

pub(super) async fn flow(visit: &Visit, params: &Params) -> Result<Option<UnderWay>, PageError> {
    match params.one("flow") {
        Some(text) => Ok(Some(under_way(visit, text).await?)),
        None => Ok(None),
    }
}

/// The sign-up page, with the request under way.
pub(super) async fn sign_up_address(
    visit: &Visit,
    flow: Option<&UnderWay>,
) -> Result<String, PageError> {
    with_flow(visit, "/sign-up", flow).await
}

pub(crate) async fn show(
    visit: Visit,
    headers: HeaderMap,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let params = query(raw)?;
    let flow = flow(&visit, &params).await?;
    let (app, text) = (&visit.app, params.one("invitation"));
    if let Some(text) = text
        && app.settings.sign_up != SignUp::Closed
        && let Some(row) = joining::of_link(&app.db, text, app.clock.now()).await?
    {
        // Out of the address at once. The browser that asked goes on with what was typed in it.
        let asked_here = of_browser(&visit, &headers).is_some_and(|one| one.id == row.id);
        let path = match asked_here {
            true => with_flow(&visit, "/sign-up/sent", flow.as_ref()).await?,
            false => with_flow(&visit, "/sign-up?invited=1", flow.as_ref()).await?,
        };
        return Ok(hold(&visit, row.id, Opens::Join, &path));
    }
    let cookie = app.proof_cookie.value(&headers).one();
    let door = door(&visit, text.or(params.one("invited").and(cookie))).await?;
    // A link fills nothing in (attack row FI-15).
    let typed = Params::default();
    let status = StatusCode::OK;
    page(&visit, &door, flow, status, &typed, Problems::none()).await
}

pub(crate) async fn create(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    let flow = flow(&visit, &params).await?;
    let door = door(&visit, params.one("invitation")).await?;
    let mut problems = Problems::none();
    if matches!(door, Door::Closed | Door::Over) {
        let status = StatusCode::FORBIDDEN;
        return page(&visit, &door, flow, status, &params, problems).await;
    }
    let now = visit.app.clock.now();
    let attempt = match begin(&visit, Making::Account, now).await {
        Ok(attempt) => attempt,
        Err(NotNow::Store(error)) => return Err(error.into()),
        Err(NotNow::InLine(_) | NotNow::Busy) => {
            return Err(PageError::busy(Duration::from_secs(1)));
        }
        Err(NotNow::SlowDown { slow, .. }) => {
            let slowed = Say::new("sign-up-slowed").saying("wait", span(slow.wait(now)));
            problems.add("", slowed);
            let status = StatusCode::TOO_MANY_REQUESTS;
            return page(&visit, &door, flow, status, &params, problems).await;
        }
    };
    let typed = match &door {
        Door::Invited(guest) => guest.address.as_str(),
        _ => params.one("email").unwrap_or_default(),
    };
    let agreed = agreed(&visit, &params, &mut problems);
    let newcomer = newcomer(&visit, &params, typed, &mut problems);
    let (Some(newcomer), true) = (newcomer, problems.is_empty()) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return page(&visit, &door, flow, status, &params, problems).await;
    };
    attempt.failed(&visit.app.db, now).await?;
    let email = newcomer.email.clone();
    // Whoever holds an invitation read the letter it came with, or has it from who knows them.
    let invited = matches!(door, Door::Invited(_));
    let user = newcomer.account(&visit, invited, now).await?;
    let user = User {
        terms_accepted_at: agreed.is_some().then_some(now),
        terms_version: agreed,
        ..user
    };
    let left_out = PersonName::exactly(params.one("name").unwrap_or_default()).is_err();
    if matches!(door, Door::Open) && visit.app.mailing.is_on() {
        let wish = Wish {
            user,
            email,
            left_out,
        };
        return wait_for_letter(&visit, wish, flow.as_ref()).await;
    }
    match store(&visit, &door, &user, now).await {
        Ok(()) => arrives(&visit, user, flow, left_out).await,
        Err(NotJoined::Taken(Taken::Store(error))) => Err(error.into()),
        Err(refused) => {
            let (door, status) = match refused {
                NotJoined::Over => (Door::Over, StatusCode::FORBIDDEN),
                NotJoined::Taken(_) => (door, StatusCode::UNPROCESSABLE_ENTITY),
            };
            problems.add("email", Say::new("sign-up-taken"));
            page(&visit, &door, flow, status, &params, problems).await
        }
    }
}

/// The version of the terms that were agreed to, where there are some.
fn agreed(visit: &Visit, params: &Params, problems: &mut Problems) -> Option<String> {
    let version = visit.app.settings.accounts.terms_in_force()?.version;
    if params.one("terms").is_none() {
        problems.add("terms", Say::new("sign-up-terms-missing"));
    }
    Some(version.to_owned())
}

/// Signs in whoever has an account now, and leads them on.
pub(super) async fn arrives(
    visit: &Visit,
    user: User,
    flow: Option<UnderWay>,
    left_out: bool,
) -> Result<Response, PageError> {
    let (app, now) = (&visit.app, visit.app.clock.now());
    metrics::counter!("lanyard_sign_ups_total").increment(1);
    let mut purpose = Purpose::of(flow);
    let halfway = match signs_in(visit, &purpose, &user).await? {
        Entered::In => None,
        Entered::Halfway(response) => Some(response),
        Entered::Not => return Ok(see_other("/login")),
    };
    purpose.answer(user.id, now);
    let target = match purpose.under_way {
        Some(under_way) => {
            if left_out {
                let said = visit.words().text(&Say::new(LEFT_OUT));
                visit.session.tell(Some(user.id), said);
            }
            with_flow(visit, "/sign-up/welcome", Some(&under_way)).await?
        }
        None => {
            let ready = with_left_out(Say::new("sign-up-ready"), left_out);
            visit
                .session
                .tell(Some(user.id), visit.words().text(&ready));
            "/account".to_owned()
        }
    };
    let known = halfway.is_none();
    let mut response = halfway.unwrap_or_else(|| see_other(&target));
    if user.email_verified {
        for cookie in [&app.joining_cookie, &app.proof_cookie] {
            response.headers_mut().append(SET_COOKIE, cookie.removal());
        }
    }
    if known {
        begin_grace(visit, &user, now).await?;
        visit.welcome(&user, &mut response).await?;
    }
    Ok(response)
}

/// Signs in whoever was just made, with the password they chose.
pub(super) async fn signs_in(
    visit: &Visit,
    purpose: &Purpose,
    user: &User,
) -> Result<Entered, PageError> {
    let proven = Proven {
        told: true,
        ..Proven::PASSWORD
    };
    enter(visit, purpose, user, proven, visit.app.clock.now()).await
}

async fn page(
    visit: &Visit,
    door: &Door,
    under_way: Option<UnderWay>,
    status: StatusCode,
    params: &Params,
    problems: Problems,
) -> Result<Response, PageError> {
    let ctx = visit.ctx();
    let mut hidden = visit.hidden("sign-up");
    let (mut app, mut form_target) = (None, None);
    if let Some(under_way) = &under_way {
        hidden.flow = Some(under_way.text(visit).await?);
        app = Some(face(&under_way.client));
        form_target = under_way.form_target();
    }
    let sign_in = match &hidden.flow {
        Some(flow) => format!("/login?flow={flow}"),
        None => "/login".to_owned(),
    };
    let operator_invites = visit.app.settings.sign_up == SignUp::Invited;
    let (invited, email) = match door {
        Door::Closed | Door::Over => {
            let why = match door {
                Door::Over => Why::Over {
                    again: !operator_invites,
                },
                _ if operator_invites => Why::ByInvitation,
                _ => Why::Closed,
            };
            let status = match (door, status) {
                (Door::Over, _) => StatusCode::GONE,
                (_, StatusCode::OK) => StatusCode::OK,
                _ => StatusCode::FORBIDDEN,
            };
            let page = SignUpClosedPage {
                ctx: &ctx,
                why,
                sign_in,
            };
            return Ok(respond(status, &page));
        }
        Door::Invited(guest) => {
            hidden.invitation = Some(guest.text.clone());
            let invited = match guest.by {
                By::OwnWish(_) => Invited::OwnWish,
                _ => Invited::Until(visit.times().exactly(guest.until)),
            };
            (invited, guest.address.clone())
        }
        Door::Open => {
            let email = params.one("email").unwrap_or_default();
            (Invited::No, email.to_owned())
        }
    };
    let terms = visit.app.settings.accounts.terms_in_force();
    let terms = terms.map(|terms| Terms {
        url: terms.url.to_owned(),
        agreed: params.one("terms").is_some(),
    });
    let page = SignUpPage {
        ctx: &ctx,
        hidden,
        app,
        name: params.one("name").unwrap_or_default().to_owned(),
        email,
        invited,
        terms,
        min_length: visit.app.settings.password.min_length,
        problems,
        sign_in,
        form_target,
    };
    Ok(respond(status, &page))
}
