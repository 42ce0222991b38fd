//! Prometheus metrics, on a listener of their own (attacks: HT-22).

use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// Upper bounds in seconds, from a prepared answer to one that waited for a password hash.
const SECONDS: [f64; 13] = [
    0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 15.0,
];
/// Upper bounds of counts: the jobs in one transaction of the writer.
const COUNTS: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];
/// How often collected samples are folded into their buckets; they pile up in between.
const UPKEEP: Duration = Duration::from_secs(5);

/// Collects metrics of the whole process from now on.
///
/// # Errors
/// When something else in this process does so already.
pub fn install() -> anyhow::Result<PrometheusHandle> {
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &SECONDS)
        .and_then(|builder| {
            builder.set_buckets_for_metric(Matcher::Suffix("_jobs".into()), &COUNTS)
        })
        .context("there are no buckets without bounds")?
        .build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder)
        .ok()
        .context("metrics are collected by something else already")?;
    metrics::gauge!("lanyard_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    Ok(handle)
}

/// Folds samples into buckets until the process ends.
pub async fn keep_up(handle: PrometheusHandle) {
    let mut ticks = tokio::time::interval(UPKEEP);
    loop {
        ticks.tick().await;
        handle.run_upkeep();
    }
}

/// `GET /metrics`, and nothing else; to programs only. A page in a browser of this machine could read it under a name of its own
/// (DNS rebinding, attack row FI-17), so `Host` has to be an address or a name of the machine itself, and no browser is answered.
pub fn router(handle: PrometheusHandle) -> Router {
    let page = move || {
        let text = handle.render();
        async move { ([(CONTENT_TYPE, "text/plain; version=0.0.4")], text) }
    };
    Router::new()
        .route("/metrics", get(page))
        .layer(from_fn(programs_only))
}

async fn programs_only(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let browser = headers.contains_key("sec-fetch-site") || headers.contains_key(ORIGIN);
    let authority = request
        .uri()
        .authority()
        .map(|authority| authority.as_str().as_bytes());
    let host = authority.or_else(|| headers.get(HOST).map(HeaderValue::as_bytes));
    match !browser && host.is_some_and(is_of_a_machine) {
        true => next.run(request).await,
        false => StatusCode::FORBIDDEN.into_response(),
    }
}

/// An IP address, or a name without dots or below a domain that is not public: what a scraper in the same network uses.
fn is_of_a_machine(host: &[u8]) -> bool {
    let Ok(host) = std::str::from_utf8(host) else {
        return false;
    };
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => return address.parse::<Ipv6Addr>().is_ok(),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    let private = [".internal", ".local", ".localhost", ".svc", ".lan", ".test"];
    name.parse::<Ipv4Addr>().is_ok()
        || (!name.is_empty() && !name.contains('.'))
        || private.iter().any(|suffix| name.ends_with(suffix))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn fi_17_metrics_answer_to_addresses_and_private_names() {
        for (host, of_a_machine) in [
            ("127.0.0.1:9464", true),
            ("[::1]:9464", true),
            ("[::1]", true),
            ("localhost:9464", true),
            ("lanyard-1:9464", true),
            ("lanyard.prod.svc", true),
            ("node.internal:9464", true),
            ("evil.example", false),
            ("evil.example:9464", false),
            ("127.0.0.1.evil.example", false),
            ("[evil.example]", false),
            ("", false),
        ] {
            assert_eq!(
                super::is_of_a_machine(host.as_bytes()),
                of_a_machine,
                "{host}"
            );
        }
    }

    /// Names of metrics in the sources below `directory`.
    fn names(directory: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                names(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let quoted = text.split("!(\"lanyard_").skip(1);
                found.extend(
                    quoted.filter_map(|rest| Some(format!("lanyard_{}", rest.split('"').next()?))),
                );
            }
        }
    }

    #[test]
    fn every_metric_is_explained() {
        let manual = include_str!("../../docs/operating.md");
        let mut found = Vec::new();
        names(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut found,
        );
        assert!(found.len() > 10, "{found:?}");
        for name in found.iter().filter(|name| !name.contains('{')) {
            assert!(
                manual.contains(&name[..]),
                "docs/operating.md does not explain {name}"
            );
        }
    }
}
