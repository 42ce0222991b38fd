//! `lanyard db`

mod carry;

use std::path::PathBuf;

use super::{Global, output};
use crate::config::Flags;
use crate::ops::startup;

const MIGRATE: &str = "\
Example:
  lanyard db migrate

`serve` and the other commands do the same when they start; this is for doing it before a roll-out.";
const CHECK: &str = "\
Examples:
  lanyard db check
  lanyard db check --database postgres://lanyard:…@db.internal/lanyard --json";

const BACKUP: &str = "\
Examples:
  lanyard db backup /backup/lanyard.jsonl
  lanyard db backup - | age --recipient age1… > lanyard.jsonl.age

Works while servers run, on SQLite and on PostgreSQL: the file holds what was there at one moment. It is read back before it gets
its name. The master key is not in it; keep that apart.";
const RESTORE: &str = "\
Examples:
  lanyard db restore /backup/lanyard.jsonl
  lanyard db restore /backup/lanyard.jsonl --database sqlite:/tmp/try.db     see whether it can be restored
  lanyard db restore /backup/lanyard.jsonl --replace --yes

Stop the servers first. The file may be of the other engine, or of an older version. Nothing is kept unless all of it reads back.
What happened after the backup is forgotten: codes and refresh tokens used since would be accepted once more. When the backup is
older than a minute, or others may have seen it, run `lanyard keys revoke --seal` before the servers start.";
const COPY: &str = "\
Examples:
  lanyard db copy sqlite:data/lanyard.db postgres://lanyard@db.internal/lanyard
  lanyard db copy postgres://lanyard@db.internal/lanyard sqlite:data/lanyard.db

Stop the servers, copy, set `database`, start: people stay signed in and tokens stay valid. With servers running it copies what was
there at one moment. The target must be empty. A password may stand in ~/.pgpass instead of the address.";

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Write everything into a file, while servers run
    #[command(after_help = BACKUP)]
    Backup {
        /// The file to make, or - for standard output
        file: PathBuf,
        /// Replace the file when it is there
        #[arg(long)]
        overwrite: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Fill the database from such a file
    #[command(after_help = RESTORE)]
    Restore {
        /// The file, or - for standard input
        file: PathBuf,
        /// Remove what the database holds first
        #[arg(long)]
        replace: bool,
        /// Do not ask
        #[arg(long, requires = "replace")]
        yes: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Copy everything into another database, of either engine
    #[command(after_help = COPY)]
    Copy {
        /// sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME
        from: String,
        /// The same; it holds nothing yet
        to: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Bring the schema up to date
    #[command(after_help = MIGRATE)]
    Migrate,
    /// Look the database over: schema, damage, settings that lose data; changes nothing
    #[command(after_help = CHECK)]
    Check {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

pub async fn run(global: &Global, command: &Command) -> anyhow::Result<()> {
    let settings = global.settings(Flags::default())?;
    let report = match command {
        Command::Backup {
            file,
            overwrite,
            json,
        } => return carry::backup(&settings, file, *overwrite, *json).await,
        Command::Restore {
            file,
            replace,
            yes,
            json,
        } => {
            if *replace {
                let question = format!("Remove everything in {}?", settings.database);
                output::confirm(&question, *yes)?;
            }
            return carry::restore(&settings, file, *replace, *json).await;
        }
        Command::Copy { from, to, json } => {
            return carry::copy(settings, from, to, *json).await;
        }
        Command::Migrate => {
            let db = startup::make_store(&settings).await?;
            let report = db.check().await;
            db.close().await;
            report?
        }
        Command::Check { .. } => startup::inspect(&settings).await?,
    };
    let schema = report
        .schema
        .map_or("none".into(), |schema| schema.to_string());
    if let Command::Check { json: true } = command {
        output::json(&serde_json::json!({
            "engine": report.engine, "schema": report.schema, "known_schema": report.known, "problems": report.problems,
        }))?;
    } else {
        output::pairs(&[
            ("Engine", Some(report.engine)),
            ("Schema", Some(schema)),
            ("Known", Some(report.known.to_string())),
        ])?;
        for problem in &report.problems {
            eprintln!("problem: {problem}");
        }
    }
    match report.problems.len() {
        0 => Ok(()),
        count => anyhow::bail!("{count} to be put right"),
    }
}
