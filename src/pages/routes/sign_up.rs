//! Creating an account: open to everybody, to the invited, or to nobody.

use std::time::Duration;

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use zeroize::Zeroizing;

use super::email::asked;
use crate::accounts::address;
use crate::accounts::make::{New, Taken, make};
use crate::authorization::facts::UnderWay;
use crate::config::SignUp;
use crate::http::redirect::see_other;
use crate::identity::attempts::{Attempt, NotNow, Waiting};
use crate::identity::display_name::PersonName;
use crate::identity::email::EmailAddress;
use crate::identity::invitation::Invitation;
use crate::identity::password::{PasswordError, Share};
use crate::identity::password_policy::Context;
use crate::locale::Say;
use crate::network::Network;
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::respond;
use crate::pages::sign_up::{SignUpClosedPage, SignUpPage};
use crate::pages::under_way::{face, under_way};
use crate::pages::visit::Visit;
use crate::pages::when::{When, span};
use crate::pages::wrong;
use crate::protocol::params::{Limits, Params};
use crate::protocol::time::Timestamp;
use crate::session::browser::NewSignIn;
use crate::store::users::User;

/// `ready`, and that characters of the typed name were left out, if so: nothing is without a word (attack row UN-08).
pub(super) fn with_left_out(ready: Say, name: &str) -> Say {
    match PersonName::exactly(name) {
        Ok(_) => ready,
        Err(_) => Say::new("sentences")
            .saying("first", ready)
            .saying("second", Say::new(LEFT_OUT)),
    }
}

const LEFT_OUT: &str = "sign-up-left-out";

/// What a visitor may do here.
enum Door {
    Open,
    /// Until when, and the text of the link.
    Invited(Invitation, Timestamp, String),
    Closed,
}

fn door(visit: &Visit, params: &Params) -> Door {
    let text = params.one("invitation");
    let invitation = text.and_then(|text| {
        let opened = visit.app.keys.open(text, visit.app.clock.now()).ok()?;
        Some((opened.value, opened.expires_at, text.to_owned()))
    });
    match (visit.app.settings.sign_up, invitation) {
        (SignUp::Closed, _) => Door::Closed,
        (_, Some((invitation, until, text))) => Door::Invited(invitation, until, text),
        (SignUp::Open, None) => Door::Open,
        (SignUp::Invited, None) => Door::Closed,
    }
}

async fn flow(visit: &Visit, params: &Params) -> Result<Option<UnderWay>, PageError> {
    match params.one("flow") {
        Some(text) => Ok(Some(under_way(visit, text).await?)),
        None => Ok(None),
    }
}

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let params = Params::parse(query.unwrap_or_default().as_bytes(), Limits::QUERY)
        .map_err(|error| PageError::bad_form(&error))?;
    let flow = flow(&visit, &params).await?;
    let door = door(&visit, &params);
    // A link fills nothing in (attack row FI-15).
    let typed = Params::default();
    page(
        &visit,
        &door,
        flow,
        StatusCode::OK,
        &typed,
        Problems::none(),
    )
    .await
}

pub(crate) async fn create(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    let flow = flow(&visit, &params).await?;
    let door = door(&visit, &params);
    if matches!(door, Door::Closed) {
        return page(
            &visit,
            &door,
            flow,
            StatusCode::FORBIDDEN,
            &params,
            Problems::none(),
        )
        .await;
    }
    let now = visit.app.clock.now();
    let attempt = match begin(&visit, Making::Account, now).await {
        Ok(attempt) => attempt,
        Err(NotNow::Store(error)) => return Err(error.into()),
        Err(NotNow::InLine(_) | NotNow::Busy) => {
            return Err(PageError::busy(Duration::from_secs(1)));
        }
        Err(NotNow::SlowDown { slow, .. }) => {
            let mut problems = Problems::none();
            let slowed = Say::new("sign-up-slowed").saying("wait", span(slow.wait(now)));
            problems.add("", slowed);
            let status = StatusCode::TOO_MANY_REQUESTS;
            return page(&visit, &door, flow, status, &params, problems).await;
        }
    };
    let typed = match &door {
        Door::Invited(invitation, ..) => invitation.email.as_str(),
        _ => params.one("email").unwrap_or_default(),
    };
    let mut problems = Problems::none();
    let Some(newcomer) = newcomer(&visit, &params, typed, &mut problems) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return page(&visit, &door, flow, status, &params, problems).await;
    };
    attempt.failed(&visit.app.db, now).await?;
    // Whoever follows an invitation read the mail it came with.
    let email_verified = matches!(door, Door::Invited(..));
    let user = newcomer.account(&visit, email_verified, now).await?;
    let actor = visit.session.actor(user.id);
    match make(&visit.app.db, &user, &actor, now).await {
        Ok(()) => {}
        Err(Taken::Login | Taken::Email) => {
            problems.add("email", Say::new("sign-up-taken"));
            return page(
                &visit,
                &door,
                flow,
                StatusCode::UNPROCESSABLE_ENTITY,
                &params,
                problems,
            )
            .await;
        }
        Err(Taken::Store(error)) => return Err(error.into()),
    }
    metrics::counter!("lanyard_sign_ups_total").increment(1);
    if !signs_in(&visit, &user).await? {
        return Ok(see_other("/login"));
    }
    let unconfirmed = visit.app.mailing.is_on() && !user.email_verified;
    if unconfirmed {
        let (asked, letters) = (
            asked(&visit, user.id, None),
            (&visit.app.keys, &visit.app.mailing),
        );
        address::ask(&visit.app.db, letters, asked, &actor, now).await?;
    }
    let typed = params.one("name").unwrap_or_default();
    let target = match flow {
        Some(mut under_way) => {
            under_way.flow.answers.signed_in_at = Some(now);
            under_way.flow.answers.account = Some(user.id);
            if PersonName::exactly(typed).is_err() {
                let said = visit.words().text(&Say::new(LEFT_OUT));
                visit.session.tell(Some(user.id), said);
            }
            under_way.onward(&visit).await?
        }
        None => {
            let ready = with_left_out(Say::new("sign-up-ready"), typed);
            visit
                .session
                .tell(Some(user.id), visit.words().text(&ready));
            match unconfirmed {
                true => "/account/email/confirm".to_owned(),
                false => "/account".to_owned(),
            }
        }
    };
    let mut response = see_other(&target);
    visit.welcome(&user, &mut response).await?;
    Ok(response)
}

/// Signs in whoever was just made, with the password they chose. `false`: something else came between.
pub(super) async fn signs_in(visit: &Visit, user: &User) -> Result<bool, PageError> {
    let new = NewSignIn {
        user: user.id,
        password_hash: user.password_hash.clone(),
        amr: vec!["pwd".to_owned()],
        remember: false,
        device: visit.device.clone(),
        strange: false,
        failed: None,
    };
    Ok(visit.session.sign_in(new).await?.is_some())
}

/// What somebody wants to make.
#[derive(Clone, Copy)]
pub(super) enum Making {
    Account,
    Administrator,
}

/// Asks whether another account may be made from this address (attack rows AU-06, AU-12): each costs as much as a sign-in. For an
/// administrator, whether another setup code may be tried.
pub(super) async fn begin(
    visit: &Visit,
    making: Making,
    now: Timestamp,
) -> Result<Attempt, NotNow> {
    let mut waiting = Waiting::default();
    loop {
        let asked = {
            let mut reader = visit.app.db.reader().await?;
            let (attempts, network) = (&visit.app.sign_in.attempts, Network::of(visit.address.0));
            match making {
                Making::Account => attempts.at_sign_up(&mut reader.conn(), network, now).await,
                Making::Administrator => attempts.at_setup(&mut reader.conn(), network, now).await,
            }
        };
        match asked {
            Err(NotNow::InLine(line)) => waiting.in_line(line).await?,
            begun => return begun,
        }
    }
}

/// Who is to have an account: name, address and password are by the rules.
pub(super) struct Newcomer {
    name: PersonName,
    email: EmailAddress,
    password: Zeroizing<String>,
}

/// Checks everything at once and notes what is wrong; somebody when nothing is.
pub(super) fn newcomer(
    visit: &Visit,
    params: &Params,
    email: &str,
    problems: &mut Problems,
) -> Option<Newcomer> {
    let name = PersonName::parse(params.one("name").unwrap_or_default());
    if let Err(error) = &name {
        problems.add("name", wrong::person_name(error));
    }
    let email = EmailAddress::parse(email);
    if let Err(error) = &email {
        problems.add("email", wrong::email(*error));
    }
    let password = params.one("password").unwrap_or_default();
    let context = Context {
        login: email.as_ref().map(EmailAddress::as_str).unwrap_or_default(),
        email: email.as_ref().map(EmailAddress::as_str).unwrap_or_default(),
        issuer_host: &visit.app.brand.host,
    };
    let weak = visit.app.password_policy.check(password, &context);
    if let Err(weakness) = &weak {
        problems.add("password", wrong::password(*weakness));
    }
    weak.ok()?;
    Some(Newcomer {
        name: name.ok()?,
        email: email.ok()?,
        password: Zeroizing::new(password.to_owned()),
    })
}

impl Newcomer {
    /// Their account; its password takes its time.
    pub(super) async fn account(
        self,
        visit: &Visit,
        email_verified: bool,
        now: Timestamp,
    ) -> Result<User, PageError> {
        let share = Share::Stranger(Network::of(visit.address.0));
        let hash = match visit.app.passwords.hash(&self.password, share).await {
            Ok(hash) => hash,
            Err(PasswordError::Busy { retry_after }) => return Err(PageError::busy(retry_after)),
            Err(error) => return Err(PageError::server("password", &error)),
        };
        let new = New {
            login: self.email.as_str().to_owned(),
            email_verified,
            email: self.email,
            name: self.name.into_string(),
        };
        Ok(User {
            password_hash: Some(hash),
            password_changed_at: Some(now),
            ..new.account(now)
        })
    }
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
    let (invited, email) = match door {
        Door::Closed => {
            let by_invitation = visit.app.settings.sign_up == SignUp::Invited;
            let status = if status == StatusCode::OK {
                StatusCode::OK
            } else {
                StatusCode::FORBIDDEN
            };
            return Ok(respond(
                status,
                &SignUpClosedPage {
                    ctx: &ctx,
                    by_invitation,
                    sign_in,
                },
            ));
        }
        Door::Invited(invitation, until, text) => {
            hidden.invitation = Some(text.clone());
            (Some(When::exactly(*until)), invitation.email.clone())
        }
        Door::Open => (None, params.one("email").unwrap_or_default().to_owned()),
    };
    let page = SignUpPage {
        ctx: &ctx,
        hidden,
        app,
        name: params.one("name").unwrap_or_default().to_owned(),
        email,
        invited,
        min_length: visit.app.settings.password.min_length,
        problems,
        sign_in,
        form_target,
    };
    Ok(respond(status, &page))
}
