//! Token endpoint (RFC 6749 §3.2): spends a code, rotates a refresh token, or answers a client for itself.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use openidconnect::core::{
    CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
};
use openidconnect::{AccessToken, IdToken};
use uuid::Uuid;

use super::client::{ClientForm, UncheckedForm};
use super::cors::AnsweredTo;
use super::{TokenError, server_error, too_many};
use crate::app::App;
use crate::grant::{self, RedeemError};
use crate::http::answer::json;
use crate::keys::{MacPurpose, core_alg};
use crate::protocol::claims::{self, ExtraClaims, OurIdTokenClaims, Validity};
use crate::protocol::client::{Client, SigningAlg};
use crate::protocol::code::{AuthorizationCode, CODE_PREFIX};
use crate::protocol::error::OAuthError;
use crate::protocol::gate::{self, Denied, GrantFacts};
use crate::protocol::grant_context::GrantContext;
use crate::protocol::ids::{GrantId, SignInId, TokenId, UserId};
use crate::protocol::params::Params;
use crate::protocol::refresh::{self, Lasting, Presented, RefreshToken, RefreshVerdict};
use crate::protocol::scope::{OPENID, ScopeSet};
use crate::protocol::time::Timestamp;
use crate::protocol::token::{
    AccessTokenClaims, Audience, ClientCredentialsRequest, CodeRequest, RefreshRequest,
    TokenRequest, TokenResponse,
};
use crate::store::grants::{self, NewGrant};
use crate::store::sign_ins::Standing;
use crate::store::{Conn, StoreError, consents, sign_ins, users};

/// `typ` of our access tokens (RFC 9068 §2.1).
pub const ACCESS_TOKEN_TYPE: &str = "at+jwt";

/// Grants of one person at one app that outlive their sign-in.
const MOST_LASTING: i64 = 64;

/// Why a grant was revoked, as its row says it.
const CODE_REPLAYED: &str = "code used twice";
const REFRESH_TOKEN_STOLEN: &str = "refresh token used twice";

/// `POST /token`.
pub async fn token(State(app): State<App>, UncheckedForm(form): UncheckedForm) -> Response {
    let ClientForm { client, params } = form;
    let answer = match TokenRequest::parse(&params, &client) {
        Ok(TokenRequest::AuthorizationCode(request)) => redeem(&app, &client, &request).await,
        Ok(TokenRequest::RefreshToken(request)) => renew(&app, &client, &request).await,
        Ok(TokenRequest::ClientCredentials(request)) => answer_client(&app, &client, &request),
        Err(error) => match burn_if_repeated(&app, &client, &params).await {
            Ok(()) => Err(error.into()),
            Err(failed) => Err(failed),
        },
    };
    let mut response = match answer {
        Ok(answer) => json(StatusCode::OK, &answer),
        Err(error) => {
            tracing::info!(client = %client.id, error = error.error.code.as_str(), description = error.error.description(), "token refused");
            error.into_response()
        }
    };
    response.extensions_mut().insert(AnsweredTo(client));
    response
}

fn open_code(app: &App, text: &str, now: Timestamp) -> Option<AuthorizationCode> {
    let sealed = text.strip_prefix(CODE_PREFIX)?;
    let opened = app.keys.open(sealed, now).ok()?;
    Some(opened.value)
}

fn code_is_bad() -> OAuthError {
    OAuthError::invalid_grant("The code is unknown, expired, used, or was issued to another client")
}

/// Authorization code grant (RFC 6749 §4.1.3): one insert spends the code, because the grant has the code's id.
async fn redeem(
    app: &App,
    client: &Client,
    request: &CodeRequest,
) -> Result<TokenResponse, TokenError> {
    let now = app.clock.now();
    let code = open_code(app, &request.code, now).ok_or_else(code_is_bad)?;
    if !app.redemptions.has_room(&code.user, now) {
        return Err(too_many("sign-ins of this person"));
    }
    if code.client != client.id {
        // Not burnt: whoever intercepted it must not be able to spoil it for its owner.
        return Err(code_is_bad().into());
    }
    let redeemed = match grant::redeem(client, &code, request, now) {
        Ok(redeemed) => redeemed,
        Err(RedeemError::Refuse(error)) => {
            // Past its life, but recognised: if it was used before, this is a replay.
            revoke(app, code.id, CODE_REPLAYED, now).await?;
            return Err(error.into());
        }
        Err(RedeemError::BurnThenRefuse(error)) => {
            burn(app, new_grant(app, &code, None, now)).await?;
            return Err(error.into());
        }
    };
    let (sign_in, client_id) = (code.sign_in, client.id.clone());
    let job = app
        .db
        .read(move |c| Box::pin(async move { sign_ins::standing(c, sign_in, &client_id).await }));
    let standing = job.await?.ok_or_else(code_is_bad)?;
    if let Err(denied) = may_redeem(client, &code.scope, &code.context, &standing, now) {
        burn(app, new_grant(app, &code, None, now)).await?;
        return Err(OAuthError::from(denied).into());
    }
    let refresh = redeemed.refreshable.then_some(RefreshToken {
        grant: code.id,
        generation: 0,
    });
    app.redemptions.admits(code.user, now);
    if !spend(app, new_grant(app, &code, refresh, now), client).await? {
        tracing::warn!(client = %client.id, grant = %code.id, "a code was used a second time; its grant is revoked");
        metrics::counter!("lanyard_code_replays_total").increment(1);
        return Err(code_is_bad().into());
    }
    metrics::counter!("lanyard_tokens_issued_total", "grant" => "authorization_code").increment(1);
    let person = Person {
        user: code.user,
        claims: &standing.user.claims(),
        context: &code.context,
        nonce: code.context.nonce.as_deref(),
    };
    respond(app, client, code.id, &redeemed.scope, refresh, &person, now)
}

/// Whether the person, the sign-in and the consent behind a code still are what they were when it was made.
fn may_redeem(
    client: &Client,
    scope: &ScopeSet,
    context: &GrantContext,
    standing: &Standing,
    now: Timestamp,
) -> Result<(), Denied> {
    gate::may_redeem(
        &standing.user.standing(),
        client.disabled_at,
        Some(&standing.sign_in.standing()),
        now,
    )?;
    // Whoever brings a code from before the password changed may not be the person any more (attack row CD-20). The
    // browser that changed it goes on with its sign-in, so the sign-in does not tell.
    let changed_at = standing.user.password_changed_at;
    if changed_at.is_some_and(|at| context.auth_time < at) {
        return Err(Denied::SignedOutEverywhere);
    }
    // Consent may have been withdrawn since, when there was no grant yet to revoke.
    let wanted = scope.with(context.claims.scope_words());
    let consented = standing
        .consented
        .as_ref()
        .map(|consented| &consented.scope);
    gate::is_still_allowed(client, &wanted, consented)
}

fn new_grant(
    app: &App,
    code: &AuthorizationCode,
    refresh: Option<RefreshToken>,
    now: Timestamp,
) -> NewGrant {
    let tokens = &app.settings.tokens;
    // Kept at least as long as a replay of the code can be recognised.
    let shortest = now.plus(
        tokens.access.max(crate::protocol::code::SEAL_LIFETIME)
            + std::time::Duration::from_secs(60),
    );
    NewGrant {
        id: code.id,
        user: code.user,
        client: code.client.clone(),
        sign_in: Some(code.sign_in),
        scope: code.scope.clone(),
        context: code.context.clone(),
        refresh_generation: refresh.map(|token| token.generation),
        created_at: now,
        expires_at: if refresh.is_some() {
            shortest.max(lasting(app).expires_at(now, now))
        } else {
            shortest
        },
    }
}

/// How long refresh tokens live here.
fn lasting(app: &App) -> Lasting {
    Lasting {
        idle: app.settings.tokens.refresh_idle,
        absolute: app.settings.tokens.refresh_absolute,
    }
}

/// Spends the code by inserting the grant. `false`: it was spent before, and what it bought is revoked now, in the same
/// transaction (RFC 6749 §4.1.2).
async fn spend(app: &App, grant: NewGrant, client: &Client) -> Result<bool, TokenError> {
    if let (Some(_), Some(sign_in)) = (grant.refresh_generation, grant.sign_in) {
        return spend_lasting(app, grant, sign_in, client.clone()).await;
    }
    let job = app
        .db
        .write_guarded(move |c| Box::pin(async move { spend_or_revoke(c, &grant).await }));
    Ok(job.await?)
}

async fn spend_or_revoke(c: &mut Conn<'_>, grant: &NewGrant) -> Result<bool, StoreError> {
    let first = grants::spend(c, grant).await?;
    if !first {
        grants::revoke(c, grant.id, CODE_REPLAYED, grant.created_at).await?;
    }
    Ok(first)
}

async fn burn_or_revoke(c: &mut Conn<'_>, grant: &NewGrant) -> Result<(), StoreError> {
    if !grants::burn(c, grant).await? {
        grants::revoke(c, grant.id, CODE_REPLAYED, grant.created_at).await?;
    }
    Ok(())
}

/// The same for a grant that may outlive the sign-in. Who ends the sign-in elsewhere, changes the password or removes the
/// app's access holds the same rows and then revokes its grants: this one is there before that, or the rule is asked again
/// behind it and says no (attack row CD-20).
async fn spend_lasting(
    app: &App,
    grant: NewGrant,
    sign_in: SignInId,
    client: Client,
) -> Result<bool, TokenError> {
    let job = app.db.write(move |c| {
        Box::pin(async move {
            sign_ins::hold(c, sign_in).await?;
            consents::hold(c, grant.user, &grant.client).await?;
            let standing = sign_ins::standing(c, sign_in, &grant.client).await?;
            let may = standing.is_some_and(|standing| {
                let now = grant.created_at;
                may_redeem(&client, &grant.scope, &grant.context, &standing, now).is_ok()
            });
            if !may {
                burn_or_revoke(c, &grant).await?;
                return Ok(false);
            }
            let first = spend_or_revoke(c, &grant).await?;
            // Of one person at one app so many last; the least used ends. Looked at now and then: it costs a statement.
            if first && grant.id.0.as_bytes()[0] & 0x0f == 0 {
                grants::end_surplus(c, grant.user, &grant.client, MOST_LASTING, grant.created_at)
                    .await?;
            }
            Ok(first)
        })
    });
    Ok(job.await?)
}

/// A wrong attempt by the right client: the code buys nothing any more (attack row CD-14).
async fn burn(app: &App, grant: NewGrant) -> Result<(), TokenError> {
    app.redemptions.admits(grant.user, grant.created_at);
    let job = app
        .db
        .write_guarded(move |c| Box::pin(async move { burn_or_revoke(c, &grant).await }));
    Ok(job.await?)
}

/// What belongs to a code and comes twice is a wrong attempt like any other, when the right client makes it (attack row
/// RU-18).
async fn burn_if_repeated(app: &App, client: &Client, params: &Params) -> Result<(), TokenError> {
    let of_the_code = ["code", "redirect_uri", "code_verifier"];
    if !of_the_code.iter().any(|name| params.is_repeated(name)) {
        return Ok(());
    }
    let now = app.clock.now();
    let codes = params
        .all("code")
        .filter_map(|text| open_code(app, text, now));
    for code in codes.filter(|code| code.client == client.id) {
        burn(app, new_grant(app, &code, None, now)).await?;
    }
    Ok(())
}

/// Revokes a grant, if there is one with this id.
async fn revoke(
    app: &App,
    id: GrantId,
    reason: &'static str,
    now: Timestamp,
) -> Result<(), TokenError> {
    let job = app
        .db
        .write_one(move |c| Box::pin(async move { grants::revoke(c, id, reason, now).await }));
    job.await?;
    Ok(())
}

/// Makes the text of a refresh token: what it names, and a MAC.
pub fn seal_refresh_token(app: &App, token: &RefreshToken) -> String {
    let (kid, mac) = app.keys.mac(MacPurpose::RefreshToken, &[&token.bytes()]);
    token.to_text(kid, &mac)
}

/// The refresh token behind a text, if its MAC is ours.
pub fn open_refresh_token(app: &App, text: &str) -> Option<RefreshToken> {
    let presented = Presented::parse(text)?;
    let right = app.keys.mac_with(
        presented.kid(),
        MacPurpose::RefreshToken,
        &[&presented.bytes()],
    )?;
    presented.verify(&right)
}

fn refresh_token_is_bad() -> OAuthError {
    OAuthError::invalid_grant(
        "The refresh token is unknown, expired, used, or was issued to another client",
    )
}

/// Refresh token grant (RFC 6749 §6): one conditional update makes the successor the live one.
async fn renew(
    app: &App,
    client: &Client,
    request: &RefreshRequest,
) -> Result<TokenResponse, TokenError> {
    let now = app.clock.now();
    let presented =
        open_refresh_token(app, &request.refresh_token).ok_or_else(refresh_token_is_bad)?;
    // Another request with the same token may come first; then the facts have changed and are judged once more.
    for _ in 0..2 {
        let facts = grant_facts(app, presented.grant)
            .await?
            .ok_or_else(refresh_token_is_bad)?;
        let forgiveness = app.settings.tokens.refresh_forgiveness;
        let (successor, rotate) = match refresh::judge(&presented, client, &facts, forgiveness, now)
        {
            RefreshVerdict::Rotate { successor } => (successor, true),
            RefreshVerdict::Repeat { successor } => (successor, false),
            RefreshVerdict::Refused(error) => return Err(error.into()),
            RefreshVerdict::Theft(error) => {
                revoke(app, presented.grant, REFRESH_TOKEN_STOLEN, now).await?;
                tracing::warn!(client = %client.id, grant = %presented.grant, "a refresh token is in the wrong hands; its grant is revoked");
                metrics::counter!("lanyard_refresh_token_thefts_total").increment(1);
                return Err(error.into());
            }
        };
        gate::may_receive_tokens(&facts, now).map_err(OAuthError::from)?;
        if now >= facts.refreshed_at.plus(app.settings.tokens.refresh_idle) {
            return Err(refresh_token_is_bad().into());
        }
        let renewed = grant::renew(client, &facts, request.scope.as_ref(), now)?;
        if rotate && !rotated(app, client, &presented, now).await? {
            continue;
        }
        let user = facts.user;
        let found = app
            .db
            .read(move |c| Box::pin(async move { users::by_id(c, user).await }))
            .await?;
        let claims = found.ok_or_else(refresh_token_is_bad)?.claims();
        metrics::counter!("lanyard_tokens_issued_total", "grant" => "refresh_token").increment(1);
        let person = Person {
            user,
            claims: &claims,
            context: &facts.context,
            nonce: None,
        };
        return respond(
            app,
            client,
            facts.id,
            &renewed.scope,
            Some(successor),
            &person,
            now,
        );
    }
    Err(refresh_token_is_bad().into())
}

/// The one statement that rotates; `false` when another request was first.
async fn rotated(
    app: &App,
    client: &Client,
    token: &RefreshToken,
    now: Timestamp,
) -> Result<bool, TokenError> {
    let (token, client_id, lasting) = (*token, client.id.clone(), lasting(app));
    let job = app.db.write_one(move |c| {
        Box::pin(async move {
            grants::rotate(c, token.grant, &client_id, token.generation, lasting, now).await
        })
    });
    Ok(job.await?)
}

/// Everything known about a grant, in one read.
///
/// # Errors
/// When the database does not answer.
pub async fn grant_facts(app: &App, id: GrantId) -> Result<Option<GrantFacts>, TokenError> {
    Ok(app
        .db
        .read(move |c| Box::pin(async move { grants::facts(c, id).await }))
        .await?)
}

/// Client credentials grant (RFC 6749 §4.4): nothing is stored, so the signature is all it costs.
fn answer_client(
    app: &App,
    client: &Client,
    request: &ClientCredentialsRequest,
) -> Result<TokenResponse, TokenError> {
    if client.disabled_at.is_some() {
        return Err(OAuthError::from(gate::Denied::ClientDisabled).into());
    }
    let now = app.clock.now();
    let claims = AccessTokenClaims {
        sub: client.id.to_string(),
        ..access_token_claims(app, client, &request.scope, now)
    };
    metrics::counter!("lanyard_tokens_issued_total", "grant" => "client_credentials").increment(1);
    Ok(TokenResponse {
        access_token: sign_access_token(app, &claims)?,
        token_type: "Bearer",
        expires_in: app.settings.tokens.access.as_secs(),
        refresh_token: None,
        id_token: None,
        scope: request.scope.clone(),
    })
}

/// Whose tokens are made.
struct Person<'a> {
    user: UserId,
    claims: &'a claims::UserClaims,
    context: &'a GrantContext,
    nonce: Option<&'a str>,
}

/// Mints what was bought: access token, ID token when OpenID Connect was asked for, refresh token.
fn respond(
    app: &App,
    client: &Client,
    grant: GrantId,
    scope: &ScopeSet,
    refresh: Option<RefreshToken>,
    person: &Person<'_>,
    now: Timestamp,
) -> Result<TokenResponse, TokenError> {
    let access = AccessTokenClaims {
        sub: person.user.to_string(),
        auth_time: Some(person.context.auth_time.0),
        acr: person.context.acr.clone(),
        amr: person.context.amr.clone(),
        gid: Some(grant),
        sid: person.context.sign_in,
        ..access_token_claims(app, client, scope, now)
    };
    let access_token = sign_access_token(app, &access)?;
    let id_token = if scope.contains(OPENID) {
        let validity = Validity {
            now,
            until: now.plus(app.settings.tokens.id),
        };
        let claims = claims::id_token(
            &app.issuer_url,
            &client.id,
            person.user,
            person.claims,
            person.context,
            person.nonce,
            validity,
        );
        let alg = client.metadata.id_token_signed_response_alg;
        Some(sign_id_token(app, alg, claims, &access_token)?)
    } else {
        None
    };
    Ok(TokenResponse {
        access_token,
        token_type: "Bearer",
        expires_in: app.settings.tokens.access.as_secs(),
        refresh_token: refresh.map(|token| seal_refresh_token(app, &token)),
        id_token,
        scope: scope.clone(),
    })
}

fn access_token_claims(
    app: &App,
    client: &Client,
    scope: &ScopeSet,
    now: Timestamp,
) -> AccessTokenClaims {
    AccessTokenClaims {
        iss: app.issuer().to_owned(),
        sub: String::new(),
        aud: Audience::of(app.issuer(), client),
        client_id: client.id.to_string(),
        scope: scope.clone(),
        iat: now.0,
        exp: now.plus(app.settings.tokens.access).0,
        jti: TokenId(Uuid::now_v7()),
        auth_time: None,
        acr: None,
        amr: Vec::new(),
        gid: None,
        sid: None,
    }
}

fn sign_access_token(app: &App, claims: &AccessTokenClaims) -> Result<String, TokenError> {
    app.keys
        .sign(
            app.settings.tokens.access_alg,
            Some(ACCESS_TOKEN_TYPE),
            claims,
        )
        .map_err(|error| server_error("access_token", &error))
}

/// The claims library computes `at_hash` and calls our signer, which holds the parsed key.
fn sign_id_token(
    app: &App,
    alg: SigningAlg,
    claims: OurIdTokenClaims,
    access_token: &str,
) -> Result<String, TokenError> {
    type Signed = IdToken<
        ExtraClaims,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >;
    let signer = app
        .keys
        .signer(alg)
        .map_err(|error| server_error("id_token", &error))?;
    let access_token = AccessToken::new(access_token.to_owned());
    let signed = Signed::new(claims, &*signer, core_alg(alg), Some(&access_token), None);
    Ok(signed
        .map_err(|error| server_error("id_token", &error))?
        .to_string())
}

/// An access token of ours: signature, `typ`, issuer, audience and expiry are right (RFC 9068 §4). Whether it still
/// counts is asked of its grant.
pub fn open_access_token(app: &App, token: &str) -> Option<AccessTokenClaims> {
    app.keys
        .verify(
            token,
            Some(ACCESS_TOKEN_TYPE),
            app.issuer(),
            app.clock.now(),
        )
        .ok()
}
