//! `lanyard client import`: clients that are brought along.

use std::path::Path;

use serde_json::{Map, Value};

use super::args::{Import, ImportFormat};
use super::print::{print_registered, with_secret};
use super::warn;
use crate::audit::Actor;
use crate::cli::import::read::{self, Entries};
use crate::cli::import::{Done, Importer, Refused, Seen, run};
use crate::cli::{Exists, Store, Wrong, output};
use crate::clients::import::{self, Brought, Outcome};
use crate::clients::register::Registered;
use crate::protocol::error::Refusal;
use crate::protocol::registration::{Described, describe, unpublished};

/// A secret with fewer characters can be guessed.
const SHORT_SECRET: usize = 22;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// One client.
    One,
    /// A JSON document with many.
    List,
    /// A client in each line.
    Lines,
}

impl Store {
    pub(super) async fn import_clients(&self, import: Import) -> anyhow::Result<()> {
        let place = import.file.display().to_string();
        if let Some(named) = &import.owner {
            self.user_id(named).await?;
        }
        let (entries, form) = entries(&import, &place)?;
        let mut clients = Clients {
            store: self,
            import: &import,
            form,
            seen: Seen::default(),
            clashes: 0,
            documents: Vec::new(),
        };
        let count = run(&place, entries, &mut clients).await?;
        let Clients {
            clashes, documents, ..
        } = clients;
        if form == Form::List && import.json {
            output::json(&Value::Array(documents))?;
        }
        match (form, import.json) {
            (Form::One, _) if !import.check => {}
            (_, true) => eprintln!("{}", count.words(import.check)),
            (_, false) => output::line(&count.words(import.check))?,
        }
        if clashes > 0 && clashes == count.refused {
            let why = format!("{place}: {clashes} refused, because they are there already");
            return Err(Exists(why).into());
        }
        Ok(count.verdict(&place)?)
    }
}

/// The clients of a file: one, a list of them, such a list under `clients`, or one in each line.
fn entries(import: &Import, place: &str) -> anyhow::Result<(Entries, Form)> {
    let by_name = |path: &Path| {
        let name = path.extension().and_then(|name| name.to_str());
        matches!(name, Some("jsonl" | "ndjson"))
    };
    let lines = match import.format {
        Some(format) => format == ImportFormat::Jsonl,
        None => by_name(&import.file),
    };
    if lines {
        let entries = Box::new(read::lines(read::open(&import.file)?));
        return Ok((entries, Form::Lines));
    }
    let expected = "write a JSON object with the metadata of a client, or a list of such objects; or say --format jsonl, with one in each line";
    let list = match output::read_json(&import.file)? {
        Value::Array(list) => list,
        Value::Object(mut members) => match members.remove("clients") {
            Some(Value::Array(list)) if members.is_empty() => list,
            Some(_) => return Err(Wrong(format!("{place}: {expected}")).into()),
            None => {
                let one = std::iter::once(Ok((0, Ok(members))));
                return Ok((Box::new(one), Form::One));
            }
        },
        _ => return Err(Wrong(format!("{place} is no JSON object: {expected}")).into()),
    };
    match list.is_empty() {
        true => {
            let why = format!("{place} is an empty list, and no JSON object: {expected}");
            Err(Wrong(why).into())
        }
        false => Ok((read::numbered(list), Form::List)),
    }
}

struct Clients<'a> {
    store: &'a Store,
    import: &'a Import,
    form: Form,
    seen: Seen,
    /// Those that were refused because of others that are there.
    clashes: usize,
    /// What is printed in the end.
    documents: Vec<Value>,
}

impl Clients<'_> {
    /// A client that is in order by itself, with its owner.
    async fn whole(&self, one: Described) -> anyhow::Result<Result<(Described, Brought), Refused>> {
        let named = self.import.owner.as_deref().or(one.owner.as_deref());
        let owner = match named {
            None => None,
            Some(named) => match self.store.find_user(named).await? {
                Some(user) => Some(user.id),
                None => {
                    let rule = "there is no such account; see `lanyard user list`";
                    return Ok(Err(Refused::new("owner", rule, named)));
                }
            },
        };
        let brought = Brought::new(&one, owner, self.store.clock.now());
        Ok(match brought {
            Ok(brought) => Ok((one, brought)),
            Err(refused) => Err(Refused::said(refused.to_string())),
        })
    }

    fn answer(
        &mut self,
        one: &Described,
        outcome: Outcome,
    ) -> anyhow::Result<Result<Done, Refused>> {
        let (check, id) = (self.import.check, import::id_of(one));
        let (rule, received) = match outcome {
            Outcome::Made(registered) => {
                say(one, &registered, check);
                if !check {
                    self.print(&registered)?;
                }
                return Ok(Ok(Done::Made));
            }
            Outcome::There(client) => {
                eprintln!("{}: {id} is there already, and says the same", client.name);
                if self.import.json {
                    let secret = None;
                    let client = *client;
                    self.print(&Registered { client, secret })?;
                }
                return Ok(Ok(Done::There));
            }
            Outcome::Differs(members) => (
                "a client with it is there and says something else; use `lanyard client update`",
                format!("{id}, other {}", members.join(", ")),
            ),
            Outcome::AccountHasId => ("an account has it as `sub`", id.to_string()),
            Outcome::Retired => (
                "an account that was removed had it as `sub`, and it is given to nobody else",
                id.to_string(),
            ),
        };
        self.clashes += 1;
        Ok(Err(Refused::new("client_id", rule, received)))
    }

    /// What its app has to know. Of many in lines each is a line as soon as it is there, so that no secret is lost with those behind it.
    fn print(&mut self, registered: &Registered) -> anyhow::Result<()> {
        let issuer = self.store.settings.issuer.as_str();
        let Registered { client, secret } = registered;
        let document = || {
            let mut document = with_secret(client, secret.as_deref());
            document.insert("issuer".into(), issuer.into());
            Value::Object(document)
        };
        match (self.import.json, self.form) {
            (true, Form::Lines) => output::line(&document().to_string()),
            (true, Form::List) => {
                self.documents.push(document());
                Ok(())
            }
            (as_json, _) => print_registered(client, secret.as_deref(), issuer, as_json),
        }
    }
}

impl Importer for Clients<'_> {
    type One = (Described, Brought);

    async fn read(
        &mut self,
        entry: Map<String, Value>,
    ) -> anyhow::Result<Result<Self::One, Refused>> {
        let (profile, first_party) = (self.import.profile.into(), self.import.first_party);
        let one = match describe(&Value::Object(entry), profile, first_party) {
            Ok(one) => one,
            Err(refusal) => return Ok(Err(mistake(&refusal))),
        };
        if let Some(error) = unpublished(&one.metadata, &self.store.settings.keys.algorithms) {
            return Ok(Err(mistake(&error.refusal)));
        }
        let id = import::id_of(&one);
        if let Err(refused) = self.seen.first("client_id", id.as_str()) {
            return Ok(Err(refused));
        }
        self.whole(one).await
    }

    async fn bring(&mut self, all: Vec<Self::One>) -> anyhow::Result<Vec<Result<Done, Refused>>> {
        let (described, brought): (Vec<Described>, Vec<Brought>) = all.into_iter().unzip();
        let (db, now) = (&self.store.db, self.store.clock.now());
        let outcomes = match self.import.check {
            true => import::look(db, brought).await?,
            false => import::bring(db, brought, &Actor::operator(), now).await?,
        };
        let answers = described.iter().zip(outcomes);
        answers
            .map(|(one, outcome)| self.answer(one, outcome))
            .collect()
    }
}

fn mistake(refusal: &Refusal) -> Refused {
    Refused::said(format!(
        "{} Expected {}, received {}. {} ({})",
        refusal.cause.sentence(),
        refusal.expected,
        refusal.received,
        refusal.fix,
        refusal.rule
    ))
}

/// What is done with an entry, for whoever reads the terminal.
fn say(one: &Described, registered: &Registered, check: bool) {
    let Registered { client, secret } = registered;
    let id = match one.id {
        Some(_) => "its id kept",
        None => "an id was made",
    };
    let of_secret = match (&one.secret, secret) {
        (Some(_), _) => ", its secret kept",
        (None, Some(_)) => ", a secret was made",
        (None, None) => ", without a secret",
    };
    let off = if one.disabled { ", switched off" } else { "" };
    if !check {
        eprintln!(
            "{}: registered as {} ({id}{of_secret}{off})",
            client.name, client.id
        );
    }
    if !one.left_out.is_empty() {
        eprintln!(
            "{}: left out, because it means nothing here: {}",
            client.id,
            one.left_out.join(", ")
        );
    }
    if one
        .secret
        .as_ref()
        .is_some_and(|own| own.len() < SHORT_SECRET)
    {
        let rotate = format!("lanyard client rotate-secret {}", client.id);
        eprintln!(
            "lanyard: warning: the secret of {} is short enough to be guessed; make a new one soon: {rotate}",
            client.id
        );
    }
    warn(&client.metadata);
}
