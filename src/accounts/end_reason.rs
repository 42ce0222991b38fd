//! Why sign-ins end.

/// Why a sign-in ended: what its row says, and which grants end with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndReason {
    /// The person signed out in that browser.
    SignedOut,
    /// An app asked for it, in that browser.
    SignedOutByApp,
    /// The browser knows no more people than so many, and another one came.
    Crowded,
    /// The person ended it from another browser: that one may be lost.
    EndedElsewhere,
    /// Somebody who administers this server ended it.
    EndedByAdministrator,
    /// The person had too many at once; the oldest go.
    TooMany,
    /// Not used for the idle limit.
    Idle,
    /// The absolute limit.
    Age,
    /// The limit of a session that was to be kept.
    KeptAge,
    /// Another password was chosen: whoever knew the former one may be somebody else.
    PasswordChanged,
    /// Another way to sign in was added or removed: sign-ins before it did not need it.
    FactorChanged,
    /// The account was switched off.
    AccountDisabled,
    /// The person wants the account deleted, and may change their mind for some days.
    AccountLeaving,
    /// The account was removed.
    AccountRemoved,
}

/// Which grants end together with a sign-in. One without `offline_access` holds only as long as its sign-in in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grants {
    /// Those with `offline_access` go on: the person allowed the app to act while they are away.
    GoOn,
    /// All that came from this sign-in.
    OfSignIn,
    /// All of the person.
    OfPerson,
}

impl EndReason {
    /// Every reason.
    pub const ALL: [Self; 14] = [
        Self::SignedOut,
        Self::SignedOutByApp,
        Self::Crowded,
        Self::EndedElsewhere,
        Self::EndedByAdministrator,
        Self::TooMany,
        Self::Idle,
        Self::Age,
        Self::KeptAge,
        Self::PasswordChanged,
        Self::FactorChanged,
        Self::AccountDisabled,
        Self::AccountLeaving,
        Self::AccountRemoved,
    ];

    /// Its name in rows and documents. It never changes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignedOut => "signed-out",
            Self::SignedOutByApp => "signed-out-by-app",
            Self::Crowded => "crowded",
            Self::EndedElsewhere => "ended-on-another-device",
            Self::EndedByAdministrator => "ended-by-administrator",
            Self::TooMany => "too-many-sign-ins",
            Self::Idle => "idle",
            Self::Age => "age",
            Self::KeptAge => "kept-age",
            Self::PasswordChanged => "password-changed",
            Self::FactorChanged => "factor-changed",
            Self::AccountDisabled => "account-disabled",
            Self::AccountLeaving => "account-deletion",
            Self::AccountRemoved => "account-removed",
        }
    }

    /// The reason with this name; rows of the first schema have spaces in theirs.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.replace(' ', "-");
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// Which grants end with it.
    pub const fn grants(self) -> Grants {
        match self {
            Self::SignedOut
            | Self::SignedOutByApp
            | Self::Crowded
            | Self::TooMany
            | Self::Idle
            | Self::Age
            | Self::KeptAge => Grants::GoOn,
            Self::EndedElsewhere | Self::FactorChanged => Grants::OfSignIn,
            Self::EndedByAdministrator
            | Self::PasswordChanged
            | Self::AccountDisabled
            | Self::AccountLeaving
            | Self::AccountRemoved => Grants::OfPerson,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_to_their_reason_also_those_of_the_first_schema() {
        for reason in EndReason::ALL {
            assert_eq!(EndReason::from_code(reason.code()), Some(reason));
        }
        for (code, reason) in [
            ("signed out", EndReason::SignedOut),
            ("ended on another device", EndReason::EndedElsewhere),
            ("too many sign-ins", EndReason::TooMany),
            ("password changed", EndReason::PasswordChanged),
            ("account disabled", EndReason::AccountDisabled),
        ] {
            assert_eq!(EndReason::from_code(code), Some(reason));
        }
        assert_eq!(EndReason::from_code("another"), None);
    }
}
