//! `/account/security`: how a person signs in, and what they add to it. Every change asks for a recent sign-in by all they have (attack
//! row MF-13).

use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::second_factor::{new_totp, shown};
use crate::accounts::factors::{self, Here};
use crate::http::redirect::see_other;
use crate::identity::factors::{Method, amr};
use crate::identity::recovery_code;
use crate::locale::{Say, device};
use crate::pages::account::security::{
    RecoveryCodesPage, RemoveTotpPage, SecurityPage, Strength, TotpPage, Trusted,
};
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::respond;
use crate::pages::visit::{Member, RecentMember};
use crate::protocol::acr::Level;
use crate::protocol::params::Params;
use crate::session::browser::NewSignIn;
use crate::store::factors as rows;

const SECURITY: &str = "/account/security";

fn is_required(member: &Member) -> bool {
    let settings = &member.visit.app.settings.second_factor;
    settings.required_of(member.user.admin) > Level::OneFactor
}

fn here(member: &Member) -> Here {
    Here {
        user: member.user.id,
        keep: Some(member.signed_in.id),
        device: Some(member.visit.device.clone()),
    }
}

pub(crate) async fn show(member: Member) -> Result<Response, PageError> {
    let (visit, user) = (&member.visit, &member.user);
    let (app, times, id) = (&visit.app, visit.times(), user.id);
    let now = times.now();
    let job = app.db.read(move |c| {
        Box::pin(async move {
            let totp = rows::totp(c, id).await?;
            let counts = rows::counts(c, id).await?;
            Ok((totp, counts, rows::trusted_of(c, id, now).await?))
        })
    });
    let (totp, counts, trusted) = job.await?;
    let few = counts.recovery_codes <= recovery_code::FEW;
    let page = SecurityPage {
        ctx: &visit.ctx(),
        hidden: visit.hidden("account"),
        strength: match totp.is_some() {
            false => Strength::PasswordOnly,
            true if few => Strength::FewCodes,
            true => Strength::TwoFactors,
        },
        required: is_required(&member),
        password_changed: user.password_changed_at.map(|at| times.ago(at)),
        totp: totp.map(|totp| {
            let used = totp.last_used_at.map(|at| times.ago(at));
            (times.ago(totp.created_at), used)
        }),
        recovery_codes: counts.recovery_codes,
        trusted: trusted
            .into_iter()
            .map(|browser| Trusted {
                id: browser.id.to_string(),
                name: device(&browser.device),
                used: times.ago(browser.used_at),
                until: times.exactly(browser.expires_at),
            })
            .collect(),
    };
    Ok(respond(StatusCode::OK, &page))
}

pub(crate) async fn totp(RecentMember(member): RecentMember) -> Result<Response, PageError> {
    if factors::held(&member.visit.app.db, member.user.id)
        .await?
        .totp
    {
        return Ok(see_other(SECURITY));
    }
    let none = Problems::none();
    Ok(totp_page(&member, &Params::default(), StatusCode::OK, none))
}

fn totp_page(member: &Member, params: &Params, status: StatusCode, problems: Problems) -> Response {
    let visit = &member.visit;
    let page = TotpPage {
        ctx: &visit.ctx(),
        hidden: visit.hidden("account"),
        totp: new_totp(visit, &member.user, params),
        problems,
    };
    respond(status, &page)
}

pub(crate) async fn turn_totp_on(
    RecentMember(member): RecentMember,
    Form(params): Form,
) -> Result<Response, PageError> {
    let (visit, user) = (&member.visit, &member.user);
    let (app, now) = (&visit.app, visit.app.clock.now());
    let Some((secret, step)) = shown(visit, user, &params) else {
        let mut problems = Problems::none();
        problems.add("code", Say::new("totp-wrong"));
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(totp_page(&member, &params, status, problems));
    };
    let (mailing, actor) = (visit.mailing(), visit.actor());
    let by = (&app.keys, &mailing);
    let code = (&secret, step);
    let turned = factors::turn_totp_on(&app.db, by, here(&member), code, &actor, now).await?;
    let Some(codes) = turned else {
        return Ok(see_other(SECURITY));
    };
    app.sessions.refresh_ended().await?;
    // The sign-in goes on as what it is now: one by both factors.
    let renewed = NewSignIn {
        user: user.id,
        password_hash: user.password_hash.clone(),
        second: None,
        amr: amr(&[Method::Password, Method::Totp]),
        remember: member.signed_in.remember,
        device: visit.device.clone(),
        strange: false,
        failed: None,
    };
    if visit.session.sign_in(renewed).await?.is_none() {
        return Ok(see_other("/login"));
    }
    visit.tell(Say::new("totp-on"));
    Ok(codes_page(&member, 0, codes))
}

pub(crate) async fn ask_remove_totp(
    RecentMember(member): RecentMember,
) -> Result<Response, PageError> {
    let page = RemoveTotpPage {
        ctx: &member.visit.ctx(),
        hidden: member.visit.hidden("account"),
        required: is_required(&member),
    };
    Ok(respond(StatusCode::OK, &page))
}

pub(crate) async fn remove_totp(
    RecentMember(member): RecentMember,
    Form(_): Form,
) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    let (mailing, actor, now) = (visit.mailing(), visit.actor(), app.clock.now());
    if factors::turn_totp_off(&app.db, &mailing, here(&member), &actor, now).await? {
        app.sessions.refresh_ended().await?;
        visit.tell(Say::new("totp-off"));
    }
    Ok(see_other(SECURITY))
}

fn codes_page(member: &Member, left: i64, codes: Vec<String>) -> Response {
    let visit = &member.visit;
    let page = RecoveryCodesPage {
        ctx: &visit.ctx(),
        hidden: visit.hidden("account"),
        left,
        codes,
    };
    respond(StatusCode::OK, &page)
}

pub(crate) async fn ask_codes(RecentMember(member): RecentMember) -> Result<Response, PageError> {
    let held = factors::held(&member.visit.app.db, member.user.id).await?;
    Ok(match held.totp {
        true => codes_page(&member, held.recovery_codes, Vec::new()),
        false => see_other(SECURITY),
    })
}

pub(crate) async fn make_codes(
    RecentMember(member): RecentMember,
    Form(_): Form,
) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    let (mailing, actor, now) = (visit.mailing(), visit.actor(), app.clock.now());
    let made = factors::new_recovery_codes(&app.db, &mailing, here(&member), &actor, now).await?;
    Ok(match made {
        Some(codes) => codes_page(&member, 0, codes),
        None => see_other(SECURITY),
    })
}

/// Where a browser that is forgotten is asked for without its form.
pub(crate) async fn back(_: Member) -> Response {
    see_other(SECURITY)
}

pub(crate) async fn forget(
    member: Member,
    At(id): At<Uuid>,
    Form(_): Form,
) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    let (actor, now) = (visit.actor(), app.clock.now());
    let gone = factors::distrust(&app.db, Some(id), member.user.id, &actor, now).await?;
    if !gone {
        return Err(PageError::not_found());
    }
    visit.tell(Say::new("security-forgotten"));
    Ok(see_other(SECURITY))
}
