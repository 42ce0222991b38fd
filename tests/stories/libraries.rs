//! What libraries, programs and browsers send that is not what one would have thought of, and is right.

use axum::body::Body;
use axum::http::{HeaderMap, Request, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lanyard::protocol::client::{AccessTokenFormat, IdTokenClaims, Kind, Profile, SigningAlg};
use lanyard::protocol::origin::Origin;
use lanyard::protocol::registration::Draft;
use serde_json::{Value, json};

use crate::world::provider::Answer;
use crate::world::scene::{Fields, SCOPES, authorize, raw_post, with, without};
use crate::world::{Browser, CALLBACK, Provider, RelyingParty, Scene, protocol};

const MCP: &str = "https://mcp.example/";
const API: &str = "https://api.example/v1";

fn web() -> Draft {
    Draft {
        redirect_uris: vec![CALLBACK.to_owned()],
        scope: Some("openid profile email offline_access".to_owned()),
        ..Draft::new("Harbour Notes", Kind::Web)
    }
}

/// As [`Scene::new`], with an app that registered this.
async fn scene(provider: &Provider, draft: Draft) -> Scene {
    let user = provider.add_user("mara").await;
    let (client_id, secret) = provider.register(draft).await;
    let mut scene = Scene {
        provider: provider.clone(),
        user,
        browser: Browser::new(provider),
        app: RelyingParty::discover(provider, &client_id, Some(&secret)).await,
        basic: provider.basic(&client_id, &secret),
    };
    scene.browser.sign_in_to(&scene.app, "mara", SCOPES).await;
    scene
}

fn part(jwt: &str, index: usize) -> Value {
    let part = jwt.split('.').nth(index).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

fn error(answer: &Answer) -> (u16, String) {
    let error = answer.json()["error"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (answer.status.as_u16(), error)
}

#[tokio::test]
async fn fc_15_a_code_is_redeemed_without_the_address_where_pkce_proves_it() {
    protocol(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (started, code) = scene.code().await;
        let form = without(scene.redemption(&started, &code), "redirect_uri");
        assert_eq!(scene.token(&form).await.status, 200);
        let (started, code) = scene.code().await;
        let form = scene.redemption(&started, &code);
        let empty = with(form, [("redirect_uri", "")]);
        assert_eq!(scene.token(&empty).await.status, 200, "empty is left out");
        // A wrong one still spends the code, and so does a wrong verifier without one.
        for (name, value) in [
            ("redirect_uri", "https://rp.example/other"),
            (
                "code_verifier",
                "0123456789-abcdefghijklmnopqrstuvwxyz-01234567",
            ),
        ] {
            let (started, code) = scene.code().await;
            let right = scene.redemption(&started, &code);
            let wrong = with(without(right.clone(), "redirect_uri"), [(name, value)]);
            let invalid = (400, "invalid_grant".to_owned());
            assert_eq!(error(&scene.token(&wrong).await), invalid, "{name}");
            assert_eq!(error(&scene.token(&right).await), invalid, "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn fc_24_a_client_repeats_its_scopes_at_refresh() {
    protocol(async |provider| {
        let draft = Draft {
            profile: Profile::Oidc,
            ..web()
        };
        let mut scene = scene(&provider, draft).await;
        let scopes = ["profile", "groups", "offline_access"];
        let started = scene.app.start(&scopes, &[]);
        let page = scene.browser.open(&started.url).await;
        let code = scene.app.code(&started, &page);
        let tokens = scene.app.redeem(&started, &code).await.unwrap();
        let form = |scope: &str| {
            Fields::from([
                ("grant_type", "refresh_token".to_owned()),
                ("refresh_token", tokens.refresh_token.clone().unwrap()),
                ("scope", scope.to_owned()),
            ])
        };
        let invalid = (400, "invalid_scope".to_owned());
        // Registered and never granted; and nothing that is known.
        for scope in ["openid email", "groups"] {
            assert_eq!(error(&scene.token(&form(scope)).await), invalid, "{scope}");
        }
        let answer = scene
            .token(&form("openid profile groups offline_access"))
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(answer.json()["scope"], "openid profile offline_access");
    })
    .await;
}

#[tokio::test]
async fn fc_16_a_resource_narrows_the_token_to_it() {
    protocol(async |provider| {
        let draft = Draft {
            audiences: vec![MCP.to_owned(), API.to_owned()],
            ..web()
        };
        let mut scene = scene(&provider, draft).await;
        let mut tokens = async |asked: &[(&str, &str)], at_token: Option<&str>| {
            let started = scene.app.start(SCOPES, asked);
            let page = scene.browser.open(&started.url).await;
            let code = scene.app.code(&started, &page);
            let form = scene.redemption(&started, &code);
            let form = match at_token {
                Some(resource) => with(form, [("resource", resource)]),
                None => form,
            };
            scene.token(&form).await
        };
        let aud = |answer: &Answer| {
            let body = answer.json();
            part(
                body["access_token"]
                    .as_str()
                    .unwrap_or_else(|| panic!("{}", answer.text)),
                1,
            )["aud"]
                .clone()
        };
        let both = json!(["https://id.example.com", MCP, API]);
        assert_eq!(aud(&tokens(&[], None).await), both);
        assert_eq!(aud(&tokens(&[], Some(API)).await), API);
        let narrowed = tokens(&[("resource", "https://mcp.example")], None).await;
        assert_eq!(
            aud(&narrowed),
            MCP,
            "a root with and without its slash is one"
        );
        let invalid = (400, "invalid_target".to_owned());
        assert_eq!(
            error(&tokens(&[("resource", MCP)], Some(API)).await),
            invalid
        );
        assert_eq!(
            error(&tokens(&[], Some("https://other.example/")).await),
            invalid
        );
        // For the resource server, and so not for us; its own client may ask about it and end it.
        let body = narrowed.json();
        let access = body["access_token"].as_str().unwrap();
        assert_eq!(scene.userinfo(access).await.status, 401);
        assert!(scene.is_active(access).await);
        // The refreshed token is for the same; never for another one.
        let refresh = |resource: Option<&str>| {
            let form = Fields::from([
                ("grant_type", "refresh_token".to_owned()),
                (
                    "refresh_token",
                    body["refresh_token"].as_str().unwrap().to_owned(),
                ),
            ]);
            match resource {
                Some(resource) => with(form, [("resource", resource)]),
                None => form,
            }
        };
        assert_eq!(error(&scene.token(&refresh(Some(API))).await), invalid);
        assert_eq!(aud(&scene.token(&refresh(None)).await), MCP);
        scene
            .provider
            .post("/revoke", [("token", access)], Some(&scene.basic))
            .await;
        assert!(!scene.is_active(access).await);
        // At the authorization endpoint the app is told.
        for wrong in ["https://other.example/", "https://mcp.example/x"] {
            let asks = with(scene.asks(), [("resource", wrong)]);
            let page = scene.ask(&asks).await;
            assert!(page.url.starts_with(CALLBACK), "{}", page.url);
            assert_eq!(page.query("error").as_deref(), Some("invalid_target"));
        }
        let two = format!("{}&resource={MCP}&resource={API}", authorize(&scene.asks()));
        let page = scene.browser.open(&two).await;
        assert_eq!(page.query("error").as_deref(), Some("invalid_target"));
    })
    .await;
}

#[tokio::test]
async fn fc_16_a_service_asks_for_one_of_its_resource_servers() {
    protocol(async |provider| {
        let draft = Draft {
            scope: Some("export:read".to_owned()),
            audiences: vec![MCP.to_owned(), API.to_owned()],
            ..Draft::new("Nightly Export", Kind::Service)
        };
        let (id, secret) = provider.register(draft).await;
        let basic = provider.basic(&id, &secret);
        let ask = async |resource: &str| {
            let form = [("grant_type", "client_credentials"), ("resource", resource)];
            provider.post("/token", form, Some(&basic)).await
        };
        let narrowed = ask(MCP).await.json();
        assert_eq!(
            part(narrowed["access_token"].as_str().unwrap(), 1)["aud"],
            MCP
        );
        for wrong in ["https://other.example/", "https://id.example.com", "mcp"] {
            let invalid = (400, "invalid_target".to_owned());
            assert_eq!(error(&ask(wrong).await), invalid, "{wrong}");
        }
    })
    .await;
}

#[tokio::test]
async fn fc_05_an_app_that_reads_the_id_token_alone_finds_name_and_address() {
    protocol(async |provider| {
        let draft = Draft {
            id_token_claims: IdTokenClaims::Scopes,
            ..web()
        };
        let mut scene = scene(&provider, draft).await;
        let tokens = scene.tokens().await;
        let claims = part(&tokens.id_token, 1);
        assert_eq!(claims["email"], "mara@example.org");
        assert_eq!(claims["email_verified"], true);
        assert_eq!(claims["name"], "Mara Lindqvist");
        // No more than was granted, and the same after a refresh.
        let started = scene.app.start(&["email", "offline_access"], &[]);
        let page = scene.browser.open(&started.url).await;
        let code = scene.app.code(&started, &page);
        let tokens = scene.app.redeem(&started, &code).await.unwrap();
        let refreshed = scene.refresh(&tokens.refresh_token.unwrap()).await.json();
        for id_token in [&*tokens.id_token, refreshed["id_token"].as_str().unwrap()] {
            let claims = part(id_token, 1);
            assert_eq!(claims["email"], "mara@example.org");
            assert_eq!(claims.get("name"), None);
        }
    })
    .await;
}

#[tokio::test]
async fn fc_07_access_tokens_are_written_as_their_client_registered() {
    protocol(async |provider| {
        for (format, alg, typ) in [
            (AccessTokenFormat::AtJwt, None, "at+jwt"),
            (AccessTokenFormat::AtJwt, Some(SigningAlg::RS256), "at+jwt"),
            (AccessTokenFormat::Jwt, Some(SigningAlg::EdDSA), "JWT"),
            (AccessTokenFormat::Jwt, None, "JWT"),
        ] {
            let draft = Draft {
                access_token_format: format,
                access_token_signed_response_alg: alg,
                scope: Some("export:read".to_owned()),
                ..Draft::new("Nightly Export", Kind::Service)
            };
            let (id, secret) = provider.register(draft).await;
            let form = [("grant_type", "client_credentials")];
            let basic = provider.basic(&id, &secret);
            let answer = provider.post("/token", form, Some(&basic)).await.json();
            let access = answer["access_token"].as_str().unwrap();
            let head = part(access, 0);
            let alg = alg.unwrap_or(SigningAlg::ES256).as_str();
            assert_eq!((&head["typ"], &head["alg"]), (&json!(typ), &json!(alg)));
            let asked = provider.post("/introspect", [("token", access)], Some(&basic));
            assert_eq!(asked.await.json()["active"], true);
        }
    })
    .await;
}

#[tokio::test]
async fn fc_07_jwt_and_opaque_access_tokens_work_wherever_the_usual_ones_do() {
    protocol(async |provider| {
        for (format, begins) in [
            (AccessTokenFormat::Jwt, "eyJ"),
            (AccessTokenFormat::Opaque, "lya_"),
        ] {
            let draft = Draft {
                access_token_format: format,
                name: format!("Notes in {}", format.as_str().replace('+', " ")),
                ..web()
            };
            let (client_id, secret) = provider.register(draft).await;
            let login = format.as_str();
            provider.add_user(login).await;
            let mut browser = Browser::new(&provider);
            let app = RelyingParty::discover(&provider, &client_id, Some(&secret)).await;
            let basic = provider.basic(&client_id, &secret);
            let tokens = browser.sign_in_to(&app, login, SCOPES).await;
            let ask = async |path: &str, token: &str| {
                let form = [("token", token)];
                provider.post(path, form, Some(&basic)).await.json()
            };
            let userinfo = async |token: &str| {
                let bearer = format!("Bearer {token}");
                provider.get("/userinfo", Some(&bearer)).await
            };
            let access = &tokens.access_token;
            assert!(access.starts_with(begins), "{access}");
            assert!(!access.contains(&client_id));
            let told = ask("/introspect", access).await;
            assert_eq!(told["active"], true, "{told}");
            assert_eq!(told["client_id"], *client_id);
            assert_eq!(told["scope"], "openid profile email offline_access");
            assert_eq!(told["aud"], "https://id.example.com");
            assert_eq!(
                userinfo(access).await.json()["email"],
                format!("{login}@example.org")
            );
            // Spoiled anywhere it is no token.
            for at in [4, access.len() / 2, access.len() - 1] {
                let mut spoiled = access.clone().into_bytes();
                spoiled[at] = if spoiled[at] == b'A' { b'B' } else { b'A' };
                let spoiled = String::from_utf8(spoiled).unwrap();
                assert_eq!(ask("/introspect", &spoiled).await["active"], false);
            }
            // Another app learns nothing of it, and cannot end it.
            let (other, other_secret) = provider.add_service("Other", "other:read").await;
            let other = provider.basic(&other, &other_secret);
            for path in ["/introspect", "/revoke"] {
                provider
                    .post(path, [("token", &**access)], Some(&other))
                    .await;
            }
            assert_eq!(ask("/introspect", access).await["active"], true);
            ask("/revoke", access).await;
            assert_eq!(ask("/introspect", access).await["active"], false);
            assert_eq!(userinfo(access).await.status, 401);
            // A fresh one ends with its grant, and by itself.
            let tokens = app.sign_in_silently(&mut browser, SCOPES).await;
            let (access, refresh) = (tokens.access_token, tokens.refresh_token.unwrap());
            assert_eq!(userinfo(&access).await.status, 200);
            ask("/revoke", &refresh).await;
            assert_eq!(userinfo(&access).await.status, 401);
            let tokens = app.sign_in_silently(&mut browser, SCOPES).await;
            assert_eq!(userinfo(&tokens.access_token).await.status, 200);
            provider.clock.advance(provider.settings.tokens.access);
            assert_eq!(userinfo(&tokens.access_token).await.status, 401);
        }
    })
    .await;
}

#[tokio::test]
async fn fc_08_and_12_a_program_listens_on_any_port_of_localhost() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let draft = Draft {
            redirect_uris: vec![
                "http://localhost/callback".to_owned(),
                "http://app.localhost/cb".to_owned(),
            ],
            ..Draft::new("Pocket Notes", Kind::Native)
        };
        let (app, _) = provider.register(draft).await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        for address in [
            "http://localhost:54545/callback",
            "http://localhost/callback",
            "http://app.localhost:3000/cb",
        ] {
            let asks = crate::world::scene::asks(&app, address);
            let page = browser.open(&authorize(&asks)).await;
            assert_eq!(page.path(), "/consent", "{address}");
            let page = browser.approve(&page).await;
            assert!(
                page.url.starts_with(&format!("{address}?code=")),
                "{}",
                page.url
            );
        }
        for address in [
            "http://127.0.0.1:54545/callback",
            "http://localhost:54545/callback/",
            "http://other.localhost:3000/cb",
            "http://localhost.evil.example:1/callback",
            "https://localhost:54545/callback",
        ] {
            let asks = crate::world::scene::asks(&app, address);
            let page = browser.open(&authorize(&asks)).await;
            assert_eq!(
                (page.path(), page.status.as_u16()),
                ("/authorize", 400),
                "{address}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn fc_09_and_51_consent_is_asked_for_a_private_scheme_and_not_for_a_claimed_address() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        for (address, first_party, asked) in [
            (
                "cursor://anysphere.cursor-mcp/oauth/callback",
                false,
                [true, true],
            ),
            (
                "cursor://anysphere.cursor-mcp/oauth/callback",
                true,
                [true, true],
            ),
            ("http://localhost/cb", true, [true, true]),
            ("https://app.example/applink", false, [true, false]),
            ("https://app.example/applink", true, [false, false]),
        ] {
            let draft = Draft {
                redirect_uris: vec![address.to_owned()],
                first_party,
                ..Draft::new("Pocket Notes", Kind::Native)
            };
            let (app, _) = provider.register(draft).await;
            for asked in asked {
                let asks = crate::world::scene::asks(&app, address);
                let mut page = browser.open(&authorize(&asks)).await;
                assert_eq!(page.path() == "/consent", asked, "{address} {first_party}");
                if asked {
                    page = browser.approve(&page).await;
                }
                assert!(
                    page.url.starts_with(&format!("{address}?code=")),
                    "{}",
                    page.url
                );
            }
        }
    })
    .await;
}

async fn preflight(provider: &Provider, path: &str, wanted: Option<&str>) -> HeaderMap {
    let mut request = Request::options(path)
        .header(header::ORIGIN, "https://inspector.example")
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, "GET");
    if let Some(wanted) = wanted {
        request = request.header(header::ACCESS_CONTROL_REQUEST_HEADERS, wanted);
    }
    let answer = provider.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 204, "{path}");
    answer.headers
}

#[tokio::test]
async fn fc_17_a_page_may_send_whatever_header_it_likes() {
    protocol(async |provider| {
        for path in [
            "/.well-known/oauth-authorization-server",
            "/.well-known/openid-configuration",
            "/.well-known/webfinger",
            "/jwks",
            "/token",
            "/userinfo",
            "/introspect",
            "/revoke",
        ] {
            for wanted in ["mcp-protocol-version", "x-a, DPoP,traceparent"] {
                let headers = preflight(&provider, path, Some(wanted)).await;
                assert_eq!(headers["access-control-allow-headers"], wanted, "{path}");
                let vary: Vec<_> = headers.get_all(header::VARY).iter().collect();
                assert!(vary.contains(&&"Access-Control-Request-Headers".parse().unwrap()));
                assert!(!headers.contains_key("access-control-allow-credentials"));
            }
            let headers = preflight(&provider, path, None).await;
            assert_eq!(
                headers["access-control-allow-headers"],
                "authorization, content-type"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn fc_19_an_app_calls_from_the_origins_it_registered() {
    protocol(async |provider| {
        let draft = Draft {
            redirect_uris: vec!["https://ok.example/cb".to_owned()],
            allowed_origins: vec!["https://WWW.ok.example/".to_owned()],
            ..Draft::new("Single Page", Kind::Spa)
        };
        assert_eq!(
            draft.check().unwrap().1.allowed_origins,
            [Origin::parse("https://www.ok.example").unwrap()]
        );
        let (id, _) = provider.register(draft).await;
        for (origin, allowed) in [
            ("https://www.ok.example", true),
            ("https://ok.example", true),
            ("https://evil.example", false),
            ("http://www.ok.example", false),
            ("https://a.www.ok.example", false),
        ] {
            let mut request = raw_post(
                "/token",
                format!("grant_type=authorization_code&code=x&client_id={id}"),
            );
            let value = origin.parse().unwrap();
            request.headers_mut().insert(header::ORIGIN, value);
            let headers = provider.send(request).await.headers;
            let told = headers.get("access-control-allow-origin");
            assert_eq!(
                told.map(|told| told.to_str().unwrap()),
                allowed.then_some(origin)
            );
        }
    })
    .await;
}

#[tokio::test]
async fn fc_64_webfinger_names_the_issuer() {
    protocol(async |provider| {
        const REL: &str = "http://openid.net/specs/connect/1.0/issuer";
        let ask = async |query: &str| {
            provider
                .get(&format!("/.well-known/webfinger{query}"), None)
                .await
        };
        for query in [
            "?resource=acct:ada@example.com&rel=http://openid.net/specs/connect/1.0/issuer",
            "?resource=acct%3Anobody%40id.example.com",
            "?rel=x&rel=http://openid.net/specs/connect/1.0/issuer&resource=https://id.example.com/ada",
        ] {
            let answer = ask(query).await;
            assert_eq!(answer.status, 200, "{query}");
            assert_eq!(answer.headers[header::CONTENT_TYPE], "application/jrd+json");
            assert_eq!(answer.headers["access-control-allow-origin"], "*");
            let link = &answer.json()["links"][0];
            assert_eq!((&link["rel"], &link["href"]), (&json!(REL), &json!("https://id.example.com")));
        }
        let other = ask("?resource=acct:ada@example.com&rel=x").await;
        assert_eq!(other.json()["links"], json!([]));
        for (query, status) in [
            ("", 400),
            ("?resource=", 400),
            ("?rel=x", 400),
            ("?resource=a&resource=b", 400),
            ("?resource=acct:ada@evil.example", 404),
            ("?resource=ada", 404),
        ] {
            assert_eq!(ask(query).await.status, status, "{query}");
        }
    })
    .await;
}
