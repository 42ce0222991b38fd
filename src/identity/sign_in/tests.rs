use serde_json::Map;
use uuid::Uuid;

use super::*;
use crate::identity::password::PasswordSettings;
use crate::identity::throttle::Subject;
use crate::protocol::ids::UserId;
use crate::store::testing::TestDb;
use crate::store::throttle;

const NOW: Timestamp = Timestamp(1_800_000_000);
const RIGHT: &str = "the engine weaves patterns";
const HERE: &str = "192.0.2.7";

fn here() -> Network {
    Network::of(HERE.parse().unwrap())
}

/// Ada has a password, Grace is disabled, Alan has none.
struct House {
    db: TestDb,
    desk: PasswordSignIn,
}

fn passwords(memory_kib: u32) -> Passwords {
    Passwords::new(&PasswordSettings {
        memory_kib,
        passes: 1,
        lanes: 1,
        at_once: 2,
        queue: 64,
    })
    .unwrap()
}

impl House {
    async fn new(db: TestDb) -> Self {
        let desk = PasswordSignIn {
            db: db.db(),
            passwords: passwords(64),
            attempts: Attempts::default(),
            failures: Default::default(),
        };
        let hash = desk
            .passwords
            .hash(RIGHT, Share::Person(UserId(Uuid::nil())))
            .await
            .unwrap();
        for (id, login, hash, disabled_at) in [
            (1, "ada", Some(hash.clone()), None),
            (2, "grace", Some(hash), Some(NOW)),
            (3, "alan", None, None),
        ] {
            let user = User {
                id: UserId(Uuid::from_u128(id)),
                subject: None,
                login: login.to_owned(),
                email: Some(format!("{login}@example.com")),
                email_verified: true,
                name: login.to_owned(),
                password_hash: hash,
                password_changed_at: None,
                claims: Map::new(),
                preferences: None,
                admin: false,
                disabled_at,
                deletes_at: None,
                terms_version: None,
                terms_accepted_at: None,
                epoch: 0,
                created_at: NOW,
                updated_at: NOW,
            };
            db.write(move |c| Box::pin(async move { users::insert(c, &user).await }))
                .await
                .unwrap();
        }
        Self { db, desk }
    }

    async fn each() -> [Self; 2] {
        let [sqlite, postgres] = TestDb::each().await;
        [Self::new(sqlite).await, Self::new(postgres).await]
    }

    async fn tries(&self, login: &str, password: &str, now: Timestamp) -> Outcome {
        self.tries_from(HERE, None, login, password, now).await
    }

    async fn tries_from(
        &self,
        address: &str,
        device: Option<&KnownDevice>,
        login: &str,
        password: &str,
        now: Timestamp,
    ) -> Outcome {
        let tried = Tried {
            login,
            password,
            address: address.parse().unwrap(),
            device,
            signed_in: None,
        };
        self.desk.verify_password(&tried, now).await.unwrap()
    }

    async fn failures(&self, subject: Subject, now: Timestamp) -> i64 {
        let counter = self
            .db
            .read(|c| Box::pin(async move { throttle::by_keys(c, [subject.key(); 3], now).await }));
        counter.await.unwrap()[0].map_or(0, |counter| counter.failures)
    }

    /// Somebody at `address` fails again and again, as early as they may. Tells when the last one was.
    async fn fails_from(
        &self,
        address: &str,
        login: &str,
        times: usize,
        mut now: Timestamp,
    ) -> Timestamp {
        for _ in 0..times {
            while let Outcome::SlowDown { retry_after } =
                self.tries_from(address, None, login, "a guess", now).await
            {
                now = now.plus(retry_after);
            }
        }
        now
    }
}

#[tokio::test]
async fn the_right_password_opens_by_either_name() {
    for house in House::each().await {
        for login in [
            "ada",
            " Ada ",
            "ada@example.com",
            "ADA@Example.com",
            "ａｄａ",
        ] {
            let outcome = house.tries(login, RIGHT, NOW).await;
            assert!(
                matches!(&outcome, Outcome::Ok(user) if user.login == "ada"),
                "{login}: {outcome:?}"
            );
        }
        assert_eq!(house.failures(Subject::account("ada"), NOW).await, 0);
        assert_eq!(house.failures(Subject::network(here()), NOW).await, 0);
    }
}

#[tokio::test]
async fn everybody_else_gets_one_answer_and_the_same_rows() {
    for house in House::each().await {
        let cases = [
            ("ada", "wrong"),
            ("grace", RIGHT),
            ("alan", RIGHT),
            ("nobody-here", RIGHT),
            ("nobody@example.com", RIGHT),
            ("", RIGHT),
            ("not a name \0 at @ all", RIGHT),
        ];
        for (login, password) in cases {
            assert!(
                matches!(house.tries(login, password, NOW).await, Outcome::Wrong),
                "{login}"
            );
            let canonical = login_name::canonical(login).unwrap_or_else(|| login.to_owned());
            for subject in [
                Subject::account(&canonical),
                Subject::stranger(&canonical, here()),
            ] {
                assert_eq!(house.failures(subject, NOW).await, 1, "{login}");
            }
        }
        assert!(matches!(house.tries("ada", "", NOW).await, Outcome::Wrong));
        assert!(matches!(
            house.tries("ada", &"x".repeat(5_000), NOW).await,
            Outcome::Wrong
        ));
        assert_eq!(house.failures(Subject::network(here()), NOW).await, 9);
    }
}

#[tokio::test]
async fn guessing_is_slowed_down_the_same_for_everybody_and_across_restarts() {
    for mut house in House::each().await {
        for login in ["ada", "grace", "nobody-here"] {
            for _ in 0..5 {
                assert!(matches!(
                    house.tries(login, "wrong", NOW).await,
                    Outcome::Wrong
                ));
            }
            let outcome = house.tries(login, RIGHT, NOW).await;
            let Outcome::SlowDown { retry_after } = outcome else {
                panic!("{login}: {outcome:?}")
            };
            assert_eq!(retry_after, Duration::from_secs(1));
        }
        house.db.restart().await;
        house.desk = PasswordSignIn {
            db: house.db.db(),
            attempts: Attempts::default(),
            failures: Default::default(),
            ..house.desk
        };
        assert!(matches!(
            house.tries("ada", RIGHT, NOW).await,
            Outcome::SlowDown { .. }
        ));
        let later = NOW.plus(Duration::from_secs(1));
        assert!(matches!(
            house.tries("ada", RIGHT, later).await,
            Outcome::Ok(_)
        ));
        for (subject, left, what) in [
            (Subject::stranger("ada", here()), 0, "a success forgives"),
            (Subject::account("ada"), 5, "but not all strangers"),
            // Five of each, and what was not looked at.
            (Subject::network(here()), 19, "nor the network"),
        ] {
            assert_eq!(house.failures(subject, later).await, left, "{what}");
        }
    }
}

#[tokio::test]
async fn an_address_tries_thirty_accounts_a_minute_and_its_neighbours_are_free() {
    for house in House::each().await {
        for n in 0..30 {
            let outcome = house
                .tries_from(
                    "2001:db8::1",
                    None,
                    &format!("person{n}"),
                    "Summer2026",
                    NOW,
                )
                .await;
            assert!(matches!(outcome, Outcome::Wrong));
        }
        for (address, free) in [
            ("2001:db8::ffff", false),
            ("2001:db8:0:1::1", true),
            ("192.0.2.9", true),
        ] {
            let outcome = house.tries_from(address, None, "ada", RIGHT, NOW).await;
            assert_eq!(
                matches!(outcome, Outcome::Ok(_)),
                free,
                "{address}: {outcome:?}"
            );
        }
        let device =
            KnownDevice::after_sign_in(None, (UserId(Uuid::from_u128(1)), 0), NOW).unwrap();
        let outcome = house
            .tries_from("2001:db8::ffff", Some(&device), "ada", RIGHT, NOW)
            .await;
        assert!(
            matches!(outcome, Outcome::Ok(_)),
            "a known browser behind the same address"
        );
        let later = NOW.plus(Duration::from_mins(1));
        assert!(matches!(
            house
                .tries_from("2001:db8::1", None, "ada", RIGHT, later)
                .await,
            Outcome::Ok(_)
        ));
    }
}

#[tokio::test]
async fn strangers_cannot_lock_the_owner_out_of_a_known_browser() {
    for house in House::each().await {
        let (ada, grace) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let device = KnownDevice::after_sign_in(None, (ada, 0), NOW).unwrap();
        let other = KnownDevice::after_sign_in(None, (grace, 0), NOW).unwrap();
        let now = house.fails_from(HERE, "ada", 20, NOW).await;
        let outcome = house.tries("ada", RIGHT, now).await;
        let Outcome::SlowDown { retry_after } = outcome else {
            panic!("{outcome:?}")
        };
        assert_eq!(retry_after.as_secs().div_ceil(60), 15);
        let outcome = house
            .tries_from(HERE, Some(&other), "ada", RIGHT, now)
            .await;
        assert!(
            matches!(outcome, Outcome::SlowDown { .. }),
            "known for another person only"
        );
        assert!(matches!(
            house
                .tries_from(HERE, Some(&device), "ada", RIGHT, now)
                .await,
            Outcome::Ok(_)
        ));
        assert!(
            matches!(
                house.tries("ada", RIGHT, now).await,
                Outcome::SlowDown { .. }
            ),
            "strangers still wait"
        );

        for _ in 0..5 {
            assert!(matches!(
                house
                    .tries_from(HERE, Some(&device), "ada", "typo", now)
                    .await,
                Outcome::Wrong
            ));
        }
        let outcome = house
            .tries_from(HERE, Some(&device), "ada", RIGHT, now)
            .await;
        assert!(
            matches!(outcome, Outcome::SlowDown { .. }),
            "a stolen browser gets no more tries"
        );
        let now = now.plus(Duration::from_secs(1));
        assert!(matches!(
            house
                .tries_from(HERE, Some(&device), "ada", RIGHT, now)
                .await,
            Outcome::Ok(_)
        ));

        let end = now.plus(Duration::from_secs(1));
        let job = house.db.write(move |c| {
            Box::pin(async move {
                users::disable(c, ada, end).await?;
                users::enable(c, ada, end).await
            })
        });
        job.await.unwrap();
        let outcome = house
            .tries_from(HERE, Some(&device), "ada", RIGHT, end)
            .await;
        assert!(
            matches!(outcome, Outcome::SlowDown { .. }),
            "ended sign-ins make the browser a stranger's"
        );
    }
}

/// Half a guess a second from one address kept every new browser of the owner out, for as long as somebody wished.
#[tokio::test]
async fn fi_04_one_stranger_keeps_nobody_out_but_themselves() {
    for house in House::each().await {
        let guesses = async |from: u64, to: u64| {
            for half in 2 * from..2 * to {
                let now = NOW.plus(Duration::from_secs(half / 2));
                let stranger = "198.51.100.9";
                house
                    .tries_from(stranger, None, "ada", "a guess", now)
                    .await;
            }
        };
        for minute in 0..10 {
            guesses(60 * minute, 60 * (minute + 1)).await;
            let now = NOW.plus(Duration::from_secs(60 * (minute + 1)));
            let outcome = house.tries("ada", RIGHT, now).await;
            assert!(matches!(outcome, Outcome::Ok(_)), "{minute}: {outcome:?}");
        }
        let now = NOW.plus(Duration::from_mins(10));
        let stranger = house
            .tries_from("198.51.100.9", None, "ada", RIGHT, now)
            .await;
        assert!(matches!(stranger, Outcome::SlowDown { .. }), "{stranger:?}");
    }
}

/// Where many networks guess, each has one attempt and then waits; one that never failed here still has its first.
#[tokio::test]
async fn fi_04_a_crowd_makes_delays_of_strangers_longer_and_nobody_else_s() {
    for house in House::each().await {
        for n in 0..20 {
            house
                .fails_from(&format!("198.51.100.{n}"), "ada", 5, NOW)
                .await;
        }
        assert_eq!(house.failures(Subject::account("ada"), NOW).await, 100);
        let typo = house.tries("ada", "typo", NOW).await;
        assert!(matches!(typo, Outcome::Wrong), "{typo:?}");
        let slow = house.tries("ada", RIGHT, NOW).await;
        assert!(matches!(slow, Outcome::SlowDown { .. }), "{slow:?}");
        let later = NOW.plus(Duration::from_secs(1));
        assert!(matches!(
            house.tries("ada", RIGHT, later).await,
            Outcome::Ok(_)
        ));
        assert!(matches!(
            house
                .tries_from("192.0.2.99", None, "ada", RIGHT, NOW)
                .await,
            Outcome::Ok(_)
        ));
    }
}

/// What is not looked at costs its sender as well: the network's minute is used up.
#[tokio::test]
async fn fi_03_attempts_that_are_refused_count_against_who_makes_them() {
    for house in House::each().await {
        for _ in 0..30 {
            house.tries("ada", "a guess", NOW).await;
        }
        assert_eq!(house.failures(Subject::network(here()), NOW).await, 30);
        assert_eq!(house.failures(Subject::account("ada"), NOW).await, 5);
        for _ in 0..5 {
            let outcome = house.tries("grace", RIGHT, NOW).await;
            assert!(matches!(outcome, Outcome::SlowDown { .. }), "{outcome:?}");
        }
        assert_eq!(house.failures(Subject::network(here()), NOW).await, 30);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_guesses_at_once_are_not_all_looked_at() {
    for house in House::each().await {
        // Slow enough that they overlap.
        let desk = PasswordSignIn {
            passwords: passwords(4096),
            ..house.desk.clone()
        };
        let guesses: Vec<_> = (0_u8..60)
            .map(|_| {
                let desk = desk.clone();
                tokio::spawn(async move {
                    let tried = Tried {
                        login: "ada",
                        password: "a guess",
                        address: HERE.parse().unwrap(),
                        device: None,
                        signed_in: None,
                    };
                    desk.verify_password(&tried, NOW).await.unwrap()
                })
            })
            .collect();
        let mut looked_at = 0;
        for guess in guesses {
            match guess.await.unwrap() {
                Outcome::Wrong => looked_at += 1,
                Outcome::SlowDown { .. } => {}
                other => panic!("{other:?}"),
            }
        }
        assert!((1..=5).contains(&looked_at), "{looked_at}");
        let stranger = Subject::stranger("ada", here());
        assert_eq!(
            house.failures(stranger, NOW).await,
            looked_at,
            "every one is counted"
        );
        let later = NOW.plus(Duration::from_mins(1));
        assert!(
            matches!(house.tries("ada", RIGHT, later).await, Outcome::Ok(_)),
            "nothing stays in flight"
        );
    }
}

/// Eight right passwords at once were three times "too many attempts": what was under way counted as failed.
#[tokio::test(flavor = "multi_thread")]
async fn fc_26_right_passwords_at_once_wait_their_turn_in_every_budget() {
    const COUNT: u128 = 40;
    for house in House::each().await {
        let desk = PasswordSignIn {
            passwords: passwords(4096),
            ..house.desk.clone()
        };
        let ada = house
            .db
            .read(|c| Box::pin(users::by_login_or_email(c, "ada")));
        let ada = ada.await.unwrap().unwrap();
        let people: Vec<_> = (0..COUNT)
            .map(|n| User {
                id: UserId(Uuid::from_u128(100 + n)),
                login: format!("person{n}"),
                email: None,
                ..ada.clone()
            })
            .collect();
        let rows = people.clone();
        let job = house.db.write(move |c| {
            Box::pin(async move {
                for user in &rows {
                    users::insert(c, user).await?;
                }
                Ok(())
            })
        });
        job.await.unwrap();
        let device = KnownDevice::after_sign_in(None, (ada.id, 0), NOW).unwrap();
        let another = KnownDevice::after_sign_in(None, (ada.id, 0), NOW).unwrap();
        let at_once = async |who: &dyn Fn(usize) -> (String, Option<KnownDevice>)| {
            let attempts = (0..COUNT as usize).map(|n| {
                let (desk, (login, device)) = (desk.clone(), who(n));
                tokio::spawn(async move {
                    let tried = Tried {
                        login: &login,
                        password: RIGHT,
                        address: HERE.parse().unwrap(),
                        device: device.as_ref(),
                        signed_in: None,
                    };
                    desk.verify_password(&tried, NOW).await.unwrap()
                })
            });
            for attempt in attempts.collect::<Vec<_>>() {
                let outcome = attempt.await.unwrap();
                assert!(matches!(outcome, Outcome::Ok(_)), "{outcome:?}");
            }
        };
        at_once(&|_| ("ada".into(), None)).await;
        at_once(&|_| ("ada".into(), Some(device.clone()))).await;
        let two = |n: usize| ("ada".into(), Some([&device, &another][n % 2].clone()));
        at_once(&two).await;
        at_once(&|n| (format!("person{n}"), None)).await;
        // Where some failed before, they come one by one, and all the same they come.
        for _ in 0..4 {
            house.tries("ada", "wrong", NOW).await;
        }
        at_once(&|_| ("ada".into(), None)).await;
        assert!(desk.attempts.is_empty(), "nothing stays in flight");
    }
}

/// Whoever leaves the line does not keep the others from coming.
#[tokio::test(flavor = "multi_thread")]
async fn fc_26_who_gives_up_waiting_lets_the_next_one_in() {
    let house = House::new(TestDb::sqlite().await).await;
    let desk = PasswordSignIn {
        passwords: passwords(16_384),
        ..house.desk.clone()
    };
    let attempt = || {
        let desk = desk.clone();
        async move {
            let tried = Tried {
                login: "ada",
                password: RIGHT,
                address: HERE.parse().unwrap(),
                device: None,
                signed_in: None,
            };
            desk.verify_password(&tried, NOW).await.unwrap()
        }
    };
    let all: Vec<_> = (0..60).map(|_| tokio::spawn(attempt())).collect();
    tokio::time::sleep(Duration::from_millis(20)).await;
    for (n, attempt) in all.into_iter().enumerate() {
        if n % 3 == 0 {
            attempt.abort();
        } else {
            let outcome = attempt.await.unwrap();
            assert!(matches!(outcome, Outcome::Ok(_)), "{n}: {outcome:?}");
        }
    }
    let began = std::time::Instant::now();
    while !desk.attempts.is_empty() {
        assert!(began.elapsed() < Duration::from_secs(5), "something stays");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn au_04_whoever_goes_away_meanwhile_has_made_an_attempt() {
    for house in House::each().await {
        // Nobody's password is compared with today's parameters: slow enough to be left alone with.
        let desk = PasswordSignIn {
            passwords: passwords(131_072),
            ..house.desk.clone()
        };
        let mut counted = false;
        for n in 0_u8..20 {
            let login = format!("nobody-{n}");
            let tried = Tried {
                login: &login,
                password: "a guess",
                address: IpAddr::from([203, 0, 113, n]),
                device: None,
                signed_in: None,
            };
            // Longer each time: who leaves before anything began has made no attempt.
            let patience = Duration::from_millis(15 + 10 * u64::from(n));
            let check = tokio::time::timeout(patience, desk.verify_password(&tried, NOW));
            let left = check.await.is_err();
            for _ in 0..150 {
                if !left || counted {
                    break;
                }
                counted = house.failures(Subject::account(&login), NOW).await == 1;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            if counted {
                break;
            }
        }
        assert!(counted, "who left is not counted");
    }
}

#[tokio::test]
async fn a_password_is_rehashed_when_it_was_right_and_todays_parameters_differ() {
    for mut house in House::each().await {
        house.desk.passwords = passwords(128);
        let stored = async || {
            let user = house
                .db
                .read(|c| Box::pin(users::by_login_or_email(c, "ada")))
                .await
                .unwrap()
                .unwrap();
            user.password_hash.unwrap()
        };
        let before = stored().await;
        assert!(matches!(
            house.tries("ada", "wrong", NOW).await,
            Outcome::Wrong
        ));
        assert_eq!(stored().await, before);
        assert!(matches!(
            house.tries("ada", RIGHT, NOW).await,
            Outcome::Ok(_)
        ));
        let after = stored().await;
        assert!(
            before.contains("m=64,") && after.contains("m=128,"),
            "{after}"
        );
        assert!(matches!(
            house.tries("ada", RIGHT, NOW).await,
            Outcome::Ok(_)
        ));
        assert_eq!(stored().await, after, "once");
    }
}

#[tokio::test]
async fn a_known_browser_remembers_the_last_few_people() {
    let mut device = None;
    for n in 0..6 {
        let at = NOW.plus(Duration::from_secs(n));
        device = Some(
            KnownDevice::after_sign_in(device, (UserId(Uuid::from_u128(n.into())), 0), at).unwrap(),
        );
    }
    let house = House::new(TestDb::sqlite().await).await;
    let keys = crate::keys::testing::keys("https://login.example.org", NOW);
    let cookie = device.unwrap().seal(&keys, NOW);
    assert!(cookie.len() < 300, "{}", cookie.len());
    assert_eq!(KnownDevice::open(&keys, "not ours", NOW), None);
    assert_eq!(
        KnownDevice::open(
            &keys,
            &cookie,
            NOW.plus(crate::identity::known_device::LIFETIME)
        ),
        None
    );
    let device = KnownDevice::open(&keys, &cookie, NOW).unwrap();
    for (login, known) in [("ada", false), ("grace", true), ("alan", true)] {
        let mut user = house
            .db
            .read(|c| Box::pin(users::by_login_or_email(c, login)))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(device.subject(&user).is_some(), known, "{login}");
        // AU-05: a password chosen since makes it a stranger's browser.
        user.epoch += 1;
        assert_eq!(device.subject(&user), None, "{login}");
    }
}
