//! The proxies of `docs/proxies.md`: each block is judged by its program, and then stands in front of a running server
//! while a person signs in and apps send the longest requests we take.
//!
//! Each is a process of ours: configuration, port and files in a temporary directory. For the run the block listens on a
//! free port without TLS, and nothing else of it is changed.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use tempfile::TempDir;

use crate::blocks::only;
use crate::checked::{content, open_directory};
use crate::process::registered::redemption;
use crate::process::{Browser, Installation, free_port, http};
use crate::world::CALLBACK;
use crate::world::scene::{asks, authorize, with};

const PAGE: &str = "docs/proxies.md";
const MODULES: &str = "/usr/lib/apache2/modules";

#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Nginx,
    Apache,
    HaProxy,
    Caddy,
}

impl Kind {
    pub fn of(language: &str) -> Self {
        match language {
            "nginx" => Self::Nginx,
            "apache" => Self::Apache,
            "haproxy" => Self::HaProxy,
            "caddyfile" => Self::Caddy,
            other => panic!("no proxy of ours reads {other}"),
        }
    }

    /// The block as its file, in a directory of its own; a certificate that exists stands in for the reader's.
    fn write(self, block: &str, directory: &Path) {
        let root = directory.display();
        let text = match self {
            Self::Nginx => format!(
                "daemon off;\nmaster_process off;\npid {root}/pid;\nerror_log {root}/log;\nevents {{}}\nhttp {{\naccess_log off;\n\
                 client_body_temp_path {root}/body;\nproxy_temp_path {root}/proxy;\nfastcgi_temp_path {root}/fastcgi;\n\
                 uwsgi_temp_path {root}/uwsgi;\nscgi_temp_path {root}/scgi;\n{block}}}\n"
            ),
            Self::Apache => {
                let mut text = format!(
                    "ServerRoot {root}\nServerName localhost\nPidFile {root}/pid\nErrorLog {root}/log\n\
                     DefaultRuntimeDir {root}\nMutex file:{root} default\nUser www-data\nGroup www-data\n"
                );
                for name in [
                    "mpm_event",
                    "authz_core",
                    "ssl",
                    "proxy",
                    "proxy_http",
                    "headers",
                    "http2",
                ] {
                    text += &format!("LoadModule {name}_module {MODULES}/mod_{name}.so\n");
                }
                // What Debian's ports.conf says.
                let port = block
                    .split("*:")
                    .nth(1)
                    .and_then(|rest| rest.split('>').next());
                text + &format!("Listen {}\n{block}", port.unwrap())
            }
            Self::HaProxy | Self::Caddy => block.to_owned(),
        };
        let certificate = directory.join("certificate.pem");
        let mut text = text;
        for path in [
            "/etc/ssl/id.example.com.pem",
            "/etc/ssl/private/id.example.com.key",
            "/etc/haproxy/id.example.com.pem",
        ] {
            if text.contains(path) && !certificate.exists() {
                make_certificate(&certificate);
            }
            text = text.replace(path, &certificate.display().to_string());
        }
        fs::write(directory.join("configuration"), text).unwrap();
    }

    /// The program, told to judge the file or to serve it.
    fn command(self, directory: &Path, serve: bool) -> Command {
        let file = directory.join("configuration");
        let (program, judge, run): (&str, &[&str], &[&str]) = match self {
            Self::Nginx => ("/usr/sbin/nginx", &["-t", "-c"], &["-c"]),
            Self::Apache => ("/usr/sbin/apache2", &["-t", "-f"], &["-X", "-f"]),
            Self::HaProxy => ("/usr/sbin/haproxy", &["-c", "-f"], &["-db", "-f"]),
            Self::Caddy => (
                "/usr/bin/caddy",
                &["validate", "--adapter", "caddyfile", "--config"],
                &["run", "--adapter", "caddyfile", "--config"],
            ),
        };
        let mut command = Command::new(program);
        command.args(if serve { run } else { judge }).arg(file);
        command
            .env("HOME", directory)
            .env("XDG_DATA_HOME", directory)
            .env("XDG_CONFIG_HOME", directory);
        command
    }

    /// Its own program is content with the block as it is written.
    pub fn check(self, block: &str, place: &str) {
        let directory = open_directory();
        self.write(block, directory.path());
        let said = content(&mut self.command(directory.path(), false), place);
        assert!(!said.to_lowercase().contains("warn"), "{place}: {said}");
    }

    /// The block for a run: it listens on `port` of this machine, without TLS or as it is, and asks the server at `upstream`.
    fn adapt(self, block: &str, tls: bool, port: u16, upstream: u16) -> String {
        let changes: Vec<(&str, String)> = match (self, tls) {
            (Self::Nginx, true) => vec![("listen 443 ", format!("listen 127.0.0.1:{port} "))],
            (Self::Nginx, false) => vec![
                ("listen 443 ssl http2;", format!("listen 127.0.0.1:{port};")),
                ("ssl_certificate ", "# ".into()),
                ("ssl_certificate_key ", "# ".into()),
            ],
            (Self::Apache, true) => vec![("*:443", format!("*:{port}"))],
            (Self::Apache, false) => vec![
                ("*:443", format!("*:{port}")),
                ("SSLEngine on", "SSLEngine off".into()),
                ("Protocols h2 ", "Protocols ".into()),
            ],
            (Self::HaProxy, true) => vec![("bind :443 ", format!("bind 127.0.0.1:{port} "))],
            (Self::HaProxy, false) => vec![(
                "bind :443 ssl crt /etc/haproxy/id.example.com.pem alpn h2,http/1.1",
                format!("bind 127.0.0.1:{port}"),
            )],
            // It would ask an authority on the network for a certificate.
            (Self::Caddy, true) => vec![(
                "id.example.com {",
                format!(
                    "{{\n admin off\n auto_https disable_redirects\n}}\nhttps://id.example.com:{port} {{\n \
                     tls /etc/ssl/id.example.com.pem /etc/ssl/private/id.example.com.key"
                ),
            )],
            (Self::Caddy, false) => vec![(
                "id.example.com {",
                format!("{{\n admin off\n}}\nhttp://localhost:{port} {{"),
            )],
        };
        let mut text = block.to_owned();
        let upstream = ("127.0.0.1:8080", format!("127.0.0.1:{upstream}"));
        for (from, to) in changes.iter().chain([&upstream]) {
            assert_eq!(
                text.matches(from).count(),
                1,
                "{self:?}: {from:?} stands once in {PAGE}"
            );
            text = text.replace(from, to);
        }
        text
    }
}

fn make_certificate(file: &Path) {
    let mut command = Command::new("openssl");
    command.args([
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]);
    command.args([
        "-subj",
        "/CN=id.example.com",
        "-addext",
        "subjectAltName=DNS:id.example.com",
    ]);
    let key = file.with_extension("key");
    command.arg("-keyout").arg(&key).arg("-out").arg(file);
    content(&mut command, "a certificate");
    // One file that is both, as HAProxy reads it; the others find in it what they look for.
    let both = fs::read_to_string(file).unwrap() + &fs::read_to_string(&key).unwrap();
    fs::write(file, both).unwrap();
}

/// A running proxy. It ends when this is dropped.
struct Proxy {
    child: Child,
    directory: TempDir,
}

impl Proxy {
    async fn start(kind: Kind, text: &str, port: u16) -> Self {
        let directory = open_directory();
        kind.write(text, directory.path());
        let output = fs::File::create(directory.path().join("output")).unwrap();
        let mut command = kind.command(directory.path(), true);
        command
            .stdin(Stdio::null())
            .stdout(output.try_clone().unwrap())
            .stderr(output);
        let child = command
            .spawn()
            .unwrap_or_else(|e| panic!("{command:?}: {e}"));
        let mut proxy = Self { child, directory };
        let began = Instant::now();
        while tokio::net::TcpStream::connect(("127.0.0.1", port))
            .await
            .is_err()
        {
            let ended = proxy.child.try_wait().unwrap();
            let late = began.elapsed() > Duration::from_secs(30);
            assert!(
                ended.is_none() && !late,
                "{kind:?} does not listen: {ended:?}\n{}",
                proxy.log()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        proxy
    }

    fn log(&self) -> String {
        let read = |name| fs::read_to_string(self.directory.path().join(name)).unwrap_or_default();
        read("output") + &read("log")
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// People and apps behind the proxy `kind`, in session mode `mode`.
async fn story(kind: Kind, block: &str, mode: &str) {
    let (front, mut behind) = (free_port(), Installation::new("localhost"));
    let upstream: u16 = behind.host.rsplit(':').next().unwrap().parse().unwrap();
    let issuer = format!("http://localhost:{front}");
    behind.set("LANYARD_ISSUER", &issuer);
    behind.set("LANYARD_PROXY__TRUSTED", r#"["127.0.0.1"]"#);
    behind.set("LANYARD_SESSION__MODE", mode);
    behind.add_user("mara");
    let app = behind.add_client(&["--name", "Field Notes", "--redirect-uri", CALLBACK]);
    let mut server = behind.spawn();
    server.ready(&format!("localhost:{upstream}")).await;
    let proxy = Proxy::start(kind, &kind.adapt(block, false, front, upstream), front).await;
    let said = |what: &str| {
        format!(
            "{kind:?}, {mode}, {what}\n{}\n{}",
            proxy.log(),
            server.log()
        )
    };
    let at = |state: &str| {
        let asks = with(
            asks(&app.id, CALLBACK),
            [("scope", "openid profile"), ("state", state)],
        );
        format!("{issuer}{}", authorize(&asks))
    };

    // The longest request: signing in with it, and being sent back with it when one is signed in already.
    let mut browser = Browser::default();
    // 4 kB, of which a URL makes 8.
    let long = "s".repeat(2304) + &"/".repeat(1792);
    for state in ["short", &long, &long] {
        let page = browser.open(&at(state)).await;
        let page = if page.has("form#login-form") {
            browser.sign_in(page, "mara").await
        } else {
            page
        };
        let what = said(&format!(
            "{} bytes of state end at {} {:.200}\n{}",
            state.len(),
            page.status,
            page.url,
            page.html
        ));
        assert!(
            page.query("state").as_deref() == Some(state),
            "{what:.4000}"
        );
        let code = page.query("code").unwrap();
        let form = http::form("/token", redemption(&code).iter().copied(), &app.basic());
        let answer = http::send(&format!("localhost:{front}"), form)
            .await
            .unwrap();
        assert_eq!(answer.status, StatusCode::OK, "{}: {}", answer.text, what);
        assert_eq!(answer.json()["token_type"], "Bearer");
    }
    let mut stranger = Browser::default();
    let page = stranger.open(&at(&long)).await;
    assert!(page.has("form#login-form"), "{}", said(&page.html));
    let page = stranger.sign_in(page, "mara").await;
    assert!(
        page.query("state").as_deref() == Some(&*long),
        "{}",
        said(&page.html)
    );

    // Cookies of other apps on the same host, up to our own limit, with the longest URL.
    let target = at(&long);
    let mut target = format!("{}&more=", target.strip_prefix(&issuer).unwrap());
    target += &"m".repeat(8 * 1024 - target.len());
    let cookies = format!("others={}", "c".repeat(8 * 1024 - 8));
    let request = Request::get(target)
        .header(header::COOKIE, cookies)
        .header(header::ACCEPT, "text/html");
    let answer = http::send(
        &format!("localhost:{front}"),
        request.body(Body::empty()).unwrap(),
    )
    .await
    .unwrap();
    assert!(
        answer.status.is_success() || answer.status.is_redirection(),
        "{}",
        said(&format!("{answer:?}"))
    );

    // Beyond the limit it is we who refuse, in our words.
    let cookies = format!("others={}", "c".repeat(9 * 1024));
    let request = Request::get("/login")
        .header(header::COOKIE, cookies)
        .body(Body::empty())
        .unwrap();
    let answer = http::send(&format!("localhost:{front}"), request)
        .await
        .unwrap();
    assert_eq!(
        answer.status,
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        "{}",
        said(&answer.text)
    );
}

macro_rules! behind {
    ($($name:ident $kind:ident $language:literal;)*) => {$(
        #[tokio::test(flavor = "multi_thread")]
        async fn $name() {
            for mode in ["database", "cookie"] {
                story(Kind::$kind, &only(PAGE, $language).text, mode).await;
            }
        }
    )*};
}

behind! {
    b9_people_sign_in_behind_nginx Nginx "nginx";
    fc_34_people_sign_in_behind_apache Apache "apache";
    fc_34_people_sign_in_behind_haproxy HaProxy "haproxy";
    fc_34_people_sign_in_behind_caddy Caddy "caddyfile";
}

/// What the page says of each proxy as it comes: without one of these lines somebody is refused.
#[tokio::test(flavor = "multi_thread")]
async fn fc_34_what_the_blocks_raise_is_needed() {
    for (kind, language, raises) in [
        (
            Kind::Nginx,
            "nginx",
            &[
                "large_client_header_buffers 4 16k;",
                "proxy_buffer_size 16k;",
                "$http_host",
            ][..],
        ),
        (
            Kind::Apache,
            "apache",
            &[
                "LimitRequestLine      16384",
                "LimitRequestFieldSize 16384",
                " responsefieldsize=16384",
            ],
        ),
        (Kind::HaProxy, "haproxy", &["tune.bufsize 32768"]),
    ] {
        let block = only(PAGE, language).text;
        for raised in raises {
            assert_eq!(
                block.matches(raised).count(),
                1,
                "{raised} stands once in {PAGE}"
            );
            // `Host $host` is what was documented once; a port other than 443 got lost.
            let less = block.replace(raised, if *raised == "$http_host" { "$host" } else { "" });
            let told = tokio::spawn(async move { story(kind, &less, "database").await }).await;
            assert!(told.is_err(), "{kind:?} does as well without {raised:?}");
        }
    }
}

/// As it is written, TLS and HTTP/2 included, under a name and on a port that is not 443: both must reach Lanyard.
#[tokio::test(flavor = "multi_thread")]
async fn b9_the_name_and_the_port_arrive_by_tls_and_http_2() {
    for (kind, language) in [
        (Kind::Nginx, "nginx"),
        (Kind::Apache, "apache"),
        (Kind::HaProxy, "haproxy"),
        (Kind::Caddy, "caddyfile"),
    ] {
        let (front, mut behind) = (free_port(), Installation::new("localhost"));
        let upstream: u16 = behind.host.rsplit(':').next().unwrap().parse().unwrap();
        let host = format!("id.example.com:{front}");
        behind.set("LANYARD_ISSUER", &format!("https://{host}"));
        behind.set("LANYARD_PROXY__TRUSTED", r#"["127.0.0.1"]"#);
        let mut server = behind.spawn();
        server.ready(&format!("localhost:{upstream}")).await;
        let text = kind.adapt(&only(PAGE, language).text, true, front, upstream);
        let proxy = Proxy::start(kind, &text, front).await;
        for (path, says) in [
            (
                "/.well-known/openid-configuration",
                format!("\"issuer\":\"https://{host}\""),
            ),
            ("/login", "login-form".into()),
        ] {
            let mut curl = Command::new("curl");
            curl.args([
                "--silent",
                "--show-error",
                "--http2",
                "--write-out",
                "\n%{http_code} HTTP/%{http_version}",
            ]);
            curl.args(["--resolve", &format!("{host}:127.0.0.1"), "--cacert"]);
            curl.arg(proxy.directory.path().join("certificate.pem"));
            curl.args([
                "--header",
                &format!("Cookie: others={}", "c".repeat(8 * 1024 - 8)),
            ]);
            let got = content(curl.arg(format!("https://{host}{path}")), language);
            let whole = got.ends_with("\n200 HTTP/2") && got.contains(&says);
            assert!(whole, "{kind:?}: {got}\n{}\n{}", proxy.log(), server.log());
        }
    }
}
