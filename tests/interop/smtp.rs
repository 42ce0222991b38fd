//! Letters to a real mail server: aiosmtpd, with STARTTLS, TLS from the first byte, and a password.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use lanyard::accounts::mailing::{Mail, Posted, post};
use lanyard::config::{Brand, Encryption, Secret, SessionMode, Settings};
use lanyard::identity::email::EmailAddress;
use lanyard::mail::{Letter, Post};
use lanyard::store::Engine;
use lanyard::store::outbox::{self, Message};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use serde_json::Value;
use tempfile::TempDir;
use time::{Duration as Days, OffsetDateTime};

use crate::app::installed;
use crate::process::free_port;
use crate::world::Provider;
use crate::world::letters::Received;
use crate::world::matrix::on;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop/smtp_sink.py");
const USER: &str = "lanyard";
const PASSWORD: &str = "what the mail server gave us";

/// A mail server in a process of its own.
struct Sink {
    child: Child,
    letters: Receiver<Value>,
    port: u16,
    directory: TempDir,
}

impl Sink {
    /// None: this machine has no Python to run it.
    fn start(encryption: &str) -> Option<Self> {
        let python = installed("python")?;
        let (directory, port) = (TempDir::new().unwrap(), free_port());
        let mut command = Command::new(python.join("bin/python3"));
        command.arg(SCRIPT).arg(port.to_string()).arg(encryption);
        match encryption {
            "none" => command.args(["", ""]),
            _ => {
                let (certificate, key) = certificate(directory.path());
                command.args([certificate, key])
            }
        };
        command.args([USER, PASSWORD]).stdout(Stdio::piped());
        let mut child = command.spawn().expect("Python runs");
        let output = BufReader::new(child.stdout.take().expect("it prints"));
        let sink = Self {
            child,
            letters: lines(output),
            port,
            directory,
        };
        assert_eq!(sink.next(), Some("ready".into()));
        Some(sink)
    }

    /// The next letter.
    fn next(&self) -> Option<Value> {
        self.letters.recv_timeout(Duration::from_secs(20)).ok()
    }

    fn is_empty(&self) -> bool {
        self.letters.try_recv().is_err()
    }

    /// What the operator sets.
    fn settings(&self, encryption: Encryption, settings: &mut Settings) {
        settings.mail.smtp = Some(format!("localhost:{}", self.port).parse().unwrap());
        settings.mail.encryption = encryption;
        settings.mail.user = Some(USER.to_owned());
        settings.mail.password = Some(Secret::new(PASSWORD));
        settings.mail.from = Some("Example <no-reply@example.com>".parse().unwrap());
        settings.mail.reply_to = Some("help@example.com".parse().unwrap());
        settings.mail.timeout = Duration::from_secs(3);
        let root = self.directory.path().join("root.pem");
        settings.outbound.extra_root_file = root.exists().then_some(root);
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(output: BufReader<ChildStdout>) -> Receiver<Value> {
    let (to, from) = channel();
    std::thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            let said = serde_json::from_str(&line).expect("the script failed; see its traceback");
            if to.send(said).is_err() {
                break;
            }
        }
    });
    from
}

/// A certificate for `localhost` and its key; who vouches for it is in `root.pem`.
fn certificate(directory: &Path) -> (PathBuf, PathBuf) {
    let lasting = |mut params: CertificateParams| {
        let now = OffsetDateTime::now_utc();
        (params.not_before, params.not_after) = (now - Days::days(1), now + Days::days(7));
        params
    };
    let root_key = KeyPair::generate().unwrap();
    let mut root = lasting(CertificateParams::default());
    root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let root_certificate = root.self_signed(&root_key).unwrap();
    std::fs::write(directory.join("root.pem"), root_certificate.pem()).unwrap();
    let issuer = Issuer::new(root, root_key);
    let key = KeyPair::generate().unwrap();
    let own = lasting(CertificateParams::new(vec!["localhost".to_owned()]).unwrap());
    let certificate = own.signed_by(&key, &issuer).unwrap();
    let (at, key_at) = (directory.join("own.pem"), directory.join("own.key"));
    std::fs::write(&at, certificate.pem()).unwrap();
    std::fs::write(&key_at, key.serialize_pem()).unwrap();
    (at, key_at)
}

/// What an operator sets that does not work.
type Wrong<'a> = &'a dyn Fn(&mut Settings);

/// A letter with a code, to this address.
async fn posts(site: &Provider, to: &str) {
    let mail = Mail {
        to: EmailAddress::parse(to).unwrap(),
        user: None,
        locale: None,
        zone: None,
        letter: Letter::ResetPassword {
            code: "918273".to_owned(),
            link: "https://id.example.com/reset?token=t".to_owned(),
            until: site.clock.now().plus(Duration::from_hours(1)),
        },
    };
    let (mailing, now) = (site.app.mailing.clone(), site.clock.now());
    let job = site.app.db.write(move |c| {
        let (mailing, mail) = (mailing.clone(), mail.clone());
        Box::pin(async move { post(c, &mailing, mail, now).await })
    });
    assert_eq!(job.await.unwrap(), Posted::Put);
}

async fn left(site: &Provider) -> Vec<Message> {
    let job = site.app.db.read(|c| Box::pin(outbox::list(c, true, 100)));
    job.await.unwrap()
}

async fn told(sink: &Sink, encryption: Encryption, story: impl AsyncFn(Provider)) {
    let change = |settings: &mut Settings| sink.settings(encryption, settings);
    on(Engine::Sqlite, SessionMode::Database, change, story).await;
}

async fn arrives(name: &str, encryption: Encryption) {
    let Some(sink) = Sink::start(name) else {
        return;
    };
    told(&sink, encryption, async |site| {
        posts(&site, "ada@example.com").await;
        site.app.outbox.settle().await;
        let letter = sink.next().expect("it arrives");
        assert_eq!(letter["from"], "no-reply@example.com");
        assert_eq!(letter["to"], serde_json::json!(["ada@example.com"]));
        assert_eq!(letter["tls"], encryption != Encryption::None);
        assert_eq!(
            (&letter["user"], &letter["hello"]),
            (&USER.into(), &"id.example.com".into())
        );
        let raw = letter["raw"].as_str().unwrap();
        let read = Received::parse(raw.as_bytes());
        assert!(
            read.text.contains("918273") && read.html.contains("918273"),
            "{raw}"
        );
        read.link("/reset");
        assert!(raw.contains("Reply-To: help@example.com"), "{raw}");
        assert_eq!(left(&site).await, []);
        let post = Post::new(&site.settings, &Brand::of(&site.settings))
            .unwrap()
            .unwrap();
        assert!(post.try_out().await.is_ok());
        assert!(sink.is_empty(), "trying sends nothing");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_arrives_by_starttls() {
    arrives("starttls", Encryption::Starttls).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_arrives_by_tls() {
    arrives("tls", Encryption::Tls).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_arrives_on_this_machine() {
    arrives("none", Encryption::None).await;
}

/// 5xx about one letter ends that letter; 4xx leaves it for later; and neither tells the log where it was to go.
#[tokio::test(flavor = "multi_thread")]
async fn em_12_a_server_that_refuses_for_good_is_not_asked_again_and_one_that_cannot_now_is() {
    let Some(sink) = Sink::start("starttls") else {
        return;
    };
    told(&sink, Encryption::Starttls, async |site| {
        posts(&site, "hard@example.com").await;
        posts(&site, "soft@example.com").await;
        site.app.outbox.settle().await;
        assert!(sink.is_empty());
        let rows = left(&site).await;
        let [hard, soft] = &rows[..] else {
            panic!("{rows:?}");
        };
        assert!(hard.set_aside_at.is_some() && soft.set_aside_at.is_none());
        for (row, said) in [(hard, "no such mailbox"), (soft, "greylisted")] {
            let why = row.last_error.as_deref().unwrap();
            assert!(why.contains(said) && why.contains("(the address)"), "{why}");
            assert!(!why.contains("@example.com"), "{why}");
        }
        // Left alone for a while, and then taken.
        site.app.outbox.settle().await;
        assert!(sink.is_empty());
        site.clock.advance(Duration::from_secs(10));
        site.app.outbox.settle().await;
        let letter = sink.next().expect("the second try arrives");
        assert_eq!(letter["to"], serde_json::json!(["soft@example.com"]));
        assert_eq!(left(&site).await.len(), 1);
    })
    .await;
}

/// A server that hangs or dies keeps no other letter back, and what it may have taken is sent again under the same name.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_hangs_or_dies_in_the_middle_gets_the_letter_again_under_one_message_id() {
    let Some(sink) = Sink::start("starttls") else {
        return;
    };
    told(&sink, Encryption::Starttls, async |site| {
        posts(&site, "hang@example.com").await;
        posts(&site, "die@example.com").await;
        posts(&site, "ada@example.com").await;
        let began = Instant::now();
        site.app.outbox.settle().await;
        assert!(
            began.elapsed() < Duration::from_secs(15),
            "{:?}",
            began.elapsed()
        );
        let mut came: Vec<_> = std::iter::from_fn(|| sink.letters.try_recv().ok()).collect();
        assert_eq!(came.len(), 3);
        let rows = left(&site).await;
        assert!(
            rows.len() == 2 && rows.iter().all(|row| row.set_aside_at.is_none()),
            "{rows:?}"
        );
        // A connection that was kept may be found dead first, which costs another try.
        for _ in 0..4 {
            site.clock.advance(Duration::from_secs(60));
            site.app.outbox.settle().await;
            came.extend(std::iter::from_fn(|| sink.letters.try_recv().ok()));
            let to_die = |letter: &&Value| letter["to"][0] == "die@example.com";
            if came.iter().filter(to_die).count() > 1 {
                break;
            }
        }
        let ids = |to: &str| -> Vec<String> {
            let own = came.iter().filter(|letter| letter["to"][0] == to);
            let line = |letter: &Value| {
                let raw = letter["raw"].as_str().unwrap().to_owned();
                let id = raw.lines().find(|line| line.starts_with("Message-ID:"));
                id.unwrap().to_owned()
            };
            own.map(line).collect()
        };
        let twice = ids("die@example.com");
        assert!(twice.len() == 2 && twice[0] == twice[1], "{twice:?}");
        assert_eq!(ids("ada@example.com").len(), 1);
        // The code in it stops working: nobody is sent that.
        site.clock.advance(Duration::from_hours(2));
        site.app.outbox.settle().await;
        let rows = left(&site).await;
        assert!(
            rows.len() == 1 && rows[0].set_aside_at.is_some(),
            "{rows:?}"
        );
    })
    .await;
}

/// What only a setting can mend sets no letter aside: they wait, and go when it is mended.
#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_or_certificate_keeps_letters_until_it_is_mended() {
    let Some(sink) = Sink::start("starttls") else {
        return;
    };
    let wrong_password = |settings: &mut Settings| {
        settings.mail.password = Some(Secret::new("not that one"));
    };
    let unknown_root = |settings: &mut Settings| settings.outbound.extra_root_file = None;
    let no_tls = |settings: &mut Settings| settings.mail.encryption = Encryption::Tls;
    let wrongs: [(Wrong<'_>, &str); 3] = [
        (&wrong_password, "535"),
        (&unknown_root, "certificate"),
        (&no_tls, ""),
    ];
    for (wrong, says) in wrongs {
        told(&sink, Encryption::Starttls, async |site| {
            let mut settings = site.settings.clone();
            wrong(&mut settings);
            let post = Post::new(&settings, &Brand::of(&settings))
                .unwrap()
                .unwrap();
            let why = post.try_out().await.unwrap_err();
            assert!(why.to_lowercase().contains(says), "{why}");
            assert!(!why.contains("not that one"), "{why}");
            let mended = site.settings.clone();
            let mut site = site;
            site.settings = settings;
            let mut site = site.restart().await;
            posts(&site, "ada@example.com").await;
            site.app.outbox.settle().await;
            let rows = left(&site).await;
            assert!(
                rows.len() == 1 && rows[0].set_aside_at.is_none(),
                "{rows:?}"
            );
            assert!(sink.is_empty());
            site.clock.advance(Duration::from_secs(10));
            site.settings = mended;
            let site = site.restart().await;
            site.app.outbox.settle().await;
            assert!(sink.next().is_some() && left(&site).await.is_empty());
        })
        .await;
    }
}
