//! Texts that people bring in files and on standard input, whatever program wrote them: with a byte order mark or without, in UTF-8
//! or, as Windows writes it, in UTF-16; with line ends of one or two characters. And lines of the files they take away.

use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

/// Why there is no text.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// More than anybody means.
    #[error("it is longer than {0} bytes")]
    TooLong(u64),
    /// Neither UTF-8 nor marked as UTF-16.
    #[error("it is no text in UTF-8; save it as UTF-8")]
    NotText,
    /// The system's answer.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The text of a file, or of standard input for `-`; at most `longest` bytes. It may be a secret.
///
/// # Errors
/// [`TextError`].
pub fn read(path: &Path, longest: u64) -> Result<Zeroizing<String>, TextError> {
    if path.as_os_str() == "-" {
        return from(io::stdin().lock(), longest);
    }
    from(std::fs::File::open(path)?, longest)
}

fn from(source: impl Read, longest: u64) -> Result<Zeroizing<String>, TextError> {
    let mut bytes = Zeroizing::new(Vec::new());
    source.take(longest + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > longest {
        return Err(TextError::TooLong(longest));
    }
    decode(&bytes).map(Zeroizing::new).ok_or(TextError::NotText)
}

/// The text in these bytes: without a byte order mark, every line ended by `\n`.
fn decode(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok()?,
        all => String::from_utf8(all.to_vec()).ok()?,
    };
    Some(match text.contains('\r') {
        true => text.replace("\r\n", "\n"),
        false => text,
    })
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).collect::<Result<_, _>>().ok()
}

/// A line of comma-separated values (RFC 4180). A cell that a spreadsheet would reckon with begins with an apostrophe.
pub fn csv_line(cells: &[String]) -> String {
    let cell = |text: &String| {
        let reckons = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let text = format!("{}{text}", if reckons { "'" } else { "" });
        match text.contains(['"', ',', '\n', '\r']) {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text,
        }
    };
    let cells: Vec<_> = cells.iter().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fc_56_a_text_is_the_same_whatever_program_wrote_it() {
        let text = "{\"a\": \"é🦀\"}\nb\n";
        let windows = text.replace('\n', "\r\n");
        let utf_16 = |text: &str, unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
            let marked = format!("\u{feff}{text}");
            marked.encode_utf16().flat_map(unit).collect()
        };
        for bytes in [
            text.as_bytes().to_vec(),
            windows.clone().into_bytes(),
            format!("\u{feff}{text}").into_bytes(),
            format!("\u{feff}{windows}").into_bytes(),
            utf_16(text, u16::to_le_bytes),
            utf_16(&windows, u16::to_le_bytes),
            utf_16(&windows, u16::to_be_bytes),
        ] {
            assert_eq!(from(&bytes[..], 1_000).unwrap().as_str(), text);
        }
        assert_eq!(decode(b"").unwrap(), "");
        assert_eq!(decode(b"\xef\xbb\xbf").unwrap(), "");
    }

    #[test]
    fn fc_56_what_is_no_text_or_too_long_is_refused_and_never_cut() {
        for bytes in [
            &b"a\xff"[..],
            b"\xff\xfea",
            b"\xff\xfe\x00\xd8",
            b"\xe9t\xe9",
        ] {
            assert!(
                matches!(from(bytes, 1_000), Err(TextError::NotText)),
                "{bytes:?}"
            );
        }
        assert!(from(&b"four"[..], 4).is_ok());
        assert!(matches!(from(&b"fives"[..], 4), Err(TextError::TooLong(4))));
    }

    #[test]
    fn cells_are_quoted_and_nothing_is_reckoned() {
        let cells = ["plain", "a \"b\", c", "=1+1", "@x,y", ""].map(str::to_owned);
        assert_eq!(
            csv_line(&cells),
            "plain,\"a \"\"b\"\", c\",'=1+1,\"'@x,y\",\r\n"
        );
    }
}
