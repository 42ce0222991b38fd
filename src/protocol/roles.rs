//! Who looks after an installation: the roles, and what each may do. Pages, commands, acts and `docs/administration.md` follow this one
//! table. What is in no row nobody may do (attack row AD-01).

use std::fmt;

/// A role that a person has besides being one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// May do everything.
    Administrator,
    /// Helps people back in; changes no app, no group, no role, and nobody who may do more.
    Support,
    /// Reads everything, changes nothing.
    Auditor,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Administrator, Self::Support, Self::Auditor];

    /// Its name in rows, commands and documents.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Support => "support",
            Self::Auditor => "auditor",
        }
    }

    /// The role with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether it brings that right.
    pub fn may(self, right: Right) -> bool {
        self == Self::Administrator || right.shared_with().contains(&self)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

macro_rules! rights {
    ($($(#[$doc:meta])* $name:ident = $words:literal: [$($role:ident),*],)*) => {
        /// Something that has to do with the whole installation, or with somebody else.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Right { $($(#[$doc])* $name,)* }

        impl Right {
            /// Every right, in the order of the documents.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// What it is to do so, as the documents say it: "see who has an account". For tests.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$name => $words,)* }
            }

            /// Which roles have it besides administrators.
            const fn shared_with(self) -> &'static [Role] {
                match self { $(Self::$name => &[$(Role::$role),*],)* }
            }
        }
    };
}

rights! {
    /// The first page of the console.
    SeeOverview = "see the overview": [Support, Auditor],
    /// The list of accounts, and one of them with its activity.
    SeePeople = "see people, their factors, devices, apps and activity": [Support, Auditor],
    /// Accounts as a file.
    ExportPeople = "export people, and what is kept about one": [Auditor],
    /// Invitations.
    Invite = "invite somebody, take an invitation back": [Support],
    /// New accounts, other names and addresses.
    ChangePeople = "make an account, change name, address and profile": [],
    /// A letter to the person's own address; nobody else reads it.
    SendReset = "send somebody a letter to choose a new password": [Support],
    /// The link itself: whoever has it can choose the password.
    PrintReset = "print a link to choose somebody's password": [],
    /// Second factors and passkeys.
    RemoveFactors = "remove somebody's passkeys and second factors": [Support],
    /// Sign-ins of others.
    SignOut = "end sign-ins": [Support],
    /// Switching accounts off and on.
    SwitchPeople = "disable and enable accounts": [],
    /// Removing accounts.
    DeletePeople = "delete accounts, keep those that were to be deleted": [],
    /// Roles.
    GiveRoles = "give and take roles": [],
    /// Groups and who is in them.
    SeeGroups = "see groups": [Support, Auditor],
    /// Groups and who is in them.
    ChangeGroups = "change groups and who is in them": [],
    /// Apps of all owners.
    SeeApps = "see all apps": [Support, Auditor],
    /// Apps of all owners.
    ChangeApps = "change, vet and restrict all apps": [],
    /// What tokens would say about somebody.
    PreviewTokens = "see what tokens would say about somebody": [Auditor],
    /// Sign-ins of everybody.
    SeeSessions = "see all sessions": [Support, Auditor],
    /// Signing keys.
    SeeKeys = "see signing keys": [Auditor],
    /// Signing keys.
    ChangeKeys = "rotate and withdraw signing keys": [],
    /// What was done.
    SeeAudit = "read and export the audit log": [Auditor],
    /// Settings in effect.
    SeeSettings = "see settings": [Auditor],
    /// What can be set on a page: the brand.
    ChangeSettings = "change how pages look": [],
}

/// The roles of one person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Roles(u8);

impl Roles {
    /// None.
    pub const NONE: Self = Self(0);

    /// These, and this one.
    #[must_use]
    pub fn with(self, role: Role) -> Self {
        Self(self.0 | 1 << role as u8)
    }

    /// An administrator's, if it is one.
    pub fn of_administrator(is_one: bool) -> Self {
        match is_one {
            true => Self::NONE.with(Role::Administrator),
            false => Self::NONE,
        }
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    /// Whether this one is among them.
    pub fn has(self, role: Role) -> bool {
        self.0 & 1 << role as u8 != 0
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }

    /// Whether one of them brings that right.
    pub fn may(self, right: Right) -> bool {
        self.iter().any(|role| role.may(right))
    }

    /// Whether they bring every right that the `other` ones do. Who may do more than oneself is not acted upon: whoever resets them
    /// could become them (attack row AD-04).
    pub fn cover(self, other: Self) -> bool {
        let mut rights = Right::ALL.iter();
        rights.all(|right| !other.may(*right) || self.may(*right))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::NONE, Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(role: Role) -> Roles {
        Roles::NONE.with(role)
    }

    #[test]
    fn administrators_may_do_everything_and_nobody_else_may() {
        for role in Role::ALL {
            let all = Right::ALL.iter().all(|right| role.may(*right));
            assert_eq!(all, role == Role::Administrator, "{role}");
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        assert!(Right::ALL.iter().all(|right| !Roles::NONE.may(*right)));
        assert_eq!(Role::from_code("Support"), None);
    }

    #[test]
    fn auditors_see_everything_and_change_nothing() {
        for right in Right::ALL {
            let reads = right.words().starts_with("see ")
                || right.words().starts_with("read ")
                || right.words().starts_with("export ");
            assert_eq!(Role::Auditor.may(*right), reads, "{}", right.words());
        }
    }

    #[test]
    fn ad_04_support_covers_nobody_who_may_do_more() {
        let (admin, support, auditor) = (
            only(Role::Administrator),
            only(Role::Support),
            only(Role::Auditor),
        );
        assert!(support.cover(Roles::NONE) && support.cover(support));
        assert!(!support.cover(auditor) && !support.cover(admin) && !auditor.cover(support));
        assert!(!support.cover(support.with(Role::Auditor)));
        assert!(admin.cover(admin) && admin.cover(support.with(Role::Auditor)));
    }

    /// The table of `docs/administration.md` is this one.
    #[test]
    fn ad_01_every_right_is_documented() {
        let docs = include_str!("../../docs/administration.md");
        let table: Vec<_> = docs
            .lines()
            .skip_while(|line| !line.starts_with("| may |"))
            .skip(2)
            .take_while(|line| line.starts_with('|'))
            .collect();
        let yes = |role: Role, right: &Right| if role.may(*right) { "yes" } else { "–" };
        let rows: Vec<_> = Right::ALL
            .iter()
            .map(|right| {
                let cells = Role::ALL.map(|role| yes(role, right)).join(" | ");
                format!("| {} | {cells} |", right.words())
            })
            .collect();
        assert_eq!(table, rows, "\n{}", rows.join("\n"));
    }

    #[test]
    fn roles_are_what_was_put_in() {
        let roles: Roles = [Role::Auditor, Role::Support, Role::Auditor]
            .into_iter()
            .collect();
        assert_eq!(
            roles.iter().collect::<Vec<_>>(),
            [Role::Support, Role::Auditor]
        );
        assert!(roles.has(Role::Auditor) && !roles.has(Role::Administrator));
        assert_eq!(Roles::of_administrator(false), Roles::NONE);
    }
}
