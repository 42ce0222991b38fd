//! The program as an operator meets it: commands, exit codes, and a server that starts, serves and stops.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

#[path = "world/process/installation.rs"]
#[expect(dead_code, reason = "servers on the network use the rest of it")]
mod installation;

use installation::{Installation, Ran, free_port};

const PASSWORD: &str = "seven purple lighthouses hum";

#[test]
fn accounts_are_made_shown_changed_and_removed() {
    let here = Installation::bare();
    let claims = r#"{"given_name": "Ada", "email_verified": true, "address": {"country": "GB"}, "name": "not this"}"#;
    std::fs::write(here.path().join("ada.json"), claims).unwrap();
    let add = [
        "user",
        "add",
        "ada",
        "--email",
        "Ada@Example.com",
        "--name",
        "Ada Lovelace",
        "--admin",
    ];

    let ada = here
        .run(&[&add[..], &["--claims-file", "ada.json", "--json"]].concat())
        .json();
    assert_eq!(ada["email"], "ada@example.com");
    assert_eq!(ada["name"], "Ada Lovelace");
    assert_eq!(ada["email_verified"], true);
    assert_eq!(
        ada["claims"],
        serde_json::json!({"given_name": "Ada", "address": {"country": "GB"}})
    );
    assert_eq!(
        (&ada["admin"], &ada["has_password"]),
        (&Value::Bool(true), &Value::Bool(false))
    );

    here.run(&[
        "user",
        "add",
        "ADA",
        "--email",
        "other@example.com",
        "--name",
        "Ada",
    ])
    .refused(4, "user name already");
    here.run(&[
        "user",
        "add",
        "bob",
        "--email",
        "ada@example.com",
        "--name",
        "Bob",
    ])
    .refused(4, "e-mail address already");
    here.run(&[
        "user",
        "add",
        "a b",
        "--email",
        "x@example.com",
        "--name",
        "X",
    ])
    .refused(2, "LOGIN");
    here.run(&["user", "add", "bob", "--name", "Bob"])
        .refused(2, "--email");
    here.run(&["user", "show", "nobody"])
        .refused(3, "no account \"nobody\"");

    here.run_with_input(
        &["user", "set-password", "ada", "--password-stdin"],
        "short\n",
    )
    .refused(2, "at least 15");
    here.run(&["user", "set-password", "ada"])
        .refused(2, "--password-stdin");
    let changed = here.run_with_input(
        &[
            "user",
            "set-password",
            "ada@example.com",
            "--password-stdin",
        ],
        PASSWORD,
    );
    assert_eq!(changed.code(), 0, "{}", changed.err());
    assert!(!changed.err().contains(PASSWORD) && !changed.out().contains(PASSWORD));

    assert_eq!(here.run(&["user", "disable", "ada"]).code(), 0);
    let id = ada["id"].as_str().unwrap();
    let shown = here.run(&["user", "show", id, "--json"]).json();
    assert!(
        shown["disabled_at"].is_string() && shown["has_password"] == true,
        "{shown}"
    );
    assert_eq!(here.run(&["user", "enable", "ada"]).code(), 0);
    assert_eq!(
        here.run(&["user", "list", "--json"])
            .json()
            .as_array()
            .unwrap()
            .len(),
        1
    );

    here.run(&["user", "remove", "ada"]).refused(2, "--yes");
    assert_eq!(here.run(&["user", "remove", "ada", "--yes"]).code(), 0);
    assert_eq!(
        here.run(&["user", "list", "--json"]).json(),
        serde_json::json!([])
    );
}

#[test]
fn what_was_done_is_listed_by_who_what_and_when() {
    let here = Installation::bare();
    let add = [
        "user",
        "add",
        "ada",
        "--email",
        "ada@example.com",
        "--name",
        "Ada Lovelace",
        "--password-stdin",
    ];
    assert_eq!(here.run_with_input(&add, PASSWORD).code(), 0);
    here.run(&["user", "update", "ada", "--name", "Ada King"]);
    here.run(&[
        "client",
        "add",
        "--name",
        "Notes",
        "--redirect-uri",
        "https://notes.example/cb",
    ]);
    here.run(&["keys", "rotate", "--seal"]);
    here.run(&["user", "disable", "ada"]);
    let list = |more: &[&str]| {
        let arguments = [&["audit", "list", "--json"], more].concat();
        let rows = here.run(&arguments).json();
        let acts = rows
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["act"].as_str().unwrap().to_owned());
        acts.collect::<Vec<_>>()
    };
    let all = [
        "account.disabled",
        "key.rotated",
        "client.registered",
        "account.changed",
        "account.made",
    ];
    assert_eq!(list(&[]), all);
    assert_eq!(list(&["--limit", "1"]), all[..1]);
    assert_eq!(
        list(&["--about", "ada@example.com"]),
        [all[0], all[3], all[4]]
    );
    assert_eq!(list(&["--act", "client"]), [all[2]]);
    assert_eq!(list(&["--since", "1h"]), all);
    assert!(list(&["--until", "1h"]).is_empty());
    let people = here.run(&["audit", "list", "--about", "ada"]).out();
    assert!(
        people.contains("account ada") && people.contains("operator"),
        "{people}"
    );
    assert!(!people.contains(PASSWORD) && !people.contains("argon2"));
    here.run(&["audit", "list", "--act", "sign"])
        .refused(2, "sign-in.made");
    here.run(&["audit", "list", "--since", "soon"])
        .refused(2, "--since");
}

#[test]
fn an_invitation_is_a_link_for_one_address() {
    let here = Installation::bare();
    let invited = here
        .run(&[
            "user",
            "invite",
            "eve@example.com",
            "--json",
            "--issuer",
            "https://id.example.com",
        ])
        .json();
    assert!(
        invited["url"]
            .as_str()
            .unwrap()
            .starts_with("https://id.example.com/sign-up?invitation="),
        "{invited}"
    );
    here.run(&["user", "invite", "eve"])
        .refused(2, "name@example.com");
    let mut closed = here.command(&["user", "invite", "eve@example.com"]);
    Ran(closed.env("LANYARD_SIGN_UP", "closed").output().unwrap())
        .refused(2, "sign_up is \"closed\"");
}

#[test]
fn every_member_of_a_client_is_registered_changed_and_emptied() {
    let here = Installation::bare();
    let add = [
        "client",
        "add",
        "--name",
        "Photos",
        "--redirect-uri",
        "https://photos.example/cb",
        "--json",
    ];
    let made = here.run(&add).json();
    let id = made["client_id"].as_str().unwrap();
    for (member, value) in [
        ("id_token_claims", Value::from("minimal")),
        ("access_token_format", "at+jwt".into()),
        ("auth_method_named", false.into()),
        ("vetted", false.into()),
        ("allowed_origins", Value::Array(vec![])),
    ] {
        assert_eq!(made[member], value, "{member}");
    }
    let update = |flags: &[&str]| {
        here.run(&[&["client", "update", id, "--json"], flags].concat())
            .json()
    };
    for (flag, given, member, value, empty) in [
        (
            "--id-token-claims",
            "scopes",
            "id_token_claims",
            Value::from("scopes"),
            None,
        ),
        (
            "--access-token-format",
            "opaque",
            "access_token_format",
            "opaque".into(),
            None,
        ),
        (
            "--access-token-alg",
            "ES256",
            "access_token_signed_response_alg",
            "ES256".into(),
            Some("default"),
        ),
        (
            "--id-token-alg",
            "PS256",
            "id_token_signed_response_alg",
            "PS256".into(),
            None,
        ),
        (
            "--allowed-origin",
            "https://WWW.photos.example:443/",
            "allowed_origins",
            serde_json::json!(["https://www.photos.example"]),
            Some(""),
        ),
        (
            "--post-logout-redirect-uri",
            "https://photos.example/bye",
            "post_logout_redirect_uris",
            serde_json::json!(["https://photos.example/bye"]),
            Some(""),
        ),
        (
            "--audience",
            "https://api.photos.example",
            "audiences",
            serde_json::json!(["https://api.photos.example"]),
            Some(""),
        ),
        (
            "--contact",
            "ops@photos.example",
            "contacts",
            serde_json::json!(["ops@photos.example"]),
            Some(""),
        ),
        (
            "--homepage",
            "https://photos.example/",
            "client_uri",
            "https://photos.example/".into(),
            Some(""),
        ),
        (
            "--logo",
            "https://photos.example/l.png",
            "logo_uri",
            "https://photos.example/l.png".into(),
            Some(""),
        ),
        (
            "--policy",
            "https://photos.example/privacy",
            "policy_uri",
            "https://photos.example/privacy".into(),
            Some(""),
        ),
        (
            "--terms",
            "https://photos.example/terms",
            "tos_uri",
            "https://photos.example/terms".into(),
            Some(""),
        ),
        (
            "--auth-method",
            "client_secret_basic",
            "auth_method_named",
            true.into(),
            Some("any"),
        ),
        ("--profile", "oidc", "profile", "oidc".into(), None),
        ("--vetted", "true", "vetted", true.into(), Some("false")),
    ] {
        assert_eq!(update(&[flag, given])[member], value, "{flag}");
        if let Some(empty) = empty {
            let gone = &update(&[flag, empty])[member];
            let nothing = [Value::Null, Value::Array(vec![]), false.into()];
            assert!(nothing.contains(gone), "{flag}: {gone}");
        }
    }
    let audit = here.run(&["audit", "list", "--json"]).out();
    assert!(audit.contains("vetted"), "{audit}");
    here.run(&[
        "client",
        "update",
        id,
        "--allowed-origin",
        "https://photos.example/app",
    ])
    .refused(2, "write https://photos.example");
}

#[test]
fn clients_are_registered_changed_and_removed() {
    let here = Installation::bare();
    let add = [
        "client",
        "add",
        "--name",
        "Photos",
        "--redirect-uri",
        "https://photos.example/callback",
    ];
    let made = here.run(&[&add[..], &["--json"]].concat()).json();
    let id = made["client_id"].as_str().unwrap();
    assert!(made["client_secret"].as_str().unwrap().len() > 43, "{made}");
    assert_eq!(made["token_endpoint_auth_method"], "client_secret_basic");

    let shown = here.run(&["client", "show", id]);
    assert!(
        !shown
            .out()
            .contains(made["client_secret"].as_str().unwrap()),
        "the secret is shown once"
    );
    let rotated = here.run(&["client", "rotate-secret", id, "--json"]).json();
    assert_ne!(rotated["client_secret"], made["client_secret"]);

    let updated = here.run(&[
        "client",
        "update",
        id,
        "--redirect-uri",
        "https://photos.example/cb",
        "--disable",
        "--json",
    ]);
    let updated = updated.json();
    assert_eq!(
        updated["redirect_uris"],
        serde_json::json!(["https://photos.example/cb"])
    );
    assert!(updated["disabled_at"].is_string());

    let public = here.run(&[
        "client",
        "add",
        "--name",
        "CLI",
        "--public",
        "--redirect-uri",
        "http://127.0.0.1/cb",
        "--json",
    ]);
    let public = public.json();
    assert_eq!(
        (&public["kind"], &public["client_secret"]),
        (&Value::from("native"), &Value::Null)
    );
    here.run(&[
        "client",
        "rotate-secret",
        public["client_id"].as_str().unwrap(),
    ])
    .refused(2, "no secret");

    let metadata = r#"{"client_name": "Imported", "redirect_uris": ["https://i.example/cb"], "scope": "openid"}"#;
    let imported = here
        .run_with_input(
            &["client", "import", "-", "--first-party", "--json"],
            metadata,
        )
        .json();
    assert_eq!(
        (&imported["client_name"], &imported["first_party"]),
        (&Value::from("Imported"), &Value::Bool(true))
    );
    here.run_with_input(&["client", "import", "-"], "[]")
        .refused(2, "JSON object");
    let wild = [
        "client",
        "add",
        "--name",
        "Wild",
        "--redirect-uri",
        "https://wild.example/*",
    ];
    here.run(&wild).refused(2, "--redirect-uri: expected");

    assert_eq!(here.run(&["client", "remove", id, "--yes"]).code(), 0);
    here.run(&["client", "show", id]).refused(3, "no client");
    assert_eq!(
        here.run(&["client", "list", "--json"])
            .json()
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn keys_rotate_and_a_leaked_one_goes() {
    let here = Installation::bare();
    let active = |keys: &Value| -> Vec<String> {
        let active = keys
            .as_array()
            .unwrap()
            .iter()
            .filter(|key| key["state"] == "active");
        active
            .map(|key| key["kid"].as_str().unwrap().to_owned())
            .collect()
    };
    let first = active(&here.run(&["keys", "list", "--json"]).json());
    assert_eq!(first.len(), 4);
    assert_eq!(here.run(&["keys", "rotate"]).code(), 0);
    let second = active(&here.run(&["keys", "list", "--json"]).json());
    assert!(
        second.len() == 4 && first.iter().all(|kid| !second.contains(kid)),
        "{first:?} {second:?}"
    );
    assert_eq!(here.run(&["keys", "revoke", &second[0]]).code(), 0);
    assert!(!active(&here.run(&["keys", "list", "--json"]).json()).contains(&second[0]));
    here.run(&["keys", "revoke", "nope"])
        .refused(3, "no key \"nope\"");
    // Ids are base64url, so one may begin with what looks like a flag.
    for kid in ["-vR2nope", "--R2nope", "-"] {
        here.run(&["keys", "revoke", kid])
            .refused(3, &format!("no key \"{kid}\""));
    }
    assert_eq!(here.run(&["keys", "revoke", "--seal"]).code(), 0);
    assert_eq!(here.run(&["keys", "revoke"]).code(), 2, "which one?");
    assert_eq!(here.run(&["keys", "revoke", "x", "--seal"]).code(), 2);
}

#[test]
fn the_master_key_is_made_once_and_missed_when_it_is_gone() {
    use std::os::unix::fs::PermissionsExt;

    let here = Installation::bare();
    assert_eq!(here.run(&["keys", "list"]).code(), 0);
    let key = here.path().join("data/master.key");
    for file in ["data/master.key", "data/lanyard.db"] {
        let mode = here
            .path()
            .join(file)
            .metadata()
            .unwrap()
            .permissions()
            .mode()
            & 0o777;
        assert_eq!(mode, 0o600, "{file}");
    }
    let kept = std::fs::read(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    here.run(&["keys", "list"]).refused(1, "master key");
    std::fs::write(&key, "A".repeat(43)).unwrap();
    std::fs::set_permissions(&key, PermissionsExt::from_mode(0o600)).unwrap();
    here.run(&["keys", "list"]).refused(1, "placeholder");
    std::fs::write(&key, &kept).unwrap();
    std::fs::set_permissions(&key, PermissionsExt::from_mode(0o644)).unwrap();
    here.run(&["keys", "list"]).refused(1, "chmod 600");
    let mut by_variable = here.command(&["keys", "list"]);
    by_variable.env(
        "LANYARD_MASTER_KEY",
        String::from_utf8(kept).unwrap().trim(),
    );
    assert_eq!(by_variable.output().unwrap().status.code(), Some(0));
}

#[test]
fn settings_that_cannot_work_refuse_to_start() {
    let here = Installation::bare();
    here.run(&["serve", "--issuer", "http://id.example.com"])
        .refused(2, "https://id.example.com");
    here.run(&["config", "check", "--config", "none.toml"])
        .refused(2, "none.toml");
    std::fs::write(
        here.path().join("lanyard.toml"),
        "isuer = 'https://id.example.com'\n",
    )
    .unwrap();
    let refused = here.run(&["serve"]);
    refused.refused(2, "did you mean \"issuer\"?");
    assert!(
        refused.err().contains("set in: lanyard.toml"),
        "{}",
        refused.err()
    );
    std::fs::write(
        here.path().join("lanyard.toml"),
        "issuer = 'https://id.example.com'\n",
    )
    .unwrap();
    assert_eq!(
        here.run(&["config", "check", "--json"]).json()["settings"]["issuer"],
        "https://id.example.com"
    );
}

#[test]
fn the_database_is_looked_over_and_not_made_by_looking() {
    let here = Installation::bare();
    here.run(&["db", "check"]).refused(1, "no database");
    assert!(!here.path().join("data").exists());
    assert_eq!(here.run(&["db", "migrate"]).code(), 0);
    assert_eq!(
        here.run(&["db", "check", "--json"]).json()["problems"],
        serde_json::json!([])
    );
    std::fs::write(here.path().join("data/lanyard.db"), "this is no database").unwrap();
    let _ = std::fs::remove_file(here.path().join("data/lanyard.db-wal"));
    assert_eq!(here.run(&["db", "check"]).code(), 1);
}

/// A server that ends with the test.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(here: &Installation, with: impl FnOnce(&mut Command)) -> Self {
        let address = free_address();
        let issuer = format!("http://{address}");
        let listen = address.to_string();
        let mut command = here.command(&["serve", "--issuer", &issuer, "--listen", &listen]);
        command
            .env("LANYARD_METRICS__LISTEN", "off")
            .stderr(Stdio::piped());
        with(&mut command);
        let mut server = Self {
            child: command.spawn().expect("the program starts"),
            address,
        };
        let deadline = Instant::now() + Duration::from_secs(30);
        while !server.get("/health/ready").starts_with("HTTP/1.1 200") {
            let ended = server.child.try_wait().unwrap();
            assert!(
                ended.is_none() && Instant::now() < deadline,
                "not ready: {ended:?} {}",
                server.log()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
        server
    }

    /// The answer to a GET; empty when there is none.
    fn get(&self, path: &str) -> String {
        get(self.address, path)
    }

    fn terminate(&self) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
    }

    fn ended(&mut self) -> i32 {
        let deadline = Instant::now() + Duration::from_secs(15);
        loop {
            match self.child.try_wait().unwrap() {
                Some(status) => return status.code().expect("not ended by a signal"),
                None => assert!(Instant::now() < deadline, "the server does not stop"),
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn log(&mut self) -> String {
        let _ = self.child.kill();
        let mut log = String::new();
        if let Some(mut pipe) = self.child.stderr.take() {
            let _ = pipe.read_to_string(&mut log);
        }
        log
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_address() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], free_port()))
}

fn get(address: SocketAddr, path: &str) -> String {
    let mut answer = Vec::new();
    if let Ok(mut stream) = TcpStream::connect(address) {
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .unwrap();
        let head = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        // Whatever was read before the connection broke is the answer.
        let _ = stream
            .write_all(head.as_bytes())
            .and_then(|()| stream.read_to_end(&mut answer));
    }
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_server_starts_serves_and_stops_at_a_signal() {
    let here = Installation::bare();
    let metrics = free_address();
    let mut server = Server::start(&here, |command| {
        command
            .env("LANYARD_METRICS__LISTEN", metrics.to_string())
            .env("LANYARD_LOG__FORMAT", "json");
    });
    assert!(server.get("/health/live").ends_with("live\n"));
    let discovery = server.get("/.well-known/openid-configuration");
    assert!(
        discovery.contains(&format!("\"issuer\":\"http://{}\"", server.address)),
        "{discovery}"
    );
    server.get("/login?secret=hunter2");

    // HT-22: metrics have a listener of their own.
    assert!(server.get("/metrics").starts_with("HTTP/1.1 404"));
    let measured = get(metrics, "/metrics");
    assert!(
        measured.contains(
            "lanyard_http_request_seconds_count{route=\"/login\",method=\"GET\",status=\"2xx\"} 1"
        ),
        "{measured}"
    );
    assert!(get(metrics, "/login").starts_with("HTTP/1.1 404"));

    // The command line works beside a running server.
    assert_eq!(here.run(&["user", "list"]).code(), 0);

    server.terminate();
    assert_eq!(server.ended(), 0);
    let log = server.log();
    assert!(!log.contains("hunter2"), "{log}");
    let events: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect();
    assert_eq!(events.last().unwrap()["message"], "stopped");
}

#[test]
fn two_servers_do_not_share_an_address() {
    let here = Installation::bare();
    let server = Server::start(&here, |_| {});
    let (issuer, listen) = (
        format!("http://{}", server.address),
        server.address.to_string(),
    );
    let mut second = here.command(&["serve", "--issuer", &issuer, "--listen", &listen]);
    let refused = Ran(second
        .env("LANYARD_METRICS__LISTEN", "off")
        .output()
        .unwrap());
    refused.refused(1, "choose another `listen`");
}

#[test]
fn ft_26_out_of_descriptors_the_server_waits_and_recovers() {
    let here = Installation::bare();
    let server = Server::start(&here, |command| limit_descriptors(command, 64));
    // The first refresh of the keys makes those of the future, which takes its time.
    let mut spent = cpu_time(server.child.id());
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        std::thread::sleep(Duration::from_millis(1500));
        let now = cpu_time(server.child.id());
        if now - spent < Duration::from_millis(50) || Instant::now() > deadline {
            break;
        }
        spent = now;
    }
    let spent = cpu_time(server.child.id());
    let crowd: Vec<TcpStream> = (0..100)
        .filter_map(|_| TcpStream::connect(server.address).ok())
        .collect();
    std::thread::sleep(Duration::from_millis(1500));
    let spinning = cpu_time(server.child.id()) - spent;
    assert!(
        spinning < Duration::from_millis(500),
        "it spins: {spinning:?}"
    );
    drop(crowd);
    let deadline = Instant::now() + Duration::from_secs(10);
    while !server.get("/health/ready").starts_with("HTTP/1.1 200") {
        assert!(Instant::now() < deadline, "it does not recover");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Runs the same command in a shell that may open so many files. `LimitSettings` lets all connections in.
fn limit_descriptors(command: &mut Command, most: u32) {
    let program = command.get_program().to_owned();
    let arguments: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
    let mut limited = Command::new("sh");
    limited
        .args(["-c", &format!("ulimit -n {most}; exec \"$@\""), "sh"])
        .arg(program)
        .args(arguments);
    limited.current_dir(command.get_current_dir().unwrap_or(Path::new(".")));
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    limited
        .env("LANYARD_LIMITS__EXEMPT_LOOPBACK", "true")
        .stdin(Stdio::null())
        .stderr(Stdio::piped());
    *command = limited;
}

/// User and system time of a process.
fn cpu_time(pid: u32) -> Duration {
    let file = std::fs::File::open(format!("/proc/{pid}/stat")).expect("the process is there");
    let mut line = String::new();
    BufReader::new(file).read_line(&mut line).unwrap();
    let after_name = line.rsplit_once(')').unwrap().1;
    let ticks: u64 = after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(|ticks| ticks.parse::<u64>().unwrap())
        .sum();
    // A hundred ticks per second on every Linux we run on.
    Duration::from_millis(ticks * 10)
}
