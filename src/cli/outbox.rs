//! `lanyard outbox`

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Global, NotFound, Store, Wrong, output};
use crate::accounts::telling;
use crate::store::outbox::{self, Message};

const LIST: &str = "\
Examples:
  lanyard outbox list
  lanyard outbox list --all --json

What others were to be told and is not tried any more: they refused it, or did not take it for a day. With --all also what waits.";
const RETRY: &str = "\
Examples:
  lanyard outbox retry 0198c5f2-8d4e-7c31-9a53-6f0b0c7d1e22
  lanyard outbox retry --all

The running server tries again at once, and for another day.";

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List what did not arrive
    #[command(after_help = LIST)]
    List {
        /// Also what waits
        #[arg(long)]
        all: bool,
        /// The most messages
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(i64).range(1..=100_000))]
        limit: i64,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Try again what was given up
    #[command(after_help = RETRY)]
    Retry {
        /// The message, as listed
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        id: Option<String>,
        /// Every one that was given up
        #[arg(long)]
        all: bool,
    },
}

/// Messages that are tried again in one command.
const MOST: i64 = 100_000;

pub async fn run(global: &Global, command: Command) -> anyhow::Result<()> {
    let store = global.store().await?;
    let done = match command {
        Command::List { all, limit, json } => store.list_outbox(all, limit, json).await,
        Command::Retry { id, .. } => store.retry(id.as_deref()).await,
    };
    store.close(done).await
}

impl Store {
    async fn list_outbox(&self, all: bool, limit: i64, as_json: bool) -> anyhow::Result<()> {
        let job = self.db.read(move |c| Box::pin(outbox::list(c, all, limit)));
        let messages = job.await?;
        if as_json {
            return output::json(&messages.iter().map(document).collect());
        }
        let cells: Vec<_> = messages.iter().map(cells).collect();
        output::table(
            ["ID", "WHAT", "TO", "SINCE", "TRIES", "STATE", "ANSWER"],
            &cells,
        )
    }

    async fn retry(&self, id: Option<&str>) -> anyhow::Result<()> {
        let now = self.clock.now();
        let ids = match id {
            Some(text) => {
                let wrong = |_| Wrong(format!("expected an id as listed, received \"{text}\""));
                vec![Uuid::parse_str(text).map_err(wrong)?]
            }
            None => {
                let job = self.db.read(|c| Box::pin(outbox::list(c, false, MOST)));
                job.await?.into_iter().map(|message| message.id).collect()
            }
        };
        let mut again = 0;
        for one in ids {
            if telling::again(&self.db, one, now).await? {
                again += 1;
            } else if id.is_some() {
                let text = "there is no such message that was given up; see `lanyard outbox list`";
                return Err(NotFound(text.to_owned()).into());
            }
        }
        eprintln!("{again} to be tried again.");
        Ok(())
    }
}

fn state(message: &Message) -> String {
    match message.set_aside_at {
        Some(at) => format!("given up {}", output::time(at)),
        None => format!("tried until {}", output::time(message.expires_at)),
    }
}

fn document(message: &Message) -> Value {
    json!({
        "id": message.id,
        "kind": message.kind,
        "receiver": message.receiver,
        "user": message.user_id,
        "sign_in": message.sign_in_id,
        "created_at": output::time(message.created_at),
        "expires_at": output::time(message.expires_at),
        "tries": message.tries,
        "answer": message.last_error,
        "set_aside_at": message.set_aside_at.map(output::time),
    })
}

fn cells(message: &Message) -> [String; 7] {
    [
        message.id.to_string(),
        message.kind.clone(),
        message.receiver.clone(),
        output::time(message.created_at),
        message.tries.to_string(),
        state(message),
        message.last_error.clone().unwrap_or_default(),
    ]
}
