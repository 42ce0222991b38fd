//! `lanyard demo`: a provider and two relying parties in one process, on this machine, with data that is thrown away.

mod mail;
mod place;
/// The very code of the example.
#[path = "../../examples/relying-party/relying_party/mod.rs"]
mod relying_party;
mod seed;
mod single_page;
#[cfg(test)]
mod tests;

use std::future::Future;
use std::io::Write as _;
use std::time::Duration;

use axum::Router;
use serde_json::Value;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::Global;
use crate::app::App;
use crate::clock::Clock;
use crate::config::{Allowed, Database, Issuer, LimitSettings, ProxySettings, Settings, SignUp};
use crate::ops::health;
use crate::ops::{self, startup, telemetry};
use crate::router::router;
use place::{Place, Ports};
use relying_party::{Config, Hint};

const EXAMPLES: &str = "\
Examples:
  lanyard demo
  lanyard demo --port 9000 --app-port 9001 --single-page-port 9002
  cargo run --release -- demo

Nothing is kept: the database lives in a temporary directory that goes when the demo stops.";

/// Try it: a provider and two relying parties on this machine, with throw-away data
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Port of the provider [default: 8080, or a free one]
    #[arg(long)]
    port: Option<u16>,
    /// Port of the relying party [default: 8081, or a free one]
    #[arg(long)]
    app_port: Option<u16>,
    /// Port of the relying party that runs in the browser [default: 8082, or a free one]
    #[arg(long)]
    single_page_port: Option<u16>,
}

pub fn run(global: &Global, args: &Args) -> anyhow::Result<()> {
    global.refuse_for("the demo, which has settings of its own")?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let done = runtime.block_on(async {
        // Taken first, so that a signal during the start is not lost and the directory goes.
        let (mut terminate, mut interrupt) = (
            signal(SignalKind::terminate())?,
            signal(SignalKind::interrupt())?,
        );
        let mut hang_up = signal(SignalKind::hangup())?;
        let stop = async move {
            loop {
                tokio::select! {
                    _ = terminate.recv() => return,
                    _ = interrupt.recv() => return,
                    _ = hang_up.recv() => {}
                }
                // There is nothing to reload. When its terminal was closed nobody is left to stop it, so it goes.
                let said = writeln!(
                    std::io::stdout(),
                    "  Nothing is reloaded: the demo has no settings."
                );
                if said.is_err() {
                    return;
                }
            }
        };
        tokio::pin!(stop);
        let demo = tokio::select! {
            demo = Demo::prepare(args) => demo?,
            () = &mut stop => return Ok(()),
        };
        telemetry::init(&demo.app.settings.log).map_err(anyhow::Error::from_boxed)?;
        // Nobody may be reading any more, which is no reason to stop, or to leave anything behind.
        let _ = writeln!(std::io::stdout(), "{}", demo.welcome());
        demo.serve(stop).await;
        let _ = writeln!(std::io::stdout(), "\nStopped. Everything is gone.");
        Ok(())
    });
    runtime.shutdown_timeout(Duration::from_secs(1));
    done
}

/// Everything that was made for one run.
struct Demo {
    app: App,
    client: Config,
    /// `config.json` of the single-page app.
    single_page: Value,
    ports: Ports,
    /// Last, so that it goes when nothing uses it any more.
    _place: Place,
}

impl Demo {
    /// Finds ports, makes a database, a person and the clients.
    async fn prepare(args: &Args) -> anyhow::Result<Self> {
        let ports = Ports::bind(args.port, args.app_port, args.single_page_port).await?;
        let place = Place::new()?;
        let app = App::open(settings(&ports, &place), Clock::System).await?;
        let person = seed::person(&app).await?;
        let redirect_uris = Config::redirect_uris(ports.app.port);
        let (client_id, secret) =
            seed::web_app(&app, person, &redirect_uris, ports.app.port).await?;
        let client = Config {
            provider_name: app.settings.branding.name.clone(),
            issuer: app.issuer().to_owned(),
            client_id,
            client_secret: Some(secret),
            scope: seed::SCOPE.split(' ').map(str::to_owned).collect(),
            port: ports.app.port,
            is_told: true,
            hint: Some(Hint {
                login: seed::LOGIN.to_owned(),
                password: seed::PASSWORD.to_owned(),
            }),
        };
        let redirect_uris = single_page::redirect_uris(ports.single_page.port);
        let single_page = single_page::config(
            app.issuer(),
            &seed::single_page(&app, person, &redirect_uris).await?,
            seed::SINGLE_PAGE_SCOPE,
            Some((seed::LOGIN, seed::PASSWORD)),
        );
        Ok(Self {
            app,
            client,
            single_page,
            ports,
            _place: place,
        })
    }

    /// Where to go and with what.
    fn welcome(&self) -> String {
        let Self {
            app, client, ports, ..
        } = self;
        format!(
            "
  Lanyard demo {version}

  1. Open the app     http://localhost:{app_port}
     or another one   http://localhost:{single_page_port}  (runs in the browser)
  2. Sign in as       {login}
     with password    {password}

  Provider            {issuer}
  Its mail            {mail}
  Discovery           {discovery}
  Clients             {client_id}
                      {single_page_id}  (public)

  Ctrl-C stops it and throws everything away.",
            version = env!("CARGO_PKG_VERSION"),
            app_port = ports.app.port,
            single_page_port = ports.single_page.port,
            single_page_id = self.single_page["client_id"].as_str().unwrap_or_default(),
            login = seed::LOGIN,
            password = seed::PASSWORD,
            issuer = app.issuer(),
            mail = app.url("/demo/mail"),
            discovery = app.url("/.well-known/openid-configuration"),
            client_id = client.client_id,
        )
    }

    /// Serves all of it until `stop` resolves.
    async fn serve(self, stop: impl Future<Output = ()>) {
        let Self {
            app,
            client,
            single_page,
            ports,
            _place,
        } = self;
        let health = startup::health(app.db.clone(), app.clock.clone());
        let provider = router(&app)
            .merge(health::router(health))
            .merge(mail::router(app.clone()));
        let provider = ops::intake(provider, &app.settings);
        let relying_party = relying_party::router(client);
        app.keep_fresh();

        let (stopping, stopped) = watch::channel(());
        let mut servers = JoinSet::new();
        let sides = [
            (ports.provider, provider),
            (ports.app, relying_party),
            (ports.single_page, single_page::router(&single_page)),
        ];
        for (port, router) in sides {
            for listener in port.listeners {
                servers.spawn(serve(
                    listener,
                    router.clone(),
                    app.settings.limits.clone(),
                    stopped.clone(),
                ));
            }
        }
        stop.await;
        stopping.send_replace(());
        servers.join_all().await;
        app.record_failures().await;
        app.db.close().await;
    }
}

async fn serve(
    listener: tokio::net::TcpListener,
    router: Router,
    limits: LimitSettings,
    mut stopped: watch::Receiver<()>,
) {
    let stop = async move {
        let _ = stopped.changed().await;
    };
    ops::serve::serve(listener, router, &limits, &ProxySettings::default(), stop).await;
}

fn settings(ports: &Ports, place: &Place) -> Settings {
    let mut settings = Settings {
        issuer: Issuer::local(ports.provider.port),
        database: Database::Sqlite(place.path().join("lanyard.db")),
        data_dir: place.path().to_owned(),
        sign_up: SignUp::Open,
        ..Settings::default()
    };
    // The one thing that it may call beside the Internet: what tells Field Notes that a sign-in ended.
    settings.outbound.allow = vec![Allowed::Origin {
        plain: true,
        host: "127.0.0.1".to_owned(),
        port: ports.app.port,
    }];
    settings.mail.folder = Some(place.path().join("mail"));
    settings.mail.from = "Lanyard demo <demo@localhost.example>".parse().ok();
    settings.metrics.listen = None;
    settings.limits.exempt_loopback = true;
    settings.limits.drain_time = Duration::from_secs(2);
    settings.log.level = "warn".parse().unwrap_or_default();
    settings
}
