//! Which addresses are public: those that any host of the Internet has, and no machine near us (RFC 6890 and the registries of special
//! addresses it began).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A network and the bits of it that count.
type V4 = (Ipv4Addr, u32);
type V6 = (Ipv6Addr, u32);

const fn v4(a: u8, b: u8, c: u8, bits: u32) -> V4 {
    (Ipv4Addr::new(a, b, c, 0), bits)
}

const fn v6(first: u16, second: u16, bits: u32) -> V6 {
    (Ipv6Addr::new(first, second, 0, 0, 0, 0, 0, 0), bits)
}

/// IPv4 networks that are not public.
const SPECIAL_V4: [V4; 15] = [
    v4(0, 0, 0, 8),       // this network (RFC 791); Linux connects to itself
    v4(10, 0, 0, 8),      // private (RFC 1918)
    v4(100, 64, 0, 10),   // behind a provider's translation (RFC 6598)
    v4(127, 0, 0, 8),     // this machine (RFC 1122)
    v4(169, 254, 0, 16),  // this link (RFC 3927), and the clouds' metadata
    v4(172, 16, 0, 12),   // private (RFC 1918)
    v4(192, 0, 0, 24),    // protocol assignments (RFC 6890)
    v4(192, 0, 2, 24),    // documentation (RFC 5737)
    v4(192, 88, 99, 24),  // relays of 6to4 (RFC 7526)
    v4(192, 168, 0, 16),  // private (RFC 1918)
    v4(198, 18, 0, 15),   // measuring (RFC 2544)
    v4(198, 51, 100, 24), // documentation (RFC 5737)
    v4(203, 0, 113, 24),  // documentation (RFC 5737)
    v4(224, 0, 0, 4),     // multicast (RFC 1112)
    v4(240, 0, 0, 4),     // reserved, and broadcast (RFC 1112, RFC 8190)
];

/// What IPv6 hosts of the Internet have (RFC 4291 §2.4). Everything else is near: `::1`, `fc00::/7`, `fe80::/10`, `ff00::/8`, `100::/64`,
/// `64:ff9b:1::/48`, addresses of IPv4 in an old form.
const GLOBAL_V6: V6 = v6(0x2000, 0, 3);

/// Networks within that are not public.
const SPECIAL_V6: [V6; 5] = [
    v6(0x2001, 0, 23), // protocol assignments (RFC 2928): Teredo, benchmarks, ORCHIDs
    v6(0x2001, 0xdb8, 32), // documentation (RFC 3849)
    v6(0x2002, 0, 16), // 6to4, which carries any address of IPv4 (RFC 7526)
    v6(0x3ffe, 0, 16), // the experimental network that was given back (RFC 3701)
    v6(0x3fff, 0, 20), // documentation (RFC 9637)
];

/// Networks with one address of IPv4 in their last four octets stand for that address: `::ffff:0:0/96` (RFC 4291 §2.5.5.2) and the
/// translators of networks without IPv4, `64:ff9b::/96` (RFC 6052), where every host that has no other address gets one of these.
const CARRIERS: [V6; 2] = [
    (Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0, 0), 96),
    (Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96),
];

/// Whether an address belongs to a host of the Internet (SF-01, SF-02).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !SPECIAL_V4.iter().any(|network| has_v4(network, address)),
        IpAddr::V6(address) => match carried(address) {
            Some(inner) => is_public(IpAddr::V4(inner)),
            None => {
                has_v6(&GLOBAL_V6, address)
                    && !SPECIAL_V6.iter().any(|network| has_v6(network, address))
            }
        },
    }
}

fn carried(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let carries = CARRIERS.iter().any(|network| has_v6(network, address));
    let [.., a, b, c, d] = address.octets();
    carries.then(|| Ipv4Addr::new(a, b, c, d))
}

fn has_v4((network, bits): &V4, address: Ipv4Addr) -> bool {
    (network.to_bits() ^ address.to_bits()) >> (32 - bits) == 0
}

fn has_v6((network, bits): &V6, address: Ipv6Addr) -> bool {
    (network.to_bits() ^ address.to_bits()) >> (128 - bits) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(text: &str) -> bool {
        is_public(text.parse().unwrap())
    }

    /// The first and the last address of each range, and their neighbours outside.
    #[test]
    fn sf_01_nothing_near_is_public() {
        for (first, last) in [
            ("0.0.0.0", "0.255.255.255"),
            ("10.0.0.0", "10.255.255.255"),
            ("100.64.0.0", "100.127.255.255"),
            ("127.0.0.0", "127.255.255.255"),
            ("169.254.0.0", "169.254.255.255"),
            ("172.16.0.0", "172.31.255.255"),
            ("192.0.0.0", "192.0.0.255"),
            ("192.0.2.0", "192.0.2.255"),
            ("192.88.99.0", "192.88.99.255"),
            ("192.168.0.0", "192.168.255.255"),
            ("198.18.0.0", "198.19.255.255"),
            ("198.51.100.0", "198.51.100.255"),
            ("203.0.113.0", "203.0.113.255"),
            ("224.0.0.0", "255.255.255.255"),
        ] {
            let (low, high) = (bits(first), bits(last));
            assert!(!public(first) && !public(last), "{first} to {last}");
            for outside in [low.checked_sub(1), high.checked_add(1)]
                .into_iter()
                .flatten()
            {
                let outside = Ipv4Addr::from_bits(outside);
                assert!(is_public(outside.into()), "{outside}");
            }
        }
        fn bits(text: &str) -> u32 {
            text.parse::<Ipv4Addr>().unwrap().to_bits()
        }
    }

    #[test]
    fn sf_01_sf_02_nor_is_anything_of_ipv6_that_leads_near() {
        for near in [
            "::",
            "::1",
            "::7f00:1",
            "::8.8.8.8",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "::ffff:0:8.8.8.8",
            "64:ff9b::7f00:1",
            "64:ff9b::10.1.2.3",
            "64:ff9b:1::1",
            "64:ff9b:1:ffff::8.8.8.8",
            "100::1",
            "100:0:0:1::1",
            "2001::1",
            "2001:0:7f00:1::",
            "2001:0:4136:e378:8000:63bf:80ff:fffe",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "2001:1ff:ffff::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:808:808::1",
            "3fff::1",
            "3ffe::1",
            "5f00::1",
            "fc00::1",
            "fdff::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
            "1fff::1",
            "4000::1",
        ] {
            assert!(!public(near), "{near}");
        }
        for far in [
            "2606:4700:4700::1111",
            "2001:4860:4860::8888",
            "2001:200::1",
            "2a00:1450::1",
            "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8",
            "8.8.8.8",
            "1.1.1.1",
        ] {
            assert!(public(far), "{far}");
        }
    }
}
