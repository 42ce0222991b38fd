//! The entries of a file, one after the other: a file of many people is never in memory as a whole, unless it is one JSON document.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::Context as _;
use serde_json::{Map, Value};

use crate::cli::Wrong;

/// The longest line, in bytes.
const LONGEST_LINE: u64 = 1 << 20;
/// The largest file that is one JSON document. Keycloak writes smaller ones with `--users different_files`.
const LARGEST_DOCUMENT: u64 = 64 << 20;

/// A line or entry by its number, from 1; what it says, or why it cannot be read.
pub type Entry = (usize, Result<Map<String, Value>, String>);
pub type Entries = Box<dyn Iterator<Item = anyhow::Result<Entry>>>;

/// The file at `path`, `-` for standard input, behind its byte order mark.
pub fn open(path: &Path) -> anyhow::Result<BufReader<Box<dyn Read>>> {
    let source: Box<dyn Read> = match path.as_os_str() == "-" {
        true => Box::new(std::io::stdin()),
        false => Box::new(File::open(path).with_context(|| path.display().to_string())?),
    };
    let mut source = BufReader::new(source);
    let start = source.fill_buf()?;
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        let why = format!("{} is UTF-16; write it as UTF-8", path.display());
        return Err(Wrong(why).into());
    }
    if start.starts_with(b"\xef\xbb\xbf") {
        source.consume(3);
    }
    Ok(source)
}

/// One JSON object in each line.
pub fn lines(mut source: impl BufRead + 'static) -> impl Iterator<Item = anyhow::Result<Entry>> {
    let mut number = 0;
    std::iter::from_fn(move || {
        loop {
            let mut line = Vec::new();
            let read = (&mut source)
                .take(LONGEST_LINE)
                .read_until(b'\n', &mut line);
            match read {
                Ok(0) => return None,
                Err(error) => return Some(Err(error.into())),
                Ok(_) => number += 1,
            }
            if line.len() as u64 == LONGEST_LINE && !line.ends_with(b"\n") {
                let why = format!("line {number} is longer than {LONGEST_LINE} bytes");
                return Some(Err(Wrong(why).into()));
            }
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            return Some(Ok((number, object(serde_json::from_slice(&line)))));
        }
    })
}

fn object(parsed: serde_json::Result<Value>) -> Result<Map<String, Value>, String> {
    match parsed {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err("expected a JSON object".to_owned()),
        // Its place, and none of its text: that may be a hash.
        Err(error) => Err(format!("it is no JSON, at character {}", error.column())),
    }
}

/// A JSON list, or an object with the list in `member`. Entries are numbered.
pub fn document(source: impl Read, member: &str) -> anyhow::Result<Entries> {
    let mut text = Vec::new();
    source.take(LARGEST_DOCUMENT + 1).read_to_end(&mut text)?;
    if text.len() as u64 > LARGEST_DOCUMENT {
        let why = format!("the file is longer than {LARGEST_DOCUMENT} bytes; export it in parts");
        return Err(Wrong(why).into());
    }
    let list = match serde_json::from_slice(&text) {
        Ok(Value::Array(list)) => Some(list),
        Ok(Value::Object(mut members)) => match members.remove(member) {
            Some(Value::Array(list)) => Some(list),
            _ => None,
        },
        Ok(_) => None,
        Err(error) => {
            let (line, column) = (error.line(), error.column());
            return Err(Wrong(format!("the file is no JSON, at {line}:{column}")).into());
        }
    };
    let list =
        list.ok_or_else(|| Wrong(format!("expected a JSON object with a list \"{member}\"")))?;
    Ok(numbered(list))
}

/// The entries of a list that was read.
pub fn numbered(list: Vec<Value>) -> Entries {
    let entries = list.into_iter().zip(1..);
    Box::new(entries.map(|(one, number)| Ok((number, object(Ok(one))))))
}

/// Members by the names in the first row, each cell by `value`; an empty one is left out.
pub fn csv_rows(
    source: impl Read + 'static,
    value: fn(&str, &str) -> Value,
) -> impl Iterator<Item = anyhow::Result<Entry>> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::Headers)
        .from_reader(source);
    let head = reader.headers().cloned();
    let mut rows = reader.into_records();
    let mut failed = false;
    std::iter::from_fn(move || {
        let head = match &head {
            Ok(head) => head,
            Err(_) if failed => return None,
            Err(_) => {
                failed = true;
                return Some(Err(
                    Wrong("the first row is no row of CSV in UTF-8".into()).into()
                ));
            }
        };
        let row = match rows.next()? {
            Ok(row) => row,
            Err(error) => {
                let line = error.position().map_or(0, |at| at.line() as usize);
                return match error.kind() {
                    csv::ErrorKind::Io(_) => Some(Err(error.into())),
                    _ => Some(Ok((
                        line,
                        Err("expected as many cells as the first row has, in UTF-8".into()),
                    ))),
                };
            }
        };
        let line = row.position().map_or(0, |at| at.line() as usize);
        let cells = head
            .iter()
            .zip(row.iter())
            .filter(|(_, cell)| !cell.is_empty());
        let members = cells.map(|(name, cell)| (name.to_owned(), value(name, cell)));
        Some(Ok((line, Ok(members.collect()))))
    })
}
