//! `lanyard config`

use serde_json::{Map, Value, json};

use super::{Global, output};
use crate::config::{Flags, Loaded, flatten, warnings};

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
    let (settings, origins) = (&loaded.settings, &loaded.origins);
    let mut warnings = warnings(settings);
    warnings.extend(passed_over(&loaded));
    let mut value = serde_json::to_value(settings)?;
    if settings.master_key.is_none() {
        // The one in use, also when nobody chose it.
        value["master_key_file"] = settings.master_key_file().display().to_string().into();
    }
    let mut lines = Vec::new();
    flatten(String::new(), &value, &mut lines);
    if *json {
        let from = |(key, _): &(String, Value)| (key.clone(), origins.of_key(key).into());
        let origins: Map<String, Value> = lines.iter().map(from).collect();
        return output::json(
            &json!({ "settings": value, "set_in": origins, "warnings": warnings }),
        );
    }
    let rows: Vec<[String; 3]> = lines
        .into_iter()
        .map(|(key, value)| {
            let text = match value {
                Value::Null => "(not set)".to_owned(),
                Value::String(text) => text,
                other => other.to_string(),
            };
            let from = origins.of_key(&key).to_owned();
            [key, text, from]
        })
        .collect();
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
