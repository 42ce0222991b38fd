//! Authorization requests as the first version of sealed texts wrote them: fields in order, without names.

use super::{AuthorizationRequest, Display, Prompt, ReplyTo, ResponseMode, Wish};
use crate::protocol::claims::request::{self, ClaimsRequest};
use crate::protocol::client::ResponseType;
use crate::protocol::further::Further;
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::pkce::CodeChallenge;
use crate::protocol::scope::ScopeSet;

/// The fields in their order.
pub type First = (
    ClientId,
    Option<String>,
    ScopeSet,
    Option<String>,
    Option<String>,
    Option<CodeChallenge>,
    Prompt,
    Option<u64>,
    Option<String>,
    Option<UserId>,
    Vec<String>,
    Vec<String>,
    request::First,
    Display,
);

impl AuthorizationRequest {
    /// What the first version of sealed texts says.
    pub fn first(fields: First) -> Self {
        let (client, redirect_uri, scope, state, nonce, challenge, prompt, max_age, ..) = fields;
        let (.., login_hint, id_token_hint, ui_locales, acr_values, claims, display) = fields;
        Self {
            wish: Wish {
                client,
                scope,
                prompt,
                max_age,
                login_hint,
                id_token_hint,
                ui_locales,
                acr_values,
                claims: ClaimsRequest::first(claims),
                resource: None,
                display,
                further: Further::default(),
            },
            reply_to: ReplyTo {
                redirect_uri,
                response_type: ResponseType::Code,
                response_mode: ResponseMode::default(),
                state,
                nonce,
                challenge,
                further: Further::default(),
            },
            further: Further::default(),
        }
    }
}
