//! What tokens would say about somebody, without making any: for whoever maps claims.

use openidconnect::IssuerUrl;
use serde::Serialize;
use serde_json::Value;

use super::mint::of_client;
use crate::config::Settings;
use crate::protocol::acr::Level;
use crate::protocol::claims::request::ClaimsRequest;
use crate::protocol::claims::{self, Granted, Validity};
use crate::protocol::client::Client;
use crate::protocol::grant_context::GrantContext;
use crate::protocol::membership::Membership;
use crate::protocol::scope::{OPENID, ScopeSet};
use crate::protocol::time::Timestamp;
use crate::protocol::token::{AccessTokenClaims, Audience};
use crate::store::users::User;

/// The claims of each token, as they would be after a sign-in with a password at this moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Preview {
    /// Of the ID token; none without `openid`.
    pub id_token: Option<Value>,
    /// The answer of the userinfo endpoint; none without `openid`.
    pub userinfo: Option<Value>,
    /// Of the access token, whatever its format.
    pub access_token: Value,
}

/// What the tokens of `client` would say about `user` if they allowed `scope`.
///
/// # Errors
/// The issuer is no URL, which configuration has refused.
pub fn preview(
    settings: &Settings,
    client: &Client,
    (user, membership): (&User, &Membership),
    scope: &ScopeSet,
    now: Timestamp,
) -> anyhow::Result<Preview> {
    let (subject, known) = (user.sub(), user.claims());
    let granted = Granted {
        subject: &subject,
        claims: &known,
        membership,
        scope,
    };
    let context = GrantContext {
        nonce: None,
        auth_time: now,
        acr: Some(Level::OneFactor.code().to_owned()),
        amr: vec!["pwd".to_owned()],
        sign_in: None,
        epoch: None,
        claims: ClaimsRequest::default(),
        resource: None,
        further: Default::default(),
    };
    let issuer = settings.issuer.as_str();
    let aud = Audience::of(issuer, client, None);
    let access_token = AccessTokenClaims {
        sub: subject.to_string(),
        auth_time: Some(context.auth_time.0),
        acr: context.acr.clone(),
        amr: context.amr.clone(),
        further: claims::access_token(client, &granted),
        ..of_client(settings, client, scope.clone(), aud, now)
    };
    let validity = Validity {
        now,
        until: now.plus(settings.tokens.id),
    };
    let openid = scope.contains(OPENID);
    let id_token = || {
        let issuer = IssuerUrl::new(issuer.to_owned())?;
        let claims = claims::id_token(&issuer, client, granted, &context, None, validity);
        anyhow::Ok(serde_json::to_value(claims)?)
    };
    let userinfo =
        || serde_json::to_value(claims::userinfo(client, granted, &ClaimsRequest::default()));
    Ok(Preview {
        id_token: openid.then(id_token).transpose()?,
        userinfo: openid.then(userinfo).transpose()?,
        access_token: serde_json::to_value(access_token)?,
    })
}
