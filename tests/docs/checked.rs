//! Which program checks which language.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::blocks::{Block, documents, split};
use crate::process::Installation;
use crate::{commands, deploy, proxies};

/// Runs a program that must be content; what it said.
#[track_caller]
pub fn content(command: &mut Command, about: &str) -> String {
    let output = command.stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|e| panic!("{command:?}: {e}. Run ./scripts/test once"));
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{about}: {command:?}\n{said}");
    said.into_owned()
}

/// A directory that programs may read which give up root's rights.
pub fn open_directory() -> TempDir {
    use std::os::unix::fs::PermissionsExt;
    let directory = tempfile::tempdir().unwrap();
    fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o755)).unwrap();
    directory
}

fn check(block: &Block, scratch: &Installation) {
    match (&*block.language, block.instead.as_deref()) {
        (_, Some("unchecked")) => {}
        ("sh", Some("parsed")) => commands::understood(&block.place, &block.text),
        (_, Some(word)) => panic!("{}: `{word}` is for sh", block.place),
        ("sh", None) => {
            commands::understood(&block.place, &block.text);
            run(block, scratch);
        }
        ("toml", None) => settings(block),
        ("json", None) => {
            let read = serde_json::from_str::<serde_json::Value>(&block.text);
            read.unwrap_or_else(|e| panic!("{}: {e}", block.place));
        }
        ("nginx" | "apache" | "haproxy" | "caddyfile", None) => {
            proxies::Kind::of(&block.language).check(&block.text, &block.place);
        }
        ("systemd", None) => deploy::verify_unit(&block.text, &block.place),
        (other, None) => panic!(
            "{}: nothing checks {other:?}. Say `unchecked: why`, or write the check here",
            block.place
        ),
    }
}

/// Runs the block in a shell that finds the program of this build; the blocks of one document share a directory.
fn run(block: &Block, scratch: &Installation) {
    let mut command =
        scratch.command_of(Path::new("bash"), &["-euo", "pipefail", "-c", &block.text]);
    let program = Path::new(env!("CARGO_BIN_EXE_lanyard")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    command.env("PATH", format!("{}:{path}", program.display()));
    content(&mut command, &block.place);
}

/// `lanyard config check` on the block as the whole file.
fn settings(block: &Block) {
    let here = Installation::bare();
    // A placeholder is refused, rightly.
    let text = block.text.replace(":PASSWORD@", ":a-word-of-ones-own@");
    fs::write(here.path().join("lanyard.toml"), text).unwrap();
    content(&mut here.command(&["config", "check"]), &block.place);
}

#[test]
fn fc_34_every_block_is_checked_by_its_program() {
    let mut checked = 0;
    for (name, text) in documents() {
        let scratch = Installation::bare();
        let examples = crate::blocks::root().join("examples");
        std::os::unix::fs::symlink(examples, scratch.path().join("examples")).unwrap();
        for block in split(&name, &text).0 {
            check(&block, &scratch);
            checked += usize::from(block.instead.as_deref() != Some("unchecked"));
        }
    }
    assert!(checked > 20, "only {checked} blocks");
}

#[test]
fn every_link_to_a_file_leads_somewhere() {
    for (name, text) in documents() {
        let directory = crate::blocks::root().join(&name);
        let directory = directory.parent().unwrap();
        for link in split(&name, &text).1.split("](").skip(1) {
            let link = link.split(')').next().unwrap();
            let file = link.split('#').next().unwrap();
            let elsewhere = link.contains("://") || link.starts_with("mailto:") || file.is_empty();
            assert!(
                elsewhere || directory.join(file).exists(),
                "{name}: {link} leads nowhere"
            );
        }
    }
}
