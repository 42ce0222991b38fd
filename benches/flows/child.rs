//! A server process on a core of its own, and what can be read of it.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use super::client::Client;
use super::measure::Rate;

/// Ended when dropped.
pub struct Child {
    process: std::process::Child,
    /// Its first line: where it listens and where its metrics are, or a number.
    said: String,
}

impl Child {
    /// This program again, with other arguments. Pinned to the first core when there are more.
    pub fn start(arguments: &[&str]) -> Self {
        let own = std::env::current_exe().unwrap();
        let pinned = std::thread::available_parallelism().is_ok_and(|cores| cores.get() > 1);
        let mut command = if pinned {
            let mut command = Command::new("taskset");
            command.args(["-c", "0"]).arg(&own);
            command
        } else {
            Command::new(&own)
        };
        let mut process = command
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut said = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut said)
            .unwrap();
        Self { process, said }
    }

    /// Where it listens.
    pub fn address(&self) -> String {
        self.word(0)
    }

    /// What it measured itself.
    pub fn number(&self) -> f64 {
        self.said.trim().parse().unwrap()
    }

    fn word(&self, at: usize) -> String {
        self.said.split_whitespace().nth(at).unwrap().to_owned()
    }

    /// Resident memory in MiB.
    pub fn resident_mib(&self) -> f64 {
        let file = format!("/proc/{}/status", self.process.id());
        let status = std::fs::read_to_string(file).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS"));
        let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
        kib.unwrap_or_default() / 1024.0
    }

    /// The threads and how long each ran on a core so far, in seconds.
    pub fn threads(&self) -> Vec<(String, String, f64)> {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.process.id())).unwrap();
        tasks
            .filter_map(|task| {
                let task = task.ok()?;
                let name = std::fs::read_to_string(task.path().join("comm")).ok()?;
                let run = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
                let nanos: f64 = run.split_whitespace().next()?.parse().ok()?;
                let id = task.file_name().into_string().ok()?;
                Some((id, name.trim().to_owned(), nanos / 1e9))
            })
            .collect()
    }

    /// How many SQL statements ran so far.
    pub async fn statements(&self) -> Statements {
        let mut client = Client::connect(&self.word(1), 0).await;
        let text = client.get("/metrics").await.text();
        let count = |purpose: &str| {
            let name = format!("lanyard_store_statements_total{{purpose=\"{purpose}\"}} ");
            let line = text.lines().find_map(|line| line.strip_prefix(&name));
            line.and_then(|count| count.parse().ok()).unwrap_or(0.0)
        };
        Statements {
            read: count("read"),
            write: count("write"),
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// SQL statements.
pub struct Statements {
    read: f64,
    write: f64,
}

impl Statements {
    /// Those that ran between two looks.
    pub fn until(&self, later: &Self) -> Self {
        Self {
            read: later.read - self.read,
            write: later.write - self.write,
        }
    }

    /// In words, per operation.
    pub fn per(&self, rate: &Rate) -> String {
        let operations = rate.operations as f64;
        format!(
            "{:.3} statements read, {:.3} wrote, per request",
            self.read / operations,
            self.write / operations
        )
    }
}
