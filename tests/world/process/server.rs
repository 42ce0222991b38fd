//! The processes that serve an installation one after the other.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::Request;

use super::http::{self, Answer};
use super::{Installation, Registered};
use crate::world::PASSWORD;

/// A start takes a fraction of a second; machines that run tests are busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server. It is killed when this is dropped.
pub struct Server {
    child: Child,
    log: PathBuf,
}

impl Installation {
    /// An account with [`PASSWORD`].
    pub fn add_user(&self, login: &str) {
        let email = format!("{login}@example.org");
        let name = format!("{login} Lindqvist");
        let arguments = ["user", "add", login, "--email", &email, "--name", &name];
        let arguments = [&arguments[..], &["--password-stdin"]].concat();
        self.run_with_input(&arguments, PASSWORD).well();
    }

    /// An app: the arguments of `lanyard client add`, without `--json`.
    pub fn add_client(&self, arguments: &[&str]) -> Registered {
        let arguments = [&["client", "add", "--json"], arguments].concat();
        let printed = self.run(&arguments).json();
        let text = |name: &str| printed[name].as_str().unwrap_or_default().to_owned();
        Registered {
            id: text("client_id"),
            secret: text("client_secret"),
        }
    }

    /// Starts a process, which is not ready yet.
    pub fn spawn(&self) -> Server {
        self.spawn_with("log", &[])
    }

    /// As [`Installation::spawn`], with further variables, and a log of its own.
    pub fn spawn_with(&self, log: &str, variables: &[(&str, &str)]) -> Server {
        self.spawn_command(self.command(&["serve"]), log, variables)
    }

    /// Starts a process with that command.
    pub fn spawn_command(
        &self,
        mut command: Command,
        log: &str,
        variables: &[(&str, &str)],
    ) -> Server {
        let log = self.path().join(log);
        let mut options = fs::OpenOptions::new();
        let file: File = options.create(true).append(true).open(&log).expect("a log");
        command.envs(variables.iter().copied());
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let child = command.stderr(file).spawn().expect("lanyard runs");
        Server { child, log }
    }

    /// Starts a process and waits until it is ready.
    pub async fn start(&self) -> Server {
        let mut server = self.spawn();
        server.ready(&self.host).await;
        server
    }

    /// Gets a document on a connection of its own.
    pub async fn get(&self, path: &str) -> Result<Answer, http::Failure> {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        http::send(&self.host, request).await
    }

    /// Starts a process that must refuse; what it said.
    pub fn refusal(&self) -> String {
        let mut command = self.command(&["serve"]);
        let output = command.stdin(Stdio::null()).output().expect("lanyard runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "it ended well: {said}");
        said
    }
}

impl Server {
    /// What it wrote, and its predecessors.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Waits until it is ready at `address`.
    pub async fn ready(&mut self, address: &str) {
        let began = Instant::now();
        loop {
            let request = Request::get("/health/ready").body(Body::empty());
            let answer = http::send(address, request.expect("a request")).await;
            if answer.is_ok_and(|answer| answer.status == 200) {
                return;
            }
            if let Some(status) = self.child.try_wait().expect("a child") {
                panic!("lanyard ended with {status}:\n{}", self.log());
            }
            assert!(began.elapsed() < PATIENCE, "{}", self.log());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// `kill -9`, and waits until it is gone.
    pub fn kill(mut self) {
        self.child.kill().expect("it was running");
        self.child.wait().expect("a child");
    }

    /// Sends it `TERM` or `INT`.
    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("sh")
            .args(["-c", "kill -\"$0\" \"$1\"", name, &pid])
            .status();
        assert!(sent.expect("sh runs").success(), "it was running");
    }

    /// Waits until it has ended by itself.
    pub async fn ended(&mut self, within: Duration) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status;
            }
            assert!(
                began.elapsed() < within,
                "still running after {within:?}:\n{}",
                self.log()
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
