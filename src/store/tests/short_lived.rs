//! Parcels, throttles, cleanup.

use super::super::outbox::{Message, Receiver};
use super::super::parcels::{Budget, Parcel};
use super::super::testing::each_engine;
use super::super::testing::samples::{NOW, at, grant, sign_in};
use super::super::throttle::Counter;
use super::super::{
    StoreError, browser_sessions, cleanup, factors, grants, invitations, mail_budgets, outbox,
    parcels, passkeys, proofs, revoked_tokens, setup_codes, sign_in_clients, sign_ins, throttle,
};
use super::{Scene, read, write};
use crate::protocol::ids::TokenId;

/// A text of one network, to be kept until `at(60)` and no longer than `at(100)`.
fn parcel(id_hash: [u8; 32], source: [u8; 16]) -> Parcel {
    Parcel {
        id_hash,
        content: b"sealed".to_vec(),
        source,
        expires_at: at(60),
        ends_at: at(100),
    }
}

const ROOM: Budget = Budget {
    of_source: 3,
    in_all: 5,
};

#[tokio::test]
async fn a_parcel_is_looked_at_often_and_waits_as_long_as_it_may() {
    each_engine(|db| async move {
        let key = [9; 32];
        let insert = async || write!(db, c => parcels::insert(c, &parcel(key, [1; 16]), ROOM));
        assert!(insert().await.unwrap());
        for _ in 0..2 {
            assert_eq!(
                read!(db, parcels::peek(&key, at(59))).unwrap(),
                Some((b"sealed".to_vec(), at(60)))
            );
        }
        assert_eq!(read!(db, parcels::peek(&key, at(60))).unwrap(), None);
        assert!(!write!(db, c => parcels::prolong(c, &key, at(50))).unwrap());
        assert!(write!(db, c => parcels::prolong(c, &key, at(90))).unwrap());
        assert!(read!(db, parcels::peek(&key, at(89))).unwrap().is_some());
        assert!(write!(db, c => parcels::prolong(c, &key, at(900))).unwrap());
        let kept = read!(db, parcels::peek(&key, at(99))).unwrap();
        assert_eq!(kept.map(|(_, until)| until), Some(at(100)), "its end");
        let refused = insert().await.unwrap_err();
        assert!(
            matches!(refused, StoreError::Conflict { .. }),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn fi_02_there_are_so_many_parcels_of_one_network_and_in_all() {
    each_engine(|db| async move {
        let mut kept = Vec::new();
        for n in 0..8u8 {
            let source = [n / 4; 16];
            kept.push(write!(db, c => parcels::insert(c, &parcel([n; 32], source), ROOM)).unwrap());
        }
        let (yes, no) = (true, false);
        assert_eq!(kept, [yes, yes, yes, no, yes, yes, no, no]);
        // Nobody else has room, until one goes.
        let other =
            async || write!(db, c => parcels::insert(c, &parcel([99; 32], [9; 16]), ROOM)).unwrap();
        assert!(!other().await);
        write!(db, c => cleanup::expired(c, at(60), at(0), 1)).unwrap();
        assert!(other().await);
    })
    .await;
}

#[tokio::test]
async fn failures_are_counted_held_and_forgiven() {
    each_engine(|db| async move {
        let (key, other) = ([3; 32], [4; 32]);
        assert_eq!(
            read!(db, throttle::by_keys([&key, &other, &key], NOW)).unwrap(),
            [None; 3]
        );
        for failures in 1..=3 {
            let counted = write!(db, c => throttle::count(c, &key, at(failures), at(100))).unwrap();
            let not_before = at(1);
            let expected = Counter {
                failures,
                not_before,
                expires_at: at(100),
            };
            assert_eq!(counted, expected);
        }
        let counted = write!(db, c => throttle::count(c, &key, at(5), at(200))).unwrap();
        assert_eq!(counted.expires_at, at(100), "the window does not move");
        assert!(write!(db, c => throttle::hold(c, &key, at(10), at(150))).unwrap());
        let counted = write!(db, c => throttle::count(c, &key, at(6), at(200))).unwrap();
        let held = Counter {
            failures: 5,
            not_before: at(10),
            expires_at: at(150),
        };
        assert_eq!(counted, held, "counted while it is held as well");
        assert_eq!(
            read!(db, throttle::by_keys([&key, &other, &key], at(149))).unwrap(),
            [Some(held), None, Some(held)]
        );
        assert_eq!(
            read!(db, throttle::by_keys([&key, &other, &key], at(150))).unwrap(),
            [None; 3]
        );
        let counted = write!(db, c => throttle::count(c, &key, at(150), at(200))).unwrap();
        let fresh = Counter {
            failures: 1,
            not_before: at(150),
            expires_at: at(200),
        };
        assert_eq!(counted, fresh, "a new window");
        assert!(write!(db, c => throttle::forgive(c, &key)).unwrap());
        assert!(!write!(db, c => throttle::forgive(c, &key)).unwrap());
        assert!(!write!(db, c => throttle::hold(c, &key, at(1), at(2))).unwrap());
        assert_eq!(
            write!(db, c => throttle::count(c, &key, at(11), at(100)))
                .unwrap()
                .failures,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn cleanup_takes_what_has_expired_little_by_little() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        for n in 0..5u8 {
            let end = at(i64::from(n) * 10);
            let mut ended = sign_in(scene.user.id);
            let mut expired = grant(&scene.sign_in, &scene.client.id);
            (ended.expires_at, expired.expires_at) = (end, end);
            let token = TokenId(uuid::Uuid::now_v7());
            write!(db, c => async {
                sign_ins::insert(c, &ended).await?;
                grants::spend(c, &expired).await?;
                browser_sessions::create(c, &[n; 32], None, b"", end).await?;
                let kept = Parcel {
                    expires_at: end,
                    ..parcel([n; 32], [n; 16])
                };
                parcels::insert(c, &kept, ROOM).await?;
                revoked_tokens::revoke(c, token, end).await?;
                // Known for so much longer.
                let over = end.minus(cleanup::TOLD_KEPT);
                sign_in_clients::join(c, ended.id, &expired.client, ended.user_id, NOW).await?;
                sign_in_clients::end(c, &[ended.id], over).await?;
                let told = Message {
                    id: uuid::Uuid::now_v7(),
                    kind: "post".to_owned(),
                    receiver: "notes".to_owned(),
                    user_id: None,
                    sign_in_id: None,
                    body: None,
                    created_at: NOW,
                    expires_at: NOW,
                    tries: 0,
                    last_error: None,
                    set_aside_at: None,
                };
                outbox::put(c, &told).await?;
                let who = Receiver {
                    kind: told.kind.clone(),
                    name: told.receiver.clone(),
                };
                let lease = outbox::lease(c, &who, told.id, over, over).await?;
                let lease = lease.expect("nobody else tells it");
                outbox::set_aside(c, told.id, &lease, "HTTP 400", over).await?;
                let proof = proofs::Proof {
                    id: uuid::Uuid::now_v7(),
                    purpose: "reset-password".to_owned(),
                    secret_hash: vec![n; 32],
                    code_mac: None,
                    user_id: ended.user_id,
                    address: None,
                    epoch: 0,
                    tries: 0,
                    expires_at: end,
                };
                proofs::insert(c, &proof).await?;
                let invitation = invitations::Invitation {
                    id: uuid::Uuid::now_v7(),
                    secret_hash: vec![n; 32],
                    code_mac: None,
                    address: format!("ada-{n}@example.com"),
                    asked_for: true,
                    tries: 0,
                    expires_at: end,
                };
                invitations::insert(c, &invitation).await?;
                let trusted = factors::TrustedBrowser {
                    id: uuid::Uuid::now_v7(),
                    user_id: ended.user_id,
                    device: "Firefox on Linux".to_owned(),
                    epoch: 0,
                    created_at: NOW,
                    used_at: NOW,
                    expires_at: end,
                };
                factors::trust(c, &trusted).await?;
                passkeys::spend_challenge(c, &[n; 32], end).await?;
                setup_codes::insert(c, &[n; 32], end).await?;
                mail_budgets::admits(c, &[n; 32], 1, NOW, end).await?;
                throttle::count(c, &[n; 32], NOW, end).await
            })
            .unwrap();
        }
        let counts = |cleaned: cleanup::Cleaned| cleaned.by_table().map(|(_, n)| n);
        let first = write!(db, c => cleanup::expired(c, at(20), at(20), 2)).unwrap();
        assert!(first.is_full(2));
        assert_eq!(counts(first), [2; 14]);
        let second = write!(db, c => cleanup::expired(c, at(20), at(20), 2)).unwrap();
        assert!(!second.is_full(2));
        assert_eq!(counts(second), [1; 14]);
        assert_eq!(
            counts(write!(db, c => cleanup::expired(c, at(20), at(20), 2)).unwrap()),
            [0; 14]
        );
        assert_eq!(
            read!(db, browser_sessions::load(&[3; 32], at(20))).unwrap(),
            Some(vec![])
        );
        assert_eq!(
            read!(db, browser_sessions::load(&[2; 32], at(0))).unwrap(),
            None
        );
    })
    .await;
}
