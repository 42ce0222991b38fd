//! The people of this server, as whoever looks after them lists them: found, with their roles, and as lines of a file.

use std::collections::HashMap;

use futures_util::stream::Stream;
use uuid::Uuid;

use crate::protocol::ids::UserId;
use crate::protocol::roles::{Role, Roles};
use crate::protocol::subject::Subject;
use crate::protocol::time::Timestamp;
use crate::store::people::{self, Which};
use crate::store::users::{self, User};
use crate::store::{self, Db, StoreError};
use crate::text::csv_line;

/// More of a search is not looked at.
const LONGEST_SEARCH: usize = 200;
/// What each choice of a list is called, in addresses and commands.
pub const CHOICES: [(&str, Which); 7] = [
    ("", Which::All),
    ("in-use", Which::InUse),
    ("disabled", Which::Disabled),
    ("leaving", Which::Leaving),
    ("administrator", Which::With(Role::Administrator)),
    ("support", Which::With(Role::Support)),
    ("auditor", Which::With(Role::Auditor)),
];
/// People that are read at once for a file.
const A_BATCH: i64 = 500;
/// The first line of a file of people.
pub const HEAD: &str =
    "id,sub,user_name,email,email_verified,name,roles,disabled_at,deletes_at,created_at\r\n";

/// What the list is asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What something of them begins with, or who it is.
    pub search: String,
    /// Which of them.
    pub which: Which,
    /// Those made before this one.
    pub before: UserId,
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            search: String::new(),
            which: Which::All,
            before: UserId(Uuid::max()),
        }
    }
}

impl Wanted {
    /// From the beginning. `None`: there is no such choice.
    pub fn from_start(search: &str, choice: &str) -> Option<Self> {
        let which = CHOICES.iter().find(|(name, _)| *name == choice)?.1;
        Some(Self {
            search: search.trim().chars().take(LONGEST_SEARCH).collect(),
            which,
            ..Self::default()
        })
    }

    /// What the choice is called.
    pub fn choice(&self) -> &'static str {
        let choice = CHOICES.iter().find(|(_, which)| *which == self.which);
        choice.map_or("", |(name, _)| name)
    }

    /// Whether nobody was left out because they come earlier.
    pub fn is_from_start(&self) -> bool {
        self.before == UserId(Uuid::max())
    }
}

/// Some people, the newest first, with their roles.
#[derive(Debug, Default)]
pub struct Found {
    /// Who.
    pub people: Vec<User>,
    roles: HashMap<UserId, Roles>,
}

impl Found {
    /// The roles of one of them.
    pub fn roles(&self, user: &User) -> Roles {
        self.roles.get(&user.id).copied().unwrap_or_default()
    }

    /// Each as a line of a file.
    pub fn lines(&self) -> String {
        let line = |user| line(user, self.roles(user));
        self.people.iter().map(line).collect()
    }
}

/// At most `limit` of those who are wanted.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &Db, wanted: &Wanted, limit: i64) -> Result<Found, StoreError> {
    let wanted = wanted.clone();
    let job = db.read(move |c| {
        Box::pin(async move {
            // Whoever is named by what nobody else has is the one who is meant.
            let named = wanted.search.parse::<UserId>();
            let found = match (named, Subject::parse(&wanted.search)) {
                (Ok(id), _) => users::by_id(c, id).await?,
                (_, Ok(subject)) => users::by_subject(c, &subject).await?,
                _ => None,
            };
            let people = match found {
                Some(user) if user.id < wanted.before => vec![user],
                Some(_) => Vec::new(),
                None => people::page(c, wanted.which, &wanted.search, wanted.before, limit).await?,
            };
            let roles = people::roles(c, &people).await?;
            Ok(Found { people, roles })
        })
    });
    job.await
}

/// All of those who are wanted, in batches.
pub fn batches(db: &Db, wanted: Wanted) -> impl Stream<Item = Result<Found, StoreError>> + use<> {
    let db = db.clone();
    store::batches(wanted, move |wanted: Wanted| {
        let db = db.clone();
        async move {
            let found = find(&db, &wanted, A_BATCH).await?;
            let last = found.people.last();
            let last = last.filter(|_| found.people.len() as i64 == A_BATCH);
            let next = last.map(|last| Wanted {
                before: last.id,
                ..wanted
            });
            Ok((found, next))
        }
    })
}

fn line(user: &User, roles: Roles) -> String {
    let roles: Vec<_> = roles.iter().map(Role::code).collect();
    csv_line(&[
        user.id.to_string(),
        user.sub().to_string(),
        user.login.clone(),
        user.email.clone().unwrap_or_default(),
        user.email_verified.to_string(),
        user.name.clone(),
        roles.join(" "),
        user.disabled_at.map(Timestamp::iso).unwrap_or_default(),
        user.deletes_at.map(Timestamp::iso).unwrap_or_default(),
        user.created_at.iso(),
    ])
}
