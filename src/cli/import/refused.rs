//! What whoever wrote a file is told of an entry that is not taken.

use std::fmt;

/// Why an entry is refused. It never says a hash or a secret.
#[derive(Debug, Clone)]
pub struct Refused(String);

impl Refused {
    /// The member, the rule that it breaks, and what came; empty when that is not to be said.
    pub fn new(member: &str, rule: impl fmt::Display, received: impl AsRef<str>) -> Self {
        let received: String = received.as_ref().chars().take(80).collect();
        Self(match received.is_empty() {
            true => format!("{member}: {rule}"),
            false => format!("{member}: {rule} (received {received})"),
        })
    }

    /// The whole line cannot be read.
    pub fn line(problem: String) -> Self {
        Self::new("line", problem, "")
    }

    /// Words of somebody else's.
    pub fn said(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |c: char| if c.is_control() { '\u{fffd}' } else { c };
        f.write_str(&self.0.chars().map(plain).collect::<String>())
    }
}
