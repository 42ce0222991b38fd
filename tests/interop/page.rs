//! `docs/interop.md` against what runs here.

use std::collections::BTreeSet;
use std::fs;

/// A section of the page, what names its version, and the app its snippet is taken from.
struct Row {
    name: &'static str,
    /// A file, and what stands before the version in it; none where Debian chooses.
    version: Option<(&'static str, &'static str)>,
    app: &'static str,
}

const fn row(
    name: &'static str,
    version: Option<(&'static str, &'static str)>,
    app: &'static str,
) -> Row {
    Row { name, version, app }
}

const ROWS: [Row; 13] = [
    row(
        "openid-client",
        Some(("node/package.json", "\"openid-client\": \"")),
        "node/openid_client.mjs",
    ),
    row(
        "Auth.js",
        Some(("node/package.json", "\"@auth/core\": \"")),
        "node/auth_core.mjs",
    ),
    row(
        "passport-openidconnect",
        Some(("node/package.json", "\"passport-openidconnect\": \"")),
        "node/passport.mjs",
    ),
    row(
        "MCP SDK",
        Some(("node/package.json", "\"@modelcontextprotocol/sdk\": \"")),
        "node/mcp.mjs",
    ),
    row(
        "oidc-client-ts",
        Some(("node/package.json", "\"oidc-client-ts\": \"")),
        "node/oidc_client_ts.mjs",
    ),
    row(
        "Authlib",
        Some(("requirements.txt", "authlib==")),
        "authlib_rp.py",
    ),
    row(
        "mozilla-django-oidc",
        Some(("requirements.txt", "mozilla-django-oidc==")),
        "django_rp.py",
    ),
    row(
        "django-allauth",
        Some(("requirements.txt", "django-allauth==")),
        "allauth_rp.py",
    ),
    row(
        "go-oidc",
        Some(("go/go.mod", "github.com/coreos/go-oidc/v3 v")),
        "go/go_oidc.go",
    ),
    row(
        "zitadel/oidc",
        Some(("go/go.mod", "github.com/zitadel/oidc/v3 v")),
        "go/zitadel.go",
    ),
    row(
        "oauth2-proxy",
        Some(("go/go.mod", "github.com/oauth2-proxy/oauth2-proxy/v7 v")),
        "go.rs",
    ),
    row(
        "Spring Boot",
        Some(("java/pom.xml", "<version>")),
        "java.rs",
    ),
    row("mod_auth_openidc", None, "apache.rs"),
];

fn repository(path: &str) -> String {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn source(path: &str) -> String {
    repository(&format!("tests/interop/{path}"))
}

#[test]
fn the_page_names_the_versions_that_run() {
    let page = repository("docs/interop.md");
    let table: Vec<_> = page.lines().filter(|l| l.starts_with("| [")).collect();
    assert_eq!(table.len(), ROWS.len());
    for (line, Row { name, version, .. }) in table.iter().zip(ROWS) {
        assert!(line.starts_with(&format!("| [{name}](#")), "{line}");
        let Some((file, before)) = version else {
            continue;
        };
        let said = line.split('|').nth(2).unwrap().trim();
        let needle = format!("{before}{said}");
        let text = source(file);
        let after = text.split_once(&needle).map(|(_, after)| after);
        let ends = after.is_some_and(|a| !a.starts_with(|c: char| c == '.' || c.is_alphanumeric()));
        assert!(ends, "{file} has no {needle:?}");
    }
}

/// The words of program text, without what a comment says.
fn words(text: &str) -> BTreeSet<String> {
    let lines = text.lines().map(|line| {
        let end = ["//", "# "].iter().filter_map(|sign| {
            let at = line.find(sign)?;
            // Not the one of `https://`.
            (at == 0 || line.as_bytes()[at - 1] == b' ' || line.as_bytes()[at - 1] == b'\t')
                .then_some(at)
        });
        &line[..end.min().unwrap_or(line.len())]
    });
    let split = |line: &str| {
        line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))
            .map(|word| word.trim_matches('-').to_owned())
            .collect::<Vec<_>>()
    };
    let mut words: BTreeSet<_> = lines.flat_map(split).collect();
    words.remove("");
    words
}

/// A snippet cannot name an option that the app it is taken from does not.
#[test]
fn every_word_of_a_snippet_stands_in_the_app_that_runs() {
    let page = repository("docs/interop.md");
    // The addresses of the page's example, and what the apps take as arguments.
    let example = "True https http id app example com lanyard 3000 127 0 1 oauth2 callback";
    let example: BTreeSet<_> = example.split(' ').map(str::to_owned).collect();
    for Row { name, app, .. } in ROWS {
        let section = page.split_once(&format!("\n## {name}\n"));
        let section = section.unwrap_or_else(|| panic!("no section {name}")).1;
        let section = section.split("\n## ").next().unwrap();
        let (_, block) = section.split_once("```").expect("a snippet");
        let (_, block) = block.split_once('\n').unwrap();
        let block = block.split("```").next().unwrap();
        let runs = words(&source(app));
        let unknown: Vec<_> = words(block)
            .into_iter()
            .filter(|word| !runs.contains(word) && !example.contains(word))
            .collect();
        assert!(unknown.is_empty(), "{name}: {app} has no {unknown:?}");
    }
}
