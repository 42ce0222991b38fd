//! `lanyard user import`: people who are brought along.

mod person;
mod shape;

use std::io::BufRead;
use std::path::Path;

use serde_json::{Map, Value};

use super::args::{Format, Import};
use crate::accounts::import::{self, Brought, Outcome};
use crate::audit::Actor;
use crate::cli::import::read::{self, Entries};
use crate::cli::import::{Done, Importer, Refused, Seen, run};
use crate::cli::{Store, output};
use crate::protocol::time::Timestamp;
use shape::Shapes;

impl Store {
    pub(super) async fn import_users(&self, import: Import) -> anyhow::Result<()> {
        let place = import.file.display().to_string();
        let shapes = Shapes::of(&import)?;
        let entries = entries(&import.file, shapes.format())?;
        let mut people = People {
            store: self,
            import: &import,
            shapes,
            seen: Seen::default(),
            now: self.clock.now(),
        };
        let count = run(&place, entries, &mut people).await?;
        output::line(&count.words(import.check))?;
        Ok(count.verdict(&place)?)
    }
}

/// The people of `path`, `-` for standard input.
fn entries(path: &Path, format: Format) -> anyhow::Result<Entries> {
    let mut source = read::open(path)?;
    match format {
        Format::Csv => Ok(Box::new(read::csv_rows(source, cell_value))),
        Format::Jsonl => Ok(Box::new(read::lines(source))),
        Format::Keycloak | Format::Firebase => read::document(source, "users"),
        Format::Auth0 => {
            // A list, or one object in each line.
            let start = source.fill_buf()?.iter().find(|b| !b.is_ascii_whitespace());
            match start == Some(&b'[') {
                true => read::document(source, "users"),
                false => Ok(Box::new(read::lines(source))),
            }
        }
    }
}

/// What is no text by the standard is read as JSON, in whatever case databases write their truth.
fn cell_value(name: &str, cell: &str) -> Value {
    let text = || Value::from(cell);
    match name {
        "email_verified" | "phone_number_verified" | "disabled" => match cell {
            "1" | "t" | "T" | "true" | "TRUE" | "True" => true.into(),
            "0" | "f" | "F" | "false" | "FALSE" | "False" => false.into(),
            _ => text(),
        },
        "address" => serde_json::from_str(cell).unwrap_or_else(|_| text()),
        _ => text(),
    }
}

struct People<'a> {
    store: &'a Store,
    import: &'a Import,
    shapes: Shapes,
    seen: Seen,
    now: Timestamp,
}

impl People<'_> {
    fn person(&mut self, entry: Map<String, Value>) -> Result<Brought, Refused> {
        let person = self.shapes.person(entry)?;
        let brought = person.account(self.import.without_groups, self.now)?;
        let user = &brought.user;
        self.seen.first("sub", user.sub().as_str())?;
        self.seen.first("login", &user.login)?;
        if let Some(email) = &user.email {
            self.seen.first("email", email)?;
        }
        Ok(brought)
    }
}

impl Importer for People<'_> {
    type One = Brought;

    async fn read(
        &mut self,
        entry: Map<String, Value>,
    ) -> anyhow::Result<Result<Brought, Refused>> {
        Ok(self.person(entry))
    }

    async fn bring(&mut self, people: Vec<Brought>) -> anyhow::Result<Vec<Result<Done, Refused>>> {
        let (db, now) = (&self.store.db, self.store.clock.now());
        let outcomes = match self.import.check {
            true => import::look(db, &people).await?,
            false => import::bring(db, &people, &Actor::operator(), now).await?,
        };
        let answers = people.iter().zip(outcomes);
        Ok(answers.map(|(one, outcome)| answer(one, outcome)).collect())
    }
}

fn answer(one: &Brought, outcome: Outcome) -> Result<Done, Refused> {
    let user = &one.user;
    let sub = || user.sub().to_string();
    Err(match outcome {
        Outcome::Made => return Ok(Done::Made),
        Outcome::There => return Ok(Done::There),
        Outcome::Differs(members) => Refused::new(
            "sub",
            "an account with it is there and says something else; use `lanyard user update`",
            format!("other {}", members.join(", ")),
        ),
        Outcome::NoGroup(name) => Refused::new(
            "groups",
            "there is no such group; make it with `lanyard group add`, or say --without-groups",
            name.to_string(),
        ),
        Outcome::SubjectTaken => Refused::new("sub", "it is the id of another account", sub()),
        Outcome::Retired => Refused::new(
            "sub",
            "an account that was removed had it, and it is given to nobody else (OpenID Connect Core §2)",
            sub(),
        ),
        Outcome::LoginTaken => {
            Refused::new("login", "another account answers to it", user.login.clone())
        }
        Outcome::EmailTaken => Refused::new(
            "email",
            "another account answers to it",
            user.email.clone().unwrap_or_default(),
        ),
        Outcome::ClientHasId => Refused::new("sub", "a client has it as its id", sub()),
    })
}
