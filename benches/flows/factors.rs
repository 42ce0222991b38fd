//! Signing in by passkey, and by password and a code, by turns with the least of each: a signature checked, a bare hash. And how long an app
//! waits for a token while people sign in: `cargo bench --bench flows -- factors`.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime};

use aws_lc_rs::hmac::{self, HMAC_SHA1_FOR_LEGACY_USE_ONLY};
use serde_json::Value;
use tokio::task::LocalSet;

use super::authenticator::Authenticator;
use super::child::Child;
use super::client::{Client, basic, form};
use super::journey::{Journey, attribute, form_of, hidden_fields, ok, sign_in, sign_in_by};
use super::load::{Floor, SIGNING_IN, bare_hashes, line, tokens};
use super::measure::{Rate, measure};
use super::server::{APP_ES256, CODES, PASSWORD, SECRET, WITH_CODES, login_with_code};

/// Sign-ins that an app waits beside.
const BESIDE: usize = 500;

pub async fn run(rounds: usize) {
    let floor = Child::start(&["floor"]);
    let server = Child::start(&["serve", "sqlite-database-ES256-factors"]);
    let (address, idle) = (server.address(), server.resident_mib());
    let (used, keys) = (Rc::new(Cell::new(0)), Keys::default());
    for _ in 0..rounds {
        let least = floor.address();
        let check = measure(
            SIGNING_IN,
            &least,
            async |_: &mut Client| (),
            async |client: &mut Client, (): &mut ()| {
                ok(&client.post("/verify", None, String::new()).await);
            },
        );
        let check = check.await.per_second;
        let before = server.statements().await;
        let shown = passkeys(&address, keys.clone()).await;
        let floor_of = Floor("axum + a signature checked", check);
        line("sign-in by passkey", shown.per_second, Some(floor_of));
        println!(
            "{:46} {}",
            "",
            before.until(&server.statements().await).per(&shown)
        );
        let bare = bare_hashes(&floor.address()).await.per_second;
        let typed = codes(&address, used.clone()).await;
        let floor_of = Floor("bare Argon2id", bare);
        line(
            "sign-in by password and code",
            typed.per_second,
            Some(floor_of),
        );
    }
    let alone = refreshes(&address, 0, &keys).await;
    let beside = refreshes(&address, BESIDE, &keys).await;
    for (what, times) in [("alone", alone), ("beside 500 sign-ins by passkey", beside)] {
        let at = |part: usize| times[times.len() * part / 100].as_secs_f64() * 1e3;
        println!(
            "refresh {what:<32} {} times: median {:.2} ms, 99 % {:.2} ms",
            times.len(),
            at(50),
            at(99)
        );
    }
    println!(
        "resident {idle:.1} MiB idle, {:.1} MiB after the load",
        server.resident_mib()
    );
}

/// The passkey of each person who made one.
type Keys = Rc<RefCell<BTreeMap<usize, Key>>>;
type Key = Rc<RefCell<Authenticator>>;

/// The passkey of the browser's person, who makes it the first time.
async fn with_passkey(client: &mut Client, keys: &Keys) -> Key {
    if let Some(key) = keys.borrow().get(&client.user) {
        return key.clone();
    }
    drop(sign_in(client, &Journey::new(APP_ES256, "openid profile")).await);
    let page = client.get("/account/security/passkeys").await.text();
    let asked = form_of(&page, "passkey-form");
    let mut key = Authenticator::at(&format!("http://{}", client.address()));
    let made = key.create(&attribute(asked, "data-passkey").unwrap());
    let mut fields = hidden_fields(asked);
    fields.retain(|(name, _)| name != "credential");
    fields.push(("credential".into(), made));
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    let answer = client.post("/account/security/passkeys", None, form(&fields));
    assert!(answer.await.location.is_some(), "no passkey was made");
    let key = Rc::new(RefCell::new(key));
    keys.borrow_mut().insert(client.user, key.clone());
    key
}

async fn by_passkey(client: &mut Client, key: &Key) {
    client.jar.clear();
    let journey = Journey::new(APP_ES256, "openid profile");
    sign_in_by(client, &journey, |html| {
        html.contains("id=\"passkey-form\"").then(|| {
            let asked = form_of(html, "passkey-form");
            let options = attribute(asked, "data-passkey").unwrap();
            let shown = key.borrow_mut().get(&options);
            let typed = vec![("credential".into(), shown)];
            ("passkey-form", "/login/passkey", typed)
        })
    })
    .await;
}

async fn passkeys(address: &str, keys: Keys) -> Rate {
    measure(
        SIGNING_IN,
        address,
        async move |client: &mut Client| with_passkey(client, &keys).await,
        async |client: &mut Client, key: &mut Key| by_passkey(client, key).await,
    )
    .await
}

/// The code of a step (RFC 6238).
fn code(step: u64) -> String {
    let key = hmac::Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, &CODES);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let at = usize::from(tag[19] & 15);
    let number = u32::from_be_bytes(tag[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

async fn codes(address: &str, used: Rc<Cell<usize>>) -> Rate {
    measure(
        SIGNING_IN,
        address,
        async |_: &mut Client| (),
        async move |client: &mut Client, (): &mut ()| {
            let number = used.replace(used.get() + 1);
            let login = login_with_code(number % WITH_CODES);
            // The present code, then the one after it, which a clock may be ahead by: everybody has two within half a minute.
            let ahead = (number / WITH_CODES) as u64;
            client.jar.clear();
            let journey = Journey::new(APP_ES256, "openid profile");
            sign_in_by(client, &journey, |html| {
                if html.contains("id=\"second-factor-form\"") {
                    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs() / 30;
                    let typed = vec![("code".into(), code(now + ahead))];
                    return Some(("second-factor-form", "/login/totp", typed));
                }
                html.contains("id=\"login-form\"").then(|| {
                    let typed = vec![
                        ("login".into(), login.clone()),
                        ("password".into(), PASSWORD.into()),
                    ];
                    ("login-form", "/login", typed)
                })
            })
            .await;
        },
    )
    .await
}

/// How long an app waits for each of its refreshes, sorted, while so many sign-ins by passkey run; as many without.
async fn refreshes(address: &str, sign_ins: usize, keys: &Keys) -> Vec<Duration> {
    let left = Rc::new(Cell::new(sign_ins));
    let times = Rc::new(RefCell::new(Vec::new()));
    let local = LocalSet::new();
    let mut people = Vec::new();
    if sign_ins > 0 {
        for user in 0..SIGNING_IN {
            let (address, left, keys) = (address.to_owned(), left.clone(), keys.clone());
            people.push(local.spawn_local(async move {
                let mut client = Client::connect(&address, user).await;
                let key = with_passkey(&mut client, &keys).await;
                while left.get() > 0 {
                    left.set(left.get() - 1);
                    by_passkey(&mut client, &key).await;
                }
            }));
        }
    }
    let (address, kept) = (address.to_owned(), times.clone());
    let app = local.spawn_local(async move {
        let mut client = Client::connect(&address, SIGNING_IN).await;
        let mut tokens: Value = tokens(APP_ES256)(&mut client).await;
        let began = Instant::now();
        while left.get() > 0 || (sign_ins == 0 && began.elapsed() < Duration::from_secs(3)) {
            let token = tokens["refresh_token"].as_str().unwrap();
            let body = form(&[("grant_type", "refresh_token"), ("refresh_token", token)]);
            let asked = Instant::now();
            let answer = client
                .post("/token", Some(&basic(APP_ES256, SECRET)), body)
                .await;
            kept.borrow_mut().push(asked.elapsed());
            ok(&answer);
            tokens = serde_json::from_slice(&answer.body).unwrap();
        }
    });
    local
        .run_until(async {
            app.await.unwrap();
            for person in people {
                person.await.unwrap();
            }
        })
        .await;
    let mut times = times.take();
    times.sort();
    times
}
