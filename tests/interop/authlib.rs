//! Authlib, a library for Python with a reading of the specifications of its own.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;

use crate::process::{Browser, Installation};

/// Made by `./scripts/relying-parties`.
const PYTHON: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/python/bin/python3");
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop/authlib_rp.py");
const CALLBACK: &str = "https://rp.example/callback";

/// The app, in a process of its own.
struct App {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl App {
    fn start(arguments: &[&str]) -> Self {
        assert!(
            Path::new(PYTHON).exists(),
            "{PYTHON} is missing. Run ./scripts/relying-parties, as ./scripts/test does"
        );
        let mut command = Command::new(PYTHON);
        command.arg(SCRIPT).args(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        // It speaks plain http to this machine; the library asks to be told that this is meant.
        command.env("AUTHLIB_INSECURE_TRANSPORT", "1");
        let mut child = command.spawn().expect("Python runs");
        let output = BufReader::new(child.stdout.take().expect("it prints"));
        Self { child, output }
    }

    /// The next line it prints.
    fn says(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("it prints");
        serde_json::from_str(&line).expect("the script failed; see its traceback above")
    }
}

impl Drop for App {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn authlib_signs_a_person_in() {
    let installation = Installation::new("localhost");
    installation.add_user("mara");
    let client = installation.add_client(&["--name", "Notebook", "--redirect-uri", CALLBACK]);
    let _server = installation.start().await;
    let issuer = installation.issuer();
    let mut app = App::start(&[&issuer, &client.id, &client.secret, CALLBACK]);

    let start = app.says();
    let mut browser = Browser::default();
    let login = browser.open(start["open"].as_str().expect("a URL")).await;
    let back = browser.sign_in(login, "mara").await;
    assert!(back.url.starts_with(CALLBACK), "{} {}", back.url, back.html);
    let mut input = app.child.stdin.take().expect("it reads");
    writeln!(input, "{}", back.url).expect("it reads");

    let id_token = &app.says()["id_token"];
    assert_eq!(id_token["iss"], issuer);
    let userinfo = &app.says()["userinfo"];
    assert_eq!(userinfo["sub"], id_token["sub"]);
    assert_eq!(userinfo["email"], "mara@example.org");
    assert_eq!(userinfo["name"], "mara Lindqvist");
    let refresh = app.says();
    assert_eq!(
        (&refresh["refreshed"], &refresh["rotated"]),
        (&true.into(), &true.into())
    );
    let introspected = &app.says()["introspected"];
    assert_eq!(introspected["active"], true, "{introspected}");
    assert_eq!(introspected["client_id"], client.id);
    assert_eq!(introspected["sub"], id_token["sub"]);
    let after = app.says();
    assert_eq!(after["access_after"]["active"], false, "{after}");
    assert_eq!(after["refresh_after"]["active"], false, "{after}");
    assert_eq!(after["userinfo_after"], 401, "{after}");
    assert!(app.child.wait().expect("a child").success());
}
