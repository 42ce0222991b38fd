//! What is done for a person: asked for on a page, then done by the act that commands call as well.

use axum::extract::MatchedPath;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::Steward;
use super::people::{covered, row};
use crate::accounts::administrators::NotEnded;
use crate::accounts::factors::{self, Cleared};
use crate::accounts::reset::Asked;
use crate::accounts::{ending, leaving, reset, state};
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::admin::task::{LinkPage, Task, TaskPage};
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::respond;
use crate::pages::visit::Member;
use crate::pages::when::span;
use crate::protocol::ids::UserId;
use crate::protocol::roles::Roles;
use crate::store::users::User;

/// What became of it.
pub(super) enum Outcome {
    /// It is done, or was so before: what to say.
    Done(Say),
    /// It is not: why.
    Refused(Say),
    /// It is, and there is something to show.
    Page(Response),
}

/// The task of an address of the router: `/admin/people/{id}/disable`.
fn task(path: &MatchedPath) -> Result<Task, PageError> {
    let code = path.as_str().rsplit('/').next().unwrap_or_default();
    let task = Task::ALL.into_iter().find(|task| task.code() == code);
    task.ok_or_else(PageError::not_found)
}

pub(crate) async fn ask(
    Steward(member): Steward,
    path: MatchedPath,
    At(id): At<UserId>,
) -> Result<Response, PageError> {
    let person = covered(&member, id).await?;
    Ok(page(&member, task(&path)?, &person, StatusCode::OK, None))
}

fn page(
    member: &Member,
    task: Task,
    (user, roles): &(User, Roles),
    status: StatusCode,
    refused: Option<Say>,
) -> Response {
    let visit = &member.visit;
    let effect = match task {
        Task::Delete => {
            let grace = span(visit.app.settings.accounts.deletion_grace);
            task.effect().saying("time", grace)
        }
        task => task.effect(),
    };
    let page = TaskPage {
        ctx: &visit.ctx(),
        hidden: visit.hidden("admin"),
        person: row(user, *roles, &visit.times()),
        task,
        effect,
        refused,
    };
    respond(status, &page)
}

pub(crate) async fn run(
    Steward(member): Steward,
    path: MatchedPath,
    At(id): At<UserId>,
    Form(_): Form,
) -> Result<Response, PageError> {
    let task = task(&path)?;
    let person = covered(&member, id).await?;
    match perform(&member, task, &person.0).await? {
        Outcome::Done(said) => {
            member.visit.tell(said);
            Ok(see_other(&format!("/admin/people/{id}")))
        }
        Outcome::Refused(why) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(page(&member, task, &person, status, Some(why)))
        }
        Outcome::Page(page) => Ok(page),
    }
}

/// Does it. What a role does not allow is not there: the act asks for it once more, in its transaction.
pub(super) async fn perform(
    member: &Member,
    task: Task,
    user: &User,
) -> Result<Outcome, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    let (id, actor, now) = (user.id, visit.actor(), app.clock.now());
    let done = match task {
        Task::Disable => ended(state::disable(&app.db, id, &actor, now).await.map(drop))?,
        Task::Enable => {
            state::enable(&app.db, id, &actor, now).await?;
            Ok(())
        }
        Task::SignOut => {
            ending::everywhere(&app.db, id, &actor, now).await?;
            Ok(())
        }
        Task::SendReset => {
            let asked = Asked {
                login: user.login.clone(),
                id: Uuid::now_v7(),
                lifetime: app.settings.proofs.reset,
                link: app.url("/login/reset?token="),
            };
            let letters = (&app.keys, &visit.mailing());
            match reset::send(&app.db, letters, id, asked, &actor, now).await? {
                true => Ok(()),
                false => Err(Say::new("admin-send-reset-not")),
            }
        }
        Task::PrintReset => return print(member, user).await,
        Task::RemoveFactors => {
            match factors::clear(&app.db, &visit.mailing(), id, &actor, now).await? {
                Cleared::Gone | Cleared::None => Ok(()),
                Cleared::PasskeysStay => Err(Say::new("admin-remove-factors-not")),
            }
        }
        Task::Delete => {
            let until = now.plus(app.settings.accounts.deletion_grace);
            let mailing = visit.mailing();
            let left = leaving::leave(&app.db, &mailing, id, until, &actor, now).await;
            ended(left.map(drop))?
        }
        Task::Keep => {
            leaving::stay(&app.db, id, None, &actor, now).await?;
            Ok(())
        }
    };
    app.sessions.refresh_ended().await?;
    let done_for = || {
        Say::new("admin-done")
            .saying("what", task.name())
            .with("name", &user.name)
    };
    Ok(match done {
        Ok(()) => Outcome::Done(done_for()),
        Err(why) => Outcome::Refused(why),
    })
}

/// The last administrator stays: that is said. What one may not do is not there.
fn ended(done: Result<(), NotEnded>) -> Result<Result<(), Say>, PageError> {
    match done {
        Ok(()) => Ok(Ok(())),
        Err(NotEnded::LastAdministrator) => Ok(Err(Say::new("admin-last-administrator"))),
        Err(NotEnded::NotAllowed) => Err(PageError::not_found()),
        Err(NotEnded::Store(error)) => Err(error.into()),
    }
}

/// The link is on the page that answers, and nowhere else.
async fn print(member: &Member, user: &User) -> Result<Outcome, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    let (actor, now) = (visit.actor(), app.clock.now());
    let lifetime = app.settings.proofs.reset;
    let given = reset::link(&app.db, &app.keys, user.id, lifetime, &actor, now).await?;
    let Some(given) = given else {
        return Ok(Outcome::Refused(Say::new("admin-print-reset-not")));
    };
    let page = LinkPage {
        ctx: &visit.ctx(),
        whose: user.name.clone(),
        url: app.url(&format!("/login/reset?token={}", given.secret)),
        until: visit.times().exactly(given.until),
        back: format!("/admin/people/{}", user.id),
    };
    Ok(Outcome::Page(respond(StatusCode::OK, &page)))
}
