//! Request parameters (RFC 6749 §3.1, §3.2): raw urlencoded bytes become names and values, once.

use super::error::{Cause, OAuthError, Refusal};

/// What may come more than once (RFC 8707 §2).
const REPEATABLE: [&str; 2] = ["audience", "resource"];

/// Names that mean something here. Some languages read `scope[]` or `client_id[x]` as these; we refuse to guess.
const KNOWN: [&str; 34] = [
    "acr_values",
    "audience",
    "claims",
    "client_assertion",
    "client_assertion_type",
    "client_id",
    "client_secret",
    "code",
    "code_challenge",
    "code_challenge_method",
    "code_verifier",
    "display",
    "flow",
    "grant_type",
    "id_token_hint",
    "login_hint",
    "logout_hint",
    "max_age",
    "nonce",
    "post_logout_redirect_uri",
    "prompt",
    "redirect_uri",
    "refresh_token",
    "registration",
    "request",
    "request_uri",
    "resource",
    "response_mode",
    "response_type",
    "scope",
    "state",
    "token",
    "token_type_hint",
    "ui_locales",
];

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
    pub const QUERY: Self = Self {
        bytes: 8 * 1024,
        count: 64,
    };
    /// For a form body.
    pub const FORM: Self = Self {
        bytes: 64 * 1024,
        count: 64,
    };
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
    #[error("a parameter name has brackets behind it")]
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
        for pair in query
            .split(|b| *b == b'&')
            .chain(form.split(|b| *b == b'&'))
            .filter(|pair| !pair.is_empty())
        {
            if pairs.len() == limits.count {
                return Err(ParamError::TooMany);
            }
            let cut = pair.iter().position(|b| *b == b'=').unwrap_or(pair.len());
            let name = decode(&pair[..cut])?;
            if let Some((stem, _)) = name.split_once('[')
                && KNOWN.contains(&stem)
            {
                return Err(ParamError::Nested);
            }
            pairs.push((name, decode(pair.get(cut + 1..).unwrap_or_default())?));
        }
        Ok(Self { pairs })
    }

    /// The value of `name`; `None` when it is absent or empty, and also when it came more than once.
    pub fn one(&self, name: &str) -> Option<&str> {
        let mut values = self
            .pairs
            .iter()
            .filter(|(own, _)| own == name)
            .map(|(_, value)| value.as_str());
        let first = values.next()?;
        (values.next().is_none() && !first.is_empty()).then_some(first)
    }

    /// Every value of `name` that is not empty, for the few that may be repeated.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.pairs
            .iter()
            .filter(move |(own, value)| own == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// Parameters that were parsed before.
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self { pairs }
    }

    /// Every name with its value, in the order they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The first name that came more than once and must not have.
    pub fn repeated(&self) -> Option<&str> {
        let names = || self.pairs.iter().map(|(name, _)| name.as_str());
        names()
            .enumerate()
            .find(|(i, name)| !REPEATABLE.contains(name) && names().take(*i).any(|n| n == *name))
            .map(|(_, n)| n)
    }

    /// Whether `name` came more than once.
    pub fn is_repeated(&self, name: &str) -> bool {
        self.pairs.iter().filter(|(own, _)| own == name).count() > 1
    }

    /// Refuses a list in which a parameter came more than once (RFC 6749 §3.1, §3.2).
    pub fn check_unique(&self) -> Result<(), OAuthError> {
        Self::refuse_repeated(self.repeated())
    }

    /// As [`Params::check_unique`], for these names only.
    pub fn check_unique_of(&self, names: &[&'static str]) -> Result<(), OAuthError> {
        Self::refuse_repeated(names.iter().copied().find(|name| self.is_repeated(name)))
    }

    fn refuse_repeated(name: Option<&str>) -> Result<(), OAuthError> {
        match name {
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
        self.one(name)
            .ok_or_else(|| OAuthError::invalid_request(format!("The parameter {name} is missing.")))
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
                let [high, low, after @ ..] = rest else {
                    return Err(ParamError::Escape);
                };
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
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parsed(raw: &str) -> Params {
        Params::parse(raw.as_bytes(), Limits::QUERY).unwrap()
    }

    fn problem(raw: &[u8]) -> Option<ParamError> {
        Params::parse(raw, Limits::QUERY).err()
    }

    #[test]
    fn values_are_decoded_and_empty_ones_omitted() {
        let params = parsed("a=1&b=x+y%20%C3%A9%2B&c=&d&&e=f=g");
        assert_eq!(params.one("a"), Some("1"));
        assert_eq!(params.one("b"), Some("x y é+"));
        assert_eq!(
            (params.one("c"), params.one("d"), params.one("z")),
            (None, None, None)
        );
        assert_eq!(params.one("e"), Some("f=g"));
        assert!(params.check_unique().is_ok());
        assert_eq!(
            params.required("c").unwrap_err().description(),
            "The parameter c is missing."
        );
    }

    #[test]
    fn az_02_and_ru_16_a_repeated_parameter_has_no_value() {
        for raw in ["a=1&a=2", "a=1&a=1", "a=1&a=", "a&a=1", "%61=1&a=1"] {
            let params = parsed(raw);
            assert_eq!(
                (params.one("a"), params.repeated()),
                (None, Some("a")),
                "{raw}"
            );
            assert!(params.is_repeated("a") && params.check_unique().is_err());
        }
        let split =
            Params::parse_both(b"redirect_uri=good", b"redirect_uri=evil", Limits::QUERY).unwrap();
        assert_eq!(
            (split.one("redirect_uri"), split.repeated()),
            (None, Some("redirect_uri"))
        );
        let resources = parsed("resource=a&resource=b");
        assert!(resources.check_unique().is_ok());
        assert_eq!(resources.all("resource").collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn ht_17_what_cannot_be_read_is_refused() {
        for (raw, error) in [
            (&b"a=%ff"[..], ParamError::Utf8),
            (b"a=\xff", ParamError::Utf8),
            (b"%ff=1", ParamError::Utf8),
            (b"a=%c0%af", ParamError::Utf8),
            (b"a=%ed%a0%80", ParamError::Utf8),
            (b"a=%00", ParamError::Nul),
            (b"a=\0", ParamError::Nul),
            (b"a=%", ParamError::Escape),
            (b"a=%4", ParamError::Escape),
            (b"a=%zz", ParamError::Escape),
            (b"a=%+1", ParamError::Escape),
        ] {
            assert_eq!(problem(raw), Some(error), "{}", raw.escape_ascii());
        }
    }

    #[test]
    fn un_10_nested_names_of_known_parameters_are_refused() {
        for raw in [
            "scope[]=a",
            "client_id[$ne]=",
            "client_id%5B%24ne%5D=x",
            "state[0]=a",
        ] {
            assert_eq!(problem(raw.as_bytes()), Some(ParamError::Nested), "{raw}");
        }
        assert_eq!(problem(b"utm[]=a&x=[1]"), None);
    }

    #[test]
    fn ht_02_there_are_bounds() {
        let many = |count: usize| (0..count).map(|i| format!("p{i}=1&")).collect::<String>();
        assert_eq!(problem(many(64).as_bytes()), None);
        assert_eq!(problem(many(65).as_bytes()), Some(ParamError::TooMany));
        assert_eq!(
            problem(&vec![b'a'; 8 * 1024 + 1]),
            Some(ParamError::TooLong)
        );
    }

    proptest! {
        #[test]
        fn parsing_never_panics(raw in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Params::parse(&raw, Limits::QUERY);
        }

        #[test]
        fn print_then_parse_is_identity(pairs in prop::collection::btree_map("[a-z]{1,5}", "[^\0]{1,20}", 0..8)) {
            let raw = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
            let params = parsed(&raw);
            for (name, value) in &pairs {
                prop_assert_eq!(params.one(name), Some(value.as_str()));
            }
        }

        #[test]
        fn agrees_with_the_usual_decoder_or_refuses(raw in "[a-c=&%+0-9A-F\u{0}é]{0,40}") {
            let Ok(params) = Params::parse(raw.as_bytes(), Limits::QUERY) else { return Ok(()) };
            let usual: Vec<_> = form_urlencoded::parse(raw.as_bytes()).collect();
            for (name, value) in &usual {
                if usual.iter().filter(|(other, _)| other == name).count() == 1 && !value.is_empty() {
                    prop_assert_eq!(params.one(name), Some(value.as_ref()));
                }
            }
        }
    }
}
