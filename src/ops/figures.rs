//! What the first page of the console says of the installation. Each node counts at most once a minute, whoever looks.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;

use crate::identity::hashes;
use crate::identity::password::PasswordSettings;
use crate::protocol::time::Timestamp;
use crate::store::figures::{self, Apps, DAY, Failing, People};
use crate::store::nodes::{self, Node};
use crate::store::{Db, StoreError};

/// How many days are counted, today among them.
pub const DAYS: usize = 14;
/// For how long what was counted is told again.
const KEPT: Duration = Duration::from_mins(1);
/// For how long the kinds of password hashes are: counting them reads every account.
const HASHES_KEPT: Duration = Duration::from_hours(1);
/// A node that was not seen for so long is gone.
const GONE: Duration = Duration::from_mins(5);
/// Receivers that are named.
const MOST_FAILING: i64 = 5;

/// Sign-ins of one day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Day {
    /// Those that succeeded.
    pub made: u64,
    /// Those that did not.
    pub failed: u64,
}

/// What was counted.
#[derive(Debug, Clone)]
pub struct Facts {
    /// When.
    pub at: Timestamp,
    /// When the first of the days began, in UTC.
    pub since: Timestamp,
    /// The last days, today last.
    pub days: [Day; DAYS],
    /// How people signed in lately: methods as in `amr`, and how often.
    pub methods: Vec<(String, u64)>,
    /// Accounts, and those made within a week.
    pub people: People,
    /// Apps.
    pub apps: Apps,
    /// Sign-ins that hold.
    pub signed_in: u64,
    /// To whom messages do not arrive.
    pub failing: Vec<Failing>,
    /// The processes that serve.
    pub nodes: Vec<Node>,
    /// The newest schema of the database.
    pub schema: Option<i64>,
    /// Accounts whose password hash is not as hashes are made today.
    pub old_hashes: u64,
}

/// The last count.
#[derive(Debug, Default)]
pub struct Figures {
    last: Mutex<Option<Arc<Facts>>>,
    hashes: Mutex<Option<(Timestamp, u64)>>,
}

impl Figures {
    /// What was counted within the last minute.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn facts(
        &self,
        db: &Db,
        hashing: &PasswordSettings,
        now: Timestamp,
    ) -> Result<Arc<Facts>, StoreError> {
        // One at a time counts; the others wait for what it finds.
        let mut last = self.last.lock().await;
        if let Some(facts) = last.as_ref().filter(|facts| is_fresh(facts.at, now, KEPT)) {
            return Ok(facts.clone());
        }
        let old_hashes = self.old_hashes(db, hashing, now).await?;
        let facts = Arc::new(count(db, old_hashes, now).await?);
        *last = Some(facts.clone());
        Ok(facts)
    }

    async fn old_hashes(
        &self,
        db: &Db,
        hashing: &PasswordSettings,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut last = self.hashes.lock().await;
        if let Some((at, count)) = *last
            && is_fresh(at, now, HASHES_KEPT)
        {
            return Ok(count);
        }
        let kinds = hashes::count(db, hashing).await?;
        let old = kinds.iter().filter(|(kind, _)| *kind != "current");
        let count = positive(old.map(|(_, count)| count).sum());
        *last = Some((now, count));
        Ok(count)
    }
}

/// Also when the clock was set back.
fn is_fresh(at: Timestamp, now: Timestamp, kept: Duration) -> bool {
    at <= now && now < at.plus(kept)
}

fn positive(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}

/// When the day began that is `days` before the one of `now`, in UTC.
pub fn day_before(now: Timestamp, days: usize) -> Timestamp {
    let today = now.0.div_euclid(DAY);
    Timestamp((today - i64::try_from(days).unwrap_or_default()) * DAY)
}

async fn count(db: &Db, old_hashes: u64, now: Timestamp) -> Result<Facts, StoreError> {
    let (since, week) = (day_before(now, DAYS - 1), day_before(now, 6));
    let by_database = db.facts().await?.now.unwrap_or(now).minus(GONE);
    let job = db.read(move |c| {
        Box::pin(async move {
            Ok((
                figures::sign_ins(c, since).await?,
                figures::methods(c).await?,
                figures::people(c, week).await?,
                figures::apps(c).await?,
                figures::signed_in(c, now).await?,
                figures::failing(c, MOST_FAILING).await?,
                nodes::list(c, now.minus(GONE), by_database).await?,
                nodes::schema(c).await?,
            ))
        })
    });
    let (sign_ins, methods, people, apps, signed_in, failing, nodes, schema) = job.await?;
    let mut days = [Day::default(); DAYS];
    for found in sign_ins {
        let day = usize::try_from(found.day).ok();
        let Some(day) = day.and_then(|day| days.get_mut(day)) else {
            continue;
        };
        match &found.act[..] {
            "sign-in.made" => day.made = positive(found.total),
            _ => day.failed = positive(found.total),
        }
    }
    let methods = methods.into_iter();
    Ok(Facts {
        at: now,
        since,
        days,
        methods: methods
            .map(|(amr, count)| (amr.unwrap_or_default(), positive(count)))
            .collect(),
        people,
        apps,
        signed_in: positive(signed_in),
        failing,
        nodes,
        schema,
        old_hashes,
    })
}
