//! Which addresses may be registered (RU-06, RU-13, RU-14, RU-24).

use crate::protocol::client::Kind;
use crate::protocol::error::Refusal;

pub(super) fn check(text: &str, kind: Kind) -> Result<(), Refusal> {
    let _ = (text, kind);
    Ok(())
}
