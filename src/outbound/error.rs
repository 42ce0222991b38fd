//! Why a request did not succeed, as an app's owner may know it.

/// Why there is no answer. Short reasons, fit for the owner of the app that was to be called; none tells what is behind an address
/// that may not be called, not even whether there is a host of that name (SF-08).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutboundError {
    /// Not absolute, not https, or with credentials (SF-06, SF-12).
    #[error("the address is not an https address without credentials")]
    Address,
    /// Neither 443 nor a port that the operator named (SF-06).
    #[error("the port is not 443, and not one that the operator allows")]
    Port,
    /// Nobody knows the host, or it may not be called (SF-01, SF-02).
    #[error("the host is not known, or not one that may be called")]
    Host,
    /// Nothing accepted the connection.
    #[error("no connection is accepted")]
    Connection,
    /// The certificate, or what TLS it speaks (SF-09).
    #[error("the connection is not secure: {0}")]
    Tls(&'static str),
    /// Not within [`PATIENCE`](super::PATIENCE).
    #[error("no answer within {} s", super::PATIENCE.as_secs())]
    Late,
    /// The connection ended, or what came is not HTTP.
    #[error("the answer breaks off, or is not HTTP")]
    Broken,
    /// More than [`LONGEST`](super::LONGEST).
    #[error("the answer is longer than {} kB", super::LONGEST / 1024)]
    Long,
    /// Another kind of document than what was asked for.
    #[error("the answer is not {expected}")]
    MediaType {
        /// What would have been right: `"application/json"`.
        expected: String,
    },
    /// Too many other requests are under way; this one was not sent.
    #[error("too many other requests are under way")]
    Busy,
}

impl OutboundError {
    /// A stable word for programs: `"certificate"`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Port => "port",
            Self::Host => "host",
            Self::Connection => "connection",
            Self::Tls(_) => "tls",
            Self::Late => "late",
            Self::Broken => "broken",
            Self::Long => "long",
            Self::MediaType { .. } => "media_type",
            Self::Busy => "busy",
        }
    }

    /// Whether another request to the same host would end in the same way, for a while.
    pub(super) fn is_of_the_host(&self) -> bool {
        matches!(
            self,
            Self::Host | Self::Connection | Self::Tls(_) | Self::Late
        )
    }
}
