//! What a person has to do before they go on to an app: agree to the terms, and confirm their address. The rule is asked once more on
//! every page: only it knows whether anything is due.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::email::{asked, confirmation};
use super::recovery::{A_WHILE, may_ask};
use crate::accounts::address::{self, NotConfirmed, Outcome};
use crate::accounts::make::Taken;
use crate::accounts::proof::{self, Opens};
use crate::accounts::terms;
use crate::authorization::decide::{Decision, Page};
use crate::authorization::facts::UnderWay;
use crate::config::TermsInForce;
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::due::{AddressNeededPage, By, NoAccessPage, TermsPage};
use crate::pages::form::{Hidden, Problems};
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::under_way::{face, next, reply, under_way};
use crate::pages::visit::Visit;
use crate::pages::{respond, try_after};
use crate::protocol::error::OAuthError;
use crate::protocol::interaction;
use crate::protocol::params::Params;
use crate::store::users::User;

/// What comes next for the request of a page.
async fn asks(visit: &Visit, params: &Params) -> Result<(UnderWay, Decision), PageError> {
    let text = params.one("flow").ok_or_else(PageError::flow_expired)?;
    let under_way = under_way(visit, text).await?;
    let decision = next(&visit.app, &visit.session, &under_way).await?;
    Ok((under_way, decision))
}

async fn hidden(visit: &Visit, under_way: &UnderWay) -> Result<Hidden, PageError> {
    let flow = Some(under_way.text(visit).await?);
    let hidden = visit.hidden("login");
    Ok(Hidden { flow, ..hidden })
}

async fn refuses(visit: &Visit, under_way: UnderWay, why: &str) -> Result<Response, PageError> {
    let error = OAuthError::access_denied(why);
    reply(&visit.app, &visit.session, under_way, Err(error)).await
}

/// Says that they may not use the app, and whom to ask.
pub(crate) async fn no_access(
    visit: Visit,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let params = query(raw)?;
    let (under_way, user) = match asks(&visit, &params).await? {
        (under_way, Decision::Show(Page::NotAssigned(user))) => (under_way, *user),
        (under_way, _) => return Ok(see_other(&under_way.onward(&visit).await?)),
    };
    let hidden = hidden(&visit, &under_way).await?;
    let flow = hidden.flow.as_deref().unwrap_or_default();
    let page = NoAccessPage {
        ctx: &visit.ctx(),
        app: face(&under_way.client),
        account: user.email.unwrap_or(user.login),
        switch: format!("/login?choose=1&flow={flow}"),
        contacts: under_way.client.metadata.contacts.clone(),
        form_target: under_way.form_target(),
        hidden,
    };
    Ok(respond(StatusCode::FORBIDDEN, &page))
}

/// Back to the app, which is told that they may not.
pub(crate) async fn leave(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    match asks(&visit, &params).await? {
        (under_way, Decision::Show(Page::NotAssigned(_))) => {
            let error = interaction::not_assigned();
            reply(&visit.app, &visit.session, under_way, Err(error)).await
        }
        (under_way, _) => Ok(see_other(&under_way.onward(&visit).await?)),
    }
}

pub(crate) async fn terms(visit: Visit, RawQuery(raw): RawQuery) -> Result<Response, PageError> {
    let params = query(raw)?;
    match asks(&visit, &params).await? {
        (under_way, Decision::Show(Page::Terms(user))) => {
            terms_page(&visit, &under_way, &user).await
        }
        (under_way, _) => Ok(see_other(&under_way.onward(&visit).await?)),
    }
}

async fn terms_page(
    visit: &Visit,
    under_way: &UnderWay,
    user: &User,
) -> Result<Response, PageError> {
    let Some(TermsInForce { url, version }) = visit.app.settings.accounts.terms_in_force() else {
        return Ok(see_other(&under_way.onward(visit).await?));
    };
    let page = TermsPage {
        ctx: &visit.ctx(),
        hidden: hidden(visit, under_way).await?,
        app: face(&under_way.client),
        who: user.id.to_string(),
        url: url.to_owned(),
        version: version.to_owned(),
        changed: user.terms_version.is_some(),
        form_target: under_way.form_target(),
    };
    Ok(respond(StatusCode::OK, &page))
}

pub(crate) async fn agree(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    let (under_way, user) = match asks(&visit, &params).await? {
        (under_way, Decision::Show(Page::Terms(user))) => (under_way, *user),
        (under_way, _) => return Ok(see_other(&under_way.onward(&visit).await?)),
    };
    if params.one("decision") != Some("agree") {
        return refuses(&visit, under_way, "The person did not agree to the terms").await;
    }
    let app = &visit.app;
    let version = app.settings.accounts.terms_in_force();
    let version = version.map(|terms| terms.version);
    // CN-09: what somebody else agreed to, or to other terms, is not this person's answer.
    let who = user.id.to_string();
    let shown = (params.one("who"), params.one("version"));
    let (Some(version), true) = (version, shown == (Some(&*who), version)) else {
        return terms_page(&visit, &under_way, &user).await;
    };
    let (actor, now) = (visit.session.actor(user.id), app.clock.now());
    terms::accept(&app.db, user.id, version, &actor, now).await?;
    Ok(see_other(&under_way.onward(&visit).await?))
}

pub(crate) async fn address(visit: Visit, RawQuery(raw): RawQuery) -> Result<Response, PageError> {
    let params = query(raw)?;
    match asks(&visit, &params).await? {
        (under_way, Decision::Show(Page::Address(user))) => {
            let (status, problems) = (StatusCode::OK, Problems::none());
            address_page(&visit, &under_way, *user, status, problems).await
        }
        (under_way, _) => Ok(see_other(&under_way.onward(&visit).await?)),
    }
}

async fn address_page(
    visit: &Visit,
    under_way: &UnderWay,
    user: User,
    status: StatusCode,
    problems: Problems,
) -> Result<Response, PageError> {
    let app = &visit.app;
    let (opens, now) = (Opens::ConfirmAddress, app.clock.now());
    let sent = proof::latest(&app.db, user.id, opens, now).await?;
    let by = match (user.email, app.mailing.is_on()) {
        (None, true) => By::Adding,
        (None, false) => By::Nothing,
        (Some(address), false) => By::Operator(address),
        (Some(address), true) if sent.is_some() => By::Code(address),
        (Some(address), true) => By::Letter(address),
    };
    let page = AddressNeededPage {
        ctx: &visit.ctx(),
        hidden: hidden(visit, under_way).await?,
        app: face(&under_way.client),
        by,
        problems,
        form_target: under_way.form_target(),
    };
    Ok(respond(status, &page))
}

/// Sends the letter, takes its code, or goes back to the app without.
pub(crate) async fn confirm(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    let (under_way, user) = match asks(&visit, &params).await? {
        (under_way, Decision::Show(Page::Address(user))) => (under_way, *user),
        (under_way, _) => return Ok(see_other(&under_way.onward(&visit).await?)),
    };
    let decision = params.one("decision");
    if decision == Some("cancel") {
        return refuses(&visit, under_way, "The person confirmed no e-mail address").await;
    }
    let app = &visit.app;
    let (actor, now) = (visit.session.actor(user.id), app.clock.now());
    let mut problems = Problems::none();
    if !may_ask(&visit) {
        problems.add("", Say::new("recovery-code-too-many"));
        let status = StatusCode::TOO_MANY_REQUESTS;
        let page = address_page(&visit, &under_way, user, status, problems).await?;
        return Ok(try_after(A_WHILE, page));
    }
    if decision == Some("send") {
        let asked = asked(&visit, user.id, None);
        let mailing = visit.mailing();
        let letters = (&app.keys, &mailing);
        let outcome = address::ask(&app.db, letters, asked, &actor, now).await?;
        if outcome == Outcome::TooMany {
            problems.add("", Say::new("email-too-many"));
            let status = StatusCode::TOO_MANY_REQUESTS;
            return address_page(&visit, &under_way, user, status, problems).await;
        }
        let flow = under_way.text(&visit).await?;
        return Ok(see_other(&format!("/login/address?flow={flow}")));
    }
    let typed = params.one("code").unwrap_or_default();
    let opens = Opens::ConfirmAddress;
    let sent = proof::latest(&app.db, user.id, opens, now).await?;
    let shown = match sent {
        Some((id, _)) if proof::of_code(&app.db, &app.keys, id, opens, typed, now).await? => {
            Some((id, opens))
        }
        _ => None,
    };
    let done = match shown {
        Some(shown) => {
            let (mailing, shown) = (visit.mailing(), confirmation(&visit, shown));
            address::confirm(&app.db, &mailing, shown, user.id, &actor, now).await
        }
        None => Err(NotConfirmed::Over),
    };
    match done {
        Ok(_) => Ok(see_other(&under_way.onward(&visit).await?)),
        Err(NotConfirmed::Taken(Taken::Store(error))) => Err(error.into()),
        Err(refused) => {
            let message = match refused {
                NotConfirmed::Over => ("code", "address-needed-wrong"),
                NotConfirmed::Taken(_) => ("", "email-taken"),
            };
            problems.add(message.0, Say::new(message.1));
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            address_page(&visit, &under_way, user, status, problems).await
        }
    }
}
