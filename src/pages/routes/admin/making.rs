//! New accounts, invitations, another address.

use axum::http::StatusCode;
use axum::response::Response;

use super::people::{covered, row};
use super::{Steward, named};
use crate::accounts::joining::{self, Invite, NotInvited};
use crate::accounts::make::{self, New, Taken};
use crate::accounts::profile::{self, NotChanged};
use crate::config::SignUp;
use crate::http::redirect::see_other;
use crate::identity::display_name::PersonName;
use crate::identity::email::EmailAddress;
use crate::identity::login_name::LoginName;
use crate::locale::Say;
use crate::pages::admin::people::PersonRow;
use crate::pages::admin::person::{Form as Which, PersonFormPage};
use crate::pages::admin::task::LinkPage;
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::routes::email::undoing;
use crate::pages::visit::Member;
use crate::pages::{respond, wrong};
use crate::protocol::ids::UserId;
use crate::protocol::params::Params;
use crate::store::users::User;

/// The form with what was typed.
fn page(
    member: &Member,
    (form, person): (Which, Option<PersonRow>),
    typed: &Params,
    problems: Problems,
) -> Response {
    let value = |(name, ..): &(&str, _, _)| typed.one(name).unwrap_or_default().to_owned();
    let status = problems.status();
    let mail = member.visit.app.settings.mail.is_on();
    let page = PersonFormPage {
        ctx: &member.visit.ctx(),
        hidden: member.visit.hidden("admin"),
        form,
        person,
        values: form.fields().iter().map(value).collect(),
        ticked: typed.one("tick").is_some() || form == Which::Invite && problems.is_empty() && mail,
        can_tick: form != Which::Invite || mail,
        problems,
    };
    respond(status, &page)
}

/// The address that was typed.
fn address(params: &Params, problems: &mut Problems) -> Option<EmailAddress> {
    let parsed = EmailAddress::parse(params.one("email").unwrap_or_default());
    parsed
        .map_err(|error| problems.add("email", wrong::email(error)))
        .ok()
}

pub(crate) async fn ask_new(Steward(member): Steward) -> Result<Response, PageError> {
    let kept = member.visit.kept().await?.unwrap_or_default();
    Ok(page(&member, (Which::New, None), &kept, Problems::none()))
}

pub(crate) async fn make(
    Steward(member): Steward,
    Form(params): Form,
) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    let mut problems = Problems::none();
    let login = LoginName::parse(params.one("login").unwrap_or_default());
    if login.is_err() {
        problems.add("login", Say::new("admin-login-wrong"));
    }
    let email = address(&params, &mut problems);
    let name = PersonName::exactly(params.one("name").unwrap_or_default());
    if let Err(error) = &name {
        problems.add("name", wrong::person_name(error));
    }
    let (Ok(login), Some(email), Ok(name)) = (login, email, name) else {
        return Ok(page(&member, (Which::New, None), &params, problems));
    };
    let now = app.clock.now();
    let new = New {
        login: login.as_str().to_owned(),
        email,
        email_verified: params.one("tick").is_some(),
        name: name.into_string(),
    };
    let user = new.account(now);
    match make::make(&app.db, &user, &visit.actor(), now).await {
        Ok(()) => {}
        Err(Taken::NotAllowed) => return Err(PageError::not_found()),
        Err(Taken::Store(error)) => return Err(error.into()),
        Err(taken) => {
            let field = match taken {
                Taken::Email => "email",
                _ => "login",
            };
            problems.add(field, Say::new("admin-taken"));
            return Ok(page(&member, (Which::New, None), &params, problems));
        }
    }
    visit.tell(Say::new("admin-new-done").with("name", &user.name));
    Ok(see_other(&format!("/admin/people/{}", user.id)))
}

pub(crate) async fn ask_invite(Steward(member): Steward) -> Result<Response, PageError> {
    invites(&member)?;
    let kept = member.visit.kept().await?.unwrap_or_default();
    Ok(page(
        &member,
        (Which::Invite, None),
        &kept,
        Problems::none(),
    ))
}

/// Where nobody makes an account by themselves, nobody is invited to.
fn invites(member: &Member) -> Result<(), PageError> {
    match member.visit.app.settings.sign_up {
        SignUp::Closed => Err(PageError::not_found()),
        _ => Ok(()),
    }
}

pub(crate) async fn invite(
    Steward(member): Steward,
    Form(params): Form,
) -> Result<Response, PageError> {
    invites(&member)?;
    let (visit, app) = (&member.visit, &member.visit.app);
    let mut problems = Problems::none();
    let email = address(&params, &mut problems);
    let groups = params.one("groups").unwrap_or_default();
    let groups = named::several_groups(app, groups).await?;
    if let Err(unknown) = &groups {
        problems.add(
            "groups",
            Say::new("claims-for-unknown").with("group", unknown),
        );
    }
    let (Some(email), Ok(groups)) = (email, groups) else {
        return Ok(page(&member, (Which::Invite, None), &params, problems));
    };
    let by_letter = params.one("tick").is_some();
    let invite = Invite {
        email: email.clone(),
        lifetime: app.settings.proofs.invitation,
        link: app.url("/sign-up?invitation="),
        by: Some(member.user.name.clone()),
        by_letter,
        groups: groups.into_iter().map(|group| group.id).collect(),
    };
    let (letters, actor, now) = (
        (&app.keys, &visit.mailing()),
        visit.actor(),
        app.clock.now(),
    );
    let why = match joining::invite(&app.db, letters, invite, &actor, now).await {
        Ok(_) if by_letter => {
            visit.tell(Say::new("admin-invite-sent").with("email", email.as_str()));
            return Ok(see_other("/admin/people"));
        }
        Ok(invited) => {
            let page = LinkPage {
                ctx: &visit.ctx(),
                whose: email.into_string(),
                url: invited.url,
                until: visit.times().exactly(invited.until),
                back: "/admin/people".to_owned(),
            };
            return Ok(respond(StatusCode::OK, &page));
        }
        Err(NotInvited::There) => "admin-taken",
        Err(NotInvited::TooMany) => "admin-invite-too-many",
        Err(NotInvited::NoLetters) => "admin-send-reset-not",
        Err(NotInvited::NotAllowed) => return Err(PageError::not_found()),
        Err(NotInvited::Store(error)) => return Err(error.into()),
    };
    problems.add("email", Say::new(why));
    Ok(page(&member, (Which::Invite, None), &params, problems))
}

/// The person whose address it is, unless they may do more than whoever asks.
async fn whose(member: &Member, id: UserId) -> Result<(User, PersonRow), PageError> {
    let (user, roles) = covered(member, id).await?;
    let row = row(&user, roles, &member.visit.times());
    Ok((user, row))
}

pub(crate) async fn ask_email(
    Steward(member): Steward,
    At(id): At<UserId>,
) -> Result<Response, PageError> {
    let (user, row) = whose(&member, id).await?;
    let typed = match member.visit.kept().await? {
        Some(kept) => kept,
        None => {
            let mut now = vec![("email".to_owned(), user.email.unwrap_or_default())];
            if user.email_verified {
                now.push(("tick".to_owned(), "1".to_owned()));
            }
            Params::from_pairs(now)
        }
    };
    let form = (Which::Email, Some(row));
    Ok(page(&member, form, &typed, Problems::none()))
}

pub(crate) async fn set_email(
    Steward(member): Steward,
    At(id): At<UserId>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    let (before, row) = whose(&member, id).await?;
    let mut problems = Problems::none();
    let form = (Which::Email, Some(row));
    let Some(email) = address(&params, &mut problems) else {
        return Ok(page(&member, form, &params, problems));
    };
    let user = User {
        email: Some(email.into_string()),
        email_verified: params.one("tick").is_some(),
        ..before.clone()
    };
    let (actor, now) = (visit.actor(), app.clock.now());
    let letters = (&visit.mailing(), &undoing(visit));
    match profile::change(&app.db, letters, &before, &user, &actor, now).await {
        Ok(()) => {}
        Err(NotChanged::Taken(Taken::Store(error))) => return Err(error.into()),
        Err(NotChanged::Taken(_)) => {
            problems.add("email", Say::new("admin-taken"));
            return Ok(page(&member, form, &params, problems));
        }
        Err(_) => return Err(PageError::not_found()),
    }
    visit.tell(Say::new("admin-saved").with("name", &user.name));
    Ok(see_other(&format!("/admin/people/{id}")))
}
