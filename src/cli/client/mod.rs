//! `lanyard client`

mod access;
mod args;
mod files;
mod host;
mod import;
mod logo;
mod print;

pub use args::AccessTokenAlgArg;

use serde_json::{Value, json};

use super::{Global, NotFound, Store, Wrong, output};
use crate::audit::Actor;
use crate::clients::change::{self, Change, Changed};
use crate::clients::register::{self, New, NotRegistered, Registered};
use crate::clients::remove;
use crate::clients::secret::{self, OLD_SECRET, Secret};
use crate::protocol::client::{AuthMethod, Client, Kind, Metadata, TokensAMinute};
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::redirect::RegisteredUri;
use crate::protocol::registration::{self, Draft};
use crate::store::clients;
pub use args::Command;
use args::{Add, Update, draft_of, is_native, mistakes};
use files::Which;
use logo::Logo;
use print::{document, print_client, print_registered, word};

pub async fn run(global: &Global, command: Command) -> anyhow::Result<()> {
    let store = global.store().await?;
    let done = match command {
        Command::Add(add) => store.add_client(add).await,
        Command::List { which, json } => store.list_clients(&which, json).await,
        Command::Export { which } => store.export_clients(&which).await,
        Command::Show { id, json } => store.show_client(&id, json).await,
        Command::Update(update) => store.update_client(update).await,
        Command::RotateSecret { id, now, json } => store.rotate_secret(&id, now, json).await,
        Command::Remove { id, yes } => store.remove_client(&id, yes).await,
        Command::Access(asked) => store.client_access(asked).await,
        Command::Assign(asked) => store.assign(asked, true).await,
        Command::Unassign(asked) => store.assign(asked, false).await,
        Command::Share(asked) => store.share(asked, true).await,
        Command::Unshare(asked) => store.share(asked, false).await,
        Command::MapClaim(asked) => store.map_claim(asked).await,
        Command::UnmapClaim { id, claim } => store.unmap_claim(&id, &claim).await,
        Command::Preview(asked) => store.preview(asked).await,
        Command::VerifyHost { id, host, by } => store.verify_host(&id, host, by).await,
        Command::Import(import) => store.import_clients(import).await,
    };
    store.close(done).await
}

/// What a command says of a refusal.
fn refused(refusal: NotRegistered) -> anyhow::Error {
    match refusal {
        NotRegistered::Store(error) => error.into(),
        other => Wrong(other.to_string()).into(),
    }
}

/// What is accepted, and what its owner should know about it.
fn warn(metadata: &Metadata) {
    for warning in metadata
        .redirect_uris
        .iter()
        .filter_map(RegisteredUri::warning)
    {
        eprintln!("lanyard: warning: {warning}");
    }
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
        let logo = Logo::given(add.fields.logo.as_deref())?;
        add.fields.apply(&mut draft);
        if add.public {
            draft.auth_method = Some(AuthMethod::None);
        }
        let (name, metadata) = draft.check().map_err(|errors| mistakes(&errors))?;
        self.can_sign(&metadata)?;
        let owner = self.owner(add.owner.as_deref()).await?;
        self.register(name, metadata, owner, logo, add.json).await
    }

    async fn register(
        &self,
        name: String,
        metadata: Metadata,
        owner: Option<UserId>,
        logo: Logo,
        as_json: bool,
    ) -> anyhow::Result<()> {
        let new = New {
            owner,
            name,
            metadata,
        };
        let (actor, now) = (Actor::operator(), self.clock.now());
        let registered = register::register(&self.db, new, &actor, now).await;
        let Registered { client, secret } = registered.map_err(refused)?;
        self.set_logo(&client, logo).await?;
        warn(&client.metadata);
        let issuer = self.settings.issuer.as_str();
        print_registered(&client, secret.as_deref(), issuer, as_json)
    }

    async fn every_client(&self) -> anyhow::Result<Vec<Client>> {
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
                return Ok(all);
            }
        }
    }

    async fn list_clients(&self, which: &Which, as_json: bool) -> anyhow::Result<()> {
        let all = match which.is_everything() {
            true => self.every_client().await?,
            false => self.found_clients(which).await?,
        };
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
                    output::short(&client.name),
                    kind,
                    method,
                    state.into(),
                ]
            })
            .collect();
        output::table(["CLIENT_ID", "NAME", "KIND", "AUTH METHOD", "STATE"], &rows)
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
        let logo = Logo::given(update.fields.logo.as_deref())?;
        update.fields.apply(&mut draft);
        let (name, mut metadata) = draft.check().map_err(|errors| mistakes(&errors))?;
        self.can_sign(&metadata)?;
        metadata.self_registered = old.metadata.self_registered;
        metadata.vetted = update.vetted.unwrap_or(old.metadata.vetted);
        metadata.require_verified_email = update
            .require_verified_email
            .unwrap_or(old.metadata.require_verified_email);
        metadata.tokens_a_minute = match update.tokens_a_minute {
            Some(most) => TokensAMinute::try_from(most).ok(),
            None => old.metadata.tokens_a_minute,
        };
        let change = Change {
            name,
            metadata,
            on: match (update.disable, update.enable) {
                (true, _) => Some(false),
                (_, true) => Some(true),
                _ => None,
            },
        };
        warn(&change.metadata);
        let (actor, now) = (Actor::operator(), self.clock.now());
        let changed = change::change(&self.db, &old, change, &actor, now).await;
        let Changed::Done { secret } = changed.map_err(refused)? else {
            return Err(Wrong(format!(
                "somebody changed {} at the same moment, so nothing was stored; run the command again",
                update.id
            ))
            .into());
        };
        self.set_logo(&self.client(&update.id).await?, logo).await?;
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
        let secret = Secret::new(now);
        let old_until = if at_once { now } else { now.plus(OLD_SECRET) };
        let actor = Actor::operator();
        let rotated = secret::rotate(&self.db, &client, &secret, old_until, &actor, now).await?;
        if !rotated {
            return Err(Wrong(format!(
                "somebody rotated the secret of {id} at the same moment; run the command again"
            ))
            .into());
        }
        let secret = secret.text;
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
        let (actor, now) = (Actor::operator(), self.clock.now());
        remove::remove(&self.db, &client, &actor, now).await?;
        eprintln!("{} is deleted.", client.id);
        Ok(())
    }

    /// Whether there are keys for what the client wants signed.
    fn can_sign(&self, metadata: &Metadata) -> Result<(), Wrong> {
        match registration::unpublished(metadata, &self.settings.keys.algorithms) {
            Some(error) => Err(mistakes(&[error])),
            None => Ok(()),
        }
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
