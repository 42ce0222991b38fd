//! `lanyard audit`

use std::collections::HashMap;
use std::net::IpAddr;

use futures_util::TryStreamExt as _;

use super::{Global, Store, Wrong, output};
use crate::accounts::data;
use crate::audit::{Act, Actor, acts_named, file};
use crate::config::duration;
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::store::audit::{self, Filter, Row};
use crate::store::users;

const LIST: &str = "\
Examples:
  lanyard audit list
  lanyard audit list --about ada --since 7d
  lanyard audit list --address 203.0.113.7 --app photos-k3x9qa
  lanyard audit list --reference K3X9-QA7M
  lanyard audit list --act client --since 2026-11-01 --until 2026-12-01T12:00:00Z --json

What was done, the latest first: who did it, to what, from where, and the reference that the error page and the log
of the same request have. --act takes an act, such as sign-in.failed, or what several begin with, such as sign-in.";

const EXPORT: &str = "\
Examples:
  lanyard audit export > audit.csv
  lanyard audit export --act sign-in --since 7d --as jsonl

All that the filters find, the latest first. That it was taken is recorded.";

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List what was done
    #[command(after_help = LIST)]
    List(List),
    /// Print all of it as CSV or JSON lines
    #[command(after_help = EXPORT)]
    Export {
        #[command(flatten)]
        asked: Asked,
        /// What each line is
        #[arg(long = "as", value_enum, value_name = "FORMAT", default_value = "csv")]
        format: Format,
    },
}

/// What a file of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Comma-separated values under a line of names
    Csv,
    /// A JSON object in each line
    Jsonl,
}

#[derive(Debug, clap::Args)]
pub struct List {
    #[command(flatten)]
    asked: Asked,
    /// The most rows
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(i64).range(1..=100_000))]
    limit: i64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Which entries are wanted.
#[derive(Debug, clap::Args)]
pub struct Asked {
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
    /// By or to this app as well
    #[arg(long, value_name = "CLIENT_ID")]
    app: Option<String>,
    /// From this network address
    #[arg(long, value_name = "IP")]
    address: Option<IpAddr>,
    /// Of the request with this reference, as the error page and the log say it
    #[arg(long, value_name = "REFERENCE")]
    reference: Option<String>,
}

pub async fn run(global: &Global, command: Command) -> anyhow::Result<()> {
    let store = global.store().await?;
    let done = match command {
        Command::List(list) => store.list_audit(list).await,
        Command::Export { asked, format } => store.export_audit(&asked, format).await,
    };
    store.close(done).await
}

impl Store {
    async fn filter(&self, asked: &Asked) -> anyhow::Result<Filter> {
        let now = self.clock.now();
        let at = |flag: &str, given: &Option<String>, default| match given {
            Some(text) => moment(text, now).ok_or_else(|| {
                let expected =
                    "a time such as 2026-11-01T08:00:00Z, a day, or a duration such as 7d";
                Wrong(format!("{flag}: expected {expected}, received \"{text}\""))
            }),
            None => Ok(default),
        };
        let mut about = Vec::new();
        if let Some(named) = asked.about.as_deref().filter(|named| !named.is_empty()) {
            about.push(self.about(named).await?);
        }
        about.extend(asked.app.clone());
        let mut about = about.into_iter();
        Ok(Filter {
            since: at("--since", &asked.since, Timestamp(0))?,
            until: at("--until", &asked.until, Timestamp(i64::MAX))?,
            acts: acts(asked.act.as_deref().unwrap_or_default())?,
            about: about.next().unwrap_or_default(),
            and_about: about.next().unwrap_or_default(),
            address: asked.address.map(|ip| ip.to_string()).unwrap_or_default(),
            request: asked.reference.clone().unwrap_or_default().to_uppercase(),
            ..Filter::default()
        })
    }

    async fn audit_rows(&self, filter: &Filter, limit: i64) -> anyhow::Result<Vec<Row>> {
        let filter = filter.clone();
        let job = self
            .db
            .read(move |c| Box::pin(async move { audit::list(c, &filter, limit).await }));
        Ok(job.await?)
    }

    /// Read and printed in batches: the log is as long as it is.
    async fn export_audit(&self, asked: &Asked, format: Format) -> anyhow::Result<()> {
        let found = file::batches(&self.db, self.filter(asked).await?);
        data::list_taken(&self.db, "audit", Actor::operator(), self.clock.now()).await?;
        let (head, line): (_, fn(&Row) -> String) = match format {
            Format::Csv => (file::HEAD, file::csv),
            Format::Jsonl => ("", file::jsonl),
        };
        let pieces = found.map_ok(|rows| rows.iter().map(line).collect());
        output::file(head, pieces).await
    }

    async fn list_audit(&self, list: List) -> anyhow::Result<()> {
        let filter = self.filter(&list.asked).await?;
        let rows = self.audit_rows(&filter, list.limit).await?;
        if list.json {
            return output::json(&rows.iter().map(file::document).collect());
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
    let all = Act::ALL.iter().map(|act| act.code());
    acts_named(named).ok_or_else(|| Wrong::choice("--act", named, all))
}

fn cells(row: &Row, names: &HashMap<String, String>) -> [String; 8] {
    let named = |kind: &str, id: &Option<String>| match id {
        Some(id) => format!("{kind} {}", names.get(id).unwrap_or(id)),
        None => kind.to_owned(),
    };
    [
        output::time(row.at),
        row.act.clone(),
        named(&row.actor, &row.actor_id),
        named(&row.object, &row.object_id),
        row.count.to_string(),
        row.address.clone().unwrap_or_default(),
        row.request.clone().unwrap_or_default(),
        file::details(row),
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
