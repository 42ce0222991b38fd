//! One person of a file, in the members that every format is brought to.

use serde_json::{Map, Value};

use crate::accounts::import::Brought;
use crate::cli::import::Refused;
use crate::identity::display_name::PersonName;
use crate::identity::email::EmailAddress;
use crate::identity::foreign::Foreign;
use crate::identity::login_name::LoginName;
use crate::protocol::claims::UserClaims;
use crate::protocol::ids::UserId;
use crate::protocol::membership::{GroupName, NotAName};
use crate::protocol::subject::{NotASubject, Subject};
use crate::protocol::time::Timestamp;
use crate::store::users::User;

/// `sub`, `login`, `email`, `email_verified`, `name`, `password_hash`, `groups`, `disabled`, and standard claims.
#[derive(Debug, Default)]
pub struct Person(pub Map<String, Value>);

impl Person {
    /// The account that they will have.
    pub fn account(mut self, without_groups: bool, now: Timestamp) -> Result<Brought, Refused> {
        let groups = self.groups(without_groups)?;
        let sub = self.subject()?;
        let email = self.text("email")?;
        let login = match (self.text("login")?, self.text("preferred_username")?) {
            (Some(login), _) | (None, Some(login)) => login,
            (None, None) => return Err(Refused::new("login", "expected a user name", "")),
        };
        let hash = self.text("password_hash")?;
        let verified = self.truth("email_verified")?;
        let disabled = self.truth("disabled")?;
        let name = self.text("name")?;
        self.0.remove("updated_at");
        let claims = UserClaims::from_json(&self.0);
        let claims = claims.map_err(|error| Refused::new(&error.claim, error.problem, ""))?;
        let parsed = LoginName::parse(&login)
            .map_err(|error| Refused::new("login", error.to_string(), login.clone()))?;
        let email = email
            .map(|text| {
                let parsed = EmailAddress::parse(&text);
                parsed.map_err(|error| Refused::new("email", error.to_string(), text))
            })
            .transpose()?;
        if verified && email.is_none() {
            return Err(Refused::new("email_verified", "there is no email", "true"));
        }
        let parts = [&claims.given_name, &claims.family_name];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        let name = match name {
            Some(name) => name,
            None if parts.is_empty() => login,
            None => parts.join(" "),
        };
        let name = PersonName::exactly(&name)
            .map_err(|error| Refused::new("name", error.to_string(), name.clone()))?;
        let hash = hash
            .map(|text| match Foreign::parse(&text) {
                Ok(_) => Ok(Foreign::stored(&text)),
                Err(refused) => Err(Refused::new("password_hash", refused.to_string(), "")),
            })
            .transpose()?;
        let own_sub = sub.is_some();
        let id = sub.as_ref().and_then(Subject::id);
        let user = User {
            id: id.unwrap_or_else(|| UserId(crate::random::uuid_v7(now))),
            subject: sub.filter(|_| id.is_none()),
            login: parsed.as_str().to_owned(),
            email: email.map(EmailAddress::into_string),
            email_verified: verified,
            name: name.into_string(),
            password_changed_at: hash.as_ref().map(|_| now),
            password_hash: hash,
            claims: claims.to_json(),
            preferences: None,
            admin: false,
            disabled_at: disabled.then_some(now),
            deletes_at: None,
            terms_version: None,
            terms_accepted_at: None,
            epoch: 0,
            created_at: now,
            updated_at: now,
        };
        Ok(Brought {
            user,
            own_sub,
            groups,
        })
    }

    /// What apps know the person by. Empty is not absent: whoever wrote it meant somebody.
    fn subject(&mut self) -> Result<Option<Subject>, Refused> {
        if self.0.get("sub").is_some_and(|value| value == "") {
            return Err(Refused::new("sub", NotASubject::Empty.to_string(), ""));
        }
        let Some(text) = self.text("sub")? else {
            return Ok(None);
        };
        let subject = Subject::parse(&text);
        subject
            .map(Some)
            .map_err(|rule| Refused::new("sub", rule.to_string(), text))
    }

    /// The groups they will be in: a list, or names in one text with commas or spaces between. Some providers write paths.
    fn groups(&mut self, without: bool) -> Result<Vec<GroupName>, Refused> {
        let names: Vec<String> = match self.0.remove("groups") {
            None | Some(Value::Null) => return Ok(Vec::new()),
            _ if without => return Ok(Vec::new()),
            Some(Value::String(text)) => {
                let names = text.split([',', ';', ' ']).filter(|name| !name.is_empty());
                names.map(str::to_owned).collect()
            }
            Some(Value::Array(list)) => {
                let text = |value: Value| value.as_str().map(str::to_owned);
                let names: Option<Vec<_>> = list.into_iter().map(text).collect();
                names.ok_or_else(|| {
                    Refused::new("groups", "expected names in quotes", "something else")
                })?
            }
            Some(other) => {
                return Err(Refused::new(
                    "groups",
                    "expected a list of names",
                    other.to_string(),
                ));
            }
        };
        let parsed = names.into_iter().map(|name| {
            let group = name.trim_start_matches('/').parse();
            group.map_err(|error: NotAName| Refused::new("groups", error.to_string(), name))
        });
        parsed.collect()
    }

    fn text(&mut self, member: &str) -> Result<Option<String>, Refused> {
        match self.0.remove(member) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Refused::new(
                member,
                "expected a text in quotes",
                "something else",
            )),
        }
    }

    fn truth(&mut self, member: &str) -> Result<bool, Refused> {
        match self.0.remove(member) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(value)) => Ok(value),
            Some(other) => Err(Refused::new(
                member,
                "expected true or false",
                other.to_string(),
            )),
        }
    }
}
