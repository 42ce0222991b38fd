//! Where the answer to a request goes, and what it must carry (RFC 6749 §4.1.1, RFC 7636 §4.3).

use super::{LONGEST_STATE, no_proof_key, within};
use crate::protocol::authorization::{ReplyTo, ResponseMode};
use crate::protocol::client::ResponseType;
use crate::protocol::error::{Cause, OAuthError, Refusal};
use crate::protocol::params::Params;
use crate::protocol::pkce::CodeChallenge;

/// The most octets of `nonce` (AZ-05).
const LONGEST_NONCE: usize = 1024;

pub(super) fn read(params: &Params, redirect_uri: Option<&str>) -> Result<ReplyTo, OAuthError> {
    Ok(ReplyTo {
        redirect_uri: redirect_uri.map(str::to_owned),
        response_type: response_type(params)?,
        response_mode: response_mode(params)?,
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

fn response_mode(params: &Params) -> Result<ResponseMode, OAuthError> {
    let Some(name) = params.one("response_mode") else {
        return Ok(ResponseMode::default());
    };
    ResponseMode::parse(name).ok_or_else(|| {
        OAuthError::invalid_request("Only response_mode=query is supported.").because(Refusal::new(
            Cause::ResponseMode,
            "OAuth 2.0 Multiple Response Types §2.1",
            "response_mode=query, or none",
            name,
            "Leave response_mode out.",
        ))
    })
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
