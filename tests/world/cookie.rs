//! A `Set-Cookie` line, read as browsers do (RFC 6265bis).

/// What a line says.
pub struct Cookie {
    pub name: String,
    pub value: String,
    /// In lower case.
    attributes: Vec<String>,
}

impl Cookie {
    /// # Panics
    /// When a browser would ignore the line.
    pub fn parse(line: &str) -> Self {
        let mut parts = line.split(';').map(str::trim);
        let pair = parts.next().and_then(|pair| pair.split_once('='));
        let (name, value) = pair.expect("a name and a value");
        let cookie = Self {
            name: name.to_owned(),
            value: value.to_owned(),
            attributes: parts.map(str::to_ascii_lowercase).collect(),
        };
        // A browser ignores a __Host- cookie that lacks any of these, also when it removes one.
        if name.starts_with("__Host-") {
            assert!(
                cookie.has("secure") && cookie.has("path=/"),
                "a browser refuses {line}"
            );
            assert!(!cookie.begins("domain"), "{line}");
        }
        cookie
    }

    /// Whether it takes back what was set before.
    pub fn is_removed(&self) -> bool {
        let past = self.begins("expires=thu, 01 jan 1970");
        self.value.is_empty() || self.has("max-age=0") || past
    }

    fn has(&self, wanted: &str) -> bool {
        self.attributes.iter().any(|attribute| attribute == wanted)
    }

    fn begins(&self, beginning: &str) -> bool {
        let mut attributes = self.attributes.iter();
        attributes.any(|attribute| attribute.starts_with(beginning))
    }
}
