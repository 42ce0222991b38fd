//! Choosing among the people a browser knows: on the way to an app (`prompt=select_account`, OIDC Core §3.1.2.1), at the sign-in
//! page, or to switch. Who is signed in here is chosen without a password; everybody else is asked for it.

use axum::http::StatusCode;
use axum::response::Response;

use crate::http::redirect::see_other;
use crate::pages::choose_account::{Account, ChooseAccountPage, State};
use crate::pages::guard::Form;
use crate::pages::login::Reason;
use crate::pages::page_error::PageError;
use crate::pages::purpose::{OnTheWay, Purpose, purpose};
use crate::pages::respond;
use crate::pages::visit::Visit;
use crate::protocol::ids::UserId;
use crate::store::users::User;

/// Somebody to choose.
pub(crate) struct Person {
    pub user: User,
    state: State,
}

/// Everybody this browser knows, whoever is signed in first.
pub(crate) async fn people(visit: &Visit) -> Result<Vec<Person>, PageError> {
    let here = visit.person.as_ref().map(|(_, user)| Person {
        user: user.clone(),
        state: State::Here,
    });
    let known = visit.session.known_people().await?;
    let known = known.into_iter().map(|known| Person {
        user: known.user,
        state: match known.signed_in {
            true => State::SignedIn,
            false => State::SignedOut,
        },
    });
    Ok(here.into_iter().chain(known).collect())
}

/// The question which account.
pub(crate) struct Choice {
    pub people: Vec<Person>,
    /// Whether a choice is what was asked for, by an app or the person.
    pub wanted: bool,
    /// Why somebody who was signed in sees the question.
    pub reason: Reason,
}

impl Choice {
    /// Leaves only those whom an app may mean.
    pub fn only(&mut self, may_be: impl Fn(&User) -> bool) {
        self.people.retain(|one| may_be(&one.user));
    }

    /// Puts whoever has this name or address first. Tells whether they are signed in; none when nobody has it.
    pub fn put_first(&mut self, canonical: &str) -> Option<bool> {
        let mut named = self.people.iter();
        let at = named.position(|one| one.user.answers_to(canonical))?;
        let one = self.people.remove(at);
        let signed_in = one.state != State::SignedOut;
        self.people.insert(0, one);
        Some(signed_in)
    }
}

pub(crate) async fn ask(
    visit: &Visit,
    purpose: &Purpose,
    choice: Choice,
) -> Result<Response, PageError> {
    let ctx = visit.ctx();
    let OnTheWay {
        hidden,
        app,
        form_target,
    } = purpose.on_the_way(visit).await?;
    let somebody = choice
        .people
        .iter()
        .any(|one| one.state != State::SignedOut);
    let accounts = choice
        .people
        .into_iter()
        .map(|Person { user, state }| Account {
            value: user.id.to_string(),
            email: user.email.unwrap_or(user.login),
            name: user.name,
            state,
        });
    let page = ChooseAccountPage {
        ctx: &ctx,
        hidden,
        app,
        choose: choice.wanted || somebody,
        reason: choice.reason,
        accounts: accounts.collect(),
        form_target,
    };
    Ok(respond(StatusCode::OK, &page))
}

/// The answer. Each button of the page says one thing: whom to go on as, whom to sign out, or whom to forget.
pub(crate) async fn decide(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    let mut purpose = purpose(&visit, &params, true).await?;
    let named = |button| params.one(button).map(str::parse::<UserId>);
    let own = visit.person.as_ref().map(|(_, user)| user.id);
    // Back to the question, with one answer less.
    let question = if own.is_some() { "choose=1" } else { "" };
    if let Some(Ok(user)) = named("sign_out") {
        visit.session.sign_out_parked(user).await?;
        let page = purpose.login_address(&visit, question).await?;
        return Ok(see_other(&page));
    }
    if let Some(Ok(user)) = named("remove") {
        visit.session.forget(user).await?;
        let page = purpose.login_address(&visit, question).await?;
        return Ok(see_other(&page));
    }
    let Some(Ok(chosen)) = named("account") else {
        let page = purpose.login_address(&visit, "another=1").await?;
        return Ok(see_other(&page));
    };
    let mut arrived = None;
    if own != Some(chosen) {
        arrived = visit.session.switch_to(chosen).await?;
        if arrived.is_none() {
            let page = purpose
                .login_address(&visit, &format!("as={chosen}"))
                .await?;
            return Ok(see_other(&page));
        }
    }
    if let Some(under_way) = &mut purpose.under_way {
        under_way.flow.answers.account = Some(chosen);
    }
    let mut response = see_other(&purpose.onward(&visit).await?);
    if let Some(user) = arrived {
        visit.bring_preferences(&user, &mut response).await?;
    }
    Ok(response)
}

/// Where the form leads when it is opened as a page.
pub(crate) async fn back() -> Response {
    see_other("/login")
}
