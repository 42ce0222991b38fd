//! mod_auth_openidc protects a page: sign-in, claims, refresh, and what a wrong redirect URI shows.
//!
//! Apache is a process of ours: configuration, ports and files in a temporary directory.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::app::{Place, may_call, signed_out_at};
use crate::process::{Browser, Installation, Registered};
use crate::world::Page;

const APACHE: &str = "/usr/sbin/apache2";
const MODULES: &str = "/usr/lib/apache2/modules";

/// A page that prints what the module tells an application.
const PAGE: &str = r#"<!doctype html><title>Protected</title>
<p id="user"><!--#echo var="REMOTE_USER" --></p>
<p id="name"><!--#echo var="OIDC_CLAIM_name" --></p>
<p id="email"><!--#echo var="OIDC_CLAIM_email" --></p>
<p id="issuer"><!--#echo var="OIDC_CLAIM_iss" --></p>
<p id="access-token"><!--#echo var="OIDC_access_token" --></p>
"#;

/// A page that watches whether the person is still signed in at Lanyard, by the two frames that the module has for it.
const WATCHED: &str = r#"<!doctype html><html lang="en"><title>Watched</title><link rel="icon" href="data:,">
<p id="said">signed in as <!--#echo var="OIDC_CLAIM_name" --></p>
<iframe id="openidc-op" title="provider" hidden src="callback?session=iframe_op"></iframe>
<iframe id="openidc-rp" title="app" hidden src="callback?session=iframe_rp&amp;poll=500"></iframe>
"#;

/// Where people come back to who signed out.
const BYE: &str = r#"<!doctype html><title>Bye</title><p id="bye">Signed out</p>"#;

/// A private Apache. It ends when this is dropped.
pub struct Apache {
    child: Child,
    directory: TempDir,
    /// Its redirect URI is registered.
    at: Place,
    /// The same site under a redirect URI that is not.
    stranger: Place,
}

pub fn redirect_uri(at: Place) -> String {
    at.url("/protected/callback")
}

impl Apache {
    /// Starts one that protects `/protected/`, here and on a port of which nobody knows.
    pub async fn start(at: Place, issuer: &str, app: &Registered) -> Self {
        let mut apache = Self::configure(at, issuer, app);
        apache.ready().await;
        apache
    }

    fn configure(at: Place, issuer: &str, app: &Registered) -> Self {
        for file in [APACHE, &format!("{MODULES}/mod_auth_openidc.so")] {
            assert!(
                Path::new(file).exists(),
                "{file} is missing. Run ./scripts/test, or apt-get install apache2 libapache2-mod-auth-openidc"
            );
        }
        let directory = tempfile::tempdir().expect("a directory");
        let root = directory.path();
        let open = |path: &Path| {
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("ours");
        };
        // Started by root, Apache reads the page as another user.
        open(root);
        fs::create_dir_all(root.join("site/protected")).expect("a directory");
        let page = root.join("site/protected/index.shtml");
        let watched = root.join("site/protected/watched.shtml");
        let bye = root.join("site/bye.shtml");
        for (file, text) in [(&page, PAGE), (&watched, WATCHED), (&bye, BYE)] {
            fs::write(file, text).expect("it is written");
            open(file);
        }
        let stranger = Place::free();
        let configuration = configuration(root, [at, stranger], issuer, app);
        fs::write(root.join("httpd.conf"), configuration).expect("it is written");
        let mut command = Command::new(APACHE);
        command
            .arg("-d")
            .arg(root)
            .arg("-f")
            .arg(root.join("httpd.conf"));
        // One process, so that ending it ends all of it.
        let child = command.arg("-X").stdin(Stdio::null()).spawn();
        Self {
            child: child.expect("Apache runs"),
            directory,
            at,
            stranger,
        }
    }

    async fn ready(&mut self) {
        let began = Instant::now();
        while !self.at.listens().await {
            if let Some(status) = self.child.try_wait().expect("a child") {
                panic!("Apache ended with {status}: {}", self.log());
            }
            assert!(began.elapsed() < Duration::from_secs(30), "{}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    fn log(&self) -> String {
        fs::read_to_string(self.directory.path().join("error.log")).unwrap_or_default()
    }

    /// What the module does at its redirect URI: signs out and goes to this page, or is told by the back channel.
    pub fn logout(at: Place, then: &str) -> String {
        let then: String = form_urlencoded::byte_serialize(then.as_bytes()).collect();
        format!("{}?logout={then}", redirect_uri(at))
    }

    fn page(&self) -> String {
        self.at.url("/protected/index.shtml")
    }

    /// The module's own page about the session; it refreshes an access token older than `seconds`.
    fn info(&self, seconds: u64) -> String {
        let uri = redirect_uri(self.at);
        format!("{uri}?info=json&access_token_refresh_interval={seconds}")
    }
}

impl Drop for Apache {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn configuration(root: &Path, places: [Place; 2], issuer: &str, app: &Registered) -> String {
    let root = root.display();
    let modules = [
        "mpm_event",
        "authn_core",
        "authz_core",
        "authz_user",
        "mime",
        "include",
        "auth_openidc",
    ];
    let mut text = format!(
        "ServerRoot {root}\nServerName 127.0.0.1\nPidFile {root}/pid\nErrorLog {root}/error.log\n\
         DefaultRuntimeDir {root}\nMutex file:{root} default\nUser www-data\nGroup www-data\n"
    );
    for module in modules {
        text.push_str(&format!(
            "LoadModule {module}_module {MODULES}/mod_{module}.so\n"
        ));
    }
    // From Debian's own mime.conf.
    text.push_str(
        "TypesConfig /etc/mime.types\nAddType text/html .shtml\nAddOutputFilter INCLUDES .shtml\n",
    );
    for at in places {
        let (uri, Registered { id, secret }) = (redirect_uri(at), app);
        let port = at.port();
        text.push_str(&format!(
            r#"
Listen 127.0.0.1:{port}
<VirtualHost 127.0.0.1:{port}>
    DocumentRoot {root}/site
    OIDCProviderMetadataURL {issuer}/.well-known/openid-configuration
    OIDCClientID {id}
    OIDCClientSecret {secret}
    OIDCRedirectURI {uri}
    OIDCScope "openid profile email offline_access"
    OIDCPKCEMethod S256
    OIDCCryptoPassphrase only-for-this-test
    OIDCRemoteUserClaim sub
    OIDCPassClaimsAs environment
    OIDCInfoHook iat access_token access_token_expires id_token userinfo refresh_token session
    <Directory {root}/site>
        Options +Includes
    </Directory>
    <Location /protected/>
        AuthType openid-connect
        Require valid-user
    </Location>
</VirtualHost>
"#
        ));
    }
    text
}

fn access_token(info: &Page) -> (String, Value) {
    let info: Value = serde_json::from_str(&info.html).unwrap_or_else(|_| panic!("{}", info.html));
    let token = info["access_token"].as_str().expect("an access token");
    (token.to_owned(), info)
}

#[tokio::test(flavor = "multi_thread")]
async fn mod_auth_openidc_protects_a_page() {
    let installation = Installation::new("localhost");
    installation.add_user("mara");
    let at = Place::free();
    let uri = redirect_uri(at);
    let app = installation.add_client(&["--name", "Intranet", "--redirect-uri", &uri]);
    let _server = installation.start().await;
    let apache = Apache::start(at, &installation.issuer(), &app).await;
    let mut browser = Browser::default();

    let login = browser.open(&apache.page()).await;
    assert!(
        login.html.contains("Intranet"),
        "{}\n{}",
        login.html,
        apache.log()
    );
    let page = browser.sign_in(login, "mara").await;
    assert_eq!(page.url, apache.page(), "{}\n{}", page.html, apache.log());
    assert_eq!(page.text("#name"), "mara Lindqvist", "{}", page.html);
    assert_eq!(page.text("#email"), "mara@example.org");
    assert_eq!(page.text("#issuer"), installation.issuer());
    assert!(!page.text("#user").is_empty() && !page.text("#access-token").is_empty());

    // The module refreshes, and the new token works at the userinfo endpoint, which it asks at once.
    let (first, info) = access_token(&browser.open(&apache.info(3600)).await);
    assert_eq!(info["userinfo"]["email"], "mara@example.org", "{info}");
    assert_eq!(info["id_token"]["iss"], installation.issuer(), "{info}");
    tokio::time::sleep(Duration::from_millis(2100)).await;
    let (second, after) = access_token(&browser.open(&apache.info(1)).await);
    assert_ne!(first, second, "{}", apache.log());
    assert_ne!(
        info["refresh_token"], after["refresh_token"],
        "it is rotated"
    );
    tokio::time::sleep(Duration::from_millis(2100)).await;
    let (third, _) = access_token(&browser.open(&apache.info(1)).await);
    assert_ne!(second, third, "{}", apache.log());
    let page = browser.open(&apache.page()).await;
    assert_eq!(page.text("#access-token"), third);

    // The same app from an address that was never registered: our page, and nobody is sent anywhere.
    let stranger = apache.stranger.url("/protected/index.shtml");
    let mut visitor = Browser::default();
    let refused = visitor.open(&stranger).await;
    assert_eq!(refused.status, 400, "{} {}", refused.url, refused.html);
    assert!(
        refused.url.starts_with(&installation.issuer()),
        "{}",
        refused.url
    );
    assert!(refused.html.contains("Intranet"), "{}", refused.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn mod_auth_openidc_signs_out_here_and_is_told_of_what_ends_elsewhere() {
    let at = Place::free();
    let mut installation = Installation::new("localhost");
    may_call(&mut installation, &at.url(""));
    installation.add_user("mara");
    let (uri, bye) = (redirect_uri(at), at.url("/bye.shtml"));
    let told = Apache::logout(at, "backchannel");
    let arguments = ["--name", "Intranet", "--redirect-uri", &uri];
    let logout = [
        "--post-logout-redirect-uri",
        &bye,
        "--backchannel-logout-uri",
        &told,
    ];
    let app = installation.add_client(&[&arguments[..], &logout].concat());
    let _server = installation.start().await;
    let apache = Apache::start(at, &installation.issuer(), &app).await;
    let mut browser = Browser::default();

    // Told by the back channel: the next page asks, although the module's cookie is still there.
    let login = browser.open(&apache.page()).await;
    let page = browser.sign_in(login, "mara").await;
    assert_eq!(page.text("#name"), "mara Lindqvist", "{}", page.html);
    installation.run(&["user", "sign-out", "mara"]).well();
    let login = signed_out_at(&mut browser, &apache.page()).await;

    // Signed out at the page: at Lanyard as well, without a question, and back.
    let page = browser.sign_in(login, "mara").await;
    assert_eq!(page.text("#name"), "mara Lindqvist", "{}", page.html);
    let page = browser.open(&Apache::logout(at, &bye)).await;
    assert_eq!(page.url, bye, "{}\n{}", page.html, apache.log());
    assert_eq!(page.text("#bye"), "Signed out");
    let login = browser.open(&apache.page()).await;
    assert!(
        login.has("form#login-form"),
        "{}\n{}",
        login.html,
        apache.log()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn mod_auth_openidc_is_told_of_a_sign_out_in_a_frame() {
    let at = Place::free();
    let mut installation = Installation::new("localhost");
    installation.set("LANYARD_LOGOUT__FRAMES", "true");
    installation.add_user("mara");
    let (uri, told) = (redirect_uri(at), Apache::logout(at, "get"));
    let arguments = ["--name", "Intranet", "--redirect-uri", &uri];
    let logout = ["--frontchannel-logout-uri", &told];
    let app = installation.add_client(&[&arguments[..], &logout].concat());
    let _server = installation.start().await;
    let apache = Apache::start(at, &installation.issuer(), &app).await;
    let mut browser = Browser::default();

    let login = browser.open(&apache.page()).await;
    let page = browser.sign_in(login, "mara").await;
    assert_eq!(page.text("#name"), "mara Lindqvist", "{}", page.html);
    let page = browser
        .open(&format!("{}/logout", installation.issuer()))
        .await;
    let page = browser
        .submit(&page, "logout-form", Some("confirm-logout"), &[])
        .await;
    let frame = page.attribute("iframe", "data-app").expect("a frame");
    assert!(
        frame.starts_with(&told) && frame.contains("sid="),
        "{frame}"
    );
    // Nothing else told the module.
    let still = browser.open(&apache.page()).await;
    assert_eq!(still.text("#name"), "mara Lindqvist", "{}", still.html);
    // As the browser that shows the page does.
    let page = browser.open(&frame).await;
    assert_eq!(page.status, 200, "{}\n{}", page.html, apache.log());
    let login = browser.open(&apache.page()).await;
    assert!(
        login.has("form#login-form"),
        "{}\n{}",
        login.html,
        apache.log()
    );
}
