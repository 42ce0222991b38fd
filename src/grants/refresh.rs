//! Refresh token grant (RFC 6749 §6): the token's text, and its trade for the next one.

use super::spend::{self, RefreshChecks};
use super::{Authorization, GrantError, ending, machine, reason};
use crate::app::App;
use crate::keys::MacPurpose;
use crate::protocol::claims::Asked;
use crate::protocol::client_auth::Caller;
use crate::protocol::refresh::{Presented, RefreshToken, RefreshVerdict, judge};
use crate::protocol::sender::Sender;
use crate::protocol::time::Timestamp;
use crate::protocol::token::{RefreshRequest, refresh_token_not_valid};
use crate::store::{grants, groups, users};

/// The text of a refresh token: what it names, and a MAC.
pub fn to_text(app: &App, token: &RefreshToken) -> String {
    let (kid, mac) = app.keys.mac(MacPurpose::RefreshToken, &[&token.bytes()]);
    token.to_text(kid, &mac)
}

/// The refresh token behind a text, if its MAC is ours.
pub fn open(app: &App, text: &str) -> Option<RefreshToken> {
    let presented = Presented::parse(text)?;
    let (kid, bytes) = (presented.kid(), presented.bytes());
    let right = app
        .keys
        .mac_with(kid, MacPurpose::RefreshToken, &[&bytes])?;
    presented.verify(&right)
}

/// Trades a refresh token: one conditional update makes the successor the live one.
///
/// # Errors
/// `invalid_grant`, the same for what is no refresh token, is past, was traded, or by another request a moment ago;
/// `invalid_scope` beyond the grant.
pub async fn renew<'a>(
    app: &App,
    caller: &'a Caller,
    request: &RefreshRequest,
    now: Timestamp,
) -> Result<Authorization<'a>, GrantError> {
    let (client, rules) = (caller.client(), app.settings.tokens.refresh_rules());
    let presented = open(app, &request.refresh_token).ok_or_else(refresh_token_not_valid)?;
    let id = presented.grant();
    // Another request with the same token may come first; then the facts have changed and are judged once more.
    for _ in 0..2 {
        let job = app
            .db
            .read(move |c| Box::pin(async move { grants::facts(c, id).await }));
        let facts = job.await?.ok_or_else(refresh_token_not_valid)?;
        let successor = match judge(&presented, client, &facts, &rules, now) {
            RefreshVerdict::Rotate { successor } | RefreshVerdict::Repeat { successor } => {
                successor
            }
            RefreshVerdict::Refused(error) => return Err(error.into()),
            RefreshVerdict::Theft(error) => {
                ending::end(app, id, reason::REFRESH_TOKEN_STOLEN, now).await?;
                tracing::warn!(client = %client.id, grant = %id, "a refresh token is in the wrong hands; its grant is revoked");
                metrics::counter!("lanyard_refresh_token_thefts_total").increment(1);
                return Err(error.into());
            }
        };
        let checks = RefreshChecks {
            sender: Sender::of(caller),
            successor,
            renewed: machine::renew(client, &facts, request, now)?,
        };
        let Some(spent) = spend::refresh(app, checks, now).await? else {
            continue;
        };
        let (user, sign_in, client_id) = (facts.user, facts.sign_in, client.id.clone());
        let asked = Asked::of(client, &facts.scope, &facts.context.claims);
        let job = app.db.read(move |c| {
            Box::pin(async move {
                let found = users::by_id(c, user).await?;
                Ok((
                    found,
                    groups::told(c, asked, (user, sign_in), &client_id).await?,
                ))
            })
        });
        let (user, membership) = job.await?;
        let user = user.ok_or_else(refresh_token_not_valid)?;
        metrics::counter!("lanyard_tokens_issued_total", "grant" => "refresh_token").increment(1);
        return Ok(Authorization::Person {
            spent,
            subject: user.sub(),
            claims: user.claims(),
            membership,
        });
    }
    Err(refresh_token_not_valid().into())
}
