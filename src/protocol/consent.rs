//! What a person allowed, and to whom as they were shown it (OIDC Core §3.1.2.4; attack row FI-07).
//!
//! A permission is given to what stood on the page: a name, a place to go to, and what it may do. When the app changes its name or its
//! address by more than spelling, it is asked again.

use super::scope::ScopeSet;

/// The most places that are remembered; as many as redirect URIs can be registered.
const MOST_DESTINATIONS: usize = super::redirect::MOST;

/// What a person allowed an app so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Consented {
    /// What it may do.
    pub scope: ScopeSet,
    /// Its name on the page.
    pub name: String,
    /// Where the page said the browser goes: hosts, or [`THIS_DEVICE`](super::redirect::THIS_DEVICE).
    pub destinations: Vec<String>,
}

/// What is different from what was shown when it was allowed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// The name of then, when it is another one now.
    pub name: Option<String>,
    /// The places of then, when this one was not among them.
    pub destinations: Option<Vec<String>>,
}

impl Changes {
    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.name.is_none() && self.destinations.is_none()
    }
}

impl Consented {
    /// What is different now, for an app of this name that leads to `destination`. Nothing when nothing was ever allowed.
    pub fn changes(&self, name: &str, destination: &str) -> Changes {
        if self.scope.is_empty() {
            return Changes::default();
        }
        let known = self.destinations.iter().any(|known| known == destination);
        Changes {
            name: (letters(&self.name) != letters(name)).then(|| self.name.clone()),
            destinations: (!known).then(|| self.destinations.clone()),
        }
    }

    /// The same with `scope` allowed as well, to an app of this name that leads to `destination`.
    pub fn and(mut self, scope: &ScopeSet, name: &str, destination: &str) -> Self {
        self.destinations.retain(|known| known != destination);
        self.destinations.insert(0, destination.to_owned());
        self.destinations.truncate(MOST_DESTINATIONS);
        Self {
            scope: self.scope.union(scope),
            name: name.to_owned(),
            destinations: self.destinations,
        }
    }
}

/// A name without what is spelling: case, spaces and punctuation.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::redirect::THIS_DEVICE;

    fn allowed() -> Consented {
        let scope = "openid email".parse().unwrap();
        Consented::default().and(&scope, "Harbour Notes", "notes.example")
    }

    #[test]
    fn fi_07_another_name_or_place_is_a_change_and_spelling_is_none() {
        for (name, destination, changed) in [
            ("Harbour Notes", "notes.example", (false, false)),
            ("harbour-notes", "notes.example", (false, false)),
            ("Harbour  Notes!", "notes.example", (false, false)),
            ("Harbour Bank", "notes.example", (true, false)),
            ("Harbour Notes", "evil.example", (false, true)),
            ("Harbour Notes", THIS_DEVICE, (false, true)),
            ("Delta", "evil.example", (true, true)),
        ] {
            let changes = allowed().changes(name, destination);
            let found = (changes.name.is_some(), changes.destinations.is_some());
            assert_eq!(found, changed, "{name} {destination}");
        }
        assert!(
            Consented::default()
                .changes("Anything", "a.example")
                .is_empty()
        );
    }

    #[test]
    fn what_was_allowed_again_is_remembered_beside_what_was() {
        let scope = "profile".parse().unwrap();
        let now = allowed().and(&scope, "Harbour Pages", "pages.example");
        assert_eq!(now.scope, "openid email profile".parse().unwrap());
        for known in ["pages.example", "notes.example"] {
            assert!(now.changes("Harbour Pages", known).is_empty());
        }
        let many = (0..100).fold(now, |now, n| now.and(&scope, "x", &format!("{n}.example")));
        assert_eq!(many.destinations.len(), MOST_DESTINATIONS);
        assert_eq!(many.destinations[0], "99.example");
    }
}
