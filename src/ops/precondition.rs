//! What has to be so that the server can run well, and what to do where it is not: looked at when it starts, and by `lanyard doctor`.
//! Nothing is made or changed by looking.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::Access;
use rustix::process::{Resource, Rlimit};

use crate::config::{Database, Settings};
use crate::protocol::client::{GrantType, Metadata, SigningAlg};
use crate::protocol::ids::ClientId;
use crate::protocol::resource_server::ResourceServers;
use crate::protocol::time::Timestamp;
use crate::store::{Db, Facts, StoreError, clients, resource_servers};

/// How it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// As it should be.
    Ok,
    /// It works, but is seldom meant.
    Warning,
    /// It does not work.
    Problem,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// What: `database`, `clock`.
    pub check: &'static str,
    /// How it is.
    pub state: State,
    /// What was seen, in a sentence.
    pub says: String,
    /// What to do; empty when nothing is to be done.
    pub fix: String,
}

impl Finding {
    /// As it should be.
    pub fn ok(check: &'static str, says: impl Into<String>) -> Self {
        Self::new(check, State::Ok, says, "")
    }

    /// Seldom meant.
    pub fn warning(check: &'static str, says: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::new(check, State::Warning, says, fix)
    }

    /// It does not work.
    pub fn problem(check: &'static str, says: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::new(check, State::Problem, says, fix)
    }

    fn new(
        check: &'static str,
        state: State,
        says: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        let (says, fix) = (says.into(), fix.into());
        Self {
            check,
            state,
            says,
            fix,
        }
    }
}

/// The first of January 2026: this program is younger.
const YOUNGER_THAN: Timestamp = Timestamp(1_767_225_600);
/// Files besides connections: the binary's own, logs, signals, the metrics listener.
const OTHER_FILES: u64 = 64;
/// Less is soon full.
const FREE_SPACE: u64 = 64 << 20;
/// Tokens are refused for less.
const CLOCK_OFF: Duration = Duration::from_secs(10);
/// PostgreSQL 13.
const OLDEST_POSTGRES: i32 = 130_000;

/// Clients whose tokens are to be signed by algorithms that this server does not sign with any more: `(client, algorithm)`.
///
/// # Errors
/// When the database does not answer.
pub async fn unsigned(
    db: &Db,
    algorithms: &[SigningAlg],
) -> Result<Vec<(ClientId, SigningAlg)>, StoreError> {
    const AT_ONCE: i64 = 500;
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let from = after.clone();
        let job = db
            .read(move |c| Box::pin(async move { clients::list(c, from.as_ref(), AT_ONCE).await }));
        let page = job.await?;
        let Some(last) = page.last() else {
            return Ok(found);
        };
        after = Some(last.id.clone());
        for client in &page {
            let missing = signed_with(&client.metadata).find(|alg| !algorithms.contains(alg));
            found.extend(missing.map(|alg| (client.id.clone(), alg)));
        }
    }
}

/// The algorithms of the tokens of a client. Of signed answers it is not known whether any is ever asked for.
fn signed_with(metadata: &Metadata) -> impl Iterator<Item = SigningAlg> {
    let signs_in = metadata.grant_types.contains(&GrantType::AuthorizationCode)
        && metadata.scope.contains("openid");
    let id_token = signs_in.then_some(metadata.id_token_signed_response_alg);
    id_token
        .into_iter()
        .chain(metadata.access_token_signed_response_alg)
}

/// What [`unsigned`] says to whoever runs this server.
pub fn of_clients(unsigned: &[(ClientId, SigningAlg)]) -> Finding {
    const CHECK: &str = "clients";
    const NAMED: usize = 5;
    let Some(((first, alg), more)) = unsigned.split_first() else {
        return Finding::ok(CHECK, "this server signs with the algorithm of each");
    };
    let named = std::iter::once((first, alg)).chain(more.iter().map(|(id, alg)| (id, alg)));
    let names: Vec<_> = named
        .take(NAMED)
        .map(|(id, alg)| format!("{id} ({})", alg.as_str()))
        .collect();
    let rest = match unsigned.len().saturating_sub(NAMED) {
        0 => String::new(),
        rest => format!(" and {rest} more"),
    };
    Finding::problem(
        CHECK,
        format!(
            "no token can be signed for {}{rest}: keys.algorithms has no such algorithm",
            names.join(", ")
        ),
        format!(
            "put {} back into keys.algorithms, or choose another one (lanyard client update {first} --help)",
            alg.as_str()
        ),
    )
}

/// Whether this server signs as was decided for each resource server.
///
/// # Errors
/// When the database does not answer.
pub async fn of_resource_servers(
    db: &Db,
    algorithms: &[SigningAlg],
) -> Result<Finding, StoreError> {
    const CHECK: &str = "resource servers";
    let all = db.read(|c| Box::pin(resource_servers::list(c))).await?;
    let all: ResourceServers = all.into_iter().collect();
    let named = all.unsigned(algorithms);
    let named: Vec<_> = named
        .map(|(server, alg)| format!("{} ({})", server.identifier.as_str(), alg.as_str()))
        .collect();
    Ok(match named.is_empty() {
        true => Finding::ok(CHECK, "this server signs with the algorithm of each"),
        false => Finding::problem(
            CHECK,
            format!(
                "no token can be signed for {}: keys.algorithms has no such algorithm",
                named.join(", ")
            ),
            "put it back into keys.algorithms, or choose another one (lanyard resource update --help)",
        ),
    })
}

/// What the machine and the settings decide.
pub fn of_machine(settings: &Settings, now: Timestamp) -> Vec<Finding> {
    let mut found = vec![clock(now), open_files(settings), issuer(settings)];
    found.extend(certificate(settings, now));
    found.extend(directories(settings).iter().map(|place| writable(place)));
    if let Database::Sqlite(file) = &settings.database {
        found.extend(space(file.parent().unwrap_or(Path::new("."))));
    }
    found
}

fn clock(now: Timestamp) -> Finding {
    let says = format!(
        "it is {}",
        jiff::Timestamp::from_second(now.0).map_or_else(|_| now.0.to_string(), |at| at.to_string())
    );
    match now < YOUNGER_THAN {
        true => Finding::problem(
            "clock",
            format!("{says}, which is before this program was made"),
            "set the machine's clock, best by NTP (`timedatectl set-ntp true`)",
        ),
        false => Finding::ok("clock", says),
    }
}

/// The server's own certificate. One that is not good yet, or not any more, is shown all the same: browsers say so.
fn certificate(settings: &Settings, now: Timestamp) -> Option<Finding> {
    const CHECK: &str = "certificate";
    const RENEW: &str = "renew it and replace the files that tls.certificate and tls.key name";
    let read = settings.tls.read()?;
    Some(match read {
        Err(error) => Finding::problem(CHECK, error.problem, error.fix),
        Ok(certificate) => {
            let until = certificate.not_after;
            let when = jiff::Timestamp::from_second(until.0)
                .map_or_else(|_| until.0.to_string(), |at| at.to_string());
            if now < certificate.not_before {
                let fix = "wait, or set the machine's clock";
                Finding::warning(CHECK, "it is not good yet", fix)
            } else if until <= now {
                Finding::warning(CHECK, format!("it ended at {when}"), RENEW)
            } else if certificate.ends_soon(now) {
                Finding::warning(CHECK, format!("it ends at {when}"), RENEW)
            } else {
                Finding::ok(CHECK, format!("it is good until {when}"))
            }
        }
    })
}

/// How many files a server with these settings may want open.
fn files_needed(settings: &Settings) -> u64 {
    let database = match settings.database {
        // Each connection has the file, its log and its index open.
        Database::Sqlite(_) => 3 * (u64::from(settings.storage.sqlite_readers) + 2),
        Database::Postgres(_) => u64::from(settings.storage.postgres_connections) + 2,
    };
    settings.limits.connections as u64 + database + OTHER_FILES
}

fn open_files(settings: &Settings) -> Finding {
    let needed = files_needed(settings);
    let limit = rustix::process::getrlimit(Resource::Nofile);
    // A start raises the soft limit by itself.
    match limit.maximum.filter(|most| *most < needed) {
        Some(most) => Finding::warning(
            "open files",
            format!(
                "{most} may be open, and limits.connections with the database may take {needed}"
            ),
            format!(
                "raise the limit (systemd: LimitNOFILE={needed}; shell: ulimit -n {needed}), or lower limits.connections"
            ),
        ),
        None => Finding::ok(
            "open files",
            format!("{needed} may be needed, and may be open"),
        ),
    }
}

/// Lets this process open as many files as it may need, as far as the hard limit goes.
pub fn raise_open_files(settings: &Settings) {
    let needed = files_needed(settings);
    let Rlimit { current, maximum } = rustix::process::getrlimit(Resource::Nofile);
    if current.is_some_and(|now| now < needed) {
        let wanted = maximum.map_or(needed, |most| most.min(needed));
        let limit = Rlimit {
            current: Some(wanted),
            maximum,
        };
        if let Err(error) = rustix::process::setrlimit(Resource::Nofile, limit) {
            tracing::debug!(%error, "the limit of open files stays as it is");
        }
    }
}

/// Whether whoever stands in front can serve that name.
fn issuer(settings: &Settings) -> Finding {
    let (issuer, listen) = (&settings.issuer, settings.listen);
    if issuer.is_secure() && issuer.port() == listen.port() {
        return Finding::warning(
            "issuer",
            format!("{issuer} names the port of listen {listen}, where TLS is not spoken"),
            "let the proxy that ends TLS listen on that port, and Lanyard on another one",
        );
    }
    if issuer.is_secure() && issuer.is_loopback() {
        return Finding::warning(
            "issuer",
            format!("{issuer} is this machine alone, by https"),
            "write the name that other machines know, or http:// for a trial",
        );
    }
    Finding::ok("issuer", issuer.to_string())
}

/// Directories that are written to.
fn directories(settings: &Settings) -> Vec<PathBuf> {
    let parent = |file: &Path| match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    let mut found = Vec::new();
    if let Database::Sqlite(file) = &settings.database {
        found.push(parent(file));
    }
    let key = settings.master_key_file();
    if settings.master_key.is_none() && !key.exists() {
        found.push(parent(&key));
    }
    found.dedup();
    found
}

/// Asks the directory, or the one it would be made in.
fn writable(directory: &Path) -> Finding {
    let asked = directory.ancestors().find(|place| place.exists());
    let asked = match asked {
        Some(place) if !place.as_os_str().is_empty() => place,
        _ => Path::new("."),
    };
    let shown = directory.display();
    if !asked.is_dir() {
        return Finding::problem(
            "data directory",
            format!("{} is no directory", asked.display()),
            "choose another data_dir",
        );
    }
    match rustix::fs::access(asked, Access::WRITE_OK | Access::EXEC_OK) {
        Ok(()) => Finding::ok("data directory", format!("{shown} can be written to")),
        Err(error) => Finding::problem(
            "data directory",
            format!("{shown} cannot be written to: {error}"),
            format!(
                "let the user of the server (uid {}) write there, mount a volume, or choose another data_dir",
                rustix::process::geteuid().as_raw()
            ),
        ),
    }
}

fn space(directory: &Path) -> Option<Finding> {
    let asked = directory.ancestors().find(|place| place.is_dir())?;
    let system = rustix::fs::statvfs(asked).ok()?;
    if system.f_blocks == 0 {
        return None;
    }
    let free = system.f_bavail.saturating_mul(system.f_frsize);
    let says = format!("{} MB are free in {}", free >> 20, directory.display());
    Some(match free < FREE_SPACE {
        true => Finding::warning("disk", says, "make room: a full disk stops sign-ins"),
        false => Finding::ok("disk", says),
    })
}

/// What the database says of itself. `asked`, `answered`: this machine's clock before and behind the question.
pub fn of_database(facts: &Facts, asked: Timestamp, took: Duration) -> Vec<Finding> {
    let mut found = Vec::new();
    let name = &facts.engine;
    if facts
        .postgres_version
        .is_some_and(|version| version < OLDEST_POSTGRES)
    {
        found.push(Finding::problem(
            "database",
            format!("{name} is too old"),
            "upgrade it to PostgreSQL 13 or newer",
        ));
    }
    let encoding = &facts.encoding;
    if !["UTF8", "UTF-8"].contains(&encoding.as_str()) {
        found.push(Finding::problem(
            "database",
            format!("its encoding is {encoding}: names and addresses would be lost or changed"),
            "make a database for it with `CREATE DATABASE lanyard ENCODING 'UTF8' TEMPLATE template0` and restore into that",
        ));
    }
    if found.is_empty() {
        found.push(Finding::ok("database", format!("{name}, {encoding}")));
    }
    if let Some(theirs) = facts.now {
        found.push(clocks(theirs, asked, took));
    }
    found
}

fn clocks(theirs: Timestamp, asked: Timestamp, took: Duration) -> Finding {
    let off = theirs.since(asked).max(asked.since(theirs));
    let says = format!("the database's differs by {} s", off.as_secs());
    match off > CLOCK_OFF + took {
        true => Finding::warning(
            "clock",
            says,
            "keep both on NTP: nodes may differ by two minutes, and codes live for one",
        ),
        false => Finding::ok("clock", says),
    }
}

/// Asks the database. `None`: it did not answer.
///
/// # Errors
/// When it does not answer.
pub async fn ask(
    db: &crate::store::Db,
    now: Timestamp,
) -> Result<Vec<Finding>, crate::store::StoreError> {
    let began = Instant::now();
    let facts = db.facts().await?;
    Ok(of_database(&facts, now, began.elapsed()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000);

    fn facts() -> Facts {
        Facts {
            engine: "PostgreSQL 15.3".into(),
            postgres_version: Some(150_003),
            encoding: "UTF8".into(),
            now: Some(NOW),
        }
    }

    fn states(found: &[Finding]) -> Vec<State> {
        found.iter().map(|one| one.state).collect()
    }

    #[test]
    fn encoding_version_and_clock_of_the_database_are_judged() {
        let judge = |facts: &Facts| of_database(facts, NOW, Duration::ZERO);
        assert_eq!(states(&judge(&facts())), [State::Ok, State::Ok]);
        let ascii = Facts {
            encoding: "SQL_ASCII".into(),
            ..facts()
        };
        assert_eq!(states(&judge(&ascii)), [State::Problem, State::Ok]);
        assert!(judge(&ascii)[0].fix.contains("ENCODING 'UTF8'"));
        let old = Facts {
            postgres_version: Some(120_000),
            ..facts()
        };
        assert_eq!(states(&judge(&old))[0], State::Problem);
        for off in [-90, 90] {
            let skewed = Facts {
                now: Some(Timestamp(NOW.0 + off)),
                ..facts()
            };
            assert_eq!(states(&judge(&skewed)), [State::Ok, State::Warning]);
        }
    }

    #[test]
    fn directories_clock_and_issuer_are_judged() {
        let directory = tempfile::tempdir().unwrap();
        let mut settings = Settings::for_tests("https://id.example.com");
        settings.data_dir = directory.path().join("not/made/yet");
        settings.database = Database::Sqlite(settings.data_dir.join("lanyard.db"));
        let found = of_machine(&settings, NOW);
        assert!(
            found.iter().all(|one| one.state != State::Problem),
            "{found:?}"
        );
        let early = of_machine(&settings, Timestamp(0));
        assert_eq!(early[0].state, State::Problem);
        settings.database = Database::Sqlite("/dev/null/lanyard.db".into());
        let found = of_machine(&settings, NOW);
        let refused = found.iter().find(|one| one.state == State::Problem);
        assert_eq!(refused.unwrap().check, "data directory");
        settings.issuer = "https://id.example.com:8080".parse().unwrap();
        let found = of_machine(&settings, NOW);
        assert_eq!(found[2].state, State::Warning, "{found:?}");
        settings.limits.connections = 1 << 30;
        assert_eq!(of_machine(&settings, NOW)[1].state, State::Warning);
    }
}
