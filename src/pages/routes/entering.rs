//! The one way in: whatever somebody proved, on whatever page, it is asked here whether that is enough (attack row MF-12), and only
//! from here they are signed in.

use axum::response::Response;

use super::passkey;
use crate::accounts::{factors, passkeys};
use crate::authorization::facts::UnderWay;
use crate::http::redirect::see_other;
use crate::identity::factors::{Ask, Held, Method, Wanted, amr, next};
use crate::identity::second_factor::Spent;
use crate::pages::page_error::PageError;
use crate::pages::purpose::Purpose;
use crate::pages::under_way::go_on;
use crate::pages::visit::Visit;
use crate::protocol::acr::Level;
use crate::protocol::interaction::wanted;
use crate::protocol::time::Timestamp;
use crate::session::browser::NewSignIn;
use crate::session::half::HalfSignIn;
use crate::store::users::User;

/// What somebody proved.
#[derive(Debug, Clone, Copy)]
pub(super) struct Proven<'a> {
    /// How, in this order.
    pub methods: &'a [Method],
    /// What is used up by signing in.
    pub spent: Option<Spent>,
    /// They are told in another way that somebody was here.
    pub told: bool,
}

impl Proven<'_> {
    /// The password, as it is stored in the account that comes with it.
    pub const PASSWORD: Self = Proven {
        methods: &[Method::Password],
        spent: None,
        told: false,
    };
}

/// What became of it.
pub(super) enum Entered {
    /// They are signed in.
    In,
    /// Not before another factor: the page to go to.
    Halfway(Response),
    /// Nobody is: the password was changed meanwhile, the account was switched off, or what was shown is used up.
    Not,
}

/// Signs in who proved enough, or leads to the page that asks for more.
pub(super) async fn enter(
    visit: &Visit,
    purpose: &Purpose,
    user: &User,
    proven: Proven<'_>,
    now: Timestamp,
) -> Result<Entered, PageError> {
    let asked = asks_next(visit, purpose, user, proven.methods, now).await?;
    if asked != Ask::Done {
        // What was right but is not enough is used all the same (RFC 6238 §5.2).
        if let Some(spent) = proven.spent {
            let actor = visit.session.actor(user.id);
            if !factors::use_up(&visit.app.db, user.id, spent, &actor, now).await? {
                return Ok(Entered::Not);
            }
        }
        let half = HalfSignIn::new(&visit.session, user, purpose.remember, false);
        return halfway(visit, purpose, asked, &half)
            .await
            .map(Entered::Halfway);
    }
    let new = NewSignIn {
        user: user.id,
        password_hash: user.password_hash.clone(),
        second: proven.spent,
        amr: amr(proven.methods),
        remember: purpose.remember,
        device: visit.device.clone(),
        strange: !proven.told && !visit.knows(user),
        failed: visit.app.sign_in.failures.take(user.id),
    };
    Ok(match visit.session.sign_in(new).await? {
        Some(_) => Entered::In,
        None => Entered::Not,
    })
}

/// Which factor comes next for who proved these.
pub(super) async fn asks_next(
    visit: &Visit,
    purpose: &Purpose,
    user: &User,
    proven: &[Method],
    now: Timestamp,
) -> Result<Ask, PageError> {
    let held = visit.app.held(user.id).await?;
    let wanted = wants(visit, purpose, user, held, now).await?;
    Ok(next(held, wanted, proven))
}

/// Where the factor that comes next is asked for.
pub(super) async fn halfway(
    visit: &Visit,
    purpose: &Purpose,
    asked: Ask,
    half: &HalfSignIn,
) -> Result<Response, PageError> {
    let path = match asked {
        Ask::Enrol => "/login/enroll",
        Ask::Passkey => "/login/passkey",
        Ask::First | Ask::Second | Ask::Done => {
            // Before something sensitive the strongest is asked for first, and after the password what stands for it everywhere.
            let held = visit.app.held(half.user).await?;
            match held.passkeys > 0 && (half.again || !held.totp) {
                true => "/login/passkey",
                false => "/login/totp",
            }
        }
    };
    let extra = format!("half={}", half.to_text(&visit.session));
    Ok(see_other(&purpose.address(visit, path, &extra).await?))
}

/// How strong a sign-in of this person has to be here: as the operator says, as the app under way does, and as strong as they can for
/// who is signed in and proves it once more, which a trusted browser does not spare them.
pub(super) async fn wants(
    visit: &Visit,
    purpose: &Purpose,
    user: &User,
    held: Held,
    now: Timestamp,
) -> Result<Wanted, PageError> {
    let app = &visit.app;
    let (must, mut should) = match &purpose.under_way {
        Some(under_way) => wanted(&under_way.flow.request.wish),
        None => Default::default(),
    };
    let again = visit
        .person
        .as_ref()
        .is_some_and(|(_, one)| one.id == user.id);
    if again {
        should = should.max(Level::TwoFactors);
    }
    let device = visit.known_device.as_ref().filter(|_| held.totp && !again);
    let trusted = match device.map(|device| device.trusted_as(user.id)) {
        Some(id) => factors::is_trusted(&app.db, id, user.id, now).await?,
        None => false,
    };
    Ok(Wanted {
        must: must.max(app.required_of(user).await?),
        should,
        most: app.most(),
        trusted,
    })
}

/// Notes that somebody was just signed in: for what it was for, and for the next time in this browser.
pub(super) async fn settle(
    visit: &Visit,
    purpose: &mut Purpose,
    user: &User,
    now: Timestamp,
) -> Result<(), PageError> {
    metrics::counter!("lanyard_sign_ins_total", "outcome" => "ok").increment(1);
    if purpose.remember {
        visit.session.show(user.id).await?;
    }
    purpose.answer(user.id, now);
    Ok(())
}

/// Where a passkey is offered to who came without one: to a browser that can make it, until they decline.
async fn offer(visit: &Visit, purpose: &Purpose, user: &User) -> Result<Option<String>, PageError> {
    if !purpose.makes_passkeys || !may_offer(visit, user).await? {
        return Ok(None);
    }
    let typed = purpose.typed.as_deref();
    let extra = match typed.filter(|typed| passkey::is_named(user, typed)) {
        Some(typed) => {
            let typed: String = form_urlencoded::byte_serialize(typed.as_bytes()).collect();
            format!("login={typed}")
        }
        None => String::new(),
    };
    let address = purpose.address(visit, "/login/passkey/offer", &extra);
    address.await.map(Some)
}

/// Whether a passkey may be offered to this person: they have no second factor, and did not decline.
pub(super) async fn may_offer(visit: &Visit, user: &User) -> Result<bool, PageError> {
    let app = &visit.app;
    let offers = app.settings.passkeys.offer && app.passkeys.is_some();
    if !offers || app.held(user.id).await?.reach() > Level::OneFactor {
        return Ok(false);
    }
    Ok(!passkeys::held(&app.db, user.id).await?.declined)
}

/// Begins the days in which who must have a second factor may do without, if they did not begin before. They do so for who has one as
/// well, so that removing it begins no others. Whether they apply.
pub(super) async fn begin_grace(
    visit: &Visit,
    user: &User,
    now: Timestamp,
) -> Result<bool, PageError> {
    let app = &visit.app;
    if app.settings.second_factor.grace.is_zero() {
        return Ok(false);
    }
    let required = app.required_in_the_end(user).await? > Level::OneFactor;
    if required {
        factors::ask(&app.db, user.id, now).await?;
    }
    Ok(required)
}

/// Where a second factor is set up by who must have one, and may still put that off.
async fn soon(
    visit: &Visit,
    purpose: &Purpose,
    user: &User,
    now: Timestamp,
) -> Result<Option<String>, PageError> {
    let grace = begin_grace(visit, user, now).await?;
    if !grace || visit.app.held(user.id).await?.reach() > Level::OneFactor {
        return Ok(None);
    }
    let half = HalfSignIn::new(&visit.session, user, purpose.remember, true);
    let extra = format!("half={}", half.to_text(&visit.session));
    let address = purpose.address(visit, "/login/enroll", &extra);
    address.await.map(Some)
}

/// Leads to what a sign-in is for.
pub(super) async fn lead_on(visit: &Visit, purpose: Purpose) -> Result<Response, PageError> {
    match purpose.under_way {
        Some(UnderWay { flow, .. }) => go_on(&visit.app, &visit.session, flow).await,
        None => Ok(see_other(&purpose.onward(visit).await?)),
    }
}

/// Leads who was just signed in to what it was for. `trust`: this browser, as they asked.
pub(super) async fn onward(
    visit: &Visit,
    mut purpose: Purpose,
    user: &User,
    trust: bool,
    now: Timestamp,
) -> Result<Response, PageError> {
    settle(visit, &mut purpose, user, now).await?;
    let offer = match soon(visit, &purpose, user, now).await? {
        None => offer(visit, &purpose, user).await?,
        soon => soon,
    };
    let mut response = match offer {
        Some(offer) => see_other(&offer),
        None => lead_on(visit, purpose).await?,
    };
    let device = visit.welcome(user, &mut response).await?;
    let lifetime = visit.app.settings.second_factor.trust;
    if trust && !lifetime.is_zero() {
        let who = (user.id, user.epoch);
        let id = device.trusted_as(user.id);
        let browser = factors::trusted(id, who, visit.device.clone(), lifetime, now);
        let actor = visit.session.actor(user.id);
        factors::trust(&visit.app.db, browser, &actor, now).await?;
    }
    Ok(response)
}
