//! `docs/guides` for programs that take groups and roles: the commands of each guide are run, its settings are read from the page as
//! its reader would copy them, and what they say is done: with the program's own code where it can be had (Kubernetes), with an
//! OpenID client that has these settings elsewhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use lanyard::clock::Clock;
use lanyard::config::Settings;
use serde_json::{Value, json};

use crate::app::installed;
use crate::blocks::{Block, root, split};
use crate::process::Installation;
use crate::world::ear::part;
use crate::world::relying_party::Tokens;
use crate::world::{Browser, ISSUER, PASSWORD, Page, Provider, RelyingParty};

/// A guide that was followed, and the server that came of it.
struct Guide {
    here: Installation,
    blocks: Vec<Block>,
    site: Provider,
}

impl Guide {
    /// Runs the commands of the page, gives Ada a password, and adds Bob, who is in no group.
    async fn follow(name: &str) -> Self {
        let mut here = Installation::bare();
        here.set("LANYARD_ISSUER", ISSUER);
        here.set("LANYARD_DATA_DIR", "data");
        let page = format!("docs/guides/{name}.md");
        let text = fs::read_to_string(root().join(&page)).unwrap();
        let blocks = split(&page, &text).0;
        let commands = blocks.iter().filter(|block| block.language == "sh");
        for block in commands.filter(|block| block.instead.is_none()) {
            run(&here, block);
        }
        let password = format!("{PASSWORD}\n");
        let bob = [
            "user",
            "add",
            "bob",
            "--email",
            "bob@example.com",
            "--name",
            "Bob",
        ];
        here.run(&[&bob[..], &["--email-verified"]].concat()).well();
        for login in ["ada", "bob"] {
            let set = ["user", "set-password", login, "--password-stdin"];
            here.run_with_input(&set, &password).well();
        }
        let mut settings = Settings::for_tests(ISSUER);
        settings.data_dir = here.path().join("data");
        let database = format!("sqlite:{}", here.file("lanyard.db").display());
        settings.database = database.parse().unwrap();
        let site = Provider::start_at(settings, Clock::System).await;
        Self { here, blocks, site }
    }

    /// The block of that language that has this text in it.
    fn block(&self, language: &str, has: &str) -> &str {
        let mut found = self
            .blocks
            .iter()
            .filter(|block| block.language == language && block.text.contains(has));
        let block = found
            .next()
            .unwrap_or_else(|| panic!("no {language} with {has}"));
        assert!(found.next().is_none(), "several {language} with {has}");
        &block.text
    }

    /// What the registration printed: the id, and the secret if there is one.
    fn registered(&self, file: &str) -> (String, Option<String>) {
        let text = fs::read_to_string(self.here.path().join(file)).unwrap();
        let app: Value = serde_json::from_str(&text).unwrap();
        let secret = app["client_secret"].as_str().map(str::to_owned);
        (app["client_id"].as_str().unwrap().to_owned(), secret)
    }

    /// An OpenID client with what the settings say.
    async fn client(&self, file: &str, redirect_uri: &str) -> RelyingParty {
        let (id, secret) = self.registered(file);
        let mut app = RelyingParty::discover(&self.site, &id, secret.as_deref()).await;
        redirect_uri.clone_into(&mut app.callback);
        app
    }

    fn browser(&self) -> Browser {
        Browser::new(&self.site)
    }

    /// What userinfo says, at the address that the settings name.
    async fn userinfo(&self, url: &str, access_token: &str) -> Value {
        let bearer = format!("Bearer {access_token}");
        let answer = self.site.get(path(url), Some(&bearer)).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    }

    /// Bob is told that the app is not for him, and the app learns nothing of him.
    async fn keeps_bob_out(&self, app: &RelyingParty, scopes: &[&str]) {
        let mut bob = self.browser();
        let page = signed_in(&mut bob, &app.start(scopes, &[]).url, "bob").await;
        assert!(page.html.contains("You may not use"), "{}", page.html);
        assert!(page.url.starts_with('/'), "{}", page.url);
    }
}

/// What an app gets when Ada signs in to it.
async fn tokens_of_ada(browser: &mut Browser, app: &RelyingParty, scopes: &[&str]) -> Tokens {
    let started = app.start(scopes, &[]);
    let page = signed_in(browser, &started.url, "ada").await;
    let code = app.code(&started, &page);
    app.redeem(&started, &code).await.unwrap()
}

/// Where somebody ends who opens this address: they sign in where they are asked to, and allow what is asked.
async fn signed_in(browser: &mut Browser, url: &str, login: &str) -> Page {
    let mut page = browser.open(url).await;
    if page.has("#login-form") {
        page = browser.log_in(&page, login).await;
    }
    match page.has("#consent-form") {
        true => browser.approve(&page).await,
        false => page,
    }
}

/// Runs a block as the shell of whoever reads the page would.
fn run(here: &Installation, block: &Block) {
    let arguments = ["-euo", "pipefail", "-c", &block.text];
    let mut command = here.command_of(Path::new("bash"), &arguments);
    let program = Path::new(env!("CARGO_BIN_EXE_lanyard")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    command.env("PATH", format!("{}:{path}", program.display()));
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", block.place);
}

/// The address of a page of Lanyard, as its path here.
fn path(url: &str) -> &str {
    let path = url.strip_prefix(ISSUER);
    path.unwrap_or_else(|| panic!("{url} is not Lanyard's"))
}

/// The members of an INI file, by section.
fn ini(text: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let (mut all, mut section) = (BTreeMap::new(), String::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']').to_owned();
            continue;
        }
        let (name, value) = line.split_once('=').unwrap_or_else(|| panic!("{line}"));
        let members: &mut BTreeMap<_, _> = all.entry(section.clone()).or_default();
        members.insert(name.trim().to_owned(), value.trim().to_owned());
    }
    all
}

/// The documents of a YAML text.
fn yaml(text: &str) -> Vec<Value> {
    const READ: &str =
        "import sys, json, yaml; print(json.dumps(list(yaml.safe_load_all(sys.argv[1]))))";
    let output = Command::new("/usr/bin/python3")
        .args(["-c", READ, text])
        .output();
    let output = output.unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The values of a flag in the words of a command, each time it comes.
fn flags<'a>(words: &'a [String], flag: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match word.strip_prefix(flag) {
            Some("") => found.push(words[at + 1].as_str()),
            Some(value) if value.starts_with('=') => found.push(&value[1..]),
            _ => {}
        }
    }
    found
}

/// The role that Grafana reads by such a path: `contains(roles[*], 'A') && 'A' || …`. Only that form of it is known here.
fn role(expression: &str, claims: &Value) -> Option<String> {
    let has = |role: &str| {
        let roles = claims["roles"].as_array();
        roles.is_some_and(|roles| roles.iter().any(|one| one == role))
    };
    expression.split("||").find_map(|choice| {
        let (condition, value) = choice.split_once("&&").expect("a condition and a value");
        let asked = condition.trim().strip_prefix("contains(roles[*], '");
        let asked = asked.and_then(|rest| rest.strip_suffix("')"));
        let value = value.trim().trim_matches('\'');
        has(asked.expect("a role")).then(|| value.to_owned())
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn grafana_s_settings_give_ada_her_role() {
    let guide = Guide::follow("grafana").await;
    let all = ini(guide.block("ini", "[auth.generic_oauth]"));
    let (server, oauth) = (&all["server"], &all["auth.generic_oauth"]);
    // Grafana makes its redirect URI of `root_url` and the name of the section.
    let redirect_uri = format!("{}login/generic_oauth", server["root_url"]);
    let app = guide.client("grafana.json", &redirect_uri).await;
    let discovery = guide
        .site
        .get("/.well-known/openid-configuration", None)
        .await
        .json();
    for (setting, member) in [
        ("auth_url", "authorization_endpoint"),
        ("token_url", "token_endpoint"),
        ("api_url", "userinfo_endpoint"),
    ] {
        assert_eq!(oauth[setting], discovery[member], "{setting}");
    }
    let scopes: Vec<_> = oauth["scopes"]
        .split(' ')
        .filter(|word| *word != "openid")
        .collect();

    // Without PKCE, or with the scope that Grafana has by itself, nobody gets in: the page says so.
    assert_eq!(oauth["use_pkce"], "true");
    let (mut browser, id) = (guide.browser(), app.client_id.as_str());
    let bare = |scope: &str| {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("response_type", "code"),
                ("client_id", id),
                ("scope", scope),
            ])
            .extend_pairs([("redirect_uri", &*redirect_uri), ("state", "x")])
            .finish();
        format!("{}?{query}", path(&oauth["auth_url"]))
    };
    let page = browser.open(&bare(&oauth["scopes"])).await;
    assert_eq!(
        page.query("error").as_deref(),
        Some("invalid_request"),
        "{}",
        page.url
    );
    let page = browser.open(&app.start(&["user:email"], &[]).url).await;
    assert_eq!(
        page.query("error").as_deref(),
        Some("invalid_scope"),
        "{}",
        page.url
    );

    let tokens = tokens_of_ada(&mut browser, &app, &scopes).await;
    let told = guide
        .userinfo(&oauth["api_url"], &tokens.access_token)
        .await;
    assert_eq!(told[&oauth["login_attribute_path"]], "ada");
    assert_eq!(told["email"], "ada@example.com");
    // Grafana looks at the ID token first, then at userinfo.
    let claims = part(&tokens.id_token, 1);
    let path_to_role = &oauth["role_attribute_path"];
    assert_eq!(
        role(path_to_role, &claims).as_deref(),
        Some("Admin"),
        "{claims}"
    );
    assert_eq!(
        role(path_to_role, &told).as_deref(),
        Some("Admin"),
        "{told}"
    );
    assert_eq!(oauth["use_refresh_token"], "true");
    app.refresh(&tokens.refresh_token.expect("offline_access"))
        .await
        .unwrap();
    // The claim that one may map instead.
    assert_eq!(claims["role"], "Admin");

    let out = &oauth["signout_redirect_url"];
    let page = browser
        .open(&format!("{}&id_token_hint={}", path(out), tokens.id_token))
        .await;
    assert_eq!(
        page.url, "https://grafana.example.com/login",
        "{}",
        page.html
    );
    guide.keeps_bob_out(&app, &scopes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn gitea_s_settings_put_ada_into_her_teams() {
    let guide = Guide::follow("gitea").await;
    let settings = ini(guide.block("ini", "[oauth2_client]"));
    assert_eq!(settings["oauth2_client"]["ACCOUNT_LINKING"], "login");
    let words = shlex::split(guide.block("sh", "gitea admin auth add-oauth")).unwrap();
    let one = |flag: &str| match flags(&words, flag)[..] {
        [value] => value.to_owned(),
        _ => panic!("{flag} comes once: {words:?}"),
    };
    let found = path(&one("--auto-discover-url")).to_owned();
    let discovery = guide.site.get(&found, None).await.json();
    let redirect_uri = format!(
        "https://git.example.com/user/oauth2/{}/callback",
        one("--name")
    );
    // Gitea asks for openid by itself, and sends no PKCE.
    let scope = [&["openid"][..], &flags(&words, "--scopes")]
        .concat()
        .join(" ");
    let (id, secret) = guide.registered("gitea.json");
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("response_type", "code"),
            ("client_id", &*id),
            ("scope", &*scope),
        ])
        .extend_pairs([("redirect_uri", &*redirect_uri), ("state", "the-state")])
        .finish();
    let authorize = discovery["authorization_endpoint"].as_str().unwrap();
    let authorize = format!("{}?{query}", path(authorize));
    let mut browser = guide.browser();
    let page = signed_in(&mut browser, &authorize, "ada").await;
    assert!(
        page.url.starts_with(&redirect_uri),
        "{}: {}",
        page.url,
        page.html
    );
    let code = page.query("code").expect("a code");
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &*code),
        ("redirect_uri", &*redirect_uri),
    ];
    let basic = guide.site.basic(&id, &secret.unwrap());
    let token = path(discovery["token_endpoint"].as_str().unwrap());
    let answer = guide.site.post(token, form, Some(&basic)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let tokens = answer.json();
    let userinfo = discovery["userinfo_endpoint"].as_str().unwrap();
    let told = guide
        .userinfo(userinfo, tokens["access_token"].as_str().unwrap())
        .await;
    assert_eq!(told[&settings["oauth2_client"]["USERNAME"]], "ada");
    assert_eq!(
        (&told["email"], &told["email_verified"]),
        (&json!("ada@example.com"), &json!(true))
    );

    let claims = part(tokens["id_token"].as_str().unwrap(), 1);
    let groups = claims[one("--group-claim-name")]
        .as_array()
        .unwrap()
        .clone();
    let map: BTreeMap<String, BTreeMap<String, Vec<String>>> =
        serde_json::from_str(&one("--group-team-map")).unwrap();
    let teams = map
        .iter()
        .filter(|(group, _)| groups.iter().any(|own| own == *group));
    let teams: Vec<_> = teams
        .flat_map(|(_, places)| places["acme"].clone())
        .collect();
    assert_eq!(teams, ["Developers", "Maintainers"], "{claims}");
    assert!(
        !groups.contains(&json!(one("--admin-group"))),
        "Ada administers nothing there"
    );

    // Forgejo sends PKCE, and needs no other registration than the one of its own.
    let forgejo = guide.client("forgejo.json", &redirect_uri).await;
    let scopes = flags(&words, "--scopes");
    let tokens = tokens_of_ada(&mut browser, &forgejo, &scopes).await;
    assert_eq!(part(&tokens.id_token, 1)["groups"], claims["groups"]);
    let gitea = guide.client("gitea.json", &redirect_uri).await;
    guide.keeps_bob_out(&gitea, &scopes).await;
}

/// The roles that a policy of Argo CD gives to whoever is in these groups: `g, GROUP, ROLE`.
fn policy_roles<'a>(policy: &'a str, groups: &[Value]) -> Vec<&'a str> {
    let rows = policy
        .lines()
        .map(|line| line.split(", ").collect::<Vec<_>>());
    rows.filter(|row| row[0] == "g" && groups.iter().any(|group| group == row[1]))
        .map(|row| row[2])
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn argo_cd_s_settings_give_ada_her_roles_in_the_browser_and_on_the_command_line() {
    let guide = Guide::follow("argo-cd").await;
    let maps = yaml(guide.block("yaml", "oidc.config"));
    let data = &maps[0]["data"];
    let home = data["url"].as_str().unwrap();
    let config = &yaml(data["oidc.config"].as_str().unwrap())[0];
    assert_eq!(config["issuer"], ISSUER);
    assert_eq!(config["enablePKCEAuthentication"], true);
    let scopes = config["requestedScopes"].as_array().unwrap().iter();
    let scopes: Vec<_> = scopes
        .filter_map(Value::as_str)
        .filter(|word| *word != "openid")
        .collect();
    let rights = yaml(guide.block("yaml", "policy.csv"));
    let rights = &rights[0]["data"];
    assert_eq!(rights["scopes"], "[groups]");
    let policy = rights["policy.csv"].as_str().unwrap();

    let server = guide
        .client("argocd.json", &format!("{home}/auth/callback"))
        .await;
    let command = guide
        .client("argocd-cli.json", "http://localhost:8085/auth/callback")
        .await;
    let other_port = guide
        .client("argocd-cli.json", "http://localhost:8093/auth/callback")
        .await;
    for app in [&server, &command, &other_port] {
        let mut browser = guide.browser();
        let tokens = tokens_of_ada(&mut browser, app, &scopes).await;
        // It looks at the ID token and nothing else.
        let claims = part(&tokens.id_token, 1);
        assert_eq!(
            (&claims["name"], &claims["email"]),
            (&json!("Ada Lovelace"), &json!("ada@example.com"))
        );
        let groups = claims["groups"].as_array().unwrap();
        assert_eq!(
            policy_roles(policy, groups),
            ["role:admin", "role:deployer"],
            "{claims}"
        );
        // A session is renewed before the ID token ends.
        let left = claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap();
        let threshold = config["refreshTokenThreshold"].as_str().unwrap();
        let minutes: i64 = threshold.strip_suffix('m').unwrap().parse().unwrap();
        assert!(minutes * 60 < left, "{threshold} of {left} s");
        app.refresh(&tokens.refresh_token.expect("offline_access"))
            .await
            .unwrap();
        guide.keeps_bob_out(app, &scopes).await;
        if app.secret.is_some() {
            let out = config["logoutURL"].as_str().unwrap();
            let out = out.replace("{{token}}", &tokens.id_token);
            let out = out.replace("{{logoutRedirectURL}}", home);
            let page = browser.open(path(&out)).await;
            assert_eq!(page.url.trim_end_matches('/'), home, "{}", page.html);
        }
    }
}

/// What the API server's own code says about a token.
fn judged(program: &Path, configuration: &str, keys: &str, token: &str) -> Value {
    let directory = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = directory.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let output = Command::new(program)
        .arg(file("authentication.yaml", configuration))
        .arg(file("jwks.json", keys))
        .arg(token)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn kubernetes_takes_ada_for_who_she_is_by_its_own_code() {
    let guide = Guide::follow("kubernetes").await;
    let written = guide.block("yaml", "AuthenticationConfiguration");
    let configuration = &yaml(written)[0]["jwt"][0];
    assert_eq!(configuration["issuer"]["url"], ISSUER);
    let (id, _) = guide.registered("kubectl.json");
    let placeholder = configuration["issuer"]["audiences"][0].as_str().unwrap();
    let written = written.replace(placeholder, &id);
    // What kubelogin is told.
    let plugin = &yaml(guide.block("yaml", "oidc-login"))[0]["users"][0]["user"]["exec"];
    let words = plugin["args"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str);
    let words: Vec<_> = words.map(str::to_owned).collect();
    assert_eq!(flags(&words, "--oidc-issuer-url"), [ISSUER]);
    assert_eq!(flags(&words, "--oidc-client-id"), [placeholder]);
    let scopes = flags(&words, "--oidc-extra-scope");

    let kubectl = guide.client("kubectl.json", "http://localhost:8000").await;
    let mut browser = guide.browser();
    let tokens = tokens_of_ada(&mut browser, &kubectl, &scopes).await;
    let refresh = tokens.refresh_token.expect("offline_access");
    kubectl.refresh(&refresh).await.unwrap();
    guide.keeps_bob_out(&kubectl, &scopes).await;
    let claims = part(&tokens.id_token, 1);
    assert_eq!(claims["preferred_username"], "ada");
    assert_eq!(claims["groups"], json!(["engineering", "platform"]));

    // The groups of the bindings are hers, as the cluster calls them.
    let prefix = configuration["claimMappings"]["groups"]["prefix"]
        .as_str()
        .unwrap();
    let bound = yaml(guide.block("yaml", "ClusterRoleBinding"));
    let bound = bound
        .iter()
        .map(|one| one["subjects"][0]["name"].as_str().unwrap());
    let mut bound: Vec<_> = bound.collect();
    bound.sort_unstable();
    let hers = ["engineering", "platform"].map(|group| format!("{prefix}{group}"));
    assert_eq!(bound, hers);

    let Some(directory) = installed("kubernetes") else {
        return;
    };
    let program = directory.join("kubernetes");
    let keys = guide.site.get("/jwks", None).await.text;
    let judge = |configuration: &str, token: &str| judged(&program, configuration, &keys, token);
    let told = judge(&written, &tokens.id_token);
    let expected =
        json!({"known": true, "name": "lanyard:ada", "groups": hers, "uid": claims["sub"]});
    assert_eq!(told, expected);
    // A token of another app, one that was tampered with, and an access token are nobody's.
    let other = judge(&written.replace(&id, "another-app"), &tokens.id_token);
    assert!(
        other["error"].as_str().unwrap().contains("audience"),
        "{other}"
    );
    let (head, rest) = tokens.id_token.split_once('.').unwrap();
    let (_, signature) = rest.split_once('.').unwrap();
    for wrong in [&*tokens.access_token, &format!("{head}.e30.{signature}")] {
        assert_eq!(judge(&written, wrong)["known"], false, "{wrong}");
    }
    // What keeps people out of the cluster's own groups: with an empty prefix, the rules of the page still refuse them.
    let open = written.replace("prefix: 'lanyard:'", "prefix: ''");
    let told = judge(&open, &tokens.id_token);
    assert_eq!(told["groups"], json!(["engineering", "platform"]), "{told}");
    let masters = guide.here.run(&["group", "add", "system:masters"]);
    masters.well();
    guide
        .here
        .run(&["group", "join", "system:masters", "ada"])
        .well();
    let tokens = tokens_of_ada(&mut browser, &kubectl, &scopes).await;
    let told = judge(&open, &tokens.id_token);
    assert!(
        told["error"].as_str().unwrap().contains("cluster's own"),
        "{told}"
    );
    let told = judge(&written, &tokens.id_token);
    let groups = told["groups"].as_array().unwrap();
    assert!(groups.contains(&json!("lanyard:system:masters")), "{told}");
}
