//! PgBouncer before PostgreSQL, which gives out connections by transaction: nothing a session has is there (FC-36).

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use lanyard::store::testing::TestDb;
use tempfile::TempDir;
use tokio::task::JoinSet;
use url::Url;

use crate::process::http;
use crate::process::registered::redemption;
use crate::process::{Browser, Installation, free_port};
use crate::world::CALLBACK;

/// A running PgBouncer. It ends when this is dropped.
struct PgBouncer {
    child: Child,
    port: u16,
    _directory: TempDir,
}

impl PgBouncer {
    /// Before `database`, with few connections of the server, so that they change hands.
    fn start(database: &Url, more: &str) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let port = free_port();
        let (host, name) = (database.host_str().expect("a host"), &database.path()[1..]);
        let settings = format!(
            "[databases]\n{name} = host={host} port={} dbname={name} user={} password={}\n\
             [pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n\
             pool_mode = transaction\ndefault_pool_size = 4\nmax_client_conn = 200\nlogfile = {}\n{more}\n",
            database.port().expect("a port"),
            database.username(),
            database.password().expect("a password"),
            directory.path().join("log").display(),
        );
        let file = directory.path().join("pgbouncer.ini");
        fs::write(&file, settings).expect("written");
        // It refuses to run as root.
        let open = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("ours");
        };
        open(directory.path(), 0o777);
        open(&file, 0o644);
        let mut command = Command::new("/usr/sbin/pgbouncer");
        if nix_is_root(directory.path()) {
            command = Command::new("setpriv");
            command.args(["--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]);
            command.arg("/usr/sbin/pgbouncer");
        }
        let child = command
            .arg(&file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let bouncer = Self {
            child: child.expect("pgbouncer is installed; scripts/packages does so"),
            port,
            _directory: directory,
        };
        let began = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(
                began.elapsed() < Duration::from_secs(20),
                "PgBouncer does not start"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        bouncer
    }

    fn url(&self, database: &Url) -> String {
        let mut url = database.clone();
        url.set_port(Some(self.port)).expect("a port");
        url.into()
    }
}

fn nix_is_root(ours: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(ours).expect("ours").uid() == 0
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Signs in to the app and refreshes, in a browser of its own.
async fn flow(issuer: String, host: String, authorize: String, basic: String) {
    for _ in 0..3 {
        let mut browser = Browser::default();
        let page = browser.open(&authorize).await;
        let page = browser.sign_in(page, "mara").await;
        let code = page.query("code");
        let code = code.unwrap_or_else(|| panic!("no code: {} {}", page.url, page.html));
        let request = http::form("/token", redemption(&code), &basic);
        let tokens = http::send(&host, request).await.expect("an answer");
        assert_eq!(tokens.status, 200, "{}", tokens.text);
        let refresh = tokens.json()["refresh_token"]
            .as_str()
            .expect("offline")
            .to_owned();
        let fields = [
            ("grant_type", "refresh_token"),
            ("refresh_token", &*refresh),
        ];
        let again = http::send(&host, http::form("/token", fields, &basic)).await;
        assert_eq!(again.expect("an answer").status, 200, "{issuer}");
        let page = browser.open(&format!("{issuer}/account/sessions")).await;
        assert_eq!(page.status, 200, "{}", page.html);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fc_36_behind_a_pooler_in_transaction_mode_everything_works() {
    // As it comes, and as people set it up for drivers that ask for more than it knows.
    for more in ["", "ignore_startup_parameters = extra_float_digits"] {
        for mode in ["database", "cookie"] {
            eprintln!("{mode}: {more:?}");
            let db = TestDb::postgres_without_schema().await;
            let direct: Url = db.url().parse().expect("a URL");
            let bouncer = PgBouncer::start(&direct, more);
            let mut installation = Installation::new("127.0.0.1");
            installation.set("LANYARD_DATABASE", &bouncer.url(&direct));
            installation.set("LANYARD_SESSION__MODE", mode);
            let mut server = installation.start().await;
            assert!(server.log().contains("behind a pooler"), "{}", server.log());
            installation.add_user("mara");
            let arguments = ["--name", "Harbour Notes", "--redirect-uri", CALLBACK];
            let app = installation.add_client(&arguments);
            let (issuer, host) = (installation.issuer(), installation.host.clone());
            let authorize = app.authorize(&issuer, "openid profile offline_access");
            let mut flows = JoinSet::new();
            for _ in 0..6 {
                let all = (issuer.clone(), host.clone(), authorize.clone(), app.basic());
                flows.spawn(flow(all.0, all.1, all.2, all.3));
            }
            while let Some(done) = flows.join_next().await {
                done.expect("a flow went through");
            }
            installation.run(&["db", "check"]).well();
            installation.run(&["user", "sign-out", "mara"]).well();
            let log = server.log();
            assert!(
                !log.contains("prepared statement") && !log.contains("ERROR"),
                "{log}"
            );
            server.signal("TERM");
            assert!(server.ended(Duration::from_secs(20)).await.success());
            // A second start finds the schema there, and the names of the first one's statements gone.
            installation.start().await.kill();
        }
    }
}
