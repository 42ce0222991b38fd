//! `lanyard client access`, `assign`, `unassign`, `map-claim`, `unmap-claim` and `preview`.

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::refused;
use crate::audit::Actor;
use crate::cli::{Store, Wrong, output};
use crate::clients::access::{self, Assignee, NotMapped};
use crate::clients::change::Changed;
use crate::protocol::claims::mapping::{ClaimMapping, Place};
use crate::protocol::client::Client;
use crate::protocol::membership::RoleName;
use crate::protocol::scope::ScopeSet;
use crate::store::{assignments, groups, owners};
use crate::tokens::preview::preview;

pub const ACCESS: &str = "\
Examples:
  lanyard client access photos-k3x9qa
  lanyard client access photos-k3x9qa --only assigned
  lanyard client access photos-k3x9qa --only everybody

Without --only it says who may use it. Whoever may not sees a page that says whom to ask; the app gets access_denied, no refresh works,
and introspection calls their tokens inactive.";
pub const ASSIGN: &str = "\
Examples:
  lanyard client assign photos-k3x9qa --group engineering
  lanyard client assign photos-k3x9qa --user ada --role Admin

Roles are what the app makes of them; it reads them in the claim `roles` when it asks for that scope. They matter also where everybody may
use it.";
pub const UNASSIGN: &str = "\
Examples:
  lanyard client unassign photos-k3x9qa --group engineering
  lanyard client unassign photos-k3x9qa --user ada --role Admin";
pub const MAP: &str = "\
Examples:
  lanyard client map-claim grafana-k3x9qa role --from text:Admin --in id_token --for ops
  lanyard client map-claim grafana-k3x9qa role --from text:Viewer --in id_token
  lanyard client map-claim gitea-k3x9qa login --from user.preferred_username --in id_token --in userinfo

Sources: groups, roles, device_key (the thumbprint of the key of the device that the sign-in is bound to), user.CLAIM (a standard claim,
told only when its scope was allowed) and text:VALUE. Of several of one name the first that is for the person counts. Look at the outcome with `lanyard client preview`.";
pub const UNMAP: &str = "Example:\n  lanyard client unmap-claim grafana-k3x9qa role";
pub const PREVIEW: &str = "\
Examples:
  lanyard client preview grafana-k3x9qa ada
  lanyard client preview grafana-k3x9qa ada --scope \"openid groups\"

Nothing is signed and nothing is stored.";

pub const SHARE: &str = "\
Examples:
  lanyard client share photos-k3x9qa --user ada
  lanyard client share photos-k3x9qa --group platform

They look after it beside whoever registered it: they see its page and its errors, change it and rotate its secret. Take it back with
`lanyard client unshare`.";
pub const UNSHARE: &str = "Example:\n  lanyard client unshare photos-k3x9qa --user ada";

/// Who may use an app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Only {
    /// Whoever has an account
    Everybody,
    /// Whoever is assigned, or is in a group that is
    Assigned,
}

#[derive(Debug, Args)]
pub struct Access {
    /// client_id
    pub id: String,
    /// Who may use it from now on
    #[arg(long, value_enum)]
    pub only: Option<Only>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = true, id = "who")]
pub struct Who {
    /// User name, e-mail address or id; may be repeated
    #[arg(long, group = "who")]
    pub user: Vec<String>,
    /// Name of a group; may be repeated
    #[arg(long, group = "who")]
    pub group: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Assign {
    /// client_id
    pub id: String,
    #[command(flatten)]
    pub who: Who,
    /// What they are there [default: they may use it]
    #[arg(long)]
    pub role: Option<String>,
}

#[derive(Debug, Args)]
pub struct Share {
    /// client_id
    pub id: String,
    #[command(flatten)]
    pub who: Who,
}

#[derive(Debug, Args)]
pub struct Map {
    /// client_id
    pub id: String,
    /// Name of the claim
    pub claim: String,
    /// groups, roles, device_key, user.CLAIM or text:VALUE
    #[arg(long, value_name = "SOURCE")]
    pub from: String,
    /// id_token, userinfo or access_token; may be repeated
    #[arg(long = "in", value_name = "PLACE", required = true)]
    pub places: Vec<String>,
    /// Only for members of this group; may be repeated
    #[arg(long = "for", value_name = "GROUP")]
    pub groups: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Preview {
    /// client_id
    pub id: String,
    /// User name, e-mail address or id
    pub user: String,
    /// Scope that they would allow [default: all that the app registered]
    #[arg(long)]
    pub scope: Option<String>,
}

fn not_mapped(refusal: NotMapped) -> anyhow::Error {
    match refusal {
        NotMapped::NotChanged(other) => refused(other),
        other => Wrong(other.to_string()).into(),
    }
}

impl Store {
    pub(super) async fn client_access(&self, asked: Access) -> anyhow::Result<()> {
        let client = self.client(&asked.id).await?;
        if let Some(only) = asked.only {
            let (actor, now) = (Actor::operator(), self.clock.now());
            let restricted = only == Only::Assigned;
            access::restrict(&self.db, &client.id, restricted, &actor, now).await?;
        }
        self.show_access(&client, asked.json).await
    }

    async fn show_access(&self, client: &Client, as_json: bool) -> anyhow::Result<()> {
        const MOST_SHOWN: i64 = 1_000;
        let id = client.id.clone();
        let job = self.db.read(move |c| {
            Box::pin(async move {
                let restricted = assignments::is_restricted(c, &id).await?;
                let people = assignments::users(c, &id, None, MOST_SHOWN).await?;
                let groups = assignments::groups(c, &id).await?;
                Ok((restricted, people, groups, owners::of(c, &id).await?))
            })
        });
        let (restricted, people, groups, owners) = job.await?;
        let owners: Vec<_> = owners.into_iter().map(|one| one.called).collect();
        let (people, groups): (Vec<_>, Vec<_>) = (
            people
                .into_iter()
                .map(|one| (one.login, one.role))
                .collect(),
            groups
                .into_iter()
                .map(|one| (one.name.to_string(), one.role))
                .collect(),
        );
        let only = match restricted {
            true => "assigned",
            false => "everybody",
        };
        if as_json {
            let list = |kind: &str, all: &[(String, String)]| -> Value {
                all.iter()
                    .map(|(name, role)| json!({kind: name, "role": role}))
                    .collect()
            };
            return output::json(&json!({
                "client_id": client.id, "only": only, "users": list("user", &people), "groups": list("group", &groups),
                "looked_after_by": owners,
            }));
        }
        let list = |all: Vec<(String, String)>| {
            let said = all.into_iter().map(|(name, role)| match role.is_empty() {
                true => name,
                false => format!("{name} ({role})"),
            });
            let said: Vec<_> = said.collect();
            (!said.is_empty()).then(|| said.join(", "))
        };
        output::pairs(&[
            ("client_id", Some(client.id.to_string())),
            ("May use it", Some(only.to_owned())),
            ("Groups", list(groups)),
            ("People", list(people)),
            (
                "Looked after by",
                (!owners.is_empty()).then(|| owners.join(", ")),
            ),
        ])
    }

    pub(super) async fn assign(&self, asked: Assign, on: bool) -> anyhow::Result<()> {
        let client = self.client(&asked.id).await?;
        let role: Option<RoleName> = match asked.role.as_deref() {
            None | Some("") => None,
            Some(role) => {
                let role = role.parse();
                Some(role.map_err(|error| Wrong(format!("--role: {error}")))?)
            }
        };
        let assignees = self.assignees(&asked.who).await?;
        let (db, actor, now) = (&self.db, Actor::operator(), self.clock.now());
        for assignee in assignees {
            let role = role.clone();
            let given = (assignee, access::Share::Use(role), on);
            access::set(db, &client.id, given, &actor, now).await?;
        }
        self.show_access(&client, false).await
    }

    /// Everybody who was named; nobody when one of them is not there.
    async fn assignees(&self, who: &Who) -> anyhow::Result<Vec<Assignee>> {
        let mut assignees = Vec::new();
        for user in &who.user {
            assignees.push(Assignee::Person(self.user_id(user).await?));
        }
        for group in &who.group {
            let group = self.group(group).await?;
            assignees.push(Assignee::Group(group.id, group.name));
        }
        Ok(assignees)
    }

    pub(super) async fn share(&self, asked: Share, on: bool) -> anyhow::Result<()> {
        let client = self.client(&asked.id).await?;
        let (db, actor, now) = (&self.db, Actor::operator(), self.clock.now());
        for with in self.assignees(&asked.who).await? {
            access::set(db, &client.id, (with, access::Share::Own, on), &actor, now).await?;
        }
        self.show_access(&client, false).await
    }

    pub(super) async fn map_claim(&self, asked: Map) -> anyhow::Result<()> {
        let client = self.client(&asked.id).await?;
        let mut groups = Vec::new();
        for group in &asked.groups {
            groups.push(self.group(group).await?.name);
        }
        let place = |text: &String| {
            let found = Place::ALL.into_iter().find(|place| place.as_str() == text);
            found.ok_or_else(|| {
                Wrong(format!(
                    "--in {text}: expected id_token, userinfo or access_token"
                ))
            })
        };
        let source = asked.from.parse();
        let mapping = ClaimMapping {
            claim: asked.claim,
            from: source.map_err(|error| Wrong(format!("--from {}: {error}", asked.from)))?,
            places: asked.places.iter().map(place).collect::<Result<_, _>>()?,
            groups,
        };
        let mut mappings = client.metadata.claim_mappings.clone();
        mappings.push(mapping);
        self.set_mappings(&client, mappings).await
    }

    pub(super) async fn unmap_claim(&self, id: &str, claim: &str) -> anyhow::Result<()> {
        let client = self.client(id).await?;
        let mut mappings = client.metadata.claim_mappings.clone();
        mappings.retain(|mapping| mapping.claim != claim);
        if mappings.len() == client.metadata.claim_mappings.len() {
            return Err(Wrong(format!(
                "{id} has no claim {claim}; see `lanyard client show {id}`"
            ))
            .into());
        }
        self.set_mappings(&client, mappings).await
    }

    async fn set_mappings(
        &self,
        client: &Client,
        mappings: Vec<ClaimMapping>,
    ) -> anyhow::Result<()> {
        let (actor, now) = (Actor::operator(), self.clock.now());
        let set = access::map_claims(&self.db, client, mappings.clone(), &actor, now).await;
        let Changed::Done { .. } = set.map_err(not_mapped)? else {
            return Err(Wrong(format!(
                "somebody changed {} at the same moment, so nothing was stored; run the command again",
                client.id
            ))
            .into());
        };
        output::json(&json!(mappings))
    }

    pub(super) async fn preview(&self, asked: Preview) -> anyhow::Result<()> {
        let (client, user) = (self.client(&asked.id).await?, self.user(&asked.user).await?);
        let scope = match &asked.scope {
            None => client.metadata.scope.clone(),
            Some(text) => {
                let scope: Result<ScopeSet, _> = text.parse();
                let scope = scope.map_err(|error| Wrong(format!("--scope: {error}")))?;
                client.heeded(scope, &client.metadata.scope)
            }
        };
        let (id, of) = (client.id.clone(), user.id);
        let job = self.db.read(move |c| {
            Box::pin(async move {
                let membership = groups::membership(c, of, &id).await?;
                Ok((membership, assignments::is_admitted(c, &id, of).await?))
            })
        });
        let (membership, admitted) = job.await?;
        if !admitted {
            eprintln!(
                "{} may not use {}: nothing of this is told.",
                user.login, client.id
            );
        }
        let now = self.clock.now();
        let shown = preview(&self.settings, &client, (&user, &membership), &scope, now)?;
        output::json(&serde_json::to_value(shown)?)
    }
}
