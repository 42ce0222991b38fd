//! Keys and the database, on both engines.

use std::time::Duration;

use serde_json::{Value, json};

use super::VerifyError;
use super::rotation::{OPEN_END, State};
use super::testing::{self, open, seal};
use super::{
    KeyError, KeyPolicy, Keys, MacPurpose, MasterKey, MasterKeyError, Opened, Purpose, SealError,
    SigningAlg,
};
use crate::protocol::time::Timestamp;
use crate::store::testing::each_engine;
use crate::store::{Db, seal_keys, signing_keys};

const ISSUER: &str = "https://id.example";
const START: Timestamp = Timestamp(1_800_000_000);
const DAY: Duration = Duration::from_secs(86_400);

/// Without RSA, whose keys take so long to make.
fn policy() -> KeyPolicy {
    KeyPolicy {
        algorithms: vec![SigningAlg::ES256, SigningAlg::EdDSA],
        ..KeyPolicy::default()
    }
}

async fn load(db: &Db, now: Timestamp) -> Result<Keys, KeyError> {
    Keys::load(db, testing::master(), policy(), ISSUER, now).await
}

async fn signing_rows(db: &Db) -> Vec<super::rotation::SigningKeyRow> {
    db.read(|c| Box::pin(async move { signing_keys::all(c).await }))
        .await
        .unwrap()
}

async fn ring_rows(db: &Db) -> Vec<super::rotation::SealKeyRow> {
    db.read(|c| Box::pin(async move { seal_keys::all(c).await }))
        .await
        .unwrap()
}

fn claims(now: Timestamp) -> Value {
    json!({"iss": ISSUER, "aud": "a", "iat": now.0, "exp": now.0 + 3600})
}

fn sign(keys: &Keys, now: Timestamp) -> String {
    keys.sign(SigningAlg::ES256, None, &claims(now)).unwrap()
}

fn kid(keys: &Keys) -> String {
    keys.signer(SigningAlg::ES256).unwrap().kid().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_start_makes_keys_and_the_next_start_finds_them() {
    each_engine(|db| async move {
        assert!(!Keys::data_exists(&db).await.unwrap());
        let first = load(&db, START).await.unwrap();
        assert!(Keys::data_exists(&db).await.unwrap());
        assert_eq!(
            (ring_rows(&db).await.len(), signing_rows(&db).await.len()),
            (1, 2)
        );
        let (jwt, sealed) = (
            sign(&first, START),
            seal(&first, Purpose::Code, OPEN_END, "value"),
        );
        let mac = first.mac(MacPurpose::Csrf, &[b"part"]);

        let again = load(&db, START).await.unwrap();
        assert_eq!(again.verify(&jwt, None, "a", START), Ok(claims(START)));
        let opened = open::<String>(&again, Purpose::Code, &sealed, START).unwrap();
        assert_eq!(
            opened,
            Opened {
                value: "value".to_owned(),
                expires_at: OPEN_END,
                old_key: false
            }
        );
        assert_eq!(
            again.mac_with(mac.0, MacPurpose::Csrf, &[b"part"]),
            Some(mac.1)
        );
        assert_eq!(again.jwks(), first.jwks());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tk_06_nodes_that_start_and_refresh_at_once_have_the_same_keys() {
    each_engine(|db| async move {
        let nodes = tokio::join!(
            load(&db, START),
            load(&db, START),
            load(&db, START.plus(DAY)),
            load(&db, START)
        );
        let nodes = [
            nodes.0.unwrap(),
            nodes.1.unwrap(),
            nodes.2.unwrap(),
            nodes.3.unwrap(),
        ];
        let now = START.plus(2 * DAY);
        for round in 0..3 {
            let [a, b, c, d] = &nodes;
            let done = tokio::join!(
                a.refresh(&db, now),
                b.refresh(&db, now),
                c.refresh(&db, now),
                d.refresh(&db, now)
            );
            done.0.and(done.1).and(done.2).and(done.3).unwrap();
            assert_eq!(
                (ring_rows(&db).await.len(), signing_rows(&db).await.len()),
                (1, 4),
                "round {round}"
            );
        }
        for node in &nodes {
            assert_eq!(node.jwks(), nodes[0].jwks());
            for other in &nodes {
                assert!(
                    other
                        .verify::<Value>(&sign(node, now), None, "a", now)
                        .is_ok()
                );
                let sealed = seal(node, Purpose::Session, OPEN_END, &1);
                assert!(open::<i32>(other, Purpose::Session, &sealed, now).is_ok());
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tk_06_of_two_rotations_at_once_one_counts() {
    each_engine(|db| async move {
        let (a, b) = (
            load(&db, START).await.unwrap(),
            load(&db, START).await.unwrap(),
        );
        a.refresh(&db, START).await.unwrap();
        let now = START.plus(2 * DAY);
        // Both have read before either writes: the steps are taken from what was read.
        let rows = signing_rows(&db).await;
        let plan = super::rotation::plan_rotation(&rows, SigningAlg::ES256, b"", now, &policy());
        let before = kid(&a);
        a.rotate_now(&db, now).await.unwrap();
        super::upkeep::take_signing(
            &db,
            &std::sync::Arc::new(testing::master()),
            vec![plan],
            now,
            2048,
        )
        .await
        .unwrap();
        b.refresh(&db, now).await.unwrap();
        assert_eq!(kid(&a), kid(&b));
        assert_ne!(kid(&a), before);
        let rows = signing_rows(&db).await;
        let of = |state| {
            rows.iter()
                .filter(|row| row.alg == SigningAlg::ES256 && row.state(now) == state)
                .count()
        };
        assert_eq!(
            (of(State::Active), of(State::Announced), of(State::Retiring)),
            (1, 1, 1)
        );

        let (one, other) = tokio::join!(
            a.rotate_now(&db, now.plus(DAY)),
            b.rotate_now(&db, now.plus(DAY))
        );
        one.and(other).unwrap();
        a.refresh(&db, now.plus(DAY)).await.unwrap();
        b.refresh(&db, now.plus(DAY)).await.unwrap();
        assert_eq!(a.jwks(), b.jwks());
        let rows = signing_rows(&db).await;
        let active = rows
            .iter()
            .filter(|row| row.state(now.plus(DAY)) == State::Active)
            .count();
        assert_eq!(active, 2, "one for each algorithm");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tk_04_tokens_stay_verifiable_over_a_year_of_rotation() {
    each_engine(|db| async move {
        let keys = load(&db, START).await.unwrap();
        let mut signed: Vec<(Timestamp, String)> = vec![];
        let mut kids = std::collections::HashSet::new();
        // What a relying party has that fetched the JWKS a day ago.
        let mut fetched: Vec<(Timestamp, Value)> = vec![];
        for hours in (0..24 * 365).step_by(7) {
            let now = START.plus(Duration::from_secs(hours * 3600));
            keys.refresh(&db, now).await.unwrap();
            kids.insert(kid(&keys));
            if hours > 48 {
                let old = &fetched
                    .iter()
                    .rev()
                    .find(|(at, _)| now.since(*at) >= Duration::from_secs(17 * 3600))
                    .unwrap()
                    .1;
                assert!(
                    old["keys"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .any(|jwk| jwk["kid"] == kid(&keys))
                );
            }
            fetched.push((now, serde_json::from_slice(&keys.jwks().json).unwrap()));
            for (at, jwt) in signed.iter().rev().take(2) {
                let verified = keys.verify_hint::<Value>(jwt, now);
                assert!(
                    now.since(*at) > DAY || verified.is_ok(),
                    "{:?}",
                    now.since(*at)
                );
            }
            signed.push((now, sign(&keys, now)));
        }
        assert_eq!(kids.len(), 5);
        assert!(
            signing_rows(&db).await.len() <= 6,
            "what is gone is removed"
        );
        assert!(ring_rows(&db).await.len() <= 4);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cs_05_three_rotations_of_the_ring() {
    each_engine(|db| async move {
        let (a, b) = (
            load(&db, START).await.unwrap(),
            load(&db, START).await.unwrap(),
        );
        let mut now = START;
        let first = seal(&a, Purpose::Session, OPEN_END, &0);
        for round in 1..=3 {
            now = now.plus(DAY);
            a.rotate_ring_now(&db, now).await.unwrap();
            // The other node has not loaded the new key yet: this one must not seal with it.
            let sealed = seal(&a, Purpose::Session, OPEN_END, &round);
            assert!(
                open::<i32>(&b, Purpose::Session, &sealed, now).is_ok(),
                "round {round}"
            );
            b.refresh(&db, now).await.unwrap();
            now = now.plus(policy().seal_announce);
            a.refresh(&db, now).await.unwrap();
            // A node that is late with its refresh opens what the others seal now.
            let sealed = seal(&a, Purpose::Session, OPEN_END, &round);
            assert!(
                open::<i32>(&b, Purpose::Session, &sealed, now).is_ok(),
                "round {round}"
            );
            assert!(
                open::<i32>(&a, Purpose::Session, &first, now)
                    .unwrap()
                    .old_key
            );
            b.refresh(&db, now).await.unwrap();
        }
        let end = now.plus(61 * DAY);
        a.refresh(&db, end).await.unwrap();
        assert_eq!(
            open::<i32>(&a, Purpose::Session, &first, end),
            Err(SealError)
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cs_05_a_revoked_ring_opens_nothing_on_any_node() {
    each_engine(|db| async move {
        let (a, b) = (
            load(&db, START).await.unwrap(),
            load(&db, START).await.unwrap(),
        );
        let now = START.plus(DAY);
        a.rotate_ring_now(&db, now).await.unwrap();
        b.refresh(&db, now).await.unwrap();
        let sealed = [&a, &b].map(|node| seal(node, Purpose::Session, OPEN_END, &0));
        let (kid, mac) = a.mac(MacPurpose::RefreshToken, &[b"x"]);
        a.revoke_ring(&db, now).await.unwrap();
        b.refresh(&db, now).await.unwrap();
        for node in [&a, &b, &load(&db, now).await.unwrap()] {
            for text in &sealed {
                assert_eq!(
                    open::<i32>(node, Purpose::Session, text, now),
                    Err(SealError)
                );
            }
            let again = node.mac_with(kid, MacPurpose::RefreshToken, &[b"x"]);
            assert_ne!(again, Some(mac));
            let fresh = seal(node, Purpose::Session, OPEN_END, &1);
            for other in [&a, &b] {
                assert!(open::<i32>(other, Purpose::Session, &fresh, now).is_ok());
            }
        }
        assert_eq!(ring_rows(&db).await.len(), 1, "the secrets are gone");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tk_05_a_revoked_key_verifies_nothing_at_once() {
    each_engine(|db| async move {
        let keys = load(&db, START).await.unwrap();
        keys.refresh(&db, START).await.unwrap();
        let now = START.plus(DAY);
        let (revoked, jwt) = (kid(&keys), sign(&keys, now));
        keys.revoke(&db, &revoked, now).await.unwrap();
        assert_eq!(
            keys.verify::<Value>(&jwt, None, "a", now),
            Err(VerifyError::UnknownKey)
        );
        assert!(!String::from_utf8_lossy(&keys.jwks().json).contains(&revoked));
        assert!(
            keys.verify::<Value>(&sign(&keys, now), None, "a", now)
                .is_ok()
        );
        assert!(
            signing_rows(&db).await.iter().all(|row| row.kid != revoked),
            "its secret is nowhere any more"
        );
        assert!(matches!(
            keys.revoke(&db, &revoked, now).await,
            Err(KeyError::UnknownKid { .. })
        ));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ft_22_a_changed_master_key_refuses_to_start_and_changes_nothing() {
    each_engine(|db| async move {
        let keys = load(&db, START).await.unwrap();
        let sealed = seal(&keys, Purpose::Session, OPEN_END, "value");
        for later in [START, START.plus(1000 * DAY)] {
            let other = MasterKey::from_text(&MasterKey::new_text(), "/data/master.key").unwrap();
            let error = Keys::load(&db, other, policy(), ISSUER, later)
                .await
                .unwrap_err();
            assert!(
                matches!(error, KeyError::Master(MasterKeyError::Changed { .. })),
                "{error}"
            );
            assert!(error.to_string().contains("/data/master.key"), "{error}");
        }
        assert_eq!(
            (ring_rows(&db).await.len(), signing_rows(&db).await.len()),
            (1, 2)
        );
        assert!(
            open::<String>(
                &load(&db, START).await.unwrap(),
                Purpose::Session,
                &sealed,
                START
            )
            .is_ok()
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tk_01_a_clock_that_was_set_back_does_not_stop_anything() {
    each_engine(|db| async move {
        let keys = load(&db, START).await.unwrap();
        keys.refresh(&db, START).await.unwrap();
        let back = START.minus(Duration::from_secs(3600));
        let (jwt, sealed) = (
            sign(&keys, back),
            seal(&keys, Purpose::Session, OPEN_END, "value"),
        );
        keys.refresh(&db, back).await.unwrap();
        for node in [keys, load(&db, back).await.unwrap()] {
            assert!(node.verify::<Value>(&jwt, None, "a", back).is_ok());
            assert!(open::<String>(&node, Purpose::Session, &sealed, back).is_ok());
            assert!(
                node.verify::<Value>(&sign(&node, back), None, "a", back)
                    .is_ok()
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_does_not_answer_leaves_the_keys_as_they_are() {
    each_engine(|db| async move {
        let keys = load(&db, START).await.unwrap();
        db.close().await;
        assert!(keys.refresh(&db, START).await.is_err());
        assert!(
            keys.verify::<Value>(&sign(&keys, START), None, "a", START)
                .is_ok()
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_algorithm_that_is_added_or_taken_away() {
    each_engine(|db| async move {
        let keys = load(&db, START).await.unwrap();
        let jwt = keys.sign(SigningAlg::EdDSA, None, &claims(START)).unwrap();
        assert!(matches!(
            keys.signer(SigningAlg::RS256),
            Err(KeyError::NoKey { .. })
        ));

        let policy = KeyPolicy {
            algorithms: vec![SigningAlg::ES256, SigningAlg::RS256],
            ..policy()
        };
        let keys = Keys::load(&db, testing::master(), policy, ISSUER, START)
            .await
            .unwrap();
        keys.refresh(&db, START).await.unwrap();
        let rs256 = keys.sign(SigningAlg::RS256, None, &claims(START)).unwrap();
        assert!(keys.verify::<Value>(&rs256, None, "a", START).is_ok());
        // FC-57: libraries see nothing of it any more.
        let published = String::from_utf8(keys.jwks().json.to_vec()).unwrap();
        assert!(published.contains("RS256") && !published.contains("EdDSA"));
        // What it signed is still to be verified; it signs no more.
        assert!(keys.verify::<Value>(&jwt, None, "a", START).is_ok());
        assert!(matches!(
            keys.signer(SigningAlg::EdDSA),
            Err(KeyError::NoKey { .. })
        ));
    })
    .await;
}

#[tokio::test]
async fn a_policy_that_cannot_work_is_refused() {
    let db = crate::store::testing::TestDb::sqlite().await;
    for bad in [
        KeyPolicy {
            algorithms: vec![],
            ..policy()
        },
        KeyPolicy {
            rsa_bits: 1024,
            ..policy()
        },
        KeyPolicy {
            life: Duration::ZERO,
            ..policy()
        },
        KeyPolicy {
            seal_life: Duration::from_secs(3600),
            ..policy()
        },
    ] {
        let error = Keys::load(&db, testing::master(), bad, ISSUER, START)
            .await
            .unwrap_err();
        assert!(matches!(error, KeyError::Policy(_)), "{error}");
    }
    assert!(ring_rows(&db).await.is_empty());
}
