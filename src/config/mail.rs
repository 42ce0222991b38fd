//! `[mail]`: how letters leave.

use std::fmt;
use std::net::Ipv6Addr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::Host;

use super::check::Wrong;
use super::values::{as_text, duration, is_placeholder};
use super::{Secret, Settings};
use crate::identity::email::EmailAddress;
use crate::protocol::loopback;

/// `[mail]`: letters to people. Without `smtp` and `folder` there are none, and every page that needs them is hidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailSettings {
    /// The server that takes letters: `smtp.example.com`, or with a port.
    pub smtp: Option<SmtpServer>,
    /// How the connection to it is protected.
    pub encryption: Encryption,
    /// The name we sign in there with.
    pub user: Option<String>,
    /// Its password.
    pub password: Option<Secret>,
    /// From whom letters are: `Example <no-reply@example.com>`.
    pub from: Option<Mailbox>,
    /// Where answers go, when not there.
    pub reply_to: Option<Mailbox>,
    /// How long one try to send a letter may take.
    #[serde(with = "duration")]
    pub timeout: Duration,
    /// Connections to the server at once.
    pub connections: u32,
    /// Instead of a server: a folder that letters are written to, one `.eml` file each. For development.
    pub folder: Option<PathBuf>,
}

impl Default for MailSettings {
    fn default() -> Self {
        Self {
            smtp: None,
            encryption: Encryption::default(),
            user: None,
            password: None,
            from: None,
            reply_to: None,
            timeout: Duration::from_secs(20),
            connections: 4,
            folder: None,
        }
    }
}

impl MailSettings {
    /// Whether letters are sent at all.
    pub fn is_on(&self) -> bool {
        self.smtp.is_some() || self.folder.is_some()
    }

    /// The port of the server: the one that was given, or the usual one.
    pub fn port(&self) -> u16 {
        let given = self.smtp.as_ref().and_then(|server| server.port);
        given.unwrap_or(self.encryption.port())
    }
}

/// How the connection to the server is protected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encryption {
    /// Begun in the clear, on port 587, and encrypted before anything is said (RFC 3207). A server that cannot is refused.
    #[default]
    Starttls,
    /// Encrypted from the first byte, on port 465 (RFC 8314 §3.3).
    Tls,
    /// Not at all, on port 25: to this machine only.
    None,
    /// Not at all, to another machine: whoever is in between reads codes that reset passwords.
    NoneAcrossTheNetwork,
}

impl Encryption {
    /// The usual port.
    pub fn port(self) -> u16 {
        match self {
            Self::Starttls => 587,
            Self::Tls => 465,
            Self::None | Self::NoneAcrossTheNetwork => 25,
        }
    }
}

/// A host, and a port if one is given: `smtp.example.com:587`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SmtpServer {
    /// The name or the address, which its certificate must be for.
    pub host: String,
    /// When it is not the usual one.
    pub port: Option<u16>,
}

impl SmtpServer {
    /// Whether it is this very machine.
    fn is_here(&self) -> bool {
        loopback::is_host(&self.host) || self.host == Ipv6Addr::LOCALHOST.to_string()
    }
}

impl FromStr for SmtpServer {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const FORM: &str = "write \"smtp.example.com\" or \"smtp.example.com:587\"";
        if text.contains("://") {
            return Err(format!(
                "it is a URL; {FORM}, and `encryption`, `user` and `password` beside it"
            ));
        }
        if text.contains(['@', '/']) {
            return Err(format!("it is no host; {FORM}"));
        }
        let (host, port) = match text.rsplit_once(':') {
            // An address of IPv6 has colons of its own, in brackets.
            Some((host, port)) if !port.contains(']') => (host, Some(port)),
            _ => (text, None),
        };
        let port = match port.map(str::parse::<u16>) {
            None => None,
            Some(Ok(port)) if port > 0 => Some(port),
            Some(_) => return Err(format!("\"{text}\" has no port that exists; {FORM}")),
        };
        let host = match Host::parse(host) {
            Ok(Host::Ipv6(address)) => address.to_string(),
            Ok(host) => host.to_string(),
            Err(_) => return Err(format!("\"{text}\" names no host; {FORM}")),
        };
        Ok(Self { host, port })
    }
}

impl fmt::Display for SmtpServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.host.contains(':') {
            true => write!(f, "[{}]", self.host)?,
            false => f.write_str(&self.host)?,
        }
        self.port.map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

/// A name and an address: `Example <no-reply@example.com>`, or the address alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mailbox {
    /// As people read it.
    pub name: Option<String>,
    /// Where letters go.
    pub address: EmailAddress,
}

impl FromStr for Mailbox {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const FORM: &str = "write \"no-reply@example.com\" or \"Example <no-reply@example.com>\"";
        let (name, address) = match text.strip_suffix('>').and_then(|t| t.split_once('<')) {
            Some((name, address)) => (name.trim().trim_matches('"'), address),
            None => ("", text),
        };
        if name.contains(char::is_control)
            || name.contains(['<', '>', '"'])
            || name.chars().count() > 100
        {
            return Err(format!("the name cannot stand in a letter; {FORM}"));
        }
        let address = EmailAddress::parse(address)
            .map_err(|_| format!("\"{text}\" is no address; {FORM}"))?;
        Ok(Self {
            name: (!name.is_empty()).then(|| name.to_owned()),
            address,
        })
    }
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => self.address.fmt(f),
        }
    }
}

as_text!(SmtpServer);
as_text!(Mailbox);

/// What of `[mail]` cannot stay as it is.
pub(super) fn check(settings: &Settings) -> Vec<Wrong> {
    const SECOND: Duration = Duration::from_secs(1);
    let mail = &settings.mail;
    let mut wrong = Vec::new();
    let mut refuse = |key, problem: &str, fix: &str| {
        let (problem, fix) = (problem.to_owned(), fix.to_owned());
        wrong.push(Wrong { key, problem, fix });
    };
    if !(SECOND..=30 * SECOND).contains(&mail.timeout) {
        refuse(
            "mail.timeout",
            "it is out of range",
            "choose between 1 s and 30 s",
        );
    }
    if !(1..=64).contains(&mail.connections) {
        refuse(
            "mail.connections",
            "it is out of range",
            "choose between 1 and 64",
        );
    }
    if mail
        .folder
        .as_ref()
        .is_some_and(|path| path.as_os_str().is_empty())
    {
        refuse(
            "mail.folder",
            "it names no folder",
            "write a path, or leave it out",
        );
    }
    if mail.is_on() && mail.from.is_none() {
        let problem = "letters are sent, and nobody is said to send them";
        let fix =
            "write \"Example <no-reply@example.com>\", an address that the server may send from";
        refuse("mail.from", problem, fix);
    }
    if mail.user.is_some() != mail.password.is_some() {
        let (key, other) = match mail.user {
            Some(_) => ("mail.password", "mail.user"),
            None => ("mail.user", "mail.password"),
        };
        let problem = format!("{other} is set, and this is not");
        refuse(key, &problem, "set both, or none of them");
    }
    if mail
        .user
        .as_ref()
        .is_some_and(|user| user.is_empty() || user.contains(char::is_control))
    {
        refuse(
            "mail.user",
            "it is no name",
            "write the name that the server knows you by",
        );
    }
    if mail
        .password
        .as_ref()
        .is_some_and(|one| is_placeholder(one.expose()))
    {
        let problem = "it is empty or a placeholder";
        let fix = "set the password that the server gave you, best in LANYARD_MAIL__PASSWORD_FILE";
        refuse("mail.password", problem, fix);
    }
    if let Some(server) = &mail.smtp
        && mail.encryption == Encryption::None
        && !server.is_here()
    {
        let problem = "the server is another machine, and whoever is in between would read codes that reset passwords";
        let fix = "choose \"starttls\" or \"tls\"; if the way there is protected otherwise, \"none-across-the-network\"";
        refuse("mail.encryption", problem, fix);
    }
    wrong
}
