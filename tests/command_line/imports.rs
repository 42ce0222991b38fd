//! People and apps that are brought along, on both engines.

use std::process::Stdio;
use std::time::Duration;

use lanyard::store::testing::TestDb;
use serde_json::{Value, json};

use crate::installation::Installation;

/// A fresh place on SQLite, then one on PostgreSQL.
pub fn each_engine(story: impl Fn(&Installation)) {
    story(&Installation::bare());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let db = runtime.block_on(async {
        let db = TestDb::postgres_without_schema().await;
        db.close().await;
        db
    });
    let mut here = Installation::bare();
    here.set("LANYARD_DATABASE", db.url());
    story(&here);
}

#[test]
fn fc_42_people_are_brought_along() {
    each_engine(|here| {
        let people = [
        r#"{"sub":"5f1f3a52-8f0c-4a57-9b1c-0d3f6f0a1c01","login":"mara","email":"mara@example.com","email_verified":true,"name":"Mara Lind","locale":"de","password_hash":"$2b$10$11ThflT9SLK.XLnHQSyNPutIcYEIkJpGxoNFnQr5PRR6LJPLakWGu"}"#,
        r#"{"sub":"zoë","login":"jonas"}"#,
        r#"{"login":"Mara"}"#,
        r#"{"login":"nora","password_hash":"5f4dcc3b5aa765d61d8327deb882cf99"}"#,
        r#"{"login":"nora","groups":["crew"]}"#,
        r#"{"login":"nora","shoe_size":41}"#,
        "not JSON",
        r#"{"login":"paul","name":"Paul Berg"}"#,
    ]
    .join("\n");
        let import = |flags: &[&str]| {
            let arguments = [&["user", "import", "-", "--format", "jsonl"], flags].concat();
            here.run_with_input(&arguments, &people)
        };
        for (flags, done) in [
            (
                &["--check"][..],
                "2 can be brought along, 0 there already, 6 refused",
            ),
            (&[], "2 brought along, 0 there already, 6 refused"),
            (&[], "0 brought along, 2 there already, 6 refused"),
        ] {
            let ran = import(flags);
            assert_eq!(ran.code(), 2, "{}", ran.err());
            assert!(ran.out().contains(done), "{}", ran.out());
            for line in [
                "-:2: sub: expected ASCII characters, none of them a control character",
                "-:3: login: it comes twice in the file (received mara)",
                "-:4: password_hash: the kind of hash is not known",
                "-:5: groups: there is no such group; make it with `lanyard group add`",
                "-:6: shoe_size: is not a standard claim",
                "-:7: line: it is no JSON",
            ] {
                assert!(ran.err().contains(line), "{line} is not in: {}", ran.err());
            }
            assert!(!ran.err().contains("5f4dcc3b"), "no hash is printed");
        }
        let mara = here.run(&["user", "show", "mara", "--json"]).json();
        assert_eq!(mara["id"], "5f1f3a52-8f0c-4a57-9b1c-0d3f6f0a1c01");
        assert_eq!(mara["has_password"], true);
        assert_eq!(mara["claims"]["locale"], "de");
        assert_eq!(mara["sub"], mara["id"]);
        // Whatever it was, `sub` is kept, and names the person in every command.
        let nora = r#"{"sub":"auth0|Nora 1","login":"nora","name":"Nora"}"#;
        here.run_with_input(&["user", "import", "-", "--format", "jsonl"], nora)
            .well();
        let shown = here.run(&["user", "show", "auth0|Nora 1", "--json"]).json();
        assert_eq!(
            (&shown["sub"], &shown["login"]),
            (&Value::from("auth0|Nora 1"), &Value::from("nora"))
        );
        assert!(
            here.run(&["user", "show", "nora"])
                .out()
                .contains("auth0|Nora 1")
        );
        here.run(&["user", "show", "AUTH0|NORA 1"])
            .refused(3, "no account");
        for (sub, rule) in [
            ("", "it is empty"),
            ("a\\u0000b", "none of them a control character"),
            ("a\\nb", "none of them a control character"),
            ("ada ", "it begins or ends with a space"),
            (&*"x".repeat(256), "more than 255 characters"),
            ("00000000-0000-0000-0000-000000000000", "nobody's"),
        ] {
            let line = format!(r#"{{"sub":"{sub}","login":"someone"}}"#);
            let ran = here.run_with_input(&["user", "import", "-", "--format", "jsonl"], &line);
            assert_eq!(ran.code(), 2, "{sub}");
            let (err, place) = (ran.err(), "-:1: sub: ");
            assert!(
                err.contains(place) && err.contains(rule),
                "{rule} is not in: {err}"
            );
        }
        let about = ["audit", "list", "--about", "auth0|Nora 1", "--json"];
        let made = here.run(&about).json();
        assert_eq!(made[0]["act"], "account.made", "{made}");
        here.run(&["user", "remove", "nora", "--yes"]).well();
        let ran = here.run_with_input(&["user", "import", "-", "--format", "jsonl"], nora);
        assert!(
            ran.err().contains("an account that was removed had it"),
            "{}",
            ran.err()
        );
        let other =
            r#"{"sub":"5f1f3a52-8f0c-4a57-9b1c-0d3f6f0a1c01","login":"mara","name":"Another"}"#;
        let ran = here.run_with_input(&["user", "import", "-", "--format", "jsonl"], other);
        assert_eq!(ran.code(), 2);
        assert!(
            ran.err()
                .contains("other email, email_verified, name, claims"),
            "{}",
            ran.err()
        );
    });
}

#[test]
fn fc_41_ids_and_secrets_are_brought_along() {
    each_engine(|here| {
        let import = |json: bool, text: &str| {
            let flags: &[&str] = if json { &["--json"] } else { &[] };
            here.run_with_input(&[&["client", "import", "-"], flags].concat(), text)
        };
        let photos = r#"{"client_id":"photos","client_secret":"s3","redirect_uris":["https://photos.example/cb"]}"#;
        let ran = import(true, photos);
        assert!(
            ran.err().contains("its id kept, its secret kept"),
            "{}",
            ran.err()
        );
        assert!(ran.err().contains("rotate-secret photos"), "{}", ran.err());
        let made = ran.json();
        assert_eq!(made["client_id"], "photos");
        assert_eq!(made.get("client_secret"), None, "it is known already");
        assert!(!here.run(&["client", "show", "photos"]).out().contains("s3"));
        // Again: it is there, and says the same.
        let again = import(true, photos);
        assert!(
            again.err().contains("photos is there already"),
            "{}",
            again.err()
        );
        assert_eq!(again.json()["client_id"], "photos");
        for (changed, members) in [
            (photos.replace("s3", "s4"), "other client_secret"),
            (photos.replace("/cb", "/cb2"), "other redirect_uris"),
            (
                photos.replace("{", r#"{"client_name":"P","disabled_at":"x","#),
                "other client_name, disabled_at",
            ),
        ] {
            import(true, &changed).refused(4, members);
            assert!(!import(true, &changed).err().contains("s4"));
        }
        // A list: what is refused is said, and the rest is registered.
        let list = r#"{"clients": [
        {"client_id": "0oaB_2.c~D", "client_name": "Okta App", "redirect_uris": ["https://o.example/cb"], "software_id": "x"},
        {"client_name": "Editor", "application_type": "native", "token_endpoint_auth_method": "none",
         "redirect_uris": ["cursor://anysphere.cursor-mcp/oauth/callback", "http://localhost:8787/callback"]}]}"#;
        let spoiled = list.replace("https://o.example/cb", "http://o.example/cb");
        let ran = import(false, &spoiled);
        assert_eq!(ran.code(), 2);
        assert!(ran.err().contains("-:1: "), "{}", ran.err());
        assert!(
            ran.out()
                .contains("1 brought along, 0 there already, 1 refused"),
            "{}",
            ran.out()
        );
        assert!(ran.err().contains("warning: cursor://"), "{}", ran.err());
        let ran = import(true, list);
        assert!(
            ran.err()
                .contains("1 brought along, 1 there already, 0 refused"),
            "{}",
            ran.err()
        );
        assert!(
            ran.err()
                .contains("left out, because it means nothing here: software_id"),
            "{}",
            ran.err()
        );
        let made = ran.json();
        assert_eq!(made[0]["client_id"], "0oaB_2.c~D");
        assert!(
            made[0]["client_secret"]
                .as_str()
                .unwrap()
                .starts_with("lys_")
        );
        assert_eq!(
            (&made[1]["kind"], made[1].get("client_secret")),
            (&Value::from("native"), None)
        );
        let clash = r#"[{"client_id":"new","redirect_uris":["https://n.example/cb"]},{"client_id":"photos","redirect_uris":["https://n.example/cb"]}]"#;
        let ran = import(true, clash);
        assert_eq!(ran.code(), 4, "{}", ran.err());
        assert!(
            ran.err()
                .contains("-:2: client_id: a client with it is there"),
            "{}",
            ran.err()
        );
        here.run(&["client", "show", "new"]).well();
        let twice = r#"[{"client_id":"new","redirect_uris":["https://n.example/cb"]},{"client_id":"new","redirect_uris":["https://n.example/cb"]}]"#;
        let ran = import(true, twice);
        assert!(
            ran.err()
                .contains("-:2: client_id: it comes twice in the file"),
            "{}",
            ran.err()
        );
        // What is shown can be imported again.
        let update = [
            "client",
            "update",
            "photos",
            "--id-token-claims",
            "scopes",
            "--audience",
            "https://mcp.example/",
            "--vetted",
            "true",
        ];
        here.run(&update).well();
        let shown = here.run(&["client", "show", "photos", "--json"]).json();
        here.run(&["client", "remove", "photos", "--yes"]).well();
        let again = import(true, &shown.to_string()).json();
        for member in [
            "client_id",
            "id_token_claims",
            "audiences",
            "vetted",
            "auth_method_named",
            "scope",
            "redirect_uris",
            "grant_types",
        ] {
            assert_eq!(again[member], shown[member], "{member}");
        }
    });
}

#[test]
fn fc_41_many_clients_are_looked_at_first_and_brought_along_line_by_line() {
    each_engine(|here| {
        here.run_with_input(
            &[
                "user",
                "add",
                "ada",
                "--email",
                "ada@example.com",
                "--name",
                "Ada",
            ],
            "",
        )
        .well();
        let brought = r#"{"sub":"notes","login":"noor"}"#;
        here.run_with_input(&["user", "import", "-", "--format", "jsonl"], brought)
            .well();
        let lines = [
        r#"{"client_id":"photos","client_secret":"s3cret-s3cret-s3cret-s3","redirect_uris":["https://p.example/cb"],"owner":"ada"}"#,
        r#"{"client_id":"a b","redirect_uris":["https://p.example/cb"]}"#,
        "{",
        r#"{"client_id":"photos","redirect_uris":["https://p.example/cb"]}"#,
        r#"{"client_id":"wiki","redirect_uris":["https://w.example/cb"],"owner":"nobody"}"#,
        r#"{"client_id":"notes","redirect_uris":["https://n.example/cb"]}"#,
        "",
        r#"{"client_name":"Without Id","redirect_uris":["https://x.example/cb"]}"#,
        r#"[]"#,
    ]
    .join("\n");
        std::fs::write(here.path().join("apps.jsonl"), &lines).unwrap();
        for (flags, done, listed) in [
            (
                &["--check"][..],
                "2 can be brought along, 0 there already, 6 refused",
                0,
            ),
            (&[], "2 brought along, 0 there already, 6 refused", 2),
            (
                &["--check"],
                "0 can be brought along, 2 there already, 6 refused",
                2,
            ),
            (&[], "0 brought along, 2 there already, 6 refused", 2),
        ] {
            let ran = here.run(&[&["client", "import", "apps.jsonl"], flags].concat());
            assert_eq!(ran.code(), 2, "{}", ran.err());
            assert!(ran.out().contains(done), "{done}: {}", ran.out());
            for line in [
                "apps.jsonl:2: ",
                "client_id: 1 to 64 letters",
                "apps.jsonl:3: line: it is no JSON",
                "apps.jsonl:4: client_id: it comes twice in the file (received photos)",
                "apps.jsonl:5: owner: there is no such account",
                "apps.jsonl:6: client_id: an account has it as `sub` (received notes)",
                "apps.jsonl:9: line: expected a JSON object",
            ] {
                assert!(ran.err().contains(line), "{line} is not in: {}", ran.err());
            }
            assert!(!ran.err().contains("s3cret"), "no secret is printed");
            let all = here.run(&["client", "list", "--json"]).json();
            assert_eq!(all.as_array().unwrap().len(), listed);
        }
        let acts = here.run(&["audit", "list", "--act", "client.registered", "--json"]);
        assert_eq!(
            acts.json().as_array().map(Vec::len),
            Some(2),
            "{}",
            acts.out()
        );
        // PowerShell writes UTF-16 unless it is told not to.
        std::fs::write(here.path().join("wide.jsonl"), b"\xff\xfe{\0}\0").unwrap();
        let ran = here.run(&["client", "import", "wide.jsonl"]);
        ran.refused(2, "wide.jsonl is UTF-16; write it as UTF-8");
        // With --json each is a line, as soon as it is there.
        let more = r#"{"client_id":"one","redirect_uris":["https://1.example/cb"]}
        {"client_id":"two","redirect_uris":["https://2.example/cb"]}"#;
        let input = ["client", "import", "-", "--format", "jsonl", "--json"];
        let ran = here.run_with_input(&input, more).well();
        let ids: Vec<Value> = ran
            .out()
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["client_id"].clone())
            .collect();
        assert_eq!(ids, ["one", "two"]);
    });
}

/// The most memory that a command had, in kB, as the kernel counts it.
fn peak(here: &Installation, arguments: &[&str]) -> u64 {
    let mut command = here.command(arguments);
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let code = loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let number = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak = number.unwrap_or(peak);
        match child.try_wait().unwrap() {
            Some(status) => break status.code(),
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    };
    assert_eq!(code, Some(0), "{arguments:?}");
    peak
}

#[test]
fn fc_42_a_long_file_is_never_in_memory_as_a_whole() {
    let here = Installation::bare();
    let long = "x".repeat(1_000);
    let mut peaks = Vec::new();
    for people in [300, 6_000] {
        let lines: String = (0..people)
            .map(|n| {
                let line = json!({
                    "sub": format!("old|{n}"), "login": format!("p{n}"), "given_name": long,
                    "family_name": long, "middle_name": long, "nickname": long, "name": "P",
                });
                format!("{line}\n")
            })
            .collect();
        assert!(people < 6_000 || lines.len() > 24_000_000);
        std::fs::write(here.path().join("people.jsonl"), lines).unwrap();
        peaks.push(peak(&here, &["user", "import", "people.jsonl", "--check"]));
    }
    let grown = peaks[1].saturating_sub(peaks[0]);
    assert!(peaks[0] > 1_000 && grown < 12_000, "{peaks:?} kB");
}
