//! Pages that say no.

use super::*;
use crate::pages::error::{ErrorPage, Failure, NoSignOut, Owner, Resend, SignIn, Stranger};
use crate::session::csrf::NotTaken;

pub(super) fn errors(pages: &mut Pages) {
    let ctx = &visitor();
    let page = |failure| ErrorPage {
        ctx,
        failure,
        app: None,
        reference: "7QK2-M4FD".into(),
        at: times().exactly(NOW),
        owner: None,
        stranger: None,
        sign_in: None,
        resend: None,
        sign_out: false,
    };
    let with_app = |failure| ErrorPage {
        app: Some("Harbour Notes".into()),
        ..page(failure)
    };
    let sign_in = |again| {
        Some(SignIn {
            address: "/login?return=%2Fapps".into(),
            again,
        })
    };
    show(
        pages,
        "error-redirect-uri",
        ErrorPage {
            sign_in: sign_in(false),
            ..with_app(Failure::RedirectUriMismatch)
        },
    );
    let page_of_stranger = ErrorPage {
        sign_in: sign_in(true),
        ..page(Failure::UnknownClient)
    };
    show(pages, "error-unknown-client-signed-out", page_of_stranger);
    let owner = Owner {
        yours: true,
        received: [
            "https://notes.harbour.example/auth/callback".into(),
            "/".into(),
            String::new(),
        ],
        registered: true,
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
            owner: Some(owner.clone()),
            ..with_app(Failure::RedirectUriMismatch)
        },
    );
    let administered = Owner {
        yours: false,
        ..owner
    };
    show(
        pages,
        "error-administered",
        ErrorPage {
            ctx: mara,
            owner: Some(administered),
            ..with_app(Failure::RedirectUriMismatch)
        },
    );
    for (name, near) in [
        ("error-stranger", vec![]),
        (
            "error-stranger-near",
            vec![
                ("Harbour Notes".into(), "harbour-notes-7c41".into()),
                (HOSTILE.into(), "harbour-nodes-aaaaaa".into()),
            ],
        ),
    ] {
        let stranger = Stranger {
            received: (!near.is_empty()).then(|| HOSTILE.to_owned()),
            near,
        };
        let page = ErrorPage {
            ctx: mara,
            stranger: Some(stranger),
            ..page(Failure::UnknownClient)
        };
        show(pages, name, page);
    }
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
        Failure::TooManyRequests {
            wait: Duration::from_secs(4),
        },
        Failure::ServerError,
        Failure::Busy,
        Failure::DatabaseNotReachable,
    ] {
        show(pages, &slug("error", failure.name()), page(failure));
    }
    for why in [
        NoSignOut::UriMismatch,
        NoSignOut::HintNotValid,
        NoSignOut::ClientDisabled,
        NoSignOut::ParameterRepeated,
        NoSignOut::RequestNotValid,
    ] {
        let failure = Failure::SignOut(why);
        let page = ErrorPage {
            sign_out: why != NoSignOut::RequestNotValid,
            ..with_app(failure)
        };
        show(pages, &slug("error-sign-out", failure.name()), page);
    }
    let failure = Failure::SignOut(NoSignOut::UnknownClient);
    show(
        pages,
        &slug("error-sign-out", failure.name()),
        page(failure),
    );
    let again = |action: &str, without_password| Resend {
        action: action.into(),
        fields: vec![
            ("csrf".into(), "dG9rZW4".into()),
            ("name".into(), HOSTILE.into()),
        ],
        without_password,
        target: None,
    };
    for (why, resend) in [
        (NotTaken::Elsewhere, None),
        (NotTaken::NoCookie, Some(again("/login", true))),
        (NotTaken::SignedOut, None),
        (NotTaken::AccountChanged, Some(again("/consent", false))),
        (NotTaken::OtherBrowser, Some(again("/sign-up", true))),
        (NotTaken::TooOld, Some(again("/apps/new/web", false))),
        (NotTaken::Incomplete, None),
    ] {
        let failure = Failure::Form(why);
        let page = ErrorPage {
            resend,
            ..page(failure)
        };
        show(pages, &slug("error", failure.name()), page);
    }
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
