//! Every page in every state, with the data of a plausible installation. `LANYARD_GALLERY=DIR` writes them there.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;

use super::account::connected_apps::{ConnectedApp, ConnectedAppsPage, RemoveAccessPage};
use super::account::devices::{Device, DevicesPage, EndedDevice};
use super::account::password::PasswordPage;
use super::account::profile::ProfilePage;
use super::apps::addresses::AddUriPage;
use super::apps::detail::{AppPage, Secret, SecretInUse};
use super::apps::list::{AppRow, AppsPage};
use super::apps::register::{ChooseKindPage, RegisterPage, Typed};
use super::apps::remove::DeletePage;
use super::apps::rotate::RotatePage;
use super::apps::snippet::{AppSettings, View};
use super::choose_account::{Account, ChooseAccountPage, State};
use super::consent::{ConsentPage, Destination, ScopeLine};
use super::error::{ErrorPage, Failure, Owner, Resend};
use super::finished::FinishedPage;
use super::form::{Hidden, Problems};
use super::landing::{FreshInstallPage, LandingPage};
use super::login::{self, LoginPage, Reason};
use super::logout::{LoggedOutPage, LogoutPage};
use super::look::Look;
use super::preferences::PreferencesPage;
use super::sign_up::{SignUpClosedPage, SignUpPage};
use super::when::When;
use super::{AppFace, Ctx, Viewer};
use crate::config::Brand;
use crate::protocol::client::Kind;
use crate::protocol::time::Timestamp;
use crate::session::accounts::Others;

const NOW: Timestamp = Timestamp(1_795_372_860); // 22 Nov 2026, 18:41 UTC
const HOUR: u64 = 3600;
const ENDLESS: &str = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsversammlungsprotokollführerassistentenanwärterin";
const HOSTILE: &str = "\"><script>alert(1)</script><b style=x onerror='y'>\u{202e}';`${7}`{{7}}";

fn brand() -> Arc<Brand> {
    Arc::new(Brand {
        issuer: "https://id.example.com".into(),
        host: "id.example.com".into(),
        https: true,
        operator: "Lanyard".into(),
        help: Some("https://example.com/help".into()),
        privacy: Some("https://example.com/privacy".into()),
    })
}

fn visitor() -> Ctx {
    Ctx::new(&brand(), Look::default(), None, "/login?flow=v1.x&y")
}

fn mara() -> Ctx {
    mara_among(Others::None)
}

fn mara_among(others: Others) -> Ctx {
    let viewer = Viewer {
        name: "Mara Lindqvist".into(),
        email: "mara@example.org".into(),
        admin: false,
        sign_out_csrf: "bXktdG9rZW4".into(),
        others,
    };
    Ctx::new(&brand(), Look::default(), Some(viewer), "/apps")
}

fn ago(hours: u64) -> When {
    When::ago(NOW.minus(Duration::from_secs(hours * HOUR)), NOW)
}

fn harbour() -> AppFace {
    AppFace {
        name: "Harbour Notes".into(),
        host: Some("harbour.example".into()),
        privacy: Some("https://harbour.example/privacy".into()),
        terms: Some("https://harbour.example/terms".into()),
    }
}

fn dockyard() -> AppFace {
    AppFace {
        name: "Dockyard CI".into(),
        ..AppFace::default()
    }
}

fn named(name: &str) -> AppFace {
    AppFace {
        name: name.into(),
        ..harbour()
    }
}

fn flow() -> Hidden {
    Hidden {
        flow: Some("v1.AQ3kx0".into()),
        ..csrf()
    }
}

fn csrf() -> Hidden {
    Hidden::csrf("dG9rZW4")
}

fn problem(field: &'static str, message: &str) -> Problems {
    let mut problems = Problems::none();
    problems.add(field, message);
    problems
}

/// Name and HTML of every page and state.
pub(super) fn all() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    landing(&mut pages);
    sign_in(&mut pages);
    sign_up(&mut pages);
    consent(&mut pages);
    endings(&mut pages);
    errors(&mut pages);
    account(&mut pages);
    apps(&mut pages);
    pages
}

type Pages = Vec<(String, String)>;

fn show(pages: &mut Pages, name: &str, page: impl Template) {
    pages.push((name.to_owned(), page.render().unwrap()));
}

fn landing(pages: &mut Pages) {
    let ctx = &visitor();
    show(pages, "landing", LandingPage { ctx, sign_up: true });
    show(
        pages,
        "fresh-install",
        FreshInstallPage {
            ctx,
            database: "SQLite",
        },
    );
    for saved in [false, true] {
        let name = if saved {
            "preferences-saved"
        } else {
            "preferences"
        };
        show(
            pages,
            name,
            PreferencesPage {
                ctx,
                hidden: csrf(),
                saved,
                back: "/login".into(),
            },
        );
    }
}

fn sign_in(pages: &mut Pages) {
    let ctx = &visitor();
    let page = || LoginPage {
        ctx,
        hidden: flow(),
        app: Some(harbour()),
        login: String::new(),
        reason: Reason::Arrived,
        problems: Problems::none(),
        remember: false,
        show_name: Some(false),
        stays: None,
        sign_up: Some("/sign-up?flow=v1.AQ3kx0".into()),
        form_target: None,
    };
    let known = "mara@example.org".to_owned();
    show(pages, "login", page());
    show(
        pages,
        "login-alone",
        LoginPage {
            app: None,
            sign_up: None,
            ..page()
        },
    );
    show(
        pages,
        "login-wrong",
        LoginPage {
            login: known.clone(),
            problems: login::wrong(),
            ..page()
        },
    );
    show(
        pages,
        "login-slowed",
        LoginPage {
            login: known.clone(),
            problems: login::slowed(4),
            ..page()
        },
    );
    show(
        pages,
        "login-cookies",
        LoginPage {
            problems: login::cookies_refused("id.example.com"),
            ..page()
        },
    );
    let confirm = Reason::Confirm {
        another_account: "/login?flow=v1.AQ3kx0&other".into(),
    };
    show(
        pages,
        "login-confirm",
        LoginPage {
            login: known.clone(),
            reason: confirm,
            show_name: None,
            sign_up: None,
            ..page()
        },
    );
    show(
        pages,
        "login-expired",
        LoginPage {
            login: known.clone(),
            reason: Reason::Expired,
            ..page()
        },
    );
    let because =
        Reason::Because("You were signed out because nothing happened for 30 minutes.".into());
    show(
        pages,
        "login-because",
        LoginPage {
            reason: because,
            app: None,
            ..page()
        },
    );
    show(
        pages,
        "login-endless",
        LoginPage {
            app: Some(named(ENDLESS)),
            ..page()
        },
    );
    show(
        pages,
        "login-another",
        LoginPage {
            show_name: Some(true),
            stays: Some("Mara Lindqvist".into()),
            ..page()
        },
    );
    choose_account(pages, ctx);
}

fn choose_account(pages: &mut Pages, ctx: &Ctx) {
    let account = |name: &str, email: &str, state| Account {
        value: "0198c0de-7000-7000-8000-000000000001".into(),
        name: name.into(),
        email: email.into(),
        state,
    };
    let mara = |state| account("Mara Lindqvist", "mara@example.org", state);
    let studio = |state| account("Studio Lindqvist", "studio@example.org", state);
    let noor = account("Noor de Vries", "noor@example.org", State::SignedOut);
    let page = |accounts| ChooseAccountPage {
        ctx,
        hidden: flow(),
        app: Some(harbour()),
        choose: true,
        reason: Reason::Arrived,
        accounts,
        form_target: None,
    };
    let accounts = vec![mara(State::Here), studio(State::SignedIn), noor];
    show(pages, "choose-account", page(accounts));
    let remembered = vec![mara(State::SignedOut), studio(State::SignedOut)];
    let because =
        Reason::Because("You were signed out because nothing happened for 30 minutes.".into());
    show(
        pages,
        "login-people",
        ChooseAccountPage {
            choose: false,
            reason: because,
            app: None,
            ..page(remembered)
        },
    );
    let hostile = vec![
        account(HOSTILE, HOSTILE, State::SignedIn),
        account(ENDLESS, ENDLESS, State::SignedOut),
    ];
    show(pages, "choose-account-hostile", page(hostile));
}

fn sign_up(pages: &mut Pages) {
    let ctx = &visitor();
    let page = || SignUpPage {
        ctx,
        hidden: flow(),
        app: Some(harbour()),
        name: String::new(),
        email: String::new(),
        invited: false,
        min_length: 15,
        problems: Problems::none(),
        sign_in: "/login?flow=v1.AQ3kx0".into(),
        form_target: None,
    };
    let mut problems = problem("name", "Enter your name");
    problems.add("email", "Enter an e-mail address, like name@example.com");
    problems.add(
        "password",
        "This password is easy to guess: it is in lists of leaked passwords, or made of words, runs and repetitions that are. Choose another one",
    );
    show(pages, "sign-up", page());
    show(
        pages,
        "sign-up-wrong",
        SignUpPage {
            email: "mara@".into(),
            problems,
            ..page()
        },
    );
    show(
        pages,
        "sign-up-invited",
        SignUpPage {
            email: "mara@example.org".into(),
            invited: true,
            app: None,
            ..page()
        },
    );
    for by_invitation in [true, false] {
        let name = if by_invitation {
            "sign-up-by-invitation"
        } else {
            "sign-up-closed"
        };
        show(
            pages,
            name,
            SignUpClosedPage {
                ctx,
                by_invitation,
                sign_in: "/login".into(),
            },
        );
    }
}

fn consent(pages: &mut Pages) {
    let ctx = &visitor();
    let line = |scope: &str, detail: &str| ScopeLine::standard(scope, detail).unwrap();
    let page = || ConsentPage {
        ctx,
        hidden: flow(),
        app: harbour(),
        account: "mara@example.org".into(),
        switch: "/login?flow=v1.AQ3kx0&other".into(),
        scopes: vec![
            line("profile", "Mara Lindqvist"),
            line("email", "mara@example.org"),
            ScopeLine::offline(30),
        ],
        already: vec![],
        changes: vec![],
        unvetted: false,
        destination: Destination::Host("notes.harbour.example".into()),
        form_target: None,
    };
    show(pages, "consent", page());
    let only = vec![line("openid", "An identifier, nothing more")];
    let device = Destination::ThisDevice;
    show(
        pages,
        "consent-native",
        ConsentPage {
            app: dockyard(),
            scopes: only,
            destination: device,
            ..page()
        },
    );
    let already = vec![
        "See your name and picture".into(),
        "See your e-mail address".into(),
    ];
    let phone = ScopeLine {
        optional: true,
        ..line("phone", "+46 70 123 45 67")
    };
    let own = ScopeLine {
        scope: "notes:write".into(),
        title: "Change your notes".into(),
        detail: "Create, edit and delete".into(),
        optional: false,
    };
    let more = vec![
        phone,
        line("address", "Strandvägen 1, 114 51 Stockholm"),
        own,
    ];
    show(
        pages,
        "consent-more",
        ConsentPage {
            already,
            scopes: more,
            ..page()
        },
    );
    let unverified = AppFace {
        privacy: None,
        terms: None,
        ..harbour()
    };
    show(
        pages,
        "consent-unvetted",
        ConsentPage {
            app: unverified,
            unvetted: true,
            ..page()
        },
    );
    let changes = vec![
        "It was called “Harbour Notes”.".into(),
        "It sent you to notes.harbour.example. Now it sends you to notes.harbor.example.".into(),
    ];
    show(pages, "consent-changed", ConsentPage { changes, ..page() });
    show(
        pages,
        "consent-endless",
        ConsentPage {
            app: named(ENDLESS),
            account: ENDLESS.into(),
            ..page()
        },
    );
    let script = "javascript:alert(1)".to_owned();
    let app = AppFace {
        privacy: Some(script.clone()),
        terms: Some(script),
        ..named(HOSTILE)
    };
    let scopes = vec![ScopeLine {
        title: HOSTILE.into(),
        detail: HOSTILE.into(),
        ..line("email", "")
    }];
    let destination = Destination::Host(HOSTILE.into());
    let hostile = ConsentPage {
        app,
        account: HOSTILE.into(),
        scopes,
        destination,
        ..page()
    };
    show(pages, "consent-hostile", hostile);
}

fn endings(pages: &mut Pages) {
    let ctx = &visitor();
    show(
        pages,
        "logout",
        LogoutPage {
            ctx,
            hidden: csrf(),
            account: Some("mara@example.org".into()),
            others: vec![],
        },
    );
    let others = || vec!["studio@example.org".to_owned(), "noor@example.org".into()];
    for (name, account) in [
        ("logout-several", Some("mara@example.org".to_owned())),
        ("logout-others", None),
    ] {
        let page = LogoutPage {
            ctx,
            hidden: csrf(),
            account,
            others: others(),
        };
        show(pages, name, page);
    }
    let signed_out = |still| LoggedOutPage { ctx, still };
    show(pages, "logged-out", signed_out(vec![]));
    show(pages, "logged-out-one", signed_out(others()));
    show(
        pages,
        "finished",
        FinishedPage {
            ctx,
            app: harbour(),
            signed_in: true,
        },
    );
}

fn errors(pages: &mut Pages) {
    let ctx = &visitor();
    let page = |failure| ErrorPage {
        ctx,
        failure,
        app: None,
        reference: "7QK2-M4FD".into(),
        at: When::exactly(NOW),
        owner: None,
        owner_sign_in: None,
        resend: None,
    };
    let with_app = |failure| ErrorPage {
        app: Some("Harbour Notes".into()),
        ..page(failure)
    };
    let owner_sign_in = Some("/login?return=%2Fapps".into());
    show(
        pages,
        "error-redirect-uri",
        ErrorPage {
            owner_sign_in,
            ..with_app(Failure::RedirectUriMismatch)
        },
    );
    let owner = Owner {
        received: [
            "https://notes.harbour.example/auth/callback".into(),
            "/".into(),
            String::new(),
        ],
        expected_label: "Registered",
        expected: vec![
            "https://notes.harbour.example/auth/callback".into(),
            "http://localhost:3000/auth/callback".into(),
        ],
        difference: "One extra character: a slash at the end.".into(),
        rule: "Redirect URIs are compared character by character (RFC 9700 §2.1).".into(),
        fix: "Remove the slash in your app’s settings, or register the second form as well.".into(),
        register: Some("/apps/harbour-notes-7c41/redirect-uris/add?uri=x".into()),
        settings: "/apps/harbour-notes-7c41".into(),
    };
    let mara = &mara();
    show(
        pages,
        "error-owner",
        ErrorPage {
            ctx: mara,
            owner: Some(owner),
            ..with_app(Failure::RedirectUriMismatch)
        },
    );
    for failure in [
        Failure::RedirectUriMissing,
        Failure::ClientDisabled,
        Failure::ResponseTypeNotAllowed,
        Failure::RequestNotValid,
        Failure::RequestObjectNotValid,
        Failure::RequestTooLong,
        Failure::ParameterRepeated,
        Failure::RequestExpired,
    ] {
        show(pages, &slug("error", failure.name()), with_app(failure));
    }
    for failure in [
        Failure::UnknownClient,
        Failure::NotFound,
        Failure::MethodNotAllowed,
        Failure::TooManyRequests { minutes: 1 },
        Failure::ServerError,
        Failure::Busy,
        Failure::DatabaseNotReachable,
    ] {
        show(pages, &slug("error", failure.name()), page(failure));
    }
    let fields = vec![
        ("csrf".into(), "dG9rZW4".into()),
        ("name".into(), HOSTILE.into()),
    ];
    let resend = Some(Resend {
        action: "/apps/new/web".into(),
        fields,
        target: None,
    });
    show(
        pages,
        "error-resend",
        ErrorPage {
            resend,
            ..page(Failure::FormNotFromThisSite)
        },
    );
    let hostile = ErrorPage {
        app: Some(HOSTILE.into()),
        reference: HOSTILE.into(),
        ..page(Failure::RedirectUriMismatch)
    };
    show(pages, "error-hostile", hostile);
}

fn slug(kind: &str, name: &str) -> String {
    format!("{kind}-{}", name.to_lowercase().replace(' ', "-"))
}

fn devices(pages: &mut Pages) {
    let ctx = &mara();
    let device = |label: &str, address: &str, hours| Device {
        id: "0198c0de-7000-7000-8000-000000000001".into(),
        label: label.into(),
        address: address.into(),
        since: ago(hours + 20),
        seen: ago(hours),
        method: "a password".into(),
        apps: vec!["Harbour Notes".into(), "Dockyard CI".into()],
        here: false,
        new_place: false,
    };
    let here = || Device {
        here: true,
        ..device("Firefox on Linux", "192.0.2.14", 0)
    };
    let page = |devices| DevicesPage {
        ctx,
        hidden: csrf(),
        notice: None,
        devices,
        ended: vec![],
    };
    show(pages, "devices-alone", page(vec![here()]));
    let phone = device("Safari on iPhone", "2001:db8:85a3::8a2e:370:7334", 2);
    let unknown = Device {
        apps: vec![],
        new_place: true,
        ..device("Unknown browser", "203.0.113.77", 30)
    };
    let ended = EndedDevice {
        label: "Chrome on Windows".into(),
        address: "198.51.100.3".into(),
        at: ago(50),
        why: "Signed out when the password was changed.".into(),
    };
    show(
        pages,
        "devices",
        DevicesPage {
            notice: Some("Signed out Edge on Windows.".into()),
            ended: vec![ended],
            ..page(vec![here(), phone, unknown])
        },
    );
}

fn account(pages: &mut Pages) {
    let ctx = &mara();
    let profile = || ProfilePage {
        ctx,
        notice: None,
        name: "Mara Lindqvist".into(),
        login: "mara".into(),
        email: Some(("mara@example.org".into(), true)),
        claims: vec![
            ("Phone number".into(), "+46 70 123 45 67".into()),
            ("Birthday".into(), "17 May 1990".into()),
            ("Language".into(), "sv-SE".into()),
        ],
        password_changed: Some(ago(24 * 90)),
        signed_in: ago(3),
        device: "Firefox on Linux".into(),
    };
    show(pages, "account", profile());
    for (name, others) in [
        ("account-remembered", Others::Remembered),
        ("account-several", Others::SignedIn),
    ] {
        let ctx = &mara_among(others);
        show(pages, name, ProfilePage { ctx, ..profile() });
    }
    devices(pages);
    let notice = Some("Password changed. 3 other devices were signed out.".into());
    let email = Some(("mara@example.org".into(), false));
    show(
        pages,
        "account-notice",
        ProfilePage {
            notice,
            email,
            claims: vec![],
            ..profile()
        },
    );
    let password = || PasswordPage {
        ctx,
        hidden: csrf(),
        login: "mara".into(),
        min_length: 15,
        problems: Problems::none(),
    };
    show(pages, "account-password", password());
    let mut problems = problem("current_password", "The current password is not right");
    problems.add("password", "Use at least 15 characters");
    show(
        pages,
        "account-password-wrong",
        PasswordPage {
            problems,
            ..password()
        },
    );
    let allows = || {
        vec![
            "See your name and picture".to_owned(),
            "See your e-mail address".into(),
        ]
    };
    let connected = |id: &str, face, last_used| ConnectedApp {
        id: id.into(),
        face,
        allows: allows(),
        since: ago(300),
        last_used,
    };
    let apps = vec![
        connected("harbour-notes-7c41", harbour(), Some(ago(2))),
        connected("dockyard-ci-k2x9", dockyard(), None),
        connected("endless", named(ENDLESS), None),
    ];
    let notice = Some("Removed the access of Tide Tables.".into());
    show(
        pages,
        "account-apps",
        ConnectedAppsPage { ctx, notice, apps },
    );
    show(
        pages,
        "account-apps-none",
        ConnectedAppsPage {
            ctx,
            notice: None,
            apps: vec![],
        },
    );
    let id = "harbour-notes-7c41".to_owned();
    show(
        pages,
        "account-apps-remove",
        RemoveAccessPage {
            ctx,
            hidden: csrf(),
            id,
            face: harbour(),
            allows: allows(),
        },
    );
}

fn apps(pages: &mut Pages) {
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

#[test]
fn every_page_renders_and_is_well_formed() {
    let out = std::env::var_os("LANYARD_GALLERY").map(std::path::PathBuf::from);
    for (name, html) in all() {
        super::markup::check(&name, &html);
        if let Some(dir) = &out {
            std::fs::create_dir_all(dir).unwrap();
            std::fs::write(dir.join(format!("{name}.html")), html).unwrap();
        }
    }
}
