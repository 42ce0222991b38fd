//! Where the demo lives: a directory that goes with it, and ports on loopback.

use std::fs::DirBuilder;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use tokio::net::TcpListener;
use uuid::Uuid;

/// A directory of one's own that is removed when this is dropped.
#[derive(Debug)]
pub struct Place(PathBuf);

impl Place {
    pub fn new() -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!("lanyard-demo-{}", Uuid::now_v7()));
        let made = DirBuilder::new().mode(0o700).create(&path);
        made.with_context(|| {
            format!(
                "cannot make {}; set TMPDIR to a directory you may write to",
                path.display()
            )
        })?;
        Ok(Self(path))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            eprintln!("lanyard: {} is left behind: {error}", self.0.display());
        }
    }
}

/// The ports of every side.
pub struct Ports {
    pub provider: Port,
    pub app: Port,
    pub single_page: Port,
}

/// A port on every loopback address there is, because `localhost` may be either.
pub struct Port {
    pub port: u16,
    pub listeners: Vec<TcpListener>,
}

impl Ports {
    /// The ports asked for, or the usual ones, or free ones.
    pub async fn bind(
        provider: Option<u16>,
        app: Option<u16>,
        single_page: Option<u16>,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            provider: Port::choose(provider, "--port", 8080).await?,
            app: Port::choose(app, "--app-port", 8081).await?,
            single_page: Port::choose(single_page, "--single-page-port", 8082).await?,
        })
    }
}

impl Port {
    async fn choose(asked: Option<u16>, flag: &str, usual: u16) -> anyhow::Result<Self> {
        if let Some(port) = asked {
            return Self::bind(port)
                .await
                .with_context(|| format!("cannot listen on port {port}; choose another {flag}"));
        }
        let mut bound = Self::bind(usual).await;
        // A free port may be taken on the other address.
        for _ in 0..8 {
            if bound.is_ok() {
                break;
            }
            bound = Self::bind(0).await;
        }
        bound.with_context(|| format!("no port is free; choose one with {flag}"))
    }

    async fn bind(port: u16) -> io::Result<Self> {
        let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let port = v4.local_addr()?.port();
        match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
            Ok(v6) => Ok(Self {
                port,
                listeners: vec![v4, v6],
            }),
            // Somebody else would be `localhost` to browsers that try IPv6 first.
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => Err(error),
            Err(_) => Ok(Self {
                port,
                listeners: vec![v4],
            }),
        }
    }
}
