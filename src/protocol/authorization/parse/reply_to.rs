//! Where the answer to a request goes, and what it must carry (RFC 6749 §4.1.1, RFC 7636 §4.3).

use super::{LONGEST_STATE, no_proof_key, within};
use crate::protocol::authorization::{Carrier, ReplyTo, ResponseMode};
use crate::protocol::client::ResponseType;
use crate::protocol::error::{Cause, OAuthError, Refusal};
use crate::protocol::params::Params;
use crate::protocol::pkce::CodeChallenge;
use crate::protocol::redirect::RedirectTarget;

/// The most octets of `nonce` (AZ-05).
const LONGEST_NONCE: usize = 1024;

pub(super) fn read(
    params: &Params,
    redirect_uri: Option<&str>,
    mode: Result<ResponseMode, OAuthError>,
) -> Result<ReplyTo, OAuthError> {
    Ok(ReplyTo {
        redirect_uri: redirect_uri.map(str::to_owned),
        response_type: response_type(params)?,
        response_mode: mode?,
        state: within(params, "state", LONGEST_STATE)?,
        nonce: within(params, "nonce", LONGEST_NONCE)?,
        challenge: challenge(params)?,
        further: Default::default(),
    })
}

fn response_type(params: &Params) -> Result<ResponseType, OAuthError> {
    let explain = |received: &str| {
        Refusal::new(
            Cause::ResponseType,
            "RFC 6749 §3.1.1 and RFC 9700 §2.1.2",
            "response_type=code",
            received,
            "Ask for a code and redeem it at the token endpoint. Most libraries call this the code flow.",
        )
    };
    match params.one("response_type") {
        Some("code") => Ok(ResponseType::Code),
        Some(other) => Err(OAuthError::unsupported_response_type(
            "Only response_type=code is supported.",
        )
        .because(explain(other))),
        None => {
            Err(OAuthError::invalid_request("response_type is missing.")
                .because(explain("nothing")))
        }
    }
}

/// How the answer to a request travels to `target`, whatever the answer is: so this is read before anything can fail. What was
/// asked for and cannot be had is an error, which takes the way that the response type has by itself.
pub(super) fn response_mode(
    params: &Params,
    target: &RedirectTarget,
) -> (ResponseMode, Result<ResponseMode, OAuthError>) {
    let default = ResponseMode::of_type(params.one("response_type"));
    let Some(name) = params.one("response_mode") else {
        return (default, Ok(default));
    };
    let refused = |expected: String, hint| {
        let description = format!("response_mode can be {expected}.");
        let refusal = Refusal::new(
            Cause::ResponseMode,
            "OAuth 2.0 Multiple Response Types §2.1",
            expected,
            name,
            hint,
        );
        let error = OAuthError::invalid_request(description).because(refusal);
        (default, Err(error))
    };
    match default.named(name) {
        None => {
            let names = ResponseMode::ALL.map(ResponseMode::as_str).join(", ");
            refused(
                format!("{names} or jwt"),
                "Leave response_mode out: the answer is in the query then.",
            )
        }
        // A form can only be posted to a web address (RFC 8252 §7.1 has apps opened by a redirect).
        Some(mode) if mode.carrier == Carrier::FormPost && !target.is_web() => refused(
            "query or fragment where the redirect URI is an app's own scheme".to_owned(),
            "Leave response_mode out, or register an https address.",
        ),
        // What comes back in front never travels in a query (Multiple Response Types §3).
        Some(mode) if mode.carrier == Carrier::Query && default.carrier != Carrier::Query => {
            (default, Ok(mode))
        }
        Some(mode) => (mode, Ok(mode)),
    }
}

/// RFC 7636 §4.3; a missing method means `plain` there, which is refused like every other but S256 (CD-09).
fn challenge(params: &Params) -> Result<Option<CodeChallenge>, OAuthError> {
    match (
        params.one("code_challenge"),
        params.one("code_challenge_method"),
    ) {
        (None, None) => Ok(None),
        (Some(text), Some("S256")) => CodeChallenge::parse(text)
            .map(Some)
            .ok_or_else(|| no_proof_key("a code_challenge that is not 43 base64url characters")),
        (Some(_), None) => Err(no_proof_key("no code_challenge_method, which means plain")),
        (Some(_), Some(other)) => Err(no_proof_key(&format!("code_challenge_method={other}"))),
        (None, Some(_)) => Err(no_proof_key("code_challenge_method without code_challenge")),
    }
}
