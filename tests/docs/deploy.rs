//! The files under `examples/deploy`, which the documents refer to: the unit, the image, what runs beside it.
//!
//! No registry of images and no container engine can be had here, so the images are not built. What can be said of the
//! files without one is said.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::blocks::root;
use crate::checked::{content, open_directory};
use crate::commands::understood;
use crate::process::Installation;
use crate::proxies::Kind;

fn read(name: &str) -> String {
    fs::read_to_string(root().join("examples/deploy").join(name)).unwrap()
}

/// `systemd-analyze verify`, with the program of this build where the unit looks for it.
pub fn verify_unit(text: &str, place: &str) {
    let directory = open_directory();
    let program = "/usr/local/bin/lanyard";
    assert!(text.contains(program), "{place}: starts {program}");
    let unit = directory.path().join("lanyard.service");
    fs::write(&unit, text.replace(program, env!("CARGO_BIN_EXE_lanyard"))).unwrap();
    let mut command = Command::new("systemd-analyze");
    let said = content(command.args(["verify", "--man=no"]).arg(&unit), place);
    let ours = |line: &&str| line.contains("lanyard.service");
    assert_eq!(said.lines().find(ours), None, "{place}: {said}");
}

#[test]
fn the_unit_is_one() {
    let text = read("lanyard.service");
    verify_unit(&text, "lanyard.service");
    let started = text
        .lines()
        .find_map(|line| line.strip_prefix("ExecStart=/usr/local/bin/"));
    understood("lanyard.service", started.unwrap());
    let wrong = text.replace("ProtectSystem=strict", "ProtectSytem=strict");
    assert!(std::panic::catch_unwind(|| verify_unit(&wrong, "wrong")).is_err());
}

/// The instructions of an image file, continued lines joined: `("COPY", "src src")`.
fn instructions(text: &str) -> Vec<(String, String)> {
    let text = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect::<Vec<_>>()
        .join("\n");
    let joined = text.replace("\\\n", " ");
    let split = |line: &str| {
        line.split_once(' ')
            .map(|(word, rest)| (word.to_owned(), rest.trim().to_owned()))
    };
    joined.lines().filter_map(split).collect()
}

/// Settings from a file for containers are accepted by the program.
fn accepted(variables: &[(String, String)]) {
    let here = Installation::bare();
    let mut command = here.command(&["config", "check"]);
    for (name, value) in variables {
        let value = value.replace("/data", &here.path().display().to_string());
        command.env(name, value);
    }
    content(&mut command, "settings of a container");
}

#[test]
fn the_image_copies_what_the_build_needs_and_runs_commands_that_exist() {
    let (mut copied, mut user, mut base) = (Vec::new(), String::new(), Vec::new());
    for (word, rest) in instructions(&read("Containerfile")) {
        match &*word {
            "FROM" => base.push(rest),
            "COPY" if !rest.starts_with("--from") => {
                let mut paths: Vec<_> = rest.split(' ').map(str::to_owned).collect();
                paths.pop();
                copied.extend(paths);
            }
            "ENV" => {
                let pairs = rest
                    .split_whitespace()
                    .filter_map(|pair| pair.split_once('='));
                accepted(
                    &pairs
                        .map(|(name, value)| (name.into(), value.into()))
                        .collect::<Vec<_>>(),
                );
            }
            "USER" => user = rest,
            "HEALTHCHECK" => {
                let command: Vec<String> =
                    serde_json::from_str(&rest[rest.find('[').unwrap()..]).unwrap();
                understood("HEALTHCHECK", &command.join(" "));
            }
            "CMD" => {
                let command: Vec<String> = serde_json::from_str(&rest).unwrap();
                understood("CMD", &format!("lanyard {}", command.join(" ")));
            }
            _ => {}
        }
    }
    assert_eq!(base.len(), 2, "what builds stays behind: {base:?}");
    assert!(
        base[0].contains(concat!("rust:", env!("CARGO_PKG_RUST_VERSION"))),
        "{base:?}"
    );
    assert!(
        !user.starts_with('0') && user.contains(':'),
        "{user:?} is not root"
    );

    // A clean clone has these; and with nothing else cargo reads the project, and every file that the sources include is there.
    let tracked = content(
        Command::new("git").args(["ls-files"]).current_dir(root()),
        "git",
    );
    let context = tempfile::tempdir().unwrap();
    for file in tracked.lines() {
        let wanted = copied
            .iter()
            .any(|path| file == path || Path::new(file).starts_with(path));
        let (from, to) = (root().join(file), context.path().join(file));
        if wanted && from.exists() {
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(from, to).unwrap();
        }
    }
    for path in &copied {
        assert!(
            context.path().join(path).exists(),
            "COPY {path}: a clean clone has none"
        );
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args([
        "metadata",
        "--offline",
        "--locked",
        "--format-version",
        "1",
        "--no-deps",
    ]);
    content(
        cargo.current_dir(context.path()),
        "cargo, on what the image copies",
    );
    for file in tracked.lines().filter(|file| {
        file.starts_with("src/") && file.ends_with(".rs") && !file.ends_with("tests.rs")
    }) {
        includes(context.path(), file);
    }
}

/// What `include_str!` names outside of tests was copied.
fn includes(context: &Path, file: &str) {
    let path = context.join(file);
    let text = fs::read_to_string(&path).unwrap_or_default();
    let text = text.split("#[cfg(test)]").next().unwrap();
    for rest in text.split("include_str!(\"").skip(1) {
        let name = rest.split('"').next().unwrap();
        let there = path.parent().unwrap().join(name).exists();
        assert!(
            there,
            "{file} includes {name}, which the image does not copy"
        );
    }
    for rest in text.split("#[folder = \"").skip(1) {
        let name = rest.split('"').next().unwrap();
        let there = context.join(name).is_dir();
        assert!(there, "{file} embeds {name}, which the image does not copy");
    }
}

/// The file as JSON, by Python's reader of YAML.
fn compose() -> Value {
    let script = "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))";
    let mut python = Command::new("/usr/bin/python3");
    python
        .args(["-c", script])
        .arg(root().join("examples/deploy/compose.yaml"));
    serde_json::from_str(&content(&mut python, "compose.yaml")).unwrap()
}

#[test]
fn the_composition_names_files_networks_and_settings_that_exist() {
    let file = compose();
    let keys = |of: &str| {
        file[of]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    for (name, service) in file["services"].as_object().unwrap() {
        for network in service["networks"].as_array().unwrap() {
            assert!(
                keys("networks").iter().any(|n| n == network),
                "{name}: {network}"
            );
        }
        for volume in service["volumes"].as_array().unwrap() {
            let from = volume.as_str().unwrap().split(':').next().unwrap();
            let there = match from.strip_prefix("./") {
                Some(path) => root().join("examples/deploy").join(path).exists(),
                None => keys("volumes").iter().any(|v| v == from),
            };
            assert!(there, "{name}: {from}");
        }
    }
    let ours = &file["services"]["lanyard"];
    let build = root()
        .join("examples/deploy")
        .join(ours["build"]["context"].as_str().unwrap());
    assert!(
        build
            .join(ours["build"]["dockerfile"].as_str().unwrap())
            .exists()
    );
    assert_eq!(ours["read_only"], true);
    let settings = ours["environment"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| {
            let value = value.as_str().unwrap();
            // ${NAME:?what is missing}, as the reader's .env has it.
            let filled = match value.split_once("${") {
                Some((before, rest)) => {
                    let (asked, after) = rest.split_once('}').unwrap();
                    let given = if asked.starts_with("ID_HOST") {
                        "id.example.com"
                    } else {
                        "abc123def456"
                    };
                    format!("{before}{given}{after}")
                }
                None => value.to_owned(),
            };
            (name.clone(), filled)
        });
    accepted(&settings.collect::<Vec<_>>());
    // The network that is believed is the one Caddy is in.
    let trusted = ours["environment"]["LANYARD_PROXY__TRUSTED"]
        .as_str()
        .unwrap();
    let subnet = file["networks"]["front"]["ipam"]["config"][0]["subnet"]
        .as_str()
        .unwrap();
    assert_eq!(trusted, format!("[\"{subnet}\"]"));
}

#[test]
fn the_caddyfile_is_one() {
    let text = read("Caddyfile");
    Kind::Caddy.check(
        &text.replace("{$ID_HOST}", "id.example.com"),
        "examples/deploy/Caddyfile",
    );
}
