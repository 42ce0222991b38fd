//! The types of single settings: each accepts one spelling and explains it when it gets another.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;
use url::Url;
use zeroize::Zeroizing;

/// Serde by way of `FromStr` and `Display`.
macro_rules! as_text {
    ($name:ident) => {
        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.to_string()
            }
        }
    };
}

pub(super) use as_text;

/// Where rows are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Database {
    /// `sqlite:PATH`
    Sqlite(PathBuf),
    /// `postgres://…`; it may carry a password, so `Display` hides it.
    Postgres(Secret),
}

impl Database {
    /// The URL to connect to, with its password.
    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres(url) => url.expose().to_owned(),
        }
    }
}

impl FromStr for Database {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const EXPECTED: &str = "write \"sqlite:PATH\" or \"postgres://USER:PASSWORD@HOST/NAME\"";
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() || path == ":memory:" || path.contains(['?', '\0']) {
                return Err(format!(
                    "it names no file (a database in memory would be lost, parameters are ours to set); {EXPECTED}"
                ));
            }
            return Ok(Self::Sqlite(path.into()));
        }
        if !text.contains("://") && !text.is_empty() {
            return Err(format!(
                "it does not say which engine; write \"sqlite:{}\" for that file, or \"postgres://USER:PASSWORD@HOST/NAME\"",
                text.strip_prefix("file:").unwrap_or(text)
            ));
        }
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err(format!(
                "the engine is neither SQLite nor PostgreSQL; {EXPECTED}"
            ));
        }
        let url = Url::parse(text).map_err(|error| format!("{error}; {EXPECTED}"))?;
        if url.path().len() < 2 {
            return Err(format!("it names no database; {EXPECTED}"));
        }
        // A password with an unescaped slash would be read as port and path, and printed.
        if url.path()[1..].contains(['/', '@']) {
            return Err(format!(
                "the name of the database holds a / or @; percent-encode special characters in the password; {EXPECTED}"
            ));
        }
        if let Err(error) = sqlx::postgres::PgConnectOptions::from_str(text) {
            return Err(format!("{error}; {EXPECTED}"));
        }
        if url.password().is_some_and(is_placeholder) {
            return Err("the password is a placeholder; choose one and set it here".into());
        }
        Ok(Self::Postgres(Secret::new(text)))
    }
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(secret) => match Url::parse(secret.expose()) {
                Ok(mut url) => {
                    if url.password().is_some() {
                        // Fails only for URLs without a host, which have no password.
                        let _ = url.set_password(Some("hidden"));
                    }
                    url.set_query(None);
                    url.fmt(f)
                }
                Err(_) => f.write_str("postgres:"),
            },
        }
    }
}

as_text!(Database);

/// A text that is neither logged nor printed, and wiped when dropped.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Wraps a secret.
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }

    /// The secret itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

/// For `config check`: what is serialized is printed.
impl From<Secret> for String {
    fn from(_: Secret) -> Self {
        "(hidden)".into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

/// What people leave in copied examples. Such a secret is no secret.
pub fn is_placeholder(text: &str) -> bool {
    const KNOWN: [&str; 8] = [
        "changeme",
        "change-me",
        "change_me",
        "password",
        "secret",
        "example",
        "placeholder",
        "xxx",
    ];
    let text = text.trim().to_ascii_lowercase();
    text.is_empty() || KNOWN.contains(&text.as_str()) || text.starts_with('<')
}

/// A network, as `10.0.0.0/8`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network(IpNet);

impl Network {
    /// Whether it holds `address`; an IPv4 address mapped into IPv6 counts as the IPv4 address.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let address = text.parse::<IpAddr>().map(IpNet::from);
        let network = address.or_else(|_| text.parse::<IpNet>()).map_err(|_| {
            format!("\"{text}\" is no network; write \"10.0.0.0/8\" or \"192.0.2.7\"")
        })?;
        if network.prefix_len() == 0 {
            return Err(format!(
                "\"{text}\" would believe everybody; name the proxies' own network"
            ));
        }
        Ok(Self(network))
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

as_text!(Network);

/// What is logged, as `tracing-subscriber` writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LogLevel(String);

impl LogLevel {
    /// The directives.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for LogLevel {
    fn default() -> Self {
        Self("info".into())
    }
}

impl FromStr for LogLevel {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // A lone unknown word would be taken for the name of a module, and silence everything else. The parser
        // of the directives panics on some texts beyond ASCII.
        const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];
        let known = text.is_ascii()
            && (text.contains('=') || LEVELS.contains(&text.to_ascii_lowercase().as_str()));
        let parses = known && EnvFilter::builder().parse(text).is_ok();
        if !parses {
            return Err("it is no level; write error, warn, info, debug, trace, or \"info,lanyard::store=debug\"".into());
        }
        Ok(Self(text.into()))
    }
}

impl fmt::Display for LogLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

as_text!(LogLevel);

/// The target of a link on our pages: `https`, `http` or `mailto`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Link(Url);

impl Link {
    /// The URL, fit for an `href`.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for Link {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match Url::parse(text) {
            Ok(url) if matches!(url.scheme(), "https" | "http" | "mailto") => Ok(Self(url)),
            _ => Err("it is no link; write \"https://…\" or \"mailto:…\"".into()),
        }
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

as_text!(Link);

/// Durations as people write them: `"30s"`, `"5 min"`, `"12 h"`, `"14 d"`. Whole numbers, one unit.
pub mod duration {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    const UNITS: [(u64, &[&str]); 4] = [
        (86_400, &["d", "day", "days"]),
        (3_600, &["h", "hour", "hours"]),
        (60, &["min", "m", "minute", "minutes"]),
        (1, &["s", "sec", "second", "seconds"]),
    ];

    /// Longer durations are refused, so that no sum of two overflows anywhere.
    const LONGEST: u64 = 100 * 365 * 86_400;

    /// Reads a number and a unit.
    pub fn parse(text: &str) -> Result<Duration, String> {
        let text = text.trim();
        let digits = text
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len());
        let (number, unit) = (&text[..digits], text[digits..].trim());
        let seconds = UNITS
            .iter()
            .find(|(_, names)| names.contains(&unit))
            .and_then(|(seconds, _)| number.parse::<u64>().ok()?.checked_mul(*seconds));
        match seconds {
            Some(seconds) if seconds <= LONGEST => Ok(Duration::from_secs(seconds)),
            Some(_) => Err("it is longer than a hundred years".into()),
            None => Err(
                "it is no duration; write a whole number and s, min, h or d, like \"30 min\""
                    .into(),
            ),
        }
    }

    /// Writes the largest unit that divides it.
    pub fn print(duration: Duration) -> String {
        let seconds = duration.as_secs();
        let (unit, names) = UNITS
            .iter()
            .find(|(unit, _)| seconds >= *unit && seconds.is_multiple_of(*unit))
            .unwrap_or(&UNITS[3]);
        format!("{} {}", seconds / unit, names[0])
    }

    pub(in crate::config) fn serialize<S: Serializer>(
        value: &Duration,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_str(&print(*value))
    }

    pub(in crate::config) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Duration, D::Error> {
        parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

/// An address to listen on.
pub(super) mod address {
    use std::fmt;
    use std::net::SocketAddr;

    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};

    pub fn serialize<S: Serializer>(value: &SocketAddr, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<SocketAddr, D::Error> {
        from.deserialize_any(Address)
    }

    struct Address;

    impl Visitor<'_> for Address {
        type Value = SocketAddr;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an address and a port")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<SocketAddr, E> {
            parse(text).map_err(E::custom)
        }

        fn visit_u64<E: Error>(self, port: u64) -> Result<SocketAddr, E> {
            parse(&port.to_string()).map_err(E::custom)
        }
    }

    /// Reads `127.0.0.1:8080`; what else people write comes back as they should write it.
    pub fn parse(text: &str) -> Result<SocketAddr, String> {
        if let Ok(address) = text.parse() {
            return Ok(address);
        }
        let (host, port) = text.rsplit_once(':').unwrap_or(("127.0.0.1", text));
        let port = port.parse::<u16>().unwrap_or(8080);
        let fix = match host {
            "" | "*" => format!(
                "write \"0.0.0.0:{port}\" for every address of this machine, or \"127.0.0.1:{port}\""
            ),
            _ => format!("write \"127.0.0.1:{port}\""),
        };
        Err(format!("\"{text}\" is no address with a port; {fix}"))
    }
}

/// An address to listen on, or `"off"`.
pub(super) mod address_or_off {
    use std::net::SocketAddr;

    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(value: &Option<SocketAddr>, to: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(address) => to.collect_str(address),
            None => to.serialize_str("off"),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SocketAddr>, D::Error> {
        match String::deserialize(from)?.as_str() {
            "off" => Ok(None),
            text => super::address::parse(text)
                .map(Some)
                .map_err(|error| D::Error::custom(format!("{error}, or \"off\""))),
        }
    }
}
