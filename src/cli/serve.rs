//! `lanyard serve`

use std::time::Duration;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::Global;
use crate::app::App;
use crate::clock::Clock;
use crate::config::{Flags, MetricsSettings, Settings, warnings};
use crate::ops::health;
use crate::ops::{self, cleanup, metrics, startup, telemetry};
use crate::router::router;

const EXAMPLES: &str = "\
Examples:
  lanyard serve                                                       on this machine, with SQLite
  lanyard serve --issuer https://id.example.com                       behind a proxy that ends TLS
  LANYARD_DATABASE=postgres://lanyard:…@db/lanyard lanyard serve      one of several nodes";

/// Run the server
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Address to accept connections on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
}

pub fn run(global: &Global, args: &Args) -> anyhow::Result<()> {
    let listen = args
        .listen
        .iter()
        .map(|listen| ("listen", "--listen", listen.clone()));
    let settings = global.settings(Flags(listen.collect()))?;
    telemetry::init(&settings.log).map_err(anyhow::Error::from_boxed)?;
    for warning in warnings(&settings) {
        tracing::warn!("{warning}");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let done = runtime.block_on(serve(settings));
    // Password hashes under way are of no use to anybody any more.
    runtime.shutdown_timeout(Duration::from_secs(1));
    done
}

async fn serve(settings: Settings) -> anyhow::Result<()> {
    // Taken first, so that a signal during the start is not lost.
    let (mut terminate, mut interrupt) = (
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
    );
    let metrics = serve_metrics(&settings).await?;
    let app = App::open(settings, Clock::System).await?;
    let listener = bind(app.settings.listen, "listen").await?;

    let health = startup::health(app.db.clone(), app.clock.clone());
    let router = ops::intake(
        router(&app).merge(health::router(health.clone())),
        &app.settings,
    );
    let router = health::part(router, health.clone());
    app.keep_fresh();
    tokio::spawn(cleanup::run(
        app.db.clone(),
        app.clock.clone(),
        app.passwords.clone(),
    ));
    tracing::info!(
        issuer = app.issuer(),
        address = %listener.local_addr()?,
        database = %app.settings.database,
        metrics = metrics.as_deref().unwrap_or("off"),
        version = env!("CARGO_PKG_VERSION"),
        "ready"
    );

    let mut limits = app.settings.limits.clone();
    let notice = limits.notice_time.min(limits.drain_time);
    limits.drain_time -= notice;
    let stop = async move {
        let at_terminal = tokio::select! {
            _ = terminate.recv() => false,
            _ = interrupt.recv() => true,
        };
        health.drain();
        // Nobody at a terminal has a load balancer that must be told first, nor does whoever insists.
        if !at_terminal {
            tracing::info!("stopping: not ready any more");
            tokio::select! {
                () = tokio::time::sleep(notice) => {}
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
        tracing::info!("stopping: finishing what is under way");
    };
    ops::serve::serve(listener, router, &limits, &app.settings.proxy, stop).await;
    app.record_failures().await;
    app.db.close().await;
    tracing::info!("stopped");
    Ok(())
}

async fn bind(address: std::net::SocketAddr, key: &str) -> anyhow::Result<TcpListener> {
    let bound = TcpListener::bind(address).await;
    bound.with_context(|| {
        format!("cannot listen on {address}; choose another `{key}`, or stop what listens there")
    })
}

/// Starts the listener of metrics; where it is.
async fn serve_metrics(settings: &Settings) -> anyhow::Result<Option<String>> {
    let Some(address) = settings.metrics.listen else {
        return Ok(None);
    };
    let listener = match bind(address, "metrics.listen").await {
        Ok(listener) => listener,
        // A second server on this machine, for which nobody chose an address.
        Err(error) if address == MetricsSettings::DEFAULT => {
            tracing::warn!("no metrics: {error:#}");
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let handle = metrics::install()?;
    let router = metrics::router(handle.clone());
    let (limits, proxy) = (settings.limits.clone(), settings.proxy.clone());
    tokio::spawn(metrics::keep_up(handle));
    tokio::spawn(async move {
        ops::serve::serve(listener, router, &limits, &proxy, std::future::pending()).await;
    });
    Ok(Some(address.to_string()))
}
