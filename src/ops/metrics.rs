//! Prometheus metrics, on a listener of their own (attacks: HT-22).

use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::http::header::CONTENT_TYPE;
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

/// `GET /metrics`, and nothing else.
pub fn router(handle: PrometheusHandle) -> Router {
    let page = move || {
        let text = handle.render();
        async move { ([(CONTENT_TYPE, "text/plain; version=0.0.4")], text) }
    };
    Router::new().route("/metrics", get(page))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

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
