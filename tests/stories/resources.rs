//! Resource servers (RFC 8707, RFC 9068): each has its own form of access tokens, algorithm and scopes.

use std::collections::BTreeMap;

use lanyard::audit::{Act, Actor};
use lanyard::clients::resource_servers as acts;
use lanyard::protocol::client::{AccessTokenFormat, Kind, SigningAlg};
use lanyard::protocol::ids::ClientId;
use lanyard::protocol::registration::Draft;
use lanyard::protocol::resource_server::{ResourceServer, Rules};
use lanyard::store::audit::{self, Filter};
use serde_json::{Value, json};

use crate::world::ear::part;
use crate::world::provider::Answer;
use crate::world::scene::Fields;
use crate::world::seed::add_user_with;
use crate::world::{Browser, CALLBACK, PASSWORD, Provider, RelyingParty, everywhere, protocol};

pub const ORDERS: &str = "https://orders.example";
pub const PAYROLL: &str = "https://payroll.example/v2";

/// Rules of a resource server that decide nothing.
pub fn plain(scope: &str) -> Rules {
    Rules {
        title: "Orders".to_owned(),
        scope: scope.parse().unwrap(),
        format: None,
        alg: None,
        asks_as: None,
    }
}

/// Adds a resource server, as an operator does.
pub async fn serve(site: &Provider, identifier: &str, rules: Rules) -> ResourceServer {
    let (db, now) = (&site.app.db, site.app.clock.now());
    let wanted = (identifier.parse().unwrap(), rules);
    let known = site.app.keys.algorithms();
    let made = acts::make(db, wanted, known, &Actor::system(), now).await;
    site.app.clients.served.changed();
    made.unwrap()
}

/// Mara's app, with tokens for both, and a browser in which it is allowed everything.
pub struct Shop {
    pub site: Provider,
    pub app: RelyingParty,
    pub basic: String,
    pub browser: Browser,
}

const SCOPES: &[&str] = &["profile", "orders:read", "payroll:read", "offline_access"];

impl Shop {
    pub async fn new(site: &Provider) -> Self {
        site.add_user("mara").await;
        let (id, secret) = site
            .register(Draft {
                redirect_uris: vec![CALLBACK.into()],
                scope: Some("openid profile orders:read payroll:read offline_access".into()),
                audiences: vec![ORDERS.into(), PAYROLL.into()],
                ..Draft::new("Shop", Kind::Web)
            })
            .await;
        let app = RelyingParty::discover(site, &id, Some(&secret)).await;
        let mut browser = Browser::new(site);
        browser.sign_in_to(&app, "mara", SCOPES).await;
        Self {
            site: site.clone(),
            basic: site.basic(&id, &secret),
            app,
            browser,
        }
    }

    /// A code that was asked for with `resource`.
    pub async fn code(&mut self, resource: Option<&str>) -> Fields {
        let extra: Vec<_> = resource.map(|uri| ("resource", uri)).into_iter().collect();
        let started = self.app.start(SCOPES, &extra);
        let page = self.browser.open(&started.url).await;
        let code = self.app.code(&started, &page);
        let mut form = self.app.redemption(&started, &code);
        form.remove("client_secret");
        form
    }

    pub async fn token(&self, form: &Fields, resource: Option<&str>) -> Answer {
        let fields = form.iter().map(|(name, value)| (*name, value.as_str()));
        let all = fields.chain(resource.map(|uri| ("resource", uri)));
        self.site.post("/token", all, Some(&self.basic)).await
    }

    /// The tokens of a code that is redeemed for one of them, or for both.
    pub async fn tokens(&mut self, resource: Option<&str>) -> Value {
        let form = self.code(None).await;
        let answer = self.token(&form, resource).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    }

    pub async fn refresh(&self, tokens: &Value, resource: Option<&str>) -> Answer {
        let form = Fields::from([
            ("grant_type", "refresh_token".to_owned()),
            ("refresh_token", text(tokens, "refresh_token").to_owned()),
        ]);
        self.token(&form, resource).await
    }
}

pub fn text<'a>(tokens: &'a Value, name: &str) -> &'a str {
    tokens[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name}: {tokens}"))
}

/// What introspection says to whoever authenticates so.
pub async fn asked(site: &Provider, token: &str, basic: &str) -> Value {
    let answer = site
        .post("/introspect", [("token", token)], Some(basic))
        .await;
    answer.json()
}

#[tokio::test]
async fn fc_16_tokens_follow_the_resource_server_they_are_for() {
    everywhere(async |site| {
        let (payroll, secret) = site.add_service("Payroll", "payroll").await;
        let asks = site.basic(&payroll, &secret);
        let mut shop = Shop::new(&site).await;
        // Nobody looks after them yet: tokens are the app's.
        let before = shop.tokens(Some(PAYROLL)).await;
        assert_eq!(part(text(&before, "access_token"), 0)["typ"], "at+jwt");

        serve(
            &site,
            ORDERS,
            Rules {
                format: Some(AccessTokenFormat::Jwt),
                alg: Some(SigningAlg::EdDSA),
                ..plain("orders:read")
            },
        )
        .await;
        serve(
            &site,
            PAYROLL,
            Rules {
                format: Some(AccessTokenFormat::Opaque),
                asks_as: Some(ClientId(payroll.clone())),
                ..plain("payroll:read")
            },
        )
        .await;
        let both = shop.tokens(None).await;
        let access = text(&both, "access_token");
        let head = part(access, 0);
        // For both, and for userinfo: the app's own form.
        assert_eq!(
            (&head["typ"], &head["alg"]),
            (&json!("at+jwt"), &json!("ES256"))
        );
        let wide = part(access, 1);
        assert_eq!(
            wide["aud"],
            json!(["https://id.example.com", ORDERS, PAYROLL])
        );
        let bearer = format!("Bearer {access}");
        let told = site.get("/userinfo", Some(&bearer)).await.json();
        assert_eq!(told["name"], "Mara Lindqvist");

        let orders = shop.tokens(Some(ORDERS)).await;
        let access = text(&orders, "access_token");
        let (head, claims) = (part(access, 0), part(access, 1));
        assert_eq!(
            (&head["typ"], &head["alg"]),
            (&json!("JWT"), &json!("EdDSA"))
        );
        assert_eq!(claims["aud"], ORDERS);
        // What is another one's is not in it; the ID token is there all the same.
        assert_eq!(claims["scope"], "openid profile orders:read offline_access");
        assert_eq!(orders["scope"], claims["scope"]);
        assert_eq!(part(text(&orders, "id_token"), 0)["alg"], "RS256");
        assert_eq!(asked(&site, access, &shop.basic).await["active"], true);

        // A refresh may be narrower, each time for another one, and as wide as before afterwards.
        let answer = shop.refresh(&both, Some(PAYROLL)).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let narrow = answer.json();
        let opaque = text(&narrow, "access_token");
        assert!(opaque.starts_with("lya_"), "{opaque}");
        let said = asked(&site, opaque, &asks).await;
        assert_eq!(
            (&said["active"], &said["aud"]),
            (&json!(true), &json!(PAYROLL))
        );
        assert_eq!(said["scope"], "openid profile payroll:read offline_access");
        let again = shop.refresh(&narrow, None).await.json();
        let wide = part(text(&again, "access_token"), 1);
        assert_eq!(
            wide["scope"],
            "openid profile orders:read payroll:read offline_access"
        );
    })
    .await;
}

#[tokio::test]
async fn a_resource_server_is_looked_after_in_the_console() {
    everywhere(async |site| {
        let mut shop = Shop::new(&site).await;
        add_user_with(&site.app, "ada", PASSWORD, |user| user.admin = true).await;
        let mut ada = Browser::new(&site);
        ada.sign_in("ada").await;
        let page = ada.open("/admin/resources").await;
        assert!(
            page.has("#none") && page.has("#new-resource"),
            "{}",
            page.html
        );
        let form = ada.open("/admin/resources/new").await;
        let save = async |ada: &mut Browser, page: &crate::world::Page, fields: &[(&str, &str)]| {
            ada.submit(page, "resource-form", None, fields).await
        };
        // What is wrong is said beside it, and what was typed is kept.
        let right = [("identifier", ORDERS), ("title", "Orders")];
        for (field, name, value) in [
            ("identifier", "identifier", "not a URI"),
            ("title", "title", ""),
            ("scope", "scope", "orders:read email"),
            ("asks_as", "format", "opaque"),
            ("asks_as", "asks_as", "nobody"),
        ] {
            let mut fields = BTreeMap::from(right);
            fields.insert(name, value);
            let fields: Vec<_> = fields.into_iter().collect();
            let page = save(&mut ada, &form, &fields).await;
            assert_eq!(page.status, 422, "{field}: {}", page.html);
            assert!(
                page.has(&format!("#{field}-error")),
                "{field}: {}",
                page.html
            );
        }
        let fields = [
            ("identifier", ORDERS),
            ("title", "Orders"),
            ("scope", "orders:read"),
            ("format", "at+jwt"),
            ("alg", "ES256"),
        ];
        let page = save(&mut ada, &form, &fields).await;
        assert!(page.text("#notice").contains("Orders"), "{}", page.html);
        assert_eq!(page.text("#alg"), "ES256");
        assert_eq!(page.texts("#apps a"), ["Shop"]);
        let path = page.path().to_owned();
        let twice = save(
            &mut ada,
            &form,
            &[("identifier", "https://orders.example/"), ("title", "x")],
        )
        .await;
        assert!(
            twice.has("#identifier-error"),
            "a root is one with its slash: {}",
            twice.html
        );

        // The next token follows.
        let tokens = shop.tokens(Some(ORDERS)).await;
        assert_eq!(part(text(&tokens, "access_token"), 0)["alg"], "ES256");
        let form = ada.open(&format!("{path}/edit")).await;
        let page = save(&mut ada, &form, &[("alg", "PS256")]).await;
        assert_eq!(page.text("#alg"), "PS256", "{}", page.html);
        let tokens = shop.tokens(Some(ORDERS)).await;
        assert_eq!(part(text(&tokens, "access_token"), 0)["alg"], "PS256");

        // Removed, it is nobody's any more: not of a new request, nor of a grant of before.
        let page = ada.open(&format!("{path}/remove")).await;
        assert!(page.text("#what").starts_with("One app"), "{}", page.html);
        let page = ada.submit(&page, "remove-form", None, &[]).await;
        assert!(page.has("#none"), "{}", page.html);
        let refused = shop.refresh(&tokens, Some(ORDERS)).await;
        assert_eq!(
            refused.json()["error"],
            "invalid_target",
            "{}",
            refused.text
        );
        let client = site
            .app
            .clients
            .by_id(&shop.app.client_id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(client.metadata.audiences, [PAYROLL]);

        let filter = Filter {
            acts: vec![
                Act::ResourceServerMade.code(),
                Act::ResourceServerChanged.code(),
                Act::ResourceServerRemoved.code(),
            ],
            ..Filter::default()
        };
        let job = site
            .app
            .db
            .read(move |c| Box::pin(async move { audit::list(c, &filter, 9).await }));
        let told = job.await.unwrap();
        assert_eq!(told.len(), 3);
        assert!(told.iter().all(|row| row.details["resource"] == ORDERS));
    })
    .await;
}

#[tokio::test]
async fn another_node_follows_within_a_second() {
    protocol(async |site| {
        let mut shop = Shop::new(&site).await;
        let server = serve(&site, ORDERS, plain("orders:read")).await;
        let tokens = shop.tokens(Some(ORDERS)).await;
        let other = site.another_node().await;
        shop.site = other.clone();
        let first = shop.refresh(&tokens, Some(ORDERS)).await.json();
        assert_eq!(part(text(&first, "access_token"), 0)["alg"], "ES256");
        let (db, now) = (&site.app.db, site.app.clock.now());
        let rules = Rules {
            alg: Some(SigningAlg::RS256),
            ..plain("orders:read")
        };
        let known = site.app.keys.algorithms();
        let changed = acts::change(db, server.id, rules, known, &Actor::system(), now).await;
        changed.unwrap();
        tokio::time::sleep(lanyard::clients::KEPT).await;
        let next = shop.refresh(&first, Some(ORDERS)).await.json();
        assert_eq!(part(text(&next, "access_token"), 0)["alg"], "RS256");
        other.app.db.close().await;
    })
    .await;
}
