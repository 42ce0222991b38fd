//! `kill -9` while codes are redeemed, tokens refreshed, replays punished and grants revoked (FT-01, FT-02).
//!
//! Each app keeps a ledger: what it asked for, and what was acknowledged. After the restart on the same database, every
//! acknowledgement must hold, and what was not acknowledged happened wholly or not at all.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use tokio::task::JoinSet;

use super::{below, rounds};
use crate::process::http::{self, Connection as Wire, Failure};
use crate::process::registered::redemption;
use crate::process::{Browser, Installation};
use crate::world::{CALLBACK, Page};

/// Apps that redeem a code and then refresh as fast as they can.
const USERS: usize = 10;
/// Grants that stay in use from the first round to the last.
const ELDERS: usize = 6;
/// Requests after which the server is killed, at the most.
const LONGEST: u64 = 80;

/// One grant, as its app knows it.
#[derive(Debug, Clone, Default)]
struct Line {
    code: String,
    /// What was acknowledged, in order: the redemption, then each refresh.
    bought: Vec<Bought>,
    end: End,
}

#[derive(Debug, Clone)]
struct Bought {
    access: String,
    refresh: String,
}

/// Whether the app ended the grant, by a replay of its code or a revocation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum End {
    #[default]
    Never,
    Asked,
    Acknowledged,
}

#[derive(Debug, Clone, Copy)]
enum Role {
    Use,
    Replay,
    Revoke,
}

/// What happened in all rounds.
#[derive(Debug, Default)]
struct Count {
    redeemed: usize,
    refreshed: usize,
    ended: usize,
    /// Redemptions without an answer, and how many of them had been committed.
    open: usize,
    open_committed: usize,
    /// Ends without an answer, and how many of them had been committed.
    open_ends: usize,
    open_ends_committed: usize,
    restarts: Vec<Duration>,
}

/// The token endpoint and its neighbours, as one app sees them.
#[derive(Clone)]
struct App {
    installation: Arc<Installation>,
    basic: String,
    acknowledged: Arc<AtomicUsize>,
}

type Fields<'a> = [(&'a str, &'a str)];

impl App {
    async fn post(&self, wire: &mut Wire, path: &str, fields: &Fields<'_>) -> Option<http::Answer> {
        let request = http::form(path, fields.iter().copied(), &self.basic);
        match wire.send(request).await {
            Ok(answer) => {
                assert!(
                    answer.status == 200 || answer.status == 400,
                    "{}: {}",
                    answer.status,
                    answer.text
                );
                self.acknowledged.fetch_add(1, Ordering::Relaxed);
                Some(answer)
            }
            Err(Failure::NotSent | Failure::NoAnswer(_)) => None,
        }
    }

    /// `None`: no answer. Otherwise the tokens, or the error code.
    async fn token(&self, wire: &mut Wire, fields: &Fields<'_>) -> Option<Result<Bought, String>> {
        let answer = self.post(wire, "/token", fields).await?;
        let body = answer.json();
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        Some(if answer.status == 200 {
            Ok(Bought {
                access: text("access_token"),
                refresh: text("refresh_token"),
            })
        } else {
            Err(text("error"))
        })
    }

    async fn redeem(&self, wire: &mut Wire, code: &str) -> Option<Result<Bought, String>> {
        self.token(wire, &redemption(code)).await
    }

    async fn refresh(&self, wire: &mut Wire, token: &str) -> Option<Result<Bought, String>> {
        let fields = [("grant_type", "refresh_token"), ("refresh_token", token)];
        self.token(wire, &fields).await
    }

    async fn is_active(&self, wire: &mut Wire, token: &str) -> bool {
        let answer = self.post(wire, "/introspect", &[("token", token)]).await;
        answer.expect("the server runs").json()["active"] == true
    }

    /// Plays one role until the server is gone.
    async fn play(self, role: Role, mut line: Line) -> Line {
        let Ok(mut wire) = Wire::open(&self.installation.host).await else {
            return line;
        };
        match role {
            Role::Use => loop {
                let answer = match line.bought.last() {
                    None => self.redeem(&mut wire, &line.code).await,
                    Some(last) => self.refresh(&mut wire, &last.refresh).await,
                };
                match answer {
                    None => break,
                    Some(Ok(bought)) => line.bought.push(bought),
                    Some(Err(error)) => panic!("{error} for a good token: {line:?}"),
                }
            },
            Role::Replay => {
                line.end = End::Asked;
                if let Some(answer) = self.redeem(&mut wire, &line.code).await {
                    assert_eq!(answer.unwrap_err(), "invalid_grant", "a code bought twice");
                    line.end = End::Acknowledged;
                }
            }
            Role::Revoke => {
                line.end = End::Asked;
                let token = line.bought.last().expect("it was used").refresh.clone();
                let answer = self.post(&mut wire, "/revoke", &[("token", &token)]).await;
                if answer.is_some_and(|answer| answer.status == 200) {
                    line.end = End::Acknowledged;
                }
            }
        }
        line
    }

    /// Compares the ledger with what the restarted server says. The line comes back if its grant lives.
    async fn check(&self, mut line: Line, count: &mut Count) -> Option<Line> {
        let mut wire = Wire::open(&self.installation.host).await.expect("it runs");
        let last = line.bought.last().cloned();
        match (line.end, last) {
            (End::Never, None) => {
                self.check_open(&mut wire, &line, count).await;
                None
            }
            (End::Never, Some(last)) => {
                for bought in line.bought.iter().rev().take(3) {
                    assert!(
                        self.is_active(&mut wire, &bought.access).await,
                        "an acknowledged access token is lost: {line:?}"
                    );
                }
                // It may have been rotated by the request that got no answer; then the successor comes again.
                match self.refresh(&mut wire, &last.refresh).await {
                    Some(Ok(bought)) => line.bought.push(bought),
                    other => panic!("an acknowledged refresh token is lost ({other:?}): {line:?}"),
                }
                Some(line)
            }
            (End::Acknowledged, last) => {
                let last = last.expect("only what was used is ended");
                self.assert_dead(&mut wire, &line.code, &last).await;
                None
            }
            (End::Asked, last) => {
                let last = last.expect("only what was used is ended");
                count.open_ends += 1;
                let lives = self.is_active(&mut wire, &last.access).await;
                assert_eq!(self.is_active(&mut wire, &last.refresh).await, lives);
                if !lives {
                    count.open_ends_committed += 1;
                    self.assert_dead(&mut wire, &line.code, &last).await;
                    return None;
                }
                line.end = End::Never;
                Some(line)
            }
        }
    }

    /// A redemption without an answer: the code is dead because it was committed, or good for once.
    async fn check_open(&self, wire: &mut Wire, line: &Line, count: &mut Count) {
        let grants = rows(&self.installation.file("lanyard.db")).await;
        count.open += 1;
        let again = self.redeem(wire, &line.code).await.expect("it runs");
        let after = rows(&self.installation.file("lanyard.db")).await;
        match again {
            Ok(bought) => {
                assert_eq!(after, grants + 1, "it had been redeemed before: {line:?}");
                assert!(self.is_active(wire, &bought.access).await);
                let third = self.redeem(wire, &line.code).await.expect("it runs");
                assert_eq!(third.unwrap_err(), "invalid_grant");
                self.assert_dead(wire, &line.code, &bought).await;
            }
            Err(error) => {
                assert_eq!((&*error, after), ("invalid_grant", grants));
                count.open_committed += 1;
            }
        }
    }

    async fn assert_dead(&self, wire: &mut Wire, code: &str, bought: &Bought) {
        assert!(!self.is_active(wire, &bought.access).await, "{code}");
        assert!(!self.is_active(wire, &bought.refresh).await, "{code}");
        let refreshed = self.refresh(wire, &bought.refresh).await.expect("it runs");
        assert_eq!(refreshed.unwrap_err(), "invalid_grant");
        let redeemed = self.redeem(wire, code).await.expect("it runs");
        assert_eq!(redeemed.unwrap_err(), "invalid_grant");
    }
}

/// How many codes were ever spent.
async fn rows(file: &Path) -> i64 {
    query(file, "SELECT COUNT(*) FROM grants").await
}

async fn query<T>(file: &Path, sql: &'static str) -> T
where
    (T,): for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow>,
    T: Send + Unpin,
{
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut conn = SqliteConnection::connect_with(&options)
        .await
        .expect("the file opens");
    let (value,) = sqlx::query_as(sql)
        .fetch_one(&mut conn)
        .await
        .expect("it reads");
    conn.close().await.expect("it closes");
    value
}

fn code(page: &Page) -> String {
    page.query("code")
        .unwrap_or_else(|| panic!("no code: {} {}\n{}", page.status, page.url, page.html))
}

#[tokio::test(flavor = "multi_thread")]
async fn ft_02_what_was_acknowledged_survives_kill_9() {
    let mut installation = Installation::new("127.0.0.1");
    installation.set("LANYARD_TOKENS__CODE", "5 min");
    installation.set("LANYARD_TOKENS__ACCESS", "1 h");
    installation.add_user("mara");
    let registered = installation.add_client(&["--name", "Ledger", "--redirect-uri", CALLBACK]);
    let installation = Arc::new(installation);
    let app = App {
        installation: installation.clone(),
        basic: registered.basic(),
        acknowledged: Arc::default(),
    };
    let url = registered.authorize(&installation.issuer(), "openid profile offline_access");

    let mut server = installation.start().await;
    let mut browser = Browser::default();
    let page = browser.open(&url).await;
    let mut first = Some(code(&browser.sign_in(page, "mara").await));
    let (mut count, mut elders, mut younger) = (Count::default(), Vec::new(), Vec::<Line>::new());
    for _ in 0..rounds() {
        // The sign-in and the consent were acknowledged long ago: no page may stop the browser.
        let mut cast = Vec::new();
        for _ in 0..USERS {
            let code = match first.take() {
                Some(code) => code,
                None => code(&browser.open(&url).await),
            };
            let line = Line {
                code,
                ..Line::default()
            };
            cast.push((Role::Use, line));
        }
        cast.extend(elders.drain(..).map(|line| (Role::Use, line)));
        let turns = [Role::Replay, Role::Revoke].into_iter().cycle();
        cast.extend(turns.zip(younger.drain(..)));
        // Whoever comes last has the best chance of being cut off.
        for at in (1..cast.len()).rev() {
            cast.swap(at, below(at as u64 + 1) as usize);
        }

        let before: BTreeMap<String, usize> = cast
            .iter()
            .map(|(_, line)| (line.code.clone(), line.bought.len()))
            .collect();
        app.acknowledged.store(0, Ordering::Relaxed);
        let mut players = JoinSet::new();
        for (role, line) in cast {
            players.spawn(app.clone().play(role, line));
        }
        // Half of the time while most of them are still redeeming.
        let most = [2 * USERS as u64, LONGEST][below(2) as usize];
        let (enough, began) = (below(most) as usize, Instant::now());
        while app.acknowledged.load(Ordering::Relaxed) < enough
            && began.elapsed() < Duration::from_secs(5)
        {
            tokio::time::sleep(Duration::from_micros(200)).await;
        }
        tokio::time::sleep(Duration::from_micros(below(3000))).await;
        server.kill();

        let lines = players.join_all().await;
        let restarted = Instant::now();
        server = installation.start().await;
        count.restarts.push(restarted.elapsed());
        let integrity: String =
            query(&installation.file("lanyard.db"), "PRAGMA integrity_check").await;
        assert_eq!(integrity, "ok");
        for line in lines {
            let new = line.bought.len() - before[&line.code];
            let redeemed = usize::from(before[&line.code] == 0 && new > 0);
            count.redeemed += redeemed;
            count.refreshed += new - redeemed;
            count.ended += usize::from(line.end == End::Acknowledged);
            match app.check(line, &mut count).await {
                Some(line) if elders.len() < ELDERS => elders.push(line),
                Some(line) => younger.push(line),
                None => {}
            }
        }
        younger.truncate(USERS);
    }
    drop(server);

    count.restarts.sort();
    eprintln!(
        "FT-02: killed {} times; acknowledged and kept: {} redemptions, {} refreshes, {} ends of a grant; \
         unanswered: {} redemptions ({} committed), {} ends ({} committed); none lost, none twice; restart {:.0?} (median)",
        rounds(),
        count.redeemed,
        count.refreshed,
        count.ended,
        count.open,
        count.open_committed,
        count.open_ends,
        count.open_ends_committed,
        count.restarts[count.restarts.len() / 2],
    );
}
