//! What of `protocol/` travels sealed. The rules know nothing of seals, so their side is here.

use super::{Purpose, Travels, positional};
use crate::protocol::code::AuthorizationCode;
use crate::protocol::grant_context::GrantContext;
use crate::protocol::token::AccessTokenClaims;

impl Travels for AuthorizationCode {
    const PURPOSE: Purpose = Purpose::Code;
    const VERSION: u8 = 2;

    fn former(version: u8, plain: &[u8]) -> Option<Self> {
        let (
            id,
            client,
            user,
            sign_in,
            redirect_uri,
            redirect_uri_given,
            challenge,
            scope,
            context,
            expires_at,
        ) = positional(version, plain)?;
        Some(Self {
            id,
            client,
            user,
            sign_in,
            redirect_uri,
            redirect_uri_given,
            challenge,
            scope,
            context: GrantContext::first(context),
            expires_at,
        })
    }
}

impl Travels for AccessTokenClaims {
    const PURPOSE: Purpose = Purpose::AccessToken;
    const VERSION: u8 = 1;
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::keys::kept_tests::{FAR, NOW, opens_as};
    use crate::protocol::claims::request::ClaimsRequest;
    use crate::protocol::ids::{ClientId, GrantId, SignInId, TokenId, UserId};
    use crate::protocol::pkce::CodeChallenge;
    use crate::protocol::token::Audience;

    #[test]
    fn fc_07_opaque_access_tokens_of_former_versions_open() {
        let claims = AccessTokenClaims {
            further: Default::default(),
            iss: "https://id.example.com".into(),
            sub: UserId(Uuid::from_u128(2)).to_string(),
            aud: Audience::Many(vec!["https://id.example.com".into(), "api-1".into()]),
            client_id: "notes-1".into(),
            scope: "openid email".parse().unwrap(),
            iat: NOW.0,
            exp: FAR.0,
            jti: TokenId(Uuid::from_u128(4)),
            auth_time: Some(NOW.0),
            acr: Some("1".into()),
            amr: vec!["pwd".into()],
            gid: Some(GrantId(Uuid::from_u128(1))),
            sid: Some(SignInId(Uuid::from_u128(3))),
        };
        opens_as("access-token", &claims);
    }

    #[test]
    fn codes_of_former_versions_open() {
        let sign_in = SignInId(Uuid::from_u128(3));
        let code = AuthorizationCode {
            id: GrantId(Uuid::from_u128(1)),
            client: ClientId("notes-1".into()),
            user: UserId(Uuid::from_u128(2)),
            sign_in,
            redirect_uri: "https://app.example/cb".into(),
            redirect_uri_given: true,
            challenge: CodeChallenge::parse("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
            scope: "openid email".parse().unwrap(),
            context: GrantContext {
                nonce: Some("n-1".into()),
                auth_time: NOW,
                acr: Some("1".into()),
                amr: vec!["pwd".into()],
                sign_in: Some(sign_in),
                epoch: None,
                claims: ClaimsRequest {
                    userinfo: vec!["name".into()],
                    ..ClaimsRequest::default()
                },
                resource: None,
                further: Default::default(),
            },
            expires_at: FAR,
        };
        opens_as("code", &code);
        let json = include_str!("../../tests/kept/context.json");
        assert_eq!(
            serde_json::from_str::<GrantContext>(json).unwrap(),
            code.context
        );
    }
}
