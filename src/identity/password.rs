//! Password hashes: Argon2id (RFC 9106) on a bounded pool with reused memory.
//!
//! A fresh block of many MiB per hash ruins an allocator under load, and an unbounded number of hashes at once
//! takes the machine away from the token endpoint. So a fixed number of hashes runs at a time, each in a buffer
//! that is kept, a fixed number waits, and whoever comes after that is told when to try again. Waiting is fair: see
//! `turns.rs`.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use argon2::password_hash::phc::{Output, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use aws_lc_rs::{constant_time, rand};
use base64::prelude::{BASE64_STANDARD_NO_PAD, Engine as _};
use tokio::sync::oneshot;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};
use zeroize::Zeroizing;

use super::foreign::{Foreign, Work};
pub use super::turns::Share;
use super::turns::Turns;

/// The longest password, in bytes as it was sent.
pub const MAX_PASSWORD_BYTES: usize = 1024;

const SALT_BYTES: usize = 16;
const HASH_BYTES: usize = 32;

// What a stored hash may ask for at most, whoever wrote it.
const MAX_STORED_MEMORY_KIB: u32 = 256 * 1024;
const MAX_STORED_PASSES: u32 = 16;
const MAX_STORED_LANES: u32 = 16;
const MAX_STORED_WORK_KIB: u64 = 1024 * 1024;

/// How passwords are hashed, and how many at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordSettings {
    /// Argon2 memory per hash, in KiB.
    pub memory_kib: u32,
    /// Argon2 passes over the memory.
    pub passes: u32,
    /// Argon2 lanes; they run one after the other.
    pub lanes: u32,
    /// Hashes computed at the same time, about the number of cores.
    pub at_once: usize,
    /// How many people may wait for their turn, and as many strangers.
    pub queue: usize,
}

impl Default for PasswordSettings {
    fn default() -> Self {
        Self {
            memory_kib: 19_456,
            passes: 2,
            lanes: 1,
            at_once: 2,
            queue: 64,
        }
    }
}

/// Why a password was not hashed or compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too many wait already.
    #[error("too many password checks are waiting")]
    Busy {
        /// When a place in the queue is likely.
        retry_after: Duration,
    },
    /// Longer than [`MAX_PASSWORD_BYTES`].
    #[error("the password is longer than {MAX_PASSWORD_BYTES} bytes")]
    TooLong,
    /// The configured parameters are outside of what Argon2 allows.
    #[error("password hash settings: {0}")]
    Settings(argon2::Error),
    /// The hash could not be computed.
    #[error("a password hash could not be computed")]
    Failed,
}

/// The answer to a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// The password is the one that was hashed.
    pub ok: bool,
    /// The stored hash was made with other parameters than today's. Only ever set together with `ok`.
    pub needs_rehash: bool,
}

const REFUSED: Verified = Verified {
    ok: false,
    needs_rehash: false,
};

/// Hashes and compares passwords; clones share the pool.
#[derive(Clone)]
pub struct Passwords(Arc<Pool>);

struct Pool {
    params: Params,
    /// What whoever has no password is compared with: nothing hashes to it.
    decoy: String,
    at_once: usize,
    queue: usize,
    last_hash_micros: AtomicU64,
    state: Mutex<State>,
}

struct State {
    workers: usize,
    waiting: Turns<Job>,
    buffers: Vec<Vec<Block>>,
    /// A hash was asked for since the memory was looked at.
    used: bool,
}

struct Job {
    task: Task,
    password: Zeroizing<Vec<u8>>,
    answer: oneshot::Sender<Result<Zeroizing<Vec<u8>>, PasswordError>>,
}

/// What is computed of a password.
enum Task {
    Argon2 {
        algorithm: Algorithm,
        version: Version,
        params: Params,
        salt: Vec<u8>,
        length: usize,
    },
    /// The way of another system, which does not need the memory.
    Foreign(Box<Foreign>),
}

impl Task {
    /// Ours.
    fn argon2id(params: Params, salt: &[u8], length: usize) -> Self {
        Self::Argon2 {
            algorithm: Algorithm::Argon2id,
            version: Version::V0x13,
            params,
            salt: salt.to_vec(),
            length,
        }
    }

    /// What `foreign` asks for, and what has to come out.
    fn of(foreign: Foreign) -> (Self, Vec<u8>) {
        let expected = foreign.expected.clone();
        let task = match foreign.work {
            Work::Argon2 {
                algorithm,
                version,
                params,
                salt,
            } => Self::Argon2 {
                algorithm,
                version,
                params,
                salt,
                length: expected.len(),
            },
            _ => Self::Foreign(Box::new(foreign)),
        };
        (task, expected)
    }
}

impl std::fmt::Debug for Passwords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Passwords")
            .field("at_once", &self.0.at_once)
            .finish_non_exhaustive()
    }
}

impl Passwords {
    /// A pool for these settings. Memory is taken when it is first needed, and kept until [`Self::rest`].
    ///
    /// # Errors
    /// [`PasswordError::Settings`] when Argon2 does not allow the parameters.
    pub fn new(settings: &PasswordSettings) -> Result<Self, PasswordError> {
        let params = Params::new(
            settings.memory_kib,
            settings.passes,
            settings.lanes,
            Some(HASH_BYTES),
        )
        .map_err(PasswordError::Settings)?;
        let decoy = phc(&params, &[0; SALT_BYTES], &[0; HASH_BYTES]);
        Ok(Self(Arc::new(Pool {
            params,
            decoy,
            at_once: settings.at_once.max(1),
            queue: settings.queue,
            last_hash_micros: AtomicU64::new(50_000),
            state: Mutex::new(State {
                workers: 0,
                waiting: Turns::new(settings.queue),
                buffers: Vec::new(),
                used: false,
            }),
        })))
    }

    /// Gives memory back that nothing was hashed in since the last call. To be called once in a while.
    pub fn rest(&self) {
        let mut state = self.0.state();
        let idle = !std::mem::take(&mut state.used) && state.workers == 0;
        let buffers = if idle {
            std::mem::take(&mut state.buffers)
        } else {
            Vec::new()
        };
        drop(state);
        drop(buffers);
    }

    /// Hashes a new password for whoever `share` says to a PHC string (`$argon2id$v=19$m=…,t=…,p=…$salt$hash`).
    ///
    /// # Errors
    /// [`PasswordError::TooLong`], [`PasswordError::Busy`], [`PasswordError::Failed`].
    pub async fn hash(&self, password: &str, share: Share) -> Result<String, PasswordError> {
        let password = prepare(password)?;
        let mut salt = [0; SALT_BYTES];
        rand::fill(&mut salt).map_err(|_| PasswordError::Failed)?;
        let params = self.0.params.clone();
        let hash = self
            .0
            .run(
                share,
                Task::argon2id(params.clone(), &salt, HASH_BYTES),
                password,
            )
            .await?;
        Ok(phc(&params, &salt, &hash))
    }

    /// Compares a password with a stored PHC string, in the turn of `share`.
    ///
    /// Without one, or when it is malformed or asks for more than we would ever write, the same work is done with
    /// today's parameters and the answer is no: time tells nothing about who has a password here.
    ///
    /// # Errors
    /// [`PasswordError::Busy`], [`PasswordError::Failed`]. A password that is too long is simply wrong.
    pub async fn verify(
        &self,
        stored: Option<&str>,
        password: &str,
        share: Share,
    ) -> Result<Verified, PasswordError> {
        let Ok(prepared) = prepare(password) else {
            return Ok(REFUSED);
        };
        let of_today = params_of(&self.0.params);
        let found = stored.and_then(Stored::parse);
        if stored.is_some() && found.is_none() {
            tracing::warn!(
                "a stored password hash is malformed or out of bounds; it matches nothing"
            );
        }
        let is_somebody = found.is_some();
        let compared = found.or_else(|| Stored::parse(&self.0.decoy));
        let (task, prepared, expected, needs_rehash) =
            match compared.ok_or(PasswordError::Failed)? {
                Stored::Own { params, salt, hash } => {
                    let other = params_of(&params) != of_today || hash.len() != HASH_BYTES;
                    let task = Task::argon2id(params, &salt, hash.len());
                    (task, prepared, hash.as_bytes().to_vec(), other)
                }
                Stored::Foreign(foreign) => {
                    let (task, expected) = Task::of(*foreign);
                    let typed = Zeroizing::new(password.as_bytes().to_vec());
                    (task, typed, expected, true)
                }
            };
        let hash = self.0.run(share, task, prepared).await?;
        let ok = constant_time::verify_slices_are_equal(&hash, &expected).is_ok() && is_somebody;
        Ok(Verified {
            ok,
            needs_rehash: ok && needs_rehash,
        })
    }
}

/// A PHC string of ours.
fn phc(params: &Params, salt: &[u8], hash: &[u8]) -> String {
    format!(
        "$argon2id$v=19$m={},t={},p={}${}${}",
        params.m_cost(),
        params.t_cost(),
        params.p_cost(),
        BASE64_STANDARD_NO_PAD.encode(salt),
        BASE64_STANDARD_NO_PAD.encode(hash),
    )
}

impl Pool {
    async fn run(
        self: &Arc<Self>,
        share: Share,
        task: Task,
        password: Zeroizing<Vec<u8>>,
    ) -> Result<Zeroizing<Vec<u8>>, PasswordError> {
        let (answer, answered) = oneshot::channel();
        let job = Job {
            task,
            password,
            answer,
        };
        self.submit(share, job);
        answered.await.map_err(|_| PasswordError::Failed)?
    }

    /// Starts a worker for the job, or lets it wait for one. When too many are waiting, it or another one is refused.
    fn submit(self: &Arc<Self>, share: Share, job: Job) {
        let mut state = self.state();
        state.used = true;
        if state.workers < self.at_once {
            state.workers += 1;
            drop(state);
            let pool = Arc::clone(self);
            tokio::task::spawn_blocking(move || pool.work(job));
            return;
        }
        let refused = state.waiting.wait(share, job, |job| job.answer.is_closed());
        drop(state);
        if let Some(job) = refused {
            let retry_after = self.time_to_drain();
            let _ = job.answer.send(Err(PasswordError::Busy { retry_after }));
        }
    }

    /// Computes one hash after the other until nobody waits. Going on without a pause keeps the thread on its core:
    /// handing each hash to a thread that has to be woken costs a tenth of the throughput.
    fn work(&self, job: Job) {
        let buffer = self.state().buffers.pop().unwrap_or_default();
        let mut seat = Seat {
            pool: self,
            buffer,
            given_up: false,
        };
        let mut next = Some(job);
        while let Some(job) = next {
            let hash = self.compute(&mut seat.buffer, job.task, &job.password);
            // The caller may have gone away.
            let _ = job.answer.send(hash);
            next = seat.next_job();
        }
    }

    fn compute(
        &self,
        buffer: &mut Vec<Block>,
        task: Task,
        password: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, PasswordError> {
        let foreign = match task {
            Task::Foreign(foreign) => foreign,
            argon2 => return self.argon2(buffer, argon2, password),
        };
        if foreign.is_light() {
            // Whoever has no account waits for this (attack row AU-02).
            let params = self.params.clone();
            let own = Task::argon2id(params, &[0; SALT_BYTES], HASH_BYTES);
            self.argon2(buffer, own, password)?;
        }
        foreign.compute(password).ok_or(PasswordError::Failed)
    }

    fn argon2(
        &self,
        buffer: &mut Vec<Block>,
        task: Task,
        password: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, PasswordError> {
        let Task::Argon2 {
            algorithm,
            version,
            params,
            salt,
            length,
        } = task
        else {
            return Err(PasswordError::Failed);
        };
        let started = Instant::now();
        let mut hash = Zeroizing::new(vec![0; length]);
        let blocks = params.block_count();
        let argon2 = Argon2::new(algorithm, version, params);
        if blocks > self.params.block_count() {
            // Made when the setting was higher, or elsewhere: works, but such a buffer is not kept.
            argon2.hash_password_into_with_memory(
                password,
                &salt,
                &mut hash,
                vec![Block::new(); blocks],
            )
        } else {
            buffer.resize(self.params.block_count(), Block::new());
            argon2.hash_password_into_with_memory(password, &salt, &mut hash, buffer)
        }
        .map_err(|_| PasswordError::Failed)?;
        let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.last_hash_micros.store(micros, Ordering::Relaxed);
        Ok(hash)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How long the full queue takes, in whole seconds and at least one.
    fn time_to_drain(&self) -> Duration {
        let rounds = self.queue.div_ceil(self.at_once) as u64;
        let micros = self
            .last_hash_micros
            .load(Ordering::Relaxed)
            .saturating_mul(rounds);
        Duration::from_secs(micros.div_ceil(1_000_000).clamp(1, 60))
    }
}

/// A worker's place and memory.
struct Seat<'a> {
    pool: &'a Pool,
    buffer: Vec<Block>,
    given_up: bool,
}

impl Seat<'_> {
    /// The next job, or `None` and the place is given up: under one lock, so that no job waits for a worker that
    /// has just left.
    fn next_job(&mut self) -> Option<Job> {
        let mut state = self.pool.state();
        let next = std::iter::from_fn(|| state.waiting.next()).find(|job| !job.answer.is_closed());
        if next.is_none() {
            self.given_up = true;
            state.workers -= 1;
            state.buffers.push(std::mem::take(&mut self.buffer));
        }
        next
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        // A hash that panicked must not cost a place for good.
        if !self.given_up {
            self.pool.state().workers -= 1;
        }
    }
}

/// A password as it is hashed: NFKC, once, and nothing else changed or cut. NIST SP 800-63B-4 §3.1.1.2.
fn prepare(password: &str) -> Result<Zeroizing<Vec<u8>>, PasswordError> {
    if password.len() > MAX_PASSWORD_BYTES {
        return Err(PasswordError::TooLong);
    }
    if is_nfkc_quick(password.chars()) == IsNormalized::Yes {
        return Ok(Zeroizing::new(password.as_bytes().to_vec()));
    }
    Ok(Zeroizing::new(
        password.nfkc().collect::<String>().into_bytes(),
    ))
}

/// A stored hash within our bounds.
enum Stored {
    /// As [`Passwords::hash`] writes it.
    Own {
        params: Params,
        salt: Salt,
        hash: Output,
    },
    /// As another system has written it.
    Foreign(Box<Foreign>),
}

impl Stored {
    fn parse(text: &str) -> Option<Self> {
        if !text.starts_with("$argon2id$") {
            // Another kind of Argon2 that was brought along has Django's `argon2` before it, see `foreign::stored`.
            let brought = !text.starts_with("$argon2");
            let foreign = Foreign::parse(text).ok().filter(|_| brought)?;
            return Some(Self::Foreign(Box::new(foreign)));
        }
        let parsed = PasswordHash::new(text).ok()?;
        if parsed.version != Some(Version::V0x13.into()) {
            return None;
        }
        let (salt, hash) = (parsed.salt?, parsed.hash?);
        if hash.len() < 16 || parsed.params.iter().count() != 3 {
            return None;
        }
        let [memory_kib, passes, lanes] =
            ["m", "t", "p"].map(|name| parsed.params.get_decimal(name));
        let (memory_kib, passes, lanes) = (memory_kib?, passes?, lanes?);
        let params = Params::new(memory_kib, passes, lanes, Some(hash.len())).ok()?;
        let own = Self::Own { params, salt, hash };
        bounded(memory_kib, passes, lanes).then_some(own)
    }
}

/// Whether a stored hash may ask for so much of Argon2.
pub(super) fn bounded(memory_kib: u32, passes: u32, lanes: u32) -> bool {
    memory_kib <= MAX_STORED_MEMORY_KIB
        && passes <= MAX_STORED_PASSES
        && lanes <= MAX_STORED_LANES
        && u64::from(memory_kib) * u64::from(passes) <= MAX_STORED_WORK_KIB
}

fn params_of(params: &Params) -> (u32, u32, u32) {
    (params.m_cost(), params.t_cost(), params.p_cost())
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::protocol::ids::UserId;

    const ME: Share = Share::Person(UserId(Uuid::nil()));

    fn pool(memory_kib: u32, at_once: usize, queue: usize) -> Passwords {
        Passwords::new(&PasswordSettings {
            memory_kib,
            passes: 1,
            lanes: 1,
            at_once,
            queue,
        })
        .unwrap()
    }

    async fn idle(passwords: &Passwords) {
        while passwords.0.state().workers > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let passwords = pool(64, 1, 4);
        let phc = passwords.hash("correct horse battery", ME).await.unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{phc}");
        let expected = [
            ("correct horse battery", true),
            ("correct horse batterz", false),
            ("", false),
        ];
        for (password, ok) in expected {
            let verified = passwords.verify(Some(&phc), password, ME).await.unwrap();
            assert_eq!(
                verified,
                Verified {
                    ok,
                    needs_rehash: false
                },
                "{password:?}"
            );
        }
        assert_ne!(
            phc,
            passwords.hash("correct horse battery", ME).await.unwrap(),
            "every hash has its own salt"
        );
    }

    #[tokio::test]
    async fn every_byte_counts_and_unicode_forms_do_not() {
        let passwords = pool(64, 1, 4);
        let long = "x".repeat(MAX_PASSWORD_BYTES - 1);
        // (hashed, typed, same password)
        let cases = [
            ("a\0b".to_owned(), "a\0b".to_owned(), true),
            ("a\0b".to_owned(), "a".to_owned(), false),
            ("a\0b".to_owned(), "a\0c".to_owned(), false),
            ("trailing ".to_owned(), "trailing".to_owned(), false),
            ("Case".to_owned(), "case".to_owned(), false),
            (format!("{long}a"), format!("{long}a"), true),
            (format!("{long}a"), format!("{long}b"), false),
            ("caf\u{e9}".to_owned(), "cafe\u{301}".to_owned(), true), // NFC and NFD
            ("\u{ff41}dmin".to_owned(), "admin".to_owned(), true),    // full width
            (
                "\u{212b}ngstr\u{f6}m".to_owned(),
                "\u{c5}ngstr\u{f6}m".to_owned(),
                true,
            ),
        ];
        for (hashed, typed, same) in cases {
            let phc = passwords.hash(&hashed, ME).await.unwrap();
            assert_eq!(
                passwords.verify(Some(&phc), &typed, ME).await.unwrap().ok,
                same,
                "{hashed:?} {typed:?}"
            );
        }
    }

    #[tokio::test]
    async fn a_password_above_the_limit_is_not_cut() {
        let passwords = pool(64, 1, 4);
        let long = "y".repeat(MAX_PASSWORD_BYTES + 1);
        assert_eq!(passwords.hash(&long, ME).await, Err(PasswordError::TooLong));
        let phc = passwords
            .hash(&long[..MAX_PASSWORD_BYTES], ME)
            .await
            .unwrap();
        assert!(!passwords.verify(Some(&phc), &long, ME).await.unwrap().ok);
    }

    #[tokio::test]
    async fn other_parameters_are_accepted_and_reported_on_success_only() {
        let phc = pool(64, 1, 4).hash("correct horse", ME).await.unwrap();
        for today in [pool(128, 1, 4), pool(32, 1, 4)] {
            let right = today.verify(Some(&phc), "correct horse", ME).await.unwrap();
            assert_eq!(
                right,
                Verified {
                    ok: true,
                    needs_rehash: true
                }
            );
            assert_eq!(
                today.verify(Some(&phc), "wrong", ME).await.unwrap(),
                REFUSED
            );
        }
    }

    #[tokio::test]
    async fn a_vector_of_the_reference_implementation_verifies() {
        // phc-winner-argon2, src/test.c: argon2id, t=2, m=2^8, p=1, "password", "somesalt".
        let phc =
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        assert!(
            pool(64, 1, 4)
                .verify(Some(phc), "password", ME)
                .await
                .unwrap()
                .ok
        );
    }

    #[tokio::test]
    async fn malformed_or_greedy_hashes_match_nothing() {
        let passwords = pool(64, 1, 4);
        let good = passwords.hash("secret", ME).await.unwrap();
        let stored = [
            String::new(),
            "$".into(),
            "plain".into(),
            good.replace("argon2id", "argon2i"),
            good.replace("v=19", "v=16"),
            good.replace("$v=19", ""),
            good.replace("m=64", "m=4294967295"),
            good.replace("m=64", "m=99999999999"),
            good.replace("m=64", "m=262144").replace("t=1", "t=16"),
            good.replace("m=64", "m=1"),
            good.replace("t=1", "t=0"),
            good.replace("t=1", "t=17"),
            good.replace("p=1", "p=0"),
            good.replace("p=1", "p=16777215"),
            good.replace(",p=1", ""),
            good.replace(",p=1", ",p=1,p=1"),
            good.rsplit_once('$').unwrap().0.into(),
            format!("{good}$more"),
            format!("{good}="),
            good[..good.len() - 30].into(),
        ];
        for phc in stored {
            assert_eq!(
                passwords.verify(Some(&phc), "secret", ME).await.unwrap(),
                REFUSED,
                "{phc}"
            );
        }
        assert_eq!(passwords.verify(None, "secret", ME).await.unwrap(), REFUSED);
    }

    #[tokio::test]
    async fn a_full_queue_refuses_at_once_and_recovers() {
        let passwords = pool(32_768, 1, 3);
        let mut waiting = Vec::new();
        for _ in 0..40 {
            let mut check = Box::pin(passwords.verify(None, "x", ME));
            // One step, in which nothing can be waited for.
            match check.as_mut().now_or_never() {
                None => waiting.push(check),
                Some(Err(PasswordError::Busy { retry_after })) => {
                    assert!(retry_after >= Duration::from_secs(1));
                }
                Some(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(waiting.len(), 4, "one at work and three waiting");
        for check in waiting {
            assert_eq!(check.await.unwrap(), REFUSED);
        }
        assert!(passwords.verify(None, "x", ME).await.is_ok());
        idle(&passwords).await;
        assert_eq!(passwords.0.state().buffers.len(), 1, "one buffer, reused");
        passwords.rest();
        assert_eq!(passwords.0.state().buffers.len(), 1, "it was just used");
        passwords.rest();
        assert!(passwords.0.state().buffers.is_empty());
        assert!(passwords.verify(None, "x", ME).await.is_ok());
    }

    #[tokio::test]
    async fn whoever_stops_waiting_gives_the_place_back() {
        let passwords = pool(32_768, 1, 1);
        let running = tokio::spawn({
            let passwords = passwords.clone();
            async move { passwords.hash("a", ME).await }
        });
        while passwords.0.state().workers == 0 {
            tokio::task::yield_now().await;
        }
        for _ in 0..5 {
            let waiting =
                tokio::time::timeout(Duration::from_millis(1), passwords.verify(None, "b", ME));
            assert!(
                waiting.await.is_err(),
                "given up while waiting, not refused"
            );
        }
        assert!(passwords.verify(None, "c", ME).await.is_ok());
        assert!(running.await.unwrap().is_ok());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn no_job_is_left_behind_when_a_worker_leaves() {
        let passwords = pool(8, 2, 64);
        for _ in 0..2_000 {
            let other = passwords.clone();
            let other = tokio::spawn(async move { other.verify(None, "a", ME).await });
            assert!(passwords.verify(None, "b", ME).await.is_ok());
            assert!(other.await.unwrap().is_ok());
        }
        idle(&passwords).await;
        assert!(passwords.0.state().buffers.len() <= 2);
    }

    #[test]
    fn impossible_settings_are_refused() {
        let settings = PasswordSettings {
            memory_kib: 1,
            ..PasswordSettings::default()
        };
        assert!(matches!(
            Passwords::new(&settings),
            Err(PasswordError::Settings(_))
        ));
    }

    proptest! {
        #[test]
        fn reading_a_stored_hash_never_panics(text in "\\PC*", tail in "(\\$[a-z0-9=,+/]{0,12}){0,6}") {
            let _ = Stored::parse(&text);
            let _ = Stored::parse(&format!("$argon2id$v=19{tail}"));
        }

        #[test]
        fn preparing_twice_changes_nothing(password in "\\PC{0,40}") {
            let once = prepare(&password).unwrap();
            let again = prepare(std::str::from_utf8(&once).unwrap()).unwrap();
            prop_assert_eq!(once, again);
        }
    }
}
