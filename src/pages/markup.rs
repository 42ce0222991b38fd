//! What every page must fulfil, checked on its markup.

use std::collections::{BTreeMap, BTreeSet};

use crate::locale::{Locales, Say};

/// One start tag.
struct Tag<'a> {
    name: &'a str,
    attributes: BTreeMap<&'a str, &'a str>,
    /// Whether it stands inside a `<label>`.
    labelled: bool,
}

impl<'a> Tag<'a> {
    fn get(&self, name: &str) -> Option<&'a str> {
        self.attributes.get(name).copied()
    }
}

/// Panics with the page's name when something is amiss.
pub(super) fn check(page: &str, html: &str) {
    let tags = tags(html);
    let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{page}: an id twice in {ids:?}");
    for name in ["h1", "title", "main"] {
        // A drawing has a title of its own.
        let of_drawing = |at: usize| at > 0 && tags[at - 1].name == "svg";
        let found = tags.iter().enumerate();
        let found = found.filter(|(at, tag)| tag.name == name && !of_drawing(*at));
        assert_eq!(found.count(), 1, "{page}: one {name}");
    }
    let title = between(html, "<title>", "</title>");
    assert!(
        title.ends_with(" – Lanyard") && title.len() > " – Lanyard".len(),
        "{page}: title {title:?}"
    );
    let wrong = html.contains("id=\"errors\"");
    let lang = between(html, "<html lang=\"", "\"");
    let words = Locales::built_in().words(Locales::built_in().lang(lang).unwrap());
    // What stands before the title's own words.
    let before_errors = words.text(&Say::new("title-error").with_plain("title", "\t"));
    let before_errors = before_errors.split('\t').next().unwrap();
    assert_eq!(
        title.starts_with(before_errors),
        wrong,
        "{page}: the title says whether there is an error"
    );
    assert!(
        tags.iter()
            .filter(|tag| tag.attributes.contains_key("autofocus"))
            .count()
            <= 1,
        "{page}: one focus"
    );

    let labels: BTreeSet<&str> = tags
        .iter()
        .filter(|t| t.name == "label")
        .filter_map(|t| t.get("for"))
        .collect();
    for tag in &tags {
        let shown =
            !matches!(tag.get("type"), Some("hidden")) && tag.get("aria-hidden") != Some("true");
        if matches!(tag.name, "input" | "select" | "textarea") && shown {
            let labelled = tag.labelled || tag.get("id").is_some_and(|id| labels.contains(id));
            assert!(labelled, "{page}: {:?} has no label", tag.attributes);
        }
        // `mara@` would show as `@mara` where words run from right to left.
        let address = tag.get("type") == Some("email");
        assert!(
            !address || tag.get("dir") == Some("ltr"),
            "{page}: an address is typed from left to right"
        );
        for reference in [
            "for",
            "aria-describedby",
            "aria-labelledby",
            "aria-controls",
            "data-copy",
        ] {
            for id in tag
                .get(reference)
                .into_iter()
                .flat_map(str::split_whitespace)
            {
                assert!(
                    unique.contains(id),
                    "{page}: {reference} names the absent {id}"
                );
            }
        }
        if let Some(id) = tag.get("href").and_then(|href| href.strip_prefix('#')) {
            assert!(unique.contains(id), "{page}: a link to the absent #{id}");
        }
        for (attribute, value) in &tag.attributes {
            let inline = *attribute == "style" || attribute.starts_with("on");
            assert!(!inline, "{page}: {attribute}={value}");
            assert!(
                !value.trim_start().to_lowercase().starts_with("javascript:"),
                "{page}: {attribute}={value}"
            );
        }
        assert!(
            tag.name != "script" || tag.get("nonce").is_some_and(|n| n.len() >= 22),
            "{page}: a script without nonce"
        );
        let leads_away = tag.name == "form" && !leads_here(tag);
        assert!(
            !leads_away || tag.get("id") == Some("answer"),
            "{page}: a form leads here, but for the one that takes an answer to an app"
        );
    }
    let posts = tags
        .iter()
        .filter(|t| t.get("method") == Some("post") && leads_here(t))
        .count();
    let tokens = tags
        .iter()
        .filter(|t| t.get("name") == Some("csrf"))
        .count();
    assert_eq!(posts, tokens, "{page}: every form has its token");
    assert!(
        !html.contains("<script>"),
        "{page}: something typed became markup"
    );
    for inside in buttons(html) {
        // A button sets its children beside each other: a sentence with a name in it would fall into columns.
        let whole = !inside.contains("<bdi") || inside.trim_start().starts_with("<span");
        assert!(whole, "{page}: a button is one piece: {inside}");
    }
}

/// What stands in each button, and in each link that looks like one.
fn buttons(html: &str) -> impl Iterator<Item = &str> {
    let inside = |start: &'static str, end: &'static str| {
        let pieces = html.split(start).skip(1);
        pieces.filter_map(move |piece| Some(piece.split_once('>')?.1.split_once(end)?.0))
    };
    inside("<button", "</button>").chain(inside("<a class=\"button", "</a>"))
}

fn leads_here(tag: &Tag<'_>) -> bool {
    tag.get("action")
        .is_none_or(|action| action.starts_with('/'))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    text.split_once(start)
        .and_then(|(_, rest)| rest.split_once(end))
        .map_or("", |(inner, _)| inner)
}

/// The start tags of a page. Enough for our own templates, which escape `<` and `"` in every value.
fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut labels = 0;
    for piece in html.split('<').skip(1) {
        let tag = piece.split_once('>').map_or(piece, |(tag, _)| tag);
        if let Some(closing) = tag.strip_prefix('/') {
            labels -= i32::from(closing == "label");
            continue;
        }
        let name_end = tag
            .find(|c: char| c.is_whitespace() || c == '/')
            .unwrap_or(tag.len());
        let (name, mut rest) = tag.split_at(name_end);
        let mut attributes = BTreeMap::new();
        loop {
            rest = rest.trim_start();
            let end = rest
                .find(|c: char| c.is_whitespace() || c == '=')
                .unwrap_or(rest.len());
            let (attribute, after) = rest.split_at(end);
            if attribute.is_empty() {
                break;
            }
            let (value, after) = match after.strip_prefix("=\"") {
                Some(quoted) => quoted.split_once('"').expect("values are quoted"),
                None => ("", after),
            };
            assert!(
                attributes.insert(attribute, value).is_none(),
                "{attribute} twice in <{tag}>"
            );
            rest = after;
        }
        labels += i32::from(name == "label");
        found.push(Tag {
            name,
            attributes,
            labelled: labels > 0,
        });
    }
    found
}
