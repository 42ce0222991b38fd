//! `lanyard config`

use serde_json::{Map, Value, json};

use super::{Global, output};
use crate::config::{Effective, Flags, Loaded, document, effective, warnings};

const CHECK: &str = "\
Examples:
  lanyard config check
  LANYARD_ISSUER=https://id.example.com lanyard config check --json";

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Read the settings as `serve` would, and print what they come to
    #[command(after_help = CHECK)]
    Check {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

pub fn run(global: &Global, command: &Command) -> anyhow::Result<()> {
    let Command::Check { json } = command;
    let loaded = global.load(Flags::default())?;
    let settings = &loaded.settings;
    let mut warnings = warnings(settings);
    warnings.extend(passed_over(&loaded));
    let all = effective(settings);
    if *json {
        let from = |one: &Effective| (one.key.clone(), one.origin.clone().into());
        let origins: Map<String, Value> = all.iter().map(from).collect();
        return output::json(
            &json!({ "settings": document(settings), "set_in": origins, "warnings": warnings }),
        );
    }
    let row = |one: Effective| {
        let text = one.text().unwrap_or_else(|| "(not set)".to_owned());
        [one.key, text, one.origin]
    };
    let rows: Vec<[String; 3]> = all.into_iter().map(row).collect();
    output::table(["SETTING", "VALUE", "SET IN"], &rows)?;
    for warning in warnings {
        eprintln!("warning: {warning}");
    }
    Ok(())
}

/// Says of variables that mean nothing to us, but look as if they did.
pub(super) fn passed_over(loaded: &Loaded) -> Option<String> {
    let (first, others) = loaded.passed_over.split_first()?;
    let others = match others.len() {
        0 => String::new(),
        1 => " and another variable".to_owned(),
        count => format!(" and {count} other variables"),
    };
    Some(format!(
        "{first}{others} of this name space were set by Kubernetes for a Service, and are passed over (`enableServiceLinks: false` \
         in the pod keeps them away)"
    ))
}
