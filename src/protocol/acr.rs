//! Authentication context classes (`acr`; OIDC Core §2): how strong a sign-in was, as its methods (`amr`) say.

/// One factor: something the person knows or has. Other providers give it the same name.
pub const ONE_FACTOR: &str = "1";

/// Every class a sign-in here can reach, for the metadata (`acr_values_supported`, OIDC Discovery §3).
pub const SUPPORTED: &[&str] = &[ONE_FACTOR];

/// The class that these methods (RFC 8176) reach; none without any.
pub fn of(amr: &[String]) -> Option<&'static str> {
    (!amr.is_empty()).then_some(ONE_FACTOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_one_factor_and_nothing_is_none() {
        assert_eq!(of(&["pwd".to_owned()]), Some(ONE_FACTOR));
        assert_eq!(of(&[]), None);
        assert!(SUPPORTED.contains(&ONE_FACTOR));
    }
}
