//! The file: lines of JSON that any program can read. First what it is, then for each table a line with its columns and a line for
//! each row, and last the number of rows and a SHA-256 of all lines before.
//!
//! It holds what the database holds: hashes of passwords and secrets, and keys that the master key wraps.

use std::collections::BTreeMap;
use std::io::{BufRead, Read, Write};

use aws_lc_rs::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::cell::Cell;
use super::sum::Sums;
use super::tables::Shape;
use super::{Carried, CarryError};
use crate::protocol::time::Timestamp;
use crate::store::schema;

/// The form described above.
const FORM: u32 = 1;
/// No row is longer: 64 MB.
const LONGEST: u64 = 64 << 20;

/// What a file says of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Header {
    pub(super) lanyard_backup: u32,
    /// When it was made, in seconds since 1970 UTC.
    pub made_at: i64,
    /// The version of the program that wrote it.
    pub program: String,
    /// The name of the newest migration, which both engines have.
    pub(super) schema: String,
    /// The name of the server.
    pub issuer: String,
}

impl Header {
    /// Of a file that this program writes now.
    pub fn new(issuer: &str, now: Timestamp) -> Self {
        Self {
            lanyard_backup: FORM,
            made_at: now.0,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            schema: schema::level().to_owned(),
            issuer: issuer.to_owned(),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct End {
    rows: BTreeMap<String, u64>,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
struct Last {
    end: End,
}

/// Writes a file from its first line to its last.
pub(super) struct Writer<'a> {
    out: &'a mut dyn Write,
    digest: Context,
}

impl<'a> Writer<'a> {
    pub(super) fn begin(out: &'a mut dyn Write, header: &Header) -> Result<Self, CarryError> {
        let digest = Context::new(&SHA256);
        let mut writer = Self { out, digest };
        writer.line(header)?;
        Ok(writer)
    }

    pub(super) fn table(&mut self, shape: &Shape) -> Result<(), CarryError> {
        self.line(shape)
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), CarryError> {
        self.line(cells)
    }

    pub(super) fn end(mut self, sums: &Sums) -> Result<(), CarryError> {
        let end = End {
            rows: sums.carried().into_iter().collect(),
            sha256: hex(&self.digest),
        };
        self.line(&Last { end })?;
        Ok(self.out.flush()?)
    }

    fn line<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CarryError> {
        let mut line = serde_json::to_vec(value).map_err(std::io::Error::other)?;
        // A document may have been written with line ends, which mean nothing between its members and cannot be within one.
        line.iter_mut()
            .filter(|byte| matches!(byte, b'\n' | b'\r'))
            .for_each(|byte| *byte = b' ');
        line.push(b'\n');
        self.digest.update(&line);
        Ok(self.out.write_all(&line)?)
    }
}

fn hex(digest: &Context) -> String {
    let digest = digest.clone().finish();
    digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// What a line is.
pub(super) enum Entry {
    Table(Shape),
    Row(Vec<Cell>),
    /// The last line, whose sum is that of the lines before, and nothing follows.
    End(Sums),
}

/// Reads a file line by line.
pub(super) struct Reader<'a> {
    file: &'a mut dyn BufRead,
    digest: Context,
    shape: Option<Shape>,
    number: u64,
    line: Vec<u8>,
}

impl<'a> Reader<'a> {
    /// # Errors
    /// When it is no backup, or of a form that this program does not know.
    pub(super) fn begin(file: &'a mut dyn BufRead) -> Result<(Self, Header), CarryError> {
        let mut reader = Self {
            file,
            digest: Context::new(&SHA256),
            shape: None,
            number: 0,
            line: Vec::new(),
        };
        reader.advance()?;
        let header = serde_json::from_slice::<Header>(&reader.line);
        let header = header.map_err(|_| reader.damaged("it does not begin as a backup does"))?;
        if header.lanyard_backup != FORM {
            return Err(CarryError::Newer {
                what: format!("form {}", header.lanyard_backup),
                program: header.program,
            });
        }
        reader.digest.update(&reader.line);
        Ok((reader, header))
    }

    pub(super) fn next(&mut self) -> Result<Entry, CarryError> {
        self.advance()?;
        let entry = match self.line.first() {
            Some(b'[') => self.row()?,
            _ if self.line.starts_with(b"{\"end\"") => return self.end(),
            _ => {
                let shape = serde_json::from_slice::<Shape>(&self.line).ok();
                let shape = shape.filter(Shape::is_sound);
                let shape = shape.ok_or_else(|| self.damaged("neither a row nor a table"))?;
                Entry::Table(self.shape.insert(shape).clone())
            }
        };
        self.digest.update(&self.line);
        Ok(entry)
    }

    fn row(&self) -> Result<Entry, CarryError> {
        let cells = serde_json::from_slice::<Vec<&RawValue>>(&self.line).ok();
        let row = self.shape.as_ref().zip(cells).and_then(|(shape, cells)| {
            let whole = cells.len() == shape.columns.len();
            let read = cells.iter().zip(&shape.columns);
            whole.then(|| {
                read.map(|(text, (_, kind))| Cell::read(*kind, text))
                    .collect::<Option<Vec<_>>>()
            })?
        });
        let row = row.ok_or_else(|| self.damaged("a row that does not fit its table"))?;
        Ok(Entry::Row(row))
    }

    fn end(&mut self) -> Result<Entry, CarryError> {
        let last = serde_json::from_slice::<Last>(&self.line).ok();
        let last = last.ok_or_else(|| self.damaged("its last line cannot be read"))?;
        if last.end.sha256 != hex(&self.digest) {
            return Err(CarryError::Damaged(
                "its sum is not that of its lines: something in it was changed".into(),
            ));
        }
        if self.file.read(&mut [0])? > 0 {
            return Err(self.damaged("something follows its last line"));
        }
        Ok(Entry::End(Sums::told(last.end.rows)))
    }

    fn advance(&mut self) -> Result<(), CarryError> {
        self.number += 1;
        self.line.clear();
        let read = (&mut self.file)
            .take(LONGEST)
            .read_until(b'\n', &mut self.line)?;
        if read == 0 || self.line.last() != Some(&b'\n') {
            return Err(self.damaged("it ends before its last line"));
        }
        Ok(())
    }

    fn damaged(&self, why: &str) -> CarryError {
        CarryError::Damaged(format!("line {}: {why}", self.number))
    }
}

/// Reads a whole file and touches no database: what it says of itself, and its tables.
///
/// # Errors
/// When it is damaged, or of a form that this program does not know.
pub fn verify(file: &mut dyn BufRead) -> Result<(Header, Carried), CarryError> {
    let (mut reader, header) = Reader::begin(file)?;
    let mut sums = Sums::default();
    loop {
        match reader.next()? {
            Entry::Table(shape) => sums.begin(&shape.name),
            Entry::Row(cells) => sums.add(&cells),
            Entry::End(told) => {
                sums.compare(&told)?;
                return Ok((header, sums.carried()));
            }
        }
    }
}
