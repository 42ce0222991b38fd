use serde_json::json;
use uuid::Uuid;

use super::names::STANDARD;
use super::*;
use crate::protocol::client::samples;
use crate::protocol::ids::{SignInId, UserId};

/// Whom the claims are about.
fn ada() -> Subject {
    UserId(Uuid::from_u128(0x0193_5f3a_0000_7000_8000_0000_0000_0001)).into()
}

/// Every standard claim, as a claims file has them.
fn file() -> Value {
    json!({
        "name": "Alice Example",
        "given_name": "Alice",
        "family_name": "Example",
        "middle_name": "B.",
        "nickname": "al",
        "preferred_username": "alice",
        "profile": "https://example.com/alice",
        "picture": "https://example.com/alice.png",
        "website": "https://alice.example/",
        "email": "alice@example.com",
        "email_verified": true,
        "gender": "female",
        "birthdate": "0000-02-29",
        "zoneinfo": "Europe/Paris",
        "locale": "en-GB",
        "phone_number": "+1 555 0100",
        "phone_number_verified": false,
        "address": {
            "formatted": "1 Main St\nSpringfield",
            "street_address": "1 Main St",
            "locality": "Springfield",
            "region": "XX",
            "postal_code": "00000",
            "country": "US"
        },
        "updated_at": 1_700_000_000
    })
}

fn parsed(document: &Value) -> Result<UserClaims, ClaimError> {
    UserClaims::from_json(document.as_object().unwrap())
}

fn alice() -> UserClaims {
    parsed(&file()).unwrap()
}

fn among_others() -> Membership {
    Membership {
        groups: vec!["engineering".into(), "platform".into()],
        roles: vec!["Editor".into()],
        device_key: None,
    }
}

#[test]
fn fc_25_groups_and_roles_are_told_by_scope_and_one_by_one() {
    assert_eq!(
        told("openid groups", &[])["groups"],
        json!(["engineering", "platform"])
    );
    assert_eq!(told("openid roles", &[])["roles"], json!(["Editor"]));
    assert_eq!(
        told("openid", &["groups"])["groups"],
        json!(["engineering", "platform"])
    );
    let neither = told("openid profile email", &[]);
    assert!(neither.get("groups").is_none() && neither.get("roles").is_none());
}

fn told(scope: &str, asked: &[&str]) -> Value {
    let asked = asked.iter().map(|name| (*name).to_owned()).collect();
    let request = ClaimsRequest {
        userinfo: asked,
        ..ClaimsRequest::default()
    };
    let granted = Granted {
        subject: &ada(),
        claims: &alice(),
        membership: &among_others(),
        scope: &scope.parse().unwrap(),
    };
    let client = samples::web(&["https://rp.example/cb"]);
    serde_json::to_value(userinfo(&client, granted, &request)).unwrap()
}

#[test]
fn every_standard_claim_comes_back_as_it_was_written() {
    let mut expected = file();
    expected["sub"] = json!(ada().to_string());
    assert_eq!(told("openid profile email address phone", &[]), expected);
    assert_eq!(Value::Object(alice().to_json()), file());
    assert_eq!(file().as_object().unwrap().len(), STANDARD.len());
}

#[test]
fn each_scope_word_stands_for_its_claims() {
    let names = |scope: &str| {
        let mut names: Vec<_> = told(scope, &[])
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("openid"), ["sub"]);
    assert_eq!(names("openid email"), ["email", "email_verified", "sub"]);
    assert_eq!(
        names("openid phone"),
        ["phone_number", "phone_number_verified", "sub"]
    );
    assert_eq!(names("openid address"), ["address", "sub"]);
    assert_eq!(names("openid profile").len(), 15);
}

#[test]
fn a_claim_can_be_asked_for_on_its_own() {
    assert_eq!(
        told("openid", &["name"]),
        json!({"sub": ada().to_string(), "name": "Alice Example"})
    );
}

#[test]
fn an_id_token_says_who_signed_in_and_what_was_asked_for_one_by_one() {
    let context = GrantContext {
        nonce: Some("n".to_owned()),
        auth_time: Timestamp(90),
        acr: None,
        amr: vec!["pwd".to_owned()],
        sign_in: Some(SignInId(Uuid::from_u128(7))),
        epoch: None,
        claims: ClaimsRequest {
            id_token: vec!["birthdate".to_owned()],
            ..ClaimsRequest::default()
        },
        resource: None,
        further: Default::default(),
    };
    let issuer = IssuerUrl::new("https://op.example".to_owned()).unwrap();
    let client = samples::web(&["https://rp.example/cb"]);
    let scope = "openid profile email".parse().unwrap();
    let validity = Validity {
        now: Timestamp(100),
        until: Timestamp(400),
    };
    let of = |nonce| {
        serde_json::to_value(id_token(
            &issuer,
            &client,
            Granted {
                subject: &ada(),
                claims: &alice(),
                membership: &among_others(),
                scope: &scope,
            },
            &context,
            nonce,
            validity,
        ))
        .unwrap()
    };
    let expected = json!({
        "iss": "https://op.example",
        "aud": ["rp1-abcdef"],
        "sub": ada().to_string(),
        "iat": 100,
        "exp": 400,
        "auth_time": 90,
        "nonce": "n",
        "amr": ["pwd"],
        "sid": Uuid::from_u128(7).to_string(),
        "birthdate": "0000-02-29"
    });
    assert_eq!(of(Some("n")), expected);
    assert_eq!(of(None).get("nonce"), None);
}

#[test]
fn fc_05_an_id_token_says_what_its_scopes_allow_where_the_client_wants_it() {
    let context = GrantContext {
        claims: ClaimsRequest {
            id_token: vec!["birthdate".to_owned()],
            ..ClaimsRequest::default()
        },
        ..crate::protocol::gate::samples::grant("openid").context
    };
    let issuer = IssuerUrl::new("https://op.example".to_owned()).unwrap();
    let validity = Validity {
        now: Timestamp(100),
        until: Timestamp(400),
    };
    let of = |of_scopes, scope: &str| {
        let mut client = samples::web(&["https://rp.example/cb"]);
        client.metadata.id_token_claims = of_scopes;
        let scope = scope.parse().unwrap();
        let claims = id_token(
            &issuer,
            &client,
            Granted {
                subject: &ada(),
                claims: &alice(),
                membership: &among_others(),
                scope: &scope,
            },
            &context,
            None,
            validity,
        );
        serde_json::to_value(claims).unwrap()
    };
    let told = of(IdTokenClaimsOf::Scopes, "openid email");
    assert_eq!(told["email"], "alice@example.com");
    assert_eq!(told["email_verified"], true);
    assert_eq!(told["birthdate"], "0000-02-29", "asked for one by one");
    assert_eq!((told.get("name"), told.get("phone_number")), (None, None));
    let told = of(IdTokenClaimsOf::Scopes, "openid profile phone address");
    assert_eq!(told["name"], "Alice Example");
    assert!(told["address"].is_object() && told.get("email").is_none());
    let told = of(IdTokenClaimsOf::Minimal, "openid profile email");
    assert_eq!((told.get("name"), told.get("email")), (None, None));
}

#[test]
fn a_mistake_in_a_claims_file_is_named() {
    for (claim, value, part) in [
        ("email_verified", json!("true"), "true or false"),
        ("email", json!("alice"), "e-mail"),
        ("updated_at", json!("2020-01-01"), "seconds"),
        ("updated_at", json!(-1), "seconds"),
        ("updated_at", json!(1.5), "seconds"),
        ("name", json!(null), "text"),
        ("name", json!(""), "empty"),
        ("name", json!(" "), "empty"),
        ("name", json!(1), "text"),
        ("name", json!("a\nb"), "control"),
        ("nickname", json!("x".repeat(1025)), "1024"),
        ("picture", json!("javascript:alert(1)"), "URL"),
        ("birthdate", json!("31.12.1990"), "date"),
        ("birthdate", json!("1990-02-30"), "date"),
        ("birthdate", json!("1990-"), "date"),
        ("zoneinfo", json!("Mars at noon"), "time zone"),
        ("locale", json!("en_GB"), "language tag"),
        ("address", json!("1 Main St"), "object"),
        ("address", json!({}), "object"),
        ("sub", json!("x"), "server"),
        ("groups", json!(["a"]), "standard claim"),
        ("name#ja", json!("x"), "standard claim"),
    ] {
        let error = parsed(&json!({ claim: value })).unwrap_err();
        assert_eq!(error.claim, claim);
        assert!(error.problem.contains(part), "{error}");
    }
    let error = parsed(&json!({"address": {"country": 1}})).unwrap_err();
    assert_eq!(error.claim, "address.country");
    let error = parsed(&json!({"address": {"planet": "x"}})).unwrap_err();
    assert_eq!(error.claim, "address.planet");
    for birthdate in ["1990-12-31", "1990", "0000-12-31"] {
        assert!(
            parsed(&json!({ "birthdate": birthdate })).is_ok(),
            "{birthdate}"
        );
    }
}

#[test]
fn a_far_away_moment_does_not_panic() {
    assert_eq!(date(Timestamp(i64::MAX)), DateTime::<Utc>::MAX_UTC);
    assert_eq!(date(Timestamp(i64::MIN)), DateTime::<Utc>::MIN_UTC);
}

#[test]
fn an_address_fits_on_a_line() {
    let formatted = Address {
        formatted: Some("Strandvägen 1\r\n114 51 Stockholm\n\nSweden ".to_owned()),
        country: Some("SE".to_owned()),
        ..Address::default()
    };
    let expected = "Strandvägen 1, 114 51 Stockholm, Sweden";
    assert_eq!(formatted.one_line().as_deref(), Some(expected));
    let parts = Address {
        locality: Some("Stockholm".to_owned()),
        street_address: Some("Strandvägen 1\nc/o Lind".to_owned()),
        ..Address::default()
    };
    let expected = "Strandvägen 1, c/o Lind, Stockholm";
    assert_eq!(parts.one_line().as_deref(), Some(expected));
    assert_eq!(Address::default().one_line(), None);
}
