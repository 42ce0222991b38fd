//! Commands as they are written in the documents, read as the shell and the program read them.

use std::fs;

use clap::{CommandFactory, Parser};
use lanyard::cli::Cli;
use lanyard::pages::admin::doors::DOORS;
use lanyard::protocol::roles::Right;

use crate::blocks::{documents, root, split};

/// Programs that a reader has or is told to install. What they do with their arguments is theirs.
const OTHERS: &[&str] = &[
    "apt-get",
    "a2enmod",
    "a2ensite",
    "cargo",
    "cd",
    "cp",
    "createdb",
    "curl",
    "docker",
    "git",
    "install",
    "openssl",
    "podman",
    "date",
    "find",
    "mkdir",
    "printf",
    "rm",
    "umask",
    "psql",
    "python3",
    "systemctl",
    "useradd",
];

/// Every command of a block is one: `lanyard …` as the program itself reads it, ours by its path, others by name.
#[track_caller]
pub fn understood(place: &str, text: &str) {
    for line in text.replace("\\\n", " ").lines() {
        let words =
            shlex::split(line).unwrap_or_else(|| panic!("{place}: a quote is open: {line}"));
        for command in words.split(|word| matches!(&**word, "&&" | "||" | "|" | ";")) {
            one(place, command);
        }
    }
}

fn one(place: &str, words: &[String]) {
    let assigns = |word: &String| {
        word.split_once('=')
            .is_some_and(|(name, _)| name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'))
    };
    let mut words = &words[words.iter().take_while(|word| assigns(word)).count()..];
    if let [sudo, rest @ ..] = words
        && sudo == "sudo"
    {
        words = match rest {
            [flag, _, rest @ ..] if flag == "-u" => rest,
            rest => rest,
        };
    }
    // What goes to a file is no argument.
    let end = words
        .iter()
        .position(|word| matches!(&**word, ">" | "<" | ">>"));
    let words = &words[..end.unwrap_or(words.len())];
    let Some(program) = words.first() else { return };
    match &**program {
        "lanyard" => {
            if let Err(error) = Cli::try_parse_from(words) {
                let shown = matches!(
                    error.kind(),
                    clap::error::ErrorKind::DisplayHelp | clap::error::ErrorKind::DisplayVersion
                );
                assert!(shown, "{place}: {}\n{error}", words.join(" "));
            }
        }
        path if path.contains('/') && !path.starts_with('/') => {
            assert!(root().join(path).exists(), "{place}: there is no {path}");
        }
        name => assert!(
            OTHERS.contains(&name),
            "{place}: {name} is no program we know"
        ),
    }
    if let [
        "cargo",
        "bench" | "test",
        flag @ ("--bench" | "--test"),
        name,
        ..,
    ] = &*words.iter().map(String::as_str).collect::<Vec<_>>()
    {
        let (directory, end) = (
            if *flag == "--bench" {
                "benches"
            } else {
                "tests"
            },
            [".rs", "/main.rs"],
        );
        let there = end
            .iter()
            .any(|end| root().join(directory).join(format!("{name}{end}")).exists());
        assert!(there, "{place}: there is no {directory}/{name}");
    }
}

/// A command named in a sentence: its words are subcommands as far as they go, and its flags exist.
fn named(place: &str, span: &str) {
    let mut cli = Cli::command();
    cli.build();
    let mut command = &cli;
    for word in span.split_whitespace().skip(1) {
        if let Some(flag) = word.strip_prefix("--") {
            let flag = flag.split('=').next().unwrap();
            let there = command.get_arguments().any(|a| a.get_long() == Some(flag))
                || matches!(flag, "help" | "version");
            assert!(there, "{place}: `{span}`: there is no --{flag}");
        } else if command.has_subcommands() && word.starts_with(|c: char| c.is_ascii_lowercase()) {
            let next = command.find_subcommand(word);
            command = next.unwrap_or_else(|| panic!("{place}: `{span}`: there is no {word}"));
        }
    }
}

#[test]
fn every_command_named_in_a_sentence_exists() {
    let mut seen = 0;
    for (name, text) in documents() {
        for (number, line) in split(&name, &text).1.lines().enumerate() {
            for span in line
                .split('`')
                .skip(1)
                .step_by(2)
                .filter(|span| span.starts_with("lanyard "))
            {
                named(&format!("{name}:{}", number + 1), span);
                seen += 1;
            }
        }
    }
    assert!(seen > 8, "only {seen}");
}

/// Whatever a page of the console shows or does, a command does as well.
#[test]
fn every_door_of_the_console_names_a_command() {
    let mut cli = Cli::command();
    cli.build();
    for door in DOORS {
        named(door.path, &format!("lanyard {}", door.command.join(" ")));
        let words = door.command.iter();
        let words = words.take_while(|word| !word.starts_with("--"));
        let leaf = words.fold(&cli, |command, word| {
            let next = command.find_subcommand(word);
            next.unwrap_or_else(|| panic!("{}: there is no {word}", door.path))
        });
        assert!(!leaf.has_subcommands(), "{}: {:?}", door.path, door.command);
    }
    // What the table of roles gives somebody, whoever runs commands has as well; how pages look is set in the file of settings.
    for right in Right::ALL
        .iter()
        .filter(|right| **right != Right::ChangeSettings)
    {
        let opened = DOORS.iter().any(|door| door.right == *right);
        assert!(opened, "\"{}\" has no page and no command", right.words());
    }
}

#[test]
fn every_setting_of_the_environment_that_is_named_exists() {
    let example = fs::read_to_string(root().join("lanyard.example.toml")).unwrap();
    let mut section = String::new();
    // The last two are Kubernetes's, for a Service of that name.
    let mut known = ["CONFIG", "PORT", "SERVICE_HOST"]
        .map(|name| format!("LANYARD_{name}"))
        .to_vec();
    for line in example.lines().map(|line| line.trim_start_matches('#')) {
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            section = format!("{}__", name.to_uppercase());
        } else if let Some((key, _)) = line.split_once(" = ") {
            known.push(format!("LANYARD_{section}{}", key.to_uppercase()));
        }
    }
    for (name, text) in documents() {
        for word in
            text.split(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'))
        {
            let ours = word.starts_with("LANYARD_")
                && !word.ends_with('_')
                && !word.starts_with("LANYARD_TEST");
            let setting = word.strip_suffix("_FILE").unwrap_or(word);
            let there = known.iter().any(|k| k == word || k == setting);
            assert!(!ours || there, "{name}: there is no setting {word}");
        }
    }
}

#[test]
fn commands_that_are_none_are_found() {
    for wrong in [
        "lanyard user ad",
        "lanyard serve --isuer x",
        "scripts/tset",
        "cargo bench --bench none",
        "nothing",
    ] {
        assert!(
            std::panic::catch_unwind(|| understood("x", wrong)).is_err(),
            "{wrong}"
        );
    }
    understood(
        "x",
        "cd /var/lib && sudo -u lanyard lanyard --config /x user list  # all\nLANYARD_ISSUER=x lanyard serve",
    );
    assert!(std::panic::catch_unwind(|| named("x", "lanyard user lost")).is_err());
    assert!(std::panic::catch_unwind(|| named("x", "lanyard client add --naem")).is_err());
}
