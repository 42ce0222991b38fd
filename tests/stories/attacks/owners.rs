//! FI-03, FI-04: many guess as fast as they can, and owners sign in all the same.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use lanyard::config::{SessionMode, Settings};
use lanyard::http::client_address::Peer;
use tokio::task::JoinSet;

use super::*;
use crate::world::browser::form_request;
use crate::world::matrix::each_engine_with;

const STRANGERS: u8 = 30;
const OWNERS: u8 = 10;
/// How long an owner tries, at the longest.
const PATIENCE: Duration = Duration::from_secs(10);

fn from(address: Ipv4Addr, mut request: Request<Body>) -> Request<Body> {
    let peer = Peer(SocketAddr::new(IpAddr::V4(address), 40_000));
    request.extensions_mut().insert(peer);
    request
}

/// A browser at an address of its own.
struct At {
    address: Ipv4Addr,
    browser: Browser,
}

impl At {
    async fn try_to_sign_in(&mut self, login: &str, password: &str) -> Page {
        let request = Request::get("/login").body(Body::empty()).unwrap();
        let page = self.browser.send(from(self.address, request)).await;
        let (action, fields) = page.form("login-form", None);
        let values = [("login", login), ("password", password)];
        let fields = crate::world::browser::replace(fields, &values);
        let request = form_request(&action, &fields, "same-origin", Some("null"));
        self.browser.send(from(self.address, request)).await
    }

    /// Tries until it works; how long that took.
    async fn signs_in(&mut self, login: &str) -> Option<Duration> {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            if self.try_to_sign_in(login, PASSWORD).await.status == 303 {
                return Some(started.elapsed());
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        None
    }
}

/// As expensive as in production.
fn dear(settings: &mut Settings) {
    settings.password = lanyard::config::PasswordSettings::default();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fi_03_fi_04_owners_sign_in_while_thirty_addresses_guess_as_fast_as_they_can() {
    each_engine_with(SessionMode::Database, dear, async |provider| {
        let mut owners = Vec::new();
        for n in 0..2 * OWNERS {
            let login = format!("owner{n}");
            provider.add_user(&login).await;
            let mut at = At {
                address: Ipv4Addr::new(192, 0, 2, n),
                browser: Browser::new(&provider),
            };
            if n < OWNERS {
                // A browser they know, which they come back to signed out.
                assert_eq!(at.try_to_sign_in(&login, PASSWORD).await.status, 303);
                at.browser.jar.remove("__Host-lanyard-session");
            }
            owners.push((login, at));
        }
        let (stop, guesses) = (
            Arc::new(AtomicBool::new(false)),
            Arc::new(AtomicUsize::new(0)),
        );
        let mut strangers = JoinSet::new();
        for n in 0..STRANGERS {
            for parallel in 0..4_usize {
                let (stop, guesses) = (stop.clone(), guesses.clone());
                let mut at = At {
                    address: Ipv4Addr::new(198, 51, 100, n),
                    browser: Browser::new(&provider),
                };
                strangers.spawn(async move {
                    let mut round = parallel;
                    while !stop.load(Ordering::Relaxed) {
                        let login = match round % 3 {
                            0 => format!("nobody{round}"),
                            _ => format!("owner{}", round % usize::from(2 * OWNERS)),
                        };
                        at.try_to_sign_in(&login, "a guess").await;
                        guesses.fetch_add(1, Ordering::Relaxed);
                        round += 1;
                    }
                });
            }
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        let mut trying = JoinSet::new();
        for (n, (login, mut at)) in (0..).zip(owners) {
            trying.spawn(async move { (n < OWNERS, at.signs_in(&login).await) });
        }
        let (mut known, mut new) = (Vec::new(), Vec::new());
        while let Some(tried) = trying.join_next().await {
            match tried.unwrap() {
                (true, took) => known.push(took),
                (false, took) => new.push(took),
            }
        }
        stop.store(true, Ordering::Relaxed);
        strangers.join_all().await;
        for (whose, took) in [("known", &known), ("new", &new)] {
            let done: Vec<_> = took.iter().flatten().map(Duration::as_millis).collect();
            println!(
                "{} of {} from {whose} browsers, in {:?} ms at the most, {} guesses",
                done.len(),
                took.len(),
                done.iter().max(),
                guesses.load(Ordering::Relaxed)
            );
        }
        assert!(known.iter().all(Option::is_some), "{known:?}");
        assert!(new.iter().flatten().count() >= 9, "{new:?}");
    })
    .await;
}
