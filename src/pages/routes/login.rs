//! Signing in with a password. The answer is recorded in the request under way, and `/authorize` decides what comes next.

use std::time::Duration;

use axum::extract::RawQuery;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::{UnderWay, choose_account, face, next, under_way};
use crate::config::SignUp;
use crate::endpoints::authorize::see_other;
use crate::identity::sign_in::{Outcome, Tried};
use crate::pages::form::Problems;
use crate::pages::login::{LoginPage, Reason, cookies_refused, slowed, wrong};
use crate::pages::refusal::PageError;
use crate::pages::respond;
use crate::pages::visit::{Visit, safe_return};
use crate::protocol::interaction::{SignInReason, Step};
use crate::protocol::params::{Limits, Params};
use crate::session::Over;
use crate::session::browser::NewSignIn;
use crate::session::csrf::Form;
use crate::session::flow::Restarted;

/// What the page is about: the request under way, or a page of ours to go to.
struct Purpose {
    under_way: Option<UnderWay>,
    return_to: Option<String>,
    remember: bool,
}

async fn purpose(visit: &Visit, params: &Params) -> Result<Purpose, PageError> {
    let under_way = match params.one("flow") {
        Some(text) => Some(under_way(visit, text).await?),
        None => None,
    };
    let return_to = params
        .one("return")
        .and_then(safe_return)
        .map(str::to_owned);
    let remember = params.one("remember").is_some();
    Ok(Purpose {
        under_way,
        return_to,
        remember,
    })
}

pub(super) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let params = Params::parse(query.unwrap_or_default().as_bytes(), Limits::QUERY)
        .map_err(|error| PageError::bad_form(&error))?;
    let purpose = purpose(&visit, &params).await?;
    let other = params.one("another").is_some();
    let Some(under_way) = &purpose.under_way else {
        let recent = params.one("why") == Some("recent");
        if let (Some((_, user)), true, false) = (&visit.person, recent, other) {
            let back = form_urlencoded::byte_serialize(
                purpose.return_to.as_deref().unwrap_or_default().as_bytes(),
            );
            let another_account = format!("/login?another=1&return={}", back.collect::<String>());
            let (login, reason) = (user.login.clone(), Reason::Confirm { another_account });
            return page(
                &visit,
                purpose,
                StatusCode::OK,
                login,
                reason,
                Problems::none(),
            )
            .await;
        }
        return match (&visit.person, other) {
            (Some(_), false) => Ok(see_other(
                &visit.app,
                purpose.return_to.as_deref().unwrap_or("/account"),
            )),
            _ => {
                let reason = because(&visit, &params);
                page(
                    &visit,
                    purpose,
                    StatusCode::OK,
                    String::new(),
                    reason,
                    Problems::none(),
                )
                .await
            }
        };
    };
    // Somebody may have signed in in another tab meanwhile; then there is nothing to ask here.
    let (_, step) = next(&visit, under_way).await?;
    let asked = match step {
        Step::SignIn { reason } => reason,
        _ if other => SignInReason::NotSignedIn,
        _ => {
            let text = under_way.flow.to_text(&visit.app).await?;
            return Ok(see_other(&visit.app, &format!("/authorize?flow={text}")));
        }
    };
    if let (SignInReason::ChooseAccount, Some((_, user)), false) = (asked, &visit.person, other) {
        return choose_account::ask(&visit, under_way, user).await;
    }
    let confirm = matches!(asked, SignInReason::Asked | SignInReason::TooOld) && !other;
    let (login, reason) = match &visit.person {
        Some((_, user)) if confirm => {
            let text = under_way.flow.to_text(&visit.app).await?;
            let another_account = format!("/login?another=1&flow={text}");
            (user.login.clone(), Reason::Confirm { another_account })
        }
        _ if under_way.restarted == Some(Restarted::Late) => (String::new(), Reason::Expired),
        _ if under_way.restarted == Some(Restarted::Elsewhere) => {
            (String::new(), Reason::Because(ELSEWHERE.to_owned()))
        }
        _ => (
            under_way
                .flow
                .request
                .login_hint
                .clone()
                .unwrap_or_default(),
            because(&visit, &params),
        ),
    };
    page(
        &visit,
        purpose,
        StatusCode::OK,
        login,
        reason,
        Problems::none(),
    )
    .await
}

/// Why somebody who was signed in here sees the sign-in page, as the page that sent them says.
fn because(visit: &Visit, params: &Params) -> Reason {
    let why = params.one("why").and_then(Over::from_code);
    let why = why.map(|over| ended(visit, over));
    let lost = params.one("lost").map(|_| TOO_LONG.to_owned());
    match [why, lost]
        .into_iter()
        .flatten()
        .reduce(|why, lost| format!("{why} {lost}"))
    {
        Some(sentence) => Reason::Because(sentence),
        None => Reason::Arrived,
    }
}

/// The request came to another browser than the one it began in, by its address, or to this one with its cookies gone.
const ELSEWHERE: &str =
    "This was begun in another browser, or before this one was closed. Sign in here to continue.";

/// A half-filled form was not kept (attack row PF-10).
const TOO_LONG: &str = "What you typed was too long to be kept, so the form will be empty.";

fn ended(visit: &Visit, over: Over) -> String {
    let limits = visit.app.sessions.limits();
    match over {
        Over::Idle => format!(
            "You were signed out because this browser was not used for {}.",
            span(limits.idle)
        ),
        Over::Age => format!(
            "You were signed out because {} had passed since you signed in.",
            span(limits.absolute)
        ),
        Over::Ended => {
            "You were signed out: here, from another device, or because your password changed."
                .to_owned()
        }
        Over::Future | Over::Unreadable => {
            "You were signed out because this browser’s sign-in could not be read any more."
                .to_owned()
        }
    }
}

/// "30 minutes", "12 hours"
fn span(length: Duration) -> String {
    let (count, unit) = match length.as_secs() {
        seconds @ 0..120 => (seconds, "seconds"),
        seconds @ 120..7_200 => (seconds / 60, "minutes"),
        seconds @ 7_200..172_800 => (seconds / 3_600, "hours"),
        seconds => (seconds / 86_400, "days"),
    };
    format!("{count} {unit}")
}

pub(super) async fn sign_in(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    let mut purpose = purpose(&visit, &params).await?;
    if let (Some(_), Some(value)) = (&purpose.under_way, params.one("account")) {
        let under_way = purpose
            .under_way
            .take()
            .ok_or_else(PageError::flow_expired)?;
        return choose_account::chosen(&visit, under_way, value).await;
    }
    let login = params.one("login").unwrap_or_default().to_owned();
    if !visit.session.browser().is_known() {
        let problems = cookies_refused(&visit.app.brand.host);
        return page(
            &visit,
            purpose,
            StatusCode::BAD_REQUEST,
            login,
            Reason::Arrived,
            problems,
        )
        .await;
    }
    let now = visit.app.clock.now();
    let tried = Tried {
        login: &login,
        password: params.one("password").unwrap_or_default(),
        address: visit.address.0,
        device: visit.known_device.as_ref(),
    };
    match visit.app.sign_in.verify_password(&tried, now).await? {
        Outcome::Ok(user) => {
            let new = NewSignIn {
                user: user.id,
                amr: vec!["pwd".to_owned()],
                remember: params.one("remember").is_some(),
                device: visit.device.clone(),
                address: visit.address.0.to_string(),
            };
            visit.session.sign_in(new).await?;
            metrics::counter!("lanyard_sign_ins_total", "outcome" => "ok").increment(1);
            let target = match purpose.under_way {
                Some(mut under_way) => {
                    under_way.flow.answers.signed_in_at = Some(now);
                    under_way.flow.answers.account = Some(user.id);
                    let text = under_way.flow.to_text(&visit.app).await?;
                    format!("/authorize?flow={text}")
                }
                None => purpose.return_to.unwrap_or_else(|| "/account".to_owned()),
            };
            let mut response = see_other(&visit.app, &target);
            visit.welcome(user.id, &mut response).await?;
            Ok(response)
        }
        Outcome::Wrong => {
            metrics::counter!("lanyard_sign_ins_total", "outcome" => "wrong").increment(1);
            tracing::info!(target: "audit", address = %visit.address.0, "sign-in refused");
            page(
                &visit,
                purpose,
                StatusCode::UNPROCESSABLE_ENTITY,
                login,
                Reason::Arrived,
                wrong(),
            )
            .await
        }
        Outcome::SlowDown {
            minutes,
            retry_after,
        } => {
            metrics::counter!("lanyard_sign_ins_total", "outcome" => "slowed").increment(1);
            let problems = slowed(minutes);
            let mut response = page(
                &visit,
                purpose,
                StatusCode::TOO_MANY_REQUESTS,
                login,
                Reason::Arrived,
                problems,
            )
            .await?;
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(retry_after.as_secs()));
            Ok(response)
        }
        Outcome::Busy { retry_after } => Err(PageError::busy(retry_after)),
    }
}

async fn page(
    visit: &Visit,
    purpose: Purpose,
    status: StatusCode,
    login: String,
    reason: Reason,
    problems: Problems,
) -> Result<Response, PageError> {
    let ctx = visit.ctx();
    let mut hidden = visit.hidden("login");
    hidden.return_to = purpose.return_to;
    let (mut app, mut form_target) = (None, None);
    if let Some(under_way) = &purpose.under_way {
        hidden.flow = Some(under_way.flow.to_text(&visit.app).await?);
        app = Some(face(&under_way.client));
        form_target = under_way.form_target();
    }
    let sign_up = (visit.app.settings.sign_up == SignUp::Open).then(|| match &hidden.flow {
        Some(flow) => format!("/sign-up?flow={flow}"),
        None => "/sign-up".to_owned(),
    });
    Ok(respond(
        status,
        &LoginPage {
            ctx: &ctx,
            hidden,
            app,
            login,
            remember: purpose.remember,
            reason,
            problems,
            sign_up,
            form_target,
        },
    ))
}
