//! Lists of addresses in one text, as other consoles take them.

/// Splits at the first comma or semicolon after which another address begins; none when it is a single one, which may have commas of
/// its own.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    text.match_indices([',', ';']).find_map(|(at, _)| {
        let rest = text[at + 1..].trim_start();
        begins_address(rest).then(|| (text[..at].trim(), rest))
    })
}

/// Whether a text begins as `https://` or `com.example.app:/` do.
fn begins_address(text: &str) -> bool {
    let scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let is_scheme = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(scheme)
    };
    text.split_once(":/")
        .is_some_and(|(before, _)| is_scheme(before))
}
