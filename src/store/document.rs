//! JSON documents in rows, as more than one version of this program writes them.

use std::fmt::Display;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A document that may be of a version that this one cannot read: that is for the row to judge, not an error of the database.
pub(super) struct Document<T>(Result<T, String>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Document<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        let read = serde_json::from_str(text.get());
        Ok(Self(read.map_err(|error| error.to_string())))
    }
}

impl<T> Document<T> {
    /// The document; none, and a line in the log, when it cannot be read. What cannot be read is treated as not there.
    pub fn readable(self, table: &str, row: &impl Display) -> Option<T> {
        let unreadable = |error: &String| {
            tracing::error!(table, row = %row, error, "a document cannot be read; a newer version may have written it");
        };
        self.0.inspect_err(unreadable).ok()
    }
}
