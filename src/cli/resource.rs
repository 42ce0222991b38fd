//! `lanyard resource`

use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};

use super::client::AccessTokenAlgArg;
use super::{Exists, Global, NotFound, Store, Wrong, output};
use crate::audit::Actor;
use crate::clients::resource_servers::{self as acts, NotServed};
use crate::protocol::client::{AccessTokenFormat, SigningAlg};
use crate::protocol::ids::ClientId;
use crate::protocol::resource::is_same;
use crate::protocol::resource_server::{Identifier, ResourceServer, Rules};
use crate::store::{clients, resource_servers};

/// Apps that are named.
const MOST_APPS: i64 = 1_000;

const ADD: &str = "\
Examples:
  lanyard resource add https://orders.example --title \"Orders\" --scope \"orders:read orders:write\"
  lanyard resource add https://payroll.example --title \"Payroll\" --access-token-format opaque --asks-as payroll-k3x9qa
  lanyard resource add https://old.example --title \"Archive\" --access-token-format jwt --access-token-alg RS256

Apps get tokens for it once it is among their audiences: lanyard client update ID --audience https://orders.example";
const LIST: &str = "Examples:\n  lanyard resource list\n  lanyard resource list --json";
const SHOW: &str = "Examples:\n  lanyard resource show https://orders.example\n  lanyard resource show https://orders.example --json";
const UPDATE: &str = "\
Examples:
  lanyard resource update https://orders.example --scope \"orders:read\"
  lanyard resource update https://orders.example --access-token-alg default

What is given replaces what was there, the rest stays. Tokens follow from the next one on, within a second.";
const REMOVE: &str = "\
Example:
  lanyard resource remove https://orders.example --yes

It is taken out of the audiences of every app, so none gets tokens for it any more, by refresh tokens neither.";

/// Look after resource servers: what access tokens for them look like, and which scope words are their own.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Add a resource server
    #[command(after_help = ADD)]
    Add {
        /// Its URI, as apps ask for it (resource) and as tokens say (aud); or its client id
        identifier: String,
        /// Name as people read it
        #[arg(long)]
        title: String,
        #[command(flatten)]
        rules: RulesArgs,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// List resource servers
    #[command(after_help = LIST)]
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Show one resource server, and the apps that get tokens for it
    #[command(after_help = SHOW)]
    Show {
        /// Its URI, its client id, or the id that list prints
        resource: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Change a resource server
    #[command(after_help = UPDATE)]
    Update {
        /// Its URI, its client id, or the id that list prints
        resource: String,
        /// Another name as people read it
        #[arg(long)]
        title: Option<String>,
        #[command(flatten)]
        rules: RulesArgs,
    },
    /// Remove a resource server
    #[command(after_help = REMOVE)]
    Remove {
        /// Its URI, its client id, or the id that list prints
        resource: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, Clone, Args)]
pub struct RulesArgs {
    /// The scope words that are its own, with spaces between: tokens for another resource server do not have them
    #[arg(long, value_name = "SCOPE")]
    scope: Option<String>,
    /// What access tokens for it look like: at+jwt (RFC 9068), jwt, opaque, or default for what each app registered
    #[arg(long, value_enum, value_name = "FORMAT")]
    access_token_format: Option<FormatArg>,
    /// How access tokens for it are signed; default for what each app registered
    #[arg(long, value_enum, value_name = "ALG")]
    access_token_alg: Option<AccessTokenAlgArg>,
    /// Client as which it asks about tokens by introspection; empty for none
    #[arg(long, value_name = "CLIENT_ID")]
    asks_as: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatArg {
    #[value(name = "default")]
    Default,
    #[value(name = "at+jwt")]
    AtJwt,
    #[value(name = "jwt")]
    Jwt,
    #[value(name = "opaque")]
    Opaque,
}

impl From<FormatArg> for Option<AccessTokenFormat> {
    fn from(word: FormatArg) -> Self {
        match word {
            FormatArg::Default => None,
            FormatArg::AtJwt => Some(AccessTokenFormat::AtJwt),
            FormatArg::Jwt => Some(AccessTokenFormat::Jwt),
            FormatArg::Opaque => Some(AccessTokenFormat::Opaque),
        }
    }
}

impl RulesArgs {
    /// What is given replaces what was there.
    fn applied(self, mut rules: Rules) -> anyhow::Result<Rules> {
        if let Some(scope) = self.scope {
            let parsed = scope.parse();
            rules.scope = parsed.map_err(|error| Wrong(format!("--scope: {error}")))?;
        }
        if let Some(format) = self.access_token_format {
            rules.format = format.into();
        }
        if let Some(alg) = self.access_token_alg {
            rules.alg = alg.into();
        }
        match self.asks_as.as_deref() {
            None => {}
            Some("") => rules.asks_as = None,
            Some(id) => {
                let parsed = id.parse::<ClientId>();
                let id = parsed.map_err(|error| Wrong(format!("--asks-as {id}: {error}")))?;
                rules.asks_as = Some(id);
            }
        }
        Ok(rules)
    }
}

pub async fn run(global: &Global, command: Command) -> anyhow::Result<()> {
    let store = global.store().await?;
    let done = match command {
        Command::Add {
            identifier,
            title,
            rules,
            json,
        } => store.add_resource(&identifier, title, rules, json).await,
        Command::List { json } => store.list_resources(json).await,
        Command::Show { resource, json } => store.show_resource(&resource, json).await,
        Command::Update {
            resource,
            title,
            rules,
        } => store.update_resource(&resource, title, rules).await,
        Command::Remove { resource, yes } => store.remove_resource(&resource, yes).await,
    };
    store.close(done).await
}

fn refused(refusal: NotServed) -> anyhow::Error {
    match refusal {
        NotServed::Store(error) => error.into(),
        NotServed::Taken => Exists(refusal.to_string()).into(),
        NotServed::Gone => NotFound(refusal.to_string()).into(),
        other => Wrong(other.to_string()).into(),
    }
}

fn document(server: &ResourceServer) -> Value {
    let rules = &server.rules;
    json!({
        "id": server.id, "identifier": server.identifier.as_str(), "title": rules.title, "scope": rules.scope,
        "access_token_format": rules.format.map(AccessTokenFormat::as_str),
        "access_token_signed_response_alg": rules.alg.map(SigningAlg::as_str),
        "asks_as": rules.asks_as.as_ref().map(ClientId::as_str),
    })
}

/// `None` follows the app.
fn or_default(text: Option<&str>) -> String {
    text.unwrap_or("default").to_owned()
}

impl Store {
    async fn resources(&self) -> anyhow::Result<Vec<ResourceServer>> {
        let job = self.db.read(|c| Box::pin(resource_servers::list(c)));
        Ok(job.await?)
    }

    async fn resource(&self, named: &str) -> anyhow::Result<ResourceServer> {
        let all = self.resources().await?;
        let is_it = |one: &ResourceServer| {
            is_same(one.identifier.as_str(), named) || one.id.to_string() == named
        };
        all.into_iter().find(is_it).ok_or_else(|| {
            NotFound(format!(
                "there is no resource server \"{named}\"; see `lanyard resource list`"
            ))
            .into()
        })
    }

    async fn add_resource(
        &self,
        identifier: &str,
        title: String,
        rules: RulesArgs,
        json: bool,
    ) -> anyhow::Result<()> {
        let identifier = identifier
            .parse::<Identifier>()
            .map_err(|error| Wrong(format!("{identifier}: {error}")))?;
        let none = Rules {
            title,
            scope: Default::default(),
            format: None,
            alg: None,
            asks_as: None,
        };
        let wanted = (identifier, rules.applied(none)?);
        let (actor, now) = (Actor::operator(), self.clock.now());
        let algorithms = &self.settings.keys.algorithms;
        let made = acts::make(&self.db, wanted, algorithms, &actor, now).await;
        let made = made.map_err(refused)?;
        if json {
            return output::json(&document(&made));
        }
        self.show_resource(made.identifier.as_str(), false).await
    }

    async fn list_resources(&self, as_json: bool) -> anyhow::Result<()> {
        let all = self.resources().await?;
        if as_json {
            return output::json(&all.iter().map(document).collect());
        }
        let rows = all.into_iter().map(|one| {
            let rules = one.rules;
            [
                one.identifier.as_str().to_owned(),
                rules.title,
                or_default(rules.format.map(AccessTokenFormat::as_str)),
                or_default(rules.alg.map(SigningAlg::as_str)),
                rules.scope.to_string(),
                one.id.to_string(),
            ]
        });
        output::table(
            ["IDENTIFIER", "TITLE", "FORMAT", "ALGORITHM", "SCOPE", "ID"],
            &rows.collect::<Vec<_>>(),
        )
    }

    async fn show_resource(&self, named: &str, as_json: bool) -> anyhow::Result<()> {
        let server = self.resource(named).await?;
        let identifier = server.identifier.as_str().to_owned();
        let job = self.db.read(move |c| {
            Box::pin(async move { clients::naming(c, &identifier, None, MOST_APPS).await })
        });
        let apps: Vec<_> = job.await?.into_iter().map(|app| app.id).collect();
        if as_json {
            let mut shown = document(&server);
            shown["apps"] = json!(apps);
            return output::json(&shown);
        }
        let rules = server.rules;
        let apps: Vec<_> = apps.iter().map(ClientId::as_str).collect();
        let text = |text: String| (!text.is_empty()).then_some(text);
        output::pairs(&[
            ("Identifier", Some(server.identifier.as_str().to_owned())),
            ("Title", Some(rules.title)),
            ("Scope", text(rules.scope.to_string())),
            (
                "Access tokens",
                Some(or_default(rules.format.map(AccessTokenFormat::as_str))),
            ),
            (
                "Signed with",
                Some(or_default(rules.alg.map(SigningAlg::as_str))),
            ),
            ("Asks as", rules.asks_as.map(|id| id.to_string())),
            ("Apps", text(apps.join(", "))),
            ("Id", Some(server.id.to_string())),
        ])
    }

    async fn update_resource(
        &self,
        named: &str,
        title: Option<String>,
        rules: RulesArgs,
    ) -> anyhow::Result<()> {
        let server = self.resource(named).await?;
        let before = server.rules;
        let wanted = rules.applied(Rules {
            title: title.unwrap_or(before.title.clone()),
            ..before
        })?;
        let (actor, now) = (Actor::operator(), self.clock.now());
        let algorithms = &self.settings.keys.algorithms;
        let changed = acts::change(&self.db, server.id, wanted, algorithms, &actor, now).await;
        changed.map_err(refused)?;
        self.show_resource(server.identifier.as_str(), false).await
    }

    async fn remove_resource(&self, named: &str, yes: bool) -> anyhow::Result<()> {
        let server = self.resource(named).await?;
        let identifier = server.identifier.as_str();
        let question = format!("Remove {identifier}? No app gets tokens for it any more.");
        output::confirm(&question, yes)?;
        let (actor, now) = (Actor::operator(), self.clock.now());
        let removed = acts::remove(&self.db, server.id, &actor, now).await;
        let apps = removed.map_err(refused)?.len();
        eprintln!("{identifier} is removed, and so it is from {apps} apps.");
        Ok(())
    }
}
