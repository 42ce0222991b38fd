//! Whom strangers are counted as: what one subscriber holds.

use std::net::IpAddr;

use aws_lc_rs::digest::{SHA256, digest};

/// An IPv4 address, or the /64 network of an IPv6 address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network([u8; 16]);

impl Network {
    /// The network an address is of.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(address.to_ipv6_mapped().octets()),
            IpAddr::V6(address) => {
                let mut octets = address.octets();
                octets[8..].fill(0);
                Self(octets)
            }
        }
    }

    /// Its octets, as those of an IPv6 address.
    pub fn octets(&self) -> &[u8; 16] {
        &self.0
    }

    /// What a row names it by: half of its SHA-256, which says nothing to who glances at the table.
    pub fn key(&self) -> [u8; 16] {
        let mut key = [0; 16];
        key.copy_from_slice(&digest(&SHA256, &self.0).as_ref()[..16]);
        key
    }
}

#[cfg(test)]
mod tests {
    use super::Network;

    fn of(address: &str) -> Network {
        Network::of(address.parse().unwrap())
    }

    #[test]
    fn addresses_of_one_subscriber_are_one() {
        assert_eq!(of("2001:db8:0:1::7"), of("2001:db8:0:1:ffff::1"));
        assert_ne!(of("2001:db8:0:1::7"), of("2001:db8:0:2::7"));
        assert_eq!(of("::ffff:192.0.2.7"), of("192.0.2.7"));
        assert_ne!(of("192.0.2.7"), of("192.0.2.8"));
        assert_ne!(of("192.0.2.7").key(), of("192.0.2.8").key());
    }
}
