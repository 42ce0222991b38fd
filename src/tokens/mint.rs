//! Minting (RFC 6749 §5.1, RFC 9068, OIDC Core §3.1.3.3): the one place where access tokens and ID tokens are signed.

use openidconnect::core::{
    CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
};
use openidconnect::{AccessToken, IdToken, JsonWebTokenError};
use serde_json::Map;
use uuid::Uuid;

use super::{OPAQUE_PREFIX, type_of};
use crate::app::App;
use crate::config::Settings;
use crate::grants::spend::Bought;
use crate::grants::{Authorization, refresh};
use crate::keys::{KeyError, core_alg};
use crate::protocol::claims::{self, ExtraClaims, Granted, OurIdTokenClaims, Validity};
use crate::protocol::client::Client;
use crate::protocol::ids::TokenId;
use crate::protocol::resource_server::{ResourceServers, Rules};
use crate::protocol::scope::{OPENID, ScopeSet};
use crate::protocol::time::Timestamp;
use crate::protocol::token::{AccessTokenClaims, Audience, TokenSet};

type SignedIdToken = IdToken<
    ExtraClaims,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// Why nothing was signed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum MintError {
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("the ID token: {0}")]
    IdToken(#[from] JsonWebTokenError),
}

/// Makes the tokens of an authorization: an access token, an ID token when OpenID Connect was asked for, and the refresh token
/// that was bought. An access token that is for one of the resource servers alone follows its rules, others their client.
///
/// An authorization rests on witnesses, so there are no tokens without it:
///
/// ```
/// # use lanyard::{app::App, grants::Authorization, tokens::{MintError, mint}};
/// # use lanyard::protocol::{resource_server::ResourceServers, time::Timestamp, token::TokenSet};
/// fn tokens(app: &App, may: Authorization<'_>, servers: &ResourceServers, now: Timestamp) -> Result<TokenSet, MintError> {
///     mint(app, may, servers, now)
/// }
/// ```
/// ```compile_fail,E0061
/// # use lanyard::{app::App, grants::Authorization, tokens::{MintError, mint}};
/// # use lanyard::protocol::{resource_server::ResourceServers, time::Timestamp, token::TokenSet};
/// fn tokens(app: &App, servers: &ResourceServers, now: Timestamp) -> Result<TokenSet, MintError> {
///     mint(app, servers, now)
/// }
/// ```
///
/// # Errors
/// When there is no key that signs.
pub fn mint(
    app: &App,
    authorization: Authorization<'_>,
    servers: &ResourceServers,
    now: Timestamp,
) -> Result<TokenSet, MintError> {
    let (sender, granted_scope, resource, mut access) = match &authorization {
        Authorization::Person {
            spent,
            subject,
            claims,
            membership,
        } => {
            let bought = spent.bought();
            let granted = Granted {
                subject,
                claims,
                membership,
                scope: &bought.scope,
            };
            let access = of_person(app, bought, &granted, now);
            let resource = bought.resource.as_ref();
            (&bought.sender, &bought.scope, resource, access)
        }
        Authorization::Client {
            allowed,
            sender,
            request,
        } => {
            let (client, scope) = (allowed.to().client(), request.scope().clone());
            let resource = request.resource();
            let aud = Audience::of(app.issuer(), client, resource);
            let access = of_client(&app.settings, client, scope, aud, now);
            (sender, request.scope(), resource, access)
        }
    };
    access.scope = servers.narrowed(granted_scope, resource);
    let (keys, tokens) = (&app.keys, &app.settings.tokens);
    let client = match &authorization {
        Authorization::Person { spent, .. } => spent.bought().client(),
        Authorization::Client { allowed, .. } => allowed.to().client(),
    };
    let rules = servers.of_token(client, resource);
    let access_token = written(app, client, rules.map(|server| &server.rules), &access)?;
    let id_token = match &authorization {
        Authorization::Person {
            spent,
            subject,
            claims,
            membership,
        } if granted_scope.contains(OPENID) => {
            let bought = spent.bought();
            let alg = bought.client().metadata.id_token_signed_response_alg;
            let granted = Granted {
                subject,
                claims,
                membership,
                scope: &bought.scope,
            };
            let (claims, signer) = (id_token(app, bought, granted, now), keys.signer(alg)?);
            // The claims library computes `at_hash` and calls our signer, which holds the parsed key.
            let beside = AccessToken::new(access_token.clone());
            let signed = SignedIdToken::new(claims, &*signer, core_alg(alg), Some(&beside), None)?;
            Some(signed.to_string())
        }
        _ => None,
    };
    let refresh = match &authorization {
        Authorization::Person { spent, .. } => spent.bought().refresh,
        Authorization::Client { .. } => None,
    };
    Ok(TokenSet {
        access_token,
        token_type: sender.token_type(),
        expires_in: tokens.access.as_secs(),
        refresh_token: refresh.map(|token| refresh::to_text(app, &token)),
        id_token,
        scope: access.scope,
    })
}

/// The text of an access token, in the form that is decided for its resource server, or else that its client registered. None has a
/// row: what a JWT says openly an opaque one says sealed, so both are asked of the grant behind them alike.
fn written(
    app: &App,
    client: &Client,
    rules: Option<&Rules>,
    claims: &AccessTokenClaims,
) -> Result<String, MintError> {
    let metadata = &client.metadata;
    let format = rules.and_then(|rules| rules.format);
    let alg = rules.and_then(|rules| rules.alg);
    let alg = alg.or(metadata.access_token_signed_response_alg);
    let alg = alg.unwrap_or(app.settings.tokens.access_alg);
    match type_of(format.unwrap_or(metadata.access_token_format)) {
        Some(typ) => Ok(app.keys.sign(alg, Some(typ), claims)?),
        None => {
            let sealed = app.keys.seal(Timestamp(claims.exp), claims);
            Ok(format!("{OPAQUE_PREFIX}{sealed}"))
        }
    }
}

fn of_person(
    app: &App,
    bought: &Bought<'_>,
    granted: &Granted<'_>,
    now: Timestamp,
) -> AccessTokenClaims {
    let context = &bought.context;
    let (client, scope) = (bought.client(), bought.scope.clone());
    let aud = Audience::of(app.issuer(), client, bought.resource.as_ref());
    AccessTokenClaims {
        sub: granted.subject.to_string(),
        auth_time: Some(context.auth_time.0),
        acr: context.acr.clone(),
        amr: context.amr.clone(),
        gid: Some(bought.grant),
        sid: context.sign_in,
        further: claims::access_token(client, granted),
        ..of_client(&app.settings, client, scope, aud, now)
    }
}

/// What every access token of a client says.
pub(super) fn of_client(
    settings: &Settings,
    client: &Client,
    scope: ScopeSet,
    aud: Audience,
    now: Timestamp,
) -> AccessTokenClaims {
    AccessTokenClaims {
        iss: settings.issuer.as_str().to_owned(),
        sub: client.id.to_string(),
        aud,
        client_id: client.id.to_string(),
        scope,
        iat: now.0,
        exp: now.plus(settings.tokens.access).0,
        jti: TokenId(Uuid::now_v7()),
        auth_time: None,
        acr: None,
        amr: Vec::new(),
        gid: None,
        sid: None,
        further: Map::new(),
    }
}

fn id_token(
    app: &App,
    bought: &Bought<'_>,
    granted: Granted<'_>,
    now: Timestamp,
) -> OurIdTokenClaims {
    let validity = Validity {
        now,
        until: now.plus(app.settings.tokens.id),
    };
    claims::id_token(
        &app.issuer_url,
        bought.client(),
        granted,
        &bought.context,
        bought.nonce.as_deref(),
        validity,
    )
}
