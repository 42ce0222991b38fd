//! Codes that people read in one place and type in another.

/// Without 0, O, 1, I and L, which are taken for each other.
pub const LETTERS: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// Random letters, each as likely as any other: 4.95 bits each.
///
/// # Panics
/// As [`bytes`](super::bytes()).
pub fn random<const N: usize>() -> [u8; N] {
    // Bytes from here on would make the first letters likelier.
    let fair = 256 - 256 % LETTERS.len();
    let bytes = std::iter::repeat_with(super::bytes::<32>).flatten();
    let mut letters = bytes
        .filter(|byte| usize::from(*byte) < fair)
        .map(|byte| LETTERS[usize::from(byte) % LETTERS.len()]);
    std::array::from_fn(|_| letters.next().expect("randomness does not end"))
}

/// The letters in groups of four: `7QK2-M4FD`.
pub fn in_groups(letters: &[u8]) -> String {
    let groups = letters
        .chunks(4)
        .map(|four| four.escape_ascii().to_string());
    groups.collect::<Vec<_>>().join("-")
}

/// What somebody typed or pasted: in any case, with white space and dashes anywhere. `None` when it is not `N` of the letters.
pub fn parse<const N: usize>(typed: &str) -> Option<[u8; N]> {
    let mut code = [0; N];
    let mut letters = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}'));
    for place in &mut code {
        let byte = u8::try_from(letters.next()?.to_ascii_uppercase()).ok()?;
        *place = LETTERS.contains(&byte).then_some(byte)?;
    }
    letters.next().is_none().then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn em_06_a_code_is_read_as_people_type_it() {
        let letters: [u8; 8] = random();
        let text = in_groups(&letters);
        let dashed = format!(" {} ", text.replace('-', "–").to_lowercase());
        for typed in [&text, &dashed, &text.replace('-', "")] {
            assert_eq!(parse(typed), Some(letters), "{typed}");
        }
        for wrong in ["", "7QK2-M4F", "7QK2-M4FDX", "0QK2-M4FD", "ÄQK2-M4FD"] {
            assert_eq!(parse::<8>(wrong), None, "{wrong:?}");
        }
        assert_ne!(random::<8>(), letters);
    }

    #[test]
    fn every_letter_comes_as_often_as_any_other() {
        let drawn: [u8; 31_000] = random();
        for letter in LETTERS {
            let count = drawn.iter().filter(|drawn| *drawn == letter).count();
            assert!((800..1200).contains(&count), "{letter}: {count}");
        }
    }
}
