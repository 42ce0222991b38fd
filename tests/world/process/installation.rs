//! A data directory, the settings that go with it, and the commands that run there.

use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What outlives a process: settings, database, keys, port.
pub struct Installation {
    directory: TempDir,
    /// `localhost:PORT`; empty when nothing is set.
    pub host: String,
    settings: Vec<(&'static str, String)>,
}

/// A port nobody listens on now.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

impl Installation {
    /// An empty directory, where nothing is set.
    pub fn bare() -> Self {
        Self {
            directory: tempfile::tempdir().expect("a directory"),
            host: String::new(),
            settings: Vec::new(),
        }
    }

    /// With an empty data directory; the issuer is `http://NAME:PORT`, and `name` one of this machine's.
    pub fn new(name: &str) -> Self {
        let port = free_port();
        let host = format!("{name}:{port}");
        Self {
            settings: vec![
                ("LANYARD_ISSUER", format!("http://{host}")),
                ("LANYARD_LISTEN", format!("127.0.0.1:{port}")),
                ("LANYARD_DATA_DIR", "data".into()),
                ("LANYARD_METRICS__LISTEN", "off".into()),
                ("LANYARD_LIMITS__EXEMPT_LOOPBACK", "true".into()),
            ],
            host,
            ..Self::bare()
        }
    }

    /// Adds a setting, as a variable of the environment.
    pub fn set(&mut self, variable: &'static str, value: &str) {
        self.settings.push((variable, value.to_owned()));
    }

    /// The issuer identifier.
    pub fn issuer(&self) -> String {
        format!("http://{}", self.host)
    }

    /// Where its commands run.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    /// A file of the data directory.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path().join("data").join(name)
    }

    /// The command, with nothing but these settings: whoever runs the tests may have some of their own.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.command_of(env!("CARGO_BIN_EXE_lanyard").as_ref(), arguments)
    }

    /// The same of another build of the program.
    pub fn command_of(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.path());
        command.stdin(Stdio::null());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("LANYARD_") {
                command.env_remove(name);
            }
        }
        command.envs(self.settings.iter().map(|(name, value)| (*name, value)));
        command
    }

    /// Runs a command that ends by itself.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.command(arguments).output();
        Ran(output.expect("the program starts"))
    }

    /// As [`Installation::run`], with something to read.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Ran {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        // A program that refuses early does not read.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        Ran(child.wait_with_output().expect("the program ends"))
    }
}

/// A command that has ended.
pub struct Ran(pub Output);

impl Ran {
    pub fn code(&self) -> i32 {
        self.0.status.code().expect("not ended by a signal")
    }

    pub fn out(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    pub fn err(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    /// It did what it should.
    #[track_caller]
    pub fn well(self) -> Self {
        assert_eq!(self.code(), 0, "{}", self.err());
        self
    }

    /// What it printed, when it did what it should.
    #[track_caller]
    pub fn json(&self) -> Value {
        assert_eq!(self.code(), 0, "{}", self.err());
        serde_json::from_slice(&self.0.stdout).expect("JSON")
    }

    #[track_caller]
    pub fn refused(&self, code: i32, reason: &str) {
        assert_eq!(self.code(), code, "{}", self.err());
        assert!(
            self.err().contains(reason),
            "{reason:?} is not in: {}",
            self.err()
        );
        assert!(self.out().is_empty(), "{}", self.out());
    }
}
