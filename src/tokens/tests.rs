use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// The files outside of the `own` folders in which a line that is no comment has one of the `calls`.
fn files_with(calls: &[&str], own: &[&str]) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    sources(&root, &mut all);
    let mut found = Vec::new();
    for path in all {
        let text = fs::read_to_string(&path).unwrap();
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let code = code.collect::<Vec<_>>().concat().replace(' ', "");
        let path = path.strip_prefix(&root).unwrap().to_owned();
        let of_tests = path.ends_with("tests.rs") || path.iter().any(|part| part == "tests");
        let outside = !of_tests && !own.iter().any(|own| path.starts_with(own));
        if outside && calls.iter().any(|call| code.contains(call)) {
            found.push(path);
        }
    }
    // Directories list their files in any order.
    found.sort();
    found
}

#[test]
fn one_file_signs_tokens() {
    let signing = files_with(&["keys.sign(", "keys.signer("], &["keys"]);
    // The others sign answers to authorization requests, which say nothing about a person, and that a sign-in ended.
    let all = [
        "authorization/reply.rs",
        "outbox/back_channel.rs",
        "tokens/mint.rs",
    ];
    assert_eq!(signing, all.map(Path::new));
}

#[test]
fn one_folder_spends() {
    let spending = files_with(&["grants::spend(", "grants::rotate("], &["store"]);
    let own = spending.iter().all(|path| path.starts_with("grants/spend"));
    assert!(own && spending.len() == 2, "{spending:?}");
}

#[test]
fn only_acts_and_grants_write_and_the_store_by_itself() {
    let writing = [
        "db.write(",
        "db.write_one(",
        "db.write_guarded(",
        "db.write_upkeep(",
        ".write(move|c|",
        ".write_one(move|c|",
        ".write_upkeep(move|c|",
    ];
    let rooms = ["store", "accounts", "clients", "grants", "audit.rs"];
    // Keys that tests begin with, and files whose own tests write.
    let of_tests = ["keys/testing.rs", "session/database.rs", "ops/cleanup.rs"];
    let own: Vec<_> = rooms.into_iter().chain(of_tests).collect();
    assert_eq!(files_with(&writing, &own), Vec::<PathBuf>::new());
}
