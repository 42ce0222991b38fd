//! How many rows, and a sum of their content.

use std::collections::BTreeMap;

use aws_lc_rs::digest::{Context, SHA256};

use super::cell::Cell;
use super::{Carried, CarryError};

/// One for each table, in the order in which they were read.
#[derive(Default)]
pub(super) struct Sums(Vec<Sum>);

struct Sum {
    table: String,
    rows: u64,
    /// SHA-256 of the rows in the order of their keys. None: only the count is known.
    content: Option<Context>,
}

impl Sums {
    /// The rows that follow are of this table.
    pub(super) fn begin(&mut self, table: &str) {
        self.0.push(Sum {
            table: table.to_owned(),
            rows: 0,
            content: Some(Context::new(&SHA256)),
        });
    }

    pub(super) fn add(&mut self, cells: &[Cell]) {
        let Some(sum) = self.0.last_mut() else { return };
        sum.rows += 1;
        if let Some(content) = &mut sum.content {
            let mut bytes = Vec::with_capacity(256);
            cells.iter().for_each(|cell| cell.canonical(&mut bytes));
            content.update(&bytes);
        }
    }

    /// Counts that a file tells of itself.
    pub(super) fn told(rows: BTreeMap<String, u64>) -> Self {
        let sum = |(table, rows)| Sum {
            table,
            rows,
            content: None,
        };
        Self(rows.into_iter().map(sum).collect())
    }

    pub(super) fn carried(&self) -> Carried {
        self.0
            .iter()
            .map(|sum| (sum.table.clone(), sum.rows))
            .collect()
    }

    /// # Errors
    /// [`CarryError::Differs`] at the first table that is not the same.
    pub(super) fn compare(&self, other: &Self) -> Result<(), CarryError> {
        for sum in &self.0 {
            let found = other.0.iter().find(|found| found.table == sum.table);
            let same = found.is_some_and(|found| {
                let digest = |sum: &Sum| sum.content.clone().map(|c| c.finish().as_ref().to_vec());
                let content = match (digest(sum), digest(found)) {
                    (Some(one), Some(other)) => one == other,
                    _ => true,
                };
                found.rows == sum.rows && content
            });
            if !same {
                return Err(CarryError::Differs {
                    table: sum.table.clone(),
                    wrote: sum.rows,
                    found: found.map_or(0, |found| found.rows),
                });
            }
        }
        Ok(())
    }
}
