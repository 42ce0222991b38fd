//! Posts a logout token (OpenID Connect Back-Channel Logout 1.0 §2.5).

use super::Inner;
use super::turn::Outcome;
use crate::protocol::ids::{ClientId, TokenId};
use crate::protocol::logout_token::{LogoutTokenClaims, TYP};
use crate::protocol::subject::Subject;
use crate::random;
use crate::store::outbox::Message;
use crate::store::{StoreError, clients};

/// Tells an app that a sign-in ended, at the address it has registered by now.
pub(super) async fn tell(own: &Inner, message: &Message) -> Result<Outcome, StoreError> {
    let (Some(sub), Some(sign_in)) = (subject(message), message.sign_in_id) else {
        return Ok(Outcome::Refused("the message names nobody".to_owned()));
    };
    let id = ClientId(message.receiver.clone());
    let job = own
        .db
        .read(move |c| Box::pin(async move { clients::by_id(c, &id).await }));
    let Some(client) = job.await? else {
        return Ok(Outcome::Needless("the app is gone".to_owned()));
    };
    let Some(address) = &client.metadata.logout.backchannel_logout_uri else {
        return Ok(Outcome::Needless("it has no address any more".to_owned()));
    };
    let now = own.clock.now();
    let claims = LogoutTokenClaims::new(
        &own.issuer,
        client.id,
        (sub, sign_in),
        TokenId(random::uuid_v7(now)),
        now,
    );
    // §2.4: signed as its ID tokens are.
    let alg = client.metadata.id_token_signed_response_alg;
    let token = match own.keys.sign(alg, Some(TYP), &claims) {
        Ok(token) => token,
        Err(error) => return Ok(Outcome::Failed(error.to_string())),
    };
    let form = [("logout_token", &*token)];
    Ok(match own.outbound.post_form(address, &form).await {
        Ok(answer) => judged(answer.status),
        Err(error) => Outcome::Failed(error.to_string()),
    })
}

/// What the app knows the person by. It is in the message when it is not the id: the account may be gone by now.
fn subject(message: &Message) -> Option<Subject> {
    match &message.body {
        Some(own) => Subject::parse(std::str::from_utf8(own).ok()?).ok(),
        None => message.user_id.map(Subject::from),
    }
}

/// What the status says (§2.8). Only 400 means that the app has read the token and would not have it; anything else may be another
/// tomorrow: an app under way to its new version, a proxy in front of none.
fn judged(status: u16) -> Outcome {
    match status {
        200..=299 => Outcome::Took(format!("HTTP {status}")),
        400 => Outcome::Refused("HTTP 400: it refused the logout token".to_owned()),
        300..=399 => Outcome::Failed(format!("HTTP {status}: a redirect, which is not followed")),
        _ => Outcome::Failed(format!("HTTP {status}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_status_means() {
        for (status, took) in [
            (200, true),
            (204, true),
            (302, false),
            (404, false),
            (503, false),
        ] {
            let failed = matches!(judged(status), Outcome::Failed(_));
            assert_eq!(matches!(judged(status), Outcome::Took(_)), took);
            assert_eq!(failed, !took);
        }
        assert!(matches!(judged(400), Outcome::Refused(_)));
    }
}
