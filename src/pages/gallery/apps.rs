//! The developer area.

use super::*;
use crate::pages::Ctx;
use crate::pages::apps::addresses::AddUriPage;
use crate::pages::apps::detail::{AppPage, Secret, SecretInUse, Standing};
use crate::pages::apps::edit::EditPage;
use crate::pages::apps::errors::ErrorRow;
use crate::pages::apps::form::{AppForm, Typed, TypedLogout};
use crate::pages::apps::library::Library;
use crate::pages::apps::list::{AppRow, AppsPage, Owner};
use crate::pages::apps::logo::LogoPage;
use crate::pages::apps::register::{ChooseKindPage, RegisterPage};
use crate::pages::apps::remove::DeletePage;
use crate::pages::apps::rotate::RotatePage;
use crate::pages::apps::snippet::{AppSettings, View};
use crate::pages::apps::told::Told;
use crate::pages::error::Owner as Explanation;
use crate::pages::form::Problems;
use crate::protocol::client::{Kind, LogoutAddresses, Profile};
use std::time::Duration;

pub(super) fn apps(pages: &mut Pages) {
    let ctx = &mara();
    let id = || "harbour-notes-7c41".to_owned();
    let row = |id: &str, face, kind, people, disabled| AppRow {
        id: id.into(),
        face,
        kind,
        people,
        used: (people > 0).then(|| ago(3)),
        errors: people / 100,
        owner: None,
        unvetted: false,
        disabled,
    };
    let list = |apps: Vec<AppRow>| AppsPage {
        ctx,
        apps,
        everybodys: false,
        may_register: true,
        search: String::new(),
        newer: None,
        older: None,
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
            ctx: &saying(&Say::new("apps-delete-done").with("app", "Old Notes")),
            ..list(rows.clone())
        },
    );
    show(pages, "apps-none", list(vec![]));
    let closed = AppsPage {
        may_register: false,
        ..list(vec![])
    };
    show(pages, "apps-none-closed", closed);
    let owners = [
        Owner::You,
        Owner::Person(HOSTILE.into()),
        Owner::Person("Mara Lindqvist".into()),
        Owner::Nobody,
    ];
    let everybodys = rows.into_iter().zip(owners).map(|(row, owner)| AppRow {
        owner: Some(owner),
        ..row
    });
    let everybodys = AppsPage {
        everybodys: true,
        newer: Some("/apps?above=1795372860.harbour-notes-7c41".into()),
        older: Some("/apps?below=1795372860.endless-aaaaaa".into()),
        ..list(everybodys.collect())
    };
    show(pages, "apps-everybodys", everybodys);
    let none_found = AppsPage {
        search: HOSTILE.into(),
        ..list(vec![])
    };
    show(pages, "apps-none-found", none_found);
    show(pages, "apps-new", ChooseKindPage { ctx, open: true });
    let closed = ChooseKindPage { ctx, open: false };
    show(pages, "apps-new-closed", closed);
    register(pages, ctx);
    let page = || AppPage {
        ctx,
        face: harbour(),
        kind: Kind::Web,
        disabled: false,
        standing: Standing::Unvetted,
        warned: true,
        owner: None,
        fresh: false,
        library: None,
        pkce_required: true,
        post_logout: vec![],
        logout: LogoutAddresses::default(),
        told: None,
        errors: vec![],
        settings: AppSettings {
            has_people: true,
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
            fresh: true,
            library: Library::from_code("authlib"),
            pkce_required: false,
            ..page()
        },
    );
    let rotated = SecretInUse {
        hint: "lys_8VqP…AeGu".into(),
        created: ago(1),
        previous_until: Some(times().exactly(NOW)),
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
        "app-errors",
        AppPage {
            errors: errors(),
            standing: Standing::Vetted,
            told: Some(Told {
                ends: 37,
                took: 34,
                waiting: 2,
                given_up: 1,
                last: Some(ago(3)),
                trouble: Some("HTTP 500".into()),
            }),
            post_logout: vec!["https://notes.harbour.example/".into()],
            logout: told_at("https://notes.harbour.example"),
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
    let problems = problem("uri", Say::english("Use https; http is only for localhost"));
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
        has_people: false,
        redirect_uris: vec![],
        scope: String::new(),
        ..page().settings
    };
    let ctx = &saying(&Say::new("apps-register-done"));
    let service = AppPage {
        kind: Kind::Service,
        settings: none,
        secret: secret(),
        ctx,
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
            owner: Some(Owner::Person(HOSTILE.into())),
            errors: errors(),
            post_logout: vec![HOSTILE.into()],
            logout: told_at(HOSTILE),
            library: Library::from_code("passport-openidconnect"),
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
            problem(
                "confirm",
                Say::new("apps-delete-wrong").with("app", "Harbour Notes"),
            ),
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

fn told_at(origin: &str) -> LogoutAddresses {
    LogoutAddresses {
        backchannel_logout_uri: Some(format!("{origin}/auth/backchannel")),
        frontchannel_logout_uri: Some(format!("{origin}/auth/signed-out")),
        ..LogoutAddresses::default()
    }
}

fn logo(pages: &mut Pages, ctx: &Ctx) {
    let page = |face, problems| LogoPage {
        ctx,
        hidden: csrf(),
        id: "harbour-notes-7c41".into(),
        face,
        problems,
    };
    show(pages, "app-logo", page(harbour(), Problems::none()));
    let brought = AppFace {
        logo: Some("/logos/harbour-notes-7c41/0011.png".into()),
        ..harbour()
    };
    let problems = problem("logo", Say::new("picture-other-kind"));
    show(pages, "app-logo-wrong", page(brought, problems));
}

fn errors() -> Vec<ErrorRow> {
    let row = |times, title: &str, code, explanation| ErrorRow {
        times,
        title: title.into(),
        code,
        explanation,
        last: ago(times),
        reference: "7QK2-M4FD".into(),
    };
    let redirect = Explanation {
        yours: true,
        received: [
            "https://notes.harbour.example/auth/callback".into(),
            "/".into(),
            String::new(),
        ],
        registered: true,
        expected: vec!["https://notes.harbour.example/auth/callback".into()],
        difference: "One extra character: a slash at the end.".into(),
        rule: "RFC 9700 §2.1".into(),
        fix: "Remove the slash in your app’s settings.".into(),
        register: Some("/apps/harbour-notes-7c41/redirect-uris/add?uri=x".into()),
        settings: "/apps/harbour-notes-7c41".into(),
    };
    let hostile = Explanation {
        received: [HOSTILE.into(), String::new(), String::new()],
        expected: vec![HOSTILE.into(), ENDLESS.into()],
        difference: String::new(),
        fix: HOSTILE.into(),
        register: None,
        ..redirect.clone()
    };
    vec![
        row(12, "Redirect URI does not match", None, Some(redirect)),
        row(1, "The code was used before.", Some("invalid_grant"), None),
        row(3, HOSTILE, Some("invalid_client"), Some(hostile)),
    ]
}

fn register(pages: &mut Pages, ctx: &Ctx) {
    let page = |form| RegisterPage {
        ctx,
        hidden: csrf(),
        form,
        access_lifetime: Duration::from_secs(300),
    };
    let start = |kind| AppForm::new(kind, Typed::start(kind));
    let typed = Typed {
        name: "Harbour Notes".into(),
        homepage: "https://harbour.example".into(),
        redirect_uris:
            "https://notes.harbour.example/auth/callback\nhttp://localhost:3000/auth/callback"
                .into(),
        library: "authlib".into(),
        ..Typed::start(Kind::Web)
    };
    let typed = AppForm::new(Kind::Web, typed);
    show(pages, "apps-new-web", page(typed));
    show(pages, "apps-new-spa", page(start(Kind::Spa)));
    show(pages, "apps-new-native", page(start(Kind::Native)));
    show(pages, "apps-new-service", page(start(Kind::Service)));
    let mut problems = problem("name", Say::new("app-name-missing"));
    problems.add(
        "redirect_uris",
        Say::new("apps-form-line")
            .count("line", 1)
            .with_english("fix", "remove the part after #"),
    );
    problems.add(
        "redirect_uris",
        Say::english("Line 2: http is only for localhost. Use https"),
    );
    problems.add("more_scopes", Say::english("Remove the quotation mark"));
    problems.add(
        "backchannel_logout_uri",
        Say::english("Use https; http is only for localhost"),
    );
    problems.add(
        "terms",
        Say::english("Use a page on the same site as the redirect URI"),
    );
    let typed = Typed {
        redirect_uris: "https://notes.harbour.example/cb#x\nhttp://harbour.example/cb".into(),
        more_scopes: "notes:\"write\"".into(),
        logout: TypedLogout {
            back: "http://harbour.example/out".into(),
            ..TypedLogout::default()
        },
        ..Typed::start(Kind::Web)
    };
    let wrong = AppForm {
        problems,
        ..AppForm::new(Kind::Web, typed)
    };
    show(pages, "apps-new-wrong", page(wrong));
    edit(pages, ctx);
    logo(pages, ctx);
}

fn edit(pages: &mut Pages, ctx: &Ctx) {
    let page = |form| EditPage {
        ctx,
        hidden: csrf(),
        id: "harbour-notes-7c41".into(),
        face: harbour(),
        form: AppForm {
            edited: true,
            ..form
        },
        version: "q0XbYw".into(),
        may_lose_vetting: true,
        access_lifetime: Duration::from_secs(300),
    };
    let typed = || Typed {
        name: "Harbour Notes".into(),
        homepage: "https://harbour.example".into(),
        policy: "https://harbour.example/privacy".into(),
        redirect_uris: "https://notes.harbour.example/auth/callback".into(),
        post_logout_redirect_uris: "https://notes.harbour.example/".into(),
        logout: TypedLogout {
            back: "https://notes.harbour.example/auth/backchannel".into(),
            back_session: true,
            front: "https://notes.harbour.example/auth/signed-out".into(),
            front_session: false,
        },
        profile: Some(Profile::Oidc),
        require_verified_email: true,
        ..Typed::start(Kind::Web)
    };
    show(pages, "app-edit", page(AppForm::new(Kind::Web, typed())));
    let mut problems = problem("", Say::new("apps-edit-meanwhile"));
    problems.add("redirect_uris", Say::verbatim(HOSTILE));
    problems.add("audiences", Say::english("Shorten the list or the entry"));
    let no_letters = Say::new("apps-form-verified-email-no-letters");
    problems.add("require_verified_email", no_letters);
    let wrong = AppForm {
        problems,
        admin: true,
        ..AppForm::new(Kind::Web, typed())
    };
    show(pages, "app-edit-wrong", page(wrong));
    let service = Typed::start(Kind::Service);
    let service = AppForm::new(Kind::Service, service);
    show(pages, "app-edit-service", page(service));
    let native = Typed::start(Kind::Native);
    show(
        pages,
        "app-edit-native",
        page(AppForm::new(Kind::Native, native)),
    );
}
