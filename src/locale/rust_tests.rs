//! Sentences in the Rust that decides what people read: pages, letters, acts and their rules. People read messages only.

use std::collections::BTreeSet;

use super::files;

/// A string literal, and what it is handed to, from the outside in: `["tracing::error", "format"]`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Literal {
    pub(super) line: usize,
    pub(super) text: String,
    within: Vec<String>,
}

/// The string literals of `source` outside of comments.
pub(super) fn literals(source: &str) -> Vec<Literal> {
    let mut found = Vec::new();
    let mut within = Vec::new();
    let mut at = 0;
    let rest = |at: usize| &source[at..];
    while let Some(c) = rest(at).chars().next() {
        let here = at;
        at += c.len_utf8();
        match c {
            '/' if rest(at).starts_with('/') => {
                at += rest(at).find('\n').unwrap_or(rest(at).len());
            }
            // A character or a byte; a lifetime has no second quote.
            '\'' => at = after_char(source, here).unwrap_or(at),
            '(' | '[' | '{' => within.push(callee(&source[..here])),
            ')' | ']' | '}' => {
                within.pop();
            }
            '"' => {
                let (text, end) = string(source, here);
                found.push(Literal {
                    line: source[..here].matches('\n').count() + 1,
                    text,
                    within: within.clone(),
                });
                at = end;
            }
            _ => {}
        }
    }
    found
}

/// What an opening bracket after `before` belongs to: a function, a macro, an attribute (`#[error`), or nothing with a name.
fn callee(before: &str) -> String {
    let before = before.strip_suffix('!').unwrap_or(before);
    let named = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let name = before.rsplit(|c| !named(c)).next().unwrap_or_default();
    let attribute = before.ends_with(&format!("#[{name}")) && !name.is_empty();
    format!("{}{name}", if attribute { "#[" } else { "" })
}

/// Where the character literal that opens at `start` ends.
fn after_char(source: &str, start: usize) -> Option<usize> {
    let inside = &source[start + 1..];
    let mut chars = inside.char_indices();
    let (_, first) = chars.next()?;
    let (mut at, mut c) = chars.next()?;
    if first == '\\' {
        (at, c) = chars.find(|(_, c)| *c == '\'')?;
    }
    (c == '\'').then_some(start + 1 + at + 1)
}

/// The text of the string that opens at `start`, and where it ends.
fn string(source: &str, start: usize) -> (String, usize) {
    let hashes = source[..start].len() - source[..start].trim_end_matches('#').len();
    let raw = source[..start - hashes].ends_with('r');
    let close = format!("\"{}", "#".repeat(if raw { hashes } else { 0 }));
    let mut text = String::new();
    let mut at = start + 1;
    while let Some(c) = source[at..].chars().next() {
        if source[at..].starts_with(&close) {
            return (text, at + close.len());
        }
        at += c.len_utf8();
        text.push(c);
        if c == '\\' && !raw {
            at += source[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    (text, at)
}

/// Whether people would read it as words: two in a row, or one that begins a sentence.
fn is_said(text: &str) -> bool {
    let word = |word: &&str| {
        let bare = word.trim_matches(|c: char| ".,:;!?…“”()".contains(c));
        bare.chars().count() > 1
            && bare
                .chars()
                .all(|c| c.is_alphabetic() || "-’'{}_".contains(c))
            && !bare.ends_with('\'')
            && !bare.starts_with('\'')
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let several = words.windows(2).any(|pair| pair.iter().all(word));
    let title = |c: char| c.is_uppercase();
    let one = matches!(words[..], [one] if word(&one) && one.starts_with(title) && one.chars().skip(1).all(char::is_lowercase));
    several || one
}

/// Where text for people is decided.
const ROOMS: [&str; 5] = [
    "src/pages",
    "src/accounts",
    "src/clients",
    "src/identity",
    "src/mail",
];

/// What developers and operators read, in English. How an error prints is among it: people are told of one by what it is
/// (`pages/wrong.rs`).
const TO_DEVELOPERS: [&str; 13] = [
    "tracing::error",
    "tracing::warn",
    "tracing::info",
    "tracing::debug",
    "debug_struct",
    "expect",
    "#[expect",
    "#[error",
    "tidy",
    "PageError::server",
    "Self::server",
    "OAuthError::access_denied",
    "refuses",
];

/// Files whose words are not for people, or the same in every language, and why.
const EXEMPT: [(&str, &str); 6] = [
    ("pages/cause.rs", "names that support staff look for"),
    ("pages/apps/library.rs", "names of libraries, and code"),
    (
        "identity/device.rs",
        "names of browsers and systems, which locale/device.rs puts into words",
    ),
    (
        "identity/foreign.rs",
        "what `lanyard user import` says of a hash",
    ),
    (
        "mail/message.rs",
        "what the log and `lanyard doctor` say of a letter",
    ),
    (
        "mail/post.rs",
        "what the log and `lanyard doctor` say of a mail server",
    ),
];

/// Single names and code, what the file of one's own data says, and what rows, the log and the command line say.
const NAMES: [&str; 28] = [
    "an administrator",
    "an app",
    "somebody else",
    "this server",
    "Android",
    "Cookie",
    "GET, POST",
    "Lanyard",
    "lanyard client update",
    "light dark",
    "(prefers-color-scheme: light)",
    "(prefers-color-scheme: dark)",
    "removed by the person",
    "client switched off or weakened",
    "setup code",
    "a name for the app",
    "apps are registered by whoever runs this server",
    "only administrators register apps here",
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];

#[test]
fn nothing_that_people_read_is_a_sentence_in_rust() {
    let mut left = Vec::new();
    let mut used = BTreeSet::new();
    for (path, source) in ROOMS.iter().flat_map(|room| files(room, &["rs"])) {
        let name = path.to_str().unwrap().split("/src/").nth(1).unwrap();
        let tests = name.contains("gallery") || name.ends_with("tests.rs");
        if tests || name == "pages/markup.rs" {
            continue;
        }
        let exempt = EXEMPT.iter().find(|(file, _)| *file == name);
        // Tests stand last.
        let source = source.split("#[cfg(test)]\nmod tests").next().unwrap();
        for literal in literals(source) {
            let developers = |callee: &String| TO_DEVELOPERS.contains(&callee.as_str());
            if !is_said(&literal.text) || literal.within.iter().any(developers) {
                continue;
            }
            let named = NAMES.iter().find(|name| **name == literal.text);
            match exempt.map(|(file, _)| file).or(named) {
                Some(exception) => drop(used.insert(*exception)),
                None => left.push(format!("{name}:{}: {}", literal.line, literal.text)),
            }
        }
    }
    assert!(
        left.is_empty(),
        "these belong into locales/:\n{}",
        left.join("\n")
    );
    let exceptions = EXEMPT.iter().map(|(file, _)| file).chain(&NAMES);
    let idle: Vec<_> = exceptions.filter(|one| !used.contains(**one)).collect();
    assert!(idle.is_empty(), "exceptions that nothing needs: {idle:?}");
}

#[test]
fn sentences_in_rust_are_found() {
    let source = r##"
        // "No sentence" of a comment.
        #[expect(missing_docs, reason = "the names say it")]
        fn f<'a>(c: char) -> &'a str {
            tracing::info!(x, "page refused");
            problems.add("name", format!("Type {} to confirm", named('"')));
            tell(match c { '\'' => r#"Your "profile" is saved."#, _ => "Cancel" });
            Say::new("sign-in-title")
        }
    "##;
    let said: Vec<_> = literals(source)
        .into_iter()
        .filter(|literal| is_said(&literal.text))
        .map(|literal| (literal.text, literal.within.last().cloned().unwrap()))
        .collect();
    let expected = [
        ("the names say it", "#[expect"),
        ("page refused", "tracing::info"),
        ("Type {} to confirm", "format"),
        ("Your \"profile\" is saved.", ""),
        ("Cancel", ""),
    ];
    let expected = expected.map(|(text, within)| (text.to_owned(), within.to_owned()));
    assert_eq!(said, expected);
    for code in [
        "default-src 'none'; frame-ancestors 'none'",
        "v=1&t=dark",
        "{path}?kept={text}",
        "email",
    ] {
        assert!(!is_said(code), "{code}");
    }
}
