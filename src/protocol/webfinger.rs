//! WebFinger (RFC 7033), as far as it tells which issuer an account belongs to (OIDC Discovery §2).

use serde_json::{Value, json};
use url::Url;

/// The one relation that is told (OIDC Discovery §2).
pub const ISSUER: &str = "http://openid.net/specs/connect/1.0/issuer";

/// The answer about `resource`, such as `acct:ada@example.com` or `https://id.example.com/ada`; none when it is none of ours.
/// `rels` are the relations that are asked for; none: all (RFC 7033 §4.3).
///
/// It is the same whether or not there is such an account: nobody learns who has one. Accounts are named after the host of the
/// issuer or a domain above it, because that is where mail addresses are: `acct:ada@example.com` of `https://id.example.com`.
pub fn answer(issuer: &str, resource: &str, rels: &[&str]) -> Option<Value> {
    let own = Url::parse(issuer).ok()?;
    let host = own.host_str()?;
    if !is_of(&host_of(resource)?, host) {
        return None;
    }
    let asked = rels.is_empty() || rels.contains(&ISSUER);
    let links = if asked {
        json!([{"rel": ISSUER, "href": issuer}])
    } else {
        json!([])
    };
    Some(json!({"subject": resource, "links": links}))
}

/// The host in a resource, in lower case.
fn host_of(resource: &str) -> Option<String> {
    const LONGEST: usize = 2048;
    if resource.len() > LONGEST || resource.contains(|c: char| c.is_whitespace() || c.is_control())
    {
        return None;
    }
    if let Some(address) = ["acct:", "mailto:"]
        .iter()
        .find_map(|scheme| resource.strip_prefix(scheme))
    {
        let (user, host) = address.rsplit_once('@')?;
        return (!user.is_empty() && !host.is_empty()).then(|| host.to_ascii_lowercase());
    }
    // Only ASCII is parsed: other scripts in a host are decoded, which takes the length squared.
    let url = Url::parse(resource).ok().filter(|_| resource.is_ascii())?;
    let web = matches!(url.scheme(), "https" | "http");
    web.then(|| url.host_str().map(str::to_owned)).flatten()
}

/// Whether accounts at `named` may be those of the issuer at `host`.
fn is_of(named: &str, host: &str) -> bool {
    let above = || {
        host.strip_suffix(named)
            .is_some_and(|rest| rest.ends_with('.'))
    };
    named == host || named.contains('.') && above()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fc_64_accounts_of_the_host_and_of_domains_above_it_are_ours() {
        let own = "https://id.example.com";
        for resource in [
            "acct:ada@id.example.com",
            "acct:ada@example.com",
            "acct:ada@EXAMPLE.com",
            "acct:a@b@example.com",
            "mailto:ada@example.com",
            "https://id.example.com/ada",
            "https://id.example.com",
            "https://example.com/~ada",
        ] {
            let answer = answer(own, resource, &[]).expect(resource);
            let expected = json!({"subject": resource, "links": [{"rel": ISSUER, "href": own}]});
            assert_eq!(answer, expected);
        }
        for resource in [
            "acct:ada@evil.example",
            "acct:ada@notexample.com",
            "acct:ada@com",
            "acct:ada@sub.id.example.com",
            "acct:@example.com",
            "acct:ada@",
            "acct:ada",
            "ada@example.com",
            "https://evil.example/@example.com",
            "urn:x:example.com",
            "acct:ada @example.com",
            "",
        ] {
            assert_eq!(answer(own, resource, &[]), None, "{resource}");
        }
        let local = answer("http://localhost:8080", "acct:ada@localhost", &[]).unwrap();
        assert_eq!(local["links"][0]["href"], "http://localhost:8080");
    }

    #[test]
    fn fc_64_only_the_relations_that_are_asked_for_are_told() {
        let links = |rels: &[&str]| {
            let answer = answer("https://id.example.com", "acct:ada@example.com", rels);
            answer.unwrap()["links"].as_array().unwrap().len()
        };
        assert_eq!(links(&[ISSUER]), 1);
        assert_eq!(links(&["http://webfinger.net/rel/avatar", ISSUER]), 1);
        assert_eq!(links(&["http://webfinger.net/rel/avatar"]), 0);
    }
}
