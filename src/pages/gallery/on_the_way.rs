//! Pages between an app and its answer.

use super::*;
use std::time::Duration;

use crate::http::headers::FormTarget;
use crate::locale::Say;
use crate::pages::choose_account::{Account, ChooseAccountPage, State};
use crate::pages::consent::{ConsentPage, Destination, ScopeLine};
use crate::pages::finished::FinishedPage;
use crate::pages::form::Problems;
use crate::pages::form_post::FormPostPage;
use crate::pages::login::{self, LoginPage, Reason};
use crate::pages::logout::{Back, LoggedOutPage, LogoutPage};
use crate::pages::recovery::{ForgotPage, ForgotSentPage, NewPasswordPage, Who};
use crate::pages::second_factor::{Asks, EnrollPage, EnrolledPage, Factor, SecondFactorPage};
use crate::pages::signing_out::{Frame, SigningOutPage};
use crate::pages::when::span;
use crate::pages::{AppFace, Ctx};
use crate::protocol::authorization::FormPost;
use crate::protocol::client::Kind;
use crate::protocol::redirect::{RedirectTarget, RegisteredUri};

pub(super) fn recovery(pages: &mut Pages) {
    let ctx = &visitor();
    let forgot = |login: &str, problems| ForgotPage {
        ctx,
        hidden: flow(),
        app: Some(harbour()),
        login: login.to_owned(),
        problems,
        sign_in: "/login?flow=v1.AQ3kx0".into(),
    };
    show(pages, "forgot", forgot("", Problems::none()));
    let wrong = problem("login", Say::new("sign-in-no-login"));
    show(pages, "forgot-wrong", forgot(HOSTILE, wrong));
    let sent = |login: &str, problems| ForgotSentPage {
        ctx,
        hidden: flow(),
        login: login.to_owned(),
        works: crate::pages::when::span(Duration::from_mins(30)),
        problems,
        again: "/login/forgot".into(),
    };
    show(
        pages,
        "forgot-sent",
        sent("mara@example.org", Problems::none()),
    );
    let wrong = problem("code", Say::new("recovery-code-wrong"));
    show(pages, "forgot-sent-wrong", sent(ENDLESS, wrong));
    let set = |who, forgot, problems| NewPasswordPage {
        ctx,
        hidden: flow(),
        who,
        min_length: 15,
        problems,
        forgot,
        form_target: None,
    };
    let mara = || {
        Some(Who {
            name: "Mara Lindqvist".into(),
            login: "mara@example.org".into(),
        })
    };
    show(pages, "new-password", set(mara(), None, Problems::none()));
    let wrong = problem(
        "password",
        Say::new("password-too-short").count("least", 15),
    );
    show(pages, "new-password-wrong", set(mara(), None, wrong));
    let again = Some("/login/forgot".into());
    show(
        pages,
        "new-password-over",
        set(None, again, Problems::none()),
    );
    show(
        pages,
        "new-password-over-without-mail",
        set(None, None, Problems::none()),
    );
}

pub(super) fn sign_in(pages: &mut Pages) {
    let ctx = &visitor();
    let page = || LoginPage {
        ctx,
        hidden: flow(),
        app: Some(harbour()),
        login: String::new(),
        reason: Reason::Arrived,
        problems: Problems::none(),
        remember: false,
        again: None,
        stays: None,
        passkey: Some(passkey()),
        tried: false,
        no_password: false,
        forgot: Some("/login/forgot?flow=v1.AQ3kx0".into()),
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
            passkey: None,
            forgot: None,
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
            problems: login::slowed(Duration::from_secs(4), true, "Lanyard"),
            ..page()
        },
    );
    show(
        pages,
        "login-empty",
        LoginPage {
            problems: login::empty(true, true),
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
            again: Some(("Mara Lindqvist".into(), "mara@example.org".into())),
            sign_up: None,
            ..page()
        },
    );
    let confirm = Reason::Confirm {
        another_account: "/login?flow=v1.AQ3kx0&other".into(),
    };
    show(
        pages,
        "login-confirm-passkey",
        LoginPage {
            login: known.clone(),
            reason: confirm,
            again: Some(("Mara Lindqvist".into(), "mara@example.org".into())),
            no_password: true,
            sign_up: None,
            ..page()
        },
    );
    show(
        pages,
        "login-passkey-unknown",
        LoginPage {
            problems: problem("", Say::new("passkey-unknown")),
            tried: true,
            passkey: Some(PasskeyForm {
                unknown: Some("{}".into()),
                ..passkey()
            }),
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
        Reason::Because(Say::new("reason-idle").saying("time", span(Duration::from_mins(30))));
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
        Reason::Because(Say::new("reason-idle").saying("time", span(Duration::from_mins(30))));
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

pub(super) fn consent(pages: &mut Pages) {
    let ctx = &visitor();
    let line = |scope: &str, detail: &str| ScopeLine::new(scope, Some(Say::verbatim(detail)));
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
    let only = vec![ScopeLine::new(
        "openid",
        Some(Say::new("scope-openid-value")),
    )];
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
    let already = vec![Say::new("scope-profile"), Say::new("scope-email")];
    let phone = ScopeLine {
        optional: true,
        ..line("phone", "+46 70 123 45 67")
    };
    let own = ScopeLine {
        ..ScopeLine::new("notes:write", None)
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
        Say::new("consent-changed-name").with("name", "Harbour Notes"),
        Say::new("consent-changed-host")
            .with("before", "notes.harbour.example")
            .with("now", "notes.harbor.example"),
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
        title: Say::new("scope-other").with("scope", HOSTILE),
        ..line("email", HOSTILE)
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

pub(super) fn endings(pages: &mut Pages) {
    let ctx = &visitor();
    let page = || LogoutPage {
        ctx,
        hidden: csrf(),
        account: Some("mara@example.org".into()),
        only: Some("018f6b1e-0000-7000-8000-000000000001".into()),
        others: vec![],
        app: None,
        target: None,
    };
    show(pages, "logout", page());
    let asked = || LogoutPage {
        app: Some(harbour()),
        ..page()
    };
    show(pages, "logout-asked", asked());
    let others = || vec!["studio@example.org".to_owned(), "noor@example.org".into()];
    for (name, page) in [
        ("logout-several", page()),
        (
            "logout-others",
            LogoutPage {
                account: None,
                ..page()
            },
        ),
        ("logout-asked-several", asked()),
        (
            "logout-hostile",
            LogoutPage {
                app: Some(named(HOSTILE)),
                account: Some(ENDLESS.into()),
                ..page()
            },
        ),
    ] {
        let others = others();
        show(pages, name, LogoutPage { others, ..page });
    }
    let back = |app: &str| {
        Some(Back {
            app: app.into(),
            url: "https://harbour.example/".into(),
        })
    };
    for (name, still, back) in [
        ("logged-out", vec![], None),
        ("logged-out-one", others(), None),
        ("logged-out-back", vec![], back("Harbour Notes")),
        ("logged-out-one-back", others(), back(ENDLESS)),
    ] {
        show(pages, name, LoggedOutPage { ctx, still, back });
    }
    let signing_out = |apps: &[&str], left_out| {
        let frame = |app: &&str| Frame {
            app: (*app).to_owned(),
            url: "https://harbour.example/out?iss=https%3A%2F%2Fid.example.com&sid=0199".into(),
        };
        SigningOutPage {
            ctx,
            frames: apps.iter().map(frame).collect(),
            left_out,
            onward: "/logged-out".into(),
            sources: SigningOutPage::sources(
                FormTarget::of("https://harbour.example/")
                    .into_iter()
                    .collect(),
            ),
        }
    };
    show(pages, "signing-out", signing_out(&["Harbour Notes"], 0));
    let many = ["Harbour Notes", "Dockyard CI", ENDLESS, HOSTILE];
    show(pages, "signing-out-many", signing_out(&many, 476));
    let target = "https://harbour.example/cb";
    let registered = [RegisteredUri::parse(target, Kind::Web).unwrap()];
    let form = |name: &str, code: &str| FormPost {
        name: name.to_owned(),
        action: RedirectTarget::resolve(&registered, false, Some(target), true).unwrap(),
        fields: vec![
            ("code", code.to_owned()),
            ("iss", "https://id.example.com".to_owned()),
        ],
    };
    let (usual, hostile) = (form("Harbour Notes", "lyc_abc"), form(HOSTILE, HOSTILE));
    show(pages, "form-post", FormPostPage::new(ctx, usual));
    show(pages, "form-post-hostile", FormPostPage::new(ctx, hostile));
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

pub(super) fn second_factor(pages: &mut Pages) {
    let ctx = &visitor();
    let page = |factor, asks, app, problems| SecondFactorPage {
        ctx,
        hidden: flow(),
        half: "v1.half".into(),
        factor,
        asks,
        app,
        name: "Lanyard".into(),
        passkey: (factor == Factor::Passkey).then(passkey),
        others: [Factor::Passkey, Factor::Totp, Factor::RecoveryCode]
            .into_iter()
            .filter(|other| *other != factor)
            .map(|other| (other, format!("{}?half=v1.half", other.path())))
            .collect(),
        another_account: "/login?another=1".into(),
        trust: (factor == Factor::Totp).then(|| span(Duration::from_hours(30 * 24))),
        trusted: false,
        problems,
        form_target: None,
    };
    let none = Problems::none;
    let totp = |asks| page(Factor::Totp, asks, Some(harbour()), none());
    show(pages, "second-factor", totp(Asks::Own));
    show(pages, "second-factor-app", totp(Asks::App));
    show(pages, "second-factor-operator", totp(Asks::Operator));
    let alone = SecondFactorPage {
        others: Vec::new(),
        trust: None,
        ..page(Factor::Totp, Asks::Page, None, none())
    };
    show(pages, "second-factor-page", alone);
    let wrong = problem("code", Say::new("second-factor-wrong"));
    let wrong = SecondFactorPage {
        trusted: true,
        ..page(Factor::Totp, Asks::Own, Some(harbour()), wrong)
    };
    show(pages, "second-factor-wrong", wrong);
    let recovery = |problems| page(Factor::RecoveryCode, Asks::Own, Some(harbour()), problems);
    show(pages, "second-factor-recovery", recovery(none()));
    let wrong = problem("recovery_code", Say::new("second-factor-recovery-wrong"));
    show(pages, "second-factor-recovery-wrong", recovery(wrong));
    let passkey_page = |problems| page(Factor::Passkey, Asks::Page, Some(harbour()), problems);
    show(pages, "second-factor-passkey", passkey_page(none()));
    let refused = problem("", Say::new("passkey-refused"));
    show(
        pages,
        "second-factor-passkey-refused",
        passkey_page(refused),
    );
    for (name, app, problems) in [
        ("passkey-offer", Some(harbour()), none()),
        (
            "passkey-offer-refused",
            None,
            problem("", Say::new("passkey-not-made")),
        ),
    ] {
        let page = OfferPage {
            ctx,
            hidden: flow(),
            passkey: passkey(),
            app,
            problems,
            form_target: None,
        };
        show(pages, name, page);
    }
    let enroll = |asks, app, problems| EnrollPage {
        later: None,
        ctx,
        hidden: flow(),
        half: "v1.half".into(),
        asks,
        app,
        passkey: Some(passkey()),
        totp: Some(new_totp()),
        another_account: "/login?another=1".into(),
        problems,
        form_target: None,
    };
    show(pages, "enroll", enroll(Asks::App, Some(harbour()), none()));
    let later = EnrollPage {
        later: Some(("/account".into(), ago(0))),
        ..enroll(Asks::Operator, Some(harbour()), none())
    };
    show(pages, "enroll-later", later);
    let only = EnrollPage {
        totp: None,
        ..enroll(Asks::App, Some(harbour()), none())
    };
    show(pages, "enroll-passkey", only);
    let wrong = problem("code", Say::new("totp-wrong"));
    show(pages, "enroll-wrong", enroll(Asks::Operator, None, wrong));
    for (name, app) in [("enrolled", Some(harbour())), ("enrolled-alone", None)] {
        let page = EnrolledPage {
            ctx,
            codes: new_codes(),
            onward: "/account".into(),
            app,
        };
        show(pages, name, page);
    }
}
