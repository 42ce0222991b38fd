//! The demo as a person would walk through it, over real sockets, under both names of this machine.

mod told;

use std::collections::HashMap;

use http_body_util::{BodyExt, Full};
use hyper::{Request, StatusCode, header};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use scraper::{ElementRef, Html, Selector};
use tokio::sync::oneshot;
use url::Url;

use super::*;
use crate::protocol::client::{AuthMethod, Profile};

/// A browser: keeps cookies by host (not by port, as browsers do) and follows redirects.
struct Browser {
    client: Client<HttpConnector, Full<bytes::Bytes>>,
    cookies: HashMap<(String, String), String>,
}

struct Page {
    status: StatusCode,
    url: Url,
    html: String,
}

impl Browser {
    fn new() -> Self {
        Self {
            client: Client::builder(TokioExecutor::new()).build_http(),
            cookies: HashMap::new(),
        }
    }

    async fn open(&mut self, url: &str) -> Page {
        self.go(Url::parse(url).unwrap(), None).await
    }

    /// Submits the form of `page` that has the button `id`.
    async fn press(&mut self, page: &Page, id: &str, typed: &[(&str, &str)]) -> Page {
        let (url, body) = {
            let html = Html::parse_document(&page.html);
            let button = html
                .select(&Selector::parse(&format!("#{id}")).unwrap())
                .next();
            let button =
                button.unwrap_or_else(|| panic!("no #{id} on {}: {}", page.url, page.html));
            let form = button
                .ancestors()
                .filter_map(ElementRef::wrap)
                .find(|element| element.value().name() == "form");
            let form = form.expect("a form around the button");
            let mut fields = form_urlencoded::Serializer::new(String::new());
            for input in form.select(&Selector::parse("input[type=hidden]").unwrap()) {
                fields.append_pair(
                    input.attr("name").unwrap(),
                    input.attr("value").unwrap_or_default(),
                );
            }
            if let Some(name) = button.attr("name") {
                fields.append_pair(name, button.attr("value").unwrap_or_default());
            }
            fields.extend_pairs(typed);
            (
                page.url.join(form.attr("action").unwrap()).unwrap(),
                fields.finish(),
            )
        };
        self.go(url, Some(body)).await
    }

    async fn go(&mut self, mut url: Url, mut body: Option<String>) -> Page {
        for _ in 0..10 {
            let host = url.host_str().unwrap().to_owned();
            let ours = self.cookies.iter().filter(|((at, _), _)| *at == host);
            let cookies: Vec<_> = ours
                .map(|((_, name), value)| format!("{name}={value}"))
                .collect();
            let mut request = Request::builder()
                .uri(url.as_str())
                .header(header::COOKIE, cookies.join("; "));
            if body.is_some() {
                request = request
                    .method("POST")
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                request = request.header(header::ORIGIN, url.origin().ascii_serialization());
            }
            let request = request
                .body(Full::from(body.take().unwrap_or_default()))
                .unwrap();
            let (head, answer) = self.client.request(request).await.unwrap().into_parts();
            for cookie in head.headers.get_all(header::SET_COOKIE) {
                let cookie = cookie.to_str().unwrap();
                let (name, rest) = cookie.split_once('=').unwrap();
                let value = rest.split(';').next().unwrap();
                if cookie.contains("Max-Age=0") {
                    self.cookies.remove(&(host.clone(), name.to_owned()));
                } else {
                    self.cookies
                        .insert((host.clone(), name.to_owned()), value.to_owned());
                }
            }
            let html =
                String::from_utf8(answer.collect().await.unwrap().to_bytes().to_vec()).unwrap();
            let Some(target) = head.headers.get(header::LOCATION) else {
                return Page {
                    status: head.status,
                    url,
                    html,
                };
            };
            url = url.join(target.to_str().unwrap()).unwrap();
        }
        panic!("too many redirects, the last to {url}");
    }
}

const ANY_PORTS: Args = Args {
    port: Some(0),
    app_port: Some(0),
    single_page_port: Some(0),
};

/// Runs `story` with the addresses of the app under both names, then makes sure that nothing is left.
async fn with_demo(story: impl AsyncFnOnce([String; 2])) {
    let demo = Demo::prepare(&ANY_PORTS).await.unwrap();
    let path = demo._place.path().to_owned();
    assert!(path.join("lanyard.db").exists());
    let port = demo.ports.app.port;
    let (stop, stopped) = oneshot::channel::<()>();
    let served = tokio::spawn(demo.serve(async {
        let _ = stopped.await;
    }));
    story(["localhost", "127.0.0.1"].map(|host| format!("http://{host}:{port}"))).await;
    stop.send(()).unwrap();
    served.await.unwrap();
    assert!(!path.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn ada_signs_in_and_the_app_shows_why_it_believes_it() {
    with_demo(async |addresses| {
        for address in addresses {
            let mut browser = Browser::new();
            let home = browser.open(&address).await;
            assert!(
                home.html.contains(seed::PASSWORD),
                "the first page says whom to sign in as"
            );
            let login = browser.open(&format!("{address}/sign-in")).await;
            let typed = [("login", seed::LOGIN), ("password", seed::PASSWORD)];
            let mut page = browser.press(&login, "sign-in", &typed).await;
            if page.url.path() == "/consent" {
                page = browser.press(&page, "approve", &[]).await;
            }
            assert_eq!(page.url.as_str(), format!("{address}/"), "{}", page.html);
            assert!(page.html.contains("Hello, Ada Lovelace"));
            assert!(page.html.contains(" UTC"), "times are read by people, too");
            assert!(page.html.contains("href=\"#step-1\""), "a way through them");
            for claim in [
                "1815-12-10",
                "ada@example.com",
                "SW1Y 4JH",
                "Europe/London",
                "+44 20 7946 0958",
            ] {
                assert!(page.html.contains(claim), "{claim}");
            }
            assert_eq!(page.html.matches("✓").count(), 9, "checks that hold");
            assert!(!page.html.contains('✗'));
            let page = browser.press(&page, "refresh", &[]).await;
            let page = browser.press(&page, "userinfo", &[]).await;
            assert_eq!(page.html.matches("<h3>").count(), 8, "steps");
            let names: Vec<_> = browser
                .cookies
                .keys()
                .map(|(_, name)| name.as_str())
                .collect();
            assert!(
                names.iter().filter(|name| **name == "field-notes").count() == 1,
                "{names:?}"
            );
            let page = browser.press(&page, "sign-out", &[]).await;
            assert!(
                page.html.contains("signed out of Field Notes and of"),
                "{} {}",
                page.url,
                page.html
            );
            let silently = browser
                .open(&format!("{address}/sign-in?prompt=none"))
                .await;
            assert!(
                silently.html.contains("Nobody is signed in there"),
                "there, too: {}",
                silently.html
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_app_believes_no_answer_that_is_not_for_it() {
    with_demo(async |[address, _]| {
        let mut browser = Browser::new();
        // One that was never asked for: login CSRF.
        let page = browser
            .open(&format!(
                "{address}/callback?code=x&state=y&iss=http://localhost"
            ))
            .await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
        assert!(page.html.contains("That answer is not for this browser"));

        // One to a request of ours, from another provider: mix-up.
        let login = browser.open(&format!("{address}/sign-in")).await;
        assert_eq!(login.status, StatusCode::OK);
        let asked = browser
            .open(&format!("{address}/sign-in?prompt=none"))
            .await;
        assert!(
            asked.html.contains("Nobody is signed in there"),
            "{}",
            asked.html
        );
        let state = {
            let html = Html::parse_document(&asked.html);
            let row = Selector::parse("td .value").unwrap();
            html.select(&row)
                .map(|value| value.text().collect::<String>())
                .find(|value| value.len() == 22)
                .unwrap()
        };
        let replayed = browser
            .open(&format!(
                "{address}/callback?code=x&state={state}&iss=http://evil.example"
            ))
            .await;
        assert_eq!(
            replayed.status,
            StatusCode::BAD_REQUEST,
            "a state counts once"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b8_the_app_says_what_the_person_did() {
    with_demo(async |[address, _]| {
        let mut browser = Browser::new();
        let typed = [("login", seed::LOGIN), ("password", seed::PASSWORD)];
        let login = browser.open(&format!("{address}/sign-in")).await;
        let consent = browser.press(&login, "sign-in", &typed).await;
        assert_eq!(consent.url.path(), "/consent", "{}", consent.html);
        let declined = browser.press(&consent, "cancel", &[]).await;
        assert!(
            declined.html.contains("You did not agree"),
            "{}",
            declined.html
        );
        assert!(declined.html.contains("did not agree; the provider sends"));
        assert!(
            !declined.html.contains("signed in and agreed"),
            "{}",
            declined.html
        );

        // Nobody signed in, and nobody was asked.
        let mut stranger = Browser::new();
        let silent = stranger
            .open(&format!("{address}/sign-in?prompt=none"))
            .await;
        assert!(
            silent.html.contains("could not answer with a code"),
            "{}",
            silent.html
        );
        assert!(!silent.html.contains("agree"), "{}", silent.html);

        let consent = browser.open(&format!("{address}/sign-in")).await;
        let agreed = browser.press(&consent, "approve", &[]).await;
        assert!(
            agreed.html.contains("signed in and agreed"),
            "{}",
            agreed.html
        );
        assert!(!agreed.html.contains("did not agree"), "{}", agreed.html);
    })
    .await;
}

/// What a browser makes of it is tested in Chromium (`tests/browser/single_page.rs`).
#[tokio::test(flavor = "multi_thread")]
async fn the_single_page_app_comes_whole_and_with_a_strict_policy() {
    let demo = Demo::prepare(&ANY_PORTS).await.unwrap();
    let (issuer, config) = (demo.app.issuer().to_owned(), demo.single_page.clone());
    let welcome = demo.welcome();
    let address = format!("http://localhost:{}", demo.ports.single_page.port);
    assert!(welcome.contains(&address), "{welcome}");
    let id = config["client_id"].as_str().unwrap();
    assert!(welcome.contains(id), "{welcome}");
    let id = crate::protocol::ids::ClientId(id.to_owned());
    let client = demo
        .app
        .db
        .read(move |c| Box::pin(async move { crate::store::clients::by_id(c, &id).await }));
    let client = client.await.unwrap().unwrap();
    assert_eq!(client.metadata.auth_method, AuthMethod::None);
    assert_eq!(client.metadata.profile, Profile::Modern);

    let (stop, stopped) = oneshot::channel::<()>();
    let served = tokio::spawn(demo.serve(async {
        let _ = stopped.await;
    }));
    let http = Client::builder(TokioExecutor::new()).build_http::<Full<bytes::Bytes>>();
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/single-page");
    let mut paths: Vec<_> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with(".md"))
        .collect();
    assert_eq!(paths.len(), single_page::FILES.len());
    paths.extend(["config.json".to_owned(), String::new()]);
    for path in paths {
        let answer = http.get(format!("{address}/{path}").parse().unwrap()).await;
        let (head, body) = answer.unwrap().into_parts();
        assert_eq!(head.status, StatusCode::OK, "{path}");
        let policy = head.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        let allowed = format!("connect-src 'self' {issuer}; ");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; ")
                && policy.contains(&allowed),
            "{path}: {policy}"
        );
        assert!(
            !policy.contains("unsafe") && !policy.contains('*'),
            "{policy}"
        );
        assert_eq!(head.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        let body = body.collect().await.unwrap().to_bytes();
        if path == "config.json" {
            assert_eq!(serde_json::from_slice::<Value>(&body).unwrap(), config);
        } else if !path.is_empty() {
            assert_eq!(body, std::fs::read(format!("{directory}/{path}")).unwrap());
        }
    }
    stop.send(()).unwrap();
    served.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_of_the_demo_are_shown_one_by_one() {
    with_demo(async |[address, _]| {
        let mut browser = Browser::new();
        let login = browser.open(&format!("{address}/sign-in")).await;
        let at = |path: &str| login.url.join(path).unwrap().to_string();
        let page = browser.open(&at("/login/forgot")).await;
        let typed = [("login", seed::LOGIN)];
        browser.press(&page, "send", &typed).await;
        let mut list = browser.open(&at("/demo/mail")).await;
        let link = |page: &Page| {
            let mut links = page.html.split("href=\"");
            let path = links.find(|rest| rest.starts_with("/demo/mail/"))?;
            path.split_once('"').map(|(path, _)| path.to_owned())
        };
        for _ in 0..500 {
            if link(&list).is_some() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            list = browser.open(&at("/demo/mail")).await;
        }
        let path = link(&list).expect("a letter");
        let letter = browser.open(&at(&path)).await;
        assert_eq!(letter.status, StatusCode::OK);
        assert!(
            letter.html.contains("To ada@example.com"),
            "{}",
            letter.html
        );
        assert!(letter.html.contains("/login/reset?token="));
        let inside = format!("{path}/html");
        assert!(letter.html.contains(&format!("src=\"{inside}\"")));
        let html = browser.open(&at(&inside)).await;
        assert_eq!(html.status, StatusCode::OK);
        let beside = "<head><base target=\"_blank\">";
        assert!(html.html.contains(beside), "links open beside the frame");
        let nobody = format!("/demo/mail/{}", uuid::Uuid::nil());
        for path in [nobody.clone(), format!("{nobody}/html")] {
            let page = browser.open(&at(&path)).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        }
        let nonsense = browser.open(&at("/demo/mail/1")).await;
        assert_eq!(nonsense.status, StatusCode::BAD_REQUEST);
    })
    .await;
}
