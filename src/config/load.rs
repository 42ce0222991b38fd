//! Reads the settings: defaults, then the file, then the environment, then flags; the last one wins.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use figment::error::{Actual, Error, Kind};
use figment::providers::{Format, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};

use super::Settings;
use super::check::check;
use super::variables::{self, Variable};
use crate::keys::MasterKey;

/// The file that is read when no other is named.
pub const DEFAULT_FILE: &str = "lanyard.toml";

const PREFIX: &str = "LANYARD_";

/// Settings given on the command line, as `(key, flag, value)`: `("listen", "--listen", "127.0.0.1:8080")`.
#[derive(Debug, Clone, Default)]
pub struct Flags(pub Vec<(&'static str, &'static str, String)>);

/// Settings, and how they came about.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What they come to.
    pub settings: Settings,
    /// Variables in our name space that Kubernetes sets, which mean nothing: `LANYARD_PORT`.
    pub passed_over: Vec<String>,
}

/// Where each setting comes from, by its key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins(BTreeMap<String, String>);

/// Settings that cannot be used. All of them are listed, not only the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError(pub Vec<Problem>);

/// One setting that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `session.idle`; empty when the file itself cannot be read.
    pub key: String,
    /// `lanyard.toml`, `environment variable LANYARD_SESSION__IDLE`, `flag --listen`, `default`.
    pub origin: String,
    /// What is wrong with the value.
    pub problem: String,
    /// What to write instead.
    pub fix: String,
}

/// Reads the settings from `file` (or `LANYARD_CONFIG`, or `lanyard.toml` if there is one), `environment` and `flags`.
///
/// # Errors
/// Every key that is unknown, badly spelled or out of range, with its origin and the fix.
pub fn load(
    file: Option<&Path>,
    environment: impl IntoIterator<Item = (String, String)>,
    flags: &Flags,
) -> Result<Loaded, ConfigError> {
    let mut variables: Vec<(String, String)> = environment
        .into_iter()
        .filter_map(|(name, value)| Some((name.strip_prefix(PREFIX)?.to_owned(), value)))
        // LANYARD_TEST_… belongs to the test suite.
        .filter(|(name, _)| !name.starts_with("TEST_"))
        .collect();
    variables.sort();
    let (passed_over, mut variables): (Vec<_>, Vec<_>) = variables
        .into_iter()
        .partition(|(name, value)| variables::is_of_kubernetes(name, value));

    let named = take(&mut variables, "CONFIG").map(PathBuf::from);
    let (file, origin) = match (file, named) {
        (Some(flag), _) => (Some(flag.to_owned()), "flag --config"),
        (None, Some(variable)) => (Some(variable), "environment variable LANYARD_CONFIG"),
        (None, None) => (None, ""),
    };
    let mut figment = Figment::new();
    match file {
        Some(path) => {
            // Read here, so that a file that cannot be read is told apart from one with mistakes in it.
            if let Err(error) = std::fs::read_to_string(&path) {
                return Err(ConfigError(vec![Problem {
                    key: String::new(),
                    origin: origin.to_owned(),
                    problem: format!("the file \"{}\" cannot be read: {error}", path.display()),
                    fix: "name a file of settings that exists and may be read, or leave it out"
                        .into(),
                }]));
            }
            figment = figment.merge(Toml::file_exact(path));
        }
        None if Path::new(DEFAULT_FILE).is_file() => {
            figment = figment.merge(Toml::file_exact(DEFAULT_FILE));
        }
        None => {}
    }
    let variables =
        variables::from_files(variables).map_err(|problem| ConfigError(vec![problem]))?;
    for Variable {
        name,
        value,
        origin,
    } in variables
    {
        let key = name.to_ascii_lowercase().replace("__", ".");
        figment = figment.merge(One::new(&key, origin, &value));
    }
    for (key, flag, value) in &flags.0 {
        figment = figment.merge(One::new(key, format!("flag {flag}"), value));
    }
    let mut settings = settings(&figment)?;
    settings.origins = Origins::of(&settings, &figment);
    let names = passed_over
        .iter()
        .map(|(name, _)| format!("{PREFIX}{name}"));
    Ok(Loaded {
        settings,
        passed_over: names.collect(),
    })
}

impl Origins {
    fn of(settings: &Settings, figment: &Figment) -> Self {
        let value = serde_json::to_value(settings).unwrap_or_default();
        let mut keys = Vec::new();
        flatten(String::new(), &value, &mut keys);
        let origins = keys.into_iter().map(|(key, _)| {
            let from = match (&key[..], figment.find_metadata(&key)) {
                (_, Some(metadata)) => origin(Some(metadata)),
                ("issuer", None) => "default, for the port of listen".to_owned(),
                ("database" | "master_key_file", None) => "default, in data_dir".to_owned(),
                (_, None) => origin(None),
            };
            (key, from)
        });
        Self(origins.collect())
    }

    /// Where the value of `session.idle` comes from: `lanyard.toml`, `environment variable LANYARD_SESSION__IDLE`, `flag --listen`,
    /// `default`.
    pub fn of_key(&self, key: &str) -> &str {
        self.0.get(key).map_or("default", String::as_str)
    }
}

/// Adds every key with its value: `session.idle`, `"30 min"`.
pub fn flatten(
    at: String,
    value: &serde_json::Value,
    lines: &mut Vec<(String, serde_json::Value)>,
) {
    let serde_json::Value::Object(members) = value else {
        return lines.push((at, value.clone()));
    };
    for (name, member) in members {
        let key = if at.is_empty() {
            name.clone()
        } else {
            format!("{at}.{name}")
        };
        flatten(key, member, lines);
    }
}

fn take(variables: &mut Vec<(String, String)>, name: &str) -> Option<String> {
    let at = variables.iter().position(|(found, _)| found == name)?;
    Some(variables.remove(at).1)
}

fn settings(figment: &Figment) -> Result<Settings, ConfigError> {
    let mut settings: Settings = figment.extract_lossy().map_err(|errors| {
        ConfigError(
            errors
                .into_iter()
                .map(|error| explain(figment, error))
                .collect(),
        )
    })?;
    // Whoever only says where to listen means that place.
    if !figment.contains("issuer") && settings.listen.port() != 0 {
        settings.issuer = super::Issuer::local(settings.listen.port());
    }
    if !figment.contains("database") {
        settings.database = super::Database::Sqlite(settings.data_dir.join("lanyard.db"));
    }
    let mut wrong: Vec<Problem> = check(&settings)
        .into_iter()
        .map(|wrong| Problem {
            key: wrong.key.into(),
            origin: origin(figment.find_metadata(wrong.key)),
            problem: wrong.problem,
            fix: wrong.fix,
        })
        .collect();
    if figment.find_metadata("master_key").is_some_and(is_file) {
        wrong.push(Problem {
            key: "master_key".into(),
            origin: origin(figment.find_metadata("master_key")),
            problem: "a key in a file of settings gets copied and committed".into(),
            fix: "set LANYARD_MASTER_KEY in the environment, or use master_key_file".into(),
        });
    } else if let Some(text) = &settings.master_key
        && let Err(error) = MasterKey::from_text(text.expose(), "LANYARD_MASTER_KEY")
    {
        wrong.push(Problem {
            key: "master_key".into(),
            origin: origin(figment.find_metadata("master_key")),
            problem: error.to_string(),
            fix: "set what was set before; a new database takes a new one".into(),
        });
    }
    if wrong.is_empty() {
        Ok(settings)
    } else {
        Err(ConfigError(wrong))
    }
}

/// One setting from one place, so that an error can name that place.
struct One {
    metadata: Metadata,
    dict: Dict,
}

impl One {
    /// `text` is taken as it stands; only a text in brackets is a list: `[10.0.0.0/8, "::1"]`.
    fn new(key: &str, origin: String, text: &str) -> Self {
        let looks_like_list = text.starts_with('[') && text.ends_with(']');
        let value = if looks_like_list {
            text.parse()
                .expect("never fails: an unreadable list is a text")
        } else {
            Value::from(text)
        };
        Self {
            metadata: Metadata::named(origin),
            dict: figment::util::nest(key, value)
                .into_dict()
                .unwrap_or_default(),
        }
    }
}

impl Provider for One {
    fn metadata(&self) -> Metadata {
        self.metadata.clone()
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        Ok(Map::from([(Profile::Default, self.dict.clone())]))
    }
}

fn is_file(metadata: &Metadata) -> bool {
    matches!(metadata.source, Some(figment::Source::File(_)))
}

fn origin(metadata: Option<&Metadata>) -> String {
    match metadata {
        Some(metadata) => match &metadata.source {
            Some(figment::Source::File(path)) => shorten(path).display().to_string(),
            _ => metadata.name.clone().into_owned(),
        },
        None => "default".into(),
    }
}

/// The path as the operator would write it from here.
fn shorten(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_owned()
}

fn explain(figment: &Figment, error: Error) -> Problem {
    let mut path = error.path.clone();
    let (problem, fix) = match &error.kind {
        Kind::UnknownField(name, known) => {
            // From a file the path ends with the name already.
            if path.last() != Some(name) {
                path.push(name.clone());
            }
            ("there is no such key".into(), suggest(name, known))
        }
        Kind::UnknownVariant(value, known) => {
            (format!("\"{value}\" is not known"), suggest(value, known))
        }
        Kind::InvalidType(actual, expected) | Kind::InvalidValue(actual, expected) => {
            let found = match actual {
                Actual::Unsigned(number) => format!("found the number {number}"),
                Actual::Signed(number) => format!("found the number {number}"),
                other => format!("found {other}"),
            };
            (found, expectation(expected.as_str()))
        }
        Kind::Message(message) => match message.split_once("; ") {
            Some((problem, fix)) => (problem.into(), fix.into()),
            None => (message.clone(), "see lanyard.example.toml".into()),
        },
        other => (other.to_string(), "see lanyard.example.toml".into()),
    };
    let key = path.join(".");
    let metadata = figment.find_metadata(&key).or(error.metadata.as_ref());
    Problem {
        origin: origin(metadata),
        key,
        problem,
        fix,
    }
}

/// What to write, from how the parser names what it wanted.
fn expectation(expected: &str) -> String {
    let fix = match expected {
        "a string" => "write a text in quotes",
        "a boolean" => "write true or false",
        "a sequence" => {
            "write a list: [\"10.0.0.0/8\", \"::1\"]; in a variable it needs the brackets as well"
        }
        "an address and a port" => "write ADDRESS:PORT in quotes, e.g. \"127.0.0.1:8080\"",
        integer
            if integer.starts_with(['u', 'i'])
                && integer[1..].bytes().all(|b| b.is_ascii_digit()) =>
        {
            "write a whole number"
        }
        section if section.starts_with("struct ") => {
            "it is a section: write its keys below [NAME], each on a line of its own"
        }
        other => return format!("expected {other}"),
    };
    fix.to_owned()
}

/// "did you mean", when one known name is near; all known names otherwise.
fn suggest(name: &str, known: &[&str]) -> String {
    let near = known
        .iter()
        .map(|known| (strsim::levenshtein(name, known), known))
        .min();
    match near {
        // Two steps turn any short word into any other.
        Some((steps, near)) if steps <= if name.len() > 3 { 2 } else { 1 } => {
            format!("did you mean \"{near}\"?")
        }
        _ => format!("known are {}", known.join(", ")),
    }
}

impl ConfigError {
    /// A `LANYARD_` variable whose value is no text.
    pub fn not_text(variable: &str) -> Self {
        Self(vec![Problem {
            key: variable
                .trim_start_matches(PREFIX)
                .to_ascii_lowercase()
                .replace("__", "."),
            origin: format!("environment variable {variable}"),
            problem: "its value is not UTF-8".into(),
            fix: "write it in UTF-8; in a URL, percent-encode what is not ASCII".into(),
        }])
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("these settings cannot be used:")?;
        for Problem {
            key,
            origin,
            problem,
            fix,
        } in &self.0
        {
            let key = if key.is_empty() {
                String::new()
            } else {
                format!("{key}: ")
            };
            write!(
                f,
                "\n  {key}{problem}\n    set in: {origin}\n    fix:    {fix}"
            )?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}
