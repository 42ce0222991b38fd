//! `lanyard serve`

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::config::passed_over;
use super::reload::Reload;
use super::{Global, ask, start};
use crate::accounts::setup;
use crate::app::App;
use crate::clock::Clock;
use crate::config::{Flags, MetricsSettings, Settings, warnings};
use crate::ops::health;
use crate::ops::tls::Tls;
use crate::ops::{self, cleanup, hashes, metrics, startup, telemetry};
use crate::router::router;

const EXAMPLES: &str = "\
Examples:
  lanyard serve                                                       on this machine, with SQLite
  lanyard serve --issuer https://id.example.com                       behind a proxy that ends TLS
  LANYARD_DATABASE=postgres://lanyard:…@db/lanyard lanyard serve      one of several nodes

Where nobody has an account yet, the start prints a setup code: /setup makes the first administrator with it, within an hour.

SIGTERM and Ctrl-C stop it when what is under way is done. SIGHUP reads the settings again: log.level holds at once, the log
says of the others that they wait for the next start.";

/// Run the server
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Address to accept connections on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
}

pub fn run(global: &Global, args: &Args) -> anyhow::Result<()> {
    let (global, listen) = (global.clone(), args.listen.clone());
    let load = move || {
        let listen = listen.iter();
        let flags = listen.map(|listen| ("listen", "--listen", listen.clone()));
        global.load(Flags(flags.collect()))
    };
    let loaded = load()?;
    let log = telemetry::init(&loaded.settings.log).map_err(anyhow::Error::from_boxed)?;
    for warning in warnings(&loaded.settings)
        .into_iter()
        .chain(passed_over(&loaded))
    {
        tracing::warn!("{warning}");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let settings = loaded.settings;
    let reload = Reload {
        load: Box::new(load),
        log,
        settings: settings.clone(),
    };
    let done = runtime.block_on(serve(settings, reload));
    // Password hashes under way are of no use to anybody any more.
    runtime.shutdown_timeout(Duration::from_secs(1));
    done
}

async fn serve(settings: Settings, reload: Reload) -> anyhow::Result<()> {
    // Taken first, so that a signal during the start is not lost, and none ends the process by itself.
    let (mut terminate, mut interrupt, hang_up) = (
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
        signal(SignalKind::hangup())?,
    );
    start::check(&settings)?;
    let tls = Tls::open(&settings.tls)?;
    let metrics = serve_metrics(&settings).await?;
    let app = App::open(settings, Clock::System).await?;
    let listener = bind(app.settings.listen, "listen").await?;
    start::check_database(&app).await?;

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
        app.mailing.clone(),
        app.settings.session.idle,
    ));
    if app.settings.metrics.listen.is_some() {
        let count = hashes::keep_counted(app.db.clone(), app.settings.hashing());
        tokio::spawn(count);
    }
    tracing::info!(
        issuer = app.issuer(),
        address = %listener.local_addr()?,
        tls = if tls.is_some() { "on" } else { "off" },
        database = %app.settings.database,
        metrics = metrics.as_deref().unwrap_or("off"),
        version = env!("CARGO_PKG_VERSION"),
        "ready"
    );
    say_where_to_go(&app).await;
    if let Some(tls) = &tls {
        tokio::spawn(tls.clone().keep_up());
    }
    tokio::spawn(reload.whenever(hang_up, app.clone(), tls.clone()));

    let mut serving = app.settings.clone();
    let notice = serving.limits.notice_time.min(serving.limits.drain_time);
    serving.limits.drain_time -= notice;
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
    ops::serve::serve_as(listener, router, &serving, tls.as_ref(), stop).await;
    app.outbox.drain().await;
    app.record_failures().await;
    app.db.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// The first line that somebody needs who started it by hand.
async fn say_where_to_go(app: &App) {
    tracing::info!("open {} in a browser", app.issuer());
    if matches!(app.is_settled().await, Ok(false)) {
        // Only here is the code ever written: its row has a hash.
        match setup::open(&app.db, app.clock.now()).await {
            Ok(Some(code)) => tracing::warn!(
                "to make the first administrator, open {} and type this setup code: {code}. It works once, within the next hour",
                app.url("/setup")
            ),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "there is no setup code"),
        }
        tracing::warn!(
            "there is no administrator yet; by command it is: lanyard user add NAME --email ADDRESS --name \"FULL NAME\" --admin, then \
             lanyard user set-password NAME"
        );
    }
}

async fn bind(address: SocketAddr, key: &str) -> anyhow::Result<TcpListener> {
    let error = match TcpListener::bind(address).await {
        Ok(listener) => return Ok(listener),
        Err(error) => error,
    };
    let who = match error.kind() {
        ErrorKind::AddrInUse if ask::is_lanyard(address).await => {
            " (a Lanyard: the demo, or another `lanyard serve`)"
        }
        _ => "",
    };
    Err(error).with_context(|| {
        format!(
            "cannot listen on {address}; choose another `{key}`, or stop what listens there{who}"
        )
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
