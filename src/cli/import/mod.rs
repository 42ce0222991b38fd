//! Bringing many along from a file: each entry is judged by itself, a hundred are written in a transaction, and a line says why one is
//! refused. Run again, after a correction or an interruption, it leaves alone who is there.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::{Map, Value};

use super::Wrong;
use read::Entries;

pub mod read;
mod refused;

pub use refused::Refused;

/// Entries in one transaction: a few hundred milliseconds at most, so that nobody at the pages waits longer.
const BATCH: usize = 100;

/// What became of an entry.
pub enum Done {
    /// It is brought along; when only looked at, nothing stands in the way.
    Made,
    /// It was there before, and says the same.
    There,
}

/// What is brought along, and how.
pub trait Importer {
    /// An entry that is in order by itself.
    type One;

    /// Reads an entry.
    async fn read(
        &mut self,
        entry: Map<String, Value>,
    ) -> anyhow::Result<Result<Self::One, Refused>>;

    /// Brings these along, or only looks whether it could; an answer for each.
    async fn bring(&mut self, batch: Vec<Self::One>) -> anyhow::Result<Vec<Result<Done, Refused>>>;
}

/// What was done so far.
#[derive(Default)]
pub struct Count {
    made: usize,
    there: usize,
    pub refused: usize,
}

impl Count {
    /// What to say in the end.
    pub fn words(&self, check: bool) -> String {
        let Self {
            made,
            there,
            refused,
        } = self;
        let made_or = match check {
            true => "can be brought along",
            false => "brought along",
        };
        format!("{made} {made_or}, {there} there already, {refused} refused")
    }

    /// Whether all of it went well.
    ///
    /// # Errors
    /// Something was refused.
    pub fn verdict(&self, place: &str) -> Result<(), Wrong> {
        match self.refused {
            0 => Ok(()),
            refused => Err(Wrong(format!(
                "{place}: {refused} refused; correct them and run it again"
            ))),
        }
    }

    fn refuse(&mut self, place: &str, number: usize, refused: &Refused) {
        self.refused += 1;
        // A file that is one entry has no numbers.
        match number {
            0 => eprintln!("{place}: {refused}"),
            number => eprintln!("{place}:{number}: {refused}"),
        }
    }
}

/// Brings all entries along. What is refused is said at once, by its line or number; the rest goes on.
///
/// # Errors
/// The file cannot be read further, or the database does not answer; what was said to be done is done.
pub async fn run<I: Importer>(
    place: &str,
    entries: Entries,
    importer: &mut I,
) -> anyhow::Result<Count> {
    let mut count = Count::default();
    let mut batch = Vec::with_capacity(BATCH);
    for entry in entries {
        let (number, document) = entry?;
        let read = match document {
            Ok(entry) => importer.read(entry).await?,
            Err(problem) => Err(Refused::line(problem)),
        };
        match read {
            Ok(one) => batch.push((number, one)),
            Err(refused) => count.refuse(place, number, &refused),
        }
        if batch.len() == BATCH {
            bring(place, &mut batch, importer, &mut count).await?;
        }
    }
    bring(place, &mut batch, importer, &mut count).await?;
    Ok(count)
}

async fn bring<I: Importer>(
    place: &str,
    batch: &mut Vec<(usize, I::One)>,
    importer: &mut I,
    count: &mut Count,
) -> anyhow::Result<()> {
    let (numbers, all): (Vec<usize>, Vec<I::One>) = batch.drain(..).unzip();
    let outcomes = importer.bring(all).await?;
    for (number, outcome) in numbers.into_iter().zip(outcomes) {
        match outcome {
            Ok(Done::Made) => count.made += 1,
            Ok(Done::There) => count.there += 1,
            Err(refused) => count.refuse(place, number, &refused),
        }
    }
    Ok(())
}

/// What must not come twice in a file, as numbers: some bytes for each entry, however many there are.
#[derive(Default)]
pub struct Seen(HashSet<u64>);

impl Seen {
    /// Takes down what an entry says.
    ///
    /// # Errors
    /// Another entry of the file said it.
    pub fn first(&mut self, member: &str, value: &str) -> Result<(), Refused> {
        let mut hasher = DefaultHasher::new();
        (member, value).hash(&mut hasher);
        match self.0.insert(hasher.finish()) {
            true => Ok(()),
            false => Err(Refused::new(member, "it comes twice in the file", value)),
        }
    }
}
