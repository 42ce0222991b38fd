//! How commands print: aligned for people, JSON for programs; and how they ask.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::pin::pin;

use anyhow::Context as _;
use futures_util::{Stream, TryStreamExt as _};
use serde_json::Value;
use zeroize::Zeroizing;

use super::Wrong;
use crate::protocol::time::Timestamp;
use crate::store::StoreError;
use crate::text::{self, TextError};

/// Longest text that is read from standard input or a file.
const LONGEST: u64 = 1 << 20;

/// A moment as people and programs read it: `2026-11-22T20:15:00Z`.
pub fn time(at: Timestamp) -> String {
    match jiff::Timestamp::from_second(at.0) {
        Ok(time) => time.to_string(),
        Err(_) => "never".into(),
    }
}

/// One JSON document on standard output.
pub fn json(value: &Value) -> anyhow::Result<()> {
    print(&format!("{value:#}\n"))
}

/// A file: what comes first, and then what is read piece by piece, as it is.
pub async fn file(
    head: &str,
    pieces: impl Stream<Item = Result<String, StoreError>>,
) -> anyhow::Result<()> {
    print(head)?;
    let mut pieces = pin!(pieces);
    while let Some(piece) = pieces.try_next().await? {
        print(&piece)?;
    }
    Ok(())
}

/// One line for people.
pub fn line(text: &str) -> anyhow::Result<()> {
    print(&format!("{}\n", plain(text)))
}

/// Lines of `name  value`; what has no value is left out.
pub fn pairs(lines: &[(&str, Option<String>)]) -> anyhow::Result<()> {
    let width = lines
        .iter()
        .map(|(name, _)| name.len())
        .max()
        .unwrap_or_default();
    let mut text = String::new();
    for (name, value) in lines {
        if let Some(value) = value {
            text.push_str(format!("{name:width$}  {}", plain(value)).trim_end());
            text.push('\n');
        }
    }
    print(&text)
}

/// Longest name in a table, in characters: one long one would push every row off the screen.
const LONGEST_NAME: usize = 32;

/// A name as a table shows it.
pub fn short(name: &str) -> String {
    match name.chars().count() {
        0..=LONGEST_NAME => name.to_owned(),
        _ => {
            let kept = name.chars().take(LONGEST_NAME - 1);
            kept.chain(['…']).collect()
        }
    }
}

/// Rows under a head, in columns.
pub fn table<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> anyhow::Result<()> {
    let mut widths = head.map(|name| name.chars().count());
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |cells: [&str; N]| {
        let mut line = String::new();
        for (cell, width) in cells.iter().zip(widths) {
            line.push_str(&format!("{:width$}  ", plain(cell)));
        }
        format!("{}\n", line.trim_end())
    };
    let mut text = line(head);
    for row in rows {
        text.push_str(&line(row.each_ref().map(String::as_str)));
    }
    print(&text)
}

/// Names come from strangers: nothing in them may command a terminal (attacks: XS-09).
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}

fn print(text: &str) -> anyhow::Result<()> {
    bytes(text.as_bytes())
}

/// What is printed as it is.
pub fn bytes(bytes: &[u8]) -> anyhow::Result<()> {
    match std::io::stdout().lock().write_all(bytes) {
        // Whoever reads has had enough: `lanyard user list | head`.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.context("standard output"),
    }
}

/// A password: the first line of standard input, or typed twice without being shown.
pub fn password(from_stdin: bool) -> anyhow::Result<Zeroizing<String>> {
    if from_stdin {
        let text = read("-".as_ref())?;
        let line = text.split('\n').next().unwrap_or_default();
        let line = line.strip_suffix('\r').unwrap_or(line);
        return Ok(Zeroizing::new(line.to_owned()));
    }
    if !std::io::stdin().is_terminal() {
        return Err(Wrong(
            "there is no terminal to ask for the password at; use --password-stdin".into(),
        )
        .into());
    }
    let first = Zeroizing::new(rpassword::prompt_password("Password: ")?);
    let again = Zeroizing::new(rpassword::prompt_password("Again: ")?);
    if *first != *again {
        return Err(Wrong("the two passwords differ".into()).into());
    }
    Ok(first)
}

/// Whether the person at the terminal agrees; `yes` is the flag that says so beforehand.
pub fn confirm(question: &str, yes: bool) -> anyhow::Result<()> {
    if yes {
        return Ok(());
    }
    if !std::io::stdin().is_terminal() {
        return Err(Wrong("this cannot be undone; say --yes".into()).into());
    }
    eprint!("{question} This cannot be undone. [y/N] ");
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    match answer.trim() {
        "y" | "Y" | "yes" => Ok(()),
        _ => Err(Wrong("nothing was changed".into()).into()),
    }
}

/// The text of a file, or of standard input for `-`.
fn read(path: &Path) -> anyhow::Result<Zeroizing<String>> {
    text::read(path, LONGEST).map_err(|error| match error {
        TextError::Io(error) => anyhow::Error::new(error).context(path.display().to_string()),
        other => Wrong(format!("{}: {other}", path.display())).into(),
    })
}

/// JSON from a file or standard input.
pub fn read_json(path: &Path) -> anyhow::Result<Value> {
    let parsed = serde_json::from_str(&read(path)?);
    Ok(parsed.map_err(|error| Wrong(format!("{} is no JSON: {error}", path.display())))?)
}

/// A JSON object from a file or standard input.
pub fn read_object(path: &Path) -> anyhow::Result<serde_json::Map<String, Value>> {
    match read_json(path)? {
        Value::Object(members) => Ok(members),
        _ => Err(Wrong(format!("{} is not a JSON object", path.display())).into()),
    }
}
