//! `lanyard client verify-host`

use crate::audit::Actor;
use crate::cli::{Store, Wrong, output};
use crate::clients::host::{NotProven, prove};
use crate::outbound::Outbound;
use crate::protocol::client::host::{PATH, line, named};

impl Store {
    /// Fetches the file of a host of the app, the first that it names unless another one is, and keeps what it proves.
    pub(super) async fn verify_host(&self, id: &str, host: Option<String>) -> anyhow::Result<()> {
        let client = self.client(id).await?;
        let hosts = named(&client.metadata);
        let Some(host) = host.or_else(|| hosts.first().cloned()) else {
            return Err(Wrong("the app names no host by https".into()).into());
        };
        if !hosts.contains(&host) {
            let known = hosts.join(", ");
            return Err(Wrong(format!("the app does not name {host}; it names {known}")).into());
        }
        let issuer = self.settings.issuer.as_str();
        let (url, wanted) = (format!("https://{host}{PATH}"), line(issuer, &client.id));
        let outbound = Outbound::new(&self.settings.outbound, self.clock.clone())?;
        let file = match outbound.get(&url, &["text/plain"]).await {
            Ok(answer) if answer.status == 200 => {
                String::from_utf8_lossy(&answer.body).into_owned()
            }
            Ok(answer) => {
                let status = answer.status;
                return Err(Wrong(format!(
                    "{url} answered {status}; put this line there:\n{wanted}"
                ))
                .into());
            }
            Err(error) => {
                return Err(
                    Wrong(format!("{url}: {error}; put this line there:\n{wanted}")).into(),
                );
            }
        };
        let (actor, now) = (Actor::operator(), self.clock.now());
        match prove(&self.db, &client, (&host, &file), issuer, &actor, now).await {
            Ok(true) => output::line(&format!("{host} is verified")),
            Ok(false) => Err(Wrong("the app was changed meanwhile; try again".into()).into()),
            Err(NotProven::Client(error)) => Err(super::refused(error)),
            Err(error @ (NotProven::NotNamed | NotProven::NoLine)) => {
                Err(Wrong(format!("{url}: {error}: {wanted}")).into())
            }
        }
    }
}
