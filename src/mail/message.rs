//! A letter as it travels (RFC 5322, RFC 2045).

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use askama::Template;
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox as Address, MultiPart, SinglePart};
use uuid::Uuid;

use super::words::Words;
use crate::config::Mailbox;
use crate::locale::{Lang, Locales};
use crate::protocol::time::Timestamp;

/// Who sends.
#[derive(Debug, Clone)]
pub(super) struct Sender {
    pub from: Mailbox,
    pub reply_to: Option<Mailbox>,
    /// The operator's name.
    pub operator: String,
    /// The issuer, which pages are below.
    pub issuer: String,
    /// What is said, in every language.
    pub locales: Arc<Locales>,
    /// The language for who has none that is here.
    pub lang: Lang,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Html<'a> {
    words: &'a Words,
    sender: &'a Sender,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct Text<'a> {
    words: &'a Words,
    sender: &'a Sender,
}

/// The letter with the id of its row, which makes its `Message-ID`: sent twice, it is seen to be one (RFC 5322 §3.6.4).
///
/// # Errors
/// What in it cannot be written.
pub(super) fn write(
    id: Uuid,
    at: Timestamp,
    to: &str,
    words: &Words,
    sender: &Sender,
) -> Result<Message, String> {
    let address = |text: &str| {
        text.parse()
            .map_err(|_| "its address cannot be written".to_owned())
    };
    let named = |mailbox: &Mailbox| {
        let address = address(mailbox.address.as_str())?;
        Ok::<_, String>(Address::new(mailbox.name.clone(), address))
    };
    let domain = sender.from.address.as_str().rsplit('@').next();
    let seconds = u64::try_from(at.0).unwrap_or_default();
    let mut builder = Message::builder()
        .message_id(Some(format!("<{id}@{}>", domain.unwrap_or_default())))
        .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
        .from(named(&sender.from)?)
        .to(Address::new(None, address(to)?))
        .subject(one_line(&words.subject))
        // RFC 3834 §5: no machine answers it.
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ));
    if let Some(reply_to) = &sender.reply_to {
        builder = builder.reply_to(named(reply_to)?);
    }
    let (text, html) = bodies(words, sender)?;
    let parts = MultiPart::alternative()
        .singlepart(SinglePart::plain(text))
        .singlepart(SinglePart::html(html));
    let message = builder.multipart(parts);
    message.map_err(|error| format!("it cannot be written: {error}"))
}

/// The part of plain text and the part of HTML, which say the same.
///
/// # Errors
/// When a template cannot be written.
pub(super) fn bodies(words: &Words, sender: &Sender) -> Result<(String, String), String> {
    let text = Text { words, sender }.render();
    let html = Html { words, sender }.render();
    match (text, html) {
        (Ok(text), Ok(html)) => Ok((text, html)),
        _ => Err("its template cannot be written".to_owned()),
    }
}

/// Nothing that could begin another header (attack row EM-10).
fn one_line(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    spaced.collect()
}
