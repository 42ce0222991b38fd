//! Which factor is asked for next: the one rule of a sign-in, pure, whatever page or path somebody comes from (attack row MF-12).

use crate::protocol::acr::{KEYS, Level, MFA};

/// What somebody proved in a sign-in, in the order in which they did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// The password (`pwd`).
    Password,
    /// A code of an authenticator app (`otp`).
    Totp,
    /// A recovery code, which is a one-time password as well (`otp`).
    RecoveryCode,
    /// A passkey: a key that stays in its device (`hwk`), or one that is copied to the person's other devices (`swk`). Whoever used it
    /// was there (`user`) and was verified.
    Passkey {
        /// It may be copied.
        synced: bool,
    },
}

/// A test of presence (RFC 8176 §2).
const USER: &str = "user";

impl Method {
    /// Its names in `amr` (RFC 8176 §2).
    const fn amr(self) -> &'static [&'static str] {
        match self {
            Self::Password => &["pwd"],
            Self::Totp | Self::RecoveryCode => &["otp"],
            Self::Passkey { synced: false } => &[KEYS[0], USER],
            Self::Passkey { synced: true } => &[KEYS[1], USER],
        }
    }

    /// Whether it is something the person has, and no more than that.
    const fn is_possession(self) -> bool {
        matches!(self, Self::Totp | Self::RecoveryCode)
    }

    const fn is_passkey(self) -> bool {
        matches!(self, Self::Passkey { .. })
    }
}

/// What is told of the methods of a sign-in (`amr`): each once, and `mfa` when they are of two kinds.
pub fn amr(proven: &[Method]) -> Vec<String> {
    let mut amr: Vec<String> = Vec::new();
    for name in proven.iter().flat_map(|method| method.amr()) {
        if !amr.iter().any(|one| one == name) {
            amr.push((*name).to_owned());
        }
    }
    let possession = proven.iter().any(|method| method.is_possession());
    let passkey = proven.iter().any(|method| method.is_passkey());
    if passkey || (possession && proven.contains(&Method::Password)) {
        amr.push(MFA.to_owned());
    }
    amr
}

/// The same for a sign-in of which this is told, after a code of an authenticator app was shown in it.
pub fn and_code(told: &[String]) -> Vec<String> {
    let mut amr: Vec<String> = told.iter().filter(|one| *one != MFA).cloned().collect();
    let otp = Method::Totp.amr()[0];
    if !amr.iter().any(|one| one == otp) {
        amr.push(otp.to_owned());
    }
    if told.iter().any(|one| one == MFA || one == "pwd") {
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
    /// Passkeys. One may be shown in place of everything else; that there is one asks for nothing beside the password.
    pub passkeys: i64,
}

impl Held {
    /// The strongest class that they can reach.
    pub fn reach(self) -> Level {
        match (self.passkeys > 0, self.totp) {
            (true, _) => Level::PhishingResistant,
            (false, true) => Level::TwoFactors,
            (false, false) => Level::OneFactor,
        }
    }

    /// The strongest class they could reach by setting up what there is, `most`, on the way. Who has a second factor sets up others when
    /// they are signed in: the password alone must not add one beside it (attack row MF-12).
    pub fn could_reach(self, most: Level) -> Level {
        match self.reach() {
            Level::OneFactor => most,
            reach => reach,
        }
    }
}

/// How strong a sign-in has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    /// It must be: by the operator's rules, or because an app gives no access without.
    pub must: Level,
    /// It is to be if the person can: an app prefers it, or they are about to do something sensitive. Any second factor will do: whoever
    /// has a passkey, and not here, shows another one.
    pub should: Level,
    /// The strongest that can be set up here.
    pub most: Level,
    /// The person trusts this browser, so their own second factor is not asked for in it.
    pub trusted: bool,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// A first factor: the password.
    First,
    /// A second one, which the person has: any of theirs.
    Second,
    /// A passkey, which the person has.
    Passkey,
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
    let should = wanted.should.min(held.reach()).min(Level::TwoFactors);
    let must = wanted.must.min(held.could_reach(wanted.most));
    if reached >= own.max(should).max(must) {
        return Ask::Done;
    }
    match (must, held.reach()) {
        (Level::PhishingResistant, Level::PhishingResistant) => Ask::Passkey,
        (_, Level::OneFactor) => Ask::Enrol,
        _ => Ask::Second,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOTHING: Held = Held {
        totp: false,
        recovery_codes: 0,
        passkeys: 0,
    };
    const TOTP: Held = Held {
        totp: true,
        recovery_codes: 10,
        passkeys: 0,
    };
    const PASSKEY: Held = Held {
        passkeys: 1,
        ..NOTHING
    };
    const BOTH: Held = Held {
        passkeys: 1,
        ..TOTP
    };
    const HARDWARE: Method = Method::Passkey { synced: false };
    const SOFTWARE: Method = Method::Passkey { synced: true };

    fn wanted(must: Level, should: Level, trusted: bool) -> Wanted {
        Wanted {
            must,
            should,
            most: Level::PhishingResistant,
            trusted,
        }
    }

    #[test]
    fn what_comes_next() {
        use Level::{OneFactor as One, PhishingResistant as Phr, TwoFactors as Two};
        use Method::{Password, RecoveryCode, Totp};
        let no_passkeys = |must| Wanted {
            most: Two,
            ..wanted(must, One, false)
        };
        for (held, wanted, proven, next_is) in [
            (NOTHING, wanted(One, One, false), &[][..], Ask::First),
            (NOTHING, wanted(One, One, false), &[Password], Ask::Done),
            (NOTHING, wanted(One, Two, false), &[Password], Ask::Done),
            (NOTHING, wanted(Two, One, false), &[Password], Ask::Enrol),
            (NOTHING, wanted(Two, One, true), &[Password], Ask::Enrol),
            (NOTHING, wanted(Phr, One, false), &[Password], Ask::Enrol),
            (NOTHING, no_passkeys(Phr), &[Password], Ask::Enrol),
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
            (TOTP, wanted(Phr, Phr, false), &[Password], Ask::Second),
            (TOTP, wanted(Phr, Phr, false), &[Password, Totp], Ask::Done),
            (TOTP, wanted(One, One, false), &[Totp], Ask::Second),
            (PASSKEY, wanted(One, One, false), &[], Ask::First),
            (PASSKEY, wanted(One, One, false), &[Password], Ask::Done),
            (PASSKEY, wanted(One, Phr, false), &[Password], Ask::Second),
            (PASSKEY, wanted(Two, One, false), &[Password], Ask::Second),
            (PASSKEY, wanted(Phr, One, false), &[Password], Ask::Passkey),
            (PASSKEY, wanted(Phr, Phr, false), &[SOFTWARE], Ask::Done),
            (PASSKEY, no_passkeys(Phr), &[HARDWARE], Ask::Done),
            (BOTH, wanted(One, One, false), &[HARDWARE], Ask::Done),
            (BOTH, wanted(One, One, false), &[Password], Ask::Second),
            (BOTH, wanted(One, Phr, false), &[Password, Totp], Ask::Done),
            (
                BOTH,
                wanted(Phr, One, false),
                &[Password, Totp],
                Ask::Passkey,
            ),
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
            (&[HARDWARE], "hwk user mfa"),
            (&[SOFTWARE], "swk user mfa"),
            (&[Password, SOFTWARE], "pwd swk user mfa"),
        ] {
            assert_eq!(amr(proven).join(" "), told);
        }
    }

    #[test]
    fn a_code_is_told_beside_what_was_shown_before() {
        for (before, after) in [
            ("pwd", "pwd otp mfa"),
            ("pwd otp mfa", "pwd otp mfa"),
            ("hwk user mfa", "hwk user otp mfa"),
            ("pwd swk user mfa", "pwd swk user otp mfa"),
        ] {
            let before: Vec<_> = before.split(' ').map(str::to_owned).collect();
            let amr = and_code(&before);
            assert_eq!(amr.join(" "), after);
            assert!(Level::of(&amr) >= Level::of(&before));
        }
    }

    proptest! {
        /// MF-12, AU-16: nobody is done who did not prove what must be proven, and what is proven is never asked for again.
        #[test]
        fn nobody_is_done_below_what_must_be(
            totp: bool, passkeys in 0..3_i64, trusted: bool, must in 0..3_u8, should in 0..3_u8, most in 1..3_u8, factors in 0..16_u8,
        ) {
            let level = |n| [Level::OneFactor, Level::TwoFactors, Level::PhishingResistant][usize::from(n)];
            let all = [Method::Password, Method::Totp, Method::RecoveryCode, SOFTWARE];
            let proven: Vec<_> = (0..4).filter(|n| factors & (1 << n) != 0).map(|n| all[n]).collect();
            let held = Held { totp, recovery_codes: 0, passkeys };
            let wanted = Wanted { most: level(most), ..wanted(level(must), level(should), trusted) };
            let (reached, can) = (Level::of(&amr(&proven)), held.could_reach(wanted.most));
            match next(held, wanted, &proven) {
                Ask::Done => {
                    let reached = reached.unwrap();
                    prop_assert!(reached >= wanted.must.min(can));
                    prop_assert!(!totp || trusted || reached >= Level::TwoFactors);
                }
                Ask::First => prop_assert!(proven.is_empty()),
                Ask::Second => prop_assert!(held.reach() > Level::OneFactor && reached < Some(Level::TwoFactors)),
                Ask::Passkey => prop_assert!(passkeys > 0 && reached < Some(Level::PhishingResistant)),
                Ask::Enrol => prop_assert!(held.reach() == Level::OneFactor && wanted.must > Level::OneFactor && reached < Some(can)),
            }
        }
    }
}
