//! `kill -9` between what happened and the letter that tells of it, and while a mail server has it in its hands: it arrives, once at
//! least, and a second one can be seen to be the same.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::process::Installation;
use crate::world::PASSWORD;

/// How long a node that is gone may keep a receiver to itself, and some seconds.
const LEASE: Duration = Duration::from_secs(60);

/// A mail server on this machine, which acknowledges letters or does not.
struct Sink {
    port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    silent: bool,
    /// The `Message-ID` of every letter that was sent whole.
    ids: Vec<String>,
}

impl Sink {
    async fn open() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(Mutex::new(State::default()));
        let shared = state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, shared.clone()));
            }
        });
        Self { port, state }
    }

    fn falls_silent(&self, silent: bool) {
        self.state.lock().unwrap().silent = silent;
    }

    fn ids(&self) -> Vec<String> {
        self.state.lock().unwrap().ids.clone()
    }

    /// Waits until so many letters came.
    async fn has(&self, count: usize, within: Duration) -> Vec<String> {
        let began = Instant::now();
        while self.ids().len() < count && began.elapsed() < within {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        eprintln!("{} letters after {:?}", self.ids().len(), began.elapsed());
        self.ids()
    }
}

async fn serve(stream: TcpStream, state: Arc<Mutex<State>>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 sink.example\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer = match line.split(' ').next().unwrap_or_default() {
            "EHLO" => "250 sink.example",
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut id = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    if line.starts_with("Message-ID:") {
                        id = line;
                    }
                }
                let silent = {
                    let mut state = state.lock().unwrap();
                    state.ids.push(id);
                    state.silent
                };
                if silent {
                    std::future::pending::<()>().await;
                }
                "250 taken"
            }
            _ => "250 well",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

fn installation(sink: &Sink) -> Installation {
    let mut installation = Installation::new("127.0.0.1");
    installation.set("LANYARD_MAIL__SMTP", &format!("127.0.0.1:{}", sink.port));
    installation.set("LANYARD_MAIL__ENCRYPTION", "none");
    installation.set("LANYARD_MAIL__FROM", "Example <no-reply@example.com>");
    installation.add_user("mara");
    let verified = ["user", "update", "mara", "--email-verified", "true"];
    installation.run(&verified).well();
    installation
}

/// Something happens that Mara is to be told of.
fn happens(installation: &Installation) {
    let set = ["user", "set-password", "mara", "--password-stdin"];
    installation.run_with_input(&set, PASSWORD).well();
}

#[tokio::test]
async fn a_letter_of_what_happened_before_a_kill_is_sent_after_it() {
    let sink = Sink::open().await;
    let installation = installation(&sink);
    // The command writes what happened and the letter in one transaction, and nobody is there to send it.
    happens(&installation);
    assert!(sink.ids().is_empty());
    let server = installation.start().await;
    assert_eq!(sink.has(1, LEASE).await.len(), 1);
    server.kill();
    let _server = installation.start().await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(
        sink.ids().len(),
        1,
        "what was acknowledged is not sent again"
    );
}

#[tokio::test]
async fn a_letter_that_was_not_acknowledged_before_a_kill_is_sent_again_under_the_same_name() {
    let sink = Sink::open().await;
    let installation = installation(&sink);
    sink.falls_silent(true);
    let server = installation.start().await;
    happens(&installation);
    assert_eq!(sink.has(1, Duration::from_secs(10)).await.len(), 1);
    server.kill();
    sink.falls_silent(false);
    let _server = installation.start().await;
    let ids = sink.has(2, LEASE).await;
    assert!(ids.len() == 2 && ids[0] == ids[1], "{ids:?}");
    let listed = installation
        .run(&["outbox", "list", "--all", "--json"])
        .well();
    let began = Instant::now();
    let mut rows = listed.json();
    while rows != serde_json::json!([]) && began.elapsed() < Duration::from_secs(5) {
        tokio::time::sleep(Duration::from_millis(100)).await;
        rows = installation
            .run(&["outbox", "list", "--all", "--json"])
            .well()
            .json();
    }
    assert_eq!(rows, serde_json::json!([]));
}
