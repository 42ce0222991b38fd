//! How letters leave: by an SMTP server, or into a folder.
//!
//! The server is the operator's choice, so it is called by its own way and not through `outbound`, which is for addresses that others
//! name: it may be in the network of this machine, and on any port.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error as SmtpError, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use tokio::time::timeout;
use uuid::Uuid;

use super::letter::Sealed;
use super::message::{self, Sender};
use super::shelf::{Shelf, Shown};
use super::words::Words;
use crate::config::{Brand, Encryption, MailSettings, Settings, extra_roots};
use crate::protocol::time::Timestamp;

/// The longest answer of a server that is kept, in characters.
const LONGEST_ANSWER: usize = 300;
/// How long a connection is kept for the next letter: servers close idle ones after minutes (RFC 5321 §4.5.3.2.7).
const KEPT: Duration = Duration::from_secs(30);

/// What sends letters.
#[derive(Debug)]
pub struct Post {
    way: Way,
    sender: Sender,
    /// Letters that are sent at once.
    at_once: u32,
}

#[derive(Debug)]
enum Way {
    Smtp {
        server: AsyncSmtpTransport<Tokio1Executor>,
        patience: Duration,
    },
    Folder(PathBuf, Shelf),
}

/// What came of a try to send a letter. The texts name no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// The server took it and answers for it now.
    Taken(String),
    /// It will not take this letter, whenever it is asked.
    Refused(String),
    /// It is not there, in no state to answer, or will not have anything from us.
    NotNow(String),
}

impl Post {
    /// What sends letters as `settings` say, in the languages of `brand`; none, when mail is off.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(settings: &Settings, brand: &Brand) -> anyhow::Result<Option<Self>> {
        let mail = &settings.mail;
        let Some(from) = mail.from.clone().filter(|_| mail.is_on()) else {
            return Ok(None);
        };
        let way = match &mail.folder {
            Some(folder) => Way::Folder(folder.clone(), Shelf::default()),
            None => Way::Smtp {
                server: transport(settings)?,
                patience: mail.timeout,
            },
        };
        Ok(Some(Self {
            way,
            sender: Sender {
                from,
                reply_to: mail.reply_to.clone(),
                operator: brand.operator.clone(),
                issuer: brand.issuer.clone(),
                locales: brand.locales.clone(),
                lang: brand.lang,
            },
            at_once: mail.connections,
        }))
    }

    /// How many letters it can send at once.
    pub fn at_once(&self) -> u32 {
        self.at_once
    }

    /// Sends a letter; `id` is that of its row and `at` when it was written.
    pub async fn send(&self, id: Uuid, at: Timestamp, letter: &Sealed) -> Sent {
        let words = Words::of(letter, &self.sender);
        let message = match message::write(id, at, &letter.to, &words, &self.sender) {
            Ok(message) => message,
            Err(why) => return Sent::Refused(why),
        };
        match &self.way {
            Way::Folder(folder, shelf) => match keep(folder, id, &message.formatted()) {
                Ok(()) => {
                    self.show(shelf, (id, at), &letter.to, words);
                    Sent::Taken("written to the folder".to_owned())
                }
                Err(error) => Sent::NotNow(format!("it cannot be written to the folder: {error}")),
            },
            Way::Smtp { server, patience } => {
                match timeout(*patience, hand_over(server, &message)).await {
                    Ok(sent) => sent.without(&letter.to),
                    Err(_) => Sent::NotNow(format!(
                        "the mail server did not take it within {} s",
                        patience.as_secs()
                    )),
                }
            }
        }
    }

    /// The latest letters that were written to the folder, the last one first; none where a server takes them.
    pub fn shown(&self) -> Vec<Shown> {
        match &self.way {
            Way::Folder(_, shelf) => shelf.all(),
            Way::Smtp { .. } => Vec::new(),
        }
    }

    fn show(&self, shelf: &Shelf, (id, at): (Uuid, Timestamp), to: &str, words: Words) {
        if let Ok((text, html)) = message::bodies(&words, &self.sender) {
            shelf.put(Shown {
                id,
                at,
                to: to.to_owned(),
                subject: words.subject,
                text,
                html,
            });
        }
    }

    /// Connects to the server and signs in there; nothing is sent.
    ///
    /// # Errors
    /// Why that does not work.
    pub async fn try_out(&self) -> Result<String, String> {
        match &self.way {
            Way::Folder(folder, _) => match fs::create_dir_all(folder) {
                Ok(()) => Ok(format!("letters are written to {}", folder.display())),
                Err(error) => Err(format!(
                    "letters cannot be written to {}: {error}",
                    folder.display()
                )),
            },
            Way::Smtp { server, patience } => {
                match timeout(*patience, server.test_connection()).await {
                    Ok(Ok(true)) => Ok("the mail server answers and lets us in".to_owned()),
                    Ok(Ok(false)) => Err("the mail server hung up".to_owned()),
                    Ok(Err(error)) => Err(told(&error)),
                    Err(_) => Err(format!(
                        "the mail server did not answer within {} s",
                        patience.as_secs()
                    )),
                }
            }
        }
    }
}

impl Sent {
    /// Servers repeat the address, which is not to be logged.
    fn without(self, address: &str) -> Self {
        let clean = |text: String| hide(&text, address);
        match self {
            Self::Taken(text) => Self::Taken(clean(text)),
            Self::Refused(text) => Self::Refused(clean(text)),
            Self::NotNow(text) => Self::NotNow(clean(text)),
        }
    }
}

async fn hand_over(server: &AsyncSmtpTransport<Tokio1Executor>, message: &Message) -> Sent {
    // First only the way there. A server that will not have us says as little about this letter as one that is not there, although
    // it answers 5xx: that is a setting to be mended, and until then letters wait.
    match server.test_connection().await {
        Ok(true) => {}
        Ok(false) => return Sent::NotNow("the mail server hung up".to_owned()),
        Err(error) => return Sent::NotNow(told(&error)),
    }
    match server
        .send_raw(message.envelope(), &message.formatted())
        .await
    {
        Ok(response) => {
            let code = response.code();
            let text = response.message().collect::<Vec<_>>().join(" ");
            Sent::Taken(format!("{code} {text}"))
        }
        // RFC 5321 §4.2.1: 5xx, and the same letter is not to be sent again as it is.
        Err(error) if error.is_permanent() => Sent::Refused(told(&error)),
        Err(error) => Sent::NotNow(told(&error)),
    }
}

/// An error of the connection in words, with its causes.
fn told(error: &SmtpError) -> String {
    if error.is_timeout() {
        return "the mail server did not answer in time".to_owned();
    }
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error).and_then(std::error::Error::source);
    while let Some(one) = cause {
        text.push_str(&format!(": {one}"));
        cause = one.source();
    }
    text
}

/// The text without the address and without characters that would change a line or a terminal, and not too long.
fn hide(text: &str, address: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(4 * LONGEST_ANSWER)
        .collect();
    let mut hidden = String::with_capacity(text.len());
    let lower = text.to_ascii_lowercase();
    let mut rest = 0;
    for (at, _) in lower.match_indices(address) {
        hidden.push_str(&text[rest..at]);
        hidden.push_str("(the address)");
        rest = at + address.len();
    }
    hidden.push_str(&text[rest..]);
    hidden.chars().take(LONGEST_ANSWER).collect()
}

fn transport(settings: &Settings) -> anyhow::Result<AsyncSmtpTransport<Tokio1Executor>> {
    let mail = &settings.mail;
    let host = mail.smtp.as_ref().map(|server| server.host.clone());
    let host = host.unwrap_or_default();
    let tls = match mail.encryption {
        Encryption::Starttls => Tls::Required(tls(settings, &host)?),
        Encryption::Tls => Tls::Wrapper(tls(settings, &host)?),
        Encryption::None | Encryption::NoneAcrossTheNetwork => Tls::None,
    };
    let pool = PoolConfig::new()
        .max_size(mail.connections)
        .idle_timeout(KEPT);
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
        .port(mail.port())
        .tls(tls)
        .timeout(Some(mail.timeout))
        .hello_name(ClientId::Domain(settings.issuer.host().to_string()))
        .pool_config(pool);
    if let Some(credentials) = credentials(mail) {
        builder = builder.credentials(credentials);
    }
    Ok(builder.build())
}

fn credentials(mail: &MailSettings) -> Option<Credentials> {
    let (user, password) = (mail.user.as_ref()?, mail.password.as_ref()?);
    Some(Credentials::new(user.clone(), password.expose().to_owned()))
}

/// The certificate must be for the host, from a root of this machine or of `outbound.extra_root_file`.
fn tls(settings: &Settings, host: &str) -> anyhow::Result<TlsParameters> {
    let mut builder = TlsParameters::builder(host.to_owned());
    let file = settings.outbound.extra_root_file.as_deref();
    let extra = file
        .map(extra_roots)
        .transpose()
        .map_err(anyhow::Error::msg)?;
    for root in extra.unwrap_or_default() {
        builder = builder.add_root_certificate(Certificate::from_der(root.to_vec())?);
    }
    Ok(builder.build()?)
}

/// Writes a letter to its file, whole or not at all, readable by nobody else.
fn keep(folder: &Path, id: Uuid, letter: &[u8]) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let (part, whole) = (
        folder.join(format!(".{id}.part")),
        folder.join(format!("{id}.eml")),
    );
    // What is left of a process that ended here.
    if let Err(error) = fs::remove_file(&part)
        && error.kind() != ErrorKind::NotFound
    {
        return Err(error);
    }
    let mut file = fs::OpenOptions::new()
        .create_new(true)
        .append(true)
        .mode(0o600)
        .open(&part)?;
    file.write_all(letter)?;
    fs::rename(part, whole)
}
