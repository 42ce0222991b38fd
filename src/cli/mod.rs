//! The command line: one file per command.

mod client;
mod config;
mod db;
mod demo;
mod keys;
mod output;
mod serve;
mod user;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::clock::Clock;
use crate::config::{ConfigError, Flags, Settings, load};
use crate::keys::Keys;
use crate::ops::startup;
use crate::store::Db;

const EXAMPLES: &str = "\
Examples:
  lanyard demo                                        see a sign-in from both sides, with throw-away data
  lanyard user add ada --email ada@example.com --name \"Ada Lovelace\" --admin
  lanyard client add --name Photos --redirect-uri https://photos.example/callback
  lanyard serve --issuer https://id.example.com

Settings come from lanyard.toml, LANYARD_* variables and these flags, the last one wins;
lanyard.example.toml explains all of them.

Exit status: 0 done; 1 failed; 2 wrong usage or settings; 3 no such user, client or key; 4 exists already.";

/// An OAuth 2.0 authorization server and OpenID Connect provider.
#[derive(Debug, Parser)]
#[command(name = "lanyard", version, after_help = EXAMPLES, arg_required_else_help = true)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Debug, Clone, Default, Args)]
struct Global {
    /// File of settings [default: $LANYARD_CONFIG, or lanyard.toml if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Name of this server: https://id.example.com
    #[arg(long, global = true, value_name = "URL")]
    issuer: Option<String>,
    /// sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// Directory of the master key and the SQLite file
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<String>,
    /// error, warn, info, debug, trace
    #[arg(long, global = true, value_name = "LEVEL")]
    log_level: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Args),
    Demo(demo::Args),
    /// Look at the settings
    #[command(subcommand)]
    Config(config::Command),
    /// Make and look after accounts
    #[command(subcommand)]
    User(user::Command),
    /// Register and look after relying parties
    #[command(subcommand)]
    Client(Box<client::Command>),
    /// Look at the signing keys, or change them
    #[command(subcommand)]
    Keys(keys::Command),
    /// Look after the database
    #[command(subcommand)]
    Db(db::Command),
}

/// Runs the command that `lanyard` was called with.
pub fn main() -> ExitCode {
    let Cli { global, command } = Cli::parse();
    let done = match command {
        Command::Serve(args) => serve::run(&global, &args),
        Command::Demo(args) => demo::run(&args),
        Command::Config(command) => config::run(&global, &command),
        Command::User(command) => block_on(user::run(&global, command)),
        Command::Client(command) => block_on(client::run(&global, *command)),
        Command::Keys(command) => block_on(keys::run(&global, command)),
        Command::Db(command) => block_on(db::run(&global, &command)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lanyard: {error:#}");
            status(&error)
        }
    }
}

/// Something that was named is not there.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct NotFound(String);

/// What was asked for cannot be understood, or may not be.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Wrong(String);

/// It is there already.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Exists(String);

fn status(error: &anyhow::Error) -> ExitCode {
    if error.is::<ConfigError>() || error.is::<Wrong>() {
        ExitCode::from(2)
    } else if error.is::<NotFound>() {
        ExitCode::from(3)
    } else if error.is::<Exists>() {
        ExitCode::from(4)
    } else {
        ExitCode::FAILURE
    }
}

/// Commands that do one thing need no other thread.
fn block_on(command: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(command)
}

impl Global {
    /// The settings, with `more` flags of the command itself.
    fn settings(&self, more: Flags) -> Result<Settings, ConfigError> {
        let given = [
            ("issuer", "--issuer", &self.issuer),
            ("database", "--database", &self.database),
            ("data_dir", "--data-dir", &self.data_dir),
            ("log.level", "--log-level", &self.log_level),
        ];
        let mut flags = more;
        flags.0.extend(
            given
                .into_iter()
                .filter_map(|(key, flag, value)| Some((key, flag, value.clone()?))),
        );
        let environment = std::env::vars_os().filter_map(|(name, value)| {
            // What is no text is no setting of ours.
            Some((name.into_string().ok()?, value.into_string().ok()?))
        });
        load(self.config.as_deref(), environment, &flags)
    }

    /// The settings and the database, brought up to date.
    async fn store(&self) -> anyhow::Result<Store> {
        let settings = self.settings(Flags::default())?;
        let db = startup::open_store(&settings).await?;
        Ok(Store {
            settings,
            db,
            clock: Clock::System,
        })
    }
}

/// What commands on data work with.
struct Store {
    settings: Settings,
    db: Db,
    clock: Clock,
}

impl Store {
    async fn keys(&self) -> anyhow::Result<Keys> {
        startup::open_keys(&self.settings, &self.db, self.clock.now()).await
    }

    /// Whatever came of it: what was written is on the disk before the process ends.
    async fn close(self, done: anyhow::Result<()>) -> anyhow::Result<()> {
        self.db.close().await;
        done
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn every_command_has_help_with_an_example() {
        fn visit(command: &clap::Command) {
            let name = command.get_name().to_owned();
            assert!(command.get_about().is_some(), "{name} says nothing");
            if command.has_subcommands() {
                command
                    .get_subcommands()
                    .filter(|c| c.get_name() != "help")
                    .for_each(visit);
            } else {
                let help = command
                    .get_after_help()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                assert!(
                    help.starts_with("Example") && help.contains(&format!(" {name}")),
                    "{name} has no example"
                );
            }
        }
        let mut cli = Cli::command();
        cli.build();
        cli.clone().debug_assert();
        cli.get_subcommands()
            .filter(|c| c.get_name() != "help")
            .for_each(visit);
    }
}
