//! E-mail addresses: the strict subset that reaches one mailbox and means one thing everywhere.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// The longest address, in bytes (RFC 5321 §4.5.3.1.3, without the brackets).
pub const MAX_EMAIL_BYTES: usize = 254;

/// Why an e-mail address was refused; the words say what to enter instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Nothing was entered.
    #[error("Enter an e-mail address")]
    Missing,
    /// Longer than [`MAX_EMAIL_BYTES`].
    #[error("Enter an e-mail address of at most {MAX_EMAIL_BYTES} characters")]
    TooLong,
    /// Not of the form we accept.
    #[error("Enter an e-mail address in the form name@example.com")]
    Form,
}

/// An address in canonical form: lower case, ASCII, an international domain in its `xn--` form. No quotes, comments,
/// brackets or routes, so it can stand in a mail header as it is. Mail goes to this text, never to what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The canonical form of a typed address.
    ///
    /// # Errors
    /// [`EmailError`].
    pub fn parse(typed: &str) -> Result<Self, EmailError> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(EmailError::Missing);
        }
        if typed.len() > 1024 {
            return Err(EmailError::TooLong);
        }
        let typed: String = typed.nfkc().collect();
        let (local, domain) = typed.split_once('@').ok_or(EmailError::Form)?;
        if !is_local_part(local) {
            return Err(EmailError::Form);
        }
        let address = format!(
            "{}@{}",
            local.to_ascii_lowercase(),
            ascii_domain(domain).ok_or(EmailError::Form)?
        );
        if address.len() > MAX_EMAIL_BYTES {
            Err(EmailError::TooLong)
        } else {
            Ok(Self(address))
        }
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The canonical text.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// A dot-atom (RFC 5322 §3.2.3) of the harmless characters, at most 64 (RFC 5321 §4.5.3.1.1).
fn is_local_part(local: &str) -> bool {
    local.len() <= 64
        && local.split('.').all(|atom| {
            let fits = |c: u8| c.is_ascii_alphanumeric() || b"_+-'&=~".contains(&c);
            !atom.is_empty() && atom.bytes().all(fits)
        })
}

/// A host name of at least two labels, as IDNA writes it in ASCII.
fn ascii_domain(domain: &str) -> Option<String> {
    // `Host::parse` decodes %-escapes and reads addresses in brackets; neither has a place here.
    if !domain
        .chars()
        .all(|c| c.is_alphanumeric() || c == '-' || c == '.' || !c.is_ascii())
    {
        return None;
    }
    // Decoding a label takes its length squared, so what cannot fit is not decoded (attack row FI-01).
    if domain.split('.').any(|label| label.chars().count() > 63) {
        return None;
    }
    let Ok(url::Host::Domain(domain)) = url::Host::parse(domain) else {
        return None;
    };
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    (domain.contains('.') && domain.split('.').all(is_label)).then_some(domain)
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ordinary_addresses_are_made_canonical() {
        let cases = [
            ("ada@example.com", "ada@example.com"),
            (
                " Ada.Lovelace+Badge@Example.COM ",
                "ada.lovelace+badge@example.com",
            ),
            ("o'brien@mail.example.ie", "o'brien@mail.example.ie"),
            ("ada@bücher.example", "ada@xn--bcher-kva.example"),
            ("ada@BÜCHER.example", "ada@xn--bcher-kva.example"),
            ("\u{ff41}da@example.com", "ada@example.com"),
        ];
        for (typed, expected) in cases {
            assert_eq!(EmailAddress::parse(typed).unwrap().as_str(), expected);
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let long_local = format!("{}@example.com", "a".repeat(65));
        let cases = [
            "a",
            "@",
            "a@",
            "@b.c",
            "a@b@c.d",
            "a@b",
            "a@b.",
            "a@.b.c",
            "a@b..c",
            ".a@b.c",
            "a.@b.c",
            "a..b@c.d",
            "\"a b\"@c.d",
            "a(comment)@b.c",
            "a@(comment)b.c",
            "<a@b.c>",
            "Ada <a@b.c>",
            "a@b.c, d@e.f",
            "a@b.c;d@e.f",
            "\"a\r\nBcc:x\"@b.c",
            "a\r\nBcc: x@b.c",
            "a@b.c\r\nBcc:x",
            "a@b.c\0",
            "a b@c.d",
            "a@b c.d",
            "a%b@c.d",
            "a!b@c.d",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a@2130706433",
            "a@b%2ec.d",
            "a@-b.c",
            "a@b-.c",
            "a@b_c.d",
            "ädä@example.com",
            "a\u{200b}@b.c",
            "a@b.c/d",
            "a@b.c:25",
            &long_local,
        ];
        for typed in cases {
            assert_eq!(
                EmailAddress::parse(typed),
                Err(EmailError::Form),
                "{typed:?}"
            );
        }
        assert_eq!(EmailAddress::parse("  "), Err(EmailError::Missing));
        let long = format!(
            "a@{}.com",
            [
                "b".repeat(63),
                "c".repeat(63),
                "d".repeat(63),
                "e".repeat(59)
            ]
            .join(".")
        );
        assert_eq!(EmailAddress::parse(&long), Err(EmailError::TooLong));
        assert_eq!(
            EmailAddress::parse(&"a@".repeat(600)),
            Err(EmailError::TooLong)
        );
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_plain_and_stays_as_it_is(typed in "\\PC{1,12}@\\PC{1,12}") {
            if let Ok(address) = EmailAddress::parse(&typed) {
                prop_assert!(address.as_str().bytes().all(|c| c.is_ascii_graphic() && !b"<>()[],;:\"\\%".contains(&c)));
                prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address.clone()));
            }
        }
    }
}
