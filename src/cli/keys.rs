//! `lanyard keys`

use serde_json::json;

use super::{Global, NotFound, Store, output};
use crate::audit::Actor;
use crate::custody::{self, KEY_SET_KEPT, is_young};
use crate::keys::KeyError;
use crate::keys::rotation::{OPEN_END, State};
use crate::protocol::time::Timestamp;

const LIST: &str = "\
Examples:
  lanyard keys list
  lanyard keys list --json

A key is announced (published, signs later), active, retiring (published, no longer signs), then gone.";
const ROTATE: &str = "\
Examples:
  lanyard keys rotate          the announced keys sign from now on, and new ones are announced
  lanyard keys rotate --seal   a new key for the seal of codes, cookies and forms; it seals in an hour

Running servers take it over within seconds. What was signed or sealed before stays valid; to end it, see
`lanyard keys revoke`.";
const REVOKE: &str = "\
Examples:
  lanyard keys revoke 3QX0ZzT4Yy7s1mB0qkq9Sg   it is unpublished at once: what it signed is refused here within
                                               seconds, by apps when they fetch the key set again
  lanyard keys revoke --seal                   codes, refresh tokens, invitations and requests under way end, and
                                               with session mode `cookie` every sign-in

For keys that leaked. Another one takes over; running servers follow within seconds.";

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the signing keys with their states
    #[command(after_help = LIST)]
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Change to the next signing keys now instead of on schedule
    #[command(after_help = ROTATE)]
    Rotate {
        /// The key of the seal instead of the signing keys
        #[arg(long)]
        seal: bool,
        /// Print JSON
        #[arg(long, conflicts_with = "seal")]
        json: bool,
    },
    /// Take a leaked key out of use at once
    #[command(after_help = REVOKE)]
    Revoke {
        /// Id of the signing key, as `keys list` prints it
        // One in 64 begins with a hyphen.
        #[arg(
            required_unless_present = "seal",
            conflicts_with = "seal",
            allow_hyphen_values = true
        )]
        kid: Option<String>,
        /// Every key of the seal instead of a signing key
        #[arg(long)]
        seal: bool,
        /// Print JSON
        #[arg(long, conflicts_with = "seal")]
        json: bool,
    },
}

pub async fn run(global: &Global, command: Command) -> anyhow::Result<()> {
    let store = global.store().await?;
    let done = execute(&store, command).await;
    store.close(done).await
}

async fn execute(store: &Store, command: Command) -> anyhow::Result<()> {
    // Loading makes the keys of a first start, so there is always something to list.
    let keys = store.keys().await?;
    let now = store.clock.now();
    match command {
        Command::List { json } => list(store, json).await,
        Command::Rotate { seal: true, .. } => {
            if custody::rotate_seal(&store.db, &keys, Actor::operator(), now).await? {
                eprintln!("The seal has a new key. Every server loads it before it seals with it.");
            } else {
                eprintln!(
                    "A new key of the seal waits for every server to load it already; none was made."
                );
            }
            Ok(())
        }
        Command::Rotate { seal: false, json } => {
            let rows = custody::signing_keys(&store.db).await?;
            if rows.iter().any(|row| is_young(row, now)) {
                eprintln!(
                    "Keys were announced less than {} minutes ago: apps that keep the key set refuse what is signed now \
                     until they fetch it again.",
                    KEY_SET_KEPT.as_secs() / 60
                );
            }
            custody::rotate(&store.db, &keys, Actor::operator(), now).await?;
            list(store, json).await
        }
        Command::Revoke { kid: None, .. } => {
            custody::withdraw_seal(&store.db, &keys, Actor::operator(), now).await?;
            eprintln!("What was sealed until now opens no more.");
            Ok(())
        }
        Command::Revoke {
            kid: Some(kid),
            json,
            ..
        } => {
            match custody::withdraw(&store.db, &keys, &kid, Actor::operator(), now).await {
                Err(KeyError::UnknownKid { .. }) => {
                    return Err(NotFound(format!(
                        "there is no key \"{kid}\"; see `lanyard keys list`"
                    ))
                    .into());
                }
                other => other?,
            }
            list(store, json).await
        }
    }
}

async fn list(store: &Store, as_json: bool) -> anyhow::Result<()> {
    let now = store.clock.now();
    let rows = custody::signing_keys(&store.db).await?;
    let end = |at: Timestamp| (at != OPEN_END).then(|| output::time(at));
    if as_json {
        let keys: Vec<_> = rows
            .iter()
            .map(|row| {
                json!({
                    "kid": row.kid,
                    "alg": row.alg,
                    "state": state(row.state(now)),
                    "announced_at": output::time(row.announced_at),
                    "active_at": output::time(row.active_at),
                    "retiring_at": end(row.retiring_at),
                    "gone_at": end(row.gone_at),
                    "public_jwk": row.public_jwk,
                })
            })
            .collect();
        return output::json(&keys.into());
    }
    let rows: Vec<[String; 6]> = rows
        .iter()
        .map(|row| {
            [
                row.alg.as_str().into(),
                row.kid.clone(),
                state(row.state(now)).into(),
                output::time(row.active_at),
                end(row.retiring_at).unwrap_or_default(),
                end(row.gone_at).unwrap_or_default(),
            ]
        })
        .collect();
    output::table(
        [
            "ALG",
            "KID",
            "STATE",
            "SIGNS FROM",
            "UNTIL",
            "PUBLISHED UNTIL",
        ],
        &rows,
    )
}

fn state(state: State) -> &'static str {
    match state {
        State::Announced => "announced",
        State::Active => "active",
        State::Retiring => "retiring",
        State::Gone => "gone",
    }
}
