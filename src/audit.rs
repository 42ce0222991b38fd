//! Who did what. Every act records itself in the transaction that does it: there is never one without the other.
//!
//! Rows are added and never changed. Each says who, what, to what, when, from where and in which request; no secret, and nothing
//! that a stranger typed. What an app or another node has to be told of an act will be written beside it, in the same transaction.

pub mod file;

use std::fmt;
use std::net::IpAddr;

use serde_json::{Map, Value};

use crate::http::request_id::RequestId;
use crate::protocol::ids::{ClientId, GroupId, UserId};
use crate::protocol::time::Timestamp;
use crate::random::uuid_in_order;
use crate::store::audit::{self, Row};
use crate::store::{Conn, Db, StoreError};

/// Where a request came from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Origin {
    /// The address as seen, without the port.
    pub address: Option<IpAddr>,
    /// The reference of the request.
    pub request: Option<RequestId>,
}

/// Who does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    who: Who,
    origin: Origin,
    /// The client that brought a person to it.
    asked_by: Option<ClientId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Who {
    Person(UserId),
    Somebody,
    Operator(String),
    App(ClientId),
    System,
}

impl Actor {
    /// A person, on a page.
    pub fn person(user: UserId, origin: Origin) -> Self {
        Self::new(Who::Person(user), origin)
    }

    fn new(who: Who, origin: Origin) -> Self {
        let asked_by = None;
        Self {
            who,
            origin,
            asked_by,
        }
    }

    /// The same, because a client asked for it; the row names it.
    pub fn asked_by(self, client: &ClientId) -> Self {
        let asked_by = Some(client.clone());
        Self { asked_by, ..self }
    }

    /// Somebody, on a page, who did not say who they are.
    pub fn somebody(origin: Origin) -> Self {
        Self::new(Who::Somebody, origin)
    }

    /// Whoever runs the command, by the operating system's name. It is what the environment says: whoever may run the command may
    /// say what they like.
    pub fn operator() -> Self {
        let names = ["SUDO_USER", "USER", "LOGNAME"];
        let name = names.iter().find_map(|name| std::env::var(name).ok());
        let plain = |c: &char| c.is_ascii_graphic();
        let name = name.unwrap_or_default();
        let name = name.chars().filter(plain).take(64).collect();
        Self::new(Who::Operator(name), Origin::default())
    }

    /// A client, at an endpoint.
    pub fn app(client: ClientId, origin: Origin) -> Self {
        Self::new(Who::App(client), origin)
    }

    /// The server itself: time has passed, or something was found to be wrong.
    pub fn system() -> Self {
        Self::new(Who::System, Origin::default())
    }

    /// The person, when it is one who said who they are.
    pub fn user(&self) -> Option<UserId> {
        match self.who {
            Who::Person(user) => Some(user),
            _ => None,
        }
    }

    /// Whether nobody on the network asks for it: who runs commands here, or the server itself.
    pub fn is_inside(&self) -> bool {
        matches!(self.who, Who::Operator(_) | Who::System)
    }

    fn kind(&self) -> &'static str {
        match self.who {
            Who::Person(_) | Who::Somebody => "person",
            Who::Operator(_) => "operator",
            Who::App(_) => "app",
            Who::System => "system",
        }
    }

    fn id(&self) -> Option<String> {
        match &self.who {
            Who::Person(user) => Some(user.to_string()),
            Who::Operator(name) => Some(name.clone()).filter(|name| !name.is_empty()),
            Who::App(client) => Some(client.to_string()),
            Who::System | Who::Somebody => None,
        }
    }
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// What can be done. The codes are kept in rows, so they never change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Act { $($(#[$doc])* $name,)* }

        impl Act {
            /// Every act.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its name in rows, filters and documents.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

acts! {
    /// An account was made.
    AccountMade = "account.made",
    /// Name, address, claims or rights of an account were changed.
    AccountChanged = "account.changed",
    /// A password was chosen.
    PasswordChanged = "account.password",
    /// A way to sign in was added: an authenticator app.
    FactorAdded = "account.factor-added",
    /// One was removed.
    FactorRemoved = "account.factor-removed",
    /// Recovery codes were made; the former ones are over.
    RecoveryCodesMade = "account.recovery-codes",
    /// A recovery code was used.
    RecoveryCodeUsed = "account.recovery-code-used",
    /// Somebody who knows the password failed to show the second factor.
    FactorFailed = "account.factor-failed",
    /// A passkey was made.
    PasskeyAdded = "account.passkey-added",
    /// Passkeys were removed.
    PasskeyRemoved = "account.passkey-removed",
    /// Somebody showed a copy of a passkey, and was refused.
    PasskeyCopied = "account.passkey-copied",
    /// A password was removed: only passkeys open the account.
    PasswordRemoved = "account.password-removed",
    /// A browser is trusted: no second factor is asked for in it.
    BrowserTrusted = "account.browser-trusted",
    /// Browsers are trusted no more.
    BrowserDistrusted = "account.browser-distrusted",
    /// A link or letter was made with which a new password can be chosen.
    PasswordResetOpened = "account.reset-opened",
    /// A role was given.
    RoleGiven = "account.role-given",
    /// A role was taken away.
    RoleTaken = "account.role-taken",
    /// What is kept about somebody, or about many, was taken as a file.
    DataExported = "account.exported",
    /// A letter was sent that confirms an address.
    AddressConfirmationSent = "account.address-asked",
    /// Somebody agreed to the terms.
    TermsAccepted = "account.terms",
    /// An account was switched off.
    AccountDisabled = "account.disabled",
    /// An account was switched on again.
    AccountEnabled = "account.enabled",
    /// A code was printed with which the first administrator can be made.
    SetupOpened = "setup.opened",
    /// An account is to be removed after some days.
    DeletionBegun = "account.deletion-begun",
    /// It is kept after all.
    DeletionUndone = "account.deletion-undone",
    /// An account was removed.
    AccountRemoved = "account.removed",
    /// Somebody was invited to make an account.
    AccountInvited = "account.invited",
    /// Invitations of an address were taken back.
    InvitationTakenBack = "account.uninvited",
    /// Somebody signed in.
    SignInMade = "sign-in.made",
    /// Attempts to sign in failed.
    SignInFailed = "sign-in.failed",
    /// Sign-ins ended.
    SignInEnded = "sign-in.ended",
    /// One was bound to the device it began on.
    SignInBound = "sign-in.bound",
    /// Somebody had the cookie of a bound session, and not the key of its device.
    DeviceRefused = "sign-in.device-refused",
    /// An app was told that a sign-in ended, or nobody tries to tell it any more.
    SignInTold = "sign-in.told",
    /// A person allowed an app something.
    ConsentGiven = "consent.given",
    /// A person took back what an app was allowed.
    ConsentWithdrawn = "consent.withdrawn",
    /// An app was given access that outlives the sign-in.
    GrantMade = "grant.made",
    /// An app's access ended before its time.
    GrantEnded = "grant.ended",
    /// An app was registered.
    ClientRegistered = "client.registered",
    /// What is registered about an app was changed.
    ClientChanged = "client.changed",
    /// An app got another secret.
    SecretRotated = "client.secret",
    /// An app was removed.
    ClientRemoved = "client.removed",
    /// Everybody may use an app, or only those who are assigned to it.
    ClientRestricted = "client.access",
    /// Somebody, or a group, was assigned to an app.
    Assigned = "client.assigned",
    /// An assignment was taken back.
    Unassigned = "client.unassigned",
    /// Somebody, or a group, looks after an app beside whoever registered it.
    OwnerAdded = "client.owner-added",
    /// They do so no more.
    OwnerRemoved = "client.owner-removed",
    /// It was said what a scope word means.
    ScopeDescribed = "scope.described",
    /// That was taken back.
    ScopeForgotten = "scope.forgotten",
    /// It was decided what tokens for a resource server are like.
    ResourceServerMade = "resource.made",
    /// That was changed.
    ResourceServerChanged = "resource.changed",
    /// A resource server was removed: no app gets tokens for it.
    ResourceServerRemoved = "resource.removed",
    /// A group was made.
    GroupMade = "group.made",
    /// Name, title or place of a group were changed.
    GroupChanged = "group.changed",
    /// A group was removed.
    GroupRemoved = "group.removed",
    /// Somebody was put into a group.
    GroupJoined = "group.joined",
    /// Somebody was taken out of a group.
    GroupLeft = "group.left",
    /// A group was given a role: everybody in it has it.
    GroupRoleGiven = "group.role-given",
    /// A role was taken away from a group.
    GroupRoleTaken = "group.role-taken",
    /// A key was rotated.
    KeyRotated = "key.rotated",
    /// A key was taken out of use.
    KeyRevoked = "key.revoked",
    /// The database was filled from a backup.
    DatabaseRestored = "database.restored",
    /// The database was filled from another one.
    DatabaseCopied = "database.copied",
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The codes of the acts that are named: one whole, or those that begin with it before a dot. None: there is no such act.
pub fn acts_named(named: &str) -> Option<Vec<&'static str>> {
    let is_meant = |code: &&str| {
        let rest = code.strip_prefix(named);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let codes: Vec<_> = Act::ALL
        .iter()
        .map(|act| act.code())
        .filter(is_meant)
        .collect();
    (!codes.is_empty() && !named.is_empty()).then_some(codes)
}

/// What something is done to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Object {
    /// An account.
    Account(UserId),
    /// A registered client.
    App(ClientId),
    /// A group of people.
    Group(GroupId),
    /// What belongs to nobody.
    Server,
}

impl Object {
    fn kind(&self) -> &'static str {
        match self {
            Self::Account(_) => "account",
            Self::App(_) => "app",
            Self::Group(_) => "group",
            Self::Server => "server",
        }
    }

    fn id(&self) -> Option<String> {
        match self {
            Self::Account(user) => Some(user.to_string()),
            Self::App(client) => Some(client.to_string()),
            Self::Group(group) => Some(group.to_string()),
            Self::Server => None,
        }
    }
}

/// Something that is being done, about to be recorded.
#[derive(Debug, Clone)]
#[must_use = "record it"]
pub struct Deed {
    act: Act,
    object: Object,
    count: u64,
    details: Map<String, Value>,
}

impl Deed {
    /// `act`, done to `object`.
    pub fn new(act: Act, object: Object) -> Self {
        Self {
            act,
            object,
            count: 1,
            details: Map::new(),
        }
    }

    /// It stands for so many of the same.
    pub fn times(mut self, count: u64) -> Self {
        self.count = count;
        self
    }

    /// More about it: never a secret, and nothing a stranger typed.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }

    /// Records it in the transaction that does it.
    ///
    /// # Errors
    /// When the database does not answer; then nothing of it was done.
    pub async fn record(
        self,
        c: &mut Conn<'_>,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let this = match &actor.asked_by {
            Some(client) => self.with("asked_by", client.as_str()),
            None => self,
        };
        let row = Row {
            id: uuid_in_order(now),
            at: now,
            actor: actor.kind().to_owned(),
            actor_id: actor.id(),
            act: this.act.code().to_owned(),
            object: this.object.kind().to_owned(),
            object_id: this.object.id(),
            address: actor.origin.address.map(|address| address.to_string()),
            request: actor.origin.request.map(|id| id.to_string()),
            count: i64::try_from(this.count).unwrap_or(i64::MAX),
            details: this.details,
        };
        audit::insert(c, &row).await?;
        // The row is the record. The line comes again when the database makes the transaction run again.
        tracing::info!(
            target: "audit",
            act = %this.act,
            actor = row.actor,
            actor_id = row.actor_id,
            object = row.object,
            object_id = row.object_id,
            count = row.count,
            "done"
        );
        Ok(())
    }
}

impl Deed {
    /// Records what was done elsewhere, in a transaction of its own.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn record_alone(
        self,
        db: &Db,
        actor: Actor,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let job = db.write(move |c| Box::pin(async move { self.record(c, &actor, now).await }));
        job.await
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_of_one_second_are_in_order() {
        let now = Timestamp(1_800_000_000);
        let ids: Vec<_> = (0..5_000).map(|_| uuid_in_order(now)).collect();
        let later = uuid_in_order(Timestamp(now.0 + 1));
        // Other tests may count as well, but never backwards.
        assert!(ids.is_sorted());
        assert!(ids.iter().all(|id| *id < later));
    }

    #[test]
    fn acts_have_codes_of_their_own() {
        let codes: HashSet<_> = Act::ALL.iter().map(|act| act.code()).collect();
        assert_eq!(codes.len(), Act::ALL.len());
    }
}
