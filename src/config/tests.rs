//! The example file is true, and every refusal names the key, its origin and the fix.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use figment::providers::{Format, Toml};
use figment::value::Value;
use serde_json::Value as Json;

use super::*;

const EXAMPLE: &str = include_str!("../../lanyard.example.toml");

fn with(file: &str, variables: &[(&str, &str)], flags: Flags) -> Result<Settings, ConfigError> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("lanyard.toml");
    std::fs::write(&path, file).unwrap();
    let variables = variables
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_string()));
    load(Some(&path), variables, &flags).map(|loaded| loaded.settings)
}

pub(super) fn refusal(file: &str, variables: &[(&str, &str)]) -> String {
    with(file, variables, Flags::default())
        .unwrap_err()
        .to_string()
}

#[test]
fn the_example_file_shows_the_defaults() {
    for file in [EXAMPLE, ""] {
        let settings = Settings {
            origins: Origins::default(),
            ..with(file, &[], Flags::default()).unwrap()
        };
        assert_eq!(settings, Settings::default());
    }
}

#[test]
fn the_example_file_explains_every_key_and_no_other() {
    fn of_json(at: &str, value: &Json, keys: &mut BTreeSet<String>) {
        match value {
            Json::Object(members) => members
                .iter()
                .for_each(|(k, v)| of_json(&format!("{at}.{k}"), v, keys)),
            _ => drop(keys.insert(at.to_owned())),
        }
    }
    fn of_toml(at: &str, value: &Value, keys: &mut BTreeSet<String>) {
        match value {
            Value::Dict(_, members) => members
                .iter()
                .for_each(|(k, v)| of_toml(&format!("{at}.{k}"), v, keys)),
            _ => drop(keys.insert(at.to_owned())),
        }
    }
    // Optional settings stand behind a `#` without a space.
    let everything: String = EXAMPLE
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_lowercase()) => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let logo = concat!(env!("CARGO_MANIFEST_DIR"), "/static/icon.svg");
    let everything = everything.replace("/etc/lanyard/logo.svg", logo);
    let everything = everything.replace("/etc/lanyard/icon.svg", logo);
    let texts = tempfile::tempdir().unwrap();
    let everything = everything.replace("/etc/lanyard/texts", texts.path().to_str().unwrap());
    let roots = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(roots.path(), root_certificate()).unwrap();
    let everything = everything.replace("/etc/lanyard/root.pem", roots.path().to_str().unwrap());
    // What the server would show, for an issuer that is https.
    let [certificate, key] = certificate("localhost");
    let everything = everything
        .replace("issuer = \"http:", "issuer = \"https:")
        .replace(
            "/etc/lanyard/fullchain.pem",
            certificate.path().to_str().unwrap(),
        )
        .replace("/etc/lanyard/privkey.pem", key.path().to_str().unwrap());
    let refusal = with(&everything, &[], Flags::default())
        .unwrap_err()
        .to_string();
    assert_eq!(refusal.matches("fix:").count(), 1, "{refusal}");
    assert!(refusal.contains("master_key: a key in a file"), "{refusal}");

    let (mut explained, mut existing) = (BTreeSet::new(), BTreeSet::new());
    let toml = figment::Figment::from(Toml::string(&everything))
        .extract::<Value>()
        .unwrap();
    of_toml("", &toml, &mut explained);
    of_json(
        "",
        &serde_json::to_value(Settings::default()).unwrap(),
        &mut existing,
    );
    assert_eq!(explained, existing);
}

/// A certificate and its key, in files.
fn certificate(host: &str) -> [tempfile::NamedTempFile; 2] {
    let key = rcgen::KeyPair::generate().unwrap();
    let params = rcgen::CertificateParams::new([host.to_owned()]).unwrap();
    let pem = params.self_signed(&key).unwrap().pem();
    [pem, key.serialize_pem()].map(|text| {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        file
    })
}

fn root_certificate() -> String {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut params = rcgen::CertificateParams::new([]).unwrap();
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    params.self_signed(&key).unwrap().pem()
}

#[test]
fn sf_09_a_root_that_cannot_be_used_refuses_to_start() {
    let dir = tempfile::tempdir().unwrap();
    let root = root_certificate();
    let middle = root.len() / 2;
    for (name, text, problem) in [
        ("none.pem", "", "holds no certificate"),
        (
            "key.pem",
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
            "holds no certificate",
        ),
        ("cut.pem", &root[..middle], "is damaged"),
        (
            "other.pem",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            "cannot be a root",
        ),
    ] {
        let file = dir.path().join(name);
        std::fs::write(&file, text).unwrap();
        let settings = format!("[outbound]\nextra_root_file = '{}'", file.display());
        let refusal = refusal(&settings, &[]);
        for part in [
            "outbound.extra_root_file",
            problem,
            "name a file of PEM certificates",
        ] {
            assert!(refusal.contains(part), "{name}: {refusal}");
        }
    }
    let refusal = refusal("[outbound]\nextra_root_file = '/nowhere/root.pem'", &[]);
    assert!(refusal.contains("/nowhere/root.pem"), "{refusal}");
}

#[test]
fn sf_01_a_wide_network_that_may_be_called_is_warned_of() {
    let warned = |allow: &str| {
        let file = format!("[outbound]\nallow = ['{allow}']");
        let settings = with(&file, &[], Flags::default()).unwrap();
        let warnings = warnings(&settings);
        warnings
            .iter()
            .any(|warning| warning.contains("outbound.allow"))
    };
    assert!(warned("10.0.0.0/8") && warned("fc00::/7"));
    assert!(!warned("10.0.0.0/16") && !warned("fd00:1:2::/48") && !warned("https://app.internal"));
}

#[test]
fn flags_win_over_the_environment_over_the_file() {
    let file = "issuer = 'https://a.example'\nlisten = '127.0.0.1:1'\ndata_dir = '/srv/a'\n[log]\nlevel = 'warn'";
    let variables = [
        ("LANYARD_LISTEN", "[::1]:2"),
        ("LANYARD_DATABASE", "postgres://u:hunter2@h/d"),
        ("LANYARD_SESSION__IDLE", "1 h"),
        ("LANYARD_PROXY__TRUSTED", "[10.0.0.0/8, \"::1\"]"),
        ("LANYARD_LIMITS__EXEMPT_LOOPBACK", "true"),
        ("LANYARD_PASSWORD__AT_ONCE", "3"),
        ("LANYARD_BRANDING__NAME", "2024"),
        (
            "LANYARD_MASTER_KEY",
            "hunter2hunter2hunter2hunter2hunter2hunter2A=",
        ),
        ("LANYARD_TEST_POSTGRES", "not a setting"),
        ("PATH", "/bin"),
    ];
    let flags = Flags(vec![("issuer", "--issuer", "https://b.example".into())]);
    let settings = with(file, &variables, flags).unwrap();
    assert_eq!(settings.issuer.as_str(), "https://b.example");
    assert_eq!(settings.listen.to_string(), "[::1]:2");
    assert_eq!(settings.session.idle, Duration::from_secs(3600));
    assert_eq!(settings.proxy.trusted.len(), 2);
    assert!(settings.limits.exempt_loopback);
    assert_eq!(settings.password.hashes_at_once(), 3);
    assert_eq!(settings.branding.name, "2024");
    assert_eq!(settings.log.level.as_str(), "warn");
    assert_eq!(settings.master_key_file(), Path::new("/srv/a/master.key"));
    assert_eq!(settings.database.url(), "postgres://u:hunter2@h/d");
    assert!(
        !format!("{settings:?}{}", serde_json::to_string(&settings).unwrap()).contains("hunter2")
    );
}

#[test]
fn the_database_follows_the_data_directory() {
    let settings = with("data_dir = '/srv/a'", &[], Flags::default()).unwrap();
    assert_eq!(
        settings.database,
        Database::Sqlite("/srv/a/lanyard.db".into())
    );
}

#[test]
fn a_refusal_names_key_origin_and_fix() {
    for (file, variables, expected) in [
        (
            "isuer = 'https://a.example'",
            &[][..],
            &[
                "isuer: there is no such key",
                "lanyard.toml",
                "did you mean \"issuer\"?",
            ][..],
        ),
        (
            "[session]\nidel = '1 h'",
            &[],
            &["session.idel", "lanyard.toml", "\"idle\""],
        ),
        (
            "",
            &[("LANYARD_SESION__IDLE", "1 h")],
            &["sesion", "variable LANYARD_SESION__IDLE", "\"session\""],
        ),
        (
            "",
            &[("LANYARD_ISSUER", "http://id.example.com")],
            &[
                "issuer: it is plain http",
                "LANYARD_ISSUER",
                "https://id.example.com",
            ],
        ),
        (
            "",
            &[("LANYARD_DATABASE", "mysql://h/d")],
            &["database:", "LANYARD_DATABASE", "\"sqlite:PATH\""],
        ),
        (
            "database = 'postgres://u:changeme@h/d'",
            &[],
            &["database:", "placeholder", "choose one"],
        ),
        (
            "database = 'sqlite::memory:'",
            &[],
            &["database:", "no file", "sqlite:PATH"],
        ),
        ("listen = 'localhost'", &[], &["listen:", "lanyard.toml"]),
        (
            "sign_up = 'invite'",
            &[],
            &["sign_up:", "did you mean \"invited\"?"],
        ),
        (
            "[session]\nmode = 'redis'",
            &[],
            &["session.mode", "known are database, cookie"],
        ),
        (
            "[tokens]\naccess = 300",
            &[],
            &["tokens.access: found the number 300", "text in quotes"],
        ),
        (
            "[tokens]\naccess = '300'",
            &[],
            &["tokens.access: it is no duration", "\"30 min\""],
        ),
        (
            "[tokens]\ncode = '1 h'",
            &[],
            &["tokens.code: 1 h is out of range", "between 10 s and 5 min"],
        ),
        (
            "[tokens]\nrefresh_idle = '9223372036854775807 d'",
            &[],
            &["tokens.refresh_idle", "no duration"],
        ),
        (
            "[tokens]\nrefresh_absolute = '9223372036854775807 s'",
            &[],
            &["longer than a hundred years"],
        ),
        (
            "[session]\nidle = '13 h'",
            &[],
            &[
                "session.idle: it is longer than session.absolute",
                "12 h or less",
            ],
        ),
        (
            "[proxy]\ntrusted = ['0.0.0.0/0']",
            &[],
            &["proxy.trusted", "believe everybody"],
        ),
        (
            "[outbound]\nallow = ['app.internal']",
            &[],
            &["outbound.allow", "write \"https://app.internal\""],
        ),
        (
            "[outbound]\nallow = ['10.0.0.0/8', 'http://app.internal']",
            &[],
            &["outbound.allow", "for this machine only"],
        ),
        (
            "",
            &[("LANYARD_OUTBOUND__ALLOW", "10.0.0.0/8")],
            &["outbound.allow:", "write a list"],
        ),
        (
            "[proxy]\ntrusted = ['proxy.example']",
            &[],
            &["proxy.trusted", "no network"],
        ),
        (
            "[password]\nmemory_kib = -1",
            &[],
            &["password.memory_kib", "-1"],
        ),
        (
            "[log]\nlevel = 'verbose'",
            &[],
            &["log.level", "write error, warn, info"],
        ),
        (
            "[branding]\nlogo_file = '/nowhere/logo.svg'",
            &[],
            &["branding.logo_file", "No such file", "name a file"],
        ),
        (
            "[branding]\nfavicon_file = '/nowhere/icon.svg'",
            &[],
            &["branding.favicon_file", "No such file", "name a file"],
        ),
        (
            "[branding]\naccent = 'teal'",
            &[],
            &["branding.accent", "no colour", "#0b5c78"],
        ),
        (
            "[branding]\naccent = '#ffcc00'",
            &[],
            &[
                "branding.accent",
                "contrast of 1.3",
                "nearest that passes is \"#",
            ],
        ),
        (
            "[branding]\nlinks = [{ title = '', url = 'https://example.com/' }]",
            &[],
            &["branding.links", "says nothing", "1 to 40 characters"],
        ),
        (
            "[branding]\nlinks = [{ title = 'x', url = 'javascript:alert(1)' }]",
            &[],
            &["branding.links", "no link"],
        ),
        (
            "[branding]\nprivacy = 'javascript:alert(1)'",
            &[],
            &["branding.privacy", "no link"],
        ),
        ("issuer = ", &[], &["lanyard.toml"]),
        (
            "[session]\nremember = '2 h'",
            &[],
            &["session.remember:", "12 h or more"],
        ),
        (
            "[limits]\nnotice_time = '10 s'",
            &[],
            &["limits.notice_time:", "choose less than 10 s"],
        ),
        (
            "[metrics]\nlisten = '127.0.0.1:8080'",
            &[],
            &["metrics.listen: it is the address of `listen`"],
        ),
        (
            "master_key_file = ''",
            &[],
            &["master_key_file: it names no file"],
        ),
        (
            "",
            &[("LANYARD_MASTER_KEY", "short")],
            &["master_key:", "environment variable LANYARD_MASTER_KEY"],
        ),
        (
            "",
            &[("LANYARD_PROXY__TRUSTED", "10.0.0.0/8")],
            &["proxy.trusted:", "write a list"],
        ),
        ("listen = 8080", &[], &["write ADDRESS:PORT"]),
        ("session = 'x'", &[], &["it is a section"]),
        (
            "",
            &[("LANYARD_DATABASE", "postgres://lanyard:12/34secret@h/d")],
            &["database:", "percent-encode"],
        ),
        (
            "",
            &[("LANYARD_DATABASE", "postgres://u:p@h/d?sslmode=bogus")],
            &["database:", "bogus"],
        ),
    ] {
        let refusal = refusal(file, variables);
        for part in expected {
            assert!(
                refusal.contains(part),
                "{file}: {part:?} is not in\n{refusal}"
            );
        }
    }
}

#[test]
fn an_unknown_key_is_named_once_wherever_it_was_set() {
    for (file, variables, key, fix) in [
        ("isuer = 'x'", &[][..], "isuer", "did you mean \"issuer\"?"),
        (
            "[sesion]\nidle = '1 h'",
            &[],
            "sesion",
            "did you mean \"session\"?",
        ),
        (
            "[session]\nidel = '1 h'",
            &[],
            "session.idel",
            "did you mean \"idle\"?",
        ),
        (
            "",
            &[("LANYARD_SESSION__IDEL", "1 h")],
            "session.idel",
            "did you mean \"idle\"?",
        ),
        ("", &[("LANYARD_FOO", "1")], "foo", "known are issuer"),
    ] {
        let refusal = refusal(file, variables);
        let lines: Vec<_> = refusal.lines().map(str::trim).collect();
        assert_eq!(
            lines[1],
            format!("{key}: there is no such key"),
            "{refusal}"
        );
        assert!(lines[3].contains(fix), "{refusal}");
    }
}

#[test]
fn whoever_only_says_where_to_listen_means_that_place() {
    let at = |file| with(file, &[], Flags::default()).unwrap();
    let settings = at("listen = '127.0.0.1:9000'");
    assert_eq!(settings.issuer.as_str(), "http://localhost:9000");
    let settings = at("listen = '127.0.0.1:9000'\nissuer = 'http://localhost:8080'");
    assert!(
        warnings(&settings)
            .iter()
            .any(|warning| warning.contains("421"))
    );
    let behind = at("listen = '127.0.0.1:9000'\nissuer = 'https://id.example.com'");
    assert!(
        warnings(&behind)
            .iter()
            .all(|warning| !warning.contains("421"))
    );
}

#[test]
fn ht_16_values_out_of_range_are_all_listed() {
    let refusal = refusal(
        "[tokens]\ncode = '1 d'\nid = '2 d'",
        &[("LANYARD_PASSWORD__QUEUE", "0")],
    );
    assert_eq!(refusal.matches("fix:").count(), 3, "{refusal}");
    assert!(refusal.contains("LANYARD_PASSWORD__QUEUE"), "{refusal}");
}

#[test]
fn ht_16_a_duration_beyond_every_clock_is_refused_in_words() {
    for text in [
        "9223372036854775807 s",
        "9223372036854775807 d",
        "18446744073709551615 s",
        "99999999999999999999999 s",
        "-1 s",
    ] {
        for key in [
            "session.idle",
            "tokens.code",
            "tokens.access",
            "keys.rotation",
            "limits.body_time",
        ] {
            let (table, name) = key.split_once('.').unwrap();
            let refusal = refusal(&format!("[{table}]\n{name} = '{text}'"), &[]);
            assert!(
                refusal.contains(key) && refusal.contains("fix:"),
                "{text}: {refusal}"
            );
        }
    }
}

#[test]
fn ht_22_metrics_stay_on_this_machine_unless_somebody_says_otherwise() {
    let settings = with("", &[], Flags::default()).unwrap();
    assert!(settings.metrics.listen.unwrap().ip().is_loopback());
    assert!(
        warnings(&settings)
            .iter()
            .all(|warning| !warning.contains("metrics"))
    );
    let open = with("[metrics]\nlisten = '0.0.0.0:9464'", &[], Flags::default()).unwrap();
    let warned = warnings(&open);
    assert!(
        warned
            .iter()
            .any(|warning| warning.contains("metrics.listen")),
        "{warned:?}"
    );
}

#[test]
fn a_missing_file_is_refused_only_when_named() {
    let error = load(
        Some(Path::new("/nowhere/lanyard.toml")),
        [],
        &Flags::default(),
    )
    .unwrap_err();
    assert!(
        error.to_string().contains("/nowhere/lanyard.toml"),
        "{error}"
    );
}

#[test]
fn networks_hold_their_addresses() {
    let holds = |network: &str, address: &str| {
        network
            .parse::<Network>()
            .unwrap()
            .contains(address.parse().unwrap())
    };
    assert!(holds("10.0.0.0/8", "10.255.0.1"));
    assert!(!holds("10.0.0.0/8", "11.0.0.1"));
    assert!(holds("192.0.2.128/25", "192.0.2.200"));
    assert!(!holds("192.0.2.128/25", "192.0.2.5"));
    assert!(holds("127.0.0.1", "::ffff:127.0.0.1"));
    assert!(holds("2001:db8::/33", "2001:db8:7fff::1"));
    assert!(!holds("2001:db8::/33", "2001:db8:8000::1"));
    assert!(!holds("::1", "127.0.0.1"));
}

proptest::proptest! {
    #[test]
    fn durations_print_as_they_parse(seconds in 0u64..100 * 365 * 86_400) {
        let duration = Duration::from_secs(seconds);
        proptest::prop_assert_eq!(values::duration::parse(&values::duration::print(duration)), Ok(duration));
    }

    #[test]
    fn no_text_makes_a_parser_panic(text in ".*") {
        let _ = text.parse::<Issuer>();
        let _ = text.parse::<Database>();
        let _ = text.parse::<Network>();
        let _ = text.parse::<LogLevel>();
        let _ = text.parse::<Allowed>();
        let _ = values::duration::parse(&text);
    }
}
