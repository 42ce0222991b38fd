//! What a character may hide: invisible code points, mixed scripts, look-alikes (UTS 39).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::MixedScript;
use unicode_security::mixed_script::AugmentedScriptSet;

/// Whether a code point shows nothing, reorders its neighbours, or has no agreed shape: controls, bidirectional
/// marks, zero-width characters, fillers, variation selectors, tags, private use and noncharacters.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{e000}'..='\u{f8ff}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{10ffff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// The characters in NFC, each with whether it is a joiner that its script needs: Persian and Indic names are
/// spelled with them (RFC 5892, appendices A.1 and A.2, simplified).
pub fn with_joiners(typed: &str) -> impl Iterator<Item = (char, bool)> {
    const VIRAMA: u8 = 9;
    let mut before = ' ';
    typed.nfc().map(move |c| {
        let joins = unicode_normalization::char::canonical_combining_class(before) == VIRAMA
            || matches!(before, '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}') && c == '\u{200c}';
        let keeps = matches!(c, '\u{200c}' | '\u{200d}') && joins;
        before = c;
        (c, keeps)
    })
}

/// Whether a word mixes scripts in a way no language does (UTS 39 §5.2, "highly restrictive"): Latin may stand
/// beside the scripts of Japanese, Korean or Chinese, nothing else beside anything.
pub fn mixes_scripts(word: &str) -> bool {
    if word.is_single_script() {
        return false;
    }
    let is_latin = |c: &char| AugmentedScriptSet::for_char(*c) == AugmentedScriptSet::for_char('a');
    let rest: String = word.chars().filter(|c| !is_latin(c)).collect();
    let scripts = AugmentedScriptSet::for_str(&rest);
    !(scripts.jpan || scripts.kore || scripts.hanb)
}

/// What a name looks like to a hurried eye: two names with the same skeleton are easily confused (UTS 39 §4).
///
/// Case, accents, spaces and `.`, `_`, `-` do not count, nor does the difference of `l`, `1` and `i`.
pub fn skeleton(name: &str) -> String {
    let plain: String = name.nfkc().flat_map(char::to_lowercase).collect();
    let alike: String = unicode_security::skeleton(&plain)
        .flat_map(char::to_lowercase)
        .collect();
    unicode_security::skeleton(&alike)
        .filter(|c| !is_combining_mark(*c) && !is_invisible(*c) && !c.is_whitespace())
        .filter(|c| !matches!(c, '.' | '_' | '-'))
        .map(|c| if c == 'l' { 'i' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_known() {
        for c in [
            '\0',
            '\u{7}',
            '\r',
            '\n',
            '\u{7f}',
            '\u{85}',
            '\u{200b}',
            '\u{200d}',
            '\u{202e}',
            '\u{2066}',
            '\u{2069}',
            '\u{feff}',
            '\u{ad}',
            '\u{e0041}',
            '\u{fe0f}',
            '\u{ffff}',
            '\u{1fffe}',
            '\u{e000}',
            '\u{3164}',
        ] {
            assert!(is_invisible(c), "{c:?}");
        }
        for c in ['a', ' ', 'é', '\u{301}', 'я', '漢', '🦀', '’', 'ß'] {
            assert!(!is_invisible(c), "{c:?}");
        }
    }

    #[test]
    fn scripts_that_no_language_mixes_are_found() {
        for word in ["p\u{430}ypal", "adm\u{456}n", "\u{3b1}dmin", "a\u{5d0}b"] {
            assert!(mixes_scripts(word), "{word}");
        }
        for word in [
            "paypal",
            "Яндекс",
            "Ελένη",
            "ソニーSony",
            "삼성TV",
            "微信Pay",
            "C++",
            "3000",
            "Zoë",
            "",
        ] {
            assert!(!mixes_scripts(word), "{word}");
        }
    }

    #[test]
    fn look_alikes_share_a_skeleton() {
        for name in [
            "Admin",
            "ＡＤＭＩＮ",
            "\u{430}dmin",
            "adm\u{456}n",
            "adrnin",
            "adm1n",
            "admln",
            "ad-min",
            "ádmin",
            "a d m i n",
            "ad\u{200b}min",
        ] {
            assert_eq!(skeleton(name), skeleton("admin"), "{name}");
        }
        assert_eq!(skeleton("r00t"), skeleton("root"));
        for name in ["adam", "madmin", "administrator"] {
            assert_ne!(skeleton(name), skeleton("admin"), "{name}");
        }
    }
}
