use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::protocol::authorization::{self, AuthorizationRequest};
use crate::protocol::client::{Client, GrantType, Profile, samples};
use crate::protocol::code::AuthorizationCode;
use crate::protocol::error::ErrorCode;
use crate::protocol::gate;
use crate::protocol::ids::{ClientId, GrantId, SignInId, UserId};
use crate::protocol::params::{Limits, Params};
use crate::protocol::pkce::CodeVerifier;
use crate::protocol::resource::Resource;
use crate::protocol::time::Timestamp;
use crate::protocol::token::{CodeRequest, RefreshRequest, code_not_valid};

const NOW: Timestamp = Timestamp(1_000_000);
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn rp1() -> Client {
    samples::web(&["https://rp.example/cb"])
}

fn oidc() -> Client {
    let mut client = rp1();
    client.metadata.profile = Profile::Oidc;
    client
}

fn code(challenge: Option<&str>) -> AuthorizationCode {
    AuthorizationCode {
        id: GrantId(Uuid::from_u128(1)),
        client: ClientId("rp1-abcdef".to_owned()),
        user: UserId(Uuid::from_u128(2)),
        sign_in: SignInId(Uuid::from_u128(3)),
        redirect_uri: "https://rp.example/cb".to_owned(),
        redirect_uri_given: true,
        challenge: challenge.map(|text| CodeChallenge::parse(text).unwrap()),
        scope: "openid offline_access email".parse().unwrap(),
        context: gate::samples::grant("openid").context,
        expires_at: Timestamp(NOW.0 + 1),
    }
}

fn presented(redirect_uri: Option<&str>, code_verifier: Option<&str>) -> CodeRequest {
    CodeRequest {
        code: "sealed".to_owned(),
        redirect_uri: redirect_uri.map(str::to_owned),
        code_verifier: code_verifier.map(str::to_owned),
        resource: None,
    }
}

fn right() -> CodeRequest {
    presented(Some("https://rp.example/cb"), Some(VERIFIER))
}

/// Whether the code is burnt; always with `invalid_grant`.
fn burnt(result: Result<Redeemed, RedeemError>) -> bool {
    let error = result.unwrap_err();
    assert_eq!(error.error().code, ErrorCode::InvalidGrant);
    matches!(error, RedeemError::BurnThenRefuse(_))
}

#[test]
fn a_code_is_redeemed_with_its_verifier() {
    let redeemed = redeem(&rp1(), &code(Some(CHALLENGE)), &right(), NOW).unwrap();
    assert_eq!(redeemed.scope.to_string(), "openid offline_access email");
    assert!(redeemed.refreshable);
}

#[test]
fn a_refresh_token_needs_the_grant_type_and_offline_access() {
    let mut client = rp1();
    let mut online = code(Some(CHALLENGE));
    online.scope = "openid email".parse().unwrap();
    assert!(!redeem(&client, &online, &right(), NOW).unwrap().refreshable);
    online.scope = "api:read".parse().unwrap();
    assert!(redeem(&client, &online, &right(), NOW).unwrap().refreshable);
    client.metadata.grant_types = vec![GrantType::AuthorizationCode];
    assert!(
        !redeem(&client, &code(Some(CHALLENGE)), &right(), NOW)
            .unwrap()
            .refreshable
    );
}

#[test]
fn cd_06_a_code_is_refused_from_its_last_second_on() {
    let mut past = code(Some(CHALLENGE));
    past.expires_at = NOW;
    assert!(!burnt(redeem(&rp1(), &past, &right(), NOW)));
}

#[test]
fn another_client_does_not_burn_a_code() {
    let mut other = rp1();
    other.id = ClientId("other-abcdef".to_owned());
    assert!(!burnt(redeem(
        &other,
        &code(Some(CHALLENGE)),
        &right(),
        NOW
    )));
}

#[test]
fn unknown_past_and_another_client_s_are_one_answer() {
    let (mut past, mut other) = (code(Some(CHALLENGE)), rp1());
    past.expires_at = NOW;
    other.id = ClientId("other-abcdef".to_owned());
    for refused in [
        redeem(&rp1(), &past, &right(), NOW),
        redeem(&other, &code(Some(CHALLENGE)), &right(), NOW),
    ] {
        let error = refused.unwrap_err();
        assert_eq!(
            error.error().description(),
            code_not_valid().description(),
            "{error:?}"
        );
    }
}

#[test]
fn cd_10_13_and_14_a_wrong_verifier_burns_the_code() {
    let long = "a".repeat(129);
    let padded = format!("{}=", &VERIFIER[..42]);
    for verifier in [
        None,
        Some(""),
        Some("short"),
        Some(&*long),
        Some(&*padded),
        Some(CHALLENGE),
        Some(&VERIFIER[..42]),
    ] {
        let request = presented(Some("https://rp.example/cb"), verifier);
        for client in [rp1(), oidc()] {
            assert!(
                burnt(redeem(&client, &code(Some(CHALLENGE)), &request, NOW)),
                "{verifier:?}"
            );
        }
    }
}

#[test]
fn a_verifier_that_no_challenge_asked_for_burns_the_code() {
    let without = presented(Some("https://rp.example/cb"), None);
    assert!(redeem(&oidc(), &code(None), &without, NOW).is_ok());
    assert!(burnt(redeem(&oidc(), &code(None), &right(), NOW)));
    assert!(
        burnt(redeem(&rp1(), &code(None), &without, NOW)),
        "the client became stricter"
    );
}

#[test]
fn fc_15_an_address_may_be_left_out_where_the_verifier_proves_whose_code_it_is() {
    let without = |verifier| presented(None, verifier);
    let proven = code(Some(CHALLENGE));
    let wrong = "a".repeat(43);
    for client in [rp1(), oidc()] {
        assert!(redeem(&client, &proven, &without(Some(VERIFIER)), NOW).is_ok());
        for verifier in [Some(&*wrong), None] {
            assert!(burnt(redeem(&client, &proven, &without(verifier), NOW)));
        }
    }
    // Without a verifier the address is what proves it (RFC 6749 §4.1.3).
    assert!(burnt(redeem(&oidc(), &code(None), &without(None), NOW)));
}

#[test]
fn fc_16_a_code_is_redeemed_for_one_of_the_client_s_resource_servers() {
    let mut client = rp1();
    client.metadata.audiences = ["https://mcp.example/", "https://api.example"]
        .map(str::to_owned)
        .to_vec();
    let redeemed = |granted: Option<&str>, asked: Option<&str>| {
        let mut code = code(Some(CHALLENGE));
        code.context.resource = granted.map(|text| Resource::parse(text, &client).unwrap());
        let request = CodeRequest {
            resource: asked.map(str::to_owned),
            ..right()
        };
        match redeem(&client, &code, &request, NOW) {
            Ok(redeemed) => Ok(redeemed.resource.map(|one| one.as_str().to_owned())),
            // Not burnt: it is no attempt at somebody else's code.
            Err(RedeemError::Refuse(error)) => Err(error.code),
            Err(other) => panic!("{other:?}"),
        }
    };
    let (mcp, api) = ("https://mcp.example/", "https://api.example");
    assert_eq!(redeemed(None, None), Ok(None));
    assert_eq!(redeemed(None, Some(api)), Ok(Some(api.to_owned())));
    assert_eq!(redeemed(Some(mcp), None), Ok(Some(mcp.to_owned())));
    assert_eq!(redeemed(Some(mcp), Some(mcp)), Ok(Some(mcp.to_owned())));
    for (granted, asked) in [(Some(mcp), api), (None, "https://other.example/")] {
        assert_eq!(
            redeemed(granted, Some(asked)),
            Err(ErrorCode::InvalidTarget)
        );
    }
}

#[test]
fn ru_18_another_or_no_address_burns_the_code() {
    for uri in [
        Some("https://rp.example/cb/"),
        Some("https://rp.example:443/cb"),
        Some("HTTPS://rp.example/cb"),
    ] {
        let request = presented(uri, Some(VERIFIER));
        assert!(
            burnt(redeem(&rp1(), &code(Some(CHALLENGE)), &request, NOW)),
            "{uri:?}"
        );
    }
    let mut implied = code(Some(CHALLENGE));
    implied.redirect_uri_given = false;
    assert!(redeem(&rp1(), &implied, &presented(None, Some(VERIFIER)), NOW).is_ok());
    assert!(redeem(&rp1(), &implied, &right(), NOW).is_ok());
    assert!(burnt(redeem(
        &rp1(),
        &implied,
        &presented(Some("https://evil.example/cb"), Some(VERIFIER)),
        NOW
    )));
}

#[test]
fn az_24_a_code_beyond_the_present_registration_is_refused() {
    let mut client = rp1();
    client.metadata.scope = "openid".parse().unwrap();
    assert!(burnt(redeem(
        &client,
        &code(Some(CHALLENGE)),
        &right(),
        NOW
    )));
}

#[test]
fn addresses_of_native_apps_go_through_the_machine() {
    for uri in [
        "com.example.app:/cb",
        "com.example.app://cb",
        "http://127.0.0.1:51004/cb",
        "http://[::1]:7/cb",
    ] {
        let client = samples::native(&[uri]);
        let mut code = code(Some(CHALLENGE));
        code.redirect_uri = uri.to_owned();
        assert!(
            redeem(&client, &code, &presented(Some(uri), Some(VERIFIER)), NOW).is_ok(),
            "{uri}"
        );
    }
}

fn request(client: &Client, challenge: bool) -> AuthorizationRequest {
    let proof = if challenge {
        format!("&code_challenge={CHALLENGE}&code_challenge_method=S256")
    } else {
        String::new()
    };
    let uri = client.metadata.redirect_uris[0].as_str();
    let raw =
        format!("redirect_uri={uri}&response_type=code&scope=openid+email+offline_access{proof}");
    authorization::parse(
        &Params::parse(raw.as_bytes(), Limits::QUERY).unwrap(),
        client,
        &|_| None,
    )
    .unwrap()
}

#[test]
fn a_request_in_order_begins_a_grant() {
    for (client, challenge) in [
        (rp1(), true),
        (oidc(), true),
        (oidc(), false),
        (samples::native(&["com.example.app:/cb"]), true),
    ] {
        let request = request(&client, challenge);
        let target = request.revalidate(&client).unwrap();
        let begun = begin(&client, &request, &request.wish.scope, &target).unwrap();
        assert_eq!(
            (begun.target, begun.scope.to_string()),
            (target, "openid email offline_access".to_owned())
        );
    }
}

#[test]
fn the_machine_refuses_what_the_client_may_not_have() {
    let (client, loose) = (rp1(), oidc());
    let request = request(&loose, false);
    let target = request.revalidate(&loose).unwrap();
    let code = |client: &Client, scope: &str| {
        begin(client, &request, &scope.parse().unwrap(), &target)
            .map_err(|error| error.code)
            .err()
    };
    assert_eq!(code(&loose, "openid"), None);
    assert_eq!(
        code(&client, "openid"),
        Some(ErrorCode::InvalidRequest),
        "no proof key"
    );
    assert_eq!(code(&loose, "openid admin"), Some(ErrorCode::InvalidScope));
    let mut other = loose.clone();
    other.id = ClientId("other-abcdef".to_owned());
    assert_eq!(code(&other, "openid"), Some(ErrorCode::InvalidRequest));
}

fn refreshes(scope: Option<&str>) -> RefreshRequest {
    RefreshRequest {
        refresh_token: "judged".to_owned(),
        scope: scope.map(|text| text.parse().unwrap()),
        resource: None,
    }
}

#[test]
fn fc_24_what_authorize_ignores_a_refresh_ignores() {
    let grant = gate::samples::grant("openid email");
    let renewed = |client: &Client, scope: &str| {
        renew(client, &grant, &refreshes(Some(scope)), NOW)
            .map(|renewed| renewed.scope.to_string())
            .map_err(|error| error.code)
    };
    let own = Ok("openid email".to_owned());
    assert_eq!(renewed(&oidc(), "openid groups email"), own);
    assert_eq!(
        renewed(&rp1(), "openid groups email"),
        Err(ErrorCode::InvalidScope)
    );
    // Registered and not granted is more than was granted, in every profile.
    assert_eq!(
        renewed(&oidc(), "openid phone"),
        Err(ErrorCode::InvalidScope)
    );
    assert_eq!(renewed(&oidc(), "groups"), Err(ErrorCode::InvalidScope));
    for mut client in [rp1(), oidc()] {
        client.metadata.scope = client.metadata.scope.without("offline_access");
        assert_eq!(renewed(&client, "openid email offline_access"), own);
    }
}

#[test]
fn fc_16_a_refresh_stays_with_the_resource_server_of_the_grant() {
    let mut client = rp1();
    client.metadata.audiences = ["https://mcp.example/", "https://api.example"]
        .map(str::to_owned)
        .to_vec();
    let mut grant = gate::samples::grant("openid email");
    let renewed = |grant: &gate::GrantFacts, asked: Option<&str>| {
        let request = RefreshRequest {
            resource: asked.map(str::to_owned),
            ..refreshes(None)
        };
        let renewed = renew(&client, grant, &request, NOW).map_err(|error| error.code)?;
        Ok(renewed.resource.map(|one| one.as_str().to_owned()))
    };
    let (mcp, api) = ("https://mcp.example/", "https://api.example");
    assert_eq!(renewed(&grant, None), Ok(None));
    assert_eq!(renewed(&grant, Some(api)), Ok(Some(api.to_owned())));
    grant.context.resource = Some(Resource::parse(mcp, &client).unwrap());
    assert_eq!(renewed(&grant, None), Ok(Some(mcp.to_owned())));
    assert_eq!(renewed(&grant, Some(api)), Err(ErrorCode::InvalidTarget));
}

#[test]
fn rt_06_a_refresh_may_narrow_the_scope_and_never_widen_it() {
    let grant = gate::samples::grant("openid offline_access email");
    let renewed = |scope: Option<&str>| {
        renew(&rp1(), &grant, &refreshes(scope), NOW)
            .map(|renewed| renewed.scope.to_string())
            .map_err(|error| error.code)
    };
    assert_eq!(renewed(None).as_deref(), Ok("openid offline_access email"));
    assert_eq!(renewed(Some("email openid")).as_deref(), Ok("email openid"));
    assert_eq!(
        renewed(Some("openid profile")),
        Err(ErrorCode::InvalidScope)
    );
    assert_eq!(renewed(Some("api:read")), Err(ErrorCode::InvalidScope));
}

#[test]
fn a_refresh_gives_nothing_that_the_client_lost_or_never_had() {
    let grant = gate::samples::grant("openid offline_access email");
    let mut poorer = rp1();
    poorer.metadata.scope = "openid offline_access".parse().unwrap();
    assert_eq!(
        renew(&poorer, &grant, &refreshes(None), NOW)
            .unwrap()
            .scope
            .to_string(),
        "openid offline_access"
    );
    let mut other = rp1();
    other.id = ClientId("other-abcdef".to_owned());
    assert_eq!(
        renew(&other, &grant, &refreshes(None), NOW)
            .unwrap_err()
            .code,
        ErrorCode::InvalidGrant
    );
    assert_eq!(
        renew(&rp1(), &grant, &refreshes(None), Timestamp(2_000_000))
            .unwrap_err()
            .code,
        ErrorCode::InvalidGrant
    );
}

#[test]
fn only_this_folder_knows_the_crate() {
    fn files(folder: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files(&path, found)
            } else {
                found.push(path)
            }
        }
    }
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&source, &mut all);
    assert!(all.len() > 10);
    let name = concat!("oxide", "_auth");
    let own = [
        source.join("grants/machine.rs"),
        source.join("grants/machine"),
    ];
    let others = all
        .iter()
        .filter(|path| !own.iter().any(|own| path.starts_with(own)));
    for path in others {
        let text = std::fs::read(path).unwrap();
        assert!(
            !text.windows(name.len()).any(|part| part == name.as_bytes()),
            "{}",
            path.display()
        );
    }
}

proptest! {
    #[test]
    fn only_the_right_verifier_redeems(
        right in "[A-Za-z0-9._~-]{43,128}",
        wrong in "[A-Za-z0-9._~-]{43,128}",
        uri in "https://rp.example/cb[/?]?",
    ) {
        let challenge = CodeVerifier::parse(&right).unwrap().challenge();
        let code = code(Some(challenge.as_str()));
        let with = |verifier: &str| redeem(&rp1(), &code, &presented(Some(&uri), Some(verifier)), NOW).is_ok();
        prop_assert_eq!(with(&right), uri == code.redirect_uri);
        prop_assert_eq!(with(&wrong), uri == code.redirect_uri && right == wrong);
    }

    #[test]
    fn a_code_survives_its_seal(at: i64, given: bool, nonce in prop::option::of(".{0,20}")) {
        let mut code = code(Some(CHALLENGE));
        (code.expires_at, code.redirect_uri_given, code.context.nonce) = (Timestamp(at), given, nonce);
        let mut bytes = Vec::new();
        ciborium::into_writer(&code, &mut bytes).unwrap();
        prop_assert_eq!(ciborium::from_reader::<AuthorizationCode, _>(&bytes[..]).unwrap(), code.clone());
        let json = serde_json::to_string(&code.context).unwrap();
        prop_assert_eq!(serde_json::from_str::<crate::protocol::grant_context::GrantContext>(&json).unwrap(), code.context);
    }
}
