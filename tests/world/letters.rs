//! An inbox: the folder that a provider writes letters to, read as a mail program does.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use lanyard::config::Settings;
use mail_parser::{HeaderValue, MessageParser};
use tempfile::TempDir;

use super::Provider;

/// A folder of letters, gone with its last clone.
#[derive(Clone)]
pub struct Letters(Arc<TempDir>);

/// A letter that arrived.
#[derive(Debug)]
pub struct Received {
    /// As it travelled.
    pub raw: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl Letters {
    pub fn new() -> Self {
        Self(Arc::new(TempDir::new().unwrap()))
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    /// Lets a provider write letters here.
    pub fn arrive(&self, settings: &mut Settings) {
        settings.mail.folder = Some(self.folder().to_owned());
        settings.mail.from = Some("Example <no-reply@example.com>".parse().unwrap());
    }

    /// What arrived since the last time, in its order.
    pub async fn take(&self, provider: &Provider) -> Vec<Received> {
        provider.app.outbox.settle().await;
        let mut files: Vec<_> = fs::read_dir(self.folder())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        let read = |path: &std::path::PathBuf| {
            let raw = fs::read(path).unwrap();
            fs::remove_file(path).unwrap();
            Received::parse(&raw)
        };
        files.iter().map(read).collect()
    }

    /// The one letter that arrived since the last time.
    pub async fn one(&self, provider: &Provider) -> Received {
        let mut all = self.take(provider).await;
        assert_eq!(all.len(), 1, "{all:#?}");
        all.remove(0)
    }
}

/// Whether a word of a letter is its code: `7QK2-M4FD`.
pub fn is_code(word: &str) -> bool {
    let fits = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    let half = |half: &str| half.len() == 4 && half.bytes().all(fits);
    word.len() == 9 && word.split('-').all(half)
}

impl Received {
    /// Reads a letter.
    pub fn parse(raw: &[u8]) -> Self {
        let message = MessageParser::default().parse(raw).expect("it is a letter");
        let to = match message.header("To") {
            Some(HeaderValue::Address(to)) => to.first().and_then(|to| to.address()),
            _ => None,
        };
        Self {
            to: to.expect("it goes to somebody").to_owned(),
            subject: message.subject().unwrap_or_default().to_owned(),
            text: message.body_text(0).unwrap_or_default().into_owned(),
            html: message.body_html(0).unwrap_or_default().into_owned(),
            raw: String::from_utf8_lossy(raw).into_owned(),
        }
    }

    /// The code to type.
    pub fn code(&self) -> String {
        let code = self.text.split_whitespace().find(|word| is_code(word));
        code.unwrap_or_else(|| panic!("no code: {}", self.text))
            .to_owned()
    }

    /// The link below `path` in the text, which the button leads to as well.
    pub fn link(&self, path: &str) -> String {
        let is_link = |word: &&str| word.starts_with("https://") && word.contains(path);
        let link = self.text.split_whitespace().find(is_link);
        let link = link.unwrap_or_else(|| panic!("no link: {}", self.text));
        let in_html = link.replace('&', "&#38;");
        assert!(
            self.html.contains(&format!("href=\"{in_html}\"")),
            "{}",
            self.html
        );
        link.to_owned()
    }
}
