use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::FluentResource;

use super::*;

#[path = "rust_tests.rs"]
mod rust;

fn english() -> Arc<Words> {
    Locales::built_in().words(Lang::EN)
}

fn files(folder: &str, kinds: &[&str]) -> Vec<(PathBuf, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let kind = path.extension().and_then(|kind| kind.to_str());
            if path.is_dir() {
                folders.push(path);
            } else if kind.is_some_and(|kind| kinds.contains(&kind)) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// Each message of a language: its id, its variables and its elements.
fn shapes(tag: &str) -> BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> {
    let mut shapes: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    for (path, text) in files(&format!("locales/{tag}"), &["ftl"]) {
        let read = FluentResource::try_new(text.clone());
        assert!(
            read.is_ok(),
            "{}: {:?}",
            path.display(),
            read.err().map(|(_, e)| e)
        );
        let mut id = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(new) = words::ids(&[line.to_owned()]).into_iter().next() {
                assert!(
                    !shapes.contains_key(&new),
                    "{}: {new} is there twice",
                    path.display()
                );
                id = new;
                shapes.insert(id.clone(), Default::default());
            }
            let Some((variables, elements)) = shapes.get_mut(&id) else {
                continue;
            };
            for part in line.split('$').skip(1) {
                let name = part.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
                variables.extend(name.take(1).map(str::to_owned));
            }
            for part in line.split('<').skip(1) {
                let name = part.split('>').next().unwrap().trim_start_matches('/');
                elements.insert(name.to_owned());
            }
        }
    }
    shapes
}

#[test]
fn every_message_is_used_and_every_used_one_is_there() {
    let known: BTreeSet<String> = shapes("en").into_keys().collect();
    let mut sources = files("templates", &["html", "txt"]);
    sources.extend(files("src", &["rs"]));
    let mut named = BTreeSet::new();
    for (path, text) in &sources {
        for call in ["ctx.t(\"", "ctx.say(\"", "Say::new(\""] {
            for part in text.split(call).skip(1) {
                let id = part.split('"').next().unwrap();
                if path.ends_with("locale/tests.rs") || path.ends_with("locale/say.rs") {
                    continue;
                }
                let looks = id
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
                if looks && !id.is_empty() && text.contains(&format!("{call}{id}\")")) {
                    assert!(
                        known.contains(id),
                        "{}: there is no message {id}",
                        path.display()
                    );
                }
            }
        }
        for part in text.split('"') {
            named.insert(part.to_owned());
        }
    }
    let unused: Vec<_> = known.iter().filter(|id| !named.contains(*id)).collect();
    assert!(unused.is_empty(), "nothing says {unused:?}");
}

#[test]
fn every_language_says_every_message_with_the_same_arguments() {
    let english = shapes("en");
    for words in Locales::built_in().all() {
        let tag = words.lang().code();
        let theirs = shapes(tag);
        for (id, (variables, elements)) in &english {
            let Some((own, marks)) = theirs.get(id) else {
                panic!("{tag} does not say {id}");
            };
            // A language may do without a number that another needs, never the other way round.
            assert!(
                own.is_subset(variables),
                "{tag}: {id} has {own:?}, not {variables:?}"
            );
            assert_eq!(marks, elements, "{tag}: the elements of {id}");
        }
        let strange: Vec<_> = theirs
            .keys()
            .filter(|id| !english.contains_key(*id))
            .collect();
        assert!(
            strange.is_empty(),
            "{tag} says {strange:?}, which nobody asks for"
        );
    }
}

#[test]
fn no_template_holds_a_sentence() {
    for (path, text) in files("templates", &["html", "txt"]) {
        let name = path.to_str().unwrap().split("/templates/").nth(1).unwrap();
        if name.starts_with("demo") {
            continue;
        }
        let left = sentences(&text);
        assert!(
            left.is_empty(),
            "{name} says {left:?}, which belongs into locales/"
        );
    }
}

/// The words of a template that are neither markup nor code.
fn sentences(template: &str) -> Vec<String> {
    let mut text = template.to_owned();
    // What a call is given to say.
    let mut found: Vec<String> = (text.split("{{").skip(1))
        .chain(text.split("{%").skip(1))
        .filter_map(|code| code.split_once('}'))
        .flat_map(|(code, _)| rust::literals(code))
        .map(|literal| literal.text)
        // Commands are typed as they stand.
        .filter(|words| words.contains(' ') && !words.starts_with("lanyard "))
        .collect();
    for (open, close) in [
        // Blocks that stand in a tag: attributes and classes.
        ("{% block in_", "{% endblock %}"),
        ("{% block at_", "{% endblock %}"),
        ("{% block layout %}", "{% endblock %}"),
        ("{% block badge %}", "{% endblock %}"),
        // Words of the standards and what is typed as it stands.
        ("<code", "</code>"),
        ("<style", "</style>"),
        ("{#", "#}"),
        ("{%", "%}"),
        ("{{", "}}"),
    ] {
        while let Some(at) = text.find(open) {
            let end = text[at..]
                .find(close)
                .map_or(text.len(), |end| at + end + close.len());
            text.replace_range(at..end, "\u{1}");
        }
    }
    for attribute in [
        "title=\"",
        "aria-label=\"",
        "alt=\"",
        "placeholder=\"",
        "data-said=\"",
        "data-hide=\"",
    ] {
        found.extend(
            text.split(attribute)
                .skip(1)
                .filter_map(|part| part.split('"').next())
                .map(str::to_owned),
        );
    }
    while let Some(at) = text.find('<') {
        let end = text[at..].find('>').map_or(text.len(), |end| at + end + 1);
        text.replace_range(at..end, "\u{1}");
    }
    found.extend(text.split('\u{1}').map(|words| words.trim().to_owned()));
    // What a block adds to a tag is no text.
    found.retain(|words| {
        words.chars().filter(|c| c.is_alphabetic()).count() > 1
            && !words.contains('"')
            && !words.starts_with('-')
    });
    found
}

#[test]
fn sentences_are_found_where_people_read_them() {
    assert_eq!(
        sentences("<p class=\"x\">{{ ctx.t(\"a\") }}</p>{# why #}"),
        Vec::<String>::new()
    );
    assert_eq!(
        sentences("<p>Read <b>this</b>{% if x %}.{% endif %}</p>"),
        ["Read", "this"]
    );
    assert_eq!(
        sentences("{% call copy(\"id\", \"Copy the id\") %}"),
        ["Copy the id"]
    );
    assert_eq!(sentences("<a title=\"Go on\" href=\"/x\">…</a>"), ["Go on"]);
}

#[test]
fn what_people_wrote_is_never_markup_nor_fluent() {
    let hostile = "\"><script>alert(1)</script>{ $x }<link>\u{e000}";
    let say = Say::new("sign-in-stays").with("name", hostile);
    assert_eq!(
        english().html(&say),
        "The account of <bdi>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;{ $x }&lt;link&gt;\u{e000}</bdi> stays signed in here."
    );
    assert_eq!(
        english().text(&say),
        format!("The account of {hostile} stays signed in here.")
    );
    let fix = Say::english("Use <https>");
    assert_eq!(
        english().html(&fix),
        "<bdi lang=\"en\" dir=\"ltr\">Use &lt;https&gt;</bdi>"
    );
    assert_eq!(english().text(&fix), "Use <https>");
    let link = Say::new("sign-in-new-here").link("link", "/sign-up?a=1&b=\"");
    assert_eq!(
        english().html(&link),
        "New here? <a href=\"/sign-up?a=1&amp;b=&quot;\">Create an account</a>"
    );
    assert_eq!(english().text(&link), "New here? Create an account");
}

#[test]
fn the_best_language_is_found_as_rfc_4647_says() {
    let ours = [Lang("en"), Lang("de"), Lang("pt-BR"), Lang("ar")];
    for (wanted, expected) in [
        ("de", Some("de")),
        ("de-CH-1996", Some("de")),
        ("DE-at", Some("de")),
        ("pt", Some("pt-BR")),
        ("pt-PT", Some("pt-BR")),
        ("nl ar", Some("ar")),
        ("nl", None),
        ("../../etc d", None),
        ("x", None),
    ] {
        let found = negotiate::best(&ours, wanted.split(' '));
        assert_eq!(found.map(Lang::code), expected, "{wanted}");
    }
    for (header, expected) in [
        ("de-DE,de;q=0.9,en;q=0.8", vec!["de-DE", "de", "en"]),
        ("en;q=0.5, fr ; q=0.9, de", vec!["de", "fr", "en"]),
        ("*, de;q=0", vec!["*"]),
        ("de;q=x,en;x", vec![]),
        ("", vec![""]),
    ] {
        assert_eq!(negotiate::by_weight(header), expected, "{header}");
    }
}

#[test]
fn operators_change_single_texts_and_add_languages() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("en/ours.ftl", "sign-in-title = Come in\n");
    write(
        "nl/nl.ftl",
        "language-name = Nederlands\nsign-in-title = Inloggen\n",
    );
    let locales = Locales::with(folder.path()).unwrap();
    let dutch = locales.words(locales.lang("nl").unwrap());
    assert_eq!(
        locales.words(Lang::EN).t("sign-in-title").to_string(),
        "Come in"
    );
    assert_eq!(dutch.t("sign-in-title").to_string(), "Inloggen");
    assert_eq!(dutch.native_name(), "Nederlands");
    assert_eq!(dutch.t("sign-in-password").to_string(), "Password");
    assert_eq!(english().t("sign-in-title").to_string(), "Sign in");
    for (name, text, why) in [
        (
            "de/x.ftl",
            "no-such-message = x\n",
            "no message has the id `no-such-message`",
        ),
        ("de/x.ftl", "sign-in-title\n", "it is no Fluent"),
        (
            "not a language/x.ftl",
            "",
            "a folder named by a language tag",
        ),
    ] {
        write(name, text);
        let error = Locales::with(folder.path()).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
        fs::remove_file(folder.path().join(name)).unwrap();
        let _ = fs::remove_dir(folder.path().join(name).parent().unwrap());
    }
}

#[test]
fn several_are_listed_and_browsers_are_named() {
    let list = |names: &[&str]| Say::list(names.iter().map(|name| Say::verbatim(*name)));
    assert_eq!(list(&[]), None);
    for (names, expected) in [
        (vec!["a"], "a"),
        (vec!["a", "b"], "a and b"),
        (vec!["a", "b", "c", "d"], "a, b, c and d"),
    ] {
        assert_eq!(list(&names).unwrap().to_string(), expected);
    }
    for label in [
        "Firefox on Linux",
        "Browser on iPad",
        "Unknown browser",
        "curl",
    ] {
        assert_eq!(device(label).to_string(), label);
    }
    assert_eq!(device("Browser on iPad").id, "device-browser-on");
    assert_eq!(device("Unknown browser").id, "device-unknown");
}
