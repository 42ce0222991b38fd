//! What whoever looks after the installation sees.

use super::*;
use crate::locale::device;
use crate::pages::account::activity::Happened;
use crate::pages::account::edit::Field;
use crate::pages::admin::audit::{Asked, AuditPage, AuditRow, Party};
use crate::pages::admin::edit::EditPersonPage;
use crate::pages::admin::people::{BulkPage, PeoplePage, PersonRow};
use crate::pages::admin::person::{Form, PersonFormPage, PersonPage};
use crate::pages::admin::sessions::{SessionRow, SessionsPage};
use crate::pages::admin::task::{LinkPage, Task, TaskPage};
use crate::protocol::ids::GroupId;
use crate::protocol::roles::{Role, Roles};
use crate::store::people::Which;
use crate::store::user_roles::ByGroup;

/// Mara's context when she has these roles and looks at `here`.
pub(super) fn steward(here: &str, roles: Roles) -> Ctx {
    let mut ctx = mara();
    ctx.here = here.to_owned();
    if let Some(viewer) = &mut ctx.viewer {
        viewer.roles = roles;
    }
    ctx
}

fn all_rights(here: &str) -> Ctx {
    steward(here, Roles::of_administrator(true))
}

pub(super) fn admin(pages: &mut Pages) {
    console::console(pages);
    people(pages);
    person(pages);
    forms(pages);
    lists(pages);
}

fn jonas() -> PersonRow {
    PersonRow {
        id: "0198c5f2-8d4e-7c31-9a53-6f0b0c7d1e22".into(),
        name: "Jonas Berg".into(),
        login: "jonas".into(),
        email: Some("jonas@example.org".into()),
        roles: Roles::NONE,
        disabled: false,
        leaving: false,
        made: ago(30),
    }
}

fn grace() -> PersonRow {
    PersonRow {
        id: "0198c5f2-8d4e-7c31-9a53-6f0b0c7d1e24".into(),
        name: "Grace Hopper".into(),
        login: "grace".into(),
        email: None,
        roles: Roles::NONE.with(Role::Support).with(Role::Auditor),
        ..jonas()
    }
}

fn gone() -> PersonRow {
    PersonRow {
        id: "0198c5f2-8d4e-7c31-9a53-6f0b0c7d1e25".into(),
        name: HOSTILE.into(),
        login: ENDLESS.into(),
        email: Some(HOSTILE.into()),
        roles: Roles::of_administrator(true),
        disabled: true,
        leaving: true,
        ..jonas()
    }
}

fn people(pages: &mut Pages) {
    let ctx = &all_rights("/admin/people");
    let page = || PeoplePage {
        ctx,
        people: vec![jonas(), grace(), gone()],
        search: String::new(),
        which: Which::All,
        first: true,
        older: Some("/admin/people?before=0198c5f2-8d4e-7c31-9a53-6f0b0c7d1e22".into()),
        value: "",
        hidden: csrf(),
        invites: true,
    };
    show(pages, "admin-people", page());
    let none = PeoplePage {
        people: Vec::new(),
        search: HOSTILE.into(),
        which: Which::With(Role::Support),
        first: false,
        older: None,
        value: "support",
        invites: false,
        ..page()
    };
    show(pages, "admin-people-none", none);
    let ctx = &steward("/admin/people", Roles::NONE.with(Role::Auditor));
    show(
        pages,
        "admin-people-as-auditor",
        PeoplePage { ctx, ..page() },
    );
    let ctx = &all_rights("/admin/people/several");
    for (name, task) in [
        ("admin-several-disable", Task::Disable),
        ("admin-several-sign-out", Task::SignOut),
    ] {
        let page = BulkPage {
            ctx,
            hidden: csrf(),
            task,
            people: vec![jonas(), grace()],
            left_out: vec![gone()],
        };
        show(pages, name, page);
    }
    let page = BulkPage {
        ctx,
        hidden: csrf(),
        task: Task::Enable,
        people: Vec::new(),
        left_out: vec![gone()],
    };
    show(pages, "admin-several-none", page);
}

fn session(may_end: bool) -> SessionRow {
    SessionRow {
        id: "0198c5f2-8d4e-7c31-9a53-6f0b0c7d1e23".into(),
        person: (jonas().id, jonas().name),
        device: device("Firefox on Linux"),
        address: "2001:db8::7".into(),
        since: ago(40),
        seen: ago(1),
        may_end,
    }
}

fn person(pages: &mut Pages) {
    let ctx = &all_rights("/admin/people/0198c5f2-8d4e-7c31-9a53-6f0b0c7d1e22");
    let happened = |what| Happened {
        what: Say::new(what),
        times: Some(Say::new("activity-times").count("times", 3)),
        by: Say::new("activity-by-administrator"),
        address: String::new(),
        when: ago(5),
    };
    let page = || PersonPage {
        ctx,
        hidden: csrf(),
        sub: jonas().id,
        person: jonas(),
        confirmed: true,
        until: None,
        password: Some(Some(ago(24 * 90))),
        passkeys: 2,
        totp: true,
        recovery_codes: 7,
        groups: vec!["crew".into()],
        own_roles: Roles::NONE,
        by_group: vec![ByGroup {
            role: Role::Support,
            group: GroupId(uuid::Uuid::from_u128(7)),
            title: "Platform team".into(),
        }],
        sessions: vec![session(true)],
        apps: vec![("Harbour Notes".into(), ago(70))],
        activity: vec![
            happened("activity-sign-in-made"),
            happened("activity-account-disabled"),
        ],
        covered: true,
    };
    show(pages, "admin-person", page());
    let hostile = PersonPage {
        person: gone(),
        sub: HOSTILE.into(),
        confirmed: false,
        until: Some(ago(3)),
        password: None,
        passkeys: 0,
        totp: false,
        recovery_codes: 0,
        groups: vec![HOSTILE.into()],
        own_roles: Roles::NONE.with(Role::Auditor),
        by_group: vec![ByGroup {
            role: Role::Auditor,
            group: GroupId(uuid::Uuid::from_u128(7)),
            title: HOSTILE.into(),
        }],
        sessions: Vec::new(),
        apps: Vec::new(),
        activity: Vec::new(),
        ..page()
    };
    show(pages, "admin-person-leaving", hostile);
    let ctx = &steward(
        "/admin/people/0198c5f2-8d4e-7c31-9a53-6f0b0c7d1e22",
        Roles::NONE.with(Role::Support),
    );
    let only_looks = PersonPage {
        ctx,
        person: grace(),
        password: Some(None),
        sessions: vec![session(false)],
        covered: false,
        ..page()
    };
    show(pages, "admin-person-only-look", only_looks);
    show(
        pages,
        "admin-person-as-support",
        PersonPage { ctx, ..page() },
    );
}

fn forms(pages: &mut Pages) {
    let ctx = &all_rights("/admin/people");
    for task in Task::ALL {
        let page = |person, refused| TaskPage {
            ctx,
            hidden: csrf(),
            person,
            task,
            effect: match task {
                Task::Delete => task.effect().saying(
                    "time",
                    crate::pages::when::span(Duration::from_hours(24 * 14)),
                ),
                task => task.effect(),
            },
            refused,
        };
        let name = format!("admin-task-{}", task.code());
        show(pages, &name, page(jonas(), None));
        let refused = Some(Say::new("admin-last-administrator"));
        show(pages, &format!("{name}-refused"), page(gone(), refused));
    }
    let page = LinkPage {
        ctx,
        whose: HOSTILE.into(),
        url: "https://id.example.com/login/reset?token=AQ3kx0AQ3kx0AQ3kx0AQ3kx0AQ3kx0".into(),
        until: ago(0),
        back: "/admin/people".into(),
    };
    show(pages, "admin-link", page);
    for (name, form, person) in [
        ("admin-new-person", Form::New, None),
        ("admin-invite", Form::Invite, None),
        ("admin-email", Form::Email, Some(jonas())),
    ] {
        let page = |values: Vec<String>, problems| PersonFormPage {
            ctx,
            hidden: csrf(),
            form,
            person: person.clone(),
            values,
            ticked: true,
            can_tick: true,
            problems,
        };
        show(pages, name, page(Vec::new(), Problems::none()));
        let wrong = problem("email", Say::new("admin-taken"));
        let values = vec![HOSTILE.into(); form.fields().len()];
        show(pages, &format!("{name}-wrong"), page(values, wrong));
    }
    let page = EditPersonPage {
        ctx,
        hidden: csrf(),
        person: gone(),
        values: Field::all().map(|_| HOSTILE.to_owned()).collect(),
        problems: problem("name", Say::new("profile-name-missing")),
    };
    show(pages, "admin-edit-person", page);
}

fn lists(pages: &mut Pages) {
    let ctx = &all_rights("/admin/sessions");
    let page = || SessionsPage {
        ctx,
        hidden: csrf(),
        sessions: vec![session(true), session(false)],
        search: String::new(),
        person: None,
        first: false,
        older: Some("/admin/sessions?before=1.0198c5f2-8d4e-7c31-9a53-6f0b0c7d1e23".into()),
    };
    show(pages, "admin-sessions", page());
    let of_one = SessionsPage {
        search: HOSTILE.into(),
        person: Some((jonas().id, HOSTILE.into())),
        ..page()
    };
    show(pages, "admin-sessions-of-one", of_one);
    let none = SessionsPage {
        sessions: Vec::new(),
        first: true,
        older: None,
        ..page()
    };
    show(pages, "admin-sessions-none", none);
    let ctx = &all_rights("/admin/audit");
    let row = |who: Say, link: Option<String>| AuditRow {
        at: times().exactly(NOW),
        who: Party { name: who, link },
        what: Say::new("activity-sign-in-ended"),
        act: "sign-in.ended".into(),
        times: Some(Say::new("activity-times").count("times", 2)),
        object: Party {
            name: Say::verbatim("Jonas Berg"),
            link: Some("/admin/people/1".into()),
        },
        address: "192.0.2.7".into(),
        request: "7QK2-M4FD".into(),
        details: format!("reason={HOSTILE}"),
    };
    let page = || AuditPage {
        ctx,
        rows: vec![
            row(Say::verbatim(HOSTILE), Some("/admin/people/2".into())),
            row(Say::new("admin-by-somebody"), None),
            row(Say::new("admin-by-server"), None),
            row(Say::new("admin-by-command"), None),
            row(Say::new("admin-by-operator").with("name", "root"), None),
        ],
        asked: Asked::default(),
        problems: Problems::none(),
        first: true,
        older: Some("/admin/audit?before=0198c5f2-8d4e-7c31-9a53-6f0b0c7d1e23".into()),
        hidden: csrf(),
    };
    show(pages, "admin-audit", page());
    let wrong = AuditPage {
        rows: Vec::new(),
        asked: Asked {
            q: HOSTILE.into(),
            kind: "sign-in".into(),
            person: HOSTILE.into(),
            app: HOSTILE.into(),
            from: "yesterday".into(),
            to: String::new(),
        },
        problems: problem("from", Say::new("admin-audit-day-wrong")),
        first: false,
        older: None,
        ..page()
    };
    show(pages, "admin-audit-wrong", wrong);
}
