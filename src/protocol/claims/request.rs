//! The `claims` parameter: claims that are asked for one by one.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::names::{MEMBERSHIP, STANDARD, scope_of};
use crate::protocol::error::{Cause, OAuthError, Refusal};
use crate::protocol::further::Further;
use crate::protocol::scope::ScopeSet;

/// The `claims` parameter (OIDC Core §5.5), as far as it says something to us.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimsRequest {
    /// Names of claims wanted from userinfo.
    pub userinfo: Vec<String>,
    /// Names of claims wanted in the ID token.
    pub id_token: Vec<String>,
    /// `id_token.sub`, `value` or the only one of `values`: only this person will do (§3.1.2.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// `id_token.acr` when essential: one of these has to be reached (§5.5.1.1).
    pub essential_acr: Vec<String>,
    /// What only a newer version knows.
    #[serde(flatten)]
    pub further: Further<0>,
}

/// The fields in the order of the first version of sealed texts.
pub type First = (Vec<String>, Vec<String>, Option<String>, Vec<String>);

/// The most values of an essential `acr`.
const MOST_ACR: usize = 16;
/// The most octets of a `claims` parameter, and how deep it may nest (AZ-12).
const LONGEST: usize = 8192;
const DEEPEST: usize = 16;

impl ClaimsRequest {
    /// What the first version of sealed texts says.
    pub fn first((userinfo, id_token, subject, essential_acr): First) -> Self {
        Self {
            userinfo,
            id_token,
            subject,
            essential_acr,
            further: Further::default(),
        }
    }

    /// The scope words that stand for these claims: people are asked about words, not about single claims.
    pub fn scope_words(&self) -> impl Iterator<Item = &'static str> {
        self.userinfo
            .iter()
            .chain(&self.id_token)
            .filter_map(|claim| scope_of(claim))
    }

    /// Only the claims that belong to a scope word the client registered; the rest are ignored, as OIDC Core §5.5.1
    /// lets us.
    pub fn within(mut self, registered: &ScopeSet) -> Self {
        let allowed =
            |claim: &String| scope_of(claim).is_some_and(|word| registered.contains(word));
        self.userinfo.retain(allowed);
        self.id_token.retain(allowed);
        self
    }

    /// Parses the JSON text. Names that are not standard claims are ignored (OIDC Core §5.5.1).
    /// # Errors
    /// `invalid_request` when it is not such a JSON object, or is too long or nested too deeply.
    pub fn parse(text: &str) -> Result<Self, OAuthError> {
        let wrong = |problem: &str| {
            OAuthError::invalid_request(format!("claims {problem}.")).because(Refusal::new(
                Cause::Parameter,
                "OpenID Connect Core §5.5",
                r#"a JSON object such as {"userinfo": {"name": {"essential": true}}}"#,
                text,
                "Correct the claims parameter, or ask for claims by scope.",
            ))
        };
        if text.len() > LONGEST || depth(text) > DEEPEST {
            return Err(wrong("is too long or nested too deeply"));
        }
        let document: Map<String, Value> =
            serde_json::from_str(text).map_err(|_| wrong("is not a JSON object"))?;
        let member = |name: &str| match document.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Object(claims)) => Ok(Some(claims)),
            Some(_) => Err(wrong("has a member that is not an object")),
        };
        let names = |claims: &Map<String, Value>| {
            let asked = STANDARD
                .iter()
                .chain(&MEMBERSHIP)
                .filter(|name| claims.contains_key(**name));
            asked.map(|name| (*name).to_owned()).collect()
        };
        let mut request = Self {
            userinfo: member("userinfo")?.map(names).unwrap_or_default(),
            ..Self::default()
        };
        let Some(id_token) = member("id_token")? else {
            return Ok(request);
        };
        request.id_token = names(id_token);
        let sub = |member: &str| id_token.get("sub").and_then(|sub| sub.get(member));
        request.subject = match (sub("value"), sub("values").map(Value::as_array)) {
            (None, None) => None,
            (Some(Value::String(subject)), None) => Some(subject.clone()),
            (None, Some(Some(subjects))) => match &subjects[..] {
                [Value::String(subject)] => Some(subject.clone()),
                _ => return Err(wrong("asks for a subject that is not one string")),
            },
            _ => return Err(wrong("asks for a subject that is not one string")),
        };
        if let Some(acr) = id_token
            .get("acr")
            .filter(|acr| acr.get("essential") == Some(&Value::Bool(true)))
        {
            let values = acr
                .get("values")
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            let texts = acr
                .get("value")
                .into_iter()
                .chain(values)
                .filter_map(Value::as_str);
            // What is kept goes into rows and tokens: a few short names, in plain characters.
            let plain =
                |text: &&str| text.len() <= 256 && text.bytes().all(|byte| byte.is_ascii_graphic());
            let given: Vec<&str> = texts.collect();
            let kept = given.iter().copied().filter(plain).take(MOST_ACR);
            request.essential_acr = kept.map(str::to_owned).collect();
            if request.essential_acr.is_empty() && !given.is_empty() {
                return Err(wrong(
                    "asks for essential acr values of which none could be one",
                ));
            }
        }
        Ok(request)
    }
}

/// How deep objects and lists nest, without building them.
fn depth(json: &str) -> usize {
    let (mut deepest, mut open, mut in_text, mut escaped) = (0, 0_usize, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => open += 1,
            b'}' | b']' if !in_text => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::protocol::error::ErrorCode;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn names_are_taken_and_unknown_ones_ignored() {
        let text = r#"{"userinfo": {"name": {"essential": true}, "email": null, "x": null},
            "id_token": {"birthdate": null, "auth_time": {"essential": true}, "http://x/": {"values": []}}, "other": 1}"#;
        let request = ClaimsRequest::parse(text).unwrap();
        assert_eq!(request.userinfo, names(&["name", "email"]));
        assert_eq!(request.id_token, names(&["birthdate"]));
        assert_eq!(request.subject, None);
    }

    #[test]
    fn claims_belong_to_scope_words() {
        let text =
            r#"{"userinfo": {"phone_number": null, "name": null}, "id_token": {"email": null}}"#;
        let request = ClaimsRequest::parse(text).unwrap();
        assert_eq!(
            request.scope_words().collect::<Vec<_>>(),
            ["profile", "phone", "email"]
        );
        let within = request.within(&"openid profile".parse().unwrap());
        assert_eq!(
            (within.userinfo, within.id_token),
            (names(&["name"]), names(&[]))
        );
    }

    #[test]
    fn a_subject_and_an_essential_acr_are_taken() {
        let text = r#"{"id_token": {"sub": {"value": "x"}, "acr": {"essential": true, "values": ["1", "2"]}}}"#;
        let request = ClaimsRequest::parse(text).unwrap();
        assert_eq!(
            (request.subject, request.essential_acr),
            (Some("x".to_owned()), names(&["1", "2"]))
        );
        let voluntary =
            ClaimsRequest::parse(r#"{"id_token": {"acr": {"values": ["1"]}}}"#).unwrap();
        assert_eq!(voluntary, ClaimsRequest::default());
    }

    #[test]
    fn az_12_hostile_json_is_refused_quickly() {
        for text in [
            "".to_owned(),
            "[]".to_owned(),
            "{".to_owned(),
            r#"{"userinfo": 1}"#.to_owned(),
            r#"{"id_token": {"sub": {"value": 1}}}"#.to_owned(),
            format!(
                r#"{{"userinfo": {{"x": {}{}}}}}"#,
                "[".repeat(20),
                "]".repeat(20)
            ),
            "[".repeat(10_000),
            format!(r#"{{"userinfo": {{"{}": null}}}}"#, "x".repeat(64 * 1024)),
        ] {
            let error = ClaimsRequest::parse(&text).unwrap_err();
            assert_eq!(error.code, ErrorCode::InvalidRequest, "{text:.40}");
        }
        let brackets_in_text = format!(r#"{{"userinfo": {{"x": "{}"}}}}"#, "[\\\"".repeat(100));
        assert!(ClaimsRequest::parse(&brackets_in_text).is_ok());
    }

    proptest! {
        #[test]
        fn parsing_never_panics(text in r#"[{}\[\]",:a-z\\ ]{0,80}"#) {
            let _ = ClaimsRequest::parse(&text);
        }
    }
}
