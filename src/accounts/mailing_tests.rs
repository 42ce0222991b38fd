use uuid::Uuid;

use super::*;
use crate::keys::testing;
use crate::store::Db;
use crate::store::testing::each_engine;
use crate::store::testing::samples::{NOW, at};

fn reset(to: &str, user: Option<UserId>) -> Mail {
    Mail {
        to: EmailAddress::parse(to).unwrap(),
        user,
        locale: None,
        zone: None,
        letter: Letter::ResetPassword {
            code: "123456".into(),
            link: "https://id.example.com/reset".into(),
            until: NOW.plus(Duration::from_mins(30)),
        },
    }
}

fn changed(to: &str) -> Mail {
    Mail {
        letter: Letter::PasswordChanged {
            when: NOW,
            device: None,
        },
        ..reset(to, None)
    }
}

fn mailing() -> Mailing {
    Mailing::new(true, &testing::fixed("https://id.example.com", NOW))
}

async fn put(db: &Db, mailing: &Mailing, mail: Mail, now: Timestamp) -> Posted {
    let mailing = mailing.clone();
    let job = db.write(move |c| {
        let (mailing, mail) = (mailing.clone(), mail.clone());
        Box::pin(async move { post(c, &mailing, mail, now).await })
    });
    job.await.unwrap()
}

async fn waiting(db: &Db) -> Vec<Message> {
    let job = db.read(|c| Box::pin(outbox::list(c, true, 10_000)));
    job.await.unwrap()
}

#[tokio::test]
async fn em_12_an_inbox_gets_three_an_hour_of_what_anybody_may_ask_for() {
    each_engine(|db| async move {
        let mailing = mailing();
        let mut put_in = 0;
        for n in 0..1_000 {
            let now = at(n % 60);
            let posted = put(&db, &mailing, reset("ada@example.com", None), now).await;
            put_in += usize::from(posted == Posted::Put);
        }
        assert_eq!((put_in, waiting(&db).await.len()), (3, 3));
        // Neither another address nor what tells of something waits for that.
        let other = reset("bob@example.com", None);
        assert_eq!(put(&db, &mailing, other, NOW).await, Posted::Put);
        let notice = changed("ada@example.com");
        assert_eq!(put(&db, &mailing, notice, NOW).await, Posted::Put);
        let later = at(3_600);
        let again = reset("ada@example.com", None);
        assert_eq!(put(&db, &mailing, again, later).await, Posted::Put);
    })
    .await;
}

#[tokio::test]
async fn em_12_one_account_reaches_ten_inboxes_an_hour() {
    each_engine(|db| async move {
        let (mailing, user) = (mailing(), UserId(Uuid::from_u128(7)));
        let mut put_in = 0;
        for n in 0..40 {
            let mail = reset(&format!("victim{n}@example.com"), Some(user));
            put_in += usize::from(put(&db, &mailing, mail, NOW).await == Posted::Put);
        }
        assert_eq!(put_in, 10);
    })
    .await;
}

#[tokio::test]
async fn nothing_in_a_row_tells_the_address_or_the_code() {
    each_engine(|db| async move {
        put(&db, &mailing(), reset("adalovelace@example.com", None), NOW).await;
        let [row] = &waiting(&db).await[..] else {
            panic!("one row");
        };
        let body = row.body.clone().unwrap();
        for secret in ["adalovelace", "example.com", "123456"] {
            assert!(
                !row.receiver.contains(secret) && !String::from_utf8_lossy(&body).contains(secret)
            );
        }
        assert_eq!(
            row.expires_at,
            NOW.plus(Duration::from_mins(30)),
            "no longer than the code works"
        );
    })
    .await;
}

#[tokio::test]
async fn without_mail_nothing_waits() {
    each_engine(|db| async move {
        let off = Mailing::new(false, &testing::fixed("https://id.example.com", NOW));
        assert!(!off.is_on());
        assert_eq!(
            put(&db, &off, changed("ada@example.com"), NOW).await,
            Posted::Off
        );
        assert_eq!(waiting(&db).await, []);
    })
    .await;
}
