//! Making an account, and what is due before somebody goes on.

use std::time::Duration;

use super::*;
use crate::pages::due::{self, AddressNeededPage, TermsPage};
use crate::pages::sign_up::{
    By, Invited, SignUpClosedPage, SignUpPage, SignUpSentPage, Terms, WelcomePage, Why,
};
use crate::pages::undo::{Change, UndoPage};
use crate::pages::when::span;

pub(super) fn sign_up(pages: &mut Pages) {
    let ctx = &visitor();
    let page = || SignUpPage {
        ctx,
        hidden: flow(),
        app: Some(harbour()),
        name: String::new(),
        email: String::new(),
        invited: Invited::No,
        terms: None,
        min_length: 15,
        problems: Problems::none(),
        sign_in: "/login?flow=v1.AQ3kx0".into(),
        form_target: None,
    };
    let mut problems = problem("name", Say::new("name-missing"));
    problems.add("email", Say::new("email-form"));
    problems.add("password", Say::new("password-common"));
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
            invited: Invited::Until(times().exactly(NOW)),
            app: None,
            ..page()
        },
    );
    show(
        pages,
        "sign-up-elsewhere",
        SignUpPage {
            email: "mara@example.org".into(),
            invited: Invited::OwnWish,
            ..page()
        },
    );
    let terms = |agreed| {
        let url = "https://example.com/terms?a=1&b=2".into();
        Some(Terms { url, agreed })
    };
    let problems = problem("terms", Say::new("sign-up-terms-missing"));
    show(
        pages,
        "sign-up-terms",
        SignUpPage {
            terms: terms(true),
            ..page()
        },
    );
    show(
        pages,
        "sign-up-terms-missing",
        SignUpPage {
            terms: terms(false),
            problems,
            ..page()
        },
    );
    for (name, why) in [
        ("sign-up-by-invitation", Why::ByInvitation),
        ("sign-up-closed", Why::Closed),
        ("sign-up-over", Why::Over { again: true }),
        ("sign-up-invitation-over", Why::Over { again: false }),
    ] {
        let sign_in = "/login".into();
        show(pages, name, SignUpClosedPage { ctx, why, sign_in });
    }
    sent(pages);
    for (name, who) in [("welcome", "Mara Lindqvist"), ("welcome-hostile", HOSTILE)] {
        let page = WelcomePage {
            ctx,
            name: who.into(),
            login: "mara@example.org".into(),
            app: named(who),
            onward: "/authorize?flow=v1.AQ3kx0&x".into(),
        };
        show(pages, name, page);
    }
}

pub(super) fn due(pages: &mut Pages) {
    let ctx = &visitor();
    let terms = || TermsPage {
        ctx,
        hidden: flow(),
        app: harbour(),
        who: "0199a5c2-7d1e-7b3c-8f00-3a5d6c7e8f90".into(),
        url: "https://example.com/terms?a=1&b=2".into(),
        version: "2026-11-01".into(),
        changed: false,
        form_target: None,
    };
    show(pages, "terms", terms());
    let changed = TermsPage {
        changed: true,
        version: "1 & <2>".into(),
        app: named(HOSTILE),
        ..terms()
    };
    show(pages, "terms-changed", changed);
    let mara = || "mara@example.org".to_owned();
    let address = |by| AddressNeededPage {
        ctx,
        hidden: flow(),
        app: harbour(),
        by,
        problems: Problems::none(),
        form_target: None,
    };
    for (name, by) in [
        ("address-needed", due::By::Letter(mara())),
        ("address-needed-code", due::By::Code(mara())),
        ("address-needed-operator", due::By::Operator(mara())),
        ("address-needed-adding", due::By::Adding),
        ("address-needed-nothing", due::By::Nothing),
    ] {
        show(pages, name, address(by));
    }
    let wrong = AddressNeededPage {
        problems: problem("code", Say::new("address-needed-wrong")),
        app: named(HOSTILE),
        ..address(due::By::Code(ENDLESS.into()))
    };
    show(pages, "address-needed-wrong", wrong);
    let undo = |change| UndoPage {
        ctx,
        hidden: csrf(),
        change,
        problems: Problems::none(),
    };
    let change = Change {
        former: mara(),
        now: ENDLESS.into(),
    };
    show(pages, "undo", undo(Some(change)));
    show(pages, "undo-over", undo(None));
}

fn sent(pages: &mut Pages) {
    let ctx = &visitor();
    let page = || SignUpSentPage {
        ctx,
        hidden: flow(),
        app: Some(harbour()),
        email: "mara@example.org".into(),
        works: span(Duration::from_hours(24)),
        by: By::Code,
        problems: Problems::none(),
        other: "/sign-up?flow=v1.AQ3kx0".into(),
    };
    show(pages, "sign-up-sent", page());
    let problems = problem("code", Say::new("address-needed-wrong"));
    show(
        pages,
        "sign-up-sent-wrong",
        SignUpSentPage { problems, ..page() },
    );
    let by = By::Button;
    show(pages, "sign-up-link", SignUpSentPage { by, ..page() });
    let hostile = SignUpSentPage {
        email: ENDLESS.into(),
        app: Some(named(HOSTILE)),
        ..page()
    };
    show(pages, "sign-up-sent-hostile", hostile);
}
