//! The command line: one file per command.

mod ask;
mod audit;
mod client;
mod config;
mod db;
mod demo;
mod doctor;
mod group;
mod health;
mod import;
mod keys;
mod outbox;
mod output;
mod reload;
mod resource;
mod scope;
mod serve;
mod session;
mod shell;
mod start;
mod user;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::accounts::mailing::Mailing;
use crate::clock::Clock;
use crate::config::{ConfigError, Flags, Loaded, Settings, load};
use crate::keys::Keys;
use crate::ops::{startup, telemetry};
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
#[command(next_help_heading = "Settings")]
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
    Doctor(doctor::Args),
    Health(health::Args),
    /// Look at the settings
    #[command(subcommand, after_help = "Example:\n  lanyard config check")]
    Config(config::Command),
    /// Make and look after accounts
    #[command(
        subcommand,
        after_help = "Example:\n  lanyard user add ada --email ada@example.com --name \"Ada Lovelace\""
    )]
    User(user::Command),
    /// Make and look after groups of people
    #[command(
        subcommand,
        after_help = "Example:\n  lanyard group add engineering --title Engineering"
    )]
    Group(group::Command),
    /// Register and look after relying parties
    #[command(
        subcommand,
        after_help = "Example:\n  lanyard client add --name Photos --redirect-uri https://photos.example/callback"
    )]
    Client(Box<client::Command>),
    /// Look after resource servers: what access tokens for them look like
    #[command(
        subcommand,
        after_help = "Example:\n  lanyard resource add https://orders.example --title Orders"
    )]
    Resource(resource::Command),
    /// Say what the scope words of resource servers mean
    #[command(
        subcommand,
        after_help = "Example:\n  lanyard scope describe notes:write --title \"Write your notes\""
    )]
    Scope(scope::Command),
    /// Look at the signing keys, or change them
    #[command(subcommand, after_help = "Example:\n  lanyard keys list")]
    Keys(keys::Command),
    /// Look at what was done, and by whom
    #[command(
        subcommand,
        after_help = "Example:\n  lanyard audit list --about ada --since 7d"
    )]
    Audit(audit::Command),
    /// Look at sign-ins: their apps, and what these were told when they ended
    #[command(subcommand, after_help = "Example:\n  lanyard session list ada")]
    Session(session::Command),
    /// Look at what others were to be told and did not take
    #[command(subcommand, after_help = "Example:\n  lanyard outbox list")]
    Outbox(outbox::Command),
    /// Look after the database
    #[command(subcommand, after_help = "Example:\n  lanyard db check")]
    Db(db::Command),
    Completions(shell::Completions),
    Man(shell::Man),
}

/// Runs the command that `lanyard` was called with.
pub fn main() -> ExitCode {
    let Cli { global, command } = Cli::parse();
    let done = match command {
        Command::Serve(args) => serve::run(&global, &args),
        Command::Demo(args) => demo::run(&global, &args),
        Command::Doctor(args) => block_on(doctor::run(&global, &args)),
        Command::Health(args) => block_on(health::run(&global, &args)),
        Command::Completions(args) => shell::completions(&args),
        Command::Man(args) => shell::man(&args),
        Command::Config(command) => config::run(&global, &command),
        Command::User(command) => block_on(user::run(&global, command)),
        Command::Group(command) => block_on(group::run(&global, command)),
        Command::Client(command) => block_on(client::run(&global, *command)),
        Command::Resource(command) => block_on(resource::run(&global, command)),
        Command::Scope(command) => block_on(scope::run(&global, command)),
        Command::Keys(command) => block_on(keys::run(&global, command)),
        Command::Audit(command) => block_on(audit::run(&global, command)),
        Command::Session(command) => block_on(session::run(&global, command)),
        Command::Outbox(command) => block_on(outbox::run(&global, command)),
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

impl Wrong {
    /// Nothing that `flag` may name is called `given`.
    fn choice<'k>(flag: &str, given: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        let known: Vec<_> = known.into_iter().filter(|name| !name.is_empty()).collect();
        let known = known.join(", ");
        Self(format!(
            "{flag}: there is no \"{given}\"; there are {known}"
        ))
    }
}

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
    /// Says so when a flag was given that `what` cannot heed, rather than passing over it.
    fn refuse_for(&self, what: &str) -> Result<(), Wrong> {
        let given = [
            ("--config", self.config.is_some()),
            ("--issuer", self.issuer.is_some()),
            ("--database", self.database.is_some()),
            ("--data-dir", self.data_dir.is_some()),
            ("--log-level", self.log_level.is_some()),
        ];
        match given.iter().find(|(_, given)| *given) {
            Some((flag, _)) => Err(Wrong(format!(
                "{flag} means nothing to {what}; leave it out, or use `lanyard serve`"
            ))),
            None => Ok(()),
        }
    }

    /// The settings, with `more` flags of the command itself.
    fn settings(&self, more: Flags) -> Result<Settings, ConfigError> {
        self.load(more).map(|loaded| loaded.settings)
    }

    /// The same, and how they came about.
    fn load(&self, more: Flags) -> Result<Loaded, ConfigError> {
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
        let mut environment = Vec::new();
        for (name, value) in std::env::vars_os() {
            // A name that is no text is none of ours.
            let Ok(name) = name.into_string() else {
                continue;
            };
            match value.into_string() {
                Ok(value) => environment.push((name, value)),
                Err(_) if name.starts_with("LANYARD_") => return Err(ConfigError::not_text(&name)),
                Err(_) => {}
            }
        }
        load(self.config.as_deref(), environment, &flags)
    }

    /// The settings and the database, brought up to date.
    async fn store(&self) -> anyhow::Result<Store> {
        let settings = self.settings(Flags::default())?;
        // A command says by itself what it did; events are for whoever asks for them.
        if self.log_level.is_some() {
            telemetry::init(&settings.log).map_err(anyhow::Error::from_boxed)?;
        }
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

    /// What puts letters into the outbox. The keys are only read where letters are sent.
    async fn mailing(&self) -> anyhow::Result<Mailing> {
        Ok(match self.settings.mail.is_on() {
            true => Mailing::new(true, &self.keys().await?),
            false => Mailing::off(),
        })
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
            command
                .get_subcommands()
                .filter(|c| c.get_name() != "help")
                .for_each(visit);
            let help = command
                .get_after_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            assert!(
                help.starts_with("Example") && help.contains(&format!(" {name}")),
                "{name} has no example"
            );
        }
        let mut cli = Cli::command();
        cli.build();
        cli.clone().debug_assert();
        cli.get_subcommands()
            .filter(|c| c.get_name() != "help")
            .for_each(visit);
    }
}
