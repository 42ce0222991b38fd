//! How long the lists and searches of the console take where there is much: 100,000 people, 2,000 apps, 5 million rows of the audit.
//!
//!     cargo bench --bench lists                    # both engines, LANYARD_TEST_POSTGRES names a server
//!     cargo bench --bench lists -- sqlite          # one of them
//!     LANYARD_BENCH_SMALL=1 cargo bench --bench lists   # a hundredth of it, to see that it runs
//!
//! Each question is asked fifty times after once, with other words each time where it has any; the middle and the slowest are said.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on has failed"
)]

use std::env;
use std::time::{Duration, Instant};

use lanyard::protocol::ids::{ClientId, SignInId, UserId};
use lanyard::protocol::time::Timestamp;
use lanyard::store::audit::{self, Filter};
use lanyard::store::clients::{self, Place};
use lanyard::store::people::{self, Which};
use lanyard::store::testing::TestDb;
use lanyard::store::{Db, Engine, assignments, groups, owners, sign_ins};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use uuid::Uuid;

const ASKED: usize = 50;
const NOW: i64 = 1_800_000_000;

/// How much there is.
struct Size {
    people: i64,
    apps: i64,
    audit: i64,
    groups: i64,
}

/// What fills a database, in the words of its engine.
fn fill(engine: Engine, size: &Size) -> Vec<String> {
    let sqlite = engine == Engine::Sqlite;
    let (yes, no) = if sqlite {
        ("1", "0")
    } else {
        ("TRUE", "FALSE")
    };
    let series = |n: i64| match engine {
        Engine::Sqlite => format!(
            "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {n}) SELECT i FROM n) AS n"
        ),
        Engine::Postgres => format!("generate_series(1::bigint, {n}) AS n(i)"),
    };
    // Ids of version 7, as of this millisecond and with this number.
    let id = |millis: &str, number: &str| match engine {
        Engine::Sqlite => format!("unhex(printf('%012x7000800%013x', {millis}, {number}))"),
        Engine::Postgres => format!(
            "(lpad(to_hex(({millis})::bigint), 12, '0') || '7000800' || lpad(to_hex(({number})::bigint), 13, '0'))::uuid"
        ),
    };
    let Size {
        people,
        apps,
        audit,
        groups,
    } = size;
    let at = format!("({NOW} - ({audit} - i) * 5)");
    let of = |number: &str| id("1700000000000", number);
    let text_of = |number: &str| match engine {
        Engine::Sqlite => format!("printf('018bcfe5-6800-7000-8000-%012x', {number})"),
        Engine::Postgres => {
            format!("'018bcfe5-6800-7000-8000-' || lpad(to_hex({number}), 12, '0')")
        }
    };
    let empty = match engine {
        Engine::Sqlite => "'{}'",
        Engine::Postgres => "'{}'::jsonb",
    };
    vec![
        format!(
            "INSERT INTO users (id, login, email, email_verified, name, claims, admin, sessions_not_before, created_at, updated_at, epoch) \
             SELECT {}, 'user' || i, 'user' || i || '@example.com', {yes}, \
             CASE i % 5 WHEN 0 THEN 'Ada ' WHEN 1 THEN 'Mara ' WHEN 2 THEN 'Jonas ' WHEN 3 THEN 'Émile ' ELSE 'Zoë ' END || 'Number' || i, \
             {empty}, {no}, 0, {NOW}, {NOW}, 0 FROM {}",
            of("i"),
            series(*people)
        ),
        format!(
            "INSERT INTO client (id, owner_id, name, metadata, created_at, updated_at) SELECT 'app-' || i, {}, 'App number ' || i, \
             '{{\"kind\":\"web\",\"auth_method\":\"none\",\"grant_types\":[\"authorization_code\"]}}'{}, {NOW} - i, {NOW} FROM {}",
            of("1 + i % 100"),
            if sqlite { "" } else { "::jsonb" },
            series(*apps)
        ),
        format!(
            "INSERT INTO user_group (id, name, title, created_at, updated_at) SELECT {}, 'group-' || i, 'Group ' || i, {NOW}, {NOW} FROM {}",
            of("i"),
            series(*groups)
        ),
        format!(
            "INSERT INTO group_member (user_id, group_id, joined_at) SELECT {}, {}, {NOW} FROM {}",
            of("i"),
            of(&format!("1 + i % {groups}")),
            series(*people)
        ),
        format!(
            "INSERT INTO group_assignment (client_id, group_id, role, assigned_at) SELECT 'app-' || i, {}, '', {NOW} FROM {}",
            of(&format!("1 + i % {groups}")),
            series(*apps)
        ),
        format!(
            "INSERT INTO sign_in (id, user_id, started_at, last_seen_at, amr, device, address, expires_at) \
             SELECT {0}, {0}, {NOW} - i, {NOW}, 'pwd', 'Firefox on Linux', '192.0.2.1', {NOW} + 100000 FROM {1}",
            of("i"),
            series(*people)
        ),
        format!(
            "INSERT INTO audit (id, at, actor, actor_id, act, object, object_id, address, request, count, details) \
             SELECT {}, {at}, 'person', {}, CASE i % 7 WHEN 0 THEN 'sign-in.failed' WHEN 1 THEN 'consent.given' WHEN 2 THEN 'account.changed' \
             ELSE 'sign-in.made' END, 'account', {}, '192.0.2.' || (i % 250), 'REF' || i, 1, {empty} FROM {}",
            id(&format!("{at} * 1000"), "i"),
            text_of(&format!("1 + i % {people}")),
            text_of(&format!("1 + i % {people}")),
            series(*audit)
        ),
    ]
}

/// Asks fifty times and says how long it took.
async fn ask<T: Send + 'static>(
    db: &Db,
    what: &str,
    question: impl for<'a, 'c> Fn(
        usize,
        &'a mut lanyard::store::Conn<'c>,
    ) -> lanyard::store::Step<'a, T>
    + Clone
    + Send
    + Sync
    + 'static,
) {
    let mut took = Vec::with_capacity(ASKED);
    for number in 0..=ASKED {
        let question = question.clone();
        let begun = Instant::now();
        db.read(move |c| question(number, c)).await.unwrap();
        took.push(begun.elapsed());
    }
    took.remove(0);
    took.sort_unstable();
    let millis = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "  {what:44} {:8.2} ms  slowest {:8.2} ms",
        millis(took[ASKED / 2]),
        millis(took[ASKED - 1])
    );
}

async fn run(db: &TestDb, size: &Size) {
    let engine = db.engine();
    println!(
        "{engine:?}: {} people, {} apps, {} rows of the audit, {} groups",
        size.people, size.apps, size.audit, size.groups
    );
    let begun = Instant::now();
    let mut all = fill(engine, size);
    all.push("ANALYZE".to_owned());
    let url = db.url();
    match engine {
        Engine::Sqlite => {
            let mut c = SqliteConnection::connect(url).await.unwrap();
            for sql in all {
                sqlx::query(AssertSqlSafe(sql))
                    .execute(&mut c)
                    .await
                    .unwrap();
            }
        }
        Engine::Postgres => {
            let mut c = PgConnection::connect(url).await.unwrap();
            for sql in all {
                sqlx::query(AssertSqlSafe(sql))
                    .execute(&mut c)
                    .await
                    .unwrap();
            }
        }
    }
    println!("  filled in {:.0} s", begun.elapsed().as_secs_f64());
    let last = UserId(Uuid::max());
    let now = Timestamp(NOW);
    ask(db, "people, the first page", move |_, c| {
        Box::pin(people::page(c, Which::All, "", last, 51))
    })
    .await;
    ask(db, "people, from the middle", move |_, c| {
        let middle = UserId("018bcfe5-6800-7000-8000-00000000c350".parse().unwrap());
        Box::pin(people::page(c, Which::InUse, "", middle, 51))
    })
    .await;
    ask(
        db,
        "people whose name begins with (20,000 do)",
        move |_, c| Box::pin(people::page(c, Which::All, "mara", last, 51)),
    )
    .await;
    ask(db, "people by a user name", move |number, c| {
        Box::pin(async move {
            let name = format!("user{}", 1 + number * 7);
            people::page(c, Which::All, &name, last, 51).await
        })
    })
    .await;
    ask(db, "people who administer (nobody)", move |_, c| {
        let which = Which::With(lanyard::protocol::roles::Role::Administrator);
        Box::pin(people::page(c, which, "", last, 51))
    })
    .await;
    ask(db, "apps, the first page", |_, c| {
        Box::pin(clients::page(c, None, "", &Place::Start, 26))
    })
    .await;
    ask(db, "apps by a part of the name", |number, c| {
        Box::pin(async move {
            let name = format!("number {}", 100 + number);
            clients::page(c, None, &name, &Place::Start, 26).await
        })
    })
    .await;
    ask(db, "apps of one person", |_, c| {
        let owner = UserId("018bcfe5-6800-7000-8000-000000000005".parse().unwrap());
        Box::pin(clients::page(c, Some(owner), "", &Place::Start, 26))
    })
    .await;
    ask(db, "groups whose name begins with", |_, c| {
        Box::pin(groups::after(c, "group-1", "", 26))
    })
    .await;
    ask(db, "members of a group", |_, c| {
        let id = "018bcfe5-6800-7000-8000-000000000005".parse().unwrap();
        Box::pin(groups::members(
            c,
            lanyard::protocol::ids::GroupId(id),
            None,
            26,
        ))
    })
    .await;
    ask(db, "groups and roles of a person at an app", |number, c| {
        Box::pin(async move {
            let id = format!("018bcfe5-6800-7000-8000-{:012x}", 1 + number * 13);
            groups::membership(c, UserId(id.parse().unwrap()), &ClientId("app-5".into())).await
        })
    })
    .await;
    ask(db, "who may use an app, and who looks after it", |_, c| {
        Box::pin(async move {
            let app = ClientId("app-7".into());
            assignments::users(c, &app, None, 51).await?;
            owners::of(c, &app).await?;
            assignments::groups(c, &app).await
        })
    })
    .await;
    ask(db, "sessions, the first page", move |_, c| {
        let from = (Timestamp(i64::MAX), SignInId(Uuid::max()));
        Box::pin(sign_ins::live(c, from, 51, now))
    })
    .await;
    let filter = |change: fn(&mut Filter)| {
        let mut filter = Filter::default();
        change(&mut filter);
        filter
    };
    for (what, filter) in [
        ("audit, the first page", filter(|_| {})),
        (
            "audit, one act",
            filter(|f| f.acts = vec!["sign-in.failed"]),
        ),
        (
            "audit, an act nobody did",
            filter(|f| f.acts = vec!["key.rotated"]),
        ),
        (
            "audit, about one person",
            filter(|f| f.about = "018bcfe5-6800-7000-8000-00000000002a".into()),
        ),
        (
            "audit, one address",
            filter(|f| f.address = "192.0.2.7".into()),
        ),
        (
            "audit, one reference",
            filter(|f| f.request = "REF4242".into()),
        ),
        (
            "audit, an act within an hour long ago",
            filter(|f| {
                f.acts = vec!["account.changed"];
                f.since = Timestamp(NOW - 2_000_000);
                f.until = Timestamp(NOW - 1_996_400);
            }),
        ),
    ] {
        ask(db, what, move |_, c| {
            let filter = filter.clone();
            Box::pin(async move { audit::list(c, &filter, 51).await })
        })
        .await;
    }
}

#[tokio::main]
async fn main() {
    let small = env::var("LANYARD_BENCH_SMALL").is_ok();
    let part = if small { 100 } else { 1 };
    let size = Size {
        people: 100_000 / part,
        apps: 2_000 / part,
        audit: 5_000_000 / part,
        groups: 500 / part,
    };
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    for db in TestDb::each().await {
        let name = format!("{:?}", db.engine()).to_lowercase();
        if words.is_empty() || words.contains(&name) {
            run(&db, &size).await;
        }
        db.close().await;
    }
}
