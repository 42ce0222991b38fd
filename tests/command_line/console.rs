//! What the pages of the console show and do, by command.

use serde_json::Value;

use crate::imports::each_engine;
use crate::installation::Installation as Here;

fn person(here: &Here, login: &str) {
    let email = format!("{login}@example.com");
    here.run(&["user", "add", login, "--email", &email, "--name", login])
        .well();
}

fn logins(here: &Here, args: &[&str]) -> Vec<String> {
    let list = here
        .run(&[&["user", "list", "--json"], args].concat())
        .json();
    let logins = list.as_array().unwrap().iter();
    let mut logins: Vec<_> = logins
        .map(|user| user["login"].as_str().unwrap().to_owned())
        .collect();
    // Those of one second are in no order.
    logins.sort_unstable();
    logins
}

#[test]
fn roles_of_groups_are_given_listed_and_taken() {
    each_engine(|here| {
        for login in ["ada", "grace", "kay"] {
            person(here, login);
        }
        here.run(&["group", "add", "house"]).well();
        here.run(&["group", "add", "desk", "--part-of", "house"])
            .well();
        here.run(&["group", "join", "desk", "grace"]).well();
        here.run(&["user", "role", "add", "kay", "support"]).well();
        let given = here.run(&["group", "role", "add", "house", "support"]);
        assert!(
            given.err().contains("has the role support"),
            "{}",
            given.err()
        );
        let again = here.run(&["group", "role", "add", "house", "support"]);
        assert!(again.err().contains("already"), "{}", again.err());
        assert_eq!(
            here.run(&["group", "role", "add", "house", "boss"]).code(),
            2
        );
        assert_eq!(
            here.run(&["group", "role", "add", "nobody", "support"])
                .code(),
            3
        );
        let desk = here
            .run(&["group", "role", "list", "desk", "--json"])
            .json();
        assert_eq!(desk["roles"], serde_json::json!([]));
        assert_eq!(desk["by_part_of"], serde_json::json!(["support"]));
        let shown = here.run(&["group", "show", "house", "--json"]).json();
        assert_eq!(shown["roles"], serde_json::json!(["support"]));
        let grace = here
            .run(&["user", "role", "list", "grace", "--json"])
            .json();
        assert_eq!(grace["roles"], serde_json::json!(["support"]));
        assert_eq!(grace["by_group"][0]["title"], "house");

        // Who has a role, however they have it.
        assert_eq!(logins(here, &["--show", "support"]), ["grace", "kay"]);
        assert_eq!(logins(here, &["--show", "auditor"]), [""; 0]);
        assert_eq!(logins(here, &["--search", "gra"]), ["grace"]);
        assert_eq!(logins(here, &[]), ["ada", "grace", "kay"]);
        let wrong = here.run(&["user", "list", "--show", "boss"]);
        assert!(
            wrong.code() == 2 && wrong.err().contains("in-use"),
            "{}",
            wrong.err()
        );

        here.run(&["group", "role", "remove", "house", "support"])
            .well();
        assert_eq!(logins(here, &["--show", "support"]), ["kay"]);
        let audit = here
            .run(&["audit", "list", "--act", "group", "--json"])
            .json();
        let acts: Vec<_> = audit.as_array().unwrap().iter().collect();
        let acts: Vec<_> = acts
            .iter()
            .map(|row| row["act"].as_str().unwrap())
            .collect();
        assert!(acts.contains(&"group.role-given") && acts.contains(&"group.role-taken"));
    });
}

#[test]
fn lists_are_taken_as_files_and_that_is_recorded() {
    each_engine(|here| {
        person(here, "ada");
        let add = here.run(&[
            "client",
            "add",
            "--name",
            "Wiki",
            "--redirect-uri",
            "https://wiki.example/cb",
            "--json",
        ]);
        let wiki = add.json()["client_id"].as_str().unwrap().to_owned();

        let people = here.run(&["user", "export"]);
        let lines: Vec<_> = people.out().lines().map(str::to_owned).collect();
        assert!(
            lines[0].starts_with("id,sub,user_name,") && lines.len() == 2,
            "{lines:?}"
        );
        let some = here.run(&["user", "export", "--show", "disabled"]);
        assert_eq!(some.out().lines().count(), 1);

        let apps = here.run(&["client", "export", "--search", "wik"]);
        let lines: Vec<_> = apps.out().lines().map(str::to_owned).collect();
        assert!(
            lines[1].starts_with(&format!("{wiki},Wiki,web,")),
            "{lines:?}"
        );
        let none = here.run(&["client", "export", "--show", "disabled"]);
        assert_eq!(none.out().lines().count(), 1);
        let list = here.run(&["client", "list", "--search", "nothing", "--json"]);
        assert_eq!(list.json(), serde_json::json!([]));

        let data = here.run(&["user", "data", "ada"]).json();
        assert_eq!(data["profile"]["user_name"], "ada");
        assert!(!data.to_string().contains("argon2"));
        assert_eq!(here.run(&["user", "data", "nobody"]).code(), 3);

        let audit = |args: &[&str]| {
            here.run(&[&["audit", "list", "--json"], args].concat())
                .json()
        };
        let count = |rows: Value| rows.as_array().unwrap().len();
        assert_eq!(count(audit(&["--act", "account.exported"])), 5);
        assert_eq!(count(audit(&["--app", &wiki])), 1);
        assert_eq!(count(audit(&["--about", "ada", "--app", &wiki])), 0);
        assert_eq!(count(audit(&["--address", "203.0.113.7"])), 0);
        assert_eq!(count(audit(&["--reference", "K3X9-QA7M"])), 0);
        let wrong = here.run(&["audit", "list", "--address", "nowhere"]);
        assert_eq!(wrong.code(), 2, "{}", wrong.err());
        let csv = here.run(&["audit", "export", "--act", "client"]);
        assert_eq!(csv.out().lines().count(), 2, "{}", csv.out());
        let jsonl = here.run(&["audit", "export", "--act", "client", "--as", "jsonl"]);
        let row: Value = serde_json::from_str(jsonl.out().trim()).unwrap();
        assert_eq!(row["object"]["id"], wiki);

        assert_eq!(
            here.run(&["session", "list", "--json"]).json(),
            serde_json::json!([])
        );
        let letter = here.run(&["user", "reset-link", "ada", "--mail"]);
        assert!(
            letter.code() == 2 && letter.err().contains("no letters"),
            "{}",
            letter.err()
        );
    });
}
