//! Telling a client of a logout in a frame (OpenID Connect Front-Channel Logout 1.0 §2).

use super::ids::SignInId;

/// The most frames of one page. Who signed in to more apps than that has the browser load no more of them at once (LO-08).
pub const MOST_FRAMES: usize = 24;

/// The address of a frame: the registered one, with `iss` and `sid` added to its query.
pub fn address(registered: &str, issuer: &str, sign_in: SignInId) -> String {
    let separator = match registered.split_once('?') {
        None => "?",
        Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    };
    let added = form_urlencoded::Serializer::new(String::new())
        .append_pair("iss", issuer)
        .append_pair("sid", &sign_in.to_string())
        .finish();
    format!("{registered}{separator}{added}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_registered_is_kept_and_iss_and_sid_are_added() {
        let sign_in = SignInId(uuid::Uuid::from_u128(7));
        let added = "iss=https%3A%2F%2Fop.example&sid=00000000-0000-0000-0000-000000000007";
        for (registered, before) in [
            ("https://rp.example/out", "https://rp.example/out?"),
            ("https://rp.example", "https://rp.example?"),
            ("https://rp.example/out?", "https://rp.example/out?"),
            (
                "https://rp.example/out?a=1&b",
                "https://rp.example/out?a=1&b&",
            ),
            ("https://rp.example/out?a=1&", "https://rp.example/out?a=1&"),
            (
                "https://rp.example/out?a=%26",
                "https://rp.example/out?a=%26&",
            ),
        ] {
            let address = address(registered, "https://op.example", sign_in);
            assert_eq!(address, format!("{before}{added}"));
        }
    }
}
