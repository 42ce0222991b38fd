//! The developer area.

use super::*;
use crate::pages::Ctx;
use crate::pages::apps::addresses::AddUriPage;
use crate::pages::apps::detail::{AppPage, Secret, SecretInUse};
use crate::pages::apps::list::{AppRow, AppsPage};
use crate::pages::apps::register::{ChooseKindPage, RegisterPage, Typed};
use crate::pages::apps::remove::DeletePage;
use crate::pages::apps::rotate::RotatePage;
use crate::pages::apps::snippet::{AppSettings, View};
use crate::pages::form::Problems;
use crate::protocol::client::Kind;
use std::time::Duration;

pub(super) fn apps(pages: &mut Pages) {
    let ctx = &mara();
    let id = || "harbour-notes-7c41".to_owned();
    let row = |id: &str, face, kind, people, disabled| AppRow {
        id: id.into(),
        face,
        kind,
        people,
        disabled,
    };
    let rows = vec![
        row("harbour-notes-7c41", harbour(), Kind::Web, 214, false),
        row("dockyard-ci-k2x9aa", dockyard(), Kind::Native, 1, false),
        row(
            "tide-importer-m3d8qz",
            named("Tide importer"),
            Kind::Service,
            0,
            true,
        ),
        row("endless-aaaaaa", named(ENDLESS), Kind::Spa, 0, false),
    ];
    show(
        pages,
        "apps",
        AppsPage {
            ctx,
            notice: Some("Deleted Old Notes.".into()),
            apps: rows,
        },
    );
    show(
        pages,
        "apps-none",
        AppsPage {
            ctx,
            notice: None,
            apps: vec![],
        },
    );
    show(pages, "apps-new", ChooseKindPage { ctx });
    register(pages, ctx);
    let page = || AppPage {
        ctx,
        notice: None,
        face: harbour(),
        kind: Kind::Web,
        disabled: false,
        settings: AppSettings {
            issuer: "https://id.example.com".into(),
            client_id: id(),
            confidential: true,
            redirect_uris: vec![
                "https://notes.harbour.example/auth/callback".into(),
                "http://localhost:3000/auth/callback".into(),
            ],
            scope: "openid profile email".into(),
        },
        view: View::List,
        secret: Secret::Unseen,
        secret_in_use: Some(SecretInUse {
            hint: "lys_8VqP…AeGu".into(),
            created: ago(0),
            previous_until: None,
        }),
        hidden: csrf(),
        uri: String::new(),
        problems: Problems::none(),
        people: 214,
    };
    let secret = || Secret::New("lys_8VqPz3mXb0tRk5NwJc2yHf7QdLs4AeGuYx1Zo9TiKp3".into());
    show(pages, "app", page());
    show(
        pages,
        "app-secret",
        AppPage {
            secret: secret(),
            ..page()
        },
    );
    let rotated = SecretInUse {
        hint: "lys_8VqP…AeGu".into(),
        created: ago(1),
        previous_until: Some(ago(0)),
    };
    show(
        pages,
        "app-secret-shown",
        AppPage {
            secret: Secret::ShownBefore,
            secret_in_use: Some(rotated),
            ..page()
        },
    );
    show(
        pages,
        "app-env",
        AppPage {
            view: View::Env,
            ..page()
        },
    );
    show(
        pages,
        "app-json",
        AppPage {
            view: View::Json,
            ..page()
        },
    );
    let problems = problem("uri", "Use https; http is only for localhost");
    show(
        pages,
        "app-uri-wrong",
        AppPage {
            uri: "http://harbour.example/cb".into(),
            problems,
            ..page()
        },
    );
    let one = AppSettings {
        redirect_uris: vec!["http://127.0.0.1/cb".into()],
        confidential: false,
        ..page().settings
    };
    let native = AppPage {
        kind: Kind::Native,
        secret_in_use: None,
        settings: one,
        face: dockyard(),
        people: 1,
        ..page()
    };
    show(pages, "app-native", native);
    let none = AppSettings {
        redirect_uris: vec![],
        scope: String::new(),
        ..page().settings
    };
    let notice = Some("Tide importer is registered.".into());
    let service = AppPage {
        kind: Kind::Service,
        settings: none,
        secret: secret(),
        notice,
        people: 0,
        disabled: true,
        ..page()
    };
    show(pages, "app-service", service);
    let long = AppSettings {
        redirect_uris: vec![format!("https://{ENDLESS}.example/{HOSTILE}")],
        ..page().settings
    };
    show(
        pages,
        "app-hostile",
        AppPage {
            face: named(HOSTILE),
            settings: long,
            uri: HOSTILE.into(),
            ..page()
        },
    );
    show(
        pages,
        "app-rotate",
        RotatePage {
            ctx,
            hidden: csrf(),
            id: id(),
            face: harbour(),
            hint: "lys_8VqP…AeGu".into(),
        },
    );
    let delete = |typed: &str, problems| DeletePage {
        ctx,
        hidden: csrf(),
        id: id(),
        face: harbour(),
        people: 214,
        typed: typed.into(),
        problems,
    };
    show(pages, "app-delete", delete("", Problems::none()));
    show(
        pages,
        "app-delete-wrong",
        delete(
            "harbour",
            problem("confirm", "Type the name as it is written: Harbour Notes"),
        ),
    );
    let uri = "https://notes.harbour.example/auth/callback/".to_owned();
    let add = AddUriPage {
        ctx,
        hidden: csrf(),
        id: id(),
        face: harbour(),
        uri,
        from_link: true,
        problems: Problems::none(),
    };
    show(pages, "app-add-uri", add);
}

fn register(pages: &mut Pages, ctx: &Ctx) {
    let page = |kind| RegisterPage {
        ctx,
        hidden: csrf(),
        kind,
        typed: Typed::start(kind),
        problems: Problems::none(),
        access_lifetime: Duration::from_secs(300),
    };
    let typed = Typed {
        name: "Harbour Notes".into(),
        homepage: "https://harbour.example".into(),
        redirect_uris:
            "https://notes.harbour.example/auth/callback\nhttp://localhost:3000/auth/callback"
                .into(),
        ..Typed::start(Kind::Web)
    };
    show(
        pages,
        "apps-new-web",
        RegisterPage {
            typed,
            ..page(Kind::Web)
        },
    );
    show(pages, "apps-new-spa", page(Kind::Spa));
    show(pages, "apps-new-native", page(Kind::Native));
    show(pages, "apps-new-service", page(Kind::Service));
    let mut problems = problem("name", "Enter a name for the app");
    problems.add("redirect_uris", "Line 1: remove the part after #");
    problems.add(
        "redirect_uris",
        "Line 2: http is only for localhost. Use https",
    );
    problems.add("more_scopes", "Remove the quotation mark");
    let typed = Typed {
        redirect_uris: "https://notes.harbour.example/cb#x\nhttp://harbour.example/cb".into(),
        more_scopes: "notes:\"write\"".into(),
        ..Typed::start(Kind::Web)
    };
    show(
        pages,
        "apps-new-wrong",
        RegisterPage {
            typed,
            problems,
            ..page(Kind::Web)
        },
    );
}
