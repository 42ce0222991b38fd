//! Signing in by passkey, and by password and a code, by turns with the least of each: a signature checked, a bare hash. And how long an app
//! waits for a token while people sign in: `cargo bench --bench flows -- factors`.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
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
use super::server::{APP_ES256, CODES, PASSWORD, PEOPLE, SECRET, WITH_CODES, login_with_code};

/// Sign-ins that an app waits beside, all in all.
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
    for user in 0..PEOPLE - 1 {
        with_passkey(&mut Client::connect(&address, user).await, &keys).await;
    }
    let beside = [
        Beside::Nothing,
        Beside::Passkeys(keys),
        Beside::Codes(used),
        Beside::Nothing,
    ];
    for beside in beside {
        let times = refreshes(&address, &beside).await;
        let at = |part: usize| times[times.len() * part / 100].as_secs_f64() * 1e3;
        println!(
            "refresh {beside:<50} {} times: median {:.2} ms, 99 % {:.2} ms",
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
        async move |client: &mut Client, (): &mut ()| by_code(client, &used).await,
    )
    .await
}

async fn by_code(client: &mut Client, used: &Cell<usize>) {
    let number = used.replace(used.get() + 1);
    let login = login_with_code(number % WITH_CODES);
    // The present code, then the one after it, which a clock may be ahead by: everybody has two within half a minute.
    let ahead = (number / WITH_CODES % 2) as u64;
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
}

/// What else the server does while an app refreshes.
enum Beside {
    Nothing,
    /// Sign-ins by passkey.
    Passkeys(Keys),
    /// By password and code.
    Codes(Rc<Cell<usize>>),
}

impl Beside {
    /// People who sign in at once: one for each account besides the app's, or fewer than may wait for a hash.
    fn at_once(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Passkeys(_) => PEOPLE - 1,
            Self::Codes(_) => 60,
        }
    }
}

impl Display for Beside {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let by = match self {
            Self::Nothing => return f.pad("alone"),
            Self::Passkeys(_) => "passkey",
            Self::Codes(_) => "password and code",
        };
        let at_once = self.at_once();
        f.pad(&format!(
            "beside {BESIDE} sign-ins by {by}, {at_once} at once"
        ))
    }
}

/// How long an app waits for each of its refreshes, sorted.
async fn refreshes(address: &str, beside: &Beside) -> Vec<Duration> {
    let at_once = beside.at_once();
    let left = Rc::new(Cell::new(if at_once > 0 { BESIDE } else { 0 }));
    let local = LocalSet::new();
    let mut people = Vec::new();
    for user in 0..at_once {
        let left = left.clone();
        let one_more = move || left.replace(left.get().saturating_sub(1)) > 0;
        let address = address.to_owned();
        people.push(match beside {
            Beside::Passkeys(keys) => {
                let keys = keys.clone();
                local.spawn_local(async move {
                    let mut client = Client::connect(&address, user).await;
                    let key = with_passkey(&mut client, &keys).await;
                    while one_more() {
                        by_passkey(&mut client, &key).await;
                    }
                })
            }
            Beside::Codes(used) => {
                let used = used.clone();
                local.spawn_local(async move {
                    let mut client = Client::connect(&address, user).await;
                    while one_more() {
                        by_code(&mut client, &used).await;
                    }
                })
            }
            Beside::Nothing => continue,
        });
    }
    let address = address.to_owned();
    let app = local.spawn_local(async move {
        let mut times = Vec::new();
        let mut client = Client::connect(&address, PEOPLE - 1).await;
        let mut tokens: Value = tokens(APP_ES256)(&mut client).await;
        let began = Instant::now();
        while left.get() > 0 || (at_once == 0 && began.elapsed() < Duration::from_secs(3)) {
            let token = tokens["refresh_token"].as_str().unwrap();
            let body = form(&[("grant_type", "refresh_token"), ("refresh_token", token)]);
            let asked = Instant::now();
            let answer = client
                .post("/token", Some(&basic(APP_ES256, SECRET)), body)
                .await;
            times.push(asked.elapsed());
            ok(&answer);
            tokens = serde_json::from_slice(&answer.body).unwrap();
        }
        times.sort();
        times
    });
    local
        .run_until(async {
            for person in people {
                person.await.unwrap();
            }
            app.await.unwrap()
        })
        .await
}
