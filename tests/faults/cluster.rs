//! Two processes on one PostgreSQL database, behind a load balancer that gives each connection to the next of them.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use lanyard::clock::Clock;
use lanyard::keys::testing;
use lanyard::store::testing::TestDb;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::net::{TcpListener, TcpStream};

use crate::process::{Installation, Server, free_port};

const NODES: usize = 2;
/// The balancer prefers no node.
const ANY: usize = usize::MAX;

/// Another build of the program, which is then node 0 and comes first: it makes the schema and the keys, and the other one finds
/// them. `scripts/mixed-versions` sets it.
fn other_build() -> Option<PathBuf> {
    std::env::var_os("LANYARD_TEST_OTHER_BUILD").map(PathBuf::from)
}

/// Nodes, what is in front of them, and what is behind.
pub struct Cluster {
    pub installation: Installation,
    nodes: [Option<Server>; NODES],
    balancer: Arc<Balancer>,
    // Dropped last, when nobody is connected any more.
    db: TestDb,
}

#[derive(Debug)]
struct Balancer {
    addresses: [String; NODES],
    turn: AtomicUsize,
    only: AtomicUsize,
    served: [AtomicUsize; NODES],
}

impl Cluster {
    /// Starts both nodes; `mode` is `database` or `cookie`.
    pub async fn start(mode: &str) -> Self {
        Self::start_with(mode, &[]).await
    }

    /// As [`Cluster::start`], with more settings.
    pub async fn start_with(mode: &str, more: &[(&'static str, &str)]) -> Self {
        eprintln!("session mode {mode}");
        let db = match other_build() {
            Some(_) => TestDb::postgres_without_schema().await,
            None => {
                let db = TestDb::postgres().await;
                let inserted = testing::insert(&db, Clock::System.now()).await;
                inserted.expect("keys that need not be made");
                db
            }
        };
        let mut installation = Installation::new("127.0.0.1");
        installation.set("LANYARD_DATABASE", db.url());
        installation.set("LANYARD_MASTER_KEY", testing::MASTER_KEY);
        installation.set("LANYARD_SESSION__MODE", mode);
        for (name, value) in more {
            installation.set(name, value);
        }
        let balancer = Arc::new(Balancer {
            addresses: [(); NODES].map(|()| format!("127.0.0.1:{}", free_port())),
            turn: AtomicUsize::new(0),
            only: AtomicUsize::new(ANY),
            served: [const { AtomicUsize::new(0) }; NODES],
        });
        let listener = TcpListener::bind(&installation.host).await;
        tokio::spawn(balancer.clone().run(listener.expect("the port is free")));
        let mut cluster = Self {
            installation,
            nodes: [const { None }; NODES],
            balancer,
            db,
        };
        for node in 0..NODES {
            cluster.start_node(node).await;
        }
        cluster
    }

    /// Starts a node that does not run.
    pub async fn start_node(&mut self, node: usize) {
        let address = &self.balancer.addresses[node];
        let variables = [("LANYARD_LISTEN", &**address)];
        let here = &self.installation;
        // Who was stopped meanwhile comes back in the newer version: the older one refuses the schema.
        let comes_first = node == 0 && self.nodes[1].is_none();
        let command = match other_build().filter(|_| comes_first) {
            Some(program) => here.command_of(&program, &["serve"]),
            None => here.command(&["serve"]),
        };
        let mut server = here.spawn_command(command, &format!("log-{node}"), &variables);
        server.ready(address).await;
        self.nodes[node] = Some(server);
    }

    /// `kill -9`
    pub fn kill(&mut self, node: usize) {
        self.nodes[node].take().expect("it runs").kill();
    }

    /// Sends it `STOP`, and it stands still, or `CONT`.
    pub fn signal(&self, node: usize, name: &str) {
        self.nodes[node].as_ref().expect("it runs").signal(name);
    }

    /// What it wrote.
    pub fn log(&self, node: usize) -> String {
        self.nodes[node].as_ref().expect("it runs").log()
    }

    /// From now on every connection goes to this node.
    pub fn only(&self, node: usize) {
        self.balancer.only.store(node, Ordering::SeqCst);
    }

    /// From now on connections go round.
    pub fn round_robin(&self) {
        self.balancer.only.store(ANY, Ordering::SeqCst);
    }

    /// How many connections each node got.
    pub fn served(&self) -> [usize; NODES] {
        self.balancer
            .served
            .each_ref()
            .map(|served| served.load(Ordering::SeqCst))
    }

    /// Runs a statement as the database's owner; how many rows it concerned.
    pub async fn execute(&self, sql: &str) -> u64 {
        let mut conn = PgConnection::connect(self.db.url())
            .await
            .expect("it answers");
        let done = sqlx::query(AssertSqlSafe(sql))
            .execute(&mut conn)
            .await
            .expect("it runs");
        conn.close().await.expect("it closes");
        done.rows_affected()
    }
}

impl Balancer {
    async fn run(self: Arc<Self>, listener: TcpListener) {
        while let Ok((mut from, _)) = listener.accept().await {
            let balancer = self.clone();
            tokio::spawn(async move {
                if let Some(mut to) = balancer.connect().await {
                    // Whoever closes first ends it.
                    let _ = tokio::io::copy_bidirectional(&mut from, &mut to).await;
                }
            });
        }
    }

    /// To the node whose turn it is; to another one when that is gone.
    async fn connect(&self) -> Option<TcpStream> {
        let (first, tries) = match self.only.load(Ordering::SeqCst) {
            ANY => (self.turn.fetch_add(1, Ordering::SeqCst), NODES),
            node => (node, 1),
        };
        for node in (first..first + tries).map(|turn| turn % NODES) {
            if let Ok(stream) = TcpStream::connect(&self.addresses[node]).await {
                self.served[node].fetch_add(1, Ordering::SeqCst);
                return Some(stream);
            }
        }
        None
    }
}
