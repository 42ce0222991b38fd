//! What the exports of other providers say, in our members.

use aws_lc_rs::digest;
use base64::prelude::{BASE64_STANDARD_NO_PAD, Engine as _};
use serde_json::{Map, Value};

use super::super::args::{Format, Import};
use super::person::Person;
use crate::cli::import::Refused;
use crate::cli::{Wrong, output};
use crate::protocol::claims::names::STANDARD;

/// How entries of one file are read.
pub struct Shapes {
    format: Format,
    firebase: Option<HashConfig>,
}

/// The project's parameters, as Firebase's console shows them.
struct HashConfig {
    signer_key: Vec<u8>,
    salt_separator: Vec<u8>,
    rounds: u64,
    mem_cost: u64,
}

impl Shapes {
    pub fn of(import: &Import) -> anyhow::Result<Self> {
        let by_name = match import.file.extension().and_then(|name| name.to_str()) {
            Some("csv") => Some(Format::Csv),
            Some("jsonl" | "ndjson") => Some(Format::Jsonl),
            _ => None,
        };
        let format = import.format.or(by_name).ok_or_else(|| {
            Wrong(
                "--format: the file's name ends neither in .jsonl nor in .csv; say what it is"
                    .into(),
            )
        })?;
        let firebase = import.hash_config.as_deref().map(|path| {
            let members = output::read_object(path)?;
            HashConfig::of(&members).ok_or_else(|| {
                anyhow::Error::from(Wrong(format!(
                    "{}: expected base64_signer_key, base64_salt_separator, rounds and mem_cost",
                    path.display()
                )))
            })
        });
        let firebase = firebase.transpose()?;
        Ok(Self { format, firebase })
    }

    pub fn format(&self) -> Format {
        self.format
    }

    pub fn person(&self, entry: Map<String, Value>) -> Result<Person, Refused> {
        match self.format {
            Format::Jsonl | Format::Csv => Ok(Person(entry)),
            Format::Keycloak => keycloak(&entry),
            Format::Auth0 => auth0(&entry),
            Format::Firebase => self.firebase(&entry),
        }
    }

    fn firebase(&self, entry: &Map<String, Value>) -> Result<Person, Refused> {
        let mut person = taken(
            entry,
            &[
                ("email", "email"),
                ("emailVerified", "email_verified"),
                ("displayName", "name"),
                ("photoUrl", "picture"),
                ("phoneNumber", "phone_number"),
                ("disabled", "disabled"),
            ],
        );
        let id = text(entry, "localId").ok_or_else(|| missing("localId"))?;
        named_by(&mut person, id, text(entry, "email"));
        if let (Some(hash), Some(salt)) = (text(entry, "passwordHash"), text(entry, "salt")) {
            let config = self.firebase.as_ref().ok_or_else(|| {
                Refused::new(
                    "passwordHash",
                    "it needs --hash-config with the project's parameters",
                    "",
                )
            })?;
            let salt = base64(salt).ok_or_else(|| Refused::new("salt", "expected base64", ""))?;
            let hash =
                base64(hash).ok_or_else(|| Refused::new("passwordHash", "expected base64", ""))?;
            let salt = [salt, config.salt_separator.clone()].concat();
            let (salt, hash, key) = (write(&salt), write(&hash), write(&config.signer_key));
            let (ln, r) = (config.mem_cost, config.rounds);
            let hash = format!("$firebase-scrypt$ln={ln},r={r}${salt}${hash}${key}");
            person.insert("password_hash".into(), hash.into());
        }
        Ok(Person(person))
    }
}

impl HashConfig {
    fn of(members: &Map<String, Value>) -> Option<Self> {
        Some(Self {
            signer_key: base64(text(members, "base64_signer_key")?)?,
            salt_separator: base64(text(members, "base64_salt_separator")?)?,
            rounds: members.get("rounds")?.as_u64()?,
            mem_cost: members.get("mem_cost")?.as_u64()?,
        })
    }
}

/// An entry of `users` in an export of a realm.
fn keycloak(entry: &Map<String, Value>) -> Result<Person, Refused> {
    if let Some(client) = text(entry, "serviceAccountClientId") {
        let rule = "it is no person but the account of a client; take it out";
        return Err(Refused::new("serviceAccountClientId", rule, client));
    }
    let mut person = taken(
        entry,
        &[
            ("id", "sub"),
            ("username", "login"),
            ("email", "email"),
            ("emailVerified", "email_verified"),
            ("firstName", "given_name"),
            ("lastName", "family_name"),
            ("groups", "groups"),
        ],
    );
    if entry.get("enabled") == Some(&Value::Bool(false)) {
        person.insert("disabled".into(), true.into());
    }
    let attributes = entry.get("attributes").and_then(Value::as_object);
    for (name, values) in attributes.into_iter().flatten() {
        // One's own attributes mean nothing here; `docs/guides/migrate.md` says so.
        if let Some(claim) = STANDARD.iter().find(|claim| **claim == name)
            && let Some(value) = values.get(0).and_then(Value::as_str)
            && !person.contains_key(*claim)
        {
            let truth = claim
                .ends_with("_verified")
                .then(|| Value::from(value == "true"));
            person.insert(name.clone(), truth.unwrap_or_else(|| value.into()));
        }
    }
    // A name that is an address cannot be a user name here; people sign in with the address itself.
    if let Some(login) = text(entry, "username")
        && login.contains('@')
    {
        let id = text(entry, "id").unwrap_or(login);
        person.insert("login".into(), login_of(id, Some(login)).into());
    }
    let credentials = entry.get("credentials").and_then(Value::as_array);
    let password = credentials
        .into_iter()
        .flatten()
        .find(|one| one["type"] == "password");
    if let Some(password) = password {
        let hash = keycloak_hash(password).ok_or_else(|| {
            let rule = "expected secretData and credentialData of pbkdf2-sha256, pbkdf2-sha512, pbkdf2 or argon2";
            Refused::new("credentials", rule, "")
        })?;
        person.insert("password_hash".into(), hash.into());
    }
    Ok(Person(person))
}

/// Keycloak keeps two JSON texts inside the JSON.
fn keycloak_hash(password: &Value) -> Option<String> {
    let inner =
        |member: &str| -> Option<Value> { serde_json::from_str(password[member].as_str()?).ok() };
    let (secret, about) = (inner("secretData")?, inner("credentialData")?);
    let part = |name: &str| Some(write(&base64(secret[name].as_str()?)?));
    let (salt, hash) = (part("salt")?, part("value")?);
    let rounds = about["hashIterations"].as_u64()?;
    let algorithm = about["algorithm"].as_str()?;
    match algorithm {
        "pbkdf2" | "pbkdf2-sha256" | "pbkdf2-sha512" => {
            Some(format!("${algorithm}$i={rounds}${salt}${hash}"))
        }
        "argon2" => {
            let more = &about["additionalParameters"];
            let more = |name: &str| more[name].get(0)?.as_str();
            let version = match more("version")? {
                "1.3" => 19,
                "1.0" => 16,
                _ => return None,
            };
            let (kind, memory) = (more("type")?, more("memory")?);
            let lanes = more("parallelism")?;
            Some(format!(
                "$argon2{kind}$v={version}$m={memory},t={rounds},p={lanes}${salt}${hash}"
            ))
        }
        _ => None,
    }
}

/// A line of Auth0's export, or an entry of the file that its own import takes.
fn auth0(entry: &Map<String, Value>) -> Result<Person, Refused> {
    let mut person = taken(
        entry,
        &[
            ("email", "email"),
            ("email_verified", "email_verified"),
            ("name", "name"),
            ("given_name", "given_name"),
            ("family_name", "family_name"),
            ("nickname", "nickname"),
            ("picture", "picture"),
            ("phone_number", "phone_number"),
            ("blocked", "disabled"),
        ],
    );
    let id = text(entry, "user_id")
        .or_else(|| entry.get("_id")?.get("$oid")?.as_str())
        .ok_or_else(|| missing("user_id"))?;
    // Their tokens say it with the name of the connection, which files that they take leave out.
    let sub = match id.contains('|') {
        true => id.to_owned(),
        false => format!("auth0|{id}"),
    };
    named_by(&mut person, &sub, text(entry, "email"));
    if let Some(login) = text(entry, "username") {
        person.insert("login".into(), login.into());
    }
    let hash = match entry.get("custom_password_hash") {
        Some(custom) => Some(auth0_hash(custom)?),
        None => ["password_hash", "passwordHash"]
            .iter()
            .find_map(|name| text(entry, name))
            .map(str::to_owned),
    };
    if let Some(hash) = hash {
        person.insert("password_hash".into(), hash.into());
    }
    Ok(Person(person))
}

/// Those of `custom_password_hash` whose value is a text that others write, too.
fn auth0_hash(custom: &Value) -> Result<String, Refused> {
    let algorithm = custom["algorithm"].as_str().unwrap_or_default();
    let value = custom["hash"]["value"].as_str().unwrap_or_default();
    match algorithm {
        "argon2" | "bcrypt" | "pbkdf2" | "ldap" => Ok(value.to_owned()),
        other => Err(Refused::new(
            "custom_password_hash",
            "expected algorithm argon2, bcrypt, pbkdf2 or ldap",
            other,
        )),
    }
}

/// Gives a person their `sub`, and a user name that is made of it, the same each time.
fn named_by(person: &mut Map<String, Value>, sub: &str, email: Option<&str>) {
    person.insert("sub".into(), sub.into());
    person.insert("login".into(), login_of(sub, email).into());
}

/// `ada-3f9c1a`: what stands before the `@`, and a little of the id, so that no two are the same.
fn login_of(id: &str, email: Option<&str>) -> String {
    let local = email.and_then(|email| email.split('@').next());
    let plain = local.unwrap_or("person").chars();
    let plain = plain.filter(|c| c.is_ascii_alphanumeric()).take(40);
    let plain: String = plain.collect();
    let digest = digest::digest(&digest::SHA256, id.as_bytes());
    let end: String = digest.as_ref()[..4]
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    match plain.is_empty() {
        true => format!("person-{end}"),
        false => format!("{}-{end}", plain.to_ascii_lowercase()),
    }
}

/// The members of an entry under our names; what is null or an empty text is left out.
fn taken(entry: &Map<String, Value>, names: &[(&str, &str)]) -> Map<String, Value> {
    let there = |value: &&Value| !value.is_null() && value.as_str() != Some("");
    names
        .iter()
        .filter_map(|(theirs, ours)| {
            let value = entry.get(*theirs).filter(there)?;
            Some(((*ours).to_owned(), value.clone()))
        })
        .collect()
}

fn text<'a>(entry: &'a Map<String, Value>, member: &str) -> Option<&'a str> {
    entry.get(member)?.as_str().filter(|text| !text.is_empty())
}

fn missing(member: &str) -> Refused {
    Refused::new(member, "it is missing", "")
}

fn base64(text: &str) -> Option<Vec<u8>> {
    crate::identity::foreign::base64_any(text)
}

fn write(bytes: &[u8]) -> String {
    BASE64_STANDARD_NO_PAD.encode(bytes)
}
