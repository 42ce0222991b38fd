//! Request parameters (RFC 6749 §3.1, §3.2): raw urlencoded bytes become names and values, once.

use super::error::{Cause, OAuthError, Refusal};

/// What may come more than once (RFC 8707 §2).
const REPEATABLE: [&str; 2] = ["audience", "resource"];

/// Bounds of a parameter list.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The most bytes of a whole query or form.
    pub bytes: usize,
    /// The most parameters.
    pub count: usize,
}

impl Limits {
    /// For a query string.
    pub const QUERY: Self = Self { bytes: 8 * 1024, count: 64 };
    /// For a form body.
    pub const FORM: Self = Self { bytes: 64 * 1024, count: 64 };
}

/// Why a parameter list cannot be read. Nothing of it is used then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParamError {
    /// HT-17: replacing what cannot be read would let two readers see two requests.
    #[error("a parameter is not valid UTF-8")]
    Utf8,
    /// A zero byte never reaches a database.
    #[error("a parameter has a NUL character")]
    Nul,
    /// A `%` without two hexadecimal digits.
    #[error("a parameter has a broken percent-encoding")]
    Escape,
    /// UN-10: `scope[]=a`, `client_id[$ne]=`.
    #[error("a parameter name has brackets")]
    Nested,
    /// Above [`Limits::count`].
    #[error("there are too many parameters")]
    TooMany,
    /// Above [`Limits::bytes`].
    #[error("the parameters are too long")]
    TooLong,
}

impl From<ParamError> for OAuthError {
    fn from(error: ParamError) -> Self {
        Self::invalid_request(format!("The request cannot be read: {error}."))
    }
}

impl From<ParamError> for Refusal {
    fn from(error: ParamError) -> Self {
        Self::new(
            Cause::Malformed,
            "RFC 6749 §3.1 and appendix B",
            "application/x-www-form-urlencoded parameters in UTF-8, at most 64, names as the specifications spell them",
            error.to_string(),
            "Encode parameters with your platform's URL encoder.",
        )
    }
}

/// The parameters of one request. A value that came more than once is not a value: see [`Params::repeated`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params {
    pairs: Vec<(String, String)>,
}

impl Params {
    /// Parses a query string or form body. Empty values count as omitted (RFC 6749 §3.1).
    pub fn parse(raw: &[u8], limits: Limits) -> Result<Self, ParamError> {
        Self::parse_both(raw, b"", limits)
    }

    /// Parses the query and the form of one request as one list, so that a name in both counts as repeated (RU-16).
    pub fn parse_both(query: &[u8], form: &[u8], limits: Limits) -> Result<Self, ParamError> {
        if query.len().saturating_add(form.len()) > limits.bytes {
            return Err(ParamError::TooLong);
        }
        let mut pairs = Vec::new();
        for pair in query.split(|b| *b == b'&').chain(form.split(|b| *b == b'&')).filter(|pair| !pair.is_empty()) {
            if pairs.len() == limits.count {
                return Err(ParamError::TooMany);
            }
            let cut = pair.iter().position(|b| *b == b'=').unwrap_or(pair.len());
            let name = decode(&pair[..cut])?;
            if name.contains(['[', ']']) {
                return Err(ParamError::Nested);
            }
            pairs.push((name, decode(pair.get(cut + 1..).unwrap_or_default())?));
        }
        Ok(Self { pairs })
    }

    /// The value of `name`; `None` when it is absent or empty, and also when it came more than once.
    pub fn one(&self, name: &str) -> Option<&str> {
        let mut values = self.pairs.iter().filter(|(own, _)| own == name).map(|(_, value)| value.as_str());
        let first = values.next()?;
        (values.next().is_none() && !first.is_empty()).then_some(first)
    }

    /// Every value of `name` that is not empty, for the few that may be repeated.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.pairs.iter().filter(move |(own, value)| own == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// The first name that came more than once and must not have.
    pub fn repeated(&self) -> Option<&str> {
        let names = || self.pairs.iter().map(|(name, _)| name.as_str());
        names().enumerate().find(|(i, name)| !REPEATABLE.contains(name) && names().take(*i).any(|n| n == *name)).map(|(_, n)| n)
    }

    /// Whether `name` came more than once.
    pub fn is_repeated(&self, name: &str) -> bool {
        self.pairs.iter().filter(|(own, _)| own == name).count() > 1
    }

    /// Refuses a list in which a parameter came more than once (RFC 6749 §3.1, §3.2).
    pub fn check_unique(&self) -> Result<(), OAuthError> {
        match self.repeated() {
            None => Ok(()),
            Some(name) => Err(OAuthError::invalid_request(format!("The parameter {name} came more than once."))
                .because(Refusal::new(
                    Cause::Repeated,
                    "RFC 6749 §3.1",
                    "each parameter once",
                    format!("{name} more than once"),
                    "Send each parameter once. Look for code that adds it to a URL that has it already.",
                ))),
        }
    }

    /// The value of a parameter that has to be there.
    pub fn required(&self, name: &str) -> Result<&str, OAuthError> {
        self.one(name).ok_or_else(|| OAuthError::invalid_request(format!("The parameter {name} is missing.")))
    }
}

/// Decodes one `application/x-www-form-urlencoded` name or value, refusing what cannot be decoded.
pub(crate) fn decode(raw: &[u8]) -> Result<String, ParamError> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let [first, after @ ..] = rest {
        rest = after;
        bytes.push(match first {
            b'+' => b' ',
            b'%' => {
                let [high, low, after @ ..] = rest else { return Err(ParamError::Escape) };
                rest = after;
                match (hex(*high), hex(*low)) {
                    (Some(high), Some(low)) => high << 4 | low,
                    _ => return Err(ParamError::Escape),
                }
            }
            byte => *byte,
        });
    }
    if bytes.contains(&0) {
        return Err(ParamError::Nul);
    }
    String::from_utf8(bytes).map_err(|_| ParamError::Utf8)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}
