//! `lanyard client import`: clients that are brought along.

use serde_json::Value;

use super::args::Import;
use super::print::{print_registered, with_secret};
use super::warn;
use crate::audit::Actor;
use crate::cli::{Exists, Store, Wrong, output};
use crate::clients::import::{self, NotImported};
use crate::clients::register::Registered;
use crate::protocol::error::Refusal;
use crate::protocol::registration::{Described, describe, unpublished};

/// A secret with fewer characters can be guessed.
const SHORT_SECRET: usize = 22;

impl Store {
    pub(super) async fn import_clients(&self, import: Import) -> anyhow::Result<()> {
        let place = import.file.display().to_string();
        let (entries, is_list) = entries(output::read_json(&import.file)?, &place)?;
        let mut described = Vec::with_capacity(entries.len());
        let mut mistakes = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            match describe(entry, import.profile.into(), import.first_party) {
                Ok(one) => match unpublished(&one.metadata, &self.settings.keys.algorithms) {
                    None => described.push(one),
                    Some(error) => {
                        mistakes.push(mistake(
                            &place,
                            is_list.then_some(index + 1),
                            &error.refusal,
                        ));
                    }
                },
                Err(refusal) => {
                    mistakes.push(mistake(&place, is_list.then_some(index + 1), &refusal))
                }
            }
        }
        if !mistakes.is_empty() {
            let mut text = mistakes.join("\n  ");
            if is_list {
                text.push_str("\n  Nothing was registered.");
            }
            return Err(Wrong(text).into());
        }
        let mut with_owners = Vec::with_capacity(described.len());
        for one in &described {
            let owner = import.owner.as_deref().or(one.owner.as_deref());
            with_owners.push((one.clone(), self.owner(owner).await?));
        }
        let (actor, now) = (Actor::operator(), self.clock.now());
        let registered = import::import(&self.db, with_owners, &actor, now).await;
        let registered = registered.map_err(|error| match error {
            NotImported::Store(error) => anyhow::Error::from(error),
            NotImported::Taken(ids) => {
                let ids = ids.join("; ");
                Exists(format!(
                    "{place}: there is already: {ids}. Nothing was registered"
                ))
                .into()
            }
            refused => Wrong(format!("{place}: {refused}. Nothing was registered")).into(),
        })?;
        for (one, registered) in described.iter().zip(&registered) {
            say(one, registered);
        }
        let issuer = self.settings.issuer.as_str();
        if import.json && is_list {
            let all = registered.iter().map(|Registered { client, secret }| {
                let mut document = with_secret(client, secret.as_deref());
                document.insert("issuer".into(), issuer.into());
                Value::Object(document)
            });
            return output::json(&all.collect());
        }
        for Registered { client, secret } in &registered {
            print_registered(client, secret.as_deref(), issuer, import.json)?;
        }
        Ok(())
    }
}

/// The clients of a file: one, a list of them, or such a list under `clients`; and whether it is a list.
fn entries(document: Value, place: &str) -> Result<(Vec<Value>, bool), Wrong> {
    let expected = "write a JSON object with the metadata of a client, or a list of such objects";
    let list = match document {
        Value::Array(list) => list,
        Value::Object(mut members) => match members.remove("clients") {
            Some(Value::Array(list)) if members.is_empty() => list,
            Some(_) => return Err(Wrong(format!("{place}: {expected}"))),
            None => return Ok((vec![Value::Object(members)], false)),
        },
        _ => return Err(Wrong(format!("{place} is no JSON object: {expected}"))),
    };
    match list.is_empty() {
        true => Err(Wrong(format!(
            "{place} is an empty list, and no JSON object: {expected}"
        ))),
        false => Ok((list, true)),
    }
}

fn mistake(place: &str, number: Option<usize>, refusal: &Refusal) -> String {
    let place = match number {
        Some(number) => format!("{place}, client {number}"),
        None => place.to_owned(),
    };
    format!(
        "{place}: {} Expected {}, received {}. {} ({})",
        refusal.cause.sentence(),
        refusal.expected,
        refusal.received,
        refusal.fix,
        refusal.rule
    )
}

/// What was done with an entry, for whoever reads the terminal.
fn say(one: &Described, registered: &Registered) {
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
    eprintln!(
        "{}: registered as {} ({id}{of_secret}{off})",
        client.name, client.id
    );
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
