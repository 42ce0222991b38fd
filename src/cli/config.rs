//! `lanyard config`

use super::{Global, output};
use crate::config::{Flags, warnings};

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
    let settings = global.settings(Flags::default())?;
    let warnings = warnings(&settings);
    let value = serde_json::to_value(&settings)?;
    if *json {
        return output::json(&serde_json::json!({ "settings": value, "warnings": warnings }));
    }
    let mut lines = Vec::new();
    flatten(String::new(), &value, &mut lines);
    let pairs: Vec<(&str, Option<String>)> = lines
        .iter()
        .map(|(key, value)| (&key[..], Some(value.clone())))
        .collect();
    output::pairs(&pairs)?;
    for warning in warnings {
        eprintln!("warning: {warning}");
    }
    Ok(())
}

fn flatten(at: String, value: &serde_json::Value, lines: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::Object(members) => {
            for (name, member) in members {
                let key = if at.is_empty() {
                    name.clone()
                } else {
                    format!("{at}.{name}")
                };
                flatten(key, member, lines);
            }
        }
        serde_json::Value::Null => lines.push((at, "(not set)".into())),
        serde_json::Value::String(text) => lines.push((at, text.clone())),
        other => lines.push((at, other.to_string())),
    }
}
