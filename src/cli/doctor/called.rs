//! An address of an app, called as the server would call it.

use crate::clock::Clock;
use crate::config::Settings;
use crate::ops::precondition::Finding;
use crate::outbound::{Outbound, OutboundError};

/// What comes of calling it, by the rules of `[outbound]`. Any answer will do: what an app says to a request that means nothing to it is
/// its own affair.
pub async fn of_address(settings: &Settings, address: &str) -> Finding {
    let outbound = match Outbound::new(&settings.outbound, Clock::System) {
        Ok(outbound) => outbound,
        Err(error) => return Finding::problem("calls", error.to_string(), ""),
    };
    let answers = |what: &str| Finding::ok("calls", format!("{address} answers {what}"));
    let error = match outbound.get(address, &["text/html"]).await {
        Ok(answer) => return answers(&answer.status.to_string()),
        Err(OutboundError::MediaType { .. } | OutboundError::Long) => return answers("well"),
        Err(error) => error,
    };
    let fix = match error {
        OutboundError::Address => "write a whole address that begins with https://",
        OutboundError::Port => "name its origin in outbound.allow, or let the app listen on 443",
        OutboundError::Host => {
            "look its name up; if it leads into your own network, name the origin or the network in outbound.allow"
        }
        OutboundError::Connection | OutboundError::Late => {
            "does the app run, and does a firewall let this machine out?"
        }
        OutboundError::Tls(_) => {
            "give the app a certificate for its name; one of your own authority needs outbound.extra_root_file, and a container its \
             ca-certificates"
        }
        _ => "look at what answers there",
    };
    Finding::problem("calls", format!("{address}: {error}"), fix)
}
