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
    /// Nothing: they may not use the app.
    NotAssigned(Box<User>),
    /// Whether they agree to the terms.
    Terms(Box<User>),
    /// That they confirm their address.
    Address(Box<User>),
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
        not_assigned: facts.not_assigned,
        due: facts.due,
        required: facts.required,
        reach: facts.reach,
        most: facts.most,
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
        (Step::NotAssigned, Some(user)) => Decision::Show(Page::NotAssigned(Box::new(user))),
        (Step::AcceptTerms, Some(user)) => Decision::Show(Page::Terms(Box::new(user))),
        (Step::ConfirmAddress, Some(user)) => Decision::Show(Page::Address(Box::new(user))),
        (Step::SignIn { reason }, _) => Decision::Show(Page::SignIn(reason)),
        // All of it is asked of somebody.
        (
            Step::AskConsent { .. } | Step::NotAssigned | Step::AcceptTerms | Step::ConfirmAddress,
            None,
        ) => Decision::Show(Page::SignIn(SignInReason::NotSignedIn)),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::authorization::flow::Flow;
    use crate::protocol::authorization::parse;
    use crate::protocol::client::samples as clients;
    use crate::protocol::consent::Consented;
    use crate::protocol::ids::SignInId;
    use crate::protocol::params::{Limits, Params};
    use crate::store::testing::samples::{self, NOW};

    fn under_way() -> UnderWay {
        let query = "redirect_uri=https%3A%2F%2Frp.example%2Fcb&response_type=code&scope=openid+email\
            &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
        let client = clients::web(&["https://rp.example/cb"]);
        let params = Params::parse(query.as_bytes(), Limits::QUERY).unwrap();
        let request = parse(&params, &client, &|_| None).unwrap();
        UnderWay {
            target: request.revalidate(&client).unwrap(),
            flow: Flow::unbound(request, NOW),
            client: Arc::new(client),
            restarted: None,
        }
    }

    /// Somebody is here who allowed this scope before.
    fn somebody(allowed: &str) -> Facts {
        let (user, request) = (samples::user("ada"), under_way());
        let (scope, place) = (allowed.parse().unwrap(), request.target.destination());
        let sign_in = SignInFacts {
            epoch: 0,
            user: user.id,
            subject: user.sub(),
            at: NOW,
            id: SignInId(uuid::Uuid::now_v7()),
            amr: vec!["pwd".to_owned()],
            acr: None,
        };
        Facts {
            person: Some((sign_in, user)),
            consented: Consented::default().and(&scope, &request.client.name, place),
            ..Facts::default()
        }
    }

    #[test]
    fn who_it_is_is_asked_first_and_then_whether_they_allow_it() {
        let decided = |facts| decide(&under_way(), facts, NOW);
        let Decision::Show(Page::SignIn(reason)) = decided(Facts::default()) else {
            panic!("nobody is here")
        };
        assert_eq!(reason, SignInReason::NotSignedIn);
        let Decision::Show(Page::Consent(question)) = decided(somebody("openid")) else {
            panic!("something is new")
        };
        assert_eq!(question.user.login, "ada");
        assert_eq!(question.new.to_string(), "email");
        let Decision::Reply(Ok(granted)) = decided(somebody("openid email")) else {
            panic!("all of it is allowed")
        };
        assert_eq!(granted.scope.to_string(), "openid email");
    }

    #[test]
    fn what_was_answered_is_not_answered_again_but_an_error_is() {
        let finished = |allowed| Facts {
            finished: true,
            ..somebody(allowed)
        };
        let mut request = under_way();
        assert!(matches!(
            decide(&request, finished("openid email"), NOW),
            Decision::Refuse(Refused::Finished(_))
        ));
        request.flow.request.wish.prompt.none = true;
        assert!(matches!(
            decide(&request, finished("openid"), NOW),
            Decision::Reply(Err(_))
        ));
    }
}
