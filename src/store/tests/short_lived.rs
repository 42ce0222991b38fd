//! Pushed requests, throttles, cleanup.

use super::super::testing::each_engine;
use super::super::testing::samples::{NOW, at, grant, sign_in};
use super::super::throttle::Counter;
use super::super::{
    StoreError, browser_sessions, cleanup, ended_sessions, grants, pushed_requests, revoked_tokens,
    sign_ins, throttle,
};
use super::{Scene, read, write};
use crate::protocol::ids::TokenId;

#[tokio::test]
async fn a_pushed_request_is_looked_at_often_and_taken_once() {
    each_engine(|db| async move {
        let key = [9; 32];
        write!(db, c => pushed_requests::insert(c, &key, b"sealed", at(60))).unwrap();
        for _ in 0..2 {
            assert_eq!(
                read!(db, pushed_requests::peek(&key, at(59))).unwrap(),
                Some(b"sealed".to_vec())
            );
        }
        assert_eq!(
            read!(db, pushed_requests::peek(&key, at(60))).unwrap(),
            None
        );
        assert_eq!(
            write!(db, c => pushed_requests::take(c, &key, at(60))).unwrap(),
            None
        );
        assert_eq!(
            write!(db, c => pushed_requests::take(c, &key, at(59))).unwrap(),
            Some(b"sealed".to_vec())
        );
        assert_eq!(
            write!(db, c => pushed_requests::take(c, &key, at(59))).unwrap(),
            None
        );
        write!(db, c => pushed_requests::insert(c, &key, b"a", at(60))).unwrap();
        let refused = write!(db, c => pushed_requests::insert(c, &key, b"b", at(60))).unwrap_err();
        assert!(
            matches!(refused, StoreError::Conflict { .. }),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn failures_are_counted_held_and_forgiven() {
    each_engine(|db| async move {
        let (key, other) = ([3; 32], [4; 32]);
        assert_eq!(
            read!(db, throttle::by_keys([&key, &other], NOW)).unwrap(),
            [None; 2]
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
            read!(db, throttle::by_keys([&key, &other], at(149))).unwrap(),
            [Some(held), None]
        );
        assert_eq!(
            read!(db, throttle::by_keys([&key, &other], at(150))).unwrap(),
            [None; 2]
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
                pushed_requests::insert(c, &[n; 32], b"", end).await?;
                revoked_tokens::revoke(c, token, end).await?;
                ended_sessions::insert(c, token.0, NOW, end).await?;
                throttle::count(c, &[n; 32], NOW, end).await
            })
            .unwrap();
        }
        let counts = |cleaned: cleanup::Cleaned| cleaned.by_table().map(|(_, n)| n);
        let first = write!(db, c => cleanup::expired(c, at(20), 2)).unwrap();
        assert!(first.is_full(2));
        assert_eq!(counts(first), [2; 7]);
        let second = write!(db, c => cleanup::expired(c, at(20), 2)).unwrap();
        assert!(!second.is_full(2));
        assert_eq!(counts(second), [1; 7]);
        assert_eq!(
            counts(write!(db, c => cleanup::expired(c, at(20), 2)).unwrap()),
            [0; 7]
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
