//! `lanyard doctor`

mod called;
mod mail;
mod server;

use std::time::Duration;

use serde_json::json;

use super::{Global, health, output};
use crate::clock::Clock;
use crate::config::{Database, Flags, Settings, warnings};
use crate::identity::hashes;
use crate::keys::MasterKey;
use crate::ops::precondition::{self, Finding, State};
use crate::ops::startup;
use crate::protocol::time::Timestamp;
use crate::store::outbox::{self, Backlog};
use crate::store::{Db, users};

const EXAMPLES: &str = "\
Examples:
  lanyard doctor                              the settings, this machine and the database
  lanyard doctor https://id.example.com       a running server as well, the way browsers and apps reach it
  lanyard doctor --calls https://app.internal:8443/logout     whether that address of an app can be called
  lanyard doctor --mail ada@example.com       sends a letter there
  lanyard doctor --json

The mail server is connected to, and signed in at. Nothing is made or changed. Exit status: 0 nothing is wrong, though something may be worth a look; 1 something is wrong;
2 the settings cannot be used.";

/// Look at everything the server needs, and say what to do where something is wrong
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A running server, by the address that browsers use
    #[arg(value_name = "URL")]
    url: Option<String>,
    /// An address of an app, to be called as the server would call it; may be given more than once
    #[arg(long, value_name = "URL")]
    calls: Vec<String>,
    /// An address that a letter is sent to, to see whether it arrives
    #[arg(long, value_name = "ADDRESS")]
    mail: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub async fn run(global: &Global, args: &Args) -> anyhow::Result<()> {
    let loaded = global.load(Flags::default())?;
    let settings = &loaded.settings;
    let url = args.url.as_deref().map(health::base).transpose()?;
    let now = Clock::System.now();
    let mut found: Vec<Finding> = warnings(settings)
        .into_iter()
        .chain(super::config::passed_over(&loaded))
        .map(|says| Finding::warning("settings", says, "see lanyard.example.toml"))
        .collect();
    if found.is_empty() {
        found.push(Finding::ok("settings", "they can be used"));
    }
    found.extend(precondition::of_machine(settings, now));
    found.extend(resolves(settings).await);
    found.extend(of_data(settings).await);
    found.push(mail::of_mail(settings, args.mail.as_deref(), now).await);
    if let Some(url) = &url {
        found.extend(server::of_server(settings, url).await);
    }
    for address in &args.calls {
        found.push(called::of_address(settings, address).await);
    }
    print(&found, args.json)
}

fn print(found: &[Finding], as_json: bool) -> anyhow::Result<()> {
    let count = |state| found.iter().filter(|one| one.state == state).count();
    let (problems, warned) = (count(State::Problem), count(State::Warning));
    if as_json {
        output::json(&json!({ "checks": found, "problems": problems, "warnings": warned }))?;
    } else {
        for one in found {
            let word = match one.state {
                State::Ok => "ok",
                State::Warning => "warning",
                State::Problem => "PROBLEM",
            };
            output::line(&format!("{word:<8}  {:<15} {}", one.check, one.says))?;
            if !one.fix.is_empty() {
                output::line(&format!("{:<27}do: {}", "", one.fix))?;
            }
        }
    }
    match problems {
        0 => Ok(()),
        1 => anyhow::bail!("one thing is wrong"),
        count => anyhow::bail!("{count} things are wrong"),
    }
}

/// Whether the name of this server leads anywhere.
async fn resolves(settings: &Settings) -> Option<Finding> {
    let (issuer, host) = (&settings.issuer, settings.issuer.host());
    let url::Host::Domain(name) = host else {
        return None;
    };
    if issuer.is_loopback() {
        return None;
    }
    Some(
        match tokio::net::lookup_host((name.as_str(), issuer.port())).await {
            Ok(mut found) => match found.next() {
                Some(address) => Finding::ok("name", format!("{name} is {}", address.ip())),
                None => Finding::warning(
                    "name",
                    format!("{name} has no address"),
                    "add it to the DNS",
                ),
            },
            Err(error) => Finding::warning(
                "name",
                format!("{name} is not found from here: {error}"),
                "add it to the DNS, as browsers, apps and the proxy see it",
            ),
        },
    )
}

/// The database and the master key, which belong together.
async fn of_data(settings: &Settings) -> Vec<Finding> {
    let mut found = Vec::new();
    let file = match &settings.database {
        Database::Sqlite(file) => Some(file),
        Database::Postgres(_) => None,
    };
    if let Some(file) = file.filter(|file| !file.exists()) {
        found.push(Finding::ok(
            "database",
            format!(
                "{} is not there yet; the first start makes it",
                file.display()
            ),
        ));
        found.push(master_key(settings, false));
        return found;
    }
    match startup::inspect(settings).await {
        Ok(report) => {
            let schema = report
                .schema
                .map_or("none".into(), |schema| schema.to_string());
            let says = format!("{}, schema {schema}", report.engine);
            let newer = report.schema.is_some_and(|schema| schema > report.known);
            if newer {
                let fix = "run the newer version, or restore a backup of before";
                found.push(Finding::problem("schema", says, fix));
                return found;
            }
            let current = report.schema == Some(report.known);
            let waits = |problem: &String| !current && problem.contains("lanyard db migrate");
            let problems = report.problems.iter().filter(|problem| !waits(problem));
            found.extend(
                problems
                    .map(|problem| Finding::problem("database", problem, "see docs/operating.md")),
            );
            if !current {
                let fix = "start the server, or run `lanyard db migrate`";
                found.push(Finding::warning(
                    "schema",
                    format!("{says}, {} is known", report.known),
                    fix,
                ));
                return found;
            }
            found.push(Finding::ok("schema", says));
        }
        Err(error) => {
            let fix = "start it, or correct `database`";
            found.push(Finding::problem("database", format!("{error:#}"), fix));
            return found;
        }
    }
    let opened = Db::open(&settings.database.url(), &settings.store_options()).await;
    match opened {
        Ok(db) => {
            found.extend(of_rows(settings, &db).await);
            db.close().await;
        }
        Err(error) => found.push(Finding::problem("database", error.to_string(), "see above")),
    }
    found
}

async fn of_rows(settings: &Settings, db: &Db) -> Vec<Finding> {
    let mut found = match precondition::ask(db, Clock::System.now()).await {
        Ok(found) => found,
        Err(error) => vec![Finding::problem(
            "database",
            error.to_string(),
            "see the database's log",
        )],
    };
    match crate::keys::Keys::data_exists(db).await {
        Ok(exists) => found.push(master_key(settings, exists)),
        Err(error) => found.push(Finding::problem(
            "database",
            error.to_string(),
            "see its log",
        )),
    }
    found.push(
        match precondition::unsigned(db, &settings.keys.algorithms).await {
            Ok(unsigned) => precondition::of_clients(&unsigned),
            Err(error) => Finding::problem("clients", error.to_string(), "see its log"),
        },
    );
    let served = precondition::of_resource_servers(db, &settings.keys.algorithms).await;
    found.push(served.unwrap_or_else(|error| {
        Finding::problem("resource servers", error.to_string(), "see its log")
    }));
    found.push(match db.read(|c| Box::pin(users::any_admin(c))).await {
        Ok(true) => Finding::ok("administrator", "there is one"),
        Ok(false) => Finding::warning(
            "administrator",
            "there is nobody who administers this server",
            "lanyard user add NAME --email ADDRESS --name \"FULL NAME\" --admin, or lanyard user update NAME --admin true",
        ),
        Err(error) => Finding::problem("administrator", error.to_string(), "see its log"),
    });
    found.push(match hashes::count(db, &settings.hashing()).await {
        Ok(counts) => of_hashes(counts),
        Err(error) => Finding::problem(PASSWORDS, error.to_string(), "see its log"),
    });
    found.push(match db.read(|c| Box::pin(outbox::backlog(c))).await {
        Ok(backlog) => of_outbox(backlog, Clock::System.now()),
        Err(error) => Finding::problem(OUTBOX, error.to_string(), "see its log"),
    });
    found
}

const PASSWORDS: &str = "passwords";

/// Hashes that are not as they are made today.
fn of_hashes(counts: impl IntoIterator<Item = (&'static str, i64)>) -> Finding {
    let others = counts.into_iter().filter(|(kind, _)| *kind != "current");
    let others: Vec<_> = others
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    let says = match others.is_empty() {
        true => "every hash is as the settings say".to_owned(),
        false => format!(
            "hashed otherwise, until the person signs in: {}",
            others.join(", ")
        ),
    };
    Finding::ok(PASSWORDS, says)
}

const OUTBOX: &str = "outbox";

/// What apps were to be told and have not taken.
fn of_outbox(backlog: Backlog, now: Timestamp) -> Finding {
    /// What waits for longer is worth a look.
    const LONG: Duration = Duration::from_mins(10);
    let fix = "lanyard outbox list --all";
    if backlog.set_aside > 0 {
        let says = format!(
            "{} given up of what apps were to be told",
            backlog.set_aside
        );
        return Finding::warning(
            OUTBOX,
            says,
            format!("{fix}, then mend the app and lanyard outbox retry"),
        );
    }
    match backlog.oldest.filter(|oldest| *oldest <= now.minus(LONG)) {
        Some(oldest) => {
            let minutes = (now.0 - oldest.0) / 60;
            let says = format!(
                "{} to be told to apps, the oldest for {minutes} minutes",
                backlog.waiting
            );
            Finding::warning(OUTBOX, says, fix)
        }
        None => Finding::ok(OUTBOX, format!("{} to be told to apps", backlog.waiting)),
    }
}

fn master_key(settings: &Settings, data_exists: bool) -> Finding {
    const CHECK: &str = "master key";
    if settings.master_key.is_some() {
        return Finding::ok(CHECK, "it is in the environment");
    }
    let file = settings.master_key_file();
    let shown = file.display();
    if !file.exists() && !data_exists {
        return Finding::ok(
            CHECK,
            format!("{shown} is not there yet; the first start makes it"),
        );
    }
    match MasterKey::load_or_create(&file, true) {
        Ok(_) => Finding::ok(
            CHECK,
            format!("{shown} can be read, by nobody it should not"),
        ),
        Err(error) => Finding::problem(CHECK, error.to_string(), "see docs/operating.md, Keys"),
    }
}
