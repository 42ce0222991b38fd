//! An app that listens on a port of this machine, in a process of its own.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::process::{Browser, Installation, free_port};
use crate::world::Page;

/// The Java virtual machine is the slowest to start, and machines that run tests are busy.
const PATIENCE: Duration = Duration::from_secs(90);

/// What `./scripts/relying-parties` installed under `name`; `None` when the machine lacks what it takes, which is then said.
pub fn installed(name: &str) -> Option<PathBuf> {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if let Ok(reason) = fs::read_to_string(directory.join("left-out")) {
        let thread = std::thread::current();
        let test = thread.name().unwrap_or_default();
        // Not by a macro: what passes is otherwise kept quiet.
        let _ = writeln!(std::io::stderr(), "LEFT OUT: {test}: {}", reason.trim());
        return None;
    }
    assert!(
        directory.join("ready").exists(),
        "{} is missing. Run ./scripts/relying-parties, as ./scripts/test does",
        directory.display()
    );
    Some(directory)
}

/// Where an app will be.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    host: &'static str,
    port: u16,
}

impl Place {
    /// A port nobody listens on now.
    pub fn free() -> Self {
        Self {
            host: "127.0.0.1",
            port: free_port(),
        }
    }

    /// As [`Place::free`], under the name that Lanyard has: one site for a browser.
    pub fn beside_lanyard() -> Self {
        Self {
            host: "localhost",
            ..Self::free()
        }
    }

    pub fn port(self) -> String {
        self.port.to_string()
    }

    /// `path` there, such as `/callback`.
    pub fn url(self, path: &str) -> String {
        format!("http://{}:{}{path}", self.host, self.port)
    }

    /// Whether somebody listens there.
    pub async fn listens(self) -> bool {
        let address = ("127.0.0.1", self.port);
        tokio::net::TcpStream::connect(address).await.is_ok()
    }
}

/// A running app. It ends when this is dropped; where a test failed, it says what the app wrote.
pub struct App {
    child: Child,
    directory: TempDir,
    at: Place,
}

impl App {
    /// Starts `command` and waits until it listens `at`.
    pub async fn start(mut command: Command, at: Place) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let log = File::create(directory.path().join("log")).expect("a file");
        let both = log.try_clone().expect("a file");
        command.stdin(Stdio::null()).stdout(both).stderr(log);
        let child = command.spawn();
        let child = child.unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let mut app = Self {
            child,
            directory,
            at,
        };
        let began = Instant::now();
        while !at.listens().await {
            if let Some(status) = app.child.try_wait().expect("a child") {
                panic!("the app ended with {status}");
            }
            assert!(began.elapsed() < PATIENCE, "the app does not listen");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        app
    }

    pub fn url(&self, path: &str) -> String {
        self.at.url(path)
    }
}

impl Drop for App {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            let log = fs::read_to_string(self.directory.path().join("log"));
            eprintln!("the app wrote:\n{}", log.unwrap_or_default());
        }
    }
}

/// Lets Lanyard call this origin, which is none of the Internet.
pub fn may_call(installation: &mut Installation, origin: &str) {
    installation.set("LANYARD_OUTBOUND__ALLOW", &format!("[\"{origin}\"]"));
}

/// Opens `url` until whoever guards it asks to sign in: an app is told soon, not at once.
pub async fn signed_out_at(browser: &mut Browser, url: &str) -> Page {
    let began = Instant::now();
    loop {
        let page = browser.open(url).await;
        if page.has("form#login-form") {
            return page;
        }
        assert!(
            began.elapsed() < PATIENCE,
            "still signed in at {}",
            page.url
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// A page that is one JSON object.
pub fn json(page: &Page) -> Value {
    serde_json::from_str(&page.html)
        .unwrap_or_else(|_| panic!("{} {}: {}", page.status, page.url, page.html))
}
