//! Long lists, read batch by batch: they are never in memory as a whole.

use futures_util::stream::{self, Stream};

use super::StoreError;

/// Every batch, from the one that `first` asks for. `read` gives a batch, and what asks for the next one; none after the last.
pub fn batches<W, B, R, F>(first: W, read: R) -> impl Stream<Item = Result<B, StoreError>>
where
    R: Fn(W) -> F,
    F: Future<Output = Result<(B, Option<W>), StoreError>>,
{
    stream::try_unfold(Some(first), move |next| {
        let batch = next.map(&read);
        async move {
            match batch {
                Some(batch) => batch.await.map(Some),
                None => Ok(None),
            }
        }
    })
}
