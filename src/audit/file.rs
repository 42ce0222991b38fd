//! What was done, as lines of a file.

use futures_util::stream::Stream;
use serde_json::{Value, json};

use crate::store::audit::{self, Filter, Row};
use crate::store::{self, Db, StoreError};
use crate::text::csv_line;

/// The first line of comma-separated values.
pub const HEAD: &str =
    "id,time,actor,actor_id,act,object,object_id,count,address,request,details\r\n";

/// More about what was done: `by=mail until=1795372860`.
pub fn details(row: &Row) -> String {
    let one = |(name, value): (&String, &Value)| match value {
        Value::String(text) => format!("{name}={text}"),
        other => format!("{name}={other}"),
    };
    row.details.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// A line of comma-separated values.
pub fn csv(row: &Row) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    csv_line(&[
        row.id.to_string(),
        row.at.iso(),
        row.actor.clone(),
        text(&row.actor_id),
        row.act.clone(),
        row.object.clone(),
        text(&row.object_id),
        row.count.to_string(),
        text(&row.address),
        text(&row.request),
        details(row),
    ])
}

/// The row as a document.
pub fn document(row: &Row) -> Value {
    json!({
        "id": row.id, "time": row.at.iso(), "act": row.act,
        "actor": { "kind": row.actor, "id": row.actor_id },
        "object": { "kind": row.object, "id": row.object_id },
        "count": row.count, "address": row.address, "request": row.request, "details": row.details,
    })
}

/// The same as a line.
pub fn jsonl(row: &Row) -> String {
    format!("{}\n", document(row))
}

/// Rows that are read at once.
const A_BATCH: i64 = 500;

/// All that a filter finds, the latest first, in batches.
pub fn batches(
    db: &Db,
    filter: Filter,
) -> impl Stream<Item = Result<Vec<Row>, StoreError>> + use<> {
    let db = db.clone();
    store::batches(filter, move |filter: Filter| {
        let db = db.clone();
        async move {
            let asked = filter.clone();
            let job =
                db.read(move |c| Box::pin(async move { audit::list(c, &asked, A_BATCH).await }));
            let rows = job.await?;
            let last = rows.last().filter(|_| rows.len() as i64 == A_BATCH);
            let next = last.map(|last| Filter {
                before: last.id,
                ..filter
            });
            Ok((rows, next))
        }
    })
}
