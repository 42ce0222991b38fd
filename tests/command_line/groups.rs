//! Groups, who may use an app, and what is said about them, by command.

use serde_json::{Value, json};

use crate::imports::each_engine;

#[test]
fn groups_are_made_filled_and_removed() {
    each_engine(|here| {
        for login in ["ada", "grace"] {
            let email = format!("{login}@example.com");
            here.run(&["user", "add", login, "--email", &email, "--name", login])
                .well();
        }
        here.run(&["group", "add", "Company", "--title", "The company"])
            .well();
        here.run(&["group", "add", "platform", "--part-of", "company"])
            .well();
        let again = here.run(&["group", "add", "platform"]);
        assert_eq!(again.code(), 4, "{}", again.err());
        let deep = here.run(&["group", "add", "deep", "--part-of", "platform"]);
        assert_eq!(deep.code(), 2, "{}", deep.err());
        assert!(deep.err().contains("one level deep"), "{}", deep.err());
        let spaced = here.run(&["group", "add", "two words"]);
        assert!(
            spaced.code() == 2 && spaced.err().contains("\"two words\""),
            "{}",
            spaced.err()
        );

        // Nobody is moved when one of them is not there.
        let unknown = here.run(&["group", "join", "platform", "ada", "nobody"]);
        assert_eq!(unknown.code(), 3, "{}", unknown.err());
        let shown = here.run(&["group", "show", "platform", "--json"]).json();
        assert_eq!(shown["members"], 0);
        here.run(&["group", "join", "platform", "ada", "grace@example.com"])
            .well();
        let twice = here.run(&["group", "join", "platform", "ada"]);
        assert!(twice.err().contains("already"), "{}", twice.err());
        here.run(&["group", "leave", "platform", "grace"]).well();
        let shown = here.run(&["group", "show", "platform", "--json"]).json();
        assert_eq!(
            (&shown["users"], &shown["part_of"]),
            (&json!(["ada"]), &Value::from("company"))
        );
        let ada = here.run(&["user", "show", "ada", "--json"]).json();
        assert_eq!(ada["groups"], json!(["platform"]));
        let list = here.run(&["group", "list", "--json"]).json();
        assert_eq!(list.as_array().unwrap().len(), 2);

        here.run(&[
            "group",
            "update",
            "platform",
            "--name",
            "infra",
            "--part-of",
            "",
        ])
        .well();
        let shown = here.run(&["group", "show", "infra", "--json"]).json();
        assert_eq!(shown["part_of"], Value::Null);
        here.run(&["group", "remove", "infra", "--yes"]).well();
        assert_eq!(here.run(&["group", "show", "infra"]).code(), 3);
        let ada = here.run(&["user", "show", "ada", "--json"]).json();
        assert_eq!(ada["groups"], json!([]));

        // Who is brought along comes with groups that are there.
        let people = r#"{"login":"nora","groups":["/Company"]}"#;
        here.run_with_input(&["user", "import", "-", "--format", "jsonl"], people)
            .well();
        let nora = here.run(&["user", "show", "nora", "--json"]).json();
        assert_eq!(nora["groups"], json!(["company"]));
        let audit = here.run(&["audit", "list", "--json"]).out();
        for act in [
            "group.made",
            "group.changed",
            "group.removed",
            "group.joined",
            "group.left",
        ] {
            assert!(audit.contains(act), "{act}");
        }
    });
}

#[test]
fn an_app_is_given_to_people_and_told_about_them() {
    each_engine(|here| {
        here.run(&[
            "user",
            "add",
            "ada",
            "--email",
            "ada@example.com",
            "--name",
            "Ada",
        ])
        .well();
        here.run(&["group", "add", "ops"]).well();
        let made = here
            .run(&[
                "client",
                "add",
                "--name",
                "Grafana",
                "--redirect-uri",
                "https://grafana.example/cb",
                "--scope",
                "openid profile groups",
                "--json",
            ])
            .json();
        let id = made["client_id"].as_str().unwrap();
        let preview = || here.run(&["client", "preview", id, "ada"]);
        let map = |claim: &str, from: &str, more: &[&str]| {
            here.run(&[&["client", "map-claim", id, claim, "--from", from], more].concat())
        };
        map("role", "text:Admin", &["--in", "id_token", "--for", "ops"]).well();
        map("role", "text:Viewer", &["--in", "id_token"]).well();
        map("teams", "groups", &["--in", "access_token"]).well();
        for (claim, from, place, why) in [
            ("sub", "text:x", "id_token", "is not mapped"),
            (
                "email",
                "text:root@example.com",
                "id_token",
                "is not mapped",
            ),
            ("a", "user.password", "id_token", "--from user.password"),
            ("a", "groups", "cookie", "--in cookie"),
        ] {
            let refused = map(claim, from, &["--in", place]);
            assert!(
                refused.code() == 2 && refused.err().contains(why),
                "{}",
                refused.err()
            );
        }
        assert_eq!(
            map("a", "groups", &["--in", "id_token", "--for", "nobody"]).code(),
            3
        );
        let before = preview().json();
        assert_eq!(before["id_token"]["role"], "Viewer");
        assert_eq!(before["id_token"]["groups"], json!([]));
        here.run(&["group", "join", "ops", "ada"]).well();
        let after = preview().json();
        assert_eq!(after["id_token"]["role"], "Admin");
        assert_eq!(after["access_token"]["teams"], json!(["ops"]));
        assert_eq!(after["userinfo"]["groups"], json!(["ops"]));
        // Another change of the app leaves them.
        here.run(&["client", "update", id, "--name", "Dashboards"])
            .well();
        assert_eq!(preview().json()["id_token"]["role"], "Admin");
        here.run(&["client", "unmap-claim", id, "role"]).well();
        assert!(preview().json()["id_token"].get("role").is_none());
        assert_eq!(here.run(&["client", "unmap-claim", id, "role"]).code(), 2);

        let access = |more: &[&str]| {
            let run = here.run(&[&["client", "access", id, "--json"], more].concat());
            run.json()
        };
        assert_eq!(access(&[])["only"], "everybody");
        assert_eq!(access(&["--only", "assigned"])["only"], "assigned");
        assert!(
            preview().err().contains("may not use"),
            "{}",
            preview().err()
        );
        here.run(&["client", "assign", id, "--group", "ops", "--role", "Editor"])
            .well();
        here.run(&["client", "assign", id, "--user", "ada"]).well();
        assert!(!preview().err().contains("may not use"));
        let shown = access(&[]);
        assert_eq!(shown["groups"], json!([{"group": "ops", "role": "Editor"}]));
        assert_eq!(shown["users"], json!([{"user": "ada", "role": ""}]));
        here.run(&[
            "client", "unassign", id, "--group", "ops", "--role", "Editor", "--user", "ada",
        ])
        .well();
        here.run(&["client", "unassign", id, "--user", "ada"])
            .well();
        assert_eq!(access(&[])["users"], json!([]));
        assert_eq!(here.run(&["client", "assign", id]).code(), 2);
    });
}

#[test]
fn resource_servers_are_added_changed_and_removed() {
    each_engine(|here| {
        let orders = "https://orders.example";
        let added = ["client", "add", "--kind", "service", "--name", "Nightly"];
        let rest = ["--audience", orders, "--scope", "orders:read", "--json"];
        let app = here.run(&[&added[..], &rest[..]].concat()).json();
        let app = app["client_id"].as_str().unwrap();
        let add = ["resource", "add", orders, "--title", "Orders"];
        let opaque = here.run(&[&add[..], &["--access-token-format", "opaque"]].concat());
        assert_eq!(opaque.code(), 2, "{}", opaque.err());
        assert!(opaque.err().contains("name the client"), "{}", opaque.err());
        let rules = [
            "--scope",
            "orders:read",
            "--access-token-alg",
            "ES256",
            "--json",
        ];
        let made = here.run(&[&add[..], &rules].concat()).json();
        assert_eq!(made["access_token_signed_response_alg"], "ES256");
        let again = here.run(&add);
        assert_eq!(again.code(), 4, "{}", again.err());
        let unknown = here.run(&["resource", "show", "https://nobody.example"]);
        assert_eq!(unknown.code(), 3, "{}", unknown.err());

        let update = ["resource", "update", orders, "--asks-as", app];
        here.run(&[&update[..], &["--access-token-format", "jwt"]].concat())
            .well();
        let shown = here.run(&["resource", "show", orders, "--json"]).json();
        assert_eq!(
            (
                &shown["apps"],
                &shown["access_token_format"],
                &shown["asks_as"]
            ),
            (&json!([app]), &json!("jwt"), &json!(app))
        );
        let list = here.run(&["resource", "list", "--json"]).json();
        assert_eq!(list[0]["identifier"], orders);
        // Who asked as an app that is gone asks no more.
        let id = made["id"].as_str().unwrap();
        here.run(&["client", "remove", app, "--yes"]).well();
        let shown = here.run(&["resource", "show", id, "--json"]).json();
        assert_eq!(
            (&shown["asks_as"], &shown["apps"]),
            (&Value::Null, &json!([]))
        );
        here.run(&["resource", "remove", orders, "--yes"]).well();
        assert_eq!(here.run(&["resource", "list", "--json"]).json(), json!([]));
    });
}
