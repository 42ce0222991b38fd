//! SIGTERM under load (FT-25): readiness goes first, requests under way are answered, and the process ends in time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::process::Installation;
use crate::process::http::{Connection, Failure, form};

/// Connections that are never idle.
const BUSY: usize = 16;
/// The whole of it.
const LONGEST: Duration = Duration::from_secs(10);

/// What a load balancer knows of the server.
#[derive(Default)]
struct Balancer {
    /// It said that it is not ready; it gets no new connection.
    away: AtomicBool,
    answered: AtomicUsize,
    /// After it said so.
    answered_late: AtomicUsize,
    refused: AtomicUsize,
}

impl Balancer {
    /// Keeps one connection busy until the server closes it, then takes another as long as the server is ready.
    async fn load(self: Arc<Self>, host: String, basic: String) {
        while !self.away.load(Ordering::SeqCst) {
            let mut connection = match Connection::open(&host).await {
                Ok(connection) => connection,
                Err(_) => {
                    self.refused.fetch_add(1, Ordering::SeqCst);
                    return;
                }
            };
            loop {
                let request = form("/token", [("grant_type", "client_credentials")], &basic);
                match connection.send(request).await {
                    Ok(answer) => {
                        assert_eq!(answer.status, 200, "{}", answer.text);
                        self.answered.fetch_add(1, Ordering::SeqCst);
                        if self.away.load(Ordering::SeqCst) {
                            self.answered_late.fetch_add(1, Ordering::SeqCst);
                        }
                    }
                    Err(Failure::NotSent) => break,
                    Err(Failure::NoAnswer(why)) => panic!("a request under way failed: {why}"),
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ft_25_sigterm_fails_no_request() {
    let installation = Installation::new("127.0.0.1");
    let service =
        installation.add_client(&["--name", "Load", "--kind", "service", "--scope", "load"]);
    let mut server = installation.start().await;
    let balancer = Arc::new(Balancer::default());
    let mut connections = JoinSet::new();
    for _ in 0..BUSY {
        let (host, basic) = (installation.host.clone(), service.basic());
        connections.spawn(balancer.clone().load(host, basic));
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let began = Instant::now();
    server.signal("TERM");

    let mut told = None;
    loop {
        match installation.get("/health/ready").await {
            Ok(answer) if answer.status == 503 => {
                balancer.away.store(true, Ordering::SeqCst);
                told.get_or_insert_with(|| began.elapsed());
            }
            Ok(answer) => assert!(
                answer.status == 200 && told.is_none(),
                "{} after {told:?}",
                answer.status
            ),
            Err(_) => break,
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let closed = began.elapsed();
    let told = told.expect("it says that it is not ready before it refuses connections");
    connections.join_all().await;
    let status = server.ended(LONGEST.saturating_sub(began.elapsed())).await;
    assert!(status.success(), "{status}: {}", server.log());
    assert_eq!(balancer.refused.load(Ordering::SeqCst), 0);
    eprintln!(
        "FT-25: not ready after {told:.0?}, closed after {closed:.0?}, ended after {:.1?}; {} requests answered, {} of them after it said so, 0 failed",
        began.elapsed(),
        balancer.answered.load(Ordering::SeqCst),
        balancer.answered_late.load(Ordering::SeqCst),
    );
}

/// Nobody at a terminal wants to wait until a load balancer has understood.
#[tokio::test]
async fn ft_25_ctrl_c_ends_an_idle_server_without_notice() {
    let notice = Duration::from_secs(8);
    let mut installation = Installation::new("127.0.0.1");
    installation.set("LANYARD_LIMITS__NOTICE_TIME", "8 s");
    let mut server = installation.start().await;
    // A connection that is kept and unused must not hold it up.
    let _idle = Connection::open(&installation.host).await.expect("it runs");
    let began = Instant::now();
    server.signal("INT");
    assert!(server.ended(notice).await.success(), "{}", server.log());
    eprintln!(
        "FT-25: Ctrl-C ended an idle server after {:.1?}",
        began.elapsed()
    );
}
