//! The settings: typed, from `lanyard.toml`, the environment and flags. `lanyard.example.toml` explains every key.
//!
//! Anything that cannot work as written refuses to start and says which key, where it was set, and the fix.

mod brand;
mod check;
#[cfg(test)]
mod check_tests;
mod effective;
mod issuer;
mod load;
mod logo;
mod mail;
mod outbound;
mod passkeys;
#[cfg(test)]
mod tests;
mod tls;
mod values;
mod variables;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use brand::Brand;
pub use check::warnings;
pub use effective::{Effective, document, effective};
pub use issuer::{Issuer, IssuerError};
pub use load::{ConfigError, Flags, Loaded, Origins, flatten, load};
pub use logo::Logo;
pub use mail::{Encryption, MailSettings, Mailbox};
pub use outbound::{Allowed, HTTPS, OutboundSettings, Resolver, extra_roots};
pub use passkeys::PasskeySettings;
pub use tls::{Certificate, TlsError, TlsSettings};
pub use values::{Database, Link, LogLevel, Network, Secret, duration};

use crate::identity::password;
use crate::identity::password_policy::PasswordPolicy;
use crate::keys::KeyPolicy;
use crate::protocol::acr::Level;
use crate::protocol::client::SigningAlg;
use crate::protocol::colour::Colour;
use crate::protocol::membership::GroupName;
use crate::protocol::refresh::{Lasting, RefreshRules};
use crate::protocol::registration::Registrars;
use crate::store::{Pooler, StoreOptions};

/// Bytes of disk space that are kept back beside a SQLite file: more than removing a batch of rows takes.
const RESERVE: u64 = 8 << 20;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);

/// Everything an operator can decide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The name relying parties know this server by, and the only source of its URLs.
    pub issuer: Issuer,
    /// Where the server accepts connections.
    #[serde(with = "values::address")]
    pub listen: SocketAddr,
    /// Where rows are kept.
    pub database: Database,
    /// Holds the master key and, unless `database` says otherwise, the SQLite file.
    pub data_dir: PathBuf,
    /// The file of the master key; `master.key` in `data_dir` when absent.
    pub master_key_file: Option<PathBuf>,
    /// The master key itself, instead of a file. Only the environment may set it.
    pub master_key: Option<Secret>,
    /// Who may make an account.
    pub sign_up: SignUp,
    /// `[accounts]`
    pub accounts: AccountSettings,
    /// `[apps]`
    pub apps: AppsSettings,
    /// `[session]`
    pub session: SessionSettings,
    /// `[tokens]`
    pub tokens: TokenSettings,
    /// `[password]`
    pub password: PasswordSettings,
    /// `[second_factor]`
    pub second_factor: SecondFactorSettings,
    /// `[passkeys]`
    pub passkeys: PasskeySettings,
    /// `[proofs]`
    pub proofs: ProofSettings,
    /// `[keys]`
    pub keys: KeySettings,
    /// `[tls]`
    pub tls: TlsSettings,
    /// `[proxy]`
    pub proxy: ProxySettings,
    /// `[limits]`
    pub limits: LimitSettings,
    /// `[outbound]`
    pub outbound: OutboundSettings,
    /// `[mail]`
    pub mail: MailSettings,
    /// `[logout]`
    pub logout: LogoutSettings,
    /// `[storage]`
    pub storage: StorageSettings,
    /// `[metrics]`
    pub metrics: MetricsSettings,
    /// `[log]`
    pub log: LogSettings,
    /// `[branding]`
    pub branding: BrandingSettings,
    /// Where each of them comes from.
    #[serde(skip)]
    pub origins: Origins,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            issuer: Issuer::local(8080),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            database: Database::Sqlite("data/lanyard.db".into()),
            data_dir: "data".into(),
            master_key_file: None,
            master_key: None,
            sign_up: SignUp::default(),
            accounts: AccountSettings::default(),
            apps: AppsSettings::default(),
            session: SessionSettings::default(),
            tokens: TokenSettings::default(),
            password: PasswordSettings::default(),
            second_factor: SecondFactorSettings::default(),
            passkeys: PasskeySettings::default(),
            proofs: ProofSettings::default(),
            keys: KeySettings::default(),
            tls: TlsSettings::default(),
            proxy: ProxySettings::default(),
            limits: LimitSettings::default(),
            outbound: OutboundSettings::default(),
            mail: MailSettings::default(),
            logout: LogoutSettings::default(),
            storage: StorageSettings::default(),
            metrics: MetricsSettings::default(),
            log: LogSettings::default(),
            branding: BrandingSettings::default(),
            origins: Origins::default(),
        }
    }
}

impl Settings {
    /// The defaults with cheap password hashes and no metrics listener.
    ///
    /// # Panics
    /// When `issuer` is not a valid issuer. For tests.
    pub fn for_tests(issuer: &str) -> Self {
        let mut settings = Self {
            issuer: issuer.parse().expect("a valid issuer"),
            ..Self::default()
        };
        settings.password.memory_kib = 64;
        settings.password.passes = 1;
        settings.metrics.listen = None;
        settings
    }

    /// The file of the master key, unless the environment has the key itself.
    pub fn master_key_file(&self) -> PathBuf {
        match &self.master_key_file {
            Some(path) => path.clone(),
            None => self.data_dir.join("master.key"),
        }
    }

    /// The life of keys.
    pub fn key_policy(&self) -> KeyPolicy {
        // An ID token is a hint for signing out as long as its sign-in may last, expired or not (RP-Initiated Logout §2).
        let longest_sign_in = self.session.absolute.max(self.session.remember);
        let longest_use = self.tokens.access.max(self.tokens.id).max(longest_sign_in);
        KeyPolicy {
            algorithms: self.keys.algorithms.clone(),
            rsa_bits: self.keys.rsa_bits,
            life: self.keys.rotation,
            announce: self.keys.announce,
            // Relying parties may keep the key set for a day, whatever its cache header says.
            retain: longest_use + DAY,
            // A key opens for twice as long again: a remembered session opens to its end, and so does a refresh
            // token that nobody used.
            seal_life: self
                .session
                .remember
                .max(self.tokens.refresh_idle)
                .max(KeyPolicy::default().seal_life),
            ..KeyPolicy::default()
        }
    }

    /// How passwords are hashed.
    pub fn hashing(&self) -> password::PasswordSettings {
        password::PasswordSettings {
            memory_kib: self.password.memory_kib,
            passes: self.password.passes,
            lanes: 1,
            at_once: self.password.hashes_at_once(),
            queue: self.password.queue,
        }
    }

    /// What new passwords must satisfy.
    pub fn password_policy(&self) -> PasswordPolicy {
        PasswordPolicy {
            min_length: self.password.min_length,
        }
    }

    /// How many connections to the database.
    pub fn store_options(&self) -> StoreOptions {
        StoreOptions {
            readers: self.storage.sqlite_readers,
            connections: self.storage.postgres_connections,
            pooler: self.storage.postgres_pooler,
            reserve: RESERVE,
            ..StoreOptions::default()
        }
    }
}

/// Who may make an account on the sign-up page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignUp {
    /// Anybody.
    Open,
    /// Whoever holds an invitation (`lanyard user invite`).
    #[default]
    Invited,
    /// Nobody; accounts are made with `lanyard user add`.
    Closed,
}

/// `[apps]`: what people may do with apps of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AppsSettings {
    /// Who may register apps on the hosted pages.
    pub register: Registrars,
}

/// Where the browser session lives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SessionMode {
    /// In a row, keyed by the hash of the cookie's random id.
    #[default]
    Database,
    /// Sealed in the cookie itself.
    Cookie,
}

/// `[accounts]`: people's accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AccountSettings {
    /// How long an account stays, unused, after its person asked for its deletion: until then they can keep it.
    #[serde(with = "duration")]
    pub deletion_grace: Duration,
    /// Whether people reach apps only with an e-mail address that they confirmed.
    pub verified_email: bool,
    /// Where the terms are that people agree to, at sign-up and before they go on to an app.
    pub terms: Option<Link>,
    /// Which ones these are: another version is agreed to anew.
    pub terms_version: Option<String>,
}

/// What people have to agree to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermsInForce<'a> {
    /// Where they are read.
    pub url: &'a str,
    /// Which ones they are.
    pub version: &'a str,
}

impl AccountSettings {
    /// The terms that people have to agree to, if there are some.
    pub fn terms_in_force(&self) -> Option<TermsInForce<'_>> {
        let url = self.terms.as_ref()?.as_str();
        let version = self.terms_version.as_deref()?;
        Some(TermsInForce { url, version })
    }
}

impl Default for AccountSettings {
    fn default() -> Self {
        Self {
            deletion_grace: 14 * DAY,
            verified_email: false,
            terms: None,
            terms_version: None,
        }
    }
}

/// `[second_factor]`: what is asked for after the password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SecondFactorSettings {
    /// Who must have one. Everybody else may.
    pub required: Required,
    /// Groups whose members must have one as well.
    pub groups: Vec<GroupName>,
    /// For how long after they were first asked they may put setting one up off.
    #[serde(with = "duration")]
    pub grace: Duration,
    /// How long a browser is trusted whose person asks for it; none at zero.
    #[serde(with = "duration")]
    pub trust: Duration,
}

/// Who must sign in with two factors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Required {
    /// Nobody: each person decides.
    #[default]
    Nobody,
    /// Administrators, and whoever else has a role.
    Admins,
    /// Everybody.
    Everybody,
}

impl SecondFactorSettings {
    /// How strong the sign-ins of somebody have to be who is in none of the groups.
    pub fn required_of(&self, admin: bool) -> Level {
        match self.required {
            Required::Everybody => Level::TwoFactors,
            Required::Admins if admin => Level::TwoFactors,
            Required::Admins | Required::Nobody => Level::OneFactor,
        }
    }
}

impl Default for SecondFactorSettings {
    fn default() -> Self {
        Self {
            required: Required::default(),
            groups: Vec::new(),
            grace: Duration::ZERO,
            trust: 30 * DAY,
        }
    }
}

/// `[session]`: how long a browser stays signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SessionSettings {
    /// Where the session lives.
    pub mode: SessionMode,
    /// Signed out after so long without a request.
    #[serde(with = "duration")]
    pub idle: Duration,
    /// Signed out after so long in any case.
    #[serde(with = "duration")]
    pub absolute: Duration,
    /// Both of the above for "Keep me signed in".
    #[serde(with = "duration")]
    pub remember: Duration,
    /// Whether sessions are bound to the device they begin on.
    pub bind: Bind,
    /// For how long a bound session goes on until its device shows its key again.
    #[serde(with = "duration")]
    pub bind_lifetime: Duration,
}

/// Whether sessions are bound to the device they begin on (W3C Device Bound Session Credentials).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bind {
    /// None; those that are bound go on as if they were not.
    Off,
    /// Those of browsers that can, where there is https.
    #[default]
    Offer,
    /// All: a browser that does not bind its session within a minute is signed out.
    Require,
}

impl Default for SessionSettings {
    fn default() -> Self {
        Self {
            mode: SessionMode::default(),
            idle: 30 * MINUTE,
            absolute: 12 * HOUR,
            remember: 30 * DAY,
            bind: Bind::default(),
            bind_lifetime: 10 * MINUTE,
        }
    }
}

/// `[tokens]`: how long what we hand out is good, and how access tokens are signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TokenSettings {
    /// Authorization code (RFC 6749 §4.1.2 recommends ten minutes at the most; FAPI 60 s).
    #[serde(with = "duration")]
    pub code: Duration,
    /// Access token.
    #[serde(with = "duration")]
    pub access: Duration,
    /// How access tokens are signed: for resource servers that know nothing but RS256 (RFC 9068 §4), that.
    pub access_alg: SigningAlg,
    /// ID token.
    #[serde(with = "duration")]
    pub id: Duration,
    /// Refresh token, counted from its last use.
    #[serde(with = "duration")]
    pub refresh_idle: Duration,
    /// Refresh tokens of one grant, counted from the sign-in.
    #[serde(with = "duration")]
    pub refresh_absolute: Duration,
    /// How long after a rotation the predecessor yields the same successor again, while that is unused.
    #[serde(with = "duration")]
    pub refresh_forgiveness: Duration,
}

impl TokenSettings {
    /// What is decided about refresh tokens.
    pub fn refresh_rules(&self) -> RefreshRules {
        RefreshRules {
            lasting: Lasting {
                idle: self.refresh_idle,
                absolute: self.refresh_absolute,
            },
            forgiveness: self.refresh_forgiveness,
        }
    }
}

impl Default for TokenSettings {
    fn default() -> Self {
        Self {
            code: MINUTE,
            access: 5 * MINUTE,
            access_alg: SigningAlg::ES256,
            id: 5 * MINUTE,
            refresh_idle: 14 * DAY,
            refresh_absolute: 90 * DAY,
            refresh_forgiveness: Duration::from_secs(30),
        }
    }
}

/// `[password]`: Argon2id and the rules for new passwords.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PasswordSettings {
    /// Memory per hash, in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Hashes computed at once, each with its own memory; 0 means one per core.
    pub at_once: usize,
    /// Sign-ins that may wait for a hash; more are told to come back.
    pub queue: usize,
    /// Characters a new password needs at least (NIST SP 800-63B-4 §3.1.1.2).
    pub min_length: usize,
}

impl Default for PasswordSettings {
    fn default() -> Self {
        Self {
            memory_kib: 19_456,
            passes: 2,
            at_once: 0,
            queue: 64,
            min_length: 15,
        }
    }
}

impl PasswordSettings {
    /// How many hashes are computed at once, with "one per core" resolved.
    pub fn hashes_at_once(&self) -> usize {
        match self.at_once {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            set => set,
        }
    }
}

/// `[proofs]`: how long links and codes work that show something once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProofSettings {
    /// To choose a new password.
    #[serde(with = "duration")]
    pub reset: Duration,
    /// To confirm an e-mail address.
    #[serde(with = "duration")]
    pub confirm: Duration,
    /// To make an account with an invitation.
    #[serde(with = "duration")]
    pub invitation: Duration,
    /// To take another e-mail address back.
    #[serde(with = "duration")]
    pub undo: Duration,
}

impl Default for ProofSettings {
    fn default() -> Self {
        Self {
            reset: 30 * MINUTE,
            confirm: DAY,
            invitation: 3 * DAY,
            undo: 7 * DAY,
        }
    }
}

/// `[keys]`: the life of signing keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeySettings {
    /// What tokens are signed with, and whose keys are published: RS256, which every library knows, and others.
    pub algorithms: Vec<SigningAlg>,
    /// Bits of new RSA keys: 2048, 3072 or 4096.
    pub rsa_bits: usize,
    /// How long a signing key signs.
    #[serde(with = "duration")]
    pub rotation: Duration,
    /// How long a new key is published before it signs; longer than relying parties keep the JWKS.
    #[serde(with = "duration")]
    pub announce: Duration,
}

impl Default for KeySettings {
    fn default() -> Self {
        Self {
            algorithms: SigningAlg::ALL.to_vec(),
            rsa_bits: 2048,
            rotation: 90 * DAY,
            announce: DAY,
        }
    }
}

/// `[proxy]`: who may tell us the address of the browser.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProxySettings {
    /// Peers whose header is believed, as networks: `["10.0.0.0/8", "::1"]`.
    pub trusted: Vec<Network>,
    /// The header they set.
    pub header: ForwardedHeader,
}

/// The header a trusted proxy appends the address of its peer to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForwardedHeader {
    /// `X-Forwarded-For: client, proxy`
    #[default]
    XForwardedFor,
    /// `Forwarded: for=client, for=proxy` (RFC 7239)
    Forwarded,
}

/// `[limits]`: what one peer, and all of them together, may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LimitSettings {
    /// Open connections.
    pub connections: usize,
    /// Open connections of one address; trusted proxies are exempt.
    pub connections_per_address: usize,
    /// Whether connections from this machine are exempt from the limit per address.
    pub exempt_loopback: bool,
    /// Time for the head of a request to arrive.
    #[serde(with = "duration")]
    pub header_time: Duration,
    /// Time for the body of a request to arrive.
    #[serde(with = "duration")]
    pub body_time: Duration,
    /// Time for an answer, once the request is there.
    #[serde(with = "duration")]
    pub handler_time: Duration,
    /// Time for requests under way after the signal to stop; `notice_time` is part of it.
    #[serde(with = "duration")]
    pub drain_time: Duration,
    /// After SIGTERM, requests are answered for so long while `/health/ready` says that they are not welcome.
    #[serde(with = "duration")]
    pub notice_time: Duration,
}

impl Default for LimitSettings {
    fn default() -> Self {
        Self {
            connections: 1024,
            connections_per_address: 64,
            exempt_loopback: false,
            header_time: Duration::from_secs(10),
            body_time: Duration::from_secs(30),
            handler_time: Duration::from_secs(15),
            drain_time: Duration::from_secs(10),
            notice_time: Duration::from_secs(2),
        }
    }
}

/// `[logout]`: how apps learn that somebody signed out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LogoutSettings {
    /// Whether apps are told in frames of the browser as well, and may watch its session in one (OpenID Connect Front-Channel Logout
    /// 1.0, Session Management 1.0).
    pub frames: bool,
}

/// `[storage]`: connections to the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StorageSettings {
    /// Read-only connections beside the one that writes (SQLite).
    pub sqlite_readers: u32,
    /// Connections (PostgreSQL).
    pub postgres_connections: u32,
    /// Whether a pooler gives them out by transaction (PgBouncer's `pool_mode = transaction`).
    pub postgres_pooler: Pooler,
}

impl Default for StorageSettings {
    fn default() -> Self {
        Self {
            sqlite_readers: 4,
            postgres_connections: 16,
            postgres_pooler: Pooler::Auto,
        }
    }
}

/// `[metrics]`: Prometheus, on a listener of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MetricsSettings {
    /// Where `/metrics` is served; `"off"` for nowhere.
    #[serde(with = "values::address_or_off")]
    pub listen: Option<SocketAddr>,
}

impl MetricsSettings {
    /// The address used when nothing else is said; if it is taken, the server starts without metrics.
    pub const DEFAULT: SocketAddr =
        SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 9464);
}

impl Default for MetricsSettings {
    fn default() -> Self {
        Self {
            listen: Some(Self::DEFAULT),
        }
    }
}

/// `[log]`: events on standard error.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LogSettings {
    /// How an event is written.
    pub format: LogFormat,
    /// What is written: `error`, `warn`, `info`, `debug`, `trace`, or directives such as `info,lanyard::store=debug`.
    pub level: LogLevel,
}

/// How an event is written: always one line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For machines.
    Json,
}

/// `[branding]`: what pages say about who runs this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BrandingSettings {
    /// The operator's name, in titles and on every page.
    pub name: String,
    /// A PNG, JPEG, WebP or SVG file of at most 64 kB, shown with the name.
    pub logo_file: Option<PathBuf>,
    /// The icon of browser tabs: a file as `logo_file` is one.
    pub favicon_file: Option<PathBuf>,
    /// The colour of links and buttons.
    pub accent: Option<Colour>,
    /// The operator's privacy page.
    pub privacy: Option<Link>,
    /// Where people get help: a page or a `mailto:` address.
    pub help: Option<Link>,
    /// Further links at the foot of every page.
    pub links: Vec<FooterLink>,
    /// The language of pages and mails for who asks for none that is here: a BCP 47 tag.
    pub language: String,
    /// A folder of texts in place of ours, and of further languages: `de/anything.ftl`.
    pub texts: Option<PathBuf>,
}

/// A link at the foot of every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FooterLink {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub url: Link,
}

impl Default for BrandingSettings {
    fn default() -> Self {
        Self {
            name: "Lanyard".into(),
            logo_file: None,
            favicon_file: None,
            accent: None,
            privacy: None,
            help: None,
            links: Vec::new(),
            language: "en".into(),
            texts: None,
        }
    }
}
