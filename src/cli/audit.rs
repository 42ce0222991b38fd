//! `lanyard audit`

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{Global, Store, Wrong, output};
use crate::audit::{Act, acts_named};
use crate::config::duration;
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::store::audit::{self, Filter, Row};
use crate::store::users;

const LIST: &str = "\
Examples:
  lanyard audit list
  lanyard audit list --about ada --since 7d
  lanyard audit list --act client --since 2026-11-01 --until 2026-12-01T12:00:00Z --json

What was done, the latest first: who did it, to what, from where, and the reference that the error page and the log
of the same request have. --act takes an act, such as sign-in.failed, or what several begin with, such as sign-in.";

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List what was done
    #[command(after_help = LIST)]
    List(List),
}

#[derive(Debug, clap::Args)]
pub struct List {
    /// By or to this account or app: user name, e-mail address, id, client_id
    #[arg(long, value_name = "WHO")]
    about: Option<String>,
    /// Only this act, or these
    #[arg(long, value_name = "ACT")]
    act: Option<String>,
    /// Not earlier: a time (2026-11-01T08:00:00Z), a day, or so long ago (90m, 7d)
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
    /// Earlier
    #[arg(long, value_name = "WHEN")]
    until: Option<String>,
    /// The most rows
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(i64).range(1..=100_000))]
    limit: i64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub async fn run(global: &Global, command: Command) -> anyhow::Result<()> {
    let Command::List(list) = command;
    let store = global.store().await?;
    let done = store.list_audit(list).await;
    store.close(done).await
}

impl Store {
    async fn list_audit(&self, list: List) -> anyhow::Result<()> {
        let now = self.clock.now();
        let moment = |flag: &str, given: Option<&str>, default| match given {
            Some(text) => moment(text, now).ok_or_else(|| {
                let expected =
                    "a time such as 2026-11-01T08:00:00Z, a day, or a duration such as 7d";
                Wrong(format!("{flag}: expected {expected}, received \"{text}\""))
            }),
            None => Ok(default),
        };
        let filter = Filter {
            since: moment("--since", list.since.as_deref(), Timestamp(0))?,
            until: moment("--until", list.until.as_deref(), Timestamp(i64::MAX))?,
            acts: acts(list.act.as_deref().unwrap_or_default())?,
            about: self
                .about(list.about.as_deref().unwrap_or_default())
                .await?,
            ..Filter::default()
        };
        let limit = list.limit;
        let job = self
            .db
            .read(move |c| Box::pin(async move { audit::list(c, &filter, limit).await }));
        let rows = job.await?;
        if list.json {
            return output::json(&rows.iter().map(document).collect());
        }
        let names = self.names(&rows).await?;
        let cells: Vec<_> = rows.iter().map(|row| cells(row, &names)).collect();
        output::table(
            ["TIME", "ACT", "BY", "TO", "N", "FROM", "REQUEST", "DETAILS"],
            &cells,
        )
    }

    /// The id that rows have of what was named. What is nobody's name is an id already, also that of something removed.
    async fn about(&self, named: &str) -> anyhow::Result<String> {
        let found = self.find_user(named).await?;
        Ok(found.map_or(named.to_owned(), |user| user.id.to_string()))
    }

    /// The user names of the accounts in these rows that are still there.
    async fn names(&self, rows: &[Row]) -> anyhow::Result<HashMap<String, String>> {
        let ids = rows.iter().flat_map(|row| [&row.actor_id, &row.object_id]);
        let ids = ids.flatten().filter_map(|id| id.parse::<UserId>().ok());
        let mut names = HashMap::new();
        for id in ids {
            if names.contains_key(&id.to_string()) {
                continue;
            }
            let job = self.db.read(move |c| Box::pin(users::by_id(c, id)));
            if let Some(user) = job.await? {
                names.insert(id.to_string(), user.login);
            }
        }
        Ok(names)
    }
}

/// A time, a day (its beginning, UTC), or so long before `now`.
fn moment(text: &str, now: Timestamp) -> Option<Timestamp> {
    if let Ok(ago) = duration::parse(text) {
        return Some(now.minus(ago));
    }
    let midnight = format!("{text}T00:00:00Z");
    let time = [text, &midnight]
        .into_iter()
        .find_map(|text| text.parse::<jiff::Timestamp>().ok());
    time.map(|time| Timestamp(time.as_second()))
}

fn acts(named: &str) -> Result<Vec<&'static str>, Wrong> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    acts_named(named).ok_or_else(|| {
        let all: Vec<_> = Act::ALL.iter().map(|act| act.code()).collect();
        let all = all.join(", ");
        Wrong(format!("--act: there is no \"{named}\"; there are {all}"))
    })
}

fn document(row: &Row) -> Value {
    json!({
        "id": row.id, "time": output::time(row.at), "act": row.act,
        "actor": { "kind": row.actor, "id": row.actor_id },
        "object": { "kind": row.object, "id": row.object_id },
        "count": row.count, "address": row.address, "request": row.request, "details": row.details,
    })
}

fn cells(row: &Row, names: &HashMap<String, String>) -> [String; 8] {
    let named = |kind: &str, id: &Option<String>| match id {
        Some(id) => format!("{kind} {}", names.get(id).unwrap_or(id)),
        None => kind.to_owned(),
    };
    let details = row.details.iter().map(|(name, value)| match value {
        Value::String(text) => format!("{name}={text}"),
        other => format!("{name}={other}"),
    });
    [
        output::time(row.at),
        row.act.clone(),
        named(&row.actor, &row.actor_id),
        named(&row.object, &row.object_id),
        row.count.to_string(),
        row.address.clone().unwrap_or_default(),
        row.request.clone().unwrap_or_default(),
        details.collect::<Vec<_>>().join(" "),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_times_days_and_durations() {
        let now = Timestamp(1_800_000_000);
        for (text, expected) in [
            ("2027-01-15T08:00:00Z", Some(now)),
            ("2027-01-15", Some(Timestamp(now.0 - 8 * 3_600))),
            ("90m", Some(Timestamp(now.0 - 5_400))),
            ("7d", Some(Timestamp(now.0 - 7 * 86_400))),
            ("yesterday", None),
            ("", None),
            ("2027-13-01", None),
        ] {
            assert_eq!(moment(text, now), expected, "{text}");
        }
    }

    #[test]
    fn acts_are_named_whole_or_by_what_they_begin_with() {
        assert!(
            ["", "sign-in", "sign-in.made", "client"]
                .iter()
                .all(|named| acts(named).is_ok())
        );
        assert!(
            ["sign", "sign-in.", "SIGN-IN", "%"]
                .iter()
                .all(|named| acts(named).is_err())
        );
    }
}
