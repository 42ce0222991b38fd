//! The one place that asks what comes next (OIDC Core §3.1.2.3–6). It loads nothing and does nothing: pages ask it about what
//! they show, `/authorize` and the sign-in page about what to do.

use super::facts::{Facts, UnderWay};
use super::refused::Refused;
use crate::protocol::consent::Changes;
use crate::protocol::error::OAuthError;
use crate::protocol::interaction::{SignInFacts, SignInReason, Situation, Step, next_step};
use crate::protocol::scope::ScopeSet;
use crate::protocol::time::Timestamp;
use crate::store::users::User;

/// What is to be done about a request.
#[derive(Debug)]
pub enum Decision {
    /// Somebody has to be asked.
    Show(Page),
    /// The client gets its answer: what was granted, or the error.
    Reply(Result<Granted, OAuthError>),
    /// A page says why there is none.
    Refuse(Refused),
}

/// A page that asks.
#[derive(Debug)]
pub enum Page {
    /// Who it is.
    SignIn(SignInReason),
    /// Whether they allow it.
    Consent(Box<Question>),
}

/// What is asked of whom.
#[derive(Debug)]
pub struct Question {
    /// Who is asked.
    pub user: User,
    /// What was not allowed before.
    pub new: ScopeSet,
    /// What was.
    pub already: ScopeSet,
    /// What is different from what was shown then.
    pub changes: Changes,
}

/// What a code will be for. Only [`decide`] says so.
#[derive(Debug)]
pub struct Granted {
    pub(super) scope: ScopeSet,
    pub(super) sign_in: SignInFacts,
}

/// What comes next for a request.
pub fn decide(under_way: &UnderWay, facts: Facts, now: Timestamp) -> Decision {
    let UnderWay { flow, client, .. } = under_way;
    let (sign_in, user) = facts.person.unzip();
    let situation = Situation {
        client,
        target: &under_way.target,
        sign_in: sign_in.as_ref(),
        answers: flow.answers,
        consented: &facts.consented,
        hint: flow.request.wish.id_token_hint,
        named: facts.named,
    };
    match (next_step(&flow.request.wish, &situation, now), user) {
        (Step::Refuse(error), _) => Decision::Reply(Err(error)),
        (Step::Issue { .. }, _) if facts.finished => {
            Decision::Refuse(Refused::Finished(client.clone()))
        }
        (Step::Issue { scope, sign_in }, _) => Decision::Reply(Ok(Granted { scope, sign_in })),
        (
            Step::AskConsent {
                new,
                already,
                changes,
            },
            Some(user),
        ) => {
            let question = Question {
                user,
                new,
                already,
                changes,
            };
            Decision::Show(Page::Consent(Box::new(question)))
        }
        (Step::SignIn { reason }, _) => Decision::Show(Page::SignIn(reason)),
        // Consent is asked of somebody.
        (Step::AskConsent { .. }, None) => Decision::Show(Page::SignIn(SignInReason::NotSignedIn)),
    }
}
