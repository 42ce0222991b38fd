//! Passkeys on the way in: in place of the password, after it, and offered to who came with one. What a browser answers is a form like
//! any other; that the challenge is answered once is settled in the transaction that signs its person in.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;
use url::Host;

use super::entering::{Entered, Proven, enter, lead_on, may_offer, onward};
use super::second_factor::{Halfway, halfway, to_enroll};
use super::{deletion, login, second_factor};
use crate::accounts::factors::Here;
use crate::accounts::passkeys::{self, Added};
use crate::http::redirect::see_other;
use crate::identity::factors::Method;
use crate::identity::login_name::canonical;
use crate::identity::passkey::{Answer, Asked, Handle, Passkeys, Person, Refused, mark, text};
use crate::identity::second_factor::{Challenge, Spent, UsedPasskey};
use crate::keys::Opened;
use crate::locale::Say;
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::passkey::{OfferPage, PasskeyForm};
use crate::pages::path::query;
use crate::pages::purpose::{OnTheWay, Purpose, purpose};
use crate::pages::respond;
use crate::pages::second_factor::Factor;
use crate::pages::visit::{Member, Visit};
use crate::protocol::ids::UserId;
use crate::protocol::params::Params;
use crate::session::ceremony::{PasskeyAsked, PasskeyWanted};
use crate::store::StoreError;
use crate::store::passkeys::Passkey;
use crate::store::users::User;

/// Passkeys, where there are some; elsewhere these pages are not there.
fn on(visit: &Visit) -> Result<&Passkeys, PageError> {
    visit.app.passkeys.as_ref().ok_or_else(PageError::not_found)
}

/// The form that asks for a passkey: for one of `user`'s, or for anybody's. None where there are none.
pub(super) async fn form(
    visit: &Visit,
    user: Option<UserId>,
) -> Result<Option<PasskeyForm>, PageError> {
    let Some(on) = &visit.app.passkeys else {
        return Ok(None);
    };
    let these = match user {
        Some(user) => passkeys::held(&visit.app.db, user).await?.passkeys,
        None => Vec::new(),
    };
    if user.is_some() && these.is_empty() {
        return Ok(None);
    }
    let Asked { options, state } = on.ask(&these);
    Ok(Some(PasskeyForm {
        options,
        challenge: PasskeyAsked::seal(&visit.session, user, state),
        unattended: false,
        unknown: None,
    }))
}

/// The form that asks for a new passkey of `user`. `params`: what this form brought before, when its passkey was not taken. Its browser
/// forgets that one, or it would offer it for ever.
pub(super) async fn new_form(
    visit: &Visit,
    user: &User,
    params: &Params,
) -> Result<PasskeyForm, PageError> {
    form_to_make(visit, user, params, false).await
}

/// `unattended`: the browser may make it by itself.
async fn form_to_make(
    visit: &Visit,
    user: &User,
    params: &Params,
    unattended: bool,
) -> Result<PasskeyForm, PageError> {
    let (on, db) = (on(visit)?, &visit.app.db);
    let held = passkeys::held(db, user.id).await?;
    let handle = match held.handle {
        Some(handle) => handle,
        None => passkeys::new_handle(&visit.app.keys, user.id),
    };
    let mut person = person(user, handle);
    // A password manager makes one by itself for the name it filled in, as it was written.
    if let Some(typed) = params.one("login").filter(|typed| is_named(user, typed)) {
        person.login = typed;
    }
    let Asked { options, state } = on.ask_new(person, &held.passkeys);
    let made = params.one("credential").and_then(Passkeys::made_id);
    let unknown = match made {
        Some(id) if passkeys::named(db, &id).await?.is_none() => Some(to_forget(on, &id)),
        _ => None,
    };
    Ok(PasskeyForm {
        options,
        challenge: PasskeyWanted::seal(&visit.session, (user.id, handle), unattended, state),
        unattended,
        unknown,
    })
}

/// Whether somebody typed a name of this person.
pub(super) fn is_named(user: &User, typed: &str) -> bool {
    canonical(typed).is_some_and(|name| user.answers_to(&name))
}

/// What `PublicKeyCredential.signalUnknownCredential` takes (Web Authentication §5.1.10.2).
fn to_forget(on: &Passkeys, credential_id: &[u8]) -> String {
    json!({ "rpId": on.rp_id(), "credentialId": text(credential_id) }).to_string()
}

/// As browsers show them in their own windows.
pub(super) fn person(user: &User, handle: Handle) -> Person<'_> {
    Person {
        handle,
        login: user.email.as_deref().unwrap_or(&user.login),
        name: &user.name,
    }
}

fn challenge<T>(opened: &Opened<T>, state: &str) -> Challenge {
    Challenge {
        mark: mark(state),
        expires_at: opened.expires_at,
    }
}

/// Who showed a passkey.
struct Shown {
    user: User,
    method: Method,
    spent: Spent,
}

/// Nobody did.
struct NotShown {
    said: Say,
    /// The passkey is not known here: what its browser is told to forget.
    unknown: Option<String>,
    /// It was looked at: the browser does not offer it once more by itself.
    tried: bool,
}

impl NotShown {
    fn because(id: &'static str) -> Self {
        Self {
            said: Say::new(id),
            unknown: None,
            tried: true,
        }
    }
}

/// Whose passkey the form brings.
async fn shown(visit: &Visit, params: &Params) -> Result<Result<Shown, NotShown>, PageError> {
    let (app, now) = (&visit.app, visit.app.clock.now());
    let on = on(visit)?;
    let sealed = params.one("challenge").unwrap_or_default();
    let Some(opened) = PasskeyAsked::open(&visit.session, sealed) else {
        return Ok(Err(NotShown {
            tried: false,
            ..NotShown::because("passkey-late")
        }));
    };
    let asked = &opened.value;
    let challenge = challenge(&opened, &asked.state);
    let refused = match judge(visit, on, asked, params).await? {
        Ok((user, passkey, shown)) => {
            let method = Method::Passkey {
                synced: passkey.synced,
            };
            let spent = Spent::Passkey(UsedPasskey {
                id: passkey.id,
                shown,
                challenge,
            });
            return Ok(Ok(Shown {
                user,
                method,
                spent,
            }));
        }
        Err(refused) => refused,
    };
    metrics::counter!("lanyard_sign_ins_total", "outcome" => "wrong-passkey").increment(1);
    let said = match refused {
        NotBelieved::Unknown(answer) => {
            tracing::info!(address = %visit.address.0, "a passkey that is not known here");
            return Ok(Err(NotShown {
                said: Say::new("passkey-unknown"),
                unknown: match is_ours(visit, on, &answer).await? {
                    true => Some(to_forget(on, answer.credential_id())),
                    false => None,
                },
                tried: true,
            }));
        }
        NotBelieved::Nothing(error) => {
            tracing::info!(address = %visit.address.0, %error, "what is no passkey was refused");
            "passkey-refused"
        }
        NotBelieved::Passkey(passkey, error) => {
            tracing::info!(address = %visit.address.0, %error, "a passkey was refused");
            // It is answered once, right or wrong (attack row MF-14). What names no passkey of ours answers nothing, and strangers cause
            // no row with it.
            passkeys::spend_challenge(&app.db, challenge).await?;
            match error {
                Refused::Copied => {
                    let actor = visit.session.somebody();
                    passkeys::copied(&app.db, &passkey, &actor, now).await?;
                    "passkey-copied"
                }
                _ => "passkey-refused",
            }
        }
    };
    Ok(Err(NotShown::because(said)))
}

enum NotBelieved {
    /// It is no answer.
    Nothing(Refused),
    /// It is of a passkey that is not known here.
    Unknown(Box<Answer>),
    /// It is of this one, and not true.
    Passkey(Box<Passkey>, Refused),
}

async fn judge(
    visit: &Visit,
    on: &Passkeys,
    asked: &PasskeyAsked,
    params: &Params,
) -> Result<Result<(User, Passkey, crate::identity::passkey::Shown), NotBelieved>, PageError> {
    let answer = match Passkeys::read(params.one("credential").unwrap_or_default()) {
        Ok(answer) => answer,
        Err(error) => return Ok(Err(NotBelieved::Nothing(error))),
    };
    if asked.user.is_none() && answer.handle().is_none() {
        return Ok(Err(NotBelieved::Nothing(Refused::Nameless)));
    }
    let known = passkeys::named(&visit.app.db, answer.credential_id());
    let Some((passkey, handle)) = known.await? else {
        return Ok(Err(NotBelieved::Unknown(answer.into())));
    };
    let refused = |passkey: Passkey, why| NotBelieved::Passkey(passkey.into(), why);
    if asked.user.is_some_and(|user| user != passkey.user_id) {
        return Ok(Err(refused(passkey, Refused::SomebodyElse)));
    }
    let shown = match on.verify(&asked.state, &answer, &passkey, &handle) {
        Ok(shown) => shown,
        Err(error) => return Ok(Err(refused(passkey, error))),
    };
    match visit.app.user(passkey.user_id).await? {
        Some(user) if user.disabled_at.is_none() => Ok(Ok((user, passkey, shown))),
        _ => Ok(Err(refused(passkey, Refused::Off))),
    }
}

/// Whether a passkey that is not known here was made here: no other server shares the domain, or it names a person of ours. Browsers
/// remove what they are told to forget, and it may be somebody else's.
async fn is_ours(visit: &Visit, on: &Passkeys, answer: &Answer) -> Result<bool, StoreError> {
    let own = match visit.app.settings.issuer.host() {
        Host::Domain(name) => name == on.rp_id() && name != "localhost",
        Host::Ipv4(_) | Host::Ipv6(_) => false,
    };
    match answer.handle() {
        _ if own => Ok(true),
        Some(handle) => passkeys::is_handle(&visit.app.db, handle).await,
        None => Ok(false),
    }
}

/// Signs in who showed a passkey: as the only factor, or after the password.
pub(crate) async fn sign_in(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    if params.one("half").is_some() {
        return second(visit, params).await;
    }
    let not = match shown(&visit, &params).await? {
        Ok(shown) => {
            let mut purpose = purpose(&visit, &params, true).await?;
            // Whoever proves it once more stays signed in for as long as before.
            if let Some((signed_in, user)) = &visit.person {
                purpose.remember |= signed_in.remember && user.id == shown.user.id;
            }
            match enter_with(&visit, purpose, &[], shown).await? {
                Ok(response) => return Ok(response),
                Err(not) => not,
            }
        }
        Err(not) => not,
    };
    let purpose = purpose(&visit, &params, true).await?;
    let tried = not.tried.then_some(not.unknown);
    login::say_no_passkey(&visit, purpose, not.said, tried).await
}

/// Signs them in. The error: what they showed was used up by another request.
async fn enter_with(
    visit: &Visit,
    purpose: Purpose,
    before: &[Method],
    shown: Shown,
) -> Result<Result<Response, NotShown>, PageError> {
    let now = visit.app.clock.now();
    let Shown {
        user,
        method,
        spent,
    } = shown;
    if user.deletes_at.is_some() {
        if let Spent::Passkey(used) = spent
            && !passkeys::spend_challenge(&visit.app.db, used.challenge).await?
        {
            return Ok(Err(NotShown::because("passkey-refused")));
        }
        return deletion::ask_keep(visit, purpose, &user, method)
            .await
            .map(Ok);
    }
    let methods = [before, &[method]].concat();
    let proven = Proven {
        methods: &methods,
        spent: Some(spent),
        told: false,
    };
    Ok(match enter(visit, &purpose, &user, proven, now).await? {
        Entered::In => Ok(onward(visit, purpose, &user, false, now).await?),
        Entered::Halfway(response) => Ok(response),
        Entered::Not => Err(NotShown::because("passkey-refused")),
    })
}

/// `/login/passkey` for who is half signed in.
pub(crate) async fn show(visit: Visit, RawQuery(raw): RawQuery) -> Result<Response, PageError> {
    on(&visit)?;
    second_factor::show(visit, query(raw)?, Factor::Passkey).await
}

async fn second(visit: Visit, params: Params) -> Result<Response, PageError> {
    let before = match halfway(&visit, &params, true).await? {
        Ok(before) => before,
        Err(over) => return Ok(over),
    };
    let not = match shown(&visit, &params).await? {
        Ok(shown) if shown.user.id != before.user.id => NotShown::because("passkey-refused"),
        Ok(shown) => match enter_with(&visit, before.purpose, &[Method::Password], shown).await? {
            Ok(response) => return Ok(response),
            Err(not) => not,
        },
        Err(not) => not,
    };
    let halfway = match halfway(&visit, &params, true).await? {
        Ok(halfway) => halfway,
        Err(over) => return Ok(over),
    };
    let mut problems = Problems::none();
    problems.add("", not.said);
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    second_factor::page(&visit, &halfway, Factor::Passkey, status, (false, problems)).await
}

/// Keeps the passkey that a form brings. The error says why not.
pub(super) async fn keep(
    visit: &Visit,
    user: &User,
    here: Here,
    params: &Params,
) -> Result<Result<Method, Say>, PageError> {
    let (app, now) = (&visit.app, visit.app.clock.now());
    let on = on(visit)?;
    let sealed = params.one("challenge").unwrap_or_default();
    let Some(opened) = PasskeyWanted::open(&visit.session, user.id, sealed) else {
        return Ok(Err(Say::new("passkey-late")));
    };
    let state = &opened.value.state;
    let challenge = challenge(&opened, state);
    let answer = params.one("credential").unwrap_or_default();
    let unattended = params
        .one("unattended")
        .is_some_and(|said| !said.is_empty());
    let unattended = unattended && opened.value.unattended;
    let new = match on.made(state, answer, unattended) {
        Ok(new) => new,
        Err(error) => {
            tracing::info!(address = %visit.address.0, %error, "a new passkey was refused");
            passkeys::spend_challenge(&app.db, challenge).await?;
            return Ok(Err(Say::new("passkey-not-made")));
        }
    };
    let method = Method::Passkey { synced: new.synced };
    let (mailing, actor) = (visit.mailing(), visit.session.actor(user.id));
    let made = (new, opened.value.handle, challenge);
    let added = passkeys::add(&app.db, &mailing, here, made, &actor, now);
    Ok(match added.await? {
        Added::Done => Ok(method),
        Added::Again => Err(Say::new("passkey-late")),
        Added::Taken => Err(Say::new("passkey-there")),
        Added::TooMany => Err(Say::new("passkey-too-many")),
    })
}

/// Makes a passkey in place of an authenticator app, for who must have a second factor, and signs them in with both.
pub(crate) async fn enrolled(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    let halfway = match to_enroll(&visit, &params, true).await? {
        Ok(halfway) => halfway,
        Err(over) => return Ok(over),
    };
    let Halfway { user, purpose, .. } = &halfway;
    let here = Here {
        user: user.id,
        keep: None,
        device: Some(visit.device.clone()),
        only_first: true,
    };
    match keep(&visit, user, here, &params).await? {
        Ok(method) => {
            let now = visit.app.clock.now();
            let proven = Proven {
                methods: &[Method::Password, method],
                spent: None,
                told: true,
            };
            match enter(&visit, purpose, user, proven, now).await? {
                Entered::In => {
                    let Halfway { user, purpose, .. } = halfway;
                    onward(&visit, purpose, &user, false, now).await
                }
                Entered::Halfway(response) => Ok(response),
                Entered::Not => Ok(see_other("/login")),
            }
        }
        Err(said) => {
            let mut problems = Problems::none();
            problems.add("", said);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            second_factor::enroll_page(&visit, &halfway, &params, status, problems).await
        }
    }
}

/// Whether a new passkey is taken from who is signed in: a moment ago, by all that they have, or at the page that asked for it.
pub(super) async fn may_make(member: &Member, params: &Params) -> Result<bool, PageError> {
    let sealed = params.one("challenge").unwrap_or_default();
    let asked = PasskeyWanted::open(&member.visit.session, member.user.id, sealed).is_some();
    Ok(match asked {
        true => member.is_strong().await?,
        false => member.is_recent().await?,
    })
}

pub(crate) async fn offer(member: Member, RawQuery(raw): RawQuery) -> Result<Response, PageError> {
    let params = query(raw)?;
    let (visit, user) = (&member.visit, &member.user);
    let purpose = purpose(visit, &params, false).await?;
    if !may_offer(visit, user).await? || !member.is_recent().await? {
        return Ok(see_other(&purpose.onward(visit).await?));
    }
    let (status, problems) = (StatusCode::OK, Problems::none());
    offer_page(&member, purpose, &params, status, problems).await
}

async fn offer_page(
    member: &Member,
    purpose: Purpose,
    params: &Params,
    status: StatusCode,
    problems: Problems,
) -> Result<Response, PageError> {
    let (visit, user) = (&member.visit, &member.user);
    let OnTheWay {
        hidden,
        app,
        form_target,
    } = purpose.on_the_way(visit).await?;
    let page = OfferPage {
        ctx: &visit.ctx(),
        hidden,
        // By itself once only: a browser whose passkey was refused would make the next at once, and so on.
        passkey: form_to_make(visit, user, params, problems.is_empty()).await?,
        app,
        problems,
        form_target,
    };
    Ok(respond(status, &page))
}

pub(crate) async fn take_offer(member: Member, Form(params): Form) -> Result<Response, PageError> {
    let (visit, user) = (&member.visit, &member.user);
    let purpose = purpose(visit, &params, true).await?;
    if !may_make(&member, &params).await? {
        return lead_on(visit, purpose).await;
    }
    let here = Here {
        user: user.id,
        keep: Some(member.signed_in.id),
        device: Some(visit.device.clone()),
        only_first: false,
    };
    match keep(visit, user, here, &params).await? {
        Ok(_) => {
            visit.tell(Say::new("passkey-made"));
            lead_on(visit, purpose).await
        }
        Err(said) => {
            let mut problems = Problems::none();
            problems.add("", said);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            offer_page(&member, purpose, &params, status, problems).await
        }
    }
}

pub(crate) async fn decline(member: Member, Form(params): Form) -> Result<Response, PageError> {
    let (visit, now) = (&member.visit, member.visit.app.clock.now());
    let purpose = purpose(visit, &params, true).await?;
    let app = &visit.app;
    passkeys::decline(&app.db, &app.keys, member.user.id, now).await?;
    lead_on(visit, purpose).await
}

/// An address that only a form leads to.
pub(crate) async fn back() -> Response {
    see_other("/login")
}
