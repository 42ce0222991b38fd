//! Reading and writing cookies (RFC 6265bis): names with the `__Host-` prefix, and no guessing between two of a name.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};

/// What a request says of one cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent<'h> {
    /// The cookie is not there.
    Absent,
    /// One value, or the same value more than once.
    One(&'h str),
    /// Two different values of one name: somebody tossed a cookie, so neither is believed.
    Ambiguous,
}

impl<'h> Sent<'h> {
    /// The value, when there is exactly one.
    pub fn one(self) -> Option<&'h str> {
        match self {
            Self::One(value) => Some(value),
            Self::Absent | Self::Ambiguous => None,
        }
    }
}

/// Looks for the cookie `name` in all `Cookie` headers.
pub fn read<'h>(headers: &'h HeaderMap, name: &str) -> Sent<'h> {
    let mut found = Sent::Absent;
    let lines = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    for (key, value) in lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
    {
        if key != name {
            continue;
        }
        match found {
            Sent::Absent => found = Sent::One(value),
            Sent::One(first) if first == value => {}
            _ => return Sent::Ambiguous,
        }
    }
    found
}

/// How one of our cookies is named and marked, by whether the issuer is https.
#[derive(Debug, Clone)]
pub struct Kind {
    name: String,
    secure: bool,
    across: bool,
}

impl Kind {
    /// A cookie called `__Host-{base}`; on plain http (loopback only) browsers would refuse that, so just `base`.
    pub fn new(base: &str, secure: bool) -> Self {
        let name = if secure {
            format!("__Host-{base}")
        } else {
            base.to_owned()
        };
        Self {
            name,
            secure,
            across: false,
        }
    }

    /// As [`Kind::new`], for a cookie that frames in pages of other sites get as well: it must carry no authority. On plain http
    /// browsers would refuse it, and everything on this machine is one site.
    pub fn across_sites(base: &str, secure: bool) -> Self {
        Self {
            across: secure,
            ..Self::new(base, secure)
        }
    }

    /// The name as sent. For tests.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value in `headers`, if it is unambiguous.
    pub fn value<'h>(&self, headers: &'h HeaderMap) -> Sent<'h> {
        read(headers, &self.name)
    }

    /// A `Set-Cookie` value; `lifetime` none means until the browser closes. `value` must be cookie-safe ASCII.
    pub fn set(&self, value: &str, lifetime: Option<Duration>) -> HeaderValue {
        let sites = if self.across { "None" } else { "Lax" };
        let mut text = format!("{}={value}; Path=/; HttpOnly; SameSite={sites}", self.name);
        if self.secure {
            text.push_str("; Secure");
        }
        if let Some(lifetime) = lifetime {
            text.push_str(&format!("; Max-Age={}", lifetime.as_secs()));
        }
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
    }

    /// A `Set-Cookie` value that removes the cookie, with the attributes it was set with.
    pub fn removal(&self) -> HeaderValue {
        self.set("", Some(Duration::ZERO))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[&str]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for line in lines {
            map.append(header::COOKIE, HeaderValue::from_str(line).unwrap());
        }
        map
    }

    #[test]
    fn two_values_of_one_name_are_ambiguous_in_both_orders() {
        assert_eq!(read(&headers(&["a=1; a=2"]), "a"), Sent::Ambiguous);
        assert_eq!(read(&headers(&["a=2", "b=1; a=1"]), "a"), Sent::Ambiguous);
        assert_eq!(read(&headers(&["a=1; a=1"]), "a"), Sent::One("1"));
        assert_eq!(read(&headers(&["ab=1; xa=2"]), "a"), Sent::Absent);
    }

    #[test]
    fn a_removal_carries_the_attributes_of_the_cookie() {
        let kind = Kind::new("lanyard-session", true);
        let removal = kind.removal();
        assert_eq!(
            removal.to_str().unwrap(),
            "__Host-lanyard-session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0"
        );
    }
}
