//! The second factor of a sign-in: a code, a recovery code, or setting one up. What was proven before travels sealed, and is held
//! against the account as it is now each time (attack rows AU-10, AU-16).

use std::time::Duration;

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::entering::{self, Entered, Proven, enter, onward, settle, wants};
use super::{deletion, passkey};
use crate::accounts::factors::{self, Here};
use crate::http::redirect::see_other;
use crate::identity::factors::{Ask, Held, Method};
use crate::identity::second_factor::{Outcome, Tried, Typed};
use crate::identity::totp::{Secret, TimeStep};
use crate::keys::{Purpose as Sealed, Travels};
use crate::locale::Say;
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::purpose::{Purpose, purpose};
use crate::pages::second_factor::{
    Asks, EnrollPage, EnrolledPage, Factor, NewTotp, SecondFactorPage,
};
use crate::pages::under_way::face;
use crate::pages::visit::Visit;
use crate::pages::when::span;
use crate::pages::{respond, try_after};
use crate::protocol::acr::Level;
use crate::protocol::ids::UserId;
use crate::protocol::params::Params;
use crate::protocol::time::Timestamp;
use crate::session::half::HalfSignIn;
use crate::store::users::User;

/// How long setting an authenticator app up may take.
const SETUP: Duration = Duration::from_mins(30);

/// Somebody half signed in, and what for.
pub(super) struct Halfway {
    half: HalfSignIn,
    pub user: User,
    pub purpose: Purpose,
}

/// Opens what the page carried. The response: back to the sign-in page, because it is over.
pub(super) async fn halfway(
    visit: &Visit,
    params: &Params,
    sent: bool,
) -> Result<Result<Halfway, Response>, PageError> {
    let mut purpose = purpose(visit, params, sent).await?;
    let text = params.one("half").unwrap_or_default();
    if let Some(half) = HalfSignIn::from_text(&visit.session, text) {
        let found = visit.app.user(half.user).await?;
        // What rests on a sign-in ends with it.
        let here = visit.person.as_ref().map(|(_, user)| user.id);
        let stands = !half.again || here == Some(half.user);
        if let Some(user) = found.filter(|user| stands && half.holds_for(user)) {
            purpose.remember = half.remember;
            return Ok(Ok(Halfway {
                half,
                user,
                purpose,
            }));
        }
    }
    Ok(Err(see_other(
        &purpose.login_address(visit, "late=1").await?,
    )))
}

/// The same for what sets a second factor up on the way in. Who has one shows it first: the password alone adds none beside it (attack
/// row MF-12). The response leads there.
pub(super) async fn to_enroll(
    visit: &Visit,
    params: &Params,
    sent: bool,
) -> Result<Result<Halfway, Response>, PageError> {
    let halfway = match halfway(visit, params, sent).await? {
        Ok(halfway) => halfway,
        Err(over) => return Ok(Err(over)),
    };
    match visit.app.held(halfway.user.id).await?.reach() {
        // An account that is to be deleted is kept first.
        Level::OneFactor if !halfway.user.is_in_use() => {
            let address = halfway.purpose.login_address(visit, "late=1").await?;
            Ok(Err(see_other(&address)))
        }
        Level::OneFactor => Ok(Ok(halfway)),
        _ => show_first(visit, &halfway).await.map(Err),
    }
}

async fn show_first(visit: &Visit, halfway: &Halfway) -> Result<Response, PageError> {
    entering::halfway(visit, &halfway.purpose, Ask::Second, &halfway.half).await
}

pub(crate) async fn totp(visit: Visit, RawQuery(raw): RawQuery) -> Result<Response, PageError> {
    show(visit, query(raw)?, Factor::Totp).await
}

pub(crate) async fn recovery(visit: Visit, RawQuery(raw): RawQuery) -> Result<Response, PageError> {
    show(visit, query(raw)?, Factor::RecoveryCode).await
}

pub(crate) async fn use_totp(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    verify(visit, params, Factor::Totp).await
}

pub(crate) async fn use_recovery(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    verify(visit, params, Factor::RecoveryCode).await
}

pub(super) async fn show(
    visit: Visit,
    params: Params,
    factor: Factor,
) -> Result<Response, PageError> {
    match halfway(&visit, &params, false).await? {
        Ok(halfway) => {
            page(
                &visit,
                &halfway,
                factor,
                StatusCode::OK,
                (false, Problems::none()),
            )
            .await
        }
        Err(over) => Ok(over),
    }
}

/// Who asks for the second factor.
async fn asks(
    visit: &Visit,
    halfway: &Halfway,
    held: Held,
    now: Timestamp,
) -> Result<Asks, PageError> {
    let Halfway {
        half,
        user,
        purpose,
    } = halfway;
    let wanted = wants(visit, purpose, user, held, now).await?;
    let required = visit.app.required_in_the_end(user).await?;
    let app = wanted.must.max(wanted.should) > Level::OneFactor && purpose.under_way.is_some();
    Ok(match (held.totp, half.again) {
        (true, false) if !wanted.trusted => Asks::Own,
        _ if required > Level::OneFactor => Asks::Operator,
        _ if app => Asks::App,
        (_, true) => Asks::Page,
        _ => Asks::Own,
    })
}

pub(super) async fn page(
    visit: &Visit,
    halfway: &Halfway,
    factor: Factor,
    status: StatusCode,
    (trusted, problems): (bool, Problems),
) -> Result<Response, PageError> {
    let (app, now) = (&visit.app, visit.app.clock.now());
    let Halfway {
        half,
        user,
        purpose,
    } = halfway;
    let held = app.held(user.id).await?;
    let text = half.to_text(&visit.session);
    let extra = format!("half={text}");
    let wanted = wants(visit, purpose, user, held, now).await?;
    let only_passkey = wanted.must.min(held.could_reach(wanted.most)) > Level::TwoFactors;
    let mut others = Vec::new();
    for (other, there) in [
        (Factor::Passkey, held.passkeys > 0),
        (Factor::Totp, held.totp && !only_passkey),
        (
            Factor::RecoveryCode,
            held.recovery_codes > 0 && !only_passkey,
        ),
    ] {
        if there && other != factor {
            let address = purpose.address(visit, other.path(), &extra).await?;
            others.push((other, address));
        }
    }
    let passkey = match factor {
        Factor::Passkey => passkey::form(visit, Some(user.id)).await?,
        Factor::Totp | Factor::RecoveryCode => None,
    };
    let trust = may_trust(visit, halfway, factor).await?;
    let way = purpose.on_the_way(visit).await?;
    let page = SecondFactorPage {
        ctx: &visit.ctx(),
        hidden: way.hidden,
        half: text,
        factor,
        asks: asks(visit, halfway, held, now).await?,
        app: way.app,
        name: app.brand.operator.clone(),
        passkey,
        others,
        another_account: purpose.login_address(visit, "another=1").await?,
        trust: trust.map(span),
        trusted,
        problems,
        form_target: way.form_target,
    };
    Ok(respond(status, &page))
}

/// For how long this browser may be trusted: where that spares its person anything. Where a second factor is required of them, it would not.
async fn may_trust(
    visit: &Visit,
    halfway: &Halfway,
    factor: Factor,
) -> Result<Option<Duration>, PageError> {
    let lifetime = visit.app.settings.second_factor.trust;
    if factor != Factor::Totp || halfway.half.again || lifetime.is_zero() {
        return Ok(None);
    }
    let required = visit.app.required_in_the_end(&halfway.user).await?;
    Ok((required == Level::OneFactor).then_some(lifetime))
}

async fn verify(visit: Visit, params: Params, factor: Factor) -> Result<Response, PageError> {
    let halfway = match halfway(&visit, &params, true).await? {
        Ok(halfway) => halfway,
        Err(over) => return Ok(over),
    };
    let (app, now) = (&visit.app, visit.app.clock.now());
    let typed = params.one(factor.field()).unwrap_or_default();
    let trust =
        params.one("trust").is_some() && may_trust(&visit, &halfway, factor).await?.is_some();
    let (mut problems, mut status) = (Problems::none(), StatusCode::UNPROCESSABLE_ENTITY);
    if typed.trim().is_empty() {
        problems.add(factor.field(), Say::new("second-factor-empty"));
        return page(&visit, &halfway, factor, status, (trust, problems)).await;
    }
    let (typed, method) = match factor {
        Factor::RecoveryCode => (Typed::RecoveryCode(typed), Method::RecoveryCode),
        Factor::Totp | Factor::Passkey => (Typed::Totp(typed), Method::Totp),
    };
    let tried = Tried {
        user: &halfway.user,
        typed,
        address: visit.address.0,
        device: visit.known_device.as_ref(),
    };
    let mut pause = None;
    let message = match app.second_factors.check(&tried, now).await? {
        Outcome::Right(spent) if halfway.user.deletes_at.is_some() => {
            let Halfway { user, purpose, .. } = halfway;
            let actor = visit.session.actor(user.id);
            return match factors::use_up(&app.db, user.id, spent, &actor, now).await? {
                true => deletion::ask_keep(&visit, purpose, &user, method).await,
                false => Ok(see_other(&purpose.login_address(&visit, "late=1").await?)),
            };
        }
        Outcome::Right(spent) => {
            let proven = Proven {
                methods: &[Method::Password, method],
                spent: Some(spent),
                told: false,
            };
            let Halfway { user, purpose, .. } = &halfway;
            match enter(&visit, purpose, user, proven, now).await? {
                Entered::In => {
                    warn_of_few(&visit, factor, user.id).await?;
                    let Halfway { user, purpose, .. } = halfway;
                    return onward(&visit, purpose, &user, trust, now).await;
                }
                Entered::Halfway(response) => return Ok(response),
                Entered::Not => Say::new("second-factor-used"),
            }
        }
        Outcome::Used => Say::new("second-factor-used"),
        Outcome::Wrong { warn } => {
            metrics::counter!("lanyard_sign_ins_total", "outcome" => "wrong-factor").increment(1);
            app.sign_in.failures.count(Some(halfway.user.id), now);
            if warn {
                let (user, device) = (halfway.user.id, visit.device.clone());
                let (mailing, actor) = (visit.mailing(), visit.session.somebody());
                factors::warn(&app.db, &mailing, user, device, &actor, now).await?;
            }
            Say::new(match method {
                Method::RecoveryCode => "second-factor-recovery-wrong",
                _ => "second-factor-wrong",
            })
        }
        Outcome::SlowDown { retry_after } => {
            metrics::counter!("lanyard_sign_ins_total", "outcome" => "slowed").increment(1);
            status = StatusCode::TOO_MANY_REQUESTS;
            pause = Some(retry_after);
            Say::new("password-slowed").saying("wait", span(retry_after))
        }
        Outcome::Busy { retry_after } => return Err(PageError::busy(retry_after)),
    };
    problems.add(factor.field(), message);
    let page = page(&visit, &halfway, factor, status, (trust, problems)).await?;
    Ok(match pause {
        Some(pause) => try_after(pause, page),
        None => page,
    })
}

/// Tells whoever used a recovery code how many are left.
async fn warn_of_few(visit: &Visit, factor: Factor, user: UserId) -> Result<(), PageError> {
    if factor == Factor::RecoveryCode {
        let left = visit.app.held(user).await?.recovery_codes;
        let said = Say::new("second-factor-codes-left").count("codes", left);
        visit.session.tell(Some(user), visit.words().text(&said));
    }
    Ok(())
}

/// The secret of an authenticator app that is being turned on, in the form that asks for its first code.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Draft {
    #[serde(rename = "b")]
    browser: [u8; 16],
    #[serde(rename = "u")]
    user: UserId,
    #[serde(rename = "s")]
    secret: Vec<u8>,
}

impl Travels for Draft {
    const PURPOSE: Sealed = Sealed::NewTotp;
    const VERSION: u8 = 1;
}

/// What a page shows of it: the secret that `params` carry, if they carry one of this person's and browser's, or a new one.
pub(super) fn new_totp(visit: &Visit, user: &User, params: &Params) -> NewTotp {
    let secret = drafted(visit, user, params).unwrap_or_else(Secret::random);
    let draft = Draft {
        browser: visit.session.browser().fingerprint(),
        user: user.id,
        secret: secret.bytes().to_vec(),
    };
    let account = user.email.as_deref().unwrap_or(&user.login);
    let app = &visit.app;
    NewTotp {
        drawing: secret.drawn(&app.brand.operator, account),
        groups: secret.in_groups().to_string(),
        sealed: app.keys.seal(app.clock.now().plus(SETUP), &draft),
    }
}

/// The secret that a form carried, and the step whose code was typed beside it; none when the code is not its.
pub(super) fn shown(visit: &Visit, user: &User, params: &Params) -> Option<(Secret, TimeStep)> {
    let secret = drafted(visit, user, params)?;
    let typed = params.one("code").unwrap_or_default();
    let step = secret.step_of(typed, visit.app.clock.now())?;
    Some((secret, step))
}

fn drafted(visit: &Visit, user: &User, params: &Params) -> Option<Secret> {
    let app = &visit.app;
    let opened = app
        .keys
        .open::<Draft>(params.one("sealed_secret")?, app.clock.now());
    let draft = opened.ok()?.value;
    let ours = draft.browser == visit.session.browser().fingerprint() && draft.user == user.id;
    Secret::from_bytes(&draft.secret).filter(|_| ours)
}

pub(crate) async fn enroll(visit: Visit, RawQuery(raw): RawQuery) -> Result<Response, PageError> {
    let params = query(raw)?;
    match to_enroll(&visit, &params, false).await? {
        Ok(halfway) => {
            let (status, problems) = (StatusCode::OK, Problems::none());
            enroll_page(&visit, &halfway, &params, status, problems).await
        }
        Err(over) => Ok(over),
    }
}

pub(super) async fn enroll_page(
    visit: &Visit,
    halfway: &Halfway,
    params: &Params,
    status: StatusCode,
    problems: Problems,
) -> Result<Response, PageError> {
    let now = visit.app.clock.now();
    let Halfway {
        half,
        user,
        purpose,
    } = halfway;
    let held = visit.app.held(user.id).await?;
    let way = purpose.on_the_way(visit).await?;
    let wanted = wants(visit, purpose, user, held, now).await?;
    let only_passkey = wanted.must.min(wanted.most) > Level::TwoFactors;
    let passkey = match visit.app.passkeys {
        Some(_) => Some(passkey::new_form(visit, user, params).await?),
        None => None,
    };
    // Whoever is signed in without, and may be, goes on without for now.
    let asked = match half.again && wanted.must == Level::OneFactor {
        true => factors::asked(&visit.app.db, user.id).await?,
        false => None,
    };
    let later = match asked {
        Some(asked) => {
            let until = asked.plus(visit.app.settings.second_factor.grace);
            let until = visit.times_of(Some(user)).exactly(until);
            Some((purpose.onward(visit).await?, until))
        }
        None => None,
    };
    let page = EnrollPage {
        later,
        ctx: &visit.ctx(),
        hidden: way.hidden,
        half: half.to_text(&visit.session),
        asks: asks(visit, halfway, held, now).await?,
        app: way.app,
        passkey,
        totp: (!only_passkey).then(|| new_totp(visit, user, params)),
        another_account: purpose.login_address(visit, "another=1").await?,
        problems,
        form_target: way.form_target,
    };
    Ok(respond(status, &page))
}

/// Turns the app on whose code was typed, signs its person in with both factors, and shows the recovery codes.
pub(crate) async fn enrolled(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    let halfway = match to_enroll(&visit, &params, true).await? {
        Ok(halfway) => halfway,
        Err(over) => return Ok(over),
    };
    let (app, now) = (&visit.app, visit.app.clock.now());
    let Some((secret, step)) = shown(&visit, &halfway.user, &params) else {
        let mut problems = Problems::none();
        problems.add("code", Say::new("totp-wrong"));
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return enroll_page(&visit, &halfway, &params, status, problems).await;
    };
    let user = &halfway.user;
    let keep = visit.person.as_ref().filter(|(_, one)| one.id == user.id);
    let here = Here {
        user: user.id,
        keep: keep.map(|(signed_in, _)| signed_in.id),
        device: Some(visit.device.clone()),
        only_first: true,
    };
    let (mailing, actor) = (visit.mailing(), visit.session.actor(user.id));
    let by = (&app.keys, &mailing);
    let turned = factors::turn_totp_on(&app.db, by, here, (&secret, step), &actor, now).await?;
    let Some(codes) = turned else {
        // Another tab was first: what it made is asked for.
        return show_first(&visit, &halfway).await;
    };
    app.sessions.refresh_ended().await?;
    let mut purpose = halfway.purpose;
    let Some(user) = app.user(user.id).await? else {
        return Ok(see_other("/login"));
    };
    let proven = Proven {
        methods: &[Method::Password, Method::Totp],
        spent: None,
        told: true,
    };
    match enter(&visit, &purpose, &user, proven, now).await? {
        Entered::In => {}
        Entered::Halfway(response) => return Ok(response),
        Entered::Not => return Ok(see_other("/login")),
    }
    settle(&visit, &mut purpose, &user, now).await?;
    let face = purpose
        .under_way
        .as_ref()
        .map(|under_way| face(&under_way.client));
    let page = EnrolledPage {
        ctx: &visit.ctx(),
        codes,
        onward: purpose.onward(&visit).await?,
        app: face,
    };
    let mut response = respond(StatusCode::OK, &page);
    visit.welcome(&user, &mut response).await?;
    Ok(response)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::keys::kept_tests::opens_as;

    #[test]
    fn apps_that_are_being_turned_on_of_former_versions_open() {
        let draft = Draft {
            browser: [3; 16],
            user: UserId(Uuid::from_u128(7)),
            secret: vec![5; 20],
        };
        opens_as("new-totp", &draft);
    }
}
