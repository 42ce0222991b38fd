//! The program as an operator meets it: commands, exit codes, and a server that starts, serves and stops.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

#[path = "world/process/installation.rs"]
#[expect(dead_code, reason = "servers on the network use the rest of it")]
mod installation;

use installation::{Installation, Ran, free_port};

#[path = "command_line/console.rs"]
mod console;
#[path = "command_line/groups.rs"]
mod groups;
#[path = "command_line/imports.rs"]
mod imports;
#[path = "command_line/tls.rs"]
mod tls;

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

    let alone = "the only administrator who can sign in";
    here.run(&["user", "disable", "ada"]).refused(2, alone);
    let second = [
        "user",
        "add",
        "grace",
        "--email",
        "grace@example.com",
        "--name",
        "Grace",
        "--admin",
        "--password-stdin",
    ];
    here.run_with_input(&second, PASSWORD).well();
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
        2
    );
    here.run(&["user", "sign-out", "ada"]).well();
    let listed = here.run(&["user", "list"]).out();
    let head = listed.lines().next().unwrap();
    assert!(head.contains("STATE"), "{listed}");

    here.run(&["user", "remove", "ada"]).refused(2, "--yes");
    assert_eq!(here.run(&["user", "remove", "ada", "--yes"]).code(), 0);
    here.run(&["user", "remove", "grace", "--yes"])
        .refused(2, alone);
    let left = here.run(&["user", "list", "--json"]).json();
    assert_eq!(left.as_array().unwrap().len(), 1);
}

#[test]
fn fc_45_an_account_is_corrected_from_the_command_line() {
    let here = Installation::bare();
    for (login, more) in [("ada", "--admin"), ("bob", "--email-verified")] {
        let email = format!("{login}@example.com");
        let add = ["user", "add", login, "--email", &email, "--name", login];
        here.run(&[&add[..], &[more]].concat()).well();
    }
    let update = |login: &str, arguments: &[&str]| {
        here.run(&[&["user", "update", login, "--json"], arguments].concat())
    };
    let bob = update("bob", &["--name", "Bob Barker", "--claim", "locale=de-CH"]).json();
    assert_eq!(
        (&bob["name"], &bob["email_verified"]),
        (&"Bob Barker".into(), &true.into())
    );
    assert_eq!(bob["claims"]["locale"], "de-CH");
    let bob = update("bob", &["--email", "b@example.com"]).json();
    assert_eq!(
        bob["email_verified"], false,
        "another address is not verified"
    );
    let bob = update("bob", &["--email-verified", "true", "--admin", "true"]).json();
    assert_eq!(
        (&bob["email_verified"], &bob["admin"]),
        (&true.into(), &true.into())
    );
    let address = r#"address={"country": "CH"}"#;
    let bob = update("bob", &["--claim", address, "--claim", "locale="]).json();
    assert_eq!(
        bob["claims"],
        serde_json::json!({"address": {"country": "CH"}})
    );
    // What a file says of name and address is used, not dropped.
    let file = r#"{"name": "Bob B.", "email": "bb@example.com", "email_verified": true, "zoneinfo": "Europe/Zurich"}"#;
    std::fs::write(here.path().join("bob.json"), file).unwrap();
    let bob = update("bob", &["--claims-file", "bob.json"]).json();
    assert_eq!(
        (&bob["name"], &bob["email"]),
        (&"Bob B.".into(), &"bb@example.com".into())
    );
    assert_eq!(bob["email_verified"], true);
    assert_eq!(
        bob["claims"],
        serde_json::json!({"zoneinfo": "Europe/Zurich"})
    );

    for (arguments, code, reason) in [
        (&["--claim", "name=X"][..], 2, "use --name"),
        (&["--claim", "shoe_size=44"], 2, "shoe_size"),
        (&["--claim", "locale"], 2, "NAME=VALUE"),
        (
            &["--email", "ada@example.com"],
            4,
            "this e-mail address already",
        ),
        (&["--email", "nonsense"], 2, "--email"),
        (&[], 2, "required"),
    ] {
        update("bob", arguments).refused(code, reason);
    }
    update("nobody", &["--name", "X"]).refused(3, "no account");
    update("ada", &["--admin", "false"]).well();
    update("bob", &["--admin", "false"]).refused(2, "the only administrator");
    let audit = here
        .run(&["audit", "list", "--act", "account.changed"])
        .out();
    assert!(
        audit.contains("administrator") && !audit.contains("b@example.com"),
        "{audit}"
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
    let open = here.run(&["user", "invitations", "--json"]).json();
    assert_eq!(open[0]["email"], "eve@example.com", "{open}");
    here.run(&["user", "uninvite", "eve@example.com"]);
    let open = here.run(&["user", "invitations", "--json"]).json();
    assert_eq!(open, json!([]));
    here.run(&["user", "uninvite", "eve@example.com"])
        .refused(3, "no invitation for eve@example.com");
    let mail = ["user", "invite", "eve@example.com", "--mail", "--json"];
    here.run(&mail).refused(2, "no letters are sent");
    let mut by_mail = here.command(&mail);
    by_mail
        .env("LANYARD_MAIL__FOLDER", here.path().join("mail"))
        .env("LANYARD_MAIL__FROM", "no-reply@example.com");
    let sent = Ran(by_mail.output().unwrap()).json();
    assert_eq!(
        (&sent["mailed"], &sent["url"]),
        (&json!(true), &Value::Null)
    );
}

#[test]
fn a_link_to_reset_a_password_is_printed_for_an_account_that_is_on() {
    let here = Installation::bare();
    let add = ["user", "add", "ada", "--email", "ada@example.com"];
    here.run(&[&add[..], &["--name", "Ada", "--json"]].concat())
        .json();
    let link = here.run(&["user", "reset-link", "ada", "--expires", "2 h", "--json"]);
    let link = link.json();
    let url = link["url"].as_str().unwrap();
    let (place, secret) = url.split_once("/login/reset?token=").expect("a link");
    assert!(place.starts_with("http") && secret.len() == 43, "{url}");
    for wrong in ["1 min", "8 d"] {
        here.run(&["user", "reset-link", "ada", "--expires", wrong])
            .refused(2, "choose between \"5 min\" and \"7 d\"");
    }
    here.run(&["user", "disable", "ada"]);
    here.run(&["user", "reset-link", "ada"])
        .refused(2, "switched off");
}

#[test]
fn second_factors_are_listed_and_reset() {
    let here = Installation::bare();
    let add = ["user", "add", "ada", "--email", "ada@example.com"];
    here.run(&[&add[..], &["--name", "Ada", "--json"]].concat())
        .json();
    let held = here.run(&["user", "factors", "list", "ada", "--json"]);
    let held = held.json();
    let (totp, codes) = (&held["totp"], &held["recovery_codes"]);
    assert_eq!((totp, codes), (&Value::Null, &json!(0)), "{held}");
    let reset = here.run(&["user", "factors", "reset", "ada", "--yes"]);
    assert!(reset.err().contains("no second factor"), "{}", reset.err());
    here.run(&["user", "factors", "reset", "nobody", "--yes"])
        .refused(3, "nobody");
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
        ("vetted", true.into()),
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
            "--backchannel-logout-uri",
            "https://hooks.photos.example/out",
            "backchannel_logout_uri",
            "https://hooks.photos.example/out".into(),
            Some(""),
        ),
        (
            "--backchannel-logout-session-required",
            "true",
            "backchannel_logout_session_required",
            true.into(),
            Some("false"),
        ),
        (
            "--frontchannel-logout-uri",
            "https://photos.example/out",
            "frontchannel_logout_uri",
            "https://photos.example/out".into(),
            Some(""),
        ),
        (
            "--frontchannel-logout-session-required",
            "true",
            "frontchannel_logout_session_required",
            true.into(),
            Some("false"),
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
    for flag in ["--backchannel-logout-uri", "--frontchannel-logout-uri"] {
        here.run(&["client", "update", id, flag, "javascript:alert(1)"])
            .refused(2, flag);
    }
}

/// People come with their `sub` and password, what cannot be is said by line, and a second run finds nothing to do.
#[test]
fn fc_56_files_are_read_whatever_program_wrote_them() {
    let here = Installation::bare();
    let file = here.path().join("client.json");
    let text =
        "{\"client_name\": \"Phötos\",\r\n \"redirect_uris\": [\"https://photos.example/cb\"]}\r\n";
    let utf_16: Vec<u8> = format!("\u{feff}{text}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [
        format!("\u{feff}{text}").into_bytes(),
        text.as_bytes().to_vec(),
        utf_16,
    ] {
        std::fs::write(&file, &bytes).unwrap();
        let made = here
            .run(&["client", "import", file.to_str().unwrap(), "--json"])
            .json();
        assert_eq!(made["client_name"], "Phötos");
    }
    std::fs::write(&file, b"{\"client_name\": \"Ph\xf6tos\"}").unwrap();
    here.run(&["client", "import", file.to_str().unwrap()])
        .refused(2, "UTF-8");
    let piped = here.run_with_input(
        &["client", "import", "-", "--json"],
        &format!("\u{feff}{text}"),
    );
    assert_eq!(piped.json()["client_name"], "Phötos");
    // Passwords and claims come the same way.
    let claims = here.path().join("claims.json");
    std::fs::write(&claims, "\u{feff}{\"nickname\": \"ada\"}\r\n").unwrap();
    let add = [
        "user",
        "add",
        "ada",
        "--email",
        "ada@example.com",
        "--name",
        "Ada",
        "--claims-file",
        claims.to_str().unwrap(),
        "--password-stdin",
    ];
    here.run_with_input(&add, "\u{feff}a sentence works well\r\n")
        .well();
    // And settings.
    let settings = here.path().join("bom.toml");
    std::fs::write(&settings, "\u{feff}issuer = \"https://id.example.com\"\r\n").unwrap();
    let checked = here.run(&["config", "check", "--config", settings.to_str().unwrap()]);
    assert!(
        checked.out().contains("https://id.example.com"),
        "{}",
        checked.out()
    );
}

#[test]
fn fc_67_lists_are_taken_apart_or_refused_with_the_right_spelling() {
    let here = Installation::bare();
    let add = |flags: &[&str]| {
        let common = ["client", "add", "--name", "Photos", "--json"];
        here.run(&[&common[..], flags].concat())
    };
    let two = serde_json::json!(["https://a.example/cb", "https://b.example/cb"]);
    for given in [
        "https://a.example/cb,https://b.example/cb",
        "https://a.example/cb https://b.example/cb",
    ] {
        let made = add(&["--redirect-uri", given]).json();
        assert_eq!(made["redirect_uris"], two, "{given}");
    }
    let one = "https://a.example/cb?x=1,2";
    let made = add(&[
        "--redirect-uri",
        one,
        "--grant-type",
        "authorization_code,refresh_token",
        "--allowed-origin",
        "https://c.example,https://d.example",
    ])
    .json();
    assert_eq!(made["redirect_uris"], serde_json::json!([one]));
    assert_eq!(
        made["allowed_origins"],
        serde_json::json!(["https://c.example", "https://d.example"])
    );
    assert_eq!(
        made["grant_types"],
        serde_json::json!(["authorization_code", "refresh_token"])
    );
    add(&["--redirect-uri", one, "--scope", "openid,profile"]).refused(2, "openid profile");
    add(&[
        "--redirect-uri",
        one,
        "--audience",
        "https://a.example,https://b.example",
    ])
    .refused(2, "entry of its own");
    let import = |text: &str| here.run_with_input(&["client", "import", "-"], text);
    import(r#"{"redirect_uris": ["https://a.example/cb,https://b.example/cb"]}"#)
        .refused(2, "on its own");
    import(r#"{"redirect_uris": "https://a.example/cb"}"#).refused(2, "a list of texts");
    import(r#"{"redirect_uris": ["https://a.example/cb"], "scope": "openid,profile"}"#)
        .refused(2, "openid profile");
}

#[test]
fn fc_57_only_the_algorithms_of_the_setting_are_used() {
    let here = Installation::bare();
    let with = |algorithms: &str, args: &[&str]| {
        let mut command = here.command(args);
        Ran(command
            .env("LANYARD_KEYS__ALGORITHMS", algorithms)
            .output()
            .unwrap())
    };
    let add = [
        "client",
        "add",
        "--name",
        "Photos",
        "--redirect-uri",
        "https://p.example/cb",
        "--id-token-alg",
        "EdDSA",
    ];
    with("[\"RS256\", \"ES256\"]", &add).refused(2, "RS256, ES256");
    let add = [
        "client",
        "add",
        "--name",
        "Photos",
        "--redirect-uri",
        "https://p.example/cb",
        "--access-token-alg",
        "PS256",
    ];
    with("[\"RS256\", \"ES256\"]", &add).refused(2, "--access-token-alg");
    with("[\"ES256\"]", &["config", "check"]).refused(2, "RS256 is missing");
    with("[\"RS256\"]", &["config", "check"]).refused(2, "tokens.access_alg");
    with("[\"RS256\", \"ES256\", \"RS256\"]", &["config", "check"]).refused(2, "twice");
    with("[\"RS256\", \"HS256\"]", &["config", "check"]).refused(2, "HS256");
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
    here.run_with_input(&["client", "import", "-"], "7")
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
fn xs_05_a_logo_is_a_file_and_an_address_says_that_it_is_not_fetched() {
    let here = Installation::bare();
    let mut png = std::io::Cursor::new(Vec::new());
    let picture = image::DynamicImage::new_rgba8(300, 300);
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    std::fs::write(here.path().join("logo.png"), png.into_inner()).unwrap();
    std::fs::write(here.path().join("logo.svg"), "<svg/>").unwrap();
    let add = |logo: &str| {
        let path = match logo.contains("://") {
            true => logo.to_owned(),
            false => here.path().join(logo).display().to_string(),
        };
        here.run(&[
            "client",
            "add",
            "--name",
            "Photos",
            "--redirect-uri",
            "https://photos.example/callback",
            "--json",
            "--logo",
            &path,
        ])
    };
    for (logo, reason) in [
        ("logo.svg", "PNG, JPEG or WebP"),
        ("none.png", "No such file"),
    ] {
        let refused = add(logo);
        assert_ne!(refused.code(), 0, "{logo}");
        assert!(refused.err().contains(reason), "{logo}: {}", refused.err());
    }
    assert_eq!(
        here.run(&["client", "list", "--json"]).json(),
        serde_json::json!([])
    );
    let address = add("https://photos.example/l.png");
    assert!(
        address.err().contains("nothing is fetched"),
        "{}",
        address.err()
    );
    assert_eq!(address.json()["logo_uri"], "https://photos.example/l.png");
    let made = add("logo.png").json();
    let id = made["client_id"].as_str().unwrap();
    assert!(
        here.run(&["client", "show", id])
            .out()
            .contains("stored here")
    );
    // What else is changed leaves it alone, and an empty text takes it away.
    here.run(&["client", "update", id, "--name", "Pictures"])
        .well();
    assert!(
        here.run(&["client", "show", id])
            .out()
            .contains("stored here")
    );
    here.run(&["client", "update", id, "--logo", ""]).well();
    assert!(
        !here
            .run(&["client", "show", id])
            .out()
            .contains("stored here")
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

#[test]
fn settings_are_shown_with_where_they_were_set() {
    let here = Installation::bare();
    std::fs::write(here.path().join("lanyard.toml"), "sign_up = 'open'\n").unwrap();
    let mut check = here.command(&["config", "check"]);
    check.env("LANYARD_SESSION__IDLE", "20 min");
    let shown = Ran(check.output().unwrap()).well().out();
    let line = |key: &str| {
        let line = shown.lines().find(|line| line.starts_with(key));
        line.unwrap_or_default()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(line("sign_up"), "sign_up open lanyard.toml");
    assert_eq!(
        line("session.idle"),
        "session.idle 20 min environment variable LANYARD_SESSION__IDLE"
    );
    assert_eq!(
        line("master_key_file"),
        "master_key_file data/master.key default, in data_dir"
    );
    let json = here.run(&["config", "check", "--json"]).json();
    assert_eq!(json["settings"]["master_key_file"], "data/master.key");
    assert_eq!(json["set_in"]["sign_up"], "lanyard.toml");

    here.run(&["serve", "--listen", "8080"])
        .refused(2, "write \"127.0.0.1:8080\"");
    here.run(&["config", "check", "--database", "/tmp/x.db"])
        .refused(2, "sqlite:/tmp/x.db");
}

#[test]
fn fc_28_variables_of_kubernetes_are_passed_over_and_misspelt_ones_are_not() {
    let here = Installation::bare();
    let mut check = here.command(&["config", "check"]);
    check.envs([
        ("LANYARD_PORT", "tcp://10.43.0.7:8080"),
        ("LANYARD_PORT_8080_TCP", "tcp://10.43.0.7:8080"),
        ("LANYARD_PORT_8080_TCP_ADDR", "10.43.0.7"),
        ("LANYARD_SERVICE_HOST", "10.43.0.7"),
        ("LANYARD_SERVICE_PORT_HTTP", "8080"),
    ]);
    let said = Ran(check.output().unwrap()).well().err();
    assert_eq!(said.matches("Kubernetes").count(), 1, "{said}");
    assert!(
        said.contains("LANYARD_PORT") && said.contains("4 other"),
        "{said}"
    );
    for (name, value) in [
        ("LANYARD_PORT", "8080"),
        ("LANYARD_ISUER", "https://id.example"),
    ] {
        let mut check = here.command(&["config", "check"]);
        Ran(check.env(name, value).output().unwrap()).refused(2, name);
    }
}

#[test]
fn fc_63_secrets_may_be_files() {
    let here = Installation::bare();
    let secret = here.path().join("database");
    std::fs::write(
        &secret,
        "postgres://lanyard:hunter2hunter2@127.0.0.1:1/lanyard\n",
    )
    .unwrap();
    let set_mode = |mode| {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(mode);
        std::fs::set_permissions(&secret, mode).unwrap();
    };
    let check = |more: &[(&str, &str)]| {
        let mut check = here.command(&["config", "check", "--json"]);
        check.env("LANYARD_DATABASE_FILE", &secret);
        Ran(check.envs(more.iter().copied()).output().unwrap())
    };
    set_mode(0o600);
    let shown = check(&[]).json();
    assert_eq!(
        shown["settings"]["database"],
        "postgres://lanyard:hidden@127.0.0.1:1/lanyard"
    );
    let origin = shown["set_in"]["database"].as_str().unwrap();
    assert!(origin.contains("LANYARD_DATABASE_FILE"), "{origin}");
    check(&[("LANYARD_DATABASE", "sqlite:x.db")]).refused(2, "both set");
    set_mode(0o644);
    check(&[]).refused(2, "chmod 600");
    std::fs::remove_file(&secret).unwrap();
    check(&[]).refused(2, "there is no file");

    // The master key is one of them by a setting of its own.
    let key = here.path().join("key");
    std::fs::write(&key, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n").unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(&key, mode).unwrap();
    here.run(&["db", "migrate"]).well();
    let mut list = here.command(&["keys", "list"]);
    Ran(list.env("LANYARD_MASTER_KEY_FILE", &key).output().unwrap()).well();
    assert!(!here.path().join("data/master.key").exists());
}

#[test]
fn fc_31_health_tells_ready_from_not_ready() {
    let here = Installation::bare();
    let server = Server::start(&here, |_| {});
    let (address, url) = (
        server.address.to_string(),
        format!("http://{}", server.address),
    );
    for arguments in [
        &["health", &url][..],
        &["health", &address],
        &["health", &url, "--live"],
    ] {
        here.run(arguments).well();
    }
    let mut configured = here.command(&["health"]);
    let ran = Ran(configured.env("LANYARD_LISTEN", &address).output().unwrap()).well();
    assert_eq!(ran.out(), "ready\n");
    here.run(&["health", &format!("{url}/nothing/here")])
        .refused(1, "404");
    here.run(&["health", "ftp://x"])
        .refused(1, "no address of a server");
    drop(server);
    here.run(&["health", &url]).refused(1, &url);
}

#[test]
fn fc_61_hanging_up_reloads_and_ends_nothing() {
    let here = Installation::bare();
    std::fs::write(here.path().join("lanyard.toml"), "[log]\nlevel = 'warn'\n").unwrap();
    let mut server = Server::start(&here, |_| {});
    let hang_up = |server: &Server| {
        server.signal("-HUP");
        std::thread::sleep(Duration::from_millis(500));
        assert!(server.get("/health/live").ends_with("live\n"));
    };
    hang_up(&server);
    std::fs::write(here.path().join("lanyard.toml"), "isuer = 'x'\n").unwrap();
    hang_up(&server);
    let changed = "sign_up = 'open'\n[log]\nlevel = 'debug'\n";
    std::fs::write(here.path().join("lanyard.toml"), changed).unwrap();
    hang_up(&server);
    server.get("/no/such/page?at=debug");
    server.terminate();
    assert_eq!(server.ended(), 0);
    let log = server.log();
    for said in [
        "did you mean \\\"issuer\\\"",
        "now=log.level at_the_next_start=sign_up",
        "stopped",
    ] {
        assert!(log.contains(said), "{said}: {log}");
    }
    assert_eq!(log.matches("reloaded: settings").count(), 2, "{log}");
}

#[test]
fn fc_61_hanging_up_does_not_end_the_demo() {
    let here = Installation::bare();
    let ports = [free_port(), free_port(), free_port()].map(|port| port.to_string());
    let [port, app, page] = &ports;
    let mut demo = here.command(&[
        "demo",
        "--port",
        port,
        "--app-port",
        app,
        "--single-page-port",
        page,
    ]);
    let mut demo = demo.stdout(Stdio::piped()).spawn().unwrap();
    let address: SocketAddr = format!("127.0.0.1:{port}").parse().unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    while !get(address, "/health/live").ends_with("live\n") {
        assert!(Instant::now() < deadline, "the demo does not start");
        std::thread::sleep(Duration::from_millis(50));
    }
    let pid = demo.id().to_string();
    for (signal, lives) in [("-HUP", true), ("-TERM", false)] {
        assert!(
            Command::new("kill")
                .args([signal, &pid])
                .status()
                .unwrap()
                .success()
        );
        std::thread::sleep(Duration::from_millis(500));
        assert_eq!(
            get(address, "/health/live").ends_with("live\n"),
            lives,
            "{signal}"
        );
    }
    let mut said = String::new();
    demo.stdout
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert!(demo.wait().unwrap().success());
    assert!(
        said.contains("Nothing is reloaded") && said.contains("Everything is gone"),
        "{said}"
    );
}

#[test]
fn fc_62_an_old_cookie_is_nothing_that_a_library_warns_of() {
    let here = Installation::bare();
    let mut server = Server::start(&here, |_| {});
    let head = format!(
        "GET /login HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: lanyard-session=AAECAwQFBgcICQoLDA0ODw\r\n\r\n",
        server.address
    );
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let log = server.log();
    assert!(
        !log.contains("suspicious") && !log.contains(" WARN tower"),
        "{log}"
    );
}

#[test]
fn doctor_says_what_is_wrong_and_what_to_do() {
    let here = Installation::bare();
    let fresh = here.run(&["doctor", "--json"]).json();
    assert_eq!(fresh["problems"], 0, "{fresh}");
    assert!(
        !here.path().join("data").exists(),
        "nothing is made by looking"
    );

    let server = Server::start(&here, |_| {});
    let issuer = format!("http://{}", server.address);
    let doctor =
        |more: &[&str]| here.run(&[&["doctor", "--json", "--issuer", &issuer], more].concat());
    let state = |found: &Value, check: &str| {
        let checks = found["checks"].as_array().unwrap();
        let one = checks.iter().find(|one| one["check"] == check);
        one.map(|one| one["state"].as_str().unwrap().to_owned())
    };
    let found = doctor(&[&issuer]).json();
    for check in [
        "issuer",
        "key set",
        "health",
        "schema",
        "master key",
        "data directory",
    ] {
        assert_eq!(
            state(&found, check).as_deref(),
            Some("ok"),
            "{check}: {found}"
        );
    }
    assert_eq!(state(&found, "administrator").as_deref(), Some("warning"));
    assert_eq!(state(&found, "clients").as_deref(), Some("ok"));
    assert_eq!(state(&found, "outbox").as_deref(), Some("ok"));
    // An algorithm goes, and a client is left that needs it.
    let client = [
        "client",
        "add",
        "--name",
        "Photos",
        "--redirect-uri",
        "http://localhost:3000/cb",
    ];
    here.run(&[&client[..], &["--id-token-alg", "EdDSA"]].concat())
        .well();
    let mut fewer = here.command(&["doctor", "--issuer", &issuer]);
    fewer.env("LANYARD_KEYS__ALGORITHMS", "[\"RS256\", \"ES256\"]");
    let fewer = Ran(fewer.output().unwrap());
    assert_eq!(fewer.code(), 1, "{}", fewer.out());
    let said = fewer.out();
    assert!(
        said.contains("photos-") && said.contains("(EdDSA)") && said.contains("keys.algorithms"),
        "{said}"
    );
    // By another name the server refuses, as behind a proxy that sends its own.
    let elsewhere = Installation::bare();
    let named = Server::start(&elsewhere, |command| {
        let arguments = command.get_args().map(|argument| argument.to_owned());
        let mut arguments: Vec<_> = arguments.collect();
        let issuer = arguments
            .iter_mut()
            .find(|argument| argument.to_string_lossy().starts_with("http://"));
        *issuer.unwrap() = "https://id.example.com".into();
        let mut other = elsewhere.command(&[]);
        other.args(arguments).env("LANYARD_METRICS__LISTEN", "off");
        other.stderr(Stdio::piped());
        *command = other;
    });
    let url = format!("http://{}", named.address);
    let wrong = here.run(&["doctor", "--issuer", "https://id.example.com", &url]);
    assert_eq!(wrong.code(), 1);
    assert!(
        wrong.out().contains("421") && wrong.out().contains("$http_host"),
        "{}",
        wrong.out()
    );
    // These are not that server's settings.
    let other = here.run(&["doctor", "--issuer", "http://localhost:1", &issuer]);
    assert_eq!(other.code(), 1);
    assert!(other.out().contains("PROBLEM"), "{}", other.out());

    let key = here.path().join("data/master.key");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    std::fs::set_permissions(key, mode).unwrap();
    let exposed = doctor(&[]);
    assert_eq!(exposed.code(), 1);
    assert!(exposed.out().contains("chmod 600"), "{}", exposed.out());
}

#[test]
fn sf_06_doctor_calls_an_app_as_the_server_would() {
    let here = Installation::bare();
    let server = Server::start(&here, |_| {});
    let address = format!("http://{}/health/live", server.address);
    let called = |address: &str, allow: &str| {
        let mut doctor = here.command(&["doctor", "--calls", address]);
        doctor.env("LANYARD_OUTBOUND__ALLOW", allow);
        Ran(doctor.output().unwrap())
    };
    let allowed = called(&address, &format!("[\"http://{}\"]", server.address));
    assert_eq!(allowed.code(), 0, "{}", allowed.out());
    assert!(
        allowed.out().contains("/health/live answers well"),
        "{}",
        allowed.out()
    );
    for (address, reason) in [
        (
            &address[..],
            "write a whole address that begins with https://",
        ),
        ("https://127.0.0.1/", "outbound.allow"),
        ("https://169.254.169.254/latest", "outbound.allow"),
        ("https://localhost:8443/", "outbound.allow"),
        ("https://u:p@app.example/", "without credentials"),
    ] {
        let refused = called(address, "[]");
        assert_eq!(refused.code(), 1, "{address}");
        assert!(
            refused.out().contains(reason),
            "{address}: {}",
            refused.out()
        );
    }
}

#[test]
fn a_start_says_where_to_go_and_who_is_missing() {
    let here = Installation::bare();
    let mut server = Server::start(&here, |_| {});
    let open = format!("open http://{} in a browser", server.address);
    let address = server.address.to_string();
    let mut second = here.command(&["serve", "--listen", &address]);
    second.env("LANYARD_METRICS__LISTEN", "off");
    let refused = Ran(second.output().unwrap());
    refused.refused(1, "a Lanyard: the demo, or another");
    let log = server.log();
    assert!(
        log.contains(&open) && log.contains("there is no administrator yet"),
        "{log}"
    );
    // The code is printed once, and never again once there is somebody.
    let codes = |log: &str| log.matches("setup code: ").count();
    assert_eq!(codes(&log), 1, "{log}");
    assert!(
        log.contains(&format!("http://{}/setup", server.address)),
        "{log}"
    );
    let add = [
        "user",
        "add",
        "ada",
        "--email",
        "ada@example.com",
        "--name",
        "Ada",
        "--admin",
    ];
    here.run(&add).well();
    drop(server);
    let mut again = Server::start(&here, |_| {});
    let log = again.log();
    assert!(codes(&log) == 0 && !log.contains("/setup"), "{log}");
}

#[test]
fn a_directory_that_cannot_be_written_to_is_refused_with_the_fix() {
    let here = Installation::bare();
    let mut serve = here.command(&["serve", "--data-dir", "/dev/null/lanyard"]);
    serve.env("LANYARD_METRICS__LISTEN", "off");
    Ran(serve.output().unwrap()).refused(1, "choose another data_dir");
}

#[test]
fn shells_and_man_learn_the_commands() {
    let here = Installation::bare();
    for shell in ["bash", "zsh", "fish"] {
        assert!(
            here.run(&["completions", shell])
                .well()
                .out()
                .contains("set-password")
        );
    }
    assert!(here.run(&["man"]).well().out().contains(".TH lanyard"));
    here.run(&["man", "--to", "man1"]).well();
    assert!(here.path().join("man1/lanyard-user-add.1").exists());
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
        self.signal("-TERM");
    }

    fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([name, &pid]).status();
        assert!(sent.unwrap().success());
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
