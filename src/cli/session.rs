//! `lanyard session`

use serde_json::{Value, json};

use super::{Global, NotFound, Store, Wrong, output};
use crate::accounts::ending::{self, Gone};
use crate::accounts::ledger::{self, Entry, Knows};
use crate::audit::Actor;
use crate::protocol::ids::SignInId;
use crate::protocol::time::Timestamp;
use crate::store::sign_ins::{self, SignIn};
use crate::store::users;

const LIST: &str = "\
Examples:
  lanyard session list ada
  lanyard session list ada@example.com --json
  lanyard session list --limit 1000

The sign-ins of a person, the latest first, those that are over included; without a name everybody's that hold. The id is the sid in the tokens of
that sign-in.";
const SHOW: &str = "\
Example:
  lanyard session show 0198c5f2-8d4e-7c31-9a53-6f0b0c7d1e22

Which apps took part in it, and, when it is over: what each was told, when and how, what it answered, and what it still holds.";
const END: &str = "\
Example:
  lanyard session end 0198c5f2-8d4e-7c31-9a53-6f0b0c7d1e22

Its apps are told by the running server. Every grant of the person ends with it, as with `lanyard user sign-out`.";

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the sign-ins of a person, or everybody's that hold
    #[command(after_help = LIST)]
    List {
        /// User name, e-mail address or id [default: everybody]
        user: Option<String>,
        /// The most of everybody's
        #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(i64).range(1..=10_000), conflicts_with = "user")]
        limit: i64,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Show one sign-in: its apps, what they were told, what they hold
    #[command(after_help = SHOW)]
    Show {
        /// The id: `sid` in tokens, or as listed
        id: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// End one sign-in
    #[command(after_help = END)]
    End {
        /// The id: `sid` in tokens, or as listed
        id: String,
    },
}

/// Sign-ins that are listed.
const MOST: i64 = 300;

pub async fn run(global: &Global, command: Command) -> anyhow::Result<()> {
    let store = global.store().await?;
    let done = match command {
        Command::List {
            user: Some(user),
            json,
            ..
        } => store.list_sessions(&user, json).await,
        Command::List { limit, json, .. } => store.list_live(limit, json).await,
        Command::Show { id, json } => store.show_session(&id, json).await,
        Command::End { id } => store.end_session(&id).await,
    };
    store.close(done).await
}

impl Store {
    async fn list_sessions(&self, named: &str, as_json: bool) -> anyhow::Result<()> {
        let user = self.user_id(named).await?;
        let job = self
            .db
            .read(move |c| Box::pin(sign_ins::recent(c, user, MOST)));
        let rows = job.await?;
        if as_json {
            return output::json(&rows.iter().map(document).collect());
        }
        let cells: Vec<_> = rows
            .iter()
            .map(|row| {
                [
                    row.id.to_string(),
                    output::time(row.started_at),
                    row.device.clone(),
                    row.address.clone(),
                    state(row),
                ]
            })
            .collect();
        output::table(["ID", "SINCE", "DEVICE", "ADDRESS", "STATE"], &cells)
    }

    /// Everybody's that hold.
    async fn list_live(&self, limit: i64, as_json: bool) -> anyhow::Result<()> {
        let (now, start) = (
            self.clock.now(),
            (Timestamp(i64::MAX), SignInId(uuid::Uuid::max())),
        );
        let job = self.db.read(move |c| {
            Box::pin(async move {
                let mut rows = Vec::new();
                for row in sign_ins::live(c, start, limit, now).await? {
                    let user = users::by_id(c, row.user_id).await?;
                    rows.push((row, user.map_or(String::new(), |user| user.login)));
                }
                Ok(rows)
            })
        });
        let rows = job.await?;
        if as_json {
            return output::json(&rows.iter().map(|(row, _)| document(row)).collect());
        }
        let cells: Vec<_> = rows
            .into_iter()
            .map(|(row, login)| {
                [
                    row.id.to_string(),
                    login,
                    output::time(row.started_at),
                    row.device,
                    row.address,
                ]
            })
            .collect();
        output::table(["ID", "PERSON", "SINCE", "DEVICE", "ADDRESS"], &cells)
    }

    async fn show_session(&self, id: &str, as_json: bool) -> anyhow::Result<()> {
        let id = sign_in_id(id)?;
        let (access, now) = (self.settings.tokens.access, self.clock.now());
        let job = self.db.read(move |c| {
            Box::pin(async move {
                let row = sign_ins::by_id(c, id).await?;
                Ok((row, ledger::of_sign_in(c, id, access, now).await?))
            })
        });
        let (row, entries) = job.await?;
        // The ledger is kept for a month, the sign-in only until it would have ended.
        if row.is_none() && entries.is_empty() {
            return Err(unknown(id));
        }
        if as_json {
            let mut shown = row.as_ref().map_or_else(|| json!({ "id": id }), document);
            shown["apps"] = entries.iter().map(entry_document).collect();
            return output::json(&shown);
        }
        let row = row.as_ref();
        output::pairs(&[
            ("Id", Some(id.to_string())),
            ("Person", row.map(|row| row.user_id.to_string())),
            ("Device", row.map(|row| row.device.clone())),
            ("Address", row.map(|row| row.address.clone())),
            ("Since", row.map(|row| output::time(row.started_at))),
            ("State", row.map(state)),
        ])?;
        if entries.is_empty() {
            return output::line("No app took part in it.");
        }
        let cells: Vec<_> = entries.iter().map(cells).collect();
        output::line("")?;
        output::table(
            ["APP", "SINCE", "TOLD", "TRIES", "ANSWER", "STILL HOLDS"],
            &cells,
        )
    }

    async fn end_session(&self, id: &str) -> anyhow::Result<()> {
        let id = sign_in_id(id)?;
        let (actor, now) = (Actor::operator(), self.clock.now());
        match ending::of_somebody(&self.db, id, &actor, now).await? {
            Gone::Now(_) => eprintln!("{id} has ended."),
            Gone::Before(_) => eprintln!("{id} was over already."),
            Gone::Unknown => return Err(unknown(id)),
        }
        Ok(())
    }
}

fn sign_in_id(text: &str) -> Result<SignInId, Wrong> {
    let wrong = |_| {
        let expected = "an id such as 0198c5f2-8d4e-7c31-9a53-6f0b0c7d1e22";
        Wrong(format!(
            "expected {expected}, received \"{text}\"; see `lanyard session list USER`"
        ))
    };
    text.parse().map_err(wrong)
}

fn unknown(id: SignInId) -> anyhow::Error {
    NotFound(format!(
        "there is no sign-in {id}; it may have been over for more than a month"
    ))
    .into()
}

fn state(row: &SignIn) -> String {
    match (row.ended_at, &row.end_reason) {
        (Some(at), Some(why)) => format!("ended {} ({why})", output::time(at)),
        (Some(at), None) => format!("ended {}", output::time(at)),
        (None, _) => format!("until {}", output::time(row.expires_at)),
    }
}

fn document(row: &SignIn) -> Value {
    json!({
        "id": row.id,
        "user": row.user_id,
        "device": row.device,
        "address": row.address,
        "amr": row.amr.split(' ').collect::<Vec<_>>(),
        "started_at": output::time(row.started_at),
        "last_seen_at": output::time(row.last_seen_at),
        "expires_at": output::time(row.expires_at),
        "ended_at": row.ended_at.map(output::time),
        "end_reason": row.end_reason,
    })
}

fn entry_document(entry: &Entry) -> Value {
    let part = &entry.part;
    json!({
        "client_id": part.client,
        "name": part.client_name,
        "since": output::time(part.since),
        "ended_at": part.ended_at.map(output::time),
        "state": part.state.map(|state| state.code()),
        "tries": part.tries,
        "answer": part.answer,
        "told_at": part.told_at.map(output::time),
        "framed_at": part.framed_at.map(output::time),
        "access_tokens_until": entry.access_until.map(output::time),
        "offline_access": entry.lasting,
    })
}

/// What became of telling the app.
fn told(entry: &Entry) -> &'static str {
    match entry.knows() {
        Knows::Told => "was told",
        Knows::Waiting(0) => "is being told",
        Knows::Waiting(_) => "has not answered yet; it will be told again",
        Knows::Asked => "was asked in the browser to sign out",
        Knows::Refused => "would not be told",
        Knows::GivenUp => "could not be reached for a day",
        Knows::Deaf => "has no address at which it can be told",
    }
}

fn cells(entry: &Entry) -> [String; 6] {
    let part = &entry.part;
    let told = match (part.ended_at, part.told_at) {
        (None, _) => "not over".to_owned(),
        (Some(_), Some(at)) => format!("{} {}", told(entry), output::time(at)),
        (Some(_), None) => told(entry).to_owned(),
    };
    let mut holds = Vec::new();
    if let Some(until) = entry.access_until {
        holds.push(format!("access until {}", output::time(until)));
    }
    if entry.lasting {
        holds.push("offline access".to_owned());
    }
    [
        format!("{} ({})", output::short(&part.client_name), part.client),
        output::time(part.since),
        told,
        part.tries.to_string(),
        part.answer.clone().unwrap_or_default(),
        holds.join(", "),
    ]
}
