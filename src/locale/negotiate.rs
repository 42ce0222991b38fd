//! Which of our languages somebody reads.

use super::Lang;

/// Whether this has the form of a language tag: letters and digits, parts joined by hyphens (RFC 5646 §2.1).
pub(super) fn is_tag(tag: &str) -> bool {
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let mut parts = tag.split('-');
    let language = parts.next().is_some_and(|first| {
        (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic())
    });
    language && parts.all(part)
}

/// The first of `wanted` that is ours, shortened from its end until one fits (RFC 4647 §3.4, lookup); a language of ours with a
/// region serves who wants any of that language.
pub(super) fn best<'a>(ours: &[Lang], wanted: impl IntoIterator<Item = &'a str>) -> Option<Lang> {
    let find = |tag: &str| {
        ours.iter()
            .find(|lang| lang.code().eq_ignore_ascii_case(tag))
            .copied()
    };
    wanted
        .into_iter()
        .filter(|tag| is_tag(tag))
        .find_map(|tag| {
            let mut rest = tag;
            loop {
                if let Some(found) = find(rest) {
                    return Some(found);
                }
                match rest.rsplit_once('-') {
                    Some((shorter, _)) => rest = shorter,
                    None => break,
                }
            }
            let primary = |lang: &&Lang| {
                let own = lang.code().split('-').next().unwrap_or_default();
                own.eq_ignore_ascii_case(rest)
            };
            ours.iter().find(primary).copied()
        })
}

/// The tags of an `Accept-Language`, best first; those that are not wanted at all are left out. At most 16 are looked at.
pub(super) fn by_weight(header: &str) -> Vec<&str> {
    let mut tags: Vec<(&str, u16)> = header
        .split(',')
        .take(16)
        .filter_map(|item| {
            let (tag, weight) = match item.split_once(';') {
                Some((tag, weight)) => (tag, weight.trim().strip_prefix("q=")?),
                None => (item, "1"),
            };
            let weight: f32 = weight.parse().ok()?;
            let weight = (weight.clamp(0.0, 1.0) * 1000.0) as u16;
            (weight > 0).then_some((tag.trim(), weight))
        })
        .collect();
    tags.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    tags.into_iter().map(|(tag, _)| tag).collect()
}
