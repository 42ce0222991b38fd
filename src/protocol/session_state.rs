//! What an app compares in a frame (OpenID Connect Session Management 1.0 §2, §3.2).

use aws_lc_rs::digest::{SHA256, digest};

use super::ids::ClientId;
use super::origin::Origin;

/// The `session_state` of an answer to a client at `origin`, while the browser's state has this name: the SHA-256, in hex, of client id,
/// origin, state and salt with spaces between, a dot, and the salt. `static/check_session.js` computes the same.
pub fn session_state(
    client: &ClientId,
    origin: &Origin,
    browser_state: &str,
    salt: &str,
) -> String {
    let text = format!("{} {origin} {browser_state} {salt}", client.as_str());
    let hash = digest(&SHA256, text.as_bytes());
    let hex: String = hash
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{hex}.{salt}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_state_is_for_one_client_origin_and_state() {
        let of = |client: &str, origin: &str, state: &str| {
            let origin = Origin::of(origin).unwrap();
            session_state(&ClientId(client.to_owned()), &origin, state, "salt")
        };
        let one = of("notes", "https://rp.example/cb", "a");
        // printf 'notes https://rp.example a salt' | sha256sum
        assert_eq!(
            one,
            "a4c205aab42f270bde38cc54f83ada4901fabe6cadd3d44decef747b8171531e.salt"
        );
        assert_eq!(of("notes", "https://rp.example:443/other", "a"), one);
        for other in [
            of("notes2", "https://rp.example", "a"),
            of("notes", "https://rp.example:8443", "a"),
            of("notes", "https://rp.example", ""),
        ] {
            assert_ne!(other, one);
        }
        assert!(!one.contains(' '), "§2");
    }
}
