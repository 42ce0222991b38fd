//! What must happen before an authorization request can be answered (OIDC Core §3.1.2.3–6).

use serde::{Deserialize, Serialize};

use super::acr::Level;
use super::authorization::Wish;
use super::client::Client;
use super::consent::{Changes, Consented};
use super::error::{ErrorCode, OAuthError};
use super::ids::{SignInId, UserId};
use super::redirect::RedirectTarget;
use super::scope::{OFFLINE_ACCESS, ScopeSet};
use super::subject::Subject;
use super::time::Timestamp;

/// The sign-in of this browser, if it is one that still holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInFacts {
    /// Who.
    pub user: UserId,
    /// What apps know them by (`sub`).
    pub subject: Subject,
    /// When (`auth_time`).
    pub at: Timestamp,
    /// Which sign-in (`sid`).
    pub id: SignInId,
    /// How (`amr`).
    pub amr: Vec<String>,
    /// How strongly, as the client is told (`acr`); [`next_step`] says it.
    pub acr: Option<String>,
    /// The person's epoch ([`UserStanding`](super::gate::UserStanding)).
    pub epoch: i64,
}

/// What was answered on our pages to this very request. Travels sealed with it, so that `prompt=login` and
/// `prompt=consent` are neither skipped nor asked in a loop. It is closed: an answer that comes later is a member of the flow, where
/// versions that do not know it keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Answers {
    /// When someone signed in for it.
    pub signed_in_at: Option<Timestamp>,
    /// Who allowed what it asks for; counts for nobody else (CN-04).
    pub consent_by: Option<UserId>,
    /// Who was chosen, or confirmed, on the account page.
    pub account: Option<UserId>,
}

/// What a person has to do before any app gets an answer about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Due {
    /// Agree to the terms that are in force.
    pub terms: bool,
    /// Confirm an e-mail address.
    pub address: bool,
}

/// Everything the decision depends on besides the request.
#[derive(Debug, Clone)]
pub struct Situation<'a> {
    /// The client's present record.
    pub client: &'a Client,
    /// Where the answer will go, from
    /// [`AuthorizationRequest::revalidate`](super::authorization::AuthorizationRequest::revalidate).
    pub target: &'a RedirectTarget,
    /// The browser's sign-in.
    pub sign_in: Option<&'a SignInFacts>,
    /// What was answered to this request.
    pub answers: Answers,
    /// What this user allowed this client before.
    pub consented: &'a Consented,
    /// The subject of the verified `id_token_hint`.
    pub hint: Option<UserId>,
    /// Who the `login_hint` names, if they are signed in in this browser.
    pub named: Option<UserId>,
    /// Whoever is signed in may not use the client: not everybody may, and they are not assigned to it.
    pub not_assigned: bool,
    /// What whoever is signed in has to do first.
    pub due: Due,
    /// How strong the operator wants the sign-ins of this person to be.
    pub required: Level,
    /// The strongest that they can reach with what they have set up.
    pub reach: Level,
    /// The strongest that they could reach by setting something up on the way.
    pub most: Level,
}

/// Who asks for a stronger sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedBy {
    /// The app (`acr_values`, `claims`; RFC 9470 §4).
    App,
    /// Whoever runs this server.
    Operator,
}

/// Why a sign-in is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInReason {
    /// Nobody is signed in.
    NotSignedIn,
    /// `prompt=login`.
    Asked,
    /// `max_age` has passed.
    TooOld,
    /// The client expects somebody else (`id_token_hint`, or `sub` in `claims`).
    SomebodyElse,
    /// It was made with fewer factors than are wanted.
    TooWeak(AskedBy),
    /// `prompt=select_account`, or several are signed in and it is not clear who is meant.
    ChooseAccount,
}

/// What happens next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Show the sign-in page.
    SignIn {
        /// Why.
        reason: SignInReason,
    },
    /// Tell whoever signed in that they may not use the client.
    NotAssigned,
    /// Ask whoever signed in to agree to the terms.
    AcceptTerms,
    /// Ask whoever signed in to confirm their address.
    ConfirmAddress,
    /// Show the consent page.
    AskConsent {
        /// What was not allowed before.
        new: ScopeSet,
        /// What was.
        already: ScopeSet,
        /// What is different from what was shown then: if anything is, nothing counts as allowed.
        changes: Changes,
    },
    /// Answer the client with an error.
    Refuse(OAuthError),
    /// Answer the client with a code.
    Issue {
        /// What it is for.
        scope: ScopeSet,
        /// Who signed in, when and how.
        sign_in: SignInFacts,
    },
}

/// What must happen before a request can be answered. Total, and never `Issue` without a sign-in that satisfies its `wish`.
///
/// `seen.target` must come from revalidating the request against `seen.client`.
pub fn next_step(wish: &Wish, seen: &Situation<'_>, now: Timestamp) -> Step {
    let silent = wish.prompt.none;
    let sign_in = match satisfying_sign_in(wish, seen, now) {
        Ok(sign_in) => sign_in,
        Err(Unsatisfied::Ask(reason)) if !silent => return Step::SignIn { reason },
        Err(Unsatisfied::Ask(_)) => {
            return Step::Refuse(OAuthError::login_required("Nobody suitable is signed in."));
        }
        Err(Unsatisfied::Refuse(error)) => return Step::Refuse(error),
    };
    if seen.not_assigned {
        return match silent {
            true => Step::Refuse(not_assigned()),
            false => Step::NotAssigned,
        };
    }
    if seen.due != Due::default() {
        return match (silent, seen.due.terms) {
            (true, _) => Step::Refuse(OAuthError::interaction_required(
                "The user has to agree to the terms or to confirm an e-mail address first.",
            )),
            (false, true) => Step::AcceptTerms,
            (false, false) => Step::ConfirmAddress,
        };
    }
    let wanted = &wish.needs_consent_for();
    let remembered = remembered(seen);
    let answered = seen.answers.consent_by == Some(sign_in.user);
    let settled = remembered.covers(wanted) && !wish.prompt.consent;
    if answered || settled {
        return Step::Issue {
            scope: wish.scope.clone(),
            sign_in: told(wish, sign_in),
        };
    }
    if !silent {
        let changes = changes(seen);
        let before = &seen.consented.scope;
        let (new, already) = match changes.is_empty() {
            true => (wanted.minus(before), wanted.intersection(before)),
            false => (wanted.clone(), ScopeSet::default()),
        };
        return Step::AskConsent {
            new,
            already,
            changes,
        };
    }
    // OIDC Core §11: without a way to ask, offline_access is ignored rather than refused (RT-09).
    let online = wanted.without(OFFLINE_ACCESS);
    if remembered.covers(&online) {
        return Step::Issue {
            scope: wish.scope.without(OFFLINE_ACCESS),
            sign_in: told(wish, sign_in),
        };
    }
    Step::Refuse(OAuthError::consent_required(
        "The user has not allowed this yet.",
    ))
}

/// What an app hears of somebody who may not use it (OIDC Core §3.1.2.6: RFC 6749 §4.1.2.1).
pub fn not_assigned() -> OAuthError {
    OAuthError::access_denied(
        "The user may not use this app: it is for people who are assigned to it",
    )
}

/// The classes that the client wants, in order of preference: essential ones (OIDC Core §5.5.1.1), or else those it would like.
fn classes(wish: &Wish) -> &[String] {
    match wish.claims.essential_acr.is_empty() {
        true => &wish.acr_values,
        false => &wish.claims.essential_acr,
    }
}

/// The sign-in as the client is told of it.
fn told(wish: &Wish, sign_in: &SignInFacts) -> SignInFacts {
    let reached = Level::of(&sign_in.amr);
    SignInFacts {
        acr: reached.map(|reached| reached.told(classes(wish)).to_owned()),
        ..sign_in.clone()
    }
}

/// How strong a sign-in for `wish` has to be, and how strong it is to be if its person can: for the rule of factors. Classes that are
/// not offered ask for nothing here.
pub fn wanted(wish: &Wish) -> (Level, Level) {
    let least = |classes: &[String]| Level::least(classes).unwrap_or_default();
    (least(&wish.claims.essential_acr), least(classes(wish)))
}

/// What is known to be allowed without asking.
enum Remembered<'a> {
    /// Nothing, whatever was allowed before.
    Nothing,
    /// What the person allowed before.
    Allowed(&'a ScopeSet),
    /// Everything the client registered.
    FirstParty,
}

impl Remembered<'_> {
    fn covers(&self, wanted: &ScopeSet) -> bool {
        match self {
            Self::Nothing => false,
            Self::Allowed(consented) => !wanted.is_empty() && wanted.is_subset_of(consented),
            Self::FirstParty => true,
        }
    }
}

/// RFC 8252 §8.6 (DR-14): any program on the device can listen at a loopback address or claim a private-use scheme, and any can
/// send a public client's name. So a person is asked every time, unless the client proves itself with a secret or by an https
/// address that only it receives; of a native app that is one the operating system gives to the app alone (RFC 8252 §7.2).
fn remembered<'a>(seen: &Situation<'a>) -> Remembered<'a> {
    let rules = seen.client.rules();
    let proven = rules.proves_itself || seen.target.is_https();
    match (proven, rules.asks_consent) {
        (false, _) => Remembered::Nothing,
        // FI-07: it was given to the name and the place that were shown.
        (true, true) if !changes(seen).is_empty() => Remembered::Nothing,
        (true, true) => Remembered::Allowed(&seen.consented.scope),
        (true, false) => Remembered::FirstParty,
    }
}

fn changes(seen: &Situation<'_>) -> Changes {
    seen.consented
        .changes(&seen.client.name, seen.target.destination())
}

enum Unsatisfied {
    Ask(SignInReason),
    Refuse(OAuthError),
}

/// The browser's sign-in, if it is the one that the request wants (OIDC Core §3.1.2.1 and §3.1.2.3).
fn satisfying_sign_in<'a>(
    wish: &Wish,
    seen: &Situation<'a>,
    now: Timestamp,
) -> Result<&'a SignInFacts, Unsatisfied> {
    let sign_in = seen
        .sign_in
        .ok_or(Unsatisfied::Ask(SignInReason::NotSignedIn))?;
    let chosen = seen.answers.account == Some(sign_in.user);
    let somebody_was_chosen = seen.answers.account.is_some();
    // Made for this very request, so it is as new as can be asked for.
    let fresh = seen.answers.signed_in_at.is_some_and(|at| sign_in.at >= at)
        && (chosen || !somebody_was_chosen);
    let somebody_else = seen.hint.is_some_and(|expected| expected != sign_in.user)
        || wish
            .claims
            .subject
            .as_ref()
            .is_some_and(|expected| expected != sign_in.subject.as_str());
    if somebody_else {
        // AZ-13: never a code for another person than the one the client named.
        return Err(if fresh {
            Unsatisfied::Refuse(OAuthError::login_required(
                "Somebody else than the expected user signed in.",
            ))
        } else {
            Unsatisfied::Ask(SignInReason::SomebodyElse)
        });
    }
    // SS-24, CN-09: the request goes on as whoever was chosen for it, not as who took their place in another tab.
    if somebody_was_chosen && !chosen {
        return Err(Unsatisfied::Ask(SignInReason::ChooseAccount));
    }
    if !fresh {
        if wish.prompt.select_account && !chosen {
            return Err(Unsatisfied::Ask(SignInReason::ChooseAccount));
        }
        if wish.prompt.login {
            return Err(Unsatisfied::Ask(SignInReason::Asked));
        }
        // max_age=0 asks for a new sign-in like prompt=login, even within the same second.
        if wish
            .max_age
            .is_some_and(|most| most == 0 || now.since(sign_in.at).as_secs() > most)
        {
            return Err(Unsatisfied::Ask(SignInReason::TooOld));
        }
        // A hint only: in silence it is not worth an error.
        let named = seen.named.is_none_or(|named| named == sign_in.user);
        if !named && !chosen && !wish.prompt.none {
            return Err(Unsatisfied::Ask(SignInReason::ChooseAccount));
        }
    }
    strong_enough(wish, seen, sign_in, fresh)?;
    Ok(sign_in)
}

/// Whether the sign-in is as strong as is wanted (OIDC Core §3.1.2.1, §5.5.1.1, RFC 9470 §4). A person is asked for no more than they
/// can show or set up, and once for each request.
fn strong_enough(
    wish: &Wish,
    seen: &Situation<'_>,
    sign_in: &SignInFacts,
    fresh: bool,
) -> Result<(), Unsatisfied> {
    let reached = Level::of(&sign_in.amr).unwrap_or_default();
    if reached < seen.required {
        return Err(Unsatisfied::Ask(SignInReason::TooWeak(AskedBy::Operator)));
    }
    let ask = Err(Unsatisfied::Ask(SignInReason::TooWeak(AskedBy::App)));
    let silent = wish.prompt.none;
    let essential = &wish.claims.essential_acr;
    if !essential.is_empty() {
        let least = Level::least(essential);
        let can_be = |least: &Level| *least <= seen.most;
        return match least {
            Some(least) if reached >= least => Ok(()),
            Some(least) if !fresh && !silent && can_be(&least) => ask,
            // A failed authentication.
            _ => Err(Unsatisfied::Refuse(OAuthError::new(
                ErrorCode::UnmetAuthenticationRequirements,
                "The sign-in did not reach the authentication context that is essential.",
            ))),
        };
    }
    match Level::least(&wish.acr_values) {
        // What is only preferred is no reason to ask who showed two factors for others.
        Some(least)
            if reached < least.min(Level::TwoFactors)
                && least <= seen.reach
                && !fresh
                && !silent =>
        {
            ask
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
