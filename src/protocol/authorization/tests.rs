use std::convert::Infallible;

use proptest::prelude::*;

use super::*;
use crate::protocol::client::{Client, GrantType, Profile, SigningAlg, samples};
use crate::protocol::error::{Cause, ErrorCode, OAuthError};
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::params::{Limits, Params};
use crate::protocol::time::Timestamp;

const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn rp1() -> Client {
    samples::web(&["https://rp.example/cb"])
}

/// A good request with some parameters replaced, added or (with an empty value) left out.
fn query(changes: &[(&str, &str)]) -> String {
    let good = [
        ("client_id", "rp1-abcdef"),
        ("redirect_uri", "https://rp.example/cb"),
        ("response_type", "code"),
        ("scope", "openid email"),
        ("state", "s t&"),
        ("nonce", "n"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    let kept = good
        .iter()
        .filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(kept.chain(changes))
        .finish()
}

fn answer(client: &Client, raw: &str) -> Result<AuthorizationRequest, AuthorizeRefusal> {
    parse(
        &Params::parse(raw.as_bytes(), Limits::FORM).unwrap(),
        client,
        &|hint| (hint == "ours").then_some(UserId(uuid::Uuid::nil())),
    )
}

fn asked(changes: &[(&str, &str)]) -> Result<AuthorizationRequest, AuthorizeRefusal> {
    answer(&rp1(), &query(changes))
}

/// The code of an error that is answered at the client, with the state.
fn redirected(result: Result<AuthorizationRequest, AuthorizeRefusal>) -> ErrorCode {
    match result {
        Err(AuthorizeRefusal::Reply(Reply {
            target,
            answer: Answer::Error(error),
            ..
        })) => {
            assert_eq!(target.as_str(), "https://rp.example/cb");
            error.code
        }
        other => panic!("expected an error at the client, got {other:?}"),
    }
}

fn page(result: Result<AuthorizationRequest, AuthorizeRefusal>) -> Cause {
    match result {
        Err(AuthorizeRefusal::Page(refusal)) => refusal.cause,
        other => panic!("expected a page, got {other:?}"),
    }
}

#[test]
fn a_good_request_is_kept_as_it_came() {
    let request = asked(&[
        ("max_age", "0"),
        ("prompt", "login consent"),
        ("login_hint", "alice@example.com"),
        ("ui_locales", "se en-GB ../../etc"),
        ("display", "popup"),
        ("claims", r#"{"userinfo":{"name":{"essential":true}}}"#),
        ("acr_values", "1 2"),
        ("unknown", "ignored"),
    ])
    .unwrap();
    assert_eq!(
        (
            request.reply_to.state.as_deref(),
            request.reply_to.nonce.as_deref()
        ),
        (Some("s t&"), Some("n"))
    );
    assert_eq!(request.wish.scope.to_string(), "openid email");
    assert_eq!(request.wish.max_age, Some(0));
    assert!(request.wish.prompt.login && request.wish.prompt.consent && !request.wish.prompt.none);
    assert_eq!(request.wish.ui_locales, ["se", "en-GB"]);
    assert_eq!(request.wish.acr_values, ["1", "2"]);
    assert_eq!(request.wish.display, Display::Popup);
    assert_eq!(request.wish.claims.userinfo, ["name"]);
    assert_eq!(
        request.reply_to.challenge.as_ref().unwrap().as_str(),
        CHALLENGE
    );
    let mut bytes = Vec::new();
    ciborium::into_writer(&request, &mut bytes).unwrap();
    assert_eq!(
        ciborium::from_reader::<AuthorizationRequest, _>(&bytes[..]).unwrap(),
        request
    );
    assert_eq!(
        request.revalidate(&rp1()).unwrap().as_str(),
        "https://rp.example/cb"
    );
}

#[test]
fn ru_16_17_and_20_without_a_proven_address_there_is_only_a_page() {
    assert_eq!(
        page(asked(&[
            ("redirect_uri", "https://evil.example/cb"),
            ("response_type", "bad")
        ])),
        Cause::RedirectUnregistered
    );
    assert_eq!(page(asked(&[("redirect_uri", "")])), Cause::RedirectMissing);
    for both in ["https://rp.example/cb", "https://evil.example/cb"] {
        let raw = format!("{}&redirect_uri={both}", query(&[]));
        assert_eq!(page(answer(&rp1(), &raw)), Cause::Repeated);
        let raw = format!("redirect_uri={both}&{}", query(&[]));
        assert_eq!(page(answer(&rp1(), &raw)), Cause::Repeated);
    }
    let raw = format!("{}&client_id=rp1-abcdef", query(&[]));
    assert_eq!(page(answer(&rp1(), &raw)), Cause::Repeated);
    let mut disabled = rp1();
    disabled.disabled_at = Some(Timestamp(1));
    assert_eq!(page(answer(&disabled, &query(&[]))), Cause::ClientDisabled);
    // Which of two scopes counts is unknown, so the stricter rule holds for the omitted address.
    let raw = format!(
        "{}&scope=api:read",
        query(&[("redirect_uri", ""), ("scope", "openid")])
    );
    assert_eq!(page(answer(&rp1(), &raw)), Cause::RedirectMissing);
}

#[test]
fn plain_oauth_may_leave_the_only_address_out() {
    let request = asked(&[("redirect_uri", ""), ("scope", "api:read")]).unwrap();
    assert_eq!(request.reply_to.requested_redirect_uri(), None);
    assert_eq!(
        request.revalidate(&rp1()).unwrap().as_str(),
        "https://rp.example/cb"
    );
}

#[test]
fn the_client_is_looked_up_only_by_a_single_name() {
    let cause = |raw: &str| {
        client_id(&Params::parse(raw.as_bytes(), Limits::QUERY).unwrap())
            .map_err(|r| r.cause)
            .err()
    };
    assert_eq!(cause("client_id=a"), None);
    assert_eq!(cause(""), Some(Cause::ClientMissing));
    assert_eq!(cause("client_id="), Some(Cause::ClientMissing));
    assert_eq!(cause("client_id=a&client_id=a"), Some(Cause::Repeated));
}

#[test]
fn az_02_and_cd_12_a_repeated_parameter_is_told_to_the_client() {
    for name in [
        "response_type",
        "scope",
        "state",
        "nonce",
        "code_challenge",
        "code_challenge_method",
        "prompt",
        "max_age",
    ] {
        let raw = format!("{}&{name}=x&{name}=x", query(&[]));
        assert_eq!(
            redirected(answer(&rp1(), &raw)),
            ErrorCode::InvalidRequest,
            "{name}"
        );
    }
    let raw = format!("{}&state=other", query(&[]));
    let Err(AuthorizeRefusal::Reply(Reply { state: None, .. })) = answer(&rp1(), &raw) else {
        panic!()
    };
}

/// The address that carries an answer.
fn address(reply: &Reply, issuer: &str) -> String {
    let signed = |alg: SigningAlg, answer: &SignedAnswer<'_>| {
        Ok::<_, Infallible>(format!("{}.{}", alg.as_str(), serde_json::json!(answer)))
    };
    match reply.deliver(issuer, Timestamp(1_000), signed) {
        Ok(Delivery::Redirect(url)) => url,
        Ok(Delivery::Post(form)) => format!("POST {} {:?}", form.action.as_str(), form.fields),
    }
}

fn sent(reply: &Reply) -> String {
    address(reply, "https://op.example")
}

#[test]
fn an_answer_travels_as_it_was_asked_to() {
    let signed = "%7B%22iss%22%3A%22https%3A%2F%2Fop.example%22%2C%22aud%22%3A%22rp1-abcdef%22%2C%22exp%22%3A1120%2C%22code%22%3A%22c%22%2C%22state%22%3A%22s%22%7D";
    let plain = "code=c&state=s&iss=https%3A%2F%2Fop.example";
    let fields = r#"[("code", "c"), ("state", "s"), ("iss", "https://op.example")]"#;
    for (mode, expected) in [
        (None, format!("https://rp.example/cb?{plain}")),
        (Some("query"), format!("https://rp.example/cb?{plain}")),
        (Some("fragment"), format!("https://rp.example/cb#{plain}")),
        (
            Some("form_post"),
            format!("POST https://rp.example/cb {fields}"),
        ),
        (
            Some("jwt"),
            format!("https://rp.example/cb?response=RS256.{signed}"),
        ),
        (
            Some("query.jwt"),
            format!("https://rp.example/cb?response=RS256.{signed}"),
        ),
        (
            Some("fragment.jwt"),
            format!("https://rp.example/cb#response=RS256.{signed}"),
        ),
    ] {
        let request = asked(&[("state", "s"), ("response_mode", mode.unwrap_or_default())]);
        let request = match mode {
            Some(_) => request.unwrap(),
            None => asked(&[("state", "s")]).unwrap(),
        };
        let target = request.revalidate(&rp1()).unwrap();
        let reply = request
            .reply_to
            .clone()
            .reply(&rp1(), target, Answer::Code("c".to_owned()));
        assert_eq!(sent(&reply), expected, "{mode:?}");
        // As it travels sealed in between.
        let kept: ReplyTo = serde_json::from_value(serde_json::json!(request.reply_to)).unwrap();
        assert_eq!(kept, request.reply_to, "{mode:?}");
    }
}

#[test]
fn an_error_travels_as_its_answer_would() {
    let error = |pairs: &[(&str, &str)]| match asked(pairs) {
        Err(AuthorizeRefusal::Reply(reply)) => sent(&reply),
        other => panic!("{other:?}"),
    };
    let late = ("max_age", "-1");
    for (mode, begins) in [
        ("query", "https://rp.example/cb?error=invalid_request"),
        ("fragment", "https://rp.example/cb#error=invalid_request"),
        (
            "form_post",
            "POST https://rp.example/cb [(\"error\", \"invalid_request\")",
        ),
        ("query.jwt", "https://rp.example/cb?response=RS256."),
        (
            "form_post.jwt",
            "POST https://rp.example/cb [(\"response\", \"RS256.",
        ),
    ] {
        let url = error(&[("response_mode", mode), late]);
        assert!(url.starts_with(begins), "{mode}: {url}");
    }
    // What is not offered is refused where its answer is looked for, and never in a query.
    for response_type in ["token", "id_token", "code id_token", "id_token token"] {
        for mode in ["", "query", "nonsense", "fragment"] {
            let url = error(&[("response_type", response_type), ("response_mode", mode)]);
            let begins = "https://rp.example/cb#error=unsupported_response_type";
            assert!(url.starts_with(begins), "{response_type} {mode}: {url}");
        }
    }
}

#[test]
fn a_form_is_posted_to_web_addresses_only() {
    let native = samples::native(&["com.example.app:/cb"]);
    let ask = |mode: &str| {
        let query = format!(
            "redirect_uri=com.example.app%3A%2Fcb&response_type=code&scope=openid&response_mode={mode}\
            &code_challenge={CHALLENGE}&code_challenge_method=S256"
        );
        let params = Params::parse(query.as_bytes(), Limits::QUERY).unwrap();
        parse(&params, &native, &|_| None)
    };
    assert!(ask("fragment").is_ok() && ask("query.jwt").is_ok());
    let Err(AuthorizeRefusal::Reply(reply)) = ask("form_post") else {
        panic!()
    };
    assert!(sent(&reply).starts_with("com.example.app:/cb?error=invalid_request"));
}

#[test]
fn az_04_state_is_kept_byte_by_byte_or_refused() {
    for state in [
        "\"><script>",
        "a\r\nb",
        &"x".repeat(4096),
        "🎺",
        &"A".repeat(128),
        " +%&=#",
    ] {
        let request = asked(&[("state", state)]).unwrap();
        assert_eq!(request.reply_to.state.as_deref(), Some(state));
        let target = request.revalidate(&rp1()).unwrap();
        let answer = Answer::Code("c".to_owned());
        let url = sent(&request.reply_to.reply(&rp1(), target, answer));
        assert!(url.bytes().all(|b| b.is_ascii_graphic()));
        let query = url.split_once('?').unwrap().1.to_owned();
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        let expected = [
            ("code", "c"),
            ("state", state),
            ("iss", "https://op.example"),
        ];
        assert_eq!(
            pairs,
            expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }
    let long = asked(&[("state", &"x".repeat(4097))]);
    let Err(AuthorizeRefusal::Reply(Reply { state: None, .. })) = &long else {
        panic!()
    };
    assert_eq!(redirected(long), ErrorCode::InvalidRequest);
}

#[test]
fn az_01_every_answer_names_the_issuer() {
    let target = asked(&[]).unwrap().revalidate(&rp1()).unwrap();
    let url = |state: Option<&str>, answer, issuer| {
        let (target, state) = (target.clone(), state.map(str::to_owned));
        let reply = Reply {
            recipient: Box::new((&rp1()).into()),
            target,
            mode: ResponseMode::default(),
            state,
            session_state: None,
            answer,
        };
        address(&reply, issuer)
    };
    let error = Answer::Error(OAuthError::login_required("Nobody."));
    assert_eq!(
        url(Some("s"), error, "https://op.example"),
        "https://rp.example/cb?error=login_required&error_description=Nobody.&state=s&iss=https%3A%2F%2Fop.example"
    );
    assert_eq!(
        url(None, Answer::Code("c".to_owned()), "i"),
        "https://rp.example/cb?code=c&iss=i"
    );
}

#[test]
fn az_05_nonce_is_kept_or_refused() {
    for nonce in ["n", &"n".repeat(64), &"n".repeat(1024), "é\"\n"] {
        assert_eq!(
            asked(&[("nonce", nonce)])
                .unwrap()
                .reply_to
                .nonce
                .as_deref(),
            Some(nonce)
        );
    }
    assert_eq!(
        redirected(asked(&[("nonce", &"n".repeat(1025))])),
        ErrorCode::InvalidRequest
    );
    assert_eq!(asked(&[("nonce", "")]).unwrap().reply_to.nonce, None);
}

#[test]
fn az_06_only_the_code_comes_back_and_only_in_the_query() {
    for other in [
        "token",
        "code token",
        "id_token code",
        "none",
        "CODE",
        "code code",
        "code id_token token",
        " code",
    ] {
        assert_eq!(
            redirected(asked(&[("response_type", other)])),
            ErrorCode::UnsupportedResponseType,
            "{other}"
        );
    }
    assert_eq!(
        redirected(asked(&[("response_type", "")])),
        ErrorCode::InvalidRequest
    );
    for mode in [
        "web_message",
        "QUERY",
        "query ",
        "jwt.query",
        "x",
        "form_post.JWT",
    ] {
        assert_eq!(
            redirected(asked(&[("response_mode", mode)])),
            ErrorCode::InvalidRequest,
            "{mode}"
        );
    }
    for (name, code) in [
        ("request", ErrorCode::RequestNotSupported),
        ("request_uri", ErrorCode::RequestUriNotSupported),
        ("registration", ErrorCode::RegistrationNotSupported),
    ] {
        assert_eq!(redirected(asked(&[(name, "x")])), code);
    }
}

#[test]
fn az_08_a_client_needs_the_grant_type() {
    let mut client = rp1();
    client.metadata.grant_types = vec![GrantType::ClientCredentials];
    assert_eq!(
        redirected(answer(&client, &query(&[]))),
        ErrorCode::UnauthorizedClient
    );
    let mut client = rp1();
    client.metadata.response_types.clear();
    assert_eq!(
        redirected(answer(&client, &query(&[]))),
        ErrorCode::UnauthorizedClient
    );
}

#[test]
fn az_09_prompt_values_must_fit_together() {
    for wrong in [
        "none login",
        "login consent none",
        "bogus",
        "NONE",
        "none none consent",
    ] {
        assert_eq!(
            redirected(asked(&[("prompt", wrong)])),
            ErrorCode::InvalidRequest,
            "{wrong}"
        );
    }
    assert!(asked(&[("prompt", "none")]).unwrap().wish.prompt.none);
    assert!(
        asked(&[("prompt", "login login")])
            .unwrap()
            .wish
            .prompt
            .login
    );
    assert!(
        asked(&[("prompt", "select_account login")])
            .unwrap()
            .wish
            .prompt
            .select_account
    );
}

#[test]
fn az_12_wishes_that_cannot_be_fulfilled_are_ignored() {
    let locales = "en ".repeat(500);
    let request = asked(&[
        ("ui_locales", locales.as_str()),
        ("login_hint", "<script>\n"),
        ("display", "hologram"),
        ("acr_values", &"x".repeat(300)),
    ])
    .unwrap();
    assert_eq!(
        (
            request.wish.ui_locales.len(),
            request.wish.login_hint,
            request.wish.display
        ),
        (16, None, Display::Page)
    );
    assert!(request.wish.acr_values.is_empty());
    assert_eq!(
        redirected(asked(&[("claims", "{")])),
        ErrorCode::InvalidRequest
    );
    assert_eq!(
        redirected(asked(&[("id_token_hint", &"x".repeat(8193))])),
        ErrorCode::InvalidRequest
    );
    for wrong in ["-1", "1.5", "x", "+1", "99999999999999999999"] {
        assert_eq!(
            redirected(asked(&[("max_age", wrong)])),
            ErrorCode::InvalidRequest,
            "{wrong}"
        );
    }
}

#[test]
fn az_14_and_cn_08_scope_stays_within_the_registration() {
    for wrong in [
        "openid admin",
        "openid é",
        &"x ".repeat(100),
        &"x".repeat(300),
        "   ",
    ] {
        assert_eq!(
            redirected(asked(&[("scope", wrong)])),
            ErrorCode::InvalidScope,
            "{wrong:.20}"
        );
    }
    let default = asked(&[("scope", ""), ("redirect_uri", "https://rp.example/cb")]).unwrap();
    assert_eq!(
        default.wish.scope.to_string(),
        "profile email address phone api:read"
    );
    let mut bare = rp1();
    bare.metadata.scope = "openid offline_access".parse().unwrap();
    assert_eq!(
        redirected(answer(&bare, &query(&[("scope", "")]))),
        ErrorCode::InvalidScope
    );
}

#[test]
fn with_profile_oidc_unknown_scope_words_are_ignored() {
    let mut client = rp1();
    client.metadata.profile = Profile::Oidc;
    let scope = |words| {
        let request = answer(&client, &query(&[("scope", words)]));
        request.map(|request| request.wish.scope.to_string())
    };
    assert_eq!(scope("openid admin email").unwrap(), "openid email");
    assert_eq!(
        redirected(answer(&client, &query(&[("scope", "admin")]))),
        ErrorCode::InvalidScope
    );
}

#[test]
fn rt_09_offline_access_is_ignored_for_a_client_that_cannot_have_it() {
    let scope = |client: &Client| {
        answer(client, &query(&[("scope", "openid offline_access")]))
            .unwrap()
            .wish
            .scope
            .to_string()
    };
    assert_eq!(scope(&rp1()), "openid offline_access");
    let mut without_grant = rp1();
    without_grant.metadata.grant_types = vec![GrantType::AuthorizationCode];
    assert_eq!(scope(&without_grant), "openid");
    let mut without_word = rp1();
    without_word.metadata.scope = "openid".parse().unwrap();
    assert_eq!(scope(&without_word), "openid");
}

#[test]
fn cd_08_pkce_may_be_missing_only_for_confidential_clients_under_oidc() {
    let missing = [("code_challenge", ""), ("code_challenge_method", "")];
    let oidc = |mut client: Client| {
        client.metadata.profile = Profile::Oidc;
        client
    };
    assert_eq!(redirected(asked(&missing)), ErrorCode::InvalidRequest);
    let spa = samples::spa(&["https://rp.example/cb"]);
    assert_eq!(
        redirected(answer(&spa, &query(&missing))),
        ErrorCode::InvalidRequest
    );
    assert_eq!(
        redirected(answer(&oidc(spa), &query(&missing))),
        ErrorCode::InvalidRequest
    );
    assert_eq!(
        answer(&oidc(rp1()), &query(&missing))
            .unwrap()
            .reply_to
            .challenge,
        None
    );
    assert!(
        answer(&oidc(rp1()), &query(&[]))
            .unwrap()
            .reply_to
            .challenge
            .is_some()
    );
}

#[test]
fn cd_09_and_13_only_s256_with_a_real_challenge() {
    let mut oidc = rp1();
    oidc.metadata.profile = Profile::Oidc;
    for method in ["plain", "", "s256", "S512", "none"] {
        for client in [rp1(), oidc.clone()] {
            let raw = query(&[("code_challenge_method", method)]);
            assert_eq!(
                redirected(answer(&client, &raw)),
                ErrorCode::InvalidRequest,
                "{method}"
            );
        }
    }
    for challenge in [
        "",
        &"a".repeat(42),
        &"a".repeat(44),
        &format!("{}=", &CHALLENGE[..42]),
        &format!("{}+", &CHALLENGE[..42]),
    ] {
        let raw = query(&[("code_challenge", challenge)]);
        assert_eq!(
            redirected(answer(&oidc, &raw)),
            ErrorCode::InvalidRequest,
            "{challenge}"
        );
    }
}

#[test]
fn az_18_and_24_a_request_is_held_against_the_present_record() {
    let request = asked(&[]).unwrap();
    let after = |change: fn(&mut Client)| {
        let mut client = rp1();
        change(&mut client);
        request.revalidate(&client).map(|_| request.clone())
    };
    assert_eq!(
        page(after(|c| c.id = ClientId("other".to_owned()))),
        Cause::Changed
    );
    assert_eq!(
        page(after(|c| c.disabled_at = Some(Timestamp(1)))),
        Cause::ClientDisabled
    );
    assert_eq!(
        page(after(|c| c.metadata.redirect_uris.clear())),
        Cause::RedirectUnregistered
    );
    assert_eq!(
        redirected(after(|c| c.metadata.scope = "openid".parse().unwrap())),
        ErrorCode::InvalidScope
    );
    assert_eq!(
        redirected(after(|c| c.metadata.grant_types.clear())),
        ErrorCode::UnauthorizedClient
    );
    let mut without_proof = request.clone();
    without_proof.reply_to.challenge = None;
    let Err(AuthorizeRefusal::Reply(Reply {
        answer: Answer::Error(error),
        ..
    })) = without_proof.revalidate(&rp1())
    else {
        panic!()
    };
    assert_eq!(error.code, ErrorCode::InvalidRequest);
}

#[test]
fn a_refusal_tells_the_owner_what_to_do() {
    let Err(AuthorizeRefusal::Reply(Reply {
        answer: Answer::Error(error),
        ..
    })) = asked(&[("code_challenge_method", "plain")])
    else {
        panic!()
    };
    let explanation = error.explanation.unwrap();
    assert_eq!(
        (explanation.cause, explanation.received.as_str()),
        (Cause::Pkce, "code_challenge_method=plain")
    );
}

proptest! {
    #[test]
    fn parsing_never_panics_and_never_redirects_to_an_unregistered_address(
        pairs in prop::collection::vec(
            (prop::sample::select(vec!["redirect_uri", "scope", "state", "prompt", "claims", "response_type", "max_age",
                "code_challenge", "code_challenge_method", "nonce", "request"]), ".{0,40}"),
            0..8,
        ),
    ) {
        let raw = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
        let Ok(params) = Params::parse(raw.as_bytes(), Limits::QUERY) else { return Ok(()) };
        if let Err(AuthorizeRefusal::Reply(Reply { target, .. })) = parse(&params, &rp1(), &|_| None) {
            prop_assert_eq!(target.as_str(), "https://rp.example/cb");
        }
    }

    #[test]
    fn az_22_every_description_is_clean(value in ".{0,30}", name in prop::sample::select(vec![
        "scope", "prompt", "claims", "response_type", "response_mode", "max_age", "code_challenge_method", "request",
    ])) {
        if let Err(AuthorizeRefusal::Reply(Reply { answer: Answer::Error(error), .. })) = asked(&[(name, &value.replace('\0', "x"))]) {
            let allowed = |b: u8| matches!(b, 0x20 | 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
            prop_assert!(error.description().bytes().all(allowed));
        }
    }
}

#[test]
fn a_client_with_a_secret_is_told_how_to_switch_pkce_on_and_the_other_way_out() {
    let asks = "redirect_uri=https://rp.example/cb&response_type=code&scope=openid";
    let refused = |client: &Client| {
        let params = Params::parse(asks.as_bytes(), Limits::QUERY).unwrap();
        match parse(&params, client, &|_| None).unwrap_err() {
            AuthorizeRefusal::Reply(Reply {
                answer: Answer::Error(error),
                ..
            }) => error,
            other => panic!("{other:?}"),
        }
    };
    let web = refused(&samples::web(&["https://rp.example/cb"]));
    for part in ["code_challenge_method=S256", "Authlib", "--profile oidc"] {
        assert!(web.description().contains(part), "{}", web.description());
    }
    assert!(web.description().ends_with("--profile oidc"), "it is whole");
    let fix = web.explanation.unwrap().fix;
    assert!(fix.contains("client update rp1-abcdef --profile oidc") && fix.contains("Spring"));
    let spa = refused(&samples::spa(&["https://rp.example/cb"]));
    assert!(
        !spa.description().contains("profile"),
        "{}",
        spa.description()
    );
}
