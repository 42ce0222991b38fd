//! Finds the blocks of the documents. A block is fenced, and its first line says what it is:
//!
//! ````text
//! ```sh                             run, in a directory of its own document
//! ```sh parsed: asks for a password its commands are understood, not run
//! ```text unchecked: a drawing      nothing can check it, and why
//! ````

use std::fs;
use std::path::{Path, PathBuf};

/// One fenced block.
#[derive(Debug, Clone)]
pub struct Block {
    /// `docs/operating.md:17`
    pub place: String,
    /// `sh`, `toml`, `nginx` …; empty when it says nothing.
    pub language: String,
    /// `parsed` or `unchecked`, when it says one of them with a reason.
    pub instead: Option<String>,
    pub text: String,
}

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// README and its kin, and every page under `docs/` and `examples/`, by their path in the repository.
pub fn documents() -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = ["README.md", "CONTRIBUTING.md", "SECURITY.md"]
        .map(|name| root().join(name))
        .into();
    for directory in ["docs", "examples"] {
        pages(&root().join(directory), &mut paths);
    }
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        (name, fs::read_to_string(path).unwrap())
    };
    paths.into_iter().map(read).collect()
}

fn pages(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pages(&path, found);
        } else if path.extension().is_some_and(|end| end == "md") {
            found.push(path);
        }
    }
}

/// The blocks of one document, and its text without them.
///
/// # Panics
/// At a block that is not fenced or not closed, and at a reason that is missing.
pub fn split(name: &str, text: &str) -> (Vec<Block>, String) {
    let (mut blocks, mut prose) = (Vec::new(), String::new());
    let mut open: Option<(Block, usize)> = None;
    let (mut listed, mut blank) = (false, true);
    for (number, line) in text.lines().enumerate() {
        let place = format!("{name}:{}", number + 1);
        let bare = line.trim_start();
        let indent = line.len() - bare.len();
        if let Some(info) = bare.strip_prefix("```") {
            match open.take() {
                Some((block, _)) => blocks.push(block),
                None => open = Some((begin(place, info), indent)),
            }
        } else if let Some((block, by)) = &mut open {
            let cut = line.len().min(*by);
            assert!(line[..cut].trim().is_empty(), "{place}: indented less");
            block.text.push_str(&line[cut..]);
            block.text.push('\n');
        } else {
            if indent == 0 && !bare.is_empty() {
                listed = bare.starts_with("- ") || bare.starts_with(|c: char| c.is_ascii_digit());
            }
            let code = blank && indent >= if listed { 7 } else { 4 };
            assert!(
                !code,
                "{place}: write a fenced block, so that it can be checked"
            );
            prose.push_str(line);
        }
        blank = bare.is_empty();
        prose.push('\n');
    }
    assert!(open.is_none(), "{name}: a block does not end");
    (blocks, prose)
}

fn begin(place: String, info: &str) -> Block {
    let (language, rest) = info.trim().split_once(' ').unwrap_or((info.trim(), ""));
    let instead = rest.split_once(": ").map(|(word, reason)| {
        let known = matches!(word, "parsed" | "unchecked") && !reason.trim().is_empty();
        assert!(
            known,
            "{place}: {rest:?} is neither `parsed: why` nor `unchecked: why`"
        );
        word.to_owned()
    });
    assert!(
        rest.is_empty() || instead.is_some(),
        "{place}: {rest:?} says no reason"
    );
    Block {
        place,
        language: language.to_owned(),
        instead,
        text: String::new(),
    }
}

/// The block of that language in a document that has one of it.
pub fn only(document: &str, language: &str) -> Block {
    let text = fs::read_to_string(root().join(document)).unwrap();
    let (blocks, _) = split(document, &text);
    let mut found = blocks.into_iter().filter(|b| b.language == language);
    let block = found
        .next()
        .unwrap_or_else(|| panic!("{document} has no {language}"));
    assert!(found.next().is_none(), "{document} has several {language}");
    block
}

#[test]
fn a_block_says_what_it_is_and_why_nothing_checks_it() {
    let text = "One.\n\n```sh\nlanyard demo\n```\n\n1. Two\n\n   ```text unchecked: a drawing\n   a\n     b\n   ```\n";
    let (blocks, prose) = split("x.md", text);
    assert_eq!((&*blocks[0].place, &*blocks[0].language), ("x.md:3", "sh"));
    assert_eq!(blocks[0].text, "lanyard demo\n");
    assert_eq!(blocks[1].instead.as_deref(), Some("unchecked"));
    assert_eq!(blocks[1].text, "a\n  b\n");
    assert!(!prose.contains("lanyard demo") && prose.contains("Two"));
    for wrong in [
        "```sh skip\n```\n",
        "```sh unchecked: \n```\n",
        "One.\n\n    lanyard demo\n",
        "```sh\n",
    ] {
        let judged = std::panic::catch_unwind(|| split("x.md", wrong));
        assert!(judged.is_err(), "{wrong:?}");
    }
}
