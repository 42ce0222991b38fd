//! Figures of the installation, and nodes.

use serde_json::Map;
use sqlx::{Connection, PgConnection, SqliteConnection};

use super::super::audit::{self, Row};
use super::super::clients::{Place, Shown};
use super::super::conn::execute;
use super::super::figures::{DAY, Failing, SignIns};
use super::super::nodes::Node;
use super::super::outbox::{self, Message};
use super::super::testing::samples::{NOW, at, client, sign_in, user};
use super::super::testing::{TestDb, each_engine};
use super::super::{clients, figures, nodes, sign_in_clients, sign_ins, users};
use super::{Scene, read, write};
use crate::protocol::time::Timestamp;
use crate::random::uuid_in_order;

/// What happened to nobody in particular, `days` after the first day.
fn happened(act: &str, days: i64, count: i64, amr: &str) -> Row {
    let at = Timestamp(NOW.0 - NOW.0 % DAY + days * DAY + 5);
    let mut details = Map::new();
    if !amr.is_empty() {
        details.insert("amr".into(), amr.into());
    }
    Row {
        id: uuid_in_order(at),
        at,
        actor: "person".into(),
        actor_id: None,
        act: act.into(),
        object: "account".into(),
        object_id: None,
        address: None,
        request: None,
        count,
        details,
    }
}

#[tokio::test]
async fn sign_ins_are_counted_by_the_day_and_by_how_people_came_in() {
    each_engine(|db| async move {
        let rows = [
            happened("sign-in.made", -1, 1, "pwd"),
            happened("sign-in.made", 0, 1, "pwd"),
            happened("sign-in.made", 0, 1, "pwd otp mfa"),
            happened("sign-in.failed", 0, 7, ""),
            happened("account.made", 0, 1, ""),
            happened("sign-in.made", 2, 1, "hwk user mfa"),
            happened("sign-in.made", 2, 1, "pwd"),
        ];
        for row in rows {
            write!(db, c => audit::insert(c, &row)).unwrap();
        }
        let since = Timestamp(NOW.0 - NOW.0 % DAY);
        let day = |day, act: &str, total| SignIns {
            day,
            act: act.into(),
            total,
        };
        assert_eq!(
            read!(db, figures::sign_ins(since)).unwrap(),
            [
                day(0, "sign-in.failed", 7),
                day(0, "sign-in.made", 2),
                day(2, "sign-in.made", 2)
            ]
        );
        let methods = read!(db, figures::methods()).unwrap();
        let methods: Vec<_> = methods
            .into_iter()
            .map(|(amr, count)| (amr.unwrap_or_default(), count))
            .collect();
        let of = |amr: &str, count| (amr.to_owned(), count);
        assert_eq!(
            methods,
            [of("pwd", 3), of("hwk user mfa", 1), of("pwd otp mfa", 1)]
        );
    })
    .await;
}

#[tokio::test]
async fn people_apps_and_sign_ins_are_counted_and_apps_are_listed_by_kind() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        let mut old = user("old");
        old.created_at = at(-9 * DAY);
        let mut house = client("house-abc234", None);
        house.metadata.first_party = true;
        let mut off = client("off-abc234", None);
        off.disabled_at = Some(NOW);
        let mut vetted = client("vetted-abc234", Some(scene.user.id));
        vetted.metadata.vetted = true;
        let mut left = client("left-abc234", None);
        left.metadata.self_registered = true;
        let mut over = sign_in(scene.user.id);
        over.ended_at = Some(NOW);
        write!(db, c => async {
            users::insert(c, &old).await?;
            for app in [&house, &off, &vetted, &left] {
                clients::insert(c, app).await?;
            }
            sign_ins::insert(c, &over).await
        })
        .unwrap();
        let people = read!(db, figures::people(at(-7 * DAY))).unwrap();
        assert_eq!((people.total, people.new), (2, 1));
        let apps = read!(db, figures::apps()).unwrap();
        assert_eq!((apps.total, apps.unvetted, apps.disabled), (5, 2, 1));
        assert_eq!(read!(db, figures::signed_in(NOW)).unwrap(), 1);

        let shown = async |shown: Shown, searched: &str| {
            let found = read!(db, clients::page_shown(shown, searched, &Place::Start, 9)).unwrap();
            let mut ids: Vec<_> = found.into_iter().map(|app| app.id.0).collect();
            ids.sort();
            ids
        };
        assert_eq!(shown(Shown::All, "").await.len(), 5);
        assert_eq!(
            shown(Shown::Unvetted, "").await,
            ["app-abc234", "left-abc234"]
        );
        assert_eq!(shown(Shown::Unvetted, "LEFT").await, ["left-abc234"]);
        assert_eq!(shown(Shown::Disabled, "").await, ["off-abc234"]);
        assert_eq!(shown(Shown::House, "").await, ["house-abc234"]);
        let first = read!(db, clients::page_shown(Shown::All, "", &Place::Start, 2)).unwrap();
        let place = Place::Below(first[1].created_at, first[1].id.clone());
        let rest = read!(db, clients::page_shown(Shown::All, "", &place, 9)).unwrap();
        assert_eq!(rest.len(), 3);
        let place = Place::Above(rest[0].created_at, rest[0].id.clone());
        let before = read!(db, clients::page_shown(Shown::All, "", &place, 9)).unwrap();
        assert_eq!(before, first);

        let (app, id, whose) = (scene.client.id.clone(), scene.sign_in.id, scene.user.id);
        write!(db, c => sign_in_clients::join(c, id, &app, whose, NOW)).unwrap();
        let days = read!(db, figures::of_app(&scene.client.id, at(-DAY))).unwrap();
        assert_eq!(days, [(1, 1)]);
    })
    .await;
}

#[tokio::test]
async fn what_does_not_arrive_is_counted_by_receiver() {
    each_engine(|db| async move {
        let message = |kind: &str, receiver: &str| Message {
            id: uuid_in_order(NOW),
            kind: kind.into(),
            receiver: receiver.into(),
            user_id: None,
            sign_in_id: None,
            body: None,
            created_at: NOW,
            expires_at: at(DAY),
            tries: 0,
            last_error: None,
            set_aside_at: None,
        };
        for one in [
            message("mail", "a@example.com"),
            message("mail", "b@example.com"),
            message("backchannel-logout", "app"),
        ] {
            write!(db, c => outbox::put(c, &one)).unwrap();
        }
        assert_eq!(read!(db, figures::failing(5)).unwrap(), []);
        const FAILED: &str = "UPDATE outbox SET tries = 1, last_error = '450 later'";
        const GIVEN_UP: &str = "UPDATE outbox SET set_aside_at = 5 WHERE receiver = 'app'";
        for statement in [FAILED, GIVEN_UP] {
            write!(db, c => async { execute!(c, statement) }).unwrap();
        }
        let failing = |kind: &str, receiver: &str, total, given_up| Failing {
            kind: kind.into(),
            receiver: receiver.into(),
            total,
            given_up,
            since: NOW,
            why: Some("450 later".into()),
        };
        assert_eq!(
            read!(db, figures::failing(5)).unwrap(),
            [
                failing("mail", "", 2, 0),
                failing("backchannel-logout", "app", 1, 1)
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn nodes_are_listed_as_long_as_they_say_that_they_are_there() {
    each_engine(|db| async move {
        let node = |host: &str, seen_at| Node {
            id: uuid_in_order(NOW),
            host: host.into(),
            version: "0.1.0".into(),
            started_at: NOW,
            seen_at,
            knows: Some(1),
            ahead: None,
        };
        let (one, two) = (node("one", NOW), node("two", at(50)));
        for seen in [&one, &two] {
            let seen = seen.clone();
            write!(db, c => nodes::seen(c, &seen, at(-DAY))).unwrap();
        }
        let hosts = async |since| {
            let found = read!(db, nodes::list(since, at(DAY))).unwrap();
            found.into_iter().map(|node| node.host).collect::<Vec<_>>()
        };
        assert_eq!(hosts(NOW).await, ["one", "two"]);
        assert_eq!(hosts(at(10)).await, ["two"]);
        let again = Node {
            seen_at: at(100),
            ..one
        };
        write!(db, c => nodes::seen(c, &again, at(60))).unwrap();
        assert_eq!(hosts(NOW).await, ["one"], "the other one is forgotten");
        // A clock that is an hour behind hides no node.
        let behind = Node {
            ahead: Some(-3_600),
            ..node("three", at(100 - 3_600))
        };
        write!(db, c => nodes::seen(c, &behind, at(-DAY))).unwrap();
        let found = read!(db, nodes::list(at(90), at(90))).unwrap();
        let hosts: Vec<_> = found.into_iter().map(|node| node.host).collect();
        assert_eq!(hosts, ["one", "three"]);
        assert!(read!(db, nodes::schema()).unwrap() == Some(db.known_schema()));
    })
    .await;
}

/// However long the audit is, the sign-ins of two weeks are read from an index that holds nothing else.
#[tokio::test]
async fn counting_sign_ins_reads_one_index_and_no_row() {
    let statement = figures::STATEMENTS
        .iter()
        .find(|(name, _)| *name == "SIGN_INS")
        .unwrap()
        .1;
    let [sqlite, postgres] = TestDb::each().await;
    let path = sqlite.url().strip_prefix("sqlite:").unwrap().to_owned();
    let mut conn = SqliteConnection::connect(&path).await.unwrap();
    let explain = format!("EXPLAIN QUERY PLAN {statement}");
    let rows: Vec<(i64, i64, i64, String)> = sqlx::query_as(sqlx::AssertSqlSafe(explain))
        .bind(NOW.0)
        .fetch_all(&mut conn)
        .await
        .unwrap();
    let plan: String = rows.into_iter().map(|row| row.3 + "\n").collect();
    assert!(
        plan.contains("USING COVERING INDEX audit_sign_ins"),
        "{plan}"
    );

    let mut conn = PgConnection::connect(postgres.url()).await.unwrap();
    for set in [
        "VACUUM ANALYZE audit",
        "SET enable_seqscan = off",
        "SET enable_bitmapscan = off",
    ] {
        sqlx::query(set).execute(&mut conn).await.unwrap();
    }
    let explain = format!("EXPLAIN {}", statement.replace("$1", "1800000000"));
    let rows: Vec<(String,)> = sqlx::query_as(sqlx::AssertSqlSafe(explain))
        .fetch_all(&mut conn)
        .await
        .unwrap();
    let plan: String = rows.into_iter().map(|row| row.0 + "\n").collect();
    assert!(
        plan.contains("Index Only Scan using audit_sign_ins"),
        "{plan}"
    );
}
