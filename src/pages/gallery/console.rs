//! What whoever looks after the installation sees of it: the overview, apps, keys, settings.

use super::admin::steward;
use super::*;
use crate::config::{Settings, effective};
use crate::keys::rotation::State;
use crate::pages::admin::apps::{AppPage, AppsPage, Choice, SwitchOffPage};
use crate::pages::admin::chart::Chart;
use crate::pages::admin::keys::{Fetch, KeyRow, KeysPage, Part, Ready, RotatePage, WithdrawPage};
use crate::pages::admin::overview::{Figure, Method, Need, NodeLine, OverviewPage};
use crate::pages::admin::settings::{BrandPage, SettingsPage, Verdict};
use crate::pages::apps::detail::Standing;
use crate::pages::apps::host::HostPage;
use crate::pages::apps::list::{AppRow, Owner};
use crate::pages::apps::preset::Preset;
use crate::protocol::client::Kind;
use crate::protocol::client::host::{PATH, record};
use crate::protocol::roles::{Role, Roles};

const SINCE: Timestamp = Timestamp(1_794_182_400); // 9 Nov 2026, 00:00 UTC

fn administrator(here: &str) -> Ctx {
    steward(here, Roles::of_administrator(true))
}

pub(super) fn console(pages: &mut Pages) {
    overviews(pages);
    apps(pages);
    keys(pages);
    settings(pages);
    hosts(pages);
}

fn sign_ins() -> Option<Chart> {
    let days = [
        (183, 5),
        (204, 10),
        (177, 8),
        (98, 4),
        (63, 3),
        (190, 9),
        (222, 35),
        (215, 14),
        (231, 11),
        (208, 9),
        (101, 5),
        (72, 4),
        (228, 12),
        (143, 5),
    ];
    Chart::of(SINCE, days, |bars| {
        Say::new("admin-sign-ins-finding")
            .count("made", 2335)
            .count("failed", 134)
            .saying("day", bars[6].date.clone())
    })
}

fn figures(numbers: [u64; 4], failed: u64, new: u64, errors: u64) -> Vec<Figure> {
    let figure = |label, number, more| Figure {
        label: Say::new(label),
        number,
        more,
    };
    vec![
        figure(
            "admin-figure-sign-ins",
            numbers[0],
            Say::new("admin-figure-failed").count("n", failed),
        ),
        figure(
            "admin-figure-people",
            numbers[1],
            Say::new("admin-figure-new").count("n", new),
        ),
        figure(
            "admin-figure-apps",
            numbers[2],
            Say::new("admin-figure-errors").count("n", errors),
        ),
        figure(
            "admin-figure-signed-in",
            numbers[3],
            Say::new("admin-figure-signed-in-what"),
        ),
    ]
}

fn need(about: &'static str, bad: bool, what: Say, more: Say, place: Option<&str>) -> Need {
    Need {
        about: Say::new(about),
        bad,
        what,
        more,
        place: place.map(|path| (path.to_owned(), Say::verbatim("Harbour Notes"))),
    }
}

fn overviews(pages: &mut Pages) {
    let ctx = &administrator("/admin");
    let app = |name: &str| {
        need(
            "admin-need-app",
            true,
            Say::new("admin-need-told").with("app", name),
            Say::new("admin-need-told-more")
                .count("n", 38)
                .count("given", 2),
            Some("/admin/apps/harbour-notes-7c41"),
        )
    };
    let key = need(
        "admin-need-key",
        false,
        Say::new("admin-need-next-key"),
        Say::new("admin-need-next-key-more").saying("when", ago(0).text),
        Some("/admin/keys"),
    );
    let methods = [
        ("admin-method-passkey", 58),
        ("admin-method-password-and-code", 27),
        ("admin-method-password", 14),
        ("admin-method-other", 1),
    ];
    let node = |host: &str, version: &str| NodeLine {
        host: host.to_owned(),
        version: version.to_owned(),
        since: ago(30),
    };
    let page = |needs: Vec<Need>, nodes| OverviewPage {
        ctx,
        counted: times().exactly(NOW),
        figures: figures([143, 1284, 17, 96], 5, 9, 2),
        chart: sign_ins(),
        methods: methods
            .map(|(name, percent)| Method {
                name: Say::new(name),
                percent,
            })
            .into(),
        of: 1000,
        needs,
        nodes,
    };
    let letters = need(
        "admin-need-mail",
        true,
        Say::new("admin-need-letters").count("n", 2),
        Say::new("admin-need-mail-why").with_english("why", "450 4.7.1 try later"),
        None,
    );
    let clocks = need(
        "admin-need-nodes",
        true,
        Say::new("admin-need-clocks"),
        Say::new("admin-need-clocks-more")
            .with("ahead", "lanyard-2")
            .with("behind", HOSTILE)
            .count("n", 1_284),
        None,
    );
    let schema = need(
        "admin-need-nodes",
        true,
        Say::new("admin-need-schema"),
        Say::new("admin-need-schema-more")
            .with("host", ENDLESS)
            .with_plain("known", "27")
            .with_plain("schema", "28"),
        None,
    );
    let both = vec![node("lanyard-1", "0.1.0"), node("lanyard-2", "0.2.0")];
    let all = page(vec![app("Dockyard CI"), letters, key.clone()], both);
    show(pages, "admin", all);
    let both = vec![node("lanyard-1", "0.1.0"), node("lanyard-2", "0.1.0")];
    show(pages, "admin-nodes", page(vec![clocks, schema], both));
    show(
        pages,
        "admin-well",
        page(vec![key], vec![node("lanyard-1", "0.1.0")]),
    );
    show(
        pages,
        "admin-hostile",
        page(vec![app(HOSTILE), app(ENDLESS)], vec![]),
    );
    let ctx = &steward("/admin", Roles::NONE.with(Role::Support));
    let page = OverviewPage {
        ctx,
        counted: times().exactly(NOW),
        figures: figures([0, 1, 0, 1], 0, 1, 0),
        chart: None,
        methods: vec![],
        of: 0,
        needs: vec![need(
            "admin-need-mail",
            false,
            Say::new("admin-need-no-mail"),
            Say::new("admin-need-no-mail-more"),
            None,
        )],
        nodes: vec![],
    };
    show(pages, "admin-fresh", page);
}

fn row(name: &str, unvetted: bool, disabled: bool) -> AppRow {
    AppRow {
        id: "harbour-notes-7c41".into(),
        face: named(name),
        kind: Kind::Web,
        people: 214,
        used: Some(ago(3)),
        errors: 12,
        owner: Some(Owner::Person("Ada Byron".into())),
        unvetted,
        disabled,
    }
}

fn apps(pages: &mut Pages) {
    let ctx = &administrator("/admin/apps?show=unvetted");
    let choices = |current: usize| {
        let names = [
            ("", "admin-apps-all"),
            ("unvetted", "admin-apps-unvetted"),
            ("errors", "admin-apps-errors"),
            ("disabled", "admin-apps-disabled"),
            ("house", "admin-apps-house"),
        ];
        let all = names.into_iter().enumerate();
        all.map(|(n, (code, name))| Choice {
            code,
            name: Say::new(name),
            current: n == current,
        })
        .collect::<Vec<_>>()
    };
    let page = |apps, current, search: &str| AppsPage {
        ctx,
        apps,
        choices: choices(current),
        search: search.to_owned(),
        newer: None,
        older: Some("/admin/apps?below=1.x".into()),
        hidden: Hidden::csrf("bXktdG9rZW4"),
    };
    let many = vec![
        row("Harbour Notes", false, false),
        row("Dockyard CI", true, false),
        row(ENDLESS, true, true),
        row(HOSTILE, false, true),
    ];
    show(pages, "admin-apps", page(many, 0, ""));
    show(pages, "admin-apps-none", page(vec![], 1, ""));
    show(pages, "admin-apps-none-found", page(vec![], 1, HOSTILE));

    let ctx = &administrator("/admin/apps/harbour-notes-7c41");
    let page = |ctx, face: AppFace, standing, disabled| AppPage {
        ctx,
        tokens_a_minute: "600".into(),
        problems: Problems::none(),
        hidden: Hidden::csrf("bXktdG9rZW4"),
        id: "harbour-notes-7c41".into(),
        face,
        preset: Preset(Kind::Web),
        owner: Owner::Person("Ada Byron".into()),
        of_owner: Some((3, 100)),
        standing,
        disabled,
        redirect_uris: vec!["https://notes.harbour.example/auth/callback".into()],
        scope: "openid profile email".into(),
        host: Some(("notes.harbour.example".into(), times().on(NOW))),
        people: 214,
        since: times().on(SINCE),
        used: Some(ago(3)),
        chart: Chart::of(SINCE, [(3, 0), (0, 0), (12, 0)], |_| {
            Say::new("admin-app-finding").count("n", 15)
        }),
        errors: vec![],
    };
    show(
        pages,
        "admin-app",
        page(ctx, harbour(), Standing::Vetted, false),
    );
    show(
        pages,
        "admin-app-hostile",
        page(ctx, named(HOSTILE), Standing::Unvetted, true),
    );
    let quiet = AppPage {
        chart: None,
        host: None,
        used: None,
        of_owner: None,
        owner: Owner::Nobody,
        ..page(ctx, named(ENDLESS), Standing::Plain, false)
    };
    show(pages, "admin-app-quiet", quiet);
    let wrong = AppPage {
        tokens_a_minute: "many".into(),
        problems: problem("tokens_a_minute", Say::new("admin-app-limit-wrong")),
        ..page(ctx, harbour(), Standing::Plain, false)
    };
    show(pages, "admin-app-limit-wrong", wrong);
    let auditor = &steward("/admin/apps/x", Roles::NONE.with(Role::Auditor));
    show(
        pages,
        "admin-app-as-auditor",
        page(auditor, harbour(), Standing::Unvetted, false),
    );
    let off = SwitchOffPage {
        ctx,
        hidden: Hidden::csrf("bXktdG9rZW4"),
        id: "harbour-notes-7c41".into(),
        face: harbour(),
        people: 214,
    };
    show(pages, "admin-app-off", off);
}

fn key(kid: &str, state: State, next: &'static str, parts: &[(u64, u64, State)]) -> KeyRow {
    KeyRow {
        kid: kid.to_owned(),
        alg: "ES256",
        state,
        next: Say::new(next).saying("when", times().on(NOW).text),
        parts: parts
            .iter()
            .map(|(x, width, state)| Part {
                x: *x,
                width: *width,
                state: *state,
            })
            .collect(),
    }
}

fn some_keys() -> Vec<KeyRow> {
    vec![
        key(
            "3QX0ZzT4Yy7s1mB0qkq9Sg",
            State::Retiring,
            "admin-key-gone-on",
            &[(0, 320, State::Active), (320, 40, State::Retiring)],
        ),
        key(
            "9JmE6xT4Yy7s1mB0qkq9Sg",
            State::Active,
            "admin-key-signs-until",
            &[
                (240, 80, State::Announced),
                (320, 500, State::Active),
                (820, 40, State::Retiring),
            ],
        ),
        key(
            "b7QX0ZzT4Yy7s1mB0qkq9A",
            State::Announced,
            "admin-key-signs-from",
            &[(330, 490, State::Announced), (820, 180, State::Active)],
        ),
    ]
}

fn keys(pages: &mut Pages) {
    let ends = || [Say::verbatim("23 Sep"), Say::verbatim("22 Mar")];
    for (name, roles) in [
        ("admin-keys", Roles::of_administrator(true)),
        ("admin-keys-as-auditor", Roles::NONE.with(Role::Auditor)),
    ] {
        let ctx = &steward("/admin/keys", roles);
        let page = KeysPage {
            ctx,
            keys: some_keys(),
            today: 340,
            ends: ends(),
        };
        show(pages, name, page);
    }
    let ctx = &administrator("/admin/keys/rotate");
    let ready = |name: &str, ready| Ready {
        name: name.to_owned(),
        fetched: Some(ago(2)),
        ready,
    };
    let rotate = |apps, young| RotatePage {
        ctx,
        hidden: Hidden::csrf("bXktdG9rZW4"),
        signing: "9JmE6xT4Yy7s1mB0qkq9Sg".into(),
        announced: Some(ago(20)),
        young,
        watched: ago(50),
        apps,
        fetched: vec![Fetch {
            address: "2001:db8::7".into(),
            agent: HOSTILE.into(),
            at: ago(1),
        }],
        before: 2,
    };
    let never = Ready {
        fetched: None,
        ..ready(HOSTILE, false)
    };
    let some = vec![
        never,
        ready("Dockyard CI", false),
        ready("Harbour Notes", true),
    ];
    show(pages, "admin-rotate", rotate(some, false));
    show(
        pages,
        "admin-rotate-ready",
        rotate(vec![ready(ENDLESS, true)], false),
    );
    let nobody = RotatePage {
        announced: None,
        ..rotate(vec![], true)
    };
    show(pages, "admin-rotate-young", nobody);
    for (name, chosen, wrong) in [
        ("admin-withdraw", "3QX0ZzT4Yy7s1mB0qkq9Sg", false),
        ("admin-withdraw-none", "", true),
    ] {
        let mut problems = Problems::none();
        if wrong {
            problems.add("kid", Say::new("admin-withdraw-none"));
        }
        let page = WithdrawPage {
            ctx,
            hidden: Hidden::csrf("bXktdG9rZW4"),
            keys: some_keys(),
            chosen: chosen.into(),
            problems,
        };
        show(pages, name, page);
    }
}

fn settings(pages: &mut Pages) {
    let ctx = &administrator("/admin/settings");
    let all = effective(&Settings::default());
    let (top, rest) = all.into_iter().partition(|one| one.section().is_empty());
    let page = SettingsPage {
        ctx,
        sections: vec![(String::new(), top), ("session".into(), rest)],
        warnings: vec!["proxy.trusted is empty: behind a TLS proxy every visitor seems to come from one address".into()],
    };
    show(pages, "admin-settings", page);
    let ctx = &administrator("/admin/settings/brand");
    for (name, typed, verdict) in [
        ("admin-brand", "", Verdict::None),
        (
            "admin-brand-good",
            "#8a1f5c",
            Verdict::Good(Accent::of(Colour([0x8a, 0x1f, 0x5c])).unwrap()),
        ),
        (
            "admin-brand-faint",
            "#ffcc00",
            Verdict::Faint(Accent::of(Colour([0xff, 0xcc, 0])).unwrap_err()),
        ),
        ("admin-brand-no-colour", HOSTILE, Verdict::NoColour),
    ] {
        let page = BrandPage {
            ctx,
            typed: typed.into(),
            verdict,
        };
        show(pages, name, page);
    }
}

fn hosts(pages: &mut Pages) {
    let ctx = &mara();
    let page = |hosts: &[&str], proven: Option<&str>, problems| HostPage {
        ctx,
        hidden: Hidden::csrf("bXktdG9rZW4"),
        id: "harbour-notes-7c41".into(),
        face: harbour(),
        chosen: hosts
            .first()
            .map_or_else(String::new, |host| (*host).to_owned()),
        hosts: hosts
            .iter()
            .map(|host| ((*host).to_owned(), record(host)))
            .collect(),
        proven: proven.map(str::to_owned),
        path: PATH,
        line: "https://id.example.com harbour-notes-7c41".into(),
        problems,
    };
    let two = ["notes.harbour.example", "harbour.example"];
    show(
        pages,
        "app-host",
        page(&two, Some(two[1]), Problems::none()),
    );
    show(pages, "app-host-none", page(&[], None, Problems::none()));
    let mut problems = Problems::none();
    let why = Say::new("apps-host-unreachable").with_english("why", "the host has no address");
    problems.add("host", why);
    show(pages, "app-host-wrong", page(&two[..1], None, problems));
    let mut problems = Problems::none();
    let none = Say::new("apps-host-no-record").with("name", "_lanyard-challenge.harbour.example");
    problems.add("host", none);
    let why = Say::new("apps-host-unknown").with_english("why", "the resolver does not answer");
    problems.add("host", why);
    let asked = HostPage {
        chosen: "_lanyard-challenge.harbour.example".into(),
        ..page(&[two[1], "10.0.0.1"], None, problems)
    };
    show(pages, "app-host-no-record", asked);
}
