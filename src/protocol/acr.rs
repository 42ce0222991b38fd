//! Authentication context classes (`acr`; OIDC Core §2): how strong a sign-in was, as its methods (`amr`, RFC 8176) say.

/// How strong a sign-in was, the weakest first: a stronger one is also each weaker one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Level {
    /// One factor: something the person knows or has.
    #[default]
    OneFactor,
    /// Two: something they know, and something they have.
    TwoFactors,
    /// Two, of which a look-alike page can pass none on: a passkey that checked its person (OpenID Connect Extended
    /// Authentication Profile ACR Values §2).
    PhishingResistant,
}

/// Several factors were used (RFC 8176 §2).
pub const MFA: &str = "mfa";
/// A key in hardware, and one in software, proved that somebody has it (RFC 8176 §2).
pub const KEYS: [&str; 2] = ["hwk", "swk"];

impl Level {
    /// Its name. Other providers give the first two the same.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OneFactor => "1",
            Self::TwoFactors => "2",
            Self::PhishingResistant => "phr",
        }
    }

    const ALL: [Self; 3] = [Self::OneFactor, Self::TwoFactors, Self::PhishingResistant];

    /// The class with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }

    /// The classes that a sign-in reaches where this is the strongest, for the metadata (`acr_values_supported`, OIDC Discovery §3).
    pub fn up_to(self) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |level| *level <= self)
    }

    /// The class that these methods reach; none without any.
    pub fn of(amr: &[String]) -> Option<Self> {
        let has = |method: &str| amr.iter().any(|one| one == method);
        match (has(MFA), KEYS.iter().any(|key| has(key))) {
            _ if amr.is_empty() => None,
            (true, true) => Some(Self::PhishingResistant),
            (true, false) => Some(Self::TwoFactors),
            (false, _) => Some(Self::OneFactor),
        }
    }

    /// The least of those that are asked for; none when none of them is one that is offered.
    pub fn least(wanted: &[String]) -> Option<Self> {
        wanted.iter().filter_map(|code| Self::from_code(code)).min()
    }

    /// What a client is told that asked for `wanted`: the first of them that was reached, or else what was (OIDC Core §3.1.2.1: they
    /// come in order of preference).
    pub fn told(self, wanted: &[String]) -> &'static str {
        let mut levels = wanted.iter().filter_map(|code| Self::from_code(code));
        levels.find(|level| *level <= self).unwrap_or(self).code()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(methods: &str) -> Vec<String> {
        methods.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn methods_reach_a_class() {
        for (amr, reached) in [
            ("", None),
            ("pwd", Some(Level::OneFactor)),
            ("hwk", Some(Level::OneFactor)),
            ("pwd otp mfa", Some(Level::TwoFactors)),
            ("pwd hwk mfa", Some(Level::PhishingResistant)),
            ("swk user mfa", Some(Level::PhishingResistant)),
        ] {
            assert_eq!(Level::of(&list(amr)), reached, "{amr}");
        }
        for (most, names) in [
            (Level::OneFactor, "1"),
            (Level::TwoFactors, "1 2"),
            (Level::PhishingResistant, "1 2 phr"),
        ] {
            let supported: Vec<_> = most.up_to().map(Level::code).collect();
            assert_eq!(supported, list(names));
            for code in supported {
                assert_eq!(Level::from_code(code).map(Level::code), Some(code));
            }
        }
    }

    #[test]
    fn a_client_is_told_the_first_class_it_asked_for_that_was_reached() {
        for (reached, wanted, told) in [
            (Level::OneFactor, "", "1"),
            (Level::TwoFactors, "", "2"),
            (Level::TwoFactors, "phr 1", "1"),
            (Level::PhishingResistant, "2 phr", "2"),
            (Level::PhishingResistant, "phr 2", "phr"),
            (Level::OneFactor, "2 phr", "1"),
            (Level::OneFactor, "urn:mace:incommon:iap:silver", "1"),
        ] {
            assert_eq!(reached.told(&list(wanted)), told, "{reached:?} {wanted}");
        }
        assert_eq!(Level::least(&list("phr 2 gold")), Some(Level::TwoFactors));
        assert_eq!(Level::least(&list("gold")), None);
    }
}
