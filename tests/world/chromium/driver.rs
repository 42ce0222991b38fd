//! chromedriver: the program that speaks WebDriver for Chromium. One process per browser, on a port it chooses.

use std::io::{BufRead, BufReader, ErrorKind};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

const HOW_TO_GET_IT: &str = "run ./scripts/test, which installs it";

/// A running chromedriver. It ends when this is dropped.
pub struct Driver {
    process: Child,
    /// Where it listens.
    pub url: String,
}

impl Driver {
    pub fn start() -> Self {
        let started = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut process = match started {
            Ok(process) => process,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                panic!("chromedriver is missing: {HOW_TO_GET_IT} (Debian: chromium-driver)")
            }
            Err(error) => panic!("chromedriver does not start: {error}"),
        };
        // "ChromeDriver was started successfully on port 41873."
        let mut lines = BufReader::new(process.stdout.take().expect("it is piped")).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        // Nobody reads the rest, and a full pipe would stop it.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        let port = port.expect("chromedriver says where it listens");
        Self {
            process,
            url: format!("http://127.0.0.1:{port}"),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where Chromium is.
pub fn chromium() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|dir| dir.join("chromium"))
        .find(|file| file.is_file())
        .unwrap_or_else(|| panic!("chromium is missing: {HOW_TO_GET_IT} (Debian: chromium)"))
}
