//! `lanyard user import`: people who are brought along.

mod person;
mod read;
mod shape;

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::args::Import;
use crate::accounts::import::{self, Brought, Outcome};
use crate::audit::Actor;
use crate::cli::{Store, Wrong, output};
use person::Refused;
use shape::Shapes;

/// People in one transaction: a few hundred milliseconds at most, so that nobody at the pages waits longer.
const BATCH: usize = 100;

/// What was done so far.
#[derive(Default)]
struct Count {
    made: usize,
    there: usize,
    refused: usize,
}

impl Store {
    pub(super) async fn import_users(&self, import: Import) -> anyhow::Result<()> {
        let place = import.file.display().to_string();
        let shapes = Shapes::of(&import)?;
        let mut count = Count::default();
        let mut seen = Seen::default();
        let mut batch: Vec<(usize, Brought)> = Vec::with_capacity(BATCH);
        let now = self.clock.now();
        let refuse = |count: &mut Count, line: usize, refused: &Refused| {
            count.refused += 1;
            eprintln!("{place}:{line}: {refused}");
        };
        for entry in read::entries(&import.file, shapes.format())? {
            let (line, document) = entry?;
            let person = document
                .map_err(Refused::line)
                .and_then(|document| shapes.person(document))
                .and_then(|person| person.account(import.without_groups, now))
                .and_then(|brought| seen.first(brought));
            match person {
                Ok(brought) => batch.push((line, brought)),
                Err(refused) => refuse(&mut count, line, &refused),
            }
            if batch.len() == BATCH {
                self.bring(&import, &mut batch, &mut count, &refuse).await?;
            }
        }
        self.bring(&import, &mut batch, &mut count, &refuse).await?;
        let Count {
            made,
            there,
            refused,
        } = count;
        let made_or = if import.check {
            "can be brought along"
        } else {
            "brought along"
        };
        output::line(&format!(
            "{made} {made_or}, {there} there already, {refused} refused"
        ))?;
        match refused {
            0 => Ok(()),
            _ => Err(Wrong(format!(
                "{place}: {refused} refused; correct them and run it again"
            ))
            .into()),
        }
    }

    async fn bring(
        &self,
        import: &Import,
        batch: &mut Vec<(usize, Brought)>,
        count: &mut Count,
        refuse: &impl Fn(&mut Count, usize, &Refused),
    ) -> anyhow::Result<()> {
        let (lines, people): (Vec<usize>, Vec<Brought>) = batch.drain(..).unzip();
        let outcomes = match import.check {
            true => import::look(&self.db, &people).await?,
            false => import::bring(&self.db, &people, &Actor::operator(), self.clock.now()).await?,
        };
        for ((line, one), outcome) in lines.into_iter().zip(&people).zip(outcomes) {
            let user = &one.user;
            let sub = || user.sub().to_string();
            let refused = match outcome {
                Outcome::Made => {
                    count.made += 1;
                    continue;
                }
                Outcome::There => {
                    count.there += 1;
                    continue;
                }
                Outcome::Differs(members) => Refused::new(
                    "sub",
                    "an account with it is there and says something else; use `lanyard user update`",
                    format!("other {}", members.join(", ")),
                ),
                Outcome::SubjectTaken => {
                    Refused::new("sub", "it is the id of another account", sub())
                }
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
            };
            refuse(count, line, &refused);
        }
        Ok(())
    }
}

/// Ids, names and addresses of the file so far, as numbers: some bytes for each person, however many there are.
#[derive(Default)]
struct Seen(HashSet<u64>);

impl Seen {
    fn first(&mut self, brought: Brought) -> Result<Brought, Refused> {
        let user = &brought.user;
        let (sub, email) = (user.sub().to_string(), user.email.clone());
        // An address and a user name mean the same place: people sign in with either.
        let members = [
            ("sub", Some(sub)),
            ("login", Some(user.login.clone())),
            ("email", email),
        ];
        for (member, value) in members {
            let Some(value) = value else { continue };
            let mut hasher = DefaultHasher::new();
            (member, &value).hash(&mut hasher);
            if !self.0.insert(hasher.finish()) {
                return Err(Refused::new(member, "it comes twice in the file", value));
            }
        }
        Ok(brought)
    }
}
