//! How many connections one address may have (attacks §2.5).

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use super::intake::is_loopback;
use crate::config::{LimitSettings, ProxySettings};
use crate::network::Network;

/// Counts the connections of each address. IPv6 addresses count by /64, which is what one household or machine gets.
pub(super) struct Doorman {
    most: usize,
    exempt_loopback: bool,
    proxy: ProxySettings,
    inside: Mutex<HashMap<Network, usize>>,
}

impl Doorman {
    pub(super) fn new(limits: &LimitSettings, proxy: &ProxySettings) -> Self {
        Self {
            most: limits.connections_per_address,
            exempt_loopback: limits.exempt_loopback,
            proxy: proxy.clone(),
            inside: Mutex::default(),
        }
    }

    /// Lets a connection in, unless its address has as many as it may.
    pub(super) fn admit(self: &Arc<Self>, peer: IpAddr) -> Option<Visit> {
        metrics::gauge!("lanyard_connections").increment(1.0);
        let mut visit = Visit {
            doorman: self.clone(),
            counted: None,
        };
        let exempt = (self.exempt_loopback && is_loopback(peer))
            || self
                .proxy
                .trusted
                .iter()
                .any(|network| network.contains(peer));
        if exempt {
            return Some(visit);
        }
        let key = Network::of(peer);
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let count = inside.entry(key).or_default();
        if *count >= self.most {
            drop(inside);
            return None;
        }
        *count += 1;
        visit.counted = Some(key);
        drop(inside);
        Some(visit)
    }
}

/// An open connection; it is counted until this is dropped.
pub(super) struct Visit {
    doorman: Arc<Doorman>,
    counted: Option<Network>,
}

impl Drop for Visit {
    fn drop(&mut self) {
        metrics::gauge!("lanyard_connections").decrement(1.0);
        let Some(key) = self.counted else { return };
        let mut inside = self
            .doorman
            .inside
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Entry::Occupied(mut entry) = inside.entry(key) {
            *entry.get_mut() -= 1;
            if *entry.get() == 0 {
                entry.remove();
            }
        }
    }
}
