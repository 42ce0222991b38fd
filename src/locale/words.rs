//! One language: how each message is said in it.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::{Arc, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{CharacterDirection, LanguageIdentifier};

use super::Lang;
use super::say::{Arg, Say, Spoken};
use super::weave::{self, Form};

/// How everything is said in one language. Its texts are read when it is first used.
pub struct Words {
    lang: Lang,
    texts: Vec<String>,
    /// What says what this language does not: English.
    fallback: Option<Arc<Self>>,
    read: OnceLock<Read>,
}

struct Read {
    bundle: FluentBundle<FluentResource>,
    /// Messages without arguments, as HTML.
    ready: HashMap<String, Box<str>>,
}

/// A piece of finished HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Html<'a>(pub(super) Cow<'a, str>);

impl fmt::Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Words").field(&self.lang).finish()
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang && self.texts == other.texts
    }
}

impl Words {
    pub(super) fn new(lang: Lang, texts: Vec<String>, fallback: Option<Arc<Self>>) -> Self {
        Self {
            lang,
            texts,
            fallback,
            read: OnceLock::new(),
        }
    }

    /// Which language it is.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The direction of its script: `ltr` or `rtl`.
    pub fn dir(&self) -> &'static str {
        let right_to_left = self
            .lang
            .code()
            .parse()
            .is_ok_and(|id: LanguageIdentifier| {
                id.character_direction() == CharacterDirection::RTL
            });
        if right_to_left { "rtl" } else { "ltr" }
    }

    /// Its name in itself.
    pub fn native_name(&self) -> String {
        match self.own("language-name") {
            Some(name) => name.to_string(),
            None => self.lang.code().to_owned(),
        }
    }

    /// A message without arguments, as HTML.
    pub fn t(&self, id: &str) -> Html<'_> {
        match self.own(id) {
            Some(ready) => Html(Cow::Borrowed(ready)),
            None => Html(Cow::Owned(self.html(&Say {
                id: Cow::Owned(id.to_owned()),
                args: Vec::new(),
            }))),
        }
    }

    fn own(&self, id: &str) -> Option<&str> {
        self.read().ready.get(id).map(|ready| &**ready)
    }

    /// A message whose arguments follow.
    pub fn say(&self, id: &'static str) -> Spoken<'_> {
        Spoken::new(self, Say::new(id))
    }

    /// As HTML.
    pub fn html(&self, say: &Say) -> String {
        let resolved = self.resolved(say);
        weave::weave(Form::Html, &resolved, &say.args, |other| self.html(other))
    }

    /// As HTML, for a template.
    pub fn said(&self, say: &Say) -> Html<'static> {
        Html(Cow::Owned(self.html(say)))
    }

    /// As plain text.
    pub fn text(&self, say: &Say) -> String {
        let resolved = self.resolved(say);
        weave::weave(Form::Text, &resolved, &say.args, |other| self.text(other))
    }

    fn resolved(&self, say: &Say) -> String {
        let bundle = &self.read().bundle;
        let Some(pattern) = bundle.get_message(&say.id).and_then(|found| found.value()) else {
            return match &self.fallback {
                Some(english) => english.resolved(say),
                None => {
                    debug_assert!(false, "no message {}", say.id);
                    say.id.to_string()
                }
            };
        };
        let mut args = FluentArgs::with_capacity(say.args.len());
        for (n, (name, arg)) in say.args.iter().enumerate() {
            let value = match arg {
                Arg::Count(number) => FluentValue::from(*number),
                Arg::Text(_) | Arg::English(_) | Arg::Plain(_) | Arg::Say(_) => {
                    FluentValue::from(weave::placeholder(n))
                }
                Arg::Element(..) => continue,
            };
            args.set(*name, value);
        }
        let mut errors = Vec::new();
        let resolved = bundle.format_pattern(pattern, Some(&args), &mut errors);
        debug_assert!(
            errors.is_empty(),
            "{} {}: {errors:?}",
            self.lang.code(),
            say.id
        );
        resolved.into_owned()
    }

    fn read(&self) -> &Read {
        self.read.get_or_init(|| {
            let tag = self.lang.code().parse().unwrap_or_default();
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            // Arguments are isolated by `<bdi>`.
            bundle.set_use_isolating(false);
            for text in &self.texts {
                // What is wrong with ours is found by tests, what is wrong with the operator's at the start.
                let resource = FluentResource::try_new(text.clone());
                // A message that is there already stays: the operator's come first.
                let _ = bundle.add_resource(resource.unwrap_or_else(|(partly, _)| partly));
            }
            let ready = ids(&self.texts).into_iter().filter_map(|id| {
                let pattern = bundle.get_message(&id)?.value()?;
                let mut errors = Vec::new();
                let text = bundle.format_pattern(pattern, None, &mut errors);
                let whole = errors
                    .is_empty()
                    .then(|| weave::weave(Form::Html, &text, &[], |_| String::new()))?;
                Some((id, whole.into_boxed_str()))
            });
            let ready = ready.collect();
            Read { bundle, ready }
        })
    }
}

/// The ids of the messages in these texts.
pub(super) fn ids(texts: &[String]) -> BTreeSet<String> {
    let names =
        |text: &String| -> Vec<String> { text.lines().filter_map(id).map(str::to_owned).collect() };
    texts.iter().flat_map(names).collect()
}

/// The id of the message that begins on this line.
fn id(line: &str) -> Option<&str> {
    let (id, _) = line.split_once('=')?;
    let id = id.trim_end();
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    (id.starts_with(|c: char| c.is_ascii_alphabetic()) && id.bytes().all(fits)).then_some(id)
}

/// Whether an operator's file can be used: Fluent, and only messages that exist.
pub(super) fn check(text: &str, known: &BTreeSet<String>) -> Result<(), String> {
    if let Err((_, errors)) = FluentResource::try_new(text.to_owned()) {
        let first = errors.first().map(|error| {
            let line = text
                .get(..error.pos.start)
                .unwrap_or_default()
                .lines()
                .count();
            format!("line {}: {}", line.max(1), error.kind)
        });
        return Err(format!("it is no Fluent: {}", first.unwrap_or_default()));
    }
    match ids(&[text.to_owned()])
        .into_iter()
        .find(|id| !known.contains(id))
    {
        Some(id) => Err(format!(
            "no message has the id `{id}`; the ids are those of locales/en in the source"
        )),
        None => Ok(()),
    }
}
