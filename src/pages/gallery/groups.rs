//! Groups, who may use an app, and what it is told.

use super::admin::steward;
use super::*;
use crate::pages::admin::access::{
    AccessPage, Assigned, ClaimsPage, MappingRow, MappingTyped, Previewed, place_name,
};
use crate::pages::admin::groups::{
    AppOfGroup, GroupFormPage, GroupPage, GroupRemovePage, GroupRow, GroupTyped, GroupsPage,
    MemberRow,
};
use crate::pages::admin::scopes::{ScopeRow, ScopesPage};
use crate::pages::due::NoAccessPage;
use crate::protocol::claims::mapping::Place;
use crate::protocol::roles::{Role, Roles};

fn row(name: &str, title: &str, part_of: Option<&str>, people: i64) -> GroupRow {
    GroupRow {
        id: format!("01a2{people:04}-0000-7000-8000-000000000000"),
        name: name.to_owned(),
        title: title.to_owned(),
        part_of: part_of.map(str::to_owned),
        people,
    }
}

pub(super) fn groups(pages: &mut Pages) {
    let all = Roles::of_administrator(true);
    let ctx = &steward("/admin/groups", all);
    let list = |groups, search: &str| GroupsPage {
        ctx,
        groups,
        search: search.to_owned(),
        may_change: true,
        before: None,
        after: None,
    };
    let rows = vec![
        row("company", "The company", None, 1_284),
        row("platform", "Platform team", Some("The company"), 1),
        row("ops", HOSTILE, None, 0),
        row(
            "a-very-long-name-of-a-group/with-a-path-in-it/0123456789012345678",
            ENDLESS,
            None,
            2,
        ),
    ];
    show(
        pages,
        "admin-groups",
        GroupsPage {
            before: Some("/admin/groups?before=company".into()),
            after: Some("/admin/groups?after=x".into()),
            ..list(rows.clone(), "")
        },
    );
    show(pages, "admin-groups-none", list(vec![], ""));
    show(pages, "admin-groups-none-found", list(vec![], "zz"));

    let member = |name: &str, login: &str| MemberRow {
        id: "01a20000-0000-7000-8000-00000000000a".into(),
        name: name.into(),
        login: login.into(),
        since: ago(3),
    };
    let group = |problems| GroupPage {
        ctx,
        group: rows[1].clone(),
        made: ago(40),
        parts: Vec::new(),
        members: vec![member("Mara Lindqvist", "mara"), member(HOSTILE, "noel")],
        more: Some("/admin/groups/x?after=y".into()),
        apps: vec![
            AppOfGroup {
                id: "harbour-notes-7c41".into(),
                name: "Harbour Notes".into(),
                role: "Editor".into(),
            },
            AppOfGroup {
                id: "x".into(),
                name: ENDLESS.into(),
                role: String::new(),
            },
        ],
        roles: Roles::NONE.with(Role::Support),
        may_change: true,
        hidden: Hidden::csrf("dG9rZW4"),
        typed: String::new(),
        problems,
    };
    show(pages, "admin-group", group(Problems::none()));
    let wrong = GroupPage {
        typed: "nobody".into(),
        ..group(problem("who", Say::new("groups-nobody")))
    };
    show(pages, "admin-group-nobody", wrong);
    let auditor = &steward("/admin/groups/x", Roles::NONE.with(Role::Auditor));
    let seen = GroupPage {
        ctx: auditor,
        group: rows[0].clone(),
        parts: vec![rows[1].clone()],
        members: Vec::new(),
        more: None,
        apps: Vec::new(),
        may_change: false,
        ..group(Problems::none())
    };
    show(pages, "admin-group-as-auditor", seen);

    let form = |group, typed, problems| GroupFormPage {
        ctx,
        group,
        typed,
        parents: vec![
            ("a".into(), "The company".into()),
            ("b".into(), HOSTILE.into()),
        ],
        hidden: Hidden::csrf("dG9rZW4"),
        problems,
    };
    show(
        pages,
        "admin-group-new",
        form(None, GroupTyped::default(), Problems::none()),
    );
    let mut problems = problem("title", Say::new("groups-title-wrong"));
    problems.add("name", Say::new("groups-name-wrong"));
    problems.add("part_of", Say::new("groups-part-deep"));
    let typed = GroupTyped {
        name: "Two words".into(),
        title: String::new(),
        part_of: "b".into(),
    };
    show(
        pages,
        "admin-group-edit-wrong",
        form(Some(rows[1].clone()), typed, problems),
    );
    let remove = GroupRemovePage {
        ctx,
        group: rows[0].clone(),
        apps: 2,
        hidden: Hidden::csrf("dG9rZW4"),
    };
    show(pages, "admin-group-remove", remove);
    access(pages);
    claims(pages);
    scopes(pages);
}

fn access(pages: &mut Pages) {
    let ctx = &steward(
        "/admin/apps/harbour-notes-7c41/access",
        Roles::of_administrator(true),
    );
    let one = |name: &str, called: &str, role: &str| Assigned {
        id: "01a20000-0000-7000-8000-00000000000a".into(),
        name: name.into(),
        called: called.into(),
        role: role.into(),
    };
    let page = |restricted, groups, people, problems| AccessPage {
        ctx,
        id: "harbour-notes-7c41".into(),
        face: harbour(),
        restricted,
        groups,
        people,
        more: None,
        registrant: Some(one("Mara Lindqvist", "mara", "")),
        owners: vec![
            (true, one("Platform team", "platform", "")),
            (false, one(HOSTILE, "noel", "")),
        ],
        typed_owner: String::new(),
        choices: vec!["company".into(), "platform".into()],
        roles: vec!["Admin".into(), "Editor".into()],
        may_change: true,
        hidden: Hidden::csrf("dG9rZW4"),
        typed: Default::default(),
        problems,
    };
    let groups = vec![
        one("The company", "company", ""),
        one("Platform team", "platform", "Admin"),
    ];
    let people = vec![
        one("Mara Lindqvist", "mara", "Editor"),
        one(HOSTILE, "noel", ""),
    ];
    let some = page(true, groups, people, Problems::none());
    show(pages, "admin-app-access", some);
    show(
        pages,
        "admin-app-access-everybody",
        page(false, vec![], vec![], Problems::none()),
    );
    let mut problems = problem("who", Say::new("access-nobody-found"));
    problems.add("role", Say::new("access-role-wrong"));
    let wrong = AccessPage {
        typed: ("zz".into(), "two words".into()),
        ..page(true, vec![], vec![], problems)
    };
    show(pages, "admin-app-access-wrong", wrong);
    let stranger = &visitor();
    let refused = |contacts: &[&str]| NoAccessPage {
        ctx: stranger,
        hidden: Hidden::csrf("dG9rZW4"),
        app: harbour(),
        account: "mara@example.org".into(),
        switch: "/login?choose=1&flow=v1.x".into(),
        contacts: contacts.iter().map(|one| (*one).to_owned()).collect(),
        form_target: None,
    };
    show(pages, "no-access", refused(&[]));
    show(
        pages,
        "no-access-contacts",
        refused(&["help@harbour.example", HOSTILE]),
    );
}

fn claims(pages: &mut Pages) {
    let ctx = &steward(
        "/admin/apps/harbour-notes-7c41/claims",
        Roles::of_administrator(true),
    );
    let page = |mappings, preview, problems| ClaimsPage {
        ctx,
        id: "harbour-notes-7c41".into(),
        face: harbour(),
        mappings,
        may_change: true,
        hidden: Hidden::csrf("dG9rZW4"),
        typed: MappingTyped {
            places: vec![Place::IdToken],
            ..MappingTyped::default()
        },
        problems,
        asked: ("mara".into(), "openid profile groups".into()),
        asked_problems: Problems::none(),
        preview,
    };
    show(
        pages,
        "admin-app-claims-none",
        page(vec![], None, Problems::none()),
    );
    let mapping = |claim: &str, from: &str, places: &[Place], groups: &str| MappingRow {
        claim: claim.into(),
        from: from.into(),
        places: places.to_vec(),
        groups: groups.into(),
    };
    let mappings = vec![
        mapping(
            "role",
            "text:Admin",
            &[Place::IdToken, Place::Userinfo],
            "ops, platform",
        ),
        mapping("role", "text:Viewer", &Place::ALL, ""),
        mapping(
            "https://harbour.example/claims/a-long-name/of-a-claim",
            "user.preferred_username",
            &[Place::AccessToken],
            "",
        ),
    ];
    let preview = Previewed {
        name: "Mara Lindqvist".into(),
        admitted: false,
        tokens: Place::ALL
            .into_iter()
            .map(|place| (place_name(&place), "{\n  \"role\": \"Admin\"\n}".to_owned()))
            .collect(),
    };
    show(
        pages,
        "admin-app-claims",
        page(mappings, Some(preview), Problems::none()),
    );
    let mut problems = problem("claim", Say::new("claims-claim-ours").with("claim", "sub"));
    problems.add("from", Say::new("claims-from-wrong"));
    problems.add("in-id_token", Say::new("claims-nowhere"));
    problems.add("for", Say::new("claims-for-unknown").with("group", HOSTILE));
    let wrong = ClaimsPage {
        typed: MappingTyped {
            claim: "sub".into(),
            from: "password".into(),
            places: Vec::new(),
            groups: HOSTILE.into(),
        },
        ..page(vec![], None, problems)
    };
    show(pages, "admin-app-claims-wrong", wrong);
    let nobody = ClaimsPage {
        asked_problems: problem("person", Say::new("groups-nobody")),
        ..page(vec![], None, Problems::none())
    };
    show(pages, "admin-app-claims-nobody", nobody);
}

fn scopes(pages: &mut Pages) {
    let ctx = &steward("/admin/scopes", Roles::of_administrator(true));
    let row = |word: &str, language: &str, title: &str, description: &str| ScopeRow {
        word: word.into(),
        language: language.into(),
        title: title.into(),
        description: description.into(),
    };
    let page = |texts, typed, problems| ScopesPage {
        ctx,
        texts,
        languages: vec![
            ("en".into(), "English".into()),
            ("ar".into(), "العربية".into()),
        ],
        may_change: true,
        hidden: Hidden::csrf("dG9rZW4"),
        typed,
        problems,
    };
    show(
        pages,
        "admin-scopes-none",
        page(vec![], ScopeRow::default(), Problems::none()),
    );
    let texts = vec![
        row("notes:write", "en", "Write your notes", "Also delete them"),
        row("notes:write", "ar", "كتابة ملاحظاتك", ""),
        row("x", "en", HOSTILE, ENDLESS),
    ];
    let mut problems = problem("word", Say::new("scopes-word-ours"));
    problems.add("title", Say::new("scopes-title-wrong"));
    show(
        pages,
        "admin-scopes",
        page(texts, row("email", "ar", HOSTILE, ""), problems),
    );
}
