//! Deleting one's account, and keeping it after all.

use axum::http::StatusCode;
use axum::response::Response;

use super::account::connected;
use super::entering::{Entered, Proven, asks_next, enter, halfway, onward};
use crate::accounts::administrators::{NotEnded, is_last};
use crate::accounts::leaving;
use crate::http::redirect::see_other;
use crate::identity::factors::{Ask, Method};
use crate::identity::keep_account::{KEEP_LIFETIME, KeepAccount};
use crate::locale::Say;
use crate::pages::account::delete::{DeleteAccountPage, KeepAccountPage};
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::purpose::{Purpose, purpose};
use crate::pages::respond;
use crate::pages::visit::{Member, RecentMember, Visit};
use crate::pages::when::span;
use crate::protocol::time::Timestamp;
use crate::session::accounts::SignOut;
use crate::session::half::HalfSignIn;
use crate::store::clients;
use crate::store::users::User;

/// What a person calls their account.
fn named(user: &User) -> &str {
    user.email.as_deref().unwrap_or(&user.login)
}

pub(crate) async fn ask(RecentMember(member): RecentMember) -> Result<Response, PageError> {
    let kept = member.visit.kept().await?.unwrap_or_default();
    let typed = kept.one("confirm").unwrap_or_default().to_owned();
    page(&member, StatusCode::OK, typed, Problems::none()).await
}

async fn page(
    member: &Member,
    status: StatusCode,
    typed: String,
    problems: Problems,
) -> Result<Response, PageError> {
    let (visit, user, app) = (&member.visit, &member.user, &member.visit.app);
    let (ctx, times, id) = (visit.ctx(), visit.times(), user.id);
    let now = times.now();
    let job = app.db.read(move |c| {
        Box::pin(async move { Ok((clients::count_of_owner(c, id).await?, is_last(c, id).await?)) })
    });
    let (owned, last_administrator) = job.await?;
    let grace = app.settings.accounts.deletion_grace;
    let page = DeleteAccountPage {
        ctx: &ctx,
        hidden: visit.hidden("account"),
        named: named(user).to_owned(),
        grace: span(grace),
        until: times.exactly(now.plus(grace)),
        connected: connected(visit, id, now).await?.len(),
        owned,
        last_administrator,
        typed,
        problems,
    };
    Ok(respond(status, &page))
}

/// Ends every sign-in at once; the account goes after the days in which it can be kept (attack rows AD-06, AD-09).
pub(crate) async fn delete(
    RecentMember(member): RecentMember,
    Form(params): Form,
) -> Result<Response, PageError> {
    let (visit, user, app) = (&member.visit, &member.user, &member.visit.app);
    let typed = params.one("confirm").unwrap_or_default().trim().to_owned();
    if !typed.eq_ignore_ascii_case(named(user)) {
        let mut problems = Problems::none();
        let wrong = Say::new("delete-confirm-wrong").with("account", named(user));
        problems.add("confirm", wrong);
        return page(&member, StatusCode::UNPROCESSABLE_ENTITY, typed, problems).await;
    }
    let times = visit.times();
    let now = times.now();
    let until = now.plus(app.settings.accounts.deletion_grace);
    let actor = visit.actor();
    let left = leaving::leave(&app.db, &visit.mailing(), user.id, until, &actor, now).await;
    let until = match left {
        Ok(until) => until.unwrap_or(now),
        Err(NotEnded::LastAdministrator) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return page(&member, status, typed, Problems::none()).await;
        }
        Err(refused @ NotEnded::NotAllowed) => return Err(PageError::server("deletion", &refused)),
        Err(NotEnded::Store(error)) => return Err(error.into()),
    };
    app.sessions.refresh_ended().await?;
    visit
        .session
        .sign_out(SignOut::One(member.signed_in.id), None)
        .await?;
    let until = times.exactly(until).text;
    let begun = Say::new("delete-begun").saying("when", until);
    visit.session.tell(None, visit.words().text(&begun));
    Ok(see_other("/logged-out"))
}

/// Somebody has the right password of an account that is to be deleted: it is asked for what comes beside the password there (attack
/// row MF-12), and then whether to keep it.
pub(super) async fn ask_second(
    visit: &Visit,
    purpose: Purpose,
    user: &User,
    now: Timestamp,
) -> Result<Response, PageError> {
    match asks_next(visit, &purpose, user, &[Method::Password], now).await? {
        ask @ (Ask::Second | Ask::Passkey) => {
            let half = HalfSignIn::new(&visit.session, user, purpose.remember, false);
            halfway(visit, &purpose, ask, &half).await
        }
        Ask::First | Ask::Enrol | Ask::Done => {
            ask_keep(visit, purpose, user, Method::Password).await
        }
    }
}

/// Asks who has the right password or passkey whether to keep the account: the sign-in alone, which a password manager may do, undoes nothing.
pub(super) async fn ask_keep(
    visit: &Visit,
    purpose: Purpose,
    user: &User,
    method: Method,
) -> Result<Response, PageError> {
    let (app, ctx) = (&visit.app, visit.ctx());
    let times = visit.times_of(Some(user));
    let now = times.now();
    let way = purpose.on_the_way(visit).await?;
    let keep = KeepAccount {
        browser: visit.session.browser().fingerprint(),
        user: user.id,
        epoch: user.epoch,
        synced: match method {
            Method::Passkey { synced } => Some(synced),
            _ => None,
        },
        code: matches!(method, Method::Totp | Method::RecoveryCode),
    };
    let page = KeepAccountPage {
        ctx: &ctx,
        hidden: way.hidden,
        keep: app.keys.seal(now.plus(KEEP_LIFETIME), &keep),
        remember: purpose.remember,
        named: named(user).to_owned(),
        until: times.exactly(user.deletes_at.unwrap_or(now)),
        app: way.app,
        form_target: way.form_target,
    };
    Ok(respond(StatusCode::OK, &page))
}

/// `/login/keep` without its form: the sign-in asks again.
pub(crate) async fn back() -> Response {
    see_other("/login")
}

/// Keeps the account and signs its person in.
pub(crate) async fn keep(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    let purpose = purpose(&visit, &params, true).await?;
    let (app, now) = (&visit.app, visit.app.clock.now());
    let opened = app
        .keys
        .open::<KeepAccount>(params.one("keep").unwrap_or_default(), now);
    let here = visit.session.browser().fingerprint();
    let Some(keep) = opened
        .ok()
        .map(|opened| opened.value)
        .filter(|keep| keep.browser == here)
    else {
        return Ok(see_other(&purpose.login_address(&visit, "").await?));
    };
    let methods = keep.methods();
    let before = app.user(keep.user).await?;
    let enough = match &before {
        Some(user) => matches!(
            asks_next(&visit, &purpose, user, &methods, now).await?,
            Ask::Done | Ask::Enrol
        ),
        None => false,
    };
    let actor = visit.session.actor(keep.user);
    // Not kept: kept before, gone, or another password was chosen or a second factor made meanwhile.
    if !enough || !leaving::stay(&app.db, keep.user, Some(keep.epoch), &actor, now).await? {
        return Ok(see_other(&purpose.login_address(&visit, "").await?));
    }
    let id = keep.user;
    let Some(user) = app.user(id).await? else {
        return Err(PageError::not_found());
    };
    let kept = visit.words().text(&Say::new("delete-kept"));
    visit.session.tell(Some(id), kept);
    let proven = Proven {
        methods: &methods,
        spent: None,
        told: false,
    };
    match enter(&visit, &purpose, &user, proven, now).await? {
        Entered::In => onward(&visit, purpose, &user, false, now).await,
        Entered::Halfway(response) => Ok(response),
        Entered::Not => Ok(see_other(&purpose.login_address(&visit, "").await?)),
    }
}
