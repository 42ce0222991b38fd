//! `/account/security`: how a person signs in, and what they add to it. Every change asks for a recent sign-in by all they have (attack
//! row MF-13).

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;
use uuid::Uuid;

use super::passkey::{keep, may_make, new_form, person};
use super::second_factor::{new_totp, shown};
use crate::accounts::factors::{self, Here};
use crate::accounts::passkeys::{self, Removed};
use crate::accounts::password;
use crate::http::redirect::see_other;
use crate::identity::display_name::PersonName;
use crate::identity::factors::and_code;
use crate::identity::passkey::{Passkeys, Person, model_name, text};
use crate::identity::recovery_code;
use crate::locale::Say;
use crate::pages::account::security::{
    PasskeyPage, PasskeyRow, RecoveryCodesPage, RemoveTotpPage, RemoveWayPage, RenamePasskeyPage,
    SecurityPage, Strength, TotpPage, Trusted,
};
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::visit::{Member, RecentMember};
use crate::pages::when::Times;
use crate::pages::{respond, wrong};
use crate::protocol::acr::Level;
use crate::protocol::params::Params;
use crate::session::browser::NewSignIn;
use crate::store::StoreError;
use crate::store::factors as rows;
use crate::store::passkeys::Passkey;
use crate::store::users::User;

const SECURITY: &str = "/account/security";

async fn is_required(member: &Member) -> Result<bool, StoreError> {
    let (app, user) = (&member.visit.app, &member.user);
    Ok(app.required_in_the_end(user).await? > Level::OneFactor)
}

fn here(member: &Member) -> Here {
    Here {
        user: member.user.id,
        keep: Some(member.signed_in.id),
        device: Some(member.visit.device.clone()),
        only_first: false,
    }
}

/// A passkey as its person sees it.
fn row(passkey: &Passkey, is_last: bool, times: &Times) -> PasskeyRow {
    let model = passkey.model.and_then(model_name).map(str::to_owned);
    let (name, model) = match passkey.name.clone() {
        Some(name) => (Some(name), model),
        None => (model, None),
    };
    PasskeyRow {
        id: passkey.id.to_string(),
        name,
        model,
        synced: passkey.synced,
        backed_up: passkey.backed_up,
        added: times.ago(passkey.created_at),
        used: passkey.last_used_at.map(|at| times.ago(at)),
        is_last,
    }
}

/// What the browser is told of a person's passkeys (Web Authentication §5.1.10): which there are, and what the account is called.
fn known(on: &Passkeys, user: &User, held: &passkeys::Held) -> Option<String> {
    let Person {
        handle,
        login,
        name,
    } = person(user, held.handle?);
    let ids: Vec<_> = held
        .passkeys
        .iter()
        .map(|passkey| text(&passkey.credential_id))
        .collect();
    let known = json!({
        "rpId": on.rp_id(),
        "userId": text(&handle),
        "allAcceptedCredentialIds": ids,
        "name": login,
        "displayName": name,
    });
    Some(known.to_string())
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
    let (mut passkeys, mut known_here) = (None, None);
    let has_password = user.password_hash.is_some();
    let mut count = 0;
    if let Some(on) = &app.passkeys {
        let held = passkeys::held(&app.db, id).await?;
        count = held.passkeys.len();
        let is_last = count == 1 && !has_password;
        let shown = held.passkeys.iter();
        passkeys = Some(shown.map(|one| row(one, is_last, &times)).collect());
        known_here = known(on, user, &held);
    }
    let few = counts.recovery_codes <= recovery_code::FEW;
    let page = SecurityPage {
        ctx: &visit.ctx(),
        hidden: visit.hidden("account"),
        strength: match (count, totp.is_some()) {
            (0, false) => Strength::PasswordOnly,
            (_, true) if few => Strength::FewCodes,
            (0, true) => Strength::TwoFactors,
            (1, false) if !has_password => Strength::OnePasskey,
            _ => Strength::Passkeys,
        },
        required: is_required(&member).await?,
        password_changed: user.password_changed_at.map(|at| times.ago(at)),
        passkeys,
        known: known_here,
        removable_password: has_password && count > 0,
        totp: totp.map(|totp| {
            let used = totp.last_used_at.map(|at| times.ago(at));
            (times.ago(totp.created_at), used)
        }),
        recovery_codes: counts.recovery_codes,
        trusted: trusted.iter().map(|row| Trusted::of(row, &times)).collect(),
    };
    Ok(respond(StatusCode::OK, &page))
}

pub(crate) async fn passkey(RecentMember(member): RecentMember) -> Result<Response, PageError> {
    let nothing = Params::default();
    passkey_page(&member, &nothing, StatusCode::OK, Problems::none()).await
}

async fn passkey_page(
    member: &Member,
    params: &Params,
    status: StatusCode,
    problems: Problems,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let page = PasskeyPage {
        ctx: &visit.ctx(),
        hidden: visit.hidden("account"),
        passkey: new_form(visit, &member.user, params).await?,
        problems,
    };
    Ok(respond(status, &page))
}

pub(crate) async fn add_passkey(member: Member, Form(params): Form) -> Result<Response, PageError> {
    if !may_make(&member, &params).await? {
        let again = member.visit.login_address(None, Some("recent")).await?;
        return Ok(see_other(&again));
    }
    match keep(&member.visit, &member.user, here(&member), &params).await? {
        Ok(_) => {
            member.visit.tell(Say::new("passkey-made"));
            Ok(see_other(SECURITY))
        }
        Err(said) => {
            let mut problems = Problems::none();
            problems.add("", said);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            passkey_page(&member, &params, status, problems).await
        }
    }
}

/// The passkey of this person that an address names.
async fn named(member: &Member, id: Uuid) -> Result<(Passkey, bool), PageError> {
    let app = &member.visit.app;
    if app.passkeys.is_none() {
        return Err(PageError::not_found());
    }
    let held = passkeys::held(&app.db, member.user.id).await?.passkeys;
    let is_last = held.len() == 1 && member.user.password_hash.is_none();
    let found = held.into_iter().find(|passkey| passkey.id == id);
    found
        .map(|passkey| (passkey, is_last))
        .ok_or_else(PageError::not_found)
}

pub(crate) async fn ask_rename(member: Member, At(id): At<Uuid>) -> Result<Response, PageError> {
    let (passkey, is_last) = named(&member, id).await?;
    let name = row(&passkey, is_last, &member.visit.times()).name;
    let (status, problems) = (StatusCode::OK, Problems::none());
    let name = name.unwrap_or_default();
    Ok(rename_page(&member, id, name, status, problems))
}

fn rename_page(
    member: &Member,
    id: Uuid,
    name: String,
    status: StatusCode,
    problems: Problems,
) -> Response {
    let visit = &member.visit;
    let page = RenamePasskeyPage {
        ctx: &visit.ctx(),
        hidden: visit.hidden("account"),
        id: id.to_string(),
        name,
        problems,
    };
    respond(status, &page)
}

pub(crate) async fn rename(
    member: Member,
    At(id): At<Uuid>,
    Form(params): Form,
) -> Result<Response, PageError> {
    let (visit, user) = (&member.visit, &member.user);
    named(&member, id).await?;
    let typed = params.one("name").unwrap_or_default();
    let name = match typed.trim() {
        "" => None,
        typed => match PersonName::parse(typed) {
            Ok(name) => Some(name.into_string()),
            Err(error) => {
                let mut problems = Problems::none();
                problems.add("name", wrong::person_name(&error));
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return Ok(rename_page(&member, id, typed.to_owned(), status, problems));
            }
        },
    };
    if !passkeys::rename(&visit.app.db, id, user.id, name).await? {
        return Err(PageError::not_found());
    }
    visit.tell(Say::new("passkey-renamed"));
    Ok(see_other(SECURITY))
}

fn remove_page(member: &Member, passkey: Option<PasskeyRow>) -> Response {
    let visit = &member.visit;
    let page = RemoveWayPage {
        ctx: &visit.ctx(),
        hidden: visit.hidden("account"),
        passkey,
    };
    respond(StatusCode::OK, &page)
}

pub(crate) async fn ask_remove_passkey(
    RecentMember(member): RecentMember,
    At(id): At<Uuid>,
) -> Result<Response, PageError> {
    let (passkey, is_last) = named(&member, id).await?;
    let row = row(&passkey, is_last, &member.visit.times());
    Ok(match is_last {
        true => see_other(SECURITY),
        false => remove_page(&member, Some(row)),
    })
}

pub(crate) async fn remove_passkey(
    RecentMember(member): RecentMember,
    At(id): At<Uuid>,
    Form(_): Form,
) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    named(&member, id).await?;
    let (mailing, actor, now) = (visit.mailing(), visit.actor(), app.clock.now());
    let removed = passkeys::remove(&app.db, &mailing, here(&member), id, &actor, now).await?;
    visit.tell(Say::new(match removed {
        Removed::Unknown => return Err(PageError::not_found()),
        Removed::LastWayIn => "passkey-last",
        Removed::Done => {
            app.sessions.refresh_ended().await?;
            "passkey-removed"
        }
    }));
    Ok(see_other(SECURITY))
}

pub(crate) async fn ask_remove_password(
    RecentMember(member): RecentMember,
) -> Result<Response, PageError> {
    let has = member.user.password_hash.is_some();
    let may = has && member.visit.app.held(member.user.id).await?.passkeys > 0;
    Ok(match may {
        true => remove_page(&member, None),
        false => see_other(SECURITY),
    })
}

pub(crate) async fn remove_password(
    RecentMember(member): RecentMember,
    Form(_): Form,
) -> Result<Response, PageError> {
    let (visit, app) = (&member.visit, &member.visit.app);
    if app.held(member.user.id).await?.passkeys == 0 {
        return Ok(see_other(SECURITY));
    }
    let (mailing, actor, now) = (visit.mailing(), visit.actor(), app.clock.now());
    if password::remove(&app.db, &mailing, here(&member), &actor, now).await? {
        app.sessions.refresh_ended().await?;
        visit.tell(Say::new("password-removed"));
    }
    Ok(see_other(SECURITY))
}

pub(crate) async fn totp(RecentMember(member): RecentMember) -> Result<Response, PageError> {
    if member.visit.app.held(member.user.id).await?.totp {
        return Ok(see_other(SECURITY));
    }
    let kept = member.visit.kept().await?.unwrap_or_default();
    Ok(totp_page(&member, &kept, StatusCode::OK, Problems::none()))
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
    // The sign-in goes on as what it is now: one by this code as well.
    let renewed = NewSignIn {
        user: user.id,
        password_hash: user.password_hash.clone(),
        second: None,
        amr: and_code(&member.signed_in.amr),
        remember: member.signed_in.remember,
        device: visit.device.clone(),
        strange: false,
        failed: None,
    };
    if visit.session.sign_in(renewed).await?.is_none() {
        return Ok(see_other("/login"));
    }
    visit.tell(Say::new("totp-on"));
    let mut response = codes_page(&member, 0, codes);
    visit.welcome(user, &mut response).await?;
    Ok(response)
}

pub(crate) async fn ask_remove_totp(
    RecentMember(member): RecentMember,
) -> Result<Response, PageError> {
    let page = RemoveTotpPage {
        ctx: &member.visit.ctx(),
        hidden: member.visit.hidden("account"),
        required: is_required(&member).await?,
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
    let held = member.visit.app.held(member.user.id).await?;
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
