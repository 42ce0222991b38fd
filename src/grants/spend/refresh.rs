//! Refresh tokens: spent by making the next generation the live one (RFC 9700 §4.14.2).

use super::{Bought, Spent};
use crate::app::App;
use crate::grants::machine::Renewed;
use crate::protocol::refresh::Successor;
use crate::protocol::sender::Sender;
use crate::protocol::time::Timestamp;
use crate::store::{StoreError, grants};

/// What has to be known before a refresh token is spent; each field is made by its check alone.
///
/// ```
/// # use lanyard::grants::{machine::Renewed, spend::RefreshChecks};
/// # use lanyard::protocol::{refresh::Successor, sender::Sender};
/// fn all<'a>(sender: Sender<'a>, successor: Successor, renewed: Renewed) -> RefreshChecks<'a> {
///     RefreshChecks { sender, successor, renewed }
/// }
/// ```
/// Nothing is left out: neither the client and what its tokens are bound to,
/// ```compile_fail,E0063
/// # use lanyard::grants::{machine::Renewed, spend::RefreshChecks};
/// # use lanyard::protocol::{refresh::Successor, sender::Sender};
/// fn without_sender<'a>(successor: Successor, renewed: Renewed) -> RefreshChecks<'a> {
///     RefreshChecks { successor, renewed }
/// }
/// ```
/// nor reuse, idle limit and gate,
/// ```compile_fail,E0063
/// # use lanyard::grants::{machine::Renewed, spend::RefreshChecks};
/// # use lanyard::protocol::{refresh::Successor, sender::Sender};
/// fn without_judgement<'a>(sender: Sender<'a>, renewed: Renewed) -> RefreshChecks<'a> {
///     RefreshChecks { sender, renewed }
/// }
/// ```
/// nor the scope:
/// ```compile_fail,E0063
/// # use lanyard::grants::{machine::Renewed, spend::RefreshChecks};
/// # use lanyard::protocol::{refresh::Successor, sender::Sender};
/// fn without_scope<'a>(sender: Sender<'a>, successor: Successor) -> RefreshChecks<'a> {
///     RefreshChecks { sender, successor }
/// }
/// ```
#[derive(Debug)]
pub struct RefreshChecks<'a> {
    /// The client, and what its tokens are bound to.
    pub sender: Sender<'a>,
    /// The token was judged.
    pub successor: Successor,
    /// The scope fits.
    pub renewed: Renewed,
}

/// Spends a refresh token: the one statement makes its successor the live one. None: another request was first. The successor
/// of an answer that was lost is the live one already, and is bought again.
///
/// # Errors
/// When the database does not answer.
pub async fn refresh<'a>(
    app: &App,
    checks: RefreshChecks<'a>,
    now: Timestamp,
) -> Result<Option<Spent<'a>>, StoreError> {
    let RefreshChecks {
        sender,
        successor,
        renewed,
    } = checks;
    let token = successor.token();
    if let Some(generation) = successor.replaces() {
        let client = sender.caller().client().clone();
        let lasting = app.settings.tokens.refresh_rules().lasting;
        let job = app.db.write_one(move |c| {
            Box::pin(async move {
                grants::rotate(c, token.grant(), &client.id, generation, lasting, now).await
            })
        });
        if !job.await? {
            return Ok(None);
        }
    }
    let (scope, resource) = renewed.into_parts();
    Ok(Some(Spent(Bought {
        grant: token.grant(),
        scope,
        resource,
        context: successor.into_context(),
        nonce: None,
        refresh: Some(token),
        sender,
    })))
}
