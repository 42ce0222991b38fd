//! Every setting as it is in effect: for the command and for the console.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

use super::Settings;
use super::load::flatten;

const EXAMPLE: &str = include_str!("../../lanyard.example.toml");

/// A setting in effect.
#[derive(Debug, Clone, PartialEq)]
pub struct Effective {
    /// `session.idle`
    pub key: String,
    /// What it comes to; of a secret that there is one.
    pub value: Value,
    /// Where that comes from: `lanyard.toml`, `environment variable LANYARD_SESSION__IDLE`, `flag --listen`, `default`.
    pub origin: String,
    /// What it is for.
    pub means: &'static str,
}

impl Effective {
    /// The value as people read it; none when it is not set.
    pub fn text(&self) -> Option<String> {
        match &self.value {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }

    /// The section: `session`, nothing for those at the top.
    pub fn section(&self) -> &str {
        self.key.split_once('.').map_or("", |(section, _)| section)
    }

    /// The variable that sets it: `LANYARD_SESSION__IDLE`.
    pub fn variable(&self) -> String {
        let name = self.key.to_ascii_uppercase().replace('.', "__");
        format!("LANYARD_{name}")
    }
}

/// The settings as one document, with the file of the master key also when nobody chose it. Secrets are hidden in it.
pub fn document(settings: &Settings) -> Value {
    let mut value = serde_json::to_value(settings).unwrap_or_default();
    if settings.master_key.is_none() {
        value["master_key_file"] = settings.master_key_file().display().to_string().into();
    }
    value
}

/// Every setting, in the order of the document.
pub fn effective(settings: &Settings) -> Vec<Effective> {
    let mut lines = Vec::new();
    flatten(String::new(), &document(settings), &mut lines);
    let one = |(key, value): (String, Value)| Effective {
        origin: settings.origins.of_key(&key).to_owned(),
        means: MEANINGS.get(&key).map_or("", |text| text),
        key,
        value,
    };
    lines.into_iter().map(one).collect()
}

/// What `lanyard.example.toml` says of each key: the comment above it, which several keys may share.
static MEANINGS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut meanings = BTreeMap::new();
    let (mut section, mut comment, mut over) = (String::new(), Vec::new(), true);
    for line in EXAMPLE.lines() {
        if let Some(text) = line.strip_prefix("# ") {
            if over {
                comment.clear();
            }
            over = false;
            comment.push(text);
            continue;
        }
        over = true;
        let line = line.strip_prefix('#').unwrap_or(line);
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']').to_owned();
            comment.clear();
        } else if let Some((name, _)) = line.split_once(" =") {
            let key = match section.is_empty() {
                true => name.to_owned(),
                false => format!("{section}.{name}"),
            };
            meanings.insert(key, comment.join(" "));
        }
    }
    meanings
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Flags, load};

    #[test]
    fn every_setting_is_explained() {
        for one in effective(&Settings::default()) {
            assert!(one.means.len() > 10, "{}: {:?}", one.key, one.means);
            assert_eq!(one.origin, "default");
        }
    }

    #[test]
    fn ad_10_no_secret_is_in_it_and_where_it_comes_from_is() {
        let variables = [
            ("LANYARD_DATABASE", "postgres://u:hunter2-db@db.example/l"),
            ("LANYARD_MAIL__SMTP", "smtp.example.com"),
            ("LANYARD_MAIL__FROM", "no-reply@example.com"),
            ("LANYARD_MAIL__USER", "u"),
            ("LANYARD_MAIL__PASSWORD", "hunter2-mail"),
            (
                "LANYARD_MASTER_KEY",
                "aHVudGVyMmh1bnRlcjJodW50ZXIyaHVudGVyMmh1bnQ=",
            ),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let loaded = load(None, variables, &Flags::default()).unwrap();
        let all = effective(&loaded.settings);
        let printed = format!("{all:?} {:?}", document(&loaded.settings));
        for secret in ["hunter2", "aHVudGVy"] {
            assert!(!printed.contains(secret), "{printed}");
        }
        for key in ["database", "mail.password", "master_key"] {
            let one = all.iter().find(|one| one.key == key).unwrap();
            assert_eq!(
                one.origin,
                format!("environment variable {}", one.variable())
            );
            assert!(one.text().is_some(), "{key}");
        }
    }
}
