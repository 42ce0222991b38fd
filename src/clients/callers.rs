//! Who fetched the key set, and from where apps call. It is known of this node, since it started; nothing of it is a row. The key set
//! is fetched by anybody, so an app is taken for the caller that has its address.

use std::net::IpAddr;

use quick_cache::sync::Cache;

use crate::protocol::ids::ClientId;
use crate::protocol::time::Timestamp;

/// How many addresses, and how many apps, are remembered.
const MOST: usize = 1_024;
/// The most characters of what a program calls itself.
const LONGEST: usize = 80;

/// Somebody who fetched the key set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// From where.
    pub address: IpAddr,
    /// When, the last time.
    pub at: Timestamp,
    /// What the program calls itself.
    pub agent: String,
}

/// What this node remembers.
#[derive(Debug)]
pub struct Callers {
    fetched: Cache<IpAddr, (Timestamp, String)>,
    apps: Cache<ClientId, (IpAddr, Timestamp)>,
}

impl Default for Callers {
    fn default() -> Self {
        Self {
            fetched: Cache::new(MOST),
            apps: Cache::new(MOST),
        }
    }
}

impl Callers {
    /// Somebody fetched the key set.
    pub fn fetched(&self, address: IpAddr, agent: Option<&str>, now: Timestamp) {
        let plain = agent.unwrap_or_default().chars();
        let plain = plain.filter(|c| c.is_ascii_graphic() || *c == ' ');
        let agent = plain.take(LONGEST).collect();
        self.fetched.insert(address, (now, agent));
    }

    /// An app that can keep a secret called the token endpoint: its server has this address.
    pub fn called(&self, app: &ClientId, address: IpAddr, now: Timestamp) {
        self.apps.insert(app.clone(), (address, now));
    }

    /// Who fetched the key set, the latest first.
    pub fn all(&self) -> Vec<Fetched> {
        let known =
            self.fetched
                .iter()
                .map(|(address, (at, agent))| Fetched { address, at, agent });
        let mut all: Vec<_> = known.collect();
        all.sort_by_key(|one| (std::cmp::Reverse(one.at), one.address));
        all
    }

    /// The apps whose server called, and when the key set was last fetched from its address.
    pub fn apps(&self) -> Vec<(ClientId, Option<Timestamp>)> {
        let known = self.apps.iter().map(|(app, (address, _))| {
            let fetched = self.fetched.get(&address);
            (app, fetched.map(|(at, _)| at))
        });
        let mut apps: Vec<_> = known.collect();
        apps.sort_by(|a, b| a.0.cmp(&b.0));
        apps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_app_is_taken_for_the_caller_that_has_its_address() {
        let callers = Callers::default();
        let at = |n: u8| IpAddr::from([10, 0, 0, n]);
        let app = |name: &str| ClientId(name.to_owned());
        callers.called(&app("a"), at(1), Timestamp(5));
        callers.called(&app("b"), at(2), Timestamp(6));
        callers.fetched(at(1), Some("Go-http-client/2.0"), Timestamp(3));
        callers.fetched(at(1), Some("Go-http\u{202e}-client/2.0"), Timestamp(7));
        callers.fetched(at(9), Some(&"x".repeat(500)), Timestamp(8));
        assert_eq!(
            callers.apps(),
            [(app("a"), Some(Timestamp(7))), (app("b"), None)]
        );
        let all = callers.all();
        assert_eq!((all.len(), all[0].agent.len()), (2, LONGEST));
        assert_eq!(all[1].agent, "Go-http-client/2.0");
    }

    #[test]
    fn strangers_buy_no_memory() {
        let callers = Callers::default();
        for n in 0..10_000_u32 {
            callers.fetched(IpAddr::from(n.to_be_bytes()), None, Timestamp(1));
        }
        assert!(callers.all().len() <= MOST);
    }
}
