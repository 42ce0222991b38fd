//! An installation on either engine whose server is killed while somebody does something, and what its database and its letters say then.

use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use lanyard::store::testing::TestDb;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, PgConnection, SqliteConnection};

use super::carried::closed_postgres;
use super::{below, rounds};
use crate::process::{Browser, Installation, Server};
use crate::world::Page;
use crate::world::letters::Received;

/// How long a letter may take: a node that was killed keeps its lease for a while.
const LONGEST: Duration = Duration::from_secs(70);

/// The installation, and the letters that were read.
pub struct Home {
    installation: Installation,
    db: Option<TestDb>,
    read: BTreeSet<PathBuf>,
}

impl Deref for Home {
    type Target = Installation;

    fn deref(&self) -> &Installation {
        &self.installation
    }
}

impl DerefMut for Home {
    fn deref_mut(&mut self) -> &mut Installation {
        &mut self.installation
    }
}

/// One on SQLite and one on PostgreSQL, with the rounds for each.
pub async fn each() -> [(Home, usize); 2] {
    let rounds = rounds().div_ceil(2);
    [
        (Home::new(false).await, rounds),
        (Home::new(true).await, rounds),
    ]
}

impl Home {
    pub async fn new(postgres: bool) -> Self {
        let mut installation = Installation::new("localhost");
        let db = match postgres {
            true => Some(closed_postgres().await),
            false => None,
        };
        if let Some(db) = &db {
            installation.set("LANYARD_DATABASE", db.url());
        }
        eprintln!("{}", if postgres { "PostgreSQL" } else { "SQLite" });
        let read = BTreeSet::new();
        Self {
            installation,
            db,
            read,
        }
    }

    /// Letters go to a folder.
    pub fn with_letters(mut self) -> Self {
        let folder = self.file("letters").display().to_string();
        self.set("LANYARD_MAIL__FOLDER", &folder);
        self.set("LANYARD_MAIL__FROM", "Example <no-reply@example.com>");
        self
    }

    /// What the database counts.
    pub async fn number(&self, sql: impl Into<String>) -> i64 {
        let sql = sqlx::AssertSqlSafe(sql.into());
        let (number,): (i64,) = match &self.db {
            Some(db) => {
                let mut conn = PgConnection::connect(db.url()).await.unwrap();
                let found = sqlx::query_as(sql).fetch_one(&mut conn).await.unwrap();
                conn.close().await.unwrap();
                found
            }
            None => {
                let file = self.file("lanyard.db");
                let options = SqliteConnectOptions::new().filename(file).read_only(true);
                let mut conn = SqliteConnection::connect_with(&options).await.unwrap();
                let found = sqlx::query_as(sql).fetch_one(&mut conn).await.unwrap();
                conn.close().await.unwrap();
                found
            }
        };
        number
    }

    /// How often an act was recorded.
    pub async fn acts(&self, act: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) FROM audit WHERE act = '{act}'");
        self.number(sql).await
    }

    /// The letter that comes next to this address and has this in its text; others before it are passed over.
    pub async fn letter(&mut self, to: &str, with: &str) -> Received {
        let began = Instant::now();
        while began.elapsed() < LONGEST {
            let files = std::fs::read_dir(self.file("letters"));
            let files = files.into_iter().flatten().filter_map(Result::ok);
            for path in files.map(|entry| entry.path()) {
                if self.read.contains(&path) {
                    continue;
                }
                let Some(letter) = complete(&path) else {
                    continue;
                };
                self.read.insert(path);
                if letter.to == to && letter.text.contains(with) {
                    return letter;
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no letter with {with:?} came to {to}");
    }
}

/// A letter that is no longer being written.
fn complete(path: &PathBuf) -> Option<Received> {
    let raw = std::fs::read(path).ok()?;
    let ended = path.extension().is_some_and(|ext| ext == "eml") && !raw.is_empty();
    ended.then(|| Received::parse(&raw))
}

/// When a server is killed: later after a kill that came too early, sooner after one that came too late. So a few of them land on both
/// sides of a commit, however busy the machine is.
pub struct Aim {
    at: Duration,
    early: usize,
    late: usize,
}

impl Aim {
    /// `first` is a guess.
    pub fn at(first: Duration) -> Self {
        Self {
            at: first,
            early: 0,
            late: 0,
        }
    }

    /// Half of the time to one and a half times that.
    fn delay(&self) -> Duration {
        let at = u64::try_from(self.at.as_micros()).unwrap();
        Duration::from_micros(at / 2 + below(at.max(1)))
    }

    /// What the last kill interrupted was done all the same, or was not.
    pub fn hit(&mut self, done: bool) {
        if done {
            self.late += 1;
            self.at = self.at.div_f64(1.6);
        } else {
            self.early += 1;
            self.at = self.at.mul_f64(1.6);
        }
    }

    /// Kills that came before the commit, and after it.
    pub fn hits(&self) -> (usize, usize) {
        (self.early, self.late)
    }

    pub fn hit_both(&self) -> bool {
        self.early > 0 && self.late > 0
    }
}

/// Sends the form and kills the server a moment later. Tells whether it was acknowledged.
pub async fn killed_under(
    server: Server,
    browser: &Browser,
    page: &Page,
    (form, values): (&'static str, Vec<(&'static str, String)>),
    aim: &Aim,
) -> bool {
    let (mut browser, page) = (browser.clone(), page.clone());
    let sent = tokio::spawn(async move {
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, &**value))
            .collect();
        browser.try_submit(&page, form, &values).await
    });
    tokio::time::sleep(aim.delay()).await;
    server.kill();
    let answer = sent.await.unwrap();
    answer.is_some_and(|page| page.status.as_u16() < 400)
}
