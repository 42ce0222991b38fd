//! Password hashes that other systems made: read, bounded, and compared once, until the person signs in and gets one of ours.
//!
//! They come with people who are brought along. What a hash asks for is judged when it is brought along and again whenever it is
//! used, so that no row can take the machine away. Passwords go in as typed, byte for byte, as they did where the hash was made.

use std::num::NonZeroU32;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Params, Version};
use aws_lc_rs::cipher::{AES_256, EncryptingKey, EncryptionContext, UnboundCipherKey};
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::{digest, pbkdf2};
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, Engine as _};
use zeroize::Zeroizing;

use super::password::bounded;

/// The highest cost of bcrypt: about a second.
const MAX_BCRYPT_COST: u32 = 14;
/// The most rounds of PBKDF2, over all blocks of its output.
const MAX_PBKDF2_ROUNDS: u64 = 4_000_000;
/// The most rounds of SHA-crypt.
const MAX_SHA_CRYPT_ROUNDS: u32 = 1_000_000;
/// The most memory of scrypt (`128 * N * r`), and the most of it over all of its `p`, in bytes.
const MAX_SCRYPT_MEMORY: u64 = 256 << 20;
const MAX_SCRYPT_WORK: u64 = 1 << 30;
/// The longest salt or hash, in bytes, and the longest text that has them.
const MAX_PART: usize = 512;
const MAX_TEXT: usize = 2_048;

/// Why a hash cannot be brought along. For operators: it never has the hash itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HashRefused {
    /// It begins like none that we know.
    #[error(
        "the kind of hash is not known; expected $argon2…, $2b$…, $pbkdf2-sha256$…, $scrypt$…, $6$…, $5$…, {{SSHA}}…, or Django's pbkdf2_sha256$…"
    )]
    Unknown,
    /// A kind that is known, and not accepted.
    #[error("{0}")]
    Weak(&'static str),
    /// It is not written as its kind is.
    #[error("{kind}: {expected}")]
    Malformed {
        /// The kind, e.g. `"bcrypt"`.
        kind: &'static str,
        /// How it is written.
        expected: &'static str,
    },
    /// It asks for more work or memory than is given to one sign-in.
    #[error("{kind}: {asks}, and {most} is the most")]
    TooMuch {
        /// The kind.
        kind: &'static str,
        /// What it asks for.
        asks: String,
        /// What is allowed.
        most: String,
    },
}

/// What a hash function mixes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digest {
    Sha1,
    Sha256,
    Sha512,
}

#[derive(Debug, Clone)]
pub(super) enum Work {
    Argon2 {
        algorithm: Algorithm,
        version: Version,
        params: Params,
        salt: Vec<u8>,
    },
    Bcrypt {
        cost: u32,
        salt: [u8; 16],
        /// Django's: the password goes in as the hexadecimal SHA-256 of itself.
        of_digest: bool,
    },
    Pbkdf2 {
        digest: Digest,
        rounds: NonZeroU32,
        salt: Vec<u8>,
    },
    Scrypt {
        params: scrypt::Params,
        salt: Vec<u8>,
        /// Firebase's: what came out encrypts this, and the ciphertext is the hash.
        signer: Option<Vec<u8>>,
    },
    /// The whole text.
    ShaCrypt(String),
    /// One digest of the password and the salt after it.
    Salted { digest: Digest, salt: Vec<u8> },
}

/// A hash of another system, within bounds.
#[derive(Clone)]
pub struct Foreign {
    kind: &'static str,
    pub(super) work: Work,
    pub(super) expected: Vec<u8>,
}

impl std::fmt::Debug for Foreign {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Foreign")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl Foreign {
    /// Reads a hash as another system has written it.
    ///
    /// # Errors
    /// [`HashRefused`].
    pub fn parse(text: &str) -> Result<Self, HashRefused> {
        if text.len() > MAX_TEXT {
            return Err(HashRefused::TooMuch {
                kind: "password_hash",
                asks: format!("it has {} bytes", text.len()),
                most: MAX_TEXT.to_string(),
            });
        }
        if let Some(rest) = text.strip_prefix('{') {
            return ldap(rest);
        }
        let kind = text.strip_prefix('$').unwrap_or(text);
        let (kind, rest) = kind.split_once('$').unwrap_or((kind, ""));
        match (text.starts_with('$'), kind) {
            (true, "argon2id" | "argon2i" | "argon2d") => argon2(text),
            (true, "2a" | "2b" | "2y") => bcrypt(rest, false),
            (true, "2" | "2x") => Err(HashRefused::Weak(
                "bcrypt: $2$ and $2x$ have faults of early versions; expected $2b$, $2a$ or $2y$",
            )),
            (true, "pbkdf2-sha256") => phc_pbkdf2(Digest::Sha256, rest),
            (true, "pbkdf2-sha512") => phc_pbkdf2(Digest::Sha512, rest),
            (true, "pbkdf2" | "pbkdf2-sha1") => phc_pbkdf2(Digest::Sha1, rest),
            (true, "scrypt") => phc_scrypt(rest),
            (true, "firebase-scrypt") => firebase_text(rest),
            (true, "5" | "6") => sha_crypt(text, rest),
            (true, "1" | "apr1") => Err(HashRefused::Weak(
                "MD5-crypt ($1$) is not accepted: it is guessed too fast; leave the hash out and let the person reset the password",
            )),
            (true, "y" | "gy" | "7") => Err(HashRefused::Weak(
                "yescrypt ($y$) is not known here; leave the hash out and let the person reset the password",
            )),
            (false, "pbkdf2_sha256") => django_pbkdf2(Digest::Sha256, rest),
            (false, "pbkdf2_sha1") => django_pbkdf2(Digest::Sha1, rest),
            (false, "argon2") => argon2(&format!("${rest}")),
            (false, "bcrypt") => django_bcrypt(rest, false),
            (false, "bcrypt_sha256") => django_bcrypt(rest, true),
            (false, "scrypt") => django_scrypt(rest),
            _ => Err(HashRefused::Unknown),
        }
    }

    /// The text to store: one that no hash of ours can be taken for, because ours are of normalised passwords.
    pub fn stored(text: &str) -> String {
        match text.starts_with("$argon2") {
            true => format!("argon2{text}"),
            false => text.to_owned(),
        }
    }

    /// What kind it is, as a report names it: `"bcrypt"`. For tests.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// So little work that its time would tell that somebody has it.
    pub(super) fn is_light(&self) -> bool {
        match &self.work {
            Work::Salted { .. } | Work::ShaCrypt(_) => true,
            Work::Pbkdf2 { rounds, .. } => rounds.get() < 50_000,
            Work::Bcrypt { cost, .. } => *cost < 9,
            Work::Scrypt { .. } | Work::Argon2 { .. } => false,
        }
    }

    /// What comes out for this password; `None` when a library fails. Argon2 is computed by the pool, in its memory.
    pub(super) fn compute(&self, password: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let mut out = Zeroizing::new(vec![0; self.expected.len()]);
        match &self.work {
            Work::Argon2 { .. } => return None,
            Work::Bcrypt {
                cost,
                salt,
                of_digest,
            } => {
                let digest =
                    of_digest.then(|| hexadecimal(&digest::digest(&digest::SHA256, password)));
                let password = digest.as_deref().map_or(password, str::as_bytes);
                // Bcrypt ends at the first NUL and at 72 bytes, so the hash is of no more than that.
                let mut key = Zeroizing::new(password.split(|b| *b == 0).next()?.to_vec());
                key.push(0);
                key.truncate(72);
                let hash = bcrypt::bcrypt(*cost, *salt, &key);
                out.copy_from_slice(hash.get(..self.expected.len())?);
            }
            Work::Pbkdf2 {
                digest,
                rounds,
                salt,
            } => pbkdf2::derive(digest.pbkdf2(), *rounds, salt, password, &mut out),
            Work::Scrypt {
                params,
                salt,
                signer,
            } => match signer {
                None => scrypt::scrypt(password, salt, params, &mut out).ok()?,
                Some(signer) => {
                    let mut key = Zeroizing::new([0; 32]);
                    scrypt::scrypt(password, salt, params, key.as_mut_slice()).ok()?;
                    let key = UnboundCipherKey::new(&AES_256, key.as_slice()).ok()?;
                    let key = EncryptingKey::ctr(key).ok()?;
                    out = Zeroizing::new(signer.clone());
                    let zero = EncryptionContext::Iv128(FixedLength::from([0; 16]));
                    key.less_safe_encrypt(&mut out, zero).ok()?;
                }
            },
            Work::ShaCrypt(text) => {
                use sha_crypt::PasswordVerifier as _;
                // It compares by itself, in constant time.
                let stored: &str = text;
                let same = sha_crypt::ShaCrypt::default().verify_password(password, stored);
                out[0] = u8::from(same.is_ok());
            }
            Work::Salted { digest, salt } => {
                let mut context = digest::Context::new(digest.plain());
                context.update(password);
                context.update(salt);
                out.copy_from_slice(context.finish().as_ref().get(..self.expected.len())?);
            }
        }
        Some(out)
    }
}

impl Digest {
    fn plain(self) -> &'static digest::Algorithm {
        match self {
            Self::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => &digest::SHA256,
            Self::Sha512 => &digest::SHA512,
        }
    }

    fn pbkdf2(self) -> pbkdf2::Algorithm {
        match self {
            Self::Sha1 => pbkdf2::PBKDF2_HMAC_SHA1,
            Self::Sha256 => pbkdf2::PBKDF2_HMAC_SHA256,
            Self::Sha512 => pbkdf2::PBKDF2_HMAC_SHA512,
        }
    }

    fn name_of_pbkdf2(self) -> &'static str {
        match self {
            Self::Sha1 => "pbkdf2-sha1",
            Self::Sha256 => "pbkdf2-sha256",
            Self::Sha512 => "pbkdf2-sha512",
        }
    }
}

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const BASE64_OF_BCRYPT: GeneralPurpose = GeneralPurpose::new(&alphabet::BCRYPT, LENIENT);

/// Base64 in any of the ways in which such texts are written: with `-_` for `+/` (URLs) or `.` for `+` (passlib), padded or not.
pub fn base64_any(text: &str) -> Option<Vec<u8>> {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '-' | '.' => '+',
            '_' => '/',
            other => other,
        })
        .collect();
    let bytes = BASE64.decode(plain).ok()?;
    (bytes.len() <= MAX_PART).then_some(bytes)
}

fn hexadecimal(digest: &digest::Digest) -> String {
    digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn argon2(text: &str) -> Result<Foreign, HashRefused> {
    const KIND: &str = "argon2";
    let malformed = HashRefused::Malformed {
        kind: KIND,
        expected: "expected $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH, with 8 bytes of salt and 16 of hash at least",
    };
    let parsed = PasswordHash::new(text).map_err(|_| malformed.clone())?;
    let algorithm = match parsed.algorithm.as_str() {
        "argon2id" => Algorithm::Argon2id,
        "argon2i" => Algorithm::Argon2i,
        "argon2d" => Algorithm::Argon2d,
        _ => return Err(malformed),
    };
    let version = match parsed.version {
        Some(19) => Version::V0x13,
        None | Some(16) => Version::V0x10,
        Some(_) => return Err(malformed),
    };
    let number = |name| parsed.params.get_decimal(name);
    let (Some(memory), Some(passes), Some(lanes)) = (number("m"), number("t"), number("p")) else {
        return Err(malformed);
    };
    let (Some(salt), Some(hash)) = (parsed.salt, parsed.hash) else {
        return Err(malformed);
    };
    if !bounded(memory, passes, lanes) {
        return Err(HashRefused::TooMuch {
            kind: KIND,
            asks: format!("it asks for m={memory},t={passes},p={lanes}"),
            most: "m=262144,t=16,p=16 with m*t=1048576".to_owned(),
        });
    }
    if hash.len() < 16 {
        return Err(malformed);
    }
    let params = Params::new(memory, passes, lanes, Some(hash.len())).map_err(|_| malformed)?;
    Ok(Foreign {
        kind: match algorithm {
            Algorithm::Argon2id => "argon2id",
            Algorithm::Argon2i => "argon2i",
            Algorithm::Argon2d => "argon2d",
        },
        work: Work::Argon2 {
            algorithm,
            version,
            params,
            salt: salt.to_vec(),
        },
        expected: hash.as_bytes().to_vec(),
    })
}

/// `12$SALT22HASH31`.
fn bcrypt(rest: &str, of_digest: bool) -> Result<Foreign, HashRefused> {
    const KIND: &str = "bcrypt";
    let malformed = HashRefused::Malformed {
        kind: KIND,
        expected: "expected $2b$12$, then 53 letters of ./A-Za-z0-9",
    };
    let (cost, tail) = rest.split_once('$').ok_or_else(|| malformed.clone())?;
    let cost: u32 = cost.parse().map_err(|_| malformed.clone())?;
    if cost > MAX_BCRYPT_COST {
        return Err(HashRefused::TooMuch {
            kind: KIND,
            asks: format!("its cost is {cost}"),
            most: MAX_BCRYPT_COST.to_string(),
        });
    }
    if cost < 4 || tail.len() != 53 || !tail.is_ascii() {
        return Err(malformed);
    }
    let decode = |part: &str| BASE64_OF_BCRYPT.decode(part).ok();
    let (salt, hash) = (decode(&tail[..22]), decode(&tail[22..]));
    let (Some(salt), Some(hash)) = (salt.and_then(|salt| salt.try_into().ok()), hash) else {
        return Err(malformed);
    };
    Ok(Foreign {
        kind: if of_digest { "bcrypt-sha256" } else { KIND },
        work: Work::Bcrypt {
            cost,
            salt,
            of_digest,
        },
        expected: hash,
    })
}

/// `$2b$12$…`, after the name that Django puts before it.
fn django_bcrypt(rest: &str, of_digest: bool) -> Result<Foreign, HashRefused> {
    let inner = ["$2b$", "$2a$", "$2y$"]
        .iter()
        .find_map(|start| rest.strip_prefix(start));
    let inner = inner.ok_or(HashRefused::Malformed {
        kind: "bcrypt",
        expected: "expected Django's bcrypt_sha256$$2b$12$…",
    })?;
    bcrypt(inner, of_digest)
}

fn pbkdf2_of(
    digest: Digest,
    rounds: Option<u32>,
    salt: Option<Vec<u8>>,
    hash: Option<Vec<u8>>,
) -> Result<Foreign, HashRefused> {
    let kind = digest.name_of_pbkdf2();
    let rounds = rounds.and_then(NonZeroU32::new);
    let hash = hash.filter(|hash| (16..=128).contains(&hash.len()));
    let (Some(rounds), Some(salt), Some(hash)) = (rounds, salt, hash) else {
        return Err(HashRefused::Malformed {
            kind,
            expected: "expected $pbkdf2-sha256$i=600000$SALT$HASH, with 16 to 128 bytes of hash, or Django's pbkdf2_sha256$600000$SALT$HASH",
        });
    };
    let blocks = hash.len().div_ceil(digest.plain().output_len()) as u64;
    if u64::from(rounds.get()) * blocks > MAX_PBKDF2_ROUNDS {
        return Err(HashRefused::TooMuch {
            kind,
            asks: format!("it asks for {rounds} rounds of {blocks} blocks"),
            most: format!("{MAX_PBKDF2_ROUNDS} over all blocks"),
        });
    }
    Ok(Foreign {
        kind,
        work: Work::Pbkdf2 {
            digest,
            rounds,
            salt,
        },
        expected: hash,
    })
}

/// `i=600000,l=32$SALT$HASH`, or passlib's `600000$SALT$HASH`.
fn phc_pbkdf2(digest: Digest, rest: &str) -> Result<Foreign, HashRefused> {
    let mut parts = rest.split('$');
    let rounds = parts.next().and_then(|params| {
        let number = params.split(',').find_map(|one| one.strip_prefix("i="));
        number.unwrap_or(params).parse().ok()
    });
    let mut part = || {
        parts
            .next()
            .filter(|part| !part.is_empty())
            .and_then(base64_any)
    };
    let (salt, hash) = (part(), part());
    pbkdf2_of(
        digest,
        rounds,
        salt,
        hash.filter(|_| parts.next().is_none()),
    )
}

/// `600000$SALT$HASH`, the salt as it stands.
fn django_pbkdf2(digest: Digest, rest: &str) -> Result<Foreign, HashRefused> {
    let parts: Vec<_> = rest.split('$').collect();
    let [rounds, salt, hash] = parts[..] else {
        return pbkdf2_of(digest, None, None, None);
    };
    let salt = (salt.len() <= MAX_PART).then(|| salt.as_bytes().to_vec());
    pbkdf2_of(digest, rounds.parse().ok(), salt, base64_any(hash))
}

/// The rest of a scrypt hash once it was taken apart.
fn scrypt_of(
    [log_n, r, p]: [Option<u32>; 3],
    salt: Option<Vec<u8>>,
    hash: Option<Vec<u8>>,
    signer: Option<Vec<u8>>,
) -> Result<Foreign, HashRefused> {
    let kind = match signer {
        Some(_) => "firebase-scrypt",
        None => "scrypt",
    };
    let malformed = HashRefused::Malformed {
        kind,
        expected: "expected $scrypt$ln=15,r=8,p=1$SALT$HASH, with 16 to 64 bytes of hash",
    };
    let hash = hash.filter(|hash| (16..=128).contains(&hash.len()));
    let (Some(log_n), Some(r), Some(p), Some(salt), Some(expected)) = (log_n, r, p, salt, hash)
    else {
        return Err(malformed);
    };
    let memory = 128_u64
        .checked_shl(log_n)
        .filter(|_| log_n < 40)
        .and_then(|memory| memory.checked_mul(u64::from(r)))
        .unwrap_or(u64::MAX);
    if memory > MAX_SCRYPT_MEMORY || memory.saturating_mul(u64::from(p)) > MAX_SCRYPT_WORK {
        return Err(HashRefused::TooMuch {
            kind,
            asks: format!("it asks for ln={log_n},r={r},p={p}"),
            most: "256 MiB, and 1 GiB over all of p,".to_owned(),
        });
    }
    let log_n = u8::try_from(log_n).ok().filter(|log_n| *log_n > 0);
    let params = log_n.and_then(|log_n| scrypt::Params::new(log_n, r, p).ok());
    Ok(Foreign {
        kind,
        work: Work::Scrypt {
            params: params.ok_or(malformed)?,
            salt,
            signer,
        },
        expected,
    })
}

/// `name=number,…` in one part of a text.
fn numbers<const N: usize>(params: &str, names: [&str; N]) -> [Option<u32>; N] {
    names.map(|name| {
        let mut pairs = params.split(',').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name)?.1.parse().ok()
    })
}

/// `ln=15,r=8,p=1$SALT$HASH`.
fn phc_scrypt(rest: &str) -> Result<Foreign, HashRefused> {
    let parts: Vec<_> = rest.split('$').collect();
    let [params, salt, hash] = parts[..] else {
        return scrypt_of([None; 3], None, None, None);
    };
    let [log_n, r, p] = numbers(params, ["ln", "r", "p"]);
    scrypt_of([log_n, r, p], base64_any(salt), base64_any(hash), None)
}

/// `N$SALT$r$p$HASH`, the salt as it stands.
fn django_scrypt(rest: &str) -> Result<Foreign, HashRefused> {
    let parts: Vec<_> = rest.split('$').collect();
    let [n, salt, r, p, hash] = parts[..] else {
        return scrypt_of([None; 3], None, None, None);
    };
    let n: Option<u32> = n.parse().ok().filter(|n: &u32| n.is_power_of_two());
    let salt = (salt.len() <= MAX_PART).then(|| salt.as_bytes().to_vec());
    let numbers = [n.map(u32::ilog2), r.parse().ok(), p.parse().ok()];
    scrypt_of(numbers, salt, base64_any(hash), None)
}

/// `ln=14,r=8$SALT$HASH$SIGNER`, as it is stored for Firebase.
fn firebase_text(rest: &str) -> Result<Foreign, HashRefused> {
    let parts: Vec<_> = rest.split('$').collect();
    let [params, salt, hash, signer] = parts[..] else {
        return scrypt_of([None; 3], None, None, Some(Vec::new()));
    };
    let [log_n, r] = numbers(params, ["ln", "r"]);
    let (salt, hash, signer) = (base64_any(salt), base64_any(hash), base64_any(signer));
    // What is encrypted is as long as what comes out.
    let hash = hash.filter(|hash| signer.as_ref().is_some_and(|key| key.len() == hash.len()));
    scrypt_of(
        [log_n, r, Some(1)],
        salt,
        hash,
        Some(signer.unwrap_or_default()),
    )
}

/// `$6$rounds=5000$SALT$HASH`; without `rounds` it is 5,000 of them.
fn sha_crypt(text: &str, rest: &str) -> Result<Foreign, HashRefused> {
    let kind = match text.starts_with("$6$") {
        true => "sha512-crypt",
        false => "sha256-crypt",
    };
    let malformed = HashRefused::Malformed {
        kind,
        expected: "expected $6$SALT$HASH or $6$rounds=5000$SALT$HASH",
    };
    let (rounds, rest) = match rest.strip_prefix("rounds=") {
        Some(rest) => {
            let (rounds, rest) = rest.split_once('$').ok_or_else(|| malformed.clone())?;
            (rounds.parse().map_err(|_| malformed.clone())?, rest)
        }
        None => (5_000, rest),
    };
    let length = if kind == "sha512-crypt" { 86 } else { 43 };
    let plain = |part: &str| {
        let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'/');
        part.bytes().all(fits)
    };
    let (salt, hash) = rest.split_once('$').ok_or_else(|| malformed.clone())?;
    if !(1..=16).contains(&salt.len()) || hash.len() != length || !plain(salt) || !plain(hash) {
        return Err(malformed);
    }
    if !(1_000..=MAX_SHA_CRYPT_ROUNDS).contains(&rounds) {
        return Err(HashRefused::TooMuch {
            kind,
            asks: format!("it asks for {rounds} rounds"),
            most: format!("{MAX_SHA_CRYPT_ROUNDS} (and 1000 the least)"),
        });
    }
    Ok(Foreign {
        kind,
        work: Work::ShaCrypt(format!("{}rounds={rounds}${rest}", &text[..3])),
        expected: vec![1],
    })
}

/// `SSHA}…`, `CRYPT}…`: what a directory has in `userPassword` (RFC 2307 §5.3).
fn ldap(rest: &str) -> Result<Foreign, HashRefused> {
    let (scheme, value) = rest.split_once('}').ok_or(HashRefused::Unknown)?;
    let scheme = scheme.to_ascii_uppercase();
    let (digest, kind, salted) = match scheme.as_str() {
        "CRYPT" | "ARGON2" | "BCRYPT" => return Foreign::parse(value),
        "PBKDF2-SHA256" => return phc_pbkdf2(Digest::Sha256, value),
        "PBKDF2-SHA512" => return phc_pbkdf2(Digest::Sha512, value),
        "SSHA" => (Digest::Sha1, "ssha", true),
        "SSHA256" => (Digest::Sha256, "ssha256", true),
        "SSHA512" => (Digest::Sha512, "ssha512", true),
        "SHA" | "SHA256" | "SHA512" | "MD5" | "SMD5" => {
            return Err(HashRefused::Weak(
                "hashes without a salt, and MD5, are not accepted: they are looked up in tables; leave the hash out and let the person reset the password",
            ));
        }
        _ => return Err(HashRefused::Unknown),
    };
    let length = digest.plain().output_len();
    let bytes = base64_any(value).filter(|bytes| salted && bytes.len() > length + 3);
    let mut expected = bytes.ok_or(HashRefused::Malformed {
        kind,
        expected: "expected base64 of the digest and, after it, 4 bytes of salt at least",
    })?;
    let salt = expected.split_off(length);
    Ok(Foreign {
        kind,
        work: Work::Salted { digest, salt },
        expected,
    })
}

#[cfg(test)]
mod tests;
