//! What a person sees of themselves.

use super::*;
use crate::locale::{self, Say};
use crate::pages::account::activity::{ActivityPage, DataPage, Happened};
use crate::pages::account::connected_apps::{ConnectedApp, ConnectedAppsPage, RemoveAccessPage};
use crate::pages::account::delete::{DeleteAccountPage, KeepAccountPage};
use crate::pages::account::devices::{AppTold, Device, DevicesPage, EndedDevice};
use crate::pages::account::edit::{EditProfilePage, Field};
use crate::pages::account::email::{By, ConfirmEmailPage, EmailPage};
use crate::pages::account::password::PasswordPage;
use crate::pages::account::picture::{Picture, PicturePage};
use crate::pages::account::profile::ProfilePage;
use crate::pages::account::security::{
    PasskeyPage, PasskeyRow, RecoveryCodesPage, RemoveTotpPage, RemoveWayPage, RenamePasskeyPage,
    SecurityPage, Strength, TotpPage, Trusted,
};
use crate::pages::consent::scope_title;
use crate::pages::form::Problems;
use crate::pages::when::span;
use crate::session::accounts::Others;

pub(super) fn account(pages: &mut Pages) {
    let ctx = &mara();
    let profile = || ProfilePage {
        ctx,
        name: "Mara Lindqvist".into(),
        login: "mara".into(),
        picture: Picture::Here("/pictures/0011.jpg".into()),
        email: Some(("mara@example.org".into(), true)),
        confirm: Some(csrf()),
        claims: vec![
            ("profile-birthday", "1990-05-17".into()),
            ("profile-phone", "+46 70 123 45 67".into()),
            ("profile-locale", "sv-SE".into()),
        ],
        password_changed: Some(ago(24 * 90)),
        signed_in: ago(3),
        device: locale::device("Firefox on Linux"),
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
    security(pages);
    deletion(pages);
    activity(pages);
    let ctx = &saying(&Say::new("password-changed"));
    let email = Some(("mara@example.org".into(), false));
    show(
        pages,
        "account-notice",
        ProfilePage {
            ctx,
            email,
            picture: Picture::None,
            claims: vec![("profile-website", HOSTILE.to_owned())],
            ..profile()
        },
    );
    edit(pages);
    let email = |email: &str, problems| EmailPage {
        ctx,
        hidden: csrf(),
        now: Some("mara@example.org".into()),
        email: email.to_owned(),
        problems,
    };
    show(pages, "account-email", email("", Problems::none()));
    let wrong = problem("email", Say::new("email-form"));
    show(pages, "account-email-wrong", email(HOSTILE, wrong));
    let confirm = |by, problems| ConfirmEmailPage {
        ctx,
        hidden: csrf(),
        by,
        problems,
    };
    for (name, by) in [
        ("account-email-link", By::Button(ENDLESS.into())),
        ("account-email-code", By::Code("mara@example.org".into())),
        ("account-email-nothing", By::Nothing),
    ] {
        show(pages, name, confirm(by, Problems::none()));
    }
    let wrong = problem("code", Say::new("email-code-wrong"));
    let by = By::Code("mara@example.org".into());
    show(pages, "account-email-code-wrong", confirm(by, wrong));
    let password = || PasswordPage {
        ctx,
        hidden: csrf(),
        login: "mara".into(),
        min_length: 15,
        changed: Some(ago(24 * 90)),
        has_one: true,
        problems: Problems::none(),
    };
    let first = PasswordPage {
        changed: None,
        has_one: false,
        ..password()
    };
    show(pages, "account-password-first", first);
    show(pages, "account-password", password());
    let mut problems = problem("current_password", Say::new("password-current-wrong"));
    problems.add(
        "password",
        Say::new("password-too-short").count("least", 15),
    );
    show(
        pages,
        "account-password-wrong",
        PasswordPage {
            problems,
            ..password()
        },
    );
    let allows = || vec![scope_title("profile"), scope_title("email")];
    let connected = |id: &str, face, last_used| ConnectedApp {
        id: id.into(),
        face,
        may: vec![
            Say::new("connected-may-see").saying("what", Say::new("connected-profile")),
            Say::new("connected-stays"),
        ],
        since: ago(300),
        last_used,
    };
    let apps = vec![
        connected("harbour-notes-7c41", harbour(), Some(ago(2))),
        connected("dockyard-ci-k2x9", dockyard(), None),
        connected("endless", named(ENDLESS), None),
    ];
    let told = &saying(&Say::new("connected-removed").with("app", "Tide Tables"));
    show(pages, "account-apps", ConnectedAppsPage { ctx: told, apps });
    show(
        pages,
        "account-apps-none",
        ConnectedAppsPage { ctx, apps: vec![] },
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

fn activity(pages: &mut Pages) {
    let ctx = &mara();
    let entry = |what, count, by, address: &str| Happened {
        what: Say::new(what),
        times: (count > 1).then(|| Say::new("activity-times").count("times", count)),
        by: Say::new(by),
        address: address.into(),
        when: ago(2),
    };
    let entries = vec![
        entry("activity-sign-in-made", 1, "activity-by-you", "192.0.2.7"),
        entry("activity-sign-in-failed", 3, "activity-by-server", ""),
        entry("activity-account-changed", 1, "activity-by-you", HOSTILE),
    ];
    for (name, entries, older) in [
        ("account-activity", entries, Some("0198c0de".into())),
        ("account-activity-none", vec![], None),
    ] {
        let newest = older.is_some();
        let page = ActivityPage {
            ctx,
            entries,
            older,
            newest,
        };
        show(pages, name, page);
    }
    let page = DataPage {
        ctx,
        hidden: csrf(),
        sign_ins: 2,
        connected: 1,
        owned: 0,
        activity: 120,
        text: HOSTILE.into(),
    };
    show(pages, "account-data", page);
}

fn deletion(pages: &mut Pages) {
    let ctx = &mara();
    let page = || DeleteAccountPage {
        ctx,
        hidden: csrf(),
        named: "mara@example.org".into(),
        grace: span(Duration::from_hours(14 * 24)),
        until: times().exactly(NOW),
        connected: 3,
        owned: 2,
        last_administrator: false,
        typed: String::new(),
        problems: Problems::none(),
    };
    show(pages, "account-delete", page());
    let mut problems = Problems::none();
    let message = Say::new("delete-confirm-wrong");
    problems.add("confirm", message.with("account", "mara@example.org"));
    let wrong = DeleteAccountPage {
        typed: HOSTILE.into(),
        named: HOSTILE.into(),
        connected: 0,
        owned: 0,
        problems,
        ..page()
    };
    show(pages, "account-delete-wrong", wrong);
    let last = DeleteAccountPage {
        last_administrator: true,
        ..page()
    };
    show(pages, "account-delete-last-administrator", last);
    let ctx = &visitor();
    for (name, app, named) in [
        ("keep-account", None, "mara@example.org"),
        ("keep-account-for-app", Some(harbour()), HOSTILE),
    ] {
        let page = KeepAccountPage {
            ctx,
            hidden: csrf(),
            keep: "sealed".into(),
            remember: true,
            named: named.into(),
            until: times().exactly(NOW),
            app,
            form_target: None,
        };
        show(pages, name, page);
    }
}

fn devices(pages: &mut Pages) {
    let ctx = &mara();
    let device = |label: &str, address: &str, hours| Device {
        id: "0198c0de-7000-7000-8000-000000000001".into(),
        label: label.into(),
        name: locale::device(label),
        address: address.into(),
        since: ago(hours + 20),
        seen: ago(hours),
        by_password: true,
        bound: Some((ago(hours + 20), ago(hours))),
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
        devices,
        trusted: Vec::new(),
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
        name: locale::device("Chrome on Windows"),
        address: "198.51.100.3".into(),
        at: ago(50),
        why: Say::new("devices-why-password"),
        apps: vec![
            AppTold {
                told: Say::new("devices-told").with("app", "Harbour Notes"),
                holds: None,
            },
            AppTold {
                told: Say::new("devices-told-again").with("app", "Photo Album"),
                holds: Some(Say::new("devices-holds-access")),
            },
        ],
    };
    show(
        pages,
        "devices",
        DevicesPage {
            ctx: &saying(
                &Say::new("devices-signed-out").saying("device", locale::device("Edge on Windows")),
            ),
            trusted: vec![trusted()],
            ended: vec![ended],
            ..page(vec![here(), phone, unknown])
        },
    );
}

fn edit(pages: &mut Pages) {
    let ctx = &mara();
    let edit = || EditProfilePage {
        ctx,
        hidden: csrf(),
        values: Field::all().map(|_| String::new()).collect(),
        problems: Problems::none(),
    };
    show(pages, "account-edit", edit());
    let mut problems = problem("birthdate", Say::new("profile-birthday-future"));
    problems.add("street_address", Say::verbatim(HOSTILE));
    let wrong = EditProfilePage {
        values: Field::all().map(|_| HOSTILE.to_owned()).collect(),
        problems,
        ..edit()
    };
    show(pages, "account-edit-wrong", wrong);
    let picture = |picture, problems| PicturePage {
        ctx,
        hidden: csrf(),
        name: "Mara Lindqvist".into(),
        picture,
        problems,
    };
    let none = Problems::none;
    let here = Picture::Here("/pictures/0011.jpg".into());
    let elsewhere = Picture::Elsewhere(format!("https://example.org/{HOSTILE}"));
    show(pages, "account-picture", picture(Picture::None, none()));
    show(pages, "account-picture-here", picture(here, none()));
    let wrong = problem("picture", Say::new("picture-other-kind"));
    show(pages, "account-picture-wrong", picture(elsewhere, wrong));
}

fn trusted() -> Trusted {
    Trusted {
        id: "0192".into(),
        name: locale::device("Firefox on Linux"),
        used: ago(30),
        until: ago(0),
    }
}

fn security(pages: &mut Pages) {
    let ctx = &mara();
    let alone = || SecurityPage {
        ctx,
        hidden: csrf(),
        strength: Strength::PasswordOnly,
        required: false,
        password_changed: Some(ago(24 * 90)),
        passkeys: Some(Vec::new()),
        known: Some("{}".into()),
        removable_password: false,
        totp: None,
        recovery_codes: 0,
        trusted: Vec::new(),
    };
    show(pages, "security", alone());
    let required = SecurityPage {
        required: true,
        password_changed: None,
        passkeys: None,
        known: None,
        ..alone()
    };
    show(pages, "security-required", required);
    let two = |strength, recovery_codes| SecurityPage {
        strength,
        recovery_codes,
        totp: Some((ago(24 * 30), Some(ago(5)))),
        trusted: vec![trusted()],
        ..alone()
    };
    show(pages, "security-two-factors", two(Strength::TwoFactors, 10));
    show(pages, "security-few-codes", two(Strength::FewCodes, 1));
    let key = |name: &str, model: &str, is_last| PasskeyRow {
        id: "0193".into(),
        name: (!name.is_empty()).then(|| name.to_owned()),
        model: (!model.is_empty()).then(|| model.to_owned()),
        synced: name.is_empty() || is_last,
        backed_up: is_last,
        added: ago(24 * 40),
        used: is_last.then(|| ago(3)),
        is_last,
    };
    let many = SecurityPage {
        strength: Strength::Passkeys,
        passkeys: Some(vec![
            key("iCloud Keychain", "", false),
            key("", "", false),
            key(HOSTILE, "YubiKey 5", false),
        ]),
        removable_password: true,
        ..alone()
    };
    show(pages, "security-passkeys", many);
    let last = SecurityPage {
        strength: Strength::OnePasskey,
        passkeys: Some(vec![key("Google Password Manager", "", true)]),
        password_changed: None,
        ..alone()
    };
    show(pages, "security-last-passkey", last);
    for (name, problems) in [
        ("passkey-add", Problems::none()),
        (
            "passkey-add-wrong",
            problem("", Say::new("passkey-not-made")),
        ),
    ] {
        let page = PasskeyPage {
            ctx,
            hidden: csrf(),
            passkey: passkey(),
            problems,
        };
        show(pages, name, page);
    }
    for (name, problems) in [
        ("passkey-rename", Problems::none()),
        (
            "passkey-rename-wrong",
            problem("name", Say::new("name-invisible")),
        ),
    ] {
        let page = RenamePasskeyPage {
            ctx,
            hidden: csrf(),
            id: "0193".into(),
            name: "iCloud Keychain".into(),
            problems,
        };
        show(pages, name, page);
    }
    for (name, passkey) in [
        ("passkey-remove", Some(key("iCloud Keychain", "", false))),
        ("passkey-remove-nameless", Some(key("", "", false))),
        ("password-remove", None),
    ] {
        let hidden = csrf();
        let page = RemoveWayPage {
            ctx,
            hidden,
            passkey,
        };
        show(pages, name, page);
    }
    let totp = |problems| TotpPage {
        ctx,
        hidden: csrf(),
        totp: new_totp(),
        problems,
    };
    show(pages, "totp", totp(Problems::none()));
    show(
        pages,
        "totp-wrong",
        totp(problem("code", Say::new("totp-wrong"))),
    );
    for (name, required) in [("totp-remove", false), ("totp-remove-required", true)] {
        let hidden = csrf();
        let page = RemoveTotpPage {
            ctx,
            hidden,
            required,
        };
        show(pages, name, page);
    }
    let codes = |left, codes| RecoveryCodesPage {
        ctx,
        hidden: csrf(),
        left,
        codes,
    };
    show(pages, "recovery-codes", codes(2, Vec::new()));
    show(pages, "recovery-codes-new", codes(0, new_codes()));
}
