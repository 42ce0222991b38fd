//! Taking back that an account got another e-mail address. As with every letter, opening its link changes nothing; a button does.

use axum::extract::RawQuery;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::recovery::{held, hold};
use crate::accounts::make::Taken;
use crate::accounts::proof::{self, Held, Opens};
use crate::accounts::undo::{self, NotUndone, Undo};
use crate::locale::Say;
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::respond;
use crate::pages::undo::{Change, UndoPage};
use crate::pages::visit::Visit;

pub(super) const PLACE: &str = "/login/undo";
const OPENS: [Opens; 1] = [Opens::UndoAddress];

pub(crate) async fn show(
    visit: Visit,
    headers: HeaderMap,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let params = query(raw)?;
    let app = &visit.app;
    if let Some(secret) = params.one("token") {
        let found = proof::of_link(&app.db, secret, &OPENS, app.clock.now()).await?;
        return match found {
            Some((id, opens)) => Ok(hold(&visit, id, opens, PLACE)),
            None => page(&visit, None, StatusCode::GONE, Problems::none()).await,
        };
    }
    let cookie = app.proof_cookie.value(&headers).one();
    let held = held(&visit, cookie, &OPENS);
    page(&visit, held, StatusCode::OK, Problems::none()).await
}

async fn page(
    visit: &Visit,
    held: Option<(Held, String)>,
    status: StatusCode,
    problems: Problems,
) -> Result<Response, PageError> {
    let (app, mut hidden) = (&visit.app, visit.hidden("login"));
    let mut change = None;
    if let Some((held, text)) = held
        && let Some((user, Some(former))) =
            proof::look(&app.db, held.id, held.opens, app.clock.now()).await?
    {
        hidden.proof = Some(text);
        let now = user.email.unwrap_or_default();
        change = Some(Change { former, now });
    }
    let status = match change {
        Some(_) => status,
        None => StatusCode::GONE,
    };
    let page = UndoPage {
        ctx: &visit.ctx(),
        hidden,
        change,
        problems,
    };
    Ok(respond(status, &page))
}

/// Restores the address, and leads on to where a new password is chosen.
pub(crate) async fn restore(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    let (app, now) = (&visit.app, visit.app.clock.now());
    let Some((shown, text)) = held(&visit, params.one("proof"), &OPENS) else {
        return page(&visit, None, StatusCode::GONE, Problems::none()).await;
    };
    let wanted = Undo {
        proof: shown.id,
        reset: app.settings.proofs.reset,
    };
    let actor = |user| visit.session.actor(user);
    let mailing = visit.mailing();
    let letters = (&app.keys, &mailing);
    match undo::undo(&app.db, letters, wanted, actor, now).await {
        Ok(reset) => {
            app.sessions.refresh_ended().await?;
            visit.tell(Say::new("undo-done"));
            Ok(hold(&visit, reset, Opens::ResetPassword, "/login/reset"))
        }
        Err(NotUndone::Over) => page(&visit, None, StatusCode::GONE, Problems::none()).await,
        Err(NotUndone::Taken(Taken::Store(error))) => Err(error.into()),
        Err(NotUndone::Taken(_)) => {
            let mut problems = Problems::none();
            let operator = visit.app.brand.operator.as_str();
            problems.add("", Say::new("undo-taken").with("operator", operator));
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            page(&visit, Some((shown, text)), status, problems).await
        }
    }
}
