//! Making the first administrator with the code that the server printed. Over as soon as there is one (attack row AD-12).

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::Response;

use super::entering::Entered;
use super::sign_up::{Making, begin, newcomer, signs_in, with_left_out};
use crate::accounts::make::Taken;
use crate::accounts::setup::{self, Door, NotMade, SetupCode};
use crate::http::redirect::see_other;
use crate::identity::attempts::NotNow;
use crate::identity::display_name::PersonName;
use crate::locale::Say;
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::purpose::Purpose;
use crate::pages::setup::SetupPage;
use crate::pages::visit::Visit;
use crate::pages::when::span;
use crate::pages::{respond, try_after};
use crate::protocol::params::Params;

/// What is said of every code that makes nobody: whether it ever was one is nobody's business.
const WRONG: &str = "setup-wrong-code";

pub(crate) async fn show(visit: Visit) -> Result<Response, PageError> {
    let typed = Params::default();
    page(&visit, StatusCode::OK, &typed, Problems::none()).await
}

pub(crate) async fn create(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    if visit.app.is_settled().await? {
        return Err(PageError::not_found());
    }
    let now = visit.app.clock.now();
    let invalid = StatusCode::UNPROCESSABLE_ENTITY;
    let mut problems = Problems::none();
    let attempt = match begin(&visit, Making::Administrator, now).await {
        Ok(attempt) => attempt,
        Err(NotNow::Store(error)) => return Err(error.into()),
        Err(NotNow::InLine(_) | NotNow::Busy) => {
            return Err(PageError::busy(Duration::from_secs(1)));
        }
        Err(NotNow::SlowDown { slow, .. }) => {
            let wait = slow.wait(now);
            problems.add("", Say::new("setup-slowed").saying("wait", span(wait)));
            let status = StatusCode::TOO_MANY_REQUESTS;
            let page = page(&visit, status, &params, problems).await?;
            return Ok(try_after(wait, page));
        }
    };
    let typed = params.one("setup_code").unwrap_or_default();
    let code = SetupCode::parse(typed);
    let right = match &code {
        Some(code) => setup::is_right(&visit.app.db, code, now).await?,
        None => false,
    };
    if typed.trim().is_empty() {
        problems.add("setup_code", Say::new("setup-no-code"));
    } else if !right {
        problems.add("setup_code", Say::new(WRONG));
        tracing::warn!(address = %visit.address.0, "a wrong setup code was tried");
        attempt.failed(&visit.app.db, now).await?;
    } else {
        attempt.succeeded(&visit.app.db).await?;
    }
    let field = |name: &str| params.one(name).unwrap_or_default().to_owned();
    let newcomer = newcomer(&visit, &params, &field("email"), &mut problems);
    let (Some(code), Some(newcomer), true) = (code, newcomer, right) else {
        return page(&visit, invalid, &params, problems).await;
    };
    // Nobody has looked whether the address is theirs.
    let user = newcomer.account(&visit, false, now).await?;
    let actor = visit.session.actor(user.id);
    match setup::make(&visit.app.db, &code, &user, &actor, now).await {
        Ok(()) => {}
        Err(NotMade::Over) => return Err(PageError::not_found()),
        Err(NotMade::Taken(Taken::Store(error))) => return Err(error.into()),
        Err(refused @ NotMade::Taken(Taken::NotAllowed)) => {
            return Err(PageError::server("setup", &refused));
        }
        Err(NotMade::Code) => {
            problems.add("setup_code", Say::new(WRONG));
            return page(&visit, invalid, &params, problems).await;
        }
        Err(NotMade::Taken(Taken::Login | Taken::Email)) => {
            problems.add("email", Say::new("setup-taken"));
            return page(&visit, invalid, &params, problems).await;
        }
    }
    let mut purpose = Purpose::of(None);
    purpose.return_to = Some("/apps".to_owned());
    let entered = signs_in(&visit, &purpose, &user).await?;
    let ready = with_left_out(
        Say::new("setup-ready"),
        PersonName::exactly(&field("name")).is_err(),
    );
    visit
        .session
        .tell(Some(user.id), visit.words().text(&ready));
    let mut response = match entered {
        Entered::In => see_other("/apps"),
        Entered::Halfway(response) => return Ok(response),
        Entered::Not => return Ok(see_other("/login")),
    };
    visit.welcome(&user, &mut response).await?;
    Ok(response)
}

async fn page(
    visit: &Visit,
    status: StatusCode,
    typed: &Params,
    problems: Problems,
) -> Result<Response, PageError> {
    if visit.app.is_settled().await? {
        return Err(PageError::not_found());
    }
    let field = |name: &str| typed.one(name).unwrap_or_default().to_owned();
    let door = setup::door(&visit.app.db, visit.app.clock.now()).await?;
    let page = SetupPage {
        ctx: &visit.ctx(),
        hidden: visit.hidden("setup"),
        door,
        code: field("setup_code"),
        name: field("name"),
        email: field("email"),
        min_length: visit.app.settings.password.min_length,
        // There is no form that they could be about.
        problems: match door {
            Door::Open => problems,
            Door::Shut | Door::Closed => Problems::none(),
        },
    };
    Ok(respond(status, &page))
}
