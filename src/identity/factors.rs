//! Which factor is asked for next: the one rule of a sign-in, pure, whatever page or path somebody comes from (attack row MF-12).

use crate::protocol::acr::{Level, MFA};

/// What somebody proved in a sign-in, in the order in which they did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// The password (`pwd`).
    Password,
    /// A code of an authenticator app (`otp`).
    Totp,
    /// A recovery code, which is a one-time password as well (`otp`).
    RecoveryCode,
}

impl Method {
    /// Its name in `amr` (RFC 8176 §2).
    const fn amr(self) -> &'static str {
        match self {
            Self::Password => "pwd",
            Self::Totp | Self::RecoveryCode => "otp",
        }
    }

    /// Whether it is something the person has, and no more than that.
    const fn is_possession(self) -> bool {
        matches!(self, Self::Totp | Self::RecoveryCode)
    }
}

/// What is told of the methods of a sign-in (`amr`): each once, and `mfa` when they are of two kinds.
pub fn amr(proven: &[Method]) -> Vec<String> {
    let mut amr: Vec<String> = Vec::new();
    for method in proven {
        if !amr.iter().any(|one| one == method.amr()) {
            amr.push(method.amr().to_owned());
        }
    }
    let possession = proven.iter().any(|method| method.is_possession());
    if possession && proven.contains(&Method::Password) {
        amr.push(MFA.to_owned());
    }
    amr
}

/// What a person could prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Held {
    /// An authenticator app is turned on: then it is asked for after the password.
    pub totp: bool,
    /// Recovery codes that are left.
    pub recovery_codes: i64,
}

impl Held {
    /// The strongest class that they can reach.
    pub fn reach(self) -> Level {
        match self.totp {
            true => Level::TwoFactors,
            false => Level::OneFactor,
        }
    }
}

/// How strong a sign-in has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    /// It must be: by the operator's rules, or because an app gives no access without.
    pub must: Level,
    /// It is to be if the person can: an app prefers it, or they are about to do something sensitive.
    pub should: Level,
    /// The person trusts this browser, so their own second factor is not asked for in it.
    pub trusted: bool,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// A first factor: the password.
    First,
    /// A second one, which the person has.
    Second,
    /// A second one has to be set up first: the person has none, and must have one.
    Enrol,
    /// Nothing: they are signed in.
    Done,
}

/// Which factor comes next. What an app wants beyond what can be set up here is left to
/// [`next_step`](crate::protocol::interaction::next_step), which refuses it.
pub fn next(held: Held, wanted: Wanted, proven: &[Method]) -> Ask {
    let Some(reached) = Level::of(&amr(proven)) else {
        return Ask::First;
    };
    let own = match held.totp && !wanted.trusted {
        true => Level::TwoFactors,
        false => Level::OneFactor,
    };
    let should = wanted.should.min(held.reach());
    let must = wanted.must.min(Level::TwoFactors);
    if reached >= own.max(should).max(must) {
        return Ask::Done;
    }
    match held.totp {
        true => Ask::Second,
        false => Ask::Enrol,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOTHING: Held = Held {
        totp: false,
        recovery_codes: 0,
    };
    const TOTP: Held = Held {
        totp: true,
        recovery_codes: 10,
    };

    fn wanted(must: Level, should: Level, trusted: bool) -> Wanted {
        Wanted {
            must,
            should,
            trusted,
        }
    }

    #[test]
    fn what_comes_next() {
        use Level::{OneFactor as One, PhishingResistant as Phr, TwoFactors as Two};
        use Method::{Password, RecoveryCode, Totp};
        for (held, wanted, proven, next_is) in [
            (NOTHING, wanted(One, One, false), &[][..], Ask::First),
            (NOTHING, wanted(One, One, false), &[Password], Ask::Done),
            (NOTHING, wanted(One, Two, false), &[Password], Ask::Done),
            (NOTHING, wanted(Two, One, false), &[Password], Ask::Enrol),
            (NOTHING, wanted(Two, One, true), &[Password], Ask::Enrol),
            (NOTHING, wanted(Phr, One, false), &[Password], Ask::Enrol),
            (TOTP, wanted(One, One, false), &[], Ask::First),
            (TOTP, wanted(One, One, false), &[Password], Ask::Second),
            (TOTP, wanted(One, One, true), &[Password], Ask::Done),
            (TOTP, wanted(One, Two, true), &[Password], Ask::Second),
            (TOTP, wanted(Two, One, true), &[Password], Ask::Second),
            (TOTP, wanted(Two, Two, false), &[Password, Totp], Ask::Done),
            (
                TOTP,
                wanted(Two, One, false),
                &[Password, RecoveryCode],
                Ask::Done,
            ),
            (TOTP, wanted(Phr, Phr, false), &[Password, Totp], Ask::Done),
            (TOTP, wanted(One, One, false), &[Totp], Ask::Second),
        ] {
            assert_eq!(
                next(held, wanted, proven),
                next_is,
                "{held:?} {wanted:?} {proven:?}"
            );
        }
    }

    #[test]
    fn methods_are_told_as_they_were() {
        use Method::{Password, RecoveryCode, Totp};
        for (proven, told) in [
            (&[][..], ""),
            (&[Password], "pwd"),
            (&[Password, Totp], "pwd otp mfa"),
            (&[Password, RecoveryCode], "pwd otp mfa"),
            (&[Totp, RecoveryCode], "otp"),
        ] {
            assert_eq!(amr(proven).join(" "), told);
        }
    }

    proptest! {
        /// MF-12, AU-16: nobody is done who did not prove what must be proven, and what is proven is never asked for again.
        #[test]
        fn nobody_is_done_below_what_must_be(
            totp: bool, trusted: bool, must in 0..3_u8, should in 0..3_u8, factors in 0..8_u8,
        ) {
            let level = |n| [Level::OneFactor, Level::TwoFactors, Level::PhishingResistant][usize::from(n)];
            let all = [Method::Password, Method::Totp, Method::RecoveryCode];
            let proven: Vec<_> = (0..3).filter(|n| factors & (1 << n) != 0).map(|n| all[n]).collect();
            let held = Held { totp, recovery_codes: 0 };
            let wanted = wanted(level(must), level(should), trusted);
            let reached = Level::of(&amr(&proven));
            match next(held, wanted, &proven) {
                Ask::Done => {
                    let reached = reached.unwrap();
                    prop_assert!(reached >= wanted.must.min(Level::TwoFactors));
                    prop_assert!(!totp || trusted || reached >= Level::TwoFactors);
                }
                Ask::First => prop_assert!(proven.is_empty()),
                Ask::Second => prop_assert!(totp && reached < Some(Level::TwoFactors)),
                Ask::Enrol => prop_assert!(!totp && reached < Some(Level::TwoFactors)),
            }
        }
    }
}
