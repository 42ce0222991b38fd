//! The life of a key, as pure functions of `now`: announced → active → retiring → gone.
//!
//! Relying parties keep our JWKS for up to a day, so a signing key is published long before it signs and long after
//! it last did. Every algorithm has one key that signs and one that is announced; an emergency rotation need not wait.
//! A key of the seal's ring is loaded by every node before it seals.
//!
//! A key has no end until its successor is made: the end of the one is the beginning of the other. So nothing is ever
//! without a key because the server was off when a rotation was due.
//!
//! A plan is a list of steps that one transaction takes in order, up to the first that changes nothing. The first
//! step decides: it compares and sets the times of an old row, or inserts a row whose id follows from the rows before
//! it. So of two nodes with the same plan one wins, and the other reads what it did (TK-06).

use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::SigningAlg;
use super::crypto::length_prefixed;
use crate::protocol::time::Timestamp;

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// The end of a key whose successor is not made yet.
pub const OPEN_END: Timestamp = Timestamp(i64::MAX);

/// Which keys there are and how long they live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPolicy {
    /// What we sign with.
    pub algorithms: Vec<SigningAlg>,
    /// Bits of new RSA keys: 2048, 3072 or 4096.
    pub rsa_bits: usize,
    /// How long a key signs.
    pub life: Duration,
    /// How long it is published before, at the least; longer than relying parties keep the JWKS.
    pub announce: Duration,
    /// How long it is published after: the life of the longest token, and as long as relying parties keep the JWKS.
    pub retain: Duration,
    /// How long a key of the ring seals. It opens for twice as long again.
    pub seal_life: Duration,
    /// How long it only opens before; longer than it takes all nodes to load it.
    pub seal_announce: Duration,
}

impl Default for KeyPolicy {
    fn default() -> Self {
        Self {
            algorithms: SigningAlg::ALL.to_vec(),
            rsa_bits: 2048,
            life: 90 * DAY,
            announce: DAY,
            retain: DAY + HOUR,
            seal_life: 30 * DAY,
            seal_announce: HOUR,
        }
    }
}

/// A row of `signing_key`. `store::signing_keys` reads and writes it.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKeyRow {
    /// The key's id in JWS headers and the JWKS, 22 characters of base64url.
    pub kid: String,
    /// The one algorithm it signs with.
    pub alg: SigningAlg,
    /// PKCS#8, wrapped by the master key.
    pub private_key: Vec<u8>,
    /// The public key as it is published (RFC 7517).
    pub public_jwk: serde_json::Value,
    /// Published from then on.
    pub announced_at: Timestamp,
    /// Signs from then on.
    pub active_at: Timestamp,
    /// Its successor signs from then on; it stays published. [`OPEN_END`] while there is no successor.
    pub retiring_at: Timestamp,
    /// Neither published nor accepted from then on. [`OPEN_END`] while there is no successor.
    pub gone_at: Timestamp,
}

/// A row of `seal_key`. `store::seal_keys` reads and writes it.
#[derive(Clone, PartialEq, Eq)]
pub struct SealKeyRow {
    /// 1 to 255; part of every sealed text.
    pub id: u8,
    /// 32 random bytes, wrapped by the master key.
    pub secret: Vec<u8>,
    /// Opens from then on, as soon as a node has loaded it.
    pub created_at: Timestamp,
    /// Seals from then on.
    pub active_at: Timestamp,
    /// Opens nothing from then on. [`OPEN_END`] while there is no successor.
    pub gone_at: Timestamp,
}

/// Where a signing key is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It signs.
    Active,
    /// It is published and will sign.
    Announced,
    /// It is published and has signed.
    Retiring,
    /// Nobody should have a use for it.
    Gone,
}

impl SigningKeyRow {
    /// The key's state at `now`.
    pub fn state(&self, now: Timestamp) -> State {
        if now >= self.gone_at {
            State::Gone
        } else if now >= self.retiring_at {
            State::Retiring
        } else if now >= self.active_at {
            State::Active
        } else {
            State::Announced
        }
    }

    fn ending(&self, retiring_at: Timestamp, policy: &KeyPolicy) -> Self {
        Self {
            retiring_at,
            gone_at: retiring_at.plus(policy.retain),
            ..self.clone()
        }
    }
}

/// The key of `alg` that signs at `now`: the newest that is active.
pub fn signing(rows: &[SigningKeyRow], alg: SigningAlg, now: Timestamp) -> Option<&SigningKeyRow> {
    let active = rows
        .iter()
        .filter(|row| row.alg == alg && row.active_at <= now && now < row.gone_at);
    active.max_by_key(|row| (row.active_at, row.announced_at, &row.kid))
}

/// The key of `alg` that signs next.
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
pub(super) enum SigningStep {
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
pub(super) fn plan(
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
pub(super) fn plan_rotation(
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
pub(super) fn plan_revocation(
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

/// One step of a plan for the ring.
#[derive(Clone)]
pub(super) enum RingStep {
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
pub(super) fn plan_ring(rows: &[SealKeyRow], now: Timestamp, policy: &KeyPolicy) -> Vec<RingStep> {
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
pub(super) fn plan_ring_rotation(
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
