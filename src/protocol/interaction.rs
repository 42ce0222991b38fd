//! What must happen before an authorization request can be answered (OIDC Core §3.1.2.3–6).

use serde::{Deserialize, Serialize};

use super::authorization::AuthorizationRequest;
use super::client::Client;
use super::error::OAuthError;
use super::ids::{SignInId, UserId};
use super::redirect::RedirectTarget;
use super::scope::ScopeSet;
use super::time::Timestamp;

/// The sign-in of this browser, if it is one that still holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInFacts {
    /// Who.
    pub user: UserId,
    /// When (`auth_time`).
    pub at: Timestamp,
    /// Which sign-in (`sid`).
    pub id: SignInId,
    /// How (`amr`).
    pub amr: Vec<String>,
    /// How strongly (`acr`).
    pub acr: Option<String>,
}

/// What was answered on our pages to this very request. Travels sealed with it, so that `prompt=login` and
/// `prompt=consent` are neither skipped nor asked in a loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Answers {
    /// When someone signed in for it.
    pub signed_in_at: Option<Timestamp>,
    /// Who allowed what it asks for; counts for nobody else (CN-04).
    pub consent_by: Option<UserId>,
    /// Who was chosen, or confirmed, on the account page.
    pub account: Option<UserId>,
}

/// Everything the decision depends on besides the request.
#[derive(Debug, Clone)]
pub struct Situation<'a> {
    /// The client's present record.
    pub client: &'a Client,
    /// Where the answer will go, from [`AuthorizationRequest::revalidate`].
    pub target: &'a RedirectTarget,
    /// The browser's sign-in.
    pub sign_in: Option<&'a SignInFacts>,
    /// What was answered to this request.
    pub answers: Answers,
    /// What this user allowed this client before.
    pub consented: &'a ScopeSet,
    /// The subject of the verified `id_token_hint`.
    pub hint: Option<UserId>,
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
    /// `prompt=select_account`.
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
    /// Show the consent page.
    AskConsent {
        /// What was not allowed before.
        new: ScopeSet,
        /// What was.
        already: ScopeSet,
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

/// What must happen before `request` can be answered. Total, and never `Issue` without a sign-in that satisfies it.
pub fn next_step(request: &AuthorizationRequest, seen: &Situation<'_>, now: Timestamp) -> Step {
    let _ = (request, seen, now);
    unimplemented!()
}
