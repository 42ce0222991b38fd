//! Plans for signing keys.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{KeyPolicy, SigningKeyRow};
use crate::keys::SigningAlg;
use crate::keys::crypto::length_prefixed;
use crate::protocol::time::Timestamp;

/// The key of `alg` that signs at `now`: the newest that is active. One that retires signs only when there is no other; of
/// two from the same second, which their times do not tell apart, the one without a successor is the successor.
pub fn signing(rows: &[SigningKeyRow], alg: SigningAlg, now: Timestamp) -> Option<&SigningKeyRow> {
    let active = rows
        .iter()
        .filter(|row| row.alg == alg && row.active_at <= now && now < row.gone_at);
    active.max_by_key(|row| {
        let stays = now < row.retiring_at;
        (stays, row.active_at, row.announced_at, &row.kid)
    })
}

/// The key of `alg` that signs next. For tests.
pub fn announced(
    rows: &[SigningKeyRow],
    alg: SigningAlg,
    now: Timestamp,
) -> Option<&SigningKeyRow> {
    let waiting = rows
        .iter()
        .filter(|row| row.alg == alg && now < row.active_at && now < row.gone_at);
    waiting.min_by_key(|row| (row.active_at, row.announced_at, &row.kid))
}

/// One step of a plan for signing keys.
#[derive(Clone)]
#[expect(
    clippy::large_enum_variant,
    reason = "a plan has three of them and lives for a moment"
)]
pub(in crate::keys) enum SigningStep {
    /// Make a key that signs from `active_at`. It gets a random id unless the id is what decides.
    Make {
        alg: SigningAlg,
        kid: Option<String>,
        active_at: Timestamp,
    },
    /// Give a key other times, if it still has the old ones.
    Move {
        old: SigningKeyRow,
        new: SigningKeyRow,
    },
}

impl SigningStep {
    fn make(alg: SigningAlg, active_at: Timestamp) -> Self {
        Self::Make {
            alg,
            kid: None,
            active_at,
        }
    }

    fn set(old: &SigningKeyRow, new: SigningKeyRow) -> Self {
        Self::Move {
            old: old.clone(),
            new,
        }
    }
}

/// What `alg` needs so that one key signs and one is announced. `origin` is bytes that all nodes have alike.
pub(in crate::keys) fn plan(
    rows: &[SigningKeyRow],
    alg: SigningAlg,
    origin: &[u8],
    now: Timestamp,
    policy: &KeyPolicy,
) -> Vec<SigningStep> {
    match (signing(rows, alg, now), announced(rows, alg, now)) {
        (Some(_), Some(_)) => vec![],
        (Some(current), None) => {
            let active_at = current
                .active_at
                .plus(policy.life)
                .max(now.plus(policy.announce));
            vec![
                SigningStep::set(current, current.ending(active_at, policy)),
                SigningStep::make(alg, active_at),
            ]
        }
        // The clock was set back.
        (None, Some(next)) => vec![SigningStep::set(
            next,
            SigningKeyRow {
                active_at: now,
                ..next.clone()
            },
        )],
        (None, None) => {
            vec![SigningStep::Make {
                alg,
                kid: Some(derived_kid(rows, alg, origin)),
                active_at: now,
            }]
        }
    }
}

/// The id of a key that has no predecessor to compare and set: two nodes that make it at once give it the same id,
/// and the primary key lets one in. Other ids are random, so that a restored backup never leads to a second key of
/// the same id, which relying parties could not tell from the first.
fn derived_kid(rows: &[SigningKeyRow], alg: SigningAlg, origin: &[u8]) -> String {
    let newest = rows
        .iter()
        .filter(|row| row.alg == alg)
        .max_by_key(|row| (row.announced_at, &row.kid));
    let before = newest.map_or("", |row| &row.kid);
    let parts = [
        b"lanyard kid",
        alg.as_str().as_bytes(),
        before.as_bytes(),
        origin,
    ];
    URL_SAFE_NO_PAD.encode(&digest(&SHA256, &length_prefixed(parts)).as_ref()[..16])
}

/// Makes the announced key of `alg` sign from `now` on, or a new one when none is announced. The one that signs now
/// retires, and another is announced.
pub(in crate::keys) fn plan_rotation(
    rows: &[SigningKeyRow],
    alg: SigningAlg,
    origin: &[u8],
    now: Timestamp,
    policy: &KeyPolicy,
) -> Vec<SigningStep> {
    match signing(rows, alg, now) {
        Some(current) => plan_succession(rows, current, current.ending(now, policy), now, policy),
        None => plan(rows, alg, origin, now, policy),
    }
}

/// Takes a key out of use at once: it signs nothing more, and nothing it signed is accepted here (TK-05). What it
/// was for goes to the next.
pub(in crate::keys) fn plan_revocation(
    rows: &[SigningKeyRow],
    row: &SigningKeyRow,
    now: Timestamp,
    policy: &KeyPolicy,
) -> Vec<SigningStep> {
    let gone = SigningKeyRow {
        retiring_at: row.retiring_at.min(now),
        gone_at: row.gone_at.min(now),
        ..row.clone()
    };
    let current = signing(rows, row.alg, now);
    if current == Some(row) {
        return plan_succession(rows, row, gone, now, policy);
    }
    let mut steps = vec![SigningStep::set(row, gone)];
    if let (Some(current), true) = (current, announced(rows, row.alg, now) == Some(row)) {
        let active_at = row.active_at.max(now.plus(policy.announce));
        steps.push(SigningStep::set(current, current.ending(active_at, policy)));
        steps.push(SigningStep::make(row.alg, active_at));
    }
    steps
}

/// The present key ends as said, the announced one signs from `now` on, and another is announced.
fn plan_succession(
    rows: &[SigningKeyRow],
    current: &SigningKeyRow,
    ended: SigningKeyRow,
    now: Timestamp,
    policy: &KeyPolicy,
) -> Vec<SigningStep> {
    let alg = current.alg;
    let mut steps = vec![SigningStep::set(current, ended)];
    if let Some(next) = announced(rows, alg, now) {
        let after = now.plus(policy.life.max(policy.announce));
        let begun = SigningKeyRow {
            active_at: now,
            ..next.ending(after, policy)
        };
        steps.extend([SigningStep::set(next, begun), SigningStep::make(alg, after)]);
    } else {
        // Its own successor is announced at the next refresh.
        steps.push(SigningStep::make(alg, now));
    }
    steps
}
