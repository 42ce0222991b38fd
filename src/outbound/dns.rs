//! Text records of the Domain Name System (RFC 1035 §3.3.14), asked of one resolver: nothing else is called, so what may be called
//! does not matter.

use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{
    ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts,
};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::{Outbound, PATIENCE};
use crate::config::Resolver;

/// The most questions that are under way at once.
pub(super) const QUESTIONS: usize = 16;
/// How long one server of the resolver has, by one way.
const ONE_WAY: Duration = Duration::from_secs(2);
/// The most records that are read.
const MOST_RECORDS: usize = 100;

/// Why it is not known what records there are. That there are none is an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DnsError {
    /// It is no name, or too long.
    #[error("the host has no name that can be looked up")]
    Name,
    /// There is no `/etc/resolv.conf` that names a resolver.
    #[error("this server has no resolver")]
    NoResolver,
    /// Not within [`PATIENCE`].
    #[error("the resolver does not answer")]
    Late,
    /// Its answer is an error, or none.
    #[error("the resolver cannot find out")]
    Failed,
    /// Too many others are asked at the moment.
    #[error("too many other names are looked up")]
    Busy,
}

/// The questions of this server.
#[derive(Debug)]
pub(super) struct Dns {
    resolver: Option<Resolver>,
    places: Semaphore,
}

impl Dns {
    pub(super) fn new(resolver: Option<Resolver>) -> Self {
        let places = Semaphore::new(QUESTIONS);
        Self { resolver, places }
    }

    /// A resolver for one question: it keeps no answer, and sees when the machine's settings have changed.
    fn resolver(&self) -> Result<TokioResolver, DnsError> {
        let failed = |error: NetError| {
            tracing::warn!(%error, "there is no resolver");
            DnsError::NoResolver
        };
        let mut builder = match self.resolver {
            None => TokioResolver::builder_tokio().map_err(failed)?,
            Some(Resolver { address, port }) => {
                let ways = [ConnectionConfig::udp(), ConnectionConfig::tcp()];
                let ways = ways.map(|mut way| {
                    way.port = port;
                    way
                });
                // What one resolver says there is not is not.
                let server = NameServerConfig::new(address, true, ways.to_vec());
                let config = ResolverConfig::from_name_servers(vec![server]);
                TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
            }
        };
        let options: &mut ResolverOpts = builder.options_mut();
        options.cache_size = 0;
        options.use_hosts_file = ResolveHosts::Never;
        options.timeout = ONE_WAY;
        // Once: whoever wants to know asks again.
        options.attempts = 0;
        options.num_concurrent_reqs = 1;
        builder.build().map_err(failed)
    }

    async fn ask(&self, name: Name) -> Result<Vec<String>, DnsError> {
        let resolver = self.resolver()?;
        let answer = match resolver.lookup(name.clone(), RecordType::TXT).await {
            Ok(answer) => answer,
            Err(error) if error.is_no_records_found() => return Ok(Vec::new()),
            Err(error) => {
                tracing::debug!(%error, %name, "the name is not looked up");
                return Err(match error {
                    NetError::Timeout => DnsError::Late,
                    NetError::Busy => DnsError::Busy,
                    _ => DnsError::Failed,
                });
            }
        };
        // Of this name alone: what another one says, to which this one refers, is the word of whoever has that.
        let own = answer.answers().iter().filter(|record| record.name == name);
        let texts = own.filter_map(|record| match &record.data {
            RData::TXT(text) => Some(text.txt_data.concat()),
            _ => None,
        });
        let texts = texts.take(MOST_RECORDS);
        Ok(texts
            .map(|text| String::from_utf8_lossy(&text).into_owned())
            .collect())
    }
}

impl Outbound {
    /// The text records of exactly this name, `"_lanyard-challenge.notes.example"`; none where there are none.
    ///
    /// # Errors
    /// When that is not known.
    pub async fn texts(&self, name: &str) -> Result<Vec<String>, DnsError> {
        // With a dot behind it: no domain of this machine is put there.
        let name = format!("{}.", name.trim_end_matches('.'));
        let name = Name::from_ascii(name).map_err(|_| DnsError::Name)?;
        let dns = &self.0.dns;
        let asked = async {
            let place = dns.places.acquire().await;
            let _place = place.map_err(|_| DnsError::Busy)?;
            dns.ask(name).await
        };
        let answered = timeout(PATIENCE, asked).await;
        answered.unwrap_or(Err(DnsError::Late))
    }
}
