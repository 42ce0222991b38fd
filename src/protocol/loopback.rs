//! Which hosts are this very machine.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether a name is this machine's: `localhost`, and any name under it (RFC 6761 §6.3). Capital letters do not count.
pub fn is_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

/// Whether the host of a URL is this machine: one of its names, `127.0.0.1` or `[::1]`. Other spellings of the addresses are
/// not, and neither is the rest of 127.0.0.0/8 (RFC 8252 §7.3 names these two).
pub fn is_host(host: &str) -> bool {
    let literal = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match literal {
        Some(literal) => literal == Ipv6Addr::LOCALHOST.to_string(),
        None => host == Ipv4Addr::LOCALHOST.to_string() || is_name(host),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fc_12_names_under_localhost_are_this_machine() {
        for host in [
            "localhost",
            "app.localhost",
            "a.b.localhost",
            "App.LOCALHOST",
            "127.0.0.1",
            "[::1]",
        ] {
            assert!(is_host(host), "{host}");
        }
        for host in [
            "localhost.example",
            "notlocalhost",
            "localhost.evil.example",
            "xlocalhost",
            "127.1",
            "127.0.0.2",
            "[::ffff:127.0.0.1]",
            "[0:0:0:0:0:0:0:1]",
            "",
        ] {
            assert!(!is_host(host), "{host}");
        }
    }
}
