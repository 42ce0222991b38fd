//! A web app that lets people sign in with OpenID Connect, in a few hundred lines: the openidconnect crate, PKCE,
//! `state`, `nonce`, and a page that shows every message of the flow.
//!
//!     lanyard client add --name "Field Notes" --redirect-uri http://localhost:8081/callback \
//!         --redirect-uri http://127.0.0.1:8081/callback --post-logout-redirect-uri http://localhost:8081/signed-out \
//!         --backchannel-logout-uri http://127.0.0.1:8081/backchannel-logout
//!     CLIENT_SECRET=… cargo run --example relying-party -- --issuer http://localhost:8080 --client-id … --is-told
//!
//! The last of these addresses is one that the provider calls, which it does on its own machine only where its settings say so:
//! `outbound.allow = ["http://127.0.0.1:8081"]`. Without, leave `--backchannel-logout-uri` and `--is-told` out.
//!
//! `lanyard demo` runs this very code beside a provider. Start reading at `relying_party/flow.rs`.

mod relying_party;

use clap::Parser;
use tokio::net::TcpListener;

use relying_party::{Config, router};

/// A relying party that shows what happens when somebody signs in
#[derive(Parser)]
struct Args {
    /// The provider
    #[arg(long, default_value = "http://localhost:8080")]
    issuer: String,
    /// As the provider registered this app
    #[arg(long)]
    client_id: String,
    /// Leave out for a public client
    #[arg(long, env, hide_env_values = true)]
    client_secret: Option<String>,
    /// What to ask for
    #[arg(long, default_value = "openid profile email offline_access")]
    scope: String,
    /// The provider tells this app when a sign-in ended: it has its backchannel_logout_uri, and may call it
    #[arg(long)]
    is_told: bool,
    /// Port of this app on localhost
    #[arg(long, default_value_t = 8081)]
    port: u16,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Args {
        issuer,
        client_id,
        client_secret,
        scope,
        is_told,
        port,
    } = Args::parse();
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    println!(
        "Registered must be: {}",
        Config::redirect_uris(port).join(" ")
    );
    if is_told {
        let uri = Config::backchannel_logout_uri(port);
        println!("And to be told of the end of a sign-in: {uri}");
    }
    println!("Open http://localhost:{port} and sign in. Ctrl-C stops the app.");
    let config = Config {
        provider_name: "Lanyard".to_owned(),
        issuer,
        client_id,
        client_secret,
        scope: scope.split_whitespace().map(str::to_owned).collect(),
        port,
        is_told,
        hint: None,
    };
    let stop = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    axum::serve(listener, router(config))
        .with_graceful_shutdown(stop)
        .await?;
    Ok(())
}
