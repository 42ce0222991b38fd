//! Confirming an e-mail address, and taking another one. It takes the letter and the person: whoever reads a letter about somebody
//! else's account confirms nothing by opening its link (attack row EM-13).

use axum::extract::RawQuery;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::recovery::{held, hold, may_ask, needs_mail};
use super::undo;
use crate::accounts::address::{self, Asked, Confirmation, NotConfirmed, Outcome};
use crate::accounts::make::Taken;
use crate::accounts::proof::{self, Opens};
use crate::accounts::undo::Undoing;
use crate::http::redirect::see_other;
use crate::identity::email::EmailAddress;
use crate::locale::Say;
use crate::pages::account::email::{By, ConfirmEmailPage, EmailPage};
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::respond;
use crate::pages::visit::{Member, RecentMember, Visit};
use crate::pages::wrong;

const OPENS: [Opens; 2] = [Opens::ConfirmAddress, Opens::ChangeAddress];
const PLACE: &str = "/account/email/confirm";

pub(crate) async fn form(RecentMember(member): RecentMember) -> Result<Response, PageError> {
    needs_mail(&member.visit)?;
    let kept = member.visit.kept().await?.unwrap_or_default();
    let typed = kept.one("email").unwrap_or_default();
    Ok(page(&member, StatusCode::OK, typed, Problems::none()))
}

fn page(member: &Member, status: StatusCode, email: &str, problems: Problems) -> Response {
    let page = EmailPage {
        ctx: &member.visit.ctx(),
        hidden: member.visit.hidden("account"),
        now: member.user.email.clone(),
        email: email.to_owned(),
        problems,
    };
    respond(status, &page)
}

/// Writes to the new address. Nothing else changes until it is confirmed.
pub(crate) async fn change(
    RecentMember(member): RecentMember,
    Form(params): Form,
) -> Result<Response, PageError> {
    needs_mail(&member.visit)?;
    let typed = params.one("email").unwrap_or_default();
    let mut problems = Problems::none();
    let new = match EmailAddress::parse(typed) {
        Ok(new) if member.user.email.as_deref() == Some(new.as_str()) => {
            problems.add("email", Say::new("email-same"));
            None
        }
        Ok(new) => Some(new),
        Err(error) => {
            problems.add("email", wrong::email(error));
            None
        }
    };
    let Some(new) = new else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(page(&member, status, typed, problems));
    };
    match write(&member.visit, &member, Some(new)).await? {
        Outcome::Sent | Outcome::Nothing => Ok(see_other(PLACE)),
        Outcome::TooMany => {
            problems.add("", Say::new("email-too-many"));
            let status = StatusCode::TOO_MANY_REQUESTS;
            Ok(page(&member, status, typed, problems))
        }
    }
}

async fn write(
    visit: &Visit,
    member: &Member,
    new: Option<EmailAddress>,
) -> Result<Outcome, PageError> {
    if !may_ask(visit) {
        return Ok(Outcome::TooMany);
    }
    let asked = asked(visit, member.user.id, new);
    let (app, actor) = (&visit.app, visit.actor());
    let letters = (&app.keys, &member.visit.mailing());
    Ok(address::ask(&app.db, letters, asked, &actor, app.clock.now()).await?)
}

/// A letter to an address of `user`.
pub(super) fn asked(
    visit: &Visit,
    user: crate::protocol::ids::UserId,
    new: Option<EmailAddress>,
) -> Asked {
    Asked {
        user,
        new,
        lifetime: visit.app.settings.proofs.confirm,
        link: visit.app.url(&format!("{PLACE}?token=")),
    }
}

/// What somebody showed.
pub(super) fn confirmation(visit: &Visit, (proof, opens): (Uuid, Opens)) -> Confirmation {
    Confirmation {
        proof,
        opens,
        undoing: undoing(visit),
    }
}

/// How it is taken back that an account got another address.
pub(super) fn undoing(visit: &Visit) -> Undoing {
    Undoing {
        lifetime: visit.app.settings.proofs.undo,
        link: visit.app.url(&format!("{}?token=", undo::PLACE)),
    }
}

/// Back from the form's address: the profile has the button.
pub(crate) async fn back(_: Member) -> Response {
    see_other("/account")
}

/// Writes to the address that the account has.
pub(crate) async fn send(member: Member, Form(_): Form) -> Result<Response, PageError> {
    needs_mail(&member.visit)?;
    match write(&member.visit, &member, None).await? {
        Outcome::Sent | Outcome::Nothing => Ok(see_other(PLACE)),
        Outcome::TooMany => {
            member.visit.tell(Say::new("email-too-many"));
            Ok(see_other("/account"))
        }
    }
}

pub(crate) async fn show(
    visit: Visit,
    member: Result<Member, Response>,
    headers: HeaderMap,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    needs_mail(&visit)?;
    let params = query(raw)?;
    let app = &visit.app;
    if let Some(secret) = params.one("token") {
        // Out of the address at once, also for who has to sign in first.
        let found = proof::of_link(&app.db, secret, &OPENS, app.clock.now()).await?;
        return Ok(match found {
            Some((id, opens)) => hold(&visit, id, opens, PLACE),
            None => see_other(PLACE),
        });
    }
    let member = match member {
        Ok(member) => member,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let cookie = app.proof_cookie.value(&headers).one();
    confirm_page(&member, cookie, StatusCode::OK, Problems::none()).await
}

/// What there is to confirm by code: the newest.
async fn pending(member: &Member) -> Result<Option<(Uuid, Opens, String)>, PageError> {
    let app = &member.visit.app;
    let mut newest: Option<(Uuid, Opens, String)> = None;
    for opens in OPENS {
        let found = proof::latest(&app.db, member.user.id, opens, app.clock.now()).await?;
        if let Some((id, Some(address))) = found
            && newest.as_ref().is_none_or(|(other, ..)| *other < id)
        {
            newest = Some((id, opens, address));
        }
    }
    Ok(newest)
}

async fn confirm_page(
    member: &Member,
    text: Option<&str>,
    status: StatusCode,
    problems: Problems,
) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    let mut hidden = visit.hidden("account");
    let mut by = By::Nothing;
    if let Some((held, text)) = held(visit, text, &OPENS)
        && let Some((user, Some(address))) =
            proof::look(&app.db, held.id, held.opens, app.clock.now()).await?
        && user.id == member.user.id
    {
        hidden.proof = Some(text);
        by = By::Button(address);
    } else if let Some((.., address)) = pending(member).await? {
        by = By::Code(address);
    }
    let page = ConfirmEmailPage {
        ctx: &visit.ctx(),
        hidden,
        by,
        problems,
    };
    Ok(respond(status, &page))
}

pub(crate) async fn confirm(member: Member, Form(params): Form) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    needs_mail(visit)?;
    let now = app.clock.now();
    let invalid = StatusCode::UNPROCESSABLE_ENTITY;
    let mut problems = Problems::none();
    let shown = match held(visit, params.one("proof"), &OPENS) {
        Some((held, _)) => Some((held.id, held.opens)),
        None => {
            let typed = params.one("code").unwrap_or_default();
            if !may_ask(visit) {
                problems.add("", Say::new("recovery-code-too-many"));
                let status = StatusCode::TOO_MANY_REQUESTS;
                return confirm_page(&member, None, status, problems).await;
            }
            match pending(&member).await? {
                Some((id, opens, _))
                    if proof::of_code(&app.db, &app.keys, id, opens, typed, now).await? =>
                {
                    Some((id, opens))
                }
                _ => None,
            }
        }
    };
    let Some(shown) = shown else {
        problems.add("code", Say::new("email-code-wrong"));
        return confirm_page(&member, None, invalid, problems).await;
    };
    let (user, actor) = (member.user.id, visit.actor());
    let (mailing, shown) = (visit.mailing(), confirmation(visit, shown));
    let done = address::confirm(&app.db, &mailing, shown, user, &actor, now).await;
    match done {
        Ok(_) => visit.tell(Say::new("email-confirmed")),
        Err(NotConfirmed::Taken(Taken::Store(error))) => return Err(error.into()),
        Err(NotConfirmed::Taken(_)) => {
            visit.tell(Say::new("email-taken"));
        }
        Err(NotConfirmed::Over) => {
            return Ok(confirm_page(&member, None, invalid, Problems::none())
                .await?
                .into_response());
        }
    }
    let mut response = see_other("/account");
    let removal = app.proof_cookie.removal();
    response.headers_mut().append(SET_COOKIE, removal);
    Ok(response)
}
