//! Something to be said, and how its arguments look in it.

use std::borrow::Cow;
use std::fmt;

use super::words::{Html, Words};

/// What is said: a message of `locales/` with its arguments, not yet in any language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Say {
    pub(super) id: Cow<'static, str>,
    pub(super) args: Vec<(&'static str, Arg)>,
}

/// What stands for a variable of a message, or for an element of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Arg {
    /// Words of people: names, addresses, numbers with their unit.
    Text(String),
    /// What developers read, in English whatever is around it.
    English(String),
    /// Digits and signs, which need no isolation.
    Plain(String),
    /// A number, which decides about plural forms.
    Count(i64),
    /// Another message.
    Say(Say),
    /// The start tag of an element, and the name in its end tag.
    Element(String, &'static str),
}

impl Say {
    /// The message with this id.
    pub fn new(id: &'static str) -> Self {
        Self {
            id: Cow::Borrowed(id),
            args: Vec::new(),
        }
    }

    /// Words that are the same in every language: what somebody wrote, and names.
    pub fn verbatim(words: impl Into<String>) -> Self {
        Self::new("verbatim").with("words", words)
    }

    /// What developers read, in English.
    pub fn english(words: impl Into<String>) -> Self {
        Self::new("verbatim").with_english("words", words)
    }

    fn arg(mut self, name: &'static str, arg: Arg) -> Self {
        self.args.push((name, arg));
        self
    }

    /// With words of people for `{ $name }`.
    pub fn with(self, name: &'static str, words: impl Into<String>) -> Self {
        self.arg(name, Arg::Text(words.into()))
    }

    /// As [`Say::with`], for what developers read, in English.
    pub fn with_english(self, name: &'static str, words: impl Into<String>) -> Self {
        self.arg(name, Arg::English(words.into()))
    }

    /// As [`Say::with`], for digits and signs.
    pub fn with_plain(self, name: &'static str, digits: impl Into<String>) -> Self {
        self.arg(name, Arg::Plain(digits.into()))
    }

    /// With a number for `{ $name }`.
    pub fn count(self, name: &'static str, number: impl TryInto<i64>) -> Self {
        self.arg(name, Arg::Count(number.try_into().unwrap_or(i64::MAX)))
    }

    /// With another message for `{ $name }`.
    pub fn saying(self, name: &'static str, other: Self) -> Self {
        self.arg(name, Arg::Say(other))
    }

    /// Several, as the language lists them: "a", "a and b", "a, b and c". `None` of none.
    pub fn list(
        parts: impl IntoIterator<Item = Self, IntoIter: DoubleEndedIterator>,
    ) -> Option<Self> {
        let mut parts = parts.into_iter().rev();
        let last = parts.next()?;
        let Some(before) = parts.next() else {
            return Some(last);
        };
        let pair = Self::new("list-last");
        let end = pair.saying("first", before).saying("last", last);
        Some(parts.fold(end, |rest, first| {
            let more = Self::new("list-more");
            more.saying("first", first).saying("rest", rest)
        }))
    }

    /// With a link to `address` for `<name>…</name>`.
    pub fn link(self, name: &'static str, address: &str) -> Self {
        let mut open = String::from("<a href=\"");
        super::weave::escape(&mut open, address);
        open.push_str("\">");
        self.arg(name, Arg::Element(open, "a"))
    }

    /// The same of what people call themselves and their apps; nothing of none.
    pub fn names(names: &[impl AsRef<str>]) -> Self {
        let names = names.iter().map(|name| Self::verbatim(name.as_ref()));
        Self::list(names).unwrap_or_else(|| Self::verbatim(""))
    }

    /// In English, as plain text.
    pub fn in_english(&self) -> String {
        let locales = super::Locales::built_in();
        locales.words(super::Lang::EN).text(self)
    }
}

impl AsRef<Self> for Say {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// In English, for logs and the command line.
impl fmt::Display for Say {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_english())
    }
}

/// Something said in one language, for templates: `{{ ctx.say("sign-in-to").with("app", name) }}`.
#[derive(Debug, Clone)]
pub struct Spoken<'a> {
    words: &'a Words,
    say: Say,
}

impl<'a> Spoken<'a> {
    pub(super) fn new(words: &'a Words, say: Say) -> Self {
        Self { words, say }
    }

    /// As [`Say::with`].
    pub fn with(self, name: &'static str, words: impl Into<String>) -> Self {
        Self {
            say: self.say.with(name, words),
            ..self
        }
    }

    /// As [`Say::count`].
    pub fn count(self, name: &'static str, number: impl TryInto<i64>) -> Self {
        Self {
            say: self.say.count(name, number),
            ..self
        }
    }

    /// As [`Say::saying`].
    pub fn saying(self, name: &'static str, other: impl AsRef<Say>) -> Self {
        Self {
            say: self.say.saying(name, other.as_ref().clone()),
            ..self
        }
    }

    /// As [`Say::link`].
    pub fn link(self, name: &'static str, address: impl AsRef<str>) -> Self {
        Self {
            say: self.say.link(name, address.as_ref()),
            ..self
        }
    }

    /// Without markup: for a title or an attribute.
    pub fn plain(&self) -> String {
        self.words.text(&self.say)
    }
}

impl fmt::Display for Spoken<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words.html(&self.say))
    }
}

impl askama::filters::HtmlSafe for Spoken<'_> {}
impl askama::filters::HtmlSafe for Html<'_> {}
