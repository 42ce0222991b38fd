//! Checking claims that somebody wrote down (OIDC Core §5.1), so that userinfo never says `null`, an empty text or a
//! value of the wrong type.

use serde_json::{Map, Value};

use super::UserClaims;
use super::names::STANDARD;

/// Why a claim was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{claim}: {problem}")]
pub struct ClaimError {
    /// Which claim, e.g. `"address.country"`.
    pub claim: String,
    /// What is wrong, and what would be right.
    pub problem: String,
}

/// The most characters of a text.
const LONGEST: usize = 1024;

impl UserClaims {
    /// Checks the claims of a JSON object, e.g. of `user add --claims-file` or of a stored record.
    /// # Errors
    /// Names the first claim that has the wrong type or form, or is not a standard claim.
    pub fn from_json(claims: &Map<String, Value>) -> Result<Self, ClaimError> {
        for (claim, value) in claims {
            check(claim, value).map_err(|problem| ClaimError {
                claim: claim.clone(),
                problem,
            })?;
        }
        if let Some(address) = claims.get("address").and_then(Value::as_object) {
            for (part, value) in address {
                check_address_part(part, value).map_err(|problem| ClaimError {
                    claim: format!("address.{part}"),
                    problem,
                })?;
            }
        }
        serde_json::from_value(Value::Object(claims.clone())).map_err(|error| ClaimError {
            claim: "claims".to_owned(),
            problem: error.to_string(),
        })
    }
}

fn check(claim: &str, value: &Value) -> Result<(), String> {
    match claim {
        "sub" => Err("is given by the server; leave it out".to_owned()),
        "email_verified" | "phone_number_verified" => {
            value.as_bool().map(|_| ()).ok_or_else(|| "must be true or false, without quotes".to_owned())
        }
        "updated_at" => match value.as_i64() {
            Some(0..) => Ok(()),
            _ => Err("must be a whole number: seconds since 1970".to_owned()),
        },
        "address" => match value.as_object() {
            Some(parts) if !parts.is_empty() => Ok(()),
            _ => Err("must be an object with street_address, locality, region, postal_code, country or formatted".to_owned()),
        },
        _ if !STANDARD.contains(&claim) => {
            Err(format!("is not a standard claim; these are: {}", STANDARD.join(", ")))
        }
        _ => check_text(claim, text(value, false)?),
    }
}

fn check_text(claim: &str, text: &str) -> Result<(), String> {
    let right = match claim {
        "profile" | "picture" | "website" => {
            url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "https" | "http"))
        }
        "email" => text.split_once('@').is_some_and(|(local, host)| {
            !local.is_empty() && !host.is_empty() && !text.contains(' ')
        }),
        "birthdate" => is_birthdate(text),
        "zoneinfo" => text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-' | b'+')),
        "locale" => is_locale(text),
        _ => true,
    };
    let wanted = match claim {
        "profile" | "picture" | "website" => "a URL, e.g. https://example.com/alice",
        "email" => "an e-mail address",
        "birthdate" => "a date such as 1990-12-31, 0000-12-31 without the year, or 1990",
        "zoneinfo" => "a time zone name such as Europe/Paris",
        _ => "a language tag such as en-GB",
    };
    if right {
        Ok(())
    } else {
        Err(format!("must be {wanted}"))
    }
}

fn check_address_part(part: &str, value: &Value) -> Result<(), String> {
    let lines = match part {
        "formatted" | "street_address" => true,
        "locality" | "region" | "postal_code" | "country" => false,
        _ => {
            return Err("is not a part of an address; these are: formatted, street_address, locality, region, \
                        postal_code, country"
                .to_owned());
        }
    };
    text(value, lines).map(|_| ())
}

/// A text that is neither empty nor endless. Only addresses may have line breaks (§5.1.1).
fn text(value: &Value, lines: bool) -> Result<&str, String> {
    let text = value.as_str().ok_or("must be a text in quotes")?;
    if text.trim().is_empty() {
        return Err("must not be empty; leave it out instead".to_owned());
    }
    if text.chars().count() > LONGEST {
        return Err(format!("must not have more than {LONGEST} characters"));
    }
    if text
        .chars()
        .any(|c| c.is_control() && !(lines && matches!(c, '\n' | '\r')))
    {
        return Err("must not have control characters".to_owned());
    }
    Ok(text)
}

/// `YYYY-MM-DD`, with `0000` when the year is kept back, or `YYYY` alone (ISO 8601).
fn is_birthdate(text: &str) -> bool {
    let digits =
        |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let (year, rest) = text.split_once('-').unwrap_or((text, ""));
    match rest.split_once('-') {
        None => rest.is_empty() && !text.ends_with('-') && digits(year, 4) && year != "0000",
        Some((month, day)) if digits(year, 4) && digits(month, 2) && digits(day, 2) => {
            // The year 0000 stands for "not told", so that 29 February must be possible in it.
            let year = if year == "0000" { "2000" } else { year };
            format!("{year}-{month}-{day}")
                .parse::<jiff::civil::Date>()
                .is_ok()
        }
        Some(_) => false,
    }
}

/// BCP 47, as far as its shape goes; `en_GB` is written `en-GB` (OIDC Core §5.1).
fn is_locale(text: &str) -> bool {
    text.split('-').enumerate().all(|(index, subtag)| {
        (1..=8).contains(&subtag.len())
            && subtag.bytes().all(|b| b.is_ascii_alphanumeric())
            && (index > 0 || subtag.len() >= 2 && subtag.bytes().all(|b| b.is_ascii_alphabetic()))
    })
}
