//! Resource servers, and what tokens for them look like.

use super::admin::steward;
use super::*;
use crate::pages::admin::resources::{
    ResourceFormPage, ResourcePage, ResourceRemovePage, ResourceRow, ResourceTyped, ResourcesPage,
    named,
};
use crate::protocol::client::{AccessTokenFormat, SigningAlg};
use crate::protocol::roles::{Role, Roles};

fn row(identifier: &str, title: &str) -> ResourceRow {
    ResourceRow {
        id: "01a20001-0000-7000-8000-000000000000".into(),
        identifier: identifier.into(),
        title: title.into(),
        scope: "orders:read orders:write".into(),
        format: Some(AccessTokenFormat::AtJwt),
        alg: Some(SigningAlg::ES256),
        gone: None,
        asks_as: None,
    }
}

pub(super) fn resources(pages: &mut Pages) {
    let ctx = &steward("/admin/resources", Roles::of_administrator(true));
    let list = |servers| ResourcesPage {
        ctx,
        servers,
        may_change: true,
    };
    let withdrawn = ResourceRow {
        alg: Some(SigningAlg::PS256),
        gone: Some(vec![SigningAlg::RS256, SigningAlg::ES256]),
        ..row("https://archive.example/v1", "Archive")
    };
    let opaque = ResourceRow {
        format: Some(AccessTokenFormat::Opaque),
        alg: None,
        scope: String::new(),
        asks_as: Some("payroll-k3x9qa".into()),
        ..row("https://payroll.example", HOSTILE)
    };
    let long = format!("https://{}.example/with/a/long/path", "orders-".repeat(20));
    let servers = vec![
        row("https://orders.example", "Orders"),
        withdrawn.clone(),
        opaque.clone(),
        row(&long, ENDLESS),
    ];
    show(pages, "admin-resources", list(servers));
    show(pages, "admin-resources-none", list(vec![]));

    let one = |server, apps, may_change: bool| ResourcePage {
        ctx,
        server,
        words: vec![
            ("orders:read".into(), Some("Read your orders".into())),
            ("orders:write".into(), None),
        ],
        apps,
        more: may_change.then(|| "/admin/resources/x?after=y".into()),
        may_change,
    };
    let apps = vec![
        ("harbour-notes-7c41".to_owned(), "Harbour Notes".to_owned()),
        ("x".to_owned(), HOSTILE.to_owned()),
    ];
    show(
        pages,
        "admin-resource",
        one(row("https://orders.example", "Orders"), apps, true),
    );
    show(pages, "admin-resource-no-key", one(withdrawn, vec![], true));
    let auditor = &steward("/admin/resources/x", Roles::NONE.with(Role::Auditor));
    let seen = ResourcePage {
        ctx: auditor,
        words: vec![],
        ..one(opaque, vec![], false)
    };
    show(pages, "admin-resource-as-auditor", seen);

    let form = |server, typed, problems| ResourceFormPage {
        ctx,
        server,
        typed,
        algorithms: vec![SigningAlg::RS256, SigningAlg::ES256],
        hidden: Hidden::csrf("dG9rZW4"),
        problems,
    };
    show(
        pages,
        "admin-resource-new",
        form(None, ResourceTyped::default(), Problems::none()),
    );
    let mut problems = problem("identifier", Say::new("resources-identifier-wrong"));
    problems.add("title", Say::new("resources-title-wrong"));
    let ours = Say::new("resources-scope-ours").with("scope", "email");
    problems.add("scope", ours);
    problems.add("alg", Say::new("resources-alg-opaque"));
    problems.add("asks_as", Say::new("resources-asks-needed"));
    let typed = ResourceTyped {
        identifier: HOSTILE.into(),
        title: String::new(),
        scope: "email".into(),
        format: "opaque".into(),
        alg: "ES256".into(),
        asks_as: String::new(),
    };
    show(
        pages,
        "admin-resource-new-wrong",
        form(None, typed, problems),
    );
    let no_key = Say::new("resources-alg-wrong").with("alg", "PS256");
    let no_key = no_key.saying("list", named(&[SigningAlg::RS256, SigningAlg::ES256]));
    let mut problems = problem("alg", no_key);
    problems.add("asks_as", Say::new("resources-asks-wrong"));
    let typed = ResourceTyped {
        identifier: "https://orders.example".into(),
        title: "Orders".into(),
        scope: "orders:read".into(),
        format: "at+jwt".into(),
        alg: "PS256".into(),
        asks_as: "nobody-of-that-name".into(),
    };
    let server = row("https://orders.example", "Orders");
    show(
        pages,
        "admin-resource-edit-wrong",
        form(Some(server.clone()), typed, problems),
    );
    for (name, message) in [
        ("admin-resource-taken", "resources-taken"),
        ("admin-resource-full", "resources-full"),
    ] {
        let typed = ResourceTyped {
            identifier: "https://orders.example".into(),
            ..ResourceTyped::default()
        };
        show(
            pages,
            name,
            form(None, typed, problem("identifier", Say::new(message))),
        );
    }
    for (name, apps) in [
        ("admin-resource-remove", 2),
        ("admin-resource-remove-unused", 0),
    ] {
        let page = ResourceRemovePage {
            ctx,
            server: server.clone(),
            apps,
            hidden: Hidden::csrf("dG9rZW4"),
        };
        show(pages, name, page);
    }
}
