//! Messages and who tells them.

use uuid::Uuid;

use super::super::StoreError;
use super::super::outbox::{self, Message, Receiver};
use super::super::testing::each_engine;
use super::super::testing::samples::{NOW, at};
use super::{read, write};
use crate::random::uuid_in_order;
use crate::store::Db;

const KIND: &str = "post";

fn message(receiver: &str) -> Message {
    Message {
        id: uuid_in_order(NOW),
        kind: KIND.to_owned(),
        receiver: receiver.to_owned(),
        user_id: None,
        sign_in_id: None,
        body: Some(b"hello".to_vec()),
        created_at: NOW,
        expires_at: at(86_400),
        tries: 0,
        last_error: None,
        set_aside_at: None,
    }
}

fn receiver(name: &str) -> Receiver {
    Receiver {
        kind: KIND.to_owned(),
        name: name.to_owned(),
    }
}

async fn put(db: &Db, name: &str) -> Message {
    let message = message(name);
    let row = message.clone();
    write!(db, c => outbox::put(c, &row)).unwrap();
    message
}

async fn due(db: &Db, now: i64) -> Vec<String> {
    let mut due: Vec<_> = read!(db, outbox::due(KIND, at(now), 100))
        .unwrap()
        .into_iter()
        .map(|receiver| receiver.name)
        .collect();
    due.sort_unstable();
    due
}

async fn lease(db: &Db, name: &str, now: i64) -> Option<outbox::Lease> {
    let (who, id) = (receiver(name), Uuid::now_v7());
    write!(db, c => outbox::lease(c, &who, id, at(now), at(now + 30))).unwrap()
}

#[tokio::test]
async fn one_node_tells_a_receiver_at_a_time_and_another_takes_over() {
    each_engine(|db| async move {
        put(&db, "notes").await;
        put(&db, "notes").await;
        put(&db, "photos").await;
        assert_eq!(due(&db, 0).await, ["notes", "photos"]);
        let first = lease(&db, "notes", 0).await.unwrap();
        assert_eq!(due(&db, 0).await, ["photos"]);
        assert_eq!(lease(&db, "notes", 0).await, None);
        assert_eq!(lease(&db, "notes", 29).await, None);
        // Its node is gone.
        assert_eq!(due(&db, 30).await, ["notes", "photos"]);
        let second = lease(&db, "notes", 30).await.unwrap();
        let gone = first.clone();
        assert!(!write!(db, c => outbox::hold(c, &gone, at(90))).unwrap());
        write!(db, c => outbox::release(c, &first, 7, at(900))).unwrap();
        assert_eq!(
            lease(&db, "notes", 31).await,
            None,
            "the second still holds it"
        );
        let held = second.clone();
        assert!(write!(db, c => outbox::hold(c, &held, at(90))).unwrap());
        assert_eq!(lease(&db, "notes", 61).await, None);
        write!(db, c => outbox::release(c, &second, 0, at(61))).unwrap();
        assert_eq!(lease(&db, "notes", 61).await.unwrap().failures, 0);
    })
    .await;
}

#[tokio::test]
async fn a_receiver_that_fails_is_left_alone_and_its_messages_keep_their_order() {
    each_engine(|db| async move {
        let messages = [
            put(&db, "notes").await,
            put(&db, "notes").await,
            put(&db, "notes").await,
        ];
        let who = receiver("notes");
        let own = who.clone();
        assert_eq!(read!(db, outbox::next(&own, 2)).unwrap(), messages[..2]);
        let held = lease(&db, "notes", 0).await.unwrap();
        let id = messages[0].id;
        let by = held.clone();
        assert!(write!(db, c => outbox::failed(c, id, &by, "HTTP 500")).unwrap());
        write!(db, c => outbox::release(c, &held, 3, at(20))).unwrap();
        assert_eq!(due(&db, 19).await, [""; 0]);
        assert_eq!(lease(&db, "notes", 19).await, None);
        assert_eq!(due(&db, 20).await, ["notes"]);
        let held = lease(&db, "notes", 20).await.unwrap();
        assert_eq!(held.failures, 3);
        // Set aside, it lets the others pass.
        let by = held.clone();
        assert!(write!(db, c => outbox::set_aside(c, id, &by, "HTTP 400", at(25))).unwrap());
        let own = who.clone();
        let left = read!(db, outbox::next(&own, 9)).unwrap();
        assert_eq!(left, messages[1..]);
        let aside = read!(db, outbox::list(false, 9)).unwrap();
        assert_eq!((aside.len(), aside[0].tries), (1, 2));
        assert_eq!(aside[0].last_error.as_deref(), Some("HTTP 400"));
        let backlog = read!(db, outbox::backlog()).unwrap();
        assert_eq!(
            (backlog.waiting, backlog.set_aside, backlog.oldest),
            (2, 1, Some(NOW))
        );
        // And may be tried again.
        let again = write!(db, c => outbox::try_again(c, id, at(99_999))).unwrap();
        assert_eq!(again.unwrap().receiver, "notes");
        assert!(
            write!(db, c => outbox::try_again(c, id, at(99_999)))
                .unwrap()
                .is_none()
        );
        assert_eq!(read!(db, outbox::next(&who, 9)).unwrap().len(), 3);
        assert!(write!(db, c => outbox::done(c, id, &held)).unwrap());
        assert_eq!(read!(db, outbox::list(true, 9)).unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn whoever_lost_a_receiver_writes_nothing_of_its_messages() {
    each_engine(|db| async move {
        let messages = [put(&db, "notes").await, put(&db, "notes").await];
        let id = messages[0].id;
        let lost = lease(&db, "notes", 0).await.unwrap();
        let held = lease(&db, "notes", 30).await.unwrap();
        // The right to tell another receiver is none.
        put(&db, "photos").await;
        let other = lease(&db, "photos", 30).await.unwrap();
        for by in [lost.clone(), other] {
            let wrote = write!(db, c => async {
                let failed = outbox::failed(c, id, &by, "HTTP 500").await?;
                let aside = outbox::set_aside(c, id, &by, "HTTP 400", at(31)).await?;
                Ok::<_, StoreError>([failed, aside, outbox::done(c, id, &by).await?])
            });
            assert_eq!(wrote.unwrap(), [false; 3]);
        }
        let who = receiver("notes");
        assert_eq!(read!(db, outbox::next(&who, 9)).unwrap(), messages);
        // Nobody has it any more, either.
        let by = held.clone();
        assert!(write!(db, c => outbox::done(c, id, &by)).unwrap());
        write!(db, c => outbox::release(c, &held, 0, at(32))).unwrap();
        let id = messages[1].id;
        assert!(!write!(db, c => outbox::done(c, id, &lost)).unwrap());
        let who = receiver("notes");
        assert_eq!(read!(db, outbox::next(&who, 9)).unwrap(), messages[1..]);
    })
    .await;
}

#[tokio::test]
async fn of_many_that_ask_at_once_one_gets_the_lease() {
    each_engine(|db| async move {
        put(&db, "notes").await;
        let asked = (0..16).map(|_| lease(&db, "notes", 0));
        let got = futures_util::future::join_all(asked).await;
        assert_eq!(got.iter().flatten().count(), 1);
    })
    .await;
}
