//! One value of one column, as it is in a file and in a sum.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::tables::Kind;

/// A value, which may be NULL.
#[derive(Debug, Clone)]
pub(super) enum Cell {
    Uuid(Option<Uuid>),
    Text(Option<String>),
    Int(Option<i64>),
    Bool(Option<bool>),
    Bytes(Option<Vec<u8>>),
    /// As the database wrote it: numbers keep their digits.
    Json(Option<Box<RawValue>>),
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Uuid(value) => value.serialize(s),
            Self::Text(value) => value.serialize(s),
            Self::Int(value) => value.serialize(s),
            Self::Bool(value) => value.serialize(s),
            Self::Bytes(value) => value
                .as_ref()
                .map(|bytes| URL_SAFE_NO_PAD.encode(bytes))
                .serialize(s),
            Self::Json(value) => value.serialize(s),
        }
    }
}

impl Cell {
    /// The value of `kind` that JSON spells.
    pub(super) fn read(kind: Kind, text: &RawValue) -> Option<Self> {
        let text = text.get();
        Some(match kind {
            Kind::Uuid => Self::Uuid(serde_json::from_str(text).ok()?),
            Kind::Text => Self::Text(serde_json::from_str(text).ok()?),
            Kind::Int => Self::Int(serde_json::from_str(text).ok()?),
            Kind::Bool => Self::Bool(serde_json::from_str(text).ok()?),
            Kind::Bytes => {
                let text: Option<String> = serde_json::from_str(text).ok()?;
                let bytes = text.map(|text| URL_SAFE_NO_PAD.decode(text)).transpose();
                Self::Bytes(bytes.ok()?)
            }
            Kind::Json if text == "null" => Self::Json(None),
            Kind::Json => Self::Json(Some(RawValue::from_string(text.to_owned()).ok()?)),
        })
    }

    /// Appends what a sum is made of: the same for the same value on either engine.
    pub(super) fn canonical(&self, out: &mut Vec<u8>) {
        match self {
            Self::Uuid(Some(value)) => piece(out, b'u', value.as_bytes()),
            Self::Text(Some(value)) => piece(out, b't', value.as_bytes()),
            Self::Int(Some(value)) => piece(out, b'i', &value.to_be_bytes()),
            Self::Bool(Some(value)) => piece(out, b'b', &[u8::from(*value)]),
            Self::Bytes(Some(value)) => piece(out, b'x', value),
            Self::Json(Some(value)) => {
                let mut text = String::new();
                let parsed: Value = serde_json::from_str(value.get()).unwrap_or_default();
                sorted(&parsed, &mut text);
                piece(out, b'j', text.as_bytes());
            }
            _ => out.push(b'-'),
        }
    }
}

fn piece(out: &mut Vec<u8>, tag: u8, bytes: &[u8]) {
    out.push(tag);
    out.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
    out.extend_from_slice(bytes);
}

/// PostgreSQL orders members and writes 1e3 as 1000, so neither counts.
fn sorted(value: &Value, out: &mut String) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            out.push('{');
            for (name, value) in members {
                out.push_str(&Value::from(name.as_str()).to_string());
                out.push(':');
                sorted(value, out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                sorted(item, out);
                out.push(',');
            }
            out.push(']');
        }
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() => out.push_str(&format!("{float}")),
            _ => out.push_str(&number.to_string()),
        },
        other => out.push_str(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_count_by_what_they_say() {
        let sum = |text: &str| {
            let mut out = Vec::new();
            let raw = RawValue::from_string(text.to_owned()).expect("JSON");
            Cell::Json(Some(raw)).canonical(&mut out);
            out
        };
        assert_eq!(
            sum(r#"{"a":1,"b":[1e3]}"#),
            sum(r#"{ "b": [1000], "a": 1 }"#)
        );
        for other in [
            r#"{"a":1,"b":[1001]}"#,
            r#"{"a":"1","b":[1000]}"#,
            r#"{"a":1}"#,
            r#"{"a":1,"b":[1000],"c":null}"#,
        ] {
            assert_ne!(sum(r#"{"a":1,"b":[1000]}"#), sum(other), "{other}");
        }
    }
}
