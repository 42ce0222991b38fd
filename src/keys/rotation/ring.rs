//! Plans for the ring of the seal.

use super::{KeyPolicy, SealKeyRow};
use crate::protocol::time::Timestamp;

/// One step of a plan for the ring.
#[derive(Clone)]
pub(in crate::keys) enum RingStep {
    /// Make a key that seals from `active_at`.
    Make { id: u8, active_at: Timestamp },
    /// Give a key other times, if it still has the old ones.
    Move { old: SealKeyRow, new: SealKeyRow },
}

/// The ring key that seals at `now`: the newest that is active.
pub fn sealing(rows: &[SealKeyRow], now: Timestamp) -> Option<&SealKeyRow> {
    let active = rows
        .iter()
        .filter(|row| row.active_at <= now && now < row.gone_at);
    active.max_by_key(|row| (row.active_at, row.created_at, row.id))
}

/// What the ring needs: one key that seals and, shortly before its time is over, its successor.
pub(in crate::keys) fn plan_ring(
    rows: &[SealKeyRow],
    now: Timestamp,
    policy: &KeyPolicy,
) -> Vec<RingStep> {
    let Some(current) = sealing(rows, now) else {
        return match next_in_ring(rows, now) {
            // The clock was set back.
            Some(next) => vec![RingStep::Move {
                old: next.clone(),
                new: SealKeyRow {
                    active_at: now,
                    ..next.clone()
                },
            }],
            None => vec![RingStep::Make {
                id: next_id(rows),
                active_at: now,
            }],
        };
    };
    let due = current.active_at.plus(policy.seal_life);
    if next_in_ring(rows, now).is_some() || now < due.minus(policy.seal_announce) {
        return vec![];
    }
    plan_next_in_ring(
        rows,
        current,
        due.max(now.plus(policy.seal_announce)),
        policy,
    )
}

/// Makes the next ring key now. It seals as soon as all nodes have it.
pub(in crate::keys) fn plan_ring_rotation(
    rows: &[SealKeyRow],
    now: Timestamp,
    policy: &KeyPolicy,
) -> Vec<RingStep> {
    match (sealing(rows, now), next_in_ring(rows, now)) {
        (Some(current), None) => {
            plan_next_in_ring(rows, current, now.plus(policy.seal_announce), policy)
        }
        _ => plan_ring(rows, now, policy),
    }
}

/// Ends every key of the ring now and makes another: what they sealed opens no more.
pub(in crate::keys) fn plan_ring_revocation(rows: &[SealKeyRow], now: Timestamp) -> Vec<RingStep> {
    let living = rows.iter().filter(|row| now < row.gone_at);
    let end = |row: &SealKeyRow| RingStep::Move {
        old: row.clone(),
        new: SealKeyRow {
            gone_at: now,
            ..row.clone()
        },
    };
    let make = RingStep::Make {
        id: next_id(rows),
        active_at: now,
    };
    living.map(end).chain([make]).collect()
}

fn plan_next_in_ring(
    rows: &[SealKeyRow],
    current: &SealKeyRow,
    active_at: Timestamp,
    policy: &KeyPolicy,
) -> Vec<RingStep> {
    // The last text it seals opens for two lives more.
    let gone_at = active_at.plus(2 * policy.seal_life);
    vec![
        RingStep::Make {
            id: next_id(rows),
            active_at,
        },
        RingStep::Move {
            old: current.clone(),
            new: SealKeyRow {
                gone_at,
                ..current.clone()
            },
        },
    ]
}

fn next_in_ring(rows: &[SealKeyRow], now: Timestamp) -> Option<&SealKeyRow> {
    rows.iter()
        .filter(|row| now < row.active_at && now < row.gone_at)
        .min_by_key(|row| (row.active_at, row.id))
}

/// 1 to 255 in a circle. 0 stays unused, so that a text of zeros names no key.
fn next_id(rows: &[SealKeyRow]) -> u8 {
    let newest = rows
        .iter()
        .max_by_key(|row| (row.created_at, row.active_at, row.id));
    newest.map_or(1, |row| row.id.checked_add(1).unwrap_or(1))
}
