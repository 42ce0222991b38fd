//! The host of an app, proven by a file on it or by a text record of its name.

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use super::Metadata;
use crate::protocol::ids::ClientId;
use crate::protocol::time::Timestamp;

/// Where the file is.
pub const PATH: &str = "/.well-known/lanyard-app.txt";
/// What stands before a host in the name of the record.
const RECORD: &str = "_lanyard-challenge.";
/// The most lines of the file that are read.
const MOST_LINES: usize = 1_000;

/// A host that somebody proved to control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifiedHost {
    /// `notes.harbour.example`
    pub host: String,
    /// When.
    pub at: Timestamp,
}

/// The hosts that an app names by https: of its home page and of where people go back to, each once.
pub fn named(metadata: &Metadata) -> Vec<String> {
    let homepage = metadata.homepage.as_deref().into_iter();
    let uris = metadata.redirect_uris.iter().map(|uri| uri.as_str());
    let mut hosts = Vec::new();
    for text in homepage.chain(uris) {
        let url = Url::parse(text).ok();
        let url = url.filter(|url| url.scheme() == "https");
        let host = url.as_ref().and_then(Url::host_str);
        if let Some(host) = host
            && !hosts.iter().any(|known| known == host)
        {
            hosts.push(host.to_owned());
        }
    }
    hosts
}

/// The line that the file has: whose word it is taken for, and which app. Another installation's line proves nothing here.
pub fn line(issuer: &str, app: &ClientId) -> String {
    format!("{issuer} {app}")
}

/// The name of the text record that proves a host, with the same line; none of an address, which has no name.
pub fn record(host: &str) -> Option<String> {
    let is_name = matches!(Host::parse(host), Ok(Host::Domain(_)));
    is_name.then(|| format!("{RECORD}{host}"))
}

/// The host that a text record of this name would prove.
pub fn of_record(name: &str) -> Option<&str> {
    name.strip_prefix(RECORD)
}

/// Whether a file or a record has that line.
pub fn says(file: &str, issuer: &str, app: &ClientId) -> bool {
    let wanted = line(issuer, app);
    let mut lines = file.lines().take(MOST_LINES);
    lines.any(|found| found.split_whitespace().eq(wanted.split_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::client::samples;

    #[test]
    fn a_line_of_the_file_names_this_installation_and_this_app() {
        let (issuer, app) = ("https://id.example.com", ClientId("notes-7c41".into()));
        for (file, expected) in [
            ("https://id.example.com notes-7c41", true),
            ("# ours\r\nhttps://id.example.com   notes-7c41\r\n", true),
            ("https://id.example.com notes-7c42", false),
            ("https://id.example.com.evil.example notes-7c41", false),
            ("https://id.example.com notes-7c41 and-more", false),
            ("notes-7c41", false),
            ("<html>https://id.example.com notes-7c41</html>", false),
            ("", false),
        ] {
            assert_eq!(says(file, issuer, &app), expected, "{file}");
        }
    }

    #[test]
    fn a_record_is_of_a_host_with_a_name() {
        let name = record("notes.example").unwrap();
        assert_eq!(name, "_lanyard-challenge.notes.example");
        assert_eq!(of_record(&name), Some("notes.example"));
        assert_eq!(of_record("notes.example"), None);
        for address in ["10.0.0.1", "[::1]"] {
            assert_eq!(record(address), None, "{address}");
        }
    }

    #[test]
    fn only_hosts_that_the_app_names_by_https_can_be_proven() {
        let client = samples::web(&["https://rp.example/cb", "http://localhost/cb"]);
        assert_eq!(named(&client.metadata), ["rp.example"]);
    }
}
