//! Codes of authenticator apps (TOTP, RFC 6238): six digits, SHA-1, thirty seconds, which every app knows.

use std::fmt;
use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

use crate::protocol::time::Timestamp;

/// RFC 4226 §4, R6: as long as the hash.
const SECRET_BYTES: usize = 20;
const DIGITS: usize = 6;

/// The secret that an app and this server share.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secret").finish_non_exhaustive()
    }
}

/// A time step whose code somebody showed. Only [`Secret::step_of`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeStep(i64);

impl TimeStep {
    /// The number of the step since 1970.
    pub fn number(self) -> i64 {
        self.0
    }
}

impl Secret {
    /// A new one.
    pub fn random() -> Self {
        Self(Zeroizing::new(
            crate::random::bytes::<SECRET_BYTES>().to_vec(),
        ))
    }

    /// One that was kept; none when it cannot be one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let kept = Self(Zeroizing::new(bytes.to_vec()));
        (bytes.len() == SECRET_BYTES).then_some(kept)
    }

    /// To be kept wrapped.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn builder(&self) -> Builder {
        Builder::new().with_secret(self.0.to_vec())
    }

    fn codes(&self) -> Totp {
        self.builder().build_noncompliant()
    }

    /// The step that this is the code of: the one at `now`, the one before, or the one after (RFC 6238 §5.2, §6). White space in
    /// it is ignored; everything else has to be six ASCII digits (attack row MF-06).
    pub fn step_of(&self, typed: &str, now: Timestamp) -> Option<TimeStep> {
        let mut code = String::with_capacity(DIGITS);
        for c in typed.chars().filter(|c| !c.is_whitespace()) {
            if !c.is_ascii_digit() || code.len() == DIGITS {
                return None;
            }
            code.push(c);
        }
        if code.len() != DIGITS {
            return None;
        }
        let step = self.codes().check(&code, u64::try_from(now.0).ok()?)?;
        Some(TimeStep(i64::try_from(step).ok()?))
    }

    /// In base32 and groups of four, to be typed: `JBSW Y3DP …`.
    pub fn in_groups(&self) -> Zeroizing<String> {
        let text = Zeroizing::new(self.codes().secret().to_base32());
        let mut groups = Zeroizing::new(String::with_capacity(text.len() * 5 / 4));
        for (at, c) in text.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                groups.push(' ');
            }
            groups.push(c);
        }
        groups
    }

    /// What the QR code says. The names of operator and account stand in it encoded, so they can say nothing else (attack row
    /// MF-08); a colon would end the operator's, so it is left out.
    pub fn address(&self, operator: &str, account: &str) -> Zeroizing<String> {
        let plain = |text: &str| text.replace(':', " ");
        let totp = self
            .builder()
            .with_issuer(Some(plain(operator)))
            .with_account_name(plain(account))
            .build();
        let address = totp.ok().and_then(|totp| totp.to_url().ok());
        Zeroizing::new(address.unwrap_or_default())
    }

    /// The same as a path of SVG in a square of this width: one unit for each module, four of them light around it.
    pub fn drawn(&self, operator: &str, account: &str) -> Drawing {
        const QUIET: usize = 4;
        let address = self.address(operator, account);
        // A name that is too long for any code is left out: the secret is what counts.
        let code = QrCode::with_error_correction_level(address.as_bytes(), EcLevel::M)
            .or_else(|_| {
                let short = self.address("", "-");
                QrCode::with_error_correction_level(short.as_bytes(), EcLevel::M)
            })
            .expect("a secret fits into a code");
        let width = code.width();
        let colors = code.into_colors();
        let mut path = Zeroizing::new(String::new());
        for (y, row) in colors.chunks(width).enumerate() {
            let mut x = 0;
            while x < width {
                let run = row[x..].iter().take_while(|c| **c == Color::Dark).count();
                if run > 0 {
                    let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
                }
                x += run.max(1);
            }
        }
        Drawing {
            width: width + 2 * QUIET,
            path,
        }
    }
}

/// A QR code.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// Width and height, in modules.
    pub width: usize,
    /// The dark modules.
    pub path: Zeroizing<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: its secret, and the last six digits of its codes.
    fn rfc() -> Secret {
        Secret::from_bytes(b"12345678901234567890").unwrap()
    }

    const CODES: [(i64, &str); 6] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];

    #[test]
    fn codes_are_those_of_rfc_6238() {
        for (at, code) in CODES {
            let step = rfc().step_of(code, Timestamp(at));
            assert_eq!(step, Some(TimeStep(at / 30)), "{at}");
        }
    }

    #[test]
    fn mf_05_one_step_before_and_after_is_taken_and_no_other() {
        let at = 1_234_567_890;
        for (away, taken) in [(-60, false), (-30, true), (30, true), (60, false)] {
            let step = rfc().step_of("005924", Timestamp(at + away));
            assert_eq!(step.is_some(), taken, "{away}");
            assert!(step.is_none_or(|step| step.number() == at / 30));
        }
        assert_eq!(rfc().step_of("005924", Timestamp(-1)), None);
    }

    #[test]
    fn mf_06_only_six_ascii_digits_are_a_code() {
        let at = Timestamp(1_234_567_890);
        for typed in ["005924", " 005 924\n", "0 0 5 9 2 4"] {
            assert!(rfc().step_of(typed, at).is_some(), "{typed:?}");
        }
        for typed in [
            "",
            "05924",
            "5924",
            "0005924",
            "+05924",
            "-05924",
            "005924.0",
            "００５９２４",
            "٠٠٥٩٢٤",
            "005924a",
            "0x5924",
            "005,924",
        ] {
            assert_eq!(rfc().step_of(typed, at), None, "{typed:?}");
        }
        let long = "0".repeat(100_000);
        assert_eq!(rfc().step_of(&long, at), None);
    }

    #[test]
    fn mf_08_names_in_the_address_say_nothing_but_names() {
        let address = rfc().address("Ex: ample?secret=AAAA&issuer=b", "m&ra:@example.org#");
        let url = url::Url::parse(&address).unwrap();
        assert_eq!((url.scheme(), url.host_str()), ("otpauth", Some("totp")));
        let pairs: Vec<_> = url.query_pairs().collect();
        let secrets: Vec<_> = pairs.iter().filter(|(name, _)| name == "secret").collect();
        assert_eq!(secrets.len(), 1, "{address:?}");
        assert_eq!(secrets[0].1, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert!(url.fragment().is_none());
        let issuers = pairs.iter().filter(|(name, _)| name == "issuer");
        let issuers: Vec<_> = issuers.map(|(_, value)| value.to_string()).collect();
        assert_eq!(issuers, ["Ex  ample?secret=AAAA&issuer=b"]);
    }

    #[test]
    fn secrets_are_grouped_to_be_typed_and_drawn_to_be_photographed() {
        let groups = rfc().in_groups();
        assert_eq!(*groups, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let drawing = rfc().drawn("Lanyard", "mara@example.org");
        assert!(drawing.width > 29 && drawing.path.starts_with("M4 4h7v1h-7z"));
        let long = "x".repeat(5_000);
        assert!(rfc().drawn(&long, &long).width > 29);
        assert_eq!(format!("{:?}", rfc()), "Secret { .. }");
        assert_ne!(Secret::random().bytes(), Secret::random().bytes());
    }
}
