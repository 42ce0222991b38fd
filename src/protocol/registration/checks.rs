//! The checks of a draft, one per field.

use super::{AuthMethod, Cause, GrantType, Kind, Refusal, RegisteredUri, ScopeSet};
use crate::protocol::colour::{Accent, Colour};
use crate::protocol::display_name::{self, NameError};
use crate::protocol::redirect;
use crate::protocol::scope::STANDARD;

fn refuse<T>(rule: &'static str, expected: &str, received: &str, fix: &str) -> Result<T, Refusal> {
    Err(Refusal::new(Cause::Metadata, rule, expected, received, fix))
}

/// The name as people will see it, by the rule for every name that is shown (UN-05, UN-08).
pub(super) fn name(text: &str) -> Result<String, Refusal> {
    let rule = "RFC 7591 §2 and Unicode Technical Standard 39";
    let tidied = match display_name::tidy_app(text) {
        Ok(tidied) if tidied.left_out => Err(NameError::Invisible("a name for the app")),
        other => other,
    };
    let name = match tidied {
        Ok(tidied) => tidied.name,
        Err(error) => {
            let expected = match error {
                NameError::Missing(_) | NameError::TooLong(_) => "a name of 1 to 128 characters",
                NameError::MixedScripts(_) => {
                    "letters of one script in each word, or of Latin and one that cannot be mistaken for it"
                }
                _ => "visible characters and spaces",
            };
            return refuse(rule, expected, text, &format!("{error}."));
        }
    };
    match name.contains(char::is_alphanumeric) {
        true => Ok(name),
        false => refuse(
            rule,
            "letters or digits",
            &name,
            "Enter a name with letters or digits.",
        ),
    }
}

pub(super) fn auth_method(kind: Kind, method: AuthMethod) -> Result<(), Refusal> {
    match (kind, method) {
        (Kind::Spa, AuthMethod::ClientSecretBasic | AuthMethod::ClientSecretPost) => refuse(
            "RFC 6749 §2.1 and RFC 9700 §2.1.1",
            "none: everybody can read what a browser app carries",
            method.as_str(),
            "Leave the secret out; PKCE protects the code.",
        ),
        (Kind::Service, AuthMethod::None) => refuse(
            "RFC 6749 §4.4",
            "client_secret_basic or client_secret_post",
            method.as_str(),
            "A service acts in its own name, so it has to prove that name with a secret.",
        ),
        _ => Ok(()),
    }
}

/// DR-12: what does not work together is refused rather than corrected.
pub(super) fn grant_types(grants: &[GrantType], method: AuthMethod) -> Result<(), Refusal> {
    let has = |grant| grants.contains(&grant);
    let received = grants
        .iter()
        .map(|grant| grant.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    if grants.is_empty() {
        return refuse(
            "RFC 7591 §2",
            "at least one grant type",
            "none",
            "Choose authorization_code for people.",
        );
    }
    if has(GrantType::ClientCredentials) && method == AuthMethod::None {
        return refuse(
            "RFC 6749 §4.4",
            "client_credentials only with a secret",
            &received,
            "Register a confidential client, or leave client_credentials out.",
        );
    }
    if has(GrantType::RefreshToken) && !has(GrantType::AuthorizationCode) {
        return refuse(
            "RFC 6749 §1.5 and §4.4.3",
            "refresh_token together with authorization_code",
            &received,
            "Leave refresh_token out; client_credentials gives none.",
        );
    }
    Ok(())
}

pub(super) fn number_of_addresses(found: usize, most: usize) -> Refusal {
    Refusal::new(
        Cause::RedirectInvalid,
        "RFC 9700 §2.1",
        format!("1 to {most} redirect URIs"),
        match found {
            0 => "none".to_owned(),
            found => found.to_string(),
        },
        format!("Enter at least one redirect URI and at most {most}."),
    )
}

pub(super) fn scope(text: &str, for_people: bool) -> Result<ScopeSet, Refusal> {
    let scope: ScopeSet = match text.parse() {
        Ok(scope) => scope,
        Err(error) => {
            return refuse(
                "RFC 6749 §3.3",
                "words of printable ASCII separated by spaces, without \" and \\",
                text,
                &format!("The scope has {error}."),
            );
        }
    };
    // RFC 6749 §3.3 allows a comma in a word; whoever writes one means a list.
    if text.contains([',', ';']) {
        let words = text.split([',', ';', ' ']).filter(|word| !word.is_empty());
        let words = words.collect::<Vec<_>>().join(" ");
        return refuse(
            "RFC 6749 §3.3",
            "words with spaces between them",
            text,
            &format!("Write spaces between the words: {words}"),
        );
    }
    if for_people && scope.is_empty() {
        return refuse("RFC 6749 §3.3", "at least one word", "none", "Add openid.");
    }
    if !for_people && let Some(word) = scope.iter().find(|word| STANDARD.contains(word)) {
        return refuse(
            "RFC 6749 §4.4 and OpenID Connect Core §3.1.2.1",
            "words of the service's own",
            word,
            "Remove openid, profile, email, address, phone and offline_access: they are about people.",
        );
    }
    Ok(scope)
}

/// A page that people are sent to from the consent page (DR-08): https, and of the same site as a redirect address, so
/// that nobody borrows another's privacy policy. Operators may point elsewhere for their own apps.
pub(super) fn link(
    text: &str,
    redirect_uris: &[RegisteredUri],
    trusted: bool,
) -> Result<(), Refusal> {
    let rule = "RFC 7591 §2 and §5";
    // Only what is short is parsed: other scripts in a host are decoded, which takes the length squared.
    let parsed = (text.len() <= 2048 && text.is_ascii())
        .then(|| url::Url::parse(text).ok())
        .flatten()
        .filter(|url| url.scheme() == "https")
        .filter(|url| {
            url.host_str()
                .is_some_and(|host| host.split('.').all(is_short_label))
        });
    let Some(host) = parsed.as_ref().and_then(url::Url::host_str) else {
        return refuse(
            rule,
            "an https address",
            text,
            "Enter an address that begins with https://.",
        );
    };
    if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
        return refuse(
            rule,
            "an https address without spaces",
            text,
            "Remove the spaces.",
        );
    }
    if text.contains([',', ';']) && redirect::listed(text).len() > 1 {
        return refuse(rule, "one address", text, "Enter a single address.");
    }
    let hosts: Vec<_> = redirect_uris.iter().filter_map(https_host).collect();
    if trusted || hosts.is_empty() || hosts.iter().any(|own| same_site(own, host)) {
        return Ok(());
    }
    refuse(
        rule,
        &format!("an address on {}", hosts.join(" or ")),
        text,
        "Use a page on the same site as the redirect URI.",
    )
}

/// The colour of pages on the way to it, in which text can be read.
pub(super) fn accent(text: &str) -> Result<Colour, Refusal> {
    let Ok(colour) = text.parse::<Colour>() else {
        let fix = "Write # and six hexadecimal digits, like #0b5c78.";
        return refuse("RFC 7591 §2", "a colour", text, fix);
    };
    match Accent::of(colour) {
        Ok(_) => Ok(colour),
        Err(faint) => refuse(
            "WCAG 2.2, 1.4.3",
            "a contrast of 4.5 on light pages",
            &format!("{colour}, with a contrast of {:.1}", faint.contrast),
            &format!(
                "Choose a darker colour: the nearest that can be read is {}.",
                faint.nearest
            ),
        ),
    }
}

/// RFC 1035 §2.3.4.
fn is_short_label(label: &str) -> bool {
    label.len() <= 63
}

/// The host of an https address; apps and loopback addresses have no site.
fn https_host(uri: &RegisteredUri) -> Option<String> {
    let url = url::Url::parse(uri.as_str())
        .ok()
        .filter(|url| url.scheme() == "https")?;
    url.host_str().map(str::to_owned)
}

/// Whether one host is the other or lies under it. A leading `www.` does not count.
fn same_site(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim_start_matches("www."), b.trim_start_matches("www."));
    let under = |lower: &str, upper: &str| {
        upper.contains('.')
            && lower
                .strip_suffix(upper)
                .is_some_and(|rest| rest.ends_with('.'))
    };
    a == b || under(a, b) || under(b, a)
}

/// A short list of short texts.
pub(super) fn texts(list: &[String], what: &str) -> Result<(), Refusal> {
    let good = |text: &String| {
        (1..=256).contains(&text.len())
            && !text.contains(|c: char| c.is_whitespace() || c.is_control())
    };
    // A comma stands in addresses with a query at most.
    let is_list = |text: &&String| {
        let comma = text.contains([',', ';']);
        comma && (!text.contains(":/") || redirect::listed(text).len() > 1)
    };
    if let Some(text) = list.iter().find(is_list) {
        return refuse(
            "RFC 7591 §2",
            &format!("one {what} in each entry"),
            text,
            &format!("Write each {what} as an entry of its own."),
        );
    }
    match list
        .iter()
        .enumerate()
        .find(|(index, text)| *index >= 16 || !good(text))
    {
        None => Ok(()),
        Some((_, text)) => refuse(
            "RFC 7591 §2",
            &format!(
                "at most 16 entries without spaces, of at most 256 characters, each naming one {what}"
            ),
            text,
            "Shorten the list or the entry.",
        ),
    }
}
