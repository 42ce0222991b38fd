//! Signing in with a password. The answer is recorded in the request under way, and `/authorize` decides what comes next.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::entering::{Entered, Proven, asks_next, enter, halfway, onward};
use super::recovery::forgot_address;
use super::{choose_account, deletion, passkey};
use crate::authorization::decide::{Decision, Page};
use crate::authorization::facts::UnderWay;
use crate::authorization::flow::Restarted;
use crate::config::SignUp;
use crate::http::redirect::see_other;
use crate::identity::factors::{Ask, Method};
use crate::identity::login_name::canonical;
use crate::identity::sign_in::{Outcome, Tried};
use crate::locale::Say;
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::login::{LoginPage, Reason, empty, slowed, wrong};
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::purpose::{OnTheWay, Purpose, purpose};
use crate::pages::under_way::next;
use crate::pages::visit::{LOST, Visit, is_recent};
use crate::pages::when::span;
use crate::pages::{respond, try_after};
use crate::protocol::interaction::SignInReason;
use crate::protocol::params::Params;
use crate::session::accounts::Others;
use crate::session::half::HalfSignIn;
use crate::session::refused::RefusedSignIn;
use crate::session::{Over, SignedIn};
use crate::store::users::User;

/// What there is to ask.
enum Question {
    /// Nothing: the browser goes on.
    Nothing,
    /// Which of the people this browser knows.
    Who(choose_account::Choice),
    /// A password, with the name that is known.
    Password(String, Reason),
    /// A second factor, of who is signed in with the first.
    Second(Ask),
}

pub(crate) async fn show(visit: Visit, RawQuery(raw): RawQuery) -> Result<Response, PageError> {
    let params = query(raw)?;
    let mut purpose = purpose(&visit, &params, false).await?;
    let refused = params.one("refused");
    if let Some(refused) = refused.and_then(|text| RefusedSignIn::from_text(&visit.session, text)) {
        let over = |(signed_in, _): &(SignedIn, User)| refused.is_over(signed_in);
        if visit.person.as_ref().is_some_and(over) {
            return Ok(see_other(&purpose.onward(&visit).await?));
        }
        purpose.remember = refused.remember;
        return say_refused(&visit, purpose, refused.login, refused.no_password).await;
    }
    match question(&visit, &purpose, &params).await? {
        Question::Nothing => Ok(see_other(&purpose.onward(&visit).await?)),
        Question::Second(ask) => match &visit.person {
            Some((signed_in, user)) => {
                let half = HalfSignIn::new(&visit.session, user, signed_in.remember, true);
                halfway(&visit, &purpose, ask, &half).await
            }
            None => Ok(see_other("/login")),
        },
        Question::Who(choice) => choose_account::ask(&visit, &purpose, choice).await,
        Question::Password(login, reason) => {
            let (status, problems) = (StatusCode::OK, Problems::none());
            page(&visit, purpose, status, login, reason, problems).await
        }
    }
}

async fn question(
    visit: &Visit,
    purpose: &Purpose,
    params: &Params,
) -> Result<Question, PageError> {
    let under_way = purpose.under_way.as_ref();
    let reason = match under_way {
        Some(UnderWay {
            restarted: Some(Restarted::Late),
            ..
        }) => Reason::Expired,
        Some(UnderWay {
            restarted: Some(Restarted::Elsewhere),
            ..
        }) => Reason::Because(Say::new("reason-elsewhere")),
        _ => because(visit, params),
    };
    // Somebody was chosen already: theirs is the name, when this browser knows them.
    if let Some(chosen) = params.one("as") {
        let people = choose_account::people(visit).await?;
        let chosen = people.iter().find(|one| one.user.id.to_string() == chosen);
        let login = chosen.map(|one| one.user.login.clone());
        return Ok(Question::Password(login.unwrap_or_default(), reason));
    }
    if params.one("another").is_some() {
        return Ok(Question::Password(String::new(), reason));
    }
    let choose = params.one("choose").is_some();
    let asked = match under_way {
        // Somebody may have signed in in another tab meanwhile; then there is nothing to ask here.
        Some(under_way) => match next(&visit.app, &visit.session, under_way).await? {
            Decision::Show(Page::SignIn(reason)) => reason,
            _ if choose => SignInReason::ChooseAccount,
            _ => return Ok(Question::Nothing),
        },
        None if visit.person.is_none() => SignInReason::NotSignedIn,
        None if choose => SignInReason::ChooseAccount,
        None if params.one("why") == Some("recent") => SignInReason::Asked,
        None => return Ok(Question::Nothing),
    };
    if let (Some(person), false) = (&visit.person, choose)
        && let Some(ask) = only_second(visit, purpose, person, asked).await?
    {
        return Ok(Question::Second(ask));
    }
    if let (Some((_, user)), false) = (&visit.person, choose)
        && matches!(
            asked,
            SignInReason::Asked | SignInReason::TooOld | SignInReason::TooWeak(_)
        )
    {
        // Whoever is here need not prove themselves when the app means somebody else.
        let hint = under_way.and_then(|under_way| under_way.flow.request.wish.login_hint.clone());
        let meant = hint.as_deref().and_then(canonical);
        if let (Some(hint), Some(false)) = (hint, meant.map(|name| user.answers_to(&name))) {
            return Ok(Question::Password(hint, reason));
        }
        let reason = confirming(visit, purpose, user).await?;
        return Ok(Question::Password(user.login.clone(), reason));
    }
    let mut choice = choose_account::Choice {
        people: choose_account::people(visit).await?,
        wanted: choose || asked == SignInReason::ChooseAccount,
        reason,
    };
    let Some(under_way) = under_way else {
        return Ok(choice.or_password(visit, String::new(), choose));
    };
    let wish = &under_way.flow.request.wish;
    choice.wanted |= wish.prompt.select_account;
    if asked == SignInReason::SomebodyElse {
        choice.only(|user| wish.may_be(user.id, &user.sub()));
    }
    let hint = wish.login_hint.clone().unwrap_or_default();
    if let Some(name) = canonical(&hint) {
        let signed_in = choice.put_first(&name);
        if signed_in.is_none_or(|signed_in| !signed_in) && asked == SignInReason::NotSignedIn {
            // Whoever the app means has to give a password anyway.
            return Ok(Question::Password(hint, choice.reason));
        }
    }
    Ok(choice.or_password(visit, hint, choose))
}

/// What is asked of who is signed in with their password and is to prove more, or, for a page of ours, the strongest they can. The
/// password, which this browser's session stands for, is not asked for again.
async fn only_second(
    visit: &Visit,
    purpose: &Purpose,
    (signed_in, user): &(SignedIn, User),
    asked: SignInReason,
) -> Result<Option<Ask>, PageError> {
    let more = match asked {
        SignInReason::TooWeak(_) => true,
        SignInReason::Asked => purpose.under_way.is_none(),
        _ => false,
    };
    if !more || !signed_in.amr.iter().any(|method| method == "pwd") {
        return Ok(None);
    }
    let now = visit.app.clock.now();
    Ok(
        match asks_next(visit, purpose, user, &[Method::Password], now).await? {
            ask @ (Ask::Second | Ask::Passkey) => Some(ask),
            // A session alone, which may be somebody's who found the browser open, makes no second factor (attack row MF-13).
            Ask::Enrol if is_recent(signed_in, now) => Some(Ask::Enrol),
            Ask::Enrol | Ask::First | Ask::Done => None,
        },
    )
}

/// Whoever is signed in is asked to prove it once more, or may go on as somebody else.
async fn confirming(visit: &Visit, purpose: &Purpose, user: &User) -> Result<Reason, PageError> {
    let another = match visit.session.others(Some(user.id)) {
        Others::None => "another=1",
        _ => "choose=1",
    };
    let another_account = purpose.login_address(visit, another).await?;
    Ok(Reason::Confirm { another_account })
}

impl choose_account::Choice {
    /// A choice among nobody, or between oneself and somebody unknown, is none: then the password of `login` is asked for.
    fn or_password(self, visit: &Visit, login: String, other: bool) -> Question {
        let own = visit.person.as_ref().map(|(_, user)| user.id);
        let only_oneself = self.people.iter().all(|one| Some(one.user.id) == own);
        if self.people.is_empty() || (other && only_oneself) {
            Question::Password(login, self.reason)
        } else {
            Question::Who(self)
        }
    }
}

/// Why somebody who was signed in here sees the sign-in page, as the page that sent them says.
fn because(visit: &Visit, params: &Params) -> Reason {
    let why = match params.one("why") {
        // A form was sent by a browser that had no sign-in of ours any more.
        Some(LOST) => Some(Say::new("reason-cookies-gone")),
        Some(code) => Over::from_code(code).map(|over| ended(visit, over)),
        None => None,
    };
    // A half-filled form was not kept (attack row PF-10).
    let why = why.or_else(|| params.one("late").map(|_| Say::new("second-factor-late")));
    let lost = params.one("lost").map(|_| Say::new("reason-too-long"));
    match (why, lost) {
        (Some(why), Some(lost)) => Reason::Because(
            Say::new("sentences")
                .saying("first", why)
                .saying("second", lost),
        ),
        (Some(one), None) | (None, Some(one)) => Reason::Because(one),
        (None, None) => Reason::Arrived,
    }
}

fn ended(visit: &Visit, over: Over) -> Say {
    let limits = visit.app.sessions.limits();
    let passed = |length| Say::new("reason-age").saying("time", span(length));
    match over {
        Over::Idle => Say::new("reason-idle").saying("time", span(limits.idle)),
        Over::Age => passed(limits.absolute),
        Over::KeptAge => passed(limits.remembered),
        Over::Ended => Say::new("reason-ended"),
        Over::Unproven => Say::new("reason-device"),
        Over::Unbound => Say::new("reason-not-bound"),
        Over::Future | Over::Unreadable => Say::new("reason-unreadable"),
    }
}

/// Sends the browser to the page that says so, with what was typed but the password.
async fn refused(
    visit: &Visit,
    purpose: Purpose,
    login: String,
    no_password: bool,
) -> Result<Response, PageError> {
    let before = visit.person.as_ref().map(|(signed_in, _)| signed_in);
    let (session, remember) = (&visit.session, purpose.remember);
    let text = RefusedSignIn::new(session, &login, no_password, remember, before)
        .map(|refused| refused.to_text(session));
    match text {
        Some(text) => {
            let extra = format!("refused={text}");
            Ok(see_other(&purpose.login_address(visit, &extra).await?))
        }
        None => say_refused(visit, purpose, login, no_password).await,
    }
}

/// The form again, and nothing said about what was wrong.
async fn say_refused(
    visit: &Visit,
    purpose: Purpose,
    login: String,
    no_password: bool,
) -> Result<Response, PageError> {
    let problems = match (login.is_empty(), no_password) {
        (false, false) => wrong(),
        (no_login, no_password) => empty(no_login, no_password),
    };
    let name = canonical(&login);
    let own = visit.person.as_ref().map(|(_, user)| user);
    let reason = match own.filter(|user| name.is_some_and(|name| user.answers_to(&name))) {
        Some(user) => confirming(visit, &purpose, user).await?,
        None => Reason::Arrived,
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    page(visit, purpose, status, login, reason, problems).await
}

pub(crate) async fn sign_in(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    let purpose = purpose(&visit, &params, true).await?;
    let login = params.one("login").unwrap_or_default().to_owned();
    let password = params.one("password").unwrap_or_default();
    if login.is_empty() || password.is_empty() {
        return refused(&visit, purpose, login, password.is_empty()).await;
    }
    let now = visit.app.clock.now();
    let tried = Tried {
        login: &login,
        password,
        address: visit.address.0,
        device: visit.known_device.as_ref(),
        signed_in: visit
            .person
            .as_ref()
            .map(|(signed_in, user)| (user.id, signed_in.id)),
    };
    match visit.app.sign_in.verify_password(&tried, now).await? {
        Outcome::Ok(user) => match enter(&visit, &purpose, &user, Proven::PASSWORD, now).await? {
            Entered::In => onward(&visit, purpose, &user, false, now).await,
            Entered::Halfway(response) => Ok(response),
            Entered::Not => {
                count_wrong(&visit);
                refused(&visit, purpose, login, false).await
            }
        },
        Outcome::Leaving(user) => deletion::ask_second(&visit, purpose, &user, now).await,
        Outcome::Wrong => {
            count_wrong(&visit);
            refused(&visit, purpose, login, false).await
        }
        Outcome::SlowDown { retry_after } => {
            metrics::counter!("lanyard_sign_ins_total", "outcome" => "slowed").increment(1);
            let (letters, operator) = (visit.app.mailing.is_on(), &visit.app.brand.operator);
            let problems = slowed(retry_after, letters, operator);
            let page = page(
                &visit,
                purpose,
                StatusCode::TOO_MANY_REQUESTS,
                login,
                Reason::Arrived,
                problems,
            )
            .await?;
            Ok(try_after(retry_after, page))
        }
        Outcome::Busy { retry_after } => Err(PageError::busy(retry_after)),
    }
}

/// The form again, and what became of the passkey that was shown. `tried`: it was looked at, and what is told to the browser of it if it
/// is not known here.
pub(super) async fn say_no_passkey(
    visit: &Visit,
    purpose: Purpose,
    said: Say,
    tried: Option<Option<String>>,
) -> Result<Response, PageError> {
    let mut problems = Problems::none();
    problems.add("", said);
    let (reason, login) = match &visit.person {
        Some((_, user)) if purpose.return_to.is_some() => {
            let reason = confirming(visit, &purpose, user).await?;
            (reason, user.login.clone())
        }
        // Whom an app asks to prove it once more is asked so again.
        Some(_) if purpose.under_way.is_some() => {
            match question(visit, &purpose, &Params::default()).await? {
                Question::Password(login, reason) => (reason, login),
                _ => (Reason::Arrived, String::new()),
            }
        }
        _ => (Reason::Arrived, String::new()),
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let shown = (problems, tried);
    page_with(visit, purpose, status, login, reason, shown).await
}

fn count_wrong(visit: &Visit) {
    metrics::counter!("lanyard_sign_ins_total", "outcome" => "wrong").increment(1);
    tracing::info!(address = %visit.address.0, "sign-in refused");
}

async fn page(
    visit: &Visit,
    purpose: Purpose,
    status: StatusCode,
    login: String,
    reason: Reason,
    problems: Problems,
) -> Result<Response, PageError> {
    page_with(visit, purpose, status, login, reason, (problems, None)).await
}

/// `refused`: a passkey was just refused, and what the browser is told of it if it is not known here.
async fn page_with(
    visit: &Visit,
    purpose: Purpose,
    status: StatusCode,
    login: String,
    reason: Reason,
    (problems, refused): (Problems, Option<Option<String>>),
) -> Result<Response, PageError> {
    let ctx = visit.ctx();
    let OnTheWay {
        hidden,
        app,
        form_target,
    } = purpose.on_the_way(visit).await?;
    let sign_up = (visit.app.settings.sign_up == SignUp::Open).then(|| match &hidden.flow {
        Some(flow) => format!("/sign-up?flow={flow}"),
        None => "/sign-up".to_owned(),
    });
    let forgot = forgot_address(visit).map(|path| match &hidden.flow {
        Some(flow) => format!("{path}?flow={flow}"),
        None => path,
    });
    let again = match (&reason, &visit.person) {
        (Reason::Confirm { .. }, Some((_, user))) => Some((
            user.name.clone(),
            user.email.clone().unwrap_or_else(|| user.login.clone()),
        )),
        _ => None,
    };
    let confirmed = match (&again, &visit.person) {
        (Some(_), Some((_, user))) => Some(user),
        _ => None,
    };
    let mut passkey = passkey::form(visit, confirmed.map(|user| user.id)).await?;
    let tried = refused.is_some();
    if let Some(form) = &mut passkey {
        form.unknown = refused.flatten();
    }
    let no_password = confirmed.is_some_and(|user| user.password_hash.is_none());
    // Whoever proves it once more stays signed in for as long as before.
    let kept = again.is_some() && visit.person.as_ref().is_some_and(|(one, _)| one.remember);
    let stays = match (&visit.person, &reason) {
        (Some((_, user)), Reason::Arrived | Reason::Because(_)) if user.login != login => {
            Some(user.name.clone())
        }
        _ => None,
    };
    Ok(respond(
        status,
        &LoginPage {
            ctx: &ctx,
            hidden,
            app,
            login,
            remember: purpose.remember || kept,
            again,
            stays,
            reason,
            problems,
            no_password: no_password && passkey.is_some(),
            passkey,
            tried,
            forgot,
            sign_up,
            form_target,
        },
    ))
}
