//! `lanyard db`

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

#[derive(Debug, clap::Subcommand)]
pub enum Command {
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
