//! Everything the database holds, carried elsewhere: into a file, back out of one, or from one engine to the other.
//!
//! One list of tables (`tables`) serves all three, and a test compares it with the schemas. What is read is one snapshot, so a
//! server may go on writing. What is written is one transaction, and before it is committed it is read back and compared with what
//! was read: how many rows each table has, and a sum of their content that does not depend on the engine.
//!
//! The statements are made from the list, or from names in a file that were checked to be names.

mod cell;
mod error;
mod file;
mod place;
mod sum;
mod tables;
#[cfg(test)]
mod tests;

use std::io::{BufRead, Write};
use std::path::Path;

pub use error::CarryError;
use file::{Entry, Reader, Writer};
pub use file::{Header, verify};
use place::{Place, Sink};
use sum::Sums;
use tables::Shape;

use super::schema;

/// What was carried: tables in their order, and how many rows each has.
pub type Carried = Vec<(String, u64)>;

/// Writes everything in the database at `url` to `out`, as of one moment.
///
/// # Errors
/// When the database cannot be read, is not of this version's schema, or `out` takes no more.
pub async fn backup(url: &str, header: Header, out: &mut dyn Write) -> Result<Carried, CarryError> {
    let mut place = Place::snapshot(url).await?;
    place.expect_current().await?;
    let carried = write(&mut place, &tables::shapes(), header, out).await?;
    place.close().await?;
    Ok(carried)
}

async fn write(
    place: &mut Place,
    shapes: &[Shape],
    header: Header,
    out: &mut dyn Write,
) -> Result<Carried, CarryError> {
    let mut writer = Writer::begin(out, &header)?;
    let mut sums = Sums::default();
    for shape in shapes {
        writer.table(shape)?;
        place
            .read(shape, &mut sums, &mut Sink::File(&mut writer))
            .await?;
    }
    writer.end(&sums)?;
    Ok(sums.carried())
}

/// Fills the database at `url`, whose schema is this version's, with what the file holds. A file of an older schema is brought up to
/// date on the way, in a SQLite file `scratch` that is gone afterwards.
///
/// # Errors
/// When the file is damaged or of a newer version, the database holds something and `replace` is not said, a server has it open, or
/// what was written does not read back the same. The database is unchanged then.
pub async fn restore(
    file: &mut dyn BufRead,
    url: &str,
    replace: bool,
    scratch: &Path,
) -> Result<Carried, CarryError> {
    let (mut reader, header) = Reader::begin(file)?;
    let Some(version) = schema::sqlite_version(&header.schema) else {
        return Err(CarryError::Newer {
            what: format!("schema \"{}\"", header.schema),
            program: header.program,
        });
    };
    if header.schema == schema::level() {
        let mut target = Place::target(url).await?;
        target.empty(replace).await?;
        let carried = load(&mut reader, &mut target, Some(&tables::shapes())).await?;
        target.commit().await?;
        return Ok(carried);
    }
    let old = Scratch::make(scratch, version).await?;
    let mut place = Place::target(&old.url()).await?;
    load(&mut reader, &mut place, None).await?;
    place.commit().await?;
    old.bring_up_to_date().await?;
    copy_to(&old.url(), url, replace).await
}

/// What the file holds, written and read back. Nothing is committed.
async fn load(
    reader: &mut Reader<'_>,
    target: &mut Place,
    expected: Option<&[Shape]>,
) -> Result<Carried, CarryError> {
    let (mut sums, mut shapes, mut batch) = (Sums::default(), Vec::<Shape>::new(), Vec::new());
    loop {
        let entry = reader.next()?;
        let full = batch.len() >= place::BATCH || !matches!(entry, Entry::Row(_));
        if let (true, Some(shape)) = (full, shapes.last()) {
            target.insert(shape, &mut batch).await?;
        }
        match entry {
            Entry::Table(shape) => {
                sums.begin(&shape.name);
                shapes.push(shape);
            }
            Entry::Row(cells) => {
                sums.add(&cells);
                batch.push(cells);
            }
            Entry::End(told) => {
                sums.compare(&told)?;
                break;
            }
        }
    }
    if expected.is_some_and(|expected| expected != shapes) {
        return Err(CarryError::Damaged(
            "its tables are not those of its schema".into(),
        ));
    }
    read_back(target, &shapes, &sums).await?;
    Ok(sums.carried())
}

async fn read_back(target: &mut Place, shapes: &[Shape], sums: &Sums) -> Result<(), CarryError> {
    let mut back = Sums::default();
    for shape in shapes {
        target.read(shape, &mut back, &mut Sink::None).await?;
    }
    sums.compare(&back)
}

/// Copies everything from one database to another, whose schema is this version's and which holds nothing.
///
/// # Errors
/// As [`backup`] and [`restore`]. The target is unchanged then; the source always is.
pub async fn copy(from: &str, to: &str) -> Result<Carried, CarryError> {
    copy_to(from, to, false).await
}

async fn copy_to(from: &str, to: &str, replace: bool) -> Result<Carried, CarryError> {
    let mut source = Place::snapshot(from).await?;
    source.expect_current().await?;
    let mut target = Place::target(to).await?;
    target.empty(replace).await?;
    let (mut sums, shapes) = (Sums::default(), tables::shapes());
    for shape in &shapes {
        source
            .read(shape, &mut sums, &mut Sink::Place(&mut target))
            .await?;
    }
    read_back(&mut target, &shapes, &sums).await?;
    target.commit().await?;
    source.close().await?;
    Ok(sums.carried())
}

/// A SQLite file that holds what an older program wrote, until it is brought up to date.
struct Scratch<'a>(&'a Path);

impl<'a> Scratch<'a> {
    async fn make(path: &'a Path, version: i64) -> Result<Self, CarryError> {
        remove(path);
        place::make_sqlite(path, Some(version)).await?;
        Ok(Self(path))
    }

    fn url(&self) -> String {
        format!("sqlite:{}", self.0.display())
    }

    async fn bring_up_to_date(&self) -> Result<(), CarryError> {
        Ok(place::make_sqlite(self.0, None).await?)
    }
}

impl Drop for Scratch<'_> {
    fn drop(&mut self) {
        remove(self.0);
    }
}

fn remove(path: &Path) {
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        // What is not there need not go.
        let _ = std::fs::remove_file(name);
    }
}
