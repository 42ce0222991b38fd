//! Members of a document that only a newer version of this program knows. Whoever writes the document back keeps them, so two
//! versions can work on one database.

use std::collections::BTreeMap;

use ciborium::Value;
use serde::de::Error;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The member that says which version of its form a document has.
const VERSION_MEMBER: &str = "version";

/// The members that a type does not name, flattened into it. With a `VERSION` above 0 the document says its version as well: one
/// without has the first, and one with a higher number cannot be read. It goes up only when a reader of the former one would
/// misunderstand; members are added without.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Further<const VERSION: u64>(BTreeMap<String, Value>);

/// Every document came as CBOR or JSON of ours, without NaN.
impl<const VERSION: u64> Eq for Further<VERSION> {}

impl<const VERSION: u64> Serialize for Further<VERSION> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if VERSION > 0 {
            map.serialize_entry(VERSION_MEMBER, &VERSION)?;
        }
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl<'de, const VERSION: u64> Deserialize<'de> for Further<VERSION> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = BTreeMap::<String, Value>::deserialize(deserializer)?;
        if VERSION > 0
            && let Some(version) = members.remove(VERSION_MEMBER)
        {
            let known = version
                .as_integer()
                .and_then(|version| u64::try_from(version).ok());
            if known.is_none_or(|version| version > VERSION) {
                return Err(D::Error::custom("a newer version wrote this document"));
            }
        }
        Ok(Self(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Document {
        name: String,
        #[serde(flatten)]
        further: Further<1>,
    }

    #[test]
    fn what_is_not_known_is_kept_in_json() {
        let newer = r#"{"name":"a","version":1,"colour":"red","sizes":[1,{"x":null}]}"#;
        let document: Document = serde_json::from_str(newer).unwrap();
        let again = serde_json::to_value(&document).unwrap();
        assert_eq!(
            again,
            serde_json::from_str::<serde_json::Value>(newer).unwrap()
        );
    }

    #[test]
    fn what_is_not_known_is_kept_in_cbor() {
        let newer = [
            ("name", Value::from("a")),
            ("octets", Value::Bytes(vec![0xff, 0])),
            ("version", Value::from(1)),
        ];
        let members = newer.map(|(name, value)| (Value::from(name), value));
        let mut bytes = Vec::new();
        ciborium::into_writer(&Value::Map(members.to_vec()), &mut bytes).unwrap();
        let document: Document = ciborium::from_reader(&bytes[..]).unwrap();
        let mut again = Vec::new();
        ciborium::into_writer(&document, &mut again).unwrap();
        let again: Value = ciborium::from_reader(&again[..]).unwrap();
        let again = again.into_map().unwrap();
        assert_eq!(again.len(), 3);
        assert!(members.iter().all(|member| again.contains(member)));
    }

    #[test]
    fn one_without_a_version_has_the_first_and_a_higher_one_cannot_be_read() {
        let read = |json: &str| serde_json::from_str::<Document>(json).is_ok();
        assert!(read(r#"{"name":"a"}"#));
        assert!(read(r#"{"name":"a","version":1}"#));
        for newer in [r#"2"#, r#""1""#, "-1", "1.5", "null", "1e99"] {
            assert!(
                !read(&format!(r#"{{"name":"a","version":{newer}}}"#)),
                "{newer}"
            );
        }
    }
}
