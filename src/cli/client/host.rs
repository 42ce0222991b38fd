//! `lanyard client verify-host`

use super::args::WayArg;
use crate::audit::Actor;
use crate::cli::{Store, Wrong, output};
use crate::clients::host::{NotProven, prove};
use crate::outbound::Outbound;
use crate::protocol::client::host::{PATH, line, named, record};

impl Store {
    /// Looks for the line at a host of the app, the first that it names unless another one is, and keeps what it proves.
    pub(super) async fn verify_host(
        &self,
        id: &str,
        host: Option<String>,
        by: WayArg,
    ) -> anyhow::Result<()> {
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
        let wanted = line(issuer, &client.id);
        let outbound = Outbound::new(&self.settings.outbound, self.clock.clone())?;
        let (place, found) = match by {
            WayArg::File => {
                let url = format!("https://{host}{PATH}");
                let found = match outbound.get(&url, &["text/plain"]).await {
                    Ok(answer) if answer.status == 200 => {
                        Ok(vec![String::from_utf8_lossy(&answer.body).into_owned()])
                    }
                    Ok(answer) => Err(format!("it answered {}", answer.status)),
                    Err(error) => Err(error.to_string()),
                };
                (url, found)
            }
            WayArg::Dns => {
                let name = record(&host).ok_or_else(|| Wrong(format!("{host} has no name")))?;
                let found = outbound.texts(&name).await;
                (name, found.map_err(|error| error.to_string()))
            }
        };
        let texts = found
            .map_err(|why| Wrong(format!("{place}: {why}; put this line there:\n{wanted}")))?;
        let (actor, now) = (Actor::operator(), self.clock.now());
        match prove(&self.db, &client, (&host, &texts), issuer, &actor, now).await {
            Ok(true) => output::line(&format!("{host} is verified")),
            Ok(false) => Err(Wrong("the app was changed meanwhile; try again".into()).into()),
            Err(NotProven::Client(error)) => Err(super::refused(error)),
            Err(error @ (NotProven::NotNamed | NotProven::NoLine)) => {
                Err(Wrong(format!("{place}: {error}: {wanted}")).into())
            }
        }
    }
}
