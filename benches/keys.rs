//! The rules every request pays for: sealing, signing, verifying, authenticating.

#![expect(missing_docs, reason = "criterion makes the function")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lanyard::keys::testing::{self, open, seal};
use lanyard::keys::{MacPurpose, Purpose, SigningAlg};
use lanyard::protocol::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

const ISSUER: &str = "https://id.example";
const NOW: Timestamp = Timestamp(1_800_000_000);
const LATER: Timestamp = Timestamp(NOW.0 + 600);

/// About as much as an authorization code holds.
#[derive(Serialize, Deserialize)]
struct Code {
    id: [u8; 16],
    client: String,
    user: [u8; 16],
    redirect_uri: String,
    challenge: [u8; 32],
    scope: String,
    nonce: Option<String>,
    auth_time: i64,
}

fn code() -> Code {
    Code {
        id: [1; 16],
        client: "calendar-7kq2fd".to_owned(),
        user: [2; 16],
        redirect_uri: "https://calendar.example/callback".to_owned(),
        challenge: [3; 32],
        scope: "openid profile email".to_owned(),
        nonce: Some("n-0S6_WzA2Mj".to_owned()),
        auth_time: NOW.0,
    }
}

fn claims() -> Value {
    json!({
        "iss": ISSUER, "sub": "019390f5-b3f4-7d0a-9d2c-1f6a4e3b5c7d", "aud": ISSUER, "client_id": "calendar-7kq2fd",
        "scope": "openid profile email", "iat": NOW.0, "exp": NOW.0 + 300,
        "jti": "019390f5-b3f4-7d0a-9d2c-1f6a4e3b5c7e", "sid": "019390f5-b3f4-7d0a-9d2c-1f6a4e3b5c7f",
    })
}

fn sealing(c: &mut Criterion) {
    let keys = testing::keys(ISSUER, NOW);
    let code = code();
    let sealed = seal(&keys, Purpose::Code, LATER, &code);
    c.bench_function("seal a code", |b| {
        b.iter(|| seal(&keys, Purpose::Code, LATER, black_box(&code)))
    });
    c.bench_function("open a code", |b| {
        b.iter(|| open::<Code>(&keys, Purpose::Code, black_box(&sealed), NOW).expect("it opens"));
    });
    let mut forged = sealed.clone();
    forged.replace_range(60..61, if &sealed[60..61] == "A" { "B" } else { "A" });
    let long = seal(&keys, Purpose::Session, LATER, &vec![0_u8; 2800]);
    let junk = [
        ("too short", "junk".to_owned()),
        ("3,800 other characters", "x".repeat(3800)),
        ("a code with a changed character", forged),
        ("3,800 characters of another purpose", long),
    ];
    for (name, text) in junk {
        c.bench_function(&format!("refuse {name}"), |b| {
            b.iter(|| open::<Code>(&keys, Purpose::Code, black_box(&text), NOW).is_err());
        });
    }
}

fn sign(c: &mut Criterion) {
    let keys = testing::keys(ISSUER, NOW);
    let claims = claims();
    let mut group = c.benchmark_group("jwt");
    group.throughput(Throughput::Elements(1));
    for alg in SigningAlg::ALL {
        let name = alg.as_str();
        let jwt = keys
            .sign(alg, Some("at+jwt"), &claims)
            .expect("there is a key");
        group.bench_function(format!("sign {name}"), |b| {
            b.iter(|| {
                keys.sign(alg, Some("at+jwt"), black_box(&claims))
                    .expect("there is a key")
            });
        });
        group.bench_function(format!("verify {name}"), |b| {
            b.iter(|| {
                keys.verify::<Value>(black_box(&jwt), Some("at+jwt"), ISSUER, NOW)
                    .expect("it is ours")
            });
        });
    }
}

fn mac(c: &mut Criterion) {
    let keys = testing::keys(ISSUER, NOW);
    let parts: [&[u8]; 2] = [&[1; 32], b"consent"];
    c.bench_function("mac", |b| {
        b.iter(|| keys.mac(MacPurpose::Csrf, black_box(&parts)))
    });
}

fn documents(c: &mut Criterion) {
    let keys = testing::keys(ISSUER, NOW);
    c.bench_function("jwks", |b| b.iter(|| keys.jwks()));
}

criterion_group!(benches, sealing, sign, mac, documents);
criterion_main!(benches);
