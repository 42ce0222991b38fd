//! The table of who may use whom in `docs/architecture.md`, and what has one place only, held against the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Each room's row of the table, in its order.
fn table() -> Vec<(String, BTreeSet<String>)> {
    let page = include_str!("../docs/architecture.md");
    let (_, section) = page.split_once("## Who may use whom").unwrap();
    let rows = section
        .split("\n## ")
        .next()
        .unwrap()
        .lines()
        .filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let mut names = row.split('`').skip(1).step_by(2).map(str::to_owned);
        (names.next().unwrap(), names.collect())
    })
    .collect()
}

/// The program's own lines, by the file under `src/` they stand in. Tests may use what they like.
fn sources() -> BTreeMap<String, Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let for_tests = ["tests", "testing", "gallery", "markup"].contains(&name.as_str())
                || name.ends_with("_tests");
            if for_tests {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let file = path.strip_prefix(&root).unwrap().to_str().unwrap();
            if !file.ends_with(".rs") || ["lib.rs", "main.rs"].contains(&file) {
                continue;
            }
            let source = fs::read_to_string(&path).unwrap();
            let program = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
            let lines = program
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            sources.insert(file.to_owned(), lines.map(str::to_owned).collect());
        }
    }
    sources
}

/// The rooms that the program's own lines name, by the room they stand in.
fn found() -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for (file, lines) in sources() {
        let room = file.split(['/', '.']).next().unwrap();
        let used = found.entry(room.to_owned()).or_insert_with(BTreeSet::new);
        for line in lines {
            for after in line.split("crate::").skip(1) {
                let end = after.find(|c: char| !c.is_ascii_lowercase() && c != '_');
                let name = &after[..end.unwrap_or(after.len())];
                assert!(!name.is_empty(), "{file}: {line}");
                if name != room {
                    used.insert(name.to_owned());
                }
            }
        }
    }
    found
}

#[test]
fn rooms_use_what_the_table_says() {
    let said: BTreeMap<_, _> = table().into_iter().collect();
    assert_eq!(
        found(),
        said,
        "left: the sources, right: docs/architecture.md"
    );
}

/// Every path that ends a sign-in, or what hangs on one, goes through one act.
#[test]
fn sign_ins_end_in_one_place() {
    let ends = [
        "sign_ins::end(",
        "sign_ins::end_",
        "browser_sessions::remove_of_",
        "grants::revoke_of_user",
        "grants::revoke_of_sign_in",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut callers = BTreeSet::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let own = path.strip_prefix(&root).unwrap();
            let tests = own.ends_with("rooms_tests.rs") || own.starts_with("store/tests");
            let source = fs::read_to_string(&path).unwrap();
            if !tests && ends.iter().any(|end| source.contains(end)) {
                callers.insert(own.to_str().unwrap().to_owned());
            }
        }
    }
    assert_eq!(callers, BTreeSet::from(["accounts/ending.rs".to_owned()]));
}

#[test]
fn rooms_use_what_is_below_them() {
    let mut below = BTreeSet::new();
    for (room, uses) in table() {
        for used in uses {
            let circle = (room.as_str(), used.as_str()) == ("keys", "store");
            assert!(circle || below.contains(&used), "{room} uses {used}");
        }
        below.insert(room);
    }
}

/// The files with a line that says `what`, but for the lines that define it.
fn naming(what: &str) -> Vec<String> {
    let says = |line: &String| line.contains(what) && !line.contains(&format!("fn {what}"));
    let sources = sources().into_iter();
    let naming = sources.filter(|(_, lines)| lines.iter().any(says));
    naming.map(|(file, _)| file).collect()
}

/// SF-01: whoever calls others goes through the guarded client, but for commands that ask a server an operator named.
#[test]
fn sf_01_one_place_calls_others() {
    for how in [
        "hyper_util::client",
        "hyper_rustls",
        "TcpStream::connect",
        "lookup_host",
    ] {
        let own = |file: &String| file.starts_with("outbound/") || file.starts_with("cli/");
        let files = naming(how);
        assert!(
            !files.is_empty() && files.iter().all(own),
            "{how}: {files:?}"
        );
    }
}

/// Letters are sent by one place, and no room that writes may use it.
#[test]
fn one_place_calls_the_mail_server() {
    assert_eq!(naming("AsyncSmtpTransport"), ["mail/post.rs"]);
    let own = |file: &String| {
        let rooms = ["app.rs", "cli/", "mail/", "outbox/"];
        rooms.iter().any(|room| file.starts_with(room))
    };
    let files = naming("Post::new");
    assert!(files.iter().all(own), "{files:?}");
    let files = naming("mail::Post");
    assert!(files.iter().all(own), "{files:?}");
}

/// A transaction is never open while a stranger is waited for: rooms that write can call nobody.
#[test]
fn nothing_that_holds_a_transaction_calls_others() {
    let writes = |line: &String| line.contains(".write(") || line.contains(".write_one(");
    let mut writing: BTreeSet<_> = ["store", "accounts", "grants", "clients", "audit"]
        .map(str::to_owned)
        .into();
    for (file, lines) in sources() {
        if lines.iter().any(writes) {
            let calls = lines.iter().any(|line| line.contains("outbound"));
            assert!(!calls, "{file} writes and calls others");
        }
    }
    for (room, uses) in found() {
        if writing.remove(&room) {
            assert!(!uses.contains("outbound"), "{room} writes and calls others");
        }
    }
    assert!(writing.is_empty(), "{writing:?}");
}

#[test]
fn one_place_asks_what_comes_next_and_one_makes_codes() {
    assert_eq!(naming("next_step"), ["authorization/decide.rs"]);
    let codes = naming("= AuthorizationCode {");
    assert_eq!(codes, ["authorization/reply.rs"]);
}
