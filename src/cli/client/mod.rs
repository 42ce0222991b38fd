//! `lanyard client`

mod args;
mod print;

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Global, NotFound, Store, Wrong, output};
use crate::clients::new_secret;
use crate::protocol::client::{AuthMethod, Client, Kind, Metadata, Profile, SecretRecord};
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::registration::{self, Draft};
use crate::store::{StoreError, clients, grants};
pub use args::Command;
use args::{Add, Update, draft_of, is_native, mistakes};
use print::{document, print_client, word};

/// How long a secret works after it was rotated, so that the new one can be deployed.
const OLD_SECRET: Duration = Duration::from_secs(24 * 60 * 60);

pub async fn run(global: &Global, command: Command) -> anyhow::Result<()> {
    let store = global.store().await?;
    let done = match command {
        Command::Add(add) => store.add_client(add).await,
        Command::List { json } => store.list_clients(json).await,
        Command::Show { id, json } => store.show_client(&id, json).await,
        Command::Update(update) => store.update_client(update).await,
        Command::RotateSecret { id, now, json } => store.rotate_secret(&id, now, json).await,
        Command::Remove { id, yes } => store.remove_client(&id, yes).await,
        Command::Import {
            file,
            profile,
            first_party,
            owner,
            json,
        } => {
            store
                .import_client(&file, profile.into(), first_party, owner.as_deref(), json)
                .await
        }
    };
    store.close(done).await
}

/// Why grants end, as their rows say it.
const CLIENT_CHANGED: &str = "client switched off or weakened";

/// Such an app gets codes without asking anybody, so its addresses must not be one person's to change.
fn house_has_no_owner(first_party: bool, owned: bool) -> anyhow::Result<()> {
    if first_party && owned {
        return Err(Wrong(
            "an app that belongs to a person cannot be first-party: whoever owns it could lead everybody's codes elsewhere. \
             Register it anew, without --owner"
                .to_owned(),
        )
        .into());
    }
    Ok(())
}

impl Store {
    async fn add_client(&self, add: Add) -> anyhow::Result<()> {
        let kind = match (add.kind, add.public) {
            (Some(kind), _) => kind.into(),
            (None, true) if add.fields.redirect_uris.iter().any(|uri| is_native(uri)) => {
                Kind::Native
            }
            (None, true) => Kind::Spa,
            (None, false) => Kind::Web,
        };
        let mut draft = Draft::new(&add.name, kind);
        draft.first_party = add.first_party;
        add.fields.apply(&mut draft);
        if add.public {
            draft.auth_method = Some(AuthMethod::None);
        }
        let (name, metadata) = draft.check().map_err(|errors| mistakes(&errors))?;
        let owner = self.owner(add.owner.as_deref()).await?;
        self.register(name, metadata, owner, add.json).await
    }

    async fn import_client(
        &self,
        file: &Path,
        profile: Profile,
        first_party: bool,
        owner: Option<&str>,
        as_json: bool,
    ) -> anyhow::Result<()> {
        let document = Value::Object(output::read_object(file)?);
        let (name, mut metadata) = registration::parse(&document, profile).map_err(|refusal| {
            Wrong(format!(
                "{}: {} Expected {}, received {}. {} ({})",
                file.display(),
                refusal.cause.sentence(),
                refusal.expected,
                refusal.received,
                refusal.fix,
                refusal.rule
            ))
        })?;
        metadata.first_party = first_party;
        let owner = self.owner(owner).await?;
        self.register(name, metadata, owner, as_json).await
    }

    async fn register(
        &self,
        name: String,
        metadata: Metadata,
        owner: Option<UserId>,
        as_json: bool,
    ) -> anyhow::Result<()> {
        house_has_no_owner(metadata.first_party, owner.is_some())?;
        let now = self.clock.now();
        let secret = match metadata.auth_method {
            AuthMethod::None => None,
            _ => Some(random_secret()?),
        };
        let mut client = Client {
            id: ClientId(String::new()),
            owner,
            name,
            metadata,
            secret: secret.as_ref().map(|secret| SecretRecord::new(secret, now)),
            previous_secret: None,
            disabled_at: None,
            created_at: now,
            updated_at: now,
        };
        loop {
            client.id = registration::client_id(&client.name, random()?);
            let row = client.clone();
            match self
                .db
                .write(move |c| Box::pin(async move { clients::insert(c, &row).await }))
                .await
            {
                // Another one of the same name has these letters: draw again.
                Err(StoreError::Conflict { .. }) => {}
                other => break other?,
            }
        }
        print_client(&client, secret.as_deref(), as_json)
    }

    async fn list_clients(&self, as_json: bool) -> anyhow::Result<()> {
        const PAGE: i64 = 500;
        let mut all: Vec<Client> = Vec::new();
        loop {
            let after = all.last().map(|client| client.id.clone());
            let page = self
                .db
                .read(|c| Box::pin(async move { clients::list(c, after.as_ref(), PAGE).await }))
                .await?;
            let last = (page.len() as i64) < PAGE;
            all.extend(page);
            if last {
                break;
            }
        }
        if as_json {
            return output::json(
                &all.iter()
                    .map(|client| Value::Object(document(client)))
                    .collect(),
            );
        }
        let rows: Vec<[String; 5]> = all
            .into_iter()
            .map(|client| {
                let (kind, method) = (
                    word(client.metadata.kind),
                    client.metadata.auth_method.as_str().to_owned(),
                );
                let state = if client.disabled_at.is_some() {
                    "switched off"
                } else {
                    ""
                };
                [
                    client.id.to_string(),
                    client.name,
                    kind,
                    method,
                    state.into(),
                ]
            })
            .collect();
        output::table(["CLIENT_ID", "NAME", "KIND", "AUTH METHOD", ""], &rows)
    }

    async fn show_client(&self, id: &str, as_json: bool) -> anyhow::Result<()> {
        print_client(&self.client(id).await?, None, as_json)
    }

    async fn update_client(&self, update: Update) -> anyhow::Result<()> {
        let old = self.client(&update.id).await?;
        let mut draft = draft_of(&old);
        if let Some(name) = &update.name {
            draft.name.clone_from(name);
        }
        if let Some(first_party) = update.first_party {
            draft.first_party = first_party;
        }
        update.fields.apply(&mut draft);
        let (name, mut metadata) = draft.check().map_err(|errors| mistakes(&errors))?;
        metadata.self_registered = old.metadata.self_registered;
        let theirs = old.owner.is_some() || metadata.self_registered;
        house_has_no_owner(metadata.first_party, theirs)?;
        let now = self.clock.now();
        let (public, secret) = match (metadata.auth_method, &old.secret) {
            (AuthMethod::None, _) => (true, None),
            (_, Some(_)) => (false, None),
            (_, None) => (false, Some(random_secret()?)),
        };
        let record = secret.as_ref().map(|secret| SecretRecord::new(secret, now));
        let (id, switch) = (old.id.clone(), (update.disable, update.enable));
        // What was granted to a client that is switched off, proves itself less or is no longer the house's does not come back.
        let weaker = public && !old.is_public();
        let ends_grants =
            update.disable || weaker || (old.metadata.first_party && !metadata.first_party);
        let stored = self
            .db
            .write(move |c| {
                let (id, name, metadata, record) =
                    (id.clone(), name.clone(), metadata.clone(), record.clone());
                let old = old.clone();
                Box::pin(async move {
                    if !clients::update_metadata(c, &old, &name, &metadata, now).await? {
                        return Ok(false);
                    }
                    if public {
                        clients::forget_secrets(c, &id, now).await?;
                    }
                    if ends_grants {
                        grants::revoke_of_client(c, &id, CLIENT_CHANGED, now).await?;
                    }
                    if let Some(record) = &record {
                        clients::rotate_secret(c, &id, record, now).await?;
                    }
                    match switch {
                        (true, _) => drop(clients::disable(c, &id, now).await?),
                        (_, true) => drop(clients::enable(c, &id, now).await?),
                        _ => {}
                    }
                    Ok(true)
                })
            })
            .await?;
        if !stored {
            return Err(Wrong(format!(
                "somebody changed {} at the same moment, so nothing was stored; run the command again",
                update.id
            ))
            .into());
        }
        print_client(
            &self.client(&update.id).await?,
            secret.as_deref(),
            update.json,
        )
    }

    async fn rotate_secret(&self, id: &str, at_once: bool, as_json: bool) -> anyhow::Result<()> {
        let client = self.client(id).await?;
        if client.is_public() {
            return Err(Wrong(format!("{id} is public: it has no secret")).into());
        }
        let now = self.clock.now();
        let secret = random_secret()?;
        let record = SecretRecord::new(&secret, now);
        let old_until = if at_once { now } else { now.plus(OLD_SECRET) };
        let key = client.id.clone();
        self.db
            .write(move |c| {
                let (key, record) = (key.clone(), record.clone());
                Box::pin(async move { clients::rotate_secret(c, &key, &record, old_until).await })
            })
            .await?;
        if as_json {
            return output::json(&json!({
                "client_id": client.id, "client_secret": secret, "former_secret_until": output::time(old_until),
            }));
        }
        output::pairs(&[
            ("client_id", Some(client.id.to_string())),
            ("client_secret", Some(secret)),
            ("former until", Some(output::time(old_until))),
        ])?;
        eprintln!("The secret cannot be shown again.");
        Ok(())
    }

    async fn remove_client(&self, id: &str, yes: bool) -> anyhow::Result<()> {
        let client = self.client(id).await?;
        output::confirm(&format!("Delete {} ({})?", client.name, client.id), yes)?;
        let key = client.id.clone();
        self.db
            .write(move |c| Box::pin(async move { clients::remove(c, &key).await }))
            .await?;
        eprintln!("{} is deleted.", client.id);
        Ok(())
    }

    async fn client(&self, id: &str) -> anyhow::Result<Client> {
        let key = ClientId(id.to_owned());
        let found = self
            .db
            .read(|c| Box::pin(async move { clients::by_id(c, &key).await }))
            .await?;
        Ok(found.ok_or_else(|| {
            NotFound(format!(
                "there is no client \"{id}\"; see `lanyard client list`"
            ))
        })?)
    }

    async fn owner(&self, named: Option<&str>) -> anyhow::Result<Option<UserId>> {
        match named {
            Some(named) => Ok(Some(self.user_id(named).await?)),
            None => Ok(None),
        }
    }
}

fn random<const N: usize>() -> anyhow::Result<[u8; N]> {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes)
        .map_err(|_| anyhow::anyhow!("the system gives no random bytes"))?;
    Ok(bytes)
}

fn random_secret() -> anyhow::Result<String> {
    new_secret().map_err(|_| anyhow::anyhow!("the system gives no random bytes"))
}
