//! What must not pass as a token of ours. Unless a test says otherwise the signature is right, so that something else
//! has to refuse it.

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Keys, SigningAlg, VerifyError, testing};
use crate::protocol::time::Timestamp;

const ISSUER: &str = "https://id.example";
const NOW: Timestamp = Timestamp(1_800_000_000);

fn keys() -> Keys {
    testing::keys(ISSUER, NOW)
}

fn claims() -> Value {
    json!({"iss": ISSUER, "sub": "s", "aud": ISSUER, "client_id": "c", "iat": NOW.0, "exp": NOW.0 + 300})
}

fn header(keys: &Keys, alg: SigningAlg) -> Value {
    json!({"alg": alg.as_str(), "kid": keys.signer(alg).unwrap().kid(), "typ": "at+jwt"})
}

/// Signs any header and payload with the key of `alg`.
fn forge(keys: &Keys, alg: SigningAlg, header: &str, payload: &str) -> String {
    let input = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header),
        URL_SAFE_NO_PAD.encode(payload)
    );
    let signature = keys.signer(alg).unwrap().sign(input.as_bytes()).unwrap();
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn with_header(extra: Value) -> String {
    let keys = keys();
    let mut header = header(&keys, SigningAlg::ES256);
    header
        .as_object_mut()
        .unwrap()
        .extend(extra.as_object().unwrap().clone());
    forge(
        &keys,
        SigningAlg::ES256,
        &header.to_string(),
        &claims().to_string(),
    )
}

fn with_claims(change: impl FnOnce(&mut serde_json::Map<String, Value>)) -> String {
    let keys = keys();
    let mut claims = claims();
    change(claims.as_object_mut().unwrap());
    forge(
        &keys,
        SigningAlg::ES256,
        &header(&keys, SigningAlg::ES256).to_string(),
        &claims.to_string(),
    )
}

fn verify(jwt: &str) -> Result<Value, VerifyError> {
    keys().verify(jwt, Some("at+jwt"), ISSUER, NOW)
}

#[test]
fn our_own_tokens_pass() {
    let keys = keys();
    for alg in SigningAlg::ALL {
        let jwt = keys.sign(alg, Some("at+jwt"), &claims()).unwrap();
        assert_eq!(verify(&jwt), Ok(claims()), "{alg:?}");
    }
    // That the forgeries below are as good.
    assert_eq!(verify(&with_header(json!({}))), Ok(claims()));
    assert_eq!(verify(&with_claims(|_| ())), Ok(claims()));
}

#[test]
fn jw_01_unsigned() {
    let keys = keys();
    let jwt = keys
        .sign(SigningAlg::ES256, Some("at+jwt"), &claims())
        .unwrap();
    let [head, payload, signature] = jwt.split('.').collect::<Vec<_>>()[..] else {
        unreachable!()
    };
    let kid = keys.signer(SigningAlg::ES256).unwrap().kid().to_owned();
    for alg in [
        "none", "None", "nOnE", "NONE", "", "HS256", "ES256K", "ES512",
    ] {
        let none =
            URL_SAFE_NO_PAD.encode(json!({"alg": alg, "kid": kid, "typ": "at+jwt"}).to_string());
        for end in ["", ".", &format!(".{signature}")] {
            verify(&format!("{none}.{payload}{end}")).unwrap_err();
        }
    }
    for cut in [
        format!("{head}.{payload}."),
        format!("{head}.{payload}"),
        format!("{head}..{signature}"),
        format!(".{payload}.{signature}"),
        format!("{head}.{payload}.{signature}."),
        format!("{head}.{payload}.{signature}.{signature}"),
        "..".to_owned(),
        String::new(),
    ] {
        verify(&cut).unwrap_err();
    }
}

#[test]
fn jw_02_algorithm_confusion() {
    let keys = keys();
    let payload = URL_SAFE_NO_PAD.encode(claims().to_string());
    // The public key as the secret of an HMAC, in the forms an attacker has it.
    for alg in SigningAlg::ALL {
        let signer = keys.signer(alg).unwrap();
        let jwk = signer.public_jwk();
        for secret in [jwk.to_string(), jwk["n"].to_string(), jwk["x"].to_string()] {
            let head = json!({"alg": "HS256", "kid": signer.kid(), "typ": "at+jwt"}).to_string();
            let input = format!("{}.{payload}", URL_SAFE_NO_PAD.encode(head));
            let tag = hmac::sign(
                &hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()),
                input.as_bytes(),
            );
            let jwt = format!("{input}.{}", URL_SAFE_NO_PAD.encode(tag));
            assert_eq!(verify(&jwt), Err(VerifyError::WrongAlg));
        }
    }
    // One algorithm, the key of another; RS256 and PS256 have keys of the same type.
    for named in SigningAlg::ALL {
        for key in SigningAlg::ALL.into_iter().filter(|key| *key != named) {
            let kid = keys.signer(key).unwrap().kid().to_owned();
            let head = json!({"alg": named.as_str(), "kid": kid, "typ": "at+jwt"}).to_string();
            for signed_by in [named, key] {
                let jwt = forge(&keys, signed_by, &head, &claims().to_string());
                assert_eq!(
                    verify(&jwt),
                    Err(VerifyError::WrongAlg),
                    "{named:?} with {key:?}"
                );
            }
            let jwt = forge(
                &keys,
                key,
                &header(&keys, named).to_string(),
                &claims().to_string(),
            );
            assert_eq!(verify(&jwt), Err(VerifyError::BadSignature));
        }
    }
}

#[test]
fn jw_04_jw_05_jw_06_members_we_never_write() {
    let jwk = keys()
        .signer(SigningAlg::ES256)
        .unwrap()
        .public_jwk()
        .clone();
    for member in [
        json!({"crit": ["exp"]}),
        json!({"crit": []}),
        json!({"crit": ["b64"], "b64": false}),
        json!({"b64": false}),
        json!({"jku": "https://evil.example/jwks"}),
        json!({"x5u": "https://evil.example/cert"}),
        json!({"jwk": jwk}),
        json!({"x5c": vec!["MIIB"; 1000]}),
        json!({"x5t": "AAAA"}),
        json!({"x5t#S256": "AAAA"}),
        json!({"cty": "JWT"}),
        json!({"zip": "DEF"}),
        json!({"enc": "A256GCM"}),
        json!({"url": "https://id.example"}),
        json!({"nonce": "n"}),
        json!({"anything": null}),
    ] {
        assert!(
            matches!(
                verify(&with_header(member.clone())),
                Err(VerifyError::ForeignHeader | VerifyError::Malformed)
            ),
            "{member}"
        );
    }
}

#[test]
fn a_header_of_wrong_types_or_without_our_key() {
    for (member, error) in [
        (json!({"kid": null}), VerifyError::UnknownKey),
        (json!({"kid": ""}), VerifyError::UnknownKey),
        (json!({"kid": "../../etc/passwd"}), VerifyError::UnknownKey),
        (json!({"kid": "' OR 1=1 --"}), VerifyError::UnknownKey),
        (json!({"kid": ["a"]}), VerifyError::Malformed),
        (json!({"alg": 1}), VerifyError::Malformed),
        (json!({"alg": null}), VerifyError::Malformed),
        (json!({"typ": 1}), VerifyError::Malformed),
    ] {
        assert_eq!(verify(&with_header(member.clone())), Err(error), "{member}");
    }
    let keys = keys();
    let head = header(&keys, SigningAlg::ES256).to_string();
    let twice = format!("{},\"alg\":\"ES256\"}}", &head[..head.len() - 1]);
    for head in [
        "[]",
        "{}",
        "null",
        "1",
        "",
        "{",
        twice.as_str(),
        "\u{feff}{}",
    ] {
        verify(&forge(
            &keys,
            SigningAlg::ES256,
            head,
            &claims().to_string(),
        ))
        .unwrap_err();
    }
}

#[test]
fn jw_08_claims_of_wrong_types() {
    for name in ["iss", "aud", "exp", "iat", "nbf"] {
        let bad = [
            json!(null),
            json!(true),
            json!({}),
            json!([]),
            json!(["x"]),
            json!([1]),
            json!("1"),
            json!("9999999999"),
            json!(1e40),
            json!(1.5),
            json!(-1.5),
            json!([ISSUER, 1]),
            json!({"a": ISSUER}),
        ];
        for value in bad {
            let error = verify(&with_claims(|claims| {
                drop(claims.insert(name.to_owned(), value.clone()))
            }))
            .unwrap_err();
            let expected = match (name, &value) {
                // Of the right type, and wrong.
                ("iss", Value::String(_)) => VerifyError::WrongIssuer,
                ("aud", Value::String(_)) => VerifyError::WrongAudience,
                ("aud", Value::Array(all)) if all.iter().all(Value::is_string) => {
                    VerifyError::WrongAudience
                }
                _ => VerifyError::Claims,
            };
            assert_eq!(error, expected, "{name}: {value}");
        }
    }
    for name in ["iss", "aud", "exp", "iat"] {
        let jwt = with_claims(|claims| drop(claims.remove(name)));
        assert_eq!(verify(&jwt), Err(VerifyError::Claims), "without {name}");
    }
    let keys = keys();
    let head = header(&keys, SigningAlg::ES256).to_string();
    let text = claims().to_string();
    let body = &text[1..text.len() - 1];
    for payload in [
        text.replace(&(NOW.0 + 300).to_string(), "1e400"),
        text.replace(&(NOW.0 + 300).to_string(), "99999999999999999999"),
        format!("{{{body},\"exp\":{}}}", NOW.0 + 999),
        format!("{{\"iss\":\"https://evil.example\",{body}}}"),
        format!("[{text}]"),
        format!("{text}{text}"),
        "null".to_owned(),
        String::new(),
    ] {
        assert_eq!(
            verify(&forge(&keys, SigningAlg::ES256, &head, &payload)),
            Err(VerifyError::Claims),
            "{payload}"
        );
    }
}

#[test]
fn jw_09_jw_24_tokens_of_another_kind() {
    let keys = keys();
    let kinds = [
        None,
        Some("at+jwt"),
        Some("logout+jwt"),
        Some("JWT"),
        Some("AT+JWT"),
        Some("application/at+jwt"),
    ];
    for made in kinds {
        let jwt = keys.sign(SigningAlg::ES256, made, &claims()).unwrap();
        for asked in kinds {
            let verified = keys.verify::<Value>(&jwt, asked, ISSUER, NOW);
            let expected = if made == asked {
                Ok(claims())
            } else {
                Err(VerifyError::WrongType)
            };
            assert_eq!(verified, expected, "{made:?} as {asked:?}");
        }
        assert_eq!(keys.verify_hint::<Value>(&jwt, NOW).is_ok(), made.is_none());
    }
    #[derive(Debug, PartialEq, Deserialize)]
    struct Strict {
        client_id: String,
    }
    let verify = |jwt: &str| keys.verify::<Strict>(jwt, Some("at+jwt"), ISSUER, NOW);
    assert!(verify(&with_claims(|_| ())).is_ok());
    assert_eq!(
        verify(&with_claims(|claims| drop(claims.remove("client_id")))),
        Err(VerifyError::Claims)
    );
    assert_eq!(
        verify(&with_claims(|claims| claims["client_id"] = json!(["c"]))),
        Err(VerifyError::Claims)
    );
}

#[test]
fn jw_10_another_issuer_or_audience() {
    for issuer in [
        "https://id.example/",
        "https://ID.example",
        "https://id.example.net",
        "http://id.example",
        "",
    ] {
        let jwt = with_claims(|claims| claims["iss"] = json!(issuer));
        assert_eq!(verify(&jwt), Err(VerifyError::WrongIssuer), "{issuer}");
    }
    // The same keys under another issuer, as after a careless move.
    let other = testing::keys("https://other.example", NOW);
    let jwt = other
        .sign(SigningAlg::ES256, Some("at+jwt"), &claims())
        .unwrap();
    assert_eq!(
        other.verify::<Value>(&jwt, Some("at+jwt"), ISSUER, NOW),
        Err(VerifyError::WrongIssuer)
    );

    for audience in [
        json!("c"),
        json!(["c", "d"]),
        json!([]),
        json!(""),
        json!("https://id.example/"),
    ] {
        let jwt = with_claims(|claims| claims["aud"] = audience.clone());
        assert_eq!(verify(&jwt), Err(VerifyError::WrongAudience), "{audience}");
    }
    assert!(verify(&with_claims(|claims| claims["aud"] = json!(["c", ISSUER]))).is_ok());
}

#[test]
fn times_are_told_by_the_clock_we_are_given() {
    let keys = keys();
    let jwt = with_claims(|claims| drop(claims.insert("nbf".to_owned(), json!(NOW.0))));
    let at = |seconds| {
        keys.verify::<Value>(&jwt, Some("at+jwt"), ISSUER, Timestamp(NOW.0 + seconds))
            .err()
    };
    assert_eq!(at(-1), Some(VerifyError::NotYetValid));
    assert_eq!(at(0), None);
    assert_eq!(at(299), None);
    assert_eq!(at(300), Some(VerifyError::Expired), "not on its exp");
    for (exp, error) in [
        (0, VerifyError::Expired),
        (NOW.0, VerifyError::Expired),
        (-1, VerifyError::Claims),
        (i64::MIN, VerifyError::Claims),
    ] {
        assert_eq!(
            verify(&with_claims(|claims| claims["exp"] = json!(exp))),
            Err(error),
            "{exp}"
        );
    }
    let hint = keys.sign(SigningAlg::RS256, None, &claims()).unwrap();
    assert!(
        keys.verify_hint::<Value>(&hint, Timestamp(NOW.0 + 1_000_000))
            .is_ok()
    );
}

#[test]
fn jw_12_deep_json() {
    let keys = keys();
    let head = header(&keys, SigningAlg::ES256).to_string();
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let payload = format!("{{\"deep\":{deep},{}", &claims().to_string()[1..]);
    verify(&forge(&keys, SigningAlg::ES256, &head, &payload)).unwrap_err();
    let head = format!("{{\"deep\":{deep},{}", &head[1..]);
    verify(&forge(
        &keys,
        SigningAlg::ES256,
        &head,
        &claims().to_string(),
    ))
    .unwrap_err();
}

#[test]
fn jw_13_other_ways_to_write_the_same_bytes() {
    let keys = keys();
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    // Payloads of three lengths, so that each part once has bits left over.
    for sub in ["s", "ss", "sss"] {
        let mut claims = claims();
        claims["sub"] = json!(sub);
        let jwt = keys
            .sign(SigningAlg::ES256, Some("at+jwt"), &claims)
            .unwrap();
        let parts: Vec<_> = jwt.split('.').map(str::to_owned).collect();
        for i in 0..3 {
            let part = &parts[i];
            let mut others = vec![
                format!("{part}="),
                format!("{part}=="),
                format!("{part}\n"),
                format!(" {part}"),
                format!("{part}A"),
            ];
            others.push(format!("{}\r\n{}", &part[..4], &part[4..]));
            if part.contains(['-', '_']) {
                others.push(part.replace('-', "+").replace('_', "/"));
            }
            if part.len() % 4 != 0 {
                let last = alphabet.find(part.chars().last().unwrap()).unwrap();
                others.push(format!(
                    "{}{}",
                    &part[..part.len() - 1],
                    &alphabet[last + 1..last + 2]
                ));
            }
            for other in others {
                let mut changed = parts.clone();
                changed[i] = other;
                verify(&changed.join(".")).unwrap_err();
            }
        }
    }
}

#[test]
fn jw_18_signatures_that_are_none() {
    let keys = keys();
    let jwt = keys
        .sign(SigningAlg::ES256, Some("at+jwt"), &claims())
        .unwrap();
    let (input, signature) = jwt.rsplit_once('.').unwrap();
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    let n = [
        0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc,
        0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
    ];
    let (r, s) = signature.split_at(32);
    let mut der = vec![0x30, 68, 2, 32];
    der.extend(r);
    der.extend([2, 32]);
    der.extend(s);
    for bad in [
        vec![0; 64],
        [n, n].concat(),
        [r, &n].concat(),
        [&n, s].concat(),
        [&[0; 32], s].concat(),
        [r, &[0; 32]].concat(),
        [s, r].concat(),
        vec![0xff; 64],
        der,
        signature[..63].to_vec(),
        [&signature[..], &[0]].concat(),
        vec![],
    ] {
        let jwt = format!("{input}.{}", URL_SAFE_NO_PAD.encode(&bad));
        assert_eq!(verify(&jwt), Err(VerifyError::BadSignature), "{bad:?}");
    }
}

#[test]
fn jw_20_json_serialization_and_sizes() {
    let jwt = keys()
        .sign(SigningAlg::ES256, Some("at+jwt"), &claims())
        .unwrap();
    let [head, payload, signature] = jwt.split('.').collect::<Vec<_>>()[..] else {
        unreachable!()
    };
    for json in [
        json!({"protected": head, "payload": payload, "signature": signature}),
        json!({"payload": payload, "signatures": [{"protected": head, "signature": signature}]}),
    ] {
        assert_eq!(verify(&json.to_string()), Err(VerifyError::Malformed));
    }
    let long =
        with_claims(|claims| drop(claims.insert("long".to_owned(), json!("x".repeat(20_000)))));
    assert_eq!(verify(&long), Err(VerifyError::Malformed));
}

#[test]
fn a_key_that_is_gone_verifies_nothing() {
    let mut rows = testing::rows(NOW);
    let es256 = rows
        .signing
        .iter_mut()
        .find(|row| row.alg == SigningAlg::ES256)
        .unwrap();
    (es256.retiring_at, es256.gone_at) = (Timestamp(NOW.0 + 10), Timestamp(NOW.0 + 20));
    let policy = super::KeyPolicy::default();
    let keys = Keys::of_rows(&rows, testing::master(), policy, ISSUER, NOW).unwrap();
    let jwt = keys
        .sign(SigningAlg::ES256, Some("at+jwt"), &claims())
        .unwrap();
    let at = |seconds| {
        keys.verify::<Value>(&jwt, Some("at+jwt"), ISSUER, Timestamp(NOW.0 + seconds))
            .err()
    };
    assert_eq!(at(19), None);
    assert_eq!(at(20), Some(VerifyError::UnknownKey));
}

#[test]
fn explanations_fit_an_error_description() {
    for error in [
        VerifyError::Malformed,
        VerifyError::ForeignHeader,
        VerifyError::UnknownKey,
        VerifyError::Claims,
    ] {
        let text = error.to_string();
        assert!(
            text.bytes()
                .all(|b| (0x20..0x7f).contains(&b) && b != b'"' && b != b'\\'),
            "{text}"
        );
    }
}

proptest! {
    #[test]
    fn any_text_is_judged_without_panic(text in any::<String>(), parts in any::<[Vec<u8>; 3]>()) {
        prop_assert!(verify(&text).is_err());
        prop_assert!(verify(&parts.map(|part| URL_SAFE_NO_PAD.encode(part)).join(".")).is_err());
    }

    #[test]
    fn a_changed_character_does_not_pass(at in any::<prop::sample::Index>(), character in any::<char>()) {
        let jwt = with_claims(|_| ());
        let at = at.index(jwt.len());
        let changed = format!("{}{character}{}", &jwt[..at], &jwt[at + 1..]);
        prop_assert_eq!(verify(&changed).is_ok(), changed == jwt);
    }
}
