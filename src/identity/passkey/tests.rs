use authenticator::{Answer as Given, Authenticator, BACKED_UP, PRESENT, SYNCED, VERIFIED};
use proptest::prelude::*;

use super::*;
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;

#[path = "../../../tests/world/authenticator.rs"]
#[expect(dead_code, reason = "stories use the rest of it")]
mod authenticator;

const ISSUER: &str = "https://id.example.com";
/// What makes a right answer wrong.
type Twist = fn(&mut Given);

const HANDLE: Handle = [7; 16];

fn passkeys() -> Passkeys {
    Passkeys::new("id.example.com", "Lanyard", &[ISSUER]).unwrap()
}

fn person() -> Person<'static> {
    Person {
        handle: HANDLE,
        login: "ada",
        name: "Ada Lovelace",
    }
}

fn kept(new: NewPasskey) -> Passkey {
    new.of_person(Uuid::nil(), UserId(Uuid::nil()), Timestamp(0))
}

fn made(passkeys: &Passkeys, authenticator: &mut Authenticator) -> Passkey {
    let asked = passkeys.ask_new(person(), &[]);
    let answer = authenticator.create(&asked.options);
    kept(passkeys.made(&asked.state, &answer, false).unwrap())
}

/// What becomes of an answer that differs from a right one.
fn shown(twist: impl FnOnce(&mut Given)) -> Result<Shown, Refused> {
    let passkeys = passkeys();
    let mut authenticator = Authenticator::at(ISSUER);
    authenticator.count = 5;
    let kept = made(&passkeys, &mut authenticator);
    let asked = passkeys.ask(&[]);
    let answer = authenticator.get_but(&asked.options, twist);
    passkeys.verify(&asked.state, &Passkeys::read(&answer)?, &kept, &HANDLE)
}

#[test]
fn a_passkey_is_made_and_shown() {
    let passkeys = passkeys();
    let mut authenticator = Authenticator::at(ISSUER);
    authenticator.flags |= SYNCED | BACKED_UP;
    authenticator.model = *uuid::uuid!("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4").as_bytes();
    let kept = made(&passkeys, &mut authenticator);
    assert!(kept.synced && kept.backed_up);
    assert_eq!(
        kept.model.and_then(model_name),
        Some("Google Password Manager")
    );
    let asked = passkeys.ask(std::slice::from_ref(&kept));
    let options: Value = serde_json::from_str(&asked.options).unwrap();
    assert_eq!(options["userVerification"], "required");
    let allowed = &options["allowCredentials"][0];
    assert_eq!(allowed["id"], text(&authenticator.credential_id));
    assert_eq!(allowed["transports"], json!(["internal", "hybrid"]));
    let answer = Passkeys::read(&authenticator.get(&asked.options)).unwrap();
    assert_eq!(answer.credential_id(), kept.credential_id);
    let shown = passkeys.verify(&asked.state, &answer, &kept, &HANDLE);
    assert_eq!(
        shown.unwrap(),
        Shown {
            sign_count: 0,
            backed_up: true
        }
    );
}

#[test]
fn mf_21_what_a_browser_is_asked_for_says_nothing_of_the_account() {
    let options: Value = serde_json::from_str(&passkeys().ask(&[]).options).unwrap();
    assert_eq!(options["allowCredentials"], json!([]));
    assert_eq!(options["rpId"], "id.example.com");
    let new: Value = serde_json::from_str(&passkeys().ask_new(person(), &[]).options).unwrap();
    assert_eq!(new["user"]["id"], text(&HANDLE));
    assert_eq!(new["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(
        new["authenticatorSelection"]["userVerification"],
        "required"
    );
    assert_eq!(new["attestation"], "none");
    // Two challenges are never the same.
    assert_ne!(passkeys().ask(&[]).options, passkeys().ask(&[]).options);
}

#[test]
fn mf_16_mf_17_whatever_is_not_as_it_was_asked_for_is_refused() {
    assert!(shown(|_| {}).is_ok());
    let wrong: [(&str, Twist); 17] = [
        ("the kind", |it| it.kind = "webauthn.create".into()),
        ("the challenge", |it| it.challenge = text(&[0; 32])),
        ("no challenge", |it| it.challenge.clear()),
        ("another site", |it| {
            it.origin = "https://id.example.org".into()
        }),
        ("a site above", |it| {
            it.origin = "https://example.com".into()
        }),
        ("a site below", |it| {
            it.origin = "https://evil.id.example.com".into();
        }),
        ("another port", |it| it.origin = format!("{ISSUER}:8443")),
        ("no TLS", |it| it.origin = "http://id.example.com".into()),
        ("a frame", |it| it.cross_origin = true),
        ("another domain", |it| it.rp_id = "example.com".into()),
        ("nobody there", |it| it.flags = VERIFIED),
        ("nobody verified", |it| it.flags = PRESENT),
        ("another kind of passkey", |it| it.flags |= SYNCED),
        ("copied, and not to be", |it| it.flags |= BACKED_UP),
        ("another person", |it| it.handle = Some(vec![8; 16])),
        ("another id", |it| it.id = text(b"another")),
        ("no passkey", |it| it.type_ = "password".into()),
    ];
    for (what, twist) in wrong {
        assert!(shown(twist).is_err(), "{what}");
    }
    assert!(shown(|it| it.forged = true).is_err(), "the signature");
    let other = shown(|it| {
        it.raw_id = b"another".to_vec();
        it.id = text(b"another");
    });
    assert!(other.is_err(), "another passkey");
}

#[test]
fn mf_18_a_counter_that_goes_back_is_told() {
    for (count, copied) in [(6, false), (500, false), (5, true), (4, true), (0, true)] {
        let shown = shown(|it| it.count = count);
        assert_eq!(
            matches!(shown, Err(Refused::Copied)),
            copied,
            "{count}: {shown:?}"
        );
        assert_eq!(shown.is_ok(), !copied, "{count}");
    }
}

#[test]
fn mf_16_a_passkey_that_is_not_made_as_it_was_asked_for_is_refused() {
    let passkeys = passkeys();
    let wrong: [(&str, Twist); 8] = [
        ("the kind", |it| it.kind = "webauthn.get".into()),
        ("the challenge", |it| it.challenge = text(&[0; 32])),
        ("another site", |it| {
            it.origin = "https://id.example.org".into()
        }),
        ("another domain", |it| it.rp_id = "example.com".into()),
        ("nobody there", |it| it.flags &= !PRESENT),
        ("nobody verified", |it| it.flags &= !VERIFIED),
        ("copied, and not to be", |it| it.flags |= BACKED_UP),
        ("another id", |it| it.id = text(b"another")),
    ];
    for (what, twist) in wrong {
        let asked = passkeys.ask_new(person(), &[]);
        let answer = Authenticator::at(ISSUER).create_but(&asked.options, twist);
        assert!(
            passkeys.made(&asked.state, &answer, false).is_err(),
            "{what}"
        );
    }
    // A browser that does it by itself asks nobody.
    let asked = passkeys.ask_new(person(), &[]);
    let mut authenticator = Authenticator::at(ISSUER);
    let answer = authenticator.create_but(&asked.options, |it| it.flags &= !(PRESENT | VERIFIED));
    let new = passkeys.made(&asked.state, &answer, true).unwrap();
    // Whoever uses it is verified all the same.
    let asked = passkeys.ask(&[]);
    let answer = authenticator.get_but(&asked.options, |it| it.flags = PRESENT);
    let answer = Passkeys::read(&answer).unwrap();
    assert!(
        passkeys
            .verify(&asked.state, &answer, &kept(new), &HANDLE)
            .is_err()
    );
}

#[test]
fn mf_14_a_challenge_of_one_kind_answers_none_of_the_other() {
    let passkeys = passkeys();
    let mut authenticator = Authenticator::at(ISSUER);
    let kept = made(&passkeys, &mut authenticator);
    let (get, create) = (passkeys.ask(&[]), passkeys.ask_new(person(), &[]));
    let answer = Passkeys::read(&authenticator.get(&get.options)).unwrap();
    assert!(
        passkeys
            .verify(&create.state, &answer, &kept, &HANDLE)
            .is_err()
    );
    let made = Authenticator::at(ISSUER).create(&create.options);
    assert!(passkeys.made(&get.state, &made, false).is_err());
}

#[test]
fn another_origin_of_the_same_domain_is_believed_when_the_operator_names_it() {
    let at = |origins: &[&str], origin: &str| {
        let passkeys = Passkeys::new("example.com", "Lanyard", origins).unwrap();
        let asked = passkeys.ask_new(person(), &[]);
        let answer = Authenticator::at(origin).create(&asked.options);
        passkeys.made(&asked.state, &answer, false).is_ok()
    };
    assert!(at(&[ISSUER], ISSUER));
    // The server of the domain above, or one on another port, is not ours.
    assert!(!at(&[ISSUER], "https://example.com"));
    let on_a_port = "https://example.com:8443";
    assert!(at(&[on_a_port], on_a_port));
    assert!(!at(&[on_a_port], "https://example.com"));
    assert!(!at(&[ISSUER], "https://shop.example.com"));
    assert!(!at(&[ISSUER], "https://shop.example.org"));
    let related = &[ISSUER, "https://shop.example.org"];
    assert!(at(related, "https://shop.example.org"));
}

#[test]
fn mf_20_authenticator_data_that_is_too_short_is_refused() {
    let passkeys = passkeys();
    let asked = passkeys.ask_new(person(), &[]);
    let mut answer: Value =
        serde_json::from_str(&Authenticator::at(ISSUER).create(&asked.options)).unwrap();
    for long in [0, 1, 36, 52] {
        let mut object = Vec::new();
        let data = ciborium::Value::Bytes(vec![0; long]);
        let map = ciborium::Value::Map(vec![(ciborium::Value::from("authData"), data)]);
        ciborium::into_writer(&map, &mut object).unwrap();
        answer["response"]["attestationObject"] = json!(text(&object));
        for unattended in [true, false] {
            assert!(
                passkeys
                    .made(&asked.state, &answer.to_string(), unattended)
                    .is_err(),
                "{long} octets"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// MF-20: whatever comes is refused, and nothing falls over it.
    #[test]
    fn mf_20_what_is_no_answer_is_refused(
        noise in proptest::collection::vec(any::<u8>(), 0..300), at in 0..400_usize, put: u8, cut in 0..400_usize,
    ) {
        let passkeys = passkeys();
        let (get, create) = (passkeys.ask(&[]), passkeys.ask_new(person(), &[]));
        let mut authenticator = Authenticator::at(ISSUER);
        let kept = made(&passkeys, &mut authenticator);
        let mut answer: Value = serde_json::from_str(&Authenticator::at(ISSUER).create(&create.options)).unwrap();
        let right = answer["response"]["attestationObject"].as_str().unwrap();
        let mut octets = URL_SAFE_NO_PAD.decode(right).unwrap();
        octets.truncate(octets.len().saturating_sub(cut));
        let long = octets.len();
        if long > 0 {
            octets[at % long] ^= put;
        }
        for object in [noise.clone(), octets] {
            answer["response"]["attestationObject"] = json!(text(&object));
            let _ = passkeys.made(&create.state, &answer.to_string(), at % 2 == 0);
        }
        let mut shown: Value = serde_json::from_str(&authenticator.get(&get.options)).unwrap();
        for member in ["authenticatorData", "signature", "clientDataJSON"] {
            let right = shown["response"][member].take();
            shown["response"][member] = json!(text(&noise));
            if let Ok(answer) = Passkeys::read(&shown.to_string()) {
                prop_assert!(passkeys.verify(&get.state, &answer, &kept, &HANDLE).is_err());
            }
            shown["response"][member] = right;
        }
        let _ = Passkeys::read(&String::from_utf8_lossy(&noise));
    }
}
