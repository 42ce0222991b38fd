//! What people read, in their language: messages by id in `locales/`, put into words where they are shown.
//!
//! Code decides *what* is said: a [`Say`], an id with its arguments. A [`Words`] knows *how* it is said in one language, as HTML
//! or as plain text. What developers and operators read (refusals, logs, the command line) is plain English and no message.
//!
//! A message is text in [Fluent](https://projectfluent.org/fluent/guide/). It may hold elements by name, `<link>here</link>`:
//! `strong`, `code` and `em` are themselves, any other becomes what the page gives for it, and is left out where there is no markup.

mod device;
mod moment;
mod negotiate;
mod say;
#[cfg(test)]
mod tests;
mod weave;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

pub use device::device;
pub use moment::{Zone, date, date_and_zone};
pub use say::{Say, Spoken};
pub use words::{Html, Words};

/// A language that pages and mails exist in: its BCP 47 tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(&'static str);

impl Lang {
    /// English: what every message exists in.
    pub const EN: Self = Self("en");

    /// The tag: `de`.
    pub fn code(self) -> &'static str {
        self.0
    }
}

impl Default for Lang {
    fn default() -> Self {
        Self::EN
    }
}

/// The files under `locales/`.
#[derive(rust_embed::RustEmbed)]
#[folder = "locales/"]
struct Files;

/// The languages that come with the program, in the order they are offered.
const BUILT_IN: [&str; 6] = ["en", "de", "fr", "es", "ja", "ar"];

/// Every language of this installation.
#[derive(Debug)]
pub struct Locales {
    languages: Vec<Arc<Words>>,
}

/// Why the operator's texts cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {why}", path.display())]
pub struct LocaleError {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong with it.
    pub why: String,
}

static PLAIN: LazyLock<Arc<Locales>> =
    LazyLock::new(|| Arc::new(Locales::from(Sources::built_in())));

impl Locales {
    /// As the program comes.
    pub fn built_in() -> Arc<Self> {
        PLAIN.clone()
    }

    /// With the operator's texts: `folder` holds one folder per language, named by its tag, with `.ftl` files. A message there takes the
    /// place of ours; a language that we do not have is added, and what it does not say is said in English.
    ///
    /// # Errors
    /// A file that cannot be read, is no Fluent, names a message that does not exist, or a folder whose name is no language.
    pub fn with(folder: &Path) -> Result<Arc<Self>, LocaleError> {
        let mut sources = Sources::built_in();
        sources.add(folder)?;
        Ok(Arc::new(Self::from(sources)))
    }

    /// The languages, in the order they are offered.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Words>> {
        self.languages.iter()
    }

    /// The language with this very tag.
    pub fn lang(&self, tag: &str) -> Option<Lang> {
        self.words_of(tag).map(|words| words.lang())
    }

    /// The words of `lang`; English ones for a language that is not here (any more).
    pub fn words(&self, lang: Lang) -> Arc<Words> {
        let english = || self.languages.iter().find(|words| words.lang() == Lang::EN);
        let words = self.words_of(lang.code()).or_else(english);
        words.unwrap_or(&self.languages[0]).clone()
    }

    /// The language somebody reads best among ours: the first of `wanted` tags that is here, or whose language is (RFC 4647 §3.4).
    pub fn best<'a>(&self, wanted: impl IntoIterator<Item = &'a str>) -> Option<Lang> {
        let ours: Vec<Lang> = self.languages.iter().map(|words| words.lang()).collect();
        negotiate::best(&ours, wanted)
    }

    /// As [`Locales::best`], for the value of `Accept-Language` (RFC 9110 §12.5.4).
    pub fn accepted(&self, header: &str) -> Option<Lang> {
        self.best(negotiate::by_weight(header))
    }

    fn words_of(&self, tag: &str) -> Option<&Arc<Words>> {
        let is = |words: &&Arc<Words>| words.lang().code() == tag;
        self.languages.iter().find(is)
    }
}

impl From<Sources> for Locales {
    fn from(sources: Sources) -> Self {
        let english = sources.0.get("en").cloned().unwrap_or_default();
        let english = Arc::new(Words::new(Lang::EN, english, None));
        let order = |tag: &str| BUILT_IN.iter().position(|known| *known == tag);
        let mut languages: Vec<_> = sources
            .0
            .into_iter()
            .filter(|(tag, _)| *tag != "en")
            .map(|(tag, texts)| Arc::new(Words::new(Lang(tag), texts, Some(english.clone()))))
            .collect();
        languages.insert(0, english);
        languages.sort_by_key(|words| order(words.lang().code()).unwrap_or(usize::MAX));
        Self { languages }
    }
}

/// The texts of each language; of two messages with one id the first counts.
#[derive(Debug, Default)]
struct Sources(BTreeMap<&'static str, Vec<String>>);

impl Sources {
    fn built_in() -> Self {
        let mut sources = Self::default();
        for tag in BUILT_IN {
            let folder = format!("{tag}/");
            let texts = Files::iter()
                .filter(|path| path.starts_with(&folder) && path.ends_with(".ftl"))
                .filter_map(|path| Files::get(&path))
                .map(|file| String::from_utf8_lossy(&file.data).into_owned())
                .collect();
            sources.0.insert(tag, texts);
        }
        sources
    }

    fn add(&mut self, folder: &Path) -> Result<(), LocaleError> {
        let known = words::ids(&self.0["en"]);
        for language in entries(folder)? {
            if !language.is_dir() {
                continue;
            }
            let tag = language.file_name().and_then(|name| name.to_str());
            let tag = tag.filter(|tag| tag.len() <= 12 && negotiate::is_tag(tag));
            let Some(tag) = tag else {
                let why = "expected a folder named by a language tag of at most 12 characters, such as `nl` or `pt-BR`";
                return Err(error(&language, why));
            };
            let texts = self.0.keys().find(|known| **known == tag).copied();
            // The settings are read once, and there are few languages.
            let tag = texts.unwrap_or_else(|| Box::leak(tag.to_owned().into_boxed_str()));
            for file in entries(&language)? {
                if file.extension().is_none_or(|kind| kind != "ftl") {
                    continue;
                }
                let text = std::fs::read_to_string(&file)
                    .map_err(|read| error(&file, &read.to_string()))?;
                words::check(&text, &known).map_err(|why| error(&file, &why))?;
                self.0.entry(tag).or_default().insert(0, text);
            }
        }
        Ok(())
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, LocaleError> {
    let read = std::fs::read_dir(folder).map_err(|read| error(folder, &read.to_string()))?;
    let mut paths: Vec<_> = read
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    Ok(paths)
}

fn error(path: &Path, why: &str) -> LocaleError {
    LocaleError {
        path: path.to_owned(),
        why: why.to_owned(),
    }
}
