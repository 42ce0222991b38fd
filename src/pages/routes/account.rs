//! The account: what is known of the person, the password, and the apps that may use it.

use axum::http::StatusCode;
use axum::response::Response;

use super::picture;
use crate::accounts::access::{self, Connected};
use crate::accounts::password::{Change, change};
use crate::http::redirect::see_other;
use crate::identity::password::{PasswordError, Share};
use crate::identity::password_policy::Context;
use crate::identity::sign_in::{Outcome, Tried};
use crate::locale::{Say, device};
use crate::pages::account::connected_apps::{ConnectedApp, ConnectedAppsPage, RemoveAccessPage};
use crate::pages::account::password::PasswordPage;
use crate::pages::account::profile::ProfilePage;
use crate::pages::consent::scope_title;
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::At;
use crate::pages::under_way::face;
use crate::pages::visit::{Member, RecentMember, Visit};
use crate::pages::when::span;
use crate::pages::{AppFace, respond, wrong};
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::scope::ScopeSet;
use crate::protocol::time::Timestamp;
use crate::session::browser::NewSignIn;
use crate::store::StoreError;

/// Where password managers look (W3C change-password-url).
pub(crate) async fn change_password_address() -> Response {
    let mut response = see_other("/account/security/password");
    *response.status_mut() = StatusCode::FOUND;
    response
}

pub(crate) async fn profile(member: Member) -> Result<Response, PageError> {
    let Member {
        visit,
        signed_in,
        user,
    } = member;
    let (ctx, times) = (visit.ctx(), visit.times());
    let claims = user.claims();
    let further = [
        ("profile-given-name", claims.given_name),
        ("profile-family-name", claims.family_name),
        ("profile-nickname", claims.nickname),
        ("profile-birthday", claims.birthdate),
        ("profile-website", claims.website),
        ("profile-phone", claims.phone_number),
        (
            "profile-address",
            claims.address.and_then(|address| address.one_line()),
        ),
        ("profile-locale", claims.locale),
        ("profile-zone", claims.zoneinfo),
    ];
    let page = ProfilePage {
        ctx: &ctx,
        name: user.name.clone(),
        login: user.login.clone(),
        picture: picture::of(&visit, &user),
        email: user.email.clone().map(|email| (email, user.email_verified)),
        confirm: visit.app.mailing.is_on().then(|| visit.hidden("account")),
        claims: further
            .into_iter()
            .filter_map(|(label, value)| Some((label, value?)))
            .collect(),
        password_changed: user.password_changed_at.map(|at| times.ago(at)),
        signed_in: times.ago(signed_in.auth_time),
        device: device(&visit.device),
    };
    Ok(respond(StatusCode::OK, &page))
}

pub(crate) async fn password(RecentMember(member): RecentMember) -> Result<Response, PageError> {
    Ok(password_page(&member, StatusCode::OK, Problems::none()))
}

fn password_page(member: &Member, status: StatusCode, problems: Problems) -> Response {
    let (ctx, times) = (member.visit.ctx(), member.visit.times());
    let page = PasswordPage {
        ctx: &ctx,
        hidden: member.visit.hidden("account"),
        login: member.user.login.clone(),
        min_length: member.visit.app.settings.password.min_length,
        changed: member.user.password_changed_at.map(|at| times.ago(at)),
        has_one: member.user.password_hash.is_some(),
        problems,
    };
    respond(status, &page)
}

/// Changing the password takes the old one, ends every other sign-in and every grant, and renews this session
/// (attack rows AU-20, SS-05).
pub(crate) async fn change_password(
    RecentMember(member): RecentMember,
    Form(params): Form,
) -> Result<Response, PageError> {
    let app = &member.visit.app;
    let (user, now) = (&member.user, app.clock.now());
    let mut problems = Problems::none();
    let tried = Tried {
        login: &user.login,
        password: params.one("current_password").unwrap_or_default(),
        address: member.visit.address.0,
        device: member.visit.known_device.as_ref(),
        signed_in: Some((user.id, member.signed_in.id)),
    };
    let mut verified = None;
    // Who has none just proved with a passkey who they are.
    let has_one = user.password_hash.is_some();
    if !has_one {
    } else if tried.password.is_empty() {
        problems.add("current_password", Say::new("password-current-missing"));
    } else {
        match app.sign_in.verify_password(&tried, now).await? {
            Outcome::Ok(user) => verified = user.password_hash,
            Outcome::Wrong | Outcome::Leaving(_) => {
                problems.add("current_password", Say::new("password-current-wrong"))
            }
            Outcome::SlowDown { retry_after } => {
                let slowed = Say::new("password-slowed");
                problems.add("current_password", slowed.saying("wait", span(retry_after)));
            }
            Outcome::Busy { retry_after } => return Err(PageError::busy(retry_after)),
        }
    }
    let new = params.one("password").unwrap_or_default();
    let context = Context {
        login: &user.login,
        email: user.email.as_deref().unwrap_or_default(),
        issuer_host: &app.brand.host,
        operator: &app.brand.operator,
    };
    if let Err(weakness) = app.password_policy.check(new, &context) {
        problems.add("password", wrong::password(weakness));
    }
    let (true, true) = (verified.is_some() || !has_one, problems.is_empty()) else {
        return Ok(password_page(
            &member,
            StatusCode::UNPROCESSABLE_ENTITY,
            problems,
        ));
    };
    let hash = match app.passwords.hash(new, Share::Person(user.id)).await {
        Ok(hash) => hash,
        Err(PasswordError::Busy { retry_after }) => return Err(PageError::busy(retry_after)),
        Err(error) => return Err(PageError::server("password", &error)),
    };
    let id = user.id;
    let stored = hash.clone();
    let wanted = Change {
        user: id,
        keep: member.signed_in.id,
        verified,
        hash,
        device: member.visit.device.clone(),
    };
    let (mailing, actor) = (member.visit.mailing(), member.visit.actor());
    if !change(&app.db, &mailing, wanted, &actor, now).await? {
        tracing::warn!(user = %id, "a change of the password came too late");
        return Ok(see_other("/login"));
    }
    app.sessions.refresh_ended().await?;
    let renewed = NewSignIn {
        user: id,
        password_hash: Some(stored),
        // As strong as the sign-in that it goes on with.
        second: None,
        amr: member.signed_in.amr.clone(),
        remember: member.signed_in.remember,
        device: member.visit.device.clone(),
        strange: false,
        failed: None,
    };
    if member.visit.session.sign_in(renewed).await?.is_none() {
        return Ok(see_other("/login"));
    }
    member.visit.tell(Say::new("password-changed"));
    let mut response = see_other("/account");
    // The browser stays a known one: what was known before the change is known no more.
    let mut user = user.clone();
    user.epoch += 1;
    member.visit.welcome(&user, &mut response).await?;
    Ok(response)
}

fn allows(scope: &ScopeSet) -> Vec<Say> {
    let titles = scope.iter().filter(|scope| *scope != "openid");
    let titles: Vec<_> = titles.map(scope_title).collect();
    if titles.is_empty() {
        vec![scope_title("openid")]
    } else {
        titles
    }
}

/// The same in sentences: "Can see your name and profile and your e-mail address. Keeps access while you are away."
fn may(scope: &ScopeSet) -> Vec<Say> {
    let (mut sees, mut uses, mut stays) = (Vec::new(), Vec::new(), None);
    for scope in scope.iter() {
        match scope {
            "openid" => {}
            "profile" => sees.push(Say::new("connected-profile")),
            "email" => sees.push(Say::new("connected-email")),
            "phone" => sees.push(Say::new("connected-phone")),
            "address" => sees.push(Say::new("connected-address")),
            "offline_access" => stays = Some(Say::new("connected-stays")),
            other => uses.push(Say::new("connected-scope").with("scope", other)),
        }
    }
    let sees = Say::list(sees).map(|what| Say::new("connected-may-see").saying("what", what));
    let uses = Say::list(uses).map(|what| Say::new("connected-may-use").saying("what", what));
    let mut sentences: Vec<_> = sees.into_iter().chain(uses).collect();
    if sentences.is_empty() {
        sentences.push(Say::new("connected-may-know"));
    }
    sentences.extend(stays);
    sentences
}

/// Every app that may use the account.
pub(super) async fn connected(
    visit: &Visit,
    user: UserId,
    now: Timestamp,
) -> Result<Vec<Connected>, StoreError> {
    let db = &visit.app.db;
    db.read(move |c| Box::pin(access::connected(c, user, now)))
        .await
}

pub(crate) async fn connected_apps(member: Member) -> Result<Response, PageError> {
    let visit = &member.visit;
    let times = visit.times();
    let mut apps = Vec::new();
    for app in connected(visit, member.user.id, times.now()).await? {
        let Some(client) = visit.app.clients.by_id(app.client.as_str()).await? else {
            continue;
        };
        apps.push(ConnectedApp {
            id: app.client.to_string(),
            // As on the consent page: where it led. Nobody proved that the home page is theirs.
            face: AppFace {
                host: app.host,
                ..face(&client)
            },
            may: may(&app.scope),
            since: times.ago(app.since),
            last_used: app.last_used.map(|at| times.ago(at)),
        });
    }
    let ctx = visit.ctx();
    Ok(respond(
        StatusCode::OK,
        &ConnectedAppsPage { ctx: &ctx, apps },
    ))
}

pub(crate) async fn ask_remove(
    member: Member,
    At(id): At<ClientId>,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let client = visit
        .app
        .clients
        .by_id(id.as_str())
        .await?
        .ok_or_else(PageError::not_found)?;
    let apps = connected(visit, member.user.id, visit.app.clock.now()).await?;
    let found = apps.into_iter().find(|app| app.client == client.id);
    let scope = found.ok_or_else(PageError::not_found)?.scope;
    let ctx = visit.ctx();
    let page = RemoveAccessPage {
        ctx: &ctx,
        hidden: visit.hidden("account"),
        id: client.id.to_string(),
        face: face(&client),
        allows: allows(&scope),
    };
    Ok(respond(StatusCode::OK, &page))
}

pub(crate) async fn remove(
    member: Member,
    At(id): At<ClientId>,
    Form(_): Form,
) -> Result<Response, PageError> {
    let app = &member.visit.app;
    let client = app.clients.by_id(id.as_str()).await?;
    let client = client.ok_or_else(PageError::not_found)?;
    let (user, now) = (member.user.id, app.clock.now());
    let actor = member.visit.actor();
    if !access::withdraw(&app.db, user, client.id.clone(), &actor, now).await? {
        return Err(PageError::not_found());
    }
    let removed = Say::new("connected-removed").with("app", client.name.as_str());
    member.visit.tell(removed);
    Ok(see_other("/account/apps"))
}

#[cfg(test)]
mod tests {
    use super::may;

    #[test]
    fn what_an_app_may_do_is_said_in_sentences() {
        for (scope, said) in [
            ("openid", "Knows that it is you."),
            ("openid email", "Can see your e-mail address."),
            (
                "email offline_access",
                "Can see your e-mail address. Keeps access while you are away.",
            ),
            ("notes:read", "Can use “notes:read”."),
            (
                "email notes:read",
                "Can see your e-mail address. Can use “notes:read”.",
            ),
            (
                "openid offline_access",
                "Knows that it is you. Keeps access while you are away.",
            ),
        ] {
            let sentences = may(&scope.parse().unwrap());
            let sentences: Vec<_> = sentences.iter().map(ToString::to_string).collect();
            assert_eq!(sentences.join(" "), said, "{scope}");
        }
    }
}
