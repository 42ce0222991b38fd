//! Hosts of apps are proven by a file on them, over https, or by a text record of their name.

use std::cell::Cell;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use lanyard::config::Settings;
use lanyard::outbound::DnsError;
use lanyard::protocol::client::Kind;
use lanyard::protocol::ids::UserId;
use lanyard::protocol::registration::Draft;
use tokio::net::TcpListener;

use crate::server::{Authority, Server, answer};
use crate::world::dns::{Manner, NameServer};
use crate::world::matrix::everywhere_with;
use crate::world::seed::register;
use crate::world::{Browser, CALLBACK, Page, Provider};

const HOST: &str = "rp.example";
const RECORD: &str = "_lanyard-challenge.rp.example";

/// An app of `owner`.
async fn app(site: &Provider, owner: UserId, callback: &str) -> String {
    let draft = Draft {
        redirect_uris: vec![callback.into()],
        ..Draft::new("Harbour Notes", Kind::Web)
    };
    register(&site.app, draft, Some(owner)).await.0
}

/// What comes of looking at this place.
async fn look(browser: &mut Browser, id: &str, place: &str) -> Page {
    let form = browser.open(&format!("/apps/{id}/host")).await;
    assert!(
        form.html.contains(&format!("value=\"{place}\"")),
        "{}",
        form.html
    );
    browser
        .submit(&form, "host-form", None, &[("host", place)])
        .await
}

async fn proven(site: &Provider, id: &str) -> Option<String> {
    let client = site.app.clients.by_id(id).await.unwrap().unwrap();
    client
        .metadata
        .verified_host
        .clone()
        .map(|proven| proven.host)
}

fn asks(at: SocketAddr) -> impl Fn(&mut Settings) {
    move |settings| settings.outbound.resolver = Some(at.to_string().parse().unwrap())
}

#[tokio::test]
async fn a_host_is_proven_by_a_record_of_its_name() {
    let names = NameServer::start().await;
    everywhere_with(asks(names.address), async |site| {
        let mara = site.add_user("mara").await;
        let id = app(&site, mara.id, CALLBACK).await;
        let mut browser = Browser::new(&site);
        browser.sign_in("mara").await;
        let line = format!("https://id.example.com {id}");
        let found =
            |texts: &[&str]| Manner::Texts(texts.iter().map(|&text| text.to_owned()).collect());
        let other = line.replace("https://id.", "https://evil.");
        let nearly = format!("{line}x");
        for (manner, says) in [
            (Manner::Code(3), "There is no text record"),
            (found(&[]), "There is no text record"),
            (found(&["v=spf1 -all", &other, &nearly]), "letter by letter"),
            (Manner::Code(2), "could not be looked up"),
            // SF-01: what another name says is the word of whoever has that.
            (
                Manner::Refers("parking.example", line.clone()),
                "There is no text record",
            ),
            (Manner::Forged(line.clone()), "There is no text record"),
        ] {
            names.behave(manner.clone());
            let page = look(&mut browser, &id, RECORD).await;
            assert_eq!(page.status, 422, "{manner:?}: {}", page.html);
            assert!(
                page.text("#host-error").contains(says),
                "{manner:?}: {}",
                page.html
            );
            assert_eq!(proven(&site, &id).await, None, "{manner:?}");
            assert_eq!(
                names.asked(),
                [format!("udp {RECORD} TXT")],
                "{manner:?}: asked once"
            );
        }
        // One that the app does not name is not asked about.
        names.behave(found(&[&line]));
        let form = browser.open(&format!("/apps/{id}/host")).await;
        for other in [
            "_lanyard-challenge.other.example",
            "_lanyard-challenge._lanyard-challenge.rp.example",
        ] {
            let page = browser
                .submit(&form, "host-form", None, &[("host", other)])
                .await;
            assert!(
                page.text("#host-error").contains("Choose a host"),
                "{}",
                page.html
            );
        }
        assert!(names.asked().is_empty(), "{:?}", names.asked());

        names.behave(found(&["v=spf1 -all", &line]));
        let page = look(&mut browser, &id, RECORD).await;
        assert!(page.text("#notice").contains(HOST), "{}", page.html);
        assert_eq!(proven(&site, &id).await.as_deref(), Some(HOST));
    })
    .await;
}

#[tokio::test]
async fn what_a_name_server_answers_is_looked_at_with_care() {
    let names = NameServer::start().await;
    everywhere_with(asks(names.address), async |site| {
        let ask = async || site.app.outbound.texts(RECORD).await;
        // Longer than a datagram, or than one string of a record: whole all the same.
        let long = "a".repeat(3_000);
        names.behave(Manner::Cut(long.clone()));
        assert_eq!(ask().await.unwrap(), [long]);
        let ways = [format!("udp {RECORD} TXT"), format!("tcp {RECORD} TXT")];
        assert_eq!(names.asked(), ways);
        // An answer to another question is none.
        names.behave(Manner::Other(
            "_lanyard-challenge.evil.example",
            "evil".to_owned(),
        ));
        assert_eq!(ask().await, Err(DnsError::Late));
        let begin = Instant::now();
        names.behave(Manner::Silent);
        assert_eq!(ask().await, Err(DnsError::Late));
        assert!(begin.elapsed() < Duration::from_secs(6));
        let label = "a".repeat(64);
        for wrong in ["", "a..b", &label, &["abcdefgh"; 40].join(".")] {
            let asked = site.app.outbound.texts(wrong).await;
            assert!(
                matches!(asked, Err(DnsError::Name | DnsError::Late)),
                "{wrong}: {asked:?}"
            );
        }
    })
    .await;
}

/// Addresses of this machine that stand for hosts of the Internet, where https has its own port; the operator allows them. Each is used
/// once, and other runs at the same time have others.
struct Hosts {
    network: [u8; 3],
    used: Cell<u8>,
}

impl Hosts {
    fn new() -> Self {
        let [_, _, high, low] = std::process::id().to_be_bytes();
        Self {
            network: [127, 64 + high % 64, low],
            used: Cell::new(0),
        }
    }

    fn next(&self) -> IpAddr {
        let [a, b, c] = self.network;
        self.used.set(self.used.get() + 1);
        Ipv4Addr::new(a, b, c, self.used.get()).into()
    }
}

#[tokio::test]
async fn a_host_is_proven_by_the_file_it_serves() {
    let (authority, hosts) = (Authority::new(), Hosts::new());
    if let Err(error) = TcpListener::bind((hosts.next(), 443)).await
        && error.kind() == ErrorKind::PermissionDenied
    {
        // Proofs are fetched from the port of https.
        eprintln!(
            "LEFT OUT: the file that proves a host: whoever runs the tests may not listen on port 443"
        );
        return;
    }
    let root = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(root.path(), &authority.pem).unwrap();
    let [a, b, c] = hosts.network;
    let settings = |settings: &mut Settings| {
        settings.outbound.allow = vec![format!("{a}.{b}.{c}.0/24").parse().unwrap()];
        settings.outbound.extra_root_file = Some(root.path().to_owned());
    };
    everywhere_with(settings, async |site| {
        let mara = site.add_user("mara").await;
        let mut browser = Browser::new(&site);
        browser.sign_in("mara").await;
        let plain = "text/plain; charset=utf-8";
        for (status, media_type, says, is_proof) in [
            ("404 Not Found", plain, "answered 404", true),
            ("302 Found", plain, "answered 302", true),
            ("200 OK", "text/html", "could not be fetched", true),
            ("200 OK", plain, "letter by letter", false),
            ("200 OK", plain, "", true),
        ] {
            let at = hosts.next();
            let host = at.to_string();
            let id = app(&site, mara.id, &format!("https://{host}/cb")).await;
            let issuer = if is_proof {
                "https://id.example.com"
            } else {
                "https://evil.example"
            };
            let file = format!("# Harbour Notes\n{issuer} {id}\n");
            let manner = answer(status, media_type, file.as_bytes());
            let shows = Some(authority.certify(&host));
            let server = Server::start_on((at, 443).into(), shows, manner).await;
            let page = look(&mut browser, &id, &host).await;
            let asked = server.requests();
            let get = "GET /.well-known/lanyard-app.txt HTTP/1.1";
            assert!(asked.len() == 1 && asked[0].starts_with(get), "{asked:?}");
            // An address has no record.
            let form = browser.open(&format!("/apps/{id}/host")).await;
            assert!(
                !form.html.contains(&format!("_lanyard-challenge.{host}")),
                "{}",
                form.html
            );
            match says {
                "" => {
                    assert!(page.text("#notice").contains(&host), "{}", page.html);
                    assert_eq!(proven(&site, &id).await, Some(host));
                }
                says => {
                    assert!(
                        page.text("#host-error").contains(says),
                        "{says}: {}",
                        page.html
                    );
                    assert_eq!(proven(&site, &id).await, None);
                }
            }
        }
        // Somebody else's certificate, and nobody there.
        for shows in [Some(authority.certify("127.0.0.1")), None] {
            let at = hosts.next();
            let host = at.to_string();
            let id = app(&site, mara.id, &format!("https://{host}/cb")).await;
            if let Some(shows) = shows {
                let manner = answer("200 OK", plain, b"x");
                Server::start_on((at, 443).into(), Some(shows), manner).await;
            }
            let page = look(&mut browser, &id, &host).await;
            assert!(
                page.text("#host-error").contains("could not be fetched"),
                "{}",
                page.html
            );
        }
    })
    .await;
}
