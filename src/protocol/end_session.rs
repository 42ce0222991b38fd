//! A client asks that somebody be signed out (OpenID Connect RP-Initiated Logout 1.0): what it says, whether that is in order, and
//! whether the person is asked.

use serde::{Deserialize, Serialize};

use super::client::Client;
use super::error::{Cause, Refusal};
use super::further::Further;
use super::ids::{ClientId, SignInId, UserId};
use super::params::Params;
use super::redirect::RedirectTarget;
use super::token::Audience;

/// §2: what counts only once.
const PARAMETERS: [&str; 6] = [
    "id_token_hint",
    "logout_hint",
    "client_id",
    "post_logout_redirect_uri",
    "state",
    "ui_locales",
];
const RULE: &str = "OpenID Connect RP-Initiated Logout §2";

/// The claims of an ID token that is a hint. Its signature and its issuer were checked; it may have expired (§2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct HintClaims {
    /// What the app knows the person by.
    pub sub: String,
    aud: Audience,
    azp: Option<String>,
    sid: Option<SignInId>,
}

/// Whose sign-in a client proved to mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// The person.
    #[serde(rename = "u")]
    pub user: UserId,
    /// The sign-in that the ID token came from; none with a grant that outlived its sign-in.
    #[serde(rename = "i")]
    pub sign_in: Option<SignInId>,
}

/// A request to sign somebody out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EndSession {
    /// Who asks, when the request says it.
    #[serde(rename = "c")]
    pub client: Option<ClientId>,
    /// `post_logout_redirect_uri` as it came. [`target`](Self::target) makes an address of it that a browser may be sent to.
    #[serde(rename = "r")]
    redirect_uri: Option<String>,
    /// `state`, which goes back as it came.
    #[serde(rename = "s")]
    state: Option<String>,
    /// What `id_token_hint` proves.
    #[serde(rename = "h")]
    pub hint: Option<Hint>,
    /// `logout_hint`: login name or e-mail address of whoever is meant. It proves nothing.
    #[serde(rename = "l")]
    pub logout_hint: Option<String>,
    /// `ui_locales`: the languages of the pages on the way.
    #[serde(rename = "u")]
    pub ui_locales: Option<String>,
    /// What only a newer version knows.
    #[serde(flatten)]
    further: Further<0>,
}

/// What happens to a request that is in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// This sign-in ends, and nobody is asked.
    End(SignInId),
    /// The person is asked.
    Ask,
    /// Nobody is signed in in this browser, so there is nothing to end.
    Nothing,
}

/// A request that is not in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotInOrder {
    /// What is wrong.
    pub refusal: Refusal,
    /// The client that it names, if it does: its owner may know.
    pub client: Option<ClientId>,
}

/// Reads a request. `verified`: the claims of its `id_token_hint` and whose it is, or why it is none of this server (§2 and §4).
///
/// # Errors
/// The refusal belongs on a page, and nobody is sent anywhere.
pub fn parse(
    params: &Params,
    verified: Option<Result<(HintClaims, UserId), String>>,
) -> Result<EndSession, Box<NotInOrder>> {
    let named = params.one("client_id");
    let refuse = |refusal| {
        let client = named.and_then(|id| id.parse().ok());
        Box::new(NotInOrder { refusal, client })
    };
    if let Some(name) = PARAMETERS.into_iter().find(|name| params.is_repeated(name)) {
        let refusal = Refusal::new(
            Cause::Repeated,
            RULE,
            "each parameter once",
            format!("{name} more than once"),
            "Send each parameter once. Look for code that adds it to a URL that has it already.",
        );
        return Err(refuse(refusal));
    }
    let claims = match verified {
        None => None,
        Some(Ok(claims)) => Some(claims),
        Some(Err(why)) => return Err(refuse(not_ours(why))),
    };
    let client = client(claims.as_ref().map(|(claims, _)| claims), named).map_err(refuse)?;
    let text = |name| params.one(name).map(str::to_owned);
    let request = EndSession {
        client,
        redirect_uri: text("post_logout_redirect_uri"),
        state: text("state"),
        hint: claims.map(|(claims, user)| Hint {
            user,
            sign_in: claims.sid,
        }),
        logout_hint: text("logout_hint"),
        ui_locales: text("ui_locales"),
        further: Further::default(),
    };
    if request.redirect_uri.is_some() && request.client.is_none() {
        // §3: without a hint or a client's name nothing says whose address it is.
        let refusal = Refusal::new(
            Cause::ClientMissing,
            "OpenID Connect RP-Initiated Logout §2 and §3",
            "id_token_hint or client_id together with post_logout_redirect_uri",
            "neither",
            "Send the ID token of the sign-in as id_token_hint, or at least client_id.",
        );
        return Err(refuse(refusal));
    }
    Ok(request)
}

/// Who asks: whoever the ID token was issued to, and nobody else (§2: the OP verifies that `client_id` matches).
fn client(claims: Option<&HintClaims>, named: Option<&str>) -> Result<Option<ClientId>, Refusal> {
    let Some(claims) = claims else {
        return match named.map(str::parse) {
            None => Ok(None),
            Some(Ok(id)) => Ok(Some(id)),
            Some(Err(_)) => Err(unknown(named.unwrap_or_default())),
        };
    };
    let audience = claims.aud.all();
    let own = match (&claims.azp, audience) {
        (Some(azp), _) => vec![azp.as_str()],
        (None, all) => all,
    };
    let chosen = match (named, own.as_slice()) {
        (Some(named), own) => own.iter().find(|own| **own == named).copied(),
        (None, [only]) => Some(*only),
        (None, _) => None,
    };
    let id = chosen.and_then(|id| id.parse().ok());
    id.map(Some).ok_or_else(|| {
        Refusal::new(
            Cause::HintOfAnotherClient,
            RULE,
            format!("client_id {}", own.join(" or ")),
            named.unwrap_or("no client_id"),
            "Send the client_id that the ID token was issued to, or leave client_id out.",
        )
    })
}

/// No client has this id.
pub fn unknown(id: &str) -> Refusal {
    Refusal::new(
        Cause::ClientMissing,
        RULE,
        "the client_id of an app that is registered here",
        id,
        "Compare client_id with the one that is registered.",
    )
}

fn not_ours(why: String) -> Refusal {
    Refusal::new(
        Cause::IdTokenHint,
        "OpenID Connect RP-Initiated Logout §2 and §4",
        "an ID token that this server issued to the app; an expired one is good too",
        why,
        "Send the ID token that came with the sign-in, whole and unchanged: no access token, and none of another server.",
    )
}

impl EndSession {
    /// Where the browser goes afterwards, held against what the client registers now: the same octets, or for native apps another
    /// port of a loopback address, as at sign-in (§3.1; RFC 8252 §7.3). A client that is switched off gets nobody.
    ///
    /// # Errors
    /// The address is not registered, or the client is switched off. Nobody is sent anywhere (§3).
    pub fn target(&self, client: &Client) -> Result<Option<RedirectTarget>, Refusal> {
        let Some(requested) = &self.redirect_uri else {
            return Ok(None);
        };
        if client.disabled_at.is_some() {
            return Err(Refusal::new(
                Cause::ClientDisabled,
                "OpenID Connect RP-Initiated Logout §3",
                "an app that is switched on",
                "one that is switched off",
                "Switch the app on again.",
            ));
        }
        let registered = &client.metadata.post_logout_redirect_uris;
        let any_port = client.rules().loopback_any_port;
        RedirectTarget::resolve(registered, any_port, Some(requested), true)
            .map(Some)
            .map_err(|refusal| Refusal {
                cause: Cause::PostLogoutUnregistered,
                rule: "OpenID Connect RP-Initiated Logout §3 and §3.1: the addresses are compared character by character",
                fix: "Register exactly the address that the app sends, under “After sign-out, go to”, or make the app send a registered one."
                    .to_owned(),
                ..refusal
            })
    }

    /// The address with `state` as it came, and nothing else (§3).
    pub fn location(&self, target: &RedirectTarget) -> String {
        let state = self.state.as_deref().map(|state| ("state", state));
        match state {
            None => target.as_str().to_owned(),
            Some(_) => target.with(state),
        }
    }

    /// What happens in a browser in which these are signed in. An ID token of one of them proves that the client knows it, so its
    /// person is not asked; whatever proves less might come from anywhere (§2, §6).
    pub fn step(&self, here: &[SignInId]) -> Step {
        let proven = self.hint.and_then(|hint| hint.sign_in);
        match proven.filter(|own| here.contains(own)) {
            Some(own) => Step::End(own),
            None if here.is_empty() => Step::Nothing,
            None => Step::Ask,
        }
    }
}

#[cfg(test)]
mod tests;
