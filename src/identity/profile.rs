//! What people write of themselves: a standard claim as it is typed becomes one as it is told (OIDC Core §5.1).

use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::tz::TimeZoneDatabase;
use serde_json::{Map, Value};

use crate::protocol::characters::{is_invisible, with_joiners};
use crate::protocol::claims::UserClaims;
use crate::protocol::display_name::{NameError, tidy};

/// The parts of an address that people write, as they stand in a form (OIDC Core §5.1.1).
pub const ADDRESS: [&str; 5] = [
    "street_address",
    "postal_code",
    "locality",
    "region",
    "country",
];
/// The most characters of what is no name.
pub const LONGEST: usize = 255;

/// Why something is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// More than so many characters.
    TooLong(usize),
    /// More marks on a letter than any language writes, or nothing else.
    Unreadable,
    /// No date.
    Birthdate,
    /// A date that has not come yet.
    Future,
    /// No number with its country.
    Phone,
    /// No address on the web.
    Website,
    /// No language tag.
    Locale,
    /// No time zone.
    Zone,
}

/// The value of `claim` that was `typed`, `None` when nothing was. The claim is one of [`ADDRESS`] or a standard one whose value is a text.
///
/// # Errors
/// [`Wrong`].
pub fn parse(claim: &str, typed: &str, today: Date) -> Result<Option<String>, Wrong> {
    let value = match claim {
        "street_address" => lines(typed),
        "birthdate" | "phone_number" => in_digits(&visible(typed)),
        "locale" => tag(&visible(typed)),
        "website" => with_scheme(visible(typed)),
        "zoneinfo" => visible(typed),
        _ => return name(typed),
    };
    if value.is_empty() {
        return Ok(None);
    }
    if value.chars().count() > LONGEST {
        return Err(Wrong::TooLong(LONGEST));
    }
    check(claim, &value, today)?;
    Ok(Some(value))
}

fn check(claim: &str, value: &str, today: Date) -> Result<(), Wrong> {
    let (wrong, more) = match claim {
        "birthdate" => (Wrong::Birthdate, true),
        "phone_number" => (Wrong::Phone, is_phone(value)),
        "website" => (Wrong::Website, is_website(value)),
        "zoneinfo" => (Wrong::Zone, zones().contains(&value)),
        "locale" => (Wrong::Locale, true),
        _ => return Ok(()),
    };
    let one = Map::from_iter([(claim.to_owned(), Value::from(value))]);
    if !more || UserClaims::from_json(&one).is_err() {
        return Err(wrong);
    }
    match claim == "birthdate" && is_to_come(value, today) {
        true => Err(Wrong::Future),
        false => Ok(()),
    }
}

/// Names, of people and places, by the rule of every name that is shown.
fn name(typed: &str) -> Result<Option<String>, Wrong> {
    match tidy(typed, "") {
        Ok(tidied) => Ok(Some(tidied.name)),
        Err(NameError::Missing(_)) => Ok(None),
        Err(NameError::TooLong(_)) => Err(Wrong::TooLong(
            crate::protocol::display_name::MAX_NAME_CHARS,
        )),
        Err(_) => Err(Wrong::Unreadable),
    }
}

/// Without what cannot be seen, which comes along when numbers are copied, and with single spaces.
fn visible(typed: &str) -> String {
    let spaced = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let seen = with_joiners(&spaced).filter(|(c, keeps)| *keeps || !is_invisible(*c));
    let seen: String = seen.map(|(c, _)| c).collect();
    seen.trim().to_owned()
}

/// The same, line by line.
fn lines(typed: &str) -> String {
    let lines = typed.lines().map(visible).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// With the digits of ASCII for those that Arabic, Persian and Japanese keyboards write.
fn in_digits(typed: &str) -> String {
    let zero = |c: char| match c {
        '\u{660}'..='\u{669}' => Some(0x660),
        '\u{6f0}'..='\u{6f9}' => Some(0x6f0),
        '\u{ff10}'..='\u{ff19}' => Some(0xff10),
        _ => None,
    };
    let digit = |c: char| {
        let value = u32::from(c) - zero(c)?;
        char::from_digit(value, 10)
    };
    let plus = |c| if c == '\u{ff0b}' { '+' } else { c };
    typed.chars().map(|c| digit(c).unwrap_or(plus(c))).collect()
}

/// E.164: `+`, the country and the number, 15 digits at the most, with what people write between them (OIDC Core §5.1).
fn is_phone(number: &str) -> bool {
    let Some(rest) = number.strip_prefix('+') else {
        return false;
    };
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    (7..=15).contains(&digits)
        && rest
            .chars()
            .next()
            .is_some_and(|c| ('1'..='9').contains(&c))
        && rest
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '/' | '(' | ')'))
}

/// What people leave away.
fn with_scheme(typed: String) -> String {
    let is_host = !typed.contains(':') && typed.contains('.') && !typed.contains(' ');
    match is_host {
        true => format!("https://{typed}"),
        false => typed,
    }
}

/// A page of a host that has a dot, without a password in its address.
fn is_website(address: &str) -> bool {
    url::Url::parse(address).is_ok_and(|url| {
        url.username().is_empty()
            && url.password().is_none()
            && url.host_str().is_some_and(|host| host.contains('.'))
            && !address.contains(' ')
    })
}

/// `en_gb` as `en-GB`: language in small letters, region in capitals, script with one (RFC 5646 §2.1.1).
fn tag(typed: &str) -> String {
    let parts = typed.split(['-', '_']).enumerate().map(|(at, part)| {
        let small = part.to_ascii_lowercase();
        match (at, part.len()) {
            (0, _) => small,
            (_, 2) => part.to_ascii_uppercase(),
            (_, 4) if part.is_ascii() => part[..1].to_ascii_uppercase() + &small[1..],
            _ => small,
        }
    });
    parts.collect::<Vec<_>>().join("-")
}

fn is_to_come(date: &str, today: Date) -> bool {
    match (date.parse::<Date>(), date.parse::<i16>()) {
        (Ok(date), _) => date > today,
        (_, Ok(year)) => year > today.year(),
        _ => false,
    }
}

/// The time zone that somebody says they are in, by its name: `"Europe/Paris"`.
pub fn zone_name(claims: &Map<String, Value>) -> Option<&str> {
    claims.get("zoneinfo").and_then(Value::as_str)
}

/// The time zones people choose from: those of places, and UTC (IANA Time Zone Database).
pub fn zones() -> &'static [&'static str] {
    static ZONES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        // The names live as long as the program, and are read once.
        let named: Vec<String> = TimeZoneDatabase::bundled()
            .available()
            .map(|name| name.to_string())
            .filter(|name| name == "UTC" || is_place(name))
            .collect();
        let mut zones: Vec<_> = named.into_iter().map(|name| &*name.leak()).collect();
        zones.sort_unstable();
        zones
    });
    &ZONES
}

fn is_place(zone: &str) -> bool {
    const REGIONS: [&str; 10] = [
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    ];
    let region = zone.split_once('/').map(|(region, _)| region);
    region.is_some_and(|region| REGIONS.contains(&region))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 29);

    fn taken(claim: &str, typed: &str) -> Result<Option<String>, Wrong> {
        parse(claim, typed, TODAY)
    }

    #[test]
    fn what_is_typed_becomes_what_is_told() {
        for (claim, typed, told) in [
            ("nickname", "  Mo\u{202e}  the  cat ", "Mo the cat"),
            ("birthdate", "1990-05-17", "1990-05-17"),
            ("birthdate", "١٩٩٠-٠٥-١٧", "1990-05-17"),
            ("birthdate", "2026-11-29", "2026-11-29"),
            ("birthdate", "0000-02-29", "0000-02-29"),
            ("birthdate", "1990", "1990"),
            (
                "phone_number",
                "\u{202a}+46 70\u{a0}123 45 67\u{202c}",
                "+46 70 123 45 67",
            ),
            ("phone_number", "＋81 3-1234-5678", "+81 3-1234-5678"),
            ("phone_number", "+1 (425) 555-1212", "+1 (425) 555-1212"),
            ("website", "example.org/me", "https://example.org/me"),
            ("website", "http://example.org", "http://example.org"),
            ("locale", "en_gb", "en-GB"),
            ("locale", "ZH-hant-tw", "zh-Hant-TW"),
            ("zoneinfo", "Europe/Stockholm", "Europe/Stockholm"),
            ("zoneinfo", "UTC", "UTC"),
            (
                "street_address",
                " Strandvägen 1\r\n\r\nc/o Bo ",
                "Strandvägen 1\nc/o Bo",
            ),
            ("country", " Sverige ", "Sverige"),
        ] {
            assert_eq!(taken(claim, typed), Ok(Some(told.to_owned())), "{typed:?}");
        }
        for claim in [
            "nickname",
            "birthdate",
            "website",
            "street_address",
            "zoneinfo",
        ] {
            assert_eq!(taken(claim, " \u{200b}\r\n "), Ok(None), "{claim}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_by_its_kind() {
        let long = "a".repeat(256);
        for (claim, typed, wrong) in [
            ("nickname", &*long, Wrong::TooLong(128)),
            ("street_address", &long, Wrong::TooLong(255)),
            (
                "nickname",
                "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
                Wrong::Unreadable,
            ),
            ("birthdate", "17 May", Wrong::Birthdate),
            ("birthdate", "1990-02-30", Wrong::Birthdate),
            ("birthdate", "2026-11-30", Wrong::Future),
            ("birthdate", "2027", Wrong::Future),
            ("phone_number", "070 123 45 67", Wrong::Phone),
            ("phone_number", "+0 123 456 789", Wrong::Phone),
            ("phone_number", "+46 12", Wrong::Phone),
            ("phone_number", "+46 70 123 45 67 89 01 23", Wrong::Phone),
            ("phone_number", "+46 70 call me", Wrong::Phone),
            ("website", "javascript:alert(1)", Wrong::Website),
            ("website", "https://mara:secret@example.org", Wrong::Website),
            ("website", "https://localhost/", Wrong::Website),
            ("website", "my page", Wrong::Website),
            ("locale", "english, please", Wrong::Locale),
            ("zoneinfo", "Europe/Atlantis", Wrong::Zone),
            ("zoneinfo", "../../etc/passwd", Wrong::Zone),
        ] {
            assert_eq!(taken(claim, typed), Err(wrong), "{typed:?}");
        }
    }

    #[test]
    fn there_are_zones_everywhere() {
        let zones = zones();
        assert!((400..700).contains(&zones.len()), "{}", zones.len());
        for zone in [
            "Asia/Tokyo",
            "America/Argentina/Buenos_Aires",
            "Pacific/Apia",
        ] {
            assert!(zones.contains(&zone), "{zone}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_taken_is_a_claim(typed in ".{0,300}") {
            for claim in ["nickname", "birthdate", "phone_number", "website", "locale", "zoneinfo"] {
                if let Ok(Some(told)) = taken(claim, &typed) {
                    let one = Map::from_iter([(claim.to_owned(), Value::from(told))]);
                    proptest::prop_assert!(UserClaims::from_json(&one).is_ok());
                }
            }
        }
    }
}
