//! The finished text of a message: arguments and elements put in, as HTML or as plain text.
//!
//! While Fluent resolves a message, each argument is one character of a private area; what it stands for comes in here, so that nothing
//! a person wrote is ever read as markup or as Fluent.

use super::say::Arg;

/// The character that stands for the first argument.
const FIRST: u32 = 0xe000;
/// More arguments than any message has.
const MOST: u32 = 64;

/// What stands for argument `n` while the message is resolved.
pub(super) fn placeholder(n: usize) -> String {
    let code = u32::try_from(n).unwrap_or(MOST).min(MOST - 1) + FIRST;
    char::from_u32(code).map(String::from).unwrap_or_default()
}

/// The argument that `c` stands for.
fn stands_for(c: char) -> Option<usize> {
    let code = u32::from(c);
    let n = code.checked_sub(FIRST)?;
    (n < MOST).then_some(n as usize)
}

/// Appends `text` with what HTML reads as markup written as references.
pub(super) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

/// One piece of a resolved message.
enum Piece<'a> {
    Text(&'a str),
    Argument(usize),
    /// The name of an element, and whether it ends here.
    Tag(&'a str, bool),
}

/// Splits a resolved message.
fn pieces(resolved: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = resolved;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        if let Some(n) = stands_for(first) {
            rest = &rest[first.len_utf8()..];
            return Some(Piece::Argument(n));
        }
        if let Some((name, ends, after)) = tag(rest) {
            rest = after;
            return Some(Piece::Tag(name, ends));
        }
        let skip = first.len_utf8();
        let end = rest[skip..]
            .find(|c| c == '<' || stands_for(c).is_some())
            .map_or(rest.len(), |at| at + skip);
        let (text, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Text(text))
    })
}

/// The tag at the beginning of `text`: its name, whether it is an end tag, and what follows.
fn tag(text: &str) -> Option<(&str, bool, &str)> {
    let inside = text.strip_prefix('<')?;
    let (name, after) = inside.split_once('>')?;
    let (name, ends) = match name.strip_prefix('/') {
        Some(name) => (name, true),
        None => (name, false),
    };
    let fits = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    fits.then_some((name, ends, after))
}

/// What a message is put into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Markup: what people wrote is isolated, and nothing of it is markup.
    Html,
    /// Plain text, without elements.
    Text,
}

impl Form {
    fn put(self, out: &mut String, text: &str) {
        match self {
            Self::Html => escape(out, text),
            Self::Text => out.push_str(text),
        }
    }

    /// `open` is the start tag of a `<bdi>`.
    fn isolate(self, out: &mut String, open: &str, text: &str) {
        match self {
            Self::Html => {
                out.push_str(open);
                escape(out, text);
                out.push_str("</bdi>");
            }
            Self::Text => out.push_str(text),
        }
    }
}

/// The finished text. `say` writes an argument that is a message.
pub(super) fn weave(
    form: Form,
    resolved: &str,
    args: &[(&'static str, Arg)],
    say: impl Fn(&super::Say) -> String,
) -> String {
    let mut out = String::with_capacity(resolved.len() + 16);
    for piece in pieces(resolved) {
        match piece {
            Piece::Text(text) => form.put(&mut out, text),
            Piece::Argument(n) => match args.get(n) {
                Some((_, Arg::Text(text))) => form.isolate(&mut out, "<bdi>", text),
                // WCAG 2.2, 3.1.2: a screen reader reads it as English.
                Some((_, Arg::English(text))) => {
                    form.isolate(&mut out, "<bdi lang=\"en\" dir=\"ltr\">", text);
                }
                Some((_, Arg::Plain(text))) => form.put(&mut out, text),
                Some((_, Arg::Say(other))) => out.push_str(&say(other)),
                _ => {}
            },
            Piece::Tag(name, ends) if form == Form::Html => put_tag(&mut out, name, ends, args),
            Piece::Tag(..) => {}
        }
    }
    out
}

/// The tag of an element that is known or given; of others nothing.
fn put_tag(out: &mut String, name: &str, ends: bool, args: &[(&'static str, Arg)]) {
    let given = args.iter().find_map(|(of, arg)| match arg {
        Arg::Element(open, close) if *of == name => Some((open.as_str(), *close)),
        _ => None,
    });
    let known = ["strong", "em", "code", "br"].contains(&name);
    match given {
        _ if known && ends => out.push_str(&format!("</{name}>")),
        // Of what is typed and compared, signs stay in their order also where words run from right to left.
        _ if name == "code" => out.push_str("<code dir=\"ltr\">"),
        _ if known => out.push_str(&format!("<{name}>")),
        Some((_, close)) if ends => out.push_str(&format!("</{close}>")),
        Some((open, _)) => out.push_str(open),
        None => {}
    }
}
