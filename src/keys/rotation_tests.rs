//! Years of rotation in milliseconds: the plans are applied to rows in memory, as the store applies them.

use std::collections::HashSet;

use proptest::prelude::*;
use serde_json::Value;

use super::SigningAlg;
use super::rotation::*;
use crate::protocol::time::Timestamp;

const START: Timestamp = Timestamp(1_800_000_000);
const ALG: SigningAlg = SigningAlg::ES256;
const DAY: i64 = 86_400;

fn policy() -> KeyPolicy {
    KeyPolicy::default()
}

/// The table `signing_key`.
#[derive(Default, Clone)]
struct Table {
    rows: Vec<SigningKeyRow>,
    made: usize,
}

impl Table {
    /// Takes the steps up to the first that changes nothing; tells whether the first one did something.
    fn take(&mut self, steps: Vec<SigningStep>, now: Timestamp) -> bool {
        for (place, step) in steps.into_iter().enumerate() {
            if !self.step(step, now) {
                return place > 0;
            }
        }
        true
    }

    fn step(&mut self, step: SigningStep, now: Timestamp) -> bool {
        match step {
            SigningStep::Make {
                alg,
                kid,
                active_at,
            } => {
                self.made += 1;
                let kid = kid.unwrap_or_else(|| format!("random {}", self.made));
                if self.rows.iter().any(|row| row.kid == kid) {
                    return false;
                }
                self.rows.push(SigningKeyRow {
                    kid,
                    alg,
                    private_key: vec![],
                    public_jwk: Value::Null,
                    announced_at: now,
                    active_at,
                    retiring_at: OPEN_END,
                    gone_at: OPEN_END,
                });
                true
            }
            SigningStep::Move { old, new } => match self.rows.iter_mut().find(|row| **row == old) {
                Some(row) => {
                    *row = new;
                    true
                }
                None => false,
            },
        }
    }

    /// What `Keys::refresh` does.
    fn refresh(&mut self, now: Timestamp) {
        for _ in 0..3 {
            let steps = plan(&self.rows, ALG, b"origin", now, &policy());
            self.take(steps, now);
        }
        self.rows.retain(|row| row.state(now) != State::Gone);
    }

    fn rotate(&mut self, now: Timestamp) {
        let steps = plan_rotation(&self.rows, ALG, b"origin", now, &policy());
        self.take(steps, now);
    }

    fn signing(&self, now: Timestamp) -> &SigningKeyRow {
        signing(&self.rows, ALG, now).expect("a key signs")
    }

    fn announced(&self, now: Timestamp) -> &SigningKeyRow {
        announced(&self.rows, ALG, now).expect("a key is announced")
    }
}

fn after(days: i64) -> Timestamp {
    Timestamp(START.0 + days * DAY)
}

#[test]
fn a_key_is_announced_signs_retires_and_goes() {
    let mut table = Table::default();
    table.refresh(START);
    let first = table.signing(START).kid.clone();
    let next = table.announced(START).kid.clone();
    assert_eq!(table.rows.len(), 2);

    let states = |table: &Table, now: Timestamp| {
        let state = |kid: &str| {
            table
                .rows
                .iter()
                .find(|row| row.kid == kid)
                .map(|row| row.state(now))
        };
        (state(&first), state(&next))
    };
    assert_eq!(
        states(&table, START),
        (Some(State::Active), Some(State::Announced))
    );
    let turn = after(90);
    assert_eq!(
        states(&table, Timestamp(turn.0 - 1)),
        (Some(State::Active), Some(State::Announced))
    );
    assert_eq!(
        states(&table, turn),
        (Some(State::Retiring), Some(State::Active))
    );
    table.refresh(turn);
    assert_eq!((&table.signing(turn).kid, table.rows.len()), (&next, 3));
    // A day and an hour: the longest token, and as long as relying parties keep the JWKS.
    let end = turn.0 + DAY + 3600;
    assert_eq!(states(&table, Timestamp(end - 1)).0, Some(State::Retiring));
    assert_eq!(states(&table, Timestamp(end)).0, Some(State::Gone));
    table.refresh(Timestamp(end));
    assert_eq!(states(&table, Timestamp(end)), (None, Some(State::Active)));
}

#[test]
fn a_server_that_was_off_when_a_rotation_was_due_starts_with_a_published_key() {
    for off in [1, 89, 95, 200, 2000] {
        let mut table = Table::default();
        table.refresh(START);
        let known: HashSet<_> = table.rows.iter().map(|row| row.kid.clone()).collect();
        let now = after(off);
        assert!(known.contains(&table.signing(now).kid), "{off} days");
        table.refresh(now);
        assert!(known.contains(&table.signing(now).kid), "{off} days");
        assert!(
            table.announced(now).active_at >= now.plus(policy().announce),
            "{off} days"
        );
    }
}

#[test]
fn a_rotation_by_hand_takes_the_announced_key_and_announces_another() {
    let mut table = Table::default();
    table.refresh(START);
    let (old, next) = (
        table.signing(START).kid.clone(),
        table.announced(START).kid.clone(),
    );
    let now = after(3);
    table.rotate(now);
    assert_eq!(table.signing(now).kid, next);
    assert_eq!(table.announced(now).active_at, now.plus(policy().life));
    let old = table.rows.iter().find(|row| row.kid == old).unwrap();
    assert_eq!(
        (old.state(now), old.gone_at),
        (State::Retiring, now.plus(policy().retain))
    );
}

#[test]
fn a_rotation_before_anything_is_announced_makes_a_key() {
    let mut table = Table::default();
    let steps = plan(&[], ALG, b"origin", START, &policy());
    table.take(steps, START);
    let first = table.signing(START).kid.clone();
    table.rotate(after(1));
    assert_ne!(table.signing(after(1)).kid, first);
    table.refresh(after(1));
    assert_eq!(table.rows.len(), 3);
}

#[test]
fn a_rotation_in_the_second_of_the_first_start_is_one() {
    // Ids are random, and were what decided between two keys of the same second.
    for _ in 0..32 {
        let mut table = Table::default();
        table.take(plan(&[], ALG, b"origin", START, &policy()), START);
        let first = table.signing(START).kid.clone();
        table.rotate(START);
        table.refresh(START);
        assert_ne!(table.signing(START).kid, first);
        let active = table
            .rows
            .iter()
            .filter(|row| row.state(START) == State::Active);
        assert_eq!(active.count(), 1);
    }
}

#[test]
fn tk_05_a_revoked_key_is_gone_at_once_and_the_announced_one_takes_over() {
    let mut table = Table::default();
    table.refresh(START);
    let now = after(3);
    let (revoked, next) = (table.signing(now).clone(), table.announced(now).kid.clone());
    table.take(plan_revocation(&table.rows, &revoked, now, &policy()), now);
    let revoked = table
        .rows
        .iter()
        .find(|row| row.kid == revoked.kid)
        .unwrap();
    assert_eq!(revoked.state(now), State::Gone);
    assert_eq!(table.signing(now).kid, next);
    table.announced(now);

    // The announced one may be known to others as well.
    let revoked = table.announced(now).clone();
    table.take(plan_revocation(&table.rows, &revoked, now, &policy()), now);
    assert_eq!(table.signing(now).kid, next);
    assert_ne!(table.announced(now).kid, revoked.kid);
    assert!(table.announced(now).active_at >= now.plus(policy().announce));
    assert_eq!(
        table.signing(now).retiring_at,
        table.announced(now).active_at
    );

    // One that retired already.
    let mut table = Table::default();
    table.refresh(START);
    table.rotate(now);
    let retiring = table
        .rows
        .iter()
        .find(|row| row.state(now) == State::Retiring)
        .unwrap()
        .clone();
    table.take(plan_revocation(&table.rows, &retiring, now, &policy()), now);
    assert_eq!(
        table
            .rows
            .iter()
            .filter(|row| row.state(now) == State::Gone)
            .count(),
        1
    );
}

#[test]
fn tk_06_of_two_nodes_with_the_same_plan_one_wins() {
    let mut table = Table::default();
    // First start.
    let steps = plan(&table.rows, ALG, b"origin", START, &policy());
    assert!(table.take(steps.clone(), START));
    assert!(!table.take(steps, START));
    // Announcement.
    let steps = plan(&table.rows, ALG, b"origin", START, &policy());
    assert!(table.take(steps.clone(), START));
    assert!(!table.take(steps, START));
    // Rotation; the clocks differ.
    let steps = [after(3), Timestamp(after(3).0 - 4)]
        .map(|now| plan_rotation(&table.rows, ALG, b"origin", now, &policy()));
    let [one, other] = steps;
    assert!(table.take(one, after(3)));
    assert!(!table.take(other, after(3)));
    // Revocation.
    let now = after(4);
    let revoked = table.signing(now).clone();
    let steps = plan_revocation(&table.rows, &revoked, now, &policy());
    assert!(table.take(steps.clone(), now));
    assert!(!table.take(steps, now));
    assert_eq!(
        table
            .rows
            .iter()
            .filter(|row| row.state(now) == State::Active)
            .count(),
        1
    );
    assert_eq!(
        table
            .rows
            .iter()
            .filter(|row| row.state(now) == State::Announced)
            .count(),
        1
    );
}

#[test]
fn tk_01_a_clock_that_was_set_back_leaves_a_key_that_signs() {
    let mut table = Table::default();
    table.refresh(START);
    for now in [Timestamp(START.0 - 3600), after(-400), Timestamp(0)] {
        let mut table = table.clone();
        table.refresh(now);
        table.signing(now);
        table.announced(now);
    }
}

#[derive(Debug, Clone)]
enum Event {
    Refresh,
    Rotate,
    Revoke,
    TwoNodes,
}

fn events() -> impl Strategy<Value = Vec<(i64, Event)>> {
    let gap = prop_oneof![5 => 0..3600_i64, 5 => 0..10 * DAY, 1 => 0..400 * DAY];
    let event = prop_oneof![
        8 => Just(Event::Refresh),
        1 => Just(Event::Rotate),
        1 => Just(Event::Revoke),
        2 => Just(Event::TwoNodes)
    ];
    proptest::collection::vec((gap, event), 1..60)
}

proptest! {
    #[test]
    fn whatever_happens_one_key_signs_and_what_it_signed_stays_verifiable(events in events()) {
        let mut table = Table::default();
        let mut now = START;
        table.refresh(now);
        let mut revoked = HashSet::new();
        // Which key signed, and when last.
        let mut signed: Vec<(String, Timestamp)> = vec![];
        for (gap, event) in events {
            // A token that is signed just before the event.
            now = Timestamp(now.0 + gap);
            let before = table.signing(now).kid.clone();
            signed.push((before.clone(), now));
            match event {
                Event::Refresh => table.refresh(now),
                Event::Rotate => table.rotate(now),
                Event::Revoke => {
                    let row = table.signing(now).clone();
                    revoked.insert(row.kid.clone());
                    table.take(plan_revocation(&table.rows, &row, now, &policy()), now);
                }
                Event::TwoNodes => {
                    let rotation = plan_rotation(&table.rows, ALG, b"origin", now, &policy());
                    let schedule = plan(&table.rows, ALG, b"origin", now, &policy());
                    table.take(schedule, now);
                    table.take(rotation.clone(), now);
                    table.take(rotation, now);
                }
            }
            table.refresh(now);
            let kids: HashSet<_> = table.rows.iter().map(|row| &row.kid).collect();
            prop_assert_eq!(kids.len(), table.rows.len());
            prop_assert!(!revoked.contains(&table.signing(now).kid));
            prop_assert!(table.announced(now).active_at > now);
            prop_assert_eq!(table.rows.iter().filter(|row| row.state(now) == State::Announced).count(), 1);
            prop_assert_eq!(table.rows.iter().filter(|row| row.state(now) == State::Active).count(), 1);
            // The schedule alone never lets a key sign that was not announced for a day.
            let current = table.signing(now);
            if current.kid != before && matches!(event, Event::Refresh) {
                prop_assert!(now.since(current.announced_at) >= policy().announce);
            }
            // A token of an hour, and relying parties that keep the JWKS for a day.
            for (kid, at) in &signed {
                let published = table.rows.iter().any(|row| row.kid == *kid && row.state(now) != State::Gone);
                if now.since(*at) < policy().retain && !revoked.contains(kid) {
                    prop_assert!(published, "{} signed {} s ago and is gone", kid, now.since(*at).as_secs());
                }
            }
        }
        // What is gone is removed.
        prop_assert!(table.rows.len() < 70);
    }

    #[test]
    fn the_ring_always_has_a_key_that_seals_and_keeps_what_was_sealed(
        gaps in proptest::collection::vec((prop_oneof![5 => 0..3600_i64, 5 => 0..12 * DAY, 1 => 0..400 * DAY], any::<u8>()), 1..60)
    ) {
        let policy = policy();
        let mut ring: Vec<SealKeyRow> = vec![];
        let mut now = START;
        let mut sealed: Vec<(u8, i64, Timestamp)> = vec![];
        refresh_ring(&mut ring, now, false);
        for (gap, dice) in gaps {
            now = Timestamp(now.0 + gap);
            let before = sealing(&ring, now).expect("a key seals").clone();
            sealed.push((before.id, before.created_at.0, now));
            refresh_ring(&mut ring, now, dice < 20);
            let current = sealing(&ring, now).expect("a key seals");
            // Every node had the time to load it.
            prop_assert!(current.active_at == START || current.active_at.since(current.created_at) >= policy.seal_announce);
            prop_assert!(ring.iter().all(|row| row.id != 0));
            // Twice the life of a key, for what was sealed last.
            for (id, created_at, at) in &sealed {
                if now.since(*at) < 2 * policy.seal_life {
                    let opens = ring.iter().any(|row| (row.id, row.created_at.0) == (*id, *created_at) && now < row.gone_at);
                    prop_assert!(opens, "{} sealed {} s ago and is gone", id, now.since(*at).as_secs());
                }
            }
        }
    }
}

fn refresh_ring(ring: &mut Vec<SealKeyRow>, now: Timestamp, by_hand: bool) {
    let plan = if by_hand {
        plan_ring_rotation
    } else {
        plan_ring
    };
    for step in plan(ring, now, &policy()) {
        match step {
            RingStep::Make { id, active_at } => {
                if ring.iter().any(|row| row.id == id) {
                    return;
                }
                ring.push(SealKeyRow {
                    id,
                    secret: vec![],
                    created_at: now,
                    active_at,
                    gone_at: OPEN_END,
                });
            }
            RingStep::Move { old, new } => *ring.iter_mut().find(|row| **row == old).unwrap() = new,
        }
    }
    ring.retain(|row| now < row.gone_at);
}

#[test]
fn in_steady_use_the_ring_has_the_present_key_and_two_former_ones() {
    let mut ring = vec![];
    for hour in 0..24 * 400 {
        let now = Timestamp(START.0 + hour * 3600);
        refresh_ring(&mut ring, now, false);
        let sealing_since = sealing(&ring, now).unwrap().active_at;
        assert!(now.since(sealing_since) < policy().seal_life);
        if hour > 24 * 100 {
            let opening = ring.iter().filter(|row| row.active_at <= now).count();
            assert_eq!(opening, 3, "hour {hour}");
        }
    }
}

#[test]
fn ring_ids_go_round_without_zero() {
    let row = |id, created| SealKeyRow {
        id,
        secret: vec![],
        created_at: Timestamp(created),
        active_at: Timestamp(created),
        gone_at: OPEN_END,
    };
    let made = |rows: &[SealKeyRow]| match plan_ring_rotation(rows, START, &policy()).remove(0) {
        RingStep::Make { id, .. } => id,
        RingStep::Move { .. } => unreachable!(),
    };
    assert_eq!(made(&[]), 1);
    assert_eq!(made(&[row(1, 5)]), 2);
    assert_eq!(made(&[row(254, 5), row(255, 6)]), 1);
    assert_eq!(made(&[row(255, 5), row(1, 6)]), 2);
}
