use super::*;
use crate::identity::password::{PasswordSettings, Passwords, Share};
use crate::protocol::ids::UserId;

const ME: Share = Share::Person(UserId(uuid::Uuid::nil()));

fn pool() -> Passwords {
    Passwords::new(&PasswordSettings {
        memory_kib: 64,
        passes: 1,
        lanes: 1,
        at_once: 1,
        queue: 4,
    })
    .unwrap()
}

/// Hashes that other programs have published or made.
const MADE_ELSEWHERE: &[(&str, &str, &str)] = &[
    // openwall crypt_blowfish, wrapper.c
    (
        "bcrypt",
        "U*U",
        "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
    ),
    // openssl passwd, with the passwords and salts of U. Drepper's SHA-crypt.txt
    (
        "sha256-crypt",
        "Hello world!",
        "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5",
    ),
    (
        "sha512-crypt",
        "Hello world!",
        "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
    ),
    (
        "sha512-crypt",
        "Hello world!",
        "$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.",
    ),
    // phc-winner-argon2, src/test.c
    (
        "argon2id",
        "password",
        "argon2$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
    ),
    (
        "argon2i",
        "password",
        "argon2$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8",
    ),
    // hashlib of Python; the README of firebase/scrypt
    (
        "pbkdf2-sha256",
        "correct horse battery",
        "$pbkdf2-sha256$i=60000,l=32$MDEyMzQ1Njc4OWFiY2RlZg$/QLoPEW5gE/h3RWAdR5P/llgH07+1/K3/FxEgdT7AH4",
    ),
    (
        "pbkdf2-sha512",
        "correct horse battery",
        "$pbkdf2-sha512$25000$MDEyMzQ1Njc4OWFiY2RlZg$PkJvJ1.HTMpQV1/PlBUfPMVk.KYN7kDZDOgk0VBw2s2FiV5yqXqwYhhG9fbWExOQe3VYIz/Ag8SUkqPGhVXnag",
    ),
    (
        "pbkdf2-sha256",
        "correct horse battery",
        "pbkdf2_sha256$60000$seasalt$6K4hmvPhnjZqeLYgT+P3TljtcVZuUiGAB3OzXxDdGIo=",
    ),
    (
        "pbkdf2-sha1",
        "correct horse battery",
        "pbkdf2_sha1$60000$seasalt$CkKS/H4cIh9eqJgC8soq6zDdhxA=",
    ),
    (
        "scrypt",
        "correct horse battery",
        "$scrypt$ln=10,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$xXt6EAFzAOlee5Hgl8R5+kLA6sDARjRcMGtm6fZJsa8",
    ),
    (
        "scrypt",
        "correct horse battery",
        "scrypt$1024$seasalt$8$5$ZPrjhuL1dTuhxIFFj1avSf7m1XRGd92Yd0HHF99NCBMJo39ZS0qduEMDnlPUmD0+/G7SHDkbPZrz62u7VtT6Xg==",
    ),
    (
        "ssha",
        "correct horse battery",
        "{SSHA}+zgJCcduvLFhD+Rk7/v3C0FqyKpzYWx0c2FsdA==",
    ),
    (
        "ssha256",
        "correct horse battery",
        "{SSHA256}DPX0hsx+ToYNct+PICc6u4kEWULjuq12UL+oDCUfd55zYWx0c2FsdA==",
    ),
    (
        "ssha512",
        "correct horse battery",
        "{SSHA512}QOZ0WJFlSsWxwsBsupmlywYHsTXLksvamFsJJ+kcy5d3+UwtZHlzrNVNkgUEahEnTPkf4ckoCn+PJZ9WOKzal3NhbHRzYWx0",
    ),
    (
        "firebase-scrypt",
        "user1password",
        "$firebase-scrypt$ln=14,r=8$42xEC+ixf3L2lwc$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ$jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA",
    ),
];

#[tokio::test]
async fn fc_43_hashes_of_other_systems_open_once_and_are_renewed() {
    let passwords = pool();
    for (kind, password, text) in MADE_ELSEWHERE {
        assert_eq!(Foreign::parse(text).unwrap().kind(), *kind, "{text}");
        let right = passwords.verify(Some(text), password, ME).await.unwrap();
        assert!(right.ok && right.needs_rehash, "{text}");
        let other = format!("{password}?");
        let wrong = passwords.verify(Some(text), &other, ME).await.unwrap();
        assert!(!wrong.ok && !wrong.needs_rehash, "{text}");
    }
}

/// A password as another system took it: bytes, in whatever form they were typed.
#[tokio::test]
async fn fc_43_bytes_go_in_as_typed() {
    let typed = "cafe\u{301} au lait";
    let salt = b"0123456789";
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(typed.as_bytes());
    context.update(salt);
    let bytes = [context.finish().as_ref(), salt].concat();
    let text = format!("{{SSHA256}}{}", BASE64.encode(bytes));
    assert!(pool().verify(Some(&text), typed, ME).await.unwrap().ok);
}

/// Bcrypt looks at 72 bytes: so it did where the hash was made.
#[tokio::test]
async fn fc_43_bcrypt_ends_where_it_always_did() {
    let long = "y".repeat(72);
    let text = bcrypt::hash(&long, 4).unwrap();
    for (typed, ok) in [
        (long.clone(), true),
        (format!("{long}more"), true),
        ("y".repeat(71), false),
        (String::new(), false),
    ] {
        assert_eq!(
            pool().verify(Some(&text), &typed, ME).await.unwrap().ok,
            ok,
            "{typed}"
        );
    }
}

#[test]
fn au_14_greedy_weak_and_malformed_hashes_are_refused_with_the_rule() {
    let b53 = "a".repeat(53);
    for (text, rule) in [
        ("".to_owned(), "not known"),
        ("secret".into(), "not known"),
        ("5f4dcc3b5aa765d61d8327deb882cf99".into(), "not known"),
        ("$1$salt$qJH7.N4xYta3aEG/dfqo/0".into(), "MD5-crypt"),
        ("{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=".into(), "without a salt"),
        (
            "{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=".into(),
            "4 bytes of salt",
        ),
        ("{CRYPT}secret".into(), "not known"),
        (format!("$2b$31${b53}"), "cost is 31, and 14 is the most"),
        (format!("$2b$03${b53}"), "expected $2b$12$"),
        (format!("$2x$12${b53}"), "early versions"),
        ("$2b$12$short".into(), "53 letters"),
        (
            format!("$6$rounds=999999999$salt${}", "a".repeat(86)),
            "999999999 rounds",
        ),
        (format!("$6$rounds=1$salt${}", "a".repeat(86)), "1 rounds"),
        (
            "$pbkdf2-sha256$i=4294967295$c2FsdA$MDEyMzQ1Njc4OWFiY2RlZg".into(),
            "4294967295 rounds",
        ),
        (
            "$pbkdf2-sha256$i=0$c2FsdA$MDEyMzQ1Njc4OWFiY2RlZg".into(),
            "expected",
        ),
        (
            "pbkdf2_sha256$9000000$salt$MDEyMzQ1Njc4OWFiY2RlZg".into(),
            "9000000 rounds",
        ),
        (
            "$scrypt$ln=30,r=8,p=1$c2FsdA$MDEyMzQ1Njc4OWFiY2RlZg".into(),
            "ln=30",
        ),
        (
            "$scrypt$ln=14,r=8,p=4000000000$c2FsdA$MDEyMzQ1Njc4OWFiY2RlZg".into(),
            "p=4000000000",
        ),
        (
            "$scrypt$ln=4294967295,r=4294967295,p=1$c2FsdA$MDEyMzQ1Njc4OWFiY2RlZg".into(),
            "ln=4294967295",
        ),
        (
            "$argon2id$v=19$m=4194304,t=1,p=1$c29tZXNhbHQ$MDEyMzQ1Njc4OWFiY2RlZg".into(),
            "m=4194304",
        ),
        (
            "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ".into(),
            "expected $argon2id",
        ),
        ("x".repeat(5_000), "5000 bytes"),
    ] {
        let refused = Foreign::parse(&text).unwrap_err().to_string();
        assert!(refused.contains(rule), "{text}: {refused}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_gets_an_answer(text in "[$]?(argon2id|2b|6|scrypt|pbkdf2-sha256|firebase-scrypt)[$][a-z0-9=,$./é]{0,80}") {
        let _ = Foreign::parse(&text);
    }
}
