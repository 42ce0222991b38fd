//! The apps of everybody, as whoever looks after them lists them: found, with what is known of them besides, and as lines of a file.

use futures_util::stream::Stream;

use crate::protocol::client::{Client, Kind};
use crate::protocol::time::Timestamp;
use crate::store::clients::{self, Place, Shown};
use crate::store::{self, Conn, Db, StoreError, consents, grants, users};
use crate::text::csv_line;

/// The most characters that are searched for.
pub const LONGEST_SEARCH: usize = 128;
/// Apps that are read at once for a file.
const A_BATCH: i64 = 200;
/// The first line of a file of apps.
pub const HEAD: &str = "client_id,name,kind,auth_method,owner,vetted,first_party,people,last_used_at,disabled_at,created_at,\
    redirect_uris,scope\r\n";

/// An app, and what is known of it besides.
#[derive(Debug)]
pub struct Known {
    /// The app.
    pub client: Client,
    /// How many people let it in.
    pub people: i64,
    /// When somebody last used it.
    pub used: Option<Timestamp>,
    /// Whose it is, by name; only where that was asked for.
    pub owner: Option<String>,
}

/// What the list is asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What name or id hold.
    pub search: String,
    /// Which of them.
    pub shown: Shown,
    /// From where on.
    pub place: Place,
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            search: String::new(),
            shown: Shown::All,
            place: Place::Start,
        }
    }
}

impl Wanted {
    /// From the beginning. `None`: there is no such choice.
    pub fn from_start(search: &str, choice: &str) -> Option<Self> {
        let shown = Shown::ALL.into_iter().find(|one| one.code() == choice)?;
        Some(Self {
            search: search.trim().chars().take(LONGEST_SEARCH).collect(),
            shown,
            ..Self::default()
        })
    }
}

/// At most `limit` of those that are wanted, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &Db, wanted: &Wanted, limit: i64) -> Result<Vec<Known>, StoreError> {
    let wanted = wanted.clone();
    let job = db.read(move |c| {
        Box::pin(async move {
            let Wanted {
                search,
                shown,
                place,
            } = wanted;
            let found = clients::page_shown(c, shown, &search, &place, limit).await?;
            more_of(c, found, true).await
        })
    });
    job.await
}

/// All of those that are wanted, in batches.
pub fn batches(
    db: &Db,
    wanted: Wanted,
) -> impl Stream<Item = Result<Vec<Known>, StoreError>> + use<> {
    let db = db.clone();
    store::batches(wanted, move |wanted: Wanted| {
        let db = db.clone();
        async move {
            let found = find(&db, &wanted, A_BATCH).await?;
            let last = found.last().filter(|_| found.len() as i64 == A_BATCH);
            let next = last.map(|Known { client, .. }| Wanted {
                place: Place::Below(client.created_at, client.id.clone()),
                ..wanted
            });
            Ok((found, next))
        }
    })
}

/// What is known of these apps besides.
///
/// # Errors
/// When the database does not answer.
pub async fn more_of(
    c: &mut Conn<'_>,
    found: Vec<Client>,
    owners: bool,
) -> Result<Vec<Known>, StoreError> {
    let mut rows = Vec::with_capacity(found.len());
    for client in found {
        let owner = match client.owner.filter(|_| owners) {
            Some(owner) => users::by_id(c, owner).await?.map(|user| user.name),
            None => None,
        };
        rows.push(Known {
            people: consents::people(c, &client.id).await?,
            used: grants::last_used(c, &client.id).await?,
            owner,
            client,
        });
    }
    Ok(rows)
}

/// Each as a line of a file.
pub fn lines(found: &[Known]) -> String {
    found.iter().map(line).collect()
}

fn line(known: &Known) -> String {
    let (client, metadata) = (&known.client, &known.client.metadata);
    let uris: Vec<_> = metadata
        .redirect_uris
        .iter()
        .map(|uri| uri.as_str())
        .collect();
    csv_line(&[
        client.id.to_string(),
        client.name.clone(),
        kind(metadata.kind).to_owned(),
        metadata.auth_method.as_str().to_owned(),
        known.owner.clone().unwrap_or_default(),
        (!client.is_unvetted()).to_string(),
        metadata.first_party.to_string(),
        known.people.to_string(),
        known.used.map(Timestamp::iso).unwrap_or_default(),
        client.disabled_at.map(Timestamp::iso).unwrap_or_default(),
        client.created_at.iso(),
        uris.join(" "),
        metadata.scope.to_string(),
    ])
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Web => "web",
        Kind::Spa => "spa",
        Kind::Native => "native",
        Kind::Service => "service",
    }
}
