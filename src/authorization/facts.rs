//! What the decision about a request depends on: the client as it is now, and who is in front of the browser.

use std::sync::Arc;

use super::begin;
use super::flow::{Flow, Restarted, Resumed};
use super::refused::{Refused, Stopped};
use crate::app::App;
use crate::identity::login_name::canonical;
use crate::protocol::acr::Level;
use crate::protocol::client::Client;
use crate::protocol::consent::Consented;
use crate::protocol::ids::UserId;
use crate::protocol::interaction::{Due, SignInFacts};
use crate::protocol::redirect::RedirectTarget;
use crate::session::{BrowserSession, SessionError};
use crate::store::sign_ins;
use crate::store::users::User;

/// A request under way that is in order by its client's present record.
#[derive(Debug)]
pub struct UnderWay {
    /// The request, and what was answered to it.
    pub flow: Flow,
    /// Who asks.
    pub client: Arc<Client>,
    /// Where the answer goes.
    pub target: RedirectTarget,
    /// Why it begins anew, if it does.
    pub restarted: Option<Restarted>,
}

impl UnderWay {
    /// Holds a request against the client's present record, which may have changed since it was sealed (attack rows AZ-18, AZ-24).
    ///
    /// # Errors
    /// The client may not ask for this any more.
    pub async fn of(app: &App, flow: Flow) -> Result<Self, Stopped> {
        let client = begin::client(app, flow.request.wish.client.as_str()).await?;
        match flow.request.revalidate(&client) {
            Ok(target) => Ok(Self {
                flow,
                client,
                target,
                restarted: None,
            }),
            Err(refusal) => Err(Stopped::by(refusal, client)),
        }
    }

    /// Opens the request that a page carried.
    ///
    /// # Errors
    /// It is not ours, too old, or not in order any more.
    pub async fn open(app: &App, session: &BrowserSession, text: &str) -> Result<Self, Stopped> {
        let (flow, restarted) = match Flow::from_text(app, session, text).await? {
            Resumed::Here(flow) => (flow, None),
            Resumed::Restarted(flow, why) => (flow, Some(why)),
            Resumed::Unknown => return Err(Refused::Expired.into()),
        };
        let under_way = Self::of(app, flow).await?;
        Ok(Self {
            restarted,
            ..under_way
        })
    }
}

/// Who is in front of this browser, and what they allowed the client.
#[derive(Debug, Default)]
pub struct Facts {
    /// The sign-in and the account, if the one holds and the other may be used.
    pub person: Option<(SignInFacts, User)>,
    /// What was allowed before.
    pub consented: Consented,
    /// Another account that is signed in in this browser, if the `login_hint` names it.
    pub named: Option<UserId>,
    /// The person may not use the app.
    pub not_assigned: bool,
    /// What the person has to do before they go on to an app.
    pub due: Due,
    /// How strong the operator wants their sign-ins to be.
    pub required: Level,
    /// The strongest they can reach; looked up only when the app asks for a class.
    pub reach: Level,
    /// The strongest they could reach by setting something up on the way; looked up with it.
    pub most: Level,
    /// The request was answered before, and the client has redeemed its code.
    pub finished: bool,
}

impl Facts {
    /// Loads it: the session, and one row; more only for a `login_hint` where several are signed in, and for a class
    /// (`acr`) that is asked for.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn load(
        app: &App,
        session: &BrowserSession,
        under_way: &UnderWay,
    ) -> Result<Self, SessionError> {
        let Some(signed_in) = session.signed_in().await? else {
            return Ok(Self::default());
        };
        let UnderWay { flow, client, .. } = under_way;
        let (id, client_id, request) = (signed_in.id, client.id.clone(), flow.id);
        let job = app.db.read(move |c| {
            Box::pin(async move { sign_ins::standing_of_request(c, id, &client_id, request).await })
        });
        // A disabled or removed person is not signed in, whatever the cookie says (attack row SS-06).
        let (now, sessions) = (app.clock.now(), &app.sessions);
        let found = job.await?;
        let Some((standing, finished)) =
            found.filter(|(found, _)| sessions.stands(&signed_in, found, now))
        else {
            return Ok(Self::default());
        };
        let named = match &flow.request.wish.login_hint {
            Some(hint) => named(session, &standing.user, hint).await?,
            None => None,
        };
        let due = due(app, client, &standing.user);
        let wish = &flow.request.wish;
        let asks = !wish.acr_values.is_empty() || !wish.claims.essential_acr.is_empty();
        let (reach, most) = match asks {
            true => {
                let held = app.held(signed_in.user).await?;
                (held.reach(), held.could_reach(app.most()))
            }
            false => Default::default(),
        };
        // Who showed two factors meets whatever is required.
        let required = match Level::of(&signed_in.amr) {
            Some(reached) if reached >= Level::TwoFactors => Level::OneFactor,
            _ => app.required_of(&standing.user).await?,
        };
        let sign_in = SignInFacts {
            user: signed_in.user,
            subject: standing.user.sub(),
            at: signed_in.auth_time,
            id,
            acr: None,
            epoch: standing.user.epoch,
            amr: signed_in.amr,
        };
        Ok(Self {
            not_assigned: !standing.admitted,
            person: Some((sign_in, standing.user)),
            consented: standing.consented.unwrap_or_default(),
            named,
            due,
            required,
            reach,
            most,
            finished,
        })
    }
}

/// What the operator and the app want of `user` that is not done.
fn due(app: &App, client: &Client, user: &User) -> Due {
    let accounts = &app.settings.accounts;
    let agreed = user.terms_version.as_deref();
    let terms = accounts.terms_in_force();
    let wants_address = accounts.verified_email || client.metadata.require_verified_email;
    Due {
        terms: terms.is_some_and(|terms| agreed != Some(terms.version)),
        address: wants_address && !user.email_verified,
    }
}

/// Who a `login_hint` names of those who are signed in in this browser besides `current`.
async fn named(
    session: &BrowserSession,
    current: &User,
    hint: &str,
) -> Result<Option<UserId>, SessionError> {
    let Some(name) = canonical(hint).filter(|name| !current.answers_to(name)) else {
        return Ok(None);
    };
    let known = session.known_people().await?;
    let named = known
        .iter()
        .find(|known| known.signed_in && known.user.answers_to(&name));
    Ok(named.map(|known| known.user.id))
}
