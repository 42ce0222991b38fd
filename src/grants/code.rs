//! Authorization code grant (RFC 6749 §4.1.3): the code's text, and its redemption.

use super::machine::{self, RedeemError};
use super::spend::{self, CodeChecks};
use super::{Authorization, GrantError, ending, reason};
use crate::app::App;
use crate::protocol::claims::Asked;
use crate::protocol::client::Client;
use crate::protocol::client_auth::Caller;
use crate::protocol::code::{AuthorizationCode, SEAL_LIFETIME};
use crate::protocol::error::OAuthError;
use crate::protocol::gate::allow_code;
use crate::protocol::params::Params;
use crate::protocol::sender::Sender;
use crate::protocol::time::Timestamp;
use crate::protocol::token::{CodeRequest, code_not_valid};
use crate::store::{groups, sign_ins};

/// What every code begins with, so that one kind of secret is never taken for another (attack row CD-05).
const PREFIX: &str = "lyc_";

/// The text of a code: no row is written; it carries what it is good for, sealed.
pub fn to_text(app: &App, code: &AuthorizationCode, now: Timestamp) -> String {
    let sealed = app.keys.seal(now.plus(SEAL_LIFETIME), code);
    format!("{PREFIX}{sealed}")
}

fn open(app: &App, text: &str, now: Timestamp) -> Option<AuthorizationCode> {
    let sealed = text.strip_prefix(PREFIX)?;
    let opened = app.keys.open(sealed, now).ok()?;
    Some(opened.value)
}

/// Redeems a code: one insert spends it, because the grant has the code's id.
///
/// # Errors
/// `invalid_grant`, the same for what is not a code, is past, another client's, or spent.
pub async fn redeem<'a>(
    app: &App,
    caller: &'a Caller,
    request: &CodeRequest,
    now: Timestamp,
) -> Result<Authorization<'a>, GrantError> {
    let client = caller.client();
    let code = open(app, &request.code, now).ok_or_else(code_not_valid)?;
    if !app.redemptions.has_room(&code.user, now) {
        return Err(GrantError::TooMany("sign-ins of this person"));
    }
    if code.client != client.id {
        // Not burnt: whoever intercepted it must not be able to spoil it for its owner.
        return Err(code_not_valid().into());
    }
    let redeemed = match machine::redeem(client, &code, request, now) {
        Ok(redeemed) => redeemed,
        Err(RedeemError::Refuse(error)) => {
            // Past its life, but recognised: if it was used before, this is a replay.
            ending::end(app, code.id, reason::CODE_REPLAYED, now).await?;
            return Err(error.into());
        }
        Err(RedeemError::BurnThenRefuse(error)) => {
            spend::burn(app, &code, now).await?;
            return Err(error.into());
        }
    };
    let (sign_in, user, client_id) = (code.sign_in, code.user, client.id.clone());
    let asked = Asked::of(client, &code.scope, &code.context.claims);
    let job = app.db.read(move |c| {
        Box::pin(async move {
            let standing = sign_ins::standing(c, sign_in, &client_id).await?;
            Ok((
                standing,
                groups::told(c, asked, (user, Some(sign_in)), &client_id).await?,
            ))
        })
    });
    let (standing, membership) = job.await?;
    let standing = standing.ok_or_else(code_not_valid)?;
    let allowed = match allow_code(client, &code, &standing.of_code(), now) {
        Ok(allowed) => allowed,
        Err(denied) => {
            spend::burn(app, &code, now).await?;
            return Err(OAuthError::from(denied).into());
        }
    };
    let checks = CodeChecks {
        sender: Sender::of(caller),
        redeemed,
        allowed,
    };
    let Some(spent) = spend::code(app, checks, now).await? else {
        tracing::warn!(client = %client.id, grant = %code.id, "a code was used a second time; its grant is revoked");
        metrics::counter!("lanyard_code_replays_total").increment(1);
        return Err(code_not_valid().into());
    };
    metrics::counter!("lanyard_tokens_issued_total", "grant" => "authorization_code").increment(1);
    let user = standing.user;
    Ok(Authorization::Person {
        spent,
        subject: user.sub(),
        claims: user.claims(),
        membership,
    })
}

/// What belongs to a code and comes twice is a wrong attempt like any other, when the right client makes it (attack row
/// RU-18).
///
/// # Errors
/// When the database does not answer.
pub async fn burn_if_repeated(
    app: &App,
    client: &Client,
    params: &Params,
    now: Timestamp,
) -> Result<(), GrantError> {
    let of_the_code = ["code", "redirect_uri", "code_verifier"];
    if !of_the_code.iter().any(|name| params.is_repeated(name)) {
        return Ok(());
    }
    let codes = params.all("code").filter_map(|text| open(app, text, now));
    for code in codes.filter(|code| code.client == client.id) {
        spend::burn(app, &code, now).await?;
    }
    Ok(())
}
