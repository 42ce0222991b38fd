//! The running server: what handlers share.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use openidconnect::IssuerUrl;

use crate::accounts::mailing::Mailing;
use crate::accounts::{factors, failed, roles};
use crate::clients::Clients;
use crate::clock::Clock;
use crate::config::{Brand, Required, SessionMode, Settings};
use crate::http::cookie;
use crate::http::prepared::Prepared;
use crate::identity::attempts::Attempts;
use crate::identity::factors::Held;
use crate::identity::failures::Failures;
use crate::identity::passkey::Passkeys;
use crate::identity::password::Passwords;
use crate::identity::password_policy::PasswordPolicy;
use crate::identity::second_factor::SecondFactors;
use crate::identity::sign_in::PasswordSignIn;
use crate::keys::Keys;
use crate::limiter::Limiter;
use crate::mail::Post;
use crate::network::Network;
use crate::ops::figures::Figures;
use crate::ops::{nodes, startup};
use crate::outbound::Outbound;
use crate::outbox::Outbox;
use crate::protocol::acr::Level;
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::membership::GroupName;
use crate::protocol::metadata;
use crate::protocol::time::Timestamp;
use crate::session::{Limits, Sessions};
use crate::store::users::User;
use crate::store::{Db, StoreError, groups, users};

/// Everything handlers share. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App(Arc<Inner>);

/// The parts of an [`App`].
#[derive(Debug)]
pub struct Inner {
    /// What the operator decided.
    pub settings: Settings,
    /// The rows.
    pub db: Db,
    /// What signs, seals and authenticates.
    pub keys: Keys,
    /// What time it is.
    pub clock: Clock,
    /// Browser sessions.
    pub sessions: Arc<Sessions>,
    /// Registered clients.
    pub clients: Clients,
    /// Password hashes, a bounded number at once.
    pub passwords: Passwords,
    /// What a new password must be like.
    pub password_policy: PasswordPolicy,
    /// Checks passwords, slowing guessing down.
    pub sign_in: PasswordSignIn,
    /// Checks second factors, slowing guessing down.
    pub second_factors: SecondFactors,
    /// Checks passkeys; none where there are none.
    pub passkeys: Option<Passkeys>,
    /// What every page shows of the operator.
    pub brand: Arc<Brand>,
    /// The issuer, as the claims library wants it.
    pub issuer_url: IssuerUrl,
    /// How pages look in a browser; plain text.
    pub look_cookie: cookie::Kind,
    /// Who signed in with a browser before; sealed.
    pub device_cookie: cookie::Kind,
    /// What a browser showed of a one-time proof; sealed.
    pub proof_cookie: cookie::Kind,
    /// What somebody typed who is to read a letter before they have an account; sealed.
    pub joining_cookie: cookie::Kind,
    /// Links asked for and codes typed lately, by network.
    pub proofs_asked: Limiter<Network>,
    /// How often people changed their profile lately.
    pub edits: Limiter<UserId>,
    /// Puts letters to people into the outbox.
    pub mailing: Mailing,
    /// Tells others what they have to be told.
    pub outbox: Outbox,
    /// When this node started.
    pub started: Timestamp,
    /// Calls addresses that others name.
    pub outbound: Outbound,
    /// How often people had a host looked at lately.
    pub hosts_asked: Limiter<UserId>,
    /// What the console says of the installation, counted now and then.
    pub figures: Figures,
    /// The discovery document.
    pub discovery: Prepared,
    /// Codes a person's apps redeemed lately: each is a row for as long as a replay of it is recognised.
    pub redemptions: Limiter<UserId>,
    /// Access tokens a client revoked one by one lately: each is a row for as long as it would have lived.
    pub revocations: Limiter<ClientId>,
    /// How often clients got tokens lately, for those that have a limit of their own.
    pub tokens_given: Limiter<ClientId>,
    /// There was an administrator.
    settled: AtomicBool,
}

impl Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// Codes of one person that are redeemed in a minute; more are asked to come later. So many rows are still ended in a second.
const REDEMPTIONS_A_MINUTE: u32 = 20_000;
/// Access tokens that one client revokes in a minute.
const REVOCATIONS_A_MINUTE: u32 = 1_200;

/// Links that one network asks for, and codes it types, in a minute.
const PROOFS_A_MINUTE: u32 = 20;

/// How often a person changes their profile in an hour: each time is an entry of the audit, and maybe a picture.
const EDITS_AN_HOUR: u32 = 30;

/// Hosts that a person has looked at in an hour: each time somebody else is called.
const HOSTS_AN_HOUR: u32 = 20;

/// How often a node reads what others changed: keys that were rotated, sessions that were ended.
const REFRESH: Duration = Duration::from_secs(5);
/// How often failed sign-ins are recorded whose account nobody signed in to since.
const FAILURES: Duration = Duration::from_hours(1);

/// Passkeys, as the settings say.
fn passkeys(settings: &Settings) -> anyhow::Result<Option<Passkeys>> {
    let Some(rp_id) = settings.passkeys.rp_id(&settings.issuer) else {
        return Ok(None);
    };
    let related = settings.passkeys.related_origins.iter();
    let origins: Vec<_> = [&settings.issuer]
        .into_iter()
        .chain(related)
        .map(|origin| origin.as_str())
        .collect();
    Ok(Some(Passkeys::new(
        &rp_id,
        &settings.branding.name,
        &origins,
    )?))
}

/// The strongest sign-in that there is with these passkeys, or without any.
fn most(passkeys: Option<&Passkeys>) -> Level {
    match passkeys {
        Some(_) => Level::PhishingResistant,
        None => Level::TwoFactors,
    }
}

impl App {
    /// Opens the database, brings it up to date, and loads or makes the keys.
    ///
    /// # Errors
    /// When the database or the keys cannot be used; the text says what to do.
    pub async fn open(settings: Settings, clock: Clock) -> anyhow::Result<Self> {
        let db = startup::open_store(&settings).await?;
        let keys = startup::open_keys(&settings, &db, clock.now()).await?;
        let limits = Limits {
            idle: settings.session.idle,
            absolute: settings.session.absolute,
            remembered: settings.session.remember,
        };
        let mailing = Mailing::new(settings.mail.is_on(), &keys);
        let sessions = Arc::new(
            Sessions::new(
                settings.session.mode,
                limits,
                settings.issuer.is_secure(),
                db.clone(),
                keys.clone(),
                clock.clone(),
            )
            .at_host(settings.issuer.host().to_string())
            .with_binding(settings.session.bind, settings.session.bind_lifetime)
            .with_frames(settings.logout.frames)
            .with_mailing(mailing.clone()),
        );
        if settings.session.mode == SessionMode::Cookie {
            sessions.reread_ended().await?;
        }
        let secure = settings.issuer.is_secure();
        let passwords = Passwords::new(&settings.hashing())?;
        let attempts = Attempts::default();
        let brand = Arc::new(Brand::of(&settings));
        let languages: Vec<_> = brand
            .locales
            .all()
            .map(|words| words.lang().code())
            .collect();
        let passkeys = passkeys(&settings)?;
        let outbound = Outbound::new(&settings.outbound, clock.clone())?;
        Ok(Self(Arc::new(Inner {
            discovery: Prepared::new(serde_json::to_vec(&metadata::provider_metadata(
                settings.issuer.as_str(),
                &settings.keys.algorithms,
                settings.logout.frames,
                most(passkeys.as_ref()),
                &languages,
            ))?),
            clients: Clients::new(db.clone()),
            password_policy: settings.password_policy(),
            sign_in: PasswordSignIn {
                db: db.clone(),
                passwords: passwords.clone(),
                attempts: attempts.clone(),
                failures: Failures::default(),
            },
            second_factors: SecondFactors {
                db: db.clone(),
                keys: keys.clone(),
                attempts,
            },
            passkeys,
            brand: brand.clone(),
            issuer_url: IssuerUrl::new(settings.issuer.as_str().to_owned())?,
            look_cookie: cookie::Kind::new("lanyard-prefs", secure),
            device_cookie: cookie::Kind::new("lanyard-device", secure),
            proof_cookie: cookie::Kind::new("lanyard-proof", secure),
            joining_cookie: cookie::Kind::new("lanyard-joining", secure),
            proofs_asked: Limiter::new(PROOFS_A_MINUTE, Duration::from_mins(1)),
            edits: Limiter::new(EDITS_AN_HOUR, Duration::from_hours(1)),
            redemptions: Limiter::new(REDEMPTIONS_A_MINUTE, Duration::from_mins(1)),
            revocations: Limiter::new(REVOCATIONS_A_MINUTE, Duration::from_mins(1)),
            tokens_given: Limiter::new(u32::MAX, Duration::from_mins(1)),
            settled: AtomicBool::new(false),
            started: clock.now(),
            outbound: outbound.clone(),
            hosts_asked: Limiter::new(HOSTS_AN_HOUR, Duration::from_hours(1)),
            figures: Figures::default(),
            mailing,
            outbox: Outbox::new(
                db.clone(),
                clock.clone(),
                keys.clone(),
                (outbound, Post::new(&settings, &brand)?),
                settings.issuer.as_str(),
            ),
            settings,
            db,
            keys,
            clock,
            sessions,
            passwords,
        })))
    }

    /// Whether somebody looks after this installation: there is an administrator, or was one since the start.
    ///
    /// # Errors
    /// When the database does not answer, and it never did.
    pub async fn is_settled(&self) -> Result<bool, StoreError> {
        if self.settled.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let job = self.db.read(|c| Box::pin(users::any_admin(c)));
        let settled = job.await?;
        self.settled.fetch_or(settled, Ordering::Relaxed);
        Ok(settled)
    }

    /// The account with this id, as it is now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let job = self
            .db
            .read(move |c| Box::pin(async move { users::by_id(c, id).await }));
        job.await
    }

    /// The strongest sign-in that people can set up here.
    pub fn most(&self) -> Level {
        most(self.passkeys.as_ref())
    }

    /// How strong the sign-ins of a person have to be at this moment: who has no second factor may put setting one up off for a while.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn required_of(&self, user: &User) -> Result<Level, StoreError> {
        let settings = &self.settings.second_factor;
        let required = self.required_in_the_end(user).await?;
        if required == Level::OneFactor || settings.grace.is_zero() {
            return Ok(required);
        }
        if self.held(user.id).await?.reach() > Level::OneFactor {
            return Ok(required);
        }
        let asked = factors::asked(&self.db, user.id).await?;
        let is_over = asked.is_some_and(|at| self.clock.now() >= at.plus(settings.grace));
        Ok(if is_over { required } else { Level::OneFactor })
    }

    /// How strong the sign-ins of a person have to be once they cannot put setting a second factor up off any more.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn required_in_the_end(&self, user: &User) -> Result<Level, StoreError> {
        let (settings, id) = (&self.settings.second_factor, user.id);
        let required = settings.required_of(self.administers(user).await?);
        if required > Level::OneFactor || settings.groups.is_empty() {
            return Ok(required);
        }
        let job = self
            .db
            .read(move |c| Box::pin(async move { groups::names(c, id).await }));
        let own = job.await?;
        let is_one = |group: &GroupName| own.iter().any(|own| own == group.as_str());
        Ok(match settings.groups.iter().any(is_one) {
            true => Level::TwoFactors,
            false => Level::OneFactor,
        })
    }

    /// Whether a person has a role here, where anything depends on it: a second factor may be required of those who do.
    async fn administers(&self, user: &User) -> Result<bool, StoreError> {
        if user.admin || self.settings.second_factor.required != Required::Admins {
            return Ok(user.admin);
        }
        Ok(!roles::read(&self.db, user).await?.is_empty())
    }

    /// What a person could prove besides a password, here.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn held(&self, user: UserId) -> Result<Held, StoreError> {
        let held = factors::held(&self.db, user).await?;
        Ok(match self.passkeys {
            Some(_) => held,
            None => Held {
                passkeys: 0,
                ..held
            },
        })
    }

    /// The issuer identifier.
    pub fn issuer(&self) -> &str {
        self.settings.issuer.as_str()
    }

    /// A URL of ours.
    pub fn url(&self, path: &str) -> String {
        self.settings.issuer.at(path)
    }

    /// Records what failed and nobody has recorded yet; before the process ends, too.
    pub async fn record_failures(&self) {
        let failures = &self.sign_in.failures;
        if let Err(error) = failed::all(&self.db, failures, self.clock.now()).await {
            tracing::warn!(%error, "failed sign-ins were not recorded");
        }
    }

    /// Work that goes on beside requests, until the runtime ends: keys and ended sessions read anew.
    pub fn keep_fresh(&self) {
        if self.sessions.mode() == SessionMode::Cookie {
            let sessions = self.sessions.clone();
            tokio::spawn(async move { sessions.listen().await });
        }
        tokio::spawn(self.outbox.clone().run());
        tokio::spawn(nodes::keep_saying(self.db.clone(), self.clock.clone()));
        let app = self.clone();
        tokio::spawn(async move {
            let mut tick = tokio::time::interval(FAILURES);
            tick.tick().await;
            loop {
                tick.tick().await;
                app.record_failures().await;
            }
        });
        let app = self.clone();
        tokio::spawn(async move {
            let mut tick = tokio::time::interval(REFRESH);
            loop {
                tick.tick().await;
                if let Err(error) = app.keys.refresh(&app.db, app.clock.now()).await {
                    tracing::warn!(%error, "keys could not be read anew");
                }
                if app.sessions.mode() == SessionMode::Cookie
                    && let Err(error) = app.sessions.refresh_ended().await
                {
                    tracing::warn!(%error, "ended sessions could not be read anew");
                }
            }
        });
    }
}
