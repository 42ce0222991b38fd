//! Every page in every state, with the data of a plausible installation. `LANYARD_GALLERY=DIR` writes them there.

mod account;
mod admin;
mod apps;
mod console;
mod groups;
mod joining;
mod on_the_way;
mod refused;
mod resources;

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;

use super::form::{Hidden, Problems};
use super::landing::{FreshInstallPage, LandingPage};
use super::look::Look;
use super::passkey::{OfferPage, PasskeyForm};
use super::preferences::{AccountPreferencesPage, PreferencesPage};
use super::second_factor::NewTotp;
use super::setup::SetupPage;
use super::when::{Times, When};
use super::{AppFace, Ctx, Viewer};
use crate::accounts::setup::Door;
use crate::config::{Brand, Logo};
use crate::identity::totp::Secret;
use crate::locale::{Lang, Locales, Say, Words, Zone};
use crate::protocol::colour::{Accent, Colour};
use crate::protocol::roles::Roles;
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
        logo: None,
        icon: None,
        accent: None,
        links: Vec::new(),
        help: Some("https://example.com/help".into()),
        privacy: Some("https://example.com/privacy".into()),
        locales: Locales::built_in(),
        lang: Lang::EN,
    })
}

thread_local! {
    /// The language of the pages that are made now.
    static SPOKEN: Cell<Lang> = const { Cell::new(Lang::EN) };
}

fn words() -> Arc<Words> {
    Locales::built_in().words(SPOKEN.get())
}

fn visitor() -> Ctx {
    Ctx::new(
        &brand(),
        (Look::default(), words()),
        None,
        "/login?flow=v1.x&y",
    )
}

/// An authenticator app that is being turned on.
fn new_totp() -> NewTotp {
    let secret = Secret::from_bytes(b"12345678901234567890").unwrap();
    NewTotp {
        drawing: secret.drawn("Lanyard", "mara@example.org"),
        groups: secret.in_groups().to_string(),
        sealed: "v1.secret".into(),
    }
}

/// A browser that is asked for a passkey.
fn passkey() -> PasskeyForm {
    PasskeyForm {
        options: r#"{"challenge":"AAAA","rpId":"localhost"}"#.into(),
        challenge: "v1.asked".into(),
        unattended: false,
        unknown: None,
    }
}

fn new_codes() -> Vec<String> {
    let code = |n: u8| format!("7QK2-M4FD-9TXA-BB{}H", char::from(b'2' + n % 8));
    (0..10).map(code).collect()
}

fn mara() -> Ctx {
    mara_among(Others::None)
}

fn mara_among(others: Others) -> Ctx {
    let viewer = Viewer {
        name: "Mara Lindqvist".into(),
        email: "mara@example.org".into(),
        roles: Roles::NONE,
        sign_out_csrf: "bXktdG9rZW4".into(),
        others,
    };
    Ctx::new(&brand(), (Look::default(), words()), Some(viewer), "/apps")
}

/// Mara's context on the page after something was done.
fn saying(notice: &Say) -> Ctx {
    Ctx {
        notice: Some(words().text(notice)),
        ..mara()
    }
}

/// Mara is in Stockholm.
fn times() -> Times {
    Times::new(NOW, Zone::named("Europe/Stockholm").unwrap())
}

fn ago(hours: u64) -> When {
    times().ago(NOW.minus(Duration::from_secs(hours * HOUR)))
}

fn harbour() -> AppFace {
    AppFace {
        name: "Harbour Notes".into(),
        host: Some("harbour.example".into()),
        host_verified: true,
        privacy: Some("https://harbour.example/privacy".into()),
        terms: Some("https://harbour.example/terms".into()),
        logo: None,
        accent: None,
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

fn problem(field: &'static str, message: Say) -> Problems {
    let mut problems = Problems::none();
    problems.add(field, message);
    problems
}

/// Name and HTML of every page and state.
pub(super) fn all() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    landing(&mut pages);
    on_the_way::sign_in(&mut pages);
    on_the_way::recovery(&mut pages);
    on_the_way::second_factor(&mut pages);
    joining::sign_up(&mut pages);
    joining::due(&mut pages);
    on_the_way::consent(&mut pages);
    on_the_way::endings(&mut pages);
    refused::errors(&mut pages);
    account::account(&mut pages);
    apps::apps(&mut pages);
    admin::admin(&mut pages);
    groups::groups(&mut pages);
    resources::resources(&mut pages);
    pages
}

type Pages = Vec<(String, String)>;

fn show(pages: &mut Pages, name: &str, page: impl Template) {
    pages.push((name.to_owned(), page.render().unwrap()));
}

fn landing(pages: &mut Pages) {
    let ctx = &visitor();
    show(pages, "landing", LandingPage { ctx, sign_up: true });
    let harbour = &Ctx {
        brand: Arc::new(Brand {
            logo: Some(Logo {
                bytes: Default::default(),
                media_type: "image/svg+xml",
                hash: "8d2c6f7a01b3e4d5".into(),
            }),
            icon: Some(Logo {
                bytes: Default::default(),
                media_type: "image/png",
                hash: "01b3e4d58d2c6f7a".into(),
            }),
            accent: Accent::of(Colour([0x8a, 0x1f, 0x5c])).ok(),
            links: vec![("Imprint".into(), "https://example.com/imprint".into())],
            ..brand().as_ref().clone()
        }),
        ..visitor()
    };
    let page = LandingPage {
        ctx: harbour,
        sign_up: false,
    };
    show(pages, "landing-branded", page);
    for (name, door) in [
        ("fresh-install", Door::Open),
        ("fresh-install-late", Door::Shut),
        ("fresh-install-with-people", Door::Closed),
    ] {
        let page = FreshInstallPage {
            ctx,
            database: "SQLite",
            door,
            min_length: 15,
        };
        show(pages, name, page);
    }
    let page = |door, problems: Problems| SetupPage {
        ctx,
        hidden: csrf(),
        door,
        code: String::new(),
        name: String::new(),
        email: String::new(),
        min_length: 15,
        problems,
    };
    show(pages, "setup", page(Door::Open, Problems::none()));
    show(pages, "setup-late", page(Door::Shut, Problems::none()));
    show(pages, "setup-closed", page(Door::Closed, Problems::none()));
    let wrong = problem("setup_code", Say::new("setup-wrong-code"));
    let page = SetupPage {
        code: HOSTILE.into(),
        name: ENDLESS.into(),
        email: HOSTILE.into(),
        ..page(Door::Open, wrong)
    };
    show(pages, "setup-wrong", page);
    let back = || "/account".to_owned();
    let hidden = csrf;
    show(
        pages,
        "preferences",
        PreferencesPage {
            ctx,
            hidden: hidden(),
            back: back(),
            chosen: None,
        },
    );
    let ctx = &saying(&Say::new("preferences-saved-with-account"));
    show(
        pages,
        "account-preferences",
        AccountPreferencesPage {
            ctx,
            hidden: hidden(),
            back: back(),
            chosen: Some(Lang::EN),
        },
    );
}

#[test]
fn every_page_renders_and_is_well_formed() {
    let out = std::env::var_os("LANYARD_GALLERY").map(std::path::PathBuf::from);
    let mut wrong = Vec::new();
    for words in Locales::built_in().all() {
        SPOKEN.set(words.lang());
        let lang = words.lang().code();
        let opens = format!("<html lang=\"{lang}\" dir=\"{}\"", words.dir());
        for (name, html) in all() {
            // Each is looked at, whatever is wrong with those before.
            let page = format!("{lang}/{name}");
            if std::panic::catch_unwind(|| super::markup::check(&page, &html)).is_err() {
                wrong.push(page);
            }
            let framed = !html.contains("data-theme=") || html.contains(&opens);
            assert!(framed, "{lang}/{name} does not say what language it is in");
            if let Some(dir) = out.as_ref().map(|out| out.join(lang)) {
                std::fs::create_dir_all(&dir).unwrap();
                std::fs::write(dir.join(format!("{name}.html")), html).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
