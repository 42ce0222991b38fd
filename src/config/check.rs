//! What one value alone cannot show: ranges, and settings that contradict each other.

use std::time::Duration;

use super::values::duration::print;
use super::{Bind, DAY, Encryption, FooterLink, HOUR, Logo, MINUTE, Settings, extra_roots, mail};
use crate::protocol::client::SigningAlg;
use crate::protocol::colour::Accent;

/// Links at the foot of every page, besides those that are always there.
const MOST_LINKS: usize = 6;

/// A setting that cannot stay as it is.
pub(super) struct Wrong {
    pub key: &'static str,
    pub problem: String,
    pub fix: String,
}

/// Every setting that cannot stay: out of its range, or against another one.
pub(super) fn check(settings: &Settings) -> Vec<Wrong> {
    let mut wrong = durations(settings);
    wrong.extend(numbers(settings));
    wrong.extend(contradictions(settings));
    wrong.extend(mail::check(settings));
    wrong.extend(settings.passkeys.check(&settings.issuer));
    wrong.extend(settings.tls.check(&settings.issuer));
    wrong
}

/// Durations are capped, so that no arithmetic with them overflows.
#[rustfmt::skip]
fn durations(settings: &Settings) -> Vec<Wrong> {
    const SECOND: Duration = Duration::from_secs(1);
    const NONE: Duration = Duration::ZERO;
    let Settings { accounts, session, tokens, second_factor, proofs, keys, limits, .. } = settings;
    let ranges = [
        ("accounts.deletion_grace", accounts.deletion_grace, DAY, 365 * DAY),
        ("session.idle", session.idle, MINUTE, 30 * DAY),
        ("session.absolute", session.absolute, 5 * MINUTE, 365 * DAY),
        ("session.remember", session.remember, HOUR, 365 * DAY),
        ("session.bind_lifetime", session.bind_lifetime, 5 * SECOND, HOUR),
        // A seal lives ten minutes: a code replayed after its own end is still recognised.
        ("tokens.code", tokens.code, 10 * SECOND, 5 * MINUTE),
        ("tokens.access", tokens.access, 30 * SECOND, DAY),
        ("tokens.id", tokens.id, 30 * SECOND, DAY),
        ("tokens.refresh_idle", tokens.refresh_idle, MINUTE, 365 * DAY),
        ("tokens.refresh_absolute", tokens.refresh_absolute, MINUTE, 3650 * DAY),
        ("tokens.refresh_forgiveness", tokens.refresh_forgiveness, NONE, 5 * MINUTE),
        ("second_factor.grace", second_factor.grace, NONE, 365 * DAY),
        ("second_factor.trust", second_factor.trust, NONE, 365 * DAY),
        ("proofs.reset", proofs.reset, 5 * MINUTE, DAY),
        ("proofs.confirm", proofs.confirm, 5 * MINUTE, 7 * DAY),
        ("proofs.invitation", proofs.invitation, HOUR, 30 * DAY),
        ("proofs.undo", proofs.undo, HOUR, 30 * DAY),
        ("keys.rotation", keys.rotation, HOUR, 3650 * DAY),
        ("keys.announce", keys.announce, 10 * MINUTE, 30 * DAY),
        ("limits.header_time", limits.header_time, SECOND, 2 * MINUTE),
        ("limits.body_time", limits.body_time, SECOND, 10 * MINUTE),
        ("limits.handler_time", limits.handler_time, SECOND, 5 * MINUTE),
        ("limits.drain_time", limits.drain_time, NONE, 5 * MINUTE),
        ("limits.notice_time", limits.notice_time, NONE, 5 * MINUTE),
    ];
    let beyond = ranges.into_iter().filter(|(_, value, least, most)| !(least..=most).contains(&value));
    beyond.map(|(key, value, least, most)| Wrong {
        key,
        problem: format!("{} is out of range", print(value)),
        fix: format!("choose between {} and {}", print(least), print(most)),
    }).collect()
}

#[rustfmt::skip]
fn numbers(settings: &Settings) -> Vec<Wrong> {
    let Settings { limits, password, storage, branding, .. } = settings;
    let name = branding.name.trim().chars().count() as u64;
    let ranges = [
        ("password.memory_kib", u64::from(password.memory_kib), 7168, 256 << 10, ""),
        ("password.passes", u64::from(password.passes), 1, 16, ""),
        ("password.at_once", password.at_once as u64, 0, 1024, ""),
        ("password.queue", password.queue as u64, 1, 100_000, ""),
        ("password.min_length", password.min_length as u64, 8, 128, ""),
        ("limits.connections", limits.connections as u64, 8, 1 << 20, ""),
        ("limits.connections_per_address", limits.connections_per_address as u64, 1, 1 << 20, ""),
        ("storage.sqlite_readers", u64::from(storage.sqlite_readers), 1, 64, ""),
        ("storage.postgres_connections", u64::from(storage.postgres_connections), 2, 1000, ""),
        ("branding.name", name, 1, 60, " characters"),
    ];
    let beyond = ranges.into_iter().filter(|(_, value, least, most, _)| !(least..=most).contains(&value));
    beyond.map(|(key, value, least, most, what)| Wrong {
        key,
        problem: format!("{value}{what} is out of range"),
        fix: format!("choose between {least} and {most}{what}"),
    }).collect()
}

fn contradictions(settings: &Settings) -> Vec<Wrong> {
    let Settings {
        accounts,
        session,
        tokens,
        keys,
        limits,
        mail,
        password,
        ..
    } = settings;
    let mut wrong = Vec::new();
    let mut refuse = |key, problem: &str, fix: String| {
        let problem = problem.to_owned();
        wrong.push(Wrong { key, problem, fix });
    };
    // What a stored hash may ask for at most.
    if u64::from(password.memory_kib) * u64::from(password.passes) > 1 << 20 {
        let problem = "memory_kib times passes is more than 1 GiB of work for each sign-in";
        let fix = "choose less of one of them";
        refuse("password.passes", problem, fix.into());
    }
    if ![2048, 3072, 4096].contains(&keys.rsa_bits) {
        let problem = format!("{} bits are not offered", keys.rsa_bits);
        let fix = "choose 2048, 3072 or 4096";
        refuse("keys.rsa_bits", &problem, fix.into());
    }
    if accounts.verified_email && !mail.is_on() {
        let problem = "nobody could confirm an address, since no letters are sent";
        let fix = "set mail.smtp, or choose false";
        refuse("accounts.verified_email", problem, fix.into());
    }
    if accounts.terms.is_some() != accounts.terms_version.is_some() {
        let (key, other) = match accounts.terms {
            Some(_) => ("accounts.terms_version", "accounts.terms"),
            None => ("accounts.terms", "accounts.terms_version"),
        };
        let problem = format!("{other} is set, and this is not");
        refuse(key, &problem, "set both, or none of them".into());
    }
    let version = accounts.terms_version.as_deref().unwrap_or("1");
    let plain = |c: char| c.is_ascii_graphic() || c == ' ';
    if version.trim().is_empty() || version.len() > 64 || !version.chars().all(plain) {
        let fix = "write a date or a number, such as \"2026-11-01\": at most 64 ASCII characters";
        refuse("accounts.terms_version", "it names no version", fix.into());
    }
    if session.bind == Bind::Require && !settings.issuer.is_secure() {
        let problem = format!(
            "browsers bind sessions where there is https, and issuer {} is http",
            settings.issuer
        );
        let fix = "write an https issuer (see [tls]), or choose \"offer\"";
        refuse("session.bind", &problem, fix.into());
    }
    if session.remember < session.absolute {
        let problem = "who is kept signed in would be signed out sooner than session.absolute";
        let fix = format!("choose {} or more", print(session.absolute));
        refuse("session.remember", problem, fix);
    }
    if limits.notice_time > Duration::ZERO && limits.notice_time >= limits.drain_time {
        let problem = "it leaves no time of limits.drain_time for requests under way";
        let fix = format!("choose less than {}", print(limits.drain_time));
        refuse("limits.notice_time", problem, fix);
    }
    if settings.metrics.listen == Some(settings.listen) {
        let problem = "it is the address of `listen`";
        refuse("metrics.listen", problem, "choose another port".into());
    }
    let branding = &settings.branding;
    for (key, file) in [
        ("branding.logo_file", &branding.logo_file),
        ("branding.favicon_file", &branding.favicon_file),
    ] {
        if let Some(Err(error)) = file.as_deref().map(Logo::read) {
            refuse(key, &error.to_string(), error.fix());
        }
    }
    if let Some(Err(faint)) = branding.accent.map(Accent::of) {
        let fix = format!(
            "choose a darker one; the nearest that passes is \"{}\"",
            faint.nearest
        );
        refuse("branding.accent", &faint.to_string(), fix);
    }
    if branding.links.len() > MOST_LINKS {
        let problem = format!("{} links are too many", branding.links.len());
        let fix = format!("name {MOST_LINKS} or fewer");
        refuse("branding.links", &problem, fix);
    }
    let titled = |link: &FooterLink| (1..=40).contains(&link.title.trim().chars().count());
    if !branding.links.iter().all(titled) {
        let fix = "give each a title of 1 to 40 characters";
        refuse(
            "branding.links",
            "a link says nothing, or too much",
            fix.into(),
        );
    }
    match super::brand::locales(settings) {
        Err(error) => {
            let fix = "name a folder that holds folders named by language tags, with .ftl files";
            refuse("branding.texts", &error.to_string(), fix.into());
        }
        Ok(locales) if locales.lang(&settings.branding.language).is_none() => {
            let known: Vec<_> = locales.all().map(|words| words.lang().code()).collect();
            let problem = "no texts are in this language";
            let fix = format!(
                "choose one of {}, or add it with branding.texts",
                known.join(", ")
            );
            refuse("branding.language", problem, fix);
        }
        Ok(_) => {}
    }
    let roots = settings.outbound.extra_root_file.as_deref();
    if let Some(Err(problem)) = roots.map(extra_roots) {
        let fix = "name a file of PEM certificates that this user may read";
        refuse("outbound.extra_root_file", &problem, fix.into());
    }
    let file = settings.master_key_file.as_ref();
    if file.is_some_and(|path| path.as_os_str().is_empty()) {
        let fix = "write a path, or leave it out";
        refuse("master_key_file", "it names no file", fix.into());
    }
    if session.idle > session.absolute {
        let fix = format!("choose {} or less", print(session.absolute));
        refuse("session.idle", "it is longer than session.absolute", fix);
    }
    if tokens.refresh_idle > tokens.refresh_absolute {
        let problem = "it is longer than tokens.refresh_absolute";
        let fix = format!("choose {} or less", print(tokens.refresh_absolute));
        refuse("tokens.refresh_idle", problem, fix);
    }
    if !keys.algorithms.contains(&SigningAlg::RS256) {
        let problem = "RS256 is missing, which signs ID tokens unless a client wants another one (OpenID Connect Discovery §3)";
        refuse("keys.algorithms", problem, "add \"RS256\"".into());
    }
    if !keys.algorithms.contains(&tokens.access_alg) {
        let problem = format!(
            "{} is not among keys.algorithms",
            tokens.access_alg.as_str()
        );
        let fix = "choose one of them, or add it there";
        refuse("tokens.access_alg", &problem, fix.into());
    }
    let twice = |at: &usize| keys.algorithms[..*at].contains(&keys.algorithms[*at]);
    if let Some(at) = (0..keys.algorithms.len()).find(twice) {
        let problem = format!("{} comes twice", keys.algorithms[at].as_str());
        refuse(
            "keys.algorithms",
            &problem,
            "name each algorithm once".into(),
        );
    }
    if keys.announce >= keys.rotation {
        let problem = "a key would be announced longer than it signs";
        let fix = format!("choose less than {}", print(keys.rotation));
        refuse("keys.announce", problem, fix);
    }
    wrong
}

/// What works, but is seldom meant. One sentence each.
pub fn warnings(settings: &Settings) -> Vec<String> {
    let mut warnings = Vec::new();
    let mut warn = |sentence: String| warnings.push(sentence);
    if !settings.issuer.is_secure() && !settings.listen.ip().is_loopback() {
        warn(format!(
            "issuer {} is plain http and listen {} is open to the network: only browsers on this machine will work",
            settings.issuer, settings.listen
        ));
    }
    if !settings.issuer.is_secure() && settings.issuer.port() != settings.listen.port() {
        warn(format!(
            "issuer {} has another port than listen {}: requests that come here directly are refused with 421",
            settings.issuer, settings.listen
        ));
    }
    if let Some(listen) = settings.metrics.listen
        && !listen.ip().is_loopback()
    {
        warn(format!(
            "metrics.listen {listen} is open to the network, and metrics ask for no password"
        ));
    }
    if let Some(allowed) = settings.outbound.allow.iter().find(|one| one.is_wide()) {
        warn(format!(
            "outbound.allow {allowed} opens a network of more than 65,536 addresses to whoever may register an app: name the \
             origins or the networks of the apps alone"
        ));
    }
    if settings.mail.smtp.is_some() && settings.mail.folder.is_some() {
        warn("mail.folder is set as well as mail.smtp: letters are written to the folder, and none is sent".into());
    }
    if settings.mail.encryption == Encryption::NoneAcrossTheNetwork {
        warn(
            "mail.encryption is \"none-across-the-network\": whoever is between here and the mail server reads codes that reset passwords"
                .into(),
        );
    }
    // OWASP's floor for Argon2id is 19 MiB in two passes, or as much work: 7 MiB in five.
    let password = &settings.password;
    if u64::from(password.memory_kib) * u64::from(password.passes) < 35_000 {
        warn(format!(
            "password.memory_kib {} in {} passes is weaker than OWASP's least (19456 KiB in 2 passes)",
            password.memory_kib, password.passes
        ));
    }
    if settings.issuer.is_secure()
        && settings.proxy.trusted.is_empty()
        && settings.listen.ip().is_loopback()
        && !settings.tls.is_on()
    {
        warn(
            "proxy.trusted is empty: behind a TLS proxy every visitor seems to come from one address, \
             so limits per address hit all of them at once"
                .into(),
        );
    }
    warnings
}
